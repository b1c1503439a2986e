"""Kost and lunch against the rules counted minute by minute, and what must hold for every trip."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from calculators import kost
from calculators.felles.bro import regn
from calculators.felles.skjema import felt_i
from tests.regler.avskrift import KOST, rader

# First day of departure: 6–12 hours, over 12 hours, døgn, and whether meals are deducted of the døgn rate.
PERIODER = {
    kort.fra: (kort.verdi, lang.verdi, døgn.verdi, av_døgnsats.verdi == 1)
    for kort, lang, døgn, av_døgnsats in zip(*(rader(KOST, nr) for nr in range(1, 5)), strict=True)
}
STARTER = list(PERIODER)
MÅLTIDER = {"frokost": 20, "lunsj": 30, "middag": 50}
DØGN = 24 * 60
GRENSER = [1, 359, 360, 361, 719, 720, 721, 1439, 1440]

avreisedager = st.one_of(st.sampled_from(STARTER), st.dates(STARTER[0], date(2027, 12, 31)))
klokkeslett = st.times().map(lambda t: t.replace(second=0, microsecond=0))
avreiser = st.builds(datetime.combine, avreisedager, klokkeslett)
kveldsavreiser = st.builds(datetime.combine, avreisedager, st.integers(6, 23).map(time))
rester = st.one_of(st.sampled_from(GRENSER), st.integers(1, DØGN))
måltid = st.fixed_dictionaries({}, optional=dict.fromkeys(MÅLTIDER, st.booleans()))
beløp = st.one_of(
    st.sampled_from(["0", "89.10", "89.11", "94.50", "119.10", "368"]).map(Decimal), st.decimals(0, 900, places=2)
)


def svar(avreise, varighet, km="120", **mer):
    tider = {
        "avreise": f"{avreise:%Y-%m-%dT%H:%M}",
        "hjemkomst": f"{avreise + timedelta(minutes=varighet):%Y-%m-%dT%H:%M}",
    }
    return json.loads(regn("kost", json.dumps({**tider, "avstand_km": km, **mer}, default=str)))


def tall(*verdier, **mer):
    funnet = svar(*verdier, **mer)
    assert ("ok", []) == (funnet["status"], funnet["feil"])
    return {navn: Decimal(verdi) for navn, verdi in funnet["tall"].items()}


def koder(funnet, gruppe="forbehold"):
    return {punkt["kode"] for punkt in funnet[gruppe]}


def felt(funnet):
    return [feil["felt"] for feil in funnet["feil"]]


def periode(avreise):
    return PERIODER[max(start for start in STARTER if start <= avreise.date())]


def natt_over_fem_timer(avreise, varighet):
    netter = {}
    for minutt in range(varighet):
        nå = avreise + timedelta(minutes=minutt)
        if nå.hour >= 22 or nå.hour < 6:
            kveld = (nå - timedelta(hours=6)).date()
            netter[kveld] = netter.get(kveld, 0) + 1
    return max(netter.values(), default=0) > 300


def fasit(avreise, varighet, overnatting=False, dekket=()):
    """The trip minute by minute: a part ends after each 24 hours, and its length decides its rate."""
    kort, lang, døgn, av_døgnsats = periode(avreise)
    deler = [0]
    for minutt in range(varighet):
        if overnatting and minutt and minutt % DØGN == 0:
            deler.append(0)
        deler[-1] += 1
    satser = []
    for nr, lengde in enumerate(deler):
        over_tolv = døgn if overnatting and (nr == 0 or lengde == DØGN) else lang
        satser.append(0 if lengde < 360 else kort if lengde <= 720 else over_tolv)
    betalt = trekk = Decimal(0)
    for nr, sats in enumerate(satser):
        prosent = sum(MÅLTIDER[navn] for navn, tatt in (dekket[nr] if nr < len(dekket) else {}).items() if tatt)
        tatt = min(Decimal((døgn if av_døgnsats else sats) * prosent) / 100, Decimal(sats))
        trekk += tatt
        betalt += sats - tatt
    return {"utbetaling": betalt, "trekk": trekk, **({"sats": Decimal(satser[0])} if satser[0] else {})}


# --- Over 15 km ---


@given(avreiser, rester, st.lists(måltid, max_size=1))
def test_en_reise_uten_overnatting_gir_det_samme_som_regnet_for_hånd(avreise, varighet, dekket):
    assert fasit(avreise, varighet, dekket=dekket) == tall(avreise, varighet, overnatting=False, dekket=dekket)


@given(avreiser, st.integers(0, 3), rester, st.lists(måltid, max_size=4))
def test_en_reise_med_overnatting_gir_det_samme_som_regnet_for_hånd(avreise, døgn, rest, dekket):
    varighet = døgn * DØGN + rest
    antall = -(-varighet // DØGN)
    funnet = svar(avreise, varighet, overnatting=True, dekket=dekket)

    if not natt_over_fem_timer(avreise, varighet):
        assert ["overnatting"] == felt(funnet)
    elif len(dekket) > antall:
        assert ["dekket"] == felt(funnet)
    else:
        ventet = fasit(avreise, varighet, True, dekket)
        assert ventet == {navn: Decimal(verdi) for navn, verdi in funnet["tall"].items()}


@pytest.mark.parametrize(
    ("varighet", "uten", "med"),
    [
        (359, 0, 0),
        (360, 397, 397),
        (720, 397, 397),
        (721, 736, 1012),
        (1439, 736, 1012),
        (1440, 736, 1012),
        (1441, None, 1012),
        (1440 + 359, None, 1012),
        (1440 + 360, None, 1012 + 397),
        (1440 + 720, None, 1012 + 397),
        (1440 + 721, None, 1012 + 736),
        (2880, None, 2024),
        (31 * 1440, None, 31 * 1012),
    ],
)
def test_hver_grense_i_tid_gir_satsen_som_gjelder_der(varighet, uten, med):
    avreise = datetime(2026, 3, 3, 22)

    assert med == tall(avreise, varighet, overnatting=True)["utbetaling"]
    if uten is None:
        assert ["overnatting"] == felt(svar(avreise, varighet, overnatting=False))
    else:
        assert uten == tall(avreise, varighet, overnatting=False)["utbetaling"]


@pytest.mark.parametrize("start", STARTER)
def test_avreisedagen_avgjør_satsen_også_når_reisen_går_over_i_en_ny_periode(start):
    sent = datetime.combine(start, time(23, 59)) - timedelta(days=1)

    assert PERIODER[start][0] == tall(sent + timedelta(minutes=1), 360)["utbetaling"]
    if start == STARTER[0]:
        assert ["avreise"] == felt(svar(sent, 360))
    else:
        forrige = STARTER[STARTER.index(start) - 1]
        assert PERIODER[forrige][0] == tall(sent, 360)["utbetaling"]
        assert PERIODER[forrige][2] == tall(sent, 1440, overnatting=True)["utbetaling"]


@given(kveldsavreiser, st.integers(0, 4), rester, st.lists(måltid, max_size=5))
def test_kosten_er_aldri_negativ_og_aldri_over_et_døgn_mer_enn_de_hele_døgnene(avreise, døgn, rest, dekket):
    varighet = DØGN + døgn * DØGN + rest
    fått = tall(avreise, varighet, overnatting=True, dekket=dekket[: -(-varighet // DØGN)])

    assert 0 <= fått["utbetaling"] <= (varighet // DØGN + 1) * periode(avreise)[2]
    assert 0 <= fått["trekk"]


@given(kveldsavreiser, st.integers(1, 3), rester, st.lists(måltid, min_size=1, max_size=2), st.data())
def test_et_måltid_til_gir_aldri_mer(avreise, døgn, rest, dekket, data):
    nr = data.draw(st.integers(0, len(dekket) - 1))
    mer = [*dekket[:nr], {**dekket[nr], data.draw(st.sampled_from(list(MÅLTIDER))): True}, *dekket[nr + 1 :]]
    uten, med = (tall(avreise, døgn * DØGN + rest, overnatting=True, dekket=hva) for hva in (dekket, mer))

    assert med["utbetaling"] <= uten["utbetaling"]
    assert med["utbetaling"] + med["trekk"] == uten["utbetaling"] + uten["trekk"]


@given(kveldsavreiser, st.integers(DØGN, 5 * DØGN), st.integers(0, DØGN))
def test_en_lengre_reise_gir_aldri_mindre(avreise, varighet, mer):
    kort, lang = (tall(avreise, lengde, overnatting=True)["utbetaling"] for lengde in (varighet, varighet + mer))

    assert kort <= lang


@given(avreiser, rester)
def test_overnatting_gir_aldri_mindre_enn_en_reise_uten(avreise, varighet):
    assume(natt_over_fem_timer(avreise, varighet))
    uten, med = (tall(avreise, varighet, overnatting=natt)["utbetaling"] for natt in (False, True))

    assert uten <= med


@given(avreiser, rester, beløp)
def test_kvitteringen_betyr_ikke_noe_over_15_km(avreise, varighet, kvittering):
    assert svar(avreise, varighet) == svar(avreise, varighet, kvittering=f"{kvittering:.2f}".replace(".", ","))


def test_trekket_for_måltider_regnes_av_døgnsatsen_før_2022_og_av_egen_sats_etter():
    frokost = [{"frokost": True}]

    assert Decimal("160.20") == tall(datetime(2021, 12, 31, 8), 480, dekket=frokost)["trekk"]
    assert Decimal("64.80") == tall(datetime(2022, 1, 1, 8), 480, dekket=frokost)["trekk"]


def test_alle_måltider_i_en_del_tar_hele_satsen_for_den_og_ikke_mer():
    alle = dict.fromkeys(MÅLTIDER, True)

    for avreise in (datetime(2021, 10, 5, 8), datetime(2026, 3, 3, 8)):
        assert 0 == tall(avreise, 480, dekket=[alle])["utbetaling"]
        kort = periode(avreise)[0]
        assert kort == tall(avreise, DØGN + 480, overnatting=True, dekket=[alle])["utbetaling"]


def test_resten_av_reisen_har_sin_plass_i_listen_også_når_den_ikke_gir_noe():
    avreise = datetime(2026, 3, 3, 8)

    assert "ok" == svar(avreise, DØGN + 10, overnatting=True, dekket=[{}, {"lunsj": True}])["status"]
    assert ["dekket"] == felt(svar(avreise, DØGN + 10, overnatting=True, dekket=[{}, {}, {}]))
    assert ["dekket"] == felt(svar(avreise, DØGN, overnatting=True, dekket=[{}, {}]))


# --- Overnatting ---


@pytest.mark.parametrize(
    ("avreise", "varighet", "godtatt"),
    [
        (datetime(2026, 3, 3, 20), 7 * 60, False),
        (datetime(2026, 3, 3, 20), 7 * 60 + 1, True),
        (datetime(2026, 3, 3, 1), 11 * 60, False),
        (datetime(2026, 3, 3, 0, 59), 11 * 60, True),
        (datetime(2026, 3, 3, 8), 8 * 60, False),
        (datetime(2026, 3, 3, 3), 23 * 60, False),
    ],
)
def test_overnatting_krever_mer_enn_fem_timer_av_én_natt(avreise, varighet, godtatt):
    assert ([] if godtatt else ["overnatting"]) == felt(svar(avreise, varighet, overnatting=True))


def test_en_reise_over_et_døgn_må_ha_overnatting():
    avreise = datetime(2026, 3, 3, 8)

    assert [] == felt(svar(avreise, DØGN, overnatting=False))
    assert ["overnatting"] == felt(svar(avreise, DØGN + 1, overnatting=False))
    assert [] == felt(svar(avreise, DØGN + 1, overnatting=True)) == felt(svar(avreise, DØGN + 1))


@given(avreiser, st.integers(0, 3), rester, st.sampled_from([None, ""]))
def test_er_overnatting_ikke_oppgitt_avgjør_tidene_og_svaret_sier_hva_de_ga(avreise, døgn, rest, utelatt):
    varighet = døgn * DØGN + rest
    natt = natt_over_fem_timer(avreise, varighet)
    assume(natt or varighet <= DØGN)
    oppgitt = svar(avreise, varighet, overnatting=natt)
    utledet = svar(avreise, varighet, overnatting=utelatt)

    def linjer(funnet):
        return [(et["tekst"].replace("\N{NO-BREAK SPACE}", " "), et["verdi"]) for et in funnet["linjer"]]

    sagt = (
        "Overnatting, regnet ut fra tidene (borte mer enn fem timer av en natt, kl. 22–06)",
        "ja" if natt else "nei",
    )
    assert (oppgitt["status"], oppgitt["tall"], oppgitt["deler"]) == (
        *("ok", utledet["tall"]),
        utledet["deler"],
    )
    første, *resten = linjer(oppgitt)
    assert [første, sagt, *resten] == linjer(utledet)


@pytest.mark.parametrize(
    ("avreise", "hjemkomst", "natt"),
    [
        ("2026-03-03T14:00", "2026-03-04T03:00", False),
        ("2026-03-03T14:00", "2026-03-04T03:01", True),
        ("2026-03-04T01:00", "2026-03-04T14:00", False),
        ("2026-03-04T00:59", "2026-03-04T14:00", True),
    ],
)
def test_grensen_når_tidene_avgjør_er_fem_timer_av_én_natt(avreise, hjemkomst, natt):
    inn = {"avreise": avreise, "hjemkomst": hjemkomst, "avstand_km": "40"}
    funnet = json.loads(regn("kost", json.dumps(inn)))

    assert ("1012.00" if natt else "736.00") == funnet["tall"]["utbetaling"]


def test_under_15_km_betyr_overnatting_ikke_noe_når_den_ikke_er_oppgitt():
    avreise = datetime(2026, 3, 3, 22)

    for km in ("5", "15"):
        uten, utelatt = svar(avreise, 480, km, overnatting=False), svar(avreise, 480, km)
        assert (uten["status"], uten["svar"], uten["linjer"]) == (
            utelatt["status"],
            utelatt["svar"],
            utelatt["linjer"],
        )


# --- Måltider dag for dag ---

KLOKKA = {"frokost": 7, "lunsj": 12, "middag": 18}


def delen(avreise, varighet, tid):
    """Which part a time lies in, counted hour by hour from the departure; outside the trip, the nearest."""
    siste = -(-varighet // DØGN) - 1
    nr = 0
    while nr < siste and tid >= avreise + timedelta(hours=24 * (nr + 1)):
        nr += 1
    return nr


@given(kveldsavreiser, st.integers(0, 3), rester, st.data())
def test_måltider_dag_for_dag_gir_det_samme_som_når_de_gis_for_delene(avreise, døgn, rest, data):
    varighet = DØGN + døgn * DØGN + rest
    dager = ((avreise + timedelta(minutes=varighet)).date() - avreise.date()).days + 1
    valgt = data.draw(st.lists(st.tuples(st.integers(0, dager - 1), st.sampled_from(list(MÅLTIDER))), min_size=1))
    maaltider = [{"dato": f"{avreise + timedelta(days=nr):%d%m%Y}", måltid: True} for nr, måltid in valgt]
    dekket = [{} for _ in range(-(-varighet // DØGN))]
    for nr, måltid in valgt:
        tid = datetime.combine(avreise.date() + timedelta(days=nr), time(KLOKKA[måltid]))
        dekket[delen(avreise, varighet, tid)][måltid] = True
    for_delene, for_dagene = svar(avreise, varighet, dekket=dekket), svar(avreise, varighet, maaltider=maaltider)

    assert [] == for_delene["feil"] == for_dagene["feil"]
    assert (for_delene["tall"], for_delene["linjer"]) == (for_dagene["tall"], for_dagene["linjer"])
    assert {"maaltidstider"} == koder(for_dagene) - koder(for_delene)


@pytest.mark.parametrize(("måltid", "time_"), KLOKKA.items())
def test_måltidet_skifter_del_i_det_minuttet_klokka_er_det(måltid, time_):
    def trekk(minutt):
        avreise = datetime(2026, 3, 3, time_) + timedelta(minutes=minutt)
        fått = tall(avreise, 2 * DØGN - 1, maaltider=[{"dato": "04.03.2026", måltid: True}])
        return fått["trekk"]

    # I døgn 1 er satsen 1 012, i resten på nesten et døgn 736.
    assert Decimal(1012 * MÅLTIDER[måltid]) / 100 == trekk(1)
    assert Decimal(736 * MÅLTIDER[måltid]) / 100 == trekk(0)


def test_svaret_sier_klokkeslettene_og_hvem_som_har_valgt_dem():
    lunsj = {"dato": "04.03.2026", "lunsj": True}
    [tekst] = [
        et["tekst"].replace("\N{NO-BREAK SPACE}", " ")
        for et in svar(datetime(2026, 3, 3, 8), DØGN + 480, maaltider=[lunsj])["forbehold"]
        if et["kode"] == "maaltidstider"
    ]

    assert tekst == (
        "Et måltid regnes med i den delen av reisen der klokkeslettet faller: frokost kl. 07.00, lunsj kl. 12.00 "
        "og middag kl. 18.00. Klokkeslettene er håndbokas eget valg, for kildene oppgir ingen."
    )


@pytest.mark.parametrize(
    ("dag", "ventet"),
    [("02", ["maaltider.0.dato"]), ("03", []), ("04", []), ("05", ["maaltider.0.dato"])],
)
def test_et_måltid_må_være_på_en_av_reisens_dager(dag, ventet):
    funnet = svar(datetime(2026, 3, 3, 20), DØGN, maaltider=[{"dato": f"{dag}.03.2026", "middag": True}])

    assert ventet == felt(funnet)
    if ventet:
        melding = (
            f"Måltider dag 1: {int(dag)}. mars 2026 er ikke en dag på reisen, som varer fra 3. mars 2026 "
            "til 4. mars 2026. Rett datoen, eller ta den bort."
        )
        assert melding == funnet["feil"][0]["melding"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("dekket", "maaltider", "ventet"),
    [
        ([{"lunsj": True}], [{"dato": "03.03.2026", "lunsj": True}], ["maaltider"]),
        ([{"lunsj": True}], [{"dato": "03.03.2026", "lunsj": False}], []),
        ([{"lunsj": False}], [{"dato": "03.03.2026", "lunsj": True}], []),
        ([{"lunsj": True}], [{}], []),
        ([{}], [{"dato": "03.03.2026", "lunsj": True}], []),
    ],
)
def test_måltidene_gis_på_én_av_de_to_måtene(dekket, maaltider, ventet):
    funnet = svar(datetime(2026, 3, 3, 8), 480, dekket=dekket, maaltider=maaltider)

    assert ventet == felt(funnet)
    assert ventet or Decimal("119.10") == Decimal(funnet["tall"].get("trekk", "119.10"))


def test_det_er_plass_til_måltidene_hver_dag_på_den_lengste_reisen():
    avreise = datetime(2026, 3, 3, 8)
    maaltider = [{"dato": f"{avreise + timedelta(days=nr):%d.%m.%Y}", "frokost": True} for nr in range(32)]

    assert [] == felt(svar(avreise, 31 * DØGN, maaltider=maaltider))


# --- Radene i skjemaet ---


def rader_for(avreise, hjemkomst, km="120", **mer):
    inn = {"avreise": avreise, "hjemkomst": hjemkomst, "avstand_km": km, **mer}
    return kost.underveis(inn)


def kryss(funnet):
    """The ticked meals by date, and that every row holds all that the form has in it."""
    rader_ = funnet["gitt"]["maaltider"]
    assert all({"dato", *MÅLTIDER} == rad.keys() for rad in rader_)
    return {rad["dato"][:2]: [måltid for måltid in MÅLTIDER if rad[måltid]] for rad in rader_}


def test_skjemaet_får_en_rad_for_hver_dag_med_datoen_i_og_en_for_hver_del():
    funnet = rader_for("03.03.2026 18:00", "05.03.2026 19:00")

    navn = ["Tirsdag 3. mars 2026", "Onsdag 4. mars 2026", "Torsdag 5. mars 2026"]
    assert navn == [et.replace("\N{NO-BREAK SPACE}", " ") for et in funnet["deler"]["maaltider"]]
    assert ["Døgn 1", "Døgn 2", "Resten av reisen"] == [et.split(",")[0] for et in funnet["deler"]["dekket"]]
    assert ["03.03.2026", "04.03.2026", "05.03.2026"] == [rad["dato"] for rad in funnet["gitt"]["maaltider"]]
    assert {"03": [], "04": [], "05": []} == kryss(funnet)


@pytest.mark.parametrize(
    ("overnatting", "hjemkomst", "antall"),
    [(None, "04.03.2026 18:00", 1), ("nei", "04.03.2026 18:00", 1), (None, "04.03.2026 18:01", 2)],
)
def test_delene_i_skjemaet_følger_tidene_når_overnatting_ikke_er_oppgitt(overnatting, hjemkomst, antall):
    assert antall == len(rader_for("03.03.2026 18:00", hjemkomst, overnatting=overnatting)["deler"]["dekket"])


@pytest.mark.parametrize(("km", "antall"), [("", 1), ("15,001", 1), ("15", 0), ("3", 0)])
def test_radene_er_borte_der_måltider_ikke_betyr_noe(km, antall):
    funnet = rader_for("03.03.2026 08:00", "03.03.2026 16:00", km)

    assert {"dekket": antall, "maaltider": antall} == {navn: len(et) for navn, et in funnet["deler"].items()}
    assert bool(antall) == bool(funnet["gitt"])


@pytest.mark.parametrize(
    ("avreise", "hjemkomst"),
    [
        ("", "03.03.2026 16:00"),
        ("03.03.2026 08:00", ""),
        ("03.03.2026 08:00", "03.03.2026 08:00"),
        ("03.03.2026 08:00", "03.04.2026 08:01"),
    ],
)
def test_radene_er_ukjente_til_tidene_gir_en_reise(avreise, hjemkomst):
    assert {"deler": {"dekket": None, "maaltider": None}, "gitt": {}} == rader_for(avreise, hjemkomst)


def test_kryssene_følger_datoen_sin_og_en_dag_som_står_to_ganger_slås_sammen():
    rader_ = [
        {"dato": "05.03.2026", "frokost": "ja", "lunsj": "nei", "middag": "kanskje"},
        {"dato": "4/3-26", "middag": True, "lunsj": False},
        {"dato": "04.03.2026", "frokost": True},
        {"dato": "", "lunsj": False},
        {"dato": "09.03.2026"},
        "x",
    ]

    funnet = rader_for("03.03.2026 18:00", "05.03.2026 19:00", maaltider=rader_)
    assert {"03": [], "04": ["frokost", "middag"], "05": ["frokost"]} == kryss(funnet)


@pytest.mark.parametrize("første", ["02.03.2026", "", "tull"])
def test_er_reisen_flyttet_blir_kryssene_med_i_samme_rekkefølge(første):
    rader_ = [
        {"dato": første, "middag": True},
        {"dato": "03.03.2026", "frokost": True},
        {"dato": "x", "lunsj": True},
    ]

    funnet = rader_for("03.03.2026 18:00", "04.03.2026 19:00", maaltider=rader_)
    assert {"03": ["middag"], "04": ["frokost"]} == kryss(funnet)


@pytest.mark.parametrize(("nr", "dag"), [(0, "03"), (1, "04"), (2, "05")])
def test_reisen_er_flyttet_når_ett_av_kryssene_står_på_en_dag_utenfor_den(nr, dag):
    rader_ = [{"dato": f"0{dag_}.03.2026"} for dag_ in (3, 4, 5)]
    rader_[nr] = {"dato": "09.03.2026", "lunsj": True}

    funnet = rader_for("03.03.2026 18:00", "05.03.2026 19:00", maaltider=rader_)
    assert {"03": [], "04": [], "05": []} | {dag: ["lunsj"]} == kryss(funnet)


@pytest.mark.parametrize("galt", [None, "x", 7, [[]], [None]])
def test_radene_kommer_uansett_hva_som_står_i_listen(galt):
    funnet = rader_for("03.03.2026 18:00", "04.03.2026 19:00", maaltider=galt)

    assert {"03": [], "04": []} == kryss(funnet)


@pytest.mark.parametrize("varighet", [0, -1, -DØGN])
def test_hjemkomst_må_være_etter_avreise(varighet):
    assert ["hjemkomst"] == felt(svar(datetime(2026, 3, 3, 8), varighet))


def test_en_reise_er_aldri_over_31_døgn():
    avreise = datetime(2026, 3, 3, 22)

    assert [] == felt(svar(avreise, 31 * DØGN, overnatting=True))
    assert ["hjemkomst"] == felt(svar(avreise, 31 * DØGN + 1, overnatting=True))


# --- 15 km og under ---


@given(
    avreiser,
    st.one_of(st.sampled_from(GRENSER[2:]), st.integers(360, DØGN)),
    beløp,
    st.sampled_from(["0", "7,4", "14,999"]),
)
def test_lunsjen_er_den_minste_av_kvitteringen_og_taket(avreise, varighet, kvittering, km):
    kort, lang, døgn, _ = periode(avreise)
    sats, prosent = (kort, 30) if varighet <= 720 else (lang, 50)
    tak = Decimal(sats * prosent) / 100
    funnet = svar(avreise, varighet, km, kvittering=f"{kvittering:.2f}".replace(".", ","))

    ventet = {"utbetaling": min(kvittering, tak), "sats": sats, "prosent": prosent, "tak": tak}
    assert ventet == {navn: Decimal(verdi) for navn, verdi in funnet["tall"].items()}
    assert (avreise.year < 2022) == ("lunsj-grunnlag" in koder(funnet))
    assert døgn > sats


@given(avreiser, st.integers(360, DØGN), beløp, beløp)
def test_en_større_kvittering_gir_aldri_mindre(avreise, varighet, en, to):
    beløpene = (f"{kvittering:.2f}".replace(".", ",") for kvittering in sorted((en, to)))
    liten, stor = (tall(avreise, varighet, "5", kvittering=kvittering)["utbetaling"] for kvittering in beløpene)

    assert liten <= stor


def test_uten_kvittering_fortelles_taket_likevel():
    fått = tall(datetime(2026, 3, 3, 8), 480, "5")

    assert (0, Decimal("119.10")) == (fått["utbetaling"], fått["tak"])


@pytest.mark.parametrize(
    ("dag", "kort", "lang", "annet_kort", "annet_lang"),
    [("2021-10-05", "94.50", "292.50", "240,30", "400,50"), ("2026-03-03", "119.10", "368.00", None, None)],
)
def test_taket_for_lunsj_er_det_kildene_gir_og_den_andre_lesemåten_nevnes_før_2022(
    dag, kort, lang, annet_kort, annet_lang
):
    for varighet, tak, annet in ((480, kort, annet_kort), (780, lang, annet_lang)):
        funnet = svar(datetime.fromisoformat(f"{dag}T08:00"), varighet, "5")
        assert tak == funnet["tall"]["tak"]
        nevnt = [punkt["tekst"] for punkt in funnet["forbehold"] if punkt["kode"] == "lunsj-grunnlag"]
        assert bool(annet) == bool(nevnt)
        assert not annet or annet in nevnt[0]


@pytest.mark.parametrize("varighet", [1, 359])
def test_under_15_km_og_under_6_timer_er_uavklart(varighet):
    funnet = svar(datetime(2026, 3, 3, 8), varighet, "5", kvittering="50")

    assert ("uavklart", {"kort-reise-under-6-timer"}, {}) == (
        funnet["status"],
        koder(funnet, "uavklart"),
        funnet["tall"],
    )


@pytest.mark.parametrize("km", ["15", "15,0", "15,000", 15, "15 km"])
def test_nøyaktig_15_km_er_uavklart(km):
    funnet = svar(datetime(2026, 3, 3, 8), 480, km, kvittering="50")

    assert ("uavklart", {"noeyaktig-15-km"}, {}) == (funnet["status"], koder(funnet, "uavklart"), funnet["tall"])


def test_en_meter_fra_15_km_avgjør_hvilken_regel_som_gjelder():
    avreise = datetime(2026, 3, 3, 8)

    assert "tak" in tall(avreise, 480, "14,999")
    assert "trekk" in tall(avreise, 480, "15,001")


def test_under_15_km_er_hver_dag_en_egen_reise():
    avreise = datetime(2026, 3, 3, 22)

    assert ["overnatting"] == felt(svar(avreise, 480, "5", overnatting=True))
    assert ["overnatting"] == felt(svar(avreise, DØGN + 1, "5"))
    assert [] == felt(svar(avreise, DØGN, "5"))


def test_måltider_som_andre_betalte_betyr_ikke_noe_under_15_km():
    avreise = datetime(2026, 3, 3, 8)
    uten, med = (svar(avreise, 480, "5", kvittering="50", dekket=hva) for hva in ([], [{"lunsj": True}] * 5))

    assert uten == med


# --- Frist og merknader ---


def test_fristen_er_en_måned_etter_hjemkomst():
    funnet = svar(datetime(2027, 1, 28, 22), DØGN, overnatting=True)

    assert ["2027-02-28"] == [frist["dato"] for frist in funnet["frister"]]


def test_satsen_er_gammel_fra_dagen_etter_at_den_er_to_år():
    for dag, ventet in (("2028-01-01", False), ("2028-01-02", True), ("2021-06-01", False)):
        assert ventet == ("gammel-sats" in koder(svar(datetime.fromisoformat(f"{dag}T08:00"), 480)))


def test_en_sats_med_øre_gir_trekk_og_tak_i_hele_øre_med_halve_øre_opp(monkeypatch):
    ekte, med_øre = kost.finn_sats, {"kost-kort": Decimal("100.15"), "kost-doegn": Decimal("200.15")}

    def finn_sats(kode, dag):
        sats = ekte(kode, dag)
        return sats._replace(verdi=med_øre.get(kode, sats.verdi))

    monkeypatch.setattr(kost, "finn_sats", finn_sats)
    reise = {"avreise": datetime(2021, 10, 5, 8), "hjemkomst": datetime(2021, 10, 5, 16)}
    lang = kost.beregn(kost.Inndata(**reise, avstand_km=Decimal(40), dekket=[kost.Måltider(lunsj=True)]))
    kort = kost.beregn(kost.Inndata(**reise, avstand_km=Decimal(8), kvittering=Decimal(90)))

    assert (Decimal("60.05"), Decimal("40.10")) == (lang.tall["trekk"], lang.tall["utbetaling"])
    assert Decimal("30.05") == kort.tall["tak"] == kort.tall["utbetaling"]
    assert "blir taket 60,05\N{NO-BREAK SPACE}kr." in kort.forbehold[0]["tekst"]


def test_skjemaet_har_plass_til_måltidene_i_hver_del_av_den_lengste_reisen():
    lister = {felt.name: felt.metadata for felt in felt_i(kost.Inndata) if felt.metadata["slag"] == "liste"}

    assert {"dekket", "maaltider"} == lister.keys()
    for navn, meta in lister.items():
        assert (0, 32, True, 1) == (meta["minst"], meta["mest"], meta["fast"], meta["start"])
        assert (navn == "dekket") == meta["foldet"] == meta["urørt_teller"]


def test_fra_og_med_7_5_til_og_med_30_km_kan_én_vei_eller_tur_retur_avgjøre():
    def koder(km):
        inn = {"avreise": "03.03.2026 07:00", "hjemkomst": "03.03.2026 15:00", "avstand_km": km}
        return [et["kode"] for et in json.loads(regn("kost", json.dumps(inn)))["forbehold"]]

    assert [False, True, True, False] == [
        "en-vei-eller-tur-retur" in koder(km) for km in ("7,499", "7,5", "30", "30,001")
    ]
