"""The worker answers the plain way when the fast one gives up, and says why when neither can succeed."""

import gzip
import hashlib
import json
import re
import shutil

import pytest

from macros.motor.hurtig import wasmfil
from macros.motor.pakk import PYODIDE, WASM
from macros.pakking.bunt import MANIFEST, PROFIL, UT
from macros.utgi.server import Server
from tests.profil import IPHONE

SKJEMA = {"dager": [{"dato": "2021-10-05", "timer": "7"}]}

pytestmark = pytest.mark.nettleser

SIDE = """<!doctype html><meta charset="utf-8"><title>proeve</title><script>
window.hendelser = [];
const arbeider = new Worker("%s", { type: "module", name: decodeURI(location.hash.slice(1)) });
arbeider.onmessage = ({ data }) => window.hendelser.push(data);
arbeider.onerror = (e) => window.hendelser.push({ uventet: e.message });
addEventListener("unhandledrejection", (e) => window.hendelser.push({ uventet: String(e.reason) }));
arbeider.postMessage({ id: 7, navn: "honorar", inn: "{" });
window.regn = (navn, inn) => new Promise((ok) => {
  arbeider.addEventListener("message", ({ data }) => data.id === 8 && ok(data));
  arbeider.postMessage({ id: 8, navn, inn: JSON.stringify(inn) });
});
</script>"""


# As the service worker keeps what the reader may use without a net.
BEHOLD = "async (adresse) => (await caches.open('behold')).put(adresse, await fetch(adresse))"


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


def en_byte_feil(fil):
    innhold = bytearray(fil.read_bytes())
    innhold[len(innhold) // 2] ^= 1
    fil.write_bytes(innhold)


def like_lang(ny, gammel):
    """The wasm filled up with an empty section of its own, so that its length tells nothing."""
    mangler = len(gammel) - len(ny)
    lengde = mangler - 6
    return ny + b"\0" + bytes([lengde >> 7 * i & 127 | 128 for i in range(4)] + [lengde >> 28]) + bytes(lengde)


def annen_tabell(fil):
    """An image made for an engine with another table of functions, and whole in itself."""
    innhold = bytearray(fil.read_bytes())
    innhold[12] ^= 2
    fil.write_bytes(innhold)


def tom_motor(fil):
    """An engine that stops as soon as anything is asked of it."""
    fil.write_bytes(like_lang(wasmfil.mager(fil.read_bytes(), set()), fil.read_bytes()))


def uten_heltall(fil):
    """An engine that starts, and stops when a calculator reads a date."""
    hel = (PYODIDE / WASM).read_bytes()
    brukt = wasmfil.les_profil(hel, PROFIL) - {wasmfil.eksportert(hel, "PyLong_FromUnicodeObject")}
    fil.write_bytes(like_lang(wasmfil.mager(fil.read_bytes(), brukt), fil.read_bytes()))


@pytest.fixture
def start(chromium, tmp_path):
    """Return a function that spoils one file of the bundle, starts the worker and gives all that it posted.

    With `regn` it sends one form more when the worker has answered, and gives the answer and what was fetched.
    """
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    navn = {hva: fil["navn"] for hva, fil in manifest["veier"][0].items()}
    shutil.copytree(UT, tmp_path / "bygd")
    (tmp_path / "tom.html").write_text("<!doctype html><title>tom</title>", "utf-8")
    (tmp_path / "index.html").write_text(SIDE % f"bygd/{manifest['arbeider']}", "utf-8")

    def start(hva=None, endre=None, hoder=None, regn=None, linje="", behold=None, **leser):
        if hva:
            fil = tmp_path / "bygd" / navn.get(hva, f"{manifest['motor']}/{hva}")
            før = hashlib.sha256(fil.read_bytes()).hexdigest()
            endre(fil)
            if endre is annen_tabell:
                arbeider = tmp_path / "bygd" / manifest["arbeider"]
                ny = hashlib.sha256(fil.read_bytes()).hexdigest()
                arbeider.write_text(arbeider.read_text("utf-8").replace(før, ny), "utf-8")

        def med_hoder(rute):
            svar = rute.fetch()
            rute.fulfill(response=svar, headers=svar.headers | hoder)

        with Server(tmp_path) as server:
            kontekst = chromium.new_context(**leser)
            side = kontekst.new_page()
            hentet = []
            kontekst.on("request", lambda spurt: hentet.append(spurt.url.removeprefix(server.adresse)))
            if hoder:
                kontekst.route("**/arbeider-*.mjs", med_hoder)
            if behold:
                side.goto(server.adresse + "tom.html")
                side.evaluate(BEHOLD, f"{server.adresse}bygd/{behold}?1")
                hentet.clear()
            side.goto(f"{server.adresse}#{linje}")
            side.wait_for_function("hendelser.some((h) => h.id || h.uventet)", timeout=30_000)
            svar = side.evaluate("(inn) => regn('honorar', inn)", regn) if regn else None
            hendelser = side.evaluate("hendelser")
            kontekst.close()
        return (json.loads(svar["svar"]), hentet) if regn else hendelser

    return start


def test_a_good_start_tells_its_progress_and_answers(start):
    hendelser = start()
    henter = [h["lastet"] for h in hendelser if h.get("fase") == "henter"]

    assert hendelser[-1]["id"] == 7
    assert json.loads(hendelser[-1]["svar"])["status"] == "feil"
    assert [h["fase"] for h in hendelser if h.get("fase") not in (None, "henter")] == ["starter", "klar"]
    assert henter == sorted(henter)
    assert all(0 < h["lastet"] <= h["totalt"] for h in hendelser if h.get("fase") == "henter")


@pytest.mark.parametrize(("linje", "vei"), [("", 0), ("treg", 1)])
def test_the_progress_tells_what_the_line_carries(start, linje, vei):
    filer = json.loads(MANIFEST.read_text("utf-8"))["veier"][vei].values()
    sendt = sum(len(gzip.compress((UT / fil["navn"]).read_bytes(), 6, mtime=0)) for fil in filer)
    klar = next(h for h in start(linje=linje) if h.get("fase") == "klar")

    assert {"fase": "klar", "lastet": sendt, "totalt": sendt} == klar


@pytest.mark.parametrize(
    ("hva", "endre", "kode"),
    [
        ("pyodide.asm.wasm", uten, "http-404"),
        ("pyodide.asm.wasm", html_side, "innhold"),
        ("pyodide.asm.wasm", avkuttet, "lengde"),
        ("pyodide.asm.wasm", forvansket, "innhold"),
        ("bilde", uten, "http-404"),
        ("bilde", html_side, "innhold"),
        ("bilde", avkuttet, "lengde"),
        ("bilde", en_byte_feil, "innhold"),
        ("data", uten, "http-404"),
        ("data", en_byte_feil, "innhold"),
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


def test_without_webassembly_the_reader_is_told_what_is_missing(åpne):
    def uten_wasm(rute):
        svar = rute.fetch()
        rute.fulfill(response=svar, body=f"delete self.WebAssembly; {svar.text()}")

    side = åpne(
        "kalkulatorer/honorar/",
        tillat_feil=True,
        starter=True,
        før=lambda side: side.context.route("**/arbeider-*.mjs", uten_wasm),
    )
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    side.wait_for_selector("[data-svikt]:not([hidden])", timeout=60_000)
    melding = side.inner_text("[data-svikt]")

    assert "slipper ikke til WebAssembly" in melding
    assert "vår feil" not in melding


def reserven(hentet):
    return [sti for sti in hentet if "/reserve/" in sti]


@pytest.mark.parametrize("leser", [{}, {"user_agent": IPHONE}], ids=["chromium", "iphone"])
def test_a_good_start_answers_by_the_fast_way(start, leser):
    svar, hentet = start(regn=SKJEMA, **leser)

    assert svar["tall"]["honorar"] == "2000.00"
    assert reserven(hentet) == []


def minnefiler(hentet):
    return {re.search(r"(\w+)-\w+\.\w+$", sti)[1] for sti in hentet if sti.endswith((".bin", ".zip"))}


def test_on_a_slow_line_the_small_files_give_the_same_answer(start):
    svar, hentet = start(regn=SKJEMA, linje="treg")

    assert svar["tall"]["honorar"] == "2000.00"
    assert minnefiler(hentet) == {"python"}
    assert [] == [sti for sti in hentet if "/reserve/pyodide" in sti]


def test_a_reader_who_keeps_the_image_starts_from_it_on_a_slow_line_too(start):
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    svar, hentet = start(regn=SKJEMA, linje="treg", behold=manifest["veier"][0]["bilde"]["navn"])

    assert svar["tall"]["honorar"] == "2000.00"
    assert minnefiler(hentet) <= {"bilde", "data"}


@pytest.mark.parametrize(
    ("hva", "endre", "linje"),
    [(WASM, tom_motor, ""), (WASM, uten_heltall, ""), ("bilde", annen_tabell, ""), (WASM, uten_heltall, "treg")],
    ids=lambda v: str(v)[:16],
)
def test_when_the_fast_way_gives_up_the_plain_one_answers(start, hva, endre, linje):
    svar, hentet = start(hva, endre, regn=SKJEMA, linje=linje)

    assert svar["tall"]["honorar"] == "2000.00"
    assert {sti.rpartition(".")[2] for sti in reserven(hentet)} == {"wasm", "zip"}
