// The box at each heading with the link and the reference, and the way on from ids that have moved.
// Texts are in partials/siter.html and in data-henvisning on each heading; the markup is there without script.

// An id whose content is on another page: the line that stands there leads on. A page that has moved leads all on.
/** @type {HTMLAnchorElement} */
const ny = document.querySelector("[data-ny]");
function videre() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // A mangled address is no id of ours.
  }
  const mål = (id && document.getElementById(id)?.closest(".flyttet")?.querySelector("a")) || ny;
  if (mål) location.replace(mål === ny && !ny.hash ? ny.href + location.hash : mål.href);
}
videre();
addEventListener("hashchange", videre);

const boks = document.getElementById("siter");
/** @type {(navn: string) => HTMLElement} */
const del = (navn) => boks.querySelector(`[data-siter=${navn}]`);
if (boks) {
  const status = boks.querySelector("[role=status]");
  const felt = boks.querySelector("textarea");
  /** @type {HTMLLinkElement} */
  const kanonisk = document.querySelector("link[rel=canonical]");
  const side = new URL(kanonisk?.href ?? location.pathname, location.href);
  /** @type {Record<string, string>} */
  let tekster = {};

  const avsnitt = del("avsnitt");
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const merker = document.querySelectorAll("a.siter-avsnitt");
  /** The paragraphs below a heading, up to the next: with a keyboard they are reached from here, for a stop at each
   *  would be a hundred on the way down the page. @param {HTMLElement} ramme */
  function visAvsnitt(ramme) {
    /** @param {Node} en @param {Node} annen */
    const før = (en, annen) => en.compareDocumentPosition(annen) & Node.DOCUMENT_POSITION_FOLLOWING;
    const neste = [...document.querySelectorAll(".hode")].find((et) => et !== ramme && før(ramme, et));
    const egne = [...merker].filter((et) => før(ramme, et) && (!neste || før(et, neste)));
    const punkter = egne.map((et) => {
      const punkt = document.createElement("li");
      const lenke = document.createElement("a");
      lenke.href = et.hash;
      lenke.textContent = et.ariaLabel.replace(/^[^«]*/, "");
      lenke.addEventListener("click", () => boks.hidePopover());
      punkt.append(lenke);
      return punkt;
    });
    avsnitt.querySelector("ul").replaceChildren(...punkter);
    avsnitt.hidden = !punkter.length;
  }
  if ("popover" in boks) for (const merke of merker) merke.tabIndex = -1;

  /** The button opens and closes the box by itself (popovertarget); before that, the box is made ready for it.
   *  @param {Event} hendelse */
  function klargjør({ currentTarget }) {
    const knapp = /** @type {HTMLElement} */ (currentTarget);
    const hode = /** @type {HTMLElement} */ (knapp.previousElementSibling);
    const ramme = knapp.parentElement;
    if (ramme.nextElementSibling === boks && boks.matches(":popover-open")) return;
    side.hash = hode.id;
    tekster = { lenke: side.href, henvisning: `${hode.dataset.henvisning}, ${side.href}` };
    del("tekst").textContent = hode.dataset.henvisning;
    status.textContent = "";
    felt.hidden = true;
    visAvsnitt(ramme);
    ramme.after(boks); // next in the order of tabs, and right under its heading
    const { left, bottom } = knapp.getBoundingClientRect();
    boks.style.left = `max(0.8rem, min(${left}px, 100vw - 25.6rem))`;
    boks.style.top = `${bottom + scrollY + 4}px`;
  }

  /** @param {Event} hendelse */
  async function kopier({ currentTarget }) {
    const valgt = /** @type {HTMLElement} */ (currentTarget);
    const tekst = tekster[valgt.dataset.siter];
    status.textContent = "";
    felt.hidden = true;
    try {
      await navigator.clipboard.writeText(tekst);
      status.textContent = valgt.dataset.svar;
    } catch {
      felt.hidden = false;
      felt.value = tekst;
      felt.focus();
      felt.select();
      status.textContent = /** @type {HTMLElement} */ (status).dataset.nektet;
    }
  }

  for (const knapp of document.querySelectorAll(".siter-knapp")) knapp.addEventListener("click", klargjør);
  for (const valg of ["lenke", "henvisning"]) del(valg).addEventListener("click", kopier);
}
