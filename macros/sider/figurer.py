"""The figures, drawn as SVG at build time by pure functions.

Each figure is drawn twice, for a narrow and for a wide column, and the style sheet shows one: letters then keep
their size on a phone (a single wide drawing would shrink them to a third). Colours are the theme's own variables,
so both palettes, forced colours and print come by themselves. Below stands the same content as text.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from html import escape

from calculators.felles.norsk import kroner as kr
from calculators.felles.norsk import tall
from macros.sider.maal import sagt
from macros.sider.prosa import sats_på

SMAL, BRED = 288, 640
# Mean width of a letter as a share of its size: generous, so that no line runs out of its box on another font.
TEGN = 0.56


def _linjer(tekst: str, bredde: float, skrift: float = 15) -> list[str]:
    """Break a text into lines that fit a width."""
    plass = max(8, int(bredde / (skrift * TEGN)))
    linjer = [""]
    for ord_ in tekst.split(" "):
        if linjer[-1] and len(linjer[-1]) + 1 + len(ord_) > plass:
            linjer.append(ord_)
        else:
            linjer[-1] = f"{linjer[-1]} {ord_}".strip()
    return linjer


def _tekst(
    x: float, y: float, linjer: Sequence[str], klasse: str = "", anker: str = "start", hoeyde: int = 20
) -> str:
    attr = f' class="{klasse}"' if klasse else ""
    anker_attr = f' text-anchor="{anker}"' if anker != "start" else ""
    return "".join(
        f'<text x="{x:g}" y="{y + i * hoeyde:g}"{attr}{anker_attr}>{escape(linje)}</text>'
        for i, linje in enumerate(linjer)
    )


def _svg(navn: str, slag: str, bredde: int, hoeyde: float, tittel: str, beskrivelse: str, innhold: str) -> str:
    merke = f"figur-{navn}-{slag}"
    return (
        f'<svg class="figur-{slag}" role="img" aria-labelledby="{merke}-t" aria-describedby="{merke}-d"'
        f' viewBox="0 0 {bredde} {hoeyde:g}" width="{bredde}" height="{hoeyde:g}">'
        f'<title id="{merke}-t">{escape(tittel)}</title><desc id="{merke}-d">{escape(beskrivelse)}</desc>'
        f"{innhold}</svg>"
    )


def _figur(
    navn: str, tittel: str, beskrivelse: str, tegn: Callable[[int], tuple[float, str]], som_tekst: str
) -> str:
    """Both drawings, a caption and the same as text, on one line: Markdown leaves such a block alone."""
    deler = []
    for slag, bredde in (("smal", SMAL), ("bred", BRED)):
        hoeyde, innhold = tegn(bredde)
        deler.append(_svg(navn, slag, bredde, hoeyde, tittel, beskrivelse, innhold))
    return (
        f'<figure class="figur" id="figur-{navn}" data-search-exclude>{"".join(deler)}'
        f"<figcaption>{escape(tittel)}</figcaption></figure>"
        f'<details class="figur-tekst"><summary>{sagt("Les figuren som tekst")}</summary>{som_tekst}</details>'
    )


# --- The three days of a samling ---------------------------------------------------------------------------

_DAGER = (
    ("Dag 1", "Lesedag og formøte", ("Du leser saken.", "Nemndlederen orienterer i et kort formøte.")),
    ("Dag 2", "Nemndmøte", ("Du spør klageren direkte, som regel med tolk.",)),
    ("Dag 3", "Nemndmøte", ("Vær tilgjengelig hele dagen.", "Hver dag kan bli lang.")),
)
_AVSLUTNING = ("Rådslagning", "Stemmegivning", "Du skal skrive under saksprotokollen")


def _boks(x: float, y: float, bredde: float, tekst: str, sterk: bool) -> str:
    klasse = "boks boks--sterk" if sterk else "boks"
    return f'<rect class="{klasse}" x="{x:g}" y="{y:g}" width="{bredde:g}" height="42" rx="4"/>' + _tekst(
        x + bredde / 2, y + 26, [tekst], "paa-aksent" if sterk else "", "middle"
    )


def samling() -> str:
    """The three days of a samling: lesedag with formøte, then two days of nemndmøte and what ends them."""
    tittel = "De tre dagene i en vanlig nemndsamling"
    beskrivelse = (
        "Tidslinje. Dag 1: lesedag og et kort formøte. Dag 2 og 3: nemndmøte. Etter nemndmøtet følger "
        "rådslagning, stemmegivning og underskrift på saksprotokollen."
    )

    def smal() -> tuple[float, str]:
        ut, y = [], 12.0
        for dag, navn, punkter in _DAGER:
            linjer = [linje for p in punkter for linje in _linjer(p, SMAL - 40)]
            ut.append(f'<circle class="punkt" cx="9" cy="{y + 6:g}" r="7"/>')
            ut.append(_tekst(32, y + 11, [dag], "dempet"))
            ut.append(_tekst(32, y + 33, [navn], "sterk"))
            ut.append(_tekst(32, y + 55, linjer))
            y += 55 + 20 * len(linjer) + 18
        ut.insert(0, f'<path class="strek" d="M9 18V{y + 4:g}"/>')
        ut.append(_tekst(32, y + 4, ["Etter nemndmøtet"], "dempet"))
        y += 20
        for i, ledd in enumerate(_AVSLUTNING):
            siste = i == len(_AVSLUTNING) - 1
            ut.append(_boks(1, y, SMAL - 2, ledd, siste))
            if not siste:
                ut.append(f'<path class="strek" d="M{SMAL / 2:g} {y + 42:g}v14m-5 -6 5 6 5 -6"/>')
            y += 58
        return y - 12, "".join(ut)

    def bred() -> tuple[float, str]:
        kolonne = BRED / 3
        ut = [f'<path class="strek" d="M9 16H{BRED - 40}"/>']
        bunn = 0.0
        for i, (dag, navn, punkter) in enumerate(_DAGER):
            x = i * kolonne
            linjer = [linje for p in punkter for linje in _linjer(p, kolonne - 18)]
            ut.append(f'<circle class="punkt" cx="{x + 9:g}" cy="16" r="7"/>')
            ut.append(_tekst(x + 2, 48, [dag], "dempet"))
            ut.append(_tekst(x + 2, 70, [navn], "sterk"))
            ut.append(_tekst(x + 2, 94, linjer))
            bunn = max(bunn, 94 + 20 * len(linjer))
        # The two days of nemndmøte share what ends them.
        y = bunn + 4
        ut.append(f'<path class="strek" d="M{kolonne:g} {y:g}v10H{BRED - 1}v-10"/>')
        ut.append(_tekst(2, y + 14, ["Etter nemndmøtet"], "dempet"))
        x = 1.0
        for i, (ledd, b) in enumerate(zip(_AVSLUTNING, (150, 150, 306), strict=True)):
            siste = i == len(_AVSLUTNING) - 1
            ut.append(_boks(x, y + 28, b, ledd, siste))
            if not siste:
                ut.append(f'<path class="strek" d="M{x + b:g} {y + 49:g}h14m-6 -5 6 5 -6 5"/>')
            x += b + 16
        return y + 72, "".join(ut)

    som_tekst = (
        "<ol><li><strong>Dag 1: lesedag og formøte.</strong> Du leser saken. Nemndlederen orienterer i et "
        "kort formøte.</li><li><strong>Dag 2: nemndmøte.</strong> Du spør klageren direkte, som regel med "
        "tolk.</li><li><strong>Dag 3: nemndmøte.</strong> Vær tilgjengelig hele dagen. Hver dag kan bli "
        "lang.</li></ol><p>Etter nemndmøtet kommer rådslagning og stemmegivning. Til slutt skal du skrive under "
        "saksprotokollen.</p>"
    )
    return _figur("samling", tittel, beskrivelse, lambda b: smal() if b == SMAL else bred(), som_tekst)


# --- The payout against the loss ----------------------------------------------------------------------------


def utbetaling(
    normal: Decimal,
    tak: Decimal,
    lang: Decimal | None = None,
    tak_lang: Decimal | None = None,
    kr: Callable[[Decimal], str] = kr,
) -> str:
    """What one day pays against the loss of that day: the honorar, then the loss, then the cap.

    `normal` and `tak` are honorar and cap of a normal day, `lang` and `tak_lang` those of a long one.
    """
    dager = [(sagt("Normal dag"), normal, tak, "")]
    if lang is not None and tak_lang is not None:
        dager.append((sagt("Lang dag"), lang, tak_lang, " linje--lang"))
    hoeyest = max(t for _, _, t, _ in dager)
    steg = Decimal(1000)
    topp_x = (hoeyest * Decimal("1.3") / steg).to_integral_value(rounding="ROUND_CEILING") * steg
    topp_y = (hoeyest * Decimal("1.08") / steg).to_integral_value(rounding="ROUND_CEILING") * steg

    tittel = sagt("Hva én dag gir, målt mot det du taper den dagen")
    hver = "{navn}: du får {h} til tapet når {h}, deretter det dokumenterte tapet, og aldri mer enn {t}."
    linjene = [sagt(hver, navn=navn, h=kr(h), t=kr(t)) for navn, h, t, _ in dager]
    beskrivelse = " ".join([sagt("Linjediagram."), *linjene])

    def tegn(bredde: int) -> tuple[float, str]:
        smal = bredde == SMAL
        venstre, hoyre, topp = 52, bredde - 8, 92 if smal else 34
        bunn = topp + (220 if smal else 270)

        def x(v: Decimal) -> float:
            return round(venstre + float(v / topp_x) * (hoyre - venstre), 1)

        def y(v: Decimal) -> float:
            return round(bunn - float(v / topp_y) * (bunn - topp), 1)

        ut = [_tekst(0, topp - 18, [sagt("Utbetaling, kroner")], "dempet")]
        hakk = 2000
        for v in range(0, int(topp_y) + 1, hakk):
            ut.append(f'<path class="rute" d="M{venstre} {y(Decimal(v)):g}H{hoyre}"/>')
            ut.append(_tekst(venstre - 8, y(Decimal(v)) + 5, [tall(Decimal(v))], "dempet", "end"))
        for v in range(0, int(topp_x) + 1, hakk):
            ut.append(_tekst(x(Decimal(v)), bunn + 22, [tall(Decimal(v))], "dempet", "middle"))
        ut.append(_tekst(hoyre, bunn + 46, [sagt("Tapt inntekt den dagen, kroner")], "dempet", "end"))
        for _, h, t, klasse in dager:
            ut.append(
                f'<path class="linje{klasse}" d="M{x(Decimal(0)):g} {y(h):g}H{x(h):g}L{x(t):g} {y(t):g}H{hoyre}"/>'
            )
            ut.append(f'<circle class="punkt" cx="{x(h):g}" cy="{y(h):g}" r="4.5"/>')
            ut.append(f'<circle class="punkt" cx="{x(t):g}" cy="{y(t):g}" r="4.5"/>')
        for i, (navn, h, t, klasse) in enumerate(dager):
            if smal:  # no room beside the lines: a key above them
                ut.append(f'<path class="linje{klasse}" d="M0 {11 + 24 * i}h34"/>')
                ut.append(_tekst(44, 16 + 24 * i, [f"{navn}: {tall(h)}–{kr(t)}"], "sterk"))
                continue
            # Below the normal day's line and above the long day's, so that the labels never meet.
            ned = -10 if i else 22
            ut.append(_tekst(x(Decimal(0)) + 6, y(h) + ned, [f"{navn} {kr(h)}"], "sterk"))
            ut.append(_tekst(hoyre, y(t) + ned, [sagt("Tak {beloep}", beloep=kr(t))], "sterk", "end"))
        return bunn + 54, "".join(ut)

    rader = "".join(
        f"<tr><th scope='row'>{navn}</th><td>{sagt('til og med {beloep}', beloep=kr(h))}</td>"
        f"<td>{kr(h)}</td><td>{kr(t)}</td></tr>"
        for navn, h, t, _ in dager
    )
    regel = sagt(
        "Taper du mindre enn honoraret, får du honoraret. Taper du mer, får du det du kan "
        "dokumentere, opp til taket."
    )
    kolonner = (sagt("Dag"), sagt("Honorar lønner seg ved tap"), sagt("Du får minst"), sagt("Du får høyst"))
    hode = "".join(f"<th scope='col'>{kolonne}</th>" for kolonne in kolonner)
    som_tekst = f"<p>{regel}</p><table><thead><tr>{hode}</tr></thead><tbody>{rader}</tbody></table>"
    return _figur("utbetaling", tittel, beskrivelse, tegn, som_tekst)


# --- The course of an LBM -----------------------------------------------------------------------------------

# (when or what, who, what is done). The order is that of RB-30; a deadline stands only where RB-30 sets one.
_FORLOEP = (
    (
        "Forslag til tema",
        "Alle ansatte i UNE",
        "Saksbehandlere går gjennom avdelingslederen, nemndledere rett til GJS.",
    ),
    ("Tema og tidspunkt", "Juridisk fagdirektør", "Bestemmer etter kommentarer fra GJS."),
    ("Forberedelse", "Juridisk fagdirektør", "Velger hvem som forbereder, og godkjenner disposisjon og plan."),
    ("Temanotat", "Redaktør i GJS", "Har ansvaret for notatet. GJS henter inn praksisoversikt."),
    ("Notatet er ferdig", "Til juridisk fagdirektør", "Endelig notat sendes senest to uker før møtet."),
    ("Invitasjon", "Juridisk fagdirektør", "Fordeler rundt 30 plasser. Tidspunktet er ikke oppgitt."),
    (
        "Utsending",
        "Juridisk fagdirektør",
        "Sørger for at deltakerne får notatet. Det bør normalt skje 4–5 arbeidsdager før møtet.",
    ),
    (
        "Møtet",
        "Juridisk fagdirektør",
        "Leder normalt møtet. Redaktøren eller en annen som har forberedt, innleder.",
    ),
    ("Referat", "Medarbeider i GJS", "Skriver et kort referat. Juridisk fagdirektør godkjenner."),
    (
        "Oppfølging",
        "Juridisk fagdirektør",
        "Går gjennom punktene med GJS, beslutter og fordeler. Direktøren informeres.",
    ),
    (
        "Publisering og arkiv",
        "Redaktør eller fagdirektør",
        "De to avtaler hvem som legger ut på UNEtt. Dokumentene registreres i 360°.",
    ),
)
_MOETE = "Møtet"


def rb_forloep() -> str:
    """RB-30 from a theme's first proposal to the archive: who does what, and the deadlines the text sets."""
    tittel = "Gangen i et likebehandlingsmøte, fra forslag til arkiv"
    beskrivelse = "Forløp i elleve trinn. " + " ".join(
        f"{i}. {navn}: {hvem}. {hva}" for i, (navn, hvem, hva) in enumerate(_FORLOEP, 1)
    )

    def tegn(bredde: int) -> tuple[float, str]:
        smal = bredde == SMAL
        x_navn, x_hva = 44, 44 if smal else 262
        ut, punkter, y, siste = [], [], 8.0, 8.0
        for i, (navn, hvem, hva) in enumerate(_FORLOEP, 1):
            er_moete = navn == _MOETE
            linjer = _linjer(hva, bredde - x_hva - 4)
            punkter.append(
                f'<circle class="{"punkt" if er_moete else "ring"}" cx="15" cy="{y + 13:g}" r="14"/>'
                + _tekst(15, y + 18.5, [str(i)], "paa-aksent" if er_moete else "sterk", "middle")
            )
            ut.append(_tekst(x_navn, y + 18, [navn], "sterk"))
            ut.append(_tekst(x_navn, y + 39, [hvem], "dempet"))
            ut.append(_tekst(x_hva, y + (61 if smal else 18), linjer))
            siste = y
            y += (61 + 20 * len(linjer) + 12) if smal else max(66, 18 + 20 * len(linjer) + 14)
        strek = f'<path class="strek" d="M15 20V{siste:g}"/>'
        return y, strek + "".join(punkter) + "".join(ut)

    som_tekst = (
        "<ol>"
        + "".join(
            f"<li><strong>{escape(n)}</strong> ({escape(hvem)}): {escape(hva)}</li>" for n, hvem, hva in _FORLOEP
        )
        + "</ol>"
    )
    return _figur("rb-30", tittel, beskrivelse, tegn, som_tekst)


def figur(navn: str) -> str:
    """The figure `navn` for a page; the one with amounts is drawn from the rates on the date of the build."""
    if navn == "utbetaling":
        koder = ("honorar-normal", "tak-normal", "honorar-lang", "tak-lang")
        return utbetaling(*(sats_på(kode).verdi for kode in koder))
    return {"samling": samling, "rb-30": rb_forloep}[navn]()
