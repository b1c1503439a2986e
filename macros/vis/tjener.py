"""Serves the preview: pages with our script in them, scripts and style sheets as they are written, and a stream of
events that tells each page how things stand.

A page is told the whole state each time, never a step on the way, so one that has slept or lost the line is right
again when it is back. May know files and HTTP, and nothing of what is built.
"""

import hashlib
import json
import threading
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from macros.grunn import DOCS
from macros.utgi.server import Server, Svarer

KLIENT = Path(__file__).with_name("klient.mjs")
EGNE = "/~vis/"  # no page can have this address
INGEN = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>Bygges</title></head>
<body><p>Nettstedet er ikke bygget ennå. Siden kommer av seg selv.</p></body></html>"""
PULS = 10  # seconds: a page that is gone is found out when it is spoken to


class Tilstand:
    """How things stand, as all pages are told it; each page adds a hash of its own text."""

    def __init__(self, mappe: Path):
        self.mappe = mappe
        self.stil = self.skript = 0
        self.funn: list = []
        self.gjør = ""
        self.runde = 0  # how often something has changed
        self.ferdig = False  # and nothing of it waits to be built or checked
        self._nyhet = threading.Condition()
        self._åpne: Counter[str] = Counter()
        self._sist = ""

    def endre(self, **felt) -> None:
        """Set what has changed, and let every page know."""
        with self._nyhet:
            for navn, verdi in felt.items():
                setattr(self, navn, verdi)
            self._nyhet.notify_all()

    def vent(self) -> None:
        """Until something has changed, or a while."""
        with self._nyhet:
            self._nyhet.wait(PULS)

    @contextmanager
    def åpen(self, adresse: str):
        """A page is looked at."""
        self._åpne[adresse] += 1
        self._sist = adresse
        try:
            yield
        finally:
            self._åpne[adresse] -= 1

    def åpne(self) -> set[str]:
        """The pages that are looked at, by address from the root; where none is, the one that was last."""
        return {adresse for adresse, antall in list(self._åpne.items()) if antall > 0} or {self._sist}


class Forhåndsviser(Svarer):
    """Answers as the plain server does, but for what makes a preview."""

    tilstand: Tilstand
    kodinger = ()  # the way is short

    @property
    def rot(self) -> Path:
        return self.tilstand.mappe

    def do_GET(self) -> None:
        deler = urlsplit(self.path)
        if deler.path == f"{EGNE}klient.mjs":
            hoder = {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}
            self.send(200, KLIENT.read_bytes(), hoder)
        elif deler.path == f"{EGNE}hendelser":
            self.hendelser(parse_qs(deler.query).get("side", ["/"])[0])
        elif not (self.rot / "index.html").is_file():
            kropp = self.med_klient("", INGEN.encode())
            self.send(503, kropp, {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"})
        else:
            super().do_GET()

    do_HEAD = do_GET

    def finn(self, sti: str) -> Path:
        fil = (DOCS / sti.lstrip("/")).resolve()
        skrevet = sti.startswith("/assets/") and not sti.startswith("/assets/bygd/")
        return fil if skrevet and fil.is_relative_to(DOCS) and fil.is_file() else super().finn(sti)

    def innhold(self, fil: Path, koding: str) -> bytes:
        tekst = fil.read_bytes()
        return self.med_klient(self.utgave(tekst), tekst) if fil.suffix == ".html" else tekst

    def med_klient(self, utgave: str, tekst: bytes) -> bytes:
        """The page with our script, which is told what it was made of."""
        kilde = f"{EGNE}klient.mjs?side={utgave}&amp;stil={self.tilstand.stil}"
        return tekst.replace(b"</head>", f'<script type="module" src="{kilde}"></script></head>'.encode(), 1)

    def utgave(self, tekst: bytes) -> str:
        """What tells one text of a page from another, with the scripts it runs."""
        return hashlib.sha256(tekst + str(self.tilstand.skript).encode()).hexdigest()[:16] if tekst else ""

    def sidens(self, adresse: str) -> dict:
        """How things stand for one page."""
        fil = self.finn(adresse)
        if not fil.is_file():
            fil = self.rot / "404.html"
        t = self.tilstand
        utgave = self.utgave(fil.read_bytes()) if fil.is_file() else ""
        return {
            "side": utgave,
            "stil": str(t.stil),
            "funn": [et._asdict() for et in t.funn],
            "gjoer": t.gjør,
            "runde": t.runde,
            "ferdig": t.ferdig,
        }

    def hendelser(self, adresse: str) -> None:
        """Tell a page how things stand, and again each time that is otherwise, until it is gone."""
        self.close_connection = True
        self.send_response(200)
        for navn, verdi in (("Content-Type", "text/event-stream; charset=utf-8"), ("Cache-Control", "no-store")):
            self.send_header(navn, verdi)
        self.end_headers()
        sagt = None
        with self.tilstand.åpen(adresse.lstrip("/").removesuffix("index.html")):
            while True:
                nå = self.sidens(adresse)
                self.wfile.write(f"data: {json.dumps(nå)}\n\n".encode() if nå != sagt else b":\n\n")
                self.wfile.flush()
                sagt = nå
                self.tilstand.vent()


def tjener(tilstand: Tilstand, port: int) -> Server:
    """The server of the preview, on the port; OSError where that is taken."""
    return Server(tilstand.mappe, port, svarer=type("Viser", (Forhåndsviser,), {"tilstand": tilstand}))
