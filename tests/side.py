"""Reads a built page as a browser would name its parts; standard library only."""

import os
from collections.abc import Iterator
from functools import cache, cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.motor import ROT

# The tables under the form, which answer where the calculators cannot: after the bar that holds their heading.
STATISK_TABELL = ".hode:has(> #tabeller) ~ .tabell"
NETTSTED = ROT / os.environ.get("NETTSTED", "bygg/nettsted")  # as in the Makefile
TOMME = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
UTEN_TEKST = {"script", "style", "template", "noscript"}
HENTER = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
}


class Element:
    """An element with its attributes, children (elements and text) and the words in it."""

    def __init__(self, navn: str, attributter: dict[str, str]):
        self.navn, self.attributter, self.barn = navn, attributter, []

    def __getitem__(self, navn: str) -> str:
        return self.attributter.get(navn) or ""

    @property
    def klasser(self) -> list[str]:
        return self["class"].split()

    def alle(self) -> Iterator["Element"]:
        """This element and every one inside it."""
        yield self
        for barn in self.barn:
            if isinstance(barn, Element):
                yield from barn.alle()

    def finn(self, navn: str = "", klasse: str = "") -> list["Element"]:
        return [et for et in self.alle() if (not navn or et.navn == navn) and (not klasse or klasse in et.klasser)]

    @property
    def tekst(self) -> str:
        """The words, every run of space (no-break ones too) as one space."""
        return " ".join("".join(self._ord()).split())

    def _ord(self) -> Iterator[str]:
        for barn in self.barn:
            if isinstance(barn, str):
                yield barn
            elif barn.navn not in UTEN_TEKST:
                yield from barn._ord()
                if barn.navn not in ("a", "abbr", "b", "code", "em", "i", "span", "strong", "sub", "sup", "time"):
                    yield " "


class _Leser(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.rot = Element("#", {})
        self.åpne = [self.rot]

    def handle_starttag(self, tag, attrs):
        element = Element(tag, {navn: verdi or "" for navn, verdi in attrs})
        self.åpne[-1].barn.append(element)
        if tag not in TOMME:
            self.åpne.append(element)

    def handle_startendtag(self, tag, attrs):
        self.åpne[-1].barn.append(Element(tag, {navn: verdi or "" for navn, verdi in attrs}))

    def handle_endtag(self, tag):
        for nr in range(len(self.åpne) - 1, 0, -1):
            if self.åpne[nr].navn == tag:
                del self.åpne[nr:]
                return

    def handle_data(self, data):
        self.åpne[-1].barn.append(data)


class Side:
    """One built page: its address from the root («om/uavklart/»), its source and its tree."""

    def __init__(self, fil: Path, rot: Path = NETTSTED):
        self.fil = fil
        self.adresse = fil.relative_to(rot).as_posix().removesuffix("index.html")
        self.kilde = fil.read_text(encoding="utf-8")

    @cached_property
    def rot(self) -> Element:
        leser = _Leser()
        leser.feed(self.kilde)
        return leser.rot

    @cached_property
    def ider(self) -> list[str]:
        return [et["id"] for et in self.rot.alle() if "id" in et.attributter]

    @cached_property
    def lenker(self) -> list[str]:
        return [et["href"] for et in self.rot.finn("a") if "href" in et.attributter]

    @cached_property
    def hentes(self) -> list[str]:
        """What the browser fetches to show the page."""
        hentet = [et[HENTER[et.navn]] for et in self.rot.alle() if et.navn in HENTER and et[HENTER[et.navn]]]
        return hentet + [et["href"] for et in self.rot.finn("link") if "canonical" not in et["rel"]]

    def med_id(self, id: str) -> Element:
        return next(et for et in self.rot.alle() if et["id"] == id)

    @property
    def artikkel(self) -> Element:
        """The page's own content, without menus and header."""
        return (self.rot.finn("article") or self.rot.finn("main"))[0]


@cache
def sider(rot: Path = NETTSTED) -> dict[str, Side]:
    """Every built page by its address, read once; the short addresses under r/ are none of them."""
    lest = (Side(fil, rot) for fil in sorted(rot.rglob("*.html")) if fil.relative_to(rot).parts[0] != "r")
    return {side.adresse: side for side in lest}


def slag_element(element: Element, over: str = "") -> Iterator[str]:
    """Every kind of element in the tree: its name and classes, inside one with its own."""
    navn = ".".join((element.navn, *sorted(element.klasser)))
    yield f"{over} > {navn}"
    for barn in element.barn:
        if isinstance(barn, Element):
            yield from slag_element(barn, navn)


@cache
def ett_av_hvert_slag() -> list[str]:
    """As few pages as meet every kind of element on the site, the richest first."""
    slag = {adresse: set(slag_element(side.rot)) for adresse, side in sider().items()}
    igjen, ut = set().union(*slag.values()), []
    while igjen:
        best = max(sorted(slag), key=lambda adresse: len(slag[adresse] & igjen))
        ut.append(best)
        igjen -= slag[best]
    return ut


def mål(side: Side, adresse: str, rot: Path = NETTSTED) -> tuple[Path, str] | None:
    """The file and fragment an address leads to, or None where it leaves the site."""
    delt = urlsplit(adresse)
    if delt.scheme or delt.netloc:
        return None
    if not delt.path:
        return side.fil, unquote(delt.fragment)
    fil = (
        rot / delt.path.lstrip("/") if delt.path.startswith("/") else side.fil.parent / unquote(delt.path)
    ).resolve()
    return (fil / "index.html" if fil.is_dir() else fil), unquote(delt.fragment)
