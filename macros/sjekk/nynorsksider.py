"""The pages in nynorsk beside those in bokmål: the same sections and macros, and made from the text of today.

A page under docs/nn/ is the page at the same path in docs/. docs/data/nynorsk.toml keeps, for each section, the
bokmål that it was made from, with the title and the like as part of the first one; `make nynorsk` shows which are
behind and approves them. What the site itself says is held to docs/data/sider-nn.toml.
"""

import ast
import difflib
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from macros.sider.maal import NYNORSK as MAPPE
from macros.sjekk.felles import er_påbegynt, forslag, første_argument
from macros.sjekk.funn import HULL, LOVER, NYNORSK, ORD_NN, ORDLISTE, SATSFIL, SIDER_NN, Funn
from macros.sjekk.kilde import Tre, noder
from macros.sjekk.nynorsk import Etter
from macros.sjekk.side import Side
from macros.tilfelle import UFERDIG

LIKT = ("kilde", "regner", "ark", "sist_kontrollert")  # the front matter that is no text
LESES = ("title", "description", "doer_tittel", "doer")  # and that which readers see
EGNE_ORD = {"lov": 2}  # the arguments of a macro that are words in the page's language begin at this one
_MAL_SIER = re.compile(r'(?:del\.t|(?<!\.)\bt|\bpå)\("([^"]+)"')
_I_MAL = re.compile(r'"([^"{}\n]*(?:\{\w+\}[^"{}\n]*)*)"')


def par(tre: Tre) -> Iterator[tuple[Side, Side]]:
    """Each page in nynorsk with its page in bokmål; one that has none is for another check."""
    for sti, nynorsk in tre.sider.items():
        if sti.startswith(MAPPE) and (bokmål := tre.sider.get(sti.removeprefix(MAPPE))):
            yield nynorsk, bokmål


def seksjoner(side: Side) -> dict[str, tuple[int, str]]:
    """The sections of a page by id: the line where each begins, and its text; in the first, what stands above."""
    linjer = side.kilde.split("\n")
    øverst = [f"{felt}: {side.forside[felt]}" for felt in LESES if side.forside.get(felt)]
    med_id = [et for et in side.overskrifter if et.id]
    ut = {}
    for nr, overskrift in enumerate(med_id):
        slutt = med_id[nr + 1].linje - 1 if nr + 1 < len(med_id) else len(linjer)
        tekst = "\n".join(linjer[overskrift.linje - 1 : slutt]).strip()
        ut[overskrift.id] = (overskrift.linje, "\n".join([*øverst, tekst]))
        øverst = []
    return ut


def _kode(side: Side, id: str) -> str:
    return f"{side.sti.removesuffix('.md')}#{id}"


def etter(tre: Tre) -> list[Etter]:
    """The sections in nynorsk whose bokmål has changed since they were read."""
    lest, ut = tre.data(NYNORSK).data.get("sider", {}), []
    for nynorsk, bokmål in par(tre):
        egne = seksjoner(nynorsk)
        for id, (_, nå) in seksjoner(bokmål).items():
            if id in egne and lest.get(_kode(bokmål, id)) != nå:
                ut.append(Etter(_kode(bokmål, id), lest.get(_kode(bokmål, id), ""), nå, egne[id][1]))
    return ut


def koder(tre: Tre) -> list[str]:
    """Every section that is in both languages, in order."""
    return [_kode(bokmål, id) for nynorsk, bokmål in par(tre) for id in seksjoner(bokmål)]


def endret(da: str, nå: str) -> tuple[list[str], list[str]]:
    """The lines that are gone, and those that are new."""
    ulike = [linje for linje in difflib.ndiff(da.split("\n"), nå.split("\n")) if linje[0] in "-+"]
    borte, nye = ([linje[2:] for linje in ulike if linje[0] == tegn and linje[2:].strip()] for tegn in "-+")
    return borte, nye


# --- The checks ---


def side_uten_bokmål(tre: Tre) -> Iterator[Funn]:
    for sti in tre.sider:
        if sti.startswith(MAPPE) and sti.removeprefix(MAPPE) not in tre.sider:
            hva = f"Siden finnes ikke på bokmål: docs/{sti.removeprefix(MAPPE)}."
            yield Funn(f"docs/{sti}", 1, hva, "Flytt eller slett den nynorske siden sammen med den på bokmål.")


def kalkulator_uten_nynorsk(tre: Tre) -> Iterator[Funn]:
    """Forms and self-service are in both languages at the same time (språklova § 14)."""
    for navn in tre.kalkulatorer:
        sti = f"kalkulatorer/{navn}.md"
        begynt = er_påbegynt(tre, navn) or UFERDIG in getattr(tre.sider.get(sti), "kilde", "")
        if MAPPE + sti not in tre.sider and not begynt:
            rett = f"Lag docs/{MAPPE}{sti}, med id-ene og makroene fra docs/{sti}."
            fil = f"calculators/{navn.replace('-', '_')}.py"
            yield Funn(fil, 1, f"Kalkulatoren «{navn}» har ingen side på nynorsk.", rett)


def andre_opplysninger(tre: Tre) -> Iterator[Funn]:
    for nynorsk, bokmål in par(tre):
        for felt in LIKT:
            venter, fikk = bokmål.forside.get(felt), nynorsk.forside.get(felt)
            if venter != fikk:
                rett = f"Skriv «{felt}: {venter}», som på bokmål." if venter is not None else "Fjern linjen."
                linje = nynorsk.linje_i_forside(felt)
                yield Funn(f"docs/{nynorsk.sti}", linje, f"«{felt}» er ikke som på bokmål.", rett)


def andre_seksjoner(tre: Tre) -> Iterator[Funn]:
    """A section without its other half would be an address that leads nowhere."""
    for nynorsk, bokmål in par(tre):
        har, skal = seksjoner(nynorsk), seksjoner(bokmål)
        for id in skal.keys() - har.keys():
            hva = f"Delen «#{id}» mangler på nynorsk."
            yield Funn(f"docs/{nynorsk.sti}", 1, hva, f"Skriv den, med {{ #{id} }} etter overskriften.")
        for id in har.keys() - skal.keys():
            rett = f"{forslag(id, skal)}Bruk id-en fra docs/{bokmål.sti}."
            yield Funn(f"docs/{nynorsk.sti}", har[id][0], f"Delen «#{id}» finnes ikke på bokmål.", rett)
        if har.keys() == skal.keys() and list(har) != list(skal):
            hva = "Delene står i en annen rekkefølge enn på bokmål."
            yield Funn(f"docs/{nynorsk.sti}", 1, hva, f"Sett dem slik: {', '.join(f'#{id}' for id in skal)}.")


def _makroer(side: Side) -> list[str]:
    """The calls of a page as they must be in both languages."""
    return [
        f"{makro.navn}({', '.join(map(str, makro.argumenter[: EGNE_ORD.get(makro.navn)]))})"
        for makro in side.makroer
        if makro.navn
    ]


def andre_makroer(tre: Tre) -> Iterator[Funn]:
    for nynorsk, bokmål in par(tre):
        har, skal = _makroer(nynorsk), _makroer(bokmål)
        mangler = [et for et in skal if skal.count(et) > har.count(et)]
        ekstra = [et for et in har if har.count(et) > skal.count(et)]
        for kall in dict.fromkeys(mangler):
            rett = f"Sett det inn der det står i docs/{bokmål.sti}."
            yield Funn(f"docs/{nynorsk.sti}", 1, f"Siden mangler «{kall}».", rett)
        for kall in dict.fromkeys(ekstra):
            rett = f"Fjern det, eller sett det inn i docs/{bokmål.sti} også."
            yield Funn(f"docs/{nynorsk.sti}", 1, f"«{kall}» står ikke på bokmål.", rett)


def side_etter_bokmål(tre: Tre) -> Iterator[Funn]:
    """A section that nobody has held against today's bokmål."""
    for et in etter(tre):
        sti, _, id = et.kode.partition("#")
        linje = seksjoner(tre.sider[f"{MAPPE}{sti}.md"])[id][0]
        borte, nye = endret(et.da, et.nå) if et.da else ([], [])
        hva = f"Bokmålet for «#{id}» er endret." if et.da else f"Nynorsken for «#{id}» er ikke godkjent."
        vist = " ".join(f"{ord}: «{' '.join(linjer)}»" for ord, linjer in (("Før", borte), ("Nå", nye)) if linjer)
        rett = f"{vist} Rett nynorsken, og kjør «make nynorsk GODKJENN={et.kode}»."
        yield Funn(f"docs/{MAPPE}{sti}.md", linje, hva, rett.strip())
    lest = tre.data(NYNORSK)
    for kode in lest.data.get("sider", {}).keys() - set(koder(tre)):
        hva = f"«{kode}» finnes ikke på begge målformer."
        yield Funn(NYNORSK, lest.linje("sider", kode), hva, "Kjør «make nynorsk GODKJENN=alle».")


# --- What the site itself says ---


class _Tekster(NamedTuple):
    """What a file says in both languages, and all that stands in it as text."""

    sagt: frozenset[str]
    alle: frozenset[str]


@cache
def _i_koden(kilde: str) -> _Tekster:
    sagt, alle = set(), set()
    for node in noder(kilde):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            alle |= {node.value, node.value.capitalize()}
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "sagt" and node.args:
            sagt.add(getattr(node.args[0], "value", None))
    return _Tekster(frozenset(et for et in sagt if isinstance(et, str)), frozenset(alle))


@cache
def _i_malen(kilde: str) -> _Tekster:
    kilde = kilde.replace("'", '"')
    return _Tekster(frozenset(_MAL_SIER.findall(kilde)), frozenset(_I_MAL.findall(kilde)))


def _usagte(tre: Tre, ord: set[str]) -> set[str]:
    """Those of the words that stand nowhere in the macros as text. Parses no more of them than it must."""
    igjen, små = set(ord), [et.lower() for et in ord]
    for kilde in sorted(tre.makroer, key=lambda kilde: not any(map(kilde.lower().__contains__, små))):
        if igjen:
            igjen -= _i_koden(kilde).alle
    return igjen


def _dataord(tre: Tre) -> tuple[set[str], set[str]]:
    """What the pages in nynorsk say from the data, and all that they might."""
    hull, lover, ordliste = (tre.tabeller(fil) for fil in (HULL, LOVER, ORDLISTE))
    kilder = {et.get("tekst") for et in tre.tabeller(SATSFIL, "kilder").values()}
    forkortelser = {et.get("fullt") or et.get("forklaring") for et in ordliste.values() if et.get("abbr")}
    brukt = set(forkortelser)
    for nynorsk, _ in par(tre):
        for kode in {kode for _, kode, _ in første_argument(nynorsk, "hull")} & hull.keys():
            brukt |= {hull[kode].get(felt) for felt in ("tittel", "kort", "her")}
        brukt |= {lover[kode].get("navn") for _, kode, _ in første_argument(nynorsk, "lov") if kode in lover}
    alle = {et.get(felt) for et in hull.values() for felt in ("tittel", "kort", "her")}
    alle |= {et.get("navn") for et in lover.values()} | kilder | forkortelser
    return {et for et in brukt if et}, alle | set(re.findall(r"^  - (\w+):", tre.mkdocs, re.MULTILINE))


def sider_nn(tre: Tre) -> Iterator[Funn]:
    """That all the site says is in nynorsk, and nothing else."""
    fil = tre.data(SIDER_NN)
    har = {ord: tabell for tabell, alle in fil.data.items() for ord in alle}
    kode = [_i_koden(kilde) for kilde in tre.makroer if re.search(r"\bsagt\s*\(", kilde)]
    maler = [_i_malen(kilde) for kilde in tre.maler]
    brukt, i_dataene = _dataord(tre)
    brukt = brukt.union(*(et.sagt for et in [*kode, *maler]))
    for ord in sorted(brukt - har.keys() - tre.data(ORD_NN).data.keys()):
        hva = f"«{ord}» mangler på nynorsk."
        yield Funn(SIDER_NN, fil.linjetall, hva, f'Legg til linjen "{ord}" = "…" med nynorsken.')
    usagt = _usagte(tre, har.keys() - i_dataene.union(brukt, *(et.alle for et in [*kode, *maler])))
    for ord, tabell in har.items():
        if ord in usagt:
            rett = f"{forslag(ord, brukt)}Rett bokmålet til venstre, eller fjern linjen."
            yield Funn(SIDER_NN, fil.linje(tabell, ord), f"«{ord}» blir ikke sagt på noen side.", rett)


TRESJEKKER = (
    side_uten_bokmål,
    kalkulator_uten_nynorsk,
    andre_opplysninger,
    andre_seksjoner,
    andre_makroer,
    side_etter_bokmål,
    sider_nn,
)
