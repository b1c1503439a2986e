"""The whole answer of chosen cases is the approved one, word by word, and all that can be said is said by one."""

import re
from functools import cache

import pytest

from calculators.felles.bro import KALKULATORER
from calculators.felles.data import les_toml
from macros.tilfelle import tilfeller
from tests.fasit import HODE, MAPPE, eksempler, forskjell, godkjente, skjemaene, som_tekst, utvalg

RÅD = "Hold det opp mot kilden. Er svaret riktig: python -m tests.fasit --forny"
KATALOG = les_toml("tekster.nb.toml")
# Det en leser kan få som svar. Meldinger om ett felt prøves for seg, og resten er skjema.
DELER = ("svar", "svarkort", "linje", "del", "dokumentasjon", "frist", "hva-om", "oppgave", "feil", "uten-beloep")
FELLES = ("forbehold", "uavklart", "kalender")


@cache
def alt():
    """All that is approved; once more with the calendar files as a calendar reads them."""
    hele = "\n".join(svar for navn in KALKULATORER for svar in godkjente(navn).values())
    return hele + hele.replace("\\", "")


def flat(tabell, over):
    if isinstance(tabell, dict):
        return [par for navn, verdi in tabell.items() for par in flat(verdi, f"{over}.{navn}")]
    return [(over, tabell)]


TEKSTER = [
    par
    for del_, tabell in (
        *((f"{navn}.{del_}", KATALOG[navn].get(del_, {})) for navn in KALKULATORER for del_ in DELER),
        *((navn, KATALOG[navn]) for navn in FELLES),
        ("oppgjor.gruppe", KATALOG["oppgjor"]["gruppe"]),
    )
    for par in flat(tabell, del_)
    # Names a sentence of [lbm-plan.styrke], and is none: a reader never meets the word.
    if par[1] != "presens"
]


@pytest.mark.parametrize(
    ("navn", "tilfelle"),
    [pytest.param(n, t, id=f"{n}: {t['navn']}") for n in KALKULATORER for t in utvalg(n)[:-2]],
)
def test_hele_svaret_er_det_godkjente(navn, tilfelle):
    forskjellen = forskjell(godkjente(navn).get(tilfelle["navn"], ""), som_tekst(navn, tilfelle))

    assert not forskjellen, f"{RÅD}\n{forskjellen}"


@pytest.mark.parametrize("navn", KALKULATORER)
def test_hele_svaret_på_eksempelet_er_det_godkjente_på_bokmål_og_nynorsk(navn):
    for eksempelet in eksempler(navn):
        forskjellen = forskjell(godkjente(navn).get(eksempelet["navn"], ""), som_tekst(navn, eksempelet))

        assert not forskjellen, f"{RÅD}\n{forskjellen}"


def test_skjemaene_og_ordene_rundt_dem_er_de_godkjente():
    forskjellen = forskjell((MAPPE / "skjema.txt").read_bytes().decode("utf-8"), skjemaene())

    assert not forskjellen, f"{RÅD}\n{forskjellen}"


@pytest.mark.parametrize("navn", KALKULATORER)
def test_hvert_godkjente_svar_hører_til_et_tilfelle(navn):
    ventet = [tilfelle["navn"] for tilfelle in utvalg(navn)]

    assert len(ventet) >= min(8, len(tilfeller(navn)))
    assert ventet == list(godkjente(navn))


def test_filene_med_godkjente_svar_er_kalkulatorenes_og_ikke_noe_annet():
    ventet = sorted(f"{navn}.txt" for navn in (*KALKULATORER, "skjema"))

    assert ventet == sorted(fil.name for fil in MAPPE.iterdir())
    for navn in KALKULATORER:
        assert "\n".join([HODE, *godkjente(navn).values()]) == (MAPPE / f"{navn}.txt").read_bytes().decode("utf-8")


@pytest.mark.parametrize(("kode", "tekst"), [pytest.param(*par, id=par[0]) for par in TEKSTER])
def test_hver_setning_leseren_kan_få_står_i_et_godkjent_svar(kode, tekst):
    faste = [re.escape(bit) for bit in re.split(r"{[a-z_]+}", tekst) if bit] or [""]

    sagt = bool(re.search("[^\n]*?".join(faste), alt()))
    assert sagt, "Gi et tilfelle som sier dette, linjen fasit = true"


def test_en_forskjell_viser_linjen_før_og_etter_og_de_harde_mellomrommene():
    vist = forskjell("a\n2\N{NO-BREAK SPACE}000 kr\nb\n", "a\n2 000 kr\nb\n")

    assert "-2·000 kr\n+2 000 kr" in vist
    assert "" == forskjell("a\n", "a\n")
