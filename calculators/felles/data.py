"""Reads the package's own TOML files, whether the package lies in a folder or in the browser's zip file."""

import os
import tomllib
from decimal import Decimal

_MAPPE = os.path.dirname(os.path.dirname(__file__))


def les_toml(filnavn: str) -> dict:
    """Return the parsed TOML file `filnavn` in the package, with every number that has a point as Decimal."""
    innhold = __loader__.get_data(os.path.join(_MAPPE, filnavn))
    return tomllib.loads(innhold.decode("utf-8"), parse_float=Decimal)
