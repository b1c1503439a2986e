"""Writes an answer as plain text, to paste into an e-mail or a case. Knows the contract's form of an answer."""

from datetime import date

from . import norsk
from .tekster import finn, tekst


def _linjer(svar: dict) -> list[tuple[str, list[str]]]:
    """The steps of the calculation under their headings: one, or where the answer has groups, theirs."""
    linjer = [f"{et['tekst']}{' ' if et['tekst'].endswith('.') else ': '}{et['verdi']}" for et in svar["linjer"]]
    ut = []
    for gruppe in svar.get("grupper", [{"tekst": "", "antall": len(linjer)}]):
        ut.append((gruppe["tekst"], linjer[: gruppe["antall"]]))
        linjer = linjer[gruppe["antall"] :]
    return ut


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
        (sum_ or overskrift("utregning"), [f"– {linje}" for linje in første]),
    ]
    for kode in ("frister", "dokumentasjon", "forbehold"):
        deler.append((overskrift(kode), [f"– {punkt['tekst']}" for punkt in svar[kode]]))
    deler += [(gruppe, [f"– {linje}" for linje in linjer]) for gruppe, linjer in resten]
    mal = " ".join(("–", finn("felles.brukt-sats"), finn("felles.brukt-kilde"), "{kilde[tekst]}"))
    deler.append((overskrift("satser"), [mal.format(**sats) for sats in svar["satser"]]))
    hode = f"{tekst(f'{navn}.tittel')}\n\n{svar['svar']}"
    ut = [hode, *("\n".join(filter(None, [tittel, *linjer])) for tittel, linjer in deler if linjer)]
    ut.append(tekst("felles.klartekst", dato=norsk.dato(i_dag)))
    return "\n\n".join(ut).replace("\N{NO-BREAK SPACE}", " ") + "\n"
