"""What is left to write in nynorsk: `make nynorsk`, and `make nynorsk GODKJENN=…` for what has been read.

Lists the texts that are missing, ready to be filled in, and the texts, the names of cases and the sections of
pages whose bokmål has changed, with both. What is approved is taken into docs/data/nynorsk.toml with the bokmål
that it was made from.
"""

import json
import sys
from itertools import groupby
from pathlib import Path

from macros.grunn import ROT
from macros.sjekk import nynorsk, nynorsksider
from macros.sjekk.funn import NYNORSK, TEKSTER_NN
from macros.sjekk.kilde import Tre, Ulest

ALLE = "alle"
HODE = """\
# Bokmålet som hver tekst i calculators/tekster.nn.toml, hver del av sidene i docs/nn og hvert navn på nynorsk i
# tests/tilfeller er laget av. «make sjekk» holder det opp mot dagens bokmål.
# Rediger ikke for hånd. Filen er laget med «make nynorsk GODKJENN=…», se docs/redaksjon/nynorsk.md.
"""


def rapport(tre: Tre) -> str:
    """Return, in Norwegian, what is left to do; "" where nothing is."""
    mangler, etter = nynorsk.mangler(tre), [*nynorsk.etter(tre), *nynorsk.navn_etter(tre)]
    deler = []
    if mangler:
        linjer = [f"Dette mangler i {TEKSTER_NN}. Bokmålet står over hver linje."]
        for tabell, koder in groupby(mangler, key=lambda kode: kode.rpartition(".")[0]):
            linjer += ["", f"[{tabell}]"]
            for kode in koder:
                linjer += [f"# {mangler[kode]}", f'{kode.rpartition(".")[2]} = ""']
        deler.append("\n".join(linjer))
    if uten := [et for et in nynorsk.navnene(tre) if not et.nynorsk]:
        linjer = ["Disse tilfellene har fasit og mangler «navn_nn».", ""]
        deler.append("\n".join([*linjer, *(f"{et.sti}:{et.linje}: {et.bokmål}" for et in uten)]))
    if etter:
        linjer = ["Her er bokmålet endret, eller nynorsken er ny og ikke godkjent."]
        for et in etter:
            linjer += ["", et.kode, *([f"  bokmål før  {et.da}"] if et.da else [])]
            linjer += [f"  bokmål nå   {et.nå}", f"  nynorsk     {et.nynorsk}"]
        deler.append("\n".join(linjer))
    if sider := nynorsksider.etter(tre):
        linjer = ["Her er bokmålet på en side endret, eller nynorsken er ny og ikke godkjent."]
        for et in sider:
            borte, nye = nynorsksider.endret(et.da, et.nå) if et.da else ([], [])
            linjer += ["", f"{et.kode} (docs/nn/{et.kode.partition('#')[0]}.md)"]
            linjer += [*(f"  - {linje}" for linje in borte), *(f"  + {linje}" for linje in nye)]
        deler.append("\n".join(linjer))
    if etter or sider:
        deler.append("Rett nynorsken, les den, og godkjenn: make nynorsk GODKJENN=alle (eller kodene)")
    return "\n\n".join(deler)


def godkjenn(rot: Path, koder: set[str]) -> list[str]:
    """Note that the texts with these codes, or all, have been read; return the codes. ValueError for others."""
    tre = Tre(rot)
    venter = (*nynorsk.etter(tre), *nynorsk.navn_etter(tre), *nynorsksider.etter(tre))
    nye = {et.kode: et.nå for et in venter}
    if ukjente := koder - nye.keys() - {ALLE}:
        raise ValueError(f"Disse venter ikke på godkjenning: {', '.join(sorted(ukjente))}.")
    valgt = nye if ALLE in koder else {kode: nye[kode] for kode in koder}
    linjer = [HODE.rstrip()]
    navn = dict.fromkeys(et.kode for et in nynorsk.navnene(tre) if et.nynorsk)
    tabeller = {"tekster": nynorsk.bokmål(tre), "sider": nynorsksider.koder(tre), "tilfeller": navn}
    for tabell, finnes in tabeller.items():
        lest = tre.data(NYNORSK).data.get(tabell, {}) | valgt
        linjer += ["", f"[{tabell}]"]
        linjer += [f'"{kode}" = {json.dumps(lest[kode], ensure_ascii=False)}' for kode in finnes if kode in lest]
    (rot / NYNORSK).write_text("\n".join(linjer) + "\n", encoding="utf-8")
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
