"""What the browser tests share: the built site on a loopback server, one Chromium, and a page that is watched.

Every page opened here fails its test if it asked another host for anything, or left an error in the console.
"""

import json
import os
from queue import SimpleQueue
from threading import Thread

import pytest
from _pytest.nodeid import coerce_node_id
from playwright.sync_api import expect, sync_playwright

from macros.pakking.bunt import MANIFEST
from macros.utgi.server import Server
from tests.nettleser import FLAGG, finn_chromium
from tests.side import NETTSTED as NETTSTED

FRIST = 60_000  # ms the machine is given, however busy; what the reader waits for is measured by make maal
expect.set_options(timeout=FRIST)

# Gives each page, as its worker, the one that all tests share: it is ready at once, and answers as its own would.
# Where nothing is to be reckoned there is none to ask, and it does not answer.
DELT = """{
  const Ekte = self.Worker
  class Delt extends EventTarget {
    constructor () {
      super()
      this.si({ fase: "klar" })
    }
    si (data) { setTimeout(() => this.dispatchEvent(new MessageEvent("message", { data }))) }
    postMessage (melding) { self.spoerPython?.(melding).then((svar) => this.si(svar)) }
    terminate () {}
  }
  self.Worker = function (fil, valg) { // the search has one too
    if (!String(fil).includes("/python/")) return new Ekte(fil, valg)
    return Reflect.construct(Delt, [], new.target)
  }
  self.Worker.prototype = Delt.prototype // what a test makes of it reaches this one too
}"""
SPØR = """([fil, melding]) => {
  self.arbeider ??= new Worker(fil, { type: "module" })
  const id = self.sist = (self.sist ?? 0) + 1 // each page numbers its questions for itself
  return new Promise((ja) => {
    const hør = ({ data }) => {
      if (data.id !== id) return
      arbeider.removeEventListener("message", hør)
      ja({ ...data, id: melding.id })
    }
    arbeider.addEventListener("message", hør)
    arbeider.postMessage({ ...melding, id })
  })
}"""


def pytest_xdist_auto_num_workers():
    """Two more than there are cores: half of what the browser tests do is to wait for the browser."""
    return len(os.sched_getaffinity(0)) + 2 if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1) + 2


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Keep a group of tests on one worker, and begin with what takes longest.

    xdist 3.8 writes the group to a name that pytest 9.2 does not read.
    """
    if not getattr(config.option, "loadgroup", False):
        return
    for item in items:
        if gruppe := item.get_closest_marker("xdist_group"):
            item._id = coerce_node_id(f"{item.nodeid}@{gruppe.args[0]}")
    # The quick ones come last, so that no worker is left with a long group while the others have nothing.
    items.sort(key=lambda item: (not item.get_closest_marker("xdist_group"), "regler" in item.path.parts))


@pytest.fixture(scope="session")
def adresse():
    """The root address of the built site."""
    with Server(NETTSTED) as server:
        yield server.adresse


@pytest.fixture(scope="session")
def chromium_nå():
    """Return a function that gives the one Chromium of all browser tests: a new one, should the last have died."""
    with sync_playwright() as spill:
        startet = []

        def nå():
            if not startet or not startet[-1].is_connected():
                startet.append(spill.chromium.launch(executable_path=finn_chromium(), args=FLAGG))
            return startet[-1]

        yield nå
        for nettleser in startet:
            nettleser.close()


@pytest.fixture
def chromium(chromium_nå):
    """One Chromium for all browser tests."""
    return chromium_nå()


@pytest.fixture(scope="session")
def spør_python(adresse):
    """Return a function that asks the worker of the built site, started once.

    In a browser of its own, driven by a thread of its own: who asks is a page that the test is waiting for.
    """
    fil = f"{adresse}assets/bygd/{json.loads(MANIFEST.read_text('utf-8'))['arbeider']}"
    spurt, svar = SimpleQueue(), SimpleQueue()

    def gå():
        with sync_playwright() as spill:
            egen = spill.chromium.launch(executable_path=finn_chromium(), args=FLAGG)
            side = egen.new_page(service_workers="block")
            side.goto(f"{adresse}om/")
            for melding in iter(spurt.get, None):
                svar.put(side.evaluate(SPØR, [fil, melding]))
            egen.close()

    tråd = Thread(target=gå, daemon=True)

    def spør(melding: dict) -> dict:
        if not tråd.ident:
            tråd.start()
        spurt.put(melding)
        return svar.get(timeout=FRIST / 1000)

    yield spør
    if tråd.ident:
        spurt.put(None)
        tråd.join()


@pytest.fixture
def åpne(chromium, adresse, spør_python):
    """Return a function that opens a page of the site in a profile of its own, and watches what it does."""
    kontekster, feil, fremmede = [], [], []

    def åpne(
        sti="",
        *,
        bredde=1280,
        fargevalg="light",
        tillat_feil=False,
        språk="nb-NO",
        regner=True,  # whether the calculators answer
        starter=False,  # whether the page starts a Python of its own, and asks none that others share
        vent="load",  # as wait_until
        før=lambda side: None,  # what to do with the tab before it is led anywhere
        **valg,
    ):
        # Each profile would keep the whole site for itself; tests/test_uten_nett.py lets it.
        valg.setdefault("service_workers", "block")
        kontekst = chromium.new_context(
            viewport={"width": bredde, "height": 900}, color_scheme=fargevalg, locale=språk, **valg
        )
        kontekst.set_default_timeout(FRIST)
        kontekst.set_default_navigation_timeout(FRIST)
        kontekster.append(kontekst)
        side = kontekst.new_page()
        kontekst.on(
            "request",
            lambda spurt: (
                None if spurt.url.startswith((adresse, "data:", "blob:")) else fremmede.append(spurt.url)
            ),
        )
        if not tillat_feil:
            side.on("pageerror", lambda et: feil.append(str(et)))
            side.on("console", lambda et: feil.append(et.text) if et.type == "error" else None)
        if not starter:
            kontekst.add_init_script(DELT)
            if regner:
                kontekst.expose_function("spoerPython", spør_python)
        før(side)
        side.goto(adresse + sti, wait_until=vent)
        return side

    yield åpne
    for kontekst in kontekster:
        kontekst.close()
    assert fremmede == []
    assert feil == []
