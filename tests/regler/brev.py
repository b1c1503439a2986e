"""Makes letters with references in them, and knows of each what it is worth: an oracle of its own.

The chapters of RB-30, the laws and the pages are copied by hand from the sources, not from seksjoner.json. The
same seed gives the same letters.
"""

from random import Random
from typing import NamedTuple

KAPITLER = {
    "1": ("innledning", "Innledning"),
    "2": ("valg-av-tema", "Valg av temaer"),
    "3": ("temanotat", "Temanotat"),
    "4": ("invitasjon", "Invitasjon til møte"),
    "5": ("gjennomfoering", "Gjennomføring av møtet"),
    "6": ("etterarbeid", "Etterarbeid"),
}
UNDER = {  # in chapter → id, title
    "1": [("beslutter-ikke", "LBM beslutter ikke"), ("veiledende-standard", "En veiledende standard")],
    "2": [("antall-moeter", "Antall møter"), ("forslag", "Forslag til tema")],
    "3": [("praksisoversikt", "Praksisoversikt"), ("sakshenvisninger", "Henvisninger til saker")],
    "4": [("deltakere", "Deltakere"), ("utsending", "Utsending av notatet")],
    "5": [("moeteplan", "Møteplan og møteleder"), ("referat", "Referat")],
    "6": [("arkivering", "Arkivering"), ("direktoeren", "Direktøren")],
}
UTEN_NUMMER = [("formaal", "Formål"), ("roller", "Roller"), ("frister", "Frister og tidspunkter")]
SIDER = [
    "nemndmedlem/betaling/#frist",
    "nemndmedlem/betaling/",
    "kalkulatorer/honorar/",
    "om/ordliste/#lbm",
    "om/uavklart/#lesedag",
    "satser/",
    "rutiner/rb-30/#utsending",
    "rutiner/rb-30/",
]
LOVER = [
    ("utlendingsloven", "lov/2008-05-15-35", "77"),
    ("utl.", "lov/2008-05-15-35", "78"),
    ("utlendingsforskriften", "forskrift/2009-10-15-1286", "16-15"),
    ("forvaltningsloven", "lov/1967-02-10", "13"),
    ("fvl.", "lov/1967-02-10", "6"),
    ("domstolloven", "lov/1915-08-13-5", "72"),
    ("straffeloven", "lov/2005-05-20-28", "209"),
]
RB = "rutiner/rb-30/"
MERKNAD = "(UNE, publisert 24.05.2017)"
KODER = ["RB-30", "RB\u201130", "RB\u00a030", "RB 30", "RB30", "RB\u201330", "rb-30"]
ORD = ["punkt", "pkt.", "pkt", "Punkt", "kapittel", "kap.", "kap"]
ROM = [" ", "\u00a0", "  ", "\n"]
# Ordinary lines of letters. None holds a reference, and each holds something that looks like one.
LINJER = [
    "Vi viser til punkt 3 i brevet ditt av 12. mars 2024.",
    "DUF-nummer: 2099 000000 00. Vår saksbehandler har nummer 30.",
    "Leieforholdet følger husleieloven § 9-2, og barneloven § 43 gjelder samvær.",
    "Kravet i § 4 andre ledd er oppfylt, se kapittel 6 i vedtaket.",
    "Klagen kom 01.02.2026 kl. 09.30, og fristen er tre uker.",
    "Møtet er i rom B-30, 3. etasje. Buss 30 går hvert kvarter.",
    "Beløpet er kr 3 500,50 og betales til konto 0000 00 00000.",
    "Nemnda hadde 3 medlemmer, jf. punkt 2 og 4 over.",
    "Se https://example.org/nyheter/2026/rutine-30/ og https://www.example.com/om/.",
    "Rundskriv AI-30 punkt 3 og G-06/2006 er ikke lagt ved.",
    "Dokument 30 punkt 3 i saken er unntatt offentlighet.",
    "ARB-30 er navnet på et arkiv, og RBK vant 3–0.",
    "Forordning (EU) 2016/679 artikkel 6 nr. 1 bokstav c er grunnlaget.",
    "Klageren er født 1. januar 1990 og kom til Norge i 2015.",
    "Rettspraksis: HR-2099-30-A avsnitt 3 og Rt. 2012 s. 30.",
    "Kopi: advokat N.N., postboks 30, 0030 Oslo.",
    "Satsene/prisene står i vedlegg 3, og/eller i punkt 6.",
    "RB er en forkortelse for rutinebeskrivelse, og det finnes 33.",
    "Barnets beste er vurdert. Paragraf 3 i avtalen gjelder ikke.",
]


class Henvisning(NamedTuple):
    """A reference as it is written, and what it should be judged as."""

    skrevet: str
    status: str
    adresse: str
    henvisning: str | None  # None where only the place is known here


def _med_nummer(t: Random, ord_: str, nr: str) -> str:
    """«RB-30 punkt 3», with the spaces and hyphens people use, and the number first now and then."""
    kode = t.choice(KODER)
    if t.random() < 0.15:
        return f"{ord_.lower()} {nr} i {kode}"
    return f"{kode}{t.choice(ROM)}{ord_}{t.choice((' ', chr(160)))}{nr}"


def en(t: Random) -> Henvisning:
    """One reference of any kind."""
    nr = t.choice([*KAPITLER])
    id, tittel = KAPITLER[nr]
    hele = f"RB-30 punkt {nr} {tittel} {MERKNAD}"
    under_id, under = t.choice(UNDER[nr])
    annet = t.choice([et for et in KAPITLER if et != nr])
    match t.randrange(12):
        case 0 | 1 | 2:
            return Henvisning(_med_nummer(t, t.choice(ORD), nr), "gjelder", f"{RB}#{id}", hele)
        case 3:
            hale = t.choice(("", f" {MERKNAD}", f",\n«{under}»"))
            if "«" in hale:
                ventet = f"RB-30 punkt {nr} {tittel}, «{under}» {MERKNAD}"
                return Henvisning(f"RB-30 punkt {nr} {tittel}{hale}", "gjelder", f"{RB}#{under_id}", ventet)
            return Henvisning(f"{t.choice(KODER)} pkt. {nr} {tittel}{hale}", "gjelder", f"{RB}#{id}", hele)
        case 4:
            return Henvisning(f"RB-30 punkt {annet} {tittel}", "flyttet", f"{RB}#{id}", hele)
        case 5:
            return Henvisning(
                _med_nummer(t, t.choice(ORD), t.choice(("7", "9", "12", "3.2"))), "finnes-ikke", "", ""
            )
        case 6:
            kode = t.choice(("RB-12", "RB-77", "RB 07", "RB31"))
            return Henvisning(f"{kode} {t.choice(ORD)} {nr}", "finnes-ikke", "", "")
        case 7:
            id, tittel = t.choice(UTEN_NUMMER)
            ventet = f"RB-30, «{tittel}» {MERKNAD}"
            return Henvisning(f"RB-30, «{tittel}»", "gjelder", f"{RB}#{id}", ventet)
        case 8 | 9:
            sti = t.choice(SIDER)
            rot = t.choice(
                ("https://example.org/", "http://127.0.0.1:8000/", "https://intranett.example/haandbok/")
            )
            return Henvisning(rot + sti, "gjelder", sti, None)
        case 10:
            sti = t.choice(("rutiner/rb-30/#punkt-3", "rutiner/rb-77/", "nemndmedlem/finnes-ikke/"))
            return Henvisning(f"https://example.org/{sti}", "finnes-ikke", "", "")
    lov, lovdata, par = t.choice(LOVER)
    skrevet = (
        f"{lov}{t.choice((' ', chr(160)))}§{t.choice((' ', chr(160), ''))}{par}{t.choice(('', ' første ledd'))}"
    )
    return Henvisning(skrevet, "gjelder", f"https://lovdata.no/{lovdata}/%C2%A7{par}", None)


def brev(t: Random, antall: int) -> tuple[str, list[Henvisning]]:
    """A letter with so many references between ordinary lines, and the references in order."""
    deler, ventet = [], []
    for _ in range(antall):
        deler.append(t.choice(LINJER))
        ventet.append(en(t))
        foran, bak = t.choice((("Se ", "."), ("Vi følger ", ", slik det står."), ("(jf. ", ")"), ("- ", "\n")))
        deler.append(foran + ventet[-1].skrevet + bak)
    deler.append(t.choice(LINJER))
    return "\n".join(deler), ventet


def uten(t: Random) -> str:
    """A letter without any reference."""
    return "\n".join(t.sample(LINJER, t.randrange(3, len(LINJER))))
