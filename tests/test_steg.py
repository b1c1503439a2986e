"""The settlement asked in steps: short, nothing lost on the way, and the same answer however it was entered."""

import json
import random
import re
import subprocess
from datetime import date, datetime, timedelta

import pytest

from calculators.felles import kalender, norsk
from calculators.felles.bro import regn
from calculators.felles.norsk import Ugyldig
from macros.sider.steg import kalenderen
from tests.motor import ROT
from tests.steg import FRIST, I_DAG, LYTT, STI, Leser, avvik, lag
from tests.test_kalkulator_i_nettleser import TIL_SE_OVER, _felter, _trykk_til, dekkende
from tests.test_tilgjengelighet import FARGER, _axe, _begge

pytestmark = pytest.mark.nettleser

HER = "document.querySelector('[data-aktiv] h2').textContent"
KLAR = "document.querySelector('[data-tilstand]').textContent.includes('klar')"


@pytest.fixture
def skjema(åpne):
    """Return a function that opens the form in steps, as on a phone."""

    def åpnet(sti: str = STI, **valg):
        def før(side) -> None:
            side.add_init_script(LYTT)
            side.clock.set_fixed_time(datetime.fromisoformat(f"{I_DAG}T12:00"))

        return åpne(sti, før=før, **({"bredde": 360, "reduced_motion": "reduce"} | valg))

    return åpnet


class Telefon:
    """Taps and keys, counted: a tap anywhere is one, and each character, Enter too, is one key."""

    def __init__(self, side):
        self.side, self.trykk, self.taster, self.høyder = side, 0, 0, []

    def trykk_på(self, velger: str) -> None:
        self.trykk += 1
        self.side.locator(f"{velger} >> visible=true").first.click()

    def tast(self, tekst: str, enter: bool = False) -> None:
        self.taster += len(tekst) + enter
        self.side.keyboard.type(tekst)
        if enter:
            self.mål()
            self.side.keyboard.press("Enter")

    def mål(self) -> None:
        """Remember how tall the step is, fully filled in."""
        aktiv, høyde = self.side.evaluate(
            f"[{HER}, document.querySelector('form[data-kalkulator]').getBoundingClientRect().height]"
        )
        self.høyder = [et for et in self.høyder if et[0] != aktiv] + [(aktiv, høyde)]

    def neste(self) -> None:
        self.mål()
        self.trykk_på("[data-neste]")


def samlingen(telefon: Telefon) -> None:
    """Three days, 6, 8 and 9 hours; losses of 3 100, 2 500 and 0; train, two hotel nights, and a dinner."""
    telefon.trykk_på('[name="dager.0.dato"]')
    telefon.tast("17.11", enter=True)
    telefon.trykk_på('.brikke:has([name="snarvei-dager.0.timer"][value="til 8"])')
    telefon.trykk_på('.brikke:has([name="snarvei-dager.2.timer"][value="over 8"])')
    telefon.neste()
    telefon.trykk_på('.brikke:has([value="ja"])')
    telefon.tast("3100", enter=True)
    telefon.tast("2500")
    telefon.neste()
    telefon.trykk_på('.brikke:has([value="borte"])')
    telefon.tast("0700", enter=True)
    telefon.tast("2030", enter=True)
    telefon.trykk_på("[data-hver-morgen]")
    telefon.trykk_på('[name="reiser.0.maaltider.0.middag"]')
    telefon.neste()
    telefon.mål()
    telefon.trykk_på("[type=submit]")
    telefon.side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)


def test_den_vanlige_samlingen_tar_høyst_tolv_trykk_og_tjuefem_tegn(skjema):
    side = skjema(has_touch=True, starter=True)
    side.wait_for_function(KLAR, timeout=FRIST)
    telefon = Telefon(side)
    samlingen(telefon)

    # 2 000 + 2 000 + 2 400 in honorar; 1 012 − 50 %, 1 012 − 20 % and 736 − 20 % in kost.
    assert "Du kan kreve 8 304,40 kr før skatt." == side.inner_text("[data-svarkort] .sum").replace("\xa0", " ")
    assert telefon.trykk <= 12 and telefon.taster <= 25
    assert 6 == len(telefon.høyder)
    assert sum(høyde for _, høyde in telefon.høyder) <= 3.5 * 780
    assert side.locator("[data-svarkort]").bounding_box()["height"] <= 2 * 780
    sendt = side.evaluate("self.sendt.at(-1)")
    assert ["til 8", "til 8", "over 8"] == [dag["timer"] for dag in sendt["dager"]]
    assert "8304.40" == json.loads(regn("oppgjor", json.dumps(sendt)))["tall"]["utbetaling"]


def test_summen_underveis_kommer_fra_kalkulatoren_og_er_merket_foreløpig(skjema):
    side = skjema()
    assert "" == side.text_content("[data-loepende]")
    side.fill('[name="dager.0.dato"]', "17.11.2026")
    side.evaluate(TIL_SE_OVER)
    assert "" == side.text_content("[data-loepende]")
    side.go_back()
    for nr in range(3):
        side.evaluate(
            "nr => document.querySelector(`[name='snarvei-dager.${nr}.timer'][value='over 8']`).click()", nr
        )
    side.wait_for_function("document.querySelector('[data-loepende]').textContent", timeout=FRIST)
    assert "Foreløpig 7 200 kr" == side.text_content("[data-loepende]").replace("\xa0", " ")
    assert "status" == side.get_attribute("[data-loepende]", "role")


def test_hele_oppgjøret_kan_fylles_ut_med_bare_tastatur(skjema):
    side = skjema(bredde=1280)
    side.wait_for_function(KLAR, timeout=FRIST)
    _trykk_til(side, '[name="dager.0.dato"]')
    side.keyboard.type("03.03.2026")
    side.keyboard.press("Enter")
    assert "Steg 2 av 5" in side.evaluate("document.activeElement.textContent")
    _trykk_til(side, '[name="snarvei-dager.0.timer"]')
    side.keyboard.press("Space")
    side.keyboard.press("Enter")
    assert "Steg 3 av 5" in side.evaluate("document.activeElement.textContent")
    _trykk_til(side, "[data-neste]")
    side.keyboard.press("Enter")
    _trykk_til(side, '[name="snarvei-reise"]')
    side.keyboard.press("Space")
    side.keyboard.press("ArrowRight")
    _trykk_til(side, '[id="oppgjor-reiser-0-avreise-klokke"]')
    side.keyboard.type("07:00")
    side.keyboard.press("Enter")
    assert side.evaluate("document.activeElement.id") == "oppgjor-reiser-0-hjemkomst-klokke"
    side.keyboard.type("17:30")
    _trykk_til(side, '[name="snarvei-reiser.0.avstand_km"]')
    side.keyboard.press("ArrowLeft")
    _trykk_til(side, '[name="reiser.0.avstand_km"]')
    side.keyboard.type("40")
    side.keyboard.press("Enter")
    assert "Steg 5 av 5" in side.evaluate("document.activeElement.textContent")
    _trykk_til(side, "[data-neste]")
    side.keyboard.press("Enter")
    assert "Se over" == side.evaluate("document.activeElement.textContent").strip()
    assert ["04.03.2026 17:30", "05.03.2026 17:30"] == [
        side.input_value(f'[name="reiser.{nr}.hjemkomst"]') for nr in (1, 2)
    ]
    _trykk_til(side, "[type=submit]")
    side.keyboard.press("Enter")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    # 3 × 2 000 i honorar og 3 × 397 i kost
    assert "7 191 kr" in side.inner_text(".svar").replace("\xa0", " ")


def test_nettleserens_tilbakeknapp_går_ett_steg_og_ingenting_går_tapt(skjema):
    side = skjema()
    lengde = side.evaluate("history.length")
    side.fill('[name="dager.0.dato"]', "17.11.2026")
    side.click("[data-neste]")
    side.click('.brikke:has([name="snarvei-dager.0.timer"][value="over 8"])')
    side.click("[data-neste]")
    assert lengde + 2 == side.evaluate("history.length")
    side.go_back()
    side.wait_for_function(f"{HER}.includes('Steg 2')")
    assert side.evaluate("document.activeElement.matches('[data-aktiv] h2')")
    side.go_back()
    side.wait_for_function(f"{HER}.includes('Steg 1')")
    assert "17.11.2026" == side.input_value('[name="dager.0.dato"]')
    side.go_forward()
    side.go_forward()
    side.wait_for_function(f"{HER}.includes('Steg 3')")
    side.click("[data-forrige]")
    assert "Steg 2 av 5" in side.evaluate(HER)
    assert side.is_checked('[name="snarvei-dager.2.timer"][value="over 8"]')
    assert [1, 1] == side.evaluate(
        "[document.querySelectorAll('[data-neste]'), [...document.querySelectorAll('[data-steg]')]"
        ".filter((et) => et.checkVisibility())].map((et) => et.length)"
    )


def test_et_steg_som_mangler_noe_stanser_én_gang_og_sier_hva(skjema):
    side = skjema()
    side.click("[data-neste]")
    assert "Steg 1 av 5" in side.evaluate(HER)
    assert side.is_visible('[data-feil-for="dager.0.dato"]')
    assert "dager.0.dato" == side.evaluate("document.activeElement.name")
    side.wait_for_function(KLAR, timeout=FRIST)
    side.fill('[name="dager.0.dato"]', "31.02.2026")
    side.keyboard.press("Tab")
    side.wait_for_function("self.sendt.length")
    side.fill('[name="dager.0.dato"]', "17.11.2026")
    side.keyboard.press("Tab")
    side.wait_for_selector('[data-feil-for="dager.0.dato"]', state="hidden")
    side.click("[data-neste]")
    assert "Steg 2 av 5" in side.evaluate(HER)


def test_en_feil_etter_regn_ut_leder_til_steget_og_feltet(skjema):
    side = skjema()
    side.fill('[name="dager.0.dato"]', "03.03.2026")
    side.fill("[data-antall] input", "1")
    side.click("[data-neste]")
    side.click('.brikke:has([name="snarvei-dager.0.timer"][value="til 8"])')
    side.click("[data-neste]")
    side.click("[data-neste]")
    side.click('.brikke:has([value="hjem"])')
    side.fill('[id="oppgjor-reiser-0-avreise-klokke"]', "07:00")
    side.fill('[id="oppgjor-reiser-0-hjemkomst-klokke"]', "25:00")
    side.click('.brikke:has([name="snarvei-reiser.0.avstand_km"][value="over 15"])')
    side.click("summary:has-text('taxi')")
    side.fill('[name="reiser.0.drosje"]', "450")
    side.click("summary:has-text('taxi')")
    side.evaluate(TIL_SE_OVER)
    side.click("[type=submit]")
    side.wait_for_selector("[data-feil]:not([hidden])", timeout=FRIST)
    assert side.evaluate("document.activeElement.matches('[data-feil]')")
    side.click("[data-feil] a >> nth=0")
    assert "Steg 4 av 5" in side.evaluate(HER)
    assert "03.03.2026" == side.evaluate("document.activeElement.value")
    side.fill('[id="oppgjor-reiser-0-hjemkomst-klokke"]', "17:00")
    side.keyboard.press("Tab")
    side.wait_for_selector('[data-feil-for="reiser.0.hjemkomst"]', state="hidden", timeout=FRIST)
    assert "450" == side.input_value('[name="reiser.0.drosje"]')
    side.evaluate(TIL_SE_OVER)
    side.click("[type=submit]")
    side.wait_for_selector("[data-feil] a:has-text('godkjent')", timeout=FRIST)
    side.click("[data-feil] a")
    assert "reiser.0.godkjent" == side.evaluate("document.activeElement.name")


def test_forslagene_følger_den_første_dagen_til_leseren_retter_dem(skjema):
    side = skjema()
    side.fill('[name="dager.0.dato"]', "19.11.2026")
    assert ["20.11.2026", "23.11.2026"] == [side.input_value(f'[name="dager.{nr}.dato"]') for nr in (1, 2)]
    assert "foreslått" in side.inner_text("[data-periode]")
    side.fill('[name="dager.0.dato"]', "24.11.2026")
    assert "tir. 24. – tor. 26. november 2026" in side.inner_text("[data-periode]")
    side.click("[data-vis-alle]")
    side.fill('[name="dager.1.dato"]', "27.11.2026")
    side.fill('[name="dager.0.dato"]', "23.11.2026")
    assert ["27.11.2026", "30.11.2026"] == [side.input_value(f'[name="dager.{nr}.dato"]') for nr in (1, 2)]
    side.fill('[name="dager.0.dato"]', "20.11")
    side.keyboard.press("Tab")
    assert "20.11.2026" == side.input_value('[name="dager.0.dato"]')


def test_det_som_er_fjernet_eller_tømt_kan_angres(skjema):
    side = skjema()
    side.fill('[name="dager.0.dato"]', "17.11.2026")
    side.click("[data-vis-alle]")
    side.get_by_role("button", name="Fjern dag 2").click()
    assert 2 == side.locator('[data-liste="dager"] [data-rad]').count()
    side.get_by_role("button", name="Angre").click()
    assert "18.11.2026" == side.input_value('[name="dager.1.dato"]')
    assert 3 == side.locator('[data-liste="dager"] [data-rad]').count()
    side.evaluate(TIL_SE_OVER)
    side.click("[data-toem]")
    assert "" == side.input_value('[name="dager.0.dato"]')
    side.get_by_role("button", name="Angre").click()
    assert "17.11.2026" == side.input_value('[name="dager.0.dato"]')


def test_utkastet_følger_fanen_og_svaret_kommer_igjen_når_siden_lastes_på_nytt(skjema):
    side = skjema()
    samling = lag(random.Random(4))
    Leser(side).i_steg(samling)
    svar = side.inner_text(".svar")
    side.reload()
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    assert svar == side.inner_text(".svar")
    assert samling["dager"][0]["dato"] in side.input_value('[name="dager.0.dato"]')
    side.goto(side.url.split("kalkulatorer")[0] + "om/")
    side.goto(side.url.split("om/")[0] + STI)
    assert samling["dager"][0]["dato"] == side.input_value('[name="dager.0.dato"]')
    assert [] == side.evaluate("Object.keys(localStorage).filter((et) => et.startsWith('utkast'))")
    ny = side.context.new_page()
    ny.goto(side.url)
    assert "" == ny.input_value('[name="dager.0.dato"]')


def test_en_lenke_åpnes_ved_svaret_og_leder_til_stegene(skjema):
    inn = {"dager": [{"dato": "17.11.2026", "timer": "over 8"}], "i_dag": I_DAG, "ta_med": True}
    lenke = json.loads(regn("oppgjor", json.dumps(inn)))["ta_med"]["lenke"]
    side = skjema(f"{STI}#{lenke}")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    assert side.is_visible("[data-se-over]")
    side.click("[data-oversikt] button >> nth=1")
    assert "Steg 2 av 5" in side.evaluate(HER)
    assert side.is_checked('[name="snarvei-dager.0.timer"][value="over 8"]')
    assert "" == side.evaluate("location.hash")


def test_uten_javascript_er_det_ett_skjema_med_hvert_felt_én_gang(åpne):
    side = åpne(STI, java_script_enabled=False)
    for felt in ("dager.0.dato", "dager.2.timer", "dager.1.tap", "reiser.0.avreise", "reiser.0.avstand_km"):
        assert 1 == side.locator(f'[name="{felt}"]').count()
        assert side.is_visible(f'[name="{felt}"]'), felt
    assert side.is_hidden("[data-neste]")
    assert side.is_hidden('[name="snarvei-dager.0.timer"] >> nth=0')
    assert side.is_visible("[type=submit]")


def _hver_måte_å_fylle_ut() -> list[dict]:
    """Of random settlements, as few and as short as fill in each field in each way that any of them does.

    Of dates and kilometres driven there is no end; where one picks or types one of a few, each of them is met.
    """
    t = random.Random(20261129)
    alle = [lag(t) for _ in range(100)]
    noen_få = (".måte", ".dager.timer", ".dager.tap", ".reiser.avstand_km")
    trekk = [
        {
            (felt, verdi if felt in noen_få or not isinstance(verdi, str) else re.sub("[0-9]+", "9", verdi))
            for felt, verdi in _felter(inn)
        }
        for inn in alle
    ]
    return [alle[nr] for nr in dekkende(trekk, lambda nr: len(alle[nr]["dager"]) + len(alle[nr]["reiser"]))]


def test_tilfeldige_oppgjør_gir_samme_svar_i_steg_som_på_kommandolinjen(skjema):
    side, alle = skjema(), _hver_måte_å_fylle_ut()
    funnet = [(inn, feil) for inn in alle if (feil := avvik(Leser(side), inn))]

    assert {"nei", "hjem", "borte"} == {inn["måte"] for inn in alle}
    assert [] == funnet


DATOER = """
import { lesDato, nesteArbeidsdag, skrivDato } from "%s";
const { kalender, tekster, dager } = JSON.parse(process.argv[1]);
const skriv = (dag) => (dag === null ? null : skrivDato(dag));
console.log(JSON.stringify([
  tekster.map((tekst) => skriv(lesDato(tekst, kalender))),
  dager.map((dag) => skriv(nesteArbeidsdag(lesDato(dag, kalender), kalender))),
]));
"""


def _lest(tekst: str) -> str | None:
    try:
        return f"{norsk.les_dato(tekst):%d.%m.%Y}"
    except Ugyldig:
        return None


def _neste(dag: date) -> str | None:
    try:
        return f"{kalender.arbeidsdag(dag + timedelta(1), 1):%d.%m.%Y}"
    except kalender.UkjentÅr:
        return None


def test_forslagene_leser_datoer_og_kjenner_arbeidsdager_som_python_gjør():
    tekster = ["17.11.26", "17/11-2026", "17112026", "2026-11-17", "17. november 2026", " 1.2.2027 ", "31.02.2026"]
    tekster += [
        "171126",
        "17.11",
        "",
        "i dag",
        "1.1.1899",
        "29.02.2028",
        "17.13.2026",
        "5. Mai 2026",
        "5. foo 2026",
    ]
    dager = [date(2025, 12, 1) + timedelta(nr) for nr in range(800)] + [date(2040, 12, 31), date(2017, 1, 1)]
    inn = {"kalender": kalenderen(), "tekster": tekster, "dager": [f"{dag:%d.%m.%Y}" for dag in dager]}
    fil = (ROT / "docs/assets/kalkulator/datoer.mjs").as_uri()
    svar = subprocess.run(
        ["node", "--input-type=module", "-e", DATOER % fil, json.dumps(inn)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert [[_lest(et) for et in tekster], [_neste(dag) for dag in dager]] == json.loads(svar.stdout)


@pytest.mark.parametrize("fargevalg", ["light", "dark"])
def test_dommerne_finner_ingen_brudd_i_noe_steg(skjema, fargevalg):
    side = skjema(fargevalg=fargevalg)
    side.wait_for_function(KLAR, timeout=FRIST)
    funnet = {}

    class Dømt(Telefon):
        def mål(self, del_: str = "form[data-kalkulator]") -> None:
            if brudd := _begge(self.side, del_) if fargevalg == "light" else _axe(self.side, FARGER, del_):
                funnet[self.side.evaluate(HER)] = brudd
            self.side.evaluate("document.querySelectorAll('details').forEach((et) => (et.open = false))")

    side.click("[data-neste]")
    assert side.is_visible('[data-feil-for="dager.0.dato"]')
    Dømt(side).mål("")  # the whole page, of which each step changes the form alone
    samlingen(Dømt(side))
    assert {} == funnet
