"""A file is a calculator: which files in the package count, whether it lies in a folder or in a zip file."""

from zipfile import ZipFile
from zipimport import zipimporter

import pytest

from calculators.felles import data

FILER = [
    *("__init__.py", "__main__.py", "_egen.py", "frist.py", "lbm_plan.pyc", "satser.toml", "tekst.txt", "README"),
    *(".#frist.py", "kopi av frist.py", "1kopi.py", "felles/norsk.py", "felles/satser.toml"),
]


@pytest.fixture(params=["mappe", "zip", "mappe i en zip"])
def pakken(request, tmp_path, monkeypatch):
    """The package's reader, set to read made-up files of a package that lies so."""
    over = "inni/" if request.param == "mappe i en zip" else ""
    rot, arkiv = tmp_path / "pakke", tmp_path / "pakke.zip"
    with ZipFile(arkiv, "w") as zip_:
        zip_.writestr("annet.py", "")
        for fil in FILER:
            (rot / fil).parent.mkdir(parents=True, exist_ok=True)
            (rot / fil).write_text("", encoding="utf-8")
            zip_.writestr(f"{over}pakke/{fil}", "")
    if request.param == "mappe":
        monkeypatch.setattr(data, "_MAPPE", str(rot))
    else:
        monkeypatch.setattr(data, "_MAPPE", str(arkiv / over / "pakke"))
        monkeypatch.setattr(data, "__loader__", zipimporter(str(arkiv)))
    return data


def test_bare_en_fil_som_kan_importeres_og_ikke_er_pakkens_egen_er_en_kalkulator(pakken):
    assert {"frist", "lbm_plan"} == pakken.moduler()
