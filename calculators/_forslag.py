"""What the form of oppgjor shows before the answer: rows for each trip's meals, and proposals for empty fields.

Reads what is typed as it stands, whole or not, and holds no rule: a proposal may always be typed over.
"""

from datetime import date, datetime, timedelta

from . import kost
from .felles import norsk
from .felles.kalender import UkjentÅr, arbeidsdag
from .felles.skjema import les


def _liste_i(rå: dict, navn: str, flest: int) -> list[dict]:
    rader = rå.get(navn)
    return [rad if isinstance(rad, dict) else {} for rad in rader[:flest]] if isinstance(rader, list) else []


def _foreslå_dager(dager: list[dict]) -> dict[str, date]:
    """A samling is normally working days in a row: each date left empty is the one after the day above it."""
    forslag, forrige = {}, None
    for nr, rad in enumerate(dager):
        if forrige and not rad.get("dato"):
            try:
                forrige = forslag[f"dager.{nr}.dato"] = arbeidsdag(forrige + timedelta(days=1), 1)
            except UkjentÅr:
                break
        else:
            forrige = kost.lest_dato(rad.get("dato"))
    return forslag


def _foreslå_reiser(reiser: list[dict], dager: list[date]) -> dict[str, str]:
    """Who travels back and forth each day has the same trip again on the next day of the samling."""
    forslag, forrige = {}, None
    for nr, rad in enumerate(reiser):
        lest = les(kost.NAVN, kost.Inndata, rad)[1]
        if forrige and not any(rad.get(felt) for felt in ("avreise", "hjemkomst", "avstand_km")):
            neste = next((dag for dag in dager if dag > forrige["avreise"].date()), None)
            if neste is None:
                break
            for felt in ("avreise", "hjemkomst"):
                lest[felt] = datetime.combine(neste, forrige[felt].time())
                forslag[f"reiser.{nr}.{felt}"] = lest[felt].strftime("%d.%m.%Y %H:%M")
            lest["avstand_km"] = forrige["avstand_km"]
            forslag[f"reiser.{nr}.avstand_km"] = norsk.tall(lest["avstand_km"])
        hel = all(felt in lest for felt in ("avreise", "hjemkomst", "avstand_km"))
        forrige = lest if hel and lest["avreise"].date() == lest["hjemkomst"].date() else None
    return forslag


def underveis(rå: dict, flest: int) -> dict:
    """Return the rows for meals in each trip, and the proposals; no more than `flest` days and trips are read."""
    dager, reiser = _liste_i(rå, "dager", flest), _liste_i(rå, "reiser", flest)
    rader = {"deler": {}, "gitt": {}}
    for nr, rad in enumerate(reiser):
        for hva, lister in kost.underveis(rad).items():
            rader[hva] |= {f"reiser.{nr}.{navn}": liste_ for navn, liste_ in lister.items()}
    datoer = _foreslå_dager(dager)
    kjente = {
        nr: datoer.get(f"dager.{nr}.dato") or kost.lest_dato(rad.get("dato")) for nr, rad in enumerate(dager)
    }
    forslag = {felt: dag.strftime("%d.%m.%Y") for felt, dag in datoer.items()}
    forslag |= _foreslå_reiser(reiser, sorted(dag for dag in kjente.values() if dag))
    return rader | {"forslag": forslag}
