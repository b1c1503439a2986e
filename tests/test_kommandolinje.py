"""`python -m calculators` as other programs use it: lines in, lines out in order, and an exit code to trust."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from calculators.felles.bro import KALKULATORER, modul
from calculators.felles.tekster import tekst
from macros.tilfelle import alle, avvik, som_linje
from tests.gransk import brudd
from tests.motor import ROT

OK = b'{"dager":[{"dato":"05.10.2021","timer":"7,5","tap":"3 500"}]}'
MILJØ = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}


def kjør(*argumenter, inn=b"", miljø=None, rot=None):
    kommando = [sys.executable, "-W", "error", "-m", "calculators", *argumenter]
    return kjør_kommando(kommando, inn, miljø, rot)


def kjør_kommando(kommando, inn=b"", miljø=None, rot=None):
    return subprocess.run(
        kommando, input=inn, capture_output=True, cwd=rot or ROT, timeout=120, env=miljø or MILJØ
    )


def svarene(inn, navn="honorar", kode=None, miljø=None):
    kjørt = kjør(navn, inn=inn, miljø=miljø)
    assert b"" == kjørt.stderr
    svar = [json.loads(linje) for linje in kjørt.stdout.decode("utf-8").split("\n")[:-1]]
    assert [[]] * len(svar) == [brudd(et) for et in svar]
    assert (1 if any(et["status"] == "feil" for et in svar) else 0) == kjørt.returncode
    assert kode in (None, kjørt.returncode)
    assert kjørt.stdout == b"" or kjørt.stdout.endswith(b"\n")
    return svar


def status(inn, **mer):
    return [svar["status"] for svar in svarene(inn, **mer)]


def test_uten_navn_listes_kalkulatorene():
    kjørt = kjør()

    assert (0, b"") == (kjørt.returncode, kjørt.stderr)
    linjer = [linje.split(maxsplit=1) for linje in kjørt.stdout.decode("utf-8").splitlines()]
    assert [[navn, tekst(f"{navn}.kort")] for navn in KALKULATORER] == linjer


def test_forklaringene_i_listen_står_under_hverandre():
    linjer = kjør().stdout.decode("utf-8").splitlines()

    assert 1 == len({linje.index(tekst(f"{linje.split()[0]}.kort")) for linje in linjer})


def test_en_ny_kalkulator_står_i_listen_før_den_har_fått_ord(tmp_path):
    """A file is a calculator: its name comes last until its texts say where it belongs."""
    shutil.copytree(ROT / "calculators", tmp_path / "calculators")
    (tmp_path / "calculators" / "aaa_ny.py").write_text("", encoding="utf-8")

    *kjente, ny = kjør(rot=tmp_path).stdout.decode("utf-8").splitlines()
    assert (len(KALKULATORER), "aaa-ny") == (len(kjente), ny.strip())


def test_kalkulatorene_svarer_også_fra_en_zipfil(tmp_path):
    arkiv = shutil.make_archive(tmp_path / "hjul", "zip", ROT, "calculators")
    miljø = MILJØ | {"PYTHONPATH": arkiv}

    assert kjør().stdout == kjør(rot=tmp_path, miljø=miljø).stdout
    assert kjør("honorar", inn=OK).stdout == kjør("honorar", inn=OK, rot=tmp_path, miljø=miljø).stdout


@pytest.mark.parametrize(
    "navn", ["finnes-ikke", "", "Honorar", "felles.bro", "--help", "../honorar", "æøå", "{navn}"]
)
def test_et_ukjent_navn_gir_kode_2_og_en_melding_som_nevner_de_som_finnes(navn):
    kjørt = kjør(navn, inn=OK)

    assert (2, b"") == (kjørt.returncode, kjørt.stdout)
    melding = kjørt.stderr.decode("utf-8")
    assert f"«{navn}»" in melding
    assert all(kjent in melding for kjent in KALKULATORER)
    assert 1 == len(melding.splitlines())


def test_et_navn_som_ikke_er_utf8_gir_også_kode_2():
    kjørt = kjør(b"\xff\xfe")

    assert 2 == kjørt.returncode
    assert b"Traceback" not in kjørt.stderr


def test_et_argument_for_mye_gir_kode_2():
    kjørt = kjør("honorar", "kost", inn=OK)

    assert (2, b"") == (kjørt.returncode, kjørt.stdout)
    kjente = ", ".join(KALKULATORER)
    melding = f"Kalkulatoren «honorar kost» finnes ikke. Velg en av disse: {kjente}.\n"
    assert melding == kjørt.stderr.decode("utf-8")


def test_alle_linjer_riktige_gir_kode_0_og_én_feil_gir_kode_1():
    assert ["ok", "ok"] == status(OK + b"\n" + OK + b"\n", kode=0)
    assert ["ok", "feil", "ok"] == status(OK + b"\n{}\n" + OK + b"\n", kode=1)


def test_et_uavklart_svar_er_ingen_feil():
    inn = b'{"avreise":"2026-03-03T08:00","hjemkomst":"2026-03-03T16:00","avstand_km":15}\n'

    assert ["uavklart"] == status(inn, navn="kost", kode=0)


def test_uten_linjer_kommer_ingen_svar():
    assert [] == svarene(b"", kode=0)


def test_uten_noe_å_lese_fra_kommer_heller_ingen_svar():
    kommando = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "calculators", "honorar"]
    kjørt = kjør_kommando(kommando)

    assert (0, b"", b"") == (kjørt.returncode, kjørt.stdout, kjørt.stderr)


@pytest.mark.parametrize("slutt", [b"", b"\n", b"\r\n"])
def test_linjeskiftet_teller_ikke_med_i_de_100_000_tegnene(slutt):
    felt = b'{"x": "%s"}'
    fullt = felt % (b"a" * (100_000 - len(felt % b"")))

    assert ["x", "dager"] == [feil["felt"] for feil in svarene(fullt + slutt)[0]["feil"]]


def test_hver_linje_slutter_likt_også_der_maskinen_skriver_linjeskift_med_to_tegn():
    """As on Windows, where text that is printed ends its lines with CRLF."""
    som_windows = (
        "import runpy, sys; sys.stdout.reconfigure(newline='\\r\\n'); sys.argv = ['x', *sys.argv[1:]]; "
        "runpy.run_module('calculators', run_name='__main__')"
    )

    kjørt = kjør_kommando([sys.executable, "-c", som_windows, "honorar"], OK)
    assert kjør("honorar", inn=OK).stdout == kjørt.stdout


def test_et_annet_program_kan_spørre_uten_at_noe_kjøres_av_seg_selv():
    program = "from calculators.__main__ import main; print('før'); print('kode', main([]))"
    linjer = kjør_kommando([sys.executable, "-X", "utf8", "-c", program]).stdout.decode("utf-8").splitlines()

    assert ("før", "kode 0", 2 + len(KALKULATORER)) == (linjer[0], linjer[-1], len(linjer))


def test_svarene_kommer_i_samme_rekkefølge_som_linjene():
    linjer = [b'{"dager":[{"dato":"2021-10-05","timer":7,"tap":%d}]}' % tap for tap in range(300)]

    assert [f"{tap}.00" for tap in range(300)] == [svar["tall"]["tapt"] for svar in svarene(b"\n".join(linjer))]


@pytest.mark.parametrize(
    ("hva", "inn", "ventet"),
    [
        ("tom linje", b"\n", ["feil"]),
        ("tom linje i midten", OK + b"\n\n" + OK + b"\n", ["ok", "feil", "ok"]),
        ("bare mellomrom", b"   \n", ["feil"]),
        ("CRLF", OK + b"\r\n" + OK + b"\r\n", ["ok", "ok"]),
        ("ingen linjeslutt til slutt", OK + b"\n" + OK, ["ok", "ok"]),
        ("bytemerke", b"\xef\xbb\xbf" + OK + b"\n" + OK + b"\n", ["ok", "ok"]),
        ("UTF-16", "{}\n".encode("utf-16"), ["feil", "feil"]),
        ("ødelagt JSON i midten", OK + b'\n{"dager": [\n' + OK + b"\n", ["ok", "feil", "ok"]),
        ("liste", b"[" + OK + b"]\n" + OK + b"\n", ["feil", "ok"]),
        ("tall, tekst, null", b'7\n"x"\nnull\n', ["feil"] * 3),
        ("nulltegn", b"\x00\n" + OK + b"\n", ["feil", "ok"]),
        ("dyp JSON", b"[" * 90_000 + b"\n" + OK + b"\n", ["feil", "ok"]),
        ("ikke UTF-8", b'{"dager": "\xff\xfe"}\n' + OK + b"\n", ["feil", "ok"]),
        ("ikke UTF-8 i en dato", OK.replace(b"05.", b"\xe905.") + b"\n", ["feil"]),
        ("linjeskiller inni en tekst", '{"x": "\u2028\u0085\x0c"}\n'.encode() + OK, ["feil", "ok"]),
    ],
)
def test_hver_linje_får_sitt_eget_svar_uansett_hva_som_står_der(hva, inn, ventet):
    assert ventet == status(inn), hva


def test_en_linje_som_ikke_er_et_json_objekt_har_feil_uten_felt():
    for svar in svarene(b'\n{\n[]\nnull\n7\n"x"\n'):
        assert [""] == [feil["felt"] for feil in svar["feil"]]


def test_en_linje_på_ti_megabyte_avvises_kort():
    kjørt = kjør("honorar", inn=b'{"dager": "' + b"x" * 10_000_000 + b'"}\n' + OK + b"\n")

    første, andre = (json.loads(linje) for linje in kjørt.stdout.splitlines())
    assert ("feil", "ok", 1) == (første["status"], andre["status"], kjørt.returncode)
    assert len(kjørt.stdout) < 20_000


def test_svaret_kommer_med_en_gang_linjen_er_lest():
    kommando = [sys.executable, "-m", "calculators", "honorar"]
    with subprocess.Popen(kommando, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROT, env=MILJØ) as kjørt:
        for _ in range(3):
            kjørt.stdin.write(OK + b"\n")
            kjørt.stdin.flush()
            assert "ok" == json.loads(kjørt.stdout.readline())["status"]
        kjørt.stdin.close()
        assert 0 == kjørt.wait(30)


def test_når_leseren_går_er_det_ingen_som_klager():
    kommando = [sys.executable, "-m", "calculators", "honorar"]
    rør = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(kommando, **rør, cwd=ROT, env=MILJØ) as kjørt:
        kjørt.stdout.close()
        kjørt.stdin.write((OK + b"\n") * 20)
        kjørt.stdin.close()
        assert b"" == kjørt.stderr.read()
        assert 1 == kjørt.wait(30)


@pytest.mark.parametrize(
    "språk",
    [
        {},
        {"LC_ALL": "C"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "latin-1"},
    ],
)
def test_norske_bokstaver_kommer_hele_fram_uansett_språkinnstilling(språk):
    kjørt = kjør(inn=b"", miljø=MILJØ | språk)
    assert "kostgodtgjørelse" in kjørt.stdout.decode("utf-8").lower()

    ukjent = kjør("blåbær", miljø=MILJØ | språk | {"PYTHONUTF8": "1"})
    assert (2, "«blåbær»") == (ukjent.returncode, ukjent.stderr.decode("utf-8").split()[1])

    svar = svarene(OK + b"\n", miljø=MILJØ | språk)[0]
    assert "før skatt" in " ".join(forbehold["tekst"] for forbehold in svar["forbehold"])


def test_svaret_avhenger_ikke_av_klokka_eller_mappen_det_kjøres_fra(tmp_path):
    kommando = [sys.executable, "-m", "calculators", "honorar"]
    miljø = MILJØ | {"TZ": "Pacific/Auckland", "PYTHONPATH": str(ROT), "SOURCE_DATE_EPOCH": "0"}
    annet_sted = subprocess.run(kommando, input=OK, capture_output=True, cwd=tmp_path, env=miljø, timeout=60)

    assert kjør("honorar", inn=OK).stdout == annet_sted.stdout


@pytest.mark.parametrize("navn", KALKULATORER)
def test_alle_tilfellene_går_på_én_kjøring(navn):
    tilfellene = [tilfelle for kalkulator, tilfelle in alle() if kalkulator == navn]
    inn = "\n".join([*map(som_linje, tilfellene), json.dumps(modul(navn).EKSEMPEL)]).encode()
    *svar, eksempel = svarene(inn, navn=navn)

    assert "ok" == eksempel["status"]
    assert [[]] * len(svar) == [avvik(*par) for par in zip(tilfellene, svar, strict=True)]
