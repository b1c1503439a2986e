// While the form is being filled in, the calculator names the parts of a trip and proposes what follows from the
// fields above. A proposal is made once, and only in an empty field.

import { erKlar, hendelser, regn } from "./arbeider.mjs";
import { tegnRader } from "./rader.mjs";
import { finn, form, si, tekster } from "./side.mjs";
import { fyll, les } from "./verdier.mjs";

/** @type {Set<string>} */
const foreslått = new Set();
export const glemForslag = () => foreslått.clear();

/** @param {import("./svar.mjs").Svar} svar @param {Record<string, any>} spurt the values it is about */
export function følgOpp(svar, spurt) {
  for (const [navnet, deler] of Object.entries(svar.deler ?? {})) {
    const liste = finn(`[data-liste="${navnet}"]`);
    if (!liste || !deler) continue;
    liste.hidden = !deler.length;
    if (deler.length) tegnRader(liste, deler.length, deler);
  }
  /** @param {string} navnet @returns {any} */
  const felt = (navnet) => form.elements.namedItem(navnet);
  for (const [navnet, rader] of Object.entries(svar.gitt ?? {})) {
    if (rader.some(({ dato }, nr) => felt(`${navnet}.${nr}.dato`)?.value !== dato)) fyll({ [navnet]: rader });
  }
  form.dispatchEvent(new CustomEvent("svar", { detail: { svar, om: JSON.stringify(spurt) } }));
  if (form.dataset.iSteg !== undefined) return; // there, what is proposed is plain, and is there before Python
  const nye = Object.entries(svar.forslag ?? {}).filter(
    ([navnet]) => felt(navnet) && !felt(navnet).value && !foreslått.has(navnet),
  );
  for (const [navnet, verdi] of nye) {
    felt(navnet).value = verdi;
    foreslått.add(navnet);
    if (felt(navnet) === document.activeElement) felt(navnet).select(); // what is typed now takes its place
  }
  if (!nye.length) return;
  form.dispatchEvent(new Event("input"));
  si(tekster.foreslaatt);
  seUnderveis(); // a trip that was proposed has parts of its own
}

const harUnderveis = form.hasAttribute("data-underveis");
/** @type {number | null} */
let sistSpurt = null; // an answer about a form that has changed since is let go
export function seUnderveis() {
  if (!harUnderveis || !erKlar()) return;
  const spurt = les();
  const nr = regn(spurt, (svar) => {
    if (nr === sistSpurt) følgOpp(svar, spurt);
  });
  sistSpurt = nr;
}

hendelser.addEventListener("klar", seUnderveis);
