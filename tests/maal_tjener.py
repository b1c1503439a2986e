"""Prints what the reader gets from the server that is deployed: `make last`. Exit code 1 if a bar is missed.

Lighthouse on a simulated phone, and a bounded load with wrk: nginx with our configuration beside the same nginx
sending the same bytes with none of it, in turns. May know the built site and the folder to deploy.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

from tests.maal import Tabell, lighthouse
from tests.motor import ROT
from tests.nginx import nginx
from tests.utstyr import apt

KLAR = ROT / "bygg/klar"
ALT = {"performance": 100, "accessibility": 100, "best-practices": 100, "seo": 100}
BARER = {"nemndmedlem/betaling/": ALT, "kalkulatorer/honorar/": ALT | {"performance": 95}}
TURER = 3  # each server gets its seconds in so many turns, so that a busy machine is busy for both
BAR_SERVER = """\
server {{
    listen 127.0.0.1:{port};
    root {rot};
    gzip_static on;
    include handboka/brotli.conf;
}}
"""
# Each thread goes through the addresses in turn; what is not 200, or not there in time, is an error.
LUA = """\
local stier = {{ {stier} }}
local nr = 0
init = function()
  for i, sti in ipairs(stier) do stier[i] = wrk.format("GET", sti, {{ ["Accept-Encoding"] = "br, gzip" }}) end
end
request = function()
  nr = nr % #stier + 1
  return stier[nr]
end
done = function(sum, tid)
  local e = sum.errors
  local alle = e.connect + e.read + e.write + e.status + e.timeout
  local p50, p99 = tid:percentile(50), tid:percentile(99)
  io.write(string.format("SVAR %d %d %d %d %d\\n", sum.requests, sum.duration, p50, p99, alle))
end
"""


def adresser() -> list[str]:
    """The load: every page, and what a calculator fetches, each as often as the other."""
    nettsted = KLAR / "nettsted"
    sider = [fil.parent.relative_to(nettsted).as_posix() + "/" for fil in nettsted.rglob("index.html")]
    filer = [fil for fil in (nettsted / "assets").rglob("*") if fil.suffix not in (".br", ".gz") and fil.is_file()]
    return sorted("/" + sti.removeprefix("./") for sti in [*sider, *(str(f.relative_to(nettsted)) for f in filer)])


def press(adresse: str, stier: list[str], sekunder: int) -> tuple[float, float, float, int]:
    """Requests a second, the median and the 99th percentile in ms, and errors."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as lua:
        lua.write(LUA.format(stier=", ".join(f'"{sti}"' for sti in stier)))
        lua.flush()
        kommando = ["wrk", "-t2", "-c64", f"-d{sekunder}s", "--timeout", "10s", "-s", lua.name, adresse]
        ut = subprocess.run(kommando, capture_output=True, text=True, check=True).stdout
    antall, mikro, p50, p99, feil = map(int, re.search(r"SVAR (\d+) (\d+) (\d+) (\d+) (\d+)", ut).groups())
    return antall / mikro * 1e6, p50 / 1000, p99 / 1000, feil


def bar_server(port: int) -> str:
    return BAR_SERVER.format(port=port, rot=(KLAR / "nettsted").resolve())


def mål_last(tabell: Tabell, sekunder: int) -> None:
    if not shutil.which("wrk"):
        apt("wrk")
    if not shutil.which("wrk"):
        raise SystemExit("Found no wrk. Install «wrk» (Debian, Ubuntu).")
    alle = adresser()
    lette = [sti for sti in alle if not sti.startswith("/assets/bygd/python")]
    for navn, stier in (("pages and small files", lette), ("runtime included", alle)):
        with nginx(KLAR) as vår, nginx(KLAR, i_stedet=bar_server) as bar:
            for adresse in (vår, bar):
                press(adresse, stier, 2)  # the files are in memory from here on
            turer = [[press(adresse, stier, sekunder // TURER) for adresse in (vår, bar)] for _ in range(TURER)]
            v, b = ([*map(statistics.median, zip(*svar, strict=True))] for svar in zip(*turer, strict=True))
            feil = sum(svar[0][3] for svar in turer)
        tabell.linje(f"{navn}: errors", f"{feil}", "0", feil == 0)
        tabell.linje(f"{navn}: requests/s, ours / bare", f"{v[0]:.0f} / {b[0]:.0f} = {v[0] / b[0]:.2f}")
        for hva, nr in (("median", 1), ("p99", 2)):
            tabell.linje(f"{navn}: {hva}, ours / bare", f"{v[nr]:.1f} / {b[nr]:.1f} ms")


def mål_lighthouse(tabell: Tabell, runder: int) -> None:
    with nginx(KLAR) as adresse:
        for side, barer in BARER.items():
            for kategori, skår in lighthouse(adresse + side, runder).items():
                krav = barer[kategori]
                tabell.linje(f"{side} {kategori}", f"{skår:.0f}", f"≥ {krav}", skår >= krav)


def main() -> int:
    leser = argparse.ArgumentParser(prog="python -m tests.maal_tjener", description=__doc__.split("\n")[0])
    leser.add_argument("--sekunder", type=int, default=30, help="seconds of load for each server (30)")
    leser.add_argument("--runder", type=int, default=5, help="rounds of Lighthouse (5)")
    leser.add_argument("--bare", choices=("last", "lighthouse"), help="measure only one part")
    valg = leser.parse_args()
    tabell = Tabell()
    if valg.bare != "last":
        mål_lighthouse(tabell, valg.runder)
    if valg.bare != "lighthouse":
        mål_last(tabell, valg.sekunder)
    return int(tabell.brutt)


if __name__ == "__main__":
    sys.exit(main())
