"""The form of the settlement: what it proposes while filled in, what its fields take, how far its curve goes."""

import json
from datetime import date
from decimal import Decimal

import pytest

from calculators import honorar, oppgjor
from calculators.felles.bro import regn
from calculators.felles.skjema import felt_i

DAG = {"dato": "05.10.2021", "timer": "7,5"}
TIRSDAG = {"avreise": "05.10.2021 07:30", "hjemkomst": "05.10.2021 17:15", "avstand_km": "42,5"}
ONSDAG = {"avreise": "06.10.2021 07:30", "hjemkomst": "06.10.2021 17:15", "avstand_km": "42,5"}


def svar(dager, reiser=(), **mer):
    return json.loads(regn("oppgjor", json.dumps({"dager": dager, "reiser": list(reiser), **mer})))


def forslag(dager, reiser=()):
    return svar(dager, reiser)["forslag"]


def datoer(*skrevet):
    return [{"dato": dato} for dato in skrevet]


# --- Proposals ---


@pytest.mark.parametrize(
    ("skrevet", "ventet"),
    [
        (("05.10.2021", "", ""), {"dager.1.dato": "06.10.2021", "dager.2.dato": "07.10.2021"}),
        (("", "05.10.2021", ""), {"dager.2.dato": "06.10.2021"}),
        (("05.10.2021", "", "12.10.2021", ""), {"dager.1.dato": "06.10.2021", "dager.3.dato": "13.10.2021"}),
        (("08.10.2021", ""), {"dager.1.dato": "11.10.2021"}),
        (("31.03.2021", ""), {"dager.1.dato": "06.04.2021"}),
        (("05.10.2021", "tull", ""), {}),
        (("31.12.2040", "", ""), {}),
        (("28.12.2040", "", "", "03.01.2022", ""), {"dager.1.dato": "31.12.2040"}),
        (("", ""), {}),
    ],
    ids=[
        "dagen etter, og dagen etter den igjen",
        "ingen dato over den første",
        "fra den nærmeste over",
        "fredag gir mandag",
        "onsdag før påske gir tirsdag etter",
        "en dato som ikke kan leses, gir ingen",
        "ikke inn i et år uten helligdager",
        "og ingen etter det",
        "tomt skjema",
    ],
)
def test_en_tom_dato_får_forslag_om_neste_arbeidsdag_etter_dagen_over(skrevet, ventet):
    assert ventet == forslag(datoer(*skrevet))


def test_en_dagsreise_foreslås_igjen_på_samlingens_neste_dag():
    dager = datoer("05.10.2021", "07.10.2021")
    neste = {
        "reiser.1.avreise": "07.10.2021 07:30",
        "reiser.1.hjemkomst": "07.10.2021 17:15",
        "reiser.1.avstand_km": "42,5",
    }

    assert neste == forslag(dager, [TIRSDAG, {}])
    assert neste == forslag(dager, [TIRSDAG, {"kvittering": "80"}])
    assert neste == forslag(dager[::-1], [TIRSDAG, {}, {}])


def test_forslagene_til_reiser_følger_dagene_som_selv_er_foreslått():
    ventet = {
        "dager.1.dato": "06.10.2021",
        "dager.2.dato": "07.10.2021",
        "reiser.1.avreise": "06.10.2021 07:30",
        "reiser.1.hjemkomst": "06.10.2021 17:15",
        "reiser.1.avstand_km": "42,5",
        "reiser.2.avreise": "07.10.2021 07:30",
        "reiser.2.hjemkomst": "07.10.2021 17:15",
        "reiser.2.avstand_km": "42,5",
    }

    assert ventet == forslag(datoer("05.10.2021", "", ""), [TIRSDAG, {}, {}])
    assert ventet == forslag(datoer("05.10.2021", "", ""), [TIRSDAG, {}, {}, {}])


@pytest.mark.parametrize("felt", ["avreise", "hjemkomst", "avstand_km"])
def test_en_reise_som_er_begynt_på_får_ikke_forslag_og_er_ikke_mønster_for_den_neste(felt):
    dager = datoer("05.10.2021", "06.10.2021", "07.10.2021")

    assert {} == forslag(dager, [TIRSDAG, {felt: ONSDAG[felt]}, {}])
    assert {} == forslag(dager, [{**TIRSDAG, felt: ""}, {}])
    assert {} == forslag(dager, [{**TIRSDAG, felt: "tull"}, {}])


def test_neste_dag_er_den_nærmeste_uansett_rekkefølgen_på_dagene():
    dager = datoer("07.10.2021", "06.10.2021", "05.10.2021")

    assert "06.10.2021 07:30" == forslag(dager, [TIRSDAG, {}])["reiser.1.avreise"]


def test_etter_en_reise_dagen_før_samlingen_foreslås_den_første_dagen_i_den():
    dager = datoer("06.10.2021", "07.10.2021")

    assert "06.10.2021 07:30" == forslag(dager, [TIRSDAG, {}])["reiser.1.avreise"]


def test_en_reise_over_midnatt_foreslås_ikke_igjen():
    over_midnatt = {**TIRSDAG, "hjemkomst": "06.10.2021 00:15"}

    assert {} == forslag(datoer("05.10.2021", "06.10.2021", "07.10.2021"), [over_midnatt, {}])


def test_den_første_reisen_foreslås_aldri():
    assert {} == forslag(datoer("05.10.2021"), [{}, {}])


def test_forslag_og_deler_kommer_også_når_skjemaet_er_fylt_ut_galt():
    funnet = svar([DAG, 7, {}], ["x", {**TIRSDAG, "avstand_km": "8"}, {"avreise": ""}])

    assert "feil" == funnet["status"]
    ventet = {0: None, 1: [], 2: None}
    assert funnet["deler"] == {
        f"reiser.{nr}.{liste}": rader for nr, rader in ventet.items() for liste in ("dekket", "maaltider")
    }
    assert {} == svar("x", "y")["forslag"] == svar(None, [])["deler"]


def test_måltidene_har_en_rad_for_hver_dag_i_hver_reise():
    natt = {**ONSDAG, "hjemkomst": "07.10.2021 17:15", "maaltider": [{"dato": "07.10.2021", "lunsj": True}]}
    funnet = svar([DAG], [TIRSDAG, {}, natt])
    tom = {"frokost": False, "lunsj": False, "middag": False}

    assert [1, None, 2] == [et and len(et) for navn, et in funnet["deler"].items() if navn.endswith("maaltider")]
    assert funnet["gitt"] == {
        "reiser.0.maaltider": [{"dato": "05.10.2021", **tom}],
        "reiser.2.maaltider": [{"dato": "06.10.2021", **tom}, {"dato": "07.10.2021", **tom, "lunsj": True}],
    }


def test_det_foreslås_ikke_for_flere_enn_skjemaet_har_plass_til():
    assert 30 == len(forslag(datoer("03.01.2022", *[""] * 40)))
    assert 2 * 31 == len(svar([DAG], [{}] * 40)["deler"])


# --- What the fields take ---


@pytest.mark.parametrize(
    ("felt", "mest", "over"),
    [
        ("billetter", "100 000", "100 000,01"),
        ("drosje", "100 000", "100 000,01"),
        ("egen_bil_km", "20 000", "20 000,001"),
    ],
)
def test_et_utlegg_kan_være_så_stort_og_ikke_større(felt, mest, over):
    def reise(verdi):
        return svar([DAG], [{**TIRSDAG, "godkjent": True, felt: verdi}])

    assert [] == reise(mest)["feil"]
    [feil] = reise(over)["feil"]
    assert f"reiser.0.{felt}" == feil["felt"]
    assert f"kan ikke være over {mest}." in feil["melding"].replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("felt", "skrevet"), [("billetter", "kr 450,-"), ("drosje", "450 kr"), ("egen_bil_km", "450 km")]
)
def test_et_utlegg_kan_skrives_med_enheten_sin(felt, skrevet):
    assert [] == svar([DAG], [{**TIRSDAG, "godkjent": True, felt: skrevet}])["feil"]


def test_kjørte_kilometer_kan_ha_tre_desimaler_og_ikke_fire():
    def km(verdi):
        return svar([DAG], [{**TIRSDAG, "godkjent": True, "egen_bil_km": verdi}])

    assert "50.38" == km("12,501")["tall"]["egen_bil"]  # 12,501 × 4,03 = 50,37903
    assert ["reiser.0.egen_bil_km"] == [feil["felt"] for feil in km("12,5011")["feil"]]


def test_skjemaet_åpner_med_tre_dager_og_én_reise_og_gjemmer_det_få_trenger():
    lister = {felt.name: felt.metadata for felt in felt_i(oppgjor.Inndata) if felt.metadata["slag"] == "liste"}
    mål = {navn: (meta["start"], meta["minst"], meta["mest"]) for navn, meta in lister.items()}
    sjeldne = [felt.name for felt in felt_i(oppgjor.Reise) if felt.metadata.get("sjelden")]

    assert {"dager": (3, 1, 31), "reiser": (1, 0, 31)} == mål
    assert ["billetter", "egen_bil_km", "drosje", "godkjent"] == sjeldne


# --- Trips and documents ---


def test_en_reise_kan_slutte_i_det_minuttet_den_som_står_foran_begynner():
    før = {**TIRSDAG, "avreise": "05.10.2021 01:00", "hjemkomst": TIRSDAG["avreise"]}

    assert "ok" == svar([DAG], [TIRSDAG, før])["status"]
    assert "ok" == svar([DAG], [før, TIRSDAG])["status"]


def test_en_reise_som_overlapper_flere_får_én_beskjed_om_den_første():
    funnet = svar([DAG], [TIRSDAG, ONSDAG, {**TIRSDAG, "hjemkomst": ONSDAG["hjemkomst"], "overnatting": True}])

    [feil] = funnet["feil"]
    assert "reiser.2.avreise" == feil["felt"]
    assert "Reise 3: Reisen begynner før reise 1 er slutt, eller er den samme. Rett tidene." == feil["melding"]


@pytest.mark.parametrize(
    ("utlegg", "ventet"),
    [
        ({}, []),
        ({"billetter": "96"}, ["billetter"]),
        ({"egen_bil_km": "84", "godkjent": True}, []),
        ({"drosje": "450", "godkjent": True}, ["drosje"]),
        ({"drosje": "450", "egen_bil_km": "84", "godkjent": True}, ["drosje"]),
        ({"billetter": "96", "godkjent": True}, ["billetter"]),
    ],
)
def test_hvert_utlegg_har_sine_vedlegg(utlegg, ventet):
    funnet = svar([DAG], [{**TIRSDAG, **utlegg}, {**ONSDAG, **utlegg}])

    assert ["reiseregning", *ventet] == [krav["kode"] for krav in funnet["dokumentasjon"]]


@pytest.mark.parametrize(
    ("tap", "tilknytning", "ventet"),
    [
        (("0", "0"), "loennsmottaker", []),
        (("5 000", "0"), "loennsmottaker", [("loennsmottaker", True)]),
        (("1 000", "0"), "loennsmottaker", [("loennsmottaker", True)]),
        (("1 000", "0"), "selvstendig", [("selvstendig", True)]),
        (("4 000", "0"), "selvstendig", [("selvstendig", True)]),
        (("4 000", "1"), "selvstendig", [("selvstendig", False)]),
    ],
    ids=[
        "uten tap",
        "likt",
        "honorar gir mest",
        "honorar gir mest, selvstendig",
        "likt, selvstendig",
        "tapet gir mest",
    ],
)
def test_tapet_må_dokumenteres_og_bare_om_det_kreves_når_honoraret_gir_like_mye(tap, tilknytning, ventet):
    dager = [
        {"dato": dato, "timer": "7", "tap": et} for dato, et in zip(("05.10.2021", "06.10.2021"), tap, strict=True)
    ]
    krav = svar(dager, tilknytning=tilknytning)["dokumentasjon"]

    assert ventet == [(et["kode"], et["tekst"].startswith("Bare hvis du krever tapt")) for et in krav]


# --- Doubts and deadlines ---


def forbehold(funnet, kode):
    return [et["tekst"].replace("\N{NO-BREAK SPACE}", " ") for et in funnet["forbehold"] if et["kode"] == kode]


def test_samme_tvil_med_ulike_beløp_står_samlet_med_hver_sin_reise():
    lunsj = {"avstand_km": "4", "kvittering": "80"}
    lang = {**ONSDAG, "hjemkomst": "06.10.2021 20:00"}
    grunn = "Kilden sier ikke hva prosenten regnes av. Vi bruker satsen for samme varighet. "

    [tekst] = forbehold(svar([DAG], [{**TIRSDAG, **lunsj}, {**lang, **lunsj}]), "lunsj-grunnlag")

    assert tekst == (
        f"Reise 1: {grunn}Regnes den av døgnsatsen, blir taket 240,30 kr. UNE avgjør. "
        f"Reise 2: {grunn}Regnes den av døgnsatsen, blir taket 400,50 kr. UNE avgjør."
    )


def test_tvil_som_alle_reisene_har_nevner_ingen_av_dem():
    [tekst] = forbehold(
        svar([DAG], [{**et, "avstand_km": "20"} for et in (TIRSDAG, ONSDAG)]), "en-vei-eller-tur-retur"
    )

    assert tekst.startswith("Kildene sier ikke om avstanden måles")


def test_er_begge_fristene_fridager_sier_svaret_det_om_den_siste():
    dager = [{**DAG, "dato": "06.10.2021"}, {**DAG, "dato": "07.10.2021"}]  # fristene er lørdag og søndag

    [tekst] = forbehold(svar(dager, [ONSDAG]), "frist-fridag")

    assert tekst.startswith("7. november 2021 er en fridag")


@pytest.mark.parametrize(
    ("i_dag", "ventet"),
    [
        (None, []),
        ("2021-11-05", []),
        ("2021-11-06", ["frist-passert-reise"]),
        ("2021-11-08", ["frist-passert-reise"]),
        ("2021-11-09", ["frist-passert"]),
    ],
)
def test_hver_frist_er_gått_ut_dagen_etter_seg_selv(i_dag, ventet):
    funnet = svar([DAG, {**DAG, "dato": "08.10.2021"}], [TIRSDAG], **({"i_dag": i_dag} if i_dag else {}))

    assert ["2021-11-05", "2021-11-08"] == [et["dato"] for et in funnet["frister"]]
    assert ventet == [et["kode"] for et in funnet["forbehold"] if et["kode"].startswith("frist-passert")]


# --- The card ---


def kort(funnet):
    return {et["kode"]: et["tekst"].replace("\N{NO-BREAK SPACE}", " ") for et in funnet["kort"]}


LUNSJ, BILLETT = "kvitteringen for lunsjen", "kvitteringene for billettene"
DROSJE, SLIPP = (
    "kvitteringene for taxien",
    "en lønnsslipp som viser trekket, eller skjemaet «Bekreftelse fra arbeidsgiver»",
)


@pytest.mark.parametrize(
    ("utlegg", "ventet"),
    [
        ([{}], []),
        ([{"kvittering": "80"}], []),
        ([{"avstand_km": "15", "kvittering": "80"}], [LUNSJ]),
        ([{"avstand_km": "14,999", "kvittering": "80"}], [LUNSJ]),
        ([{"avstand_km": "15,001", "kvittering": "80"}], []),
        ([{"avstand_km": "8"}], []),
        ([{"billetter": "96"}], [BILLETT]),
        ([{"drosje": "450", "godkjent": True}], [DROSJE]),
        ([{"egen_bil_km": "84", "godkjent": True}], []),
        ([{"billetter": "96"}, {"billetter": "96"}], [BILLETT]),
        ([{}, {"billetter": "96", "drosje": "450", "godkjent": True}], [BILLETT, DROSJE]),
        ([{"drosje": "450", "godkjent": True}, {"avstand_km": "8", "kvittering": "1"}], [LUNSJ, DROSJE]),
    ],
)
@pytest.mark.parametrize(("tap", "bevis"), [("0", []), ("2 000", []), ("1 999", []), ("2 001", [SLIPP])])
def test_kortet_ber_om_akkurat_det_denne_personen_må_legge_ved(utlegg, ventet, tap, bevis):
    reiser = [{**reise, **mer} for reise, mer in zip((TIRSDAG, ONSDAG), utlegg, strict=False)]
    krav = [*ventet, *bevis]

    i_ord = " og ".join(filter(None, [", ".join(krav[:-1]), *krav[-1:]]))
    assert (f"Legg ved {i_ord}." if krav else "Du trenger ikke å legge ved noe.") == kort(
        svar([{**DAG, "tap": tap}], reiser)
    )["legg-ved"]


def test_en_selvstendig_legger_ved_bevis_for_inntekten():
    funnet = kort(svar([{**DAG, "tap": "2 001"}], tilknytning="selvstendig"))

    assert funnet["legg-ved"] == (
        "Legg ved den siste skattemeldingen, en utskrift av skatteoppgjøret eller en bekreftelse på årlig inntekt "
        "fra regnskapsfører eller revisor."
    )


@pytest.mark.parametrize(
    ("tap", "kan_bli", "ventet"),
    [
        (("0", "0"), None, None),
        (("2 001", "2 001"), None, None),
        (("2 001", "2 000"), None, None),
        (
            ("2 001", "1 999"),
            "4316.00",
            f"Kan bli 4 316 kr, altså 1 kr mer, hvis UNE lar deg velge dag for dag. {SLIPP}",
        ),
        (("2 000", "2 000"), None, None),
        (
            ("2 001", "0"),
            "4316.00",
            f"Kan bli 4 316 kr, altså 1 kr mer, hvis UNE lar deg velge dag for dag. {SLIPP}",
        ),
        (
            ("4 000", "0"),
            "6315.00",
            f"Kan bli 6 315 kr, altså 2 000 kr mer, hvis UNE lar deg velge dag for dag. {SLIPP}",
        ),
        (("4 000", "1"), "6315.00", "Kan bli 6 315 kr, altså 1 999 kr mer, hvis UNE lar deg velge dag for dag."),
    ],
)
def test_kortet_sier_hva_valget_dag_for_dag_kan_gi_og_hva_som_da_må_legges_ved(tap, kan_bli, ventet):
    dager = [{**DAG, "tap": tap[0]}, {**DAG, "dato": "06.10.2021", "tap": tap[1]}]
    funnet = svar(dager, [TIRSDAG])

    assert (kan_bli is not None) == ("valg-per-dag" in {et["kode"] for et in funnet["forbehold"]})
    assert kan_bli == funnet["tall"].get("kan_bli")
    assert ["sum", *["kan-bli"] * bool(kan_bli), "frist", "legg-ved", "send"] == list(kort(funnet))
    if ventet:
        assert ventet.replace(SLIPP, f"Da legger du også ved {SLIPP}.") == kort(funnet)["kan-bli"]


@pytest.mark.parametrize(
    ("i_dag", "ventet"),
    [
        (None, "Send inn kravet senest fredag 5. november 2021. Selve fristen, 7. november 2021, er en fridag."),
        (
            "2021-11-05",
            "Send inn kravet senest fredag 5. november 2021. Selve fristen, 7. november 2021, er en fridag.",
        ),
        ("2021-11-06", "Send inn kravet med en gang."),
        ("2021-11-08", "Send inn kravet med en gang."),
        ("2021-11-09", "Fristen gikk ut søndag 7. november 2021. Spør UNE om kravet fortsatt kan behandles."),
    ],
)
def test_kortet_nevner_en_arbeidsdag_til_fristen_er_gått_ut_for_alle(i_dag, ventet):
    funnet = svar([{**DAG, "dato": "07.10.2021"}], **({"i_dag": i_dag} if i_dag else {}))

    straks = (
        " Fristen, 7. november 2021, er en fridag, og kildene sier ikke om den flytter seg til neste arbeidsdag, "
        "mandag 8. november 2021."
    )
    assert ventet + (straks if ventet.endswith("med en gang.") else "") == kort(funnet)["frist"]
    assert ventet.startswith("Fristen gikk ut") == funnet["svar"].startswith("Fristen gikk ut")
    assert ventet.startswith("Fristen gikk ut") == kort(funnet)["sum"].startswith("Kravet er på 2 000 kr")


@pytest.mark.parametrize(
    ("i_dag", "ventet"),
    [
        ("2021-11-05", "Send inn reiseregningen senest fredag 5. november 2021. {resten}"),
        ("2021-11-06", "{straks} {resten}"),
        ("2021-11-08", "{straks} {resten}"),
        ("2021-11-09", "{ute} {resten}"),
        ("2021-11-10", "Fristen gikk ut tirsdag 9. november 2021. Spør UNE om kravet fortsatt kan behandles."),
    ],
)
def test_fristen_for_reisen_står_først_på_kortet_når_den_kommer_først(i_dag, ventet):
    lørdag = {"avreise": "06.10.2021 07:30", "hjemkomst": "06.10.2021 17:15", "avstand_km": "42,5"}
    funnet = svar([{**DAG, "dato": "06.10.2021"}, {**DAG, "dato": "09.10.2021"}], [lørdag], i_dag=i_dag)
    deler = {
        "resten": "Send inn resten av kravet senest tirsdag 9. november 2021.",
        "ute": "Fristen for reiseregningen gikk ut lørdag 6. november 2021. Spør UNE om den fortsatt kan "
        "behandles.",
        "straks": "Send inn reiseregningen med en gang. Fristen, 6. november 2021, er en fridag, og kildene sier "
        "ikke om den flytter seg til neste arbeidsdag, mandag 8. november 2021.",
    }
    if i_dag == "2021-11-05":
        ventet = ventet.replace("2021. {", "2021. Selve fristen, 6. november 2021, er en fridag. {")

    assert ventet.format(**deler) == kort(funnet)["frist"]


@pytest.mark.parametrize("i_dag", [None, "2026-04-20", "2026-05-13"])
def test_er_begge_fristene_fridager_sier_kortet_en_arbeidsdag_før_hver_av_dem(i_dag):
    # Kristi himmelfartsdag, og 17. mai, som er en søndag.
    reise = {"avreise": "14.04.2026 07:30", "hjemkomst": "14.04.2026 17:15", "avstand_km": "42,5"}
    dager = [{**DAG, "dato": dato} for dato in ("14.04.2026", "17.04.2026")]
    funnet = svar(dager, [reise], **({"i_dag": i_dag} if i_dag else {}))

    assert (
        "Send inn reiseregningen senest onsdag 13. mai 2026. Selve fristen, 14. mai 2026, er en fridag. "
        "Send inn resten av kravet senest fredag 15. mai 2026. Selve fristen, 17. mai 2026, er en fridag."
    ) == kort(funnet)["frist"]


def test_en_reise_uten_noe_å_kreve_nevnes_ikke_på_kortet():
    funnet = kort(svar([DAG], [{**TIRSDAG, "hjemkomst": "05.10.2021 09:00"}]))

    assert funnet["send"].startswith("Du sender kravet i Betalmeg, DFØs selvbetjening, eller i DFØ-appen.")
    assert funnet["frist"].startswith("Send inn kravet senest")


# --- A trip in which nothing is filled in ---


def test_tomme_reiser_endrer_bare_numrene():
    uten = svar([DAG], [TIRSDAG, {**ONSDAG, "avstand_km": "15"}])
    med = svar([DAG], [{}, TIRSDAG, {"avreise": ""}, {**ONSDAG, "avstand_km": "15"}, {"godkjent": False}])

    assert uten["tall"] == med["tall"]
    assert "Reise 4 er ikke med i summen." in kort(med)["sum"]
    assert ["Reise 2", "Reise 4"] == [et["tekst"] for et in med["grupper"]][2:]


# --- The curve ---


def test_kurven_er_like_lang_enten_du_taper_lite_eller_mye_men_aldri_over_det_dobbelte_av_taket():
    def kurven(tap):
        dag = honorar.Dag(date(2021, 10, 5), Decimal(7), Decimal(tap))
        return oppgjor.hva_om(oppgjor.Inndata([dag]), Decimal(2000), Decimal(4000))["svg"]

    def sist(tap):
        return kurven(tap).split('points="')[1].split('"')[0].split()[-1]

    # Taket er 4 000: kurven går til 4 800, eller til tapet, eller til 8 000, på en akse til 5 000 eller 8 000.
    assert "334.5,30.0" == sist(0) == sist(4800)
    assert "346.0,30.0" == sist(5000) == sist(8000) == sist(900_000)
    assert 'cx="346.0" cy="30.0"' in kurven(900_000)


# --- The steps ---


def test_skjemaet_spør_når_hvor_lenge_om_tapet_om_reisen_og_til_slutt_om_måltidene():
    assert [
        ("naar", "dager.dato", "antall", ""),
        ("timer", "dager.timer", "", ""),
        ("tap", "dager.tap tilknytning", "ja-nei", ""),
        ("reise", "reiser", "reisemaate", "overnatting"),
        ("maaltider", "reiser.maaltider reiser.dekket reiser.kvittering", "hver-morgen", ""),
    ] == [(et.kode, " ".join(et.felt), et.kontroll, " ".join(et.sjeldne)) for et in oppgjor.STEG]


def test_den_korte_dagen_og_den_korte_reisen_står_først_blant_valgene():
    def valgene(skjema):
        return {felt.name: felt.metadata["omtrent"] for felt in felt_i(skjema) if felt.metadata.get("omtrent")}

    assert {"timer": ("til 8", "over 8")} == valgene(honorar.Dag)
    assert {"avstand_km": ("under 15", "over 15")} == valgene(oppgjor.Reise)
