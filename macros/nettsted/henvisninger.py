"""Makes links of the references between routines: «RB-30 punkt 3», wherever readers meet one in the text.

Knows how a routine is numbered: the number stands first in the heading. One that is not here is left as words.
"""

import re
from collections.abc import Iterable, Iterator

from macros.nettsted.register import Feil, kildefil, les_nettsted, linje_i
from macros.nettsted.seksjoner import Seksjon
from macros.nettsted.side import Nettsted, Nettstedsfeil, Side
from macros.nettsted.tre import Element
from macros.sider.maal import NYNORSK

# After «RB», which the glossary has made an <abbr> of.
ETTER_RB = re.compile(r"-(\d\d)[ \u00a0](?:punkt|pkt\.|kapittel|kap\.)[ \u00a0](\d+(?:\.\d+)*)(?!\d)")
KAN_VÆRE = re.compile(r"RB</abbr>-\d\d[\s&]")  # in the source, where a space may have a name
NUMMER = re.compile(r"(\d+(?:\.\d+)*)[ \u00a0]")
LAR_STÅ = set("a button code figure h1 h2 h3 h4 nav pre svg template".split())


def lenk(nettsted: Nettsted, sider: Iterable[Side]) -> list[Feil]:
    """Link each reference on the pages to the chapter it names; return those that name none."""
    kapitler = {
        adresse: _kapitler(side.seksjoner)
        for adresse, side in les_nettsted(nettsted).items()
        if re.fullmatch(r"rutiner/rb-\d\d/", adresse)
    }
    feil = []
    for side in sider:
        if KAN_VÆRE.search(side.artikkelkilde):
            with side.endres() as artikkel:
                for rb in list(artikkel.iter("abbr")):
                    if not any(et.tag in LAR_STÅ for et in rb.iterancestors()):
                        feil += _lenk(side, rb, kapitler)
    return list(dict.fromkeys(feil))


def steg(nettsted: Nettsted) -> None:
    if feil := lenk(nettsted, (*nettsted.lesernes(), *nettsted.under(NYNORSK))):
        raise Nettstedsfeil("\n".join(map(str, feil)))


def _kapitler(seksjoner: list[Seksjon]) -> dict[str, str]:
    """The number and the id of each chapter of a routine."""
    treff = ((NUMMER.match(seksjon.tittel), seksjon.id) for seksjon in seksjoner if seksjon.nivå in (2, 3))
    return {nummer[1]: id for nummer, id in treff if nummer}


def _mål(side: Side, treff: re.Match, kapitler: dict[str, dict[str, str]]) -> str | Feil | None:
    """The way to what a reference names, or what is wrong with it; None where the routine is not here."""
    mål, nummer = f"rutiner/rb-{treff[1]}/", treff[2]
    if mål not in kapitler:
        return None
    if nummer in kapitler[mål]:
        return f"{'../' * side.adresse.count('/') or './'}{mål}#{kapitler[mål][nummer]}"
    kilde, ord = kildefil(side.adresse), f"RB{treff[0]}"
    hva = f"Henvisningen «{ord}» fører ingen steder: RB-{treff[1]} har ikke noe kapittel {nummer}."
    rett = f"Rett nummeret. RB-{treff[1]} har kapitlene {', '.join(kapitler[mål])}."
    return Feil(kilde, linje_i(kilde, re.escape(ord)), hva, rett)


def _lenk(side: Side, rb: Element, kapitler: dict[str, dict[str, str]]) -> Iterator[Feil]:
    """Make a link of «RB» and the number and the chapter behind it."""
    treff = ETTER_RB.match(rb.tail or "")
    adresse = _mål(side, treff, kapitler) if treff else None
    if isinstance(adresse, Feil):
        yield adresse
    elif adresse:
        hale, rb.tail = rb.tail, treff[0]
        lenke = rb.makeelement("a", href=adresse)
        rb.addprevious(lenke)
        lenke.append(rb)
        lenke.tail = hale[treff.end() :]
