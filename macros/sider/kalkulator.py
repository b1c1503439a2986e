"""The form of a calculator as HTML, made from its dataclass when the site is built.

It can be read and filled in before Python is up. It knows field kinds and texts, and no rule of any calculator.
"""

import json
from html import escape

from calculators.felles.bro import modul
from calculators.felles.tekster import finn, målform, tekst
from macros.grunn import DOCS

from . import maal
from .felt import felter
from .steg import bunn, se_over, tegn_steg


def manifest() -> dict:
    """Return the names of the packed files, as macros.pakking wrote them."""
    return json.loads((DOCS / "assets/bygd/manifest.json").read_text(encoding="utf-8"))


def kalkulator(navn: str, rot: str) -> str:
    """Return the form, the places for errors and answer, and the script that joins them to the worker.

    `rot` is the way from the page to the site's root. The form's method keeps it from being sent anywhere.
    """
    steg = getattr(modul(navn), "STEG", ())
    felt = tegn_steg(navn, modul(navn).Inndata, steg) if steg else felter(navn, modul(navn).Inndata)
    underveis = " data-underveis" if hasattr(modul(navn), "underveis") else ""
    tekster = escape(
        json.dumps(finn("felles") | finn("side") | (finn(f"{navn}.side") or {}), ensure_ascii=False), quote=False
    )
    # What may be personal is not remembered, not even while the reader looks at another page, nor put in a link.
    glem = "" if getattr(modul(navn), "HUSKES", True) else " data-glem"
    glem += "" if getattr(modul(navn), "LENKE", True) else " data-uten-lenke"
    # The sections an answer rests on are named by their address in bokmål: these pages are in nynorsk too.
    i_nynorsk = f' data-nynorsk="{" ".join(maal.tvillinger())}"' if målform() == "nn" else ""
    tittel = f'<h2 id="{navn}-tittel" class="skjema-tittel">{tekst("felles.fyll-ut")}</h2>'
    slutt = f"""<div class="ds-error-summary" data-feil tabindex="-1" role="group" \
aria-labelledby="{navn}-feil" hidden>\
<h3 id="{navn}-feil" class="ds-heading">{tekst("felles.feil-tittel")}</h3><ul></ul></div>
<div class="handlinger"><button type="submit" class="ds-button">\
{finn(f"{navn}.side.knapp") or tekst("felles.knapp")}</button>
<button type="button" class="ds-button" data-variant="tertiary" data-toem>{tekst("side.toem")}</button></div>"""
    if steg:
        tittel, slutt = "", se_over(navn, slutt) + bunn()
    return f"""<div class="kalkulator">
<noscript><p class="varsel">{tekst("side.uten-skript")}</p></noscript>
<p class="beskjed" data-beskjed hidden></p>
<form data-kalkulator="{navn}" data-rot="{rot}" data-arbeider="{rot}assets/bygd/{manifest()["arbeider"]}" \
method="dialog"{underveis}{glem}{i_nynorsk} novalidate autocomplete="off" \
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
