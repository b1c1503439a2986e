"""The language of the page that is being made, and what the site itself says in it.

A page under nn/ is in nynorsk, all others are in bokmål; nothing else tells. What the macros and the theme say is
written where it is said, in bokmål, and docs/data/sider-nn.toml has each sentence in nynorsk by its bokmål. So one
that is changed is missing there at once, and stops the build. Words from the rates stand in ord.nn.toml.
"""

from functools import cache

from calculators.felles import tekster
from calculators.felles.data import les_toml
from macros import grunn

NYNORSK = "nn/"
ORD = "sider-nn"


def målet(adresse: str) -> str:
    """Return the language of the page at an address (or a file) from the root: «nn» or «nb»."""
    return "nn" if adresse.startswith(NYNORSK) else "nb"


@cache
def _nynorsk() -> dict[str, str]:
    sidenes = {ord: skrevet for tabell in grunn.data(ORD).values() for ord, skrevet in tabell.items()}
    return les_toml("ord.nn.toml") | sidenes


def på(mål: str, bokmål: str, **verdier) -> str:
    """Say it in the language `mål`, its {places} filled in."""
    if mål == "nn":
        if bokmål not in _nynorsk():
            raise KeyError(f"docs/data/{ORD}.toml mangler «{bokmål}»")
        bokmål = _nynorsk()[bokmål]
    return bokmål.format(**verdier) if verdier else bokmål


def sagt(bokmål: str, **verdier) -> str:
    """Say it in the language of the page that is being made."""
    return på(tekster.målform(), bokmål, **verdier)


@cache
def tvillinger() -> dict[str, str]:
    """The title of each page in nynorsk, by the address that both pages have: «kalkulatorer/frist/»."""
    ut = {}
    for fil in sorted((grunn.DOCS / NYNORSK).rglob("*.md")):
        sti = fil.relative_to(grunn.DOCS / NYNORSK).with_suffix("").as_posix()
        ut["" if sti == "index" else sti.removesuffix("/index") + "/"] = grunn.forside(fil)["title"]
    return ut
