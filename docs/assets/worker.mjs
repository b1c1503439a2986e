// The browser's engine room: loads Pyodide in a module worker and passes calls through the one door,
// calculators.felles.bro.regn. Knows no rule and no text for readers. macros/pakking.py puts in the names below.
const PAKKE = {};

// All four downloads start at once. Pyodide asks for the wasm and the zip itself a moment later, by fetch;
// it is then handed the answers already on their way, so that each is fetched once, counted and checked.
const nett = self.fetch.bind(self);
const url = (navn) => new URL(navn, import.meta.url).href;
const totalt = PAKKE.wasmBytes + PAKKE.zipBytes;
let lastet = 0;
let fortell = 0;
const svar = new Map([
  [
    url(PAKKE.motor + "pyodide.asm.wasm"),
    hent(PAKKE.motor + "pyodide.asm.wasm", PAKKE.wasmBytes, [0, 97, 115, 109]),
  ],
  [url(PAKKE.zip), hent(PAKKE.zip, PAKKE.zipBytes, [80, 75, 3, 4])],
]);
self.fetch = (adresse, valg) => svar.get(String(adresse?.url ?? adresse)) ?? nett(adresse, valg);
const asm = import(url(PAKKE.motor + "pyodide.asm.mjs"));
const pyodide = import(url(PAKKE.motor + "pyodide.mjs"));

class Lastefeil extends Error {
  constructor(hva, melding) {
    super(melding);
    this.hva = hva;
  }
}

// One file: status, first bytes and length must be right, else Pyodide would wait for ever.
async function hent(navn, ventet, magi) {
  const type = navn.endsWith(".wasm") ? "application/wasm" : "application/zip";
  const res = await nett(url(navn)).catch((feil) => {
    throw new Lastefeil("nett", `${navn}: ${feil.message}`);
  });
  if (!res.ok || !res.body) throw new Lastefeil(`http-${res.status}`, `${navn}: HTTP ${res.status}`);
  let antall = 0;
  const teller = new TransformStream({
    transform(bit, ut) {
      if (magi.some((byte, i) => antall <= i && i < antall + bit.length && bit[i - antall] !== byte))
        return avbryt(new Lastefeil("innhold", `${navn}: not the file that was asked for`), ut);
      antall += bit.length;
      lastet += bit.length;
      if (performance.now() - fortell > 100 || lastet === totalt) {
        fortell = performance.now();
        self.postMessage({ fase: "henter", lastet, totalt });
      }
      ut.enqueue(bit);
    },
    flush(ut) {
      if (antall !== ventet) avbryt(new Lastefeil("lengde", `${navn}: ${antall} bytes, expected ${ventet}`), ut);
    },
  });
  return new Response(res.body.pipeThrough(teller), { headers: { "content-type": type } });
}

let avbrutt;
const avbrudd = new Promise((_, nei) => (avbrutt = nei));
function avbryt(feil, ut) {
  avbrutt(feil);
  ut.error(feil);
}

// Missing, switched off, or forbidden by a content security policy: compiling the smallest module tells.
function proevWasm() {
  try {
    new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
    const stroem = WebAssembly.instantiateStreaming.bind(WebAssembly);
    // Pyodide only warns when the wasm does not compile, and then waits for ever.
    WebAssembly.instantiateStreaming = (...alt) =>
      stroem(...alt).catch((feil) => {
        avbrutt(new Lastefeil("innhold", feil.message));
        throw feil;
      });
  } catch (feil) {
    throw new Lastefeil("wasm", `WebAssembly is not available: ${feil.message}`);
  }
}

async function start() {
  proevWasm();
  const { loadPyodide } = await pyodide.catch((feil) => {
    throw new Lastefeil("skript", feil.message);
  });
  await Promise.all([asm, ...svar.values()]).catch((feil) => {
    throw feil.hva ? feil : new Lastefeil("skript", feil.message);
  });
  self.postMessage({ fase: "starter", lastet, totalt });
  const py = await loadPyodide({
    indexURL: url(PAKKE.motor),
    stdLibURL: url(PAKKE.zip),
    lockFileContents: { info: PAKKE.info, packages: {} },
  });
  const { regn } = py.pyimport("calculators.felles.bro");
  self.postMessage({ fase: "klar", lastet: totalt, totalt });
  return regn;
}

const klar = Promise.race([start(), avbrudd]);
for (const loefte of [klar, avbrudd, asm, pyodide, ...svar.values()]) loefte.catch(() => {});
klar.catch((feil) =>
  self.postMessage({ fase: "feil", hva: feil.hva ?? "start", melding: String(feil.message ?? feil) }),
);

self.onmessage = async ({ data: { id, navn, inn } }) => {
  try {
    const regn = await klar;
    self.postMessage({ id, svar: regn(navn, inn) });
  } catch (feil) {
    self.postMessage({ id, unntak: String(feil?.message ?? feil) });
  }
};
