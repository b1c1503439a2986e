"""Makes the site work without a net: `python -m macros.nettsted.uten_nett SITE`, last after the build.

Writes sw.js at the root: docs/assets/sw.js with the list of every file that may be kept, and a hash for each. The
hash of the list is the version (`utgave`), and each page is stamped with it. `UTEN_NETT=av` writes the worker that
lets everything go instead. Reads the plain files of a built site; what is kept, and when, is decided here and
explained in docs/redaksjon/valg/011-uten-nett.md.
"""

import gzip
import hashlib
import json
import os
import re
import sys
from pathlib import Path

from calculators.felles import norsk
from macros.nettsted.filnavn import HASHET, SLAG
from macros.sider import prosa

PLASS = "const LISTE = {};"
PYTHON = "assets/bygd/python/"
RESERVE = "uten-nett.html"
STRIPE = 'id="stripe"'
FLYTTET = "flyttet-side"
STEMPEL = re.compile(r' data-utgave="[^"]*"')
NEVNT = re.compile(rb"(?<=[/\"'])[\w.-]+\.(?:css|m?js|woff2)\b")
RUTINE = re.compile(r"rutiner/(?:rb-|eldre/)|redaksjon/")
TAK = 1_000_000  # bytes as sent: so much is kept unasked; routines beyond it are kept as they are read
# Where not even the page for «uten nett» is kept: storage was refused, or the net went before it was fetched.
NOED = (
    '<!doctype html><html lang="nb"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Uten nett – UNE-håndboka</title><h1>Du er uten nett</h1><p>Nettleseren har ikke lagret noe av "
    "UNE-håndboka. Prøv igjen når du har nett.</p></html>"
)


def sendt(innhold: bytes) -> int:
    """How many bytes a host sends for it, compressed the ordinary way."""
    return len(gzip.compress(innhold, 6, mtime=0))


def python_mb(mappe: Path = prosa.DOCS / "assets/bygd/python") -> str:
    """What the calculators weigh on the way to the reader: «4,1»."""
    antall = sum(sendt(fil.read_bytes()) for fil in mappe.rglob("*") if fil.is_file())
    return f"{antall / 1e6:.1f}".replace(".", ",")


def _sti(fil: Path, nettsted: Path) -> str:
    """The address from the root."""
    return re.sub(r"(^|/)index\.html$", r"\1", fil.relative_to(nettsted).as_posix())


def _sider(nettsted: Path) -> dict[str, bytes]:
    """Every page that can say it comes from the store, without its stamp; old addresses that only lead on, too."""
    ut = {}
    for fil in [*sorted(nettsted.rglob("index.html")), nettsted / RESERVE]:
        kilde = fil.read_text(encoding="utf-8")
        if STRIPE in kilde or FLYTTET in kilde:
            ut[_sti(fil, nettsted)] = STEMPEL.sub("", kilde, count=1).encode()
    return ut


def _brukt(nettsted: Path, sider: dict[str, bytes]) -> dict[str, bytes]:
    """The scripts, style sheets and typefaces that the pages name, those that these name again, and the search."""
    alle = {_sti(fil, nettsted): fil for fil in sorted((nettsted / "assets").rglob("*")) if fil.is_file()}
    kandidater = {
        sti: fil.read_bytes()
        for sti, fil in alle.items()
        if fil.suffix in SLAG and HASHET.search(fil.name) and not sti.startswith(PYTHON)
    }
    ut: dict[str, bytes] = {}
    nye = list(sider.values())
    while nye:
        nevnt = {navn for kilde in nye for navn in NEVNT.findall(kilde)}
        funnet = {s: i for s, i in kandidater.items() if s not in ut and s.rpartition("/")[2].encode() in nevnt}
        ut |= funnet
        nye = list(funnet.values())
    return ut | {
        s: f.read_bytes()
        for s, f in alle.items()
        if s == "assets/ikon.svg" or ("/soek/" in s and f.suffix == ".json")
    }


def liste(nettsted: Path) -> dict:
    """What sw.js knows: every file by its hash, those kept unasked (`kjerne`), and the calculators' (`python`)."""
    sider = _sider(nettsted)
    innhold = sider | _brukt(nettsted, sider)
    # Pieces of a divided search index and pages beside the handbook are kept when they have been used.
    kjerne = [s for s in innhold if not RUTINE.match(s) and not re.search(r"/soek/.+/", s)]
    plass = TAK - sum(sendt(innhold[s]) for s in kjerne)
    for sti in sider:
        if sti.startswith("rutiner/rb-") and (plass := plass - sendt(sider[sti])) >= 0:
            kjerne.append(sti)
    python = {_sti(f, nettsted): f for f in sorted((nettsted / PYTHON).rglob("*")) if f.is_file()}
    innhold |= {sti: fil.read_bytes() for sti, fil in python.items()}
    filer = {sti: hashlib.sha256(innhold[sti]).hexdigest()[:16] for sti in sorted(innhold)}
    ut = {"filer": filer, "kjerne": kjerne, "python": {sti: len(innhold[sti]) for sti in python}}
    return {
        "utgave": hashlib.sha256(json.dumps(ut, sort_keys=True).encode()).hexdigest()[:12],
        "dato": norsk.dato(prosa.byggedato()).replace("\N{NO-BREAK SPACE}", " "),
        "reserve": RESERVE,
        "noed": NOED,
        **ut,
    }


def skriv(nettsted: Path, av: bool = False) -> dict:
    """Write sw.js and stamp the pages; return the list ({} when switched off)."""
    kilder = prosa.DOCS / "assets"
    if av:
        (nettsted / "sw.js").write_bytes((kilder / "sw-av.js").read_bytes())
        return {}
    alt = liste(nettsted)
    kilde = (kilder / "sw.js").read_text(encoding="utf-8")
    if kilde.count(PLASS) != 1:
        raise SystemExit(f"uten_nett: docs/assets/sw.js skal ha linjen «{PLASS}» nøyaktig én gang")
    som_json = json.dumps(alt, ensure_ascii=False, separators=(",", ":"))
    (nettsted / "sw.js").write_text(kilde.replace(PLASS, f"const LISTE = {som_json};"), encoding="utf-8")
    for sti in _sider(nettsted):
        fil = nettsted / sti / "index.html" if sti.endswith("/") or not sti else nettsted / sti
        side = STEMPEL.sub("", fil.read_text(encoding="utf-8"), count=1)
        fil.write_text(side.replace("<html", f'<html data-utgave="{alt["utgave"]}"', 1), encoding="utf-8")
    return alt


def main(argumenter: list[str]) -> int:
    """Do it to the site named on the command line, and say what it weighs."""
    nettsted = Path(argumenter[0])
    valg = os.environ.get("UTEN_NETT", "paa")
    if valg not in ("paa", "av"):
        print(f"uten_nett: UTEN_NETT er «{valg}»; skriv «paa» eller «av»", file=sys.stderr)
        return 1
    alt = skriv(nettsted, valg == "av")
    if not alt:
        print("Uten nett: slått av. sw.js sletter det som er lagret hos leserne.")
        return 0
    filer = {
        sti: nettsted / sti / "index.html" if (nettsted / sti).is_dir() else nettsted / sti for sti in alt["filer"]
    }
    kjerne, python = (sum(sendt(filer[s].read_bytes()) for s in stier) for stier in (alt["kjerne"], alt["python"]))
    print(f"Uten nett: {len(alt['kjerne'])} filer lagres av seg selv ({kjerne / 1e3:.0f} kB), ", end="")
    print(f"kalkulatorene når leseren vil ({python / 1e6:.1f} MB). Utgave {alt['utgave']}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
