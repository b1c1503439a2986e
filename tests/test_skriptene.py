"""What the scripts say of their own, word by word, asked of Node: no browser and no engine is started."""

import json
import subprocess

import pytest

from tests.motor import ROT
from tests.regler.test_nynorsk import biter, likest

SPØR = """
globalThis.document = { documentElement: { lang: process.argv[1] } };
const { ORD, sagt } = await import("%s");
const setninger = [sagt("viser", { vist: 10, antall: 12 }), sagt("paa", { tall: "12 treff", ord: "kost" })];
console.log(JSON.stringify([ORD, ...setninger]));
"""
BOKMÅL = {
    "ledig": "Skriv det du leter etter",
    "venter": "Gjør klart søket …",
    "likner": "Ordene under likner.",
    "ingenting": "Håndboka har ikke noe om dette. Under ser du hvem du kan spørre.",
    "sviktet": "Søket lot seg ikke laste. Last siden på nytt, eller bruk menyen.",
    "spoerHeller": "Spør heller ",
    "eller": " eller ",
    "menteDu": "Mente du: ",
    "gjelder": "Gjelder det vervet, reisen eller betalingen, svarer UNE på det håndboka ikke sier. ",
    "hvem": "Se hvem du kan spørre",
    "viser": "Viser {vist} av {antall} treff",
    "treff": "{antall} treff",
    "ingenTreff": "Ingen treff på «{ord}».",
    "paa": "{tall} på «{ord}»",
    "tabell": "Tabell {nr} på siden",
}


def spurt(mål: str) -> list:
    """The words of both languages, and two sentences as a page in `mål` says them."""
    kode = SPØR % (ROT / "docs/assets/ord.mjs").as_uri()
    svar = subprocess.run(
        ["node", "--input-type=module", "-e", kode, mål], capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(svar.stdout)


@pytest.mark.parametrize("mål", ["nb", "nn", "en"])
def test_skriptene_sier_det_de_skal_på_sidens_målform(mål):
    ord_, viser, på = spurt(mål)

    assert BOKMÅL == ord_["nb"]
    assert ("Viser 10 av 12 treff", "12 treff på «kost»") == (viser, på)


def test_hver_setning_på_nynorsk_er_den_samme_som_på_bokmål_og_ikke_en_av_de_andre():
    nynorsk = spurt("nn")[0]["nn"]
    bokmål = {kode: biter(setning) for kode, setning in BOKMÅL.items()}

    assert [] == [(kode, et) for kode, et in nynorsk.items() if kode not in likest(et, bokmål)]
