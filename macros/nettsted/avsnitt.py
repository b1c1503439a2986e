"""The paragraphs of a page: finds them in the built HTML, and knows them again after an edit.

Works on lxml elements and plain text; knows nothing of the register's file or of MkDocs.
"""

import copy
import hashlib
import re
import string
import struct
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from lxml import html

PLASSER = 48  # letters in a mark: likeness is told to within about 0.07
TEGN = string.ascii_letters + string.digits + "-_"
SAMME = 0.5  # below this likeness a text is another text
_HOPP_OVER = (
    "ancestor::aside or ancestor::details or ancestor::figure or ancestor::nav or ancestor::form or ancestor::dl"
    " or contains(concat(' ', @class, ' '), ' siter ')"
    " or ancestor::*[contains(concat(' ', @class, ' '), ' siter ')]"
    " or ancestor-or-self::*[contains(@class, 'kildelinje')] or contains(@class, 'admonition-title')"
)


class Avsnitt(NamedTuple):
    """A paragraph or list item: its element, the heading it stands under, and its words."""

    element: html.HtmlElement
    seksjon: str
    tekst: str

    @property
    def avtrykk(self) -> str:
        return hashlib.sha256(self.tekst.encode()).hexdigest()[:16]


def uten_siter(element: html.HtmlElement) -> html.HtmlElement:
    """A copy of the element without the links and buttons that are put in after the build."""
    kopi = copy.deepcopy(element)
    kopi.tail = None
    for et in kopi.xpath(".//*[contains(concat(' ', @class, ' '), ' siter ')]"):
        et.drop_tree()
    return kopi


def _tekst(element: html.HtmlElement) -> str:
    kopi = uten_siter(element)
    for liste in kopi.xpath(".//ul | .//ol"):
        liste.drop_tree()  # its items stand for themselves
    for celle in kopi.xpath("./td | ./th"):
        celle.tail = " "
    return " ".join(kopi.text_content().split())


def avsnitt_i(artikkel: html.HtmlElement, *, tabeller: bool = False) -> list[Avsnitt]:
    """Return the paragraphs and list items of the article in reading order; table rows too where asked for."""
    ut, seksjon = [], ""
    for et in artikkel.iter("h1", "h2", "h3", "h4", "p", "li", "tr"):
        if et.tag in ("h1", "h2", "h3", "h4"):
            seksjon = et.get("id") or seksjon
        elif not seksjon or et.xpath(_HOPP_OVER):
            continue
        elif (et.tag == "tr") == bool(et.xpath("ancestor::table")) and (et.tag != "tr" or tabeller):
            if et.tag == "p" and et.xpath("ancestor::li"):
                continue
            if tekst := _tekst(et):
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
    ledige = dict(kjente)
    for hjemme in (True, False):  # equal texts: the one under its own heading first
        for nr, et in enumerate(nye):
            for id in () if funnet[nr] else list(ledige):
                if ledige[id]["avtrykk"] == et.avtrykk and (not hjemme or id.rpartition("-a")[0] == et.seksjon):
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


def neste_id(seksjon: str, brukt: Iterable[str]) -> str:
    """The next paragraph id under a heading: one above the highest ever given out there."""
    numre = [int(treff[1]) for id in brukt if (treff := re.fullmatch(rf"{re.escape(seksjon)}-a(\d+)", id))]
    return f"{seksjon}-a{max(numre, default=0) + 1}"
