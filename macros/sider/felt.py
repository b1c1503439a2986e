"""The fields of a calculator's form as HTML, from what its dataclass says of them.

It knows field kinds and texts, and no rule of any calculator.
"""

from itertools import groupby
from typing import NamedTuple

from calculators.felles.skjema import felt_i, påkrevd
from calculators.felles.tekster import finn, tekst

from .maal import sagt

# What each kind of field asks of the phone's keyboard.
_TASTATUR = {"tall": ' inputmode="decimal"', "dato": "", "tidspunkt": "", "tekst": ""}
ENHETER = {"kroner": "kr", "timer": "timer", "dager": "dager", "km": "km"}


class Utvalg(NamedTuple):
    """Which fields of a list's rows a step shows, which are folded, and whether its rows follow another step's."""

    felt: frozenset[str]
    sjeldne: tuple[str, ...]
    følger: bool
    tittel: str  # of the step


def _kode(felt: str) -> str:
    """The code of the field's texts: its path without the numbers of the rows."""
    return ".".join(ledd for ledd in felt.split(".") if not ledd.isdigit() and not ledd.startswith("{"))


def felter(navn: str, skjema: type, prefiks: str = "", utvalg: "Utvalg | None" = None) -> str:
    """The fields of a form or of a row in a list; what few need is folded away until they ask for it."""
    vanlige, sjeldne = [], []
    feltene = [et for et in felt_i(skjema) if not utvalg or et.name in utvalg.felt]
    for gruppe, rekke in groupby(feltene, key=lambda et_felt: et_felt.metadata.get("gruppe", "")):
        felter = [
            (
                et_felt.metadata.get("sjelden") or (utvalg and et_felt.name in utvalg.sjeldne),
                tegn_felt(navn, et_felt, prefiks, rad=utvalg),
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


def tegn_felt(
    navn: str, et_felt, prefiks: str = "", utvalg: "Utvalg | None" = None, rad: "Utvalg | None" = None
) -> str:
    """One field as HTML. `prefiks` is the path of the list row it stands in («dager.0.»).

    In steps, `utvalg` says what a list shows of its rows here, and `rad` what the row does that the field is in.
    """
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
    return _tekstfelt(tegn, meta, rad)


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


def _tekstfelt(tegn: _Tegn, meta, rad: "Utvalg | None") -> str:
    enhet = f" ({sagt(ENHETER[meta['enhet']])})" if "enhet" in meta else ""
    valgfritt = f' <span class="valgfritt">{tekst("felles.valgfritt")}</span>' if tegn.valgfritt else ""
    krav = ' aria-required="true"' if tegn.krevd else ""
    # Beside the name of its row the label is not seen, and the field says it itself.
    navn = f' aria-label="{tegn.ledetekst}{enhet}"' if rad and rad.følger else ""
    snarveier = _snarveier(tegn, meta) if rad else ""
    return (
        f'<div class="ds-field" data-slag="{meta["slag"]}">'
        f'<label class="ds-label" for="{tegn.id}">{tegn.ledetekst}{enhet}{valgfritt}</label>{tegn.beskrivelse}'
        f'<div class="inndata"><input class="ds-input" type="text" id="{tegn.id}" name="{tegn.felt}"'
        f' autocomplete="off"{_TASTATUR[meta["slag"]]}{krav}{navn}{tegn.beskrevet_av}></div>'
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


def _liste(navn: str, tegn: _Tegn, meta, utvalg: "Utvalg | None" = None) -> str:
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
    felt = felter(navn, meta["av"], f"{tegn.felt}.{i}.", utvalg)
    fjern = knapp("tertiary", "data-fjern" + skjul, tekst("felles.fjern", hva=tittel[0].lower() + tittel[1:]))
    # Rows of the same day stand in several steps, and each says what it asks.
    tillegg = f'<span class="usynlig">: {utvalg.tittel}</span>' if utvalg and utvalg.følger else ""
    legend = f'<legend class="ds-label">{tittel}{tillegg}</legend>'
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


# --- Beside a field, in a form in steps ---


def brikker(navn: str, ledetekst: str, valg: dict[str, str], hva: str) -> str:
    """A choice that helps to fill in the fields, and is no field itself; the page shows it and does it."""
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
            f'<div class="ds-field" data-slag="{slag}">{foran}<div class="inndata">'
            f'<input class="ds-input" type="text" id="{tegn.id}-{slag}" autocomplete="off" data-del="{slag}"'
            f' aria-label="{tegn.ledetekst}, {tekst(f"side.{slag}")}"></div></div>'
            for slag, foran in (("dato", ""), ("klokke", f'<span aria-hidden="true">{tekst("side.kl")}</span>'))
        )
        return f'<div class="tiddeler" data-snarvei="tid" hidden>{deler}</div>'
    if not meta.get("omtrent"):
        return ""
    koder = {verdi: verdi.replace(" ", "-") for verdi in meta["omtrent"]}
    under, over = koder
    koder = {under: koder[under], under.split()[1]: "noeyaktig", over: koder[over], "annet": "annet"}
    valg = {verdi: ord_ for verdi, kode in koder.items() if (ord_ := finn(f"{tegn.kode}.omtrent.{kode}"))}
    nr = tegn.felt.split(".")[-2].replace("{i", "{nr")
    return brikker(f"snarvei-{tegn.felt}", f"{tegn.ledetekst} {nr}", valg, 'data-snarvei="omtrent"')
