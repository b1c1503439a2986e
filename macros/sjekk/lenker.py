"""Links inside the site and out of it."""

import difflib
import posixpath
import re
from collections.abc import Iterator

from macros.sjekk.felles import alle_ider, er_redaksjon, forslag
from macros.sjekk.funn import Treff
from macros.sjekk.kilde import Tre
from macros.sjekk.side import FYLL, Side

_RB_HENVISNING = re.compile(r"\bRB-(\d\d)\s(?:punkt|pkt\.|kapittel|kap\.)\s(\d+(?:\.\d+)*)(?!\d)")
_NUMMER = re.compile(r"(\d+(?:\.\d+)*)\s")


def _interne(side: Side) -> Iterator[tuple[int, str, str]]:
    """(line, path, fragment) of each link inside the site."""
    for lenke in side.lenker:
        if re.match(rf"[a-z][a-z0-9+.-]*:|//|{FYLL}", lenke.mål):
            continue
        sti, _, anker = lenke.mål.partition("#")
        yield lenke.linje, sti, anker


def _målfil(side: Side, sti: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(side.sti), sti)) if sti else side.sti


def _vei(side: Side, fil: str) -> str:
    return posixpath.relpath(fil, posixpath.dirname(side.sti) or ".")


def absolutt_lenke(tre: Tre, side: Side) -> Treff:
    for linje, sti, _ in _interne(side):
        if sti.startswith("/"):
            mål = sti.strip("/")
            kandidater = [f"{mål}.md", f"{mål}/index.md", mål]
            fil = next((kandidat for kandidat in kandidater if kandidat in tre.filer), "satser.md")
            yield (
                linje,
                f"Lenken «{sti}» begynner ved roten, og brister når nettstedet flyttes.",
                f"Skriv veien fra denne siden til filen, for eksempel «{_vei(side, fil)}».",
            )


def død_lenke(tre: Tre, side: Side) -> Treff:
    for linje, sti, anker in _interne(side):
        mål = _målfil(side, sti)
        if not sti and not anker:
            yield linje, "Lenken er tom.", "Skriv hvor den skal føre, for eksempel «(betaling.md#frist)»."
            continue
        if sti.startswith("/") or mål in tre.filer or mål.lower() in tre.små:
            continue
        kandidat = f"{mål.removesuffix('.html')}.md"
        kandidater = [kandidat, f"{mål}/index.md"]
        finnes = [fil for fil in kandidater if fil in tre.filer]
        finnes = finnes or difflib.get_close_matches(mål, tre.sider, 1, 0.5)
        forslag = f"Mener du «{_vei(side, finnes[0])}»? " if finnes else ""
        yield (
            linje,
            f"Lenken fører til «{sti}», som ikke finnes.",
            f"{forslag}Lenk til Markdown-filen, med veien fra denne siden.",
        )


def lenke_med_feil_bokstaver(tre: Tre, side: Side) -> Treff:
    for linje, sti, _ in _interne(side):
        mål = _målfil(side, sti)
        riktig = tre.små.get(mål.lower())
        if riktig and mål not in tre.filer and not sti.startswith("/"):
            yield (
                linje,
                f"Lenken «{sti}» har andre store og små bokstaver enn filen.",
                f"Skriv «{_vei(side, riktig)}», akkurat som filen heter.",
            )


def dødt_anker(tre: Tre, side: Side) -> Treff:
    for linje, sti, anker in _interne(side):
        mål = tre.sider.get(_målfil(side, sti))
        if anker and mål and anker not in (ider := alle_ider(tre, mål)):
            yield (
                linje,
                f"Lenken fører til «#{anker}», som ikke finnes på {mål.sti}.",
                forslag(anker, ider, "Mener du «#{}»? ") + "Bruk id-en som står etter overskriften på den siden.",
            )


def usikker_lenke(tre: Tre, side: Side) -> Treff:
    for lenke in side.lenker:
        if lenke.mål.startswith(("http://", "//")):
            yield lenke.linje, f"Lenken «{lenke.mål}» er ikke kryptert.", "Skriv «https://» foran adressen."


def rb_henvisning(tre: Tre, side: Side) -> Treff:
    """A reference such as «RB-30 punkt 3» becomes a link by itself, so the chapter must be there."""
    if er_redaksjon(side):
        return
    for linje, treff in side.finn(_RB_HENVISNING):
        rutine = tre.sider.get(f"rutiner/rb-{treff[1]}.md")
        numre = [nummer[1] for et in rutine.overskrifter if (nummer := _NUMMER.match(et.tekst))] if rutine else []
        if rutine and treff[2] not in numre:
            yield (
                linje,
                f"Henvisningen «{treff[0]}» fører ingen steder: RB-{treff[1]} har ikke noe kapittel {treff[2]}.",
                f"Rett nummeret. RB-{treff[1]} har kapitlene {', '.join(numre)}.",
            )


SIDESJEKKER = (
    absolutt_lenke,
    død_lenke,
    lenke_med_feil_bokstaver,
    dødt_anker,
    usikker_lenke,
    rb_henvisning,
)
