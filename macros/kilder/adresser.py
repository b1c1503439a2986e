"""Finds every address outside the site that the source names, and where: in pages, front matter, data and laws."""

import re
from collections.abc import Iterator

from macros.sider.prosa import lovadresse
from macros.sjekk.funn import KILDER, LOVER, SATSFIL, TILFELLER
from macros.sjekk.kilde import Tre
from macros.sjekk.side import Side

UTENFOR = (KILDER, TILFELLER)  # the fingerprints themselves, and the cases, which name no source
_ADRESSE = re.compile(r"https?://[^\s<>\"'()\[\]{}«»¤]+(?:\([^\s()]*\))?")


def alle(tre: Tre) -> dict[str, list[str]]:
    """The addresses in order, each with the places that use it («docs/om/index.md:29»)."""
    steder: dict[str, set[tuple[str, int]]] = {}
    for adresse, sti, linje in (*_i_dataene(tre), *_på_sidene(tre)):
        steder.setdefault(adresse.partition("#")[0].rstrip(".,;:!?"), set()).add((sti, linje))
    return {adresse: [f"{sti}:{linje}" for sti, linje in sorted(steder[adresse])] for adresse in sorted(steder)}


def _i_dataene(tre: Tre) -> Iterator[tuple[str, str, int]]:
    for sti, fil in tre.toml.items():
        if not sti.startswith(UTENFOR):
            for vei, tekst in _tekster(fil.data):
                yield from ((treff[0], sti, fil.linje(*vei)) for treff in _ADRESSE.finditer(tekst))
    for kode, lov in tre.tabeller(LOVER).items():
        if isinstance(lov.get("id"), str):
            yield lovadresse(lov["id"]), LOVER, tre.data(LOVER).linje(kode, "id")


def _på_sidene(tre: Tre) -> Iterator[tuple[str, str, int]]:
    kilder, lover = tre.tabeller(SATSFIL, "kilder"), tre.tabeller(LOVER)
    for side in tre.sider.values():
        sti = f"docs/{side.sti}"
        yield from ((treff[0], sti, linje) for linje, treff in side.finn(_ADRESSE, side.prosa))
        yield from ((adresse, sti, linje) for adresse, linje in _i_forsiden(side, kilder))
        for makro in side.makroer:
            if makro.navn == "lov" and makro.argumenter[1:] and all(isinstance(a, str) for a in makro.argumenter):
                lov, paragraf = lover.get(makro.argumenter[0], {}), makro.argumenter[1]
                if isinstance(lov.get("id"), str):
                    yield lovadresse(lov["id"], paragraf), sti, makro.linje


def _i_forsiden(side: Side, kilder: dict[str, dict]) -> Iterator[tuple[str, int]]:
    """What the front matter names, by its address or by the code of a source («kilde: une-2021»)."""
    for felt, verdi in side.forside.items():
        if isinstance(verdi, str):
            tekst = str(kilder[verdi].get("url")) if felt == "kilde" and verdi in kilder else verdi
            yield from ((treff[0], side.linje_i_forside(felt)) for treff in _ADRESSE.finditer(tekst))


def _tekster(verdi, vei: tuple = ()) -> Iterator[tuple[tuple, str]]:
    ledd = verdi.items() if isinstance(verdi, dict) else enumerate(verdi) if isinstance(verdi, list) else ()
    for navn, under in ledd:
        yield from _tekster(under, (*vei, navn))
    if isinstance(verdi, str):
        yield vei, verdi
