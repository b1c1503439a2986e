"""RB-30 as a plan: the tasks before, in and after a likebehandlingsmøte, with role, strength and date."""

from dataclasses import dataclass
from datetime import date, timedelta

from .felles import norsk
from .felles.kalender import UkjentÅr, arbeidsdag, arbeidsdager_før, fridag, helligdager
from .felles.resultat import Resultat
from .felles.skjema import FeilIFelt, dato, feil
from .felles.tekster import finn, tekst

NAVN = "lbm-plan"
HOVEDTALL = "notat_senest"
NOTAT_DAGER = 14  # «to uker»: samme ukedag
UTSENDING = (5, 4)  # «4–5 arbeidsdager»: vinduets første og siste dag
# The tasks that RB-30 dates come first, as a timeline; those it says nothing of the order of come last. Within a
# group they have the order of tekster.nb.toml.
TIDSLINJE = {"notat", "utsending", "moetet", "bidragsytere", "innledning"}
ETTER = {"referat", "oppfoelging", "ressurser", "forelegging", "direktoeren", "publisering"}
ELLERS = {"arkivering"}  # «registreres i 360°», uten at RB-30 sier når
VARSEL = {"notat": 7, "utsending": 2, "moetet": 2}  # dager før


@dataclass(frozen=True)
class Inndata:
    """The day of the meeting."""

    motedato: date = dato()


EKSEMPEL = {"i_dag": "2026-03-01", "motedato": "22.04.2026"}


def datoer(motedato: date) -> dict[str, date]:
    """Return the dates that RB-30 sets, counted back from the meeting. Raises UkjentÅr."""
    notat = motedato - timedelta(days=NOTAT_DAGER)
    return {
        "notat_senest": notat,
        "notat_senest_arbeidsdag": arbeidsdag(notat, -1),
        "utsending_fra": arbeidsdager_før(motedato, UTSENDING[0]),
        "utsending_til": arbeidsdager_før(motedato, UTSENDING[1]),
    }


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Work out the plan for one meeting. Source: RB-30 (published 24.05.2017), chapters 2–6."""
    try:
        når = datoer(inn.motedato)
        møtefri, notatfri = fridag(inn.motedato), fridag(når["notat_senest"])
    except UkjentÅr as ukjent:
        raise FeilIFelt(feil(NAVN, "motedato", ukjent.grunn, **ukjent.verdier)) from None
    vist = {navn: norsk.ukedag(dag) for navn, dag in når.items()} | {"motedato": norsk.ukedag(inn.motedato)}
    # A day off is never told alone: first the working day to keep, then the date that RB-30 counts to.
    notat = når["notat_senest"]
    vist |= {
        "frist": _i_ord("frist", notat, notatfri, vist),
        "notat": _i_ord("notat", notat, notatfri, vist),
        "moetet": _i_ord("moetet", inn.motedato, møtefri, vist),
    }
    ut = Resultat(tall=dict(når), svar=tekst("lbm-plan.svar", **vist))
    dager = {
        "notat": (når["notat_senest_arbeidsdag"], når["notat_senest_arbeidsdag"]),
        "utsending": (når["utsending_fra"], når["utsending_til"]),
        "moetet": (inn.motedato, inn.motedato),
    }
    oppgaver, grupper = finn("lbm-plan.oppgave"), []
    for slag, ledetekst in finn("lbm-plan.gruppe").items():
        egne = {kode: _bundet(et["styrke"]) for kode, et in oppgaver.items() if _slag(kode) == slag}
        grupper.append({"tekst": ledetekst, "antall": len(egne), "slag": slag, "merker": [*egne.values()]})
        for kode, ord_ in egne.items():
            ledetekst = tekst("lbm-plan.linje.oppgave", bundet=ord_, **oppgaver[kode])
            ut.linje(ledetekst, oppgaver[kode]["tid"].format(**vist), f"lbm-plan-{kode}")
            if kode in VARSEL:
                ut.hendelse(f"lbm-{kode}", inn.motedato, *dager[kode], ut.linjer[-1]["tekst"], VARSEL[kode])
    ut.tillegg["grupper"] = grupper
    ut.ta_forbehold("arbeidsdager-lbm")
    if notatfri:
        dager = {"dato": vist["notat_senest"], "grunn": notatfri.lower()}
        ut.ta_forbehold("to-uker-lbm", forslag=vist["notat_senest_arbeidsdag"], **dager)
    if møtefri:
        ut.ta_forbehold("moetedato-fridag", dato=vist["motedato"], grunn=møtefri.lower())
    passert = [vist[navn] for navn in ("notat_senest", "utsending_til") if i_dag and når[navn] < i_dag]
    if passert:
        ut.ta_forbehold("dato-passert", datoer=norsk.oppramsing(passert))
    return ut


def _slag(kode: str) -> str:
    """Which group of the plan a task stands in."""
    delt = {"tidslinje": TIDSLINJE, "etter": ETTER, "ellers": ELLERS}
    return next((slag for slag, koder in delt.items() if kode in koder), "foer")


def _i_ord(hva: str, dag: date, fri: str | None, vist: dict[str, str]) -> str:
    """How a date is told. The name of a weekday says itself that it is a day off; a holiday is named."""
    slag = "arbeidsdag" if not fri else "helligdag" if dag in helligdager() else "helg"
    return finn("lbm-plan.dato")[slag][hva].format(grunn=(fri or "").lower(), **vist)


def _bundet(styrke: str) -> str:
    """How RB-30 binds: by a word, or by saying what is done («presens»)."""
    return tekst("lbm-plan.styrke.presens") if styrke == "presens" else tekst("lbm-plan.styrke.ord", styrke=styrke)
