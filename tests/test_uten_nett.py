"""The site without a net, met as a reader meets it: kept, answered, updated, refused, taken away."""

import hashlib
import json
import re
import shutil
import struct
import threading
import time
import zlib
from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from macros import grunn
from macros.grunn import sendt
from macros.nettsted import filnavn, uten_nett
from macros.nettsted.__main__ import main
from macros.nettsted.side import Nettsted
from macros.utgi import ikoner
from macros.utgi.server import Server
from tests.conftest import NETTSTED
from tests.motor import ROT
from tests.nettleser import FLAGG, finn_hel_chromium
from tests.side import Side

pytestmark = pytest.mark.nettleser
VENTETID = 120_000  # ms the machine is given, however busy: what the reader waits for is told apart
expect.set_options(timeout=VENTETID)

AXE = (ROT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
BETALING, KOST, FRIST, OM = "nemndmedlem/betaling/", "kalkulatorer/kost/", "kalkulatorer/frist/", "om/uten-nett/"
# The worker's own faults are told to the pages, which fail the test.
VARSLE = """addEventListener("unhandledrejection", (e) => clients.matchAll({ includeUncontrolled: true })
  .then((faner) => faner.forEach((fane) => fane.postMessage({ uventet: String(e.reason) }))))
"""
HØR = """navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data.uventet) console.error(data.uventet)
})
addEventListener("unhandledrejection", (e) => console.error(`unhandled: ${e.reason}`))
// Whether another worker has taken over the page. (Asking it would keep it busy, and a busy one is not replaced.)
self.skiftet = false
navigator.serviceWorker?.addEventListener("controllerchange", () => { skiftet = true })
// What the workers have answered; heard just before the page itself hears it.
self.svart = []
const Kanal = self.MessageChannel
self.MessageChannel = class extends Kanal {
  constructor () { super(); this.port1.addEventListener("message", ({ data }) => svart.push(data.svar)) }
}"""
LAGRET = """async () => {
  const navn = (await caches.keys())[0]
  const lager = navn && await caches.open(navn)
  return lager ? (await lager.keys()).map(({ url }) => url.split("?")[0]) : []
}"""


class Tjener(Server):
    """A server whose net can be taken away (`borte`), or made never to answer (`treg`)."""

    def __init__(self, mappe):
        super().__init__(mappe)
        self.nett, self.spurt, self.slipp = "paa", [], threading.Event()
        self.bare = ""  # bare adresser som inneholder dette, rammes
        tjener, vanlig = self, self.RequestHandlerClass

        class Svarer(vanlig):
            def do_GET(self):
                tjener.spurt.append(self.path)
                rammet = tjener.bare in self.path
                if tjener.nett == "treg" and rammet:
                    tjener.slipp.wait(30)
                if tjener.nett == "borte" and rammet:
                    self.close_connection = True
                    return
                super().do_GET()

        self.RequestHandlerClass = Svarer

    def sett(self, nett, bare=""):
        self.nett, self.bare = nett, bare
        if nett == "treg":
            self.slipp.clear()
        else:
            self.slipp.set()


def _kopi(mål):
    shutil.copytree(NETTSTED, mål, ignore=shutil.ignore_patterns("*.map", "*.pdf"))
    _vaktsom(mål)
    return mål


def _vaktsom(mappe):
    sw = mappe / "sw.js"
    sw.write_text(VARSLE + sw.read_text("utf-8"), "utf-8")


def _liste(mappe) -> dict:
    return json.loads(re.search(r"^const LISTE = (.*);$", (mappe / "sw.js").read_text("utf-8"), re.MULTILINE)[1])


def ny_utgave(mappe):
    """Publish a second version: a sentence on one page, and a script that every page uses. Old names are gone."""
    side = mappe / BETALING / "index.html"
    side.write_text(
        side.read_text("utf-8").replace("</h1>", "</h1><p id='nytt'>Nytt i denne utgaven.</p>", 1), "utf-8"
    )
    tema = mappe / "assets/tema.mjs"
    tema.write_text(tema.read_text("utf-8") + "\ndocument.documentElement.dataset.tema = '2';\n", "utf-8")
    [gammel] = mappe.glob("assets/tema-*.mjs")
    gammel.unlink()
    for fil in mappe.rglob("*.html"):
        fil.write_text(fil.read_text("utf-8").replace(gammel.name, "tema.mjs"), "utf-8")
    assert main([str(mappe), "filnavn", "uten_nett"]) == 0
    _vaktsom(mappe)


@pytest.fixture(scope="module")
def fast_nettsted(tmp_path_factory):
    """A copy of the site that no test changes."""
    return _kopi(tmp_path_factory.mktemp("nettsted") / "site")


@pytest.fixture
def nettsted(tmp_path):
    """A copy of the site for this test alone."""
    return _kopi(tmp_path / "site")


@pytest.fixture
def leser(chromium):
    """Return a function that gives a server of a folder and a new profile; no unhandled rejection is forgiven."""
    åpnet, feil = [], []

    def leser(mappe, nettleser=chromium, **valg):
        tjener = Tjener(mappe)
        tjener.__enter__()
        kontekst = nettleser.new_context(locale="nb-NO", reduced_motion="reduce", **valg)
        åpnet.append((tjener, kontekst))
        kontekst.add_init_script(HØR)

        def følg(side):
            side.on("pageerror", lambda et: feil.append(str(et)))
            side.on(
                "console",
                lambda et: (
                    feil.append(et.text) if et.type == "error" and "Failed to load" not in et.text else None
                ),
            )

        kontekst.on("page", følg)
        return tjener, kontekst

    yield leser
    for tjener, kontekst in åpnet:
        tjener.sett("paa")
        kontekst.close()
        tjener.__exit__()
    assert feil == []


def _besøk(tjener, kontekst, sti="", mappe=None):
    """Open a page and wait until all that is kept unasked is kept."""
    side = kontekst.new_page()
    side.goto(tjener.adresse + sti)
    rot = side.evaluate(
        "new URL(document.getElementById('stripe').dataset.base.replace(/\\/?$/, '/'), location.href).href"
    )
    ventet = [rot + fil for fil in _liste(mappe or NETTSTED)["kjerne"]]
    _vent_på(lambda: set(ventet) <= _lagret(side))
    return side


def _vent_på(hva, lenge=VENTETID / 1000):
    """Wait until it is so. (Playwright's wait_for_function takes a promise for a yes.)"""
    slutt = time.monotonic() + lenge
    while not hva():
        assert time.monotonic() < slutt, "det ventede skjedde ikke"
        time.sleep(0.05)


def _mellom_sider(hva):
    """Do it, once more if Chromium is between two pages: then it refuses the test's tool, not the reader."""

    def gikk():
        try:
            hva()
        except Error as feil:
            if "Not attached to an active page" not in feil.message:
                raise
            return False
        return True

    _vent_på(gikk)


def _lagret(side) -> set[str]:
    """The addresses of the files that are kept."""
    return set(side.evaluate(LAGRET))


def _stripe(side):
    return side.locator("#stripe p:visible")


def _sagt(side):
    """The sentence the form for keeping shows."""
    return side.locator("form[data-uten-nett] [role=status] p:visible")


def _nettet_er_tilbake(tjener, side, tegn):
    """Give the net back, and tell the page as the browser does, until the page shows that it has heard."""
    tjener.sett("paa")

    def hørt():
        with suppress(Error):  # the page may be on its way to the next one
            side.evaluate("dispatchEvent(new Event('online'))")
            return tegn()

    _vent_på(hørt)


def _regn_frist(side):
    side.fill('[name="siste_dag"]', "05.10.2026")
    side.click("form[data-kalkulator] button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=VENTETID)
    return side.inner_text(".svar")


# --- Kept after the first visit --------------------------------------------------------------------------------


def test_etter_første_besøk_virker_sidene_og_søket_uten_nett(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    tjener.sett("borte")
    side.goto(tjener.adresse + BETALING + "?fra=lenke#frist")
    expect(side.locator("h1")).to_contain_text("Honorar")
    expect(_stripe(side)).to_have_text(
        f"Du er uten nett. Dette er siden slik den var lagret {_liste(NETTSTED)['dato']}."
    )
    side.locator("#soek-felt").click()
    side.locator("#soek-felt").fill("taushetsplikt")
    side.locator(".md-search-result__link:visible").first.click()
    side.wait_for_url(lambda url: "habilitet" in url or "rollen" in url)
    expect(side.locator("h1")).to_be_visible()
    assert _har_skriftene(side)


def _har_skriftene(side) -> bool:
    """Whether the page has its style sheet, and the typefaces that this asks for."""
    return side.evaluate(
        """async () => {
          await document.fonts.ready;
          return ['1em "Source Sans 3"', '600 1em "Source Serif 4"'].every((et) => document.fonts.check(et))
            && getComputedStyle(document.querySelector("h1")).fontFamily.startsWith('"Source Serif 4"');
        }"""
    )


def test_med_nett_sies_det_ingenting_og_siden_kommer_fra_tjeneren(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    tjener.spurt.clear()
    side.goto(tjener.adresse + BETALING)
    side.wait_for_load_state("networkidle")
    assert _stripe(side).count() == 0
    assert f"/{BETALING}" in tjener.spurt
    assert [sti for sti in tjener.spurt if sti.endswith((".css", ".mjs"))] == []


def test_linjen_forsvinner_når_nettet_er_tilbake(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    tjener.sett("borte")
    side.goto(tjener.adresse + BETALING)
    expect(_stripe(side)).to_have_count(1)
    _nettet_er_tilbake(tjener, side, lambda: _stripe(side).count() == 0)


def test_svarer_ikke_nettet_vises_den_lagrede_siden_og_siden_sier_det(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    tjener.sett("treg")
    side.goto(tjener.adresse + BETALING, wait_until="commit")
    expect(_stripe(side)).to_contain_text("Nettet svarer ikke. Dette er siden slik den var lagret")
    expect(side.locator("h1")).to_contain_text("Honorar")


def test_en_enhet_i_flymodus_gir_den_lagrede_siden(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    kontekst.set_offline(True)
    side.goto(tjener.adresse + "satser/index.html")
    expect(_stripe(side)).to_contain_text("Du er uten nett.")
    kontekst.set_offline(False)  # the browser's own event, or the page's next look
    expect(_stripe(side)).to_have_count(0)


def test_en_side_som_ikke_er_lagret_gir_en_norsk_side_med_lenker_til_det_som_er_det(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    tjener.sett("borte")
    side.goto(tjener.adresse + "redaksjon/ny-sats/")
    expect(side.locator("h1")).to_have_text("Denne siden er ikke lagret")
    assert side.url == tjener.adresse + "redaksjon/ny-sats/"
    lenker = side.eval_on_selector_all(".lagrede a", "alle => alle.map((et) => et.href)")
    sider = {s for s in _liste(NETTSTED)["kjerne"] if s.endswith("/") or not s}
    assert {tjener.adresse + s for s in sider} == set(lenker)
    side.click(".lagrede a:has-text('Satser')")
    expect(side.locator("h1")).to_have_text("Satser", use_inner_text=True)
    side.go_back()
    _nettet_er_tilbake(tjener, side, lambda: "Ny sats" in side.title())


def test_en_adresse_uten_skråstrek_finner_fram_uten_nett(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    tjener.sett("borte")
    side.goto(tjener.adresse + BETALING.rstrip("/"))
    assert side.url == tjener.adresse + BETALING


def test_med_ingenting_lagret_svarer_nettstedet_likevel_på_norsk(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst)
    side.evaluate("caches.keys().then((alle) => Promise.all(alle.map((navn) => caches.delete(navn))))")
    tjener.sett("borte")
    side.goto(tjener.adresse + BETALING)
    expect(side.locator("h1")).to_have_text("Du er uten nett")


def test_sparer_leseren_data_lagres_bare_det_som_leses(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    kontekst.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    side = kontekst.new_page()
    side.goto(tjener.adresse)
    side.wait_for_function("navigator.serviceWorker.controller")
    side.goto(tjener.adresse + "rutiner/rb-30/")
    _vent_på(lambda: tjener.adresse + "rutiner/rb-30/" in _lagret(side))
    side.goto(tjener.adresse + "satser/?q=hemmelig")
    side.wait_for_load_state("networkidle")
    lagret = [url.removeprefix(tjener.adresse) for url in _lagret(side)]
    assert [sti for sti in lagret if sti.endswith("/")] == ["rutiner/rb-30/"]


# --- The calculators -------------------------------------------------------------------------------------------


def test_en_kalkulator_som_er_brukt_svarer_uten_nett(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst, FRIST)
    svar = _regn_frist(side)
    python = [tjener.adresse + sti for sti in _liste(NETTSTED)["python"]]
    _vent_på(lambda: set(python) <= _lagret(side))
    expect(_sagt(side)).to_contain_text("Kalkulatorene er lagret i denne nettleseren")
    tjener.sett("borte")
    side.goto(tjener.adresse + KOST)
    side.goto(tjener.adresse + FRIST)
    assert _regn_frist(side) == svar
    typer = side.evaluate(
        """async () => {
          const lager = await caches.open((await caches.keys())[0])
          const svar = await lager.matchAll()
          return svar.filter(({ url }) => url.endsWith('.wasm')).map((et) => et.headers.get('content-type'))
        }"""
    )
    assert typer == ["application/wasm"]


def test_knappen_lagrer_kalkulatorene_viser_framdrift_og_kan_angres(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst, OM)
    skjema = side.locator("form[data-uten-nett]")
    expect(_sagt(side)).to_contain_text(f"Det er om lag {uten_nett.python_mb()} MB.")
    side.evaluate(
        """() => {
          window.sagt = []
          const felt = document.querySelector('[data-uten-nett] [role=status]')
          new MutationObserver(() => sagt.push(felt.querySelector('p:not([hidden])')?.textContent))
            .observe(felt, { childList: true, subtree: true, characterData: true })
        }"""
    )
    skjema.get_by_role("button", name="Gjør tilgjengelig uten nett").focus()
    side.keyboard.press("Enter")
    expect(_sagt(side)).to_contain_text("Ferdig. Nå virker kalkulatorene uten nett.")
    prosent = [int(tall) for tekst in side.evaluate("sagt") for tall in re.findall(r"(\d+) prosent", tekst or "")]
    assert sorted(set(prosent)) == list(dict.fromkeys(prosent))
    assert {0, 25, 50, 75} & set(prosent)
    assert side.locator("[data-uten-nett] [role=status]").get_attribute("aria-live") is None
    expect(skjema.get_by_role("button", name="Fjern det som er lagret")).to_be_focused()

    tjener.sett("borte")
    side.goto(tjener.adresse + FRIST)
    assert _regn_frist(side)
    expect(_sagt(side)).to_contain_text("Kalkulatorene er lagret i denne nettleseren")

    side.get_by_role("button", name="Fjern det som er lagret").click()
    expect(_sagt(side)).to_contain_text("Alt er fjernet.")
    expect(side.get_by_role("button", name="Gjør tilgjengelig uten nett")).to_be_visible()
    assert _lagret(side) == set()


def test_blir_nettet_borte_midtveis_sier_skjemaet_det_og_fortsetter_siden(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst, OM)
    tjener.sett("borte", bare=".wasm")
    side.get_by_role("button", name="Gjør tilgjengelig uten nett").click()
    expect(_sagt(side)).to_contain_text("Nettet ble borte før alt var hentet.")
    tjener.sett("paa")
    tjener.spurt.clear()
    side.get_by_role("button", name="Gjør tilgjengelig uten nett").click()
    expect(_sagt(side)).to_contain_text("Ferdig.")
    assert any(sti.endswith(".wasm") for sti in tjener.spurt)
    assert [sti for sti in tjener.spurt if sti.endswith("asm.mjs")] == []


def test_leseren_kan_avbryte(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst, OM)
    tjener.sett("treg", bare=".wasm")
    side.get_by_role("button", name="Gjør tilgjengelig uten nett").click()
    side.get_by_role("button", name="Avbryt").click()
    expect(_sagt(side)).to_contain_text("Du avbrøt.")
    expect(side.get_by_role("button", name="Gjør tilgjengelig uten nett")).to_be_focused()


def test_en_fil_som_er_endret_på_veien_lagres_ikke(leser, nettsted):
    tjener, kontekst = leser(nettsted)
    side = _besøk(tjener, kontekst, OM)
    [bilde] = nettsted.glob("assets/bygd/python/bilde-*.bin")
    bilde.write_bytes(b"UNE1" + bytes(1000))
    side.get_by_role("button", name="Gjør tilgjengelig uten nett").click()
    expect(_sagt(side)).to_contain_text("En fil kom frem endret.")
    assert [url for url in _lagret(side) if url.endswith(".bin")] == []


def test_nekter_nettleseren_å_lagre_sier_siden_det_og_virker_videre(leser, nettsted):
    sw = nettsted / "sw.js"
    nekt = """for (const hva of ["open", "match", "has", "delete"])
      caches[hva] = async () => { throw new DOMException("", "SecurityError") };
    """
    sw.write_text(nekt + sw.read_text("utf-8"), "utf-8")
    tjener, kontekst = leser(nettsted)
    side = kontekst.new_page()
    side.goto(tjener.adresse + FRIST)
    side.wait_for_function("navigator.serviceWorker.controller")
    side.reload()
    expect(_sagt(side)).to_contain_text("Nettleseren lar ikke håndboka lagre noe.")
    side.get_by_role("button", name="Gjør tilgjengelig uten nett").click()
    expect(_sagt(side)).to_contain_text("Nettleseren lar ikke håndboka lagre noe.")
    assert _regn_frist(side)
    tjener.sett("borte")
    side.goto(tjener.adresse + BETALING)
    expect(side.locator("h1")).to_have_text("Du er uten nett")


def test_er_det_ikke_plass_sier_siden_det_og_lar_ikke_noe_halvt_ligge(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = _besøk(tjener, kontekst, OM)
    cdp = kontekst.new_cdp_session(side)
    cdp.send("Storage.overrideQuotaForOrigin", {"origin": tjener.adresse.rstrip("/"), "quotaSize": 9_000_000})
    side.get_by_role("button", name="Gjør tilgjengelig uten nett").click()
    expect(_sagt(side)).to_contain_text("Det er ikke plass til kalkulatorene.")
    assert [url for url in _lagret(side) if "/python/" in url] == []
    side.goto(tjener.adresse + FRIST)
    assert _regn_frist(side)


@pytest.mark.parametrize("mangel", ["serviceWorker", "register"])
def test_en_nettleser_uten_lagring_får_vite_det_og_alt_annet_virker(leser, fast_nettsted, mangel):
    tjener, kontekst = leser(fast_nettsted)
    kontekst.add_init_script(
        "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => undefined })"
        if mangel == "serviceWorker"
        else "if (navigator.serviceWorker)"
        " navigator.serviceWorker.register = async () => { throw new DOMException('', 'SecurityError') }"
    )
    side = kontekst.new_page()
    side.goto(tjener.adresse + FRIST)
    expect(_sagt(side)).to_contain_text("Nettleseren lar ikke håndboka lagre noe.")
    assert side.get_by_role("button", name="Gjør tilgjengelig uten nett").count() == 0
    assert _regn_frist(side)


def test_uten_javascript_og_fra_en_fil_på_disken_vises_verken_skjema_eller_linje(chromium, fast_nettsted):
    for adresse, valg in (
        ((fast_nettsted / OM / "index.html").as_uri(), {}),
        (None, {"java_script_enabled": False}),
    ):
        with Tjener(fast_nettsted) as tjener:
            kontekst = chromium.new_context(**valg)
            side = kontekst.new_page()
            side.goto(adresse or tjener.adresse + OM)
            assert side.locator("h1:visible").count() == 1
            assert side.locator("form[data-uten-nett]:visible, #stripe p:visible").count() == 0
            kontekst.close()


# --- A new version ---------------------------------------------------------------------------------------------


def test_to_faner_og_en_ny_utgave_blandes_aldri_og_det_som_er_skrevet_står(leser, nettsted):
    tjener, kontekst = leser(nettsted)
    en = _besøk(tjener, kontekst, FRIST)
    _regn_frist(en)
    to = kontekst.new_page()
    to.goto(tjener.adresse + KOST)
    to.fill('[name="avstand_km"]', "123")
    [gammelt_tema] = nettsted.glob("assets/tema-*.mjs")
    gammel = _liste(nettsted)["utgave"]
    ny_utgave(nettsted)
    assert gammel != _liste(nettsted)["utgave"]

    tre = kontekst.new_page()  # a page of the new version, while the old worker answers
    tre.goto(tjener.adresse + BETALING)
    expect(tre.locator("#nytt")).to_be_visible()
    assert tre.evaluate("document.documentElement.dataset.tema") == "2"
    for side in (en, to):
        side.bring_to_front()
        expect(_stripe(side)).to_contain_text("Det finnes en ny versjon av håndboka.")
    # The third knows which version the worker has: its own, so there is nothing to tell.
    tre.wait_for_function("svart.includes(document.documentElement.dataset.utgave)", timeout=VENTETID)
    assert _stripe(tre).count() == 0

    en.get_by_role("button", name="Last inn på nytt").click()
    en.wait_for_function("document.documentElement.dataset.tema === '2'")
    assert en.input_value('[name="siste_dag"]') == "05.10.2026"
    assert en.evaluate("document.documentElement.dataset.utgave") == _liste(nettsted)["utgave"]
    # The other one was not touched, and still has the scripts it was made with.
    assert to.input_value('[name="avstand_km"]') == "123"
    assert to.evaluate("document.documentElement.dataset.utgave") == gammel
    assert tjener.adresse + f"assets/{gammelt_tema.name}" in _lagret(to)

    to.get_by_role("button", name="Last inn på nytt").click()
    to.wait_for_function("document.documentElement.dataset.tema === '2'")
    assert to.input_value('[name="avstand_km"]') == "123"
    _vent_på(lambda: tjener.adresse + f"assets/{gammelt_tema.name}" not in _lagret(to))
    tjener.sett("borte")
    to.goto(tjener.adresse + BETALING)
    expect(to.locator("#nytt")).to_be_visible()
    assert to.evaluate("document.documentElement.dataset.tema") == "2"


def test_en_ny_utgave_henter_bare_det_som_er_endret_og_tar_over_i_stillhet_når_ingen_merker_det(leser, nettsted):
    tjener, kontekst = leser(nettsted)
    side = _besøk(tjener, kontekst, FRIST)
    _regn_frist(side)
    # All of it, not the first file: what is on its way when the net goes is not kept.
    python = {tjener.adresse + sti for sti in _liste(nettsted)["python"]}
    _vent_på(lambda: python <= _lagret(side))
    før = _liste(nettsted)["filer"]
    ny_utgave(nettsted)
    nå = _liste(nettsted)["filer"]
    tjener.spurt.clear()
    side.goto(tjener.adresse + BETALING)
    side.wait_for_function("skiftet", timeout=VENTETID)
    endret = {sti for sti, hash in nå.items() if før.get(sti) != hash}
    skal = {tjener.adresse + sti for sti in endret if sti in _liste(nettsted)["kjerne"]}
    _vent_på(lambda: skal <= _lagret(side))
    hentet = {sti.lstrip("/") for sti in tjener.spurt} - {"sw.js", "sitemap.xml", "assets/ikon.svg", BETALING}
    assert hentet <= endret | {"assets/soek/kjerne.json"}
    assert not [sti for sti in hentet if "python" in sti]
    assert _stripe(side).count() == 0
    tjener.sett("borte")
    side.goto(tjener.adresse + FRIST)
    assert _regn_frist(side)


def test_en_fane_som_har_sovet_får_vite_om_ny_utgave_og_kalkulatoren_svarer(leser, nettsted):
    tjener, kontekst = leser(nettsted)
    side = _besøk(tjener, kontekst, FRIST)
    _regn_frist(side)
    cdp = kontekst.new_cdp_session(side)
    cdp.send("Page.setWebLifecycleState", {"state": "frozen"})
    ny_utgave(nettsted)
    cdp.send("Page.setWebLifecycleState", {"state": "active"})
    side.fill('[name="siste_dag"]', "06.10.2026")
    assert _regn_frist(side)
    en_time_senere = """() => {
      const naa = Date.now()
      Date.now = () => naa + 3_600_000
      document.dispatchEvent(new Event('visibilitychange'))
    }"""
    # Half an hour has gone: the tab asks when it is looked at again.
    side.evaluate(en_time_senere)
    expect(_stripe(side)).to_contain_text("Det finnes en ny versjon")
    assert side.input_value('[name="siste_dag"]') == "05.10.2026"
    # Who will not load anew now is not asked again on this page.
    side.get_by_role("button", name="Ikke nå").click()
    expect(_stripe(side)).to_have_count(0)
    side.evaluate("() => { svart.length = 0 }")
    side.evaluate(en_time_senere)
    side.wait_for_function("ny => svart.includes(ny)", arg=_liste(nettsted)["utgave"], timeout=VENTETID)
    assert _stripe(side).count() == 0
    side.reload()
    _vent_på(lambda: side.evaluate("document.documentElement.dataset.utgave") == _liste(nettsted)["utgave"])


def test_slått_av_slippes_alt_og_sidene_kommer_fra_tjeneren(leser, nettsted):
    tjener, kontekst = leser(nettsted)
    side = _besøk(tjener, kontekst, KOST)
    side.fill('[name="avstand_km"]', "123")
    uten_nett.skriv(Nettsted(nettsted), av=True)
    side.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
    _vent_på(lambda: side.evaluate("caches.keys()") == [])
    _vent_på(lambda: side.evaluate("navigator.serviceWorker.getRegistrations().then((alle) => alle.length)") == 0)
    assert side.input_value('[name="avstand_km"]') == "123"
    assert _stripe(side).count() == 0
    ny = kontekst.new_page()
    tjener.sett("borte")
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):
        ny.goto(tjener.adresse + BETALING)


def test_en_bygging_med_uten_nett_av_skriver_arbeideren_som_slipper_alt(nettsted, monkeypatch, capsys):
    monkeypatch.setenv("UTEN_NETT", "av")
    assert main([str(nettsted), "uten_nett"]) == 0
    assert (nettsted / "sw.js").read_text("utf-8") == (grunn.DOCS / "assets/sw-av.js").read_text("utf-8")
    monkeypatch.setenv("UTEN_NETT", "nei")
    assert main([str(nettsted), "uten_nett"]) == 1
    assert "skriv «paa» eller «av»" in capsys.readouterr().err


# --- Where and how ---------------------------------------------------------------------------------------------


def test_nettstedet_virker_uten_nett_fra_en_undermappe(leser, tmp_path):
    _kopi(tmp_path / "a/b")
    tjener, kontekst = leser(tmp_path)
    side = _besøk(tjener, kontekst, f"a/b/{OM}", tmp_path / "a/b")
    tjener.sett("borte")
    side.goto(tjener.adresse + f"a/b/{BETALING}")
    expect(_stripe(side)).to_contain_text("Du er uten nett.")
    side.goto(tjener.adresse + "a/b/redaksjon/ny-sats/")
    expect(side.locator("h1")).to_have_text("Denne siden er ikke lagret")
    assert _har_skriftene(side)
    utenfor = side.eval_on_selector_all("[href], [src]", "alle => alle.map((et) => et.href ?? et.src)")
    assert [url for url in utenfor if not url.startswith(tjener.adresse + "a/b/")] == []
    side.click(".lagrede a:has-text('Satser')")
    assert side.url == tjener.adresse + "a/b/satser/"
    with pytest.raises(Error, match="ERR_EMPTY_RESPONSE"):  # the rest of the host is none of ours
        side.goto(tjener.adresse + "annet/")


def test_tilbake_til_et_utfylt_skjema_fra_nettleserens_eget_minne(leser, fast_nettsted, chromium):
    nettleser = chromium.browser_type.launch(
        executable_path=finn_hel_chromium(), args=FLAGG, ignore_default_args=["--disable-back-forward-cache"]
    )
    tjener, kontekst = leser(fast_nettsted, nettleser)
    side = _besøk(tjener, kontekst, KOST)
    side.evaluate("addEventListener('pageshow', (e) => (window.fraMinnet = e.persisted))")
    side.fill('[name="avstand_km"]', "123")
    side.goto(tjener.adresse + BETALING)
    tjener.sett("borte")
    side.go_back(wait_until="commit")
    side.wait_for_function("window.fraMinnet === true")
    assert side.input_value('[name="avstand_km"]') == "123"
    side.go_forward(wait_until="commit")
    expect(side.locator("h1")).to_contain_text("Honorar")
    kontekst.close()
    nettleser.close()


def test_den_som_går_fram_og_tilbake_mens_siden_lastes_møter_ingen_feil(leser, fast_nettsted):
    tjener, kontekst = leser(fast_nettsted)
    side = kontekst.new_page()
    for sti in ("", KOST, BETALING, OM, FRIST, "satser/") * 2:
        _mellom_sider(lambda sti=sti: side.goto(tjener.adresse + sti, wait_until="commit"))
    _mellom_sider(lambda: side.go_back(wait_until="commit"))
    _mellom_sider(side.go_back)
    expect(side.locator("h1")).to_contain_text("Uten nett")
    ventet = {tjener.adresse + sti for sti in _liste(NETTSTED)["kjerne"]}
    _vent_på(lambda: ventet <= _lagret(side))
    tjener.sett("treg")
    side.evaluate(
        "(alle) => alle.forEach((url, nr) => setTimeout(() => { location.href = url }, 50 * nr))",
        [tjener.adresse + sti for sti in (KOST, BETALING, "satser/")],
    )
    side.wait_for_url(tjener.adresse + "satser/", wait_until="commit")
    expect(_stripe(side)).to_contain_text("Nettet svarer ikke.")


@pytest.mark.parametrize(("bredde", "fargevalg"), [(320, "dark"), (1280, "light")])
def test_axe_finner_ingen_brudd_og_alt_får_plass(leser, nettsted, bredde, fargevalg):
    tjener, kontekst = leser(nettsted, viewport={"width": bredde, "height": 900}, color_scheme=fargevalg)

    def granske(side):
        side.evaluate(AXE)
        brudd = side.evaluate(
            "axe.run().then((funn) => funn.violations.map(({ id, nodes }) => [id, nodes[0].html]))"
        )
        assert brudd == []
        assert side.evaluate("document.documentElement.scrollWidth") <= bredde

    side = _besøk(tjener, kontekst, OM)
    expect(side.get_by_role("button", name="Gjør tilgjengelig uten nett")).to_be_visible()
    granske(side)
    tjener.sett("treg", bare=".wasm")
    side.get_by_role("button", name="Gjør tilgjengelig uten nett").click()
    expect(side.locator("progress")).to_be_visible()
    granske(side)
    tjener.sett("borte")
    expect(_sagt(side)).to_contain_text("Nettet ble borte")
    granske(side)
    side.goto(tjener.adresse + BETALING)
    expect(_stripe(side)).to_contain_text("Du er uten nett.")
    granske(side)
    side.goto(tjener.adresse + "redaksjon/")
    granske(side)
    tjener.sett("paa")
    side.goto(tjener.adresse + FRIST)
    ny_utgave(nettsted)
    side.evaluate("navigator.serviceWorker.getRegistration().then((r) => r.update())")
    expect(_stripe(side)).to_contain_text("Det finnes en ny versjon")
    granske(side)


# --- The files -------------------------------------------------------------------------------------------------


def test_hver_fil_i_listen_finnes_med_sin_hash_og_to_bygginger_gir_samme_liste(nettsted):
    alt = _liste(nettsted)
    for sti, ventet in alt["filer"].items():
        fil = nettsted / sti / "index.html" if not sti or sti.endswith("/") else nettsted / sti
        innhold = re.sub(rb' data-utgave="[^"]*"', b"", fil.read_bytes(), count=1)
        assert ventet == hashlib.sha256(innhold).hexdigest()[:16], sti
    assert set(alt["kjerne"]) | set(alt["python"]) <= set(alt["filer"])
    assert alt == uten_nett.skriv(Nettsted(nettsted))


def test_alt_en_lagret_side_henter_er_lagret_med_den():
    alt = _liste(NETTSTED)
    hentet = {
        (side.fil.parent / adresse).resolve().relative_to(NETTSTED).as_posix()
        for side in (Side(NETTSTED / s / "index.html") for s in alt["kjerne"] if s.endswith("/") or not s)
        for adresse in side.hentes
        if not adresse.startswith("data:")
    }
    ikke = {
        "endringer.xml",
        "site.webmanifest",
        "assets/ikon-180.png",
    }  # asked for by the browser, not by the page
    sidenes_egne = {sti for sti in hentet - ikke if re.search(r"\.\w+$", sti)}
    assert sidenes_egne <= set(alt["kjerne"])
    assert [
        navn for navn in sidenes_egne if navn.endswith((".mjs", ".js", ".css")) and not filnavn.HASHET.search(navn)
    ] == []


def test_rutinene_lagres_av_seg_selv_bare_så_langt_det_er_plass(nettsted):
    rb = (nettsted / "rutiner/rb-30/index.html").read_text("utf-8")
    for nr in range(100, 220):
        side = nettsted / f"rutiner/rb-{nr}/index.html"
        side.parent.mkdir()
        støy = hashlib.shake_128(str(nr).encode()).hexdigest(8000)
        side.write_text(rb.replace("</article>", f"<p>{støy}</p></article>"), "utf-8")
    alt = uten_nett.skriv(Nettsted(nettsted))
    rutiner = {sti for sti in alt["filer"] if sti.startswith("rutiner/rb-")}
    med = {sti for sti in alt["kjerne"] if sti in rutiner}
    assert 121 == len(rutiner)
    assert 0 < len(med) < 121
    filer = (nettsted / s / "index.html" if (nettsted / s).is_dir() else nettsted / s for s in alt["kjerne"])
    assert sum(sendt(fil.read_bytes()) for fil in filer) < uten_nett.TAK * 1.05


def test_et_skript_får_nytt_navn_når_det_det_henter_endres(tmp_path):
    (tmp_path / "assets").mkdir()
    (tmp_path / "side").mkdir()
    (tmp_path / "assets/a.mjs").write_text('import "./b.mjs";\n', "utf-8")
    (tmp_path / "assets/b.mjs").write_text("console.log(1);\n", "utf-8")
    (tmp_path / "side/index.html").write_text('<script src="../assets/a.mjs"></script>', "utf-8")
    nettsted = Nettsted(tmp_path)
    første = filnavn.gi_navn(nettsted)
    assert nettsted["side/"].tekst == f'<script src="../assets/{første["a.mjs"]}"></script>'
    assert "console.log(1);\n" == (tmp_path / "assets" / første["a.mjs"]).read_text("utf-8")
    nettsted["side/"].tekst = '<script src="../assets/a.mjs"></script>'
    assert første == filnavn.gi_navn(nettsted)
    (tmp_path / "assets/b.mjs").write_text("console.log(2);\n", "utf-8")
    nettsted["side/"].tekst = '<script src="../assets/a.mjs"></script>'
    assert første["a.mjs"] != filnavn.gi_navn(nettsted)["a.mjs"]


def test_tjeneren_sender_arbeideren_som_javascript_uten_å_la_noen_beholde_den(chromium, adresse):
    svar = chromium.new_context().request.get(adresse + "sw.js")
    assert ("text/javascript; charset=utf-8", "no-cache") == (
        svar.headers["content-type"],
        svar.headers["cache-control"],
    )
    svar = chromium.new_context().request.get(adresse + "site.webmanifest")
    assert svar.headers["content-type"] == "application/manifest+json"


def _bilde(png: bytes) -> tuple[int, int, bytes]:
    """Width, height and the raw rows of a PNG (filters undone by nobody: equal pictures give equal rows)."""
    data, sted = b"", 8
    while sted < len(png):
        lengde, slag = struct.unpack(">I4s", png[sted : sted + 8])
        data += png[sted + 8 : sted + 8 + lengde] if slag == b"IDAT" else b""
        sted += 12 + lengde
    return *struct.unpack(">II", png[16:24]), zlib.decompress(data)


def test_appen_har_navn_farger_og_ikoner_som_nettstedet(chromium):
    manifest = json.loads((NETTSTED / "site.webmanifest").read_text("utf-8"))
    assert ("nb", "UNE-håndboka", "./", "./") == tuple(
        manifest[felt] for felt in ("lang", "name", "start_url", "scope")
    )
    stil = (grunn.DOCS / "assets/stil.css").read_text("utf-8")
    lyst, mørkt = (re.search(r"--papir: (#\w+)", del_)[1] for del_ in stil.split('"slate"', 1))
    forside = Side(NETTSTED / "index.html")
    farger = [meta["content"] for meta in forside.rot.finn("meta") if meta["name"] == "theme-color"]
    assert [lyst, mørkt] == farger
    assert (lyst, re.search(r"--aksent: (#\w+)", stil)[1]) == (
        manifest["background_color"],
        manifest["theme_color"],
    )
    assert {"any", "maskable"} == {ikon["purpose"] for ikon in manifest["icons"]}
    tegnet = ikoner.tegn(chromium)
    for ikon in manifest["icons"]:
        bredde, høyde, _ = _bilde((NETTSTED / ikon["src"]).read_bytes())
        assert ikon["sizes"] == f"{bredde}x{høyde}"
    for navn, png in tegnet.items():
        assert _bilde((NETTSTED / "assets" / navn).read_bytes()) == _bilde(png), (
            f"{navn}: kjør python -m macros.utgi.ikoner"
        )
