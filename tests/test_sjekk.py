"""Each mistake in tests/planter.toml is planted in a copy of the source, and found with file, line and cure."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import macros
from macros.kildetekst import FYLL, Side, Tre
from macros.sider.figurer import figur
from macros.sider.tabeller import satstabell
from macros.sjekk import ROT, kjør
from macros.sjekker import FIGURER, MAKROER, SATSTABELLER, SIDESJEKKER, TRESJEKKER, kjør_sjekk

PLANTER = tomllib.loads((ROT / "tests/planter.toml").read_text(encoding="utf-8"))["plante"]
ADVARSLER = ("passert_dato", "lenge_siden_kontroll", "gammel_bekreftelse")
MELDING = re.compile(
    r"(?P<sti>[^:]+):(?P<linje>\d+): (?P<advarsel>advarsel: )?.+[.!?»] Slik retter du det: (?P<kur>.+)"
)


@pytest.fixture(scope="session")
def kopi(tmp_path_factory):
    """A copy of what the check reads: pages, data, menu and calculators."""
    rot = tmp_path_factory.mktemp("kopi") / "rot"
    utelat = shutil.ignore_patterns("bygd", "__pycache__")
    for mappe in ("docs", "calculators", "tests/tilfeller"):
        shutil.copytree(ROT / mappe, rot / mappe, ignore=utelat)
    (rot / "macros").mkdir()
    for fil in ("mkdocs.yml", "macros/sider/kalkulator.py"):
        shutil.copy(ROT / fil, rot / fil)
    return rot


@pytest.fixture
def plant(kopi):
    """Return a function that changes a file of the copy; it is put back after the test."""
    før = {}

    def plant(fil: str, skriv: str, bytt: str | None = None) -> tuple[str, int]:
        """Return the text of the file as changed, and where in it the change begins."""
        sti = kopi / fil
        før[sti] = gammel = sti.read_text(encoding="utf-8") if sti.exists() else None
        if bytt is None:
            start = len(gammel) + 1 if gammel else 0
            ny = f"{gammel}\n{skriv}\n" if gammel else f"{skriv}\n"
        else:
            start = gammel.index(bytt)
            ny = gammel.replace(bytt, skriv, 1)
        sti.write_text(ny, encoding="utf-8")
        return ny, start

    yield plant
    for sti, gammel in før.items():
        sti.unlink() if gammel is None else sti.write_text(gammel, encoding="utf-8")


def les(funn: list) -> list[tuple[str, str, bool, str]]:
    """(file, line, warning, cure) of each finding as printed; every one must have the promised form."""
    ut = []
    for et in funn:
        treff = MELDING.fullmatch(str(et))
        assert treff, f"meldingen har ikke riktig form: {et}"
        ut.append((treff["sti"], treff["linje"], bool(treff["advarsel"]), treff["kur"]))
    return ut


def feil_i(rot: Path) -> list[str]:
    """Every mistake in the tree, as printed; warnings left out."""
    funn = kjør(rot)
    return [str(et) for et, (*_, advarsel, _) in zip(funn, les(funn), strict=True) if not advarsel]


def linje_for(plante: dict, tekst: str, start: int) -> int:
    """The line where the mistake should be reported."""
    merke = plante.get("linje", plante["skriv"].split("\n")[0])
    if isinstance(merke, int):
        return merke
    sted = tekst.find(merke, start)
    return tekst.count("\n", 0, sted if sted >= 0 else tekst.index(merke)) + 1


def test_de_ekte_sidene_er_uten_feil():
    assert feil_i(ROT) == []


@pytest.mark.parametrize("plante", PLANTER, ids=lambda plante: f"{plante['sjekk']}: {plante['kur']}")
def test_en_plantet_feil_blir_funnet_med_fil_linje_og_kur(plante, kopi, plant):
    tekst, start = plant(plante["fil"], plante["skriv"], plante.get("bytt"))
    meldt = plante.get("meldt", plante["fil"])
    if meldt != plante["fil"]:
        tekst, start = (kopi / meldt).read_text(encoding="utf-8"), 0

    sjekk = next(sjekk for sjekk in (*SIDESJEKKER, *TRESJEKKER) if sjekk.__name__ == plante["sjekk"])
    funnet = les(kjør_sjekk(sjekk, Tre(kopi)))

    ventet = (meldt, str(linje_for(plante, tekst, start)), plante["sjekk"] in ADVARSLER)
    kurer = [kur for *sted, kur in funnet if tuple(sted) == ventet]
    assert any(plante["kur"] in kur for kur in kurer), f"ventet {ventet}, fant {funnet}"


def test_hver_sjekk_har_en_plantet_feil():
    sjekker = {sjekk.__name__ for sjekk in (*SIDESJEKKER, *TRESJEKKER)}

    assert sjekker == {plante["sjekk"] for plante in PLANTER}


@pytest.mark.parametrize(
    "skriv",
    [
        "Skriv `2 000 kr` aldri for hånd.",
        "```markdown\n## Uten id\n\nDu får 2 000 kr, se [her](borte.md).\n```",
        "Punkt:\n\n- Slik:\n\n        # Uten id\n        Du får 30 prosent.\n",
        "<!-- TODO: husk 2 000 kr -->",
        "{% raw %}`{{ ukjent() }}`{% endraw %} er en makro.",
        '| A | B |\n|---|---|\n| {{ sats("honorar-normal") }} | 6–12 timer |',
        "Reisen er 15 km og varer 6–12 timer den 1. januar 2021, side 1234.",
        "Se [en side med tegn](https://lovdata.no/lov/%C2%A7%2030) og [UNE](https://www.une.no/).",
        '!!! utloept "Utløpt 30. november 2021"\n\n    Ordningen gjelder ut november 2021.',
        "{ .ingress }",
    ],
)
def test_riktig_tekst_gir_ingen_feil(skriv, kopi, plant):
    plant("docs/nemndmedlem/tolk.md", f"{skriv}\n")

    assert feil_i(kopi) == []


def test_linjen_stemmer_også_etter_kode_og_makroer(kopi, plant):
    kode = "- Slik:\n\n        innrykket kode\n        og mer\n\n```\nåæø\n```\n\n{% raw %}{{ x }}{% endraw %}"
    tekst, _ = plant("docs/nemndmedlem/tolk.md", f"{kode}\n\nDu får 2 000 kr.\n")

    linje = tekst.split("\n").index("Du får 2 000 kr.") + 1
    assert [feil.split(" Et beløp")[0] for feil in feil_i(kopi)] == [f"docs/nemndmedlem/tolk.md:{linje}:"]


def test_kode_er_ikke_tekst_og_makroer_er_fyll():
    side = Side("x.md", "---\ntitle: x\n---\n# A { #a }\n\n`kode` {{ sats('a') }}\n\n    # B\n")

    assert [overskrift.id for overskrift in side.overskrifter] == ["a"]
    assert side.prosa.count(FYLL) == len("`kode`{{ sats('a') }}")
    assert len(side.prosa) == len(side.kilde)


def test_en_datafil_som_ikke_kan_leses_meldes_med_linje(kopi, plant):
    tekst, _ = plant("docs/data/hull.toml", 'tittel = "uten slutt', 'tittel = "Lønnartskodene"')

    linje = tekst.split("\n").index('tittel = "uten slutt') + 1
    assert [sted[:2] for sted in les(kjør(kopi))] == [("docs/data/hull.toml", str(linje))]


def test_kommandoen_gir_1_ved_feil_og_0_ved_bare_advarsler(kopi, plant):
    def sjekk():
        kommando = [sys.executable, "-m", "macros.sjekk", str(kopi)]
        return subprocess.run(kommando, cwd=ROT, capture_output=True, text=True, encoding="utf-8")

    ren = sjekk()
    assert ren.returncode == 0, ren.stdout

    plant("docs/nemndmedlem/tolk.md", "Du får 2 000 kr.\n")
    feil = sjekk()
    assert feil.returncode == 1
    assert "docs/nemndmedlem/tolk.md:" in feil.stdout
    assert "Slik retter du det: Hent beløpet fra dataene" in feil.stdout


def test_kalenderen_gir_aldri_nye_feil(kopi, monkeypatch):
    monkeypatch.setitem(os.environ, "SATSDATO", "2039-01-01")

    assert feil_i(kopi) == []


def test_makroene_sjekken_kjenner_er_de_sidene_kan_bruke():
    class Miljø:
        conf = {"extra": {"nettsted": {}}}  # noqa: RUF012
        variables = {}  # noqa: RUF012
        navn = set()  # noqa: RUF012

        def macro(self, funksjon, navn=None):
            self.navn.add(navn or funksjon.__name__)

    macros.define_env(Miljø())

    assert Miljø.navn == set(MAKROER)


def test_figurene_og_tabellene_sjekken_kjenner_finnes():
    assert all(figur(navn) for navn in FIGURER)
    assert all(satstabell(gruppe) for gruppe in SATSTABELLER)
