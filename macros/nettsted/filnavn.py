"""Gives scripts, style sheets and typefaces names that carry their content.

A page then asks for the very files it was built with, so two versions of the site can never mix, whoever keeps
what, and a host may let browsers keep the files for ever. A script is drawn together with the modules it imports.
The plain names stay, for steps that make pages anew.
Works on plain files and knows no MkDocs; what is named by others (Material, macros/pakking/bunt.py) is left alone.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

from macros.nettsted import skript
from macros.nettsted.side import Nettsted

TEKST = (".css", ".js", ".mjs")
SLAG = (*TEKST, ".woff2")
HASHET = re.compile(r"[-.][0-9a-f]{8,64}[./]")
VIST_TIL = re.compile(r"""(?<=["'])\.{1,2}/[\w./-]+(?=["'])""")  # "./soek.mjs" i et skript eller stilark
HENTET = re.compile(rb'assets/([\w./-]+)(?=")')  # ="../assets/stil.css" i en side


def gi_navn(nettsted: Nettsted) -> dict[str, str]:
    """Write the copies that pages ask for and lead the pages to them; plain name → new name, from assets/."""
    rot = nettsted.mappe.resolve() / "assets"
    nye: dict[Path, Path | None] = {
        fil: None for fil in rot.rglob("*") if fil.suffix in SLAG and not HASHET.search(str(fil.relative_to(rot)))
    }

    skriptene = [fil for fil in nye if fil.suffix == ".mjs"]
    samlet = dict(zip(skriptene, skript.samlet(*skriptene), strict=True))

    def ny(fil: Path) -> Path:
        """The new name, after those of the files it asks for: a change there is a change here."""
        if (kjent := nye[fil]) is None:

            def bytt(treff: re.Match) -> str:
                mål = (fil.parent / treff[0]).resolve()
                return treff[0].replace(mål.name, ny(mål).name) if mål in nye else treff[0]

            innhold = samlet.get(fil) or fil.read_bytes()
            if fil.suffix in TEKST:
                innhold = VIST_TIL.sub(bytt, innhold.decode("utf-8")).encode()
            kjent = fil.with_stem(f"{fil.stem}-{hashlib.sha256(innhold).hexdigest()[:12]}")
            kjent.write_bytes(innhold)
            nye[fil] = kjent
        return kjent

    @cache
    def ledet(navn: bytes) -> bytes:
        fil = rot / navn.decode()
        return b"assets/" + (ny(fil).relative_to(rot).as_posix().encode() if fil in nye else navn)

    for side in nettsted.sider.values():
        side.innhold = HENTET.sub(lambda treff: ledet(treff[1]), side.innhold)
    return {fil.relative_to(rot).as_posix(): navn.relative_to(rot).as_posix() for fil, navn in nye.items() if navn}


def steg(nettsted: Nettsted) -> str:
    gi_navn(nettsted)
    return ""
