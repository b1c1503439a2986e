"""An answer in a link: opened, it is the same answer; cut, mangled or forged, it is refused; old, it says so."""

import json
import re
import sys
from binascii import crc32
from dataclasses import dataclass
from decimal import Decimal
from types import SimpleNamespace

import pytest

from calculators import frist
from calculators.felles import lenke, satser
from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.norsk import Ugyldig
from calculators.felles.skjema import dato, felt_i, ja_nei, liste, tall, valg
from tests.gransk import brudd

# Links that were made once. They stand in people's e-mails and in the archive and must always open, so no line is
# ever changed or taken out. If one fails, the form has changed in a way old links cannot know: see lenke.py.
GAMLE = {
    "honorar": (
        "svar~1~honorar~1_2_3_20211005_7.5_3500_3_20211006_9_5200.5~20211010~8300.00"
        "~honorar-normal_2000_honorar-lang_2400~6b701f61",
        {
            "dager": [
                {"dato": "05.10.2021", "timer": "7,5", "tap": "3 500"},
                {"dato": "06.10.2021", "timer": "9", "tap": "5 200,50"},
            ],
            "tilknytning": "loennsmottaker",
        },
        ("utbetaling", "8300.00"),
    ),
    "kost": (
        "svar~1~kost~5_202603030700_202603052030_120_1_2_1_1_2_1_1~20260310~2051.60"
        "~kost-doegn_1012_trekk-frokost_20_trekk-lunsj_30_kost-lang_736~a7f7e823",
        {
            "avreise": "03.03.2026 07:00",
            "hjemkomst": "05.03.2026 20:30",
            "avstand_km": "120",
            "overnatting": True,
            "dekket": [
                {"frokost": True, "lunsj": False, "middag": False},
                {"frokost": True, "lunsj": True, "middag": False},
            ],
            "kvittering": "",
            "maaltider": [],
        },
        ("utbetaling", "2051.60"),
    ),
    "frist": (
        "svar~1~frist~1_20270129~20270130~2027-02-28~~b77acf1e",
        {"siste_dag": "29.01.2027"},
        ("send_senest", "2027-02-28"),
    ),
    "min-samling": (
        "svar~1~min-samling~2_20270126_5~20261201~2027-02-28~~495801c4",
        {"foerste_dag": "26.01.2027", "dager": "5"},
        ("send_senest", "2027-02-28"),
    ),
    "lbm-plan": (
        "svar~1~lbm-plan~1_20260422~20260301~2026-04-08~~0bd4b2ce",
        {"motedato": "22.04.2026"},
        ("notat_senest", "2026-04-08"),
    ),
}
# Shorter than the real ones, so that every change can be tried.
KORT = {navn: GAMLE[navn][0] for navn in ("honorar", "frist")}
TEGN = "0159az~_.-" if sys.platform == "emscripten" else "0123456789abcdefz~_.-AÅ %/+"


MED_LENKE = [navn for navn in KALKULATORER if getattr(modul(navn), "LENKE", True)]


def svar(navn, **inn):
    return json.loads(regn(navn, json.dumps(inn)))


def åpne(navn, fragment, **inn):
    return svar(navn, lenke=fragment, i_dag="2026-11-22", **inn)


def underskrevet(innhold):
    return f"{innhold}~{crc32(innhold.encode()):08x}"


def avvist(funnet):
    """Whether the answer is one error about the link, and nothing to put in the form."""
    return (
        funnet["status"] == "feil"
        and [""] == [feil["felt"] for feil in funnet["feil"]]
        and not {"skjema", "da", "ta_med"} & funnet.keys()
        and [] == brudd(funnet)
    )


# --- The same answer again ---


@pytest.mark.parametrize("navn", GAMLE)
def test_en_lenke_som_ble_laget_før_gir_det_samme_svaret_og_det_samme_skjemaet(navn):
    fragment, skjema, (tallet, verdi) = GAMLE[navn]
    funnet = åpne(navn, fragment)

    assert (skjema, verdi, []) == (funnet["skjema"], funnet["tall"][tallet], funnet["da"]["endret"])


@pytest.mark.parametrize("navn", KALKULATORER)
def test_svaret_er_som_før_når_ingen_ber_om_å_ta_det_med(navn):
    eksempel = modul(navn).EKSEMPEL
    uten, med = svar(navn, **eksempel), svar(navn, **eksempel, ta_med=True)

    assert {"lenke", "ics", "tekst"} == med.pop("ta_med").keys()
    assert uten == med
    assert svar(navn, **eksempel, ta_med=False) == uten


@pytest.mark.parametrize("navn", MED_LENKE)
def test_lenken_har_bare_tegn_som_e_post_og_arkiv_lar_være(navn):
    funnet = svar(navn, **modul(navn).EKSEMPEL, ta_med=True)["ta_med"]["lenke"]

    assert re.fullmatch(r"[A-Za-z0-9._~-]{40,260}", funnet, re.ASCII)


def test_det_som_er_skrevet_på_to_måter_gir_samme_lenke():
    måter = [("05.10.2021", "7,5", "kr 3 500,-"), ("2021-10-05", "7.50", "3500,00")]
    lenker = {
        svar(
            "honorar",
            dager=[{"dato": d, "timer": t, "tap": tap}],
            tilknytning="loennsmottaker",
            i_dag="2021-10-10",
            ta_med=True,
        )["ta_med"]["lenke"]
        for d, t, tap in måter
    }

    assert 1 == len(lenker)


def test_uten_dagens_dato_kan_svaret_ikke_tas_med():
    funnet = svar("frist", siste_dag="07.10.2021", ta_med=True)

    assert ("feil", ["i_dag"]) == (funnet["status"], [feil["felt"] for feil in funnet["feil"]])


def test_et_svar_med_feil_har_ingenting_å_ta_med():
    assert "ta_med" not in svar("frist", siste_dag="31.02.2021", i_dag="2021-01-01", ta_med=True)


def test_et_spørsmål_uten_beløp_kan_også_tas_med():
    inn = {
        "avreise": "2026-03-03 07:00",
        "hjemkomst": "2026-03-03 17:00",
        "avstand_km": "15",
        "i_dag": "2026-03-04",
    }
    med = svar("kost", **inn, ta_med=True)["ta_med"]

    assert med["ics"] is None
    assert ("uavklart", []) == ((f := åpne("kost", med["lenke"]))["status"], f["da"]["endret"])


# --- Cut, mangled, forged ---


@pytest.mark.parametrize("navn", KORT)
def test_en_lenke_som_er_kuttet_gir_aldri_et_svar(navn):
    hel = KORT[navn]

    assert [] == [kutt for kutt in range(len(hel)) if not avvist(åpne(navn, hel[:kutt]))]
    assert [] == [kutt for kutt in range(1, len(hel)) if not avvist(åpne(navn, hel[kutt:]))]


@pytest.mark.parametrize("navn", KORT)
def test_en_lenke_med_ett_annet_tegn_gir_aldri_et_svar(navn):
    hel = KORT[navn]
    endret = {hel[:n] + tegn + hel[n + 1 :] for n in range(len(hel)) for tegn in ("", *TEGN)}
    endret |= {hel[:n] + tegn + hel[n:] for n in range(len(hel) + 1) for tegn in "0_~"}
    endret |= {hel[:n] + hel[n + 1 : n + 2] + hel[n] + hel[n + 2 :] for n in range(len(hel) - 1)}

    assert [] == [en for en in endret - {hel} if not avvist(åpne(navn, en))]


FIENDTLIG = [
    "",
    "svar",
    "~" * 7,
    "svar~1~honorar~~~~~",
    "svar~1~honorar~1_1_2_20211005_7.5~20211010~2000.00~",
    " " + GAMLE["honorar"][0],
    GAMLE["honorar"][0] + "\n",
    "#" + GAMLE["honorar"][0],
    "svar~1~honorar~" + "9_" * 40_000,
    "<script>alert(1)</script>",
    "\ud800",
    "svar~1~é",
    "feil~2~honorar~hva~som~helst",
    "svar~",
    7,
    True,
    [],
    {},
]
FALSKE = [  # with a checksum that is right
    "svar~1~honorar~1_1_2_20211005_99~20211010~2000.00~",  # 99 timer
    "svar~1~honorar~1_1_2_20211005_-7~20211010~2000.00~",
    "svar~1~honorar~1_1_2_20211005_NaN~20211010~2000.00~",
    "svar~1~honorar~1_1_2_20211005_sju~20211010~2000.00~",
    "svar~1~honorar~1_1_2_20211005_1e1~20211010~2000.00~",
    "svar~1~honorar~1_1_2_20211005_07.50~20211010~2000.00~",  # skrevet annerledes enn vi gjør
    "svar~1~honorar~1_1_2_20210231_7~20211010~2000.00~",
    "svar~1~honorar~1_1_2_2021-10-05_7~20211010~2000.00~",
    "svar~1~honorar~1_1_2_202110050_7~20211010~2000.00~",
    "svar~1~honorar~1_1000_2_20211005_7~20211010~2000.00~",  # ingen utgave tar imot så mange dager
    "svar~1~honorar~1_0~20211010~2000.00~",  # ingen dager
    "svar~1~honorar~1_31_2_20211005_7~20211010~2000.00~",  # færre dager enn det står
    "svar~1~honorar~1_1_2_20211005_7_7_7~20211010~2000.00~",  # noe til overs
    "svar~1~honorar~2_1_2_20211005_7_annet~20211010~2000.00~",
    "svar~1~honorar~2_1_2_20211005_7_loennsmottaker~20211010~2000.00~",  # standarden skrives aldri
    "svar~1~honorar~01_1_2_20211005_7~20211010~2000.00~",
    "svar~1~honorar~1_1_2_20211005_7~20211310~2000.00~",
    "svar~1~honorar~1_1_2_20211005_7~20211010~to tusen~".replace(" ", "."),
    "svar~1~honorar~1_1_2_20211005_7~20211010~2021-99-99~",
    "svar~1~honorar~1_1_2_20211005_7~20211010~2000.00~honorar-normal",
    "svar~1~honorar~1_1_2_20211005_7~20211010~2000.00~honorar-normal_to",
    "svar~1~honorar~1_1_2_20211005_7~20211010~2000.00~" + "_".join(["a_1"] * 201),
    "svar~1~honorar~1_1_2_20211005_7~20211010~2000.00~honorar-normal_2000~",
    "svar~1~finnes-ikke~1_20210101~20211010~2000.00~",
    "svar~1~felles~1_20210101~20211010~2000.00~",
    "feil~1~honorar~1_1_2_20211005_7~20211010~2000.00~",
    "svar~x~honorar~1_1_2_20211005_7~20211010~2000.00~",
]


@pytest.mark.parametrize("fragment", [*FIENDTLIG, *map(underskrevet, FALSKE)], ids=lambda f: repr(f)[:60])
def test_en_lenke_vi_ikke_kan_ha_laget_avvises_med_én_melding(fragment):
    funnet = åpne("honorar", fragment)

    assert avvist(funnet)
    assert "ikke hel" in funnet["feil"][0]["melding"]


def test_prøvelenken_er_riktig_når_bare_det_gale_er_rettet():
    """The forged links above are refused for what is wrong in them, not for their form."""
    hel = underskrevet("svar~1~honorar~1_1_2_20211005_7~20211010~2000.00~honorar-normal_2000")

    assert "ok" == åpne("honorar", hel)["status"]


@pytest.mark.parametrize("figur", ["", "5.00", "999999999999.00", "2026-03-05"])
@pytest.mark.parametrize("satser", ["", "_".join(["a_1"] * 200), "a_999999999999.999999999999", "a" * 60 + "_1"])
def test_en_lenke_kan_ha_tall_og_satser_helt_opp_til_grensene(figur, satser):
    funnet = åpne("honorar", underskrevet(f"svar~1~honorar~1_1_2_20211005_7~20211010~{figur}~{satser}"))

    assert ("ok", figur or None) == (funnet["status"], funnet["da"]["hovedtall"]["da"])


@pytest.mark.parametrize(
    "slutt",
    [
        "9999999999999.00~",
        "5.0~",
        "5.000~",
        ".00~",
        "5~",
        "5000~",
        "5x00~",
        "2026-03-5~",
        "2026-03-050~",
        "2026-3-05~",
        "02026-03-05~",
        "~a_9999999999999",
        "~a_1.9999999999999",
        "~a_1.",
        "~a_.1",
        "~" + "a" * 61 + "_1",
        "~_1",
        "~a_",
    ],
)
def test_en_lenke_med_tall_eller_satser_over_grensene_avvises(slutt):
    assert avvist(åpne("honorar", underskrevet(f"svar~1~honorar~1_1_2_20211005_7~20211010~{slutt}")))


def test_en_lenke_til_en_annen_kalkulator_sier_hvilken():
    funnet = åpne("kost", GAMLE["frist"][0])

    assert avvist(funnet)
    assert "«Fristen for kravet»" in funnet["feil"][0]["melding"]


@pytest.mark.parametrize(
    "fragment",
    [
        "svar~2~honorar~hva~som~helst",
        underskrevet("svar~1~honorar~3_1_2_20211005_7__1~20211010~2000.00~"),
        underskrevet("svar~1~honorar~1_32_2_20211005_7~20211010~2000.00~"),
        underskrevet("svar~1~honorar~1_100_2_20211005_7~20211010~2000.00~"),
    ],
)
def test_en_lenke_fra_en_nyere_utgave_sier_at_siden_må_lastes_på_nytt(fragment):
    funnet = åpne("honorar", fragment)

    assert avvist(funnet)
    assert "Last siden på nytt" in funnet["feil"][0]["melding"]


def test_lenke_og_utfylte_felt_kan_ikke_sendes_sammen():
    funnet = åpne("frist", GAMLE["frist"][0], siste_dag="07.10.2021")

    assert avvist(funnet)
    assert "ikke begge deler" in funnet["feil"][0]["melding"]


def test_en_kalkulator_som_ikke_vil_ha_lenker_gir_ingen_og_åpner_ingen(monkeypatch):
    monkeypatch.setattr(frist, "LENKE", False, raising=False)
    med = svar("frist", **frist.EKSEMPEL, ta_med=True)["ta_med"]

    assert med["lenke"] is None
    assert med["tekst"]
    assert {"lenke", "siste_dag"} == {feil["felt"] for feil in åpne("frist", GAMLE["frist"][0])["feil"]}


def test_en_kalkulator_uten_lenker_kan_ha_et_felt_som_heter_lenke():
    inn = {"lenke": "https://example.org/svar/0000000", "i_dag": "2099-02-01"}

    assert "ok" == svar("saksreferanse", **inn)["status"]
    assert svar("saksreferanse", **inn, ta_med=True)["ta_med"]["lenke"] is None


def slag(skjema):
    for et in felt_i(skjema):
        yield et.metadata["slag"]
        yield from slag(et.metadata["av"]) if "av" in et.metadata else ()


@pytest.mark.parametrize("navn", KALKULATORER)
def test_det_som_skrives_fritt_kan_aldri_stå_i_en_lenke(navn):
    kjente = {"dato", "tidspunkt", "tall", "ja-nei", "valg", "liste"}

    assert not getattr(modul(navn), "LENKE", True) or set(slag(modul(navn).Inndata)) <= kjente


@pytest.mark.parametrize("navn", MED_LENKE)
def test_hver_kalkulator_sier_hvilket_tall_som_er_svaret(navn):
    assert modul(navn).HOVEDTALL in svar(navn, **modul(navn).EKSEMPEL)["tall"]


# --- Then and now ---


@pytest.fixture
def sats(monkeypatch):
    """Return a function that gives a rate another value; the true ones are back after the test."""

    def sett(kode, fra, til):
        verdier = [
            v | {"verdi": Decimal(til)} if v["verdi"] == Decimal(fra) else v
            for v in satser.satsene()[kode]["verdier"]
        ]
        assert verdier != satser.satsene()[kode]["verdier"]
        monkeypatch.setitem(satser.satsene(), kode, satser.satsene()[kode] | {"verdier": verdier})
        satser.perioder.cache_clear()

    yield sett
    monkeypatch.undo()
    satser.perioder.cache_clear()


def uten_fast(funnet):
    return [setning.replace("\N{NO-BREAK SPACE}", " ") for setning in funnet["da"]["endret"]]


def test_når_en_sats_er_endret_vises_svaret_og_satsen_da_og_nå(sats):
    sats("honorar-lang", "2400", "2500")
    funnet = åpne("honorar", GAMLE["honorar"][0])

    assert [
        "Svaret var 8 300 kr. Nå er det 8 500 kr.",
        "«Honorar for lang dag (over 8 timer)» var 2 400 kr. Nå er den 2 500 kr.",
    ] == uten_fast(funnet)
    assert ("2021-10-10", "10.\N{NO-BREAK SPACE}oktober 2021", {"da": "8300.00", "naa": "8500.00"}) == (
        funnet["da"]["laget"],
        funnet["da"]["laget_vist"],
        funnet["da"]["hovedtall"],
    )


def test_en_sats_som_bare_har_hatt_én_verdi_kan_også_være_endret():
    innhold = "svar~1~honorar~1_1_2_20211005_7~20211010~2000.00~honorar-normal_2000_tak-faktor_3"

    assert (
        "«Taket for tapt arbeidsfortjeneste, ganger honoraret for dagen» var 3 ganger. Nå brukes den ikke."
        in uten_fast(åpne("honorar", underskrevet(innhold)))
    )


def test_når_reglene_gir_noe_annet_med_de_samme_satsene_sies_det():
    funnet = åpne("frist", underskrevet("svar~1~frist~1_20270129~20270130~2027-02-27~"))

    assert [
        "Svaret var 27. februar 2027. Nå er det 28. februar 2027.",
        "Satsene er de samme. Det er regnemåten som er endret.",
    ] == uten_fast(funnet)
    assert {"da": "2027-02-27", "naa": "2027-02-28"} == funnet["da"]["hovedtall"]


def test_satser_som_er_kommet_til_eller_borte_nevnes_ved_navn():
    innhold = "svar~1~honorar~1_1_2_20211005_7~20211010~2000.00~honorar-lang_2400_gammel-kode_1"

    assert [
        "«Honorar for lang dag (over 8 timer)» var 2 400 kr. Nå brukes den ikke.",
        "En sats som ble brukt da, finnes ikke lenger.",
        "«Honorar for normal dag (0–8 timer)» ble ikke brukt da. Nå er den 2 000 kr.",
    ] == uten_fast(åpne("honorar", underskrevet(innhold)))


def test_et_svar_som_ikke_ga_noe_beløp_da_sier_det():
    innhold = "svar~1~kost~3_202603030700_202603031700_40~20260310~~"

    assert "Da ga reglene ikke noe beløp. Nå er svaret 397 kr." in uten_fast(åpne("kost", underskrevet(innhold)))


def test_et_svar_som_ga_et_beløp_da_og_ikke_gjør_det_nå_sier_det():
    funnet = åpne("kost", underskrevet("svar~1~kost~3_202603030700_202603031700_15~20260310~397.00~"))

    assert [
        "Svaret var 397 kr. Nå gir reglene ikke noe beløp.",
        "Satsene er de samme. Det er regnemåten som er endret.",
    ] == uten_fast(funnet)
    assert ("uavklart", {"da": "397.00", "naa": None}) == (funnet["status"], funnet["da"]["hovedtall"])


def test_kan_svaret_ikke_regnes_ut_lenger_fylles_skjemaet_og_feilen_står_ved_feltet():
    """A link is only made of an answer, so the rules have changed: better the form with its error than nothing."""
    funnet = åpne("honorar", underskrevet("svar~1~honorar~1_1_2_20100105_7~20211010~1400.00~honorar-normal_1400"))

    assert ("feil", ["dager.0.dato"]) == (funnet["status"], [feil["felt"] for feil in funnet["feil"]])
    assert "05.01.2010" == funnet["skjema"]["dager"][0]["dato"]
    assert ["Da gikk det an å regne ut svaret. Nå tar kalkulatoren ikke imot det som er fylt ut."] == uten_fast(
        funnet
    )


# --- What is left to the calculator, and rows that are none ---

KVELD = {"avreise": "03.03.2026 18:00", "hjemkomst": "04.03.2026 17:00", "avstand_km": "40"}  # 23 timer, én natt


@pytest.mark.parametrize(
    ("overnatting", "i_lenken", "i_skjemaet", "beløp"),
    [("", "-", "", "1012.00"), ("ja", "1", True, "1012.00"), ("nei", None, False, "736.00")],
)
def test_overnatting_står_i_lenken_slik_den_ble_oppgitt(overnatting, i_lenken, i_skjemaet, beløp):
    lenken = svar("kost", **KVELD, overnatting=overnatting, i_dag="2026-03-10", ta_med=True)["ta_med"]["lenke"]
    felt, funnet = lenken.split("~")[3].split("_"), åpne("kost", lenken)

    assert [i_lenken] * bool(i_lenken) == felt[4:]
    assert (i_skjemaet, beløp, []) == (
        funnet["skjema"]["overnatting"],
        funnet["tall"]["utbetaling"],
        funnet["da"]["endret"],
    )


def test_det_som_er_sagt_med_en_grense_står_slik_i_lenken_og_i_skjemaet():
    dager = [{"dato": f"0{nr}.03.2026", "timer": timer} for nr, timer in ((3, "over 8"), (4, "til 8"), (5, "7,5"))]
    lenken = svar("honorar", dager=dager, i_dag="2026-03-10", ta_med=True)["ta_med"]["lenke"]
    funnet = åpne("honorar", lenken)

    assert "1_3_2_20260303_over8_2_20260304_til8_2_20260305_7.5" == lenken.split("~")[3]
    assert ["over 8", "til 8", "7,5"] == [rad["timer"] for rad in funnet["skjema"]["dager"]]
    assert ("6400.00", []) == (funnet["tall"]["honorar"], funnet["da"]["endret"])


def test_en_lenke_fra_før_overnatting_kunne_utelates_er_fortsatt_uten_overnatting():
    innhold = "svar~1~kost~3_202603031800_202603041700_40~20260310~736.00~kost-lang_736"

    assert ("736.00", []) == (
        (funnet := åpne("kost", underskrevet(innhold)))["tall"]["utbetaling"],
        funnet["da"]["endret"],
    )


def test_en_strek_står_bare_for_det_som_kan_overlates_til_kalkulatoren():
    innhold = "svar~1~kost~5_202603031800_202603041700_40_-_1_1_-~20260310~~"

    assert avvist(åpne("kost", underskrevet(innhold)))


def test_en_tom_reise_og_måltider_dag_for_dag_overlever_lenken():
    måltider = [{"dato": "03.03.2026", "middag": True}, {"dato": ""}]
    inn = {
        "dager": [{"dato": "03.03.2026", "timer": "7"}],
        "reiser": [{}, {**KVELD, "maaltider": måltider}, {"avreise": ""}],
    }
    med = svar("oppgjor", **inn, i_dag="2026-03-10", ta_med=True)
    uten = svar("oppgjor", lenke=med["ta_med"]["lenke"], i_dag="2026-03-10")

    assert (med["tall"], med["kort"]) == (uten["tall"], uten["kort"])
    første, andre, tredje = uten["skjema"]["reiser"]
    assert {"", False} == {verdi for verdi in første.values() if verdi != []} and første == tredje
    tomme = {"frokost": False, "lunsj": False}
    assert [
        {"dato": "03.03.2026", "middag": True, **tomme},
        {"dato": "", "middag": False, **tomme},
    ] == andre["maaltider"]


# --- A form that grows ---


@dataclass(frozen=True)
class Rad:
    dag: object = dato()


@dataclass(frozen=True)
class Grunn:
    dager: list = liste(Rad, 1, 9)
    km: Decimal = tall("km", til=100, standard=Decimal(0))


@dataclass(frozen=True)
class Skjema(Grunn):
    valgt: str = valg("en", "to")


@dataclass(frozen=True)
class NyRad:
    dag: object = dato()
    tap: Decimal = tall("kroner", til=100, standard=Decimal(0))


@dataclass(frozen=True)
class NyGrunn:
    dager: list = liste(NyRad, 1, 9)
    km: Decimal = tall("km", til=100, standard=Decimal(0))
    natt: bool = ja_nei()


@dataclass(frozen=True)
class NyttSkjema(NyGrunn):
    valgt: str = valg("en", "to")
    ekstra: bool = ja_nei(True)


def fragment(skjema, verdier):
    lest, _, feil = lenke.les("frist", skjema, verdier)
    assert not feil
    return underskrevet(f"svar~1~frist~{'_'.join(lenke._skriv(skjema, lest))}~20270130~~")


def åpnet(skjema, lenken):
    return lenke.åpne("frist", SimpleNamespace(Inndata=skjema), lenken).skjema


GAMMELT = {"dager": [{"dag": "05.10.2021"}, {"dag": "06.10.2021"}], "km": "7,5", "valgt": "to"}


def test_nye_felt_som_kan_utelates_ødelegger_ingen_gammel_lenke():
    """New fields stand last in their own class, here in a row, in a base and in the form itself."""
    gammel = fragment(Skjema, GAMMELT)

    assert GAMMELT == åpnet(Skjema, gammel)
    assert {
        "dager": [{"dag": "05.10.2021", "tap": ""}, {"dag": "06.10.2021", "tap": ""}],
        "km": "7,5",
        "natt": False,
        "valgt": "to",
        "ekstra": True,
    } == åpnet(NyttSkjema, gammel)


def test_en_lenke_der_de_nye_feltene_ikke_er_brukt_åpnes_også_i_det_gamle_skjemaet():
    assert GAMMELT == åpnet(Skjema, fragment(NyttSkjema, GAMMELT))


@pytest.mark.parametrize(
    "nytt", [{"natt": True}, {"ekstra": False}, {"dager": [{"dag": "05.10.2021", "tap": "1"}]}]
)
def test_en_lenke_der_et_nytt_felt_er_brukt_åpnes_ikke_i_det_gamle_skjemaet(nytt):
    ny = fragment(NyttSkjema, GAMMELT | nytt)

    with pytest.raises(Ugyldig, match="lenke-nyere"):
        åpnet(Skjema, ny)
