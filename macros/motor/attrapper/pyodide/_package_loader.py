"""Stands in for Pyodide's package loader in the browser's bundle: all that is needed lies in the one zip."""

import sys

from pyodide_js import loadedPackages  # noqa: F401  (a memory snapshot expects it in its place)


class Sti:
    """A path that Pyodide's boot asks for as text."""

    def __init__(self, sti):
        self.sti = sti

    def __str__(self):
        return self.sti


SITE_PACKAGES = Sti("/lib/python{}.{}/site-packages".format(*sys.version_info))
DSO_DIR = Sti("/usr/lib")


def init_loaded_packages():
    """Pyodide calls this at boot."""
