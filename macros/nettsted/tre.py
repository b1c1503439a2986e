"""Trees of markup: from text and back, and what lxml lacks.

The elements are etree's own, since those of lxml.html take four times as long to visit. Knows no page.
"""

from collections.abc import Iterable
from functools import cache

from lxml import etree

Element = etree._Element
LESER = etree.HTMLParser(encoding="utf-8")


def dokument(kilde: str) -> Element:
    """The whole page that the markup is."""
    return etree.fromstring(kilde.encode(), LESER)


def element(kilde: str) -> Element:
    """The element that the markup is."""
    return dokument(f"<html><body>{kilde}</body></html>")[0][0]


def som_html(et: Element, *, hale: bool = False) -> str:
    """The element as markup, with the text behind it if asked for."""
    return etree.tostring(et, method="html", encoding="unicode", with_tail=hale)


@cache  # the pages have the same few again and again
def _klasser(felt: str) -> frozenset[str]:
    return frozenset(felt.split())


def klasser(et: Element) -> frozenset[str]:
    return _klasser(et.get("class", ""))


# The elements with a class, found by lxml itself: most have none.
med_klasse = etree.XPath("descendant::*[@class]")


def med_en_av(rot: Element, navn: set[str]) -> list[Element]:
    """The elements below the root with one of the classes."""
    return [et for et in med_klasse(rot) if not navn.isdisjoint(_klasser(et.get("class")))]


# Every id in the element and of the element itself, as plain strings: the others remember where they stood.
ider = etree.XPath("descendant-or-self::*/@id", smart_strings=False)


def tekst(et: Element) -> str:
    """The words of the element and of all in it, with single spaces."""
    return " ".join("".join(et.itertext()).split())


def ta_ut(rot: Element, elementer: Iterable[Element], *, behold: bool = False) -> None:
    """Take the elements out from under the root; `behold` keeps what is in them."""
    for et in elementer:
        et.tag = "ut"
    if behold:
        etree.strip_tags(rot, "ut")
    else:
        etree.strip_elements(rot, "ut", with_tail=False)
