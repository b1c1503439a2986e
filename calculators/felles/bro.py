"""The one door into the calculators: JSON text in, JSON text out. Page, command line and tests all use it.

Nothing typed is trusted: whatever comes in, an answer in the contract's form goes out, never an exception.
"""

import json
import re
from decimal import Decimal
from importlib import import_module
from itertools import accumulate

from .norsk import LENGST, Ugyldig, les_dato
from .resultat import Resultat
from .skjema import Feil, FeilIFelt, feil, les
from .tekster import bøyd, tekst

DYPEST = 50  # skjemaene har fire nivåer; nettleserens stabel tar slutt før Pythons egen grense
STØRST = 100_000  # tegn i ett innsendt skjema; 31 dager fyller under 5 000
KALKULATORER = ("oppgjor", "honorar", "kost", "frist", "lbm-plan", "saksreferanse")


def _tall(skrevet: str):
    """A JSON number as Decimal; with an exponent, or absurdly long, as text that the field will refuse."""
    return skrevet if "e" in skrevet.lower() or len(skrevet) > LENGST else Decimal(skrevet)


def _dybde(inn: str) -> int:
    """How deep lists and objects lie in each other, texts left out."""
    # The closing quote is optional, so that a text without one is passed over once and not from each quote in it.
    merker = re.sub(r'"(?:[^"\\]|\\.)*"?', "", inn, flags=re.DOTALL)
    return max(accumulate((tegn in "[{") - (tegn in "]}") for tegn in merker), default=0)


def modul(navn: str):
    """Return the module of the calculator `navn`."""
    return import_module(f"calculators.{navn.replace('-', '_')}")


def _avvist(*feil: Feil) -> Resultat:
    return Resultat("feil", bøyd("felles.feil-svar", len(feil)), feil=list(feil))


def _regn(navn: str, inn: str) -> Resultat | dict:
    if navn not in KALKULATORER:
        kjente = ", ".join(KALKULATORER)
        vist = navn if re.fullmatch(r"[a-z-]{1,40}", navn, re.ASCII) else "?"
        return _avvist(Feil("", tekst("feil.ukjent-kalkulator", navn=vist, kjente=kjente)))
    if len(inn) > STØRST:
        return _avvist(Feil("", tekst("feil.json-stor", grense=STØRST)))
    if _dybde(inn) > DYPEST:
        return _avvist(Feil("", tekst("feil.json")))
    try:
        rå = json.loads(inn, parse_float=_tall, parse_int=_tall, parse_constant=str)
    except (ValueError, RecursionError):
        return _avvist(Feil("", tekst("feil.json")))
    if not isinstance(rå, dict):
        return _avvist(Feil("", tekst("feil.json-objekt")))

    kalkulator = modul(navn)
    mangler = []
    i_dag = rå.pop("i_dag", None)
    if i_dag is not None:
        try:
            i_dag = les_dato(i_dag)
        except Ugyldig as ugyldig:
            mangler.append(feil(navn, "i_dag", ugyldig.kode, **ugyldig.verdier))
    inndata, _, feilene = les(navn, kalkulator.Inndata, rå)
    mangler += feilene
    if mangler:
        resultat = _avvist(*mangler)
    else:
        try:
            resultat = kalkulator.beregn(inndata, i_dag)
        except FeilIFelt as funnet:
            resultat = _avvist(*funnet.feil)
    if not hasattr(kalkulator, "underveis"):
        return resultat
    # The parts of a trip follow from its times alone, so the form can show them while other fields are empty.
    return resultat.som_json() | kalkulator.underveis(rå)


def regn(navn: str, inn: str) -> str:
    """Run the calculator `navn` on the JSON text `inn` and return the result as JSON text. Never raises."""
    resultat = _regn(navn, inn)
    return json.dumps(resultat if isinstance(resultat, dict) else resultat.som_json(), ensure_ascii=False)
