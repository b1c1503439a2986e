"""References written as UNE asks: of a case in a note, of a document in the archive, of a summons.

Nothing here may be kept: a DUF number is personal data. The page neither remembers it nor puts it in a link.
"""

import re
from dataclasses import dataclass
from datetime import date

from .felles.resultat import Resultat
from .felles.skjema import Feil, FeilIFelt, dato, feil, felt_i, kort_tekst, valg
from .felles.tekster import finn, tekst

NAVN = "saksreferanse"
HUSKES = False
LENKE = False
TIDLIGST, SENEST = 1900, 2100  # rimelige årstall når dagens dato ikke er kjent
SKILLE = " · "


@dataclass(frozen=True)
class Inndata:
    """The parts of a case reference, of an archive title, and the link of a summons; each whole or left out."""

    duf: str = kort_tekst(30, gruppe="sak")
    land: str = kort_tekst(60, gruppe="sak")
    behandlingsform: str = kort_tekst(60, gruppe="sak")
    utfall: str = kort_tekst(60, gruppe="sak")
    dato: date | None = dato(None, gruppe="sak")
    tema: str = kort_tekst(200, gruppe="arkiv")
    dokument: str = valg("notat", "referat", gruppe="arkiv")
    aarstall: str = kort_tekst(4, gruppe="arkiv")
    lenke: str = kort_tekst(2000, gruppe="innkalling")


SAK = {felt.name for felt in felt_i(Inndata) if felt.metadata["gruppe"] == "sak"}

EKSEMPEL = {
    "i_dag": "2099-02-01",
    "duf": "2098 000000 00",
    "land": "Utopia",
    "behandlingsform": "nemndmøte",
    "utfall": "medhold",
    "dato": "05.01.2099",
    "tema": "Identitet",
    "dokument": "referat",
    "aarstall": "2099",
    "lenke": "https://example.org/svar/0000000",
}


def les_duf(skrevet: str, siste_aar: int) -> str:
    """Return the twelve digits as UDI groups them. ValueError with the code of the message.

    Check digits are not tried: UDI's own example fails the rule that circulates.
    """
    sifre = re.sub(r"[ .\-–]", "", skrevet)
    if not re.fullmatch(r"[0-9]{12}", sifre, re.ASCII):
        raise ValueError("duf-form")
    if not TIDLIGST <= int(sifre[:4]) <= siste_aar:
        raise ValueError("duf-aar")
    return f"{sifre[:4]} {sifre[4:10]} {sifre[10:]}"


def referansenummer(lenke: str) -> str:
    """Return the seven last digits of the link. ValueError where it does not end in so many."""
    funnet = re.search(r"([0-9]{7})[/.,;)\]]*$", lenke, re.ASCII)
    if not funnet:
        raise ValueError("lenke-sifre")
    return funnet[1]


def beregn(inn: Inndata, i_dag: date | None = None) -> Resultat:
    """Write what is asked for. Sources: RB-30 chapters 3 and 6; UNE, «For nemndmedlemmer» (2021)."""
    feilene: list[Feil] = []

    def prøv(felt: str, les, *verdier):
        try:
            return les(getattr(inn, felt), *verdier)
        except ValueError as ugyldig:
            feilene.append(feil(NAVN, felt, str(ugyldig)))
            return None

    sak = any(getattr(inn, felt) for felt in SAK)
    arkiv = inn.tema or inn.aarstall
    if not (sak or arkiv or inn.lenke):
        raise FeilIFelt(feil(NAVN, "duf", "ingenting"))
    påkrevd = (SAK if sak else set()) | ({"tema", "aarstall"} if arkiv else set())
    feilene += [feil(NAVN, felt, "mangler") for felt in påkrevd if not getattr(inn, felt)]
    duf = prøv("duf", les_duf, i_dag.year if i_dag else SENEST) if inn.duf else None
    referanse = prøv("lenke", referansenummer) if inn.lenke else None
    if inn.dato and i_dag and inn.dato > i_dag:
        feilene.append(feil(NAVN, "dato", "dato-etter-i-dag"))
    elif inn.dato and duf and inn.dato.year < int(duf[:4]):
        feilene.append(feil(NAVN, "dato", "dato-foer-duf", aar=duf[:4]))
    if inn.aarstall and not re.fullmatch("[0-9]{4}", inn.aarstall, re.ASCII):
        feilene.append(feil(NAVN, "aarstall", "aarstall-form"))
    if feilene:
        rekke = [et_felt.name for et_felt in felt_i(Inndata)]
        raise FeilIFelt(*sorted(feilene, key=lambda et: rekke.index(et.felt)))

    ut, svar = Resultat(tillegg={"grupper": []}), []

    def skriv(del_: str, verdi: str, kilde: str) -> None:
        svar.append(tekst(f"saksreferanse.svar.{del_}", verdi=verdi))
        ut.linje(tekst(f"saksreferanse.linje.{del_}"), verdi, kilde)
        verktøy = finn("saksreferanse.gruppe")[del_]
        ut.tillegg["grupper"].append({"tekst": verktøy["tittel"], "antall": 1, "slag": "verktoey", "kode": del_})

    if sak:
        dag = inn.dato.strftime("%d.%m.%Y")
        skriv("sak", ", ".join((duf, inn.land, inn.behandlingsform, inn.utfall, dag)), "saksreferanse")
        ut.tall["dato"] = inn.dato
    if arkiv:
        skriv("arkiv", " – ".join(("LBM", inn.tema, inn.dokument, inn.aarstall)), "arkivtittel")
        ut.tall["aarstall"] = inn.aarstall
    if referanse:
        skriv("innkalling", referanse, "innkalling")
        ut.tall["referanse"] = referanse
    ut.svar = SKILLE.join(svar)  # no full stop: what is copied must end where the reference ends
    return ut
