"""The facts on the pages, once more: copied by hand from UNE's page, RB-30 and the law.

They stand in fakta.toml, with what the tables without a calculator must say. The words around them may change. A
number, a date or a name that changes here, or who does what and whether they must, must have changed there.
"""

import re
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from calculators.felles.norsk import les_dato
from tests.regler.avskrift import BIL, HONORAR, KOST, NATT
from tests.side import NETTSTED, Element, Side

FAKTA = tomllib.loads((Path(__file__).parent / "fakta.toml").read_text(encoding="utf-8"))
# What is copied of the rates is of the last ones of their time. A later one costs a line there, and none here.
SATS = re.compile(r"\bkr\b|fra 1\. januar|bekreftet siden")
SATSENE_ER_DE_SAMME = [2021, 2026, 2026, 2026] == [
    date.fromisoformat(tabell.split("\n")[-2].split()[0]).year for tabell in (HONORAR, KOST, NATT, BIL)
]
ALLE = [
    (side, id, [et for et in fakta if SATSENE_ER_DE_SAMME or not SATS.search(et)])
    for side, seksjoner in FAKTA.items()
    for id, fakta in seksjoner.items()
]


@cache
def seksjoner(adresse: str) -> dict[str, str]:
    """The words of each section of a page: from its heading to the next heading of any level."""
    ut: dict[str, list[str]] = {}
    her = [""]

    def gå(element: Element) -> None:
        for barn in element.barn:
            if isinstance(barn, str):
                ut.setdefault(her[0], []).append(barn)
            else:
                if barn.navn in ("h1", "h2", "h3", "h4") and barn["id"]:
                    her[0] = barn["id"]
                gå(barn)
                if barn.navn in ("td", "th", "li", "p"):
                    ut.setdefault(her[0], []).append(" ")

    gå(Side(NETTSTED / adresse / "index.html").artikkel)
    return {id: " ".join("".join(biter).split()) for id, biter in ut.items()}


@pytest.mark.parametrize(("side", "id", "fakta"), ALLE, ids=[f"{side}#{id}" for side, id, _ in ALLE])
def test_fakta_på_siden_er_de_som_står_i_kilden(side, id, fakta):
    ordene = seksjoner(side)[id]

    assert [] == [et for et in fakta if et not in ordene], ordene


def kolonner(adresse: str) -> list[dict[str, date]]:
    """Each row of the table of dates on the page, by its headings; a cell without a date is left out."""
    [tabell] = [et for et in Side(NETTSTED / adresse / "index.html").artikkel.finn("table") if et.finn("caption")]
    hode, *rader = [[" ".join(celle.tekst.split()) for celle in rad.barn] for rad in tabell.finn("tr")]
    return [
        {navn: les_dato(celle.partition(" ")[2]) for navn, celle in zip(hode, rad, strict=True) if celle}
        for rad in rader
    ]


@pytest.mark.parametrize(
    ("adresse", "fra", "til", "dager"),
    [
        ("kalkulatorer/lbm-plan/", "Notatet senest", "Møtedato", {14}),
        ("kalkulatorer/lbm-plan/", "Utsending fra", "Møtedato", range(7, 15)),  # five working days and a weekend
        ("kalkulatorer/lbm-plan/", "Utsending til", "Møtedato", range(4, 14)),
        ("kalkulatorer/lbm-plan/", "Utsending fra", "Utsending til", range(1, 7)),
        ("kalkulatorer/min-samling/", "Lesedag", "Siste møtedag", {2}),
        ("kalkulatorer/min-samling/", "Siste møtedag", "Send inn kravet senest", range(28, 32)),
        ("kalkulatorer/frist/", "Siste dag i samlingen", "Send inn senest", range(28, 32)),
        ("kalkulatorer/frist/", "Send inn senest", "Neste arbeidsdag, hvis fristen er en fridag", range(1, 6)),
    ],
)
def test_datoene_i_tabellen_står_under_den_overskriften_de_hører_til(adresse, fra, til, dager):
    rader = [rad for rad in kolonner(adresse) if til in rad]

    assert len(rader) > 10
    assert [] == [rad for rad in rader if (rad[til] - rad[fra]).days not in dager]


@pytest.mark.parametrize(
    ("adresse", "fra", "til"),
    [
        ("kalkulatorer/min-samling/", "Siste møtedag", "Send inn kravet senest"),
        ("kalkulatorer/frist/", "Siste dag i samlingen", "Send inn senest"),
    ],
)
def test_fristen_i_tabellen_er_samme_dag_i_neste_måned_eller_månedens_siste(adresse, fra, til):
    for rad in kolonner(adresse):
        assert rad[fra].day == rad[til].day or (rad[til] + timedelta(days=1)).day == 1, rad


# The page of examples shows fewer of them in nynorsk; test_eksempler.py holds each to its own.
PÅ_NYNORSK = sorted(
    sti
    for fil in NETTSTED.glob("nn/**/index.html")
    if (sti := fil.parent.relative_to(NETTSTED).as_posix()) != "nn/kalkulatorer/eksempler"
)


@pytest.mark.parametrize("adresse", PÅ_NYNORSK)
def test_siden_på_nynorsk_har_de_samme_avsnittene_med_de_samme_tallene(adresse):
    nynorsk, bokmål = (
        {id: re.findall("[0-9]+", ordene) for id, ordene in seksjoner(et).items()}
        for et in (f"{adresse}/", f"{adresse.removeprefix('nn/')}/")
    )

    assert bokmål == nynorsk


# --- Where a law is, and whom to ask ---

LOVER = {
    "utlendingsloven": "lov/2008-05-15-35",
    "utlendingsforskriften": "forskrift/2009-10-15-1286",
    "forvaltningsloven": "lov/1967-02-10",
    "ny forvaltningslov": "lov/2025-06-20-81",
    "domstolloven": "lov/1915-08-13-5",
    "straffeloven": "lov/2005-05-20-28",
    "forskrift om universell utforming av IKT-løsninger": "forskrift/2013-06-21-732",
}
SPØR = {
    "Skatteetaten": ["skatt"],
    "UNE": ["telefon-2108"],
    "innkallingskontoret i UNE": ["samling-lengde", "samling-fridag"],
    "avdeling for generelle juridiske saker (GJS)": [
        *(
            "rb-metadata",
            "arkivmal-anfoersel",
            "rb-versjon",
            "arbeidsdager-lbm",
            "to-uker-lbm",
            "moetedato-fridag",
        ),
        *("dato-passert", "foer-registeret", "kilde-oppdatert", "rb-ikke-gjengitt"),
    ],
}
INNLEDNING = ("", "uavklart", "hvem-du-spoer", "mangler", "uklart", "ikke-omtalt")


def test_hver_lenke_til_en_lov_fører_til_den_loven_og_den_paragrafen_som_står():
    lenker = {
        (" ".join(lenke.tekst.split()), lenke["href"].removeprefix("https://lovdata.no/"))
        for mappe in ("nemndmedlem", "om", "rutiner")
        for fil in NETTSTED.glob(f"{mappe}/*/index.html")
        for lenke in Side(fil).artikkel.finn("a")
        if lenke["href"].startswith("https://lovdata.no/") and "§" in lenke.tekst
    }

    assert len(lenker) > 20
    for tekst, adresse in lenker:
        lov, paragraf = re.fullmatch(r"(.+?) §+ ([0-9]+(?:-[0-9]+)?(?: [a-z])?)(?:[ –].*)?", tekst).groups()
        assert f"{LOVER[lov]}/%C2%A7{paragraf.replace(' ', '')}" == adresse, tekst


def test_hvert_spørsmål_uten_svar_sier_hvem_en_spør():
    spurt = {id: hvem for hvem, alle in SPØR.items() for id in alle}

    for id, ordene in seksjoner("om/uavklart/").items():
        assert id in INNLEDNING or f"Spør {spurt.get(id, 'Svartjenesten i UNE')}." in ordene, id
    assert set(spurt) <= set(seksjoner("om/uavklart/"))
