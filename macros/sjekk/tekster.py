"""The texts of the calculators: that the code finds those it asks for, and that each can be filled in."""

import ast
import re
import string
from collections.abc import Iterator
from functools import cache

from macros.sjekk.felles import alle_ider, forslag
from macros.sjekk.funn import TEKSTER, Funn
from macros.sjekk.kilde import Tre, noder

# Who asks for a text: function → place of the argument and the code it stands for.
_SPØR = {
    "tekst": [(0, "{}")],
    "bøyd": [(0, r"{}\.en"), (0, r"{}\.flere")],
    "hjemmel": [(0, r"hjemmel\.{}\.url")],
    "Ugyldig": [(0, r"feil\.{}")],
    "feil": [(2, r"(?:[\w-]+\.)?feil\.{}(?:\.en|\.flere)?")],
    "avvis": [(1, r"(?:[\w-]+\.)?feil\.{}(?:\.en|\.flere)?")],
    "ta_forbehold": [(0, r"forbehold\.{}")],
    "la_stå_åpent": [(0, r"uavklart\.{}")],
    "krev": [(2, r"hjemmel\.{}\.url")],
    "linje": [(2, r"hjemmel\.{}\.url")],
    "frist": [(2, r"hjemmel\.{}\.url")],
}


def flat(tabell: dict, foran: str = "") -> Iterator[tuple[str, str]]:
    for nøkkel, verdi in tabell.items():
        if isinstance(verdi, dict):
            yield from flat(verdi, f"{foran}{nøkkel}.")
        else:
            yield foran + nøkkel, verdi


def _skrevet(node) -> list[tuple[str, str]]:
    """(as shown, as pattern) for each text an argument can be; [] where only running the code would tell."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [(node.value, re.escape(node.value))]
    if isinstance(node, ast.IfExp):
        return _skrevet(node.body) + _skrevet(node.orelse)
    if isinstance(node, ast.JoinedStr) and any(isinstance(ledd, ast.Constant) for ledd in node.values):
        ledd = [ledd.value if isinstance(ledd, ast.Constant) else None for ledd in node.values]
        return [("".join(et or "…" for et in ledd), "".join(re.escape(et) if et else ".+" for et in ledd))]
    return []


@cache
def _kall_i(kilde: str) -> list[tuple[ast.Call, str]]:
    kall = [node for node in noder(kilde) if isinstance(node, ast.Call)]
    navngitt = [(node, getattr(node.func, "id", None) or getattr(node.func, "attr", "")) for node in kall]
    return [(node, navn) for node, navn in navngitt if navn in _SPØR]


def _kall(tre: Tre) -> Iterator[tuple[str, ast.Call, str]]:
    for sti, kilde in tre.python.items():
        for node, navn in _kall_i(kilde):
            yield sti, node, navn


def manglende_tekst(tre: Tre) -> Iterator[Funn]:
    yield from _manglende(tuple(kode for kode, _ in flat(tre.tekster.data)), tuple(tre.python.items()))


@cache
def _manglende(koder: tuple[str, ...], filer: tuple[tuple[str, str], ...]) -> list[Funn]:
    ut = []
    for sti, node, navn in ((sti, *kall) for sti, kilde in filer for kall in _kall_i(kilde)):
        for plass, form in _SPØR[navn]:
            for vist, mønster in _skrevet(node.args[plass]) if plass < len(node.args) else ():
                if not any(map(re.compile(form.replace("{}", mønster)).fullmatch, koder)):
                    kode = form.replace("{}", vist).replace("\\", "").removesuffix(".url")
                    kode = kode.removeprefix("(?:[w-]+.)?").removesuffix("(?:.en|.flere)?")
                    rett = f"{forslag(kode, koder)}Legg teksten til i calculators/tekster.nb.toml."
                    ut.append(Funn(sti, node.lineno, f"Koden spør etter teksten «{kode}», som ikke finnes.", rett))
    return ut


def tekst_med_ukjent_plass(tre: Tre) -> Iterator[Funn]:
    tekster = dict(flat(tre.tekster.data))
    for sti, node, navn in _kall(tre):
        if navn not in ("tekst", "bøyd") or not isinstance(node.args[0], ast.Constant):
            continue
        gitt = {"antall"} if navn == "bøyd" else set()
        for nøkkelord in node.keywords:
            if nøkkelord.arg:
                gitt.add(nøkkelord.arg)
            elif isinstance(nøkkelord.value, ast.Dict):
                gitt |= {getattr(nøkkel, "value", None) for nøkkel in nøkkelord.value.keys}
            else:
                gitt = None
                break
        if gitt is None:
            continue
        koder = [node.args[0].value + hale for hale in ((".en", ".flere") if navn == "bøyd" else ("",))]
        for kode in koder:
            try:
                plasser = {
                    plass for _, plass, _, _ in string.Formatter().parse(str(tekster.get(kode, ""))) if plass
                }
            except ValueError:
                hva = f"Teksten «{kode}» har en klamme uten make."
                rett = "Skriv {navn} med én klamme på hver side, eller ta klammen bort."
                yield Funn(tre.tekster.sti, tre.tekster.linje(*kode.split(".")), hva, rett)
                continue
            for plass in sorted(plasser - gitt):
                kjente = ", ".join(f"{{{et}}}" for et in sorted(gitt))
                linje = tre.tekster.linje(*kode.split("."))
                hva = f"Teksten «{kode}» har {{{plass}}}, som koden ikke fyller inn."
                rett = f"Bruk bare {kjente or 'vanlig tekst'}, eller gi verdien i {sti}."
                yield Funn(tre.tekster.sti, linje, hva, rett)


def hjemmel_uten_mål(tre: Tre) -> Iterator[Funn]:
    for kode, hjemmel in tre.tabeller("calculators/tekster.nb.toml", "hjemmel").items():
        adresse, _, anker = hjemmel.get("url", "").partition("#")
        stier = (f"{adresse.rstrip('/')}.md", f"{adresse}index.md")
        side = next((tre.sider[sti] for sti in stier if sti in tre.sider), None)
        if not side or not anker or anker not in alle_ider(tre, side):
            linje = tre.tekster.linje("hjemmel", kode)
            hva = f"Hjemmelen «{kode}» fører til «{hjemmel.get('url', '')}», som ikke finnes."
            rett = "Skriv adressen til siden med / til slutt og id-en til delen: «nemndmedlem/betaling/#frist»."
            yield Funn(tre.tekster.sti, linje, hva, rett)


def forbehold_uten_avsnitt(tre: Tre) -> Iterator[Funn]:
    side = tre.sider.get("om/uavklart.md")
    ider = alle_ider(tre, side) if side else set()
    for gruppe in ("forbehold", "uavklart"):
        for kode in tre.tekster.data.get(gruppe, {}):
            if kode not in ider:
                rett = f"Legg til [{kode}] i docs/data/hull.toml. Kalkulatoren lenker til «om/uavklart/#{kode}»."
                linje = tre.tekster.linje(gruppe, kode)
                hva = f"«{kode}» er ikke forklart på siden om det kildene ikke sier."
                yield Funn(tre.tekster.sti, linje, hva, rett)


def tekst_uten_form(tre: Tre) -> Iterator[Funn]:
    """A text whose braces cannot be filled in."""
    for kode, skrevet in flat(tre.tekster.data):
        try:
            plasser = [plass for _, plass, *_ in string.Formatter().parse(skrevet) if plass is not None]
        except ValueError:
            plasser = [""]
        if not all(re.fullmatch(r"[a-z_]+", plass) for plass in plasser):
            rett = "Skriv {navnet} med små bokstaver og klamme på begge sider, eller fjern klammene."
            hva = f"Klammene i teksten «{kode}» går ikke opp."
            yield Funn(TEKSTER, tre.tekster.linje(*kode.split(".")), hva, rett)


def tekst_som_låner_ukjent(tre: Tre) -> Iterator[Funn]:
    """A table that borrows its texts («som») from one that is not there, or from itself."""
    for kode, fra in flat(tre.tekster.data):
        if kode.split(".")[-1] != "som":
            continue
        sett, nå = {kode.removesuffix(".som")}, fra
        while isinstance(tabell := finn_tekst(tre, nå), dict) and nå not in sett and "som" in tabell:
            sett.add(nå)
            nå = tabell["som"]
        if nå in sett or not isinstance(tabell, dict):
            hva = (
                f"«{kode}» låner tekster fra «{fra}», som {'låner av den igjen' if nå in sett else 'ikke finnes'}."
            )
            rett = "Skriv navnet på en tabell med egne tekster, for eksempel «kost.felt»."
            yield Funn(TEKSTER, tre.tekster.linje(*kode.split(".")), hva, rett)


def finn_tekst(tre: Tre, kode: str):
    treff = tre.tekster.data
    for ledd in kode.split("."):
        treff = treff.get(ledd) if isinstance(treff, dict) else None
    return treff


TRESJEKKER = (
    manglende_tekst,
    tekst_med_ukjent_plass,
    tekst_uten_form,
    tekst_som_låner_ukjent,
    hjemmel_uten_mål,
    forbehold_uten_avsnitt,
)
