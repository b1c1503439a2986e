// Norwegian for the search: words become terms, the same way when the index is built (Node) and when it is asked
// (worker). The stemmer is Snowball's; what stands around it is ours, since no library does it (valg/008-soek.md).

import { stemmer } from "@orama/stemmers/norwegian";

/** @type {Record<string, string>} */
const BOKSTAV = { æ: "a", ä: "a", ø: "o", ö: "o", å: "a", ð: "d", þ: "th", ß: "ss", œ: "o" };
// Typed out or dropped, æøå end as the same letter: måltid, maaltid, maltid. But temaet is tema-et.
const PAR = /ae(?!(?:ts?|nes?|rs?)?$)|oe|aa/g;
/** @type {Record<string, string>} */
const PAR_TIL = { ae: "a", oe: "o", aa: "a" };
// Nynorsk and old spellings that only differ by rule.
/** @type {[RegExp, string][]} */
const SKRIVEMÅTER = [
  [/^kv(?=[aei])/, "hv"],
  [/heit(a|er|ene|en)?$/, "het"],
  [/(?<=fast|tann|dyr|over)lege(n|r|ne)?$/, "doktor"], // no adjective: the stemmer would leave fast
  [/leg(e|t|are)?$/, "lig$1"],
  [/sjon(a|en|ar|er|ane|ene)$/, "sjon"],
];
const AVLEDNING = /(?:itet|asjon|sjon|elsel?|ning|ing|nad|skap|het|lig|eri|iel|isk|(?<=[lnrkg])t|(?<=[lnr])d)$/;

/** The words of a text, in order: [word, start, end]. «RB-30», «e-post» and «2 000» are one word each.
 *  @param {string} tekst @returns {Generator<[string, number, number]>} */
export function* ordI(tekst) {
  for (const m of tekst.matchAll(/\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|[\p{L}\d]+(?:[-‑'’][\p{L}\d]+)*/gu))
    yield [m[0], m.index, m.index + m[0].length];
}

/** Lower case, without accents or hyphens, æøå as one letter each. @param {string} ord */
export function flat(ord) {
  ord = ord.toLowerCase();
  if (/^[a-z]+$/.test(ord)) return ord.replace(PAR, (p) => PAR_TIL[p]);
  return ord
    .normalize("NFC")
    .replace(/[æäøöåðþßœ]/g, (b) => BOKSTAV[b])
    .normalize("NFD")
    .replace(/[\u0300-\u036f\s\u00a0\u202f'’‑-]+/g, "")
    .replace(PAR, (p) => PAR_TIL[p]);
}

/** Single letters only: lønslip, lønnslipp and lønnsslipp meet, and so do medlem and medlemmer. @param {string} ord */
export const enkel = (ord) => ord.replace(/([a-z])\1+/g, "$1");

/** @type {Map<string, string>} */
const lager = new Map();

/** The term of a word: what all its forms share. @param {string} ord */
export function term(ord) {
  let svar = lager.get(ord);
  if (svar === undefined) {
    svar = stamme(flat(ord));
    if (lager.size > 200_000) lager.clear();
    lager.set(ord, svar);
  }
  return svar;
}

/** @param {string} ord @returns {string} */
function stamme(ord) {
  if (/\d/.test(ord) || ord.length < 4) return enkel(ord);
  ord = ord.replace(/x/g, "ks"); // plexiglass
  for (const [fra, til] of SKRIVEMÅTER) ord = ord.replace(fra, til).replace("$1", "");
  ord = ord.replace(/(?<=[ea]r)ne$/, ""); // lederne, deltakarane: an ending Snowball lacks
  // Until nothing more falls off: skjemaet → skjema → skjem, as skjema itself.
  for (let neste = stemmer(ord); neste !== ord && neste.length > 2; neste = stemmer(ord)) ord = neste;
  ord = enkel(ord);
  for (let neste = stemmer(ord); neste !== ord && neste.length > 3; neste = stemmer(ord)) ord = neste; // habilitett
  // regel/regler, nummer/numre: the vowel that comes and goes.
  return ord.replace(/(?<=[aeiouy].*[^aeiouy])el$/, "l").replace(/(?<=[aeiouy].*[bdfgkmnpst])r$/, "");
}

/** One year is asked about as another is: they have a term in common. */
export const ÅR = "20aa";
/** @param {string} ord */
export const erÅr = (ord) => /^20\d\d$/.test(ord);

/** What related words share, beyond inflection: betale, betaling and betalt. @param {string} t */
export function rot(t) {
  const uten = t.length > 5 && !/\d/.test(t) ? t.replace(AVLEDNING, "") : t;
  return uten.length > 3 && uten !== t ? stamme(uten) : t;
}

/** Splits a compound into known words, ["reise", "regning"], or null. s and e may join them; fewest parts win.
 *  `kjent(term, part, last)` says whether a part is a word.
 *  @param {string} ord @param {(t: string, bit: string, sist: boolean) => boolean} kjent
 *  @returns {string[] | null} */
export function del(ord, kjent, minst = 3) {
  ord = flat(ord);
  /** @type {Map<number, string[] | null>} */
  const husk = new Map();
  /** @param {number} start @param {number} dybde @returns {string[] | null} */
  function fra(start, dybde) {
    if (start === ord.length) return [];
    if (dybde > 3) return null;
    const nøkkel = start * 8 + dybde;
    if (husk.has(nøkkel)) return husk.get(nøkkel);
    /** @type {string[] | null} */
    let best = null;
    for (let slutt = ord.length; slutt - start >= minst; slutt--) {
      if (start === 0 && slutt === ord.length) continue;
      const bit = ord.slice(start, slutt);
      if (!kjent(term(bit), bit, slutt === ord.length)) continue;
      // Directly, over a joining s or e, or back where the third of three letters is left out: nattog, natt and tog.
      const hopp = [0];
      if (slutt < ord.length && /[se]/.test(ord[slutt])) hopp.push(1);
      if (slutt < ord.length && bit.at(-1) === bit.at(-2)) hopp.push(-1);
      for (const h of hopp) {
        if (h && slutt + 1 >= ord.length) continue;
        const rest = fra(slutt + h, dybde + 1);
        if (rest && (!best || rest.length + 1 < best.length)) best = [bit, ...rest];
      }
    }
    husk.set(nøkkel, best);
    return best;
  }
  const deler = ord.length >= 6 && !/\d/.test(ord) ? fra(0, 0) : null;
  return deler && deler.length > 1 ? deler : null;
}

/** Edit distance where swapped neighbours count one; gives up above `maks`.
 *  @param {string} a @param {string} b @param {number} maks */
export function avstand(a, b, maks) {
  if (Math.abs(a.length - b.length) > maks) return maks + 1;
  /** @type {number[][]} */
  let [forforrige, forrige] = [[], [...Array(b.length + 1).keys()]];
  for (let i = 1; i <= a.length; i++) {
    const rad = [i];
    let minst = i;
    for (let j = 1; j <= b.length; j++) {
      const lik = a[i - 1] === b[j - 1];
      rad[j] = Math.min(forrige[j] + 1, rad[j - 1] + 1, forrige[j - 1] + (lik ? 0 : 1));
      const byttet = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (byttet) rad[j] = Math.min(rad[j], forforrige[j - 2] + 1);
      minst = Math.min(minst, rad[j]);
    }
    if (minst > maks) return maks + 1;
    [forforrige, forrige] = [forrige, rad];
  }
  return forrige[b.length];
}
