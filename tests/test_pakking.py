"""The packing makes a lean engine that either answers rightly or stops.

That it gives the same bytes every time is proven with the rest of the site, in test_likt_bygg.py.
"""

import json
import subprocess

import pytest

from macros.motor.hurtig import mager_motor, wasmfil
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


def test_en_profil_for_en_annen_motor_gir_ingen_mager_motor(tmp_path):
    fil = tmp_path / "profil.json"
    wasmfil.skriv_profil(LITEN, {1}, fil)

    assert mager_motor(LITEN, fil) == wasmfil.mager(LITEN, {1})
    assert mager_motor(LITEN + b"\0\1\0", fil) is None
    assert mager_motor(LITEN, None) is None


def test_profilen_er_laget_for_motoren_som_er_installert():
    assert profil_passer(), "kjør «make profil», og ta filen med i endringen"
    assert not profil_passer(PROFIL.with_name("finnes-ikke.json"))
