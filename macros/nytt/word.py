"""Reads a Word file that nobody vouches for: refuses what cannot be published as it is, gives the rest as HTML.

Refused, each with a message that says what to do: what is no Word file, is broken, locked or huge, has macros, or
has comments or tracked changes left in it. The rest is put right (`wordklar`) and read by mammoth; no link is
followed, and no file fetched. Knows Word's files, and nothing of routines.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import mammoth
from lxml import etree, html

from macros.nytt.wordklar import gjør_klar
from macros.nytt.wordstiler import Stiler, W, avsnittet, utdrag, verdi

MEGA = 1_000_000
MEST_FIL, MEST_UTPAKKET, MEST_DELER = 30 * MEGA, 120 * MEGA, 3_000
MEST_XML, MEST_AVSNITT = 2 * MEGA, 5_000  # for one part of the file: RB-30 has under fifty paragraphs

_INNHOLD = "[Content_Types].xml"
_DOKUMENT = re.compile(r"wordprocessingml\.(?:document|template)\.main\+xml")
_ANDRE = (("spreadsheetml", "et regneark"), ("presentationml", "en presentasjon"))
_STRENG = (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode())
_ENDRET = re.compile(r"ins|del|moveFrom|moveTo|cell(?:Ins|Del|Merge)|(?:numbering|tblGrid|\w+Pr)Change")
_STEDER = {
    "document": "øverst i filen",
    "footnotes": "i fotnotene",
    "endnotes": "i sluttnotene",
    "header": "i toppteksten",
    "footer": "i bunnteksten",
}
_BILDER = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}
_DYBDER = range(9)
# What mammoth makes of each of our own names for the kinds of paragraph.
_STILER = "\n".join(
    [
        "p.uneTittel => p.tittel:fresh",
        "p.uneSitat => blockquote > p:fresh",
        *(f"p.uneOverskrift{nivå} => h{min(nivå, 6)}:fresh" for nivå in range(1, 10)),
        *(
            f"p.une{slag}{dybde} => {'ul|ol > li > ' * dybde}{element} > li:fresh"
            for slag, element in (("Liste", "ol"), ("Punkt", "ul"))
            for dybde in _DYBDER
        ),
    ]
)


class Avvist(ValueError):
    """The file cannot be taken in; the message says in Norwegian why, and what to do."""


class Dokument(NamedTuple):
    """The lines above the text, the text, its pictures, and what was noted on the way: see `wordklar`."""

    hode: list[list[str]]
    tekst: html.HtmlElement
    bilder: list[tuple[str, bytes]]
    merknader: list[str]


def les(fil: Path, er_hode: Callable[[list[list[str]]], bool]) -> Dokument:
    """Read the file. `er_hode` judges, of what stands first, which are lines about the text and no part of it."""
    with _åpne(fil) as zip_:
        deler = _deler(zip_)
        _krev_rent(deler)
        try:
            linjer, merknader = gjør_klar(deler, er_hode)
            return _med_mammoth(zip_, deler, linjer, merknader)
        except Exception as feil:  # whatever the file makes the reader do, an editor gets a message
            hva = f"Filen kan ikke leses ({type(feil).__name__})."
            raise Avvist(f"{hva} Åpne den i Word, lagre den på nytt som .docx, og prøv igjen.") from feil


# --- What is refused ---


def _åpne(fil: Path) -> zipfile.ZipFile:
    if not fil.is_file():
        raise Avvist(f"Finner ikke filen «{fil}». Skriv veien til den: FRA=mappe/rutine.docx")
    if fil.stat().st_size > MEST_FIL:
        raise Avvist(f"Filen er større enn {MEST_FIL // MEGA} MB. Gjør bildene mindre i Word, og prøv igjen.")
    begynner = fil.read_bytes()[:8]
    if begynner == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        if "EncryptedPackage".encode("utf-16-le") in fil.read_bytes():
            raise Avvist("Filen er låst med passord. Ta bort passordet i Word, og lagre filen på nytt.")
        raise Avvist("Filen er i det gamle formatet .doc. Åpne den i Word, og lagre den som .docx.")
    try:
        zip_ = zipfile.ZipFile(fil)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        hva = "er skadet" if begynner.startswith(b"PK") else "er ikke en Word-fil"
        raise Avvist(f"Filen {hva}. Åpne den i Word, og lagre den på nytt som .docx.") from None
    info = zip_.infolist()
    if len(info) > MEST_DELER or sum(et.file_size for et in info) > MEST_UTPAKKET:
        raise Avvist("Filen er urimelig stor når den pakkes ut. Gjør bildene mindre i Word, og prøv igjen.")
    if any(et.flag_bits & 1 for et in info):
        raise Avvist("Filen er låst med passord. Ta bort passordet, og lagre filen på nytt.")
    return zip_


def _les_del(zip_: zipfile.ZipFile, navn: str) -> etree._Element:
    for_lang = Avvist("Teksten i filen er for lang til å være én rutine. Del den i flere filer.")
    if zip_.getinfo(navn).file_size > MEST_XML:
        raise for_lang
    try:
        tolk = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
        rot = etree.fromstring(zip_.read(navn), tolk)
        if rot.getroottree().docinfo.doctype:
            raise ValueError(navn)
        if _STRENG[0].decode() in rot.tag:
            rot = etree.fromstring(etree.tostring(rot).replace(*_STRENG), tolk)
    except Exception:  # a broken archive and broken XML fail in many ways
        raise Avvist("Filen er skadet. Åpne den i Word, og lagre den på nytt som .docx.") from None
    if sum(1 for _ in rot.iter(f"{W}p")) > MEST_AVSNITT:
        raise for_lang
    return rot


def _deler(zip_: zipfile.ZipFile) -> dict[str, tuple[str, etree._Element]]:
    """The parts that are read, by their kind: «document», «styles», «header», «header 2», …"""
    navn = zip_.namelist()
    if "mimetype" in navn:
        raise Avvist("Filen er ikke en Word-fil. Åpne den i programmet den er laget i, og lagre den som .docx.")
    if _INNHOLD not in navn:
        raise Avvist("Filen er ikke en Word-fil. Lagre rutinen som .docx i Word.")
    typer = {et.get("PartName", ""): et.get("ContentType", "") for et in _les_del(zip_, _INNHOLD)}
    alle = " ".join(typer.values())
    if "macroEnabled" in alle or any(et.lower().endswith("vbaproject.bin") for et in navn):
        raise Avvist("Filen har makroer. Lagre den som .docx («Word-dokument») i Word. Da blir makroene igjen.")
    for slag, hva in _ANDRE:
        if slag in alle and not _DOKUMENT.search(alle):
            raise Avvist(f"Filen er {hva}, ikke en Word-fil. Lagre rutinen som .docx i Word.")
    ut = {}
    for del_, type_ in typer.items():
        slag = "document" if _DOKUMENT.search(type_) else type_.removesuffix("+xml").rpartition(".")[2]
        if del_.lstrip("/") in navn and slag in (*_STEDER, "styles", "numbering"):
            nøkkel = slag if slag not in ut else f"{slag} {len(ut)}"
            ut[nøkkel] = (del_.lstrip("/"), _les_del(zip_, del_.lstrip("/")))
    if "document" not in ut and "word/document.xml" in navn:
        ut["document"] = ("word/document.xml", _les_del(zip_, "word/document.xml"))
    if "document" not in ut or ut["document"][1].find(f"{W}body") is None:
        raise Avvist("Filen er ikke en Word-fil. Lagre rutinen som .docx i Word.")
    return ut


def _krev_rent(deler: dict[str, tuple[str, etree._Element]]) -> None:
    """Refuse comments and tracked changes, and say where: nobody has decided yet what the text is."""
    stiler = Stiler(deler["styles"][1] if "styles" in deler else None)
    funn: dict[str, list[str]] = {}
    for slag, (_, rot) in deler.items():
        if slag in ("styles", "numbering"):
            continue
        kapittel = _STEDER[slag.split()[0]]
        for et in rot.iter(f"{W}*"):
            navn = et.tag.removeprefix(W)
            if navn == "p" and stiler.nivå(verdi(et, "pPr", "pStyle")):
                kapittel = f"under «{utdrag(et)}»"
            if navn == "commentReference":
                funn.setdefault("kommentarer", []).append(f"{kapittel}, ved «{utdrag(avsnittet(et))}»")
            elif _ENDRET.fullmatch(navn):
                funn.setdefault("sporede endringer", []).append(f"{kapittel}, ved «{utdrag(avsnittet(et))}»")
    råd = {
        "kommentarer": "Ta stilling til dem i Word, slett dem (Se gjennom → Slett alle kommentarer), og lagre.",
        "sporede endringer": "Godta eller avvis dem i Word (Se gjennom → Godta alle endringer), og lagre.",
    }
    if funn:
        raise Avvist("\n".join(f"Filen har {hva}:\n{_liste(steder)}\n{råd[hva]}" for hva, steder in funn.items()))


def _liste(steder: list[str], mest: int = 10) -> str:
    ulike = list(dict.fromkeys(steder))
    resten = [f"  og {len(ulike) - mest} steder til"] if len(ulike) > mest else []
    return "\n".join([f"  {et}" for et in ulike[:mest]] + resten)


# --- The reading ---


def _med_mammoth(zip_: zipfile.ZipFile, deler: dict, linjer: list[list[str]], merknader: list[str]) -> Dokument:
    endret = {navn: etree.tostring(rot, encoding="utf-8") for navn, rot in deler.values()}
    klar = BytesIO()
    bilder: list[tuple[str, bytes]] = []

    def bilde(et) -> dict[str, str]:
        with et.open() as fil:
            innhold = fil.read()
        slag = next((slag for tegn, slag in _BILDER.items() if innhold.startswith(tegn)), "")
        if not slag:
            return {"class": "ukjent"}
        if innhold not in (kjent := [funnet for _, funnet in bilder]):
            bilder.append((slag, innhold))
            kjent.append(innhold)
        return {"src": str(kjent.index(innhold))}

    with zipfile.ZipFile(klar, "w") as ut:
        uten = deler["numbering"][0] if "numbering" in deler else ""  # the numbers stand in the text by now
        for navn in set(zip_.namelist()) - {uten}:
            ut.writestr(navn, endret[navn] if navn in endret else zip_.read(navn))
    hent = mammoth.images.img_element(bilde)
    svar = mammoth.convert_to_html(klar, style_map=_STILER, include_embedded_style_map=False, convert_image=hent)
    return Dokument(linjer, html.fromstring(f"<div>{svar.value}</div>"), bilder, merknader)
