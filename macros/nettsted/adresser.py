"""Makes every registered address work in the built site.

    headings      in a frame with a button for link and reference beside them, so that the name of a heading is
                  the heading; the reference itself in `data-henvisning`
    paragraphs    of an RB: the id the register holds, and a link to it
    old ids       an anchor where the content is now, or a line that leads to it on another page
    old pages     a page that leads on, with and without JavaScript
    seksjoner.json every section with address, hash and date of change; described by seksjoner.skjema.json

May be run again, and touches nothing outside <article>.
"""

import json
from collections.abc import Iterable, Iterator
from functools import cache, partial
from html import escape

from markupsafe import Markup

from calculators.felles.seksjoner import nummer
from macros import grunn
from macros.nettsted.avsnitt import avsnitt_i
from macros.nettsted.maler import mal
from macros.nettsted.register import (
    Register,
    Side,
    avsnittsider,
    etterfølger,
    historikk,
    les,
    les_nettsted,
    les_side,
    levende,
)
from macros.nettsted.seksjoner import Seksjon
from macros.nettsted.side import Nettsted
from macros.nettsted.side import Side as Bygd
from macros.nettsted.tre import Element, element, klasser, med_klasse, ta_ut
from macros.sider.maal import NYNORSK, målet, på

KNAPP = {"type": "button", "class": "siter siter-knapp", "popovertarget": "siter"}


def merknaden(artikkel: Element) -> str:
    """What stands in brackets behind each reference to the page: «UNE, publisert 24.05.2017», or ""."""
    boks = artikkel.find(".//div[@data-merknad]")
    return "" if boks is None else boks.get("data-merknad")


def henvisning(seksjon: Seksjon, merknad: str) -> str:
    """The section as staff refer to it: «RB-30 punkt 3 Temanotat (UNE, publisert 24.05.2017)»."""
    return _henvist(seksjon.kode, *seksjon.sti, seksjon.tittel) + (f" ({merknad})" if merknad else "")


@cache  # the short addresses ask for the same
def _henvist(kode: str, *sti: str) -> str:
    titler = [tittel.replace("«", "‘").replace("»", "’") for tittel in sti]
    egen = titler[-1] if len(titler) > 1 else ""
    if not kode:
        verk = f"{grunn.NAVN}: {titler[0]}" if titler[0] != grunn.NAVN else grunn.NAVN
    elif punkt := next((tittel for tittel in reversed(titler[1:]) if nummer(tittel)), ""):
        verk, egen = f"{kode} punkt {punkt}", "" if egen == punkt else egen
    else:
        verk = kode if egen else titler[0]
    return verk + (f", «{egen}»" if egen else "")


def _vei(fra: str, til: str) -> str:
    """The way from one page to an address, both from the root."""
    side, skille, id = til.partition("#")
    if fra == side:
        return f"#{id}"
    return "../" * fra.count("/") + (side or "./" if not fra else side) + skille + id or "./"


def _navn(adresse: str, nettstedet: dict[str, Side]) -> str:
    """What stands at the address, for a link's text."""
    side, _, id = adresse.partition("#")
    punkter = nettstedet[side].punkter
    første = next(iter(punkter.values())).tittel if punkter else adresse
    return første if not id else punkter[id].tittel if id in punkter else f"et avsnitt i «{første}»"


def _lenket(fra: str, til: str, nettstedet: dict[str, Side]) -> str:
    return f'<a href="{escape(_vei(fra, til))}">{escape(_navn(til, nettstedet))}</a>'


def ramm_inn(artikkel: Element, knapp: str = "") -> None:
    """Put each heading in a frame with its link beside it, and a button called `knapp`; anew where it is done."""
    rammer = artikkel.findall(".//div[@class='hode']")
    for ramme in rammer:
        ramme[0].extend(ramme[1:])
    ta_ut(artikkel, rammer, behold=True)
    for overskrift in list(artikkel.iter("h1", "h2", "h3", "h4")):
        lenke = overskrift.find("a[@class='headerlink']")
        if lenke is None or overskrift.get("id") is None:
            continue
        ramme = artikkel.makeelement("div", {"class": "hode"})
        overskrift.addprevious(ramme)
        ramme.tail, overskrift.tail = overskrift.tail, None
        ramme.append(overskrift)
        if knapp and overskrift.tag != "h4":
            henvis = artikkel.makeelement("button", KNAPP | {"aria-describedby": overskrift.get("id")})
            henvis.text = knapp
            ramme.append(henvis)
        ramme.append(lenke)


def merk(artikkel: Element, side: Side, register: Register, nettstedet: dict[str, Side], lever: set[str]) -> dict:
    """Put references, paragraph ids and the anchors of old ids into the article of a page.

    Return the references of its sections by id.
    """
    ta_ut(artikkel, [et for et in med_klasse(artikkel) if "siter" in klasser(et) and et.get("popover") is None])
    egen, mål = side.adresse.removeprefix(NYNORSK), målet(side.adresse)  # in nynorsk it has the ids of its bokmål
    ramm_inn(artikkel, på(mål, "Henvis") if side.adresse else "")  # the front page is nothing to refer to
    merknad = merknaden(artikkel)
    henvisninger = {seksjon.id: henvisning(seksjon, merknad) for seksjon in side.seksjoner}
    for overskrift, *_ in artikkel.iterfind(".//div[@class='hode']"):
        if overskrift.tag != "h4":
            overskrift.set("data-henvisning", henvisninger[overskrift.get("id")])
    ider = avsnittsider(register, side)
    if any(ider):
        for et, id in zip(avsnitt_i(artikkel), ider, strict=True):
            if not id:
                continue
            et.element.set("id", id)
            navn = f"Lenke til «{' '.join(et.tekst.split()[:6])} …»"
            lenke = artikkel.makeelement(
                "a", {"class": "siter siter-avsnitt", "href": f"#{id}", "aria-label": navn}
            )
            lenke.text = "¶"
            _etter_teksten(et.element, lenke)
    for id, felt in register.get(egen, {}).items():
        if id == "erstattet_av" or not felt.get("erstattet_av"):
            continue
        gammel = f"{egen}#{id}"
        if gammel in lever or not (ny := etterfølger(register, gammel, lever)):
            continue
        sted = artikkel.xpath(f".//*[@id='{ny.partition('#')[2]}']") if ny.startswith(f"{egen}#") else []
        if sted:
            anker = element(f'<span class="siter" id="{id}"></span>')
            anker.tail, sted[0].text = sted[0].text, None
            sted[0].insert(0, anker)
        else:
            lenke = _lenket(side.adresse, ny, nettstedet)
            [øverst] = artikkel.xpath("(.//div[@class='hode'][h1] | .//h1[not(parent::div[@class='hode'])])[1]")
            sies = på(mål, "Dette punktet er flyttet til {lenke}.", lenke=lenke)
            øverst.addnext(element(f'<p class="siter flyttet" id="{id}">{sies}</p>'))
    return henvisninger


def _etter_teksten(element: Element, lenke: Element) -> None:
    """Put the link at the end of the element's own words, before a list inside it."""
    siste = element[-1] if len(element) and element[-1].tag == "p" else element
    for barn in element:
        if barn.tag in ("ul", "ol"):
            barn.addprevious(lenke)
            return
    siste.append(lenke)


def viderefør(
    side: str, register: Register, nettstedet: dict[str, Side], lever: set[str], rot: str, mappe: str = ""
) -> str | None:
    """The page that leads from an old page's address to the new one, below `mappe`; None if it leads nowhere."""
    if not (ny := etterfølger(register, side, lever)):
        return None
    punkter, målform = [], målet(mappe)
    for id in register[side].keys() - {"erstattet_av"}:
        mål = etterfølger(register, f"{side}#{id}", lever)
        if mål and mål != ny:
            sies = på(målform, "Punktet er på {lenke}.", lenke=_lenket(mappe + side, mål, nettstedet))
            punkter.append(f'<p class="flyttet" id="{id}">{sies}</p>')
    return mal("flyttet.html").render(
        ny=_vei(side, ny),
        fast=rot + mappe + ny if rot else _vei(side, ny),
        rot="../" * (mappe + side).count("/"),
        tittel=_navn(ny, nettstedet),
        punkter=map(Markup, sorted(punkter)),
        mål=målform,
        på=partial(på, målform),
        navn=grunn.NAVN,
    )


def flyttede_sider(register: Register, nettstedet: dict[str, Side]) -> dict[str, str]:
    """Old pages that a server may send on at once: all that was on them is at the same id on the new one.

    The others need the page made by `viderefør`, since the part after # never reaches the server.
    """
    lever, ut = levende(register, nettstedet), {}
    for side, oppslag in register.items():
        if side in nettstedet or not (ny := etterfølger(register, side, lever)):
            continue
        mål = {id: etterfølger(register, f"{side}#{id}", lever) for id in oppslag.keys() - {"erstattet_av"}}
        if all(dit in (ny, f"{ny}#{id}") for id, dit in mål.items()):
            ut[side] = ny
    return ut


def som_json(
    register: Register, nettstedet: dict[str, Side], henvisninger: dict[str, dict[str, str]], rot: str
) -> Iterator[dict]:
    """Every section of every page for seksjoner.json, in the order of the pages' addresses."""
    bygd = grunn.byggedato().isoformat()

    def oppføring(seksjon: Seksjon) -> dict:
        tekster = historikk(register.get(seksjon.side, {}).get(seksjon.id, {}), seksjon, bygd)
        return {
            "id": seksjon.id,
            "kode": seksjon.kode or None,
            "tittel": seksjon.tittel,
            "nivaa": seksjon.nivå,
            "sti": list(seksjon.sti),
            "side": seksjon.side,
            "adresse": rot + seksjon.adresse,
            "henvisning": henvisninger[seksjon.side][seksjon.id],
            "avtrykk": seksjon.avtrykk,
            "sist_endret": tekster[-1]["fra"],
            "kort": rot + kort if (kort := seksjon.kort) else None,
            "historikk": tekster,
        }

    return (oppføring(seksjon) for side in nettstedet.values() for seksjon in side.seksjoner)


def skriv(nettsted: Nettsted, register: Register | None = None, rot: str | None = None) -> None:
    """Do all of it to the site."""
    register = les() if register is None else register
    rot = grunn.nettadresse(rot)
    nettstedet = les_nettsted(nettsted)
    lever, henvisninger = levende(register, nettstedet), {}
    for adresse, side in nettstedet.items():
        with nettsted[adresse].endres() as artikkel:
            henvisninger[adresse] = merk(artikkel, side, register, nettstedet, lever)
    for bygd in nettsted.under("redaksjon/"):
        with bygd.endres() as artikkel:
            ramm_inn(artikkel)
    for bygd in nettsted.under(NYNORSK):
        _merk_nynorsk(bygd, register, nettstedet, lever)
    for side, oppslag in register.items():
        flyttet = "erstattet_av" in oppslag and side not in nettstedet
        if flyttet and (tekst := viderefør(side, register, nettstedet, lever, rot)):
            nettsted.legg(side, tekst)
            if f"{NYNORSK}{etterfølger(register, side, lever).partition('#')[0]}" in nettsted:
                nettsted.legg(NYNORSK + side, viderefør(side, register, nettstedet, lever, rot, NYNORSK))
    seksjoner = som_json(register, nettstedet, henvisninger, rot)
    hode = {"skjema": "seksjoner.skjema.json", "rot": rot or None, "bygd": grunn.byggedato().isoformat()}
    linjer = ",\n".join(map(json.JSONEncoder(ensure_ascii=False).encode, seksjoner))
    innhold = json.dumps(hode, ensure_ascii=False)[:-1] + f', "seksjoner": [\n{linjer}\n]}}\n'
    (nettsted.mappe / "seksjoner.json").write_text(innhold, encoding="utf-8")


def _merk_nynorsk(bygd: Bygd, register: Register, nettstedet: dict[str, Side], lever: set[str]) -> None:
    if side := les_side(bygd):
        with bygd.endres() as artikkel:
            merk(artikkel, side, register, nettstedet, lever)


def merk_igjen(nettsted: Nettsted, stier: Iterable[str]) -> None:
    """Do it to some pages that have been built anew since the site was read."""
    register, nettstedet = les(), les_nettsted(nettsted)
    bygde = [nettsted.sider[sti] for sti in stier]
    nettstedet |= {bygd.adresse: les_side(bygd) for bygd in bygde if bygd.adresse in nettstedet}
    lever = levende(register, nettstedet)
    for bygd in bygde:
        if bygd.adresse in nettstedet:
            with bygd.endres() as artikkel:
                merk(artikkel, nettstedet[bygd.adresse], register, nettstedet, lever)
        elif bygd.sti.startswith(NYNORSK):
            _merk_nynorsk(bygd, register, nettstedet, lever)
        elif bygd.sti.startswith("redaksjon/"):
            with bygd.endres() as artikkel:
                ramm_inn(artikkel)


def steg(nettsted: Nettsted) -> str:
    skriv(nettsted)
    return ""
