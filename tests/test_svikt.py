"""Whatever goes wrong on the way to the reader, the page says so in Norwegian and its tables still answer.

Each fault is made on the wire or in the browser, never in the site's own code. What the reader may see is all that
is judged: a message, what was typed still there, the tables, and no loose ends in the console.

When it comes is measured in the page's own time. Its clock stands still, so whatever tells of itself must be told
without waiting; what merely falls silent must be told of nine seconds after its last sign of life, as the clock is
moved to there.
"""

import json
import socket
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from macros.pakking.bunt import MANIFEST
from macros.utgi.server import Server, Svarer
from tests.conftest import NETTSTED
from tests.side import STATISK_TABELL

pytestmark = pytest.mark.nettleser

SIDE = "kalkulatorer/honorar/"
FRIST = 120_000  # ms the machine is given, however busy; what the reader is given is measured in the page's time
STILLE = 9_000  # ms of silence before the reader is told
# When the worker last was heard from, by the page's own clock: what the page itself waits for.
LIVSTEGN = """
const Ekte = self.Worker;
self.livstegn = null;
if (Ekte) self.Worker = class extends Ekte {
  constructor(...alt) {
    super(...alt);
    self.livstegn = Date.now();
    this.addEventListener("message", () => (self.livstegn = Date.now()));
  }
};
"""
STENGER_WASM = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
)
SAMLER = (
    "self.glapp = []; addEventListener('unhandledrejection', (e) => glapp.push(String(e.reason)));"
    "addEventListener('error', (e) => glapp.push(e.message))"
)

START = 1_800_000_000  # s; any time will do

HENTES = "kunne ikke hentes"
ØDELAGT = "ødelagt"
FOR_SENT = "svarte ikke i tide"


def filer() -> dict[str, str]:
    """The runtime files that a calculator needs, by what they are."""
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    motor = {
        fil: f"**/{manifest['motor']}/{fil}" for fil in ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
    }
    minnet = next(fil["navn"] for hva, fil in manifest["veier"][0].items() if hva != "wasm")
    return {"arbeideren": f"**/{manifest['arbeider']}", "minnet": f"**/{minnet}", **motor}


def status(kode: int) -> Callable[[Route], None]:
    return lambda rute: rute.fulfill(status=kode, body="<h1>Feil</h1>", content_type="text/html")


def innloggingsside(rute: Route) -> None:
    rute.fulfill(status=200, body="<!doctype html><title>Logg inn</title>" + " " * 4000, content_type="text/html")


def avkuttet(rute: Route) -> None:
    svar = rute.fetch()
    rute.fulfill(response=svar, body=svar.body()[: len(svar.body()) // 2])


def feil_type(rute: Route) -> None:
    svar = rute.fetch()
    rute.fulfill(response=svar, headers=svar.headers | {"content-type": "text/plain"})


def aldri(rute: Route) -> None:
    """The answer never comes."""


def brutt(rute: Route) -> None:
    rute.abort("connectionreset")


FEIL = {
    "404": status(404),
    "500": status(500),
    "innloggingsside": innloggingsside,
    "brutt": brutt,
}


@pytest.fixture
def med_feil(åpne):
    """Return a function that opens the honorar page with a fault in place, types a date and gives the page.

    At the end no promise may have failed unseen, whatever else went wrong.
    """
    sider: list[Page] = []

    def med_feil(oppsett: Callable[[Page], object], sti: str = SIDE) -> Page:
        def før(side: Page) -> None:
            side.add_init_script(SAMLER)
            side.clock.install(time=START)
            side.clock.pause_at(START + 1)
            side.add_init_script(LIVSTEGN)
            oppsett(side)

        side = åpne(sti, tillat_feil=True, starter=True, vent="domcontentloaded", før=før)
        side.fill('[name="dager.0.dato"]', "05.10.2021")
        sider.append(side)
        return side

    yield med_feil
    for side in sider:
        assert side.evaluate("glapp") == []


def leser_får_vite(side: Page, ventet: str) -> None:
    side.wait_for_selector("[data-svikt]:not([hidden])", timeout=FRIST)
    melding = side.inner_text("[data-svikt]")
    assert ventet in melding
    assert "står fortsatt i skjemaet" in melding
    assert side.get_attribute("[data-svikt]", "role") == "alert"
    assert side.input_value('[name="dager.0.dato"]') == "05.10.2021"
    assert side.locator(STATISK_TABELL).first.is_visible()
    assert side.get_by_role("button", name="Prøv igjen").is_visible()


@pytest.mark.parametrize("fil", filer())
@pytest.mark.parametrize("feil", FEIL)
def test_mangler_en_fil_sier_siden_fra_straks_og_tabellene_svarer(med_feil, fil, feil):
    side = med_feil(lambda side: side.context.route(filer()[fil], FEIL[feil]))
    # A script is fetched by the browser itself, which keeps to itself what came instead of it.
    binær = fil in ("minnet", "pyodide.asm.wasm")
    ventet = ØDELAGT if binær and feil == "innloggingsside" else HENTES
    leser_får_vite(side, "i bakgrunnen" if fil == "arbeideren" else ventet)


def _stille_i(side: Page, ms: int) -> bool:
    """Move the page's clock to `ms` after the last sign of life; whether the reader has been told by then.

    What is still on its way when the clock is moved is a new sign of life, and counts from then.
    """
    while True:
        gått = side.evaluate("Date.now() - self.livstegn")
        if gått >= ms:
            return side.is_visible("[data-svikt]")
        side.clock.run_for(ms - gått)


@pytest.mark.parametrize("fil", filer())
def test_kommer_en_fil_aldri_får_leseren_vite_det_etter_ni_sekunder(med_feil, fil):
    kommet = set()

    def oppsett(side: Page) -> None:
        side.context.on("requestfinished", lambda spurt: kommet.add(spurt.url))
        side.context.route(filer()[fil], aldri)

    side = med_feil(oppsett)
    side.wait_for_function("self.livstegn !== null", timeout=FRIST)
    resten = {andre.removeprefix("**/") for andre in filer().values() if andre != filer()[fil]}
    while fil != "arbeideren" and not all(any(url.endswith(navn) for url in kommet) for navn in resten):
        side.wait_for_event("requestfinished", timeout=FRIST)

    assert not _stille_i(side, STILLE - 100)
    assert _stille_i(side, STILLE + 100)
    leser_får_vite(side, FOR_SENT)


@pytest.mark.parametrize("fil", filer())
def test_en_avkuttet_fil_gir_beskjed(med_feil, fil):
    side = med_feil(lambda side: side.context.route(filer()[fil], avkuttet))
    leser_får_vite(
        side, {"arbeideren": "i bakgrunnen", "minnet": ØDELAGT, "pyodide.asm.wasm": ØDELAGT}.get(fil, HENTES)
    )


@pytest.mark.parametrize("fil", filer())
def test_feil_filtype_fra_tjeneren_gir_svar_eller_beskjed(med_feil, fil):
    side = med_feil(lambda side: side.context.route(filer()[fil], feil_type))
    side.fill('[name="dager.0.timer"]', "7")
    side.click("button[type=submit]")
    side.wait_for_selector("[data-svikt]:not([hidden]), [data-resultat][data-status=ok]", timeout=FRIST)
    if side.is_visible("[data-svikt]"):
        leser_får_vite(side, "")


@pytest.mark.parametrize(
    ("regel", "ventet"),
    [(STENGER_WASM, "WebAssembly"), (STENGER_WASM + "; worker-src 'none'", "i bakgrunnen")],
    ids=["wasm er forbudt", "worker er forbudt"],
)
def test_en_streng_sikkerhetsregel_gir_beskjed(med_feil, regel, ventet):
    def med_regel(rute: Route) -> None:
        svar = rute.fetch()
        rute.fulfill(response=svar, headers=svar.headers | {"content-security-policy": regel})

    def oppsett(side: Page) -> None:
        side.context.route(f"**/{SIDE}", med_regel)
        side.context.route(filer()["arbeideren"], med_regel)

    leser_får_vite(med_feil(oppsett), ventet)


@pytest.mark.parametrize(
    ("skript", "ventet"),
    [
        (
            "self.Worker = class { constructor () { throw new Error('nektet') } }",
            "bakgrunnen",
        ),
        ("delete self.Worker", "i bakgrunnen"),
    ],
    ids=["nektet", "finnes ikke"],
)
def test_uten_arbeidere_i_nettleseren_gir_siden_beskjed(med_feil, skript, ventet):
    leser_får_vite(med_feil(lambda side: side.add_init_script(skript)), ventet)


class Ryker(Svarer):
    """A server that loses the connection half-way through the wasm."""

    def send(self, status_, kropp, hoder):
        if not self.path.endswith(".wasm"):
            return super().send(status_, kropp, hoder)
        self.send_response(status_)
        for navn, verdi in (hoder | {"Content-Length": str(len(kropp))}).items():
            self.send_header(navn, verdi)
        self.end_headers()
        self.wfile.write(kropp[: len(kropp) // 2])
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)
        self.close_connection = True
        return None


def test_et_nett_som_ryker_midt_i_en_fil_gir_beskjed(chromium):
    with Server(NETTSTED) as server:
        server.RequestHandlerClass = type("Ryker", (Ryker,), {"rot": NETTSTED.resolve()})
        side = chromium.new_page(service_workers="block")
        side.add_init_script(SAMLER)
        side.clock.install(time=START)
        side.clock.pause_at(START + 1)
        side.goto(server.adresse + SIDE, wait_until="domcontentloaded")
        side.fill('[name="dager.0.dato"]', "05.10.2021")
        leser_får_vite(side, ØDELAGT)
        assert side.evaluate("glapp") == []
        side.close()


def test_et_unntak_i_python_gir_beskjed_og_siden_kan_prøves_igjen(med_feil):
    def ødelagt_kall(rute: Route) -> None:
        svar = rute.fetch()
        kilde = svar.text()
        assert "inngang(navn, inn)" in kilde
        rute.fulfill(response=svar, body=kilde.replace("inngang(navn, inn)", "inngang(navn)"))

    side = med_feil(lambda side: side.context.route(filer()["arbeideren"], ødelagt_kall))
    side.fill('[name="dager.0.timer"]', "7")
    side.click("button[type=submit]")
    leser_får_vite(side, "Det er vår feil")


def test_uten_lager_i_nettleseren_virker_kalkulatoren_likevel(med_feil):
    side = med_feil(
        lambda side: side.add_init_script(
            "for (const navn of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])"
            " Object.defineProperty(self, navn, { get () { throw new DOMException('nektet', 'SecurityError') } })"
        )
    )
    side.fill('[name="dager.0.timer"]', "7")
    side.click("button[type=submit]")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)


def test_kalkulatoren_starter_på_nytt_når_nettet_er_tilbake(med_feil):
    side = med_feil(lambda side: side.context.route(filer()["pyodide.asm.wasm"], brutt))
    side.fill('[name="dager.0.timer"]', "7")
    side.click("button[type=submit]")
    side.wait_for_selector("[data-svikt]:not([hidden])", timeout=FRIST)
    side.context.unroute(filer()["pyodide.asm.wasm"])
    side.get_by_role("button", name="Prøv igjen").click()
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    assert side.is_hidden("[data-svikt]")
