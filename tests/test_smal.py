"""Pages on a narrow screen and in their columns: tables that fit, words that part with a hyphen, one search."""

import re

import pytest

from macros import grunn
from macros.nettsted.smal import BIND, LANGT, del_opp
from tests.side import Side, sider

SIDER = {
    adresse: side
    for adresse, side in sider().items()
    if not adresse.startswith(("skriv-ut/", "redaksjon/")) and "refresh" not in side.kilde
}


def _med_langt_ord(side: Side) -> set[str]:
    deler = [et for navn in ("h1", "h2", "h3", "th", "td") for et in side.artikkel.finn(navn)]
    return {ord_ for et in deler for ord_ in re.findall(rf"[^\W\d_]{{{LANGT},}}", et.tekst)}


# --- Words ---


@pytest.mark.parametrize(
    ("skrevet", "ventet"),
    [
        ("likebehandlingsmøter", ["like", "behandlings", "møter"]),
        ("Likebehandlingsmøtene", ["Like", "behandlings", "møtene"]),
        ("ARBEIDSFORTJENESTE", ["ARBEIDS", "FORTJENESTE"]),
        ("arbeidsfortjenesten", ["arbeids", "fortjenesten"]),
        ("nemndmøte", ["nemndmøte"]),
    ],
)
def test_et_langt_ord_deles_der_leddene_møtes(skrevet, ventet):
    assert ventet == del_opp(skrevet)


def test_hvert_langt_ord_i_titler_og_tabeller_kan_deles():
    funnet = {ord_ for side in SIDER.values() for ord_ in _med_langt_ord(side)}

    assert len(funnet) > 30
    assert set() == {ord_ for ord_ in funnet if del_opp(ord_) == [ord_]}, "legg dem i docs/data/orddeling.toml"


def test_ordene_i_listen_står_i_rekkefølge_én_gang_og_deles_i_ledd_på_minst_tre_bokstaver():
    listen = grunn.data("orddeling")["ord"]

    assert sorted({ord_.replace("-", "") for ord_ in listen}, key=str.lower) == sorted(
        ord_.replace("-", "") for ord_ in listen
    )
    assert [] == [ord_ for ord_ in listen if len(ord_.split("-")) < 2 or min(map(len, ord_.split("-"))) < 3]


def test_delingen_er_ikke_med_i_ordet_selv():
    [rb] = [side for adresse, side in SIDER.items() if adresse == "rutiner/rb-30/"]

    assert f"Rutiner for like{BIND}behandlings{BIND}møter</h1>" in rb.kilde
    assert "RB-30 Rutiner for likebehandlingsmøter" == rb.med_id("rb-30").tekst


# --- Tables ---


def test_en_tabell_med_fire_kolonner_sier_ved_hver_celle_hvilken_kolonne_den_står_i():
    antall = 0
    for adresse, side in SIDER.items():
        for ramme in side.artikkel.finn("div", "tabell"):
            kolonner = [et.tekst for et in ramme.finn("thead")[0].finn("th")]
            assert (str(len(kolonner)) if len(kolonner) > 3 else "") == ramme["data-kolonner"], adresse
            if not ramme["data-kolonner"]:
                continue
            for rad in ramme.finn("tbody")[0].finn("tr"):
                celler = [et for et in rad.barn if getattr(et, "navn", "") in ("th", "td")]
                assert kolonner[: len(celler)] == [et["data-kolonne"] for et in celler], adresse
                assert ("th", "row") == (celler[0].navn, celler[0]["scope"]), adresse
                antall += 1
    assert antall > 10


@pytest.mark.nettleser
def test_ingen_tabell_må_rulles_sidelengs_på_en_telefon(åpne, adresse):
    side, prøvd = åpne("", regner=False), 0
    for sti, lest in SIDER.items():
        if not lest.artikkel.finn("table"):
            continue
        side.goto(adresse + sti)
        side.evaluate("document.fonts.ready")
        for bredde in (320, 360):
            side.set_viewport_size({"width": bredde, "height": 900})
            for_brede = side.evaluate(
                """() => [...document.querySelectorAll("article .tabell")]
                  .filter((et) => et.checkVisibility() && et.scrollWidth > et.clientWidth + 1)
                  .map((et) => et.textContent.slice(0, 60))"""
            )
            assert [] == for_brede, (sti, bredde)
        prøvd += 1
    assert prøvd > 8


# --- Columns and search ---


@pytest.mark.nettleser
@pytest.mark.parametrize(("bredde", "ventet"), [(360, 1), (1280, 1)])
def test_forsiden_har_ett_felt_å_søke_i(åpne, bredde, ventet):
    side = åpne("", bredde=bredde)

    assert ventet == side.locator("#soek-felt:visible, .soek-stor:visible").count()


@pytest.mark.nettleser
@pytest.mark.parametrize(("sti", "meny"), [("satser/", False), ("rutiner/", False), ("nemndmedlem/reise/", True)])
def test_ingen_spalte_står_tom_og_teksten_begynner_på_samme_sted(åpne, sti, meny):
    side = åpne(sti)
    innhold, menyen = side.locator("nav.innhold"), side.locator("nav.meny")
    tittel = side.locator("article h1").bounding_box()["x"]

    assert meny == menyen.is_visible()
    # Where there is no menu the contents stand before the text, else after it.
    assert meny == (innhold.bounding_box()["x"] > tittel)
    assert tittel == åpne("nemndmedlem/").locator("article h1").bounding_box()["x"]


@pytest.mark.nettleser
def test_søkefeltet_slutter_der_siden_slutter(åpne):
    side = åpne("")

    assert side.evaluate(
        """() => {
          const kant = (velger) => document.querySelector(velger).getBoundingClientRect().right;
          return Math.abs(kant("#soek-felt") - kant(".doerer")) < 1;
        }"""
    )


@pytest.mark.nettleser
def test_innholdet_på_en_lang_side_viser_underpunktene_i_det_kapitlet_en_leser(åpne):
    side = åpne("rutiner/rb-30/#frist-for-notatet")
    side.wait_for_selector(".innhold [aria-current]")

    assert side.locator('.innhold a[href="#frist-for-notatet"]').is_visible()
    assert side.locator('.innhold a[href="#forslag"]').is_hidden()
    assert side.locator('.innhold a[href="#valg-av-tema"]').is_visible()
