"""Throws generated inputs at the calculators: `python -m tests.gransk --antall N [--froe S] [NAVN …]`.

Valid, broken and hostile inputs alike; every answer is held to what must hold whatever is typed. Knows the
contract and the bounds of the amounts, and draws its values from the forms' own metadata: a new calculator gets
inputs and the contract's checks at once; bounds of its own (GRENSER), and values that hang together, are written
here. The right amounts are for the rule tests. Standard library only: runs in Pyodide too.
"""

import argparse
import json
import re
import sys
import time
from binascii import crc32
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from functools import lru_cache
from random import Random
from typing import Any

from calculators.felles import norsk
from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.kalender import fridag
from calculators.felles.satser import finn_sats, perioder
from calculators.felles.skjema import felt_i, påkrevd
from calculators.henvisning import STATUSER

# --- What must hold for every answer ---

NØKLER = {
    *("status", "svar", "tall", "linjer", "uavklart", "forbehold", "satser", "dokumentasjon", "frister", "feil")
}
TILLATT_I_TILLEGG = {
    *("deler", "forslag", "gitt", "grupper", "hva_om", "kort", "ta_med", "skjema", "da"),
    *("henvisninger", "rettet"),
}
STØRSTE_SVAR = 200_000  # tegn
_BELØP = re.compile(r"(?:0|[1-9][0-9]*)\.[0-9]{2}")
_TALL = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_SIFRE = re.compile(r"[0-9]+")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FELT = re.compile(r"(?:[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*)?")
_MINUS_NULL = re.compile("[-−]0(?:,00)?\N{NO-BREAK SPACE}")
_UTFYLT = re.compile(r"[{}\n]|\b(?:None|Decimal|nan)\b")
_KODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def _tekst(verdi: Any) -> bool:
    return isinstance(verdi, str) and verdi.strip() == verdi != "" and not _UTFYLT.search(verdi)


def _hjemmel(verdi: Any) -> bool:
    return isinstance(verdi, dict) and set(verdi) == {"tekst", "url"} and all(map(_tekst, verdi.values()))


def _maskintall(navn: str, verdi: Any) -> bool:
    antall = ("antall", *(status.replace("-", "_") for status in STATUSER))
    form = {"prosent": _TALL, **dict.fromkeys(("aarstall", "referanse", *antall), _SIFRE)}.get(navn, _BELØP)
    return isinstance(verdi, str) and bool(form.fullmatch(verdi) or _ISO.fullmatch(verdi))


def brudd(svar: dict) -> list[str]:
    """Return every breach of the contract's form in the answer; [] where there is none."""
    ut = []

    def krev(vilkår: Any, hva: str, funnet: Any) -> None:
        if not vilkår:
            ut.append(f"{hva}: {funnet!r}")

    krev(set(svar) - TILLATT_I_TILLEGG == NØKLER, "nøklene er ikke kontraktens", sorted(svar))
    if ut:
        return ut
    status, tall = svar["status"], svar["tall"]
    krev(status in ("ok", "uavklart", "feil"), "ukjent status", status)
    krev(_tekst(svar["svar"]), "svar er ingen setning", svar["svar"])
    krev(status == "ok" or not tall, f"tall i et svar som er {status}", tall)
    krev((status == "feil") == bool(svar["feil"]), f"status {status} med feil", svar["feil"])
    krev((status == "uavklart") == bool(svar["uavklart"]), f"status {status} med uavklart", svar["uavklart"])
    krev(status != "ok" or (tall and svar["linjer"]), "ok uten tall eller linjer", svar)
    for navn, verdi in tall.items():
        krev(_maskintall(navn, verdi), f"tall.{navn} har feil form", verdi)
    for linje in svar["linjer"]:
        krev(set(linje) == {"tekst", "verdi", "hjemmel"}, "linjens nøkler", linje)
        krev(_tekst(linje["tekst"]) and _tekst(linje["verdi"]), "linje uten tekst eller verdi", linje)
        krev(not _MINUS_NULL.match(linje["verdi"]), "minus null på en linje", linje)
        krev(_hjemmel(linje["hjemmel"]), "linje uten hjemmel", linje)
    for gruppe in ("uavklart", "forbehold"):
        koder = [punkt["kode"] for punkt in svar[gruppe]]
        krev(len(koder) == len(set(koder)), f"samme {gruppe} to ganger", koder)
        for punkt in svar[gruppe]:
            krev(
                _KODE.fullmatch(punkt["kode"]) and _tekst(punkt["tekst"]), f"{gruppe} uten kode eller tekst", punkt
            )
    for punkt in svar.get("kort", ()):
        krev(set(punkt) == {"kode", "tekst"} and _tekst(punkt["tekst"]), "kortet har ikke kode og tekst", punkt)
    for sats in svar["satser"]:
        ok = {"kode", "verdi", "fra", "kilde", "bekreftet"} <= set(sats) and _hjemmel(sats["kilde"])
        ok = ok and _TALL.fullmatch(sats["verdi"]) and _ISO.fullmatch(sats["fra"])
        krev(ok and _ISO.fullmatch(sats["bekreftet"]), "sats uten kilde eller dato", sats)
    for gruppe in ("dokumentasjon", "frister"):
        for punkt in svar[gruppe]:
            krev(
                _tekst(punkt["tekst"]) and _hjemmel(punkt["hjemmel"]), f"{gruppe} uten tekst eller hjemmel", punkt
            )
    for feil in svar["feil"]:
        ok = set(feil) == {"felt", "melding"} and isinstance(feil["felt"], str)
        krev(ok and _FELT.fullmatch(feil["felt"]), "feil uten felt", feil)
        krev(ok and _tekst(feil["melding"]) and len(feil["melding"]) < 400, "feil uten melding", feil)
    return ut


# --- The bounds of the amounts, from the rates and the input alone ---

_sats = lru_cache(maxsize=None)(lambda kode, dag: finn_sats(kode, dag).verdi)


def _grense_honorar(inn: dict, tall: dict) -> list[str]:
    tak = høyest = Decimal(0)
    for dag in inn["dager"]:
        dato, timer = norsk.les_dato(dag["dato"]), norsk.les_tall(dag["timer"], "timer")
        rate = _sats("honorar-normal" if timer <= 8 else "honorar-lang", dato)
        tak += 2 * rate
        høyest += rate
    ut = []
    if tall["utbetaling"] > tak or tall["per_dag"] > tak:
        ut.append(
            f"utbetaling {tall['utbetaling']} eller per_dag {tall['per_dag']} er over takene til sammen, {tak}"
        )
    if tall["utbetaling"] < høyest:
        ut.append(f"utbetaling {tall['utbetaling']} er under honoraret, {høyest}")
    return ut


def _grense_kost(inn: dict, tall: dict) -> list[str]:
    avreise, hjemkomst = norsk.les_tidspunkt(inn["avreise"]), norsk.les_tidspunkt(inn["hjemkomst"])
    km, utbetaling = norsk.les_tall(inn["avstand_km"], "km"), tall["utbetaling"]
    if km > 15:
        grense = ((hjemkomst - avreise).days + 1) * _sats("kost-doegn", avreise.date())
        return [f"utbetaling {utbetaling} er over {grense}"] * (utbetaling > grense)
    kvittering = inn.get("kvittering") or Decimal(0)
    kvittering = (
        kvittering if isinstance(kvittering, Decimal) else norsk.les_tall(kvittering.strip() or "0", "kroner")
    )
    return [f"utbetaling {utbetaling} er over kvitteringen, {kvittering}"] * (utbetaling > kvittering)


def _sum_av_delene(inn: dict, tall: dict) -> list[str]:
    """The settlement is what honorar, kost and frist answer by themselves, and the outlays."""

    def svar(navn: str, del_: dict) -> dict[str, Decimal]:
        tallene = json.loads(regn(navn, json.dumps(del_, default=float)))["tall"]
        return {nøkkel: Decimal(verdi) for nøkkel, verdi in tallene.items() if not _ISO.fullmatch(verdi)}

    def kroner(verdi: Any, enhet: str = "kroner") -> Decimal:
        return norsk.les_tall(verdi, enhet) if str(verdi or "").strip() else Decimal(0)

    honorar = svar("honorar", {"dager": inn["dager"]})
    reiser = [reise for reise in inn.get("reiser") or [] if reise.get("avreise")]
    kostfelt = ("avreise", "hjemkomst", "avstand_km", "overnatting", "dekket", "kvittering", "maaltider")
    kost = sum(
        svar("kost", {felt: reise[felt] for felt in kostfelt if felt in reise}).get("utbetaling", Decimal(0))
        for reise in reiser
    )
    utlegg = sum(kroner(reise.get(felt)) for reise in reiser for felt in ("billetter", "drosje"))
    bil = sum(
        (
            kroner(reise.get("egen_bil_km"), "km")
            * _sats("egen-bil", norsk.les_tidspunkt(reise["avreise"]).date())
        ).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for reise in reiser
    )
    ventet = {
        **{navn: honorar[navn] for navn in ("honorar", "tapt", "per_dag")},
        "betaling": honorar["utbetaling"],
        "kost": kost,
        "egen_bil": bil,
        "reise": kost + bil + utlegg,
        "utbetaling": honorar["utbetaling"] + kost + bil + utlegg,
    }
    return [f"tall.{navn} er {tall[navn]}, delene gir {ny}" for navn, ny in ventet.items() if tall[navn] != ny]


GRENSER: dict[str, Callable[[dict, dict], list[str]]] = {
    "honorar": _grense_honorar,
    "kost": _grense_kost,
    "oppgjor": _sum_av_delene,
}


def _over_grensen(navn: str, linje: str, svar: dict) -> list[str]:
    if svar["status"] != "ok" or navn not in GRENSER:
        return []

    def les(skrevet: str) -> Decimal | str:
        return skrevet if "e" in skrevet.lower() else Decimal(skrevet)  # only a field that does not count has one

    inn = json.loads(linje, parse_float=les, parse_int=les)
    tall = {nøkkel: Decimal(verdi) for nøkkel, verdi in svar["tall"].items() if not _ISO.fullmatch(verdi)}
    return [*GRENSER[navn](inn, tall), *(f"tall.{k} er negativt: {v}" for k, v in tall.items() if v < 0)]


# --- The card of a settlement, and the same settlement entered otherwise ---

_KRONER = re.compile("([0-9\N{NO-BREAK SPACE}]+(?:,[0-9]{2})?)\N{NO-BREAK SPACE}kr")
_UKEDAG = re.compile(rf"(?:{'|'.join(norsk.UKEDAGER)}) ([0-9]+\.\N{{NO-BREAK SPACE}}[a-z]+ [0-9]{{4}})")
_KVITTERINGER = ("billetter", "drosje")


def kortbrudd(inn: dict, svar: dict) -> list[str]:
    """What the card says must be what the figures are, and fit the day it is read."""
    kort, tall = {punkt["kode"]: punkt["tekst"] for punkt in svar["kort"]}, svar["tall"]
    mer_å_få = any(punkt["kode"] == "valg-per-dag" for punkt in svar["forbehold"])
    ventet = ["sum", *["kan-bli"] * mer_å_få, "frist", "legg-ved", "send"]
    if ventet != [punkt["kode"] for punkt in svar["kort"]] or mer_å_få != ("kan_bli" in tall):
        return [f"kortet har kodene {list(kort)}, og tall har {list(tall)}"]

    def beløp(kode: str) -> list[Decimal]:
        return [norsk.les_tall(et) for et in _KRONER.findall(kort[kode])]

    ut = []
    sum_ = Decimal(tall["utbetaling"])
    if beløp("sum") != [sum_]:
        ut.append(f"kortets sum er {beløp('sum')}, tall har {sum_}")
    if mer_å_få:
        kan_bli = Decimal(tall["per_dag"]) + Decimal(tall["reise"])
        if beløp("kan-bli") != [kan_bli, kan_bli - sum_] or Decimal(tall["kan_bli"]) != kan_bli:
            ut.append(f"kan-bli sier {beløp('kan-bli')}, og tall {tall['kan_bli']}; delene gir {kan_bli}")
    i_dag = inn.get("i_dag") and norsk.les_dato(inn["i_dag"])
    for_sent = bool(i_dag and f"{i_dag}" > tall["neste_arbeidsdag"])
    if {for_sent} != {et.startswith("Fristen gikk ut") for et in (svar["svar"], kort["frist"])}:
        ut.append(f"frist på {i_dag}: {svar['svar']} / {kort['frist']}")
    nevnt = [norsk.les_dato(dag) for dag in _UKEDAG.findall(kort["frist"])]
    if not nevnt or not (for_sent or any(not fridag(dag) for dag in nevnt)):
        ut.append(f"kortet nevner ingen arbeidsdag: {kort['frist']}")
    reiser = inn.get("reiser") or []
    lagt_ut = [reise.get(felt) for reise in reiser for felt in _KVITTERINGER]
    utlegg = any(norsk.les_tall(et, "kroner") for et in lagt_ut if str(et or "").strip())
    krever_tap = Decimal(tall["tapt"]) > Decimal(tall["honorar"])
    ingenting = kort["legg-ved"].startswith("Du trenger ikke")
    if ingenting and (utlegg or krever_tap):
        ut.append(f"kortet sier at ingenting skal legges ved: {svar['dokumentasjon']}")
    return ut


def _med_deler(reise: dict) -> dict:
    """The trip with its meals given for the parts: a part is 24 hours, and a meal has the handbook's clock."""
    avreise, hjemkomst = norsk.les_tidspunkt(reise["avreise"]), norsk.les_tidspunkt(reise["hjemkomst"])
    siste = (hjemkomst - avreise - timedelta(minutes=1)) // timedelta(days=1)
    deler: list[dict] = [{} for _ in range(siste + 1)]
    for rad in reise["maaltider"]:
        for måltid, kl in (("frokost", 7), ("lunsj", 12), ("middag", 18)):
            når = datetime.combine(norsk.les_dato(rad["dato"]), datetime.min.time()) + timedelta(hours=kl)
            if rad.get(måltid):
                deler[min(max((når - avreise) // timedelta(days=1), 0), siste)][måltid] = True
    return {felt: verdi for felt, verdi in reise.items() if felt != "maaltider"} | {"dekket": deler}


def skrevet_annerledes(linje: str, svar: dict) -> list[str]:
    """The sum and the card must not know how a settlement was entered.

    Here meals are given for parts and not for dates, an overnight is left for the times to tell, dates are digits,
    and there are trips in which nothing is filled in.
    """
    inn = json.loads(linje)
    reiser = [reise for reise in inn.get("reiser") or [] if reise.get("avreise")]
    reiser = [_med_deler(reise) if reise.get("maaltider") else reise for reise in reiser]
    reiser = [{k: v for k, v in et.items() if (k, v) != ("overnatting", True)} for et in reiser]
    tom = {"avreise": "", "overnatting": "", "godkjent": False, "maaltider": [{"dato": "", "lunsj": False}]}
    dager = [dag | {"dato": f"{norsk.les_dato(dag['dato']):%d%m%Y}"} for dag in inn["dager"]]
    annet = json.loads(regn("oppgjor", json.dumps(inn | {"dager": dager, "reiser": [*reiser, {}, tom][:31]})))
    return [f"skrevet annerledes: {et}" for et in _likt(svar, annet, set(svar) - {"tall", "kort", "svar"})]


# --- The answer taken along, and opened again ---

_LENKE = re.compile(r"svar(?:~[A-Za-z0-9._-]*){7}", re.ASCII)
_ICS = re.compile(r"BEGIN:VCALENDAR\r\n(?:[^\r\n]{1,75}\r\n)+END:VCALENDAR\r\n")
HVER_TIENDE = 10


def _likt(ventet: dict, fått: dict, uten: set[str]) -> list[str]:
    nøkler = (ventet.keys() | fått.keys()) - uten
    return [f"{nøkkel} er et annet" for nøkkel in sorted(nøkler) if ventet.get(nøkkel) != fått.get(nøkkel)]


def tur_retur(navn: str, linje: str) -> list[str]:
    """Take the answer along and open it again: it must be the same answer, from the form it fills in too."""
    inn = json.loads(linje)
    dag = {"i_dag": inn.pop("i_dag", None) or "2026-11-22"}

    def spør(verdier: dict) -> dict:
        return json.loads(regn(navn, json.dumps(verdier | dag, ensure_ascii=False)))

    # The numbers as they were typed: json.loads would round 14.9999999999999999 to 15.
    med = json.loads(regn(navn, linje.rstrip()[:-1] + f', "ta_med": true, "i_dag": "{dag["i_dag"]}"}}'))
    uten = spør({"lenke": med["ta_med"]["lenke"]})
    funn = [f"åpnet lenke: {et}" for et in _likt(med, uten, {"ta_med", "skjema", "da", "forslag"})]
    if funn:
        return funn
    fylt = spør(uten["skjema"] | {"ta_med": True})
    funn += [f"utfylt skjema: {et}" for et in _likt(med, fylt, {"forslag"})]
    funn += [f"endret uten grunn: {et}" for et in uten["da"]["endret"]]
    funn += [] if _LENKE.fullmatch(med["ta_med"]["lenke"]) else [f"lenken har feil tegn: {med['ta_med']['lenke']}"]
    ics = med["ta_med"]["ics"]
    if (ics is None) != (not med["frister"] and navn != "lbm-plan") or (ics and not _ICS.fullmatch(ics)):
        funn.append(f"kalenderfilen passer ikke til fristene: {ics}")
    if not all(punkt["tekst"].replace("\xa0", " ") in med["ta_med"]["tekst"] for punkt in med["forbehold"]):
        funn.append("klarteksten mangler et forbehold")
    return funn


# --- The inputs ---


@dataclass(frozen=True)
class Innsending:
    """One generated input: the line sent, and whether nothing in it gives cause for `feil`."""

    linje: str
    gyldig: bool


RÅTT = "\N{SYMBOL FOR NULL}"  # rammer inn det som skal stå i JSON-teksten uten anførselstegn
_RÅTT = re.compile(f'"{RÅTT}([^{RÅTT}]*){RÅTT}"')

# What no field should take. Raw tokens stand where JSON itself has an odd value.
ULIKE_SLAG = [
    None,
    True,
    False,
    [],
    {},
    [[]],
    [1],
    {"x": 1},
    "",
    "  ",
    "null",
    "\ud800",
    "\x00",
    "æøå",
    "x" * 61,
    "9" * 70,
]
RÅ_VERDIER = ("NaN", "Infinity", "-Infinity", "1e5", "1E400", "-1", "-0", "-0.0", "9" * 80)
RARE_TALL = [f"{RÅTT}{verdi}{RÅTT}" for verdi in RÅ_VERDIER]
GALE = {
    "tall": [
        "NaN",
        "-1",
        "1e3",
        "2.000",
        "1,2,3",
        "1 0 0",
        "12.34.56",
        "sju",
        "٧",
        "0x10",
        "1/2",
        "10 EUR",
        "--",
    ],
    "dato": [
        "2021-02-29",
        "31.04.2021",
        "5.13.2021",
        "05.10.021",
        "i går",
        "1899-12-31",
        "2101-01-01",
        "0000-00-00",
    ],
    "tidspunkt": [
        *("2021-10-05", "2021-10-05T24:00", "2021-10-05T08:60", "2021-10-05T08:00:00", "2021-10-05T08:00Z"),
        *("2021-10-05T08:00+02:00", "05.10.2021 klokka 8", "2021-02-30 08:00", "08:00", "2021-10-05T8"),
    ],
    "tekst": ["a" * 2001, "<b>", "{x}", "\u202e", "a\x00b", "2099", "x"],
    "langtekst": ["\ud800", "x" * 1_500_001, "RB-30 punkt 3 \udfff"],
    "ja-nei": ["kanskje", "sant", "2", "tja"],
    "valg": ["annet", "LOENNSMOTTAKER", "0"],
    "liste": ["[]", {"0": {}}, [None], ["x"], [[]], [{}] * 40, [{"ukjent": 1}], [{}, 1]],
}
# What a letter is made of here: references whole and broken, and what may stand around them.
BREVDELER = [
    *(
        "RB-30",
        "RB",
        "rb-",
        "RB\u201030",
        "RB-99",
        " punkt ",
        " pkt. ",
        " kap.",
        "3",
        "3.2",
        "9" * 9,
        " og ",
        ", ",
        "–",
    ),
    *(
        " Temanotat",
        " «Roller»",
        " (UNE, publisert 24.05.2017)",
        " (UNE, publisert 99.99.2017)",
        " i ",
        "\n",
        "\r\n",
    ),
    *(
        "https://",
        "example.org/",
        "rutiner/rb-30/",
        "#temanotat",
        "#",
        "/r/RB-30/temanotat",
        "satser/",
        "?a=1",
        ".",
        ")",
    ),
    *(
        "utl. § ",
        "§ 77",
        "§§ 13 og ",
        " annet ledd",
        " i forvaltningsloven",
        "Dato: ",
        "1.2.2026",
        "31.2.2026",
        " ",
    ),
    *("\x00", "\u202e", "\u00a0", "{felt}", "<b>", "\\", '"', "😀", "ærlig talt ", "\ufeff", "²"),
]
FIENDTLIG = [
    *(
        "",
        " ",
        "{",
        "}",
        "[]",
        "[{}]",
        "null",
        "true",
        '"{}"',
        "0",
        "{}{}",
        '{"a":}',
        "{'a': 1}",
        "{,}",
        '{"a": 1,}',
    ),
    *("\ufeff{}", "\x00", "\ud800", '{"dager": "\ud83d"}', '{"\\ud800": 1}', '{"__proto__": {"status": "ok"}}'),
    *(
        '{"constructor": 1, "toString": 2}',
        '{"{felt}": 1, "{}": 2, "%s": 3}',
        '{"i_dag": {}}',
        '{"i_dag": "i går"}',
    ),
    *(
        '{"dager": [], "dager": null}',
        '{"avreise": NaN}',
        '{"dager": [NaN, Infinity]}',
        "// {}",
        "<script>",
        "[" * 3000,
    ),
    *(
        '{"a":' * 3000,
        '{"dager":' + "[" * 2000 + "]" * 2000 + "}",
        "9" * 5000,
        '{"avstand_km": ' + "9" * 5000 + "}",
    ),
]
TIDSSPRANG = [0, 1, 2, 299, 300, 301, 359, 360, 361, 719, 720, 721, 1439]


def _periodestarter() -> list[date]:
    koder = ("honorar-normal", "kost-kort", "kost-doegn")
    return sorted({sats.fra for kode in koder for sats in perioder(kode)})


FØRSTE = {"honorar": date(2017, 1, 1), "kost": date(2018, 6, 22), "oppgjor": date(2018, 6, 22)}


class Generator:
    """Draws inputs for one calculator; the same seed gives the same inputs."""

    STARTER = _periodestarter()

    def __init__(self, navn: str, frø: int):
        self.navn = navn
        self.tilfeldig = Random(f"{navn}:{frø}")
        self.skjema = modul(navn).Inndata
        self.første = FØRSTE.get(navn, date(2018, 1, 1))

    def innsendinger(self, antall: int) -> Iterator[Innsending]:
        """About half valid, the rest with one or more broken fields, and one in eight hostile JSON text."""
        for _ in range(antall):
            hva = self.tilfeldig.random()
            if hva < 0.5:
                yield Innsending(self.som_tekst(self.gyldig()), True)
            elif hva < 0.875:
                yield Innsending(self.som_tekst(self.ødelegg(self.gyldig())), False)
            else:
                yield Innsending(self.fiendtlig(), False)

    # Values as people type them

    def dag(self) -> date:
        t = self.tilfeldig
        if t.random() < 0.3:
            dag = t.choice(self.STARTER) + timedelta(days=t.choice((-1, 0, 1, 730, 731, 732)))
        else:
            dag = self.første + timedelta(days=t.randrange(4500))
        return max(dag, self.første)

    def skriv_dato(self, dag: date) -> str:
        former = (
            *(f"{dag:%d.%m.%Y}", f"{dag:%Y-%m-%d}", f"{dag.day}.{dag.month}.{dag.year}", norsk.dato(dag)),
            *(f"{dag:%d.%m.%y}", f"{dag.day}/{dag.month}-{dag.year}", f"{dag:%d%m%Y}"),
        )
        return self.tilfeldig.choice(former)

    def skriv_tidspunkt(self, tid: datetime) -> str:
        former = (
            f"{tid:%Y-%m-%dT%H:%M}",
            f"{tid:%d.%m.%Y %H:%M}",
            f"{tid:%d.%m.%Y kl. %H.%M}",
            f"{tid:%d.%m.%y %H%M}",
            norsk.tidspunkt(tid),
        )
        return self.tilfeldig.choice(former)

    def tall(self, meta: dict) -> Any:
        t = self.tilfeldig
        minst, steg = meta["over"] or 0, Decimal(1).scaleb(-meta["desimaler"])
        vanlig = {"timer": 24, "km": 60, "kroner": 9000}.get(meta["enhet"], 100)
        verdi = t.choice(
            (
                Decimal(minst) + steg,
                Decimal(meta["til"]),
                Decimal(t.randrange(minst + 1, min(vanlig, meta["til"]) + 1)),
                (Decimal(t.randrange(minst * 100 + 1, min(vanlig, meta["til"]) * 100 + 1)) / 100).quantize(
                    max(steg, Decimal("0.01")), ROUND_UP
                ),
                Decimal(t.choice((8, 15, 7, 12, 16))) + t.choice((0, 0, steg, -steg)),
            )
        )
        former = [f"{RÅTT}{verdi:f}{RÅTT}", norsk.tall(verdi), f"{verdi:f}".replace(".", ",")]
        if meta["enhet"] == "kroner":
            former += [norsk.kroner(verdi), f"kr {norsk.tall(verdi, 2)}"]
        elif verdi % 1 and meta["desimaler"] == 3:
            former = [former[0], f"{verdi:.3f} km".replace(".", ",")]
        return t.choice(former)

    def verdi(self, meta: dict) -> Any:
        t = self.tilfeldig
        match meta["slag"]:
            case "dato":
                return self.skriv_dato(self.dag())
            case "tidspunkt":
                return self.skriv_tidspunkt(datetime.combine(self.dag(), datetime.min.time()) + self.minutter())
            case "tall":
                return self.tall(meta)
            case "ja-nei":
                return t.choice((True, False, "ja", "nei"))
            case "tekst":
                return t.choice(("Utopia", "2099 000000 00", "209900000000", "2099", "x/0012345"))[: meta["mest"]]
            case "langtekst":
                return "".join(t.choices(BREVDELER, k=t.randrange(1, 60))) + "x"
            case "valg":
                return t.choice(meta["koder"])
        antall = t.randint(meta["minst"], min(meta["mest"], t.choice((1, 2, 3, 3, 3, 4, 4, 31))))
        return [self.objekt(meta["av"]) for _ in range(antall)]

    def minutter(self) -> timedelta:
        t = self.tilfeldig
        return timedelta(minutes=t.choice((t.randrange(1440), 7 * 60, 22 * 60, 6 * 60, 61, 60, 0)))

    def objekt(self, skjema: type) -> dict:
        ut = {}
        for felt in felt_i(skjema):
            if påkrevd(felt) or self.tilfeldig.random() < 0.7:
                ut[felt.name] = self.verdi(felt.metadata)
        return ut

    def gyldig(self) -> dict:
        """An input that no field and no rule should refuse."""
        inn = self.objekt(self.skjema)
        if self.navn in ("honorar", "oppgjor"):
            første, rekke = self.dag(), self.tilfeldig.sample(range(40), len(inn["dager"]))
            for dag, nr in zip(inn["dager"], rekke, strict=True):
                dag["dato"] = self.skriv_dato(første + timedelta(days=nr))
        if self.navn == "kost":
            self.gyldig_reise(inn, self.dag())
        if self.navn == "saksreferanse":
            inn |= {"duf": "2099 000000 00", "land": "Utopia", "behandlingsform": "nemndmøte", "utfall": "medhold"}
            inn |= {"dato": "01.01.2099", "tema": "Identitet", "aarstall": "2099", "lenke": "x/0012345"}
        for nr, reise in enumerate(inn.get("reiser", [])):
            self.gyldig_reise(reise, self.første + timedelta(days=40 * nr + self.tilfeldig.randrange(8)))
            if "egen_bil_km" in reise or "drosje" in reise:
                reise["godkjent"] = True
        if self.tilfeldig.random() < 0.5 and self.navn != "saksreferanse":
            inn["i_dag"] = self.skriv_dato(self.dag())
        return inn

    def gyldig_reise(self, inn: dict, dag: date) -> None:
        t = self.tilfeldig
        avreise = datetime.combine(dag, datetime.min.time()) + self.minutter()
        nær, natt = t.random() < 0.4, t.random() < 0.6
        sprang = t.choice((t.choice(TIDSSPRANG), t.randrange(1, 1440)))
        varighet = max(sprang, 1)
        if not nær and natt:
            # From departures between 01 and 06 no night need take over five hours, and the trip may be refused.
            avreise += timedelta(hours=6) if 1 <= avreise.hour <= 6 else timedelta()
            varighet = t.choice((1, 1, 1, 2, 3, 30)) * 1440 + sprang
        inn |= {"avreise": self.skriv_tidspunkt(avreise)}
        inn |= {"hjemkomst": self.skriv_tidspunkt(avreise + timedelta(minutes=varighet))}
        if t.random() < 0.5 or (not nær and not natt):  # else the times tell, and must be let to
            inn |= {"overnatting": not nær and natt}
        else:
            inn.pop("overnatting", None)
        inn["avstand_km"] = t.choice(
            ("1", "14,999", "7,5", f"{RÅTT}15{RÅTT}") if nær else ("15,001", "120 km", "19 999")
        )
        deler = -(-varighet // 1440) if natt else 1
        inn.pop("maaltider", None)
        if not nær and t.random() < 0.5:
            dager = range((avreise + timedelta(minutes=varighet)).toordinal() - avreise.toordinal() + 1)
            valgt = t.sample(dager, t.randint(0, len(dager)))
            inn["maaltider"] = [
                {"dato": self.skriv_dato(dag + timedelta(days=nr)), **self.måltider()} for nr in valgt
            ]
            inn["dekket"] = []
        elif not nær:
            inn["dekket"] = [self.måltider() for _ in range(t.randint(0, deler))]

    def måltider(self) -> dict:
        t = self.tilfeldig
        return {navn: t.random() < 0.5 for navn in ("frokost", "lunsj", "middag") if t.random() < 0.7}

    # Values gone wrong

    def ødelegg(self, inn: dict) -> dict:
        t = self.tilfeldig
        for _ in range(t.choice((1, 1, 1, 2, 5))):
            self.ødelegg_ett(inn, self.skjema)
        if t.random() < 0.1:
            inn[t.choice(("ukjent", "", "0", "Ærlig", "a" * 300, "\ud800", "__proto__", "{x}", "dager.0"))] = 1
        if t.random() < 0.05:
            inn["i_dag"] = t.choice(GALE["dato"])
        return inn

    def ødelegg_ett(self, inn: dict, skjema: type) -> None:
        t = self.tilfeldig
        felt = t.choice(felt_i(skjema))
        meta, nå = felt.metadata, inn.get(felt.name)
        if meta["slag"] == "liste" and isinstance(nå, list) and nå and t.random() < 0.7:
            element = t.choice(nå)
            if isinstance(element, dict):
                self.ødelegg_ett(element, meta["av"])
                return
        hva = t.random()
        if hva < 0.15:
            inn.pop(felt.name, None)
        elif hva < 0.25 and isinstance(nå, str) and nå:
            plass = t.randrange(len(nå))
            inn[felt.name] = nå[:plass] + t.choice(("", "0", "-", ".", ",", " ", "e", "\ud800")) + nå[plass + 1 :]
        elif hva < 0.4:
            inn[felt.name] = self.verdi(meta)  # riktig slag, men passer kanskje ikke med resten
        else:
            inn[felt.name] = t.choice(ULIKE_SLAG + RARE_TALL + GALE[meta["slag"]] * 2)

    def fiendtlig(self) -> str:
        t = self.tilfeldig
        hva = t.random()
        if hva < 0.3:
            return t.choice(FIENDTLIG)
        if hva < 0.31:
            return self.som_tekst({"dager": [{"dato": "2021-10-05", "timer": "7"}] * 10_000})
        tekst = self.som_tekst(self.gyldig())
        if hva < 0.4:
            return tekst[: t.randrange(len(tekst))]
        for _ in range(t.choice((1, 1, 2, 8))):
            plass = t.randrange(len(tekst) + 1)
            inn = t.choice(
                ("", '"', "{", "}", "[", "]", ",", ":", "\\", "\\u", "0", "-", "e9", "\x00", "æ", "\udfff", "null")
            )
            tekst = tekst[:plass] + inn + tekst[plass + t.choice((0, 0, 1, 3)) :]
        return tekst

    def som_tekst(self, inn: dict) -> str:
        return _RÅTT.sub(r"\1", json.dumps(inn, ensure_ascii=False))


# --- The run ---


def gransk_en(navn: str, innsending: Innsending) -> tuple[str, list[str]]:
    """Send one input; return the status and every breach found."""
    try:
        ut = regn(navn, innsending.linje)
        ut.encode("utf-8")
        svar = json.loads(ut)
        funn = brudd(svar)
        if "\n" in ut or len(ut) > STØRSTE_SVAR:
            funn.append(f"svaret er ikke én linje på høyst {STØRSTE_SVAR} tegn")
        if not funn:
            funn = _over_grensen(navn, innsending.linje, svar)
        if not funn and svar["status"] == "ok" and navn == "oppgjor":
            funn = kortbrudd(json.loads(innsending.linje, parse_float=Decimal, parse_int=Decimal), svar)
            if innsending.gyldig:
                funn += skrevet_annerledes(innsending.linje, svar)
        tas_med = not funn and svar["status"] != "feil" and getattr(modul(navn), "LENKE", True)
        if tas_med and crc32(innsending.linje.encode("utf-8", "replace")) % HVER_TIENDE == 0:
            funn = tur_retur(navn, innsending.linje)
        if innsending.gyldig and svar["status"] == "feil":
            funn.append(f"gyldige verdier ble avvist: {svar['feil']}")
    except Exception as unntak:  # any exception at all is the finding
        return "unntak", [f"{type(unntak).__name__}: {unntak}"]
    return svar["status"], funn


def gransk(navn: str, antall: int, frø: int) -> tuple[Counter, list[tuple[Innsending, list[str]]]]:
    """Send `antall` inputs to the calculator; return the count per status and the first breaches."""
    telling, funnet = Counter(), []
    for innsending in Generator(navn, frø).innsendinger(antall):
        status, funn = gransk_en(navn, innsending)
        telling[status] += 1
        if funn:
            telling["brudd"] += 1
            funnet += [(innsending, funn)] if len(funnet) < 5 else []
    return telling, funnet


def main() -> int:
    leser = argparse.ArgumentParser(prog="python -m tests.gransk", description=__doc__.splitlines()[0])
    leser.add_argument("navn", nargs="*", help="calculators; all of them where none is named")
    leser.add_argument("--antall", type=int, default=2000, help="inputs to each calculator")
    leser.add_argument("--froe", type=int, default=1, help="seed; the same seed gives the same inputs")
    valg = leser.parse_args()
    kode = 0
    for navn in valg.navn or KALKULATORER:
        start = time.perf_counter()
        telling, funnet = gransk(navn, valg.antall, valg.froe)
        antall = ", ".join(
            f"{telling[status]} {status}" for status in ("ok", "uavklart", "feil", "unntak", "brudd")
        )
        print(f"{navn:<10} {valg.antall} innsendinger: {antall} ({time.perf_counter() - start:.1f} s)", flush=True)
        for innsending, funn in funnet:
            kode = 1
            print(f"  {'; '.join(funn)}\n    regn({navn!r}, {innsending.linje!r:.3000})")
    return kode


if __name__ == "__main__":
    sys.exit(main())
