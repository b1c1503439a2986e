"""What Word shows but writes nowhere: which paragraphs are headings, and the numbers «3», «1.2» and «b)».

A reader of Word files begins each list at 1 and gives a heading no number, so what others cite as «punkt 3 bokstav
b» would be lost. Knows the styles and the numbering of a Word file, and nothing of routines.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STILNAVN = {
    "tittel": re.compile(r"(?:title|tittel)", re.IGNORECASE),
    "innhold": re.compile(r"(?:toc|innh?)\s*(?:\d|heading)|(?:contents|innholdsfortegnelse).*", re.IGNORECASE),
    "sitat": re.compile(r"(?:intense |sterkt )?(?:quote|sitat)|quotations?|block ?text|blokktekst", re.IGNORECASE),
}
_OVERSKRIFT = re.compile(r"(?:heading|overskrift)\s*([1-9])", re.IGNORECASE)
_ROMER = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def verdi(element: etree._Element | None, *vei: str) -> str | None:
    """The `w:val` of the element that the names lead to; None where there is none."""
    for navn in vei:
        element = None if element is None else element.find(W + navn)
    return None if element is None else element.get(f"{W}val")


def på(element: etree._Element | None, *vei: str) -> bool | None:
    """Whether a switch such as `w:b` is on; None where it is not there."""
    for navn in vei:
        element = None if element is None else element.find(W + navn)
    return None if element is None else element.get(f"{W}val") not in ("0", "false", "off")


def tekst_i(element: etree._Element, *slag: str) -> str:
    """The words in an element, with a tab or a line break as the sign it is."""
    tegn = {f"{W}tab": "\t", f"{W}br": "\n"}
    alle = element.iter(*(slag or (f"{W}t",)), f"{W}tab", f"{W}br")
    return "".join(tegn.get(et.tag, et.text or "") for et in alle if et.getparent().tag != f"{W}tabs")


def avsnittet(element: etree._Element) -> etree._Element:
    """The paragraph that a mark stands in, or else the first one in it or in its row."""
    rundt = element.iterancestors(f"{W}p", f"{W}tr")
    return next((p for et in (element, *rundt) for p in et.iter(f"{W}p")), element)


def utdrag(avsnitt: etree._Element, lengst: int = 50) -> str:
    """How the paragraph begins, so that it can be searched for."""
    tekst = " ".join(tekst_i(avsnitt, f"{W}t", f"{W}delText").split()) or "et tomt avsnitt"
    return tekst if len(tekst) <= lengst else tekst[:lengst].rsplit(" ", 1)[0] + " …"


class Stiler:
    """The styles of a file by their id, each with all that it is based on."""

    def __init__(self, rot: etree._Element | None):
        self._alle = {} if rot is None else {et.get(f"{W}styleId"): et for et in rot.iter(f"{W}style")}

    def kjede(self, id: str | None) -> Iterator[tuple[str, etree._Element | None]]:
        """(id, style) from the style itself and down to what it rests on; a style that is not defined is an id."""
        sett = set()
        while id and id not in sett:
            sett.add(id)
            yield id, (stil := self._alle.get(id))
            id = verdi(stil, "basedOn")

    def er(self, id: str | None, slag: str) -> bool:
        navn = {et for egen, stil in self.kjede(id) for et in (egen, verdi(stil, "name") or "")}
        return any(STILNAVN[slag].fullmatch(et) for et in navn)

    def nivå(self, id: str | None) -> int:
        """The level of a heading, from 1; 0 where the style is none.

        Read by id, by name in two languages, and else by its place in the outline.
        """
        for navn, stil in self.kjede(id):
            if treff := _OVERSKRIFT.fullmatch(navn) or _OVERSKRIFT.fullmatch(verdi(stil, "name") or ""):
                return int(treff[1])
            if (utenfor := verdi(stil, "pPr", "outlineLvl")) and utenfor in "012345678":
                return int(utenfor) + 1
        return 0

    def første(self, id: str | None, les: Callable, *vei: str):
        """What the nearest style in the chain says; None where none says anything."""
        funnet = (les(stil, *vei) for _, stil in self.kjede(id))
        return next((et for et in funnet if et is not None), None)


def _bokstav(tall: int) -> str:
    return chr(ord("a") + (tall - 1) % 26) * ((tall - 1) // 26 + 1)


def _romertall(tall: int) -> str:
    ut = ""
    for verdien, tegn in _ROMER:
        ut, tall = ut + tegn * (tall // verdien), tall % verdien
    return ut


_FORM = {
    "lowerLetter": _bokstav,
    "upperLetter": lambda tall: _bokstav(tall).upper(),
    "lowerRoman": _romertall,
    "upperRoman": lambda tall: _romertall(tall).upper(),
    "decimalZero": lambda tall: f"{tall:02}",
    "none": lambda tall: "",
}


def teller(rot: etree._Element | None, stiler: Stiler) -> Callable[[str, int], str | None]:
    """Return a function of a list and a level that gives the next number as Word shows it: "" for a bullet, None
    where there is no such list. To be called once for each numbered paragraph, in order."""
    if rot is None:
        return lambda liste, nivå: None
    utkast = {et.get(f"{W}abstractNumId"): et for et in rot.iter(f"{W}abstractNum")}
    lister = {et.get(f"{W}numId"): et for et in rot.iter(f"{W}num")}
    telling: dict[etree._Element, list[int | None]] = {}
    begynt = set()

    def mal(liste: str) -> etree._Element | None:
        for _ in range(9):  # a list may name a style, which names the list
            funnet = utkast.get(verdi(lister.get(liste), "abstractNumId"))
            lenke = verdi(funnet, "numStyleLink")
            if not lenke:
                return funnet
            liste = stiler.første(lenke, verdi, "pPr", "numPr", "numId")
        return None

    def neste(liste: str, nivå: int) -> str | None:
        if liste not in lister or (malen := mal(liste)) is None or not 0 <= nivå <= 8:
            return None
        nivåer = {et.get(f"{W}ilvl"): et for et in malen.iter(f"{W}lvl")}
        egne = {et.get(f"{W}ilvl"): et for et in lister[liste].iter(f"{W}lvlOverride")}
        nivåer |= {nr: et.find(f"{W}lvl") for nr, et in egne.items() if et.find(f"{W}lvl") is not None}
        tall = telling.setdefault(malen, [None] * 9)
        starter = {nr: verdi(et, "startOverride") for nr, et in egne.items()}
        if liste not in begynt:
            begynt.add(liste)
            for nr in (nr for nr, start in starter.items() if start):
                tall[int(nr)] = None

        def start(nr: int) -> int:
            sagt = starter.get(str(nr)) or verdi(nivåer.get(str(nr)), "start") or "1"
            return int(sagt) if re.fullmatch(r"\d{1,4}", sagt) else 1

        tall[nivå] = start(nivå) if tall[nivå] is None else tall[nivå] + 1
        tall[nivå + 1 :] = [None] * (8 - nivå)
        tall[:nivå] = [start(nr) if et is None else et for nr, et in enumerate(tall[:nivå])]
        lag = nivåer.get(str(nivå))
        if verdi(lag, "numFmt") == "bullet":
            return (
                "" if (verdi(lag, "lvlText") or "").strip() else None
            )  # without a sign, it goes on with the last
        helt_i_tall = på(lag, "isLgl")

        def skriv(treff: re.Match) -> str:
            nr = int(treff[1]) - 1
            form = verdi(nivåer.get(str(nr)), "numFmt") or "decimal"
            return _FORM.get("" if helt_i_tall else form, str)(tall[nr] or start(nr))

        return re.sub(r"%([1-9])", skriv, verdi(lag, "lvlText") or f"%{nivå + 1}.").strip()

    return neste
