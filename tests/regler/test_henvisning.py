"""References in a letter: that each is found where it stands and judged right, and that nothing else is."""

import json
from itertools import pairwise
from random import Random

import pytest

from calculators import henvisning
from calculators.felles.bro import regn
from calculators.felles.finn_henvisninger import brevdato, finn_alle
from calculators.felles.norsk import les_dato
from calculators.felles.seksjoner import Seksjon, Side
from tests.regler.brev import brev, uten

I_DAG = "2026-12-01"
HELE = "RB-30 punkt 3 Temanotat (UNE, publisert 24.05.2017)"


def svar(tekst, **mer):
    return json.loads(regn("henvisning", json.dumps({"tekst": tekst, "i_dag": I_DAG} | mer)))


def funnet(tekst, **mer):
    return [(et["funnet"], et["status"], et["adresse"]) for et in svar(tekst, **mer)["henvisninger"]]


def skrevet(tekst):
    return [et["funnet"] for et in svar(tekst)["henvisninger"]]


def test_brevet_verken_huskes_eller_lenkes():
    assert (False, False) == (henvisning.HUSKES, henvisning.LENKE)


def test_fem_hundre_henvisninger_i_brev_finnes_og_dømmes_riktig():
    t, galt, antall = Random("henvisninger"), [], 0
    while antall < 500:
        tekst, ventet = brev(t, 10)
        antall += len(ventet)
        fikk = svar(tekst, dato="30.11.2026")["henvisninger"]
        for en in ventet:
            treff = [et for et in fikk if et["funnet"] == en.skrevet]
            if not any(
                (en.status, en.adresse) == (et["status"], et["adresse"])
                and en.henvisning in (None, et["henvisning"])
                for et in treff
            ):
                galt.append((en, treff))
        galt += [("uventet", et) for et in fikk if et["funnet"] not in {en.skrevet for en in ventet}]

    assert [] == galt


def test_hundre_brev_uten_henvisninger_gir_ingen():
    t = Random("uten")

    assert [] == [(tekst, f) for tekst in (uten(t) for _ in range(100)) if (f := funnet(tekst))]


def test_stedet_er_der_henvisningen_står_også_etter_tegn_som_fyller_to():
    tekst = "😀\r\nÆrlig: RB-30 punkt 3, og \x00RB-30 pkt. 6."

    for et in svar(tekst)["henvisninger"]:
        assert tekst[et["fra"] : et["til"]] == et["funnet"]
    assert ["RB-30 punkt 3", "RB-30 pkt. 6"] == skrevet(tekst)


@pytest.mark.parametrize(
    "tekst",
    [
        *("RB-300 punkt 3", "ARB-30", "RB", "punkt 3", "rb 30 punkt 3", "§ 77", "ukjentloven § 77", "RB-\n\n30"),
        *("https://www.une.no/om/personvern/", "https://example.org/om/", "satser/prisene", "nemndmedlem/andre"),
        "https://www.regjeringen.no/rutiner/",
    ],
)
def test_det_som_bare_likner_er_ingen_henvisning(tekst):
    assert [] == funnet(tekst)


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("RB-30 punkt 3 og 4.", ["RB-30 punkt 3", "4"]),
        ("RB-30 punkt 3, 4 og 6 gjelder", ["RB-30 punkt 3", "4", "6"]),
        ("RB-30 punkt 3 og 4 medlemmer", ["RB-30 punkt 3"]),
        ("RB-30 punkt 3, 24.05.2017", ["RB-30 punkt 3"]),
        ("RB-30 punktene 3 og 4 medlemmer", ["RB-30 punktene 3", "4"]),
        ("RB-30 kap. 3–5", ["RB-30 kap. 3", "5"]),
        ("punkt 3 og 4 i RB-30", ["3", "4"]),
        ("kapittel 6 i UNEs RB-30", ["kapittel 6 i UNEs RB-30"]),
        ("RB-30s punkt 3", ["RB-30s punkt 3"]),
        ("RB-30 (punkt 3)", ["RB-30 (punkt 3"]),
        ("RB-30 Arkivering", ["RB-30 Arkivering"]),
        ("RB-30\nArkivering", ["RB-30"]),
        ("RB-30 Referat", ["RB-30"]),
        ("(utl.§77)", ["utl.§77"]),
        ("utlendingslovens § 77", ["utlendingslovens § 77"]),
        ("utl. §§ 77, 78 og 13 e", ["utl. §§ 77", "78", "13 e"]),
        ("§ 13 annet ledd nr. 2 i forvaltningsloven", ["§ 13 annet ledd nr. 2 i forvaltningsloven"]),
        (
            "Forskrift om universell utforming av IKT-løsninger § 4",
            ["Forskrift om universell utforming av IKT-løsninger § 4"],
        ),
        ("se rutiner/rb-30/#temanotat.", ["rutiner/rb-30/#temanotat"]),
        ("<https://example.org/rutiner/rb-30>", ["https://example.org/rutiner/rb-30"]),
        ("https://example.org/r/RB-30/temanotat", ["https://example.org/r/RB-30/temanotat"]),
        (
            f"{HELE}, https://example.org/rutiner/rb-30/#temanotat",
            [HELE, "https://example.org/rutiner/rb-30/#temanotat"],
        ),
    ],
)
def test_hver_form_finnes_med_det_som_hører_til(tekst, ventet):
    assert ventet == skrevet(tekst)


def test_en_side_med_et_vanlig_navn_er_vår_når_en_annen_adresse_i_brevet_viser_hvor_vi_er():
    satser, rb = "https://haandbok.example.no/satser/", "https://haandbok.example.no/rutiner/rb-30/"

    assert [] == funnet(satser)
    assert [satser, rb] == skrevet(f"{satser} og {rb}")


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Se RB30 kap 3.", f"Se {HELE}."),
        ("Se RB-30 punkt 9.", "Se RB-30 punkt 9."),
        ("Etter RB\u201130 gjelder dette.", "Etter RB-30 gjelder dette."),
        ("Se RB 30 kap. 3 og 4.", "Se RB-30 punkt 3 og 4."),
        ("https://example.org/x/rutiner/rb-30/#temanotat", "https://example.org/x/rutiner/rb-30/#temanotat"),
        ("utl. § 77", "utl. § 77"),
        (HELE, HELE),
    ],
)
def test_teksten_skrives_om_bare_der_henvisningen_skal_være_en_annen(tekst, ventet):
    assert ventet == svar(tekst)["rettet"]


def test_teksten_som_er_rettet_trenger_ikke_å_rettes_igjen():
    t = Random("rettet")
    for _ in range(20):
        rettet = svar(brev(t, 8)[0])["rettet"]

        assert rettet == svar(rettet)["rettet"]


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Dato: 12.03.2024\nHei", "12.03.2024"),
        ("UNE\nVår dato: 12.03.2024   Deres dato: 01.02.2024", "12.03.2024"),
        ("Deres dato: 01.02.2024\n\nOslo, 12. mars 2024", "12.03.2024"),
        ("Oslo den 12. mars 2024\n", "12.03.2024"),
        ("2024-03-12\n", "12.03.2024"),
        ("Fødselsdato 01.01.1990\nFrist 12.03.2024", None),
        ("Vi viser til brev av 12. mars 2024.", None),
        ("Dato: 31.02.2024\nDato: 12.03.2024", "12.03.2024"),
        ("Dato: 02.12.2026", None),
        ("x\n" * 3000 + "Dato: 12.03.2024", None),
    ],
)
def test_datoen_leses_der_et_brev_har_den(tekst, ventet):
    assert (les_dato(ventet) if ventet else None) == brevdato(tekst, les_dato(I_DAG))


def test_ingen_tekst_gir_annet_enn_et_svar_eller_en_melding():
    for tekst in (
        "RB-" * 9000,
        "https://" * 9000,
        "§" * 9000,
        "RB-30 punkt " * 9000,
        "(UNE, " * 9000,
        "\x00" * 9000,
    ):
        assert "ok" == svar(tekst)["status"]


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("\ud800", "har et ødelagt tegn. Kopier teksten på nytt, og lim den inn igjen."),
        ("x" * 1_500_001, "kan ha høyst 1 500 000 tegn."),
        ("RB30 " * 100_001, "har flere enn 100 000 henvisninger. Del teksten opp, og sjekk en del om gangen."),
    ],
    ids=["halvt tegn", "for lang", "for mange"],
)
def test_en_tekst_som_ikke_kan_leses_får_en_melding_ved_feltet(tekst, melding):
    assert [("tekst", f"«Teksten du vil sjekke» {melding}")] == [
        (et["felt"], et["melding"]) for et in _uten_nbsp(tekst)
    ]


def _uten_nbsp(tekst):
    return [et | {"melding": et["melding"].replace("\xa0", " ")} for et in svar(tekst)["feil"]]


def test_listen_viser_tre_hundre_og_sier_hvor_mange_som_er_utelatt():
    linjer = svar("RB-30 punkt 3. " * 302)["linjer"]

    assert (1 + 300 + 1, "2") == (len(linjer), linjer[-1]["verdi"])


# --- What the register has not seen yet: moved, replaced, new ---


def _seksjon(side, id, nivå, tittel, dager=("2026-11-21",), het=()):
    return Seksjon(side, id, nivå, tittel, f"{tittel} i dag", dager, het)


@pytest.fixture
def nettsted(monkeypatch):
    """A site where RB-40 is revoked for RB-41, and where RB-41 has renumbered, moved and added."""
    gammel, ny = "rutiner/rb-40/", "rutiner/rb-41/"
    sider = {
        gammel: Side(
            gammel,
            (_seksjon(gammel, "rb-40", 1, "RB-40 Gammel"), _seksjon(gammel, "frist", 2, "2 Frist")),
            {},
            kode="RB-40",
            opphevet="2027-02-01",
            erstattet_av="RB-41",
            over={"frist": "frist"},
        ),
        ny: Side(
            ny,
            (
                _seksjon(ny, "rb-41", 1, "RB-41 Ny"),
                _seksjon(ny, "nytt", 2, "1 Nytt kapittel", ("2027-03-01",)),
                _seksjon(ny, "frist", 2, "3 Frist", ("2026-11-21", "2027-03-01"), (("2027-03-01", "2 Frist"),)),
                _seksjon(
                    ny, "omdoept", 2, "4 Nytt navn", ("2026-11-21", "2027-03-01"), (("2027-03-01", "4 Gammelt"),)
                ),
            ),
            {},
            kode="RB-41",
            publisert="2027-03-01",
            over={"nytt": "nytt", "frist": "frist", "omdoept": "omdoept"},
        ),
        "rutiner/eldre/rb-41-01/": Side(
            "rutiner/eldre/rb-41-01/",
            (_seksjon("rutiner/eldre/rb-41-01/", "rb-41", 1, "RB-41 Eldre"),),
            {},
            kode="RB-41",
        ),
    }
    veier = {f"{ny}#borte": f"{ny}#frist", "rutiner/gamle/": ny}
    for modul in ("calculators.henvisning", "calculators.felles.finn_henvisninger"):
        monkeypatch.setattr(f"{modul}.side", sider.get)
        monkeypatch.setattr(f"{modul}.flyttet", veier.get)
        monkeypatch.setattr(f"{modul}.rutine", {"RB-40": sider[gammel], "RB-41": sider[ny]}.get)
        monkeypatch.setattr(f"{modul}.tatt_ut", lambda sti: {"6 Borte": f"{ny}#frist"} if sti == ny else {})
    monkeypatch.setattr("calculators.felles.finn_henvisninger._titler", _uten_minne("_titler"))
    monkeypatch.setattr("calculators.felles.finn_henvisninger._er_kapittel", _uten_minne("_er_kapittel"))


def _uten_minne(navn):
    from calculators.felles import finn_henvisninger

    return getattr(finn_henvisninger, navn).__wrapped__


@pytest.mark.parametrize(
    ("tekst", "dato", "ventet"),
    [
        ("RB-41 punkt 2", "1.1.2027", ("flyttet", "rutiner/rb-41/#frist")),
        ("RB-41 punkt 3", "1.1.2027", ("endret", "rutiner/rb-41/#frist")),
        ("RB-41 punkt 3", "2.3.2027", ("gjelder", "rutiner/rb-41/#frist")),
        ("RB-41 punkt 2", "2.3.2027", ("finnes-ikke", "")),
        ("RB-41 punkt 1", "1.1.2027", ("endret", "rutiner/rb-41/#nytt")),
        ("RB-41 punkt 4 Gammelt", "1.1.2027", ("endret", "rutiner/rb-41/#omdoept")),
        ("RB-41 punkt 6 Borte", "1.1.2027", ("flyttet", "rutiner/rb-41/#frist")),
        ("RB-41 punkt 3 (UNE, publisert 01.01.2020)", "2.3.2027", ("endret", "rutiner/rb-41/#frist")),
        ("https://example.org/rutiner/rb-41/#borte", "2.3.2027", ("flyttet", "rutiner/rb-41/#frist")),
        ("https://example.org/rutiner/eldre/rb-41-01/", "2.3.2027", ("erstattet", "rutiner/rb-41/")),
        ("RB-40 punkt 2", "2.3.2027", ("erstattet", "rutiner/rb-41/#frist")),
        ("https://example.org/rutiner/rb-40/#frist", "2.3.2027", ("erstattet", "rutiner/rb-41/#frist")),
    ],
)
def test_det_som_har_flyttet_er_nytt_eller_erstattet_dømmes_etter_datoen(nettsted, tekst, dato, ventet):
    assert [(tekst, *ventet)] == funnet(tekst, dato=dato, i_dag="2027-04-01")


def test_en_rutine_som_skal_oppheves_gjelder_til_den_dagen(nettsted):
    dom = {dag: funnet("RB-40 punkt 2", dato=dag, i_dag=dag)[0][1] for dag in ("2027-01-31", "2027-02-01")}

    assert {"2027-01-31": "gjelder", "2027-02-01": "erstattet"} == dom


def test_det_finnes_alt_i_den_rekkefølgen_det_står():
    t = Random("rekke")
    for _ in range(20):
        steder = [(et.fra, et.til) for et in finn_alle(brev(t, 10)[0])]

        assert steder == sorted(steder)
        assert all(a[1] <= b[0] for a, b in pairwise(steder))
