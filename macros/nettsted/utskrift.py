"""Makes the documents for paper of a built site: `python -m macros.nettsted.utskrift SITE`, last after the build.

A page with the line «Skriv ut eller ta med» (`.ta-med` in the theme) becomes one document at skriv-ut/<name>/: an
RB alone, an index page with the pages below it in the order of the menu. `--pdf` makes skriv-ut/<name>.pdf of each
as well, with Chromium, and with the number of the page at each link inside. Reads plain HTML; knows no MkDocs.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

from calculators.felles import norsk
from macros.nettsted.seksjoner import artikkel
from macros.sider import prosa

MAPPE = "skriv-ut"
ROT = "../../"  # fra skriv-ut/<navn>/ til roten
# What serves a reader at a screen alone. The article's own facts (.rb-fakta) move to the front of the document.
UTELATES = (
    ".//*[contains(concat(' ', @class, ' '), ' headerlink ') or contains(concat(' ', @class, ' '), ' siter ')"
    " or contains(concat(' ', @class, ' '), ' figur-smal ') or contains(@class, 'innhold-smal')"
    " or contains(@class, 'rb-fakta') or @data-resultat]"
    " | .//nav | .//form | .//button | .//script | .//template | .//noscript"
    " | .//*[@class='kildelinje']/a[contains(@href, 'om/endringer/')]"
)
SIDE = """\
<!doctype html>
<html lang="nb" class="no-js">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta name="description" content="{beskrivelse}">
<meta property="og:type" content="article">
<meta property="og:title" content="{tittel}, til utskrift">
<meta property="og:description" content="{beskrivelse}">
<meta name="twitter:card" content="summary">
<title>{tittel} – {verk}</title>
<link rel="icon" href="{rot}assets/ikon.svg">
{stiler}
<link rel="stylesheet" href="{rot}assets/utskrift.css">
<script src="{rot}assets/start.js"></script>
</head>
<body dir="ltr">
<nav class="skriv-ut-topp md-typeset ta-med" aria-label="Utskrift">
<a href="{tilbake}">Tilbake til {verk}</a>
<span>Skriv ut siden med nettleseren, så får du alt på papir.</span>
</nav>
<main class="skriv-ut md-typeset">
<header class="tittelside">
<p class="verk">{verk}</p>
<h1{h1_id}>{h1}</h1>
<p class="ingress">{beskrivelse}</p>
<dl class="rb-fakta">
{fakta}
</dl>
<p class="forbehold">{forbehold}</p>
</header>
<nav class="innholdsliste" aria-labelledby="innholdsliste">
<h2 id="innholdsliste">Innhold</h2>
{innhold}
</nav>
{forkortelser}
{kapitler}
</main>
</body>
</html>
"""


@dataclass
class Bok:
    """A document for paper: its name in the address, the page that asks for it, and every page in it."""

    nettsted: Path
    navn: str
    sider: list[str]  # adressene fra roten, i rekkefølge; den første er siden som ber om boken
    tittel: str = ""  # tom: den ene siden låner boken sin egen

    @property
    def adresse(self) -> str:
        return f"{MAPPE}/{self.navn}/"

    @property
    def fil(self) -> Path:
        return self.nettsted / self.adresse / "index.html"

    @property
    def pdf(self) -> Path:
        return self.nettsted / MAPPE / f"{self.navn}.pdf"

    def id(self, side: str, id: str) -> str:
        """The id in the document of an id on a page: with the chapter's name before it where there are several."""
        kapittel = side.rstrip("/").rpartition("/")[2]
        return id if not self.tittel else f"{kapittel}-{id}" if id else kapittel


def _les(nettsted: Path, side: str) -> html.HtmlElement:
    return html.document_fromstring((nettsted / side / "index.html").read_text(encoding="utf-8"))


def _vei(side: str, href: str) -> str:
    """Where a link on a page leads, as an address from the root with its fragment."""
    return urljoin(f"/{side}", href).removeprefix("/")


def bøker(nettsted: Path) -> list[Bok]:
    """Find every page that asks to be a document, and the pages that belong to it."""
    ut = []
    for fil in sorted(nettsted.rglob("index.html")):
        side = fil.parent.relative_to(nettsted).as_posix() + "/"
        if side.startswith(f"{MAPPE}/") or b'class="ta-med"' not in fil.read_bytes():
            continue
        dokument = _les(nettsted, side)
        [ber] = dokument.xpath("//nav[@class='ta-med']")
        meny = (_vei(side, href) for href in dokument.xpath("//nav[contains(@class, 'meny')]//a/@href"))
        under = [annen for annen in meny if annen.startswith(side) and annen != side]
        navn = side.rstrip("/").rpartition("/")[2]
        ut.append(Bok(nettsted, navn, [side, *dict.fromkeys(under)], ber.get("data-tittel") or ""))
    return ut


def _bytt(element: html.HtmlElement, tag: str, **attributter: str) -> None:
    element.tag = tag
    for navn, verdi in attributter.items():
        element.set(navn.rstrip("_"), verdi)


def _tekst(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def kapittel(bok: Bok, side: str, ider: dict[str, dict], rot: str) -> html.HtmlElement:
    """Return one page as a chapter: ids of its own, links that lead right, all that was folded laid open."""
    innhold = artikkel(bok.nettsted / side / "index.html")
    for element in innhold.xpath(UTELATES):
        element.drop_tree()
    for ramme in innhold.xpath(".//div[@class='hode']"):
        ramme.drop_tag()  # the heading stands alone on paper, and keeps to what follows
    _bytt(innhold, "section", class_="kapittel")
    for element in innhold.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id"):
            element.set("id", bok.id(side, element.get("id")))
        for peker in ("aria-labelledby", "aria-describedby"):
            if element.get(peker):
                element.set(peker, " ".join(bok.id(side, id) for id in element.get(peker).split()))
        if bok.tittel and re.fullmatch(r"h[1-5]", element.tag):
            element.tag = f"h{int(element.tag[1]) + 1}"
        if element.tag == "details":  # paper has nothing to fold out
            _bytt(element, "div")
            _bytt(element.find("summary"), "p", class_="utbrettet")
        elif element.tag == "aside":  # the same box may stand in two chapters: a note, not a landmark
            _bytt(element, "div", role="note")
        elif element.tag == "a" and element.get("href"):
            element.set("href", _ny_lenke(bok, side, element.get("href"), ider, rot))
            element.attrib.pop("class", None)
        elif element.get("src"):
            element.set("src", ROT + _vei(side, element.get("src")))
    for linje in innhold.xpath(".//p[@class='kildelinje']"):  # «(alle endringer)» is gone: so are its brackets
        for et in linje.iter():
            et.tail = et.tail and et.tail.replace(" ().", ".")
    _nummerer(innhold, rot)
    return innhold


def _ny_lenke(bok: Bok, side: str, href: str, ider: dict[str, dict], rot: str) -> str:
    """The link as the document needs it: inside it, else absolute, or relative where the site has no address."""
    if urlsplit(href).scheme:
        return href
    sti, anker = urldefrag(_vei(side, href))
    if sti not in bok.sider:
        return (rot or ROT) + sti + (f"#{anker}" if anker else "")
    return "#" + bok.id(sti, unquote(anker) if unquote(anker) in ider[sti] else next(iter(ider[sti])))


def _nummerer(innhold: html.HtmlElement, rot: str) -> None:
    """Give each link that leads out of the document a number, and end the chapter with the addresses."""
    adresser: dict[str, int] = {}
    # The source at the foot of a chapter stands with its address at the front of the document.
    for lenke in innhold.xpath(".//a[@href and not(starts-with(@href, '#') or ancestor::p[@class='kildelinje'])]"):
        vist = lenke.get("href").removeprefix("mailto:").removeprefix(ROT)
        if vist.startswith("tel:") or _kort(vist) == _kort(_tekst(lenke)):
            continue  # the words are the address
        nummer = adresser.setdefault(vist, len(adresser) + 1)
        merke = html.fragment_fromstring(f'<sup class="lenkenummer">[{nummer}]</sup>')
        merke.tail, lenke.tail = lenke.tail, None
        lenke.addnext(merke)
    if adresser:
        punkter = "".join(f"<li>{escape(unquote(adresse))}</li>" for adresse in adresser)
        tekst = "Adressene til lenkene" + (
            "" if rot else ". Der «https://» mangler, er det en side på nettstedet."
        )
        innhold.append(html.fragment_fromstring(f'<div class="adresser"><p>{tekst}</p><ol>{punkter}</ol></div>'))


def _kort(adresse: str) -> str:
    return re.sub(r"^https?://(www\.)?|^www\.|/$", "", adresse.strip())


def _forkortelser(kapitler: Iterable[html.HtmlElement]) -> str:
    """What a reader at a screen sees by pointing: each abbreviation in the text with its words."""
    funnet = {_tekst(et): et.get("title") for kap in kapitler for et in kap.xpath(".//abbr[@title]")}
    if not funnet:
        return ""
    linjer = "\n".join(
        f"<div><dt>{escape(kort)}</dt><dd>{escape(funnet[kort])}</dd></div>"
        for kort in sorted(funnet, key=str.casefold)
    )
    return (
        '<section class="forkortelser">\n<h2 id="forkortelser-i-teksten">Forkortelser i teksten</h2>\n'
        f"<dl>\n{linjer}\n</dl>\n</section>"
    )


def _innhold(overskrifter: list[html.HtmlElement]) -> str:
    """The contents, two levels deep, as nested lists of links."""
    ut, åpen = ["<ol>"], False
    for overskrift in overskrifter:
        lenke = f'<a href="#{overskrift.get("id")}">{escape(_tekst(overskrift))}</a>'
        if overskrift.tag == "h2":
            ut.append(f"{'</ol>' if åpen else ''}{'</li>' if len(ut) > 1 else ''}<li>{lenke}")
            åpen = False
        else:
            ut.append(f"{'' if åpen else '<ol>'}<li>{lenke}</li>")
            åpen = True
    return "\n".join([*ut, f"{'</ol>' if åpen else ''}</li></ol>"])


def _fakta(bok: Bok, dokumenter: list[html.HtmlElement], utgiver: str) -> Iterator[tuple[str, str]]:
    """What the reader must know of the document, as pairs of term and HTML."""
    første = dokumenter[0]
    for par in første.xpath("//dl[@class='rb-fakta']/div"):
        for endringer in par.xpath(".//a"):
            endringer.drop_tree()
        yield _tekst(par.find("dt")), escape(re.sub(r" \(\)$", "", _tekst(par.find("dd"))))
    if bok.tittel:
        linjer = [linje for dokument in dokumenter for linje in dokument.xpath("//p[@class='kildelinje']")]
        lenker = [lenke for linje in linjer for lenke in linje.xpath("./a[starts-with(@href, 'http')]")]
        kilder = dict.fromkeys(f"{escape(_tekst(et))}<br>{escape(et.get('href'))}" for et in lenker)
        yield "Kilde" if len(kilder) == 1 else "Kilder", "<br>".join(kilder)
        datoer = sorted(linje.xpath("./time/@datetime")[0] for linje in linjer)
        spenn = dict.fromkeys(norsk.dato(date.fromisoformat(dag)) for dag in (datoer[0], datoer[-1]))
        yield "Sist kontrollert", " til ".join(spenn)
    yield "Laget", norsk.dato(prosa.byggedato())
    yield "Utgiver", escape(utgiver)


def lag_side(bok: Bok) -> Path:
    """Write the document as a page; return its file."""
    dokumenter = [_les(bok.nettsted, side) for side in bok.sider]
    ider = {
        side: dict.fromkeys(dokument.xpath("//article//*[@id]/@id"))
        for side, dokument in zip(bok.sider, dokumenter, strict=True)
    }
    første = dokumenter[0]
    # The page knows its own address where the site has one.
    rot = første.xpath("string(//link[@rel='canonical']/@href)").removesuffix(bok.sider[0])
    kapitler = [kapittel(bok, side, ider, rot) for side in bok.sider]
    tittel, h1, h1_id = bok.tittel, escape(bok.tittel), ' id="tittel"'
    if not tittel:
        [overskrift] = kapitler[0].xpath(".//h1")
        tittel, h1_id = _tekst(overskrift), f' id="{overskrift.get("id")}"'
        h1 = "".join([escape(overskrift.text or ""), *(_som_html(barn) for barn in overskrift)])
        overskrift.drop_tree()
    overskrifter = [h for kap in kapitler for h in kap.iter("h2", "h3")]
    verk, forbehold, utgiver = (_tekst(p) for p in første.xpath("//footer//p")[:3])
    fakta = _fakta(bok, dokumenter, utgiver.partition(": ")[2])
    side = SIDE.format(
        tittel=escape(tittel),
        verk=escape(verk),
        beskrivelse=escape(første.xpath("string(//meta[@name='description']/@content)")),
        rot=ROT,
        stiler="\n".join(
            f'<link rel="stylesheet" href="{ROT}{_vei(bok.sider[0], href)}">'
            for href in første.xpath("//link[@rel='stylesheet']/@href")
        ),
        tilbake=ROT + bok.sider[0],
        h1=h1,
        h1_id=h1_id,
        fakta="\n".join(f"<div><dt>{navn}</dt><dd>{verdi}</dd></div>" for navn, verdi in fakta),
        forbehold=escape(forbehold),
        innhold=_innhold(overskrifter),
        forkortelser=_forkortelser(kapitler),
        kapitler="\n".join(map(_som_html, kapitler)),
    )
    bok.fil.parent.mkdir(parents=True, exist_ok=True)
    bok.fil.write_text(side, encoding="utf-8")
    return bok.fil


def _som_html(element: html.HtmlElement) -> str:
    return html.tostring(element, encoding="unicode")


# --- PDF ---

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


def lag_pdf(alle: list[Bok], nettleser) -> dict[str, int]:
    """Make the PDF of each document with a Chromium of Playwright; return how many pages each has."""
    from macros.utgi.server import Server

    with Server(alle[0].nettsted) as server:
        return {bok.navn: _pdf(bok, nettleser, server.adresse) for bok in alle}


def _pdf(bok: Bok, nettleser, adresse: str) -> int:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

    side = nettleser.new_page(locale="nb-NO", color_scheme="light")
    side.route("**/*", lambda rute: rute.continue_() if rute.request.url.startswith(adresse) else rute.abort())
    side.goto(adresse + bok.adresse)
    tittel, utgiver = side.title(), side.locator(".tittelside dd").last.inner_text()
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
    dag = prosa.byggedato().strftime("D:%Y%m%d000000Z")
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
    bok.pdf.write_bytes(CELLE.sub(lambda treff: navn[treff[0]], ferdig.getvalue()))
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


def lenk_til_pdf(bok: Bok, antall: int) -> None:
    """Put the link to the PDF beside the one to the page, on both pages that have it."""
    for fil, vei in ((bok.nettsted / bok.sider[0] / "index.html", None), (bok.fil, f"../{bok.navn}.pdf")):
        kilde = fil.read_text(encoding="utf-8")
        vei = vei or "../" * bok.sider[0].count("/") + f"{MAPPE}/{bok.navn}.pdf"
        lenke = f'<a class="ta-med-pdf" href="{vei}">Last ned som PDF ({antall} sider)</a>'
        kilde = re.sub(r'<a class="ta-med-pdf".*?</a>', "", kilde)
        ny = re.sub(r'(<nav class="[^"]*ta-med".*?)(</nav>)', rf"\1{lenke}\2", kilde, count=1, flags=re.DOTALL)
        fil.write_text(ny, encoding="utf-8")


def main(argumenter: list[str]) -> int:
    """Make the documents of the site named; with --pdf as PDF too."""
    [*mapper] = [et for et in argumenter if et != "--pdf"]
    nettsted = Path(mapper[0] if mapper else "bygg/nettsted")
    alle = bøker(nettsted)
    if not alle:
        print(f"utskrift: fant ingen side å skrive ut i {nettsted}; bygg først med «make bygg»", file=sys.stderr)
        return 1
    for bok in alle:
        lag_side(bok)
    if "--pdf" in argumenter:
        from playwright.sync_api import sync_playwright

        from macros.utgi.nettleser import FLAGG, finn_chromium

        chromium = finn_chromium()
        with sync_playwright() as spill:
            antall = lag_pdf(alle, spill.chromium.launch(executable_path=chromium, args=FLAGG))
        for bok in alle:
            lenk_til_pdf(bok, antall[bok.navn])
            print(f"{bok.pdf}: {antall[bok.navn]} sider")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
