"""The ground that every room stands on: where things lie, which day it is, and how the data is read.

Imports nothing of ours. What only one room needs belongs in that room.
"""

import gzip
import os
import time
import tomllib
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import yaml

ROT = Path(__file__).resolve().parents[1]
DOCS = ROT / "docs"
NAVN = "UNE-håndboka"
YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same in C, where the machine has it
STARTET = time.time()  # a file that is newer than this may have been read as it was before


def byggedato() -> date:
    """The date the site is built for: SATSDATO (preview), else SOURCE_DATE_EPOCH, else today."""
    if satsdato := os.environ.get("SATSDATO"):
        return date.fromisoformat(satsdato)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return datetime.fromtimestamp(int(epoch), UTC).date()
    return date.today()


def nettadresse(adresse: str | None = None) -> str:
    """Where the site will be found (SITE_URL) with a slash at the end, empty where that is not known."""
    adresse = os.environ.get("SITE_URL", "") if adresse is None else adresse
    return adresse.rstrip("/") + "/" if adresse else ""


@cache
def data(navn: str) -> dict:
    """Return docs/data/<navn>.toml."""
    return tomllib.loads((DOCS / "data" / f"{navn}.toml").read_text(encoding="utf-8"))


def sendt(innhold: bytes) -> int:
    """How many bytes a host sends for it, compressed the ordinary way."""
    return len(gzip.compress(innhold, 6, mtime=0))


def husk(fil: Path, innhold: bytes) -> None:
    """Keep what was dear to make. The file's name ends in the hash of all it was made of; the older ones go."""
    fil.parent.mkdir(parents=True, exist_ok=True)
    for gammel in fil.parent.glob(f"{fil.stem.rpartition('-')[0]}-{'?' * 32}{fil.suffix}"):
        gammel.unlink(missing_ok=True)
    (ny := fil.with_suffix(f".{os.getpid()}")).write_bytes(innhold)
    ny.replace(fil)  # whole at once: builds may run side by side


def forside(fil: Path) -> dict:
    """Return the front matter of a Markdown file, {} where there is none."""
    tekst = fil.read_text(encoding="utf-8")
    return (yaml.load(tekst.split("---\n", 2)[1], YAML) or {}) if tekst.startswith("---\n") else {}
