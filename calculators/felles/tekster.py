"""Looks up the texts that readers see. The sentences live in tekster.<målform>.toml, never in code.

The one place that knows which written language is being answered in. The door sets it for one call (`bytt`) and
puts it back; all else asks here. Words that stand in other data, as the name of a rate or a holiday, are written
there in bokmål, and ord.nn.toml has each of them in nynorsk.
"""

from functools import cache

from .data import les_toml

MÅLFORMER = ("nb", "nn")
NØYTRALE = {"som", "url"}  # where a text is borrowed from, and where it leads: written in bokmål's catalogue only
_mål = "nb"
_KATALOG = les_toml("tekster.nb.toml")


def målform() -> str:
    """Return the code of the language that is being answered in."""
    return _mål


def bytt(mål: str) -> str:
    """Answer in `mål` from now on, and return what it was. Who changes it puts it back, whatever happens."""
    global _mål
    forrige, _mål = _mål, mål
    return forrige


@cache
def _nynorsk() -> dict:
    return _ordnet(_KATALOG, les_toml("tekster.nn.toml"))


def _katalog() -> dict:
    return _KATALOG if _mål == "nb" else _nynorsk()


def _ordnet(bokmål: dict, katalog: dict) -> dict:
    """Return a catalogue in bokmål's order, with what is the same in every language put in."""
    ut = {}
    for navn, verdi in bokmål.items():
        if isinstance(verdi, dict):
            ut[navn] = _ordnet(verdi, katalog.get(navn, {}))
        elif navn in NØYTRALE:
            ut[navn] = verdi
        elif navn in katalog:
            ut[navn] = katalog[navn]
    return ut


@cache
def _ordene() -> dict[str, str]:
    return les_toml("ord.nn.toml")


def ordet(bokmål: str) -> str:
    """Return a word or a phrase from the data, as it is in the language that is being answered in."""
    if _mål == "nb":
        return bokmål
    if bokmål not in _ordene():
        raise KeyError(f"ord.nn.toml mangler «{bokmål}»")
    return _ordene()[bokmål]


def finn(kode: str):
    """Return the text (or table of texts) with the dotted code, or None.

    A table with `som = "kost.felt"` borrows from there what it does not have itself.
    """
    ledd = kode.split(".")
    treff = _katalog()
    for nr, et_ledd in enumerate(ledd):
        if not isinstance(treff, dict):
            return None
        if et_ledd not in treff and "som" in treff:
            return finn(".".join([treff["som"], *ledd[nr:]]))
        treff = treff.get(et_ledd)
    return treff


def rekkefølge(kode: str) -> tuple[int, str]:
    """Return where the table `kode` stands in the catalogue, to sort by; one that is not there comes last."""
    return [*_KATALOG, kode].index(kode), kode


def tekst(kode: str, **verdier) -> str:
    """Return the text with the dotted code, its {places} filled in. KeyError where the code is unknown."""
    funnet = finn(kode)
    if not isinstance(funnet, str):
        raise KeyError(f"tekster.{_mål}.toml mangler teksten «{kode}»")
    return funnet.format(**verdier)


def bøyd(kode: str, antall: int, **verdier) -> str:
    """Return the text `kode.en` for one and `kode.flere` for any other number, with {antall} filled in."""
    return tekst(f"{kode}.{'en' if antall == 1 else 'flere'}", antall=antall, **verdier)


def hjemmel(kode: str) -> dict:
    """Return {tekst, url} of the page section that a step rests on; `url` counts from the site's root."""
    return _katalog()["hjemmel"][kode]
