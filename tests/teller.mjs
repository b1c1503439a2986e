// Reads which functions an engine that counts has run (macros/motor/hurtig/wasmfil.py). Preloaded under Node by tests/profil.py it
// writes them to the file BRUKT; in the browser it is imported by the worker that tests/profil.py makes.

export function brukte(eksporter) {
  const ut = [];
  for (let felt = 0; eksporter[`brukt${felt}`]; felt++)
    for (let bit = 0; bit < 31; bit++) if ((eksporter[`brukt${felt}`].value >> bit) & 1) ut.push(felt * 31 + bit);
  return ut;
}

if (globalThis.process?.env.BRUKT) {
  const { writeFileSync } = await import("node:fs");
  let eksporter;
  /** @type {any} */
  const instantiate = WebAssembly.instantiate;
  /** @type {any} */ (WebAssembly).instantiate = async (...alt) => {
    const svar = await instantiate(...alt);
    if (svar.instance?.exports.brukt0) eksporter = svar.instance.exports;
    return svar;
  };
  process.on("exit", () => writeFileSync(process.env.BRUKT, JSON.stringify(brukte(eksporter))));
}
