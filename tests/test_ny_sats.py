"""A new rate is little to fetch for the reader who has been here before.

The image of memory is made from a wheel without what a rate changes, and from the sample calls: both stay as they
are, and test_likt_bygg.py proves that the same again gives the same bytes.
"""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import brotli
import pytest

from macros.pakking.bunt import MANIFEST, UT
from tests.motor import ROT

HJUL = """
import sys
from pathlib import Path
from macros.pakking.bunt import bygg_hjul, ferdiglest
ut = Path(sys.argv[1])
print(ferdiglest(bygg_hjul(ut / "bygd"), ut))
"""
SISTE = 'kilde = "saeravtale-2026", bekreftet = "desember 2025" },'
NY = '\n  { fra = 2027-01-01, verdi = 410.00, kilde = "saeravtale-proeve", bekreftet = 2026-12-15 },'
KILDE = '\n[kilder.saeravtale-proeve]\ntekst = "Satser for utprøving"\nurl = "https://eksempel.no/satser"\n'


def kjør(mappe: Path, *kommando: str | Path) -> str:
    svar = subprocess.run([sys.executable, *kommando], cwd=mappe, capture_output=True, encoding="utf-8")
    assert svar.returncode == 0, svar.stderr
    return svar.stdout


def hjul(mappe: Path, ut: Path) -> dict[str, bytes]:
    """What the wheel holds when it is packed from the folder."""
    ut.mkdir()
    with zipfile.ZipFile(kjør(mappe, "-c", HJUL, ut).strip()) as zip_:
        return {navn: zip_.read(navn) for navn in zip_.namelist() if ".dist-info/" not in navn}


@pytest.fixture(scope="module")
def ny(tmp_path_factory) -> Path:
    """A copy of what is packed, with a rate laid in as docs/redaksjon/ny-sats.md says, and the register too."""
    mappe = tmp_path_factory.mktemp("ny-sats")
    for navn in ("calculators", "macros"):
        shutil.copytree(ROT / navn, mappe / navn, ignore=shutil.ignore_patterns("__pycache__"))
    for navn in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROT / navn, mappe)
    for navn, endre in {
        "satser.toml": lambda tekst: tekst.replace(SISTE, SISTE + NY) + KILDE,
        "ord.nn.toml": lambda tekst: tekst + '"Satser for utprøving" = "Satsar for utprøving"\n',
        "seksjoner.json": lambda tekst: re.sub("[0-9]{4}-[0-9]{2}-[0-9]{2}", "2099-12-15", tekst),
    }.items():
        fil = mappe / "calculators" / navn
        før = fil.read_text("utf-8")
        assert før != endre(før)
        fil.write_text(endre(før), "utf-8")
    return mappe


def test_en_ny_sats_endrer_bare_det_som_ligger_utenfor_bildet_av_minnet(ny, tmp_path):
    dagens, nye = hjul(ROT, tmp_path / "dagens"), hjul(ny, tmp_path / "nye")
    kall, nye_kall = (json.loads(kjør(mappe, "-m", "macros.pakking.kall")) for mappe in (ROT, ny))

    assert dagens.keys() == nye.keys()
    endret = {navn.replace(".py", ".pyc") for navn in dagens if dagens[navn] != nye[navn]}
    assert {"calculators/_toml_satser.pyc", "calculators/_toml_ord_nn.pyc", "calculators/seksjoner.json"} == endret
    assert endret <= set(kall["data"])
    assert kall == nye_kall


def test_det_som_ligger_utenfor_bildet_er_lite_å_hente_på_nytt():
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    filer = (manifest["veier"][0]["data"]["navn"], manifest["arbeider"])

    assert sum(len(brotli.compress((UT / fil).read_bytes())) for fil in filer) < 300_000
    with zipfile.ZipFile(UT / filer[0]) as data:
        assert "calculators/_toml_satser.pyc" in data.namelist()
