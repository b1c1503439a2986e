"""Runs inside Pyodide only, on the runtime's own Python: finds what the calculators import and compiles it.

The build machine has another Python, whose .pyc files the runtime cannot read. May know the compile step of
pyodide-build and the bridge's door; knows nothing of the machine outside. Nothing is imported at the top, so
that the trace sees only what the runtime and the calculators themselves need.
"""

STDLIB = "/lib/python314.zip"
# Imported on first use deep inside the standard library, so that a short trace may miss them.
SENT_IMPORTERT = {
    "encodings/ascii.py": "str.encode('ascii'): codecs are found by name",
    "encodings/latin_1.py": "str.encode('latin-1'): codecs are found by name",
    "encodings/utf_8_sig.py": "reading text that starts with a byte order mark",
    "encodings/unicode_escape.py": "printing text that the console cannot show",
}


def regn_alt(målformer=("nb", "nn")):
    """Every way through the bridge: a good call in each language, an empty one, broken ones, an unknown name."""
    import json

    from calculators.felles import bro

    svar = [bro.regn("finnes-ikke", "{}")]
    for navn in bro.KALKULATORER:
        eksempler = (json.dumps(bro.modul(navn).EKSEMPEL | {"maal": mål}) for mål in målformer)
        svar += [bro.regn(navn, inn) for inn in (*eksempler, "{}", "{", "[]", '{"x": "é"}')]
    return svar


def spor():
    """The files of the standard library that a run has used, and what the run answered."""
    import sys

    svar = regn_alt()
    # A frozen module lies in the wasm itself, whatever its __file__ says.
    moduler = [m for m in list(sys.modules.values()) if getattr(m.__spec__, "origin", "frozen") != "frozen"]
    filer = {getattr(modul, "__file__", None) or "" for modul in moduler}
    brukt = {fil.removeprefix(STDLIB + "/") for fil in filer if fil.startswith(STDLIB)} | set(SENT_IMPORTERT)

    import json

    return json.dumps({"brukt": sorted(brukt), "svar": svar})


def bevis():
    """The same run inside the finished bundle: its answers must equal those of the trace."""
    svar = regn_alt()

    import json

    return json.dumps(svar)


def gjoer_klar():
    """All that may be imported and read, imported and read, before the image of memory is taken."""
    import importlib
    import sys

    kjente = set(sys.modules)
    for fil in SENT_IMPORTERT:
        importlib.import_module(fil.removesuffix(".py").replace("/", "."))
    regn_alt(["nb"])  # nynorsk stays text in the image: parsed, it takes twice the room
    try:
        ukjent_navn  # noqa: B018
    except NameError as feil:
        import traceback

        traceback.format_exception(feil)
    del sys.modules["kompiler"], sys.path[-1]
    fyll_hull()
    return sorted(set(sys.modules) - kjente)


def fyll_hull():
    """Zeros in the slots that small objects have left free: take them all once, and let go of them again."""
    import gc

    gc.collect()
    holdt = [[bytes(plass - 33) for _ in range(200_000 // plass)] for plass in range(48, 513, 16)]
    holdt.clear()
    gc.collect()


def kompiler(brukt, stdlib, hjul, ut):
    """Compile what is used and the wheel with pyodide-build, and gather all in one stored zip without dates."""
    import json
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
            pakke.writestr(ZipInfo(navn), innhold[navn])
