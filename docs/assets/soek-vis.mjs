// What the reader is shown of a hit: title and excerpt in pieces, with what answers marked, and words to try instead.

import { bolk } from "./soek-indeks.mjs";
import { avstand, enkel, flat, ordI, term } from "./soek-norsk.mjs";

const LIKT = 0.4; // a suggestion has fewer wrong letters than this share

/** Shows hits of an index. */
export function viser({ kjerne, ordbok, vis, stopp, fil }) {
  /** Does a word of the text answer the question? Most are told off by their letters, without being stemmed. */
  function kjenn(mark) {
    const alle = [...mark];
    const kjente = new Map();
    return (ord) => {
      let er = kjente.get(ord);
      if (er === undefined) {
        const f = enkel(flat(ord));
        const nær = alle.filter((t) => f.includes(t.length > 4 ? t.slice(0, -1) : t));
        const t = nær.length && term(ord);
        er = nær.some((m) => m === t || (m.length > 3 && t.length > 5 && (t.startsWith(m) || t.endsWith(m))));
        kjente.set(ord, er);
      }
      return er;
    };
  }

  /** A text as [[piece, marked], …]; cut to about `maks` characters where most is marked. Adds the words to `ord`. */
  function merk(tekst, er, ord, maks) {
    const merker = [];
    for (const [o, fra, til] of ordI(tekst))
      if (er(o)) {
        merker.push([fra, til]);
        ord.add(o);
      }
    let [fra, til] = [0, tekst.length];
    if (maks && tekst.length > maks) {
      // Starting between words.
      let best = [merker[0]?.[0] ?? 0, 0];
      for (const [m] of merker) {
        const n = merker.filter(([x, y]) => x >= m && y <= m + maks - 60).length;
        if (n > best[1]) best = [m, n];
      }
      fra = best[0] > 60 ? tekst.indexOf(" ", best[0] - 60) + 1 : 0;
      til = Math.max(tekst.lastIndexOf(" ", fra + maks), fra + 1);
      if (fra + maks >= tekst.length) til = tekst.length;
    }
    const ut = fra ? [["… ", 0]] : [];
    let nå = fra;
    for (const [a, b] of merker) {
      if (a < fra || b > til) continue;
      if (a > nå) ut.push([tekst.slice(nå, a), 0]);
      ut.push([tekst.slice(a, b), 1]);
      nå = b;
    }
    if (nå < til) ut.push([tekst.slice(nå, til), 0]);
    if (til < tekst.length) ut.push([" …", 0]);
    return ut;
  }

  async function vist(nr, er, poeng) {
    const b = bolk(kjerne.tekststart, nr);
    const [adresse, tittel, sti, kode, tekst] = (await fil(`d${b}.json`))[nr - kjerne.tekststart[b]];
    const ord = new Set();
    const [visTittel, utdrag] = [merk(tittel, er, ord), merk(tekst, er, ord, 170)];
    return { adresse, kode, sti, tittel: visTittel, utdrag, ord: [...ord].slice(0, 40), poeng };
  }

  /** The words of titles that are most like what was typed. */
  function forslag(tekst) {
    const typet = [...ordI(tekst)].filter(([o]) => !stopp.has(flat(o))).map(([o]) => term(o)).filter((t) => t.length > 2);
    const funn = [];
    for (const [i, ord] of vis) {
      if (/\d/.test(ord) || ord.length < 3) continue;
      for (const t of typet) {
        const feil = avstand(t, ordbok[i], 6); // 7 is "more than six": near to nothing, however long the words
        const a = feil / Math.max(t.length, ordbok[i].length);
        if (feil < 7 && a < LIKT) funn.push([a, ord]);
      }
    }
    return [...new Set(funn.sort((a, b) => a[0] - b[0]).map(([, o]) => o))].slice(0, 4);
  }

  return { kjenn, vist, forslag };
}
