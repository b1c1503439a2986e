"""The three classic changes by their recipes and the real commands, in a copy that is never published."""

import re

import pytest

from calculators.felles.data import les_toml
from macros.nytt.kalkulator import ny_kalkulator
from macros.nytt.rutine import ny_rutine
from tests.kildekopi import kjør, kopier

# A year that no rate has begun in, whatever has come since.
ÅR = max(1 + verdi["fra"].year for sats in les_toml("satser.toml")["satser"].values() for verdi in sats["verdier"])
DAG = f"{ÅR - 1}-11-22"  # a month before the new rate starts
NY_SATS = f'  {{{{ fra = {ÅR}-01-01, verdi = {{verdi}}, kilde = "une-2021", bekreftet = {ÅR - 1}-11-21 }}}},\n]\n'


PÅ_NYNORSK = """\
---
title: Dagen
description: Finn dagen.
doer: Skriv inn dagen.
regner: proeve-dag
sist_kontrollert: 2026-11-21
---

# Dagen { #proeve-dag }

Skriv inn dagen.

{{ kalkulator("proeve-dag") }}

## Svar utan kalkulator { #tabeller }

Tabellen viser eit døme.

{{ tvilling("proeve-dag") }}
"""


@pytest.fixture(scope="module")
def kopi(tmp_path_factory):
    return kopier(tmp_path_factory.mktemp("oppskrifter"))


def sjekk(kopi) -> tuple[list[str], list[str]]:
    """The mistakes and the warnings that `make sjekk` finds in the copy."""
    svar = kjør(kopi, "macros.sjekk", SATSDATO=DAG)
    assert "Traceback" not in svar.stderr, svar.stderr
    linjer = svar.stdout.splitlines()
    return [et for et in linjer if ": advarsel: " not in et], [et for et in linjer if ": advarsel: " in et]


def fil(linje: str) -> str:
    return linje.split(":")[0]


def bytt(sti, *par: tuple[str, str]) -> None:
    tekst = sti.read_text(encoding="utf-8")
    for mønster, nytt in par:
        tekst, antall = re.subn(mønster, nytt, tekst)
        assert antall, mønster
    sti.write_text(tekst, encoding="utf-8")


def test_en_ny_sats_er_én_linje_for_hver_kode_og_sjekken_sier_hva_den_gjør_usant(kopi):
    satser = kopi / "calculators/satser.toml"
    før = satser.read_text(encoding="utf-8")
    _, foran = sjekk(kopi)
    for kode, verdi in (("honorar-normal", "2200.00"), ("honorar-lang", "2600.00")):
        tekst = satser.read_text(encoding="utf-8")
        slutt = tekst.index("]\n", tekst.index("verdier = [", tekst.index(f"[satser.{kode}]")))
        satser.write_text(tekst[:slutt] + NY_SATS.format(verdi=verdi) + tekst[slutt + 2 :], encoding="utf-8")

    feil, advarsler = sjekk(kopi)
    satser.write_text(før, encoding="utf-8")

    assert [] == feil
    # The old rates were never confirmed for long; with a later value known, nobody is asked to.
    assert "calculators/satser.toml" in {fil(et) for et in foran}
    kjente = {et.partition(": advarsel: ")[2] for et in foran}
    assert [
        "calculators/satser.toml",
        "docs/data/hull.toml",
        "docs/nemndmedlem/betaling.md",
        "docs/nemndmedlem/betaling.md",
        "docs/nemndmedlem/lommekort.md",
        "docs/nn/nemndmedlem/betaling.md",
        "docs/nn/nemndmedlem/betaling.md",
        "docs/nn/nemndmedlem/lommekort.md",
        "docs/satser.md",
    ] == sorted(fil(et) for et in advarsler if et.partition(": advarsel: ")[2] not in kjente)


def test_en_ny_rutine_og_en_ny_kalkulator_går_fra_kommando_til_ferdig_side(kopi):
    for kommando in (("rutine", "RB-99", "Rutiner for utprøving"), ("kalkulator", "proeve-dag", "Prøvedag")):
        laget = kjør(kopi, f"macros.nytt.{kommando[0]}", *kommando[1:])
        assert 0 == laget.returncode, laget.stderr
    rb, side = kopi / "docs/rutiner/rb-99.md", kopi / "docs/kalkulatorer/proeve-dag.md"
    tilfeller, tekster = kopi / "tests/tilfeller/proeve-dag.toml", kopi / "calculators/tekster.nb.toml"

    # Of the calculator only the case is a mistake at first; the words are named, and may wait for it.
    feil, advarsler = sjekk(kopi)
    assert {"docs/rutiner/rb-99.md", "tests/tilfeller/proeve-dag.toml"} == {fil(et) for et in feil}
    assert any("«sist_kontrollert» mangler" in et for et in feil)
    assert {"docs/kalkulatorer/proeve-dag.md", "calculators/tekster.nb.toml"} < {fil(et) for et in advarsler}

    bygg = kjør(kopi, "properdocs", "build", "--strict", "--site-dir", str(kopi / "nettsted"))
    assert 0 == bygg.returncode, bygg.stderr
    nettsted = kopi / "nettsted"
    assert "ikke oppgitt i kilden" in (nettsted / "rutiner/rb-99/index.html").read_text(encoding="utf-8")
    rutiner = (nettsted / "rutiner/index.html").read_text(encoding="utf-8")
    assert "Rutiner for utprøving" in rutiner
    assert "Foreløpig er RB-30 og RB-99 gjengitt." in re.sub("<[^>]*>", "", rutiner)
    assert "UNEs side om RB-99" in re.sub("<[^>]*>", "", (nettsted / "om/index.html").read_text("utf-8"))
    dører = (nettsted / "kalkulatorer/index.html").read_text(encoding="utf-8")
    assert 'id="proeve-dag"' in dører
    assert 2 <= dører.count("proeve-dag/")  # the door, and the menu
    assert 'data-kalkulator="proeve-dag"' in (nettsted / "kalkulatorer/proeve-dag/index.html").read_text("utf-8")
    liste = kjør(kopi, "calculators").stdout.splitlines()
    assert "proeve-dag" == liste[-1].split()[0]

    # The case first: now the words are mistakes too.
    bytt(tilfeller, ("FYLL INN: svaret, regnet ut for hånd", "2026-11-21"), ("FYLL INN: en", "En"))
    feil, _ = sjekk(kopi)
    assert {"docs/rutiner/rb-99.md", "docs/kalkulatorer/proeve-dag.md", "calculators/tekster.nb.toml"} == {
        fil(et) for et in feil
    }
    bytt(rb, (r'kilde: ".*"', "kilde: https://www.une.no/rb-99"))
    for sti in (rb, side, tekster):
        bytt(sti, ("FYLL INN: ", ""))
    for sti in (rb, side):
        bytt(sti, ("sist_kontrollert: null", "sist_kontrollert: 2026-11-21"))
    # Then nynorsk: what is missing is printed, to be pasted in and written.
    assert {"calculators/tekster.nn.toml", "calculators/proeve_dag.py"} == {fil(et) for et in sjekk(kopi)[0]}
    utkast = kjør(kopi, "macros.nytt.nynorsk").stdout.partition("\n\n")[2]
    nynorsk = kopi / "calculators/tekster.nn.toml"
    utfylt = re.sub(r'^svar = ""', 'svar = "Dagen er {dag}."', utkast, flags=re.MULTILINE).replace('""', '"Dagen"')
    nynorsk.write_text(nynorsk.read_text(encoding="utf-8") + utfylt, encoding="utf-8")
    (kopi / "docs/nn/kalkulatorer/proeve-dag.md").write_text(PÅ_NYNORSK, encoding="utf-8")
    assert 0 == kjør(kopi, "macros.nytt.nynorsk", "alle").returncode
    assert [] == sjekk(kopi)[0]
    svar = kjør(kopi, "calculators", "proeve-dag", inn='{"dag": "21.11.2026", "maal": "nn"}\n')
    assert '"svar": "Dagen er laurdag 21.\N{NO-BREAK SPACE}november 2026."' in svar.stdout


@pytest.mark.parametrize(
    ("kode", "tittel", "ventet"),
    [
        ("RB-9", "Noe", "to sifre"),
        ("rb-99", "Noe", "to sifre"),
        ("RB-98", "", "Skriv en tittel"),
        ("RB-30", "Noe", "finnes allerede"),
    ],
)
def test_en_rutine_som_ikke_kan_lages_sier_hva_som_er_galt(kopi, kode, tittel, ventet):
    with pytest.raises(ValueError, match=ventet):
        ny_rutine(kode, tittel, kopi)


@pytest.mark.parametrize(
    ("navn", "tittel", "ventet"),
    [
        ("Feriepenger", "Noe", "a–z, tall og bindestrek"),
        ("å-regne", "Noe", "a–z, tall og bindestrek"),
        ("feriepenger", " ", "Skriv en tittel"),
        ("frist", "Noe", "finnes allerede i calculators/frist.py"),
        ("hjemmel", "Noe", "finnes allerede i calculators/tekster.nb.toml"),
    ],
)
def test_en_kalkulator_som_ikke_kan_lages_sier_hva_som_er_galt(kopi, navn, tittel, ventet):
    with pytest.raises(ValueError, match=ventet):
        ny_kalkulator(navn, tittel, kopi)
