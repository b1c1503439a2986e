"""A finished site and its pages: each read once, changed by the steps, written once.

A page is kept as the bytes it is sent as. Its article is made a tree when a step asks for it, and let go of after:
a thousand trees fill the memory, and making one takes less than a millisecond. lxml knows HTML and not SVG, so the
figures wait outside the tree and come back as they were. Knows files and markup; no step and no data.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macros.nettsted import tre
from macros.nettsted.tre import Element

FIGUR = re.compile(r"<svg.*?</svg>", re.DOTALL)
PLASS = "<!--svg-->"
ID = re.compile(r'id="(?<=\sid=")([^"]*)"')
IKKE_SIDER = ("assets", "r")  # the second one holds the short addresses: macros.nettsted.korte
UTENFOR = ("assets", "redaksjon", "skriv-ut", "nn")  # no pages of the handbook, or the same ones once more


class Nettstedsfeil(Exception):
    """The site cannot be finished; the message says what to do."""


class Side:
    """One page, by its path from the root of the site: «nemndmedlem/betaling/index.html»."""

    def __init__(self, sti: str, innhold: bytes = b""):
        self.sti, self.innhold = sti, innhold
        self.i_filen = hash(innhold)  # what is new is written, and only that

    @property
    def adresse(self) -> str:
        """The address from the root: «nemndmedlem/betaling/», "" for the front page."""
        return self.sti.removesuffix("index.html")

    @property
    def tekst(self) -> str:
        """The page as it is now."""
        return self.innhold.decode()

    @tekst.setter
    def tekst(self, ny: str) -> None:
        self.innhold = ny.encode()

    def _deler(self) -> tuple[str, str, str]:
        """The text before the article, the article and the text after it."""
        start, slutt = self.innhold.find(b"<article"), self.innhold.rfind(b"</article>") + len(b"</article>")
        if start < 0:
            start = slutt = 0
        return self.innhold[:start].decode(), self.innhold[start:slutt].decode(), self.innhold[slutt:].decode()

    @property
    def artikkelkilde(self) -> str:
        """The article as text, "" where there is none (a redirect)."""
        return self._deler()[1]

    @property
    def omgivelser(self) -> tuple[str, str]:
        """The text before the article and after it."""
        foran, _, bak = self._deler()
        return foran, bak

    @property
    def artikkel(self) -> Element | None:
        """A tree of the article, to be read; None where there is none."""
        kilde = self.artikkelkilde
        return tre.element(FIGUR.sub(PLASS, kilde)) if kilde else None

    @contextmanager
    def endres(self) -> Iterator[Element]:
        """A tree of the article, to be changed: the page is as the tree is when it is left."""
        foran, kilde, bak = self._deler()
        figurer = iter(FIGUR.findall(kilde))
        yield (artikkel := tre.element(FIGUR.sub(PLASS, kilde)))
        self.tekst = foran + re.sub(PLASS, lambda _: next(figurer), tre.som_html(artikkel)) + bak

    def kopi(self) -> Element:
        """A tree of the article with what the parser makes of its figures."""
        return tre.element(self.artikkelkilde)

    def ramme(self) -> Element:
        """All but the article: head, menu and foot."""
        return tre.dokument("".join(self.omgivelser))

    def ider(self, artikkel: Element | None) -> list[str]:
        """Every id of the page and of the tree of its article, as often as it stands there."""
        foran, kilde, bak = self._deler()
        utenfor = [id for del_ in (foran, bak, *FIGUR.findall(kilde)) for id in ID.findall(del_)]
        return [*utenfor, *(() if artikkel is None else tre.ider(artikkel))]

    @property
    def for_søkemotorer(self) -> bool:
        """Old versions, redirects and the like are not: they are found from the page in force."""
        return b'name="robots" content="noindex"' not in self.innhold.partition(b"<article")[0]


class Nettsted:
    """The pages of a built site by path. New ones may be laid in; `skriv` writes those that have changed."""

    def __init__(self, mappe: Path):
        self.mappe = Path(mappe)
        filer = sorted(
            fil for fil in self.mappe.rglob("*.html") if fil.relative_to(mappe).parts[0] not in IKKE_SIDER
        )
        lest = (Side(fil.relative_to(mappe).as_posix(), fil.read_bytes()) for fil in filer)
        self.sider = {side.sti: side for side in lest}

    def __getitem__(self, adresse: str) -> Side:
        return self.sider[f"{adresse}index.html"]

    def __contains__(self, adresse: str) -> bool:
        return f"{adresse}index.html" in self.sider

    def legg(self, adresse: str, tekst: str) -> Side:
        """Lay a page in the site, or another in its place."""
        sti = f"{adresse}index.html"
        side = self.sider.setdefault(sti, Side(sti))
        side.tekst = tekst
        return side

    def under(self, *mapper: str) -> Iterator[Side]:
        """The pages with an address of their own, in a fixed order; below the folders named, or all."""
        for sti in sorted(self.sider, key=lambda sti: sti.split("/")):
            if sti.rpartition("/")[2] == "index.html" and (not mapper or sti.startswith(mapper)):
                yield self.sider[sti]

    def lesernes(self) -> Iterator[Side]:
        """The pages for readers, in a fixed order; each once, in bokmål."""
        return (side for side in self.under() if side.sti.split("/")[0] not in UTENFOR)

    def skriv(self) -> None:
        """Write every page that is new or changed."""
        for side in self.sider.values():
            if (nå := hash(side.innhold)) != side.i_filen:
                fil = self.mappe / side.sti
                fil.parent.mkdir(parents=True, exist_ok=True)
                fil.write_bytes(side.innhold)
                side.i_filen = nå
