"""A preview to edit in: `make vis` in a copy of the tree on a free port, and the stream it sends to a page.

For tests/test_vis.py and the measurement. May know how a preview speaks to its pages, and no more of it.
"""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.kildekopi import kopier
from tests.motor import ROT

FRIST = 120  # seconds the machine is given, however busy
OPPSETT = ("Makefile", "pyproject.toml", "LICENSE", "README.md", "package.json", "package-lock.json")


def ledig_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as port:
        return port.getsockname()[1]


def make_vis(rot: Path, port: int, **valg) -> subprocess.Popen[str]:
    """Start the command that the README tells of, as a shell in a window would: in a group of its own."""
    return subprocess.Popen(
        ["make", "vis", f"PORT={port}"],
        cwd=rot,
        env={navn: verdi for navn, verdi in os.environ.items() if navn not in ("MAKEFLAGS", "MAKELEVEL")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
        **valg,
    )


def kopier_med_pakker(til: Path) -> Path:
    """A copy of the tree that make finds nothing to fetch or pack in."""
    kopier(til)
    for navn in OPPSETT:
        shutil.copy2(ROT / navn, til)
    shutil.copytree(ROT / "krav", til / "krav")
    # Older than what is installed, or make would install it once more, for all who share it.
    for fil in (*til.glob("krav/*.txt"), til / "package-lock.json"):
        os.utime(fil, (0, 0))
    shutil.copytree(ROT / "bygg/hjul", til / "bygg/hjul")
    (til / ".venv").symlink_to((ROT / ".venv").resolve())
    return til


class Visning:
    """A preview that runs."""

    def __init__(self, rot: Path, port: int):
        self.rot, self.port, self.adresse = rot, port, f"http://127.0.0.1:{port}/"

    def hent(self, sti: str) -> str:
        """What the preview sends for an address, from the root."""
        linje = http.client.HTTPConnection("127.0.0.1", self.port, timeout=FRIST)
        linje.request("GET", f"/{sti}")
        tekst = linje.getresponse().read().decode("utf-8")
        linje.close()
        return tekst

    def hendelser(self, side: str) -> Iterator[dict]:
        """What a page of the preview is told: first how things stand, then each time that is otherwise.

        AssertionError where nothing is told for as long as the machine is given, though the stream is alive.
        """
        linje = http.client.HTTPConnection("127.0.0.1", self.port, timeout=FRIST)
        linje.request("GET", f"/~vis/hendelser?side=/{side}")
        svar = linje.getresponse()
        try:
            sagt, frist = None, time.monotonic() + FRIST
            while rad := svar.readline():
                if rad.startswith(b"data: "):
                    yield (sagt := json.loads(rad.removeprefix(b"data: ")))
                    frist = time.monotonic() + FRIST
                assert time.monotonic() < frist, f"Ingenting nytt på {FRIST} sekunder. Sist: {sagt}"
        finally:
            linje.close()

    def endre(self, sti: str, fra: str, til: str) -> None:
        """Edit a file of the copy as an editor does: all of it is written anew."""
        fil = self.rot / sti
        før = fil.read_text(encoding="utf-8")
        assert fra in før, f"{sti} har ikke «{fra}» lenger"
        fil.write_text(før.replace(fra, til, 1), encoding="utf-8")


def vent(hendelser: Iterator[dict], vilkår: Callable[[dict], bool]) -> dict:
    """The first event that is so."""
    return next(et for et in hendelser if vilkår(et))


def til_den_er_oppe(prosess: subprocess.Popen[str]) -> None:
    """Wait until the preview says where it is. AssertionError, with what it said, where it does not in time."""
    sagt, for_sent = [], threading.Timer(FRIST, os.killpg, (prosess.pid, signal.SIGKILL))
    for_sent.start()
    try:
        for linje in prosess.stdout:
            sagt.append(linje)
            if "Nettstedet ligger på" in linje:
                return
    finally:
        for_sent.cancel()
    raise AssertionError(f"make vis startet ikke:\n{''.join(sagt)}")


@contextmanager
def visning(mappe: Path) -> Iterator[Visning]:
    """A preview of a copy in the folder, stopped by Ctrl-C: at once, without a word of Python, and tidy."""
    rot, port = kopier_med_pakker(mappe), ledig_port()
    prosess = make_vis(rot, port)
    try:
        til_den_er_oppe(prosess)
        yield Visning(rot, port)
    finally:
        os.killpg(prosess.pid, signal.SIGINT)
        sagt, _ = prosess.communicate(timeout=FRIST)
    assert "Traceback" not in sagt, sagt
    assert not (rot / f"bygg/vis-{port}").exists()
