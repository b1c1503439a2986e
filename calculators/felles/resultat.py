"""The one shape every answer has, from the command line and in the browser alike."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from .ics import Hendelse
from .norsk import dato as i_ord
from .norsk import til_øre
from .satser import Sats
from .tekster import hjemmel, tekst

FRISTVARSEL = 7  # dager; nok til å hente inn en bekreftelse fra arbeidsgiveren


@dataclass
class Resultat:
    """An answer being built. Amounts go in as Decimal kroner and come out as «6000.00»."""

    status: str = "ok"
    svar: str = ""
    tall: dict = field(default_factory=dict)
    linjer: list = field(default_factory=list)
    uavklart: list = field(default_factory=list)
    forbehold: list = field(default_factory=list)
    satser: list = field(default_factory=list)
    dokumentasjon: list = field(default_factory=list)
    frister: list = field(default_factory=list)
    feil: list = field(default_factory=list)
    tillegg: dict = field(default_factory=dict)  # what one calculator gives beyond the contract
    hendelser: list = field(default_factory=list)  # what there is to put in a calendar

    def linje(self, ledetekst: str, verdi: str, kode: str) -> None:
        """Add one step of the calculation, with the page section it rests on."""
        self.linjer.append({"tekst": ledetekst, "verdi": verdi, "hjemmel": hjemmel(kode)})

    def ta_forbehold(self, kode: str, **verdier) -> None:
        """Add a doubt that does not stop the amount."""
        self.forbehold.append(_med_tekst("forbehold", kode, **verdier))

    def la_stå_åpent(self, kode: str, svar: str) -> None:
        """Make the answer `uavklart`: the rules give no amount, and `svar` says so."""
        self.status = "uavklart"
        self.svar = svar
        self.uavklart.append(_med_tekst("uavklart", kode))

    def bruk(self, sats: Sats, dato: date) -> None:
        """Note that the rate was used for `dato`, once, and whether it may be too old for that day."""
        if sats not in self.satser:
            self.satser.append(sats)
        if sats.gammel(dato) and not any(merknad["kode"] == "gammel-sats" for merknad in self.forbehold):
            verdier = {"fra": i_ord(sats.fra), "bekreftet": sats.bekreftet_vist()}
            self.ta_forbehold("gammel-sats", navn=sats.omtalt(), **verdier)

    def krev(self, kode: str, ledetekst: str, kilde: str) -> None:
        """Add a document to attach."""
        self.dokumentasjon.append({"kode": kode, "tekst": ledetekst, "hjemmel": hjemmel(kilde)})

    def frist(
        self,
        dag: date,
        ledetekst: str,
        kilde: str,
        i_dag: date | None,
        slag: str,
        etter: date,
        kode: str = "send-senest",
    ) -> None:
        """Add the deadline for sending, counted from `etter`, and a note where it has passed on `i_dag`."""
        self.frister.append({"kode": kode, "dato": dag.isoformat(), "tekst": ledetekst, "hjemmel": hjemmel(kilde)})
        self.hendelse(slag, etter, dag, dag, ledetekst, FRISTVARSEL)
        if i_dag and i_dag > dag:
            self.ta_forbehold("frist-passert", dato=i_ord(dag))

    def hendelse(self, slag: str, gjelder: date, fra: date, til: date, ledetekst: str, varsel_dager: int) -> None:
        """Add an event for the calendar; `slag` and the day it is about tell it from all others."""
        self.hendelser.append(
            Hendelse(
                f"{slag}-{gjelder:%Y%m%d}",
                fra,
                til,
                tekst(f"kalender.{slag}.tittel"),
                f"{ledetekst}\n\n{tekst('kalender.bunn')}",
                varsel_dager,
                tekst(f"kalender.{slag}.varsel", dager=varsel_dager),
            )
        )

    def som_json(self) -> dict:
        """Return the answer in the contract's form."""
        ut = dict(vars(self))
        del ut["hendelser"]
        ut["tall"] = {
            navn: str(til_øre(verdi) if isinstance(verdi, Decimal) else verdi)  # a date is written as ISO has it
            for navn, verdi in self.tall.items()
        }
        ut["satser"] = [sats.som_json() for sats in self.satser]
        ut["feil"] = [{"felt": felt, "melding": melding} for felt, melding in self.feil]
        return ut | ut.pop("tillegg")


def _med_tekst(gruppe: str, kode: str, **verdier) -> dict:
    return {
        "kode": kode,
        "tekst": tekst(f"{gruppe}.{kode}", **verdier),
        "url": f"om/uavklart/#{kode}",
    }
