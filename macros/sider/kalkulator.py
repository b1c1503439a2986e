"""The form of a calculator as HTML, made from its dataclass when the site is built.

It can be read and filled in before Python is up. It knows field kinds and texts, and no rule of any calculator.
"""

import json
from html import escape
from itertools import groupby
from typing import NamedTuple

from calculators.felles.bro import modul
from calculators.felles.skjema import felt_i, påkrevd
from calculators.felles.tekster import finn, tekst
from macros.grunn import DOCS

# What each kind of field asks of the phone's keyboard.
_TASTATUR = {"tall": ' inputmode="decimal"', "dato": "", "tidspunkt": "", "tekst": ""}
ENHETER = {"kroner": "kr", "timer": "timer", "km": "km"}


def manifest() -> dict:
    """Return the names of the packed files, as macros.pakking wrote them."""
    return json.loads((DOCS / "assets/bygd/manifest.json").read_text(encoding="utf-8"))


def kalkulator(navn: str, rot: str) -> str:
    """Return the form, the places for errors and answer, and the script that joins them to the worker.

    `rot` is the way from the page to the site's root. The form's method keeps it from being sent anywhere.
    """
    felt = _felter(navn, modul(navn).Inndata)
    underveis = " data-underveis" if hasattr(modul(navn), "underveis") else ""
    tekster = escape(
        json.dumps(finn("felles") | finn("side") | (finn(f"{navn}.side") or {}), ensure_ascii=False), quote=False
    )
    # What may be personal is not remembered, not even while the reader looks at another page, nor put in a link.
    glem = "" if getattr(modul(navn), "HUSKES", True) else " data-glem"
    glem += "" if getattr(modul(navn), "LENKE", True) else " data-uten-lenke"
    knapp = finn(f"{navn}.side.knapp") or tekst("felles.knapp")
    return f"""<div class="kalkulator">
<noscript><p class="varsel">{tekst("side.uten-skript")}</p></noscript>
<p class="beskjed" data-beskjed hidden></p>
<form data-kalkulator="{navn}" data-rot="{rot}" data-arbeider="{rot}assets/bygd/{manifest()["arbeider"]}" \
method="dialog"{underveis}{glem} novalidate autocomplete="off" aria-labelledby="{navn}-tittel">
<h2 id="{navn}-tittel" class="skjema-tittel">{tekst("felles.fyll-ut")}</h2>
{felt}
<div class="ds-error-summary" data-feil tabindex="-1" role="group" aria-labelledby="{navn}-feil" hidden>\
<h3 id="{navn}-feil" class="ds-heading">{tekst("felles.feil-tittel")}</h3><ul></ul></div>
<div class="handlinger"><button type="submit" class="ds-button">{knapp}</button>
<button type="button" class="ds-button" data-variant="tertiary" data-toem>{tekst("side.toem")}</button></div>
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


def _felter(navn: str, skjema: type, prefiks: str = "") -> str:
    """The fields of a form or of a row in a list; what few need is folded away until they ask for it."""
    vanlige, sjeldne = [], []
    for gruppe, rekke in groupby(felt_i(skjema), key=lambda et_felt: et_felt.metadata.get("gruppe", "")):
        felter = [(et_felt.metadata.get("sjelden"), _felt(navn, et_felt, prefiks)) for et_felt in rekke]
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
    """Fields that belong together, in a frame that says when to fill them in."""
    return (
        f'<fieldset class="ds-fieldset gruppe" aria-describedby="{navn}-{kode}-hjelp">'
        f'<legend class="ds-label">{tekst(f"{navn}.gruppe.{kode}.ledetekst")}</legend>'
        f'<p data-field="description" id="{navn}-{kode}-hjelp">{tekst(f"{navn}.gruppe.{kode}.hjelp")}</p>'
        f"{felt}</fieldset>"
    )


def _felt(navn: str, et_felt, prefiks: str = "") -> str:
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
            return _liste(navn, tegn, meta)
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
    return _tekstfelt(tegn, meta)


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


def _tekstfelt(tegn: _Tegn, meta) -> str:
    enhet = f" ({ENHETER[meta['enhet']]})" if "enhet" in meta else ""
    valgfritt = f' <span class="valgfritt">{tekst("felles.valgfritt")}</span>' if tegn.valgfritt else ""
    krav = ' aria-required="true"' if tegn.krevd else ""
    return (
        f'<div class="ds-field" data-slag="{meta["slag"]}">'
        f'<label class="ds-label" for="{tegn.id}">{tegn.ledetekst}{enhet}{valgfritt}</label>{tegn.beskrivelse}'
        f'<div class="inndata"><input class="ds-input" type="text" id="{tegn.id}" name="{tegn.felt}"'
        f' autocomplete="off"{_TASTATUR[meta["slag"]]}{krav}{tegn.beskrevet_av}></div>{tegn.feilsted}</div>'
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


def _liste(navn: str, tegn: _Tegn, meta) -> str:
    """A list of equal rows; the template lets the page draw more.

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
    felt = _felter(navn, meta["av"], f"{tegn.felt}.{i}.")
    fjern = knapp("tertiary", "data-fjern" + skjul, tekst("felles.fjern", hva=tittel[0].lower() + tittel[1:]))
    legend = f'<legend class="ds-label">{tittel}</legend>'
    rad = f'<fieldset class="ds-fieldset rad" data-rad>{legend}{felt}{fjern}</fieldset>'
    rader = "".join(rad.replace(i, str(et)).replace(nr, str(et + 1)) for et in range(meta["start"]))
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
