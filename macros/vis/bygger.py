"""What the preview has done in processes of its own: builds the site or some pages of it, checks, and packs.

Loading the generator takes a second, and making all pages many. So what is not ours is loaded once, and every
process is forked from there (`FORVARM`); and the one that has built the site stays, with all it has read, and
builds the edited pages alone. Each time in a fork of its own, so that nothing one job leaves meets the next.

May know the generator, as the one room beside macros/__init__.py, and the steps of macros.nettsted.
"""

import logging
import os
import re
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import properdocs.replacement  # noqa: F401  first: the plugins know the generator by its old name
from properdocs.commands import build as generator
from properdocs.config import load_config
from properdocs.plugins import BasePlugin

FORVARM = "macros.vis.bygger"
for _navn in ("mkdocs_macros.context", "mkdocs_macros.plugin", "material", "lxml.html", "pygments.lexers"):
    import_module(_navn)
# The plugin asks git a dozen questions each time it is set up, and no page of ours tells the answers.
sys.modules["mkdocs_macros.context"].get_git_info = dict

# All but the names with a hash: the preview serves scripts and style sheets as they are written.
UTELATT = {"filnavn"}
PLASSERT = re.compile(r"(?P<sted>[\w./-]+:\d+): (?P<hva>.*?)(?: Slik retter du det: (?P<rett>.*))?", re.DOTALL)


class Melding(NamedTuple):
    """What is wrong: where («docs/satser.md:14», or ""), what, and how to mend it."""

    sted: str
    hva: str
    rett: str


def meldinger(tekst: str, sted: str = "") -> list[Melding]:
    """What a step or the generator says, by the line where each has its place and cure."""
    ut = []
    for linje in tekst.splitlines():
        if treff := PLASSERT.fullmatch(linje):
            ut.append(Melding(treff["sted"], treff["hva"], treff["rett"] or "Se på linjen og den rett over."))
    return ut or [Melding(sted, tekst, "Se etter noe uvanlig i det du sist skrev.")]


class _Logg(logging.Handler):
    """Keeps what the generator warns of, which else is printed."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.sagt: list[str] = []
        logging.getLogger().handlers = [self]

    def emit(self, record: logging.LogRecord) -> None:
        self.sagt.append(record.getMessage())

    def tøm(self) -> list[Melding]:
        sagt, self.sagt = self.sagt, []
        ut = []
        for tekst in dict.fromkeys(sagt):
            side = re.search(r"['\"]([\w./-]+\.md)['\"]", tekst)
            ut += meldinger(tekst, f"docs/{side[1]}:1" if side else "")
        return ut


def _feil(feil: BaseException) -> list[Melding]:
    """An exception as the reader of the panel can use it, at the last of our own lines that it passed."""
    from macros.grunn import ROT

    rot = f"{ROT}/"
    egne = [
        s for s in traceback.extract_tb(feil.__traceback__) if s.filename.startswith(rot) and ".venv" not in s[0]
    ]
    sted = f"{egne[-1].filename.removeprefix(rot)}:{egne[-1].lineno}" if egne else ""
    return meldinger(f"{type(feil).__name__}: {feil}" if not isinstance(feil, SystemExit) else str(feil), sted)


class _Fanger(BasePlugin):
    """Holds on to what the generator makes before the pages: the list of files, the menu and the templates."""

    def on_nav(self, nav, *, config, files):
        self.nav = nav
        return nav

    def on_env(self, env, *, config, files):
        self.env, self.filer = env, files
        return env


def _glem() -> None:
    """Forget our own rooms, and with them the rates, texts and data that they have read."""
    for navn in [navn for navn in sys.modules if navn.partition(".")[0] in ("macros", "calculators")]:
        if not navn.startswith("macros.vis"):
            del sys.modules[navn]


class _Bygd:
    """A site that has been built, with what it takes to build a page of it again."""

    def __init__(self, mappe: Path, logg: _Logg):
        self.mappe, self.logg, self.meldinger = mappe, logg, []
        self.oppsett = load_config(config_file="mkdocs.yml", site_dir=str(mappe))
        self.oppsett.plugins["vis"] = self.fanget = _Fanger()
        self.oppsett.plugins.on_startup(command="build", dirty=False)
        generator.build(self.oppsett)
        self.meldinger += logg.tøm()
        self._ferdig()

    def _ferdig(self) -> None:
        """The steps of the site. One that stops is told of, and the rest are taken."""
        from macros.nettsted.__main__ import STEG
        from macros.nettsted.adresser import les_nettsted, merk_igjen
        from macros.nettsted.henvisninger import lenk
        from macros.nettsted.maalform import rett_lenker
        from macros.nettsted.side import Nettsted
        from macros.nettsted.smal import gjør_smal

        self.nettsted, self.merk_igjen, self.gjør_smal = Nettsted(self.mappe), merk_igjen, gjør_smal
        self.lenk, self.rett_lenker = lenk, rett_lenker
        for navn, steg in STEG.items():
            if navn in UTELATT:
                continue
            try:
                steg(self.nettsted)
            except (Exception, SystemExit) as feil:
                self.meldinger += _feil(feil)
        self.nettsted.skriv()
        les_nettsted(self.nettsted)  # read now, for the pages that are built again

    def sider(self, adresser: Iterable[str], kilder: Iterable[str], ny_kode: bool) -> None:
        """Build these pages again, by address and by source; with rates, texts and code read anew if asked."""
        oppsett = self.oppsett
        if ny_kode:
            _glem()
            oppsett = oppsett.plugins.on_config(oppsett)
        filer, nav, env = self.fanget.filer, self.fanget.nav, self.fanget.env
        alle = filer.documentation_pages()
        valgt = [f for f in alle if f.src_uri in kilder or f.page.url.removeprefix("./") in adresser]
        valgt = [f for f in valgt if Path(f.abs_src_path).exists()]
        for fil in valgt:
            generator._populate_page(fil.page, oppsett, filer)
        with tempfile.TemporaryDirectory(dir=self.mappe.parent) as midlertidig:
            for fil in valgt:
                # The generator remembers where it first laid it, which is where it is read from in this moment.
                fil.abs_dest_path = str(Path(midlertidig, fil.dest_uri))
                generator._build_page(fil.page, oppsett, alle, nav, env)
            self._merk({f.dest_uri: Path(f.abs_dest_path).read_text(encoding="utf-8") for f in valgt})

    def _merk(self, tekster: dict[str, str]) -> None:
        """Put in what the steps give, and lay each page in its place in one move."""
        for sti, tekst in tekster.items():
            self.nettsted.sider[sti].tekst = tekst
        # A reference that leads nowhere is told of when the whole site is built.
        self.lenk(self.nettsted, [self.nettsted.sider[sti] for sti in tekster])
        self.merk_igjen(self.nettsted, tekster)
        for sti in tekster:
            if sti.startswith("nn/"):
                self.rett_lenker(self.nettsted, self.nettsted.sider[sti])
            self.gjør_smal(self.nettsted.sider[sti])
            ny = self.mappe / f"{sti}.ny"
            ny.write_text(self.nettsted.sider[sti].tekst, encoding="utf-8")
            ny.replace(self.mappe / sti)


def _start(plass: int = 0) -> None:
    """What every helper begins with: leave Ctrl-C to the one who started us, and stand back in the queue."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(plass)
    # Our own code is compiled once, not for every edit; in a folder that is ours to fill.
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(Path("bygg/pyc").resolve())


def nettsted(rør: Connection, mappe: Path) -> None:
    """Build the site into `mappe`, tell how it went, and stay for the pages that are edited."""
    _start()
    logg = _Logg()
    try:
        bygd = _Bygd(mappe, logg)
    except (Exception, SystemExit) as feil:
        # The generator tells which page it was before it stops, and says the rest in the exception.
        rør.send((False, logg.tøm() or _feil(feil)))
        return
    rør.send((True, bygd.meldinger))
    while oppdrag := _neste(rør):
        if not (barn := os.fork()):
            _i_gaffel(rør, logg, lambda: bygd.sider(*oppdrag))
        if os.waitpid(barn, 0)[1]:
            rør.send((False, [Melding("", "Byggingen stoppet uten å si hvorfor.", "Start «make vis» på nytt.")]))


def _neste(rør: Connection) -> tuple | bool | None:
    try:
        return rør.recv()
    except (EOFError, OSError):  # the preview is gone
        return None


def _i_gaffel(rør: Connection, logg: _Logg, gjør: Callable[[], None]) -> None:
    """Do it, tell how it went, and end the fork, whatever happens."""
    try:
        gjør()
        svar = (True, logg.tøm())
    except (Exception, SystemExit) as feil:
        svar = (False, logg.tøm() or _feil(feil))
    try:
        rør.send(svar)
    finally:
        os._exit(0)


def sjekk(rør: Connection) -> None:
    """Run `make sjekk` each time it is asked for.

    It has the rates and texts loaded while it runs, and knows the pages again that have not changed. So it runs in
    a fork that stays until it is told that more than pages is new, and then makes room for the next.
    """
    _start()
    from macros.grunn import ROT
    from macros.sjekk import kjør
    from macros.sjekk.kilde import Tre

    Tre(ROT).uleselige()  # read and kept before the first fork, without the calculators
    if _neste(rør) is None:
        return
    while not (barn := os.fork()) or not os.waitpid(barn, 0)[1]:
        while not barn:
            try:
                funn = [Melding(f"{et.sti}:{et.linje}", et.hva, et.rett) for et in kjør(ROT) if not et.advarsel]
            except Exception as feil:  # code that is half written
                funn = _feil(feil)
            rør.send((not funn, funn))
            if (ny := _neste(rør)) is not False:
                os._exit(0 if ny else 1)


def pakking(rør: Connection) -> None:
    """Pack the calculators if their sources have changed; the old bundle stands until then."""
    _start(10)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that it takes its folder with it
    from macros.pakking import bunt

    try:
        rør.send((True, bunt.oppdatert() is not None))
    except bunt.Pakkefeil as feil:
        rør.send((False, meldinger(str(feil))))
