"""The text to copy: everything in the answer stands in it once, under its heading and in the reader's order."""

from datetime import date

from calculators.felles.klartekst import skriv

FAST = "\N{NO-BREAK SPACE}"
SVAR = {
    "svar": f"Du får 2{FAST}000 kr.",
    "uavklart": [{"tekst": "Ingen har sagt hva som gjelder."}],
    "linjer": [
        {"tekst": "Honorar", "verdi": f"2{FAST}000 kr"},
        {"tekst": "Tapet er under taket.", "verdi": "1 500 kr"},
        {"tekst": "Utbetaling", "verdi": "2 000 kr"},
    ],
    "frister": [{"tekst": "Send kravet senest 5. november."}],
    "dokumentasjon": [{"tekst": "Bekreftelse fra arbeidsgiveren"}, {"tekst": "Kvitteringer"}],
    "forbehold": [{"tekst": "Beløpet er før skatt."}],
    "satser": [
        {
            "navn": "Honorar for normal dag",
            "vist": f"2{FAST}000 kr",
            "fra_vist": "1. januar 2021",
            "bekreftet_vist": "1. oktober 2021",
            "kilde": {"tekst": "UNE: «For nemndmedlemmer»", "url": "https://example.org/"},
        }
    ],
}
TOMT = {navn: [] for navn in ("uavklart", "linjer", "frister", "dokumentasjon", "forbehold", "satser")}
DAG = date(2021, 10, 10)

HELT = """Fristen for kravet

Du får 2 000 kr.

– Ingen har sagt hva som gjelder.

Slik er det regnet ut
– Honorar: 2 000 kr
– Tapet er under taket. 1 500 kr
– Utbetaling: 2 000 kr

Frist
– Send kravet senest 5. november.

Dette må du legge ved
– Bekreftelse fra arbeidsgiveren
– Kvitteringer

Dette må du vite
– Beløpet er før skatt.

Satser som er brukt
– Honorar for normal dag: 2 000 kr, fra 1. januar 2021. Sist bekreftet 1. oktober 2021. \
Kilde: UNE: «For nemndmedlemmer»

Regnet ut i UNE-håndboka 10. oktober 2021. Svaret er veiledende.
"""
I_GRUPPER = """Fristen for kravet

Du får 2 000 kr.

Til sammen
– Utbetaling: 2 000 kr

Dette må du vite
– Beløpet er før skatt.

Tirsdag
– Honorar: 2 000 kr
– Tapet er under taket. 1 500 kr

Regnet ut i UNE-håndboka 10. oktober 2021. Svaret er veiledende.
"""


def test_hele_svaret_står_i_teksten_under_hver_sin_overskrift():
    assert HELT == skriv("frist", SVAR, DAG)


def test_kortet_kommer_etter_svaret_uten_det_som_svaret_alt_har_sagt():
    kort = [
        {"kode": "sum", "tekst": "Kravet er på 7 kr."},
        {"kode": "kan-bli", "tekst": "Kan bli 9 kr."},
        {"kode": "frist", "tekst": "Fristen gikk ut i går."},
        {"kode": "send", "tekst": "Send det i Betalmeg."},
    ]
    svar = TOMT | {"svar": "Fristen gikk ut i går. Du kan kreve 7 kr.", "kort": kort}

    assert skriv("frist", svar, DAG).split("\n\n")[1:3] == [
        "Fristen gikk ut i går. Du kan kreve 7 kr.",
        "– Kan bli 9 kr.\n– Send det i Betalmeg.",
    ]


def test_det_som_er_tomt_har_ingen_overskrift():
    bunn = "Regnet ut i UNE-håndboka 10. oktober 2021. Svaret er veiledende.\n"

    assert f"Fristen for kravet\n\nTomt.\n\n{bunn}" == skriv("frist", TOMT | {"svar": "Tomt."}, DAG)


def test_en_kalkulator_kan_ha_sine_egne_ord_for_utregningen():
    tekst = skriv("lbm-plan", SVAR, DAG)

    assert tekst.startswith("Plan for et likebehandlingsmøte\n\nDu får")
    assert "\n\nOppgavene i rekkefølge\n– Honorar: 2 000 kr\n" in tekst
    assert "Slik er det regnet ut" not in tekst


def test_summen_kommer_først_og_de_andre_gruppene_etter_det_en_må_vite():
    honorar, tap, utbetaling = SVAR["linjer"]
    grupper = [
        {"tekst": "Til sammen", "antall": 1},
        {"tekst": "Tirsdag", "antall": 2},
        {"tekst": "Onsdag uten noe", "antall": 0},
    ]
    svar = TOMT | {navn: SVAR[navn] for navn in ("svar", "forbehold")}
    svar |= {"linjer": [utbetaling, honorar, tap], "grupper": grupper}

    assert I_GRUPPER == skriv("frist", svar, DAG)


def test_en_plan_står_samlet_med_tiden_først_i_hvert_steg():
    grupper = [{"tekst": del_, "antall": 1, "slag": "plan"} for del_ in ("Før", "Under", "Etter")]
    tekst = skriv("frist", SVAR | {"grupper": grupper}, DAG)

    assert (
        """
Før
– 2 000 kr: Honorar

Under
– 1 500 kr: Tapet er under taket.

Etter
– 2 000 kr: Utbetaling

Frist
"""
        in tekst
    )


def test_en_første_gruppe_uten_navn_har_den_vanlige_overskriften():
    svar = TOMT | {"svar": "Svar.", "linjer": SVAR["linjer"][:1], "grupper": [{"tekst": "", "antall": 1}]}

    assert "\n\nSlik er det regnet ut\n– Honorar: 2 000 kr\n\n" in skriv("frist", svar, DAG)
