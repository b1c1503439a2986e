// What a form in steps proposes without asking Python: the days after the first one, and the dates of the trips. A
// proposal follows what it came from until the reader changes it, and is marked for all to see.

import { dagene, kort, lang, lesDato, nesteArbeidsdag, skrivDato } from "./datoer.mjs";
import { rader, tegnRader } from "./rader.mjs";
import { alle, finn, form, lag, tekster } from "./side.mjs";

/** @type {import("./datoer.mjs").Kalender} */
export const kalender = JSON.parse(finn("[data-kalender]")?.textContent ?? "null");

/** @param {string} navn @returns {any} */
export const felt = (navn) => form.elements.namedItem(navn);
/** @param {string} navn */
export const liste = (navn) => finn(`[data-liste="${navn}"]`);
/** @param {string} navn */
export const antall = (navn) => rader(liste(navn)).children.length;
/** The day that is typed first in the field. @param {string} navn */
const dagI = (navn) => lesDato(felt(navn)?.value.split(/ (?:kl|\d+[:.]?\d*$)/)[0] ?? "", kalender);

/** The days of the samling as far as they can be read. @returns {(number | null)[]} */
export const dager = () => Array.from({ length: antall("dager") }, (_, nr) => dagI(`dager.${nr}.dato`));

/** @param {HTMLInputElement} et whether it holds what was proposed, or nothing yet */
export const erForslag = (et) => et.dataset.forslag !== undefined && et.value === et.dataset.forslag;

/** @param {HTMLInputElement} et @param {string} verdi */
export function foreslå(et, verdi) {
  if (et === document.activeElement || (et.value && !erForslag(et))) return;
  et.value = verdi;
  et.dataset.forslag = verdi;
}

/** A samling is normally working days in a row: each field after the first, with the day that follows the one above
 *  it, "" where that is not known. @param {(et: HTMLInputElement, neste: string) => void} gjør */
function følgende(gjør) {
  for (let nr = 1; nr < antall("dager"); nr++) {
    const forrige = dagI(`dager.${nr - 1}.dato`);
    const neste = forrige === null ? null : nesteArbeidsdag(forrige, kalender);
    gjør(felt(`dager.${nr}.dato`), neste === null ? "" : skrivDato(neste));
  }
}

function foreslåDager() {
  følgende((et, neste) => {
    if (neste || erForslag(et)) foreslå(et, neste);
  });
}

/** What the reader said of the trips: «hjem» has one for each day, «borte» one for all. */
export function reisemåte() {
  const { maate } = liste("reiser").dataset;
  return antall("reiser") ? (maate === "nei" ? undefined : maate) : "nei";
}
/** Whether anything is typed of the trips. */
export const harReise = () => alle('[name^="reiser."][type=text]', form).some((et) => et.value && !/\.dato$/.test(et.name));

/** @param {string} navn @param {number | null} dag */
function foreslåTid(navn, dag) {
  const et = felt(navn);
  const klokke = et.value.slice(et.dataset.dag?.length ?? 0);
  if (dag === null || (et.value && !et.value.startsWith(et.dataset.dag ?? "?"))) return;
  et.dataset.dag = skrivDato(dag);
  et.value = et.dataset.dag + klokke;
}

/** The dates of the trips follow the days; who travels each day has the same times each day. */
function foreslåReiser() {
  const måte = reisemåte();
  const kjente = dager().filter((dag) => dag !== null);
  if (!måte || måte === "nei" || !kjente.length) return;
  if (måte === "borte") {
    foreslåTid("reiser.0.avreise", kjente[0]);
    foreslåTid("reiser.0.hjemkomst", kjente[kjente.length - 1]);
    return;
  }
  for (let nr = 0; nr < antall("reiser"); nr++) {
    for (const hva of ["avreise", "hjemkomst"]) {
      foreslåTid(`reiser.${nr}.${hva}`, kjente[nr] ?? null);
      const [første, denne] = [felt(`reiser.0.${hva}`), felt(`reiser.${nr}.${hva}`)];
      if (!nr || !første.dataset.dag || !denne.dataset.dag) continue;
      const klokke = første.value.slice(første.dataset.dag.length);
      const egen = denne.value.slice(denne.dataset.dag.length);
      if (egen && egen !== denne.dataset.klokke) continue;
      denne.dataset.klokke = klokke;
      denne.value = denne.dataset.dag + klokke;
    }
    if (nr) foreslå(felt(`reiser.${nr}.avstand_km`), felt("reiser.0.avstand_km").value);
  }
}

/** One trip, none, or one for each day. What is typed in trips that go away, comes back with them.
 *  @param {string} måte */
export function velgReisemåte(måte) {
  liste("reiser").dataset.maate = måte;
  const ønsket = måte === "nei" ? 0 : måte === "borte" ? 1 : antall("dager");
  tegnRader(liste("reiser"), ønsket);
  foreslåReiser();
  // Who stays away overnight is over the limit; the calculator refuses the rest, and the reader can still say so.
  if (måte === "borte" && felt("reiser.0.avstand_km")) foreslå(felt("reiser.0.avstand_km"), "over 15");
}

/** Rows are called by their days. */
function navngi() {
  const dagene_ = dager();
  /** @type {[Element, number | null][]} */
  const par = [liste("dager"), ...alle('[data-foelger="dager"]')].flatMap((en) =>
    [...rader(en).children].map((rad, nr) => /** @type {[Element, number | null]} */ ([rad, dagene_[nr]])),
  );
  for (const rad of alle('[data-liste$=".maaltider"] > [data-rader] > [data-rad]'))
    par.push([rad, lesDato(finn('[name$=".dato"]', rad).value, kalender)]);
  for (const [rad, dag] of par) {
    const navn = finn(":scope > legend", rad);
    navn.dataset.navn ??= navn.firstChild.textContent;
    navn.dataset.tillegg ??= finn(".usynlig", navn)?.textContent ?? "";
    if (dag === null) navn.replaceChildren(navn.dataset.navn, lag("span", { className: "usynlig", textContent: navn.dataset.tillegg }));
    else {
      const [synlig, sagt] = [kort(dag, kalender), lang(dag, kalender) + navn.dataset.tillegg].map((textContent) =>
        lag("span", { textContent }),
      );
      synlig.ariaHidden = "true";
      sagt.className = "usynlig";
      navn.replaceChildren(synlig, sagt);
    }
    if (alle("[data-forslag]", rad).some(erForslag)) navn.append(" ", merke());
  }
}

/** Until the engine has come, the rows of meals are drawn from the dates of the trip alone. */
function tegnMåltider() {
  for (const en of alle('[data-liste$=".maaltider"]')) {
    const reise = en.dataset.liste.replace(/\.maaltider$/, "");
    const [fra, til] = ["avreise", "hjemkomst"].map((hva) => dagI(`${reise}.${hva}`));
    if (en.dataset.kjent !== undefined || fra === null || til === null) continue;
    const dagene_ = dagene(fra, til);
    if (!dagene_.length || dagene_.length > 32) continue;
    tegnRader(en, dagene_.length);
    en.dataset.tegnet = "";
    dagene_.forEach((dag, nr) => {
      felt(`${en.dataset.liste}.${nr}.dato`).value = skrivDato(dag);
    });
  }
}

/** All that follows from what is filled in. */
export function foreslåAlt() {
  foreslåDager();
  foreslåReiser();
  tegnMåltider();
  navngi();
}

/** What stands in a form that was filled in before, is a proposal where it is what would have been proposed. */
export function kjennIgjen() {
  følgende((et, neste) => {
    if (neste && et.value === neste) et.dataset.forslag = neste;
  });
  delete liste("reiser").dataset.maate;
  if (!antall("reiser") || !harReise()) return;
  const reiser = Array.from({ length: antall("reiser") }, (_, nr) =>
    ["avreise", "hjemkomst"].map((hva) => ({ et: felt(`reiser.${nr}.${hva}`), dag: dagI(`reiser.${nr}.${hva}`) })),
  );
  const hjem = reiser.every(([ut, inn]) => ut.dag === inn.dag);
  liste("reiser").dataset.maate = hjem ? "hjem" : "borte";
  const kjente = dager();
  const ventet = hjem ? kjente.map((dag) => [dag, dag]) : [[kjente[0], kjente[kjente.length - 1]]];
  reiser.forEach((par, nr) => {
    par.forEach(({ et, dag }, i) => {
      if (dag === null || dag !== ventet[nr]?.[i] || !et.value.startsWith(skrivDato(dag))) return;
      et.dataset.dag = skrivDato(dag);
    });
  });
}

/** Whether a later row says something else than what was proposed, so that it must be seen. @param {string} navn */
export const harEgne = (navn) =>
  navn === "dager" && alle('[name^="dager."][name$=".dato"]').some((et, nr) => nr && et.value && !erForslag(et));

export const merke = () => lag("span", { className: "merke", textContent: tekster["foreslaatt-merke"] });
