"""Every rate on every boundary, against the tables copied by hand from the sources (avskrift.py)."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from calculators.felles import norsk, satser
from calculators.felles.satser import IngenSats, finn_sats, perioder
from tests.regler.avskrift import HONORAR, KILDER, NAVN, SATSER, rader, verdier

DAG = timedelta(days=1)
VENTET = {kode: [(rad.fra, rad.verdi) for rad in verdier(kode)] for kode in SATSER}
STARTER = [(kode, nr) for kode, rekke in VENTET.items() for nr in range(len(rekke))]
ELDES = ["honorar-normal", "honorar-lang", "kost-kort", "kost-lang", "kost-doegn", "natt-ulegitimert", "egen-bil"]


@pytest.mark.parametrize("kode", VENTET)
def test_satsen_har_verdiene_og_datoene_i_kildene(kode):
    assert VENTET[kode] == [(sats.fra, sats.verdi) for sats in perioder(kode)]


def test_ingen_sats_står_i_dataene_uten_at_den_er_kontrollert_her():
    assert sorted(VENTET) == sorted(satser.satsene())


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
    for normal, lang in zip(rader(HONORAR, 3), rader(HONORAR, 4), strict=True):
        faktor = finn_sats("tak-faktor", normal.fra).verdi
        assert [normal.verdi, lang.verdi] == [finn_sats(kode, normal.fra).verdi * faktor for kode in ELDES[:2]]


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
    monkeypatch.setitem(satser.satsene(), "kost-kort", {**satser.satsene()["kost-kort"], "opphevet": opphevet})

    assert Decimal(397) == finn_sats("kost-kort", opphevet - DAG).verdi
    for dag in (opphevet, opphevet + DAG, date(2090, 1, 1)):
        with pytest.raises(IngenSats) as fanget:
            finn_sats("kost-kort", dag)
        assert ("opphevet", opphevet) == (fanget.value.grunn, fanget.value.grense)


def test_rekkefølgen_i_datafilen_betyr_ikke_noe(monkeypatch):
    # Under a code of its own: what is known of a code is kept, and a change to it would not be seen.
    sats = satser.satsene()["kost-lang"]
    monkeypatch.setitem(satser.satsene(), "kost-omvendt", {**sats, "verdier": sats["verdier"][::-1]})

    funnet = perioder("kost-omvendt")

    assert VENTET["kost-lang"] == [(periode.fra, periode.verdi) for periode in funnet]
    starter = [fra for fra, _ in VENTET["kost-lang"]]
    assert [*starter[1:], None] == [periode.neste for periode in funnet]
    assert Decimal(570) == finn_sats("kost-omvendt", date(2019, 1, 1)).verdi


def test_et_måltid_har_klokkeslettet_håndboka_har_valgt_og_sier_hvem_som_har_valgt_det():
    assert {
        "frokost": time(7),
        "lunsj": time(12),
        "middag": time(18),
        "kilde": "Klokkeslettene er håndbokas eget valg, for kildene oppgir ingen",
    } == satser.måltidstidene()


def test_en_ukjent_sats_er_en_feil_i_koden():
    with pytest.raises(KeyError):
        finn_sats("finnes-ikke", date(2021, 1, 1))


@pytest.mark.parametrize("kode", VENTET)
def test_satsen_har_enheten_kriteriet_kildene_og_bekreftelsene_fra_kildene(kode):
    ventet = [(rad.fra, rad.kilde, rad.bekreftet) for rad in verdier(kode)]

    assert {SATSER[kode][2:]} == {(sats.enhet, sats.kriterium) for sats in perioder(kode)}
    assert ventet == [(sats.fra, sats.kilde, sats.bekreftet_sagt or sats.bekreftet) for sats in perioder(kode)]


def test_hver_sats_har_navnet_sitt_og_står_i_tabellen_den_hører_til():
    assert NAVN == {kode: (sats["navn"], sats["gruppe"]) for kode, sats in satser.satsene().items()}
    assert {kode: navn for kode, (navn, _) in NAVN.items()} == {kode: perioder(kode)[0].navn for kode in VENTET}


def test_hver_kilde_har_navnet_og_adressen_den_ble_lest_på():
    assert KILDER == {
        kode: (kilde["tekst"], kilde["url"].removeprefix("https://")) for kode, kilde in satser.kildene().items()
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
