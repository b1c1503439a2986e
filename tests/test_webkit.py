"""The third engine, WebKit: all that Firefox is asked, every case, and what is said where something is missing.

The tests that both are asked stand in test_firefox.py. Here they meet the site under nginx's own policy. Without
WebKit the tests are skipped, unless KREV_ALT is set, as it is in CI.
"""

import json

import pytest

from macros.tilfelle import som_linje, tilfeller
from tests import test_firefox
from tests.motor import kjør_cpython
from tests.side import NETTSTED
from tests.test_firefox import leser_får_vite, uten_nettleser_hoppes_over
from tests.test_kalkulator_i_nettleser import FYLL, LEST, SKJEMA, SVAR_FRA_ARBEIDEREN, som_lest
from tests.test_uten_nett import Tjener
from tests.webkit import Vakt, nginx_hoder, webkit

pytestmark = [pytest.mark.nettleser, pytest.mark.xdist_group("webkit")]

ren = test_firefox.ren
test_den_vanlige_samlingen_er_noen_få_trykk_i_steg = (
    test_firefox.test_den_vanlige_samlingen_er_noen_få_trykk_i_steg
)
test_hvert_slag_side_åpner_uten_feil_og_uten_å_rulle_sidelengs = (
    test_firefox.test_hvert_slag_side_åpner_uten_feil_og_uten_å_rulle_sidelengs
)
test_menyen_åpnes_og_lukkes = test_firefox.test_menyen_åpnes_og_lukkes
test_søket_svarer_og_enter_åpner_første_treff = test_firefox.test_søket_svarer_og_enter_åpner_første_treff
test_skjemaet_gir_samme_svar_som_kommandolinjen = test_firefox.test_skjemaet_gir_samme_svar_som_kommandolinjen
test_honorar_kan_regnes_ut_med_bare_tastatur = test_firefox.test_honorar_kan_regnes_ut_med_bare_tastatur
test_mangler_motoren_sier_siden_fra_og_tabellene_svarer = (
    test_firefox.test_mangler_motoren_sier_siden_fra_og_tabellene_svarer
)


@pytest.fixture(scope="module")
def rev():
    """One WebKit for all tests here, under the name it has in those it shares with Firefox."""
    with uten_nettleser_hoppes_over(), webkit() as rev:
        yield rev


@pytest.fixture(scope="module")
def adresse(rev):
    """The root address of the site, as nginx sends it."""
    with Vakt(NETTSTED, rev) as server:
        yield server.adresse


GALT = """<!doctype html><head></head>
<script>console.error("skrevet"); fetch("http://fremmed.test/a").catch(() => {})</script>
<script>throw new Error("kastet")</script>
<script>Promise.reject("glemt")</script>
<script src="borte.js"></script>"""


def test_en_feil_og_et_fremmed_ønske_blir_lagt_merke_til(rev, tmp_path):
    (tmp_path / "index.html").write_text(GALT, "utf-8")
    rev.konsoll.clear()
    rev.forespørsler.clear()
    with Vakt(tmp_path, rev, regel="") as server:
        rev.åpne(server.adresse)
        rev.js("fetch('http://fremmed.test/b').catch(() => {})")
        rev.js("fetch('https://fremmed.test/c').catch(() => {})")
        meldinger = " | ".join(tekst for _, tekst in rev.konsoll)
        fremmede = {url for url in rev.forespørsler if not url.startswith(server.adresse)}

    ventet = ["skrevet", "kastet", "glemt", "404 /borte.js", "could not be fetched"]
    assert [] == [ord for ord in ventet if ord not in meldinger]
    assert {"http://fremmed.test/a", "http://fremmed.test/b", "https: the name is encrypted"} == fremmede


def test_hvert_tilfelle_gir_bokstavelig_samme_svar_som_kommandolinjen(ren, adresse):
    linjer = {navn: [som_linje(tilfelle) for tilfelle in tilfeller(navn)] for navn in SKJEMA}
    assert [] == [navn for navn in SKJEMA if not linjer[navn]]
    spørsmål = [(navn, linje) for navn in SKJEMA for linje in linjer[navn]]
    ventede = [svar for navn in SKJEMA for svar in kjør_cpython(navn, linjer[navn])]
    ren.åpne(adresse + SKJEMA["honorar"])
    svar = ren.js(SVAR_FRA_ARBEIDEREN, spørsmål)
    assert [] == [url for url in ren.forespørsler if "/reserve/" in url], "den hurtige starten duger ikke her"
    assert [] == [ulike for ulike in zip(spørsmål, ventede, svar, strict=True) if ulike[1] != ulike[2]]


def test_uten_webassembly_sier_siden_fra_og_tabellene_svarer():
    # The switch had another name before WebKitGTK 2.48; each of them is unknown to the other versions.
    with (
        uten_nettleser_hoppes_over(),
        webkit(JSC_useWasm="false", JSC_useWebAssembly="false") as rev,
        Vakt(NETTSTED, rev) as server,
    ):
        leser_får_vite(rev, server.adresse, "slipper ikke til WebAssembly")
        assert rev.js("typeof WebAssembly === 'undefined'")


def test_en_regel_som_forbyr_webassembly_gir_samme_beskjed(rev):
    regel = nginx_hoder()["Content-Security-Policy"]
    assert " 'wasm-unsafe-eval'" in regel
    with Vakt(NETTSTED, rev, regel=regel.replace(" 'wasm-unsafe-eval'", "")) as server:
        leser_får_vite(rev, server.adresse, "slipper ikke til WebAssembly")


def test_uten_arbeidere_i_nettleseren_gir_siden_beskjed(rev):
    with Vakt(NETTSTED, rev, først="delete self.Worker") as server:
        leser_får_vite(rev, server.adresse, "i bakgrunnen")


def test_den_som_har_lagret_kalkulatorene_får_svar_uten_nett(rev):
    inn = {"siste_dag": "29.01.2027"}
    with Tjener(NETTSTED) as tjener:
        rev.åpne(f"{tjener.adresse}om/uten-nett/")
        rev.vent("document.querySelector('[data-naar=ingen]').checkVisibility()")
        rev.klikk("[data-lagre]")
        rev.vent("document.querySelector('[data-naar=ferdig]').checkVisibility()")
        tjener.sett("borte")
        rev.åpne(tjener.adresse + SKJEMA["frist"])
        assert "Du er uten nett" in rev.vent("document.querySelector('#stripe p:not([hidden])')?.textContent")
        rev.js(FYLL, inn)
        rev.klikk("form[data-kalkulator] button[type=submit]")
        rev.vent("document.querySelector('[data-resultat]').dataset.status")
        fikk = rev.js(f"({LEST})()")
        i_dag = rev.js("new Date().toLocaleDateString('sv')")
        rev.åpne("about:blank")
    [ventet] = kjør_cpython("frist", [json.dumps(inn | {"i_dag": i_dag})])
    assert som_lest(json.loads(ventet)) == fikk
