"""The calculators: that each has all it needs, and that its cases come out.

A file in calculators/ is a calculator. What it needs beside itself is demanded all at once.
"""

import ast
import json
import traceback
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from importlib import import_module
from pathlib import Path

from macros.sjekk.felles import er_påbegynt, forslag
from macros.sjekk.funn import HELLIGDAGER, TEKSTER, TILFELLER, Funn, bærer
from macros.sjekk.kilde import Toml, Tre
from macros.sjekk.tekster import finn_tekst, flat
from macros.tilfelle import UFERDIG, avvik


def helligdag_uten_dato(tre: Tre) -> Iterator[Funn]:
    fil = tre.data(HELLIGDAGER)
    for kode in fil.data:
        try:
            date.fromisoformat(kode)
        except ValueError:
            hva = f"«{kode}» er ikke en dato."
            yield Funn(HELLIGDAGER, fil.linje(kode), hva, "Lag filen på nytt: python -m tests.helligdager")
    if not fil.data:
        yield Funn(
            HELLIGDAGER, 1, "Ingen helligdager står i filen.", "Lag den på nytt: python -m tests.helligdager"
        )


# --- What a calculator needs ---


def kalkulator_mangler(tre: Tre) -> Iterator[Funn]:
    """What each calculator lacks of code, texts, page, door and cases: in one go, so that nobody has to guess."""
    for navn in tre.kalkulatorer:
        fil = f"calculators/{navn.replace('-', '_')}.py"
        kode = tre.kode[fil]
        har = {getattr(node, "name", "") for node in kode.body} | {
            mål.id
            for node in kode.body
            if isinstance(node, ast.Assign)
            for mål in node.targets
            if isinstance(mål, ast.Name)
        }
        for del_, slik in _DELER.items():
            if kode.body and del_ not in har and not (del_ == "HOVEDTALL" and "LENKE" in har):
                yield Funn(fil, 1, f"Kalkulatoren «{navn}» mangler «{del_}».", f"Legg til «{slik}». {_OPPSKRIFT}")
        for felt in ("tittel", "kort"):
            if not finn_tekst(tre, f"{navn}.{felt}"):
                linje = tre.tekster.linje(navn) if navn in tre.tekster.data else tre.tekster.linjetall
                rett = f'Legg til «{felt} = "…"» under [{navn}]. {_OPPSKRIFT}'
                yield Funn(TEKSTER, linje, f"Kalkulatoren «{navn}» mangler teksten «{navn}.{felt}».", rett)
        yield from _side_mangler(tre, navn, fil)
        sti = f"{TILFELLER}{navn}.toml"
        tilfeller = tre.toml.get(sti)
        if not tilfeller or not (tilfeller.feil or tilfeller.data.get("tilfelle")):
            sted = sti if tilfeller else fil
            rett = f"Skriv minst ett tilfelle i {sti}, med svaret regnet ut for hånd. {_OPPSKRIFT}"
            yield Funn(sted, 1, f"Kalkulatoren «{navn}» har ingen tilfeller.", rett)


_OPPSKRIFT = "Se docs/redaksjon/ny-kalkulator.md."
_DELER = {
    "Inndata": "class Inndata",
    "beregn": "def beregn",
    "EKSEMPEL": "EKSEMPEL = {…}",
    "HOVEDTALL": 'HOVEDTALL = "…", tallet en lenke forteller',
}


def _side_mangler(tre: Tre, navn: str, fil: str) -> Iterator[Funn]:
    sti = f"kalkulatorer/{navn}.md"
    if not (side := tre.sider.get(sti)):
        yield Funn(fil, 1, f"Kalkulatoren «{navn}» har ingen side.", f"Lag docs/{sti}. {_OPPSKRIFT}")
        return
    makroer = {(makro.navn, *makro.argumenter[:1]) for makro in side.makroer}
    for makro in ("kalkulator", "tvilling"):
        if (makro, navn) not in makroer:
            rett = f'Sett inn {{{{ {makro}("{navn}") }}}} på siden.'
            yield Funn(f"docs/{sti}", side.forside_slutt + 1, f"Siden mangler makroen «{makro}».", rett)
    if not side.forside_feil:
        for felt, slik in (("regner", navn), ("doer", "…")):
            if not side.forside.get(felt) or (felt == "regner" and side.forside[felt] != navn):
                hva = f"Feltet «{felt}» øverst på siden mangler eller er feil."
                rett = f"Skriv «{felt}: {slik}» mellom «---»."
                if felt == "doer":
                    rett += " Det er setningen i listen over kalkulatorer."
                yield Funn(f"docs/{sti}", side.linje_i_forside(felt), hva, rett)


def uten_kalkulator(tre: Tre) -> Iterator[Funn]:
    """A page or a file of cases for a calculator that is not there."""
    for sti, side in tre.sider.items():
        navn = side.forside.get("regner")
        if navn and navn not in tre.kalkulatorer:
            hva = f"Kalkulatoren «{navn}» finnes ikke."
            rett = f"{forslag(navn, tre.kalkulatorer)}Rett «regner», eller fjern linjen."
            yield Funn(f"docs/{sti}", side.linje_i_forside("regner"), hva, rett)
    for sti in tre.toml:
        navn = Path(sti).stem
        if sti.startswith(TILFELLER) and navn not in tre.kalkulatorer:
            rett = f"{forslag(navn, tre.kalkulatorer)}Gi filen navn etter kalkulatoren, eller fjern den."
            yield Funn(sti, 1, f"Filen hører ikke til noen kalkulator: «{navn}» finnes ikke.", rett)


# --- The cases ---


def _tilfellefiler(tre: Tre) -> Iterator[tuple[str, Toml]]:
    for sti, fil in tre.toml.items():
        if sti.startswith(TILFELLER) and Path(sti).stem in tre.kalkulatorer and not fil.feil:
            yield Path(sti).stem, fil


def tilfellefelt(tre: Tre) -> Iterator[Funn]:
    for _, fil in _tilfellefiler(tre):
        navnene: dict[str, int] = {}
        for nr, tilfelle in enumerate(fil.data.get("tilfelle", ())):
            linje = fil.linje("tilfelle", nr)
            for felt in ("navn", "inn", "status"):
                if felt not in tilfelle:
                    yield Funn(fil.sti, linje, f"Tilfellet mangler «{felt}».", f"Legg til «{felt} = …».")
            if tilfelle.get("status", "ok") not in ("ok", "uavklart", "feil"):
                hva = f"Statusen «{tilfelle['status']}» finnes ikke."
                yield Funn(
                    fil.sti, fil.linje("tilfelle", nr, "status"), hva, 'Skriv "ok", "uavklart" eller "feil".'
                )
            if (navn := tilfelle.get("navn")) in navnene:
                hva = f"Tilfellet «{navn}» har samme navn som det på linje {navnene[navn]}."
                yield Funn(fil.sti, linje, hva, "Gi ett av dem et annet navn.")
            navnene.setdefault(navn, linje)
            for felt in _uten_anførsel(tilfelle.get("inn", {})):
                hva = f"«{felt}» i «inn» er en dato eller et klokkeslett uten anførselstegn."
                yield Funn(fil.sti, fil.linje("tilfelle", nr, "inn"), hva, 'Skriv det slik: "05.10.2021".')


def uferdig(tre: Tre) -> Iterator[Funn]:
    """What is started and not filled in: the case comes first, and the texts may wait for it."""
    for navn, fil in _tilfellefiler(tre):
        for nr, linje in enumerate(fil.kilde.split("\n"), 1):
            if UFERDIG in linje and not linje.lstrip().startswith("#"):
                rett = "Regn ut svaret for hånd, og skriv det inn. Kjør så kontrollen på nytt."
                yield Funn(fil.sti, nr, f"Tilfellet til «{navn}» er ikke fylt ut.", rett)
    for kode, skrevet in flat(tre.tekster.data):
        if UFERDIG in skrevet:
            linje = tre.tekster.linje(*kode.split("."))
            hva, rett = f"Teksten «{kode}» er ikke fylt ut.", "Skriv det leseren skal se."
            yield Funn(TEKSTER, linje, hva, rett, er_påbegynt(tre, kode.split(".")[0]))


def _uten_anførsel(verdi, felt: str = "") -> Iterator[str]:
    """The fields whose value JSON cannot hold."""
    under = verdi.items() if isinstance(verdi, dict) else enumerate(verdi) if isinstance(verdi, list) else None
    if under is None:
        if hasattr(verdi, "isoformat"):
            yield felt
        return
    for nøkkel, ledd in under:
        yield from _uten_anførsel(ledd, f"{felt}.{nøkkel}" if felt else str(nøkkel))


def _modul(tre: Tre, navn: str):
    """The module of the calculator, and a finding where it cannot be loaded."""
    try:
        return import_module(f"calculators.{navn.replace('-', '_')}"), None
    except Exception as feil:
        sti, linje = _sted_i_koden(tre.rot, feil, f"calculators/{navn.replace('-', '_')}.py")
        hva = f"Kalkulatoren «{navn}» kan ikke lastes: {type(feil).__name__}: {' '.join(str(feil).split())}."
        return None, Funn(sti, linje, hva, "Rett koden på linjen, eller teksten eller satsen den spør etter.")


def _sted_i_koden(rot: Path, feil: Exception, ellers: str) -> tuple[str, int]:
    """The last line of the tree's own calculators on the way to the error."""
    for ramme in reversed(traceback.extract_tb(feil.__traceback__)):
        fil = Path(ramme.filename)
        if fil.is_relative_to(rot / "calculators"):
            return fil.relative_to(rot).as_posix(), ramme.lineno or 1
    return ellers, 1


def ledetekst_mangler(tre: Tre) -> Iterator[Funn]:
    """A field of a form without a label; a list, a choice or a group without its words."""
    for navn in tre.kalkulatorer:
        modul, feil = _modul(tre, navn)
        if feil:
            yield feil
        elif hasattr(modul, "Inndata"):
            yield from _uten_ledetekst(tre, navn, modul.Inndata)


def _uten_ledetekst(tre: Tre, navn: str, skjema: type, prefiks: str = "") -> Iterator[Funn]:
    finn = import_module("calculators.felles.tekster").finn
    for et_felt in fields(skjema):
        meta, kode = et_felt.metadata, f"{navn}.felt.{prefiks}{et_felt.name}"
        koder = [f"{kode}.ledetekst"]
        if meta.get("slag") == "liste":
            koder += [f"{kode}.element", *([] if meta["fast"] else [f"{kode}.ett"])]
            yield from _uten_ledetekst(tre, navn, meta["av"], f"{prefiks}{et_felt.name}.")
        if meta.get("slag") == "valg":
            koder += [f"{kode}.valg.{et}" for et in meta["koder"]]
        if meta.get("gruppe"):
            koder += [f"{navn}.gruppe.{meta['gruppe']}.{del_}" for del_ in ("ledetekst", "hjelp")]
        for savnet in koder:
            if not finn(savnet):
                linje = tre.tekster.linje(*savnet.split("."))
                hva = f"Skjemaet til «{navn}» mangler teksten «{savnet}»."
                yield Funn(
                    TEKSTER, linje if navn in tre.tekster.data else tre.tekster.linjetall, hva, _legg_til(savnet)
                )


def _legg_til(kode: str) -> str:
    tabell, _, felt = kode.rpartition(".")
    return f'Legg til «{felt} = "…"» under [{tabell}].'


def tilfelle_med_avvik(tre: Tre) -> Iterator[Funn]:
    """A case whose expected answer is not what its calculator gives."""
    # All that an answer rests on: the code, and the data but for nynorsk, as the cases are in bokmål.
    motor = (*tre.kode.values(), *(fil for sti, fil in tre.toml.items() if bærer(sti)))
    for navn, fil in _tilfellefiler(tre):
        if not _modul(tre, navn)[1]:
            yield from _avvik_i(tre.rot, motor, navn, fil)


@cache
def _svar(motor: tuple[ast.Module | Toml, ...], navn: str, inn: str) -> dict:
    """What the calculator answers; those that are loaded are the tree's own."""
    return json.loads(import_module("calculators.felles.bro").regn(navn, inn))


def _avvik_i(rot: Path, motor: tuple[ast.Module | Toml, ...], navn: str, fil: Toml) -> Iterator[Funn]:
    for nr, tilfelle in enumerate(fil.data.get("tilfelle", ())):
        if not {"navn", "inn", "status"} <= tilfelle.keys() or [*_uten_anførsel(tilfelle["inn"])]:
            continue
        if any(UFERDIG in str(verdi) for verdi in tilfelle.values()):
            continue
        inn = json.dumps(tilfelle["inn"], ensure_ascii=False, default=float)
        try:
            funnet = avvik(tilfelle, _svar(motor, navn, inn))
        except Exception as feil:
            sted = _sted_i_koden(rot, feil, fil.sti)
            hva = f"Kalkulatoren «{navn}» stoppet på «{tilfelle['navn']}»: {type(feil).__name__}: {feil}."
            rett = "Rett koden på linjen, eller teksten eller satsen den spør etter."
            yield Funn(*sted, " ".join(hva.split()), rett)
            continue
        rett = "Regn ut svaret på nytt for hånd, og rett det som er feil: tilfellet eller regelen."
        for et in funnet:
            yield Funn(fil.sti, fil.linje("tilfelle", nr), " ".join(f"«{tilfelle['navn']}»: {et}.".split()), rett)


TRESJEKKER = (
    helligdag_uten_dato,
    kalkulator_mangler,
    uten_kalkulator,
    tilfellefelt,
    uferdig,
)
KJØRENDE = (ledetekst_mangler, tilfelle_med_avvik)  # only where the data and the code behind them are sound
