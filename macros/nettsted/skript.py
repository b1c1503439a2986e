"""Draws each script and all that it imports together in one small file, by esbuild from node_modules.

A page then asks for one file however many modules the script has: one round trip on a slow line. Knows no script.
"""

import subprocess
import tempfile
from pathlib import Path

from macros.grunn import ROT

ESBUILD = ROT / "node_modules/.bin/esbuild"
VALG = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=error")


def samlet(*filer: Path) -> list[bytes]:
    """The modules, each as a file that imports nothing; addresses built from `import.meta.url` are left alone."""
    if not filer:
        return []
    with tempfile.TemporaryDirectory() as mappe:  # started once for them all: starting is what costs
        inn = (f"{nr}={fil.resolve()}" for nr, fil in enumerate(filer))
        svar = subprocess.run([ESBUILD, *inn, *VALG, f"--outdir={mappe}"], capture_output=True, cwd=ROT)
        if svar.returncode:
            sagt = svar.stderr.decode("utf-8", "replace")
            raise SystemExit(f"skript: esbuild klarte ikke å samle skriptene:\n{sagt}")
        return [Path(mappe, f"{nr}.js").read_bytes() for nr in range(len(filer))]
