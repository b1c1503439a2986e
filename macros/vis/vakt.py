"""Tells which source files have changed.

Asks for their times again and again, since that works on every disk: shared folders and containers send no notice
of a change. Tells by a hash what is in them, to know a slip that has been taken back. May know where the source
lies, and nothing of what is in it.
"""

import hashlib
import os
from collections.abc import Iterator

from macros.grunn import ROT

KILDER = ("docs", "macros", "calculators", "tests/tilfeller", "mkdocs.yml")
LAGET = {"docs/assets/bygd"}  # what the build itself writes


def _filer(sti: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every source file below, with its time and size."""
    with os.scandir(ROT / sti) as mappe:
        for et in mappe:
            under = f"{sti}/{et.name}"
            # Editors keep copies beside the file while it is written.
            if et.name.startswith(".") or et.name.endswith("~") or et.name == "__pycache__" or under in LAGET:
                continue
            try:
                if et.is_dir():
                    yield from _filer(under)
                else:
                    tall = et.stat()
                    yield under, (tall.st_mtime_ns, tall.st_size)
            except FileNotFoundError:
                continue  # gone since the folder was read


def avtrykk(sti: str) -> str | None:
    """What is in a source file now, by hash; None where there is none."""
    try:
        return hashlib.sha256((ROT / sti).read_bytes()).hexdigest()
    except OSError:
        return None


class Vakt:
    """Knows the source as it was the last time it was asked."""

    def __init__(self):
        self._kjent = self._nå()

    def endret(self) -> set[str]:
        """The files that are new, changed or gone since the last time, from the root of the repository."""
        nå = self._nå()
        ut = {sti for sti, _ in self._kjent.items() ^ nå.items()}
        self._kjent = nå
        return ut

    def avtrykk(self) -> dict[str, str | None]:
        """What is in each file now, by hash. One that changes meanwhile is told of by `endret`."""
        return {sti: avtrykk(sti) for sti in self._kjent}

    @staticmethod
    def _nå() -> dict[str, tuple[int, int]]:
        ut = {}
        for sti in KILDER:
            if (ROT / sti).is_dir():
                ut |= dict(_filer(sti))
            elif (ROT / sti).is_file():
                tall = (ROT / sti).stat()
                ut[sti] = (tall.st_mtime_ns, tall.st_size)
        return ut
