"""The mutation tool on a rule of one line: it must see what a test kills, what it lets live, and what is equal."""

import subprocess
import sys

from tests.motor import ROT

REGEL = """from .data import GRENSE

def pris(alder):
    return 50 if alder < GRENSE else 100
"""
DATA = """import tomllib
GRENSE = tomllib.loads(__loader__.get_data(__file__.replace("data.py", "grenser.toml")).decode())["barn"]
"""
PRØVE = "from pakke.regel import pris\n\ndef test_barn_betaler_halvparten():\n"
PÅ_GRENSEN = PRØVE + "    assert (50, 100, 100) == (pris(17), pris(18), pris(70))\n"
VED_SIDEN_AV = PRØVE + "    assert (50, 100) == (pris(17), pris(19))\n"
LEVER = ["pakke/grenser.toml:1  barn = 18: 18 → 19", "pakke/regel.py:4  pris: alder < GRENSE → alder <= GRENSE"]


def prøv(rot, prøve, *valg):
    filer = {
        "pakke/__init__.py": "",
        "pakke/regel.py": REGEL,
        "pakke/data.py": DATA,
        "pakke/grenser.toml": "barn = 18\n",
    }
    for navn, innhold in {**filer, "proever/test_regel.py": prøve}.items():
        (rot / navn).parent.mkdir(exist_ok=True)
        (rot / navn).write_text(innhold, encoding="utf-8")
    kommando = [
        sys.executable,
        "-m",
        "tests.mutasjon",
        "--rot",
        rot,
        "--pakke",
        "pakke",
        "--proever",
        "proever",
        *valg,
    ]
    return subprocess.run(kommando, capture_output=True, encoding="utf-8", cwd=ROT, timeout=300)


def levende(kjørt):
    return [
        linje.removeprefix("survived  ") for linje in kjørt.stdout.splitlines() if linje.startswith("survived")
    ]


def kjør_likeverdig(rot, mutant):
    sti = rot / "likeverdige.toml"
    sti.write_text(
        f'[[likeverdige]]\nfil = "pakke/regel.py"\ngrunn = "sagt"\nmutanter = ["{mutant}"]\n', encoding="utf-8"
    )
    return prøv(rot, VED_SIDEN_AV, "--bare", "pakke/regel.py", "--likeverdige", sti)


def test_en_prøve_på_grensen_dreper_alle_feil_i_regelen_og_i_dataene(tmp_path):
    kjørt = prøv(tmp_path, PÅ_GRENSEN, "--bare", "pakke/regel.py", "pakke/grenser.toml")

    assert ([], 0) == (levende(kjørt), kjørt.returncode), kjørt.stdout + kjørt.stderr
    assert " 100.0%" in kjørt.stdout


def test_feilen_som_ingen_prøve_ser_blir_nevnt_og_målet_ikke_nådd(tmp_path):
    kjørt = prøv(tmp_path, VED_SIDEN_AV, "--bare", "pakke/regel.py", "pakke/grenser.toml")

    assert (LEVER, 1) == (levende(kjørt), kjørt.returncode), kjørt.stdout + kjørt.stderr


def test_en_likeverdig_mutant_teller_ikke_når_den_er_nevnt_med_grunn(tmp_path):
    kjørt = kjør_likeverdig(tmp_path, "pris: alder < GRENSE → alder <= GRENSE")

    assert ([], 0) == (levende(kjørt), kjørt.returncode), kjørt.stdout + kjørt.stderr


def test_en_likeverdig_som_ikke_finnes_eller_som_en_prøve_dreper_er_en_feil(tmp_path):
    for mutant, grunn in {
        "pris: alder > GRENSE → alder >= GRENSE": "no such mutant",
        "pris: alder < GRENSE → alder >= GRENSE": "killed by proever/test_regel.py",
    }.items():
        kjørt = kjør_likeverdig(tmp_path, mutant)

        assert 1 == kjørt.returncode
        assert f"{mutant}: {grunn}" in kjørt.stdout


def test_prøver_som_faller_uten_noen_feil_stanser_målingen(tmp_path):
    kjørt = prøv(tmp_path, PÅ_GRENSEN.replace("50", "60"))

    assert 0 != kjørt.returncode
    assert "test_barn_betaler_halvparten" in kjørt.stdout + kjørt.stderr
