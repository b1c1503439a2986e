"""Runs the README's two commands as a newcomer on a bare machine: `make ren`, as root on Debian or Ubuntu.

The machine is a folder made by debootstrap with git, make, python3 and this machine's Node: no fonts, no
browser, LANG=C, a user without rights and a home of its own. First from a clone, then from an unpacked archive
without git. When a command says what to install, that and nothing else is installed, as the newcomer would, and it
is run again. Prints what had to be installed and how long each step took. Knows no test and no page.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROT = Path(__file__).resolve().parent.parent
UTGAVE = "bookworm"
PAKKER = ("git", "make", "python3", "ca-certificates")
BRUKER, HJEM = "nykommer", "/hjem/ny kommer"
NODE = "/opt/node"
KLAR = "Nettstedet ligger på"
INSTALLER = re.compile(r"sudo (apt-get install -y [a-z0-9 .+-]+[a-z0-9])")
# What the package clients of this machine are told, wherever they are told it; never written to the repository.
OPPSETT = re.compile(
    r"(PIP|UV|NPM_CONFIG|npm_config|SSL|NODE_EXTRA|REQUESTS)_\w+|\w+_(proxy|PROXY)|CURL_CA_BUNDLE"
)
FILER = ("/etc/pip.conf", "/etc/npmrc", "/usr/etc/npmrc", "/etc/ssl/certs/ca-certificates.crt")
HJEMMEFILER = (".npmrc", ".config/pip")
APT = ("sources.list", "sources.list.d", "apt.conf.d", "trusted.gpg.d", "keyrings", "auth.conf.d")


class Ikke(Exception):
    """The machine cannot be made, or a command failed on it; the message says which and how."""


def _kjør(*kommando: object, **valg: object) -> None:
    svar = subprocess.run([str(del_) for del_ in kommando], capture_output=True, encoding="utf-8", **valg)
    if svar.returncode:
        raise Ikke(f"{' '.join(map(str, kommando))}:\n{svar.stdout[-2000:]}{svar.stderr[-4000:]}")


def _lag_rot(rot: Path, lager: Path) -> None:
    """The bare machine, from the copy kept since last time where there is one."""
    if not lager.exists():
        if not shutil.which("debootstrap"):
            raise Ikke("Found no debootstrap. Install it: sudo apt-get install -y debootstrap")
        _kjør("debootstrap", "--variant=minbase", f"--include={','.join(PAKKER)}", UTGAVE, rot)
        lager.parent.mkdir(parents=True, exist_ok=True)
        _kjør("tar", "-C", rot, "-cf", f"{lager}.ny", ".")
        Path(f"{lager}.ny").rename(lager)
    else:
        rot.mkdir()
        _kjør("tar", "-C", rot, "-xpf", lager)


def _kopier(fra: Path, til: Path) -> None:
    til.parent.mkdir(parents=True, exist_ok=True)
    if fra.is_dir():
        shutil.copytree(fra, til, dirs_exist_ok=True, symlinks=True)
    elif fra.exists():
        shutil.copy(fra, til)


def _innred(rot: Path) -> None:
    """The newcomer, Node, and what the machine's package clients have been told."""
    hjem = rot / HJEM.lstrip("/")
    hjem.parent.mkdir()
    _kjør("chroot", rot, "useradd", "--create-home", "--home-dir", HJEM, "--shell", "/bin/sh", BRUKER)
    for fil in FILER:
        _kopier(Path(fil), rot / fil.lstrip("/"))
    for fil in HJEMMEFILER:
        _kopier(Path.home() / fil, hjem / fil)
    (rot / "etc/apt/sources.list").unlink()
    for fil in APT:
        if (kilde := Path("/etc/apt", fil)).exists():
            _kopier(kilde, rot / "etc/apt" / fil)
    # Only Debian's own lists: those of others would bring other packages.
    for liste in (rot / "etc/apt/sources.list.d").glob("*"):
        if "debian.org" not in liste.read_text(encoding="utf-8"):
            liste.unlink()
    _kopier(Path("/etc/resolv.conf").resolve(), rot / "etc/resolv.conf")
    _kopier(Path("/etc/hosts"), rot / "etc/hosts")
    node, npm = Path(shutil.which("node")).resolve(), Path(shutil.which("npm")).resolve().parent.parent
    _kopier(node, rot / NODE.lstrip("/") / "bin/node")
    _kopier(npm, rot / NODE.lstrip("/") / "lib/node_modules/npm")
    for navn in ("npm", "npx"):
        (rot / NODE.lstrip("/") / "bin" / navn).symlink_to(f"../lib/node_modules/npm/bin/{navn}-cli.js")
    # Debian's own answer to «may a package start its server?»: no, as in any container.
    policy = rot / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    policy.chmod(0o755)
    _kjør("chroot", rot, "chown", "-R", BRUKER, HJEM)


@contextmanager
def _montert(rot: Path) -> Iterator[None]:
    """The machine's /proc, /dev and /sys, and memory to share for the browsers; let go of afterwards."""
    steder = [("--rbind", "/dev", "dev"), ("-t", "proc", "proc", "proc"), ("--rbind", "/sys", "sys")]
    try:
        for *slag, sted in steder:
            _kjør("mount", *slag, rot / sted)
            _kjør("mount", "--make-rslave", rot / sted)
        yield
    finally:
        for *_, sted in steder:
            subprocess.run(["umount", "--recursive", "--lazy", rot / sted], capture_output=True)


class Maskin:
    """The bare machine, and how long each step on it took."""

    def __init__(self, rot: Path):
        self.rot, self.steg = rot, []
        self.miljø = {navn: verdi for navn, verdi in os.environ.items() if OPPSETT.fullmatch(navn)}
        self.miljø |= {"LANG": "C", "PATH": f"{NODE}/bin:/usr/local/bin:/usr/bin:/bin", "HOME": HJEM}

    def kjør(self, navn: str, skript: str, *, som_rot: bool = False, til: str = "") -> str:
        """Run it and print what it prints, to its end or until a line holds `til`. Raises Ikke when it fails."""
        kommando = [shutil.which("chroot"), str(self.rot), "/bin/sh", "-c", skript]
        miljø = self.miljø | {"DEBIAN_FRONTEND": "noninteractive", "HOME": "/root"}
        miljø["PATH"] += ":/usr/sbin:/sbin"
        if not som_rot:
            kommando[1:1] = [f"--userspec={BRUKER}:{BRUKER}"]
            miljø = self.miljø
        start, ut, nådd = time.monotonic(), [], False
        print(f"\n$ {skript}", flush=True)
        prosess = subprocess.Popen(
            kommando,
            env=miljø,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        for linje in prosess.stdout:
            ut.append(linje)
            print(f"  {linje}", end="", flush=True)
            if til and til in linje:
                nådd = True
                break
        if nådd:
            self._prøv_adressen("".join(ut))
            self.avslutt()
        kode = prosess.wait()
        self.steg.append((navn, time.monotonic() - start, "" if nådd or not kode else f"stoppet med {kode}"))
        if kode and not nådd:
            raise Ikke("".join(ut[-80:]))
        return "".join(ut)

    def til_det_går(self, navn: str, skript: str, **valg: str) -> None:
        """As the newcomer: run it, install what it asks for, run it again. What is asked for twice is a fault."""
        bedt_om = set()
        while True:
            try:
                self.kjør(navn, skript, **valg)
                return
            except Ikke as feil:
                råd = INSTALLER.search(str(feil))
                if not råd or råd[1] in bedt_om:
                    raise
                bedt_om.add(råd[1])
                self.kjør(råd[1], f"apt-get -qq update && {råd[1]} -qq >/dev/null", som_rot=True)

    @staticmethod
    def _prøv_adressen(ut: str) -> None:
        with urlopen(re.search(r"http://[\d.]+:\d+/", ut)[0], timeout=30) as svar:
            if "UNE-håndboka" not in svar.read().decode("utf-8"):
                raise Ikke("The address that was printed does not answer with the site.")

    def avslutt(self) -> None:
        """End what still runs on the machine: a server that was only to be seen, and what a crash has left."""
        for mappe in Path("/proc").glob("[0-9]*"):
            try:
                if (mappe / "root").readlink() == self.rot:
                    os.kill(int(mappe.name), signal.SIGTERM)
            except OSError:  # gone already
                continue


def _hent(maskin: Maskin, måte: str) -> str:
    """Put the last commit on the machine, as a clone or as an unpacked archive; where it lies there."""
    sted = f"{HJEM}/{måte}/une-handboka"
    mappe = maskin.rot / sted.lstrip("/")
    mappe.parent.mkdir()
    if måte == "klone":
        _kjør("git", "clone", "--quiet", "--no-local", ROT, mappe)
    else:
        mappe.mkdir()
        _kjør("sh", "-c", 'git -C "$1" archive HEAD | tar -x -C "$2"', "sh", ROT, mappe)
    _kjør("chroot", maskin.rot, "chown", "-R", f"{BRUKER}:", f"{HJEM}/{måte}")
    return sted


def _ledig_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as port:
        return port.getsockname()[1]


def _prøv(måte: str, rot: Path, lager: Path) -> list:
    """Both commands on a machine of their own; what was done, and how long it took."""
    start = time.monotonic()
    _lag_rot(rot, lager)
    _innred(rot)
    maskin = Maskin(rot)
    maskin.steg.append(("maskinen", time.monotonic() - start, ""))
    try:
        with _montert(rot):
            sted = _hent(maskin, måte)
            if måte == "arkiv":
                maskin.kjør("uten git", "apt-get -qq purge git >/dev/null", som_rot=True)
            try:
                maskin.til_det_går("make vis", f"cd '{sted}' && make vis PORT={_ledig_port()}", til=KLAR)
                maskin.til_det_går("make test", f"cd '{sted}' && KREV_ALT=1 make test")
            finally:
                maskin.avslutt()
    except Ikke as feil:
        print(feil, file=sys.stderr)
        maskin.steg.append(("FEIL", 0, "se over"))
    return maskin.steg


def main() -> int:
    """Try both ways, or the one that is named. Returns the exit code."""
    leser = argparse.ArgumentParser(prog="python -m tests.ren", description=__doc__.split("\n")[0])
    leser.add_argument("måte", nargs="*", default=["klone", "arkiv"], choices=["klone", "arkiv"])
    valg = leser.parse_args()
    if os.geteuid():
        print("Make another machine as root: sudo make ren", file=sys.stderr)
        return 1
    rapport = {}
    for måte in valg.måte:
        mappe = Path(tempfile.mkdtemp(prefix="ren-"))
        mappe.chmod(0o755)
        try:
            rapport[måte] = _prøv(måte, mappe / "rot", ROT / f"bygg/ren/{UTGAVE}.tar")
        finally:
            # Never through a mount that is still there: it is this machine's own.
            if str(mappe) not in Path("/proc/mounts").read_text(encoding="utf-8"):
                shutil.rmtree(mappe, ignore_errors=True)
    for måte, stegene in rapport.items():
        print(f"\n{måte}")
        for navn, sekunder, merknad in stegene:
            print(f"  {int(sekunder) // 60:3}:{int(sekunder) % 60:02}  {navn}  {merknad}".rstrip())
    return int(any(navn == "FEIL" for stegene in rapport.values() for navn, *_ in stegene))


if __name__ == "__main__":
    sys.exit(main())
