"""A member's plan for one samling: what to do before it, in it and after it, from the day it begins.

Takes the deadline from frist and holds no rule of it. Where the sources give no date, the plan says so.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from . import frist
from .felles import norsk
from .felles.kalender import UkjentÅr, fridag, måneder_etter
from .felles.resultat import Resultat
from .felles.skjema import FeilIFelt, dato, feil, tall
from .felles.tekster import finn, tekst

NAVN = "min-samling"
HOVEDTALL = "send_senest"
VANLIG = Decimal(3)  # «vanligvis over tre dager»: en lesedag og to møtedager
VARSEL = {"lesedag": 7, "moete": 1}  # dager før: tid til å lese, og kvelden før telefonen legges igjen


@dataclass(frozen=True)
class Inndata:
    """The first day of the samling, which is the lesedag, and how many days in a row it takes."""

    foerste_dag: date = dato()
    dager: Decimal = tall("dager", over=0, til=31, desimaler=0, standard=VANLIG)


EKSEMPEL = {"i_dag": "2026-12-01", "foerste_dag": "12.01.2027", "dager": "3"}


def _fristen(inn: Inndata, siste: date, i_dag: date | None) -> tuple[Resultat, date | None]:
    """Return what frist answers, and the first day of the samling that is a day off. Raises FeilIFelt."""
    try:
        dager = (inn.foerste_dag + timedelta(days=nr) for nr in range(int(inn.dager)))
        fri = next(filter(fridag, dager), None)
        return frist.beregn(frist.Inndata(siste), i_dag), fri
    except UkjentÅr as ukjent:
        raise FeilIFelt(feil(NAVN, "foerste_dag", ukjent.grunn, **ukjent.verdier)) from None
    except FeilIFelt as funnet:
        raise FeilIFelt(*(et._replace(felt="foerste_dag") for et in funnet.feil)) from None


def _møte(fra: date, til: date) -> str:
    """The days of the nemndmøte in words; a samling of one day has none."""
    kode = "ingen" if fra > til else "dag" if fra == til else "dager"
    return tekst(f"min-samling.moete.{kode}", fra=norsk.ukedag(fra), til=norsk.ukedag(til))


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Work out the plan. Sources: the handbook's pages for members, which rest on UNE's page (2021)."""
    siste = inn.foerste_dag + timedelta(days=int(inn.dager) - 1)
    fristen, fri = _fristen(inn, siste, i_dag)
    møte_fra = inn.foerste_dag + timedelta(days=1)
    vist = {
        "foerste_dag": norsk.ukedag(inn.foerste_dag),
        "moete": _møte(møte_fra, siste),
        "send_senest": norsk.ukedag(fristen.tall["send_senest"]),
        "foerste_reise": norsk.ukedag(måneder_etter(inn.foerste_dag, 1)),
    }
    ut = Resultat(tall={"siste_dag": siste} | fristen.tall)
    ut.svar = tekst("min-samling.svar", frist=fristen.svar, **vist)
    for kode, trinn in finn("min-samling.trinn").items():
        ut.linje(tekst("min-samling.linje.trinn", **trinn), trinn["tid"].format(**vist), f"min-samling-{kode}")
        dager = {"lesedag": (inn.foerste_dag, inn.foerste_dag), "moete": (møte_fra, siste)}.get(kode)
        if dager and dager[0] <= siste:
            ut.hendelse(f"samling-{kode}", inn.foerste_dag, *dager, trinn["tekst"], VARSEL[kode])
    if inn.dager != VANLIG:
        ut.ta_forbehold("samling-lengde")
    if fri:
        ut.ta_forbehold("samling-fridag", dato=norsk.ukedag(fri), grunn=fridag(fri).lower())
    ut.forbehold += fristen.forbehold
    ut.frister += fristen.frister
    ut.hendelser += fristen.hendelser
    return ut
