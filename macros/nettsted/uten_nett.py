"""Makes the site work without a net, last after the build.

Writes sw.js at the root: docs/assets/sw.js with the list of every file that may be kept, and a hash for each. The
hash of the list is the version (`utgave`), and each page is stamped with it. `UTEN_NETT=av` writes the worker that
lets everything go instead. What is kept, and when, is decided here and
explained in docs/redaksjon/valg/011-uten-nett.md.
"""

import hashlib
import json
import os
import re
from pathlib import Path

from calculators.felles import norsk
from macros import grunn
from macros.nettsted.filnavn import HASHET, SLAG
from macros.nettsted.side import Nettsted, Nettstedsfeil
from macros.sider.kalkulator import manifest

PLASS = "const LISTE = {};"
PYTHON = "assets/bygd/python/"
RESERVE = "uten-nett.html"
STRIPE = b'id="stripe"'
FLYTTET = b"flyttet-side"
STEMPEL = re.compile(rb' data-utgave="[^"]*"')
HENTET = re.compile(rb"assets/[\w./-]+")  # in a page
NEVNT = re.compile(rb"(?<=[/\"'])[\w.-]+\.(?:css|m?js|woff2)\b")
RUTINE = re.compile(r"rutiner/(?:rb-|eldre/)|redaksjon/")
TAK = 1_000_000  # bytes as sent: so much is kept unasked; routines beyond it are kept as they are read
# Where not even the page for «uten nett» is kept: storage was refused, or the net went before it was fetched.
NOED = (
    '<!doctype html><html lang="nb"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Uten nett – UNE-håndboka</title><h1>Du er uten nett</h1><p>Nettleseren har ikke lagret noe av "
    "UNE-håndboka. Prøv igjen når du har nett.</p></html>"
)


def python_mb() -> str:
    """What the calculators weigh on the way to the reader: «4,1»."""
    return f"{manifest()['sendt'] / 1e6:.1f}".replace(".", ",")


def _sider(nettsted: Nettsted) -> dict[str, bytes]:
    """Every page that can say it comes from the store, without its stamp; old addresses that only lead on, too."""
    ut = {}
    for side in [*nettsted.under(), nettsted.sider[RESERVE]]:
        if STRIPE in side.innhold or FLYTTET in side.innhold:
            ut[side.adresse] = STEMPEL.sub(b"", side.innhold, count=1)
    return ut


def _brukt(filer: dict[str, Path], sider: dict[str, bytes]) -> dict[str, bytes]:
    """The scripts, style sheets and typefaces that the pages name, those that these name again, and the search."""
    kandidater = {
        sti: fil.read_bytes()
        for sti, fil in filer.items()
        if fil.suffix in SLAG and HASHET.search(fil.name) and not sti.startswith(PYTHON)
    }
    ut: dict[str, bytes] = {}
    nye = sider.values()
    nevnt = {sti.rpartition(b"/")[2] for kilde in nye for sti in HENTET.findall(kilde)}
    while nye:
        funnet = {s: i for s, i in kandidater.items() if s not in ut and s.rpartition("/")[2].encode() in nevnt}
        ut |= funnet
        nye = funnet.values()
        nevnt = {navn for kilde in nye for navn in NEVNT.findall(kilde)}
    return ut | {
        s: f.read_bytes()
        for s, f in filer.items()
        if s == "assets/ikon.svg" or ("/soek/" in s and f.suffix == ".json")
    }


def liste(nettsted: Nettsted) -> dict:
    """What sw.js knows: every file by its hash, those kept unasked (`kjerne`), and the calculators' (`python`)."""
    alle = sorted((nettsted.mappe / "assets").rglob("*"))
    filer = {fil.relative_to(nettsted.mappe).as_posix(): fil for fil in alle if fil.is_file()}
    sider = _sider(nettsted)
    innhold = sider | _brukt(filer, sider)
    # Pieces of a divided search index and pages beside the handbook are kept when they have been used.
    kjerne = [s for s in innhold if not RUTINE.match(s) and not re.search(r"/soek/.+/", s)]
    plass = TAK - sum(grunn.sendt(innhold[s]) for s in kjerne)
    for sti in (s for s in sider if s.startswith("rutiner/rb-")):
        if (plass := plass - grunn.sendt(sider[sti])) < 0:
            break
        kjerne.append(sti)
    python = {sti: fil.read_bytes() for sti, fil in filer.items() if sti.startswith(PYTHON)}
    innhold |= python
    avtrykk = {sti: hashlib.sha256(innhold[sti]).hexdigest()[:16] for sti in sorted(innhold)}
    ut = {"filer": avtrykk, "kjerne": kjerne, "python": {sti: len(data) for sti, data in python.items()}}
    return {
        "utgave": hashlib.sha256(json.dumps(ut, sort_keys=True).encode()).hexdigest()[:12],
        "dato": norsk.dato(grunn.byggedato()).replace("\N{NO-BREAK SPACE}", " "),
        "reserve": RESERVE,
        "noed": NOED,
        **ut,
    }


def skriv(nettsted: Nettsted, av: bool = False) -> dict:
    """Write sw.js and stamp the pages; return the list ({} when switched off)."""
    kilder, sw = grunn.DOCS / "assets", nettsted.mappe / "sw.js"
    if av:
        sw.write_bytes((kilder / "sw-av.js").read_bytes())
        return {}
    alt = liste(nettsted)
    kilde = (kilder / "sw.js").read_text(encoding="utf-8")
    if kilde.count(PLASS) != 1:
        raise Nettstedsfeil(f"uten_nett: docs/assets/sw.js skal ha linjen «{PLASS}» nøyaktig én gang")
    som_json = json.dumps(alt, ensure_ascii=False, separators=(",", ":"))
    sw.write_text(kilde.replace(PLASS, f"const LISTE = {som_json};"), encoding="utf-8")
    for side in nettsted.sider.values():
        if side.adresse in alt["filer"]:
            uten = STEMPEL.sub(b"", side.innhold, count=1)
            side.innhold = uten.replace(b"<html", f'<html data-utgave="{alt["utgave"]}"'.encode(), 1)
    return alt


def steg(nettsted: Nettsted) -> str:
    """Do it, and say what it weighs."""
    valg = os.environ.get("UTEN_NETT", "paa")
    if valg not in ("paa", "av"):
        raise Nettstedsfeil(f"uten_nett: UTEN_NETT er «{valg}»; skriv «paa» eller «av»")
    alt = skriv(nettsted, valg == "av")
    if not alt:
        return "Uten nett: slått av. sw.js sletter det som er lagret hos leserne."
    return (
        f"Uten nett: {len(alt['kjerne'])} filer lagres av seg selv, kalkulatorene når leseren vil "
        f"({python_mb()} MB). Utgave {alt['utgave']}"
    )
