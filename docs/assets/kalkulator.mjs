// Joins a calculator's form to the worker that runs Python: gathers what is typed, sends it, draws the answer.
// Holds no rule of the domain and no sentence: rules are Python, texts come with the page.

const form = document.querySelector("form[data-kalkulator]");
const ramme = form.closest(".kalkulator");
const { kalkulator: navn, rot, arbeider: arbeiderfil } = form.dataset;
const tekster = JSON.parse(ramme.querySelector("[data-tekster]").textContent);
const finn = (velger, i = ramme) => i.querySelector(velger);
const alle = (velger, i = ramme) => [...i.querySelectorAll(velger)];
const sett = (tekst, verdier = {}) => tekst.replace(/\{(\w+)\}/g, (_, ord) => verdier[ord] ?? "");

const resultat = finn("[data-resultat]");
const innhold = finn("[data-innhold]");
const oppsummering = finn("[data-feil]");
const tilstand = finn("[data-tilstand]");
const svikt = finn("[data-svikt]");
const melding = finn("[data-melding]");
const beskjed = finn("[data-beskjed]");

const lag = (merke, egenskaper = {}, ...barn) => {
  const element = Object.assign(document.createElement(merke), egenskaper);
  element.append(...barn.filter((et) => et !== null && et !== undefined));
  return element;
};
const lenke = ({ tekst, url }) => lag("a", { href: /^https?:/.test(url) ? url : rot + url, textContent: tekst });

// A screen reader hears a repeated sentence only if the region was empty in between; what is said at almost the
// same time is said together, so that nothing is cut off.
let usagt = [];
const si = (tekst) => {
  melding.textContent = "";
  if (usagt.push(tekst) > 1) return;
  setTimeout(() => {
    melding.textContent = usagt.join(" ");
    usagt = [];
  }, 100);
};

// --- Values: read from the form by field name, and put back ---------------------------------------------------

function les() {
  const ut = {};
  for (const liste of alle(":scope > [data-liste]:not([hidden])", form)) ut[liste.dataset.liste] = [];
  for (const felt of form.elements) {
    if (!felt.name || felt.closest("[hidden]") || (felt.type === "radio" && !felt.checked)) continue;
    const ledd = felt.name.split(".");
    const siste = ledd.pop();
    let sted = ut;
    ledd.forEach((et, nr) => {
      sted = sted[et] ??= /^\d+$/.test(ledd[nr + 1] ?? siste) ? [] : {};
    });
    sted[siste] = felt.type === "checkbox" ? felt.checked : felt.value;
  }
  return ut;
}

function fyll(verdier, prefiks = "") {
  for (const [nøkkel, verdi] of Object.entries(verdier)) {
    const felt = form.elements[prefiks + nøkkel];
    if (typeof verdi === "object") {
      if (Array.isArray(verdi)) tegnRader(finn(`[data-liste="${prefiks + nøkkel}"]`), verdi.length);
      fyll(verdi, `${prefiks}${nøkkel}.`);
    } else if (felt?.type === "checkbox") felt.checked = verdi;
    else if (felt) felt.value = verdi;
    if (felt?.closest && (felt.type === "checkbox" ? felt.checked : felt.value)) brettUt(felt);
  }
}

// A field that is folded away is unfolded when there is something in it to see.
const brettUt = (felt) => felt.closest("details")?.setAttribute("open", "");

const husker = !form.hasAttribute("data-glem");
// What is typed is kept with the page. A link that was opened no longer says what the form holds, and is let go.
function husk() {
  fortell(åpner === null ? "" : tekster["lenke-avbrutt"]);
  venter.delete(åpner);
  åpner = null;
  const adresse = lenken() ? location.pathname + location.search : undefined;
  if (husker || adresse) history.replaceState({ ...history.state, ...(husker && { [navn]: les() }) }, "", adresse);
}

// --- Rows -----------------------------------------------------------------------------------------------------

// A list may stand in the rows of another, so its own parts are sought among its children.
const rader = (liste) => finn(":scope > [data-rader]", liste);

function nyRad(liste, i) {
  const { dybde } = liste.dataset;
  const mal = finn(":scope > template", liste)
    .innerHTML.replaceAll(`{i${dybde}}`, i)
    .replaceAll(`{nr${dybde}}`, i + 1);
  const rad = lag("template", { innerHTML: mal }).content.firstElementChild;
  alle(".ds-field[data-slag]", rad).forEach(giKalender);
  return rad;
}

function tegnRader(liste, antall, navnPåRader = null) {
  const { children } = rader(liste);
  while (children.length > antall) children[children.length - 1].remove();
  while (children.length < antall) rader(liste).append(nyRad(liste, children.length));
  navnPåRader?.forEach((et, nr) => (finn("legend", children[nr]).textContent = et));
  const fjernes = antall > Number(liste.dataset.minst);
  for (const rad of children) for (const knapp of alle(":scope > [data-fjern]", rad)) knapp.hidden = !fjernes;
  const leggTil = finn(":scope > [data-legg-til]", liste);
  if (leggTil) leggTil.hidden = antall >= Number(liste.dataset.mest);
}

const elementnavn = (liste, i) => sett(liste.dataset.element, { nr: i + 1 });

function leggTil(liste) {
  const antall = rader(liste).children.length;
  tegnRader(liste, antall + 1);
  finn("input", rader(liste).lastElementChild).focus();
  si(sett(tekster["lagt-til"], { hva: elementnavn(liste, antall) }));
}

function fjern(liste, rad) {
  const { children } = rader(liste);
  const i = [...children].indexOf(rad);
  const verdier = les()[liste.dataset.liste];
  verdier.splice(i, 1);
  tømFeil();
  foreslått.clear();
  tegnRader(liste, 0);
  fyll({ [liste.dataset.liste]: verdier });
  si(sett(tekster.fjernet, { hva: elementnavn(liste, i) }));
  const nabo = children[Math.min(i, children.length - 1)];
  finn(nabo ? "input" : ":scope > [data-legg-til]", nabo ?? liste).focus();
}

// A date is typed; where the browser has a calendar it may be picked as well.
function giKalender(felt) {
  const slag = { dato: "date", tidspunkt: "datetime-local" }[felt.dataset.slag];
  if (!slag || !HTMLInputElement.prototype.showPicker || finn(".velg-dato", felt)) return;
  const tekstfelt = finn("input", felt);
  const velger = lag("input", { type: slag, tabIndex: -1, className: "kalendervelger" });
  velger.setAttribute("aria-hidden", "true");
  const ledetekst = [
    felt.closest("[data-rad]")?.querySelector("legend").textContent,
    finn("label", felt).textContent,
  ];
  const knapp = lag("button", { type: "button", className: "ds-button velg-dato" });
  knapp.dataset.variant = "tertiary";
  knapp.setAttribute(
    "aria-label",
    sett(tekster["velg-dato"], { ledetekst: ledetekst.filter(Boolean).join(", ") }),
  );
  knapp.addEventListener("click", () => {
    try {
      velger.showPicker();
    } catch {
      tekstfelt.focus();
    }
  });
  velger.addEventListener("change", () => {
    const [dato, klokke] = velger.value.split("T");
    if (!dato) return;
    tekstfelt.value = [dato.split("-").reverse().join("."), klokke].filter(Boolean).join(" ");
    tekstfelt.dispatchEvent(new Event("input", { bubbles: true }));
    tekstfelt.dispatchEvent(new Event("change", { bubbles: true }));
    tekstfelt.focus();
  });
  finn(".inndata", felt).append(knapp, velger);
}

// --- Errors ---------------------------------------------------------------------------------------------------

const feilsted = (felt) => finn(`[data-feil-for="${CSS.escape(felt)}"]`);
const kontroll = (felt) => {
  const funnet = form.elements[felt];
  return funnet?.length ? funnet[0] : (funnet ?? feilsted(felt)?.parentElement.querySelector("input"));
};

function settFeil(felt, tekst) {
  const sted = feilsted(felt);
  if (!sted) return;
  sted.textContent = tekst;
  sted.hidden = !tekst;
  const inn = form.elements[felt];
  if (!inn?.setAttribute) return;
  const beskrivelser = new Set((inn.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (tekst) {
    beskrivelser.add(sted.id);
    inn.setAttribute("aria-invalid", "true");
  } else {
    beskrivelser.delete(sted.id);
    inn.removeAttribute("aria-invalid");
  }
  inn.setAttribute("aria-describedby", [...beskrivelser].join(" "));
  if (!beskrivelser.size) inn.removeAttribute("aria-describedby");
}

function tømFeil() {
  alle("[data-feil-for]")
    .filter((et) => !et.hidden)
    .forEach((et) => settFeil(et.dataset.feilFor, ""));
  oppsummering.hidden = true;
}

function visFeil(feil) {
  const punkter = feil.map(({ felt, melding: tekst }) => {
    settFeil(felt, tekst);
    const mål = kontroll(felt);
    if (!mål) return lag("li", { textContent: tekst });
    brettUt(mål);
    const peker = lag("a", { href: `#${mål.id}`, textContent: tekst });
    peker.addEventListener("click", (hendelse) => {
      hendelse.preventDefault();
      mål.focus();
    });
    return lag("li", {}, peker);
  });
  finn("ul", oppsummering).replaceChildren(...punkter);
  oppsummering.hidden = false;
  oppsummering.focus();
}

// --- The answer -----------------------------------------------------------------------------------------------

const avsnitt = (tittel, ...barn) => lag("section", {}, lag("h3", { textContent: tittel }), ...barn);
const punktliste = (punkter, tegn) => lag("ul", {}, ...punkter.map((punkt) => lag("li", {}, ...tegn(punkt))));
const medKilde = ({ tekst, hjemmel }) => [tekst, " ", lag("span", { className: "hjemmel" }, lenke(hjemmel))];

const regnestykke = (linjer) =>
  lag(
    "dl",
    { className: "utregning" },
    ...linjer.map((linje) =>
      lag(
        "div",
        {},
        lag("dt", {}, linje.tekst, " ", lag("span", { className: "hjemmel" }, lenke(linje.hjemmel))),
        lag("dd", { textContent: linje.verdi }),
      ),
    ),
  );

const medSatskilde = (sats) => [
  sett(tekster["brukt-sats"], sats),
  " ",
  lag("span", { className: "hjemmel" }, tekster["brukt-kilde"], " ", lenke(sats.kilde)),
];
const medLesMer = (punkt) => [
  punkt.tekst,
  " ",
  lag("span", { className: "hjemmel" }, lenke({ tekst: tekster["les-mer"], url: punkt.url })),
];

// A settlement has its lines in groups, the first one being the sum; the sum comes first, the working last.
function regnestykker({ linjer, grupper = [{ antall: linjer.length }] }) {
  let fra = 0;
  const alle = grupper.map(({ tekst, antall }) => ({ tekst, linjer: linjer.slice(fra, (fra += antall)) }));
  const [sum, ...resten] = alle.filter((et) => et.linjer.length);
  if (!sum) return [null, null];
  if (!sum.tekst) return [avsnitt(tekster.utregning, regnestykke(sum.linjer)), null];
  const deler = lag(
    "div",
    { className: "grupper" },
    ...resten.flatMap((et) => [lag("h4", { textContent: et.tekst }), regnestykke(et.linjer)]),
  );
  return [avsnitt(sum.tekst, regnestykke(sum.linjer)), avsnitt(tekster.utregning, deler)];
}

function tegnHvaOm({ tittel, forklaring, svg, kolonner, rader }) {
  const celle = (merke, scope) => (tekst) => lag(merke, scope ? { textContent: tekst, scope } : { textContent: tekst });
  const tabell = lag(
    "table",
    {},
    lag("thead", {}, lag("tr", {}, ...kolonner.map(celle("th", "col")))),
    lag(
      "tbody",
      {},
      ...rader.map(([første, ...resten]) => lag("tr", {}, celle("th", "row")(første), ...resten.map(celle("td")))),
    ),
  );
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

// --- The answer taken along: on paper, as a link, as text, in a calendar -----------------------------------------

function taMed({ lenke: fragment, ics, tekst }) {
  const status = lag("p", {});
  status.setAttribute("role", "status");
  const felt = lag("textarea", { readOnly: true, hidden: true, rows: 4 });
  felt.setAttribute("aria-label", tekster["til-kopiering"]);
  const knapp = (ledetekst, gjør) => {
    const element = lag("button", { type: "button", className: "ds-button", textContent: ledetekst, onclick: gjør });
    element.dataset.variant = "secondary";
    return element;
  };
  const kopier = (hva, sagt) => async () => {
    status.textContent = "";
    felt.hidden = true;
    try {
      await navigator.clipboard.writeText(hva);
      status.textContent = sagt;
    } catch {
      felt.hidden = false;
      felt.value = hva;
      felt.focus();
      felt.select();
      status.textContent = tekster["kopier-selv"];
    }
  };
  const lagre = () => {
    const href = URL.createObjectURL(new Blob([ics], { type: "text/calendar;charset=utf-8" }));
    lag("a", { href, download: `${navn}.ics` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
    status.textContent = tekster["kalender-lagret"];
  };
  const knapper = [
    knapp(tekster["skriv-ut"], () => print()),
    knapp(tekster["kopier-tekst"], kopier(tekst, tekster["kopiert-tekst"])),
  ];
  if (ics) knapper.push(knapp(tekster.kalender, lagre));
  const omLenken = lag("p", { id: `${navn}-om-lenken`, className: "om-lenken", textContent: tekster["om-lenken"] });
  if (fragment) {
    const side = document.querySelector("link[rel=canonical]")?.href ?? location.pathname;
    const adresse = new URL(`#${fragment}`, new URL(side, location.href)).href;
    const lenkeknapp = knapp(tekster["kopier-lenke"], kopier(adresse, tekster["kopiert-lenke"]));
    lenkeknapp.setAttribute("aria-describedby", omLenken.id);
    knapper.splice(1, 0, lenkeknapp);
  }
  const rad = lag("div", { className: "handlinger" }, ...knapper);
  return lag("div", { className: "taes-med" }, rad, status, felt, fragment ? omLenken : null);
}

function tegnDaOgNå(da) {
  if (!da?.endret.length) return null;
  const setninger = punktliste(da.endret, (setning) => [setning]);
  const del = avsnitt(tekster["da-og-naa"], lag("p", { textContent: sett(tekster["da-laget"], da) }), setninger);
  del.className = "da-og-naa";
  return del;
}

function tegnSvar(svar) {
  const [regnestykket, utregning] = regnestykker(svar);
  const liste = (tittel, punkter, tegn) => punkter.length && avsnitt(tittel, punktliste(punkter, tegn));
  const forbehold = liste(tekster.forbehold, svar.forbehold, medLesMer);
  const vedlegg = liste(tekster.dokumentasjon, svar.dokumentasjon, medKilde);
  const frister = liste(tekster.frister, svar.frister, medKilde);
  return [
    lag("p", { className: "svar", textContent: svar.svar }),
    svar.uavklart.length && punktliste(svar.uavklart, medLesMer),
    tegnDaOgNå(svar.da),
    regnestykket,
    ...(utregning ? [frister, vedlegg, forbehold] : [forbehold, vedlegg, frister]),
    svar.hva_om && tegnHvaOm(svar.hva_om),
    utregning,
    liste(tekster.satser, svar.satser, medSatskilde),
    taMed(svar.ta_med),
    lag("p", {
      className: "paa-papir",
      textContent: sett(tekster["skrevet-ut"], { dato: new Date().toLocaleDateString("nb-NO") }),
    }),
  ].filter(Boolean);
}

function vis(svar) {
  tømFeil();
  resultat.dataset.status = svar.status;
  resultat.hidden = false;
  if (svar.status === "feil") {
    innhold.replaceChildren(lag("p", { textContent: svar.svar }), tegnDaOgNå(svar.da) ?? "");
    visFeil(svar.feil);
    return;
  }
  innhold.replaceChildren(...tegnSvar(svar));
  si(svar.svar);
  const rolig = matchMedia("(prefers-reduced-motion: reduce)").matches;
  resultat.scrollIntoView({ block: "nearest", behavior: rolig ? "auto" : "smooth" });
}

// --- A link to an answer: #svar~… fills in the form as it was, and answers anew ----------------------------------

let åpner = null; // the question that the link has put, until it is answered

function fortell(tekst, galt = false) {
  beskjed.textContent = tekst;
  beskjed.hidden = !tekst;
  beskjed.classList.toggle("varsel", galt);
  if (tekst) si(tekst);
}

function lenken() {
  let id = location.hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {
    // Mangled on its way; Python says so.
  }
  return id.startsWith("svar~") ? id : "";
}

function åpneLenken() {
  if (!lenken()) return false;
  nullstill();
  if (form.hasAttribute("data-uten-lenke")) return fortell(tekster["uten-lenke"], true);
  const nr = regn({ lenke: lenken(), ta_med: true }, (svar) => {
    if (åpner !== nr) return;
    åpner = null;
    tilstand.textContent = tekster.klar;
    if (!svar.skjema) return fortell(svar.feil[0].melding, true);
    fortell("");
    fyll(svar.skjema);
    underveis(svar);
    vis(svar);
    if (svar.status === "feil") return;
    resultat.focus({ preventScroll: true });
    resultat.scrollIntoView();
  });
  åpner = nr;
  fortell(tekster[svikt.hidden ? "aapner-lenke" : "lenke-svikt"], !svikt.hidden);
  return true;
}

function merkEndret() {
  if (resultat.hidden || finn(".endret", innhold)) return;
  innhold.prepend(lag("p", { className: "endret", textContent: tekster.endret }));
}

// --- The worker: started once, watched, and never trusted to answer ---------------------------------------------

const STILLE = 9000; // ms uten livstegn før leseren får vite at noe er galt
let arbeider = null;
let klar = false;
let vakt = 0;
let nesteNr = 0;
const venter = new Map();

function våk() {
  clearTimeout(vakt);
  vakt = setTimeout(() => svikter("tid"), STILLE);
}

function svikter(hva, detalj = "") {
  clearTimeout(vakt);
  if (detalj) console.warn(detalj);
  const igjen = lag("button", { type: "button", className: "ds-button", textContent: tekster["proev-igjen"] });
  igjen.dataset.variant = "secondary";
  igjen.addEventListener("click", () => {
    stopp();
    start();
    if (åpner !== null) fortell(tekster["aapner-lenke"]);
    if (venter.size) finn("[type=submit]").focus();
  });
  svikt.replaceChildren(
    lag(
      "p",
      {},
      lag("strong", { textContent: tekster[`svikt-${hva}`] ?? tekster["svikt-nett"] }),
      " ",
      tekster["svikt-hjelp"],
    ),
    lag("p", {}, lag("a", { href: "#tabeller", textContent: tekster.tabellene })),
    igjen,
  );
  svikt.hidden = false;
  tilstand.textContent = "";
  if (åpner !== null) fortell(tekster["lenke-svikt"], true);
}

function stopp() {
  clearTimeout(vakt);
  arbeider?.terminate();
  arbeider = null;
  klar = false;
  svikt.hidden = true;
}

const SVIKT = { wasm: "wasm", innhold: "fil", lengde: "fil", start: "start" };

function motta({ data }) {
  if (data.fase === "feil") return svikter(SVIKT[data.hva] ?? "nett", data.melding);
  if (data.fase) {
    svikt.hidden = true;
    if (data.fase === "klar") {
      klar = true;
      clearTimeout(vakt);
      tilstand.textContent = tekster.klar;
      venter.forEach((jobb, id) => send(id, jobb));
      if (!venter.size) seUnderveis();
    } else {
      våk();
      const prosent = data.totalt ? Math.min(100, Math.round((100 * data.lastet) / data.totalt)) : 0;
      tilstand.textContent = data.fase === "henter" ? sett(tekster.henter, { prosent }) : tekster.starter;
    }
    return;
  }
  clearTimeout(vakt);
  const jobb = venter.get(data.id);
  venter.delete(data.id);
  if (data.unntak) svikter("unntak", data.unntak);
  else jobb?.ferdig(JSON.parse(data.svar));
}

const send = (id, jobb) => {
  våk();
  arbeider.postMessage({ id, navn, inn: jobb.inn });
};

function start() {
  if (arbeider) return;
  try {
    arbeider = new Worker(new URL(arbeiderfil, document.baseURI), { type: "module" });
  } catch (unntak) {
    svikter("worker", String(unntak));
    return;
  }
  arbeider.addEventListener("message", motta);
  arbeider.addEventListener("error", (hendelse) => {
    hendelse.preventDefault();
    svikter(hendelse.message ? "unntak" : "worker", hendelse.message);
  });
  tilstand.textContent = sett(tekster.henter, { prosent: 0 });
  våk();
}

function regn(verdier, ferdig) {
  const i = new Date();
  const to = (tall) => String(tall).padStart(2, "0");
  const inn = JSON.stringify({
    ...verdier,
    i_dag: `${i.getFullYear()}-${to(i.getMonth() + 1)}-${to(i.getDate())}`,
  });
  const id = nesteNr++;
  venter.set(id, { inn, ferdig });
  start();
  if (klar) send(id, venter.get(id));
  return id;
}

// While the form is being filled in, the calculator names the parts of a trip and proposes what follows from the
// fields above. A proposal is made once, and only in an empty field.
const foreslått = new Set();
const harUnderveis = form.hasAttribute("data-underveis");
function underveis(svar) {
  for (const [navnet, deler] of Object.entries(svar.deler ?? {})) {
    const liste = finn(`[data-liste="${navnet}"]`);
    if (!liste || !deler) continue;
    liste.hidden = !deler.length;
    if (deler.length) tegnRader(liste, deler.length, deler);
  }
  const nye = Object.entries(svar.forslag ?? {}).filter(([navnet]) => {
    const felt = form.elements[navnet];
    return felt && !felt.value && !foreslått.has(navnet);
  });
  for (const [navnet, verdi] of nye) {
    const felt = form.elements[navnet];
    felt.value = verdi;
    foreslått.add(navnet);
    if (felt === document.activeElement) felt.select(); // what is typed now takes its place
  }
  if (!nye.length) return;
  husk();
  merkEndret();
  si(tekster.foreslaatt);
  seUnderveis(); // a trip that was proposed has parts of its own
}
let sistSpurt = null; // an answer about a form that has changed since is let go
function seUnderveis() {
  if (!harUnderveis || !klar) return;
  const nr = regn(les(), (svar) => nr === sistSpurt && underveis(svar));
  sistSpurt = nr;
}

// --- What the reader does -----------------------------------------------------------------------------------------

form.addEventListener("submit", (hendelse) => {
  hendelse.preventDefault();
  if (klar) tilstand.textContent = tekster.regner;
  if (åpner !== null) husk();
  regn({ ...les(), ta_med: true }, (svar) => {
    tilstand.textContent = tekster.klar;
    underveis(svar);
    vis(svar);
  });
});
form.addEventListener("input", () => {
  husk();
  merkEndret();
});
form.addEventListener("change", (hendelse) => {
  if (!hendelse.target.closest("[data-deler]")) seUnderveis();
});
form.addEventListener("click", ({ target }) => {
  const liste = target.closest("[data-liste]");
  if (target.closest("[data-legg-til]")) leggTil(liste);
  else if (target.closest("[data-fjern]")) fjern(liste, target.closest("[data-rad]"));
  else if (target.closest("[data-toem]")) tøm();
  else return;
  husk();
  merkEndret();
  seUnderveis();
});

function nullstill() {
  form.reset();
  tømFeil();
  foreslått.clear();
  alle("[data-liste]", form).forEach((liste) => {
    liste.hidden = false;
    tegnRader(liste, 0);
    tegnRader(liste, Number(liste.dataset.start));
  });
  resultat.hidden = true;
  resultat.dataset.status = "";
  innhold.replaceChildren();
}

function tøm() {
  nullstill();
  si(tekster.toemt);
  finn("input", form).focus();
}

// Loading starts on the first touch of the form, or when the page has nothing else to do and data is not dear.
form.addEventListener("focusin", start, { once: true });
form.addEventListener("pointerdown", start, { once: true });
if (!navigator.connection?.saveData) {
  addEventListener("load", () => (window.requestIdleCallback ?? setTimeout)(start));
}

alle(".ds-field[data-slag]", form).forEach(giKalender);
addEventListener("hashchange", åpneLenken);
if (!åpneLenken() && history.state?.[navn]) fyll(history.state[navn]);
