"""Gives each section of a routine a short address that lasts, and a card to show in another page.

    r/RB-30/temanotat/            leads on to the section, on any host; so does r/RB-30/
    r/RB-30/temanotat/kort.html   title, excerpt and status, without script, to be framed (as in SharePoint)

Reads the sections as the register read them. The files are written straight to the folder: with a thousand
routines they are seventy thousand. None is a page of the handbook, and search, sitemap and the offline store are
without them.
"""

import posixpath
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from calculators.felles import norsk
from macros import grunn
from macros.nettsted.adresser import henvisning
from macros.nettsted.maler import mal
from macros.nettsted.register import Register, Side, etterfølger, historikk, les, les_nettsted, levende
from macros.nettsted.seksjoner import Seksjon, kort_adresse
from macros.nettsted.side import Nettsted

OPPHEVET = re.compile(r'admonition-title">(Opphevet [^<]+)<')
UTDRAG = 220  # tegn; to–tre linjer i et kort


def _endret(side: Side, oppslag: dict) -> dict[str, str]:
    """The last day each section, or what stands below it, was changed."""
    ut: dict[str, str] = {}
    over: list[Seksjon] = []
    for seksjon in side.seksjoner:
        over = [et for et in over if et.nivå < seksjon.nivå] + [seksjon]
        dag = historikk(oppslag.get(seksjon.id, {}), seksjon)[-1]["fra"]
        for et in over:
            ut[et.id] = max(ut.get(et.id, ""), dag)
    return ut


def _utdrag(side: Side, nr: int) -> str:
    """The first words of a section; of one that only holds others, their titles."""
    seksjon = side.seksjoner[nr]
    under = [
        et.tittel
        for et in side.seksjoner[nr + 1 :]
        if et.sti[:-1] == seksjon.sti and et.sti[-1:] == (seksjon.tittel,)
    ]
    return textwrap.shorten(seksjon.tekst or " · ".join(under), UTDRAG, placeholder=" …")


def _filer(nettsted: Nettsted, register: Register, rot: str) -> Iterator[tuple[str, str]]:
    """Every file by its path from the root."""
    nettstedet = les_nettsted(nettsted)
    lever = levende(register, nettstedet)
    vei, kort = mal("kortvei.html"), mal("kort.html")

    def veien(fra: str, til: str, tittel: str) -> tuple[str, str]:
        opp = "../" * fra.count("/")
        return f"{fra}index.html", vei.render(
            ny=opp + til, fast=(rot or opp) + til, tittel=tittel, navn=grunn.NAVN
        )

    for adresse, side in nettstedet.items():
        if not kort_adresse(adresse):
            continue
        opphevet = OPPHEVET.search(nettsted[adresse].tekst)
        endret = _endret(side, register.get(adresse, {}))
        for nr, seksjon in enumerate(side.seksjoner):
            her = seksjon.kort
            opp = "../" * her.count("/")
            yield veien(her, seksjon.adresse, henvisning(seksjon, ""))
            yield (
                f"{her}kort.html",
                kort.render(
                    rot=opp,
                    fast=(rot or opp) + seksjon.adresse,
                    tittel=henvisning(seksjon, ""),
                    utdrag=_utdrag(side, nr),
                    status=opphevet[1] if opphevet else "Gjelder",
                    endret=norsk.dato(norsk.les_dato(endret[seksjon.id])),
                    navn=grunn.NAVN,
                ),
            )
    for adresse, oppslag in register.items():  # what has moved keeps its short address too
        for id in (oppslag.keys() | {""}) - {"erstattet_av"} if kort_adresse(adresse) else ():
            gammel = f"{adresse}#{id}" if id else adresse
            borte = "avsnitt" not in oppslag.get(id, {}) and gammel not in lever
            if borte and (ny := etterfølger(register, gammel, lever)):
                yield veien(kort_adresse(adresse, id), ny, ny)


def skriv(nettsted: Nettsted, register: Register, rot: str) -> int:
    """Write the files; return how many."""
    mapper, antall = set(), 0
    for sti, innhold in _filer(nettsted, register, rot):
        mappe = posixpath.dirname(sti)
        if mappe not in mapper:
            Path(nettsted.mappe, mappe).mkdir(parents=True, exist_ok=True)
            mapper.add(mappe)
        Path(nettsted.mappe, sti).write_text(innhold, encoding="utf-8")
        antall += 1
    return antall


def steg(nettsted: Nettsted) -> str:
    return f"Korte adresser: {skriv(nettsted, les(), grunn.nettadresse())} filer under r/"
