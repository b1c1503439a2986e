"""Takes the site to another Pyodide: `make ny-pyodide VERSJON=314.0.8`, again and again until all is done.

Each step asks the files themselves whether it is done, so that the work can be broken off anywhere and begun
again, by another person too. Where a person must read something, it stops and says what. Without VERSJON it goes
on with the version in package.json. CONTRIBUTING.md tells what may be in the way.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable

from macros.grunn import ROT
from macros.motor.pakk import ATTRAPPER, PYODIDE, STDLIB, les_info
from macros.pakking.bunt import PROFIL, profil_passer

LEST = ATTRAPPER.with_name("attrapper.json")
MAKEFIL = ROT / "Makefile"
TREDJEPART = ROT / "macros/nettsted/tredjepart.toml"
PYTHON = re.compile(r"(?m)^(PYODIDE_PYTHON := )(\S+)$")
SLUTT = """\
Alt er på plass. Gjør dette til slutt:
  1. Les det som er endret: git diff. Har noe fått nytt nummer i macros/nettsted/tredjepart.toml, hold lisensen på
     adressen der mot teksten i macros/nettsted/lisenser. Se i Pyodides endringslogg om motoren har fått noe nytt.
  2. make test
  3. make maal, og ta tabellen fra før og etter med i meldingen til endringen"""


class Stopp(Exception):
    """A person is needed; the message says what for."""


def kjør(*kommando: str) -> str:
    """Run it where its words are seen; what was done."""
    try:
        subprocess.run(kommando, cwd=ROT, check=True)
    except FileNotFoundError:
        raise Stopp(f"finner ikke {kommando[0]}") from None
    except subprocess.CalledProcessError:
        raise Stopp(f"«{' '.join(kommando)}» gikk ikke") from None
    return " ".join(kommando)


def les(sti: str) -> dict:
    return json.loads((ROT / sti).read_text("utf-8"))


def ønsket() -> str:
    return les("package.json")["dependencies"]["pyodide"]


def lås(versjon: str) -> str:
    låst = les("package-lock.json")["packages"]["node_modules/pyodide"]["version"]
    if {versjon} == {ønsket(), låst}:
        return ""
    valg = ("--package-lock-only", "--save-exact", "--no-audit", "--no-fund")
    return kjør("npm", "install", *valg, f"pyodide@{versjon}")


def installert() -> str:
    return json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]


def hent(versjon: str) -> str:
    if installert() == versjon:
        return ""
    gjort = kjør("make", "--no-print-directory", "node_modules/test.ok")
    if installert() != versjon:
        raise Stopp(f"node_modules har fortsatt Pyodide {installert()}. Slett node_modules/test.ok")
    return gjort


def python(_: str) -> str:
    """The Python of the wheels that run inside. They are locked first, so that the number says that it is done."""
    nå, tekst = les_info()["python"].rpartition(".")[0], MAKEFIL.read_text("utf-8")
    if PYTHON.search(tekst)[2] == nå:
        return ""
    gjort = kjør("make", "--no-print-directory", "krav-pyodide", f"PYODIDE_PYTHON={nå}")
    MAKEFIL.write_text(PYTHON.sub(rf"\g<1>{nå}", tekst), "utf-8")
    return gjort


def originaler() -> dict[str, str | None]:
    """A checksum of what each stand-in stands in for, None where it is gone."""
    navn = sorted(f.relative_to(ATTRAPPER).as_posix() for f in ATTRAPPER.rglob("*.py"))
    with zipfile.ZipFile(PYODIDE / STDLIB) as stdlib:
        finnes = set(stdlib.namelist())
        return {n: hashlib.sha256(stdlib.read(n)).hexdigest() if n in finnes else None for n in navn}


def attrapper(_: str) -> str:
    nå, lest = originaler(), json.loads(LEST.read_text("utf-8"))
    if nå == lest:
        return ""
    if borte := [n for n, sum_ in nå.items() if not sum_]:
        raise Stopp(f"Pyodide har ikke lenger {', '.join(borte)}. Slett dem i macros/motor/attrapper")
    if os.environ.get("GODKJENN") != "attrapper":
        endret = "".join(f"\n     unzip -p node_modules/pyodide/{STDLIB} {n}" for n in nå if nå[n] != lest.get(n))
        raise Stopp(
            f"disse er endret siden noen leste dem. Hold hver mot sin attrapp i macros/motor/attrapper:{endret}\n"
            "   Er attrappene gode nok, kjør «make ny-pyodide GODKJENN=attrapper»"
        )
    LEST.write_text(json.dumps(nå, indent=2) + "\n", "utf-8")
    return LEST.relative_to(ROT).as_posix()


def profil(_: str) -> str:
    return "" if profil_passer(PROFIL) else kjør("make", "--no-print-directory", "profil")


def versjoner(_: str) -> str:
    """The numbers in the bill of materials of what is built into the engine, as the engine tells them."""
    svar = subprocess.run(
        ["node", "macros/motor/versjoner.mjs"], cwd=ROT, capture_output=True, encoding="utf-8", check=False
    )
    if svar.returncode:
        raise Stopp(f"motoren svarte ikke på hva den er bygd av:\n{svar.stderr[-2000:]}")
    før = tekst = TREDJEPART.read_text("utf-8")
    for navn, nummer in json.loads(svar.stdout).items():
        tekst = re.sub(rf'(?ms)(^\[{navn}\]\n(?:(?!\[).)*?^versjon = ")[^"]*', rf"\g<1>{nummer}", tekst)
    if tekst == før:
        return ""
    TREDJEPART.write_text(tekst, "utf-8")
    return TREDJEPART.relative_to(ROT).as_posix()


def pakke(_: str) -> str:
    return kjør("make", "--no-print-directory", "pakk")


STEG: dict[str, Callable[[str], str]] = {
    "Versjonen i package.json og package-lock.json": lås,
    "Pyodide i node_modules": hent,
    "Hjelperne for motorens Python": python,
    "Attrappene": attrapper,
    "Profilen av motoren": profil,
    "Versjonene i materiallisten": versjoner,
    "Pakkingen": pakke,
}


def main(versjon: str) -> int:
    versjon = versjon or ønsket()
    print(f"Pyodide {versjon}", flush=True)
    for nr, (hva, steg) in enumerate(STEG.items(), 1):
        print(f"{nr}. {hva}", flush=True)
        try:
            gjort = steg(versjon)
        except Stopp as stopp:
            print(f"   Stopp: {stopp}.\n   Kjør så «make ny-pyodide» igjen. Det som er gjort, er gjort.")
            return 1
        print(f"   {gjort or 'er gjort fra før'}", flush=True)
    print(SLUTT)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*(sys.argv[1:] or [""])))
