// The answer: drawn from what the calculator gave, without knowing what any of it means.

import { tømFeil, visFeil } from "./feil.mjs";
import { finn, innhold, lag, lenke, resultat, sett, si, tekster } from "./side.mjs";
import { taMed } from "./ta-med.mjs";
import { kopiknapp } from "./verktoey.mjs";

/** What the door calculators.felles.bro.regn answers, as far as the page draws it.
 *  @typedef {{ tekst: string, url: string }} Lenke
 *  @typedef {{ tekst: string, verdi: string, hjemmel: Lenke }} Linje
 *  @typedef {{ tekst?: string, antall: number, slag?: string, kode?: string,
 *    merker?: string[] }} Gruppe
 *  @typedef {{ endret: string[] }} Da
 *  @typedef {{ kode: string, tekst: string }} Punkt
 *  @typedef {{ status: string, svar: string, feil: { felt: string, melding: string }[], linjer: Linje[],
 *    grupper?: Gruppe[], uavklart: Lenke[], forbehold: Lenke[],
 *    dokumentasjon: Linje[], frister: Linje[], satser: any[], hva_om?: any, da?: Da, kort?: Punkt[],
 *    rettet?: string, ta_med: { lenke?: string, ics?: string, tekst: string }, skjema?: any, deler?: Record<string, string[]>,
 *    forslag?: Record<string, string>, gitt?: Record<string, Record<string, any>[]> }} Svar */

/** @param {string} tittel @param {(Node | string)[]} barn */
const avsnitt = (tittel, ...barn) => lag("section", {}, lag("h3", { textContent: tittel }), ...barn);
/** @type {<P>(punkter: P[], tegn: (punkt: P) => (Node | string)[]) => HTMLUListElement} */
const punktliste = (punkter, tegn) => lag("ul", {}, ...punkter.map((punkt) => lag("li", {}, ...tegn(punkt))));
/** @param {(Node | string)[]} barn */
const hjemmelen = (...barn) => lag("span", { className: "hjemmel" }, ...barn);

/** @param {Linje} linje */
const medKilde = ({ tekst, hjemmel }) => [tekst, " ", hjemmelen(lenke(hjemmel))];
/** @param {Lenke} punkt */
const medLesMer = ({ tekst, url }) => [tekst, " ", hjemmelen(lenke({ tekst: tekster["les-mer"], url }))];
/** @param {any} sats */
const medSatskilde = (sats) => [
  sett(tekster["brukt-sats"], sats),
  " ",
  hjemmelen(tekster["brukt-kilde"], " ", lenke(sats.kilde)),
];

/** What is drawn otherwise than as a calculation has a kind (`slag`), and may end its lines in a mark.
 *  @param {{ linjer: Linje[], slag?: string, merker?: string[] }} gruppe */
function regnestykke({ linjer, slag = "", merker = [] }) {
  const rader = linjer.map((linje, nr) => {
    const merke = merker[nr] ?? "";
    const [tekst, ...kilde] = medKilde({ ...linje, tekst: linje.tekst.slice(0, linje.tekst.length - merke.length) });
    const merket = merke ? lag("span", { className: "merke", textContent: merke }) : null;
    const gjentatt = slag && linje.verdi === linjer[nr - 1]?.verdi;
    return lag(
      "div",
      { className: gjentatt ? "samme" : "" },
      lag("dt", {}, tekst, merket, ...kilde),
      lag("dd", { textContent: linje.verdi }),
    );
  });
  return lag("dl", { className: `utregning ${slag}`.trim() }, ...rader);
}

/** A line that can be copied by itself. @param {Gruppe & { linjer: Linje[] }} gruppe */
function verktøy(gruppe) {
  const linje = regnestykke(gruppe);
  return avsnitt(gruppe.tekst, linje, kopiknapp(gruppe.kode, finn("dd", linje)));
}

/** A settlement has its lines in groups, the first one being the sum; the sum comes first, the working last.
 *  The groups of a plan follow each other.
 *  @param {Svar} svar */
function regnestykker({ linjer, grupper = [{ antall: linjer.length }] }) {
  let fra = 0;
  const delt = grupper.map((gruppe) => {
    fra += gruppe.antall;
    return { ...gruppe, linjer: linjer.slice(fra - gruppe.antall, fra) };
  });
  const [sum, ...resten] = delt.filter((et) => et.linjer.length);
  if (!sum) return [null, null];
  if (!sum.tekst) return [avsnitt(tekster.utregning, regnestykke(sum)), null];
  if (sum.kode) return [lag("div", {}, ...[sum, ...resten].map(verktøy)), null];
  if (sum.slag === "plan") {
    const plan = [sum, ...resten].map(({ tekst, linjer: egne }) => avsnitt(tekst ?? "", regnestykke({ linjer: egne })));
    return [lag("div", { className: "plan" }, ...plan), null];
  }
  const deler = lag(
    "div",
    { className: "grupper" },
    ...resten.flatMap((et) => [lag("h4", { textContent: et.tekst }), regnestykke(et)]),
  );
  return [avsnitt(sum.tekst, regnestykke(sum)), avsnitt(tekster.utregning, deler)];
}

/** @param {{ tittel: string, forklaring: string, svg: string, kolonner: string[], rader: string[][] }} hvaOm */
function tegnHvaOm({ tittel, forklaring, svg, kolonner, rader }) {
  const overskrifter = kolonner.map((tekst) => lag("th", { textContent: tekst, scope: "col" }));
  const linjer = rader.map(([første, ...resten]) => {
    const celler = resten.map((tekst) => lag("td", { textContent: tekst }));
    return lag("tr", {}, lag("th", { textContent: første, scope: "row" }), ...celler);
  });
  const tabell = lag("table", {}, lag("thead", {}, lag("tr", {}, ...overskrifter)), lag("tbody", {}, ...linjer));
  const tegning = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const del = avsnitt(
    tittel,
    lag("p", { textContent: forklaring }),
    document.adoptNode(tegning),
    lag("div", { className: "tabell" }, tabell),
  );
  del.className = "hva-om";
  return del;
}

/** @param {Da | undefined} da */
function tegnDaOgNå(da) {
  if (!da?.endret.length) return null;
  const setninger = punktliste(da.endret, (setning) => [setning]);
  const del = avsnitt(tekster["da-og-naa"], lag("p", { textContent: sett(tekster["da-laget"], da) }), setninger);
  del.className = "da-og-naa";
  return del;
}

/** The answer in short. What the whole answer begins with, comes first. @param {Svar} svar */
function svarkort({ kort = [], svar }) {
  /** @param {Punkt} punkt */
  const først = ({ tekst }) => svar.startsWith(tekst);
  const punkter = [...kort.filter(først), ...kort.filter((punkt) => !først(punkt))];
  const kortet = lag("div", {}, ...punkter.map(({ kode, tekst }) => lag("p", { className: kode, textContent: tekst })));
  kortet.dataset.svarkort = "";
  return kortet;
}

/** All that the card leaves out, folded; on paper it is unfolded. @param {Node[]} resten */
const foldet = (resten) =>
  lag("details", { className: "resten" }, lag("summary", { textContent: tekster["hele-svaret"] }), ...resten);

const MEST_VIST = 100_000; // characters; laying out more than this keeps the reader waiting, and the button copies all

/** The text that was typed, put right. @param {string} tekst */
function rettetTekst(tekst) {
  if (tekst.length > MEST_VIST) return null;
  const felt = lag("textarea", { className: "ds-input", readOnly: true, rows: 12, value: tekst });
  felt.setAttribute("aria-label", tekster.rettet);
  return avsnitt(tekster.rettet, felt);
}

/** @param {Svar} svar */
function tegnSvar(svar) {
  const [regnestykket, utregning] = regnestykker(svar);
  /** @type {<P>(tittel: string, punkter: P[], tegn: (punkt: P) => (Node | string)[]) => Node | null} */
  const liste = (tittel, punkter, tegn) => (punkter.length ? avsnitt(tittel, punktliste(punkter, tegn)) : null);
  const forbehold = liste(tekster.forbehold, svar.forbehold, medLesMer);
  const vedlegg = liste(tekster.dokumentasjon, svar.dokumentasjon, medKilde);
  const frister = liste(tekster.frister, svar.frister, medKilde);
  const dato = new Date().toLocaleDateString("nb-NO");
  const resten = [
    regnestykket,
    ...(utregning ? [frister, vedlegg, forbehold] : [forbehold, vedlegg, frister]),
    svar.hva_om && tegnHvaOm(svar.hva_om),
    utregning,
    liste(tekster.satser, svar.satser, medSatskilde),
    svar.rettet && rettetTekst(svar.rettet),
  ].filter(Boolean);
  const deler = [
    svar.kort && svarkort(svar),
    lag("p", { className: "svar", textContent: svar.svar }),
    svar.uavklart.length ? punktliste(svar.uavklart, medLesMer) : null,
    tegnDaOgNå(svar.da),
    ...(svar.kort ? [taMed(svar), foldet(resten)] : [...resten, taMed(svar)]),
    lag("p", { className: "paa-papir", textContent: sett(tekster["skrevet-ut"], { dato }) }),
  ];
  return deler.filter(Boolean);
}

/** @param {Svar} svar @param {boolean} stille where it was there before the page was loaded anew */
export function vis(svar, stille = false) {
  tømFeil();
  resultat.dataset.status = svar.status;
  resultat.hidden = false;
  if (svar.status === "feil") {
    innhold.replaceChildren(lag("p", { textContent: svar.svar }), tegnDaOgNå(svar.da) ?? "");
    visFeil(svar.feil);
    return;
  }
  innhold.replaceChildren(...tegnSvar(svar));
  if (stille) return;
  si(svar.svar);
  const rolig = matchMedia("(prefers-reduced-motion: reduce)").matches;
  resultat.scrollIntoView({ block: "nearest", behavior: rolig ? "auto" : "smooth" });
}

/** The form holds something else than what was answered. */
export function merkEndret() {
  if (resultat.hidden || finn(".endret", innhold)) return;
  innhold.prepend(lag("p", { className: "endret", textContent: tekster.endret }));
}

export function tømSvar() {
  resultat.hidden = true;
  resultat.dataset.status = "";
  innhold.replaceChildren();
}
