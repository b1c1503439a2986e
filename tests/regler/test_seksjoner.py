"""What the register says of a page and its sections: titles, days and chapters, from a small made-up site."""

from datetime import date

import pytest

from calculators.felles import seksjoner
from calculators.felles.seksjoner import nummer, uten_nummer

RB, ELDRE = "rutiner/rb-90/", "rutiner/eldre/rb-90-01/"
# id, level, title, reference, days, and the titles it has had with the day each was given up.
KILDE = {
    "fra": "2026-11-21",
    "andres": ["une.no"],
    "lover": {"Fiskeloven": ["lov/2001-01-01-1", "fl.", "Fiskelova"]},
    "flyttet": {
        f"{RB}#gammelt": [f"{RB}#frist", "2 Gammel frist"],
        f"{RB}#uten-tittel": [f"{RB}#frist", ""],
        "rutiner/rb-91/#annet": [f"{RB}#frist", "Annet"],
        "rutiner/borte/": [RB, ""],
    },
    "sider": {
        RB: {
            "kode": "RB-90",
            "publisert": "2026-01-02",
            "avsnitt": {"frist-a1": ["2027-01-01"], "ord": ["2027-02-02"]},
            "seksjoner": [
                ["rb-90", 1, "RB-90 Fisk", "RB-90 Fisk (UNE)", ["2026-11-21"]],
                ["formaal", 2, "Formål", "RB-90, «Formål»", ["2026-11-21"]],
                ["krok", 2, "1 Krok", "RB-90 punkt 1", ["2026-11-21", "2027-01-01"]],
                ["agn", 3, "Agn", "RB-90 punkt 1, «Agn»", ["2026-12-01", "2027-03-03", "2026-12-24"]],
                [
                    "frist",
                    2,
                    "2.1 Frist",
                    "RB-90 punkt 2.1",
                    ["2027-04-01"],
                    [["2027-05-05", "3 Før"], ["2027-06-06", "Så"]],
                ],
                ["roller", 2, "Roller", "RB-90, «Roller»", ["2026-11-21"]],
                ["under-roller", 3, "Under", "RB-90, «Under»", ["2026-11-21"]],
            ],
        },
        ELDRE: {"kode": "RB-90", "seksjoner": [["rb-90", 1, "RB-90 Eldre", "", ["2020-01-01"]]]},
        "om/": {"seksjoner": [["om", 1, "Om", "", ["2026-11-21"]]]},
    },
}


@pytest.fixture(autouse=True)
def kilden(monkeypatch):
    """The made-up register, and nothing kept of the true one."""
    monkeypatch.setattr(seksjoner, "_kilde", lambda: KILDE)
    for navn in ("side", "rutiner", "tatt_ut", "lover"):
        monkeypatch.setattr(seksjoner, navn, getattr(seksjoner, navn).__wrapped__)


def seksjon(id):
    return seksjoner.side(RB).finn(id)


@pytest.mark.parametrize(
    ("tittel", "nr", "resten"),
    [
        ("3 Temanotat", "3", "Temanotat"),
        ("12 Tolv", "12", "Tolv"),
        ("2.1 Frist", "2.1", "Frist"),
        ("2.1.10 Frist", "2.1.10", "Frist"),
        ("Frist 3", "", "Frist 3"),
        (" Frist", "", " Frist"),
        (".1 Frist", "", ".1 Frist"),
        ("3 ", "", "3 "),
        ("3. Frist", "", "3. Frist"),
        ("3", "", "3"),
        ("3x1 Frist", "", "3x1 Frist"),
        ("3 Over\nto linjer", "3", "Over\nto linjer"),
    ],
)
def test_nummeret_til_et_kapittel_står_først_i_tittelen(tittel, nr, resten):
    assert (nr, resten) == (nummer(tittel), uten_nummer(tittel))


def test_adressen_til_den_første_er_sidens_og_de_andre_har_sin_egen():
    assert (RB, f"{RB}#agn") == (seksjon("rb-90").adresse, seksjon("agn").adresse)


@pytest.mark.parametrize(
    ("dag", "tittel"),
    [
        ("2027-05-04", "3 Før"),
        ("2027-05-05", "Så"),
        ("2027-06-05", "Så"),
        ("2027-06-06", "2.1 Frist"),
        (None, "2.1 Frist"),
    ],
)
def test_tittelen_er_den_som_gjaldt_den_dagen(dag, tittel):
    assert tittel == seksjon("frist").tittel_på(date.fromisoformat(dag) if dag else None)


def test_alle_titler_den_har_hatt_er_uten_nummer():
    assert {"Frist", "Før", "Så"} == seksjon("frist").titler()


def test_et_kapittel_er_endret_når_noe_i_det_er_endret_og_ikke_av_det_som_kom_med_det():
    """The chapter came on 21 November; what stands in it was added and changed later."""
    assert ("2026-11-21", "2026-12-01", "2026-12-24", "2027-01-01", "2027-03-03") == seksjon("krok").dager
    assert ("2026-11-21",) == seksjon("formaal").dager
    assert ("2026-11-21",) == seksjon("roller").dager
    assert "2027-04-01" == seksjon("rb-90").dager[-1]


@pytest.mark.parametrize(
    ("id", "dag", "ventet"),
    [
        ("krok", "2027-03-02", "2027-03-03"),
        ("krok", "2027-03-03", ""),
        ("krok", "2026-01-01", "2027-03-03"),
        ("formaal", "2026-01-01", ""),
        ("frist", "2026-01-01", ""),
    ],
)
def test_den_siste_endringen_gjelder_bare_den_som_skrev_før_den(id, dag, ventet):
    assert ventet == seksjon(id).endret_etter(date.fromisoformat(dag))


def test_et_avsnitt_har_sin_egen_adresse_og_sine_egne_dager_i_punktet_det_står_i():
    avsnittet, ordet = seksjon("frist-a1"), seksjon("ord")

    assert ("2.1 Frist", f"{RB}#frist-a1", ("2027-01-01",)) == (
        avsnittet.tittel,
        avsnittet.adresse,
        avsnittet.dager,
    )
    assert ("RB-90 Fisk", f"{RB}#ord", ("2027-02-02",)) == (ordet.tittel, ordet.adresse, ordet.dager)
    assert (None, None) == (seksjon("finnes-ikke"), seksjoner.side("finnes/ikke/"))


def test_hvert_punkt_står_i_det_nummererte_kapitlet_over_det_eller_i_ingen():
    assert {"krok": "krok", "agn": "krok", "frist": "frist"} == seksjoner.side(RB).over


def test_det_forsiden_til_en_rutine_sier_følger_med_og_det_den_ikke_sier_er_tomt():
    side = seksjoner.side(RB)

    assert ("RB-90", "2026-01-02", "", "", "") == (
        side.kode,
        side.publisert,
        side.kilde_oppdatert,
        side.opphevet,
        side.erstattet_av,
    )
    assert ("", "", {}) == ((om := seksjoner.side("om/")).kode, om.publisert, om.avsnitt)


def test_koden_er_den_gjeldende_rutinens_og_ikke_en_eldre_utgaves():
    assert {"RB-90": RB} == seksjoner.rutiner()
    assert (RB, None) == (seksjoner.rutine("RB-90").adresse, seksjoner.rutine("RB-91"))


def test_det_som_har_flyttet_har_en_ny_adresse_og_gjelder_bare_siden_det_sto_på():
    assert (f"{RB}#frist", RB, None) == tuple(map(seksjoner.flyttet, (f"{RB}#gammelt", "rutiner/borte/", RB)))
    assert {"2 Gammel frist": f"{RB}#frist"} == seksjoner.tatt_ut(RB)


def test_en_side_er_eller_var_her():
    assert [True, True, False] == [seksjoner.finnes(et) for et in (RB, "rutiner/borte/", "rutiner/rb-91/")]


def test_en_lov_kjennes_på_navnet_og_hver_forkortelse_med_små_bokstaver():
    hva = ("Fiskeloven", "lov/2001-01-01-1")

    assert {"fiskeloven": hva, "fl.": hva, "fiskelova": hva} == seksjoner.lover()
    assert (["une.no"], date(2026, 11, 21)) == (seksjoner.andres(), seksjoner.fra())
