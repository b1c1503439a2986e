"""The language that `make sjekk` holds the texts to: what is a sentence, what is caught, what goes free.

The planted mistakes in tests/planter.toml show each check through the real command; here are the parts under it.
"""

import subprocess
import sys

import pytest

from macros.sjekk import ordbok
from macros.sjekk.kilde import Tre
from macros.sjekk.setninger import i_teksten, lix, på_siden
from macros.sjekk.side import FYLL, Side
from macros.sjekk.spraak import EGNE_ORD, _bokmål, _ukjente, _unngåtte
from tests.motor import ROT

# Ordinary slips in this site's own words: a consonant too few or too many, two letters swapped, one left out, a
# joint forgotten. Drawn at random from a longer list written before the dictionary was asked.
SLURV = """
abeidsdager ansavr ansvalig ansvarli ansvarr arbeidsforteneste arbeidsfortjenste arbeidsgver arbeidsjiver
avdlingsleder avgjøresle bekreftlse bekrftelse besjed beskjedd betaligen betalling dokumetnasjon dokumntasjon
døgnnet dønet forvaltningslovenn fristenn fritsen habilitetn habillitet habiltet honrar inhabill inkalling
inkallingen inndkalling innkaling insigelse intresse komuniserer kvitering kviteringer kvitteringn
likebehandligsmøte likebehandlinsmøte lovtekts lunjs lønsslipp middagg måltidstrek måltidtrekk nemdmedlem
nemdmøte nemndmedlm nemndmøtte næringdrivende næringsdrivnede nødvedig nødvendi nødvending oplysninger
opplysniger overnating overnatingen overnattning personopplysnigen personvernerklæringn reiseregnigen
reiserening reisregning reisregningen retskilder rettskilderr rettskjilder rutinebeskivelse rutinebeskrivels
saksbehandlier samarbeidd samligen samlinggen samlingn sannsylig seljstendig selvstendi selvstending
skatemelding skatemeldingen smarbeid spørmål spørsmåll tausheetsplikt taushetplikt taushetspikt tilgjengelihet
tilgjenglig tilgjengligheten tolkn tollken utbetalig utlendingloven utlendingsloen vanligviss vannligvis
vetdak
""".split()


def setninger(markdown: str):
    return på_siden(Side("x.md", f"---\ntitle: Tittel\n---\n{markdown}\n"))[1:]


@pytest.fixture(scope="module")
def tre():
    return Tre(ROT)


# --- Sentences and words ---


@pytest.mark.parametrize(
    ("tekst", "ventet"),
    [
        ("Du får svar. Send kravet!", ["Du får svar.", "Send kravet!"]),
        ("Fristen er 5. juni. Da er det sent.", ["Fristen er 5. juni.", "Da er det sent."]),
        ("Møt opp kl. 17 i dag.", ["Møt opp kl. 17 i dag."]),
        ("Se f.eks. Oslo.", ["Se f.eks. Oslo."]),
        ("Det gjelder fra 2021. Den er ny.", ["Det gjelder fra 2021.", "Den er ny."]),
        ("Slik er det: Du venter.", ["Slik er det:", "Du venter."]),
        ("To ting: lønn og reise.", ["To ting: lønn og reise."]),
        ("Han sa «kom.» Så gikk han.", ["Han sa «kom.»", "Så gikk han."]),
    ],
)
def test_en_setning_slutter_der_den_slutter(tekst, ventet):
    assert ventet == [setning.tekst for setning in i_teksten(tekst, 1)]


def test_overskrifter_punkter_og_celler_er_setninger_for_seg():
    side = setninger(
        "# A { #a }\n\nEt avsnitt\nsom går videre.\n- ett\n- to\n\n| C | D |\n|---|---|\n| e | f |\n\n> Sitat."
    )

    assert [
        (4, "overskrift", "A"),
        (6, "avsnitt", "Et avsnitt\nsom går videre."),
        (8, "punkt", "ett"),
        (9, "punkt", "to"),
        (11, "celle", "C"),
        (11, "celle", "D"),
        (13, "celle", "e"),
        (13, "celle", "f"),
        (15, "sitat", "Sitat."),
    ] == [tuple(setning) for setning in side]


def test_en_makro_kode_og_en_adresse_er_ett_ord_og_et_tall_ikke_noe():
    [setning] = setninger('Du får {{ sats("honorar-normal") }} etter `make sjekk` og 14 dager, se www.dfo.no/a-b.')

    assert ["Du", "får", FYLL, "etter", FYLL, "og", "dager", "se", FYLL] == [
        FYLL if FYLL in ord.tekst else ord.tekst for ord in setning.ord
    ]


def test_et_ord_i_et_avsnitt_over_flere_linjer_har_sin_egen_linje():
    [setning] = setninger("Ett\nto\ntre")

    assert [("Ett", 4), ("to", 5), ("tre", 6)] == [(o.tekst, setning.linje_for(o.sted)) for o in setning.ord]


def test_lix_er_som_regnet_for_hånd():
    # 3 sentences, 14 words, of them 3 long: «innkallingen», «reiseregning», «samlingen».
    # 14 / 3 = 4.667, and 100 × 3 / 14 = 21.429. The heading and the table are not counted.
    tekst = "# Overskriften { #a }\n\nDu får innkallingen. Svar på den.\n\n"
    tekst += "- Send en reiseregning etter at samlingen er slutt\n"

    assert 26.095 == pytest.approx(
        lix(setninger(f"{tekst}\n| Forklaring | Betydningen |\n|---|---|\n")), abs=0.001
    )


def test_lix_av_ingenting_er_null():
    assert 0.0 == lix(setninger("# Bare en overskrift { #a }"))


# --- The dictionary ---


def test_ordboka_finner_minst_95_av_100_vanlige_skrivefeil():
    assert 100 == len(set(SLURV))
    assert 95 <= len(ordbok.ukjente(SLURV))


def test_ordboka_godtar_rettskrevne_ord_og_bøyninger():
    rett = "innkallingen fristene reiseregningen kvitteringer taushetsplikten gjennomføres Oslo".split()

    assert set() == ordbok.ukjente(rett)


@pytest.mark.parametrize(
    ("ord", "ventet"),
    [
        ("tabellsidene", True),
        ("skatemelding", True),  # a skate that reports: asked about
        ("innkallingsfristen", True),
        ("kvitering", False),
        ("reisergning", False),
    ],
)
def test_et_nytt_sammensatt_ord_er_et_spørsmål_og_ingen_feil(ord, ventet):
    assert ventet == ordbok.sammensatt(ord)


def test_ordboka_foreslår_det_som_var_ment():
    assert "kvittering" in ordbok.forslag("kvitering")


@pytest.mark.parametrize(("fil", "mål"), [("docs/data/ordbok.toml", "nb"), ("docs/data/ordbok-nn.toml", "nn")])
def test_filen_med_egne_ord_har_bare_ord_ordboka_ikke_kjenner(tre, fil, mål):
    egne = [ord for gruppe in tre.tabeller(fil).values() for ord in gruppe["ord"]]

    assert [] == sorted(set(egne) - ordbok.ukjente(egne, mål)), f"disse kan fjernes fra {fil}"
    assert len(egne) == len(set(egne))


def test_hver_målform_har_sin_ordbok():
    assert {"ikkje", "korleis"} == ordbok.ukjente(["ikkje", "korleis", "reise"])
    assert {"ikke", "hvordan"} == ordbok.ukjente(["ikke", "hvordan", "reise"], "nn")
    assert "kvittering" in ordbok.forslag("kvitering", "nn")


def test_listen_over_bokmål_er_holdt_opp_mot_seg_selv(tre):
    """What is to be written instead is no word that the list forbids, nor one that the dictionary misses."""
    tabeller = tre.tabeller("docs/data/bokmaal.toml")
    par = [et for navn in ("bokmaal", "norm") for et in tabeller[navn].items()]
    forbudt = dict(par)
    egne = {ord for gruppe in tre.tabeller("docs/data/ordbok-nn.toml").values() for ord in gruppe["ord"]}
    heller = {ord for _, skriv in par for ord in skriv.split()}

    assert len(forbudt) == len(par)
    assert set() == heller & forbudt.keys()
    assert set() == ordbok.ukjente(heller - egne, "nn")


def test_et_navn_på_bokmål_kan_stå_i_en_nynorsk_tekst_og_bare_det(tre):
    def meldt(tekst):
        return [hva for _, hva, *_ in _bokmål(i_teksten(tekst, 1), "nn/x.md", tre.toml)]

    assert [] == meldt("Skjemaet «Bekreftelse fra arbeidsgiver» har du frå før.")
    assert ["«fra» skal ikke stå i en nynorsk tekst."] == meldt("Skjemaet «Bekreftelse» fra UNE.")[-1:]
    assert ["«Ikke» skal ikke stå i en nynorsk tekst."] == meldt("Ikke send det.")


def ukjente_på_bokmål(tre, tekst):
    """What the check finds when it is handed the lists of bokmål, as it is for a page in bokmål."""
    return _ukjente(i_teksten(tekst, 1), "x.md", {fil: tre.toml[fil] for fil in EGNE_ORD["nb"]})


@pytest.mark.parametrize(
    "tekst",
    [
        "Betalmeg sine satser",
        "Lønnstapet og lønnstapets størrelse",
        "Excel-oversikter og IP-adresse",
        "lønns- og reisesystemet",
        "RB-30, 15-km og 2.0",
        "docs/data/xyzzy.toml, xyzzy/valg/, /xyzzy og www.xyzzy.no",
    ],
)
def test_egne_ord_navn_og_sammensetninger_med_bindestrek_går_fri(tre, tekst):
    assert [] == list(ukjente_på_bokmål(tre, tekst))


@pytest.mark.parametrize("tekst", ["kviteringer", "lønn/kvitering", "«Kvitering»", "e-kvitering", "**kvitering**"])
def test_et_feilskrevet_ord_blir_funnet_hvor_det_enn_står(tre, tekst):
    assert 1 == len(list(ukjente_på_bokmål(tre, tekst)))


@pytest.mark.parametrize(
    "tekst", ["Kilden skriver «vedrørende» her.", "Linkøping er en by.", "Kontoret heter KBB."]
)
def test_sitat_og_ord_som_bare_ligner_er_ikke_ord_vi_unngår(tre, tekst):
    assert [] == list(_unngåtte(i_teksten(tekst, 1), "x.md", tre.toml))


@pytest.mark.parametrize(("sti", "antall"), [("rutiner/rb-30.md", 0), ("rutiner/rb-31.md", 1), ("om/index.md", 1)])
def test_et_ord_vi_unngår_får_stå_på_siden_som_er_nevnt(sti, antall, tmp_path):
    (tmp_path / "docs/data").mkdir(parents=True)
    (tmp_path / "docs/data/spraak.toml").write_text(
        '[x]\nord = ["foreta"]\nheller = "«gjøre»"\ngrunn = "Kort."\ntillatt = ["rutiner/rb-30.md"]\n',
        encoding="utf-8",
    )

    assert antall == len(list(_unngåtte(i_teksten("GJS skal foreta\nnoe.", 1), sti, Tre(tmp_path).toml)))


def test_uten_node_sier_kontrollen_at_rettskrivingen_ikke_er_prøvd(tmp_path):
    kjørt = subprocess.run(
        [sys.executable, "-m", "macros.sjekk"],
        cwd=ROT,
        env={"PATH": str(tmp_path), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
    )

    assert 1 == kjørt.returncode
    assert ["package.json:1"] == [
        et.rpartition(": Rett")[0] for et in kjørt.stdout.splitlines() if "advarsel" not in et
    ]
    assert "Traceback" not in kjørt.stdout + kjørt.stderr
