"""Makes the documents for paper of a built site.

A page with the line «Skriv ut eller ta med» (`.ta-med` in the theme) becomes one document at skriv-ut/<name>/: an
RB alone, an index page with the pages below it in the order of the menu, and a page with `data-ark` one sheet that
is folded twice: its four parts are the sheet's four panels. macros/utgi/pdf.py makes a PDF of each.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from html import escape, unescape
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree
from markupsafe import Markup

from calculators.felles import norsk
from macros import grunn
from macros.nettsted.avsnitt import ord_i
from macros.nettsted.maler import mal
from macros.nettsted.seksjoner import FAKTA
from macros.nettsted.side import Nettsted, Nettstedsfeil
from macros.nettsted.tre import Element, dokument, element, med_en_av, som_html, ta_ut, tekst
from macros.sider.maal import NYNORSK, målet, på

MAPPE = "skriv-ut"
# The theme's line, as it writes it.
BER = re.compile(r'<nav class="ta-med"[^>]*?(?: data-tittel="([^"]*)")?( data-ark(?:="")?)?>')
PANELER = 4  # A4 folded twice
ROT = "../../"  # fra skriv-ut/<navn>/ til roten
# What serves a reader at a screen alone. The article's own facts (.rb-fakta) move to the front of the document.
UTELATTE_TAGGER = {"nav", "form", "button", "script", "template", "noscript"}
# Found by lxml itself, without a visit to each element.
med_svar = etree.XPath("descendant::*[@data-resultat]")
med_kilde = etree.XPath("descendant::*[@src]")
hoder = etree.XPath("descendant::div[@class='hode']")
kildelinjer = etree.XPath("descendant::div[@class='kildelinje']")
UTELATTE_KLASSER = {"bind", "headerlink", "siter", "figur-smal", "innhold-smal", "rb-fakta"}


class Bok(NamedTuple):
    """A document for paper: its name in the address, the page that asks for it, and every page in it."""

    navn: str
    sider: list[str]  # adressene fra roten, i rekkefølge; den første er siden som ber om boken
    tittel: str = ""  # tom: den ene siden låner boken sin egen
    ark: bool = False  # one sheet to fold

    @property
    def adresse(self) -> str:
        return f"{MAPPE}/{self.navn}/"

    def id(self, side: str, id: str) -> str:
        """The id in the document of an id on a page: with the chapter's name before it where there are several."""
        kapittel = side.rstrip("/").rpartition("/")[2]
        return id if not self.tittel else f"{kapittel}-{id}" if id else kapittel


def _vei(side: str, href: str) -> str:
    """Where a link on a page leads, as an address from the root with its fragment."""
    return urljoin(f"/{side}", href).removeprefix("/")


def bøker(nettsted: Nettsted) -> list[Bok]:
    """Find every page that asks to be a document, and the pages that belong to it."""
    ut = []
    for side in nettsted.under():
        if side.adresse.startswith(f"{MAPPE}/"):
            continue
        for ber in BER.finditer(side.artikkelkilde):
            # As the theme has it in its link.
            målform = "-nn" if side.adresse.startswith(NYNORSK) else ""
            navn = side.adresse.rstrip("/").rpartition("/")[2] + målform
            tittel = unescape(ber[1] or "")
            # Without a title of its own it is one page alone.
            lenker = side.ramme().xpath("//nav[contains(@class, 'meny')]//a/@href") if tittel else ()
            meny = (_vei(side.adresse, href) for href in lenker)
            under = [annen for annen in meny if annen.startswith(side.adresse) and annen != side.adresse]
            ut.append(Bok(navn, [side.adresse, *dict.fromkeys(under)], tittel, bool(ber[2])))
    return ut


def _bytt(et: Element, tag: str, **attributter: str) -> None:
    et.tag = tag
    for navn, verdi in attributter.items():
        et.set(navn.rstrip("_"), verdi)


def kapittel(bok: Bok, side: str, innhold: Element, ider: dict[str, dict], rot: str) -> Element:
    """Make an article a chapter: ids of its own, links that lead right, all that was folded laid open."""
    utelat = [*innhold.iter(*UTELATTE_TAGGER), *med_svar(innhold), *med_en_av(innhold, UTELATTE_KLASSER)]
    for linje in kildelinjer(innhold):  # «(alle endringer)» goes, brackets and all
        for lenke in linje.iterfind(".//a"):
            if "om/endringer/" in lenke.get("href", ""):
                utelat.append(lenke)
    ta_ut(innhold, utelat)
    ta_ut(innhold, hoder(innhold), behold=True)  # a heading keeps to what follows it
    _bytt(innhold, "section", class_="kapittel")
    if bok.tittel:
        _som_del(bok, side, innhold)
    for et in list(innhold.iter("details")):  # paper has nothing to fold out
        _bytt(et, "div")
        _bytt(et.find("summary"), "p", class_="utbrettet")
    for et in list(innhold.iter("aside")):  # the same box may stand in two chapters: a note, not a landmark
        _bytt(et, "div", role="note")
    for et in innhold.iterfind(".//a[@href]"):
        et.set("href", _ny_lenke(bok, side, et.get("href"), ider, rot))
        et.attrib.pop("class", None)
    for et in med_kilde(innhold):
        et.set("src", ROT + _vei(side, et.get("src")))
    for linje in kildelinjer(innhold):
        for et in linje.iter():
            et.tail = et.tail and et.tail.replace(" ().", ".")
    if not bok.ark:
        _nummerer(innhold, rot)
    return innhold


def _som_del(bok: Bok, side: str, innhold: Element) -> None:
    """Make it one chapter among others: its own ids, and headings a level down."""
    for et in innhold.iter("*"):
        if et.get("id"):
            et.set("id", bok.id(side, et.get("id")))
        for peker in ("aria-labelledby", "aria-describedby"):
            if et.get(peker):
                et.set(peker, " ".join(bok.id(side, id) for id in et.get(peker).split()))
        if re.fullmatch(r"h[1-5]", et.tag):
            et.tag = f"h{int(et.tag[1]) + 1}"


def _ny_lenke(bok: Bok, side: str, href: str, ider: dict[str, dict], rot: str) -> str:
    """The link as the document needs it: inside it, else absolute, or relative where the site has no address."""
    if href.startswith("#"):
        sti, anker = side, href[1:]
    elif urlsplit(href).scheme:
        return href
    else:
        sti, anker = urldefrag(_vei(side, href))
    if sti not in bok.sider:
        return (rot or ROT) + sti + (f"#{anker}" if anker else "")
    id = unquote(anker)
    return "#" + bok.id(sti, id if id in ider[sti] else next(iter(ider[sti])))


# The source at the foot of a chapter stands with its address at the front of the document.
lenker_ut = etree.XPath("descendant::a[@href][not(starts-with(@href, '#') or ancestor::*[@class='kildelinje'])]")


def _nummerer(innhold: Element, rot: str) -> None:
    """Give each link that leads out of the document a number, and end the chapter with the addresses."""
    adresser: dict[str, int] = {}
    for lenke in lenker_ut(innhold):
        vist = lenke.get("href").removeprefix("mailto:").removeprefix(ROT)
        if vist.startswith("tel:") or _kort(vist) == _kort(tekst(lenke)):
            continue  # the words are the address
        nummer = adresser.setdefault(vist, len(adresser) + 1)
        merke = lenke.makeelement("sup", {"class": "lenkenummer"})
        merke.text, merke.tail, lenke.tail = f"[{nummer}]", lenke.tail, None
        lenke.addnext(merke)
    if adresser:
        punkter = "".join(f"<li>{escape(unquote(adresse))}</li>" for adresse in adresser)
        slik = "" if rot else ". Der «https://» mangler, er det en side på nettstedet."
        innhold.append(
            element(f'<div class="adresser"><p>Adressene til lenkene{slik}</p><ol>{punkter}</ol></div>')
        )


def _kort(adresse: str) -> str:
    return re.sub(r"^https?://(www\.)?|^www\.|/$", "", adresse.strip())


def _forkortelser(kapitler: Iterable[Element]) -> list[tuple[str, str]]:
    """What a reader at a screen sees by pointing: each abbreviation in the text with its words."""
    funnet = {tekst(et): et.get("title") for kap in kapitler for et in kap.iterfind(".//abbr[@title]")}
    return [(kort, funnet[kort]) for kort in sorted(funnet, key=str.casefold)]


def _innhold(overskrifter: list[Element]) -> str:
    """The contents, two levels deep, as nested lists of links."""
    ut, åpen = ["<ol>"], False
    for overskrift in overskrifter:
        lenke = f'<a href="#{overskrift.get("id")}">{escape(tekst(overskrift))}</a>'
        if overskrift.tag == "h2":
            ut.append(f"{'</ol>' if åpen else ''}{'</li>' if len(ut) > 1 else ''}<li>{lenke}")
            åpen = False
        else:
            ut.append(f"{'' if åpen else '<ol>'}<li>{lenke}</li>")
            åpen = True
    return "\n".join([*ut, f"{'</ol>' if åpen else ''}</li></ol>"])


def _fakta(bok: Bok, artikler: list[Element], utgiver: str) -> Iterator[tuple[str, str | Markup]]:
    """What the reader must know of the document, as pairs of term and words."""
    for par in artikler[0].iterfind(f"{FAKTA}/div"):
        verdi = " ".join(ord_i(par.find("dd"), frozenset({"a"})).split())
        yield tekst(par.find("dt")), re.sub(r" \(\)$", "", verdi)
    if bok.tittel:
        linjer = [linje for artikkel in artikler for linje in kildelinjer(artikkel)]
        lenker = [lenke for linje in linjer for lenke in linje.xpath(".//a[starts-with(@href, 'http')]")]
        kilder = dict.fromkeys(Markup("{}<br>{}").format(tekst(et), et.get("href")) for et in lenker)
        yield "Kilde" if len(kilder) == 1 else "Kilder", Markup("<br>").join(kilder)
        datoer = sorted(linje.xpath(".//time/@datetime")[0] for linje in linjer)
        spenn = dict.fromkeys(norsk.dato(date.fromisoformat(dag)) for dag in (datoer[0], datoer[-1]))
        yield "Sist kontrollert", " til ".join(spenn)
    yield "Laget", norsk.dato(grunn.byggedato())
    yield "Utgiver", utgiver


def lag_side(bok: Bok, nettsted: Nettsted) -> None:
    """Lay the document in the site as a page."""
    foran, bak = nettsted[bok.sider[0]].omgivelser
    ramme = dokument(foran.partition("<body")[0] + bak)  # the menu is no part of it, and long
    artikler = {side: nettsted[side].kopi() for side in bok.sider}
    ider = {side: dict.fromkeys(artikkel.xpath("descendant::*/@id")) for side, artikkel in artikler.items()}
    # The page knows its own address where the site has one.
    rot = ramme.xpath("string(//link[@rel='canonical']/@href)").removesuffix(bok.sider[0])
    verk, forbehold, utgiver = (tekst(p) for p in ramme.xpath("//footer//p")[:3])
    fakta = list(_fakta(bok, list(artikler.values()), utgiver.partition(": ")[2]))
    kapitler = [kapittel(bok, side, artikkel, ider, rot) for side, artikkel in artikler.items()]
    paneler = _paneler(kapitler[0], bok) if bok.ark else []
    tittel, h1, h1_id = bok.tittel, bok.tittel, "tittel"
    if not tittel:
        [overskrift] = kapitler[0].xpath(".//h1")
        tittel, h1_id = tekst(overskrift), overskrift.get("id")
        h1 = Markup("").join([overskrift.text or "", *(Markup(som_html(barn, hale=True)) for barn in overskrift)])
        ta_ut(kapitler[0], [overskrift])
    overskrifter = [h for kap in kapitler for h in kap.iter("h2", "h3")]
    stiler = [ROT + _vei(bok.sider[0], href) for href in ramme.xpath("//link[@rel='stylesheet']/@href")]
    innhold = mal("utskrift.html").render(
        tittel=tittel,
        verk=verk,
        utgiver=utgiver.partition(": ")[2],
        laget=norsk.dato(grunn.byggedato()),
        paneler=[Markup(som_html(panel)) for panel in paneler],
        beskrivelse=ramme.xpath("string(//meta[@name='description']/@content)"),
        rot=ROT,
        stiler=stiler,
        tilbake=ROT + bok.sider[0],
        h1=h1,
        h1_id=h1_id,
        fakta=fakta,
        forbehold=forbehold,
        innhold=Markup(_innhold(overskrifter)),
        forkortelser=_forkortelser(kapitler),
        kapitler=Markup("\n".join(map(som_html, kapitler))),
        mål=målet(bok.sider[0]),
        på=partial(på, målet(bok.sider[0])),
    )
    nettsted.legg(bok.adresse, innhold)


def _paneler(innhold: Element, bok: Bok) -> list[Element]:
    """The panels of a sheet in the order they are read: each a heading and what follows it."""
    ut: list[Element] = []
    for et in list(innhold):
        if et.tag == "h2":
            ut.append(etree.Element("section", {"class": "panel", "aria-labelledby": et.get("id")}))
        if ut and "kildelinje" not in et.get("class", ""):
            ut[-1].append(et)
    if len(ut) != PANELER:
        raise Nettstedsfeil(
            f"utskrift: {bok.sider[0]} skal ha {PANELER} deler (##), én for hver side av det brettede arket. "
            f"Den har {len(ut)}."
        )
    return ut


def steg(nettsted: Nettsted) -> str:
    """Make every document the site asks for."""
    for bok in bøker(nettsted):
        lag_side(bok, nettsted)
    return ""
