// What the address and the tab know of the form. A link to an answer (#svar~…) fills in the form as it was, and answers
// anew. What is typed follows the tab until it is closed, and is kept nowhere else.

import { glem, hendelser, regn } from "./arbeider.mjs";
import { nullstill } from "./handlinger.mjs";
import { beskjed, form, navn, resultat, rot, si, svikt, tekster, tilstand } from "./side.mjs";
import { hvor, visSvaret } from "./steg.mjs";
import { vis } from "./svar.mjs";
import { følgOpp } from "./underveis.mjs";
import { fyll, les } from "./verdier.mjs";

const husker = !form.hasAttribute("data-glem");
// The same in both languages, so that the reader may change between them (macros/tema/partials/content.html).
const UTKAST = `utkast ${new URL(`${rot}kalkulatorer/${navn}/`, location.href).pathname}`;
let svart = false; // whether what is typed has been answered, so that the answer comes back with it
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
  svart = false;
  fortell(åpnes() ? tekster["lenke-avbrutt"] : "");
  glem(åpner);
  åpner = null;
  slippLenken();
  lagre();
}

export function huskSvaret() {
  svart = true;
  lagre();
}

function lagre() {
  if (!husker) return;
  try {
    sessionStorage.setItem(UTKAST, JSON.stringify({ verdier: les(), svart, steg: hvor() }));
  } catch {
    // The browser keeps nothing here; the form works all the same.
  }
}

/** @type {number | undefined} */
let senere;
/** WebKit takes a hundred of these in ten seconds, and refuses the next: then it is done a little later. */
function slippLenken() {
  clearTimeout(senere);
  if (!lenken()) return;
  try {
    history.replaceState(history.state, "", location.pathname + location.search);
  } catch {
    senere = setTimeout(slippLenken, 1000);
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
    visSvaret();
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

/** Fill in what was typed here before the reader went on or loaded the page anew, and the answer if there was one.
 *  @returns {number} the step it was left at */
export function hentFrem() {
  if (!husker) return 0;
  try {
    const { verdier, svart: besvart, steg } = JSON.parse(sessionStorage.getItem(UTKAST));
    fyll(verdier);
    if (besvart) {
      const spurt = les();
      regn({ ...spurt, ta_med: true }, (svar) => {
        if (JSON.stringify(spurt) !== JSON.stringify(les())) return;
        følgOpp(svar, spurt);
        vis(svar, true);
        huskSvaret();
      });
    }
    return steg;
  } catch {
    return 0; // nothing was kept, or nothing that this form can use
  }
}

form.addEventListener("steg", lagre);
hendelser.addEventListener("svikt", () => åpnes() && fortell(tekster["lenke-svikt"], true));
hendelser.addEventListener("igjen", () => åpnes() && fortell(tekster["aapner-lenke"]));
