"""Reads the package's own files, whether the package lies in a folder or in the browser's zip file."""

import os
import tomllib
import zipimport
from decimal import Decimal

_MAPPE = os.path.dirname(os.path.dirname(__file__))


def les_toml(filnavn: str) -> dict:
    """Return the parsed TOML file `filnavn` in the package, with every number that has a point as Decimal."""
    innhold = __loader__.get_data(os.path.join(_MAPPE, filnavn))
    return tomllib.loads(innhold.decode("utf-8"), parse_float=Decimal)


def moduler() -> list[str]:
    """Return the names of the package's public modules: each is a calculator."""
    if arkiv := getattr(__loader__, "archive", None):
        # Read as pkgutil reads it; pkgutil itself would bring `inspect` into the browser.
        foran = _MAPPE[len(arkiv) + 1 :] + os.sep
        filer = [fil[len(foran) :] for fil in zipimport._zip_directory_cache[arkiv] if fil.startswith(foran)]
    else:
        filer = os.listdir(_MAPPE)
    stammer = {os.path.splitext(fil)[0] for fil in filer if fil.endswith((".py", ".pyc"))}
    return sorted(stamme for stamme in stammer if stamme.isidentifier() and not stamme.startswith("_"))
