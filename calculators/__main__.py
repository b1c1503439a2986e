"""The calculators on the command line: `python -m calculators NAVN` reads JSON lines and writes JSON lines.

Exit code 0, or 1 if any line gave `feil`, or 2 for a calculator that does not exist.
"""

import json
import os
import sys

from .felles.bro import KALKULATORER, regn
from .felles.tekster import finn, tekst


def main(argumenter: list[str]) -> int:
    """Run the command line; `argumenter` as in sys.argv[1:]. Returns the exit code."""
    if not argumenter:
        bredde = max(map(len, KALKULATORER))
        for navn in KALKULATORER:
            print(f"{navn:{bredde}}  {finn(f'{navn}.kort') or ''}")
        return 0
    navn, *til_overs = argumenter
    if til_overs or navn not in KALKULATORER:
        kjente = ", ".join(KALKULATORER)
        print(tekst("feil.ukjent-kalkulator", navn=" ".join(argumenter), kjente=kjente), file=sys.stderr)
        return 2
    kode = 0
    for rå in sys.stdin.buffer if sys.stdin else ():
        # What is not UTF-8 becomes text that is no JSON, or a value that its field refuses.
        svar = regn(navn, rå.decode("utf-8-sig", errors="replace").strip("\r\n"))
        sys.stdout.write(svar + "\n")
        sys.stdout.flush()
        if json.loads(svar)["status"] == "feil":
            kode = 1
    return kode


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(main(sys.argv[1:]))
    except BrokenPipeError:
        # The reader has gone; keep the interpreter from complaining when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
