"""What a check gives, and the names of the files it may speak of. Knows no data, so that it can tell of any."""

from collections.abc import Iterator
from typing import NamedTuple

SATSFIL, TEKSTER = "calculators/satser.toml", "calculators/tekster.nb.toml"
HELLIGDAGER = "calculators/helligdager.toml"
HULL, ORDLISTE, LOVER = "docs/data/hull.toml", "docs/data/ordliste.toml", "docs/data/lover.toml"
FORKORTELSER, ENDRINGER = "docs/data/forkortelser.toml", "docs/data/endringer.toml"
TILFELLER = "tests/tilfeller/"


class Funn(NamedTuple):
    """One mistake (or a warning): where it stands, what is wrong, how to mend it."""

    sti: str
    linje: int
    hva: str
    rett: str
    advarsel: bool = False

    def __str__(self) -> str:
        merke = "advarsel: " if self.advarsel else ""
        return f"{self.sti}:{self.linje}: {merke}{self.hva} Slik retter du det: {self.rett}"


Treff = Iterator[tuple]  # (line, what is wrong, how to mend it), and True for a warning
