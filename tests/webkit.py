"""Drives the system's own WebKitGTK over WebDriver, on a screen that no one sees: the nearest to Safari on Linux.

The driver knows its own MiniBrowser, and tells neither of the console nor of requests. So the site is served here
with nginx's headers by a server that counts, and a script before all others tells of every error; what the browser
asks of any other host goes to a proxy that writes it down and answers nothing. Knows no page of the site.
"""

import json
import os
import re
import shutil
import signal
import socketserver
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.proxy import Proxy
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options

from macros.utgi.server import Server
from tests.motor import ROT
from tests.nettleser import IngenNettleser

TASTER = {"Tab": Keys.TAB, "Enter": Keys.ENTER, "Escape": Keys.ESCAPE, "ArrowDown": Keys.ARROW_DOWN}
FRIST = 90  # s; for what is sure to come, on any machine
SMALEST = 500  # px; the window itself cannot be narrower, so a narrower page is shown in a frame
# Told at once, before the script that failed goes on: what the driver reads afterwards comes later than the error.
SAMLER = """(() => {
  const si = (tekst) => {
    const bud = new XMLHttpRequest();
    bud.open("POST", "/samlet", false);
    bud.send(tekst);
  };
  const skriv = console.error;
  console.error = (...alt) => (si(alt.join(" ")), skriv.apply(console, alt));
  self.addEventListener("error", (e) => si(e.message ?? `could not be fetched: ${e.target.outerHTML}`), true);
  self.addEventListener("unhandledrejection", (e) => si(`unhandled: ${e.reason}`));
  self.addEventListener("securitypolicyviolation", (e) => si(`${e.violatedDirective}: ${e.blockedURI}`));
})();
"""


def finn_webkit() -> tuple[str, str]:
    """The paths of WebKit's driver, which finds the browser it came with, and of a screen that no one sees."""
    driver, skjerm = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    if not driver or not skjerm:
        raise IngenNettleser("Found no WebKit. Install «webkit2gtk-driver» and «xvfb» (Debian, Ubuntu).")
    return driver, skjerm


def nginx_hoder() -> dict[str, str]:
    """The fixed headers that nginx sends, but that a page may be framed, which is how it is made narrow here."""
    oppsett = (ROT / "deploy/handboka/sted.conf").read_text("utf-8")
    hoder = dict(re.findall(r'^add_header (\S+) "(.*)" always;$', oppsett, re.MULTILINE))
    regel = hoder["Content-Security-Policy"]
    assert "; frame-ancestors $handboka_rammer" in regel
    return hoder | {"Content-Security-Policy": regel.replace("; frame-ancestors $handboka_rammer", "")}


class Vakt(Server):
    """Serves a site under nginx's headers, and tells a browser's lists what was asked for and what went wrong.

    `først` is script that runs before the page's own and the workers'. No service worker: it would hold the pages
    to their checksums.
    """

    def __init__(self, mappe: Path, leser: "WebKit", først: str = "", regel: str | None = None):
        super().__init__(mappe, kodinger=())
        vakt, vanlig = self, self.RequestHandlerClass
        først = f"delete self.Navigator?.prototype.serviceWorker;{SAMLER}{først}\n"
        hoder = nginx_hoder() | ({} if regel is None else {"Content-Security-Policy": regel})

        class Svarer(vanlig):
            def do_GET(self):
                leser.uferdige += 1
                try:
                    self.svar()
                finally:
                    leser.uferdige -= 1

            def svar(self):
                deler = urlsplit(self.path)
                if deler.path == "/foerst.js":
                    return self.send(200, først.encode(), {"Content-Type": "text/javascript; charset=utf-8"})
                if deler.path == "/smal":
                    [bredde], [side] = parse_qs(deler.query).values()
                    ramme = f'<iframe width="{bredde}" height="900" src="{side}"></iframe>'
                    kropp = f'<!doctype html><link rel="icon" href="data:,">{ramme}'
                    return self.send(200, kropp.encode(), {"Content-Type": "text/html; charset=utf-8"})
                leser.forespørsler.append(vakt.adresse + self.path[1:])
                return super().do_GET()

            def do_POST(self):
                tekst = self.rfile.read(int(self.headers["Content-Length"]))
                leser.konsoll.append(("error", tekst.decode()))
                self.send(204, b"", {})

            def send(self, status, kropp, alle):
                slag = alle.get("Content-Type", "")
                if status >= 400:
                    leser.konsoll.append(("error", f"{status} {self.path}"))
                if not self.path.startswith("/smal?"):
                    alle = alle | hoder
                if slag.startswith("text/html"):
                    kropp = kropp.replace(b"<head>", b'<head><script src="/foerst.js"></script>', 1)
                elif re.search(r"arbeider[^/]*\.mjs$", self.path):
                    kropp = først.encode() + kropp
                super().send(status, kropp, alle)

        self.RequestHandlerClass = Svarer


class WebKit:
    """One window of WebKit, and what it has told of: requests, and errors in the console."""

    smalest = SMALEST  # in a frame, clicks far down the page miss

    def __init__(self, driver: webdriver.Remote, forespørsler: list[str]):
        self._driver = driver
        self.forespørsler = forespørsler
        self.konsoll: list[tuple[str, str]] = []
        self.uferdige = 0  # answers on their way
        self.versjon = driver.capabilities["browserVersion"]
        driver.set_script_timeout(FRIST)
        driver.set_window_rect(0, 0, 1280, 900)  # set_window_size makes it 32 767 tall where there is no font

    def åpne(self, adresse: str, bredde: int = 1280) -> None:
        """Go to an address in a page of the given width, and wait until it has loaded."""
        if bredde >= SMALEST:
            self._driver.set_window_rect(0, 0, bredde, 900)
            return self._driver.get(adresse)
        self._driver.get(urljoin(adresse, f"/smal?{urlencode({'bredde': bredde, 'side': adresse})}"))
        return self._driver.switch_to.frame(0)

    def ro(self) -> None:
        """Wait until all that is asked for has come, and a turn of the page has asked for nothing more."""
        spurt = -1
        while self.uferdige or spurt != len(self.forespørsler):
            spurt = len(self.forespørsler)
            self.js("new Promise((ja) => setTimeout(ja))")

    def js(self, uttrykk: str, *verdier: object) -> object:
        """The value of an expression; with values, of a function called with them. Through JSON both ways."""
        kall = f"({uttrykk})({', '.join(json.dumps(v) for v in verdier)})" if verdier else uttrykk
        svar = self._driver.execute_script(f"return (async () => JSON.stringify((await ({kall})) ?? null))()")
        return json.loads(svar)

    def vent(self, uttrykk: str, frist: float = FRIST) -> object:
        """Wait until the expression is true, and return its value."""
        slutt = time.monotonic() + frist
        while not (verdi := self.js(uttrykk)):
            assert time.monotonic() < slutt, f"ventet forgjeves på {uttrykk}"
            time.sleep(0.05)
        return verdi

    def klikk(self, velger: str) -> None:
        """Click in the middle of the first element that matches, as a mouse does."""
        self._driver.find_element(By.CSS_SELECTOR, velger).click()

    def tast(self, *taster: str) -> None:
        """Press keys, by name or letter by letter."""
        ActionChains(self._driver).send_keys(*(TASTER.get(tast, tast) for tast in taster)).perform()


class _Fremmed(socketserver.StreamRequestHandler):
    """Every other host: what is asked is written down, and the line is closed."""

    def handle(self) -> None:
        linje = self.rfile.readline()
        if linje:
            lest = re.match(rb"[A-Z]+ (\S+) HTTP/", linje)
            self.server.spurt.append(lest[1].decode() if lest else "https: the name is encrypted")


@contextmanager
def _alle_andre(spurt: list[str]) -> Iterator[str]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Fremmed) as tjener:
        tjener.daemon_threads, tjener.spurt = True, spurt
        threading.Thread(target=tjener.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{tjener.server_address[1]}"
        tjener.shutdown()


@contextmanager
def _skjerm(program: str, logg: IO) -> Iterator[str]:
    """A screen with the first number that is free."""
    les, skriv = os.pipe()
    kommando = [program, "-displayfd", str(skriv), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    prosess = subprocess.Popen(kommando, pass_fds=[skriv], stdout=logg, stderr=logg)
    os.close(skriv)
    try:
        with os.fdopen(les) as svar:
            yield f":{svar.readline().strip()}"
    finally:
        prosess.terminate()
        prosess.wait(FRIST)


def _port(driver: subprocess.Popen) -> int:
    """The port that the driver has chosen among the free ones; it does not say which."""
    slutt = time.monotonic() + FRIST
    while driver.poll() is None and time.monotonic() < slutt:
        egne = {str(fil.readlink()) for fil in Path(f"/proc/{driver.pid}/fd").iterdir()}
        for linje in Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]:
            _, adresse, _, tilstand, *resten = linje.split()
            if tilstand == "0A" and f"socket:[{resten[5]}]" in egne:
                return int(adresse.partition(":")[2], 16)
        time.sleep(0.05)
    raise AssertionError("WebKitWebDriver did not start")


def _avslutt(driver: subprocess.Popen) -> None:
    with suppress(ProcessLookupError):
        os.killpg(driver.pid, signal.SIGKILL)
    driver.wait(FRIST)


@contextmanager
def webkit(**miljø: str) -> Iterator[WebKit]:
    """A WebKit with a home of its own, closed afterwards with all that it started; `miljø` sets its switches."""
    program, skjerm = finn_webkit()
    spurt: list[str] = []
    with ExitStack() as åpnet:
        mappe = åpnet.enter_context(tempfile.TemporaryDirectory(prefix="webkit-", ignore_cleanup_errors=True))
        logg = åpnet.enter_context(Path(mappe, "logg.txt").open("w+"))
        stedfortreder = åpnet.enter_context(_alle_andre(spurt))
        egne = {"HOME": mappe, "XDG_RUNTIME_DIR": mappe, "TZ": "Europe/Oslo"}
        egne["DISPLAY"] = åpnet.enter_context(_skjerm(skjerm, logg))
        # A group of its own: the browser's processes outlive the driver, should it fall.
        prosess = subprocess.Popen(
            [program, "-p", "0"], env=os.environ | egne | miljø, stdout=logg, stderr=logg, start_new_session=True
        )
        åpnet.callback(_avslutt, prosess)
        valg = Options()
        alle_andre = {"httpProxy": stedfortreder, "sslProxy": stedfortreder, "noProxy": ["127.0.0.1"]}
        valg.set_capability("proxy", {"proxyType": "manual"} | alle_andre)
        kobling = ClientConfig(
            f"http://127.0.0.1:{_port(prosess)}", proxy=Proxy({"proxyType": "direct"}), timeout=2 * FRIST
        )
        try:
            driver = webdriver.Remote(RemoteConnection(client_config=kobling), options=valg)
            yield WebKit(driver, spurt)
            driver.quit()
        except Exception as feil:
            feil.add_note(Path(mappe, "logg.txt").read_text("utf-8"))
            raise
