"""The approved answers: whole results, as readers meet them, in tests/fasit/<calculator>.txt.

The cases with `fasit = true` in tests/tilfeller stand here with every word, date and point of the curve, and each
calculator's example in both written languages. The forms stand in skjema.txt, each field with words, limits
and default, and after them the words that no form has of its own. A change is read as a diff and then approved:

    python -m tests.fasit           shows what is not as approved; exit 1 if anything is
    python -m tests.fasit --forny   shows the same, and approves it

A difference is approved only by who has held it against the sources. Knows the contract's form of an answer and no
rule: a key it has not heard of is written out all the same, so nothing that an answer says can hide from it.
"""

import json
import sys
from difflib import unified_diff
from pathlib import Path

from calculators.felles.bro import KALKULATORER, modul, regn
from calculators.felles.skjema import felt_i, ledetekst, påkrevd
from calculators.felles.tekster import finn
from macros.tilfelle import tilfeller

MAPPE = Path(__file__).parent / "fasit"
HODE = "Godkjente svar. Rettes ikke for hånd: se nytt-tilfelle.md, «Hele svar».\n"
MERKE = "════ "
HARDT, VIST_HARDT = "\N{NO-BREAK SPACE}", "·"  # ser likt ut i en forskjell


def utvalg(navn: str) -> list[dict]:
    """Return the cases of the calculator that have an approved answer, and last the examples of its own."""
    return [*(et for et in tilfeller(navn) if et.get("fasit")), *eksempler(navn)]


def eksempler(navn: str) -> list[dict]:
    """Return the example of the calculator, in bokmål and in nynorsk."""
    inn = modul(navn).EKSEMPEL
    nynorsk = {"navn": "Eksempelet på nynorsk", "inn": inn | {"maal": "nn"}}
    return [{"navn": "Eksempelet som hører til kalkulatoren", "inn": inn}, nynorsk]


def _innrykk(linjer: list[str]) -> list[str]:
    return [f"  {linje}" if linje else "" for linje in linjer]


def _hjemmel(hjemmel: dict) -> str:
    return f"    {hjemmel['tekst']}, {hjemmel['url']}"


def _linjer(linjer: list[dict], grupper: list[dict]) -> list[str]:
    """The steps under the headings of their groups; where the counts do not add up, the rest stand last."""
    ut, resten = [], list(linjer)
    for gruppe in [*grupper, {"tekst": "", "antall": len(linjer)}]:
        gruppens, resten = resten[: gruppe["antall"]], resten[gruppe["antall"] :]
        ut += [f"{gruppe['tekst']} ({gruppe['antall']})"] if gruppe["tekst"] else []
        for et in gruppens:
            ut += [f"– {et['tekst']} = {et['verdi']}", _hjemmel(et["hjemmel"])]
    return ut


def _punkter(punkter: list[dict]) -> list[str]:
    return [ord_ for et in punkter for ord_ in (f"[{et['kode']}] {et['tekst']}", f"    {et['url']}")]


def _krav(krav: list[dict]) -> list[str]:
    """Documents and deadlines: the latter have a date too."""
    ut = []
    for et in krav:
        kode = " ".join(filter(None, [et["kode"], et.get("dato")]))
        ut += [f"[{kode}] {et['tekst']}", _hjemmel(et["hjemmel"])]
    return ut


def _satser(satser: list[dict]) -> list[str]:
    ut = []
    for et in satser:
        ut.append(f"[{et['kode']} {et['verdi']}] {et['navn']}: {et['vist']}")
        ut.append(f"    fra {et['fra_vist']} ({et['fra']}), bekreftet {et['bekreftet_vist']} ({et['bekreftet']})")
        ut.append(_hjemmel(et["kilde"]))
    return ut


def _hva_om(kurve: dict) -> list[str]:
    tabell = [" | ".join(rad) for rad in [kurve["kolonner"], *kurve["rader"]]]
    figur = kurve["svg"].replace("><", ">\n<").split("\n")
    return [kurve["tittel"], kurve["forklaring"], *tabell, *figur]


def _ta_med(pakke: dict) -> list[str]:
    ut = ["Lenke", f"  {pakke['lenke'] or 'ingen'}", "Kalender"]
    # Unfolded: where the lines are folded is for the tests of the format, and would end lines in a space.
    ut += _innrykk(pakke["ics"].replace("\r\n ", "").split("\r\n")[:-1] if pakke["ics"] else ["ingen"])
    return [*ut, "Tekst", *_innrykk(pakke["tekst"].split("\n")[:-1])]


def _kort(kort: list[dict]) -> list[str]:
    return [f"[{et['kode']}] {et['tekst']}" for et in kort]


def _gitt(gitt: dict[str, list[dict]]) -> list[str]:
    rader = [(f"{navn}.{nr}", rad) for navn, liste in gitt.items() for nr, rad in enumerate(liste)]
    return [f"{sted}: {json.dumps(rad, ensure_ascii=False)}" for sted, rad in rader]


def _annet(verdi) -> list[str]:
    """Anything at all: one line for each value that is not empty, named as the form names its fields."""
    if isinstance(verdi, dict | list):
        par = verdi.items() if isinstance(verdi, dict) else enumerate(verdi)
        return [
            f"{navn}{'.' if isinstance(et, dict | list) and et else ': '}{linje}"
            for navn, et in par
            for linje in _annet(et)
        ] or ["ingen"]
    i_ord = isinstance(verdi, str) and verdi and verdi == verdi.strip()
    return [verdi if i_ord else json.dumps(verdi, ensure_ascii=False)]


SKRIVERE = {
    "uavklart": _punkter,
    "forbehold": _punkter,
    "satser": _satser,
    "dokumentasjon": _krav,
    "frister": _krav,
    "gitt": _gitt,
    "kort": _kort,
    "hva_om": _hva_om,
    "ta_med": _ta_med,
}


def som_tekst(navn: str, tilfelle: dict) -> str:
    """Return the case and the whole answer to it as text."""
    inn = tilfelle["inn"]
    ta_med = {"ta_med": True} if "i_dag" in inn else {}
    svar = json.loads(regn(navn, json.dumps(inn | ta_med, ensure_ascii=False)))
    deler = [("Inn", _annet(inn)), ("Status", [svar.pop("status")]), ("Svar", [svar.pop("svar")])]
    deler.append(("Linjer", _linjer(svar.pop("linjer"), svar.pop("grupper", []))))
    deler.append(("Feil", [f"[{et['felt']}] {et['melding']}" for et in svar.pop("feil")]))
    deler += [(nøkkel, SKRIVERE.get(nøkkel, _annet)(verdi)) for nøkkel, verdi in svar.items() if verdi]
    ut = [MERKE + tilfelle["navn"]]
    for tittel, linjer in deler:
        if linjer:
            ut += [tittel.capitalize().replace("_", " "), *_innrykk(linjer)]
    return "\n".join(ut) + "\n"


# What is said of a field beside its label, and of a form.
OM_FELTET = ("hjelp", "omtrent", "foldet", "element", "ett", "sjeldne", "enhet", "eksempel", "valg")
OM_SKJEMAET = ("tittel", "kort", "gruppe", "steg", "side")
ORDENE = ("felles", "side", "hjemmel")


def _sagt(alt: dict) -> list[str]:
    """What is said, and not what is left out, switched off or empty."""
    vist = {hva: list(et) if isinstance(et, tuple) else et for hva, et in alt.items()}
    vist = {hva: et for hva, et in vist.items() if et is not None and et is not False and et != ""}
    return _annet(vist) if vist else []


def _felt(navn: str, skjema: type, over: str = "") -> list[str]:
    """Each field with its label, and below it what is said of it, its limits and what it is when left out."""
    ut = []
    for et in felt_i(skjema):
        kode, meta = over + et.name, dict(et.metadata)
        av = meta.pop("av", None)
        meta.pop("teller", None)  # a rule of the calculator's, and proven with it
        standard = [] if et.default_factory is list else et.default
        sagt = {hva: finn(f"{navn}.felt.{kode}.{hva}") for hva in OM_FELTET}
        regler = meta | {"ellers": "må fylles ut" if påkrevd(et) else str(standard)}
        ut += [f"[{kode}] {ledetekst(navn, kode)[0]}", *_innrykk(_sagt(sagt) + _sagt(regler))]
        ut += _innrykk(_felt(navn, av, f"{kode}.")) if av else []
    return ut


def skjemaene() -> str:
    """Return all forms as text, and the words that stand around them."""
    deler = [
        (navn, [*_sagt({hva: finn(f"{navn}.{hva}") for hva in OM_SKJEMAET}), *_felt(navn, modul(navn).Inndata)])
        for navn in KALKULATORER
    ]
    deler += [(navn, _annet(finn(navn))) for navn in ORDENE]
    return "\n".join([HODE, *("\n".join([MERKE + navn, *_innrykk(linjer), ""]) for navn, linjer in deler)])


def godkjente(navn: str) -> dict[str, str]:
    """Return the approved text of each case of the calculator, by the name of the case."""
    fil = MAPPE / f"{navn}.txt"
    if not fil.exists():
        return {}
    # Whole bytes: a line break or a hard space that was changed on the way is a difference.
    _, *deler = fil.read_bytes().decode("utf-8").split(f"\n{MERKE}")
    return {et.partition("\n")[0]: MERKE + et for et in deler}


def forskjell(før: str, etter: str) -> str:
    """Return the differences line by line, with the hard spaces made visible; "" where there are none."""
    tekster = (tekst.replace(HARDT, VIST_HARDT).splitlines() for tekst in (før, etter))
    return "\n".join(unified_diff(*tekster, "godkjent", "svaret nå", lineterm="", n=2))


def main(argumenter: list[str]) -> int:
    """Show every difference; with --forny, approve them. Returns the exit code."""
    funnet = False
    nå_er = {navn: "\n".join([HODE, *(som_tekst(navn, et) for et in utvalg(navn))]) for navn in KALKULATORER}
    for navn, nå in {**nå_er, "skjema": skjemaene()}.items():
        fil = MAPPE / f"{navn}.txt"
        før = fil.read_bytes().decode("utf-8") if fil.exists() else ""
        if før != nå:
            funnet = True
            print(f"{fil.name}\n{forskjell(før, nå)}\n")
            if argumenter == ["--forny"]:
                fil.parent.mkdir(exist_ok=True)
                fil.write_bytes(nå.encode("utf-8"))
    print("Svarene er som godkjent." if not funnet else "Hold hver forskjell opp mot kildene før den godkjennes.")
    return int(funnet and argumenter != ["--forny"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
