// What the address and the tab's history know of the form. A link to an answer (#svar~…) fills in the form as it was,
// and answers anew.

import { glem, hendelser, regn } from "./arbeider.mjs";
import { nullstill } from "./handlinger.mjs";
import { beskjed, form, navn, resultat, si, svikt, tekster, tilstand } from "./side.mjs";
import { vis } from "./svar.mjs";
import { følgOpp } from "./underveis.mjs";
import { fyll, les } from "./verdier.mjs";

const husker = !form.hasAttribute("data-glem");
/** The question that the link has put, until it is answered. @type {number | null} */
let åpner = null;
export const åpnes = () => åpner !== null;

/** @param {string} tekst */
function fortell(tekst, galt = false) {
  beskjed.textContent = tekst;
  beskjed.hidden = !tekst;
  beskjed.classList.toggle("varsel", galt);
  if (tekst) si(tekst);
}

function lenken() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Mangled on its way; Python says so.
  }
  return id.startsWith("svar~") ? id : "";
}

/** Keep what is typed with the page. A link that was opened no longer says what the form holds, and is let go. */
export function husk() {
  fortell(åpnes() ? tekster["lenke-avbrutt"] : "");
  glem(åpner);
  åpner = null;
  lagre();
}

/** @type {number | undefined} */
let senere;
/** WebKit takes a hundred of these in ten seconds, and refuses the next: then it is done a little later. */
function lagre() {
  clearTimeout(senere);
  const adresse = lenken() ? location.pathname + location.search : undefined;
  if (!husker && !adresse) return;
  try {
    history.replaceState({ ...history.state, ...(husker && { [navn]: les() }) }, "", adresse);
  } catch {
    senere = setTimeout(lagre, 1000);
  }
}

/** Fill in the form as the link says, and answer; false where there is no link that this form takes. */
export function åpneLenken() {
  if (!lenken()) return false;
  nullstill();
  if (form.hasAttribute("data-uten-lenke")) {
    fortell(tekster["uten-lenke"], true);
    return false;
  }
  const nr = regn({ lenke: lenken(), ta_med: true }, (svar) => {
    if (åpner !== nr) return;
    åpner = null;
    tilstand.textContent = tekster.klar;
    if (!svar.skjema) return fortell(svar.feil[0].melding, true);
    fortell("");
    fyll(svar.skjema);
    følgOpp(svar, les());
    vis(svar);
    if (svar.status === "feil") return;
    resultat.focus({ preventScroll: true });
    resultat.scrollIntoView();
  });
  åpner = nr;
  fortell(tekster[svikt.hidden ? "aapner-lenke" : "lenke-svikt"], !svikt.hidden);
  return true;
}

/** Fill in what was typed here before the reader went on and came back. */
export function hentFrem() {
  if (history.state?.[navn]) fyll(history.state[navn]);
}

hendelser.addEventListener("svikt", () => åpnes() && fortell(tekster["lenke-svikt"], true));
hendelser.addEventListener("igjen", () => åpnes() && fortell(tekster["aapner-lenke"]));
