"""The questions the search is judged by, and the asking of them in Node. Knows the built site, no browser.

`soekeproever.toml` is public: mend the language or the synonyms when one fails, never the question.
The blind ones are only measured: `soekeproever-blind.toml` was written by somebody who had not seen the search,
`soekeproever-blind2.toml` before the last change of it.
"""

import atexit
import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from macros.grunn import ROT
from tests.side import NETTSTED

PRØVER = tomllib.loads((ROT / "tests/soekeproever.toml").read_text(encoding="utf-8"))
BLINDE = {
    navn: tomllib.loads((ROT / f"tests/soekeproever-{navn}.toml").read_text(encoding="utf-8"))
    for navn in ("blind", "blind2")
}


class Poeng(NamedTuple):
    """How many of `antall` questions got an answer first, and among the first three."""

    først: int
    tre: int
    antall: int


@cache
def _søket(nettsted: Path, indeks: str) -> subprocess.Popen[str]:
    """The search of a built site in Node; it stays as long as this process, since to start takes the longest."""
    rør = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    prosess = subprocess.Popen(["node", ROT / "tests/soek_node.mjs", nettsted, indeks], encoding="utf-8", **rør)
    atexit.register(lambda: (prosess.kill(), prosess.communicate()))
    return prosess


def spør(*spørsmål: str, nettsted: Path = NETTSTED, indeks: str = "") -> list[dict]:
    """Ask the built search in Node, one answer for each question; or the index of readers of nynorsk («nn/»)."""
    søket, svar = _søket(nettsted, indeks), []
    for et in spørsmål:
        print(et, file=søket.stdin, flush=True)
        svar.append(json.loads(søket.stdout.readline()))
    return svar


def tittel(treff: dict) -> str:
    return "".join(bit for bit, _ in treff["tittel"])


def navn(treff: dict) -> list[str]:
    """What a hit is judged by: title, trail and address."""
    return [tittel(treff), " › ".join(treff["sti"]), treff["adresse"]]


def _poeng(riktige: list[list[bool]]) -> Poeng:
    return Poeng(sum(r[:1] == [True] for r in riktige), sum(any(r[:3]) for r in riktige), len(riktige))


def offentlige() -> Poeng:
    """The score of the public questions."""
    prøver = [prøve for slag in PRØVER.values() for prøve in slag.items()]
    return _poeng(
        [
            [any(re.search(mønster, tekst, re.IGNORECASE) for tekst in navn(treff)) for treff in svar["treff"]]
            for (_, mønster), svar in zip(prøver, spør(*(ord for ord, _ in prøver)), strict=True)
        ]
    )


def blinde(navn: str) -> Poeng:
    """The score of the blind questions that have an answer."""
    prøver = BLINDE[navn]["svar"]
    svarene = spør(*prøver)
    par = zip(prøver.values(), svarene, strict=True)
    return _poeng([[_svarer(treff["adresse"], rette) for treff in svar["treff"]] for rette, svar in par])


def _svarer(adresse: str, rette: list[str]) -> bool:
    """Whether the address is among those that answer; a page without a fragment stands for all its sections."""
    return adresse in rette or adresse.partition("#")[0] in rette


def uten_svar(navn: str) -> tuple[int, int]:
    """Of the blind questions without an answer, how many got no hit, and how many there are."""
    prøver = BLINDE[navn]["uten_svar"]["ord"]
    return sum(not svar["treff"] for svar in spør(*prøver)), len(prøver)
