"""Prints what the steps on the finished pages cost with many routines: `make maal`. Exit 1 if a bar is missed.

The routines are copies of RB-30 under other codes, made pages by the generator as any page is. They are not in the
register: all their addresses are new. Counted is processor time, of Node and esbuild too, and the highest memory.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.kildekopi import kopier
from tests.motor import ROT

BARER = {"CPU s": 25.0, "MB": 400.0}
# What `python -m macros.nettsted SITE` does, with a look at the clock after each step.
MÅLT = """import resource, sys
from pathlib import Path
from macros.nettsted.__main__ import STEG
from macros.nettsted.side import Nettsted
hvem = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
def cpu():
    return sum(bruk.ru_utime + bruk.ru_stime for bruk in map(resource.getrusage, hvem))
start = cpu()
nettsted = Nettsted(Path(sys.argv[1]))
alle = {"read": lambda: None} | {navn: lambda steg=steg: steg(nettsted) for navn, steg in STEG.items()}
for navn, gjør in (alle | {"write": nettsted.skriv}).items():
    gjør()
    nå = cpu()
    print(navn, nå - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    start = nå
"""


def skriv_rutiner(rot: Path, antall: int) -> None:
    """Lay the routines in a copy of the sources."""
    mappe = rot / "docs/rutiner"
    mønster = (mappe / "rb-30.md").read_text(encoding="utf-8")
    for nr in range(1, antall + 1):
        tekst = mønster.replace("RB-30", f"RB-{nr:04}").replace("#rb-30", f"#rb-{nr:04}")
        (mappe / f"rb-{nr:04}.md").write_text(tekst, encoding="utf-8")


def mål(antall: int) -> dict[str, tuple[float, float]]:
    """Build the site and take the steps; step → (processor seconds, megabytes at the most so far)."""
    with tempfile.TemporaryDirectory() as mappe:
        rot = kopier(Path(mappe) / "rot")
        skriv_rutiner(rot, antall)
        bygg = "properdocs build --quiet --strict --config-file mkdocs.yml --site-dir bygg/nettsted".split()
        subprocess.run([sys.executable, "-m", *bygg], cwd=rot, check=True)
        kommando = [sys.executable, "-c", MÅLT, str(rot / "bygg/nettsted")]
        svar = subprocess.run(kommando, cwd=ROT, check=True, stdout=subprocess.PIPE, text=True)
    return {navn: (float(s), float(mb)) for navn, s, mb in map(str.split, svar.stdout.splitlines())}


def main() -> int:
    """Print the table."""
    leser = argparse.ArgumentParser(prog="python -m tests.maal_steg", description=__doc__.split("\n")[0])
    leser.add_argument("--antall", type=int, default=1000)
    tall = mål(leser.parse_args().antall)
    for navn, (sekunder, mb) in tall.items():
        print(f"{navn:<16} {sekunder:>6.1f} CPU s {mb:>6.0f} MB")
    alt = {"CPU s": sum(sekunder for sekunder, _ in tall.values()), "MB": max(mb for _, mb in tall.values())}
    for hva, bar in BARER.items():
        print(f"{'all steps':<16} {alt[hva]:>6.1f} {hva}   ≤ {bar:.0f}   {'ok' if alt[hva] <= bar else 'MISSED'}")
    return int(any(alt[hva] > bar for hva, bar in BARER.items()))


if __name__ == "__main__":
    sys.exit(main())
