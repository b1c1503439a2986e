"""Prints how often the search of the built site answers, and what it costs as the house grows.

The cost stands beside stock Material and Pagefind, in the same run.
Each gets the same made-up site (tests/syntetisk.py), a fresh browser profile and the same server with gzip.
Counted are the bytes sent, and the time from the first wish to search until hits with title and text are in hand.
Stock is Material's own worker, given the sections in the form its plugin writes; it is left out above STOCK_MAKS.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import material
from playwright.sync_api import Browser, sync_playwright

from macros.grunn import ROT
from macros.nettsted.side import Nettsted
from macros.nettsted.soek import lesernes
from macros.utgi.server import Server
from tests.nettleser import FLAGG, finn_hel_chromium
from tests.soekeproever import BLINDE, blinde, offentlige, uten_svar
from tests.syntetisk import skriv

STØRRELSER = (10, 100, 1000, 5000)
STOCK_MAKS = 1000
BAR = {"antall": 1000, "bytes": 300_000}
MATERIAL = Path(material.__file__).parent / "templates/assets/javascripts"
PAGEFIND_BYGG = ROT / "node_modules/.bin/pagefind"
# Runs a command and tells its seconds and its highest memory, children's children too.
STOPPEKLOKKE = """import resource, subprocess, sys, time
start = time.perf_counter()
kode = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
sys.exit(kode)"""

VÅR = """async (spoer) => {
  const start = performance.now();
  const arbeider = new Worker("assets/soek/arbeider.mjs", { type: "module" });
  const svar = new Promise((ferdig) => (arbeider.onmessage = ({ data }) => {
    if (data.klar) arbeider.postMessage({ id: 1, spoer });
    else ferdig(data.treff.length);
  }));
  const kjerne = await (await fetch("assets/soek/kjerne.json")).text();
  arbeider.postMessage({ mappe: new URL("assets/soek/", location.href).href, kjerne });
  return { treff: await svar, ms: performance.now() - start };
}"""
STOCK = """async (spoer) => {
  const start = performance.now();
  const arbeider = new Worker("stock/WORKER");
  const svar = new Promise((ferdig) => (arbeider.onmessage = ({ data }) => {
    if (data.type === 1) arbeider.postMessage({ type: 2, data: spoer });
    if (data.type === 3) ferdig(data.data.items.length);
  }));
  const indeks = await (await fetch("stock/search_index.json")).json();
  arbeider.postMessage({ type: 0, data: { ...indeks, options: {} } });
  return { treff: await svar, ms: performance.now() - start };
}"""
PAGEFIND = """async (spoer) => {
  const start = performance.now();
  const pagefind = await import(new URL("pagefind/pagefind.js", location.href));
  const { results } = await pagefind.search(spoer);
  await Promise.all(results.slice(0, 5).map((treff) => treff.data()));
  return { treff: results.length, ms: performance.now() - start };
}"""


class Bygd(NamedTuple):
    """What a build cost."""

    sekunder: float
    megabyte: float


def kjør(*kommando: object) -> Bygd:
    """Run a build and measure it."""
    svar = subprocess.run(
        [sys.executable, "-c", STOPPEKLOKKE, *map(str, kommando)], stdout=subprocess.PIPE, check=True, cwd=ROT
    )
    return Bygd(*map(float, svar.stdout.split()))


def bygg_stock(nettsted: Path) -> Bygd:
    """Lay out Material's worker and an index in the form its plugin writes."""
    start = time.perf_counter()
    ut = nettsted / "stock/workers"
    ut.mkdir(parents=True)
    arbeider = next((MATERIAL / "workers").glob("search.*.min.js"))
    (ut / arbeider.name).write_bytes(arbeider.read_bytes())
    (nettsted / "stock/lunr").mkdir()
    for fil in (MATERIAL / "lunr").rglob("*.js"):
        mål = nettsted / "stock/lunr" / fil.relative_to(MATERIAL / "lunr")
        mål.parent.mkdir(exist_ok=True)
        mål.write_bytes(fil.read_bytes())
    docs = [{"location": s.adresse, "title": s.tittel, "text": s.tekst} for s in lesernes(Nettsted(nettsted))]
    config = {"lang": ["no"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"], "fields": {}}
    (nettsted / "stock/search_index.json").write_text(
        json.dumps({"config": config, "docs": docs}), encoding="utf-8"
    )
    return Bygd(time.perf_counter() - start, 0)


def spør(nettleser: Browser, nettsted: Path, kode: str, spørsmål: list[str]) -> tuple[float, float]:
    """Ask each question as a new reader; the most bytes and the median milliseconds to the first hits."""
    bytes_sendt, tider = [], []
    with Server(nettsted) as server:
        sendt = [0]
        send: Callable = server.RequestHandlerClass.send

        def telt(selv, status, kropp, hoder):
            sendt[0] += len(kropp)
            send(selv, status, kropp, hoder)

        server.RequestHandlerClass.send = telt
        for runde in range(2):  # the first one fills the server's store of compressed files
            for tekst in spørsmål:
                kontekst = nettleser.new_context()
                side = kontekst.new_page()
                side.set_default_timeout(300_000)
                side.goto(f"{server.adresse}stille.html")
                sendt[0] = 0
                svar = side.evaluate(kode, tekst)
                kontekst.close()
                if runde:
                    bytes_sendt.append(sendt[0])
                    tider.append(svar["ms"])
    return max(bytes_sendt), statistics.median(tider)


def mål(nettleser: Browser, antall: int) -> dict[str, tuple[float, ...]]:
    """Build and ask all three over one made-up site of `antall` routines."""
    ut = {}
    with tempfile.TemporaryDirectory() as midlertidig:
        nettsted = Path(midlertidig)
        spørsmål = skriv(nettsted, antall)
        (nettsted / "stille.html").write_text(
            '<!doctype html><html lang="nb"><title>-</title><link rel="icon" href="data:,"></html>',
            encoding="utf-8",
        )
        arbeider = next((MATERIAL / "workers").glob("search.*.min.js")).name
        bygg = {
            "vår": (lambda: kjør(sys.executable, "-m", "macros.nettsted", nettsted, "soek"), VÅR),
            "Pagefind": (
                lambda: kjør(PAGEFIND_BYGG, "--site", nettsted, "--quiet"),
                PAGEFIND,
            ),
            "Material": (lambda: bygg_stock(nettsted), STOCK.replace("WORKER", f"workers/{arbeider}")),
        }
        for navn, (bygger, kode) in bygg.items():
            if navn == "Material" and antall > STOCK_MAKS:
                continue
            bygd = bygger()
            få = spørsmål[:1] if navn == "Material" and antall >= STOCK_MAKS else spørsmål
            ut[navn] = (*bygd, *spør(nettleser, nettsted, kode, få))
    return ut


def mål_treffsikkerhet() -> None:
    """Print the scores of the questions in tests/soekeproever*.toml."""
    for hva, poeng in (("public", offentlige()), *((navn, blinde(navn)) for navn in BLINDE)):
        print(f"{hva} questions: {poeng.først} of {poeng.antall} first, {poeng.tre} in the top three")
    for navn in BLINDE:
        tomme, antall = uten_svar(navn)
        print(f"{navn} questions without an answer here: {tomme} of {antall} get no hit", flush=True)
    print()


def main() -> int:
    """Print the table; 1 if a bar is missed."""
    leser = argparse.ArgumentParser(prog="python -m tests.maal_soek", description=__doc__.split("\n")[0])
    leser.add_argument("--antall", type=int, nargs="+", default=STØRRELSER)
    valg = leser.parse_args()
    brutt = False
    mål_treffsikkerhet()
    print(f"{'RBs':>6} {'search':<9} {'build s':>8} {'build MB':>9} {'kB gzip':>9} {'first hits ms':>14}")
    with sync_playwright() as spill:
        nettleser = spill.chromium.launch(executable_path=finn_hel_chromium(), args=FLAGG)
        for antall in valg.antall:
            tall = mål(nettleser, antall)
            for navn, (sekunder, mb, sendt, ms) in tall.items():
                print(
                    f"{antall:>6} {navn:<9} {sekunder:>8.1f} {mb:>9.0f} {sendt / 1000:>9.1f} {ms:>14.0f}",
                    flush=True,
                )
            if antall == BAR["antall"]:
                for hva, holdt in (
                    (f"at most {BAR['bytes'] / 1000:.0f} kB", tall["vår"][2] <= BAR["bytes"]),
                    ("no slower than Pagefind", tall["vår"][3] <= tall["Pagefind"][3]),
                ):
                    print(f"       {'ok' if holdt else 'MISSED'}: {hva}")
                    brutt |= not holdt
        nettleser.close()
    return int(brutt)


if __name__ == "__main__":
    sys.exit(main())
