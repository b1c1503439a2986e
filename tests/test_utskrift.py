"""What goes on paper: nothing hidden or lost, no dead link, and the PDFs tagged, numbered and repeatable.

The documents are made here, in a copy of the built site, so that neither `make pdf` nor its result is needed.
"""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import escape
from math import hypot
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from lxml import html
from pypdf import PdfReader, Transformation
from pypdf.generic import ContentStream

from macros.nettsted.seksjoner import seksjoner_i
from macros.nettsted.side import Nettsted, Nettstedsfeil
from macros.nettsted.utskrift import Bok, bøker, lag_side
from macros.utgi.pdf import lag_pdf
from tests.conftest import NETTSTED
from tests.motor import ROT

pytestmark = [pytest.mark.nettleser, pytest.mark.xdist_group("papir")]  # the documents are made once

ALLE = bøker(Nettsted(NETTSTED))
NAVN = [bok.navn for bok in ALLE if not bok.ark]
ARK = [bok.navn for bok in ALLE if bok.ark]
OVERSKRIFT = " or ".join(f"self::h{nivå}" for nivå in range(1, 7))
hver_bok = pytest.mark.parametrize("navn", NAVN)
hvert_ark = pytest.mark.parametrize("navn", ARK)
hvert_dokument = pytest.mark.parametrize("navn", NAVN + ARK)
A4 = (595.28, 841.89)  # punkter
MINSTE_SKRIFT = 9  # punkter


class Laget(NamedTuple):
    """A document that has been made, and where."""

    bok: Bok
    nettsted: Nettsted

    @property
    def sider(self) -> list[str]:
        return self.bok.sider

    @property
    def fil(self) -> Path:
        return self.nettsted.mappe / self.bok.adresse / "index.html"

    @property
    def pdf(self) -> Path:
        return self.nettsted.mappe / f"skriv-ut/{self.bok.navn}.pdf"


@pytest.fixture(scope="session")
def laget(tmp_path_factory):
    """The documents by name, as pages and PDFs, in a copy of the site without what paper needs not."""
    kopi = tmp_path_factory.mktemp("utskrift") / "nettsted"
    shutil.copytree(NETTSTED, kopi, ignore=shutil.ignore_patterns("python", "reserve", "soek", "redaksjon"))
    nettsted = Nettsted(kopi)
    alle = bøker(nettsted)
    for bok in alle:
        lag_side(bok, nettsted)
    nettsted.skriv()
    return {bok.navn: Laget(bok, nettsted) for bok in alle}


@pytest.fixture(scope="session")
def trykt(laget, chromium_nå):
    """The PDF of each document by name."""
    alle = list(laget.values())
    lag_pdf([et.bok for et in alle], alle[0].nettsted.mappe, chromium_nå())
    return {navn: PdfReader(et.pdf) for navn, et in laget.items()}


def ord(tekst: str) -> list[str]:
    """The words, with hyphenation and ligatures undone."""
    return re.findall(r"\w+", unicodedata.normalize("NFKC", tekst).replace("\N{SOFT HYPHEN}", ""))


@cache
def sidetekst(leser: PdfReader) -> list[str]:
    """The text of each page, read once: for the handbook that takes seconds."""
    return [" ".join(side.extract_text().split()) for side in leser.pages]


def dokument(bok):
    return html.document_fromstring(bok.fil.read_text(encoding="utf-8"))


def test_håndboka_og_hver_gjeldende_rutine_kan_skrives_ut():
    rutiner = {fil.parent.name for fil in NETTSTED.glob("rutiner/rb-*/index.html")}

    assert {"nemndmedlem"} | rutiner == set(NAVN)


def test_håndboka_har_alle_kapitlene_i_menyens_rekkefølge(laget):
    meny = re.findall(r"- (nemndmedlem/\w+)\.md", (ROT / "mkdocs.yml").read_text(encoding="utf-8"))

    assert [sti.removesuffix("index").rstrip("/") + "/" for sti in meny] == laget["nemndmedlem"].sider
    assert {fil.stem for fil in (ROT / "docs/nemndmedlem").glob("*.md")} == {sti.split("/")[1] for sti in meny}


@hver_bok
def test_siden_har_all_tekst_fra_sidene_den_er_laget_av(laget, navn):
    bok = laget[navn]
    [hoved] = dokument(bok).xpath("//main")
    for tillagt in hoved.xpath(".//svg | .//sup[@class='lenkenummer'] | .//*[@class='adresser']"):
        tillagt.drop_tree()
    tekst = "".join(ord(hoved.text_content()))
    mangler = [
        seksjon.adresse
        for side in bok.sider
        for seksjon in seksjoner_i(side, bok.nettsted[side].artikkel)
        if "".join(ord(seksjon.tekst)) not in tekst or "".join(ord(seksjon.tittel)) not in tekst
    ]

    assert mangler == []


@hver_bok
def test_hver_id_er_én_og_hver_lenke_inne_i_dokumentet_fører_frem(laget, navn):
    bok = laget[navn]
    ider = dokument(bok).xpath("//@id")
    lenker = dokument(bok).xpath("//a/@href")
    inne = [unquote(lenke[1:]) for lenke in lenker if lenke.startswith("#")]
    ute = [lenke for lenke in lenker if lenke.startswith(".") and lenke != "../../"]

    assert sorted(ider) == sorted(set(ider))
    assert len(inne) > 20
    assert set(inne) - set(ider) == set()
    assert [lenke for lenke in ute if not (bok.fil.parent / lenke.partition("#")[0]).exists()] == []
    assert [lenke for lenke in ute if lenke.removeprefix("../../").partition("#")[0] in bok.sider[1:]] == []


@hvert_dokument
def test_ingenting_er_skjult_på_papiret(åpne, adresse, laget, navn):
    side = åpne("")
    side.emulate_media(media="print")
    stiler = dokument(laget[navn]).xpath("//link[@rel='stylesheet']/@href")
    side.set_content(re.sub(r"<link[^>]*>|<script.*?</script>", "", laget[navn].fil.read_text(encoding="utf-8")))
    for stil in stiler:
        stilark = (laget[navn].fil.parent / stil).read_text(encoding="utf-8")
        side.add_style_tag(content=stilark.replace("./bygd/", f"{adresse}assets/bygd/"))
    skjult = side.evaluate(
        """() => [...document.querySelectorAll("main *")].filter((et) =>
          !et.closest("svg") && et.textContent.trim() && !et.checkVisibility({visibilityProperty: true,
          opacityProperty: true, contentVisibilityAuto: true})).map((et) => et.outerHTML.slice(0, 200))"""
    )

    assert skjult == []
    assert side.locator("main :is(form, button, input, details, [hidden], .usynlig)").count() == 0
    assert (
        side.locator("main figure").evaluate_all("alle => alle.map(et => et.querySelectorAll('svg').length)")
        == [1] * side.locator("main .figur-tekst").count()
    )


@hvert_dokument
def test_pdf_en_er_merket_og_har_språk_tittel_og_disposisjon(laget, trykt, navn):
    leser, bok = trykt[navn], laget[navn]
    rot = leser.root_object
    overskrifter = [" ".join(h.text_content().split()) for h in dokument(bok).xpath(f"//main//*[{OVERSKRIFT}]")]

    assert rot["/MarkInfo"]["/Marked"]
    assert rot["/StructTreeRoot"]["/K"]
    assert "nb" == rot["/Lang"]
    assert rot["/ViewerPreferences"]["/DisplayDocTitle"]
    assert dokument(bok).xpath("string(//title)") == leser.metadata.title
    assert len(overskrifter) > 5
    assert overskrifter == _disposisjon(leser.outline)


def _disposisjon(punkter) -> list[str]:
    return [
        tittel
        for punkt in punkter
        for tittel in (_disposisjon(punkt) if isinstance(punkt, list) else [punkt.title])
    ]


@hvert_dokument
def test_pdf_en_er_satt_med_nettstedets_egne_skrifter_og_ingen_andre(trykt, navn):
    skrifter = {
        skrift.get_object().get("/BaseFont", "tegnet bokstav for bokstav").split("+")[-1]
        for side in trykt[navn].pages
        for skrift in side["/Resources"].get("/Font", {}).values()
    }

    assert {"SourceSans3VF", "SourceSerif4Roman"} == {skrift.partition("-")[0] for skrift in skrifter}


@hver_bok
def test_hver_side_i_pdf_en_har_sidetall_på_norsk(trykt, navn):
    antall = len(trykt[navn].pages)

    for nummer, tekst in enumerate(sidetekst(trykt[navn]), 1):
        assert f"Side {nummer} av {antall}" in tekst


@hver_bok
def test_sidetallene_i_innholdet_stemmer(laget, trykt, navn):
    sider = sidetekst(trykt[navn])
    oppgitt = {
        mål.removeprefix("/"): trykt[navn].get_destination_page_number(sted)
        for mål, sted in trykt[navn].named_destinations.items()
    }
    lenker = dokument(laget[navn]).xpath("//nav[@class='innholdsliste']//a")

    for lenke in lenker:
        nummer = oppgitt[lenke.get("href")[1:]]
        assert "".join(ord(lenke.text)) in "".join(ord(sider[nummer]))
        assert f"{''.join(ord(lenke.text))}{nummer + 1}" in "".join(ord(" ".join(sider[:nummer])))


@hver_bok
def test_pdf_en_har_all_tekst_i_samme_rekkefølge(laget, trykt, navn):
    antall, leser = len(trykt[navn].pages), trykt[navn]
    fot = leser.metadata.title
    papir = ""
    for nummer, tekst in enumerate(sidetekst(leser), 1):
        assert tekst.count(f"Side {nummer} av {antall}") == 1
        papir += "".join(
            ord(re.sub(r"\(side \d+\)", "", tekst.replace(f"Side {nummer} av {antall}", "").replace(fot, "")))
        )
    [hoved] = dokument(laget[navn]).xpath("//main")
    for utenfor in hoved.xpath(".//nav | .//svg"):
        utenfor.drop_tree()
    her, mangler = 0, []
    for blokk in hoved.iter(
        "p", "li", "dt", "dd", "th", "td", "caption", "figcaption", "h1", "h2", "h3", "h4", "h5"
    ):
        if blokk.xpath(".//p | .//ul | .//ol"):
            blokk = html.fragment_fromstring(f"<p>{escape(blokk.text or '')}</p>")
        ønsket = "".join(ord(blokk.text_content()))
        sted = papir.find(ønsket, her)
        if sted < 0:
            mangler.append(blokk.text_content())
        else:
            her = sted + len(ønsket)

    assert mangler == []
    assert her > 0.9 * len(papir)


@hver_bok
def test_adressen_til_hver_lenke_ut_av_dokumentet_er_trykt(laget, trykt, navn):
    papir = re.sub(r"\s", "", "".join(sidetekst(trykt[navn])))
    lenker = dokument(laget[navn]).xpath("//main//a/@href")
    adresser = {
        unquote(lenke).removeprefix("../../").removeprefix("mailto:")
        for lenke in lenker
        if not lenke.startswith(("#", "tel:"))
    }

    assert adresser
    kort = {re.sub(r"^https?://(www\.)?|/$", "", adresse) for adresse in adresser}
    assert [adresse for adresse in kort if adresse not in papir] == []


@hvert_dokument
def test_ingen_lenke_i_pdf_en_fører_til_tjeneren_den_ble_laget_på(trykt, navn):
    lenker = [
        str(merknad.get_object()["/A"].get("/URI", ""))
        for side in trykt[navn].pages
        for merknad in side.get("/Annots", ())
        if "/A" in merknad.get_object()
    ]

    assert [lenke for lenke in lenker if "127.0.0.1" in lenke or "localhost" in lenke] == []


def test_to_bygg_gir_samme_fil_med_tekst_og_struktur(laget, trykt, chromium):
    bok, filen = laget["nemndmedlem"], laget["nemndmedlem"].pdf.read_bytes()
    merker = list(_merker(trykt["nemndmedlem"].root_object["/StructTreeRoot"]))
    lag_pdf([bok.bok], bok.nettsted.mappe, chromium)

    assert len(merker) > 500
    assert filen == bok.pdf.read_bytes()


def _merker(element) -> Iterator[str]:
    """The tags of the structure tree in reading order."""
    yield element.get("/S", "")
    barn = element.get("/K", [])
    for et in barn if isinstance(barn, list) else [barn]:
        if hasattr(et := et.get_object(), "get"):
            yield from _merker(et)


# --- Arket som brettes ---


def skrevet(innhold, ramme=None) -> Iterator[tuple[float, float, bool]]:
    """Each piece of text as it is drawn: how far up it begins, its size, and if it is upright.

    What is turned is drawn in a frame of its own, which pypdf's own reading of the text does not enter.
    """
    gjemt, ramme, matrise, størrelse = [], ramme or Transformation(), Transformation(), 0.0
    strøm = innhold.get_contents() if "/Contents" in innhold else innhold
    for verdier, ordre in ContentStream(strøm, innhold.indirect_reference.pdf).operations:
        if ordre == b"q":
            gjemt.append(ramme)
        elif ordre == b"Q":
            ramme = gjemt.pop()
        elif ordre == b"cm":
            ramme = Transformation(verdier).transform(ramme)
        elif ordre == b"Tf":
            størrelse = float(verdier[1])
        elif ordre == b"Tm":
            matrise = Transformation(verdier)
        elif ordre in (b"Tj", b"TJ"):
            a, b, _, _, _, y = matrise.transform(ramme).ctm
            yield y, størrelse * hypot(a, b), a > 0
        elif ordre == b"Do" and (tegnet := innhold["/Resources"]["/XObject"][verdier[0]])["/Subtype"] == "/Form":
            yield from skrevet(tegnet, Transformation(tegnet.get("/Matrix", (1, 0, 0, 1, 0, 0))).transform(ramme))


def test_lommekortet_er_et_ark_på_begge_målformer():
    assert ["lommekort", "lommekort-nn"] == ARK


@hvert_ark
def test_arket_er_én_side_a4_uten_sidetall(trykt, navn):
    [side] = trykt[navn].pages

    assert pytest.approx(A4, abs=1) == (float(side.mediabox.width), float(side.mediabox.height))
    assert "Side 1" not in side.extract_text()


@hvert_ark
def test_ingen_skrift_på_arket_er_mindre_enn_9_punkter(trykt, navn):
    størrelser = [størrelse for _, størrelse, _ in skrevet(trykt[navn].pages[0])]

    assert len(størrelser) > 50
    assert min(størrelser) > MINSTE_SKRIFT - 0.01


@hvert_ark
def test_det_som_står_øverst_på_arket_er_snudd_og_det_nederst_er_det_ikke(trykt, navn):
    assert {(True, False), (False, True)} == {
        (y > A4[1] / 2, rett) for y, _, rett in skrevet(trykt[navn].pages[0])
    }


@hvert_ark
def test_panelene_står_slik_at_arket_leses_riktig_når_det_er_brettet(åpne, navn):
    """Folded back across, then back along: the cover is the lower right, the pages inside are the upper row."""
    side = åpne(f"skriv-ut/{navn}/")
    side.emulate_media(media="print")
    midt = side.locator("main").evaluate("(et) => [et.offsetLeft + et.offsetWidth / 2, et.offsetHeight / 2]")
    bokser = side.locator(".flate").evaluate_all("alle => alle.map((et) => et.getBoundingClientRect().toJSON())")
    steder = [
        (
            "høyre" if boks["x"] + boks["width"] / 2 > midt[0] else "venstre",
            "oppe" if boks["y"] + boks["height"] / 2 < midt[1] else "nede",
        )
        for boks in bokser
    ]

    assert [("høyre", "nede"), ("høyre", "oppe"), ("venstre", "oppe"), ("venstre", "nede")] == steder


@hvert_ark
def test_ingen_tekst_og_ingen_linje_på_arket_går_ut_over_panelet(åpne, laget, navn):
    side = åpne(f"skriv-ut/{navn}/")
    side.emulate_media(media="print")
    utenfor = side.evaluate(
        """async () => {
          await document.fonts.ready;
          const ut = [];
          for (const panel of document.querySelectorAll(".flate")) {
            const ramme = panel.getBoundingClientRect();
            for (const et of panel.querySelectorAll("*")) {
              const spenn = document.createRange();
              spenn.selectNodeContents(et);
              for (const boks of [...spenn.getClientRects(), ...et.getClientRects()])
                if (boks.left < ramme.left - 1 || boks.right > ramme.right + 1 || boks.top < ramme.top - 1 ||
                    boks.bottom > ramme.bottom + 1) ut.push(et.textContent.trim());
            }
          }
          return ut;
        }"""
    )

    assert 4 == side.locator(".flate").count()
    assert utenfor == []


@hvert_ark
def test_alt_som_står_i_delene_av_siden_står_på_arket_i_samme_rekkefølge(laget, trykt, navn):
    bok = laget[navn]
    papir = "".join(ord(" ".join(sidetekst(trykt[navn]))))
    [side] = bok.sider
    [forord, *deler] = seksjoner_i(side, bok.nettsted[side].artikkel)

    assert len(deler) > 4
    assert "".join(ord(forord.tittel)) in papir
    her = 0
    for blokk in dokument(bok).xpath(
        "//main//*[self::p or self::li or self::th or self::td or self::h2 or self::h3]"
    ):
        if blokk.xpath(".//p"):
            continue
        her = papir.find("".join(ord(blokk.text_content())), her)
        assert her >= 0, blokk.text_content()
    for del_ in deler:
        assert "".join(ord(del_.tekst)) in "".join(ord(dokument(bok).xpath("string(//main)")))


@hvert_ark
def test_arket_har_tallene_og_adressene_fra_håndboka(laget, navn):
    bok = laget[navn]
    rot = dokument(bok)
    kontakt, betaling, tolk = (
        bok.nettsted[f"nemndmedlem/{side}/"].artikkel for side in ("kontakt", "betaling", "tolk")
    )
    direkte = "//a[starts-with(@href, 'tel:') or starts-with(@href, 'mailto:')]"
    beløp = re.compile(r"\d[\d\xa0]* ?kr")
    eksempler = [["".join(celle.itertext()) for celle in rad] for rad in tolk.xpath(".//tbody/tr")]

    assert set(rot.xpath(f"{direkte}/@href")) == set(kontakt.xpath(f".{direkte}/@href"))
    assert set(beløp.findall(rot.xpath("string(//main)").replace("Tapt, kr", ""))) <= set(
        beløp.findall(betaling.xpath("string(.//table)"))
    )
    if navn == "lommekort":  # the page of the interpreter is in bokmål alone
        assert [rad for rad in eksempler if rad[1] not in rot.xpath("string(//main)")] == []
    assert {"tolk", "habilitet", "betaling", "samlingen", "kontakt"} <= {
        vei.split("/")[-2] for vei in rot.xpath("//main//a/@href") if "nemndmedlem/" in vei
    }


def test_et_ark_uten_fire_deler_sier_hvor_mange_det_skal_ha(laget):
    bok = laget["lommekort"]
    side = bok.nettsted[bok.sider[0]]
    hel = side.tekst
    with side.endres() as artikkel:
        [første, *_] = artikkel.xpath(".//h2")
        første.tag = "h3"

    with pytest.raises(Nettstedsfeil, match=r"skal ha 4 deler .* Den har 3"):
        lag_side(bok.bok, bok.nettsted)
    side.tekst = hel


def test_hvert_telefonnummer_og_hver_adresse_er_skrevet_én_gang():
    sider = [fil.read_text(encoding="utf-8") for fil in (ROT / "docs").rglob("*.md")]
    skrevet = [treff for side in sider for treff in re.findall(r"tel:\+?\d+|mailto:[\w.]+@", side)]
    numre = re.findall(r'^telefon = "(.+)"$', (ROT / "docs/data/kontakt.toml").read_text("utf-8"), re.MULTILINE)

    assert skrevet == []
    assert len(numre) == len(set(numre)) == 2
    assert [nummer for nummer in numre for side in sider if nummer in side] == []
