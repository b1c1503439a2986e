"""The shipped Pyodide bundle answers as CPython does, and holds what it should."""

import gzip
import json
import re
import tomllib
import zipfile
from functools import cache
from itertools import islice
from pathlib import Path

import pytest

from tests.motor import ROT, kjør_cpython, kjør_pyodide, pytest_i_pyodide, python_i_pyodide

BYGD = ROT / "docs/assets/bygd"
KALKULATORER = sorted(f.stem for f in (ROT / "tests/tilfeller").glob("*.toml"))
ØDELAGT = ["", "{", "[]", "null", '{"dager": "é"}', '{"i_dag": "2021-02-30"}', "{}" * 3, '{"avreise": 1e400}']


@pytest.fixture(scope="module")
def manifest():
    return json.loads((BYGD / "manifest.json").read_text("utf-8"))


@cache
def linjer(navn: str) -> list[str]:
    tilfeller = tomllib.loads((ROT / f"tests/tilfeller/{navn}.toml").read_text("utf-8"), parse_float=str)
    return [json.dumps(t["inn"], ensure_ascii=False, default=str) for t in tilfeller["tilfelle"]] + ØDELAGT


@cache
def i_cpython(navn: str) -> list[str]:
    return kjør_cpython(navn, linjer(navn))


@cache
def i_pyodide(vei: int) -> dict[str, list[str]]:
    """What one engine answers to all of it, by calculator: to start takes longer than to answer."""
    fikk = iter(kjør_pyodide([(navn, linje) for navn in KALKULATORER for linje in linjer(navn)], vei))
    return {navn: list(islice(fikk, len(linjer(navn)))) for navn in KALKULATORER}


@pytest.mark.xdist_group("tilfellene i Pyodide")
@pytest.mark.parametrize("vei", [0, 1, -1], ids=["fast", "slow line", "plain"])
@pytest.mark.parametrize("navn", KALKULATORER)
def test_every_case_gives_the_same_text_in_pyodide_as_in_cpython(navn, vei):
    venter, fikk = i_cpython(navn), i_pyodide(vei)[navn]

    assert len(ØDELAGT) < len(linjer(navn)) == len(venter)
    assert list(zip(linjer(navn), venter, strict=True)) == list(zip(linjer(navn), fikk, strict=True))


@pytest.mark.xdist_group("reglene i Pyodide")  # a minute on one worker: begun early
def test_the_rule_tests_pass_inside_the_shipped_bundle():
    svar = pytest_i_pyodide("tests/regler")

    assert svar.returncode == 0, svar.stdout[-6000:] + svar.stderr[-2000:]
    assert int(re.search(r"(\d+) called as they are", svar.stdout)[1]) > 5000


def test_the_shipped_zip_is_stored_undated_and_compiled(manifest):
    with zipfile.ZipFile(BYGD / manifest["zip"]) as pakke:
        for fil in pakke.infolist():
            assert fil.compress_type == zipfile.ZIP_STORED
            assert fil.date_time == (1980, 1, 1, 0, 0, 0)
            assert Path(fil.filename).suffix in {".pyc", ".json"}, fil.filename


def test_an_error_in_the_shipped_code_names_file_and_function_though_the_code_has_no_line_numbers():
    kode = (
        "import traceback\n"
        "from calculators.felles import bro, norsk\n"
        "def fortelling():\n"
        "    try: norsk.dato(None)\n"
        "    except AttributeError as feil: return ''.join(traceback.format_exception(feil))\n"
        "repr((bro.regn.__code__.co_linetable, fortelling()))"
    )

    tabell, fortalt = eval(python_i_pyodide(kode))

    assert b"" == tabell
    assert "Traceback (most recent call last):" == fortalt.splitlines()[0]
    assert fortalt.splitlines()[-2].endswith('calculators/felles/norsk.py", in dato')


def test_nothing_is_left_over_from_an_earlier_packing(manifest):
    filer = {f.relative_to(BYGD).as_posix() for f in BYGD.rglob("*") if f.is_file()}

    assert filer == {*manifest["bytes"], "manifest.json"}


def test_the_weight_told_to_readers_is_that_of_the_files_as_they_are_sent(manifest):
    python = [f.read_bytes() for f in (BYGD / "python").rglob("*") if f.is_file()]

    assert sum(len(gzip.compress(innhold, 6)) for innhold in python) == manifest["sendt"]
