"""Runs `python -m macros.sjekk ROOT` on many edits of one tree, without starting it anew each time.

    python -m tests.kontroll ROOT    reads a JSON object a line, {file: text or null}; writes an answer a line

One process has loaded the command and the unchanged tree. For each set of edits it writes the files, forks, and
lets the child run the command's own `main`; where the calculators were edited, the child loads them afresh.
"""

import gc
import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from tests.motor import ROT

MELDING = re.compile(
    r"(?P<sti>[^:]+):(?P<linje>\d+): (?P<advarsel>advarsel: )?.+[.!?»] Slik retter du det: (?P<kur>.+)"
)
TAK = 60  # seconds of processor time: a check that takes longer has lost its way, and counts as a crash
Endring = dict[str, str | None]  # file from the root → its new text, or None where it goes
Svar = dict  # {"kode": exit code, or None after a traceback; "ut": lines of stdout; "feil": stderr}
Sjekk = Callable[[Endring], Svar]


@contextmanager
def kontroll(rot: Path, **miljø: str) -> Iterator[Sjekk]:
    """Give a function that tells what the command says of the tree with some files changed for the moment."""
    kommando = [sys.executable, "-m", "tests.kontroll", str(rot)]
    rør = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(kommando, cwd=ROT, env=os.environ | miljø, **rør) as prosess:

        def sjekk(endring: Endring) -> Svar:
            prosess.stdin.write(json.dumps(endring).encode() + b"\n")
            prosess.stdin.flush()
            return json.loads(prosess.stdout.readline())

        yield sjekk
        prosess.stdin.close()


def kopier(rot: Path) -> Path:
    """Copy what the command reads to the folder `rot`."""
    for mappe in ("docs", "calculators", "tests/tilfeller"):
        shutil.copytree(ROT / mappe, rot / mappe, ignore=shutil.ignore_patterns("bygd", "__pycache__"))
    # The macros are read, not run: without __init__.py it is still ROT's that are imported.
    shutil.copytree(ROT / "macros", rot / "macros", ignore=shutil.ignore_patterns("__init__.py", "__pycache__"))
    shutil.copy(ROT / "mkdocs.yml", rot)
    return rot


def _kjør(rot: Path) -> Svar:
    from macros.sjekk.__main__ import main

    ut, feil, kode = io.StringIO(), io.StringIO(), None
    with redirect_stdout(ut), redirect_stderr(feil):
        try:
            kode = main([str(rot)])
        except BaseException:
            traceback.print_exc(file=feil)
    return {"kode": kode, "ut": ut.getvalue().splitlines(), "feil": feil.getvalue()}


def _i_barn(rot: Path, filer: Iterable[str]) -> Svar:
    les, skriv = os.pipe()
    if not (barn := os.fork()):
        resource.setrlimit(resource.RLIMIT_CPU, (TAK, TAK))
        if any(fil.startswith("calculators/") for fil in filer):
            for navn in [navn for navn in sys.modules if navn.split(".")[0] == "calculators"]:
                del sys.modules[navn]
        with os.fdopen(skriv, "w", encoding="utf-8") as rør:
            rør.write(json.dumps(_kjør(rot)))
        os._exit(0)
    os.close(skriv)
    with os.fdopen(les, encoding="utf-8") as rør:
        svar = rør.read()
    os.waitpid(barn, 0)
    return json.loads(svar) if svar else {"kode": None, "ut": [], "feil": "the child died"}


def main(rot: Path) -> None:
    """Serve the edits on stdin until there are no more."""
    sys.path.insert(0, str(rot))
    _kjør(rot)
    gc.freeze()  # from here on the tree as it is, and its calculators, are loaded
    for linje in sys.stdin:
        endring = json.loads(linje)
        før = {fil: (rot / fil).read_bytes() if (rot / fil).exists() else None for fil in endring}
        try:
            for fil, tekst in endring.items():
                _skriv(rot / fil, None if tekst is None else tekst.encode("utf-8"))
            svar = _i_barn(rot, endring)
        finally:
            for fil, innhold in før.items():
                _skriv(rot / fil, innhold)
        print(json.dumps(svar), flush=True)


def _skriv(fil: Path, innhold: bytes | None) -> None:
    if innhold is None:
        fil.unlink(missing_ok=True)
    else:
        fil.write_bytes(innhold)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
