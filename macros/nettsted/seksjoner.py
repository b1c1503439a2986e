"""Reads the pages back as sections: what the search and the register of ids are made of.

A section runs from its heading to the next one. Changes nothing.
"""

import hashlib
import json
import re
from html import unescape
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from macros.nettsted.side import Nettsted
from macros.nettsted.tre import Element, med_en_av, ta_ut

# What stands in the article but is not the text of any section.
UTENFOR_KLASSER = {"headerlink", "innhold-smal", "kildelinje", "rb-fakta", "siter"}
med_felt_utenfor = etree.XPath("descendant::*[@data-resultat or @data-utenfor]")
UTENFOR_TAGGER = {"nav", "svg", "script", "style", "template", "noscript", "form", "button"}
START, SKILLE = "\ue000", "\ue001"  # letters of no language
FAKTA = ".//dl[@class='rb-fakta']"
RUTINE = re.compile(r"rutiner/(rb-\d+)/")
OVERSKRIFT = re.compile(r'<h([1-6])\b[^>]* id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
TAGG = re.compile(r"<[^>]*>")
# What keeps the words before it from those after.
BLOKKER = "aside blockquote br caption dd details div dl dt figcaption figure li ol p pre section summary table ul"
MELLOM = re.compile(rf"</?(?:{BLOKKER.replace(' ', '|')}|t[dhr])\b[^>]*>")
MELLOMROM = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]")


def kort_adresse(adresse: str, id: str = "") -> str | None:
    """The short address of a section of a routine, from the root; of the whole, without `id`. None elsewhere."""
    if not (treff := RUTINE.fullmatch(adresse)):
        return None
    return f"r/{treff[1].upper()}/" + (f"{id}/" if id else "")


class Seksjon(NamedTuple):
    """One section of one page: where it stands, what it is called and what it says."""

    side: str  # the page's address from the root: «nemndmedlem/betaling/»
    id: str
    tittel: str
    nivå: int
    sti: tuple[str, ...]  # the titles above it, from the page's own title down
    kode: str  # the RB's code, or ""
    tekst: str
    avtrykk: str  # a short hash of the title and the text, to tell a section that has changed

    @property
    def adresse(self) -> str:
        """The section's address from the root; the page's own where it is the first one."""
        return self.side if self.nivå == 1 else f"{self.side}#{self.id}"

    @property
    def kort(self) -> str | None:
        """The short address that lasts; None outside the routines."""
        return kort_adresse(self.side, "" if self.nivå == 1 else self.id)


def _merket(artikkel: Element) -> str:
    """All the words of the sections, with a mark at each end of a heading. The tree is used up.

    As XML no attribute holds a tag, so that the tags can be told from the words without visiting each element.
    """
    utenfor = [*artikkel.iter(*UTENFOR_TAGGER), *med_en_av(artikkel, UTENFOR_KLASSER), *med_felt_utenfor(artikkel)]
    ta_ut(artikkel, utenfor)
    kilde = etree.tostring(artikkel, encoding="unicode", with_tail=False)
    kilde = OVERSKRIFT.sub(rf" {START}\1\2{SKILLE}\3{SKILLE} ", kilde)
    return unescape(TAGG.sub("", MELLOM.sub(" ", kilde)))


def seksjoner_i(side: str, artikkel: Element | None) -> list[Seksjon]:
    """Return the sections of the page at an address, in reading order. Its tree is used up."""
    if artikkel is None:
        return []
    kode = artikkel.findtext(f"{FAKTA}//dd", "").strip()
    åpne: list[tuple[int, str]] = []  # the headings in force now, outermost first
    ut = []
    for bit in MELLOMROM.sub(" ", _merket(artikkel)).split(START)[1:]:
        hode, tittel, tekst = map(str.strip, bit.split(SKILLE))
        nivå = int(hode[0])
        åpne = [over for over in åpne if over[0] < nivå]
        sti = tuple(navn for _, navn in åpne)
        avtrykk = hashlib.sha256(f"{tittel}\n{tekst}".encode()).hexdigest()[:16]
        ut.append(Seksjon(side, hode[1:], tittel, nivå, sti, kode, tekst, avtrykk))
        åpne.append((nivå, tittel))
    return ut


def seksjoner(nettsted: Nettsted) -> list[Seksjon]:
    """Return every section of every page for readers."""
    return [seksjon for side in nettsted.lesernes() for seksjon in seksjoner_i(side.adresse, side.artikkel)]


if __name__ == "__main__":
    import sys

    for seksjon in seksjoner(Nettsted(Path(sys.argv[1]))):
        print(json.dumps(seksjon._asdict(), ensure_ascii=False))
