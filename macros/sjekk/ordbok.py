"""Which words are spelt right: asks the dictionaries (ordbok.mjs), one process for as long as this one lives.

Knows nothing of pages, nor of our own words. The dictionary takes a second or two to read, so whoever will ask
says so early (`start`), and it is read beside the other work.
"""

import atexit
import json
import os
import subprocess
from collections.abc import Iterable
from itertools import count
from pathlib import Path

_SKRIPT = Path(__file__).with_name("ordbok.mjs")
_kjent: dict[tuple[str, str], bool] = {}
_nummer = count()
_prosess: subprocess.Popen | None = None


class Uten(Exception):
    """The dictionary cannot be asked: there is no Node, or the packages are not fetched."""


def start() -> None:
    """Begin to read the dictionary, where that is not done."""
    global _prosess
    if _prosess is None:
        rør = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        try:
            _prosess = subprocess.Popen(["node", str(_SKRIPT)], encoding="utf-8", **rør)
        except OSError as feil:
            raise Uten(str(feil)) from feil
        atexit.register(_avslutt, _prosess)


def _avslutt(prosess: subprocess.Popen) -> None:
    prosess.kill()  # it has nothing to save
    prosess.communicate()


def ukjente(ord: Iterable[str], mål: str = "nb") -> set[str]:
    """The words that are not in the dictionary of `mål`."""
    ord = set(ord)
    if nye := sorted(et for et in ord if (mål, et) not in _kjent):
        borte = set(_spør(mål, "", nye))
        _kjent.update({(mål, et): et not in borte for et in nye})
    return {et for et in ord if not _kjent[mål, et]}


def sammensatt(ord: str, mål: str = "nb") -> bool:
    """Whether it may be two known words, with -s- or -e- between: «tabellsidene», and «skatemelding» too."""
    delt = [(ord[:nr], ord[nr:]) for nr in range(4, len(ord) - 4)]
    former = [([første, første[:-1]] if første[-1] in "se" else [første], siste) for første, siste in delt]
    borte = ukjente((et for første, siste in former for et in (*første, siste)), mål)
    return any(siste not in borte and not borte.issuperset(første) for første, siste in former)


def forslag(ord: str, mål: str = "nb") -> list[str]:
    """What may have been meant, the likeliest first."""
    return _spør(mål, "?", [ord])[0]


def _spør(mål: str, hva: str, ord: list[str]) -> list:
    start()
    # A process forked from this one (tests.kontroll) shares the pipes: what another asked for is passed over.
    nummer = f"{os.getpid()}.{next(_nummer)} "
    try:
        _prosess.stdin.write(f"{nummer}{mål} {hva}{json.dumps(ord)}\n")
        _prosess.stdin.flush()
        for linje in _prosess.stdout:
            if linje.startswith(nummer):
                return json.loads(linje.removeprefix(nummer))
    except OSError as feil:
        raise Uten(str(feil)) from feil
    raise Uten("Node stopped before it had answered")
