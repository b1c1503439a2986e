// Takes an image of Pyodide's memory when Python has booted and the sample calls have been answered once.
// Called by pakk.py as `node minnebilde.mjs ZIP DATA IMAGE ANSWERS ENGINE WASM`, in the folder of oppskrift.json: DATA is a
// zip of the files that ZIP lacks, which are not to be in the image, ENGINE the folder the reader fetches the engine
// from, WASM the same engine with no function emptied. Only what differs from the memory of an engine that has not been
// started goes into the file; oppstart.mjs puts it back in the browser.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { TOM_ZIP, bytt, fraBilde, skriv } from "./oppstart.mjs";

// Else Node quotes the line that failed, and a line of Pyodide's is a megabyte.
process.on("uncaughtException", (feil) => {
  console.error(String(feil?.stack ?? feil));
  process.exit(1);
});

const [zip, data, ut, fasit, motor, wasm] = process.argv.slice(2).map((sti) => resolve(sti));
const { loadPyodide } = await import(resolve(motor, "pyodide.mjs"));
const { default: fabrikk } = await import(resolve(motor, "pyodide.asm.mjs"));
const her = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const { info } = createRequire(import.meta.url)("pyodide/pyodide-lock.json");

// Nothing of this machine or this moment may stand in the image: two builds are alike to the byte.
process.env.TZ = "UTC";
process.argv[1] = "./this.program"; // as Emscripten names itself in a browser
Date.now = () => 315532800000;
performance.now = () => 0;
crypto.getRandomValues = (/** @type {any} */ felt) => felt.fill(0);
const env = { PYTHONHASHSEED: "0", HOME: "/home/pyodide", LANG: "C.UTF-8", USER: "web_user", PATH: "/", _: "python" };

/** @type {Uint32Array} */
let urørt; // the memory as the wasm itself fills it
/** @type {number} */
let springbrett; // the word where the engine keeps Python's trampoline, which only some browsers can make
/** @type {any} */
const instantiate = WebAssembly.instantiate;
/** @type {any} */ (WebAssembly).instantiate = async (kilde, importer) => {
  const svar = await instantiate(importer ? readFileSync(wasm) : kilde, importer);
  const { memory, _PyRuntime, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET } = svar.instance?.exports ?? {};
  if (memory) {
    urørt = new Uint32Array(memory.buffer.slice());
    springbrett = (_PyRuntime.value + urørt[_PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET.value / 4]) / 4;
  }
  return svar;
};

const start = (valg) =>
  loadPyodide({ indexURL: motor, lockFileContents: { info, packages: {} }, stdLibURL: zip, env: { ...env }, ...valg });

/** An engine made ready, before Python has started: its memory and the length of its table, less the trampoline. */
async function ferdiggjort() {
  let minne, tabell;
  const nok = new Error("nok");
  await start({
    createPyodideModule: async (valg) => {
      const modul = await fabrikk({ ...valg, noInitialRun: true });
      minne = modul.HEAPU32.slice();
      tabell = modul.wasmTable.length - (minne[springbrett] ? 1 : 0);
      throw nok;
    },
  }).catch((feil) => {
    if (feil !== nok) throw feil;
  });
  return { minne, tabell };
}

const før = await ferdiggjort();
/** @type {any} */
const py = await start({ _makeSnapshot: true });
// Copied in, not mounted: the numbers and times of this machine's files would stay in the memory.
py.FS.mkdir("/bygg");
for (const [navn, fra] of [["kompiler.py", her], ["oppskrift.json", dirname(zip)]])
  py.FS.writeFile(`/bygg/${navn}`, readFileSync(resolve(fra, navn)));
py.runPython("import sys; sys.path.append('/bygg'); import kompiler; kompiler.gjoer_klar()");
for (const navn of ["kompiler.py", "oppskrift.json"]) py.FS.unlink(`/bygg/${navn}`);
py.FS.rmdir("/bygg");
py.FS.writeFile(`/lib/python${info.python.split(".").slice(0, 2).join("")}.zip`, TOM_ZIP);
py.runPython("import sys; [finner.invalidate_caches() for finner in sys.path_importer_cache.values() if finner]");
rens(py._module);
if (py._module.wasmTable.length - (py._module.HEAPU32[springbrett] ? 1 : 0) !== før.tabell)
  throw new Error("starting Python adds to the table of functions");
const bilde = py.makeMemorySnapshot();

if (py._module.HEAPU32.length !== urørt.length) throw new Error("starting Python makes the memory grow");
const hodelengde = new Uint32Array(bilde.buffer)[1];
const minne = new Uint32Array(bilde.buffer, hodelengde);
writeFileSync(ut, skriv({
  lengde: minne.byteLength,
  ...forskjell(minne),
  tabell: før.tabell,
  springbrett,
  hode: bilde.subarray(0, hodelengde),
}));

// The proof: the image answers as the zip did, with the data in the place where the zip was.
const fil = readFileSync(ut);
const fra = await start({ stdLibURL: data, ...fraBilde(Uint8Array.from(fil).buffer, fabrikk) });
fra.mountNodeFS("/bygg", dirname(zip));
fra.mountNodeFS("/motor", her);
const svar = fra.runPython("import sys; sys.path.append('/motor'); import kompiler; kompiler.bevis()");
if (svar !== readFileSync(fasit, "utf-8")) throw new Error("the image of memory answers otherwise than the zip");

/** Zeros over all that lies free, so that the image does not carry the remains of what has been read. */
function rens(modul) {
  const blokker = [];
  for (let størrelse = 1 << 20; størrelse >= 16; størrelse >>= 1)
    for (;;) {
      const topp = modul._sbrk(0);
      const blokk = modul._malloc(størrelse);
      blokker.push(blokk);
      modul.HEAPU8.fill(0, blokk, blokk + størrelse);
      if (modul._sbrk(0) !== topp) break;
    }
  for (const blokk of blokker) modul._free(blokk);
}

/** Runs of words to write: [words to pass over, words to write, …], and the words. */
function forskjell(minne) {
  let topp = urørt.length;
  while (!urørt[topp - 1]) topp--;
  const ulik = (i) =>
    i >= topp ? minne[i] !== 0 : i !== springbrett && (minne[i] !== urørt[i] || før.minne[i] !== urørt[i]);
  const stykker = [];
  const innhold = [];
  let skrevet = 0;
  for (let i = 0; i < minne.length; i++) {
    if (!ulik(i)) continue;
    let slutt = i + 1;
    for (let j = slutt; j < Math.min(slutt + (i < topp ? 2 : 16), minne.length); j++)
      if (j === springbrett) break;
      else if (ulik(j)) slutt = j + 1;
    stykker.push(i - skrevet, slutt - i);
    for (let j = i; j < slutt; j++) innhold.push(bytt(minne[j], j * 4));
    skrevet = i = slutt;
    i--;
  }
  return { topp: topp * 4, stykker, innhold };
}
