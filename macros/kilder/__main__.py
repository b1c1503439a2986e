"""`make kilder`: fetch what the site rests on, and list what an editor must look at.

python -m macros.kilder                      exit 0 where nothing has changed, 1 where an editor must look
python -m macros.kilder --godta              accept all that was read the last time, without asking anyone anew
python -m macros.kilder --godta ADRESSE …    accept these, and what is unchanged
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from macros.grunn import ROT
from macros.kilder import adresser
from macros.kilder.klient import Klient, Svar
from macros.kilder.tilstand import SETT, Lest, les, skriv
from macros.sjekk.felles import i_dag
from macros.sjekk.funn import KILDER
from macros.sjekk.kilde import Tre

# In the order they are listed: what is worst first. What an editor does about each.
GRUPPER = {
    "borte": "Siden finnes ikke lenger. Finn den nye adressen, eller en annen kilde, og rett stedene under.",
    "endret": "Teksten er en annen enn da den sist ble lest. Les kilden, og rett det den gjør usant.",
    "flyttet": "Tjeneren sender videre. Les siden der den er nå, og bytt adressen på stedene under.",
    "ny": "Ingen har godtatt denne ennå. Les kilden mot stedene under.",
    "ulest": "Vi fikk ikke lest den. Åpne den i en nettleser, eller prøv igjen senere.",
    "uendret": "Ingenting å gjøre.",
}


def dom(adresse: str, svar: Svar, lest: Lest | None) -> str:
    """Which group the answer belongs in."""
    if svar.slag != "lest":
        return svar.slag
    if svar.adresse != adresse:
        return "flyttet"
    return "ny" if lest is None else "uendret" if svar.avtrykk == lest.avtrykk else "endret"


def sjekk(rot: Path, klient: Klient) -> int:
    """Ask for every address, print the list, remember what was seen; return the exit code."""
    alle, godtatt = adresser.alle(Tre(rot)), les(rot / KILDER)
    funnet: dict[str, list[str]] = {gruppe: [] for gruppe in GRUPPER}
    antall, sett = Counter(), {}
    for nr, adresse in enumerate(alle, 1):
        print(f"{nr} av {len(alle)}: {adresse}", file=sys.stderr, flush=True)
        svar = klient.hent(adresse)
        gruppe = dom(adresse, svar, godtatt.get(adresse))
        antall[gruppe] += 1
        if svar.slag == "lest":
            sett[adresse] = Lest(i_dag(), svar.avtrykk)
        funnet[gruppe].append(_linje(adresse, svar, godtatt.get(adresse)))
        if gruppe != "uendret":
            funnet[gruppe] += [f"      {sted}" for sted in alle[adresse]]
    skriv(rot / SETT, sett)
    for gruppe, råd in GRUPPER.items():
        if funnet[gruppe]:
            print(f"\n{gruppe.upper()} ({antall[gruppe]}). {råd}\n\n" + "\n".join(funnet[gruppe]))
    igjen = antall.total() - antall["uendret"]
    if ubrukte := len(godtatt.keys() - alle.keys()):
        print(f"\n{ubrukte} adresser i {KILDER} er ikke i bruk lenger. De går ut når du godtar.")
    print(f"\n{igjen} av {len(alle)} må noen se på." if igjen else f"\nAlle {len(alle)} er som sist.")
    return 1 if igjen else 0


def _linje(adresse: str, svar: Svar, lest: Lest | None) -> str:
    mer = [f"nå: {svar.adresse}"] if svar.adresse != adresse else []
    if mer and svar.slag == "lest" and lest:
        mer.append("samme tekst" if lest.avtrykk == svar.avtrykk else "endret tekst")
    mer += [svar.hvorfor] if svar.hvorfor else []
    mer += [f"sist lest {lest.sjekket}"] if lest else []
    return f"  {adresse}" + (f" ({', '.join(mer)})" if mer else "")


def godta(rot: Path, valgte: list[str]) -> int:
    """Take what was seen into docs/data/kilder.toml: the chosen and the unchanged, or all. The exit code."""
    sett, godtatt, alle = les(rot / SETT), les(rot / KILDER), adresser.alle(Tre(rot))
    if ukjente := [adresse for adresse in valgte if adresse not in sett]:
        print(f"Disse ble ikke lest sist: {', '.join(ukjente)}. Kjør «make kilder» først.", file=sys.stderr)
        return 1
    if not sett:
        print("Ingenting er lest. Kjør «make kilder» først.", file=sys.stderr)
        return 1
    ny = {adresse: lest for adresse, lest in godtatt.items() if adresse in alle}
    for adresse, lest in sett.items():
        uendret = adresse in ny and ny[adresse].avtrykk == lest.avtrykk
        if adresse in alle and (uendret or not valgte or adresse in valgte):
            ny[adresse] = lest
    skriv(rot / KILDER, ny)
    print(f"{KILDER} har nå {len(ny)} adresser. Les endringen før du lagrer den.")
    return 0


def main(argumenter: list[str], rot: Path = ROT, klient: Klient | None = None) -> int:
    """Run the command on the tree under `rot`, and return the exit code."""
    valg = argparse.ArgumentParser(prog="python -m macros.kilder", description="Hva er endret i kildene?")
    valg.add_argument("--godta", nargs="*", metavar="ADRESSE", help="godta det som ble lest sist")
    gitt = valg.parse_args(argumenter)
    return sjekk(rot, klient or Klient()) if gitt.godta is None else godta(rot, gitt.godta)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8")
    sys.exit(main(sys.argv[1:]))
