"""Nynorsk beside bokmål: that every text is there, can be filled in alike, and was made from the text of today.

docs/data/nynorsk.toml keeps, for each text in nynorsk, the text in bokmål that it was made from, and so for the
names of the cases that readers of nynorsk are shown. `make nynorsk` (macros/nytt/nynorsk.py) lists what is missing
or behind, and takes a text into that file when it has been read. Words from other data stand in ord.nn.toml by
their bokmål, so one that is changed is missing there.
"""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from calculators.felles import norsk
from calculators.felles.tekster import NØYTRALE
from macros.sjekk.felles import forslag, i_ascii
from macros.sjekk.funn import NYNORSK, ORD_NN, TEKSTER_NN, TILFELLER, Funn
from macros.sjekk.kilde import Tre
from macros.sjekk.tekster import flat
from macros.tilfelle import UFERDIG

ENHETER = ("prosent", "ganger")  # the units of a rate that are words


class Etter(NamedTuple):
    """A text in nynorsk that was made from another text in bokmål than today's; `da` is "" for one never read."""

    kode: str
    da: str
    nå: str
    nynorsk: str


def bokmål(tre: Tre) -> dict[str, str]:
    """The texts that must be in nynorsk, by code; those of a calculator that is only begun are not asked for."""
    alle = [(kode, skrevet) for kode, skrevet in flat(tre.tekster.data) if kode.split(".")[-1] not in NØYTRALE]
    begynt = {kode.split(".")[0] for kode, skrevet in alle if UFERDIG in skrevet}
    return {kode: skrevet for kode, skrevet in alle if kode.split(".")[0] not in begynt}


def mangler(tre: Tre) -> dict[str, str]:
    """The texts in bokmål, by code, that are not in nynorsk."""
    har = dict(flat(tre.nynorsk.data))
    return {kode: skrevet for kode, skrevet in bokmål(tre).items() if kode not in har}


def etter(tre: Tre) -> list[Etter]:
    """The texts in nynorsk whose text in bokmål has changed since they were read."""
    lest, har = tre.data(NYNORSK).data.get("tekster", {}), dict(flat(tre.nynorsk.data))
    return [
        Etter(kode, lest.get(kode, ""), nå, har[kode])
        for kode, nå in bokmål(tre).items()
        if kode in har and lest.get(kode) != nå
    ]


def nynorsk_mangler(tre: Tre) -> Iterator[Funn]:
    for kode, skrevet in mangler(tre).items():
        tabell, _, felt = kode.rpartition(".")
        hva = f"Teksten «{kode}» mangler på nynorsk."
        rett = f'Legg til «{felt} = "…"» under [{tabell}]. På bokmål: «{skrevet}»'
        yield Funn(TEKSTER_NN, tre.nynorsk.linje(*kode.split(".")), hva, rett)


def nynorsk_til_overs(tre: Tre) -> Iterator[Funn]:
    """A text, or a note that one was read, for which there is no text in bokmål."""
    nb = dict(flat(tre.tekster.data))
    for kode, _ in flat(tre.nynorsk.data):
        linje = tre.nynorsk.linje(*kode.split("."))
        if kode.split(".")[-1] in NØYTRALE:
            hva = f"«{kode}» er lik for begge målformer og skal bare stå på bokmål."
            yield Funn(TEKSTER_NN, linje, hva, "Fjern linjen. Programmet henter den fra tekster.nb.toml.")
        elif kode not in nb:
            rett = f"{forslag(kode, nb)}Rett koden, eller fjern linjen."
            yield Funn(TEKSTER_NN, linje, f"Teksten «{kode}» finnes ikke på bokmål.", rett)
    lest = tre.data(NYNORSK)
    for kode in lest.data.get("tekster", {}):
        if kode not in nb:
            hva = f"«{kode}» finnes ikke på bokmål lenger."
            yield Funn(NYNORSK, lest.linje("tekster", kode), hva, "Kjør «make nynorsk GODKJENN=alle».")


def nynorsk_plasser(tre: Tre) -> Iterator[Funn]:
    """A text that has other {places} than the one in bokmål."""
    har = dict(flat(tre.nynorsk.data))
    for kode, skrevet in bokmål(tre).items():
        if kode not in har:
            continue
        venter, fikk = _plasser(skrevet), _plasser(har[kode])
        if venter != fikk:
            hva = f"Teksten «{kode}» har {_vist(fikk)} på nynorsk, men {_vist(venter)} på bokmål."
            rett = f"Bruk de samme ordene i krøllparentes som på bokmål: «{skrevet}»"
            yield Funn(TEKSTER_NN, tre.nynorsk.linje(*kode.split(".")), hva, rett)


def _plasser(skrevet: str) -> list[str] | None:
    try:
        return sorted({plass for _, plass, *_ in string.Formatter().parse(skrevet) if plass is not None})
    except ValueError:
        return None


def _vist(plasser: list[str] | None) -> str:
    if plasser is None:
        return "klammer som ikke går opp"
    return ", ".join(f"{{{et}}}" for et in plasser) or "ingen ord i krøllparentes"


def nynorsk_etter_bokmål(tre: Tre) -> Iterator[Funn]:
    """A text that nobody has held against today's text in bokmål."""
    for et in etter(tre):
        linje = tre.nynorsk.linje(*et.kode.split("."))
        hva = f"Bokmålet for «{et.kode}» er endret." if et.da else f"Nynorsken for «{et.kode}» er ikke godkjent."
        før = f"Før: «{et.da}» " if et.da else ""
        rett = f"{før}Nå: «{et.nå}» Rett nynorsken, og kjør «make nynorsk GODKJENN={et.kode}»."
        yield Funn(TEKSTER_NN, linje, hva, rett)


# --- The names of the cases ---


class Navn(NamedTuple):
    """A case that readers of nynorsk are shown, by its code; `nynorsk` is "" where it has no such name."""

    kode: str
    sti: str
    linje: int
    bokmål: str
    nynorsk: str


def navnene(tre: Tre) -> list[Navn]:
    """The cases whose whole answer is approved, and what others have a name in nynorsk.

    The code is made of that name, as the other may change: «tilfeller/frist#ein-dato-som-ikkje-finst».
    """
    ut = []
    for sti, fil in tre.toml.items():
        alle = fil.data.get("tilfelle", ()) if sti.startswith(TILFELLER) else ()
        for nr, et in enumerate(alle):
            navn, nynorsk = et.get("navn", ""), et.get("navn_nn", "")
            if (et.get("fasit") or nynorsk) and UFERDIG not in navn:
                id = "-".join(re.findall("[a-z0-9]+", i_ascii(nynorsk)))
                linje = fil.linje("tilfelle", nr, "navn_nn" if nynorsk else "navn")
                ut.append(Navn(f"tilfeller/{Path(sti).stem}#{id}", sti, linje, navn, nynorsk))
    return ut


def navn_etter(tre: Tre) -> list[Etter]:
    """The cases whose name in bokmål has changed since the one in nynorsk was read."""
    lest = tre.data(NYNORSK).data.get("tilfeller", {})
    alle = [et for et in navnene(tre) if et.nynorsk and lest.get(et.kode) != et.bokmål]
    return [Etter(et.kode, lest.get(et.kode, ""), et.bokmål, et.nynorsk) for et in alle]


def navn_på_nynorsk(tre: Tre) -> Iterator[Funn]:
    """A case to be shown in nynorsk without a name there, or with one nobody has held against its bokmål."""
    etter, sett = {et.kode: et for et in navn_etter(tre)}, {}
    for et in navnene(tre):
        if not et.nynorsk:
            hva = f"Tilfellet «{et.bokmål}» har fasit og mangler navn på nynorsk."
            yield Funn(et.sti, et.linje, hva, 'Legg til linjen «navn_nn = "…"» under navnet.')
        elif et.kode in sett:
            hva = f"«{et.nynorsk}» er navnet på tilfellet på linje {sett[et.kode]} også."
            yield Funn(et.sti, et.linje, hva, "Gi ett av dem et annet navn på nynorsk.")
        elif gammelt := etter.get(et.kode):
            hva = f"{'Navnet på bokmål er endret' if gammelt.da else 'Navnet er ikke godkjent'}: «{et.nynorsk}»."
            før = f"Før: «{gammelt.da}» " if gammelt.da else ""
            rett = f"{før}Nå: «{et.bokmål}» Rett nynorsken, og kjør «make nynorsk GODKJENN={et.kode}»."
            yield Funn(et.sti, et.linje, hva, rett)
        sett.setdefault(et.kode, et.linje)
    lest = tre.data(NYNORSK)
    for kode in lest.data.get("tilfeller", {}).keys() - sett.keys():
        hva = f"«{kode}» er ikke navnet på noe tilfelle."
        yield Funn(NYNORSK, lest.linje("tilfeller", kode), hva, "Kjør «make nynorsk GODKJENN=alle».")


# --- Words from other data ---


def dataord(tre: Tre) -> set[str]:
    """What an answer takes from the data and the code as it stands: names, units, sources, days and seasons."""
    satser = tre.tabeller("calculators/satser.toml", "satser")
    kilder = tre.tabeller("calculators/satser.toml", "kilder")
    brukte = {verdi.get("kilde") for sats in satser.values() for verdi in sats.get("verdier", ())}
    ut = {*norsk.UKEDAGER, *norsk.VARIGHET, *norsk.ÅRSTIDER}
    ut |= {sats["navn"] for sats in satser.values() if "navn" in sats}
    ut |= {sats["enhet"] for sats in satser.values() if sats.get("enhet") in ENHETER}
    ut |= {kilde["tekst"] for navn, kilde in kilder.items() if navn in brukte and "tekst" in kilde}
    ut |= {navn for navn in tre.data("calculators/helligdager.toml").data.values() if isinstance(navn, str)}
    return ut | {tre.satser.data.get("maaltidstider", {}).get("kilde", norsk.UKEDAGER[0])}


def nynorsk_ord(tre: Tre) -> Iterator[Funn]:
    fil, trengs = tre.data(ORD_NN), dataord(tre)
    for ord in sorted(trengs - fil.data.keys()):
        hva = f"«{ord}» mangler på nynorsk."
        yield Funn(ORD_NN, fil.linjetall, hva, f'Legg til linjen "{ord}" = "…" med ordet på nynorsk.')
    for ord in fil.data:
        if ord not in trengs:
            rett = f"{forslag(ord, trengs)}Rett bokmålet til venstre, eller fjern linjen."
            yield Funn(ORD_NN, fil.linje(ord), f"«{ord}» brukes ikke i noe svar.", rett)


TRESJEKKER = (
    nynorsk_mangler,
    nynorsk_til_overs,
    nynorsk_plasser,
    nynorsk_etter_bokmål,
    navn_på_nynorsk,
    nynorsk_ord,
)
