"""`python -m macros.nettsted SITE [STEP …]`: all the steps on the finished pages, or those named."""

import sys
from pathlib import Path

from macros.nettsted import (
    adresser,
    filnavn,
    henvisninger,
    korte,
    kunnskap,
    maalform,
    materialliste,
    nyheter,
    register,
    smal,
    soek,
    uten_nett,
    utskrift,
    versjoner,
)
from macros.nettsted.side import Nettsted, Nettstedsfeil

# In this order. What makes a page stands before what reads or marks them all; what changes one, before the list of
# every file by its hash. The short addresses are most of the files, and no step reads them.
STEG = {
    "versjoner": versjoner.steg,
    "henvisninger": henvisninger.steg,
    "kontroller": register.steg_kontroller,
    "adresser": adresser.steg,
    "maalform": maalform.steg,
    "nyheter": nyheter.steg,
    "utskrift": utskrift.steg,
    "soek": soek.steg,
    "smal": smal.steg,
    "filnavn": filnavn.steg,
    "materialliste": materialliste.steg,
    "korte": korte.steg,
    "uten_nett": uten_nett.steg,
}
EGNE = {"godkjenn": kunnskap.steg_godkjenn}  # only when asked for


def main(argumenter: list[str]) -> int:
    mappe, *valgte = argumenter or [""]
    alle = STEG | EGNE
    if not (Path(mappe) / "index.html").is_file():
        print(f"nettsted: fant ingen sider i «{mappe}». Bygg dem først med «make sider».", file=sys.stderr)
        return 2
    if ukjent := [navn for navn in valgte if navn not in alle]:
        print(f"nettsted: «{ukjent[0]}» er ikke et steg. Disse finnes: {', '.join(alle)}.", file=sys.stderr)
        return 2
    nettsted = Nettsted(Path(mappe))
    try:
        for navn in valgte or STEG:
            if melding := alle[navn](nettsted):
                print(melding, flush=True)
    except Nettstedsfeil as feil:
        print(feil, file=sys.stderr)
        return 1
    nettsted.skriv()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
