"""What no judge of accessibility sees: where the keyboard leads, what things are called, and pages made larger."""

from itertools import product

import pytest

from tests.side import sider
from tests.test_tilgjengelighet import UTVALG

pytestmark = pytest.mark.nettleser

SIDER = {adresse: side for adresse, side in sider().items() if 'http-equiv="refresh"' not in side.kilde}
# WCAG 1.4.12: what a reader may set without losing anything.
AVSTAND = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""


@pytest.fixture
def side_av(åpne):
    """Return a function that leads one tab from page to page."""
    fane = []

    def gå(sti: str, **valg):
        if not fane:
            fane.append(åpne(sti, regner=False, **valg))
            fane.append(fane[0].url.removesuffix(sti))
        else:
            fane[0].goto(fane[1] + sti)
        return fane[0]

    return gå


UTEN_HOPP = ("404.html", "uten-nett.html")  # they are as short as a menu; so is paper without one


def test_hver_side_lar_leseren_hoppe_til_tittelen_og_bare_dit():
    prøvd = 0
    for sti, side in SIDER.items():
        hopp = [et for et in side.rot.alle() if "md-skip" in et.klasser]
        if not hopp:
            assert sti in UTEN_HOPP or sti.startswith("skriv-ut/"), sti
            continue
        [titel] = [et for et in side.rot.alle() if et.navn == "h1"]
        assert [("#" + titel["id"], "-1")] == [(et["href"], titel["tabindex"]) for et in hopp], sti
        prøvd += 1
    assert prøvd > 40


def test_hopp_til_hovedinnholdet_leder_til_tittelen_på_hvert_slag_side(side_av):
    prøvd = 0
    for sti in UTVALG:
        side = side_av(sti)
        if not side.locator(".md-skip").count():
            continue
        side.keyboard.press("Tab")
        hopp = "Hopp til hovudinnhaldet" if "nn/" in sti or sti.endswith("-nn/") else "Hopp til hovedinnholdet"
        assert hopp == side.evaluate("document.activeElement.textContent.trim()"), sti
        side.keyboard.press("Enter")
        side.wait_for_function("document.activeElement.matches('article h1')")
        # The next stop is the first of the content: nothing of it is passed by, nothing before it comes again.
        side.keyboard.press("Tab")
        første = side.evaluate(
            """() => {
              const h1 = document.querySelector("article h1");
              const etter = (et) => h1.compareDocumentPosition(et) & Node.DOCUMENT_POSITION_FOLLOWING;
              const slag = "a[href], button, input, select, textarea, summary, [tabindex='0']";
              const stopp = [...document.querySelectorAll(slag)]
                .filter((et) => etter(et) && et.checkVisibility({ visibilityProperty: true }) && !et.disabled);
              return stopp[0] === document.activeElement
                || stopp[0].name && stopp[0].name === document.activeElement.name;
            }"""
        )
        assert første, sti
        prøvd += 1
    assert prøvd > 5


def test_ingen_overskrift_har_en_knapp_eller_en_lenke_i_seg_som_ikke_er_overskriften_selv():
    funnet = 0
    for sti, side in SIDER.items():
        for overskrift in (et for et in side.rot.alle() if et.navn in ("h1", "h2", "h3", "h4")):
            inni = [et for et in overskrift.alle() if et.navn == "button" or "headerlink" in et.klasser]
            assert [] == inni, sti
            funnet += 1
    assert funnet > 200


def test_navnet_på_en_overskrift_er_overskriften_og_ikke_knappene_ved_siden_av(side_av):
    for sti in UTVALG:
        side = side_av(sti)
        kobling = side.context.new_cdp_session(side)
        noder = kobling.send("Accessibility.getFullAXTree")["nodes"]
        kobling.detach()
        navn = [
            node["name"]["value"]
            for node in noder
            if not node["ignored"] and node.get("role", {}).get("value") == "heading"
        ]
        assert navn, sti
        galt = [et for et in navn if "Lenke hit" in et or "Henvis" in et.split() or et.endswith(("#", "Vis til"))]
        assert [] == galt, sti


def test_større_avstand_mellom_linjer_ord_og_bokstaver_skjuler_ingenting(side_av):
    for sti, bredde in product(UTVALG, (1280, 320)):
        if bredde == 1280:
            side = side_av(sti)
            side.add_style_tag(content=AVSTAND)
        side.set_viewport_size({"width": bredde, "height": 900})
        klippet = side.evaluate(
            """() => [...document.querySelectorAll("body *:not(.usynlig, .usynlig *, svg *)")].filter((et) => {
              if (!et.checkVisibility() || !et.textContent.trim() || et.clientWidth < 2) return false;
              const { overflowX, overflowY } = getComputedStyle(et);
              const stenger = (verdi) => verdi === "hidden" || verdi === "clip";
              return stenger(overflowX) && et.scrollWidth > et.clientWidth + 1
                || stenger(overflowY) && et.scrollHeight > et.clientHeight + 1;
            }).map((et) => et.outerHTML.slice(0, 160))"""
        )
        assert klippet == [], (sti, bredde)
        assert side.evaluate("document.documentElement.scrollWidth") <= bredde, sti


def test_forstørret_fire_ganger_kan_siden_leses_uten_å_rulle_to_veier(åpne, adresse):
    side = åpne("", regner=False)
    side.set_viewport_size({"width": 320, "height": 256})
    for sti in UTVALG:
        side.goto(adresse + sti)
        assert side.evaluate("document.documentElement.scrollWidth") <= 320, sti
        side.evaluate("scrollTo(0, 400)")
        dekket = side.evaluate(
            """() => [...document.querySelectorAll("body *")]
              .filter((et) => /fixed|sticky/.test(getComputedStyle(et).position) && et.checkVisibility())
              .map((et) => et.getBoundingClientRect())
              .filter((r) => r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth)
              .filter((r) => r.width > innerWidth / 2)
              .reduce((sum, r) => sum + Math.min(r.bottom, innerHeight) - Math.max(r.top, 0), 0)"""
        )
        assert dekket <= 256 / 2, sti


@pytest.mark.parametrize("bredde", [360, 1280])
@pytest.mark.parametrize("del_", range(4))
def test_det_som_har_fokus_er_aldri_skjult_og_alltid_merket(side_av, bredde, del_):
    prøvd = 0
    for nr, sti in enumerate(UTVALG[del_::4]):
        side = side_av(sti, bredde=bredde)
        # Each page begins with the same header and menu: only the first is walked from there.
        if nr and side.locator("article h1").count():
            side.focus("article h1")
        for _ in range(20 if nr else 40):
            side.keyboard.press("Tab")
            svar = side.evaluate(
                """() => {
                  const et = document.activeElement;
                  if (et === document.body) return null;
                  const stil = getComputedStyle(et);
                  const ramme = getComputedStyle(et.closest(".ds-field, label, li, form") ?? et);
                  // The skip link is there only while it has focus: that is its mark.
                  const merket = et.matches(".md-skip") || [stil, ramme].some(
                    ({ outlineStyle, boxShadow }) => outlineStyle !== "none" || boxShadow !== "none");
                  const r = [...et.getClientRects()].find(({ width, height }) => width && height)
                    ?? et.getBoundingClientRect();
                  const x = Math.min(Math.max(r.left + r.width / 2, 1), innerWidth - 1);
                  const y = Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 1);
                  const over = document.elementFromPoint(x, y);
                  const sett = r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth
                    && over && (et.contains(over) || over.contains(et) || over.closest("label")?.contains(et)
                      || et.labels?.[0]?.contains(over));
                  return [et.outerHTML.slice(0, 120), merket, Boolean(sett)];
                }"""
            )
            if svar is None:
                break
            assert [svar[0], True, True] == svar, sti
            prøvd += 1
    assert prøvd > 50


@pytest.mark.parametrize("sti", ["nemndmedlem/betaling/", "kalkulatorer/oppgjor/"])
def test_med_tvungne_farger_ser_leseren_knapper_valg_og_hvor_hun_er(åpne, sti):
    side = åpne(sti, forced_colors="active", bredde=1280, regner=False)
    menyen = side.evaluate(
        """() => [...document.querySelectorAll("#meny a")].filter((et) => et.checkVisibility())
          .map((et) => [et.getAttribute("aria-current"), getComputedStyle(et).borderLeftColor])"""
    )
    andre = {stil for valgt, stil in menyen if not valgt}
    valgte = {stil for valgt, stil in menyen if valgt}

    assert valgte and andre
    assert valgte.isdisjoint(andre)
    # The drawing of a button without words is a background: it must be a colour of the palette, and its own.
    usynlige = side.evaluate(
        """() => [...document.querySelectorAll("button")]
          .filter((et) => et.checkVisibility() && !et.textContent.trim() && !et.querySelector("svg"))
          .filter((et) => {
            const tegnet = getComputedStyle(et, "::before");
            const ord = tegnet.content.replace(/["']/g, "").trim();
            return !ord && tegnet.backgroundColor === getComputedStyle(et).backgroundColor;
          }).map((et) => et.outerHTML.slice(0, 160))"""
    )
    assert usynlige == []
