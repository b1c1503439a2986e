"""The kinds of mistake that `make sjekk` knows: one small function each, gathered in the tables at the end.

A check of a page takes (tree, page); a check of the data takes the tree. Each yields what is wrong and how to
mend it, in Norwegian. What depends on today's date is a warning, so that the calendar never stops a build.
"""

import ast
import difflib
import json
import posixpath
import re
import string
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from calculators.felles import norsk
from calculators.felles.bro import KALKULATORER, regn
from macros.kildetekst import FYLL, Side, Tre
from macros.sider import prosa
from macros.tilfelle import avvik, som_linje, steder
from macros.tilfelle import les as les_tilfeller


class Funn(NamedTuple):
    """One mistake (or a warning): where it stands, what is wrong, how to mend it."""

    sti: str
    linje: int
    hva: str
    rett: str
    advarsel: bool = False

    def __str__(self) -> str:
        merke = "advarsel: " if self.advarsel else ""
        return f"{self.sti}:{self.linje}: {merke}{self.hva} Slik retter du det: {self.rett}"


Treff = Iterator[tuple]  # (line, what is wrong, how to mend it), and True for a warning

HULL, ORDLISTE, LOVER = "docs/data/hull.toml", "docs/data/ordliste.toml", "docs/data/lover.toml"
SATSFIL = "calculators/satser.toml"
FORSIDE_FELT = ("title", "description", "sist_kontrollert")
RB_FELT = ("kode", "tittel", "kilde_oppdatert", "publisert", "versjon", "ansvarlig", "sist_kontrollert")
DATOFELT = ("sist_kontrollert", "kilde_oppdatert", "publisert", "utloeper")
BOKSER = ("utloept", "dengang", "endring", "eldre")
FORTID = ("utloept", "dengang", "eldre", "endring")  # bokser der en passert dato er meningen
SATSTABELLER = ("honorar", "kost", "annet")
FIGURER = ("samling", "utbetaling", "rb-30")
# What a page may call, with the fewest and the most arguments. A test holds this equal to macros.define_env.
MAKROER = {
    "sats": (1, 2),
    "sats_fra": (1, 2),
    "satstabell": (1, 1),
    "lov": (2, 3),
    "hull": (1, 1),
    "hulliste": (0, 0),
    "ordliste": (0, 0),
    "rutineliste": (0, 0),
    "endringer": (0, 0),
    "utgiver": (0, 0),
    "figur": (1, 1),
    "kalkulator": (1, 1),
    "tvilling": (1, 1),
    "eksempler": (0, 0),
}
UTREGNEDE_SATSER = ("tak-normal", "tak-lang")
SATSFELT = {"navn", "gruppe", "enhet", "kriterium", "verdier"}
SATSFELT_VALGFRIE = {"opphevet", "eldes"}
KUNNGJORT_FØR = timedelta(days=90)  # så lenge i forveien kan en ny sats være kjent
VERDIFELT = {"fra", "verdi", "kilde", "bekreftet"}
ENHETER = ("kr", "kr per dag", "kr per døgn", "kr per natt", "kr per km", "prosent", "ganger", "valg")

_TALLORD = (
    "ett?|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre|tusen"
)
_TALL = r"\d(?:[\d.,\u00a0 ]*\d)?"
_BELØP = re.compile(
    rf"(?<!\w)(?:kr\.?|kroner|nok|eur|€)\s*{_TALL}"
    rf"|{_TALL}[\s\u00a0]*(?:kr|kroner|øre|nok|eur)\b"
    rf"|{_TALL}[\s\u00a0]*€"
    rf"|{_TALL},[-–—](?!\d)"
    rf"|(?:{_TALLORD})[\s\u00a0]+(?:kroner|kr)\b",
    re.IGNORECASE,
)
_PROSENT = re.compile(
    rf"{_TALL}[\s\u00a0]*(?:[%‰](?![0-9A-F]{{2}})|prosent|pst\b)|(?:{_TALLORD})[\s\u00a0]+prosent",
    re.IGNORECASE,
)
_DATO = rf"(?:(\d{{1,2}})\.[\s\u00a0]*)?({'|'.join(norsk.MÅNEDER)})[\s\u00a0]+(\d{{4}})"
_UTLØPER = re.compile(
    rf"\b(?:utløper|opphører|gjelder[ ](?:bare[ ]|kun[ ])?(?:til|ut)(?:[ ]og[ ]med)?)\s+(?:den\s+)?{_DATO}",
    re.IGNORECASE,
)
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FORKORTELSE = re.compile(r"(?<![\wÆØÅ])([A-ZÆØÅ]{2,6})(?=s?(?!\w))")
_TOMME_LENKETEKSTER = re.compile(
    r"(?:(?:klikk|trykk|se|les|les mer|mer)\s+)?(?:her|denne lenken|denne siden|lenke|link|lenken)|les mer|mer",
    re.IGNORECASE,
)
_HUSKELAPP = re.compile(r"\b(?:TODO|FIXME|XXX|TBD)\b|\bPLASS_|lorem ipsum", re.IGNORECASE)
_USYNLIG = re.compile(r"[\u00a0\u202f\u00ad\u200b-\u200d\u2060\ufeff\t]")
_DOBBELT = re.compile(r"(?<=\S)(?<!\|) {2,}(?=[^\s|])")
_ØDELAGT = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf\u2020-\u203a]")
_EPOST = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_TELEFON = re.compile(r"(?<![\d-])(?:\d{2} \d{2} \d{2} \d{2}|\d{3} \d{2} \d{3})(?![\d-])")
_DUF = re.compile(r"(?<![\d/])(?!2099)(?:19|20)\d{2}[ ]?\d{6}[ ]?\d{2}(?![\d/])")
_FNR = re.compile(r"(?<![\d/])\d{6}[ ]?\d{5}(?![\d/])")
_UNDERSTREK = re.compile(r"^(?![ ]*[|>#])\S.*\n(=+|-+)[ ]*$", re.MULTILINE)
_HTML_OVERSKRIFT = re.compile(r"<h[1-6]\b")


def i_dag() -> date:
    """The day that dates are held against: never before the build's own date, so that a preview is no error."""
    return max(prosa.byggedato(), date.today())


def _måneder_siden(dag: date) -> int:
    nå = i_dag()
    return (nå.year - dag.year) * 12 + nå.month - dag.month - (nå.day < dag.day)


def _forslag(ord: str, kjente, mal: str = "Mener du «{}»? ") -> str:
    likest = difflib.get_close_matches(str(ord), [str(et) for et in kjente], 1, 0.5)
    return mal.format(likest[0]) if likest else ""


def _er_rb(side: Side) -> bool:
    return side.sti.startswith("rutiner/") and side.sti != "rutiner/index.md"


def _er_håndbok(side: Side) -> bool:
    return side.sti.startswith("nemndmedlem/")


def _er_redaksjon(side: Side) -> bool:
    return side.sti.startswith("redaksjon/")


# --- Front matter ---------------------------------------------------------------------------------------------


def forside_leses(tre: Tre, side: Side) -> Treff:
    if side.forside_feil:
        linje, hva = side.forside_feil
        yield (
            linje,
            f"Opplysningene øverst i filen (mellom linjene «---») {hva}.",
            "Begynn filen med «---», skriv ett felt per linje («title: …», anførselstegn om teksten hvis den har "
            "kolon), og avslutt med «---».",
        )


def forside_mangler(tre: Tre, side: Side) -> Treff:
    if side.forside_feil:
        return
    felt = ("title", "description") if _er_redaksjon(side) else FORSIDE_FELT
    for nøkkel in (*felt, *(("kilde",) if _er_håndbok(side) else ())):
        if not side.forside.get(nøkkel):
            yield (
                1,
                f"Feltet «{nøkkel}» mangler øverst på siden.",
                f"Legg til linjen «{nøkkel}: …» mellom «---».",
            )


def forside_dato(tre: Tre, side: Side) -> Treff:
    for nøkkel in DATOFELT:
        verdi, linje = side.forside.get(nøkkel), side.linje_i_forside(nøkkel)
        if verdi is None:
            continue
        if not isinstance(verdi, date):
            yield (
                linje,
                f"«{nøkkel}» er ikke en dato: «{verdi}».",
                "Skriv den slik: 2026-11-21, uten anførselstegn.",
            )
        elif nøkkel != "utloeper" and verdi > i_dag():
            yield linje, f"«{nøkkel}» ligger fram i tid: {verdi}.", "Skriv dagen det virkelig skjedde."


def forside_kilde(tre: Tre, side: Side) -> Treff:
    kilde, kjente = side.forside.get("kilde"), tre.tabeller(SATSFIL, "kilder")
    if kilde and kilde not in kjente:
        yield (
            side.linje_i_forside("kilde"),
            f"Kilden «{kilde}» finnes ikke.",
            f"{_forslag(kilde, kjente)}Bruk en av nøklene under [kilder] i calculators/satser.toml, "
            "eller legg kilden til der.",
        )


def rb_felt(tre: Tre, side: Side) -> Treff:
    if _er_rb(side) and not side.forside_feil:
        for nøkkel in RB_FELT:
            if nøkkel not in side.forside:
                yield (
                    1,
                    f"Rutinebeskrivelsen mangler feltet «{nøkkel}».",
                    f"Legg til «{nøkkel}: …». Står det ikke i kilden, skriver du «{nøkkel}: null».",
                )


def rb_kode(tre: Tre, side: Side) -> Treff:
    kode = side.forside.get("kode")
    if not _er_rb(side) or kode is None:
        return
    linje = side.linje_i_forside("kode")
    if not re.fullmatch(r"RB-\d{2}", str(kode)):
        yield (
            linje,
            f"Koden «{kode}» har feil form.",
            "Skriv RB, bindestrek og to sifre, slik: «kode: RB-07».",
        )
    elif not re.fullmatch(rf"rutiner/(?:{kode.lower()}|eldre/{kode.lower()}-\d\d)\.md", side.sti):
        yield (
            linje,
            f"Koden «{kode}» og filnavnet «{side.sti}» hører ikke sammen.",
            f"Gi filen navnet «rutiner/{kode.lower()}.md», eller rett koden.",
        )


def redaksjon_utenfor_søk(tre: Tre, side: Side) -> Treff:
    søk = side.forside.get("search")
    if (
        _er_redaksjon(side)
        and not side.forside_feil
        and not (isinstance(søk, dict) and søk.get("exclude") is True)
    ):
        yield (
            1,
            "Redaksjonssiden ville kommet med i lesernes søk.",
            "Legg til linjene «search:» og «  exclude: true» øverst på siden.",
        )


def filnavn(tre: Tre, side: Side) -> Treff:
    if not re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md", side.sti):
        yield (
            1,
            f"Filnavnet «{side.sti}» blir en vanskelig adresse.",
            "Bruk bare små bokstaver a–z, tall og bindestrek (æ blir ae, ø blir oe, å blir aa).",
        )


def ikke_i_meny(tre: Tre, side: Side) -> Treff:
    if not _er_rb(side) and not _er_redaksjon(side) and side.sti not in {sti for _, sti in tre.meny}:
        yield (
            1,
            "Siden står ikke i menyen, så leserne finner den ikke.",
            f"Legg til «- {side.sti}» på rett plass under «nav» i mkdocs.yml.",
        )


# --- Macros ---------------------------------------------------------------------------------------------------


def makro_klammer(tre: Tre, side: Side) -> Treff:
    for linje, tegn in side.uparede_klammer:
        par = {"{{": "}}", "}}": "{{", "{%": "%}", "%}": "{%"}[tegn]
        yield linje, f"«{tegn}» mangler makkeren «{par}».", f"Sett inn «{par}», eller fjern «{tegn}»."


def makro_navn(tre: Tre, side: Side) -> Treff:
    for makro in side.makroer:
        if makro.navn not in MAKROER:
            vist = makro.navn or makro.uttrykk
            yield (
                makro.linje,
                f"Makroen «{vist}» finnes ikke.",
                f"{_forslag(vist, MAKROER)}Makroene er {norsk.oppramsing(sorted(MAKROER))}. Skal klammene vises "
                "som tekst, setter du {% raw %} foran og {% endraw %} etter.",
            )
            continue
        minst, mest = MAKROER[makro.navn]
        if not minst <= len(makro.argumenter) <= mest or not all(isinstance(a, str) for a in makro.argumenter):
            antall = f"{minst}" if minst == mest else f"{minst}–{mest}"
            yield (
                makro.linje,
                f"«{makro.navn}» er brukt på feil måte: {{{{ {makro.uttrykk} }}}}.",
                f"Skriv {antall} {'verdi' if antall == '1' else 'verdier'} i parentes, hver i anførselstegn.",
            )


def _første_argument(side: Side, *navn: str) -> Iterator[tuple[int, str, list]]:
    for makro in side.makroer:
        if makro.navn in navn and makro.argumenter and all(isinstance(a, str) for a in makro.argumenter):
            yield makro.linje, makro.argumenter[0], makro.argumenter[1:]


def ukjent_sats(tre: Tre, side: Side) -> Treff:
    kjente = [*tre.tabeller(SATSFIL, "satser"), *UTREGNEDE_SATSER]
    for linje, kode, _ in _første_argument(side, "sats", "sats_fra"):
        if kode not in kjente:
            yield (
                linje,
                f"Satskoden «{kode}» finnes ikke.",
                f"{_forslag(kode, kjente)}Kodene står i calculators/satser.toml.",
            )


def satsdato(tre: Tre, side: Side) -> Treff:
    for linje, kode, resten in _første_argument(side, "sats", "sats_fra"):
        sats = tre.tabeller(SATSFIL, "satser").get(kode.replace("tak-", "honorar-"), {})
        starter = [verdi.get("fra") for verdi in sats.get("verdier", ()) if isinstance(verdi.get("fra"), date)]
        for dag in resten[:1]:
            try:
                dato = date.fromisoformat(dag)
            except ValueError:
                yield linje, f"«{dag}» er ikke en dato.", "Skriv datoen slik: «2021-01-01»."
                continue
            if starter and dato < min(starter):
                yield (
                    linje,
                    f"Satsen «{kode}» har ingen verdi {dag}.",
                    f"Bruk en dato fra og med {min(starter)}, eller legg inn den eldre verdien i satser.toml.",
                )


def ukjent_hull(tre: Tre, side: Side) -> Treff:
    for linje, kode, _ in _første_argument(side, "hull"):
        if kode not in tre.tabeller(HULL):
            yield (
                linje,
                f"Hullet «{kode}» finnes ikke.",
                f"{_forslag(kode, tre.tabeller(HULL))}Hullene står i docs/data/hull.toml; legg til et nytt der.",
            )


def ukjent_lov(tre: Tre, side: Side) -> Treff:
    kjente = tre.tabeller(LOVER)
    for linje, nøkkel, _ in _første_argument(side, "lov"):
        if nøkkel not in kjente:
            yield (
                linje,
                f"Loven «{nøkkel}» finnes ikke.",
                f"{_forslag(nøkkel, kjente)}Lovene står i docs/data/lover.toml; legg til en ny der.",
            )


def ukjent_del(tre: Tre, side: Side) -> Treff:
    for makro, kjente in (
        ("satstabell", SATSTABELLER),
        ("figur", FIGURER),
        ("kalkulator", KALKULATORER),
        ("tvilling", KALKULATORER),
    ):
        for linje, navn, _ in _første_argument(side, makro):
            if navn not in kjente:
                yield linje, f"«{makro}» kjenner ikke «{navn}».", f"Velg en av disse: {', '.join(kjente)}."


# --- Words ----------------------------------------------------------------------------------------------------

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
        for linje, treff in side.finn(_BELØP, _med_forside(side)):
            yield linje, f"Et beløp er skrevet rett inn i teksten: «{treff[0].strip()}».", _BELØP_KUR


def bar_prosent(tre: Tre, side: Side) -> Treff:
    if not _beslutning(side):
        for linje, treff in side.finn(_PROSENT, _med_forside(side)):
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
    kjente = {*re.findall(r"[A-ZÆØÅ]{2,6}", ord), *tre.data("docs/data/forkortelser.toml").data.get("kjente", ())}
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
    for linje, treff in side.finn(_HUSKELAPP, side.prosa):
        yield linje, f"En huskelapp er glemt i teksten: «{treff[0]}».", "Gjør det ferdig, og fjern lappen."


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
    if isinstance(dag, date) and _måneder_siden(dag) >= prosa.GAMMEL_MÅNEDER:
        yield (
            side.linje_i_forside("sist_kontrollert"),
            f"Siden er ikke kontrollert på {_måneder_siden(dag)} måneder.",
            "Les siden mot kilden, rett det som er endret, og skriv dagens dato i «sist_kontrollert».",
            True,
        )


# --- Headings and ids -----------------------------------------------------------------------------------------


def overskrift_uten_id(tre: Tre, side: Side) -> Treff:
    for overskrift in side.overskrifter:
        if not overskrift.id:
            forslag = _som_id(overskrift.tekst)
            yield (
                overskrift.linje,
                f"Overskriften «{overskrift.tekst}» mangler id.",
                f"Skriv en id etter overskriften, for eksempel {{ #{forslag} }}. Den blir stående for alltid.",
            )


def _som_id(tekst: str) -> str:
    for fra, til in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        tekst = tekst.lower().replace(fra, til)
    ascii = unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z][a-z0-9]*", ascii)[:3]) or "kort-navn"


def understreket_overskrift(tre: Tre, side: Side) -> Treff:
    for linje, _ in side.finn(_UNDERSTREK, side.prosa):
        yield (
            linje + 1,
            "Streken gjør linjen over til en overskrift uten id.",
            "Skriv overskriften med ##, slik: «## Frist { #frist }». En skillelinje trenger tom linje over.",
        )
    for linje, _ in side.finn(_HTML_OVERSKRIFT, side.prosa):
        yield linje, "Overskriften er skrevet som HTML.", "Skriv den med ##, for eksempel «## Frist { #frist }»."


def id_form(tre: Tre, side: Side) -> Treff:
    for linje, id in side.ider:
        if not _ID.fullmatch(id) and not re.fullmatch(r"[\d.-]+", id):
            yield (
                linje,
                f"Id-en «{id}» har feil form.",
                f"Bruk bare små bokstaver a–z, tall og bindestrek, for eksempel «{_som_id(id)}».",
            )


def id_av_tall(tre: Tre, side: Side) -> Treff:
    for linje, id in side.ider:
        if re.fullmatch(r"[\d.-]+", id):
            yield (
                linje,
                f"Id-en «{id}» er bare et tall.",
                "Velg et ord som sier hva delen handler om. Nummer flytter seg når teksten endres.",
            )


def _ider_fra_makroer(tre: Tre, side: Side) -> set[str]:
    navn = {makro.navn for makro in side.makroer}
    ider = set()
    if "hulliste" in navn:
        ider |= {*tre.tabeller(HULL), *(anker for anker, _, _ in prosa.HULLTYPER.values())}
    if "ordliste" in navn:
        ider |= set(tre.tabeller(ORDLISTE))
    return ider


def _alle_ider(tre: Tre, side: Side) -> set[str]:
    return {id for _, id in side.ider} | _ider_fra_makroer(tre, side)


def id_dobbel(tre: Tre, side: Side) -> Treff:
    laget, sett = _ider_fra_makroer(tre, side), {}
    for linje, id in side.ider:
        if id in sett or id in laget:
            hvor = f"på linje {sett[id]}" if id in sett else "i lista som makroen lager"
            yield linje, f"Id-en «{id}» er brukt før på siden, {hvor}.", "Gi den nye delen en annen id."
        sett.setdefault(id, linje)


def nivå_hoppet_over(tre: Tre, side: Side) -> Treff:
    forrige = 0
    for overskrift in side.overskrifter:
        if forrige and overskrift.nivå > forrige + 1:
            yield (
                overskrift.linje,
                f"Overskriften «{overskrift.tekst}» hopper fra nivå {forrige} til nivå {overskrift.nivå}.",
                f"Bruk {'#' * (forrige + 1)} i stedet for {'#' * overskrift.nivå}.",
            )
        forrige = overskrift.nivå


def én_hovedoverskrift(tre: Tre, side: Side) -> Treff:
    første = [overskrift for overskrift in side.overskrifter if overskrift.nivå == 1]
    if not første:
        yield (
            side.forside_slutt + 1,
            "Siden mangler hovedoverskrift.",
            "Skriv «# Overskrift { #id }» rett under opplysningene øverst.",
        )
    for overskrift in første[1:]:
        yield (
            overskrift.linje,
            f"Siden har en hovedoverskrift til: «{overskrift.tekst}».",
            "Bruk ## på alle overskrifter unntatt den første.",
        )


# --- Links ----------------------------------------------------------------------------------------------------


def _interne(side: Side) -> Iterator[tuple[int, str, str]]:
    """(line, path, fragment) of each link inside the site."""
    for lenke in side.lenker:
        if re.match(rf"[a-z][a-z0-9+.-]*:|//|{FYLL}", lenke.mål):
            continue
        sti, _, anker = lenke.mål.partition("#")
        yield lenke.linje, sti, anker


def _målfil(side: Side, sti: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(side.sti), sti)) if sti else side.sti


def _vei(side: Side, fil: str) -> str:
    return posixpath.relpath(fil, posixpath.dirname(side.sti) or ".")


def absolutt_lenke(tre: Tre, side: Side) -> Treff:
    for linje, sti, _ in _interne(side):
        if sti.startswith("/"):
            mål = sti.strip("/")
            kandidater = [f"{mål}.md", f"{mål}/index.md", mål]
            fil = next((kandidat for kandidat in kandidater if kandidat in tre.filer), "satser.md")
            yield (
                linje,
                f"Lenken «{sti}» begynner ved roten, og brister når nettstedet flyttes.",
                f"Skriv veien fra denne siden til filen, for eksempel «{_vei(side, fil)}».",
            )


def død_lenke(tre: Tre, side: Side) -> Treff:
    små = {fil.lower() for fil in tre.filer}
    for linje, sti, anker in _interne(side):
        mål = _målfil(side, sti)
        if not sti and not anker:
            yield linje, "Lenken er tom.", "Skriv hvor den skal føre, for eksempel «(betaling.md#frist)»."
            continue
        if sti.startswith("/") or mål in tre.filer or mål.lower() in små:
            continue
        kandidat = f"{mål.removesuffix('.html')}.md"
        kandidater = [kandidat, f"{mål}/index.md"]
        finnes = [fil for fil in kandidater if fil in tre.filer]
        finnes = finnes or difflib.get_close_matches(mål, tre.sider, 1, 0.5)
        forslag = f"Mener du «{_vei(side, finnes[0])}»? " if finnes else ""
        yield (
            linje,
            f"Lenken fører til «{sti}», som ikke finnes.",
            f"{forslag}Lenk til Markdown-filen, med veien fra denne siden.",
        )


def lenke_med_feil_bokstaver(tre: Tre, side: Side) -> Treff:
    for linje, sti, _ in _interne(side):
        mål = _målfil(side, sti)
        riktig = next((fil for fil in tre.filer if fil.lower() == mål.lower()), None)
        if riktig and mål not in tre.filer and not sti.startswith("/"):
            yield (
                linje,
                f"Lenken «{sti}» har andre store og små bokstaver enn filen.",
                f"Skriv «{_vei(side, riktig)}», akkurat som filen heter.",
            )


def dødt_anker(tre: Tre, side: Side) -> Treff:
    for linje, sti, anker in _interne(side):
        mål = tre.sider.get(_målfil(side, sti))
        if anker and mål and anker not in (ider := _alle_ider(tre, mål)):
            yield (
                linje,
                f"Lenken fører til «#{anker}», som ikke finnes på {mål.sti}.",
                _forslag(anker, ider, "Mener du «#{}»? ") + "Bruk id-en som står etter overskriften på den siden.",
            )


def usikker_lenke(tre: Tre, side: Side) -> Treff:
    for lenke in side.lenker:
        if lenke.mål.startswith(("http://", "//")):
            yield lenke.linje, f"Lenken «{lenke.mål}» er ikke kryptert.", "Skriv «https://» foran adressen."


# --- Boxes and tables -----------------------------------------------------------------------------------------


def ukjent_boks(tre: Tre, side: Side) -> Treff:
    for boks in side.bokser:
        if boks.slag not in BOKSER:
            yield (
                boks.linje,
                f"Boksen er av et ukjent slag: «{boks.slag}».",
                f"{_forslag(boks.slag, BOKSER)}Bruk {', '.join(BOKSER[:-1])} eller {BOKSER[-1]}.",
            )
        elif not (boks.tittel or "").strip():
            yield (
                boks.linje,
                f"Boksen «{boks.slag}» mangler tittel.",
                f'Skriv tittelen i anførselstegn: «!!! {boks.slag} "Slik var det høsten 2021"».',
            )


def utløpt_uten_dato(tre: Tre, side: Side) -> Treff:
    for boks in side.bokser:
        if boks.slag == "utloept" and boks.tittel and not re.search(_DATO, boks.tittel):
            yield (
                boks.linje,
                f"Tittelen «{boks.tittel}» sier ikke når det utløp.",
                'Skriv datoen i tittelen: «!!! utloept "Utløpt 30. november 2021"».',
            )


def tabellrader(tre: Tre, side: Side) -> Treff:
    bredde = 0
    for nr, linje in enumerate(side.prosa.split("\n"), 1):
        rad = linje.strip()
        if not rad.startswith("|"):
            bredde = 0
            continue
        celler = len(re.findall(r"(?<!\\)\|", rad)) - 1
        bredde = bredde or celler
        if celler != bredde:
            yield (
                nr,
                f"Raden har {celler} celler, men tabellen har {bredde}.",
                "Skriv én celle for hver kolonne, med | mellom og på begge sider.",
            )


SIDESJEKKER = (
    forside_leses,
    forside_mangler,
    forside_dato,
    forside_kilde,
    rb_felt,
    rb_kode,
    redaksjon_utenfor_søk,
    filnavn,
    ikke_i_meny,
    makro_klammer,
    makro_navn,
    ukjent_sats,
    satsdato,
    ukjent_hull,
    ukjent_lov,
    ukjent_del,
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
    overskrift_uten_id,
    understreket_overskrift,
    id_form,
    id_av_tall,
    id_dobbel,
    nivå_hoppet_over,
    én_hovedoverskrift,
    absolutt_lenke,
    død_lenke,
    lenke_med_feil_bokstaver,
    dødt_anker,
    usikker_lenke,
    ukjent_boks,
    utløpt_uten_dato,
    tabellrader,
)


# --- The data -------------------------------------------------------------------------------------------------


def _kilder(tre: Tre) -> Iterator[tuple[str, str]]:
    yield from ((f"docs/{sti}", side.kilde) for sti, side in tre.sider.items())
    yield from ((sti, fil.kilde) for sti, fil in tre.toml.items())


def oppløst_tegn(tre: Tre) -> Iterator[Funn]:
    for sti, kilde in _kilder(tre):
        if unicodedata.is_normalized("NFC", kilde):
            continue
        for nr, linje in enumerate(kilde.split("\n"), 1):
            if (riktig := unicodedata.normalize("NFC", linje)) != linje:
                tegn = next((r for r, f in zip(riktig, linje, strict=False) if r != f), "?")
                yield Funn(
                    sti,
                    nr,
                    f"«{tegn}» er satt sammen av to tegn (ikke NFC), så søk og lenker bommer.",
                    f"Slett bokstaven og skriv «{tegn}» på nytt med tastaturet.",
                )


def ødelagt_tegn(tre: Tre) -> Iterator[Funn]:
    for sti, kilde in _kilder(tre):
        for nr, linje in enumerate(kilde.split("\n"), 1):
            if treff := _ØDELAGT.search(linje):
                yield Funn(
                    sti,
                    nr,
                    f"Et tegn er ødelagt: «{treff[0]}».",
                    "Lagre filen som UTF-8, og skriv bokstaven på nytt.",
                )


def tall_i_data(tre: Tre) -> Iterator[Funn]:
    """Bare figures in the texts of the data files, which are published too."""
    for fil in (tre.hull, tre.ordliste, tre.tekster):
        for nr, linje in enumerate(fil.kilde.split("\n"), 1):
            if linje.lstrip().startswith("#") or re.match(r"\s*(?:eksempel|enhet)\s*=", linje):
                continue
            for mønster, hva in ((_BELØP, "Et beløp"), (_PROSENT, "En prosent")):
                if treff := mønster.search(linje):
                    rett = "Skriv teksten uten tallet, og vis til siden Satser."
                    yield Funn(fil.sti, nr, f"{hva} er skrevet rett inn i teksten: «{treff[0].strip()}».", rett)


def menypunkt_uten_side(tre: Tre) -> Iterator[Funn]:
    for linje, sti in tre.meny:
        if sti not in tre.sider and ":" not in sti:
            rett = _forslag(sti, tre.sider) + "Rett filnavnet, eller fjern linjen."
            yield Funn("mkdocs.yml", linje, f"Menyen viser til «{sti}», som ikke finnes.", rett)


def datanøkler(tre: Tre) -> Iterator[Funn]:
    for sti in (HULL, ORDLISTE, LOVER):
        fil = tre.data(sti)
        for kode, verdi in fil.data.items():
            if not isinstance(verdi, dict):
                rett = "Sett en linje med navnet i hakeparentes over, for eksempel [loennart]."
                yield Funn(sti, fil.linje(kode), f"«{kode}» står utenfor en tabell.", rett)
            elif not _ID.fullmatch(kode):
                rett = f"Bruk små bokstaver a–z, tall og bindestrek, for eksempel [{_som_id(kode)}]."
                yield Funn(sti, fil.linje(kode), f"Nøkkelen «{kode}» kan ikke være et anker.", rett)


def hullfelt(tre: Tre) -> Iterator[Funn]:
    lovlig = {"type": prosa.HULLTYPER, "spoer": prosa.SPOER}
    for kode, punkt in tre.tabeller(HULL).items():
        for felt in ("type", "tittel", "tekst", "spoer", "sider"):
            linje = tre.hull.linje(kode, felt)
            if felt not in punkt or (felt != "sider" and not punkt[felt]):
                yield Funn(tre.hull.sti, linje, f"Hullet «{kode}» mangler «{felt}».", f"Legg til «{felt} = …».")
            elif felt in lovlig and punkt[felt] not in lovlig[felt]:
                rett = f"Velg en av disse: {', '.join(lovlig[felt])}."
                yield Funn(tre.hull.sti, linje, f"«{punkt[felt]}» er ingen gyldig verdi for «{felt}».", rett)


def hull_utenfor_med_side(tre: Tre) -> Iterator[Funn]:
    for kode, punkt in tre.tabeller(HULL).items():
        utenfor, sider = punkt.get("type") == "utenfor", punkt.get("sider")
        linje = tre.hull.linje(kode, "sider")
        if utenfor and sider:
            rett = "Skriv «sider = []», eller endre «type» til hull eller tvil."
            yield Funn(tre.hull.sti, linje, f"«{kode}» er av typen utenfor og kan ikke stå på noen side.", rett)
        elif not utenfor and sider == []:
            rett = f'Nevn siden i «sider», og sett {{{{ hull("{kode}") }}}} inn der.'
            yield Funn(tre.hull.sti, linje, f"«{kode}» står ikke på noen side.", rett)


def hull_uten_boks(tre: Tre) -> Iterator[Funn]:
    for kode, punkt in tre.tabeller(HULL).items():
        for sti in punkt.get("sider", ()):
            side = tre.sider.get(sti)
            if not side or not any(brukt == kode for _, brukt, _ in _første_argument(side, "hull")):
                hva = f"mangler boksen for «{kode}»" if side else "finnes ikke"
                rett = f'Sett {{{{ hull("{kode}") }}}} inn på siden, eller ta siden ut av «sider».'
                yield Funn(tre.hull.sti, tre.hull.linje(kode, "sider"), f"Siden «{sti}» {hva}.", rett)


def hull_på_feil_side(tre: Tre) -> Iterator[Funn]:
    for sti, side in tre.sider.items():
        for linje, kode, _ in _første_argument(side, "hull"):
            if kode in tre.tabeller(HULL) and sti not in tre.tabeller(HULL)[kode].get("sider", ()):
                rett = f"Legg «{sti}» til i «sider» under [{kode}] i docs/data/hull.toml, eller fjern boksen."
                yield Funn(f"docs/{sti}", linje, f"Boksen «{kode}» skal ikke stå på denne siden.", rett)


def ordlistefelt(tre: Tre) -> Iterator[Funn]:
    for kode, oppslag in tre.tabeller(ORDLISTE).items():
        for felt in ("ord", "forklaring"):
            if not oppslag.get(felt):
                rett = f'Legg til «{felt} = "…"» under [{kode}].'
                yield Funn(
                    tre.ordliste.sti, tre.ordliste.linje(kode), f"Oppslaget «{kode}» mangler «{felt}».", rett
                )


def ord_to_ganger(tre: Tre) -> Iterator[Funn]:
    sett = {}
    for kode, oppslag in tre.tabeller(ORDLISTE).items():
        ord = str(oppslag.get("ord", "")).lower()
        if ord in sett:
            rett = "Slå de to oppslagene sammen."
            linje = tre.ordliste.linje(kode, "ord")
            yield Funn(tre.ordliste.sti, linje, f"«{oppslag['ord']}» står allerede under [{sett[ord]}].", rett)
        sett.setdefault(ord, kode)


def ubrukt_abbr(tre: Tre) -> Iterator[Funn]:
    lesetekst = "\n".join(side.lesetekst for side in tre.sider.values() if not _er_redaksjon(side))
    for kode, oppslag in tre.tabeller(ORDLISTE).items():
        ord = str(oppslag.get("ord", ""))
        if oppslag.get("abbr") and not re.search(rf"(?<!\w){re.escape(ord)}(?!\w)", lesetekst):
            rett = "Fjern «abbr = true» eller hele oppslaget, eller rett skrivemåten."
            linje = tre.ordliste.linje(kode, "abbr")
            yield Funn(tre.ordliste.sti, linje, f"«{ord}» er merket abbr, men ingen side bruker ordet.", rett)


def lovfelt(tre: Tre) -> Iterator[Funn]:
    fil = tre.data(LOVER)
    for kode, oppslag in tre.tabeller(LOVER).items():
        for felt in ("navn", "id"):
            if not oppslag.get(felt):
                yield Funn(
                    fil.sti, fil.linje(kode), f"Loven «{kode}» mangler «{felt}».", f'Legg til «{felt} = "…"».'
                )
        if oppslag.get("id") and not re.fullmatch(r"(lov|forskrift)/\d{4}-\d{2}-\d{2}(-\d+)?", oppslag["id"]):
            rett = "Skriv den slik den står i adressen hos Lovdata, for eksempel «lov/2008-05-15-35»."
            yield Funn(fil.sti, fil.linje(kode, "id"), f"Id-en «{oppslag['id']}» har feil form.", rett)


# --- The rates ------------------------------------------------------------------------------------------------


class _Verdi(NamedTuple):
    """One value of a rate as written, with its line."""

    kode: str
    sats: dict
    verdi: dict
    linje: int


def _verdier(tre: Tre) -> Iterator[_Verdi]:
    for kode, sats in tre.tabeller(SATSFIL, "satser").items():
        verdier = sats.get("verdier")
        for nr, verdi in enumerate(verdier if isinstance(verdier, list) else ()):
            if isinstance(verdi, dict):
                yield _Verdi(kode, sats, verdi, tre.satser.linje("satser", kode, "verdier", nr))


def satsfelt(tre: Tre) -> Iterator[Funn]:
    for kode, sats in tre.tabeller(SATSFIL, "satser").items():
        linje = tre.satser.linje("satser", kode)
        for felt in sorted(SATSFELT):
            if not sats.get(felt):
                rett = f"Legg til «{felt} = …» under [satser.{kode}]."
                yield Funn(tre.satser.sti, linje, f"Satsen «{kode}» mangler «{felt}».", rett)
        for felt in sorted(sats.keys() - SATSFELT - SATSFELT_VALGFRIE):
            rett = "Fjern feltet. Feltene er forklart øverst i filen."
            linje = tre.satser.linje("satser", kode, felt)
            yield Funn(tre.satser.sti, linje, f"Satsen «{kode}» har et ukjent felt: «{felt}».", rett)
        if sats.get("enhet") and sats["enhet"] not in ENHETER:
            linje = tre.satser.linje("satser", kode, "enhet")
            yield Funn(
                tre.satser.sti,
                linje,
                f"Enheten «{sats['enhet']}» er ukjent.",
                f"Velg en av disse: {', '.join(ENHETER)}.",
            )


def verdifelt(tre: Tre) -> Iterator[Funn]:
    for kode, _, verdi, linje in _verdier(tre):
        for felt in sorted(VERDIFELT - verdi.keys()):
            yield Funn(
                tre.satser.sti, linje, f"En verdi for «{kode}» mangler «{felt}».", f"Legg til «{felt} = …»."
            )
        for felt in sorted(verdi.keys() - VERDIFELT):
            rett = "Fjern feltet. En verdi gjelder til den neste begynner; sluttdato skrives aldri."
            yield Funn(tre.satser.sti, linje, f"En verdi for «{kode}» har et ukjent felt: «{felt}».", rett)
        for felt in ("fra", "bekreftet"):
            if felt in verdi and not isinstance(verdi[felt], date):
                rett = "Skriv datoen slik: 2026-01-01, uten anførselstegn."
                yield Funn(tre.satser.sti, linje, f"«{felt}» er ikke en dato: «{verdi[felt]}».", rett)


def satsrekkefølge(tre: Tre) -> Iterator[Funn]:
    forrige: tuple[str, date] | None = None
    for kode, _, verdi, linje in _verdier(tre):
        fra = verdi.get("fra")
        if not isinstance(fra, date):
            continue
        if forrige and forrige[0] == kode and fra <= forrige[1]:
            hva = "er skrevet to ganger" if fra == forrige[1] else "står etter en senere dato"
            rett = "Sett verdiene i rekkefølge med den eldste først, hver startdato én gang."
            yield Funn(tre.satser.sti, linje, f"Startdatoen {fra} for «{kode}» {hva}.", rett)
        forrige = (kode, fra)


def satskilde(tre: Tre) -> Iterator[Funn]:
    kilder = tre.tabeller(SATSFIL, "kilder")
    for kode, _, verdi, linje in _verdier(tre):
        if "kilde" in verdi and verdi["kilde"] not in kilder:
            rett = (
                f"{_forslag(verdi['kilde'], kilder)}Legg kilden til som [kilder.{verdi['kilde']}] øverst i filen."
            )
            yield Funn(tre.satser.sti, linje, f"Kilden «{verdi['kilde']}» for «{kode}» finnes ikke.", rett)
    for kode, kilde in kilder.items():
        if not kilde.get("tekst") or not str(kilde.get("url", "")).startswith("https://"):
            rett = "Gi kilden «tekst» og en «url» som begynner med https://."
            yield Funn(tre.satser.sti, tre.satser.linje("kilder", kode), f"Kilden «{kode}» er ufullstendig.", rett)


def satsbekreftelse(tre: Tre) -> Iterator[Funn]:
    for kode, _, verdi, linje in _verdier(tre):
        fra, bekreftet = verdi.get("fra"), verdi.get("bekreftet")
        if not isinstance(fra, date) or not isinstance(bekreftet, date):
            continue
        if bekreftet < fra - KUNNGJORT_FØR:
            rett = "«bekreftet» er siste dag en kilde bekrefter verdien. Se etter at året er riktig."
            hva = f"«{kode}» er bekreftet {bekreftet}, lenge før den gjelder fra {fra}."
            yield Funn(tre.satser.sti, linje, hva, rett)
        elif bekreftet > i_dag():
            rett = "Skriv den siste dagen en kilde faktisk bekreftet verdien."
            yield Funn(tre.satser.sti, linje, f"«{kode}» er bekreftet fram i tid: {bekreftet}.", rett)


def satsverdi(tre: Tre) -> Iterator[Funn]:
    for kode, sats, verdi, linje in _verdier(tre):
        tall = verdi.get("verdi")
        if tall is None:
            continue
        if not isinstance(tall, Decimal) or -tall.as_tuple().exponent != 2:
            rett = "Skriv tallet med punktum og to desimaler, for eksempel 2000.00."
            yield Funn(tre.satser.sti, linje, f"Verdien «{tall}» for «{kode}» er ikke skrevet som et beløp.", rett)
        elif tall < 0 or (tall == 0 and sats.get("enhet") != "valg"):
            rett = "Skriv et tall over 0. Er satsen avskaffet, skriver du «opphevet = ÅÅÅÅ-MM-DD» på satsen."
            yield Funn(tre.satser.sti, linje, f"Verdien for «{kode}» er ikke over 0: {tall}.", rett)
        elif sats.get("enhet") == "prosent" and tall > 100:
            rett = "Skriv prosenten som et tall fra 0 til 100, for eksempel 30.00."
            yield Funn(tre.satser.sti, linje, f"Verdien for «{kode}» er over 100 prosent: {tall}.", rett)


def gammel_bekreftelse(tre: Tre) -> Iterator[Funn]:
    """A warning, as it depends on today."""
    siste = {verdi.kode: verdi for verdi in _verdier(tre)}
    for kode, sats, verdi, linje in siste.values():
        bekreftet = verdi.get("bekreftet")
        if not isinstance(bekreftet, date) or sats.get("eldes") is False or sats.get("opphevet"):
            continue
        if (måneder := _måneder_siden(bekreftet)) >= prosa.GAMMEL_MÅNEDER:
            rett = "Se om kilden har en ny verdi. Ny: legg til en linje. Uendret: skriv dagens dato i «bekreftet»."
            hva = f"«{kode}» er ikke bekreftet på {måneder} måneder."
            yield Funn(tre.satser.sti, linje, hva, rett, advarsel=True)


# --- The texts of the calculators -----------------------------------------------------------------------------

# Who asks for a text: function → place of the argument and the code it stands for.
_SPØR = {
    "tekst": [(0, "{}")],
    "bøyd": [(0, r"{}\.en"), (0, r"{}\.flere")],
    "hjemmel": [(0, r"hjemmel\.{}\.url")],
    "Ugyldig": [(0, r"feil\.{}")],
    "feil": [(2, r"(?:[\w-]+\.)?feil\.{}(?:\.en|\.flere)?")],
    "avvis": [(1, r"(?:[\w-]+\.)?feil\.{}(?:\.en|\.flere)?")],
    "ta_forbehold": [(0, r"forbehold\.{}")],
    "la_stå_åpent": [(0, r"uavklart\.{}")],
    "krev": [(2, r"hjemmel\.{}\.url")],
    "linje": [(2, r"hjemmel\.{}\.url")],
    "frist": [(2, r"hjemmel\.{}\.url")],
}


def _flat(tabell: dict, foran: str = "") -> Iterator[tuple[str, str]]:
    for nøkkel, verdi in tabell.items():
        if isinstance(verdi, dict):
            yield from _flat(verdi, f"{foran}{nøkkel}.")
        else:
            yield foran + nøkkel, verdi


def _skrevet(node) -> list[tuple[str, str]]:
    """(as shown, as pattern) for each text an argument can be; [] where only running the code would tell."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [(node.value, re.escape(node.value))]
    if isinstance(node, ast.IfExp):
        return _skrevet(node.body) + _skrevet(node.orelse)
    if isinstance(node, ast.JoinedStr) and any(isinstance(ledd, ast.Constant) for ledd in node.values):
        ledd = [ledd.value if isinstance(ledd, ast.Constant) else None for ledd in node.values]
        return [("".join(et or "…" for et in ledd), "".join(re.escape(et) if et else ".+" for et in ledd))]
    return []


def _kall(tre: Tre) -> Iterator[tuple[str, ast.Call, str]]:
    for sti, kode in tre.kode.items():
        for node in ast.walk(kode):
            if isinstance(node, ast.Call):
                navn = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
                if navn in _SPØR:
                    yield sti, node, navn


def manglende_tekst(tre: Tre) -> Iterator[Funn]:
    koder = [kode for kode, _ in _flat(tre.tekster.data)]
    for sti, node, navn in _kall(tre):
        for plass, form in _SPØR[navn]:
            for vist, mønster in _skrevet(node.args[plass]) if plass < len(node.args) else ():
                hel = form.replace("{}", mønster)
                if not any(re.fullmatch(hel, kode) for kode in koder):
                    kode = form.replace("{}", vist).replace("\\", "").removesuffix(".url")
                    kode = kode.removeprefix("(?:[w-]+.)?").removesuffix("(?:.en|.flere)?")
                    rett = f"{_forslag(kode, koder)}Legg teksten til i calculators/tekster.nb.toml."
                    yield Funn(sti, node.lineno, f"Koden spør etter teksten «{kode}», som ikke finnes.", rett)


def tekst_med_ukjent_plass(tre: Tre) -> Iterator[Funn]:
    tekster = dict(_flat(tre.tekster.data))
    for sti, node, navn in _kall(tre):
        if navn not in ("tekst", "bøyd") or not isinstance(node.args[0], ast.Constant):
            continue
        gitt = {"antall"} if navn == "bøyd" else set()
        for nøkkelord in node.keywords:
            if nøkkelord.arg:
                gitt.add(nøkkelord.arg)
            elif isinstance(nøkkelord.value, ast.Dict):
                gitt |= {getattr(nøkkel, "value", None) for nøkkel in nøkkelord.value.keys}
            else:
                gitt = None
                break
        if gitt is None:
            continue
        koder = [node.args[0].value + hale for hale in ((".en", ".flere") if navn == "bøyd" else ("",))]
        for kode in koder:
            plasser = {plass for _, plass, _, _ in string.Formatter().parse(str(tekster.get(kode, ""))) if plass}
            for plass in sorted(plasser - gitt):
                kjente = ", ".join(f"{{{et}}}" for et in sorted(gitt))
                linje = tre.tekster.linje(*kode.split("."))
                hva = f"Teksten «{kode}» har {{{plass}}}, som koden ikke fyller inn."
                rett = f"Bruk bare {kjente or 'vanlig tekst'}, eller gi verdien i {sti}."
                yield Funn(tre.tekster.sti, linje, hva, rett)


def hjemmel_uten_mål(tre: Tre) -> Iterator[Funn]:
    for kode, hjemmel in tre.tabeller("calculators/tekster.nb.toml", "hjemmel").items():
        adresse, _, anker = hjemmel.get("url", "").partition("#")
        stier = (f"{adresse.rstrip('/')}.md", f"{adresse}index.md")
        side = next((tre.sider[sti] for sti in stier if sti in tre.sider), None)
        if not side or not anker or anker not in _alle_ider(tre, side):
            linje = tre.tekster.linje("hjemmel", kode)
            hva = f"Hjemmelen «{kode}» fører til «{hjemmel.get('url', '')}», som ikke finnes."
            rett = "Skriv adressen til siden med / til slutt og id-en til delen: «nemndmedlem/betaling/#frist»."
            yield Funn(tre.tekster.sti, linje, hva, rett)


def forbehold_uten_avsnitt(tre: Tre) -> Iterator[Funn]:
    side = tre.sider.get("om/uavklart.md")
    ider = _alle_ider(tre, side) if side else set()
    for gruppe in ("forbehold", "uavklart"):
        for kode in tre.tekster.data.get(gruppe, {}):
            if kode not in ider:
                rett = f"Legg til [{kode}] i docs/data/hull.toml. Kalkulatoren lenker til «om/uavklart/#{kode}»."
                linje = tre.tekster.linje(gruppe, kode)
                hva = f"«{kode}» er ikke forklart på siden om det kildene ikke sier."
                yield Funn(tre.tekster.sti, linje, hva, rett)


def tilfelle_med_avvik(tre: Tre) -> Iterator[Funn]:
    """A case whose expected answer is not what its calculator gives."""
    for sti, fil in tre.toml.items():
        if not sti.startswith("tests/tilfeller/"):
            continue
        navn = sti.rpartition("/")[2].removesuffix(".toml")
        for tilfelle, sted in zip(les_tilfeller(fil.kilde), steder(fil.kilde), strict=True):
            for avviket in avvik(tilfelle, json.loads(regn(navn, som_linje(tilfelle)))):
                rett = "Regn ut svaret på nytt for hånd, og rett det som er feil: tilfellet eller regelen."
                yield Funn(sti, sted.linje, f"«{tilfelle['navn']}»: {avviket}.", rett)


TRESJEKKER = (
    oppløst_tegn,
    ødelagt_tegn,
    tall_i_data,
    menypunkt_uten_side,
    datanøkler,
    hullfelt,
    hull_utenfor_med_side,
    hull_uten_boks,
    hull_på_feil_side,
    ordlistefelt,
    ord_to_ganger,
    ubrukt_abbr,
    lovfelt,
    satsfelt,
    verdifelt,
    satsrekkefølge,
    satskilde,
    satsbekreftelse,
    satsverdi,
    gammel_bekreftelse,
    manglende_tekst,
    tekst_med_ukjent_plass,
    hjemmel_uten_mål,
    forbehold_uten_avsnitt,
    tilfelle_med_avvik,
)


def kjør_sjekk(sjekk, tre: Tre) -> list[Funn]:
    """Return what one check finds in the tree."""
    if sjekk in TRESJEKKER:
        return list(sjekk(tre))
    return [Funn(f"docs/{side.sti}", *funn) for side in tre.sider.values() for funn in sjekk(tre, side)]


def finn_feil(tre: Tre) -> list[Funn]:
    """Return every finding, each once: mistakes before warnings, in the order of files and lines."""
    funn = {et for sjekk in (*SIDESJEKKER, *TRESJEKKER) for et in kjør_sjekk(sjekk, tre)}
    return sorted(funn, key=lambda et: (et.advarsel, et.sti, et.linje, et.hva))
