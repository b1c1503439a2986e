"""A member's plan for one samling: what to do before it, in it and after it, from the day it begins.

Takes the deadline from frist and holds no rule of it. Where the sources give no date, the plan says so.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from . import frist
from .felles import norsk
from .felles.kalender import UkjentÅr, arbeidsdag, fridag, måneder_etter
from .felles.resultat import FRISTVARSEL, Resultat
from .felles.skjema import FeilIFelt, dato, feil, tall
from .felles.tekster import finn, tekst

NAVN = "min-samling"
HOVEDTALL = "send_senest"
VANLIG = Decimal(3)  # «vanligvis over tre dager»: en lesedag og to møtedager
# Dager før: tid til å lese, kvelden før telefonen legges igjen, og som for andre frister.
VARSEL = {"lesedag": 7, "moete": 1, "foerste-reise": FRISTVARSEL}


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


def _senest(dag: date) -> str:
    """A last day in words; is it a day off, the working day before it too."""
    kode = "fridag" if fridag(dag) else "arbeidsdag"
    return tekst(f"min-samling.senest.{kode}", dato=norsk.ukedag(dag), virkedag=norsk.ukedag(arbeidsdag(dag, -1)))


def _dager(inn: Inndata, siste: date) -> dict[str, tuple[date, date]]:
    """The first and the last day of what the calendar holds; a samling of one day has no meeting after it."""
    første_reise = måneder_etter(inn.foerste_dag, 1)
    return {
        "lesedag": (inn.foerste_dag, inn.foerste_dag),
        "moete": (inn.foerste_dag + timedelta(days=1), siste),
        "foerste-reise": (første_reise, første_reise),
    }


def _i_ord(dager: dict[str, tuple[date, date]], send_senest: date) -> dict[str, str]:
    """When each step is to be done, as far as it follows from the first day."""
    fra, til = dager["moete"]
    return {
        "foerste_dag": norsk.ukedag(dager["lesedag"][0]),
        "moete": norsk.spenn(fra, til) if fra <= til else tekst("min-samling.moete.ingen"),
        "send_senest": _senest(send_senest),
        "foerste_reise": _senest(dager["foerste-reise"][0]),
    }


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Work out the plan. Sources: the handbook's pages for members, which rest on UNE's page (2021)."""
    siste = inn.foerste_dag + timedelta(days=int(inn.dager) - 1)
    fristen, fri = _fristen(inn, siste, i_dag)
    dager = _dager(inn, siste)
    vist = _i_ord(dager, fristen.tall["send_senest"])
    ut = Resultat(tall={"siste_dag": siste} | fristen.tall)
    ut.svar = tekst("min-samling.svar", frist=fristen.svar, **vist)
    deler = Counter()
    for kode, trinn in finn("min-samling.trinn").items():
        if kode == "foerste-reise" and siste == inn.foerste_dag:
            continue  # no trip ends before the samling
        når = trinn["tid"].format(**vist)
        ut.linje(trinn["tekst"], når[0].upper() + når[1:], f"min-samling-{kode}")
        deler[trinn["del"]] += 1
        if kode in dager and dager[kode][0] <= dager[kode][1]:
            ut.hendelse(f"samling-{kode}", inn.foerste_dag, *dager[kode], trinn["tekst"], VARSEL[kode])
    ut.tillegg["grupper"] = [
        {"tekst": ledetekst, "antall": deler[kode], "slag": "plan"}
        for kode, ledetekst in finn("min-samling.gruppe").items()
    ]
    if inn.dager != VANLIG:
        ut.ta_forbehold("samling-lengde")
    if fri:
        ut.ta_forbehold("samling-fridag", dato=norsk.ukedag(fri), grunn=fridag(fri).lower())
    ut.forbehold += fristen.forbehold
    ut.frister += fristen.frister
    ut.hendelser += fristen.hendelser
    return ut
