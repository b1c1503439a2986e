// What a question wishes for. Each of its words becomes a wish: alternatives (the word, its kin, synonyms, parts,
// spellings), each worth less the further off. Knows the words of the index and the language, nothing of sections.

import { plass, tallene } from "./soek-indeks.mjs";
import { avstand, del, enkel, erÅr, flat, ordI, rot, term, ÅR } from "./soek-norsk.mjs";

const VERDI = {
  slekt: 0.65, // betaling for betalt
  synonym: 0.7,
  ledd: 0.7, // a known compound said in two words
  alene: 0.95, // kin or synonym when the word itself stands nowhere
  start: 0.6, // the first letters of a word
  stavet: [0, 0.85, 0.65, 0.5], // by number of wrong letters
  svak: 0.4, // a word of no subject: begynne, ganske
};
// How much of what a word says an alternative meets.
const MØTER = { ordet: 1, leserord: 0.85, slekt: 0.9, synonym: 0.9, ledd: 0.8, start: 0.7, stavet: 0.8 };
const FEIL = 0.2; // the most wrong letters of a word, as a share: barnet is not bare

/** Reads questions over an index. */
export function tolker({ kjerne, ordbok, vis, leserord, stopp, emner, idAv, finnes }) {
  const svake = new Set(kjerne.svake);
  /** Phrases of other offices, by their terms: who they are and where. */
  const utenfor = new Map();
  let lengst = 1;
  for (const [hvem, adresse, nøkler] of kjerne.utenfor) {
    const andre = { hvem, adresse, felt: false };
    for (const n of nøkler) {
      utenfor.set(n, andre);
      lengst = Math.max(lengst, n.split(" ").length);
    }
  }
  for (const n of kjerne.felt) if (!utenfor.has(n)) utenfor.set(n, { hvem: undefined, adresse: undefined, felt: true });
  const meg = new Set(kjerne.meg);
  const korte = new Set(kjerne.korte);
  const kjent = (t, bit) => (bit.length > 3 ? !stopp.has(bit) && (finnes(t) || t in kjerne.syn) : korte.has(t));

  const enkelt = (id, v, møter) => ({ v, møter, ledd: [[id, 1]] });
  const sammen = (ider, v, møter) => (ider.length ? [{ v, møter, ledd: ider.map((i) => [i, 1 / ider.length]) }] : []);

  /** The first synonym of each root: betale for betaling. */
  const nøkler = Object.keys(kjerne.syn);
  const røtter = new Map(tallene(kjerne.roetter).map((nr) => [rot(nøkler[nr]), nøkler[nr]]));

  /** A target of the synonym file: one term, or several that together say it. */
  const uttrykk = (mål, v) => sammen(mål.split(" ").map(idAv).filter((i) => i >= 0), v, MØTER.synonym);
  const synonymer = (n, v) => (kjerne.syn[n] ?? kjerne.syn[røtter.get(n)] ?? []).flatMap((m) => uttrykk(m, v));

  function* fraStart(start, maks) {
    for (let i = plass(ordbok, start); i < ordbok.length && ordbok[i].startsWith(start) && maks-- > 0; i++) yield i;
  }
  function slekt(t) {
    const r = rot(t);
    return r.length < 4 ? [] : [...fraStart(r, 200)].filter((i) => ordbok[i] !== t && rot(ordbok[i]) === r);
  }

  /** Words spelt nearly so: as few wrong letters as possible, and no more than the length allows. */
  function stavet(ord) {
    const t = term(ord);
    const maks = t.length < 4 ? 0 : t.length < 7 ? 1 : t.length < 12 ? 2 : 3;
    let [best, funn] = [maks, []];
    const prøv = (kandidat, i) => {
      // The first letter is seldom wrong: there it costs more.
      const a = avstand(t, kandidat, best) + (t[0] !== kandidat[0] && best > 0 ? 0.5 : 0);
      if (a > best) return;
      if (Math.floor(a) < Math.floor(best)) funn = [];
      best = Math.max(1, Math.floor(a));
      funn.push([a, i, kandidat]);
    };
    if (maks) {
      for (const [i, k] of ordbok.entries()) if (!/\d/.test(k)) prøv(k, i);
      for (const k in kjerne.syn) if (!k.includes(" ")) prøv(k, k);
    }
    const minst = Math.min(...funn.map(([a]) => a));
    // Words that stand in titles are what people look for.
    const iTittel = ([, i]) => (vis.has(i) ? 0 : 1);
    // A short word may lack or double a letter of a subject of ours: nemda.
    const nær = ([a, i]) => a <= FEIL * t.length || (a <= 1 && emner.has(i) && ordbok[i].length !== t.length);
    return funn.filter((f) => f[0] <= minst && nær(f)).sort((a, b) => iTittel(a) - iTittel(b)).slice(0, 4);
  }

  /** The wishes of one word: one, or one for each part of a compound the site does not have. `andel` is how much of
   *  the word each of them says. */
  function ønsker(ord, { skrives = false, dybde = 0 }, rettet) {
    const t = term(ord);
    const alt = [];
    const har = finnes(t);
    const bareLeserne = leserord.has(idAv(t));
    if (har) alt.push(enkelt(idAv(t), 1, bareLeserne ? MØTER.leserord : MØTER.ordet));
    if (erÅr(ord) && finnes(ÅR)) alt.push(enkelt(idAv(ÅR), VERDI.slekt, MØTER.slekt));
    // A long word one letter from a known one is that word misspelt: no kin, and no compound of its pieces.
    const tastefeil = t.length > 8 && !har && !(t in kjerne.syn) ? stavet(ord).filter(([a]) => a <= 1) : [];
    for (const i of tastefeil.length ? [] : slekt(t)) alt.push(enkelt(i, har ? VERDI.slekt : VERDI.alene - 0.1, MØTER.slekt));
    const syn = [...synonymer(t, har && !bareLeserne ? VERDI.synonym : VERDI.alene)];
    if (!syn.length) syn.push(...synonymer(rot(t), VERDI.synonym));
    if (!har && !syn.length && /.{3}t$/.test(t)) syn.push(...synonymer(t.slice(0, -1), VERDI.alene)); // sykt: syk
    alt.push(...syn);
    const f = enkel(flat(ord));
    if (skrives && f.length > 2)
      for (const i of fraStart(f, 12)) {
        const hvorAv = Math.max(0.5, f.length / ordbok[i].length);
        if (ordbok[i] !== t) alt.push(enkelt(i, VERDI.start * hvorAv, MØTER.start));
      }
    const deler = dybde < 2 && !tastefeil.length && del(ord, kjent);
    if ((har && !bareLeserne) || syn.length) {
      // Sections that say it in two words: «sats for honorar».
      const ledd = deler ? deler.map((d) => idAv(term(d))).filter((i) => i >= 0) : [];
      if (ledd.length > 1) alt.push(...sammen(ledd, VERDI.ledd, MØTER.ledd));
      return [{ vekt: 1, andel: 1, alt }];
    }
    if (deler) {
      const andel = MØTER.ledd / deler.length;
      const av = deler.flatMap((d) =>
        ønsker(d, { dybde: dybde + 1 }, rettet).map((o) => ({ ...o, vekt: o.vekt * 0.6, andel: o.andel * andel })),
      );
      return alt.length ? [{ vekt: 1, andel: 1, alt }, ...av] : av;
    }
    if (alt.length) return [{ vekt: 1, andel: 1, alt }];

    const nær = stavet(ord);
    for (const [a, i, kandidat] of nær) {
      const v = VERDI.stavet[Math.ceil(a)] ?? 0.4;
      if (typeof i === "number") alt.push(enkelt(i, v, MØTER.stavet));
      alt.push(...synonymer(kandidat, v * VERDI.synonym).map((x) => ({ ...x, møter: MØTER.stavet })));
    }
    if (alt.length) {
      rettet.push([ord, nær.map(([, i]) => vis.get(i)).find(Boolean)]);
      return [{ vekt: 1, andel: 1, alt }];
    }
    for (const i of fraStart(f.length > 3 ? f : "\uffff", 8)) alt.push(enkelt(i, VERDI.start, MØTER.start));
    if (alt.length) return [{ vekt: 1, andel: 1, alt }];
    // A compound with a part nobody knows, or misspelt: the known tail or head, and what the rest resembles.
    for (let n = 4; dybde < 2 && n <= f.length - 3; n++) {
      const [hode, hale] = [f.slice(0, n), f.slice(n)];
      const [kjentHode, kjentHale] = [kjent(term(hode), hode), hale.length > 3 && kjent(term(hale), hale)];
      if (!kjentHode && !kjentHale) continue;
      const rest = kjentHale ? hode.replace(/[se]$/, "") : hale.replace(/^s/, "");
      const resten = stavet(rest).length ? ønsker(rest, { dybde: 2 }, rettet) : [];
      const kjente = ønsker(kjentHale ? hale : hode, { dybde: 2 }, rettet);
      if (kjentHale || resten.length)
        return [
          ...kjente.map((o) => ({ ...o, vekt: 0.65, andel: 0.4 })),
          ...resten.map((o) => ({ ...o, vekt: 0.5, andel: 0.4 })),
        ];
    }
    return [{ vekt: dybde ? 0.3 : 1, andel: 1, alt }];
  }

  /** Who else answers this; a compound goes with its first part, visumsøknad with visum. */
  function hosAndre(nøkkel) {
    const kjent = utenfor.has(nøkkel) || finnes(nøkkel) || nøkkel in kjerne.syn;
    if (kjent || nøkkel.includes(" ")) return utenfor.get(nøkkel);
    for (let n = nøkkel.length - 4; n > 4; n--) if (utenfor.has(nøkkel.slice(0, n))) return utenfor.get(nøkkel.slice(0, n));
  }

  /** The whole question: its words, and the wishes with the words each of them speaks for. */
  function tolk(tekst) {
    const rettet = [];
    const ord = [...ordI(tekst.normalize("NFC"))].map(([o]) => {
      const t = term(o);
      const er = stopp.has(flat(o));
      return { o, t, stopp: er, svak: svake.has(t), spør: er ? kjerne.smaa[flat(o)] : undefined, hvem: undefined, deler: 1 };
    });
    const omMeg = ord.some((x) => meg.has(flat(x.o)));
    const bareStopp = ord.every((x) => x.stopp);
    if (bareStopp) for (const x of ord) if (finnes(x.t)) x.spør = idAv(x.t);
    if (ord.every((x) => x.stopp || x.svak)) for (const x of ord) x.svak = false;
    const ut = [];
    // A bare number among words says little: «diett 2026». So does a word of no subject.
    /** @type {number[]} */
    const brukt = ord.map((x) => (ord.length > 1 && /^\d+$/.test(x.o) ? 0.5 : x.svak ? VERDI.svak : 1));
    const hver = (i, n) => Array.from({ length: n }, (_, j) => i + j);
    for (let n = Math.min(6, ord.length); n > 0; n--)
      for (let i = 0; i + n <= ord.length; i++) {
        const del_ = ord.slice(i, i + n);
        const nøkkel = del_.map((x) => (erÅr(x.o) ? ÅR : x.t)).join(" ");
        const andre = n <= lengst && !(n === 1 && del_[0].stopp) && hosAndre(nøkkel);
        if (andre && !(andre.felt && omMeg)) for (const x of del_) x.hvem ??= andre;
        if (n === 1) continue;
        const treff = (kjerne.syn[nøkkel] ?? []).flatMap((m) => uttrykk(m, VERDI.alene));
        if (treff.length) {
          ut.push({ vekt: 1, andel: 1, ord: hver(i, n), alt: treff });
          for (let j = i; j < i + n; j++) brukt[j] = Math.min(brukt[j], 0.4);
        }
        const spør = (kjerne.spoersmaal[nøkkel] ?? []).flatMap((m) => uttrykk(m, 1));
        if (spør.length) {
          const vekt = Math.max(0.35, 0.7 / ord.filter((x) => !x.stopp).length); // an only word needs the hint most
          ut.push(bareStopp ? { vekt: 1, andel: 1, ord: hver(i, n), alt: spør } : { vekt, hint: true, ord: [], alt: spør });
          for (let j = i; j < i + n; j++) brukt[j] = Math.min(brukt[j], 0.3);
        }
        // Written apart: «reise regning», «rb 30».
        const samlet = n < 4 && del_.map((x) => x.o).join("");
        if (samlet && finnes(term(samlet)) && !del_.some((x) => x.stopp)) {
          ut.push({ vekt: 1, andel: 1, ord: hver(i, n), alt: [enkelt(idAv(term(samlet)), 1, MØTER.ordet)] });
          for (let j = i; j < i + n; j++) brukt[j] = Math.min(brukt[j], 0.4);
          for (const x of del_) x.deler = n; // they say no more than the one word
        }
      }
    const åpen = /[\p{L}\d]$/u.test(tekst);
    ord.forEach((x, i) => {
      if ((x.stopp && !(bareStopp && ord.length < 2)) || (x.hvem && !finnes(x.t))) return;
      const skrives = åpen && i === ord.length - 1;
      for (const o of ønsker(x.o, { skrives }, rettet)) ut.push({ ...o, vekt: o.vekt * brukt[i], ord: [i] });
      if (/[-‑]/.test(x.o) && !finnes(x.t)) {
        const deler = x.o.split(/[-‑]/).filter((d) => d && !stopp.has(flat(d)));
        for (const d of deler)
          ut.push(...ønsker(d, {}, rettet).map((o) => ({ ...o, vekt: 0.6, andel: o.andel / deler.length, ord: [i] })));
      }
    });
    return { ord, omMeg, bareStopp, ønsker: ut.filter((o) => o.alt.length), rettet };
  }

  return tolk;
}
