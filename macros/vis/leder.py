"""Decides what an edit leads to: what is built, checked and packed, in which order, and what the pages are told.

First the pages that somebody looks at and those that were edited, since that takes a moment. Then the whole site,
beside them, in a folder of its own that takes the place of the old one when it is done. Last, the packing. A new
edit puts an end to what has not come so far; one that is taken back needs no new site, only the old pages. One
thread does it all and waits for the helpers' answers between two looks at the files. May know the source by its
folders, and no generator.
"""

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import wait
from pathlib import Path

from macros.grunn import ROT
from macros.nettsted.skript import ESBUILD
from macros.vis import bygger
from macros.vis.bygger import Melding
from macros.vis.tjener import Tilstand
from macros.vis.vakt import Vakt, avtrykk

PAUSE = 0.15  # seconds between two looks at the files
PAKKES = re.compile(r"calculators/|macros/(?:motor|pakking)/")
PAKKER = "Kalkulatorene pakkes på nytt. De svarer som før til det er gjort."
SKREVET = re.compile(r"\[(?:ERROR|WARNING)\] (.*)\n\s*\n\s*(\S+?):(\d+):")  # as esbuild tells of a slip

KONTEKST = get_context("forkserver")
KONTEKST.set_forkserver_preload([bygger.FORVARM])


class Hjelper:
    """A process of ours, with the pipe that it is spoken to through."""

    def __init__(self, gjør: Callable, *med):
        self.rør, deres = KONTEKST.Pipe()
        self.prosess = KONTEKST.Process(target=gjør, args=(deres, *med), daemon=True)
        self.prosess.start()
        deres.close()

    def svar(self) -> tuple:
        try:
            return self.rør.recv()
        except (EOFError, OSError):
            raise SystemExit("vis: et ledd stoppet uten å si hvorfor. Kjør «make vis» igjen.") from None

    def stopp(self) -> None:
        self.prosess.terminate()
        self.prosess.join()
        self.rør.close()


def mer_enn_sider(stier: set[str]) -> bool:
    """Is there more in it than words on pages: rates, texts, code, what has been read and is kept?"""
    return any(not sti.endswith(".md") for sti in stier)


class Leder:
    """Follows the source from the first build until the preview is stopped."""

    def __init__(self, tilstand: Tilstand, mappe: Path):
        self.tilstand, self.mappe, self.nummer = tilstand, mappe, 0
        self.vakt = Vakt()
        self.feil: dict[str, list[Melding]] = {}  # by who found it
        self.varm = self.ny = self.pakker = None
        self.venter: set[Hjelper] = set()  # those that owe an answer
        self.siden: set[str] = set()  # what has changed since the warm one read the source
        self.usett: set[str] = set()  # and what of it that no page has been built from
        self.rørt: set[str] = set()  # the pages that have been built alone since then
        self.bygd_av: dict | None = None  # the source as the site that stands was built from it, by hash
        self.stående: list[Melding] = []  # and what was said of it
        self.usjekket: set[str] | None = None  # what the check has not seen
        self.bygg = self.pakk = False  # what is to be done when those in front have had the machine
        self.sjekk = Hjelper(bygger.sjekk)
        self._sjekk(set())
        self._bygg()

    def kjør(self) -> None:
        """Follow the source, for ever."""
        while True:
            self.følg()

    def følg(self) -> None:
        """Take the answers that have come, and what has changed."""
        klare = wait([hjelper.rør for hjelper in self.venter], PAUSE) if self.venter else time.sleep(PAUSE)
        for hjelper in [et for et in self.venter if et.rør in (klare or ())]:
            self.venter.discard(hjelper)
            self._svart(hjelper, *hjelper.svar())
        if endret := self.vakt.endret():
            self._endret(endret)

    def stopp(self) -> None:
        for hjelper in (self.varm, self.ny, self.sjekk, self.pakker):
            if hjelper:
                hjelper.stopp()
        shutil.rmtree(self.mappe, ignore_errors=True)

    # --- What has changed ---

    def _endret(self, stier: set[str]) -> None:
        self.tilstand.endre(runde=self.tilstand.runde + 1, ferdig=False)
        for sti in sorted(stier):
            if sti.startswith("docs/assets/") and sti.endswith((".css", ".js", ".mjs")):
                self._prøv(sti)
        self._fortell()
        # A slip in a script would leave the page dead: the one that stands is let be.
        hele = {sti for sti in stier if not self.feil.get(sti)}
        if any(sti.startswith("docs/assets/") and sti.endswith(".css") for sti in hele):
            self.tilstand.endre(stil=time.time_ns())
        if any(sti.startswith("docs/assets/") and not sti.endswith(".css") for sti in hele):
            self.tilstand.endre(skript=time.time_ns())
        self.pakk = self.pakk or any(PAKKES.match(sti) for sti in stier)
        rene = (".css", ".js", ".mjs")  # served as they are; only the search has its worker made
        if innhold := {
            sti for sti in stier if not sti.endswith(rene) or "soek-" in sti or sti.startswith("macros")
        }:
            self._innhold(innhold)
        self._videre()

    def _prøv(self, sti: str) -> None:
        """Read a script or a style sheet as the build will, only to hear of slips."""
        self.feil.pop(sti, None)
        if not (ROT / sti).exists():
            return
        svar = subprocess.run(
            [ESBUILD, sti, "--log-level=warning"], capture_output=True, encoding="utf-8", cwd=ROT
        )
        rett = "Se etter et tegn som mangler eller er for mye, på linjen eller rett over."
        if funn := [Melding(f"{fil}:{linje}", hva, rett) for hva, fil, linje in SKREVET.findall(svar.stderr)]:
            self.feil[sti] = funn

    def _innhold(self, stier: set[str]) -> None:
        self.siden |= stier
        self.usett |= stier
        self._slipp("ny")
        if self.pakk:
            self._slipp("pakker")
            self.tilstand.endre(gjør="")
        self.bygg = not self._tilbake()
        self._sider()
        self._sjekk(stier)

    def _tilbake(self) -> bool:
        """Is the source again as it was when the site that stands was built?"""
        var = self.bygd_av
        return var is not None and all(avtrykk(sti) == var.get(sti) for sti in self.siden)

    def _sider(self) -> None:
        """Have the pages built that somebody looks at, and those that were edited."""
        if self.varm and self.varm not in self.venter:  # else when it has answered
            self.usett = set()
            kilder = {sti.removeprefix("docs/") for sti in self.siden}
            sider, ny_kode = self.tilstand.åpne(), mer_enn_sider(self.siden)
            self.rørt |= sider
            if not self.bygg:  # taken back: as the warm one knows it, also where nobody looks any more
                sider, ny_kode = self.rørt, False
            self.varm.rør.send((sider, kilder, ny_kode))
            self.venter.add(self.varm)

    def _sjekk(self, stier: set[str]) -> None:
        """Have the source checked; when the check under way has answered, if there is one."""
        self.usjekket = (self.usjekket or set()) | stier
        if self.sjekk not in self.venter:
            self.sjekk.rør.send(mer_enn_sider(self.usjekket))
            self.venter.add(self.sjekk)
            self.usjekket = None

    # --- The helpers ---

    def _slipp(self, navn: str) -> None:
        if hjelper := getattr(self, navn):
            self.venter.discard(hjelper)
            hjelper.stopp()
            setattr(self, navn, None)

    def _bygg(self) -> None:
        """Build the whole site beside the one that stands."""
        self.bygg = False
        self.nummer += 1
        self.bygges_av = self.vakt.avtrykk()
        mappe = self.mappe / str(self.nummer)
        shutil.rmtree(mappe, ignore_errors=True)
        self.ny = Hjelper(bygger.nettsted, mappe)
        self.venter.add(self.ny)

    def _videre(self) -> None:
        """Begin on what takes time, when what takes a moment is done: the whole site, then the packing."""
        self.tilstand.endre(ferdig=not (self.venter or self.bygg))
        if self.venter:
            return
        if self.bygg:
            self._bygg()
        elif self.pakk and not any(self.feil.values()):
            self.pakk = False
            self.pakker = Hjelper(bygger.pakking)
            self.venter.add(self.pakker)
            self.tilstand.endre(gjør=PAKKER)

    # --- Their answers ---

    def _svart(self, hjelper: Hjelper, gikk: bool, hva) -> None:
        if hjelper is self.sjekk:
            self.feil["sjekk"] = hva
            if self.usjekket is not None:
                self._sjekk(set())
        elif hjelper is self.varm:
            self.feil["bygg"] = hva
            self.tilstand.endre()  # each page is asked for its text
            if self.usett:
                self._sider()
            elif gikk and not self.bygg:
                self.siden, self.rørt, self.feil["bygg"] = set(), set(), self.stående
        elif hjelper is self.ny:
            self._bygd(gikk, hva)
        elif hjelper is self.pakker:
            self._slipp("pakker")
            self.tilstand.endre(gjør="")
            self.feil["pakking"] = [] if gikk else hva
            if gikk and hva:  # the pages name the bundle
                self.bygg, self.bygd_av = True, None
        self._fortell()
        self._videre()

    def _bygd(self, gikk: bool, funn: list[Melding]) -> None:
        """Put the new site in the place of the old one."""
        self.feil["bygg"] = funn
        mappe = self.mappe / str(self.nummer)
        if not gikk:
            self._slipp("ny")
            shutil.rmtree(mappe, ignore_errors=True)
            self.tilstand.endre()
            return
        gammel = self.tilstand.mappe  # may be read from in this moment: it goes the next time
        self._slipp("varm")
        self.varm, self.ny, self.siden, self.usett, self.rørt = self.ny, None, set(), set(), set()
        self.bygd_av, self.stående = self.bygges_av, funn
        self.tilstand.endre(mappe=mappe)
        for annen in self.mappe.iterdir():
            if annen not in (mappe, gammel):
                shutil.rmtree(annen, ignore_errors=True)

    def _fortell(self) -> None:
        """Tell the pages what is wrong: what the check found, since it says it best, else what the build said."""
        if self.sjekk in self.venter:
            return
        egne = [
            et
            for sti, funn in self.feil.items()
            if sti.startswith("docs/assets/") or sti == "pakking"
            for et in funn
        ]
        innhold = self.feil.get("sjekk") or self.feil.get("bygg") or []
        self.tilstand.endre(funn=[*innhold, *egne])
