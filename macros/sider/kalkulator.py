"""The form of a calculator as HTML, made from its dataclass when the site is built.

It can be read and filled in before Python is up. It knows field kinds and texts, and no rule of any calculator.
"""

import json
from html import escape
from itertools import groupby
from typing import NamedTuple

from calculators.felles import kalender, norsk
from calculators.felles.bro import modul
from calculators.felles.skjema import felt_i, påkrevd
from calculators.felles.tekster import finn, tekst
from macros.grunn import DOCS

# What each kind of field asks of the phone's keyboard.
_TASTATUR = {"tall": ' inputmode="decimal"', "dato": "", "tidspunkt": "", "tekst": ""}
ENHETER = {"kroner": "kr", "timer": "timer", "dager": "dager", "km": "km"}


def manifest() -> dict:
    """Return the names of the packed files, as macros.pakking wrote them."""
    return json.loads((DOCS / "assets/bygd/manifest.json").read_text(encoding="utf-8"))


def kalkulator(navn: str, rot: str) -> str:
    """Return the form, the places for errors and answer, and the script that joins them to the worker.

    `rot` is the way from the page to the site's root. The form's method keeps it from being sent anywhere.
    """
    steg = getattr(modul(navn), "STEG", ())
    felt = _steg(navn, modul(navn).Inndata, steg) if steg else _felter(navn, modul(navn).Inndata)
    underveis = " data-underveis" if hasattr(modul(navn), "underveis") else ""
    tekster = escape(
        json.dumps(finn("felles") | finn("side") | (finn(f"{navn}.side") or {}), ensure_ascii=False), quote=False
    )
    # What may be personal is not remembered, not even while the reader looks at another page, nor put in a link.
    glem = "" if getattr(modul(navn), "HUSKES", True) else " data-glem"
    glem += "" if getattr(modul(navn), "LENKE", True) else " data-uten-lenke"
    tittel = f'<h2 id="{navn}-tittel" class="skjema-tittel">{tekst("felles.fyll-ut")}</h2>'
    slutt = f"""<div class="ds-error-summary" data-feil tabindex="-1" role="group" aria-labelledby="{navn}-feil" hidden>\
<h3 id="{navn}-feil" class="ds-heading">{tekst("felles.feil-tittel")}</h3><ul></ul></div>
<div class="handlinger"><button type="submit" class="ds-button">\
{finn(f"{navn}.side.knapp") or tekst("felles.knapp")}</button>
<button type="button" class="ds-button" data-variant="tertiary" data-toem>{tekst("side.toem")}</button></div>"""
    if steg:
        tittel, slutt = "", _se_over(navn, slutt) + _bunn()
    return f"""<div class="kalkulator">
<noscript><p class="varsel">{tekst("side.uten-skript")}</p></noscript>
<p class="beskjed" data-beskjed hidden></p>
<form data-kalkulator="{navn}" data-rot="{rot}" data-arbeider="{rot}assets/bygd/{manifest()["arbeider"]}" \
method="dialog"{underveis}{glem} novalidate autocomplete="off" \
{f'aria-label="{tekst(f"{navn}.tittel")}"' if steg else f'aria-labelledby="{navn}-tittel"'}>
{tittel}
{felt}
{slutt}
<p class="tilstand" data-tilstand>{tekst("side.venter")}</p>
<div class="varsel" data-svikt role="alert" hidden></div>
<p class="usynlig" role="status" data-melding></p>
</form>
<section data-resultat data-status="" aria-labelledby="{navn}-svar" tabindex="-1" hidden>\
<h2 id="{navn}-svar">{tekst("felles.svar-tittel")}</h2><div data-innhold></div></section>
<script type="application/json" data-tekster>{tekster}</script>
<script type="module" src="{rot}assets/kalkulator.mjs"></script>
</div>"""


def _kode(felt: str) -> str:
    """The code of the field's texts: its path without the numbers of the rows."""
    return ".".join(ledd for ledd in felt.split(".") if not ledd.isdigit() and not ledd.startswith("{"))


def _felter(navn: str, skjema: type, prefiks: str = "", utvalg: "_Utvalg | None" = None) -> str:
    """The fields of a form or of a row in a list; what few need is folded away until they ask for it."""
    vanlige, sjeldne = [], []
    feltene = [et for et in felt_i(skjema) if not utvalg or et.name in utvalg.felt]
    for gruppe, rekke in groupby(feltene, key=lambda et_felt: et_felt.metadata.get("gruppe", "")):
        felter = [
            (
                et_felt.metadata.get("sjelden") or (utvalg and et_felt.name in utvalg.sjeldne),
                _felt(navn, et_felt, prefiks, i_steg=utvalg is not None),
            )
            for et_felt in rekke
        ]
        sjeldne += [felt for sjelden, felt in felter if sjelden]
        samlet = "".join(felt for sjelden, felt in felter if not sjelden)
        vanlige.append(_gruppe(navn, gruppe, samlet) if gruppe else samlet)
    mer = ""
    if sjeldne:
        ledetekst = tekst(f"{navn}.felt.{_kode(prefiks.rstrip('.'))}.sjeldne")
        mer = (
            f'<details class="sjeldne"><summary>{ledetekst}</summary>'
            f'<div class="radfelt">{"".join(sjeldne)}</div></details>'
        )
    if not prefiks:
        return "".join(vanlige) + mer
    return f'<div class="radfelt">{"".join(vanlige)}</div>{mer}'


def _gruppe(navn: str, kode: str, felt: str) -> str:
    """Fields that belong together, in a frame that says when to fill them in.

    Where what they make can be copied, the frame has its own button, which the page shows when it can do it.
    """
    ord_ = finn(f"{navn}.gruppe.{kode}")
    verktøy = (
        f'<div class="verktoey" data-verktoey="{kode}" data-kopiert="{ord_["kopiert"]}" '
        f'data-ikke-kopiert="{ord_["ikke-kopiert"]}" hidden>'
        f'<button type="button" class="ds-button" data-variant="secondary">{ord_["knapp"]}</button></div>'
        if "knapp" in ord_
        else ""
    )
    return (
        f'<fieldset class="ds-fieldset gruppe" aria-describedby="{navn}-{kode}-hjelp">'
        f'<legend class="ds-label">{ord_["ledetekst"]}</legend>'
        f'<p data-field="description" id="{navn}-{kode}-hjelp">{ord_["hjelp"]}</p>'
        f"{felt}{verktøy}</fieldset>"
    )


def _felt(navn: str, et_felt, prefiks: str = "", utvalg: "_Utvalg | None" = None, i_steg: bool = False) -> str:
    """One field as HTML. `prefiks` is the path of the list row it stands in («dager.0.»)."""
    meta, felt = et_felt.metadata, prefiks + et_felt.name
    kode = _kode(felt)
    tegn = _Tegn(
        id=f"{navn}-" + felt.replace(".", "-"),
        felt=felt,
        kode=f"{navn}.felt.{kode}",
        ledetekst=tekst(f"{navn}.felt.{kode}.ledetekst"),
        hjelp=finn(f"{navn}.felt.{kode}.hjelp"),
        # In a group it is the whole group that may be left out, and its frame says so.
        valgfritt=not påkrevd(et_felt) and not meta.get("gruppe"),
        krevd=påkrevd(et_felt),
    )
    match meta["slag"]:
        case "liste":
            return _liste(navn, tegn, meta, utvalg)
        case "valg":
            return _radioer(tegn, {kode: kode for kode in meta["koder"]})
        case "ja-nei" if et_felt.default is None:
            # Left out, the calculator says. The values are those that a yes or no in JSON is written with.
            return _radioer(tegn, {"": "tider", "true": "ja", "false": "nei"})
        case "ja-nei":
            return (
                f'<div class="ds-field"><input class="ds-input" type="checkbox" id="{tegn.id}" name="{felt}"'
                f'{tegn.beskrevet_av}><label class="ds-label" for="{tegn.id}">{tegn.ledetekst}</label>'
                f"{tegn.beskrivelse}{tegn.feilsted}</div>"
            )
        case "langtekst":
            return _tekstområde(tegn)
    return _tekstfelt(tegn, meta, _snarveier(tegn, meta) if i_steg else "")


class _Tegn(NamedTuple):
    """What every field is drawn from."""

    id: str
    felt: str
    kode: str
    ledetekst: str
    hjelp: str | None
    valgfritt: bool
    krevd: bool

    @property
    def beskrivelse(self) -> str:
        return f'<p data-field="description" id="{self.id}-hjelp">{self.hjelp}</p>' if self.hjelp else ""

    @property
    def beskrevet_av(self) -> str:
        return f' aria-describedby="{self.id}-hjelp"' if self.hjelp else ""

    @property
    def feilsted(self) -> str:
        return f'<p class="ds-validation-message" id="{self.id}-feil" data-feil-for="{self.felt}" hidden></p>'


def _tekstfelt(tegn: _Tegn, meta, snarveier: str) -> str:
    enhet = f" ({ENHETER[meta['enhet']]})" if "enhet" in meta else ""
    valgfritt = f' <span class="valgfritt">{tekst("felles.valgfritt")}</span>' if tegn.valgfritt else ""
    krav = ' aria-required="true"' if tegn.krevd else ""
    return (
        f'<div class="ds-field" data-slag="{meta["slag"]}">'
        f'<label class="ds-label" for="{tegn.id}">{tegn.ledetekst}{enhet}{valgfritt}</label>{tegn.beskrivelse}'
        f'<div class="inndata"><input class="ds-input" type="text" id="{tegn.id}" name="{tegn.felt}"'
        f' autocomplete="off"{_TASTATUR[meta["slag"]]}{krav}{tegn.beskrevet_av}></div>'
        f"{snarveier}{tegn.feilsted}</div>"
    )


def _tekstområde(tegn: _Tegn) -> str:
    return (
        f'<div class="ds-field"><label class="ds-label" for="{tegn.id}">{tegn.ledetekst}</label>{tegn.beskrivelse}'
        f'<textarea class="ds-input" id="{tegn.id}" name="{tegn.felt}" rows="12" spellcheck="false"'
        f' autocomplete="off" aria-required="true"{tegn.beskrevet_av}></textarea>{tegn.feilsted}</div>'
    )


def _radioer(tegn: _Tegn, valg: dict[str, str]) -> str:
    """A choice, from the value that is sent to the code of its label; the first one is chosen."""
    knapper = "".join(
        f'<div class="ds-field"><input class="ds-input" type="radio" id="{tegn.id}-{kode}" name="{tegn.felt}" '
        f'value="{verdi}"{"" if nr else " checked"}><label class="ds-label" '
        f'for="{tegn.id}-{kode}">{tekst(f"{tegn.kode}.valg.{kode}")}</label></div>'
        for nr, (verdi, kode) in enumerate(valg.items())
    )
    return (
        f'<fieldset class="ds-fieldset" id="{tegn.id}"{tegn.beskrevet_av}>'
        f'<legend class="ds-label">{tegn.ledetekst}</legend>'
        f"{tegn.beskrivelse}{knapper}{tegn.feilsted}</fieldset>"
    )


def _liste(navn: str, tegn: _Tegn, meta, utvalg: "_Utvalg | None" = None) -> str:
    """A list of equal rows; the template lets the page draw more. In steps it may show some fields of each alone.

    Rows that follow from the other fields (`fast`) have no buttons: the calculator says which there are. The
    place for a row's number carries the depth of the list, since a list may stand in the rows of another.
    """
    element, ett = (finn(f"{tegn.kode}.{kode}") for kode in ("element", "ett"))
    dybde = tegn.kode.count(".")
    i, nr = f"{{i{dybde}}}", f"{{nr{dybde}}}"

    def knapp(variant: str, gjør: str, ledetekst: str) -> str:
        vis = f'<button type="button" class="ds-button" data-variant="{variant}" {gjør}>{ledetekst}</button>'
        return "" if meta["fast"] else vis

    tittel = element.format(nr=nr)
    skjul = " hidden" if meta["start"] <= meta["minst"] else ""
    felt = _felter(navn, meta["av"], f"{tegn.felt}.{i}.", utvalg)
    fjern = knapp("tertiary", "data-fjern" + skjul, tekst("felles.fjern", hva=tittel[0].lower() + tittel[1:]))
    legend = f'<legend class="ds-label">{tittel}</legend>'
    rad = f'<fieldset class="ds-fieldset rad" data-rad>{legend}{felt}{fjern}</fieldset>'
    if utvalg and utvalg.følger:
        rad = rad.replace(fjern, "")
    rader = "".join(rad.replace(i, str(et)).replace(nr, str(et + 1)) for et in range(meta["start"]))
    if utvalg and utvalg.følger:
        # A list has one place that adds and removes; elsewhere its rows follow.
        return (
            f'<div class="liste" data-foelger="{tegn.felt}" data-dybde="{dybde}"><div data-rader>{rader}</div>'
            f"<template>{rad}</template></div>"
        )
    hele = (
        f'<fieldset class="ds-fieldset liste" id="{tegn.id}" data-liste="{tegn.felt}" data-dybde="{dybde}" '
        f'data-minst="{meta["minst"]}" data-mest="{meta["mest"]}" data-start="{meta["start"]}" '
        f'data-element="{element}"{" data-deler" if meta["fast"] else ""}{tegn.beskrevet_av}>'
        f'<legend class="ds-label">{tegn.ledetekst}</legend>{tegn.beskrivelse}'
        f"<div data-rader>{rader}</div><template>{rad}</template>"
        f"{knapp('secondary', 'data-legg-til', tekst('felles.legg-til', hva=ett))}{tegn.feilsted}</fieldset>"
    )
    if not meta["foldet"]:
        return hele
    return f'<details class="sjeldne"><summary>{tekst(f"{tegn.kode}.foldet")}</summary>{hele}</details>'


# --- A form in steps ---


class _Utvalg(NamedTuple):
    """Which fields of a list's rows a step shows, which of them are folded, and whether the list is drawn before."""

    felt: frozenset[str]
    sjeldne: tuple[str, ...]
    følger: bool


def _steg(navn: str, skjema: type, stegene) -> str:
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
                utvalg = _Utvalg(frozenset(egne or resten), et.sjeldne, felt in tegnet)
                tegnet.add(felt)
            deler.append(_felt(navn, kjente[felt], utvalg=utvalg))
        kode = f"{navn}.steg.{et.kode}"
        hjelp = finn(f"{kode}.hjelp")
        beskrivelse = f'<p data-field="description" id="{navn}-steg-{et.kode}-hjelp">{hjelp}</p>' if hjelp else ""
        plass = tekst("side.steg-av", nr=nr + 1, antall=len(stegene))
        innhold = "".join(deler)
        if et.kontroll:
            innhold = _KONTROLLER[et.kontroll](navn, et.kode, innhold)
        ut.append(
            f'<section class="steg" data-steg="{et.kode}" aria-labelledby="{navn}-steg-{et.kode}">'
            f'<h2 class="steg-tittel" id="{navn}-steg-{et.kode}" tabindex="-1"><span class="steg-nr">{plass}</span> '
            f"{tekst(f'{kode}.tittel')}</h2>{beskrivelse}{innhold}</section>"
        )
    return "".join(ut)


def _se_over(navn: str, slutt: str) -> str:
    """The last part: what is filled in, and the button that answers."""
    return (
        f'<section class="steg" data-se-over aria-labelledby="{navn}-se-over">'
        f'<h2 class="steg-tittel" id="{navn}-se-over" tabindex="-1">{tekst("side.se-over")}</h2>'
        f"<dl data-oversikt></dl>{slutt}</section>"
    )


def kalenderen() -> dict:
    """What the page needs to propose days: the words, and the holidays that are not in a weekend anyway."""
    dager = [dag.isoformat() for dag in kalender.helligdager() if dag.weekday() < 5]
    return {"ukedager": norsk.UKEDAGER, "maaneder": norsk.MÅNEDER, "fridager": dager}


def _bunn() -> str:
    """The buttons between the steps, which the page moves from one to the next, and the sum so far."""
    return (
        f'<div class="handlinger steg-knapper" data-stegknapper hidden>'
        f'<button type="button" class="ds-button" data-neste>{tekst("side.neste")}</button>'
        f'<button type="button" class="ds-button" data-variant="secondary" data-forrige>{tekst("side.forrige")}</button>'
        f'</div><script type="application/json" data-kalender>{json.dumps(kalenderen(), ensure_ascii=False)}</script>'
        f'<p class="loepende" data-loepende role="status"></p>'
    )


def _brikker(navn: str, ledetekst: str, valg: dict[str, str], hva: str) -> str:
    """A choice that helps to fill in the fields, and is no field itself; the page shows it and tells what it does."""
    brikkene = "".join(
        f'<label class="brikke"><input type="radio" name="{navn}" value="{verdi}"><span>{ord_}</span></label>'
        for verdi, ord_ in valg.items()
    )
    return (
        f'<fieldset class="brikker" {hva} hidden><legend class="usynlig">{ledetekst}</legend>{brikkene}</fieldset>'
    )


def _snarveier(tegn: _Tegn, meta) -> str:
    """What makes a field quick to fill in: limits to choose among, or its date and time apart."""
    if meta["slag"] == "tidspunkt":
        deler = "".join(
            f'<div class="ds-field" data-slag="{slag}"><label class="usynlig" for="{tegn.id}-{slag}">{tegn.ledetekst}, '
            f'{tekst(f"side.{slag}")}</label>{foran}<div class="inndata"><input class="ds-input" type="text" '
            f'id="{tegn.id}-{slag}" autocomplete="off" data-del="{slag}"></div></div>'
            for slag, foran in (("dato", ""), ("klokke", f'<span aria-hidden="true">{tekst("side.kl")}</span>'))
        )
        return f'<div class="tiddeler" data-snarvei="tid" hidden>{deler}</div>'
    if not meta.get("omtrent"):
        return ""
    koder = {verdi: verdi.replace(" ", "-") for verdi in meta["omtrent"]}
    under, over = koder
    koder = {under: koder[under], under.split()[1]: "noeyaktig", over: koder[over], "annet": "annet"}
    valg = {verdi: ord_ for verdi, kode in koder.items() if (ord_ := finn(f"{tegn.kode}.omtrent.{kode}"))}
    return _brikker(f"snarvei-{tegn.felt}", tegn.ledetekst, valg, 'data-snarvei="omtrent"')


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
        f'<button type="button" class="ds-button vis-alle" data-variant="tertiary" data-vis-alle aria-expanded="false" '
        f"hidden>{ledetekst}</button>"
    )


def _ja_nei(navn: str, kode: str, innhold: str) -> str:
    valg = {svar: tekst(f"{navn}.steg.{kode}.{svar}") for svar in ("nei", "ja")}
    port = _brikker(f"snarvei-{kode}", tekst(f"{navn}.steg.{kode}.tittel"), valg, 'data-snarvei="ja-nei"')
    samme = f'<button type="button" class="ds-button" data-variant="tertiary" data-samme hidden>{tekst(f"{navn}.steg.{kode}.samme")}</button>'
    return f'{port}<div class="innenfor" data-innenfor>{innhold}{samme}</div>'


def _reisemåte(navn: str, kode: str, innhold: str) -> str:
    valg = {svar: tekst(f"{navn}.steg.{kode}.{svar}") for svar in ("nei", "hjem", "borte")}
    port = _brikker(f"snarvei-{kode}", tekst(f"{navn}.steg.{kode}.tittel"), valg, 'data-snarvei="reisemaate"')
    endre = _vis_alle(tekst(f"{navn}.steg.{kode}.endre"))
    return f'{port}<div class="innenfor" data-innenfor>{innhold}{endre}</div>'


def _hver_morgen(navn: str, kode: str, innhold: str) -> str:
    return (
        f'<label class="brikke" data-hver-morgen hidden><input type="checkbox"><span>'
        f"{tekst(f'{navn}.steg.{kode}.hver-morgen')}</span></label>{innhold}"
    )


_KONTROLLER = {"antall": _antall, "ja-nei": _ja_nei, "reisemaate": _reisemåte, "hver-morgen": _hver_morgen}
