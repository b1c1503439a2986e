"""The engines a case is run through: CPython on the command line, and the shipped Pyodide bundle under Node.

The third, the built page in Chromium, is driven by the browser tests. Takes and gives JSON text by the line, so
that the answers can be compared as they are; knows no case and no rule.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROT = Path(__file__).resolve().parent.parent


def _linjer(kommando: list[str], linjer: list[str], **miljø: str) -> list[str]:
    inn = "".join(linje + "\n" for linje in linjer)
    svar = subprocess.run(
        kommando, input=inn, capture_output=True, encoding="utf-8", cwd=ROT, timeout=300, env=os.environ | miljø
    )
    if svar.returncode not in (0, 1) or svar.stderr:
        raise AssertionError(f"{' '.join(kommando)} failed:\n{svar.stderr}")
    return svar.stdout.splitlines()


def kjør_cpython(navn: str, linjer: list[str]) -> list[str]:
    """The answers of `python -m calculators NAVN` on this machine's Python."""
    return _linjer([sys.executable, "-X", "utf8", "-m", "calculators", navn], linjer)


def kjør_pyodide(kall: list[tuple[str, str]], vei: int = 0) -> list[str]:
    """The answers of the shipped bundle to each (calculator, line) by the browser's wasm, started one way."""
    return _linjer(["node", "tests/pyodide_node.mjs", "regn"], [json.dumps(et) for et in kall], VEI=str(vei))


def python_i_pyodide(kode: str) -> str:
    """The last value of `kode`, run in the shipped zip by the whole engine."""
    return _linjer(["node", "tests/pyodide_node.mjs", "python", kode], [], VEI="-1")[-1]


def pytest_i_pyodide(*argumenter: str) -> subprocess.CompletedProcess[str]:
    """Run pytest inside the shipped zip, by the whole engine: pytest needs more of it than the calculators do."""
    kommando = ["node", "tests/pyodide_node.mjs", "pytest", "--assert=plain", *argumenter]
    miljø = os.environ | {"VEI": "-1"}
    return subprocess.run(kommando, capture_output=True, encoding="utf-8", cwd=ROT, timeout=900, env=miljø)


def kjør_node(kode: str) -> str:
    """What a module of JavaScript prints, run by Node among the packages of this repository."""
    return "\n".join(_linjer(["node", "--input-type=module", "-e", kode], []))
