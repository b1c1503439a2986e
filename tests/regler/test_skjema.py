"""Every mistake in a form is told at its field, in Norwegian, and all of them at once."""

import json
import re

import pytest

from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.skjema import felt_i, ledetekst, påkrevd

DAG = {"dato": "05.10.2021", "timer": "7,5", "tap": "3 500"}
REISE = {"avreise": "03.03.2026 07:00", "hjemkomst": "03.03.2026 15:00", "avstand_km": "120"}


def feil(navn, inn):
    svar = json.loads(regn(navn, json.dumps(inn)))
    assert svar["status"] == ("feil" if svar["feil"] else "ok")
    return svar["feil"]


def honorar(**dag):
    return feil("honorar", {"dager": [{**DAG, **dag}]})


def kost(**mer):
    return feil("kost", {**REISE, **mer})


def felt(feilene):
    return [en["felt"] for en in feilene]


TIMER = ["", None, "sju", "0", 0, "0,0", "24,0001", 25, "-1", -1, "1e1", "7,12345", "7:30", [], {}, True, "9" * 99]
TAP = ["mye", "-1", -1, "1000000,01", 1000001, "1e6", "3,333", "2.000", "3 50", 1.234, [], {}, False]
DATO = ["", None, "i går", "29.02.2021", "2021-13-01", "01.01.1800", "31.12.2016", "05.10.21", 5, [], {}, True]
TID = [
    "",
    None,
    "05.10.2021",
    "05.10.2021 25:00",
    "2026-03-03T07:00:00",
    "2026-03-03T07:00Z",
    "nå",
    7,
    [],
    {},
    True,
]
KM = ["", None, "langt", "-1", -1, "20 000,001", 20001, "1,2345", "15.000", "1e2", [], {}, True]
KVITTERING = ["mye", "-1", "100 000,01", 100001, "1,005", "2.000", [], {}, True]
JA_NEI = ["kanskje", "2", 1, 0, [], {}, "sant"]
GALE = [
    *(("honorar", "dager.0.timer", {"dager": [{**DAG, "timer": verdi}]}) for verdi in TIMER),
    *(("honorar", "dager.0.tap", {"dager": [{**DAG, "tap": verdi}]}) for verdi in TAP),
    *(("honorar", "dager.0.dato", {"dager": [{**DAG, "dato": verdi}]}) for verdi in DATO),
    *(("honorar", "tilknytning", {"dager": [DAG], "tilknytning": verdi}) for verdi in ("annet", 1, [], {}, True)),
    *(("honorar", "dager", {"dager": verdi}) for verdi in (None, [], {}, "x", 1, [DAG] * 32, [{}] * 10_000)),
    *(("honorar", "dager.0", {"dager": [verdi]}) for verdi in (None, [], "x", 1, True)),
    *(("honorar", "i_dag", {"dager": [DAG], "i_dag": verdi}) for verdi in ("i dag", "30.02.2021", 1, [], True)),
    *(("kost", "avreise", {**REISE, "avreise": verdi}) for verdi in [*TID, "21.06.2018 23:59"]),
    *(("kost", "hjemkomst", {**REISE, "hjemkomst": verdi}) for verdi in TID),
    *(("kost", "avstand_km", {**REISE, "avstand_km": verdi}) for verdi in KM),
    *(("kost", "kvittering", {**REISE, "kvittering": verdi}) for verdi in KVITTERING),
    *(("kost", "overnatting", {**REISE, "overnatting": verdi}) for verdi in JA_NEI),
    *(("kost", "dekket", {**REISE, "dekket": verdi}) for verdi in ({}, "x", 1, [{}] * 33, [{}] * 2)),
    *(("kost", "dekket.0", {**REISE, "dekket": [verdi]}) for verdi in (None, [], "x", 1)),
    *(("kost", "dekket.0.lunsj", {**REISE, "dekket": [{"lunsj": verdi}]}) for verdi in JA_NEI),
]


@pytest.mark.parametrize(("navn", "ventet", "inn"), GALE)
def test_feilen_står_ved_feltet_sitt_med_en_melding_på_norsk(navn, ventet, inn):
    funnet = feil(navn, inn)

    assert {ventet} == set(felt(funnet))
    melding = funnet[0]["melding"]
    assert not re.search(r"[{}_]|[a-z]\.[0-9a-z]|None|Decimal", melding)
    assert re.fullmatch(r"[A-ZÆØÅ«0-9].*[.?]", melding)


@pytest.mark.parametrize(
    ("inn", "antall"),
    [({"timer": "24", "tap": "1 000 000"}, 0), ({"timer": "0,0001", "tap": 0}, 0), ({"timer": 0}, 1)],
)
def test_grensene_for_timer_og_tap_er_selv_gyldige(inn, antall):
    assert antall == len(honorar(**inn))


def test_grensene_for_en_reise_er_selv_gyldige():
    assert [] == kost(avstand_km="20 000", kvittering="100 000,00")
    assert [] == kost(avstand_km="0", kvittering="0")


def test_valgfrie_felt_kan_være_tomme_eller_mangle():
    assert [] == honorar(tap="") == honorar(tap=None) == honorar(tap="  ")
    assert [] == feil("honorar", {"dager": [{"dato": "05.10.2021", "timer": 7}], "tilknytning": ""})
    assert [] == kost(overnatting=None, kvittering="", dekket=None)
    assert [] == kost(dekket=[{"frokost": None, "lunsj": ""}])


def test_alle_feil_meldes_på_en_gang_i_skjemaets_rekkefølge():
    dager = [{"dato": "x", "timer": "y", "tap": "z"}, DAG, {}]
    ventet = ["dager.0.dato", "dager.0.timer", "dager.0.tap", "dager.2.dato", "dager.2.timer", "tilknytning"]

    assert ventet == felt(feil("honorar", {"tilknytning": "x", "dager": dager}))
    assert ["avreise", "hjemkomst", "avstand_km"] == felt(feil("kost", {}))


def test_meldingen_om_en_dag_sier_hvilken_dag():
    meldinger = [en["melding"] for en in feil("honorar", {"dager": [DAG, {**DAG, "dato": "x", "timer": ""}]})]

    assert 2 == len(meldinger)
    assert all(melding.startswith("Dag 2: ") for melding in meldinger)


@pytest.mark.parametrize("navn", KALKULATORER)
@pytest.mark.parametrize(
    "felt_navn", ["ukjent", "Dager", "__proto__", "constructor", "æ", "", "0", "a b", "x" * 500, "{x}"]
)
def test_et_felt_som_ikke_finnes_er_en_feil(navn, felt_navn):
    eksempel = modul(navn).EKSEMPEL
    funnet = feil(navn, {**eksempel, felt_navn: 1})

    assert 1 == len(funnet)
    assert "finnes ikke i denne kalkulatoren" in funnet[0]["melding"]
    assert funnet[0]["felt"] in (felt_navn, "")
    assert len(funnet[0]["melding"]) < 200


def test_et_ukjent_felt_i_en_liste_meldes_der_det_står():
    assert ["dager.1.dag"] == felt(feil("honorar", {"dager": [DAG, {**DAG, "dato": "06.10.2021", "dag": 1}]}))
    assert ["dekket.0.kvelds"] == felt(kost(dekket=[{"kvelds": True}]))


@pytest.mark.parametrize("navn", KALKULATORER)
def test_eksempelet_til_kalkulatoren_er_gyldig(navn):
    assert [] == feil(navn, modul(navn).EKSEMPEL)


@pytest.mark.parametrize("navn", sorted({*KALKULATORER} - {"saksreferanse"}))
def test_hvert_påkrevd_felt_som_mangler_nevnes_ved_navn(navn):
    skjema = modul(navn).Inndata
    funnet = {en["felt"]: en["melding"] for en in feil(navn, {})}

    assert [et.name for et in felt_i(skjema) if påkrevd(et)] == list(funnet)
    for et_felt, melding in funnet.items():
        assert ledetekst(navn, et_felt)[0] in melding
