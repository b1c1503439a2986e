"""Looks up the texts that readers see. The sentences live in tekster.<målform>.toml, never in code."""

from .data import les_toml

_TEKSTER = les_toml("tekster.nb.toml")


def finn(kode: str):
    """Return the text (or table of texts) with the dotted code, or None.

    A table with `som = "kost.felt"` borrows from there what it does not have itself.
    """
    ledd = kode.split(".")
    treff = _TEKSTER
    for nr, et_ledd in enumerate(ledd):
        if not isinstance(treff, dict):
            return None
        if et_ledd not in treff and "som" in treff:
            return finn(".".join([treff["som"], *ledd[nr:]]))
        treff = treff.get(et_ledd)
    return treff


def rekkefølge(kode: str) -> tuple[int, str]:
    """Return where the table `kode` stands in the catalogue, to sort by; one that is not there comes last."""
    return [*_TEKSTER, kode].index(kode), kode


def tekst(kode: str, **verdier) -> str:
    """Return the text with the dotted code, its {places} filled in. KeyError where the code is unknown."""
    funnet = finn(kode)
    if not isinstance(funnet, str):
        raise KeyError(f"tekster.nb.toml mangler teksten «{kode}»")
    return funnet.format(**verdier)


def bøyd(kode: str, antall: int, **verdier) -> str:
    """Return the text `kode.en` for one and `kode.flere` for any other number, with {antall} filled in."""
    return tekst(f"{kode}.{'en' if antall == 1 else 'flere'}", antall=antall, **verdier)


def hjemmel(kode: str) -> dict:
    """Return {tekst, url} of the page section that a step rests on; `url` counts from the site's root."""
    return _TEKSTER["hjemmel"][kode]
