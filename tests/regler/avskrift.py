"""The rates as the sources have them, copied by hand from UNE's two texts and særavtalen – never from satser.toml.

A new rate is one line at the bottom of its table: the first day, the values, the source, and the last day that a
source says it still held.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

# Normal dag, lang dag, and what the caps then are.
HONORAR = """
2017-01-01  1800 2150  3600 4300  une-2017  2020-12-31
2021-01-01  2000 2400  4000 4800  une-2021  høsten-2021
"""
# 6–12 hours, over 12 hours, døgn; 1 where the deduction is of the døgn rate, 0 where it is of the part's own.
KOST = """
2018-06-22  297 552  754  1  saeravtale-2018  2018-12-31
2019-01-01  307 570  780  1  saeravtale-2019  2020-05-31
2020-06-01  315 585  801  1  saeravtale-2020  2021-12-31
2022-01-01  324 603  825  0  saeravtale-2022  2022-12-31
2023-01-01  342 637  872  0  saeravtale-2023  2023-12-31
2024-01-01  369 686  940  0  saeravtale-2024  2024-12-31
2025-01-01  384 713  977  0  saeravtale-2025  2025-12-31
2026-01-01  397 736 1012  0  saeravtale-2026  desember-2025
"""
NATT = """
2018-06-22  430  saeravtale-2018  2018-12-31
2019-01-01  435  saeravtale-2019  2024-12-31
2025-01-01  452  saeravtale-2025  2025-12-31
2026-01-01  452  saeravtale-2026  desember-2025
"""
BIL = """
2018-06-22  3.90  saeravtale-2018  2018-12-31
2019-01-01  4.03  saeravtale-2019  2022-12-31
2023-01-01  4.48  saeravtale-2023  2023-12-31
2024-01-01  4.90  saeravtale-2024  2024-12-31
2025-01-01  5.00  saeravtale-2025  2025-12-31
2026-01-01  5.30  saeravtale-2026  desember-2025
"""
TAK = "2017-01-01  2  une-2017  2020-12-31\n2021-01-01  2  une-2021  høsten-2021"
FROKOST = "2018-06-22  20  saeravtale-2018  desember-2025"
LUNSJ = "2018-06-22  30  saeravtale-2018  desember-2025"
MIDDAG = "2018-06-22  50  saeravtale-2018  desember-2025"
LUNSJ_KORT = "2018-06-22  30  une-2021  høsten-2021"
LUNSJ_LANG = "2018-06-22  50  une-2021  høsten-2021"

# Of each rate its table, the column, unit and criterion. UNE pays per day worked, særavtalen per trip begun.
ARBEID, REISE = "arbeid utført fra", "reise påbegynt fra"
SATSER = {
    "honorar-normal": (HONORAR, 1, "kr per dag", ARBEID),
    "honorar-lang": (HONORAR, 2, "kr per dag", ARBEID),
    "tak-faktor": (TAK, 1, "ganger", ARBEID),
    "kost-kort": (KOST, 1, "kr", REISE),
    "kost-lang": (KOST, 2, "kr", REISE),
    "kost-doegn": (KOST, 3, "kr per døgn", REISE),
    "trekk-av-doegnsats": (KOST, 4, "valg", REISE),
    "trekk-frokost": (FROKOST, 1, "prosent", REISE),
    "trekk-lunsj": (LUNSJ, 1, "prosent", REISE),
    "trekk-middag": (MIDDAG, 1, "prosent", REISE),
    "lunsj-kort": (LUNSJ_KORT, 1, "prosent", REISE),
    "lunsj-lang": (LUNSJ_LANG, 1, "prosent", REISE),
    "natt-ulegitimert": (NATT, 1, "kr per natt", REISE),
    "egen-bil": (BIL, 1, "kr per km", REISE),
}

# What a reader is told that each rate is, and the table it stands in.
NAVN = {
    "honorar-normal": ("Honorar for normal dag (0–8 timer)", "honorar"),
    "honorar-lang": ("Honorar for lang dag (over 8 timer)", "honorar"),
    "tak-faktor": ("Taket for tapt arbeidsfortjeneste, ganger honoraret for dagen", "regel"),
    "kost-kort": ("Kost, reise fra og med 6 til og med 12 timer", "kost"),
    "kost-lang": ("Kost, reise over 12 timer uten overnatting", "kost"),
    "kost-doegn": ("Kost, reise over 12 timer med overnatting, per døgn", "kost"),
    "trekk-av-doegnsats": ("Måltidstrekket regnes av døgnsatsen (1) eller av delens egen sats (0)", "regel"),
    "trekk-frokost": ("Måltidstrekk for frokost", "trekk"),
    "trekk-lunsj": ("Måltidstrekk for lunsj", "trekk"),
    "trekk-middag": ("Måltidstrekk for middag", "trekk"),
    "lunsj-kort": ("Lunsj mot kvittering, reise fra 6 til 12 timer", "lunsj"),
    "lunsj-lang": ("Lunsj mot kvittering, reise over 12 timer", "lunsj"),
    "natt-ulegitimert": ("Nattillegg uten kvittering (ulegitimert)", "annet"),
    "egen-bil": ("Egen bil, bare etter godkjenning på forhånd", "annet"),
}

AVTALEN = "Særavtale om dekning av utgifter til reise og kost innenlands"
KILDER = {  # what the reader is told, and where it was read
    "une-2017": (
        "UNE: «Godtgjørelse og reiseregninger for nemndmedlemmer», eldre side (2017–2020)",
        "www.une.no/no/Saksgang/Informasjon-til-Nemndmedlemmer/Godtgjoring-til-nemndmedlemmer/",
    ),
    "une-2021": (
        "UNE: «For nemndmedlemmer», slik siden sto høsten 2021",
        "www.une.no/nemndmote/for-nemndmedlemmer/",
    ),
    "rb-30": (
        "UNE: RB-30 «Rutiner for likebehandlingsmøter», publisert 24.05.2017",
        "www.une.no/en/sources/procedure-descriptions/rb-30",
    ),
    "une-advokater": (
        "UNE: «For advokater»",
        "une.no/en/board-hearings/for-advokater/",
    ),
    "lov": (
        "Lover og forskrifter, slik de står hos Lovdata",
        "lovdata.no/",
    ),
    "saeravtale": (
        f"{AVTALEN} (gjengitt av LO Stat, 2020)",
        "www.lostat.no/lonn-og-avtaler/lonn-og-avtaler-i-staten/saravtaler/"
        "saravtale-om-dekning-av-utgifter-til-reise-og-kost-innenlands",
    ),
    "saeravtale-2018": (
        f"{AVTALEN}, satser fra 22.6.2018 (gjengitt av Økonomiforbundet)",
        "okonomiforbundet.no/nyheter/show/366",
    ),
    "saeravtale-2019": (
        f"{AVTALEN}, satser for 2019 (gjengitt av DFØ)",
        "arbeidsgiver.dfo.no/nyhetsarkiv/nye-reisesatser-2020",
    ),
    "saeravtale-2020": (
        f"{AVTALEN}, satser fra 1.6.2020 (gjengitt av DFØ)",
        "arbeidsgiver.dfo.no/nyhetsarkiv/nye-reisesatser-2020",
    ),
    "saeravtale-2022": (
        f"{AVTALEN}, satser fra 1.1.2022 (gjengitt av Vekstra 28.4.2022)",
        "vekstra.no/endring-statens-satser-diettgodtgjorelse",
    ),
    "saeravtale-2023": (
        f"{AVTALEN}, satser for 2023 (gjengitt av NITO)",
        "www.nito.no/aktuelt/2022/12/diettsatser-2022",
    ),
    "saeravtale-2024": (
        f"{AVTALEN}, satser for 2024 (gjengitt av DFØ)",
        "arbeidsgiver.dfo.no/lonn-goder-og-reise/reiser-og-satser/statens-satser-innenlands",
    ),
    "saeravtale-2025": (
        f"{AVTALEN}, satser for 2025 (gjengitt av Naturviterne)",
        "www.naturviterne.no/lonn-og-tariff/stat",
    ),
    "saeravtale-2026": (
        f"{AVTALEN}, satser for 2026 (gjengitt av FriFagbevegelse, desember 2025)",
        "frifagbevegelse.no/ntlmagasinet/oker-satsene-for-diett-og-kjoregodtgjorelse",
    ),
}


class Rad(NamedTuple):
    """One value of a rate as the sources have it."""

    fra: date
    verdi: Decimal
    kilde: str
    bekreftet: date | str  # høsten-2021: no more exact than the source


def rader(tabell: str, nr: int) -> list[Rad]:
    """Return a column of a table."""
    celler = [linje.split() for linje in tabell.strip().splitlines()]
    return [
        Rad(
            date.fromisoformat(et[0]),
            Decimal(et[nr]),
            et[-2],
            date.fromisoformat(et[-1]) if et[-1][0].isdigit() else et[-1].replace("-", " "),
        )
        for et in celler
    ]


def verdier(kode: str) -> list[Rad]:
    """Return the values of a rate. One that did not change with the others in its table is one value all along."""
    ut: list[Rad] = []
    for rad in rader(*SATSER[kode][:2]):
        if kode == "trekk-av-doegnsats" and ut and ut[-1].verdi == rad.verdi:
            ut[-1] = ut[-1]._replace(bekreftet=rad.bekreftet)
        else:
            ut.append(rad)
    return ut
