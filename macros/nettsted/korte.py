"""Gives each section of a routine a short address that lasts, and a card to show in another page.

    r/RB-30/temanotat/            leads on to the section, on any host; so does r/RB-30/
    r/RB-30/temanotat/kort.html   title, excerpt and status, without script, to be framed (as in SharePoint)

Reads the sections as the register read them. The files are written straight to the folder: with a thousand
routines they are seventy thousand. None is a page of the handbook, and search, sitemap and the offline store are
without them.
"""

import os
import re
from collections.abc import Callable, Iterator
from functools import cache

from markupsafe import escape

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
    bygd = grunn.byggedato().isoformat()
    for seksjon in side.seksjoner:
        over = [et for et in over if et.nivå < seksjon.nivå] + [seksjon]
        dag = historikk(oppslag.get(seksjon.id, {}), seksjon, bygd)[-1]["fra"]
        for et in over:
            ut[et.id] = max(ut.get(et.id, ""), dag)
    return ut


def _utdrag(side: Side, nr: int) -> str:
    """The first words of a section; of one that only holds others, their titles."""
    seksjon = side.seksjoner[nr]
    her = (*seksjon.sti, seksjon.tittel)
    tekst = seksjon.tekst or " · ".join(et.tittel for et in side.seksjoner[nr + 1 :] if et.sti == her)
    # A word that runs past the end is left out whole.
    return tekst if len(tekst) <= UTDRAG else f"{tekst[: UTDRAG - 1].rpartition(' ')[0]} …"


def _fyller(navn: str, *felt: str) -> Callable[..., str]:
    """What fills in a template, made once: the template engine would take a minute for a thousand routines."""
    åpen = mal(navn).render({et: f"{{{et}}}" for et in felt}, navn=grunn.NAVN)

    def fyll(**verdier: str) -> str:
        fylt = str(escape("\0".join(verdier.values()))).split("\0")  # once for them all
        return åpen.format_map(dict(zip(verdier, fylt, strict=True)))

    return fyll


@cache
def _i_ord(dag: str) -> str:
    return norsk.dato(norsk.les_dato(dag))


def _mapper(nettsted: Nettsted, register: Register, rot: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every folder by its path from the root, and the files in it."""
    nettstedet = les_nettsted(nettsted)
    lever = levende(register, nettstedet)
    vei = _fyller("kortvei.html", "ny", "fast", "tittel")
    kort = _fyller("kort.html", "rot", "fast", "tittel", "utdrag", "status", "endret")

    def veien(fra: str, til: str, tittel: str) -> dict[str, str]:
        opp = "../" * fra.count("/")
        return {"index.html": vei(ny=opp + til, fast=(rot or opp) + til, tittel=tittel)}

    for adresse, side in nettstedet.items():
        if not kort_adresse(adresse):
            continue
        opphevet = OPPHEVET.search(nettsted[adresse].tekst)
        endret = _endret(side, register.get(adresse, {}))
        for nr, seksjon in enumerate(side.seksjoner):
            her, tittel = seksjon.kort, henvisning(seksjon, "")
            opp = "../" * her.count("/")
            kortet = kort(
                rot=opp,
                fast=(rot or opp) + seksjon.adresse,
                tittel=tittel,
                utdrag=_utdrag(side, nr),
                status=opphevet[1] if opphevet else "Gjelder",
                endret=_i_ord(endret[seksjon.id]),
            )
            yield her, veien(her, seksjon.adresse, tittel) | {"kort.html": kortet}
    for adresse, oppslag in register.items():  # what has moved keeps its short address too
        for id in (oppslag.keys() | {""}) - {"erstattet_av"} if kort_adresse(adresse) else ():
            gammel = f"{adresse}#{id}" if id else adresse
            borte = "avsnitt" not in oppslag.get(id, {}) and gammel not in lever
            if borte and (ny := etterfølger(register, gammel, lever)):
                yield (her := kort_adresse(adresse, id)), veien(her, ny, ny)


def skriv(nettsted: Nettsted, register: Register, rot: str) -> int:
    """Write the files; return how many."""
    antall = 0
    for mappe, filer in _mapper(nettsted, register, rot):
        ny = f"{nettsted.mappe}/{mappe}"
        try:
            os.mkdir(ny)  # noqa: PTH102  pathlib takes twice the time, and this is most of it
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(ny)  # noqa: PTH103
        for navn, innhold in filer.items():
            fil = os.open(ny + navn, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
            os.write(fil, innhold.encode())
            os.close(fil)
        antall += len(filer)
    return antall


def steg(nettsted: Nettsted) -> str:
    return f"Korte adresser: {skriv(nettsted, les(), grunn.nettadresse())} filer under r/"
