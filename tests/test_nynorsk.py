"""What editors do to keep nynorsk in step with bokmål, by the recipe and the real command, in a copy."""

import pytest

from macros.nytt.nynorsk import main
from macros.sjekk.kilde import Tre
from macros.sjekk.nynorsk import etter, mangler
from tests.kildekopi import kjør, kopier


@pytest.fixture(scope="module")
def kopi(tmp_path_factory):
    return kopier(tmp_path_factory.mktemp("nynorsk"))


@pytest.fixture
def bytt(kopi):
    """Change a file of the copy for the length of one test."""
    før = {
        fil: fil.read_text(encoding="utf-8")
        for mappe in ("calculators", "docs/data", "docs/kalkulatorer", "docs/nn/kalkulatorer", "tests/tilfeller")
        for fil in (kopi / mappe).glob("*.*")
        if fil.suffix in (".toml", ".md")
    }

    def bytt(fil: str, gammelt: str, nytt: str) -> None:
        tekst = (kopi / fil).read_text(encoding="utf-8")
        assert 1 == tekst.count(gammelt)
        (kopi / fil).write_text(tekst.replace(gammelt, nytt), encoding="utf-8")

    yield bytt
    for fil, tekst in før.items():
        fil.write_text(tekst, encoding="utf-8")


NB, NN = "calculators/tekster.nb.toml", "calculators/tekster.nn.toml"
FRIST = "tests/tilfeller/frist.toml"


def test_når_alt_er_lest_sier_kommandoen_det(kopi):
    svar = kjør(kopi, "macros.nytt.nynorsk")

    assert (0, "Nynorsken følger bokmålet.\n") == (svar.returncode, svar.stdout)


def test_et_endret_bokmål_vises_før_og_nå_til_nynorsken_er_lest(kopi, bytt, capsys):
    bytt(NB, 'knapp = "Regn ut"', 'knapp = "Finn svaret"')

    assert 0 == main([], kopi)
    assert (
        "felles.knapp\n  bokmål før  Regn ut\n  bokmål nå   Finn svaret\n  nynorsk     Rekn ut\n"
        in capsys.readouterr().out
    )

    bytt(NN, 'knapp = "Rekn ut"', 'knapp = "Finn svaret"')
    assert 0 == main(["felles.knapp"], kopi)
    assert "Godkjente tekster: 1\nNynorsken følger bokmålet.\n" == capsys.readouterr().out
    assert '\n"felles.knapp" = "Finn svaret"\n' in (kopi / "docs/data/nynorsk.toml").read_text(encoding="utf-8")


def test_en_endret_del_av_en_side_vises_linje_for_linje_til_nynorsken_er_lest(kopi, bytt, capsys):
    bytt("docs/kalkulatorer/frist.md", "Fristen er samme dato i måneden etter.", "Fristen er én måned.")

    assert 0 == main([], kopi)
    skrevet = capsys.readouterr().out
    assert "\nkalkulatorer/frist#tabeller (docs/nn/kalkulatorer/frist.md)\n  - Fristen er samme dato" in skrevet
    assert "\n  + Fristen er én måned. Finnes ikke datoen" in skrevet
    assert "kalkulatorer/frist#frist" not in skrevet

    bytt("docs/nn/kalkulatorer/frist.md", "Fristen er same dato i månaden etter.", "Fristen er éin månad.")
    assert 0 == main(["kalkulatorer/frist#tabeller"], kopi)
    assert "Godkjente tekster: 1\nNynorsken følger bokmålet.\n" == capsys.readouterr().out


def test_et_endret_navn_på_et_eksempel_med_fasit_vises_før_og_nå_til_nynorsken_er_lest(kopi, bytt, capsys):
    bytt(FRIST, 'navn = "Uten dato kan fristen ikke regnes ut"', 'navn = "Ingen dato gir ingen frist"')
    kode = "tilfeller/frist#utan-dato-kan-vi-ikkje-rekne-ut-fristen"

    assert 0 == main([], kopi)
    bokmål = "  bokmål før  Uten dato kan fristen ikke regnes ut\n  bokmål nå   Ingen dato gir ingen frist\n"
    nynorsk = "  nynorsk     Utan dato kan vi ikkje rekne ut fristen\n"
    assert f"\n{kode}\n{bokmål}{nynorsk}" in capsys.readouterr().out

    assert 0 == main([kode], kopi)
    assert "Godkjente tekster: 1\nNynorsken følger bokmålet.\n" == capsys.readouterr().out
    lest = (kopi / "docs/data/nynorsk.toml").read_text(encoding="utf-8")
    assert f'\n"{kode}" = "Ingen dato gir ingen frist"\n' in lest


def test_et_eksempel_med_fasit_uten_navn_på_nynorsk_blir_nevnt_med_fil_og_linje(kopi, bytt, capsys):
    bytt(FRIST, 'navn_nn = "Fristen er same dato i månaden etter"\n', "")

    assert 0 == main([], kopi)
    assert (
        "Disse tilfellene har fasit og mangler «navn_nn».\n\n"
        "tests/tilfeller/frist.toml:4: Fristen er samme dato i måneden etter\n"
    ) in capsys.readouterr().out


def test_bare_det_som_er_lest_blir_godkjent(kopi, bytt):
    bytt(NB, 'knapp = "Regn ut"', 'knapp = "Finn svaret"')
    bytt(NB, 'les-mer = "Les mer"', 'les-mer = "Les resten"')

    assert 0 == main(["felles.les-mer"], kopi)

    assert ["felles.knapp"] == [et.kode for et in etter(Tre(kopi))]


def test_en_kode_som_ikke_venter_på_noe_blir_avvist_og_ingenting_endret(kopi, capsys):
    før = (kopi / "docs/data/nynorsk.toml").read_bytes()

    assert 1 == main(["felles.knapp"], kopi)

    assert "Disse venter ikke på godkjenning: felles.knapp." in capsys.readouterr().err
    assert før == (kopi / "docs/data/nynorsk.toml").read_bytes()


def test_det_som_mangler_skrives_ut_slik_at_det_kan_limes_inn(kopi, bytt, capsys):
    ny = '\n[frist.proeve]\nsvar = "Møt {dato}."\nlinje = "Møtet"\n'
    bytt(NB, "\n[frist.linje]\n", f"{ny}\n[frist.linje]\n")

    main([], kopi)
    skrevet = capsys.readouterr().out
    utkast = '[frist.proeve]\n# Møt {dato}.\nsvar = ""\n# Møtet\nlinje = ""'
    assert utkast in skrevet
    assert ["frist.proeve.svar", "frist.proeve.linje"] == list(mangler(Tre(kopi)))

    bytt(NN, "\n[frist.linje]\n", '\n[frist.proeve]\nsvar = "Møt {dato}."\nlinje = "Møtet"\n\n[frist.linje]\n')
    assert 0 == main(["alle"], kopi)
    assert "Godkjente tekster: 2\nNynorsken følger bokmålet.\n" == capsys.readouterr().out


def test_en_katalog_som_ikke_kan_leses_sendes_til_kontrollen(kopi, bytt, capsys):
    bytt(NN, 'knapp = "Rekn ut"', 'knapp = "Rekn ut')

    assert 1 == main([], kopi)
    assert "calculators/tekster.nn.toml kan ikke leses. Kjør «make sjekk»" in capsys.readouterr().err
