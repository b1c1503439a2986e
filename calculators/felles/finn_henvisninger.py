"""Finds the references in a text: addresses to the site, routines by their code, and paragraphs of law.

Judges none of them. Every repetition in a pattern is bounded, and no two can take the same characters, so that no
text makes it slow.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from .norsk import MÅNEDER, Ugyldig, les_dato, tall
from .seksjoner import andres, finnes, flyttet, lover, nummer, rutine, rutiner, side, tatt_ut, uten_nummer

MEST = 100_000  # henvisninger; en megabyte full av dem har 75 000
LENGST = 2000  # tegn i en adresse
BREVHODE = 3000  # tegn; datoen på et brev står øverst
_STREK = "-\u2010\u2011\u2012\u2013\u2212"
_S = r"[^\S\n]"
_MELLOM = rf"(?:{_S}{{1,4}}\n?{_S}{{0,8}}|\n{_S}{{0,8}})"  # between two words, also over the end of a line
_TALL = r"[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}(?!\.?[0-9])"
_PUNKTORD = r"(?:punkt(?:ene|et|er)?|pkt\.?|kapit(?:tel|telet|let|lene|ler)|kap\.?)"
_KODE = re.compile(rf"(?<!\w)(?:RB(?:{_S}?[{_STREK}]\s?|{_S})?|[Rr]b[{_STREK}])([0-9]{{1,2}})s?(?!\w)")
_PUNKT = re.compile(
    rf"(?:,?{_MELLOM}\(?|\(|,)(?:(?:i|jf\.?|se|under){_MELLOM})?"
    rf"(?P<ord>{_PUNKTORD}){_MELLOM}?(?:nr\.?{_MELLOM}?)?(?P<tall>{_TALL})",
    re.IGNORECASE,
)
_LEDD = re.compile(rf"(?:,|{_MELLOM}(?:og|eller)|{_MELLOM}?[–-]){_MELLOM}?(?P<tall>{_TALL})")
_SLUTT = re.compile(  # after the last of several numbers: what shows that it does not count something
    rf"{_S}{{0,4}}(?:\Z|[\n.,;:)\]»–-]|(?:og|eller|i|er|skal|bør|kan|må|som|om|for|har|sier|gjelder|jf|se|til|på|av|"
    r"ble|viser|krever|ikke|når|hvis|der)\b)"
)
_FORAN = re.compile(
    rf"(?<!\w)(?P<ord>{_PUNKTORD}){_MELLOM}?(?:nr\.?{_MELLOM}?)?(?P<tall>{_TALL})"
    rf"(?P<flere>(?:(?:,|{_MELLOM}og){_MELLOM}{_TALL}){{0,5}}){_MELLOM}(?:i|av|fra){_MELLOM}(?:UNEs{_MELLOM})?\Z",
    re.IGNORECASE,
)
_FLERTALL = ("ene", "er")  # punktene, kapitler
_BINDEORD = ("i", "av", "fra", "UNEs")  # before the code, where the number comes first
FORAN = 120  # characters; the longest of those references
_ANFØRSEL = '»"”’'
_MERKNAD = re.compile(rf"{_MELLOM}?\(UNE\b[^()]{{0,80}}\)")
_PUBLISERT = re.compile(r"publisert\s+([0-9.]+)")
_ADRESSE = re.compile(rf"(?<!\w)https?://[^\s<>\"«»{{}}|\\^`\[\]]{{1,{LENGST}}}")
_STI = re.compile(
    r"(?<![\w/.:@#?=&-])/?((?:nemndmedlem|kalkulatorer|rutiner|om|satser|r)/[A-Za-z0-9/#._~-]{0,200})"
)
_EGEN = re.compile(r"(?:rutiner/(?:eldre/)?rb-[0-9]|r/RB-[0-9]|nemndmedlem/.|kalkulatorer/.)")
_HALE = ".,;:!?)]'’”*_"
_KORT = re.compile(r"r/(RB-[0-9]{2})(?:/([a-z0-9-]+))?/?")
_PARAGRAF = r"[0-9]{1,3}(?:-[0-9]{1,3})?(?:\s?[a-hj-z](?!\w))?"
_LEDDNAVN = (
    r"(?:første|annet|andre|tredje|fjerde|femte|sjette|sjuende|syvende|åttende|niende|tiende|[0-9]{1,2}\.) ledd"
)
_UNDER = rf"(?:{_MELLOM}{_LEDDNAVN})?(?:{_MELLOM}(?:bokstav{_MELLOM}[a-z](?!\w)|nr\.{_MELLOM}?[0-9]{{1,2}}))?"
_PARAGRAFEN = re.compile(rf"(?P<tegn>§{{1,2}}|[Pp]aragraf){_MELLOM}?(?P<par>{_PARAGRAF})(?P<under>{_UNDER})")
_LOVLEDD = re.compile(rf"(?:,|{_MELLOM}(?:og|eller)|{_MELLOM}?–){_MELLOM}?(?P<par>{_PARAGRAF})")
_DATO = (
    r"(?:[0-9]{1,2}\.[^\S\n]?[0-9]{1,2}\.[^\S\n]?(?:[0-9]{4}|[0-9]{2})(?![0-9])|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    rf"|[0-9]{{1,2}}\.[^\S\n]?(?:{'|'.join(MÅNEDER)})[^\S\n][0-9]{{4}}|[0-9]{{1,2}}/[0-9]{{1,2}}-[0-9]{{4}})"
)
_BREVDATO = re.compile(
    rf"^[^\S\n]{{0,80}}(?:(?:[Vv]år[^\S\n])?(?:[Bb]rev)?[Dd]at(?:o|ert)[^\S\n]?:?[^\S\n]{{1,40}}({_DATO})"
    rf"|(?:[A-ZÆØÅ][\w-]{{1,20}}(?:,|[^\S\n]den|,[^\S\n]den)[^\S\n]{{1,4}})?({_DATO})[^\S\n]{{0,80}}$)",
    re.MULTILINE,
)


class Funn(NamedTuple):
    """A reference as it stands: its place, and what it names.

    `slag` is adresse, kode (a routine alone), punkt, først and ledd (the first and the next of several numbers),
    or lov.
    """

    fra: int
    til: int
    slag: str
    kode: str = ""
    nummer: str = ""
    titler: tuple[str, ...] = ()
    publisert: str = ""
    adresse: str = ""
    foran: str = ""
    skrevet: str = ""

    @property
    def lik(self) -> tuple:
        """What it says, wherever it stands."""
        return self[2:]


def finn_alle(tekst: str) -> list[Funn]:
    """Return the references in the order they stand; of two in the same place, the one that begins first.

    Raises Ugyldig where there are more than anyone could read.
    """
    alle = [*islice(chain(_adresser(tekst), _rutiner(tekst), _lover(tekst)), MEST + 1)]
    if len(alle) > MEST:
        raise Ugyldig("for-mange", grense=tall(Decimal(MEST)))
    alle.sort()
    ut: list[Funn] = []
    for funn in alle:
        if not ut or funn.fra >= ut[-1].til:
            ut.append(funn)
    return ut


def brevdato(tekst: str, i_dag: date | None) -> date | None:
    """The date of a letter: on a line of its own, with or without the place, or behind «Dato». None if none."""
    for treff in _BREVDATO.finditer(tekst[:BREVHODE]):
        try:
            dag = les_dato(treff[1] or treff[2])
        except Ugyldig:
            continue
        if not i_dag or dag <= i_dag:
            return dag
    return None


# --- Addresses ---


def _til_side(sti: str) -> str:
    """A path as the register writes it: «mappe/side/#id»; a short address as the section it stands for."""
    stien, _, id = sti.partition("#")
    stien = stien.partition("?")[0].removesuffix("index.html")
    if (kort := _KORT.fullmatch(stien)) and kort[1] in rutiner():
        stien, id = rutiner()[kort[1]], id or kort[2]
    stien = f"{stien.strip('/')}/"
    return f"{stien}#{id}" if id else stien


def _vår(adresse: str, vert: str) -> bool | None:
    """Whether an address, counted from what may be our root, is ours; None where only the root can tell."""
    stien, _, id = adresse.partition("#")
    if _EGEN.match(stien) or (id and (flyttet(adresse) or ((her := side(stien)) and her.finn(id)))):
        return True
    if not finnes(stien):
        return False
    # Pages like «om/» and «satser/» may be anyone's, and most hosts in a letter are Norwegian.
    vanlig = stien == "om/" or vert in andres() or (stien.count("/") == 1 and vert.endswith(".no"))
    return None if vanlig else True


def _adresser(tekst: str) -> Iterator[Funn]:
    mulige, røtter = [], set()
    for treff in _ADRESSE.finditer(tekst):
        hel = treff[0].rstrip(_HALE)
        vert, _, sti = hel.partition("//")[2].partition("/")
        navn = vert.rpartition("@")[2].partition(":")[0].lower().removeprefix("www.")
        for nr in _starter(sti):
            adresse = _til_side(sti[nr:])
            if (vår := _vår(adresse, navn)) is not False:
                foran = hel[: len(hel) - len(sti) + nr]
                mulige.append(
                    Funn(treff.start(), treff.start() + len(hel), "adresse", adresse=adresse, foran=foran)
                )
                røtter |= {foran} if vår else set()
                break
    yield from (funn for funn in mulige if funn.foran in røtter)
    for treff in _STI.finditer(tekst):
        hel = treff[0].rstrip(_HALE)
        adresse = _til_side(hel.lstrip("/"))
        stien, _, id = adresse.partition("#")
        if (hel.endswith("/") or id) and (finnes(stien) or re.match("rutiner/rb-[0-9]", stien)):
            foran = hel[: len(hel) - len(hel.lstrip("/"))]
            yield Funn(treff.start(), treff.start() + len(hel), "adresse", adresse=adresse, foran=foran)


def _starter(sti: str) -> list[int]:
    """Where the site may begin in a path: it can be laid out in any folder, but not in a deep one."""
    før_id = sti.partition("#")[0]
    return [0, *(nr + 1 for nr, tegn in enumerate(før_id) if tegn == "/")][:8]


# --- Routines ---


@cache
def _titler(kode: str) -> re.Pattern | None:
    """The titles a routine has or has had, one of them after a number, with or without quotation marks."""
    if not (her := rutine(kode)):
        return None
    egne = {tittel for et in her.seksjoner for tittel in et.titler()}
    gamle = {uten_nummer(tittel) for tittel in tatt_ut(her.adresse)}
    ord_ = (
        r"\s{1,4}".join(map(re.escape, et.split())) for et in sorted(egne | gamle, reverse=True)
    )  # a longer one before its beginning
    return re.compile(rf",?{_MELLOM}?[«\"“‘]?({'|'.join(ord_)})(?!\w)[»\"”’]?")


def _rutiner(tekst: str) -> Iterator[Funn]:
    for kode in _KODE.finditer(tekst):
        yield from _rutine(tekst, kode)


def _rutine(tekst: str, treff: re.Match) -> Iterator[Funn]:
    kode, fra, til = f"RB-{treff[1].zfill(2)}", treff.start(), treff.end()
    start = max(0, fra - FORAN)
    før = tekst[start:fra]
    if før.rstrip().endswith(_BINDEORD) and (foran := _FORAN.search(før)):
        yield from _foran(foran, start, kode, *_merknad(tekst, til))
        return
    nummer, titler, ord_ = "", [], ""
    if punkt := _PUNKT.match(tekst, til):
        nummer, ord_, til = punkt["tall"], punkt["ord"].lower(), punkt.end()
    mønster = _titler(kode)
    while mønster and len(titler) < 2 and (tittel := mønster.match(tekst, til)):
        if not (nummer or titler or tittel[0][-1] in _ANFØRSEL) and (len(tittel[1]) < 9 or "\n" in tittel[0]):
            break  # a short word with a capital letter may be any word
        titler.append(" ".join(tittel[1].split()))
        til = tittel.end()
    publisert, etter = _merknad(tekst, til)
    if nummer and not titler and etter == til:
        flere = list(_flere(tekst, til, "" if ord_.endswith(_FLERTALL) else kode))
        yield Funn(fra, til, "først" if flere else "punkt", kode, nummer)
        yield from (Funn(a, b, "ledd", kode, tekst[a:b]) for a, b in flere)
        return
    slag = "punkt" if nummer or titler or publisert else "kode"
    yield Funn(fra, etter, slag, kode, nummer, tuple(titler), publisert)


def _foran(foran: re.Match, start: int, kode: str, publisert: str, til: int) -> Iterator[Funn]:
    """«punkt 3 i RB-30» is one reference; of «punkt 3 og 4 i RB-30» each number is one."""
    if not foran["flere"]:
        yield Funn(start + foran.start(), til, "punkt", kode, foran["tall"], (), publisert)
        return
    sted = foran.start("flere")
    andre = [(sted + et.start(), sted + et.end()) for et in re.finditer(_TALL, foran["flere"])]
    for a, b in [foran.span("tall"), *andre]:
        yield Funn(start + a, start + b, "ledd", kode, foran.string[a:b])


def _flere(tekst: str, til: int, kode: str) -> Iterator[tuple[int, int]]:
    """The next numbers of «punktene 3, 5 og 6»; of «punkt 3 og 4», with `kode`, only what counts nothing."""
    for _ in range(20):
        ledd = _LEDD.match(tekst, til)
        if not ledd or (kode and not (_er_kapittel(kode, ledd["tall"]) and _SLUTT.match(tekst, ledd.end()))):
            return
        yield ledd.span("tall")
        til = ledd.end()


@cache
def _er_kapittel(kode: str, skrevet: str) -> bool:
    her = rutine(kode)
    return bool(her) and any(nummer(et.tittel) == skrevet for et in her.seksjoner)


def _merknad(tekst: str, til: int) -> tuple[str, int]:
    """What stands in brackets behind: the day the routine was published, as ISO or "", and where it ends."""
    if not (treff := _MERKNAD.match(tekst, til)):
        return "", til
    dag = _PUBLISERT.search(treff[0])
    try:
        return (les_dato(dag[1]).isoformat() if dag else ""), treff.end()
    except Ugyldig:
        return "", treff.end()


# --- Law ---


@cache
def _lovnavn() -> tuple[re.Pattern, re.Pattern]:
    """The name of a law right before a paragraph, and right behind it."""
    navn = "|".join(map(re.escape, lover()))
    return (
        re.compile(rf"(?<!\w)({navn})s?{_MELLOM}?\Z", re.IGNORECASE),
        re.compile(rf"{_MELLOM}i{_MELLOM}({navn})(?!\w)", re.IGNORECASE),
    )


@cache
def _slutter() -> tuple[str, ...]:
    """How what is before a paragraph must end, with or without the s of a genitive: looked at before the names."""
    return tuple(navn + s for navn in lover() for s in ("", "s"))


def _lover(tekst: str) -> Iterator[Funn]:
    foran, bak = _lovnavn()
    for treff in _PARAGRAFEN.finditer(tekst):
        start, til = max(0, treff.start() - 70), treff.end()
        før = tekst[start : treff.start()]
        if før.lower().rstrip().endswith(_slutter()) and (lov := foran.search(før)):
            yield _paragraf(start + lov.start(), til, lov[1].lower(), treff["par"], treff["under"])
            while treff["tegn"] == "§§" and (ledd := _LOVLEDD.match(tekst, til)):
                yield _paragraf(*ledd.span("par"), lov[1].lower(), ledd["par"])
                til = ledd.end()
        elif lov := bak.match(tekst, til):
            yield _paragraf(treff.start(), lov.end(), lov[1].lower(), treff["par"], treff["under"])


def _paragraf(fra: int, til: int, lov: str, skrevet: str, under: str = "") -> Funn:
    navn, id = lover()[lov]
    par = re.sub(r"([0-9])\s?([a-z])$", r"\1 \2", skrevet)
    adresse = f"https://lovdata.no/{id}/%C2%A7{par.replace(' ', '')}"
    hele = " ".join([navn, "§", par, *under.split()])
    return Funn(fra, til, "lov", adresse=adresse, skrevet=hele)
