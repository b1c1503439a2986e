"""What is shipped can be built again elsewhere, byte for byte, and compared.

Built from nothing, the packing for the browser too, in another folder, language, time zone, umask, home and hash
seed; the files, the moment and the installed packages are the same. No history is needed: the files may as well
come from an archive. The PDFs have their own test.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.motor import ROT
from tests.side import NETTSTED

# What is made here and not written, as in .gitignore; and the history.
LAGET = ".git .venv node_modules bygg bygd __pycache__ .pytest_cache .hypothesis .ruff_cache".split()
# What make tells those it starts, and where the shipped site lies. All else that steers a build is the same.
STYRER = ("NETTSTED", "MAKEFLAGS", "MAKELEVEL", "MFLAGS", "PYTHONUTF8")
# Under make it is set, to what the shipped site was built with.
EPOKE = os.environ.get("SOURCE_DATE_EPOCH")


def summer(nettsted: Path) -> dict[str, str]:
    """The checksum of every file of a site."""
    return {
        fil.relative_to(nettsted).as_posix(): hashlib.sha256(fil.read_bytes()).hexdigest()
        for fil in nettsted.rglob("*")
        if fil.is_file() and fil.suffix != ".pdf"
    }


def bygg(mappe: Path, **maskin: str) -> Path:
    """Build in a folder as on that machine; the folder of the site."""
    shutil.copytree(ROT, mappe, ignore=shutil.ignore_patterns(*LAGET))
    for navn in (".venv", "node_modules"):
        (mappe / navn).symlink_to(ROT / navn)
    # Older than what is installed, so that make does not install it once more.
    for fil in (*mappe.glob("krav/*.txt"), mappe / "package-lock.json"):
        os.utime(fil, (0, 0))
    hjem = mappe.with_name(mappe.name + " hjem")
    hjem.mkdir()
    arvet = {navn: verdi for navn, verdi in os.environ.items() if navn not in STYRER}
    svar = subprocess.run(
        ["make", "bygg"],
        cwd=mappe,
        env=arvet | maskin | {"HOME": str(hjem)},
        umask=0o077,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert svar.returncode == 0, svar.stdout[-2000:] + svar.stderr[-4000:]
    return mappe / "bygg/nettsted"


@pytest.mark.xdist_group("likt bygg")  # alone in it: it takes long, and groups are begun first
@pytest.mark.skipif(EPOKE is None, reason="only make knows when the site was built: make test")
def test_det_samme_bygd_et_annet_sted_er_likt_det_vi_gir_ut(tmp_path):
    # Where it is another day than in UTC.
    sone = "Pacific/Kiritimati" if int(EPOKE) % 86400 >= 43200 else "America/Los_Angeles"
    annet = bygg(tmp_path / "en annen/mappe, med lengre navn", LC_ALL="C", TZ=sone, PYTHONHASHSEED="1")
    en, to = summer(NETTSTED), summer(annet)
    assert {"index.html", "sitemap.xml.gz", "materialliste.cdx.json"} <= en.keys()
    assert en.keys() == to.keys()
    assert [fil for fil in sorted(en) if en[fil] != to[fil]] == []
