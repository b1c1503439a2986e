"""The log of changes as the Atom feed endringer.xml; stops where the log points at nothing."""

import re
import uuid

from lxml import etree

from calculators.felles import norsk
from macros import grunn
from macros.nettsted.register import les_nettsted
from macros.nettsted.side import Nettsted, Nettstedsfeil
from macros.sider.endringer import logg

ATOM = "http://www.w3.org/2005/Atom"
STI = "om/endringer/"


def _urn(navn: str) -> str:
    """An id of the project's own that no move of the site changes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"une-handboka:{navn}").urn


def strøm(rot: str = "") -> bytes:
    """The feed; `rot` is the address of the site with a slash, empty where it is not known."""

    def tid(dag) -> str:
        return f"{dag.isoformat()}T00:00:00Z"

    feed = etree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "nb"}, {None: ATOM})

    def barn(under, navn: str, tekst: str | None = None, **attributter: str):
        et = etree.SubElement(under, f"{{{ATOM}}}{navn}", attributter)
        et.text = tekst
        return et

    hendelser = logg()
    barn(feed, "id", _urn("endringer"))
    barn(feed, "title", f"Endringer i {grunn.NAVN}")
    barn(feed, "updated", tid(max((en["dato"] for _, en in hendelser), default=grunn.byggedato())))
    barn(barn(feed, "author"), "name", grunn.NAVN)
    barn(feed, "link", rel="alternate", type="text/html", href=rot + STI)
    if rot:
        barn(feed, "link", rel="self", type="application/atom+xml", href=f"{rot}endringer.xml")
    for kode, en in hendelser:
        oppslag = barn(feed, "entry")
        barn(oppslag, "id", _urn(f"endringer/{kode}"))
        barn(oppslag, "title", en["tittel"])
        barn(oppslag, "updated", tid(en["dato"]))
        barn(oppslag, "link", rel="alternate", type="text/html", href=f"{rot}{STI}#{kode}")
        for adresse in en["seksjoner"]:
            barn(oppslag, "link", rel="related", type="text/html", href=rot + adresse)
        gjelder = f" Gjelder fra {norsk.dato(en['gjelder_fra'])}." if "gjelder_fra" in en else ""
        barn(oppslag, "summary", en["hva"] + gjelder, type="text")
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)


def feil_i_loggen(nettsted: Nettsted) -> list[str]:
    """What the log points at that does not exist, with line and cure."""
    fil = grunn.DOCS / "data/endringer.toml"
    nettstedet = les_nettsted(nettsted)
    finnes = {f"{side}#{id}" for side, lest in nettstedet.items() for id in lest.punkter} | set(nettstedet)
    ut = []
    for kode, en in logg():
        for adresse in en["seksjoner"]:
            if adresse not in finnes:
                linjer = fil.read_text(encoding="utf-8").split("\n")
                start = linjer.index(f"[{kode}]")
                nr = next(
                    (n for n in range(start, len(linjer)) if re.search(re.escape(f'"{adresse}"'), linjer[n])),
                    start,
                )
                ut.append(
                    f"docs/data/endringer.toml:{nr + 1}: «{adresse}» finnes ikke på nettstedet. "
                    "Slik retter du det: Skriv adressen uten domene: «mappe/side/» eller «mappe/side/#id»."
                )
    return ut


def steg(nettsted: Nettsted) -> str:
    """Write the feed; stop where the log points at nothing."""
    if feil := feil_i_loggen(nettsted):
        raise Nettstedsfeil("\n".join(feil))
    (nettsted.mappe / "endringer.xml").write_bytes(strøm(grunn.nettadresse()))
    return ""
