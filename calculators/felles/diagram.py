"""Draws a curve as SVG: axes in kroner, a level line and the reader's own point. Knows no rule and no text."""

from decimal import Decimal
from html import escape
from itertools import count
from math import ceil
from typing import NamedTuple

from . import norsk

BREDDE, HØYDE = 360, 250
VENSTRE, HØYRE, OPPE, NEDE = 58, 14, 30, 44  # margins for the figures of the axes
FLEST_MERKER = 6


class Punkt(NamedTuple):
    """A place in the diagram, both in kroner."""

    x: Decimal
    y: Decimal


def merker(største: Decimal) -> list[int]:
    """Return round figures (1, 2 or 5 times a power of ten apart) from 0 to the first at or over `største`."""
    runde = (siffer * 10**nuller for nuller in count() for siffer in (1, 2, 5))
    avstand = next(et for et in runde if største <= et * (FLEST_MERKER - 1))
    return [avstand * antall for antall in range(ceil(største / avstand) + 1)]


def kurve(punkter: list[Punkt], nivå: Decimal, eget: Punkt, tekster: dict[str, str]) -> str:
    """Return the SVG. `tekster` gives `tittel`, `x` and `y` for the axes, and `eget` for the point."""
    x_merker, y_merker = (merker(max(getattr(et, akse) for et in [*punkter, eget])) for akse in "xy")

    def bort(verdi: Decimal | int) -> Decimal | float:
        return round(VENSTRE + (BREDDE - VENSTRE - HØYRE) * verdi / max(x_merker[-1], 1), 1)

    def opp(verdi: Decimal) -> Decimal:
        return round(OPPE + (HØYDE - OPPE - NEDE) * (1 - verdi / max(y_merker[-1], 1)), 1)

    def skrift(x: Decimal | int, y: Decimal | int, ord_: str, feste: str = "middle") -> str:
        return f'<text x="{x}" y="{y}" text-anchor="{feste}">{escape(ord_)}</text>'

    def tvers(y: Decimal, klasse: str) -> str:
        x1, x2, høyde = bort(0), bort(x_merker[-1]), opp(y)
        return f'<line class="{klasse}" x1="{x1}" y1="{høyde}" x2="{x2}" y2="{høyde}"/>'

    deler = [skrift(BREDDE - HØYRE, HØYDE - 6, tekster["x"], "end"), skrift(4, 16, tekster["y"], "start")]
    for verdi in map(Decimal, y_merker):
        deler += [tvers(verdi, "rutenett"), skrift(VENSTRE - 6, opp(verdi) + 4, norsk.tall(verdi), "end")]
    for verdi in map(Decimal, x_merker):
        deler.append(skrift(bort(verdi), HØYDE - NEDE + 18, norsk.tall(verdi)))
    punktene = " ".join(f"{bort(x)},{opp(y)}" for x, y in punkter)
    x, y = bort(eget.x), opp(eget.y)
    # The curve rises to the right, so the free place is above and to the left, if there is room for the words.
    langt_inne = 3 * eget.x > x_merker[-1]
    deler += [
        tvers(nivå, "nivaa"),
        f'<polyline class="kurve" points="{punktene}"/>',
        f'<circle class="eget" cx="{x}" cy="{y}" r="6"/>',
        skrift(x - 9 if langt_inne else x, y - 12, tekster["eget"], "end" if langt_inne else "start"),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREDDE} {HØYDE}" role="img" '
        f'aria-label="{escape(tekster["tittel"])}">{"".join(deler)}</svg>'
    )
