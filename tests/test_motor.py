"""The engine's room serves any wheel of plain Python: another project's is packed by its own command, and answers.

The wheel is made here and knows nothing of this site. Whoever leaves the short cuts off need not know them.
"""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from macros.pakking.bunt import PROFIL
from macros.utgi.server import Server
from tests.motor import ROT

pytestmark = pytest.mark.nettleser

KODE = """\
import statistics
from dataclasses import dataclass


@dataclass
class Maaling:
    navn: str
    verdier: list

    def svar(self):
        return f"{self.navn}: {statistics.median(self.verdier)}"


def svar(navn, tekst):
    return Maaling(navn, [float(del_) for del_ in tekst.split()]).svar()
"""
METADATA = "Metadata-Version: 2.1\nName: maalinger\nVersion: 1.0\n"
WHEEL = "Wheel-Version: 1.0\nGenerator: by-hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
KREVENDE = "from inspect import getmembers\n\ndef svar(navn, tekst):\n    return str(getmembers(tekst))\n"
KALL = [["median", "1 2 4"], ["tom", "0"]]
SIDE = """<!doctype html><meta charset="utf-8"><title>maalinger</title><script type="module">
const arbeider = new Worker("%s", { type: "module" });
arbeider.onmessage = ({ data }) => {
  if (data.id || data.fase === "feil") window.svar = data.svar ?? data.unntak ?? data.melding;
};
arbeider.postMessage({ id: 1, navn: "midten", inn: "3 1 2" });
</script>"""


def lag_hjul(mappe: Path, kode: str) -> str:
    navn = "maalinger-1.0-py3-none-any.whl"
    with zipfile.ZipFile(mappe / navn, "w") as hjul:
        hjul.writestr("maalinger/__init__.py", kode)
        for fil, innhold in (("METADATA", METADATA), ("WHEEL", WHEEL), ("RECORD", "")):
            hjul.writestr(f"maalinger-1.0.dist-info/{fil}", innhold)
    return navn


def pakk(mappe: Path, kode: str = KODE, **mer) -> dict:
    """Pack as docs/redaksjon/motor.md says, into `mappe`/ut; the manifest."""
    oppskrift = {"hjul": lag_hjul(mappe, kode), "inngang": "maalinger:svar", "kall": KALL} | mer
    (mappe / "oppskrift.json").write_text(json.dumps(oppskrift), "utf-8")
    kommando = [sys.executable, "-m", "macros.motor", str(mappe / "oppskrift.json"), str(mappe / "ut")]
    svar = subprocess.run(kommando, cwd=ROT, capture_output=True, encoding="utf-8", timeout=600)
    assert svar.returncode == 0, svar.stderr
    return json.loads((mappe / "ut/manifest.json").read_text("utf-8"))


@pytest.mark.parametrize(("valg", "antall"), [({}, 1), ({"profil": str(PROFIL)}, 3)], ids=["plain", "fast"])
def test_et_hjul_fra_et_annet_prosjekt_pakkes_og_svarer_i_nettleseren(chromium, tmp_path, valg, antall):
    manifest = pakk(tmp_path, **valg)
    (tmp_path / "ut/index.html").write_text(SIDE % manifest["arbeider"], "utf-8")
    with Server(tmp_path / "ut") as server:
        side = chromium.new_page()
        side.goto(server.adresse)
        side.wait_for_function("window.svar", timeout=60_000)
        svar = side.evaluate("svar")
        side.close()

    assert "midten: 2.0" == svar
    assert antall == len(manifest["veier"])


def test_et_hjul_som_trenger_mer_enn_attrappene_har_får_vite_det_når_det_pakkes(tmp_path):
    with pytest.raises(AssertionError, match=r"(?s)kompiler.mjs feilet.*ImportError"):
        pakk(tmp_path, KREVENDE)


def test_motoren_kjenner_ikke_nettstedet():
    filer = [f for f in (ROT / "macros/motor").rglob("*") if f.suffix in (".py", ".mjs")]
    funnet = [f.name for f in filer if re.search(r"calculator|kalkulator|\bUNE\b", f.read_text("utf-8"))]

    assert len(filer) > 15
    assert [] == funnet
