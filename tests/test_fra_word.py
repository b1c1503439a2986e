"""From a Word file to a page: what is taken in, what is refused, and how much is left to do by hand.

The files are made here, in the ways that Word in two languages, LibreOffice, Google, pandoc and python-docx write
them. No file of UNE's own is among them.
"""

import difflib
import io
import re
import zipfile
from html import unescape

import docx
import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html

from macros.nytt import word
from macros.nytt.fra_word import fra_word
from macros.nytt.rutine import ny_fra_word
from macros.nytt.wordtekst import Skriver
from tests.kildekopi import kjør, kopier
from tests.motor import ROT
from tests.wordfil import (
    HODE,
    KROPP,
    NAVNEROM,
    NORSKE_NUMRE,
    NORSKE_STILER,
    PNG,
    avsnitt,
    figur,
    løp,
    nivå,
    nummerering,
    som_rb_30,
    stil,
    tabell,
    wordfil,
)

BILDE = {"bilde1": PNG}
KAPITTEL = avsnitt("Innledning", "Overskrift1")
STEG = ("versjoner", "henvisninger", "kontroller", "adresser", "nyheter", "utskrift", "soek")


@pytest.fixture
def lag(tmp_path):
    """Return a function that makes the page of a Word file, and gives it as lines without the front matter."""

    def lag(fil: bytes, kode: str = "", tittel: str = ""):
        sti = tmp_path / "rutine.docx"
        sti.write_bytes(fil)
        return fra_word(sti, kode, tittel)

    return lag


@pytest.fixture
def tekst(lag):
    """The same for a body alone: the text of the page under its heading, without the words on this rendering."""

    def tekst(kropp: str, **deler) -> str:
        side = lag(wordfil(kropp, **{"stiler": NORSKE_STILER, "numre": NORSKE_NUMRE} | deler), "RB-71", "Tolk")
        return innhold(side.tekst)

    return tekst


def innhold(side: str) -> str:
    """What stands between the main heading and the words on this rendering."""
    return side.partition("{ #rb-71 }\n\n")[2].partition("\n\n## Om denne gjengivelsen")[0]


def merknader(rutine, ord_: str) -> list[str]:
    """The lines of the page that a note with these words is about."""
    linjer = rutine.tekst.split("\n")
    return [linjer[linje - 1] for linje, tekst in rutine.merknader if ord_ in tekst]


# --- A file of the shape of RB-30 ---


def test_en_fil_som_rb_30_blir_en_ferdig_side_med_høyst_fem_rettelser(tmp_path):
    kopi = kopier(tmp_path / "kopi")
    fil, side = tmp_path / "min rutine.docx", kopi / "docs/rutiner/rb-71.md"
    fil.write_bytes(som_rb_30())

    laget = kjør(kopi, "macros.nytt.rutine", "", "", str(fil))
    assert (0, "") == (laget.returncode, laget.stderr)
    assert "Laget docs/rutiner/rb-71.md." in laget.stdout
    assert "docs/rutiner/rb-71.md:6: «kilde»: Skriv adressen til kilden." in laget.stdout

    før = side.read_text(encoding="utf-8")
    rettet = før
    for gammelt, nytt in (
        ('"FYLL INN: én setning om hva rutinen gjelder"', "Slik bestiller du tolk til et møte."),
        ('"FYLL INN: adressen til kilden, slik: https://www.une.no/…"', "https://www.une.no/rb-71"),
        ("FYLL INN: hva figuren viser", "Gangen i en bestilling"),
        ("sist_kontrollert: null", "sist_kontrollert: 2026-11-21"),
    ):
        assert 1 == rettet.count(gammelt)
        rettet = rettet.replace(gammelt, nytt)
    side.write_text(rettet, encoding="utf-8")
    endret = [linje for linje in difflib.ndiff(før.split("\n"), rettet.split("\n")) if linje.startswith("+ ")]
    assert 4 == len(endret) <= 5

    funn = kjør(kopi, "macros.sjekk", SATSDATO="2026-11-22").stdout.splitlines()
    assert [] == [linje for linje in funn if ": advarsel: " not in linje or "rb-71" in linje]
    oppsett = ("--quiet", "--strict", "--config-file", "mkdocs.yml", "--site-dir", "nettsted")
    bygd = kjør(kopi, "properdocs", "build", *oppsett)
    assert 0 == bygd.returncode, bygd.stderr
    ferdig = kjør(kopi, "macros.nettsted", "nettsted", *STEG)
    assert 0 == ferdig.returncode, ferdig.stderr
    synlig = " ".join(
        html.document_fromstring((kopi / "nettsted/rutiner/rb-71/index.html").read_bytes()).text_content().split()
    )
    assert "RB-71 punkt 2.1 Frister (UNE, versjon 02, publisert 24.05.2017)" in (
        kopi / "nettsted/rutiner/rb-71/index.html"
    ).read_text(encoding="utf-8")
    assert (kopi / "nettsted/rutiner/rb-71-figur-1.png").read_bytes() == PNG
    assert "Send bestillingen. Ta vare på svaret: a) i saken b) i kalenderen Blir møtet flyttet" in synlig
    assert '<ol start="3">' in (kopi / "nettsted/rutiner/rb-71/index.html").read_text(encoding="utf-8")
    assert "Fysisk møte Tre uker før" in synlig and "Nordmann" not in synlig


def test_hele_siden_er_som_i_word(lag):
    assert """\
En rutinebeskrivelse forklarer hvordan vi behandler og avgjør sakene.

## Formål { #formaal data-styrke="presens" }

Rutinen beskriver hvordan vi bestiller tolk til et nemndmøte.

## 1 Innledning { #innledning data-styrke="skal" }

Saksbehandleren skal bestille tolk når klageren ikke snakker norsk.

Rutinen er en veiledende standard, og gjelder alle møter.

![FYLL INN: hva figuren viser](rb-71-figur-1.png)

## 2 Bestilling { #bestilling data-styrke="skal, bør" }

Bestillingen bør si noe om

- hvilket språk klageren snakker
- hvor lenge møtet varer
- hvem som skal møte

Dette gjør saksbehandleren:

1. Send bestillingen.
2. Ta vare på svaret:
    - a) i saken
    - b) i kalenderen

Blir møtet flyttet, gjør saksbehandleren dette også:

3. Gi beskjed til tolken.

### 2.1 Frister { #frister data-styrke="presens" }

| Møte | Frist |
|---|---|
| Fysisk møte | Tre uker før |
| Fjernmøte | To uker før |

## 3 Etterarbeid { #etterarbeid data-styrke="normalt" }

Referatet sendes normalt til juridisk fagdirektør.""" == innhold(lag(som_rb_30()).tekst)


# --- What stands above the text ---

FORSIDE = {
    "kode": "RB-71",
    "publisert": "2017-05-24",
    "versjon": '"02"',
    "ansvarlig": '"Avdeling for generelle juridiske saker"',
    "saksnummer": '"15/00587"',
    "sist_kontrollert": "null",
}
LINJER = avsnitt("Saksnr.: 15/00587\tDato: 24.05.2017\tVersjon: 02") + avsnitt("Nummer:\tRB-71")
ANSVARLIG = avsnitt("Ansvarlig: Avdeling for generelle juridiske saker")


@pytest.mark.parametrize(
    ("foran", "topp"),
    [
        (HODE, ""),
        ("", HODE),
        (LINJER + ANSVARLIG, ""),
        ("", LINJER + ANSVARLIG),
        (
            tabell(
                ("Saksnr. (360°)", "Dato", "Versjon", "Ansvarlig", "Nummer"),
                ("15/00587", "24. mai 2017", "02", "Avdeling for generelle juridiske saker", "RB-71"),
            ),
            "",
        ),
        (
            tabell(
                ("Saksnr.: 15/00587", "Versjon 02"),
                ("Dato\n24.05.2017", "Nummer RB-71"),
                ("Ansvarlig:", "Avdeling for generelle juridiske saker"),
            ),
            "",
        ),
        (f"<w:sdt><w:sdtContent>{HODE}</w:sdtContent></w:sdt>", ""),
    ],
    ids=["tabell", "topptekst", "linjer", "linjer i toppteksten", "under hverandre", "i samme celle", "i et felt"],
)
def test_opplysningene_øverst_blir_til_felt_hvor_de_enn_står(lag, foran, topp):
    side = lag(wordfil(foran + KROPP, stiler=NORSKE_STILER, numre=NORSKE_NUMRE, topp=topp, bilder=BILDE)).tekst
    forside = dict(linje.split(": ", 1) for linje in side.split("---\n")[1].splitlines())

    assert FORSIDE == {felt: forside[felt] for felt in FORSIDE}
    assert "ABC" not in side and "15/00587" not in innhold(side)


def test_det_filen_ikke_sier_er_ukjent_og_meldt(lag):
    side = lag(wordfil(KAPITTEL + avsnitt("Rutinen gjelder tolk."), stiler=NORSKE_STILER), "RB-71", "Tolk")

    assert ["publisert: null", "versjon: null", "ansvarlig: null", "saksnummer: null"] == (
        merknader(side, "Stemmer det at kilden ikke sier det?")
    )


def test_en_person_blir_aldri_stående_som_ansvarlig(lag):
    hode = tabell(("Nummer", "RB-71"), ("Ansvarlig", "Kari Nordmann"))
    side = lag(wordfil(hode + KROPP, stiler=NORSKE_STILER, numre=NORSKE_NUMRE, bilder=BILDE))

    assert ["ansvarlig: null"] == merknader(side, "nevne en person")
    assert "Nordmann" not in side.tekst


def test_en_logg_over_versjoner_er_ikke_opplysninger_om_rutinen(tekst):
    logg = tabell(("Versjon", "Dato", "Endring"), ("01", "01.02.2016", "Ny"), ("02", "24.05.2017", "Endret"))

    assert "| 02 | 24.05.2017 | Endret |" in tekst(logg + KAPITTEL + avsnitt("Tekst."))


@pytest.mark.parametrize(
    "setning",
    ["Ansvarlig for møtet er GJS.", "Ansvarlig: GJS leder møtet.", "Dato: se innkallingen.", "Nummer: se saken."],
)
def test_en_setning_som_begynner_med_et_av_ordene_er_tekst(tekst, setning):
    assert setning == tekst(avsnitt(setning))


@pytest.mark.parametrize("linje", ["Nummer RB-71", "Nummer: rb 71", "RB-nummer:\tRB-71"])
def test_nummeret_kan_stå_alene_på_en_linje(lag, linje):
    side = lag(wordfil(avsnitt(linje) + KAPITTEL + avsnitt("Tekst."), stiler=NORSKE_STILER), "", "Tolk")

    assert "RB-71" == side.kode
    assert "# RB-71 Tolk { #rb-71 }\n\n## Innledning" in side.tekst


# --- Chapters ---

ENGELSKE = stil("Heading1", "heading 1") + stil("Heading2", "heading 2")
GOOGLE = stil("Normal", "Normal") + stil("Heading1", "Heading 1", "", "Normal")
LIBRE = (
    stil("Heading", "Heading")
    + stil(
        "Heading1",
        "Heading 1",
        '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        "Heading",
    )
    + stil("TextBody", "Body Text")
)
EGNE = stil("UNEkap", "UNE kapittel", "", "Heading1") + ENGELSKE
OMRISS = stil("Kap", "Kapittel", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')


@pytest.mark.parametrize(
    ("overskrift", "stiler"),
    [
        (avsnitt("1 Innledning", "Heading1"), ENGELSKE),
        (avsnitt("1. Innledning", "Heading1"), ENGELSKE),
        (avsnitt("1.\tInnledning", "Heading1"), GOOGLE),
        (avsnitt("Innledning", "Overskrift1"), NORSKE_STILER),
        (avsnitt("Innledning", "Heading1"), LIBRE),
        (avsnitt("1 Innledning", "UNEkap"), EGNE),
        (avsnitt("1 Innledning", "Kap"), OMRISS),
        (avsnitt("1 Innledning", "Overskrift1"), ""),
        (avsnitt("1 Innledning", b=True), ""),
        (
            avsnitt(løp("1 ", b=True) + løp("Innledning", rStyle="Sterk")),
            stil("Sterk", "Strong", "<w:rPr><w:b/></w:rPr>"),
        ),
        (avsnitt("Innledning", liste="1", b=True), ""),
    ],
    ids="engelsk punktum google norsk libreoffice egen omriss uten-stilark fet halvfet fet-i-liste".split(),
)
def test_et_kapittel_er_et_kapittel_hvordan_det_enn_er_skrevet(tekst, overskrift, stiler):
    side = tekst(overskrift + avsnitt("Rutinen gjelder tolk."), stiler=stiler)

    assert '## 1 Innledning { #innledning data-styrke="presens" }\n\nRutinen gjelder tolk.' == side


def test_ankrene_er_ascii_og_ulike_og_de_samme_hver_gang(tekst):
    kropp = "".join(
        avsnitt(ord_, f"Overskrift{nivå}") + avsnitt("Tekst.")
        for ord_, nivå in (
            ("Møte på øya", 1),
            ("Frist", 2),
            ("Ærlig svar", 1),
            ("Frist", 2),
            ("Frist", 2),
            ("2020", 1),
        )
    )
    side = tekst(kropp)

    assert ["moete-paa-oeya", "frist", "aerlig-svar", "aerlig-svar-frist", "aerlig-svar-frist-2", "kort-navn"] == (
        re.findall(r"\{ #([a-z0-9-]+)", side)
    )
    assert side == tekst(kropp)


def test_et_nivå_som_er_hoppet_over_blir_rettet_og_meldt(lag):
    kropp = KAPITTEL + avsnitt("Tekst.") + avsnitt("Dypt", "Overskrift4")
    side = lag(wordfil(kropp, stiler=NORSKE_STILER + stil("Overskrift4", "heading 4")), "RB-71", "Tolk")

    assert ["### Dypt { #dypt }"] == merknader(side, "annet nivå")


def test_tittelen_kan_stå_som_den_øverste_overskriften(lag):
    kropp = (
        HODE + avsnitt("RB-71 Rutiner for tolk", "Heading1") + avsnitt("1 Formål", "Heading2") + avsnitt("Tekst.")
    )
    side = lag(wordfil(kropp, stiler=ENGELSKE)).tekst

    assert "# RB-71 Rutiner for tolk { #rb-71 }\n\n## 1 Formål {" in side


def test_innholdsfortegnelsen_fra_word_er_utelatt(tekst):
    fortegnelse = avsnitt("Innledning\t3", "INNH1") + avsnitt("Contents", "TOCHeading")

    assert "1 Innledning" in (side := tekst(fortegnelse + KAPITTEL + avsnitt("Tekst.")))
    assert "Contents" not in side and "3" not in side


@pytest.mark.parametrize(
    ("slutt", "ventet"),
    [
        (avsnitt("Kari Nordmann (sign.)") + avsnitt("Avdelingsdirektør"), "signert av avdelingsdirektør; navnet"),
        (avsnitt("Kari Nordmann(sign.)\navdelingsdirektør"), "signert av avdelingsdirektør; navnet"),
        (avsnitt("Kari Nordmann (sign)"), "Den er signert; navnet"),
    ],
)
def test_navnet_på_den_som_signerte_er_utelatt(lag, slutt, ventet):
    side = lag(wordfil(KAPITTEL + avsnitt("Tekst.") + slutt, stiler=NORSKE_STILER), "RB-71", "Tolk")

    assert "Nordmann" not in side.tekst
    [linje] = merknader(side, "Underskriften er tatt ut")
    assert ventet in linje


# --- Lists and tables ---


def test_lister_holder_tallene_og_bokstavene_fra_word(tekst):
    kropp = "".join(
        [
            *(
                avsnitt(ord_, liste=nr, nivå=dybde)
                for ord_, nr, dybde in (
                    ("én", "3", 0),
                    ("to", "3", 0),
                    ("under", "3", 1),
                    ("kule", "2", 1),
                    ("tre", "3", 0),
                )
            ),
            avsnitt("Et avsnitt imellom."),
            avsnitt("fire", liste="3"),
            avsnitt("kule", liste="2"),
            avsnitt("• skrevet for hånd"),
            avsnitt("a) første"),
            avsnitt("b) andre"),
        ]
    )

    assert (
        "1. én\n2. to\n    - a) under\n    - kule\n3. tre\n\nEt avsnitt imellom.\n\n4. fire\n\n"
        "- kule\n- skrevet for hånd\n- a) første\n- b) andre" == tekst(kropp)
    )


def test_kuler_og_tall_på_samme_nivå_og_en_liste_som_begynner_på_nytt(tekst):
    numre = nummerering(
        l1=nivå(0, "decimal", "%1.") + nivå(1, "decimal", "%2."),
        l2=nivå(0, "bullet", "-") + nivå(1, "bullet", "-"),
        l4=nivå(0, "decimal", "%1."),
    )
    punkter = (("én", "1", 0), ("under", "1", 1), ("kule", "2", 1), ("to", "1", 0), ("først", "4", 0))
    side = tekst("".join(avsnitt(ord_, liste=nr, nivå=dybde) for ord_, nr, dybde in punkter), numre=numre)

    assert "1. én\n    - 1\\. under\n    - kule\n2. to\n\n<!-- -->\n\n1. først" == side


def test_et_avsnitt_uten_tegn_i_en_liste_er_et_avsnitt_og_listen_fortsetter(tekst):
    """pandoc writes what goes on under an item so: as an item whose bullet is a space."""
    numre = nummerering(l1=nivå(0, "decimal", "%1."), l2=nivå(0, "bullet", " "))
    kropp = avsnitt("én", liste="1") + avsnitt("Mer om én.", liste="2") + avsnitt("to", liste="1")

    assert "1. én\n\nMer om én.\n\n2. to" == tekst(kropp, numre=numre)


@pytest.mark.parametrize(
    ("form", "mal", "ventet"),
    [
        ("lowerRoman", "%1)", "i) ii) iii) iv)"),
        ("upperLetter", "%1.", "A. B. C. D."),
        ("decimal", "Steg %1", "Steg 1 Steg 2 Steg 3 Steg 4"),
    ],
)
def test_andre_tall_enn_sifre_blir_stående_i_teksten_så_de_kan_siteres(tekst, form, mal, ventet):
    kropp = "".join(avsnitt("x", liste="5") for _ in range(4))
    side = tekst(kropp, numre=nummerering(l5=nivå(0, form, mal)))

    assert ventet == " ".join(linje.removeprefix("- ").removesuffix(" x") for linje in side.split("\n"))


def test_tabeller_med_sammenslåtte_celler_og_lister_blir_hele(lag):
    bred = f'<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{avsnitt("Begge")}'
    ned = [f"<w:tcPr><w:vMerge{v}/></w:tcPr>{avsnitt(t)}" for v, t in ((' w:val="restart"', "Felles"), ("", ""))]
    liste = avsnitt("én", liste="2") + avsnitt("to", liste="2")
    indre = f"<w:tcPr/>{tabell(('a', 'b'))}{avsnitt('')}"
    kropp = tabell(
        ("A", "B", "C"), (ned[0], "1|2", f"<w:tcPr/>{liste}"), (ned[1], bred), ("x", "", indre), hode=True
    )
    side = lag(wordfil(kropp, stiler=NORSKE_STILER, numre=NORSKE_NUMRE), "RB-71", "Tolk")

    assert (
        "| A | B | C |\n|---|---|---|\n| Felles | 1&#124;2 | • én<br>• to |\n| Felles | Begge | |\n| x | | a, b |"
        == innhold(side.tekst)
    )
    assert ["| A | B | C |"] == merknader(side, "slått sammen") == merknader(side, "inne i en annen")


def test_en_tabell_uten_overskrifter_blir_meldt_og_en_ramme_blir_tekst(lag):
    side = lag(wordfil(tabell(("a", "b"), ("c", "d")) + tabell(("I ramme.",))), "RB-71", "Tolk")

    assert ["| a | b |"] == merknader(side, "overskrifter. Se")
    assert ["I ramme."] == merknader(side, "ramme rundt teksten")


# --- Figures, notes, links ---


def test_en_figur_uten_tekst_stopper_kontrollen_og_en_med_tekst_blir_meldt(lag):
    kropp = KAPITTEL + figur(1, None) + figur(2, "En tidslinje over møtet") + figur(3, "Bilde 3")
    bilder = {f"bilde{nr}": PNG + bytes([nr]) for nr in (1, 2, 3)}
    side = lag(wordfil(kropp, stiler=NORSKE_STILER, bilder=bilder), "RB-71", "Tolk")

    assert ["rb-71-figur-1.png", "rb-71-figur-2.png", "rb-71-figur-3.png"] == list(side.bilder)
    assert "![En tidslinje over møtet](rb-71-figur-2.png)" in side.tekst
    assert [f"![FYLL INN: hva figuren viser](rb-71-figur-{nr}.png)" for nr in (1, 3)] == merknader(
        side, "mangler en tekst"
    )


@pytest.mark.parametrize(
    "tegning",
    [
        "<w:p><w:r><w:drawing><a:graphic><a:graphicData uri='diagram'/></a:graphic></w:drawing></w:r></w:p>",
        "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>",
        "<w:p><w:r><w:object><v:shape><v:imagedata r:id='bilde1'/></v:shape></w:object></w:r></w:p>",
        figur(1, "Et gammelt bilde"),
        figur(1, "Et bilde på en annens disk").replace("r:embed", "r:link"),
    ],
    ids=["diagram", "formel", "objekt", "bildeformat", "lenket bilde"],
)
def test_det_som_ikke_kan_hentes_må_fylles_inn(lag, tegning):
    kropp = KAPITTEL + tegning + avsnitt("Tekst etter.")
    side = lag(wordfil(kropp, stiler=NORSKE_STILER, bilder={"bilde1": b"\x01\0\0\0EMF"}), "RB-71", "Tolk")

    assert "FYLL INN: " in innhold(side.tekst) and "Tekst etter." in innhold(side.tekst)
    assert {} == side.bilder


def test_en_tekstboks_blir_med_og_meldt(lag):
    boks = f"<v:shape><v:textbox><w:txbxContent>{avsnitt('I boksen.')}</w:txbxContent></v:textbox></v:shape>"
    eldre = f"<mc:Fallback><w:pict>{boks}</w:pict></mc:Fallback>"
    valg = f"<w:r><mc:AlternateContent><mc:Choice/>{eldre}</mc:AlternateContent></w:r>"
    side = lag(wordfil(f"<w:p>{løp('Foran.')}{valg}</w:p>"), "RB-71", "Tolk")

    assert "Foran.\n\nI boksen." == innhold(side.tekst)
    assert 1 == len(merknader(side, "tekstboks"))


def test_noter_og_lenker_følger_med(lag):
    note = f'<w:footnote w:id="2">{avsnitt("Notens tekst.")}</w:footnote>'
    til = "<w:hyperlink {}>" + løp("{}") + "</w:hyperlink>"
    kropp = "".join(
        [
            "<w:p><w:pPr><w:pStyle w:val='Overskrift1'/></w:pPr><w:bookmarkStart w:id='1' w:name='_Ref1'/>",
            f"{løp('Innledning')}</w:p>",
            avsnitt(
                løp("Se")
                + '<w:r><w:footnoteReference w:id="2"/></w:r>'
                + løp(" ")
                + til.format('r:id="l1"', "loven")
                + løp(", ")
                + til.format('w:anchor="_Ref1"', "innledningen")
                + løp(", ")
                + til.format('r:id="l2"', "disken")
                + løp(" og ")
                + til.format('w:anchor="borte"', "ingenting")
                + løp(".")
            ),
        ]
    )
    lenker = {"l1": "http://lovdata.no/lov/2008-05-15-35", "l2": "file:///H:/rutine.docx"}
    side = lag(wordfil(kropp, stiler=NORSKE_STILER, fotnoter=note, lenker=lenker), "RB-71", "Tolk")

    linje = (
        "Se[^1] [loven](https://lovdata.no/lov/2008-05-15-35), [innledningen](#innledning), disken og ingenting."
    )
    assert f"\n\n{linje}\n\n## Om" in side.tekst
    assert side.tekst.endswith("\n\n[^1]: Notens tekst.\n")
    assert (
        [linje]
        == merknader(side, "Prøv lenken")
        == merknader(side, "er fjernet: Leserne")
        == merknader(side, "Stedet finnes ikke")
    )


def test_et_bokmerke_mellom_to_avsnitt_hører_til_det_neste(tekst):
    """pandoc marks its headings so."""
    til = f'<w:hyperlink w:anchor="her">{løp("innledningen")}</w:hyperlink>'
    side = tekst(f'{avsnitt(til)}<w:bookmarkStart w:id="1" w:name="her"/>{KAPITTEL}{avsnitt("Tekst.")}')

    assert side.startswith("[innledningen](#innledning)")


def test_skjult_tekst_blir_aldri_med(lag):
    kropp = avsnitt(løp("Synlig.") + løp(" Hemmelig", vanish=True) + løp(" Hemmelig", rStyle="Skjult"))
    skjult = stil("Skjult", "Skjult", "<w:rPr><w:vanish/></w:rPr>", slag="character")
    side = lag(wordfil(kropp, stiler=skjult), "RB-71", "Tolk")

    assert "Synlig." == innhold(side.tekst)
    assert ["Synlig."] == merknader(side, "Skjult tekst")


# --- Every sign stays a sign ---

FARLIG = [
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "{",
    "}",
    "{{",
    "{%",
    "{##",
    "|",
    "#",
    "!",
    "&",
    "&lt;",
    "\\",
    "1.",
]


@given(st.lists(st.sampled_from([*FARLIG, "-", "+", ":", "=", "~~~", "!!!", "a", "b", " ", "æ", "1"]), min_size=1))
@settings(deadline=None, derandomize=True, database=None)
@example(["-", " ", "-", "-"])
@example(["[", "a", "]", "(", "b", ")"])
@example(["a", "_", "b", "_", " ", "_", "a"])
@example(["{", "{", " ", "a", " ", "}", "}"])
def test_ingen_tegn_i_word_blir_til_noe_annet_på_siden(biter):
    ord_ = " ".join("".join(biter).split())
    avsnittet = html.fromstring("<div><p></p></div>")
    avsnittet[0].text = ord_
    skrevet = "\n\n".join(blokk.tekst for blokk in Skriver([], str).blokker(avsnittet))

    assert not re.search(r"\{\{|\{%|\{##", skrevet)
    laget = markdown.markdown(
        skrevet,
        extensions=[
            "abbr",
            "admonition",
            "attr_list",
            "def_list",
            "footnotes",
            "md_in_html",
            "sane_lists",
            "tables",
        ],
    )
    synlig = html.fromstring(f"<div>{laget}</div>").text_content()
    punkt = re.compile(r"^(?:[-–•] |\d{1,2}\) )")
    assert "".join(punkt.sub("", ord_).split()) == "".join(punkt.sub("", synlig.strip()).split()), (skrevet, laget)


# --- Other programs ---


def test_en_fil_fra_python_docx_blir_en_side(lag):
    fil = docx.Document()
    rader = fil.add_table(rows=2, cols=2)
    for celle, ord_ in zip(rader._cells, ("Nummer", "RB-71", "Dato", "24.05.2017"), strict=True):
        celle.text = ord_
    fil.add_heading("Rutiner for tolk", 0)
    fil.add_heading("1 Innledning", 1)
    fil.add_paragraph("Rutinen gjelder tolk.").add_run(" Viktig.").bold = True
    fil.add_paragraph("én", style="List Bullet")
    fil.add_paragraph("to", style="List Bullet")
    fil.add_paragraph("først", style="List Number")
    fil.add_picture(io.BytesIO(PNG))
    ut = io.BytesIO()
    fil.save(ut)
    side = lag(ut.getvalue())

    assert "publisert: 2017-05-24\n" in side.tekst
    assert "# RB-71 Rutiner for tolk { #rb-71 }" in side.tekst
    assert (
        '## 1 Innledning { #innledning data-styrke="presens" }\n\nRutinen gjelder tolk. **Viktig.**\n\n'
        "- én\n- to\n\n1. først\n\n![FYLL INN: hva figuren viser](rb-71-figur-1.png)" == innhold(side.tekst)
    )


def test_en_fil_i_den_strenge_formen_av_formatet_blir_en_side(lag):
    ut = io.BytesIO()
    streng = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    with zipfile.ZipFile(io.BytesIO(som_rb_30())) as gammel, zipfile.ZipFile(ut, "w") as ny:
        for navn in gammel.namelist():
            gammelt = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            ny.writestr(navn, gammel.read(navn).replace(gammelt, streng))

    assert innhold(lag(som_rb_30()).tekst) == innhold(lag(ut.getvalue()).tekst)


# --- What is refused ---


def sporet(navn: str, tekst: str = "tretti") -> str:
    inni = løp(tekst) if navn != "del" else f"<w:r><w:delText>{tekst}</w:delText></w:r>"
    return f'<w:{navn} w:id="1" w:author="ABC">{inni}</w:{navn}>'


KOMMENTAR = '<w:r><w:commentReference w:id="1"/></w:r>'
DYP = "<w:sdt><w:sdtContent>" * 400 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 400
BOMBE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def pakket(navn: str, innhold: str | bytes, **flere: str | bytes) -> bytes:
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as zip_:
        for hva, inni in ({navn: innhold} | flere).items():
            zip_.writestr(hva, inni)
    return ut.getvalue()


def typer(type_: str) -> str:
    return f'<Types><Override PartName="/x.xml" ContentType="{type_}"/></Types>'


def med(kropp: str, **deler) -> bytes:
    return wordfil(KAPITTEL + kropp, stiler=NORSKE_STILER, numre=NORSKE_NUMRE, **deler)


def låst() -> bytes:
    """A file that says of each part that it is locked: the flag stands twice for each, in two kinds of header."""
    fil = bytearray(som_rb_30())
    for merke, sted in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for treff in re.finditer(re.escape(merke), bytes(fil)):
            fil[treff.start() + sted] |= 1
    return bytes(fil)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
AVVIST = {
    "kommentar": (
        med(avsnitt(løp("Fristen er en uke.") + KOMMENTAR)),
        "kommentarer:\n  under «Innledning», ved «Fristen er en uke.»",
    ),
    "kommentar i note": (
        med("", fotnoter=f'<w:footnote w:id="2">{avsnitt(løp("Noten.") + KOMMENTAR)}</w:footnote>'),
        "i fotnotene, ved «Noten.»",
    ),
    "satt inn": (
        med(avsnitt(løp("Fristen er ") + sporet("ins"))),
        "sporede endringer:\n  under «Innledning», ved «Fristen er tretti»",
    ),
    "slettet": (med(avsnitt(løp("Fristen er ") + sporet("del"))), "ved «Fristen er tretti»"),
    "flyttet": (med(avsnitt(sporet("moveTo", "Flyttet"))), "ved «Flyttet»"),
    "endret form": (med(avsnitt('<w:r><w:rPr><w:rPrChange w:id="1"/></w:rPr><w:t>Fet</w:t></w:r>')), "ved «Fet»"),
    "ny rad": (med(tabell(("a", "b")).replace("<w:tr>", "<w:tr><w:trPr><w:ins w:id='1'/></w:trPr>")), "ved «a»"),
    "topptekst": (med("", topp=avsnitt(sporet("ins"))), "i toppteksten, ved «tretti»"),
    "makroer": (med("", mer={"word/vbaProject.bin": b"x"}), "Filen har makroer. Lagre den som .docx"),
    "docm": (med("", type_="application/vnd.ms-word.document.macroEnabled.main+xml"), "Filen har makroer"),
    "passord": (OLE + "EncryptedPackage".encode("utf-16-le"), "låst med passord"),
    "låst zip": (låst(), "låst med passord"),
    "gammel doc": (OLE, "gamle formatet .doc"),
    "kuttet": (som_rb_30()[:-200], "er skadet"),
    "gal sum": (som_rb_30().replace(b"PK\x01\x02", b"PK\x01\x09"), "er skadet"),
    "ødelagt xml": (med("<w:p>"), "er skadet"),
    "dtd": (
        wordfil("", dokument=f"{BOMBE}<w:document {NAVNEROM}><w:body><w:p/></w:body></w:document>"),
        "er skadet",
    ),
    "dyp": (med(DYP), "er skadet"),
    "tom": (b"", "er ikke en Word-fil"),
    "tekst": (b"Rutinen gjelder tolk.", "er ikke en Word-fil"),
    "zip": (pakket("a.txt", "x"), "er ikke en Word-fil"),
    "odt": (pakket("mimetype", "application/vnd.oasis.opendocument.text"), "er ikke en Word-fil"),
    "xlsx": (pakket("[Content_Types].xml", typer("application/x.spreadsheetml.sheet.main+xml")), "et regneark"),
    "pptx": (pakket("[Content_Types].xml", typer("application/x.presentationml.slide+xml")), "en presentasjon"),
    "uten tekst": (pakket("[Content_Types].xml", "<Types/>"), "er ikke en Word-fil"),
    # Made only when it is asked for: every worker reads this table.
    "zipbombe": (lambda: med("", mer={"word/media/b.png": bytes(word.MEST_UTPAKKET)}), "urimelig stor"),
    "lang tekst": (med("<w:p/>" * (word.MEST_AVSNITT + 1)), "for lang til å være én rutine"),
    "lang xml": (med(avsnitt("x" * word.MEST_XML)), "for lang til å være én rutine"),
    "mange deler": (med("", mer={f"word/{nr}": b"" for nr in range(word.MEST_DELER)}), "urimelig stor"),
}


@pytest.mark.parametrize("navn", AVVIST)
def test_en_fil_som_ikke_kan_legges_inn_sier_hvorfor_og_etterlater_ingenting(tmp_path, navn):
    fil, ventet = AVVIST[navn]
    (tmp_path / "docs/rutiner").mkdir(parents=True)
    (tmp_path / "rutine.docx").write_bytes(fil if isinstance(fil, bytes) else fil())

    with pytest.raises(word.Avvist) as avvist:
        ny_fra_word(tmp_path / "rutine.docx", "RB-71", "Tolk", tmp_path)

    assert ventet in str(avvist.value)
    assert [] == [*(tmp_path / "docs/rutiner").iterdir()]


@pytest.mark.parametrize(
    ("fil", "kode", "tittel", "ventet"),
    [
        (med(""), "", "Tolk", "Fant ikke nummeret"),
        (med(""), "RB-71", "", "Fant ingen tittel"),
        (med(""), "RB-1", "Tolk", "to sifre"),
        (som_rb_30(), "RB-72", "", "Filen har nummeret RB-71, men du skrev KODE=RB-72"),
    ],
)
def test_en_fil_som_mangler_nummer_eller_tittel_sier_hva_du_skal_skrive(lag, fil, kode, tittel, ventet):
    with pytest.raises(word.Avvist, match=ventet):
        lag(fil, kode, tittel)


def test_kommandoen_svarer_med_melding_og_kode(tmp_path):
    fil = tmp_path / "rutine.docx"
    fil.write_bytes(AVVIST["satt inn"][0])
    for argumenter, ventet in (
        (("RB-71", "Tolk", str(fil)), "Godta eller avvis dem i Word"),
        (("RB-71", "Tolk", str(tmp_path / "borte.docx")), "Finner ikke filen"),
    ):
        svar = kjør(ROT, "macros.nytt.rutine", *argumenter)
        assert (1, "") == (svar.returncode, svar.stdout)
        assert ventet in svar.stderr and "Traceback" not in svar.stderr


def test_en_side_som_finnes_blir_ikke_rørt(tmp_path):
    mappe = tmp_path / "docs/rutiner"
    mappe.mkdir(parents=True)
    (mappe / "rb-71.md").write_text("min")
    (tmp_path / "rutine.docx").write_bytes(som_rb_30())

    with pytest.raises(ValueError, match="finnes allerede"):
        ny_fra_word(tmp_path / "rutine.docx", "", "", tmp_path)

    assert "min" == (mappe / "rb-71.md").read_text()


def test_makefile_tar_imot_filen():
    assert '"$(KODE)" "$(TITTEL)" "$(FRA)"' in (ROT / "Makefile").read_text("utf-8")
    assert "FRA=" in unescape((ROT / "docs/redaksjon/ny-rutine.md").read_text("utf-8"))
