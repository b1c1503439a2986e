"""Builds the search of the site.

Reads the pages back as sections (seksjoner.py), adds the glossary and the synonyms, lets Node build the index
(soekeindeks.mjs, with the same Norwegian as the browser) and packs the worker. All lands in assets/soek/ of the
site: arbeider.mjs, kjerne.json and, on a large site, a folder of index files named by its hash. Readers of nynorsk
have an index of their own, nn/kjerne.json: the same sections, in nynorsk where the page is, found by both.
"""

import json
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

from macros import grunn
from macros.nettsted import skript
from macros.nettsted.register import les_nettsted
from macros.nettsted.seksjoner import Seksjon, seksjoner_i
from macros.nettsted.side import Nettsted, Nettstedsfeil
from macros.sider.maal import NYNORSK

ARBEIDER = grunn.DOCS / "assets/soek-arbeider.mjs"
# How much a section counts beside others that hold the same words.
# Doors, the glossary, the log of changes and the long tables only point at or repeat what a page says: they stand
# behind it.
PRIOR = {
    "kalkulator": 1.15,
    "sats": 1.05,
    "vanlig": 1.0,
    "om": 0.85,
    "uavklart": 0.75,
    "ordliste": 0.7,
    "dør": 0.5,
    "tabell": 0.5,
    "endring": 0.5,
}
I_NYNORSK = 1.15  # what the reader's own language counts, beside what is in bokmål alone
ORDSPØRSMÅL = ("hva er", "hva betyr")  # what is asked of every word of the glossary
TABELL = 400  # the rows that follow are dates and amounts, which nobody types


def _slag(seksjon: Seksjon, dører: set[str]) -> str:
    """What kind of section it is: what it counts follows from it."""
    if seksjon.side in dører and seksjon.side not in ("satser/", "om/"):
        return "dør"
    if seksjon.side == "kalkulatorer/eksempler/":
        return "dør"  # its headings are the calculators' own names, and the calculators must come first
    if seksjon.side.startswith("kalkulatorer/"):
        return "kalkulator" if seksjon.nivå == 1 else "tabell"
    if seksjon.side == "satser/":
        return "sats"
    if seksjon.side == "om/endringer/" and seksjon.nivå > 1:
        return "endring"
    if seksjon.side == "om/uavklart/":
        return "uavklart"
    return "om" if seksjon.side.startswith("om/") else "vanlig"


def _uten_rader(tekst: str, slag: str) -> str:
    return textwrap.shorten(tekst, TABELL, placeholder=" …") if slag == "tabell" else tekst


def lesernes(nettsted: Nettsted) -> Iterator[Seksjon]:
    """The sections a reader may look for: old versions, redirects and the like are left out."""
    lest = les_nettsted(nettsted)
    for side in nettsted.lesernes():
        if side.for_søkemotorer:
            kjent = lest.get(side.adresse)
            yield from kjent.seksjoner if kjent else seksjoner_i(side.adresse, side.artikkel)


def oppslag(alle: list[Seksjon]) -> Iterator[dict]:
    """Every section as the index wants it, with the entries of the glossary in their page's place."""
    spørsmål = grunn.data("leserspoersmaal")["svar"]  # by section
    titler = {s.side: s.tittel for s in alle if s.nivå == 1}
    dører = {"", *(side.partition("/")[0] + "/" for side in titler if side.count("/") > 1)}
    barn: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for s in alle:
        barn.setdefault((s.side, s.sti), []).append(s.tittel)
    for s in alle:
        slag = _slag(s, dører)
        er_ordliste = s.side == "om/ordliste/" and s.nivå == 1
        over = s.side.split("/")[0] + "/"
        yield {
            "adresse": s.adresse,
            "tittel": s.tittel,
            "sti": list(s.sti),
            "omraade": titler[over] if over in titler and s.side != over else "",
            "kode": s.kode,
            # A section that only holds others is told by their titles.
            "tekst": "Forkortelser og fagord fra UNE, forklart kort."
            if er_ordliste
            else _uten_rader(s.tekst, slag) or " · ".join(barn.get((s.side, (*s.sti, s.tittel)), [])),
            "slag": slag,
            "prior": PRIOR[slag],
            "foran": slag in ("kalkulator", "sats"),
            "bak": slag in ("dør", "endring"),
            "spoersmaal": spørsmål.get(s.adresse, []),
        }
        if er_ordliste:
            for kode, ord in grunn.data("ordliste").items():
                yield {
                    "adresse": f"{s.side}#{kode}",
                    "tittel": f"{ord['ord']} – {ord['fullt']}" if ord.get("fullt") else ord["ord"],
                    "sti": [s.tittel],
                    "omraade": titler.get(over, ""),
                    "kode": "",
                    "tekst": ord["forklaring"],
                    "slag": "ordliste",
                    "prior": PRIOR["ordliste"],
                    "foran": False,
                    "bak": True,
                    "spoersmaal": [f"{spør} {ord['ord']}" for spør in ORDSPØRSMÅL],
                }


def nynorske(nettsted: Nettsted) -> dict[str, Seksjon]:
    """The sections in nynorsk, by the address that each has in bokmål."""
    alle = (s for side in nettsted.under(NYNORSK) for s in seksjoner_i(side.adresse, side.artikkel))
    return {s.adresse.removeprefix(NYNORSK): s for s in alle}


def _på_nynorsk(oppslaget: dict, nynorsk: dict[str, Seksjon]) -> dict:
    """The entry, with what readers of nynorsk have in its place where it is in their language."""
    egen = nynorsk.get(oppslaget["adresse"])
    if not egen:
        return oppslaget
    over = nynorsk.get(oppslaget["adresse"].split("/")[0] + "/")
    på_nynorsk = {
        "adresse": egen.adresse,
        "tittel": egen.tittel,
        "sti": list(egen.sti),
        "omraade": over.tittel if over and oppslaget["omraade"] else oppslaget["omraade"],
        "tekst": _uten_rader(egen.tekst, oppslaget["slag"]),
        "prior": oppslaget["prior"] * I_NYNORSK,
        "bokmaal": {felt: oppslaget[felt] for felt in ("adresse", "tittel", "tekst")},
    }
    return oppslaget | {"paaNynorsk": på_nynorsk}


def bygg_indeks(alle: list[Seksjon], nynorsk: dict[str, Seksjon], ut: Path) -> dict:
    """Let Node write both indexes into `ut`; how many sections, terms and files that in bokmål has."""
    hode = {
        "ut": str(ut),
        "synonymer": grunn.data("synonymer"),
        "ordliste": [[o["ord"], o["fullt"]] for o in grunn.data("ordliste").values() if o.get("fullt")],
        "utenfor": grunn.data("leserspoersmaal")["utenfor"],
        "nynorsk": list(grunn.data("bokmaal")["bokmaal"].items()),
    }
    kommando = ["node", "--max-old-space-size=8192", str(Path(__file__).with_name("soekeindeks.mjs"))]
    with subprocess.Popen(kommando, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        for linje in (hode, *(_på_nynorsk(et, nynorsk) for et in oppslag(alle))):
            node.stdin.write(json.dumps(linje, ensure_ascii=False) + "\n")
        node.stdin.close()
        svar = node.stdout.read()
    if node.returncode:
        raise Nettstedsfeil("soek: Node klarte ikke å bygge indeksen, se feilen over")
    return json.loads(svar)


def bygg(nettsted: Nettsted) -> dict:
    """Build the search into the site; return what was written."""
    mål = nettsted.mappe / "assets/soek"
    shutil.rmtree(mål, ignore_errors=True)
    mål.mkdir(parents=True)
    [arbeider] = skript.samlet(ARBEIDER)
    (mål / "arbeider.mjs").write_bytes(arbeider)
    alle = list(lesernes(nettsted))
    return bygg_indeks(alle, nynorske(nettsted), mål)


def steg(nettsted: Nettsted) -> str:
    tall = bygg(nettsted)
    return f"Søket: {tall['seksjoner']} seksjoner, {tall['termer']} ord, {tall['filer']} filer"
