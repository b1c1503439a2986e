"""Starts a new RB that builds: `make ny-rutine KODE=RB-99 TITTEL="Rutiner for …"`.

Writes one file, docs/rutiner/rb-99.md, with all the front matter there must be and the unknown left null.
"""

import re
import sys
from pathlib import Path

from macros.grunn import ROT

MAL = """\
---
title: {kode} {tittel}
description: "FYLL INN: én setning om hva rutinen gjelder"
kode: {kode}
tittel: {tittel}
kilde: "FYLL INN: adressen til kilden, slik: https://www.une.no/…"
kilde_oppdatert: null
publisert: null
versjon: null
ansvarlig: null
saksnummer: null
sist_kontrollert: null
---

# {kode} {tittel} {{ #{id} }}

FYLL INN: Skriv kort hva rutinen gjelder, og for hvem.

## Formål {{ #formaal }}

FYLL INN: Skriv hva rutinen skal sikre.

## 1 Innledning {{ #innledning data-styrke="presens" }}

FYLL INN: Skriv kapitlene i samme rekkefølge som i kilden, og oppgi i «data-styrke» hvor bindende hvert punkt er.
"""


def ny_rutine(kode: str, tittel: str, rot: Path = ROT) -> Path:
    """Write the new page and return its path. ValueError, in Norwegian, where code or title will not do."""
    if not re.fullmatch(r"RB-[0-9]{2}", kode):
        raise ValueError(f"Koden «{kode}» er ikke riktig. Skriv RB, bindestrek og to sifre: KODE=RB-99")
    if not tittel.strip() or re.search(r"[\n:#{}\"]", tittel):
        raise ValueError('Skriv en tittel uten kolon, anførselstegn og klammer: TITTEL="Rutiner for noe"')
    fil = rot / "docs/rutiner" / f"{kode.lower()}.md"
    if fil.exists():
        raise ValueError(f"{fil.relative_to(rot)} finnes allerede. Rett den, eller velg en annen kode.")
    fil.write_text(MAL.format(kode=kode, tittel=tittel.strip(), id=kode.lower()), encoding="utf-8")
    return fil


def main() -> int:
    """Run from make; returns the exit code."""
    try:
        fil = ny_rutine(*[*sys.argv[1:3], "", ""][:2])
    except ValueError as feil:
        print(feil, file=sys.stderr)
        return 1
    print(f"Laget {fil.relative_to(ROT)}. Bytt ut hver «FYLL INN», og kjør «make sjekk» til den er fornøyd.")
    print("Oppskriften står i docs/redaksjon/ny-rutine.md.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
