"""The facts on the pages for members and in RB-30, once more: copied by hand from UNE's page, RB-30 and the law.

The words around them may change. A number, a date or a name that changes here, must have changed there.
"""

from functools import cache

import pytest

from tests.side import NETTSTED, Element, Side

FAKTA = {
    "nemndmedlem/betaling/": {
        "honorar": [
            "0–8 timer (normal dag) 2 000 kr 4 000 kr",
            "Over 8 timer (lang dag) 2 400 kr 4 800 kr",
            "1. januar 2021",
            "Nøyaktig 8 timer er en normal dag",
        ],
        "tapt-arbeidsfortjeneste": ["inntil det dobbelte av honoraret"],
        "reisetid": ["2017–2020"],
        "frist": [
            "senest en måned etter nemndsamlingen",
            "månedens siste dag",
            "Samlingen slutter 31. mars. Da er fristen 30. april.",
        ],
    },
    "nemndmedlem/habilitet/": {
        "habilitet": ["er egnet til å svekke tilliten", "§ 6", "§ 8", "§ 10"],
        "taushetsplikt": [
            "utlendingsloven § 77 åttende ledd",
            "§§ 13–13 e",
            "§ 13 g",
            "straffeloven § 209",
        ],
    },
    "nemndmedlem/innkalling/": {
        "innkalling": ["kommer på sms"],
        "svarsiden": ["de sju sifrene til slutt", "registrert med hos UNE"],
    },
    "nemndmedlem/kontakt/": {
        "adresser": ["21 08 51 26", "mail_inka@une.no", "mti@une.no"],
        "egencia": ["23 15 04 30", "customer_service@egencia.no", "vanlig arbeidstid", "«døgnåpen»"],
        "adresse": ["Stenersgaten 1 B/C i Oslo, 6. etasje", "Oslo City"],
    },
    "nemndmedlem/reise/": {
        "portal": ["«Glemt brukernavn og/eller passord»"],
        "telefon": ["23 15 04 30", "customer_service@egencia.no", "vanlig arbeidstid"],
        "hotell": ["Comfort Hotell Børsparken", "Comfort Hotell Karl Johan", "det rimeligste ledige"],
    },
    "nemndmedlem/reiseregning/": {
        "reiseregning": ["mer enn 15 km"],
        "kost": [
            "Nøyaktig 6 timer og nøyaktig 12 timer gir satsen for 6–12 timer",
            "397 kr",
            "736 kr",
            "1 012 kr",
        ],
        "doegn": [
            "Et døgn er 24 timer fra reisen starter",
            "færre enn 6",
            "fra 6 til 12",
            "flere enn 12",
            "mer enn fem timer",
            "klokken 22 og 06",
            "mandag klokken 18 og er hjemme torsdag klokken 20. Det er tre hele døgn og to timer.",
            "før 22. juni 2018",
        ],
        "maaltidstrekk": [
            *("Frokost 20 prosent", "Lunsj 30 prosent", "Middag 50 prosent"),
            "fra 22. juni 2018 til og med 31. desember 2021 regnes det alltid av døgnsatsen",
        ],
        "lunsj": ["6–12 timer 30 prosent", "Over 12 timer 50 prosent"],
        "bil-og-taxi": ["blir vanligvis ikke dekket", "godkjent før du reiser", "mti@une.no"],
        "frist": ["en måned fra reisen er slutt", "en måned fra samlingen er slutt"],
    },
    "nemndmedlem/rettskilder/": {
        "rettskildelaere": ["271 kB"],
        "regler": [
            *("utlendingsloven § 77 sjette ledd", "utlendingsforskriften § 16-3", "domstolloven § 72"),
            *("utlendingsloven § 77 syvende ledd", "utlendingsloven § 78"),
            *("utlendingsforskriften § 16-8", "utlendingsforskriften § 16-12", "utlendingsforskriften § 16-13"),
        ],
        "ny-forvaltningslov": ["§§ 25–29", "§§ 30–34", "§ 63", "§ 64"],
    },
    "nemndmedlem/rollen/": {
        "likeverdige": ["Nemnda har tre medlemmer"],
        "plikter": ["2017–2020"],
        "veiledning": ["335 kB"],
    },
    "nemndmedlem/samlingen/": {
        "samlingen": ["som regel i tre dager", "Den første er lesedag, de to neste har dere nemndmøte"],
        "utstyr": ["Mobiltelefon, PC", "ikke tillatt", "9. februar 2023", "utlendingsforskriften § 16-15"],
        "avgjoerelsen": ["skal skrive under saksprotokollen"],
        "digitale-moeter": ["§ 78 syvende ledd", "Ut november 2021", "kapittel 10 a", "1. desember 2021"],
    },
    "nemndmedlem/skjema/": {
        "send-inn": ["BankID, MinID, BuypassID eller Commfides e-ID", "iOS og Android", "www.dfo.no"],
        "retur": [
            *("«returnert» i listen til venstre", "«rediger» helt til høyre"),
            "«send til godkjenning» nederst til høyre",
        ],
    },
    "nemndmedlem/vervet/": {
        "vervet": ["6–12 møtedager i året"],
        "loest-fra-vervet": ["§ 77 syvende ledd"],
        "utelukket": ["1. januar 2025", "§ 77 sjette ledd", "1. september 2024", "domstolloven § 72"],
    },
    "rutiner/rb-30/": {
        "antall-moeter": ["ett til to møter i halvåret"],
        "sakshenvisninger": ["DUF-nummer, opprinnelsesland, behandlingsform, utfall, dato"],
        "frist-for-notatet": ["senest to uker før møtet"],
        "deltakere": ["Rundt 30 deltakere"],
        "utsending": ["4–5 arbeidsdager i forveien"],
        "arkivering": ["360°", "«LBM – tittel – notat (ev. referat) – (årstall)»"],
        "frister": ["Ett til to i halvåret", "Senest to uker før møtet", "4–5 arbeidsdager før møtet"],
    },
}
ALLE = [(side, id, fakta) for side, seksjoner in FAKTA.items() for id, fakta in seksjoner.items()]


@cache
def seksjoner(adresse: str) -> dict[str, str]:
    """The words of each section of a page: from its heading to the next heading of any level."""
    ut: dict[str, list[str]] = {}
    her = [""]

    def gå(element: Element) -> None:
        for barn in element.barn:
            if isinstance(barn, str):
                ut.setdefault(her[0], []).append(barn)
            else:
                if barn.navn in ("h1", "h2", "h3", "h4") and barn["id"]:
                    her[0] = barn["id"]
                gå(barn)
                if barn.navn in ("td", "th", "li", "p"):
                    ut.setdefault(her[0], []).append(" ")

    gå(Side(NETTSTED / adresse / "index.html").artikkel)
    return {id: " ".join("".join(biter).split()) for id, biter in ut.items()}


@pytest.mark.parametrize(("side", "id", "fakta"), ALLE, ids=[f"{side}#{id}" for side, id, _ in ALLE])
def test_fakta_på_siden_er_de_som_står_i_kilden(side, id, fakta):
    ordene = seksjoner(side)[id]

    assert [] == [et for et in fakta if et not in ordene], ordene
