"""Nynorsk: the same answer in the other written language, and nothing of it left behind for the next who asks."""

import json
import re

import pytest

from calculators.felles import norsk, tekster
from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.data import les_toml
from calculators.felles.satser import perioder
from calculators.felles.tekster import bytt, finn, målform, ordet, tekst
from macros.tilfelle import tilfeller

# Words that no answer in nynorsk may hold; the rest is for the dictionary, which reads the catalogue.
BOKMÅL = re.compile(
    r"\b(?:ikke|fra|bare|mer|uten|dager|timer|måned|senest|hvis|kildene|reisen|samlingen|mandag|tirsdag|lørdag)\b"
)
FRITATT = ("«bekreftelse fra arbeidsgiver»", "ikke medhold")  # the name of a form, and what a case writes itself
IKKE_ORD = ("status", "tall", "gitt", "forslag", "kode", "url", "felt", "svg")
DET_INNSENDTE = ("henvisninger", "rettet")  # the reader's own text, given back in the language it was written in


def svar(navn: str, inn: dict) -> dict:
    return json.loads(regn(navn, json.dumps(inn)))


def uten_ord(svaret: dict) -> dict:
    """An answer without its words: figures, codes, dates, addresses and how many there are of each thing."""
    like = {del_: svaret.get(del_) for del_ in ("status", "tall", "gitt", "forslag", "skjema")}
    like |= {
        del_: [et["kode"] for et in svaret.get(del_, ())]
        for del_ in ("uavklart", "forbehold", "dokumentasjon", "kort")
    }
    return like | {
        "linjer": [linje["hjemmel"]["url"] for linje in svaret["linjer"]],
        "satser": [(et["kode"], et["verdi"], et["fra"], et["bekreftet"]) for et in svaret["satser"]],
        "frister": [(et["kode"], et["dato"]) for et in svaret["frister"]],
        "feil": [et["felt"] for et in svaret["feil"]],
        "grupper": [et["antall"] for et in svaret.get("grupper", ())],
    }


def ordene(verdi):
    """Every text in an answer that somebody reads."""
    if isinstance(verdi, dict):
        verdi = [et for nøkkel, et in verdi.items() if nøkkel not in IKKE_ORD + DET_INNSENDTE]
    if isinstance(verdi, list):
        return [ord_ for et in verdi for ord_ in ordene(et)]
    return [verdi] if isinstance(verdi, str) else []


@pytest.mark.parametrize("navn", KALKULATORER)
def test_hvert_tilfelle_gir_samme_tall_og_koder_på_nynorsk(navn):
    for tilfelle in tilfeller(navn):
        nb, nn = (svar(navn, tilfelle["inn"] | {"maal": mål}) for mål in ("nb", "nn"))

        assert uten_ord(nb) == uten_ord(nn), tilfelle["navn"]
        sagt = "\n".join(ordene(nn)).lower()
        for fritatt in FRITATT:
            sagt = sagt.replace(fritatt, "")
        assert None is BOKMÅL.search(sagt), tilfelle["navn"]


@pytest.mark.parametrize("mål", ["no", "NN", "", " nn", "nynorsk", 1, True, ["nn"], {"nn": 1}])
def test_en_annen_målform_enn_de_to_er_en_feil_ved_feltet(mål):
    funnet = svar("frist", {"siste_dag": "08.10.2021", "maal": mål})

    assert [{"felt": "maal", "melding": "«Målform» må være «nb» (bokmål) eller «nn» (nynorsk)."}] == funnet["feil"]


@pytest.mark.parametrize("inn", [{}, {"maal": None}, {"maal": "nb"}])
def test_uten_målform_er_svaret_på_bokmål(inn):
    sagt = svar("frist", {"siste_dag": "08.10.2021"} | inn)["svar"]

    assert "Send inn kravet senest mandag 8. november 2021." == sagt.replace("\N{NO-BREAK SPACE}", " ")


def test_ukedager_helligdager_og_feil_er_på_nynorsk():
    # 17.04.2022 was første påskedag, and a month before it was a Thursday.
    påske = svar("frist", {"siste_dag": "17.03.2022", "maal": "nn"})
    feil = svar("frist", {"siste_dag": "31.02.2022", "maal": "nn"})

    assert (
        "Send inn kravet seinast sundag 17. april 2022. Det er ein fridag (første påskedag). "
        "Neste arbeidsdag er tysdag 19. april 2022."
    ) == påske["svar"].replace("\N{NO-BREAK SPACE}", " ")
    assert [
        {"felt": "siste_dag", "melding": "Datoen i «Siste dag i samlinga» finst ikkje. Sjå etter dag og månad."}
    ] == feil["feil"]


def test_en_sundag_i_planen_sies_ikke_to_ganger():
    # Two weeks before 10.05.2026 is 26.04.2026, a Sunday like the day itself; the Friday before is 24.04.2026.
    plan = svar("lbm-plan", {"motedato": "10.05.2026", "maal": "nn"})["svar"].replace("\N{NO-BREAK SPACE}", " ")

    assert "seinast fredag 24. april 2026, sidan to veker før møtet er sundag 26. april 2026. " in plan
    assert plan.endswith("Møtet er sundag 10. mai 2026, som er ein fridag.")


def test_timar_kan_skrives_på_nynorsk_og_leses_på_begge():
    for mål in ("nb", "nn"):
        dag = {"dato": "05.10.2021", "timer": "7,5 timar"}
        assert "2000.00" == svar("honorar", {"dager": [dag], "maal": mål})["tall"]["honorar"]


def test_det_som_tas_med_er_på_nynorsk_og_lenken_er_den_samme():
    inn = {"siste_dag": "08.10.2021", "i_dag": "2021-10-10", "ta_med": True}
    nb, nn = (svar("frist", inn | {"maal": mål})["ta_med"] for mål in ("nb", "nn"))

    assert nb["lenke"] == nn["lenke"]
    assert "PRODID:-//UNE-haandboka//Kalkulatorer//NN" in nn["ics"]
    assert "SUMMARY:Frist: Send inn kravet for samlinga" in nn["ics"]
    assert re.findall("UID:.*", nb["ics"]) == re.findall("UID:.*", nn["ics"])
    assert "Slik er det rekna ut\n– Siste dag i samlinga: fredag 8. oktober 2021" in nn["tekst"]


def test_en_lenke_fra_bokmål_åpnes_på_nynorsk():
    lenke = svar("frist", {"siste_dag": "08.10.2021", "i_dag": "2021-10-10", "ta_med": True})["ta_med"]["lenke"]

    funnet = svar("frist", {"lenke": lenke, "maal": "nn"})

    assert "Send inn kravet seinast måndag 8. november 2021." == funnet["svar"].replace("\N{NO-BREAK SPACE}", " ")
    assert {"siste_dag": "08.10.2021"} == funnet["skjema"]


def test_målformen_gjelder_bare_ett_kall_også_når_kallet_stopper(monkeypatch):
    def stopp(*_):
        assert "nn" == målform()
        raise RuntimeError("stopp")

    svar("frist", {"maal": "nn"})
    assert "nb" == målform()

    monkeypatch.setattr(modul("frist"), "beregn", stopp)
    with pytest.raises(RuntimeError):
        svar("frist", {"siste_dag": "08.10.2021", "maal": "nn"})
    assert "nb" == målform()


def test_døren_setter_tilbake_den_målformen_den_fant():
    assert "nb" == bytt("nn")
    try:
        assert "Vi kan ikke regne ut svaret før én feil er rettet." == svar("frist", {})["svar"]
        assert "nn" == målform()
        assert "Rekn ut" == tekst("felles.knapp")
    finally:
        assert "nn" == bytt("nb")
    assert "Regn ut" == tekst("felles.knapp")


def test_et_ord_eller_en_tekst_som_mangler_på_nynorsk_er_en_feil_i_dataene():
    bytt("nn")
    try:
        with pytest.raises(KeyError, match=r"ord\.nn\.toml mangler «finnes ikke»"):
            ordet("finnes ikke")
        with pytest.raises(KeyError, match=r"tekster\.nn\.toml mangler teksten «finnes\.ikke»"):
            tekst("finnes.ikke")
    finally:
        bytt("nb")
    assert "finnes ikke" == ordet("finnes ikke")


def test_adresser_og_lån_er_de_samme_og_rekkefølgen_er_bokmålets():
    nb, oppgaver = finn("hjemmel.honorar"), list(finn("lbm-plan.oppgave"))
    bytt("nn")
    try:
        assert nb["url"] == finn("hjemmel.honorar")["url"]
        assert oppgaver == list(finn("lbm-plan.oppgave"))
        assert "Avreise" == finn("oppgjor.felt.reiser.avreise.ledetekst")
    finally:
        bytt("nb")


@pytest.mark.parametrize(
    ("skrevet", "ventet"),
    [
        ("høsten 2021", "hausten 2021"),
        ("sommeren 2022", "sommaren 2022"),
        ("desember 2025", "desember 2025"),
        ("2021", "2021"),
    ],
)
def test_et_tidsrom_sies_på_målformen(skrevet, ventet):
    assert skrevet == norsk.tidsrom(skrevet)
    bytt("nn")
    try:
        assert ventet == norsk.tidsrom(skrevet)
    finally:
        bytt("nb")


@pytest.mark.parametrize(("kode", "ventet"), [("tak-faktor", "2 gonger"), ("trekk-lunsj", "30 prosent")])
def test_enheten_til_en_sats_sies_på_nynorsk(kode, ventet):
    bytt("nn")
    try:
        assert ventet == perioder(kode)[0].vist().replace("\N{NO-BREAK SPACE}", " ")
    finally:
        bytt("nb")


@pytest.mark.parametrize(("minutter", "ventet"), [(1, "1 minutt"), (60, "1 time"), (150, "2 timar og 30 minutt")])
def test_en_varighet_sies_på_nynorsk(minutter, ventet):
    bytt("nn")
    try:
        assert ventet == norsk.varighet(minutter)
    finally:
        bytt("nb")


def test_en_målform_uten_katalog_finnes_ikke():
    assert ("nb", "nn") == tekster.MÅLFORMER


# --- Every text, also those that no approved answer has ---

# What the languages spell otherwise time and again, so that a text in nynorsk is likest its own in bokmål.
SKRIVEMÅTER = (
    *(("kv", "hv"), ("heim", "hjem"), ("ikkje", "ikke"), ("frå", "fra"), ("ar\\b", "er"), ("ei\\b", "en")),
    *(("endra", "endret"), ("førebels", "foreløpig"), ("òg", "også")),
)
# The words that turn a rule around, each as the two languages have it.
VENDEORD = (
    *(("ikke", "ikkje"), ("ingen", "ingen"), ("uten", "utan"), ("bare", "berre"), ("minst", "minst")),
    *(("høyst", "høgst"), ("senest", "seinast"), ("over", "over"), ("under", "under"), ("etter", "etter")),
    *(("må", "må"), ("skal", "skal"), ("bør", "bør"), ("kan", "kan")),
)
TIDSORD = {
    **dict(zip(norsk.UKEDAGER, "måndag tysdag onsdag torsdag fredag laurdag sundag".split(), strict=True)),
    **dict(zip(norsk.VARIGHET, "time timar minutt minutt".split(), strict=True)),
    **dict(zip(norsk.ÅRSTIDER, "våren sommaren hausten".split(), strict=True)),
}


def flat(tabell, over=""):
    for navn, verdi in tabell.items():
        yield from flat(verdi, f"{over}{navn}.") if isinstance(verdi, dict) else [(f"{over}{navn}", verdi)]


def par():
    """Each text in bokmål and in nynorsk, by code; read when asked, so that a change in between is seen."""
    nynorsk, bokmål = (dict(flat(les_toml(f"tekster.{mål}.toml"))) for mål in ("nn", "nb"))
    return {kode: (bokmål[kode], et) for kode, et in nynorsk.items()}


def biter(setning):
    """Every three letters in a row, spelt as in bokmål where the difference is a common one."""
    setning = f" {setning.lower()} "
    for nynorsk, bokmål in SKRIVEMÅTER:
        setning = re.sub(nynorsk, bokmål, setning)
    return {setning[nr : nr + 3] for nr in range(len(setning) - 2)}


def likest(setning, mulige):
    """Of the possible texts in bokmål, by code, those that are most like the one in nynorsk."""
    egne = biter(setning)
    likhet = {kode: len(egne & andres) / len(egne | andres) for kode, andres in mulige.items()}
    return [kode for kode, hvor in likhet.items() if hvor == max(likhet.values())]


def tabell(kode):
    """The part of the catalogue that a text stands in: «feil», or all of a calculator."""
    return kode.partition(".")[0]


@pytest.mark.parametrize("del_", sorted({tabell(kode) for kode in par()}))
def test_hver_tekst_på_nynorsk_er_den_samme_som_på_bokmål_og_ikke_en_av_de_andre(del_):
    """A sentence that has got another's place is most like that other's bokmål."""
    egne = {kode: to for kode, to in par().items() if del_ == tabell(kode)}
    bokmål = {kode: biter(et) for kode, (et, _) in egne.items()}

    assert egne
    assert [] == [(kode, et) for kode, (_, et) in egne.items() if kode not in likest(et, bokmål)]


def test_hver_sats_kilde_og_helligdag_heter_det_samme_på_nynorsk():
    alle = les_toml("ord.nn.toml")
    navn = {ord_: biter(ord_) for ord_ in alle if ord_ not in TIDSORD}

    assert TIDSORD == {ord_: alle[ord_] for ord_ in TIDSORD}
    assert len(navn) > 30
    assert [] == [(ord_, alle[ord_]) for ord_ in navn if ord_ not in likest(alle[ord_], navn)]
    assert [] == [ord_ for ord_ in navn if re.findall("[0-9]+", ord_) != re.findall("[0-9]+", alle[ord_])]


@pytest.mark.parametrize(("bokmål", "nynorsk"), VENDEORD)
def test_en_tekst_nekter_og_avgrenser_like_ofte_på_begge_målformer(bokmål, nynorsk):
    def antall(ord_, setning):
        return len(re.findall(rf"\b{ord_}\b", setning.lower().replace("hvis ikke", "ellers")))

    assert [] == [kode for kode, (nb, nn) in par().items() if antall(bokmål, nb) != antall(nynorsk, nn)]


def test_en_tekst_har_de_samme_tallene_og_plassene_i_samme_rekkefølge_på_begge_målformer():
    tegn = "[0-9]+|{[a-z_]+}"

    assert [] == [kode for kode, (nb, nn) in par().items() if re.findall(tegn, nb) != re.findall(tegn, nn)]


def test_en_tekst_har_like_mange_setninger_og_de_samme_tegnene_på_begge_målformer():
    def form(setning):
        return len(re.split(r"(?<=[.?!]) ", setning)), re.findall(r"[?!:«»()]|\.$", setning)

    assert [] == [kode for kode, (nb, nn) in par().items() if form(nb) != form(nn)]
