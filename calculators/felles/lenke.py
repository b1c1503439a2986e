"""Puts an answer in a link and takes it out again, so that it can be opened, checked and followed later.

    svar~1~honorar~<input>~<made>~<figure>~<rates>~<checksum>

    input     the form as tokens joined by `_`. An object is, for each dataclass it is made of (the base first),
              how many of its fields follow, and then those fields; a list is its length and its objects. An
              empty token is the default, and defaults at the end are left out. Dates are 20211005, times
              202110050800, numbers have a point, a limit is over8, yes and no are 1 and 0, a choice is its code.
              A yes or no that is left to the calculator is -, since an empty token once stood for «no».
    made      the day it was made
    figure    the calculator's HOVEDTALL as the result told it; empty where there was no amount
    rates     the rates used, as code and value in turn
    checksum  crc32 of all before it: a link that was cut or mangled on its way must never give another answer

Only A–Z a–z 0–9 - . _ ~ are used, so mail programs and archives leave it as it is.

Since each class counts its own fields, a field may be added last in any of them, as long as it may be left out:
old links then lack it. Any other change to a form (order, meaning, a removed field, a new default) breaks what
people have kept; then VERSJON is raised, and links of the old version are refused. tests/regler/test_lenke.py
holds links that were made once and must always open.

Whatever is in a link goes through the form's own reader, so it can do no more than the reader could by typing.
Text that a reader writes freely has no place in a link. Knows the form's metadata and the rates; no calculator.
"""

import re
from binascii import crc32
from collections.abc import Iterator
from dataclasses import MISSING, Field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from . import norsk
from .norsk import Ugyldig
from .resultat import Resultat
from .satser import perioder, satsene
from .skjema import felt_i, les
from .tekster import finn, tekst

MERKE, VERSJON = "svar", "1"
FLEST_SATSER = 200  # ingen regning bruker flere; en forfalsket lenke skal ikke kunne fylle siden med tekst
_FREMMED = re.compile(r"[^A-Za-z0-9._~-]")
_TALL = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?", re.ASCII)
_OMTRENT = re.compile(r"(over|under|til)([0-9]{1,4})", re.ASCII)
_HOVEDTALL = re.compile(r"(?:[0-9]{1,12}\.[0-9]{2}|[0-9]{4}-[0-9]{2}-[0-9]{2})?", re.ASCII)
_KODE = re.compile(r"[a-z0-9-]{1,60}", re.ASCII)
_KLOKKE = {"dato": "%Y%m%d", "tidspunkt": "%Y%m%d%H%M"}


class Åpnet(NamedTuple):
    """What a link holds: the values to put into the form, as typed, and the answer as it was."""

    skjema: dict
    laget: date
    hovedtall: str
    satser: dict[str, list[Decimal]]


def _klasser(skjema: type) -> Iterator[list[Field]]:
    """The fields of a form, class by class, so that a base can grow without moving what stands after it."""
    kjente: set[str] = set()
    for klasse in reversed(skjema.__mro__):
        if hasattr(klasse, "__dataclass_fields__"):
            yield [et for et in felt_i(klasse) if et.name not in kjente]
            kjente |= {et.name for et in felt_i(klasse)}


def _standard(et_felt: Field) -> Any:
    """What an empty token stands for: the default, but of a yes or no always «no»."""
    if et_felt.metadata["slag"] == "ja-nei":
        return bool(et_felt.default)
    return et_felt.default if et_felt.default_factory is MISSING else et_felt.default_factory()


# --- Into the link ---


def _tall(verdi: Decimal) -> str:
    return f"{verdi.normalize():f}"


def _skriv_felt(et_felt: Field, verdi: Any) -> list[str]:
    meta = et_felt.metadata
    if verdi == _standard(et_felt):
        return [""]
    match meta["slag"]:
        case "liste":
            return [str(len(verdi)), *(ledd for et in verdi for ledd in _skriv(meta["av"], et))]
        case "dato" | "tidspunkt" as slag:
            return [verdi.strftime(_KLOKKE[slag])]
        case "ja-nei":
            return ["-" if verdi is None else str(int(verdi))]
        case "valg":
            return [verdi]
    if isinstance(verdi, norsk.Omtrent):
        return [verdi.sagt.replace(" ", "")]
    return [_tall(verdi)]


def _skriv(skjema: type, verdier: Any) -> list[str]:
    """The tokens of an object; of None, a row in which nothing is filled in, those of one without fields."""
    ut = []
    for egne in _klasser(skjema):
        felt = [_skriv_felt(et, getattr(verdier, et.name)) for et in egne if verdier]
        while felt and felt[-1] == [""]:
            felt.pop()
        ut += [str(len(felt)), *(ledd for et in felt for ledd in et)]
    return ut


def _underskrevet(innhold: str) -> str:
    return f"{innhold}~{crc32(innhold.encode('ascii')):08x}"


def lag(navn: str, kalkulator: Any, inndata: Any, resultat: Resultat, i_dag: date) -> str:
    """Return the fragment that opens the answer again."""
    satser = "_".join(f"{sats.kode}_{_tall(sats.verdi)}" for sats in resultat.satser)
    figur = resultat.som_json()["tall"].get(kalkulator.HOVEDTALL, "")
    skjema = "_".join(_skriv(kalkulator.Inndata, inndata))
    return _underskrevet("~".join((MERKE, VERSJON, navn, skjema, f"{i_dag:%Y%m%d}", figur, satser)))


# --- Out of the link ---


def _krev(vilkår: Any) -> None:
    if not vilkår:
        raise Ugyldig("lenke-oedelagt")


def _neste(ledd: list[str]) -> str:
    return ledd.pop() if ledd else ""


def _antall(et: str, mest: int) -> int:
    _krev(re.fullmatch("[0-9]{1,3}", et, re.ASCII))
    if int(et) > mest:
        raise Ugyldig("lenke-nyere")
    return int(et)


def _les_felt(meta: Any, standard: Any, ledd: list[str]) -> Any:
    """One field as a Norwegian types it. Whether it can be so, is for the form's own reader to say."""
    et, slag = _neste(ledd), meta["slag"]
    match slag:
        case "liste":
            return [_les(meta["av"], ledd) for _ in range(_antall(et, meta["mest"]))] if et else []
        case "ja-nei":
            return "" if et == "-" else et == "1" if et else standard
        case "valg":
            return et or standard
    if not et:
        return ""
    if slag == "tall" and (sagt := _OMTRENT.fullmatch(et)):
        return " ".join(sagt.groups())
    if slag == "tall":
        _krev(_TALL.fullmatch(et))
        øre = 2 if meta["enhet"] == "kroner" and "." in et else None
        return norsk.tall(Decimal(et), øre).replace("\N{NO-BREAK SPACE}", " ")
    klokke = f" {et[8:10]}:{et[10:]}" if slag == "tidspunkt" else ""
    return f"{et[6:8]}.{et[4:6]}.{et[:4]}{klokke}"


def _les(skjema: type, ledd: list[str]) -> dict:
    """Take one object off the end of `ledd`, which holds the tokens backwards."""
    ut = {}
    for egne in _klasser(skjema):
        antall = _antall(_neste(ledd), len(egne))
        for nr, et in enumerate(egne):
            ut[et.name] = _les_felt(et.metadata, _standard(et), ledd if nr < antall else [])
    return ut


def _les_satser(innhold: str) -> dict[str, list[Decimal]]:
    ledd, ut = innhold.split("_") if innhold else [], {}
    _krev(len(ledd) <= 2 * FLEST_SATSER)
    for kode, verdi in zip(ledd[::2], ledd[1::2], strict=True):
        _krev(_KODE.fullmatch(kode) and _TALL.fullmatch(verdi))
        ut.setdefault(kode, []).append(Decimal(verdi))
    return ut


def åpne(navn: str, kalkulator: Any, fragment: Any) -> Åpnet:
    """Return what the link holds. Raises Ugyldig where it is not exactly one that `lag` could have made."""
    _krev(isinstance(fragment, str) and not _FREMMED.search(fragment))
    merke, *deler = fragment.split("~")
    _krev(merke == MERKE and deler)
    versjon, *deler = deler
    if versjon != VERSJON and versjon.isdigit():
        raise Ugyldig("lenke-nyere")
    _krev(versjon == VERSJON and len(deler) == 6)
    _krev(fragment == _underskrevet(fragment.rpartition("~")[0]))
    hvem, inn, laget, figur, satser, _ = deler
    if hvem != navn:
        _krev(finn(f"{hvem}.kort"))
        raise Ugyldig("lenke-annen", tittel=tekst(f"{hvem}.tittel"))
    _krev(_HOVEDTALL.fullmatch(figur))
    skjema = _les(kalkulator.Inndata, inn.split("_")[::-1])
    inndata = les(navn, kalkulator.Inndata, skjema)[0]
    _krev(inndata and "_".join(_skriv(kalkulator.Inndata, inndata)) == inn)
    try:
        _vist(figur or "0")
        return Åpnet(skjema, norsk.les_dato(f"{laget[:4]}-{laget[4:6]}-{laget[6:]}"), figur, _les_satser(satser))
    except ValueError:
        raise Ugyldig("lenke-oedelagt") from None


# --- Then and now ---


def _vist(figur: str) -> str:
    return norsk.dato(date.fromisoformat(figur)) if "-" in figur else norsk.kroner(Decimal(figur))


def _satsendringer(da: dict[str, list[Decimal]], nå: dict[str, list[Decimal]]) -> Iterator[str]:
    for kode in da | nå:
        før, etter = da.get(kode, []), nå.get(kode, [])
        if før == etter:
            continue
        if kode not in satsene():
            yield tekst("lenke.sats-ukjent")
            continue
        sats, *_ = perioder(kode)
        vist = [norsk.oppramsing([sats._replace(verdi=et).vist() for et in ett]) for ett in (før, etter) if ett]
        hva = "sats" if før and etter else "sats-borte" if før else "sats-ny"
        yield tekst(f"lenke.{hva}", navn=sats.omtalt(), da=vist[0], naa=vist[-1])


def da_og_nå(åpnet: Åpnet, kalkulator: Any, resultat: Resultat) -> dict:
    """Return when the link was made, the figure then and now, and in words what has changed since."""
    da, nå = åpnet.hovedtall, resultat.som_json()["tall"].get(kalkulator.HOVEDTALL, "")
    satser_nå: dict[str, list[Decimal]] = {}
    for sats in resultat.satser:
        satser_nå.setdefault(sats.kode, []).append(sats.verdi)
    endret = []
    if resultat.status == "feil":
        endret.append(tekst("lenke.avvist"))
    elif da != nå:
        hva = "svar" if da and nå else "svar-borte" if da else "svar-nytt"
        endret.append(tekst(f"lenke.{hva}", da=_vist(da or nå), naa=_vist(nå or da)))
    if resultat.status != "feil":
        endret += [*_satsendringer(åpnet.satser, satser_nå)] or [tekst("lenke.regler")] * bool(endret)
    return {
        "laget": åpnet.laget.isoformat(),
        "laget_vist": norsk.dato(åpnet.laget),
        "endret": endret,
        "hovedtall": {"da": da or None, "naa": nå or None},
    }
