"""A small local web server for the built site: `python -m macros.utgi.server DIR --port N`.

The tests and the measurements use it, so that all see what a good host would send, and `make vis` builds on it:
right types, compression, long-lived caching of names that carry a hash, and 404.html. May know nothing of the
site's content. Compressed answers are made on first use and kept in memory.
"""

import argparse
import gzip
import re
import threading
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from brotli import compress

TYPER = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".map": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
    ".bin": "application/octet-stream",
    ".whl": "application/zip",
}
PAKKES_IKKE = {".pdf", ".png", ".ico", ".woff2", ".whl"}
HASHET = re.compile(r"/assets/.*[-.][0-9a-f]{8,64}[./]")  # as in deploy/handboka.conf


def brotli(innhold: bytes, kvalitet: int = 11) -> bytes:
    """Compressed with the widest window; 11 is the smallest and takes ten times as long as 9."""
    return compress(innhold, quality=kvalitet, lgwin=24)


@lru_cache(maxsize=512)
def pakket(sti: Path, _endret: int, koding: str) -> bytes:
    return _innpakket(sti.read_bytes(), koding)


@lru_cache(maxsize=512)
def _innpakket(innhold: bytes, koding: str) -> bytes:
    """By what the file holds: a copy of the site is not packed once more."""
    return brotli(innhold) if koding == "br" else gzip.compress(innhold, 6, mtime=0) if koding else innhold


class Svarer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else head and body of small files wait for each other
    rot: Path
    kodinger: tuple[str, ...] = ("gzip",)
    stille = True

    def do_GET(self) -> None:
        deler = urlsplit(self.path)
        fil = self.finn(unquote(deler.path))
        if fil.is_dir():
            return self.send(301, b"", {"Location": deler.path + "/"})
        status = 200 if fil.is_file() else 404
        if status == 404:
            fil = self.rot / "404.html"
            if not fil.is_file():
                return self.send(404, b"Finnes ikke\n", {"Content-Type": "text/plain; charset=utf-8"})
        godtar = self.headers.get("Accept-Encoding", "")
        koding = next((k for k in self.kodinger if k in godtar and fil.suffix not in PAKKES_IKKE), "")
        fast = status == 200 and HASHET.search(deler.path)
        hoder = {
            "Content-Type": TYPER.get(fil.suffix, "application/octet-stream"),
            "Cache-Control": "public, max-age=31536000, immutable" if fast else "no-cache",
            "Vary": "Accept-Encoding",
        }
        if koding:
            hoder["Content-Encoding"] = koding
        return self.send(status, self.innhold(fil, koding), hoder)

    def finn(self, sti: str) -> Path:
        """The file that an address asks for, whether it is there or not; a folder where the slash is missing."""
        fil = (self.rot / sti.lstrip("/")).resolve()
        if not fil.is_relative_to(self.rot):
            return self.rot / "404.html"
        return fil / "index.html" if fil.is_dir() and sti.endswith("/") else fil

    def innhold(self, fil: Path, koding: str) -> bytes:
        """What is sent of the file."""
        return pakket(fil, fil.stat().st_mtime_ns, koding)

    do_HEAD = do_GET

    def send(self, status: int, kropp: bytes, hoder: dict[str, str]) -> None:
        self.send_response(status)
        for navn, verdi in (hoder | {"Content-Length": str(len(kropp))}).items():
            self.send_header(navn, verdi)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(kropp)

    def log_message(self, *deler: object) -> None:
        if not self.stille:
            super().log_message(*deler)


class Server(ThreadingHTTPServer):
    """Serves one folder on the loopback address; as a context manager it runs in a thread of its own."""

    daemon_threads = True

    def __init__(
        self, mappe: Path, port: int = 0, kodinger: tuple[str, ...] = ("gzip",), svarer: type | None = None
    ) -> None:
        egen = {"rot": Path(mappe).resolve(), "kodinger": kodinger}
        super().__init__(("127.0.0.1", port), svarer or type("Svarer", (Svarer,), egen))
        self.adresse = f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, *_: object) -> None:
        """A reader who goes away in the middle of an answer is no fault."""

    def __enter__(self) -> "Server":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


def main() -> int:
    leser = argparse.ArgumentParser(prog="python -m macros.utgi.server", description=__doc__.split("\n")[0])
    leser.add_argument("mappe", type=Path)
    leser.add_argument("--port", type=int, default=8000)
    valg = leser.parse_args()
    if not valg.mappe.is_dir():
        leser.error(f"finner ikke mappen {valg.mappe}; bygg nettstedet først med «make bygg»")
    try:
        server = Server(valg.mappe, valg.port)
    except OSError as feil:
        leser.error(f"port {valg.port} er opptatt ({feil.strerror}); velg en annen med «make vis PORT=8001»")
    print(f"Nettstedet ligger på {server.adresse} (stopp med Ctrl+C)", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
