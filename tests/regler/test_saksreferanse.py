"""What the fields of a reference take, and that nothing of it is kept."""

import json

import pytest

from calculators import saksreferanse
from calculators.felles.bro import regn
from calculators.felles.skjema import felt_i

SAK = {"duf": "2020 000000 00", "land": "Utopia", "behandlingsform": "nemndmøte", "utfall": "medhold"}
SAK |= {"dato": "05.01.2021"}
ARKIV = {"tema": "Identitet", "aarstall": "2021"}
MEST = {"duf": 30, "land": 60, "behandlingsform": 60, "utfall": 60, "tema": 200, "aarstall": 4, "lenke": 2000}


def svar(**inn):
    return json.loads(regn("saksreferanse", json.dumps(inn)))


def feil(**inn):
    return [et["felt"] for et in svar(**inn)["feil"]]


def test_ingenting_av_det_som_fylles_ut_huskes_eller_legges_i_en_lenke():
    assert (False, False) == (saksreferanse.HUSKES, saksreferanse.LENKE)
    assert svar(**SAK, i_dag="2021-06-01", ta_med=True)["ta_med"]["lenke"] is None


@pytest.mark.parametrize(("felt", "mest"), MEST.items())
def test_hvert_felt_har_plass_til_så_mange_tegn_og_ikke_flere(felt, mest):
    assert (
        f"«{saksreferanse.tekst(f'saksreferanse.felt.{felt}.ledetekst')}» kan ha høyst {mest} tegn."
        == (svar(**{felt: "x" * (mest + 1)})["feil"][0]["melding"])
    )
    assert "kan ha høyst" not in json.dumps(svar(**{felt: "x" * mest}), ensure_ascii=False)


def test_feltene_står_i_tre_grupper_i_rekkefølgen_fra_rutinen():
    ventet = [
        ("sak", ["duf", "land", "behandlingsform", "utfall", "dato"]),
        ("arkiv", ["tema", "dokument", "aarstall"]),
        ("innkalling", ["lenke"]),
    ]

    assert [(felt, gruppe) for gruppe, alle in ventet for felt in alle] == [
        (felt.name, felt.metadata["gruppe"]) for felt in felt_i(saksreferanse.Inndata)
    ]


@pytest.mark.parametrize(("aar", "ventet"), [(1899, ["duf"]), (1900, []), (2100, []), (2101, ["duf"])])
def test_uten_dagens_dato_er_et_årstall_fra_1900_til_2100_rimelig(aar, ventet):
    assert ventet == feil(**{**SAK, "duf": f"{aar}00000000", "dato": "31.12.2100"})


@pytest.mark.parametrize("felt", SAK)
def test_hvert_ledd_må_være_med_i_en_saksreferanse(felt):
    assert [felt] == feil(**{**SAK, felt: ""})
    assert sorted({*SAK} - {felt}) == sorted(feil(**{felt: SAK[felt]}))


@pytest.mark.parametrize("felt", ARKIV)
def test_hvert_ledd_må_være_med_i_en_tittel(felt):
    assert [felt] == feil(**{**ARKIV, felt: ""})


def test_feilene_står_i_skjemaets_rekkefølge():
    galt = {"lenke": "x", "aarstall": "21", "dato": "05.01.2021", "duf": "1", "utfall": "medhold"}

    assert ["duf", "land", "behandlingsform", "tema", "aarstall", "lenke"] == feil(**galt)


def test_avgjørelsen_kan_være_fra_i_dag_og_fra_duf_året():
    assert [] == feil(**SAK, i_dag="2021-01-05")
    assert ["dato"] == feil(**SAK, i_dag="2021-01-04")
    assert [] == feil(**{**SAK, "dato": "01.01.2020"})
    assert ["dato"] == feil(**{**SAK, "dato": "31.12.2019"})


@pytest.mark.parametrize("slutt", ["", "/", ".", ",", ";", ")", "]", ").", " "])
def test_tegn_etter_lenken_hører_ikke_til_nummeret(slutt):
    assert "0012345" == svar(lenke=f"https://example.org/0012345{slutt}")["tall"]["referanse"]


@pytest.mark.parametrize("lenke", ["0012345x", "001234", "0012345?", "٠٠١٢٣٤٥"])
def test_en_lenke_som_ikke_slutter_med_sju_sifre_avvises(lenke):
    assert ["lenke"] == feil(lenke=lenke)


@pytest.mark.parametrize(
    "duf", ["2020-000000-00", "2020–000000–00", "2020.000000.00", "202000000000", "20 20 00 00 00 00"]
)
def test_duf_nummeret_skrives_slik_udi_gjør(duf):
    assert svar(**{**SAK, "duf": duf})["svar"].startswith("Saksreferanse: 2020 000000 00, Utopia")


@pytest.mark.parametrize("duf", ["2020/000000/00", "2020000000000", "٢٠٢٠٠٠٠٠٠٠٠٠"])
def test_annet_enn_tolv_sifre_er_ikke_et_duf_nummer(duf):
    assert ["duf"] == feil(**{**SAK, "duf": duf})


def test_alle_de_tre_delene_kan_fylles_ut_på_en_gang_uten_punktum_som_ikke_hører_til():
    ventet = "Saksreferanse: 2020 000000 00, Utopia, nemndmøte, medhold, 05.01.2021"
    ventet += " · Tittel: LBM – Identitet – notat – 2021 · Referansenummer: 0012345"

    assert ventet == svar(**SAK, **ARKIV, lenke="x/0012345")["svar"]


def test_hver_del_kan_kopieres_for_seg():
    ut = svar(**SAK, **ARKIV, lenke="x/0012345")

    assert [("verktoey", 1, kode) for kode in ("sak", "arkiv", "innkalling")] == [
        (et["slag"], et["antall"], et["kode"]) for et in ut["grupper"]
    ]
    assert [
        "2020 000000 00, Utopia, nemndmøte, medhold, 05.01.2021",
        "LBM – Identitet – notat – 2021",
        "0012345",
    ] == [linje["verdi"] for linje in ut["linjer"]]


def test_spør_en_om_tittelen_alene_har_det_ikke_noe_å_si_hva_som_står_i_de_andre_feltene():
    ut = svar(**ARKIV, duf="1", dato="i går", lenke="x", gruppe="arkiv")

    assert ("ok", "Tittel: LBM – Identitet – notat – 2021") == (ut["status"], ut["svar"])


@pytest.mark.parametrize(("gruppe", "ventet"), [("sak", [*SAK]), ("arkiv", [*ARKIV]), ("innkalling", ["lenke"])])
def test_det_som_mangler_i_den_delen_en_spør_om_meldes_der(gruppe, ventet):
    assert ventet == feil(gruppe=gruppe)
    assert ventet == feil(**dict.fromkeys([*SAK, *ARKIV, "lenke"], " "), dokument="referat", gruppe=gruppe)


@pytest.mark.parametrize("gruppe", ["", "alle", 1, ["sak"], {}, False])
def test_en_del_som_ikke_finnes_kan_en_ikke_spørre_om(gruppe):
    assert ["gruppe"] == feil(**ARKIV, gruppe=gruppe)
