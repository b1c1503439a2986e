"""Packs the calculators for the browser: `python -m macros.pakking`, a plain command that needs no MkDocs.

In: the wheel of `calculators`, Pyodide from node_modules, docs/assets/worker.mjs, Designsystemet's css.
Out: docs/assets/bygd/, where every name carries the hash of its content, and manifest.json with the names.
May know the file layout of the repository; knows no rule, no page and no text. A second run does nothing.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from macros import designsystem

ROT = Path(__file__).resolve().parent.parent
UT = ROT / "docs/assets/bygd"
MANIFEST = UT / "manifest.json"
PYODIDE = ROT / "node_modules/pyodide"
HJELPERE = ROT / ".venv/pyodide"
MOTOR = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
PLASS = "const PAKKE = {};"


class Pakkefeil(Exception):
    """The packing cannot be done; the message says what to do."""


def sha(*deler: bytes) -> str:
    samlet = hashlib.sha256()
    for del_ in deler:
        samlet.update(hashlib.sha256(del_).digest())
    return samlet.hexdigest()


def inndata() -> list[Path]:
    """Every file that the result depends on, so that their hash is the key of the bundle."""
    pakke = [f for f in (ROT / "calculators").rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    egne = [ROT / "macros" / n for n in ("pakking.py", "kompiler.py", "kompiler.mjs", "designsystem.py")]
    andre = [ROT / "docs/assets/worker.mjs", ROT / "pyproject.toml", ROT / "krav/pyodide.txt"]
    motor = [PYODIDE / n for n in (*MOTOR, "python_stdlib.zip", "pyodide-lock.json")]
    return sorted([*pakke, *egne, *andre, *motor, *designsystem.filer()])


def noekkel() -> str:
    mangler = [f for f in inndata() if not f.exists()]
    if mangler:
        raise Pakkefeil(f"Finner ikke {mangler[0]}. Kjør «make pakk», som henter det som trengs.")
    return sha(*(str(f.relative_to(ROT)).encode() + b"\0" + f.read_bytes() for f in inndata()))


def kjoer(*kommando: str | Path, **miljoe: str) -> None:
    try:
        ord_, miljoe = [str(k) for k in kommando], os.environ | miljoe
        svar = subprocess.run(ord_, cwd=ROT, env=miljoe, capture_output=True, text=True, timeout=300)
    except FileNotFoundError:
        raise Pakkefeil(f"Finner ikke programmet {kommando[0]}. Installer Node 20 eller nyere.") from None
    if svar.returncode:
        raise Pakkefeil(f"{kommando[0]} {kommando[1]} feilet:\n{svar.stdout[-2000:]}{svar.stderr[-4000:]}")


def bygg_hjul(mappe: Path) -> Path:
    """The wheel, by hatchling without isolation or network; dated 1980, so that it never changes by itself."""
    bygg = ("-m", "hatchling", "build", "-t", "wheel", "-d", mappe)
    kjoer(sys.executable, *bygg, SOURCE_DATE_EPOCH="315532800")
    return next(mappe.glob("*.whl"))


def legg(navn: str, innhold: bytes) -> str:
    """Write under a name with the content's hash; the new name."""
    stamme, _, ending = navn.rpartition(".")
    hashet = f"{stamme}-{sha(innhold)[:12]}.{ending}"
    (UT / hashet).parent.mkdir(parents=True, exist_ok=True)
    (UT / hashet).write_bytes(innhold)
    return hashet


def pakk() -> dict:
    if not (HJELPERE / "pyodide_build").is_dir():
        raise Pakkefeil(f"Finner ikke pyodide-build i {HJELPERE}. Kjør «make pakk», som henter det.")
    shutil.rmtree(UT, ignore_errors=True)
    with tempfile.TemporaryDirectory() as midlertidig:
        hjul = bygg_hjul(Path(midlertidig))
        pakke = hjul.with_name("python.zip")
        kjoer("node", ROT / "macros/kompiler.mjs", hjul, pakke)
        zip_navn = legg("python/python.zip", pakke.read_bytes())
        # Not published: the measurements load the same wheel in stock Pyodide.
        lager = ROT / "bygg/hjul"
        shutil.rmtree(lager, ignore_errors=True)
        lager.mkdir(parents=True)
        shutil.copy(hjul, lager)

    # Pyodide finds its files by fixed names in one folder. The folder is named by their hash alone,
    # so a new rate changes the small zip and leaves the nine megabytes in the reader's cache.
    motor = f"python/pyodide-{sha(*((PYODIDE / n).read_bytes() for n in MOTOR))[:12]}"
    (UT / motor).mkdir()
    for navn in MOTOR:
        shutil.copy(PYODIDE / navn, UT / motor / navn)

    wasm = UT / motor / "pyodide.asm.wasm"
    innsatt = {
        "motor": f"./{Path(motor).name}/",
        "zip": f"./{Path(zip_navn).name}",
        "wasmBytes": wasm.stat().st_size,
        "zipBytes": (UT / zip_navn).stat().st_size,
        "info": json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"],
    }
    kilde = (ROT / "docs/assets/worker.mjs").read_text("utf-8")
    if kilde.count(PLASS) != 1:
        raise Pakkefeil(f"docs/assets/worker.mjs skal ha linjen «{PLASS}» nøyaktig én gang.")
    kilde = kilde.replace(PLASS, f"const PAKKE = {json.dumps(innsatt)};")
    arbeider = legg("python/arbeider.mjs", kilde.encode())
    skjema = legg("skjema.css", designsystem.skjema_css().encode())

    filer = sorted(f for f in UT.rglob("*") if f.is_file())
    return {
        "arbeider": arbeider,
        "motor": motor,
        "zip": zip_navn,
        "skjema": skjema,
        "bytes": {f.relative_to(UT).as_posix(): f.stat().st_size for f in filer},
        "info": innsatt["info"],
    }


def main() -> int:
    try:
        ny = noekkel()
        gammel = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
        hel = all((UT / n).exists() and (UT / n).stat().st_size == b for n, b in gammel.get("bytes", {}).items())
        if gammel.get("noekkel") == ny and hel and any((ROT / "bygg/hjul").glob("*.whl")):
            return 0
        manifest = {"noekkel": ny, **pakk()}
    except Pakkefeil as feil:
        print(f"pakking: {feil}", file=sys.stderr)
        return 1
    MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    for navn, antall in manifest["bytes"].items():
        print(f"{antall / 1000:>9.1f} kB  {re.sub(r'^python/', '', navn)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
