"""Makes calculators/helligdager.toml with the `holidays` library; a test holds the committed file equal to it.

Run by hand when years are added: `python -m tests.helligdager`.
"""

import holidays

from tests.motor import ROT

FIL = ROT / "calculators/helligdager.toml"
FRA, TIL = 2017, 2040
HODE = """\
# Norske helligdager, 1. og 17. mai, laget av biblioteket «holidays» med: python -m tests.helligdager
# Rediger ikke for hånd; en test holder filen lik biblioteket. Julaften, nyttårsaften, påskeaften og
# pinseaften er vanlige dager i loven og står derfor ikke her.
"""


def som_toml() -> str:
    """Return the file's text: one line for each public holiday from FRA to TIL, ordinary Sundays left out."""
    dager = holidays.Norway(years=range(FRA, TIL + 1), include_sundays=False, language="no")
    linjer = ((dag, navn.replace("; ", " og ")) for dag, navn in sorted(dager.items()))
    return HODE + "".join(f'{dag} = "{navn}"\n' for dag, navn in linjer)


if __name__ == "__main__":
    FIL.write_text(som_toml(), encoding="utf-8")
