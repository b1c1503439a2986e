"""A routine started with `make ny-rutine` passes the checks and builds; tried in a copy, never published."""

import os
import shutil
import subprocess
import sys

import pytest

from macros.ny_rutine import ny_rutine
from tests.motor import ROT


@pytest.fixture
def kopi(tmp_path):
    """A copy of what a build needs."""
    for mappe in ("docs", "macros", "calculators", "tests/tilfeller"):
        shutil.copytree(ROT / mappe, tmp_path / mappe, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROT / "mkdocs.yml", tmp_path)
    return tmp_path


def _kjør(mappe, *kommando):
    miljø = os.environ | {"PYTHONPATH": str(mappe), "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, "-m", *kommando], cwd=mappe, env=miljø, capture_output=True, encoding="utf-8", timeout=300
    )


def test_en_ny_rutine_går_gjennom_sjekken_og_kommer_i_listen(kopi):
    fil = ny_rutine("RB-99", "Rutiner for utprøving", kopi)
    assert "rb-99.md" == fil.name
    sjekk = _kjør(kopi, "macros.sjekk")
    assert 0 == sjekk.returncode, sjekk.stdout
    bygg = _kjør(kopi, "mkdocs", "build", "--strict", "--site-dir", str(kopi / "nettsted"))
    assert 0 == bygg.returncode, bygg.stderr
    side = (kopi / "nettsted/rutiner/rb-99/index.html").read_text(encoding="utf-8")
    assert "ikke oppgitt i kilden" in side
    assert "Rutiner for utprøving" in (kopi / "nettsted/rutiner/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kode", "tittel", "ventet"),
    [
        ("RB-9", "Noe", "to sifre"),
        ("rb-99", "Noe", "to sifre"),
        ("RB-99", "", "Skriv en tittel"),
        ("RB-30", "Noe", "finnes allerede"),
    ],
)
def test_en_rutine_som_ikke_kan_lages_sier_hva_som_er_galt(kopi, kode, tittel, ventet):
    with pytest.raises(ValueError, match=ventet):
        ny_rutine(kode, tittel, kopi)
