"""Makes an RB's page of a Word file: `make ny-rutine FRA=rutine.docx`.

Takes what stands above the text into the front matter, gives each chapter an id and says how binding it is, leaves
out the name of whoever signed, and lists what a human must look at. What the file does not say is never guessed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from calculators.felles import norsk
from macros.nytt.forside import FORSIDE
from macros.nytt.word import Avvist, les
from macros.nytt.wordtekst import FYLL, SKILLE, Blokk, Skriver
from macros.sjekk.felles import som_id
from macros.sjekk.oppsett import STYRKER, UTEN_STYRKE, styrker
from macros.sjekk.side import Side

ETIKETTER = {
    "saksnummer": r"saks?(?:nr|nummer)\.?",
    "publisert": r"(?:dato|publisert|godkjent)",
    "versjon": r"versjon(?:snr\.?|snummer)?",
    "ansvarlig": r"(?:dokument)?ansvarlig(?: avdeling| enhet)?",
    "kode": r"(?:rb-?)?(?:nummer|nr\.?|kode)",
    "saksbehandler": r"saksbehandler",
}
# What a value looks like where only a space stands between it and its name.
FORMER = {
    "saksnummer": r"\d{2,4}/\d+",
    "publisert": r"\d{1,2}\.\s?(?:\d{1,2}\.|[a-z]+ )\s?\d{4}|\d{4}-\d\d-\d\d",
    "versjon": r"\d[\d.]*",
    "kode": r"RB[-–\s]?\d\d",
}
_KORT = r"(?!\s)[^.]{1,80}|"  # a post or an office, and no sentence; or nothing yet
_ALLE = "|".join(ETIKETTER.values())
_ETIKETT = {felt: re.compile(rf"{mønster}(?:\s*\(.*?\))?\s*:?", re.I) for felt, mønster in ETIKETTER.items()}
_DEL = re.compile(rf"(?<![\w-])(?=(?:{_ALLE})(?:\s*\([^()]*\))?\s*[:\t])", re.I)
_KODE = re.compile(r"\bRB[-–\s]?(\d{2})\b", re.I)
_NAVN = re.compile(r"\b[A-ZÆØÅ][a-zæøåéü]+(?:-[A-ZÆØÅ][a-zæøå]+)? (?:[A-ZÆØÅ]\.? )*[A-ZÆØÅ][a-zæøåéü]+\b")
_SIGNERT = re.compile(r"\(\s*sign\.?\s*\)", re.I)
_TYPE = re.compile(r"rutinebeskrivelse(?:\s*\(rb\))?", re.I)
_NUMMER = re.compile(r"(\d+(?:\.\d+)*)\.?\s+(?=\S)")
ANKERE = "Ankrene er laget av overskriftene. Rett dem nå: De er faste fra du har kjørt «make godkjenn»."
STYRKE = "«data-styrke» er lest av ordene i hvert punkt. Se at hver «skal» og «bør» gjelder den som leser."
DYPEST, MEST_BILDE = 4, 500_000
GJENGIVELSEN = "om-gjengivelsen"


class Rutine(NamedTuple):
    """A page to be written: its code, its text, its pictures by file name, and (line, what to look at)."""

    kode: str
    tekst: str
    bilder: dict[str, bytes]
    merknader: list[tuple[int, str]]


def fra_word(fil: Path, kode: str, tittel: str) -> Rutine:
    """Make the page; `kode` and `tittel` are asked before the file. Avvist, in Norwegian, where it cannot be."""
    dokument = les(fil, er_opplysninger)
    felt, hode = _forside(_opplysninger(dokument.hode), kode)
    kode = felt["kode"]
    navn = [f"{kode.lower()}-figur-{nr}.{slag}" for nr, (slag, _) in enumerate(dokument.bilder, 1)]
    blokker = [*Skriver(dokument.merknader, navn.__getitem__).blokker(dokument.tekst)]
    felt["tittel"], blokker = _tittel(blokker, kode, " ".join(tittel.split()))
    if not re.fullmatch(r"[^\W\d_][^:#{}\"\\]*", felt["tittel"]):
        raise Avvist('Fant ingen tittel som kan brukes i filen. Skriv den selv: TITTEL="Rutiner for noe"')
    if not any(et.slag.startswith("h") for et in blokker):
        hode.append("Fant ingen kapitler. Del teksten med overskrifter: «## 1 Innledning { #innledning }».")
    blokker, signert = _uten_underskrift(blokker)
    topp = [
        Blokk("forside", FORSIDE.format(**felt)),
        Blokk("h1", f"# {kode} {felt['tittel']} {{ #{kode.lower()} }}"),
    ]
    slutt = _om_gjengivelsen(signert)
    kropp = _med_lenker([*_kapitler([et for et in blokker if et.slag != "note"], kode)])
    noter = [et for et in blokker if et.slag == "note"]
    tekst, merknader = _satt_sammen([*topp, *kropp, *slutt, *noter])
    merknader += [(_linje(FORSIDE, hva.split("»")[0].strip("«")), hva) for hva in hode]
    tekst = _med_styrke(tekst, f"rutiner/{kode.lower()}.md")
    bilder = {navnet: innhold for navnet, (_, innhold) in zip(navn, dokument.bilder, strict=True)}
    for navnet, bilde in bilder.items():
        if len(bilde) > MEST_BILDE:
            merknader.append((1, f"{navnet} er på {len(bilde) // 1000} kB. Gjør den mindre."))
    return Rutine(kode, tekst, bilder, sorted(merknader))


# --- What stands above the text ---


def er_opplysninger(rader: list[list[str]]) -> bool:
    """Whether a table or a paragraph only tells of the document: its number, date, version, who answers for it."""
    celler = [celle for rad in rader for celle in rad if celle.strip()]
    if len(rader) == 1 and len(rader[0]) == 1:
        deler = [_felt(del_) for del_ in _DEL.split(rader[0][0]) if del_.strip()]
        return bool(deler) and all(felt and _har_formen(felt, verdi) for felt, verdi in deler)
    logg = len(rader) > 2 and len(rader[0]) > 2 and all(_felt(celle)[0] for celle in rader[0][:2])
    return not logg and len(celler) <= 40 and len(_opplysninger(rader)) >= 2


def _har_formen(felt: str, verdi: str) -> bool:
    return bool(re.fullmatch(FORMER.get(felt, _KORT), verdi, re.I))


def _felt(tekst: str) -> tuple[str, str]:
    """The field that a cell names, and what stands after the name in it."""
    for felt, mønster in _ETIKETT.items():
        if treff := mønster.match(tekst.strip()):
            rest = tekst.strip()[treff.end() :]
            verdi = " ".join(rest.split())
            skilt = treff[0].endswith(":") or rest.startswith(("\t", "\n")) or not verdi
            if skilt or (felt in FORMER and _har_formen(felt, verdi)):
                return felt, verdi
    return "", ""


def _opplysninger(rader: list[list[str]]) -> dict[str, str]:
    """The fields and what they say: after the name, in the next cell, or in the cell below. The first holds."""
    ut: dict[str, str] = {}
    for nr, rad in enumerate(rader):
        celler = [del_ for celle in rad for del_ in ([celle] if len(rad) > 1 else _DEL.split(celle))]
        under = rader[nr + 1] if nr + 1 < len(rader) else []
        for plass, celle in enumerate(celler):
            felt, verdi = _felt(celle)
            ved_siden = " ".join(celler[plass + 1].split()) if len(rad) > 1 and plass + 1 < len(celler) else ""
            nedenfor = " ".join(under[plass].split()) if len(under) == len(rad) > 1 else ""
            for mulig in (verdi, ved_siden, nedenfor):
                if felt and mulig and not _felt(mulig)[0]:
                    ut.setdefault(felt, mulig)
                    break
    return ut


def _forside(opplysninger: dict[str, str], kode: str) -> tuple[dict[str, str], list[str]]:
    """The front matter as YAML, what is unknown null, and what to look at, each beginning with its field."""
    funnet = _KODE.search(opplysninger.get("kode", ""))
    i_filen = f"RB-{funnet[1]}" if funnet else ""
    if kode and not re.fullmatch(r"RB-\d{2}", kode):
        raise Avvist(f"Koden «{kode}» er ikke riktig. Skriv RB, bindestrek og to sifre: KODE=RB-99")
    if kode and i_filen and i_filen != kode:
        raise Avvist(f"Filen har nummeret {i_filen}, men du skrev KODE={kode}. Ta bort det som er galt.")
    if not kode and not i_filen:
        raise Avvist("Fant ikke nummeret på rutinen øverst i filen. Skriv det selv: KODE=RB-99")
    felt = {"kode": kode or i_filen, "versjon": "null", "saksnummer": "null", "ansvarlig": "null"}
    hode = [
        "«description»: Skriv én setning om hva rutinen gjelder.",
        "«kilde»: Skriv adressen til kilden.",
        "«sist_kontrollert»: Les siden mot kilden, og skriv dagens dato til slutt.",
    ]
    for navn in ("versjon", "saksnummer"):
        if verdi := opplysninger.get(navn):
            felt[navn] = _yaml(verdi)
    ansvarlig = opplysninger.get("ansvarlig", "")
    if _NAVN.search(ansvarlig):
        hode.append("«ansvarlig»: Filen ser ut til å nevne en person. Skriv stillingen eller avdelingen.")
    elif ansvarlig:
        felt["ansvarlig"] = _yaml(ansvarlig)
        hode.append("«ansvarlig»: Se at det er en stilling eller avdeling, og ikke en person.")
    felt["publisert"] = "null"
    if skrevet := opplysninger.get("publisert"):
        try:
            felt["publisert"] = norsk.les_dato(skrevet).isoformat()
        except ValueError:
            hode.append("«publisert»: Datoen i filen kan ikke leses. Skriv den som år-måned-dag.")
    for navn in ("saksnummer", "publisert", "versjon", "ansvarlig"):
        if not opplysninger.get(navn):
            hode.append(f"«{navn}»: Fant det ikke i filen. Stemmer det at kilden ikke sier det?")
    return felt, hode


def _yaml(tekst: str) -> str:
    return '"' + tekst.replace("\\", "").replace('"', "'") + '"'


# --- Title, chapters and signature ---


def _tittel(blokker: list[Blokk], kode: str, oppgitt: str) -> tuple[str, list[Blokk]]:
    """The title and the blocks without it: by its style, else a first heading that stands above all the others.

    Where the title was given, a heading is the title only if it says the same.
    """
    blokker = [et for et in blokker if not _TYPE.fullmatch(et.tekst.strip("* "))]
    overskrifter = [et for et in blokker if re.fullmatch(r"h\d", et.slag)]
    valgt = [et for et in blokker if et.slag == "tittel"][:1]
    if not valgt and overskrifter:
        første, andre = overskrifter[0], overskrifter[1:]
        if oppgitt:
            er_tittel = første.tekst.casefold().endswith(oppgitt.casefold())
        else:
            er_tittel = (
                bool(andre)
                and not _er_kapittel(første)
                and (
                    all(et.slag > første.slag for et in andre)
                    or any(map(_er_kapittel, andre))
                    or blokker.index(andre[0]) == blokker.index(første) + 1
                )
            )
        valgt = [første] if er_tittel else []
    uten = [et._replace(slag="avsnitt") if et.slag == "tittel" else et for et in blokker if et not in valgt]
    return oppgitt or (re.sub(rf"^{kode}\W*|\[\^\d+\]", "", valgt[0].tekst) if valgt else ""), uten


def _er_kapittel(overskrift: Blokk) -> bool:
    """Whether a heading is no title: it has a number, or is the one that RBs have first without any."""
    return bool(overskrift.nummer or _NUMMER.match(overskrift.tekst) or overskrift.tekst.casefold() == "formål")


def _kapitler(blokker: list[Blokk], kode: str) -> Iterator[Blokk]:
    """The headings with level, number and id; none is deeper than one below the last."""
    nivåer = [int(et.slag[1]) for et in blokker if re.fullmatch(r"h\d", et.slag)]
    øverst, forrige, brukt, over = min(nivåer, default=1), 1, Counter((kode.lower(), GJENGIVELSEN)), ""
    for blokk in blokker:
        if not re.fullmatch(r"h\d", blokk.slag):
            yield blokk
            continue
        ønsket = int(blokk.slag[1]) - øverst + 2
        nivå = min(ønsket, forrige + 1, DYPEST)
        skrevet = _NUMMER.match(blokk.tekst)
        nummer = blokk.nummer.rstrip(".") or (skrevet[1] if skrevet else "")
        ord = blokk.tekst[skrevet.end() :] if skrevet and not blokk.nummer else blokk.tekst
        ord, note = re.sub(r"\s*\[\^\d+\]", "", ord), "".join(re.findall(r"\[\^\d+\]", ord))
        merknader = list(blokk.merknader)
        if nivå != ønsket:
            merknader.append("Overskriften har fått et annet nivå enn i Word. Se at den står på rett plass.")
        id = _unik(som_id(ord), over, brukt)
        if forrige == 1:
            merknader += [ANKERE, STYRKE]
        if not re.search("[a-zæøå]", ord, re.I):
            merknader.append("Overskriften har ingen ord. Gi den et anker som sier hva den handler om.")
        over, forrige = id if nivå == 2 else over, nivå
        yield blokk._replace(
            slag=f"h{nivå}",
            tekst=f"{'#' * nivå} {f'{nummer} ' if nummer else ''}{ord} {{ #{id} }}",
            nummer="",
            merknader=tuple(merknader),
        )
        if note:
            yield Blokk(
                "avsnitt",
                f"{FYLL}: Noten sto i overskriften. Flytt den inn i teksten.{note}",
                "",
                (),
                ("Noten sto i en overskrift.",),
            )


def _unik(id: str, over: str, brukt: Counter[str]) -> str:
    """The id, with the chapter's before it where it is taken, and then a number."""
    if brukt[id] and over:
        id = f"{over}-{id}"
    brukt[id] += 1
    return id if brukt[id] == 1 else _unik(f"{id}-{brukt[id]}", "", brukt)


def _uten_underskrift(blokker: list[Blokk]) -> tuple[list[Blokk], str | None]:
    """The blocks without the signature, and the post of whoever signed: "" if not said, None if nobody did."""
    for nr, blokk in enumerate(blokker):
        if _SIGNERT.search(blokk.tekst) and blokk.slag == "avsnitt":
            linjer = [linje.strip(" *") for linje in blokk.tekst.split("<br>")]
            rest = [linje for linje in linjer if not _SIGNERT.search(linje)]
            etter = 1
            neste = blokker[nr + 1].tekst if nr + 1 < len(blokker) else ""
            if not rest and re.fullmatch(r"[^.\n]{3,60}", neste) and blokker[nr + 1].slag == "avsnitt":
                rest, etter = [neste], 2
            stilling = rest[0] if len(rest) == 1 and not _NAVN.search(rest[0]) else ""
            return blokker[:nr] + blokker[nr + etter :], stilling[:1].lower() + stilling[1:]
    return blokker, None


def _om_gjengivelsen(signert: str | None) -> list[Blokk]:
    tekst = (
        "Dette er en redaksjonell gjengivelse. Den godkjente rutinebeskrivelsen er den som ligger i UNEs arkiv."
    )
    merknader = ()
    if signert is not None:
        tekst += f" Den er signert{f' av {signert}' if signert else ''}; navnet er utelatt her."
        merknader = ("Underskriften er tatt ut. Se at ingen navn står igjen på siden.",)
    return [
        Blokk("h2", f"## Om denne gjengivelsen {{ #{GJENGIVELSEN} }}"),
        Blokk("avsnitt", tekst, "", (), merknader),
    ]


def _med_lenker(blokker: list[Blokk]) -> list[Blokk]:
    """Links to places in the Word file lead to the chapter the place is in."""
    kapittel, steder = "", {}
    for blokk in blokker:
        if treff := re.search(r"\{ #([a-z0-9-]+) \}$", blokk.tekst):
            kapittel = treff[1]
        steder |= dict.fromkeys(blokk.ankere, kapittel)

    def lenke(treff: re.Match) -> str:
        return f"[{treff[1]}](#{steder[treff[2]]})" if steder.get(treff[2]) else treff[1]

    ut = []
    for blokk in blokker:
        tekst = re.sub(r"(?<![!\\])\[((?:[^\[\]]|\\[\[\]])*)\]\(#([^)]*)\)", lenke, blokk.tekst)
        borte = tekst.count("](#") < blokk.tekst.count("](#")
        tapt = ("En lenke til et annet sted i filen er fjernet: Stedet finnes ikke.",) if borte else ()
        ut.append(blokk._replace(tekst=tekst, merknader=blokk.merknader + tapt))
    return ut


# --- The page ---


def _satt_sammen(blokker: list[Blokk]) -> tuple[str, list[tuple[int, str]]]:
    """The page, and each note with the line of the block it is about."""
    deler, merknader, linje = [], [], 1
    for forrige, blokk in zip([None, *blokker], blokker, strict=False):
        if forrige:
            mellom = _mellom(forrige, blokk)
            deler.append(mellom)
            linje += mellom.count("\n")
        merknader += [(linje, tekst) for tekst in blokk.merknader]
        deler.append(blokk.tekst)
        linje += blokk.tekst.count("\n")
    return "".join(deler) + "\n", merknader


def _mellom(forrige: Blokk, ny: Blokk) -> str:
    """What stands between two blocks; two lists are one where bullets follow bullets, or the next number."""
    if not forrige.slag == ny.slag == "liste":
        return "\n\n"
    siste = [linje for linje in forrige.tekst.split("\n") if not linje.startswith(" ")][-1]
    før, nå = (int(treff[1]) if (treff := re.match(r"(\d+)\. ", et)) else None for et in (siste, ny.tekst))
    if før == nå or (før and nå == før + 1):
        return "\n"
    return f"\n\n{SKILLE}\n\n" if før and nå else "\n\n"


def _med_styrke(tekst: str, sti: str) -> str:
    """Say at each heading how binding its text is, in the text's own words."""
    side, linjer = Side(sti, tekst), tekst.split("\n")
    for overskrift, brukt in [*styrker(side)][1:]:
        if brukt and not linjer[overskrift.linje - 1].endswith(f" {{ #{GJENGIVELSEN} }}"):
            styrke = ", ".join(et for et in (*STYRKER, UTEN_STYRKE) if et in brukt)
            nr = overskrift.linje - 1
            linjer[nr] = re.sub(r" \}$", f' data-styrke="{styrke}" }}', linjer[nr])
    return "\n".join(linjer)


def _linje(tekst: str, felt: str) -> int:
    """The line of a field in the front matter; the first line of the text below it for what is no field."""
    linjer = tekst.split("\n")
    return next((nr for nr, linje in enumerate(linjer, 1) if linje.startswith(f"{felt}:")), len(linjer) + 2)
