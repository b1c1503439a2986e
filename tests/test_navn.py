"""One spelling for each word: names in Python and JavaScript are spelt with æ, ø, å, as the rest of the language.

Reads the source. What can stand in an address is ASCII (docs/redaksjon/valg/003-tegn-i-adresser.md) and is no name
here: keys, fields of a form, files, modules, classes in CSS.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from calculators.felles.bro import KALKULATORER, modul
from calculators.felles.skjema import felt_i
from tests.motor import ROT

PYTHON = sorted(fil for rom in ("calculators", "macros", "tests") for fil in (ROT / rom).rglob("*.py"))
SKRIPT = sorted(
    fil
    for rom in ("docs/assets", "macros", "tests")
    for ending in ("*.js", "*.mjs")
    for fil in (ROT / rom).rglob(ending)
    if "bygd" not in fil.parts
)
# Words where the two letters are two sounds: dato-en, skjema-et, no-en; and daemon, which is Python's.
TO_LYDER = re.compile(
    r"daemon|noen?|poeng|\w*(?:bro|dato|kommando|makro|radio|repo)e\w{1,2}|\w*(?:data|skjema|tema)e\w{1,3}"
)
# Rooms on the move: what is left there goes when they have come to rest, and the words go from here.
GJENSTÅR = {
    *("forloep gjoer hoeyde hoeyest kjoer miljoe moete noed noekkel raa skjaer spoer stoerst".split()),
    *("aar aarstall".split()),
}


def ordene(navn: str) -> list[str]:
    """The words a name is made of, in lower case: «hentAlt» and «hent_alt» are two."""
    return [ord_.lower() for ord_ in re.split(r"_|(?<=[a-zæøå0-9])(?=[A-ZÆØÅ])", navn) if ord_]


def navn_i_python(fil: Path) -> Iterator[str]:
    """Every name that the file gives to something."""
    for node in ast.walk(ast.parse(fil.read_text("utf-8"))):
        match node:
            case ast.FunctionDef(name=navn) | ast.ClassDef(name=navn) | ast.arg(arg=navn):
                yield navn
            case ast.Name(id=navn, ctx=ast.Store()) | ast.Attribute(attr=navn, ctx=ast.Store()):
                yield navn


def navn_i_skript(fil: Path) -> Iterator[str]:
    """The names of constants, variables, functions, classes and plain parameters."""
    kilde = re.sub(r"(?m)//.*$|/\*[\s\S]*?\*/", "", fil.read_text("utf-8"))
    yield from re.findall(r"\b(?:const|let|function\*?|class)\s+([\wæøåÆØÅ$]+)", kilde)
    for liste in re.findall(r"\bfunction\*?\s*[\wæøå]*\(([^(){}]*)\)|\(([^(){}]*)\)\s*=>", kilde):
        yield from re.findall(r"[\wæøåÆØÅ]+", "".join(liste))


def skrevet(ord_: str) -> str:
    return ord_.replace("ae", "æ").replace("oe", "ø").replace("aa", "å")


def felter(skjema: type) -> set[str]:
    """The fields of a form and of the rows in it, whose names stand in addresses."""
    ut = set()
    for felt in felt_i(skjema):
        ut |= {felt.name} | (felter(felt.metadata["av"]) if felt.metadata["slag"] == "liste" else set())
    return ut


SKJEMANAVN = {ord_ for navn in KALKULATORER for felt in felter(modul(navn).Inndata) for ord_ in ordene(felt)}


def test_et_ord_skrives_på_én_måte():
    kjent = SKJEMANAVN | GJENSTÅR
    feil = {
        (fil.relative_to(ROT).as_posix(), navn): skrevet(ord_)
        for fil in (*PYTHON, *SKRIPT)
        for navn in (navn_i_python(fil) if fil.suffix == ".py" else navn_i_skript(fil))
        for ord_ in ordene(navn)
        if skrevet(ord_) != ord_ and ord_ not in kjent and not TO_LYDER.fullmatch(ord_)
    }

    assert len(PYTHON) > 150 and len(SKRIPT) > 40
    assert {} == feil, "Skriv navnet med æ, ø og å"


def test_letingen_finner_et_navn_i_begge_språk(tmp_path):
    (tmp_path / "a.py").write_text("def kjoer_alt(miljoe): noekkel = 1\n", "utf-8")
    (tmp_path / "a.mjs").write_text("const noekkel = (spoer) => 1;\nfunction hoeyre() {}\n", "utf-8")

    assert ["kjoer_alt", "miljoe", "noekkel"] == sorted(navn_i_python(tmp_path / "a.py"))
    assert {"noekkel", "spoer", "hoeyre"} <= set(navn_i_skript(tmp_path / "a.mjs"))
