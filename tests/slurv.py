"""Random slips in every file that editors write: whatever they do, `make sjekk` answers with messages or nothing.

    python -m tests.slurv --antall 10000 [--froe 1]     exit 1 where it failed, or left out file and line

Each slip is in a file of its own; several files are spoiled at a time, as they do not hide each other.
"""

import argparse
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.kontroll import MELDING, Endring, Sjekk, Svar, kontroll, kopier

SIDER, DATA = 8, 3  # so many files of each kind are spoiled at a time
BITER = (
    *(
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        "=",
        ":",
        ",",
        "#",
        "-",
        "\t",
        "\n",
        " ",
        "\\",
        "`",
        "|",
        "*",
        "!",
        "<",
        ">",
        "&",
        "%",
    ),
    *(
        "---\n",
        "---",
        "[[",
        "]]",
        "{{",
        "}}",
        "{%",
        "%}",
        "{##",
        "<!--",
        "-->",
        "```\n",
        "~~~",
        '"""',
        "'''",
        "\r",
        "\0",
    ),
    *(
        "\ufeff",
        "\u200b",
        "\u0301",
        "\U0001f600",
        "æøå",
        "Ã¸",
        "\ud7ff",
        "null",
        "true",
        "false",
        "nan",
        "inf",
        "-1",
        "0",
        "1e999",
    ),
    *(
        "2000",
        "2000.00",
        "2026-13-45",
        "2026-01-01",
        "2026-01-01T10:00:00",
        "2026-01-01 10:00",
        "10:00",
        "0000-00-00",
    ),
    *(
        "[]",
        "{}",
        "[1, 2]",
        "{ a = 1 }",
        '["a", 1]',
        '""',
        "[x]\n",
        "[[tilfelle]]\n",
        "[satser.ny]\n",
        'som = "kost"\n',
    ),
    *(
        "{{ sats() }}",
        '{{ sats("x", "y", "z") }}',
        "{{ sats(1) }}",
        "{{ a.b[0] }}",
        '{{ hull("") }}',
        "{{ (((( }}",
    ),
    *(
        "[a](b.md#c)",
        "[](#)",
        "[a](/b)",
        "![](x.png)",
        "[x]: y",
        "# ",
        "## { #a }",
        "{ #å }",
        "!!! utloept",
        "| a | b |\n",
    ),
    *(
        "<h2>",
        "<img>",
        "ut november 0000",
        "utløper 31. februar 2021",
        "99. mai 2021",
        "ut juni 9999",
        "2014 123456 78",
    ),
    *(
        "title: [a]\n",
        "kilde: {a: b}\n",
        "kode: 5\n",
        "search: 3\n",
        "regner: kost\n",
        "? [a]: b\n",
        "&a *a",
        "!!python/name:x ",
    ),
)


def slurv(tekst: str, tilfeldig: random.Random) -> str:
    """Return the text with one slip in it."""
    sted, slutt = sorted(tilfeldig.choices(range(len(tekst) + 1), k=2))
    linjer = tekst.split("\n")
    nr, annen = (tilfeldig.randrange(len(linjer)) for _ in range(2))
    match tilfeldig.randrange(9):
        case 0 | 1:
            return tekst[:sted] + tilfeldig.choice(BITER) + tekst[sted:]
        case 2:
            return tekst[:sted] + tekst[sted + tilfeldig.randint(1, 3) :]
        case 3:
            return "\n".join(linjer[:nr] + linjer[nr + 1 :])
        case 4:
            return "\n".join([*linjer[:nr], linjer[annen], *linjer[nr:]])
        case 5:
            return tekst[:sted] + tekst[min(slutt, sted + 200) :]
        case 6:
            return tekst[:sted] if tilfeldig.random() < 0.2 else tekst[sted : sted + 1] + tekst
        case 7:  # another kind of value after a key
            verdier = [treff.span(1) for treff in re.finditer(r"(?<=[=:] )([^\n,]+)", tekst)] or [(sted, sted)]
            fra, til = tilfeldig.choice(verdier)
            return tekst[:fra] + tilfeldig.choice(BITER).strip("\n") + tekst[til:]
    fra, til = tilfeldig.choice([treff.span() for treff in re.finditer(r"\S+", tekst)] or [(sted, sted)])
    return tekst[:fra] + tilfeldig.choice(BITER) + tekst[til:]


def _filer(rot: Path) -> tuple[list[str], list[str]]:
    """The pages, and the data with the menu."""
    sider = [fil.relative_to(rot).as_posix() for fil in sorted(rot.glob("docs/**/*.md"))]
    data = [
        fil
        for mappe in ("docs/data", "calculators", "tests/tilfeller")
        for fil in sorted((rot / mappe).glob("*.toml"))
    ]
    return sider, [fil.relative_to(rot).as_posix() for fil in [*data, rot / "mkdocs.yml"]]


def endringer(rot: Path, antall: int, frø: int) -> Iterator[Endring]:
    """Return sets of slips, `antall` in all."""
    tilfeldig = random.Random(frø)
    sider, data = _filer(rot)
    while antall > 0:
        valgte = tilfeldig.sample(*((sider, SIDER) if tilfeldig.random() < 0.4 else (data, DATA)))[:antall]
        antall -= len(valgte)
        yield {fil: slurv((rot / fil).read_text(encoding="utf-8"), tilfeldig) for fil in valgte}


def brudd(rot: Path, endring: Endring, svar: Svar) -> list[str]:
    """What is wrong with the answer: it failed, a check stopped by itself, or a message lacks file and line."""
    ut = (
        [svar["feil"].strip().split("\n")[-1]] if svar["kode"] not in (0, 1) or "Traceback" in svar["feil"] else []
    )
    for linje in svar["ut"]:
        treff = MELDING.fullmatch(linje)
        fil = rot / treff["sti"] if treff else None
        if not treff or "Kontrollen «" in linje or not fil.is_file():
            ut.append(linje)
        else:
            tekst = endring.get(treff["sti"]) or fil.read_text(encoding="utf-8")
            if not 1 <= int(treff["linje"]) <= tekst.count("\n") + 1:
                ut.append(linje)
    return ut


def gransk(rot: Path, sjekk: Sjekk, antall: int, frø: int) -> tuple[Counter, list[tuple[Endring, list[str]]]]:
    """Return how many slips gave messages and how many none, and each answer that is wrong, with its slips."""
    telling, galt = Counter(), []
    for endring in endringer(rot, antall, frø):
        svar = sjekk(endring)
        telling["med melding" if svar["kode"] else "uten"] += len(endring)
        if funnet := brudd(rot, endring, svar):
            galt.append((endring, funnet))
            print(", ".join(endring), *(f"  {et}" for et in funnet), sep="\n", flush=True)
    return telling, galt


def main() -> int:
    """Run the command line; returns the exit code."""
    leser = argparse.ArgumentParser()
    leser.add_argument("--antall", type=int, default=10_000)
    leser.add_argument("--froe", type=int, default=1)
    valg = leser.parse_args()
    with tempfile.TemporaryDirectory() as mappe:
        rot = kopier(Path(mappe) / "rot")
        with kontroll(rot) as sjekk:
            telling, galt = gransk(rot, sjekk, valg.antall, valg.froe)
    print(f"{valg.antall} endringer: {dict(telling)}, {len(galt)} svar er galt.")
    return 1 if galt else 0


if __name__ == "__main__":
    sys.exit(main())
