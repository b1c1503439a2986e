"""References in a letter: that each is found where it stands and judged right, and that nothing else is."""

import json
from itertools import pairwise
from random import Random

import pytest

from calculators import henvisning
from calculators.felles.bro import regn
from calculators.felles.finn_henvisninger import brevdato, finn_alle
from calculators.felles.norsk import Ugyldig, les_dato
from calculators.felles.seksjoner import Seksjon, Side
from tests.regler.brev import brev, uten

I_DAG = "2026-12-01"
MERKNAD = "(UNE, publisert 24.05.2017)"
HELE = f"RB-30 punkt 3 Temanotat {MERKNAD}"


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
    assert ["3", "4"] == skrevet(f"{'Langt ut i brevet. ' * 20}Se punkt 3 og 4 i RB-30.")


def test_av_en_rutine_som_ikke_er_her_telles_ingen_punkter():
    assert ["RB-77 punkt 3"] == skrevet("RB-77 punkt 3 og 4.")


@pytest.mark.parametrize(
    "tekst",
    [
        *("RB-300 punkt 3", "ARB-30", "RB", "punkt 3", "rb 30 punkt 3", "§ 77", "ukjentloven § 77", "RB-\n\n30"),
        *("https://www.une.no/om/personvern/", "https://example.org/om/", "satser/prisene", "nemndmedlem/andre"),
        *("https://www.regjeringen.no/rutiner/", "https://example.org/1/2/3/4/5/6/7/8/kalkulatorer/kost/"),
        *("kalkulatorer/kost", "om/annet/#sted", "satser/prisene/", "åkalkulatorer/kost/"),
        *("x.no/kalkulatorer/kost/", "https://example.org/app#/kalkulatorer/kost/"),
        *("https://WWW.UNE.no/om/personvern/", "https://meg@www.une.no:443/om/personvern/"),
    ],
)
def test_det_som_bare_likner_er_ingen_henvisning(tekst):
    assert [] == funnet(tekst)


# Where each number of RB-30 and each law is, by hand.
PUNKT = {"3": "temanotat", "4": "invitasjon", "5": "gjennomfoering", "6": "etterarbeid"}
RB = "rutiner/rb-30/"
UTL, FVL = "https://lovdata.no/lov/2008-05-15-35/%C2%A7", "https://lovdata.no/lov/1967-02-10/%C2%A7"
HELT = None  # the whole of the text
IKT = "https://lovdata.no/forskrift/2013-06-21-732/%C2%A7"


def punkter(*par):
    """What is found, and the chapter of RB-30 each leads to."""
    return [(funnet, f"{RB}#{PUNKT[nr]}" if nr else RB) for funnet, nr in par]


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("RB-30 punkt 3 og 4.", punkter(("RB-30 punkt 3", "3"), ("4", "4"))),
        ("RB-30 punkt 3 eller 4.", punkter(("RB-30 punkt 3", "3"), ("4", "4"))),
        ("RB-30 punkt 3, 4 og 6 gjelder", punkter(("RB-30 punkt 3", "3"), ("4", "4"), ("6", "6"))),
        ("(RB-30 punkt 3 og 4) medlemmer", punkter(("RB-30 punkt 3", "3"), ("4", "4"))),
        ("RB-30 punkt 3 og 4 medlemmer", punkter(("RB-30 punkt 3", "3"))),
        ("RB-30 punkt 3 og 7.", punkter(("RB-30 punkt 3", "3"))),
        ("RB-30 punkt 3, 24.05.2017", punkter(("RB-30 punkt 3", "3"))),
        ("RB-30 punktene 3 og 4 medlemmer", punkter(("RB-30 punktene 3", "3"), ("4", "4"))),
        ("RB-30 punkter 3 og 4 medlemmer", punkter(("RB-30 punkter 3", "3"), ("4", "4"))),
        ("RB-30 kapitlene 3 og 4 medlemmer", punkter(("RB-30 kapitlene 3", "3"), ("4", "4"))),
        ("RB-30 Kapitler 3 og 4 medlemmer", punkter(("RB-30 Kapitler 3", "3"), ("4", "4"))),
        ("RB-30 kapitlet 3 og 4 medlemmer", punkter(("RB-30 kapitlet 3", "3"))),
        ("RB-30 kapittelet 3", punkter(("RB-30 kapittelet 3", "3"))),
        ("RB-30 punktet 3", punkter(("RB-30 punktet 3", "3"))),
        ("RB-30 pkt 3", punkter(("RB-30 pkt 3", "3"))),
        ("RB-30 punkt nr. 3", punkter(("RB-30 punkt nr. 3", "3"))),
        ("RB-30 punkt nr 3", punkter(("RB-30 punkt nr 3", "3"))),
        ("RB-30, jf. punkt 3", punkter(("RB-30, jf. punkt 3", "3"))),
        ("RB-30, se kap. 3", punkter(("RB-30, se kap. 3", "3"))),
        ("RB-30 under punkt\n  3", punkter(("RB-30 under punkt\n  3", "3"))),
        ("RB-30 kap. 3–5", punkter(("RB-30 kap. 3", "3"), ("5", "5"))),
        ("punkt 3 og 4 i RB-30", punkter(("3", "3"), ("4", "4"))),
        ("punkt 3, 4 og 5 av RB-30", punkter(("3", "3"), ("4", "4"), ("5", "5"))),
        ("kapittel 6 i UNEs RB-30", punkter(("kapittel 6 i UNEs RB-30", "6"))),
        ("Punkt 3 i RB-30", punkter(("Punkt 3 i RB-30", "3"))),
        ("punkt 3 fra RB-30", punkter(("punkt 3 fra RB-30", "3"))),
        ("punkt 3 i UNEs\n        RB-30", punkter(("punkt 3 i UNEs\n        RB-30", "3"))),
        (f"punkt 3 i RB-30 {MERKNAD}", punkter((f"punkt 3 i RB-30 {MERKNAD}", "3"))),
        ("RB-30 punkt 3 (UNE) og 4.", punkter(("RB-30 punkt 3 (UNE)", "3"))),
        ("punkt 3 etter RB-30", punkter(("RB-30", ""))),
        ("i RB-30", punkter(("RB-30", ""))),
        ("RB-30s punkt 3", punkter(("RB-30s punkt 3", "3"))),
        ("RB-30 (punkt 3)", punkter(("RB-30 (punkt 3", "3"))),
        ("RB\u201030 punkt 3", punkter(("RB\u201030 punkt 3", "3"))),
        ("RB\u221230 punkt 3", punkter(("RB\u221230 punkt 3", "3"))),
        ("Rb-30 punkt 3", punkter(("Rb-30 punkt 3", "3"))),
        ("RB - 30 punkt 3", punkter(("RB - 30 punkt 3", "3"))),
        ("RB-30 Arkivering", [("RB-30 Arkivering", f"{RB}#arkivering")]),
        ("RB-30\nArkivering", punkter(("RB-30", ""))),
        ("RB-30\n«Arkivering»", [("RB-30\n«Arkivering»", f"{RB}#arkivering")]),
        ("RB-30 Referat", punkter(("RB-30", ""))),
        ("RB-30 «Referat»", [("RB-30 «Referat»", f"{RB}#referat")]),
        ("RB-30 punkt 5 Referat", [("RB-30 punkt 5 Referat", f"{RB}#referat")]),
        ("RB-30 Deltakere", [("RB-30 Deltakere", f"{RB}#deltakere")]),
        ("RB-30 3 Temanotat", punkter(("RB-30", ""))),
        (
            "RB-30 punkt 3 Temanotat, «Praksisoversikt», «Referat»",
            [("RB-30 punkt 3 Temanotat, «Praksisoversikt»", f"{RB}#praksisoversikt")],
        ),
        (
            "RB-30 Gjennomføring av møtet, Referat",
            [("RB-30 Gjennomføring av møtet, Referat", f"{RB}#referat")],
        ),
        ("RB-30 Arkiveringen", punkter(("RB-30", ""))),
        (
            "RB-30 Oppfølging som påvirker ressursene",
            [("RB-30 Oppfølging som påvirker ressursene", f"{RB}#ressurser")],
        ),
        ("RB-30, Innledning og diskusjon", [("RB-30, Innledning og diskusjon", f"{RB}#diskusjon")]),
        ("RB-30 «Innledning\nog diskusjon»", [("RB-30 «Innledning\nog diskusjon»", f"{RB}#diskusjon")]),
        ("RB-30§ 6 i fvl.", [("RB-30", RB), ("§ 6 i fvl.", f"{FVL}6")]),
        ("(utl.§77)", [("utl.§77", f"{UTL}77")]),
        ("utlendingslovens § 77", [("utlendingslovens § 77", f"{UTL}77")]),
        ("UTL. § 77", [("UTL. § 77", f"{UTL}77")]),
        ("UTL. §§ 77 og 78", [("UTL. §§ 77", f"{UTL}77"), ("78", f"{UTL}78")]),
        ("Utlendingslovens §§ 77–78", [("Utlendingslovens §§ 77", f"{UTL}77"), ("78", f"{UTL}78")]),
        ("utl. §§ 77, 78 og 13 e", [("utl. §§ 77", f"{UTL}77"), ("78", f"{UTL}78"), ("13 e", f"{UTL}13e")]),
        ("utl. § 77, 78", [("utl. § 77", f"{UTL}77")]),
        ("utl. § 77 i saken", [("utl. § 77", f"{UTL}77")]),
        ("fvl. § 13e bokstav b", [("fvl. § 13e bokstav b", f"{FVL}13e")]),
        ("§ 13 i Forvaltningsloven", [("§ 13 i Forvaltningsloven", f"{FVL}13")]),
        ("fvl. paragraf 6", [("fvl. paragraf 6", f"{FVL}6")]),
        ("fvl. Paragraf 6", [("fvl. Paragraf 6", f"{FVL}6")]),
        (
            "§ 13 annet ledd nr. 2 i forvaltningsloven",
            [("§ 13 annet ledd nr. 2 i forvaltningsloven", f"{FVL}13")],
        ),
        (
            "Forskrift om universell utforming av IKT-løsninger § 4",
            [("Forskrift om universell utforming av IKT-løsninger § 4", f"{IKT}4")],
        ),
        ("se rutiner/rb-30/#temanotat.", [("rutiner/rb-30/#temanotat", f"{RB}#temanotat")]),
        ("se /rutiner/rb-30/", [("/rutiner/rb-30/", RB)]),
        ("se /r/RB-30/", [("/r/RB-30/", RB)]),
        ("se satser/", [("satser/", "satser/")]),
        ("se om/uavklart/#lesedag", [("om/uavklart/#lesedag", "om/uavklart/#lesedag")]),
        ("<https://example.org/rutiner/rb-30>", [("https://example.org/rutiner/rb-30", RB)]),
        ("http://example.org/rutiner/rb-30/", [("http://example.org/rutiner/rb-30/", RB)]),
        ("https://example.org/rutiner/rb-30/index.html#temanotat", [(HELT, f"{RB}#temanotat")]),
        ("https://example.org/rutiner/rb-30/?q=1#temanotat", [(HELT, f"{RB}#temanotat")]),
        ("https://example.org/1/2/3/4/5/6/7/rutiner/rb-30/", [(HELT, RB)]),
        ("https://example.org/r/RB-30", [(HELT, RB)]),
        ("https://example.org/r/RB-30/", [(HELT, RB)]),
        ("https://example.org/r/RB-30/temanotat", [(HELT, f"{RB}#temanotat")]),
        ("https://example.org/r/RB-30/temanotat/", [(HELT, f"{RB}#temanotat")]),
        ("https://example.org/r/RB-30#temanotat", [(HELT, f"{RB}#temanotat")]),
        (
            f"{HELE}, https://example.org/rutiner/rb-30/#temanotat",
            [(HELE, f"{RB}#temanotat"), ("https://example.org/rutiner/rb-30/#temanotat", f"{RB}#temanotat")],
        ),
    ],
    ids=str,
)
def test_hver_form_finnes_med_det_som_hører_til_og_fører_dit_den_skal(tekst, ventet):
    ventet = [(tekst if er is HELT else er, "gjelder", adresse) for er, adresse in ventet]

    assert ventet == funnet(tekst)


def test_av_en_lang_rekke_punkter_finnes_de_tjueen_første():
    assert ["RB-30 punktene 1", *"2345612345612345612345"[:20]] == skrevet(
        f"RB-30 punktene 1{', 2, 3, 4, 5, 6, 1' * 5}."
    )


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("fvl. § 13e bokstav b", "forvaltningsloven § 13 e bokstav b"),
        ("utl. §77 første ledd", "utlendingsloven § 77 første ledd"),
        ("fvl. § 13\n annet ledd nr. 2", "forvaltningsloven § 13 annet ledd nr. 2"),
        ("utlendingsforskriftens § 16-15", "utlendingsforskriften § 16-15"),
        ("§ 6 i FVL.", "forvaltningsloven § 6"),
        ("utl. §§ 77 og 78", "utlendingsloven § 77 og utlendingsloven § 78"),
    ],
)
def test_en_lov_skrives_med_navnet_sitt_og_paragrafen_slik_loven_har_den(tekst, ventet):
    assert ventet == " og ".join(et["henvisning"] for et in svar(tekst)["henvisninger"])


def test_en_adresse_er_ikke_lengre_enn_noen_skriver():
    for start, lengst in (("rutiner/rb-77/#", 200 + len("rutiner/")), ("https://a.no/rutiner/rb-77/#", 2000 + 8)):
        hel = start + "a" * (lengst - len(start))

        assert [hel] == skrevet(hel) == skrevet(f"{hel}a")


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
        ("Se RB30 punkt 3, og RB30 punkt 6 og 3.", f"Se {HELE}, og RB-30 punkt 6 og 3."),
        ("Se RB30 «Arkivering».", f"Se RB-30 punkt 6 Etterarbeid, «Arkivering» {MERKNAD}."),
        ("Se pkt. 3 og 4 i RB30.", "Se pkt. 3 og 4 i RB30."),
        ("https://example.org/r/RB-30/temanotat", "https://example.org/r/RB-30/temanotat"),
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
        ("x\n" * 1492 + "Dato: 12.03.2024", "12.03.2024"),
        ("x\n" * 1492 + "\nDato: 12.03.2024", None),
        ("Dato 12.03.2024", "12.03.2024"),
        ("Brevdato: 12.03.2024", "12.03.2024"),
        ("Datert 12.03.24", "12.03.2024"),
        ("Oslo, den 12.03.2024", "12.03.2024"),
        ("Oslo, 12.03.2024 kl. 12", None),
        ("12/3-2024", "12.03.2024"),
        ("Dato: 01.12.2026", "01.12.2026"),
    ],
)
def test_datoen_leses_der_et_brev_har_den(tekst, ventet):
    assert (les_dato(ventet) if ventet else None) == brevdato(tekst, les_dato(I_DAG))


def test_uten_dagens_dato_kan_brevet_ha_en_hvilken_som_helst():
    assert les_dato("02.12.2099") == brevdato("Dato: 02.12.2099", None)


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


def test_akkurat_så_mange_henvisninger_som_grensen_går_an(monkeypatch):
    monkeypatch.setattr("calculators.felles.finn_henvisninger.MEST", 1200)

    assert 1200 == len(finn_alle("RB30 " * 1200))
    with pytest.raises(Ugyldig) as fanget:
        finn_alle("RB30 " * 1201)
    assert {"grense": "1\xa0200"} == fanget.value.verdier


def test_et_brev_eldre_enn_oppdateringen_av_rutinen_har_begge_forbehold():
    def koder(dato):
        return [et["kode"] for et in svar("RB-30 punkt 3", dato=dato)["forbehold"]]

    assert (["foer-registeret", "kilde-oppdatert"], ["foer-registeret"]) == (
        koder("26.07.2020"),
        koder("27.07.2020"),
    )


def test_en_lenke_til_et_svar_gjelder_siden_den_står_på():
    lenke = "https://example.org/kalkulatorer/frist/#svar~1~frist~1_20270129~20270130~2027-02-28~~b77acf1e"

    assert [(lenke, "gjelder", "kalkulatorer/frist/")] == funnet(lenke)


def test_en_lang_henvisning_vises_avkortet_i_listen_og_hel_i_svaret():
    adresse = f"https://example.org/rutiner/rb-77/#{'a' * 200}"
    svaret = svar(adresse)

    assert [adresse] == [et["funnet"] for et in svaret["henvisninger"]]
    assert f"«{adresse[:160]}»: finnes ikke." in svaret["linjer"][1]["tekst"]


def test_den_samme_henvisningen_to_ganger_er_to_og_av_flere_tall_står_hvert_med_rutinen_i_listen():
    svaret = svar("RB-30 punkt 3 og 4. RB-30 punkt 3.", dato="30.11.2026")

    assert "Vi fant 3 henvisninger: 3 gjelder." == svaret["svar"]
    assert ("Henvisninger i teksten", "3") == (svaret["linjer"][0]["tekst"], svaret["linjer"][0]["verdi"])
    assert {"antall": "3", "gjelder": "3"}.items() <= svaret["tall"].items()
    assert [f"«RB-30 punkt {nr}»: gjelder." for nr in (3, 4, 3)] == [sagt for sagt, _, _ in linjene(svaret)]


def test_står_tittelen_i_et_annet_kapittel_sier_dommen_hvilket():
    [(sagt, _, _)] = linjene(svar("RB-30 punkt 4 Arkivering", dato="30.11.2026"))

    assert "«RB-30 punkt 4 Arkivering»: flyttet. Det som var punkt 4, er nå «6 Etterarbeid»." == sagt


def test_listen_viser_tre_hundre_og_sier_hvor_mange_som_er_utelatt():
    linjer = svar("RB-30 punkt 3. " * 302)["linjer"]

    assert (1 + 300 + 1, "2") == (len(linjer), linjer[-1]["verdi"])
    assert "Henvisninger som ikke er vist i listen" == linjer[-1]["tekst"]
    assert 1 + 300 == len(svar("RB-30 punkt 3. " * 300)["linjer"])


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
                _seksjon(ny, "rb-41", 1, "RB-41 Ny", ("2026-11-21", "2027-03-01")),
                _seksjon(ny, "nytt", 2, "1 Nytt kapittel", ("2027-03-01",)),
                _seksjon(ny, "frist", 2, "3 Frist", ("2026-11-21", "2027-03-01"), (("2027-03-01", "2 Frist"),)),
                _seksjon(
                    ny, "omdoept", 2, "4 Nytt navn", ("2026-11-21", "2027-03-01"), (("2027-03-01", "4 Gammelt"),)
                ),
                _seksjon(ny, "byttet", 2, "5 Byttet", ("2026-11-21",), (("2027-03-01", "6 Byttet"),)),
                _seksjon(ny, "tilbake", 2, "6 Tilbake", ("2026-11-21",), (("2027-03-01", "5 Tilbake"),)),
                _seksjon(ny, "utvalget", 3, "Utvalget"),
                _seksjon(ny, "likt-nytt", 3, "Likt navn"),
                _seksjon(ny, "likt-frist", 3, "Likt navn"),
                _seksjon(ny, "siste", 2, "Det siste", ("2027-03-01",)),
            ),
            {},
            kode="RB-41",
            publisert="2027-03-01",
            over={**{id: id for id in ("nytt", "frist", "omdoept")}, "likt-nytt": "nytt", "likt-frist": "frist"},
        ),
        "rutiner/eldre/rb-41-01/": Side(
            "rutiner/eldre/rb-41-01/",
            (_seksjon("rutiner/eldre/rb-41-01/", "rb-41", 1, "RB-41 Eldre"),),
            {},
            kode="RB-41",
        ),
        "rutiner/rb-42/": Side(
            "rutiner/rb-42/",
            (_seksjon("rutiner/rb-42/", "rb-42", 1, "RB-42 Uten arving"),),
            {},
            kode="RB-42",
            opphevet="2027-02-01",
        ),
    }
    veier = {f"{ny}#borte": f"{ny}#frist", "rutiner/gamle/": ny, "rutiner/delt/": f"{ny}#nytt"}
    veier |= {"rutiner/gamle/#for-seg": f"{ny}#nytt", f"{ny}#til-den-gamle": f"{gammel}#frist"}
    rutiner = {et.kode: et for adresse, et in sider.items() if "/eldre/" not in adresse}
    tatt_ut = {"6 Borte": f"{ny}#frist", "7 Utvalget": f"{ny}#nytt", "Til den gamle": f"{gammel}#frist"}
    monkeypatch.setattr("calculators.felles.finn_henvisninger.finnes", lambda sti: sti in sider or sti in veier)
    for modul in ("calculators.henvisning", "calculators.felles.finn_henvisninger"):
        monkeypatch.setattr(f"{modul}.side", sider.get)
        monkeypatch.setattr(f"{modul}.flyttet", veier.get)
        monkeypatch.setattr(f"{modul}.rutine", rutiner.get)
        monkeypatch.setattr(f"{modul}.tatt_ut", lambda sti: tatt_ut if sti == ny else {})
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
        ("RB-41 punkt 3", "28.2.2027", ("endret", "rutiner/rb-41/#frist")),
        ("RB-41 punkt 3", "1.3.2027", ("gjelder", "rutiner/rb-41/#frist")),
        ("RB-41 punkt 1", "20.11.2026", ("gjelder", "rutiner/rb-41/#nytt")),
        ("RB-41 punkt 1", "21.11.2026", ("endret", "rutiner/rb-41/#nytt")),
        ("RB-41 punkt 1", "28.2.2027", ("endret", "rutiner/rb-41/#nytt")),
        ("RB-41 punkt 1", "1.3.2027", ("gjelder", "rutiner/rb-41/#nytt")),
        ("RB-41 «Likt navn»", "2.3.2027", ("gjelder", "rutiner/rb-41/#likt-nytt")),
        ("RB-41 punkt 1 «Likt navn»", "2.3.2027", ("gjelder", "rutiner/rb-41/#likt-nytt")),
        ("RB-41 punkt 3 «Likt navn»", "2.3.2027", ("gjelder", "rutiner/rb-41/#likt-frist")),
        ("RB-41 punkt 4 «Likt navn»", "2.3.2027", ("flyttet", "rutiner/rb-41/#likt-nytt")),
        ("RB-42", "2.3.2027", ("erstattet", "rutiner/rb-42/")),
        ("RB-41 punkt 5", "1.1.2027", ("flyttet", "rutiner/rb-41/#tilbake")),
        ("RB-41 punkt 5", "2.3.2027", ("gjelder", "rutiner/rb-41/#byttet")),
        ("RB-41 punkt 4 Nytt navn «Borte»", "2.3.2027", ("flyttet", "rutiner/rb-41/#frist")),
        ("https://example.org/rutiner/rb-41/#frist", "1.1.2027", ("endret", "rutiner/rb-41/#frist")),
        ("https://example.org/rutiner/eldre/rb-77-01/", "2.3.2027", ("finnes-ikke", "")),
        ("https://example.org/rutiner/gamle/", "2.3.2027", ("flyttet", "rutiner/rb-41/")),
        ("https://example.org/rutiner/gamle/#frist", "2.3.2027", ("flyttet", "rutiner/rb-41/#frist")),
        ("https://example.org/rutiner/gamle/#for-seg", "2.3.2027", ("flyttet", "rutiner/rb-41/#nytt")),
        ("https://example.org/rutiner/delt/#frist", "2.3.2027", ("flyttet", "rutiner/rb-41/#nytt")),
        ("https://example.org/rutiner/eldre/rb-41-01/#frist", "2.3.2027", ("erstattet", "rutiner/rb-41/#frist")),
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


def linjene(svaret):
    """The lines of the list as they are read, from the first reference on."""
    alle = [(et["tekst"], et["verdi"], et["hjemmel"]) for et in svaret["linjer"]]
    første = next(nr for nr, et in enumerate(alle) if et[0].startswith("«"))
    return [(t.replace("\xa0", " "), v, hjemmel) for t, v, hjemmel in alle[første:]]


FRIST, NY_RB, FOR_HÅND = ("3 Frist i dag", "rutiner/rb-41/#frist"), ("RB-41 Ny i dag", "rutiner/rb-41/"), None


@pytest.mark.parametrize(
    ("tekst", "dato", "dommen", "fører_til"),
    [
        ("RB-41 punkt 3", "2.3.2027", "gjelder.", FRIST),
        ("RB-41 punkt 3", "1.1.2027", "endret. Teksten ble sist endret 1. mars 2027.", FRIST),
        (
            "RB-41 punkt 2",
            "1.1.2027",
            "flyttet. Det som var punkt 2, er nå «3 Frist». Teksten ble sist endret 1. mars 2027.",
            FRIST,
        ),
        (
            "RB-41 punkt 1",
            "1.1.2027",
            "endret. Det kom til 1. mars 2027, etter datoen på teksten din.",
            ("1 Nytt kapittel i dag", "rutiner/rb-41/#nytt"),
        ),
        ("RB-41 punkt 6 Borte", "2.3.2027", "flyttet. Innholdet står et annet sted nå.", FRIST),
        *(
            (
                borte,
                "1.1.2027",
                "flyttet. Innholdet står et annet sted nå. Teksten ble sist endret 1. mars 2027.",
                FRIST,
            )
            for borte in ("RB-41 punkt 6 Borte", "https://example.org/rutiner/rb-41/#borte")
        ),
        (
            "RB-41 punkt 3 (UNE, publisert 1.1.2020)",
            "2.3.2027",
            "endret. Du viser til utgaven fra 1. januar 2020. Den som gjelder nå, er fra 1. mars 2027.",
            FRIST,
        ),
        ("RB-41 punkt 3 (UNE, publisert 01.03.2027)", "2.3.2027", "gjelder.", FRIST),
        (
            "punkt 3 i RB-41 (UNE, publisert 01.01.2020)",
            "2.3.2027",
            "endret. Du viser til utgaven fra 1. januar 2020. Den som gjelder nå, er fra 1. mars 2027.",
            FRIST,
        ),
        ("RB-41 punkt 3 (UNE, publisert 31.02.2027)", "2.3.2027", "gjelder.", FRIST),
        ("RB-41 punkt 3 (UNE)", "2.3.2027", "gjelder.", FRIST),
        ("RB-41 punkt 3 (UNE, publisert01.01.2020)", "2.3.2027", "gjelder.", FRIST),
        (
            "https://example.org/rutiner/eldre/rb-41-01/",
            "2.3.2027",
            "erstattet. Du viser til en eldre utgave av RB-41.",
            NY_RB,
        ),
        (
            "RB-41 punkt 3 (UNE, publisert 02.01.2020)",
            "1.1.2027",
            "endret. Du viser til utgaven fra 2. januar 2020. Den som gjelder nå, er fra 1. mars 2027.",
            FRIST,
        ),
        ("RB-40 punkt 2", "2.3.2027", "erstattet. RB-40 ble opphevet 1. februar 2027.", FRIST),
        ("RB-40", "2.3.2027", "erstattet. RB-40 ble opphevet 1. februar 2027.", NY_RB),
        ("RB-41 «Utvalget»", "2.3.2027", "gjelder.", ("Utvalget i dag", "rutiner/rb-41/#utvalget")),
        ("RB-7 punkt 3", "2.3.2027", "finnes ikke. RB-07 er ikke gjengitt på nettstedet.", FOR_HÅND),
        ("RB-77 punkt 3", "2.3.2027", "finnes ikke. RB-77 er ikke gjengitt på nettstedet.", FOR_HÅND),
        (
            "RB-41 punkt 9",
            "2.3.2027",
            "finnes ikke. RB-41 har ikke noe punkt 9. Punktene er 1, 3, 4, 5, 6.",
            FOR_HÅND,
        ),
        (
            "https://example.org/rutiner/rb-41/#borte-vekk",
            "2.3.2027",
            "finnes ikke. Siden finnes, men ikke stedet «borte-vekk» på den.",
            FOR_HÅND,
        ),
        (
            "https://example.org/rutiner/rb-77/#frist",
            "2.3.2027",
            "finnes ikke. Siden finnes ikke på nettstedet.",
            FOR_HÅND,
        ),
        (
            "https://example.org/r/RB-77/frist",
            "2.3.2027",
            "finnes ikke. Siden finnes ikke på nettstedet.",
            FOR_HÅND,
        ),
    ],
    ids=str,
)
def test_hver_dom_sier_hvorfor_og_hvordan_henvisningen_skrives_nå(nettsted, tekst, dato, dommen, fører_til):
    [(sagt, verdi, hjemmel)] = linjene(svar(tekst, dato=dato, i_dag="2027-04-01"))

    assert f"«{tekst}»: {dommen}" == sagt
    if fører_til:
        assert (fører_til[0], {"tekst": "Åpne", "url": fører_til[1]}) == (verdi, hjemmel)
    else:
        assert ("Må rettes for hånd", "kalkulatorer/henvisning/#statuser") == (verdi, hjemmel["url"])


def test_en_rutine_uten_dato_for_oppdatering_har_bare_forbeholdet_om_registeret(nettsted):
    def koder(dato):
        return [et["kode"] for et in svar("RB-41 punkt 3", dato=dato, i_dag="2027-04-01")["forbehold"]]

    assert (["foer-registeret"], []) == (koder("20.11.2026"), koder("21.11.2026"))


def test_svaret_teller_opp_hva_henvisningene_er_verdt(nettsted):
    def sagt(tekst, **mer):
        return svar(tekst, i_dag="2027-04-01", **mer)["svar"]

    alle = "RB-41 punkt 3. RB-41 punkt 2. RB-40 punkt 2. RB-77. RB-41 punkt 1."
    fordelt = "2 er endret, 1 er flyttet, 1 er erstattet og 1 finnes ikke"
    uten_dato = "Uten en dato ser vi ikke om teksten bak er endret siden."
    ingen = "Vi fant ingen henvisninger til nettstedet, til rutinene eller til lover vi kjenner."

    assert "Vi fant 1 henvisning: 1 er erstattet." == sagt("RB-40", dato="2.3.2027")
    assert f"Vi fant 5 henvisninger: {fordelt}." == sagt(alle, dato="1.1.2027")
    assert f"Vi fant 2 henvisninger: 2 gjelder. {uten_dato}" == sagt("RB-41 punkt 3, RB-41.")
    assert ingen == sagt("Hei")


def test_et_kort_ord_etter_koden_er_ingen_tittel_uten_anførselstegn(nettsted):
    assert ["RB-41"] == skrevet("RB-41 Utvalget")


@pytest.mark.parametrize(
    ("skrevet", "rettet"),
    [
        ("Se RB-40.", "Se RB-41."),
        ("Se RB-41 punktene 2 og 3.", "Se RB-41 punkt 3 og 3."),
        ("Se pkt. 2 i RB-41.", "Se 3 Frist i dag."),
        ("Se punkt 2 og 4 i RB-41.", "Se punkt 3 og 4 i RB-41."),
        ("Se https://example.org/x/rutiner/rb-40/#frist.", "Se https://example.org/x/rutiner/rb-41/#frist."),
        ("Se RB-42 og RB-41 punkt 9.", "Se RB-42 og RB-41 punkt 9."),
    ],
)
def test_det_som_har_flyttet_rettes_i_den_formen_det_sto(nettsted, skrevet, rettet):
    assert rettet == svar(skrevet, dato="1.1.2027", i_dag="2027-04-01")["rettet"]


def test_uten_dagens_dato_er_en_rutine_som_skal_oppheves_opphevet(nettsted):
    assert [("RB-40", "erstattet", "rutiner/rb-41/")] == funnet("RB-40", dato="1.1.2027", i_dag=None)


@pytest.mark.parametrize(("i_dag", "status"), [("2027-01-31", "flyttet"), ("2027-02-01", "erstattet")])
def test_det_som_har_flyttet_til_en_rutine_som_siden_er_opphevet_er_erstattet(nettsted, i_dag, status):
    for skrevet_ in ("RB-41 «Til den gamle»", "https://example.org/rutiner/rb-41/#til-den-gamle"):
        assert [status] == [et[1] for et in funnet(skrevet_, dato="1.1.2027", i_dag=i_dag)]


def test_datoen_som_er_skrevet_inn_går_foran_den_i_brevet():
    linje = svar("Dato: 12.03.2024\nSe RB-30.", dato="30.11.2026")["linjer"][1]

    assert ("Datoen du skrev inn", "30.\xa0november 2026") == (linje["tekst"], linje["verdi"])


def test_en_rutine_uten_arving_må_rettes_for_hånd(nettsted):
    [(sagt, verdi, hjemmel)] = linjene(svar("RB-42", dato="2.3.2027", i_dag="2027-04-01"))

    assert "«RB-42»: erstattet. RB-42 ble opphevet 1. februar 2027." == sagt
    assert ("Må rettes for hånd", "rutiner/rb-42/") == (verdi, hjemmel["url"])


def test_en_adresse_som_har_flyttet_rettes_der_nettstedet_ligger(nettsted):
    for rot in ("https://example.org/", "https://example.org/haandbok/v2/", "", "/"):
        assert f"Se {rot}rutiner/rb-41/#frist." == svar(f"Se {rot}rutiner/rb-41/#borte.")["rettet"]


def test_en_side_med_et_vanlig_navn_er_vår_når_stedet_på_den_er_eller_var_her(nettsted, monkeypatch):
    ny, side_her = "rutiner/rb-41/", Side("satser/", (_seksjon("satser/", "satser", 1, "Satser"),), {})
    monkeypatch.setattr(
        "calculators.felles.finn_henvisninger.flyttet", {"satser/#gammelt": ny, "satser/": ny, "om/": ny}.get
    )
    monkeypatch.setattr("calculators.felles.finn_henvisninger.side", {"satser/": side_her}.get)

    for sti, er_vår in {
        "satser/#satser": 1,
        "satser/#gammelt": 1,
        "satser/#annet": 0,
        "satser/": 0,
        "om/": 0,
    }.items():
        assert er_vår == len(skrevet(f"https://firma.example.no/{sti}")), sti


def test_en_rutine_som_skal_oppheves_gjelder_til_den_dagen(nettsted):
    dom = {dag: funnet("RB-40 punkt 2", dato=dag, i_dag=dag)[0][1] for dag in ("2027-01-31", "2027-02-01")}

    assert {"2027-01-31": "gjelder", "2027-02-01": "erstattet"} == dom


def test_det_finnes_alt_i_den_rekkefølgen_det_står():
    t = Random("rekke")
    for _ in range(20):
        steder = [(et.fra, et.til) for et in finn_alle(brev(t, 10)[0])]

        assert steder == sorted(steder)
        assert all(a[1] <= b[0] for a, b in pairwise(steder))
