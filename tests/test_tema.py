"""What the pages do by script beside search, references and calculators: colours, contents, and paper."""

import pytest

pytestmark = pytest.mark.nettleser

LYST, MØRKT = "rgb(251, 250, 247)", "rgb(20, 26, 30)"


def _bakgrunn(side) -> str:
    return side.evaluate("getComputedStyle(document.body).backgroundColor")


def _vent_på(side, farge: str) -> None:
    side.wait_for_function("farge => getComputedStyle(document.body).backgroundColor === farge", arg=farge)


@pytest.mark.parametrize(("enheten", "valg", "ventet"), [("light", "Mørkt", MØRKT), ("dark", "Lyst", LYST)])
def test_valgte_farger_gjelder_på_neste_side_også(åpne, adresse, enheten, valg, ventet):
    side = åpne("satser/", fargevalg=enheten)
    side.check(f"text={valg}")
    assert ventet == _bakgrunn(side)

    side.goto(adresse + "skriv-ut/rb-30/")
    assert ventet == _bakgrunn(side)
    side.goto(adresse + "om/")
    assert ventet == _bakgrunn(side)
    assert side.is_checked(f"text={valg}")


def test_som_enheten_følger_enheten_mens_siden_er_åpen(åpne):
    side = åpne("satser/", fargevalg="light")
    assert LYST == _bakgrunn(side)
    side.emulate_media(color_scheme="dark")
    _vent_på(side, MØRKT)

    side.check("text=Lyst")
    assert LYST == _bakgrunn(side)
    side.check("text=Som enheten")
    assert MØRKT == _bakgrunn(side)
    assert [] == side.evaluate("Object.keys(localStorage)")


def test_valget_når_fram_til_sider_som_alt_er_åpne(åpne, adresse):
    side = åpne("satser/")
    annen = side.context.new_page()
    annen.goto(adresse + "om/")
    side.check("text=Mørkt")

    annen.wait_for_function("document.querySelector('[value=moerkt]').checked")
    assert MØRKT == _bakgrunn(annen)


def test_fargene_står_før_modulene_har_kommet(åpne, adresse):
    side = åpne("satser/")
    side.check("text=Mørkt")
    side.route("**/*.mjs", lambda rute: None)  # never answered
    side.goto(adresse + "om/", wait_until="commit")
    side.wait_for_selector("footer")

    assert MØRKT == _bakgrunn(side)


def test_en_nettleser_som_ikke_lagrer_noe_får_fargene_for_den_ene_siden(åpne):
    side = åpne("")
    side.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('stengt') } })")
    side.reload()
    side.check("text=Mørkt")

    assert MØRKT == _bakgrunn(side)


@pytest.mark.parametrize(("enheten", "ventet"), [("light", LYST), ("dark", MØRKT)])
def test_uten_skript_gjelder_fargene_enheten_er_satt_til(åpne, enheten, ventet):
    side = åpne("satser/", fargevalg=enheten, java_script_enabled=False)

    assert not side.is_visible(".utseende")
    assert ventet == side.locator("body").evaluate("et => getComputedStyle(et).backgroundColor")


def _her(side) -> list[str]:
    return side.locator(".innhold [aria-current]").all_inner_texts()


def test_innholdet_viser_hvor_på_siden_leseren_er(åpne):
    side = åpne("nemndmedlem/betaling/")
    assert [] == _her(side)
    for punkt in ("Reisetid", "Lesing og lesedag"):
        side.click(f".innhold >> text={punkt}")
        side.wait_for_function(f"document.querySelector('.innhold [aria-current]')?.textContent === '{punkt}'")
        assert [punkt] == _her(side)

    siste = side.locator(".innhold a").last.inner_text()
    side.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    side.wait_for_function(
        "siste => document.querySelector('.innhold [aria-current]').innerText === siste", arg=siste
    )


def test_det_som_er_foldet_sammen_er_åpent_på_papir_og_lukket_igjen_etterpå(åpne):
    side = åpne("nemndmedlem/samlingen/")
    åpne_nå = "document.querySelectorAll('article details[open]').length"
    alle = side.locator("article details").count()
    assert 0 < alle
    assert 0 == side.evaluate(åpne_nå)

    side.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert alle == side.evaluate(åpne_nå)
    side.evaluate("dispatchEvent(new Event('afterprint'))")
    assert 0 == side.evaluate(åpne_nå)
