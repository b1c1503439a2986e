"""What is left to write in nynorsk: `make nynorsk`, and `make nynorsk GODKJENN=…` for what has been read.

Lists the texts that are missing, ready to be filled in, and those whose text in bokmål has changed, with both. An
approved text is taken into docs/data/nynorsk.toml with the text in bokmål that it was made from.
"""

import json
import sys
from itertools import groupby
from pathlib import Path

from macros.grunn import ROT
from macros.sjekk import nynorsk
from macros.sjekk.funn import NYNORSK, TEKSTER_NN
from macros.sjekk.kilde import Tre, Ulest

ALLE = "alle"
HODE = """\
# Bokmålet som hver tekst i calculators/tekster.nn.toml er laget av. «make sjekk» holder det opp mot dagens bokmål.
# Rediger ikke for hånd. Filen er laget med «make nynorsk GODKJENN=…», se docs/redaksjon/nynorsk.md.

[tekster]
"""


def rapport(tre: Tre) -> str:
    """Return, in Norwegian, what is left to do; "" where nothing is."""
    mangler, etter = nynorsk.mangler(tre), nynorsk.etter(tre)
    deler = []
    if mangler:
        linjer = [f"Dette mangler i {TEKSTER_NN}. Bokmålet står over hver linje."]
        for tabell, koder in groupby(mangler, key=lambda kode: kode.rpartition(".")[0]):
            linjer += ["", f"[{tabell}]"]
            for kode in koder:
                linjer += [f"# {mangler[kode]}", f'{kode.rpartition(".")[2]} = ""']
        deler.append("\n".join(linjer))
    if etter:
        linjer = ["Her er bokmålet endret, eller nynorsken er ny og ikke godkjent."]
        for et in etter:
            linjer += ["", et.kode, *([f"  bokmål før  {et.da}"] if et.da else [])]
            linjer += [f"  bokmål nå   {et.nå}", f"  nynorsk     {et.nynorsk}"]
        linjer += ["", "Rett nynorsken, les den, og godkjenn: make nynorsk GODKJENN=alle (eller kodene)"]
        deler.append("\n".join(linjer))
    return "\n\n".join(deler)


def godkjenn(rot: Path, koder: set[str]) -> list[str]:
    """Note that the texts with these codes, or all, have been read; return the codes. ValueError for others."""
    tre = Tre(rot)
    nye = {et.kode: et.nå for et in nynorsk.etter(tre)}
    if ukjente := koder - nye.keys() - {ALLE}:
        raise ValueError(f"Disse venter ikke på godkjenning: {', '.join(sorted(ukjente))}.")
    valgt = nye if ALLE in koder else {kode: nye[kode] for kode in koder}
    lest = tre.data(NYNORSK).data.get("tekster", {}) | valgt
    leste = [kode for kode in nynorsk.bokmål(tre) if kode in lest]
    linjer = [f'"{kode}" = {json.dumps(lest[kode], ensure_ascii=False)}' for kode in leste]
    (rot / NYNORSK).write_text(HODE + "\n".join(linjer) + "\n", encoding="utf-8")
    return sorted(valgt)


def main(argumenter: list[str], rot: Path = ROT) -> int:
    """Show what is left, or approve the codes in `argumenter`; returns the exit code."""
    try:
        if argumenter:
            print(f"Godkjente tekster: {len(godkjenn(rot, set(argumenter)))}")
        print(rapport(Tre(rot)) or "Nynorsken følger bokmålet.")
    except Ulest as ulest:
        print(f"{ulest} kan ikke leses. Kjør «make sjekk», som sier hva som er galt.", file=sys.stderr)
        return 1
    except ValueError as feil:
        print(feil, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
