"""Cuts the site's two typefaces down to what Norwegian needs: Source Sans 3 for text, Source Serif 4 for headings.

In: the variable fonts from node_modules. Out: woff2, the same bytes on every machine. Called by macros.pakking;
knows no page. docs/redaksjon/valg/014-skrift.md tells why these, docs/assets/stil.css how they are used.
To cut them is a third of the packing, so what was cut is kept in bygg/skrift by all that it was made of.
"""

import hashlib
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from macros.grunn import ROT, husk

HUSKET = ROT / "bygg/skrift"
MODULER = ROT / "node_modules"

# Norwegian, the other Nordic languages and Sámi, the accents of names and loan words, and the signs that are
# typeset. tests/test_skrift.py tells which character of a page is missing.
TEGN = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÆØÅæøå ÁÀÂÃÄÇÉÈÊËÍÌÎÏÑÓÒÔÕÖÚÙÛÜÝÞÐŒß áàâãäçéèêëíìîïñóòôõöúùûüýÿþðœ"
    + "ĆćČčĐđĞğİıŁłŃńŊŋŞşŚśŠšŦŧŹźŻżŽž"
    + "§¶°·½«»‹›‘’‚“”„–—…•−×±≤≥←↑→↓€©"
    + "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{SOFT HYPHEN}\N{NON-BREAKING HYPHEN}"
)
TREKK = ["kern", "mark", "mkmk", "ccmp", "locl"]  # figures are of one width in both, as tables want them


class Snitt(NamedTuple):
    """A typeface as the site uses it: where the whole of it lies, and the axes it is held to."""

    kilde: Path
    akser: dict[str, float | tuple[float, float]]


SANS = MODULER / "source-sans/VF/SourceSans3VF-Upright.ttf"
SNITT = {
    "tekst": Snitt(SANS, {"wght": (400, 600)}),
    # For the PDFs: Chromium draws the letters of a variable font one by one there, and keeps no font.
    "trykk-400": Snitt(SANS, {"wght": 400}),
    "trykk-600": Snitt(SANS, {"wght": 600}),
    # Headings have one weight, and are drawn for their size. This package has what Latin-1 has; the few other
    # letters of a name are taken from the typeface of the text.
    "overskrift": Snitt(
        MODULER / "@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-normal.woff2",
        {"wght": 600, "opsz": 24},
    ),
}


def husket(navn: str) -> bytes:
    """The typeface `navn` as woff2, cut now or before."""
    snitt = SNITT[navn]
    av = [Path(__file__).read_bytes(), snitt.kilde.read_bytes()]
    av += [metadata.version(pakke).encode() for pakke in ("fonttools", "brotli")]
    fil = HUSKET / f"{navn}-{hashlib.sha256(b''.join(av)).hexdigest()[:32]}.woff2"
    if not fil.is_file():
        husk(fil, skjaer(navn))
    return fil.read_bytes()


def skjaer(navn: str) -> bytes:
    """The typeface `navn` as woff2."""
    # Here, since every build asks whether anything is to be packed, and fontTools takes longer than the answer.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    snitt = SNITT[navn]
    valg = Options()
    valg.layout_features = TREKK
    valg.hinting = False
    valg.glyph_names = False
    valg.name_IDs = [0, 1, 2, 4, 6, 13, 14]  # names, copyright and licence: the licence asks for them
    valg.notdef_outline = True
    font = TTFont(snitt.kilde, recalcTimestamp=False)
    utsnitt = Subsetter(valg)
    utsnitt.populate(unicodes=[ord(tegn) for tegn in TEGN])
    utsnitt.subset(font)
    font = instantiateVariableFont(font, snitt.akser)
    font.flavor = "woff2"
    font.save(ut := BytesIO())
    return ut.getvalue()
