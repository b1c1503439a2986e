"""The pages of the calculators: their place in the menu and their doors, from the folder and the front matter.

May know the calculators by name and title, and docs/kalkulatorer. Nothing has to be written twice for a new one.
"""

from calculators.felles.bro import KALKULATORER
from calculators.felles.tekster import målform, tekst
from macros import grunn

from . import maal

MAPPE = "kalkulatorer/"


def i_menyen(nav: list) -> list:
    """Return the menu with the folder put out as its pages: the list, the calculators in order, then the rest."""
    filer = {fil.stem for fil in (grunn.DOCS / MAPPE).glob("*.md")}
    først = [navn for navn in ("index", *KALKULATORER) if navn in filer]
    sider = [f"{MAPPE}{navn}.md" for navn in [*først, *sorted(filer - set(først))]]
    return [
        {navn: sider if hva == MAPPE else hva for navn, hva in punkt.items()} if isinstance(punkt, dict) else punkt
        for punkt in nav
    ]


def kalkulatorliste() -> str:
    """A door to each calculator, with the sentence its page gives for it (`doer`)."""
    dører, mappe = [], grunn.DOCS / (maal.NYNORSK if målform() == "nn" else "") / MAPPE
    for navn in KALKULATORER:
        if not (mappe / f"{navn}.md").exists():
            continue  # one that is begun is in bokmål alone
        side = grunn.forside(mappe / f"{navn}.md")
        tittel = side.get("doer_tittel") or tekst(f"{navn}.tittel")
        dører.append(
            f'<div class="doer" markdown>\n## [{tittel}]({navn}.md) {{ #{navn} }}\n\n{side["doer"]}\n</div>'
        )
    return '<div class="doerer" markdown>\n' + "\n".join(dører) + "\n</div>"
