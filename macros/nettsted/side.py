"""A finished site and its pages: each read once, changed by the steps, written once.

A page is the text before its article, the article as a tree, and the text after. The steps change the tree, or
the text when the tree has served. lxml knows HTML and not SVG, so the figures wait outside the tree and come
back as they were. Knows files and markup; no step and no data.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import html

FIGUR = re.compile(r"<svg.*?</svg>", re.DOTALL)
PLASS = "<!--svg-->"
ID = re.compile(r'\sid="([^"]*)"')
IKKE_SIDER = ("assets", "r")  # the second one holds the short addresses: macros.nettsted.korte
UTENFOR = ("assets", "redaksjon", "skriv-ut")  # no pages of the handbook


class Nettstedsfeil(Exception):
    """The site cannot be finished; the message says what to do."""


class Side:
    """One page, by its path from the root of the site: «nemndmedlem/betaling/index.html»."""

    def __init__(self, sti: str, tekst: str):
        self.sti = sti
        self.i_filen = hash(tekst)  # what is new is written, and only that
        self._tre: html.HtmlElement | None = None
        self.tekst = tekst

    @property
    def adresse(self) -> str:
        """The address from the root: «nemndmedlem/betaling/», "" for the front page."""
        return self.sti.removesuffix("index.html")

    @property
    def tekst(self) -> str:
        """The page as it is now. Set, it is read anew the next time its article is asked for."""
        return self._hode + self.artikkelkilde + self._hale

    @tekst.setter
    def tekst(self, ny: str) -> None:
        start, slutt = ny.find("<article"), ny.rfind("</article>")
        slutt = slutt + len("</article>") if start >= 0 else 0
        start = max(start, 0)
        self._hode, self._kilde, self._hale = ny[:start], ny[start:slutt], ny[slutt:]
        self._tre = None

    @property
    def artikkel(self) -> html.HtmlElement | None:
        """The article, free to be changed; None where there is none (a redirect)."""
        if self._tre is None and self._kilde:
            self._figurer = FIGUR.findall(self._kilde)
            self._tre = html.fragment_fromstring(FIGUR.sub(PLASS, self._kilde))
            self._kilde = ""
        return self._tre

    @property
    def artikkelkilde(self) -> str:
        """The article as text, with its figures."""
        if self._tre is None:
            return self._kilde
        figurer = iter(self._figurer)
        ferdig = html.tostring(self._tre, encoding="unicode", with_tail=False)
        return re.sub(PLASS, lambda _: next(figurer), ferdig)

    def kopi(self) -> html.HtmlElement:
        """A copy of the article that may be taken apart, with what the parser makes of its figures."""
        return html.fragment_fromstring(self.artikkelkilde)

    def lukk(self) -> None:
        """Let go of the tree when the last step has changed it: a thousand of them fill the memory."""
        self.tekst = self.tekst

    def ramme(self) -> html.HtmlElement:
        """All but the article: head, menu and foot."""
        return html.document_fromstring(self._hode + self._hale)

    @property
    def omgivelser(self) -> tuple[str, str]:
        """The text before the article and after it."""
        return self._hode, self._hale

    @property
    def ider(self) -> list[str]:
        """Every id of the page, as often as it stands there."""
        rundt = [id for del_ in (self._hode, self._hale) for id in ID.findall(del_)]
        if self.artikkel is None:
            return rundt
        return [*rundt, *self.artikkel.xpath(".//@id"), *(id for svg in self._figurer for id in ID.findall(svg))]

    @property
    def for_søkemotorer(self) -> bool:
        """Old versions, redirects and the like are not: they are found from the page in force."""
        return 'name="robots" content="noindex"' not in self._hode + self._hale


class Nettsted:
    """The pages of a built site by path. New ones may be laid in; `skriv` writes those that have changed."""

    def __init__(self, mappe: Path):
        self.mappe = Path(mappe)
        filer = sorted(
            fil for fil in self.mappe.rglob("*.html") if fil.relative_to(mappe).parts[0] not in IKKE_SIDER
        )
        lest = (Side(fil.relative_to(mappe).as_posix(), fil.read_text(encoding="utf-8")) for fil in filer)
        self.sider = {side.sti: side for side in lest}

    def __getitem__(self, adresse: str) -> Side:
        return self.sider[f"{adresse}index.html"]

    def __contains__(self, adresse: str) -> bool:
        return f"{adresse}index.html" in self.sider

    def legg(self, adresse: str, tekst: str) -> Side:
        """Lay a page in the site, or another in its place."""
        sti = f"{adresse}index.html"
        side = self.sider.setdefault(sti, Side(sti, ""))
        side.tekst = tekst
        return side

    def under(self, *mapper: str) -> Iterator[Side]:
        """The pages with an address of their own, in a fixed order; below the folders named, or all."""
        for sti in sorted(self.sider, key=lambda sti: sti.split("/")):
            if sti.rpartition("/")[2] == "index.html" and (not mapper or sti.startswith(mapper)):
                yield self.sider[sti]

    def lesernes(self) -> Iterator[Side]:
        """The pages for readers, in a fixed order."""
        return (side for side in self.under() if side.sti.split("/")[0] not in UTENFOR)

    def skriv(self) -> None:
        """Write every page that is new or changed."""
        for side in self.sider.values():
            nå = side.tekst
            if hash(nå) != side.i_filen:
                fil = self.mappe / side.sti
                fil.parent.mkdir(parents=True, exist_ok=True)
                fil.write_text(nå, encoding="utf-8")
                side.i_filen = hash(nå)
