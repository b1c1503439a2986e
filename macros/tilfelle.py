"""Reads the cases in tests/tilfeller/*.toml and compares an answer with what the case expects.

The cases are data that a caseworker reads and adds to. Tests hold every engine to them, `make sjekk` holds the
calculators to them, and the site shows them. Knows their form and no rule; runs in Pyodide with the tests.
"""

import json
import re
import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

UFERDIG = "FYLL INN"  # stands in what is started with make, until somebody has filled it in
MAPPE = Path(__file__).parent.parent / "tests/tilfeller"
_OVERSKRIFT = re.compile(r"# ─+ (.+?) ─*")


class Sted(NamedTuple):
    """Where a case stands in its file: its first line, and the heading above it («# ── … ──»), or ""."""

    linje: int
    gruppe: str


def steder(kilde: str) -> list[Sted]:
    """Return where each case of a file stands, in order; `kilde` is the text of the file."""
    ut, gruppe = [], ""
    for nr, linje in enumerate(kilde.split("\n"), 1):
        if treff := _OVERSKRIFT.fullmatch(linje.rstrip()):
            gruppe = treff[1]
        elif linje.startswith("[[tilfelle]]"):
            ut.append(Sted(nr, gruppe))
    return ut


def les(kilde: str) -> list[dict]:
    """Return the cases in the text of a file, each with a unique `navn` (a sentence) and its input `inn`."""
    return tomllib.loads(kilde)["tilfelle"]


def tilfeller(navn: str) -> list[dict]:
    """Return the cases of the calculator `navn`."""
    return les((MAPPE / f"{navn}.toml").read_text(encoding="utf-8"))


def alle() -> list[tuple[str, dict]]:
    """Return (calculator, case) for every case there is."""
    return [(fil.stem, et) for fil in sorted(MAPPE.glob("*.toml")) for et in tilfeller(fil.stem)]


def som_linje(tilfelle: dict) -> str:
    """Return the input of the case as one line of JSON."""
    return json.dumps(tilfelle["inn"], ensure_ascii=False)


def _likt(ventet: str, fått: str | None) -> bool:
    if fått is None:
        return False
    try:
        return Decimal(ventet) == Decimal(fått)
    except InvalidOperation:
        return ventet == fått


def avvik(tilfelle: dict, svar: dict) -> list[str]:
    """Return, in Norwegian, each way in which the answer is not what the case expects; [] where all is right."""
    ut = []

    def sammenlign(hva, ventet, fått):
        if ventet != fått:
            ut.append(f"{hva}: ventet {ventet!r}, fikk {fått!r}")

    sammenlign("status", tilfelle["status"], svar["status"])
    if "svar" in tilfelle:
        # A case is typed with ordinary spaces; that amounts hold together is for the tests of the texts.
        sammenlign("svar", tilfelle["svar"], svar["svar"].replace("\N{NO-BREAK SPACE}", " "))
    for gruppe in ("dokumentasjon", "satser"):
        if gruppe in tilfelle:
            sammenlign(gruppe, sorted(tilfelle[gruppe]), sorted(punkt["kode"] for punkt in svar[gruppe]))
    kort = {punkt["kode"]: punkt["tekst"].replace("\N{NO-BREAK SPACE}", " ") for punkt in svar.get("kort", ())}
    for kode, ventet in tilfelle.get("kort", {}).items():
        sammenlign(f"kort.{kode}", ventet, kort.get(kode))
    for nøkkel, ventet in tilfelle.get("tall", {}).items():
        fått = svar["tall"].get(nøkkel)
        if not _likt(ventet, fått):
            ut.append(f"tall.{nøkkel}: ventet {ventet}, fikk {fått}")
    koder = {gruppe: {punkt["kode"] for punkt in svar[gruppe]} for gruppe in ("forbehold", "uavklart")}
    verdier = [linje["verdi"] for linje in svar["linjer"]]
    for ventet in tilfelle.get("linjer", []):
        if ventet not in verdier:
            ut.append(f"linjen «{ventet}» mangler, fikk {verdier}")
    for kode in tilfelle.get("forbehold", []):
        if kode not in koder["forbehold"]:
            ut.append(f"forbehold «{kode}» mangler, fikk {sorted(koder['forbehold'])}")
    for kode in tilfelle.get("ikke_forbehold", []):
        if kode in koder["forbehold"]:
            ut.append(f"forbehold «{kode}» skulle ikke være med")
    sammenlign("uavklart", sorted(tilfelle.get("uavklart", [])), sorted(koder["uavklart"]))
    sammenlign("feil", sorted(tilfelle.get("feil", [])), sorted({feil["felt"] for feil in svar["feil"]}))
    if svar["status"] != "ok" and "utbetaling" in svar["tall"]:
        ut.append("et beløp er gitt uten at svaret er «ok»")
    return ut
