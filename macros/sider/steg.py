"""A form asked in steps, from the calculator's own list of them: sections, and controls that help to fill them in.

Without scripts it is one form in the same order; docs/assets/kalkulator/steg.mjs shows a step at a time.
"""

import json

from calculators.felles import kalender, norsk
from calculators.felles.skjema import felt_i
from calculators.felles.tekster import finn, ordet, tekst

from .felt import Utvalg, brikker, tegn_felt


def tegn_steg(navn: str, skjema: type, stegene) -> str:
    """The form in sections, one for each step; the page shows one at a time, and without scripts all."""
    kjente = {et_felt.name: et_felt for et_felt in felt_i(skjema)}
    nevnt = {tuple(felt.split(".")) for et in stegene for felt in et.felt if "." in felt}
    tegnet: set[str] = set()
    ut = []
    for nr, et in enumerate(stegene):
        deler = []
        for felt in dict.fromkeys(felt.split(".")[0] for felt in et.felt):
            utvalg = None
            if kjente[felt].metadata["slag"] == "liste":
                alle = {et_felt.name for et_felt in felt_i(kjente[felt].metadata["av"])}
                egne = {felt_ for liste, felt_ in nevnt if liste == felt and f"{felt}.{felt_}" in et.felt}
                resten = alle - {felt_ for liste, felt_ in nevnt if liste == felt}
                utvalg = Utvalg(
                    frozenset(egne or resten), et.sjeldne, felt in tegnet, tekst(f"{navn}.steg.{et.kode}.tittel")
                )
                tegnet.add(felt)
            deler.append(tegn_felt(navn, kjente[felt], utvalg=utvalg))
        kode = f"{navn}.steg.{et.kode}"
        hjelp = finn(f"{kode}.hjelp")
        beskrivelse = f'<p data-field="description" id="{navn}-steg-{et.kode}-hjelp">{hjelp}</p>' if hjelp else ""
        plass = tekst("side.steg-av", nr=nr + 1, antall=len(stegene))
        innhold = "".join(deler)
        if et.kontroll:
            innhold = _KONTROLLER[et.kontroll](navn, et.kode, innhold)
        ut.append(
            f'<section class="steg" data-steg="{et.kode}" aria-labelledby="{navn}-steg-{et.kode}">'
            f'<h2 class="steg-tittel" id="{navn}-steg-{et.kode}" tabindex="-1">'
            f'<span class="steg-nr">{plass}</span> '
            f"{tekst(f'{kode}.tittel')}</h2>{beskrivelse}{innhold}</section>"
        )
    return "".join(ut)


def se_over(navn: str, slutt: str) -> str:
    """The last part: what is filled in, and the button that answers."""
    return (
        f'<section class="steg" data-se-over aria-labelledby="{navn}-se-over">'
        f'<h2 class="steg-tittel" id="{navn}-se-over" tabindex="-1">{tekst("side.se-over")}</h2>'
        f"<dl data-oversikt></dl>{slutt}</section>"
    )


def kalenderen() -> dict:
    """What the page needs to propose days: the words, and the holidays that are not in a weekend anyway."""
    dager = [dag.isoformat() for dag in kalender.helligdager() if dag.weekday() < 5]
    return {"ukedager": [*map(ordet, norsk.UKEDAGER)], "maaneder": norsk.MÅNEDER, "fridager": dager}


def bunn() -> str:
    """The buttons between the steps, which the page moves from one to the next, and the sum so far."""
    return (
        f'<div class="handlinger steg-knapper" data-stegknapper hidden>'
        f'<button type="button" class="ds-button" data-neste>{tekst("side.neste")}</button>'
        f'<button type="button" class="ds-button" data-variant="secondary" data-forrige>'
        f"{tekst('side.forrige')}</button></div>"
        f'<script type="application/json" data-kalender>{json.dumps(kalenderen(), ensure_ascii=False)}</script>'
        f'<p class="loepende" data-loepende role="status"></p>'
    )


def _antall(navn: str, kode: str, innhold: str) -> str:
    """How many rows, and what days that makes."""
    return (
        f'{innhold}<div class="antall" data-antall hidden><label class="ds-label" for="{navn}-antall">'
        f'{tekst(f"{navn}.steg.{kode}.antall")}</label><div class="teller">'
        f'<button type="button" class="ds-button" data-variant="secondary" data-faerre '
        f'aria-label="{tekst(f"{navn}.steg.{kode}.faerre")}">−</button>'
        f'<input class="ds-input" type="text" id="{navn}-antall" inputmode="numeric" autocomplete="off">'
        f'<button type="button" class="ds-button" data-variant="secondary" data-flere '
        f'aria-label="{tekst(f"{navn}.steg.{kode}.flere")}">+</button></div></div>'
        f'<p class="periode" data-periode hidden></p>{_vis_alle(tekst(f"{navn}.steg.{kode}.endre"))}'
    )


def _vis_alle(ledetekst: str) -> str:
    return (
        f'<button type="button" class="ds-button vis-alle" data-variant="tertiary" data-vis-alle '
        f'aria-expanded="false" hidden>{ledetekst}</button>'
    )


def _ja_nei(navn: str, kode: str, innhold: str) -> str:
    valg = {svar: tekst(f"{navn}.steg.{kode}.{svar}") for svar in ("nei", "ja")}
    port = brikker(f"snarvei-{kode}", tekst(f"{navn}.steg.{kode}.tittel"), valg, 'data-snarvei="ja-nei"')
    samme = (
        f'<button type="button" class="ds-button" data-variant="tertiary" data-samme hidden>'
        f"{tekst(f'{navn}.steg.{kode}.samme')}</button>"
    )
    return f'{port}<div class="innenfor" data-innenfor>{innhold}{samme}</div>'


def _reisemåte(navn: str, kode: str, innhold: str) -> str:
    valg = {svar: tekst(f"{navn}.steg.{kode}.{svar}") for svar in ("nei", "hjem", "borte")}
    port = brikker(f"snarvei-{kode}", tekst(f"{navn}.steg.{kode}.tittel"), valg, 'data-snarvei="reisemaate"')
    endre = _vis_alle(tekst(f"{navn}.steg.{kode}.endre"))
    return f'{port}<div class="innenfor" data-innenfor>{innhold}{endre}</div>'


def _hver_morgen(navn: str, kode: str, innhold: str) -> str:
    return (
        f'<label class="brikke" data-hver-morgen hidden><input type="checkbox"><span>'
        f"{tekst(f'{navn}.steg.{kode}.hver-morgen')}</span></label>{innhold}"
    )


_KONTROLLER = {"antall": _antall, "ja-nei": _ja_nei, "reisemaate": _reisemåte, "hver-morgen": _hver_morgen}
