"""No published address is lost: the register notices, old addresses lead on, the data about sections is right."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import expect

from macros.nettsted import adresser, kunnskap, nyheter, versjoner
from macros.nettsted.avsnitt import likhet, merke
from macros.nettsted.register import FIL, etterfølger, godkjenn, kontroller, les, les_nettsted, levende, som_toml
from macros.nettsted.seksjoner import seksjoner
from macros.nettsted.side import Nettsted
from macros.sider.endringer import logg
from macros.utgi.server import Server
from tests.conftest import NETTSTED
from tests.motor import ROT

RB, BETALING = "rutiner/rb-30/", "nemndmedlem/betaling/"
MELDING = re.compile(r"\S+:\d+: .+[.!?»] Slik retter du det: .+")


class Kopi:
    """A copy of the built site and its register, free to be edited."""

    def __init__(self, mappe: Path):
        self.mappe, self.fil = mappe, mappe.parent / "register.toml"
        shutil.copytree(NETTSTED, mappe, ignore=shutil.ignore_patterns("bygd", "search", "redaksjon"))
        shutil.copy(FIL, self.fil)
        # What waits for approval in the repository is not the matter here.
        assert godkjenn(Nettsted(mappe), self.fil) == []

    def bytt(self, side: str, gammelt: str, nytt: str, antall: int = 1) -> None:
        fil = self.mappe / side / "index.html"
        kilde = fil.read_text(encoding="utf-8")
        assert gammelt in kilde
        fil.write_text(kilde.replace(gammelt, nytt, antall), encoding="utf-8")

    def før(self, gammelt: str, nytt: str) -> None:
        """Edit the register as a person would."""
        tekst = self.fil.read_text(encoding="utf-8")
        assert tekst.count(gammelt) == 1, gammelt
        self.fil.write_text(tekst.replace(gammelt, nytt), encoding="utf-8")

    def flytt(self, side: str, id: str, til: str) -> None:
        """Give an id its successor, at the end of its line."""
        tekst = self.fil.read_text(encoding="utf-8")
        mønster = rf'(^\["{side}"\]$(?:\n(?!\[).*)*?\n{id} = {{.*) }}$'
        ny, antall = re.subn(mønster, rf'\1, erstattet_av = "{til}" }}', tekst, count=1, flags=re.MULTILINE)
        assert antall == 1
        self.fil.write_text(ny, encoding="utf-8")

    @property
    def register(self) -> dict:
        return les(self.fil)

    @property
    def feil(self) -> list[str]:
        """What the control says; every message must have place and cure."""
        ut = [str(en) for en in kontroller(self.register, les_nettsted(Nettsted(self.mappe)), self.fil)]
        assert [en for en in ut if not MELDING.fullmatch(en)] == []
        return ut

    def skriv(self, rot: str = "") -> None:
        nettsted = Nettsted(self.mappe)
        adresser.skriv(nettsted, self.register, rot)
        nettsted.skriv()


@pytest.fixture
def kopi(tmp_path):
    return Kopi(tmp_path / "nettsted")


def test_alle_adresser_på_nettstedet_er_ført_og_ingen_er_borte():
    register, nettstedet = les(), les_nettsted(Nettsted(NETTSTED))
    ikke_ført = [
        f"{s}#{id}" for s, side in nettstedet.items() for id in side.punkter if id not in register.get(s, {})
    ]

    assert ikke_ført == [], "Kjør «make godkjenn», og ta med docs/data/register.toml i endringen"
    assert [str(feil) for feil in kontroller(register, nettstedet)] == []


def test_registeret_har_hull_ord_seksjoner_og_avsnitt():
    register = les()

    assert "loennart" in register["om/uavklart/"]
    assert "lbm" in register["om/ordliste/"]
    assert register[RB]["temanotat"]["tittel"] == "3 Temanotat"
    assert "avsnitt" in register[RB]["redaktoer-a1"]
    assert som_toml(register) == FIL.read_text(encoding="utf-8"), "Filen skal skrives av «make godkjenn»"


# --- What the control notices ---


def test_en_slettet_id_oppdages_med_sted_og_råd(kopi):
    kopi.bytt(BETALING, ' id="lesedag"', "")

    [feil] = kopi.feil
    fil, linje = feil.split(":")[:2]
    assert Path(fil).read_text(encoding="utf-8").split("\n")[int(linje) - 1].startswith("lesedag = {")
    assert "{ #lesedag }" in feil and "docs/nemndmedlem/betaling.md" in feil and "erstattet_av" in feil


def test_en_id_med_nytt_navn_oppdages_og_den_nye_foreslås(kopi):
    kopi.bytt(BETALING, ' id="lesedag"', ' id="dagen-du-leser"')

    [feil] = kopi.feil
    assert f'erstattet_av = "{BETALING}#dagen-du-leser"' in feil


def test_en_slettet_side_oppdages_og_den_nye_foreslås(kopi):
    (kopi.mappe / "nemndmedlem/tolk").rename(kopi.mappe / "nemndmedlem/tolken")

    [feil] = kopi.feil
    assert "docs/nemndmedlem/tolk" in feil
    assert 'erstattet_av = "nemndmedlem/tolken/"' in feil


def test_en_id_som_står_to_ganger_oppdages(kopi):
    kopi.bytt(BETALING, ' id="lesedag"', ' id="frist"')
    kopi.flytt(BETALING, "lesedag", f"{BETALING}#frist")

    [feil] = kopi.feil
    assert "«frist» står to ganger" in feil
    assert re.match(r"docs/nemndmedlem/betaling\.md:\d\d+:", feil)


def test_en_id_som_står_for_noe_helt_annet_oppdages_til_det_er_godkjent(kopi):
    kilde = (kopi.mappe / "om/ordliste/index.html").read_text(encoding="utf-8")
    [oppslag] = re.findall(r'<dt id="lbm">.*?</dd>', kilde, re.DOTALL)
    kopi.bytt("om/ordliste/", oppslag, '<dt id="lbm">Bever</dt><dd>Et dyr som bygger demninger i elver.</dd>')

    [feil] = kopi.feil
    assert "«LBM" in feil and "«Bever" in feil and "make godkjenn" in feil
    assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []
    assert kopi.feil == []


def test_en_ny_tittel_på_samme_tekst_og_en_rettelse_i_teksten_er_greit(kopi):
    kopi.bytt(BETALING, "Lesing og lesedag<", "Når du leser saken<", -1)
    kopi.bytt(RB, "Rutinen er en veiledende standard.", "Rutinen er veiledende.")

    assert kopi.feil == []


@pytest.mark.parametrize("til", [f"{BETALING}#finnes-ikke", "finnes/ikke/", f"{BETALING}#lesedag"])
def test_en_etterfølger_må_finnes(kopi, til):
    kopi.bytt(BETALING, ' id="lesedag"', "")
    kopi.flytt(BETALING, "lesedag", til)

    [feil] = kopi.feil
    assert "som ikke finnes" in feil


def test_en_id_som_lever_kan_ikke_være_flyttet(kopi):
    kopi.flytt(BETALING, "lesedag", f"{BETALING}#frist")

    [feil] = kopi.feil
    assert "står fortsatt" in feil


def test_kommandoen_gir_feilkode_og_skriver_feilen(tmp_path):
    kopi = Kopi(tmp_path / "nettsted")
    kopi.bytt(RB, ' id="temanotat"', "")
    kjørt = subprocess.run(
        [sys.executable, "-m", "macros.nettsted", str(kopi.mappe), "kontroller"],
        cwd=ROT,
        capture_output=True,
        text=True,
    )

    assert kjørt.returncode == 1
    assert "docs/data/register.toml:" in kjørt.stderr and "#temanotat" in kjørt.stderr


# --- Approval ---


def _forskjell(før: str, nå: str) -> tuple[list[str], list[str]]:
    gamle, nye = før.split("\n"), nå.split("\n")
    return [linje for linje in gamle if linje not in nye], [linje for linje in nye if linje not in gamle]


def test_godkjenning_endrer_bare_linjene_som_er_endret(kopi, monkeypatch):
    monkeypatch.setenv("SATSDATO", "2027-03-01")
    før = kopi.fil.read_text(encoding="utf-8")
    assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []
    assert kopi.fil.read_text(encoding="utf-8") == før

    kopi.bytt(BETALING, 'id="lesedag"', 'id="lesedag" data-x="1"')  # markup alone is no change of text
    kopi.bytt("nemndmedlem/tolk/", "</article>", '<h2 id="ny-del">Ny del</h2><p>Noe nytt.</p></article>')
    kopi.bytt(RB, "Rutinen er en veiledende standard.", "Rutinen er en veiledende norm.")
    assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []
    borte, nye = _forskjell(før, kopi.fil.read_text(encoding="utf-8"))

    assert [linje.split(" ")[0] for linje in borte] == ["veiledende-standard", "veiledende-standard-a1"]
    assert [linje.split(" ")[0] for linje in nye] == ["ny-del", "veiledende-standard", "veiledende-standard-a1"]
    assert all("endret = 2027-03-01" in linje for linje in nye)


def test_godkjenning_nekter_å_miste_en_adresse(kopi):
    kopi.bytt(BETALING, ' id="lesedag"', "")
    før = kopi.fil.read_text(encoding="utf-8")

    assert [feil.hva for feil in godkjenn(Nettsted(kopi.mappe), kopi.fil)]
    assert kopi.fil.read_text(encoding="utf-8") == før


def test_registeret_er_sortert_og_har_en_linje_for_hver_adresse(kopi):
    linjer = kopi.fil.read_text(encoding="utf-8").split("\n")
    sider = [linje for linje in linjer if linje.startswith("[")]

    assert sider == sorted(sider)
    oppføringer = [linje for linje in linjer if " = { tittel = " in linje or " = { avsnitt = " in linje]
    assert len(oppføringer) == sum(len(ider) for ider in kopi.register.values())


# --- Paragraphs ---


def _avsnitt(kopi) -> dict[str, str]:
    """The words behind each paragraph id of RB-30 in the site as written."""
    kilde = (kopi.mappe / RB / "index.html").read_text(encoding="utf-8")
    treff = re.findall(r'<(p|li) id="([a-z-]+-a\d+)">(.*?)<a class="siter', kilde, re.DOTALL)
    return {id: " ".join(re.sub(r"<[^>]+>", "", tekst).split()) for _, id, tekst in treff}


def test_avsnittene_beholder_id_når_teksten_over_endres(kopi):
    kopi.skriv()
    før = _avsnitt(kopi)
    assert len(før) > 50
    ny = "<p>Et helt nytt avsnitt som ikke sto her.</p>"
    kopi.bytt(RB, '<p id="redaktoer-a1">', ny + '<p id="redaktoer-a1">')
    kopi.bytt(RB, "Ved behov trekkes en eller flere andre", "Ved behov trekkes én eller to andre")
    assert kopi.feil == []
    kopi.skriv()
    nå = _avsnitt(kopi)

    assert før.keys() == nå.keys()  # the new one gets its id when it is approved
    assert {id for id in før if før[id] != nå[id]} == {"redaktoer-a3"}
    assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []
    kopi.skriv()
    assert _avsnitt(kopi)["redaktoer-a5"] == "Et helt nytt avsnitt som ikke sto her."


def test_et_avsnitt_som_flyttes_til_et_annet_punkt_tar_id_med_seg(kopi):
    tekst = "De som har bidratt til notatet, er som hovedregel med på møtet."
    kopi.bytt(RB, f">{tekst}<", "><", 1)
    kopi.bytt(RB, "</article>", f"<p>{tekst}</p></article>")
    kopi.skriv()

    assert _avsnitt(kopi)["redaktoer-a4"] == tekst


def test_et_slettet_avsnitt_fører_til_punktet_det_sto_i_og_nummeret_brukes_ikke_igjen(kopi):
    kopi.skriv()
    kilde = (kopi.mappe / RB / "index.html").read_text(encoding="utf-8")
    [siste] = re.findall(r'<li id="redaktoer-a4">.*?</li>', kilde, re.DOTALL)
    kopi.bytt(RB, siste, "")
    [feil] = kopi.feil
    assert "#redaktoer-a4" in feil and "make godkjenn" in feil
    assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []
    assert kopi.feil == []
    assert kopi.register[RB]["redaktoer-a4"]["erstattet_av"] == f"{RB}#redaktoer"
    h3 = '<h3 data-styrke="presens" id="disposisjon"'
    kopi.bytt(RB, h3, f"<p>Noe annet enn alt det andre her.</p>{h3}")
    assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []

    assert "redaktoer-a5" in kopi.register[RB]
    assert kopi.register[RB]["redaktoer-a4"]["erstattet_av"] == f"{RB}#redaktoer"


def test_likhet_følger_andelen_felles_ord():
    ord = [f"ord{nr}" for nr in range(100)]

    for felles in (0, 30, 60, 100):
        andre = [*ord[:felles], *(f"annet{nr}" for nr in range(100 - felles))]
        ventet = felles / (200 - felles)
        assert abs(likhet(merke(" ".join(ord)), merke(" ".join(andre))) - ventet) < 0.2


# --- Old addresses lead on ---


@pytest.fixture
def flyttet(kopi):
    """One id renamed, one moved to another page, one page moved with an id of its own renamed."""
    kopi.bytt(BETALING, ' id="lesedag"', ' id="dagen-du-leser"')
    kopi.flytt(BETALING, "lesedag", f"{BETALING}#dagen-du-leser")
    kopi.bytt(BETALING, ' id="reisetid"', "")
    kopi.flytt(BETALING, "reisetid", "nemndmedlem/reise/")
    shutil.move(kopi.mappe / "nemndmedlem/skjema", kopi.mappe / "nemndmedlem/utfylling")
    kopi.bytt("nemndmedlem/utfylling/", ' id="retur"', ' id="sendt-tilbake"')
    kopi.før('["nemndmedlem/skjema/"]', '["nemndmedlem/skjema/"]\nerstattet_av = "nemndmedlem/utfylling/"')
    kopi.flytt("nemndmedlem/skjema/", "retur", "nemndmedlem/utfylling/#sendt-tilbake")
    assert kopi.feil == []
    assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []
    kopi.skriv()
    with Server(kopi.mappe) as server:
        yield server.adresse


STEDER = [
    ("nemndmedlem/betaling/#reisetid", "nemndmedlem/reise/"),
    ("nemndmedlem/skjema/", "nemndmedlem/utfylling/"),
    ("nemndmedlem/skjema/#send-inn", "nemndmedlem/utfylling/#send-inn"),
    ("nemndmedlem/skjema/#retur", "nemndmedlem/utfylling/#sendt-tilbake"),
]


def første_overskrift_i_vinduet(side) -> str | None:
    """The id of the heading that the reader has been led to: the first that is not above the window."""
    return side.locator("article :is(h1, h2, h3)").evaluate_all(
        "alle => alle.find((et) => et.getBoundingClientRect().top >= 0)?.id ?? null"
    )


@pytest.mark.nettleser
def test_en_gammel_adresse_fører_til_den_nye(chromium, flyttet):
    side = chromium.new_page()
    for gammel, ny in STEDER:
        side.goto("about:blank")
        side.goto(flyttet + gammel)
        side.wait_for_url(flyttet + ny)
    side.goto(flyttet + "nemndmedlem/betaling/#lesedag")
    expect(side.locator("#dagen-du-leser")).to_be_in_viewport(ratio=1)
    assert "dagen-du-leser" == første_overskrift_i_vinduet(side)
    side.close()


@pytest.mark.nettleser
def test_en_gammel_adresse_fører_videre_også_uten_skript(chromium, flyttet):
    kontekst = chromium.new_context(java_script_enabled=False)
    side = kontekst.new_page()
    side.goto(flyttet + "nemndmedlem/skjema/")
    side.wait_for_url(flyttet + "nemndmedlem/utfylling/")
    side.goto(flyttet + "nemndmedlem/betaling/#lesedag")
    expect(side.locator("#dagen-du-leser")).to_be_in_viewport(ratio=1)
    assert "dagen-du-leser" == første_overskrift_i_vinduet(side)
    side.goto("about:blank")
    side.goto(flyttet + "nemndmedlem/betaling/#reisetid")
    linje = side.locator("#reisetid")
    assert linje.is_visible()
    assert "Dette punktet er flyttet til" in linje.inner_text()
    expect(linje).to_be_in_viewport(ratio=1)
    linje.locator("a").click()
    assert side.url == flyttet + "nemndmedlem/reise/"
    kontekst.close()


def test_siden_som_fører_videre_sier_det_på_norsk_og_holdes_utenfor_søkemotorer(kopi):
    shutil.move(kopi.mappe / "nemndmedlem/tolk", kopi.mappe / "nemndmedlem/tolken")
    kopi.før('["nemndmedlem/tolk/"]', '["nemndmedlem/tolk/"]\nerstattet_av = "nemndmedlem/tolken/"')
    kopi.skriv("https://eksempel.no/")
    kilde = (kopi.mappe / "nemndmedlem/tolk/index.html").read_text(encoding="utf-8")

    assert '<html lang="nb">' in kilde and "Siden er flyttet" in kilde
    assert '<meta name="robots" content="noindex">' in kilde
    assert '<link rel="canonical" href="https://eksempel.no/nemndmedlem/tolken/">' in kilde
    assert '<meta http-equiv="refresh" content="0; url=../../nemndmedlem/tolken/">' in kilde


def test_en_adresse_følges_gjennom_flere_flyttinger():
    register = {
        "a/": {"erstattet_av": "b/", "x": {}},
        "b/": {"erstattet_av": "c/", "x": {"erstattet_av": "c/#y"}},
        "r/": {"x": {"erstattet_av": "r/#z"}, "z": {"erstattet_av": "r/#x"}},
    }
    lever = {"c/", "c/#y", "r/"}

    assert etterfølger(register, "a/", lever) == "c/"
    assert etterfølger(register, "a/#x", lever) == "c/#y"
    assert etterfølger(register, "r/#x", lever) is None


# --- What is written into the pages and beside them ---


def test_merkingen_endrer_ikke_teksten_og_kan_gjøres_om_igjen(kopi):
    før = {seksjon.adresse: seksjon.avtrykk for seksjon in seksjoner(Nettsted(kopi.mappe))}
    kopi.skriv()
    første = {fil: fil.read_bytes() for fil in kopi.mappe.rglob("*.html")}
    kopi.skriv()

    assert før == {seksjon.adresse: seksjon.avtrykk for seksjon in seksjoner(Nettsted(kopi.mappe))}
    assert første == {fil: fil.read_bytes() for fil in kopi.mappe.rglob("*.html")}


def _brudd(verdi, skjema: dict, sti: str = "") -> list[str]:
    """Where a value breaks the schema; knows the words that seksjoner.skjema.json uses, and stops at others."""
    kjente = {"$schema", "title", "description", "type", "required", "additionalProperties", "properties", "items"}
    assert skjema.keys() <= kjente | {"const", "pattern", "format", "minLength", "minimum", "maximum"}
    typer = {"object": dict, "array": list, "string": str, "integer": int, "null": type(None)}
    tillatt = skjema.get("type", list(typer))
    ut = []
    if not isinstance(verdi, tuple(typer[t] for t in ([tillatt] if isinstance(tillatt, str) else tillatt))):
        return [f"{sti}: type"]
    if "const" in skjema and verdi != skjema["const"]:
        ut.append(f"{sti}: const")
    if isinstance(verdi, str):
        if not re.search(skjema.get("pattern", ""), verdi) or len(verdi) < skjema.get("minLength", 0):
            ut.append(f"{sti}: {verdi}")
        if skjema.get("format") == "date":
            date.fromisoformat(verdi)
    if isinstance(verdi, int) and not skjema.get("minimum", verdi) <= verdi <= skjema.get("maximum", verdi):
        ut.append(f"{sti}: {verdi}")
    if isinstance(verdi, dict):
        felt = skjema.get("properties", {})
        ut += [f"{sti}: mangler {navn}" for navn in skjema.get("required", []) if navn not in verdi]
        ut += [f"{sti}: ukjent {navn}" for navn in verdi if navn not in felt]
        ut += [b for navn in verdi.keys() & felt.keys() for b in _brudd(verdi[navn], felt[navn], f"{sti}/{navn}")]
    if isinstance(verdi, list):
        ut += [b for nr, et in enumerate(verdi) for b in _brudd(et, skjema.get("items", {}), f"{sti}/{nr}")]
    return ut


def test_seksjonsfila_følger_skjemaet_og_har_hver_overskrift():
    fil = json.loads((NETTSTED / "seksjoner.json").read_text(encoding="utf-8"))
    skjema = json.loads((NETTSTED / "seksjoner.skjema.json").read_text(encoding="utf-8"))

    assert _brudd(fil, skjema) == []
    assert _brudd(fil | {"rot": 1}, skjema) == ["/rot: type"]
    funnet = [(et["adresse"].removeprefix(fil["rot"] or ""), et["avtrykk"]) for et in fil["seksjoner"]]
    assert funnet == [
        (et.adresse, et.avtrykk) for side in les_nettsted(Nettsted(NETTSTED)).values() for et in side.seksjoner
    ]


def test_seksjonsfila_har_henvisning_og_dato_for_endring(kopi, monkeypatch):
    monkeypatch.setenv("SATSDATO", "2027-03-01")
    kopi.bytt(BETALING, "Lesing og lesedag<", "Lesing<", -1)
    kopi.skriv("https://eksempel.no")
    fil = json.loads((kopi.mappe / "seksjoner.json").read_text(encoding="utf-8"))
    etter_adresse = {et["adresse"]: et for et in fil["seksjoner"]}
    temanotat = etter_adresse["https://eksempel.no/rutiner/rb-30/#temanotat"]

    assert temanotat["henvisning"] == "RB-30 punkt 3 Temanotat (UNE, publisert 24.05.2017)"
    assert temanotat["kode"] == "RB-30"
    assert temanotat["sist_endret"] < "2027-03-01"
    assert etter_adresse[f"https://eksempel.no/{BETALING}#lesedag"]["sist_endret"] == "2027-03-01"


# --- What the register remembers, and the calculators are told ---


def test_det_kalkulatorene_vet_om_sidene_er_det_som_står_på_dem():
    vet = kunnskap.som_json(kunnskap.kunnskap(Nettsted(NETTSTED), les()))

    assert vet == kunnskap.FIL.read_text(encoding="utf-8"), (
        "Kjør «make godkjenn», og ta med calculators/seksjoner.json"
    )


def test_registeret_tar_vare_på_avtrykket_tittelen_og_dagen_til_teksten_som_var(kopi, monkeypatch):
    var = kopi.register[BETALING]["lesedag"]
    tittel = "Lesing og lesedag"
    assert tittel == var["tittel"]
    for dag, gammel, ny in (
        ("2027-03-01", tittel, "Lesing"),
        ("2027-03-01", "Lesing<", "Lese<"),
        ("2027-04-01", "Lese<", "Les<"),
    ):
        monkeypatch.setenv("SATSDATO", dag)
        kopi.bytt(BETALING, gammel, ny, -1)
        assert godkjenn(Nettsted(kopi.mappe), kopi.fil) == []
    tidligere = kopi.register[BETALING]["lesedag"]["tidligere"]

    før = {"fra": var["endret"], "avtrykk": var["avtrykk"], "tittel": tittel}
    assert tidligere[:-1] == [*var.get("tidligere", []), før]
    assert (tidligere[-1]["fra"], tidligere[-1]["tittel"]) == (date(2027, 3, 1), "Lese")
    nettsted = kunnskap.kunnskap(Nettsted(kopi.mappe), kopi.register)
    [lesedag] = [et for et in nettsted["sider"][BETALING]["seksjoner"] if et[0] == "lesedag"]
    assert lesedag[4][-2:] == ["2027-03-01", "2027-04-01"]
    assert lesedag[5] == [["2027-03-01", tittel], ["2027-04-01", "Lese"]]


def test_kalkulatorene_får_vite_hvor_det_som_er_flyttet_fører(kopi):
    kopi.bytt(BETALING, ' id="lesedag"', ' id="dagen-du-leser"')
    kopi.flytt(BETALING, "lesedag", f"{BETALING}#dagen-du-leser")
    vet = kunnskap.kunnskap(Nettsted(kopi.mappe), kopi.register)

    assert vet["flyttet"][f"{BETALING}#lesedag"] == [f"{BETALING}#dagen-du-leser", "Lesing og lesedag"]


def test_hver_rutine_og_hvert_kapittel_viser_når_det_sist_ble_endret():
    for sti in (RB, BETALING):
        kilde = (NETTSTED / sti / "index.html").read_text(encoding="utf-8")
        assert re.search(r"[Ss]ist endret(?: her</dt><dd>)?\s*<time datetime", kilde), sti


# --- The log of changes ---

ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize("rot", ["", "https://eksempel.no/une/"])
def test_strømmen_av_endringer_er_gyldig_atom(rot):
    feed = etree.fromstring(nyheter.strøm(rot))
    oppslag = feed.findall("a:entry", ATOM)

    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert len(oppslag) == len(logg()) >= 1
    for et in (feed, *oppslag):
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", et.findtext("a:id", namespaces=ATOM))
        assert et.findtext("a:title", namespaces=ATOM).strip()
        assert datetime.fromisoformat(et.findtext("a:updated", namespaces=ATOM)).tzinfo
    assert feed.findtext("a:author/a:name", namespaces=ATOM)
    ider = [id.text for id in feed.iterfind(".//a:id", ATOM)]
    assert len(ider) == len(set(ider))
    assert all(lenke.get("href").startswith(rot) for lenke in feed.iterfind(".//a:link", ATOM))
    assert bool(feed.findall("a:link[@rel='self']", ATOM)) == bool(rot)


def test_oppslagene_i_strømmen_har_samme_id_om_nettstedet_flyttes():
    ider = [
        [id.text for id in etree.fromstring(nyheter.strøm(rot)).iterfind(".//a:id", ATOM)] for rot in ("", "x:/")
    ]

    assert ider[0] == ider[1]


def test_endringene_står_på_siden_og_strømmen_er_lenket_fra_hver_side():
    kilde = (NETTSTED / "om/endringer/index.html").read_text(encoding="utf-8")

    assert (NETTSTED / "endringer.xml").exists()
    for kode, en in logg():
        assert f'id="{kode}"' in kilde and en["tittel"] in kilde
    for fil in NETTSTED.rglob("index.html"):
        if {"skriv-ut", "r"} & {*fil.relative_to(NETTSTED).parts}:
            continue
        hode = fil.read_text(encoding="utf-8").split("</head>")[0]
        assert "data-ny" in fil.read_text(encoding="utf-8") or 'type="application/atom+xml"' in hode


def test_loggen_kan_ikke_vise_til_noe_som_ikke_finnes(monkeypatch):
    data = {"foerste-utgave": {"dato": date(2026, 11, 21), "tittel": "T", "hva": "H.", "seksjoner": ["borte/#x"]}}
    monkeypatch.setattr(nyheter.grunn, "data", lambda navn: data)

    [feil] = nyheter.feil_i_loggen(Nettsted(NETTSTED))
    assert re.match(r"docs/data/endringer\.toml:\d+: «borte/#x» finnes ikke", feil)


# --- Versions of an RB ---

FORSIDE = """---
title: RB-98 Oppdiktet rutine
description: En oppdiktet rutine.
kode: RB-98
tittel: Oppdiktet rutine
kilde_oppdatert: null
publisert: {publisert}
versjon: "{versjon}"
ansvarlig: null
saksnummer: null
sist_kontrollert: 2026-11-21
{mer}---

# RB-98 Oppdiktet rutine {{ #rb-98 }}

## 1 Formål {{ #formaal }}

Rutinen er oppdiktet.

"""
FØR = "## 2 Frist { #frist }\n\nNotatet sendes to uker før møtet.\n\n## 3 Kaffe { #kaffe }\n\nKaffe serveres.\n"
NÅ = "## 2 Frister { #frist }\n\nNotatet sendes tre uker før møtet.\n\n## 3 Te { #te }\n\nTe serveres.\n"


ett_sted = pytest.mark.xdist_group("versjoner")  # the small site is built once


@pytest.fixture(scope="module")
def versjonert(tmp_path_factory):
    """A small site, never published, with an RB in two versions."""
    rot = tmp_path_factory.mktemp("versjoner")
    eldre = rot / "docs/rutiner/eldre"
    eldre.mkdir(parents=True)
    shutil.copytree(ROT / "docs/assets", rot / "docs/assets")
    mer = "gjaldt_til: 2027-01-31\nsearch:\n  exclude: true\n"
    (rot / "docs/index.md").write_text("# Prøve { #proeve }\n\n[RB-98](rutiner/rb-98.md)\n", encoding="utf-8")
    ny = FORSIDE.format(publisert="2027-02-01", versjon="02", mer="")
    gammel = FORSIDE.format(publisert="2020-01-01", versjon="01", mer=mer)
    (rot / "docs/rutiner/rb-98.md").write_text(ny + NÅ, encoding="utf-8")
    (eldre / "rb-98-01.md").write_text(gammel + FØR, encoding="utf-8")
    konfig = f"INHERIT: {ROT / 'mkdocs.yml'}\ndocs_dir: {rot / 'docs'}\nsite_dir: {rot / 'nettsted'}\n"
    konfig += (
        f"theme: {{custom_dir: {ROT / 'macros/tema'}}}\nnav: [index.md]\nplugins:\n  - search: {{lang: 'no'}}\n"
    )
    konfig += f"  - macros: {{module_name: {os.path.relpath(ROT / 'macros', rot)}, on_error_fail: true, "
    konfig += "on_undefined: strict, j2_comment_start_string: '{##', j2_comment_end_string: '##}'}\n"
    (rot / "mkdocs.yml").write_text(konfig, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "-q", "-f", str(rot / "mkdocs.yml")],
        cwd=ROT,
        check=True,
        capture_output=True,
    )
    nettsted = Nettsted(rot / "nettsted")
    [side] = versjoner.lag(nettsted)
    adresser.skriv(nettsted, {}, "")
    nettsted.skriv()
    assert side.sti == "rutiner/rb-98/endret/index.html"
    return rot / "nettsted"


@ett_sted
def test_en_eldre_versjon_kan_leses_merket_og_utenfor_søk(versjonert):
    kilde = (versjonert / "rutiner/eldre/rb-98-01/index.html").read_text(encoding="utf-8")
    søk = (versjonert / "search/search_index.json").read_text(encoding="utf-8")

    assert "to uker før møtet" in kilde
    assert (
        "eldre versjon av RB-98" in kilde
        and 'href="../../rb-98/"' in kilde
        and 'href="../../rb-98/endret/"' in kilde
    )
    assert '<meta name="robots" content="noindex">' in kilde
    assert "rb-98-01" not in søk and "rutiner/rb-98/" in søk
    assert 'data-henvisning="RB-98 punkt 2 Frist (UNE, versjon 01, publisert 01.01.2020)"' in kilde


@ett_sted
def test_forskjellen_mellom_to_versjoner_vises_punkt_for_punkt(versjonert):
    kilde = (versjonert / "rutiner/rb-98/endret/index.html").read_text(encoding="utf-8")
    innhold = re.sub(r'<span class="usynlig">[^<]*</span>', "", kilde[kilde.index("<article") :])

    assert "<p>Notatet sendes <del>to</del> <ins>tre</ins> uker før møtet.</p>" in innhold
    assert "Overskriften var «2 Frist»" in innhold
    assert "eldre versjon" not in innhold
    assert re.search(r">3 Te</h3>\s*<p class=\"endret-slag\">Nytt punkt", innhold)
    assert re.search(r">3 Kaffe</h3>\s*<p class=\"endret-slag\">Punktet er tatt ut", innhold)
    assert "<p><del>Kaffe serveres.</del></p>" in innhold
    assert '<a href="../#formaal">1 Formål</a>' in innhold.split("Uendret")[1]
    assert '<meta name="robots" content="noindex">' in kilde
    assert '<span class="usynlig">Lagt til: </span>' in kilde


@ett_sted
def test_siden_om_forskjellen_er_ingen_egen_adresse_i_registeret(versjonert):
    assert "rutiner/rb-98/endret/" not in les_nettsted(Nettsted(versjonert))
    assert "rutiner/eldre/rb-98-01/" in les_nettsted(Nettsted(versjonert))


@ett_sted
@pytest.mark.nettleser
def test_versjonene_har_ingen_brudd_hos_axe_og_ingen_døde_filer(chromium, versjonert):
    from tests.test_tilgjengelighet import _axe

    with Server(versjonert) as server:
        side = chromium.new_page()
        døde = []
        side.on("response", lambda svar: døde.append(svar.url) if svar.status >= 400 else None)
        for sti in ("rutiner/rb-98/endret/", "rutiner/eldre/rb-98-01/", "rutiner/rb-98/"):
            side.goto(server.adresse + sti)
            assert _axe(side) == []
        assert døde == []
        side.close()


def test_registeret_i_repoet_er_lesbar_toml():
    assert levende(tomllib.loads(FIL.read_text(encoding="utf-8")), les_nettsted(Nettsted(NETTSTED)))
