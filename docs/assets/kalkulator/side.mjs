// The parts of the page that a calculator consists of, and the small tools that draw in them.
// Knows the markup of macros/sider/skjema.py; everything else here builds on this file.

/** @type {HTMLFormElement} */
export const form = document.querySelector("form[data-kalkulator]");
/** @type {HTMLElement} */
const ramme = form.closest(".kalkulator");
export const { kalkulator: navn, rot, arbeider: arbeiderfil } = form.dataset;
/** The language of the page, which the calculator answers in. */
export const mål = document.documentElement.lang;

/** @type {(velger: string, i?: ParentNode) => any} */
export const finn = (velger, i = ramme) => i.querySelector(velger);
/** @type {(velger: string, i?: ParentNode) => any[]} */
export const alle = (velger, i = ramme) => [...i.querySelectorAll(velger)];

/** The texts, which Python holds and the page brings. @type {Record<string, string>} */
export const tekster = JSON.parse(finn("[data-tekster]").textContent);
/** A text with its places filled in. @type {(tekst: string, verdier?: Record<string, any>) => string} */
export const sett = (tekst, verdier = {}) => tekst.replace(/\{(\w+)\}/g, (_, ord) => verdier[ord] ?? "");

export const resultat = finn("[data-resultat]");
export const innhold = finn("[data-innhold]");
export const oppsummering = finn("[data-feil]");
export const tilstand = finn("[data-tilstand]");
export const svikt = finn("[data-svikt]");
export const beskjed = finn("[data-beskjed]");
const melding = finn("[data-melding]");

/** An element with its properties and children; children that are missing are passed over.
 *  @template {keyof HTMLElementTagNameMap} T
 *  @param {T} merke
 *  @param {Record<string, any>} egenskaper
 *  @param {(Node | string | null | undefined)[]} barn
 *  @returns {HTMLElementTagNameMap[T]} */
export function lag(merke, egenskaper = {}, ...barn) {
  const element = Object.assign(document.createElement(merke), egenskaper);
  element.append(...barn.filter((et) => et !== null && et !== undefined));
  return element;
}

/** @param {string} variant @param {string} tekst @param {() => void} gjør */
export function knapp(variant, tekst, gjør, klasse = "") {
  const element = lag("button", { type: "button", className: `ds-button${klasse}`, textContent: tekst });
  element.dataset.variant = variant;
  element.addEventListener("click", gjør);
  return element;
}

/** The pages that are in nynorsk too, where this one is. */
const iNynorsk = form.dataset.nynorsk?.split(" ") ?? [];
/** @param {{ tekst: string, url: string }} til */
export function lenke({ tekst, url }) {
  if (/^https?:/.test(url)) return lag("a", { href: url, textContent: tekst });
  if (mål === "nb") return lag("a", { href: rot + url, textContent: tekst });
  if (iNynorsk.includes(url.split("#")[0])) return lag("a", { href: `${rot}nn/${url}`, textContent: tekst });
  return lag("a", { href: rot + url, textContent: tekst, hreflang: "nb" });
}

/** @type {string[]} */
let usagt = [];
/** Read aloud. A screen reader hears a repeated sentence only if the region was empty in between; what is said at
 *  almost the same time is said together, so that nothing is cut off. @param {string} tekst */
export function si(tekst) {
  melding.textContent = "";
  if (usagt.push(tekst) > 1) return;
  setTimeout(() => {
    melding.textContent = usagt.join(" ");
    usagt = [];
  }, 100);
}
