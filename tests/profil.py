"""Finds out which functions of Pyodide's wasm are ever used, and writes motor-profil.json: `make profil`.

An engine that counts runs tests/bredde.py under Node, then every case and a stream of generated forms in Chromium,
by both ways the lean engine is started, since a browser calls other functions than Node does. The rule tests are
not among them: pytest would bring functions that no calculator uses.
May know the packing and the tests.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from playwright.sync_api import sync_playwright

from macros.motor.hurtig import wasmfil
from macros.motor.pakk import PYODIDE, WASM
from macros.pakking.bunt import MANIFEST, PROFIL, ROT, pakk_kalkulatorene
from macros.utgi.server import Server
from tests.gransk import Generator
from tests.nettleser import FLAGG, finn_chromium

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile"
SIDE = """<!doctype html><meta charset="utf-8"><title>profil</title><script type="module">
const arbeider = new Worker("teller-arbeider.mjs", { type: "module", name: location.hash.slice(1) });
window.kall = (kall) => new Promise((ferdig) => {
  let [sendt, igjen] = [0, 0];
  const send = (navn, inn) => (igjen++, arbeider.postMessage({ id: ++sendt, navn, inn }));
  arbeider.onmessage = ({ data }) => {
    if (data.brukt) return ferdig(data.brukt);
    if (data.fase === "feil" || data.unntak) return ferdig(data.melding ?? data.unntak);
    if (!data.id) return;
    // Every answer that can be taken along as a link is opened again by it.
    const lenke = data.id <= kall.length && JSON.parse(data.svar).ta_med?.lenke;
    if (lenke) send(kall[data.id - 1][0], JSON.stringify({ lenke, ta_med: true, i_dag: "2026-11-22" }));
    if (!--igjen) arbeider.postMessage("brukt");
  };
  for (const [navn, inn] of kall) send(navn, inn);
});
</script>"""
ARBEIDER = """import {{ brukte }} from "./teller.mjs";
let eksporter;
const stroem = WebAssembly.instantiateStreaming;
WebAssembly.instantiateStreaming = async (...alt) => {{
  const svar = await stroem.apply(WebAssembly, alt);
  eksporter = svar.instance.exports;
  return svar;
}};
self.addEventListener("message", (hendelse) => {{
  if (hendelse.data !== "brukt") return;
  hendelse.stopImmediatePropagation();
  self.postMessage({{ brukt: brukte(eksporter) }});
}});
await import("./{arbeider}");
"""


def som_fra_siden(linje: str) -> str:
    """The same form as the page sends it: with today's date, and asking for what can be taken along."""
    try:
        skjema = json.loads(linje)
    except (ValueError, RecursionError):
        return linje
    return json.dumps({"i_dag": "2026-11-22"} | skjema | {"ta_med": True}) if isinstance(skjema, dict) else linje


def skjemaer(antall: int, frø: int = 1) -> list[tuple[str, str]]:
    """What readers may send: every case, broken ones, and forms made at random; each as the page sends it too."""
    ut = []
    for fil in sorted((ROT / "tests/tilfeller").glob("*.toml")):
        tilfeller = tomllib.loads(fil.read_text("utf-8"), parse_float=str)["tilfelle"]
        ut += [(fil.stem, json.dumps(t["inn"], default=str)) for t in tilfeller]
        ut += [(fil.stem, inn) for inn in ("", "{", "[]", "{}", '{"x": "é😀"}', "[" * 60, "9" * 200_000)]
        ut += [(fil.stem, i.linje) for i in Generator(fil.stem, frø).innsendinger(antall)]
    return [*ut, *((navn, som_fra_siden(linje)) for navn, linje in ut), ("finnes-ikke", "{}")]


def under_node(bygd: Path, brukt: Path, vei: int, *bruk: str) -> set[int]:
    miljø = os.environ | {"BYGD": str(bygd), "BRUKT": str(brukt), "VEI": str(vei)}
    kommando = ["node", "--import", "./tests/teller.mjs", "tests/pyodide_node.mjs", *bruk]
    subprocess.run(kommando, cwd=ROT, env=miljø, check=True, stdout=subprocess.DEVNULL)
    return set(json.loads(brukt.read_text("utf-8")))


def i_nettleser(mappe: Path, arbeider: str, linje: str, kall: list[tuple[str, str]], **valg: str) -> set[int]:
    (mappe / "teller-arbeider.mjs").write_text(ARBEIDER.format(arbeider=arbeider), "utf-8")
    (mappe / "index.html").write_text(SIDE, "utf-8")
    with Server(mappe) as server, sync_playwright() as spill:
        leser = spill.chromium.launch(executable_path=finn_chromium(), args=FLAGG)
        side = leser.new_context(**valg).new_page()
        side.goto(f"{server.adresse}#{linje}")
        brukt = side.evaluate("(kall) => window.kall(kall)", kall)
        leser.close()
    if isinstance(brukt, str):
        raise SystemExit(f"profil: {brukt}")
    return set(brukt)


def main() -> int:
    hel = (PYODIDE / WASM).read_bytes()
    brukt: set[int] = set()
    kall = skjemaer(1000)
    bredde = (ROT / "tests/bredde.py").read_text("utf-8")
    with tempfile.TemporaryDirectory() as midlertidig:
        mappe, arbeid = Path(midlertidig, "ut"), Path(midlertidig, "arbeid")
        mappe.mkdir()
        arbeid.mkdir()
        manifest = pakk_kalkulatorene(mappe, arbeid, mager=wasmfil.tellende(hel))
        (mappe / MANIFEST.name).write_text(json.dumps(manifest), "utf-8")
        shutil.copy(ROT / "tests/teller.mjs", mappe)
        for vei, (hva, linje) in enumerate((("the image", ""), ("the zip", "treg"))):
            brukt |= under_node(mappe, arbeid / "brukt.json", vei, "python", bredde)
            for valg in ({}, {"user_agent": IPHONE}):
                brukt |= i_nettleser(mappe, manifest["arbeider"], linje, kall, **valg)
            print(f"{hva}: {len(brukt)} functions in all", flush=True)
    wasmfil.skriv_profil(hel, brukt, PROFIL)
    return 0


if __name__ == "__main__":
    sys.exit(main())
