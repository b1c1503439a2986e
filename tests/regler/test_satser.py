"""Every rate on every boundary, against the tables of the sources written out here by hand."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from calculators.felles import norsk, satser
from calculators.felles.satser import IngenSats, finn_sats, perioder

DAG = timedelta(days=1)

# First day, then the values. Written from UNE's two texts and særavtalen, not from satser.toml.
HONORAR = """
2017-01-01  1800 2150  3600 4300
2021-01-01  2000 2400  4000 4800
"""
KOST = """
2018-06-22  297 552  754  1
2019-01-01  307 570  780  1
2020-06-01  315 585  801  1
2022-01-01  324 603  825  0
2023-01-01  342 637  872  0
2024-01-01  369 686  940  0
2025-01-01  384 713  977  0
2026-01-01  397 736 1012  0
"""
NATT = """
2018-06-22  430
2019-01-01  435
2025-01-01  452
"""
BIL = """
2018-06-22  3.90
2019-01-01  4.03
2023-01-01  4.48
2024-01-01  4.90
2025-01-01  5.00
2026-01-01  5.30
"""
FASTE = {"tak-faktor": "2", "trekk-frokost": "20", "trekk-lunsj": "30", "trekk-middag": "50"}
FASTE |= {"lunsj-kort": "30", "lunsj-lang": "50"}


# What is said of the rates. Units and criteria: UNE pays per day worked, særavtalen per trip begun. Of each value:
# the first day, the source, and the last day that a source says it still held.
OPPLYSNINGER = """
honorar-normal honorar-lang | kr per dag | arbeid utført fra
2017-01-01  une-2017  2020-12-31
2021-01-01  une-2021  2021-10-01

tak-faktor | ganger | arbeid utført fra
2017-01-01  une-2021  2021-10-01

kost-kort kost-lang | kr | reise påbegynt fra
2018-06-22  saeravtale-2018  2018-12-31
2019-01-01  saeravtale-2019  2020-05-31
2020-06-01  saeravtale-2020  2021-12-31
2022-01-01  saeravtale-2022  2022-12-31
2023-01-01  saeravtale-2023  2023-12-31
2024-01-01  saeravtale-2024  2024-12-31
2025-01-01  saeravtale-2025  2025-12-31
2026-01-01  saeravtale-2026  2026-11-21

kost-doegn | kr per døgn | reise påbegynt fra
2018-06-22  saeravtale-2018  2018-12-31
2019-01-01  saeravtale-2019  2020-05-31
2020-06-01  saeravtale-2020  2021-12-31
2022-01-01  saeravtale-2022  2022-12-31
2023-01-01  saeravtale-2023  2023-12-31
2024-01-01  saeravtale-2024  2024-12-31
2025-01-01  saeravtale-2025  2025-12-31
2026-01-01  saeravtale-2026  2026-11-21

trekk-av-doegnsats | valg | reise påbegynt fra
2018-06-22  saeravtale-2018  2021-12-31
2022-01-01  saeravtale-2022  2026-11-21

trekk-frokost trekk-lunsj trekk-middag | prosent | reise påbegynt fra
2018-06-22  saeravtale-2018  2026-11-21

lunsj-kort lunsj-lang | prosent | reise påbegynt fra
2018-06-22  une-2021  2021-10-01

natt-ulegitimert | kr per natt | reise påbegynt fra
2018-06-22  saeravtale-2018  2018-12-31
2019-01-01  saeravtale-2019  2024-12-31
2025-01-01  saeravtale-2025  2026-11-21

egen-bil | kr per km | reise påbegynt fra
2018-06-22  saeravtale-2018  2018-12-31
2019-01-01  saeravtale-2019  2022-12-31
2023-01-01  saeravtale-2023  2023-12-31
2024-01-01  saeravtale-2024  2024-12-31
2025-01-01  saeravtale-2025  2025-12-31
2026-01-01  saeravtale-2026  2026-11-21
"""
ADRESSER = {
    "une-2017": "www.une.no/no/Saksgang/Informasjon-til-Nemndmedlemmer/Godtgjoring-til-nemndmedlemmer/",
    "une-2021": "www.une.no/nemndmote/for-nemndmedlemmer/",
    "rb-30": "www.une.no/en/sources/procedure-descriptions/rb-30",
    "saeravtale-2018": "okonomiforbundet.no/nyheter/show/366",
    "saeravtale-2019": "arbeidsgiver.dfo.no/nyhetsarkiv/nye-reisesatser-2020",
    "saeravtale-2020": "arbeidsgiver.dfo.no/nyhetsarkiv/nye-reisesatser-2020",
    "saeravtale-2022": "vekstra.no/endring-statens-satser-diettgodtgjorelse",
    "saeravtale-2023": "www.nito.no/aktuelt/2022/12/diettsatser-2022",
    "saeravtale-2024": "arbeidsgiver.dfo.no/lonn-goder-og-reise/reiser-og-satser/statens-satser-innenlands",
    "saeravtale-2025": "www.naturviterne.no/lonn-og-tariff/stat",
    "saeravtale-2026": "frifagbevegelse.no/ntlmagasinet/oker-satsene-for-diett-og-kjoregodtgjorelse",
}


def opplysninger() -> dict[str, tuple[str, str, list[tuple[date, str, date]]]]:
    """Return unit, criterion and (first day, source, confirmed) of each value, by the code of the rate."""
    ut = {}
    for blokk in OPPLYSNINGER.strip().split("\n\n"):
        hode, *linjer = blokk.splitlines()
        koder, enhet, kriterium = hode.split(" | ")
        rader = [(date.fromisoformat(a), kilde, date.fromisoformat(b)) for a, kilde, b in map(str.split, linjer)]
        ut |= dict.fromkeys(koder.split(), (enhet, kriterium, rader))
    return ut


def kolonne(tabell: str, nr: int) -> list[tuple[date, Decimal]]:
    rader = [linje.split() for linje in tabell.strip().splitlines()]
    return [(date.fromisoformat(rad[0]), Decimal(rad[nr])) for rad in rader]


def uten_gjentak(verdier):
    return [par for nr, par in enumerate(verdier) if not nr or verdier[nr - 1][1] != par[1]]


VENTET = {
    "honorar-normal": kolonne(HONORAR, 1),
    "honorar-lang": kolonne(HONORAR, 2),
    "kost-kort": kolonne(KOST, 1),
    "kost-lang": kolonne(KOST, 2),
    "kost-doegn": kolonne(KOST, 3),
    "trekk-av-doegnsats": uten_gjentak(kolonne(KOST, 4)),
    "natt-ulegitimert": kolonne(NATT, 1),
    "egen-bil": kolonne(BIL, 1),
    **{kode: [(date(2018, 6, 22), Decimal(verdi))] for kode, verdi in FASTE.items()},
    "tak-faktor": [(date(2017, 1, 1), Decimal(2))],
}
STARTER = [(kode, nr) for kode, rekke in VENTET.items() for nr in range(len(rekke))]
ELDES = ["honorar-normal", "honorar-lang", "kost-kort", "kost-lang", "kost-doegn", "natt-ulegitimert", "egen-bil"]


@pytest.mark.parametrize("kode", VENTET)
def test_satsen_har_verdiene_og_datoene_i_kildene(kode):
    assert VENTET[kode] == [(sats.fra, sats.verdi) for sats in perioder(kode)]


def test_ingen_sats_står_i_dataene_uten_at_den_er_kontrollert_her():
    assert sorted(VENTET) == sorted(satser.SATSER)


@pytest.mark.parametrize(("kode", "nr"), STARTER)
def test_ny_sats_gjelder_fra_startdatoen_og_ikke_dagen_før(kode, nr):
    start, verdi = VENTET[kode][nr]

    assert verdi == finn_sats(kode, start).verdi
    if nr:
        assert VENTET[kode][nr - 1][1] == finn_sats(kode, start - DAG).verdi
    else:
        with pytest.raises(IngenSats) as fanget:
            finn_sats(kode, start - DAG)
        assert ("for-tidlig", start) == (fanget.value.grunn, fanget.value.grense)


@pytest.mark.parametrize("kode", VENTET)
def test_siste_kjente_sats_gjelder_videre(kode):
    assert VENTET[kode][-1][1] == finn_sats(kode, date(2100, 12, 31)).verdi


def test_taket_er_det_dobbelte_av_honoraret():
    for fra, _ in kolonne(HONORAR, 1):
        tak = [finn_sats(kode, fra).verdi * finn_sats("tak-faktor", fra).verdi for kode in ELDES[:2]]
        assert [dict(kolonne(HONORAR, nr))[fra] for nr in (3, 4)] == tak


@pytest.mark.parametrize("kode", ELDES)
def test_satsen_kalles_gammel_dagen_etter_to_år_og_ikke_på_dagen(kode):
    siste = perioder(kode)[-1]
    to_år = siste.fra.replace(year=siste.fra.year + 2)

    assert not siste.gammel(to_år)
    assert siste.gammel(to_år + DAG)


@pytest.mark.parametrize("kode", ELDES)
def test_en_avløst_sats_kalles_aldri_gammel(kode):
    assert not any(sats.gammel(date(2099, 1, 1)) for sats in perioder(kode)[:-1])


@pytest.mark.parametrize("kode", [kode for kode in VENTET if kode not in ELDES])
def test_en_regel_som_ikke_justeres_kalles_aldri_gammel(kode):
    assert not finn_sats(kode, date(2099, 1, 1)).gammel(date(2099, 1, 1))


def test_en_opphevet_sats_gjelder_til_dagen_før(monkeypatch):
    opphevet = date(2027, 7, 1)
    monkeypatch.setitem(satser.SATSER, "kost-kort", {**satser.SATSER["kost-kort"], "opphevet": opphevet})

    assert Decimal(397) == finn_sats("kost-kort", opphevet - DAG).verdi
    for dag in (opphevet, opphevet + DAG, date(2090, 1, 1)):
        with pytest.raises(IngenSats) as fanget:
            finn_sats("kost-kort", dag)
        assert ("opphevet", opphevet) == (fanget.value.grunn, fanget.value.grense)


def test_rekkefølgen_i_datafilen_betyr_ikke_noe(monkeypatch):
    # Under a code of its own: what is known of a code is kept, and a change to it would not be seen.
    sats = satser.SATSER["kost-lang"]
    monkeypatch.setitem(satser.SATSER, "kost-omvendt", {**sats, "verdier": sats["verdier"][::-1]})

    funnet = perioder("kost-omvendt")

    assert VENTET["kost-lang"] == [(periode.fra, periode.verdi) for periode in funnet]
    assert [False] * 7 + [True] == [periode.siste for periode in funnet]
    assert Decimal(570) == finn_sats("kost-omvendt", date(2019, 1, 1)).verdi


def test_en_ukjent_sats_er_en_feil_i_koden():
    with pytest.raises(KeyError):
        finn_sats("finnes-ikke", date(2021, 1, 1))


@pytest.mark.parametrize("kode", VENTET)
def test_satsen_har_enheten_kriteriet_kildene_og_bekreftelsene_fra_kildene(kode):
    enhet, kriterium, rader = opplysninger()[kode]

    assert {(enhet, kriterium)} == {(sats.enhet, sats.kriterium) for sats in perioder(kode)}
    assert rader == [(sats.fra, sats.kilde, sats.bekreftet) for sats in perioder(kode)]


def test_hver_kilde_har_adressen_den_ble_lest_på():
    assert {kode: f"https://{adresse}" for kode, adresse in ADRESSER.items()} == {
        kode: kilde["url"] for kode, kilde in satser.KILDER.items()
    }


@pytest.mark.parametrize("kode", VENTET)
def test_hver_verdi_står_med_øre_og_har_én_startdato(kode):
    rekke = perioder(kode)

    assert len({sats.fra for sats in rekke}) == len(rekke)
    for sats in rekke:
        assert isinstance(sats.verdi, Decimal)
        assert -2 == sats.verdi.as_tuple().exponent
        assert sats.navn


def test_satsen_vises_med_enheten_sin():
    dag = date(2026, 6, 1)
    vist = {kode: finn_sats(kode, dag).vist().replace("\N{NO-BREAK SPACE}", " ") for kode in VENTET}

    assert "2 000 kr" == vist["honorar-normal"]
    assert "1 012 kr" == vist["kost-doegn"]
    assert "5,30 kr per km" == vist["egen-bil"]
    assert "20 prosent" == vist["trekk-frokost"]


@pytest.mark.parametrize("kode", VENTET)
def test_satsen_i_svaret_har_nøyaktig_desimaltall_og_iso_datoer(kode):
    sats = perioder(kode)[-1]
    i_svaret = sats.som_json()

    assert f"{VENTET[kode][-1][1]:.2f}" == i_svaret["verdi"]
    assert (sats.fra, sats.bekreftet) == tuple(date.fromisoformat(i_svaret[hva]) for hva in ("fra", "bekreftet"))
    assert {"tekst", "url"} == set(i_svaret["kilde"])
    assert norsk.tall(sats.verdi) in i_svaret["vist"] or norsk.kroner(sats.verdi) in i_svaret["vist"]
