"""`make sjekk`: finds mistakes in pages and data, and says in Norwegian where each stands and how to mend it.

python -m macros.sjekk [ROOT]   needs neither MkDocs nor Node. Exit code 1 if there is a mistake; warnings give 0.

The rooms: macros/kildetekst.py reads the source, macros/sjekker.py holds the kinds of mistake.
"""

import sys
from pathlib import Path

from macros.kildetekst import Tre

ROT = Path(__file__).parent.parent


def kjør(rot: Path) -> list:
    """Return every finding in the tree under `rot`; where a data file cannot be read, that alone."""
    tre = Tre(rot)
    uleselig = [
        f"{sti}:{fil.feil[0]}: Filen kan ikke leses: {fil.feil[1]}. Slik retter du det: "
        "Se etter manglende anførselstegn, komma eller klamme på linjen eller rett over."
        for sti, fil in tre.toml.items()
        if fil.feil
    ]
    if uleselig:
        return uleselig
    from macros.sjekker import finn_feil  # here, as the checks themselves read the rates when imported

    return finn_feil(tre)


def main(argumenter: list[str]) -> int:
    """Print the findings and return the exit code."""
    funn = kjør(Path(argumenter[0]) if argumenter else ROT)
    for ett in funn:
        print(ett)
    feil = sum(not getattr(ett, "advarsel", False) for ett in funn)
    if feil:
        print(f"\n{feil} feil må rettes.", file=sys.stderr)
    return 1 if feil else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
