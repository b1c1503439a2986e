"""Reads and writes numbers, dates and times as Norwegians do. Pyodide has no locales, so the forms stand here.

The words are bokmål's; `ordet` gives them in the language of the answer. The months are spelt alike in both.

Readers of `les_*` get a value or the error `Ugyldig`, whose `kode` names a text under [feil] in the catalogue.
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from .tekster import ordet

ØRE = Decimal("0.01")
MÅNEDER = ("januar februar mars april mai juni juli august september oktober november desember").split()
ÅRSTIDER = {"våren": 3, "sommeren": 6, "høsten": 9}  # første måned; «vinteren» står i to år
UKEDAGER = "mandag tirsdag onsdag torsdag fredag lørdag søndag".split()
VARIGHET = "time timer minutt minutter".split()
LENGST = 60  # tegn i et felt; ingen dato og intet beløp trenger flere

NÆRMEST = Decimal("0.001")  # steget fra en grense til tallene på den ene siden av den

_MELLOMROM = re.compile(r"\s+")
_TALL = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?: [0-9]{3})+)(?:[.,][0-9]+)?", re.ASCII)
_PUNKTUMGRUPPER = re.compile(r"[0-9]{1,3}(?:(?:\.[0-9]{3})+,[0-9]+|(?:\.[0-9]{3}){2,})", re.ASCII)
_TVETYDIG = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
_TVETYDIG_BELØP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}", re.ASCII)
_ISO_DATO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", re.ASCII)
_NORSK_DATO = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4}|[0-9]{2})", re.ASCII)
_STREK_DATO = re.compile(r"([0-9]{1,2})/([0-9]{1,2})-([0-9]{4}|[0-9]{2})", re.ASCII)
# The year last, and one that people write: then no date can be taken for one with the year first.
_SIFFER_DATO = re.compile(r"([0-9]{2})([0-9]{2})((?:19|20|21)[0-9]{2})", re.ASCII)
_ORD_DATO = re.compile(r"([0-9]{1,2})\. ?([a-z]+) ([0-9]{4})", re.ASCII)
_KLOKKE = re.compile(r"([0-9]{1,2})[:.]?([0-9]{2})", re.ASCII)
_TIDSPUNKT = re.compile(
    r"(?P<dato>[0-9]{4}-[0-9]{2}-[0-9]{2})[ t](?P<iso>[0-9:.]+)"
    r"|(?P<norsk>.*[0-9]{2}),? (?P<kl>kl\.? ?)?(?P<klokke>[0-9:.]+)",
    re.ASCII,
)
_FORSKYVNING = re.compile(r"(?:z|[+−-][0-9]{2}:?[0-9]{0,2})$")

_OMTRENT = re.compile(r"(over|under|til)(?: og\smed)? ?([0-9]{1,4})", re.ASCII)
_TIDSROM = re.compile(r"(?:([a-zøå]+) )?([1-9][0-9]{3})", re.ASCII)

_ENHETER = {
    "kroner": re.compile(r"^(?:kr\.?|nok) ?| ?(?:kr\.?|kroner|nok)$|,[-–—]$"),
    "timer": re.compile(r" ?(?:timer|timar|time|t)\.?$"),
    "dager": re.compile(r" ?(?:dager|dagar|dag)\.?$"),
    "km": re.compile(r" ?(?:km|kilometer)\.?$"),
}

# A letter and its accent as one character, for the letters of Europe. Python's own table for all the world is left
# out of the engine that readers get.
_AKSENTER = {
    "\N{COMBINING GRAVE ACCENT}": "AÀEÈIÌOÒUÙaàeèiìoòuù",
    "\N{COMBINING ACUTE ACCENT}": "AÁEÉIÍOÓUÚYÝaáeéiíoóuúyýCĆcćLĹlĺNŃnńRŔrŕSŚsśZŹzź",
    "\N{COMBINING CIRCUMFLEX ACCENT}": "AÂEÊIÎOÔUÛaâeêiîoôuûCĈcĉGĜgĝHĤhĥJĴjĵSŜsŝWŴwŵYŶyŷ",
    "\N{COMBINING TILDE}": "AÃNÑOÕaãnñoõIĨiĩUŨuũ",
    "\N{COMBINING MACRON}": "AĀaāEĒeēIĪiīOŌoōUŪuū",
    "\N{COMBINING BREVE}": "AĂaăEĔeĕGĞgğIĬiĭOŎoŏUŬuŭ",
    "\N{COMBINING DOT ABOVE}": "CĊcċEĖeėGĠgġIİZŻzż",
    "\N{COMBINING DIAERESIS}": "AÄEËIÏOÖUÜaäeëiïoöuüyÿYŸ",
    "\N{COMBINING RING ABOVE}": "AÅaåUŮuů",
    "\N{COMBINING DOUBLE ACUTE ACCENT}": "OŐoőUŰuű",
    "\N{COMBINING CARON}": "CČcčDĎdďEĚeěLĽlľNŇnňRŘrřSŠsšTŤtťZŽzž",
    "\N{COMBINING CEDILLA}": "CÇcçGĢgģKĶkķLĻlļNŅnņRŖrŗSŞsşTŢtţ",
    "\N{COMBINING OGONEK}": "AĄaąEĘeęIĮiįUŲuų",
}
_SAMMENSATT = {
    bokstav + aksent: hel
    for aksent, par in _AKSENTER.items()
    for bokstav, hel in zip(par[::2], par[1::2], strict=True)
}


class Ugyldig(ValueError):
    """A value that cannot be read or is out of range: `kode` of the message and the values to fill in."""

    def __init__(self, kode: str, **verdier):
        super().__init__(kode)
        self.kode = kode
        self.verdier = verdier


class Omtrent(Decimal):
    """A number of which only the side of a limit is known: «over 8».

    It compares as the number nearest to the limit does.
    """

    sagt: str

    def __new__(cls, sagt: str) -> "Omtrent":
        """`sagt` is «over», «under» or «til» and the limit."""
        ord_, grense = sagt.split()
        ny = super().__new__(cls, Decimal(grense) + {"over": NÆRMEST, "under": -NÆRMEST, "til": 0}[ord_])
        ny.sagt = sagt
        return ny


def _rens(verdi) -> str:
    if not isinstance(verdi, str):
        raise Ugyldig("slag")
    if len(verdi) > LENGST:
        raise Ugyldig("for-langt")
    return _MELLOMROM.sub(" ", verdi).strip().lower()


def _sett_sammen(tekst: str) -> str:
    """Put a letter and the accent after it together, as some keyboards and PDFs give them apart."""
    return re.sub("[a-zA-Z][\u0300-\u030c\u0327\u0328]", lambda par: _SAMMENSATT.get(par[0], par[0]), tekst)


def les_tekst(verdi, mest: int) -> str:
    """Read a short text of at most `mest` characters on one line, as it is written, or a JSON number.

    Raises Ugyldig.
    """
    if isinstance(verdi, Decimal):
        verdi = f"{verdi:f}"
    if not isinstance(verdi, str):
        raise Ugyldig("slag")
    rent = _sett_sammen(_MELLOMROM.sub(" ", verdi).strip())
    if len(rent) > mest:
        raise Ugyldig("for-lang-tekst", grense=mest)
    if not rent.isprintable() or re.search("[<>{}]", rent):
        raise Ugyldig("tegn")
    return rent


def les_lang_tekst(verdi, mest: int) -> str:
    """Read a text of at most `mest` characters as it is, so that places in it can be told. Raises Ugyldig."""
    if not isinstance(verdi, str):
        raise Ugyldig("slag")
    if len(verdi) > mest:
        raise Ugyldig("for-lang-tekst", grense=tall(Decimal(mest)))
    if re.search("[\ud800-\udfff]", verdi):  # half a character: no file and no page can hold it
        raise Ugyldig("tegn-halvt")
    return verdi


def les_tall(verdi, enhet: str = "") -> Decimal:
    """Read a number typed in Norwegian («3 500,50», «kr 3.500,50», «7,5 timer») or a JSON number.

    `enhet` (kroner, timer, dager, km) may stand with the number. A point before exactly three digits («2.000»)
    is ambiguous and refused with a question; so is a comma in an amount. Raises Ugyldig.
    """
    if isinstance(verdi, Decimal):
        return verdi + 0  # −0 er 0
    rent = _rens(verdi)
    if enhet:
        rent = _ENHETER[enhet].sub("", _ENHETER[enhet].sub("", rent))
    if re.match(r"[-−–] ?[0-9]", rent):
        raise Ugyldig("negativ")
    if re.fullmatch(r"[0-9.,]+e[+-]?[0-9]+", rent):
        raise Ugyldig("eksponent")
    if enhet == "timer" and re.fullmatch(r"[0-9]+:[0-9]{2}", rent):
        raise Ugyldig("timer-kolon")
    if (_TVETYDIG_BELØP if enhet == "kroner" else _TVETYDIG).fullmatch(rent):
        hele, brøk = re.split("[.,]", rent)
        if enhet == "kroner" and not brøk.endswith("0"):  # three decimals are no øre, so there is one reading
            raise Ugyldig("tvetydig-oere", stort=hele + brøk)
        raise Ugyldig("tvetydig", stort=hele + brøk, lite=f"{hele},{brøk.removesuffix('0')}")
    if _PUNKTUMGRUPPER.fullmatch(rent):
        rent = rent.replace(".", "")
    elif not _TALL.fullmatch(rent):
        raise Ugyldig("tall")
    return Decimal(rent.replace(" ", "").replace(",", "."))


def les_omtrent(verdi, enhet: str) -> str | None:
    """Read «over 8», «til og med 8 timer» or «under 15 km» as «over 8», «til 8», «under 15»; None for all else."""
    if not isinstance(verdi, str) or len(verdi) > LENGST:
        return None
    treff = _OMTRENT.fullmatch(_ENHETER[enhet].sub("", _rens(verdi)))
    return f"{treff[1]} {int(treff[2])}" if treff else None


def les_dato(verdi) -> date:
    """Read «05.10.2021», «5.10.21», «5/10-2021», «05102021», «5. oktober 2021» or ISO «2021-10-05».

    A year of two digits is in this century. Raises Ugyldig.
    """
    rent = _rens(verdi)
    if treff := _ISO_DATO.fullmatch(rent):
        år, måned, dag = map(int, treff.groups())
    elif treff := _NORSK_DATO.fullmatch(rent) or _STREK_DATO.fullmatch(rent) or _SIFFER_DATO.fullmatch(rent):
        dag, måned, år = int(treff[1]), int(treff[2]), int(f"20{treff[3]}"[-4:])
    elif (treff := _ORD_DATO.fullmatch(rent)) and treff[2] in MÅNEDER:
        dag, måned, år = int(treff[1]), MÅNEDER.index(treff[2]) + 1, int(treff[3])
    else:
        raise Ugyldig("dato")
    try:
        dato = date(år, måned, dag)
    except ValueError:
        raise Ugyldig("dato-finnes-ikke") from None
    if not 1900 <= år <= 2100:
        raise Ugyldig("dato-urimelig")
    return dato


def les_tidspunkt(verdi) -> datetime:
    """Read a date as `les_dato` does and a local wall-clock time: «08:00», «8.00», «0800», «kl. 08.00» or «kl 8».

    Seconds and offsets from UTC are refused: a trip is counted in minutes as typed. Raises Ugyldig.
    """
    rent = _rens(verdi)
    treff = _TIDSPUNKT.fullmatch(rent)
    if not treff:
        if _FORSKYVNING.search(rent) and (":" in rent or "t" in rent):
            raise Ugyldig("tidssone")
        les_dato(rent)  # a date alone gets the message about the missing time, anything else its own
        raise Ugyldig("klokkeslett-mangler")
    dato = les_dato(treff["dato"] or treff["norsk"])
    klokke = treff["iso"] or treff["klokke"]
    if re.fullmatch(r"[0-9]{1,2}[:.][0-9]{2}[:.][0-9.]+", klokke):
        raise Ugyldig("sekunder")
    if treff["kl"] and re.fullmatch(r"[0-9]{1,2}", klokke):
        klokke += ":00"
    deler = _KLOKKE.fullmatch(klokke)
    if not deler or int(deler[1]) > 23 or int(deler[2]) > 59:
        raise Ugyldig("klokkeslett")
    return datetime(dato.year, dato.month, dato.day, int(deler[1]), int(deler[2]))


def les_ja_nei(verdi) -> bool:
    """Read a JSON boolean or what a form posts («ja», «nei», «on»). Raises Ugyldig."""
    if isinstance(verdi, bool):
        return verdi
    rent = _rens(verdi)
    if rent in ("ja", "true", "on", "1"):
        return True
    if rent in ("nei", "false", "off", "0"):
        return False
    raise Ugyldig("ja-nei")


def til_øre(beløp: Decimal) -> Decimal:
    """Round kroner to whole øre, half up. The only rounding there is: kroner are never rounded to whole."""
    return beløp.quantize(ØRE, ROUND_HALF_UP)


def tall(verdi: Decimal, desimaler: int | None = None) -> str:
    """Write a number with decimal comma and no-break spaces between thousands; trailing zeros only if asked."""
    if isinstance(verdi, Omtrent):
        return verdi.sagt.replace("til ", "til og med ")
    tekst = f"{verdi:,.{desimaler}f}" if desimaler is not None else f"{verdi:,f}"
    heltall, _, brøk = tekst.partition(".")
    if desimaler is None:
        brøk = brøk.rstrip("0")
    return heltall.replace(",", "\N{NO-BREAK SPACE}") + (f",{brøk}" if brøk else "")


def kroner(beløp: Decimal) -> str:
    """Write an amount: «2 000 kr», and with øre only where there are any: «3 500,50 kr»."""
    return tall(beløp, 0 if beløp == beløp.to_integral_value() else 2) + "\N{NO-BREAK SPACE}kr"


def første_dag(tidsrom: str) -> date | None:
    """Return the first day of «høsten 2021», «desember 2025» or «2021», None for anything else."""
    treff = _TIDSROM.fullmatch(tidsrom)
    måneder = ÅRSTIDER | {navn: nr for nr, navn in enumerate(MÅNEDER, 1)} | {None: 1}
    return date(int(treff[2]), måneder[treff[1]], 1) if treff and treff[1] in måneder else None


def tidsrom(skrevet: str) -> str:
    """Write «høsten 2021», «desember 2025» or «2021», which stand so in the data."""
    første, *år = skrevet.split()
    return " ".join([ordet(første) if første in ÅRSTIDER else første, *år])


def dato(dag: date) -> str:
    """Write a date in words: «5. oktober 2021»."""
    return f"{dag.day}.\N{NO-BREAK SPACE}{MÅNEDER[dag.month - 1]} {dag.year}"


def ukedag(dag: date) -> str:
    """Write a date with its weekday: «tirsdag 5. oktober 2021»."""
    return f"{ordet(UKEDAGER[dag.weekday()])} {dato(dag)}"


def spenn(fra: date, til: date) -> str:
    """Write the days of a span: «onsdag 13. og torsdag 14. januar 2027»; a third day makes it «til»."""
    if fra == til:
        return ukedag(fra)
    først = f"{ordet(UKEDAGER[fra.weekday()])} {fra.day}."
    if (fra.year, fra.month) != (til.year, til.month):
        først = ukedag(fra) if fra.year != til.year else ukedag(fra).removesuffix(f" {fra.year}")
    return f"{først} {'og' if (til - fra).days == 1 else 'til'} {ukedag(til)}"


def tidspunkt(tid: datetime) -> str:
    """Write a local time: «5. oktober 2021 kl. 08.00»."""
    return f"{dato(tid)} {klokkeslett(tid)}"


def klokkeslett(tid: datetime | time) -> str:
    """Write a time of day: «kl. 08.00»."""
    return f"kl.\N{NO-BREAK SPACE}{tid:%H.%M}"


def varighet(minutter: int) -> str:
    """Write a duration: «12 timer og 1 minutt»."""
    timer, rest = divmod(minutter, 60)
    én_time, flere_timer, ett_minutt, flere_minutter = VARIGHET
    deler = [f"{timer} {ordet(én_time if timer == 1 else flere_timer)}"] if timer else []
    if rest or not timer:
        deler.append(f"{rest} {ordet(ett_minutt if rest == 1 else flere_minutter)}")
    return " og ".join(deler)


def oppramsing(ledd: list[str]) -> str:
    """Write a list in words: «frokost, lunsj og middag»."""
    return " og ".join(filter(None, [", ".join(ledd[:-1]), ledd[-1]]))
