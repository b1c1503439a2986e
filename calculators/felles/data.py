"""Reads the package's own files, whether the package lies in a folder or in the browser's zip file."""

import json
import os
import zipimport
from decimal import Decimal
from importlib import import_module

_MAPPE = os.path.dirname(os.path.dirname(__file__))


def les(filnavn: str) -> bytes:
    """Return the file `filnavn` in the package as it is."""
    return __loader__.get_data(os.path.join(_MAPPE, filnavn))


def ferdiglest(filnavn: str) -> str:
    """Return the name of the module that may stand in the package in place of a TOML file."""
    return f"_toml_{filnavn.removesuffix('.toml').replace('.', '_')}"


def les_toml(filnavn: str) -> dict:
    """Return the parsed TOML file `filnavn` in the package, with every number that has a point as Decimal.

    In the browser it was parsed when it was packed: there, parsing takes many times as long.
    """
    try:
        return import_module(f"calculators.{ferdiglest(filnavn)}").INNHOLD
    except ModuleNotFoundError:
        import tomllib

        return tomllib.loads(les(filnavn).decode("utf-8"), parse_float=Decimal)


def les_json(filnavn: str) -> dict:
    """Return the parsed JSON file `filnavn` in the package."""
    return json.loads(les(filnavn))


def moduler() -> set[str]:
    """Return the names of the package's public modules: each is a calculator."""
    if arkiv := getattr(__loader__, "archive", None):
        # Read as pkgutil reads it; pkgutil itself would bring `inspect` into the browser.
        stier = [os.path.join(arkiv, fil) for fil in zipimport._zip_directory_cache[arkiv]]
    else:
        stier = [os.path.join(_MAPPE, fil) for fil in os.listdir(_MAPPE)]
    filer = [fil for mappe, fil in map(os.path.split, stier) if mappe == _MAPPE]
    stammer = {stamme for stamme, slutt in map(os.path.splitext, filer) if slutt in (".py", ".pyc")}
    return {stamme for stamme in stammer if stamme.isidentifier() and not stamme.startswith("_")}
