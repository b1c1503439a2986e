"""Prints what the reader waits for: `make maal`. The bars are in BARER; the exit code is 1 if one is missed.

Ours and stock Pyodide load the same wheel, make the same call and are timed the same way, in turns in the same
run: from navigation to the answer is in the page, on a new profile. May know the built site and the manifest.
"""

import argparse
import gzip
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from macros.pakking import HJUL, MANIFEST, MOTOR, PYODIDE, ROT, UT
from macros.server import Server, brotli
from tests.nettleser import FLAGG, finn_chromium

NETTSTED = ROT / "bygg/nettsted"
STANDARDFILER = (*MOTOR, "python_stdlib.zip", "pyodide-lock.json")
KALL = {"id": 1, "navn": "honorar", "inn": '{"dager": [{"dato": "2021-10-05", "timer": "7"}]}'}
BARER = {"forhold": 0.55, "brotli": 4_200_000, "sidevekt": 100_000, "cls": 0.0}
LIGHTHOUSE = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}

SIDE = """<!doctype html><meta charset="utf-8"><title>maal</title><link rel="icon" href="data:,">
<script type="module">
const arbeider = new Worker("%s", { type: "module" });
const vente = [];
arbeider.onmessage = ({ data }) => {
  if (data.fase === "feil") window.svar = { feil: data.melding };
  if (data.id === undefined) return;
  window.svar ??= { ms: performance.now(), ...data };
  vente.shift()?.();
};
arbeider.onerror = (e) => (window.svar = { feil: e.message });
arbeider.postMessage(%s);
window.kall = async (antall) => {
  const tider = [];
  for (let i = 0; i < antall; i++) {
    const start = performance.now();
    await new Promise((ok) => (vente.push(ok), arbeider.postMessage(%s)));
    tider.push(performance.now() - start);
  }
  return tider.sort((a, b) => a - b)[antall >> 1];
};
</script>"""

STANDARD = """import { loadPyodide } from "./pyodide.mjs";
const klar = (async () => {
  const py = await loadPyodide();
  py.unpackArchive(await (await fetch("./%s")).arrayBuffer(), "wheel");
  return py.pyimport("calculators.felles.bro").regn;
})();
self.onmessage = async ({ data: { id, navn, inn } }) => self.postMessage({ id, svar: (await klar)(navn, inn) });
"""


@contextmanager
def oppstilling() -> Iterator[tuple[str, dict[str, list[Path]]]]:
    """Both variants side by side on one server; the address, and the files each needs for its first answer."""
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    hjul = next(HJUL.glob("*.whl"))
    kall = json.dumps(KALL)
    with tempfile.TemporaryDirectory() as midlertidig:
        mappe = Path(midlertidig)
        shutil.copytree(UT, mappe / "vaar")
        (mappe / "standard").mkdir()
        standard = [shutil.copy(PYODIDE / n, mappe / "standard") for n in STANDARDFILER]
        standard.append(shutil.copy(hjul, mappe / "standard"))
        arbeider = mappe / "standard/arbeider.mjs"
        arbeider.write_text(STANDARD % hjul.name, "utf-8")
        (mappe / "vaar.html").write_text(SIDE % (f"vaar/{manifest['arbeider']}", kall, kall), "utf-8")
        (mappe / "standard.html").write_text(SIDE % ("standard/arbeider.mjs", kall, kall), "utf-8")
        vaare = [UT / manifest["arbeider"], UT / manifest["zip"], *(UT / manifest["motor"] / n for n in MOTOR)]
        with Server(mappe) as server:
            yield server.adresse, {"vaar": vaare, "standard": [arbeider, *map(Path, standard)]}


def nettleser(spill: Playwright) -> Browser:
    return spill.chromium.launch(executable_path=finn_chromium(), args=FLAGG)


def svartid(side: Page, adresse: str) -> float:
    """Milliseconds from navigation until the answer is in the page."""
    side.goto(adresse)
    side.wait_for_function("window.svar", timeout=120_000)
    svar = side.evaluate("window.svar")
    if "ms" not in svar or '"status": "ok"' not in svar["svar"]:
        raise SystemExit(f"maal: {adresse} gave no answer: {svar}")
    return svar["ms"]


def start_og_kall(spill: Playwright, adresse: str, runder: int) -> dict[str, dict[str, float]]:
    """Medians of a cold start, a warm one on the same profile, and one call once started; variants in turns."""
    tall = {v: {"kald": [], "varm": [], "kall": []} for v in ("vaar", "standard")}
    for runde in range(runder + 1):
        for variant in tall:
            leser = nettleser(spill)
            side = leser.new_page()
            maalt = {
                "kald": svartid(side, f"{adresse}{variant}.html"),
                "varm": svartid(side, f"{adresse}{variant}.html"),
                "kall": side.evaluate("window.kall(41)"),
            }
            leser.close()
            # The first round fills the server's store of compressed files and the machine's disk cache.
            for hva, verdi in maalt.items() if runde else ():
                tall[variant][hva].append(verdi)
    return {v: {hva: statistics.median(verdier) for hva, verdier in t.items()} for v, t in tall.items()}


@cache
def stoerrelser(innhold: bytes) -> tuple[int, int, int]:
    return len(innhold), len(gzip.compress(innhold, 9, mtime=0)), len(brotli(innhold))


def bytes_til_svar(filer: list[Path]) -> dict[str, int]:
    summer = map(sum, zip(*(stoerrelser(f.read_bytes()) for f in filer), strict=True))
    return dict(zip(("raa", "gzip", "brotli"), summer, strict=True))


def kalkulatorside(spill: Playwright, adresse: str, runder: int) -> float:
    """The built page as the reader has it: from navigation until a form sent untouched has its answer."""
    tider = []
    for _ in range(runder):
        leser = nettleser(spill)
        side = leser.new_page()
        side.goto(f"{adresse}kalkulatorer/honorar/")
        side.locator("form[data-kalkulator] button[type=submit]").click()
        ferdig = "[data-feil]:not([hidden]) a, [data-resultat][data-status]:not([data-status=''])"
        side.locator(ferdig).first.wait_for(timeout=120_000)
        tider.append(side.evaluate("performance.now()"))
        leser.close()
    return statistics.median(tider)


def sidevekt(spill: Playwright, adresse: str) -> tuple[int, float]:
    """Bytes over the wire on first view, and the layout shift, on a phone."""
    leser = nettleser(spill)
    side = leser.new_page(viewport={"width": 360, "height": 740})
    nett = side.context.new_cdp_session(side)
    nett.send("Network.enable")
    vekt = [0]
    nett.on("Network.loadingFinished", lambda h: vekt.__setitem__(0, vekt[0] + int(h["encodedDataLength"])))
    side.goto(adresse, wait_until="networkidle")
    cls = side.evaluate(
        "new Promise((ok) => { let sum = 0; new PerformanceObserver((l) => { for (const e of l.getEntries())"
        " if (!e.hadRecentInput) sum += e.value; }).observe({ type: 'layout-shift', buffered: true });"
        " setTimeout(() => ok(sum), 300); })"
    )
    leser.close()
    return vekt[0], cls


def lighthouse(adresse: str, runder: int) -> dict[str, float]:
    """Median scores (0–100) on a simulated phone."""
    skaar: dict[str, list[float]] = {kategori: [] for kategori in LIGHTHOUSE}
    kommando = ["node", str(ROT / "node_modules/lighthouse/cli/index.js"), adresse, "--quiet", "--output=json"]
    kommando += [f"--only-categories={','.join(LIGHTHOUSE)}", f"--chrome-flags=--headless=new {' '.join(FLAGG)}"]
    for _ in range(runder):
        miljoe = os.environ | {"CHROME_PATH": finn_chromium()}
        svar = subprocess.run(kommando, capture_output=True, text=True, env=miljoe, timeout=300, cwd=ROT)
        if svar.returncode:
            raise SystemExit(f"maal: Lighthouse failed:\n{svar.stderr[-3000:]}")
        for kategori, resultat in json.loads(svar.stdout)["categories"].items():
            skaar[kategori].append(resultat["score"] * 100)
    return {kategori: statistics.median(verdier) for kategori, verdier in skaar.items()}


class Tabell:
    """Lines of figures, each with its bar; remembers whether one was missed."""

    brutt = False

    def linje(self, hva: str, verdi: str, krav: str = "", holder: bool = True) -> None:
        self.brutt = self.brutt or not holder
        merke = "" if not krav else "  ok" if holder else "  OVER"
        print(f"{hva:<44} {verdi:>28}   {krav:<14}{merke}", flush=True)


def maal_pyodide(spill: Playwright, tabell: Tabell, runder: int) -> None:
    with oppstilling() as (adresse, filer):
        tall = start_og_kall(spill, adresse, runder)
        for hva, tekst in (("kald", "first answer, cold"), ("varm", "first answer, warm"), ("kall", "one call")):
            vaar, standard = tall["vaar"][hva], tall["standard"][hva]
            krav = {"krav": f"≤ {BARER['forhold']}", "holder": vaar / standard <= BARER["forhold"]}
            verdi = (
                f"{vaar:.0f} / {standard:.0f} ms = {vaar / standard:.2f}" if hva != "kall" else f"{vaar:.1f} ms"
            )
            tabell.linje(f"{tekst}, ours / stock", verdi, **(krav if hva == "kald" else {}))
        vekt = {variant: bytes_til_svar(liste) for variant, liste in filer.items()}
        for koding in ("raa", "gzip", "brotli"):
            verdi = f"{vekt['vaar'][koding] / 1e6:.2f} / {vekt['standard'][koding] / 1e6:.2f} MB"
            krav = {"krav": "≤ 4.2 MB", "holder": vekt["vaar"]["brotli"] <= BARER["brotli"]}
            tabell.linje(f"bytes to first answer, {koding}", verdi, **(krav if koding == "brotli" else {}))


def maal_nettsted(spill: Playwright, tabell: Tabell, runder: int) -> None:
    with Server(NETTSTED) as server:
        tid = kalkulatorside(spill, server.adresse, min(runder, 3))
        tabell.linje("calculator page, sent at once", f"{tid:.0f} ms")
        side = f"{server.adresse}nemndmedlem/betaling/"
        vekt, cls = sidevekt(spill, side)
        tabell.linje(
            "content page, bytes on first view", f"{vekt / 1000:.1f} kB", "≤ 100 kB", vekt <= BARER["sidevekt"]
        )
        tabell.linje("content page, layout shift", f"{cls:.4f}", "0", cls <= BARER["cls"])
        for kategori, skaar in lighthouse(side, min(runder, 5)).items():
            krav = LIGHTHOUSE[kategori]
            tabell.linje(f"Lighthouse mobile, {kategori}", f"{skaar:.0f}", f"≥ {krav}", skaar >= krav)


def main() -> int:
    leser = argparse.ArgumentParser(prog="python -m tests.maal", description=__doc__.split("\n")[0])
    leser.add_argument("--runder", type=int, default=7, help="rounds per median (7)")
    leser.add_argument("--bare", choices=("pyodide", "nettsted"), help="measure only one part")
    valg = leser.parse_args()
    tabell = Tabell()
    with sync_playwright() as spill:
        if valg.bare != "nettsted":
            maal_pyodide(spill, tabell, valg.runder)
        if valg.bare != "pyodide" and (NETTSTED / "index.html").exists():
            maal_nettsted(spill, tabell, valg.runder)
    return int(tabell.brutt)


if __name__ == "__main__":
    sys.exit(main())
