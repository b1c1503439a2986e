"""Honorar against tapt arbeidsfortjeneste: what the paid days of a samling give, each alternative by itself."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .felles import norsk
from .felles.kalender import måneder_etter
from .felles.resultat import Resultat
from .felles.satser import IngenSats, Sats, finn_sats
from .felles.skjema import FeilIFelt, dato, feil, liste, tall, valg
from .felles.tekster import bøyd, tekst

NAVN = "honorar"
HOVEDTALL = "utbetaling"
NORMAL_DAG = 8  # timer; en dag på nøyaktig 8 timer er en normal dag


@dataclass(frozen=True)
class Dag:
    """One paid day: its date, hours worked (over 0, to 24, or the side of 8) and documented loss in kroner."""

    dato: date = dato()
    timer: Decimal = tall("timer", over=0, til=24, desimaler=4, omtrent=("til 8", "over 8"))
    tap: Decimal = tall("kroner", til=1_000_000, standard=Decimal(0))


@dataclass(frozen=True)
class Inndata:
    """The paid days of one samling, and whether the member is employed or self-employed."""

    dager: list[Dag] = liste(Dag, 1, 31)
    tilknytning: str = valg("loennsmottaker", "selvstendig")


EKSEMPEL = {
    "i_dag": "2021-10-10",
    "tilknytning": "loennsmottaker",
    "dager": [
        {"dato": "05.10.2021", "timer": "7,5", "tap": "3 500"},
        {"dato": "06.10.2021", "timer": "9", "tap": "kr 5 200,50"},
    ],
}


def satser_for(dag: date, timer: Decimal) -> tuple[Sats, Sats]:
    """Return the honorar of a day and the factor of its cap. Raises IngenSats before the first rate."""
    kode = "honorar-normal" if timer <= NORMAL_DAG else "honorar-lang"
    return finn_sats(kode, dag), finn_sats("tak-faktor", dag)


def alternativer(dager: list[Dag]) -> dict[str, Decimal]:
    """Return what the days give in kroner: both pure alternatives, the larger one, and the better of each day."""
    honorar = tapt = per_dag = Decimal(0)
    for dag in dager:
        sats, faktor = satser_for(dag.dato, dag.timer)
        dekket = min(dag.tap, sats.verdi * faktor.verdi)
        honorar += sats.verdi
        tapt += dekket
        per_dag += max(sats.verdi, dekket)
    return {"honorar": honorar, "tapt": tapt, "utbetaling": max(honorar, tapt), "per_dag": per_dag}


def _kontroller(dager: list[Dag]) -> None:
    feilene, sett = [], {}
    for nr, dag in enumerate(dager):
        felt = f"dager.{nr}.dato"
        i_ord = norsk.dato(dag.dato)
        if dag.dato in sett:
            feilene.append(feil(NAVN, felt, "dato-to-ganger", dato=i_ord, nr=sett[dag.dato] + 1))
        sett.setdefault(dag.dato, nr)
        try:
            satser_for(dag.dato, dag.timer)
        except IngenSats as ingen:
            feilene.append(feil(NAVN, felt, ingen.grunn, dato=i_ord, grense=norsk.dato(ingen.grense)))
    if feilene:
        raise FeilIFelt(*feilene)


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Work out both pure alternatives and the better of them.

    Honorar is the rate of each day; tapt arbeidsfortjeneste is each day's loss up to twice that rate.
    Source: UNE, «For nemndmedlemmer» (2021) and «Godtgjørelse og reiseregninger» (2017).
    """
    _kontroller(inn.dager)
    ut = Resultat()
    ut.tall = alternativer(inn.dager)
    honorar, tapt, utbetaling, per_dag = ut.tall.values()
    tapslinjer = []
    for dag in sorted(inn.dager, key=lambda dag: dag.dato):
        sats, faktor = satser_for(dag.dato, dag.timer)
        ut.bruk(sats, dag.dato)
        tak = sats.verdi * faktor.verdi
        dekket = min(dag.tap, tak)
        når = norsk.ukedag(dag.dato).capitalize()
        slag = sats.kode.removeprefix("honorar-")
        timer = norsk.tall(dag.timer)
        if slag == "lang" and isinstance(dag.timer, norsk.Omtrent):
            slag = "lang-omtrent"
        ut.linje(tekst(f"honorar.linje.{slag}", dag=når, timer=timer), norsk.kroner(sats.verdi), "honorar")
        kode = "tap-null" if not dag.tap else "tap-helt" if dag.tap <= tak else "tap-tak"
        ledetekst = tekst(
            f"honorar.linje.{kode}",
            dag=når,
            tap=norsk.kroner(dag.tap),
            tak=norsk.kroner(tak),
            faktor=norsk.tall(faktor.verdi),
        )
        tapslinjer.append((ledetekst, norsk.kroner(dekket), "tapt"))
    ut.linje(tekst("honorar.linje.sum-honorar"), norsk.kroner(honorar), "honorar")
    for linje in tapslinjer:
        ut.linje(*linje)
    ut.linje(tekst("honorar.linje.sum-tapt"), norsk.kroner(tapt), "tapt")
    ut.linje(tekst("honorar.linje.utbetaling"), norsk.kroner(utbetaling), "valg")

    best = "likt" if honorar == tapt else "honorar" if honorar > tapt else "tapt"
    ut.svar = bøyd(
        f"honorar.svar.{best}",
        len(inn.dager),
        utbetaling=norsk.kroner(utbetaling),
        honorar=norsk.kroner(honorar),
        tapt=norsk.kroner(tapt),
    )
    if per_dag > utbetaling:
        mer = norsk.kroner(per_dag - utbetaling)
        ut.ta_forbehold("valg-per-dag", per_dag=norsk.kroner(per_dag), mer=mer)
    for kode in ("lesedag", "reisetid", "foer-skatt"):
        ut.ta_forbehold(kode)
    if tapt:
        ut.krev(inn.tilknytning, tekst(f"honorar.dokumentasjon.{inn.tilknytning}"), "dokumentasjon")
    siste = max(dag.dato for dag in inn.dager)
    frist = måneder_etter(siste, 1)
    ledetekst = tekst("honorar.frist.send-senest", dato=norsk.dato(frist))
    ut.frist(frist, ledetekst, "betalingsfrist", i_dag, "krav", siste)
    return ut
