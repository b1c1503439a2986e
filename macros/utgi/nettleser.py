"""Finds the Chromium of this machine, for the PDFs and the tests, so that none fetches what it already has."""

import os
import shutil
from pathlib import Path

# The same engine without a window's machinery, which takes half of a test's processor time.
SKALL = ("chromium-headless-shell",)
HELE = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Playwright's own node needs libatomic, which a bare Debian lacks; the build has one that runs.
if node := shutil.which("node"):
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", node)
# Unhinted letters stand as the typeface says: hinted, words in a PDF come apart in the shell.
FLAGG = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--font-render-hinting=none",
]


class IngenNettleser(Exception):
    """No Chromium here; the message says what to install."""


def finn_chromium(navn: tuple[str, ...] = SKALL + HELE) -> str:
    """The path of a Chromium: $CHROMIUM, then the first of the names on the path, then Playwright's own."""
    from playwright.sync_api import sync_playwright

    for kandidat in (os.environ.get("CHROMIUM"), *navn):
        if kandidat and (sti := shutil.which(kandidat)):
            return sti
    with sync_playwright() as spill:
        egen = spill.chromium.executable_path
    if Path(egen).exists():
        return egen
    raise IngenNettleser(
        f"Found no Chromium. Install it with «apt-get install {navn[0]}» or"
        " «.venv/bin/playwright install chromium», or set CHROMIUM=/path/to/chromium."
    )


def finn_hel_chromium() -> str:
    """The path of a Chromium as readers have it: with the memory of pages left, and for what is measured."""
    return finn_chromium(HELE)
