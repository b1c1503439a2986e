"""Leaves out what the engine shows to the outside and no one asks for: nearly all exports, and their glue.

Pyodide can load packages with machine code in them, and so its engine shows them every function and variable of
Python. A wheel of plain Python has no use for that. What is kept is found by reading: each name that the scripts
use somewhere else than in the list of all exports. May know how Emscripten writes its glue, and the wasm format.
"""

import re

from macros.motor.hurtig import wasmfil

LISTE = re.compile(r"(function assignWasmExports\(wasmExports\)\{)([^}]*)\}")
TILDELT = re.compile(r'([\w$]+)=Module\["\1"\]=wasmExports\["([^"]+)"\](?:\.value>>>0)?')
ORD = re.compile(r"[\w$]+")


class UkjentLim(Exception):
    """The glue is not written as it was when this was made."""


def slank(lim: str, andre_skript: str, wasm: bytes) -> tuple[str, set[str]]:
    """The glue without what no script uses, and the names that the wasm is still to show.

    UkjentLim where the list of exports is not found, or hardly anything in it is of the form we know.
    """
    liste = LISTE.search(lim)
    setninger = liste[2].split(";") if liste else []
    tildelinger = [TILDELT.fullmatch(setning) for setning in setninger]
    kjente = [et for et in tildelinger if et]
    # Emscripten declares them all in one list before the functions that use them.
    erklæring = re.search(rf"var [^;()]*\b{re.escape(kjente[0][1])}\b[^;()]*;", lim) if kjente else None
    if not erklæring or len(kjente) < len(setninger) * 0.9 or erklæring.end() > liste.start():
        raise UkjentLim("pyodide.asm.mjs")
    mellom, etter = lim[erklæring.end() : liste.start()], lim[liste.end() :]
    foran = lim[: erklæring.start()]
    brukt = set(ORD.findall(foran + mellom + etter + andre_skript)) | wasmfil.importerte_navn(wasm)
    ut = {et[1] for et in kjente if not brukt & {et[1], et[2]}}
    beholdte = [setning for setning, et in zip(setninger, tildelinger, strict=True) if not et or et[1] not in ut]
    navn = [et for et in erklæring[0][len("var ") : -1].split(",") if et.partition("=")[0] not in ut]
    vist = brukt | {et[1] for setning in beholdte for et in re.finditer(r'wasmExports\["([^"]+)"\]', setning)}
    return f"{foran}var {','.join(navn)};{mellom}{liste[1]}{';'.join(beholdte)}}}{etter}", vist
