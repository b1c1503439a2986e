"""A copy of what a build needs, for tests that edit the sources or build with another set-up."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.motor import ROT

ROM = ("docs", "macros", "calculators", "tests/tilfeller")


def kopier(til: Path) -> Path:
    """Copy the rooms and the set-up into the folder `til`, and return it."""
    for rom in ROM:
        shutil.copytree(ROT / rom, til / rom, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROT / "mkdocs.yml", til)
    (til / "node_modules").symlink_to(ROT / "node_modules")  # the dictionary that the checks ask
    if (eksempler := ROT / "bygg/eksempler").is_dir():  # kept by what they are made of, which is the same here
        shutil.copytree(eksempler, til / "bygg/eksempler")
    return til


def kjør(mappe: Path, *kommando: str, inn: str | None = None, **miljø: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m kommando` in the copy, as make does."""
    return subprocess.run(
        [sys.executable, "-m", *kommando],
        cwd=mappe,
        env=os.environ | {"PYTHONPATH": str(mappe), "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"} | miljø,
        input=inn,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
