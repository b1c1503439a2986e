"""Rates, law, holes and words as text in the pages, from the data behind them.

May read calculators (rates and how numbers are written) and docs/data; knows nothing of MkDocs.
"""

import re
from datetime import date
from html import escape
from itertools import zip_longest

from calculators.felles import norsk
from calculators.felles.satser import Sats, finn_sats, kildene
from macros.grunn import DOCS, byggedato, data, forside
from macros.sider.maal import sagt

SPOER = {
    "svartjenesten": "Svartjenesten i UNE",
    "innkallingskontoret": "innkallingskontoret i UNE",
    "gjs": "avdeling for generelle juridiske saker (GJS)",
    "une": "UNE",
    "dfoe": "DFØ",
    "skatteetaten": "Skatteetaten",
}
HULLTYPER = {
    "hull": ("mangler", "Det som mangler i kilden"),
    "tvil": ("uklart", "Det som er uklart"),
    "utenfor": ("ikke-omtalt", "Det kildene ikke tar opp"),
}
# A heading as its Markdown has it: title, id, and the sources of the section where they are not the page's.
_SEKSJON = re.compile(
    r"^#{2,3} +(?P<tittel>.+?) +\{[^{}\n]*#(?P<id>[\w-]+)"
    r'(?:[^{}\n]*\bdata-kilde="(?P<kilder>[^"{}\n]*)")?[^{}\n]*\}',
    re.MULTILINE,
)


GAMMEL_MÅNEDER = 18  # so long after its last confirmation a rate or a page is said to be unconfirmed


def sats_på(kode: str, dag: date | str | None = None) -> Sats:
    """Return the rate in force on `dag` (a date, ISO text, or the date of the build).

    The caps «tak-normal» and «tak-lang» are computed from the honorar, not stored.
    """
    dag = dag if isinstance(dag, date) else date.fromisoformat(dag) if dag else byggedato()
    if kode.startswith("tak-") and kode != "tak-faktor":
        honorar = finn_sats(kode.replace("tak-", "honorar-", 1), dag)
        return honorar._replace(kode=kode, verdi=honorar.verdi * finn_sats("tak-faktor", dag).verdi)
    return finn_sats(kode, dag)


def sats(kode: str, dag: str | None = None) -> str:
    """Write the rate in force on `dag` (ISO), or on the date of the build: «2 000 kr», «20 prosent»."""
    return sats_på(kode, dag).vist()


def sats_fra(kode: str, dag: str | None = None) -> str:
    """Write the first day of the rate in force: «1. januar 2021»."""
    return norsk.dato(sats_på(kode, dag).fra)


def lov(lov_id: str, paragraf: str, ledd: str = "") -> str:
    """Link to law at Lovdata: «utlendingsloven § 77 sjette ledd», or to the first of several: «§§ 25–29»."""
    oppslag = data("lover")[lov_id]
    første, flere, _ = paragraf.partition("–")
    tegn = "§§" if flere else "§"
    tekst = f"{sagt(oppslag['navn'])} {tegn}\N{NO-BREAK SPACE}{paragraf.replace(' ', chr(160))}" + (
        f" {ledd}" if ledd else ""
    )
    return f"[{tekst}]({lovadresse(oppslag['id'], første)})"


def lovadresse(id: str, paragraf: str = "") -> str:
    """Where Lovdata has the law, or one paragraph of it."""
    return f"https://lovdata.no/{id}" + (f"/%C2%A7{paragraf.replace(' ', '')}" if paragraf else "")


def kontakt(kode: str) -> str:
    """Link to a telephone number or an e-mail address, as the reader sees it."""
    [(slag, vist)] = data("kontakt")[kode].items()
    if slag == "epost":
        return f"[{vist}](mailto:{vist})"
    return f"[{vist.replace(' ', chr(160))}](tel:+47{vist.replace(' ', '')})"


def _spoer(punkt: dict) -> str:
    return f"Spør {SPOER[punkt['spoer']]}."


def hull(kode: str, rot: str) -> str:
    """The quiet line that marks a hole or a doubt where the reader meets it. KeyError for an unknown id."""
    punkt = data("hull")[kode]
    mer, tittel = sagt("Mer om dette"), escape(sagt(punkt["tittel"]))
    return (
        f'<details class="hull"><summary>{escape(sagt(punkt["kort"]))}</summary>'
        f"<p>{escape(sagt(punkt['her']))} "
        f'<a href="{rot}om/uavklart/#{kode}" aria-label="{mer}: {tittel}">{mer}</a>'
        "</p></details>"
    )


def egne_kilder(markdown: str) -> list[dict]:
    """The sources other than the page's own, each with the sections it carries, in the order they are met.

    A section is carried by what its heading names (`data-kilde="saeravtale lov"`), and always by the law it cites.
    """
    ut: dict[str, list[dict]] = {}
    deler = list(_SEKSJON.finditer(markdown))
    for del_, neste in zip_longest(deler, deler[1:]):
        tekst = markdown[del_.end() : neste.start() if neste else len(markdown)]
        koder = (del_["kilder"] or "").split()
        if "](https://lovdata.no/" in tekst:
            koder.append("lov")
        for kode in dict.fromkeys(koder):
            ut.setdefault(kode, []).append({"tittel": del_["tittel"], "id": del_["id"]})
    return [
        {"url": kildene()[kode]["url"], "tekst": sagt(kildene()[kode]["tekst"]), "seksjoner": seksjoner}
        for kode, seksjoner in ut.items()
    ]


def hulliste() -> str:
    """All holes and doubts as sections of one page, grouped by kind, each with where it is met and whom to ask."""
    deler = []
    for slag, (anker, overskrift) in HULLTYPER.items():
        deler.append(f"## {overskrift} {{ #{anker} }}\n")
        for kode, punkt in data("hull").items():
            if punkt["type"] == slag:
                sider = [f"[{_sidetittel(side)}](../{side})" for side in punkt["sider"]]
                hvor = f" Det gjelder {norsk.oppramsing(sider)}." if sider else ""
                deler.append(f"### {punkt['tittel']} {{ #{kode} }}\n\n{punkt['tekst']}{hvor}\n\n{_spoer(punkt)}\n")
    return "\n".join(deler)


def ordliste() -> str:
    """The glossary, in Norwegian alphabetical order, each word linkable."""
    alfabet = {bokstav: nr for nr, bokstav in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}

    def rekkefølge(oppslag):
        return [alfabet.get(tegn, -1) for tegn in oppslag[1]["ord"].lower()]

    ord = [
        f'<dt id="{kode}">{escape(o["ord"])}'
        + (f' <span class="fullt">{escape(o["fullt"])}</span>' if o.get("fullt") else "")
        + f"</dt>\n<dd>{escape(o['forklaring'])}</dd>"
        for kode, o in sorted(data("ordliste").items(), key=rekkefølge)
    ]
    return '<dl class="ordliste">\n' + "\n".join(ord) + "\n</dl>"


def forkortelser() -> str:
    """The glossary's abbreviations as Markdown definitions, for a tooltip where each stands in the text."""
    linjer = [
        f"*[{oppslag['ord']}]: {sagt(oppslag.get('fullt') or oppslag['forklaring'])}"
        for oppslag in data("ordliste").values()
        if oppslag.get("abbr")
    ]
    return "\n\n" + "\n".join(linjer) + "\n"


def _sidetittel(side: str) -> str:
    return forside(DOCS / side)["title"]


def rutineliste() -> str:
    """The published RBs as a table, by code, from their front matter."""
    rader = ["| Kode | Rutine | Publisert | Sist kontrollert |", "|---|---|---|---|"]
    for fil, rb in _rutiner():
        publisert = norsk.dato(rb["publisert"]) if rb["publisert"] else "ikke oppgitt i kilden"
        kontrollert = norsk.dato(rb["sist_kontrollert"]) if rb["sist_kontrollert"] else "ikke kontrollert"
        borte = f" (opphevet {norsk.dato(rb['opphevet'])})" if rb.get("opphevet") else ""
        rader.append(f"| {rb['kode']} | [{rb['tittel']}]({fil}){borte} | {publisert} | {kontrollert} |")
    return "\n".join(rader)


def _rutiner() -> list[tuple[str, dict]]:
    """(file name, front matter) of each RB, by code."""
    return [(fil.name, forside(fil)) for fil in sorted((DOCS / "rutiner").glob("rb-*.md"))]


def rutiner_i_ord() -> str:
    """The codes of the RBs that are here, as a sentence names them: «bare RB-30», «RB-30 og RB-31»."""
    koder = [rb["kode"] for _, rb in _rutiner()]
    return f"{'bare ' if len(koder) == 1 else ''}{norsk.oppramsing(koder)}"


def rutinekilder() -> str:
    """A row for each RB in a table of part, source and version; its source is an address, or a key in [kilder]."""
    rader = []
    for fil, rb in _rutiner():
        kilde, kode = rb.get("kilde") or "", rb["kode"]
        adresse = kildene()[kilde]["url"] if kilde in kildene() else kilde if kilde.startswith("https://") else ""
        datoer = [
            f"{hva} {norsk.dato(rb[felt])}"
            for felt, hva in (("publisert", "publisert"), ("kilde_oppdatert", "nettsiden sist oppdatert"))
            if rb[felt]
        ]
        versjon = "; ".join(datoer).capitalize() or "Ikke oppgitt i kilden"
        side = f"UNEs side om {kode}"
        rader.append(f"| [{kode}](../rutiner/{fil}) | {f'[{side}]({adresse})' if adresse else side} | {versjon} |")
    return "\n".join(rader)


def utgiver(navn: str | None) -> str:
    """The publisher as configured; never invented."""
    return navn or "ikke oppgitt (nettstedet er bygd uten utgiver)"
