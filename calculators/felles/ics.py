"""Writes deadlines as an iCalendar file (RFC 5545), which any calendar can take in.

All-day events, free time, a reminder at nine in the morning. An event about the same samling or meeting has the
same UID whoever makes it and whatever else is typed, so taking it in again moves it instead of doubling it.
Knows the format and no deadline.
"""

from datetime import date, timedelta
from typing import NamedTuple

from .tekster import målform

LENGST = 75  # oktetter på en linje, uten linjeskiftet
VARSEL_KL = 9


class Hendelse(NamedTuple):
    """One event: what tells it from all others, first and last day, words, and when and why to be reminded."""

    id: str
    fra: date
    til: date
    tittel: str
    tekst: str
    varsel_dager: int
    varsel: str


def _tekst(verdi: str) -> str:
    """A value of type TEXT: characters with a meaning escaped, line breaks of every kind as \\n, no controls."""
    linjer = "\n".join(verdi.splitlines())
    rent = "".join(tegn for tegn in linjer if tegn in "\n\t" or (tegn >= " " and not "\x7f" <= tegn <= "\x9f"))
    for tegn in "\\;,":
        rent = rent.replace(tegn, "\\" + tegn)
    return rent.replace("\n", "\\n")


def _brett(linje: str) -> str:
    """Fold a line at 75 octets; a character is never split, and what follows a fold begins with a space."""
    deler, plass = [""], LENGST
    for tegn in linje:
        antall = len(tegn.encode())
        if antall > plass:
            deler.append(" ")
            plass = LENGST - 1
        deler[-1] += tegn
        plass -= antall
    return "\r\n".join(deler)


def _hendelse(et: Hendelse, stempel: str, i_dag: date) -> list[str]:
    linjer = [
        "BEGIN:VEVENT",
        f"UID:{et.id}@une-handboka",
        f"DTSTAMP:{stempel}",
        f"DTSTART;VALUE=DATE:{et.fra:%Y%m%d}",
        f"DTEND;VALUE=DATE:{et.til + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_tekst(et.tittel)}",
        f"DESCRIPTION:{_tekst(et.tekst)}",
        "TRANSP:TRANSPARENT",
    ]
    # A reminder whose day has come would ring as the file is opened.
    if et.fra - timedelta(days=et.varsel_dager) > i_dag:
        før = f"TRIGGER:-P{et.varsel_dager - 1}DT{24 - VARSEL_KL}H"
        linjer += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{_tekst(et.varsel)}", før, "END:VALARM"]
    return [*linjer, "END:VEVENT"]


def kalender(hendelser: list[Hendelse], i_dag: date) -> str | None:
    """Return the events as the text of an .ics file, None where there are none."""
    if not hendelser:
        return None
    stempel = f"{i_dag:%Y%m%d}T000000Z"
    linjer = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//UNE-haandboka//Kalkulatorer//{målform().upper()}"]
    for et in hendelser:
        linjer += _hendelse(et, stempel, i_dag)
    return "".join(_brett(linje) + "\r\n" for linje in [*linjer, "END:VCALENDAR"])
