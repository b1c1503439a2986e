// Controls that are no fields, and help to fill them in: limits to choose among, a date and its time apart, a question
// whose «no» folds the rest away. What they say, stands in the fields, which are all that is sent.

import { antall, erForslag, felt, foreslå, harReise, liste, merke, reisemåte, velgReisemåte } from "./forslag.mjs";
import { rader, tegnRader } from "./rader.mjs";
import { alle, finn, form } from "./side.mjs";
import { medÅr } from "./datoer.mjs";

/** @param {Element} et @returns {HTMLInputElement} the field that a control stands with */
const feltet = (et) => finn(":scope > .inndata > input", et.closest(".ds-field:has(> .inndata > [name])"));
/** @param {ParentNode} i @param {string} verdi */
const velg = (i, verdi) => {
  for (const et of alle("input[type=radio]", i)) et.checked = et.value === verdi;
};
/** @param {Element} i */
const tekstfeltene = (i) => alle("input[type=text][name]", i);

// --- A limit, or the number itself ---

/** @param {HTMLElement} brikker */
function visOmtrent(brikker) {
  const et = feltet(brikker);
  const verdi = et.value.trim().toLowerCase();
  const kjent = alle("input", brikker).some((valg) => valg.value === verdi);
  if (verdi) brikker.toggleAttribute("data-annet", !kjent);
  const annet = brikker.hasAttribute("data-annet");
  velg(brikker, annet ? "annet" : verdi);
  brikker.closest(".ds-field").toggleAttribute("data-kort", !annet);
  const ledetekst = finn("label.ds-label", brikker.closest(".ds-field"));
  if (annet) ledetekst.htmlFor = et.id;
  else ledetekst.removeAttribute("for"); // the choices have names of their own
  finn(".merke", ledetekst)?.remove();
  if (erForslag(et) && et.value) ledetekst.append(" ", merke());
}

/** @param {HTMLElement} brikker @param {string} valgt */
function velgOmtrent(brikker, valgt) {
  const et = feltet(brikker);
  brikker.toggleAttribute("data-annet", valgt === "annet");
  delete et.dataset.forslag;
  et.value = valgt === "annet" ? (et.dataset.skrevet ?? "") : valgt;
  // The first day speaks for the others until they speak for themselves.
  const [navnet, siste] = et.name.split(".0.");
  if (!siste || valgt === "annet") return;
  for (let nr = 1; nr < antall(navnet); nr++) foreslå(felt(`${navnet}.${nr}.${siste}`), valgt);
}

// --- A date and a time ---

/** @param {HTMLElement} deler */
const delene = (deler) => ["dato", "klokke"].map((hva) => finn(`[data-del="${hva}"]`, deler));

/** @param {HTMLElement} deler */
function visTid(deler) {
  const [dato, klokke] = delene(deler);
  const delt = /^(.*\d),? (?:kl\.? ?)?([\d:.]+)$/i.exec(feltet(deler).value.trim().replace("T", " "));
  const verdier = delt ? delt.slice(1) : [feltet(deler).value.trim(), ""];
  [dato, klokke].forEach((et, nr) => {
    if (et !== document.activeElement) et.value = verdier[nr];
  });
  const ytre = deler.parentElement;
  ytre.toggleAttribute("data-delt", true);
  finn("label.ds-label", ytre).htmlFor = klokke.id;
}

/** @param {HTMLElement} deler */
function lesTid(deler) {
  const [dato, klokke] = delene(deler).map((et) => et.value.trim());
  feltet(deler).value = [dato, /^\d{1,2}$/.test(klokke) ? `kl ${klokke}` : klokke].filter(Boolean).join(" ");
}

// --- A question whose «no» folds the rest away ---

/** @param {HTMLElement} brikker */
const innenfor = (brikker) => finn(":scope > [data-innenfor]", brikker.parentElement);

/** @param {HTMLElement} brikker */
function visJaNei(brikker) {
  const resten = innenfor(brikker);
  if (tekstfeltene(resten).some((et) => et.value)) brikker.dataset.svar = "ja";
  velg(brikker, brikker.dataset.svar ?? "");
  resten.classList.toggle("lukket", brikker.dataset.svar !== "ja");
  finn("[data-samme]", resten).hidden = antall("dager") < 2;
}

/** @param {HTMLElement} brikker @param {string} svar */
function velgJaNei(brikker, svar) {
  brikker.dataset.svar = svar;
  for (const et of tekstfeltene(innenfor(brikker))) {
    if (svar === "nei") et.dataset.husket = et.value;
    et.value = svar === "nei" ? "" : et.value || (et.dataset.husket ?? "");
  }
}

/** @param {Element} knapp */
function likt(knapp) {
  const [første, ...andre] = tekstfeltene(knapp.closest("[data-innenfor]"));
  for (const et of andre) et.value = første.value;
}

/** @param {HTMLElement} brikker */
function visReisemåte(brikker) {
  velg(brikker, reisemåte() ?? "");
  innenfor(brikker).classList.toggle("lukket", reisemåte() === "nei" || (!reisemåte() && !harReise()));
}

// --- How many days ---

const teller = finn("[data-antall]");

/** What days that went away held, so that they come back with it. @type {Map<string, string>} */
const borte = new Map();

/** @param {number} ønsket */
function settAntall(ønsket) {
  const en = liste("dager");
  const nytt = Math.max(Number(en.dataset.minst), Math.min(Number(en.dataset.mest), ønsket || 1));
  const før = antall("dager");
  for (let nr = nytt; nr < før; nr++)
    for (const et of alle(`[name^="dager.${nr}."]`)) if (!erForslag(et)) borte.set(et.name, et.value);
  tegnRader(en, nytt);
  for (let nr = før; nr < nytt; nr++)
    for (const et of alle(`[name^="dager.${nr}."]`)) {
      et.value = borte.get(et.name) ?? "";
      const første = felt(et.name.replace(/\d+/, "0"));
      if (et.name.endsWith(".timer") && !et.value && /^\D/.test(første.value)) foreslå(et, første.value);
    }
  if (reisemåte() === "hjem") velgReisemåte("hjem");
}

// --- Breakfast at the hotel ---

const morgen = finn("[data-hver-morgen]");
/** The breakfasts after the first day of each trip. */
const frokoster = () =>
  alle('[data-liste$=".maaltider"]:not([hidden])').flatMap((en) =>
    alle('[name$=".frokost"]', rader(en)).slice(1),
  );

// --- All of them ---

/** Draw the controls as the fields are. */
export function visSnarveier() {
  for (const et of alle("[data-snarvei]", form)) {
    et.hidden = false;
    if (et.dataset.snarvei === "omtrent") visOmtrent(et);
    else if (et.dataset.snarvei === "tid") visTid(et);
    else if (et.dataset.snarvei === "ja-nei") visJaNei(et);
    else visReisemåte(et);
  }
  teller.hidden = false;
  const vist = finn("input", teller);
  if (vist !== document.activeElement) vist.value = antall("dager");
  morgen.hidden = !frokoster().length;
  finn("input", morgen).checked = frokoster().every((et) => et.checked);
}

/** Take what a control says into its fields; true where it was one. @param {HTMLInputElement} mål */
export function lesSnarvei(mål) {
  const brikker = /** @type {HTMLElement} */ (mål.closest("[data-snarvei]"));
  if (brikker?.dataset.snarvei === "omtrent") velgOmtrent(brikker, mål.value);
  else if (brikker?.dataset.snarvei === "ja-nei") velgJaNei(brikker, mål.value);
  else if (brikker?.dataset.snarvei === "reisemaate") velgReisemåte(mål.value);
  else if (brikker) lesTid(brikker);
  else if (teller.contains(mål)) {
    if (/^\d+$/.test(mål.value.trim())) settAntall(Number(mål.value));
  } else if (morgen.contains(mål)) for (const et of frokoster()) et.checked = mål.checked;
  else {
    delete mål.dataset.forslag;
    if (mål.type === "text") mål.dataset.skrevet = mål.value;
    return false;
  }
  return true;
}

/** @param {Element} mål @returns {boolean} whether it was a button of ours */
export function trykkSnarvei(mål) {
  const [færre, flere] = [mål.closest("[data-faerre]"), mål.closest("[data-flere]")];
  if (færre || flere) settAntall(antall("dager") + (flere ? 1 : -1));
  else if (mål.closest("[data-samme]")) likt(mål);
  else return false;
  return true;
}

/** A date without a year gets the one nearest to today. @param {HTMLInputElement} mål */
export function fyllUtÅr(mål) {
  const slag = /** @type {HTMLElement} */ (mål.closest(".ds-field"))?.dataset.slag;
  if (mål.type !== "text" || slag !== "dato") return;
  const i = new Date();
  const helt = medÅr(mål.value, Date.UTC(i.getFullYear(), i.getMonth(), i.getDate()));
  if (helt === mål.value) return;
  mål.value = helt;
  mål.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The first field that a choice has opened, for who points; who uses the keyboard moves by himself.
 *  @param {Element} mål */
export function åpnet(mål) {
  const brikker = /** @type {HTMLElement} */ (mål.closest("[data-snarvei]"));
  const valgt = finn("input:checked", brikker ?? form)?.value;
  if (!brikker || valgt === "nei") return null;
  if (brikker.dataset.snarvei === "omtrent") return valgt === "annet" ? feltet(brikker) : null;
  if (brikker.dataset.snarvei === "ja-nei") return tekstfeltene(innenfor(brikker))[0];
  return finn('[data-del="klokke"]', innenfor(brikker));
}

