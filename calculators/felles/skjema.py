"""Turns a dataclass into a form and back: the fields describe themselves, so page and command line agree.

A calculator writes its input as a dataclass whose fields come from the functions below. `les` reads raw JSON
values into it and collects every error, each at its field; the page draws the form from the same metadata.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields
from decimal import Decimal
from typing import Any, NamedTuple

from . import norsk
from .norsk import Ugyldig
from .tekster import bøyd, finn, tekst

MEST_UKJENTE = 20  # så mange ukjente felt meldes; resten sier ikke leseren mer
_FELTNAVN = re.compile(r"[a-z_][a-z0-9_.]{0,59}", re.ASCII)


class Steg(NamedTuple):
    """A step of a form that is asked in steps: its code, the fields it asks for, and the control above them.

    «dager.timer» is the field `timer` in each row of `dager`; a list that is named alone has the fields that no
    other step asks for. `sjeldne` are folded away there.
    """

    kode: str
    felt: tuple[str, ...]
    kontroll: str = ""
    sjeldne: tuple[str, ...] = ()


class Feil(NamedTuple):
    """One error: the field as the form names it («dager.0.timer») and what the reader should do."""

    felt: str
    melding: str


class FeilIFelt(Exception):
    """Raised by a calculator's `beregn` with the errors that only show when fields are seen together."""

    def __init__(self, *feil: Feil):
        super().__init__(feil)
        self.feil = list(feil)


def _felt(slag: str, standard: Any = MISSING, **meta) -> Any:
    fabrikk = {"default_factory": standard} if callable(standard) else {"default": standard}
    return field(**({} if standard is MISSING else fabrikk), metadata={"slag": slag, **meta})


def dato(standard: Any = MISSING, *, gruppe: str = "") -> Any:
    """A date field. Fields in a row with the same `gruppe` stand in a frame of their own."""
    return _felt("dato", standard, gruppe=gruppe)


def kort_tekst(mest: int, *, gruppe: str = "") -> Any:
    """One line of text, at most `mest` characters, that may be left empty."""
    return _felt("tekst", "", mest=mest, gruppe=gruppe)


def lang_tekst(mest: int) -> Any:
    """A text over many lines, at most `mest` characters, taken as it is."""
    return _felt("langtekst", mest=mest)


def tidspunkt() -> Any:
    """A local date and time."""
    return _felt("tidspunkt")


def tall(
    enhet: str,
    *,
    til: int,
    over: int | None = None,
    desimaler: int = 2,
    standard: Any = MISSING,
    sjelden: bool = False,
    omtrent: tuple[str, ...] = (),
    teller: Callable[[dict], bool] | None = None,
) -> Any:
    """A number in `enhet` (kroner, timer, dager, km) from 0, or above `over`, to `til`; `sjelden` if few need it.

    `omtrent` is what may stand for it where only a limit counts («over 8»). `teller` says, of the fields before
    it, whether this one counts; else what cannot be read is the default.
    """
    meta = {"enhet": enhet, "over": over, "til": til, "desimaler": desimaler, "sjelden": sjelden}
    meta["omtrent"] = omtrent
    return _felt("tall", standard, **meta, **({"teller": teller} if teller else {}))


def ja_nei(standard: bool | None = False, *, sjelden: bool = False) -> Any:
    """A yes or no; `sjelden` if few need it. With None as `standard` it may be left for the calculator to say."""
    return _felt("ja-nei", standard, sjelden=sjelden)


def valg(*koder: str, gruppe: str = "") -> Any:
    """One of the codes; the first one is the default."""
    return _felt("valg", koder[0], koder=koder, gruppe=gruppe)


def liste(
    av: type,
    minst: int,
    mest: int,
    *,
    start: int = 1,
    fast: bool = False,
    foldet: bool = False,
    urørt_teller: bool = True,
) -> Any:
    """From `minst` to `mest` objects of the dataclass `av`; may be left out where `minst` is 0.

    The form opens with `start` rows. Where `fast`, the rows follow from other fields, and the reader adds none;
    where `foldet`, they are folded away. Unless `urørt_teller`, a row in which nothing is filled in is None: it
    keeps its place, and nothing is asked of it.
    """
    meta = {"av": av, "minst": minst, "mest": mest, "start": start, "fast": fast, "foldet": foldet}
    return _felt("liste", MISSING if minst else list, **meta, urørt_teller=urørt_teller)


def felt_i(skjema: type) -> list[Field]:
    """Return the fields of a form dataclass in the order the reader meets them."""
    return list(fields(skjema))


def påkrevd(et_felt: Field) -> bool:
    """Whether the field must be filled in."""
    return et_felt.default is MISSING and et_felt.default_factory is MISSING


def _les_verdi(meta, rå):
    match meta["slag"]:
        case "dato":
            return norsk.les_dato(rå)
        case "tidspunkt":
            return norsk.les_tidspunkt(rå)
        case "ja-nei":
            return norsk.les_ja_nei(rå)
        case "tekst":
            return norsk.les_tekst(rå, meta["mest"])
        case "langtekst":
            return norsk.les_lang_tekst(rå, meta["mest"])
        case "valg":
            if rå not in meta["koder"]:
                raise Ugyldig("valg")
            return rå
    if (sagt := norsk.les_omtrent(rå, meta["enhet"])) in meta["omtrent"]:
        return norsk.Omtrent(sagt)
    verdi = norsk.les_tall(rå, meta["enhet"])
    _sjekk_grenser(verdi, meta)
    return verdi


def _sjekk_grenser(verdi: Decimal, meta) -> None:
    if verdi < 0:
        raise Ugyldig("negativ")
    if meta["over"] is not None and verdi <= meta["over"]:
        raise Ugyldig("ikke-over", grense=norsk.tall(Decimal(meta["over"])))
    if verdi > meta["til"]:
        raise Ugyldig("for-stort", grense=norsk.tall(Decimal(meta["til"])))
    if verdi != round(verdi, meta["desimaler"]):
        raise Ugyldig("desimaler", antall=meta["desimaler"])


def _tom(rå) -> bool:
    return rå is None or (isinstance(rå, str) and not rå.strip())


def _urørt(skjema: type, rå: dict) -> bool:
    """Whether a row is as the form draws it: known fields alone, all of them empty, and no box ticked."""

    def tom(felt: str, verdi) -> bool:
        if kjente[felt]["slag"] == "liste" and isinstance(verdi, list):
            return all(isinstance(rad, dict) and _urørt(kjente[felt]["av"], rad) for rad in verdi)
        return _tom(verdi) or verdi is False

    kjente = {et_felt.name: et_felt.metadata for et_felt in felt_i(skjema)}
    return all(felt in kjente and tom(felt, verdi) for felt, verdi in rå.items())


class _Leser:
    """Reads one input: keeps the calculator's name for the texts and gathers the errors on the way."""

    def __init__(self, navn: str, gruppe: str = ""):
        self.navn, self.gruppe = navn, gruppe
        self.feil: list[Feil] = []

    def meld(self, felt: str, kode: str, **verdier) -> None:
        self.feil.append(feil(self.navn, felt, kode, **verdier))

    def les(self, skjema: type, rå: dict, prefiks: str = "") -> dict:
        verdier = {}
        kjente = {et_felt.name: et_felt for et_felt in felt_i(skjema)}
        for navn in [navn for navn in rå if navn not in kjente][:MEST_UKJENTE]:
            kan_vises = _FELTNAVN.fullmatch(navn)
            felt = prefiks + navn if kan_vises else prefiks.rstrip(".")
            kode = "ukjent-felt" if kan_vises else "ukjent-felt-uten-navn"
            self.feil.append(Feil(felt, tekst(f"feil.{kode}", navn=navn)))
        for navn, et_felt in kjente.items():
            if self.gruppe and et_felt.metadata.get("gruppe") != self.gruppe:
                continue
            før, teller = len(self.feil), et_felt.metadata.get("teller")
            verdi = self.les_felt(et_felt, rå.get(navn), prefiks + navn)
            if verdi is MISSING and teller and not teller(verdier):
                del self.feil[før:]
                verdi = et_felt.default
            if verdi is not MISSING:
                verdier[navn] = verdi
        return verdier

    def les_felt(self, et_felt: Field, rå, felt: str):
        if et_felt.metadata["slag"] == "liste":
            return self.les_liste(et_felt.metadata, rå, felt)
        if _tom(rå):
            if påkrevd(et_felt) or (self.gruppe and et_felt.metadata["slag"] != "valg"):
                self.meld(felt, "mangler")
                return MISSING
            return et_felt.default
        try:
            return _les_verdi(et_felt.metadata, rå)
        except Ugyldig as ugyldig:
            self.meld(felt, ugyldig.kode, **ugyldig.verdier)
            return MISSING

    def les_liste(self, meta, rå, felt: str):
        rå = [] if rå is None else rå
        if not isinstance(rå, list):
            self.meld(felt, "liste")
            return MISSING
        if len(rå) < meta["minst"]:
            self.meld(felt, "liste-faa", grense=meta["minst"])
            return MISSING
        if len(rå) > meta["mest"]:
            self.meld(felt, "liste-mange", grense=meta["mest"])
            return MISSING
        før = len(self.feil)
        liste = []
        for nr, element in enumerate(rå):
            if isinstance(element, dict) and not meta["urørt_teller"] and _urørt(meta["av"], element):
                liste.append(None)
            elif isinstance(element, dict):
                verdier = self.les(meta["av"], element, f"{felt}.{nr}.")
                if len(self.feil) == før:
                    liste.append(meta["av"](**verdier))
            else:
                self.meld(f"{felt}.{nr}", "gjenstand")
        return liste if len(self.feil) == før else MISSING


def ledetekst(navn: str, felt: str) -> tuple[str, str]:
    """Return the label of the field and, for a field in a list, of its frame («Dag 2»), else ""."""
    ledd = felt.split(".")
    nr = next((int(et_ledd) + 1 for et_ledd in ledd if et_ledd.isdigit()), None)
    ord = [et_ledd for et_ledd in ledd if not et_ledd.isdigit()]
    ramme = tekst(f"{navn}.felt.{ord[0]}.element", nr=nr) if nr else ""
    kode = ".".join(ord)
    return finn(f"{navn}.felt.{kode}.ledetekst") or finn(f"felles.{kode}") or kode, ramme


def feil(navn: str, felt: str, kode: str, **verdier) -> Feil:
    """Return the error with the message `kode`: the calculator's own text if it has one, else the common one."""
    ledd = ".".join(et_ledd for et_ledd in felt.split(".") if not et_ledd.isdigit())
    etikett, ramme = ledetekst(navn, felt)
    eksempel = finn(f"{navn}.felt.{ledd}.eksempel") or "100"
    kode = f"{navn}.feil.{kode}" if finn(f"{navn}.feil.{kode}") else f"feil.{kode}"
    skriv = bøyd if isinstance(finn(kode), dict) else tekst
    melding = skriv(kode, ledetekst=etikett, eksempel=eksempel, **verdier)
    return Feil(felt, tekst("feil.rammen", ramme=ramme, melding=melding) if ramme else melding)


def les(navn: str, skjema: type, rå: dict, gruppe: str = "") -> tuple[Any, dict, list[Feil]]:
    """Read raw JSON values into `skjema`: all of it, or only the fields of `gruppe`, none of which may be empty.

    Returns the input (None where there are errors), the values of the fields that could be read, the errors.
    """
    leser = _Leser(navn, gruppe)
    verdier = leser.les(skjema, rå)
    return (None if leser.feil else skjema(**verdier)), verdier, leser.feil
