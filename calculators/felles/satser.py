"""Looks up a rate on a date in satser.toml, where every figure stands once.

Only start dates are stored: a value holds until the next one begins, so no gap or overlap can be written.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from . import norsk
from .data import les_toml
from .kalender import måneder_etter

_DATA = les_toml("satser.toml")
KILDER = _DATA["kilder"]
SATSER = _DATA["satser"]

GAMMEL_ETTER_MÅNEDER = 24


class Sats(NamedTuple):
    """One value of a rate: amount (kroner, per cent or as `enhet` says), first day, source and last confirmed."""

    kode: str
    navn: str
    enhet: str
    kriterium: str
    verdi: Decimal
    fra: date
    kilde: str
    bekreftet: date
    siste: bool
    eldes: bool

    def vist(self) -> str:
        """The value as a Norwegian reads it: «2 000 kr», «5,30 kr per km», «20 prosent»."""
        if self.enhet in ("prosent", "ganger", "valg"):
            return norsk.tall(self.verdi) + (f"\N{NO-BREAK SPACE}{self.enhet}" if self.enhet != "valg" else "")
        return norsk.kroner(self.verdi) + (" per km" if self.enhet == "kr per km" else "")

    def gammel(self, dato: date) -> bool:
        """Whether this is the last known value and `dato` lies over two years after its start."""
        return self.siste and self.eldes and dato > måneder_etter(self.fra, GAMMEL_ETTER_MÅNEDER)

    def som_json(self) -> dict:
        """The rate as the result tells it: exact decimal and ISO dates, and both as Norwegians read them."""
        return {
            "kode": self.kode,
            "navn": self.navn,
            "verdi": str(self.verdi),
            "vist": self.vist(),
            "fra": self.fra.isoformat(),
            "fra_vist": norsk.dato(self.fra),
            "kilde": KILDER[self.kilde],
            "bekreftet": self.bekreftet.isoformat(),
            "bekreftet_vist": norsk.dato(self.bekreftet),
        }


class IngenSats(LookupError):
    """No value is known on the date: it lies before the first one, or the rate is repealed."""

    def __init__(self, kode: str, grunn: str, grense: date):
        super().__init__(f"{kode}: {grunn} {grense}")
        self.grunn = grunn
        self.grense = grense


@cache
def perioder(kode: str) -> tuple[Sats, ...]:
    """Return every known value of the rate, oldest first. KeyError where the code is unknown."""
    sats = SATSER[kode]
    verdier = sorted(sats["verdier"], key=lambda verdi: verdi["fra"])
    return tuple(
        Sats(
            kode,
            sats["navn"],
            sats["enhet"],
            sats["kriterium"],
            verdi["verdi"],
            verdi["fra"],
            verdi["kilde"],
            verdi["bekreftet"],
            siste=verdi is verdier[-1],
            eldes=sats.get("eldes", True),
        )
        for verdi in verdier
    )


def finn_sats(kode: str, dato: date) -> Sats:
    """Return the value in force on `dato`. IngenSats before the first value and from the day of repeal."""
    alle = perioder(kode)
    opphevet = SATSER[kode].get("opphevet")
    if opphevet and dato >= opphevet:
        raise IngenSats(kode, "opphevet", opphevet)
    gjeldende = [sats for sats in alle if sats.fra <= dato]
    if not gjeldende:
        raise IngenSats(kode, "for-tidlig", alle[0].fra)
    return gjeldende[-1]
