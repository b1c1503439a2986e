"""A second engine than Chromium's: Firefox opens every page, searches and reckons as the command line does.

A smoke run; the browser tests proper run in Chromium. Without Firefox the tests are skipped, unless KREV_ALT is
set, as it is in CI.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from macros.pakking.bunt import MANIFEST
from macros.utgi.server import Server
from tests.firefox import firefox
from tests.motor import kjør_cpython
from tests.nettleser import IngenNettleser
from tests.side import NETTSTED, STATISK_TABELL, ett_av_hvert_slag
from tests.test_kalkulator_i_nettleser import FYLL, I_DAG, LEST, SKJEMA, skrivbare, som_lest

pytestmark = [pytest.mark.nettleser, pytest.mark.xdist_group("firefox")]  # one Firefox, on one worker

# What Firefox and WebKit say of a fetch they break off because the page is left, however long ago it began.
# Whether the service worker itself fails is for tests/test_uten_nett.py; a missing file is told of otherwise.
BRUTT_AV = (
    "A ServiceWorker intercepted the request and encountered an unexpected error.",
    "unhandled: TypeError: TypeError: Load failed",
)
SVAR = "document.querySelector('[data-resultat]').dataset.status"


@contextmanager
def uten_nettleser_hoppes_over() -> Iterator[None]:
    """Skip what follows where the browser is not here, unless KREV_ALT is set."""
    try:
        yield
    except IngenNettleser as feil:
        if os.environ.get("KREV_ALT"):
            raise
        pytest.skip(str(feil))


@pytest.fixture(scope="module")
def rev():
    """One Firefox for all tests here."""
    with uten_nettleser_hoppes_over(), firefox() as rev:
        yield rev


@pytest.fixture
def ren(rev, adresse):
    """The same Firefox, watched: no error in the console, and nothing asked of another host."""
    rev.konsoll.clear()
    rev.forespørsler.clear()
    yield rev
    rev.js("sessionStorage.clear()")  # what is typed follows the tab, and all tests here have one
    feil = [tekst for nivå, tekst in rev.konsoll if nivå == "error"]
    assert [tekst for tekst in feil if not any(et in tekst for et in BRUTT_AV)] == []
    assert [url for url in rev.forespørsler if not url.startswith((adresse, "data:", "blob:"))] == []


def test_menyen_åpnes_og_lukkes(ren, adresse):
    ren.åpne(f"{adresse}kalkulatorer/honorar/", bredde=360)
    synlig = "document.querySelector('#meny').checkVisibility({ visibilityProperty: true })"
    assert not ren.js(synlig)
    ren.klikk("[data-meny]")
    ren.vent(synlig)
    assert ren.js("document.querySelector('[data-meny]').ariaExpanded") == "true"
    ren.tast("Escape")
    ren.vent(f"!{synlig}")


def test_søket_svarer_og_enter_åpner_første_treff(ren, adresse):
    ren.åpne(adresse)
    ren.klikk("#soek-felt")
    ren.tast("taushetsplikt")
    ren.vent("/treff/i.test(document.querySelector('#soek [role=status]').textContent)")
    mål = ren.js("document.querySelector('.md-search-result__item a').href")
    assert mål.startswith(adresse)
    ren.tast("Enter")
    ren.vent(f"location.href === {json.dumps(mål)} && document.readyState === 'complete'")
    assert "taushet" in str(ren.js("document.body.textContent")).lower()


def utvalg(navn: str) -> list[dict]:
    """Eight cases spread over the file, and the first of every status; without covered meals."""
    mulige = [t for t in skrivbare(navn) if not {"dekket", "maaltider", "reiser"} & t["inn"].keys()]
    spredt = mulige[:: max(1, len(mulige) // 8)]
    hver = {t["status"]: t for t in reversed(mulige)}
    return list({t["navn"]: t for t in (*hver.values(), *spredt)}.values())


# The page's own today, so that midnight does not come between it and the command line.
STILL_KLOKKA = """(i_dag) => {
  const Ekte = Date
  window.Date = class extends Ekte { constructor (...alt) { super(...(alt.length ? alt : [`${i_dag}T12:00`])) } }
}"""


@pytest.mark.parametrize("navn", SKJEMA)
def test_skjemaet_gir_samme_svar_som_kommandolinjen(ren, adresse, navn):
    ren.åpne(adresse + SKJEMA[navn])
    ren.js(STILL_KLOKKA, I_DAG)
    valgt = utvalg(navn)
    assert valgt
    linjer = [json.dumps(t["inn"] | {"i_dag": I_DAG}, ensure_ascii=False) for t in valgt]
    avvik = []
    for tilfelle, ventet in zip(valgt, map(json.loads, kjør_cpython(navn, linjer)), strict=True):
        ren.js(FYLL, tilfelle["inn"])
        ren.js("(venter) => { document.querySelector('[data-resultat]').dataset.status = venter }", "venter")
        # Not the mouse: rows for the parts of a trip may still be coming in above the button.
        ren.js("document.querySelector('form[data-kalkulator] button[type=submit]').click()")
        ren.vent(f"{SVAR} !== 'venter'")
        fikk = ren.js(f"({LEST})()")
        if (riktig := som_lest(ventet)) != fikk:
            avvik.append((tilfelle["navn"], riktig, fikk))
    assert avvik == []


def test_honorar_kan_regnes_ut_med_bare_tastatur(ren, adresse):
    ren.åpne(adresse + SKJEMA["honorar"])
    for felt, verdi in (("dato", "05.10.2021"), ("timer", "7,5"), ("tap", "3 500")):
        for _ in range(80):
            if ren.js("document.activeElement.name ?? ''") == f"dager.0.{felt}":
                break
            ren.tast("Tab")
        ren.tast(verdi)
    ren.tast("Enter")
    ren.vent(f"{SVAR} === 'ok'")
    fikk = ren.js("document.querySelector('[data-resultat] .svar').textContent").replace("\xa0", " ")
    inn = {"dager": [{"dato": "05.10.2021", "timer": "7,5", "tap": "3 500"}]}
    ventet = json.loads(kjør_cpython("honorar", [json.dumps(inn)])[0])["svar"].replace("\xa0", " ")
    assert ventet == fikk


def test_den_vanlige_samlingen_er_noen_få_trykk_i_steg(ren, adresse):
    ren.åpne(adresse + SKJEMA["oppgjor"], bredde=ren.smalest)
    ren.js(STILL_KLOKKA, I_DAG)
    ren.klikk('[name="dager.0.dato"]')
    ren.tast("17.11", "Enter")
    ren.vent("document.activeElement.textContent.includes('Steg 2')")
    ren.klikk('.brikke:has([name="snarvei-dager.0.timer"][value="til 8"])')
    ren.klikk('.brikke:has([name="snarvei-dager.2.timer"][value="over 8"])')
    ren.klikk("[data-neste]")
    ren.klikk('.brikke:has([name="snarvei-tap"][value="ja"])')
    ren.tast("3100", "Enter", "2500")
    ren.klikk("[data-neste]")
    ren.klikk('.brikke:has([name="snarvei-reise"][value="borte"])')
    ren.tast("0700", "Enter", "2030", "Enter")
    ren.vent("document.activeElement.textContent.includes('Steg 5')")
    ren.klikk("[data-hver-morgen]")
    ren.klikk('.ds-field:has(> [name="reiser.0.maaltider.0.middag"])')
    ren.klikk("[data-neste]")
    ren.js("history.back()")
    ren.vent("document.activeElement.textContent.includes('Steg 5')")
    ren.klikk("[data-neste]")
    ren.klikk("[type=submit]")
    ren.vent(f"{SVAR} === 'ok'")
    sum_ = str(ren.js("document.querySelector('[data-svarkort] .sum').textContent")).replace("\xa0", " ")
    # 2 000 + 2 000 + 2 400 in honorar; 1 012 − 50 %, 1 012 − 20 % and 736 − 20 % in kost.
    assert "Du kan kreve 8 304,40 kr før skatt." == sum_


# After the forms: when some sixty pages had been opened in a minute, Firefox now and then let the files that came
# through the service worker stand still halfway, for minutes. Not seen without such a walk; cause not found.
# Chromium opens every page; here, and in WebKit, each kind of page.
def test_hvert_slag_side_åpner_uten_feil_og_uten_å_rulle_sidelengs(ren, adresse):
    brede = []
    for side in ett_av_hvert_slag():
        ren.åpne(adresse + side, bredde=360)
        assert ren.js("document.querySelectorAll('h1').length") == 1, side
        if ren.js("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            brede.append(side)
        ren.ro()
    assert brede == []
    assert len(ren.forespørsler) > len(ett_av_hvert_slag())


def leser_får_vite(rev, adresse, ventet):
    """Type a date: the page says what is wrong, what is typed stays, and the tables are there."""
    rev.åpne(adresse + SKJEMA["honorar"])
    rev.klikk('[name="dager.0.dato"]')
    rev.tast("05.10.2021")
    rev.vent("!document.querySelector('[data-svikt]').hidden")
    melding = rev.js("document.querySelector('[data-svikt]').textContent")
    assert ventet in melding
    assert "står fortsatt i skjemaet" in melding
    assert "05.10.2021" == rev.js("document.querySelector('[name=\"dager.0.dato\"]').value")
    assert rev.js(f"document.querySelector('{STATISK_TABELL}').checkVisibility()")


def test_mangler_motoren_sier_siden_fra_og_tabellene_svarer(rev, tmp_path):
    nettsted = tmp_path / "nettsted"
    shutil.copytree(NETTSTED, nettsted)
    motor = json.loads(MANIFEST.read_text("utf-8"))["motor"]
    (nettsted / "assets/bygd" / motor / "pyodide.asm.wasm").unlink()
    with Server(nettsted) as server:
        leser_får_vite(rev, server.adresse, "kunne ikke hentes")
        rev.åpne("about:blank")


def test_uten_webassembly_sier_siden_fra_og_tabellene_svarer(adresse):
    with uten_nettleser_hoppes_over(), firefox({"javascript.options.wasm": False}) as rev:
        leser_får_vite(rev, adresse, "slipper ikke til WebAssembly")
