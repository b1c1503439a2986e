"""The committed holidays, the deadline and the plan against calendars that others keep, for every day there is."""

import json
import tomllib
from datetime import date, timedelta

import holidays
from dateutil.relativedelta import relativedelta

from calculators.felles.data import les_toml
from tests.helligdager import FIL, som_toml
from tests.motor import kjør_cpython

FRI = holidays.Norway(years=range(2017, 2041), include_sundays=False)


def _dager(fra: date, til: date) -> list[date]:
    return [fra + timedelta(days=nr) for nr in range((til - fra).days + 1)]


def _arbeidsdag(dag: date) -> bool:
    return dag.weekday() < 5 and dag not in FRI


def test_filen_med_helligdager_er_lik_det_biblioteket_lager():
    assert som_toml() == FIL.read_text(encoding="utf-8")


def test_kalenderen_kjenner_hver_helligdag_i_biblioteket_og_ingen_andre():
    assert tomllib.loads(som_toml()) == les_toml("helligdager.toml")


def test_fristen_er_riktig_for_hver_dag_fra_2021_til_2035():
    dager = _dager(date(2021, 1, 1), date(2035, 12, 31))
    svar = kjør_cpython("frist", [json.dumps({"siste_dag": dag.isoformat()}) for dag in dager])
    for dag, linje in zip(dager, svar, strict=True):
        nominell = neste = dag + relativedelta(months=1)
        while not _arbeidsdag(neste):
            neste += timedelta(days=1)
        fikk = json.loads(linje)
        assert {"send_senest": nominell.isoformat(), "neste_arbeidsdag": neste.isoformat()} == fikk["tall"], dag
        assert (nominell != neste) == ("frist-fridag" in {et["kode"] for et in fikk["forbehold"]}), dag


def test_planen_er_riktig_for_hver_arbeidsdag_fra_2024_til_2032():
    dager = [dag for dag in _dager(date(2024, 1, 1), date(2032, 12, 31)) if _arbeidsdag(dag)]
    svar = kjør_cpython("lbm-plan", [json.dumps({"motedato": dag.isoformat()}) for dag in dager])
    for dag, linje in zip(dager, svar, strict=True):
        notat = forslag = dag - timedelta(weeks=2)
        while not _arbeidsdag(forslag):
            forslag -= timedelta(days=1)
        før = [et for et in _dager(dag - timedelta(days=30), dag - timedelta(days=1)) if _arbeidsdag(et)]
        ventet = {
            "notat_senest": notat,
            "notat_senest_arbeidsdag": forslag,
            "utsending_fra": før[-5],
            "utsending_til": før[-4],
        }
        assert {navn: et.isoformat() for navn, et in ventet.items()} == json.loads(linje)["tall"], dag
