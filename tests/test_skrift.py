"""The site is set in its own typefaces, alike on every machine, and nothing moves when they arrive."""

import re
import unicodedata
from functools import cache
from html import unescape

import pytest
from fontTools.ttLib import TTFont

from calculators.felles.data import les_toml
from macros.pakking.skrift import SNITT, TEGN, skjaer
from tests.motor import ROT
from tests.side import NETTSTED, sider

STIL = (ROT / "docs/assets/stil.css").read_text(encoding="utf-8")
BYGD = ROT / "docs/assets/bygd"


@cache
def skriften(navn: str) -> TTFont:
    """The typeface as it is sent; that it is cut anew to the same bytes has its own test."""
    return TTFont(BYGD / f"{navn}.woff2")


def usynlig(tegn: str) -> bool:
    return unicodedata.category(tegn) in ("Cc", "Cf", "Zs", "Zl", "Zp")


def tekster(verdi: object) -> str:
    return " ".join(map(tekster, verdi.values())) if isinstance(verdi, dict) else str(verdi)


def test_hvert_tegn_på_sidene_og_i_svarene_finnes_i_skriften():
    kjente = set(map(chr, skriften("tekst").getBestCmap()))
    brukt = {tegn for side in sider().values() for tegn in unescape(side.rot.tekst)}
    for katalog in ("tekster.nb.toml", "tekster.nn.toml", "ord.nn.toml"):
        brukt |= set(tekster(les_toml(katalog)))

    assert len(brukt) > 80
    assert [tegn for tegn in sorted(brukt - kjente) if not usynlig(tegn)] == []


def test_hver_bokstav_i_en_overskrift_finnes_i_skriften_for_overskrifter():
    kjente = set(map(chr, skriften("overskrift").getBestCmap()))
    nivåer = [f"h{nivå}" for nivå in range(1, 5)]
    brukt = {
        tegn
        for side in sider().values()
        for nivå in nivåer
        for overskrift in side.artikkel.finn(nivå)
        for tegn in overskrift.tekst
    }

    assert len(brukt) > 50
    assert [tegn for tegn in sorted(brukt - kjente) if not usynlig(tegn)] == []


def test_norske_og_samiske_bokstaver_og_norske_anførselstegn_er_med():
    assert set("ÆØÅæøåÁáČčĐđŊŋŠšŦŧŽžéèêóòôü«»–…") <= set(TEGN)
    assert set(TEGN) <= set(map(chr, skriften("tekst").getBestCmap()))


def test_skriften_for_tekst_har_de_vektene_stilarket_bruker_og_sifre_som_står_under_hverandre():
    [akse] = skriften("tekst")["fvar"].axes
    tegn, bredde = skriften("tekst").getBestCmap(), skriften("tekst")["hmtx"]

    assert ("wght", 400, 600) == (akse.axisTag, akse.minValue, akse.maxValue)
    assert 1 == len({bredde[tegn[ord(siffer)]][0] for siffer in "0123456789"})
    for fil in ("stil.css", "kalkulator.css", "utskrift.css"):
        vekter = re.findall(r"font(?:-weight)?: (\d{3})\b", (ROT / "docs/assets" / fil).read_text("utf-8"))
        # On a screen the typeface has every weight between; on paper it is cut in two.
        assert set(vekter) <= {"400", "600"} | (set() if fil == "utskrift.css" else {"500"})


@pytest.mark.parametrize("navn", SNITT)
def test_skriften_veier_under_20_kb(navn):
    assert 5_000 < (BYGD / f"{navn}.woff2").stat().st_size < 20_000


@pytest.mark.parametrize(
    "navn", ["tekst", "overskrift"]
)  # one of each source; test_likt_bygg.py cuts them all again
def test_skriften_skjæres_likt_hver_gang(navn):
    assert (BYGD / f"{navn}.woff2").read_bytes() == skjaer(navn)


def regel(familie: str) -> dict[str, str]:
    """The declarations of a @font-face in the style sheet."""
    for kropp in re.findall(r"@font-face \{(.*?)\}", STIL, re.DOTALL):
        par = dict(re.findall(r"([\w-]+): (.+?);", kropp, re.DOTALL))
        if par["font-family"] == f'"{familie}"':
            return par
    raise AssertionError(f"{familie} mangler i stil.css")


@pytest.mark.parametrize(
    ("reserve", "navn"),
    [
        ("Tekst venter", "tekst"),
        ("Tekst venter Roboto", "tekst"),
        ("Tekst venter DejaVu", "tekst"),
        ("Overskrift venter", "overskrift"),
        ("Overskrift venter DejaVu", "overskrift"),
    ],
)
def test_skriften_som_står_i_stedet_mens_siden_hentes_har_samme_høyde(reserve, navn):
    par, mål = regel(reserve), skriften(navn)["hhea"]
    em = skriften(navn)["head"].unitsPerEm
    strekk = float(par["size-adjust"].removesuffix("%")) / 100

    assert 100 * mål.ascent / em / strekk == pytest.approx(
        float(par["ascent-override"].removesuffix("%")), abs=0.1
    )
    assert -100 * mål.descent / em / strekk == pytest.approx(
        float(par["descent-override"].removesuffix("%")), abs=0.1
    )
    assert mål.lineGap == 0
    assert "0%" == par["line-gap-override"]


@pytest.mark.parametrize("navn", ["tekst", "overskrift"])
def test_siden_henter_skriftene_med_en_gang_fra_sitt_eget_sted(navn):
    [fil] = NETTSTED.glob(f"assets/bygd/{navn}-*.woff2")
    stil = next(NETTSTED.glob("assets/stil-*.css")).read_text(encoding="utf-8")
    hver = sider()

    assert f'url("./bygd/{fil.name}")' in stil
    for adresse in ("", "nemndmedlem/betaling/", "rutiner/rb-30/", "skriv-ut/rb-30/", "404.html"):
        assert f'assets/bygd/{fil.name}" as="font"' in hver[adresse].kilde


@pytest.mark.nettleser
def test_sidene_bruker_bare_nettstedets_skrifter(åpne):
    side = åpne("nemndmedlem/betaling/")
    side.evaluate("document.fonts.ready")
    kobling = side.context.new_cdp_session(side)
    kobling.send("DOM.enable")
    kobling.send("CSS.enable")
    rot = kobling.send("DOM.getDocument", {"depth": -1})["root"]
    brukt = set()
    for velger in ("h1", "h2", "article p", "article table", "article svg", "nav", "header", "footer"):
        for node in kobling.send("DOM.querySelectorAll", {"nodeId": rot["nodeId"], "selector": velger})["nodeIds"]:
            for skrift in kobling.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
                brukt.add((skrift["familyName"], skrift["isCustomFont"]))

    assert {True} == {egen for _, egen in brukt}
    assert {"SourceSans3", "SourceSerif"} == {navn.replace(" ", "")[:11] for navn, _ in brukt}
