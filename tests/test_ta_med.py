"""The answer taken along, as a reader does it: link, text, calendar, paper; and links opened, whole and broken."""

import json
import re
from binascii import crc32

import pytest
from icalendar import Calendar

from calculators.felles.bro import KALKULATORER, modul, regn
from tests.side import STATISK_TABELL
from tests.test_tilgjengelighet import _axe

pytestmark = pytest.mark.nettleser

HONORAR = "kalkulatorer/honorar/"
FERDIG = """() => document.querySelector('[data-resultat]').dataset.status
  || document.querySelector('[data-beskjed].varsel') !== null"""


def underskrevet(innhold: str) -> str:
    return f"{innhold}~{crc32(innhold.encode()):08x}"


TO_DAGER = "svar~1~honorar~2_2_3_20211005_7.5_3500_2_20211006_9_selvstendig~20211010~"
SAMME = underskrevet(f"{TO_DAGER}4400.00~honorar-normal_2000_honorar-lang_2400")
ENDRET = underskrevet(f"{TO_DAGER}4300.00~honorar-normal_1900_honorar-lang_2400")
# How many questions the worker has been given.
SPURTE = """
const Ekte = self.Worker;
self.spurte = 0;
self.Worker = class extends Ekte {
  postMessage(...alt) {
    self.spurte += 1;
    super.postMessage(...alt);
  }
};
"""
FRIST = 120_000  # ms the machine is given, however busy
TILGANG = {"permissions": ["clipboard-read", "clipboard-write"]}


def _lenke(navn: str, **inn) -> str:
    svar = json.loads(regn(navn, json.dumps(modul(navn).EKSEMPEL | inn | {"ta_med": True})))
    return svar["ta_med"]["lenke"]


def _vent(side) -> None:
    side.wait_for_function(FERDIG, timeout=FRIST)


def _regnet(åpne, **valg):
    """A page with an answer worked out by hand."""
    side = åpne(HONORAR, **valg)
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    side.fill('[name="dager.0.timer"]', "7,5")
    side.click("button[type=submit]")
    _vent(side)
    return side


def _knapp(side, navn: str):
    return side.get_by_role("button", name=navn)


# --- Opening a link ---


@pytest.mark.parametrize("navn", [navn for navn in KALKULATORER if getattr(modul(navn), "LENKE", True)])
def test_en_lenke_fyller_skjemaet_og_viser_svaret(åpne, navn):
    lenke = _lenke(navn)
    side = åpne(f"kalkulatorer/{navn}/#{lenke}")
    i_dag = side.evaluate("new Date().toLocaleDateString('sv')")  # the page sends its own day
    ventet = json.loads(regn(navn, json.dumps({"lenke": lenke, "i_dag": i_dag})))
    _vent(side)

    assert ventet["svar"] == side.text_content(".svar")
    assert side.is_hidden("[data-beskjed]")
    assert side.is_hidden("[data-feil]")
    assert f"#{lenke}" == side.evaluate("location.hash")

    def felt(verdier, prefiks=""):
        for nøkkel, verdi in verdier.items() if isinstance(verdier, dict) else enumerate(verdier):
            if isinstance(verdi, (dict, list)):
                yield from felt(verdi, f"{prefiks}{nøkkel}.")
            else:
                yield f"{prefiks}{nøkkel}", verdi

    for sti, verdi in felt(ventet["skjema"]):
        et = side.locator(f'[name="{sti}"]')
        if et.first.get_attribute("type") == "radio":
            valgt = json.dumps(verdi) if isinstance(verdi, bool) else verdi or ""
            assert side.is_checked(f'[name="{sti}"][value="{valgt}"]'), sti
        elif isinstance(verdi, bool):
            assert verdi == et.is_checked(), sti
        else:
            assert verdi == et.input_value(), sti


def test_et_svar_som_er_det_samme_har_ingen_boks_om_før_og_nå(åpne):
    side = åpne(f"{HONORAR}#{SAMME}")
    _vent(side)

    assert 0 == side.locator(".da-og-naa").count()


def test_er_noe_endret_siden_lenken_ble_laget_vises_svaret_da_og_nå(åpne):
    side = åpne(f"{HONORAR}#{ENDRET}")
    _vent(side)
    boks = side.inner_text(".da-og-naa").replace("\xa0", " ")

    assert boks.startswith("Svaret da og nå")
    assert "Lenken ble laget 10. oktober 2021." in boks
    assert "Svaret var 4 300 kr. Nå er det 4 400 kr." in boks
    assert "«Honorar for normal dag (0–8 timer)» var 1 900 kr. Nå er den 2 000 kr." in boks
    side.click("button[type=submit]")
    side.wait_for_function("!document.querySelector('.da-og-naa')")


def test_svaret_leses_opp_og_får_fokus_når_lenken_er_åpnet(åpne):
    side = åpne(f"{HONORAR}#{SAMME}")
    _vent(side)

    assert side.evaluate("document.activeElement.matches('[data-resultat]')")
    side.wait_for_function(
        "document.querySelector('[data-melding]').textContent.includes(document.querySelector('.svar').textContent)"
    )


@pytest.mark.parametrize(
    ("fragment", "ventet"),
    [
        (SAMME[:-20], "ikke hel"),
        (SAMME.replace("3500", "9500"), "ikke hel"),
        ("svar~", "ikke hel"),
        ("svar~%E0%A4%A", "ikke hel"),
        ("svar~<img src=x onerror=alert(1)>", "ikke hel"),
        (SAMME.replace("svar~1", "svar~2"), "Last siden på nytt"),
        (_lenke("frist"), "«Fristen for kravet»"),
    ],
)
def test_en_lenke_som_ikke_kan_åpnes_gir_en_melding_og_et_tomt_skjema(åpne, fragment, ventet):
    side = åpne(f"{HONORAR}#{fragment}")
    _vent(side)

    assert ventet in side.inner_text("[data-beskjed]")
    side.wait_for_function("document.querySelector('[data-melding]').textContent.length > 0")
    assert side.is_hidden("[data-resultat]")
    assert side.is_hidden("[data-feil]")
    assert [""] == side.evaluate(
        "[...new Set([...document.querySelectorAll('form input[type=text]')].map((et) => et.value))]"
    )
    assert [] == _axe(side)
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    assert side.is_hidden("[data-beskjed]")
    assert "" == side.evaluate("location.hash")


def test_siden_for_saksreferanser_åpner_ingen_lenker_og_gir_ingen(åpne):
    side = åpne(f"kalkulatorer/saksreferanse/#{SAMME}")
    side.wait_for_selector("[data-beskjed].varsel")
    assert "skal ikke stå i en" in side.inner_text("[data-beskjed]")

    side.fill('[name="lenke"]', "https://example.org/svar/0000000")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    assert side.is_hidden("[data-beskjed]")
    assert "" == side.evaluate("location.hash")
    assert 0 == _knapp(side, "Kopier lenke til svaret").count()
    assert 1 == _knapp(side, "Kopier som tekst").count()


def test_brevet_som_er_rettet_kan_kopieres_og_ingenting_av_det_blir_igjen(åpne):
    side = åpne("kalkulatorer/henvisning/", permissions=["clipboard-read", "clipboard-write"])
    side.fill('[name="tekst"]', "Hei\n\nSe RB30 kap. 3.\n")
    _knapp(side, "Sjekk henvisningene").click()
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    rettet = "Hei\n\nSe RB-30 punkt 3 Temanotat (UNE, publisert 24.05.2017).\n"
    assert rettet == side.get_by_label("Teksten med henvisningene slik de skrives nå").input_value()
    assert side.get_attribute(".utregning a:has-text('Åpne')", "href").endswith("rutiner/rb-30/#temanotat")
    _knapp(side, "Kopier teksten").click()
    side.wait_for_function(
        "document.querySelector('.taes-med [role=status]').textContent === 'Teksten er kopiert.'"
    )
    assert rettet == side.evaluate("navigator.clipboard.readText()")
    assert 0 == _knapp(side, "Kopier lenke til svaret").count()
    assert None is side.evaluate("history.state?.henvisning ?? null")

    _knapp(side, "Tøm skjemaet").click()
    assert "tekst" == side.evaluate("document.activeElement.name")
    assert "" == side.input_value('[name="tekst"]')


def test_en_lenke_der_tegnene_er_kodet_av_et_e_postprogram_åpnes_også(åpne):
    side = åpne(f"{HONORAR}#{SAMME.replace('~', '%7E').replace('_', '%5F')}")
    _vent(side)

    assert "4 400 kr" in side.inner_text(".svar").replace("\xa0", " ")


def test_lenken_virker_igjen_når_siden_lastes_på_nytt_men_forsvinner_når_noe_endres(åpne):
    side = åpne(f"{HONORAR}#{SAMME}")
    _vent(side)
    side.reload()
    _vent(side)
    assert "3 500" == side.input_value('[name="dager.0.tap"]')

    side.fill('[name="dager.0.tap"]', "9 000")
    assert "" == side.evaluate("location.hash")
    side.reload()
    assert "9 000" == side.input_value('[name="dager.0.tap"]')
    assert side.is_hidden("[data-resultat]")


def test_en_ny_lenke_på_samme_side_bytter_ut_skjemaet_og_svaret(åpne):
    side = åpne(f"{HONORAR}#{SAMME}")
    _vent(side)
    ny = underskrevet("svar~1~honorar~1_1_2_20211011_8~20211010~2000.00~honorar-normal_2000")
    side.evaluate("lenke => { location.hash = lenke }", ny)
    side.wait_for_function("document.querySelector('.svar')?.textContent.includes('1 dag')")

    assert ["11.10.2021"] == side.evaluate(
        "[...document.querySelectorAll('[name$=\".dato\"]')].map((et) => et.value)"
    )


def test_mens_kalkulatoren_hentes_sier_siden_at_lenken_åpnes_og_det_som_skrives_får_stå(åpne, adresse):
    side = åpne("", tillat_feil=True, starter=True)
    side.add_init_script(SPURTE)
    holdt = []
    side.route("**/*.wasm", lambda rute: holdt.append(rute))
    with side.expect_request("**/*.wasm"):
        side.goto(f"{adresse}{HONORAR}#{SAMME}")
    side.wait_for_selector("[data-beskjed]:not([hidden])")
    assert side.inner_text("[data-beskjed]").startswith("Åpner svaret i lenken.")

    side.fill('[name="dager.0.dato"]', "11.10.2021")
    assert "Du begynte å fylle ut" in side.inner_text("[data-beskjed]")
    assert "" == side.evaluate("location.hash")
    assert holdt
    for rute in holdt:
        rute.continue_()
    # The page puts what waits in the same step as it says that it is ready.
    side.wait_for_function("document.querySelector('[data-tilstand]').textContent.includes('klar')", timeout=FRIST)
    assert 0 == side.evaluate("self.spurte")
    assert "11.10.2021" == side.input_value('[name="dager.0.dato"]')
    assert side.is_hidden("[data-resultat]")


def test_starter_ikke_kalkulatoren_sier_siden_det_og_lenken_åpnes_når_nettet_er_tilbake(åpne):
    side = åpne(
        f"{HONORAR}#{SAMME}",
        tillat_feil=True,
        starter=True,
        før=lambda side: side.route("**/*.wasm", lambda rute: rute.abort()),
    )
    side.wait_for_selector("[data-svikt]:not([hidden])", timeout=FRIST)
    assert "kalkulatoren startet ikke" in side.inner_text("[data-beskjed]")
    assert side.locator(STATISK_TABELL).first.is_visible()

    side.unroute("**/*.wasm")
    _knapp(side, "Prøv igjen").click()
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    assert side.is_hidden("[data-beskjed]")
    assert "3 500" == side.input_value('[name="dager.0.tap"]')


def test_kan_ingenting_kjøre_i_bakgrunnen_sier_siden_det(åpne):
    nekt = "window.Worker = class { constructor () { throw new Error('nektet') } }"
    side = åpne(f"{HONORAR}#{SAMME}", tillat_feil=True, før=lambda side: side.add_init_script(nekt))

    assert "kalkulatoren startet ikke" in side.inner_text("[data-beskjed]")


@pytest.mark.parametrize("sti", ["", "nemndmedlem/betaling/", "satser/", "kalkulatorer/"])
def test_en_lenke_på_feil_side_skader_ingenting(åpne, sti):
    for fragment in (SAMME, "svar~%E0%A4%A"):
        side = åpne(f"{sti}#{fragment}")
        side.wait_for_load_state()
        assert 1 == side.locator("h1").count()


# --- Taking along ---


def test_lenken_som_kopieres_åpner_det_samme_svaret(åpne):
    side = _regnet(åpne, **TILGANG)
    svar = side.inner_text(".svar")
    _knapp(side, "Kopier lenke til svaret").click()
    side.wait_for_function(
        "document.querySelector('.taes-med [role=status]').textContent === 'Lenken er kopiert.'"
    )
    lenke = side.evaluate("navigator.clipboard.readText()")
    assert re.fullmatch(r"http://[^#?]+/kalkulatorer/honorar/#[A-Za-z0-9._~-]+", lenke)

    side.goto("about:blank")
    side.goto(lenke)
    _vent(side)
    assert svar == side.inner_text(".svar")
    assert "05.10.2021" == side.input_value('[name="dager.0.dato"]')


def test_det_som_står_i_lenken_sendes_ikke_til_tjeneren(åpne):
    spurt = []
    side = åpne(
        f"{HONORAR}#{SAMME}",
        starter=True,
        før=lambda side: side.on("request", lambda et: spurt.append(et.url)),
    )
    _vent(side)
    _knapp(side, "Legg i kalender").click()

    assert spurt
    assert [] == [url for url in spurt if "20211005" in url.partition("#")[0]]
    assert "sender det aldri til tjeneren" in side.inner_text(".om-lenken")
    assert side.get_attribute(".om-lenken", "id") == _knapp(side, "Kopier lenke").get_attribute("aria-describedby")


def test_svaret_kopieres_som_ren_tekst(åpne):
    side = _regnet(åpne, **TILGANG)
    _knapp(side, "Kopier som tekst").click()
    side.wait_for_function(
        "document.querySelector('.taes-med [role=status]').textContent === 'Teksten er kopiert.'"
    )
    tekst = side.evaluate("navigator.clipboard.readText()")

    assert tekst.startswith("Honorar eller tapt arbeidsfortjeneste\n\nHonorar gir mest: 2 000 kr for 1 dag.")
    assert "\n\nFrist\n– Send inn kravet senest 5. november 2021" in tekst
    assert "\xa0" not in tekst


def test_nekter_nettleseren_å_kopiere_står_teksten_merket_i_et_felt(åpne):
    side = _regnet(åpne)
    side.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('nei')) }")
    _knapp(side, "Kopier lenke til svaret").click()
    felt = side.locator(".taes-med textarea")
    felt.wait_for()

    assert "kopiere den selv" in side.inner_text(".taes-med [role=status]")
    assert felt.evaluate(
        "et => et === document.activeElement && et.readOnly && et.selectionEnd === et.value.length"
    )
    assert "/kalkulatorer/honorar/#svar~1~honorar~" in felt.input_value()
    assert [] == _axe(side)


def test_kalenderfilen_har_fristen(åpne):
    side = _regnet(åpne)
    with side.expect_download() as lastet:
        _knapp(side, "Legg i kalender (.ics)").click()
    assert "honorar.ics" == lastet.value.suggested_filename
    [hendelse] = Calendar.from_ical(lastet.value.path().read_bytes()).walk("VEVENT")

    assert ("2021-11-05", "krav-20211005@une-handboka") == (
        hendelse.decoded("DTSTART").isoformat(),
        str(hendelse["UID"]),
    )
    assert "lastet ned" in side.inner_text(".taes-med [role=status]")


def test_uten_frist_er_det_ingen_kalenderknapp(åpne):
    side = åpne("kalkulatorer/kost/")
    for felt, verdi in {
        "avreise": "03.03.2026 08:00",
        "hjemkomst": "03.03.2026 17:00",
        "avstand_km": "15",
    }.items():
        side.fill(f'[name="{felt}"]', verdi)
    side.click("button[type=submit]")
    _vent(side)

    assert "uavklart" == side.get_attribute("[data-resultat]", "data-status")
    assert 0 == _knapp(side, "Legg i kalender").count()
    assert 1 == _knapp(side, "Kopier lenke til svaret").count()


def test_alt_kan_gjøres_med_tastaturet(åpne):
    side = åpne(f"{HONORAR}#{SAMME}", **TILGANG)
    _vent(side)
    nådd = []
    for _ in range(40):
        side.keyboard.press("Tab")
        nådd.append(side.evaluate("document.activeElement.textContent"))
        if nådd[-1] == "Kopier som tekst":
            break
    assert {"Skriv ut svaret", "Kopier lenke til svaret", "Kopier som tekst"} <= set(nådd)
    side.keyboard.press("Enter")
    side.wait_for_function(
        "document.querySelector('.taes-med [role=status]').textContent === 'Teksten er kopiert.'"
    )


def test_på_papir_står_verken_knappene_eller_ordene_om_lenken(åpne):
    side = åpne(f"{HONORAR}#{ENDRET}")
    _vent(side)
    side.emulate_media(media="print")

    assert side.is_hidden(".taes-med")
    assert side.is_visible(".da-og-naa")


@pytest.mark.parametrize("bredde", [320, 1280])
@pytest.mark.parametrize("fargevalg", ["light", "dark"])
def test_axe_finner_ingen_brudd_når_en_lenke_er_åpnet_og_siden_er_ikke_for_bred(åpne, bredde, fargevalg):
    side = åpne(f"{HONORAR}#{ENDRET}", bredde=bredde, fargevalg=fargevalg, reduced_motion="reduce")
    _vent(side)

    assert [] == _axe(side)
    assert side.evaluate("document.documentElement.scrollWidth") <= bredde
