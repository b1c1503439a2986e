"""Packs a wheel with the Python it runs on, as files for a web server: `pakk`.

What the reader starts from lies in python/ under `ut`, what stands by in reserve/; every name carries the hash of
its content. The packing traces what the sample calls import, compiles that alone, and proves that the finished
files answer the sample calls as the whole standard library did.
"""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from macros.motor.hurtig import Motor, mager_motor

HER = Path(__file__).parent
ROT = HER.parents[1]
PYODIDE = ROT / "node_modules/pyodide"
ATTRAPPER = HER / "attrapper"
HJELPERE = ROT / ".venv/pyodide"
ESBUILD = ROT / "node_modules/.bin/esbuild"
LIM = "pyodide.asm.mjs"
SKRIPT = ("pyodide.mjs", LIM)
WASM = "pyodide.asm.wasm"
MOTOR = (*SKRIPT, WASM)
STDLIB = "python_stdlib.zip"
LÅS = "pyodide-lock.json"
PLASS = "const PAKKE = {};"


class Pakkefeil(Exception):
    """The packing cannot be done; the message says what to do."""


def filer() -> list[Path]:
    """Every file that the packed engine depends on, besides what it is given."""
    egne = [f for f in HER.rglob("*") if f.is_file() and "__pycache__" not in f.parts]
    return [*egne, *(PYODIDE / n for n in (*MOTOR, STDLIB, LÅS))]


def sha(*deler: bytes) -> str:
    samlet = hashlib.sha256()
    for del_ in deler:
        samlet.update(hashlib.sha256(del_).digest())
    return samlet.hexdigest()


def kjoer(*kommando: str | Path, **miljoe: str) -> str:
    """What the command prints."""
    try:
        ord_, miljoe = [str(k) for k in kommando], os.environ | miljoe
        svar = subprocess.run(ord_, cwd=ROT, env=miljoe, capture_output=True, encoding="utf-8", timeout=300)
    except FileNotFoundError:
        raise Pakkefeil(f"Finner ikke programmet {kommando[0]}. Installer Node 20 eller nyere.") from None
    except subprocess.TimeoutExpired:
        raise Pakkefeil(f"{kommando[0]} {kommando[1]} ble ikke ferdig på fem minutter.") from None
    if svar.returncode:
        raise Pakkefeil(f"{kommando[0]} {kommando[1]} feilet:\n{svar.stdout[-2000:]}{svar.stderr[-4000:]}")
    return svar.stdout


def stdlib(ut: Path, hele: tuple[str, ...] = ()) -> Path:
    """Pyodide's standard library with our stand-ins for what its boot imports and few wheels use.

    `hele` names the modules of which the wheel needs more than the stand-in has.
    """
    egne = {f.relative_to(ATTRAPPER).as_posix(): f.read_bytes() for f in ATTRAPPER.rglob("*.py")}
    egne = {n: i for n, i in egne.items() if n.split("/")[0].removesuffix(".py") not in hele}
    with zipfile.ZipFile(PYODIDE / STDLIB) as inn, zipfile.ZipFile(ut, "w") as hel:
        if mangler := egne.keys() - set(inn.namelist()):
            raise Pakkefeil(
                f"macros/motor/attrapper har filer som ikke finnes i Pyodide lenger: {', '.join(mangler)}"
            )
        for navn in inn.namelist():
            hel.writestr(navn, egne.get(navn) or inn.read(navn))
    return ut


def del_zip(hel: Path, data: set[str], uten: Path, bare: Path) -> None:
    """The zip without the files named, and a zip of them alone; neither is dated nor compressed."""
    with zipfile.ZipFile(hel) as inn, zipfile.ZipFile(uten, "w") as resten, zipfile.ZipFile(bare, "w") as delen:
        if mangler := data - set(inn.namelist()):
            raise Pakkefeil(f"Hjulet har ikke disse datafilene: {', '.join(sorted(mangler))}")
        for fil in inn.infolist():
            (delen if fil.filename in data else resten).writestr(fil, inn.read(fil))


def legg(mappe: Path, navn: str, innhold: bytes) -> str:
    """Write under a name with the content's hash; the new name."""
    stamme, _, ending = navn.rpartition(".")
    hashet = f"{stamme}-{sha(innhold)[:12]}.{ending}"
    (mappe / hashet).parent.mkdir(parents=True, exist_ok=True)
    (mappe / hashet).write_bytes(innhold)
    return hashet


def minst(fil: Path, ut: Path) -> None:
    """Pyodide's own script, without the space between the words."""
    kjoer(ESBUILD, fil, "--minify", "--target=es2022", "--log-level=error", "--allow-overwrite", f"--outfile={ut}")


def legg_motor(ut: Path, arbeid: Path, motor: Motor) -> str:
    """Pyodide finds its files by fixed names in one folder. The folder is named by their hash alone, so that a new
    wheel changes the small files and leaves the engine in the reader's cache.
    """
    (arbeid / LIM).write_text(motor.lim, "utf-8")
    minst(PYODIDE / SKRIPT[0], arbeid / SKRIPT[0])
    minst(arbeid / LIM, arbeid / LIM)
    (arbeid / WASM).write_bytes(motor.wasm)
    motor_ = f"python/pyodide-{sha(*((arbeid / n).read_bytes() for n in MOTOR))[:12]}"
    (ut / motor_).mkdir(parents=True)
    for navn in MOTOR:
        shutil.copyfile(arbeid / navn, ut / motor_ / navn)
    return motor_


def legg_arbeider(ut: Path, arbeid: Path, innsatt: dict) -> str:
    """The worker with its names put in and its one import drawn into the same file."""
    kilde = (HER / "arbeider.mjs").read_text("utf-8")
    if kilde.count(PLASS) != 1:
        raise Pakkefeil(f"macros/motor/arbeider.mjs skal ha linjen «{PLASS}» nøyaktig én gang.")
    inn, ferdig = arbeid / "arbeider.mjs", arbeid / "ferdig.mjs"
    inn.write_text(kilde.replace(PLASS, f"const PAKKE = {json.dumps(innsatt)};"), "utf-8")
    (arbeid / "hurtig").mkdir()
    shutil.copy(HER / "hurtig/oppstart.mjs", arbeid / "hurtig")
    kjoer(ESBUILD, inn, "--bundle", "--format=esm", "--target=es2022", f"--outfile={ferdig}")
    # esbuild notes above each part where it came from: here a folder with a name of chance.
    return legg(ut, "python/arbeider.mjs", re.sub(rb"(?m)^// \S+\n", b"", ferdig.read_bytes()))


def les_info() -> dict:
    """What Pyodide says of itself: the version of its Python, its platform."""
    return json.loads((PYODIDE / LÅS).read_text("utf-8"))["info"]


def pakk(
    ut: Path,
    arbeid: Path,
    *,
    hjul: Path,
    inngang: str,
    kall: list,
    varme: list | None = None,
    hele: list[str] | tuple[str, ...] = (),
    data: list[str] | tuple[str, ...] = (),
    profil: Path | None = None,
    mager: bytes | None = None,
) -> dict:
    """Put everything in `ut`; `arbeid` is for what is made on the way. The manifest: every file that a page needs.

    `inngang` is «package.module:function», which takes two strings and gives one. `kall` are sample calls, pairs
    of strings: they decide what comes along, and prove the result. `varme` are those made before the image is
    taken, if not all. `hele` are modules to leave without a stand-in. `data` are files of the wheel that change
    oftener than the rest: they stay out of the image, and no call in `varme` may read them. `profil`, or a lean
    wasm made already (`mager`), is the one switch of `hurtig`.
    """
    if not (HJELPERE / "pyodide_build").is_dir():
        raise Pakkefeil(f"Finner ikke pyodide-build i {HJELPERE}. Kjør «make pakk», som henter det.")
    modul, _, funksjon = inngang.partition(":")
    oppskrift = {"modul": modul, "funksjon": funksjon, "kall": kall, "varme": kall if varme is None else varme}
    (arbeid / "oppskrift.json").write_text(json.dumps(oppskrift), "utf-8")
    hjul = Path(shutil.copy(hjul, arbeid)) if hjul.parent != arbeid else hjul
    pakke, fasit = arbeid / "python.zip", arbeid / "fasit.json"
    kjoer("node", HER / "kompiler.mjs", stdlib(arbeid / "stdlib.zip", tuple(hele)), hjul, pakke, fasit, HJELPERE)

    hel, lim = (PYODIDE / WASM).read_bytes(), (PYODIDE / LIM).read_text("utf-8")
    andre_skript = "".join(f.read_text("utf-8") for f in (PYODIDE / SKRIPT[0], *HER.rglob("*.mjs")))
    hurtig = Motor(mager, hel, lim) if mager else mager_motor(hel, lim, andre_skript, profil)
    motor = hurtig or Motor(hel, hel, lim)
    motor_ = legg_motor(ut, arbeid, motor)

    def fil(navn: str) -> dict:
        innhold = (ut / navn).read_bytes()
        sendt = len(gzip.compress(innhold, 6, mtime=0))  # a first guess, until the server says
        # The browser holds the wasm to its form itself, and compiles it while it comes.
        sum_ = {} if navn.endswith(".wasm") else {"sha256": hashlib.sha256(innhold).hexdigest()}
        return {"navn": navn, "bytes": len(innhold), "sendt": sendt} | sum_

    zip_ = fil(legg(ut, "reserve/python.zip" if hurtig else "python/python.zip", pakke.read_bytes()))
    wasm = fil(f"{motor_}/{WASM}")
    veier = [{"wasm": wasm, "zip": zip_}]
    if hurtig:
        uten, bare, til, hele_wasm = (arbeid / n for n in ("uten.zip", "data.zip", "bilde.bin", "hel.wasm"))
        del_zip(pakke, set(data), uten, bare)
        hele_wasm.write_bytes(motor.hel)
        kjoer("node", HER / "hurtig/minnebilde.mjs", uten, bare, til, fasit, ut / motor_, hele_wasm)
        minnet = {"bilde": fil(legg(ut, "python/bilde.bin", til.read_bytes()))}
        if data:
            minnet["data"] = fil(legg(ut, "python/data.zip", bare.read_bytes()))
        hel_wasm = wasm if motor.wasm == motor.hel else fil(legg(ut, "reserve/pyodide.wasm", motor.hel))
        veier = [{"wasm": wasm, **minnet}, *veier, {"wasm": hel_wasm, "zip": zip_}]

    # The worker lies in python/ itself.
    sett_fra = [{hva: f | {"navn": "../" + f["navn"]} for hva, f in vei.items()} for vei in veier]
    innsatt = {"motor": f"./{Path(motor_).name}/", "info": les_info(), "veier": sett_fra}
    arbeider = legg_arbeider(ut, arbeid, innsatt | {"modul": modul, "funksjon": funksjon})
    return {"arbeider": arbeider, "motor": motor_, "zip": zip_["navn"], "veier": veier, "info": les_info()}
