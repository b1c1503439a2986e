"""Reads one Markdown page as editors write it, and remembers where each thing stands. Knows no rules.

Nothing here fails on what is written: front matter that cannot be read is kept as a fault with its line.
"""

import ast
import re
import warnings
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

import yaml

FYLL = "¤"  # stands where a macro or inline code does: something that is no space, and no word

_FORSIDE = re.compile(r"\A---\n(.*?\n|)---(?:\n|\Z)", re.DOTALL)
_RÅ = re.compile(r"\{%-?\s*raw\s*-?%\}.*?\{%-?\s*endraw\s*-?%\}|\{##.*?##\}", re.DOTALL)
_JINJA = re.compile(r"\{%.*?%\}|\{##.*?##\}", re.DOTALL)
_MAKRO = re.compile(r"\{\{((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_GJERDE = re.compile(
    r"^(?P<innrykk> *)(?P<gjerde>`{3,}|~{3,}).*?(?:^ *(?P=gjerde)[`~]*[ ]*$|\Z)", re.DOTALL | re.MULTILINE
)
_KOMMENTAR = re.compile(r"<!--.*?-->", re.DOTALL)
_INNKODE = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ ]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)
_BEHOLDER = re.compile(r" *(?:!!!|\?\?\?|[-*+] |\d+\. |\[\^|: )")
_BOKS = re.compile(r'^( *)(?:!!!|\?\?\?\+?) *([^\s"]*)[^"\n]*(?:"(.*)")?')
_OVERSKRIFT = re.compile(r"^ *(#{1,6})(?!#)[ ]*(.*?)[ ]*#*$")
_ATTRIBUTTER = re.compile(r"\{:?[ ]*([^{}\n]*)\}[ ]*#*$")
_ID = re.compile(r'\{:?[^{}\n]*?#([^\s{}]+)[^{}\n]*\}|<[a-z][^>\n]*?\bid="([^"]*)"')
# Nothing is tried twice: one «[» that is never closed, before thirty links, would else take years.
_LENKE = re.compile(
    r"(?=((?<!\\)(!\[|(?<!!)\[)((?:[^\[\]]++|\[[^\[\]]*\](?:\([^()]*\))?+)*+)\]"
    r"\([ ]*<?([^)\s>]*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ ]*\)))"
)
_LENKEMÅL = re.compile(r"^ {0,3}\[([^\]^*\n][^\]\n]*)\]:[ ]*(\S+)", re.MULTILINE)
_DATO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_HTML_BILDE = re.compile(r"<img\b[^>]*>")
_ADRESSER = re.compile(r"(?<=\])\([^()\n]*\)|<[^>\n]*>|\{:?[^{}\n]*\}")


class Overskrift(NamedTuple):
    linje: int
    nivå: int
    tekst: str
    id: str | None


class Lenke(NamedTuple):
    linje: int
    tekst: str
    mål: str
    bilde: bool
    sted: tuple[int, int]


class Makro(NamedTuple):
    """A call as written: its name (None where it is no plain call) and its arguments."""

    linje: int
    uttrykk: str
    navn: str | None
    argumenter: list


class Boks(NamedTuple):
    linje: int
    slag: str
    tittel: str | None


def _dekk(treff: re.Match, fyll: str = " ") -> str:
    """The same text made invisible, every line and column where it was."""
    return re.sub(r"[^\n]", fyll, treff[0])


def _dekk_innrykket_kode(tekst: str) -> str:
    """Cover code that is marked by four spaces; what is indented under a list or a box is text."""
    ut, dybde, i_kode, etter_tom = [], 0, False, True
    for linje in tekst.split("\n"):
        if linje.strip():
            nivå = (len(linje) - len(linje.lstrip(" "))) // 4
            if etter_tom:
                i_kode = nivå > dybde
                dybde = min(dybde, nivå)
            if not i_kode and _BEHOLDER.match(linje):
                dybde = nivå + 1
        etter_tom = not linje.strip()
        ut.append(" " * len(linje) if i_kode else linje)
    return "\n".join(ut)


def les_yaml(tekst: str, laster) -> tuple[object, int]:
    """Return what the YAML says and 0, or None and the line of the fault. A date such as 2026-13-01 is one too."""
    try:
        return yaml.load(tekst, laster), 0
    except yaml.YAMLError as feil:
        merke = getattr(feil, "problem_mark", None)
        return None, merke.line + 1 if merke else 1
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        linjer = tekst.split("\n")
        return None, next((nr for nr, linje in enumerate(linjer, 1) if _umulig_dato(linje)), 1)


def _umulig_dato(linje: str) -> bool:
    for treff in _DATO.finditer(linje):
        try:
            date(*map(int, treff[0].split("-")))
        except ValueError:
            return True
    return False


@dataclass(eq=False)
class Side:
    """One Markdown page under docs."""

    sti: str
    kilde: str
    forside: dict = field(default_factory=dict)  # macros.sjekk.form takes out what is of the wrong kind
    forside_rå: dict = field(default_factory=dict)
    forside_feil: tuple[int, str] | None = None

    def __post_init__(self):
        treff = _FORSIDE.match(self.kilde)
        self.forside_slutt = treff[0].count("\n") if treff else 0
        if not treff:
            self.forside_feil = (1, "mangler")
            return
        lest, feil = les_yaml(treff[1], yaml.SafeLoader)
        if feil:
            self.forside_feil = (min(feil + 1, self.forside_slutt), "kan ikke leses")
        elif not isinstance(lest or {}, dict):
            self.forside_feil = (1, "kan ikke leses")
        self.forside_rå = lest or {} if not self.forside_feil else {}
        self.forside = self.forside_rå

    @cached_property
    def jinja(self) -> str:
        """What mkdocs-macros sees: the front matter and raw blocks are covered, code is not."""
        return _RÅ.sub(_dekk, _FORSIDE.sub(_dekk, self.kilde))

    @cached_property
    def prosa(self) -> str:
        """What Markdown sees as text: code and comments are covered; macros and inline code are FYLL."""
        tekst = _FORSIDE.sub(_dekk, self.kilde)
        for mønster in (_GJERDE, _KOMMENTAR):
            tekst = mønster.sub(_dekk, tekst)
        for mønster in (_MAKRO, _JINJA, _INNKODE):
            tekst = mønster.sub(lambda treff: _dekk(treff, FYLL), tekst)
        return _dekk_innrykket_kode(tekst)

    @cached_property
    def lesetekst(self) -> str:
        """The words alone: link addresses, HTML tags and attribute lists are covered too."""
        return _ADRESSER.sub(_dekk, self.prosa)

    @cached_property
    def _linjeskift(self) -> list[int]:
        return [treff.start() for treff in re.finditer("\n", self.kilde)]

    def linje_på(self, sted: int) -> int:
        """The line number of a place in the text, counted from 1."""
        return bisect_right(self._linjeskift, sted - 1) + 1

    def linje_i_forside(self, nøkkel: str) -> int:
        """The line of a key in the front matter; 1 where it is not there."""
        for nr, linje in enumerate(self.kilde.split("\n")[: self.forside_slutt], 1):
            if linje.startswith(f"{nøkkel}:"):
                return nr
        return 1

    def finn(self, mønster: re.Pattern, tekst: str | None = None) -> list[tuple[int, re.Match]]:
        """(line, match) for each match in the words of the page."""
        tekst = self.lesetekst if tekst is None else tekst
        if (mønster, tekst) not in self._funnet:
            treff = mønster.finditer(tekst)
            self._funnet[mønster, tekst] = [(self.linje_på(ett.start()), ett) for ett in treff]
        return self._funnet[mønster, tekst]

    @cached_property
    def _funnet(self) -> dict:
        return {}

    @cached_property
    def overskrifter(self) -> list[Overskrift]:
        ut = []
        for nr, linje in enumerate(self.prosa.split("\n"), 1):
            if treff := _OVERSKRIFT.match(linje):
                attributter = _ATTRIBUTTER.search(linje)
                ider = [ord[1:] for ord in attributter[1].split() if ord.startswith("#")] if attributter else []
                tekst = _ATTRIBUTTER.sub("", treff[2]).strip()
                ut.append(Overskrift(nr, len(treff[1]), tekst, ider[0] if ider else None))
        return ut

    @cached_property
    def ider(self) -> list[tuple[int, str]]:
        """(line, id) for every id written in the page, on headings and elsewhere."""
        return [(nr, treff[1] or treff[2] or "") for nr, treff in self.finn(_ID, self.prosa)]

    @cached_property
    def lenker(self) -> list[Lenke]:
        ut = []
        for treff in _LENKE.finditer(self.prosa):
            slutt = treff.start() + len(treff[1])
            ut.append(
                Lenke(self.linje_på(treff.start()), treff[3], treff[4], treff[2] == "![", (treff.start(), slutt))
            )
        for nr, treff in self.finn(_LENKEMÅL, self.prosa):
            ut.append(Lenke(nr, treff[1], treff[2], False, treff.span()))
        return ut

    @cached_property
    def html_bilder(self) -> list[tuple[int, str]]:
        return [(nr, treff[0]) for nr, treff in self.finn(_HTML_BILDE, self.prosa)]

    @cached_property
    def uten_lenker(self) -> str:
        """The words outside links."""
        tekst = self.lesetekst
        for fra, til in (lenke.sted for lenke in self.lenker):
            tekst = tekst[:fra] + re.sub(r"[^\n]", " ", tekst[fra:til]) + tekst[til:]
        return tekst

    @cached_property
    def makroer(self) -> list[Makro]:
        return [self._makro(nr, treff[1].strip()) for nr, treff in self.finn(_MAKRO, self.jinja)]

    @staticmethod
    def _makro(nr: int, uttrykk: str) -> Makro:
        try:
            with warnings.catch_warnings(action="ignore"):
                kall = ast.parse(uttrykk, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return Makro(nr, uttrykk, None, [])
        if not (isinstance(kall, ast.Call) and isinstance(kall.func, ast.Name) and not kall.keywords):
            return Makro(nr, uttrykk, None, [])
        return Makro(nr, uttrykk, kall.func.id, [getattr(arg, "value", None) for arg in kall.args])

    @cached_property
    def uparede_klammer(self) -> list[tuple[int, str]]:
        """(line, sign) for each «{{», «}}», «{%» or «%}» that has no other half."""
        rest = re.sub(r"\{%(?:(?!\{%|%\}).)*%\}", _dekk, _MAKRO.sub(_dekk, self.jinja))
        return [(nr, treff[0]) for nr, treff in self.finn(re.compile(r"\{\{|\}\}|\{%|%\}"), rest)]

    @cached_property
    def bokser(self) -> list[Boks]:
        """The boxes of the page («!!! utloept "Utløpt 30. november 2021"»)."""
        linjer = enumerate(self.prosa.split("\n"), 1)
        return [Boks(nr, treff[2], treff[3]) for nr, linje in linjer if (treff := _BOKS.match(linje))]

    @cached_property
    def boks_på_linje(self) -> dict[int, str]:
        """The kind of box that each line stands in, for those that do."""
        ut, slag, dybde = {}, "", 0
        for nr, linje in enumerate(self.prosa.split("\n"), 1):
            if treff := _BOKS.match(linje):
                slag, dybde = treff[2], len(treff[1])
            elif linje.strip() and len(linje) - len(linje.lstrip()) <= dybde:
                slag = ""
            if slag:
                ut[nr] = slag
        return ut
