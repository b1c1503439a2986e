"""The bill of materials tells of all that readers are sent, in the official format, as it really is.

The oracles are others': the published CycloneDX schema, the packages' own versions, the bytes of the shipped
engine, the stock engine's own answers about its libraries, and Material's own icon files.
"""

import hashlib
import json
import re
from importlib import metadata
from urllib.parse import unquote

import pytest

from macros.nettsted import materialliste
from macros.nettsted.__main__ import main
from macros.nettsted.materialliste import DOCS, LISTE, TEKSTER, filer_i, les, treff
from tests.motor import ROT, kjør_node
from tests.side import NETTSTED

ALLE, EGNE = les()
IKONER = "material/templates/.icons"


@pytest.fixture(scope="module")
def liste() -> dict:
    return json.loads((NETTSTED / LISTE).read_text("utf-8"))


def flat(liste: dict) -> list[dict]:
    """Every component at any depth."""
    return [et for k in liste.get("components", []) for et in (k, *flat(k))]


def test_materiallisten_følger_det_offisielle_skjemaet(liste):
    # Here, since it takes longer to import than all else that a worker collects.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(json.dumps(liste)) is None
    assert validator.validate_str(json.dumps(liste | {"components": [{"type": "ukjent"}]})) is not None
    referanser = [et["bom-ref"] for et in flat(liste)]
    assert len(set(referanser)) == len(referanser)


def test_hver_fil_andre_har_laget_står_der_med_sin_sjekksum(liste):
    deres = {et["name"]: et["hashes"] for et in flat(liste) if et["type"] == "file"}
    filer = treff(filer_i(NETTSTED), [m for k in ALLE.values() for m in k.get("filer", [])])
    ventet = {
        f: [{"alg": "SHA-256", "content": hashlib.sha256((NETTSTED / f).read_bytes()).hexdigest()}] for f in filer
    }
    assert ventet == deres
    assert "assets/bygd/python" in "".join(deres)


def test_hver_fil_i_nettstedet_er_vår_eller_står_i_listen():
    assert materialliste.ukjente(filer_i(NETTSTED), ALLE, EGNE) == []


def test_hvert_mønster_treffer_noe():
    filer = filer_i(NETTSTED)
    mønstre = [m for k in ALLE.values() for m in (*k.get("filer", []), *k.get("innfelt", []))] + EGNE
    tomme = [m for m in mønstre if not treff(filer, [m]) and not m.endswith(".pdf")]
    assert tomme == [], "ta dem ut av macros/nettsted/tredjepart.toml, eller rett dem"


def test_en_fil_ingen_svarer_for_stanser_bygget_og_sier_hva_du_gjør(tmp_path, capsys):
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/stil.css").write_text("ours: it lies in docs/")
    (tmp_path / "assets/bootstrap.min.js").write_text("theirs")
    (tmp_path / "index.html").write_text("ours: the generator makes it")
    assert main([str(tmp_path), "materialliste"]) == 1
    melding = capsys.readouterr().err
    assert "assets/bootstrap.min.js. Har andre laget dem" in melding
    assert "macros/nettsted/tredjepart.toml" in melding
    assert "stil.css" not in melding
    assert not (tmp_path / LISTE).exists()


@pytest.mark.parametrize(
    ("fil", "kjent"),
    [
        ("a.html", True),
        ("om/b/a.html", True),
        ("assets/soek/indeks-1/o2.json", True),
        ("assets/annet/kjerne.json", False),
        ("assets/bygd/python/annet.wasm", False),
    ],
)
def test_mønstrene_tar_ikke_mer_enn_de_sier(fil, kjent):
    assert materialliste.ukjente([fil], ALLE, EGNE) == ([] if kjent else [fil])


def test_versjonene_er_de_som_er_installert(liste):
    lås = json.loads((ROT / "package-lock.json").read_text("utf-8"))["packages"]
    fikk = {et["purl"]: et.get("version") for et in flat(liste) if et["type"] == "library"}
    assert len(fikk) == len(ALLE)
    for purl, nummer in fikk.items():
        slag, _, navn = unquote(purl).removeprefix("pkg:").partition("/")
        navn = navn.rpartition("@")[0] if nummer else navn
        if slag == "npm":
            assert lås[f"node_modules/{navn}"]["version"] == nummer
        if slag == "pypi":
            assert metadata.version(navn) == nummer
    info = json.loads((DOCS / "assets/bygd/manifest.json").read_text("utf-8"))["info"]
    assert fikk[f"pkg:generic/cpython@{info['python']}"] == info["python"]


def test_versjonene_av_det_som_er_bygd_inn_er_de_motoren_selv_oppgir():
    svar = json.loads(kjør_node("import './macros/motor/versjoner.mjs'"))
    oppgitt = {n: materialliste.versjon(k) for n, k in ALLE.items() if k.get("del_av") == "pyodide"}
    assert svar == {n: nummer for n, nummer in oppgitt.items() if nummer}


@pytest.mark.parametrize("nøkkel", [n for n, k in ALLE.items() if "del_av" in k])
def test_det_som_sies_å_være_bygd_inn_finnes_i_filene_vi_sender(nøkkel):
    filer = treff(filer_i(NETTSTED), ALLE[ALLE[nøkkel]["del_av"]]["filer"])
    bevis = ALLE[nøkkel]["bevis"].encode()
    assert any(bevis in (NETTSTED / f).read_bytes() for f in filer), "er det tatt ut av motoren, så ta det ut her"


def test_ikonene_på_sidene_og_i_stilarkene_er_fra_de_samlingene_listen_nevner():
    mappe = next(f.locate() for f in metadata.files("mkdocs-material") if IKONER in f.as_posix())
    mappe = next(forelder for forelder in mappe.parents if forelder.name == ".icons")
    fra = {
        strek: ikon.relative_to(mappe).parts[0]
        for ikon in sorted(mappe.rglob("*.svg"))
        for strek in re.findall(r'\bd="([^"]+)"', ikon.read_text("utf-8"))
    }
    oppgitt = {"material": "mdi", "octicons": "octicons", "fontawesome": "fontawesome"}
    for fil in [f for f in filer_i(NETTSTED) if f.endswith((".html", ".css"))]:
        streker = re.findall(r"""\bd=["']([^"']+)["']""", (NETTSTED / fil).read_text("utf-8"))
        ventet = {fra[strek] for strek in streker if strek in fra}
        assert ventet <= set(oppgitt), (
            f"{fil} har ikoner fra en samling som mangler i macros/nettsted/tredjepart.toml"
        )
        for samling in ventet:
            assert treff([fil], ALLE[oppgitt[samling]]["innfelt"]) == [fil]


def test_hver_lisens_står_med_hele_teksten():
    samlet = (NETTSTED / TEKSTER).read_text("utf-8")
    for k in ALLE.values():
        assert f"\n{k['navn']}" in samlet
        for kilde in k["tekst"]:
            tekst = materialliste.tekst(kilde)
            assert len(tekst) > 200
            assert tekst in samlet
    assert "Mozilla Public License Version 2.0" in samlet
    assert (ROT / "LICENSE").read_text("utf-8").strip() in samlet


def test_samme_filer_og_samme_tid_gir_samme_liste_og_en_endret_fil_gir_en_annen(tmp_path):
    mappe = tmp_path / "assets/stylesheets"
    mappe.mkdir(parents=True)
    (mappe / "main.1.min.css").write_text("a{}")
    en, to = (materialliste.liste(tmp_path, filer_i(tmp_path), ALLE, 1_700_000_000) for _ in range(2))
    assert json.dumps(en) == json.dumps(to)
    assert en["metadata"]["timestamp"] == "2023-11-14T22:13:20Z"
    (mappe / "main.1.min.css").write_text("b{}")
    ny = materialliste.liste(tmp_path, filer_i(tmp_path), ALLE, 1_700_000_000)
    assert ny["serialNumber"] != en["serialNumber"]
