"""Leads the links of the pages in nynorsk to nynorsk, and says at the others that what they lead to is in bokmål.

The macros and the theme write every address as it is in bokmål; a page in nynorsk has the same below nn/. Knows
markup, and which pages there are.
"""

import re
from urllib.parse import urljoin, urlsplit

from macros.nettsted.side import Nettsted, Side
from macros.sider.maal import NYNORSK

LENKE = re.compile(r'<a\b(?![^>]*\bhreflang=)([^>]*?)\bhref="([^"#][^"]*)"')


def _vei(fra: str, til: str) -> str:
    return "../" * fra.count("/") + til


def rett_lenker(nettsted: Nettsted, side: Side) -> None:
    """Do it to one page; anew where it is done."""

    def rettet(treff: re.Match) -> str:
        foran, href = treff.groups()
        if urlsplit(href).scheme:
            return treff[0]
        til, skille, id = urljoin(f"/{side.adresse}", href).removeprefix("/").partition("#")
        if NYNORSK + til in nettsted:
            return f'<a{foran}href="{_vei(side.adresse, NYNORSK + til)}{skille}{id}"'
        bokmål = til in nettsted and not til.startswith((NYNORSK, "skriv-ut/"))
        return f'<a hreflang="nb"{foran}href="{href}"' if bokmål else treff[0]

    side.tekst = LENKE.sub(rettet, side.tekst)


def steg(nettsted: Nettsted) -> None:
    for side in nettsted.under(NYNORSK):
        rett_lenker(nettsted, side)
