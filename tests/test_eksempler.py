"""The pages of examples: every case is there, its link opens it, and a case that is wrong stops the build.

The page in nynorsk shows the cases whose whole answer is approved, and says what the command line says.
"""

import gzip
import json
import re
from html import unescape

import pytest

from calculators.felles import norsk, tekster
from calculators.felles.bro import KALKULATORER, modul, regn
from macros.sider import eksempler
from macros.tilfelle import alle, som_linje, steder, tilfeller
from tests.side import NETTSTED, Side
from tests.test_kommandolinje import svarene
from tests.test_tilgjengelighet import _axe

STI = "kalkulatorer/eksempler/"
SIDE, NYNORSK = (Side(NETTSTED / mappe / STI / "index.html") for mappe in ("", "nn"))
FASIT = {navn: [et for et in tilfeller(navn) if et.get("fasit")] for navn in KALKULATORER}


def vist(side: Side, vises: dict[str, list[dict]]) -> dict:
    """What the page shows of each case, in the order of the calculator's file."""
    return {
        (navn, tilfelle["navn"]): li
        for navn, samling in zip(KALKULATORER, side.rot.finn("div", "eksempler"), strict=True)
        for tilfelle, li in zip(vises[navn], samling.finn("li"), strict=True)
    }


VIST = vist(SIDE, {navn: tilfeller(navn) for navn in KALKULATORER})
PÅ_NYNORSK = vist(NYNORSK, FASIT)


def ord(tekst: str) -> str:
    return " ".join(tekst.split())


def lenke(li) -> str | None:
    return next((et["href"] for et in li.finn("a") if "#svar~" in et["href"]), None)


def test_hvert_tilfelle_står_på_siden_med_navnet_sitt():
    assert [ord(navn) for _, navn in VIST] == [li.finn("strong")[0].tekst for li in VIST.values()]


@pytest.mark.parametrize(("navn", "tilfelle"), alle(), ids=lambda verdi: str(verdi)[:60])
def test_tilfellet_har_svaret_og_en_lenke_som_åpner_det(navn, tilfelle):
    li, svar = VIST[navn, tilfelle["navn"]], json.loads(regn(navn, som_linje(tilfelle)))
    åpnes = lenke(li)

    if svar["status"] == "feil":
        assert åpnes is None
        assert all(ord(feil["melding"]) in li.tekst for feil in svar["feil"])
        return
    assert ord(svar["svar"]) in li.tekst
    assert {linje["hjemmel"]["tekst"] for linje in svar["linjer"]} <= {et.tekst for et in li.finn("a")}
    if not getattr(modul(navn), "LENKE", True):
        assert åpnes is None
        return
    side, _, fragment = åpnes.partition("#")
    assert f"../../kalkulatorer/{navn}/" == side
    fått = json.loads(regn(navn, json.dumps({"lenke": fragment})))
    uten_dag = {felt: verdi for felt, verdi in tilfelle["inn"].items() if felt != "i_dag"}
    ventet = json.loads(regn(navn, json.dumps(uten_dag)))
    assert [] == fått["da"]["endret"]
    assert ventet == {nøkkel: fått[nøkkel] for nøkkel in ventet}


@pytest.mark.parametrize("navn", KALKULATORER)
def test_på_nynorsk_står_det_som_kommandolinjen_svarer_med_en_lenke_til_den_nynorske_kalkulatoren(navn):
    linjer = [json.dumps(et["inn"] | {"maal": "nn"}) for et in FASIT[navn]]

    for tilfelle, svar in zip(FASIT[navn], svarene("\n".join(linjer).encode(), navn), strict=True):
        li = PÅ_NYNORSK[navn, tilfelle["navn"]]
        assert tilfelle["navn_nn"] == li.finn("strong")[0].tekst
        sagt = [feil["melding"] for feil in svar["feil"]] or [svar["svar"]]
        assert [] == [et for et in sagt if ord(et) not in li.tekst]
        # The same link as in bokmål, which is opened by the tests of that page.
        side, _, svaret = (lenke(li) or "").partition("#")
        assert (lenke(VIST[navn, tilfelle["navn"]]) or "").partition("#")[2] == svaret
        assert side == (f"../../../nn/kalkulatorer/{navn}/" if svaret else "")


def test_siden_på_nynorsk_har_egne_ord_og_viser_til_alle_eksemplene_på_bokmål():
    [alle_] = [et for et in NYNORSK.rot.finn("a") if et.tekst == "sjå alle døma på bokmål"]
    frist = PÅ_NYNORSK["frist", "En frist som er gått ut, sier fra"]
    brevet = PÅ_NYNORSK["henvisning", "En rutine vi ikke har, kan finnes hos UNE"]

    assert ("../../../kalkulatorer/eksempler/", "nb") == (alle_["href"], alle_["hreflang"])
    assert f"Rekna ut {ord(norsk.dato(norsk.les_dato('2026-10-08')))}" in frist.tekst
    assert ["Se RB-12 punkt 2."] == [et.tekst for et in brevet.finn("span") if et["lang"] == "nb"]


def test_det_som_er_husket_på_den_ene_målformen_fortrenger_ikke_den_andre(tmp_path, monkeypatch):
    monkeypatch.setattr(eksempler, "HUSKET", tmp_path)
    monkeypatch.setattr(eksempler, "KALKULATORER", ("frist",))
    laget = {}
    for mål in ("nb", "nn", "nb", "nn"):
        tekster.bytt(mål)
        laget.setdefault(mål, []).append(eksempler.eksempler("../"))
        tekster.bytt("nb")

    assert [2, 2] == [len(et) for et in laget.values()]
    assert [1, 1] == [len(set(et)) for et in laget.values()]
    assert ["frist-nb", "frist-nn"] == sorted(fil.name[:8] for fil in tmp_path.glob("*.html"))


def test_det_som_er_fylt_ut_står_med_skjemaets_egne_ord():
    tekst = VIST["kost", "Høsten 2018: 5 timer og 59 minutter gir ingenting"].tekst

    assert "Avreise 15.10.2018 08:00" in tekst
    assert "Avstand til møtestedet 40 km" in tekst


def test_dagen_står_bare_der_den_har_noe_å_si():
    passert = VIST["frist", "En frist som er gått ut, sier fra"].tekst
    vanlig = VIST["frist", "31. mars gir 30. april"].tekst

    assert f"Regnet ut {ord(norsk.dato(norsk.les_dato('2026-10-08')))}" in passert
    assert "Regnet ut" not in vanlig


def test_siden_er_lett():
    assert len(gzip.compress(SIDE.kilde.encode())) < 100_000
    assert len(gzip.compress(NYNORSK.kilde.encode())) < 40_000


def test_overskriftene_i_filen_deler_eksemplene():
    kilde = '# ── Første del ────\n[[tilfelle]]\nnavn = "a"\n\n[[tilfelle]]\n# ── Andre: 1 / 2 ──\n[[tilfelle]]\n'

    assert [(2, "Første del"), (5, "Første del"), (7, "Andre: 1 / 2")] == [tuple(et) for et in steder(kilde)]


def test_et_tilfelle_med_galt_svar_stopper_byggingen_og_sier_hva_som_er_ulikt(tmp_path, monkeypatch):
    inn = '[[tilfelle]]\nnavn = "x"\ninn = { siste_dag = "07.10.2021" }\nstatus = "ok"\n'
    galt = inn + 'tall = { send_senest = "%s" }\n'
    monkeypatch.setattr(eksempler, "MAPPE", tmp_path)
    monkeypatch.setattr(eksempler, "HUSKET", tmp_path / "husket")
    monkeypatch.setattr(eksempler, "KALKULATORER", ("frist",))
    (tmp_path / "frist.toml").write_text(galt % "2021-11-07", encoding="utf-8")
    assert "7.\N{NO-BREAK SPACE}november 2021" in unescape(eksempler.eksempler("../"))

    (tmp_path / "frist.toml").write_text(galt % "2021-11-08", encoding="utf-8")
    melding = "tests/tilfeller/frist.toml:1: «x»: tall.send_senest: ventet 2021-11-08, fikk 2021-11-07"
    with pytest.raises(ValueError, match=re.escape(melding)):
        eksempler.eksempler("../")


@pytest.mark.nettleser
def test_et_eksempel_åpnes_i_kalkulatoren_ferdig_utfylt_med_tastaturet(åpne):
    side = åpne(STI)
    del_ = side.locator("details:has-text('Den vanlige samlingen')").first
    del_.locator("summary").focus()
    side.keyboard.press("Enter")
    ventet = del_.locator("li p").nth(1).inner_text()
    del_.get_by_role("link", name="Åpne i kalkulatoren").first.focus()
    side.keyboard.press("Enter")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=60_000)

    assert "/kalkulatorer/oppgjor/#svar~1~oppgjor~" in side.url
    # There it is answered today, and the deadline of an old case has gone out.
    assert side.inner_text(".svar").endswith(ventet)
    assert side.input_value('[name="dager.0.dato"]') != ""
    assert 0 == side.locator(".da-og-naa").count()


@pytest.mark.nettleser
@pytest.mark.parametrize("bredde", [320, 1280])
def test_axe_finner_ingen_brudd_når_eksemplene_er_brettet_ut(åpne, bredde):
    side = åpne(STI, bredde=bredde)
    side.evaluate(
        "[...document.querySelectorAll('.eksempler details')].slice(0, 6).forEach((et) => { et.open = true })"
    )

    assert [] == _axe(side)
    assert side.evaluate("document.documentElement.scrollWidth") <= bredde
