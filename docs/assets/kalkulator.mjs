// Joins a calculator's form to the worker that runs Python: what the reader does, and what comes of it. The parts
// are in kalkulator/. None holds a rule of the domain or a sentence: rules are Python, texts come with the page.

import { erKlar, regn, start } from "./kalkulator/arbeider.mjs";
import { beholdFeil, harFeil } from "./kalkulator/feil.mjs";
import { fjern, glemAngre, leggTil, tøm } from "./kalkulator/handlinger.mjs";
import { hentFrem, husk, huskSvaret, åpneLenken, åpnes } from "./kalkulator/lenke.mjs";
import { giKalendere } from "./kalkulator/rader.mjs";
import { form, tekster, tilstand } from "./kalkulator/side.mjs";
import { gåTilSvaret, startSteg } from "./kalkulator/steg.mjs";
import { merkEndret, vis } from "./kalkulator/svar.mjs";
import { følgOpp, seUnderveis } from "./kalkulator/underveis.mjs";
import { les } from "./kalkulator/verdier.mjs";
import { giVerktøy } from "./kalkulator/verktoey.mjs";

form.addEventListener("submit", (hendelse) => {
  hendelse.preventDefault();
  gåTilSvaret();
  if (erKlar()) tilstand.textContent = tekster.regner;
  if (åpnes()) husk();
  const spurt = les();
  regn({ ...spurt, ta_med: true }, (svar) => {
    tilstand.textContent = tekster.klar;
    følgOpp(svar, spurt);
    vis(svar);
    if (svar.status !== "feil") huskSvaret();
  });
});
form.addEventListener("input", () => {
  glemAngre();
  husk();
  merkEndret();
});
form.addEventListener("change", ({ target }) => {
  if (harFeil() && erKlar()) regn(les(), ({ feil }) => beholdFeil(feil));
  const { iSteg } = form.dataset; // there the sum so far follows each cross
  if (iSteg !== undefined || !(/** @type {Element} */ (target).closest("[data-deler]"))) seUnderveis();
});
form.addEventListener("click", (hendelse) => {
  const mål = /** @type {Element} */ (hendelse.target);
  /** @type {HTMLElement} */
  const liste = mål.closest("[data-liste]");
  if (mål.closest("[data-legg-til]")) leggTil(liste);
  else if (mål.closest("[data-fjern]")) fjern(liste, mål.closest("[data-rad]"));
  else if (mål.closest("[data-toem]")) tøm();
  else return;
  husk();
  merkEndret();
  seUnderveis();
});

// Loading starts on the first touch of the form, or when the page has nothing else to do and data is not dear.
form.addEventListener("focusin", start, { once: true });
form.addEventListener("pointerdown", start, { once: true });
if (!(/** @type {any} */ (navigator).connection?.saveData)) {
  addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(start));
}

giKalendere(form);
giVerktøy();
addEventListener("hashchange", åpneLenken);
startSteg(åpneLenken() ? Number.POSITIVE_INFINITY : hentFrem());
