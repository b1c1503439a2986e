"""What editors have accepted (docs/data/kilder.toml), and what `make kilder` saw the last time (bygg/kilder.toml).

The two are apart so that what is accepted is what was seen and read, and not what the page has become since.
"""

import tomllib
from datetime import date
from pathlib import Path
from typing import NamedTuple

SETT = "bygg/kilder.toml"
RYTME = "rytme"  # the one table in the file that is written by hand


class Lest(NamedTuple):
    """A page as it was when somebody last read it, or when we last saw it."""

    sjekket: date
    avtrykk: str


def les(fil: Path) -> dict[str, Lest]:
    """What the file says of each address; nothing where there is no file."""
    data = tomllib.loads(fil.read_text(encoding="utf-8")) if fil.exists() else {}
    return {adresse: Lest(**verdi) for adresse, verdi in data.items() if adresse != RYTME}


def skriv(fil: Path, lest: dict[str, Lest]) -> None:
    """Write the addresses in order under what is written by hand at the top."""
    gammel = fil.read_text(encoding="utf-8") if fil.exists() else ""
    hode = f"\n{gammel}".partition('\n["http')[0].strip("\n")
    blokker = [
        f'["{adresse}"]\nsjekket = {et.sjekket}\navtrykk = "{et.avtrykk}"\n'
        for adresse, et in sorted(lest.items())
    ]
    fil.parent.mkdir(parents=True, exist_ok=True)
    fil.write_text("\n".join([*([f"{hode}\n"] if hode else []), *blokker]), encoding="utf-8")
