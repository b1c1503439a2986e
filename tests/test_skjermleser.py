"""The settlement as a screen reader says it: each stop of the keyboard, from the first field to the answer.

Read from the browser's accessibility tree: the group where it is a new one, then the name, role, state and
description of what has focus, in Norwegian as a screen reader puts them.
"""

from datetime import datetime

import pytest

from tests.steg import FRIST, I_DAG, STI

pytestmark = pytest.mark.nettleser

ROLLER = {
    "heading": "overskrift",
    "textbox": "felt",
    "radio": "valgknapp",
    "checkbox": "avkryssing",
    "button": "knapp",
    "link": "lenke",
    "DisclosureTriangle": "utvidbar",
}
TILSTANDER = {"checked": "valgt", "required": "påkrevd", "expanded": "åpen", "invalid": "ugyldig"}
GRUPPER = ("group", "radiogroup")


def verdi(node: dict, felt: str) -> str:
    """What the node has there, or nothing."""
    return node.get(felt, {}).get("value", "")


class Skjermleser:
    """Says what has focus, and the group it stands in when that is not the one before."""

    def __init__(self, side):
        self.side, self.kobling, self.gruppe, self.sagt = side, side.context.new_cdp_session(side), [], []

    def si(self) -> str:
        """Add what is said now, and return it."""
        fokus = self.kobling.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]
        noder = self.kobling.send(
            "Accessibility.getPartialAXTree", {"objectId": fokus["objectId"], "fetchRelatives": True}
        )["nodes"]
        etter_id = {node["nodeId"]: node for node in noder}
        node, over = noder[0], []
        while node := etter_id.get(node.get("parentId")):
            if verdi(node, "role") in GRUPPER and verdi(node, "name"):
                over.insert(0, verdi(node, "name"))
        nye = [navn for nr, navn in enumerate(over) if navn not in self.gruppe[nr : nr + 1]]
        self.gruppe, node = over, noder[0]
        egenskaper = {et["name"]: et["value"].get("value") for et in node.get("properties", ())}
        deler = [verdi(node, "name"), ROLLER[verdi(node, "role")]]
        deler += [ord_ for navn, ord_ in TILSTANDER.items() if egenskaper.get(navn) in (True, "true")]
        deler += [f"«{verdi(node, 'value')}»"] if verdi(node, "value") else []
        deler += [verdi(node, "description")] if verdi(node, "description") else []
        sagt = ", ".join([*(f"[{navn}]" for navn in nye), *deler]).replace("\N{NO-BREAK SPACE}", " ")
        self.sagt.append(sagt)
        return sagt

    def tast(self, *taster: str) -> None:
        """Press the keys, and say where that led."""
        for tast in taster:
            self.side.keyboard.press(tast)
        self.si()

    def skriv(self, tekst: str) -> None:
        """Type, and go on by Enter."""
        self.side.keyboard.type(tekst)
        self.tast("Enter")

    def til(self, sagt: str) -> None:
        """Press Tab till this is said."""
        for _ in range(12):
            self.tast("Tab")
            if sagt in self.sagt[-1]:
                return
        raise AssertionError(f"«{sagt}» ble ikke sagt: {self.sagt[-12:]}")


HØRT = """
Oppgjør for en samling, overskrift
Henvis, knapp, Oppgjør for en samling
Første dag, felt, påkrevd, Skriv slik: 05.10.2021

Steg 2 av 5 Hvor lange var dagene?, overskrift
[tirsdag 17. november: Hvor lange var dagene?], [Arbeidstid 1], Til og med 8, valgknapp
Til og med 8, valgknapp, valgt
[onsdag 18. november: Hvor lange var dagene? foreslått], [Arbeidstid 2], Til og med 8, valgknapp, valgt
[torsdag 19. november: Hvor lange var dagene? foreslått], [Arbeidstid 3], Til og med 8, valgknapp, valgt
[torsdag 19. november: Hvor lange var dagene?], Over 8, valgknapp, valgt

Steg 3 av 5 Tapte du inntekt?, overskrift
[Tapte du inntekt?], Nei, valgknapp
Ja, valgknapp, valgt
[tirsdag 17. november: Tapte du inntekt?], Dokumentert tap (kr), felt, {tap}
[onsdag 18. november: Tapte du inntekt?], Dokumentert tap (kr), felt, {tap}
[torsdag 19. november: Tapte du inntekt?], Dokumentert tap (kr), felt, {tap}

Steg 4 av 5 Reiste du?, overskrift
[Reiste du?], Nei, valgknapp
Borte natten over, valgknapp, valgt
[Reise 1], Avreise, dato, felt, «17.11.2026»
Velg i kalender: Reise 1, Avreise, dato, knapp
Avreise, klokkeslett, felt
Hjemkomst, klokkeslett, felt

Steg 5 av 5 Hvilke måltider betalte andre?, overskrift
Frokost på hotellet hver morgen, avkryssing
Frokost på hotellet hver morgen, avkryssing, valgt
[Reise 1 : Hvilke måltider betalte andre?], Før heller måltidene del for del, utvidbar
[tirsdag 17. november], Frokost, avkryssing
Lunsj, avkryssing
Middag, avkryssing
Middag, avkryssing, valgt

Se over, overskrift
Endre : Når var samlingen?, knapp
Endre : Hvor lange var dagene?, knapp
Endre : Tapte du inntekt?, knapp
Endre : Reiste du?, knapp
Endre : Hvilke måltider betalte andre?, knapp
Regn ut, knapp

status: Du kan kreve 8 304,40 kr: 6 400 kr i honorar og 1 904,40 kr for reise. Beløpet er før skatt.
Tøm skjemaet, knapp
Tilbake, knapp
Skriv ut svaret, knapp
Kopier lenke til svaret, knapp, {lenke}
Kopier som tekst, knapp
Legg i kalender (.ics), knapp
Vis utregningen, forbeholdene og satsene, utvidbar
""".format(
    tap="Trekk i lønn eller tapt inntekt. La feltet stå tomt om du ikke taper noe.",
    lenke="Lenken inneholder det du har fylt ut. "
    "Nettstedet sender det aldri til tjeneren, men den som får lenken, kan lese det.",
)


def test_en_skjermleser_sier_hvert_steg_valg_og_svar_i_den_vanlige_samlingen(åpne):
    side = åpne("om/", bredde=360, reduced_motion="reduce")
    side.clock.set_fixed_time(datetime.fromisoformat(f"{I_DAG}T12:00"))
    side.goto(side.url.removesuffix("om/") + STI)
    side.wait_for_function("document.querySelector('[data-tilstand]').textContent.includes('klar')", timeout=FRIST)
    side.focus("article h1")
    leser = Skjermleser(side)
    leser.si()
    leser.til("Første dag")
    leser.skriv("17.11")

    leser.tast("Tab")
    leser.tast("Space")
    leser.tast("Tab")
    side.keyboard.press("Space")
    leser.tast("Tab")
    leser.tast("Space", "ArrowRight")
    leser.tast("Enter")

    leser.tast("Tab")
    leser.tast("ArrowRight")
    leser.tast("Tab")
    leser.skriv("3100")
    leser.skriv("2500")
    leser.tast("Enter")

    leser.tast("Tab")
    leser.tast("ArrowRight", "ArrowRight")
    leser.til("Avreise, klokkeslett")
    leser.skriv("0700")
    leser.skriv("2030")

    leser.tast("Tab")
    leser.tast("Space")
    leser.til("Middag")
    leser.tast("Space")
    leser.tast("Enter")

    leser.til("Regn ut")
    side.keyboard.press("Enter")
    side.wait_for_function("document.querySelector('[data-melding][role=status]').textContent", timeout=FRIST)
    leser.sagt.append(f"status: {side.text_content('[data-melding]')}".replace("\N{NO-BREAK SPACE}", " "))
    leser.til("Vis utregningen")

    assert [linje for linje in HØRT.splitlines() if linje] == leser.sagt
