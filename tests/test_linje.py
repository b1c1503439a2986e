"""On a slow line the reader is sent what is least to fetch, and one who saves data is sent nothing unasked.

The line is made by the server of `make maal`. What the page has measured is seen by what it asks for.
"""

import threading

import pytest

from macros.utgi.server import Server
from tests.conftest import FRIST, NETTSTED
from tests.maal import NETT, Strupt, strup

pytestmark = pytest.mark.nettleser

SIDE = "kalkulatorer/honorar/"
SPARER = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
_, FIRE_G, TREG = NETT


@pytest.fixture
def linje(chromium):
    """Return a function that opens the page over a line and gives it, with the list of what it asks for."""
    with Server(NETTSTED) as server:
        felles = {"spurt": set(), "lås": threading.Lock()}
        server.RequestHandlerClass = type("Linje", (Strupt, server.RequestHandlerClass), felles)
        kontekst = chromium.new_context(service_workers="block")
        kontekst.set_default_timeout(FRIST)

        def linje(nett=None, skript=""):
            strup(server, NETT.get(nett))
            side = kontekst.new_page()
            side.add_init_script(skript)
            hentet = []
            kontekst.on("request", lambda spurt: hentet.append(spurt.url.removeprefix(server.adresse)))
            return side, hentet, lambda: side.goto(server.adresse + SIDE)

        yield linje
        kontekst.close()


def er_minnet(spurt) -> bool:
    """Whether it asks for what Python starts from."""
    return spurt.url.endswith((".bin", ".zip"))


@pytest.mark.parametrize(("nett", "slag"), [(TREG, "zip"), (FIRE_G, "bin")], ids=["treg", "4G"])
def test_linjen_siden_kom_over_avgjør_hva_kalkulatoren_starter_fra(linje, nett, slag):
    side, _, gå = linje(nett)
    with side.context.expect_event("request", er_minnet) as spurt:
        gå()

    assert slag == spurt.value.url.rpartition(".")[2]


def test_den_som_sparer_data_henter_ingenting_før_skjemaet_røres_og_da_det_minste(linje):
    side, hentet, gå = linje(skript=SPARER)
    gå()
    side.wait_for_load_state("networkidle")

    assert [] == [sti for sti in hentet if "assets/bygd/" in sti and not sti.endswith((".css", ".woff2"))]

    with side.context.expect_event("request", er_minnet) as spurt:
        side.focus('[name="dager.0.timer"]')
    assert spurt.value.url.endswith(".zip")
