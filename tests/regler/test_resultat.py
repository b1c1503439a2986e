"""Every answer has the contract's shape: the keys, exact figures, sources, and a section behind each step."""

import json
import re
from datetime import date

import pytest

from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.resultat import Resultat
from calculators.felles.satser import satsene
from macros.tilfelle import alle, som_linje
from tests.gransk import TILLATT_I_TILLEGG, brudd

NØKLER = "status svar tall linjer uavklart forbehold satser dokumentasjon frister feil".split()
OPPGJØR = {
    *("betaling", "honorar", "tapt", "per_dag", "likevekt", "utbetaling", "send_senest", "neste_arbeidsdag"),
    *("reise", "kost", "billetter", "egen_bil", "drosje"),
}
HENVISNINGER = {"antall", "gjelder", "endret", "flyttet", "erstattet", "finnes_ikke"}
TALL = {
    "honorar": [{"honorar", "tapt", "utbetaling", "per_dag"}],
    "kost": [{"utbetaling", "trekk", "sats"}, {"utbetaling", "trekk"}, {"utbetaling", "sats", "prosent", "tak"}],
    "frist": [{"send_senest", "neste_arbeidsdag"}],
    "min-samling": [{"siste_dag", "send_senest", "neste_arbeidsdag"}],
    "lbm-plan": [{"notat_senest", "notat_senest_arbeidsdag", "utsending_fra", "utsending_til"}],
    "oppgjor": [OPPGJØR | mer for mer in (set(), {"reise_senest"}, {"kan_bli"}, {"reise_senest", "kan_bli"})],
    "saksreferanse": [{"referanse"}, {"dato"}, {"aarstall"}],
    "henvisning": [HENVISNINGER, HENVISNINGER | {"dato"}],
}
TILFELLER = [pytest.param(navn, tilfelle, id=f"{navn}: {tilfelle['navn']}") for navn, tilfelle in alle()]


def test_et_svar_som_ikke_er_begynt_på_har_alle_nøklene_og_sier_ingenting():
    lister = {nøkkel: [] for nøkkel in NØKLER[3:]}

    assert {"status": "ok", "svar": "", "tall": {}, **lister} == Resultat().som_json()


@pytest.mark.parametrize(("navn", "tilfelle"), TILFELLER)
def test_svaret_har_kontraktens_form(navn, tilfelle):
    svar = json.loads(regn(navn, som_linje(tilfelle)))

    assert NØKLER == [nøkkel for nøkkel in svar if nøkkel not in TILLATT_I_TILLEGG]
    assert [] == brudd(svar)
    # A calculator newer than the contract is held to the figures its own cases name.
    ventet = TALL.get(navn, [set(tilfelle.get("tall", {}))])
    assert set(svar["tall"]) in (ventet if svar["status"] == "ok" else [set()])


def test_tallene_i_svaret_er_kjent_for_hver_kalkulator():
    assert set(TALL) <= set(KALKULATORER)
    gitt = {navn: [] for navn in TALL}
    for navn, tilfelle in alle():
        svar = json.loads(regn(navn, som_linje(tilfelle)))
        if navn in TALL and svar["status"] == "ok" and set(svar["tall"]) not in gitt[navn]:
            gitt[navn].append(set(svar["tall"]))

    assert {navn: [] for navn in TALL} == {
        navn: [tall for tall in TALL[navn] if tall not in gitt[navn]] for navn in TALL
    }, "hver samling tall står i minst ett tilfelle"


@pytest.mark.parametrize("navn", KALKULATORER)
def test_samme_inndata_gir_alltid_det_samme_svaret(navn):
    inn = json.dumps(modul(navn).EKSEMPEL)

    assert regn(navn, inn) == regn(navn, inn)


@pytest.mark.parametrize("navn", KALKULATORER)
def test_hvert_steg_viser_til_et_avsnitt_på_en_side(navn):
    svar = json.loads(regn(navn, json.dumps(modul(navn).EKSEMPEL)))

    for steg in [*svar["linjer"], *svar["dokumentasjon"], *svar["frister"]]:
        assert re.fullmatch(r"[a-z0-9/-]+/#[a-z0-9-]+", steg["hjemmel"]["url"])
        assert steg["hjemmel"]["tekst"]


@pytest.mark.parametrize("navn", KALKULATORER)
def test_satsene_i_svaret_er_de_som_gjaldt_og_står_der_én_gang(navn):
    svar = json.loads(regn(navn, json.dumps(modul(navn).EKSEMPEL)))
    brukt = [(sats["kode"], sats["fra"]) for sats in svar["satser"]]

    assert brukt or getattr(modul(navn), "HOVEDTALL", "") != "utbetaling", "beløp regnes av satser"
    assert len(set(brukt)) == len(brukt)
    for sats in svar["satser"]:
        assert sats["kode"] in satsene()
        assert date.fromisoformat(sats["fra"])
        assert date.fromisoformat(sats["bekreftet"])


def test_beløp_har_to_desimaler_med_punktum():
    inn = {"dager": [{"dato": "2021-10-05", "timer": "9", "tap": "4800,5"}]}
    tall = json.loads(regn("honorar", json.dumps(inn)))["tall"]

    assert {"honorar": "2400.00", "tapt": "4800.00", "utbetaling": "4800.00", "per_dag": "4800.00"} == tall


@pytest.mark.parametrize("null", ["-0", "-0.0", "-0.00", "0", '"0"', '"0,00"'])
def test_null_kroner_skrives_aldri_med_minus(null):
    reise = '"avreise":"2026-03-03T07:00","hjemkomst":"2026-03-03T14:00"'
    kost = json.loads(regn("kost", f'{{{reise},"avstand_km":5,"kvittering":{null}}}'))
    honorar = json.loads(regn("honorar", f'{{"dager":[{{"dato":"2021-10-05","timer":7,"tap":{null}}}]}}'))

    for svar in (kost, honorar):
        assert ("ok", []) == (svar["status"], brudd(svar))
    assert "0.00" == kost["tall"]["utbetaling"]
    assert "0.00" == honorar["tall"]["tapt"]


def test_delene_av_reisen_følger_av_tidene_også_før_resten_er_fylt_ut():
    tider = {"avreise": "2026-03-03T07:00", "hjemkomst": "2026-03-05T20:30", "overnatting": True}
    svar = json.loads(regn("kost", json.dumps(tider)))

    assert ("feil", 3) == (svar["status"], len(svar["deler"]["dekket"]))
    assert [] == json.loads(regn("kost", json.dumps({**tider, "avstand_km": "5"})))["deler"]["dekket"]
    assert json.loads(regn("kost", "{}"))["deler"]["dekket"] is None
