"""Each mistake in tests/planter.toml is planted in a copy of the source, and found with file, line and cure."""

import subprocess
import sys
import tomllib

import pytest

import macros
from macros.sider.figurer import figur
from macros.sider.tabeller import satstabell
from macros.sjekk import kjør, sjekker
from macros.sjekk.makroer import FIGURER, MAKROER, SATSTABELLER
from macros.sjekk.side import FYLL, Side
from tests.kontroll import MELDING, kontroll, kopier
from tests.motor import ROT
from tests.slurv import gransk

pytestmark = pytest.mark.xdist_group("sjekk")  # the command and the unchanged tree are loaded once
PLANTER = tomllib.loads((ROT / "tests/planter.toml").read_text(encoding="utf-8"))["plante"]
SJEKKER = [sjekk.__name__ for gruppe in sjekker() for sjekk in gruppe]
ADVARSLER = (
    *("passert_dato", "lenge_siden_kontroll", "gammel_bekreftelse"),
    *("hull_lest_mot_eldre_sats", "siste_kjente_sats", "endring_mangler", "passivkjede"),
    "lenge_siden_kildesjekk",
)


@pytest.fixture(scope="module")
def kopi(tmp_path_factory):
    return kopier(tmp_path_factory.mktemp("kopi") / "rot")


@pytest.fixture(scope="module")
def sjekk(kopi):
    """What the real command says of the copy with some files changed; it must never fail."""
    with kontroll(kopi, SATSDATO="2026-11-22") as kjør:

        def svar(endring: dict[str, str | None]) -> dict:
            svaret = kjør(endring)
            assert svaret["kode"] in (0, 1), svaret["feil"]
            assert "Traceback" not in svaret["feil"]
            return svaret

        yield svar


@pytest.fixture
def skrevet(kopi):
    """Return the text of a file of the copy with something planted, and where in it that begins."""

    def skrevet(fil: str, skriv: str, bytt: str | None = None) -> tuple[str, int]:
        sti = kopi / fil
        gammel = sti.read_text(encoding="utf-8") if sti.exists() else ""
        if bytt is None:
            return f"{gammel}\n{skriv}\n" if gammel else f"{skriv}\n", len(gammel) + 1 if gammel else 0
        return gammel.replace(bytt, skriv, 1), gammel.index(bytt)

    return skrevet


def les(linjer: list[str]) -> list[tuple[str, str, bool, str]]:
    """(file, line, warning, cure) of each finding as printed; every one must have the promised form."""
    ut = []
    for et in linjer:
        treff = MELDING.fullmatch(et)
        assert treff, f"meldingen har ikke riktig form: {et}"
        ut.append((treff["sti"], treff["linje"], bool(treff["advarsel"]), treff["kur"]))
    return ut


def feil_i(svaret: dict) -> list[str]:
    """Every mistake as printed; warnings left out."""
    return [et for et, (*_, advarsel, _) in zip(svaret["ut"], les(svaret["ut"]), strict=True) if not advarsel]


def linje_for(plante: dict, tekst: str, start: int) -> int:
    """The line where the mistake should be reported."""
    merke = plante.get("linje", plante["skriv"].split("\n")[0])
    if isinstance(merke, int):
        return merke
    sted = tekst.find(merke, start)
    return tekst.count("\n", 0, sted if sted >= 0 else tekst.index(merke)) + 1


def test_de_ekte_sidene_er_uten_feil(sjekk):
    svaret = sjekk({})

    assert (0, []) == (svaret["kode"], feil_i(svaret))


@pytest.mark.parametrize("plante", PLANTER, ids=lambda plante: f"{plante['sjekk']}: {plante['kur']}")
def test_en_plantet_feil_blir_funnet_med_fil_linje_og_kur(plante, kopi, skrevet, sjekk):
    tekst, start = skrevet(plante["fil"], plante["skriv"], plante.get("bytt"))
    svaret = sjekk({plante["fil"]: tekst})
    meldt = plante.get("meldt", plante["fil"])
    if meldt != plante["fil"]:
        tekst, start = (kopi / meldt).read_text(encoding="utf-8"), 0

    ventet = (meldt, str(linje_for(plante, tekst, start)), plante["sjekk"] in ADVARSLER)
    kurer = [kur for *sted, kur in les(svaret["ut"]) if tuple(sted) == ventet]
    assert any(plante["kur"] in kur for kur in kurer), f"ventet {ventet}, fant {svaret['ut']}"
    assert (0 if ventet[2] else 1) == svaret["kode"]


def test_hver_sjekk_har_en_plantet_feil():
    assert set(SJEKKER) == {plante["sjekk"] for plante in PLANTER}


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
        "> Nemnda foretar en vurdering i henhold til loven.",
    ],
)
def test_riktig_tekst_gir_ingen_feil(skriv, skrevet, sjekk):
    tekst, _ = skrevet("docs/nemndmedlem/tolk.md", f"{skriv}\n")

    assert [] == feil_i(sjekk({"docs/nemndmedlem/tolk.md": tekst}))


def test_linjen_stemmer_også_etter_kode_og_makroer(skrevet, sjekk):
    kode = "- Slik:\n\n        innrykket kode\n        og mer\n\n```\nåæø\n```\n\n{% raw %}{{ x }}{% endraw %}"
    tekst, _ = skrevet("docs/nemndmedlem/tolk.md", f"{kode}\n\nDu får 2 000 kr.\n")

    linje = tekst.split("\n").index("Du får 2 000 kr.") + 1
    [feilen] = feil_i(sjekk({"docs/nemndmedlem/tolk.md": tekst}))
    assert f"docs/nemndmedlem/tolk.md:{linje}:" == feilen.split(" Et beløp")[0]


def test_en_klamme_som_aldri_lukkes_foran_mange_lenker_stanser_ikke_kontrollen():
    side = Side("x.md", "---\ntitle: x\n---\n# A { #a }\n\nSe [dette " + "[a](b.md) og " * 40)

    assert 40 == len(side.lenker)


def test_slurv_gir_meldinger_med_fil_og_linje_og_aldri_et_krasj(kopi, sjekk):
    telling, galt = gransk(kopi, sjekk, 40, frø=3)

    assert [] == galt
    assert 40 == telling.total()


def test_kode_er_ikke_tekst_og_makroer_er_fyll():
    side = Side("x.md", "---\ntitle: x\n---\n# A { #a }\n\n`kode` {{ sats('a') }}\n\n    # B\n")

    assert [overskrift.id for overskrift in side.overskrifter] == ["a"]
    assert side.prosa.count(FYLL) == len("`kode`{{ sats('a') }}")
    assert len(side.prosa) == len(side.kilde)


@pytest.mark.parametrize("fil", ["docs/data/hull.toml", "calculators/satser.toml", "tests/tilfeller/kost.toml"])
def test_en_datafil_som_ikke_kan_leses_meldes_med_linje_og_stopper_bare_det_som_trenger_den(fil, skrevet, sjekk):
    tekst, _ = skrevet(fil, 'navn = "uten slutt')
    side, _ = skrevet("docs/nemndmedlem/tolk.md", "Spør  tolken.")

    svaret = sjekk({fil: tekst, "docs/nemndmedlem/tolk.md": side})

    funnet = [sted[:2] for sted in les(svaret["ut"])]
    assert (fil, str(tekst.split("\n").index('navn = "uten slutt') + 1)) in funnet
    assert "Filen kan ikke leses" in "\n".join(svaret["ut"])
    # The checks themselves are made of the rates and how they are written.
    resten = "Resten er ikke kontrollert." if fil == "calculators/satser.toml" else "To mellomrom på rad."
    assert resten in "\n".join(svaret["ut"])
    assert not any("finnes ikke" in et for et in svaret["ut"])


def test_på_usunne_data_kjøres_ingen_tilfeller_og_det_blir_sagt(skrevet, sjekk):
    tekst, _ = skrevet("calculators/satser.toml", "verdi = 2000", "verdi = 2000.00")

    ut = sjekk({"calculators/satser.toml": tekst})["ut"]

    assert any("Kalkulatorene er ikke prøvd mot tilfellene i tests/tilfeller" in et for et in ut)
    assert not any(et.startswith("tests/") for et in ut)


def test_det_er_treets_egne_kalkulatorer_som_prøves(skrevet, sjekk):
    tekst, _ = skrevet("calculators/honorar.py", "NORMAL_DAG = 7", "NORMAL_DAG = 8")

    assert {"tests/tilfeller/honorar.toml", "tests/tilfeller/oppgjor.toml"} == {
        sti for sti, *_ in les(feil_i(sjekk({"calculators/honorar.py": tekst})))
    }


def test_i_ett_og_samme_kjør_blir_en_uendret_side_holdt_mot_det_andre_sider_sier_nå(tmp_path):
    """As `make vis` does: a page is known again, but not what it refers to."""
    (tmp_path / "macros").symlink_to(ROT / "macros")
    rutine = tmp_path / "docs/rutiner/rb-30.md"
    for fil, tekst in {
        "calculators/satser.toml": "[kilder]\n[satser]\n[maaltidstider]\n",
        "docs/tolk.md": "---\ntitle: Tolk\n---\n# Tolk { #tolk }\n\nSe RB-30 punkt 3.\n",
        "docs/rutiner/rb-30.md": "---\ntitle: Rutine\n---\n# Rutine { #rutine }\n\n## 3 Notat { #notat }\n",
    }.items():
        (tmp_path / fil).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / fil).write_text(tekst, encoding="utf-8")

    def meldt() -> list[str]:
        return [et.rett for et in kjør(tmp_path) if et.hva.startswith("Henvisningen «RB-30 punkt 3»")]

    assert [] == meldt()
    rutine.write_text(rutine.read_text(encoding="utf-8").replace("## 3", "## 4"), encoding="utf-8")
    assert ["Rett nummeret. RB-30 har kapitlene 4."] == meldt()


def test_kommandoen_gir_1_ved_feil_og_0_ved_bare_advarsler(kopi, skrevet):
    def kommando():
        return subprocess.run(
            [sys.executable, "-m", "macros.sjekk", str(kopi)], cwd=ROT, capture_output=True, encoding="utf-8"
        )

    ren = kommando()
    assert ren.returncode == 0, ren.stdout

    fil, før = kopi / "docs/nemndmedlem/tolk.md", (kopi / "docs/nemndmedlem/tolk.md").read_text(encoding="utf-8")
    fil.write_text(f"{før}\nDu får 2 000 kr.\n", encoding="utf-8")
    feil = kommando()
    fil.write_text(før, encoding="utf-8")
    assert feil.returncode == 1
    assert "docs/nemndmedlem/tolk.md:" in feil.stdout
    assert "Slik retter du det: Hent beløpet fra dataene" in feil.stdout


def test_kalenderen_gir_aldri_nye_feil(kopi):
    with kontroll(kopi, SATSDATO="2039-01-01") as kjør:
        assert [] == feil_i(kjør({}))


def test_makroene_sjekken_kjenner_er_de_sidene_kan_bruke():
    class Miljø:
        conf = {"extra": {"nettsted": {}}, "nav": []}  # noqa: RUF012
        variables = {}  # noqa: RUF012
        navn = set()  # noqa: RUF012

        def macro(self, funksjon, navn=None):
            self.navn.add(navn or funksjon.__name__)

    macros.define_env(Miljø())

    assert Miljø.navn == set(MAKROER)


def test_figurene_og_tabellene_sjekken_kjenner_finnes():
    assert all(figur(navn) for navn in FIGURER)
    assert all(satstabell(gruppe) for gruppe in SATSTABELLER)
