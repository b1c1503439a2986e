"""The short cuts of the engine, all or none: a lean wasm, a small glue, an image of its memory.

In: a profile of which functions are used. The lean wasm is made by `wasmfil`, what it and its glue show to the
outside is cut down by `eksporter`, the image is taken by `minnebilde.mjs`, and `oppstart.mjs` puts it back in the
browser. May know the wasm format, Emscripten's glue and how Pyodide starts. Enter by `mager_motor`.
"""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from macros.motor.hurtig import eksporter, wasmfil


class Motor(NamedTuple):
    """An engine: the wasm that is fetched, the one that stands by, and the glue that both go by."""

    wasm: bytes
    hel: bytes
    lim: str


def mager_motor(hel: bytes, lim: str, andre_skript: str, profil: Path | None) -> Motor | None:
    """The lean engine, or None without a profile of this very engine: then no short cut is taken.

    `andre_skript` are all the others that speak with the engine.
    """
    if profil is None or not profil.exists():
        return None
    try:
        brukt = wasmfil.les_profil(hel, profil)
    except wasmfil.Profilfeil:
        return None
    with suppress(eksporter.UkjentLim):  # more bytes to fetch, and no other harm
        lim, vist = eksporter.slank(lim, andre_skript, hel)
        hel = wasmfil.med_eksporter(hel, vist)
    return Motor(wasmfil.mager(hel, brukt), hel, lim)
