"""Looks up a rate on a date in satser.toml, where every figure stands once.

Only start dates are stored: a value holds until the next one begins, so no gap or overlap can be written.
"""

from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from . import norsk
from .data import les_toml
from .kalender import måneder_etter
from .tekster import ordet

GAMMEL_ETTER_MÅNEDER = 24


class Sats(NamedTuple):
    """One value of a rate: amount (kroner, per cent or as `enhet` says), first day, source and last confirmed.

    `neste` is the first day of the next value, None where we know no later one. Where the source gives only a
    year, a season or a month, `bekreftet_sagt` has its words, and `bekreftet` is the first day of that time.
    """

    kode: str
    navn: str
    enhet: str
    kriterium: str
    verdi: Decimal
    fra: date
    kilde: str
    bekreftet: date
    neste: date | None
    eldes: bool
    bekreftet_sagt: str = ""

    def omtalt(self) -> str:
        """The name of the rate in the language of the answer."""
        return ordet(self.navn)

    def vist(self) -> str:
        """The value as a Norwegian reads it: «2 000 kr», «5,30 kr per km», «20 prosent»."""
        if self.enhet in ("prosent", "ganger", "valg"):
            enhet = f"\N{NO-BREAK SPACE}{ordet(self.enhet)}" if self.enhet != "valg" else ""
            return norsk.tall(self.verdi) + enhet
        return norsk.kroner(self.verdi) + (" per km" if self.enhet == "kr per km" else "")

    def bekreftet_vist(self) -> str:
        """When it was last confirmed, no more exact than the source: «1. mai 2026», «høsten 2021»."""
        return norsk.tidsrom(self.bekreftet_sagt) if self.bekreftet_sagt else norsk.dato(self.bekreftet)

    def gammel(self, dato: date) -> bool:
        """Whether the value may have been replaced on `dato`, over two years after its start, without our knowing.

        It may where we know no later value; and where we do, from the day after a source last confirmed this one.
        A later value says nothing of the years before it, so what was in doubt then still is.
        """
        i_tvil = self.neste is None or self.bekreftet < dato < self.neste
        return self.eldes and i_tvil and dato > måneder_etter(self.fra, GAMMEL_ETTER_MÅNEDER)

    def som_json(self) -> dict:
        """The rate as the result tells it: exact decimal and ISO dates, and both as Norwegians read them."""
        kilden = kildene()[self.kilde]
        return {
            "kode": self.kode,
            "navn": self.omtalt(),
            "verdi": str(self.verdi),
            "vist": self.vist(),
            "fra": self.fra.isoformat(),
            "fra_vist": norsk.dato(self.fra),
            "kilde": kilden | {"tekst": ordet(kilden["tekst"])},
            "bekreftet": self.bekreftet.isoformat(),
            "bekreftet_vist": self.bekreftet_vist(),
        }


class IngenSats(LookupError):
    """No value is known on the date: it lies before the first one, or the rate is repealed."""

    def __init__(self, kode: str, grunn: str, grense: date):
        super().__init__(f"{kode}: {grunn} {grense}")
        self.grunn = grunn
        self.grense = grense


@cache
def _filen() -> dict:
    # Read when a rate is first asked for: the browser's image of memory is taken before, and outlives a new rate.
    return les_toml("satser.toml")


def satsene() -> dict[str, dict]:
    """Return each rate as it is written, by its code."""
    return _filen()["satser"]


def kildene() -> dict[str, dict]:
    """Return each source as it is written, by its code."""
    return _filen()["kilder"]


def måltidstidene() -> dict:
    """Return the clock that meals are placed by, and whose choice it is: no rate, but a figure all the same."""
    return _filen()["maaltidstider"]


def _bekreftet(skrevet: date | str) -> tuple[date, str]:
    return (skrevet, "") if isinstance(skrevet, date) else (norsk.første_dag(skrevet), skrevet)


@cache
def perioder(kode: str) -> tuple[Sats, ...]:
    """Return every known value of the rate, oldest first. KeyError where the code is unknown."""
    sats = satsene()[kode]
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
            bekreftet,
            neste=etter["fra"] if etter else None,
            eldes=sats.get("eldes", True),
            bekreftet_sagt=sagt,
        )
        for verdi, etter in pairwise([*verdier, None])
        for bekreftet, sagt in [_bekreftet(verdi["bekreftet"])]
    )


def finn_sats(kode: str, dato: date) -> Sats:
    """Return the value in force on `dato`. IngenSats before the first value and from the day of repeal."""
    alle = perioder(kode)
    opphevet = satsene()[kode].get("opphevet")
    if opphevet and dato >= opphevet:
        raise IngenSats(kode, "opphevet", opphevet)
    gjeldende = [sats for sats in alle if sats.fra <= dato]
    if not gjeldende:
        raise IngenSats(kode, "for-tidlig", alle[0].fra)
    return gjeldende[-1]
