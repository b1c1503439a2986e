"""The preview follows what is written: by the command the README tells of, in a copy of the tree.

What is edited is seen in the page and told in the stream; what is wrong is told with file, line and cure while the
last good page stands. How soon is measured by make maal.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import NETTSTED
from tests.visning import FRIST, make_vis, vent, visning

# One preview for all, and it takes half a minute to start. They edit it in turn, each its own page or file; when
# the last is done it is stopped by Ctrl-C, and `visning` holds it to go quietly and leave nothing.
pytestmark = [pytest.mark.nettleser, pytest.mark.xdist_group("vis")]


@pytest.fixture(scope="module")
def vis(tmp_path_factory):
    with visning(tmp_path_factory.mktemp("vis") / "kopi") as forhåndsvisning:
        yield forhåndsvisning


@pytest.fixture
def endre(vis):
    """Edit a file, and set it back when the test is done; the next begins when all is as it was."""
    før = {}

    def endre(sti, fra, til):
        før.setdefault(sti, (vis.rot / sti).read_text(encoding="utf-8"))
        vis.endre(sti, fra, til)

    yield endre
    if not før:
        return
    hendelser = vis.hendelser("om/")
    runde = next(hendelser)["runde"]
    for sti, tekst in før.items():
        (vis.rot / sti).write_text(tekst, encoding="utf-8")
    vent(hendelser, lambda nå: nå["runde"] > runde and nå["ferdig"] and not nå["funn"])


def vises(vis, adresse, tekst):
    """The page when it first holds the words; it is looked at each time it is told of something."""
    sett = [""]

    def holder(_) -> bool:
        sett.append(vis.hent(adresse))
        return tekst in sett[-1]

    vent(vis.hendelser(adresse), holder)
    return sett[-1]


def i_ro(vis, adresse):
    """What a page is told when all edits before are built and mended, and the stream that goes on from there."""
    hendelser = vis.hendelser(adresse)
    return vent(hendelser, lambda nå: nå["ferdig"] and not nå["funn"]), hendelser


# --- What is edited is seen ---


def test_en_ny_setning_er_på_siden(vis, endre):
    endre("docs/nemndmedlem/rollen.md", "\n## ", "\nDenne setningen er ny.\n\n## ")

    side = vises(vis, "nemndmedlem/rollen/", "<p>Denne setningen er ny.</p>")
    # Built alone, and still with all that comes after the build: no reader sees it half done.
    assert 'data-henvisning="UNE-håndboka' in side


def test_en_ny_setning_på_nynorsk_er_på_siden_og_lenkene_der_fører_til_nynorsk(vis, endre):
    endre("docs/nn/nemndmedlem/skjema.md", "\n## ", "\nDenne setninga er ny.\n\n## ")

    side = vises(vis, "nn/nemndmedlem/skjema/", "<p>Denne setninga er ny.</p>")
    assert 'data-henvisning="UNE-håndboka' in side
    assert ">Vis til</button>" in side
    assert 'href="../../../nn/kalkulatorer/"' in side


def test_bare_siden_som_er_endret_får_vite_det(vis, endre):
    var, _ = i_ro(vis, "om/personvern/")
    endre("docs/nemndmedlem/tolk.md", "\n## ", "\nEn setning om tolken.\n\n## ")

    vises(vis, "nemndmedlem/tolk/", "<p>En setning om tolken.</p>")
    er, _ = i_ro(vis, "om/personvern/")
    assert var["runde"] < er["runde"]
    assert var["side"] == er["side"]


def test_en_ny_tittel_kommer_i_menyen_på_de_andre_sidene(vis, endre):
    endre("docs/nemndmedlem/skjema.md", "title: ", "title: Nytt navn på ")

    vises(vis, "nemndmedlem/kontakt/", "Nytt navn på ")


def test_en_ny_tekst_i_kalkulatoren_er_på_siden(vis, endre):
    endre("calculators/tekster.nb.toml", 'knapp = "Regn ut"', 'knapp = "Regn det ut"')

    vises(vis, "kalkulatorer/honorar/", ">Regn det ut</button>")


def test_en_ny_sats_er_på_siden_selv_om_kontrollen_finner_det_som_ikke_følger_med(vis, endre):
    endre("calculators/satser.toml", "verdi = 2000.00", "verdi = 2010.00")

    vises(vis, "satser/", "2\N{NO-BREAK SPACE}010\N{NO-BREAK SPACE}kr")
    funn = vent(vis.hendelser("satser/"), lambda nå: nå["funn"])["funn"]
    assert {"tests/tilfeller/honorar.toml", "tests/tilfeller/oppgjor.toml"} <= {
        et["sted"].partition(":")[0] for et in funn
    }


def test_det_som_tas_tilbake_er_borte_også_fra_sider_ingen_ser_på(vis, endre):
    i_ro(vis, "om/personvern/")
    før = vis.hent("satser/")
    endre("calculators/satser.toml", "verdi = 2000.00", "verdi = 2020.00")
    vises(vis, "satser/", "2\N{NO-BREAK SPACE}020\N{NO-BREAK SPACE}kr")

    vis.endre("calculators/satser.toml", "verdi = 2020.00", "verdi = 2000.00")
    i_ro(vis, "om/personvern/")
    assert før == vis.hent("satser/")


def test_et_nytt_stilark_sies_fra_om_for_seg(vis, endre):
    før, hendelser = i_ro(vis, "om/personvern/")
    endre("docs/assets/stil.css", "--papir: #fbfaf7", "--papir: #fbfaf6")

    nå = vent(hendelser, lambda nå: nå["stil"] != før["stil"])
    assert før["side"] == nå["side"]
    assert "--papir: #fbfaf6" in vis.hent("assets/stil.css")


def test_et_nytt_skript_laster_siden_på_nytt(vis, endre):
    før, hendelser = i_ro(vis, "om/personvern/")
    endre("docs/assets/tema.mjs", "bryter.checked = false;", "bryter.checked = false; // prøvd")

    vent(hendelser, lambda nå: nå["side"] != før["side"])
    assert "bryter.checked = false; // prøvd" in vis.hent("assets/tema.mjs")


# --- What is wrong is told ---


def test_en_slurvefeil_i_en_sats_vises_med_fil_og_linje_mens_siden_står_til_den_er_rettet(vis, endre):
    før, hendelser = i_ro(vis, "satser/")
    side = vis.hent("satser/")
    fil = (vis.rot / "calculators/satser.toml").read_text(encoding="utf-8")
    linje = 1 + fil[: fil.index("verdi = 2000.00")].count("\n")
    endre("calculators/satser.toml", "verdi = 2000.00", 'verdi = "abc"')

    nå = vent(hendelser, lambda nå: nå["funn"])
    assert [f"calculators/satser.toml:{linje}"] == [et["sted"] for et in nå["funn"]]
    assert "«abc»" in nå["funn"][0]["hva"]
    assert "2000.00" in nå["funn"][0]["rett"]
    assert (før["side"], side) == (nå["side"], vis.hent("satser/"))

    vis.endre("calculators/satser.toml", 'verdi = "abc"', "verdi = 2000.00")

    nå = vent(hendelser, lambda nå: not nå["funn"])
    assert (før["side"], side) == (nå["side"], vis.hent("satser/"))


def test_en_makro_som_ikke_finnes_vises_og_siden_står(vis, endre):
    før, hendelser = i_ro(vis, "nemndmedlem/habilitet/")
    endre("docs/nemndmedlem/habilitet.md", "\n## ", "\n{{ satts('honorar-normal') }}\n\n## ")

    nå = vent(hendelser, lambda nå: nå["funn"])
    assert re.fullmatch(r"docs/nemndmedlem/habilitet\.md:\d+", nå["funn"][0]["sted"])
    assert før["side"] == nå["side"]


def test_en_slurvefeil_i_et_skript_vises_og_siden_står(vis, endre):
    før, hendelser = i_ro(vis, "om/personvern/")
    skript = (vis.rot / "docs/assets/siter.mjs").read_text(encoding="utf-8")
    linje = 1 + skript.count("\n")
    endre("docs/assets/siter.mjs", skript, f"{skript}const = 1;\n")

    nå = vent(hendelser, lambda nå: nå["funn"])
    assert [f"docs/assets/siter.mjs:{linje}"] == [et["sted"] for et in nå["funn"]]
    assert før["side"] == nå["side"]


# --- In the browser ---


@pytest.fixture
def leser(chromium, vis):
    """A page of the preview in a low window, so that there is something to scroll."""
    kontekst = chromium.new_context(viewport={"width": 1280, "height": 500}, locale="nb-NO")
    kontekst.set_default_timeout(FRIST * 1000)
    side = kontekst.new_page()
    yield side
    kontekst.close()


def test_leseren_blir_stående_der_hun_var_når_siden_lastes_på_nytt(vis, endre, leser):
    i_ro(vis, "nemndmedlem/reise/")  # or the page is loaded anew for the sake of the test before
    leser.goto(f"{vis.adresse}nemndmedlem/reise/")
    leser.evaluate("scrollTo(0, 700)")
    leser.evaluate("window.før = true")
    fil = (vis.rot / "docs/nemndmedlem/reise.md").read_text(encoding="utf-8").rstrip("\n")
    endre("docs/nemndmedlem/reise.md", fil, f"{fil}\n\nNederst står en ny setning.")

    expect(leser.get_by_text("Nederst står en ny setning.")).to_be_attached()
    assert leser.evaluate("window.før") is None
    leser.wait_for_function("scrollY > 0 && document.readyState === 'complete'")
    assert 700 == leser.evaluate("scrollY")


def test_panelet_varsler_lukkes_og_går_når_feilen_er_rettet(vis, endre, leser):
    i_ro(vis, "om/personvern/")
    leser.goto(f"{vis.adresse}om/personvern/")
    overskrift = leser.locator("h1").inner_text()
    panel = leser.get_by_role("alert")
    expect(panel).to_have_count(0)
    endre("calculators/satser.toml", "verdi = 2000.00", 'verdi = "abc"')

    expect(panel).to_contain_text("Én feil må rettes")
    expect(panel).to_contain_text("calculators/satser.toml:")
    expect(panel).to_contain_text("Slik retter du det: ")
    assert overskrift == leser.locator("h1").inner_text()

    vis.endre("calculators/satser.toml", 'verdi = "abc"', "verdi = 2000.00")
    expect(panel).to_have_count(0)

    vis.endre("calculators/satser.toml", "verdi = 2000.00", 'verdi = "abd"')
    leser.get_by_role("button", name="Lukk").click()
    expect(panel).to_have_count(0)


def test_et_nytt_stilark_tas_i_bruk_i_siden_som_står(vis, endre, leser):
    i_ro(vis, "om/personvern/")
    leser.goto(f"{vis.adresse}om/personvern/")
    leser.evaluate("window.før = true")
    endre("docs/assets/stil.css", "--papir: #fbfaf7", "--papir: #123456")

    leser.wait_for_function(
        "getComputedStyle(document.documentElement).getPropertyValue('--papir').trim() === '#123456'"
    )
    assert leser.evaluate("window.før")


# --- Around it ---


def test_en_opptatt_port_sies_fra_om_med_hva_du_gjør(vis):
    svar = make_vis(vis.rot, vis.port)
    sagt, _ = svar.communicate(timeout=FRIST)

    assert 0 != svar.returncode
    assert f"port {vis.port} er opptatt" in sagt
    assert f"make vis PORT={vis.port + 1}" in sagt


def test_forhåndsvisningen_har_ingen_arbeider_som_blir_igjen(vis):
    assert "uten-nett.mjs" not in vis.hent("om/")
    assert (vis.rot / "docs/assets/sw-av.js").read_text(encoding="utf-8") == vis.hent("sw.js")


def test_det_som_legges_ut_kjenner_ikke_forhåndsvisningen():
    sider = list(NETTSTED.rglob("*.html"))

    assert len(sider) > 50
    assert [] == [fil for fil in sider if "~vis" in fil.read_text(encoding="utf-8")]
