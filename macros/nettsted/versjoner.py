"""Shows what changed between the versions of an RB, first after the build.

An old version lies in rutiner/eldre/rb-30-01/, the one in force in rutiner/rb-30/. For each such RB a page
rutiner/rb-30/endret/ is made from the two, section by section. Ids outlive titles, so they pair the sections. The
page in force lends its frame.
"""

import posixpath
import re
from difflib import SequenceMatcher
from html import escape
from itertools import groupby, pairwise

from macros.nettsted.avsnitt import avsnitt_i
from macros.nettsted.maler import mal
from macros.nettsted.seksjoner import seksjoner_i
from macros.nettsted.side import Nettsted, Side

ELDRE = "rutiner/eldre/"


def tekster(side: Side) -> dict[str, tuple[str, list[str]]]:
    """The sections of a page: id → (title, paragraphs, items and table rows)."""
    artikkel = side.artikkel
    avsnittene = avsnitt_i(artikkel, tabeller=True)
    ut = {seksjon.id: (seksjon.tittel, []) for seksjon in seksjoner_i(side.adresse, artikkel)}
    for avsnitt in avsnittene:
        if avsnitt.seksjon in ut:
            ut[avsnitt.seksjon][1].append(avsnitt.tekst)
    return ut


def forskjell(før: list[str], nå: list[str]) -> list[list[tuple[str, str]]]:
    """The paragraphs, each as runs of words: ("ins", new), ("del", gone) or ("", as before)."""
    a, b = (re.findall(r"\n|\S+", "\n".join(avsnitt)) for avsnitt in (før, nå))
    biter: list[tuple[str, str]] = []
    for slag, a1, a2, b1, b2 in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if slag == "equal":
            biter += [("", ord) for ord in a[a1:a2]]
        else:
            biter += [("del", ord) for ord in a[a1:a2]] + [("ins", ord) for ord in b[b1:b2]]
    ut, avsnitt = [], []
    for bit in [*biter, ("", "\n")]:
        if bit[1] != "\n":
            avsnitt.append(bit)
        elif avsnitt:
            deler = groupby(avsnitt, key=lambda bit: bit[0])
            ut.append([(slag, " ".join(ord for _, ord in del_)) for slag, del_ in deler])
            avsnitt = []
    return ut


def sammenlignet(før: dict, nå: dict) -> tuple[list[dict], list[tuple[str, str]]]:
    """The sections that differ, in the order of the new version, then those taken out; and those that do not."""
    endret, uendret = [], []
    for id in [*nå, *(id for id in før if id not in nå)]:
        (gammel, var), (ny, er) = før.get(id, ("", [])), nå.get(id, ("", []))
        if (gammel, var) == (ny, er):
            uendret.append((id, ny))
            continue
        slag = "Nytt punkt" if id not in før else "Punktet er tatt ut" if id not in nå else "Endret"
        punkt = {"id": id, "tittel": ny or gammel, "slag": slag, "finnes": id in nå}
        punkt["het"] = gammel if ny and gammel != ny else ""
        endret.append(punkt | {"avsnitt": forskjell(var, er)})
    return endret, uendret


def _innrammet(låner: Side, tittel: str, beskrivelse: str, innhold: str) -> str:
    """The content in the frame of another page, one folder further down, and out of the search engines."""
    deler = [re.sub(r'\b((?:href|src|data-base)=")(?![a-z]+:|[#/])', r"\1../", del_) for del_ in låner.omgivelser]
    side = innhold.join(deler)
    side = re.sub(r'<nav class="innhold".*?</nav>', "", side, flags=re.DOTALL)
    side = re.sub(r'href="#[^"]*" class="md-skip"', 'href="#endret" class="md-skip"', side)
    side = re.sub(r"<title>[^<]*(?= – )", f"<title>{escape(tittel)}", side, count=1)
    for navn, verdi in (("og:title", tittel), ("og:description", beskrivelse), ("description", beskrivelse)):
        side = re.sub(rf'((?:name|property)="{navn}" content=")[^"]*', rf"\g<1>{escape(verdi)}", side, count=1)
    for foran in ('rel="canonical" href="', 'property="og:url" content="'):
        side = re.sub(rf'({foran}[^"]*)"', r'\1endret/"', side, count=1)
    return side.replace("</head>", '<meta name="robots" content="noindex">\n</head>', 1)


def lag(nettsted: Nettsted) -> list[Side]:
    """Make the pages of change, one for each RB that has an older version; return them."""
    ut = []
    for kode, rekke in groupby(nettsted.under(ELDRE), key=lambda side: side.adresse[:-1].rpartition("-")[0]):
        kode = kode.removeprefix(ELDRE)
        gjeldende = nettsted[f"rutiner/{kode}/"]
        eldre = {side.adresse: f"versjon {side.adresse[:-1].rpartition('-')[2]}" for side in rekke}
        navn = eldre | {gjeldende.adresse: "den som gjelder nå"}
        lest = {adresse: tekster(nettsted[adresse]) for adresse in navn}
        overganger = []
        for før, nå in reversed(list(pairwise(navn))):
            endret, uendret = sammenlignet(lest[før], lest[nå])
            overganger.append(
                {
                    "id": f"fra-{før.removeprefix(ELDRE)[:-1]}",
                    "fra": navn[før],
                    "til": navn[nå],
                    "fra_side": før,
                    "til_side": nå,
                    "endret": endret,
                    "uendret": uendret,
                }
            )
        tittel = f"{kode.upper()}: hva som er endret"
        adresse = f"{gjeldende.adresse}endret/"
        innhold = mal("endret.html").render(
            tittel=tittel,
            kode=kode.upper(),
            gjeldende=gjeldende.adresse,
            vei=lambda til, fra=adresse: posixpath.relpath(til, fra) + "/",
            overganger=overganger,
        )
        beskrivelse = f"Hva som er endret i {kode.upper()}, punkt for punkt."
        ut.append(nettsted.legg(adresse, _innrammet(gjeldende, tittel, beskrivelse, innhold)))
    return ut


def steg(nettsted: Nettsted) -> str:
    lag(nettsted)
    return ""
