"""How the form reads and writes dates before Python has come: a year left out, and a samling in words."""

import json
import subprocess

import pytest

from macros.sider.steg import kalenderen
from tests.motor import ROT

SPØR = """
import * as d from "%s";
const { kalender, i_dag, uten_år, spenn } = JSON.parse(process.argv[1]);
const dag = (tekst) => d.lesDato(tekst, kalender);
console.log(JSON.stringify([
  uten_år.map((et) => d.medÅr(et, dag(i_dag))),
  spenn.map(([fra, til]) => d.periode(dag(fra), dag(til), kalender)),
  spenn.map(([fra]) => d.lang(dag(fra), kalender)),
  spenn.map(([fra, til]) => d.dagene(dag(fra), dag(til)).map(d.skrivDato)),
]));
"""
UTEN_ÅR = {
    "17.11": "17.11.2026",
    "5.1": "05.01.2027",
    "1/6": "01.06.2026",
    "2/12.": "02.12.2026",
    "0605": "06.05.2027",
    "31.12.": "31.12.2026",
    "29.2": "29.2",
    "31.4": "31.4",
    "17.11.2025": "17.11.2025",
    "i dag": "i dag",
}
SPENN = {
    ("17.11.2026", "17.11.2026"): ("tir. 17. november 2026", "tirsdag 17. november"),
    ("17.11.2026", "19.11.2026"): ("tir. 17. – tor. 19. november 2026", "tirsdag 17. november"),
    ("30.11.2026", "02.12.2026"): ("man. 30. november – ons. 2. desember 2026", "mandag 30. november"),
    ("31.12.2026", "01.01.2027"): ("tor. 31. desember 2026 – fre. 1. januar 2027", "torsdag 31. desember"),
    ("03.01.2027", "28.02.2027"): ("søn. 3. januar – søn. 28. februar 2027", "søndag 3. januar"),
}


@pytest.fixture(scope="module")
def svarene():
    """What the script answers to all of it, in one run of Node."""
    inn = {"kalender": kalenderen(), "i_dag": "24.11.2026", "uten_år": [*UTEN_ÅR], "spenn": [*SPENN]}
    fil = (ROT / "docs/assets/kalkulator/datoer.mjs").as_uri()
    svar = subprocess.run(
        ["node", "--input-type=module", "-e", SPØR % fil, json.dumps(inn)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(svar.stdout)


def test_en_dato_uten_år_får_det_året_som_er_nærmest_i_dag(svarene):
    assert UTEN_ÅR == dict(zip(UTEN_ÅR, svarene[0], strict=True))


def test_samlingen_står_i_ord_med_måned_og_år_bare_der_de_skiller(svarene):
    assert [kort for kort, _ in SPENN.values()] == svarene[1]
    assert [lang for _, lang in SPENN.values()] == svarene[2]


def test_dagene_i_en_reise_er_hver_dag_fra_den_første_til_den_siste_og_høyst_førti(svarene):
    _, _, over_måneden, over_nyttår, lang = svarene[3]

    assert ["30.11.2026", "01.12.2026", "02.12.2026"] == over_måneden
    assert ["31.12.2026", "01.01.2027"] == over_nyttår
    assert (40, "11.02.2027") == (len(lang), lang[-1])
