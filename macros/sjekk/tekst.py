"""The words of a page: bare figures, links that say nothing, abbreviations, personal data, dates gone by."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

from calculators.felles import norsk
from macros.sjekk.felles import BELØP, DATO, KONTROLL_MÅNEDER, PROSENT, er_påbegynt, i_dag, måneder_siden
from macros.sjekk.funn import ORDLISTE, Treff
from macros.sjekk.kilde import Tre
from macros.sjekk.side import Side
from macros.tilfelle import UFERDIG

FORTID = ("utloept", "dengang", "eldre", "endring")  # bokser der en passert dato er meningen
_UTLØPER = re.compile(
    rf"\b(?:utløper|opphører|gjelder[ ](?:bare[ ]|kun[ ])?(?:til|ut)(?:[ ]og[ ]med)?)\s+(?:den\s+)?{DATO}",
    re.IGNORECASE,
)
_FORKORTELSE = re.compile(r"(?<![\wÆØÅ])([A-ZÆØÅ]{2,6})(?=s?(?!\w))")
_TOMME_LENKETEKSTER = re.compile(
    r"(?:(?:klikk|trykk|se|les|les mer|mer)\s+)?(?:her|denne lenken|denne siden|lenke|link|lenken)|les mer|mer",
    re.IGNORECASE,
)
_HUSKELAPP = re.compile(r"\b(?:TODO|FIXME|XXX|TBD|(?-i:FYLL INN))\b|\bPLASS_|lorem ipsum", re.IGNORECASE)
_USYNLIG = re.compile(r"[\u00a0\u202f\u00ad\u200b-\u200d\u2060\ufeff\t]")
_DOBBELT = re.compile(r"(?<=\S)(?<!\|) {2,}(?=[^\s|])")
_ØDELAGT = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf\u2020-\u203a]")
_EPOST = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_TELEFON = re.compile(r"(?<![\d-])(?:\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3})(?![\d-])")
_DUF = re.compile(r"(?<![\d/])(?!2099)(?:19|20)\d{2}[ ]?\d{6}[ ]?\d{2}(?![\d/])")
_FNR = re.compile(r"(?<![\d/])\d{6}[ ]?\d{5}(?![\d/])")

_BELØP_KUR = 'Hent beløpet fra dataene med {{ sats("…") }}. Kodene står i calculators/satser.toml.'
_PROSENT_KUR = 'Hent prosenten fra dataene med {{ sats("…") }}, for eksempel {{ sats("trekk-lunsj") }}.'


def _med_forside(side: Side) -> str:
    """The words of the page and of its title and description."""
    forside = "\n".join(side.kilde.split("\n")[: side.forside_slutt])
    return forside + side.lesetekst[len(forside) :]


def _beslutning(side: Side) -> bool:
    """Decisions tell what was measured once; their figures are no rates."""
    return side.sti.startswith("redaksjon/valg/")


def bart_beløp(tre: Tre, side: Side) -> Treff:
    if not _beslutning(side):
        for linje, treff in side.finn(BELØP, _med_forside(side)):
            yield linje, f"Et beløp er skrevet rett inn i teksten: «{treff[0].strip()}».", _BELØP_KUR


def bar_prosent(tre: Tre, side: Side) -> Treff:
    if not _beslutning(side):
        for linje, treff in side.finn(PROSENT, _med_forside(side)):
            yield linje, f"En prosent er skrevet rett inn i teksten: «{treff[0].strip()}».", _PROSENT_KUR


def lenketekst(tre: Tre, side: Side) -> Treff:
    for lenke in side.lenker:
        tekst = re.sub(r"[*_.!…»«]", "", lenke.tekst).strip()
        if not lenke.bilde and (not tekst or _TOMME_LENKETEKSTER.fullmatch(tekst)):
            yield (
                lenke.linje,
                f"Lenketeksten «{lenke.tekst}» sier ikke hvor lenken fører.",
                "Skriv hva leseren finner der, for eksempel «[Slik sender du inn](skjema.md)».",
            )


def bilde_uten_tekst(tre: Tre, side: Side) -> Treff:
    kur = 'Skriv hva bildet viser, mellom klammene: «![Tidslinje for samlingen](…)» eller alt="…".'
    for lenke in side.lenker:
        if lenke.bilde and not lenke.tekst.strip():
            yield lenke.linje, f"Bildet «{lenke.mål}» mangler alternativ tekst.", kur
    for linje, element in side.html_bilder:
        if not re.search(r"""\balt=(["'])\s*[^"'\s]""", element):
            yield linje, "Bildet mangler alternativ tekst.", kur


def ukjent_forkortelse(tre: Tre, side: Side) -> Treff:
    if side.sti.startswith(("om/", "redaksjon/")):
        return
    ord = " ".join(str(oppslag.get("ord", "")) for oppslag in tre.tabeller(ORDLISTE).values())
    kjente = {
        *UFERDIG.split(),
        *re.findall(r"[A-ZÆØÅ]{2,6}", ord),
        *tre.data("docs/data/forkortelser.toml").data.get("kjente", ()),
    }
    sett = set()
    for linje, treff in side.finn(_FORKORTELSE):
        if treff[1] not in kjente and treff[1] not in sett:
            sett.add(treff[1])
            yield (
                linje,
                f"Forkortelsen «{treff[1]}» er ikke forklart.",
                f"Legg «{treff[1]}» inn i docs/data/ordliste.toml, skriv ordet helt ut, eller før det opp i "
                "docs/data/forkortelser.toml hvis alle kjenner det.",
            )


def egen_abbr(tre: Tre, side: Side) -> Treff:
    for linje, treff in side.finn(re.compile(r"^\*\[([^\]]+)\]:", re.MULTILINE), side.prosa):
        i_lista = any(oppslag.get("ord") == treff[1] for oppslag in tre.tabeller(ORDLISTE).values())
        hva = "er forklart to ganger: her og i ordlista" if i_lista else "er forklart bare på denne siden"
        yield (
            linje,
            f"«{treff[1]}» {hva}.",
            "Fjern linjen. Forklaringer står i docs/data/ordliste.toml med «abbr = true», og vises på alle sider.",
        )


def huskelapp(tre: Tre, side: Side) -> Treff:
    forside = "\n".join(side.kilde.split("\n")[: side.forside_slutt])
    for linje, treff in side.finn(_HUSKELAPP, forside + side.prosa[len(forside) :]):
        hva, rett = f"En huskelapp er glemt i teksten: «{treff[0]}».", "Gjør det ferdig, og fjern lappen."
        yield linje, hva, rett, er_påbegynt(tre, str(side.forside.get("regner")))


def mellomrom(tre: Tre, side: Side) -> Treff:
    for linje, treff in side.finn(_USYNLIG, side.prosa):
        yield (
            linje,
            f"Et usynlig tegn står i teksten: {unicodedata.name(treff[0], 'TABULATOR')}.",
            "Slett det og skriv et vanlig mellomrom. Skal linjen ikke brytes der, skriver du «&nbsp;».",
        )
    for linje, _ in side.finn(_DOBBELT, side.prosa):
        if not side.prosa.split("\n")[linje - 1].lstrip().startswith("|"):
            yield linje, "To mellomrom på rad.", "Skriv ett mellomrom."


def kontakt_uten_lenke(tre: Tre, side: Side) -> Treff:
    for linje, treff in side.finn(_EPOST, side.uten_lenker):
        yield linje, f"E-postadressen «{treff[0]}» er ikke en lenke.", f"Skriv «[{treff[0]}](mailto:{treff[0]})»."
    for linje, treff in side.finn(_TELEFON, side.uten_lenker):
        nummer = "+47" + treff[0].replace(" ", "")
        yield linje, f"Telefonnummeret «{treff[0]}» er ikke en lenke.", f"Skriv «[{treff[0]}](tel:{nummer})»."


def personopplysning(tre: Tre, side: Side) -> Treff:
    for mønster, navn in ((_DUF, "DUF-nummer"), (_FNR, "fødselsnummer")):
        for linje, treff in side.finn(mønster, side.kilde):
            yield (
                linje,
                f"«{treff[0]}» kan være et ekte {navn}.",
                "Fjern nummeret. Trenger du et eksempel, bruk et som tydelig er oppdiktet: «2099 000000 00».",
            )


def passert_dato(tre: Tre, side: Side) -> Treff:
    """A warning, as it depends on today: what has expired still reads as if it were in force."""
    for linje, treff in side.finn(_UTLØPER):
        måned = norsk.MÅNEDER.index(treff[2].lower()) + 1
        år = int(treff[3])
        siste = min(int(treff[1] or 31), monthrange(år, måned)[1])
        if date(år, måned, max(siste, 1)) < i_dag() and side.boks_på_linje.get(linje) not in FORTID:
            yield (
                linje,
                f"Datoen er passert: «{' '.join(treff[0].split())}».",
                'Sett avsnittet i en boks som viser at det er over: «!!! utloept "Utløpt 30. november 2021"».',
                True,
            )
    utløper = side.forside.get("utloeper")
    if isinstance(utløper, date) and utløper < i_dag():
        linje = side.linje_i_forside("utloeper")
        yield linje, f"Siden utløp {norsk.dato(utløper)}.", "Merk det som er over, og fjern «utloeper».", True


def lenge_siden_kontroll(tre: Tre, side: Side) -> Treff:
    dag = side.forside.get("sist_kontrollert")
    if isinstance(dag, date) and måneder_siden(dag) >= KONTROLL_MÅNEDER:
        yield (
            side.linje_i_forside("sist_kontrollert"),
            f"Siden er ikke kontrollert på {måneder_siden(dag)} måneder.",
            "Les siden mot kilden, rett det som er endret, og skriv dagens dato i «sist_kontrollert».",
            True,
        )


SIDESJEKKER = (
    bart_beløp,
    bar_prosent,
    lenketekst,
    bilde_uten_tekst,
    ukjent_forkortelse,
    egen_abbr,
    huskelapp,
    mellomrom,
    kontakt_uten_lenke,
    personopplysning,
    passert_dato,
    lenge_siden_kontroll,
)
