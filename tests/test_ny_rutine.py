"""A routine started with `make ny-rutine` passes the checks and builds; tried in a copy, never published."""

import pytest

from macros.nytt.rutine import ny_rutine
from tests.kildekopi import kjør, kopier


@pytest.fixture
def kopi(tmp_path):
    return kopier(tmp_path)


def test_en_ny_rutine_går_gjennom_sjekken_og_kommer_i_listen(kopi):
    fil = ny_rutine("RB-99", "Rutiner for utprøving", kopi)
    assert "rb-99.md" == fil.name
    sjekk = kjør(kopi, "macros.sjekk")
    assert 0 == sjekk.returncode, sjekk.stdout
    bygg = kjør(kopi, "properdocs", "build", "--strict", "--site-dir", str(kopi / "nettsted"))
    assert 0 == bygg.returncode, bygg.stderr
    side = (kopi / "nettsted/rutiner/rb-99/index.html").read_text(encoding="utf-8")
    assert "ikke oppgitt i kilden" in side
    assert "Rutiner for utprøving" in (kopi / "nettsted/rutiner/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("kode", "tittel", "ventet"),
    [
        ("RB-9", "Noe", "to sifre"),
        ("rb-99", "Noe", "to sifre"),
        ("RB-99", "", "Skriv en tittel"),
        ("RB-30", "Noe", "finnes allerede"),
    ],
)
def test_en_rutine_som_ikke_kan_lages_sier_hva_som_er_galt(kopi, kode, tittel, ventet):
    with pytest.raises(ValueError, match=ventet):
        ny_rutine(kode, tittel, kopi)
