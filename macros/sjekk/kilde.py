"""Reads the whole source – pages, data, code, menu – and remembers where each thing stands. Knows no rules.

Nothing here fails on what is written: a file that cannot be read keeps the fault with its line, and whoever asks
for what stood in it gets `Ulest`. What is read is kept by its path and text, for those who check many trees in one
run: a page or a data file is the same object for as long as the same stands in it, so what is cached of it, and
rests on nothing else, is never out of date.
"""

import ast
import re
import tomllib
import warnings
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path

import yaml

from macros.sjekk.side import Side, les_yaml


class Ulest(Exception):
    """Somebody asked for what stands in a file that cannot be read; the file itself is reported once."""


@dataclass(eq=False)
class Toml:
    """One TOML file with the line of each key."""

    sti: str
    kilde: str
    data: dict = field(default_factory=dict)  # macros.sjekk.form takes out what is of the wrong kind
    rå: dict = field(default_factory=dict)
    galt: list = field(default_factory=list)  # what was taken out
    feil: tuple[int, str] | None = None

    def __post_init__(self):
        try:
            self.data = self.rå = tomllib.loads(self.kilde, parse_float=Decimal)
        except (ValueError, ArithmeticError, RecursionError) as feil:
            linje = re.search(r"line (\d+)", str(feil))
            self.feil = (int(linje[1]) if linje else self.kilde.rstrip("\n").count("\n") + 1, str(feil))

    @cached_property
    def linjer(self) -> dict[str, int]:
        """The line of each table and key by dotted name, in lists by number: `satser.x.verdier.0`."""
        ut, tabell, liste, antall, tabeller = {}, "", "", 0, {}
        for nr, linje in enumerate(self.kilde.split("\n"), 1):
            if treff := re.match(r"(\[+)\s*([^\[\]]+?)\s*\]+", linje):
                tabell, liste = treff[2].replace('"', ""), ""
                ut.setdefault(tabell, nr)
                if treff[1] == "[[":
                    tabeller[tabell] = tabeller.get(tabell, -1) + 1
                    tabell = f"{tabell}.{tabeller[tabell]}"
                    ut.setdefault(tabell, nr)
            elif treff := re.match(r'(?:"([^"\\]+)"|([\w.-]+?))\s*=\s*(.*)', linje):
                nøkkel = treff[1] or treff[2]
                kode = f"{tabell}.{nøkkel}" if tabell else nøkkel
                ut.setdefault(kode, nr)
                liste, antall = (kode, 0) if treff[3].strip() == "[" else ("", 0)
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

    @cached_property
    def linjetall(self) -> int:
        return max(1, self.kilde.rstrip("\n").count("\n") + 1)


class _MkDocsYaml(yaml.SafeLoader):
    """Reads mkdocs.yml without knowing its own tags (!ENV)."""


_MkDocsYaml.add_multi_constructor("!", lambda laster, hale, node: None)


def _sider_i(punkt) -> list[str]:
    if isinstance(punkt, str):
        return [punkt]
    under = punkt.values() if isinstance(punkt, dict) else punkt if isinstance(punkt, list) else []
    return [side for ett in under for side in _sider_i(ett)]


def _les(fil: Path) -> str:
    """Text that is not UTF-8 is read all the same; the replacement signs are found by a check."""
    return fil.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")


@cache
def _side(sti: str, kilde: str) -> Side:
    return Side(sti, kilde)


@cache
def _toml(sti: str, kilde: str) -> Toml:
    return Toml(sti, kilde)


@cache
def _python(kilde: str) -> tuple[ast.Module, int, str]:
    """The parsed code, and where it is broken the line and what is said of it."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(kilde), 0, ""
    except SyntaxError as feil:
        return ast.Module([], []), feil.lineno or 1, str(feil.msg)
    except (ValueError, RecursionError, MemoryError) as feil:
        return ast.Module([], []), 1, str(feil)


@cache
def noder(kilde: str) -> tuple[ast.AST, ...]:
    """Every node of the parsed code, in no order; none where it is broken. As ast.walk, in half the time."""
    ut: list[ast.AST] = [_python(kilde)[0]]
    for node in ut:
        for felt in node.__dict__.values():
            if isinstance(felt, list):
                ut += [ledd for ledd in felt if isinstance(ledd, ast.AST)]
            elif isinstance(felt, ast.AST):
                ut.append(felt)
    return tuple(ut)


@cache
def _meny(kilde: str) -> tuple[list[str], int]:
    """The pages in the menu as written, and the line of the fault where mkdocs.yml cannot be read."""
    lest, feil = les_yaml(kilde, _MkDocsYaml)
    return _sider_i(lest.get("nav") if isinstance(lest, dict) else None), feil


class Tre:
    """The whole source: docs, data, calculators and the menu, under one root."""

    def __init__(self, rot: Path):
        self.rot, self.docs = rot, rot / "docs"
        self.filer = {
            fil.relative_to(self.docs).as_posix() for fil in sorted(self.docs.rglob("*")) if fil.is_file()
        }
        self.sider = {sti: _side(sti, _les(self.docs / sti)) for sti in sorted(self.filer) if sti.endswith(".md")}
        mapper = (self.docs / "data", rot / "calculators", rot / "tests/tilfeller")
        data = [fil for mappe in mapper for fil in sorted(mappe.glob("*.toml"))]
        stier = [fil.relative_to(rot).as_posix() for fil in data]
        self.toml = {sti: _toml(sti, _les(rot / sti)) for sti in stier}

    @cached_property
    def små(self) -> dict[str, str]:
        """The files under docs, by their names in small letters."""
        return {fil.lower(): fil for fil in sorted(self.filer)}

    def data(self, sti: str) -> Toml:
        """The TOML file at `sti` from the root, empty where there is none. Ulest where it cannot be read."""
        fil = self.toml.get(sti) or _toml(sti, "")
        if fil.feil:
            raise Ulest(sti)
        return fil

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

    @property
    def nynorsk(self) -> Toml:
        return self.data("calculators/tekster.nn.toml")

    @cached_property
    def mkdocs(self) -> str:
        fil = self.rot / "mkdocs.yml"
        return _les(fil) if fil.exists() else ""

    @cached_property
    def meny(self) -> list[tuple[int, str]]:
        """(line in mkdocs.yml, page) for each page in the menu; a folder («kalkulatorer/») holds all its pages."""
        linjer = self.mkdocs.split("\n")
        sider, feil = _meny(self.mkdocs)
        if feil:
            raise Ulest("mkdocs.yml")
        ut = []
        for side in sider:
            linje = next((nr for nr, linje in enumerate(linjer, 1) if linje.rstrip().endswith(side)), 1)
            i_mappen = [sti for sti in self.sider if side.endswith("/") and Path(sti).parent == Path(side)]
            ut += [(linje, sti) for sti in i_mappen or [side]]
        return ut

    @cached_property
    def kalkulatorer(self) -> list[str]:
        """The names of the calculators: a file is a calculator."""
        filer = (Path(sti) for sti in self.python if sti.count("/") == 1 and sti.startswith("calculators/"))
        return [fil.stem.replace("_", "-") for fil in filer if not fil.stem.startswith("_")]

    @cached_property
    def python(self) -> dict[str, str]:
        """The Python files that ask for texts in the catalogue, as written."""
        skjema = (self.rot / f"macros/sider/{navn}.py" for navn in ("kalkulator", "felt", "steg"))
        filer = [*sorted((self.rot / "calculators").rglob("*.py")), *skjema]
        return {fil.relative_to(self.rot).as_posix(): _les(fil) for fil in filer}

    @cached_property
    def makroer(self) -> list[str]:
        """The Python files of the macros, as written."""
        return [_les(fil) for fil in sorted((self.rot / "macros").rglob("*.py"))]

    @cached_property
    def maler(self) -> list[str]:
        """The templates, as written."""
        return [_les(fil) for fil in sorted((self.rot / "macros").rglob("*.html"))]

    @cached_property
    def kode(self) -> dict[str, ast.Module]:
        """The same files parsed; one that is broken is empty."""
        return {sti: _python(kilde)[0] for sti, kilde in self.python.items()}

    def uleselige(self) -> list[tuple[str, int, str]]:
        """(file, line, what is wrong) for each file that cannot be read, but for pages: they say it themselves."""
        ut = [(sti, *fil.feil) for sti, fil in self.toml.items() if fil.feil]
        if linje := _meny(self.mkdocs)[1]:
            ut.append(("mkdocs.yml", linje, "innrykk, kolon eller anførselstegn er feil"))
        for sti, kilde in self.python.items():
            _, linje, hva = _python(kilde)
            if linje:
                ut.append((sti, linje, hva))
        return ut
