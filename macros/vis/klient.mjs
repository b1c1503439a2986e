// In every page of a preview, and never in the published site. Hears how things stand (macros/vis/tjener.py): when the
// text of the page is another, it loads anew where the reader stood; when a style sheet is, that alone is fetched; what
// is wrong is shown above the page, which stays as it was.

const meg = new URL(import.meta.url).searchParams;
const NØKKEL = "vis:sted";
let stil = meg.get("stil");
let vist = "[]";
const MEST = 5; // one slip in a rate may give hundreds

// --- Where the reader stood ---

function minnes() {
  sessionStorage.setItem(NØKKEL, JSON.stringify([location.pathname, scrollX, scrollY]));
}

const [sti, left, top] = JSON.parse(sessionStorage.getItem(NØKKEL) ?? "[]");
sessionStorage.removeItem(NØKKEL);
if (sti === location.pathname) {
  const tilbake = () => scrollTo({ left, top, behavior: "instant" });
  tilbake();
  // Typefaces and figures may still move what stands below them.
  addEventListener("load", tilbake, { once: true });
}

// --- Style sheets ---

/** Fetch each style sheet anew; the old one goes when the new one is there, so the page is never bare. */
function byttStil() {
  /** @type {NodeListOf<HTMLLinkElement>} */
  const lenker = document.querySelectorAll("link[rel=stylesheet]");
  for (const gammel of lenker) {
    const ny = /** @type {HTMLLinkElement} */ (gammel.cloneNode());
    const adresse = new URL(gammel.href);
    adresse.searchParams.set("stil", stil);
    ny.href = adresse.href;
    ny.addEventListener("load", () => gammel.remove(), { once: true });
    ny.addEventListener("error", () => ny.remove(), { once: true });
    gammel.after(ny);
  }
}

// --- What is wrong ---

/** @param {string} tag @param {string} tekst */
function element(tag, tekst = "") {
  const et = document.createElement(tag);
  et.textContent = tekst;
  return et;
}

const vert = element("div");
vert.id = "vis";
// Out of reach of the page's own style, which may be what is wrong.
const rot = vert.attachShadow({ mode: "open" });
const stiler = new CSSStyleSheet();
stiler.replaceSync(`
:host { all: initial }
section, p[role=status]:not(:empty) {
  box-sizing: border-box; position: fixed; z-index: 2147483647; inset: 0 0 auto; margin: 0; padding: 1rem 1.25rem;
  font: 1rem/1.5 system-ui, sans-serif; color: #1b242c; background: #fff4ec; border-block-end: 4px solid #a23b12;
  max-block-size: 60vh; overflow: auto; box-shadow: 0 .4rem 1.6rem rgb(27 36 44 / 25%);
}
section[hidden] { display: none }
p[role=status]:not(:empty) {
  inset: auto 1rem 1rem auto; padding: .5rem .75rem; background: #fff; border: 1px solid #79837f; box-shadow: none;
}
h2 { margin: 0; font-size: 1.1rem } ul { margin: .5rem 0; padding: 0 } li { margin: .5rem 0; list-style: none }
code { font: .95em ui-monospace, monospace; font-weight: 600; overflow-wrap: anywhere } li p { margin: 0 }
button { font: inherit; min-block-size: 2.75rem; padding: 0 1rem; color: #fff; background: #0f4a57; border: 0 }
button:focus-visible { outline: 3px solid #1b242c; outline-offset: 2px }
`);
rot.adoptedStyleSheets = [stiler];
const panel = element("section");
panel.setAttribute("role", "alert");
panel.hidden = true;
const melding = element("p");
melding.setAttribute("role", "status");
rot.append(panel, melding);
document.body.append(vert);

/** @param {{ sted: string, hva: string, rett: string }[]} funn */
function visFunn(funn) {
  const nå = JSON.stringify(funn);
  if (nå === vist) return; // also when it has been closed
  vist = nå;
  panel.hidden = !funn.length;
  const liste = element("ul");
  for (const { sted, hva, rett } of funn.slice(0, MEST)) {
    const punkt = element("li");
    if (sted) punkt.append(element("code", sted));
    punkt.append(element("p", hva), element("p", `Slik retter du det: ${rett}`));
    liste.append(punkt);
  }
  if (funn.length > MEST) liste.append(element("li", `Kjør «make sjekk» for å se de ${funn.length - MEST} andre.`));
  const knapp = element("button", "Lukk");
  knapp.addEventListener("click", () => (panel.hidden = true));
  const antall = funn.length === 1 ? "Én feil må rettes" : `${funn.length} feil må rettes`;
  panel.replaceChildren(element("h2", antall), liste, knapp);
}

// --- The stream ---

/** @type {EventSource | null} */
let strøm = null;

function lytt() {
  strøm = new EventSource(new URL(`hendelser?side=${encodeURIComponent(location.pathname)}`, import.meta.url));
  strøm.addEventListener("message", ({ data }) => {
    const nå = JSON.parse(data);
    if (nå.side !== meg.get("side")) {
      minnes();
      location.reload();
      return;
    }
    if (nå.stil !== stil) {
      stil = nå.stil;
      byttStil();
    }
    visFunn(nå.funn);
    if (melding.textContent !== nå.gjoer) melding.textContent = nå.gjoer;
  });
}

// A browser keeps few lines open to one host: a page that is not seen lets go of its own.
function sett() {
  strøm?.close();
  if (!document.hidden) lytt();
}
document.addEventListener("visibilitychange", sett);
sett();
