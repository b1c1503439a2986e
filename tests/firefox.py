"""Drives the machine's own Firefox over WebDriver BiDi, which Firefox itself speaks: no geckodriver.

Playwright's client asks for commands that Firefox ESR does not have yet; what the tests need of the protocol is
little. Knows no page of the site.
"""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from tests.nettleser import IngenNettleser

TASTER = {"Tab": "\ue004", "Enter": "\ue006", "Escape": "\ue00c", "ArrowDown": "\ue015"}
FRIST = 300  # s the machine is given, however busy: what happens, happens at once


def finn_firefox() -> str:
    """The path of a Firefox: $FIREFOX, then the usual names on the path."""
    for kandidat in (os.environ.get("FIREFOX"), "firefox-esr", "firefox"):
        if kandidat and (sti := shutil.which(kandidat)):
            return sti
    raise IngenNettleser(
        "Found no Firefox. Install «firefox-esr» (Debian) or «firefox», or set FIREFOX=/path/to/firefox."
    )


class Firefox:
    """One tab in a Firefox, and what it has told of: requests, and messages in the console."""

    smalest = 360  # px

    def __init__(self, kobling: ClientConnection):
        self._kobling, self._nr = kobling, 0
        self.forespørsler: list[str] = []
        self.konsoll: list[tuple[str, str]] = []
        self._ute: set[str] = set()
        self.versjon = self.be("session.new", capabilities={})["capabilities"]["browserVersion"]
        self.be("session.subscribe", events=["log.entryAdded", "network"])
        self._fane = self.be("browsingContext.getTree")["contexts"][0]["context"]

    def be(self, metode: str, **valg: object) -> dict:
        """Send one command and return its result; events that arrive meanwhile are kept."""
        self._nr += 1
        self._kobling.send(json.dumps({"id": self._nr, "method": metode, "params": valg}))
        while True:
            svar = json.loads(self._kobling.recv(timeout=FRIST))
            if svar.get("id") == self._nr:
                if svar["type"] == "error":
                    raise AssertionError(f"{metode}: {svar['error']}: {svar['message']}")
                return svar["result"]
            if svar.get("method") == "log.entryAdded":
                self.konsoll.append((svar["params"]["level"], svar["params"]["text"]))
            elif svar.get("method") == "network.beforeRequestSent":
                self.forespørsler.append(svar["params"]["request"]["url"])
                self._ute.add(svar["params"]["request"]["request"])
            elif svar.get("method") in ("network.responseCompleted", "network.fetchError"):
                self._ute.discard(svar["params"]["request"]["request"])

    def åpne(self, adresse: str, bredde: int = 1280) -> None:
        """Go to an address in a window of the given width, and wait until the page has loaded."""
        self.be("browsingContext.setViewport", context=self._fane, viewport={"width": bredde, "height": 900})
        self.be("browsingContext.navigate", context=self._fane, url=adresse, wait="complete")

    def ro(self, frist: float = 15) -> None:
        """Wait until all that is asked for has come: Firefox logs what it must break off on leaving as errors."""
        slutt = time.monotonic() + frist
        stille = 0
        while stille < 3 and time.monotonic() < slutt:
            self.js("0")
            stille = 0 if self._ute else stille + 1
            time.sleep(0.03)

    def _evaluer(self, uttrykk: str) -> dict:
        mål = {"context": self._fane}
        svar = self.be("script.evaluate", expression=uttrykk, target=mål, awaitPromise=True)
        if svar["type"] == "exception":
            raise AssertionError(svar["exceptionDetails"]["text"])
        return svar["result"]

    def js(self, uttrykk: str, *verdier: object) -> object:
        """The value of an expression; with values, of a function called with them. Through JSON both ways."""
        kall = f"({uttrykk})({', '.join(json.dumps(v) for v in verdier)})" if verdier else uttrykk
        return json.loads(self._evaluer(f"JSON.stringify(({kall}) ?? null)")["value"])

    def vent(self, uttrykk: str, frist: float = FRIST) -> object:
        """Wait until the expression is true, and return its value."""
        slutt = time.monotonic() + frist
        while not (verdi := self.js(uttrykk)):
            assert time.monotonic() < slutt, f"ventet forgjeves på {uttrykk}"
            time.sleep(0.1)
        return verdi

    def klikk(self, velger: str) -> None:
        """Click in the middle of the first element that matches, as a mouse does."""
        self.js("(v) => document.querySelector(v).scrollIntoView({ block: 'center' })", velger)
        node = self._evaluer(f"document.querySelector({json.dumps(velger)})")
        trykk = [
            {
                "type": "pointerMove",
                "x": 0,
                "y": 0,
                "origin": {"type": "element", "element": {"sharedId": node["sharedId"]}},
            },
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.be(
            "input.performActions",
            context=self._fane,
            actions=[{"type": "pointer", "id": "mus", "actions": trykk}],
        )

    def tast(self, *taster: str) -> None:
        """Press keys, by name or letter by letter. In a window that no one sees, Enter presses no button."""
        tegn = [t for tast in taster for t in ([TASTER[tast]] if tast in TASTER else tast)]
        trykk = [{"type": slag, "value": t} for t in tegn for slag in ("keyDown", "keyUp")]
        self.be(
            "input.performActions",
            context=self._fane,
            actions=[{"type": "key", "id": "tastatur", "actions": trykk}],
        )

    def bilde(self) -> bytes:
        """The whole page as PNG."""
        return b64decode(
            self.be("browsingContext.captureScreenshot", context=self._fane, origin="document")["data"]
        )


@contextmanager
def firefox(oppsett: dict[str, object] | None = None) -> Iterator[Firefox]:
    """A Firefox with a profile of its own and no window, closed afterwards; `oppsett` is preferences to set."""
    with tempfile.TemporaryDirectory(prefix="firefox-") as mappe:
        valg = [
            f"user_pref({json.dumps(navn)}, {json.dumps(verdi)});\n" for navn, verdi in (oppsett or {}).items()
        ]
        Path(mappe, "user.js").write_text("".join(valg), "utf-8")
        logg = Path(mappe, "logg.txt")
        kommando = [
            finn_firefox(),
            "--headless",
            "--no-remote",
            "--remote-debugging-port",
            "0",
            "--profile",
            mappe,
        ]
        with logg.open("w") as ut:
            prosess = subprocess.Popen(
                kommando, stdout=ut, stderr=ut, env=os.environ | {"HOME": mappe, "TZ": "Europe/Oslo"}
            )
        try:
            slutt = time.monotonic() + FRIST
            while not (adresse := re.search(r"BiDi listening on (ws://\S+)", logg.read_text("utf-8"))):
                assert prosess.poll() is None and time.monotonic() < slutt, logg.read_text("utf-8")
                time.sleep(0.1)
            with connect(f"{adresse[1]}/session", max_size=None) as kobling:
                yield Firefox(kobling)
        finally:
            prosess.terminate()
            prosess.wait(30)
