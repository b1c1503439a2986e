// What the pages need of script: the menu on a phone, the mark in the contents, tables wider than the screen,
// and the door to the search. All of it is comfort: every page can be read and printed without.
// The colours are set before the first paint, by start.js.

import { koble } from "./soek.mjs";

const $ = (velger, rot = document) => rot.querySelector(velger);
const bakgrunn = () => [$(".md-container"), $(".bunn"), $("[data-md-component=skip]")];

// Menu ------------------------------------------------------------------------------------------------------
// Material's check box stays, since its styles move the drawer; the reader meets a real button.
const bryter = $("#__drawer");
const knapp = $("[data-meny]");
const meny = $("#meny");
const bred = matchMedia("(min-width: 76.25em)");

function vekslet() {
  const aapen = bryter.checked && !bred.matches;
  knapp.setAttribute("aria-expanded", aapen);
  // The rest of the page rests while the menu lies over it, so focus cannot get lost behind.
  for (const del of [
    $(".md-header"),
    $(".md-main__inner > .md-content"),
    $(".bunn"),
    $(".md-tabs"),
    $(".md-sidebar--secondary"),
  ])
    if (del) del.inert = aapen;
  if (aapen) $("[data-meny-lukk]").focus();
  else if (meny.contains(document.activeElement) || document.activeElement === document.body) knapp.focus();
}
function sett(aapen) {
  if (bryter.checked !== aapen) bryter.click();
}
bryter.checked = false; // a browser that remembers check boxes over a reload must not open the menu
let varAapen = false;
bryter.addEventListener("change", () => {
  if (bryter.checked || varAapen) vekslet();
  varAapen = bryter.checked;
});
knapp.addEventListener("click", () => sett(!bryter.checked));
for (const lukker of ["[data-meny-lukk]", "[data-meny-skygge]"])
  $(lukker).addEventListener("click", () => sett(false));
bred.addEventListener("change", () => sett(false));
document.addEventListener("keydown", (e) => {
  if (e.key === "Escape" && bryter.checked) sett(false);
});

// Contents --------------------------------------------------------------------------------------------------
// The last heading above the upper third of the window is where the reader is; at the foot of the page, the last.
const punkter = [...document.querySelectorAll(".innhold a")].flatMap((lenke) => {
  const overskrift = document.getElementById(decodeURIComponent(lenke.hash.slice(1)));
  return overskrift ? [{ lenke, overskrift }] : [];
});
let venter = false;
function merk() {
  venter = false;
  const { scrollHeight, clientHeight } = document.documentElement;
  const nederst = scrollY > 0 && scrollY + clientHeight >= scrollHeight - 2;
  const her = punkter.findLast((p) => nederst || p.overskrift.getBoundingClientRect().top < clientHeight / 3);
  for (const p of punkter)
    if (p === her) p.lenke.setAttribute("aria-current", "location");
    else p.lenke.removeAttribute("aria-current");
}
if (punkter.length) {
  addEventListener("scroll", () => (venter ||= !!requestAnimationFrame(merk)), { passive: true });
  merk();
}

// Paper -----------------------------------------------------------------------------------------------------
// Folded text is printed too; stil.css sees to it where the browser can, this where it cannot.
let foldet = [];
addEventListener("beforeprint", () => {
  foldet = [...document.querySelectorAll("details:not([open])")];
  for (const del of foldet) del.open = true;
});
addEventListener("afterprint", () => {
  for (const del of foldet) del.open = false;
});

// Tables ----------------------------------------------------------------------------------------------------
// A table that must be scrolled sideways gets a tab stop and a name; one that fits gets neither.
const maal = new ResizeObserver((funn) => {
  for (const { target: ramme } of funn) {
    const for_bred = ramme.scrollWidth > ramme.clientWidth + 1;
    ramme.toggleAttribute("data-ruller", for_bred);
    if (for_bred) {
      const tittel = $("caption", ramme)?.textContent.trim() ?? `Tabell ${rammer.indexOf(ramme) + 1} på siden`;
      ramme.tabIndex = 0;
      ramme.setAttribute("role", "region");
      ramme.setAttribute("aria-label", tittel);
    } else for (const navn of ["tabindex", "role", "aria-label"]) ramme.removeAttribute(navn);
  }
});
const rammer = [...document.querySelectorAll(".tabell")];
rammer.forEach((ramme) => maal.observe(ramme));

// Search ----------------------------------------------------------------------------------------------------
// The worker and the index are fetched on the first use. Opening and moving focus happen at once, in the reader's
// own click: a phone shows its keyboard for nothing less. Focus alone opens nothing: who tabs past, just passes.
const felt = $("#soek-felt");
const soek = koble(bakgrunn);
for (const aapner of document.querySelectorAll("[data-soek]"))
  aapner.addEventListener("click", () => soek.aapne(aapner));
felt.addEventListener("click", () => soek.aapne(felt));
// `input` hears typing, pasting, dictation and autofill alike; stock listened for keyup.
felt.addEventListener("input", soek.spoer);
felt.form.addEventListener("submit", (e) => {
  e.preventDefault();
  soek.gaa();
});
// The check box of Material's markup and a link with ?q= open the search too.
$("#__search").addEventListener("change", (e) => e.target.checked && soek.aapne());
const q = new URLSearchParams(location.search).get("q");
if (q) {
  felt.value = q;
  soek.aapne();
}
