"""The catalogue of texts: every one is a proper sentence that can be filled in, whatever its place."""

import re
from string import Formatter

import pytest

from calculators.felles.bro import KALKULATORER
from calculators.felles.data import les_toml
from calculators.felles.tekster import bøyd, finn, hjemmel, rekkefølge, tekst


def flat(tabell, over=""):
    for navn, verdi in tabell.items():
        if isinstance(verdi, dict):
            yield from flat(verdi, f"{over}{navn}.")
        else:
            yield f"{over}{navn}", verdi


KATALOG = les_toml("tekster.nb.toml")
TEKSTER = dict(flat(KATALOG))
SETNINGER = ("feil.", "forbehold.", "uavklart.", "honorar.feil.", "kost.feil.", "honorar.svar.", "kost.svar.")


def plasser(setning):
    return {navn for _, navn, _, _ in Formatter().parse(setning) if navn is not None}


@pytest.mark.parametrize("kode", TEKSTER)
def test_teksten_lar_seg_fylle_ut(kode):
    verdier = dict.fromkeys(plasser(TEKSTER[kode]), "sju")

    assert all(re.fullmatch("[a-z][a-z_]*", navn, re.ASCII) for navn in verdier)
    utfylt = TEKSTER[kode].format(**verdier)
    assert utfylt == utfylt.strip() != ""
    assert not re.search(r"[{}]|  ", utfylt)


@pytest.mark.parametrize("kode", TEKSTER)
def test_koden_har_bare_tegn_som_kan_stå_i_en_adresse(kode):
    assert re.fullmatch(r"[a-z0-9_.-]+", kode, re.ASCII)


@pytest.mark.parametrize(
    "kode", [kode for kode in TEKSTER if kode.startswith(SETNINGER) and kode != "feil.rammen"]
)
def test_en_melding_er_hele_setninger(kode):
    assert re.fullmatch(r"[A-ZÆØÅ«{].*[.?]", TEKSTER[kode])


@pytest.mark.parametrize("kode", [kode for kode in TEKSTER if kode.endswith(".en")])
def test_entall_og_flertall_har_de_samme_plassene(kode):
    flere = kode.removesuffix("en") + "flere"

    assert plasser(TEKSTER[flere]) - {"antall"} == plasser(TEKSTER[kode]) - {"antall"}


def test_entall_brukes_bare_for_én():
    assert "én feil" in bøyd("felles.feil-svar", 1)
    for antall in (0, 2, 31):
        assert f"{antall} feil" in bøyd("felles.feil-svar", antall)


@pytest.mark.parametrize("navn", KALKULATORER)
def test_hver_kalkulator_har_tittel_og_en_kort_forklaring(navn):
    assert tekst(f"{navn}.tittel")
    assert tekst(f"{navn}.kort")


def test_kalkulatorene_står_som_i_katalogen_og_de_som_ikke_er_der_sist_etter_navnet():
    assert ["oppgjor", "honorar", "a-ny", "b-ny"] == sorted(["b-ny", "honorar", "a-ny", "oppgjor"], key=rekkefølge)


def test_en_tekst_som_mangler_er_en_feil_i_koden():
    assert finn("finnes.ikke") is None
    with pytest.raises(KeyError, match=r"tekster\.nb\.toml mangler teksten «finnes\.ikke»"):
        tekst("finnes.ikke")
    with pytest.raises(KeyError, match="«hjemmel»"):
        tekst("hjemmel")
    with pytest.raises(KeyError):
        tekst("feil.mangler")
    with pytest.raises(KeyError):
        hjemmel("finnes-ikke")


@pytest.mark.parametrize("kode", KATALOG["hjemmel"])
def test_hver_hjemmel_er_et_avsnitt_på_en_side(kode):
    assert {"tekst", "url"} == set(hjemmel(kode))
    assert re.fullmatch(r"[a-z0-9/-]+/#[a-z0-9-]+", hjemmel(kode)["url"])
