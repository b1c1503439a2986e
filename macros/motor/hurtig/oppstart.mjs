// Starts Pyodide from an image of its memory, taken by minnebilde.mjs when the wheel was packed, in place of booting
// Python and importing the wheel anew. The worker, the packing and the tests under Node all start it here.
// Leans on two options that Pyodide keeps to itself; docs/redaksjon/valg/010-hurtig-start.md says what guards them.

export const MERKE = 0x31454e55; // "UNE1", the first four bytes of the file
const HODE = 8;

// A zip with nothing in it: all that is imported lies in the image.
export const TOM_ZIP = new Uint8Array([80, 75, 5, 6, ...new Uint8Array(18)]);

// A word that points to a place close by is written as how far off that is, counted from FJERN: like pointers are then
// alike wherever they stand, and the file weighs a thirtieth less on the line. What lay at FJERN changes place with it,
// so doing it again undoes it.
const FJERN = 0xf0000000;
const NÆR = 1024;
/** @param {number} ord @param {number} adresse where it stands */
export function bytt(ord, adresse) {
  const herfra = ord - adresse;
  if (-NÆR <= herfra && herfra < NÆR) return FJERN + herfra;
  const derfra = ord - FJERN;
  return -NÆR <= derfra && derfra < NÆR ? adresse + derfra : ord;
}

/** The file as bytes: what differs from the memory of an engine that has not been started.
 *  @param {{ lengde: number, topp: number, tabell: number, springbrett: number, hode: Uint8Array, stykker: number[],
 *    innhold: number[] }} bilde */
export function skriv({ lengde, topp, tabell, springbrett, hode, stykker, innhold }) {
  const ord = new Uint32Array(HODE + hode.length / 4 + stykker.length + innhold.length);
  ord.set([MERKE, lengde, topp, tabell, springbrett, hode.length, stykker.length]);
  new Uint8Array(ord.buffer).set(hode, HODE * 4);
  ord.set(stykker, HODE + hode.length / 4);
  ord.set(innhold, HODE + hode.length / 4 + stykker.length);
  return new Uint8Array(ord.buffer);
}

// WebKit gives one function two objects, one exported and one in the table. Emscripten looks for what is exported in
// the table, finds none the same, and adds it once more: a table that the image was not made for. By the standard the
// name of such an object is the function's number, so the two can be made one.
/** @param {any} instans */
function ettObjekt({ exports }) {
  const tabell = exports.__indirect_function_table;
  /** @type {Map<string | undefined, any>} */
  const eksportert = new Map(Object.values(exports).map((hva) => [hva.name, hva]));
  eksportert.delete(undefined); // memories, tables and such
  for (let i = 0; i < tabell.length; i++) {
    const funksjon = tabell.get(i);
    const samme = eksportert.get(funksjon?.name);
    if (samme && samme === funksjon) return; // this browser keeps to the standard
    if (samme) tabell.set(i, samme);
  }
}

/** The options that make loadPyodide start from the image `fil`, with the engine `fabrikk` makes.
 *  @param {ArrayBuffer} fil @param {(valg: any) => Promise<any>} fabrikk */
export function fraBilde(fil, fabrikk) {
  const ord = new Uint32Array(fil);
  const [merke, lengde, topp, tabell, springbrett, hode, antall] = ord;
  if (merke !== MERKE) throw new Error("not an image of memory");
  const stykker = ord.subarray(HODE + hode / 4, HODE + hode / 4 + antall);
  let her = HODE + hode / 4 + antall;
  return {
    // Pyodide reads the head, which names its own build, and copies what follows into memory: here nothing.
    _loadSnapshot: new Uint8Array(fil, HODE * 4, hode),
    createPyodideModule: async (/** @type {any} */ valg) => {
      const { instantiateWasm } = valg;
      valg.instantiateWasm = (/** @type {any} */ importer, /** @type {any} */ ferdig) =>
        instantiateWasm(importer, (/** @type {any} */ instans, /** @type {any} */ modul) => {
          ettObjekt(instans);
          ferdig(instans, modul);
        });
      const modul = await fabrikk(valg);
      const minne = modul.HEAPU32;
      // The image points into the engine's table of functions. Python's trampoline is last in it, in browsers where
      // it has one: the word that says so is left as this browser has it.
      const egen = minne[springbrett] ? 1 : 0;
      if (minne.byteLength !== lengde || modul.wasmTable.length !== tabell + egen)
        throw new Error(`the image does not fit: ${minne.byteLength} bytes, table of ${modul.wasmTable.length}`);
      // Below `topp` lies what the engine carries itself; above it nothing is kept of what starting has written.
      minne.fill(0, topp / 4);
      for (let i = 0, til = 0; i < antall; i += 2) {
        til += stykker[i];
        for (const slutt = til + stykker[i + 1]; til < slutt; til++) minne[til] = bytt(ord[her++], til * 4);
      }
      return modul;
    },
  };
}
