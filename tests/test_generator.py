"""The day Material or its generator is given up, the site can move: it builds with what carries them on.

ProperDocs carries MkDocs on and builds the site; MaterialX carries the theme on and is only tried here
(docs/redaksjon/valg/005-material.md).
"""

import os

import pytest

from tests.kildekopi import kjør, kopier
from tests.motor import ROT
from tests.side import sider

pytestmark = pytest.mark.xdist_group("generator")  # the pages made with Material are made once
MATERIALX = ROT / ".venv/materialx"  # put there by make; on no other test's path


@pytest.fixture(scope="module")
def kopi(tmp_path_factory):
    return kopier(tmp_path_factory.mktemp("kopi"))


def _bygg(kopi, tema: str, **miljø: str) -> dict:
    """Only the generator's own step: what comes after reads its pages, whoever made them."""
    oppsett = f"INHERIT: mkdocs.yml\ntheme: {{name: {tema}, custom_dir: macros/tema}}\n"
    (kopi / f"{tema}.yml").write_text(oppsett, encoding="utf-8")
    bygg = ("build", "--quiet", "--strict", "--config-file", f"{tema}.yml", "--site-dir", f"ut/{tema}")
    svar = kjør(kopi, "properdocs", *bygg, **miljø)
    assert 0 == svar.returncode, svar.stdout + svar.stderr
    return sider(kopi / "ut" / tema)


@pytest.fixture(scope="module")
def med_material(kopi):
    return _bygg(kopi, "material")


def test_nettstedet_kan_bygges_med_materialx_og_sidene_har_det_samme_innholdet(kopi, med_material):
    med_materialx = _bygg(kopi, "materialx", PYTHONPATH=os.pathsep.join((str(kopi), str(MATERIALX))))

    assert "mkdocs-materialx" in med_materialx[""].kilde, "et annet tema ble brukt"
    assert med_material.keys() == med_materialx.keys()
    assert len(med_material) > 50
    for adresse, side in med_material.items():
        assert side.artikkel.tekst == med_materialx[adresse].artikkel.tekst
        assert set(side.ider) <= set(med_materialx[adresse].ider)


def test_sidene_lages_av_properdocs(med_material):
    assert "mkdocs-ProperDocs" in med_material[""].kilde
