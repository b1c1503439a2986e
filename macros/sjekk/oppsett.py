"""How a page is laid out: headings and their ids, boxes, tables."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from calculators.felles import norsk
from macros.sjekk.felles import DATO, ID, forslag, ider_fra_makroer, som_id
from macros.sjekk.funn import Treff
from macros.sjekk.kilde import Tre
from macros.sjekk.side import Overskrift, Side

# How binding a text is, in the words of an RB; without any of them it only says what is done.
STYRKER = ("må", "skal", "bør", "kan", "normalt", "som hovedregel", "som utgangspunkt", "ved behov")
UTEN_STYRKE = "presens"
BOKSER = ("utloept", "dengang", "endring", "eldre")
_UNDERSTREK = re.compile(r"^(?![ ]*[|>#])\S.*\n(=+|-+)[ ]*$", re.MULTILINE)
_HTML_OVERSKRIFT = re.compile(r"<h[1-6]\b")


def overskrift_uten_id(tre: Tre, side: Side) -> Treff:
    for overskrift in side.overskrifter:
        if not overskrift.id:
            forslag = som_id(overskrift.tekst)
            yield (
                overskrift.linje,
                f"Overskriften «{overskrift.tekst}» mangler id.",
                f"Skriv en id etter overskriften, for eksempel {{ #{forslag} }}. Den blir stående for alltid.",
            )


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
        if not ID.fullmatch(id) and not re.fullmatch(r"[\d.-]+", id):
            yield (
                linje,
                f"Id-en «{id}» har feil form.",
                f"Bruk bare små bokstaver a–z, tall og bindestrek, for eksempel «{som_id(id)}».",
            )


def id_av_tall(tre: Tre, side: Side) -> Treff:
    for linje, id in side.ider:
        if re.fullmatch(r"[\d.-]+", id):
            yield (
                linje,
                f"Id-en «{id}» er bare et tall.",
                "Velg et ord som sier hva delen handler om. Nummer flytter seg når teksten endres.",
            )


def id_dobbel(tre: Tre, side: Side) -> Treff:
    laget, sett = ider_fra_makroer(tre, side), {}
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


def ukjent_boks(tre: Tre, side: Side) -> Treff:
    for boks in side.bokser:
        if boks.slag not in BOKSER:
            yield (
                boks.linje,
                f"Boksen er av et ukjent slag: «{boks.slag}».",
                f"{forslag(boks.slag, BOKSER)}Bruk {', '.join(BOKSER[:-1])} eller {BOKSER[-1]}.",
            )
        elif not (boks.tittel or "").strip():
            yield (
                boks.linje,
                f"Boksen «{boks.slag}» mangler tittel.",
                f'Skriv tittelen i anførselstegn: «!!! {boks.slag} "Slik var det høsten 2021"».',
            )


def styrker(side: Side) -> Iterator[tuple[Overskrift, set[str] | None]]:
    """Each heading, and how binding the text under it is, in its own words; None where there is no text."""
    linjer = side.prosa.split("\n")
    for overskrift, neste in zip_longest(side.overskrifter, side.overskrifter[1:]):
        under = linjer[overskrift.linje : neste.linje - 1 if neste else None]
        tekst = " ".join(" ".join(under).lower().split())
        brukt = {ord for ord in STYRKER if re.search(rf"(?<!\w){ord}(?!\w)", tekst)}
        yield overskrift, (brukt or {UTEN_STYRKE}) if tekst else None


def styrke_og_tekst(tre: Tre, side: Side) -> Treff:
    """What a heading says of how binding its text is, `data-styrke="bør, kan"`, must be what the text says."""
    if "data-styrke=" not in side.prosa:
        return
    linjer = side.prosa.split("\n")
    for overskrift, funnet in styrker(side):
        sagt = re.search(r'\bdata-styrke="([^"]*)"', linjer[overskrift.linje - 1])
        if not sagt:
            continue
        oppgitt, brukt = {ord.strip() for ord in sagt[1].split(",")}, funnet or {UTEN_STYRKE}
        if ukjent := sorted(oppgitt - {*STYRKER, UTEN_STYRKE}):
            rett = f"Bruk {', '.join(STYRKER)} eller {UTEN_STYRKE}, med komma mellom."
            yield overskrift.linje, f"«{ukjent[0]}» er ingen styrke.", rett
        elif oppgitt != brukt:
            yield (
                overskrift.linje,
                f"«{overskrift.tekst}» skal etter overskriften si {norsk.oppramsing(sorted(oppgitt))}, "
                f"men teksten sier {norsk.oppramsing(sorted(brukt))}.",
                "Kilden avgjør. Rett teksten så den binder like sterkt som kilden, eller rett «data-styrke».",
            )


def utløpt_uten_dato(tre: Tre, side: Side) -> Treff:
    for boks in side.bokser:
        if boks.slag == "utloept" and boks.tittel and not re.search(DATO, boks.tittel):
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
    overskrift_uten_id,
    understreket_overskrift,
    id_form,
    id_av_tall,
    id_dobbel,
    nivå_hoppet_over,
    én_hovedoverskrift,
    ukjent_boks,
    styrke_og_tekst,
    utløpt_uten_dato,
    tabellrader,
)
