// The browser's engine room: loads Pyodide in a module worker and passes calls through the one door of the wheel, two
// strings in and one out. Knows nothing of what is called and has no text for readers. pakk.py puts in the names below.
import { TOM_ZIP, fraBilde } from "./hurtig/oppstart.mjs";
/** @type {any} */
const PAKKE = {};

/** @typedef {{ navn: string, bytes: number, sendt: number, sha256?: string }} Fil */
/** @typedef {{ wasm: Fil, bilde?: Fil, data?: Fil, zip?: Fil }} Vei */
/** @typedef {(navn: string, inn: string) => string} Inngang the one door */

// PAKKE.veier are the startup strategies: the lean engine with an image of its memory, the same with a zip, which is
// less to fetch and slower to start, and Pyodide as it comes. A page that was itself slow to arrive names its worker
// «treg» and gets the second, unless the reader keeps the image already. If the engine itself gives up, be it at the
// start or in a call, the last is taken and the call made again: a call has no memory, so the reader sees a wait and
// no more. What the net or the browser refuses is told at once instead.
/** @type {Vei[]} */
const VEIER = PAKKE.veier;
let vei = 0;
/** @type {Promise<Inngang>[]} */
const forsøk = [];

const nett = self.fetch.bind(self);
/** @param {string} navn */
const url = (navn) => new URL(navn, import.meta.url).href;
/** Whether the reader keeps the file for use without a net. @param {string} navn */
function lagret(navn) {
  return self.caches?.match(url(navn), { ignoreSearch: true }).catch(() => /** @type {undefined} */ (undefined));
}
const WASM = url(`${PAKKE.motor}pyodide.asm.wasm`);
const STDLIB = url("stdlib.zip");
/** @type {Record<string, { type: string, magi: number[] }>} */
const SLAG = {
  wasm: { type: "application/wasm", magi: [0, 97, 115, 109] },
  zip: { type: "application/zip", magi: [80, 75, 3, 4] },
  bin: { type: "application/octet-stream", magi: [85, 78, 69, 49] },
};

// Everything is asked for in these first lines. Pyodide asks for the wasm and the zip itself a moment later, by fetch;
// it is then handed the answers already on their way, so that each is fetched once, counted and checked.
/** @type {Map<string, () => Promise<Response>>} */
const svar = new Map();
self.fetch = (adresse, valg) => svar.get(adresse instanceof Request ? adresse.url : String(adresse))?.() ?? nett(adresse, valg);
const asm = import(url(`${PAKKE.motor}pyodide.asm.mjs`));
const pyodide = import(url(`${PAKKE.motor}pyodide.mjs`));

class Lastefeil extends Error {
  /** @param {string} hva what the page has a sentence for @param {string} melding */
  constructor(hva, melding) {
    super(melding);
    this.hva = hva;
  }
}

/** What one strategy needs: status, first bytes and length must be right, else Pyodide would wait for ever.
 *  @param {Fil[]} filer */
function hentAlt(filer) {
  // What is told is what the line carries, compressed: a guess from the packing until the server has said.
  const vekt = filer.map(({ sendt }) => sendt);
  const andel = filer.map(() => 0);
  let fortalt = 0;
  let stanset = false;
  const stand = () => ({
    lastet: Math.round(vekt.reduce((sum, bytes, nr) => sum + bytes * andel[nr], 0)),
    totalt: vekt.reduce((sum, bytes) => sum + bytes),
  });
  /** @type {(feil: unknown) => void} */
  let avbryt;
  /** @type {Promise<never>} */
  const avbrudd = new Promise((_, nei) => {
    avbryt = nei;
  });
  /** @param {number} nr @param {number} nå how much of the file has come */
  const fortell = (nr, nå) => {
    andel[nr] = nå;
    if (stanset) return; // after the fault is told, what still comes would hide it
    if (performance.now() - fortalt < 100 && andel.some((del) => del < 1)) return;
    fortalt = performance.now();
    self.postMessage({ fase: "henter", ...stand() });
  };

  /** @param {Fil} fil @param {number} nr @returns {Promise<Response>} */
  async function hent({ navn, bytes }, nr) {
    const { type, magi } = SLAG[navn.split(".").pop()];
    const kjent = lagret(navn);
    const res = await nett(url(navn)).catch((feil) => {
      throw new Lastefeil("nett", `${navn}: ${feil.message}`);
    });
    if (!res.ok || !res.body) throw new Lastefeil(`http-${res.status}`, `${navn}: HTTP ${res.status}`);
    const sendt = Number(res.headers.get("content-length"));
    if (sendt > 0 && sendt <= bytes) vekt[nr] = sendt;
    // A reader who keeps the file waits for no net. The answer is left whole: only then does the browser keep the
    // compiled engine too, from one visit to the next.
    if (type === "application/wasm" && res.headers.get("content-type") === type && (await kjent)) {
      fortell(nr, 1);
      return res;
    }
    let antall = 0;
    /** @param {Lastefeil} feil @param {TransformStreamDefaultController} ut */
    const feilet = (feil, ut) => {
      avbryt(feil);
      ut.error(feil);
    };
    const teller = new TransformStream({
      transform(bit, ut) {
        if (magi.some((byte, i) => antall <= i && i < antall + bit.length && bit[i - antall] !== byte))
          return feilet(new Lastefeil("innhold", `${navn}: not the file that was asked for`), ut);
        antall += bit.length;
        fortell(nr, Math.min(antall / bytes, 1));
        ut.enqueue(bit);
      },
      flush(ut) {
        if (antall !== bytes) feilet(new Lastefeil("lengde", `${navn}: ${antall} bytes, expected ${bytes}`), ut);
      },
    });
    return new Response(res.body.pipeThrough(teller), { headers: { "content-type": type } });
  }

  const stans = () => {
    stanset = true;
  };
  return { avbryt, avbrudd, stans, stand, svar: filer.map(hent) };
}

// Missing, switched off, or forbidden by a content security policy: running the smallest module tells. WebKit compiles
// what it then refuses to run. Nothing above this touches WebAssembly, else the worker would die before it could tell.
function prøvWasm() {
  try {
    new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
  } catch (feil) {
    throw new Lastefeil("wasm", `WebAssembly is not available: ${/** @type {Error} */ (feil).message}`);
  }
}

// Pyodide only warns when the wasm does not compile, and leaves it unsaid when the engine stops at its first steps;
// then it waits for ever.
/** @type {typeof WebAssembly.instantiateStreaming} */
let strøm;
/** @param {(feil: unknown) => void} avbryt */
function vakt(avbryt) {
  self.onunhandledrejection = ({ reason }) => avbryt(reason);
  strøm ??= WebAssembly.instantiateStreaming.bind(WebAssembly);
  WebAssembly.instantiateStreaming = (...alt) =>
    strøm(...alt).catch((feil) => {
      avbryt(new Lastefeil("innhold", feil.message));
      throw feil;
    });
}

// A wrong byte could be a wrong amount, so each is held to its checksum where the browser has one.
/** @param {Response} svaret @param {Fil} fil */
async function helt(svaret, { navn, sha256 }) {
  const fil = await svaret.arrayBuffer();
  const sum = new Uint8Array((await self.crypto.subtle?.digest("SHA-256", fil)) ?? []);
  if (sum.length && [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256)
    throw new Lastefeil("innhold", `${navn}: not the file that was asked for`);
  return fil;
}

/** @param {Vei} vei @returns {Promise<Inngang>} */
async function start({ wasm, bilde, data, zip }) {
  const filer = [wasm, bilde, data, zip].filter(Boolean);
  const { avbryt, avbrudd, stans, stand, svar: påVei } = hentAlt(filer);
  /** @param {Fil} fil */
  const hel = async (fil) => helt(await påVei[filer.indexOf(fil)], fil);
  svar.set(WASM, () => påVei[0]);
  // What the image lacks lies where Python looked for all of it when the image was taken.
  const bibliotek = zip ?? data;
  svar.set(STDLIB, async () => {
    const bytes = bibliotek ? await hel(bibliotek).catch(avbryt) : TOM_ZIP;
    return bytes ? new Response(bytes) : avbrudd;
  });
  const oppe = (async () => {
    prøvWasm();
    vakt(avbryt);
    const { loadPyodide } = await pyodide.catch((feil) => {
      throw new Lastefeil("skript", feil.message);
    });
    const [{ default: fabrikk }] = await Promise.all([asm, ...påVei]).catch((feil) => {
      throw feil.hva ? feil : new Lastefeil("skript", feil.message);
    });
    self.postMessage({ fase: "starter", ...stand() });
    const py = await loadPyodide({
      indexURL: url(PAKKE.motor),
      stdLibURL: STDLIB,
      lockFileContents: { info: PAKKE.info, packages: {} },
      env: { PYTHONHASHSEED: "0" },
      ...(bilde && fraBilde(await hel(bilde), fabrikk)),
    });
    const inngang = py.pyimport(PAKKE.modul)[PAKKE.funksjon];
    self.postMessage({ fase: "klar", ...stand() });
    return inngang;
  })();
  for (const løfte of [asm, pyodide, avbrudd, oppe, ...påVei]) løfte.catch(() => {});
  const slutt = Promise.race([oppe, avbrudd]);
  slutt.catch(stans);
  return slutt;
}

const valgt = (async () => {
  const bilde = self.name === "treg" && VEIER[0].bilde;
  if (bilde && !(await lagret(bilde.navn))) vei = 1;
})();

/** The door by the first strategy that leads to it, and which that was. @returns {Promise<[Inngang, number]>} */
async function klargjør() {
  await valgt;
  for (;;) {
    const denne = vei;
    try {
      forsøk[denne] ??= start(VEIER[denne]);
      return [await forsøk[denne], denne];
    } catch (feil) {
      giOpp(denne, feil);
    }
  }
}

/** @param {number} denne @param {any} feil */
function giOpp(denne, feil) {
  const siste = VEIER.length - 1;
  if (feil.hva || denne === siste) throw feil;
  if (denne === vei) console.warn(`starts the whole engine: ${feil.message}`);
  vei = siste;
}

const klar = klargjør();
klar.catch((feil) =>
  self.postMessage({ fase: "feil", hva: feil.hva ?? "start", melding: String(feil.message ?? feil) }),
);

self.onmessage = async ({ data: { id, navn, inn } }) => {
  try {
    for (;;) {
      const [inngang, denne] = await klargjør();
      try {
        self.postMessage({ id, svar: inngang(navn, inn) });
        return;
      } catch (feil) {
        giOpp(denne, feil);
      }
    }
  } catch (feil) {
    self.postMessage({ id, unntak: String(/** @type {any} */ (feil)?.message ?? feil) });
  }
};
