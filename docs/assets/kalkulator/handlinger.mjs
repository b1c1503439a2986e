// What the buttons of the form do to it: add a row, take one away, empty it.

import { tømFeil } from "./feil.mjs";
import { elementnavn, rader, tegnRader } from "./rader.mjs";
import { alle, finn, form, sett, si, tekster } from "./side.mjs";
import { tømSvar } from "./svar.mjs";
import { glemForslag } from "./underveis.mjs";
import { fyll, les } from "./verdier.mjs";

/** @param {HTMLElement} liste */
export function leggTil(liste) {
  const antall = rader(liste).children.length;
  tegnRader(liste, antall + 1);
  finn("input", rader(liste).lastElementChild).focus();
  si(sett(tekster["lagt-til"], { hva: elementnavn(liste, antall) }));
}

/** @param {HTMLElement} liste @param {HTMLElement} rad */
export function fjern(liste, rad) {
  const { children } = rader(liste);
  const i = [...children].indexOf(rad);
  const verdier = les()[liste.dataset.liste];
  verdier.splice(i, 1);
  tømFeil();
  glemForslag();
  tegnRader(liste, 0);
  fyll({ [liste.dataset.liste]: verdier });
  si(sett(tekster.fjernet, { hva: elementnavn(liste, i) }));
  const nabo = children[Math.min(i, children.length - 1)];
  finn(nabo ? "input" : ":scope > [data-legg-til]", nabo ?? liste).focus();
}

/** The form as it came, with no answer below. */
export function nullstill() {
  form.reset();
  tømFeil();
  glemForslag();
  for (const liste of alle("[data-liste]", form)) {
    liste.hidden = false;
    liste.removeAttribute("data-kjent");
    tegnRader(liste, 0);
    tegnRader(liste, Number(liste.dataset.start));
  }
  tømSvar();
}

export function tøm() {
  nullstill();
  si(tekster.toemt);
  finn("input, textarea", form).focus();
}
