"""The paragraphs of a page: finds them in an article, and knows them again after an edit.

Works on lxml elements and plain text; knows nothing of the register's file.
"""

import hashlib
import re
import string
import struct
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from macros.nettsted.tre import Element, klasser, med_klasse

PLASSER = 48  # letters in a mark: likeness is told to within about 0.07
TEGN = string.ascii_letters + string.digits + "-_"
SAMME = 0.5  # below this likeness a text is another text
# A box, a figure or a form speaks for itself: what stands in it is no paragraph of the section.
LAGT_TIL = "lagt til"
HOPP_OVER = {"aside", "details", "figure", "nav", "form", "dl", LAGT_TIL}
OVERSKRIFT = {"h1", "h2", "h3", "h4"}
LISTER = frozenset({"ul", "ol"})


class Avsnitt(NamedTuple):
    """A paragraph or list item: its element, the heading it stands under, and its words."""

    element: Element | None
    seksjon: str
    tekst: str

    @property
    def avtrykk(self) -> str:
        return hashlib.sha256(self.tekst.encode()).hexdigest()[:16]


def ord_i(element: Element, utelat: frozenset[str] = frozenset()) -> str:
    """The words of the element, without the links and buttons put in after the build, and without some tags."""
    biter = [element.text or ""]
    for barn in element:
        if isinstance(barn.tag, str) and barn.tag not in utelat and "siter" not in klasser(barn):
            biter.append(ord_i(barn, utelat) if len(barn) else barn.text or "")
        biter.append(" " if element.tag == "tr" and barn.tag in ("td", "th") else barn.tail or "")
    return "".join(biter)


def avsnitt_i(artikkel: Element, *, tabeller: bool = False) -> list[Avsnitt]:
    """Return the paragraphs and list items of the article in reading order; table rows too where asked for."""
    ut, seksjon = [], ""
    lagt_til = {et for et in med_klasse(artikkel) if "kildelinje" in et.get("class", "") or "siter" in klasser(et)}

    @cache  # many stand in the same list
    def tagger_over(et: Element | None) -> frozenset[str]:
        """The tags of an element and of all it stands in, and `LAGT_TIL` where one of them was put in later."""
        if et is None:
            return frozenset()
        return tagger_over(et.getparent()) | {LAGT_TIL if et in lagt_til else et.tag}

    for et in artikkel.iter(*OVERSKRIFT, "p", "li", "tr"):
        if et.tag in OVERSKRIFT:
            seksjon = et.get("id") or seksjon
        elif seksjon and (tabeller or et.tag != "tr") and "admonition-title" not in et.get("class", ""):
            i = tagger_over(et.getparent())
            if (
                HOPP_OVER.isdisjoint(i)
                and (et.tag == "tr" or "table" not in i)
                and (et.tag != "p" or "li" not in i)
                and et not in lagt_til
                # The items of a list stand for themselves.
                and (tekst := " ".join(ord_i(et, LISTER).split()))
            ):
                ut.append(Avsnitt(et, seksjon, tekst))
    return ut


@cache
def _plasser(ord: str) -> tuple[int, ...]:
    return struct.unpack(f">{PLASSER}I", hashlib.shake_128(ord.encode()).digest(4 * PLASSER))


def merke(tekst: str) -> str:
    """A mark of the set of words (MinHash): two marks share about as many letters as the texts share words."""
    ord = set(re.findall(r"\w+", tekst.lower()))
    return "".join(TEGN[min(plass) % 64] for plass in zip(*map(_plasser, ord), strict=True))


def likhet(a: str, b: str) -> float:
    """How alike two marks are, 0 to 1: the words in both texts over the words in either."""
    if not a or not b:
        return float(a == b)
    like = sum(x == y for x, y in zip(a, b, strict=True)) / PLASSER
    return max(0.0, (like - 1 / 64) / (1 - 1 / 64))  # one letter in 64 is alike by chance


def gjenkjenn(kjente: dict[str, dict], nye: Iterable[Avsnitt]) -> list[str | None]:
    """Return the registered id of each paragraph, None for one that is new.

    The same text keeps its id wherever it stands; then the likest pair takes each other, and so on down.
    """
    nye = list(nye)
    funnet: list[str | None] = [None] * len(nye)
    if not kjente:
        return funnet
    ledige = dict(kjente)
    etter_avtrykk: dict[str, list[str]] = {}
    for id, kjent in kjente.items():
        etter_avtrykk.setdefault(kjent["avtrykk"], []).append(id)
    like = [etter_avtrykk.get(et.avtrykk, ()) for et in nye]
    for hjemme in (True, False):  # equal texts: the one under its own heading first
        for nr, et in enumerate(nye):
            for id in () if funnet[nr] else like[nr]:
                if id in ledige and (not hjemme or id.rpartition("-a")[0] == et.seksjon):
                    funnet[nr] = id
                    del ledige[id]
                    break
    par = []
    for nr, et in enumerate(nye):
        if funnet[nr] is None and ledige:
            merket = merke(et.tekst)
            for id, kjent in ledige.items():
                if (lik := likhet(kjent["ord"], merket)) >= SAMME:
                    par.append((-lik, id.rpartition("-a")[0] != et.seksjon, nr, id))
    for _, _, nr, id in sorted(par):
        if funnet[nr] is None and id in ledige:
            funnet[nr] = id
            del ledige[id]
    return funnet


def høyeste_numre(brukt: Iterable[str]) -> Counter[str]:
    """The highest paragraph number ever given out under each heading: the next id is one above it."""
    ut: Counter[str] = Counter()
    for id in brukt:
        seksjon, skille, nummer = id.rpartition("-a")
        if skille and nummer.isdecimal():
            ut[seksjon] = max(ut[seksjon], int(nummer))
    return ut
