"""The pages in nynorsk as readers meet them: beside their bokmål, in one language, and with what was typed."""

import json
import re
import subprocess
import tomllib

import pytest
from playwright.sync_api import expect

from calculators.felles.bro import KALKULATORER, regn
from macros.grunn import ROT
from macros.nettsted.side import Nettsted
from macros.nettsted.tre import ta_ut, tekst
from macros.sjekk import ordbok
from tests.regler.test_nynorsk import BOKMÅL
from tests.side import NETTSTED, Side, mål, sider
from tests.soekeproever import spør
from tests.steg import LYTT
from tests.test_steg import Telefon, samlingen

SIDER = sider()
PÅ_NYNORSK = sorted(adresse for adresse in SIDER if adresse.startswith("nn/"))
PAR = [adresse.removeprefix("nn/") for adresse in PÅ_NYNORSK]
BARE_BOKMÅL = ("rutiner/rb-30/", "om/", "nemndmedlem/tolk/")
ALLE_EKSEMPLENE = "kalkulatorer/eksempler/"  # the page in nynorsk shows some, and leads to the rest
# The quoted words of others, and the names of forms, as their owners have them; and what a case writes itself.
ANDRES = re.compile(r"«[^«»]*»|ikke medhold")
DAGEN = "19.11.2026"
hvert_par = pytest.mark.parametrize("adresse", PAR)
hver_nynorsk = pytest.mark.parametrize("adresse", PÅ_NYNORSK)


def lenker(adresse: str, navn: str = "a") -> list:
    return [lenke for lenke in SIDER[adresse].rot.finn(navn) if lenke["href"]]


# --- The pages ---


def test_hver_kalkulator_og_sidene_en_må_lese_for_å_fylle_dem_ut_er_på_nynorsk():
    assert {f"kalkulatorer/{navn}/" for navn in KALKULATORER} <= set(PAR)
    assert {
        "nemndmedlem/",
        *(f"nemndmedlem/{s}/" for s in "betaling reiseregning skjema lommekort".split()),
    } <= set(PAR)


@hvert_par
def test_begge_sidene_sier_hvor_den_andre_er(adresse):
    for side in (adresse, f"nn/{adresse}"):
        [annen] = [et for et in lenker(side) if et["rel"] == "alternate"]
        alternativer = {
            et["hreflang"]: mål(SIDER[side], et["href"])[0] for et in lenker(side, "link") if et["hreflang"]
        }
        bokmål, nynorsk = (NETTSTED / sti / "index.html" for sti in (adresse, f"nn/{adresse}"))

        assert {"nb": bokmål, "nn": nynorsk, "x-default": bokmål} == alternativer
        venter = ("nb", bokmål) if side.startswith("nn/") else ("nn", nynorsk)
        assert venter == (annen["hreflang"], mål(SIDER[side], annen["href"])[0])
        assert annen["lang"] == annen["hreflang"]


@pytest.mark.parametrize("adresse", BARE_BOKMÅL)
def test_en_side_som_bare_er_på_bokmål_har_ingen_bryter(adresse):
    assert [] == [et for et in lenker(adresse) if et["rel"] == "alternate"]
    assert [] == [et for et in lenker(adresse, "link") if et["hreflang"]]


@hvert_par
def test_begge_sidene_har_de_samme_delene(adresse):
    def deler(side):
        return [et["id"] for nivå in ("h1", "h2", "h3") for et in SIDER[side].rot.finn(nivå)]

    assert deler(adresse) == deler(f"nn/{adresse}")


@hver_nynorsk
def test_en_lenke_fører_til_nynorsk_der_siden_finnes_og_sier_ellers_at_den_er_på_bokmål(adresse):
    for lenke in lenker(adresse):
        funnet = mål(SIDER[adresse], lenke["href"])
        if not funnet or lenke["rel"] == "alternate" or funnet[0].name != "index.html":
            continue
        sti = funnet[0].relative_to(NETTSTED).as_posix().removesuffix("index.html")
        assert sti not in PAR or f"nn/{sti}" == adresse == f"nn/{ALLE_EKSEMPLENE}", (
            f"{lenke['href']} er på nynorsk også"
        )
        if not sti.startswith(("nn/", "skriv-ut/")):
            assert "nb" == lenke["hreflang"], lenke["href"]


@hver_nynorsk
def test_alt_på_siden_som_ikke_er_merket_som_bokmål_er_nynorsk(adresse):
    side = Nettsted(NETTSTED)[adresse]
    for del_ in (side.artikkel, side.ramme()):
        ta_ut(del_, [*del_.iterfind(".//*[@lang='nb']"), *del_.iterfind(".//script")])
        assert [] == BOKMÅL.findall(ANDRES.sub("", tekst(del_)).lower())


@pytest.mark.parametrize(
    ("fil", "sier"), [("404.html", "Vi fann ikkje sida."), ("uten-nett.html", "Du er utan nett,")]
)
def test_siden_som_står_for_en_annen_sier_hva_som_er_galt_på_nynorsk_også(fil, sier):
    [avsnitt] = [et for et in Side(NETTSTED / fil).rot.finn("p") if et["lang"] == "nn"]

    assert avsnitt.tekst.startswith(sier)
    assert [] == BOKMÅL.findall(avsnitt.tekst.lower())


def test_nynorsken_er_ikke_i_registeret_og_ikke_i_seksjonene_for_andre_systemer():
    register = tomllib.loads((ROT / "docs/data/register.toml").read_text(encoding="utf-8"))
    seksjoner = json.loads((NETTSTED / "seksjoner.json").read_text(encoding="utf-8"))["seksjoner"]

    assert [] == [side for side in register if side.startswith("nn/")]
    assert [] == [et["side"] for et in seksjoner if et["side"].startswith("nn/")]


# --- The search, and the words of the scripts ---


@pytest.mark.parametrize(
    ("spørsmål", "venter"),
    [
        ("reiserekning", "nn/nemndmedlem/reiseregning/"),
        ("reiseregning", "nn/nemndmedlem/reiseregning/"),
        ("kostgodtgjersle", "nn/"),
        ("fristen for kravet", "nn/kalkulatorer/frist/"),
        ("temanotat", "rutiner/rb-30/"),
        ("tolk", "nemndmedlem/tolk/"),
    ],
)
def test_søket_fra_en_nynorsk_side_kjenner_begge_målformer_og_viser_leserens_først(spørsmål, venter):
    treff = [et["adresse"] for et in spør(spørsmål, indeks="nn/")[0]["treff"]]

    assert treff[0].startswith(venter)
    assert [] == [et for et in treff if et.partition("#")[0] in PAR]


def test_søket_fra_en_side_på_bokmål_viser_bare_bokmål():
    svar = spør("reiserekning", "frist", "honorar", "lommekort")

    assert [] == [et["adresse"] for en in svar for et in en["treff"] if et["adresse"].startswith("nn/")]


def test_det_skriptene_sier_er_på_begge_målformer():
    kode = "import('./docs/assets/ord.mjs').then(({ ORD }) => console.log(JSON.stringify(ORD)))"
    kode = f"globalThis.document = {{ documentElement: {{ lang: 'nb' }} }}; {kode}"
    ord_ = json.loads(subprocess.check_output(["node", "-e", kode], cwd=ROT))

    assert list(ord_["nb"]) == list(ord_["nn"])
    for mål_, fil in (("nb", "ordbok.toml"), ("nn", "ordbok-nn.toml")):
        egne = tomllib.loads((ROT / "docs/data" / fil).read_text(encoding="utf-8")).values()
        brukt = re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", " ".join(ord_[mål_].values())))
        assert set() == ordbok.ukjente(brukt, mål_) - {"UNE", *(ord for gruppe in egne for ord in gruppe["ord"])}
    for kode, skrevet in ord_["nb"].items():
        assert re.findall(r"\{\w+\}", skrevet) == re.findall(r"\{\w+\}", ord_["nn"][kode])


# --- In the browser ---


def test_bryteren_fører_til_samme_sted_med_det_som_er_skrevet_og_svaret(åpne):
    side = åpne("kalkulatorer/frist/")
    side.fill('[name="siste_dag"]', DAGEN)
    side.click("[type=submit]")
    expect(side.locator(".svar")).to_contain_text("Send inn kravet senest lørdag")
    side.evaluate("location.hash = '#tabeller'")
    side.click("a[data-maalform]")
    side.wait_for_url("**/nn/kalkulatorer/frist/#tabeller")

    assert DAGEN == side.input_value('[name="siste_dag"]')
    expect(side.locator(".svar")).to_contain_text("Send inn kravet seinast laurdag")
    assert "nn" == side.get_attribute("html", "lang")
    side.click("a[data-maalform]")
    side.wait_for_url("**/kalkulatorer/frist/#tabeller")
    expect(side.locator(".svar")).to_contain_text("Send inn kravet senest lørdag")


def test_en_lenke_til_et_svar_kan_leses_på_den_andre_målformen(åpne):
    svar = json.loads(regn("frist", json.dumps({"siste_dag": DAGEN, "i_dag": "2026-11-20", "ta_med": True})))
    lest = åpne(f"kalkulatorer/frist/#{svar['ta_med']['lenke']}")
    expect(lest.locator(".svar")).to_contain_text("Send inn kravet senest lørdag")
    lest.click("a[data-maalform]")
    lest.wait_for_url("**/nn/kalkulatorer/frist/#svar~*")

    expect(lest.locator(".svar")).to_contain_text("Send inn kravet seinast laurdag")
    assert DAGEN == lest.input_value('[name="siste_dag"]')


def test_oppgjøret_fylles_ut_i_steg_og_svarer_på_nynorsk(åpne):
    side = åpne("om/", bredde=360, reduced_motion="reduce", has_touch=True)
    side.add_init_script(LYTT)
    side.clock.set_fixed_time("2026-11-29T12:00")
    side.goto(side.url.removesuffix("om/") + "nn/kalkulatorer/oppgjor/")
    expect(side.locator("[data-tilstand]")).to_have_text("Kalkulatoren er klar.")
    samlingen(Telefon(side))

    # The same settlement as in tests/test_steg.py: 6 400 in honorar, 1 904.40 in kost.
    assert "Du kan krevje 8 304,40 kr før skatt." == side.inner_text("[data-svarkort] .sum").replace("\xa0", " ")
    assert {"nn"} == set(side.evaluate("self.sendt.map(({ maal }) => maal)"))
    side.evaluate("document.querySelectorAll('article details').forEach((et) => { et.open = true })")
    assert [] == BOKMÅL.findall(ANDRES.sub("", side.inner_text("article")).lower())


@pytest.mark.parametrize(("språk", "foreslår"), [("nn-NO", True), ("nb-NO", False), ("en-GB", False)])
def test_nettleserens_språk_foreslår_bare(åpne, språk, foreslår):
    side = åpne("kalkulatorer/frist/", språk=språk)

    assert side.url.endswith("/kalkulatorer/frist/") and "/nn/" not in side.url
    assert foreslår == side.is_visible(".maalforslag")


def test_bryteren_virker_uten_javascript_og_har_plass_på_en_smal_skjerm(åpne):
    side = åpne("nn/nemndmedlem/betaling/", bredde=320, java_script_enabled=False)

    assert side.locator("html").evaluate("et => et.scrollWidth") <= 320
    side.click("a[data-maalform]")
    side.wait_for_url("**/nemndmedlem/betaling/")
    assert "/nn/" not in side.url


def test_søket_fra_en_nynorsk_side_virker_uten_nett_med_den_indeksen_som_alltid_er_lagret(åpne):
    side = åpne("nn/kalkulatorer/frist/", tillat_feil=True)
    side.route("**/assets/soek/nn/**", lambda spurt: spurt.abort())
    side.fill("#soek-felt", "temanotat")

    expect(side.locator(".md-search-result__item").first).to_contain_text("Temanotat")
    assert "nb" == side.locator(".md-search-result__link").first.get_attribute("lang")
