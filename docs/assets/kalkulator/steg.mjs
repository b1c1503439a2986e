// A form in steps: one is shown at a time, the browser's back button goes to the one before, and the last part shows
// what is filled in. Every step is there from the start, so without scripts it is one form.

import { kort, lesDato, periode } from "./datoer.mjs";
import { beholdFeil, settFeil, synligKontroll } from "./feil.mjs";
import {
  dager,
  erForslag,
  foreslåAlt,
  harEgne,
  harReise,
  kalender,
  kjennIgjen,
  liste,
  merke,
  reisemåte,
} from "./forslag.mjs";
import { alle, finn, form, knapp, lag, resultat, si, tekster } from "./side.mjs";
import { fyllUtÅr, lesSnarvei, trykkSnarvei, visSnarveier, åpnet } from "./snarveier.mjs";
import { seUnderveis } from "./underveis.mjs";
import { les } from "./verdier.mjs";

/** @type {HTMLElement[]} */
const stegene = alle("[data-steg]", form);
const iSteg = stegene.length > 0;
const seOver = finn("[data-se-over]");
const deler = [...stegene, seOver];
const knapper = finn("[data-stegknapper]");
const løpende = finn("[data-loepende]");
let her = 0;
/** The calculator's last word, and the values it was about. @type {{ svar: import("./svar.mjs").Svar, om: string } | null} */
let sist = null;
/** The sum so far, in the calculator's words. */
let summen = "";
/** What «Neste» was refused for; the same once more is let through, for the answer will tell. */
let stanset = "";

const fasit = () => JSON.stringify(les());

// --- Where the reader is ---

/** Nobody travelled, so there are no meals to tell of. @param {number} nr */
const hoppesOver = (nr) =>
  deler[nr].dataset.steg === "maaltider" && (reisemåte() === "nei" || !harReise());

/** @param {number} fra @param {number} retning */
function nabo(fra, retning) {
  let nr = fra + retning;
  while (deler[nr] && nr < stegene.length && hoppesOver(nr)) nr += retning;
  return nr;
}

/** @param {number} nr @param {boolean} fokus */
function vis(nr, fokus = true) {
  her = nr;
  for (const del_ of deler) del_.toggleAttribute("data-aktiv", del_ === deler[nr]);
  deler[nr].append(knapper);
  const [neste, forrige] = [finn("[data-neste]", knapper), finn("[data-forrige]", knapper)];
  knapper.hidden = false;
  neste.hidden = deler[nr] === seOver;
  forrige.hidden = nr === 0;
  resultat.classList.toggle("lukket", deler[nr] !== seOver);
  oppfrisk();
  form.dispatchEvent(new Event("steg"));
  if (sist?.om !== fasit()) seUnderveis();
  if (!fokus) return;
  const overskrift = finn("h2", deler[nr]);
  overskrift.focus({ preventScroll: true });
  if (overskrift.getBoundingClientRect().top < 0 || overskrift.getBoundingClientRect().bottom > innerHeight)
    overskrift.scrollIntoView();
}

/** Go there as a step in the tab's history, so that the way back is the browser's own. @param {number} nr */
export function gåTil(nr, fokus = true) {
  if (nr === her) return vis(nr, fokus);
  // An opened link no longer says what the form will hold; it must not come back when the reader goes back.
  const adresse = location.hash.startsWith("#svar~") ? location.pathname + location.search : undefined;
  try {
    if (adresse) history.replaceState(history.state, "", adresse);
    history.pushState({ ...history.state, steg: nr }, "");
  } catch {
    // WebKit takes a hundred in ten seconds; the step is shown all the same.
  }
  vis(nr, fokus);
}

export const gåTilSvaret = () => iSteg && gåTil(stegene.length, false);
export const hvor = () => her;

/** The last part, without a step in the history: a link was opened here. */
export function visSvaret() {
  if (!iSteg) return;
  history.replaceState({ ...history.state, steg: stegene.length }, "");
  vis(stegene.length, false);
}

// --- What is wrong in a step ---

/** What the step lacks, as far as it is known: by the calculator if it has seen these values, else by the fields.
 *  @param {HTMLElement} del_ @returns {{ felt: string, melding: string }[]} */
function feilI(del_) {
  /** @param {string} navn */
  const her_ = (navn) => finn(`[data-feil-for="${CSS.escape(navn)}"]`, del_);
  if (sist?.om === fasit()) return sist.svar.feil.filter(({ felt }) => her_(felt));
  return alle("[aria-required][name]", del_)
    .filter((et) => !et.value.trim() && !et.closest(".lukket, [hidden]"))
    .map((et) => ({ felt: et.name, melding: tekster["mangler-her"] }));
}

function neste() {
  const del_ = deler[her];
  const feil = feilI(del_);
  for (const sted of alle("[data-feil-for]", del_)) if (!sted.hidden) settFeil(sted.dataset.feilFor, "");
  const nå = `${her} ${fasit()}`;
  if (!feil.length || stanset === nå) {
    stanset = "";
    return gåTil(nabo(her, 1));
  }
  stanset = nå;
  for (const { felt, melding } of feil) settFeil(felt, melding);
  const sted = finn(`[data-feil-for="${CSS.escape(feil[0].felt)}"]`, del_);
  visFelt(sted);
  synligKontroll(sted)?.focus();
  si(feil.map(({ melding }) => melding).join(" "));
}

/** Show the step that a field is in, and all that hides it there. @param {Element} et */
function visFelt(et) {
  const nr = deler.findIndex((del_) => del_.contains(et));
  if (nr >= 0 && nr !== her) gåTil(nr, false);
  et.closest("[data-innenfor]")?.classList.remove("lukket");
  const en = /** @type {HTMLElement} */ (et.closest("[data-liste]"));
  if (en && et.closest("[data-rad]:not(:first-child)")) visAlle(en, true);
}

// --- Rows that say the same as the first are folded away ---

/** @param {HTMLElement} en @param {boolean} alle_ */
function visAlle(en, alle_) {
  en.toggleAttribute("data-samlet", !alle_);
  const bryter = finn("[data-vis-alle]", en.closest("[data-steg]"));
  if (bryter) bryter.ariaExpanded = String(alle_);
}

function fold() {
  for (const navn of ["dager", "reiser"]) {
    const en = liste(navn);
    const bryter = finn("[data-vis-alle]", en.closest("[data-steg]"));
    const flere = finn(":scope > [data-rader]", en).children.length > 1;
    const hverForSeg = navn === "reiser" && reisemåte() !== "hjem";
    if (harEgne(navn) || hverForSeg) visAlle(en, true);
    else if (en.dataset.foldet !== String(navn === "reiser" && reisemåte())) visAlle(en, false);
    en.dataset.foldet = String(navn === "reiser" && reisemåte());
    bryter.hidden = !flere || hverForSeg;
  }
}

// --- What is filled in, to look over ---

/** @param {any} et */
const ledetekst = (et) => finn("label.ds-label", et.closest(".ds-field"))?.firstChild.textContent.trim() ?? "";
/** «km», where the field counts something. @param {any} et */
const enhet = (et) => /\((\w+)\)$/.exec(ledetekst(et))?.[1] ?? "";

/** «tir. 17. kl. 07.00», as typed where it cannot be read. @param {string} verdi */
function tidspunkt(verdi) {
  const delt = /^(.*\d) (?:kl\.? ?)?(\d{1,2})[:.]?(\d\d)?$/i.exec(verdi);
  const dag = delt && lesDato(delt[1], kalender);
  return dag ? `${kort(dag, kalender)} ${tekster.kl} ${delt[2].padStart(2, "0")}.${delt[3] ?? "00"}` : verdi;
}

/** What a field says, in the words of the form; nothing where it is empty. @param {any} et */
function sagt(et) {
  if (et.closest("[data-snarvei]")) return "";
  if (et.type === "radio") return et.checked && et.value ? et.labels[0].textContent : "";
  if (et.type === "checkbox") return et.checked ? et.labels[0].textContent.trim() : "";
  const brikke = alle(`[data-snarvei="omtrent"] input`, et.closest(".ds-field")).find(
    ({ value }) => value === et.value.trim().toLowerCase(),
  );
  const verdi = brikke ? brikke.labels[0].textContent.toLowerCase() : et.value.trim();
  if (et.closest('[data-slag="tidspunkt"]')) return tidspunkt(verdi);
  const hele = verdi ? `${verdi} ${enhet(et)}`.trim() : "";
  return hele && et.closest(".sjeldne") ? `${ledetekst(et)}: ${hele}` : hele;
}

/** @param {Element} rad */
const radnavn = (rad) => finn(":scope > legend", rad).firstChild.textContent;

/** The lines of one step: rows that say the same stand together. @param {HTMLElement} del_ @returns {string[]} */
function linjer(del_) {
  if (del_.dataset.steg === "naar") {
    const kjente = dager();
    if (!kjente.length || kjente.includes(null)) return kjente.filter((dag) => dag !== null).map((dag) => periode(dag, dag, kalender));
    return [perioden(kjente)];
  }
  if (del_.querySelector("[data-innenfor].lukket")) return [tekster.ingenting];
  /** @type {Map<string, string[]>} */
  const likt = new Map();
  const rader = alle("[data-rad]", del_).filter((rad) => !finn("[data-rad]", rad) && !rad.closest("[hidden]"));
  const felter = /** @type {any[]} */ ([...form.elements]).filter(
    (et) => et.name && del_.contains(et) && !et.closest("[hidden]") && !/\.maaltider\.\d+\.dato$/.test(et.name),
  );
  for (const rad of [...rader, null]) {
    const egne = felter.filter((et) => (et.closest("[data-rad]:not(:has([data-rad]))") ?? null) === rad);
    const tider = egne.filter((et) => et.closest('[data-slag="tidspunkt"]'));
    const andre = egne.filter((et) => !tider.includes(et));
    const hele = [tider.map(sagt).filter(Boolean).join(" – "), ...andre.map(sagt)].filter(Boolean).join(", ");
    if (!hele) continue;
    const navn = rad && rad.parentElement.children.length > 1 ? radnavn(rad) : "";
    likt.set(hele, [...(likt.get(hele) ?? []), navn]);
  }
  const ut = [...likt].map(([hele, navn]) =>
    navn.filter(Boolean).length && !(likt.size === 1 && navn.length === rader.length) ? `${navn.join(", ")}: ${hele}` : hele,
  );
  return ut.length ? ut : [tekster[del_.dataset.steg === "timer" ? "ikke-oppgitt" : "ingenting"]];
}

function seOverDet() {
  const feil = sist?.om === fasit() ? sist.svar.feil : [];
  const punkter = stegene
    .map((del_, nr) => ({ del_, nr }))
    .filter(({ nr }) => !hoppesOver(nr))
    .map(({ del_, nr }) => {
      const tittel = finn("h2", del_).lastChild.textContent.trim();
      const endre = knapp("tertiary", tekster["endre-steg"], () => gåTil(nr));
      endre.append(lag("span", { className: "usynlig", textContent: `: ${tittel}` }));
      const galt = feil.filter(({ felt }) => finn(`[data-feil-for="${CSS.escape(felt)}"]`, del_));
      return lag(
        "div",
        {},
        lag("dt", { textContent: tittel }),
        lag(
          "dd",
          {},
          ...linjer(del_).map((linje) => lag("span", { textContent: linje })),
          ...galt.map(({ melding }) => lag("span", { className: "galt", textContent: melding })),
        ),
        lag("dd", { className: "endre" }, endre),
      );
    });
  const sum = summen
    ? [lag("div", { className: "sum" }, lag("dt", { textContent: tekster.foreloepig }), lag("dd", { textContent: summen }))]
    : [];
  finn("[data-oversikt]", seOver).replaceChildren(...punkter, ...sum);
}

/** @param {number[]} kjente */
function perioden(kjente) {
  const [fra, til] = [Math.min(...kjente), Math.max(...kjente)];
  return periode(fra, til, kalender);
}

/** «tir. 17. – tor. 19. november 2026», and whether we chose the last of it. */
function visPerioden() {
  const kjente = dager();
  const sted = finn("[data-periode]");
  sted.hidden = kjente.includes(null);
  if (sted.hidden) return;
  const valgt = alle('[name^="dager."][name$=".dato"]').some(erForslag);
  sted.replaceChildren(lag("strong", { textContent: perioden(kjente) }), ...(valgt ? [" ", merke()] : []));
}

// --- What happens ---

export function oppfrisk() {
  if (!iSteg) return;
  foreslåAlt();
  visSnarveier();
  visPerioden();
  fold();
  if (deler[her] === seOver) seOverDet();
}

/** @param {CustomEvent<typeof sist>} hendelse */
function hørSvaret({ detail }) {
  sist = detail;
  beholdFeil(detail.svar.feil);
  const { linjer: alle_ = [], grupper = [{ antall: alle_.length }], status } = detail.svar;
  const sum = status === "ok" && alle_[grupper[0].antall - 1]?.verdi;
  summen = sum || "";
  if (finn("strong", løpende)?.textContent !== summen)
    løpende.replaceChildren(
      ...(summen ? [lag("span", { textContent: `${tekster.foreloepig} ` }), lag("strong", { textContent: summen })] : []),
    );
  oppfrisk();
  if (detail.om !== fasit()) seUnderveis(); // the answer has drawn rows of its own, or the reader has gone on
}

/** Enter in a field goes to the next empty one, then on; only the last part has an answer to ask for.
 *  @param {KeyboardEvent} hendelse */
function tast(hendelse) {
  const et = /** @type {HTMLInputElement} */ (hendelse.target);
  if (hendelse.key !== "Enter" || et.tagName !== "INPUT" || deler[her] === seOver) return;
  hendelse.preventDefault();
  et.dispatchEvent(new Event("change", { bubbles: true }));
  const synlige = alle("input[type=text]", deler[her]).filter((felt) => felt.checkVisibility() && felt.tabIndex >= 0);
  const etter = synlige.slice(synlige.indexOf(et) + 1).find((felt) => !felt.value);
  if (et.type === "text" && etter) etter.focus();
  else neste();
}

/** The form after something was put into it from elsewhere. */
function fylt() {
  if (iSteg) kjennIgjen();
  oppfrisk();
}

/** Show the form as steps, at the one that the history tells, else at `nr`. @param {number} nr */
export function startSteg(nr) {
  if (!iSteg) return;
  form.dataset.iSteg = "";
  finn('label[for$="-dager-0-dato"]').textContent = tekster["foerste-dag"];
  const start = Math.min(history.state?.steg ?? nr, stegene.length);
  history.replaceState({ ...history.state, steg: start }, "");
  fylt();
  vis(start, false);
}

if (iSteg) {
  form.addEventListener("input", ({ target }) => {
    if (target !== form) lesSnarvei(/** @type {any} */ (target));
    oppfrisk();
    seUnderveis();
  });
  form.addEventListener("change", ({ target }) => {
    if (target !== form) fyllUtÅr(/** @type {any} */ (target));
  });
  form.addEventListener("click", (hendelse) => {
    const mål = /** @type {Element} */ (hendelse.target);
    const bryter = mål.closest("[data-vis-alle]");
    if (mål.closest("[data-neste]")) neste();
    else if (mål.closest("[data-forrige]")) gåTil(nabo(her, -1));
    else if (bryter) visAlle(finn("[data-liste]", bryter.closest("[data-steg]")), bryter.ariaExpanded !== "true");
    else if (trykkSnarvei(mål)) for (const hva of ["input", "change"]) form.dispatchEvent(new Event(hva));
    else if (mål.matches(".brikke input") && hendelse.detail) åpnet(mål)?.focus();
  });
  form.addEventListener("keydown", tast);
  form.addEventListener("fylt", fylt);
  form.addEventListener("toemt", () => gåTil(0, false));
  form.addEventListener("vis", ({ target }) => visFelt(/** @type {Element} */ (target)));
  form.addEventListener("svar", /** @type {any} */ (hørSvaret));
  addEventListener("popstate", ({ state }) => {
    if (state && "steg" in state) vis(Math.min(state.steg, stegene.length));
  });
}
