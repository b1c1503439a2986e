"""The packing makes a lean engine that either answers rightly or stops.

That it gives the same bytes every time is proven with the rest of the site, in test_likt_bygg.py.
"""

import json
import subprocess

import pytest

from macros.motor.hurtig import Motor, eksporter, mager_motor, wasmfil
from macros.motor.pakk import LIM as LIM_NAVN
from macros.motor.pakk import PYODIDE, WASM
from macros.pakking.bunt import PROFIL, profil_passer

# (module (global i32 (i32.const 0)) (func (export "a") (result i32) (i32.const 7))
#         (func (export "b") (result i32) (local i64) (i32.const 8)))
LITEN = bytes.fromhex(
    "0061736d01000000"
    "0105016000017f"  # a type: nothing in, i32 out
    "020100"  # no imports
    "0303020000"
    "0606017f0041000b"
    "0709020161000001620001"
    "0a0d02040041070b0601017e41080b"
)
# As Emscripten writes it: all exports declared, used here and there, and taken from the wasm in one list.
LIM = (
    "var _a,_b=1;function bruk(){return _a()}"
    'function assignWasmExports(wasmExports){_a=Module["_a"]=wasmExports["a"];_b=Module["_b"]=wasmExports["b"]}'
    "bruk()"
)
KJØR = """
const wasm = Buffer.from(process.argv[1], "hex");
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), {});
const svar = {};
for (const navn of process.argv.slice(2)) {
  try { svar[navn] = exports[navn](); } catch (feil) { svar[navn] = feil.constructor.name; }
}
console.log(JSON.stringify({ ...svar, brukt: exports.brukt0?.value }));
"""


def kjør(wasm: bytes, *navn: str) -> dict:
    svar = subprocess.run(
        ["node", "-e", KJØR, wasm.hex(), *navn], capture_output=True, encoding="utf-8", check=True
    )
    return json.loads(svar.stdout)


def test_en_tømt_funksjon_stopper_motoren_og_de_andre_svarer_som_før():
    assert {"a": 7, "b": 8} == kjør(LITEN, "a", "b")
    assert {"a": "RuntimeError", "b": 8} == kjør(wasmfil.mager(LITEN, {1}), "a", "b")


@pytest.mark.parametrize(("kalles", "merker"), [((), 0), (("a",), 1), (("b",), 2), (("b", "a"), 3)])
def test_motoren_som_teller_svarer_likt_og_vet_hva_som_er_brukt(kalles, merker):
    riktig = {"a": 7, "b": 8}

    assert {navn: riktig[navn] for navn in kalles} | {"brukt": merker} == kjør(wasmfil.tellende(LITEN), *kalles)


def test_profilen_leses_slik_den_ble_skrevet_og_bare_til_sin_egen_motor(tmp_path):
    fil = tmp_path / "profil.json"
    wasmfil.skriv_profil(LITEN, {0, 7, 8, 300}, fil)

    assert {0, 7, 8, 300} == wasmfil.les_profil(LITEN, fil)
    with pytest.raises(wasmfil.Profilfeil):
        wasmfil.les_profil(wasmfil.mager(LITEN, {1}), fil)


def test_bare_det_et_skript_bruker_blir_vist_utad_og_resten_av_limet_står():
    lim, vist = eksporter.slank(LIM, "", LITEN)

    ventet = (
        "var _a;function bruk(){return _a()}"
        'function assignWasmExports(wasmExports){_a=Module["_a"]=wasmExports["a"]}'
        "bruk()"
    )
    assert ventet == lim
    assert {"a": 7, "b": "TypeError"} == kjør(wasmfil.med_eksporter(LITEN, vist), "a", "b")


@pytest.mark.parametrize("skript", ["spør(Module._b)", "kall('b')"])
def test_det_et_annet_skript_bruker_blir_stående(skript):
    lim, vist = eksporter.slank(LIM, skript, LITEN)

    assert LIM == lim
    assert {"a": 7, "b": 8} == kjør(wasmfil.med_eksporter(LITEN, vist), "a", "b")


@pytest.mark.parametrize("lim", ["", LIM.replace("assign", "sett"), LIM.replace("Module", "Moduler"), LIM[20:]])
def test_et_lim_vi_ikke_kjenner_blir_ikke_rørt(lim):
    with pytest.raises(eksporter.UkjentLim):
        eksporter.slank(lim, "", LITEN)


def test_en_profil_for_en_annen_motor_gir_ingen_mager_motor(tmp_path):
    fil = tmp_path / "profil.json"
    wasmfil.skriv_profil(LITEN, {0}, fil)
    lim, vist = eksporter.slank(LIM, "", LITEN)
    hel = wasmfil.med_eksporter(LITEN, vist)

    assert Motor(wasmfil.mager(hel, {0}), hel, lim) == mager_motor(LITEN, LIM, "", fil)
    assert mager_motor(LITEN + b"\0\1\0", LIM, "", fil) is None
    assert Motor(wasmfil.mager(LITEN, {0}), LITEN, "et annet lim") == mager_motor(LITEN, "et annet lim", "", fil)
    assert mager_motor(LITEN, LIM, "", None) is None


def test_limet_til_motoren_som_er_installert_er_det_vi_kjenner():
    hel, lim = (PYODIDE / WASM).read_bytes(), (PYODIDE / LIM_NAVN).read_text("utf-8")

    slankt, vist = eksporter.slank(lim, "", hel)

    assert len(slankt) < 0.7 * len(lim)
    assert len(wasmfil.med_eksporter(hel, vist)) < len(hel) - 300_000


def test_profilen_er_laget_for_motoren_som_er_installert():
    assert profil_passer(), "kjør «make profil», og ta filen med i endringen"
    assert not profil_passer(PROFIL.with_name("finnes-ikke.json"))
