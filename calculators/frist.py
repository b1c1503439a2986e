"""The deadline for a claim: one month after the last day of the samling, and what day that is."""

from dataclasses import dataclass
from datetime import date

from .felles import norsk
from .felles.kalender import UkjentÅr, arbeidsdag, fridag, måneder_etter
from .felles.resultat import Resultat
from .felles.skjema import FeilIFelt, dato, feil
from .felles.tekster import tekst

NAVN = "frist"
HOVEDTALL = "send_senest"


@dataclass(frozen=True)
class Inndata:
    """The last day of the samling."""

    siste_dag: date = dato()


EKSEMPEL = {"i_dag": "2027-01-30", "siste_dag": "29.01.2027"}


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Work out the nominal deadline, and the next working day where that is a day off (information only).

    The sources say «en måned» and nothing of days off; domstolloven §§ 148–149 are for courts, not for pay claims.
    """
    nominell = måneder_etter(inn.siste_dag, 1)
    try:
        grunn = fridag(nominell)
        neste = arbeidsdag(nominell, 1)
    except UkjentÅr as ukjent:
        raise FeilIFelt(feil(NAVN, "siste_dag", ukjent.grunn, **ukjent.verdier)) from None
    ut = Resultat(tall={"send_senest": nominell, "neste_arbeidsdag": neste})
    ut.linje(tekst("frist.linje.siste-dag"), norsk.ukedag(inn.siste_dag), "betalingsfrist")
    ut.linje(tekst("frist.linje.send-senest"), norsk.ukedag(nominell), "betalingsfrist")
    # Until the next working day has passed too, nobody can say that it is too late.
    kode = "gikk-ut" if i_dag and i_dag > neste else "fridag" if grunn else "arbeidsdag"
    ut.svar = tekst(
        f"frist.svar.{kode}",
        dato=norsk.ukedag(nominell),
        grunn=(grunn or "").lower(),
        neste=norsk.ukedag(neste),
    )
    if grunn:
        ut.linje(tekst("frist.linje.neste-arbeidsdag"), norsk.ukedag(neste), "betalingsfrist")
        ut.ta_forbehold("frist-fridag", dato=norsk.dato(nominell))
    ledetekst = tekst("frist.frist.send-senest", dato=norsk.dato(nominell))
    ut.frist(nominell, ledetekst, "betalingsfrist", i_dag, "krav", inn.siste_dag)
    return ut
