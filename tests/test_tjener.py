"""The folder to deploy, served by the real nginx with the configuration in deploy/: headers, compressed copies,
addresses, and each kind of page in Chromium under the content security policy.
"""

import gzip
import os
import re
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urljoin, urlsplit

import brotli
import pytest

from macros.nettsted import soek
from macros.nettsted.side import Nettsted
from macros.utgi import utlegging
from macros.utgi.server import PAKKES_IKKE, TYPER
from tests.conftest import DELT, NETTSTED
from tests.motor import ROT
from tests.nginx import nginx
from tests.side import ett_av_hvert_slag

# One nginx for all of it, and the folder it serves takes seconds to make: all on one worker.
pytestmark = [pytest.mark.nettleser, pytest.mark.xdist_group("nginx")]
BROTLI = 9  # as readers get it, but for some per cent

# The short addresses lead on before a page has come to rest.
SIDER = sorted(
    f"{mappe}/"
    for fil in NETTSTED.rglob("index.html")
    if not (mappe := fil.parent.relative_to(NETTSTED).as_posix()).startswith("r/")
)
SIDER = [side.removeprefix("./") for side in SIDER]
ETT_AV_HVERT_SLAG = [side for side in ett_av_hvert_slag() if side in SIDER]
# All but those that are made by the steps after the generator.
LAGET_FØRST = [side for side in SIDER if not re.search("^skriv-ut/|endret", side)]
# A page that has moved with all that was on it, and one whose points went two ways.
FLYTTET = {
    "gammel/side/": {"erstattet_av": "nemndmedlem/betaling/", "reisetid": {}},
    "delt/": {"erstattet_av": "nemndmedlem/betaling/", "lunsj": {"erstattet_av": "nemndmedlem/reise/#fly"}},
}


@pytest.fixture(scope="session")
def klar(tmp_path_factory):
    """The folder to deploy, made from the built site, with two pages that have moved."""
    mappe = tmp_path_factory.mktemp("klar")
    utlegging.lag(NETTSTED, mappe, register=FLYTTET, kvalitet=BROTLI)
    return mappe


@pytest.fixture(scope="session")
def adresse(klar):
    """The address of nginx, in place of the small server the other tests use: `åpne` opens its pages there.

    What the policy stops is an error in the console, and that fails the test.
    """
    with nginx(klar) as adresse:
        yield adresse


def spør(adresse: str, sti: str = "", metode: str = "GET", **hoder: str) -> tuple[HTTPResponse, bytes]:
    """One question to the server, following nothing, and its answer."""
    delt = urlsplit(adresse)
    kobling = HTTPConnection(delt.hostname, delt.port, timeout=60)
    kobling.request(
        metode, f"{delt.path}{sti}", headers={navn.replace("_", "-"): verdi for navn, verdi in hoder.items()}
    )
    svar = kobling.getresponse()
    kropp = svar.read()
    kobling.close()
    return svar, kropp


def alt_sidene_henter(rot: str, sider: list[str]) -> dict[str, HTTPResponse]:
    """What the server below `rot` answers for each page, and for all that the pages name and have fetched."""
    svarene, nevnt, vert = {}, set(), urljoin(rot, "/")
    for side in sider:
        svarene[rot + side], kropp = spør(rot, side)
        merker = re.findall(r'<(?:script|link|img)\b[^>]*?\s(?:src|href)="([^"]+)"', kropp.decode())
        nevnt |= {urljoin(rot + side, et).partition("#")[0] for et in merker}
    hentes = sorted(et for et in nevnt - svarene.keys() if et.startswith(vert))
    assert {"css", "mjs", "svg", "webmanifest"} <= {et.rpartition(".")[2] for et in hentes}
    return svarene | {et: spør(et, metode="HEAD")[0] for et in hentes}


def fil_med(endelse: str) -> str:
    """The address of a file of the kind, the compressed ones aside."""
    return next(str(f.relative_to(NETTSTED)) for f in sorted(NETTSTED.rglob(f"*{endelse}")))


SLAG = {
    "side": (200, "nemndmedlem/betaling/", {}),
    "stil": (200, "assets/stil.css", {}),
    "modul": (200, "assets/tema.mjs", {}),
    "skript": (200, "assets/start.js", {}),
    "wasm": (200, fil_med(".wasm"), {}),
    "zip": (200, fil_med(".zip"), {}),
    "data": (200, "seksjoner.json", {}),
    "strøm": (200, "endringer.xml", {}),
    "ikon": (200, "assets/ikon.svg", {}),
    "pakket": (200, "nemndmedlem/betaling/", {"Accept_Encoding": "br"}),
    "del av fil": (206, fil_med(".wasm"), {"Range": "bytes=0-99"}),
    "mappe uten skråstrek": (301, "nemndmedlem/betaling", {}),
    "flyttet": (301, "gammel/side/", {}),
    "finnes ikke": (404, "finnes/ikke/", {}),
    "mappe uten side": (404, "assets/", {}),
    "feil metode": (405, "", {"metode": "POST"}),
    "uleselig": (400, "%", {}),
}


@pytest.mark.parametrize("slag", SLAG)
def test_hvert_svar_har_sikkerhetshodene(adresse, slag):
    status, sti, valg = SLAG[slag]

    svar, _ = spør(adresse, sti, **valg)

    assert status == svar.status
    regler = svar.getheader("Content-Security-Policy")
    assert {
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    } == set(regler.split("; "))
    assert "nosniff" == svar.getheader("X-Content-Type-Options")
    assert "same-origin" == svar.getheader("Referrer-Policy")
    assert "same-origin" == svar.getheader("Cross-Origin-Opener-Policy")
    assert "same-origin" == svar.getheader("Cross-Origin-Resource-Policy")
    assert "camera=()" in svar.getheader("Permissions-Policy")
    assert "nginx" == svar.getheader("Server")
    assert len(svar.getheaders()) == len({navn.lower() for navn, _ in svar.getheaders()})


def test_bare_kortene_kan_vises_i_en_ramme_på_en_annen_side(adresse):
    def rammer(sti):
        regler = spør(adresse, sti)[0].getheader("Content-Security-Policy")
        return next(regel for regel in regler.split("; ") if regel.startswith("frame-ancestors"))

    assert {"frame-ancestors *"} == {rammer("r/RB-30/kort.html"), rammer("r/RB-30/temanotat/kort.html")}
    andre = ("", "r/RB-30/temanotat/", "kort.html", "rutiner/rb-30/kort.html", "r/RB-30/temanotat/kort.html/x")
    assert {"frame-ancestors 'none'"} == {rammer(sti) for sti in andre}


def test_bare_den_som_kom_med_tls_får_høre_at_det_alltid_skal_være_tls(adresse):
    uten, _ = spør(adresse)
    med, _ = spør(adresse, X_Forwarded_Proto="https")

    assert None is uten.getheader("Strict-Transport-Security")
    assert "max-age=31536000" == med.getheader("Strict-Transport-Security")


def test_hver_fil_har_riktig_type(adresse):
    ukjente = {fil.suffix for fil in NETTSTED.rglob("*") if fil.is_file()} - TYPER.keys() - {".gz"}
    assert set() == ukjente
    typer = {}
    for endelse in sorted({fil.suffix for fil in NETTSTED.rglob("*") if fil.is_file()} - {".gz"}):
        svar, _ = spør(adresse, fil_med(endelse))
        typer[endelse] = svar.getheader("Content-Type")

    assert {endelse: TYPER[endelse] for endelse in typer} == typer
    assert {".html", ".css", ".mjs", ".wasm", ".zip", ".json", ".xml", ".svg"} <= typer.keys()


@pytest.mark.parametrize("endelse", [".webmanifest", ".pdf", ".txt", ".png"])
def test_serveren_kjenner_typen_til_filer_som_kan_komme(klar, adresse, endelse):
    (klar / f"nettsted/prøve{endelse}").write_bytes(b"x")

    svar, _ = spør(adresse, f"pr%C3%B8ve{endelse}")

    assert TYPER[endelse] == svar.getheader("Content-Type")


def test_navn_med_avtrykk_huskes_i_et_år_og_alt_annet_spørres_det_om(adresse):
    for sti in (*SIDER, "assets/stil.css", "assets/soek/kjerne.json", "assets/tema.mjs", "seksjoner.json"):
        assert "no-cache" == spør(adresse, sti, "HEAD")[0].getheader("Cache-Control"), sti
    bygd = [
        fil.relative_to(NETTSTED).as_posix()
        for fil in (NETTSTED / "assets").rglob("*")
        if fil.is_file() and re.search(r"-[0-9a-f]{12}[./]|/main\.[0-9a-f]{8}\.", fil.as_posix())
    ]
    assert 7 <= len(bygd)
    for sti in bygd:
        svar, _ = spør(adresse, sti, "HEAD")
        assert "public, max-age=31536000, immutable" == svar.getheader("Cache-Control"), sti
        assert None is svar.getheader("CDN-Cache-Control")


def test_en_feil_huskes_ikke_under_et_navn_med_avtrykk(adresse):
    svar, _ = spør(adresse, "assets/bygd/python/python-000000000000.zip")

    assert (404, "no-cache") == (svar.status, svar.getheader("Cache-Control"))


def test_en_side_om_en_dato_forveksles_ikke_med_et_avtrykk(klar, adresse):
    (klar / "nettsted/om-20240101").mkdir(exist_ok=True)
    (klar / "nettsted/om-20240101/index.html").write_text("<!doctype html>", "utf-8")

    assert "no-cache" == spør(adresse, "om-20240101/")[0].getheader("Cache-Control")


def test_et_nett_av_mellomlagre_spør_hvert_femte_minutt_og_viser_gammelt_når_vi_er_nede(adresse):
    side, _ = spør(adresse, "satser/")
    feil, _ = spør(adresse, "finnes/ikke/")

    assert "max-age=300, stale-while-revalidate=60, stale-if-error=604800" == side.getheader("CDN-Cache-Control")
    assert "max-age=30" == feil.getheader("CDN-Cache-Control")


def test_en_uendret_side_svares_med_304_og_hodene(adresse):
    første, _ = spør(adresse, "satser/", Accept_Encoding="br")
    andre, kropp = spør(adresse, "satser/", Accept_Encoding="br", If_None_Match=første.getheader("ETag"))

    assert (304, b"") == (andre.status, kropp)
    assert første.getheader("Content-Security-Policy") == andre.getheader("Content-Security-Policy")
    assert "no-cache" == andre.getheader("Cache-Control")


def test_en_del_av_en_fil_er_den_delen(adresse):
    sti = fil_med(".wasm")
    svar, kropp = spør(adresse, sti, Range="bytes=100-199")

    assert (NETTSTED / sti).read_bytes()[100:200] == kropp
    assert f"bytes 100-199/{(NETTSTED / sti).stat().st_size}" == svar.getheader("Content-Range")


def test_alt_som_sendes_pakket_er_filen_selv_når_det_pakkes_ut(adresse):
    filer = {fil.relative_to(NETTSTED).as_posix(): fil for fil in NETTSTED.rglob("*") if fil.is_file()}
    filer = {sti: fil for sti, fil in filer.items() if fil.suffix != ".gz"}
    pakket, veier = set(), {"br": 0, "gz": 0}
    for sti, fil in filer.items():
        gz, gz_kropp = spør(adresse, sti, Accept_Encoding="gzip")
        br, br_kropp = spør(adresse, sti, Accept_Encoding="gzip, br")
        rå, rå_kropp = spør(adresse, sti)
        assert (None, fil.read_bytes()) == (rå.getheader("Content-Encoding"), rå_kropp), sti
        if gz.getheader("Content-Encoding"):
            assert fil.read_bytes() == gzip.decompress(gz_kropp), sti
            assert "Accept-Encoding" == gz.getheader("Vary"), sti
        if br.getheader("Content-Encoding") == "br":
            pakket.add(sti)
            assert fil.read_bytes() == brotli.decompress(br_kropp), sti
            assert rå.getheader("Content-Type") == br.getheader("Content-Type"), sti
            veier["br"] += len(br_kropp)
            veier["gz"] += len(gz_kropp)

    assert veier["br"] < veier["gz"]
    store = {s for s, fil in filer.items() if fil.stat().st_size > 2000 and fil.suffix not in PAKKES_IKKE}
    assert store
    assert set() == store - pakket


def test_pakkingen_gir_de_samme_bytene_hver_gang(tmp_path):
    (tmp_path / "a").mkdir()
    for nr in (1, 2):
        (tmp_path / f"fil{nr}.html").write_bytes((NETTSTED / "satser/index.html").read_bytes())
        (lager := tmp_path / f"lager{nr}").mkdir()
        utlegging.pakk(tmp_path / f"fil{nr}.html", lager, BROTLI)

    for endelse in (".br", ".gz"):
        første, andre = ((tmp_path / f"fil{nr}.html{endelse}").read_bytes() for nr in (1, 2))
        assert første == andre


def test_uten_brotlimodulen_går_alt_som_gzip(klar):
    with nginx(klar, brotli=False) as adresse:
        svar, kropp = spør(adresse, "satser/", Accept_Encoding="gzip, br")

    assert "gzip" == svar.getheader("Content-Encoding")
    assert (NETTSTED / "satser/index.html").read_bytes() == gzip.decompress(kropp)


def test_en_mappe_uten_skråstrek_leder_til_siden_på_samme_vert(adresse):
    svar, _ = spør(adresse, "nemndmedlem/betaling?q=lunsj", Host="handboka.example")

    assert (301, "/nemndmedlem/betaling/?q=lunsj") == (svar.status, svar.getheader("Location"))


@pytest.mark.parametrize("sti", ["gammel/side/", "gammel/side"])
def test_en_side_som_er_flyttet_leder_til_den_nye(adresse, sti):
    svar, _ = spør(adresse, sti)

    assert (301, "/nemndmedlem/betaling/") == (svar.status, svar.getheader("Location"))


def test_en_side_som_ble_delt_i_to_må_leseren_selv_ledes_fra(klar):
    """Only the browser knows the part after #, so the page that asks it must stand."""
    kart = (klar / "nginx/handboka/flyttet.map").read_text("utf-8")

    assert "/gammel/side/" in kart
    assert "/delt/" not in kart


def test_punktet_i_en_gammel_lenke_følger_med_til_den_nye_siden(åpne, adresse):
    side = åpne("gammel/side/#reisetid")

    assert f"{adresse}nemndmedlem/betaling/#reisetid" == side.url


def test_en_side_som_ikke_finnes_sier_det_på_norsk(åpne, adresse):
    svar, kropp = spør(adresse, "finnes/ikke/")
    side = åpne("finnes/ikke/", tillat_feil=True)

    assert 404 == svar.status
    assert "Vi fant ikke siden" == side.inner_text("h1")
    assert b"Vi fant ikke siden" in kropp


# --- In the browser ----------------------------------------------------------------------------------------------


def _regn_ut(side) -> None:
    """Nine hours on the honorar page, with an answer."""
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    side.fill('[name="dager.0.timer"]', "9")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=60_000)


def test_hver_side_og_alt_den_henter_svares_under_de_samme_sikkerhetsreglene(adresse):
    svarene = alt_sidene_henter(adresse, SIDER)
    regler = {svar.getheader("Content-Security-Policy") for svar in svarene.values()}

    assert {} == {sti: svar.status for sti, svar in svarene.items() if svar.status != 200}
    assert [spør(adresse)[0].getheader("Content-Security-Policy")] == [*regler]


def test_hvert_slag_side_åpnes_uten_feil_og_uten_at_sikkerhetsreglene_stanser_noe(åpne, adresse):
    """What is written into any page is looked for before it is deployed, and every page is opened with axe.

    The engine is the same on all that calculate, and is started under the policy by the tests below.
    """
    side = åpne("", regner=False)
    for sti in ETT_AV_HVERT_SLAG:
        assert 200 == side.goto(adresse + sti, wait_until="load").status
        if side.locator("form[data-kalkulator]").count():
            side.wait_for_function("document.querySelector('[data-tilstand]').textContent.length > 0")


@pytest.mark.parametrize("fargevalg", ["light", "dark"])
def test_meny_søk_farger_henvisning_og_kalkulator_virker_under_reglene(åpne, adresse, fargevalg):
    side = åpne("", bredde=360, fargevalg=fargevalg, permissions=["clipboard-read", "clipboard-write"])
    side.click("[data-meny]")
    side.click(".meny >> text=Honorar og tapt arbeidsfortjeneste")
    side.wait_for_url("**/nemndmedlem/betaling/")
    side.click("#reisetid ~ .siter-knapp")
    side.click("[data-siter=henvisning]")
    side.wait_for_selector(".siter-boks >> text=Henvisningen er kopiert.")
    assert "nemndmedlem/betaling/#reisetid" in side.evaluate("navigator.clipboard.readText()")
    side.keyboard.press("Escape")
    side.click("[data-soek]:visible")
    side.fill("#soek-felt", "taushetsplikt")
    side.wait_for_selector(".md-search-result__item")
    side.goto(f"{adresse}kalkulatorer/honorar/")
    _regn_ut(side)
    assert "2 400" in side.inner_text("[data-resultat]").replace("\xa0", " ")
    side.check("text=Mørkt")
    side.goto(f"{adresse}satser/")
    assert "rgb(20, 26, 30)" == side.evaluate("getComputedStyle(document.body).backgroundColor")


def test_svaret_kan_kopieres_og_legges_i_kalender_under_reglene(åpne):
    side = åpne("kalkulatorer/honorar/", permissions=["clipboard-read", "clipboard-write"])
    _regn_ut(side)
    with side.expect_download() as lastet:
        side.get_by_role("button", name="Legg i kalender (.ics)").click()
    side.get_by_role("button", name="Kopier som tekst").click()
    side.wait_for_selector(".taes-med >> text=kopiert")

    assert lastet.value.path().read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "2 400" in side.evaluate("navigator.clipboard.readText()").replace("\xa0", " ")


def test_det_som_er_lagret_svarer_når_serveren_er_borte(klar, chromium):
    """The service worker under the server's policy: pages, and a calculator that has been used."""
    hørt = []
    kontekst = chromium.new_context()
    with nginx(klar) as adresse:
        side = kontekst.new_page()
        side.on("console", lambda melding: hørt.append(melding.text) if melding.type == "error" else None)
        side.goto(f"{adresse}kalkulatorer/frist/")
        side.click("button[type=submit]")
        lagret = side.locator("[data-uten-nett] >> text=Kalkulatorene er lagret i denne nettleseren")
        lagret.wait_for(timeout=60_000)
    assert [] == hørt
    side.reload()
    assert "Du er uten nett." in side.inner_text("#stripe")
    side.fill('[name="siste_dag"]', "05.10.2026")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=60_000)
    kontekst.close()


def test_skript_og_stil_skrevet_inn_i_en_side_blir_stanset(klar, åpne):
    """What the two tests above listen for is heard when it happens."""
    onde = "<!doctype html><p style='color:red'>x</p><script>document.title = 'kjørt'</script>"
    (klar / "nettsted/ond.html").write_text(onde, "utf-8")
    side = åpne("assets/ikon.svg", tillat_feil=True)
    hørt = []
    side.on("console", lambda melding: hørt.append((melding.type, melding.text)))
    side.goto(side.url.replace("assets/ikon.svg", "ond.html"))
    while len(hørt) < 2:
        side.wait_for_event("console", timeout=60_000)

    assert "" == side.title()
    assert {"error"} == {slag for slag, _ in hørt}
    assert any("style-src 'self'" in tekst for _, tekst in hørt)
    assert any("script-src 'self'" in tekst for _, tekst in hørt)


def test_nekter_serveren_wasm_sier_kalkulatoren_fra_på_norsk(klar, chromium):
    with nginx(klar, endre={"'self' 'wasm-unsafe-eval'": "'self'"}) as adresse:
        side = chromium.new_page()
        side.goto(f"{adresse}kalkulatorer/honorar/")
        side.fill('[name="dager.0.dato"]', "05.10.2021")
        side.fill('[name="dager.0.timer"]', "9")
        side.click("button[type=submit]")
        svikt = side.locator("[data-svikt]:visible")
        svikt.wait_for(timeout=60_000)
        tekst = svikt.inner_text()
        side.close()

    assert "WebAssembly" in tekst


# --- Below a path ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def under_sti(tmp_path_factory):
    """The folder to deploy for a site below a path: built again, with SITE_URL and nothing else changed."""
    mappe = tmp_path_factory.mktemp("sti")
    miljø = os.environ | {"SITE_URL": "https://intern.example/handboka/"}
    kommando = [
        sys.executable,
        "-m",
        "properdocs",
        "build",
        "-q",
        "--strict",
        "--site-dir",
        str(mappe / "nettsted"),
    ]
    subprocess.run(kommando, cwd=ROT, env=miljø, check=True, capture_output=True)
    soek.bygg(Nettsted(mappe / "nettsted"))
    utlegging.lag(mappe / "nettsted", mappe / "klar", miljø["SITE_URL"], FLYTTET, BROTLI)
    with nginx(mappe / "klar") as adresse:
        yield adresse


def test_under_en_sti_virker_sider_søk_kalkulator_flytting_og_404(under_sti, chromium):
    feil = []
    kontekst = chromium.new_context()
    kontekst.on("console", lambda et: feil.append(et.text) if et.type == "error" else None)
    gang = kontekst.new_page()
    gang.add_init_script(DELT)  # the engine is started once, below
    for sti in ETT_AV_HVERT_SLAG:
        if sti in LAGET_FØRST:
            assert 200 == gang.goto(f"{under_sti}handboka/{sti}").status, sti
    side = kontekst.new_page()
    side.goto(f"{under_sti}handboka/")
    side.click("#soek-felt")
    side.fill("#soek-felt", "taushetsplikt")
    side.click(".md-search-result__item a")
    side.wait_for_url("**/handboka/nemndmedlem/**")
    side.goto(f"{under_sti}handboka/kalkulatorer/honorar/")
    _regn_ut(side)
    assert [] == feil
    side.goto(f"{under_sti}handboka/gammel/side/#reisetid")
    assert f"{under_sti}handboka/nemndmedlem/betaling/#reisetid" == side.url
    assert 404 == side.goto(f"{under_sti}handboka/finnes/ikke/").status
    assert "Vi fant ikke siden" == side.inner_text("h1")
    side.click("text=Gå til forsiden")
    assert f"{under_sti}handboka/" == side.url
    kontekst.close()


def test_under_en_sti_svares_hver_side_og_alt_den_henter(under_sti):
    rot = f"{under_sti}handboka/"
    svarene = alt_sidene_henter(rot, LAGET_FØRST)

    # The feed is made by a step after the generator, as some pages are.
    assert [f"{rot}endringer.xml"] == [sti for sti, svar in svarene.items() if svar.status != 200]


def test_under_en_sti_huskes_og_ledes_det_som_ved_roten(under_sti):
    svar, _ = spør(under_sti, f"handboka/{fil_med('.wasm')}", "HEAD")
    mappe, _ = spør(under_sti, "handboka/satser")

    assert "public, max-age=31536000, immutable" == svar.getheader("Cache-Control")
    assert "/handboka/satser/" == mappe.getheader("Location")


# --- Before it is deployed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("innhold", "råd"),
    [
        ("<script>alert(1)</script>", "Legg skriptet i en fil"),
        ("<button onclick='x()'>Trykk</button>", "addEventListener"),
        ('<p style="color: red">x</p>', "Bruk en klasse"),
        ("<style>p { color: red }</style>", "Bruk en klasse"),
    ],
)
def test_det_nettleseren_ville_stanset_stanser_byggingen(tmp_path, innhold, råd):
    (tmp_path / "side.html").write_text(f"<!doctype html>\n{innhold}", "utf-8")

    [feil] = utlegging.innebygd(tmp_path)

    assert feil.startswith("side.html:2: ")
    assert råd in feil


def test_data_og_skript_i_egne_filer_er_lov(tmp_path):
    side = '<script type="application/json" data-tekster>{}</script><script type="module" src="a.mjs"></script>'
    (tmp_path / "side.html").write_text(side, "utf-8")

    assert [] == utlegging.innebygd(tmp_path)


def test_et_nettsted_bygd_for_et_annet_sted_blir_ikke_lagt_ut(tmp_path):
    with pytest.raises(utlegging.Tjenerfeil, match="SITE_URL"):
        utlegging.lag(NETTSTED, tmp_path, "https://intern.example/handboka/")


def test_det_material_sender_med_og_ingen_side_bruker_er_ikke_lagt_ut():
    """Material ships over a megabyte of script, search in thirty languages and source maps."""
    av_material = [fil for fil in (NETTSTED / "assets").rglob("*") if re.search(r"\.min\.|\.map$|lunr", fil.name)]

    assert ["stylesheets"] == [fil.parent.name for fil in av_material]
    assert av_material[0].name in (NETTSTED / "index.html").read_text("utf-8")
