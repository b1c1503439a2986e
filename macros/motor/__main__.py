"""`python -m macros.motor RECIPE.json FOLDER`: pack another project's wheel.

The recipe names the wheel, the entrance and the sample calls, and may name a profile: `oppskrift` in pakk.py.
"""

import json
import sys
import tempfile
from pathlib import Path

from macros.motor.pakk import Pakkefeil, pakk


def main(oppskrift: str, mappe: str) -> int:
    fil, ut = Path(oppskrift).resolve(), Path(mappe).resolve()
    valg = json.loads(fil.read_text("utf-8"))
    for navn in ("hjul", "profil"):
        if navn in valg:
            valg[navn] = fil.parent / valg[navn]
    ut.mkdir(parents=True)
    try:
        with tempfile.TemporaryDirectory() as arbeid:
            manifest = pakk(ut, Path(arbeid), **valg)
    except Pakkefeil as feil:
        print(f"motor: {feil}", file=sys.stderr)
        return 1
    (ut / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    raise SystemExit(main(*sys.argv[1:]))
