"""The sample calls that the packing is made from, and what may change without it, as JSON:
`python -m macros.pakking.kall`.

Every way through the one door: a good call in each language, the same in one we do not have, which is read and
then refused, an empty one, broken ones, an unknown name. May know the bridge, how it reads its files and each
calculator's own example.
"""

import json

from calculators.felles import bro, data

# All that a new rate changes, and the nynorsk texts, which few ask for. They stay out of the image of memory.
DATA = ("satser.toml", "seksjoner.json", "ord.nn.toml", "tekster.nn.toml")


class Datalest(Exception):
    """A call has asked for one of these files."""


def kall() -> list[tuple[str, str]]:
    ut = [("finnes-ikke", "{}")]
    for navn in bro.KALKULATORER:
        gode = (json.dumps(bro.modul(navn).EKSEMPEL | {"maal": mål}) for mål in ("nb", "nn", "en"))
        ut += [(navn, inn) for inn in (*gode, "{}", "{", "[]", '{"x": "é"}')]
    return ut


def uten_data(alle: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The calls that need none of the files: these can be made before the image is taken."""
    les = data.les

    def vokt(filnavn: str) -> bytes:
        if filnavn in DATA:
            raise Datalest(filnavn)
        return les(filnavn)

    data.les = vokt
    ut = []
    for et in alle:
        try:
            bro.regn(*et)
        except Datalest:
            continue
        ut.append(et)
    return ut


if __name__ == "__main__":
    alle = kall()
    filer = [f"{data.ferdiglest(fil)}.pyc" if fil.endswith(".toml") else fil for fil in DATA]
    print(json.dumps({"kall": alle, "varme": uten_data(alle), "data": [f"calculators/{fil}" for fil in filer]}))
