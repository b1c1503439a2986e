"""Reads the pages back as sections: what the search and the register of ids are made of.

A section runs from its heading to the next one. Changes nothing.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

from macros.nettsted.side import Nettsted, Side

# What stands in the article but is not the text of any section.
UTENFOR_KLASSER = {"headerlink", "innhold-smal", "kildelinje", "rb-fakta", "siter"}
UTENFOR_TAGGER = {"nav", "svg", "script", "style", "template", "noscript", "form", "button"}
RUTINE = re.compile(r"rutiner/(rb-\d+)/")
OVERSKRIFT = re.compile(r"h[1-6]")
BLOKK = {"p", "li", "dt", "dd", "tr", "td", "th", "caption", "figcaption", "summary", "div", "aside"}


def kort_adresse(adresse: str, id: str = "") -> str | None:
    """The short address of a section of a routine, from the root; of the whole, without `id`. None elsewhere."""
    treff = RUTINE.fullmatch(adresse)
    return f"r/{treff[1].upper()}/{id}/" if treff and id else f"r/{treff[1].upper()}/" if treff else None


class Seksjon(NamedTuple):
    """One section of one page: where it stands, what it is called and what it says."""

    side: str  # the page's address from the root: «nemndmedlem/betaling/»
    id: str
    tittel: str
    nivå: int
    sti: tuple[str, ...]  # the titles above it, from the page's own title down
    kode: str  # the RB's code, or ""
    tekst: str

    @property
    def adresse(self) -> str:
        """The section's address from the root; the page's own where it is the first one."""
        return self.side if self.nivå == 1 else f"{self.side}#{self.id}"

    @property
    def kort(self) -> str | None:
        """The short address that lasts; None outside the routines."""
        return kort_adresse(self.side, "" if self.nivå == 1 else self.id)

    @property
    def avtrykk(self) -> str:
        """A short hash of the title and the text, to tell a section that has changed."""
        return hashlib.sha256(f"{self.tittel}\n{self.tekst}".encode()).hexdigest()[:16]


def _ren(tekst: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", tekst).strip()


def _er_utenfor(et: html.HtmlElement) -> bool:
    felt = et.attrib if isinstance(et.tag, str) else {}
    return (
        et.tag in UTENFOR_TAGGER
        or ("class" in felt and not UTENFOR_KLASSER.isdisjoint(felt["class"].split()))
        or "data-resultat" in felt
        or "data-utenfor" in felt
    )


class _Leser:
    """Reads one article as headings and text, past what is no section's."""

    def __init__(self, artikkel: html.HtmlElement):
        self.utenfor = {et for et in artikkel.iterdescendants() if _er_utenfor(et)}
        self.rundt = set()  # what has a heading somewhere inside
        for overskrift in artikkel.iter("h1", "h2", "h3", "h4"):
            over = list(overskrift.iterancestors())
            if overskrift not in self.utenfor and self.utenfor.isdisjoint(over):
                self.rundt.update(over)

    def tekst(self, element: html.HtmlElement, *, blokker: bool = True) -> str:
        """The words of the element, its blocks kept apart by spaces."""
        biter = [element.text or ""]
        for barn in element:
            if isinstance(barn.tag, str) and barn not in self.utenfor:
                skille = " " if blokker and (barn.tag in BLOKK or barn.tag == "br") else ""
                biter += [skille, self.tekst(barn, blokker=blokker), skille]
            biter.append(barn.tail or "")
        return "".join(biter)

    def biter(self, element: html.HtmlElement) -> Iterator[tuple[str, object]]:
        """The article in reading order, as ("overskrift", element) and ("tekst", str)."""
        if not isinstance(element.tag, str) or element in self.utenfor:
            return
        if OVERSKRIFT.fullmatch(element.tag) and element.get("id"):
            yield "overskrift", element
        elif element not in self.rundt:
            yield "tekst", self.tekst(element)
        else:
            yield "tekst", element.text or ""
            for barn in element:
                yield from self.biter(barn)
                yield "tekst", barn.tail or ""


def seksjoner_i(side: Side) -> list[Seksjon]:
    """Return the sections of one page, in reading order."""
    innhold = side.artikkel
    if innhold is None:
        return []
    leser = _Leser(innhold)
    kode = innhold.xpath("string(.//*[contains(@class, 'rb-fakta')]//dd)").strip()
    åpne: list[list] = []  # overskriftene som gjelder nå, ytterst først: [nivå, tittel]
    ut: list[list] = []
    for slag, bit in leser.biter(innhold):
        if slag == "tekst":
            if ut:
                ut[-1][-1].append(bit)
            continue
        nivå, tittel = int(bit.tag[1]), _ren(leser.tekst(bit, blokker=False))
        åpne = [et for et in åpne if et[0] < nivå]
        ut.append([bit.get("id"), tittel, nivå, tuple(et[1] for et in åpne), []])
        åpne.append([nivå, tittel])
    return [
        Seksjon(side.adresse, id_, tittel, nivå, sti, kode, _ren(" ".join(tekst)))
        for id_, tittel, nivå, sti, tekst in ut
    ]


def seksjoner(nettsted: Nettsted) -> list[Seksjon]:
    """Return every section of every page for readers."""
    return [seksjon for side in nettsted.lesernes() for seksjon in seksjoner_i(side)]


if __name__ == "__main__":
    import sys

    for seksjon in seksjoner(Nettsted(Path(sys.argv[1]))):
        print(json.dumps(seksjon._asdict(), ensure_ascii=False))
