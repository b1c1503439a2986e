"""The data behind the pages: holes, glossary, laws, the menu; and letters that are broken, wherever they stand."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache

from macros.sider import prosa
from macros.sider.maal import NYNORSK
from macros.sjekk.felles import (
    BELØP,
    ID,
    KONTROLL_MÅNEDER,
    PROSENT,
    alle_ider,
    er_redaksjon,
    forslag,
    første_argument,
    måneder_siden,
    som_id,
)
from macros.sjekk.funn import HULL, KILDER, LESERSPØRSMÅL, LOVER, ORDLISTE, SATSFIL, SYNONYMER, Funn
from macros.sjekk.kilde import Toml, Tre
from macros.sjekk.side import Side

# --- The data -------------------------------------------------------------------------------------------------


_ØDELAGT = re.compile("\ufffd|[ÃÂ][\u0080-\u00bf\u2020-\u203a]")
_UTEN_TEKST = re.compile(r"\s*(?:#|(?:eksempel|enhet)\s*=)")


def _kilder(tre: Tre) -> Iterator[tuple[str, str]]:
    yield from ((f"docs/{sti}", side.kilde) for sti, side in tre.sider.items())
    yield from ((sti, fil.kilde) for sti, fil in tre.toml.items())


def oppløst_tegn(tre: Tre) -> Iterator[Funn]:
    for sti, kilde in _kilder(tre):
        if unicodedata.is_normalized("NFC", kilde):
            continue
        for nr, linje in enumerate(kilde.split("\n"), 1):
            if (riktig := unicodedata.normalize("NFC", linje)) != linje:
                tegn = next((r for r, f in zip(riktig, linje, strict=False) if r != f), "?")
                yield Funn(
                    sti,
                    nr,
                    f"«{tegn}» er satt sammen av to tegn (ikke NFC), så søk og lenker bommer.",
                    f"Slett bokstaven og skriv «{tegn}» på nytt med tastaturet.",
                )


def ødelagt_tegn(tre: Tre) -> Iterator[Funn]:
    for sti, kilde in _kilder(tre):
        if not any(tegn in kilde for tegn in "\ufffdÃÂ"):
            continue
        for nr, linje in enumerate(kilde.split("\n"), 1):
            if treff := _ØDELAGT.search(linje):
                yield Funn(
                    sti,
                    nr,
                    f"Et tegn er ødelagt: «{treff[0]}».",
                    "Lagre filen som UTF-8, og skriv bokstaven på nytt.",
                )


def tall_i_data(tre: Tre) -> Iterator[Funn]:
    """Bare figures in the texts of the data files, which are published too."""
    for fil in (tre.hull, tre.ordliste, tre.tekster):
        yield from _bare_tall(fil)


@cache
def _bare_tall(fil: Toml) -> list[Funn]:
    ut = []
    for nr, linje in enumerate(fil.kilde.split("\n"), 1):
        if _UTEN_TEKST.match(linje):
            continue
        for mønster, hva in ((BELØP, "Et beløp"), (PROSENT, "En prosent")):
            if treff := mønster.search(linje):
                rett = "Skriv teksten uten tallet, og vis til siden Satser."
                ut.append(Funn(fil.sti, nr, f"{hva} er skrevet rett inn i teksten: «{treff[0].strip()}».", rett))
    return ut


def menypunkt_uten_side(tre: Tre) -> Iterator[Funn]:
    for linje, sti in tre.meny:
        if sti not in tre.sider and ":" not in sti:
            rett = forslag(sti, tre.sider) + "Rett filnavnet, eller fjern linjen."
            yield Funn("mkdocs.yml", linje, f"Menyen viser til «{sti}», som ikke finnes.", rett)


def datanøkler(tre: Tre) -> Iterator[Funn]:
    for sti in (HULL, ORDLISTE, LOVER):
        fil = tre.data(sti)
        for kode, verdi in fil.data.items():
            if not isinstance(verdi, dict):
                rett = "Sett en linje med navnet i hakeparentes over, for eksempel [loennart]."
                yield Funn(sti, fil.linje(kode), f"«{kode}» står utenfor en tabell.", rett)
            elif not ID.fullmatch(kode):
                rett = f"Bruk små bokstaver a–z, tall og bindestrek, for eksempel [{som_id(kode)}]."
                yield Funn(sti, fil.linje(kode), f"Nøkkelen «{kode}» kan ikke være et anker.", rett)


def hullfelt(tre: Tre) -> Iterator[Funn]:
    lovlig = {"type": prosa.HULLTYPER, "spoer": prosa.SPOER}
    for kode, punkt in tre.tabeller(HULL).items():
        på_siden = ("kort", "her") if punkt.get("type") != "utenfor" else ()
        for felt in ("type", "tittel", *på_siden, "tekst", "spoer", "sider"):
            linje = tre.hull.linje(kode, felt)
            if felt not in punkt or (felt != "sider" and not punkt[felt]):
                yield Funn(tre.hull.sti, linje, f"Hullet «{kode}» mangler «{felt}».", f"Legg til «{felt} = …».")
            elif felt in lovlig and punkt[felt] not in lovlig[felt]:
                rett = f"Velg en av disse: {', '.join(lovlig[felt])}."
                yield Funn(tre.hull.sti, linje, f"«{punkt[felt]}» er ingen gyldig verdi for «{felt}».", rett)


def hull_utenfor_med_side(tre: Tre) -> Iterator[Funn]:
    for kode, punkt in tre.tabeller(HULL).items():
        utenfor, sider = punkt.get("type") == "utenfor", punkt.get("sider")
        linje = tre.hull.linje(kode, "sider")
        if utenfor and sider:
            rett = "Skriv «sider = []», eller endre «type» til hull eller tvil."
            yield Funn(tre.hull.sti, linje, f"«{kode}» er av typen utenfor og kan ikke stå på noen side.", rett)
        elif not utenfor and sider == []:
            rett = f'Nevn siden i «sider», og sett {{{{ hull("{kode}") }}}} inn der.'
            yield Funn(tre.hull.sti, linje, f"«{kode}» står ikke på noen side.", rett)


def _er_nevnt(side: Side, kode: str) -> bool:
    """Whether the page says that there is a hole: with the line, or with a link in the text."""
    linjer = (brukt for _, brukt, _ in første_argument(side, "hull"))
    return kode in linjer or any(lenke.mål.endswith(f"om/uavklart.md#{kode}") for lenke in side.lenker)


def hull_uten_linje(tre: Tre) -> Iterator[Funn]:
    for kode, punkt in tre.tabeller(HULL).items():
        for sti in punkt.get("sider", ()):
            side = tre.sider.get(sti)
            if not side or not _er_nevnt(side, kode):
                hva = f"mangler linjen for «{kode}»" if side else "finnes ikke"
                rett = (
                    f'Sett {{{{ hull("{kode}") }}}} inn på siden, lenk til «om/uavklart.md#{kode}», '
                    "eller ta siden ut av «sider»."
                )
                yield Funn(tre.hull.sti, tre.hull.linje(kode, "sider"), f"Siden «{sti}» {hva}.", rett)


def hull_på_feil_side(tre: Tre) -> Iterator[Funn]:
    for sti, side in tre.sider.items():
        for linje, kode, _ in første_argument(side, "hull"):
            if kode in tre.tabeller(HULL) and sti.removeprefix(NYNORSK) not in tre.tabeller(HULL)[kode].get(
                "sider", ()
            ):
                rett = f"Legg «{sti}» til i «sider» under [{kode}] i docs/data/hull.toml, eller fjern linjen."
                yield Funn(f"docs/{sti}", linje, f"Linjen «{kode}» skal ikke stå på denne siden.", rett)


def ordlistefelt(tre: Tre) -> Iterator[Funn]:
    for kode, oppslag in tre.tabeller(ORDLISTE).items():
        for felt in ("ord", "forklaring"):
            if not oppslag.get(felt):
                rett = f'Legg til «{felt} = "…"» under [{kode}].'
                yield Funn(
                    tre.ordliste.sti, tre.ordliste.linje(kode), f"Oppslaget «{kode}» mangler «{felt}».", rett
                )


def ord_to_ganger(tre: Tre) -> Iterator[Funn]:
    sett = {}
    for kode, oppslag in tre.tabeller(ORDLISTE).items():
        ord = str(oppslag.get("ord", "")).lower()
        if ord in sett:
            rett = "Slå de to oppslagene sammen."
            linje = tre.ordliste.linje(kode, "ord")
            yield Funn(tre.ordliste.sti, linje, f"«{oppslag['ord']}» står allerede under [{sett[ord]}].", rett)
        sett.setdefault(ord, kode)


def ubrukt_abbr(tre: Tre) -> Iterator[Funn]:
    tekster = [side.lesetekst for side in tre.sider.values() if not er_redaksjon(side)]
    for kode, oppslag in tre.tabeller(ORDLISTE).items():
        ord = str(oppslag.get("ord", ""))
        mønster = re.compile(rf"(?<!\w){re.escape(ord)}(?!\w)")
        if oppslag.get("abbr") and not any(ord in tekst and mønster.search(tekst) for tekst in tekster):
            rett = "Fjern «abbr = true» eller hele oppslaget, eller rett skrivemåten."
            linje = tre.ordliste.linje(kode, "abbr")
            yield Funn(tre.ordliste.sti, linje, f"«{ord}» er merket abbr, men ingen side bruker ordet.", rett)


def lovfelt(tre: Tre) -> Iterator[Funn]:
    fil = tre.data(LOVER)
    for kode, oppslag in tre.tabeller(LOVER).items():
        for felt in ("navn", "id"):
            if not oppslag.get(felt):
                yield Funn(
                    fil.sti, fil.linje(kode), f"Loven «{kode}» mangler «{felt}».", f'Legg til «{felt} = "…"».'
                )
        if oppslag.get("id") and not re.fullmatch(r"(lov|forskrift)/\d{4}-\d{2}-\d{2}(-\d+)?", oppslag["id"]):
            rett = "Skriv den slik den står i adressen hos Lovdata, for eksempel «lov/2008-05-15-35»."
            yield Funn(fil.sti, fil.linje(kode, "id"), f"Id-en «{oppslag['id']}» har feil form.", rett)


def lenge_siden_kildesjekk(tre: Tre) -> Iterator[Funn]:
    """A warning, as it depends on today: an outside page, or a law, that nobody has read for long."""
    godta, skriv = "godta dem til slutt", "skriv dagens dato i «kontrollert»"
    for sti, felt, til_slutt in ((KILDER, "sjekket", godta), (LOVER, "kontrollert", skriv)):
        for kode, oppslag in tre.tabeller(sti).items():
            dag = oppslag.get(felt)
            if isinstance(dag, date) and (måneder := måneder_siden(dag)) >= KONTROLL_MÅNEDER:
                hva = f"«{kode}» er ikke sjekket mot kilden på {måneder} måneder."
                rett = f"Kjør «make kilder», les det som er endret, og {til_slutt}."
                yield Funn(sti, tre.data(sti).linje(kode, felt), hva, rett, advarsel=True)


def kildedata(tre: Tre) -> Iterator[Funn]:
    fil, kilder = tre.data(KILDER), tre.tabeller(SATSFIL, "kilder")
    for kode, oppslag in tre.tabeller(KILDER).items():
        linje = fil.linje(kode)
        if kode != "rytme" and not (kode.startswith("https://") and oppslag.keys() == {"sjekket", "avtrykk"}):
            rett = "Fjern den, og kjør «make kilder»: Resten av filen skrives av kommandoen."
            yield Funn(KILDER, linje, f"«{kode}» er ikke skrevet av «make kilder».", rett)
    for navn, måned in fil.data.get("rytme", {}).items():
        if not 1 <= måned <= 12:
            rett = "Skriv nummeret på måneden, fra 1 til 12."
            yield Funn(KILDER, fil.linje("rytme", navn), f"«{måned}» er ingen måned.", rett)
        if not any(kilde.startswith(navn) for kilde in kilder):
            rett = forslag(navn, kilder) + "Skriv begynnelsen på navnet til en kilde i calculators/satser.toml."
            yield Funn(KILDER, fil.linje("rytme", navn), f"Ingen kilde begynner med «{navn}».", rett)


def leserord_uten_seksjon(tre: Tre) -> Iterator[Funn]:
    """The readers' words and questions of a section that is not there would never be found by anyone."""
    for fil, tabell in ((SYNONYMER, "seksjoner"), (LESERSPØRSMÅL, "svar")):
        linjer = tre.data(fil).kilde.split("\n")
        for adresse in tre.tabeller(fil).get(tabell, {}):
            sti, _, id = adresse.partition("#")
            navn = sti.removesuffix("/")
            side = tre.sider.get(f"{navn}.md") or tre.sider.get(f"{navn}/index.md".lstrip("/"))
            if side and (sti.endswith("/") or not sti) and (not id or id in alle_ider(tre, side)):
                continue
            linje = next((nr for nr, tekst in enumerate(linjer, 1) if tekst.startswith(f'"{adresse}"')), 1)
            rett = "Skriv adressen slik den står i nettleseren, uten domenet: «side/#id». Eller slett linjen."
            yield Funn(fil, linje, f"Ingen side har seksjonen «{adresse}».", rett)


def spørsmål_til_ingen(tre: Tre) -> Iterator[Funn]:
    """Questions that others answer need somebody to point at, or to say that there is nobody."""
    andre = [*tre.tabeller(SYNONYMER, "utenfor"), "ingen"]
    fil = tre.data(LESERSPØRSMÅL)
    for kode in tre.tabeller(LESERSPØRSMÅL).get("utenfor", {}):
        if kode not in andre:
            rett = forslag(kode, andre) + f"Bruk en nøkkel fra [utenfor] i {SYNONYMER}, eller «ingen»."
            yield Funn(LESERSPØRSMÅL, fil.linje("utenfor", kode), f"Ingen heter «{kode}».", rett)


def utenforfelt(tre: Tre) -> Iterator[Funn]:
    fil = tre.data(SYNONYMER)
    for kode, andre in tre.tabeller(SYNONYMER, "utenfor").items():
        for felt in ("navn", "adresse", "ord"):
            if not andre.get(felt):
                rett = f"Legg til «{felt} = …»."
                yield Funn(SYNONYMER, fil.linje("utenfor", kode), f"«{kode}» mangler «{felt}».", rett)


TRESJEKKER = (
    oppløst_tegn,
    ødelagt_tegn,
    tall_i_data,
    menypunkt_uten_side,
    datanøkler,
    hullfelt,
    hull_utenfor_med_side,
    hull_uten_linje,
    hull_på_feil_side,
    ordlistefelt,
    ord_to_ganger,
    ubrukt_abbr,
    lovfelt,
    kildedata,
    lenge_siden_kildesjekk,
    leserord_uten_seksjon,
    spørsmål_til_ingen,
    utenforfelt,
)
