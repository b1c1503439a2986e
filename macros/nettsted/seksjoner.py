"""Reads the built pages back as sections: what the search, the register of ids and the printed books are made of.

A section runs from its heading to the next one. Works on plain HTML files, whatever generator made them;
knows nothing of MkDocs and changes nothing.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import html

# What stands in the article but is not the text of any section.
UTENFOR = (
    ".//*[contains(concat(' ', @class, ' '), ' headerlink ')]"
    " | .//*[contains(concat(' ', @class, ' '), ' innhold-smal ')]"
    " | .//*[contains(concat(' ', @class, ' '), ' kildelinje ')]"
    " | .//*[contains(concat(' ', @class, ' '), ' rb-fakta ')]"
    " | .//*[contains(concat(' ', @class, ' '), ' siter ')]"
    " | .//nav | .//svg | .//script | .//style | .//template | .//noscript | .//form | .//button"
    " | .//*[@data-resultat or @data-utenfor]"
)
OVERSKRIFT = re.compile(r"h[1-6]")
BLOKK = {"p", "li", "dt", "dd", "tr", "td", "th", "caption", "figcaption", "summary", "div", "aside"}


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
    def avtrykk(self) -> str:
        """A short hash of the title and the text, to tell a section that has changed."""
        return hashlib.sha256(f"{self.tittel}\n{self.tekst}".encode()).hexdigest()[:16]


def sider(nettsted: Path) -> list[Path]:
    """Return the HTML files of the site that are pages for readers, in a fixed order."""
    return sorted(
        fil
        for fil in nettsted.rglob("index.html")
        if fil.relative_to(nettsted).parts[0] not in ("assets", "redaksjon", "skriv-ut")
    )


def artikkel(fil: Path) -> html.HtmlElement | None:
    """Return the article of the page, None where there is none (a redirect)."""
    return html.document_fromstring(fil.read_text(encoding="utf-8")).find(".//article")


def _tekst(element) -> str:
    """The words of the element with its blocks kept apart by spaces."""
    biter = [element.text or ""]
    for barn in element:
        if isinstance(barn.tag, str):
            skille = " " if barn.tag in BLOKK or barn.tag == "br" else ""
            biter += [skille, _tekst(barn), skille]
        biter.append(barn.tail or "")
    return "".join(biter)


def _ren(tekst: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", tekst).strip()


def _biter(element) -> Iterator[tuple[str, object]]:
    """The article in reading order, as ("overskrift", element) and ("tekst", str)."""
    if isinstance(element.tag, str) and OVERSKRIFT.fullmatch(element.tag) and element.get("id"):
        yield "overskrift", element
    elif isinstance(element.tag, str):
        if not element.xpath(".//h1 | .//h2 | .//h3 | .//h4"):
            yield "tekst", _tekst(element)
        else:
            yield "tekst", element.text or ""
            for barn in element:
                yield from _biter(barn)
                yield "tekst", barn.tail or ""


def seksjoner_i(fil: Path, nettsted: Path) -> list[Seksjon]:
    """Return the sections of one page, in reading order."""
    innhold = artikkel(fil)
    if innhold is None:
        return []
    kode = innhold.xpath("string(.//*[contains(@class, 'rb-fakta')]//dd)").strip()
    for element in innhold.xpath(UTENFOR):
        element.drop_tree()
    side = fil.parent.relative_to(nettsted).as_posix() + "/"
    side = "" if side == "./" else side
    åpne: list[list] = []  # overskriftene som gjelder nå, ytterst først: [nivå, tittel]
    ut: list[list] = []
    for slag, bit in _biter(innhold):
        if slag == "tekst":
            if ut:
                ut[-1][-1].append(bit)
            continue
        nivå, tittel = int(bit.tag[1]), _ren(bit.text_content())
        åpne = [et for et in åpne if et[0] < nivå]
        ut.append([bit.get("id"), tittel, nivå, tuple(et[1] for et in åpne), []])
        åpne.append([nivå, tittel])
    return [
        Seksjon(side, id_, tittel, nivå, sti, kode, _ren(" ".join(tekst))) for id_, tittel, nivå, sti, tekst in ut
    ]


def seksjoner(nettsted: Path) -> list[Seksjon]:
    """Return every section of every page for readers."""
    return [seksjon for fil in sider(nettsted) for seksjon in seksjoner_i(fil, nettsted)]


if __name__ == "__main__":
    import sys

    for seksjon in seksjoner(Path(sys.argv[1])):
        print(json.dumps(seksjon._asdict(), ensure_ascii=False))
