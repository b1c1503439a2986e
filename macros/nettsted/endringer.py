"""The change log for readers, from docs/data/endringer.toml: as a page, and as the Atom feed endringer.xml.

`python -m macros.nettsted.endringer SITE` writes the feed into the built site, and fails where the log points at
nothing. Knows nothing of MkDocs.
"""

import os
import re
import sys
import uuid
from html import escape
from pathlib import Path

from lxml import etree

from calculators.felles import norsk
from macros.nettsted.register import les, les_nettsted
from macros.sider import prosa

ATOM = "http://www.w3.org/2005/Atom"
NAVN = "UNE-håndboka"
STI = "om/endringer/"


def logg() -> list[tuple[str, dict]]:
    """The changes with their ids, the newest first."""
    return sorted(prosa.data("endringer").items(), key=lambda par: par[1]["dato"], reverse=True)


def _titler() -> dict[str, str]:
    """What stands at each registered address: the title of a page is that of its first heading."""
    ut = {}
    for side, oppslag in les().items():
        punkter = {id: felt["tittel"] for id, felt in oppslag.items() if id != "erstattet_av" and "tittel" in felt}
        ut |= {f"{side}#{id}": tittel for id, tittel in punkter.items()}
        fil = next(
            (f for f in (prosa.DOCS / f"{side.rstrip('/')}.md", prosa.DOCS / side / "index.md") if f.exists()), 0
        )
        ut[side] = prosa.forside(fil)["title"] if fil else side
    return ut


def endringer(rot: str) -> str:
    """The log as sections of a page; `rot` is the way from the page to the root."""
    titler, ut = (
        _titler(),
        [f'<p>Vil du få beskjed? Abonner på <a href="{rot}endringer.xml">nyhetsstrømmen</a>.</p>\n'],
    )
    for kode, en in logg():
        datoer = f'Lagt ut <time datetime="{en["dato"]}">{norsk.dato(en["dato"])}</time>.'
        if fra := en.get("gjelder_fra"):
            datoer += f' Gjelder fra <time datetime="{fra}">{norsk.dato(fra)}</time>.'
        steder = [f'<a href="{rot}{escape(a)}">{escape(titler.get(a, a))}</a>' for a in en["seksjoner"]]
        hvor = f" Les {norsk.oppramsing(steder)}." if steder else ""
        ut.append(f"## {en['tittel']} {{ #{kode} }}\n\n{datoer}\n\n{en['hva']}{hvor}\n")
    return "\n".join(ut)


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
    barn(feed, "title", f"Endringer i {NAVN}")
    barn(feed, "updated", tid(max((en["dato"] for _, en in hendelser), default=prosa.byggedato())))
    barn(barn(feed, "author"), "name", NAVN)
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


def feil_i_loggen(nettsted: Path) -> list[str]:
    """What the log points at that does not exist, with line and cure."""
    fil = prosa.DOCS / "data/endringer.toml"
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


def main(nettsted: Path) -> int:
    if feil := feil_i_loggen(nettsted):
        print("\n".join(feil), file=sys.stderr)
        return 1
    rot = os.environ.get("SITE_URL", "")
    (nettsted / "endringer.xml").write_bytes(strøm(rot.rstrip("/") + "/" if rot else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
