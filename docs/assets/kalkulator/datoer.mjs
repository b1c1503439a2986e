// Dates in plain script, so that what is only proposed need not wait for Python. What a date is, the calculator says:
// these read and write as calculators/felles/norsk.py and kalender.py do, and tests/test_steg.py holds them to it.

/** @typedef {{ ukedager: string[], maaneder: string[], fridager: string[] }} Kalender the words, and the holidays on weekdays */

const DAG = 86_400_000;
const FORMER = [
  /^(?<år>\d{4})-(?<måned>\d{2})-(?<dag>\d{2})$/,
  /^(?<dag>\d{1,2})\. ?(?<måned>\d{1,2})\. ?(?<år>\d{4}|\d{2})$/,
  /^(?<dag>\d{1,2})\/(?<måned>\d{1,2})-(?<år>\d{4}|\d{2})$/,
  /^(?<dag>\d{2})(?<måned>\d{2})(?<år>(?:19|20|21)\d{2})$/,
  /^(?<dag>\d{1,2})\. ?(?<ord>[a-z]+) (?<år>\d{4})$/,
];
const UTEN_ÅR = [/^(?<dag>\d{1,2})[./] ?(?<måned>\d{1,2})\.?$/, /^(?<dag>\d{2})(?<måned>\d{2})$/];

/** @param {number} tall */
const to = (tall) => String(tall).padStart(2, "0");

/** A day as the start of it in universal time, null where there is no such day.
 *  @param {number} år @param {number} måned @param {number} dag */
function dagen(år, måned, dag) {
  const tid = Date.UTC(år, måned - 1, dag);
  const lest = new Date(tid);
  return lest.getUTCMonth() === måned - 1 && lest.getUTCDate() === dag && år >= 1900 && år <= 2100 ? tid : null;
}

/** @param {string} tekst @param {RegExp[]} former */
function treff(tekst, former) {
  const rent = tekst.trim().toLowerCase().replace(/\s+/g, " ");
  for (const form of former) {
    const funnet = form.exec(rent);
    if (funnet) return funnet.groups;
  }
  return null;
}

/** @param {string} tekst @param {Kalender} kalender @returns {number | null} */
export function lesDato(tekst, { maaneder }) {
  const funnet = treff(tekst, FORMER);
  if (!funnet) return null;
  const måned = funnet.ord ? maaneder.indexOf(funnet.ord) + 1 : Number(funnet.måned);
  return måned ? dagen(Number(`20${funnet.år}`.slice(-4)), måned, Number(funnet.dag)) : null;
}

/** A date without its year, with the year that brings it nearest to today; as it was where it has one.
 *  @param {string} tekst @param {number} iDag */
export function medÅr(tekst, iDag) {
  const funnet = treff(tekst, UTEN_ÅR);
  if (!funnet) return tekst;
  const iÅr = new Date(iDag).getUTCFullYear();
  const dager = [iÅr - 1, iÅr, iÅr + 1]
    .map((år) => dagen(år, Number(funnet.måned), Number(funnet.dag)))
    .filter((dag) => dag !== null)
    .sort((a, b) => Math.abs(a - iDag) - Math.abs(b - iDag));
  return dager.length ? skrivDato(dager[0]) : tekst;
}

/** @param {number} dag */
export function skrivDato(dag) {
  const lest = new Date(dag);
  return `${to(lest.getUTCDate())}.${to(lest.getUTCMonth() + 1)}.${lest.getUTCFullYear()}`;
}

/** @param {number} dag */
const iso = (dag) => new Date(dag).toISOString().slice(0, 10);

/** The working day after this one, null where the holidays are not known. @param {number} dag @param {Kalender} kalender */
export function nesteArbeidsdag(dag, { fridager }) {
  const [første, siste] = [fridager[0], fridager[fridager.length - 1]].map((et) => Number(et.slice(0, 4)));
  for (let neste = dag + DAG; ; neste += DAG) {
    const lest = new Date(neste);
    if (lest.getUTCFullYear() < første || lest.getUTCFullYear() > siste) return null;
    if (lest.getUTCDay() % 6 && !fridager.includes(iso(neste))) return neste;
  }
}

/** Every day from the one to the other. @param {number} fra @param {number} til */
export const dagene = (fra, til) =>
  Array.from({ length: Math.max(0, Math.min(40, (til - fra) / DAG + 1)) }, (_, nr) => fra + nr * DAG);

/** @param {number} dag @param {Kalender} kalender */
const ukedag = (dag, { ukedager }) => ukedager[(new Date(dag).getUTCDay() + 6) % 7];

/** «tir. 17.» @param {number} dag @param {Kalender} kalender */
export const kort = (dag, kalender) => `${ukedag(dag, kalender).slice(0, 3)}. ${new Date(dag).getUTCDate()}.`;

/** «november», with its year where asked for. @param {number} dag @param {Kalender} kalender */
const måneden = (dag, { maaneder }, medÅr_ = false) => {
  const lest = new Date(dag);
  return `${maaneder[lest.getUTCMonth()]}${medÅr_ ? ` ${lest.getUTCFullYear()}` : ""}`;
};

/** «tirsdag 17. november» @param {number} dag @param {Kalender} kalender */
export const lang = (dag, kalender) =>
  `${ukedag(dag, kalender)} ${new Date(dag).getUTCDate()}. ${måneden(dag, kalender)}`;

/** «tir. 17. – tor. 19. november 2026» @param {number} fra @param {number} til @param {Kalender} kalender */
export function periode(fra, til, kalender) {
  const slutt = `${kort(til, kalender)} ${måneden(til, kalender, true)}`;
  if (fra === til) return slutt;
  const [første, siste] = [fra, til].map((et) => new Date(et));
  const sammeÅr = første.getUTCFullYear() === siste.getUTCFullYear();
  const samme = sammeÅr && første.getUTCMonth() === siste.getUTCMonth();
  return `${kort(fra, kalender)}${samme ? "" : ` ${måneden(fra, kalender, !sammeÅr)}`} – ${slutt}`;
}
