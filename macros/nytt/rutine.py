"""Starts a new RB that builds: `make ny-rutine KODE=RB-99 TITTEL="Rutiner for …"`, or `FRA=rutine.docx`.

Writes one file, docs/rutiner/rb-99.md, with all the front matter there must be and the unknown left null. From a
Word file it has the text too, with the pictures beside it, and a list of what a human must look at is printed.
"""

import re
import sys
from pathlib import Path

from macros.grunn import ROT
from macros.nytt.forside import FORSIDE, UKJENT

MAL = (
    FORSIDE
    + """

# {kode} {tittel} {{ #{id} }}

FYLL INN: Skriv kort hva rutinen gjelder, og for hvem.

## Formål {{ #formaal }}

FYLL INN: Skriv hva rutinen skal sikre.

## 1 Innledning {{ #innledning data-styrke="presens" }}

FYLL INN: Skriv kapitlene i samme rekkefølge som i kilden, og oppgi i «data-styrke» hvor bindende hvert punkt er.
"""
)


def ny_rutine(kode: str, tittel: str, rot: Path = ROT) -> Path:
    """Write the new page and return its path. ValueError, in Norwegian, where code or title will not do."""
    if not re.fullmatch(r"RB-[0-9]{2}", kode):
        raise ValueError(f"Koden «{kode}» er ikke riktig. Skriv RB, bindestrek og to sifre: KODE=RB-99")
    if not tittel.strip() or re.search(r"[\n:#{}\"]", tittel):
        raise ValueError('Skriv en tittel uten kolon, anførselstegn og klammer: TITTEL="Rutiner for noe"')
    tekst = MAL.format(**UKJENT, kode=kode, tittel=tittel.strip(), id=kode.lower())
    return _skriv(kode, {f"{kode.lower()}.md": tekst.encode()}, rot)


def ny_fra_word(fra: Path, kode: str, tittel: str, rot: Path = ROT) -> tuple[Path, list[tuple[int, str]]]:
    """Write the page of a Word file; return its path and what to look at. ValueError as for `ny_rutine`."""
    from macros.nytt.fra_word import fra_word  # here, as only this needs the reader of Word files

    rutine = fra_word(fra, kode, tittel)
    filer = rutine.bilder | {f"{rutine.kode.lower()}.md": rutine.tekst.encode()}
    return _skriv(rutine.kode, filer, rot), rutine.merknader


def _skriv(kode: str, filer: dict[str, bytes], rot: Path) -> Path:
    """Write all the files or none, the page last; return its path."""
    mappe = rot / "docs/rutiner"
    for navn in reversed(filer):
        if (mappe / navn).exists():
            hvor = (mappe / navn).relative_to(rot)
            raise ValueError(f"{hvor} finnes allerede. Rett den, eller velg en annen kode enn {kode}.")
    skrevet = []
    try:
        for navn, innhold in filer.items():
            skrevet.append(mappe / navn)
            skrevet[-1].write_bytes(innhold)
    except OSError as feil:
        for fil in skrevet:
            fil.unlink(missing_ok=True)
        raise ValueError(f"Kan ikke skrive i {mappe.relative_to(rot)}: {feil.strerror}.") from feil
    return skrevet[-1]


def main() -> int:
    """Run from make; returns the exit code."""
    kode, tittel, fra = [*sys.argv[1:4], "", "", ""][:3]
    merknader: list[tuple[int, str]] = []
    try:
        if fra:
            fil, merknader = ny_fra_word(Path(fra), kode, tittel)
        else:
            fil = ny_rutine(kode, tittel)
    except ValueError as feil:
        print(feil, file=sys.stderr)
        return 1
    sti = fil.relative_to(ROT)
    print(f"Laget {sti}. Bytt ut hver «FYLL INN», og kjør «make sjekk» til den er fornøyd.")
    if merknader:
        print("Se også på dette:", *(f"  {sti}:{linje}: {tekst}" for linje, tekst in merknader), sep="\n")
    print("Oppskriften står i docs/redaksjon/ny-rutine.md.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
