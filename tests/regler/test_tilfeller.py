"""Every case in the data gives the expected answer. Runs in CPython and inside the bundle that readers get."""

import json

import pytest

from calculators.felles.bro import regn
from macros.tilfelle import alle, avvik, som_linje


@pytest.mark.parametrize(("navn", "tilfelle"), [pytest.param(n, t, id=f"{n}: {t['navn']}") for n, t in alle()])
def test_tilfellet_gir_det_ventede_svaret(navn, tilfelle):
    assert [] == avvik(tilfelle, json.loads(regn(navn, som_linje(tilfelle))))
