"""The language of what readers and editors see: spelling, words we avoid, long sentences, passives in a row.

Our own words stand in docs/data/ordbok.toml with a reason, and the words we avoid in docs/data/spraak.toml with
what to write instead. Nynorsk has its own dictionary and words (ordbok-nn.toml), and a list of the words that are
bokmål, or outside our norm, and must not stand in it (bokmaal.toml). A rule takes sentences from anywhere, with
the data files it judges by; what it finds in a page or a file is kept by these (macros.sjekk.kilde).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
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
LESES_I_TILFELLER = {"nb": {"navn", "hvorfor"}, "nn": {"navn_nn"}}

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
Data = Mapping[str, Toml]  # the data files a rule judges by, by path


class _Unngå(NamedTuple):
    heller: str
    grunn: str
    tillatt: tuple[str, ...]


# --- The rules ---


def _ukjente(alle: Sequence[Setning], sti: str, data: Data) -> Meldt:
    steder: dict[str, list[tuple[Setning, int]]] = {}
    mål = "nn" if BOKMÅL in data else "nb"  # a file of cases has names in both
    for setning in alle:
        fritt = _unntatt(data[BOKMÅL], setning.tekst) if mål == "nn" else ()
        for ord, sted in _å_slå_opp(setning.tekst):
            if not fritt or not any(fra <= sted < til for fra, til in fritt):
                steder.setdefault(ord, []).append((setning, sted))
    egne = _egne_ord(*(data[fil] for fil in EGNE_ORD[mål]))
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
        for setning, sted in steder[ord]:
            yield setning.linje_for(sted), hva, rett, satt_sammen


@cache
def _å_slå_opp(tekst: str) -> tuple[tuple[str, int], ...]:
    """(word, place) of what is spelt with letters alone: no macro, code or number stands in it."""
    ut = []
    for ord, sted in setninger.ord_i(tekst):
        if ord.isalpha():  # nearly all
            ut.append((ord, sted))
        elif FYLL not in ord and not _IKKE_BOKSTAV.search(ord):
            ut += [(treff[0], sted + treff.start()) for treff in _BOKSTAVER.finditer(ord)]
    return tuple(ut)


def _unngåtte(alle: Sequence[Setning], sti: str, data: Data) -> Meldt:
    unngå, mønster = _unngå_ord(data[SPRÅK])
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


def _lange(alle: Sequence[Setning], sti: str, data: Data) -> Meldt:
    for setning in alle:
        if (antall := len(setning.ord)) > LENGST:
            begynner = " ".join(setning.tekst.replace(FYLL, "").split()[:6])
            rett = f"Del den i to. En setning har høyst {LENGST} ord; et punkt i en liste er en setning for seg."
            yield setning.linje, f"Setningen har {antall} ord: «{begynner} …».", rett


def _kjeder(alle: Sequence[Setning], sti: str, data: Data) -> Meldt:
    for setning in alle:
        for treff in _KJEDE.finditer(setning.tekst):
            rett = "Si hvem som gjør det: «UNE behandler saken», ikke «saken blir behandlet»."
            hva = f"To passiver på rad: «{' '.join(treff[0].split())}»."
            yield setning.linje_for(treff.start()), hva, rett, True


def _bokmål(alle: Sequence[Setning], sti: str, data: Data) -> Meldt:
    """Words in nynorsk that are bokmål only, or outside our norm. Quotations are held to it too."""
    heller, mønster, _ = _bokmålsord(data[BOKMÅL])
    for setning in alle:
        fritt = _unntatt(data[BOKMÅL], setning.tekst)
        for treff in mønster.finditer(setning.tekst):
            if not any(fra <= treff.start() < til for fra, til in fritt):
                hva = f"«{treff[0]}» skal ikke stå i en nynorsk tekst."
                rett = f"Skriv «{heller[treff[0].casefold()]}», eller før opp navnet det er en del av, i {BOKMÅL}."
                yield setning.linje_for(treff.start()), hva, rett


def _unntatt(bokmål: Toml, tekst: str) -> list[tuple[int, int]]:
    """Where in a sentence there are names that are bokmål, and stay so."""
    navn = [et for et in _bokmålsord(bokmål)[2] if et in tekst]
    return [treff.span() for et in navn for treff in re.finditer(re.escape(et), tekst)]


# Our own words, and those that readers have explained to them, in bokmål.
EGNE_ORD = {"nb": (ORDBOK, ORDLISTE, FORKORTELSER), "nn": (ORDBOK_NN, FORKORTELSER)}
# The rules for each written language, with the data they judge by.
REGLER = {
    "nb": {_ukjente: EGNE_ORD["nb"], _unngåtte: (SPRÅK,), _lange: (), _kjeder: ()},
    "nn": {_ukjente: (*EGNE_ORD["nn"], BOKMÅL), _bokmål: (BOKMÅL,), _lange: ()},
}


def målform(sti: str) -> str:
    """The written language of a page or a data file."""
    return "nn" if sti in (TEKSTER_NN, ORD_NN, SIDER_NN) or sti.startswith("nn/") else "nb"


# --- The words of the data files ---


def _tabeller(fil: Toml) -> dict[str, dict]:
    return {kode: tabell for kode, tabell in fil.data.items() if isinstance(tabell, dict)}


@cache
def _egne_ord(ordbok: Toml, *andre: Toml) -> frozenset[str]:
    """The words of ordbok.toml, and those that readers already have explained."""
    ord = {et for gruppe in _tabeller(ordbok).values() for et in gruppe.get("ord", ())}
    for oppslag in (et for fil in andre for et in fil.data.values() if isinstance(et, dict | list)):
        if isinstance(oppslag, list):
            ord |= set(oppslag)
        else:
            ord |= set(_BOKSTAVER.findall(f"{oppslag.get('ord', '')} {oppslag.get('fullt', '')}"))
    return frozenset(ord)


@cache
def _bokmålsord(bokmål: Toml) -> tuple[dict[str, str], re.Pattern, list[str]]:
    """What to write for each word, what finds any of them by itself, and the names that stay as they are."""
    unntak = [et for et in _tabeller(bokmål).get("unntak", {}) if et]
    tabeller = [tabell for navn, tabell in _tabeller(bokmål).items() if navn != "unntak"]
    heller = {ord.casefold(): skriv for tabell in tabeller for ord, skriv in tabell.items() if ord}
    return heller, _hvilket_som_helst({ord: re.escape(ord) for ord in heller}, re.IGNORECASE), unntak


def _hvilket_som_helst(former: dict[str, str], flagg: int = 0) -> re.Pattern:
    """A pattern that finds any of the words, given with the pattern of each, where it stands by itself.

    They are sorted by their first letter, so that a letter that begins none of them is asked about once.
    """
    like: dict[str, list[str]] = {}
    for ord in sorted(former, key=len, reverse=True):
        like.setdefault(ord[0].lower(), []).append(former[ord])
    bokstaver = (
        f"(?=[{re.escape(bokstav + bokstav.upper())}])(?:{'|'.join(alle)})" for bokstav, alle in like.items()
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(bokstaver) or '(?!)'})(?![\w-])", flagg)


def _er_eget(ord: str, egne: frozenset[str]) -> bool:
    """Whether it is one of ours, first in a sentence and in the genitive too; a letter alone is always right."""
    liten = ord[:1].lower() + ord[1:]
    return len(ord) == 1 or not egne.isdisjoint((ord, liten, ord.removesuffix("s"), liten.removesuffix("s")))


@cache
def _unngå_ord(språk: Toml) -> tuple[dict[str, _Unngå], re.Pattern]:
    """What is said of each word, and what finds any of them by itself, with a small or a large first letter."""
    unngå = {
        ord: _Unngå(str(ett.get("heller")), str(ett.get("grunn")), tuple(ett.get("tillatt", ())))
        for ett in _tabeller(språk).values()
        for ord in (" ".join(skrevet.split()) for skrevet in ett.get("ord", ()))
        if ord
    }
    former = {}
    for ord in unngå:
        første = f"[{ord[0]}{ord[0].upper()}]" if ord[0].islower() else re.escape(ord[0])
        former[ord] = første + r"\s+".join(map(re.escape, ord[1:].split(" ")))
    return unngå, _hvilket_som_helst(former)


def språkdata(tre: Tre) -> Iterator[Funn]:
    felter = {ORDBOK: ("grunn", "ord"), ORDBOK_NN: ("grunn", "ord"), SPRÅK: ("ord", "heller", "grunn")}
    for sti, felt in ((sti, et) for sti, alle in felter.items() for et in alle):
        for kode, oppslag in tre.tabeller(sti).items():
            if not oppslag.get(felt):
                rett = f"Legg til «{felt} = …» under [{kode}]. Øverst i filen står det hvordan."
                yield Funn(sti, tre.data(sti).linje(kode), f"«{kode}» mangler «{felt}».", rett)


# --- The pages, and the texts of the data files ---


@cache
def _funnet(regel, fil: Side | Toml, mål: str, *dommere: Toml) -> tuple[tuple, ...]:
    """What a rule finds in a page or a data file."""
    return tuple(regel(_setninger(fil, mål), fil.sti, {et.sti: et for et in dommere}))


@cache
def _setninger(fil: Side | Toml, mål: str) -> tuple[Setning, ...]:
    if isinstance(fil, Side):
        return setninger.på_siden(fil)
    return tuple(et for linje, tekst in _tekster(fil, mål) for et in setninger.i_teksten(tekst, linje))


def _prøv(tre: Tre, regel, fil: Side | Toml, mål: str = "") -> Meldt:
    """The same, where the rule is one for the language asked for, else that of the file."""
    mål = mål or målform(fil.sti)
    stier = REGLER[mål].get(regel)
    return () if stier is None else _funnet(regel, fil, mål, *(tre.data(sti) for sti in stier))


def ukjent_ord(tre: Tre, side: Side) -> Treff:
    try:
        yield from _prøv(tre, _ukjente, side)
    except ordbok.Uten:
        return  # `språk_i_data` says so, once


def uønsket_ord(tre: Tre, side: Side) -> Treff:
    for regel in (_unngåtte, _bokmål):
        yield from _prøv(tre, regel, side)


def lang_setning(tre: Tre, side: Side) -> Treff:
    yield from _prøv(tre, _lange, side)


def passivkjede(tre: Tre, side: Side) -> Treff:
    yield from _prøv(tre, _kjeder, side)


def språk_i_data(tre: Tre) -> Iterator[Funn]:
    for sti in (et for regler in REGLER.values() for stier in regler.values() for et in stier):
        tre.data(sti)  # none of it is worth much before all of these can be read
    for sti, fil in tre.toml.items():
        if fil.feil:
            continue
        her = LESES_I_TILFELLER if sti.startswith(TILFELLER) else (målform(sti),)
        try:
            for mål in her:
                for regel in REGLER[mål]:
                    yield from (Funn(sti, *meldt) for meldt in _prøv(tre, regel, fil, mål))
        except ordbok.Uten:
            hva = "Rettskrivingen er ikke kontrollert: Ordboka lot seg ikke åpne."
            rett = "Installer Node 20 eller nyere, og kjør kontrollen med «make sjekk». Den henter ordboka."
            yield Funn("package.json", 1, hva, rett)


def _tekster(fil: Toml, mål: str) -> Iterator[tuple[int, str]]:
    """(line, text) of what is published from a data file in a written language."""
    felter = LESES_I_TILFELLER[mål] if fil.sti.startswith(TILFELLER) else LESES.get(fil.sti, ())
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
