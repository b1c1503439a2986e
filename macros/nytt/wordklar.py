"""Puts a Word file right, in memory, before it is read: keeps what the reader would lose, drops what is hidden.

Each paragraph gets one of our own names for its kind, so that Word's own need be known here alone. What a human
must see is marked in the text by the number of a note, in MERKE, and a number that Word shows by NUMMER.
Knows Word's files, and nothing of routines.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice

from lxml import etree

from macros.nytt.wordstiler import Stiler, W, avsnittet, på, tekst_i, teller, verdi

NUMMER, MERKE = "\ue000{}\ue001", "\ue002{}\ue003"  # signs for private use, as no text of a routine has any
MEST_HODE = 25  # so many paragraphs and tables from the top may tell of the text
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FORHOLD = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BILDE = {f"{_FORHOLD}embed", f"{_FORHOLD}id"}
_STREK = "{urn:schemas-microsoft-com:office:office}hr"


def _rader(blokk: etree._Element) -> list[list[str]]:
    """A table as rows of cells, and a paragraph as one."""
    if blokk.tag == f"{W}tbl":
        return [[_celle(celle) for celle in rad.iter(f"{W}tc")] for rad in blokk.iter(f"{W}tr")]
    return [[tekst_i(et)] for et in blokk.iter(f"{W}p")]


def _celle(celle: etree._Element) -> str:
    return "\n".join(tekst_i(et) for et in celle.iter(f"{W}p")).strip()


def gjør_klar(deler: dict, er_hode: Callable) -> tuple[list[list[str]], list[str]]:
    """Change the parts so that mammoth gives all that is to be published, and no more."""
    stiler = Stiler(deler["styles"][1] if "styles" in deler else None)
    neste = teller(deler["numbering"][1] if "numbering" in deler else None, stiler)
    merknader: list[str] = []
    tekster = [deler[slag][1] for slag in ("document", "footnotes", "endnotes") if slag in deler]
    for rot in [rot for _, rot in deler.values()]:
        _velg_utgave(rot)
    for rot in tekster:
        _fjern_skjult(rot, stiler, merknader)
        _merk_tegninger(rot, merknader)
        for avsnitt in list(rot.iter(f"{W}p")):
            _merk_avsnitt(avsnitt, stiler, neste, merknader)
    kropp = deler["document"][1].find(f"{W}body")
    hode = [et for et in islice(_flatt(kropp), MEST_HODE) if er_hode(_rader(et))]
    topper = [et for slag, (_, rot) in deler.items() if slag.startswith("header") for et in rot]
    linjer = [rad for et in [*hode, *topper] for rad in _rader(et)]
    for blokk in hode:
        blokk.getparent().remove(blokk)
    if not any(_kanon(et).startswith("uneOverskrift") for et in kropp.iter(f"{W}p")):
        _fete_overskrifter(kropp, stiler, merknader)
    return linjer, merknader


def _flatt(kropp: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables of the text, also those in a control for content."""
    for et in kropp:
        if et.tag == f"{W}sdt":
            inni = et.find(f"{W}sdtContent")
            yield from () if inni is None else _flatt(inni)
        elif et.tag in (f"{W}p", f"{W}tbl"):
            yield et


def _velg_utgave(rot: etree._Element) -> None:
    """Where Word keeps the same thing in two ways, keep the older, which mammoth reads, or else the other."""
    for valg in list(rot.iter(f"{_MC}AlternateContent")):
        utgaver = [valg.find(f"{_MC}Fallback"), valg.find(f"{_MC}Choice")]
        valgt = next((et for et in utgaver if et is not None and len(et)), ())
        for barn in list(valgt):
            valg.addprevious(barn)
        valg.getparent().remove(valg)


def _løp(tekst: str) -> etree._Element:
    løp = etree.Element(f"{W}r")
    etree.SubElement(løp, f"{W}t").text = tekst
    return løp


def _merk(avsnitt: etree._Element, merknad: str, merknader: list[str]) -> None:
    avsnitt.append(_løp(MERKE.format(len(merknader))))
    merknader.append(merknad)


def _fjern_skjult(rot: etree._Element, stiler: Stiler, merknader: list[str]) -> None:
    for tekst in rot.iter(f"{W}t"):
        tekst.text = re.sub("[\ue000-\ue003]", "", tekst.text or "")
    for løp in list(rot.iter(f"{W}r")):
        skjult = på(løp, "rPr", "vanish")
        if skjult or (skjult is None and stiler.første(verdi(løp, "rPr", "rStyle"), på, "rPr", "vanish")):
            avsnitt = avsnittet(løp)
            løp.getparent().remove(løp)
            if avsnitt.tag == f"{W}p":
                _merk(avsnitt, "Skjult tekst i Word-filen er utelatt.", merknader)


def _merk_tegninger(rot: etree._Element, merknader: list[str]) -> None:
    """Put a note to be filled in where there is something that is neither text nor a picture."""
    for et in list(rot.iter(*(W + navn for navn in ("drawing", "pict", "object", "altChunk")), "{*}oMath")):
        if et.getparent() is None or any(True for _ in et.iterancestors(f"{W}object")):
            continue
        # A picture that is only linked to is on somebody's disk.
        bilde = any(_BILDE & set(form.attrib) for form in et.iter("{*}blip", "{*}imagedata"))
        tekst = et.find(f".//{{*}}textbox//{W}t") is not None
        strek = any(form.get(_STREK) for form in et.iter("{*}rect"))
        if (bilde and et.tag != f"{W}object") or strek:
            continue
        avsnitt = avsnittet(et)
        if tekst:
            _merk(avsnitt, "En tekstboks er satt inn her. Se at teksten står på rett sted.", merknader)
            continue
        hva = {f"{W}altChunk": "et innsatt dokument", f"{W}object": "et innsatt objekt"}.get(et.tag)
        hva = hva or ("en formel" if et.tag.endswith("oMath") else "en tegning eller et diagram")
        ord = " ".join(et.itertext(f"{W}t")).strip()
        nytt = _løp(f"FYLL INN: {hva} som ikke kunne hentes{f', med teksten «{ord}»' if ord else ''}.")
        if et.tag == f"{W}altChunk":
            (nytt_avsnitt := etree.Element(f"{W}p")).append(nytt)
            nytt = nytt_avsnitt
        løp = et if et.getparent().tag != f"{W}r" else et.getparent()
        løp.addprevious(nytt)
        et.getparent().remove(et)


def _kanon(blokk: etree._Element) -> str:
    """The name that `_merk_avsnitt` has given the kind of paragraph."""
    return verdi(blokk, "pPr", "pStyle") or "" if blokk.tag == f"{W}p" else ""


def _sett_stil(avsnitt: etree._Element, stil: str) -> None:
    egenskaper = avsnitt.find(f"{W}pPr")
    if egenskaper is None:
        avsnitt.insert(0, egenskaper := etree.Element(f"{W}pPr"))
    for gammel in egenskaper.findall(f"{W}pStyle") + egenskaper.findall(f"{W}numPr"):
        egenskaper.remove(gammel)
    ny = etree.Element(f"{W}pStyle")
    ny.set(f"{W}val", stil)
    egenskaper.insert(0, ny)


def _merk_avsnitt(avsnitt: etree._Element, stiler: Stiler, neste, merknader: list[str]) -> None:
    """Give the paragraph one of our own names for its kind, and the number that Word shows."""
    stil = verdi(avsnitt, "pPr", "pStyle")
    if stiler.er(stil, "innhold"):
        avsnitt.getparent().remove(avsnitt)
        return
    liste = verdi(avsnitt, "pPr", "numPr", "numId") or stiler.første(stil, verdi, "pPr", "numPr", "numId")
    dybde = verdi(avsnitt, "pPr", "numPr", "ilvl") or stiler.første(stil, verdi, "pPr", "numPr", "ilvl") or "0"
    nummer = neste(liste, int(dybde)) if liste and liste != "0" and dybde.isdigit() else None
    utenfor = verdi(avsnitt, "pPr", "outlineLvl") or ""
    nivå = stiler.nivå(stil) or (int(utenfor) + 1 if utenfor in tuple("012345678") else 0)
    if nivå and tekst_i(avsnitt).strip():
        _sett_stil(avsnitt, f"uneOverskrift{nivå}")
    elif stiler.er(stil, "tittel") or stiler.er(stil, "sitat"):
        _sett_stil(avsnitt, "uneTittel" if stiler.er(stil, "tittel") else "uneSitat")
    elif nummer is not None and tekst_i(avsnitt).strip():
        _sett_stil(avsnitt, f"une{'Liste' if nummer else 'Punkt'}{dybde}")
    if nummer:
        etter_egenskapene = 0 if avsnitt.find(f"{W}pPr") is None else 1
        avsnitt.insert(etter_egenskapene, _løp(NUMMER.format(nummer)))
    for løp in avsnitt.iter(f"{W}highlight"):
        if løp.get(f"{W}val") != "none":
            _merk(avsnitt, "Tekst her var uthevet med farge. Er noe ikke avgjort?", merknader)
            break


def _fete_overskrifter(kropp: etree._Element, stiler: Stiler, merknader: list[str]) -> None:
    """Where nobody has used styles, a short line in bold is a heading: as deep as its number, if it has one."""
    fete = [et for et in _flatt(kropp) if et.tag == f"{W}p" and _er_fet(et, stiler)]
    nummer = [re.match(r"\s*\ue000?(\d+(?:\.\d+)*)", tekst_i(et)) for et in fete]
    har_numre, sett = any(nummer), False
    for avsnitt, treff in zip(fete, nummer, strict=True):
        sett = sett or bool(treff)
        egen = not har_numre or not sett or re.match(r"\s*(?:vedlegg|formål)", tekst_i(avsnitt), re.IGNORECASE)
        nivå = treff[1].count(".") + 1 if treff else 1 if egen else 2
        _sett_stil(avsnitt, f"uneOverskrift{min(nivå, 6)}")
        if not treff:
            _merk(avsnitt, "En linje i fet skrift er gjort til overskrift. Se om den er det.", merknader)


def _er_fet(avsnitt: etree._Element, stiler: Stiler) -> bool:
    tekst = re.sub("\ue000.*?\ue001", "", tekst_i(avsnitt)).strip()
    punkt = re.match("unePunkt|uneListe", _kanon(avsnitt)) and not re.match("\ue000\\d", tekst_i(avsnitt))
    if not tekst or len(tekst) > 100 or tekst[-1] in ".,;:!?" or punkt or _kanon(avsnitt) == "uneTittel":
        return False
    arvet = stiler.første(verdi(avsnitt, "pPr", "pStyle"), på, "rPr", "b")

    def fet(løp: etree._Element) -> bool:
        egen = på(løp, "rPr", "b")
        stil = stiler.første(verdi(løp, "rPr", "rStyle"), på, "rPr", "b")
        return bool(next((et for et in (egen, stil, arvet) if et is not None), False))

    løpene = [løp for løp in avsnitt.iter(f"{W}r") if tekst_i(løp).strip() and "\ue000" not in tekst_i(løp)]
    return all(map(fet, løpene))
