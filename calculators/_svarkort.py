"""The card of oppgjor: what most want to know, in a few lines.

Puts into words what the settlement has worked out. Knows its numbers and deadlines, and no amount.
"""

from datetime import date

from . import kost
from .felles import norsk
from .felles.kalender import arbeidsdag
from .felles.resultat import Resultat
from .felles.tekster import tekst


def gikk_ut(frist_: date, i_dag: date | None) -> bool:
    """Whether it is too late beyond doubt: the next working day has passed too."""
    return bool(i_dag and i_dag > arbeidsdag(frist_, 1))


def _send_innen(hva: str, frist_: date, i_dag: date | None) -> str:
    """When to send `hva`: the last working day up to the deadline, and once that has passed, at once."""
    dag, verdier = arbeidsdag(frist_, -1), {"hva": hva, "frist": norsk.dato(frist_)}
    if i_dag and i_dag > dag:
        neste = norsk.ukedag(arbeidsdag(frist_, 1))
        return tekst("oppgjor.svarkort.send-straks", neste=neste, **verdier)
    if dag == frist_:
        return tekst("oppgjor.svarkort.send-innen", hva=hva, dag=norsk.ukedag(dag))
    return tekst("oppgjor.svarkort.send-foer-fridag", dag=norsk.ukedag(dag), **verdier)


def _kort_frist(tall_: dict, hva: str, i_dag: date | None) -> str:
    """The deadline as the card has it; two of them where that for the trips comes first."""
    senest, reise_senest = tall_["send_senest"], tall_.get("reise_senest")
    if gikk_ut(senest, i_dag):
        return tekst("oppgjor.svarkort.gikk-ut", dato=norsk.ukedag(senest))
    if not reise_senest:
        return _send_innen(hva, senest, i_dag)
    resten = _send_innen(tekst("oppgjor.svarkort.hva.resten"), senest, i_dag)
    if gikk_ut(reise_senest, i_dag):
        return f"{tekst('oppgjor.svarkort.gikk-ut-reise', dato=norsk.ukedag(reise_senest))} {resten}"
    if arbeidsdag(reise_senest, -1) == arbeidsdag(senest, -1):
        return _send_innen(hva, reise_senest, i_dag)
    return f"{_send_innen(tekst('oppgjor.svarkort.hva.reisen'), reise_senest, i_dag)} {resten}"


def _vedlegg(reiser: list, tilknytning: str, best: str) -> list[str]:
    """What this very claim needs: proof of a loss that is claimed, and the receipts for what was laid out."""
    trengs = {
        "lunsj": any(reise.kvittering and reise.avstand_km <= kost.GRENSE_KM for reise in reiser),
        "billetter": any(reise.billetter for reise in reiser),
        "drosje": any(reise.drosje for reise in reiser),
        tilknytning: best == "tapt",
    }
    return [tekst(f"oppgjor.svarkort.vedlegg.{kode}") for kode, krevd in trengs.items() if krevd]


def kort(
    ut: Resultat, reiser: list, tilknytning: str, best: str, uten_beløp: list[str], i_dag: date | None
) -> list[dict]:
    """The sum, what it may become (kept in `ut.tall` too), by when, what to attach, and where to send it.

    `best` is what pays the more: «honorar», «tapt» or «likt». `uten_beløp` names the trips without an amount.
    """
    tall_, senest = ut.tall, ut.tall["send_senest"]
    krav = "gikk-ut-sum" if gikk_ut(senest, i_dag) else "sum"
    sum_ = tekst(f"oppgjor.svarkort.{krav}", utbetaling=norsk.kroner(tall_["utbetaling"]))
    if uten_beløp:
        sum_ += " " + tekst("oppgjor.svarkort.uten-beloep", reise=norsk.oppramsing(uten_beløp))
    punkter = {"sum": sum_}
    if tall_["per_dag"] > tall_["betaling"]:
        kan_bli = tall_["kan_bli"] = tall_["per_dag"] + tall_["reise"]
        mer = norsk.kroner(kan_bli - tall_["utbetaling"])
        punkter["kan-bli"] = tekst("oppgjor.svarkort.kan-bli", kan_bli=norsk.kroner(kan_bli), mer=mer)
        if best != "tapt":
            vedlegg = tekst(f"oppgjor.svarkort.vedlegg.{tilknytning}")
            punkter["kan-bli"] += " " + tekst("oppgjor.svarkort.kan-bli-vedlegg", vedlegg=vedlegg)
    hva = tekst("oppgjor.svarkort.hva.alt" if tall_["reise"] or uten_beløp else "oppgjor.svarkort.hva.kravet")
    punkter["frist"] = _kort_frist(tall_, hva, i_dag)
    vedlegg = _vedlegg(reiser, tilknytning, best)
    punkter["legg-ved"] = (
        tekst("oppgjor.svarkort.legg-ved", vedlegg=norsk.oppramsing(vedlegg))
        if vedlegg
        else tekst("oppgjor.svarkort.legg-ved-ingenting")
    )
    punkter["send"] = tekst("oppgjor.svarkort.send", hva=hva)
    return [{"kode": kode, "tekst": ord_} for kode, ord_ in punkter.items()]
