// Boots Pyodide under Node, three times: to trace what is used, to compile it, and to prove the finished zip.
// Called by pakk.py as `node kompiler.mjs STDLIB WHEEL ZIP ANSWERS HELPERS`, the first four in one folder with
// oppskrift.json. Knows nothing of the wheel: all that is decided is decided in kompiler.py, which runs inside.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

// Else Node quotes the line that failed, and a line of Pyodide's is a megabyte.
process.on("uncaughtException", (feil) => {
  console.error(String(feil?.stack ?? feil));
  process.exit(1);
});

// The archives are dated 1980, and west of Greenwich that began in 1979, which a zip cannot tell.
process.env.TZ = "UTC";

const [stdlib, hjul, zip, fasit, hjelpere] = process.argv.slice(2).map((sti) => resolve(sti));
const her = dirname(fileURLToPath(import.meta.url));
const { info } = createRequire(import.meta.url)("pyodide/pyodide-lock.json");

async function start(stier, valg) {
  const py = await loadPyodide({ lockFileContents: { info, packages: {} }, ...valg });
  py.FS.mkdirTree("/bygg");
  py.mountNodeFS("/bygg", dirname(zip));
  py.mountNodeFS("/motor", her);
  py.mountNodeFS("/hjelpere", hjelpere);
  const sti = py.pyimport("sys").path;
  for (const s of stier) sti.append(s);
  return py;
}

// One uncaught Python error, so that the trace sees what the runtime itself imports to tell of it.
function kast(py) {
  try {
    py.runPython("def f(): return ukjent_navn\nf()");
  } catch {}
}

const inne = (sti) => sti.replace(dirname(zip), "/bygg");
let py = await start([inne(hjul), "/motor"], { stdLibURL: stdlib });
kast(py);
const { brukt, svar } = JSON.parse(py.pyimport("kompiler").spor());

// Level 2 drops docstrings and asserts, and a fixed hash seed makes the bytes the same every time.
const env = { PYTHONOPTIMIZE: "2", PYTHONHASHSEED: "0", SOURCE_DATE_EPOCH: "315532800" };
py = await start(["/hjelpere", "/motor"], { env });
py.pyimport("kompiler").kompiler(JSON.stringify(brukt), inne(stdlib), inne(hjul), inne(zip));

py = await start(["/motor"], { stdLibURL: zip });
kast(py);
const funnet = py.pyimport("kompiler").bevis();
if (funnet !== py.pyimport("json").dumps(py.toPy(svar)))
  throw new Error("the trimmed bundle answers otherwise than the whole standard library");
writeFileSync(fasit, funnet);
