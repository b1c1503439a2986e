"""The two short cuts of the engine, taken together or not at all: a lean wasm, and an image of its memory.

In: a profile of which functions are used. The lean wasm is made here (`wasmfil`), the image by `minnebilde.mjs`,
and `oppstart.mjs` puts it back in the browser. May know the wasm format and how Pyodide starts. Enter by
`mager_motor`.
"""

from pathlib import Path

from macros.motor.hurtig import wasmfil


def mager_motor(hel: bytes, profil: Path | None) -> bytes | None:
    """The lean wasm, or None without a profile of this very engine: then no short cut is taken."""
    if profil is None or not profil.exists():
        return None
    try:
        return wasmfil.mager(hel, wasmfil.les_profil(hel, profil))
    except wasmfil.Profilfeil:
        return None
