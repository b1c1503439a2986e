"""The shape of every file that editors write, declared once: which fields there are, and of what kind.

Runs before all other checks. What is of the wrong kind is reported with its line and taken out, so that every
check after this may trust the kind of what it finds. That something is missing is for those checks to say.
"""

from collections.abc import Iterator
from datetime import date, datetime, time

from macros.sjekk.funn import (
    BOKMÅL,
    ENDRINGER,
    FORKORTELSER,
    HELLIGDAGER,
    HULL,
    KILDER,
    KONTAKT,
    LESERSPØRSMÅL,
    LOVER,
    NYNORSK,
    ORD_NN,
    ORDBOK,
    ORDBOK_NN,
    ORDLISTE,
    SATSFIL,
    SIDER_NN,
    SPRÅK,
    SYNONYMER,
    TEKSTER,
    TEKSTER_NN,
    TILFELLER,
    Funn,
)
from macros.sjekk.kilde import Toml, Tre

ALLE = "*"  # every key that is not named
ALT = object()  # any value: another check looks into it
TEKSTTRE = {ALLE: None}  # texts and tables of texts, to any depth

_SYNONYMER = ("ord", "hverdag", "nynorsk", "engelsk", "seksjoner", "spoersmaal", "spoerreord")
_TEKST, _DATOER = {ALLE: str}, {ALLE: date}
FORMER = {
    SATSFIL: {
        "kilder": {ALLE: {"tekst": str, "url": str}},
        "satser": {
            ALLE: {
                "navn": str,
                "gruppe": str,
                "enhet": str,
                "kriterium": str,
                "opphevet": date,
                "eldes": bool,
                "verdier": [{"fra": date, "verdi": ALT, "kilde": str, "bekreftet": ALT}],
            }
        },
        "maaltidstider": {"frokost": time, "lunsj": time, "middag": time, "kilde": str},
    },
    TEKSTER: TEKSTTRE,
    TEKSTER_NN: TEKSTTRE,
    ORD_NN: _TEKST,
    HELLIGDAGER: _TEKST,
    HULL: {
        ALLE: {
            **dict.fromkeys(("type", "tittel", "kort", "her", "tekst", "spoer"), str),
            "sider": [str],
            "lest_mot": _DATOER,
        },
    },
    ORDLISTE: {ALLE: {"ord": str, "fullt": str, "forklaring": str, "abbr": bool}},
    KONTAKT: {ALLE: {"telefon": str, "epost": str}},
    LOVER: {ALLE: {"navn": str, "id": str, "forkortelser": [str], "kontrollert": date}},
    FORKORTELSER: {"kjente": [str]},
    ENDRINGER: {
        ALLE: {"dato": date, "gjelder_fra": date, "tittel": str, "hva": str, "seksjoner": [str]},
    },
    ORDBOK: {ALLE: {"grunn": str, "ord": [str]}},
    ORDBOK_NN: {ALLE: {"grunn": str, "ord": [str]}},
    BOKMÅL: {ALLE: _TEKST},
    NYNORSK: {"tekster": _TEKST, "sider": _TEKST, "tilfeller": _TEKST},
    SIDER_NN: {ALLE: _TEKST},
    KILDER: {"rytme": {ALLE: int}, ALLE: {"sjekket": date, "avtrykk": str}},
    SPRÅK: {ALLE: {"ord": [str], "heller": str, "grunn": str, "tillatt": [str]}},
    LESERSPØRSMÅL: {"svar": {ALLE: [str]}, "utenfor": {ALLE: [str]}},
    SYNONYMER: {
        **{navn: {ALLE: [str]} for navn in _SYNONYMER},
        **{navn: {"ord": [str]} for navn in ("ledd", "stoppord", "svake", "kjerne", "ingen", "felt", "meg")},
        "utenfor": {ALLE: {"navn": str, "adresse": str, "ord": [str]}},
    },
}
TILFELLE = {
    "tilfelle": [
        {
            "navn": str,
            "navn_nn": str,
            "inn": {ALLE: ALT},
            "status": str,
            "svar": str,
            "kort": _TEKST,
            "tall": _TEKST,
            "linjer": [str],
            "forbehold": [str],
            "ikke_forbehold": [str],
            "uavklart": [str],
            "dokumentasjon": [str],
            "satser": [str],
            "feil": [str],
            "fasit": bool,
            "hvorfor": str,
        }
    ]
}
FORSIDE = {
    "title": str,
    "description": str,
    "kilde": str,
    "kode": str,
    "erstattet_av": str,
    "tittel": str,
    "regner": str,
    "skriv_ut": str,
    "ark": bool,
    "search": {ALLE: ALT},
}
TEKSTTRE[ALLE] = TEKSTTRE

_HVA = {
    str: ("en tekst", '"…", med anførselstegn rundt'),
    bool: ("ja eller nei", "true eller false, uten anførselstegn"),
    int: ("et helt tall", "1, uten anførselstegn"),
    time: ("et klokkeslett", "07:00:00, uten anførselstegn"),
    date: ("en dato", "2026-01-01, uten anførselstegn"),
    list: ("en liste", '["…", "…"], i hakeparenteser'),
    dict: ("en tabell", "[…] på en egen linje over feltene"),
}


def _riktig(verdi, slag: type) -> bool:
    return type(verdi) is slag  # a date with a time is no date, and true is no number


def _rens(verdi, form, sted: tuple) -> tuple[bool, object, list]:
    """Return whether the value may stand, the value without what is wrong, and (place, value, kind) of that."""
    if form is ALT:
        return True, verdi, []
    if form is TEKSTTRE and not isinstance(verdi, dict):
        form = str
    slag = form if isinstance(form, type) else type(form)
    if not _riktig(verdi, slag):
        return False, None, [(sted, verdi, slag)]
    galt: list = []
    if slag is list:
        ut = []
        for nr, ledd in enumerate(verdi):
            ok, renset, mer = _rens(ledd, form[0], (*sted, nr))
            galt += mer
            ut += [renset] if ok else []
        return True, ut, galt
    if slag is dict:
        ut = {}
        for nøkkel, ledd in verdi.items():
            ok, renset, mer = _rens(ledd, form.get(nøkkel, form.get(ALLE, ALT)), (*sted, nøkkel))
            galt += mer
            if ok:
                ut[nøkkel] = renset
        return True, ut, galt
    return True, verdi, []


def _vist(verdi) -> str:
    if isinstance(verdi, bool):
        return str(verdi).lower()
    if isinstance(verdi, dict | list):
        return "en tabell" if isinstance(verdi, dict) else "en liste"
    tekst = " ".join(str(verdi).split())
    return f"«{tekst[:40]}…»" if len(tekst) > 40 else f"«{tekst}»" if tekst else "tomt"


def _felt(sted: tuple) -> str:
    """The field as editors call it: the last name, and where it stands."""
    navn = [str(ledd) for ledd in sted if not isinstance(ledd, int)]
    return f"«{navn[-1]}» under [{'.'.join(navn[:-1])}]" if navn[1:] else f"«{navn[0]}»"


def datafiler(tre: Tre) -> Iterator[Funn]:
    """Take out what is of the wrong kind in each data file, and report it."""
    for fil in tre.toml.values():
        yield from rens(fil)


def rens(fil: Toml) -> list[Funn]:
    """The same for one file."""
    form = FORMER.get(fil.sti, TILFELLE if fil.sti.startswith(TILFELLER) else None)
    if form is None or fil.feil or fil.data is not fil.rå:
        return fil.galt
    _, fil.data, galt = _rens(fil.rå, form, ())
    for sted, verdi, slag in galt:
        hva, slik = _HVA[slag]
        if len(sted) == 1 and slag is dict:
            hva = f"«{sted[0]}» står utenfor en tabell."
            rett = "Sett en linje med navnet i hakeparentes over, for eksempel [loennart]."
        else:
            hva, rett = f"{_felt(sted)} skal være {hva}, men er {_vist(verdi)}.", f"Skriv {slik}."
        fil.galt.append(Funn(fil.sti, fil.linje(*sted), hva, rett))
    return fil.galt


def forsider(tre: Tre) -> Iterator[Funn]:
    """The same for the front matter of each page. Dates and null are for the checks of front matter."""
    for side in tre.sider.values():
        side.forside = {}
        for nøkkel, verdi in side.forside_rå.items():
            slag = FORSIDE.get(nøkkel, ALT)
            if isinstance(verdi, datetime):
                verdi = str(verdi)  # a date with a time: no check of dates knows it
            ok = verdi is None or _rens(verdi, slag, ())[0]
            if ok and isinstance(nøkkel, str):
                side.forside[nøkkel] = verdi
                continue
            linje = side.linje_i_forside(str(nøkkel))
            if isinstance(slag, dict):
                rett = f"Skriv «{nøkkel}:» alene på linjen, og feltene under med to mellomrom foran."
            else:
                rett = f'Skriv teksten etter kolonet, med anførselstegn rundt: {nøkkel}: "…".'
            yield Funn(f"docs/{side.sti}", linje, f"«{nøkkel}» skal være en tekst, men er {_vist(verdi)}.", rett)


TRESJEKKER = (datafiler, forsider)
