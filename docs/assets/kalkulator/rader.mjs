// The rows of a list in the form: drawn from the template beside them, with a calendar at each date.

import { alle, finn, knapp, lag, sett, tekster } from "./side.mjs";

/** The place of a list's rows. A list may stand in the rows of another, so its own parts are its children.
 *  @param {HTMLElement} liste @returns {HTMLElement} */
export const rader = (liste) => finn(":scope > [data-rader]", liste);

/** What one row is called: «Dag 2». @param {HTMLElement} liste @param {number} i */
export const elementnavn = (liste, i) => sett(liste.dataset.element, { nr: i + 1 });

/** @param {HTMLElement} liste @param {number} i */
function nyRad(liste, i) {
  const { dybde } = liste.dataset;
  const mal = finn(":scope > template", liste)
    .innerHTML.replaceAll(`{i${dybde}}`, i)
    .replaceAll(`{nr${dybde}}`, i + 1);
  const rad = lag("template", { innerHTML: mal }).content.firstElementChild;
  giKalendere(rad);
  return rad;
}

/** Make the list this long, keeping the rows it has. @param {HTMLElement} liste @param {number} antall
 *  @param {string[] | null} navnPåRader */
export function tegnRader(liste, antall, navnPåRader = null) {
  const { children } = rader(liste);
  // In a form in steps the same rows stand in other steps too, with other fields.
  for (const en of [liste, ...alle(`[data-foelger="${liste.dataset.liste}"]`)]) {
    const radene = rader(en).children;
    while (radene.length > antall) radene[radene.length - 1].remove();
    while (radene.length < antall) rader(en).append(nyRad(en, radene.length));
  }
  if (navnPåRader) liste.dataset.kjent = "";
  navnPåRader?.forEach((et, nr) => {
    finn("legend", children[nr]).textContent = et;
  });
  const fjernes = antall > Number(liste.dataset.minst);
  for (const rad of children) for (const et of alle(":scope > [data-fjern]", rad)) et.hidden = !fjernes;
  const leggTil = finn(":scope > [data-legg-til]", liste);
  if (leggTil) leggTil.hidden = antall >= Number(liste.dataset.mest);
}

/** @type {Record<string, string>} */
const VELGERE = { dato: "date", tidspunkt: "datetime-local" };

/** A date is typed; where the browser has a calendar it may be picked as well. @param {ParentNode} i */
export function giKalendere(i) {
  for (const felt of alle(".ds-field[data-slag]", i)) giKalender(felt);
}

/** @param {HTMLElement} felt */
function giKalender(felt) {
  const slag = VELGERE[felt.dataset.slag];
  if (finn(".tiddeler", felt)) return; // its date stands apart, with a calendar of its own
  if (!slag || !HTMLInputElement.prototype.showPicker || finn(".velg-dato", felt)) return;
  const tekstfelt = finn("input", felt);
  const velger = lag("input", { type: slag, tabIndex: -1, className: "kalendervelger" });
  velger.setAttribute("aria-hidden", "true");
  const ledetekst = [
    felt.closest("[data-rad]")?.querySelector("legend").textContent,
    finn("label", felt)?.textContent ?? tekstfelt.ariaLabel,
  ];
  const åpner = knapp(
    "tertiary",
    "",
    () => {
      try {
        velger.showPicker();
      } catch {
        tekstfelt.focus();
      }
    },
    " velg-dato",
  );
  åpner.setAttribute(
    "aria-label",
    sett(tekster["velg-dato"], { ledetekst: ledetekst.filter(Boolean).join(", ") }),
  );
  velger.addEventListener("change", () => {
    const [dato, klokke] = velger.value.split("T");
    if (!dato) return;
    tekstfelt.value = [dato.split("-").reverse().join("."), klokke].filter(Boolean).join(" ");
    tekstfelt.dispatchEvent(new Event("input", { bubbles: true }));
    tekstfelt.dispatchEvent(new Event("change", { bubbles: true }));
    tekstfelt.focus();
  });
  finn(".inndata", felt).append(åpner, velger);
}
