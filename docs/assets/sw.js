// Answers when the reader is offline: keeps pages, styles, scripts and search as they are read, and the calculators' Python
// when asked to. macros/uten_nett.py puts in the list below and writes this file to the root of the site.
//
// One store for each site. A file is kept under its address and the hash of its content, and only if the content has
// that hash: so files of two versions lie side by side without mixing, and a new version fetches what has changed.
// Pages come from the net when there is one. Knows no text: sentences stand in the pages, hidden until needed.
/** @type {any} */
const LISTE = {};

const sw = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { clients, registration } = sw;
const ROT = registration.scope;
const LAGER = `une-handboka ${ROT}`;
const FRIST = 3000; // ms a page is waited for before the one that is kept is shown
const FAST = /^assets\/.*[-.][0-9a-f]{8,64}[./]/; // the name carries the content
const STEMPEL = / data-utgave="[^"]*"/;

/** Everything is named by its address from the root, as in the list.
 *  @type {(sti: string) => string} */
const adresse = (sti) => new URL(sti, ROT).href;
/** @type {(sti: string) => string} */
const nøkkel = (sti) => `${adresse(sti)}?${LISTE.filer[sti]}`;
/** @type {(sti: string) => boolean} */
const erSide = (sti) => /(^|\/|\.html)$/.test(sti);
/** @type {(url: string) => string} */
const stien = (url) => new URL(url).pathname.slice(new URL(ROT).pathname.length).replace(/(^|\/)index\.html$/, "$1");
/** @type {(sti: string) => boolean} */
const iListen = (sti) => Object.hasOwn(LISTE.filer, sti);

class Avvik extends Error {
  /** @param {string} slag what the page has a sentence for @param {any} [feil] */
  constructor(slag, feil) {
    super(feil?.message ?? slag);
    this.slag = slag;
  }
}

// --- The store ------------------------------------------------------------------------------------------------

const boks = () =>
  caches.open(LAGER).catch((feil) => {
    throw new Avvik("nektet", feil);
  });

// A browser that refuses to keep anything is no reason to leave the page without an answer.
/** @type {(sti: string) => Promise<Response | undefined>} */
const lagret = (sti) =>
  iListen(sti)
    ? caches.match(nøkkel(sti), { cacheName: LAGER, ignoreVary: true }).catch(() => /** @type {undefined} */ (undefined))
    : Promise.resolve(undefined);

/** @param {string} sti @param {BufferSource} bytes */
async function rett(sti, bytes) {
  const innhold = erSide(sti)
    ? new TextEncoder().encode(new TextDecoder().decode(bytes).replace(STEMPEL, ""))
    : bytes;
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", innhold));
  return [...sum.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("") === LISTE.filer[sti];
}

/** The answer itself is kept, untouched: the browser's own cache of compiled code hangs on it.
 *  @param {string} sti @param {Response} svar @param {ArrayBuffer} kopi */
async function behold(sti, svar, kopi) {
  if (!svar.ok || svar.redirected || !(await rett(sti, kopi))) throw new Avvik("fil");
  await (await boks()).put(nøkkel(sti), svar).catch((feil) => {
    throw new Avvik(feil.name === "QuotaExceededError" ? "fullt" : "nektet", feil);
  });
}

/** @param {string} sti @param {RequestCache} cache @param {AbortSignal | undefined} signal
 *  @param {(bytes: number) => void} tell */
async function hent(sti, cache, signal, tell) {
  const biter = [];
  try {
    const svar = await fetch(adresse(sti), { cache, signal });
    for (const leser = svar.clone().body.getReader(); ; ) {
      const { done, value } = await leser.read();
      if (done) break;
      biter.push(value);
      tell(value.length);
    }
    await behold(sti, svar, await new Blob(biter).arrayBuffer());
  } catch (feil) {
    // An answer that is broken off cannot be kept either.
    if (signal?.aborted) throw new Avvik("avbrutt", feil);
    throw feil instanceof Avvik ? feil : new Avvik("nett", feil);
  }
}

/** Fetch and keep what is missing of these, one at a time so that the reader's own requests come first.
 *  @param {string[]} stier
 *  @param {{ signal?: AbortSignal, tell?: (sti: string, bytes: number) => void, tilgi?: boolean }} valg */
async function lagre(stier, { signal, tell = () => {}, tilgi = false } = {}) {
  const lager = await boks();
  for (const sti of stier) {
    if (!iListen(sti) || (await lager.match(nøkkel(sti), { ignoreVary: true }))) continue;
    let antall = 0;
    /** @param {number} bytes */
    const telle = (bytes) => {
      antall += bytes;
      tell(sti, antall);
    };
    // What the browser holds from before may be spoilt or old: then once more, from the server itself.
    await hent(sti, FAST.test(sti) ? "default" : "no-cache", signal, telle)
      .catch((feil) => {
        if (feil.slag !== "fil") throw feil;
        antall = 0;
        return hent(sti, "reload", signal, telle);
      })
      .catch((feil) => {
        if (!tilgi || feil.slag !== "fil") throw feil;
      });
  }
}

/** @param {Cache} lager */
const stierI = async (lager) => (await lager.keys()).map(({ url }) => [url, stien(url.split("?")[0])]);

/** Let go of what belongs to no version any more. */
async function rydd() {
  const lager = await boks();
  for (const [url, sti] of await stierI(lager))
    if (!iListen(sti) || url !== nøkkel(sti)) await lager.delete(url, { ignoreVary: true });
}

/** @param {string[]} stier */
async function slett(stier) {
  const lager = await boks();
  for (const sti of stier) await lager.delete(nøkkel(sti), { ignoreVary: true });
}

// --- A new version ----------------------------------------------------------------------------------------------

sw.addEventListener("install", (hendelse) => hendelse.waitUntil(forny().catch(() => {})));

/** What the former version kept, kept in this one too: the files that have changed are fetched. */
async function forny() {
  if (!(await caches.has(LAGER)) || /** @type {any} */ (navigator).connection?.saveData) return;
  const kjente = (await stierI(await boks())).map(([, sti]) => sti);
  const python = kjente.some((sti) => sti.startsWith("assets/bygd/python/"));
  await lagre([...LISTE.kjerne, ...kjente, ...(python ? Object.keys(LISTE.python) : [])], { tilgi: true });
}

sw.addEventListener("activate", (hendelse) =>
  hendelse.waitUntil(Promise.all([registration.navigationPreload?.enable(), clients.claim()])),
);

/** Whether every page that is open belongs to this version. A page asleep does not answer, and counts as another. */
async function alleErHer() {
  const alle = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const faner = alle.filter(({ url }) => url.startsWith(ROT));
  const svar = await Promise.all(
    faner.map(
      (fane) =>
        new Promise((ferdig) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = ({ data }) => ferdig(data);
          fane.postMessage({ spoer: "utgave" }, [port2]);
          setTimeout(ferdig, 1000);
        }),
    ),
  );
  return svar.every((utgave) => utgave === LISTE.utgave);
}

// --- What a page asks for ---------------------------------------------------------------------------------------

/** @type {Record<string, (melding: { sti?: string, spar?: boolean }, port?: MessagePort) => Promise<any>>} */
const gjør = {
  utgave: async () => LISTE.utgave,
  overta: () => sw.skipWaiting(),
  /** Take over by itself where that changes nothing for anybody. */
  vent: async () => (await alleErHer()) && sw.skipWaiting(),
  async fyll({ sti, spar }) {
    if (!spar) await lagre([...LISTE.kjerne, sti], { tilgi: true });
    if (await alleErHer()) await rydd();
  },
  async tilstand() {
    const kjente = new Set((await stierI(await boks())).map(([, sti]) => sti));
    return { noe: kjente.size > 0, python: Object.keys(LISTE.python).every((sti) => kjente.has(sti)) };
  },
  async python(_, port) {
    const avbryt = new AbortController();
    if (port) port.onmessage = () => avbryt.abort();
    const ferdig = new Map();
    const totalt = Object.values(LISTE.python).reduce((sum, bytes) => sum + bytes, 0);
    /** @param {string} sti @param {number} bytes */
    const tell = (sti, bytes) => {
      ferdig.set(sti, bytes);
      port?.postMessage({ andel: [...ferdig.values()].reduce((sum, antall) => sum + antall, 0) / totalt });
    };
    for (const sti of Object.keys(LISTE.python)) if (await lagret(sti)) ferdig.set(sti, LISTE.python[sti]);
    try {
      await lagre(LISTE.kjerne, { signal: avbryt.signal, tilgi: true });
      await lagre(Object.keys(LISTE.python), { signal: avbryt.signal, tell });
    } catch (feil) {
      if (/** @type {Avvik} */ (feil).slag === "fullt") await slett(Object.keys(LISTE.python)); // half of it serves nobody
      throw feil;
    }
  },
  async fjern() {
    await caches.delete(LAGER);
  },
};

sw.addEventListener("message", (hendelse) => {
  const { data, ports } = hendelse;
  const [port] = ports;
  if (!Object.hasOwn(gjør, data?.gjoer)) return;
  hendelse.waitUntil(
    gjør[data.gjoer](data, port).then(
      (svar) => port?.postMessage({ svar }),
      (feil) => port?.postMessage({ feil: feil.slag ?? "nektet" }),
    ),
  );
});

// --- Answers ----------------------------------------------------------------------------------------------------

sw.addEventListener("fetch", (hendelse) => {
  const { request } = hendelse;
  if (request.method !== "GET" || !request.url.startsWith(ROT)) return;
  const sti = stien(request.url);
  if (request.mode === "navigate") hendelse.respondWith(side(hendelse, sti));
  else if (iListen(sti)) hendelse.respondWith(FAST.test(sti) ? fast(hendelse, sti) : fersk(hendelse, sti));
});

/** Keep what passes, if it is the file of this version; Python only when the reader has asked for it. An answer carries
 *  the address it was asked by, so one with a question in it (?q=) is let by.
 *  @param {FetchEvent} hendelse @param {string} sti @param {Response} svar */
function husk(hendelse, sti, svar) {
  if (!iListen(sti) || svar.url !== adresse(sti) || !svar.ok || Object.hasOwn(LISTE.python, sti)) return svar;
  const [tilLager, tilPrøve] = [svar.clone(), svar.clone()];
  hendelse.waitUntil(
    (async () => {
      if (!(await lagret(sti))) await behold(sti, tilLager, await tilPrøve.arrayBuffer());
    })().catch(() => {}),
  );
  return svar;
}

/** From the net, within the time we wait where something is kept: the answer, or why there is none.
 *  @param {FetchEvent} hendelse @param {string} sti @param {Response | undefined} minne
 *  @returns {Promise<Response | string>} */
async function nett(hendelse, sti, minne) {
  const svar = (async () => husk(hendelse, sti, (await hendelse.preloadResponse) ?? (await fetch(hendelse.request))))();
  const utfall = svar.then(
    (funnet) => (funnet.status < 500 ? funnet : "borte"),
    () => "borte",
  );
  hendelse.waitUntil(utfall);
  return minne ? Promise.race([utfall, new Promise((ferdig) => setTimeout(ferdig, FRIST, "treg"))]) : utfall;
}

/** @param {FetchEvent} hendelse @param {string} sti */
async function fast(hendelse, sti) {
  return (await lagret(sti)) ?? husk(hendelse, sti, await fetch(hendelse.request).catch(() => Response.error()));
}

/** @param {FetchEvent} hendelse @param {string} sti */
async function fersk(hendelse, sti) {
  const minne = await lagret(sti);
  const svar = await nett(hendelse, sti, minne);
  return svar instanceof Response ? svar : (minne ?? Response.error());
}

/** @param {FetchEvent} hendelse @param {string} sti */
async function side(hendelse, sti) {
  const minne = await lagret(sti);
  const svar = await nett(hendelse, sti, minne);
  if (svar instanceof Response) return svar;
  if (minne) return merket(minne, svar);
  if (iListen(`${sti}/`)) return Response.redirect(adresse(`${sti}/`));
  return utenNett();
}

/** @param {string} tekst @param {Headers} [hoder] */
const somSide = (tekst, hoder) => {
  const nye = new Headers(hoder);
  for (const navn of ["content-encoding", "content-length"]) nye.delete(navn);
  nye.set("content-type", "text/html; charset=utf-8");
  return new Response(tekst, { headers: nye });
};

/** A page that is kept, saying so: the sentence stands in the page, hidden (tema/partials/stripe.html).
 *  @param {Response} svar @param {string} hvorfor */
async function merket(svar, hvorfor) {
  const tekst = (await svar.text())
    .replace(STEMPEL, ` data-utgave="${LISTE.utgave}"`)
    .replace(`<p data-stripe="${hvorfor}" hidden>`, `<p data-stripe="${hvorfor}">`)
    .replaceAll("<span data-dato></span>", `<span data-dato>${LISTE.dato}</span>`);
  return somSide(tekst, svar.headers);
}

/** @param {string} tekst */
const tittel = (tekst) => tekst.match(/<title>([^<]*)/)?.[1].replace(/ – [^–]*$/, "").trim();

/** The page for what is not kept, with links to all that is. It stands at another address than its own, so its ways are
 *  led from the root of the site. */
async function utenNett() {
  const reserve = await lagret(LISTE.reserve);
  if (!reserve) return somSide(LISTE.noed);
  const sider = Object.keys(LISTE.filer).filter((sti) => erSide(sti) && sti !== LISTE.reserve);
  const punkter = await Promise.all(
    sider.map(async (sti) => {
      const tekst = await (await lagret(sti))?.text();
      return tekst?.includes('id="stripe"') ? `<li><a href="${adresse(sti)}">${tittel(tekst)}</a></li>` : "";
    }),
  );
  const tekst = (await reserve.text())
    .replace(STEMPEL, ` data-utgave="${LISTE.utgave}"`)
    .replace(/(="|"base": ")\.(?=[/"])/g, `$1${ROT.slice(0, -1)}`)
    .replace("<li data-lagrede></li>", punkter.join(""));
  return somSide(tekst, reserve.headers);
}
