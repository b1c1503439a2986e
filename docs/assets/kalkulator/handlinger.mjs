// What the buttons of the form do to it: add a row, take one away, empty it.

import { tømFeil } from "./feil.mjs";
import { elementnavn, rader, tegnRader } from "./rader.mjs";
import { alle, finn, form, knapp, lag, sett, si, tekster } from "./side.mjs";
import { tømSvar } from "./svar.mjs";
import { glemForslag } from "./underveis.mjs";
import { fyll, les } from "./verdier.mjs";

/** @type {HTMLElement | null} */
let angrer = null;
/** What was taken away can be had back until something else is filled in. */
export function glemAngre() {
  angrer?.remove();
  angrer = null;
}

/** @param {Record<string, any>} før @param {string} sagt @param {(tilbud: HTMLElement) => void} sett_ */
function tilbyAngre(før, sagt, sett_) {
  glemAngre();
  const angre = knapp("tertiary", tekster.angre, () => {
    nullstill();
    fyll(før);
    for (const hva of ["input", "change"]) form.dispatchEvent(new Event(hva));
    si(tekster.angret);
    alle("input, button", form)
      .find((et) => et.checkVisibility())
      ?.focus();
  });
  angrer = lag("p", { className: "beskjed angre" }, `${sagt} `, angre);
  sett_(angrer);
}

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
  const før = les();
  const verdier = før[liste.dataset.liste].filter((/** @type {any} */ _, /** @type {number} */ nr) => nr !== i);
  tømFeil();
  glemForslag();
  tegnRader(liste, 0);
  fyll({ [liste.dataset.liste]: verdier });
  const sagt = sett(tekster.fjernet, { hva: elementnavn(liste, i) });
  tilbyAngre(før, sagt, (tilbud) => rader(liste).after(tilbud));
  si(sagt);
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
    liste.removeAttribute("data-tegnet");
    tegnRader(liste, 0);
    tegnRader(liste, Number(liste.dataset.start));
  }
  tømSvar();
  form.dispatchEvent(new Event("fylt"));
}

export function tøm() {
  const før = les();
  nullstill();
  form.dispatchEvent(new Event("toemt"));
  tilbyAngre(før, tekster.toemt, (tilbud) => form.prepend(tilbud));
  si(tekster.toemt);
  finn("input, textarea", form).focus();
}
