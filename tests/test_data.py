"""A file is a calculator: which files in the package count, whether it lies in a folder or in a zip file.

Not among the rules: the lean engine can make no such files. That it reads its own is proven by every answer there.
"""

from zipfile import ZipFile
from zipimport import zipimporter

import pytest

from calculators.felles import data

FILER = [
    *("__init__.py", "__main__.py", "_egen.py", "frist.py", "lbm_plan.pyc", "satser.toml", "tekst.txt", "README"),
    *(".#frist.py", "kopi av frist.py", "1kopi.py", "felles/norsk.py", "felles/satser.toml"),
]


def test_bare_en_fil_som_kan_importeres_og_ikke_er_pakkens_egen_er_en_kalkulator(tmp_path, monkeypatch):
    for fil in FILER:
        (tmp_path / fil).parent.mkdir(exist_ok=True)
        (tmp_path / fil).write_text("", encoding="utf-8")
    monkeypatch.setattr(data, "_MAPPE", str(tmp_path))

    assert {"frist", "lbm_plan"} == data.moduler()


def test_en_fil_alene_i_mappen_er_også_en_kalkulator(tmp_path, monkeypatch):
    (tmp_path / "frist.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(data, "_MAPPE", str(tmp_path))

    assert {"frist"} == data.moduler()


@pytest.mark.parametrize("pakke", ["pakke", "inni/pakke"])
def test_de_samme_filene_er_kalkulatorer_i_en_zipfil(pakke, tmp_path, monkeypatch):
    arkiv = tmp_path / "hjul.zip"
    with ZipFile(arkiv, "w") as zip_:
        for fil in ["annet.py", *(f"{pakke}/{fil}" for fil in FILER)]:
            zip_.writestr(fil, "")
    monkeypatch.setattr(data, "__loader__", zipimporter(str(arkiv)))
    monkeypatch.setattr(data, "_MAPPE", str(arkiv / pakke))

    assert {"frist", "lbm_plan"} == data.moduler()
