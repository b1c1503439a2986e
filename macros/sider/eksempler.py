"""The cases that the calculators are tested with, as examples that readers can open.

The answers are computed when the site is built. A case whose answer is not the expected one stops the build.
That is a third of the build's work, so what was made is kept in bygg/eksempler by all that it was made of.
The page in nynorsk shows the cases that have a name in nynorsk: those whose whole answer is approved.
Reads the cases (macros.tilfelle) and the forms' own texts; knows no rule and nothing of MkDocs.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from html import escape
from itertools import groupby
from pathlib import Path

from calculators.felles import norsk
from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.klartekst import fra_kortet
from calculators.felles.skjema import felt_i
from calculators.felles.tekster import finn, målform, tekst
from macros.grunn import ROT, STARTET, byggedato, husk
from macros.sider.felt import ENHETER
from macros.sider.maal import sagt
from macros.tilfelle import MAPPE, UFERDIG, Sted, avvik, les, steder

HUSKET = ROT / "bygg/eksempler"


def _svar(navn: str, inn: dict) -> dict:
    return json.loads(regn(navn, json.dumps(inn | {"maal": målform()}, ensure_ascii=False)))


def _skrevet(verdi: str) -> str:
    """What is typed, whose words stay in bokmål on a page in nynorsk."""
    ord_ = målform() == "nn" and re.search(r"[^\W\d_]", verdi)
    return f'<span lang="nb">{escape(verdi)}</span>' if ord_ else escape(verdi)


def _ord(navn: str, skjema: type, inn: dict, prefiks: str = "") -> Iterator[str]:
    """What is filled in, field by field, in the form's own words: «Dag 1: Dato 05.10.2021, Arbeidstid 7,5 timer».

    As HTML. What no form could hold stands as JSON has it.
    """
    kjente = {et_felt.name: et_felt.metadata for et_felt in felt_i(skjema)}
    for felt, verdi in inn.items():
        meta, kode = kjente.get(felt, {}), f"{navn}.felt.{prefiks}{felt}"
        ledetekst = escape(finn(f"{kode}.ledetekst") or felt)
        match meta.get("slag"), verdi:
            case "liste", list() if all(isinstance(rad, dict) for rad in verdi):
                for nr, rad in enumerate(verdi, 1):
                    if innhold := ", ".join(_ord(navn, meta["av"], rad, f"{prefiks}{felt}.")):
                        yield f"{tekst(f'{kode}.element', nr=nr)}: {innhold}"
            case "ja-nei", bool():
                if svaret := finn(f"{kode}.valg.{'ja' if verdi else 'nei'}"):
                    yield f"{ledetekst} {escape(svaret)}"
                elif verdi:
                    yield ledetekst
            case "valg", str():
                yield f"{ledetekst} {escape(finn(f'{kode}.valg.{verdi}') or verdi)}"
            case "tall", str() if verdi.replace(",", "").replace(" ", "").isdigit():
                yield f"{ledetekst} {verdi} {sagt(ENHETER[meta['enhet']])}"
            case _, "":
                yield sagt("{felt} står tomt", felt=ledetekst)
            case _, str():
                yield f"{ledetekst} {_skrevet(verdi)}"
            case _:
                yield f"{ledetekst} {escape(json.dumps(verdi, ensure_ascii=False))}"


def _lenke(navn: str, inn: dict, rot: str) -> str:
    """A link that opens the case in its calculator. There the reader's own today holds, so none is in the link."""
    if not getattr(modul(navn), "LENKE", True):
        return ""
    svar = _svar(navn, inn | {"i_dag": byggedato().isoformat(), "ta_med": True})
    return f'<a href="{rot}kalkulatorer/{navn}/#{svar["ta_med"]["lenke"]}">{sagt("Åpne i kalkulatoren")}</a>'


def _eksempel(navn: str, tilfelle: dict, sted: Sted, rot: str) -> str:
    i_dag, inn = tilfelle["inn"].get("i_dag"), {k: v for k, v in tilfelle["inn"].items() if k != "i_dag"}
    svar, nynorsk = _svar(navn, tilfelle["inn"]), målform() == "nn"
    if galt := [] if nynorsk else avvik(tilfelle, svar):  # a case expects its words in bokmål
        raise ValueError(f"tests/tilfeller/{navn}.toml:{sted.linje}: «{tilfelle['navn']}»: {'; '.join(galt)}")
    ok = svar["status"] != "feil"
    linjer = [*_ord(navn, modul(navn).Inndata, inn)] or [sagt("Ingenting er fylt ut")]
    if i_dag and ok and svar != _svar(navn, inn):  # the day is told where it matters
        linjer.append(sagt("Regnet ut {dato}", dato=norsk.dato(norsk.les_dato(i_dag))))
    meldinger = " ".join(feil["melding"] for feil in svar["feil"])
    svaret = svar["svar"] if ok else sagt("Feilmelding: {meldinger}", meldinger=meldinger)
    hjemler = {linje["hjemmel"]["url"]: linje["hjemmel"]["tekst"] for linje in svar["linjer"]}
    bygger = ", ".join(
        f'<a href="{url if url.startswith("https:") else rot + url}">{escape(ord_)}</a>'
        for url, ord_ in hjemler.items()
    )
    kort = fra_kortet(svar)
    bunn = [sagt("Bygger på {lenker}", lenker=bygger) if bygger else "", _lenke(navn, inn, rot) if ok else ""]
    return (
        f"<li><strong>{escape(tilfelle['navn_nn' if nynorsk else 'navn'])}</strong><p>{'<br>'.join(linjer)}</p>"
        f"<p>{escape(svaret)}</p>"
        + (f"<p>{'<br>'.join(map(escape, kort))}</p>" if kort else "")
        + "".join(f'<p class="hjemmel">{del_}</p>' for del_ in bunn if del_)
        + "</li>"
    )


def _samling(navn: str, kilde: str, rot: str) -> str:
    """The cases of one calculator as folded lists: one for each heading in the file, which is in bokmål."""
    deler, nynorsk = [], målform() == "nn"
    # A case that is only started has no answer to show yet; `make sjekk` asks for it.
    ferdige = (par for par in zip(steder(kilde), les(kilde), strict=True) if UFERDIG not in str(par[1]))
    vises = (par for par in ferdige if not nynorsk or "navn_nn" in par[1])
    for gruppe, rekke in groupby(vises, key=lambda par: "" if nynorsk else par[0].gruppe):
        punkter = [_eksempel(navn, tilfelle, sted, rot) for sted, tilfelle in rekke]
        tittel = f"{escape(gruppe or sagt('Eksempler'))} ({len(punkter)})"
        deler.append(f"<details><summary>{tittel}</summary><ul>{''.join(punkter)}</ul></details>")
    # Too much for the search, and for the register to date: see macros.nettsted.seksjoner.
    return f'<div class="eksempler" data-utenfor>{"".join(deler)}</div>'


@cache
def _laget_av() -> tuple[str, bool]:
    """All but the cases: rules, data, texts and what shows them, by hash; and whether it is what was read here."""
    filer = [ROT / "macros/grunn.py", ROT / "macros/tilfelle.py", ROT / "docs/data/sider-nn.toml"]
    for mappe in (ROT / "calculators", Path(__file__).parent):
        filer += sorted(f for f in mappe.rglob("*") if f.is_file() and "__pycache__" not in f.parts)
    deler = (f"{f.relative_to(ROT)} {hashlib.sha256(f.read_bytes()).hexdigest()}" for f in filer)
    lest = all(f.stat().st_mtime < STARTET for f in filer)
    return " ".join([byggedato().isoformat(), *deler]), lest


def _husket_samling(navn: str, kilde: str, rot: str) -> str:
    """The cases of one calculator, as they were made before if all they are made of is the same."""
    regler, lest = _laget_av()
    sum_ = hashlib.sha256(f"{regler} {rot} {kilde}".encode()).hexdigest()[:32]
    fil = HUSKET / f"{navn}-{målform()}-{sum_}.html"
    if fil.is_file():
        return fil.read_text(encoding="utf-8")
    samling = _samling(navn, kilde, rot)
    if lest:
        husk(fil, samling.encode())
    return samling


def eksempler(rot: str) -> str:
    """The cases of every calculator under headings of their own; `rot` is the way to the site's root."""
    ut = []
    for navn in KALKULATORER:
        kilde = (MAPPE / f"{navn}.toml").read_text(encoding="utf-8")
        if målform() == "nn" and not re.search(r"^navn_nn\b", kilde, re.MULTILINE):
            continue  # one that is begun is in bokmål alone
        ut.append(f"## {tekst(f'{navn}.tittel')} {{ #{navn} }}\n\n{_husket_samling(navn, kilde, rot)}\n")
    return "\n".join(ut)
