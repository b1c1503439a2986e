"""Numbers, dates and times are read as Norwegians type them, and written so that they can be read back."""

import unicodedata
from calendar import monthrange
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.felles import norsk
from calculators.felles.norsk import Ugyldig

FAST = "\N{NO-BREAK SPACE}"
beløp = st.decimals(0, 10_000_000, places=2)
datoer = st.dates(date(1900, 1, 1), date(2100, 12, 31))
tidspunkter = st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)).map(
    lambda t: t.replace(second=0, microsecond=0)
)

HVA_SOM_HELST = "0123456789 .,-−–+eE:krnoktimæøå\N{NO-BREAK SPACE}٧½²İ\x00\ud800😀"


def kode(les, *verdier):
    with pytest.raises(Ugyldig) as fanget:
        les(*verdier)
    return fanget.value.kode


@pytest.mark.parametrize(
    ("skrevet", "ventet"),
    [
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        ("0", "0"),
        ("007", "7"),
        ("3500", "3500"),
        ("3 500", "3500"),
        (f"3{FAST}500", "3500"),
        ("3\N{NARROW NO-BREAK SPACE}500", "3500"),
        ("1 234 567,89", "1234567.89"),
        ("3.500,50", "3500.50"),
        ("1.234.567", "1234567"),
        ("1.234.567,5", "1234567.5"),
        ("12,345", "12.345"),
        ("0,500", "0.500"),
        ("0.500", "0.500"),
        ("0.0", "0"),
        ("123 456", "123456"),
        ("0" * 59 + "7", "7"),
        ("123.456,50", "123456.50"),
        ("1234.567", "1234.567"),
        ("  7,5\t", "7.5"),
        (Decimal("2.000"), "2"),
    ],
)
def test_et_tall_leses_slik_det_skrives_på_norsk(skrevet, ventet):
    assert Decimal(ventet) == norsk.les_tall(skrevet)


@pytest.mark.parametrize(
    "skrevet",
    [
        *("3 500,50", "kr 3 500,50", "kr. 3 500,50", "3 500,50 kr", "3 500,50 kroner", "NOK 3 500,50", "KR3500,5"),
        *("3500,50kr", "3 500,50nok", "3 500,50kroner"),
    ],
)
def test_kroner_kan_stå_foran_eller_etter_beløpet(skrevet):
    assert Decimal("3500.50") == norsk.les_tall(skrevet, "kroner")


@pytest.mark.parametrize("skrevet", ["1234,567", "1234.567", "kr 1 234,567"])
def test_et_beløp_over_tusen_med_tre_desimaler_er_ikke_tvetydig(skrevet):
    assert Decimal("1234.567") == norsk.les_tall(skrevet, "kroner")


@pytest.mark.parametrize("skrevet", ["3500,-", "kr 3 500,-", "3 500,– kr", "3500 kr."])
def test_hele_kroner_kan_skrives_med_strek(skrevet):
    assert Decimal(3500) == norsk.les_tall(skrevet, "kroner")


@pytest.mark.parametrize(
    ("skrevet", "enhet"),
    [
        *((f"7,5{form}", "timer") for form in (" timer", " timer.", " time", " t", " t.", "t", "timer")),
        *((f"7,5{form}", "km") for form in (" km", " km.", "km", " kilometer", "")),
    ],
)
def test_enheten_kan_stå_etter_tallet(skrevet, enhet):
    assert Decimal("7.5") == norsk.les_tall(skrevet, enhet)


@pytest.mark.parametrize(
    ("skrevet", "enhet", "ventet"),
    [
        ("2.000", "", "tvetydig"),
        ("2.000", "kroner", "tvetydig"),
        ("2,000", "kroner", "tvetydig"),
        ("kr 15.000", "kroner", "tvetydig"),
        ("-5", "kroner", "negativ"),
        ("−5", "kroner", "negativ"),
        ("kr -5", "kroner", "negativ"),
        ("- 5", "", "negativ"),
        ("1e3", "", "eksponent"),
        ("1E+3", "", "eksponent"),
        ("7:30", "timer", "timer-kolon"),
        ("sju", "", "tall"),
        ("NaN", "", "tall"),
        ("Infinity", "", "tall"),
        ("1 00", "", "tall"),
        ("1234 567", "", "tall"),
        ("1234.567.890", "", "tall"),
        ("1234.567,5", "", "tall"),
        ("1.234.5678", "", "tall"),
        ("12345.678,9", "", "tall"),
        ("7 t 5", "timer", "tall"),
        ("7 km 5", "km", "tall"),
        ("7 kr 5", "kroner", "tall"),
        ("7 timer", "km", "tall"),
        ("7:30", "", "tall"),
        ("7:30", "km", "tall"),
        ("7:3", "timer", "tall"),
        ("100.000", "timer", "tvetydig"),
        ("e3", "", "tall"),
        ("1,2,3", "", "tall"),
        ("7,", "", "tall"),
        ("7.", "", "tall"),
        (".500,5", "", "tall"),
        ("1.234,", "", "tall"),
        ("1,234,567", "", "tall"),
        ("1e", "", "tall"),
        (":30", "timer", "tall"),
        ("3 kr 500", "kroner", "tall"),
        ("3500 krx", "kroner", "tall"),
        ("3500,-5", "kroner", "tall"),
        ("7,5 tx", "timer", "tall"),
        ("7 timer 5", "timer", "tall"),
        ("7 t5", "timer", "tall"),
        ("7,5 kmx", "km", "tall"),
        ("7 km5", "km", "tall"),
        ("1.2.3", "", "tall"),
        ("1,234.50", "", "tall"),
        ("7 500 timer og litt", "timer", "tall"),
        ("٧", "", "tall"),
        ("½", "", "tall"),
        ("0x10", "", "tall"),
        ("1_000", "", "tall"),
        ("9" * 61, "", "for-langt"),
        (True, "", "slag"),
        (None, "", "slag"),
        ([], "", "slag"),
    ],
)
def test_et_tall_som_ikke_kan_leses_får_en_melding_som_sier_hvorfor(skrevet, enhet, ventet):
    assert ventet == kode(norsk.les_tall, skrevet, enhet)


def test_et_tvetydig_tall_spør_om_det_store_eller_det_lille():
    with pytest.raises(Ugyldig) as fanget:
        norsk.les_tall("2.000", "kroner")
    assert {"stort": "2000", "lite": "2,00"} == fanget.value.verdier
    with pytest.raises(Ugyldig) as fanget:
        norsk.les_tall("123.456")
    assert {"stort": "123456", "lite": "123,456"} == fanget.value.verdier


@pytest.mark.parametrize("skrevet", ["99,995", "99.995", "kr 99,995"])
def test_et_beløp_med_tre_desimaler_får_ikke_spørsmål_om_et_annet_beløp(skrevet):
    with pytest.raises(Ugyldig) as fanget:
        norsk.les_tall(skrevet, "kroner")
    assert ("tvetydig-oere", {"stort": "99995"}) == (fanget.value.kode, fanget.value.verdier)


def test_det_omtrentlige_kan_ha_60_tegn_og_ikke_ett_til():
    assert ["over 8", None] == [norsk.les_omtrent(f"over 8{' ' * antall}", "timer") for antall in (54, 55)]


def test_null_har_ikke_noe_fortegn():
    assert "0" == str(norsk.les_tall(Decimal("-0")))


@given(st.integers(1, 999), st.integers(0, 999), st.sampled_from(["kroner", "km", "timer"]))
def test_det_vi_spør_om_er_et_av_tallene_som_ble_skrevet(hele, brøk, enhet):
    with pytest.raises(Ugyldig) as fanget:
        norsk.les_tall(f"{hele}.{brøk:03}", enhet)
    skrevet = {Decimal(f"{hele}{brøk:03}"), Decimal(f"{hele}.{brøk:03}")}

    assert {norsk.les_tall(et, enhet) for et in fanget.value.verdier.values()} <= skrevet


@given(beløp)
def test_et_beløp_som_skrives_kan_leses_igjen(verdi):
    assert verdi == norsk.les_tall(norsk.kroner(verdi), "kroner")


@given(st.decimals(0, 10_000_000, places=4))
def test_et_tall_som_skrives_kan_leses_igjen(verdi):
    assert verdi == norsk.les_tall(norsk.tall(verdi))


@given(st.text(st.sampled_from(HVA_SOM_HELST), max_size=70), st.sampled_from(["", "kroner", "timer", "km"]))
def test_hva_som_helst_kan_skrives_i_et_tallfelt(skrevet, enhet):
    try:
        lest = norsk.les_tall(skrevet, enhet)
    except Ugyldig:
        return
    assert lest.is_finite()
    assert lest >= 0


@pytest.mark.parametrize(
    ("verdi", "ventet"),
    [
        ("0", "0 kr"),
        ("0.5", "0,50 kr"),
        ("999", "999 kr"),
        ("2000.00", "2 000 kr"),
        ("3500.5", "3 500,50 kr"),
        ("94.50", "94,50 kr"),
        ("1234567.89", "1 234 567,89 kr"),
    ],
)
def test_beløp_skrives_med_øre_bare_når_det_er_noen(verdi, ventet):
    assert ventet.replace(" ", FAST) == norsk.kroner(Decimal(verdi))


@pytest.mark.parametrize(
    ("verdi", "ventet"), [("7.50", "7,5"), ("8.0", "8"), ("0.0001", "0,0001"), ("30.00", "30")]
)
def test_tall_skrives_uten_overflødige_nuller(verdi, ventet):
    assert ventet == norsk.tall(Decimal(verdi))


@pytest.mark.parametrize(
    ("verdi", "ventet"),
    [("0.005", "0.01"), ("0.015", "0.02"), ("0.0149", "0.01"), ("2.675", "2.68"), ("1", "1.00")],
)
def test_en_halv_øre_rundes_opp(verdi, ventet):
    assert ventet == str(norsk.til_øre(Decimal(verdi)))


@given(datoer)
def test_en_dato_kan_skrives_på_flere_måter_og_betyr_det_samme(dag):
    former = [
        dag.isoformat(),
        f"{dag:%d.%m.%Y}",
        f"{dag.day}.{dag.month}.{dag.year}",
        f"{dag.day}. {dag.month}. {dag.year}",
        norsk.dato(dag),
        norsk.dato(dag).upper(),
    ]

    assert {dag} == {norsk.les_dato(form) for form in former}


@pytest.mark.parametrize(
    ("skrevet", "ventet"),
    [
        ("29.02.2021", "dato-finnes-ikke"),
        ("29.02.1900", "dato-finnes-ikke"),
        ("31.04.2021", "dato-finnes-ikke"),
        ("2021-13-01", "dato-finnes-ikke"),
        ("00.01.2021", "dato-finnes-ikke"),
        ("0000-01-01", "dato-finnes-ikke"),
        ("31. juni 2021", "dato-finnes-ikke"),
        ("31.12.1899", "dato-urimelig"),
        ("01.01.2101", "dato-urimelig"),
        ("05.10.021", "dato"),
        ("05.10.1", "dato"),
        ("05.10.0021", "dato-urimelig"),
        ("31.11.26", "dato-finnes-ikke"),
        ("5/10/2021", "dato"),
        ("5.10-2021", "dato"),
        ("5/10.2021", "dato"),
        ("5/10-021", "dato"),
        ("005/10-2021", "dato"),
        ("5/010-2021", "dato"),
        ("31/11-2026", "dato-finnes-ikke"),
        ("051021", "dato"),
        ("5102021", "dato"),
        ("005102021", "dato"),
        ("05102221", "dato"),
        ("05101821", "dato"),
        ("05102101", "dato-urimelig"),
        ("31112026", "dato-finnes-ikke"),
        ("5. okt 2021", "dato"),
        ("005.10.2021", "dato"),
        ("05.010.2021", "dato"),
        ("005. oktober 2021", "dato"),
        ("05.10.02021", "dato"),
        ("5. oktober 02021", "dato"),
        ("20211005", "dato"),
        ("2021-10-5", "dato"),
        ("2021-10-05T08:00", "dato"),
        ("i morgen", "dato"),
        ("٠٥.١٠.٢٠٢١", "dato"),
        ("", "dato"),
        ("5" * 61, "for-langt"),
        (Decimal(20211005), "slag"),
        (None, "slag"),
    ],
)
def test_en_dato_som_ikke_finnes_får_en_melding_som_sier_hvorfor(skrevet, ventet):
    assert ventet == kode(norsk.les_dato, skrevet)


@pytest.mark.parametrize(
    "skrevet", ["17.11.26", "17/11-2026", "17/11-26", "17.11.2026", "17112026", " 17. 11. 26 "]
)
def test_en_dato_kan_skrives_kort(skrevet):
    assert date(2026, 11, 17) == norsk.les_dato(skrevet)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_to_sifre_i_året_er_alltid_dette_hundreåret(dag):
    former = [f"{dag:%d.%m.%y}", f"{dag.day}.{dag.month}.{dag:%y}", f"{dag.day}/{dag.month}-{dag:%y}"]

    assert {dag} == {norsk.les_dato(form) for form in former}


@given(datoer)
def test_åtte_sifre_er_dag_måned_og_år_og_aldri_året_først(dag):
    assert dag == norsk.les_dato(f"{dag:%d%m%Y}") == norsk.les_dato(f"{dag.day}/{dag.month}-{dag.year}")
    assert "dato" == kode(norsk.les_dato, f"{dag:%Y%m%d}")


def sifre(skrevet, *antall):
    return skrevet.isascii() and skrevet.isdigit() and len(skrevet) in antall


def dato_for_hånd(skrevet):
    """The date as it is taken apart by hand, None where it is none of the forms that a date has."""
    iso, prikk = skrevet.split("-"), skrevet.split(".")
    dag, _, resten = skrevet.partition(".")
    if len(iso) == 3 and sifre(iso[0], 4) and sifre(iso[1], 2) and sifre(iso[2], 2):
        år, måned, dag = iso
    elif len(prikk) == 3:
        dag, måned, år = [prikk[0], *(et.removeprefix(" ") for et in prikk[1:])]
    elif sifre(skrevet, 8) and skrevet[4:6] in ("19", "20", "21"):
        dag, måned, år = skrevet[:2], skrevet[2:4], skrevet[4:]
    elif resten.removeprefix(" ").partition(" ")[0] in norsk.MÅNEDER:
        måned, _, år = resten.removeprefix(" ").partition(" ")
        måned = str(norsk.MÅNEDER.index(måned) + 1)
        år = år if len(år) == 4 else ""
    else:
        dag, _, resten = skrevet.partition("/")
        måned, _, år = resten.partition("-")
    if not (sifre(dag, 1, 2) and sifre(måned, 1, 2) and sifre(år, 2, 4)):
        return None
    år = int(år) if len(år) == 4 else 2000 + int(år)
    try:
        return date(år, int(måned), int(dag)) if 1900 <= år <= 2100 else None
    except ValueError:
        return None


def tidspunkt_for_hånd(skrevet):
    """A date, a space (in ISO a t), «kl» or nothing, and the time of day; None where it is not so."""
    dag, _, klokke = skrevet.rpartition(" ")
    if "t" in skrevet[10:11] and skrevet[4:5] == "-":
        dag, klokke = skrevet[:10], skrevet[11:]
    kl = klokke.startswith("kl") or dag.endswith((" kl", " kl."))
    if klokke.startswith("kl"):
        klokke = klokke[2:].removeprefix(".")
    elif kl:
        dag = dag[: dag.rindex(" kl")]
    dag = dato_for_hånd(dag.removesuffix(","))
    if kl and sifre(klokke, 1, 2):
        klokke += ":00"
    minutt = klokke[-2:]
    time = klokke[:-2].removesuffix(":" if ":" in klokke else ".")
    if not dag or not sifre(time, 1, 2) or not sifre(minutt, 2) or int(time) > 23 or int(minutt) > 59:
        return None
    return datetime(dag.year, dag.month, dag.day, int(time), int(minutt))


DATOFORMER = [
    "2021-10-05",
    "05.10.2021",
    "5. 1. 21",
    "5/10-2021",
    "15/1-21",
    "05102021",
    "5. mai 2021",
    "15.mai 2021",
]
TIDSFORMER = [
    f"{dag} {tid}" for dag in DATOFORMER for tid in ("08:30", "8.30", "0830", "kl. 8.30", "kl 17", "kl17")
]
TIDSFORMER += ["2021-10-05t08:30", "2021-10-05t8", "05.10.2021, kl. 08.30", "2021-10-05 kl.", "05.10.2021, 8:30"]


@pytest.mark.parametrize(
    ("les", "for_hånd", "former"),
    [("les_dato", dato_for_hånd, DATOFORMER), ("les_tidspunkt", tidspunkt_for_hånd, TIDSFORMER)],
)
def test_en_skrivefeil_i_en_dato_eller_et_klokkeslett_leses_bare_når_det_ble_en_annen(les, for_hånd, former):
    skrevet = {
        form[:nr] + nytt + form[nr + bort :]
        for form in former
        for nr in range(len(form) + 1)
        for bort, nytt in [(1, ""), *((bort, tegn) for bort in (0, 1) for tegn in "0x,. :-/")]
    }

    def lest(et):
        try:
            return getattr(norsk, les)(et)
        except Ugyldig:
            return None

    rene = sorted({" ".join(et.split()) for et in skrevet})
    assert {et: for_hånd(et) for et in rene} == {et: lest(et) for et in rene}
    assert None not in {for_hånd(form) for form in former if not form.endswith(("t8", "kl."))}


def test_skuddårsdagen_finnes_bare_i_skuddår():
    assert date(2024, 2, 29) == norsk.les_dato("29.02.2024")
    assert date(2000, 2, 29) == norsk.les_dato("29. februar 2000")
    assert "dato-finnes-ikke" == kode(norsk.les_dato, "29.02.2100")


@given(tidspunkter)
def test_et_klokkeslett_kan_skrives_på_flere_måter_og_betyr_det_samme(tid):
    former = [
        f"{tid:%Y-%m-%dT%H:%M}",
        f"{tid:%Y-%m-%d %H:%M}",
        f"{tid:%d.%m.%Y %H:%M}",
        f"{tid:%d.%m.%Y %H.%M}",
        f"{tid:%d.%m.%Y kl. %H.%M}",
        f"{tid:%d.%m.%Y, kl %H:%M}",
        f"{tid.day}.{tid.month}.{tid.year} {tid.hour}:{tid:%M}",
        f"{tid:%d.%m.%Y %H%M}",
        f"{tid:%d%m%Y} kl. {tid:%H%M}",
        f"{tid.day}/{tid.month}-{tid.year} kl {tid.hour}.{tid:%M}",
        f"{tid:%Y-%m-%d} kl. {tid:%H.%M}",
        norsk.tidspunkt(tid),
    ]

    assert {tid} == {norsk.les_tidspunkt(form) for form in former}


@pytest.mark.parametrize(
    ("skrevet", "ventet"),
    [
        ("05.10.2021", "klokkeslett-mangler"),
        ("2021-10-05", "klokkeslett-mangler"),
        ("05.10.2021 24:00", "klokkeslett"),
        ("05.10.2021 08:60", "klokkeslett"),
        ("2021-10-05T8", "klokkeslett"),
        ("05.10.2021 08:00:00", "sekunder"),
        ("2021-10-05T08:00:00.5", "sekunder"),
        ("2021-10-05T08:00Z", "tidssone"),
        ("2021-10-05T08:00+02:00", "tidssone"),
        ("2021-10-05T08:00+02", "tidssone"),
        ("2021-10-05T08:00-02:00", "tidssone"),
        ("2021-10-05T08:00−02", "tidssone"),
        ("2021-10-05 08:00z", "tidssone"),
        ("2021-10-05T08Z", "tidssone"),
        ("2021-10-05Z", "dato"),
        ("2021-10-05T08:00+02:000", "dato"),
        ("2021-10-05T08:00+02x", "dato"),
        ("05.10.2021 008:00:00", "klokkeslett"),
        ("05.10.2021 :00:00", "klokkeslett"),
        ("05.10.2021 08:00:", "klokkeslett"),
        ("05.10.2021 8:00:00", "sekunder"),
        ("05.10.2021 8.00.00", "sekunder"),
        ("05.10.2021 17", "klokkeslett"),
        ("05.10.21 24", "klokkeslett"),
        ("05.10.2021 kl 24", "klokkeslett"),
        ("05.10.2021 kl", "dato"),
        ("05.10.2021 2400", "klokkeslett"),
        ("05.10.2021 0860", "klokkeslett"),
        ("05.10.2021 00800", "klokkeslett"),
        ("05.10.21", "klokkeslett-mangler"),
        ("5/10-2021", "klokkeslett-mangler"),
        ("05102021", "klokkeslett-mangler"),
        ("5. 10. 21", "klokkeslett-mangler"),
        ("05102021 08:00:00", "sekunder"),
        ("05.10.2021 008:00", "klokkeslett"),
        ("05.10.2021 08:000", "klokkeslett"),
        ("05.10.2021 8:0", "klokkeslett"),
        ("05.10.2021 kl 24.00", "klokkeslett"),
        ("2021-10-05T08:00:00+0200", "tidssone"),
        ("30.02.2021 08:00", "dato-finnes-ikke"),
        ("01.01.1800 08:00", "dato-urimelig"),
        ("08:00", "dato"),
        ("", "dato"),
        (Decimal(8), "slag"),
        ("1" * 61, "for-langt"),
    ],
)
def test_et_tidspunkt_som_ikke_finnes_får_en_melding_som_sier_hvorfor(skrevet, ventet):
    assert ventet == kode(norsk.les_tidspunkt, skrevet)


@pytest.mark.parametrize(
    ("skrevet", "time", "minutt"),
    [
        ("0800", 8, 0),
        ("830", 8, 30),
        ("8.00", 8, 0),
        ("kl 17", 17, 0),
        ("kl. 17", 17, 0),
        ("kl17", 17, 0),
        ("kl 8", 8, 0),
        ("kl. 0", 0, 0),
        ("kl 23", 23, 0),
        ("kl. 17.00", 17, 0),
        ("kl. 1705", 17, 5),
        ("KL 17", 17, 0),
    ],
)
def test_et_klokkeslett_kan_skrives_kort(skrevet, time, minutt):
    ventet = datetime(2026, 11, 17, time, minutt)

    assert {ventet} == {
        norsk.les_tidspunkt(f"{dato} {skrevet}")
        for dato in ("17.11.26", "17/11-2026", "17112026", "17. november 2026", "2026-11-17", "17.11.2026,")
    }


def test_et_klokkeslett_skrives_med_punktum():
    assert ["kl. 07.00", "kl. 18.05"] == [
        norsk.klokkeslett(tid).replace(FAST, " ") for tid in (time(7), datetime(2026, 11, 17, 18, 5))
    ]


@given(st.text(st.sampled_from("0123456789-.: tTzZ+kloktober,æ"), max_size=40))
def test_hva_som_helst_kan_skrives_i_et_datofelt(skrevet):
    for les in (norsk.les_dato, norsk.les_tidspunkt, norsk.les_ja_nei):
        try:
            assert les(skrevet) is not None
        except Ugyldig as ugyldig:
            assert ugyldig.kode


def test_ja_og_nei_leses_fra_skjema_og_fra_json():
    assert [True] * 6 == [norsk.les_ja_nei(ja) for ja in (True, "ja", "JA", "true", "on", "1")]
    assert [False] * 5 == [norsk.les_ja_nei(nei) for nei in (False, "nei", "false", "off", "0")]
    assert "ja-nei" == kode(norsk.les_ja_nei, "kanskje")
    assert "slag" == kode(norsk.les_ja_nei, Decimal(1))


@pytest.mark.parametrize("skrevet", ["Ullevål  stadion", " Ullevål\tstadion ", "Ullevål stadion"])
def test_en_kort_tekst_leses_på_én_linje_som_den_er_skrevet(skrevet):
    assert "Ullevål stadion" == norsk.les_tekst(skrevet, 60)


def test_en_kort_tekst_kan_være_så_lang_som_det_er_plass_til_og_ikke_lenger():
    assert "a" * 60 == norsk.les_tekst(" " + "a" * 60, 60)
    with pytest.raises(Ugyldig) as fanget:
        norsk.les_tekst("a" * 61, 60)
    assert ("for-lang-tekst", {"grense": 60}) == (fanget.value.kode, fanget.value.verdier)


@pytest.mark.parametrize("bokstav", [chr(kode) for kode in range(0xC0, 0x180)])
def test_en_bokstav_som_er_delt_i_bokstav_og_aksent_settes_sammen(bokstav):
    assert f"x{bokstav}x" == norsk.les_tekst(f"x{unicodedata.normalize('NFD', bokstav)}x", 3)


def test_en_bokstav_med_en_aksent_ingen_kjenner_blir_stående():
    assert "q\u0301" == norsk.les_tekst("q\u0301", 2)


def test_et_tall_er_en_tekst_der_det_skal_stå_en_tekst():
    assert "2026" == norsk.les_tekst(Decimal(2026), 4)
    assert "0.00000001" == norsk.les_tekst(Decimal("1e-8"), 10)


@pytest.mark.parametrize(("skrevet", "ventet"), [(7, "slag"), (None, "slag")])
def test_en_kort_tekst_må_være_tekst(skrevet, ventet):
    assert ventet == kode(norsk.les_tekst, skrevet, 60)


@pytest.mark.parametrize("skrevet", ["a<b", "a>b", "{a", "a}", "a\u200bb", "a\x00b"])
def test_en_kort_tekst_har_ingen_tegn_som_skjuler_eller_styrer_noe(skrevet):
    assert "tegn" == kode(norsk.les_tekst, skrevet, 60)


def test_hver_måned_og_hver_ukedag_har_sitt_navn():
    assert [
        "søndag 31. januar 2021",
        "søndag 28. februar 2021",
        "onsdag 31. mars 2021",
        "fredag 30. april 2021",
        "mandag 31. mai 2021",
        "onsdag 30. juni 2021",
        "lørdag 31. juli 2021",
        "tirsdag 31. august 2021",
        "torsdag 30. september 2021",
        "søndag 31. oktober 2021",
        "tirsdag 30. november 2021",
        "fredag 31. desember 2021",
    ] == [norsk.ukedag(date(2021, nr, monthrange(2021, nr)[1])).replace(FAST, " ") for nr in range(1, 13)]


def test_datoer_skrives_med_bokstaver_og_ukedag():
    assert f"5.{FAST}oktober 2021" == norsk.dato(date(2021, 10, 5))
    assert f"tirsdag 5.{FAST}oktober 2021" == norsk.ukedag(date(2021, 10, 5))
    assert f"søndag 1.{FAST}mars 2026" == norsk.ukedag(date(2026, 3, 1))
    assert f"5.{FAST}oktober 2021 kl.{FAST}08.05" == norsk.tidspunkt(datetime(2021, 10, 5, 8, 5))


@pytest.mark.parametrize(
    ("minutter", "ventet"),
    [
        (0, "0 minutter"),
        (1, "1 minutt"),
        (59, "59 minutter"),
        (60, "1 time"),
        (61, "1 time og 1 minutt"),
        (720, "12 timer"),
        (721, "12 timer og 1 minutt"),
        (1502, "25 timer og 2 minutter"),
    ],
)
def test_varighet_skrives_i_timer_og_minutter(minutter, ventet):
    assert ventet == norsk.varighet(minutter)


def test_en_liste_skrives_med_komma_og_til_slutt_og():
    assert "frokost" == norsk.oppramsing(["frokost"])
    assert "frokost og lunsj" == norsk.oppramsing(["frokost", "lunsj"])
    assert "frokost, lunsj og middag" == norsk.oppramsing(["frokost", "lunsj", "middag"])


@pytest.mark.parametrize(
    ("fra", "til", "ventet"),
    [
        (date(2026, 6, 2), date(2026, 6, 2), "tirsdag 2. juni 2026"),
        (date(2026, 6, 2), date(2026, 6, 3), "tirsdag 2. og onsdag 3. juni 2026"),
        (date(2026, 6, 2), date(2026, 6, 4), "tirsdag 2. til torsdag 4. juni 2026"),
        (date(2026, 6, 30), date(2026, 7, 1), "tirsdag 30. juni og onsdag 1. juli 2026"),
        (date(2026, 6, 2), date(2026, 7, 2), "tirsdag 2. juni til torsdag 2. juli 2026"),
        (date(2026, 12, 31), date(2027, 1, 1), "torsdag 31. desember 2026 og fredag 1. januar 2027"),
        (date(2026, 1, 5), date(2027, 1, 5), "mandag 5. januar 2026 til tirsdag 5. januar 2027"),
    ],
)
def test_dager_på_rad_sier_måned_og_år_én_gang(fra, til, ventet):
    assert ventet == norsk.spenn(fra, til).replace(FAST, " ")
