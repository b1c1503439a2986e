"""Every case in the data gives the expected answer. Runs in CPython and inside the bundle that readers get."""

import json

import pytest

from calculators.felles.bro import regn
from macros.tilfelle import alle, avvik, som_linje


@pytest.mark.parametrize(("navn", "tilfelle"), [pytest.param(n, t, id=f"{n}: {t['navn']}") for n, t in alle()])
def test_tilfellet_gir_det_ventede_svaret(navn, tilfelle):
    assert [] == avvik(tilfelle, json.loads(regn(navn, som_linje(tilfelle))))


@pytest.mark.parametrize(
    ("linje", "ventet"),
    [
        ({"svar": "Send inn kravet senest tirsdag 9. november 2021."}, "svar: ventet "),
        ({"dokumentasjon": ["loennsmottaker"]}, "dokumentasjon: ventet ['loennsmottaker'], fikk []"),
        ({"satser": ["honorar-normal"]}, "satser: ventet ['honorar-normal'], fikk []"),
    ],
)
def test_gal_setning_galt_vedlegg_og_gal_sats_er_avvik(linje, ventet):
    rett = {"status": "ok", "svar": "Send inn kravet senest mandag 8. november 2021.", "satser": []}
    svar = json.loads(regn("frist", '{"siste_dag": "08.10.2021"}'))

    [funnet] = avvik(rett | linje, svar)

    assert [] == avvik(rett | {"dokumentasjon": []}, svar)
    assert funnet.startswith(ventet)
