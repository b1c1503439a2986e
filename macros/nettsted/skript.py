"""Draws a script and all that it imports together in one small file, by esbuild from node_modules.

A page then asks for one file however many modules the script has: one round trip on a slow line. Knows no script.
"""

import subprocess
from pathlib import Path

from macros.grunn import ROT

ESBUILD = ROT / "node_modules/.bin/esbuild"
VALG = ("--bundle", "--minify", "--format=esm", "--target=es2022", "--charset=utf8", "--log-level=error")


def samlet(fil: Path) -> bytes:
    """The module as one file that imports nothing; addresses built from `import.meta.url` are left alone."""
    svar = subprocess.run([ESBUILD, fil.resolve(), *VALG], capture_output=True, cwd=ROT)
    if svar.returncode:
        raise SystemExit(
            f"skript: esbuild klarte ikke å samle {fil.name}:\n{svar.stderr.decode('utf-8', 'replace')}"
        )
    return svar.stdout
