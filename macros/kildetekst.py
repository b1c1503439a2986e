"""Reads what editors write – pages, data, menu – and remembers where each thing stands. Knows no rules.

Imports nothing that reads the data itself, so that a file that cannot be parsed becomes a finding with a line.
"""

import ast
import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
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
_LENKE = re.compile(
    r"(?=((?<!\\)(!\[|(?<!!)\[)((?:[^\[\]]|\[[^\[\]]*\](?:\([^()]*\))?)*)\]"
    r"\([ ]*<?([^)\s>]*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?[ ]*\)))"
)
_LENKEMÅL = re.compile(r"^ {0,3}\[([^\]^*\n][^\]\n]*)\]:[ ]*(\S+)", re.MULTILINE)
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


@dataclass
class Side:
    """One Markdown page under docs."""

    sti: str
    kilde: str
    forside: dict = field(default_factory=dict)
    forside_feil: tuple[int, str] | None = None

    def __post_init__(self):
        treff = _FORSIDE.match(self.kilde)
        self.forside_slutt = treff[0].count("\n") if treff else 0
        if not treff:
            self.forside_feil = (1, "mangler")
            return
        try:
            lest = yaml.safe_load(treff[1]) or {}
        except yaml.YAMLError as feil:
            merke = getattr(feil, "problem_mark", None)
            self.forside_feil = (merke.line + 2 if merke else 1, "kan ikke leses")
            return
        if isinstance(lest, dict):
            self.forside = lest
        else:
            self.forside_feil = (1, "kan ikke leses")

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
        treff = mønster.finditer(self.lesetekst if tekst is None else tekst)
        return [(self.linje_på(ett.start()), ett) for ett in treff]

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
        tegn = list(self.lesetekst)
        for lenke in self.lenker:
            fra, til = lenke.sted
            tegn[fra:til] = [tegn_ if tegn_ == "\n" else " " for tegn_ in tegn[fra:til]]
        return "".join(tegn)

    @cached_property
    def makroer(self) -> list[Makro]:
        return [self._makro(nr, treff[1].strip()) for nr, treff in self.finn(_MAKRO, self.jinja)]

    @staticmethod
    def _makro(nr: int, uttrykk: str) -> Makro:
        try:
            kall = ast.parse(uttrykk, mode="eval").body
        except SyntaxError:
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


@dataclass
class Toml:
    """One TOML file with the line of each key."""

    sti: str
    kilde: str
    data: dict = field(default_factory=dict)
    feil: tuple[int, str] | None = None

    def __post_init__(self):
        try:
            self.data = tomllib.loads(self.kilde, parse_float=Decimal)
        except tomllib.TOMLDecodeError as feil:
            linje = re.search(r"line (\d+)", str(feil))
            self.feil = (int(linje[1]) if linje else self.kilde.count("\n") + 1, str(feil))

    @cached_property
    def linjer(self) -> dict[str, int]:
        """The line of each table and key, by dotted name; `satser.x.verdier.0` is the first line of a list."""
        ut, tabell, liste, antall = {}, "", "", 0
        for nr, linje in enumerate(self.kilde.split("\n"), 1):
            if treff := re.match(r"\[+\s*([^\]]+?)\s*\]+", linje):
                tabell, liste = treff[1].replace('"', ""), ""
                ut.setdefault(tabell, nr)
            elif treff := re.match(r'"?([\w.-]+?)"?\s*=\s*(.*)', linje):
                kode = f"{tabell}.{treff[1]}" if tabell else treff[1]
                ut.setdefault(kode, nr)
                liste, antall = (kode, 0) if treff[2].strip() == "[" else ("", 0)
            elif liste and re.match(r"\s*[{\"']", linje):
                ut[f"{liste}.{antall}"] = nr
                antall += 1
        return ut

    def linje(self, *ledd) -> int:
        """The line of a key, or of the nearest table above it."""
        ledd = [str(et_ledd) for et_ledd in ledd]
        while ledd:
            if nr := self.linjer.get(".".join(ledd)):
                return nr
            ledd.pop()
        return 1


class _MkDocsYaml(yaml.SafeLoader):
    """Reads mkdocs.yml without knowing its own tags (!ENV)."""


_MkDocsYaml.add_multi_constructor("!", lambda laster, hale, node: None)


def _sider_i(punkt) -> list[str]:
    if isinstance(punkt, str):
        return [punkt]
    under = punkt.values() if isinstance(punkt, dict) else punkt or []
    return [side for ett in under for side in _sider_i(ett)]


def _les(fil: Path) -> str:
    """Text that is not UTF-8 is read all the same; the replacement signs are found by a check."""
    return fil.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")


class Tre:
    """The whole source: docs, data, calculators and the menu, under one root."""

    def __init__(self, rot: Path):
        self.rot, self.docs = rot, rot / "docs"
        self.filer = {
            fil.relative_to(self.docs).as_posix() for fil in sorted(self.docs.rglob("*")) if fil.is_file()
        }
        self.sider = {sti: Side(sti, _les(self.docs / sti)) for sti in sorted(self.filer) if sti.endswith(".md")}
        mapper = (self.docs / "data", rot / "calculators", rot / "tests/tilfeller")
        data = [fil for mappe in mapper for fil in sorted(mappe.glob("*.toml"))]
        stier = [fil.relative_to(rot).as_posix() for fil in data]
        self.toml = {sti: Toml(sti, _les(rot / sti)) for sti in stier}

    def data(self, sti: str) -> Toml:
        """The TOML file at `sti` from the root, empty where there is none."""
        return self.toml.get(sti) or Toml(sti, "")

    def tabeller(self, *vei: str) -> dict[str, dict]:
        """The tables of a data file, or of a table in it («satser»); what is no table is left out."""
        data = self.data(vei[0]).data
        for ledd in vei[1:]:
            data = data.get(ledd, {})
        return {kode: tabell for kode, tabell in data.items() if isinstance(tabell, dict)}

    @property
    def hull(self) -> Toml:
        return self.data("docs/data/hull.toml")

    @property
    def ordliste(self) -> Toml:
        return self.data("docs/data/ordliste.toml")

    @property
    def satser(self) -> Toml:
        return self.data("calculators/satser.toml")

    @property
    def tekster(self) -> Toml:
        return self.data("calculators/tekster.nb.toml")

    @cached_property
    def meny(self) -> list[tuple[int, str]]:
        """(line in mkdocs.yml, page) for every page in the menu."""
        kilde = _les(self.rot / "mkdocs.yml")
        linjer = kilde.split("\n")
        nav = yaml.load(kilde, _MkDocsYaml).get("nav")
        return [
            (next((nr for nr, linje in enumerate(linjer, 1) if linje.rstrip().endswith(side)), 1), side)
            for side in _sider_i(nav)
        ]

    @cached_property
    def kode(self) -> dict[str, ast.Module]:
        """The Python files that ask for texts in the catalogue."""
        filer = [*sorted((self.rot / "calculators").rglob("*.py")), self.rot / "macros/sider/kalkulator.py"]
        return {fil.relative_to(self.rot).as_posix(): ast.parse(_les(fil)) for fil in filer if fil.exists()}
