"""The calendar file, read by another: every property comes out of the `icalendar` library as it went in.

And what a member would agree with: the same samling or meeting is the same event, however it was worked out.
"""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from calculators.felles.bro import modul, regn
from calculators.felles.ics import Hendelse, kalender

I_DAG = date(2026, 3, 1)
KOMMANDO = st.text(st.sampled_from("\\;,:\"'\r\n\tæøå€😀aB \x00\x0b\x1b\x7f\x85\u2028"), max_size=200)
TEKST = st.one_of(KOMMANDO, st.text(max_size=200))
MED_FRIST = ("oppgjor", "honorar", "kost", "frist")  # the plans have more, the references none
DAG = st.dates(date(2017, 1, 1), date(2099, 1, 1))


def hendelser(ics: str) -> list[dict]:
    """Every event as plain values; anything else in the file, or unknown to the library, is an error."""
    lest = Calendar.from_ical(ics)
    assert {"VERSION": "2.0", "PRODID": "-//UNE-haandboka//Kalkulatorer//NB"} == dict(lest)
    ut = []
    for et in lest.subcomponents:
        assert ("VEVENT", []) == (et.name, et.errors)
        varsler = et.subcomponents
        assert len(varsler) <= 1
        ut.append(
            {
                "egenskaper": set(et),
                "uid": str(et["UID"]),
                "stempel": et.decoded("DTSTAMP"),
                "fra": et.decoded("DTSTART"),
                "til": et.decoded("DTEND"),
                "tittel": str(et["SUMMARY"]),
                "tekst": str(et["DESCRIPTION"]),
                "opptatt": str(et["TRANSP"]),
                "varsel": [
                    (v.name, str(v["ACTION"]), str(v["DESCRIPTION"]), v.decoded("TRIGGER")) for v in varsler
                ],
            }
        )
    return ut


def filen(navn: str, inn: dict, i_dag: str = "2026-03-01") -> str | None:
    svar = json.loads(regn(navn, json.dumps(inn | {"i_dag": i_dag, "ta_med": True})))
    assert "ok" == svar["status"], svar["feil"]
    return svar["ta_med"]["ics"]


def rent(tekst: str) -> str:
    """The text as a calendar may hold it: every kind of line break is one, and control characters are gone."""
    linjer = "\n".join(tekst.splitlines())
    return "".join(tegn for tegn in linjer if tegn in "\n\t" or not (ord(tegn) < 32 or 127 <= ord(tegn) < 160))


# --- The format ---


@settings(max_examples=300, deadline=None)
@given(tittel=TEKST, tekst=TEKST, varsel=TEKST, fra=DAG, dager=st.integers(0, 30), varsel_dager=st.integers(1, 30))
def test_uansett_hvilken_tekst_leses_den_samme_hendelsen_tilbake(tittel, tekst, varsel, fra, dager, varsel_dager):
    til = fra + timedelta(days=dager)
    ics = kalender([Hendelse("krav-20260305", fra, til, tittel, tekst, varsel_dager, varsel)], I_DAG)

    varsles = fra - timedelta(days=varsel_dager) > I_DAG
    assert [
        {
            "egenskaper": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP"},
            "uid": "krav-20260305@une-handboka",
            "stempel": datetime(2026, 3, 1, tzinfo=UTC),
            "fra": fra,
            "til": til + timedelta(days=1),
            "tittel": rent(tittel),
            "tekst": rent(tekst),
            "opptatt": "TRANSPARENT",
            "varsel": [("VALARM", "DISPLAY", rent(varsel), timedelta(hours=9) - timedelta(days=varsel_dager))]
            if varsles
            else [],
        }
    ] == hendelser(ics)


@settings(max_examples=300, deadline=None)
@given(tekst=TEKST)
def test_linjene_er_brettet_ved_75_oktetter_uten_å_dele_et_tegn(tekst):
    ics = kalender([Hendelse("x", I_DAG, I_DAG, tekst, tekst * 5, 7, tekst)], I_DAG)
    linjer = ics.encode().split(b"\r\n")

    assert b"" == linjer.pop()
    assert [] == [linje for linje in linjer if len(linje) > 75 or b"\n" in linje or b"\r" in linje]
    for linje in linjer:
        linje.decode()  # a character in two halves is no UTF-8


@pytest.mark.parametrize(("tegn", "ventet"), [(67, [75]), (68, [75, 2]), (141, [75, 75]), (142, [75, 75, 2])])
def test_en_linje_brettes_først_når_den_er_over_75_oktetter(tegn, ventet):
    """«SUMMARY:» takes eight octets, and each new line begins with a space."""
    linjer = kalender([Hendelse("x", I_DAG, I_DAG, "x" * tegn, "", 7, "")], I_DAG).split("\r\n")
    første = linjer.index(next(linje for linje in linjer if linje.startswith("SUMMARY:")))

    assert ventet == [len(linje) for linje in linjer[første : linjer.index("DESCRIPTION:")]]


def test_usynlige_styretegn_tas_bort_og_tegnene_ved_siden_av_blir_stående():
    [et] = hendelser(kalender([Hendelse("x", I_DAG, I_DAG, "a\x1f \x7e\x7f\x80\x9f\xa0b", "", 7, "")], I_DAG))

    assert "a ~\xa0b" == et["tittel"]


def test_uten_hendelser_er_det_ingen_fil():
    assert kalender([], I_DAG) is None


# --- What the calculators put in it ---


@pytest.mark.parametrize("navn", MED_FRIST)
def test_hver_frist_i_svaret_er_en_hendelse_på_den_dagen(navn):
    eksempel = modul(navn).EKSEMPEL
    svar = json.loads(regn(navn, json.dumps(eksempel | {"ta_med": True})))
    lest = hendelser(svar["ta_med"]["ics"])

    assert svar["frister"] != []
    assert [frist["dato"] for frist in svar["frister"]] == [et["fra"].isoformat() for et in lest]
    for frist, et in zip(svar["frister"], lest, strict=True):
        assert et["tekst"].startswith(frist["tekst"])
        assert et["til"] - et["fra"] == timedelta(days=1)
        assert et["tittel"].startswith("Frist: ")


def test_møteplanen_gir_notatfristen_utsendingen_over_to_dager_og_møtet():
    lest = hendelser(filen("lbm-plan", {"motedato": "22.04.2026"}))

    assert [
        ("lbm-notat-20260422@une-handboka", date(2026, 4, 8), date(2026, 4, 9)),
        ("lbm-utsending-20260422@une-handboka", date(2026, 4, 15), date(2026, 4, 17)),
        ("lbm-moetet-20260422@une-handboka", date(2026, 4, 22), date(2026, 4, 23)),
    ] == [(et["uid"], et["fra"], et["til"]) for et in lest]
    assert [7, 2, 2] == [-(et["varsel"][0][3] - timedelta(hours=9)).days for et in lest]


SAMLINGEN = [
    ("samling-lesedag-20260302@une-handboka", date(2026, 3, 2), date(2026, 3, 3)),
    ("samling-moete-20260302@une-handboka", date(2026, 3, 3), date(2026, 3, 5)),
    ("samling-foerste-reise-20260302@une-handboka", date(2026, 4, 2), date(2026, 4, 3)),
    ("krav-20260304@une-handboka", date(2026, 4, 4), date(2026, 4, 5)),
]


def test_planen_for_samlingen_gir_lesedagen_møtedagene_og_fristene():
    lest = hendelser(filen("min-samling", {"foerste_dag": "02.03.2026"}, "2026-02-01"))

    assert SAMLINGEN == [(et["uid"], et["fra"], et["til"]) for et in lest]
    assert [7, 1, 7, 7] == [-(et["varsel"][0][3] - timedelta(hours=9)).days for et in lest]


def test_en_samling_på_én_dag_har_ingen_møtedag_i_kalenderen():
    lest = hendelser(filen("min-samling", {"foerste_dag": "02.03.2026", "dager": "1"}))

    assert ["samling-lesedag-20260302@une-handboka", "krav-20260302@une-handboka"] == [et["uid"] for et in lest]


def test_en_samling_på_to_dager_har_én_møtedag_i_kalenderen():
    [_, møtet, *_] = hendelser(filen("min-samling", {"foerste_dag": "02.03.2026", "dager": "2"}))

    assert (date(2026, 3, 3), date(2026, 3, 4)) == (møtet["fra"], møtet["til"])


def test_fristen_i_planen_er_samme_hendelse_som_den_fristen_gir():
    *_, planens = hendelser(filen("min-samling", {"foerste_dag": "02.03.2026"}))

    assert [planens] == hendelser(filen("frist", {"siste_dag": "04.03.2026"}))


def test_er_to_uker_før_en_fridag_står_notatet_i_kalenderen_på_arbeidsdagen_før():
    notat, *_ = hendelser(filen("lbm-plan", {"motedato": "16.04.2026"}))

    assert ("lbm-notat-20260416@une-handboka", date(2026, 4, 1), date(2026, 4, 2)) == (
        notat["uid"],
        notat["fra"],
        notat["til"],
    )


def test_varselet_sier_hvor_lenge_det_er_igjen_og_hvorfor():
    [et] = hendelser(filen("frist", {"siste_dag": "05.03.2026"}))

    assert timedelta(days=-7, hours=9) == et["varsel"][0][3]
    assert et["varsel"][0][2].startswith("Om 7 dager går fristen ut. Finn frem dokumentasjonen")


def test_et_varsel_som_alt_skulle_ha_ringt_er_ikke_med():
    [et] = hendelser(filen("frist", {"siste_dag": "05.03.2026"}, "2026-03-29"))

    assert [] == et["varsel"]


def _dag(dato, **mer):
    return {"dato": dato, "timer": "7"} | mer


def test_samme_samling_er_samme_hendelse_hva_som_enn_ellers_er_skrevet():
    dager = [_dag("04.03.2026"), _dag("05.03.2026")]
    reise = {
        "avreise": "04.03.2026 07:00",
        "hjemkomst": "05.03.2026 18:00",
        "avstand_km": "90",
        "overnatting": True,
    }
    filer = [
        filen("frist", {"siste_dag": "05.03.2026"}),
        filen("frist", {"siste_dag": "2026-03-05"}, "2026-03-20"),
        filen("honorar", {"dager": dager}),
        filen("honorar", {"dager": [_dag("05.03.2026", tap="9 000"), dager[0]], "tilknytning": "selvstendig"}),
        filen("oppgjor", {"dager": dager, "reiser": [reise]}),
        filen("oppgjor", {"dager": [_dag("05.03.2026", timer="9")]}),
    ]

    assert {("krav-20260305@une-handboka",)} == {tuple(et["uid"] for et in hendelser(fil)) for fil in filer}


def test_to_samlinger_med_samme_frist_er_to_hendelser():
    uid = {hendelser(filen("frist", {"siste_dag": dag}))[0]["uid"] for dag in ("29.01.2027", "30.01.2027")}

    assert 2 == len(uid)


def test_reisen_er_sin_egen_hendelse_og_den_samme_i_kost_og_oppgjør():
    reise = {"avreise": "03.03.2026 07:00", "hjemkomst": "03.03.2026 18:00", "avstand_km": "90"}
    [kost] = hendelser(filen("kost", reise))
    oppgjør = hendelser(filen("oppgjor", {"dager": [_dag("03.03.2026"), _dag("05.03.2026")], "reiser": [reise]}))

    assert "reise-20260303@une-handboka" == kost["uid"]
    assert {"reise-20260303@une-handboka", "krav-20260305@une-handboka"} == {et["uid"] for et in oppgjør}
