"""Cuts Digdir's Designsystemet down to the parts the forms use, and keeps them inside `.kalkulator`.

The whole stylesheet is 147 kB, sets rules on `body` and `:root`, and knows nothing of Material's dark mode.
May know the layout of @digdir/designsystemet-css; knows no form, and no colour of ours:
docs/assets/kalkulator.css maps the colour variables to the site's own.
"""

import re
from collections.abc import Iterator
from pathlib import Path

KILDE = Path(__file__).resolve().parents[2] / "node_modules/@digdir/designsystemet-css/dist"
DELER = ("label", "field", "fieldset", "input", "button", "validation-message", "error-summary", "alert")
ROM = ".kalkulator"
MØRK = "[data-md-color-scheme=slate] .kalkulator"
FARGER = ("danger", "info", "neutral", "success", "warning")
# Parts of the components above that no form of ours has.
UBRUKT = re.compile(r"affix|counter|:dir\(rtl\)|variant=outline|clickdelegate|role=switch")
VARIABEL = re.compile(r"var\((--[\w-]+)")
# Material's root text is 20 px where Designsystemet counts on 16: one step is 4 px in both.
EGNE = {"--ds-size-unit": ".2rem", "--dsc-input-font-size": "1em"}


def filer() -> list[Path]:
    """The files this module reads, for the key of the build."""
    return [KILDE / "theme/designsystemet.css", *(KILDE / f"src/{del_}.css" for del_ in ("base", *DELER))]


def blokker(css: str) -> Iterator[tuple[str, str]]:
    """The top-level blocks of minified css as (head, body); statements without a block are passed over."""
    start = dybde = åpen = 0
    for sted, tegn in enumerate(css):
        if tegn == ";" and not dybde:
            start = sted + 1
        elif tegn == "{":
            dybde += 1
            åpen = åpen if dybde > 1 else sted
        elif tegn == "}":
            dybde -= 1
            if not dybde:
                yield css[start:åpen].strip(), css[åpen + 1 : sted]
                start = sted + 1


def delt(liste: str, skille: str) -> list[str]:
    """Split on a separator outside parentheses, brackets and quotes."""
    deler, dybde, sitat = [""], 0, ""
    for tegn in liste:
        sitat = ("" if tegn == sitat else sitat) if sitat else tegn if tegn in "\"'" else ""
        dybde += 0 if sitat else (tegn in "([") - (tegn in ")]")
        if tegn == skille and not dybde and not sitat:
            deler.append("")
        else:
            deler[-1] += tegn
    return [d.strip() for d in deler if d.strip()]


def innrammet(css: str) -> str:
    """The rules with every selector put inside ROM; keyframes stay as they are, unused parts go."""
    ut = []
    for hode, kropp in blokker(css):
        if hode.startswith("@keyframes"):
            ut.append(f"{hode}{{{kropp}}}")
        elif hode.startswith("@"):
            indre = innrammet(kropp)
            ut.append(f"{hode}{{{indre}}}" if indre else "")
        elif valgt := [v for v in delt(hode, ",") if not UBRUKT.search(v)]:
            ut.append(f"{','.join(f'{ROM} {v}' for v in valgt)}{{{kropp}}}")
    return "".join(ut)


def variabler(css: str, velger: re.Pattern[str]) -> dict[str, str]:
    """The custom properties set in blocks whose selector list matches, also inside @layer."""
    funnet: dict[str, str] = {}
    for hode, kropp in blokker(css):
        if hode.startswith("@layer"):
            funnet |= variabler(kropp, velger)
        elif velger.search(hode):
            par = (linje.partition(":") for linje in delt(kropp, ";"))
            funnet |= {navn: verdi for navn, _, verdi in par if navn.startswith("--")}
    return funnet


def skjema_css() -> str:
    tema, base, *deler = [f.read_text("utf-8") for f in filer()]
    skjult = next(f"{hode}{{{kropp}}}" for hode, kropp in blokker(base) if hode == ".ds-sr-only")
    regler = innrammet("".join([*deler, skjult]))

    lys = variabler(tema, re.compile(r":root")) | variabler(base, re.compile(r":root")) | EGNE
    mørk = variabler(tema, re.compile(r"^\[data-color-scheme=dark\]$"))
    farger = {f: variabler(tema, re.compile(rf"(^|,)\[data-color={f}\]")) for f in FARGER}

    # The variables that the rules need, and those that these need in turn.
    trengs, kø = set(), set(VARIABEL.findall(regler))
    while kø:
        navn = kø.pop()
        trengs.add(navn)
        kilder = [lys.get(navn, ""), *(f.get(navn, "") for f in farger.values())]
        kø |= set(VARIABEL.findall(" ".join(kilder))) - trengs

    def blokk(velger: str, verdier: dict[str, str]) -> str:
        linjer = ";".join(f"{navn}:{verdi}" for navn, verdi in verdier.items() if navn in trengs)
        return f"{velger}{{{linjer}}}" if linjer else ""

    hode = "/* Designsystemet (Digdir, MIT): the parts the calculators use. Made by pakking/designsystem.py. */\n"
    fargede = (blokk(f"{ROM} [data-color={f}]", verdier) for f, verdier in farger.items())
    return (
        hode
        + blokk(ROM, lys)
        + blokk(MØRK, mørk)
        + "".join(fargede)
        + regler
        + f"{ROM} .ds-input{{--dsc-input-font-size:1em}}\n"
    )
