"""What a check gives, and the names of the files it may speak of. Knows no data, so that it can tell of any."""

import re
from collections.abc import Iterator
from typing import NamedTuple

SATSFIL, TEKSTER = "calculators/satser.toml", "calculators/tekster.nb.toml"
TEKSTER_NN, ORD_NN = "calculators/tekster.nn.toml", "calculators/ord.nn.toml"
HELLIGDAGER = "calculators/helligdager.toml"
HULL, ORDLISTE, LOVER = "docs/data/hull.toml", "docs/data/ordliste.toml", "docs/data/lover.toml"
KONTAKT = "docs/data/kontakt.toml"
FORKORTELSER, ENDRINGER = "docs/data/forkortelser.toml", "docs/data/endringer.toml"
ORDBOK, SPRÅK = "docs/data/ordbok.toml", "docs/data/spraak.toml"
ORDBOK_NN, BOKMÅL = "docs/data/ordbok-nn.toml", "docs/data/bokmaal.toml"
NYNORSK, SIDER_NN = "docs/data/nynorsk.toml", "docs/data/sider-nn.toml"
KILDER = "docs/data/kilder.toml"
SYNONYMER, LESERSPØRSMÅL = "docs/data/synonymer.toml", "docs/data/leserspoersmaal.toml"
TILFELLER = "tests/tilfeller/"
_BRUDD = re.compile(r"\s*[\n\r\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+\s*")


def bærer(sti: str) -> bool:
    """Whether a mistake in the file may keep the calculators from answering; the cases are tried in bokmål."""
    return sti.startswith("calculators/") and sti not in (TEKSTER_NN, ORD_NN)


class Funn(NamedTuple):
    """One mistake (or a warning): where it stands, what is wrong, how to mend it."""

    sti: str
    linje: int
    hva: str
    rett: str
    advarsel: bool = False

    def __str__(self) -> str:
        merke = "advarsel: " if self.advarsel else ""
        linje = f"{self.sti}:{self.linje}: {merke}{self.hva} Slik retter du det: {self.rett}"
        return _BRUDD.sub(" ", linje)  # what is quoted may hold a line break; a finding is one line


Treff = Iterator[tuple]  # (line, what is wrong, how to mend it), and True for a warning
