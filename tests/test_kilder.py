"""`make kilder` against a server of our own: what is new, changed, moved, gone, closed; what is accepted.

Asks no one else. The addresses of the real source are found too, but not asked.
"""

import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest

from macros.kilder import adresser
from macros.kilder.__main__ import main
from macros.kilder.klient import Klient, Svar, avtrykk, synlig
from macros.kilder.tilstand import Lest, les, skriv
from macros.sjekk import satser
from macros.sjekk.felles import i_dag
from macros.sjekk.funn import KILDER
from macros.sjekk.kilde import Tre
from tests.motor import ROT

ROBOTS = "User-agent: UNE-haandboka-kildesjekk\nDisallow: /stengt\n\nUser-agent: *\nDisallow: /\n"


@pytest.fixture
def tjener():
    """A server with the pages in `sider`: a text, a number (the status), or (status, where to)."""
    spurt = []

    class Svarer(BaseHTTPRequestHandler):
        def do_GET(self):
            spurt.append((time.monotonic(), self.path, self.headers["User-Agent"]))
            side = tjener.sider.get(self.path, 404)
            kode, sted = (
                side if isinstance(side, tuple) else (side, None) if isinstance(side, int) else (200, None)
            )
            self.send_response(kode)
            if sted:
                self.send_header("Location", sted)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            if side == tjener.TREG:
                tjener.slipp.wait(30)
            elif isinstance(side, str):
                self.wfile.write(side.encode())

        def log_message(self, *_):
            pass

    tjener = ThreadingHTTPServer(("127.0.0.1", 0), Svarer)
    tjener.TREG, tjener.slipp, tjener.spurt = "treg", threading.Event(), spurt
    tjener.sider = {"/robots.txt": ROBOTS}
    tjener.rot = f"http://127.0.0.1:{tjener.server_port}"
    threading.Thread(target=tjener.serve_forever, args=(0.01,), daemon=True).start()
    yield tjener
    tjener.slipp.set()
    tjener.shutdown()
    tjener.server_close()


@pytest.fixture(autouse=True)
def uten_mellomledd(monkeypatch):
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.delenv("SITE_URL", raising=False)


@pytest.fixture
def klient():
    return Klient(pause=0, frist=10, tak=10_000)


@pytest.fixture
def kjør(tmp_path, tjener, klient, capsys):
    """Run the command on a page that links to these paths, and return the exit code and the list."""

    def kjør(*stier: str, valg: tuple[str, ...] = ()):
        (tmp_path / "docs/data").mkdir(parents=True, exist_ok=True)
        lenker = "\n".join(f"[kilde]({tjener.rot}{sti})" for sti in stier)
        (tmp_path / "docs/x.md").write_text(f"---\ntitle: x\n---\n{lenker}\n", encoding="utf-8")
        kode = main(list(valg), tmp_path, klient)
        return kode, capsys.readouterr().out.replace(tjener.rot, "")

    return kjør


def grupper(ut: str) -> dict[str, list[str]]:
    """The addresses in each group of the list."""
    funnet, gruppe = {}, ""
    for linje in ut.splitlines():
        if linje[:1].isupper() and linje.split()[0].isupper():
            gruppe = linje.split()[0]
        elif linje.startswith("  /"):
            funnet.setdefault(gruppe, []).append(linje.split()[0])
    return funnet


# --- From the first check to the next ---


def test_den_første_gangen_er_alt_nytt_og_etter_godkjenning_er_ingenting_å_gjøre(kjør, tjener, tmp_path):
    tjener.sider |= {"/a": "<p>Satsen er 10.</p>", "/b": "<p>Paragraf 1.</p>"}

    kode, ut = kjør("/a", "/b")
    assert (1, {"NY": ["/a", "/b"]}) == (kode, grupper(ut))
    assert "      docs/x.md:4\n" in ut
    assert not (tmp_path / KILDER).exists()

    assert 0 == kjør("/a", "/b", valg=("--godta",))[0]
    kode, ut = kjør("/a", "/b")
    assert (0, {"UENDRET": ["/a", "/b"]}) == (kode, grupper(ut))
    assert "Alle 2 er som sist." in ut


def test_endret_tekst_blir_meldt_til_noen_har_godtatt_den(kjør, tjener):
    tjener.sider |= {"/a": "<p>Satsen er 10.</p>", "/b": "<p>Paragraf 1.</p>"}
    kjør("/a", "/b")
    kjør("/a", "/b", valg=("--godta",))
    tjener.sider["/a"] = "<p>Satsen er 11.</p>"

    for _ in range(2):
        kode, ut = kjør("/a", "/b")
        assert (1, {"ENDRET": ["/a"], "UENDRET": ["/b"]}) == (kode, grupper(ut))
    kjør("/a", "/b", valg=("--godta", f"{tjener.rot}/a"))
    assert 0 == kjør("/a", "/b")[0]


def test_det_som_godtas_er_det_som_ble_sett_og_ikke_det_siden_er_blitt_siden(kjør, tjener):
    tjener.sider["/a"] = "<p>Satsen er 10.</p>"
    kjør("/a")
    tjener.sider["/a"] = "<p>Satsen er 11.</p>"
    spurt = len(tjener.spurt)

    assert 0 == kjør("/a", valg=("--godta",))[0]
    assert spurt == len(tjener.spurt)
    assert {"ENDRET": ["/a"]} == grupper(kjør("/a")[1])


def test_bare_de_valgte_og_de_uendrede_godtas(kjør, tjener, tmp_path):
    tjener.sider |= {"/a": "a", "/b": "b"}
    kjør("/a", "/b")

    kjør("/a", "/b", valg=("--godta", f"{tjener.rot}/b"))

    assert [f"{tjener.rot}/b"] == list(les(tmp_path / KILDER))
    assert {"NY": ["/a"], "UENDRET": ["/b"]} == grupper(kjør("/a", "/b")[1])


def test_å_godta_uten_å_ha_lest_sier_hva_du_må_gjøre_først(kjør, tjener, tmp_path):
    assert 1 == kjør("/a", valg=("--godta",))[0]
    tjener.sider["/a"] = "a"
    kjør("/a")
    assert 1 == kjør("/a", valg=("--godta", f"{tjener.rot}/b"))[0]
    assert not (tmp_path / KILDER).exists()


def test_en_adresse_ingen_bruker_lenger_går_ut_når_noen_godtar(kjør, tjener, tmp_path):
    tjener.sider |= {"/a": "a", "/b": "b"}
    kjør("/a", "/b")
    kjør("/a", "/b", valg=("--godta",))

    kode, ut = kjør("/a")
    assert 0 == kode and "1 adresser i docs/data/kilder.toml er ikke i bruk lenger" in ut
    kjør("/a", valg=("--godta",))
    assert [f"{tjener.rot}/a"] == list(les(tmp_path / KILDER))


# --- What can happen on the way ---


def test_flyttede_borte_og_stengte_sider_står_i_hver_sin_gruppe(kjør, tjener):
    tjener.sider |= {
        "/gammel": (301, "/ny"),
        "/ny": "ny",
        "/midlertidig": (302, "/ny"),
        "/nede": 503,
        "/slutt": 410,
    }
    tjener.sider |= {
        "/ring": (302, "/ring"),
        "/stengt/a": "a",
        "/omvei": (301, "/stengt/a"),
        "/post": (301, "mailto:a@b.no"),
    }

    kode, ut = kjør(
        "/gammel", "/midlertidig", "/borte", "/slutt", "/nede", "/ring", "/stengt/a", "/omvei", "/post"
    )

    assert {
        "BORTE": ["/borte", "/slutt"],
        "FLYTTET": ["/gammel", "/midlertidig"],
        "ULEST": ["/nede", "/omvei", "/post", "/ring", "/stengt/a"],
    } == grupper(ut)
    assert 1 == kode
    assert "/gammel (nå: /ny)" in ut
    assert "/stengt/a (robots.txt ber oss la være)" in ut
    assert "/stengt/a" not in [sti for _, sti, _ in tjener.spurt]
    assert "9 av 9 må noen se på." in ut


def test_en_flyttet_side_blir_stående_til_adressen_er_byttet_og_sier_om_teksten_er_den_samme(kjør, tjener):
    tjener.sider["/a"] = "a"
    kjør("/a")
    kjør("/a", valg=("--godta",))
    tjener.sider |= {"/a": (301, "/b"), "/b": "a"}

    assert f"/a (nå: /b, samme tekst, sist lest {i_dag()})" in kjør("/a")[1]
    tjener.sider["/b"] = "b"
    assert "/a (nå: /b, endret tekst" in kjør("/a")[1]


def test_en_treg_og_en_altfor_stor_side_blir_gitt_opp(tjener):
    tjener.sider |= {"/treg": tjener.TREG, "/stor": "x" * 10_001}
    klient = Klient(pause=0, frist=1, tak=10_000)

    treg = klient.hent(f"{tjener.rot}/treg")
    assert ("ulest", "svaret kom ikke på 1 sekunder") == (treg.slag, treg.hvorfor)
    assert "over 10000 byte" in klient.hent(f"{tjener.rot}/stor").hvorfor


@pytest.mark.parametrize(("robots", "slag"), [(404, "lest"), (403, "lest"), (500, "ulest"), (429, "ulest")])
def test_uten_robots_txt_er_alt_åpent_og_når_tjeneren_svikter_er_alt_stengt(robots, slag, tjener, klient):
    tjener.sider |= {"/robots.txt": robots, "/a": "a"}

    assert slag == klient.hent(f"{tjener.rot}/a").slag


def test_en_vert_som_ikke_svarer_blir_spurt_én_gang(tjener, klient):
    adresse = tjener.rot
    tjener.shutdown()
    tjener.server_close()

    svar = klient.hent(f"{adresse}/a")
    assert ("ulest", f"{adresse}/a") == (svar.slag, svar.adresse)
    assert svar.hvorfor.startswith("fikk ikke kontakt")
    assert svar == klient.hent(f"{adresse}/b")._replace(adresse=f"{adresse}/a")


def test_klienten_sier_hvem_den_er_og_tar_en_pause_mellom_hver_gang(tjener, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://haandbok.example")
    tjener.sider |= {"/robots.txt": f"{ROBOTS}", "/a": "a", "/b": "b"}
    klient = Klient(pause=0.3, frist=10)

    for sti in ("/a", "/b"):
        klient.hent(tjener.rot + sti)

    assert ["/robots.txt", "/a", "/b"] == [sti for _, sti, _ in tjener.spurt]
    assert {"UNE-haandboka-kildesjekk/1.0 (+https://haandbok.example/)"} == {hvem for *_, hvem in tjener.spurt}
    tider = [når for når, *_ in tjener.spurt]
    assert all(etter - før >= 0.3 for før, etter in pairwise(tider))


def test_en_lengre_pause_som_verten_ber_om_blir_holdt(tjener):
    tjener.sider |= {"/robots.txt": "User-agent: *\nCrawl-delay: 1\n", "/a": "a"}

    Klient(pause=0, frist=10).hent(f"{tjener.rot}/a")

    (robots, *_), (siden, *_) = tjener.spurt
    assert siden - robots >= 1


def test_en_paragraf_i_adressen_når_fram(tjener, klient):
    tjener.sider["/lov/%C2%A777"] = "§ 77"

    assert Svar("lest", f"{tjener.rot}/lov/§77", avtrykk("<p>§ 77".encode(), tegnsett="utf-8")) == klient.hent(
        f"{tjener.rot}/lov/§77"
    )


# --- The fingerprint ---


@pytest.mark.parametrize(
    "lik",
    [
        "<p>Satsen   er\n<b>10</b>.</p>",
        "<script>var x = 1</script><style>p { color: red }</style><p>Satsen er <b>10</b>.</p><!-- laget i dag -->",
        "<header>Meny</header><main><p>Satsen er <b>10</b>.</p></main><footer>Lest 5 ganger</footer>",
        "<div role='main' class='nytt'>Satsen er <b>10</b>.</div>",
    ],
)
def test_samme_ord_gir_samme_avtrykk(lik):
    assert avtrykk(b"<p>Satsen er <b>10</b>.</p>") == avtrykk(lik.encode())


@pytest.mark.parametrize(
    "ulik", ["<p>Satsen er <b>11</b>.</p>", "<p>Satsen er <b>10</b></p>", "", "<title>10</title>"]
)
def test_andre_ord_gir_et_annet_avtrykk(ulik):
    assert avtrykk(b"<p>Satsen er <b>10</b>.</p>") != avtrykk(ulik.encode())


def test_tegnsettet_og_måten_å_skrive_å_på_endrer_ikke_teksten():
    assert "på 10" == synlig("<p>på 10</p>".encode("latin-1"), "iso-8859-1")
    assert "på 10" == synlig("<p>pa\u030a 10</p>".encode())


def test_en_fil_som_ikke_er_en_side_kjennes_igjen_på_bytene():
    assert avtrykk(b"a  b", "application/pdf") != avtrykk(b"a b", "application/pdf")


# --- The addresses, and the file ---


def test_adressene_finnes_i_tekst_data_forside_og_lover_med_hvert_sted(tmp_path):
    filer = {
        "docs/data/lover.toml": '[loven]\nnavn = "loven"\nid = "lov/2008-05-15-35"\n',
        "docs/data/hull.toml": '[x]\ntekst = "Se https://data.example/a, og ring."\n',
        "docs/data/kilder.toml": '["https://gammel.example/"]\nsjekket = 2026-01-01\navtrykk = ""\n',
        "calculators/satser.toml": '[kilder.une]\ntekst = "UNE"\nurl = "https://une.example/side/"\n',
        "docs/x.md": (
            "---\ntitle: x\nkilde: une\n---\n[A](https://a.example/b#c) og <https://a.example/b>.\n"
            '{{ lov("loven", "77") }} `https://kode.example/`\n\n    https://kode.example/\n'
        ),
    }
    for sti, tekst in filer.items():
        (tmp_path / sti).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / sti).write_text(tekst, encoding="utf-8")

    assert {
        "https://a.example/b": ["docs/x.md:5"],
        "https://data.example/a": ["docs/data/hull.toml:2"],
        "https://lovdata.no/lov/2008-05-15-35": ["docs/data/lover.toml:3"],
        "https://lovdata.no/lov/2008-05-15-35/%C2%A777": ["docs/x.md:6"],
        "https://une.example/side/": ["calculators/satser.toml:3", "docs/x.md:3"],
    } == adresser.alle(Tre(tmp_path))


def test_kildene_til_satsene_og_lovene_er_med_i_det_som_spørres():
    funnet, tre = adresser.alle(Tre(ROT)), Tre(ROT)

    satser = {kilde["url"] for kilde in tre.tabeller("calculators/satser.toml", "kilder").values()}
    lover = {f"https://lovdata.no/{lov['id']}" for lov in tre.tabeller("docs/data/lover.toml").values()}
    assert set() == (satser | lover) - funnet.keys()


@pytest.mark.parametrize(
    ("dag", "ventet"),
    [
        (date(2026, 12, 31), []),  # confirmed in 2026, the last month its source had new values
        (date(2027, 1, 1), ["kost"]),
        (date(2027, 12, 31), ["kost"]),
    ],
)
def test_en_sats_fra_en_kilde_med_rytme_må_bekreftes_på_nytt_når_måneden_kommer(
    dag, ventet, tmp_path, monkeypatch
):
    filer = {
        KILDER: "[rytme]\nsaer = 1\n",
        "calculators/satser.toml": (
            "[kilder.saer-26]\n[satser.kost]\n"
            'verdier = [{ fra = 2026-01-01, kilde = "saer-26", bekreftet = 2026-06-01 }]\n'
            '[satser.ny]\nverdier = [{ fra = 2027-01-01, kilde = "saer-26", bekreftet = 2026-12-20 }]\n'
        ),
    }
    for sti, tekst in filer.items():
        (tmp_path / sti).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / sti).write_text(tekst, encoding="utf-8")
    monkeypatch.setattr(satser, "i_dag", lambda: dag)

    assert ventet == [funn.hva.split("»")[0][1:] for funn in satser.gammel_bekreftelse(Tre(tmp_path))]


def test_det_som_er_skrevet_for_hånd_øverst_i_filen_blir_stående(tmp_path):
    fil = tmp_path / "kilder.toml"
    hode = "# Merknad\n\n[rytme]\nsaeravtale = 1\n"
    fil.write_text(hode, encoding="utf-8")
    lest = {"https://b.example/": Lest(i_dag(), "22"), "https://a.example/": Lest(i_dag(), "11")}

    for _ in range(2):
        skriv(fil, lest)
        assert lest == les(fil)
        assert fil.read_text(encoding="utf-8").startswith(f'{hode}\n["https://a.example/"]\nsjekket = {i_dag()}\n')
