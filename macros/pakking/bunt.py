"""Packs the calculators for the browser: `python -m macros.pakking`, a plain command that needs no MkDocs.

In: the wheel of `calculators`, Pyodide from node_modules, docs/assets/worker.mjs, Designsystemet's css and the
typefaces. Out: docs/assets/bygd/, where every name carries the hash of its content, and manifest.json with the
names. Only the typefaces have plain names, which the style sheet knows and macros.nettsted.filnavn changes.
May know the file layout of the repository; knows no rule, no page and no text. A second run does nothing.

BILDE=0 leaves out the image of memory, MOTOR=hel keeps the engine whole: then that is how the reader starts too.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from macros.grunn import ROT, sendt
from macros.pakking import designsystem, skrift, wasmfil

UT = ROT / "docs/assets/bygd"
MANIFEST = UT / "manifest.json"
HJUL = ROT / "bygg/hjul"
PYODIDE = ROT / "node_modules/pyodide"
HER = Path(__file__).parent
ATTRAPPER = HER / "attrapper"
HJELPERE = ROT / ".venv/pyodide"
ESBUILD = ROT / "node_modules/.bin/esbuild"
SKRIPT = ("pyodide.mjs", "pyodide.asm.mjs")
WASM = "pyodide.asm.wasm"
MOTOR = (*SKRIPT, WASM)
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
    egne = [f for f in HER.iterdir() if f.is_file()]
    egne += [ROT / "docs/assets" / n for n in ("worker.mjs", "oppstart.mjs")]
    andre = [ROT / "pyproject.toml", ROT / "krav/pyodide.txt"]
    motor = [PYODIDE / n for n in (*MOTOR, "python_stdlib.zip", "pyodide-lock.json")]
    skrifter = [snitt.kilde for snitt in skrift.SNITT.values()]
    return sorted([*pakke, *egne, *andre, *motor, *designsystem.filer(), *skrifter])


def noekkel() -> str:
    mangler = [f for f in inndata() if not f.exists()]
    if mangler:
        raise Pakkefeil(f"Finner ikke {mangler[0]}. Kjør «make pakk», som henter det som trengs.")
    valgt = json.dumps(flagg()).encode()
    return sha(valgt, *(str(f.relative_to(ROT)).encode() + b"\0" + f.read_bytes() for f in inndata()))


def flagg() -> dict[str, bool]:
    """Which of the two short cuts are taken; both, unless the build says otherwise."""
    return {"bilde": os.environ.get("BILDE", "1") != "0", "mager": os.environ.get("MOTOR", "mager") != "hel"}


def kjoer(*kommando: str | Path, **miljoe: str) -> None:
    try:
        ord_, miljoe = [str(k) for k in kommando], os.environ | miljoe
        svar = subprocess.run(ord_, cwd=ROT, env=miljoe, capture_output=True, encoding="utf-8", timeout=300)
    except FileNotFoundError:
        raise Pakkefeil(f"Finner ikke programmet {kommando[0]}. Installer Node 20 eller nyere.") from None
    except subprocess.TimeoutExpired:
        raise Pakkefeil(f"{kommando[0]} {kommando[1]} ble ikke ferdig på fem minutter.") from None
    if svar.returncode:
        raise Pakkefeil(f"{kommando[0]} {kommando[1]} feilet:\n{svar.stdout[-2000:]}{svar.stderr[-4000:]}")


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
            raise Pakkefeil(
                f"macros/pakking/attrapper har filer som ikke finnes i Pyodide lenger: {', '.join(mangler)}"
            )
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


def minst(fil: Path, ut: Path) -> None:
    """Pyodide's own script, without the space between the words."""
    kjoer(ESBUILD, fil, "--minify", "--target=es2022", "--log-level=error", f"--outfile={ut}")


def legg_motor(ut: Path, arbeid: Path, wasm: bytes) -> str:
    """Pyodide finds its files by fixed names in one folder. The folder is named by their hash alone, so that a new
    rate changes the small file and leaves the engine in the reader's cache.
    """
    for navn in SKRIPT:
        minst(PYODIDE / navn, arbeid / navn)
    (arbeid / WASM).write_bytes(wasm)
    motor_ = f"python/pyodide-{sha(*((arbeid / n).read_bytes() for n in MOTOR))[:12]}"
    (ut / motor_).mkdir(parents=True)
    for navn in MOTOR:
        shutil.copyfile(arbeid / navn, ut / motor_ / navn)
    return motor_


def legg_arbeider(ut: Path, arbeid: Path, innsatt: dict) -> str:
    """The worker with its names put in and its one import drawn into the same file."""
    kilde = (ROT / "docs/assets/worker.mjs").read_text("utf-8")
    if kilde.count(PLASS) != 1:
        raise Pakkefeil(f"docs/assets/worker.mjs skal ha linjen «{PLASS}» nøyaktig én gang.")
    (arbeid / "worker.mjs").write_text(kilde.replace(PLASS, f"const PAKKE = {json.dumps(innsatt)};"), "utf-8")
    shutil.copy(ROT / "docs/assets/oppstart.mjs", arbeid)
    ferdig = arbeid / "arbeider.mjs"
    kjoer(ESBUILD, arbeid / "worker.mjs", "--bundle", "--format=esm", "--target=es2022", f"--outfile={ferdig}")
    # esbuild notes above each part where it came from: here a folder with a name of chance.
    return legg(ut, "python/arbeider.mjs", re.sub(rb"(?m)^// \S+\n", b"", ferdig.read_bytes()))


def maskin() -> bytes:
    """The wasm that the reader starts with: lean by the profile, unless the build says otherwise."""
    hel = (PYODIDE / WASM).read_bytes()
    try:
        return wasmfil.mager(hel, wasmfil.les_profil(hel)) if flagg()["mager"] else hel
    except wasmfil.Profilfeil as feil:
        raise Pakkefeil(str(feil)) from None


def pakk(ut: Path, arbeid: Path, *, wasm: bytes, bilde: bool) -> dict:
    """Put everything in `ut`; `arbeid` is for what is made on the way. The manifest, without its key.

    What the reader starts from lies in python/. What stands by, should that give up, lies in reserve/.
    """
    if not (HJELPERE / "pyodide_build").is_dir():
        raise Pakkefeil(f"Finner ikke pyodide-build i {HJELPERE}. Kjør «make pakk», som henter det.")
    hjul, pakke, fasit = bygg_hjul(arbeid), arbeid / "python.zip", arbeid / "fasit.json"
    kjoer("node", HER / "kompiler.mjs", stdlib(arbeid / "stdlib.zip"), hjul, pakke, fasit)
    hel = (PYODIDE / WASM).read_bytes()
    motor_ = legg_motor(ut, arbeid, wasm)

    def vei(wasm: str, minne: str, slag: str) -> dict:
        filer = {"wasm": wasm, slag: minne}
        return {hva: {"navn": n, "bytes": (ut / n).stat().st_size} for hva, n in filer.items()}

    mappe = "reserve" if bilde else "python"
    zip_navn = legg(ut, f"{mappe}/python.zip", pakke.read_bytes())
    veier = [vei(f"{motor_}/{WASM}", zip_navn, "zip")]
    if bilde:
        kjoer("node", HER / "minnebilde.mjs", pakke, arbeid / "bilde.bin", fasit)
        innhold = (arbeid / "bilde.bin").read_bytes()
        veier = [vei(f"{motor_}/{WASM}", legg(ut, "python/bilde.bin", innhold), "bilde")]
        veier[0]["bilde"]["sha256"] = hashlib.sha256(innhold).hexdigest()
    if bilde or wasm != hel:
        hel_navn = f"{motor_}/{WASM}" if wasm == hel else legg(ut, "reserve/pyodide.wasm", hel)
        veier.append(vei(hel_navn, zip_navn, "zip"))

    info = json.loads((PYODIDE / "pyodide-lock.json").read_text("utf-8"))["info"]
    fra_arbeideren = [{hva: fil | {"navn": "../" + fil["navn"]} for hva, fil in denne.items()} for denne in veier]
    innsatt = {"motor": f"./{Path(motor_).name}/", "info": info, "veier": fra_arbeideren}
    arbeider = legg_arbeider(ut, arbeid, innsatt)
    skjema = legg(ut, "skjema.css", designsystem.skjema_css().encode())
    for navn in skrift.SNITT:
        (ut / f"{navn}.woff2").write_bytes(skrift.skjaer(navn))

    # Not published: the measurements load the same wheel in stock Pyodide.
    shutil.rmtree(HJUL, ignore_errors=True)
    HJUL.mkdir(parents=True)
    shutil.copy(hjul, HJUL)
    return {
        "arbeider": arbeider,
        "motor": motor_,
        "zip": zip_navn,
        "veier": veier,
        "skjema": skjema,
        "info": info,
        "sendt": sum(sendt(f.read_bytes()) for f in (ut / "python").rglob("*") if f.is_file()),
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
        manifest = {"noekkel": ny, **pakk(ut, arbeid, wasm=maskin(), bilde=flagg()["bilde"])}
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
        print(f"{antall / 1000:>9.1f} kB  {navn}")
    return 0
