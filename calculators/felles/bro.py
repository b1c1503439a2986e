"""The one door into the calculators: JSON text in, JSON text out. Page, command line and tests all use it.

Nothing typed is trusted: whatever comes in, an answer in the contract's form goes out, never an exception.
Beside the fields it takes five keys of its own: `i_dag`; `maal`, the written language of the answer; `ta_med`,
which asks for the answer as a link, as a calendar file and as text too; `gruppe`, where only the fields of one
group are read; and in place of the fields `lenke`, a link to be opened, which gives what to put into the form. A
calculator with LENKE = False, as for what may be personal, knows no links.
"""

import json
import re
from decimal import Decimal
from importlib import import_module
from itertools import accumulate

from . import ics, klartekst, lenke, tekster
from .data import moduler
from .norsk import LENGST, Ugyldig, les_dato, les_ja_nei
from .resultat import Resultat
from .skjema import Feil, FeilIFelt, feil, felt_i, les
from .tekster import bøyd, rekkefølge, tekst

DYPEST = 50  # skjemaene har fire nivåer; nettleserens stabel tar slutt før Pythons egen grense
STØRST = 100_000  # tegn i ett innsendt skjema; 31 dager fyller under 5 000
RØMT = 6  # tegn som ett tegn i en tekst kan bli i JSON
# A file is a calculator, and they are named in the order of their texts.
KALKULATORER = tuple(sorted((navn.replace("_", "-") for navn in moduler()), key=rekkefølge))


def _tall(skrevet: str):
    """A JSON number as Decimal; with an exponent, or absurdly long, as text that the field will refuse."""
    return skrevet if "e" in skrevet.lower() or len(skrevet) > LENGST else Decimal(skrevet)


def _dybde(inn: str) -> int:
    """How deep lists and objects lie in each other, texts left out."""
    # The closing quote is optional, so that a text without one is passed over once and not from each quote in it.
    merker = re.sub(r'"(?:[^"\\]|\\.)*+"?', "", inn, flags=re.DOTALL)
    return max(accumulate((tegn in "[{") - (tegn in "]}") for tegn in merker), default=0)


def _grense(skjema: type, inn: str) -> int:
    """How long the input may be: longer only where it has a field for a long text."""
    lange = [felt for felt in felt_i(skjema) if felt.metadata["slag"] == "langtekst" and f'"{felt.name}"' in inn]
    return STØRST + sum(RØMT * felt.metadata["mest"] for felt in lange)


def modul(navn: str):
    """Return the module of the calculator `navn`."""
    return import_module(f"calculators.{navn.replace('-', '_')}")


def _les_mål(verdi) -> str:
    if verdi not in tekster.MÅLFORMER:
        raise Ugyldig("maalform")
    return verdi


def _avvist(*feil: Feil) -> Resultat:
    return Resultat("feil", bøyd("felles.feil-svar", len(feil)), feil=list(feil))


def _regn(navn: str, inn: str) -> Resultat | dict:
    if navn not in KALKULATORER:
        kjente = ", ".join(KALKULATORER)
        vist = navn if re.fullmatch(r"[a-z-]{1,40}", navn, re.ASCII) else "?"
        return _avvist(Feil("", tekst("feil.ukjent-kalkulator", navn=vist, kjente=kjente)))
    kalkulator = modul(navn)
    if len(inn) > (grense := _grense(kalkulator.Inndata, inn)):
        return _avvist(Feil("", tekst("feil.json-stor", grense=grense)))
    if _dybde(inn) > DYPEST:
        return _avvist(Feil("", tekst("feil.json")))
    try:
        rå = json.loads(inn, parse_float=_tall, parse_int=_tall, parse_constant=str)
    except (ValueError, RecursionError):
        return _avvist(Feil("", tekst("feil.json")))
    if not isinstance(rå, dict):
        return _avvist(Feil("", tekst("feil.json-objekt")))

    mangler = []

    def egen(felt: str, les_verdi):
        """One of the door's own keys, which belong to no form."""
        verdi = rå.pop(felt, None)
        if verdi is None:
            return None
        try:
            return les_verdi(verdi)
        except Ugyldig as ugyldig:
            mangler.append(feil(navn, felt, ugyldig.kode, **ugyldig.verdier))
            return None

    # First, so that what is wrong with the rest is told in the reader's language.
    tekster.bytt(egen("maal", _les_mål) or "nb")

    def les_gruppe(verdi) -> str:
        if not verdi or verdi not in [et_felt.metadata.get("gruppe") for et_felt in felt_i(kalkulator.Inndata)]:
            raise Ugyldig("valg")
        return verdi

    i_dag, ta_med, gruppe = egen("i_dag", les_dato), egen("ta_med", les_ja_nei), egen("gruppe", les_gruppe)
    kan_lenkes, åpnet = getattr(kalkulator, "LENKE", True), None
    if kan_lenkes and (fragment := rå.pop("lenke", None)) is not None:
        try:
            åpnet = lenke.åpne(navn, kalkulator, fragment)
            if rå:
                raise Ugyldig("lenke-alene")
        except Ugyldig as ugyldig:
            return _avvist(Feil("", tekst(f"feil.{ugyldig.kode}", **ugyldig.verdier)), *mangler)
        rå = åpnet.skjema
    if ta_med and not i_dag and not mangler:
        mangler.append(feil(navn, "i_dag", "mangler"))
    inndata, _, feilene = les(navn, kalkulator.Inndata, rå, gruppe or "")
    mangler += feilene
    if mangler:
        resultat = _avvist(*mangler)
    else:
        try:
            resultat = kalkulator.beregn(inndata, i_dag)
        except FeilIFelt as funnet:
            resultat = _avvist(*funnet.feil)
    svar = resultat.som_json()
    if ta_med and resultat.status != "feil":
        svar["ta_med"] = {
            "lenke": lenke.lag(navn, kalkulator, inndata, resultat, i_dag) if kan_lenkes else None,
            "ics": ics.kalender(resultat.hendelser, i_dag),
            "tekst": klartekst.skriv(navn, svar, i_dag),
        }
    if åpnet:
        svar |= {"skjema": åpnet.skjema, "da": lenke.da_og_nå(åpnet, kalkulator, resultat)}
    # The parts of a trip follow from its times alone, so the form can show them while other fields are empty.
    return svar | kalkulator.underveis(rå) if hasattr(kalkulator, "underveis") else svar


def regn(navn: str, inn: str) -> str:
    """Run the calculator `navn` on the JSON text `inn` and return the result as JSON text. Never raises."""
    utenfor = tekster.bytt("nb")
    try:
        resultat = _regn(navn, inn)
        return json.dumps(resultat if isinstance(resultat, dict) else resultat.som_json(), ensure_ascii=False)
    finally:
        tekster.bytt(utenfor)
