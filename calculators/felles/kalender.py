"""Dates as the rules count them: months, minutes, nights from 22 to 06, working days. Knows no clock, no zone."""

from datetime import date, datetime, time, timedelta
from functools import cache

from .data import les_toml
from .tekster import ordet

DØGN = 24 * 60  # minutes
_NATT_FRA, _NATT_TIL = time(22), time(6)


def måneder_etter(dato: date, antall: int) -> date:
    """Return the same day number `antall` months later, or that month's last day where the number is missing."""
    år, måned = divmod(dato.year * 12 + dato.month - 1 + antall, 12)
    første, neste = date(år, måned + 1, 1), date(år + måned // 11, (måned + 1) % 12 + 1, 1)
    return første.replace(day=min(dato.day, (neste - første).days))


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


class UkjentÅr(LookupError):
    """The public holidays of the year are not in helligdager.toml, so nothing is said of its working days.

    `grunn` says which way to move the date, and `verdier` the year and the years that are known.
    """

    def __init__(self, år: int):
        super().__init__(år)
        første, siste = min(_kjente_år()), max(_kjente_år())
        self.grunn = "for-tidlig-aar" if år < første else "for-sent-aar"
        self.verdier = {"aar": år, "fra": første, "til": siste}


@cache
def helligdager() -> dict[date, str]:
    """Return the public holidays that are known, and what they are called."""
    return {date.fromisoformat(dag): navn for dag, navn in les_toml("helligdager.toml").items()}


@cache
def _kjente_år() -> set[int]:
    return {dag.year for dag in helligdager()}


def fridag(dag: date) -> str | None:
    """Return why `dag` is no working day («lørdag», «søndag» or the name of the holiday), else None.

    Raises UkjentÅr for a year without holiday data.
    """
    if dag.year not in _kjente_år():
        raise UkjentÅr(dag.year)
    grunn = helligdager().get(dag) or {5: "lørdag", 6: "søndag"}.get(dag.weekday())
    return ordet(grunn) if grunn else None


def arbeidsdag(dag: date, retning: int) -> date:
    """Return `dag` if it is a working day, else the nearest one after (`retning` 1) or before it (−1)."""
    while fridag(dag):
        dag += timedelta(days=retning)
    return dag


def arbeidsdager_før(dag: date, antall: int) -> date:
    """Return the working day that lies `antall` working days before `dag`, which is not counted itself."""
    for _ in range(antall):
        dag = arbeidsdag(dag - timedelta(days=1), -1)
    return dag
