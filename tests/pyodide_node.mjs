// Runs the shipped bundle, the very files the reader downloads, under Node. Three uses:
//   node tests/pyodide_node.mjs regn          lines of [calculator, JSON] in on stdin, JSON lines out
//   node tests/pyodide_node.mjs pytest ARG…   pytest inside the bundle; the whole standard library stands behind
//   node tests/pyodide_node.mjs python CODE   runs the code and prints its last value
// VEI=-1 in the environment starts it the plain way, which stands by for the fast one; BYGD names another bundle.
// Knows the manifest and the bridge's door; what is right is for the tests to say.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { TOM_ZIP, fraBilde } from "../macros/motor/hurtig/oppstart.mjs";

// Else Node quotes the line that failed, and a line of Pyodide's is a megabyte.
process.on("uncaughtException", (feil) => {
  console.error(String(feil?.stack ?? feil));
  if (String(feil?.message) === "unreachable")
    console.error("The lean engine lacks a function that was used here. Run «make profil» and commit the profile.");
  process.exit(1);
});

const rot = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const bygd = resolve(rot, process.env.BYGD ?? "docs/assets/bygd");
const manifest = JSON.parse(readFileSync(resolve(bygd, "manifest.json"), "utf-8"));
const motor = resolve(bygd, manifest.motor);
const { loadPyodide } = await import(resolve(motor, "pyodide.mjs"));
const { default: fabrikk } = await import(resolve(motor, "pyodide.asm.mjs"));
const { wasm, bilde, data } = manifest.veier.at(Number(process.env.VEI ?? 0));
const STDLIB = `/lib/python${manifest.info.python.split(".").slice(0, 2).join("")}.zip`;
const hent = (navn) => readFileSync(resolve(bygd, navn));
const [bruk, ...argumenter] = process.argv.slice(2);
const tomZip = resolve(mkdtempSync(resolve(tmpdir(), "pyodide-")), "tom.zip");
writeFileSync(tomZip, TOM_ZIP);

/** @type {any} */
const instantiate = WebAssembly.instantiate;
/** @type {any} */ (WebAssembly).instantiate = (kilde, importer) => instantiate(importer ? hent(wasm.navn) : kilde, importer);

const py = await loadPyodide({
  indexURL: motor,
  stdLibURL: data ? resolve(bygd, data.navn) : bilde ? tomZip : resolve(bygd, manifest.zip),
  lockFileContents: { info: manifest.info, packages: {} },
  env: { PYTHONHASHSEED: "0" },
  ...(bilde && fraBilde(new Uint8Array(hent(bilde.navn)).buffer, fabrikk)),
});

if (bruk === "regn") {
  const { regn } = py.pyimport("calculators.felles.bro");
  for await (const linje of createInterface({ input: process.stdin, crlfDelay: Infinity }))
    process.stdout.write(`${regn(...JSON.parse(linje))}\n`);
} else if (bruk === "python") {
  console.log(String(py.runPython(argumenter[0])));
} else if (bruk === "pytest") {
  for (const mappe of ["tests", "macros"]) {
    py.FS.mkdirTree(`/prosjekt/${mappe}`);
    py.mountNodeFS(`/prosjekt/${mappe}`, resolve(rot, mappe));
  }
  py.mountNodeFS("/hjelpere", resolve(rot, ".venv/pyodide"));
  // The tests read the calculators' files anew; the image holds only what has been read from them.
  py.FS.writeFile(STDLIB, hent(manifest.zip));
  py.FS.writeFile("/hele.zip", readFileSync(resolve(rot, "node_modules/pyodide/python_stdlib.zip")));
  py.FS.writeFile("/prosjekt/pytest.ini", "[pytest]\n");
  py.globals.set("argumenter", py.toPy(argumenter));
  process.exitCode = py.runPython(`
import os, sys
from importlib.machinery import PathFinder

class HeleBiblioteket:
    """What pytest needs of the standard library and the bundle leaves out; asked last, so the bundle comes first."""
    @staticmethod
    def find_spec(navn, path=None, target=None):
        mappe = "/".join(["/hele.zip", *navn.split(".")[:-1]])
        return PathFinder.find_spec(navn, [mappe])

class EkteModuler:
    """The stand-ins in macros/motor/attrapper are no use to pytest."""
    navn = {"annotationlib", "ast", "asyncio", "inspect", "tokenize", "traceback", "typing"}
    @classmethod
    def find_spec(klasse, navn, path=None, target=None):
        return HeleBiblioteket.find_spec(navn) if navn.split(".")[0] in klasse.navn else None

for navn in EkteModuler.navn:
    sys.modules.pop(navn, None)
sys.meta_path.insert(0, EkteModuler)
sys.meta_path.append(HeleBiblioteket)
for finner in sys.path_importer_cache.values():
    if finner:
        finner.invalidate_caches()
sys.path += ["/hjelpere", "/prosjekt"]
os.chdir("/prosjekt")
import calculators
import pytest
assert calculators.__file__.startswith("${STDLIB}/"), calculators.__file__
# tests/conftest.py drives a browser, which there is none of in here.
int(pytest.main(["-p", "no:cacheprovider", "-p", "tests.rad", "-q", "--confcutdir=tests/regler", *argumenter]))
`);
} else {
  console.error("usage: node tests/pyodide_node.mjs regn | pytest ARG… | python CODE");
  process.exitCode = 2;
}
