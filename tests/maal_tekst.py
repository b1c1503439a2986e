"""Prints how hard each page is to read (LIX): part of `make maal`. Exit code 1 if a member page is over the bar.

Counts the source as editors write it, by `macros.sjekk.setninger.lix`, which tells what is counted and how.
"""

import sys

from macros.sjekk.kilde import Tre
from macros.sjekk.setninger import lix, på_siden
from tests.motor import ROT

MEDLEM, HØYST = "nemndmedlem/", 38.0


def main() -> int:
    """Print the table, the hardest page first, and return the exit code."""
    målt = {sti: lix(på_siden(side)) for sti, side in Tre(ROT).sider.items()}
    for sti, tall in sorted(målt.items(), key=lambda et: -et[1]):
        for_tung = sti.startswith(MEDLEM) and tall > HØYST
        print(f"{tall:5.1f}  {sti}{f'  over {HØYST:.0f}' if for_tung else ''}")
    tunge = [sti for sti, tall in målt.items() if sti.startswith(MEDLEM) and tall > HØYST]
    print(f"{len(tunge)} of the members' pages are over {HØYST:.0f}.")
    return 1 if tunge else 0


if __name__ == "__main__":
    sys.exit(main())
