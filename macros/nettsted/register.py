"""The register of every address that has been published, so that none is lost: docs/data/register.toml.

`make bygg` holds the site to it and stops, with place and cure, where a published address is lost. `make godkjenn`
takes new and changed texts into it. Reads the pages and that one file; changes no page.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from macros import grunn
from macros.nettsted.avsnitt import SAMME, Avsnitt, avsnitt_i, gjenkjenn, høyeste_numre, likhet, merke, ord_i
from macros.nettsted.seksjoner import FAKTA, Seksjon, seksjoner_i
from macros.nettsted.side import Nettsted, Nettstedsfeil
from macros.nettsted.side import Side as Bygd
from macros.nettsted.tre import tekst as ordene_i

FIL = grunn.DOCS / "data/register.toml"
FELT = ("tittel", "avsnitt", "endret", "avtrykk", "ord", "tidligere", "erstattet_av")
HODE = """\
# Alle adresser nettstedet har lagt ut: hver side, hver overskrift, hvert ord i ordlisten og hvert avsnitt i en RB.
# Filen lages av «make godkjenn». Du endrer den bare for å si hvor en adresse er blitt av:
#
#   en side:   erstattet_av = "rutiner/rb-31/"                          rett under navnet på siden
#   et punkt:  gammel-id = { …, erstattet_av = "rutiner/rb-30/#ny-id" }  sist på linjen
#
# En linje fjernes aldri. Oppskriften står i docs/redaksjon/flytte-en-side.md.
#   endret    dagen teksten sist ble endret      avtrykk   kjenner igjen nøyaktig samme tekst
#   ord       kjenner igjen nesten samme tekst
#   tidligere tekstene som har stått der: dagen hver av dem kom, avtrykket, og tittelen om den var en annen
"""
Register = dict[
    str, dict
]  # side → {id → {tittel eller avsnitt, endret, avtrykk, ord, tidligere, erstattet_av}}, erstattet_av


class Punkt:
    """What stands behind an id today, but for paragraphs: a section, or a word in the glossary."""

    def __init__(self, tittel: str, avtrykk: str, ledd: tuple[str, ...]):
        self.tittel, self.avtrykk, self.ledd = tittel, avtrykk, ledd

    @property
    def tekst(self) -> str:
        return " ".join(self.ledd)

    @cached_property
    def ord(self) -> str:
        """The mark of its words: dear, and asked for only where something has changed."""
        return merke(self.tekst)


class Side(NamedTuple):
    """A built page as the register sees it."""

    adresse: str
    seksjoner: list[Seksjon]
    punkter: dict[str, Punkt]
    avsnitt: list[Avsnitt]  # of an RB; empty elsewhere
    doble: list[str]


class Feil(NamedTuple):
    """An address that is lost or stands for something else, with place and cure."""

    sti: str
    linje: int
    hva: str
    rett: str

    def __str__(self) -> str:
        return f"{self.sti}:{self.linje}: {self.hva} Slik retter du det: {self.rett}"


# --- The file -------------------------------------------------------------------------------------------------


def les(fil: Path = FIL) -> Register:
    """Return the register, empty where there is none yet. To be read: what is new goes into a copy."""
    return _tolket(fil.read_text(encoding="utf-8")) if fil.exists() else {}


@lru_cache(maxsize=1)  # three steps ask for it, and TOML takes its time
def _tolket(kilde: str) -> Register:
    return tomllib.loads(kilde)


def som_toml(register: Register) -> str:
    """The register as text: pages and ids in alphabetical order, one line each, so that a change is one line."""

    def verdi(v) -> str:
        if isinstance(v, list):
            return f"[{', '.join(map(verdi, v))}]"
        if isinstance(v, dict):
            return "{ " + ", ".join(f"{navn} = {verdi(inni)}" for navn, inni in v.items()) + " }"
        return v.isoformat() if isinstance(v, date) else json.dumps(v, ensure_ascii=False)

    linjer = [HODE]
    for side, oppslag in sorted(register.items()):
        linjer.append(f"[{json.dumps(side, ensure_ascii=False)}]")
        if "erstattet_av" in oppslag:
            linjer.append(f"erstattet_av = {verdi(oppslag['erstattet_av'])}")
        for id, felt in sorted((id, felt) for id, felt in oppslag.items() if id != "erstattet_av"):
            nøkkel = id if re.fullmatch(r"[\w-]+", id, re.ASCII) else json.dumps(id, ensure_ascii=False)
            linjer.append(f"{nøkkel} = {verdi({f: felt[f] for f in FELT if f in felt})}")
        linjer.append("")
    return "\n".join(linjer)


def sist_endret(register: Register | None = None) -> dict[str, date]:
    """The day each page was last changed, by its address."""
    register = les() if register is None else register
    return {
        side: max(felt["endret"] for id, felt in oppslag.items() if id != "erstattet_av" and "avsnitt" not in felt)
        for side, oppslag in register.items()
        if len(oppslag) > ("erstattet_av" in oppslag)
    }


def historikk(felt: dict, seksjon: Seksjon, bygd: str) -> list[dict[str, str]]:
    """The texts that have stood in a section, oldest first: from which day, and the fingerprint of each.

    A text that nobody has approved stands from the day it was built.
    """
    kjent = {"fra": felt.get("endret"), "avtrykk": felt.get("avtrykk")}
    tekster = [*felt.get("tidligere", ()), kjent] if felt else ()
    ut = [{"fra": et["fra"].isoformat(), "avtrykk": et["avtrykk"]} for et in tekster]
    if felt.get("avtrykk") != seksjon.avtrykk:
        ut.append({"fra": bygd, "avtrykk": seksjon.avtrykk})
    return ut


# --- The site -------------------------------------------------------------------------------------------------


def les_side(bygd: Bygd) -> Side | None:
    """Return the page, None where it is none (a redirect) or made from others (a list of changes)."""
    innhold = bygd.artikkel
    if innhold is None or innhold.get("data-laget") is not None:
        return None
    doble = [id for id, antall in Counter(bygd.ider(innhold)).items() if antall > 1]
    # The words alone: a handle on each element of a thousand routines would fill the memory.
    avsnitt = [Avsnitt(None, *ord) for _, *ord in avsnitt_i(innhold)] if innhold.find(FAKTA) is not None else []
    ordliste = {}
    for ord in innhold.iterfind(".//dl/dt[@id]"):
        tekst = f"{ordene_i(ord)} {ordene_i(ord.getnext())}".strip()
        ordliste[ord.get("id")] = Punkt(" ".join(ord_i(ord).split()), Avsnitt(ord, "", tekst).avtrykk, (tekst,))
    seksjoner = seksjoner_i(bygd.adresse, innhold)
    punkter = {s.id: Punkt(s.tittel, s.avtrykk, (s.tittel, s.tekst)) for s in seksjoner}
    return Side(bygd.adresse, seksjoner, punkter | ordliste, avsnitt, doble)


@lru_cache(maxsize=1)
def les_nettsted(nettsted: Nettsted) -> dict[str, Side]:
    """Return the pages of the site by address. Read once: the steps put in marks, and change no words."""
    lest = (les_side(side) for side in nettsted.lesernes())
    return {side.adresse: side for side in lest if side}


def levende(register: Register, nettstedet: dict[str, Side]) -> set[str]:
    """Every address that leads somewhere by itself: pages, ids, and paragraphs that the register knows."""
    ut = set()
    for adresse, side in nettstedet.items():
        ider = [*side.punkter, *(id for id in avsnittsider(register, side) if id)]
        ut |= {adresse, *(f"{adresse}#{id}" for id in ider)}
    return ut


def _avsnitt_i_bruk(oppslag: dict) -> dict[str, dict]:
    i_bruk = {id: felt for id, felt in oppslag.items() if id != "erstattet_av" and "erstattet_av" not in felt}
    return {id: felt for id, felt in i_bruk.items() if "avsnitt" in felt}


def avsnittsider(register: Register, side: Side) -> list[str | None]:
    """The registered id of each paragraph of the page, None for one that is not approved yet."""
    return gjenkjenn(_avsnitt_i_bruk(register.get(side.adresse, {})), side.avsnitt)


def etterfølger(register: Register, adresse: str, lever: set[str], sett=frozenset()) -> str | None:
    """Where an old address leads today, through as many moves as there have been; None if nowhere."""
    adresse = adresse.removeprefix("/")
    if adresse in lever:
        return adresse
    if adresse in sett:
        return None
    sett |= {adresse}
    side, _, id = adresse.partition("#")
    oppslag = register.get(side, {})
    if id and (neste := oppslag.get(id, {}).get("erstattet_av")):
        return etterfølger(register, neste, lever, sett)
    if neste := oppslag.get("erstattet_av"):
        samme = id and "#" not in neste and etterfølger(register, f"{neste}#{id}", lever, sett)
        return samme or etterfølger(register, neste, lever, sett)
    return None


# --- Control --------------------------------------------------------------------------------------------------


def kildefil(side: str) -> str:
    """The Markdown file of a page, from the root of the repository."""
    navn = side.rstrip("/") or "index"
    return f"docs/{navn}.md" if (grunn.DOCS / f"{navn}.md").exists() else f"docs/{navn}/index.md"


def _linje(fil: Path, *mønstre: str) -> int:
    """The line in the file where the patterns are met one after the other; 1 where they are not."""
    igjen = list(mønstre)
    for nr, linje in enumerate(fil.read_text(encoding="utf-8").split("\n") if fil.exists() else (), 1):
        if re.search(igjen[0], linje):
            igjen.pop(0)
            if not igjen:
                return nr
    return 1


def linje_i(kilde: str, *mønstre: str) -> int:
    """The line of a source file, by its path from the root, where the patterns are met; 1 where they are not."""
    return _linje(grunn.ROT / kilde, *mønstre)


def kontroller(register: Register, nettstedet: dict[str, Side], fil: Path = FIL) -> list[Feil]:
    """Return what is wrong: addresses lost, standing twice, or standing for something else."""
    lever = levende(register, nettstedet)
    kjente = {f"{side}#{id}" for side, oppslag in register.items() for id in oppslag}
    registerfil = fil.relative_to(grunn.ROT).as_posix() if fil.is_relative_to(grunn.ROT) else str(fil)

    def i_registeret(side: str, id: str = "", *hva: str) -> Feil:
        mønstre = [rf"^\[{re.escape(json.dumps(side))}\]$", *([rf'^"?{re.escape(id)}"? = '] if id else [])]
        return Feil(registerfil, _linje(fil, *mønstre), *hva)

    def i_kilden(side: str, id: str, *hva: str) -> Feil:
        kilde = kildefil(side)
        return Feil(kilde, _linje(grunn.ROT / kilde, rf"#{re.escape(id)}(?![\w-])"), *hva)

    def likest(side: str, felt: dict) -> str:
        nye = [
            (likhet(felt["ord"], punkt.ord) + (annen == side) / 10, f"{annen}#{id}")
            for annen, s in nettstedet.items()
            for id, punkt in s.punkter.items()
            if f"{annen}#{id}" not in kjente
        ]
        treff, adresse = max(nye, default=(0, ""))
        return adresse if treff >= SAMME else ""

    feil = []
    for side, oppslag in register.items():
        ny = oppslag.get("erstattet_av")
        if ny and side in lever:
            hva = f"Siden «{side}» er ført som flyttet til «{ny}», men finnes fortsatt."
            feil.append(i_registeret(side, "", hva, "Ta bort linjen «erstattet_av», eller slett siden."))
        elif ny and not etterfølger(register, side, lever):
            hva = f"Siden «{side}» er ført som flyttet til «{ny}», som ikke finnes."
            feil.append(
                i_registeret(side, "", hva, "Rett adressen i «erstattet_av»: «mappe/side/» eller «…/#id».")
            )
        elif not ny and side not in lever:
            tittel = next(iter(oppslag.values()), {})
            forslag = likest(side, tittel).partition("#")[0] if tittel.get("ord") else ""
            hva = f"Siden «{side}» er lagt ut, men finnes ikke lenger."
            rett = (
                f"Legg tilbake {kildefil(side)}, eller skriv under denne linjen hvor innholdet er nå: "
                f'erstattet_av = "{forslag or "mappe/ny-side/"}"'
            )
            feil.append(i_registeret(side, "", hva, rett))
        if side not in nettstedet:
            continue
        for id, felt in oppslag.items():
            if id == "erstattet_av":
                continue
            adresse, navn = f"{side}#{id}", felt.get("tittel") or felt.get("avsnitt")
            if ny := felt.get("erstattet_av"):
                if adresse in lever:
                    hva = f"«#{id}» er ført som flyttet til «{ny}», men står fortsatt på siden."
                    feil.append(
                        i_registeret(side, id, hva, "Ta bort «erstattet_av», eller gi punktet en annen id.")
                    )
                elif not etterfølger(register, adresse, lever):
                    hva = f"«#{id}» er ført som flyttet til «{ny}», som ikke finnes."
                    feil.append(i_registeret(side, id, hva, "Rett adressen: «mappe/side/#id»."))
            elif adresse not in lever and "avsnitt" in felt:
                hva = f"Avsnittet «#{id}» («{navn}») er lagt ut, men finnes ikke lenger."
                rett = (
                    "Kjør «make godkjenn»: Da fører adressen til punktet avsnittet sto i. Eller si selv hvor, "
                    f'sist på denne linjen: erstattet_av = "{side}#…"'
                )
                feil.append(i_registeret(side, id, hva, rett))
            elif adresse not in lever:
                hva = f"«#{id}» («{navn}») er lagt ut, men finnes ikke lenger på «{side}»."
                rett = (
                    f"Sett {{ #{id} }} tilbake i {kildefil(side)}, eller si hvor innholdet er nå, sist på denne "
                    f'linjen: erstattet_av = "{likest(side, felt) or f"{side}#ny-id"}"'
                )
                feil.append(i_registeret(side, id, hva, rett))
            elif "avsnitt" not in felt:
                nå = nettstedet[side].punkter[id]
                if nå.tittel != navn and likhet(felt["ord"], nå.ord) < SAMME:
                    hva = f"«#{id}» handlet om «{navn}», men står nå for «{nå.tittel}» med en annen tekst."
                    rett = (
                        "Gi det nye innholdet en ny id, og la den gamle stå der den sto. Er det samme sak "
                        "med nye ord, kjører du «make godkjenn»."
                    )
                    feil.append(i_kilden(side, id, hva, rett))
    for adresse, side in nettstedet.items():
        for id in side.doble:
            hva = f"Id-en «{id}» står to ganger på «{adresse}»."
            feil.append(i_kilden(adresse, id, hva, "Gi det nye stedet en egen id. Den gamle blir der den var."))
    return feil


def _ført(linje: dict, tekst: str, felt: dict | None, dag: date, merk: Callable[[str], str]) -> dict:
    """The line for a text: as it was where the text is the same, else changed today, and what was before kept."""
    if felt and felt["avtrykk"] == linje["avtrykk"]:
        return felt
    ny = linje | {"ord": merk(tekst), "endret": dag}
    if not felt:
        return ny
    tidligere = [et for et in felt.get("tidligere", ()) if et["fra"] < dag]
    if felt["endret"] < dag:  # of several texts on one day the last one counts
        het = {"tittel": felt["tittel"]} if felt.get("tittel") != linje.get("tittel") else {}
        tidligere.append({"fra": felt["endret"], "avtrykk": felt["avtrykk"]} | het)
    return ny | ({"tidligere": tidligere} if tidligere else {})


def oppdatert(
    register: Register, nettstedet: dict[str, Side], dag: date, merk: Callable[[str], str] = merke
) -> Register:
    """The register with today's texts: new ids added, changed ones dated, lost paragraphs led to their section."""
    nytt = {side: dict(oppslag) for side, oppslag in register.items()}
    for adresse, side in nettstedet.items():
        oppslag = nytt.setdefault(adresse, {})
        for id, punkt in side.punkter.items():
            linje = {"tittel": punkt.tittel, "avtrykk": punkt.avtrykk}
            oppslag[id] = _ført(linje, punkt.tekst, oppslag.get(id), dag, merk)
        ider = avsnittsider(register, side)
        for id in _avsnitt_i_bruk(oppslag).keys() - set(ider):
            oppslag[id] = oppslag[id] | {"erstattet_av": f"{adresse}#{id.rpartition('-a')[0]}"}
        høyest = høyeste_numre([*oppslag, *side.punkter])
        for et, kjent in zip(side.avsnitt, ider, strict=True):
            if not kjent:
                høyest[et.seksjon] += 1
            id = kjent or f"{et.seksjon}-a{høyest[et.seksjon]}"
            begynner = et.tekst if len(et.tekst) < 50 else et.tekst[:50].rpartition(" ")[0] + " …"
            linje = {"avsnitt": begynner, "avtrykk": et.avtrykk}
            oppslag[id] = _ført(linje, et.tekst, oppslag.get(id), dag, merk)
    return nytt


def godkjenn(nettsted: Nettsted, fil: Path = FIL) -> list[Feil]:
    """Take today's texts into the register; return the mistakes that only a person can settle, if any."""
    register, nettstedet = les(fil), les_nettsted(nettsted)
    stopper = [feil for feil in kontroller(register, nettstedet, fil) if "make godkjenn" not in feil.rett]
    if not stopper:
        fil.write_text(som_toml(oppdatert(register, nettstedet, grunn.byggedato())), encoding="utf-8")
    return stopper


def ventende(register: Register, nettstedet: dict[str, Side]) -> int:
    """How many lines of the register `make godkjenn` would add or change."""
    nå = {(s, id): felt for s, oppslag in register.items() for id, felt in oppslag.items()}
    nytt = oppdatert(register, nettstedet, grunn.byggedato(), merk=lambda _: "")  # counted, not written
    return sum(nå.get((s, id)) != felt for s, oppslag in nytt.items() for id, felt in oppslag.items())


def steg_kontroller(nettsted: Nettsted) -> str:
    """Stop where an address is lost; tell how many wait for approval."""
    register, nettstedet = les(), les_nettsted(nettsted)
    if feil := kontroller(register, nettstedet):
        raise Nettstedsfeil("\n".join(map(str, feil)))
    venter = ventende(register, nettstedet)
    return f"{venter} adresser er nye eller har ny tekst. Før dem inn med «make godkjenn»." if venter else ""
