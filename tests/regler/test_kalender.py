"""Months, minutes and nights as the rules count them, against slow and simple counting."""

from calendar import monthrange
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculators.felles.kalender import lengste_natt, minutter, måneder_etter

MINUTT = timedelta(minutes=1)
tider = st.datetimes(datetime(2018, 6, 22), datetime(2030, 1, 1)).map(
    lambda tid: tid.replace(second=0, microsecond=0)
)


@pytest.mark.parametrize(
    ("dag", "ventet"),
    [
        (date(2021, 10, 5), date(2021, 11, 5)),
        (date(2021, 12, 31), date(2022, 1, 31)),
        (date(2021, 1, 28), date(2021, 2, 28)),
        (date(2021, 1, 29), date(2021, 2, 28)),
        (date(2021, 1, 31), date(2021, 2, 28)),
        (date(2024, 1, 29), date(2024, 2, 29)),
        (date(2024, 1, 31), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 3, 29)),
        (date(2027, 1, 29), date(2027, 2, 28)),
        (date(2026, 3, 31), date(2026, 4, 30)),
        (date(2026, 4, 30), date(2026, 5, 30)),
        (date(2099, 12, 31), date(2100, 1, 31)),
        (date(2100, 1, 31), date(2100, 2, 28)),
        (date(2100, 12, 31), date(2101, 1, 31)),
    ],
)
def test_en_måned_etter_er_samme_dag_i_neste_måned_eller_månedens_siste(dag, ventet):
    assert ventet == måneder_etter(dag, 1)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(0, 30))
def test_måneder_etter_gir_riktig_måned_og_aldri_en_senere_dag(dag, antall):
    etter = måneder_etter(dag, antall)

    assert antall == (etter.year - dag.year) * 12 + etter.month - dag.month
    assert min(dag.day, monthrange(etter.year, etter.month)[1]) == etter.day


def test_skuddårsdagen_to_år_etter_er_siste_februar():
    assert date(2026, 2, 28) == måneder_etter(date(2024, 2, 29), 24)
    assert date(2028, 2, 29) == måneder_etter(date(2024, 2, 29), 48)


def test_minuttene_telles_etter_veggklokka_også_når_den_stilles():
    assert 24 * 60 == minutter(datetime(2026, 3, 28, 12), datetime(2026, 3, 29, 12))
    assert 24 * 60 == minutter(datetime(2026, 10, 24, 12), datetime(2026, 10, 25, 12))
    assert 1 == minutter(datetime(2023, 12, 31, 23, 59), datetime(2024, 1, 1))


def langsom_natt(fra: datetime, til: datetime) -> int:
    """Count every minute of the trip that lies between 22 and 06, night by night."""
    netter = Counter()
    while fra < til:
        if fra.hour >= 22:
            netter[fra.date()] += 1
        elif fra.hour < 6:
            netter[fra.date() - timedelta(days=1)] += 1
        fra += MINUTT
    return max(netter.values(), default=0)


@given(tider, st.integers(1, 2 * 24 * 60))
def test_lengste_natt_er_den_natten_der_flest_minutter_går_med(fra, varighet):
    til = fra + varighet * MINUTT

    assert langsom_natt(fra, til) == lengste_natt(fra, til)


@pytest.mark.parametrize(
    ("fra", "til", "ventet"),
    [
        ("2026-03-03T06:00", "2026-03-03T22:00", 0),
        ("2026-03-03T05:59", "2026-03-03T22:01", 1),
        ("2026-03-03T22:00", "2026-03-04T06:00", 480),
        ("2026-03-03T12:00", "2026-03-04T03:00", 300),
        ("2026-03-03T12:00", "2026-03-04T03:01", 301),
        ("2026-03-03T01:00", "2026-03-03T12:00", 300),
        ("2026-03-03T00:59", "2026-03-03T12:00", 301),
        ("2026-03-03T03:00", "2026-03-04T01:00", 180),
        ("2026-03-03T12:00", "2026-03-10T12:00", 480),
        ("2026-03-03T12:00", "2026-03-03T23:00", 60),
        ("2026-03-03T23:00", "2026-03-05T06:00", 480),
    ],
)
def test_natten_går_fra_22_til_06_og_to_netter_legges_ikke_sammen(fra, til, ventet):
    assert ventet == lengste_natt(datetime.fromisoformat(fra), datetime.fromisoformat(til))
