// The browser's engine room: loads Pyodide in a module worker and passes calls through the one door,
// calculators.felles.bro.regn. Knows no rule and no text for readers. macros/pakking/bunt.py puts in the names below.
import { TOM_ZIP, fraBilde } from "./oppstart.mjs";
/** @type {any} */
const PAKKE = {};

/** @typedef {{ navn: string, bytes: number, sha256?: string }} Fil */
/** @typedef {(navn: string, inn: string) => string} Regn the one door */

// PAKKE.veier are the startup strategies, fastest first. If the engine itself gives up on one, be it at the start or
// in a call, the next is taken and the call made again: a call has no memory, so the reader sees a wait and no more.
// The last way is Pyodide as it comes. What the net or the browser refuses is told at once instead.
let vei = 0;
/** @type {Promise<Regn>[]} */
const forsøk = [];

const nett = self.fetch.bind(self);
/** @param {string} navn */
const url = (navn) => new URL(navn, import.meta.url).href;
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
/** @type {Map<string, Promise<Response>>} */
const svar = new Map();
self.fetch = (adresse, valg) => svar.get(adresse instanceof Request ? adresse.url : String(adresse)) ?? nett(adresse, valg);
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
  const totalt = filer.reduce((sum, { bytes }) => sum + bytes, 0);
  let [lastet, fortalt] = [0, 0];
  /** @type {(feil: unknown) => void} */
  let avbryt;
  /** @type {Promise<never>} */
  const avbrudd = new Promise((_, nei) => {
    avbryt = nei;
  });
  /** @param {number} antall */
  const fortell = (antall) => {
    lastet += antall;
    if (performance.now() - fortalt < 100 && lastet !== totalt) return;
    fortalt = performance.now();
    self.postMessage({ fase: "henter", lastet, totalt });
  };

  /** @param {Fil} fil @returns {Promise<Response>} */
  async function hent({ navn, bytes }) {
    const { type, magi } = SLAG[navn.split(".").pop()];
    const kjent = self.caches?.match(url(navn), { ignoreSearch: true }).catch(() => /** @type {undefined} */ (undefined));
    const res = await nett(url(navn)).catch((feil) => {
      throw new Lastefeil("nett", `${navn}: ${feil.message}`);
    });
    if (!res.ok || !res.body) throw new Lastefeil(`http-${res.status}`, `${navn}: HTTP ${res.status}`);
    // A reader who keeps the file waits for no net. The answer is left whole: only then does the browser keep the
    // compiled engine too, from one visit to the next.
    if (type === "application/wasm" && res.headers.get("content-type") === type && (await kjent)) {
      fortell(bytes);
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
        fortell(bit.length);
        ut.enqueue(bit);
      },
      flush(ut) {
        if (antall !== bytes) feilet(new Lastefeil("lengde", `${navn}: ${antall} bytes, expected ${bytes}`), ut);
      },
    });
    return new Response(res.body.pipeThrough(teller), { headers: { "content-type": type } });
  }

  return { avbryt, avbrudd, totalt, svar: filer.map(hent) };
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

// A wrong byte in the memory could be a wrong amount, so the image is held to its checksum where the browser has one.
/** @param {Response} svaret @param {Fil} fil */
async function heltBilde(svaret, { navn, sha256 }) {
  const fil = await svaret.arrayBuffer();
  const sum = new Uint8Array((await self.crypto.subtle?.digest("SHA-256", fil)) ?? []);
  if (sum.length && [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256)
    throw new Lastefeil("innhold", `${navn}: not the file that was asked for`);
  return fil;
}

/** @param {{ wasm: Fil, bilde?: Fil, zip?: Fil }} vei @returns {Promise<Regn>} */
async function start({ wasm, bilde, zip }) {
  const { avbryt, avbrudd, totalt, svar: påVei } = hentAlt([wasm, bilde ?? zip]);
  const [motor, resten] = påVei;
  svar.set(WASM, motor);
  svar.set(STDLIB, bilde ? Promise.resolve(new Response(TOM_ZIP)) : resten);
  const oppe = (async () => {
    prøvWasm();
    vakt(avbryt);
    const { loadPyodide } = await pyodide.catch((feil) => {
      throw new Lastefeil("skript", feil.message);
    });
    const [{ default: fabrikk }] = await Promise.all([asm, ...påVei]).catch((feil) => {
      throw feil.hva ? feil : new Lastefeil("skript", feil.message);
    });
    self.postMessage({ fase: "starter", lastet: totalt, totalt });
    const py = await loadPyodide({
      indexURL: url(PAKKE.motor),
      stdLibURL: STDLIB,
      lockFileContents: { info: PAKKE.info, packages: {} },
      env: { PYTHONHASHSEED: "0" },
      ...(bilde && fraBilde(await heltBilde(await resten, bilde), fabrikk)),
    });
    const { regn } = py.pyimport("calculators.felles.bro");
    self.postMessage({ fase: "klar", lastet: totalt, totalt });
    return regn;
  })();
  for (const løfte of [asm, pyodide, avbrudd, oppe, ...påVei]) løfte.catch(() => {});
  return Promise.race([oppe, avbrudd]);
}

/** The door by the first strategy that leads to it, and which that was. @returns {Promise<[Regn, number]>} */
async function klargjør() {
  for (;;) {
    const denne = vei;
    try {
      forsøk[denne] ??= start(PAKKE.veier[denne]);
      return [await forsøk[denne], denne];
    } catch (feil) {
      neste(denne, feil);
    }
  }
}

/** @param {number} denne @param {any} feil */
function neste(denne, feil) {
  if (feil.hva || denne + 1 === PAKKE.veier.length) throw feil;
  if (denne === vei) console.warn(`starts the whole engine: ${feil.message}`);
  vei = Math.max(vei, denne + 1);
}

const klar = klargjør();
klar.catch((feil) =>
  self.postMessage({ fase: "feil", hva: feil.hva ?? "start", melding: String(feil.message ?? feil) }),
);

self.onmessage = async ({ data: { id, navn, inn } }) => {
  try {
    for (;;) {
      const [regn, denne] = await klargjør();
      try {
        self.postMessage({ id, svar: regn(navn, inn) });
        return;
      } catch (feil) {
        neste(denne, feil);
      }
    }
  } catch (feil) {
    self.postMessage({ id, unntak: String(/** @type {any} */ (feil)?.message ?? feil) });
  }
};
