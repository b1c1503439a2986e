"""Writes what was read of a Word file as Markdown, block by block, each with what a human must look at.

Every sign that Markdown or the macros would take as their own is written so that it stays a sign. Knows HTML and
Markdown, and nothing of routines.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from lxml import html

from macros.nytt.wordklar import MERKE, NUMMER

FYLL = "FYLL INN"
SKILLE = "<!-- -->"  # keeps two lists of one kind that follow each other apart
_NUMMER, _MERKE = (re.compile(re.escape(mal).replace(r"\{\}", "(.*?)")) for mal in (NUMMER, MERKE))
_TEGN = str.maketrans(
    {"\\": "&#92;", "`": "&#96;", "*": r"\*", "[": r"\[", "]": r"\]", "<": "&lt;", "{": "&#123;", "}": "&#125;"}
    | {"|": "&#124;", "\u2011": "-", "\u00a0": " ", "\u202f": " ", "\u2007": " ", "\t": " "}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
_BEGYNNER = (  # what at the start of a line would be more than text
    (re.compile(r"(\d+)\. "), r"\1\\. "),
    (re.compile(r"([-+#>])"), r"\\\1"),
    (re.compile(r"(?=:\s|!!!|\?\?\?|~~~|=+$)."), lambda treff: f"&#{ord(treff[0])};"),
)
_KULE = re.compile(r"[•●○▪■◦‣∙·\uf0b7\uf0a7–-]\s+")
_PUNKT = re.compile(r"(\d{1,2}\)|[a-zæøå]\))\s+")
_MASKINTEKST = re.compile(
    r"automatisk generert|automatically generated|^(?:bilde|picture|image|grafikk)\s*\d*$", re.I
)


class Blokk(NamedTuple):
    """A piece of the page: its kind, its text, the number Word showed, its bookmarks, what is to be looked at."""

    slag: str
    tekst: str
    nummer: str = ""
    ankere: tuple[str, ...] = ()
    merknader: tuple[str, ...] = ()


class Skriver:
    """Writes one document. `bildenavn` gives the file name of a picture by its number."""

    def __init__(self, merknader: list[str], bildenavn: Callable[[int], str]):
        self._merknader, self._bildenavn = merknader, bildenavn
        self._nye: list[str] = []  # noted since the last block
        self._ankere: list[str] = []

    def blokker(self, rot: html.HtmlElement) -> Iterator[Blokk]:
        """The blocks of the document in order; the notes come last."""
        for element in rot:
            if element.tag == "table":
                yield from self._tabell(element)
            elif element.tag in ("ul", "ol"):
                yield from self._noter(element) if _er_noter(element) else self._lister(element)
            elif element.tag == "blockquote":
                for avsnitt in element:
                    yield from self._blokk("sitat", f"> {self.linje(avsnitt)}")
            elif element.tag in ("p", *(f"h{nivå}" for nivå in range(1, 7))):
                yield from self._avsnitt(element)
            else:  # a bookmark between two paragraphs belongs to the next
                yield from self._blokk("avsnitt", self._del(element).strip())

    def _blokk(self, slag: str, tekst: str, nummer: str = "") -> Iterator[Blokk]:
        if FYLL in tekst and not any(FYLL in et for et in self._nye):
            self._nye.append("Noe må fylles inn her.")
        blokk = Blokk(slag, tekst, nummer, tuple(self._ankere), tuple(dict.fromkeys(self._nye)))
        if tekst.strip(" >"):
            self._nye, self._ankere = [], []
            yield blokk

    def _avsnitt(self, element: html.HtmlElement) -> Iterator[Blokk]:
        slag = element.tag if element.tag != "p" else element.get("class") or "avsnitt"
        tekst = self.linje(element)
        if slag == "avsnitt" and ((kule := _KULE.match(tekst)) or (punkt := _PUNKT.match(tekst))):
            # A list that was typed: the sign or the number stands in the text.
            rest = tekst[(kule or punkt).end() :]
            yield from self._blokk("liste", f"- {rest}" if kule else self._punkt(punkt[1], rest))
        elif slag == "avsnitt":
            if re.match(r"\d+\. ", tekst):
                self._nye.append(
                    "Nummeret er skrevet for hånd. Er dette en liste, sletter du «\\» foran punktumet."
                )
            for mønster, nytt in _BEGYNNER:
                tekst = mønster.sub(nytt, tekst, count=1) if mønster.match(tekst) else tekst
            yield from self._blokk(slag, tekst)
        else:
            nummer, tekst = _delt(re.sub(r"\*\*|<br>", "", tekst).strip())
            yield from self._blokk(slag, tekst, nummer)

    # --- Words ---

    def linje(self, element: html.HtmlElement, uten: tuple[str, ...] = ()) -> str:
        """The text of an element on one line; its notes and bookmarks are kept for the block it stands in."""
        tekst = self._inni(element, uten)
        for nr in _MERKE.findall(tekst):
            self._nye.append(self._merknader[int(nr)])
        tekst = _MERKE.sub("", tekst)
        return re.sub(r"(?:\s*<br>)+$", "", " ".join(tekst.split()))

    def _inni(self, element: html.HtmlElement, uten: tuple[str, ...] = ()) -> str:
        deler = [_sikret(element.text)]
        for barn in element:
            deler += ["" if barn.tag in uten else self._del(barn), _sikret(barn.tail)]
        return "".join(deler)

    def _del(self, element: html.HtmlElement) -> str:
        match element.tag:
            case "br":
                return " <br> "
            case "img":
                return self._bilde(element)
            case "input":
                return "☒" if element.get("checked") else "☐"
            case "a":
                return self._lenke(element)
        inni = self._inni(element)
        if element.tag == "sup" and re.fullmatch(r"\[\^\d+\]", inni.strip()):
            return inni.strip()
        if element.tag == "s":
            self._nye.append("Teksten er gjennomstreket i Word. Skal den være med?")
        tegn = {"strong": ("**", "**"), "em": ("*", "*"), "sup": ("<sup>", "</sup>"), "sub": ("<sub>", "</sub>")}
        foran, etter = tegn.get(element.tag, ("", ""))
        if "\ue000" in inni:  # a number is never part of what is bold
            return inni
        kjerne = inni.strip()
        return inni.replace(kjerne, f"{foran}{kjerne}{etter}") if _MERKE.sub("", kjerne) else inni

    def _bilde(self, element: html.HtmlElement) -> str:
        if element.get("src") is None:
            self._nye.append("Bildet har et format nettlesere ikke viser. Lagre det som PNG, og sett det inn.")
            return f"{FYLL}: Her sto et bilde."
        tekst = " ".join((element.get("alt") or "").split())
        if not tekst or _MASKINTEKST.search(tekst):
            self._nye.append(f"{FYLL}: Figuren mangler en tekst som forklarer den for dem som ikke ser den.")
            tekst = f"{FYLL}: hva figuren viser"
        else:
            self._nye.append("Se at teksten til figuren forklarer den for dem som ikke ser den.")
        return f"![{_sikret(tekst)}]({self._bildenavn(int(element.get('src')))})"

    def _lenke(self, element: html.HtmlElement) -> str:
        inni = self._inni(element)
        mål = (element.get("href") or "").strip()
        if (id := element.get("id")) and not id.startswith(("footnote-ref-", "endnote-ref-")):
            self._ankere.append(id)
        if mål.startswith(("#footnote-", "#endnote-")):
            return "" if "-ref-" in mål else f"[^{re.sub(r'[^0-9]', '', inni)}]"
        if not mål or not inni.strip():
            return inni
        if mål.startswith("http://"):
            mål = f"https{mål[4:]}"
            self._nye.append(f"Adressen begynte med http og er gjort om. Prøv lenken: {mål}")
        if not re.match(r"https://|mailto:|#", mål) or re.search(r"[\s<>()]", mål):
            self._nye.append(f"Lenken «{mål}» er fjernet: Leserne kan ikke åpne den.")
            return inni
        return f"[{inni.strip()}]({mål})"

    # --- Lists ---

    def _punkt(self, nummer: str, tekst: str, blandet: bool = False) -> str:
        """An item of a list. Markdown counts in figures alone, and not among bullets; else the number is text."""
        treff = re.fullmatch(r"(\d+)[.)]?", nummer)
        if treff and not blandet:
            return f"{treff[1]}. {tekst}"
        nummer = re.sub(r"(\d)\.$", r"\1\.", nummer)
        return f"- {nummer} {tekst}" if nummer else f"- {tekst}"

    def _linjer(self, liste: html.HtmlElement, blandet: bool = False) -> list[str]:
        ut = []
        for nr, punkt in enumerate(liste, 1):
            under = [et for et in punkt if et.tag in ("ul", "ol")]
            tekst = self.linje(punkt, ("ul", "ol"))
            nummer, tekst = _delt(tekst)
            if tekst:
                ut.append(self._punkt(nummer or (f"{nr}." if liste.tag == "ol" else ""), tekst, blandet))
            innrykk = "    " if tekst else ""
            ut += [innrykk + linje for et in under for linje in self._linjer(et, len(under) > 1)]
        return ut

    def _lister(self, element: html.HtmlElement) -> Iterator[Blokk]:
        """A list; where Word begins to count anew, another."""
        linjer, forrige = [], None
        for linje in self._linjer(element):
            nummer = int(treff[1]) if (treff := re.match(r"(\d+)\. ", linje)) else None
            if linjer and nummer and forrige and nummer != forrige + 1:
                yield from self._blokk("liste", "\n".join(linjer))
                linjer = []
            forrige = nummer or forrige
            linjer.append(linje)
        yield from self._blokk("liste", "\n".join(linjer))

    def _noter(self, element: html.HtmlElement) -> Iterator[Blokk]:
        for nr, note in enumerate(element, 1):
            avsnitt = [tekst for et in note if (tekst := self.linje(et))]
            yield from self._blokk("note", f"[^{nr}]: " + "\n\n    ".join(avsnitt))

    # --- Tables ---

    def _tabell(self, tabell: html.HtmlElement) -> Iterator[Blokk]:
        rader = [
            rad
            for del_ in (tabell, *tabell.findall("thead"), *tabell.findall("tbody"))
            for rad in del_.findall("tr")
        ]
        if all(len(rad) == 1 for rad in rader):
            # A frame around text, and no table.
            self._nye.append("En ramme rundt teksten er fjernet.")
            for celle in (celle for rad in rader for celle in rad):
                yield from self.blokker(celle)
            return
        uten_hode = tabell.find("thead") is None and not all(_er_fet(celle) for celle in rader[0])
        if tabell.xpath(".//*[@colspan or @rowspan]"):
            self._nye.append("Tabellen hadde celler som var slått sammen. Se at hver rad er riktig.")
        if tabell.xpath(".//td//table | .//th//table"):
            self._nye.append("En tabell sto inne i en annen og er gjort til tekst. Se om den bør stå for seg.")
        rutenett = [[self._celle(tekst) for tekst in rad] for rad in _rutenett(rader)]
        rutenett = [rad for rad in rutenett if any(rad)]
        if not rutenett:
            return
        if uten_hode or not all(rutenett[0]):
            self._nye.append("Den første raden er brukt som overskrifter. Se at hver kolonne har en.")
        rutenett[0] = [re.sub(r"\*\*", "", celle) for celle in rutenett[0]]
        linjer = [f"| {' | '.join(rad)} |".replace("|  |", "| |") for rad in rutenett]
        linjer.insert(1, "|" + "---|" * len(rutenett[0]))
        yield from self._blokk("tabell", "\n".join(linjer))

    def _celle(self, celle: html.HtmlElement | None) -> str:
        if celle is None:
            return ""
        deler = [
            self.linje(celle, ("p", "ul", "ol", "table", *(f"h{nivå}" for nivå in range(1, 7)))),
            *self._i_cellen(celle),
        ]
        return "<br>".join(et for et in deler if et)

    def _i_cellen(self, celle: html.HtmlElement) -> Iterator[str]:
        for et in celle:
            if et.tag in ("ul", "ol"):
                for linje in self._linjer(et):
                    yield re.sub(r"^- ", "• ", linje.strip())
            elif et.tag == "table":
                for rad in et.iter("tr"):
                    yield ", ".join(tekst for indre in rad if (tekst := self._celle(indre)))
            else:
                yield "".join(_delt(self.linje(et)))


def _er_noter(liste: html.HtmlElement) -> bool:
    return any((punkt.get("id") or "").startswith(("footnote-", "endnote-")) for punkt in liste)


def _er_fet(celle: html.HtmlElement) -> bool:
    fet = "".join(tekst for et in celle.iter("strong") for tekst in et.itertext())
    return bool(fet.strip()) and "".join(fet.split()) == "".join(celle.text_content().split())


def _delt(tekst: str) -> tuple[str, str]:
    """The number that Word showed, and the rest."""
    treff = _NUMMER.search(tekst)
    return (treff[1], " ".join(_NUMMER.sub("", tekst).split())) if treff else ("", tekst)


def _sikret(tekst: str | None) -> str:
    """The words with every sign that means something in Markdown, HTML or a macro made a plain sign."""
    rent = unicodedata.normalize("NFC", tekst or "")
    rent = re.sub(r"&(?=#?\w+;)", "&amp;", rent).translate(_TEGN)
    if not re.search(r"\w", rent):
        rent = rent.replace("-", "&#45;")  # dashes alone are a rule across the page
    return re.sub(r"(?<!\w)_|_(?!\w)", r"\\_", rent)


def _rutenett(rader: list[html.HtmlElement]) -> list[list[html.HtmlElement | None]]:
    """Every row with a cell in each column: one that spans rows in each of them, one that spans columns first."""
    felt: dict[tuple[int, int], html.HtmlElement | None] = {}
    for y, rad in enumerate(rader):
        x = 0
        for celle in rad:
            while (y, x) in felt:
                x += 1
            bredde, høyde = (min(int(celle.get(navn, "1")), 100) for navn in ("colspan", "rowspan"))
            for ned in range(min(høyde, len(rader) - y)):
                felt |= {(y + ned, x + bort): None if bort else celle for bort in range(bredde)}
    bredest = max((x for _, x in felt), default=-1) + 1
    return [[felt.get((y, x)) for x in range(bredest)] for y in range(len(rader))]
