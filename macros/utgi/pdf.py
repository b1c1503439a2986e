"""Makes the PDF of each document for paper: `python -m macros.utgi.pdf SITE`, when the site is finished.

skriv-ut/<name>/ becomes skriv-ut/<name>.pdf with Chromium: tagged, with the number of the page at each link
inside, and the same bytes every time. Knows the documents (macros.nettsted.utskrift) and nothing else of the site.
"""

import posixpath
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from macros import grunn
from macros.nettsted.side import Nettsted
from macros.nettsted.utskrift import MAPPE, Bok, bøker
from macros.utgi.nettleser import FLAGG, finn_chromium
from macros.utgi.server import Server

CELLE = re.compile(rb"(?<=\()node\d{8}(?=\))")
# The number of each page at each link inside the document; and no link to the server that lends the page.
SIDETALL = """tall => {
  for (const lenke of document.querySelectorAll("main a[href]")) {
    if (lenke.hash && lenke.pathname === location.pathname && lenke.origin === location.origin)
      lenke.dataset.side = tall[decodeURIComponent(lenke.hash.slice(1))] ?? "00";
    else if (lenke.origin === location.origin) lenke.removeAttribute("href");
  }
}"""
# The site's own typefaces, all that the page names: a missing one would give another paper on another machine.
SKRIFT = """async () => {
  const egne = [...document.fonts].filter((snitt) => snitt.family.includes("Source"));
  await Promise.all(egne.map((snitt) => snitt.load()));
  return egne.length;
}"""
OVERSKRIFTER = """() => [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
  .map((et) => et.textContent.replace(/\\s+/g, " ").trim())"""


def lag_pdf(alle: list[Bok], mappe: Path, nettleser) -> dict[str, int]:
    """Make the PDF of each document of the site in `mappe` with a Chromium of Playwright; return their pages."""
    with Server(mappe) as server:
        return {bok.navn: _pdf(bok, mappe / MAPPE / f"{bok.navn}.pdf", nettleser, server.adresse) for bok in alle}


def _pdf(bok: Bok, ut: Path, nettleser, adresse: str) -> int:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    side = nettleser.new_page(locale="nb-NO", color_scheme="light")
    side.route("**/*", lambda rute: rute.continue_() if rute.request.url.startswith(adresse) else rute.abort())
    side.goto(adresse + bok.adresse)
    tittel, utgiver = side.title(), side.locator("meta[name=author]").get_attribute("content")
    fot = f'@page {{ @bottom-left {{ content: "{tittel}" }} }}'
    side.add_style_tag(content=fot)
    if not side.evaluate(SKRIFT):
        raise SystemExit(f"utskrift: {bok.navn} mangler nettstedets skrifter")
    overskrifter = side.evaluate(OVERSKRIFTER)
    tall: dict[str, str] = {}
    for _ in range(5):  # the numbers take room themselves: until they stand still
        side.evaluate(SIDETALL, tall)
        leser = PdfReader(BytesIO(side.pdf(prefer_css_page_size=True, tagged=True, outline=True)))
        nå = {
            navn.removeprefix("/"): str(leser.get_destination_page_number(mål) + 1)
            for navn, mål in leser.named_destinations.items()
        }
        if nå == tall:
            break
        tall = nå
    else:
        raise SystemExit(f"utskrift: sidetallene i {bok.navn} faller ikke til ro")
    side.close()
    skriver = PdfWriter(clone_from=leser)
    skriver.pdf_header = leser.pdf_header
    dag = grunn.byggedato().strftime("D:%Y%m%d000000Z")
    skriver.metadata = {
        "/Title": tittel,
        "/Author": utgiver,
        "/CreationDate": dag,
        "/ModDate": dag,
    }
    rot = skriver.root_object
    _bokmerker(rot["/Outlines"], overskrifter, bok.navn)
    rot[NameObject("/Lang")] = TextStringObject("nb")
    rot[NameObject("/ViewerPreferences")] = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    skriver.write(ferdig := BytesIO())
    # Chromium names the cells of tables by what else it has drawn: by their order, two builds are the same.
    navn = {gammel: b"node%08d" % nr for nr, gammel in enumerate(sorted(set(CELLE.findall(ferdig.getvalue()))))}
    ut.write_bytes(CELLE.sub(lambda treff: navn[treff[0]], ferdig.getvalue()))
    return len(leser.pages)


def _bokmerker(disposisjon, overskrifter: list[str], navn: str) -> None:
    """Call each bookmark what its heading is called.

    Chromium leaves out the space where a line was broken, and says a heading twice that it has laid out twice.
    """
    from pypdf.generic import NameObject, TextStringObject

    def punkter(punkt) -> Iterator:
        while punkt:
            yield (punkt := punkt.get_object())
            yield from punkter(punkt.get("/First"))
            punkt = punkt.get("/Next")

    alle = list(punkter(disposisjon.get("/First")))
    if len(alle) != len(overskrifter) or not all(
        _uten_rom(punkt["/Title"]).startswith(_uten_rom(tekst))
        for punkt, tekst in zip(alle, overskrifter, strict=True)
    ):
        raise SystemExit(f"utskrift: bokmerkene i {navn} er andre enn overskriftene")
    for punkt, tekst in zip(alle, overskrifter, strict=True):
        punkt[NameObject("/Title")] = TextStringObject(tekst)


def _uten_rom(tekst: str) -> str:
    return re.sub(r"[\s\xad]", "", tekst)


def lenk_til_pdf(bok: Bok, nettsted: Nettsted, antall: int) -> None:
    """Put the link to the PDF beside the one to the page, on both pages that have it."""
    for adresse in (bok.sider[0], bok.adresse):
        vei = posixpath.relpath(f"{MAPPE}/{bok.navn}.pdf", adresse)
        sider = f"{antall} {'side' if antall == 1 else 'sider'}"
        lenke = f'<a class="ta-med-pdf" href="{vei}">Last ned som PDF ({sider})</a>'
        side = nettsted[adresse]
        kilde = re.sub(r'<a class="ta-med-pdf".*?</a>', "", side.tekst)
        sted = re.compile(r'(<nav class="[^"]*ta-med".*?)(</nav>)', re.DOTALL)
        side.tekst = sted.sub(rf"\1{lenke}\2", kilde, count=1)


def main(argumenter: list[str]) -> int:
    """Make the PDFs of the site named, and lead the pages to them."""
    from playwright.sync_api import sync_playwright

    nettsted = Nettsted(Path(argumenter[0] if argumenter else "bygg/nettsted"))
    alle = bøker(nettsted)
    if not alle:
        print(f"pdf: fant ingen side å skrive ut i {nettsted.mappe}; bygg først med «make bygg»", file=sys.stderr)
        return 1
    chromium = finn_chromium()
    with sync_playwright() as spill:
        antall = lag_pdf(alle, nettsted.mappe, spill.chromium.launch(executable_path=chromium, args=FLAGG))
    for bok in alle:
        lenk_til_pdf(bok, nettsted, antall[bok.navn])
        print(f"{MAPPE}/{bok.navn}.pdf: {antall[bok.navn]} sider")
    nettsted.skriv()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
