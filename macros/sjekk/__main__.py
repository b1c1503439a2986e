"""`python -m macros.sjekk [ROOT]`: needs no MkDocs; Node reads the dictionary. Exit code 1 at a mistake."""

import gc
import sys
from pathlib import Path

from macros.sjekk import kjør

ROT = Path(__file__).resolve().parent.parent.parent


def main(argumenter: list[str]) -> int:
    """Print the findings in the tree under `argumenter[0]`, and return the exit code."""
    rot = Path(argumenter[0]).resolve() if argumenter else ROT
    # The calculators that are judged are those of the tree, wherever these checks were started.
    sys.path.insert(0, str(rot))
    funn = kjør(rot)
    for ett in funn:
        print(ett)
    feil = sum(not ett.advarsel for ett in funn)
    if feil:
        print(f"\n{feil} feil må rettes.", file=sys.stderr)
    return 1 if feil else 0


if __name__ == "__main__":
    gc.disable()  # what is read is needed until the end; to look for what is not takes a tenth of the time
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
