"""The calculators as a reader meets them: the built page in Chromium, filled in, wrong, corrected and answered."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from itertools import combinations

import pytest
from pypdf import PdfReader

from calculators.felles.bro import KALKULATORER
from calculators.felles.norsk import les_dato
from calculators.oppgjor import EKSEMPEL
from macros.pakking.bunt import MANIFEST
from macros.tilfelle import som_linje, tilfeller
from tests.motor import kjør_cpython
from tests.side import NETTSTED, STATISK_TABELL
from tests.test_utskrift import skrevet

pytestmark = pytest.mark.nettleser

# Noon in the zone of the browser, wherever it is: midnight does not come between the page and the command line.
I_DAG = "2026-11-24"
NÅ = datetime.fromisoformat(f"{I_DAG}T12:00")
FRIST = 120_000  # ms the machine is given, however busy
SKJEMA = {navn: f"kalkulatorer/{navn}/" for navn in KALKULATORER}
LEST = """() => {
  const svar = document.querySelector('[data-resultat]')
  const lenker = [...svar.querySelectorAll('a[href*="om/uavklart/#"]')]
  return {
    status: svar.dataset.status,
    svar: svar.querySelector('.svar')?.textContent ?? null,
    koder: lenker.map((et) => et.hash.slice(1)).sort(),
    linjer: [...svar.querySelectorAll('.utregning dd')].map((et) => et.textContent),
    feil: [...document.querySelectorAll('[data-feil-for]')].filter((et) => !et.hidden)
      .map((et) => et.dataset.feilFor).sort(),
  }
}"""
# Sets the values as typed, field by field, drawing the rows that the case needs by the page's own buttons.
FYLL = """(verdier) => {
  const form = document.querySelector('form[data-kalkulator]')
  form.querySelector('[data-toem]').click()
  for (const navn of ['dager', 'reiser']) {
    const liste = form.querySelector(`[data-liste="${navn}"]`)
    if (!liste) continue
    const rader = () => liste.querySelectorAll(':scope > [data-rader] > [data-rad]')
    const antall = (verdier[navn] ?? []).length
    while (rader().length < antall) liste.querySelector(':scope > [data-legg-til]').click()
    while (rader().length > antall) [...rader()].at(-1).querySelector(':scope > [data-fjern]').click()
  }
  const måltider = ['dekket', 'maaltider'] // their rows come when the times are known
  const sett = (navn, verdi) => {
    if (verdi !== null && typeof verdi === 'object') {
      for (const [del, inni] of Object.entries(verdi)) if (!måltider.includes(del)) sett(`${navn}.${del}`, inni)
      return
    }
    const felt = form.elements[navn]
    if (felt.type === 'checkbox') felt.checked = verdi
    else felt.value = verdi // a yes or no in radio buttons too, whose values are true and false
    ;(felt.length ? felt[0] : felt).dispatchEvent(new Event('input', { bubbles: true }))
  }
  const nå = [...måltider, 'i_dag']
  for (const [navn, verdi] of Object.entries(verdier)) if (!nå.includes(navn)) sett(navn, verdi)
  form.elements[0].dispatchEvent(new Event('change', { bubbles: true }))
}"""

# Ticks meals: in the row of the part with the same number, or in that of the date.
KRYSS_AV = """([felt, måltidene]) => måltidene.forEach(({ dato, ...måltider }, nr) => {
  const datoer = [...document.querySelectorAll(`[data-liste="${felt}"] [data-rad] [name$=".dato"]`)]
  const plass = dato === undefined ? nr : datoer.findIndex((et) => et.value === dato)
  for (const [måltid, dekket] of Object.entries(måltider))
    if (dekket) document.querySelector(`[name="${felt}.${plass}.${måltid}"]`).checked = true
})"""

# The example as the form has it when only its texts and boxes are filled in: the rows of meals come later.
ETTER_FYLL = EKSEMPEL | {"reiser": [{k: v for k, v in et.items() if k != "dekket"} for et in EKSEMPEL["reiser"]]}

# Puts the questions, each the name of a calculator and a line, by the same door as the page does.
SVAR_FRA_ARBEIDEREN = """async (spørsmål) => {
  const fil = document.querySelector('form[data-kalkulator]').dataset.arbeider
  const arbeider = new Worker(new URL(fil, document.baseURI), { type: 'module' })
  const spør = ([navn, inn], id) => new Promise((ja) => {
    arbeider.addEventListener('message', ({ data }) => data.id === id && ja(data.svar))
    arbeider.postMessage({ id, navn, inn })
  })
  return Promise.all(spørsmål.map(spør))
}"""

VALG = {".tilknytning", ".dokument"}
KRYSS = {"overnatting", "frokost", "lunsj", "middag", "godkjent"}
TEKST = {
    *("dato", "timer", "tap", "avreise", "hjemkomst", "avstand_km", "kvittering", "siste_dag", "motedato"),
    *("billetter", "egen_bil_km", "drosje", "foerste_dag"),
    *("duf", "land", "behandlingsform", "utfall", "tema", "aarstall", "lenke"),
    "tekst",
}


def _kan_skrives(inn: dict) -> bool:
    """Whether a reader could have typed it all: texts in fields, crosses in boxes, rows in lists."""
    for felt, verdi in inn.items():
        if felt == "dager" and isinstance(verdi, str):  # how many days, where the form has no list of them
            continue
        if felt in ("dager", "dekket", "maaltider", "reiser"):
            if not all(isinstance(rad, dict) and _kan_skrives(rad) for rad in verdi):
                return False
        elif felt in TEKST or felt in ("tilknytning", "dokument"):
            if not isinstance(verdi, str):
                return False
        elif felt in KRYSS:
            if not isinstance(verdi, bool):
                return False
        elif felt != "i_dag":
            return False
    return inn.get("tilknytning", "selvstendig") in ("loennsmottaker", "selvstendig")


def _finn(inn: dict, felt: str) -> list:
    """What the case has in the list with the name `felt` («reiser.0.dekket»)."""
    for ledd in felt.split("."):
        inn = inn[int(ledd)] if ledd.isdigit() else inn.get(ledd, [])
    return inn


def _med_dato(rad: dict) -> dict:
    """A row of meals with its date as the form has it."""
    return rad | ({"dato": f"{les_dato(rad['dato']):%d.%m.%Y}"} if rad.get("dato") else {})


def skrivbare(navn: str) -> list[dict]:
    """The cases that can be typed in the form, which always has a first day and never a part too many."""
    umulige = {"dager", "dekket", "i_dag", "tilknytning"}
    return [
        et
        for et in tilfeller(navn)
        if not umulige & {felt.split(".")[-1] for felt in et.get("feil", [])}
        and not any("maaltider" in felt for felt in et.get("feil", []))  # the form has the dates of the trip alone
        and _kan_skrives(et["inn"])
    ]


def _felter(verdi: object, sti: str = "") -> Iterator[tuple[str, str | bool | int]]:
    """Each field of a case with its value, and each list with how many rows it has."""
    if isinstance(verdi, dict):
        for navn, inni in verdi.items():
            yield from _felter(inni, f"{sti}.{navn}")
    elif isinstance(verdi, list):
        yield f"{sti} × ", min(len(verdi), 3)
        for rad in verdi:
            yield from _felter(rad, sti)
    else:
        yield sti, verdi


def _til_skjemaet(tilfelle: dict, svar: dict) -> set[str]:
    """What the form can tell apart: what is filled in, left empty, ticked, chosen and added, and what is wrong."""
    return {
        *(
            f"{felt} {verdi if felt in VALG or not isinstance(verdi, str) else verdi != ''}"
            for felt, verdi in _felter(tilfelle["inn"])
            if felt != ".i_dag"
        ),
        svar["status"],
        *("feil " + re.sub(r"\.[0-9]+", "", feil["felt"]) for feil in svar["feil"]),
    }


def _til_leseren(tilfelle: dict, svar: dict) -> set[str]:
    """How each value is written, every number the same, and what the page must show of the answer."""
    return {
        *(f"{felt} {re.sub('[0-9]+', '9', str(verdi))}" for felt, verdi in _felter(tilfelle["inn"])),
        f"{min(len(svar['linjer']), 4)} linjer",
        *(punkt["kode"] for punkt in svar["forbehold"] + svar["uavklart"]),
        *(f"{len(deler or [])} deler i {felt}" for felt, deler in svar.get("deler", {}).items()),
    }


def dekkende(trekk: list[set], pris: Callable[[int], float] = lambda nr: 1) -> list[int]:
    """The numbers of as few, or as cheap, sets as hold all that the sets hold."""
    igjen, valgt = set().union(*trekk), []
    while igjen:
        best = max(range(len(trekk)), key=lambda nr: len(trekk[nr] & igjen) / pris(nr))
        valgt.append(best)
        igjen -= trekk[best]
    return sorted(valgt)


def parvis(tilfeller: list[dict], svar: list[dict]) -> list[tuple[dict, dict]]:
    """As few cases, with their answers, as hold each way to write and answer that any case has, and every two of
    what the form can tell apart that any one case has together.

    The amounts are proven by all the cases, in Node and in the page's own worker; typing proves the form alone,
    and a form fails on one field or on two that meet.
    """
    trekk = [
        {*combinations(sorted(_til_skjemaet(*et)), 2), *_til_leseren(*et)}
        for et in zip(tilfeller, svar, strict=True)
    ]
    return [(tilfeller[nr], svar[nr]) for nr in dekkende(trekk)]


# Where a form asks in steps, on to the last of them. What a step lacks stops the reader once, and no more.
TIL_SE_OVER = """() => {
  const seOver = document.querySelector('[data-se-over]')
  for (let nr = 0; seOver && !seOver.checkVisibility() && nr < 12; nr++)
    document.querySelector('[data-neste]').click()
}"""


def _regn_ut(side) -> dict:
    side.evaluate(TIL_SE_OVER)
    side.evaluate("document.querySelector('[data-resultat]').dataset.status = 'venter'")
    side.click("form[data-kalkulator] button[type=submit]")
    side.wait_for_function("document.querySelector('[data-resultat]').dataset.status !== 'venter'", timeout=FRIST)
    return side.evaluate(LEST)


def som_lest(ventet: dict) -> dict:
    """What LEST reads from the page when it shows this answer."""
    return {
        "status": ventet["status"],
        "svar": ventet["svar"] if ventet["status"] != "feil" else None,
        "koder": sorted(punkt["kode"] for punkt in ventet["forbehold"] + ventet["uavklart"]),
        "linjer": [linje["verdi"] for linje in ventet["linjer"]],
        "feil": sorted({feil["felt"] for feil in ventet["feil"]}),
    }


@pytest.mark.parametrize("navn", SKJEMA)
def test_det_som_skrives_i_skjemaet_gir_samme_svar_som_på_kommandolinjen(åpne, navn):
    mulige = skrivbare(navn)
    assert len(mulige) > 0.7 * len(tilfeller(navn)), "for få tilfeller kan skrives i skjemaet"
    side = åpne(SKJEMA[navn], reduced_motion="reduce")
    side.clock.set_fixed_time(NÅ)
    linjer = [json.dumps(t["inn"] | {"i_dag": I_DAG}, ensure_ascii=False) for t in mulige]
    utvalg = parvis(mulige, [json.loads(svar) for svar in kjør_cpython(navn, linjer)])
    assert utvalg
    avvik = []
    for tilfelle, ventet in utvalg:
        side.evaluate(FYLL, tilfelle["inn"])
        for felt, deler in ventet.get("deler", {}).items():
            if deler and (måltidene := _finn(tilfelle["inn"], felt)):
                side.wait_for_function(
                    "([felt, n]) => document.querySelectorAll(`[data-liste='${felt}'] [data-rad]`).length === n",
                    arg=[felt, len(deler)],
                    timeout=FRIST,
                )
                side.evaluate(KRYSS_AV, [felt, [_med_dato(rad) for rad in måltidene]])
        fikk = _regn_ut(side)
        if (riktig := som_lest(ventet)) != fikk:
            avvik.append((tilfelle["navn"], riktig, fikk))
    assert avvik == []


@pytest.mark.parametrize("navn", SKJEMA)
def test_hvert_tilfelle_gir_bokstavelig_samme_svar_fra_nettleserens_python(spør_python, navn):
    linjer = [som_linje(tilfelle) for tilfelle in tilfeller(navn)]
    svar = [spør_python({"id": nr, "navn": navn, "inn": linje})["svar"] for nr, linje in enumerate(linjer)]
    assert kjør_cpython(navn, linjer) == svar


def test_alle_kalkulatorene_har_den_samme_arbeideren():
    sider = [(NETTSTED / sti / "index.html").read_text("utf-8") for sti in SKJEMA.values()]
    arbeidere = {re.search(r'data-arbeider="[./]*(.+?)"', side)[1] for side in sider}
    assert {f"assets/bygd/{json.loads(MANIFEST.read_text('utf-8'))['arbeider']}"} == arbeidere


def _trykk_til(side, velger: str, tast: str = "Tab", mest: int = 80) -> None:
    """Move by keyboard until the focus stands on `velger`."""
    for _ in range(mest):
        if side.evaluate("v => document.activeElement.matches(v)", velger):
            return
        side.keyboard.press(tast)
    raise AssertionError(f"kom ikke til {velger} med tastaturet")


def test_honorar_kan_regnes_ut_med_bare_tastatur_og_svaret_leses_opp(åpne):
    side = åpne(SKJEMA["honorar"], starter=True)
    _trykk_til(side, '[name="dager.0.dato"]')
    side.keyboard.type("05.10.2021")
    _trykk_til(side, '[name="dager.0.timer"]')
    side.keyboard.type("7,5")
    _trykk_til(side, '[name="dager.0.tap"]')
    side.keyboard.type("3 500")
    _trykk_til(side, "[data-legg-til]")
    side.keyboard.press("Enter")
    assert side.evaluate("document.activeElement.name") == "dager.1.dato"
    side.keyboard.type("06.10.2021")
    _trykk_til(side, '[name="dager.1.timer"]')
    side.keyboard.type("9")
    side.keyboard.press("Enter")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    svar = side.inner_text(".svar")
    assert (
        svar.replace("\xa0", " ")
        == "Honorar gir mest: 4 400 kr for 2 dager. Tapt arbeidsfortjeneste gir 3 500 kr."
    )
    side.wait_for_function("t => document.querySelector('[data-melding]').textContent === t", arg=svar)
    assert side.get_attribute("[data-melding]", "role") == "status"


def test_kost_kan_regnes_ut_med_bare_tastatur_og_dagene_følger_av_tidene(åpne):
    side = åpne(SKJEMA["kost"])
    for felt, verdi in (
        ("avreise", "03.03.2026 07:00"),
        ("hjemkomst", "05.03.2026 20:30"),
        ("avstand_km", "120"),
    ):
        _trykk_til(side, f'[name="{felt}"]')
        side.keyboard.type(verdi)
    _trykk_til(side, '[name="overnatting"]')
    side.wait_for_selector('[name="maaltider.2.middag"]', timeout=FRIST)
    dager = side.locator('[data-liste="maaltider"] [data-rad] legend').all_inner_texts()
    assert [et.replace("\xa0", " ") for et in dager] == [
        "Tirsdag 3. mars 2026",
        "Onsdag 4. mars 2026",
        "Torsdag 5. mars 2026",
    ]
    assert side.is_hidden('[name="maaltider.0.dato"]')
    _trykk_til(side, '[name="maaltider.1.frokost"]')
    side.keyboard.press("Space")
    _trykk_til(side, "button[type=submit]")
    side.keyboard.press("Enter")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    # 2 × 1 012 + 736 − 20 % av 1 012
    assert "2 557,60 kr" in side.inner_text(".svar").replace("\xa0", " ")


def test_kryssene_følger_reisen_og_delene_kan_føres_for_seg(åpne):
    side = åpne(SKJEMA["kost"])
    for felt, verdi in (
        ("avreise", "03.03.26 0800"),
        ("hjemkomst", "04.03.26 kl 17"),
        ("avstand_km", "120"),
    ):
        side.fill(f'[name="{felt}"]', verdi)
    side.keyboard.press("Tab")
    side.wait_for_selector('[name="maaltider.1.frokost"]', timeout=FRIST)
    side.check('[name="maaltider.0.middag"]')
    side.fill('[name="avreise"]', "10.03.2026 08:00")
    side.fill('[name="hjemkomst"]', "11.03.2026 17:00")
    side.keyboard.press("Tab")
    side.wait_for_function("document.querySelector('[name=\"maaltider.1.dato\"]').value === '11.03.2026'")
    assert side.is_checked('[name="maaltider.0.middag"]')
    # 1 012 + 397 − 50 % av 1 012
    assert "903 kr" in _regn_ut(side)["svar"].replace("\xa0", " ")

    side.uncheck('[name="maaltider.0.middag"]')
    side.click("summary:has-text('del for del')")
    side.check('[name="dekket.1.lunsj"]')
    # 1 012 + 397 − 30 % av 397
    assert "1 289,90 kr" in _regn_ut(side)["svar"].replace("\xa0", " ")
    side.check('[name="maaltider.0.middag"]')
    assert _regn_ut(side)["feil"] == ["maaltider"]
    side.fill('[name="avstand_km"]', "8")
    side.keyboard.press("Tab")
    side.wait_for_selector('[data-liste="maaltider"]', state="hidden")
    assert side.is_hidden("summary:has-text('del for del')")


def test_kortet_kommer_først_i_oppgjøret_og_resten_er_foldet_under_det(åpne):
    side = åpne(SKJEMA["oppgjor"], reduced_motion="reduce")
    side.clock.set_fixed_time(datetime.fromisoformat("2026-03-10T12:00"))
    side.evaluate(FYLL, {**EKSEMPEL, "i_dag": None})
    _regn_ut(side)
    kort = side.locator("[data-svarkort]")
    [svar] = map(json.loads, kjør_cpython("oppgjor", [json.dumps(ETTER_FYLL | {"i_dag": "2026-03-10"})]))

    assert [et["tekst"] for et in svar["kort"]] == kort.locator("p").all_text_contents()
    assert [et["kode"] for et in svar["kort"]] == [
        et.get_attribute("class") for et in kort.locator("p").element_handles()
    ]
    assert side.is_hidden(".utregning >> nth=0")
    assert side.evaluate(
        "document.querySelector('[data-svarkort]').compareDocumentPosition(document.querySelector('.svar')) & 4"
    )
    side.click("summary:has-text('utregningen')")
    assert side.is_visible(".utregning >> nth=0") and side.is_visible(".hva-om svg")


def test_er_fristen_gått_ut_står_det_først_på_kortet(åpne):
    side = åpne(SKJEMA["oppgjor"], reduced_motion="reduce")
    side.clock.set_fixed_time(NÅ)
    side.evaluate(FYLL, {"dager": [{"dato": "05.10.2026", "timer": "7"}]})
    _regn_ut(side)

    assert ["frist", "sum", "legg-ved", "send"] == [
        et.get_attribute("class") for et in side.locator("[data-svarkort] p").element_handles()
    ]
    assert side.inner_text("[data-svarkort] p >> nth=0").startswith("Fristen gikk ut torsdag 5.")


@pytest.mark.parametrize("navn", ["kost", "oppgjor"])
def test_uten_javascript_har_skjemaet_datoen_til_måltidene(åpne, navn):
    side = åpne(SKJEMA[navn], java_script_enabled=False)
    rad = side.locator('[data-liste$="maaltider"] [data-rad]')

    assert 1 == rad.count()
    for felt in ("dato", "frokost", "lunsj", "middag"):
        assert rad.locator(f'[name$=".{felt}"], [name="maaltider.0.{felt}"]').first.is_visible()


def test_oppgjøret_skrives_ut_på_høyst_to_sider_med_lesbar_skrift(åpne):
    side = åpne(SKJEMA["oppgjor"])
    side.evaluate(FYLL, {**EKSEMPEL, "i_dag": None})
    _regn_ut(side)
    papir = PdfReader(BytesIO(side.pdf(format="A4")))
    tekst = "".join(side.extract_text() for side in papir.pages)

    assert len(papir.pages) <= 2
    assert "Fyll ut" not in tekst and "Vis utregningen" not in tekst
    assert "Send alt inn" in tekst and "Skrevet ut fra UNE-håndboka" in tekst
    # In points; what the browser writes down is a hair less.
    assert 9.99 <= min(størrelse for side in papir.pages for _, størrelse, _ in skrevet(side))


@pytest.mark.parametrize(
    ("navn", "felt", "verdi", "ventet"),
    [
        ("frist", "siste_dag", "29.01.2027", "søndag 28. februar 2027"),
        ("min-samling", "foerste_dag", "01.06.2026", "tirsdag 2. og onsdag 3. juni 2026"),
        ("lbm-plan", "motedato", "22.04.2026", "senest onsdag 8. april 2026"),
    ],
)
def test_fristene_kan_finnes_med_bare_tastatur(åpne, navn, felt, verdi, ventet):
    side = åpne(SKJEMA[navn])
    _trykk_til(side, f'[name="{felt}"]')
    side.keyboard.type(verdi)
    side.keyboard.press("Enter")
    side.wait_for_selector('[data-resultat][data-status="ok"]', timeout=FRIST)
    assert ventet in side.inner_text(".svar").replace("\xa0", " ")


UTKLIPP = {"permissions": ["clipboard-read", "clipboard-write"]}


def test_tittelen_kan_lages_og_kopieres_alene_med_bare_tastatur(åpne):
    side = åpne(SKJEMA["saksreferanse"], **UTKLIPP)
    side.fill('[name="duf"]', "1")  # en annen del, som ikke er ferdig
    _trykk_til(side, '[name="tema"]')
    side.keyboard.type("Identitet")
    _trykk_til(side, '[name="aarstall"]')
    side.keyboard.type("2026")
    _trykk_til(side, '[data-verktoey="arkiv"] button')
    assert "Kopier tittelen" == side.evaluate("document.activeElement.textContent")
    side.keyboard.press("Enter")
    side.get_by_text("Tittelen er kopiert.").wait_for(timeout=FRIST)

    assert "LBM – Identitet – notat – 2026" == side.evaluate("navigator.clipboard.readText()")
    assert side.is_hidden("[data-feil]") and side.is_hidden("[data-resultat]")
    side.keyboard.press("Shift+Tab")
    side.keyboard.type("7")
    side.locator('[data-verktoey="arkiv"] .ferdig').wait_for(state="hidden", timeout=FRIST)


def test_mangler_noe_i_tittelen_sies_det_der_og_ingenting_kopieres(åpne):
    side = åpne(SKJEMA["saksreferanse"], **UTKLIPP)
    side.evaluate("navigator.clipboard.writeText('fra før')")
    side.click("text=Kopier tittelen")
    side.wait_for_selector("[data-feil]:not([hidden])", timeout=FRIST)

    assert ["aarstall", "tema"] == side.evaluate(LEST)["feil"]
    assert "fra før" == side.evaluate("navigator.clipboard.readText()")
    side.fill('[name="tema"]', "Identitet")
    side.fill('[name="aarstall"]', "2026")
    side.click("text=Kopier tittelen")
    side.get_by_text("Tittelen er kopiert.").wait_for(timeout=FRIST)
    assert [] == side.evaluate(LEST)["feil"]


def test_får_siden_ikke_kopiere_er_teksten_merket(åpne):
    side = åpne(SKJEMA["saksreferanse"])
    side.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('nei')) }")
    side.fill('[name="lenke"]', "https://example.org/svar/0012345")
    side.click("text=Kopier nummeret")
    side.get_by_text("Nettleseren lot oss ikke kopiere.").wait_for(timeout=FRIST)

    assert "0012345" == side.evaluate("getSelection().toString().trim()")


def test_hver_del_av_svaret_har_sin_egen_knapp(åpne):
    side = åpne(SKJEMA["saksreferanse"], **UTKLIPP)
    side.fill('[name="tema"]', "Identitet")
    side.fill('[name="aarstall"]', "2026")
    side.fill('[name="lenke"]', "https://example.org/svar/0012345")
    _regn_ut(side)
    svaret = side.locator("[data-resultat]")
    assert ["Kopier tittelen", "Kopier nummeret"] == svaret.locator(".verktoey button").all_inner_texts()
    svaret.get_by_text("Kopier nummeret").click()
    svaret.get_by_text("Nummeret er kopiert.").wait_for(timeout=FRIST)
    assert "0012345" == side.evaluate("navigator.clipboard.readText()")


def test_planen_er_en_tidslinje_med_hver_dag_én_gang_og_oppgavene_uten_dato_under(åpne):
    side = åpne(SKJEMA["lbm-plan"], bredde=320)
    side.fill('[name="motedato"]', "22.04.2026")
    _regn_ut(side)
    dagene = side.locator(".tidslinje > div:not(.samme) > dd").all_inner_texts()
    assert [
        "senest onsdag 8. april 2026",
        "onsdag 15. april 2026 til torsdag 16. april 2026",
        "onsdag 22. april 2026",
    ] == [dag.replace("\xa0", " ") for dag in dagene]
    assert ["Før møtet, uten dato", "Etter møtet, uten dato"] == side.locator(".grupper h4").all_inner_texts()[:2]
    vekt = "et => getComputedStyle(et).fontWeight"
    dato, uten = (side.locator(f"{velger} dd").first.evaluate(vekt) for velger in (".tidslinje", ".foer"))
    assert int(uten) < int(dato)
    assert side.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_feil_står_ved_feltet_og_i_oppsummeringen_som_får_fokus_og_ingenting_går_tapt(åpne):
    side = åpne(SKJEMA["honorar"])
    side.fill('[name="dager.0.dato"]', "31.02.2021")
    side.fill('[name="dager.0.timer"]', "7:30")
    side.fill('[name="dager.0.tap"]', "2.000")
    assert _regn_ut(side)["feil"] == ["dager.0.dato", "dager.0.tap", "dager.0.timer"]
    assert side.evaluate("document.activeElement.matches('[data-feil]')")
    assert side.evaluate(
        "document.querySelector('[data-feil]').nextElementSibling.querySelector('button[type=submit]') !== null"
    ), "oppsummeringen skal stå rett over knappen"
    timer = side.locator('[name="dager.0.timer"]')
    assert timer.get_attribute("aria-invalid") == "true"
    feil_id = timer.get_attribute("aria-describedby").split()[-1]
    assert "7,5" in side.inner_text(f"#{feil_id}")
    side.keyboard.press("Tab")
    side.keyboard.press("Enter")
    assert side.evaluate("document.activeElement.name") == "dager.0.dato"
    assert ["31.02.2021", "7:30", "2.000"] == [
        side.input_value(f'[name="dager.0.{felt}"]') for felt in ("dato", "timer", "tap")
    ]
    side.fill('[name="dager.0.dato"]', "28.02.2021")
    side.fill('[name="dager.0.timer"]', "7,5")
    side.fill('[name="dager.0.tap"]', "2000")
    assert _regn_ut(side)["status"] == "ok"
    assert timer.get_attribute("aria-invalid") is None
    assert side.is_hidden("[data-feil]")


def test_det_som_er_skrevet_står_der_når_leseren_går_til_regelen_og_tilbake(åpne):
    side = åpne(SKJEMA["honorar"], regner=False)
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    side.fill('[name="dager.0.timer"]', "9")
    side.click("[data-legg-til]")
    side.fill('[name="dager.1.dato"]', "06.10.2021")
    side.check('[name="tilknytning"][value="selvstendig"]')
    side.click('a[href*="betaling"] >> nth=-1')
    side.wait_for_url("**/nemndmedlem/**")
    side.go_back()
    side.wait_for_selector('[name="dager.1.dato"]')
    assert side.input_value('[name="dager.0.dato"]') == "05.10.2021"
    assert side.input_value('[name="dager.0.timer"]') == "9"
    assert side.input_value('[name="dager.1.dato"]') == "06.10.2021"
    assert side.is_checked('[name="tilknytning"][value="selvstendig"]')


def test_en_dag_kan_fjernes_uten_at_de_andre_mister_verdiene(åpne):
    side = åpne(SKJEMA["honorar"], regner=False)
    for nr, dato in enumerate(("04.10.2021", "05.10.2021", "06.10.2021")):
        if nr:
            side.click("[data-legg-til]")
        side.fill(f'[name="dager.{nr}.dato"]', dato)
    side.get_by_role("button", name="Fjern dag 2").click()
    assert ["04.10.2021", "06.10.2021"] == [side.input_value(f'[name="dager.{nr}.dato"]') for nr in (0, 1)]
    assert side.evaluate("document.activeElement.name") == "dager.1.dato"
    assert side.locator("[data-rad]").count() == 2


def test_et_svar_som_ikke_lenger_passer_til_skjemaet_sier_fra(åpne):
    side = åpne(SKJEMA["honorar"])
    side.fill('[name="dager.0.dato"]', "05.10.2021")
    side.fill('[name="dager.0.timer"]', "7")
    assert _regn_ut(side)["status"] == "ok"
    side.fill('[name="dager.0.timer"]', "9")
    assert "endret skjemaet" in side.inner_text("[data-resultat]")
    _regn_ut(side)
    assert "endret skjemaet" not in side.inner_text("[data-resultat]")


def test_hvert_felt_og_hver_knapp_har_et_navn_en_skjermleser_kan_si(åpne, adresse):
    side = åpne("kalkulatorer/", regner=False)
    for navn, sti in SKJEMA.items():
        side.goto(adresse + sti)
        navnløse = side.evaluate(
            """() => [...document.querySelectorAll('form[data-kalkulator] :is(input, button)')]
              .filter((et) => et.checkVisibility() && !et.closest('[aria-hidden=true]'))
              .filter((et) => !(et.labels?.length || et.textContent.trim() || et.getAttribute('aria-label')))
              .map((et) => et.outerHTML)"""
        )
        assert navnløse == [], navn
        assert side.locator("form[data-kalkulator] button[type=submit]").count() == 1


def test_uten_javascript_svarer_tabellene_og_skjemaet_sender_ingenting(åpne):
    side = åpne(SKJEMA["honorar"], java_script_enabled=False)
    assert "JavaScript" in side.locator("noscript").first.inner_text()
    tabell = side.locator(STATISK_TABELL).first.inner_text().replace("\xa0", " ")
    assert re.search(r"3 000 kr\s+3 000 kr", tabell)
    side.click("button[type=submit]")
    assert side.url.endswith(SKJEMA["honorar"])
