"""Every mistake in a form is told at its field, in Norwegian, and all of them at once."""

import json
import re
from dataclasses import MISSING, dataclass
from decimal import Decimal

import pytest

from calculators.felles import skjema
from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.skjema import felt_i, ledetekst, påkrevd

DAG = {"dato": "05.10.2021", "timer": "7,5", "tap": "3 500"}
MÅLTID = {"dato": "03.03.2026", "lunsj": True}
REISE = {"avreise": "03.03.2026 07:00", "hjemkomst": "03.03.2026 15:00", "avstand_km": "120"}


def feil(navn, inn):
    svar = json.loads(regn(navn, json.dumps(inn)))
    assert svar["status"] == ("feil" if svar["feil"] else "ok")
    return svar["feil"]


def honorar(**dag):
    return feil("honorar", {"dager": [{**DAG, **dag}]})


def kost(**mer):
    return feil("kost", {**REISE, **mer})


def felt(feilene):
    return [en["felt"] for en in feilene]


TIMER = ["", None, "sju", "0", 0, "0,0", "24,0001", 25, "-1", -1, "1e1", "7,12345", "7:30", [], {}, True, "9" * 99]
TAP = ["mye", "-1", -1, "1000000,01", 1000001, "1e6", "3,333", "2.000", "3 50", 1.234, [], {}, False]
DATO = ["", None, "i går", "29.02.2021", "2021-13-01", "01.01.1800", "31.12.2016", "05.10.1", 5, [], {}, True]
TID = [
    "",
    None,
    "05.10.2021",
    "05.10.2021 25:00",
    "2026-03-03T07:00:00",
    "2026-03-03T07:00Z",
    "nå",
    7,
    [],
    {},
    True,
]
KM = ["", None, "langt", "-1", -1, "20 000,001", 20001, "1,2345", "15.000", "1e2", [], {}, True]
KVITTERING = ["mye", "-1", "100 000,01", 100001, "1,005", "2.000", [], {}, True]
JA_NEI = ["kanskje", "2", 1, 0, [], {}, "sant"]
GALE = [
    *(("honorar", "dager.0.timer", {"dager": [{**DAG, "timer": verdi}]}) for verdi in TIMER),
    *(("honorar", "dager.0.tap", {"dager": [{**DAG, "tap": verdi}]}) for verdi in TAP),
    *(("honorar", "dager.0.dato", {"dager": [{**DAG, "dato": verdi}]}) for verdi in DATO),
    *(("honorar", "tilknytning", {"dager": [DAG], "tilknytning": verdi}) for verdi in ("annet", 1, [], {}, True)),
    *(("honorar", "dager", {"dager": verdi}) for verdi in (None, [], {}, "x", 1, [DAG] * 32, [{}] * 10_000)),
    *(("honorar", "dager.0", {"dager": [verdi]}) for verdi in (None, [], "x", 1, True)),
    *(("honorar", "i_dag", {"dager": [DAG], "i_dag": verdi}) for verdi in ("i dag", "30.02.2021", 1, [], True)),
    *(("kost", "avreise", {**REISE, "avreise": verdi}) for verdi in [*TID, "21.06.2018 23:59"]),
    *(("kost", "hjemkomst", {**REISE, "hjemkomst": verdi}) for verdi in TID),
    *(("kost", "avstand_km", {**REISE, "avstand_km": verdi}) for verdi in KM),
    *(("kost", "kvittering", {**REISE, "avstand_km": 8, "kvittering": verdi}) for verdi in KVITTERING),
    *(("kost", "overnatting", {**REISE, "overnatting": verdi}) for verdi in JA_NEI),
    *(("kost", "dekket", {**REISE, "dekket": verdi}) for verdi in ({}, "x", 1, [{}] * 33, [{}] * 2)),
    *(("kost", "dekket.0", {**REISE, "dekket": [verdi]}) for verdi in (None, [], "x", 1)),
    *(("kost", "maaltider", {**REISE, "maaltider": verdi}) for verdi in ({}, "x", 1, [MÅLTID] * 33)),
    *(("kost", "maaltider.0", {**REISE, "maaltider": [verdi]}) for verdi in (None, [], "x", 1)),
    *(("kost", "maaltider.0.lunsj", {**REISE, "maaltider": [{**MÅLTID, "lunsj": v}]}) for v in JA_NEI),
    *(("kost", "maaltider.0.dato", {**REISE, "maaltider": [{**MÅLTID, "dato": v}]}) for v in DATO),
    *(("kost", "dekket.0.lunsj", {**REISE, "dekket": [{"lunsj": verdi}]}) for verdi in JA_NEI),
]


@pytest.mark.parametrize("verdi", KVITTERING)
def test_over_15_km_er_kvitteringen_uten_betydning_hva_det_enn_står_der(verdi):
    assert [] == kost(avstand_km="15,001", kvittering=verdi)
    assert ["reiser.0.hjemkomst"] == felt(
        feil("oppgjor", {"dager": [DAG], "reiser": [{**REISE, "kvittering": verdi, "hjemkomst": ""}]})
    )


@pytest.mark.parametrize(("navn", "ventet", "inn"), GALE)
def test_feilen_står_ved_feltet_sitt_med_en_melding_på_norsk(navn, ventet, inn):
    funnet = feil(navn, inn)

    assert {ventet} == set(felt(funnet))
    melding = funnet[0]["melding"]
    assert not re.search(r"[{}_]|[a-z]\.[0-9a-z]|None|Decimal", melding)
    assert re.fullmatch(r"[A-ZÆØÅ«0-9].*[.?]", melding)


@pytest.mark.parametrize(
    ("inn", "antall"),
    [({"timer": "24", "tap": "1 000 000"}, 0), ({"timer": "0,0001", "tap": 0}, 0), ({"timer": 0}, 1)],
)
def test_grensene_for_timer_og_tap_er_selv_gyldige(inn, antall):
    assert antall == len(honorar(**inn))


def test_grensene_for_en_reise_er_selv_gyldige():
    assert [] == kost(avstand_km="20 000") == kost(avstand_km="8", kvittering="100 000,00")
    assert [] == kost(avstand_km="0", kvittering="0")


def test_valgfrie_felt_kan_være_tomme_eller_mangle():
    assert [] == honorar(tap="") == honorar(tap=None) == honorar(tap="  ")
    assert [] == feil("honorar", {"dager": [{"dato": "05.10.2021", "timer": 7}], "tilknytning": ""})
    assert [] == kost(overnatting=None, kvittering="", dekket=None)
    assert [] == kost(dekket=[{"frokost": None, "lunsj": ""}], maaltider=None)
    assert [] == kost(overnatting="", maaltider=[{}, {"dato": " ", "frokost": False, "lunsj": "", "middag": None}])


def test_et_ja_eller_nei_kan_være_overlatt_til_kalkulatoren():
    et_felt = skjema.ja_nei(None)

    assert (None, False) == (et_felt.default, påkrevd(et_felt))


@dataclass(frozen=True)
class Rad:
    dag: object = skjema.dato()
    navn: str = skjema.kort_tekst(9)
    ja: bool = skjema.ja_nei()


@dataclass(frozen=True)
class Ytre:
    tall: object = skjema.tall("km", til=9)
    rader: list = skjema.liste(Rad, 0, 9)


@dataclass(frozen=True)
class Skjema:
    reiser: list = skjema.liste(Ytre, 0, 3, urørt_teller=False)


TOM_RAD = {"navn": " ", "ja": False, "dag": None}


@pytest.mark.parametrize(
    "rad", [{}, {"tall": ""}, {"tall": None, "rader": []}, {"rader": [{}, TOM_RAD]}, {"rader": None}]
)
def test_en_rad_der_ingenting_er_fylt_inn_er_ingen_rad_men_holder_plassen_sin(rad):
    lest, _, feilene = skjema.les("oppgjor", Skjema, {"reiser": [rad, {"tall": "7"}]})

    assert ([], [None, 7]) == (feilene, [lest.reiser[0], lest.reiser[1].tall])


@pytest.mark.parametrize(
    ("rad", "ventet"),
    [
        ({"tall": "x"}, ["reiser.1.tall"]),
        ({"tall": False}, []),
        ({"tall": True}, ["reiser.1.tall"]),
        ({"annet": ""}, ["reiser.1.annet", "reiser.1.tall"]),
        ({"rader": "x"}, ["reiser.1.tall", "reiser.1.rader"]),
        ({"rader": ["x"]}, ["reiser.1.tall", "reiser.1.rader.0"]),
        ({"rader": [{"annet": None}]}, ["reiser.1.tall", "reiser.1.rader.0.annet", "reiser.1.rader.0.dag"]),
        ({"rader": [TOM_RAD, {"ja": True}]}, ["reiser.1.tall", "reiser.1.rader.0.dag", "reiser.1.rader.1.dag"]),
        ({"rader": [{"navn": "a"}]}, ["reiser.1.tall", "reiser.1.rader.0.dag"]),
        ("", ["reiser.1"]),
        ([], ["reiser.1"]),
    ],
)
def test_en_rad_der_noe_er_fylt_inn_må_være_hel(rad, ventet):
    assert ventet == [en.felt for en in skjema.les("oppgjor", Skjema, {"reiser": [{}, rad]})[2]]


def test_en_urørt_rad_teller_når_listen_ikke_sier_noe_annet():
    assert ["dager.0.dato", "dager.0.timer"] == felt(feil("honorar", {"dager": [{}]}))


def test_alle_feil_meldes_på_en_gang_i_skjemaets_rekkefølge():
    dager = [{"dato": "x", "timer": "y", "tap": "z"}, DAG, {}]
    ventet = ["dager.0.dato", "dager.0.timer", "dager.0.tap", "dager.2.dato", "dager.2.timer", "tilknytning"]

    assert ventet == felt(feil("honorar", {"tilknytning": "x", "dager": dager}))
    assert ["avreise", "hjemkomst", "avstand_km"] == felt(feil("kost", {}))


def test_meldingen_om_en_dag_sier_hvilken_dag():
    meldinger = [en["melding"] for en in feil("honorar", {"dager": [DAG, {**DAG, "dato": "x", "timer": ""}]})]

    assert 2 == len(meldinger)
    assert all(melding.startswith("Dag 2: ") for melding in meldinger)


@pytest.mark.parametrize("navn", KALKULATORER)
@pytest.mark.parametrize(
    "felt_navn", ["ukjent", "Dager", "__proto__", "constructor", "æ", "", "0", "a b", "x" * 500, "{x}"]
)
def test_et_felt_som_ikke_finnes_er_en_feil(navn, felt_navn):
    eksempel = modul(navn).EKSEMPEL
    funnet = feil(navn, {**eksempel, felt_navn: 1})

    assert 1 == len(funnet)
    assert "finnes ikke i denne kalkulatoren" in funnet[0]["melding"]
    assert funnet[0]["felt"] in (felt_navn, "")
    assert len(funnet[0]["melding"]) < 200


def test_et_ukjent_felt_i_en_liste_meldes_der_det_står():
    assert ["dager.1.dag"] == felt(feil("honorar", {"dager": [DAG, {**DAG, "dato": "06.10.2021", "dag": 1}]}))
    assert ["dekket.0.kvelds"] == felt(kost(dekket=[{"kvelds": True}]))


@pytest.mark.parametrize("navn", KALKULATORER)
def test_eksempelet_til_kalkulatoren_er_gyldig(navn):
    assert [] == feil(navn, modul(navn).EKSEMPEL)


@pytest.mark.parametrize("navn", sorted({*KALKULATORER} - {"saksreferanse"}))
def test_hvert_påkrevd_felt_som_mangler_nevnes_ved_navn(navn):
    skjema = modul(navn).Inndata
    funnet = {en["felt"]: en["melding"] for en in feil(navn, {})}

    assert [et.name for et in felt_i(skjema) if påkrevd(et)] == list(funnet)
    for et_felt, melding in funnet.items():
        assert ledetekst(navn, et_felt)[0] in melding


def test_høyst_tjue_ukjente_felt_meldes():
    ukjente = {f"felt_{nr}": nr for nr in range(21)}

    assert [f"felt_{nr}" for nr in range(20)] == felt(feil("honorar", {"dager": [DAG], **ukjente}))


def test_et_felt_med_et_navn_som_ikke_kan_vises_meldes_der_det_står():
    dag = {**DAG, "<b>": 1}
    melding = "Dag 1: Et av feltene finnes ikke i denne kalkulatoren."

    assert [{"felt": "dager.0", "melding": melding.removeprefix("Dag 1: ")}] == feil("honorar", {"dager": [dag]})
    assert [""] == felt(feil("honorar", {"dager": [DAG], "<b>": 1}))


@pytest.mark.parametrize(
    ("navn", "vises"),
    [("a", True), ("_", True), ("a" * 60, True), ("a" * 61, False), ("A", False), ("1a", False), ("a.b_2", True)],
)
def test_bare_navn_som_et_felt_kunne_hatt_gjentas_i_meldingen(navn, vises):
    [funnet] = feil("frist", {"siste_dag": "05.10.2021", navn: 1})

    assert navn * vises == funnet["felt"]
    assert vises == (f"Feltet «{navn}» finnes ikke" in funnet["melding"])


LISTE = {
    "slag": "liste",
    "av": str,
    "minst": 0,
    "mest": 3,
    "start": 1,
    "fast": False,
    "foldet": False,
    "urørt_teller": True,
}


@pytest.mark.parametrize(
    ("lag", "standard", "ventet"),
    [
        (lambda: skjema.dato(gruppe="g"), None, {"slag": "dato", "gruppe": "g"}),
        (lambda: skjema.dato(), None, {"slag": "dato", "gruppe": ""}),
        (lambda: skjema.kort_tekst(9, gruppe="g"), "", {"slag": "tekst", "mest": 9, "gruppe": "g"}),
        (lambda: skjema.kort_tekst(9), "", {"slag": "tekst", "mest": 9, "gruppe": ""}),
        (lambda: skjema.lang_tekst(9), None, {"slag": "langtekst", "mest": 9}),
        (lambda: skjema.tidspunkt(), None, {"slag": "tidspunkt"}),
        (
            lambda: skjema.tall("km", til=9),
            None,
            {"slag": "tall", "enhet": "km", "over": None, "til": 9, "desimaler": 2, "sjelden": False}
            | {"omtrent": ()},
        ),
        (
            lambda: skjema.tall("km", til=9, over=0, desimaler=4, standard=5, sjelden=True, omtrent=("over 8",)),
            5,
            {"slag": "tall", "enhet": "km", "over": 0, "til": 9, "desimaler": 4, "sjelden": True}
            | {"omtrent": ("over 8",)},
        ),
        (lambda: skjema.ja_nei(), False, {"slag": "ja-nei", "sjelden": False}),
        (lambda: skjema.ja_nei(True, sjelden=True), True, {"slag": "ja-nei", "sjelden": True}),
        (lambda: skjema.valg("a", "b", gruppe="g"), "a", {"slag": "valg", "koder": ("a", "b"), "gruppe": "g"}),
        (lambda: skjema.valg("a", "b"), "a", {"slag": "valg", "koder": ("a", "b"), "gruppe": ""}),
        (
            lambda: skjema.liste(str, 1, 3, start=2, fast=True),
            None,
            LISTE | {"minst": 1, "start": 2, "fast": True},
        ),
        (
            lambda: skjema.liste(str, 0, 3, foldet=True, urørt_teller=False),
            [],
            LISTE | {"foldet": True, "urørt_teller": False},
        ),
        (
            lambda: skjema.liste(str, 0, 3),
            [],
            LISTE,
        ),
    ],
)
def test_et_felt_forteller_skjemaet_alt_om_seg_selv(lag, standard, ventet):
    et_felt = lag()
    funnet = et_felt.default if et_felt.default_factory is MISSING else et_felt.default_factory()

    assert ventet == dict(et_felt.metadata)
    assert standard == (None if funnet is MISSING else funnet)
    assert (standard is None) == påkrevd(et_felt)


@pytest.mark.parametrize(
    ("navn", "felt", "ventet"),
    [
        ("honorar", "i_dag", ("Dagens dato", "")),
        ("honorar", "finnes_ikke", ("finnes_ikke", "")),
        ("frist", "siste_dag", ("Siste dag i samlingen", "")),
        ("honorar", "dager.1.dato", ("Dato", "Dag 2")),
        ("honorar", "dager.0", ("Dager med betaling", "Dag 1")),
    ],
)
def test_et_felt_har_sin_ledetekst_og_sin_rad(navn, felt, ventet):
    assert ventet == ledetekst(navn, felt)


def test_meldingene_nevner_grensen_slik_den_er():
    def melding(navn, inn):
        [funnet] = feil(navn, inn)
        return funnet["melding"].replace("\N{NO-BREAK SPACE}", " ")

    assert "Dag 1: «Arbeidstid» kan ikke være over 24. Se etter om tallet er riktig." == melding(
        "honorar", {"dager": [{**DAG, "timer": 25}]}
    )
    assert "Dag 1: «Arbeidstid» må være over 0." == melding("honorar", {"dager": [{**DAG, "timer": 0}]})


@pytest.mark.parametrize(
    ("navn", "inn", "ventet"),
    [
        ("honorar", {"dager": "x"}, "«Dager med betaling» må være en liste."),
        ("honorar", {"dager": []}, "Legg inn minst 1 under «Dager med betaling»."),
        ("honorar", {"dager": [DAG] * 32}, "Legg inn høyst 31 under «Dager med betaling»."),
        (
            "honorar",
            {"dager": [DAG], "tilknytning": "annet"},
            "Velg et av alternativene i «Hvordan jobber du til vanlig?».",
        ),
        (
            "honorar",
            {"dager": [{**DAG, "timer": "sju"}]},
            "Dag 1: Skriv «Arbeidstid» som et tall, for eksempel 7,5.",
        ),
        (
            "honorar",
            {"dager": [{**DAG, "timer": "7,12345"}]},
            "Dag 1: Skriv «Arbeidstid» med høyst 4 desimaler.",
        ),
        (
            "kost",
            {**REISE, "avstand_km": "langt"},
            "Skriv «Avstand til møtestedet» som et tall, for eksempel 120.",
        ),
    ],
)
def test_meldingen_sier_hva_som_skal_stå_i_feltet(navn, inn, ventet):
    assert [ventet] == [en["melding"] for en in feil(navn, inn)]


def test_et_felt_uten_sitt_eget_eksempel_viser_et_rundt_tall():
    assert "Skriv «antall» som et tall, for eksempel 100." == skjema.feil("honorar", "antall", "tall").melding


@dataclass(frozen=True)
class Beløp:
    beløp: Decimal = skjema.tall("kroner", over=1_000, til=20_000)


@pytest.mark.parametrize(
    ("beløp", "ventet"),
    [
        ("1 000,01", []),
        ("1 000", ["«beløp» må være over 1 000."]),
        ("20 000", []),
        ("20 000,01", ["«beløp» kan ikke være over 20 000. Se etter om tallet er riktig."]),
    ],
)
def test_en_grense_på_tusener_skrives_med_mellomrom(beløp, ventet):
    _, _, feilene = skjema.les("honorar", Beløp, {"beløp": beløp})

    assert ventet == [en.melding.replace("\N{NO-BREAK SPACE}", " ") for en in feilene]


def test_feilene_i_et_skjema_følger_med_unntaket():
    en, to = skjema.Feil("a", "En."), skjema.Feil("b", "To.")

    assert ([en, to], ((en, to),)) == ((funnet := skjema.FeilIFelt(en, to)).feil, funnet.args)


def test_det_som_kunne_leses_gis_videre_selv_om_noe_annet_er_galt():
    inndata, lest, feilene = skjema.les("kost", modul("kost").Inndata, {**REISE, "avstand_km": "x"})

    assert (None, ["avstand_km"]) == (inndata, [en.felt for en in feilene])
    assert {"avreise", "hjemkomst", "overnatting", "dekket", "kvittering"} <= lest.keys()


@pytest.mark.parametrize("dager", ["x", [], [DAG] * 32, [{**DAG, "timer": "sju"}], [DAG, "x"]])
def test_en_liste_som_ikke_kunne_leses_hel_gis_ikke_videre(dager):
    _, lest, feilene = skjema.les("honorar", modul("honorar").Inndata, {"dager": dager})

    assert ({"tilknytning"}, 1) == (lest.keys(), len(feilene))


def test_et_steg_har_bare_feltene_når_ikke_noe_annet_er_sagt():
    assert ("timer", ("dager.timer",), "", ()) == skjema.Steg("timer", ("dager.timer",))
