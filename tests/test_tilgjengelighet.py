"""Everyone can use the pages: two judges and Nu on them, and the faults of stock Material held away by name.

axe reads every page for what hangs on the page's own words and ids. All the rest hangs on the kind of an
element: its name, classes and attributes, inside those of everything around it. The judges see a kind where it is
first met, and never again: axe in both palettes and both views, IBM's engine in one of them. Both judge answers,
errors, search and menu too, and where the page around has been judged, only what is new in it; in the dark palette
axe does so alone. What no judge sees: tests/test_uten_mus.py.
"""

import json
import subprocess
from pathlib import Path

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
KORT = [sti for sti in SIDER if sti.endswith("kort.html")][1:]  # one template, and words that other pages have too
REGLER = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


UTVALG = ett_av_hvert_slag()


SMAL = 320  # a small phone, and any screen at 400 %
VISNINGER = [(SMAL, "light"), (SMAL, "dark"), (1280, "light"), (1280, "dark")]
FARGER = REGLER | {"runOnly": ["cat.color"]}  # all that a palette can change
# What can be right on one page and wrong on the next though both have the same kinds of elements.
EGNE = """aria-command-name aria-dialog-name aria-input-field-name aria-toggle-field-name aria-valid-attr-value
    bypass button-name document-title duplicate-id-aria empty-heading empty-table-header heading-order
    html-has-lang html-lang-valid image-alt input-button-name label label-title-only landmark-one-main
    landmark-unique link-name page-has-heading-one region scrollable-region-focusable select-name skip-link
    summary-name svg-img-alt table-duplicate-name td-headers-attr th-has-data-cells valid-lang""".split()
SIDENS_EGNE = REGLER | {"runOnly": EGNE}
SLAGENES = REGLER | {"rules": {regel: {"enabled": False} for regel in EGNE}}

# Leaves what has a kind that no page before this one had, three of each at the most, and what that must have
# around it to be what it is. A judge with one view of the page has judged only what is seen in it. The tab
# remembers for each judge the kinds it has met. Answers with how many elements are left to judge.
BARE_NYE_SLAG = """([dommer, bareSynlige]) => {
  const kjente = JSON.parse(sessionStorage.getItem(dommer) ?? "{}")
  const navn = ({ localName, classList, attributes }) => [localName, ...[...classList].sort(), ...[...attributes]
    .filter((et) => !["class", "lang"].includes(et.name))
    .map(({ name, value }) => (["role", "type"].includes(name) ? `${name}=${value}` : name)).sort()].join(" ")
  const alle = [...document.body.querySelectorAll("*")]
  const nr = new Map(), antall = {}
  const nye = alle.filter((et) => {
    const navnet = `${nr.get(et.parentElement) ?? ""} ${navn(et)}`
    const slag = (kjente[navnet] ??= { nr: Object.keys(kjente).length, dømt: false })
    nr.set(et, slag.nr)
    if (slag.dømt || bareSynlige && !et.checkVisibility()) return false
    return (antall[navnet] = (antall[navnet] ?? 0) + 1) <= 3
  })
  for (const navnet in antall) kjente[navnet].dømt = true
  const står = new Set([document.body]), hele = new Set()
  const stå = (et) => { for (; !står.has(et); et = et.parentElement) står.add(et) }
  const helt = (et) => {
    if (!et || hele.has(et)) return
    hele.add(et)
    stå(et)
    for (const barn of et.children) helt(barn)
  }
  nye.forEach(stå)
  document.querySelectorAll("header, nav, main, article, footer, h1, .md-skip").forEach(stå)
  for (const et of står) { // what is added on the way is met too
    helt(et.closest("a, button, dl, h1, select, summary, svg, tr"))
    for (const del of et.children) if (del.matches("caption, legend, summary, thead")) helt(del)
    et.labels?.forEach(helt)
    for (const peker of ["aria-controls", "aria-describedby", "aria-labelledby", "headers"])
      et.getAttribute(peker)?.split(" ").forEach((id) => helt(document.getElementById(id)))
  }
  alle.forEach((et) => { if (!står.has(et)) et.remove() })
  sessionStorage.setItem(dommer, JSON.stringify(kjente))
  return nye.length
}"""


ÅPNE_ALT = "document.querySelectorAll('details').forEach((et) => (et.open = true))"


def _axe(side, regler: dict = REGLER, del_: str = "") -> list[str]:
    """What axe finds on the page, or in this part of it."""
    if not side.evaluate("typeof axe !== 'undefined'"):
        side.evaluate(AXE.read_text(encoding="utf-8"))
    return side.evaluate(
        """async ([valg, del]) => (await axe.run(del || document, valg)).violations
          .map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)} (${nodes.length} steder)`)""",
        [regler, del_],
    )


def _ibm(side, del_: str = "") -> list[str]:
    """IBM's violations of WCAG 2.2 AA, with all that is folded laid open: a folded label is none to its rules."""
    if not side.evaluate("typeof ace !== 'undefined'"):
        side.evaluate(IBM.read_text(encoding="utf-8"))
    side.evaluate(ÅPNE_ALT)
    funn = side.evaluate(
        """async (del) => {
          const hva = del ? document.querySelector(del) : document
          const { results } = await new ace.Checker().check(hva, ["WCAG_2_2"])
          return results.filter(({ value: [nivaa, utfall] }) => nivaa === "VIOLATION" && utfall === "FAIL")
            .map(({ ruleId, message, snippet }) => [ruleId, `${message}: ${snippet}`])
        }""",
        del_,
    )
    return [f"{regel}: {hva[:300]}" for regel, hva in funn]


def _begge(side, del_: str = "") -> list[str]:
    return _axe(side, del_=del_) + _ibm(side, del_)


MØRK = """() => [document.body, document.documentElement].some((et) => {
  const [r, g, b, synlig = 1] = getComputedStyle(et).backgroundColor.match(/[\\d.]+/g).map(Number)
  return synlig && r + g + b < 3 * 128
})"""


def _åpne_for_dommer(åpne, dommer: Path):
    """A tab where each page has the judge ready: to read it in takes half as long as to judge."""
    return åpne("om/", reduced_motion="reduce", regner=False, før=lambda side: side.add_init_script(path=dommer))


def _døm_med_axe(side, egne: tuple[int, ...] = (1280,)) -> list[str]:
    """What axe finds on the open page by its own words and ids, at these widths, and by the kinds it brings."""
    funn = []
    for bredde in egne:
        side.set_viewport_size({"width": bredde, "height": 900})
        funn += _axe(side, SIDENS_EGNE)
    if side.evaluate(BARE_NYE_SLAG, ["axe", False]):
        funn += _axe(side, SLAGENES)
        side.emulate_media(color_scheme="dark")
        side.wait_for_function(MØRK)
        funn += _axe(side, FARGER)
        side.emulate_media(color_scheme="light")
        side.wait_for_function(f"!({MØRK})()")
        side.set_viewport_size({"width": SMAL, "height": 900})
        funn += _axe(side, SLAGENES)
    return funn


def _døm_med_ibm(side) -> list[str]:
    """What IBM's engine finds on the open page by the kinds it brings."""
    side.evaluate(ÅPNE_ALT)
    return _ibm(side) if side.evaluate(BARE_NYE_SLAG, ["ibm", True]) else []


@pytest.mark.xdist_group("axe på alle")
def test_axe_finner_ingen_brudd_på_noen_side_og_hver_kan_leses_på_320_piksler_uten_å_rulle_sidelengs(
    åpne, adresse
):
    side, brudd = _åpne_for_dommer(åpne, AXE), {}
    # The richest first, so that the others have little that is new.
    for sti in [*UTVALG, *(sti for sti in [*SIDER, "404.html"] if sti not in UTVALG)]:
        side.set_viewport_size({"width": SMAL, "height": 900})
        side.goto(adresse + sti)
        bredde, funn = side.evaluate("document.documentElement.scrollWidth"), []
        if sti in UTVALG or sti not in KORT:
            funn = _døm_med_axe(side, (SMAL, 1280) if sti in UTVALG else (1280,))
        if bredde > SMAL:
            funn.append(f"{bredde} piksler bred")
        if funn:
            brudd[sti] = funn
    assert brudd == {}


@pytest.mark.xdist_group("IBM på alle slag")
def test_den_andre_dommeren_finner_ingen_brudd_på_noe_slag_side(åpne, adresse):
    side, brudd = åpne("om/", reduced_motion="reduce", regner=False), {}
    for nr, sti in enumerate(UTVALG):
        bredde, fargevalg = VISNINGER[nr % len(VISNINGER)]
        side.set_viewport_size({"width": bredde, "height": 900})
        side.emulate_media(color_scheme=fargevalg)
        side.goto(adresse + sti)
        if funn := _døm_med_ibm(side):
            brudd[sti] = funn
    assert brudd == {}


# One fault of each sort: in both palettes, in the dark one, by the page's own words, and by what an element is.
FEIL = """() => {
  document.querySelector("article").insertAdjacentHTML("beforeend", `
    <p style="color: #999">svakt</p><p id="moerk" style="color: #444">svakt i mørket</p>
    <h2></h2><img src="" class="feil"><input class="feil">`)
}"""


def test_dommerne_finner_feil_på_en_side_som_ellers_er_lik_en_de_har_sett(åpne, adresse):
    side = åpne("nemndmedlem/rollen/", reduced_motion="reduce")
    _døm_med_axe(side)
    side.reload()
    _døm_med_ibm(side)
    side.goto(f"{adresse}nemndmedlem/tolk/")
    side.evaluate(FEIL)
    funn = _døm_med_axe(side)
    side.goto(f"{adresse}nemndmedlem/tolk/")
    side.evaluate(FEIL)
    hos_ibm = _døm_med_ibm(side)

    assert {"color-contrast", "empty-heading", "image-alt", "label"} <= {et.split(":")[0] for et in funn}
    assert any('id="moerk"' in et for et in funn)
    assert {"img_alt_valid", "input_label_exists", "text_contrast_sufficient"} <= {
        et.split(":")[0] for et in hos_ibm
    }


def test_utvalget_har_hvert_slag_element_på_nettstedet():
    hver = sider()
    funnet = set().union(*(set(slag_element(hver[adresse].rot)) for adresse in UTVALG))

    assert 5 < len(UTVALG) < len(SIDER)
    assert [adresse for adresse, side in hver.items() if not set(slag_element(side.rot)) <= funnet] == []


@pytest.mark.parametrize("fargevalg", ["light", "dark"])
@pytest.mark.parametrize("bredde", [360, 1280])
def test_to_dommere_finner_ingen_brudd_i_svar_feil_søk_og_meny(åpne, adresse, bredde, fargevalg):
    side = åpne("kalkulatorer/honorar/", bredde=bredde, fargevalg=fargevalg, reduced_motion="reduce")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="feil"]', timeout=60_000)
    # What stands around the answer and the search is judged with the errors.
    døm = _begge if fargevalg == "light" else (lambda side, del_="": _axe(side, FARGER, del_))
    assert døm(side) == []
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    side.fill('[name="dager.0.timer"]', "9")
    side.fill('[name="dager.0.tap"]', "5000")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="ok"]')
    assert døm(side, "main") == []
    side.goto(adresse)
    _søk(side, "honorar")
    assert døm(side, "header") == []
    if bredde == 360:
        side.goto(adresse + "nemndmedlem/betaling/")
        side.click("[data-meny]")
        assert døm(side) == []


def test_sidene_er_gyldig_html():
    kommando = [
        finn_java(),
        *("-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),  # over before Java has made itself quick
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
