"""Writes an answer as plain text, to paste into an e-mail or a case. Knows the contract's form of an answer."""

from datetime import date

from . import norsk
from .tekster import finn, tekst


def _linjer(svar: dict) -> list[tuple[str, list[str]]]:
    """The steps of the calculation under their headings: one, or where the answer has groups, theirs."""
    ut, linjer = [], svar["linjer"]
    for gruppe in svar.get("grupper", [{"tekst": "", "antall": len(linjer)}]):
        skriv_linje = _steg_i_plan if gruppe.get("slag") == "plan" else _regnestykke
        ut.append((gruppe["tekst"], [f"– {skriv_linje(**et)}" for et in linjer[: gruppe["antall"]]]))
        linjer = linjer[gruppe["antall"] :]
    return ut


def _regnestykke(tekst: str, verdi: str, **_) -> str:
    return f"{tekst}{' ' if tekst.endswith('.') else ': '}{verdi}"


def _steg_i_plan(tekst: str, verdi: str, **_) -> str:
    """A step by when it is done."""
    return f"{verdi}: {tekst}"


def fra_kortet(svar: dict) -> list[str]:
    """Return what the card says beside the answer itself, which has the sum and may begin with the deadline."""
    punkter = [punkt["tekst"] for punkt in svar.get("kort", ()) if punkt["kode"] != "sum"]
    return [ord_ for ord_ in punkter if not svar["svar"].startswith(ord_)]


def skriv(navn: str, svar: dict, i_dag: date) -> str:
    """Return the answer `svar` (as JSON has it) of the calculator `navn` as text without markup."""

    def overskrift(kode: str) -> str:
        return finn(f"{navn}.side.{kode}") or tekst(f"felles.{kode}")

    (sum_, første), *resten = _linjer(svar)
    deler = [
        ("", [f"– {ord_}" for ord_ in fra_kortet(svar)]),
        ("", [f"– {punkt['tekst']}" for punkt in svar["uavklart"]]),
        (sum_ or overskrift("utregning"), første),
    ]
    er_plan = any(gruppe.get("slag") == "plan" for gruppe in svar.get("grupper", ()))
    if er_plan:  # read in the order of the days, not as a sum with its working
        deler += resten
    for kode in ("frister", "dokumentasjon", "forbehold"):
        deler.append((overskrift(kode), [f"– {punkt['tekst']}" for punkt in svar[kode]]))
    if not er_plan:
        deler += resten
    mal = " ".join(("–", finn("felles.brukt-sats"), finn("felles.brukt-kilde"), "{kilde[tekst]}"))
    deler.append((overskrift("satser"), [mal.format(**sats) for sats in svar["satser"]]))
    hode = f"{tekst(f'{navn}.tittel')}\n\n{svar['svar']}"
    ut = [hode, *("\n".join(filter(None, [tittel, *linjer])) for tittel, linjer in deler if linjer)]
    ut.append(tekst("felles.klartekst", dato=norsk.dato(i_dag)))
    return "\n\n".join(ut).replace("\N{NO-BREAK SPACE}", " ") + "\n"
