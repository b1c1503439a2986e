"""Imports point one way, sentences live in the catalogue, and numbers and dates are as Norwegians write them.

Reads the source, so it runs in CPython alone. Knows the order of the rooms and nothing of what is in them.
"""

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal
from hypothesis import given
from hypothesis import strategies as st

from calculators.felles import norsk
from calculators.felles.bro import KALKULATORER
from calculators.felles.data import les_toml
from tests.motor import ROT

PAKKE = sorted((ROT / "calculators").rglob("*.py"))
MAKROER = sorted((ROT / "macros").rglob("*.py"))
SKRIPT = sorted(fil for fil in (ROT / "docs/assets").rglob("*.*js") if "bygd" not in fil.parts)
FAST = "\N{NO-BREAK SPACE}"


def navnet(fil: Path) -> str:
    return fil.relative_to(ROT).as_posix()


@cache
def importer(fil: Path) -> set[str]:
    """Every module that the file names in an import, in full («calculators.felles.norsk»)."""
    ut = set()
    pakke = fil.relative_to(ROT).parent.parts
    for node in ast.walk(ast.parse(fil.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            ut |= {navn.name for navn in node.names}
        elif isinstance(node, ast.ImportFrom):
            over = pakke[: len(pakke) - node.level + 1] if node.level else ()
            modul = ".".join([*over, *([node.module] if node.module else [])])
            ut |= {modul, *(f"{modul}.{navn.name}" for navn in node.names)}
    return ut


# --- Imports ---


def som_ikke(lov: Callable[[str], bool], filer: list[Path]) -> list[tuple[str, str]]:
    """Each import of the files that is not allowed, by file."""
    assert len(filer) > 5
    return [(navnet(fil), navn) for fil in filer for navn in sorted(importer(fil)) if not lov(navn)]


def test_kalkulatorene_importerer_bare_standardbiblioteket_og_seg_selv():
    kjente = sys.stdlib_module_names | {"calculators"}

    fremmede = som_ikke(lambda navn: navn.split(".")[0] in kjente, PAKKE)
    assert [] == fremmede, "pakken kjører i leserens nettleser"


def test_det_felles_kjenner_ingen_kalkulator():
    def lov(navn):
        return not navn.startswith("calculators") or navn.startswith("calculators.felles")

    assert [] == som_ikke(lov, [fil for fil in PAKKE if fil.parent.name == "felles"])


@pytest.mark.parametrize("fil", [fil for fil in PAKKE if fil.parent.name == "calculators"], ids=navnet)
def test_en_kalkulator_bygger_bare_på_det_felles(fil):
    egne = {navn for navn in importer(fil) if navn.startswith("calculators")}

    # The settlement is made of the others and two parts; the plan has the deadline of one. None knows more.
    deler = {
        "oppgjor": {"honorar", "kost", "frist", "_svarkort", "_forslag"},
        "_svarkort": {"kost"},
        "_forslag": {"kost"},
        "min_samling": {"frist"},
    }.get(fil.stem, set())
    tillatt = ("calculators.felles", *(f"calculators.{navn}" for navn in deler))
    assert all(navn.startswith(tillatt) or navn == "calculators" for navn in egne), egne


def test_bare_broen_og_den_som_leser_data_henter_en_modul_etter_navn():
    dynamisk = [
        navnet(fil)
        for fil in PAKKE
        if re.search(r"import_module|__import__|exec\(|eval\(", fil.read_text("utf-8"))
    ]

    assert ["calculators/felles/bro.py", "calculators/felles/data.py"] == dynamisk


# Which rooms of macros each room may import besides itself, and whether it may read the calculators. The door,
# macros/__init__.py, knows them all; no room knows the door.
ROM = {
    "grunn": set(),
    "tilfelle": set(),
    "sider": {"grunn", "tilfelle", "calculators"},
    "motor": set(),
    "pakking": {"grunn", "motor", "calculators"},
    "nettsted": {"grunn", "sider", "calculators"},
    "utgi": {"grunn", "nettsted"},
    "sjekk": {"grunn", "sider", "tilfelle", "calculators"},
    "kilder": {"grunn", "sider", "sjekk"},
    "nytt": {"grunn", "motor", "pakking", "sjekk", "calculators"},
    "vis": {"grunn", "nettsted", "pakking", "sjekk", "utgi"},
}
# What runs inside Pyodide is no part of the machine's own imports.
EGNE = [fil for fil in MAKROER if "attrapper" not in fil.parts and fil.stem != "kompiler"]
DØR = ROT / "macros/__init__.py"
BYGGER = ROT / "macros/vis/bygger.py"  # the preview's own, where the generator stays loaded


def rommet(fil: Path) -> str:
    return fil.relative_to(ROT / "macros").parts[0].removesuffix(".py")


def rom_i(moduler: set[str]) -> set[str]:
    """The rooms of the modules: «macros.sider.prosa» is in «sider»."""
    delt = [navn.split(".") for navn in moduler]
    return {d[1] for d in delt if d[0] == "macros" and len(d) > 1} | {d[0] for d in delt if d[0] == "calculators"}


def test_et_rom_i_macros_importerer_bare_rommene_det_bygger_på():
    andre = {navnet(fil): rom_i(importer(fil)) - {rommet(fil)} - ROM[rommet(fil)] for fil in EGNE if fil != DØR}

    assert len(andre) > 50
    assert {} == {fil: rom for fil, rom in andre.items() if rom}, "se tabellen ROM i denne testen"


def test_hvert_rom_i_macros_står_i_tabellen_og_ingen_bygger_på_hverandre_i_ring():
    igjen = {rom: bygger_på - {"calculators"} for rom, bygger_på in ROM.items()}
    while ferdige := {rom for rom, bygger_på in igjen.items() if not bygger_på}:
        igjen = {rom: bygger_på - ferdige for rom, bygger_på in igjen.items() if rom not in ferdige}

    assert {} == igjen, "disse bygger på hverandre i ring"
    assert set(ROM) == {rommet(fil) for fil in EGNE if fil != DØR}


@pytest.mark.parametrize("mappe", sorted({fil.parent for fil in EGNE}), ids=navnet)
def test_hvert_rom_sier_hva_det_er_hva_det_kan_kjenne_til_og_hvordan_du_kommer_inn(mappe):
    sagt = ast.get_docstring(ast.parse((mappe / "__init__.py").read_text("utf-8")))

    assert sagt
    if mappe.name in ROM:
        assert re.search(r"\b(?:May know|May read)\b", sagt) and re.search(r"\bEnter\s+by\b", sagt)


def test_ingen_modul_er_lengre_enn_400_linjer():
    linjer = {navnet(fil): len(fil.read_text("utf-8").splitlines()) for fil in (*PAKKE, *MAKROER, *SKRIPT)}

    assert len(linjer) > 100
    assert {} == {fil: antall for fil, antall in linjer.items() if antall > 400}


def test_rommene_bak_makroene_klarer_seg_uten_mkdocs():
    fremmede = {"mkdocs", "properdocs", "material", "mkdocs_macros", "tests"}
    bak = [fil for fil in MAKROER if fil not in (DØR, BYGGER)]

    assert [] == som_ikke(lambda navn: navn.split(".")[0] not in fremmede, bak)


def test_pakken_lastes_uten_noe_utenfra():
    kode = (
        f"import sys; sys.path.insert(0, {str(ROT)!r}); before = set(sys.modules)\n"
        "from calculators.felles.bro import KALKULATORER, modul, regn\n"
        "import calculators.__main__\n"
        "[(modul(navn), regn(navn, '{}')) for navn in KALKULATORER]\n"
        "new = {n: getattr(m, '__file__', None) for n, m in sys.modules.items() if n not in before}\n"
        "import json; print(json.dumps(new))"
    )
    kjørt = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-W", "error", "-c", kode],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )

    assert ("", 0) == (kjørt.stderr, kjørt.returncode)
    lastet = json.loads(kjørt.stdout)
    assert "calculators.felles.norsk" in lastet
    egne = {navn for navn in lastet if navn.split(".")[0] == "calculators"}
    utenfra = {navn for navn in set(lastet) - egne if navn.split(".")[0] not in sys.stdlib_module_names}
    assert set() == utenfra
    assert not any("site-packages" in (fil or "") for fil in lastet.values())


def test_ingen_regel_leser_klokka():
    klokke = re.compile(r"\b(?:today|now|utcnow|localtime|gmtime)\(|\bimport time\b|\bfrom time\b")

    assert [] == [navnet(fil) for fil in PAKKE if klokke.search(fil.read_text("utf-8"))]


def test_hver_fil_i_pakken_er_en_kalkulator_og_hver_kalkulator_har_tilfeller():
    filer = {
        fil.stem.replace("_", "-") for fil in PAKKE if fil.parent.name == "calculators" and fil.stem[0] != "_"
    }

    assert filer == set(KALKULATORER)
    assert filer == {fil.stem for fil in (ROT / "tests/tilfeller").glob("*.toml")}


# --- Sentences ---


def setninger(tre: ast.Module):
    """String literals of three words or more, but for docstrings, errors raised to programmers and word lists."""
    unntatt = set()
    for node in ast.walk(tre):
        innhold = getattr(node, "body", None)
        if isinstance(innhold, list) and innhold and isinstance(innhold[0], ast.Expr):
            unntatt.add(innhold[0].value)
        if isinstance(node, ast.Raise):
            unntatt |= set(ast.walk(node))
        if isinstance(node, ast.Attribute) and node.attr == "split":
            unntatt.add(node.value)
    for node in ast.walk(tre):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in unntatt:
            ord_ = re.findall(r"[A-Za-zÆØÅæøå]{2,}", re.sub(r"<[^>]*>?|[\w-]+=|http\S+", "", node.value))
            if len(ord_) >= (3 if node.value[:1].isupper() else 4) and re.search(r"[a-zæøå] [a-zæøå]", node.value):
                yield node.lineno, node.value


def test_ingen_setning_står_i_koden():
    funnet = [(navnet(fil), *et) for fil in PAKKE for et in setninger(ast.parse(fil.read_text("utf-8")))]

    assert [] == funnet, "Flytt teksten til calculators/tekster.nb.toml og hent den med tekst()"


def test_letingen_finner_en_setning_i_koden():
    kode = '"""Docstring med flere ord."""\nx = "Du får dette beløpet"\nraise KeyError("mangler teksten her nå")\n'

    assert [(2, "Du får dette beløpet")] == list(setninger(ast.parse(kode)))


# --- Texts used and texts there ---


def tekster(tabell: dict, over: str = ""):
    for navn, verdi in tabell.items():
        if isinstance(verdi, dict):
            yield from tekster(verdi, f"{over}{navn}.")
        else:
            yield f"{over}{navn}"


def brukte_mønstre():
    """What the code may ask the catalogue for: its literals, with what an f-string fills in left open."""
    for fil in [*PAKKE, *MAKROER]:
        for node in ast.walk(ast.parse(fil.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr):
                deler = [
                    re.escape(del_.value) if isinstance(del_, ast.Constant) else r"[\w.-]+" for del_ in node.values
                ]
                if any(isinstance(del_, ast.Constant) and re.search(r"[a-z]", del_.value) for del_ in node.values):
                    yield "".join(deler)
    for fil in (ROT / "docs/assets").rglob("*.mjs"):
        for navn in re.findall(r"tekster(?:\.|\[['\"`])([\w-]+)", fil.read_text("utf-8")):
            yield rf"(?:felles|side)\.{navn}[\w-]*"


def test_hver_tekst_i_katalogen_er_i_bruk():
    mønstre = {mønster for mønster in brukte_mønstre() if len(mønster) > 2}
    ett = re.compile(r"(?:feil|hjemmel|forbehold|uavklart|felles|side|[a-z-]+)\.")
    samlet = re.compile("|".join(f"(?:{mønster})" for mønster in sorted(mønstre, key=len, reverse=True)))
    ordrett = {mønster.replace("\\", "") for mønster in mønstre}
    ubrukt = []
    for kode in tekster(les_toml("tekster.nb.toml")):
        stamme = re.sub(r"\.(?:en|flere|tekst|url)$", "", kode)
        kort = ett.sub("", stamme, count=1)
        treff = samlet.fullmatch(stamme) or samlet.fullmatch(kode) or samlet.fullmatch(kort)
        hele_tabellen = any("." in mønster and stamme.startswith(f"{mønster}.") for mønster in ordrett)
        if not treff and not hele_tabellen and not samlet.fullmatch(re.sub(r"^[a-z-]+\.feil\.", "", stamme)):
            ubrukt.append(kode)

    assert [] == ubrukt, "Disse tekstene brukes ikke. Fjern dem fra calculators/tekster.nb.toml"


def test_hver_tekst_siden_spør_etter_finnes():
    katalog = les_toml("tekster.nb.toml")
    kjente = {*katalog["felles"], *katalog["side"]}
    spurt = {}
    for fil in (ROT / "docs/assets/kalkulator").glob("*.mjs"):
        funnet = re.findall(r"""\btekster(?:\.(\w+)|\[(?:['"]([\w-]+)['"]))""", fil.read_text("utf-8"))
        spurt |= {punkt or klamme: navnet(fil) for punkt, klamme in funnet}

    assert len(spurt) > 30
    assert {} == {tekst: fil for tekst, fil in spurt.items() if tekst not in kjente}


def test_hver_tekst_koden_spør_etter_ved_navn_finnes():
    kjente, katalog = set(tekster(les_toml("tekster.nb.toml"))), les_toml("tekster.nb.toml")
    spurt = set()
    for fil in [*PAKKE, *MAKROER]:
        for node in ast.walk(ast.parse(fil.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="tekst"), args=[ast.Constant(value=str(kode)), *_]):
                    spurt.add(kode)
                case ast.Call(func=ast.Name(id="bøyd"), args=[ast.Constant(value=str(kode)), *_]):
                    spurt |= {f"{kode}.en", f"{kode}.flere"}
                case ast.Call(func=ast.Name(id="Ugyldig"), args=[ast.Constant(value=str(kode)), *_]):
                    spurt.add(f"feil.{kode}")
                case ast.Call(func=ast.Attribute(attr="ta_forbehold"), args=[ast.Constant(value=str(kode)), *_]):
                    spurt.add(f"forbehold.{kode}")
                case ast.Call(func=ast.Attribute(attr="la_stå_åpent"), args=[ast.Constant(value=str(kode)), *_]):
                    spurt.add(f"uavklart.{kode}")
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="ut"), attr="linje"),
                    args=[_, _, ast.Constant(value=str(kode))],
                ):
                    spurt.add(f"hjemmel.{kode}.tekst")

    assert len(spurt) > 20
    assert set() == spurt - kjente
    assert {"feil", "hjemmel", "forbehold", "uavklart", "felles", *KALKULATORER} <= set(katalog)


# --- Norwegian, with babel as the judge ---


@given(st.decimals(0, 10_000_000, places=2))
def test_beløp_skrives_som_i_norsk_språkoppsett(beløp):
    ventet = format_currency(beløp, "NOK", locale="nb").replace(f",00{FAST}", FAST)

    assert ventet == norsk.kroner(beløp)


@given(st.decimals(0, 10_000_000, places=4))
def test_tall_skrives_som_i_norsk_språkoppsett(verdi):
    assert format_decimal(verdi, "#,##0.####", locale="nb") == norsk.tall(verdi)
    assert format_decimal(Decimal(int(verdi)), locale="nb") == norsk.tall(Decimal(int(verdi)), 0)


def test_hver_dag_i_tre_år_skrives_som_i_norsk_språkoppsett():
    for nr in range(3 * 366):
        dag = date(2023, 12, 1) + timedelta(days=nr)
        assert format_date(dag, "long", locale="nb") == norsk.dato(dag).replace(FAST, " ")
        assert format_date(dag, "full", locale="nb") == norsk.ukedag(dag).replace(FAST, " ")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 12, 31)))
def test_tidspunkter_skrives_med_norsk_dato_og_punktum_i_klokkeslettet(tid):
    assert format_datetime(tid, "d. MMMM y 'kl.' HH.mm", locale="nb") == norsk.tidspunkt(tid).replace(FAST, " ")


@given(st.lists(st.sampled_from(["frokost", "lunsj", "middag"]), min_size=1, max_size=4))
def test_oppramsing_skrives_som_i_norsk_språkoppsett(ledd):
    assert format_list(ledd, locale="nb") == norsk.oppramsing(ledd)
