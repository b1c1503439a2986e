"""The habits hold together: what the forge and the hooks run is there, and what they borrow is pinned.

Reads the files alone; knows the Makefile's targets and nothing of what they do.
"""

import os
import re
import subprocess

import pytest
import yaml

from tests.motor import ROT

FLYTER = sorted((ROT / ".github/workflows").glob("*.yml"))
KROKER = ROT / ".pre-commit-config.yaml"
MÅL = set(re.findall(r"(?m)^([a-z][a-z-]*):(?!=)", (ROT / "Makefile").read_text("utf-8")))


def navnet(fil):
    return fil.relative_to(ROT).as_posix()


def steg(fil):
    """Every step of every job in a workflow."""
    return [et for jobb in yaml.safe_load(fil.read_text("utf-8"))["jobs"].values() for et in jobb["steps"]]


def kommandoer(fil):
    """Each line that a workflow or a hook runs."""
    data = yaml.safe_load(fil.read_text("utf-8"))
    if fil == KROKER:
        return [krok["entry"] for samling in data["repos"] for krok in samling["hooks"]]
    return [linje.strip() for et in steg(fil) for linje in et.get("run", "").splitlines()]


@pytest.mark.parametrize("fil", [*FLYTER, KROKER], ids=navnet)
def test_det_som_kjøres_finnes(fil):
    kjørt = kommandoer(fil)
    mål = {ord_ for linje in kjørt if linje.startswith("make ") for ord_ in linje.split()[1:] if ord_[0] != "-"}
    egne = [linje.split()[0] for linje in kjørt if linje.startswith(".")]

    assert mål or egne, f"{navnet(fil)} kjører ingenting herfra"
    assert set() == mål - MÅL, f"{navnet(fil)} kjører make-mål som ikke finnes"
    assert all(os.access(ROT / program, os.X_OK) for program in egne)


@pytest.mark.parametrize("fil", FLYTER, ids=navnet)
def test_hver_handling_er_låst_til_en_innsjekking(fil):
    brukt = [et["uses"] for et in steg(fil) if "uses" in et]

    assert [] == [navn for navn in brukt if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", navn)]


@pytest.mark.parametrize("fil", FLYTER, ids=navnet)
def test_en_arbeidsflyt_får_ikke_mer_enn_den_trenger(fil):
    flyt = yaml.safe_load(fil.read_text("utf-8"))

    assert flyt["permissions"] in ({}, {"contents": "read"}), "Gi skrivetilgang i jobben som trenger den"


def test_forge_kjører_det_samme_som_alle_andre():
    kontroll = ROT / ".github/workflows/kontroll.yml"

    assert {".ci/run", "make klar"} <= set(kommandoer(kontroll))
    assert "make test" in (ROT / ".ci/run").read_text("utf-8")


def test_låsefilene_har_ingen_adresse_til_et_register():
    låst = [ROT / "package-lock.json", *(ROT / "krav").glob("*.txt")]

    assert [] == [
        navnet(fil) for fil in låst if re.search(r'"resolved"|--(?:extra-)?index-url', fil.read_text("utf-8"))
    ]


def test_låsen_er_den_package_json_ber_om():
    spurt = subprocess.run(
        ["node", "-p", "JSON.stringify([require('./package.json'), require('./package-lock.json').packages['']])"],
        cwd=ROT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    bedt, låst = yaml.safe_load(spurt.stdout)

    for slag in ("dependencies", "devDependencies"):
        assert bedt[slag] == låst[slag]
        assert all(re.fullmatch(r"\d[\w.-]*", versjon) for versjon in bedt[slag].values())
