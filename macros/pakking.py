"""Packs the calculators for the browser: `python -m macros.pakking`, a plain command that needs no MkDocs.

In: the wheel of `calculators`, Pyodide from node_modules, docs/assets/worker.mjs, Designsystemet's css.
Out: docs/assets/bygd/, where every name carries the hash of its content, and manifest.json with the names.
May know the file layout of the repository; knows no rule, no page and no text. A second run does nothing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from macros import designsystem

ROT = Path(__file__).resolve().parent.parent
UT = ROT / "docs/assets/bygd"
MANIFEST = UT / "manifest.json"
HJUL = ROT / "bygg/hjul"
PYODIDE = ROT / "node_modules/pyodide"
ATTRAPPER = ROT / "macros/attrapper"
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
    pakker = (f for mappe in (ROT / "calculators", ATTRAPPER) for f in mappe.rglob("*") if f.is_file())
    pakke = [f for f in pakker if "__pycache__" not in f.parts]
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
        # Node quotes the line that failed, and a line of Pyodide's is a megabyte.
        linjer = [linje[:300] for linje in (svar.stdout + svar.stderr).splitlines()]
        raise Pakkefeil("\n".join([f"{kommando[0]} {kommando[1]} feilet:", *linjer[-40:]]))


def bygg_hjul(mappe: Path) -> Path:
    """The wheel, by hatchling without isolation or network; dated 1980, so that it never changes by itself."""
    bygg = ("-m", "hatchling", "build", "-t", "wheel", "-d", mappe)
    kjoer(sys.executable, *bygg, SOURCE_DATE_EPOCH="315532800")
    return next(mappe.glob("*.whl"))


def stdlib(ut: Path) -> Path:
    """Pyodide's standard library with our stand-ins for what its boot imports and no calculator uses."""
    egne = {f.relative_to(ATTRAPPER).as_posix(): f.read_bytes() for f in ATTRAPPER.rglob("*.py")}
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as inn, zipfile.ZipFile(ut, "w") as hele:
        if mangler := egne.keys() - set(inn.namelist()):
            raise Pakkefeil(f"macros/attrapper har filer som ikke finnes i Pyodide lenger: {', '.join(mangler)}")
        for navn in inn.namelist():
            hele.writestr(navn, egne.get(navn) or inn.read(navn))
    return ut


def legg(mappe: Path, navn: str, innhold: bytes) -> str:
    """Write under a name with the content's hash; the new name."""
    stamme, _, ending = navn.rpartition(".")
    hashet = f"{stamme}-{sha(innhold)[:12]}.{ending}"
    (mappe / hashet).parent.mkdir(parents=True, exist_ok=True)
    (mappe / hashet).write_bytes(innhold)
    return hashet


def pakk(ut: Path, arbeid: Path) -> dict:
    """Put everything in `ut`; `arbeid` is for what is made on the way. The manifest, without its key."""
    if not (HJELPERE / "pyodide_build").is_dir():
        raise Pakkefeil(f"Finner ikke pyodide-build i {HJELPERE}. Kjør «make pakk», som henter det.")
    hjul, pakke = bygg_hjul(arbeid), arbeid / "python.zip"
    kjoer("node", ROT / "macros/kompiler.mjs", stdlib(arbeid / "stdlib.zip"), hjul, pakke)
    zip_navn = legg(ut, "python/python.zip", pakke.read_bytes())

    # Pyodide finds its files by fixed names in one folder. The folder is named by their hash alone,
    # so a new rate changes the small zip and leaves the nine megabytes in the reader's cache.
    motor = f"python/pyodide-{sha(*((PYODIDE / n).read_bytes() for n in MOTOR))[:12]}"
    (ut / motor).mkdir()
    for navn in MOTOR:
        shutil.copyfile(PYODIDE / navn, ut / motor / navn)

    innsatt = {
        "motor": f"./{Path(motor).name}/",
        "zip": f"./{Path(zip_navn).name}",
        "wasmBytes": (ut / motor / "pyodide.asm.wasm").stat().st_size,
        "zipBytes": (ut / zip_navn).stat().st_size,
        "info": json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"],
    }
    kilde = (ROT / "docs/assets/worker.mjs").read_text("utf-8")
    if kilde.count(PLASS) != 1:
        raise Pakkefeil(f"docs/assets/worker.mjs skal ha linjen «{PLASS}» nøyaktig én gang.")
    kilde = kilde.replace(PLASS, f"const PAKKE = {json.dumps(innsatt)};")
    arbeider = legg(ut, "python/arbeider.mjs", kilde.encode())
    skjema = legg(ut, "skjema.css", designsystem.skjema_css().encode())

    # Not published: the measurements load the same wheel in stock Pyodide.
    shutil.rmtree(HJUL, ignore_errors=True)
    HJUL.mkdir(parents=True)
    shutil.copy(hjul, HJUL)
    return {
        "arbeider": arbeider,
        "motor": motor,
        "zip": zip_navn,
        "skjema": skjema,
        "info": innsatt["info"],
        "bytes": {f.relative_to(ut).as_posix(): f.stat().st_size for f in sorted(ut.rglob("*")) if f.is_file()},
    }


def oppdatert() -> dict | None:
    """Pack if an input has changed or a file is missing; the new manifest, or None when all is as it should be.

    The old files stand until the new ones are whole.
    """
    ny = noekkel()
    gammel = json.loads(MANIFEST.read_text("utf-8")) if MANIFEST.exists() else {}
    hel = all((UT / n).exists() and (UT / n).stat().st_size == b for n, b in gammel.get("bytes", {}).items())
    if gammel.get("noekkel") == ny and hel and any(HJUL.glob("*.whl")):
        return None
    (ROT / "bygg").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROT / "bygg", prefix="pakking-") as midlertidig:
        ut, arbeid = Path(midlertidig, "ut"), Path(midlertidig, "arbeid")
        ut.mkdir()
        arbeid.mkdir()
        manifest = {"noekkel": ny, **pakk(ut, arbeid)}
        (ut / MANIFEST.name).write_text(json.dumps(manifest, indent=2) + "\n", "utf-8")
        if UT.exists():
            UT.rename(Path(midlertidig, "gammel"))
        ut.rename(UT)
    return manifest


def main() -> int:
    try:
        manifest = oppdatert()
    except Pakkefeil as feil:
        print(f"pakking: {feil}", file=sys.stderr)
        return 1
    for navn, antall in (manifest or {"bytes": {}})["bytes"].items():
        print(f"{antall / 1000:>9.1f} kB  {navn.removeprefix('python/')}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
