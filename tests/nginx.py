"""Runs the real nginx on the folder to deploy, with the configuration in it: on the loopback address, a free port,
and with all it writes in a temporary folder.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

MODUL = "ngx_http_brotli_static_module.so"
HOVED = """\
{modul}{bruker}daemon off;
worker_processes auto;
pid {mappe}/nginx.pid;
error_log {mappe}/feil.log warn;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    sendfile on;
    client_body_temp_path {mappe}/body;
    proxy_temp_path {mappe}/proxy;
    fastcgi_temp_path {mappe}/fastcgi;
    uwsgi_temp_path {mappe}/uwsgi;
    scgi_temp_path {mappe}/scgi;
    include handboka.conf;
}}
"""


class IngenNginx(Exception):
    """No nginx here, or one without brotli; the message says what to install."""


def finn_nginx() -> str:
    """The path of nginx: $NGINX, the path, then where packages put it."""
    for kandidat in (os.environ.get("NGINX"), "nginx", "/usr/sbin/nginx", "/usr/local/sbin/nginx"):
        if kandidat and (sti := shutil.which(kandidat)):
            return sti
    raise IngenNginx("Found no nginx. Install «nginx» (Debian, Ubuntu), or set NGINX=/path/to/nginx.")


def finn_brotli() -> Path:
    """The module that serves .br files."""
    svar = subprocess.run([finn_nginx(), "-V"], capture_output=True, encoding="utf-8").stderr
    oppgitt = re.search(r"--modules-path=(\S+)", svar)
    for mappe in (oppgitt and oppgitt[1], "/usr/lib/nginx/modules", "/usr/share/nginx/modules"):
        if mappe and (fil := Path(mappe, MODUL)).exists():
            return fil
    raise IngenNginx(f"nginx lacks {MODUL}. Install «libnginx-mod-http-brotli-static» (Debian, Ubuntu).")


def _skriv_oppsett(klar: Path, mappe: Path, port: int, brotli: bool, endre: dict[str, str]) -> None:
    """Copy the configuration as an operator would: the site file's own lines changed, the rest as it is."""
    shutil.copytree(klar / "nginx", mappe, dirs_exist_ok=True)
    fil = mappe / "handboka.conf"
    for fra, til in {
        r"    listen 80;\n    listen \[::\]:80;": f"    listen 127.0.0.1:{port};",
        "root /srv/handboka/nettsted;": f"root {klar.resolve()}/nettsted;",
    }.items():
        tekst, antall = re.subn(fra, til, fil.read_text("utf-8"))
        assert antall == 1, fra
        fil.write_text(tekst, "utf-8")
    for fra, til in endre.items():
        sted = mappe / "handboka/sted.conf"
        assert sted.read_text("utf-8").count(fra) == 1, fra
        sted.write_text(sted.read_text("utf-8").replace(fra, til), "utf-8")
    if not brotli:
        (mappe / "handboka/brotli.conf").unlink()
    (mappe / "nginx.conf").write_text(
        HOVED.format(
            mappe=mappe,
            modul=f"load_module {finn_brotli()};\n" if brotli else "",
            # A worker that gives up root could not read a repository below /root.
            bruker="user root;\n" if os.geteuid() == 0 else "",
        ),
        "utf-8",
    )


@contextmanager
def nginx(
    klar: Path,
    *,
    brotli: bool = True,
    endre: dict[str, str] | None = None,
    i_stedet: Callable[[int], str] | None = None,
) -> Iterator[str]:
    """Serve `klar` (made by macros.utgi.utlegging); yields the root address of the server.

    `endre` changes the rules in sted.conf, `i_stedet` is another configuration for the port it is given.
    """
    with tempfile.TemporaryDirectory(prefix="nginx-") as midlertidig:
        mappe, dør = Path(midlertidig), socket.create_server(("127.0.0.1", 0))
        port = dør.getsockname()[1]
        _skriv_oppsett(klar, mappe, port, brotli, endre or {})
        if i_stedet:
            (mappe / "handboka.conf").write_text(i_stedet(port), "utf-8")
        kommando = [
            finn_nginx(),
            "-p",
            str(mappe),
            "-c",
            str(mappe / "nginx.conf"),
            "-e",
            str(mappe / "start.log"),
        ]
        prøv = subprocess.run([*kommando, "-t"], capture_output=True, encoding="utf-8")
        if prøv.returncode or "[warn]" in prøv.stderr:
            raise AssertionError(f"nginx -t:\n{prøv.stderr}")
        # nginx is given the open socket, as when it takes over from an older one: no other can take the port.
        # An older nginx's never blocks: one that did would hold a worker that two were woken for one reader.
        dør.setblocking(False)
        arv = {"env": os.environ | {"NGINX": f"{dør.fileno()};"}, "pass_fds": (dør.fileno(),)}
        tjener = subprocess.Popen(kommando, stderr=subprocess.DEVNULL, **arv)
        dør.close()
        try:
            _vent(port, tjener, mappe / "start.log")
            yield f"http://127.0.0.1:{port}/"
        finally:
            tjener.terminate()
            tjener.wait(60)


def _vent(port: int, tjener: subprocess.Popen, logg: Path) -> None:
    """Until it answers: a question waits in the open socket, so it is asked once."""
    kobling = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        kobling.request("HEAD", "/")
        kobling.getresponse()
    except OSError:
        tjener.kill()
        raise AssertionError(f"nginx did not start:\n{logg.read_text('utf-8')}") from None
    finally:
        kobling.close()
