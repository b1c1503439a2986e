"""The worker says what went wrong when a start cannot succeed, instead of never settling."""

import json
import shutil

import pytest

from macros.pakking import MANIFEST, UT
from macros.server import Server

pytestmark = pytest.mark.nettleser

SIDE = """<!doctype html><meta charset="utf-8"><title>proeve</title><script>
window.hendelser = [];
const arbeider = new Worker("%s", { type: "module" });
arbeider.onmessage = ({ data }) => window.hendelser.push(data);
arbeider.onerror = (e) => window.hendelser.push({ uventet: e.message });
addEventListener("unhandledrejection", (e) => window.hendelser.push({ uventet: String(e.reason) }));
arbeider.postMessage({ id: 7, navn: "honorar", inn: "{" });
</script>"""


def uten(fil):
    fil.unlink()


def html_side(fil):
    fil.write_text("<!doctype html><title>Logg inn</title>" + " " * 4000, "utf-8")


def avkuttet(fil):
    fil.write_bytes(fil.read_bytes()[:-5000])


def forvansket(fil):
    innhold = bytearray(fil.read_bytes())
    innhold[100_000:200_000] = bytes(100_000)
    fil.write_bytes(innhold)


@pytest.fixture
def start(chromium, tmp_path):
    """Return a function that spoils one file of the bundle, starts the worker and gives all that it posted."""
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    shutil.copytree(UT, tmp_path / "bygd")
    (tmp_path / "index.html").write_text(SIDE % f"bygd/{manifest['arbeider']}", "utf-8")

    def start(hva=None, endre=None, hoder=None):
        if hva:
            endre(tmp_path / "bygd" / (manifest["zip"] if hva == "zip" else f"{manifest['motor']}/{hva}"))

        def med_hoder(rute):
            svar = rute.fetch()
            rute.fulfill(response=svar, headers=svar.headers | hoder)

        with Server(tmp_path) as server:
            side = chromium.new_page()
            if hoder:
                side.context.route("**/arbeider-*.mjs", med_hoder)
            side.goto(server.adresse)
            side.wait_for_function("hendelser.some((h) => h.id || h.uventet)", timeout=30_000)
            hendelser = side.evaluate("hendelser")
            side.close()
        return hendelser

    return start


def test_a_good_start_tells_its_progress_and_answers(start):
    hendelser = start()
    henter = [h["lastet"] for h in hendelser if h.get("fase") == "henter"]

    assert hendelser[-1]["id"] == 7
    assert json.loads(hendelser[-1]["svar"])["status"] == "feil"
    assert [h["fase"] for h in hendelser if h.get("fase") not in (None, "henter")] == ["starter", "klar"]
    assert henter == sorted(henter)
    assert all(0 < h["lastet"] <= h["totalt"] for h in hendelser if h.get("fase") == "henter")


@pytest.mark.parametrize(
    ("hva", "endre", "kode"),
    [
        ("pyodide.asm.wasm", uten, "http-404"),
        ("pyodide.asm.wasm", html_side, "innhold"),
        ("pyodide.asm.wasm", avkuttet, "lengde"),
        ("pyodide.asm.wasm", forvansket, "innhold"),
        ("zip", uten, "http-404"),
        ("zip", html_side, "innhold"),
        ("zip", avkuttet, "lengde"),
        ("pyodide.mjs", uten, "skript"),
        ("pyodide.asm.mjs", uten, "skript"),
        ("pyodide.asm.mjs", html_side, "skript"),
    ],
)
def test_a_start_that_cannot_succeed_says_why(start, hva, endre, kode):
    hendelser = start(hva, endre)

    assert [h["hva"] for h in hendelser if h.get("fase") == "feil"] == [kode]
    assert any("unntak" in h for h in hendelser)
    assert not [h for h in hendelser if "uventet" in h]


def test_a_policy_that_forbids_wasm_is_told(start):
    hendelser = start(
        hoder={"content-security-policy": "default-src 'none'; script-src 'self'; connect-src 'self'"}
    )

    assert [h["hva"] for h in hendelser if h.get("fase") == "feil"] == ["wasm"]
