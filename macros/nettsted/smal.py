"""What finished pages need on a narrow screen: long words that part with a hyphen, wide tables read row by row.

The words stay as they are: a place to part is an empty element, where docs/assets/stil.css draws a soft hyphen. So
search, copying and the reading aloud meet whole words. Knows markup and docs/data/orddeling.toml.
"""

import re
from functools import cache

from macros import grunn
from macros.nettsted.side import Nettsted, Side
from macros.nettsted.tre import element, som_html, tekst

LANGT = 13  # letters; shorter words have room beside each other at 320 px
BRED = 4  # columns; tables with fewer have room on a phone
BIND = '<span class="bind"></span>'
DELES = re.compile(r"<(h[123]|t[hd])\b[^>]*>.*?</\1>", re.DOTALL)
TABELL = re.compile(r'<div class="[^"]*\btabell\b[^"]*"[^>]*>\s*<table\b.*?</table>\s*</div>', re.DOTALL)
KAN_DELES = re.compile(rf"[^\W\d_]{{{LANGT}}}")  # most have no long word, and are left at once
ORD = re.compile(rf"<[^>]*>|&\w+;|([^\W\d_]{{{LANGT},}})")


def del_opp(ord_: str) -> list[str]:
    """Return the parts of a word, its ending with the last; [the word] where no one has said how it parts."""
    for skrevet in grunn.data("orddeling")["ord"]:
        if ord_.lower().startswith(skrevet.replace("-", "")):
            deler, rest = [], ord_
            for del_ in skrevet.split("-")[:-1]:
                deler.append(rest[: len(del_)])
                rest = rest[len(del_) :]
            return [*deler, rest]
    return [ord_]


@cache  # headings and tables have the same few words again and again
def _delt(ord_: str) -> str:
    return BIND.join(del_opp(ord_))


def _med_bindestreker(element: re.Match) -> str:
    kilde = element[0].replace(BIND, "")
    if not KAN_DELES.search(kilde):
        return kilde
    return ORD.sub(lambda treff: _delt(treff[1]) if treff[1] else treff[0], kilde)


def _navngi_celler(rammen: re.Match) -> str:
    """Say how many columns a wide table has, and at each cell which it stands in: the first names its row."""
    ramme = element(rammen[0])
    tabell = ramme.find("table")
    kolonner = [tekst(et) for et in tabell.xpath("./thead/tr[1]/*")]
    if len(kolonner) < BRED:
        return rammen[0]
    ramme.set("data-kolonner", str(len(kolonner)))
    for rad in tabell.xpath("./tbody/tr"):
        for celle, kolonne in zip(rad, kolonner, strict=False):
            celle.set("data-kolonne", kolonne)
        if rad[0].tag == "td":
            rad[0].tag = "th"
            rad[0].set("scope", "row")
    return som_html(ramme)


def gjør_smal(side: Side) -> None:
    """Do both to a page; anew where it is done."""
    foran, bak = side.omgivelser
    artikkel = TABELL.sub(_navngi_celler, side.artikkelkilde)
    side.tekst = foran + DELES.sub(_med_bindestreker, artikkel) + bak


def steg(nettsted: Nettsted) -> None:
    for side in nettsted.under():
        if not side.adresse.startswith(("redaksjon/", "skriv-ut/")):  # paper is never narrow
            gjør_smal(side)
