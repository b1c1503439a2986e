"""A small share of `make gransk`: whatever is typed, the answer keeps the contract and the bounds."""

import sys

import pytest

from calculators.felles.bro import KALKULATORER
from tests.gransk import Generator, brudd, gransk

ANTALL = 80 if sys.platform == "emscripten" else 800


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
