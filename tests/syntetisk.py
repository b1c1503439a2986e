"""Writes a made-up site of many routines, to see what the search costs when the house grows.

`python -m tests.syntetisk MAPPE --antall 1000` writes built pages as the theme would: an article with a heading
for each point, in the words and the shape of a real RB. The words follow Zipf's law over a vocabulary of
compounds, as Norwegian has. Seeded, so always the same. Nothing here is meant to be read.
"""

import argparse
import itertools
import random
from html import escape
from pathlib import Path

LEDD = """sak vedtak klage søknad asyl vern land identitet familie barn verge språk tolk reise frist møte
notat praksis referat arkiv dokument innsyn journal høring varsel utvisning bortvisning oppholds
arbeids studie visum statsborger retur tvangs menneske helse skade tortur konvensjon flyktning
bosted økonomi inntekt skatte kostnad gebyr faktura budsjett anskaffelse kontrakt personal
opplærings kurs ansettelse permisjons sykdom beredskap sikkerhet brann nøkkel adgang passord system
data statistikk rapport kvalitet avviks risiko revisjon tilsyns medie presse nett intranett svar
telefon post sikt avdeling nemnd leder medlem ekspert ambassade politi dom""".split()
HODE = """behandling vurdering oversikt liste plan rutine kontroll godkjenning registrering frist møte notat
skjema mal brev svar oppgave rolle ansvar oppfølging utsending melding ordning avtale regel praksis
sak mappe nummer dato begrunnelse krav grunnlag hjelp støtte tiltak avgjørelse henvisning fullmakt
prosess gruppe forum""".split()
VERB = """skal bør kan må sender registrerer vurderer godkjenner oppretter henter kontrollerer varsler
innhenter oversender arkiverer journalfører fordeler avtaler forbereder gjennomfører orienterer
kvalitetssikrer følger oppdaterer avklarer beslutter ber mottar skriver leser melder""".split()
FUNKSJON = """og i til av på for med som det den er at ikke en et ved om fra når før etter dersom også eller sin
hvis bare samme andre alle hver""".split()
ROLLE = [
    "Saksbehandleren",
    "Nemndlederen",
    "Avdelingslederen",
    "Juridisk fagdirektør",
    "Sekretariatet",
    "Redaktøren",
]
PUNKT = [
    "Formål",
    "Innledning",
    "Ansvar og roller",
    "Frister",
    "Gjennomføring",
    "Etterarbeid",
    "Arkivering",
    "Unntak",
]
ENDELSE = ["", "", "en", "er", "ene"]


class Forfatter:
    """Writes sentences from a vocabulary of compounds; the common words come often, the rare ones seldom."""

    def __init__(self, frø: int):
        self.trekk = random.Random(frø)
        ordene = [a + ("s" if a.endswith("ing") else "") + b for a, b in itertools.product(LEDD, HODE)]
        ordene += [a + b for a, b in itertools.product(ordene[:400:3], HODE[::4])]
        self.trekk.shuffle(ordene)
        self.ord = [*HODE, *LEDD, *ordene]
        self.vekt = list(itertools.accumulate(1 / (nr + 3) for nr in range(len(self.ord))))

    def substantiv(self) -> str:
        return self.trekk.choices(self.ord, cum_weights=self.vekt)[0] + self.trekk.choice(ENDELSE)

    def setning(self) -> str:
        velg = self.trekk.choice
        biter = [velg(ROLLE) if self.trekk.random() < 0.5 else self.substantiv().capitalize(), velg(VERB)]
        for _ in range(self.trekk.randint(3, 7)):
            biter += [velg(FUNKSJON), self.substantiv()]
        return " ".join(biter) + "."

    def rutine(self, kode: str) -> tuple[str, list[tuple[int, str, str, list[str]]]]:
        """One RB: its title, and (level, id, heading, paragraphs) for each section."""
        tittel = f"Rutiner for {self.substantiv()} og {self.substantiv()}"
        deler = [(1, kode.lower(), f"{kode} {tittel}", [self.setning()])]
        for nr, punkt in enumerate(PUNKT, 1):
            deler.append((2, f"p{nr}", f"{nr} {punkt}", [self.setning()]))
            for under in range(self.trekk.randint(2, 4)):
                navn = f"{self.substantiv().capitalize()} {self.trekk.choice(FUNKSJON)} {self.substantiv()}"
                avsnitt = [" ".join(self.setning() for _ in range(self.trekk.randint(2, 4))) for _ in range(2)]
                deler.append((3, f"p{nr}-{under}", navn, avsnitt))
        return tittel, deler


SIDE = """<!doctype html><html lang="nb"><head><meta charset="utf-8"><title>{tittel}</title></head><body>
<main data-pagefind-body><article>{innhold}</article></main></body></html>"""


def side(deler: list[tuple[int, str, str, list[str]]], kode: str = "") -> str:
    """The sections as a built page."""
    ut = []
    for nivå, id_, navn, avsnitt in deler:
        ut.append(f'<h{nivå} id="{id_}">{escape(navn)}</h{nivå}>')
        if nivå == 1 and kode:
            ut.append(f'<dl class="rb-fakta"><dt>Kode</dt><dd>{kode}</dd></dl>')
        ut += [f"<p>{escape(tekst)}</p>" for tekst in avsnitt]
    return SIDE.format(tittel=escape(deler[0][2]), innhold="\n".join(ut))


def skriv(mappe: Path, antall: int, frø: int = 30) -> list[str]:
    """Write `antall` routines under rutiner/, and a start page; return some ordinary questions about them."""
    forfatter = Forfatter(frø)
    spørsmål = []
    (mappe / "index.html").write_text(side([(1, "start", "Rutiner", ["Prøvenettsted."])]), encoding="utf-8")
    for nr in range(1, antall + 1):
        kode = f"RB-{nr:04}"
        tittel, deler = forfatter.rutine(kode)
        fil = mappe / f"rutiner/{kode.lower()}/index.html"
        fil.parent.mkdir(parents=True)
        fil.write_text(side(deler, kode), encoding="utf-8")
        if nr % (antall // 5 or 1) == 1:
            spørsmål.append(tittel.removeprefix("Rutiner for ").split(" og ")[0])
    return [*spørsmål[:5], "frist for utsending av notat"]


def main() -> None:
    leser = argparse.ArgumentParser(prog="python -m tests.syntetisk", description=__doc__.split("\n")[0])
    leser.add_argument("mappe", type=Path)
    leser.add_argument("--antall", type=int, default=1000)
    valg = leser.parse_args()
    valg.mappe.mkdir(parents=True, exist_ok=True)
    print("\n".join(skriv(valg.mappe, valg.antall)))


if __name__ == "__main__":
    main()
