"""What the built site must say and hold: every figure, every hole, every link and id, on every page."""

import json
import re
import unicodedata
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

import pytest

from calculators.felles import norsk
from calculators.felles.bro import regn
from calculators.felles.kalender import måneder_etter
from calculators.felles.satser import finn_sats, kildene, perioder, satsene
from calculators.felles.tekster import finn
from macros.grunn import DOCS, byggedato, data, forside
from macros.sider import prosa, tabeller
from macros.sider.prosa import sats_på
from tests.side import NETTSTED, Side, mål, sider

SIDER = sider()
UAVKLART = "om/uavklart/"
RUTINER = sorted(fil.stem for fil in (DOCS / "rutiner").glob("rb-*.md"))
HULL = data("hull")


def ord(tekst: str) -> str:
    """The words with every run of space (no-break ones too) as one space."""
    return " ".join(tekst.split())


def adresse(sti: str) -> str:
    """The address of a page from its Markdown file."""
    return sti.removesuffix(".md").removesuffix("index").rstrip("/") + "/" if sti != "index.md" else ""


def rader(side: Side, overskrift: str) -> list[list[str]]:
    """The body rows of the table whose caption begins with `overskrift`."""
    for tabell in side.rot.finn("table"):
        if any(ord(tekst.tekst).startswith(overskrift) for tekst in tabell.finn("caption")):
            kropp = tabell.finn("tbody")[0]
            return [[celle.tekst for celle in rad.barn if hasattr(celle, "navn")] for rad in kropp.finn("tr")]
    raise AssertionError(f"fant ingen tabell «{overskrift}» på {side.adresse}")


def svar(navn: str, **inn) -> dict:
    """The calculator's own answer."""
    resultat = json.loads(regn(navn, json.dumps(inn)))
    assert resultat["status"] == "ok", resultat
    return resultat["tall"]


def kroner(beløp: str) -> str:
    return ord(norsk.kroner(Decimal(beløp)))


hver_side = pytest.mark.parametrize("side", SIDER.values(), ids=lambda side: side.adresse or "forsiden")


def test_hver_markdownfil_er_blitt_en_side():
    markdown = {adresse(fil.relative_to(DOCS).as_posix()) for fil in DOCS.rglob("*.md")}

    assert markdown <= set(SIDER)


# --- Each page ---


@hver_side
def test_hver_side_har_språk_én_hovedoverskrift_tittel_og_beskrivelse(side):
    [html] = side.rot.finn("html")
    beskrivelser = [meta["content"] for meta in side.rot.finn("meta") if meta["name"] == "description"]

    assert html["lang"] == ("nn" if side.adresse.startswith("nn/") or side.adresse.endswith("-nn/") else "nb")
    assert len(side.rot.finn("h1")) == 1
    assert side.rot.finn("h1")[0].tekst.rstrip("#").strip()
    assert [tittel.tekst for tittel in side.rot.finn("title") if tittel.tekst and not tittel.attributter]
    assert [bool(beskrivelse.strip()) for beskrivelse in beskrivelser] == [True]


@hver_side
def test_hver_id_står_bare_én_gang_på_siden(side):
    assert [id for id, antall in Counter(side.ider).items() if antall > 1] == []


@hver_side
def test_hver_lenke_innenfor_nettstedet_fører_til_noe_som_finnes(side):
    døde = []
    for lenke in (*side.lenker, *side.hentes):
        if lenke.startswith("data:") or not (funnet := mål(side, lenke)):
            continue
        fil, anker = funnet
        if anker.startswith("svar~"):  # opens an answer in a calculator: see test_eksempler.py
            anker = ""
        målside = next((annen for annen in SIDER.values() if annen.fil == fil), None)
        if not fil.exists() or (anker and målside and anker not in målside.ider):
            døde.append(lenke)

    assert døde == []


@hver_side
def test_ingenting_hentes_fra_andre_nettsteder(side):
    assert [adresse for adresse in side.hentes if adresse.startswith(("http:", "https:", "//"))] == []


@hver_side
def test_ingen_side_viser_makroer_eller_oppløste_tegn(side):
    tekst = side.artikkel.tekst if not side.adresse.startswith("redaksjon/") else ""

    assert not [tegn for tegn in ("{{", "}}", "{%", "{ #") if tegn in tekst]
    assert unicodedata.is_normalized("NFC", side.kilde)


@hver_side
def test_hver_overskrift_i_teksten_kan_lenkes_til(side):
    nakne = [h.tekst for nivå in "1234" for h in side.artikkel.finn(f"h{nivå}") if not h["id"]]

    assert nakne == [] or side.adresse == "404.html"


# --- What the calculators link to ---


@pytest.mark.parametrize("kode", finn("hjemmel"))
def test_hver_hjemmel_i_kalkulatorene_finnes_som_avsnitt(kode):
    adresse, _, anker = finn("hjemmel")[kode]["url"].partition("#")

    assert anker in SIDER[adresse].ider


@pytest.mark.parametrize("kode", [*finn("forbehold"), *finn("uavklart")])
def test_hvert_forbehold_er_forklart_på_siden_om_det_kildene_ikke_sier(kode):
    assert kode in SIDER[UAVKLART].ider


# --- Holes ---


@pytest.mark.parametrize("kode", HULL)
def test_hvert_hull_står_på_siden_om_det_kildene_ikke_sier(kode):
    tekst = SIDER[UAVKLART].artikkel.tekst

    assert SIDER[UAVKLART].med_id(kode).navn == "h3"
    assert ord(HULL[kode]["tittel"]) in SIDER[UAVKLART].med_id(kode).tekst
    assert ord(HULL[kode]["tekst"]) in tekst


@pytest.mark.parametrize(("kode", "sti"), [(kode, sti) for kode, hull in HULL.items() for sti in hull["sider"]])
def test_hvert_hull_er_merket_der_leseren_møter_det(kode, sti):
    side, forklart = SIDER[adresse(sti)], (SIDER[UAVKLART].fil, kode)
    linjer = [linje for linje in side.rot.finn("details", "hull") if HULL[kode]["kort"] in linje.tekst]

    if linjer:
        assert [ord(HULL[kode]["kort"])] == [ord(linje.finn("summary")[0].tekst) for linje in linjer]
        assert ord(HULL[kode]["her"]) in ord(linjer[0].tekst)
        assert [forklart] == [mål(side, lenke["href"]) for lenke in linjer[0].finn("a")]
    else:
        assert forklart in [mål(side, lenke["href"]) for lenke in side.artikkel.finn("a")]


def test_hele_forklaringen_på_et_hull_står_bare_ett_sted():
    for kode, hull in HULL.items():
        steder = [side.adresse for side in SIDER.values() if ord(hull["tekst"]) in ord(side.artikkel.tekst)]

        assert [UAVKLART] == [sted for sted in steder if not sted.startswith("skriv-ut/")], kode


@pytest.mark.parametrize("kode", HULL)
def test_linjen_om_et_hull_er_én_kort_setning(kode):
    kort = HULL[kode].get("kort", "")

    assert HULL[kode]["type"] == "utenfor" or (kort.endswith(".") and kort.count(".") == 1)
    assert len(kort.split()) <= 14


# --- How binding the text is: copied by hand from the sources ---

STYRKE_I_RB_30 = {
    "formaal": "presens",
    "moetenes-formaal": "presens",
    "beslutter-ikke": "presens",
    "veiledende-standard": "presens",
    "forslag": "kan",
    "beslutning-om-tema": "presens",
    "antall-moeter": "bør, kan",
    "forberedelse": "presens",
    "redaktoer": "som hovedregel, ved behov",
    "disposisjon": "presens",
    "notatets-innhold": "bør",
    "sakshenvisninger": "bør, normalt",
    "praksisoversikt": "bør, som utgangspunkt",
    "frist-for-notatet": "presens",
    "deltakere": "presens",
    "utsending": "bør, normalt",
    "moeteplan": "normalt",
    "diskusjon": "presens",
    "referat": "presens",
    "godkjent-referat": "presens",
    "oppfoelging": "presens",
    "ressurser": "presens",
    "direktoeren": "skal, ved behov",
    "publisering": "presens",
    "arkivering": "presens",
}
PLIKTER = [
    ("nemndmedlem/tolk/", "spoersmaal", "må"),
    ("nemndmedlem/samlingen/", "avgjoerelsen", "skal"),
    ("nemndmedlem/rollen/", "grunnlaget", "skal"),
    ("nemndmedlem/habilitet/", "habilitet", "må"),
    ("nemndmedlem/reise/", "portal", "skal"),
    ("nemndmedlem/reise/", "telefon", "må, skal"),
    ("nemndmedlem/reise/", "hotell", "må, skal"),
    ("nemndmedlem/reise/", "rimelig", "må"),
    ("nemndmedlem/betaling/", "loennsmottaker", "må"),
    ("nemndmedlem/betaling/", "selvstendig", "må"),
    ("nemndmedlem/reiseregning/", "lunsj", "må"),
    ("nemndmedlem/reiseregning/", "bil-og-taxi", "må"),
    ("nemndmedlem/reiseregning/", "reisedokumentasjon", "må"),
    ("nemndmedlem/skjema/", "loennart", "må"),
]


def styrke(side: Side, id: str) -> set[str]:
    return set(side.med_id(id)["data-styrke"].split(", "))


def test_hvert_punkt_i_rb_30_binder_like_sterkt_som_i_kilden():
    side = SIDER["rutiner/rb-30/"]

    assert {id: set(ord.split(", ")) for id, ord in STYRKE_I_RB_30.items()} == {
        id: styrke(side, id) for id in side.ider if "data-styrke" in side.med_id(id).attributter
    }


@pytest.mark.parametrize(("side", "id", "ord"), PLIKTER)
def test_en_plikt_i_kilden_er_en_plikt_på_siden(side, id, ord):
    assert set(ord.split(", ")) <= styrke(SIDER[side], id)


def test_planen_for_møtet_binder_like_sterkt_som_rb_30():
    for kode, oppgave in finn("lbm-plan.oppgave").items():
        punkt = finn(f"hjemmel.lbm-plan-{kode}")["url"].partition("#")[2]
        sagt = {ord for ord in STYRKE_I_RB_30[punkt].split(", ") if ord in oppgave["styrke"]}

        assert sagt or oppgave["styrke"] == "presens", kode


@pytest.mark.parametrize("kode", ["disposisjon", "notat", "ressurser", "forelegging", "direktoeren", "arkivering"])
def test_planen_legger_ikke_en_oppgave_på_noen_rb_30_ikke_nevner(kode):
    assert finn("lbm-plan.oppgave")[kode]["rolle"] == "RB-30 sier ikke hvem"


# --- Calm, and where the text comes from ---

håndboksider = pytest.mark.parametrize(
    "side",
    [side for side in SIDER.values() if side.adresse.startswith("nemndmedlem/")],
    ids=lambda side: side.adresse,
)


@håndboksider
def test_høyst_femten_av_hundre_ord_på_en_side_for_medlemmer_står_i_bokser(side):
    bokser = [
        *side.artikkel.finn("details"),
        *side.artikkel.finn("div", "admonition"),
        *side.artikkel.finn("aside"),
    ]
    i_bokser = sum(len(boks.tekst.split()) for boks in bokser if boks["class"] != "innhold-smal")

    assert i_bokser <= 0.15 * len(side.artikkel.tekst.split())


@hver_side
def test_hver_side_sier_at_une_ikke_har_godkjent_den(side):
    [status] = [*side.rot.finn("footer", "bunn"), *side.rot.finn("p", "forbehold")]

    assert re.search("ikke godkjent av UNE|ikkje godkjend av UNE", status.tekst)


@håndboksider
def test_hver_side_for_medlemmer_sier_hvilken_utgave_den_er(side):
    [bunn] = side.rot.finn("footer", "bunn")

    assert re.search(r"Utgave \d{1,2}\. [a-z]+ 20\d\d", ord(bunn.tekst))


@håndboksider
def test_hver_side_for_medlemmer_sier_hvor_teksten_er_fra_og_når_den_sist_ble_lest(side):
    [linje] = side.rot.finn("div", "kildelinje")

    assert "UNE: «For nemndmedlemmer», slik siden sto høsten 2021" in linje.tekst
    assert "Sist kontrollert" in linje.tekst


@pytest.mark.parametrize(
    ("side", "kilde", "seksjoner"),
    [
        (
            "nemndmedlem/reiseregning/",
            "Særavtale om dekning av utgifter til reise og kost innenlands",
            ["kost", "doegn", "maaltidstrekk", "rimelig", "frist"],
        ),
        ("nemndmedlem/vervet/", "Lover og forskrifter", ["loest-fra-vervet", "utelukket"]),
        ("nemndmedlem/rollen/", "eldre side (2017–2020)", ["plikter"]),
        ("nemndmedlem/betaling/", "eldre side (2017–2020)", ["reisetid"]),
        ("nemndmedlem/samlingen/", "For advokater", ["nemndmoete"]),
        ("nemndmedlem/habilitet/", "Lover og forskrifter", ["habilitet", "taushetsplikt"]),
    ],
)
def test_siden_sier_nederst_hvilke_deler_som_bygger_på_noe_annet_enn_unes_tekst(side, kilde, seksjoner):
    [linje] = SIDER[side].rot.finn("div", "kildelinje")
    [punkt] = [punkt for punkt in linje.finn("li") if kilde in punkt.tekst]

    assert seksjoner == [lenke["href"][1:] for lenke in punkt.finn("a") if lenke["href"].startswith("#")]


# --- Rates ---


# Chosen by name, not by the unit or the group that the page is made from: a wrong one would take itself out.
PROSENTER = {"trekk-frokost": 20, "trekk-lunsj": 30, "trekk-middag": 50, "lunsj-kort": 30, "lunsj-lang": 50}
REGLER = ("tak-faktor", "trekk-av-doegnsats")
BELØP = [kode for kode in satsene() if kode not in PROSENTER and kode not in REGLER]


@pytest.mark.parametrize("kode", BELØP)
def test_hver_verdi_av_en_sats_står_på_satssiden_med_startdato_kilde_og_bekreftelse(kode):
    rader_på_siden = [rad.tekst for rad in SIDER["satser/"].rot.finn("tr")]

    for sats in perioder(kode):
        deler = [norsk.dato(sats.fra), sats.vist(), sats.bekreftet_vist(), kildene()[sats.kilde]["tekst"]]
        assert any(all(ord(del_) in rad for del_ in deler) for rad in rader_på_siden), deler


@pytest.mark.parametrize("kode", ["tak-normal", "tak-lang"])
def test_taket_for_tapt_arbeidsfortjeneste_står_på_satssiden_for_hver_periode(kode):
    rader_på_siden = [rad.tekst for rad in SIDER["satser/"].rot.finn("tr")]

    for sats in perioder(kode.replace("tak-", "honorar-")):
        deler = [norsk.dato(sats.fra), sats_på(kode, sats.fra).vist()]
        assert any(all(ord(del_) in rad for del_ in deler) for rad in rader_på_siden), deler


@pytest.mark.parametrize(("kode", "prosent"), PROSENTER.items())
def test_hver_prosent_står_på_satssiden(kode, prosent):
    assert f"{prosent} prosent" == ord(finn_sats(kode, byggedato()).vist())
    assert f"{prosent} prosent" in ord(SIDER["satser/"].artikkel.tekst)


# --- Routine descriptions ---


@pytest.mark.parametrize("navn", RUTINER)
def test_opplysningene_om_en_rutine_vises_også_det_kilden_ikke_oppgir(navn):
    felt = forside(DOCS / "rutiner" / f"{navn}.md")
    [ramme] = SIDER[f"rutiner/{navn}/"].rot.finn("dl", "rb-fakta")
    vist = {par.finn("dt")[0].tekst: par.finn("dd")[0].tekst for par in ramme.finn("div")}

    for ledetekst, nøkkel in (
        ("Kode", "kode"),
        ("Publisert", "publisert"),
        ("Nettsiden sist oppdatert", "kilde_oppdatert"),
        ("Versjon", "versjon"),
        ("Ansvarlig", "ansvarlig"),
        ("Saksnummer i 360°", "saksnummer"),
        ("Sist kontrollert her", "sist_kontrollert"),
    ):
        verdi = felt[nøkkel]
        i_ord = ord(norsk.dato(verdi)) if isinstance(verdi, date) else verdi
        assert vist[ledetekst] == (i_ord or "ikke oppgitt i kilden")


@pytest.mark.parametrize("navn", RUTINER)
def test_listen_over_rutiner_lenker_til_hver_rutine(navn):
    lenket = [mål(SIDER["rutiner/"], lenke) for lenke in SIDER["rutiner/"].lenker]

    assert (NETTSTED / "rutiner" / navn / "index.html", "") in lenket


# --- Glossary ---


@pytest.mark.parametrize("kode", data("ordliste"))
def test_hvert_ord_i_ordlista_kan_lenkes_til_og_er_forklart(kode):
    oppslag, side = data("ordliste")[kode], SIDER["om/ordliste/"]

    assert side.med_id(kode).tekst.startswith(oppslag["ord"])
    assert ord(oppslag["forklaring"]) in side.artikkel.tekst


# --- The static twins answer as the calculators do ---


def test_tabellen_for_honorar_svarer_som_kalkulatoren():
    dag = byggedato().isoformat()
    funnet = rader(SIDER["kalkulatorer/honorar/"], "Det du får for én dag")

    assert len(funnet) > 6
    for tap, normal, lang in funnet:
        for timer, celle in (("8", normal), ("8,5", lang)):
            tall = svar("honorar", dager=[{"dato": dag, "timer": timer, "tap": tap.replace(" ", "")}])
            grunn = "honorar" if Decimal(tall["honorar"]) >= Decimal(tall["tapt"]) else "tapt arbeidsfortjeneste"
            assert celle == f"{kroner(tall['utbetaling'])} {grunn}"


def _reise(fra: date, timer: int, natt: bool = False, km: str = "100", **mer) -> dict:
    hjem = fra + timedelta(days=(8 + timer) // 24)
    avreise, hjemkomst = f"{fra.isoformat()}T08:00", f"{hjem.isoformat()}T{(8 + timer) % 24:02d}:00"
    return svar("kost", avreise=avreise, hjemkomst=hjemkomst, avstand_km=km, overnatting=natt, **mer)


def _gjeldende_og_forrige() -> tuple[date, date]:
    gjeldende = finn_sats("kost-kort", byggedato()).fra
    return gjeldende, finn_sats("kost-kort", gjeldende - timedelta(days=1)).fra


@pytest.mark.parametrize(
    ("lengde", "timer", "natt"),
    [
        ("Under 6 timer", 5, False),
        ("Fra og med 6 til og med 12 timer", 6, False),
        ("Over 12 timer, uten overnatting", 13, False),
        ("Over 12 timer, med overnatting, til og med ett døgn", 23, True),
        ("Ett døgn og 6–12 timer", 30, True),
        ("To døgn og over 12 timer", 61, True),
    ],
)
def test_tabellen_for_kost_svarer_som_kalkulatoren(lengde, timer, natt):
    tabell = {rad[0]: rad[1:] for rad in rader(SIDER["kalkulatorer/kost/"], "Kost på reiser over 15 km")}
    ventet = [kroner(_reise(fra, timer, natt)["utbetaling"]) for fra in _gjeldende_og_forrige()]

    assert tabell[lengde] == ventet


@pytest.mark.parametrize(("lengde", "timer"), [("Fra 6 til 12 timer", 12), ("Over 12 timer", 13)])
def test_tabellen_for_lunsj_svarer_som_kalkulatoren(lengde, timer):
    tabell = {rad[0]: rad[1:] for rad in rader(SIDER["kalkulatorer/kost/"], "Tak for lunsj mot kvittering")}
    ventet = [kroner(_reise(fra, timer, km="10")["tak"]) for fra in _gjeldende_og_forrige()]

    assert tabell[lengde] == ventet


@pytest.mark.parametrize("måltid", ["frokost", "lunsj", "middag"])
def test_tabellen_for_måltidstrekk_svarer_som_kalkulatoren(måltid):
    tabell = {rad[0]: rad[1:] for rad in rader(SIDER["kalkulatorer/kost/"], "Trekk for måltider")}
    fra = _gjeldende_og_forrige()[0]
    ventet = [
        kroner(_reise(fra, timer, natt, dekket=[{måltid: True}])["trekk"])
        for timer, natt in ((12, False), (13, False), (24, True))
    ]

    assert tabell[måltid.capitalize()] == ventet


def test_datafilene_er_ikke_publisert():
    navn = {fil.name for fil in (DOCS / "data").iterdir()}
    assert "hull.toml" in navn
    assert [] == [fil for fil in NETTSTED.rglob("*") if fil.name in navn or fil.suffix == ".toml"]


def test_en_sats_som_ikke_er_bekreftet_på_lenge_får_en_merknad_på_siden(monkeypatch):
    bekreftet = finn_sats("kost-kort", date(2026, 1, 1)).bekreftet
    dagen = måneder_etter(bekreftet, prosa.GAMMEL_MÅNEDER)
    dagen_før = dagen - timedelta(days=1)

    for dag, ventet in ((dagen_før, False), (dagen, True)):
        monkeypatch.setenv("SATSDATO", dag.isoformat())
        for stykke in (tabeller.satstabell("kost"), tabeller.tvilling("kost"), tabeller.tvilling("oppgjor")):
            merknad = stykke.partition('class="ubekreftet">')[2].partition("</p>")[0]
            assert ventet == ("«Kost" in merknad)
