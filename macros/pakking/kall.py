"""The sample calls that the packing is made from, as JSON: `python -m macros.pakking.kall`.

Every way through the one door: a good call in each language, an empty one, broken ones, an unknown name. May know
the bridge and each calculator's own example.
"""

import json

from calculators.felles import bro


def kall(*målformer: str) -> list[tuple[str, str]]:
    ut = [("finnes-ikke", "{}")]
    for navn in bro.KALKULATORER:
        gode = (json.dumps(bro.modul(navn).EKSEMPEL | {"maal": mål}) for mål in målformer)
        ut += [(navn, inn) for inn in (*gode, "{}", "{", "[]", '{"x": "é"}')]
    return ut


if __name__ == "__main__":
    # Nynorsk stays text in the image of memory: parsed, it takes twice the room.
    print(json.dumps({"kall": kall("nb", "nn"), "varme": kall("nb")}))
