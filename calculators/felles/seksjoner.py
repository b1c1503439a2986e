"""What the site's pages hold, and since when: seksjoner.json, which `make godkjenn` writes from the register.

Read when it is first asked for, and not before: most calculators never need it.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from .data import les_json

_NUMMER = re.compile(r"(\d+(?:\.\d+)*) (.+)", re.DOTALL)


class Seksjon(NamedTuple):
    """One section. `dager` are the day it was taken in and each day that it, or what stands in it, was changed."""

    side: str
    id: str
    nivå: int
    tittel: str
    henvisning: str
    dager: tuple[str, ...]
    het: tuple[tuple[str, str], ...]  # the titles it has had, each with the day it was given up

    @property
    def adresse(self) -> str:
        """The address from the site's root; the page's own where it is the first one."""
        return self.side if self.nivå == 1 else f"{self.side}#{self.id}"

    def tittel_på(self, dag: date | None) -> str:
        """The title it had on the day; today's where no day is given."""
        iso = dag.isoformat() if dag else "9999"
        return next((tittel for til, tittel in self.het if iso < til), self.tittel)

    def titler(self) -> set[str]:
        """Every title it has or has had, without its number."""
        return {uten_nummer(tittel) for tittel in (self.tittel, *(tittel for _, tittel in self.het))}

    def endret_etter(self, dag: date) -> str:
        """The last day it was changed, if that is after the day; else ""."""
        return self.dager[-1] if len(self.dager) > 1 and self.dager[-1] > dag.isoformat() else ""


def nummer(tittel: str) -> str:
    """The number that stands first in the title of a chapter, or ""."""
    treff = _NUMMER.match(tittel)
    return treff[1] if treff else ""


def uten_nummer(tittel: str) -> str:
    """The title without the number of its chapter."""
    treff = _NUMMER.match(tittel)
    return treff[2] if treff else tittel


@dataclass(frozen=True)
class Side:
    """A page with its sections in order; of a routine, what its front matter says as well."""

    adresse: str
    seksjoner: tuple[Seksjon, ...]
    avsnitt: dict[str, list[str]]
    kode: str = ""
    publisert: str = ""
    kilde_oppdatert: str = ""
    opphevet: str = ""
    erstattet_av: str = ""
    over: dict[str, str] = field(default_factory=dict)  # id → the id of the numbered chapter it stands in

    def finn(self, id: str) -> Seksjon | None:
        """The section with the id; of a paragraph or a word explained, the one it is in, on its own days."""
        for seksjon in self.seksjoner:
            if seksjon.id == id:
                return seksjon
        if id in self.avsnitt:
            rundt = self.finn(id.rpartition("-a")[0]) or self.seksjoner[0]
            return rundt._replace(id=id, nivå=9, dager=tuple(self.avsnitt[id]))
        return None


def _med_innhold(alle: list[Seksjon], nr: int) -> Seksjon:
    """The section with the days of all that stands below it: a chapter has changed when a part of it has."""
    første, *endret = alle[nr].dager
    dager = set(endret)
    for under in alle[nr + 1 :]:
        if under.nivå <= alle[nr].nivå:
            break
        dager |= {dag for dag in under.dager if dag > første}
    return alle[nr]._replace(dager=(første, *sorted(dager)))


def _kapitler(seksjoner: list[Seksjon]) -> dict[str, str]:
    ut, åpent = {}, ""
    for seksjon in seksjoner:
        if seksjon.nivå <= 2:
            åpent = seksjon.id if nummer(seksjon.tittel) else ""
        if åpent:
            ut[seksjon.id] = åpent
    return ut


@cache
def _kilde() -> dict:
    return les_json("seksjoner.json")


@cache
def side(adresse: str) -> Side | None:
    """The page at the address, from the site's root; None where there is none."""
    if not (felt := _kilde()["sider"].get(adresse)):
        return None
    alle = [
        Seksjon(adresse, id, nivå, tittel, henvisning, dager, tuple(tuple(et) for hatt in het for et in hatt))
        for id, nivå, tittel, henvisning, dager, *het in felt["seksjoner"]
    ]
    resten = {navn: verdi for navn, verdi in felt.items() if navn not in ("seksjoner", "avsnitt")}
    samlet = tuple(_med_innhold(alle, nr) for nr in range(len(alle)))
    return Side(adresse, samlet, felt.get("avsnitt", {}), **resten, over=_kapitler(alle))


@cache
def rutiner() -> dict[str, str]:
    """The address of each routine in force or revoked, by its code."""
    sider = _kilde()["sider"].items()
    return {felt["kode"]: adresse for adresse, felt in sider if "kode" in felt and "/eldre/" not in adresse}


def rutine(kode: str) -> Side | None:
    """The page of a routine; None where the site does not have it."""
    return side(rutiner()[kode]) if kode in rutiner() else None


def flyttet(adresse: str) -> str | None:
    """Where an address that has moved leads today."""
    ny = _kilde()["flyttet"].get(adresse)
    return ny[0] if ny else None


@cache
def tatt_ut(sti: str) -> dict[str, str]:
    """What a page once had: the titles of the sections that have moved, with where each leads today."""
    alle = _kilde()["flyttet"].items()
    return {tittel: ny for gammel, (ny, tittel) in alle if tittel and gammel.startswith(f"{sti}#")}


def finnes(adresse: str) -> bool:
    """Whether a page is here, or was."""
    return adresse in _kilde()["sider"] or adresse in _kilde()["flyttet"]


@cache
def lover() -> dict[str, tuple[str, str]]:
    """The name and the id at Lovdata of each law, by its name and by each abbreviation, in small letters."""
    return {
        ord.lower(): (navn, id)
        for navn, (id, *forkortelser) in _kilde()["lover"].items()
        for ord in (navn, *forkortelser)
    }


def andres() -> list[str]:
    """The hosts of other sites, whose pages are none of ours."""
    return _kilde()["andres"]


def fra() -> date:
    """The first day the register knows of."""
    return date.fromisoformat(_kilde()["fra"])
