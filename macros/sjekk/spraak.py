"""The language of what readers and editors see: spelling, words we avoid, long sentences, passives in a row.

Our own words stand in docs/data/ordbok.toml with a reason, and the words we avoid in docs/data/spraak.toml with
what to write instead. Nynorsk has its own dictionary and words (ordbok-nn.toml), and a list of the words that are
bokmål, or outside our norm, and must not stand in it (bokmaal.toml). The rules take sentences from anywhere: a
page is judged by itself, the texts of all the data files by `språk_i_data`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from macros.sjekk import ordbok, setninger
from macros.sjekk.felles import forslag
from macros.sjekk.funn import (
    BOKMÅL,
    ENDRINGER,
    FORKORTELSER,
    HULL,
    LOVER,
    ORD_NN,
    ORDBOK,
    ORDBOK_NN,
    ORDLISTE,
    SATSFIL,
    SIDER_NN,
    SPRÅK,
    TEKSTER,
    TEKSTER_NN,
    TILFELLER,
    Funn,
    Treff,
)
from macros.sjekk.kilde import Toml, Tre
from macros.sjekk.setninger import Setning
from macros.sjekk.side import FYLL, Side

LENGST = 30  # words in a sentence
# The fields that are published as text. Not the synonyms: they are words as readers happen to spell them.
LESES = {
    HULL: {"tittel", "tekst"},
    ORDLISTE: {"fullt", "forklaring"},
    LOVER: {"navn"},
    ENDRINGER: {"tittel", "hva"},
    SATSFIL: {"navn", "enhet", "kriterium", "tekst"},
}
KATALOGER = (TEKSTER, TEKSTER_NN, ORD_NN, SIDER_NN)  # texts throughout
LESES_I_TILFELLER = {"navn", "hvorfor"}

_FYLLES = re.compile(r"\{[^{}\n]*\}|<[^<>\n]*>")  # in the data: places to fill in, and tags
_BOKSTAVER = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_IKKE_BOKSTAV = re.compile(r"[\d_]")
_SITAT = re.compile(r"«[^«»]*»")
# «skal kreves dokumentert», «blir ansett å være gitt»: no word between the two opens a clause of its own.
_S_PASSIV = r"(?!(?:annerledes|finnes|felles|synes|lykkes|samtlige|deres|\w*enes)\b)[a-zæøå]{3,}es"
_BLI_PASSIV = r"(?:blir?|ble|blitt)\s+(?:(?:ikke|også|alltid|normalt|vanligvis)\s+)?[a-zæøå]{2,}(?:et|t|dd)"
_NY_DEL = "og eller men som hvis når at før etter for der enn så både hva hvem hvor hvordan".split()
_KJEDE = re.compile(
    rf"\b(?:{_S_PASSIV}|{_BLI_PASSIV})\b(?:\s+(?!(?:{'|'.join(_NY_DEL)})\b)[\w-]+){{0,2}}"
    rf"\s+\b(?:{_S_PASSIV}|{_BLI_PASSIV})\b"
)

Meldt = Iterator[tuple]  # as Treff, of sentences wherever they stand


class _Unngå(NamedTuple):
    heller: str
    grunn: str
    tillatt: tuple[str, ...]


# --- The rules ---


def _ukjente(tre: Tre, alle: Sequence[Setning], sti: str) -> Meldt:
    steder: dict[str, list[int]] = {}
    mål = målform(sti)
    for setning in alle:
        fritt = _unntatt(tre, setning) if mål == "nn" else ()
        for ord, sted in _å_slå_opp(setning):
            if not any(fra <= sted < til for fra, til in fritt):
                steder.setdefault(ord, []).append(setning.linje_for(sted))
    egne = _husk(tre, _egne_ord, *EGNE_ORD[mål])
    for ord in ordbok.ukjente((et for et in steder if not _er_eget(et, egne)), mål):
        ledd = [et for et in re.split(r"[-’']", ord) if not _er_eget(et, egne)]
        if ord not in ledd and not ordbok.ukjente(ledd, mål):
            continue  # «Excel-oversikter» is right when both halves are
        mener = " eller ".join(f"«{et}»" for et in ordbok.forslag(ord, mål)) or forslag(ord, egne, "«{}»")
        # Norwegian makes new words of two; a slip can look like one. So that is asked about, and stops nobody.
        satt_sammen = ordbok.sammensatt(ord, mål)
        hva = f"«{ord}» står ikke i ordboka" + (", men kan være satt sammen av to ord." if satt_sammen else ".")
        legg = f"legg det i {EGNE_ORD[mål][0]} med en grunn."
        rett = f"{f'Mener du {mener}? ' if mener else ''}Rett ordet, eller {legg}"
        for linje in steder[ord]:
            yield linje, hva, rett, satt_sammen


@cache
def _å_slå_opp(setning: Setning) -> tuple[tuple[str, int], ...]:
    """(word, place) of what is spelt with letters alone: no macro, code or number stands in it."""
    ord = [et for et in setning.ord if FYLL not in et.tekst and not _IKKE_BOKSTAV.search(et.tekst)]
    return tuple((treff[0], et.sted + treff.start()) for et in ord for treff in _BOKSTAVER.finditer(et.tekst))


def _unngåtte(tre: Tre, alle: Sequence[Setning], sti: str) -> Meldt:
    unngå, mønster = _husk(tre, _unngå_ord, SPRÅK)
    for setning in alle:
        if setning.slag == "sitat":  # a quotation keeps its own words, and so does what stands between « and »
            continue
        tekst = _SITAT.sub(lambda treff: FYLL * len(treff[0]), setning.tekst)
        for treff in mønster.finditer(tekst):
            funnet = " ".join(treff[0].split())
            ett = unngå.get(funnet) or unngå[funnet[:1].lower() + funnet[1:]]
            if not sti.startswith(ett.tillatt or FYLL):
                rett = f"Skriv heller {ett.heller}. {ett.grunn}"
                yield setning.linje_for(treff.start()), f"«{funnet}» er et ord vi ikke bruker.", rett


def _lange(tre: Tre, alle: Sequence[Setning], sti: str) -> Meldt:
    for setning in alle:
        if (antall := len(setning.ord)) > LENGST:
            begynner = " ".join(setning.tekst.replace(FYLL, "").split()[:6])
            rett = f"Del den i to. En setning har høyst {LENGST} ord; et punkt i en liste er en setning for seg."
            yield setning.linje, f"Setningen har {antall} ord: «{begynner} …».", rett


def _kjeder(tre: Tre, alle: Sequence[Setning], sti: str) -> Meldt:
    for setning in alle:
        for treff in _KJEDE.finditer(setning.tekst):
            rett = "Si hvem som gjør det: «UNE behandler saken», ikke «saken blir behandlet»."
            hva = f"To passiver på rad: «{' '.join(treff[0].split())}»."
            yield setning.linje_for(treff.start()), hva, rett, True


def _bokmål(tre: Tre, alle: Sequence[Setning], sti: str) -> Meldt:
    """Words in nynorsk that are bokmål only, or outside our norm. Quotations are held to it too."""
    heller, mønster = _husk(tre, _bokmålsord, BOKMÅL)
    for setning in alle:
        fritt = _unntatt(tre, setning)
        for treff in mønster.finditer(setning.tekst):
            if not any(fra <= treff.start() < til for fra, til in fritt):
                hva = f"«{treff[0]}» skal ikke stå i en nynorsk tekst."
                rett = f"Skriv «{heller[treff[0].lower()]}», eller før opp navnet det er en del av, i {BOKMÅL}."
                yield setning.linje_for(treff.start()), hva, rett


def _unntatt(tre: Tre, setning: Setning) -> list[tuple[int, int]]:
    """Where in the sentence there are names that are bokmål, and stay so."""
    navn = tre.tabeller(BOKMÅL).get("unntak", {})
    return [treff.span() for et in navn if et for treff in re.finditer(re.escape(et), setning.tekst)]


REGLER = {"nb": (_ukjente, _unngåtte, _lange, _kjeder), "nn": (_ukjente, _bokmål, _lange)}
# Our own words, and those that readers have explained to them, in bokmål.
EGNE_ORD = {"nb": (ORDBOK, ORDLISTE, FORKORTELSER), "nn": (ORDBOK_NN, FORKORTELSER)}


def målform(sti: str) -> str:
    """The written language of a page or a data file."""
    return "nn" if sti in (TEKSTER_NN, ORD_NN, SIDER_NN) or sti.startswith("nn/") else "nb"


# --- The words of the data files ---

_HUSKET: dict[tuple, object] = {}


def _husk(tre: Tre, lag, *stier: str):
    """What `lag` makes of these data files, made anew only when one of them has changed."""
    filer = [tre.data(sti) for sti in stier]
    nøkkel = (lag, *(fil.kilde for fil in filer))
    if nøkkel not in _HUSKET:
        _HUSKET[nøkkel] = lag(
            *([et for et in fil.data.items() if isinstance(et[1], dict | list)] for fil in filer)
        )
    return _HUSKET[nøkkel]


def _egne_ord(ordbok: list, *andre: list) -> frozenset[str]:
    """The words of ordbok.toml, and those that readers already have explained."""
    ord = {et for _, gruppe in ordbok for et in gruppe.get("ord", ())}
    for _, oppslag in (par for fil in andre for par in fil):
        if isinstance(oppslag, list):
            ord |= set(oppslag)
        else:
            ord |= set(_BOKSTAVER.findall(f"{oppslag.get('ord', '')} {oppslag.get('fullt', '')}"))
    return frozenset(ord)


def _bokmålsord(tabeller: list) -> tuple[dict[str, str], re.Pattern]:
    """What to write for each word, and what finds any of them by itself."""
    heller = {ord: skriv for navn, tabell in tabeller if navn != "unntak" for ord, skriv in tabell.items() if ord}
    former = "|".join(map(re.escape, sorted(heller, key=len, reverse=True)))
    return heller, re.compile(rf"(?<![\w-])(?:{former or '(?!)'})(?![\w-])", re.IGNORECASE)


def _er_eget(ord: str, egne: frozenset[str]) -> bool:
    """Whether it is one of ours, first in a sentence and in the genitive too; a letter alone is always right."""
    former = {ord, ord[:1].lower() + ord[1:]}
    return len(ord) == 1 or bool((former | {form.removesuffix("s") for form in former}) & egne)


def _unngå_ord(oppslag: list) -> tuple[dict[str, _Unngå], re.Pattern]:
    """What is said of each word, and what finds any of them by itself, with a small or a large first letter."""
    unngå = {
        ord: _Unngå(str(ett.get("heller")), str(ett.get("grunn")), tuple(ett.get("tillatt", ())))
        for _, ett in oppslag
        for ord in ett.get("ord", ())
        if ord.strip()
    }
    former = []
    for ord in sorted(unngå, key=len, reverse=True):
        første = f"[{ord[0]}{ord[0].upper()}]" if ord[0].islower() else re.escape(ord[0])
        former.append(første + r"\s+".join(map(re.escape, ord[1:].split(" "))))
    return unngå, re.compile(rf"(?<![\w-])(?:{'|'.join(former) or '(?!)'})(?![\w-])")


def språkdata(tre: Tre) -> Iterator[Funn]:
    felter = {ORDBOK: ("grunn", "ord"), ORDBOK_NN: ("grunn", "ord"), SPRÅK: ("ord", "heller", "grunn")}
    for sti, felt in ((sti, et) for sti, alle in felter.items() for et in alle):
        for kode, oppslag in tre.tabeller(sti).items():
            if not oppslag.get(felt):
                rett = f"Legg til «{felt} = …» under [{kode}]. Øverst i filen står det hvordan."
                yield Funn(sti, tre.data(sti).linje(kode), f"«{kode}» mangler «{felt}».", rett)


# --- The pages, and the texts of the data files ---


def ukjent_ord(tre: Tre, side: Side) -> Treff:
    try:
        yield from _ukjente(tre, setninger.på_siden(side), side.sti)
    except ordbok.Uten:
        return  # `språk_i_data` says so, once


def uønsket_ord(tre: Tre, side: Side) -> Treff:
    regel = _bokmål if målform(side.sti) == "nn" else _unngåtte
    yield from regel(tre, setninger.på_siden(side), side.sti)


def lang_setning(tre: Tre, side: Side) -> Treff:
    yield from _lange(tre, setninger.på_siden(side), side.sti)


def passivkjede(tre: Tre, side: Side) -> Treff:
    if målform(side.sti) == "nb":
        yield from _kjeder(tre, setninger.på_siden(side), side.sti)


def språk_i_data(tre: Tre) -> Iterator[Funn]:
    dommer = tuple(tre.data(sti).kilde for sti in (ORDBOK, ORDLISTE, FORKORTELSER, SPRÅK, ORDBOK_NN, BOKMÅL))
    for sti, fil in tre.toml.items():
        nøkkel = (sti, fil.kilde, dommer)
        try:
            if nøkkel not in _I_FILEN:
                _I_FILEN[nøkkel] = [] if fil.feil else [Funn(sti, *meldt) for meldt in _meldt(tre, fil)]
            yield from _I_FILEN[nøkkel]
        except ordbok.Uten:
            hva = "Rettskrivingen er ikke kontrollert: Ordboka lot seg ikke åpne."
            rett = "Installer Node 20 eller nyere, og kjør kontrollen med «make sjekk». Den henter ordboka."
            yield Funn("package.json", 1, hva, rett)


# What was found in a file, kept for as long as neither it nor what it is judged by has changed.
_I_FILEN: dict[tuple, list[Funn]] = {}


def _meldt(tre: Tre, fil: Toml) -> Meldt:
    alle = [et for linje, tekst in _tekster(fil) for et in setninger.i_teksten(tekst, linje)]
    for regel in REGLER[målform(fil.sti)]:
        yield from regel(tre, alle, fil.sti)


def _tekster(fil: Toml) -> Iterator[tuple[int, str]]:
    """(line, text) of what is published from a data file."""
    felter = LESES_I_TILFELLER if fil.sti.startswith(TILFELLER) else LESES.get(fil.sti, ())
    for vei, tekst in _flatt(fil.data):
        if vei[-1] != "url" if fil.sti in KATALOGER else vei[-1] in felter:
            yield fil.linje(*vei), _FYLLES.sub(lambda treff: FYLL * len(treff[0]), tekst)


def _flatt(verdi, vei: tuple = ()) -> Iterator[tuple[tuple, str]]:
    """(the way there, text) for every text in the data."""
    ledd = verdi.items() if isinstance(verdi, dict) else enumerate(verdi) if isinstance(verdi, list) else ()
    for navn, under in ledd:
        yield from _flatt(under, (*vei, navn))
    if isinstance(verdi, str) and vei:
        yield vei, verdi


SIDESJEKKER = (ukjent_ord, uønsket_ord, lang_setning, passivkjede)
TRESJEKKER = (språkdata, språk_i_data)
