"""Makes Pyodide's wasm lean: functions that are never called are emptied, by a profile that is kept.

An emptied function keeps its number and its type, so nothing else changes place; called, it stops the engine at
once, and the worker starts the whole one instead (docs/redaksjon/valg/010-hurtig-start.md). The profile is a
run of `tellende`, and belongs to one wasm alone. May know the wasm format; knows nothing of Pyodide or the wheel.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

IMPORT, GLOBAL, EKSPORT, KODE = 2, 6, 7, 10
FUNKSJON_SLAG, GLOBAL_SLAG = 0, 3
STOPP = b"\x00\x00\x0b"  # no locals, unreachable, end


class Profilfeil(Exception):
    """The profile does not belong to this wasm; the message says what to do."""


def _les(data: bytes, her: int) -> tuple[int, int]:
    """An unsigned LEB128 number, and where the next thing begins."""
    tall = flytt = 0
    while True:
        tall |= (data[her] & 127) << flytt
        her, flytt = her + 1, flytt + 7
        if data[her - 1] < 128:
            return tall, her


def _skriv(tall: int) -> bytes:
    ut = bytearray()
    while tall > 127:
        ut.append(tall & 127 | 128)
        tall >>= 7
    return bytes([*ut, tall])


def _seksjoner(wasm: bytes) -> Iterator[tuple[int, bytes]]:
    if wasm[:8] != b"\0asm\1\0\0\0":
        raise Profilfeil("dette er ikke en wasm-fil")
    her = 8
    while her < len(wasm):
        lengde, start = _les(wasm, her + 1)
        yield wasm[her], wasm[start : start + lengde]
        her = start + lengde


def _samlet(seksjoner: Iterable[tuple[int, bytes]]) -> bytes:
    return b"\0asm\1\0\0\0" + b"".join(bytes([nr]) + _skriv(len(data)) + data for nr, data in seksjoner)


def _funksjoner(kode: bytes) -> Iterator[bytes]:
    antall, her = _les(kode, 0)
    for _ in range(antall):
        lengde, her = _les(kode, her)
        yield kode[her : her + lengde]
        her += lengde


def _kodeseksjon(funksjoner: list[bytes]) -> bytes:
    return _skriv(len(funksjoner)) + b"".join(_skriv(len(f)) + f for f in funksjoner)


def _importer(data: bytes) -> Iterator[tuple[str, int]]:
    """The name and the kind of each thing that comes from outside."""
    antall, her = _les(data, 0)
    for _ in range(antall):
        for _navn in range(2):
            lengde, her = _les(data, her)
            navn, her = data[her : her + lengde], her + lengde
        slag, her = data[her], her + 1
        yield navn.decode(), slag
        if slag == GLOBAL_SLAG:  # a type and whether it changes
            her += 2
        elif slag == FUNKSJON_SLAG:
            _, her = _les(data, her)
        else:  # a table has a type first, a tag a zero; then limits, or the type's number
            her += slag in (1, 4)
            grenser, her = _les(data, her)
            if slag != 4:
                for _tall in range(1 + (grenser & 1)):
                    _, her = _les(data, her)


def _importerte(data: bytes) -> Counter[int]:
    """How many of each kind come from outside: these have the first numbers."""
    return Counter(slag for _, slag in _importer(data))


def importerte_navn(wasm: bytes) -> set[str]:
    """The names of what comes from outside."""
    return {navn for navn, _ in _importer(dict(_seksjoner(wasm))[IMPORT])}


def _eksporter(data: bytes) -> Iterator[tuple[str, int, int, bytes]]:
    """Name, kind and number of each thing shown to the outside, and how it is written."""
    antall, her = _les(data, 0)
    for _ in range(antall):
        start = her
        lengde, her = _les(data, her)
        navn, slag = data[her : her + lengde], data[her + lengde]
        nr, her = _les(data, her + lengde + 1)
        yield navn.decode(), slag, nr, data[start:her]


def med_eksporter(wasm: bytes, vist: set[str]) -> bytes:
    """The wasm showing no other functions and variables than those named; memory, table and tags always."""
    deler = list(_seksjoner(wasm))
    alle = _eksporter(dict(deler)[EKSPORT])
    beholdt = [
        skrevet for navn, slag, _, skrevet in alle if navn in vist or slag not in (FUNKSJON_SLAG, GLOBAL_SLAG)
    ]
    ny = _skriv(len(beholdt)) + b"".join(beholdt)
    return _samlet((nr, ny if nr == EKSPORT else data) for nr, data in deler)


def eksportert(wasm: bytes, navn: str) -> int:
    """The number of the function that the wasm shows to the outside by this name."""
    deler = dict(_seksjoner(wasm))
    for funnet, slag, nr, _ in _eksporter(deler[EKSPORT]):
        if (funnet, slag) == (navn, FUNKSJON_SLAG):
            return nr - _importerte(deler[IMPORT])[FUNKSJON_SLAG]
    raise KeyError(navn)


def _etter_lokale(funksjon: bytes) -> int:
    """Where a function's instructions begin."""
    antall, her = _les(funksjon, 0)
    for _ in range(antall):
        _, her = _les(funksjon, her)
        her += 1
        if funksjon[her - 1] in (0x63, 0x64):  # a reference to a type with a number
            _, her = _les(funksjon, her)
    return her


def tellende(wasm: bytes) -> bytes:
    """The wasm with a mark in every function: run, it tells by the exports «brukt0», «brukt1» … what it has run.

    Each is a number of 31 bits, one for each function.
    """
    deler = list(_seksjoner(wasm))
    innhold = dict(deler)
    antall_globaler, globaler_fra = _les(innhold[GLOBAL], 0)
    første = _importerte(innhold[IMPORT])[GLOBAL_SLAG] + antall_globaler
    funksjoner = []
    for nr, f in enumerate(_funksjoner(innhold[KODE])):
        felt, her = _skriv(første + nr // 31), _etter_lokale(f)
        # global.get, i32.const, i32.or, global.set; the number is signed, so a bit 6 last would make it negative.
        bit = _skriv(1 << nr % 31)
        bit = bit[:-1] + bytes([bit[-1] | 128, 0]) if bit[-1] & 64 else bit
        funksjoner.append(f[:her] + b"\x23" + felt + b"\x41" + bit + b"\x72\x24" + felt + f[her:])
    felter = -(-len(funksjoner) // 31)
    navn = [f"brukt{nr}".encode() for nr in range(felter)]
    antall_eksporter, eksporter_fra = _les(innhold[EKSPORT], 0)
    nye = {
        KODE: _kodeseksjon(funksjoner),
        GLOBAL: _skriv(antall_globaler + felter)
        + innhold[GLOBAL][globaler_fra:]
        + b"\x7f\x01\x41\x00\x0b" * felter,
        EKSPORT: _skriv(antall_eksporter + felter)
        + innhold[EKSPORT][eksporter_fra:]
        + b"".join(_skriv(len(n)) + n + b"\x03" + _skriv(første + nr) for nr, n in enumerate(navn)),
    }
    return _samlet((nr, nye.get(nr, data)) for nr, data in deler)


def mager(wasm: bytes, brukt: set[int]) -> bytes:
    """The wasm with every function emptied that is not among those used."""
    deler = list(_seksjoner(wasm))
    return _samlet(
        (nr, _kodeseksjon([f if i in brukt else STOPP for i, f in enumerate(_funksjoner(data))]))
        if nr == KODE
        else (nr, data)
        for nr, data in deler
    )


def skriv_profil(wasm: bytes, brukt: set[int], fil: Path) -> None:
    """Keep the profile: which wasm it belongs to, and a bit for each function."""
    bits = bytearray(-(-(max(brukt) + 1) // 8))
    for nr in brukt:
        bits[nr // 8] |= 1 << nr % 8
    profil = {"wasm": hashlib.sha256(wasm).hexdigest(), "brukt": b64encode(bits).decode()}
    fil.write_text(json.dumps(profil, indent=2) + "\n", "utf-8")


def les_profil(wasm: bytes, fil: Path) -> set[int]:
    """The functions used, by number. Raises Profilfeil if the profile was made for another wasm."""
    profil = json.loads(fil.read_text("utf-8"))
    if profil["wasm"] != hashlib.sha256(wasm).hexdigest():
        raise Profilfeil(f"{fil.name} hører til en annen Pyodide")
    bits = b64decode(profil["brukt"])
    return {nr for nr in range(len(bits) * 8) if bits[nr // 8] >> nr % 8 & 1}
