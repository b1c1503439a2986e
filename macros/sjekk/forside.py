"""Front matter, file names and the menu."""

import re
from datetime import date

from macros.sider.maal import NYNORSK
from macros.sjekk.felles import er_håndbok, er_påbegynt, er_rb, er_redaksjon, forslag, i_dag
from macros.sjekk.funn import SATSFIL, Treff
from macros.sjekk.kilde import Tre
from macros.sjekk.side import Side

FORSIDE_FELT = ("title", "description", "sist_kontrollert")
RB_FELT = ("kode", "tittel", "kilde_oppdatert", "publisert", "versjon", "ansvarlig", "sist_kontrollert")
DATOFELT = ("sist_kontrollert", "kilde_oppdatert", "publisert", "utloeper", "opphevet")
_DATA_KILDE = re.compile(r'\bdata-kilde="([^"\n]*)"')
FRAMTID = ("utloeper", "opphevet")  # these may be known beforehand


def forside_leses(tre: Tre, side: Side) -> Treff:
    if side.forside_feil:
        linje, hva = side.forside_feil
        yield (
            linje,
            f"Opplysningene øverst i filen (mellom linjene «---») {hva}.",
            "Begynn filen med «---», skriv ett felt per linje («title: …», anførselstegn om teksten hvis den har "
            "kolon), og avslutt med «---».",
        )


def forside_mangler(tre: Tre, side: Side) -> Treff:
    if side.forside_feil:
        return
    felt = ("title", "description") if er_redaksjon(side) else FORSIDE_FELT
    for nøkkel in (*felt, *(("kilde",) if er_håndbok(side) or er_rb(side) else ())):
        if not side.forside.get(nøkkel):
            rett = f"Legg til linjen «{nøkkel}: …» mellom «---»."
            if nøkkel == "sist_kontrollert":
                rett += " Skriv dagen siden ble lest mot kilden, og bare den."
            hva = f"Feltet «{nøkkel}» mangler øverst på siden."
            yield side.linje_i_forside(nøkkel), hva, rett, er_påbegynt(tre, str(side.forside.get("regner")))


def forside_dato(tre: Tre, side: Side) -> Treff:
    for nøkkel in DATOFELT:
        if (verdi := side.forside.get(nøkkel)) is None:
            continue
        linje = side.linje_i_forside(nøkkel)
        if not isinstance(verdi, date):
            yield (
                linje,
                f"«{nøkkel}» er ikke en dato: «{verdi}».",
                "Skriv den slik: 2026-11-21, uten anførselstegn.",
            )
        elif nøkkel not in FRAMTID and verdi > i_dag():
            yield linje, f"«{nøkkel}» ligger fram i tid: {verdi}.", "Skriv dagen det virkelig skjedde."


def forside_kilde(tre: Tre, side: Side) -> Treff:
    kilde, kjente = side.forside.get("kilde"), tre.tabeller(SATSFIL, "kilder")
    if kilde and kilde not in kjente and not (er_rb(side) and re.match(r"https://\S+$|FYLL INN", kilde)):
        yield (
            side.linje_i_forside("kilde"),
            f"Kilden «{kilde}» finnes ikke.",
            f"{forslag(kilde, kjente)}Bruk en av nøklene under [kilder] i calculators/satser.toml, "
            "eller legg kilden til der.",
        )


def seksjonskilde(tre: Tre, side: Side) -> Treff:
    kjente = tre.tabeller(SATSFIL, "kilder")
    for linje, treff in side.finn(_DATA_KILDE, side.prosa):
        for kode in treff[1].split():
            if kode not in kjente:
                yield (
                    linje,
                    f"Kilden «{kode}» i overskriften finnes ikke.",
                    f"{forslag(kode, kjente)}Bruk en av nøklene under [kilder] i calculators/satser.toml, "
                    "eller legg kilden til der. Flere kilder skilles med mellomrom.",
                )


def rb_felt(tre: Tre, side: Side) -> Treff:
    if er_rb(side) and not side.forside_feil:
        for nøkkel in RB_FELT:
            if nøkkel not in side.forside:
                yield (
                    1,
                    f"Rutinebeskrivelsen mangler feltet «{nøkkel}».",
                    f"Legg til «{nøkkel}: …». Står det ikke i kilden, skriver du «{nøkkel}: null».",
                )


def rb_erstattet(tre: Tre, side: Side) -> Treff:
    ny = side.forside.get("erstattet_av")
    if not er_rb(side) or ny is None:
        return
    linje, koder = (
        side.linje_i_forside("erstattet_av"),
        sorted(str(et.forside.get("kode")) for et in tre.sider.values() if er_rb(et) and et is not side),
    )
    if ny not in koder:
        yield (
            linje,
            f"Rutinen er erstattet av «{ny}», som ikke finnes her.",
            f"{forslag(ny, koder)}Skriv koden slik: «erstattet_av: RB-07».",
        )
    elif not side.forside.get("opphevet"):
        yield (
            linje,
            f"Rutinen er erstattet av {ny}, men ikke opphevet.",
            "Legg til linjen «opphevet: …» med den siste dagen den gjaldt.",
        )


def rb_kode(tre: Tre, side: Side) -> Treff:
    kode = side.forside.get("kode")
    if not er_rb(side) or kode is None:
        return
    linje = side.linje_i_forside("kode")
    if not re.fullmatch(r"RB-\d{2}", str(kode)):
        yield (
            linje,
            f"Koden «{kode}» har feil form.",
            "Skriv RB, bindestrek og to sifre, slik: «kode: RB-07».",
        )
    elif not re.fullmatch(rf"rutiner/(?:{kode.lower()}|eldre/{kode.lower()}-\d\d)\.md", side.sti):
        yield (
            linje,
            f"Koden «{kode}» og filnavnet «{side.sti}» hører ikke sammen.",
            f"Gi filen navnet «rutiner/{kode.lower()}.md», eller rett koden.",
        )


def redaksjon_utenfor_søk(tre: Tre, side: Side) -> Treff:
    søk = side.forside.get("search")
    if er_redaksjon(side) and not side.forside_feil and not (isinstance(søk, dict) and søk.get("exclude") is True):
        yield (
            1,
            "Redaksjonssiden ville kommet med i lesernes søk.",
            "Legg til linjene «search:» og «  exclude: true» øverst på siden.",
        )


def filnavn(tre: Tre, side: Side) -> Treff:
    if not re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*[a-z0-9]+(?:-[a-z0-9]+)*\.md", side.sti):
        yield (
            1,
            f"Filnavnet «{side.sti}» blir en vanskelig adresse.",
            "Bruk bare små bokstaver a–z, tall og bindestrek (æ blir ae, ø blir oe, å blir aa).",
        )


def ikke_i_meny(tre: Tre, side: Side) -> Treff:
    i_menyen = not er_rb(side) and not er_redaksjon(side) and not side.sti.startswith(NYNORSK)
    if i_menyen and side.sti not in {sti for _, sti in tre.meny}:
        yield (
            1,
            "Siden står ikke i menyen, så leserne finner den ikke.",
            f"Legg til «- {side.sti}» på rett plass under «nav» i mkdocs.yml.",
        )


SIDESJEKKER = (
    forside_leses,
    forside_mangler,
    forside_dato,
    forside_kilde,
    seksjonskilde,
    rb_felt,
    rb_erstattet,
    rb_kode,
    redaksjon_utenfor_søk,
    filnavn,
    ikke_i_meny,
)
