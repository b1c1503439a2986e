// The worker that runs Python: started once, watched, and never trusted to answer.

import { linje } from "./linje.mjs";
import { arbeiderfil, finn, knapp, lag, mål, navn, sett, svikt, tekster, tilstand } from "./side.mjs";

/** @typedef {import("./svar.mjs").Svar} Svar */

const STILLE = 9000; // ms uten livstegn før leseren får vite at noe er galt
/** @type {Record<string, string>} */
const SVIKT = { wasm: "wasm", innhold: "fil", lengde: "fil", start: "start" };

/** Tells of «klar», «svikt» and «igjen» (the reader tries once more). */
export const hendelser = new EventTarget();
/** @param {string} hva */
const fortell = (hva) => hendelser.dispatchEvent(new Event(hva));

/** @type {Worker | null} */
let arbeider = null;
let klar = false;
let sistMeldt = "";
/** @type {ReturnType<typeof setTimeout> | undefined} */
let vakt;
let nesteNr = 0;
/** Questions without an answer yet. @type {Map<number, { inn: string, ferdig: (svar: Svar) => void }>} */
const venter = new Map();

export const erKlar = () => klar;

/** How far it has come; who waits for an answer is told that it will come. @param {string} tekst */
function meld(tekst) {
  tilstand.textContent = venter.size && !klar ? `${tekst} ${tekster["svar-kommer"]}` : tekst;
}

/** @param {number} bytes */
const megabyte = (bytes) => (bytes / 1e6).toFixed(1).replace(".", ",");

function våk() {
  clearTimeout(vakt);
  vakt = setTimeout(() => svikter("tid"), STILLE);
}

/** @param {string} hva @param {string} detalj for the console */
function svikter(hva, detalj = "") {
  clearTimeout(vakt);
  if (detalj) console.warn(detalj);
  const melding = tekster[`svikt-${hva}`] ?? tekster["svikt-nett"];
  svikt.replaceChildren(
    lag("p", {}, lag("strong", { textContent: melding }), " ", tekster["svikt-hjelp"]),
    lag("p", {}, lag("a", { href: "#tabeller", textContent: tekster.tabellene })),
    knapp("secondary", tekster["proev-igjen"], prøvIgjen),
  );
  svikt.hidden = false;
  tilstand.textContent = "";
  fortell("svikt");
}

function prøvIgjen() {
  clearTimeout(vakt);
  arbeider?.terminate();
  arbeider = null;
  klar = false;
  svikt.hidden = true;
  start();
  fortell("igjen");
  if (venter.size) finn("[type=submit]").focus();
}

/** @param {MessageEvent} melding */
function motta({ data }) {
  if (data.fase) return følg(data);
  clearTimeout(vakt);
  const jobb = venter.get(data.id);
  venter.delete(data.id);
  if (data.unntak) svikter("unntak", data.unntak);
  else jobb?.ferdig(JSON.parse(data.svar));
}

/** How far the worker has come. @param {{ fase: string, hva: string, melding: string, lastet: number, totalt: number }} hendelse */
function følg({ fase, hva, melding, lastet, totalt }) {
  if (fase === "feil") return svikter(SVIKT[hva] ?? "nett", melding);
  svikt.hidden = true;
  if (fase === "klar") {
    klar = true;
    clearTimeout(vakt);
    tilstand.textContent = tekster.klar;
    for (const id of venter.keys()) send(id);
    if (!venter.size) fortell("klar");
    return;
  }
  våk();
  sistMeldt =
    fase === "henter" ? sett(tekster.henter, { lastet: megabyte(lastet), totalt: megabyte(totalt) }) : tekster.starter;
  meld(sistMeldt);
}

/** @param {number} id */
function send(id) {
  våk();
  arbeider.postMessage({ id, navn, inn: venter.get(id).inn });
}

export function start() {
  if (arbeider) return;
  try {
    arbeider = new Worker(new URL(arbeiderfil, document.baseURI), { type: "module", name: linje() });
  } catch (unntak) {
    svikter("worker", String(unntak));
    return;
  }
  arbeider.addEventListener("message", motta);
  arbeider.addEventListener("error", (hendelse) => {
    hendelse.preventDefault();
    svikter(hendelse.message ? "unntak" : "worker", hendelse.message);
  });
  sistMeldt = tekster["henter-foerst"];
  meld(sistMeldt);
  våk();
}

/** Ask the calculator, now or when it is ready; the number of the question.
 *  @param {Record<string, any>} verdier @param {(svar: Svar) => void} ferdig */
export function regn(verdier, ferdig) {
  const i = new Date();
  /** @param {number} tall */
  const to = (tall) => String(tall).padStart(2, "0");
  const i_dag = `${i.getFullYear()}-${to(i.getMonth() + 1)}-${to(i.getDate())}`;
  const id = nesteNr++;
  venter.set(id, { inn: JSON.stringify({ ...verdier, i_dag, maal: mål }), ferdig });
  start();
  if (klar) send(id);
  else if (svikt.hidden) meld(sistMeldt);
  return id;
}

/** Let a question go that has not been answered. @param {number | null} id */
export const glem = (id) => venter.delete(id);
