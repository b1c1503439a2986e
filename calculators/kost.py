"""Kost on a trip: kostgodtgjørelse over 15 km, lunch against receipt under 15 km.

Særavtalen om reiser innenlands for statens regning § 9, and UNE's own rule for short trips.
"""

from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from .felles import norsk
from .felles.kalender import DØGN, lengste_natt, minutter, måneder_etter
from .felles.norsk import Ugyldig, til_øre
from .felles.resultat import Resultat
from .felles.satser import IngenSats, finn_sats, måltidstidene
from .felles.skjema import Feil, FeilIFelt, dato, feil, ja_nei, les, liste, tall, tidspunkt
from .felles.tekster import ordet, tekst

NAVN = "kost"
HOVEDTALL = "utbetaling"
GRENSE_KM = 15
KORT_FRA, KORT_TIL = 6 * 60, 12 * 60  # minutter, begge ender med
NATT_OVER = 5 * 60  # minutter av natten som må være overskredet
LENGSTE_REISE = 31  # døgn
LUNSJ_UTVETYDIG_FRA = date(2022, 1, 1)  # da måltidstrekket gikk over til delens egen sats
TUR_RETUR = (
    Decimal("7.5"),
    Decimal(30),
)  # km der én vei eller tur-retur kan avgjøre hvilken regel som gjelder


@dataclass(frozen=True)
class Måltider:
    """The meals that somebody else paid in one part of the trip."""

    frokost: bool = ja_nei()
    lunsj: bool = ja_nei()
    middag: bool = ja_nei()


MÅLTIDENE = tuple(felt.name for felt in fields(Måltider))


def _tatt(måltider) -> list[str]:
    return [måltid for måltid in MÅLTIDENE if getattr(måltider, måltid, False)]


@dataclass(frozen=True)
class Dagsmåltider:
    """The meals that somebody else paid on one date."""

    dato: date = dato()
    frokost: bool = ja_nei()
    lunsj: bool = ja_nei()
    middag: bool = ja_nei()


@dataclass(frozen=True)
class Inndata:
    """One trip: local times, distance, overnight, receipt in kroner, and the meals covered, per part or per date.

    Without `overnatting`, the times tell.
    """

    avreise: datetime = tidspunkt()
    hjemkomst: datetime = tidspunkt()
    avstand_km: Decimal = tall("km", til=20_000, desimaler=3, omtrent=("under 15", "over 15"))
    overnatting: bool | None = ja_nei(None)
    dekket: list[Måltider] = liste(Måltider, 0, LENGSTE_REISE + 1, fast=True, foldet=True)
    kvittering: Decimal = tall(
        "kroner", til=100_000, standard=Decimal(0), teller=lambda lest: lest.get("avstand_km", 0) <= GRENSE_KM
    )
    maaltider: list[Dagsmåltider | None] = liste(Dagsmåltider, 0, LENGSTE_REISE + 1, fast=True, urørt_teller=False)


EKSEMPEL = {
    "i_dag": "2026-03-10",
    "avreise": "03.03.2026 07:00",
    "hjemkomst": "05.03.2026 20:30",
    "avstand_km": "120",
    "overnatting": True,
    "dekket": [{"frokost": True}, {"frokost": True, "lunsj": True}],
}


class Del(NamedTuple):
    """One part of a trip: how it is told, where it starts and the code of its rate (None under 6 hours)."""

    navn: str
    fra: datetime
    sats: str | None


def _satskode(varighet: int) -> str | None:
    if varighet < KORT_FRA:
        return None
    return "kost-kort" if varighet <= KORT_TIL else "kost-lang"


def del_opp(avreise: datetime, hjemkomst: datetime, overnatting: bool) -> list[Del]:
    """Return the parts of the trip: each whole 24 hours from departure, then the rest if there is any."""
    varighet = minutter(avreise, hjemkomst)
    døgn, rest = divmod(varighet, DØGN) if overnatting else (0, varighet)
    if not døgn:
        kode = _satskode(varighet)
        if overnatting and kode == "kost-lang":
            kode = "kost-doegn"
        return [Del(tekst("kost.del.hele", varighet=norsk.varighet(varighet)), avreise, kode)]
    deler = []
    for nr in range(døgn):
        start = avreise + timedelta(days=nr)
        deler.append(Del(tekst("kost.del.doegn", nr=nr + 1, fra=norsk.tidspunkt(start)), start, "kost-doegn"))
    if rest:
        start = avreise + timedelta(days=døgn)
        navn = tekst("kost.del.rest", varighet=norsk.varighet(rest), fra=norsk.tidspunkt(start))
        deler.append(Del(navn, start, _satskode(rest)))
    return deler


def overnattet(avreise: datetime, hjemkomst: datetime, sagt: bool | None = None) -> bool:
    """Whether the trip counts as one with overnight: as it is said, else by the times."""
    return lengste_natt(avreise, hjemkomst) > NATT_OVER if sagt is None else sagt


def _for_lang(avreise: datetime, hjemkomst: datetime) -> bool:
    return hjemkomst - avreise > timedelta(days=LENGSTE_REISE)


def _måltidsrader(rå, dager: list[date]) -> list[dict]:
    """Return a row for each date of the trip, as the form holds it, with the meals that are ticked so far.

    They follow their dates; but where one is no longer in the trip, the trip has been moved, and they follow it.
    """
    rader = [rad if isinstance(rad, dict) else {} for rad in (rå if isinstance(rå, list) else [])]
    tatt = [{måltid for måltid in MÅLTIDENE if _krysset(rad.get(måltid))} for rad in rader]
    datoer = [lest_dato(rad.get("dato")) for rad in rader]
    if any(et and dag not in dager for et, dag in zip(tatt, datoer, strict=True)):
        datoer = dager
    par = [(dag, et) for dag, ett in zip(datoer, tatt, strict=False) for et in ett]
    return [{"dato": f"{dag:%d.%m.%Y}"} | {måltid: (dag, måltid) in par for måltid in MÅLTIDENE} for dag in dager]


def _krysset(rå) -> bool:
    try:
        return norsk.les_ja_nei(rå)
    except Ugyldig:
        return False


def lest_dato(rå) -> date | None:
    """Return the date that is typed, None where it cannot be read."""
    try:
        return norsk.les_dato(rå)
    except Ugyldig:
        return None


def underveis(rå: dict) -> dict:
    """Return what the form shows before the answer: the rows in which meals can be given.

    `deler` has the names of the rows in each list, None while the times are not known and empty where meals play
    no part (15 km or less); `gitt` has the rows that hold more than what is ticked.
    """
    lest = les(NAVN, Inndata, rå)[1]
    avreise, hjemkomst = lest.get("avreise"), lest.get("hjemkomst")
    if not (avreise and hjemkomst and avreise < hjemkomst) or _for_lang(avreise, hjemkomst):
        return {"deler": {"dekket": None, "maaltider": None}, "gitt": {}}
    if lest.get("avstand_km", GRENSE_KM + 1) <= GRENSE_KM:
        return {"deler": {"dekket": [], "maaltider": []}, "gitt": {}}
    natt = overnattet(avreise, hjemkomst, lest.get("overnatting"))
    reisens_deler = [del_.navn for del_ in del_opp(avreise, hjemkomst, natt)]
    første = avreise.date()
    dager = [første + timedelta(days=nr) for nr in range((hjemkomst.date() - første).days + 1)]
    return {
        "deler": {"dekket": reisens_deler, "maaltider": [norsk.ukedag(dag).capitalize() for dag in dager]},
        "gitt": {"maaltider": _måltidsrader(rå.get("maaltider"), dager)},
    }


def _kontroller(inn: Inndata) -> None:
    def avvis(felt, kode, **verdier):
        raise FeilIFelt(feil(NAVN, felt, kode, **verdier))

    if inn.hjemkomst <= inn.avreise:
        avvis("hjemkomst", "hjemkomst-foerst")
    try:
        finn_sats("kost-kort", inn.avreise.date())
    except IngenSats as ingen:
        dag, grense = norsk.dato(inn.avreise), norsk.dato(ingen.grense)
        avvis("avreise", ingen.grunn, dato=dag, grense=grense)
    if _for_lang(inn.avreise, inn.hjemkomst):
        avvis("hjemkomst", "for-lang-reise", grense=LENGSTE_REISE)
    if any(map(_tatt, inn.dekket)) and any(map(_tatt, inn.maaltider)):
        avvis("maaltider", "maaltider-to-ganger")
    over_et_døgn = minutter(inn.avreise, inn.hjemkomst) > DØGN
    if inn.avstand_km < GRENSE_KM and (inn.overnatting or over_et_døgn):
        avvis("overnatting", "en-reise-per-dag")
    natt = overnattet(inn.avreise, inn.hjemkomst)
    overnatting = overnattet(inn.avreise, inn.hjemkomst, inn.overnatting)
    if over_et_døgn and not natt:
        avvis("overnatting", "natt-uavklart")
    if over_et_døgn and not overnatting:
        avvis("overnatting", "natt-mangler")
    if overnatting and not natt:
        avvis("overnatting", "natt-for-kort")
    if inn.avstand_km > GRENSE_KM:
        antall = len(del_opp(inn.avreise, inn.hjemkomst, overnatting))
        if len(inn.dekket) > antall:
            avvis("dekket", "dekket-mange", antall=antall)
        if utenfor := _utenfor(inn):
            raise FeilIFelt(*utenfor)


def _utenfor(inn: Inndata) -> list[Feil]:
    """An error for each date with a meal that is no date of the trip."""
    første, siste = inn.avreise.date(), inn.hjemkomst.date()
    return [
        feil(
            NAVN,
            f"maaltider.{nr}.dato",
            "maaltid-utenfor",
            dato=norsk.dato(et.dato),
            fra=norsk.dato(første),
            til=norsk.dato(siste),
        )
        for nr, et in enumerate(inn.maaltider)
        if _tatt(et) and not første <= et.dato <= siste
    ]


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Work out kostgodtgjørelse or lunch for one trip, by the rates on the day of departure.

    Source: særavtalen § 9 (rates, parts, måltidstrekk) and UNE, «For nemndmedlemmer» (2021, under 15 km).
    """
    _kontroller(inn)
    ut = Resultat()
    varighet = minutter(inn.avreise, inn.hjemkomst)
    if inn.avstand_km == GRENSE_KM:
        ut.la_stå_åpent("noeyaktig-15-km", tekst("kost.svar.noeyaktig-15-km"))
        return ut
    ledetekst = tekst(
        "kost.linje.varighet",
        avreise=norsk.tidspunkt(inn.avreise),
        hjemkomst=norsk.tidspunkt(inn.hjemkomst),
    )
    ut.linje(ledetekst, norsk.varighet(varighet), "doegn")
    if inn.avstand_km > GRENSE_KM:
        _kost(inn, ut)
    elif varighet < KORT_FRA:
        ut.la_stå_åpent("kort-reise-under-6-timer", tekst("kost.svar.kort-reise"))
        return ut
    else:
        _lunsj(inn, varighet, ut)
    if TUR_RETUR[0] <= inn.avstand_km <= TUR_RETUR[1]:
        ut.ta_forbehold("en-vei-eller-tur-retur")
    frist = måneder_etter(inn.hjemkomst.date(), 1)
    ledetekst = tekst("kost.frist.send-senest", dato=norsk.dato(frist))
    ut.frist(frist, ledetekst, "reisefrist", i_dag, "reise", inn.hjemkomst.date())
    return ut


def _kost(inn: Inndata, ut: Resultat) -> None:
    """Over 15 km: each part at its rate, less the meals that somebody else paid in that part."""
    dag = inn.avreise.date()
    overnatting = overnattet(inn.avreise, inn.hjemkomst, inn.overnatting)
    if inn.overnatting is None:
        ut.linje(tekst("kost.linje.overnatting"), tekst("felles.ja" if overnatting else "felles.nei"), "doegn")
    reisens_deler = del_opp(inn.avreise, inn.hjemkomst, overnatting)
    oppgitt = inn.dekket
    if any(map(_tatt, inn.maaltider)):
        oppgitt = _etter_klokken(inn.maaltider, reisens_deler)
        tider = [f"{_måltid(måltid)} {norsk.klokkeslett(måltidstidene()[måltid])}" for måltid in MÅLTIDENE]
        ut.ta_forbehold("maaltidstider", tider=norsk.oppramsing(tider), kilde=ordet(måltidstidene()["kilde"]))
    dekket = [*oppgitt, *[Måltider()] * (len(reisens_deler) - len(oppgitt))]
    utbetaling = samlet_trekk = Decimal(0)
    for del_, måltider in zip(reisens_deler, dekket, strict=True):
        if del_.sats is None:
            ut.linje(tekst("kost.linje.ingen", **{"del": del_.navn}), norsk.kroner(Decimal(0)), "kost")
            continue
        sats = finn_sats(del_.sats, dag)
        ut.bruk(sats, dag)
        ut.linje(tekst(f"kost.linje.{del_.sats}", **{"del": del_.navn}), norsk.kroner(sats.verdi), "kost")
        trekk = _trekk(del_, sats.verdi, måltider, dag, ut)
        utbetaling += sats.verdi - trekk
        samlet_trekk += trekk
    ut.linje(tekst("kost.linje.sum"), norsk.kroner(utbetaling), "kost")

    hovedsats = reisens_deler[0].sats
    ut.tall = {"utbetaling": utbetaling, "trekk": samlet_trekk}
    if hovedsats:
        ut.tall["sats"] = finn_sats(hovedsats, dag).verdi
    kode = "kost" if utbetaling and not samlet_trekk else "kost-trekk" if utbetaling else "kost-null"
    if samlet_trekk and not utbetaling:
        kode = "kost-null-trekk"
    ut.svar = tekst(f"kost.svar.{kode}", utbetaling=norsk.kroner(utbetaling), trekk=norsk.kroner(samlet_trekk))
    if utbetaling:
        ut.ta_forbehold("foer-skatt")
        ut.krev("reiseregning", tekst("kost.dokumentasjon.reiseregning"), "reisedokumentasjon")


def _etter_klokken(dager: list[Dagsmåltider | None], reisens_deler: list[Del]) -> list[Måltider]:
    """Place the meals of each date in the parts of the trip, by the clock in satser.toml.

    A part goes from its own start to the next one's. A meal before the departure counts in the first part, and
    one after the return in the last: whoever names it was given it on the trip, earlier or later than our clock.
    """
    i_delene: list[set[str]] = [set() for _ in reisens_deler]
    for dag in dager:
        for måltid in _tatt(dag):
            når = datetime.combine(dag.dato, måltidstidene()[måltid])
            i_delene[max(sum(del_.fra <= når for del_ in reisens_deler), 1) - 1].add(måltid)
    return [Måltider(**dict.fromkeys(et, True)) for et in i_delene]


def _måltid(navn: str) -> str:
    return tekst(f"kost.felt.dekket.{navn}.ledetekst").lower()


def _trekk(del_: Del, sats: Decimal, måltider: Måltider, dag: date, ut: Resultat) -> Decimal:
    """The deduction for the meals covered in one part, never more than the part's own rate."""
    tatt = _tatt(måltider)
    if not tatt:
        return Decimal(0)
    satser = [finn_sats(f"trekk-{måltid}", dag) for måltid in tatt]
    for prosentsats in satser:
        ut.bruk(prosentsats, dag)
    prosent = sum(prosentsats.verdi for prosentsats in satser)
    grunnlag, kode = sats, "trekk-egen"
    if finn_sats("trekk-av-doegnsats", dag).verdi and del_.sats != "kost-doegn":
        døgnsats = finn_sats("kost-doegn", dag)
        ut.bruk(døgnsats, dag)
        grunnlag, kode = døgnsats.verdi, "trekk-doegnsats"
    fullt = til_øre(grunnlag * prosent / 100)
    trekk = min(fullt, sats)
    ledetekst = tekst(
        f"kost.linje.{'trekk-tak' if fullt > sats else kode}",
        maaltider=norsk.oppramsing([_måltid(måltid) for måltid in tatt]),
        prosent=norsk.tall(prosent),
        sats=norsk.kroner(grunnlag),
        **{"del": del_.navn},
    )
    ut.linje(ledetekst, "−" + norsk.kroner(trekk), "maaltidstrekk")
    return trekk


def _lunsj(inn: Inndata, varighet: int, ut: Resultat) -> None:
    """Under 15 km: lunch against a receipt, up to a share of the rate for the same duration."""
    dag = inn.avreise.date()
    lengde = "kort" if varighet <= KORT_TIL else "lang"
    sats, andel = finn_sats(f"kost-{lengde}", dag), finn_sats(f"lunsj-{lengde}", dag)
    ut.bruk(sats, dag)
    ut.bruk(andel, dag)
    tak = til_øre(sats.verdi * andel.verdi / 100)
    utbetaling = min(inn.kvittering, tak)
    ledetekst = tekst(
        "kost.linje.lunsj-tak",
        prosent=norsk.tall(andel.verdi),
        sats=norsk.kroner(sats.verdi),
        lengde=tekst(f"kost.linje.lunsj-lengde-{lengde}"),
    )
    ut.linje(ledetekst, norsk.kroner(tak), "lunsj")
    ut.linje(tekst("kost.linje.kvittering"), norsk.kroner(inn.kvittering), "lunsj")
    ut.linje(tekst("kost.linje.lunsj-sum"), norsk.kroner(utbetaling), "lunsj")
    ut.tall = {"utbetaling": utbetaling, "sats": sats.verdi, "prosent": andel.verdi, "tak": tak}
    kode = "lunsj-uten" if not inn.kvittering else "lunsj-tak" if inn.kvittering > tak else "lunsj"
    ut.svar = tekst(
        f"kost.svar.{kode}",
        utbetaling=norsk.kroner(utbetaling),
        kvittering=norsk.kroner(inn.kvittering),
        tak=norsk.kroner(tak),
    )
    if dag < LUNSJ_UTVETYDIG_FRA:
        annet = til_øre(finn_sats("kost-doegn", dag).verdi * andel.verdi / 100)
        ut.ta_forbehold("lunsj-grunnlag", annet_tak=norsk.kroner(annet))
    ut.krev("lunsj", tekst("kost.dokumentasjon.lunsj"), "reisedokumentasjon")
