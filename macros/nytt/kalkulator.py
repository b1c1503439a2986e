"""Starts a new calculator that builds: `make ny-kalkulator NAVN=feriepenger TITTEL="Feriepenger"`.

Writes the module, its page and its cases, and adds its texts to the catalogue. What it computes is a stand-in that
answers, so that all builds. `make sjekk` refuses the case until it is worked out, and then the words.
"""

import re
import sys
from pathlib import Path

from macros.grunn import ROT

MODUL = '''\
"""{tittel}: say in one line what it works out, and from which source."""

from dataclasses import dataclass
from datetime import date

from .felles import norsk
from .felles.resultat import Resultat
from .felles.skjema import dato
from .felles.tekster import tekst

NAVN = "{navn}"
HOVEDTALL = "dag"  # the figure a shared link tells, to show whether it is still the same


@dataclass(frozen=True)
class Inndata:
    """What is filled in: one field for each line, see the other calculators for the kinds there are."""

    dag: date = dato()


EKSEMPEL = {{"i_dag": "2026-11-21", "dag": "21.11.2026"}}


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Work it out. Every step names the section it rests on, a code under [hjemmel] in the catalogue."""
    ut = Resultat(tall={{"dag": inn.dag}})
    ut.linje(tekst("{navn}.linje.dag"), norsk.ukedag(inn.dag), "betalingsfrist")
    ut.svar = tekst("{navn}.svar", dag=norsk.ukedag(inn.dag))
    return ut
'''

TEKSTER = """
# --- {tittel} ---

[{navn}]
tittel = "{tittel}"
kort = "FYLL INN: hva kalkulatoren svarer på, kort"
svar = "FYLL INN: svaret i én setning om {{dag}}."

[{navn}.felt.dag]
ledetekst = "FYLL INN: spørsmålet til leseren"
hjelp = "Skriv slik: 05.10.2021"

[{navn}.linje]
dag = "FYLL INN: hva trinnet viser"
"""

SIDE = """\
---
title: {tittel}
description: "FYLL INN: én setning om hva leseren får vite"
doer: "FYLL INN: setningen i listen over kalkulatorer"
regner: {navn}
sist_kontrollert: null
---

# {tittel} {{ #{navn} }}

FYLL INN: Skriv hva leseren må ha for hånden, og hva svaret viser.

{{{{ kalkulator("{navn}") }}}}

## Svar uten kalkulator {{ #tabeller }}

FYLL INN: Skriv hva tabellen viser.

{{{{ tvilling("{navn}") }}}}
"""

TILFELLER = """\
# Tilfeller for {navn}. Oppskriften står i docs/redaksjon/nytt-tilfelle.md.

[[tilfelle]]
navn = "FYLL INN: en setning om det tilfellet viser"
inn = {{ i_dag = "2026-11-21", dag = "21.11.2026" }}
status = "ok"
tall = {{ dag = "FYLL INN: svaret, regnet ut for hånd" }}
"""


def ny_kalkulator(navn: str, tittel: str, rot: Path = ROT) -> list[Path]:
    """Write what a calculator needs and return the files. ValueError, in Norwegian, where it cannot be done."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*", navn):
        raise ValueError(f"Navnet «{navn}» er ikke riktig. Bruk a–z, tall og bindestrek: NAVN=feriepenger")
    if not tittel.strip() or re.search(r"[\n:#{}\"\\]", tittel):
        raise ValueError('Skriv en tittel uten kolon, anførselstegn og klammer: TITTEL="Feriepenger"')
    katalog = rot / "calculators/tekster.nb.toml"
    nye = {
        rot / f"calculators/{navn.replace('-', '_')}.py": MODUL,
        rot / f"docs/kalkulatorer/{navn}.md": SIDE,
        rot / f"tests/tilfeller/{navn}.toml": TILFELLER,
    }
    tekster = katalog.read_text(encoding="utf-8")
    finnes = [fil for fil in nye if fil.exists()] + [katalog] * (f"\n[{navn}]\n" in f"\n{tekster}")
    if finnes:
        raise ValueError(f"«{navn}» finnes allerede i {finnes[0].relative_to(rot)}. Velg et annet navn.")
    ord_ = {"navn": navn, "tittel": tittel.strip()}
    for fil, mal in nye.items():
        fil.write_text(mal.format(**ord_), encoding="utf-8")
    katalog.write_text(tekster + TEKSTER.format(**ord_), encoding="utf-8")
    return [*nye, katalog]


def main() -> int:
    """Run from make; returns the exit code."""
    try:
        filer = ny_kalkulator(*[*sys.argv[1:3], "", ""][:2])
    except ValueError as feil:
        print(feil, file=sys.stderr)
        return 1
    print("Laget eller utvidet:", *(f"  {fil.relative_to(ROT)}" for fil in filer), sep="\n")
    print("Bytt ut hver «FYLL INN», og kjør «make sjekk» til den er fornøyd.")
    print("Oppskriften står i docs/redaksjon/ny-kalkulator.md.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
