"""`python -m macros.vis [--port N]`: build the site, serve it, and follow the source until stopped by Ctrl-C."""

import argparse
import signal
import sys

from macros.grunn import ROT
from macros.vis.leder import Leder
from macros.vis.tjener import Tilstand, tjener


def main() -> int:
    leser = argparse.ArgumentParser(prog="python -m macros.vis", description=__doc__.split("\n")[0])
    leser.add_argument("--port", type=int, default=8000)
    port = leser.parse_args().port
    mappe = ROT / f"bygg/vis-{port}"  # ours alone, as the port is
    tilstand = Tilstand(mappe / "0")
    try:
        server = tjener(tilstand, port)
    except OSError as feil:
        leser.error(f"port {port} er opptatt ({feil.strerror}); velg en annen med «make vis PORT={port + 1}»")
    for tegn in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # asked for by name: what a shell starts behind it hears no Ctrl-C
        signal.signal(tegn, signal.default_int_handler)
    leder = None
    try:
        leder = Leder(tilstand, mappe)
        while leder.ny:
            leder.følg()
        for et in tilstand.funn:
            print(f"{et.sted}: {et.hva} Slik retter du det: {et.rett}", file=sys.stderr)
        with server:
            print(f"Nettstedet ligger på {server.adresse} og følger det du skriver (stopp med Ctrl+C)", flush=True)
            leder.kjør()
    except KeyboardInterrupt:
        print()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if leder:
            leder.stopp()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
