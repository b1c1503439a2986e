"""The rates, and what a new one makes untrue."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from calculators.felles import norsk
from macros import grunn
from macros.sjekk.felles import KONTROLL_MÅNEDER, forslag, første_argument, i_dag, måneder_siden
from macros.sjekk.funn import ENDRINGER, HULL, KILDER, SATSFIL, Funn
from macros.sjekk.kilde import Tre

SATSFELT = {"navn", "gruppe", "enhet", "kriterium", "verdier"}
SATSFELT_VALGFRIE = {"opphevet", "eldes"}
KUNNGJORT_FØR = timedelta(days=90)  # så lenge i forveien kan en ny sats være kjent
VERDIFELT = {"fra", "verdi", "kilde", "bekreftet"}
ENHETER = ("kr", "kr per dag", "kr per døgn", "kr per natt", "kr per km", "prosent", "ganger", "valg")


_SISTE_KJENTE = re.compile(r"[^.!?]*\b(?:siste|nyeste)\b[^.!?]*?(?:kjen|sats|honorar)\w*", re.IGNORECASE)


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


def _bekreftet(verdi: dict) -> date | None:
    skrevet = verdi.get("bekreftet")
    if type(skrevet) is str:
        return norsk.første_dag(skrevet)
    return skrevet if type(skrevet) is date else None


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


def måltidstid_mangler(tre: Tre) -> Iterator[Funn]:
    """Each meal needs its time of day, and the reader is told whose choice they are."""
    tider = tre.satser.data.get("maaltidstider", {})
    for felt, slik in (("frokost", "07:00:00"), ("lunsj", "12:00:00"), ("middag", "18:00:00"), ("kilde", '"…"')):
        if not tider.get(felt):
            linje = tre.satser.linje("maaltidstider")
            hva = f"Tabellen «maaltidstider» mangler «{felt}»."
            yield Funn(SATSFIL, linje, hva, f"Legg til «{felt} = {slik}» under [maaltidstider].")


def verdifelt(tre: Tre) -> Iterator[Funn]:
    for kode, _, verdi, linje in _verdier(tre):
        for felt in sorted(VERDIFELT - verdi.keys()):
            yield Funn(
                tre.satser.sti, linje, f"En verdi for «{kode}» mangler «{felt}».", f"Legg til «{felt} = …»."
            )
        for felt in sorted(verdi.keys() - VERDIFELT):
            rett = "Fjern feltet. En verdi gjelder til den neste begynner; sluttdato skrives aldri."
            yield Funn(tre.satser.sti, linje, f"En verdi for «{kode}» har et ukjent felt: «{felt}».", rett)


def satsrekkefølge(tre: Tre) -> Iterator[Funn]:
    forrige: tuple[str, date] | None = None
    for kode, _, verdi, linje in _verdier(tre):
        if not (fra := verdi.get("fra")):
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
                f"{forslag(verdi['kilde'], kilder)}Legg kilden til som [kilder.{verdi['kilde']}] øverst i filen."
            )
            yield Funn(tre.satser.sti, linje, f"Kilden «{verdi['kilde']}» for «{kode}» finnes ikke.", rett)
    for kode, kilde in kilder.items():
        if not kilde.get("tekst") or not str(kilde.get("url", "")).startswith("https://"):
            rett = "Gi kilden «tekst» og en «url» som begynner med https://."
            yield Funn(tre.satser.sti, tre.satser.linje("kilder", kode), f"Kilden «{kode}» er ufullstendig.", rett)


def satsbekreftelse(tre: Tre) -> Iterator[Funn]:
    for kode, _, verdi, linje in _verdier(tre):
        fra, bekreftet = verdi.get("fra"), _bekreftet(verdi)
        if "bekreftet" in verdi and not bekreftet:
            rett = (
                'Skriv en dato, 2026-11-21, eller det kilden sier i anførselstegn: "høsten 2021", "desember 2025".'
            )
            yield Funn(
                tre.satser.sti, linje, f"«bekreftet» for «{kode}» er ingen tid: {verdi['bekreftet']}.", rett
            )
        if not fra or not bekreftet:
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
        if not isinstance(tall, Decimal) or not tall.is_finite() or -tall.as_tuple().exponent != 2:
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
        bekreftet = _bekreftet(verdi)
        if not bekreftet or sats.get("eldes") is False or sats.get("opphevet"):
            continue
        kunngjort = _kunngjort(tre, str(verdi.get("kilde")))
        rett = "Se om kilden har en ny verdi. Ny: legg til en linje. Uendret: skriv dagens dato i «bekreftet»."
        if kunngjort:
            if max(bekreftet, verdi.get("fra", bekreftet)) < kunngjort:
                hva = f"«{kode}» får en ny verdi hvert år, og er ikke bekreftet siden {norsk.dato(kunngjort)}."
                yield Funn(tre.satser.sti, linje, hva, rett, advarsel=True)
        elif (måneder := måneder_siden(bekreftet)) >= KONTROLL_MÅNEDER:
            hva = f"«{kode}» er ikke bekreftet på {måneder} måneder."
            yield Funn(tre.satser.sti, linje, hva, rett, advarsel=True)


def _kunngjort(tre: Tre, kilde: str) -> date | None:
    """The first day of the month when the source last had new values, where it has them each year (`rytme`)."""
    måneder = tre.data(KILDER).data.get("rytme", {})
    måned = next((et for navn, et in måneder.items() if kilde.startswith(navn) and 1 <= et <= 12), None)
    i_år = date(i_dag().year, måned, 1) if måned else None
    return i_år.replace(year=i_år.year - 1) if i_år and i_år > i_dag() else i_år


# --- What a new rate makes untrue: warnings, so that the rate itself may be put in at once ---


def _siste(tre: Tre) -> dict[str, date]:
    """The start of the last value we know of each rate."""
    return {verdi.kode: verdi.verdi["fra"] for verdi in _verdier(tre) if "fra" in verdi.verdi}


def hull_lest_mot_eldre_sats(tre: Tre) -> Iterator[Funn]:
    """A hole that speaks of the last known rates (`lest_mot`), and was written before the last one."""
    siste = _siste(tre)
    lest = [(kode, hull["lest_mot"]) for kode, hull in tre.tabeller(HULL).items() if "lest_mot" in hull]
    for kode, mot in lest:
        linje = tre.hull.linje(kode, "lest_mot")
        for sats in sorted(mot.keys() - siste.keys()):
            rett = f"{forslag(sats, siste)}Skriv en kode fra calculators/satser.toml."
            yield Funn(HULL, linje, f"«lest_mot» nevner satsen «{sats}», som ikke finnes.", rett)
        ulest = {sats: siste[sats] for sats in mot if sats in siste and siste[sats] != mot[sats]}
        if ulest:
            nye = ", ".join(f"{sats} = {fra}" for sats, fra in ulest.items())
            hva = f"Hullet «{kode}» er skrevet før de siste satsene: {nye}."
            rett = f"Les teksten, rett det som ikke stemmer lenger, og skriv {{ {nye} }} i «lest_mot»."
            yield Funn(HULL, linje, hva, rett, advarsel=True)


def siste_kjente_sats(tre: Tre) -> Iterator[Funn]:
    """A sentence that calls a rate the last we know, while a later one is known and the page shows today's."""
    kommer = {kode: fra for kode, fra in _siste(tre).items() if fra > grunn.byggedato()}
    if not kommer:
        return
    for side in tre.sider.values():
        brukt = [
            (linje, kode.replace("tak-", "honorar-"))
            for linje, kode, dag in første_argument(side, "sats", "sats_fra")
            if not dag
        ]
        for nr, linje in enumerate(side.kilde.split("\n"), 1):
            if not (setning := _SISTE_KJENTE.search(linje)):
                continue
            if koder := sorted({kode for på, kode in brukt if på == nr and kode in kommer}):
                når = ", ".join(f"«{kode}» får en ny verdi {kommer[kode]}" for kode in koder)
                hva = f"Setningen «{setning[0].strip()} …» stemmer ikke lenger: {når}."
                rett = (
                    "Skriv at satsen gjelder nå, og si når den nye kommer; eller la setningen stå til den dagen."
                )
                yield Funn(f"docs/{side.sti}", nr, hva, rett, advarsel=True)


def endring_mangler(tre: Tre) -> Iterator[Funn]:
    """A rate that starts after the site was first published, which no change note tells of."""
    endringer = tre.tabeller(ENDRINGER).values()
    første = min((et["dato"] for et in endringer if "dato" in et), default=None)
    fortalt = {
        et.get("gjelder_fra", et.get("dato"))
        for et in endringer
        if any(adresse.startswith("satser/") for adresse in et.get("seksjoner", ()))
    }
    nye: dict[date, list[_Verdi]] = {}
    for verdi in _verdier(tre):
        fra = verdi.verdi.get("fra")
        if første and fra and fra > første and fra not in fortalt:
            nye.setdefault(fra, []).append(verdi)
    for fra, verdier in nye.items():
        koder = ", ".join(verdi.kode for verdi in verdier)
        hva = f"Ingen endring forteller leserne om satsene fra {fra}: {koder}."
        rett = f'Legg til en blokk i {ENDRINGER} med «gjelder_fra = {fra}» og «seksjoner = ["satser/#…"]».'
        yield Funn(SATSFIL, verdier[0].linje, hva, rett, advarsel=True)


TRESJEKKER = (
    hull_lest_mot_eldre_sats,
    siste_kjente_sats,
    endring_mangler,
    satsfelt,
    måltidstid_mangler,
    verdifelt,
    satsrekkefølge,
    satskilde,
    satsbekreftelse,
    satsverdi,
    gammel_bekreftelse,
)
