"""RB-30 is the first of many: two made-up routines go through the whole build, one of them revoked."""

import json
import shutil

import pytest

from tests.kildekopi import kjør, kopier
from tests.side import sider

pytestmark = pytest.mark.xdist_group("rutiner")  # the copy is built once

FORSIDE = """---
title: {kode} {tittel}
description: En oppdiktet rutine som bare brukes i testene.
kode: {kode}
tittel: {tittel}
kilde: https://www.une.no/en/sources/procedure-descriptions/rb-30
kilde_oppdatert: null
publisert: 2020-03-01
versjon: "02"
ansvarlig: null
saksnummer: null
sist_kontrollert: 2026-11-21
{mer}---

# {kode} {tittel} {{ #{id} }}

Rutinen er oppdiktet.

"""
BESTILLING = """## 1 Formål { #formaal data-styrke="presens" }

Rutinen gjelder tolk. Temanotatet er beskrevet i RB-30 punkt 3, og RB-32 pkt. 2.1 er ikke lenger i bruk.

## 2 Bestilling { #bestilling data-styrke="skal" }

Saksbehandleren skal bestille tolk.

### 2.1 Frister { #frister }

| Møteform | Frist |
|---|---|
| Fysisk, se RB-30 kap. 5 | Tre uker før |
| Fjernmøte, se RB-07 punkt 4 | To uker før |

## Vedlegg A: Skjema { #vedlegg-a }

1. Fyll inn språket.
2. Send skjemaet. `RB-30 punkt 3` er kode, og [RB-30 punkt 1](rb-30.md#innledning) er lenke fra før.
"""
GAMMEL = """## 1 Formål { #formaal }

Rutinen gjaldt telefontolk.

## 2 Avtaler { #avtaler }

Avtalene er sagt opp.

### 2.1 Takst { #takst }

Taksten sto i avtalen.
"""
STEG = ("versjoner", "henvisninger", "kontroller", "adresser", "nyheter", "utskrift", "soek")


def skriv(mappe, kode, tittel, tekst, mer=""):
    hode = FORSIDE.format(kode=kode, tittel=tittel, id=kode.lower(), mer=mer)
    (mappe / f"docs/rutiner/{kode.lower()}.md").write_text(hode + tekst, encoding="utf-8")


def lag_sider(mappe):
    """The pages as the generator makes them, which the steps after it read."""
    oppsett = ("--quiet", "--strict", "--config-file", "mkdocs.yml", "--site-dir", "sider")
    laget = kjør(mappe, "properdocs", "build", *oppsett)
    assert laget.returncode == 0, laget.stderr


def ta_steg(mappe, nettsted):
    """Make the site of the pages as `make bygg` does, but for the steps that only pack; what the command says."""
    shutil.copytree(mappe / "sider", mappe / nettsted)
    return kjør(mappe, "macros.nettsted", nettsted, *STEG)


@pytest.fixture(scope="module")
def tre(tmp_path_factory):
    """The repository with two more routines, built."""
    mappe = kopier(tmp_path_factory.mktemp("rutiner"))
    skriv(mappe, "RB-31", "Bestilling av tolk", BESTILLING)
    skriv(mappe, "RB-32", "Telefontolk", GAMMEL, "opphevet: 2021-05-31\nerstattet_av: RB-31\n")
    lag_sider(mappe)
    bygd = ta_steg(mappe, "nettsted")
    assert bygd.returncode == 0, bygd.stderr
    return mappe


@pytest.fixture(scope="module")
def nettsted(tre):
    return sider(tre / "nettsted")


def lenker(element) -> dict[str, str]:
    return {lenke.tekst: lenke["href"] for lenke in element.finn("a") if lenke.tekst.startswith("RB-")}


def test_en_henvisning_fra_én_rutine_til_en_annen_blir_en_lenke(nettsted):
    artikkel = nettsted["rutiner/rb-31/"].artikkel

    assert {
        "RB-30 punkt 3": "../../rutiner/rb-30/#temanotat",
        "RB-32 pkt. 2.1": "../../rutiner/rb-32/#takst",
        "RB-30 kap. 5": "../../rutiner/rb-30/#gjennomfoering",
        "RB-30 punkt 1": "../rb-30/#innledning",
    } == lenker(artikkel)
    assert "Temanotatet er beskrevet i RB-30 punkt 3, og RB-32 pkt. 2.1 er ikke lenger i bruk." in artikkel.tekst


def test_en_rutine_som_ikke_er_her_og_en_henvisning_som_er_kode_blir_stående_som_ord(nettsted):
    artikkel = nettsted["rutiner/rb-31/"].artikkel

    assert "Fjernmøte, se RB-07 punkt 4" in artikkel.tekst
    assert ["RB-30 punkt 3"] == [kode.tekst for kode in artikkel.finn("code")]


def test_en_opphevet_rutine_sier_det_først_og_peker_på_den_som_tok_over(nettsted):
    side = nettsted["rutiner/rb-32/"]
    [merknad] = side.artikkel.finn("div", "utloept")

    assert "Opphevet 31. mai 2021 RB-32 gjelder ikke lenger. Den er erstattet av RB-31." == merknad.tekst
    assert "../rb-31/" == merknad.finn("a")[0]["href"]
    assert [] == nettsted["rutiner/rb-31/"].artikkel.finn("div", "utloept")


def test_listen_over_rutiner_har_alle_og_sier_hvem_som_er_opphevet(nettsted):
    rader = [rad.tekst for rad in nettsted["rutiner/"].artikkel.finn("tr") if rad.tekst.startswith("RB-3")]

    assert ["RB-30", "RB-31", "RB-32"] == [rad[:5] for rad in rader]
    assert ["(opphevet 31. mai 2021)" in rad for rad in rader] == [False, False, True]


def test_hvert_punkt_får_adresse_henvisning_og_plass_i_dokumentet_for_papir(tre, nettsted):
    seksjoner = json.loads((tre / "nettsted/seksjoner.json").read_text(encoding="utf-8"))
    papir = nettsted["skriv-ut/rb-31/"].rot.tekst

    assert "rutiner/rb-31/#vedlegg-a" in json.dumps(seksjoner)
    assert "RB-31 punkt 2.1 Frister (UNE, versjon 02, publisert 01.03.2020)" in (
        tre / "nettsted/rutiner/rb-31/index.html"
    ).read_text(encoding="utf-8")
    assert "Vedlegg A: Skjema" in papir and "Tre uker før" in papir


def test_kontrollen_er_grønn_for_de_nye_rutinene(tre):
    svar = kjør(tre, "macros.sjekk")

    # The words are made up, and the dictionary says so.
    funn = [linje for linje in svar.stdout.splitlines() if "rutiner/rb-3" in linje]
    assert [] == [linje for linje in funn if "ordboka" not in linje]


def test_en_henvisning_som_ikke_fører_noe_sted_stopper_kontrollen_og_byggingen(tre):
    skriv(tre, "RB-31", "Bestilling av tolk", BESTILLING.replace("RB-30 punkt 3,", "RB-30 punkt 9,"))
    side = tre / "sider/rutiner/rb-31/index.html"  # as the generator would make it, where it makes no more of it
    laget = side.read_text(encoding="utf-8")
    assert 1 == laget.count("-30 punkt 3,")
    side.write_text(laget.replace("-30 punkt 3,", "-30 punkt 9,"), encoding="utf-8")
    sted = "docs/rutiner/rb-31.md:21: Henvisningen «RB-30 punkt 9» fører ingen steder"
    cure = "RB-30 har kapitlene 1, 2, 3, 4, 5, 6"

    for svar in (ta_steg(tre, "brutt"), kjør(tre, "macros.sjekk")):
        assert svar.returncode == 1
        [linje] = [linje for linje in (svar.stdout + svar.stderr).splitlines() if "RB-30 punkt 9" in linje]
        assert linje.startswith(sted) and cure in linje
