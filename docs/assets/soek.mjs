// The search as the reader meets it: a field, a list, and what is read aloud. The work is done by a worker of our own
// (soek-arbeider.mjs) over an index made by macros/soek.py; nothing typed leaves the browser, and nothing is stored.
// While open it is a named, modal dialog; the page behind is inert; Escape closes and focus goes back.

import { mål, sagt } from "./ord.mjs";

const rot = new URL("..", import.meta.url);
const bokmål = new URL("assets/soek/", rot);
// A page in nynorsk asks an index of its own: the same sections, in nynorsk where they are.
const nynorsk = new URL("nn/", bokmål);
const MERK = "soek:";

/** @template {keyof HTMLElementTagNameMap} T @param {T} navn @param {string} klasse
 *  @returns {HTMLElementTagNameMap[T]} */
const lag = (navn, klasse, tekst = "") =>
  Object.assign(document.createElement(navn), { className: klasse, textContent: tekst });

/** What the worker answers: each title and excerpt in pieces, with those that answer marked.
 *  @typedef {[string, number][]} Biter
 *  @typedef {{ adresse: string, kode: string, sti: string[], tittel: Biter, utdrag: Biter, ord: string[] }} Treff
 *  @typedef {{ hvem: string, adresse: string }} Andre who else answers, where the handbook does not
 *  @typedef {{ treff: Treff[], antall: number, rettet: [string, string | undefined][], forslag: string[],
 *    andre: Andre[] }} Svar */

/** Start the worker with the kernel of the index; both are asked for at once.
 *  @returns {Promise<(spørsmål: string) => Promise<Svar>>} */
async function motor() {
  /** @param {URL} url @param {RequestInit} valg */
  const hent = async (url, valg) => {
    const svar = await fetch(url, valg);
    return svar.ok ? svar : Promise.reject(new Error(`${url}: ${svar.status}`));
  };
  /** @param {URL} mappe @param {RequestCache} cache */
  const start = async (mappe, cache) => {
    const arbeider = new Worker(new URL("./soek/arbeider.mjs", import.meta.url), { type: "module" });
    const klar = new Promise((ferdig, feil) => {
      arbeider.onerror = feil;
      arbeider.onmessage = ({ data }) => (data.klar ? ferdig(data) : feil(data.feil));
    });
    try {
      const kjerne = await hent(new URL("kjerne.json", mappe), { cache });
      arbeider.postMessage({ mappe: mappe.href, kjerne: await kjerne.text() });
      await klar;
    } catch (feil) {
      arbeider.terminate();
      throw feil;
    }
    return arbeider;
  };
  // The worker, named by its content (macros/filnavn.py), refuses a kernel of another format: it is then asked for anew.
  /** @param {URL} mappe */
  const prøv = (mappe) => start(mappe, "default").catch(() => start(mappe, "reload"));
  // Without a net it is kept only where it has been used; the other always is.
  const arbeider = await (mål === "nn" ? prøv(nynorsk).catch(() => prøv(bokmål)) : prøv(bokmål));
  const venter = new Map();
  let nr = 0;
  arbeider.onmessage = ({ data }) => {
    const [ferdig, feil] = venter.get(data.id);
    venter.delete(data.id);
    if (data.feil) feil(new Error(data.feil));
    else ferdig(data);
  };
  return (spørsmål) =>
    new Promise((...svar) => {
      venter.set(++nr, svar);
      arbeider.postMessage({ id: nr, spoer: spørsmål });
    });
}

/** @param {() => HTMLElement[]} bakgrunn what rests while the search is open */
export function koble(bakgrunn) {
  const boks = document.getElementById("soek");
  const felt = /** @type {HTMLInputElement} */ (document.getElementById("soek-felt"));
  const status = boks.querySelector("[role=status]");
  const liste = boks.querySelector("ol");
  const råd = lag("div", "soek-raad");
  /** @type {HTMLElement} */
  const knapper = document.querySelector(".topp-knapper");
  /** @type {HTMLElement} */
  const navn = document.querySelector(".md-header .navn");
  const bryter = /** @type {HTMLInputElement} */ (document.getElementById("__search"));
  const merkes = new WeakMap();
  /** @type {ReturnType<typeof motor> | undefined} */
  let klar;
  /** @type {string | undefined} */
  let sist;
  /** @type {HTMLElement} */
  let tilbake;
  /** @type {ReturnType<typeof setTimeout>} */
  let vent;
  let gåNårSvar = false;
  liste.before(råd);

  // Worker and index are fetched once, the first time somebody turns to the search.
  function start() {
    klar ??= motor().catch((feil) => {
      klar = undefined;
      throw feil;
    });
    return klar;
  }
  const varm = () => start().catch(() => {});
  for (const el of [felt, ...document.querySelectorAll("[data-soek]")])
    for (const slag of ["focus", "pointerenter"]) el.addEventListener(slag, varm, { once: true });

  /** A moment's rest, so that the answer is read once and not for every letter. @param {string} tekst */
  function si(tekst, straks = false) {
    clearTimeout(vent);
    const skriv = () => {
      status.textContent = tekst;
    };
    if (straks) skriv();
    else vent = setTimeout(skriv, 250);
  }

  function spør() {
    if (!åpen()) åpne();
    const tekst = felt.value;
    const ord = tekst.trim();
    if (tekst === sist) return;
    sist = tekst;
    if (!ord) {
      liste.replaceChildren();
      råd.replaceChildren();
      si(sagt("ledig"), true);
      return;
    }
    if (!klar) si(sagt("venter"), true);
    start()
      .then((søk) => søk(tekst))
      .then(
        (svar) => tekst === sist && vis(svar, ord),
        () => {
          klar = sist = undefined; // so that the next letter tries anew
          si(sagt("sviktet"), true);
        },
      );
  }

  /** Text with what matched as <mark>. @param {Biter} biter @param {HTMLElement} mål */
  function merket(biter, mål) {
    for (const [bit, treff] of biter) mål.append(treff ? lag("mark", "", bit) : bit);
    return mål;
  }

  /** @param {Treff} treff */
  function punkt(treff) {
    const li = lag("li", "md-search-result__item");
    const a = li.appendChild(lag("a", "md-search-result__link"));
    a.href = new URL(treff.adresse, rot).href;
    if (mål === "nn" && !treff.adresse.startsWith("nn/")) a.lang = a.hreflang = "nb";
    a.append(merket(treff.tittel, lag("span", "treff-tittel")));
    const sti = a.appendChild(lag("span", "treff-sti"));
    if (treff.kode) sti.append(lag("span", "treff-kode", treff.kode), " ");
    sti.append(treff.sti.join(" › "));
    if (treff.utdrag.length) a.append(merket(treff.utdrag, lag("span", "treff-tekst")));
    merkes.set(a, treff.ord);
    return li;
  }

  /** @param {string} tekst @param {string} href */
  const lenke = (tekst, href) => Object.assign(lag("a", "", tekst), { href });

  /** Nothing found: who answers instead, the nearest words to try, and who to ask.
   *  @param {string[]} forslag @param {Andre[]} andre */
  function hjelp(forslag, andre) {
    const ute = lag("p", "", sagt("spoerHeller"));
    for (const [nr, { hvem, adresse }] of andre.entries()) ute.append(nr ? sagt("eller") : "", lenke(hvem, adresse));
    ute.append(".");
    const avsnitt = lag("p", "", sagt("menteDu"));
    for (const ord of forslag) {
      const knapp = lag("button", "soek-forslag", ord);
      knapp.type = "button";
      knapp.addEventListener("click", () => {
        felt.value = ord;
        felt.focus();
        spør();
      });
      avsnitt.append(knapp, " ");
    }
    const hvem = lag("p", "", sagt("gjelder"));
    hvem.append(lenke(sagt("hvem"), new URL("nemndmedlem/kontakt/", rot).href));
    return [...(andre.length ? [ute] : []), ...(forslag.length ? [avsnitt] : []), hvem];
  }

  /** @param {Svar} svar @param {string} ord */
  function vis({ treff, antall, rettet, forslag, andre }, ord) {
    liste.replaceChildren(...treff.map(punkt));
    råd.replaceChildren(...(treff.length ? [] : hjelp(forslag, andre)));
    const vist = treff.length;
    const tall = antall > vist ? sagt("viser", { vist, antall }) : sagt("treff", { antall: vist });
    const nytt = rettet.filter(([, til]) => til);
    if (!treff.length) si(`${sagt("ingenTreff", { ord })} ${sagt(forslag.length ? "likner" : "ingenting")}`);
    else if (nytt.length) {
      const [feil, rett] = [0, 1].map((nr) => nytt.map((par) => par[nr]).join(" "));
      si(`${sagt("ingenTreff", { ord: feil })} ${sagt("paa", { tall, ord: rett })}`);
    } else si(tall);
    boks.querySelector(".soek-treff").scrollTop = 0;
    if (gåNårSvar) gå();
  }

  function gå() {
    const første = sist === felt.value ? liste.querySelector("a") : null;
    gåNårSvar = !første && felt.value.trim() !== "";
    if (første) første.click();
    else spør();
  }

  const åpen = () => boks.hasAttribute("data-aapen");

  /** @param {boolean} på */
  function stille(på) {
    for (const del of [...bakgrunn(), knapper, navn]) if (del) del.inert = på;
  }

  function åpne(fra = /** @type {HTMLElement} */ (document.activeElement)) {
    if (åpen()) return;
    tilbake = fra;
    boks.setAttribute("data-aapen", "");
    boks.setAttribute("role", "dialog");
    boks.setAttribute("aria-modal", "true");
    boks.setAttribute("aria-label", felt.placeholder);
    stille(true);
    felt.focus();
    if (felt.value) spør();
    else {
      si(sagt("venter"), true);
      start().then(
        () => !felt.value && si(sagt("ledig"), true),
        () => si(sagt("sviktet"), true),
      );
    }
  }

  function lukk() {
    if (!åpen()) return;
    for (const a of ["data-aapen", "role", "aria-modal", "aria-label"]) boks.removeAttribute(a);
    stille(false);
    gåNårSvar = false;
    if (bryter.checked) bryter.click();
    if (tilbake?.isConnected && tilbake !== felt && tilbake !== document.body) tilbake.focus();
    else if (boks.contains(document.activeElement)) felt.focus();
  }

  boks.addEventListener("keydown", (e) => {
    if (!åpen()) return;
    if (e.key === "Escape") {
      e.preventDefault();
      lukk();
    }
    /** @type {HTMLElement[]} */
    const stopp = [felt, ...liste.querySelectorAll("a")];
    const på = stopp.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (på >= 0 && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      stopp[(på + (e.key === "ArrowDown" ? 1 : stopp.length - 1)) % stopp.length].focus();
    }
    // Focus stays inside: from the last stop to the first and back.
    /** @type {NodeListOf<HTMLElement>} */
    const fokusbare = boks.querySelectorAll("input, button, a");
    const alle = [...fokusbare].filter((el) => el.checkVisibility());
    if (e.key === "Tab" && document.activeElement === alle.at(e.shiftKey ? 0 : -1)) {
      e.preventDefault();
      alle.at(e.shiftKey ? -1 : 0).focus();
    }
  });
  boks.querySelector("[data-soek-lukk]").addEventListener("click", lukk);
  document.addEventListener("pointerdown", ({ target }) => {
    if (åpen() && !boks.contains(/** @type {Node} */ (target))) lukk();
  });
  liste.addEventListener("click", (e) => {
    const a = /** @type {Element} */ (e.target).closest("a");
    if (!a) return;
    lukk();
    if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
    // The words to mark travel in the tab's own name, which the next page empties: the address stays clean, nothing
    // is sent and nothing is stored.
    if (a.pathname === location.pathname) merkSiden(merkes.get(a));
    else if (!window.name || window.name.startsWith(MERK)) window.name = MERK + JSON.stringify(merkes.get(a));
  });

  if (window.name.startsWith(MERK)) {
    const ord = window.name.slice(MERK.length);
    window.name = "";
    merkSiden(JSON.parse(ord));
  }
  return { åpne, spør, gå };
}

/** Mark the words searched for on this page, where the browser can do so without touching the text.
 *  @param {string[]} ord */
function merkSiden(ord) {
  if (!globalThis.CSS?.highlights || !ord?.length) return;
  const mønster = new RegExp(`(?<![\\p{L}\\d])(?:${ord.join("|")})(?![\\p{L}\\d])`, "giu");
  const gang = document.createTreeWalker(document.querySelector("article") ?? document.body, NodeFilter.SHOW_TEXT);
  const merker = [];
  while (gang.nextNode() && merker.length < 300)
    for (const funn of /** @type {Text} */ (gang.currentNode).data.matchAll(mønster)) {
      const merke = new Range();
      merke.setStart(gang.currentNode, funn.index);
      merke.setEnd(gang.currentNode, funn.index + funn[0].length);
      merker.push(merke);
    }
  CSS.highlights.set("soek", new Highlight(...merker));
  document.addEventListener("keydown", (e) => e.key === "Escape" && CSS.highlights.delete("soek"), { once: true });
}
