"""Shows what changed between the versions of an RB, first after the build.

An old version lies in rutiner/eldre/rb-30-01/, the one in force in rutiner/rb-30/. For each such RB a page
rutiner/rb-30/endret/ is made from the built pages, section by section. Ids outlive titles, so they pair the
sections. Knows nothing of MkDocs: the page in force lends its frame.
"""

import re
import sys
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape
from itertools import groupby, pairwise
from pathlib import Path

from macros.nettsted.avsnitt import avsnitt_i
from macros.nettsted.seksjoner import artikkel, seksjoner_i

ELDRE = "rutiner/eldre"
MERKE = {"ins": "Lagt til: ", "del": "Tatt ut: "}


def tekster(fil: Path, nettsted: Path) -> dict[str, tuple[str, list[str]]]:
    """The sections of a page: id → (title, paragraphs, items and table rows)."""
    ut = {seksjon.id: (seksjon.tittel, []) for seksjon in seksjoner_i(fil, nettsted)}
    for avsnitt in avsnitt_i(artikkel(fil), tabeller=True):
        if avsnitt.seksjon in ut:
            ut[avsnitt.seksjon][1].append(avsnitt.tekst)
    return ut


def _merket(slag: str, ord: list[str]) -> str:
    tekst = escape(" ".join(ord))
    if slag not in MERKE:
        return tekst
    return f'<{slag}><span class="usynlig">{MERKE[slag]}</span>{tekst}<span class="usynlig"> –</span></{slag}>'


def forskjell(før: list[str], nå: list[str]) -> str:
    """The paragraphs as HTML with what is new in <ins> and what is gone in <del>, word by word."""
    a, b = (re.findall(r"\n|\S+", "\n".join(avsnitt)) for avsnitt in (før, nå))
    biter: list[tuple[str, str]] = []
    for slag, a1, a2, b1, b2 in SequenceMatcher(a=a, b=b, autojunk=False).get_opcodes():
        if slag == "equal":
            biter += [("", ord) for ord in a[a1:a2]]
        else:
            biter += [("del", ord) for ord in a[a1:a2]] + [("ins", ord) for ord in b[b1:b2]]
    ut, avsnitt = [], []
    for bit in [*biter, ("", "\n")]:
        if bit[1] != "\n":
            avsnitt.append(bit)
        elif avsnitt:
            deler = groupby(avsnitt, key=lambda bit: bit[0])
            ut.append(f"<p>{' '.join(_merket(slag, [ord for _, ord in del_]) for slag, del_ in deler)}</p>")
            avsnitt = []
    return "\n".join(ut)


def _sammenlignet(navn: str, før: dict, nå: dict, ny_side: str) -> Iterator[str]:
    """The sections that differ between two versions, in the order of the new one, then those taken out."""
    uendret = []
    for id in [*nå, *(id for id in før if id not in nå)]:
        (gammel, var), (ny, er) = før.get(id, ("", [])), nå.get(id, ("", []))
        if (gammel, var) == (ny, er):
            uendret.append(f'<a href="{ny_side}#{id}">{escape(ny)}</a>')
            continue
        slag = "Nytt punkt" if id not in før else "Punktet er tatt ut" if id not in nå else "Endret"
        yield f'<h3 id="{navn}-{id}">{escape(ny or gammel)}</h3>'
        lenke = f' (<a href="{ny_side}#{id}">les punktet</a>)' if id in nå else ""
        yield f'<p class="endret-slag">{slag}{lenke}</p>'
        if gammel and ny and gammel != ny:
            yield f"<p>Overskriften var «{escape(gammel)}».</p>"
        yield forskjell(var, er)
    if uendret:
        yield f'<h3 id="{navn}-uendret">Uendret</h3><p>{", ".join(uendret)}</p>'


def _ramme(fil: Path, tittel: str, beskrivelse: str, innhold: str) -> str:
    """The page in `fil` with another content, one folder further down, and out of the search engines."""
    kilde = fil.read_text(encoding="utf-8")
    deler = [kilde[: kilde.index("<article")], kilde[kilde.rindex("</article>") :]]
    deler = [re.sub(r'\b((?:href|src|data-base)=")(?![a-z]+:|[#/])', r"\1../", del_) for del_ in deler]
    side = f'<article class="md-content__inner md-typeset" data-laget>{innhold}'.join(deler)
    side = re.sub(r'<nav class="innhold".*?</nav>', "", side, flags=re.DOTALL)
    side = re.sub(r'href="#[^"]*" class="md-skip"', 'href="#endret" class="md-skip"', side)
    side = re.sub(r"<title>[^<]*(?= – )", f"<title>{escape(tittel)}", side, count=1)
    for navn, verdi in (("og:title", tittel), ("og:description", beskrivelse), ("description", beskrivelse)):
        side = re.sub(rf'((?:name|property)="{navn}" content=")[^"]*', rf"\g<1>{escape(verdi)}", side, count=1)
    for foran in ('rel="canonical" href="', 'property="og:url" content="'):
        side = re.sub(rf'({foran}[^"]*)"', r'\1endret/"', side, count=1)
    return side.replace("</head>", '<meta name="robots" content="noindex">\n</head>', 1)


def lag(nettsted: Path) -> list[Path]:
    """Make the pages of change, one for each RB that has an older version; return their files."""
    eldre = sorted(nettsted.glob(f"{ELDRE}/*/index.html"))
    ut = []
    for kode, filer in groupby(eldre, key=lambda fil: fil.parent.name.rpartition("-")[0]):
        gjeldende = nettsted / "rutiner" / kode / "index.html"
        filer = list(filer)
        rekke = [*filer, gjeldende]
        navn = {fil: f"versjon {fil.parent.name.rpartition('-')[2]}" for fil in filer}
        navn[gjeldende] = "den som gjelder nå"
        tittel = f"{kode.upper()}: hva som er endret"
        lest = {fil: tekster(fil, nettsted) for fil in rekke}
        innhold = [
            f'<h1 id="endret">{tittel}</h1>',
            "<p>Det som er lagt til, er <ins>understreket</ins>. Det som er tatt ut, er <del>strøket over</del>. "
            f'<a href="../">Les {kode.upper()} slik den er nå</a>.</p>',
        ]
        for før, nå in reversed(list(pairwise(rekke))):
            innhold.append(f'<h2 id="fra-{før.parent.name}">Fra {navn[før]} til {navn[nå]}</h2>')
            innhold.append(f'<p><a href="../../eldre/{før.parent.name}/">Les {navn[før]}</a>.</p>')
            ny_side = "../" if nå == gjeldende else f"../../eldre/{nå.parent.name}/"
            innhold += _sammenlignet(f"fra-{før.parent.name}", lest[før], lest[nå], ny_side)
        fil = gjeldende.parent / "endret/index.html"
        fil.parent.mkdir(exist_ok=True)
        beskrivelse = f"Hva som er endret i {kode.upper()}, punkt for punkt."
        fil.write_text(_ramme(gjeldende, tittel, beskrivelse, "\n".join(innhold)), encoding="utf-8")
        ut.append(fil)
    return ut


if __name__ == "__main__":
    lag(Path(sys.argv[1]))
