"""Two builds of the same files are the same, byte for byte: what is deployed can be built again and compared.

The folders, the languages, the time zones, the umasks and the hash seeds differ; the files, the date and the
installed packages are the same. All is built from nothing, the packing for the browser too. No history is needed:
the files may as well come from an archive. The PDFs have their own test.
"""

import hashlib
import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.motor import ROT

MASKINER = {
    "a": {"LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "umask": 0o022},
    "en annen/mappe, med lengre navn": {
        "LC_ALL": "C.UTF-8",
        "TZ": "America/Los_Angeles",
        "PYTHONHASHSEED": "2",
        "umask": 0o077,
    },
}
# What is made here and not written, as in .gitignore; and the history.
LAGET = ".git .venv node_modules bygg bygd __pycache__ .pytest_cache .hypothesis .ruff_cache".split()
EPOKE = "1798758000"  # in different years in the two time zones
STYRER = (
    "SATSDATO",
    "SITE_URL",
    "UTGIVER",
    "NETTSTED",
    "UTEN_NETT",
    "BILDE",
    "MOTOR",
    "MAKEFLAGS",
    "MAKELEVEL",
    "MFLAGS",
    "PYTHONUTF8",
)


def bygg(mappe: Path, maskin: dict) -> dict[str, str]:
    """Build in a folder as on that machine; the checksum of every file of the site."""
    shutil.copytree(ROT, mappe, ignore=shutil.ignore_patterns(*LAGET))
    for navn in (".venv", "node_modules"):
        (mappe / navn).symlink_to(ROT / navn)
    # Older than what is installed, so that make does not install it once more.
    for fil in (*mappe.glob("krav/*.txt"), mappe / "package-lock.json"):
        os.utime(fil, (0, 0))
    hjem = mappe.with_name(mappe.name + " hjem")
    hjem.mkdir()
    valg = {navn: verdi for navn, verdi in maskin.items() if navn != "umask"}
    arvet = {navn: verdi for navn, verdi in os.environ.items() if navn not in STYRER}
    miljø = arvet | valg | {"SOURCE_DATE_EPOCH": EPOKE, "HOME": str(hjem)}
    svar = subprocess.run(
        ["make", "bygg"],
        cwd=mappe,
        env=miljø,
        umask=maskin["umask"],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert svar.returncode == 0, svar.stdout[-2000:] + svar.stderr[-4000:]
    nettsted = mappe / "bygg/nettsted"
    return {
        fil.relative_to(nettsted).as_posix(): hashlib.sha256(fil.read_bytes()).hexdigest()
        for fil in nettsted.rglob("*")
        if fil.is_file()
    }


def test_to_bygg_av_samme_utgave_er_like(tmp_path):
    with ThreadPoolExecutor() as flere:
        en, to = flere.map(bygg, (tmp_path / navn for navn in MASKINER), MASKINER.values())
    assert {"index.html", "sitemap.xml.gz", "materialliste.cdx.json"} <= en.keys()
    assert en.keys() == to.keys()
    assert [fil for fil in sorted(en) if en[fil] != to[fil]] == []
