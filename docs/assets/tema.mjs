// What the pages need of script: the menu on a phone, the mark in the contents, tables wider than the screen,
// and the door to the search. All of it is comfort: every page can be read and printed without.
// The colours are set before the first paint, by start.js.

import { sagt } from "./ord.mjs";
import { koble } from "./soek.mjs";

/** @type {(velger: string, rot?: ParentNode) => any} */
const $ = (velger, rot = document) => rot.querySelector(velger);
const bakgrunn = () => [$(".md-container"), $(".bunn"), $("[data-md-component=skip]")];

// Menu ------------------------------------------------------------------------------------------------------
// Material's check box stays, since its styles move the drawer; the reader meets a real button.
const bryter = $("#__drawer");
const knapp = $("[data-meny]");
const meny = $("#meny");
const bred = matchMedia("(min-width: 76.25em)");

function vekslet() {
  const åpen = bryter.checked && !bred.matches;
  knapp.setAttribute("aria-expanded", åpen);
  // The rest of the page rests while the menu lies over it, so focus cannot get lost behind.
  for (const del of [
    $(".md-header"),
    $(".md-main__inner > .md-content"),
    $(".bunn"),
    $(".md-tabs"),
    $(".md-sidebar--secondary"),
  ])
    if (del) del.inert = åpen;
  if (åpen) $("[data-meny-lukk]").focus();
  else if (meny.contains(document.activeElement) || document.activeElement === document.body) knapp.focus();
}
/** @param {boolean} åpen */
function sett(åpen) {
  if (bryter.checked !== åpen) bryter.click();
}
bryter.checked = false; // a browser that remembers check boxes over a reload must not open the menu
let varÅpen = false;
bryter.addEventListener("change", () => {
  if (bryter.checked || varÅpen) vekslet();
  varÅpen = bryter.checked;
});
knapp.addEventListener("click", () => sett(!bryter.checked));
for (const lukker of ["[data-meny-lukk]", "[data-meny-skygge]"])
  $(lukker).addEventListener("click", () => sett(false));
bred.addEventListener("change", () => sett(false));
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && bryter.checked) sett(false);
});

// Contents --------------------------------------------------------------------------------------------------
// The last heading above the upper third of the window is where the reader is, but for one just asked for; at the foot
// of the page, the last.
/** @type {NodeListOf<HTMLAnchorElement>} */
const lenker = document.querySelectorAll(".innhold a");
const punkter = [...lenker].flatMap((lenke) => {
  const overskrift = document.getElementById(decodeURIComponent(lenke.hash.slice(1)));
  return overskrift ? [{ lenke, overskrift }] : [];
});
let venter = false;
function merk() {
  venter = false;
  const { scrollHeight, clientHeight } = document.documentElement;
  const nederst = scrollY > 0 && scrollY + clientHeight >= scrollHeight - 2;
  /** @param {(typeof punkter)[0]} p */
  const høyde = (p) => p.overskrift.getBoundingClientRect().top / clientHeight;
  const valgt = punkter.find((p) => p.overskrift.matches(":target") && høyde(p) >= 0 && høyde(p) < 1 / 3);
  const her = nederst ? punkter.at(-1) : (valgt ?? punkter.findLast((p) => høyde(p) < 1 / 3));
  for (const p of punkter)
    if (p === her) p.lenke.setAttribute("aria-current", "location");
    else p.lenke.removeAttribute("aria-current");
}
if (punkter.length) {
  addEventListener(
    "scroll",
    () => {
      if (!venter) requestAnimationFrame(merk);
      venter = true;
    },
    { passive: true },
  );
  merk();
}

// The other language ----------------------------------------------------------------------------------------
// The same place on the page, and a link to an answer with what it says.
/** @type {NodeListOf<HTMLAnchorElement>} */
const målformer = document.querySelectorAll("a[data-maalform]");
for (const lenke of målformer)
  for (const slag of ["pointerdown", "focus", "click"])
    lenke.addEventListener(slag, () => {
      lenke.search = location.search;
      lenke.hash = location.hash;
    });

// Paper -----------------------------------------------------------------------------------------------------
// Folded text is printed too; stil.css ensures it where the browser can, this where it cannot.
/** @type {HTMLDetailsElement[]} */
let foldet = [];
addEventListener("beforeprint", () => {
  foldet = [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details:not([open])"))];
  for (const del of foldet) del.open = true;
});
addEventListener("afterprint", () => {
  for (const del of foldet) del.open = false;
});

// Tables ----------------------------------------------------------------------------------------------------
// A table that must be scrolled sideways gets a tab stop and a name; one that fits gets neither.
const måler = new ResizeObserver((funn) => {
  for (const { target } of funn) {
    const ramme = /** @type {HTMLElement} */ (target);
    const forBred = ramme.scrollWidth > ramme.clientWidth + 1;
    ramme.toggleAttribute("data-ruller", forBred);
    if (forBred) {
      const tittel = $("caption", ramme)?.textContent.trim() ?? sagt("tabell", { nr: rammer.indexOf(ramme) + 1 });
      ramme.tabIndex = 0;
      ramme.setAttribute("role", "region");
      ramme.setAttribute("aria-label", tittel);
    } else for (const navn of ["tabindex", "role", "aria-label"]) ramme.removeAttribute(navn);
  }
});
/** @type {HTMLElement[]} */
const rammer = Array.from(document.querySelectorAll(".tabell"));
for (const ramme of rammer) måler.observe(ramme);

// Search ----------------------------------------------------------------------------------------------------
// The worker and the index are fetched on the first use. Opening and moving focus happen at once, in the reader's
// own click: a phone shows its keyboard for nothing less. Focus alone opens nothing: who tabs past, just passes.
const felt = $("#soek-felt");
const søk = koble(bakgrunn);
/** @type {NodeListOf<HTMLElement>} */
const åpnere = document.querySelectorAll("[data-soek]");
for (const åpner of åpnere) åpner.addEventListener("click", () => søk.åpne(åpner));
felt.addEventListener("click", () => søk.åpne(felt));
// `input` hears typing, pasting, dictation and autofill alike; stock listened for keyup.
felt.addEventListener("input", søk.spør);
felt.form.addEventListener("submit", (/** @type {Event} */ e) => {
  e.preventDefault();
  søk.gå();
});
// The check box of Material's markup and a link with ?q= open the search too.
$("#__search").addEventListener("change", (/** @type {any} */ { target }) => target.checked && søk.åpne());
const q = new URLSearchParams(location.search).get("q");
if (q) {
  felt.value = q;
  søk.åpne();
}
