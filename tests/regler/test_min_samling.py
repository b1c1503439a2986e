"""The plan of a samling: in the reader's order, with what follows from the first day and nothing made up."""

from datetime import date
from decimal import Decimal

import pytest

from calculators import frist, min_samling

FAST = "\N{NO-BREAK SPACE}"


def plan(dag: date, dager: int = 3, i_dag: date | None = None):
    return min_samling.beregn(min_samling.Inndata(dag, Decimal(dager)), i_dag)


def tider(svar) -> dict[str, list[str]]:
    """When each step is to be done, by the section it rests on."""
    ut: dict[str, list[str]] = {}
    for linje in svar.linjer:
        ut.setdefault(linje["hjemmel"]["url"], []).append(linje["verdi"].replace(FAST, " "))
    return ut


def test_hvert_steg_står_i_den_delen_av_samlingen_det_hører_til():
    svar = plan(date(2027, 1, 12))
    hjemler, deler = iter(svar.linjer), {}
    for gruppe in svar.tillegg["grupper"]:
        deler[gruppe["tekst"]] = [
            next(hjemler)["hjemmel"]["url"].split("/", 1)[1] for _ in range(gruppe["antall"])
        ]

    assert {
        "Før du kommer": [
            *("innkalling/#to-maater", "reise/#reise", "reiseregning/#bil-og-taxi"),
            *("samlingen/#foer", "habilitet/#habilitet"),
        ],
        "Under samlingen": [
            *("samlingen/#lesedag", "samlingen/#nemndmoete", "samlingen/#utstyr", "samlingen/#samlingen"),
            *("lommekort/#til-kravet", "samlingen/#avgjoerelsen", "habilitet/#taushetsplikt"),
        ],
        "Etter samlingen": [
            *("betaling/#dokumentasjon", "reiseregning/#frist", "betaling/#frist", "reiseregning/#frist"),
        ],
    } == deler
    assert [] == list(hjemler)


def test_der_unes_side_ikke_gir_noen_dato_sier_steget_det():
    uten = {url for url, når in tider(plan(date(2027, 1, 12))).items() if "UNEs side gir ingen" in når[0]}

    assert {
        "nemndmedlem/innkalling/#to-maater",
        "nemndmedlem/habilitet/#habilitet",
        "nemndmedlem/samlingen/#avgjoerelsen",
        "nemndmedlem/habilitet/#taushetsplikt",
    } == uten


def test_er_fristen_en_fridag_sier_steget_hvilken_arbeidsdag_som_kommer_før():
    svar = tider(plan(date(2027, 1, 12)))

    assert ["Senest søndag 14. februar 2027, helst fredag 12. februar 2027"] == svar["nemndmedlem/betaling/#frist"]


def test_den_som_reiser_hjem_hver_dag_får_fristen_for_den_første_reisen_for_seg():
    """12 June 2027 is a Saturday, and the samling ends on 14 May."""
    assert [
        "Senest lørdag 12. juni 2027, helst fredag 11. juni 2027",
        "Senest mandag 14. juni 2027",
    ] == tider(plan(date(2027, 5, 12)))["nemndmedlem/reiseregning/#frist"]


def test_en_samling_på_én_dag_har_én_frist_for_reiseregningen():
    svar = plan(date(2026, 6, 1), dager=1)

    assert ["Senest onsdag 1. juli 2026"] == tider(svar)["nemndmedlem/reiseregning/#frist"]
    assert [5, 7, 3] == [gruppe["antall"] for gruppe in svar.tillegg["grupper"]]


@pytest.mark.parametrize(
    ("dager", "siste"),
    [(1, date(2026, 6, 1)), (2, date(2026, 6, 2)), (3, date(2026, 6, 3)), (31, date(2026, 7, 1))],
)
@pytest.mark.parametrize("i_dag", [None, date(2026, 6, 1), date(2027, 6, 1)])
def test_fristen_er_den_frist_gir_for_den_siste_dagen(dager, siste, i_dag):
    svar = plan(date(2026, 6, 1), dager, i_dag)
    fasit = frist.beregn(frist.Inndata(siste), i_dag)

    assert siste == svar.tall["siste_dag"]
    assert fasit.tall["send_senest"] == svar.tall["send_senest"]
    assert fasit.frister == svar.frister
    assert svar.svar.endswith(fasit.svar)


def test_kalenderen_har_nemndmøtet_fra_dag_to_og_bare_når_samlingen_har_en_slik_dag():
    def kalender(dager):
        return [(et.id.split("-2026")[0], et.fra, et.til) for et in plan(date(2026, 6, 1), dager).hendelser]

    lesedag = ("samling-lesedag", date(2026, 6, 1), date(2026, 6, 1))
    assert [lesedag, ("krav", date(2026, 7, 1), date(2026, 7, 1))] == kalender(1)
    assert [lesedag, ("samling-moete", date(2026, 6, 2), date(2026, 6, 2))] == kalender(2)[:2]
    assert [lesedag, ("samling-moete", date(2026, 6, 2), date(2026, 6, 3))] == kalender(3)[:2]
