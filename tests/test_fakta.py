"""The facts on the pages for members and in RB-30, once more: copied by hand from UNE's page, RB-30 and the law.

They stand in fakta.toml. The words around them may change. A number, a date or a name that changes here, or who
does what and whether they must, must have changed there.
"""

import tomllib
from functools import cache
from pathlib import Path

import pytest

from tests.side import NETTSTED, Element, Side

FAKTA = tomllib.loads((Path(__file__).parent / "fakta.toml").read_text(encoding="utf-8"))
ALLE = [(side, id, fakta) for side, seksjoner in FAKTA.items() for id, fakta in seksjoner.items()]


@cache
def seksjoner(adresse: str) -> dict[str, str]:
    """The words of each section of a page: from its heading to the next heading of any level."""
    ut: dict[str, list[str]] = {}
    her = [""]

    def gå(element: Element) -> None:
        for barn in element.barn:
            if isinstance(barn, str):
                ut.setdefault(her[0], []).append(barn)
            else:
                if barn.navn in ("h1", "h2", "h3", "h4") and barn["id"]:
                    her[0] = barn["id"]
                gå(barn)
                if barn.navn in ("td", "th", "li", "p"):
                    ut.setdefault(her[0], []).append(" ")

    gå(Side(NETTSTED / adresse / "index.html").artikkel)
    return {id: " ".join("".join(biter).split()) for id, biter in ut.items()}


@pytest.mark.parametrize(("side", "id", "fakta"), ALLE, ids=[f"{side}#{id}" for side, id, _ in ALLE])
def test_fakta_på_siden_er_de_som_står_i_kilden(side, id, fakta):
    ordene = seksjoner(side)[id]

    assert [] == [et for et in fakta if et not in ordene], ordene
