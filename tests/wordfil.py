"""Word files for the tests, written part by part, so that each says exactly what a program may have written.

`wordfil(…)` gives the bytes of a file; the small functions above it give the XML of its body.
"""

import io
import zipfile
from html import escape

NAVNEROM = " ".join(
    f'xmlns:{navn}="{adresse}"'
    for navn, adresse in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
HOVED = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FORHOLD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415478da636078f60f0002a301c8"
    "57bed81c0000000049454e44ae426082"
)


def løp(tekst: str, **valg: str | bool) -> str:
    """A run; `b=True` gives <w:b/>, `rStyle="Sterk"` gives the style."""
    egenskaper = "".join(f"<w:{n}/>" if v is True else f'<w:{n} w:val="{v}"/>' for n, v in valg.items() if v)
    tekst = escape(tekst).replace("\t", "</w:t><w:tab/><w:t>").replace("\n", "</w:t><w:br/><w:t>")
    return f'<w:r><w:rPr>{egenskaper}</w:rPr><w:t xml:space="preserve">{tekst}</w:t></w:r>'


def avsnitt(innhold: str, stil: str = "", liste: str = "", nivå: int = 0, **valg) -> str:
    """A paragraph: of a text, or of runs that are made already."""
    egenskaper = f'<w:pStyle w:val="{stil}"/>' if stil else ""
    if liste:
        egenskaper += f'<w:numPr><w:ilvl w:val="{nivå}"/><w:numId w:val="{liste}"/></w:numPr>'
    innhold = innhold if innhold.startswith("<") else løp(innhold, **valg)
    return f"<w:p><w:pPr>{egenskaper}</w:pPr>{innhold}</w:p>"


def tabell(*rader: tuple[str, ...], hode: bool = False) -> str:
    """A table of rows of cells; a cell is a text, or XML that is made already."""
    ut = ""
    for nr, rad in enumerate(rader):
        celler = "".join(
            f"<w:tc>{celle if celle.startswith('<') else '<w:tcPr/>' + avsnitt(celle)}</w:tc>" for celle in rad
        )
        ut += f"<w:tr>{'<w:trPr><w:tblHeader/></w:trPr>' if hode and not nr else ''}{celler}</w:tr>"
    return f"<w:tbl><w:tblPr/>{ut}</w:tbl>"


def figur(nr: int, tekst: str | None) -> str:
    alt = f' descr="{escape(tekst)}"' if tekst else ""
    return (
        f'<w:p><w:r><w:drawing><wp:inline><wp:docPr id="{nr}" name="Bilde {nr}"{alt}/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="bilde{nr}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )


def nivå(nr: int, form: str, mal: str, stil: str = "") -> str:
    lenket = f'<w:pStyle w:val="{stil}"/>' if stil else ""
    form = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{nr}">{form}{lenket}<w:lvlText w:val="{mal}"/></w:lvl>'


def nummerering(**lister: str) -> str:
    """numbering.xml: the levels of each list by its number, «l1» is list 1."""
    utkast = "".join(f'<w:abstractNum w:abstractNumId="{n[1:]}">{x}</w:abstractNum>' for n, x in lister.items())
    return utkast + "".join(f'<w:num w:numId="{n[1:]}"><w:abstractNumId w:val="{n[1:]}"/></w:num>' for n in lister)


def stil(id: str, navn: str, innhold: str = "", bygger_på: str = "", slag: str = "paragraph") -> str:
    under = f'<w:basedOn w:val="{bygger_på}"/>' if bygger_på else ""
    return f'<w:style w:type="{slag}" w:styleId="{id}"><w:name w:val="{navn}"/>{under}{innhold}</w:style>'


def wordfil(
    kropp: str,
    *,
    stiler: str = "",
    numre: str = "",
    topp: str = "",
    fotnoter: str = "",
    lenker: dict[str, str] | None = None,
    bilder: dict[str, bytes] | None = None,
    mer: dict[str, bytes] | None = None,
    type_: str = f"{HOVED}.document.main+xml",
    dokument: str | None = None,
) -> bytes:
    """The bytes of a Word file with this body, and with the parts that are given."""
    deler = {"document": dokument or f"<w:document {NAVNEROM}><w:body>{kropp}<w:sectPr/></w:body></w:document>"}
    for navn, rot, innhold in (
        ("styles", "styles", stiler),
        ("numbering", "numbering", numre),
        ("header1", "hdr", topp),
        ("footnotes", "footnotes", fotnoter),
    ):
        if innhold:
            deler[navn] = f"<w:{rot} {NAVNEROM}>{innhold}</w:{rot}>"
    forhold = "".join(
        f'<Relationship Id="{id}" Type="{FORHOLD}/{slag}" Target="{escape(mål)}"{ute}/>'
        for id, slag, mål, ute in [
            *((f"del{n}", n.rstrip("1"), f"{n}.xml", "") for n in deler if n != "document"),
            *((id, "hyperlink", mål, ' TargetMode="External"') for id, mål in (lenker or {}).items()),
            *((id, "image", f"media/{id}", "") for id in (bilder or {})),
        ]
    )
    slag = {n: type_ if n == "document" else f"{HOVED}.{n.rstrip('1')}+xml" for n in deler}
    typer = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{et}"/>' for n, et in slag.items())
    hode, slutt = '<?xml version="1.0" encoding="UTF-8"?>', "</Relationships>"
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    ut = io.BytesIO()
    with zipfile.ZipFile(ut, "w", zipfile.ZIP_DEFLATED) as zip_:
        zip_.writestr(
            "[Content_Types].xml",
            f'{hode}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="xml" ContentType="application/xml"/>{typer}</Types>',
        )
        zip_.writestr(
            "_rels/.rels",
            f'{hode}{rels}<Relationship Id="r1" Type="{FORHOLD}/officeDocument" Target="word/document.xml"/>'
            + slutt,
        )
        zip_.writestr("word/_rels/document.xml.rels", f"{hode}{rels}{forhold}{slutt}")
        for navn, innhold in deler.items():
            zip_.writestr(f"word/{navn}.xml", innhold if innhold.startswith("<?") else hode + innhold)
        for navn, bilde in (bilder or {}).items():
            zip_.writestr(f"word/media/{navn}", bilde)
        for navn, innhold in (mer or {}).items():
            zip_.writestr(navn, innhold)
    return ut.getvalue()


# --- A routine of the shape UNE's own have, with a made-up text ---

NORSKE_STILER = "".join(
    [
        stil("Normal", "Normal"),
        stil("Tittel", "Title"),
        stil("Overskrift1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        stil(
            "Overskrift2",
            "heading 2",
            '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr>',
        ),
        stil(
            "Uten",
            "Overskrift uten nummer",
            '<w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>',
            "Overskrift1",
        ),
        stil("Punktliste", "List Bullet", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'),
    ]
)
NORSKE_NUMRE = nummerering(
    l1=nivå(0, "decimal", "%1", "Overskrift1") + nivå(1, "decimal", "%1.%2", "Overskrift2"),
    l2=nivå(0, "bullet", "\uf0b7") + nivå(1, "bullet", "o"),
    l3=nivå(0, "decimal", "%1.") + nivå(1, "lowerLetter", "%2)"),
)
HODE = tabell(
    ("Saksnr.", "15/00587", "Dato", "24.05.2017"),
    ("Versjon", "02", "Ansvarlig", "Avdeling for generelle juridiske saker"),
    ("Saksbehandler", "ABC", "Nummer", "RB-71"),
)
KROPP = "".join(
    [
        avsnitt("Rutinebeskrivelse"),
        avsnitt("En rutinebeskrivelse forklarer hvordan vi behandler og avgjør sakene."),
        avsnitt("Rutiner for bestilling av tolk", "Tittel"),
        avsnitt("Formål", "Uten"),
        avsnitt("Rutinen beskriver hvordan vi bestiller tolk til et nemndmøte."),
        avsnitt("Innledning", "Overskrift1"),
        avsnitt("Saksbehandleren skal bestille tolk når klageren ikke snakker norsk."),
        avsnitt("Rutinen er en veiledende standard, og gjelder alle møter."),
        figur(1, None),
        avsnitt("Bestilling", "Overskrift1"),
        avsnitt("Bestillingen bør si noe om"),
        avsnitt("hvilket språk klageren snakker", "Punktliste"),
        avsnitt("hvor lenge møtet varer", "Punktliste"),
        avsnitt("hvem som skal møte", "Punktliste"),
        avsnitt("Dette gjør saksbehandleren:"),
        avsnitt("Send bestillingen.", liste="3"),
        avsnitt("Ta vare på svaret:", liste="3"),
        avsnitt("i saken", liste="3", nivå=1),
        avsnitt("i kalenderen", liste="3", nivå=1),
        avsnitt("Blir møtet flyttet, gjør saksbehandleren dette også:"),
        avsnitt("Gi beskjed til tolken.", liste="3"),
        avsnitt("Frister", "Overskrift2"),
        tabell(("Møte", "Frist"), ("Fysisk møte", "Tre uker før"), ("Fjernmøte", "To uker før"), hode=True),
        avsnitt("Etterarbeid", "Overskrift1"),
        avsnitt("Referatet sendes normalt til juridisk fagdirektør."),
        avsnitt("Kari Nordmann (sign.)"),
        avsnitt("Avdelingsdirektør"),
    ]
)


def som_rb_30() -> bytes:
    return wordfil(HODE + KROPP, stiler=NORSKE_STILER, numre=NORSKE_NUMRE, bilder={"bilde1": PNG})
