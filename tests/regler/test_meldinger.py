"""Every message that a field can give, word by word, with what was typed and the field that it stands at."""

import json
from datetime import date

import pytest

from calculators.felles import satser
from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.data import les_toml

KATALOG = les_toml("tekster.nb.toml")
DAG = {"dato": "05.10.2021", "timer": "7,5", "tap": "3 500"}
REISE = {"avreise": "03.03.2026 07:00", "hjemkomst": "03.03.2026 15:00", "avstand_km": "120"}
SAK = "saksreferanse"


def dag(**mer):
    return {"dager": [{**DAG, **mer}]}


def reise(**mer):
    return {**REISE, **mer}


MELDINGER = [
    ("mangler", "honorar", dag(timer=""), "dager.0.timer", "Dag 1: Fyll inn «Arbeidstid»."),
    ("mangler", "kost", reise(avreise=None), "avreise", "Fyll inn «Avreise»."),
    ("mangler", "frist", {"siste_dag": " "}, "siste_dag", "Fyll inn «Siste dag i samlingen»."),
    ("mangler", "frist", {"siste_dag": "05.10.2021", "ta_med": True}, "i_dag", "Fyll inn «Dagens dato»."),
    (
        "slag",
        "kost",
        reise(hjemkomst=[]),
        "hjemkomst",
        "«Hjemkomst» må være en tekst eller et tall av riktig slag.",
    ),
    (
        "for-langt",
        "frist",
        {"siste_dag": "1" * 61},
        "siste_dag",
        "«Siste dag i samlingen» er for langt. Skriv bare verdien.",
    ),
    (
        "maalform",
        "frist",
        {"siste_dag": "05.10.2021", "maal": "se"},
        "maal",
        "«Målform» må være «nb» (bokmål) eller «nn» (nynorsk).",
    ),
    ("for-lang-tekst", SAK, {"land": "a" * 61}, "land", "«Opprinnelsesland» kan ha høyst 60 tegn."),
    (
        "tegn",
        SAK,
        {"tema": "a<b", "aarstall": "2099"},
        "tema",
        "«Tittel på temaet» kan ikke ha spisse eller krøllete parenteser, eller skjulte tegn.",
    ),
    (
        "tall",
        "honorar",
        dag(tap="mye"),
        "dager.0.tap",
        "Dag 1: Skriv «Dokumentert tap» som et tall, for eksempel 3 500.",
    ),
    (
        "negativ",
        "honorar",
        dag(tap="-1"),
        "dager.0.tap",
        "Dag 1: «Dokumentert tap» kan ikke være negativt. Skriv et tall uten minus.",
    ),
    (
        "negativ",
        "kost",
        reise(avstand_km=-1),
        "avstand_km",
        "«Avstand til møtestedet» kan ikke være negativt. Skriv et tall uten minus.",
    ),
    (
        "eksponent",
        "kost",
        reise(avstand_km="1e2"),
        "avstand_km",
        "Skriv «Avstand til møtestedet» helt ut, uten e, for eksempel 120.",
    ),
    (
        "tvetydig-oere",
        "honorar",
        dag(tap="2.005"),
        "dager.0.tap",
        "Dag 1: Mener du 2005? Skriv «Dokumentert tap» uten punktum og komma, eller med to sifre for ørene.",
    ),
    (
        "tvetydig",
        "honorar",
        dag(tap="2.000"),
        "dager.0.tap",
        "Dag 1: Mener du 2000 eller 2,00? Skriv «Dokumentert tap» på én av de to måtene.",
    ),
    (
        "timer-kolon",
        "honorar",
        dag(timer="7:30"),
        "dager.0.timer",
        "Dag 1: Skriv timene som desimaltall: sju og en halv time er 7,5.",
    ),
    ("ikke-over", "honorar", dag(timer="0"), "dager.0.timer", "Dag 1: «Arbeidstid» må være over 0."),
    (
        "for-stort",
        "kost",
        reise(avstand_km="20001"),
        "avstand_km",
        "«Avstand til møtestedet» kan ikke være over 20 000. Se etter om tallet er riktig.",
    ),
    (
        "desimaler",
        "honorar",
        dag(tap="10000,005"),
        "dager.0.tap",
        "Dag 1: Skriv «Dokumentert tap» med høyst 2 desimaler.",
    ),
    (
        "dato",
        "frist",
        {"siste_dag": "i går"},
        "siste_dag",
        "Skriv «Siste dag i samlingen» med dag, måned og år, slik: 05.10.2021.",
    ),
    (
        "dato-finnes-ikke",
        "lbm-plan",
        {"motedato": "31.11.2026"},
        "motedato",
        "Datoen i «Møtedato» finnes ikke. Se etter dag og måned.",
    ),
    (
        "dato-urimelig",
        "lbm-plan",
        {"motedato": "01.01.2101"},
        "motedato",
        "Året i «Møtedato» må være mellom 1900 og 2100.",
    ),
    (
        "klokkeslett",
        "kost",
        reise(avreise="03.03.2026 24:00"),
        "avreise",
        "Klokkeslettet i «Avreise» finnes ikke. Skriv timer fra 00 til 23 og minutter fra 00 til 59, slik: 08:00.",
    ),
    (
        "klokkeslett-mangler",
        "kost",
        reise(avreise="03.03.2026"),
        "avreise",
        "Skriv klokkeslettet også i «Avreise», slik: 05.10.2021 08:00.",
    ),
    (
        "sekunder",
        "kost",
        reise(avreise="03.03.2026 07:00:00"),
        "avreise",
        "Skriv «Avreise» uten sekunder, slik: 05.10.2021 08:00.",
    ),
    (
        "tidssone",
        "kost",
        reise(avreise="2026-03-03T07:00Z"),
        "avreise",
        "Skriv «Avreise» i norsk tid uten tidssone, slik: 05.10.2021 08:00.",
    ),
    (
        "ja-nei",
        "kost",
        reise(overnatting="kanskje"),
        "overnatting",
        "Svar ja eller nei i «Overnattet du på reisen?».",
    ),
    (
        "valg",
        "oppgjor",
        {**dag(), "tilknytning": "annet"},
        "tilknytning",
        "Velg et av alternativene i «Hvordan jobber du til vanlig?».",
    ),
    ("liste", "oppgjor", {**dag(), "reiser": "x"}, "reiser", "«Reisene» må være en liste."),
    ("liste-faa", "honorar", {"dager": []}, "dager", "Legg inn minst 1 under «Dager med betaling»."),
    ("liste-mange", "oppgjor", {**dag(), "reiser": [{}] * 32}, "reiser", "Legg inn høyst 31 under «Reisene»."),
    (
        "gjenstand",
        "kost",
        reise(maaltider=["x"]),
        "maaltider.0",
        "Måltider dag 1: «Måltider som andre betalte» må ha navngitte felt.",
    ),
    (
        "ukjent-felt",
        "frist",
        {"siste_dag": "05.10.2021", "dato": "1"},
        "dato",
        "Feltet «dato» finnes ikke i denne kalkulatoren.",
    ),
    (
        "ukjent-felt-uten-navn",
        "frist",
        {"siste_dag": "05.10.2021", "<b>": "1"},
        "",
        "Et av feltene finnes ikke i denne kalkulatoren.",
    ),
    (
        "for-tidlig",
        "honorar",
        dag(dato="31.12.2016"),
        "dager.0.dato",
        "Dag 1: Vi har ingen sats for 31. desember 2016. Den eldste vi kjenner, gjelder fra 1. januar 2017.",
    ),
    (
        "for-tidlig",
        "kost",
        reise(avreise="21.06.2018 23:59"),
        "avreise",
        "Vi har ingen sats for 21. juni 2018. Den eldste vi kjenner, gjelder fra 22. juni 2018.",
    ),
    (
        "for-tidlig-aar",
        "frist",
        {"siste_dag": "30.11.2016"},
        "siste_dag",
        "Svaret trenger helligdagene i 2016, og vi kjenner dem bare fra 2017 til 2040. Velg en senere dato.",
    ),
    (
        "for-sent-aar",
        "lbm-plan",
        {"motedato": "01.02.2041"},
        "motedato",
        "Svaret trenger helligdagene i 2041, og vi kjenner dem bare fra 2017 til 2040. Velg en tidligere dato.",
    ),
    ("json", "frist", "{", "", "Linjen er ikke gyldig JSON. Skriv ett JSON-objekt per linje."),
    ("json-objekt", "frist", "[]", "", "Linjen må være et JSON-objekt med navngitte felt."),
    (
        "json-stor",
        "frist",
        " " * 100_001,
        "",
        "Det du sendte inn, er for stort. En kalkulator tar imot høyst 100000 tegn.",
    ),
    (
        "ukjent-kalkulator",
        "renter",
        "{}",
        "",
        f"Kalkulatoren «renter» finnes ikke. Velg en av disse: {', '.join(KALKULATORER)}.",
    ),
    (
        "lenke-oedelagt",
        "frist",
        {"lenke": "svar~1~fri"},
        "",
        "Lenken er ikke hel, så vi kan ikke åpne svaret. Be om å få den på nytt, eller fyll ut skjemaet.",
    ),
    (
        "lenke-nyere",
        "frist",
        {"lenke": "svar~2~frist"},
        "",
        "Lenken er laget med en annen utgave av kalkulatoren. Last siden på nytt. "
        "Hjelper ikke det, fyller du ut skjemaet.",
    ),
]
ANDRE = {"rammen", "opphevet", "lenke-annen", "lenke-alene"}  # the frame is in those above, the rest stand below
ANDRE |= {"tegn-halvt", "for-mange"}  # in tests/regler/test_henvisning.py


def feil(navn, inn):
    svar = json.loads(regn(navn, inn if isinstance(inn, str) else json.dumps(inn, ensure_ascii=False)))
    return [(et["felt"], et["melding"].replace("\N{NO-BREAK SPACE}", " ")) for et in svar["feil"]]


def test_hver_melding_har_sin_prøve():
    assert set(KATALOG["feil"]) == {kode for kode, *_ in MELDINGER} | ANDRE


@pytest.mark.parametrize(
    ("kode", "navn", "inn", "felt", "melding"),
    [pytest.param(*et, id=f"{et[0]} i {et[1]}: {et[3]}") for et in MELDINGER],
)
def test_meldingen_sier_hva_som_er_galt_og_står_ved_feltet_sitt(kode, navn, inn, felt, melding):
    assert [(felt, melding)] == [et for et in feil(navn, inn) if et[0] in (felt, "")]


def test_lenken_til_en_annen_kalkulator_sier_hvilken_og_en_lenke_står_alene():
    pakke = json.loads(regn("frist", json.dumps(modul("frist").EKSEMPEL | {"ta_med": True})))["ta_med"]
    alene = "Send enten en lenke eller utfylte felt, ikke begge deler."

    assert [("", "Lenken er til en annen kalkulator: «Fristen for kravet». Åpne den der.")] == feil(
        "honorar", {"lenke": pakke["lenke"]}
    )
    assert [("", alene)] == feil("frist", {"lenke": pakke["lenke"], "siste_dag": "05.10.2021"})


def test_en_opphevet_sats_gir_melding_ved_datoen(monkeypatch):
    opphevet = {**satser.satsene()["honorar-normal"], "opphevet": date(2021, 10, 1)}
    monkeypatch.setitem(satser.satsene(), "honorar-normal", opphevet)
    melding = "Dag 1: Satsen ble avskaffet 1. oktober 2021. Vi kan ikke regne ut noe for 5. oktober 2021."

    assert [("dager.0.dato", melding)] == feil("honorar", dag())
