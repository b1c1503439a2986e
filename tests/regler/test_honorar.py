"""Honorar and tapt arbeidsfortjeneste against the rule written once more, and what must hold whatever the days."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.felles.bro import regn

FØRSTE_DAG = date(2017, 1, 1)
NYE_SATSER = date(2021, 1, 1)
dager = st.lists(
    st.tuples(
        st.dates(FØRSTE_DAG, date(2024, 12, 31)),
        st.sampled_from(["0.25", "7.5", "8", "8.01", "8.5", "24"]).map(Decimal),
        st.one_of(
            st.sampled_from([0, 1800, 2000, 2150, 2400, 3600, 4000, 4300, 4800]).map(Decimal),
            st.decimals(0, 6000, places=2),
        ),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda dag: dag[0],
)


def svar(dagene, **mer):
    som_json = [
        {"dato": f"{d}", "timer": f"{t}".replace(".", ","), "tap": f"{k:.2f}".replace(".", ",")}
        for d, t, k in dagene
    ]
    return json.loads(regn("honorar", json.dumps({"dager": som_json, **mer})))


def tall(dagene):
    funnet = svar(dagene)
    assert ("ok", []) == (funnet["status"], funnet["feil"])
    return {navn: Decimal(verdi) for navn, verdi in funnet["tall"].items()}


def rate(dag, timer):
    if dag < NYE_SATSER:
        return 1800 if timer <= 8 else 2150
    return 2000 if timer <= 8 else 2400


def fasit(dagene):
    honorar = sum(Decimal(rate(d, t)) for d, t, _ in dagene)
    tapt = sum(min(k, Decimal(2 * rate(d, t))) for d, t, k in dagene)
    per_dag = sum(max(Decimal(rate(d, t)), min(k, Decimal(2 * rate(d, t)))) for d, t, k in dagene)
    return {"honorar": honorar, "tapt": tapt, "utbetaling": max(honorar, tapt), "per_dag": per_dag}


def koder(funnet):
    return [forbehold["kode"] for forbehold in funnet["forbehold"]]


@given(dager)
def test_svaret_er_det_samme_som_når_regelen_regnes_for_hånd(dagene):
    assert fasit(dagene) == tall(dagene)


@given(dager)
def test_utbetalingen_er_aldri_over_takene_og_aldri_under_noen_av_de_to(dagene):
    fått = tall(dagene)

    assert fått["utbetaling"] <= sum(2 * rate(d, t) for d, t, _ in dagene)
    assert max(fått["honorar"], fått["tapt"]) == fått["utbetaling"]
    assert fått["utbetaling"] <= fått["per_dag"] <= fått["honorar"] + fått["tapt"]


@given(dager)
def test_forbeholdet_om_valg_per_dag_står_der_bare_når_det_ville_gitt_mer(dagene):
    ventet = fasit(dagene)

    assert (ventet["per_dag"] > ventet["utbetaling"]) == ("valg-per-dag" in koder(svar(dagene)))


@given(dager, st.randoms(use_true_random=False))
def test_rekkefølgen_på_dagene_betyr_ikke_noe(dagene, tilfeldig):
    stokket = dagene[:]
    tilfeldig.shuffle(stokket)

    assert svar(dagene) == svar(stokket)


@given(dager, st.data())
def test_en_krone_mer_i_tap_gir_aldri_mindre(dagene, data):
    nr = data.draw(st.integers(0, len(dagene) - 1))
    dag, timer, tap = dagene[nr]
    mer = [*dagene[:nr], (dag, timer, tap + 1), *dagene[nr + 1 :]]
    før, etter = tall(dagene), tall(mer)

    assert all(before <= etter[navn] <= before + 1 for navn, before in før.items())


@given(dager)
def test_en_dag_til_gir_aldri_mindre(dagene):
    før = tall(dagene[:-1])["utbetaling"] if len(dagene) > 1 else 0

    assert før <= tall(dagene)["utbetaling"]


@pytest.mark.parametrize(
    ("dag", "timer", "ventet"),
    [
        ("2016-12-31", "7", None),
        ("2017-01-01", "7", "1800.00"),
        ("2020-12-31", "8", "1800.00"),
        ("2020-12-31", "8,0001", "2150.00"),
        ("2021-01-01", "8", "2000.00"),
        ("2021-01-01", "8,0001", "2400.00"),
        ("2021-01-01", "24", "2400.00"),
    ],
)
def test_honoraret_følger_datoen_og_nøyaktig_åtte_timer_er_en_normal_dag(dag, timer, ventet):
    funnet = json.loads(regn("honorar", json.dumps({"dager": [{"dato": dag, "timer": timer}]})))

    assert ventet == funnet["tall"].get("honorar")
    assert ([] if ventet else ["dager.0.dato"]) == [feil["felt"] for feil in funnet["feil"]]


@pytest.mark.parametrize(
    ("tap", "utbetaling", "tapt"),
    [
        ("0", 2000, 0),
        ("1999.99", 2000, "1999.99"),
        ("2000", 2000, 2000),
        ("2000.01", "2000.01", "2000.01"),
        ("3999.99", "3999.99", "3999.99"),
        ("4000", 4000, 4000),
        ("4000.01", 4000, 4000),
        ("1000000", 4000, 4000),
    ],
)
def test_tapet_dekkes_fra_honoraret_og_opp_til_taket(tap, utbetaling, tapt):
    fått = tall([(date(2021, 10, 5), Decimal(7), Decimal(tap))])

    assert (Decimal(utbetaling), Decimal(tapt)) == (fått["utbetaling"], fått["tapt"])


def test_satsen_er_gammel_fra_dagen_etter_at_den_er_to_år():
    for dag, ventet in ((date(2023, 1, 1), False), (date(2023, 1, 2), True), (date(2020, 12, 31), False)):
        assert ventet == ("gammel-sats" in koder(svar([(dag, Decimal(7), Decimal(0))])))


def test_lesedag_reisetid_og_skatt_nevnes_alltid():
    assert {"lesedag", "reisetid", "foer-skatt"} <= set(koder(svar([(date(2021, 10, 5), Decimal(7), Decimal(0))])))


@pytest.mark.parametrize(
    ("siste", "frist"),
    [
        ("2021-10-05", "2021-11-05"),
        ("2021-01-31", "2021-02-28"),
        ("2027-01-29", "2027-02-28"),
        ("2024-01-30", "2024-02-29"),
    ],
)
def test_fristen_er_en_måned_etter_den_siste_dagen(siste, frist):
    siste = date.fromisoformat(siste)
    dagene = [(siste - timedelta(days=n), Decimal(7), Decimal(0)) for n in (0, 2, 1)]

    assert [frist] == [en["dato"] for en in svar(dagene)["frister"]]
    assert "frist-passert" not in koder(svar(dagene, i_dag=frist))
    assert "frist-passert" in koder(svar(dagene, i_dag=f"{date.fromisoformat(frist) + timedelta(days=1)}"))
    assert "frist-passert" not in koder(svar(dagene))


def test_dokumentasjonen_følger_tilknytningen_og_kreves_bare_for_tap():
    dag = date(2021, 10, 5), Decimal(7)

    for tilknytning in ("loennsmottaker", "selvstendig"):
        med = svar([(*dag, Decimal(1))], tilknytning=tilknytning)
        assert [tilknytning] == [krav["kode"] for krav in med["dokumentasjon"]]
    assert [] == svar([(*dag, Decimal(0))])["dokumentasjon"]
    assert svar([(*dag, Decimal(1))]) == svar([(*dag, Decimal(1))], tilknytning="loennsmottaker")


def test_samme_dato_to_ganger_er_en_feil_ved_hver_gjentakelse():
    dag = (date(2021, 10, 5), Decimal(7), Decimal(0))

    assert ["dager.1.dato", "dager.2.dato"] == [feil["felt"] for feil in svar([dag, dag, dag])["feil"]]
    skrevet = [{"dato": form, "timer": 7} for form in ("2021-10-05", "5. oktober 2021")]
    assert "feil" == json.loads(regn("honorar", json.dumps({"dager": skrevet})))["status"]
