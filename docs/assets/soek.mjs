// The search: Material's worker and its messages (SETUP, READY, QUERY, RESULT), with a shell of our own.
// While open it is a named, modal dialog; the page behind is inert; Escape closes and focus goes back.

const oppsett = JSON.parse(document.getElementById("__config").textContent);
const rot = new URL(oppsett.base.replace(/\/?$/, "/"), location.href);
const tekst = (kode, antall) => oppsett.translations[kode].replace("#", antall);
const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const MAKS_DELER = 3;

export function koble(bakgrunn) {
  const boks = document.getElementById("soek");
  const felt = document.getElementById("soek-felt");
  const status = boks.querySelector("[role=status]");
  const liste = boks.querySelector("ol");
  const knapper = document.querySelector(".topp-knapper");
  const navn = document.querySelector(".md-header .navn");
  const bryter = document.getElementById("__search");
  let arbeider, klar, sist, tilbake, vent, gaaNaarSvar;

  // Worker and index are fetched once, the first time somebody searches.
  function start() {
    status.textContent = "Gjør klart søket …";
    klar ??= new Promise((ferdig, feil) => {
      arbeider = new Worker(new URL(oppsett.search, location.href));
      arbeider.onerror = feil;
      arbeider.onmessage = ({ data }) => {
        if (data.type === READY) ferdig();
        if (data.type === RESULT) vis(data.data.items);
      };
      fetch(new URL("search/search_index.json", rot))
        .then((svar) => (svar.ok ? svar.json() : Promise.reject(svar.status)))
        .then(({ config, docs }) => arbeider.postMessage({ type: SETUP, data: { config, docs, options: {} } }))
        .catch(feil);
    });
    return klar;
  }

  function spoer() {
    if (!aapen()) aapne();
    const ord = felt.value.trim();
    if (ord === sist) return;
    sist = ord;
    if (!ord) {
      liste.replaceChildren();
      status.textContent = tekst("search.result.placeholder");
      return;
    }
    start().then(
      () => ord === sist && arbeider.postMessage({ type: QUERY, data: ord }),
      () => {
        klar = undefined;
        sist = undefined;
        status.textContent = "Søket lot seg ikke laste. Last siden på nytt, eller bruk menyen.";
      },
    );
  }

  // The text of the index holds tags and <mark>; shown is a piece around the first mark.
  function utdrag(html, maal) {
    const kilde = new DOMParser().parseFromString(html.replace(/<\/(p|li|td|th|h\d)>/g, " $&"), "text/html").body;
    const biter = [];
    const gang = document.createTreeWalker(kilde, NodeFilter.SHOW_TEXT);
    while (gang.nextNode()) biter.push([gang.currentNode.data.replace(/\s+/g, " "), !!gang.currentNode.parentElement.closest("mark")]);
    const foran = biter.slice(0, Math.max(0, biter.findIndex(([, m]) => m))).reduce((n, [b]) => n + b.length, 0);
    const alt = biter.map(([b]) => b).join("");
    // Start and stop between words.
    let hopp = foran > 70 ? alt.indexOf(" ", foran - 70) + 1 : 0;
    const slutt = alt.length > hopp + 170 ? alt.lastIndexOf(" ", hopp + 170) : alt.length;
    let igjen = slutt - hopp;
    if (hopp) maal.append("… ");
    for (let [bit, merket] of biter) {
      const kutt = Math.min(hopp, bit.length);
      hopp -= kutt;
      bit = bit.slice(kutt, kutt + igjen);
      igjen -= bit.length;
      if (!bit) continue;
      if (merket) maal.appendChild(document.createElement("mark")).textContent = bit;
      else maal.append(bit);
    }
    if (slutt < alt.length) maal.append(" …");
  }

  function lenke(dok, klasse, medTekst) {
    const a = document.createElement("a");
    a.href = new URL(dok.location, rot);
    a.className = klasse;
    const tittel = a.appendChild(document.createElement("span"));
    tittel.className = "treff-tittel";
    utdrag(dok.title, tittel);
    if (medTekst && dok.text) utdrag(dok.text, Object.assign(a.appendChild(document.createElement("span")), { className: "treff-tekst" }));
    return a;
  }

  function vis(grupper) {
    liste.replaceChildren(
      ...grupper.slice(0, 20).map((gruppe) => {
        const li = document.createElement("li");
        li.className = "md-search-result__item";
        const side = gruppe.find((d) => !d.location.includes("#")) ?? gruppe[0];
        const deler = gruppe.filter((d) => d !== side);
        li.append(lenke(side, "md-search-result__link", !deler.length));
        li.append(...deler.slice(0, MAKS_DELER).map((d) => lenke(d, "md-search-result__link treff-del", true)));
        return li;
      }),
    );
    const n = grupper.length;
    // A moment's rest, so that the number is read once and not for every letter.
    clearTimeout(vent);
    vent = setTimeout(() => {
      status.textContent = n === 0 ? tekst("search.result.none") : n === 1 ? tekst("search.result.one") : tekst("search.result.other", n);
    }, 250);
    if (gaaNaarSvar) gaa();
  }

  function gaa() {
    const forste = liste.querySelector("a");
    gaaNaarSvar = !forste && !!felt.value.trim();
    if (forste) forste.click();
    else spoer();
  }

  const aapen = () => boks.hasAttribute("data-aapen");

  function stille(paa) {
    for (const del of [...bakgrunn(), knapper, navn]) if (del) del.inert = paa;
  }

  function aapne(fra = document.activeElement) {
    if (aapen()) return;
    tilbake = fra;
    boks.setAttribute("data-aapen", "");
    boks.setAttribute("role", "dialog");
    boks.setAttribute("aria-modal", "true");
    boks.setAttribute("aria-label", "Søk i håndboka");
    stille(true);
    felt.focus();
    start().then(() => spoer(), () => spoer());
    if (!felt.value) start().then(() => !sist && (status.textContent = tekst("search.result.placeholder")), () => {});
  }

  function lukk() {
    if (!aapen()) return;
    for (const a of ["data-aapen", "role", "aria-modal", "aria-label"]) boks.removeAttribute(a);
    stille(false);
    gaaNaarSvar = false;
    if (bryter.checked) bryter.click();
    if (tilbake?.isConnected && tilbake !== felt && tilbake !== document.body) tilbake.focus();
    else if (boks.contains(document.activeElement)) felt.focus();
  }

  boks.addEventListener("keydown", (e) => {
    if (!aapen()) return;
    if (e.key === "Escape") {
      e.preventDefault();
      lukk();
    }
    const stopp = [felt, ...liste.querySelectorAll("a")];
    const paa = stopp.indexOf(document.activeElement);
    if (paa >= 0 && (e.key === "ArrowDown" || e.key === "ArrowUp")) {
      e.preventDefault();
      stopp[(paa + (e.key === "ArrowDown" ? 1 : stopp.length - 1)) % stopp.length].focus();
    }
    // Focus stays inside: from the last stop to the first and back.
    const alle = [...boks.querySelectorAll("input, button, a")].filter((el) => el.checkVisibility());
    if (e.key === "Tab" && document.activeElement === alle.at(e.shiftKey ? 0 : -1)) {
      e.preventDefault();
      alle.at(e.shiftKey ? -1 : 0).focus();
    }
  });
  boks.querySelector("[data-soek-lukk]").addEventListener("click", lukk);
  document.addEventListener("pointerdown", (e) => aapen() && !boks.contains(e.target) && lukk());
  liste.addEventListener("click", (e) => e.target.closest("a") && lukk());

  return { aapne, lukk, spoer, gaa };
}
