"""A small share of `make gransk`: whatever is typed, the answer keeps the contract and the bounds."""

import json

import pytest
from hypothesis import settings

from calculators.felles.bro import KALKULATORER, regn
from calculators.oppgjor import EKSEMPEL
from tests.gransk import Generator, brudd, gransk, kortbrudd, skrevet_annerledes

ANTALL = 10 * settings().max_examples


@pytest.mark.parametrize("navn", KALKULATORER)
def test_uansett_hva_som_skrives_kommer_et_svar_innenfor_grensene(navn):
    telling, funnet = gransk(navn, ANTALL, frø=2)

    assert [] == [(funn, innsending.linje) for innsending, funn in funnet]
    assert telling["ok"] > ANTALL / 4
    assert telling["feil"] > ANTALL / 4


@pytest.mark.parametrize("navn", KALKULATORER)
def test_samme_frø_gir_de_samme_innsendingene(navn):
    en, to, annet = ([*Generator(navn, frø).innsendinger(20)] for frø in (1, 1, 2))

    assert en == to != annet


def test_granskingen_ser_når_et_svar_bryter_kontrakten():
    assert brudd({"status": "ok"})
    lister = ("linjer", "uavklart", "forbehold", "satser", "dokumentasjon", "frister", "feil")
    tomt = {navn: [] for navn in lister}
    assert brudd({"status": "ok", "svar": "Du får {beløp}.", "tall": {"utbetaling": "1"}, **tomt})
    assert brudd({"status": "feil", "svar": "Noe er galt.", "tall": {}, **tomt})
    assert [] == brudd(
        {"status": "feil", "svar": "Nei.", "tall": {}, **tomt, "feil": [{"felt": "", "melding": "Å."}]}
    )


def test_granskingen_ser_når_kortet_ikke_er_som_tallene_og_dagen():
    svar = json.loads(regn("oppgjor", json.dumps(EKSEMPEL)))
    assert [] == kortbrudd(EKSEMPEL, svar)

    for kode, tekst in (
        ("sum", "Du kan kreve 9 249,61 kr før skatt."),
        ("kan-bli", "Kan bli 11 249,60 kr, altså 2 001 kr mer."),
        ("frist", "Send inn kravet senest søndag 5. april 2026."),
        ("frist", "Fristen gikk ut onsdag 1. april 2026."),
        ("legg-ved", "Du trenger ikke å legge ved noe."),
    ):
        ord_ = tekst.replace(" kr", "\N{NO-BREAK SPACE}kr").replace(". april", ".\N{NO-BREAK SPACE}april")
        kort = [{"kode": et["kode"], "tekst": ord_ if et["kode"] == kode else et["tekst"]} for et in svar["kort"]]
        assert kortbrudd(EKSEMPEL, svar | {"kort": kort}), tekst
    assert kortbrudd(EKSEMPEL, svar | {"kort": svar["kort"][::-1]})
    assert kortbrudd(EKSEMPEL, svar | {"forbehold": []})
    assert kortbrudd(EKSEMPEL | {"i_dag": "2026-04-08"}, svar)


def test_granskingen_ser_når_summen_følger_måten_det_er_skrevet_på():
    linje = json.dumps(EKSEMPEL)
    svar = json.loads(regn("oppgjor", linje))

    assert [] == skrevet_annerledes(linje, svar)
    assert skrevet_annerledes(linje, svar | {"tall": svar["tall"] | {"kost": "1.00"}})
