"""Puts the types and functions that rules are made of through their paces, for tests/profil.py.

Runs inside Pyodide only. A new calculator may use what none has used before. So that the lean engine knows it
already, every method of the everyday types is called with a few of everything, and what they refuse is part of it.
Bytes, complex numbers, operators that change in place and the like are left out: they cost every reader, and the
cases tell whoever uses one to run `make profil`.
"""

import builtins
import collections
import functools
import itertools
import json
import operator
import re
from copy import copy, deepcopy
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal

UTENOM = {
    "breakpoint",
    "compile",
    "copyright",
    "credits",
    "license",
    "eval",
    "exec",
    "exit",
    "help",
    "input",
    "open",
    "print",
    "quit",
}
FOR_STORT = {"pow", "ipow", "lshift", "ilshift", "__pow__", "__rpow__", "__lshift__", "__rlshift__", "factorial"}
SJELDNE = {
    "matmul",
    *(f"i{navn}" for navn in "add and concat floordiv matmul mod mul or rshift sub truediv xor".split()),
}


@dataclass(order=True, frozen=True)
class Punkt:
    x: int = 0
    navn: list = field(default_factory=list, compare=False)


def verdier():
    dag = datetime(2021, 10, 5, 8, 30)
    return [
        *("", "abc", "Blåbær – 12,5 kr\u00a0\n", "3 500", "😀", "2021-10-05", "a.b.c", b"ab"),
        *(0, 1, -7, 2**70, 1.5, True, None),
        *([3, 1, 2], [], ["b", "a"], (1, 2), (), {"a": 1, 2: [3]}, {}, {1, 2}, set(), frozenset("ab"), range(5)),
        *(Decimal("1234.565"), Decimal(0), Decimal("-2.5"), Decimal("1E+3")),
        *(dag.date(), dag, dag.time(), timedelta(days=1, minutes=5)),
        *(re.match("(a)(b)?", "ab"), Punkt(1), collections.Counter("abca"), ValueError("nei"), lambda x=1: x),
    ]


def prøv(hva, *argumenter):
    try:
        svar = hva(*argumenter)
        repr(svar), str(svar), bool(svar)
        if hasattr(svar, "__next__"):
            list(itertools.islice(svar, 5))
    except Exception:
        pass


def andre():
    """A few of everything, to be given to all."""
    return ["", "abc", 0, 2, None, [1, 2], (1, 2), {"a": 1}, Decimal("2.5"), date(2021, 10, 5), str]


def metoder():
    flere = [(), ("a", "b"), (0, 1), (1, "a"), (b"a", b"b"), (2, 1, 1)]
    for nr, verdi in enumerate(verdier()):
        for navn in dir(verdi):
            if navn in FOR_STORT or navn.startswith("__init_sub"):
                continue
            metode = getattr(verdier()[nr], navn, None)
            for argumenter in (*flere, *((arg,) for arg in andre())):
                prøv(metode, *argumenter)


def operasjoner():
    funksjoner = [f for navn, f in vars(operator).items() if callable(f) and navn not in FOR_STORT | SJELDNE]
    funksjoner += [f for navn, f in vars(builtins).items() if callable(f) and navn not in UTENOM | FOR_STORT]
    funksjoner += [copy, deepcopy, asdict, replace, json.dumps, json.loads, json.JSONEncoder().encode]
    funksjoner += [functools.partial, functools.reduce, functools.cache, functools.cmp_to_key, functools.wraps]
    funksjoner += [itertools.accumulate, itertools.chain, itertools.groupby, itertools.pairwise, itertools.product]
    for funksjon in funksjoner:
        prøv(funksjon)
        for a in verdier():
            prøv(funksjon, a)
            for b in andre():
                prøv(funksjon, a, b)


def former():
    for verdi in verdier():
        for form in (
            "",
            ">8",
            "08.2f",
            ",.2f",
            "_d",
            "+e",
            "x",
            "b",
            "%",
            "c",
            "%d.%m.%Y %H:%M %A %j",
            "^10.3s",
            "!r",
        ):
            prøv(format, verdi, form)
            prøv(operator.mod, f"%{form}s %d %.2f %5r", (verdi, 1, 2.5))
        prøv("{0!r:>10} {a} {0!a}".format, verdi)
    for avrunding in (ROUND_UP, ROUND_DOWN, None):
        prøv(Decimal("12.345").quantize, Decimal("0.01"), avrunding)
    for tekst in ("05.10.2021", "2021-10-05T08:30:00+02:00", "20211005", "2021-W40-2", "08:30", "tull"):
        for leser in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
            prøv(leser, tekst)
    for mønster in (
        r"\d+(?:[.,]\d+)?",
        r"(?<=a)b(?!c)",
        r"(?i:æ)\1?",
        "[^a-zå]*?$",
        r"(a|b)+\b",
        "(",
        "a{2,3}x++",
    ):
        for bruk in (re.search, re.fullmatch, re.findall, re.split):
            prøv(bruk, mønster, "aab 12,50 ÆØÅ abc")
        prøv(re.sub, mønster, r"<\g<0>>", "aab 12,50 ÆØÅ abc")


def tekster():
    """Long texts of each width that Python keeps text in, and what is looked for in them, itself of each width."""
    lange = ["ab kap. 3 \n", "æøå § 3 ÆØ ", "ab – ‰ «x» ", "ab 😀 – kap.3 ", "😀😀"]
    nåler = ["b", "kap.", "3 ", "ø", "§ 3", "–", "‰ «", "😀", "😀 – ", "zz", "😀z", "–z", "øz", "", " \n"]
    for tekst in (deler * antall for deler in lange for antall in (1, 7, 300)):
        for nål in (*nåler, tekst[1:90], tekst[-90:], tekst + "x"):
            for navn in "find rfind index rindex count split rsplit partition rpartition strip lstrip".split():
                prøv(getattr(tekst, navn), nål)
            for (
                navn
            ) in "rstrip startswith endswith removeprefix removesuffix join __contains__ __eq__ __lt__".split():
                prøv(getattr(tekst, navn), nål)
            for ny in ("", "x", "ø", "–", "😀", "lang – 😀"):
                prøv(tekst.replace, nål, ny)
                prøv(tekst.replace, nål, ny, 2)
            prøv(tekst.split, nål, 1)
            prøv(re.split, re.escape(nål), tekst)
            prøv(re.sub, f"(?i){re.escape(nål)}+", "x", tekst)
            prøv(re.findall, f"[{re.escape(nål)}]|\\w+", tekst)
        for (
            navn
        ) in "lower upper casefold title capitalize swapcase split splitlines strip isalpha isdigit".split():
            prøv(getattr(tekst, navn))
        prøv(tekst.encode)
        prøv(json.loads, json.dumps(tekst))
        prøv(json.loads, json.dumps(tekst, ensure_ascii=False))
        prøv(lambda: tekst.encode().decode())  # noqa: B023
        prøv(tekst.translate, {98: "x", 0x1F600: None, 0x2013: "ø"})
        prøv(lambda: (tekst[::2], tekst[5:], tekst[::-1], tekst * 2, tekst + "😀", hash(tekst), sorted(tekst)))  # noqa: B023


metoder()
operasjoner()
former()
tekster()
