"""The settlement in steps, driven as a reader does: the journey that is measured, and settlements made at random.

`python -m tests.steg --antall 10000` enters each settlement by the quick controls of the steps and by the names of
the fields, and asks the command line's own door; whichever way it went in, the answer is the same.
"""

import argparse
import json
import random
import sys
from datetime import date, datetime, timedelta
from typing import Any

from playwright.sync_api import sync_playwright

from calculators.felles.bro import regn
from calculators.felles.kalender import arbeidsdag
from macros.utgi.server import Server
from tests.nettleser import FLAGG, finn_chromium
from tests.side import NETTSTED
from tests.test_kalkulator_i_nettleser import FYLL

STI = "kalkulatorer/oppgjor/"
FRIST = 120_000
I_DAG = "2026-11-29"
# Keeps what the page asks the worker, so that a test can see what is sent.
LYTT = """
const Ekte = self.Worker;
self.sendt = [];
self.Worker = class extends Ekte {
  postMessage(melding) { self.sendt.push(JSON.parse(melding.inn)); super.postMessage(melding); }
};
"""
VERKTØY = """
  const form = document.querySelector('form[data-kalkulator]')
  const meld = (et, ...hva) => hva.forEach((slag) => et.dispatchEvent(new Event(slag, { bubbles: true })))
  const skriv = (et, verdi) => { et.value = verdi; meld(et, 'input', 'change') }
  const navn = (et) => form.elements.namedItem(et)
  const velg = (gruppe, verdi) => form.querySelector(`[name="${gruppe}"][value="${verdi}"]`).click()
  const omtrent = (felt, verdi) => {
    const brikke = form.querySelector(`[name="snarvei-${felt}"][value="${verdi}"]`)
    if (brikke) brikke.click()
    else { velg(`snarvei-${felt}`, 'annet'); skriv(navn(felt), verdi) }
  }
"""
# Everything but the meals, whose rows the calculator draws, by the controls of the steps.
I_STEG = f"""({{ dager, tilknytning, reiser, måte }}) => {{
  {VERKTØY}
  form.querySelector('[data-toem]').click()
  skriv(navn('dager.0.dato'), dager[0].dato)
  skriv(form.querySelector('[data-antall] input'), String(dager.length))
  dager.forEach(({{ dato }}, nr) => {{
    if (navn(`dager.${{nr}}.dato`).value !== dato) skriv(navn(`dager.${{nr}}.dato`), dato)
  }})
  dager.forEach(({{ timer }}, nr) => omtrent(`dager.${{nr}}.timer`, timer))
  const tap = dager.some((dag) => dag.tap)
  velg('snarvei-tap', tap ? 'ja' : 'nei')
  if (tap) dager.forEach(({{ tap }}, nr) => skriv(navn(`dager.${{nr}}.tap`), tap ?? ''))
  velg('tilknytning', tilknytning)
  velg('snarvei-reise', måte)
  reiser.forEach((reise, nr) => {{
    for (const hva of ['avreise', 'hjemkomst']) {{
      const [dato, klokke] = reise[hva].split(' ')
      const deler = navn(`reiser.${{nr}}.${{hva}}`).closest('.ds-field').querySelectorAll('[data-del]')
      if (deler[0].value !== dato) skriv(deler[0], dato)
      skriv(deler[1], klokke)
    }}
    omtrent(`reiser.${{nr}}.avstand_km`, reise.avstand_km)
    for (const hva of ['billetter', 'egen_bil_km', 'kvittering'])
      if (reise[hva]) skriv(navn(`reiser.${{nr}}.${{hva}}`), reise[hva])
    if (reise.godkjent) navn(`reiser.${{nr}}.godkjent`).click()
  }})
}}"""
MÅLTIDER = f"""(reiser) => {{
  {VERKTØY}
  reiser.forEach(({{ maaltider = [] }}, nr) => {{
    for (const {{ dato, ...tatt }} of maaltider) {{
      const rad = [...form.querySelectorAll(`[name^="reiser.${{nr}}.maaltider."][name$=".dato"]`)]
        .find((et) => et.value === dato).name.replace(/dato$/, '')
      for (const måltid of Object.keys(tatt)) if (!navn(rad + måltid).checked) navn(rad + måltid).click()
    }}
  }})
}}"""
HAR_RADER = """(reiser) => reiser.every(({ maaltider = [] }, nr) => maaltider.every(({ dato }) =>
  [...document.querySelectorAll(`[name^="reiser.${nr}.maaltider."][name$=".dato"]`)]
    .some((et) => et.value === dato)))"""
SVAR = """() => ({
  status: document.querySelector('[data-resultat]').dataset.status,
  sendt: self.sendt.at(-1),
  kort: [...document.querySelectorAll('[data-svarkort] > p')].map((et) => et.textContent),
})"""


def _klokke(t: random.Random, fra: int, til: int) -> str:
    return f"{t.randint(fra, til):02}:{t.choice((0, 15, 30, 59)):02}"


def _skriv(dag: date) -> str:
    return f"{dag:%d.%m.%Y}"


def _reiser(t: random.Random, måte: str, dager: list[date]) -> list[dict[str, Any]]:
    if måte == "nei":
        return []
    par = [(dag, dag) for dag in dager] if måte == "hjem" else [(dager[0] - timedelta(t.randint(0, 1)), dager[-1])]
    km = t.choice(
        ("over 15", "over 15", "42", "18,5") if måte == "borte" else ("over 15", "under 15", "15", "120")
    )
    ut = []
    for fra, til in par:
        reise = {
            "avreise": f"{_skriv(fra)} {_klokke(t, 6, 9)}",
            "hjemkomst": f"{_skriv(til)} {_klokke(t, 15, 23)}",
            "avstand_km": km,
        }
        if km not in ("under 15", "15"):
            datoer = [fra + timedelta(nr) for nr in range((til - fra).days + 1)]
            tatt = {dag: t.sample(("frokost", "lunsj", "middag"), t.randint(0, 2)) for dag in datoer}
            reise["maaltider"] = [
                {"dato": _skriv(dag)} | dict.fromkeys(måltider, True) for dag, måltider in tatt.items() if måltider
            ]
        elif km == "under 15" and t.random() < 0.5:
            reise["kvittering"] = f"{t.randint(40, 300)}"
        if t.random() < 0.2:
            reise |= {"egen_bil_km": f"{t.randint(1, 300)}", "godkjent": True}
        if t.random() < 0.3:
            reise["billetter"] = f"{t.randint(20, 900)},50"
        ut.append(reise)
    return ut


def lag(t: random.Random) -> dict[str, Any]:
    """One settlement as a member could have it, and how the member travelled (`måte`)."""
    dag = date(2026, 1, 1) + timedelta(t.randrange(300))
    dager = [arbeidsdag(dag, 1)]
    for _ in range(t.choice((0, 1, 2, 2, 2, 3, 4, 9, 30))):
        dager.append(arbeidsdag(dager[-1] + timedelta(1 if t.random() < 0.9 else 3), 1))
    har_tap = t.random() < 0.5
    måte = t.choice(("nei", "hjem", "borte" if len(dager) > 1 and (dager[-1] - dager[0]).days < 29 else "hjem"))
    rader = []
    for et in dager:
        rad = {"dato": _skriv(et), "timer": t.choice(("til 8", "til 8", "over 8", "7,5", "8", "11"))}
        rader.append(rad | ({"tap": t.choice(("", "0", "2 500", "3100", "6000,50"))} if har_tap else {}))
    return {
        "dager": rader,
        "tilknytning": t.choice(("loennsmottaker", "selvstendig")),
        "reiser": _reiser(t, måte, dager),
        "måte": måte,
    }


def kommandolinjen(inn: dict) -> dict:
    """What the one door answers; `måte` is how it was entered, and no part of it."""
    return json.loads(regn("oppgjor", json.dumps({**inn, "i_dag": I_DAG})))


class Leser:
    """A page with the form, by the one way or the other."""

    def __init__(self, side):
        self.side = side

    def _svar(self) -> dict:
        side = self.side
        side.evaluate("document.querySelector('[data-resultat]').dataset.status = 'venter'")
        side.evaluate("document.querySelector('form[data-kalkulator] [type=submit]').click()")
        side.wait_for_function(
            "document.querySelector('[data-resultat]').dataset.status !== 'venter'", timeout=FRIST
        )
        return side.evaluate(SVAR)

    def i_steg(self, inn: dict) -> dict:
        """Enter it by the controls of the steps."""
        return self._fyll(I_STEG, inn)

    def etter_navn(self, inn: dict) -> dict:
        """Enter it field by field, by name, as in the one form that there is without scripts."""
        return self._fyll(FYLL, inn)

    def _fyll(self, skript: str, inn: dict) -> dict:
        self.side.evaluate(skript, inn)
        self.side.wait_for_function(HAR_RADER, arg=inn["reiser"], timeout=FRIST)
        self.side.evaluate(MÅLTIDER, inn["reiser"])
        return self._svar()


def avvik(leser: Leser, inn: dict) -> list[str]:
    """What differs between the page and the command line, and between what was meant and what was sent."""
    egentlig = {felt: verdi for felt, verdi in inn.items() if felt != "måte"}
    ventet, ut = kommandolinjen(egentlig), []
    for vei, fikk in (("i steg", leser.i_steg(inn)), ("etter navn", leser.etter_navn(egentlig))):
        sendt = {felt: verdi for felt, verdi in fikk["sendt"].items() if felt not in ("ta_med", "i_dag")}
        # On the card, what the answer begins with comes first.
        kort = sorted(et["tekst"] for et in ventet.get("kort", ()))
        if (ventet["status"], kort) != (fikk["status"], sorted(fikk["kort"])):
            ut.append(f"{vei}, vist: {fikk['status']} {fikk['kort']}")
        if (svar := kommandolinjen(sendt))["tall"] != ventet["tall"]:
            ut.append(f"{vei}, sendt: {svar['tall']} {sendt}")
    return ut


def main(argumenter: list[str]) -> int:
    """Enter settlements made at random; print what differs. Returns the exit code."""
    leser = argparse.ArgumentParser(description=__doc__)
    leser.add_argument("--antall", type=int, default=1000)
    leser.add_argument("--froe", type=int, default=1)
    valg = leser.parse_args(argumenter)
    t, feil = random.Random(valg.froe), 0
    with Server(NETTSTED) as server, sync_playwright() as spill:
        nettleser = spill.chromium.launch(executable_path=finn_chromium(), args=FLAGG)
        side = nettleser.new_page(service_workers="block")
        side.add_init_script(LYTT)
        side.clock.set_fixed_time(datetime.fromisoformat(f"{I_DAG}T12:00"))
        side.goto(server.adresse + STI)
        for nr in range(valg.antall):
            inn = lag(t)
            if funnet := avvik(Leser(side), inn):
                feil += 1
                print(nr, json.dumps(inn, ensure_ascii=False), *funnet, sep="\n  ", flush=True)
        nettleser.close()
    print(f"{valg.antall} oppgjør, {feil} avvik")
    return int(feil > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
