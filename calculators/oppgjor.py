"""The settlement of one samling: pay and trips together, what to attach, and when it is due.

Composes honorar, kost and frist: it adds and arranges what they answer, and holds no rule of theirs. The card and
the proposals have modules of their own.
"""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from . import _forslag, _svarkort, frist, honorar, kost
from .felles import diagram, norsk
from .felles.kalender import fridag, måneder_etter
from .felles.norsk import til_øre
from .felles.resultat import Resultat
from .felles.satser import finn_sats
from .felles.skjema import Feil, FeilIFelt, Steg, feil, ja_nei, ledetekst, liste, tall, valg
from .felles.tekster import finn, tekst

NAVN = "oppgjor"
HOVEDTALL = "utbetaling"
VANLIG_SAMLING = 3  # lesedag og to møtedager
FLEST = 31  # dager, og reiser
HJEMMEL = {"kost": "kost", "billetter": "rimelig", "egen_bil": "bil", "drosje": "bil"}
POSTER = tuple(HJEMMEL)  # det en reise kan gi


@dataclass(frozen=True)
class Reise(kost.Inndata):
    """One trip as kost knows it, and what the member laid out: tickets, taxi and own car (km), in kroner."""

    billetter: Decimal = tall("kroner", til=100_000, standard=Decimal(0), sjelden=True)
    egen_bil_km: Decimal = tall("km", til=20_000, desimaler=3, standard=Decimal(0), sjelden=True)
    drosje: Decimal = tall("kroner", til=100_000, standard=Decimal(0), sjelden=True)
    godkjent: bool = ja_nei(sjelden=True)


@dataclass(frozen=True)
class Inndata:
    """The paid days of one samling, how the member earns a living, and the trips: one, or one for each day."""

    dager: list[honorar.Dag] = liste(honorar.Dag, 1, FLEST, start=VANLIG_SAMLING)
    tilknytning: str = valg("loennsmottaker", "selvstendig")
    reiser: list[Reise | None] = liste(Reise, 0, FLEST, urørt_teller=False)


# What the page asks, a step at a time. Without scripts it is one form in the same order.
STEG = (
    Steg("naar", ("dager.dato",), "antall"),
    Steg("timer", ("dager.timer",)),
    Steg("tap", ("dager.tap", "tilknytning"), "ja-nei"),
    Steg("reise", ("reiser",), "reisemaate", sjeldne=("overnatting",)),
    Steg("maaltider", ("reiser.maaltider", "reiser.dekket", "reiser.kvittering"), "hver-morgen"),
)

EKSEMPEL = {
    "i_dag": "2026-03-10",
    "tilknytning": "loennsmottaker",
    "dager": [
        {"dato": "03.03.2026", "timer": "6"},
        {"dato": "04.03.2026", "timer": "8,5", "tap": "3 500"},
        {"dato": "05.03.2026", "timer": "7,5", "tap": "3 500"},
    ],
    "reiser": [
        {
            "avreise": "03.03.2026 07:00",
            "hjemkomst": "05.03.2026 20:30",
            "avstand_km": "120",
            "overnatting": True,
            "dekket": [{"frokost": True}, {"frokost": True, "lunsj": True}],
            "billetter": "198",
        }
    ],
}


def underveis(rå: dict) -> dict:
    """Return what the form shows before the answer."""
    return _forslag.underveis(rå, FLEST)


def _utfylte(inn: Inndata) -> list[tuple[int, Reise]]:
    """The trips with their places in the form; one in which nothing is filled in is none, but keeps its place."""
    return [(nr, reise) for nr, reise in enumerate(inn.reiser) if reise]


def _ramme(nr: int) -> str:
    return tekst(f"{NAVN}.felt.reiser.element", nr=nr + 1)


def _del(funksjon, inndata, i_dag, feilene: list[Feil], flytt=lambda et: et) -> Resultat | None:
    """Run one of the calculators; its errors are moved to the fields of this form."""
    try:
        return funksjon(inndata, i_dag)
    except FeilIFelt as funnet:
        feilene += [flytt(et) for et in funnet.feil]
        return None


def _til_reise(nr: int):
    def flytt(et: Feil) -> Feil:
        return Feil(f"reiser.{nr}.{et.felt}", tekst("feil.rammen", ramme=_ramme(nr), melding=et.melding))

    return flytt


def _kontroller_reiser(reiser: list[tuple[int, Reise]]) -> list[Feil]:
    feilene = []
    for plass, (nr, reise) in enumerate(reiser):
        if (reise.egen_bil_km or reise.drosje) and not reise.godkjent:
            feilene.append(feil(NAVN, f"reiser.{nr}.godkjent", "ikke-godkjent"))
        for annen_nr, annen in reiser[:plass]:
            if annen.avreise < reise.hjemkomst and reise.avreise < annen.hjemkomst:
                feilene.append(feil(NAVN, f"reiser.{nr}.avreise", "reise-overlapper", nr=annen_nr + 1))
                break
    return feilene


def _regn_deler(inn: Inndata, i_dag: date | None) -> tuple[Resultat, list[Resultat], Resultat]:
    """Return what honorar, kost (for each trip) and frist answer. Raises FeilIFelt with all that is wrong."""
    feilene: list[Feil] = []
    siste = max(range(len(inn.dager)), key=lambda nr: inn.dager[nr].dato)

    def til_siste_dag(et: Feil) -> Feil:
        ramme = ledetekst(NAVN, f"dager.{siste}.dato")[1]
        return Feil(f"dager.{siste}.dato", tekst("feil.rammen", ramme=ramme, melding=et.melding))

    arbeid = _del(honorar.beregn, honorar.Inndata(inn.dager, inn.tilknytning), i_dag, feilene)
    fristen = _del(frist.beregn, frist.Inndata(inn.dager[siste].dato), i_dag, feilene, til_siste_dag)
    reiser = []
    for nr, reise in _utfylte(inn):
        bare_kost = kost.Inndata(**{felt.name: getattr(reise, felt.name) for felt in fields(kost.Inndata)})
        reiser.append(_del(kost.beregn, bare_kost, i_dag, feilene, _til_reise(nr)))
    feilene += _kontroller_reiser(_utfylte(inn))
    if feilene:
        raise FeilIFelt(*feilene)
    return arbeid, reiser, fristen


def _utlegg(reise: Reise, ut: Resultat) -> dict[str, Decimal]:
    """Tickets and taxi as paid, own car at the rate on the day of departure."""
    beløp = {"billetter": reise.billetter, "egen_bil": Decimal(0), "drosje": reise.drosje}
    if reise.egen_bil_km:
        dag = reise.avreise.date()
        sats = finn_sats("egen-bil", dag)
        ut.bruk(sats, dag)
        beløp["egen_bil"] = til_øre(reise.egen_bil_km * sats.verdi)
        km = f"{norsk.tall(reise.egen_bil_km)}\N{NO-BREAK SPACE}km"
        ut.linje(tekst("oppgjor.linje.egen-bil", km=km, sats=sats.vist()), norsk.kroner(beløp["egen_bil"]), "bil")
    if reise.billetter:
        ut.linje(tekst("oppgjor.linje.billetter"), norsk.kroner(reise.billetter), "rimelig")
        ut.krev("billetter", tekst("oppgjor.dokumentasjon.billetter"), "reisedokumentasjon")
    if reise.drosje:
        ut.linje(tekst("oppgjor.linje.drosje"), norsk.kroner(reise.drosje), "bil")
        ut.krev("drosje", tekst("oppgjor.dokumentasjon.drosje"), "bil")
    return beløp


def _samle(ut: Resultat, deler: list[tuple[str, Resultat]]) -> None:
    """Take over doubts, documents and rates, each once.

    A doubt that only some of the trips have, names them. A trip without an amount is a doubt about the sum.
    """
    rammer = {ramme for ramme, _ in deler if ramme}
    funnet: dict[tuple[str, str], tuple[dict, list[str]]] = {}
    for ramme, et in deler:
        for punkt in et.uavklart + et.forbehold:
            if punkt["kode"] != "frist-passert":  # én frist for alt, se _frister
                funnet.setdefault((punkt["kode"], punkt["tekst"]), (punkt, []))[1].append(ramme)
    uten_beløp = {punkt["kode"] for _, et in deler for punkt in et.uavklart}
    samlet: dict[str, dict] = {}
    for punkt, har in funnet.values():
        hvem, kode, ord_ = norsk.oppramsing(har), punkt["kode"], punkt["tekst"]
        if kode in uten_beløp:
            ord_ = tekst("oppgjor.uten-beloep", reise=hvem, grunn=ord_)
        elif "" not in har and set(har) != rammer:
            ord_ = tekst("feil.rammen", ramme=hvem, melding=ord_)
        før = f"{samlet[kode]['tekst']} " if kode in samlet else ""
        samlet[kode] = {**punkt, "tekst": før + ord_}
    ut.forbehold += samlet.values()
    for _, et in deler:
        ut.dokumentasjon += [krav for krav in et.dokumentasjon if krav not in ut.dokumentasjon]
        ut.satser += [sats for sats in et.satser if sats not in ut.satser]


def _frister(inn: Inndata, ut: Resultat, fristen: Resultat, i_dag: date | None) -> None:
    """The claim is due a month after the samling, a trip a month after its end; told apart where they differ."""
    ut.tall |= fristen.tall
    senest = fristen.tall["send_senest"]
    kravet = tekst("oppgjor.frist.alt", dato=norsk.dato(senest))
    første = min((reise.hjemkomst.date() for _, reise in _utfylte(inn)), default=None)
    if første and måneder_etter(første, 1) < senest:
        kravet = tekst("oppgjor.frist.resten", dato=norsk.dato(senest))
        reise_senest = ut.tall["reise_senest"] = måneder_etter(første, 1)
        dag = norsk.dato(reise_senest)
        ledetekst = tekst("oppgjor.frist.reise", dato=dag)
        ut.frist(reise_senest, ledetekst, "reisefrist", None, "reise", første, "reise-senest")
        if fridag(reise_senest) and not fridag(senest):
            ut.ta_forbehold("frist-fridag", dato=dag)
        if i_dag and reise_senest < i_dag <= senest:
            ut.ta_forbehold("frist-passert-reise", dato=dag)
    siste = max(dag.dato for dag in inn.dager)
    ut.frist(senest, kravet, "send-inn", i_dag, "krav", siste)


def hva_om(inn: Inndata, honorar_: Decimal, betaling: Decimal) -> dict:
    """Return the curve of pay against loss, were the loss the same each day, with the member's own on it."""
    antall = len(inn.dager)

    def ved(tap: Decimal) -> dict:
        return honorar.alternativer([honorar.Dag(dag.dato, dag.timer, tap) for dag in inn.dager])

    # Not rounded before they are multiplied up again by the days.
    likevekt, eget = honorar_ / antall, sum((dag.tap for dag in inn.dager), Decimal(0)) / antall
    tak = {sats.verdi * faktor.verdi for sats, faktor in (honorar.satser_for(d.dato, d.timer) for d in inn.dager)}
    knekk = sorted({Decimal(0), likevekt, *tak})
    ytterst = max(knekk[-1] * Decimal("1.2"), min(eget, knekk[-1] * 2))
    punkter = [diagram.Punkt(tap, ved(tap)["utbetaling"]) for tap in (*knekk, ytterst)]
    rader = []
    for tap in sorted({*knekk, eget}):
        svar = ved(tap)
        først = tekst(f"oppgjor.hva-om.{'eget' if tap == eget else 'tap'}", tap=norsk.kroner(til_øre(tap)))
        beløp = (norsk.kroner(til_øre(svar[navn])) for navn in ("honorar", "tapt", "utbetaling"))
        rader.append([først, *beløp])
    tekster = finn("oppgjor.hva-om")
    svg = diagram.kurve(punkter, honorar_, diagram.Punkt(min(eget, ytterst), betaling), tekster["akser"])
    return {
        "tittel": tekster["tittel"],
        "forklaring": tekst("oppgjor.hva-om.forklaring", likevekt=norsk.kroner(til_øre(likevekt))),
        "svg": svg,
        "kolonner": [*tekster["kolonne"].values()],
        "rader": rader,
    }


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Put the settlement together: the better of honorar and loss, kost or lunch and outlays, in exact kroner.

    Sources: those of honorar, kost and frist; UNE, «For nemndmedlemmer» (2021), for tickets, taxi and own car.
    """
    arbeid, reiser, fristen = _regn_deler(inn, i_dag)
    ut = Resultat()
    summer = dict.fromkeys(POSTER, Decimal(0))
    deler, grupper = [("", arbeid)], [(tekst("oppgjor.gruppe.dager"), arbeid.linjer)]
    for (nr, reise), et in zip(_utfylte(inn), reiser, strict=True):
        utlegg = Resultat()
        beløp = _utlegg(reise, utlegg) | {"kost": et.tall.get("utbetaling", Decimal(0))}
        for post in POSTER:
            summer[post] += beløp[post]
        deler += [(_ramme(nr), et), (_ramme(nr), utlegg)]
        grupper.append((_ramme(nr), et.linjer + utlegg.linjer))
    _samle(ut, [*deler, ("", fristen)])
    ut.ta_forbehold("loennart")
    uten_dag = [
        _ramme(nr)
        for nr, reise in _utfylte(inn)
        if not any(reise.avreise.date() <= dag.dato <= reise.hjemkomst.date() for dag in inn.dager)
    ]
    if uten_dag:
        ut.ta_forbehold("reise-uten-dag", reise=norsk.oppramsing(uten_dag))

    honorar_, tapt, dag_for_dag = (arbeid.tall[kode] for kode in ("honorar", "tapt", "per_dag"))
    betaling = arbeid.tall["utbetaling"]
    reisen = sum(summer.values(), Decimal(0))
    # Taket er det dobbelte av honoraret, så et tap som er likt hver dag, når aldri taket før det når honoraret.
    likevekt = til_øre(honorar_ / len(inn.dager))
    ut.tall = {
        "honorar": honorar_,
        "tapt": tapt,
        "per_dag": dag_for_dag,
        "betaling": betaling,
        "likevekt": likevekt,
        **summer,
        "reise": reisen,
        "utbetaling": betaling + reisen,
    }
    best = "likt" if honorar_ == tapt else "honorar" if honorar_ > tapt else "tapt"
    for kode, verdi in (("honorar", honorar_), ("tapt", tapt)):
        valgt = "likt" if best == "likt" else "valgt" if best == kode else "valgbort"
        ut.linje(tekst(f"oppgjor.linje.{kode}-{valgt}"), norsk.kroner(verdi), kode)
    ut.linje(tekst("oppgjor.linje.likevekt"), norsk.kroner(likevekt), "valg")
    for post in POSTER:
        if summer[post]:
            ut.linje(
                tekst(f"oppgjor.linje.sum-{post.replace('_', '-')}"), norsk.kroner(summer[post]), HJEMMEL[post]
            )
    ut.linje(tekst("oppgjor.linje.utbetaling"), norsk.kroner(betaling + reisen), "valg")
    grupper.insert(0, (tekst("oppgjor.gruppe.sum"), ut.linjer))
    ut.linjer = [linje for _, linjer in grupper for linje in linjer]
    ut.tillegg["grupper"] = [{"tekst": navn, "antall": len(linjer)} for navn, linjer in grupper]

    ut.tillegg["hva_om"] = hva_om(inn, honorar_, betaling)
    _frister(inn, ut, fristen, i_dag)
    if best != "tapt":
        # The loss is not claimed; what proves it is needed only by who claims it all the same.
        for krav in ut.dokumentasjon:
            if krav["kode"] == inn.tilknytning:
                krav["tekst"] = tekst("oppgjor.dokumentasjon.bare-tapt", krav=krav["tekst"])
    ut.svar = tekst(
        f"oppgjor.svar.{best}-{'reise' if reisen else 'uten'}",
        utbetaling=norsk.kroner(betaling + reisen),
        betaling=norsk.kroner(betaling),
        reise=norsk.kroner(reisen),
    )
    uten_beløp = [_ramme(nr) for (nr, _), et in zip(_utfylte(inn), reiser, strict=True) if et.uavklart]
    utfylte = [reise for _, reise in _utfylte(inn)]
    kort = ut.tillegg["kort"] = _svarkort.kort(ut, utfylte, inn.tilknytning, best, uten_beløp, i_dag)
    if _svarkort.gikk_ut(ut.tall["send_senest"], i_dag):
        fristen_i_ord = next(punkt["tekst"] for punkt in kort if punkt["kode"] == "frist")
        ut.svar = tekst("oppgjor.svar.gikk-ut", frist=fristen_i_ord, svar=ut.svar)
    return ut
