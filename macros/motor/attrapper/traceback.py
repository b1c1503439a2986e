"""Stands in for traceback in the browser's bundle, which carries no source: what failed, and where."""


def format_exception(slag, feil=None, spor=None, **_):
    if feil is None:
        slag, feil, spor = type(slag), slag, slag.__traceback__
    linjer = ["Traceback (most recent call last):\n"] if spor else []
    while spor:
        kode = spor.tb_frame.f_code
        linjer.append(f'  File "{kode.co_filename}", in {kode.co_name}\n')
        spor = spor.tb_next
    return [*linjer, f"{slag.__qualname__}: {feil}\n"]


def print_exception(slag, feil=None, spor=None, file=None, **_):
    import sys

    print(*format_exception(slag, feil, spor), sep="", end="", file=file or sys.stderr)
