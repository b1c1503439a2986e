"""The one door: whatever text comes in, an answer with a message goes out, and never as an exception."""

import json
import re
from dataclasses import is_dataclass
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.felles import bro
from calculators.felles.bro import KALKULATORER, STØRST, regn
from tests.gransk import brudd

HONORAR = '{"dager":[{"dato":"2021-10-05","timer":7,"tap":%s}]}'
DYP = 50_000  # under grensen for hvor mye tekst som tas imot
FIENDTLIG = {
    "tom tekst": "",
    "mellomrom": "   ",
    "en bokstav": "x",
    "halvt objekt": '{"dager":',
    "to objekter": "{}{}",
    "enkle anførselstegn": "{'a': 1}",
    "komma til slutt": '{"a": 1,}',
    "kommentar": "{} // nei",
    "liste": "[]",
    "tekst": '"{}"',
    "tall": "7",
    "null": "null",
    "sant": "true",
    "bytemerke foran": "\ufeff{}",
    "nulltegn": "\x00",
    "nulltegn inni": '{"a\x00": 1}',
    "dyp liste": "[" * DYP,
    "dyp og lukket liste": "[" * (DYP // 2) + "]" * (DYP // 2),
    "dypt objekt": '{"a":' * (DYP // 5),
    "dypt og lukket objekt": '{"a":' * (DYP // 10) + "1" + "}" * (DYP // 10),
    "åpen tekst full av rømte anførselstegn": '{"a":"' + '\\"' * 45_000,
    "dyp liste i et felt": '{"dager":' + "[" * 400 + "]" * 400 + "}",
    "halvt tegn": '{"dager": "\ud800"}',
    "halvt tegn som nøkkel": '{"\udfff": 1}',
    "rømt halvt tegn": '{"\\ud800": "\\udfff", "dager": [{"dato": "\\ud800"}]}',
    "proto": '{"__proto__": {"status": "ok"}}',
    "pythonnavn": '{"__class__": 1, "__init__": 2, "self": 3, "navn": 4}',
    "format": '{"{0.__class__}": 1, "%s": 2, "{navn}": 3}',
    "NaN": '{"dager": NaN, "avreise": NaN}',
    "uendelig": '{"dager": [Infinity, -Infinity]}',
    "langt heltall": '{"avstand_km": ' + "9" * 50_000 + "}",
    "langt desimaltall": '{"avstand_km": 0.' + "1" * 50_000 + "}",
    "stor eksponent": '{"avstand_km": 1e999999999999}',
    "liten eksponent": '{"avstand_km": 1E-999999999999, "dager": 1e400}',
    "lang tekst": '{"avreise": "' + "1" * 50_000 + '"}',
    "mange felt": json.dumps({f"felt{nr}": nr for nr in range(4000)}),
    "ti tusen dager": json.dumps({"dager": [{"dato": "x"}] * 9000}),
    "regneark": '{"dager": "=1+1", "avreise": "=cmd"}',
    "skript": '{"<script>alert(1)</script>": 1, "dager": "<img src=x onerror=alert(1)>"}',
}
FOR_STORT = {
    "en megabyte tekst": '{"avreise": "' + "x" * 1_000_000 + '"}',
    "en megabyte mellomrom": " " * 1_000_000,
    "en megabyte klammer": "[" * 1_000_000,
    "ti tusen hele dager": json.dumps({"dager": [{"dato": "2021-10-05", "timer": "7", "tap": "0"}] * 10_000}),
    "ett tegn for mye": '{"a": "' + "x" * STØRST + '"}',
}


def svar(navn, tekst):
    ut = regn(navn, tekst)
    assert isinstance(ut, str)
    assert "\n" not in ut
    assert len(ut.encode("utf-8")) < 3_000_000
    return json.loads(ut)


@pytest.mark.parametrize("navn", KALKULATORER)
@pytest.mark.parametrize("hva", FIENDTLIG)
def test_det_som_ikke_er_et_skjema_får_en_feil_med_melding(navn, hva):
    funnet = svar(navn, FIENDTLIG[hva])

    assert "feil" == funnet["status"]
    assert [] == brudd(funnet)


@pytest.mark.parametrize("navn", KALKULATORER)
@pytest.mark.parametrize("hva", FOR_STORT)
def test_det_som_er_for_stort_avvises_kort_og_raskt(navn, hva):
    funnet = svar(navn, FOR_STORT[hva])

    assert [""] == [feil["felt"] for feil in funnet["feil"]]
    assert "for stort" in funnet["feil"][0]["melding"]


def test_skjemaet_kan_ha_100_000_tegn_og_ikke_ett_til():
    fyll = '{"x": ""}'
    fullt = svar("honorar", fyll.replace('""', f'"{"a" * (100_000 - len(fyll))}"'))
    for_fullt = svar("honorar", fyll.replace('""', f'"{"a" * (100_001 - len(fyll))}"'))

    assert ["x", "dager"] == [feil["felt"] for feil in fullt["feil"]]
    assert [
        {"felt": "", "melding": "Det du sendte inn, er for stort. En kalkulator tar imot høyst 100000 tegn."}
    ] == for_fullt["feil"]


@pytest.mark.parametrize("resten", ['en tekst"}', '", "teksten": ""}'])
def test_bare_et_skjema_som_fyller_ut_den_lange_teksten_kan_være_så_langt(resten):
    funnet = svar("henvisning", '{"dato": "' + "x" * 100_000 + resten)

    assert ["Det du sendte inn, er for stort. En kalkulator tar imot høyst 100000 tegn."] == [
        et["melding"] for et in funnet["feil"]
    ]


def test_en_lang_tekst_kan_ha_hvert_tegn_skrevet_med_seks():
    """As JSON may write them; over a hundred thousand characters, and few in the text itself."""
    tekst = "\\u00e5" * 20_000

    assert "ok" == svar("henvisning", f'{{"tekst": "{tekst}"}}')["status"]


def test_er_både_lenken_og_målformen_gal_står_lenken_først():
    assert ["", "maal"] == [et["felt"] for et in svar("frist", '{"lenke": "x", "maal": "se"}')["feil"]]


def test_skjemaet_kan_ha_50_nivåer_og_ikke_ett_til():
    def felt(nivåer):
        return [
            feil["felt"] for feil in svar("frist", '{"x":' + "[" * (nivåer - 1) + "]" * (nivåer - 1) + "}")["feil"]
        ]

    assert ["x", "siste_dag"] == felt(50)
    assert [""] == felt(51)


def test_dybden_telles_uten_det_som_står_i_tekster_og_uten_å_lese_noe_om_igjen(monkeypatch):
    """A text full of quotes is passed once: as many pieces are left as stand outside texts, never one a quote."""
    talt = []
    monkeypatch.setattr(bro, "accumulate", lambda trinn: accumulate(talt.append(et) or et for et in trinn))

    assert 2 == bro._dybde('{"[[[\\"[[": [1]}')
    assert len("{: [1]}") == len(talt)
    assert 3 == bro._dybde('{"":[[1]]}')
    assert 1 == bro._dybde('{"a\\\n[[[[": 1}')
    assert 0 == bro._dybde("")
    talt.clear()
    assert 1 == bro._dybde('{"a":"' + '\\"' * 45_000)
    assert 2 == len(talt)


def test_et_tall_kan_ha_60_sifre_og_ikke_ett_til():
    assert "kan ikke være over" in svar("honorar", HONORAR % ("9" * 60))["feil"][0]["melding"]
    assert "er for langt" in svar("honorar", HONORAR % ("9" * 61))["feil"][0]["melding"]


@pytest.mark.parametrize("et_tall", ["5", "9" * 60, "0." + "1" * 58])
def test_et_tall_i_et_datofelt_får_samme_melding_uansett_hvor_langt_det_er(et_tall):
    melding = "«Siste dag i samlingen» må være en tekst eller et tall av riktig slag."

    assert [{"felt": "siste_dag", "melding": melding}] == svar("frist", f'{{"siste_dag": {et_tall}}}')["feil"]


@pytest.mark.parametrize("ikke_et_tall", ["NaN", "Infinity", "-Infinity"])
def test_det_som_ikke_er_et_tall_får_beskjed_om_å_skrive_et_tall(ikke_et_tall):
    melding = svar("honorar", HONORAR % ikke_et_tall)["feil"][0]["melding"]

    assert re.search("som et tall|uten minus", melding), melding


UGYLDIG_JSON = "Linjen er ikke gyldig JSON. Skriv ett JSON-objekt per linje."
IKKE_OBJEKT = "Linjen må være et JSON-objekt med navngitte felt."


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("{", UGYLDIG_JSON),
        ("", UGYLDIG_JSON),
        ("[" * 51 + "]" * 51, UGYLDIG_JSON),
        ("[" * 50 + "]" * 50, IKKE_OBJEKT),
        ("7", IKKE_OBJEKT),
        ("null", IKKE_OBJEKT),
    ],
)
def test_meldingen_sier_om_linjen_er_ødelagt_eller_bare_ikke_er_et_objekt(tekst, melding):
    assert [{"felt": "", "melding": melding}] == svar("frist", tekst)["feil"]


def test_uten_gyldig_dagens_dato_meldes_den_bare_én_gang():
    for i_dag in ("null", '"i dag"'):
        funnet = svar("frist", f'{{"siste_dag": "05.10.2021", "i_dag": {i_dag}, "ta_med": true}}')

        assert ["i_dag"] == [feil["felt"] for feil in funnet["feil"]]


def test_svaret_sier_hvor_mange_feil_som_må_rettes():
    assert "Vi kan ikke regne ut svaret før 3 feil er rettet." == svar("kost", "{}")["svar"]
    assert "Vi kan ikke regne ut svaret før én feil er rettet." == svar("frist", "{}")["svar"]


@pytest.mark.parametrize("navn", ["a", "finnes-ikke", "a" * 40])
def test_et_navn_som_kunne_vært_en_kalkulator_gjentas_i_meldingen(navn):
    assert f"Kalkulatoren «{navn}» finnes ikke." in svar(navn, "{}")["feil"][0]["melding"]


@pytest.mark.parametrize("navn", ["", "a" * 41, "HONORAR", "å", "<b>", "a b", "a1"])
def test_et_navn_som_ikke_kunne_vært_en_kalkulator_gjentas_ikke(navn):
    kjente = "oppgjor, honorar, kost, frist, min-samling, lbm-plan, saksreferanse, henvisning"

    assert [{"felt": "", "melding": f"Kalkulatoren «?» finnes ikke. Velg en av disse: {kjente}."}] == svar(
        navn, "{}"
    )["feil"]


def test_norske_bokstaver_står_som_de_er_i_svaret():
    assert "Vi kan ikke regne ut svaret før én feil er rettet." in regn("frist", "{}")


@pytest.mark.parametrize("tekst", ["", "{", "[]", "null", "7", "[" * DYP])
def test_en_linje_som_ikke_er_et_objekt_har_feilen_på_hele_linjen(tekst):
    assert [""] == [feil["felt"] for feil in svar("honorar", tekst)["feil"]]


@pytest.mark.parametrize(
    "navn", ["", "finnes-ikke", "felles", "felles.bro", "../honorar", "HONORAR", "os", "\ud800", "x" * 999]
)
def test_en_ukjent_kalkulator_får_en_feil_som_nevner_de_som_finnes(navn):
    funnet = svar(navn, "{}")

    assert ("feil", []) == (funnet["status"], brudd(funnet))
    assert all(kjent in funnet["feil"][0]["melding"] for kjent in KALKULATORER)


@pytest.mark.parametrize("form", ['{"a":%s}', '{"dager":%s}', "%s"])
def test_svaret_på_dyp_json_avhenger_ikke_av_hvor_dypt_maskinen_tåler(form):
    dype = [form % ("[" * dybde + "]" * dybde) for dybde in (500, 900, 1100, 1900)]

    assert 1 == len({regn("honorar", tekst) for tekst in dype})


def test_når_en_nøkkel_står_to_ganger_gjelder_den_siste():
    to = '{"dager":[],"dager":[{"dato":"2021-10-05","timer":9,"timer":7,"tap":0}]}'

    assert svar("honorar", HONORAR % 0) == svar("honorar", to)


@pytest.mark.parametrize(
    "tall", ["3500", "3500.0", "3500.00", '"3500"', '"3 500,00"', '"kr 3500,-"', '"\\u0033500"']
)
def test_et_tall_betyr_det_samme_som_tall_og_som_tekst(tall):
    assert "3500.00" == svar("honorar", HONORAR % tall)["tall"]["tapt"]


@pytest.mark.parametrize(
    "tall", ["1e3", "1E3", "0.1e4", "NaN", "Infinity", "-Infinity", "-1", "9" * 61, "3500.001"]
)
def test_et_tall_med_eksponent_eller_uten_mening_er_en_feil_ved_feltet(tall):
    funnet = svar("honorar", HONORAR % tall)

    assert ["dager.0.tap"] == [feil["felt"] for feil in funnet["feil"]]


def test_desimaltall_regnes_nøyaktig():
    assert "0.30" == svar("honorar", HONORAR % "0.30")["tall"]["tapt"]
    dager = ",".join(f'{{"dato":"2021-10-{nr:02}","timer":7,"tap":0.1}}' for nr in range(1, 32))
    assert "3.10" == svar("honorar", f'{{"dager":[{dager}]}}')["tall"]["tapt"]


FELT = "dager dato timer tap tilknytning avreise hjemkomst avstand_km overnatting dekket lunsj i_dag x".split()
tegn = st.sampled_from('{}[]":,0123456789.-eE \\unultrefas"dagertimoæøå\x00\ud800😀\u2028')
json_verdier = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(tegn, max_size=12)),
    lambda inni: st.one_of(st.lists(inni, max_size=4), st.dictionaries(st.sampled_from(FELT), inni, max_size=5)),
    max_leaves=12,
)


@given(st.sampled_from(KALKULATORER), st.text(tegn, max_size=80))
def test_hvilken_som_helst_tekst_får_et_svar(navn, tekst):
    assert [] == brudd(svar(navn, tekst))


@given(st.sampled_from(KALKULATORER), json_verdier)
def test_hvilken_som_helst_json_får_et_svar(navn, verdi):
    assert [] == brudd(svar(navn, json.dumps(verdi)))
    assert [] == brudd(svar(navn, json.dumps(verdi, ensure_ascii=False)))


@pytest.mark.parametrize("navn", KALKULATORER)
def test_det_som_er_fylt_ut_kan_ingen_endre_under_regningen(navn):
    modulen = bro.modul(navn)
    skjemaer = [et for et in vars(modulen).values() if is_dataclass(et) and et.__module__ == modulen.__name__]

    assert navn == modulen.NAVN
    assert modulen.Inndata in skjemaer
    assert all(et.__dataclass_params__.frozen for et in skjemaer)


def test_bokstaver_som_kom_delt_i_bokstav_og_aksent_blir_hele():
    inn = {"i_dag": "2099-06-01", "tema": "Va\u030are a\u0301rer", "aarstall": "2099"}

    assert "Tittel: LBM – Våre árer – notat – 2099" == json.loads(regn("saksreferanse", json.dumps(inn)))["svar"]
