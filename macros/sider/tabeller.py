"""Rate tables and the static twins: answers computed at build time by the calculators' own functions.

The twins answer without JavaScript, without WebAssembly and while Python loads.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from html import escape

from calculators import frist, honorar, kost, lbm_plan, min_samling, oppgjor
from calculators.felles import norsk
from calculators.felles.bro import modul, regn
from calculators.felles.kalender import fridag, måneder_etter
from calculators.felles.satser import IngenSats, Sats, finn_sats, kildene, perioder, satsene
from calculators.felles.tekster import målform, ordet
from macros.grunn import byggedato
from macros.sider.maal import sagt
from macros.sider.prosa import GAMMEL_MÅNEDER, sats_på


def tabell(tittel: str, kolonner: list[str], rader: list[list[str]]) -> str:
    """A table with caption and row headings; cells are HTML."""
    hode = "".join(f'<th scope="col">{kolonne}</th>' for kolonne in kolonner)
    kropp = "".join(
        f'<tr><th scope="row">{rad[0]}</th>' + "".join(f"<td>{celle}</td>" for celle in rad[1:]) + "</tr>"
        for rad in rader
    )
    return (
        '<div class="tabell"><table>'
        f"<caption>{escape(tittel)}</caption><thead><tr>{hode}</tr></thead><tbody>{kropp}</tbody></table></div>"
    )


def _kilde(sats: Sats) -> str:
    kilde = kildene()[sats.kilde]
    return f'<a href="{escape(kilde["url"])}">{escape(ordet(kilde["tekst"]))}</a>'


def _eldst(satser: list[Sats]) -> Sats:
    return min(satser, key=lambda sats: sats.bekreftet)


def ubekreftet(koder: Iterable[str]) -> str:
    """A note on the rates in force that nobody has confirmed for long, by the date of the build; else nothing."""
    dag, navn, sist = byggedato(), [], []
    for kode in koder:
        try:
            sats = finn_sats(kode, dag)
        except IngenSats:
            continue
        if sats.eldes and måneder_etter(sats.bekreftet, GAMMEL_MÅNEDER) <= dag:
            navn.append(f"«{escape(sats.navn)}»")
            sist.append(sats)
    if not navn:
        return ""
    siden, hva = _eldst(sist).bekreftet_vist(), norsk.oppramsing(navn)
    sies = sagt("Ikke bekreftet siden {siden}: {hva}. Spør UNE hva som gjelder nå.", siden=siden, hva=hva)
    return f'<p class="ubekreftet">{sies}</p>'


def _periodetabell(tittel: str, kolonner: dict[str, str]) -> str:
    """One row for each day that any of the rates changed, newest first, all of them as they stood that day."""
    lagret = [kode for kode in kolonner if kode in satsene()]
    rader = []
    for fra in sorted({sats.fra for kode in lagret for sats in perioder(kode)}, reverse=True):
        celler, nye = [], []
        for kode in kolonner:
            try:
                sats = sats_på(kode, fra)
            except IngenSats:
                celler.append("–")
                continue
            celler.append(sats.vist())
            if sats.fra == fra:
                nye.append(sats)
        bekreftet = _eldst(nye).bekreftet_vist()
        kilder = ", ".join(dict.fromkeys(_kilde(sats) for sats in nye))
        rader.append([norsk.dato(fra), *celler, bekreftet, kilder])
    opphevet = [
        sagt(
            "{navn} ble opphevet {dato}.",
            navn=ordet(satsene()[kode]["navn"]),
            dato=norsk.dato(satsene()[kode]["opphevet"]),
        )
        for kode in lagret
        if satsene()[kode].get("opphevet")
    ]
    return (
        "".join(f"<p>{merknad}</p>" for merknad in opphevet)
        + ubekreftet(lagret)
        + tabell(
            sagt(tittel),
            [sagt("Gjelder fra"), *map(sagt, kolonner.values()), sagt("Sist bekreftet"), sagt("Kilde")],
            rader,
        )
    )


def satstabell(gruppe: str) -> str:
    """Every known value of a group of rates, with start date, source and the day it was last confirmed."""
    if gruppe == "honorar":
        return _periodetabell(
            "Honorar og tak for tapt arbeidsfortjeneste, per dag",
            {
                "honorar-normal": "Normal dag",
                "honorar-lang": "Lang dag",
                "tak-normal": "Tak, normal dag",
                "tak-lang": "Tak, lang dag",
            },
        )
    if gruppe == "kost":
        return _periodetabell(
            "Kost på reiser innenlands",
            {
                "kost-kort": "6–12 timer",
                "kost-lang": "Over 12 timer, uten overnatting",
                "kost-doegn": "Over 12 timer, med overnatting",
            },
        )
    if gruppe == "annet":
        return "\n".join(
            _periodetabell(tittel, {kode: enhet})
            for kode, tittel, enhet in (
                ("natt-ulegitimert", "Nattillegg uten kvittering", "Per natt"),
                ("egen-bil", "Egen bil, etter godkjenning på forhånd", "Per km"),
            )
        )
    raise KeyError(f"satstabell kjenner ikke gruppen «{gruppe}»")


def tvilling(navn: str) -> str:
    """The static twin of the calculator `navn`."""
    egne = {
        "oppgjor": _tvilling_oppgjor,
        "honorar": _tvilling_honorar,
        "kost": _tvilling_kost,
        "frist": _tvilling_frist,
        "min-samling": _tvilling_samling,
        "lbm-plan": _tvilling_plan,
    }
    return ubekreftet(BRUKER.get(navn, ())) + (egne[navn]() if navn in egne else _tvilling_av_eksempelet(navn))


# The rates that stand behind the static tables.
BRUKER = {
    "honorar": ("honorar-normal", "honorar-lang"),
    "kost": ("kost-kort", "kost-lang", "kost-doegn"),
    "oppgjor": ("honorar-normal", "honorar-lang", "kost-kort", "kost-lang", "kost-doegn", "egen-bil"),
}


def _tvilling_honorar() -> str:
    dag = byggedato()
    satser = {
        kode: sats_på(kode, dag).verdi for kode in ("honorar-normal", "honorar-lang", "tak-normal", "tak-lang")
    }
    trinn = {Decimal(tusen * 1000) for tusen in range(int(satser["tak-lang"]) // 1000 + 2)}
    rader = []
    for tap in sorted(trinn | set(satser.values())):
        celler = []
        for timer in (honorar.NORMAL_DAG, honorar.NORMAL_DAG + 1):
            svar = honorar.beregn(honorar.Inndata([honorar.Dag(dag, Decimal(timer), tap)])).tall
            grunn = sagt("honorar") if svar["honorar"] >= svar["tapt"] else sagt("tapt arbeidsfortjeneste")
            celler.append(f"{norsk.kroner(svar['utbetaling'])} <span class='grunn'>{grunn}</span>")
        rader.append([norsk.kroner(tap), *celler])
    fra = norsk.dato(finn_sats("honorar-normal", dag).fra)
    return tabell(
        sagt("Det du får for én dag, med satsene fra {fra}", fra=fra),
        [sagt("Dokumentert tap"), sagt("Normal dag (0–8 timer)"), sagt("Lang dag (over 8 timer)")],
        rader,
    )


def _tvilling_oppgjor() -> str:
    """A samling of three days without loss: by how the member travels and how long the days are."""
    dager = [byggedato() + timedelta(days=nr) for nr in range(oppgjor.VANLIG_SAMLING)]

    def reise(fra: date, timer: int, km: int, overnatting: bool = False) -> oppgjor.Reise:
        start = datetime(fra.year, fra.month, fra.day, 8)
        return oppgjor.Reise(start, start + timedelta(hours=timer), Decimal(km), overnatting)

    reiser = {
        sagt("Ingen reise å kreve"): [],
        sagt("Hjem hver dag, over 15 km, under 6 timer"): [reise(dag, 5, 20) for dag in dager],
        sagt("Hjem hver dag, over 15 km, 6–12 timer"): [reise(dag, 12, 20) for dag in dager],
        sagt("Hjem hver dag, over 15 km, over 12 timer"): [reise(dag, 13, 20) for dag in dager],
        sagt("Borte to netter, to døgn og 6–12 timer"): [reise(dager[0], 60, 100, True)],
        sagt("Borte to netter, to døgn og over 12 timer"): [reise(dager[0], 61, 100, True)],
        sagt("Borte tre døgn"): [reise(dager[0], 72, 100, True)],
    }
    normal, lang = honorar.NORMAL_DAG, honorar.NORMAL_DAG + 1
    rader = []
    for navn, egne in reiser.items():
        celler = []
        for timer in ((normal, normal, normal), (normal, lang, lang)):
            rader_i_dager = [honorar.Dag(dag, Decimal(antall)) for dag, antall in zip(dager, timer, strict=True)]
            svar = oppgjor.beregn(oppgjor.Inndata(rader_i_dager, reiser=egne)).tall
            celler.append(norsk.kroner(svar["utbetaling"]))
        rader.append([navn, *celler])
    kolonner = [sagt("Slik reiser du"), sagt("Tre normale dager"), sagt("Én normal og to lange dager")]
    tittel = "Oppgjør for tre dager uten tap av inntekt og uten måltidstrekk, satsene per {fra}"
    return tabell(sagt(tittel, fra=norsk.dato(dager[0])), kolonner, rader)


_LENGDER = (
    ("Under 6 timer", 5, False),
    ("Fra og med 6 til og med 12 timer", 12, False),
    ("Over 12 timer, uten overnatting", 13, False),
    ("Over 12 timer, med overnatting, til og med ett døgn", 24, True),
    ("Ett døgn og under 6 timer", 29, True),
    ("Ett døgn og 6–12 timer", 36, True),
    ("Ett døgn og over 12 timer", 37, True),
    ("To døgn", 48, True),
    ("To døgn og under 6 timer", 53, True),
    ("To døgn og 6–12 timer", 60, True),
    ("To døgn og over 12 timer", 61, True),
)


def _reise(fra: datetime, timer: int, overnatting: bool, km: int = 100, kvittering: str = "0") -> dict:
    inn = kost.Inndata(fra, fra + timedelta(hours=timer), Decimal(km), overnatting, [], Decimal(kvittering))
    return kost.beregn(inn).tall


def _tvilling_kost() -> str:
    i_dag = byggedato()
    gjeldende = finn_sats("kost-kort", i_dag)
    forrige = finn_sats("kost-kort", gjeldende.fra - timedelta(days=1))
    avreiser = [datetime(sats.fra.year, sats.fra.month, sats.fra.day, 8) for sats in (gjeldende, forrige)]
    kolonner = [sagt("Avreise fra {dato}", dato=norsk.dato(sats.fra)) for sats in (gjeldende, forrige)]
    kostrader = [
        [sagt(lengde), *[norsk.kroner(_reise(avreise, timer, natt)["utbetaling"]) for avreise in avreiser]]
        for lengde, timer, natt in _LENGDER
    ]
    lunsjrader = [
        [sagt(lengde), *[norsk.kroner(_reise(avreise, timer, False, km=10)["tak"]) for avreise in avreiser]]
        for lengde, timer in (("Fra 6 til 12 timer", 12), ("Over 12 timer", 13))
    ]
    trekkrader = []
    for måltid in ("frokost", "lunsj", "middag"):
        rad = [sagt(måltid.capitalize())]
        for timer, natt in ((12, False), (13, False), (24, True)):
            avreise = avreiser[0]
            inn = kost.Inndata(
                avreise, avreise + timedelta(hours=timer), Decimal(100), natt, [kost.Måltider(**{måltid: True})]
            )
            rad.append(norsk.kroner(kost.beregn(inn).tall["trekk"]))
        trekkrader.append(rad)
    lengder = [sagt("Reisens lengde"), *kolonner]
    return "\n".join(
        (
            tabell(sagt("Kost på reiser over 15 km, uten måltidstrekk"), lengder, kostrader),
            tabell(
                sagt("Trekk for måltider andre betalte, reiser fra {dato}", dato=norsk.dato(gjeldende.fra)),
                [
                    sagt("Måltid"),
                    sagt("Av satsen for 6–12 timer"),
                    sagt("Av satsen for over 12 timer"),
                    sagt("Av døgnsatsen"),
                ],
                trekkrader,
            ),
            tabell(sagt("Tak for lunsj mot kvittering på reiser under 15 km"), lengder, lunsjrader),
        )
    )


TVILLINGENS_DAGER = 92


def _hverdager() -> list[date]:
    """The working days of the three months from the date of the build."""
    dager = [byggedato() + timedelta(days=nr) for nr in range(TVILLINGENS_DAGER)]
    return [dag for dag in dager if not fridag(dag)]


def _tvilling_frist() -> str:
    rader = []
    for dag in _hverdager():
        svar = frist.beregn(frist.Inndata(dag)).tall
        neste = svar["neste_arbeidsdag"]
        celler = [norsk.ukedag(svar["send_senest"]), "" if neste == svar["send_senest"] else norsk.ukedag(neste)]
        rader.append([norsk.ukedag(dag), *celler])
    kolonner = [
        sagt("Siste dag i samlingen"),
        sagt("Send inn senest"),
        sagt("Neste arbeidsdag, hvis fristen er en fridag"),
    ]
    return tabell(sagt("Frister for samlinger de neste tre månedene"), kolonner, rader)


def _tvilling_samling() -> str:
    rader = []
    for dag in _hverdager():
        svar = min_samling.beregn(min_samling.Inndata(dag))
        if not any(punkt["kode"] == "samling-fridag" for punkt in svar.forbehold):
            rader.append([norsk.ukedag(dag), *(norsk.ukedag(svar.tall[kode]) for kode in KOLONNER_I_SAMLINGEN)])
    kolonner = [sagt("Lesedag"), *map(sagt, KOLONNER_I_SAMLINGEN.values())]
    return tabell(sagt("Samlinger på tre hverdager de neste tre månedene"), kolonner, rader)


KOLONNER_I_SAMLINGEN = {"siste_dag": "Siste møtedag", "send_senest": "Send inn kravet senest"}


def _tvilling_plan() -> str:
    rader = []
    for dag in _hverdager():
        når = lbm_plan.datoer(dag)
        rader.append([norsk.ukedag(dag), *(norsk.ukedag(når[kode]) for kode in KOLONNER_I_PLAN)])
    kolonner = [sagt("Møtedato"), *map(sagt, KOLONNER_I_PLAN.values())]
    return tabell(sagt("Frister i RB-30 de neste tre månedene"), kolonner, rader)


KOLONNER_I_PLAN = {
    "notat_senest": "Notatet senest",
    "utsending_fra": "Utsending fra",
    "utsending_til": "Utsending til",
}


def _tvilling_av_eksempelet(navn: str) -> str:
    """What stands in for a calculator that has no table of its own: the answer to its example, step by step."""
    svar = json.loads(regn(navn, json.dumps(modul(navn).EKSEMPEL | {"maal": målform()})))
    rader = [[escape(linje["tekst"]), escape(linje["verdi"])] for linje in svar["linjer"]]
    return tabell(sagt("Slik skrives det"), [sagt("Mal"), sagt("Eksempel")], rader)
