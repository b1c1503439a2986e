"""At each heading a reader can copy the link, or the reference as staff write it, by mouse, keyboard and touch."""

import re

import pytest

from tests.conftest import NETTSTED
from tests.side import sider
from tests.test_tilgjengelighet import _axe

pytestmark = pytest.mark.nettleser

RB, BETALING = "rutiner/rb-30/", "nemndmedlem/betaling/"
HENVISNINGER = {
    (RB, "rb-30"): "RB-30 Rutiner for likebehandlingsmøter (UNE, publisert 24.05.2017)",
    (RB, "formaal"): "RB-30, «Formål» (UNE, publisert 24.05.2017)",
    (RB, "temanotat"): "RB-30 punkt 3 Temanotat (UNE, publisert 24.05.2017)",
    (RB, "disposisjon"): "RB-30 punkt 3 Temanotat, «Disposisjon og plan» (UNE, publisert 24.05.2017)",
    (BETALING, "betaling"): "UNE-håndboka: Honorar og tapt arbeidsfortjeneste (kontrollert 21.11.2026)",
    (BETALING, "lesedag"): (
        "UNE-håndboka: Honorar og tapt arbeidsfortjeneste, «Lesing og lesedag» (kontrollert 21.11.2026)"
    ),
}
MED_UTKLIPP = {"permissions": ["clipboard-read", "clipboard-write"]}


def _åpne_boks(side, id: str):
    side.locator(f"#{id} ~ .siter-knapp").click()
    boks = side.locator("#siter")
    assert boks.is_visible()
    return boks


def _utklipp(side) -> str:
    return side.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize(("sti", "id"), HENVISNINGER)
def test_henvisning_og_lenke_kopieres_slik_ansatte_skriver_dem(åpne, adresse, sti, id):
    side = åpne(sti + "?q=", **MED_UTKLIPP)
    side.keyboard.press("Escape")
    boks = _åpne_boks(side, id)
    status = boks.get_by_role("status")

    boks.get_by_role("button", name="Kopier lenke").click()
    side.wait_for_function("et => et.textContent === 'Lenken er kopiert.'", arg=status.element_handle())
    assert _utklipp(side) == f"{adresse}{sti}#{id}"
    boks.get_by_role("button", name="Kopier henvisning").click()
    side.wait_for_function("et => et.textContent === 'Henvisningen er kopiert.'", arg=status.element_handle())
    assert _utklipp(side) == f"{HENVISNINGER[sti, id]}, {adresse}{sti}#{id}"


def test_adressen_er_den_offentlige_når_nettstedet_har_en(åpne):
    side = åpne(RB, **MED_UTKLIPP)
    side.route(
        "**/rutiner/rb-30/",
        lambda rute: rute.fulfill(
            body=re.sub(
                r'<link rel="canonical"[^>]*>', "", (NETTSTED / RB / "index.html").read_text(encoding="utf-8")
            ).replace("</head>", '<link rel="canonical" href="https://eksempel.no/rutiner/rb-30/"></head>'),
            content_type="text/html; charset=utf-8",
        ),
    )
    side.reload()
    boks = _åpne_boks(side, "temanotat")
    boks.get_by_role("button", name="Kopier lenke").click()
    side.wait_for_function("document.querySelector('#siter [role=status]').textContent")

    assert _utklipp(side) == "https://eksempel.no/rutiner/rb-30/#temanotat"


def test_alt_går_med_tastaturet_og_fokus_kommer_tilbake(åpne):
    side = åpne(RB, **MED_UTKLIPP)
    knapp = side.locator("#temanotat ~ .siter-knapp")
    assert "Henvis" == knapp.inner_text()
    assert "3 Temanotat" == side.locator(f"#{knapp.get_attribute('aria-describedby')}").inner_text()
    knapp.focus()
    side.keyboard.press("Enter")
    assert side.locator("#siter").is_visible()
    assert side.evaluate("document.activeElement.textContent") == "Kopier lenke"
    assert side.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    side.keyboard.press("Tab")
    assert side.evaluate("document.activeElement.textContent") == "Kopier henvisning"
    side.keyboard.press("Enter")
    side.wait_for_function("document.querySelector('#siter [role=status]').textContent")
    assert _utklipp(side).startswith("RB-30 punkt 3 Temanotat")
    side.keyboard.press("Escape")
    assert not side.locator("#siter").is_visible()
    assert knapp.evaluate("et => et === document.activeElement")


def test_knappen_åpner_og_lukker_og_bare_én_boks_er_åpen(åpne):
    side = åpne(RB)
    _åpne_boks(side, "formaal")
    _åpne_boks(side, "innledning")
    assert side.locator(":popover-open").count() == 1
    assert "1 Innledning" in side.locator("#siter").inner_text()
    side.locator("#innledning ~ .siter-knapp").click()
    assert side.locator(":popover-open").count() == 0


def test_når_utklippstavlen_er_stengt_står_teksten_merket_i_et_felt(åpne, adresse):
    side = åpne(RB)
    side.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError')) }"
    )
    boks = _åpne_boks(side, "temanotat")
    boks.get_by_role("button", name="Kopier henvisning").click()
    felt = boks.locator("textarea")
    felt.wait_for(state="visible")
    ventet = f"{HENVISNINGER[RB, 'temanotat']}, {adresse}{RB}#temanotat"

    assert felt.input_value() == ventet
    assert felt.evaluate("et => et.value.slice(et.selectionStart, et.selectionEnd)") == ventet
    assert felt.evaluate("et => et === document.activeElement")
    assert "Kopier teksten" in boks.get_by_role("status").inner_text()
    assert _axe(side) == []


@pytest.mark.parametrize("fargevalg", ["light", "dark"])
@pytest.mark.parametrize("bredde", [320, 1280])
def test_axe_finner_ingen_brudd_med_boksen_åpen(åpne, bredde, fargevalg):
    side = åpne(RB, bredde=bredde, fargevalg=fargevalg)
    boks = _åpne_boks(side, "temanotat")
    plass = boks.bounding_box()

    assert _axe(side) == []
    assert plass["x"] >= 0 and plass["x"] + plass["width"] <= bredde
    assert side.evaluate("document.documentElement.scrollWidth") <= bredde


def test_på_en_berøringsskjerm_er_målene_store_nok_og_avsnittene_kan_lenkes(åpne, adresse):
    side = åpne(RB, bredde=360, has_touch=True, is_mobile=True)
    knapp = side.locator("#temanotat ~ .siter-knapp")
    knapp.tap()
    for et in (knapp, *side.locator("#siter button").all(), side.locator("#redaktoer-a2 .siter-avsnitt")):
        mål = et.bounding_box()
        assert mål["width"] >= 44 and mål["height"] >= 44, et
    side.keyboard.press("Escape")
    lenke = side.locator("#redaktoer-a2 .siter-avsnitt")
    assert lenke.evaluate("et => getComputedStyle(et).opacity") == "1"
    lenke.tap()
    side.wait_for_url(f"{adresse}{RB}#redaktoer-a2")
    assert side.evaluate("document.documentElement.scrollWidth") <= 360


def test_et_avsnitt_nås_med_tastaturet_fra_boksen_ved_overskriften_over(åpne, adresse):
    side = åpne(RB)
    side.locator("#redaktoer ~ .siter-knapp").focus()
    side.keyboard.press("Enter")
    avsnitt = side.locator("#siter li a")
    assert ["#redaktoer-a1", "#redaktoer-a2", "#redaktoer-a3", "#redaktoer-a4"] == [
        et.get_attribute("href") for et in avsnitt.all()
    ]
    for _ in range(3):  # Kopier lenke, Kopier henvisning, det første avsnittet, det andre
        side.keyboard.press("Tab")
    assert "«En medarbeider i GJS får redaktøransvaret …»" == side.evaluate("document.activeElement.textContent")
    side.keyboard.press("Enter")
    side.wait_for_url(f"{adresse}{RB}#redaktoer-a2")
    assert side.locator("#siter").is_hidden()


def test_knappene_er_synlige_uten_at_en_peker_på_dem_og_er_den_eneste_stansen_ved_overskriften(åpne):
    side = åpne(RB)
    knapper = side.locator("article .siter-knapp").all()
    assert len(knapper) > 30
    assert all(et.is_visible() and et.evaluate("et => getComputedStyle(et).opacity") == "1" for et in knapper)
    andre = side.locator("article :is(.siter-knapp + .headerlink, .siter-avsnitt)").all()
    assert len(andre) > 100
    assert [] == [
        et.get_attribute("href") for et in andre if et.is_visible() and et.evaluate("et => et.tabIndex") >= 0
    ]


def test_har_ikke_overskriften_noen_avsnitt_tilbyr_boksen_ingen(åpne):
    side = åpne(RB)
    boks = _åpne_boks(side, "innledning")  # rett over overskriften på nivået under

    assert boks.locator('[data-siter="avsnitt"]').is_hidden()


def test_uten_skript_virker_nummertegnet_og_ingen_død_knapp_vises(åpne, adresse):
    side = åpne(RB, java_script_enabled=False)
    assert not side.locator("#temanotat ~ .siter-knapp").is_visible()
    assert not side.locator("#siter").is_visible()
    side.locator("#temanotat ~ .headerlink").click()
    side.wait_for_url(f"{adresse}{RB}#temanotat")


def test_ingenting_flytter_seg_når_skriptet_kommer(åpne):
    side = åpne(RB)
    side.wait_for_selector("#temanotat ~ .siter-knapp")
    # Two frames after the last thing to come: what it moved has been painted, and told.
    flytting = side.evaluate(
        """async () => {
          const meldt = [];
          const seer = new PerformanceObserver((liste) => meldt.push(...liste.getEntries()));
          seer.observe({ type: "layout-shift", buffered: true });
          await document.fonts.ready;
          for (let bilde = 0; bilde < 2; bilde++) await new Promise(requestAnimationFrame);
          return [...meldt, ...seer.takeRecords()].reduce((sum, { value }) => sum + value, 0);
        }"""
    )
    assert flytting < 0.01


def test_hver_overskrift_på_nivå_én_til_tre_har_knapp_og_henvisning():
    for sti, side in sider(NETTSTED).items():
        # The front page is a way in, and a page for paper has no buttons: there is nothing to refer to there.
        uten = sti.startswith(("redaksjon/", "skriv-ut/")) or sti in ("", "404.html", "uten-nett.html")
        if uten or "refresh" in side.kilde:
            continue
        rammer = side.artikkel.finn("div", "hode")
        assert rammer, sti
        for ramme in rammer:
            hode = ramme.barn[0]
            assert ramme.finn("a", "headerlink") and not hode.finn("a", "headerlink")
            if hode.navn != "h4":
                assert hode["data-henvisning"] and ramme.finn("button", "siter-knapp"), (sti, hode["id"])


def test_hver_side_kan_deles_med_sin_egen_tittel_og_beskrivelse():
    titler = {}
    for sti, side in sider(NETTSTED).items():
        if sti == "404.html" or "refresh" in side.kilde:
            continue
        meta = {et["property"] or et["name"]: et["content"] for et in side.rot.finn("meta")}
        assert meta["og:title"] and meta["og:description"] == meta["description"], sti
        assert meta["twitter:card"] == "summary"
        assert "og:image" not in meta
        [html] = side.rot.finn("html")
        assert titler.setdefault((meta["og:title"], html["lang"]), sti) == sti
