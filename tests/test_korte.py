"""The short addresses and the cards, as another system meets them: fetched over HTTP, with nothing run."""

import json
import re
from html import unescape
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from macros.nettsted import korte
from macros.nettsted.register import les, les_nettsted
from macros.nettsted.side import Nettsted
from macros.utgi.server import Server
from tests.conftest import NETTSTED
from tests.test_register import RB, _brudd, kopi  # noqa: F401

SKJEMA = json.loads((NETTSTED / "seksjoner.skjema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def rot():
    with Server(NETTSTED) as tjener:
        yield tjener.adresse


def hent(adresse: str) -> tuple[str, str]:
    """The address it came from in the end, and the text."""
    with urlopen(adresse, timeout=30) as svar:
        return svar.url, svar.read().decode("utf-8")


def seksjoner(rot: str) -> list[dict]:
    return json.loads(hent(f"{rot}seksjoner.json")[1])["seksjoner"]


def mål(rot: str, kort: str) -> tuple[str, str]:
    """Where a short address sends the reader: the meta refresh, and the canonical link."""
    fra, side = hent(rot + kort)
    videre, fast = (
        re.search(mønster, side)[1] for mønster in (r'content="0; url=([^"]+)"', r'canonical" href="([^"]+)"')
    )
    return urljoin(fra, videre), urljoin(fra, fast)


def test_hvert_punkt_i_en_rutine_har_en_kort_adresse_som_fører_dit(rot):
    korte_ = {et["kort"]: et["adresse"] for et in seksjoner(rot) if et["kort"]}

    assert "r/RB-30/temanotat/" in korte_
    for kort, adresse in korte_.items():
        assert (rot + adresse,) * 2 == mål(rot, kort)
        side, _, id = adresse.partition("#")
        assert not id or f'id="{id}"' in hent(rot + side)[1]
    assert {et["kode"] is None for et in seksjoner(rot) if not et["kort"]} == {True}


def test_adressen_virker_også_uten_skråstreken(rot):
    assert f"{rot}{RB}#temanotat" == mål(rot, "r/RB-30/temanotat")[0]
    assert f"{rot}{RB}" == mål(rot, "r/RB-30")[0]


def test_et_punkt_som_ikke_finnes_har_ingen_adresse(rot):
    with pytest.raises(HTTPError, match="404"):
        hent(f"{rot}r/RB-30/finnes-ikke/")


def test_kortet_har_tittel_utdrag_og_status_og_ingenting_å_kjøre(rot):
    for et in seksjoner(rot):
        if not et["kort"]:
            continue
        kort = hent(f"{rot}{et['kort']}kort.html")[1]
        assert et["henvisning"].partition(" (UNE")[0] in unescape(kort)
        assert re.search(r"<main>\n<h1>.+</h1>\n<p>.{3,225}</p>\n", kort), et["kort"]
        assert re.search(r"<strong>Gjelder\.</strong> Sist endret \d+\.\s[a-z]+ \d{4}", kort)
        assert not re.search(r"<script|\son\w+=|style=|<style", kort)
        assert '<meta name="robots" content="noindex">' in kort
    assert "assets/kort.css" in kort and hent(urljoin(f"{rot}r/RB-30/temanotat/", "../../../assets/kort.css"))


def test_et_langt_utdrag_slutter_med_et_helt_ord():
    avkortet = 0
    for seksjon in les_nettsted(Nettsted(NETTSTED))[RB].seksjoner:
        kort = (NETTSTED / seksjon.kort / "kort.html").read_text(encoding="utf-8")
        utdrag = unescape(re.search(r"</h1>\n<p>(.+)</p>\n", kort)[1])
        if seksjon.tekst and utdrag.endswith(" …"):
            avkortet += 1
            assert seksjon.tekst.startswith(utdrag.removesuffix("…"))
    assert avkortet > 5


def test_ingen_av_dem_er_sider_i_håndboka():
    assert [] == [sti for sti in Nettsted(NETTSTED).sider if sti.startswith("r/")]
    for fil in ("sitemap.xml", "sw.js", "assets/soek/kjerne.json"):
        assert "r/RB-30" not in (NETTSTED / fil).read_text(encoding="utf-8"), fil


def test_historikken_begynner_da_teksten_ble_ført_inn_og_slutter_med_den_som_står_der(rot):
    for et in seksjoner(rot):
        dager = [tekst["fra"] for tekst in et["historikk"]]
        assert sorted(set(dager)) == dager
        assert (et["sist_endret"], et["avtrykk"]) == (dager[-1], et["historikk"][-1]["avtrykk"])
    antall = [len(et["historikk"]) for et in seksjoner(rot)]
    assert min(antall) == 1 < max(antall)


def test_filen_har_fortsatt_alt_den_hadde_før_feltene_kom_til(rot):
    """Who read the file before must still find every field, and with the same meaning."""
    felt = SKJEMA["properties"]["seksjoner"]["items"]
    nye = {"kort", "historikk"}

    assert felt["properties"].keys() - nye == {*felt["required"]}
    assert [] == _brudd(json.loads(hent(f"{rot}seksjoner.json")[1]), SKJEMA)


def test_openapi_viser_bare_til_adresser_som_finnes(rot):
    beskrivelse = json.loads(hent(f"{rot}openapi.json")[1])
    eksempler = {navn: et["example"] for navn, et in beskrivelse["components"]["parameters"].items()}

    assert beskrivelse["openapi"].startswith("3.1.")
    for sti in beskrivelse["paths"]:
        assert hent(rot + sti.format(**eksempler).lstrip("/"))[1]
    skjema = beskrivelse["paths"]["/seksjoner.json"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    assert SKJEMA == json.loads(hent(rot + skjema["$ref"])[1])


def test_et_punkt_som_har_flyttet_beholder_den_korte_adressen(kopi):  # noqa: F811
    kopi.bytt(RB, ' id="utsending"', ' id="slik-sendes-notatet"')
    kopi.flytt(RB, "utsending", f"{RB}#slik-sendes-notatet")
    korte.skriv(Nettsted(kopi.mappe), kopi.register, "https://eksempel.no/")

    gammel = (kopi.mappe / "r/RB-30/utsending/index.html").read_text(encoding="utf-8")
    assert 'url=../../../rutiner/rb-30/#slik-sendes-notatet"' in gammel
    assert 'href="https://eksempel.no/rutiner/rb-30/#slik-sendes-notatet"' in gammel
    ny = kopi.mappe / "r/RB-30/slik-sendes-notatet/kort.html"
    assert "Utsending av notatet" in ny.read_text(encoding="utf-8")


def test_datoen_på_kortet_til_et_kapittel_er_den_siste_i_kapitlet():
    endret = {id: felt["endret"] for id, felt in les()[RB].items() if "tittel" in felt}
    assert endret["temanotat"] < endret["notatets-innhold"]

    kort = (NETTSTED / "r/RB-30/temanotat/kort.html").read_text(encoding="utf-8")
    assert f"Sist endret {endret['notatets-innhold'].day}." in kort
