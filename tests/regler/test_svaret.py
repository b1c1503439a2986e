"""The parts of an answer one by one: how a rate is shown, when it is old, and what a deadline brings with it."""

from datetime import date
from decimal import Decimal

import pytest

from calculators.felles import norsk
from calculators.felles.resultat import Resultat
from calculators.felles.satser import IngenSats, Sats, finn_sats, perioder

FAST = "\N{NO-BREAK SPACE}"


def sats(kode="kost-kort", navn="Kost", enhet="kr", verdi="397.00", **mer):
    mer = {"bekreftet": date(2024, 6, 30), "neste": None, "eldes": True} | mer
    return Sats(kode, navn, enhet, "arbeid", Decimal(verdi), date(2024, 1, 1), "rb-30", **mer)


@pytest.mark.parametrize(
    ("enhet", "verdi", "ventet"),
    [
        ("kr", "1012.00", "1 012 kr"),
        ("kr per dag", "2000.00", "2 000 kr"),
        ("kr per km", "5.30", "5,30 kr per km"),
        ("prosent", "30.00", "30 prosent"),
        ("ganger", "2.00", "2 ganger"),
        ("valg", "1.00", "1"),
    ],
)
def test_en_sats_vises_med_sin_enhet(enhet, verdi, ventet):
    assert ventet == sats(enhet=enhet, verdi=verdi).vist().replace(FAST, " ")


def test_en_sats_forteller_hvor_den_kommer_fra_og_når_den_sist_ble_bekreftet():
    assert {
        "kode": "kost-kort",
        "navn": "Kost",
        "verdi": "397.00",
        "vist": f"397{FAST}kr",
        "fra": "2024-01-01",
        "fra_vist": f"1.{FAST}januar 2024",
        "kilde": {
            "tekst": "UNE: RB-30 «Rutiner for likebehandlingsmøter», publisert 24.05.2017",
            "url": "https://www.une.no/en/sources/procedure-descriptions/rb-30",
        },
        "bekreftet": "2024-06-30",
        "bekreftet_vist": f"30.{FAST}juni 2024",
    } == sats().som_json()


def test_en_sats_er_gammel_dagen_etter_to_år_når_den_er_den_siste_og_skal_justeres():
    på_dagen, etter = date(2026, 1, 1), date(2026, 1, 2)

    assert [False, True] == [sats().gammel(dag) for dag in (på_dagen, etter)]
    assert not sats(eldes=False).gammel(etter)


@pytest.mark.parametrize(
    ("bekreftet", "dag", "ventet"),
    [
        ("2026-12-31", "2026-12-31", False),
        ("2024-06-30", "2026-01-01", False),
        ("2024-06-30", "2026-01-02", True),
        ("2026-06-30", "2026-06-30", False),
        ("2026-06-30", "2026-07-01", True),
        ("2024-06-30", "2027-01-01", False),
    ],
)
def test_en_avløst_sats_er_gammel_når_ingen_kilde_bekrefter_den_så_lenge(bekreftet, dag, ventet):
    avløst = sats(neste=date(2027, 1, 1), bekreftet=date.fromisoformat(bekreftet))

    assert ventet == avløst.gammel(date.fromisoformat(dag))


def test_det_som_ikke_har_noen_sats_sier_hvilken_og_hvor_grensen_går():
    with pytest.raises(IngenSats) as fanget:
        finn_sats("honorar-normal", date(2016, 12, 31))

    assert "honorar-normal: for-tidlig 2017-01-01" == str(fanget.value)
    assert ("for-tidlig", date(2017, 1, 1)) == (fanget.value.grunn, fanget.value.grense)


def test_en_sats_som_brukes_to_ganger_nevnes_én_gang():
    ut = Resultat()
    for dag in (date(2024, 2, 1), date(2024, 2, 2)):
        ut.bruk(sats(), dag)

    assert ([sats()], []) == (ut.satser, ut.forbehold)


def test_to_gamle_satser_gir_ett_forbehold_om_den_første():
    ut = Resultat()
    ut.ta_forbehold("foer-skatt")
    ut.bruk(sats(), date(2026, 3, 3))
    ut.bruk(sats(kode="kost-lang", navn="Kost, lang"), date(2026, 3, 3))

    assert ["foer-skatt", "gammel-sats"] == [et["kode"] for et in ut.forbehold]
    assert "om/uavklart/#gammel-sats" == ut.forbehold[1]["url"]
    setning = ut.forbehold[1]["tekst"].replace(FAST, " ")
    assert [True, False, True, True] == [
        ord_ in setning for ord_ in ("«Kost»", "Kost, lang", "1. januar 2024", "30. juni 2024")
    ]


@pytest.mark.parametrize(
    ("i_dag", "ventet"), [(None, []), (date(2026, 4, 5), []), (date(2026, 4, 6), ["frist-passert"])]
)
def test_fristen_er_passert_dagen_etter(i_dag, ventet):
    ut = Resultat()
    ut.frist(date(2026, 4, 5), "Send senest 5. april", "betalingsfrist", i_dag, "krav", date(2026, 3, 5))

    assert ventet == [et["kode"] for et in ut.forbehold]
    assert [("send-senest", "2026-04-05", "Send senest 5. april")] == [
        (et["kode"], et["dato"], et["tekst"]) for et in ut.frister
    ]


def test_fristen_står_i_kalenderen_med_varsel_en_uke_før():
    ut = Resultat()
    ut.frist(date(2026, 4, 5), "Send senest 5. april", "betalingsfrist", None, "krav", date(2026, 3, 5))
    [hendelse] = ut.hendelser

    assert ("krav-20260305", date(2026, 4, 5), date(2026, 4, 5), 7) == (
        hendelse.id,
        hendelse.fra,
        hendelse.til,
        hendelse.varsel_dager,
    )
    assert "Frist: Send inn kravet for samlingen" == hendelse.tittel
    assert "Send senest 5. april\n\nRegnet ut i UNE-håndboka. Svaret er veiledende." == hendelse.tekst.replace(
        FAST, " "
    )
    assert hendelse.varsel.startswith("Om 7 dager går fristen ut.")


def test_beløp_går_ut_i_hele_øre_datoer_som_iso_og_tekst_som_den_er():
    ut = Resultat(tall={"sum": Decimal("12.345"), "dag": date(2026, 3, 5), "svar": "nei"}, tillegg={"mer": 1})
    svar = ut.som_json()

    assert {"sum": "12.35", "dag": "2026-03-05", "svar": "nei"} == svar["tall"]
    assert (1, False, False) == (svar["mer"], "tillegg" in svar, "hendelser" in svar)


@pytest.mark.parametrize(
    ("sagt", "første"),
    [
        ("2021", date(2021, 1, 1)),
        ("våren 2020", date(2020, 3, 1)),
        ("sommeren 2020", date(2020, 6, 1)),
        ("høsten 2021", date(2021, 9, 1)),
        ("januar 2026", date(2026, 1, 1)),
        ("desember 2025", date(2025, 12, 1)),
        ("vinteren 2021", None),
        ("Høsten 2021", None),
        ("høsten 21", None),
        ("høsten 02021", None),
        ("2021-10-01", None),
        ("høsten", None),
    ],
)
def test_en_kilde_som_bare_kjenner_årstiden_gjelder_fra_den_første_dagen_i_den(sagt, første):
    assert første == norsk.første_dag(sagt)


def test_leseren_får_ikke_en_nøyaktigere_dato_enn_kilden_har():
    [den] = [et for et in perioder("honorar-normal") if et.fra == date(2021, 1, 1)]

    assert ("høsten 2021", "2021-09-01") == (den.bekreftet_vist(), den.som_json()["bekreftet"])
    assert f"30.{FAST}juni 2024" == sats().bekreftet_vist()
