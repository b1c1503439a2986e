"""Everyone can use the pages: two judges and Nu on them, and the faults of stock Material held away by name.

axe reads every page for what hangs on the page's own words and ids. What hangs on the kind of an element (an
element with its classes, inside another with its own) it judges on as many pages as it takes to meet every kind
there is: colour in both palettes, all the rest in both views. IBM's engine judges the same pages, each in one
view. Both judge answers, errors, search and menu too; in the dark palette axe does so alone. What no judge sees:
tests/test_uten_mus.py.
"""

import json
import subprocess

import pytest

from tests.conftest import NETTSTED
from tests.motor import ROT
from tests.nettleser import finn_java
from tests.side import ett_av_hvert_slag, sider, slag_element

pytestmark = pytest.mark.nettleser

AXE = ROT / "node_modules/axe-core/axe.min.js"
IBM = ROT / "node_modules/accessibility-checker-engine/ace.js"
NU = ROT / "node_modules/vnu-jar/build/dist/vnu.jar"
SIDER = sorted(
    str(fil.relative_to(NETTSTED)).removesuffix("index.html")
    for fil in NETTSTED.rglob("*.html")
    # A short address leads on before it can be judged.
    if fil.name != "404.html" and not (fil.relative_to(NETTSTED).parts[0] == "r" and fil.name == "index.html")
)
KORT = [sti for sti in SIDER if sti.endswith("kort.html")]  # one template, and words that other pages have too
DELER = 4  # so that workers can share the pages
REGLER = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


UTVALG = ett_av_hvert_slag()


FARGER = REGLER | {"runOnly": ["cat.color"]}  # all that a palette can change
# What can be right on one page and wrong on the next though both have the same kinds of elements.
SIDENS_EGNE = REGLER | {
    "runOnly": """aria-valid-attr-value bypass document-title duplicate-id-aria empty-heading empty-table-header
    heading-order html-has-lang html-lang-valid image-alt label label-title-only landmark-one-main landmark-unique
    link-name page-has-heading-one region skip-link svg-img-alt table-duplicate-name td-headers-attr
    th-has-data-cells valid-lang""".split()
}

# Of many alike the judges need three, and each that has a kind of element not met before it: a third of the work.
TRE_AV_HVERT = """() => {
  const navn = (et) => [et.tagName, ...et.classList].join(".")
  const møtt = new Set()
  for (const over of document.querySelectorAll(":is(main, article), :is(main, article) *")) {
    const antall = {}
    for (const et of [...over.children].filter((barn) => barn.matches("li, tr, p, details"))) {
      const slag = [et, ...et.querySelectorAll("*")].map((inni) => `${navn(inni.parentElement)} > ${navn(inni)}`)
      antall[navn(et)] = (antall[navn(et)] ?? 0) + 1
      if (antall[navn(et)] > 3 && slag.every((et) => møtt.has(et))) et.remove()
      slag.forEach((et) => møtt.add(et))
    }
  }
}"""


def _axe(side, regler: dict = REGLER) -> list[str]:
    if not side.evaluate("typeof axe !== 'undefined'"):
        side.evaluate(AXE.read_text(encoding="utf-8"))
    funn = side.evaluate("valg => axe.run(document, valg)", regler)["violations"]
    return [f"{et['id']}: {et['nodes'][0]['html'][:200]} ({len(et['nodes'])} steder)" for et in funn]


def _ibm(side) -> list[str]:
    """IBM's violations of WCAG 2.2 AA, with all that is folded laid open: a folded label is none to its rules."""
    if not side.evaluate("typeof ace !== 'undefined'"):
        side.evaluate(IBM.read_text(encoding="utf-8"))
    side.evaluate("document.querySelectorAll('details').forEach((et) => (et.open = true))")
    funn = side.evaluate("""async () => (await new ace.Checker().check(document, ["WCAG_2_2"])).results
      .filter(({ value: [nivaa, utfall] }) => nivaa === "VIOLATION" && utfall === "FAIL")
      .map(({ ruleId, message, snippet }) => [ruleId, `${message}: ${snippet}`])""")
    return [f"{regel}: {hva[:300]}" for regel, hva in funn]


def _begge(side) -> list[str]:
    return _axe(side) + _ibm(side)


@pytest.mark.parametrize("del_", range(DELER))
def test_axe_finner_ingen_brudd_på_noen_side(åpne, adresse, del_):
    alle = [sti for sti in SIDER if sti in UTVALG or sti not in KORT[1:]]
    side = åpne(alle[del_])
    brudd = {}
    for sti in [*alle, "404.html"][del_::DELER]:
        side.goto(adresse + sti)
        funn = _axe(side, SIDENS_EGNE)
        if sti in UTVALG:
            side.evaluate(TRE_AV_HVERT)
            funn += _axe(side)
        if funn:
            brudd[sti] = funn
    assert brudd == {}


def test_utvalget_har_hvert_slag_element_på_nettstedet():
    hver = sider()
    funnet = set().union(*(set(slag_element(hver[adresse].rot)) for adresse in UTVALG))

    assert 5 < len(UTVALG) < len(SIDER)
    assert [adresse for adresse, side in hver.items() if not set(slag_element(side.rot)) <= funnet] == []


VISNINGER = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


# The wide view in the light palette is among all pages above.
@pytest.mark.parametrize("del_", range(2))
@pytest.mark.parametrize(("bredde", "fargevalg", "regler"), [(360, "light", REGLER), (1280, "dark", FARGER)])
def test_axe_finner_ingen_brudd_på_noe_slag_side(åpne, adresse, bredde, fargevalg, regler, del_):
    side = åpne(UTVALG[del_], bredde=bredde, fargevalg=fargevalg)
    brudd = {}
    for sti in UTVALG[del_::2]:
        side.goto(adresse + sti)
        side.evaluate(TRE_AV_HVERT)
        if funn := _axe(side, regler):
            brudd[sti] = funn
    assert brudd == {}


@pytest.mark.parametrize("del_", range(DELER))
def test_den_andre_dommeren_finner_ingen_brudd_på_noe_slag_side(åpne, adresse, del_):
    bredde, fargevalg = VISNINGER[del_]
    side = åpne(UTVALG[del_], bredde=bredde, fargevalg=fargevalg)
    brudd = {}
    for sti in UTVALG[del_::DELER]:
        side.goto(adresse + sti)
        side.evaluate(TRE_AV_HVERT)
        if funn := _ibm(side):
            brudd[sti] = funn
    assert brudd == {}


@pytest.mark.parametrize("fargevalg", ["light", "dark"])
@pytest.mark.parametrize("bredde", [360, 1280])
def test_to_dommere_finner_ingen_brudd_i_svar_feil_søk_og_meny(åpne, adresse, bredde, fargevalg):
    side = åpne("kalkulatorer/honorar/", bredde=bredde, fargevalg=fargevalg, reduced_motion="reduce")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="feil"]', timeout=60_000)
    døm = _begge if fargevalg == "light" else (lambda side: _axe(side, FARGER))
    assert døm(side) == []
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    side.fill('[name="dager.0.timer"]', "9")
    side.fill('[name="dager.0.tap"]', "5000")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="ok"]')
    assert døm(side) == []
    side.goto(adresse)
    _søk(side, "honorar")
    assert døm(side) == []
    if bredde == 360:
        side.goto(adresse + "nemndmedlem/betaling/")
        side.click("[data-meny]")
        assert døm(side) == []


def test_sidene_er_gyldig_html():
    kommando = [
        finn_java(),
        "-jar",
        str(NU),
        "--format",
        "json",
        "--errors-only",
        "--skip-non-html",
        str(NETTSTED),
    ]
    svar = subprocess.run(kommando, capture_output=True, encoding="utf-8", timeout=300)
    feil = [f"{et['url']}:{et.get('lastLine')}: {et['message']}" for et in json.loads(svar.stderr)["messages"]]
    assert feil == []


def _søk(side, ord: str) -> None:
    """Open the search as the page offers it at this width, and type."""
    side.locator("[data-soek]:visible, #soek-felt:visible").first.click()
    side.locator(".md-search__input:visible").fill(ord)
    side.wait_for_selector(".md-search-result__item:visible", timeout=20_000)


def test_søket_er_en_dialog_med_navn_og_antall_treff_leses_opp(åpne):
    side = åpne("")
    _søk(side, "honorar")
    dialog = side.locator("[role=dialog]:visible, dialog[open]")
    assert dialog.count() == 1
    assert dialog.get_attribute("aria-label") or dialog.get_attribute("aria-labelledby")
    tilstand = side.locator("#soek [role=status]")
    side.wait_for_function("et => /\\d/.test(et.textContent)", arg=tilstand.element_handle())


def test_søket_hører_tekst_som_limes_inn_eller_dikteres(åpne):
    side = åpne("")
    side.locator("#soek-felt").click()
    side.locator("#soek-felt").evaluate(
        "felt => { felt.value = 'taushetsplikt'; felt.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
    )
    side.wait_for_selector(".md-search-result__item:visible", timeout=20_000)


def test_escape_lukker_søket_og_fokus_går_tilbake(åpne):
    side = åpne("", bredde=360)
    knapp = side.locator("[data-soek]:visible").first
    knapp.focus()
    side.keyboard.press("Enter")
    side.locator(".md-search__input:visible").fill("frist")
    side.wait_for_selector(".md-search-result__item:visible", timeout=20_000)
    side.keyboard.press("Escape")
    if side.locator(".md-search__input:visible").count() and side.evaluate(
        "document.activeElement.matches('.md-search__input')"
    ):
        side.keyboard.press("Escape")  # the first one may empty the field, as in other search fields
    assert knapp.evaluate("et => et === document.activeElement")


def test_et_søketreff_kan_åpnes_med_tastaturet_alene(åpne, adresse):
    side = åpne("")
    side.locator("#soek-felt").focus()
    side.keyboard.type("taushetsplikt")
    side.wait_for_selector(".md-search-result__item:visible", timeout=20_000)
    for _ in range(10):
        side.keyboard.press("Tab")
        if side.evaluate("document.activeElement.closest('.md-search-result__item') !== null"):
            break
    side.keyboard.press("Enter")
    side.wait_for_url(lambda url: "habilitet" in url or "rollen" in url or "vervet" in url)


def test_menyen_på_telefon_er_en_knapp_og_en_lukket_meny_har_ingen_tabulatorstopp(åpne):
    side = åpne("nemndmedlem/betaling/", bredde=360)
    knapp = side.locator("[data-meny]")
    assert knapp.evaluate("et => et.tagName") == "BUTTON"
    assert knapp.get_attribute("aria-expanded") == "false"
    innenfor = []
    for _ in range(25):
        side.keyboard.press("Tab")
        innenfor.append(side.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null"))
    assert not any(innenfor)
    knapp.click()
    assert knapp.get_attribute("aria-expanded") == "true"
    side.keyboard.press("Escape")
    assert knapp.get_attribute("aria-expanded") == "false"
    assert knapp.evaluate("et => et === document.activeElement")


def test_lenker_i_teksten_kjennes_igjen_på_mer_enn_fargen(åpne):
    side = åpne("nemndmedlem/betaling/")
    uten_strek = side.evaluate(
        """() => [...document.querySelectorAll('.md-content :is(p, li, td) a[href]')]
          .filter((et) => !et.matches('.handling, .knapp, .headerlink'))
          .filter((et) => et.checkVisibility() && !getComputedStyle(et).textDecorationLine.includes('underline'))
          .map((et) => et.outerHTML)"""
    )
    assert uten_strek == []


def test_hver_side_kan_leses_på_320_piksler_uten_å_rulle_sidelengs(åpne, adresse):
    side, bredder = åpne(SIDER[0], bredde=320), {}
    for sti in SIDER:
        side.goto(adresse + sti)
        bredder[sti] = side.evaluate("document.documentElement.scrollWidth")

    assert {} == {sti: bredde for sti, bredde in bredder.items() if bredde > 320}


def test_første_tabulatorstopp_hopper_til_innholdet(åpne):
    side = åpne("nemndmedlem/betaling/")
    side.keyboard.press("Tab")
    assert "innhold" in side.evaluate("document.activeElement.textContent").lower()
    side.keyboard.press("Enter")
    assert side.evaluate("location.hash") != ""


def test_utskriften_viser_alt_innhold(åpne):
    side = åpne("nemndmedlem/reiseregning/")
    side.evaluate(
        "document.querySelectorAll('article :is(.headerlink, nav, button)').forEach((et) => et.remove())"
    )
    tekst_på_skjerm = side.inner_text("article")
    side.emulate_media(media="print")
    tekst_på_papir = side.inner_text("article")
    mangler = [linje for linje in tekst_på_skjerm.splitlines() if linje.strip() and linje not in tekst_på_papir]
    assert mangler == []
