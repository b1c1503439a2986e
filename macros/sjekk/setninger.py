"""Divides what editors write into sentences and words, each with its line. Knows Markdown, no rule of language.

A heading, a list item, a cell of a table and a paragraph are pieces of their own: no sentence goes from one into
the next. A macro, a piece of code and a place to fill in («{dato}») count as one word each, and are never looked
up.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from macros.sjekk.side import FYLL, Side

_BOKS = re.compile(r'[ ]*(?:!!!|\?\?\?\+?)[ ]*[\w-]*[ ]*"?')
LØPENDE = ("avsnitt", "punkt", "sitat")
_MERKER = (
    ("overskrift", re.compile(r"[ ]*#{1,6}[ ]+")),
    ("overskrift", _BOKS),
    ("punkt", re.compile(r"[ ]*(?:[-*+]|\d+\.)[ ]+")),
    ("sitat", re.compile(r"[ ]*>[ ]?")),
    ("forklaring", re.compile(r"[ ]*(?:\[\^[^\]]+\]:|:[ ]|\*\[[^\]]+\]:)[ ]*")),
)
_SKILLE = re.compile(r"[ |:-]+")
# What is spelt as others have decided: addresses, files, and a sign written as «&nbsp;».
_FREMMED = re.compile(
    r"&\w+;|(?:https?://|www\.)[^\s)]+|[\w.+-]+@[\w-]+\.[\w.-]*\w"
    r"|(?<![\w/])(?:/[\w./*-]+|[\w.-]+/(?:[\w.*-]*/)+[\w.*-]*|[\w.-]+/(?=[\s,.)]|$))|\b[\w-]+\.(?:no|md|toml|py|json|html|css|js|mjs)\b"
)
_SLUTT = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][»)*_])|(?<=:)|(?<=:\*\*))\s+(?=[«(*_\[–]*[A-ZÆØÅ\d¤])")
_FORKORTET = re.compile(r"\b(?:f\.eks|bl\.a|dvs|jf|nr|kl|ca|pkt|kap|art|evt|inkl|tlf|kr)\.$", re.IGNORECASE)
_ORD = re.compile(rf"[^\W_{FYLL}](?:[\w.,:/’'+°§{FYLL}-]*[\w°§{FYLL}])?|{FYLL}[\w{FYLL}-]*")


class Ord(NamedTuple):
    """One word, and where in its piece it begins."""

    tekst: str
    sted: int


class Setning(NamedTuple):
    """One sentence: the line it begins on, the kind of piece it stands in, and its text."""

    linje: int
    slag: str
    tekst: str

    @property
    def ord(self) -> tuple[Ord, ...]:
        return ord_i(self.tekst)

    def linje_for(self, sted: int) -> int:
        """The line of a place in the text."""
        return self.linje + self.tekst.count("\n", 0, sted)


@cache
def ord_i(tekst: str) -> tuple[Ord, ...]:
    """A number alone is no word."""
    alle = (Ord(treff[0], treff.start()) for treff in _ORD.finditer(tekst))
    return tuple(et for et in alle if et.tekst.isalpha() or FYLL in et.tekst or any(map(str.isalpha, et.tekst)))


def på_siden(side: Side) -> tuple[Setning, ...]:
    """The sentences of a page, those of its title and description first."""
    felter = [felt for felt in ("title", "description") if isinstance(side.forside.get(felt), str)]
    biter = [(side.linje_i_forside(felt), "forside", side.forside[felt]) for felt in felter]
    return tuple(et for linje, slag, tekst in [*biter, *_biter(side)] for et in i_teksten(tekst, linje, slag))


@cache
def i_teksten(tekst: str, linje: int, slag: str = "avsnitt") -> tuple[Setning, ...]:
    """The sentences of one piece."""
    tekst = _FREMMED.sub(lambda treff: FYLL * len(treff[0]), tekst)
    ut, fra = [], 0
    for skille in [*_SLUTT.finditer(tekst), None]:
        til = skille.start() if skille else len(tekst)
        bit = tekst[fra:til]
        if skille and (_FORKORTET.search(bit) or (bit.endswith(":") and tekst[skille.end()].isdigit())):
            continue
        start = fra + len(bit) - len(bit.lstrip())
        if bit.strip():
            ut.append(Setning(linje + tekst.count("\n", 0, start), slag, bit.strip()))
        fra = skille.end() if skille else til
    return tuple(ut)


def _biter(side: Side) -> Iterator[tuple[int, str, str]]:
    """(line, kind, text) of each piece; a line of prose that follows another belongs to it."""
    linjer: list[str] = []
    slag, start = "avsnitt", 0
    for nr, linje in enumerate([*side.lesetekst.split("\n"), ""], 1):
        ren = re.sub(r"!?\[([^\[\]]*)\]", r" \1 ", linje)
        nytt, merke = next(
            ((slag_, treff) for slag_, mønster in _MERKER if (treff := mønster.match(linje))), ("", None)
        )
        tabell = linje.lstrip().startswith("|")
        if linjer and (not linje.strip() or merke or tabell):
            yield start, slag, "\n".join(linjer)
            linjer, slag = [], "avsnitt"
        if tabell:
            if not _SKILLE.fullmatch(linje.strip()):
                yield from ((nr, "celle", celle) for celle in ren.strip().strip("|").split("|") if celle.strip())
        elif linje.strip():
            if not linjer:
                slag, start = nytt or slag, nr
            linjer.append(ren[merke.end() :] if merke else ren)


def lix(setninger: Iterable[Setning]) -> float:
    """The readability index of running text: words to a sentence, and long words (over six letters) in a hundred.

    Counts paragraphs, list items and quotations, each item a sentence at least. Headings, cells of tables and the
    front matter are no running text. What a macro or code gives is a short word; a number alone is none.
    """
    tekst = [setning for setning in setninger if setning.slag in LØPENDE and setning.ord]
    ord = [ord for setning in tekst for ord in setning.ord]
    lange = sum(sum(map(str.isalpha, et.tekst)) > 6 for et in ord)
    return len(ord) / len(tekst) + 100 * lange / len(ord) if ord else 0.0
