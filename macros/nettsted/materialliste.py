"""Writes what the site is made of, late in the build.

    materialliste.cdx.json   a CycloneDX 1.6 bill of materials, with the SHA-256 of every file others have made
    lisenser.txt             name, version, licence and the full licence texts of the same

All it knows of others' work stands in tredjepart.toml; versions and texts are read from the packages themselves.
Stops at a file in the site that is neither ours nor theirs. Knows plain files and no page.
"""

import hashlib
import json
import os
import re
import tomllib
import uuid
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from macros.grunn import DOCS, NAVN, ROT
from macros.nettsted.side import Nettsted, Nettstedsfeil

DATA = Path(__file__).with_name("tredjepart.toml")
LISENSER = Path(__file__).with_name("lisenser")
NODE = ROT / "node_modules"
LISTE, TEKSTER = "materialliste.cdx.json", "lisenser.txt"
HASH = re.compile(r"-[0-9a-f]{12}(?=\.(?:css|m?js)$)")  # macros.nettsted.filnavn
PAKKET = (".br", ".gz")  # made beside a file by `make klar`: the same file once more


def les(fil: Path = DATA) -> tuple[dict[str, dict], list[str]]:
    """The components by their key, and the patterns of what our own build makes."""
    data = tomllib.loads(fil.read_text(encoding="utf-8"))
    egne = data.pop("egne")["filer"]
    return data, egne


def filer_i(nettsted: Path) -> list[str]:
    """Every file of the site by its path, without the compressed copies of another."""
    rot = f"{nettsted}/"
    alle = {f"{mappe}/{fil}".removeprefix(rot) for mappe, _, filer in os.walk(nettsted) for fil in filer}
    return sorted(
        f for f in alle if not (f.endswith(PAKKET) and f.rpartition(".")[0] in alle) or f == "sitemap.xml.gz"
    )


def treff(filer: list[str], mønstre: list[str]) -> list[str]:
    """The files that one of the patterns matches: `*` stays in its folder, `**/` is any folders or none."""
    uttrykk = (re.escape(m).replace(r"\*\*/", "(?:.+/)?").replace(r"\*", "[^/]*") for m in mønstre)
    passer = re.compile("|".join(uttrykk)).fullmatch
    return [f for f in filer if passer(f)] if mønstre else []


def ukjente(filer: list[str], komponenter: dict[str, dict], egne: list[str]) -> list[str]:
    """The files that no one answers for."""
    deres = [mønster for k in komponenter.values() for mønster in k.get("filer", [])]
    kjente = set(treff(filer, egne + deres))
    return [f for f in filer if f not in kjente and not _skrevet(f)]


def _skrevet(fil: str) -> bool:
    """Whether it is written by us in docs/, where docs/assets/bygd/ is packed and not written."""
    return not fil.startswith("assets/bygd/") and any((DOCS / navn).is_file() for navn in (fil, HASH.sub("", fil)))


@cache  # each is asked for again and again
def _npm(sti: str, felt: str) -> str | dict:
    return json.loads((NODE / sti).read_text(encoding="utf-8"))[felt]


_pypi = cache(metadata.version)


def versjon(komponent: dict) -> str | None:
    """The version as the package tells it; None where nothing does."""
    if pakke := komponent.get("npm"):
        return _npm(f"{pakke}/package.json", "version")
    if pakke := komponent.get("pypi"):
        return _pypi(pakke)
    if felt := komponent.get("info"):
        return _npm("pyodide/pyodide-lock.json", "info")[felt].removeprefix("emscripten_").replace("_", ".")
    return komponent.get("versjon")


def tekst(kilde: str) -> str:
    """The licence text that a line of `tekst` names."""
    slag, _, sti = kilde.rpartition(":")
    if slag == "npm":
        fil = NODE / sti
    elif slag == "pypi":
        pakke, _, ende = sti.partition("/")
        record = metadata.distribution(pakke).read_text("RECORD") or ""
        stier = (linje.partition(",")[0] for linje in record.splitlines())
        funnet = next((sti for sti in stier if sti.endswith("/" + ende)), None)
        fil = funnet and metadata.distribution(pakke).locate_file(funnet)
    else:
        fil = LISENSER / sti
    if fil is None or not Path(fil).is_file():
        raise Nettstedsfeil(f"Finner ikke lisensteksten {kilde}. Rett «tekst» i macros/nettsted/tredjepart.toml.")
    return Path(fil).read_text(encoding="utf-8").replace("\r\n", "\n").strip() + "\n"


def purl(nøkkel: str, komponent: dict) -> str:
    """The component's name as package-url writes it."""
    slag, navn = next(((s, komponent[s]) for s in ("npm", "pypi") if s in komponent), ("generic", nøkkel))
    nummer = versjon(komponent)
    return f"pkg:{slag}/{quote(navn)}" + (f"@{quote(nummer)}" if nummer else "")


def _lisens(uttrykk: str) -> list[dict]:
    if uttrykk.startswith("LicenseRef-"):
        return [{"license": {"name": uttrykk.removeprefix("LicenseRef-").replace("-", " ")}}]
    return [{"expression": uttrykk}] if " " in uttrykk else [{"license": {"id": uttrykk}}]


def _fil(nettsted: Path, sti: str) -> dict:
    sum_ = hashlib.sha256((nettsted / sti).read_bytes()).hexdigest()
    hasher = [{"alg": "SHA-256", "content": sum_}]
    return {"type": "file", "bom-ref": f"fil:{sti}", "name": sti, "hashes": hasher}


def _komponent(nøkkel: str, alle: dict[str, dict], nettsted: Path, filer: list[str]) -> dict:
    k = alle[nøkkel]
    ut = {"type": "library", "bom-ref": purl(nøkkel, k), "name": k["navn"]}
    if nummer := versjon(k):
        ut["version"] = nummer
    ut |= {"licenses": _lisens(k["lisens"]), "purl": purl(nøkkel, k)}
    ut["externalReferences"] = [{"type": "website", "url": k["adresse"]}]
    if "innfelt" in k:
        ut["properties"] = [{"name": "une-handboka:innfelt-i", "value": mønster} for mønster in k["innfelt"]]
    inni = [_komponent(n, alle, nettsted, filer) for n, del_ in alle.items() if del_.get("del_av") == nøkkel]
    inni += [_fil(nettsted, sti) for sti in treff(filer, k.get("filer", []))]
    return ut | ({"components": inni} if inni else {})


def liste(nettsted: Path, filer: list[str], alle: dict[str, dict], tid: int) -> dict:
    """The bill of materials of the built site and its files, the same for the same files and the same time."""
    prosjekt = tomllib.loads((ROT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rot = f"pkg:generic/une-handboka@{prosjekt['version']}"
    øverst = [n for n, k in alle.items() if "del_av" not in k]
    deler = {n: sorted(purl(d, k) for d, k in alle.items() if k.get("del_av") == n) for n in øverst}
    ut = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(tid, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": rot,
                "name": NAVN,
                "version": prosjekt["version"],
                "licenses": _lisens(prosjekt["license"]),
            },
        },
        "components": [_komponent(n, alle, nettsted, filer) for n in øverst],
        "dependencies": [
            {"ref": rot, "dependsOn": sorted(purl(n, alle[n]) for n in øverst)},
            *({"ref": purl(n, alle[n]), "dependsOn": deler[n]} for n in øverst if deler[n]),
        ],
        # What is built into the engine is what can be shown from its bytes; there may be more.
        "compositions": [
            {"aggregate": "incomplete", "assemblies": [purl(n, alle[n]) for n in øverst if deler[n]]},
        ],
    }
    navn = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(ut, sort_keys=True))
    return {
        "$schema": ut.pop("$schema"),
        "bomFormat": ut.pop("bomFormat"),
        "serialNumber": f"urn:uuid:{navn}",
    } | ut


def lisenser(alle: dict[str, dict]) -> str:
    """The licences of all that readers are sent: our own first, a text that several share once."""
    egen = (ROT / "LICENSE").read_text(encoding="utf-8").strip() + "\n"
    linjer = [(NAVN, "MIT", "", [egen])]
    for k in alle.values():
        navn = f"{k['navn']} {versjon(k) or ''}".strip()
        tekster = [tekst(kilde) for kilde in k["tekst"]]
        linjer.append((navn, k["lisens"].removeprefix("LicenseRef-"), f"\nKilde: {k['adresse']}", tekster))
    ut = ["Lisensene til alt nettstedet sender til leseren.\n", *(f"{linje[0]}: {linje[1]}" for linje in linjer)]
    først: dict[str, str] = {}
    for navn, lisens, kilde, tekster in linjer:
        ut.append(f"\n{'=' * 80}\n{navn}\nLisens: {lisens}{kilde}\n{'=' * 80}")
        for en in tekster:
            ut.append(f"\n{en}" if en not in først else f"\nSe teksten under «{først[en]}».")
            først.setdefault(en, navn)
    return "\n".join(ut) + "\n"


def skriv(nettsted: Path, tid: int) -> int:
    """Write both files into the site; return how many components they tell of."""
    alle, egne = les()
    filer = filer_i(nettsted)
    if rest := ukjente(filer, alle, egne):
        raise Nettstedsfeil(
            f"Ingen svarer for disse filene i nettstedet: {', '.join(rest)}. Har andre laget dem, skriv dem inn "
            "under «filer» hos den de kommer fra, i macros/nettsted/tredjepart.toml, med lisens. Lager vårt eget "
            "bygg dem, skriv dem inn under [egne]."
        )
    (nettsted / TEKSTER).write_text(lisenser(alle), encoding="utf-8")
    ut = json.dumps(liste(nettsted, filer, alle, tid), ensure_ascii=False, indent=2)
    (nettsted / LISTE).write_text(ut + "\n", encoding="utf-8")
    return len(alle)


def steg(nettsted: Nettsted) -> str:
    antall = skriv(nettsted.mappe, int(os.environ.get("SOURCE_DATE_EPOCH") or 0))
    return f"Materiallisten: {antall} komponenter fra andre"
