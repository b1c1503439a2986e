"""Finds the Chromium of this machine, for the PDFs and the tests, so that none fetches what it already has."""

import os
import shutil
from pathlib import Path

NAVN = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's own node needs libatomic, which a bare Debian lacks; the build has one that runs.
if node := shutil.which("node"):
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)
FLAGG = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


class IngenNettleser(Exception):
    """No Chromium here; the message says what to install."""


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
