"""The plan as a timeline: dates first and in order, then what has none; each task says how RB-30 binds."""

import json
from datetime import date, timedelta

from calculators.felles.bro import regn
from calculators.felles.tekster import finn
from calculators.lbm_plan import datoer

FØRSTE, SISTE = date(2017, 1, 16), date(2040, 12, 31)  # møtene vi kjenner alle dagene til
FAST = "\N{NO-BREAK SPACE}"


def plan(motedato: str) -> dict[str, list[tuple[str, str, str]]]:
    """The tasks of each group: (the task, when, how it binds)."""
    svar = json.loads(regn("lbm-plan", json.dumps({"motedato": motedato})))
    linjer = iter(svar["linjer"])
    delt = {}
    for gruppe in svar["grupper"]:
        egne = [next(linjer) for _ in range(gruppe["antall"])]
        delt[gruppe["slag"]] = [
            (linje["tekst"], linje["verdi"].replace(FAST, " "), merke)
            for linje, merke in zip(egne, gruppe["merker"], strict=True)
        ]
    assert [] == [*linjer]
    return delt


def test_datoene_står_i_rekkefølge_og_oppgavene_uten_dato_etter():
    delt = plan("22.04.2026")

    assert ["tidslinje", "foer", "etter", "ellers"] == [*delt]
    assert [
        "senest onsdag 8. april 2026",
        "onsdag 15. april 2026 til torsdag 16. april 2026",
        *["onsdag 22. april 2026"] * 3,
    ] == [når for _, når, _ in delt.pop("tidslinje")]
    uten = [når for oppgaver in delt.values() for _, når, _ in oppgaver]
    assert {"ingen dato i RB-30", "GJS setter fristen", "før beslutningen"} == {*uten}


def test_er_to_uker_før_en_fridag_står_arbeidsdagen_først_og_grunnen_ved():
    [(_, helligdag, _), *_] = plan("16.04.2026")["tidslinje"]
    helg = plan("26.09.2026")["tidslinje"]

    assert "senest onsdag 1. april 2026 (to uker før møtet er torsdag 2. april 2026, skjærtorsdag)" == helligdag
    assert [
        "senest fredag 11. september 2026 (to uker før møtet er lørdag 12. september 2026)",
        "lørdag 26. september 2026, som er en fridag",
    ] == [helg[0][1], helg[2][1]]


def test_hver_oppgave_står_i_planen_én_gang():
    alle = [(oppgave, merke) for gruppe in plan("22.04.2026").values() for oppgave, _, merke in gruppe]
    ventet = [f"{et['rolle']}: {et['tekst']}" for et in finn("lbm-plan.oppgave").values()]

    assert sorted(ventet) == sorted(oppgave.removesuffix(merke).rstrip() for oppgave, merke in alle)


def test_hver_oppgave_slutter_med_hvor_bindende_den_er():
    delt = plan("22.04.2026")
    alle = [et for gruppe in delt.values() for et in gruppe]

    assert all(oppgave.endswith(f" {merke}") for oppgave, _, merke in alle)
    assert "RB-30 skriver «normalt bør»." == delt["tidslinje"][1][2]
    assert {
        "RB-30 skriver verken «skal» eller «bør».",
        *(f"RB-30 skriver «{ord_}»." for ord_ in ("kan", "skal", "normalt", "normalt bør")),
        *(f"RB-30 skriver «{ord_}»." for ord_ in ("som hovedregel", "som utgangspunkt bør", "ved behov")),
    } == {merke for _, _, merke in alle}


def test_notatet_er_alltid_før_utsendingen_og_den_før_møtet():
    for nr in range((SISTE - FØRSTE).days + 1):
        møtet = FØRSTE + timedelta(days=nr)
        når = datoer(møtet)

        assert (
            når["notat_senest_arbeidsdag"]
            <= når["notat_senest"]
            < når["utsending_fra"]
            < når["utsending_til"]
            < møtet
        ), møtet


def test_er_begge_fristene_passert_sier_planen_begge_og_på_selve_dagen_ingen():
    def passert(i_dag):
        svar = json.loads(regn("lbm-plan", json.dumps({"motedato": "22.04.2026", "i_dag": i_dag})))
        return [et["tekst"].replace(FAST, " ") for et in svar["forbehold"] if et["kode"] == "dato-passert"]

    assert [] == passert("2026-04-08")
    [notatet] = passert("2026-04-16")
    [begge] = passert("2026-04-17")
    assert "onsdag 8. april 2026" in notatet and "16. april" not in notatet
    assert "onsdag 8. april 2026 og torsdag 16. april 2026" in begge
