// The values of the form: read by field name, and put back.

import { tegnRader } from "./rader.mjs";
import { alle, finn, form } from "./side.mjs";

/** What is typed, as the calculator takes it: «dager.0.timer» becomes { dager: [{ timer }] }.
 *  @returns {Record<string, any>} */
export function les() {
  /** @type {Record<string, any>} */
  const ut = {};
  for (const liste of alle("[data-liste]:not([hidden], [data-rad] *)", form)) ut[liste.dataset.liste] = [];
  for (const felt of /** @type {Iterable<any>} */ (form.elements)) {
    if (!felt.name || felt.closest("[hidden], [data-snarvei]") || (felt.type === "radio" && !felt.checked)) continue;
    const ledd = felt.name.split(".");
    const siste = ledd.pop();
    let sted = ut;
    ledd.forEach((/** @type {string} */ et, /** @type {number} */ nr) => {
      sted = sted[et] ??= /^\d+$/.test(ledd[nr + 1] ?? siste) ? [] : {};
    });
    sted[siste] = felt.type === "checkbox" ? felt.checked : felt.value;
  }
  return ut;
}

/** Put values back, with as many rows as they fill. @param {Record<string, any>} verdier */
export function fyll(verdier, prefiks = "") {
  for (const [nøkkel, verdi] of Object.entries(verdier)) {
    /** @type {any} */
    const felt = form.elements.namedItem(prefiks + nøkkel);
    if (typeof verdi === "object") {
      if (Array.isArray(verdi)) tegnRader(finn(`[data-liste="${prefiks + nøkkel}"]`), verdi.length);
      fyll(verdi, `${prefiks}${nøkkel}.`);
    } else if (felt?.type === "checkbox") felt.checked = verdi;
    else if (felt) felt.value = verdi;
    if (felt?.closest && (felt.type === "checkbox" ? felt.checked : felt.value)) brettUt(felt);
  }
  if (!prefiks) form.dispatchEvent(new Event("fylt"));
}

/** A field that is folded away is unfolded when there is something in it to see. @param {Element} felt */
export const brettUt = (felt) => felt.closest("details")?.setAttribute("open", "");
