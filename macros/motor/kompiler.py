"""Runs inside Pyodide only, on the runtime's own Python: finds what the sample calls import and compiles it.

The build machine has another Python, whose .pyc files the runtime cannot read. May know the compile step of
pyodide-build and the recipe beside the wheel; knows nothing of the machine outside. Only what every wheel gets is
imported at the top, so that the trace sees no more than the runtime and the wheel themselves need.
"""

import json  # the door speaks it
import sys

STDLIB = "/lib/python{}{}.zip".format(*sys.version_info)
OPPSKRIFT = "/bygg/oppskrift.json"
# Imported on first use deep inside the standard library, so that a short trace may miss them.
SENT_IMPORTERT = {
    "encodings/ascii.py": "str.encode('ascii'): codecs are found by name",
    "encodings/latin_1.py": "str.encode('latin-1'): codecs are found by name",
    "encodings/utf_8_sig.py": "reading text that starts with a byte order mark",
    "encodings/unicode_escape.py": "printing text that the console cannot show",
}


def svar_på(hvilke="kall"):
    """The answers to the sample calls, through the function that the browser enters by."""
    with open(OPPSKRIFT, encoding="utf-8") as fil:  # noqa: PTH123  (pathlib would be one more module to bring)
        oppskrift = json.load(fil)
    inngang = getattr(__import__(oppskrift["modul"], fromlist=["*"]), oppskrift["funksjon"])
    return [inngang(*kall) for kall in oppskrift[hvilke]]


def spor():
    """The files of the standard library that a run has used, and what the run answered."""
    svar = svar_på()
    # A frozen module lies in the wasm itself, whatever its __file__ says.
    moduler = [m for m in list(sys.modules.values()) if getattr(m.__spec__, "origin", "frozen") != "frozen"]
    filer = {getattr(modul, "__file__", None) or "" for modul in moduler}
    brukt = {fil.removeprefix(STDLIB + "/") for fil in filer if fil.startswith(STDLIB)} | set(SENT_IMPORTERT)
    return json.dumps({"brukt": sorted(brukt), "svar": svar})


def bevis():
    """The same run inside the finished bundle: its answers must equal those of the trace."""
    return json.dumps(svar_på())


def gjoer_klar():
    """All that may be imported and read, imported and read, before the image of memory is taken."""
    import importlib

    for fil in SENT_IMPORTERT:
        importlib.import_module(fil.removesuffix(".py").replace("/", "."))
    svar_på("varme")
    try:
        ukjent_navn  # noqa: B018
    except NameError as feil:
        import traceback

        traceback.format_exception(feil)
    del sys.modules["kompiler"], sys.path[-1]
    fyll_hull()


def fyll_hull():
    """Zeros in the slots that small objects have left free: take them all once, and let go of them again."""
    import gc

    gc.collect()
    holdt = [[bytes(plass - 33) for _ in range(200_000 // plass)] for plass in range(48, 513, 16)]
    holdt.clear()
    gc.collect()


def uten_linjer(kode):
    """The code without its table of line numbers, an eighth of all: an error names file and function still."""
    konstanter = (uten_linjer(et) if isinstance(et, type(kode)) else et for et in kode.co_consts)
    return kode.replace(co_linetable=b"", co_consts=tuple(konstanter))


def kompiler(brukt, stdlib, hjul, ut):
    """Compile what is used and the wheel with pyodide-build, and gather all in one stored zip without dates."""
    import marshal
    from pathlib import Path
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    from pyodide_build._py_compile import _py_compile_archive

    kilder = Path("/tmp/stdlib.zip")
    with ZipFile(stdlib) as inn, ZipFile(kilder, "w") as trimmet:
        for navn in json.loads(brukt):
            trimmet.writestr(navn, inn.read(navn))
    lokalt = Path("/tmp", Path(hjul).name)
    lokalt.write_bytes(Path(hjul).read_bytes())

    innhold = {}
    for arkiv in (kilder, lokalt):
        with ZipFile(_py_compile_archive(arkiv, verbose=False, compression_level=0)) as kompilert:
            innhold |= {n: kompilert.read(n) for n in kompilert.namelist() if ".dist-info/" not in n}
    with ZipFile(ut, "w", ZIP_STORED) as pakke:
        for navn in sorted(innhold):
            fil = innhold[navn]
            if navn.endswith(".pyc"):
                fil = fil[:16] + marshal.dumps(uten_linjer(marshal.loads(fil[16:])))
            pakke.writestr(ZipInfo(navn), fil)
