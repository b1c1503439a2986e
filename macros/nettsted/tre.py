"""Trees of markup: from text and back, and what lxml lacks.

The elements are etree's own, since those of lxml.html take four times as long to visit. Knows no page.
"""

from collections.abc import Iterable

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


def klasser(et: Element) -> list[str]:
    return et.get("class", "").split()


# The elements with an attribute, and with a class, found by lxml itself: most have none.
med_felt = etree.XPath("descendant::*[@*]")
med_klasse = etree.XPath("descendant::*[@class]")
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
