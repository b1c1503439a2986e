"""The answer as the page draws it: all that the calculator gave, from top to bottom, with the way to each source.

What the calculators give is proven elsewhere. Here stand, by hand, the order of the parts and their headings.
"""

import json
from datetime import datetime
from itertools import chain

import pytest

from calculators.felles.bro import KALKULATORER, modul, regn
from tests.test_kalkulator_i_nettleser import FYLL, SKJEMA, _regn_ut

pytestmark = pytest.mark.nettleser

TEGNET = """() => {
  const ord = (tekst) => tekst.replace(/\\s+/g, ' ').trim()
  const til = (lenke) => lenke.getAttribute('href').replace(/^(\\.\\.\\/)+/, '')
  return [...document.querySelectorAll('[data-innhold] :is(p, h3, h4, dt, dd, li, th, td, textarea)')]
    .filter((et) => !et.closest('.taes-med, div.verktoey'))
    .map((et) => [et.localName, ord(et.value || et.textContent), ...[...et.querySelectorAll('a')].map(til)])
}"""
UAVKLART = {"avreise": "03.03.2026 07:00", "hjemkomst": "03.03.2026 17:00", "avstand_km": "15"}
# Meals are left out: their rows come when the times are known.
EKSEMPLER = {navn: {k: v for k, v in modul(navn).EKSEMPEL.items() if k != "dekket"} for navn in KALKULATORER}
EKSEMPLER["oppgjor"] |= {
    "reiser": [{k: v for k, v in et.items() if k != "dekket"} for et in EKSEMPLER["oppgjor"]["reiser"]]
}


def linjer(alle):
    ut = []
    for et in alle:
        kilde = et["hjemmel"]
        ut += [["dt", f"{et['tekst']} {kilde['tekst']}", kilde["url"]], ["dd", et["verdi"]]]
    return ut


def del_(tittel, punkter):
    return [["h3", tittel], *punkter] if punkter else []


def forbehold(svar):
    return del_("Dette må du vite", [["li", f"{et['tekst']} Les mer", et["url"]] for et in svar["forbehold"]])


def med_kilde(tittel, punkter):
    hver = ((et["tekst"], et["hjemmel"]) for et in punkter)
    return del_(tittel, [["li", f"{tekst} {kilde['tekst']}", kilde["url"]] for tekst, kilde in hver])


def vedlegg(svar):
    return med_kilde("Dette må du legge ved", svar["dokumentasjon"])


def frister(svar):
    return med_kilde("Frist", svar["frister"])


def satser(svar):
    ord_ = "{navn}: {vist}, fra {fra_vist}. Sist bekreftet {bekreftet_vist}. Kilde: "
    return del_(
        "Satser som er brukt",
        [["li", ord_.format(**et) + et["kilde"]["tekst"], et["kilde"]["url"]] for et in svar["satser"]],
    )


def grupper(svar, merke):
    """Each group with its heading and its own lines."""
    igjen, ut = iter(svar["linjer"]), []
    for et in svar["grupper"]:
        egne = linjer(next(igjen) for _ in range(et["antall"]))
        ut.append([[merke, et["tekst"]], *egne] if egne else [])
    return ut


def regnestykke(svar):
    return [
        *del_("Slik er det regnet ut", linjer(svar["linjer"])),
        *[*forbehold(svar), *vedlegg(svar), *frister(svar), *satser(svar)],
    ]


def plan(svar):
    return [*chain(*grupper(svar, "h3")), *forbehold(svar), *frister(svar)]


def tidslinje(svar):
    [første, *resten] = grupper(svar, "h4")
    return [
        ["h3", "Datoene"],
        *første[1:],
        *forbehold(svar),
        ["h3", "Oppgavene i rekkefølge"],
        *chain(*resten),
    ]


def brev(svar):
    rettet = " ".join(svar["rettet"].split())
    return [
        ["h3", "Henvisningene, i den rekkefølgen de står"],
        *linjer(svar["linjer"]),
        *forbehold(svar),
        *[["h3", "Teksten med henvisningene slik de skrives nå"], ["textarea", rettet]],
    ]


def oppgjør(svar):
    [første, *resten] = grupper(svar, "h4")
    hva_om = svar["hva_om"]
    return [
        ["h3", "Til sammen"],
        *første[1:],
        *[*frister(svar), *vedlegg(svar), *forbehold(svar)],
        ["h3", hva_om["tittel"]],
        ["p", hva_om["forklaring"]],
        *(["th", et] for et in hva_om["kolonner"]),
        *(["td" if nr else "th", et] for rad in hva_om["rader"] for nr, et in enumerate(rad)),
        ["h3", "Slik er det regnet ut"],
        *chain(*resten),
        *satser(svar),
    ]


DELENE = {
    "honorar": regnestykke,
    "kost": regnestykke,
    "frist": regnestykke,
    "min-samling": plan,
    "lbm-plan": tidslinje,
    "oppgjor": oppgjør,
    "saksreferanse": lambda svar: [*chain(*grupper(svar, "h3"))],
    "henvisning": brev,
}


@pytest.fixture
def tegnet(åpne):
    """Return a function that gives the answer to what is typed on a day, and all that the page draws of it."""

    def tegn(navn, inn, i_dag):
        side = åpne(SKJEMA[navn], reduced_motion="reduce")
        side.clock.set_fixed_time(datetime.fromisoformat(f"{i_dag}T12:00"))
        side.evaluate(FYLL, inn)
        _regn_ut(side)
        svar = json.loads(regn(navn, json.dumps(inn | {"i_dag": i_dag, "ta_med": True})))
        return side, json.loads(json.dumps(svar).replace("\\u00a0", " ")), side.evaluate(TEGNET)

    return tegn


def på_papir(dato):
    return ["p", f"Skrevet ut fra UNE-håndboka {dato}. Svaret er veiledende. UNE avgjør hva du får utbetalt."]


@pytest.mark.parametrize("navn", DELENE)
def test_alt_i_svaret_står_på_siden_i_rekkefølge_med_vei_til_kilden(tegnet, navn):
    i_dag = EKSEMPLER[navn]["i_dag"]
    side, svar, vist = tegnet(navn, EKSEMPLER[navn], i_dag)

    kort = [["p", et["tekst"]] for et in svar.get("kort", [])]
    dato = datetime.fromisoformat(i_dag)
    papir = på_papir(f"{dato.day}.{dato.month}.{dato.year}")
    assert [*kort, ["p", svar["svar"]], *DELENE[navn](svar), papir] == vist
    merker = [merke for gruppe in svar.get("grupper", []) for merke in gruppe.get("merker", [])]
    assert merker == side.locator("[data-innhold] .merke").all_inner_texts()


def test_hver_kalkulator_er_tegnet():
    assert sorted(KALKULATORER) == sorted(DELENE)


def test_er_fristen_ute_står_det_først_på_kortet_og_ellers_det_samme(tegnet):
    _, svar, vist = tegnet("oppgjor", EKSEMPLER["oppgjor"], "2026-04-08")

    assert ["sum", "kan-bli", "frist", "legg-ved", "send"] == [et["kode"] for et in svar["kort"]]
    sum_, kan_bli, frist, ved, send = ([["p", et["tekst"]]] for et in svar["kort"])
    assert frist + sum_ + kan_bli + ved + send == vist[:5]
    assert frist[0][1].startswith("Fristen gikk ut søndag 5. april 2026")


def test_det_som_er_uavklart_står_rett_under_svaret_og_ikke_noe_regnestykke(tegnet):
    _, svar, vist = tegnet("kost", UAVKLART, "2026-03-10")
    [grunn] = svar["uavklart"]

    assert [
        ["p", svar["svar"]],
        ["li", f"{grunn['tekst']} Les mer", "om/uavklart/#noeyaktig-15-km"],
        på_papir("10.3.2026"),
    ] == vist
