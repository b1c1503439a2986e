"""Finds every reference in a letter, and judges each: does it still say what it said when it was written?

Knows the pages by `felles.seksjoner`, and the forms of a reference by `felles.finn_henvisninger`. Nothing of the
text may be kept: letters are about people.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from .felles import norsk
from .felles.finn_henvisninger import Funn, brevdato, finn_alle
from .felles.resultat import Resultat
from .felles.seksjoner import Seksjon, Side, flyttet, fra, nummer, rutine, side, tatt_ut, uten_nummer
from .felles.skjema import FeilIFelt, dato, feil, lang_tekst
from .felles.tekster import bøyd, tekst

NAVN = "henvisning"
HUSKES = False
LENKE = False
MEST = 1_500_000  # tegn; en megabyte tekst, og noe til
MEST_VIST = 300  # linjer; resten står i «henvisninger»
STATUSER = ("gjelder", "endret", "flyttet", "erstattet", "finnes-ikke")


@dataclass(frozen=True)
class Inndata:
    """The text, and the day it was written where the text does not say so itself."""

    tekst: str = lang_tekst(MEST)
    dato: date | None = dato(None)


EKSEMPEL = {"i_dag": "2026-12-01", "tekst": tekst("henvisning.eksempel"), "dato": "30.11.2026"}


@dataclass(frozen=True)
class Dom:
    """What a reference is worth today: where it leads, how it is written, and why."""

    status: str
    adresse: str = ""
    henvisning: str = ""
    skrives: str = ""  # in the corrected text; "" for as it was
    grunn: str = ""
    forbehold: tuple[str, ...] = ()


# --- What is behind a reference ---


def _etterfulgt(gammel: Side, id: str, skrevet: Funn) -> Dom:
    """A routine that has been revoked: the same section in the one that came after it, else that one's first."""
    ny = rutine(gammel.erstattet_av)
    grunn = tekst("henvisning.grunn.opphevet", rutine=gammel.kode, dato=_i_ord(gammel.opphevet))
    if not ny:
        return Dom("erstattet", gammel.adresse, grunn=grunn)
    mål = ny.finn(id) or ny.seksjoner[0]
    return Dom("erstattet", mål.adresse, mål.henvisning, _skrevet(skrevet, mål), grunn)


def _skrevet(funn: Funn, mål: Seksjon) -> str:
    """The reference as the corrected text has it: an address stays an address, a number in a list a number."""
    her = side(mål.side)
    match funn.slag:
        case "adresse":
            return funn.foran + mål.adresse
        case "kode":
            return her.kode
        case "ledd":
            return nummer(mål.tittel)
        case "først":
            return tekst("henvisning.form.punkt", rutine=her.kode, nummer=nummer(mål.tittel))
    return mål.henvisning


def _i_ord(iso: str) -> str:
    return norsk.dato(date.fromisoformat(iso)).replace("\N{NO-BREAK SPACE}", " ")


def _døm(funn: Funn, mål: Seksjon, dag: date | None, flytte: str = "") -> Dom:
    """Judge a reference to a section that is there; `flytte` says why where it stood elsewhere."""
    her, forbehold = side(mål.side), []
    endret = mål.endret_etter(dag) if dag else ""
    grunn = tekst("henvisning.grunn.endret", dato=_i_ord(endret)) if endret else ""
    if funn.publisert and her.publisert and funn.publisert != her.publisert:
        grunn = tekst("henvisning.grunn.versjon", da=_i_ord(funn.publisert), naa=_i_ord(her.publisert))
    if dag and her.seksjoner[0].dager[0] <= f"{dag}" < mål.dager[0]:
        grunn = tekst("henvisning.grunn.ny", dato=_i_ord(mål.dager[0]))
    elif dag and f"{dag}" < mål.dager[0]:
        forbehold += ["foer-registeret", *["kilde-oppdatert"] * (f"{dag}" < her.kilde_oppdatert)]
    status = "flyttet" if flytte else "endret" if grunn else "gjelder"
    grunner = " ".join(filter(None, (flytte, grunn)))
    # An address that still leads there is left as it is.
    skrives = "" if funn.slag == "adresse" and not flytte else _skrevet(funn, mål)
    return Dom(status, mål.adresse, mål.henvisning, skrives, grunner, tuple(forbehold))


def _døm_rutine(funn: Funn, dag: date | None, i_dag: date | None) -> Dom:
    """A reference by the code of a routine: with a number, with titles, or alone."""
    her = rutine(funn.kode)
    if not her:
        grunn = tekst("henvisning.grunn.ingen-rutine", rutine=funn.kode)
        return Dom("finnes-ikke", grunn=grunn, forbehold=("rb-ikke-gjengitt",))
    kapittel = None
    if funn.nummer:
        for når in (dag, None):
            kapittel = kapittel or next(
                (et for et in her.seksjoner if nummer(et.tittel_på(når)) == funn.nummer), None
            )
    mål = kapittel if funn.nummer else her.seksjoner[0]
    flytte = ""
    if funn.titler:
        navngitt = [et for et in her.seksjoner if funn.titler[-1] in et.titler()]
        inni = [et for et in navngitt if kapittel and her.over.get(et.id) == kapittel.id]
        mål = next(iter(inni or navngitt), mål)
    gammel_tittel = funn.titler[-1] if funn.titler else ""
    borte = {uten_nummer(t): ny for t, ny in tatt_ut(her.adresse).items()} if gammel_tittel else {}
    if gammel_tittel in borte and not any(gammel_tittel in et.titler() for et in her.seksjoner):
        return _døm_adresse(funn, borte[gammel_tittel], dag, i_dag, tekst("henvisning.grunn.flyttet"))
    if not mål:
        finnes = ", ".join(filter(None, (nummer(et.tittel) for et in her.seksjoner)))
        grunn = tekst("henvisning.grunn.ikke-punkt", rutine=funn.kode, nummer=funn.nummer, finnes=finnes)
        return Dom("finnes-ikke", grunn=grunn)
    if _opphevet(her, i_dag):
        return _etterfulgt(her, mål.id, funn)
    i_kapittel = next((et for et in her.seksjoner if et.id == her.over.get(mål.id)), mål)
    if funn.nummer and nummer(i_kapittel.tittel) != funn.nummer:
        flytte = tekst("henvisning.grunn.nummer", da=funn.nummer, naa=i_kapittel.tittel)
    return _døm(funn, mål, dag, flytte)


def _opphevet(her: Side, i_dag: date | None) -> bool:
    return bool(her.opphevet) and (not i_dag or her.opphevet <= f"{i_dag}")


def _døm_adresse(funn: Funn, adresse: str, dag: date | None, i_dag: date | None, flytte: str = "") -> Dom:
    """A reference by address, from the site's root."""
    ny = flyttet(adresse)
    stien, _, id = adresse.partition("#")
    if not ny and id and (sidens := flyttet(stien)):
        ny = sidens if "#" in sidens else f"{sidens}#{id}"
    if ny:
        return _døm_adresse(funn, ny, dag, i_dag, tekst("henvisning.grunn.flyttet"))
    her = side(stien)
    if her and "/eldre/" in stien and (gjelder := rutine(her.kode)):
        mål = (id and gjelder.finn(id)) or gjelder.seksjoner[0]
        grunn = tekst("henvisning.grunn.eldre", rutine=her.kode)
        return Dom("erstattet", mål.adresse, mål.henvisning, _skrevet(funn, mål), grunn)
    mål = her and (her.finn(id) if id and not id.startswith("svar~") else her.seksjoner[0])
    if not mål:
        grunn = tekst("henvisning.grunn.ikke-id" if her else "henvisning.grunn.ikke-side", id=id)
        return Dom("finnes-ikke", grunn=grunn)
    if _opphevet(her, i_dag):
        return _etterfulgt(her, mål.id, funn)
    return _døm(funn, mål, dag, flytte)


def _døm_lov(funn: Funn) -> Dom:
    """A paragraph of law: where Lovdata has it. Whether it has been changed is theirs to say."""
    return Dom("gjelder", funn.adresse, funn.skrevet, forbehold=("lovtekst",))


# --- The answer ---


def _rettet(skrevet: str, dømt: list[tuple[Funn, Dom]]) -> str:
    biter, sist = [], 0
    for funn, dom in dømt:
        biter += [skrevet[sist : funn.fra], dom.skrives or skrevet[funn.fra : funn.til]]
        sist = funn.til
    return "".join([*biter, skrevet[sist:]])


def _vist(funn: Funn, skrevet: str) -> str:
    """What was found, on one line; of several numbers each with its routine."""
    if funn.slag == "ledd":
        return tekst("henvisning.form.punkt", rutine=funn.kode, nummer=funn.nummer)
    return " ".join(skrevet[funn.fra : funn.til].split())[:160]


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Judge every reference in the text, in order."""
    skrevet = inn.tekst
    lest = None if inn.dato else brevdato(skrevet, i_dag)
    dag = inn.dato or lest
    try:
        funnene, sett = finn_alle(skrevet), {}
    except norsk.Ugyldig as ugyldig:
        raise FeilIFelt(feil(NAVN, "tekst", ugyldig.kode, **ugyldig.verdier)) from None

    def døm(funn: Funn) -> Dom:
        if funn.lik not in sett:  # a long text says the same many times
            if funn.slag == "lov":
                sett[funn.lik] = _døm_lov(funn)
            elif funn.slag == "adresse":
                sett[funn.lik] = _døm_adresse(funn, funn.adresse, dag, i_dag)
            else:
                sett[funn.lik] = _døm_rutine(funn, dag, i_dag)
        return sett[funn.lik]

    dømt = [(funn, døm(funn)) for funn in funnene]
    antall = Counter(dom.status for _, dom in dømt)
    ut = Resultat(tall={"antall": len(funnene)} | {st.replace("-", "_"): antall[st] for st in STATUSER})
    ut.tillegg["henvisninger"] = [
        {
            "funnet": skrevet[funn.fra : funn.til],
            "fra": funn.fra,
            "til": funn.til,
            "status": dom.status,
            "adresse": dom.adresse,
            "henvisning": dom.henvisning,
        }
        for funn, dom in dømt
    ]
    ut.tillegg["rettet"] = _rettet(skrevet, dømt)
    ut.linje(tekst("henvisning.linje.antall"), str(len(funnene)), "henvisning")
    if dag:
        hvor = "henvisning.linje.dato-lest" if lest else "henvisning.linje.dato"
        ut.linje(tekst(hvor), norsk.dato(dag), "henvisning")
        ut.tall["dato"] = dag
    for funn, dom in dømt[:MEST_VIST]:
        _vis(ut, _vist(funn, skrevet), dom)
    if len(funnene) > MEST_VIST:
        ut.linje(tekst("henvisning.form.flere"), str(len(funnene) - MEST_VIST), "henvisning")
    for kode in dict.fromkeys(kode for _, dom in dømt for kode in dom.forbehold):
        ut.ta_forbehold(kode, fra=norsk.dato(fra()))
    ut.svar = _svar(antall, len(funnene), dag)
    return ut


def _vis(ut: Resultat, funnet: str, dom: Dom) -> None:
    """One line of the list: the words found and what they are worth, then how to write it, with the way there."""
    status = tekst(f"henvisning.status.{dom.status}")
    mer = f" {dom.grunn}" if dom.grunn else ""
    verdi = dom.henvisning or tekst("henvisning.linje.ingen")
    ut.linje(tekst("henvisning.linje.funn", funnet=funnet, status=status, mer=mer), verdi, "henvisning")
    if dom.adresse:
        ut.linjer[-1]["hjemmel"] = {"tekst": tekst("henvisning.linje.aapne"), "url": dom.adresse}


def _svar(antall: Counter, alle: int, dag: date | None) -> str:
    if not alle:
        return tekst("henvisning.svar.ingen")
    fordelt = [tekst(f"henvisning.fordelt.{st}", antall=antall[st]) for st in STATUSER if antall[st]]
    svar = bøyd("henvisning.svar.funnet", alle, fordelt=norsk.oppramsing(fordelt))
    return svar if dag else f"{svar} {tekst('henvisning.svar.uten-dato')}"
