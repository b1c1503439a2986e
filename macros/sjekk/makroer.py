"""The macros a page calls: that they exist, and that what they are asked for does."""

from collections.abc import Collection
from datetime import date

from calculators.felles import norsk
from macros.sjekk.felles import forslag, første_argument
from macros.sjekk.funn import HULL, KONTAKT, LOVER, SATSFIL, Treff
from macros.sjekk.kilde import Tre
from macros.sjekk.side import Side

SATSTABELLER = ("honorar", "kost", "annet")
FIGURER = ("samling", "utbetaling", "rb-30")
# What a page may call, with the fewest and the most arguments. A test holds this equal to macros.define_env.
MAKROER = {
    "sats": (1, 2),
    "sats_fra": (1, 2),
    "satstabell": (1, 1),
    "lov": (2, 3),
    "kontakt": (1, 1),
    "hull": (1, 1),
    "hulliste": (0, 0),
    "ordliste": (0, 0),
    "rutineliste": (0, 0),
    "rutiner_i_ord": (0, 0),
    "rutinekilder": (0, 0),
    "kalkulatorliste": (0, 0),
    "endringer": (0, 0),
    "utgiver": (0, 0),
    "figur": (1, 1),
    "kalkulator": (1, 1),
    "tvilling": (1, 1),
    "eksempler": (0, 0),
}
UTREGNEDE_SATSER = ("tak-normal", "tak-lang")


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
                f"{forslag(vist, MAKROER)}Makroene er {norsk.oppramsing(sorted(MAKROER))}. Skal klammene vises "
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


def _ukjent(side: Side, makroer: tuple[str, ...], kjente: Collection[str], hva: str, hvor: str) -> Treff:
    """What a macro is asked for by its key, and that is in no data file."""
    for linje, nøkkel, _ in første_argument(side, *makroer):
        if nøkkel not in kjente:
            yield linje, f"{hva} «{nøkkel}» finnes ikke.", f"{forslag(nøkkel, kjente)}{hvor}"


def ukjent_sats(tre: Tre, side: Side) -> Treff:
    kjente = [*tre.tabeller(SATSFIL, "satser"), *UTREGNEDE_SATSER]
    yield from _ukjent(side, ("sats", "sats_fra"), kjente, "Satskoden", "Kodene står i calculators/satser.toml.")


def satsdato(tre: Tre, side: Side) -> Treff:
    for linje, kode, resten in første_argument(side, "sats", "sats_fra"):
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
    hvor = "Hullene står i docs/data/hull.toml; legg til et nytt der."
    yield from _ukjent(side, ("hull",), tre.tabeller(HULL), "Hullet", hvor)


def ukjent_lov(tre: Tre, side: Side) -> Treff:
    hvor = "Lovene står i docs/data/lover.toml; legg til en ny der."
    yield from _ukjent(side, ("lov",), tre.tabeller(LOVER), "Loven", hvor)


def ukjent_kontakt(tre: Tre, side: Side) -> Treff:
    hvor = "De står i docs/data/kontakt.toml; legg til en ny der."
    yield from _ukjent(side, ("kontakt",), tre.tabeller(KONTAKT), "Nummeret eller adressen", hvor)


def ukjent_del(tre: Tre, side: Side) -> Treff:
    for makro, kjente in (
        ("satstabell", SATSTABELLER),
        ("figur", FIGURER),
        ("kalkulator", tre.kalkulatorer),
        ("tvilling", tre.kalkulatorer),
    ):
        for linje, navn, _ in første_argument(side, makro):
            if navn not in kjente:
                yield linje, f"«{makro}» kjenner ikke «{navn}».", f"Velg en av disse: {', '.join(kjente)}."


SIDESJEKKER = (
    makro_klammer,
    makro_navn,
    ukjent_sats,
    satsdato,
    ukjent_hull,
    ukjent_lov,
    ukjent_kontakt,
    ukjent_del,
)
