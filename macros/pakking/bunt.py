"""Packs for this site: `python -m macros.pakking`, a plain command that needs no MkDocs.

In: `calculators`, Designsystemet's css and the typefaces. Out: docs/assets/bygd/, where every name carries the
hash of its content, and manifest.json with the names. Only the typefaces have plain names, which the style sheet
knows and macros.nettsted.filnavn changes. A second run does nothing.
May know the file layout of the repository; knows no rule, no page and no text. How Python comes to the browser is
known to macros.motor alone.

HURTIG=av packs the engine as it comes, and so does a profile made for another Pyodide: a slower start.
"""

import json
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from calculators.felles import data
from macros.grunn import ROT, sendt
from macros.motor.hurtig import wasmfil
from macros.motor.pakk import PYODIDE, WASM, Pakkefeil, filer, kjoer, legg, pakk, sha
from macros.pakking import designsystem, skrift

UT = ROT / "docs/assets/bygd"
MANIFEST = UT / "manifest.json"
HJUL = ROT / "bygg/hjul"
PROFIL = Path(__file__).with_name("motor-profil.json")
INNGANG = "calculators.felles.bro:regn"


def inndata() -> list[Path]:
    """Every file that the result depends on, so that their hash is the key of the bundle."""
    regler = [f for f in (ROT / "calculators").rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    egne = [f for f in PROFIL.parent.iterdir() if f.is_file()]
    andre = [ROT / "pyproject.toml", ROT / "krav/pyodide.txt"]
    skrifter = [snitt.kilde for snitt in skrift.SNITT.values()]
    return sorted([*regler, *egne, *andre, *filer(), *designsystem.filer(), *skrifter])


def noekkel() -> str:
    mangler = [f for f in inndata() if not f.exists()]
    if mangler:
        raise Pakkefeil(f"Finner ikke {mangler[0]}. Kjør «make pakk», som henter det som trengs.")
    valgt = str(på()).encode()
    return sha(valgt, *(str(f.relative_to(ROT)).encode() + b"\0" + f.read_bytes() for f in inndata()))


def på() -> bool:
    """Whether the short cuts are asked for; they are, unless the build says otherwise."""
    return os.environ.get("HURTIG", "paa") != "av"


def profil_passer(profil: Path = PROFIL) -> bool:
    """Whether the profile was made for the engine that is installed."""
    try:
        return bool(wasmfil.les_profil((PYODIDE / WASM).read_bytes(), profil))
    except (OSError, wasmfil.Profilfeil):
        return False


def ferdiglest(hjul: Path, ut: Path) -> Path:
    """The wheel with a module that has the content in place of each TOML file, as `les_toml` reads it."""
    with zipfile.ZipFile(hjul) as inn, zipfile.ZipFile(ut / hjul.name, "w") as lest:
        for fil in inn.infolist():
            if fil.filename.endswith(".toml"):
                mappe, _, navn = fil.filename.rpartition("/")
                kilde = f"import datetime\nfrom decimal import Decimal\nINNHOLD = {data.les_toml(navn)!r}\n"
                lest.writestr(zipfile.ZipInfo(f"{mappe}/{data.ferdiglest(navn)}.py"), kilde)
            else:
                lest.writestr(fil, inn.read(fil))
    return ut / hjul.name


def bygg_hjul(mappe: Path) -> Path:
    """The wheel, by hatchling without isolation or network; dated 1980, so that it never changes by itself."""
    bygg = ("-m", "hatchling", "build", "-t", "wheel", "-d", mappe)
    kjoer(sys.executable, *bygg, SOURCE_DATE_EPOCH="315532800")
    return next(mappe.glob("*.whl"))


def pakk_kalkulatorene(ut: Path, arbeid: Path, mager: bytes | None = None) -> dict:
    """The calculators and their Python in `ut`, from the short cuts that are asked for; the engine's manifest."""
    hjul = bygg_hjul(arbeid / "hjul")
    # In a process of its own: the preview packs again and again, and holds the calculators as they were.
    kall = json.loads(kjoer(sys.executable, "-m", "macros.pakking.kall"))
    profil = PROFIL if på() else None
    manifest = pakk(ut, arbeid, hjul=ferdiglest(hjul, arbeid), inngang=INNGANG, profil=profil, mager=mager, **kall)
    # Not published: the measurements load the same wheel in stock Pyodide.
    shutil.rmtree(HJUL, ignore_errors=True)
    HJUL.mkdir(parents=True)
    shutil.copy(hjul, HJUL)
    return manifest


def alt(ut: Path, arbeid: Path) -> dict:
    """Everything that is packed, in `ut`; the manifest, without its key."""
    manifest = pakk_kalkulatorene(ut, arbeid)
    skjema = legg(ut, "skjema.css", designsystem.skjema_css().encode())
    for navn in skrift.SNITT:
        (ut / f"{navn}.woff2").write_bytes(skrift.husket(navn))
    bytes_ = {f.relative_to(ut).as_posix(): f.stat().st_size for f in sorted(ut.rglob("*")) if f.is_file()}
    veid = {fil["navn"]: fil["sendt"] for vei in manifest["veier"] for fil in vei.values()}  # the largest, by pakk
    python = sum(veid.get(n) or sendt((ut / n).read_bytes()) for n in bytes_ if n.startswith("python/"))
    return manifest | {"skjema": skjema, "sendt": python, "bytes": bytes_}


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
        manifest = {"noekkel": ny, **alt(ut, arbeid)}
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
    if på() and not profil_passer():
        print(
            f"pakking: {PROFIL.name} er laget for en annen Pyodide, så kalkulatorene starter langsommere, "
            "fra hele motoren. Kjør «make profil».",
            file=sys.stderr,
        )
    return 0
