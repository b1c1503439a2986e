"""What many checks ask: today, a guess at what was meant, what kind of page it is, the ids of a page."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from calculators.felles import norsk
from macros import grunn
from macros.sider import prosa
from macros.sjekk.funn import HULL, ORDLISTE, TILFELLER
from macros.sjekk.kilde import Tre
from macros.sjekk.side import Side
from macros.tilfelle import UFERDIG

_TALLORD = (
    "ett?|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tjue|tretti|førti|femti|seksti|sytti|åtti|nitti|hundre|tusen"
)
_TALL = r"\d(?:[\d.,\u00a0 ]*\d)?"
# First the letters either may begin with: so most places in a text are passed over at once.
BELØP = re.compile(
    r"(?=[\dkn€etfsåh])(?:"
    rf"(?<!\w)(?:kr\.?|kroner|nok|eur|€)\s*{_TALL}"
    rf"|{_TALL}[\s\u00a0]*(?:kr|kroner|øre|nok|eur)\b"
    rf"|{_TALL}[\s\u00a0]*€"
    rf"|{_TALL},[-–—](?!\d)"
    rf"|(?:{_TALLORD})[\s\u00a0]+(?:kroner|kr)\b)",
    re.IGNORECASE,
)
PROSENT = re.compile(
    r"(?=[\detfsånh])(?:"
    rf"{_TALL}[\s\u00a0]*(?:[%‰](?![0-9A-F]{{2}})|prosent|pst\b)|(?:{_TALLORD})[\s\u00a0]+prosent)",
    re.IGNORECASE,
)
DATO = rf"(?:(\d{{1,2}})\.[\s\u00a0]*)?({'|'.join(norsk.MÅNEDER)})[\s\u00a0]+([1-9]\d{{3}})"
ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


def i_dag() -> date:
    """The day that dates are held against: never before the build's own date, so that a preview is no error."""
    return max(grunn.byggedato(), date.today())


KONTROLL_MÅNEDER = 12  # so often an editor reads a source again; readers are told later (prosa.GAMMEL_MÅNEDER)


def måneder_siden(dag: date) -> int:
    nå = i_dag()
    return (nå.year - dag.year) * 12 + nå.month - dag.month - (nå.day < dag.day)


def forslag(ord: str, kjente, mal: str = "Mener du «{}»? ") -> str:
    likest = difflib.get_close_matches(str(ord), [str(et) for et in kjente], 1, 0.5)
    return mal.format(likest[0]) if likest else ""


def er_rb(side: Side) -> bool:
    return side.sti.startswith("rutiner/") and side.sti != "rutiner/index.md"


def er_håndbok(side: Side) -> bool:
    return side.sti.startswith("nemndmedlem/")


def er_redaksjon(side: Side) -> bool:
    return side.sti.startswith("redaksjon/")


def første_argument(side: Side, *navn: str) -> Iterator[tuple[int, str, list]]:
    for makro in side.makroer:
        if makro.navn in navn and makro.argumenter and all(isinstance(a, str) for a in makro.argumenter):
            yield makro.linje, makro.argumenter[0], makro.argumenter[1:]


def i_ascii(tekst: str) -> str:
    """The text in small letters a–z, as an address may have it."""
    for fra, til in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        tekst = tekst.lower().replace(fra, til)
    return unicodedata.normalize("NFKD", tekst).encode("ascii", "ignore").decode()


def som_id(tekst: str) -> str:
    return "-".join(re.findall(r"[a-z][a-z0-9]*", i_ascii(tekst))[:3]) or "kort-navn"


def ider_fra_makroer(tre: Tre, side: Side) -> set[str]:
    navn = {makro.navn for makro in side.makroer}
    ider = set()
    if "hulliste" in navn:
        ider |= {*tre.tabeller(HULL), *(anker for anker, _ in prosa.HULLTYPER.values())}
    if "kalkulatorliste" in navn:
        ider |= set(tre.kalkulatorer)
    if "ordliste" in navn:
        ider |= set(tre.tabeller(ORDLISTE))
    return ider


def alle_ider(tre: Tre, side: Side) -> set[str]:
    return {id for _, id in side.ider} | ider_fra_makroer(tre, side)


def er_påbegynt(tre: Tre, navn: str) -> bool:
    """Whether the calculator is newly started: its case is not worked out, so the words may wait."""
    return UFERDIG in getattr(tre.toml.get(f"{TILFELLER}{navn}.toml"), "kilde", "")
