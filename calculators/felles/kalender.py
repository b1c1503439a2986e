"""Dates as the rules count them: whole months, whole minutes, nights from 22 to 06. Knows no clock, no zone."""

from calendar import monthrange
from datetime import date, datetime, time, timedelta

DØGN = 24 * 60  # minutes
_NATT_FRA, _NATT_TIL = time(22), time(6)


def måneder_etter(dato: date, antall: int) -> date:
    """Return the same day number `antall` months later, or that month's last day where the number is missing."""
    år, måned = divmod(dato.year * 12 + dato.month - 1 + antall, 12)
    return date(år, måned + 1, min(dato.day, monthrange(år, måned + 1)[1]))


def minutter(fra: datetime, til: datetime) -> int:
    """Return the wall-clock minutes between two local times. Daylight saving is left out on purpose."""
    return (til - fra) // timedelta(minutes=1)


def lengste_natt(fra: datetime, til: datetime) -> int:
    """Return the most minutes that the trip takes of any one night, 22–06 (særavtalen's «natt»)."""
    lengst = 0
    for døgn in range((til.date() - fra.date()).days + 2):
        kveld = fra.date() + timedelta(days=døgn - 1)
        start = datetime.combine(kveld, _NATT_FRA)
        slutt = datetime.combine(kveld + timedelta(days=1), _NATT_TIL)
        lengst = max(lengst, minutter(max(fra, start), min(til, slutt)))
    return lengst
