"""How much the tests would notice: `make mutasjon` plants one fault at a time, and sees whether a test falls.

The kept tools were weighed. mutmut 3 changes only what stands inside functions, so not the limits of the forms;
cosmic-ray starts pytest anew for each mutant, which takes 2.3 s here before the first test; neither changes data.
This one collects the tests once and forks a process for each mutant. The process changes the function that has
the fault, or loads the package anew where it lies in none, or in one that has a part in the loading. Then it runs
the tests that pass the changed line, first those that last killed another in the same file, then the quickest. A
test that asks pytest for nothing but its own row of values is called as the function it is.

Equivalent mutants are named in tests/likeverdige.toml with the reason; a name that fits no mutant is an error, and
so is one that a test kills. Knows no rule; what a fault can be stands in `tests.mutanter`.
"""

import argparse
import ast
import builtins
import gc
import importlib.abc
import importlib.util
import inspect
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import tomllib
from collections import defaultdict
from fnmatch import fnmatch
from functools import cache, cached_property
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

import pytest
from hypothesis import Phase, settings

from tests.mutanter import Mutant, i_data, i_python, med_spor
from tests.rad import egne_verdier

ROT = Path(__file__).resolve().parent.parent
PRØVER = (
    "tests/regler",
    *(f"tests/test_{navn}.py" for navn in ("data", "ics", "kommandolinje")),
    # The others there start a program of its own, which finds the package on disk with no fault in it.
    "tests/test_helligdager.py::test_kalenderen_kjenner_hver_helligdag_i_biblioteket_og_ingen_andre",
)
BRED = "tests/regler/test_gransk.py"  # generated input takes half the time of all, and kills what others kill
# The sentences: they are read by people, and proven by approved answers.
UTELATT = ("tekster.nb.toml", "tekster.nn.toml", "ord.nn.toml")
GULV, GANGER = 3, 5  # seconds of processor time for any test, and how many times what it needs with no fault
MINNE = 4 << 30


class Laster(SourceFileLoader):
    """Loads a module of the package: code and data as they stand in memory, else from disk."""

    def __init__(self, navn: str, sti: str, kode: dict, data: dict[str, bytes]):
        super().__init__(navn, sti)
        self.kode, self.data = kode, data

    def get_code(self, fullname):
        """The compiled module, changed or not."""
        return self.kode[self.path]

    def get_data(self, path):
        """The file's content, changed or not."""
        return self.data[str(path)] if str(path) in self.data else super().get_data(path)


class Pakke(importlib.abc.MetaPathFinder):
    """The package under trial, which can be loaded again and again, with one file replaced in memory."""

    def __init__(self, rot: Path, navn: str):
        self.rot, self.navn, self.data = rot, navn, {}
        self.kode = {
            str(sti): compile(sti.read_bytes(), sti, "exec") for sti in sorted((rot / navn).rglob("*.py"))
        }

    def find_spec(self, navn, path=None, target=None):
        """Find the modules of the package before the ordinary finders do."""
        if navn.partition(".")[0] != self.navn:
            return None
        mappe = self.rot.joinpath(*navn.split("."))
        sti = str(mappe / "__init__.py" if mappe.is_dir() else mappe.with_suffix(".py"))
        laster = Laster(navn, sti, self.kode, self.data)
        under = [str(mappe)] if mappe.is_dir() else None
        return importlib.util.spec_from_file_location(navn, sti, loader=laster, submodule_search_locations=under)

    def plant(self, mutant: Mutant, lastes: bool) -> None:
        """Let the package be as the mutant has it; load it anew if the fault can be seen in the loading."""
        endret, sti = mutant.plant(), str(self.rot / mutant.sti)
        if isinstance(endret, str):
            self.data[sti] = endret.encode()
        else:
            self.kode[sti] = compile(endret, sti, "exec")
        if lastes or not self.bytt(mutant, self.kode[sti]):
            self.last()

    def bytt(self, mutant: Mutant, kode: CodeType | None) -> bool:
        """Put the changed code into its function, which is loaded. False where it cannot be done so."""
        her = sys.modules[".".join(Path(mutant.sti).with_suffix("").parts)]
        for navn in mutant.navn.partition(":")[0].split("."):
            her = inspect.unwrap(getattr(her, navn, None))
            kode = next((et for et in kode.co_consts if isinstance(et, CodeType) and et.co_name == navn), None)
            if kode is None or not isinstance(her, FunctionType | type):
                return False
            if isinstance(her, FunctionType):
                # The cell of a function's own class comes and goes with super().
                like = her.__code__.co_freevars == kode.co_freevars
                her.__code__ = kode if like else her.__code__
                return like
        return False

    def last(self) -> None:
        """Load the whole package anew, and run again the import statements of those who have imported from it."""
        for navn in [navn for navn in sys.modules if navn.partition(".")[0] == self.navn]:
            del sys.modules[navn]
        for sti in self.kode:
            navn = ".".join(Path(sti).relative_to(self.rot).with_suffix("").parts)
            if not navn.endswith(".__main__"):
                importlib.import_module(navn.removesuffix(".__init__"))
        for modul, setninger in self.importører:
            exec(setninger, vars(modul))

    @cached_property
    def importører(self) -> list[tuple]:
        """The modules outside the package that import from it, with those statements of theirs, compiled."""
        ut = []
        for modul in list(sys.modules.values()):
            sti = Path(getattr(modul, "__file__", None) or "/")
            if sti.is_relative_to(self.rot) and not sti.relative_to(self.rot).parts[0].startswith(
                (".", self.navn)
            ):
                setninger = [et for et in ast.parse(sti.read_bytes()).body if self.navn in _importert(et)]
                ut.append((modul, compile(ast.Module(setninger, []), sti, "exec")))
        return ut


def _importert(setning: ast.stmt) -> set[str]:
    match setning:
        case ast.Import(names=navn):
            return {et.name.partition(".")[0] for et in navn}
        case ast.ImportFrom(module=str() as modul):
            return {modul.partition(".")[0]}
    return set()


class Prøving:
    """A pytest plugin that takes over when the tests are collected, and runs them once for each mutant."""

    def __init__(self, pakke: Pakke, mutanter: list[Mutant], arbeidere: int):
        self.pakke, self.mutanter, self.arbeidere = pakke, mutanter, arbeidere
        self.falt: list[str] = []  # in this process
        self.drept_av: dict[Mutant, str] = {}
        self.varte: dict[str, float] = {}
        self.dekker: dict[tuple[str, int], set[str]] = defaultdict(set)
        self.ved_import: set[tuple[str, int]] = set()
        self.drap: dict[str, list[str]] = defaultdict(list)  # of each file the tests that kill, the last one last

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection(self):
        """No shrinking in Hypothesis: that a test falls is enough to know."""
        settings.register_profile(
            "mutasjon", settings(), max_examples=20, phases=(Phase.explicit, Phase.generate), deadline=None
        )
        settings.load_profile("mutasjon")

    def pytest_runtest_logreport(self, report):
        """Note that a test fell."""
        if report.failed:
            self.falt.append(report.nodeid)

    def pytest_runtestloop(self, session):
        """Run all tests on the package as it is, watched; then fork for each mutant."""
        session.config.pluginmanager.unregister(name="terminalreporter")
        self.prøver = {prøve.nodeid: prøve for prøve in session.items}
        hel = dict(self.pakke.kode)
        for sti in hel:
            navn = Path(sti).relative_to(self.pakke.rot).as_posix()
            self.pakke.kode[sti] = compile(med_spor(navn, Path(sti).read_text(encoding="utf-8")), sti, "exec")
        builtins.__passert__ = self.ved_import.add
        self.pakke.last()
        for prøve in self.prøver.values():
            self.mål(prøve)
        if self.falt:
            sys.exit("These tests fall with no fault planted:\n  " + "\n  ".join(self.falt))
        self.pakke.kode.update(hel)
        self.pakke.last()
        gc.freeze()
        with tempfile.TemporaryDirectory() as mappe:
            self.fordel(Path(mappe))
        return True

    def mål(self, prøve: pytest.Item) -> None:
        """Run one test, and note how long it takes and which lines it passes."""
        for modul in [modul for navn, modul in sys.modules.items() if navn.startswith(self.pakke.navn)]:
            for et in vars(modul).values():
                # What another test has had kept would be passed by here unseen.
                if hasattr(et, "cache_clear"):
                    et.cache_clear()
        linjer: set[tuple[str, int]] = set()
        builtins.__passert__ = linjer.add
        start = time.process_time()
        self.kjør(prøve)
        self.varte[prøve.nodeid] = time.process_time() - start
        for linje in linjer:
            self.dekker[linje].add(prøve.nodeid)

    def kjør(self, prøve: pytest.Item) -> None:
        """Run one test: the function itself where it takes no fixture."""
        verdier = egne_verdier(prøve)
        if verdier is None:
            prøve.config.hook.pytest_runtest_protocol(item=prøve, nextitem=None)
            return
        try:
            prøve.obj(**verdier)
        except pytest.skip.Exception:
            pass
        except Exception:
            self.falt.append(prøve.nodeid)

    def rekkefølge(self, mutant: Mutant) -> list[str]:
        """The tests that can see the mutant, the likeliest and quickest to fall first."""
        program = [navn for navn in self.prøver if "test_kommandolinje" in navn]
        if _er_program(mutant):
            return program
        setning = mutant.sti, mutant.setning
        ser = kan_se = self.dekker[setning]
        if mutant.setning is None or setning in self.ved_import:
            # What is run as the package is loaded can be seen by any test, the likeliest those that pass the file.
            ser, kan_se = self.ser_filen(mutant.sti), {*self.prøver}
        drap = {navn: nr for nr, navn in enumerate(self.drap[mutant.sti], 1)}
        return sorted(
            kan_se.difference(program), key=lambda navn: (-drap.get(navn, 0), navn not in ser, self.varte[navn])
        )

    @cache  # noqa: B019 - there is one, and it lives as long as the program
    def ser_filen(self, sti: str) -> set[str]:
        """The tests that pass a line of the file."""
        return {navn for (fil, _), prøver in self.dekker.items() if fil == sti for navn in prøver}

    def fordel(self, mappe: Path) -> None:
        """Try every mutant in a process of its own, as many at a time as we are given workers."""
        venter, kjører = self.mutanter[::-1], {}
        while venter or kjører:
            while venter and len(kjører) < self.arbeidere:
                mutant, (les, skriv) = venter.pop(), os.pipe()
                rekkefølge = self.rekkefølge(mutant)
                if barn := os.fork():
                    os.close(skriv)
                    kjører[barn] = mutant, les
                else:
                    self.barn(mutant, rekkefølge, mappe, skriv)
            barn, status = os.wait()
            mutant, les = kjører.pop(barn)
            drept_av = os.read(les, 4096).decode()
            os.close(les)
            if status:
                self.drept_av[mutant] = drept_av or "(time or memory)"
                self.drap[mutant.sti] = [et for et in self.drap[mutant.sti] if et != drept_av] + [drept_av]
            else:
                print(f"alive  {mutant.sti}:{mutant.linje}  {mutant.navn}", file=sys.stderr, flush=True)

    def barn(self, mutant: Mutant, rekkefølge: list[str], mappe: Path, skriv: int) -> None:
        """Plant the fault and run the tests till one falls. Ends the process: 0 where none did."""
        grense = GULV + GANGER * sum(self.varte[navn] for navn in rekkefølge)
        resource.setrlimit(resource.RLIMIT_AS, (MINNE, MINNE))
        signal.alarm(10 * int(grense))  # for one that waits and does nothing
        signal.setitimer(signal.ITIMER_PROF, GULV)
        gc.disable()
        stille = os.open(os.devnull, os.O_RDWR)
        for nr in range(3):
            os.dup2(stille, nr)
        drept_av = "(import)"
        try:
            if _er_program(mutant):
                self.legg_ut(mutant, mappe / str(os.getpid()))
            else:
                sett_av_alle = mutant.setning is None or (mutant.sti, mutant.setning) in self.ved_import
                self.pakke.plant(mutant, lastes=sett_av_alle)
            for drept_av in rekkefølge:
                signal.setitimer(signal.ITIMER_PROF, GULV + GANGER * self.varte[drept_av])
                self.kjør(self.prøver[drept_av])
                if self.falt:
                    break
            else:
                os._exit(0)
        finally:
            os.write(skriv, drept_av.encode()[:4096])
            os._exit(1)

    def legg_ut(self, mutant: Mutant, mappe: Path) -> None:
        """Write the changed package to disk, and let those tests that start it as a program find it there."""
        shutil.copytree(self.pakke.rot / self.pakke.navn, mappe / self.pakke.navn)
        (mappe / mutant.sti).write_text(ast.unparse(mutant.plant()), encoding="utf-8")
        for navn, modul in sys.modules.items():
            if "test_kommandolinje" in navn:
                modul.ROT = mappe


def _er_program(mutant: Mutant) -> bool:
    return mutant.sti.endswith("/__main__.py")


def finn_mutanter(rot: Path, pakke: str, bare: list[str]) -> list[Mutant]:
    """Return the mutants of the package's code and data, or only of the files that fit one of the patterns."""
    ut = []
    for sti in sorted([*(rot / pakke).rglob("*.py"), *(rot / pakke).rglob("*.toml")]):
        navn = sti.relative_to(rot).as_posix()
        if navn in bare or (sti.name not in UTELATT and (not bare or any(fnmatch(navn, et) for et in bare))):
            ut += (i_python if sti.suffix == ".py" else i_data)(navn, sti.read_text(encoding="utf-8"))
    return ut


def les_likeverdige(sti: Path) -> dict[tuple[str, str], str]:
    """Return the reason for each mutant, by file and name, that gives the same answer as the code it changes."""
    if not sti.exists():
        return {}
    grupper = tomllib.loads(sti.read_text(encoding="utf-8"))["likeverdige"]
    return {(gruppe["fil"], navn): gruppe["grunn"] for gruppe in grupper for navn in gruppe["mutanter"]}


def rapport(mutanter: list[Mutant], drept_av: dict[Mutant, str], likeverdige: dict, mål: float) -> int:
    """Print the score of each file, the survivors and the equivalents. Return 1 if the goal is missed."""
    navngitt = {(mutant.sti, mutant.navn): mutant for mutant in mutanter}
    filer = {mutant.sti for mutant in mutanter}
    gjelder = {nøkkel: grunn for nøkkel, grunn in likeverdige.items() if nøkkel[0] in filer or not filer}
    feil = [f"{sti}  {navn}: no such mutant" for sti, navn in gjelder if (sti, navn) not in navngitt]
    feil += [
        f"{sti}  {navn}: killed by {drept_av[mutant]}"
        for (sti, navn), mutant in navngitt.items()
        if (sti, navn) in gjelder and mutant in drept_av
    ]
    overlevde = [m for m in mutanter if m not in drept_av and (m.sti, m.navn) not in gjelder]
    for mutant in overlevde:
        print(f"survived  {mutant.sti}:{mutant.linje}  {mutant.navn}")
    for (sti, navn), grunn in gjelder.items():
        print(f"equivalent  {sti}  {navn}  [{grunn}]")
    print(f"\n{'file':<36}{'mutants':>8}{'killed':>8}{'equal':>7}{'alive':>7}{'score':>9}")
    for fil in [*sorted(filer), ""]:
        egne = [m for m in mutanter if m.sti.startswith(fil)]
        lever = sum(m.sti.startswith(fil) for m in overlevde)
        like = sum(m not in drept_av for m in egne) - lever
        drept = len(egne) - lever - like
        score = 100 * drept / ((drept + lever) or 1)
        print(f"{fil or 'all':<36}{len(egne):>8}{drept:>8}{like:>7}{lever:>7}{score:>8.1f}%")
    for linje in feil:
        print(f"named as equivalent  {linje}")
    return int(bool(feil) or not mutanter or score < mål)


def main() -> int:
    """Run the command line. Returns the exit code."""
    leser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    leser.add_argument("--bare", nargs="+", default=[], help="only these files, as patterns from the root")
    leser.add_argument("--maal", type=float, default=95, help="the goal in per cent")
    leser.add_argument("--hver", type=int, default=1, help="try each tenth (10) for a quick look, not all")
    leser.add_argument("--arbeidere", type=int, default=len(os.sched_getaffinity(0)))
    leser.add_argument("--rot", type=Path, default=ROT)
    leser.add_argument("--pakke", default="calculators")
    leser.add_argument("--proever", nargs="+", default=[*PRØVER, f"--ignore={BRED}"])
    leser.add_argument("--likeverdige", type=Path, default="tests/likeverdige.toml")
    valg = leser.parse_args()
    # Data that is not changed is read as it was read the last time.
    tomllib.loads = cache(tomllib.loads)
    os.chdir(valg.rot)
    sys.path.insert(0, str(valg.rot))
    sys.dont_write_bytecode = True
    start = time.monotonic()
    pakke = Pakke(valg.rot, valg.pakke)
    mutanter = finn_mutanter(valg.rot, valg.pakke, valg.bare)[:: valg.hver]
    sys.meta_path.insert(0, pakke)
    prøving = Prøving(pakke, mutanter, valg.arbeidere)
    kode = pytest.main(
        ["-qs", "-p", "no:cacheprovider", "--tb=no", "--assert=plain", *valg.proever], plugins=[prøving]
    )
    if kode != pytest.ExitCode.OK:
        return int(kode)
    likeverdige = les_likeverdige(valg.rot / valg.likeverdige)
    if valg.hver > 1:
        prøvd = {(mutant.sti, mutant.navn) for mutant in mutanter}
        likeverdige = {nøkkel: grunn for nøkkel, grunn in likeverdige.items() if nøkkel in prøvd}
    utfall = rapport(mutanter, prøving.drept_av, likeverdige, valg.maal)
    print(f"{len(mutanter)} mutants in {time.monotonic() - start:.0f} s")
    return utfall


if __name__ == "__main__":
    sys.exit(main())
