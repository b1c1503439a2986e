"""Writes what the calculators must know of the pages: calculators/seksjoner.json, by `make godkjenn`.

Every section with its reference as staff write it and the days its text changed, every address that has moved, and
the laws the pages link to. The calculator that judges references reads it where there is no register, in the
browser.
Reads the register, the pages, and the front matter behind them.
"""

import json
import re
from urllib.parse import urlsplit

from calculators.felles.data import les_toml
from macros import grunn
from macros.nettsted.adresser import henvisning, merknaden
from macros.nettsted.register import (
    Register,
    Side,
    etterfølger,
    godkjenn,
    kildefil,
    les,
    les_nettsted,
    levende,
)
from macros.nettsted.side import Nettsted, Nettstedsfeil

FIL = grunn.ROT / "calculators/seksjoner.json"
OM_RUTINEN = ("kode", "publisert", "kilde_oppdatert", "opphevet", "erstattet_av")


def _dager(felt: dict) -> list[str]:
    """The day a text was taken in, and each day it was changed."""
    return [*(et["fra"].isoformat() for et in felt.get("tidligere", ())), felt["endret"].isoformat()]


def _het(felt: dict) -> list[list[str]]:
    """The titles it has had: the day each was given up, and the title."""
    dager = _dager(felt)
    return [[dager[nr + 1], et["tittel"]] for nr, et in enumerate(felt.get("tidligere", ())) if "tittel" in et]


def _side(side: Side, oppslag: dict, merknad: str) -> dict:
    """One page: what its front matter says of a routine, its sections in order, and its other ids."""
    kilde = grunn.ROT / kildefil(side.adresse)
    forside = grunn.forside(kilde) if kilde.exists() else {}
    ut = {felt: str(forside[felt]) for felt in OM_RUTINEN if forside.get(felt)}
    ut["seksjoner"] = [
        [et.id, et.nivå, et.tittel, henvisning(et, merknad), _dager(felt), *filter(None, [_het(felt)])]
        for et in side.seksjoner
        if (felt := oppslag.get(et.id))
    ]
    utenom = {"erstattet_av", *(et.id for et in side.seksjoner)}
    andre = {id: felt for id, felt in oppslag.items() if id not in utenom and "erstattet_av" not in felt}
    avsnitt = {id: _dager(felt) for id, felt in andre.items()}
    return ut | ({"avsnitt": avsnitt} if avsnitt else {})


def _flyttet(register: Register, lever: set[str]) -> dict[str, list[str]]:
    """Old addresses, with where they lead today and the title that stood there."""
    ut = {}
    for side, oppslag in register.items():
        gamle = {f"{side}#{id}": felt for id, felt in oppslag.items() if id != "erstattet_av"}
        for adresse, felt in {side: {}, **gamle}.items():
            if adresse not in lever and (ny := etterfølger(register, adresse, lever)):
                ut[adresse] = [ny, felt.get("tittel", "")]
    return ut


def _lover() -> dict[str, list[str]]:
    """The id of each law in force at Lovdata, by the name and the abbreviations it goes by."""
    lover = (oppslag for oppslag in grunn.data("lover").values() if not oppslag["navn"].startswith("ny "))
    return {oppslag["navn"]: [oppslag["id"], *oppslag.get("forkortelser", ())] for oppslag in lover}


def kunnskap(nettsted: Nettsted, register: Register) -> dict:
    """All of it, as the file has it."""
    nettstedet = les_nettsted(nettsted)
    merknader = {adr: merknaden(nettsted[adr].artikkel) for adr in nettstedet}
    verter = {urlsplit(kilde["url"]).hostname for kilde in les_toml("satser.toml")["kilder"].values()}
    sider = {
        adresse: _side(side, register.get(adresse, {}), merknader[adresse]) for adresse, side in nettstedet.items()
    }
    return {
        "fra": min(dag for side in sider.values() for et in side["seksjoner"] for dag in et[4]),
        "andres": sorted({re.sub(r"^www\.", "", vert) for vert in verter}),
        "lover": _lover(),
        "flyttet": _flyttet(register, levende(register, nettstedet)),
        "sider": sider,
    }


def som_json(alt: dict) -> str:
    """The file: one line for each page, so that a change is easy to read."""

    def rad(verdi) -> str:
        return json.dumps(verdi, ensure_ascii=False, separators=(",", ":"))

    sider = ",\n".join(f"{rad(adresse)}:{rad(side)}" for adresse, side in alt["sider"].items())
    resten = "".join(f"{rad(nøkkel)}:{rad(verdi)},\n" for nøkkel, verdi in alt.items() if nøkkel != "sider")
    return f'{{{resten}"sider":{{\n{sider}\n}}}}\n'


def steg_godkjenn(nettsted: Nettsted) -> str:
    """Approve all that no person must settle first, and tell the calculators."""
    if feil := godkjenn(nettsted):
        raise Nettstedsfeil("\n".join(map(str, feil)))
    FIL.write_text(som_json(kunnskap(nettsted, les())), encoding="utf-8")
    return ""
