"""What the form does with what is filled in: tells it back before the answer, and fills in more at one press."""

import pytest

from tests import test_steg
from tests.test_steg import STI, Telefon, samlingen

pytestmark = pytest.mark.nettleser

skjema = test_steg.skjema

OVERSIKT = """() => [...document.querySelectorAll('[data-oversikt] > div')].map((et) => [
  et.querySelector('dt').textContent,
  ...[...et.querySelectorAll('dd:first-of-type')].map((dd) => dd.children.length
    ? [...dd.children].map((linje) => linje.textContent).join(' | ')
    : dd.textContent),
].map((tekst) => tekst.replace(/\\s+/g, ' ')))"""


def test_oversikten_gjentar_det_som_er_fylt_ut_steg_for_steg_i_skjemaets_ord(skjema):
    side = skjema(has_touch=True)
    samlingen(Telefon(side))

    assert [
        ["Når var samlingen?", "tir. 17. – tor. 19. november 2026"],
        ["Hvor lange var dagene?", "tir. 17., ons. 18.: til og med 8 timer | tor. 19.: over 8 timer"],
        ["Tapte du inntekt?", "tir. 17.: 3100 kr | ons. 18.: 2500 kr | Lønnsmottaker"],
        ["Reiste du?", "tir. 17. kl. 07.00 – tor. 19. kl. 20.30, over 15 km"],
        ["Hvilke måltider betalte andre?", "tir. 17.: Middag | ons. 18., tor. 19.: Frokost"],
        ["Foreløpig", "8 304,40 kr"],
    ] == side.evaluate(OVERSIKT)


def test_samme_beløp_alle_dager_skriver_det_første_i_alle(åpne):
    side = åpne(STI, reduced_motion="reduce")
    side.fill('[name="dager.0.dato"]', "17.11.2026")
    side.click("[data-neste]")
    side.click('.brikke:has([name="snarvei-dager.0.timer"][value="til 8"])')
    side.click("[data-neste]")
    side.click('.brikke:has([value="ja"])')
    side.fill('[name="dager.0.tap"]', "3100")
    side.fill('[name="dager.2.tap"]', "90")
    side.click("[data-samme]")

    assert ["3100"] * 3 == [side.input_value(f'[name="dager.{nr}.tap"]') for nr in range(3)]


@pytest.mark.parametrize(
    ("navn", "felt", "valgt", "ventet"),
    [
        ("frist", "siste_dag", "2027-01-09", "09.01.2027"),
        ("kost", "hjemkomst", "2026-03-09T07:05", "09.03.2026 07:05"),
    ],
)
def test_det_som_velges_i_kalenderen_skrives_i_feltet_som_en_norsk_dato(åpne, navn, felt, valgt, ventet):
    side = åpne(f"kalkulatorer/{navn}/")
    side.evaluate(
        """([felt, valgt]) => {
          const velger = document.querySelector(`.ds-field:has([name="${felt}"]) .kalendervelger`)
          velger.value = valgt
          velger.dispatchEvent(new Event('change'))
        }""",
        [felt, valgt],
    )

    assert ventet == side.input_value(f'[name="{felt}"]')
    assert felt == side.evaluate("document.activeElement.name")
