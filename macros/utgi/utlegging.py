"""Makes the folder to deploy: `python -m macros.utgi.utlegging SITE OUT`, after the build.

    OUT/nettsted/   the site, below the path of SITE_URL if that has one, with .br and .gz beside what shrinks
    OUT/nginx/      deploy/ with what follows from the site: the path, and the pages that have moved

Stops at what the content security policy in deploy/ would stop in the reader's browser: script and style written
into a page. Knows plain files; no MkDocs.
"""

import gzip
import hashlib
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from macros.grunn import ROT
from macros.nettsted.adresser import flyttede_sider
from macros.nettsted.register import Register, les, les_nettsted
from macros.nettsted.side import Nettsted
from macros.utgi.server import PAKKES_IKKE, brotli

OPPSETT = ROT / "deploy"
LAGER = ROT / "bygg/pakket"  # what has been compressed before: the wasm alone takes half a minute
MINST = 600  # bytes; less than this fills one packet either way
INNEBYGD = {
    # Data in a page is not run: <script type="application/json"> is free.
    "skript": re.compile(r"<script(?![^>]*\s(?:src=|type=\"application/(?:ld\+)?json\"))[^>]*>", re.I),
    "hendelse": re.compile(r"<[a-z][^<>]*\son[a-z]+=[\"'][^<>]*>", re.I),
    "stil": re.compile(r"<style\b[^>]*>|<[a-z][^<>]*\sstyle=[^<>]*>", re.I),
}
RÅD = {
    "skript": "Legg skriptet i en fil i docs/assets.",
    "hendelse": "Lytt med addEventListener i en fil i docs/assets.",
    "stil": "Bruk en klasse, og sett stilen i docs/assets/stil.css.",
}


class Tjenerfeil(Exception):
    """The folder cannot be made; the message says what to do."""


def innebygd(nettsted: Path) -> list[str]:
    """Every script and style written into a page, which the browser would refuse, with place and cure."""
    return [
        f"{fil.relative_to(nettsted)}:{kilde.count(chr(10), 0, funn.start()) + 1}: {funn[0][:120]} blir stanset "
        f"av sikkerhetsreglene (Content-Security-Policy). Slik retter du det: {RÅD[slag]}"
        for fil in sorted(nettsted.rglob("*.html"))
        for kilde in [fil.read_text(encoding="utf-8")]
        for slag, mønster in INNEBYGD.items()
        for funn in mønster.finditer(kilde)
    ]


def sti(adresse: str) -> str:
    """The path the site lives below: "" at the root of its host, "/handboka" for https://une.example/handboka/."""
    return urlsplit(adresse).path.rstrip("/")


def pakk(fil: Path, lager: Path = LAGER, kvalitet: int = 11) -> list[Path]:
    """Write .br and .gz beside the file where that makes it smaller; return the stored copies that were used."""
    innhold = fil.read_bytes()
    if fil.suffix in PAKKES_IKKE or len(innhold) < MINST:
        return []
    brukt = []
    for ending, nivå, krymp in (
        (".br", kvalitet, brotli),
        (".gz", 9, lambda raa, n: gzip.compress(raa, n, mtime=0)),
    ):
        lagret = lager / f"{hashlib.sha256(innhold).hexdigest()}-{nivå}{ending}"
        if not lagret.exists():
            with NamedTemporaryFile(dir=lager, delete=False) as halv:  # others may be making the same one
                halv.write(krymp(innhold, nivå))
            Path(halv.name).replace(lagret)
        brukt.append(lagret)
        if lagret.stat().st_size < len(innhold):
            ved_siden = fil.with_name(fil.name + ending)
            shutil.copyfile(lagret, ved_siden)
            # The same age as the file, so that both have the same Last-Modified.
            os.utime(ved_siden, ns=(fil.stat().st_atime_ns, fil.stat().st_mtime_ns))
    return brukt


def flyttet(register: Register, nettsted: Path, rot: str) -> str:
    """The pages that have moved, as lines of an nginx map; with and without the slash at the end."""
    sider = flyttede_sider(register, les_nettsted(Nettsted(nettsted)))
    return "".join(
        f'"{rot}/{gammel.rstrip("/")}{skråstrek}" "{rot}/{ny}";\n'
        for gammel, ny in sorted(sider.items())
        for skråstrek in ("", "/")
    )


def lag(nettsted: Path, ut: Path, adresse: str = "", register: Register | None = None, kvalitet: int = 11) -> None:
    """Make the folder `ut` anew from the built site; `adresse` is where it will be found (SITE_URL).

    `kvalitet` is brotli's: less than 11 is for tests, which have no readers to spare.
    """
    if feil := innebygd(nettsted):
        raise Tjenerfeil("\n".join(feil))
    rot = sti(adresse)
    if f'href="{rot}/assets/' not in (nettsted / "404.html").read_text(encoding="utf-8"):
        raise Tjenerfeil(f"404.html er bygd for et annet sted enn «{rot}/». Bygg med samme SITE_URL: «make klar».")
    shutil.rmtree(ut, ignore_errors=True)
    mappe = ut / "nettsted" / rot.lstrip("/")
    shutil.copytree(nettsted, mappe)
    shutil.copytree(OPPSETT, ut / "nginx", ignore=shutil.ignore_patterns("*.md"))
    (ut / "nginx/handboka/sti.map").write_text(f'default "{rot}";\n', encoding="utf-8")
    linjer = flyttet(les() if register is None else register, nettsted, rot)
    (ut / "nginx/handboka/flyttet.map").write_text(linjer, encoding="utf-8")
    LAGER.mkdir(parents=True, exist_ok=True)
    filer = [fil for fil in mappe.rglob("*") if fil.is_file() and fil.suffix not in (".br", ".gz")]
    with ThreadPoolExecutor(os.cpu_count()) as flere:
        list(flere.map(partial(pakk, kvalitet=kvalitet), sorted(filer, key=lambda fil: -fil.stat().st_size)))


def main(argumenter: list[str]) -> int:
    if len(argumenter) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    nettsted, ut = map(Path, argumenter)
    try:
        lag(nettsted, ut, os.environ.get("SITE_URL", ""))
    except Tjenerfeil as feil:
        print(feil, file=sys.stderr)
        return 1
    sum_ = {e: sum(f.stat().st_size for f in ut.rglob(f"*{e}")) / 1e6 for e in (".br", ".gz")}
    print(f"{ut}: klar til å legges ut ({sum_['.br']:.1f} MB som brotli, {sum_['.gz']:.1f} MB som gzip)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
