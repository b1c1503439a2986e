"""`make sjekk`: finds mistakes in pages and data, and says in Norwegian where each is and how to mend it.

Enter by `python -m macros.sjekk [ROOT]`, or `kjør(root)`. May read the source, and runs the
calculators on their cases; knows neither MkDocs nor the built pages, and changes nothing. From the bottom:

    side, kilde    read a page, and the whole tree
    funn, form     what a finding is; the shape of every file
    felles         what many checks ask
    setninger, ordbok    sentences and words; the dictionary, a process of its own
    forside, makroer, tekst, oppsett, lenker    the checks of a page, by theme
    data, satser, tekster, nynorsk, nynorsksider, kalkulatorer    the checks of the data
    spraak               the language of both

A check of a page takes (tree, page) and yields (line, what is wrong, how to mend it); a check of the tree takes
the tree and yields findings. What depends on today's date is a warning, so that the calendar never stops a build.
"""

import traceback
from contextlib import suppress
from pathlib import Path

from macros.sjekk import ordbok
from macros.sjekk.funn import SATSFIL, Funn, bærer
from macros.sjekk.kilde import Tre, Ulest

STOPPET = "Noen kontroller er ikke kjørt, fordi de bygger på denne filen."


def sjekker() -> tuple[tuple, tuple, tuple, tuple]:
    """Return the checks: of the tree, by running the calculators, of a page, and of the data's language."""
    # Here, as they load the calculators' own way of writing dates, which reads the rates.
    from macros.sjekk import (
        data,
        form,
        forside,
        kalkulatorer,
        lenker,
        makroer,
        nynorsk,
        nynorsksider,
        oppsett,
        satser,
        spraak,
        tekst,
        tekster,
    )

    av_treet = (form, data, satser, tekster, nynorsk, nynorsksider, kalkulatorer)
    av_sider = (forside, makroer, tekst, oppsett, lenker, spraak)
    return (
        tuple(sjekk for modul in av_treet for sjekk in modul.TRESJEKKER),
        kalkulatorer.KJØRENDE,
        tuple(sjekk for modul in av_sider for sjekk in modul.SIDESJEKKER),
        spraak.TRESJEKKER,
    )


def kjør(rot: Path) -> list[Funn]:
    """Return every finding in the tree under `rot`, each once: mistakes before warnings, by file and line."""
    with suppress(ordbok.Uten):
        ordbok.start()  # read while others work; the checks that need it come last, and say if it is not there
    tre = Tre(rot)
    funn = {_uleselig(*et) for et in tre.uleselige()}
    if mangler := _uten_grunnmur(tre):
        return _ordnet(funn | mangler)
    av_treet, kjørende, av_sider, av_språket = sjekker()
    for sjekk in av_treet:
        funn |= _trygt(sjekk, tre)
    if usunt := min((et for et in funn if bærer(et.sti) and not et.advarsel), default=None):
        hva = f"Kalkulatorene er ikke prøvd mot tilfellene i tests/tilfeller, fordi {usunt.sti} har feil."
        rett = "Rett feilene i mappen calculators, og kjør kontrollen en gang til."
        funn.add(Funn(usunt.sti, usunt.linje, hva, rett, advarsel=True))
    else:
        for sjekk in kjørende:
            funn |= _trygt(sjekk, tre)
    for side in tre.sider.values():
        for sjekk in av_sider:
            funn |= _trygt(sjekk, tre, side)
    for sjekk in av_språket:
        funn |= _trygt(sjekk, tre)
    return _ordnet(funn)


def _ordnet(funn: set[Funn]) -> list[Funn]:
    return sorted(funn, key=lambda et: (et.advarsel, et.sti, et.linje, et.hva))


def _uleselig(sti: str, linje: int, hva: str) -> Funn:
    rett = "Se etter manglende anførselstegn, komma eller klamme på linjen eller rett over."
    return Funn(sti, linje, f"Filen kan ikke leses: {hva}. {STOPPET}", rett)


def _uten_grunnmur(tre: Tre) -> set[Funn]:
    """What keeps the checks themselves from loading: code that is broken, or a file of rates without rates."""
    ut = set()
    if any(sti.endswith(".py") or sti == SATSFIL for sti, *_ in tre.uleselige()):
        sti, linje, _ = next(et for et in tre.uleselige() if et[0].endswith(".py") or et[0] == SATSFIL)
        ut.add(
            Funn(sti, linje, "Resten er ikke kontrollert.", "Rett denne filen, og kjør på nytt.", advarsel=True)
        )
        return ut
    for tabell in ("kilder", "satser"):
        if not isinstance(tre.satser.data.get(tabell), dict):
            hva = f"Filen mangler tabellene under [{tabell}.…]. Resten er ikke kontrollert."
            ut.add(Funn(SATSFIL, 1, hva, f"Sett inn minst én tabell, slik: [{tabell}.navnet]."))
    if not isinstance(tre.satser.data.get("maaltidstider"), dict):
        hva = "Filen mangler tabellen [maaltidstider]. Resten er ikke kontrollert."
        ut.add(Funn(SATSFIL, 1, hva, "Sett inn tabellen med frokost, lunsj, middag og kilde."))
    return ut


def _trygt(sjekk, tre: Tre, *side) -> set[Funn]:
    """What one check finds. It stops at a file that cannot be read; a fault of its own is a finding too."""
    ut: set[Funn] = set()
    try:
        for et in sjekk(tre, *side):
            ut.add(Funn(f"docs/{side[0].sti}", *et) if side else et)
    except Ulest:
        pass
    except Exception as feil:
        sted = traceback.extract_tb(feil.__traceback__)[-1]
        sti = f"docs/{side[0].sti}" if side else f"macros/sjekk/{Path(sted.filename).name}"
        hva = f"Kontrollen «{sjekk.__name__}» stoppet: {type(feil).__name__}: {feil}."
        rett = f"Se etter noe uvanlig i det du sist skrev, og meld fra om feilen ({Path(sted.filename).name})."
        ut.add(Funn(sti, 1 if side else sted.lineno or 1, " ".join(hva.split()), rett))
    return ut
