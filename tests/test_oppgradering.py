"""The recipes for another Pyodide and another Node, walked by the command their users run.

The new Pyodide is today's, changed as a release changes it: another number, another checksum of the engine,
another original behind a stand-in. npm and the minutes of `make profil` are stood in for; all else is the real
thing, in a copy that is never published.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from macros.motor.pakk import LÅS, PYODIDE, STDLIB, WASM
from macros.nytt.pyodide import PYTHON, originaler
from tests.motor import ROT
from tests.test_likt_bygg import LAGET

NY = "999.0.1"
# Make is told that what is installed is in order, but for what the upgrade itself installs.
FERDIG = [f"-o{fil}" for fil in (".venv/bygg.ok", ".venv/test.ok", ".venv/pyodide.ok")]
NPM = """\
import json, pathlib, shutil, sys
if "--package-lock-only" in sys.argv:
    pakke, laas = (json.loads(pathlib.Path(n).read_text("utf-8")) for n in ("package.json", "package-lock.json"))
    versjon = sys.argv[-1].removeprefix("pyodide@")
    pakke["dependencies"]["pyodide"] = laas["packages"]["node_modules/pyodide"]["version"] = versjon
    pathlib.Path("package.json").write_text(json.dumps(pakke, indent=2), "utf-8")
    pathlib.Path("package-lock.json").write_text(json.dumps(laas, indent=2), "utf-8")
else:
    shutil.copytree("ny-pyodide", "node_modules/pyodide", dirs_exist_ok=True)
"""
MAKE = """\
import os, subprocess, sys
from pathlib import Path
if "profil" in sys.argv:
    from macros.motor.hurtig import wasmfil
    fil = Path("macros/pakking/motor-profil.json")
    brukt = wasmfil.les_profil(Path({gammel!r}).read_bytes(), fil)
    wasmfil.skriv_profil(Path("node_modules/pyodide/pyodide.asm.wasm").read_bytes(), brukt, fil)
else:
    sys.exit(subprocess.call([{make!r}, *{ferdig!r}, *sys.argv[1:]]))
"""


def lag_pyodide(mappe: Path) -> None:
    """The Pyodide that is installed, as another release of it."""
    shutil.copytree(PYODIDE, mappe)
    pakke = json.loads((mappe / "package.json").read_text("utf-8"))
    (mappe / "package.json").write_text(json.dumps(pakke | {"version": NY}), "utf-8")
    # A section of its own with nothing in it: the same functions, another checksum.
    (mappe / WASM).write_bytes((mappe / WASM).read_bytes() + b"\0\1\0")
    with zipfile.ZipFile(PYODIDE / STDLIB) as gammel, zipfile.ZipFile(mappe / STDLIB, "w") as ny:
        for navn in gammel.namelist():
            ny.writestr(navn, gammel.read(navn) + (b"\n# new\n" if navn == "traceback.py" else b""))


@pytest.fixture(scope="module")
def kopi(tmp_path_factory) -> Path:
    mappe = tmp_path_factory.mktemp("oppgradering") / "kopi"
    shutil.copytree(ROT, mappe, ignore=shutil.ignore_patterns(*LAGET))
    (mappe / ".venv").symlink_to(ROT / ".venv")
    (mappe / "node_modules").mkdir()
    for fil in (ROT / "node_modules").iterdir():
        if fil.suffix == ".ok":
            shutil.copy(fil, mappe / "node_modules")
        elif fil.name != "pyodide":
            (mappe / "node_modules" / fil.name).symlink_to(fil)
    shutil.copytree(PYODIDE, mappe / "node_modules/pyodide")
    if (skrifter := ROT / "bygg/skrift").is_dir():  # kept by what they are made of, which is no part of an engine
        shutil.copytree(skrifter, mappe / "bygg/skrift")
    os.utime(mappe / "package-lock.json", (0, 0))  # older than what is installed
    lag_pyodide(mappe / "ny-pyodide")
    # What a number in the bill of materials was before the engine took a newer library in.
    liste = mappe / "macros/nettsted/tredjepart.toml"
    liste.write_text(
        re.sub(r'(?ms)(^\[zlib\].*?^versjon = ")[^"]*', r"\g<1>0.0.1", liste.read_text("utf-8"), count=1), "utf-8"
    )
    program = mappe / "program"
    program.mkdir()
    verdier = {"gammel": str(PYODIDE / WASM), "make": shutil.which("make"), "ferdig": FERDIG}
    for navn, kode in (("npm", NPM), ("make", MAKE.format(**verdier))):
        (program / navn).write_text(f"#!{sys.executable}\n{kode}", "utf-8")
        (program / navn).chmod(0o755)
    return mappe


def kjør(kopi: Path, *kommando: str) -> subprocess.CompletedProcess[str]:
    miljø = {n: v for n, v in os.environ.items() if n not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "HURTIG")}
    miljø |= {"PATH": f"{kopi / 'program'}:{os.environ['PATH']}", "PYTHONPATH": str(kopi)}
    return subprocess.run(
        kommando,
        cwd=kopi,
        env=miljø,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=900,
    )


def steg(svar: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What is said below each step's name."""
    return {navn: sagt.strip() for navn, sagt in re.findall(r"(?m)^\d\. (.+)\n((?:(?!\d\. ).*\n)*)", svar.stdout)}


def manifest(kopi: Path) -> dict:
    return json.loads((kopi / "docs/assets/bygd/manifest.json").read_text("utf-8"))


def svarer(kopi: Path) -> str:
    """What the packed bundle answers under Node."""
    linje = json.dumps(["frist", json.dumps({"siste_dag": "2026-11-20", "i_dag": "2026-11-22"})])
    kommando = ["node", "tests/pyodide_node.mjs", "regn"]
    return subprocess.run(
        kommando, cwd=kopi, input=linje, capture_output=True, encoding="utf-8", check=True
    ).stdout


@pytest.mark.xdist_group("oppgradering")  # alone in it: it takes long, and groups are begun first
def test_en_ny_pyodide_går_hele_veien_med_en_kommando_og_kan_brytes_av(kopi):
    gammel = PYTHON.search((kopi / "Makefile").read_text("utf-8"))[2]
    første = kjør(kopi, "make", "ny-pyodide", f"VERSJON={NY}")

    # It stops where a person must read, and says what.
    assert 0 != første.returncode, første.stdout
    assert "traceback.py" in steg(første)["Attrappene"], første.stdout
    assert "ast.py" not in steg(første)["Attrappene"]
    assert "Profilen av motoren" not in steg(første)
    assert NY == json.loads((kopi / "package.json").read_text("utf-8"))["dependencies"]["pyodide"]
    assert NY == json.loads((kopi / "node_modules/pyodide/package.json").read_text("utf-8"))["version"]

    # Broken off there, the site can be packed, and starts the plain way.
    pakket = kjør(kopi, "make", "pakk")
    assert 0 == pakket.returncode, pakket.stdout
    assert "Kjør «make profil»" in pakket.stdout.splitlines()[-1]
    assert 1 == len(manifest(kopi)["veier"])
    svar = svarer(kopi)
    assert '"status": "ok"' in svar

    andre = kjør(kopi, "make", "ny-pyodide", "GODKJENN=attrapper")
    assert 0 == andre.returncode, andre.stdout
    assert "er gjort fra før" == steg(andre)["Versjonen i package.json og package-lock.json"]
    assert "make test" in andre.stdout and "make maal" in andre.stdout and "lisensen" in andre.stdout
    assert "0.0.1" not in (kopi / "macros/nettsted/tredjepart.toml").read_text("utf-8")
    assert gammel == PYTHON.search((kopi / "Makefile").read_text("utf-8"))[2]
    assert {"bilde", "zip"} <= {hva for vei in manifest(kopi)["veier"] for hva in vei}
    assert svar == svarer(kopi)

    tredje = kjør(kopi, "make", "ny-pyodide")
    assert 0 == tredje.returncode
    assert {"er gjort fra før"} == {sagt for navn, sagt in steg(tredje).items() if navn != "Pakkingen"}


def test_profilen_kan_lages_når_pakkingen_venter_på_den():
    trinn = subprocess.run(["make", "-n", *FERDIG, "profil"], cwd=ROT, capture_output=True, encoding="utf-8")

    assert "tests.profil" in trinn.stdout
    assert "macros.pakking" not in trinn.stdout


def test_originalene_til_attrappene_er_lest():
    lest = json.loads((ROT / "macros/motor/attrapper.json").read_text("utf-8"))

    assert originaler() == lest, "kjør «make ny-pyodide»"


def test_hjelperne_er_låst_for_motorens_egen_python():
    info = json.loads((PYODIDE / LÅS).read_text("utf-8"))["info"]

    assert info["python"].rpartition(".")[0] == PYTHON.search((ROT / "Makefile").read_text("utf-8"))[2]


@pytest.mark.parametrize(
    ("fil", "mønster"),
    [
        ("README.md", r"Node (\d+) or newer"),
        ("Makefile", r"split\('\.'\)\[0\] < (\d+)"),
        ("Makefile", r"Found no Node (\d+) or newer"),
        ("macros/motor/pakk.py", r"Installer Node (\d+)"),
        ("macros/sjekk/spraak.py", r"Installer Node (\d+)"),
        ("package.json", r'"@types/node": "(\d+)\.'),
    ],
)
def test_den_eldste_noden_vi_lover_er_den_samme_overalt(fil, mønster):
    lovet = json.loads((ROT / "package.json").read_text("utf-8"))["engines"]["node"]

    assert {lovet.removeprefix(">=")} == set(re.findall(mønster, (ROT / fil).read_text("utf-8")))
