"""Which small faults are planted: every mutant of a Python module, and every mutant of a data file in TOML.

A mutant is one change that a careless hand could have made: a comparison turned or moved to its border, a number
off by one, `and` for `or`, a statement gone, the other branch, a code taken from the line beside; two arguments,
values or steps that have changed places, one of them gone, another name or field than the one meant, the first of
a row passed over. In the data: a day, a figure or a time moved, a word from the line beside, a line gone. Type
annotations and docstrings are left alone. Knows Python's grammar, no rule; `tests.mutasjon` plants what it makes.
"""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import chain, pairwise

LENGST = 70  # characters of either side in a name; a longer one is cut, and told apart by its number

SNUDD = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
REGNEARTER = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
BYTTET = {"max": "min", "min": "max", "any": "all", "all": "any", "sorted": "list", "ceil": "int"}
SYMMETRISK = ("min", "max")
REGULÆR = ("compile", "fullmatch", "match", "search", "sub", "split", "findall", "finditer")
KODE = re.compile(r"[a-z][a-z0-9_.-]*")


@dataclass(frozen=True)
class Mutant:
    """One fault: where it stands, what it is called, the statement that is changed, and how it is planted."""

    sti: str
    linje: int
    navn: str
    setning: int | None  # its line; None for what is seen by whoever loads the file
    plant: Callable[[], str | ast.Module]  # the data file's new text, or the module's changed tree


# --- Python ---


def i_python(sti: str, kilde: str) -> list[Mutant]:
    """Return every mutant of the module. Planting changes the tree that they share: plant one to a process."""
    tre = ast.parse(kilde)
    sett: Counter[str] = Counter()
    ut = []
    koder, navnene, felter = _koder(tre), _navnene(tre), _felter(tre)
    for sted, eier, felt, nr, node, setning in _steder(tre):
        nye = _varianter(node, eier, felt, nr, koder)
        for ny in chain(
            nye, _forvekslet(node, eier, navnene.get(sted, []), felter), _byttet(node, eier, felt, nr)
        ):
            lite = isinstance(node, ast.Constant | ast.Name | ast.Attribute) and not isinstance(ny, ast.Constant)
            lite |= isinstance(node, ast.Constant)
            hvor = f" in {_kort(eier)}" if lite and not hasattr(eier, "body") else ""
            navn = f"{sted}: {' → '.join(_endringen(node, ny))}{hvor}"
            sett[navn] += 1
            navn += f" ({sett[navn]})" if sett[navn] > 1 else ""
            ut.append(Mutant(sti, node.lineno, navn, _setning(setning), _planter(tre, eier, felt, nr, ny)))
    return ut


def _planter(tre: ast.Module, eier: ast.AST, felt: str, nr: int | None, ny: ast.AST) -> Callable[[], ast.Module]:
    def plant() -> ast.Module:
        if nr is None:
            setattr(eier, felt, ny)
        elif isinstance(ny, ast.Module):
            getattr(eier, felt)[nr : nr + len(ny.body)] = ny.body
        else:
            getattr(eier, felt)[nr] = ny
        return ast.fix_missing_locations(tre)

    return plant


def _endringen(node: ast.AST, ny: ast.AST) -> tuple[str, str]:
    """What is changed, and to what; of a long text the part where the two begin to differ."""
    if isinstance(node, ast.Constant) and len(ast.unparse(node)) > LENGST:
        likt = next((nr for nr, par in enumerate(zip(node.value, ny.value, strict=False)) if len({*par}) > 1), 0)
        fra = max(likt - LENGST // 3, 0)
        node, ny = (ast.Constant(et.value[fra : fra + LENGST - 4]) for et in (node, ny))
    return _kort(node), _kort(ny)


def _kort(node: ast.AST) -> str:
    if isinstance(node, ast.If):
        return f"if {_kort(node.test)}"
    tekst = re.sub(r"\s+", " ", ast.unparse(ast.fix_missing_locations(node)))
    return tekst if len(tekst) <= LENGST else tekst[:LENGST] + "…"


def _koder(tre: ast.Module) -> list[str]:
    """The codes that stand in the module, in order: the one beside is the likeliest to be mistaken for it."""
    tekster = (et.value for et in ast.walk(tre) if isinstance(et, ast.Constant) and isinstance(et.value, str))
    return list(dict.fromkeys(tekst for tekst in tekster if KODE.fullmatch(tekst)))


def _setning(setning: ast.stmt) -> int | None:
    return None if isinstance(setning, ast.FunctionDef | ast.ClassDef) else setning.lineno


def med_spor(sti: str, kilde: str) -> ast.Module:
    """The module with a call before each statement, `__passert__((file, line))`, to see which tests pass it."""
    tre = ast.parse(kilde)
    for node in list(ast.walk(tre)):
        for felt in ("body", "orelse", "finalbody"):
            setninger = getattr(node, felt, None)
            if isinstance(setninger, list):
                vist = [(_passert(sti, et), et) for et in setninger]
                setattr(node, felt, [et for par in vist for et in par if et])
    return ast.fix_missing_locations(tre)


def _passert(sti: str, setning: ast.stmt) -> ast.stmt | None:
    if _docstring(setning):
        return None
    return ast.Expr(ast.Call(ast.Name("__passert__", ast.Load()), [ast.Constant((sti, setning.lineno))], []))


def _steder(tre: ast.Module) -> Iterator[tuple]:
    """Every node that can be changed: in which function, by whom and where it is held, and its statement."""

    def gå(eier: ast.AST, sted: str, setning: ast.stmt | None) -> Iterator[tuple]:
        for felt, verdi in ast.iter_fields(eier):
            if felt in ("annotation", "returns", "ctx"):
                continue
            for nr, node in enumerate(verdi) if isinstance(verdi, list) else [(None, verdi)]:
                if not isinstance(node, ast.AST) or _docstring(node):
                    continue
                egen = node if isinstance(node, ast.stmt) else setning
                if isinstance(node, ast.stmt | ast.expr):
                    yield sted or "module", eier, felt, nr, node, egen
                navngitt = isinstance(node, ast.FunctionDef | ast.ClassDef)
                yield from gå(node, f"{sted}.{node.name}".lstrip(".") if navngitt else sted, egen)

    yield from gå(tre, "", None)


def _docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _varianter(node: ast.AST, eier: ast.AST, felt: str, nr: int | None, koder: list[str]) -> Iterator[ast.AST]:
    match node:
        case ast.Constant(value=bool() as verdi):
            yield ast.Constant(not verdi)
        case ast.Constant(value=int() as verdi):
            yield from (ast.Constant(verdi + 1), ast.Constant(verdi - 1))
        case ast.Constant(value=str() as verdi):
            yield from map(ast.Constant, _tekster(verdi, eier, nr, koder))
        case ast.Compare(left=venstre, ops=ops, comparators=mot):
            for plass, op in enumerate(ops):
                for ny in SNUDD[type(op)]:
                    yield ast.Compare(venstre, [*ops[:plass], ny(), *ops[plass + 1 :]], mot)
        case ast.BoolOp(op=op, values=ledd):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), ledd)
            for plass in range(len(ledd)):
                rest = ledd[:plass] + ledd[plass + 1 :]
                yield rest[0] if len(rest) == 1 else ast.BoolOp(op, rest)
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=under):
            yield under
        case ast.BinOp(left=venstre, op=op, right=høyre):
            yield ast.BinOp(venstre, REGNEARTER[type(op)](), høyre)
            yield from (venstre, høyre)
        case ast.IfExp(body=ja, orelse=nei):
            yield from (ja, nei)
        case ast.Call():
            yield from _kall(node, eier)
        case ast.Slice(lower=fra, upper=til, step=steg):
            if fra:
                yield ast.Slice(None, til, steg)
            if til:
                yield ast.Slice(fra, None, steg)
        case ast.If(body=kropp, orelse=ellers):
            yield from (ast.If(ast.Constant(fast), kropp, ellers) for fast in (True, False))
        case ast.Return(value=verdi) if verdi and not (isinstance(verdi, ast.Constant) and verdi.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr() | ast.Raise() | ast.AugAssign() | ast.Break() | ast.Continue() | ast.Delete():
            yield ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield ast.Pass()
        case ast.GeneratorExp() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            yield from _uten_utvalg(node)


def _uten_utvalg(node: ast.GeneratorExp) -> Iterator[ast.AST]:
    """The comprehension with one of its conditions left out."""
    for plass, løkke in enumerate(node.generators):
        for hvilket in range(len(løkke.ifs)):
            vilkår = løkke.ifs[:hvilket] + løkke.ifs[hvilket + 1 :]
            ny = ast.comprehension(løkke.target, løkke.iter, vilkår, løkke.is_async)
            løkker = [*node.generators[:plass], ny, *node.generators[plass + 1 :]]
            deler = {navn: verdi for navn, verdi in ast.iter_fields(node) if navn != "generators"}
            yield type(node)(**deler, generators=løkker)


def _kall(node: ast.Call, eier: ast.AST) -> Iterator[ast.AST]:
    for plass in range(len(node.keywords)):
        if node.keywords[plass].arg:
            yield ast.Call(node.func, node.args, node.keywords[:plass] + node.keywords[plass + 1 :])
    if isinstance(node.func, ast.Name) and node.func.id in BYTTET:
        yield ast.Call(ast.Name(BYTTET[node.func.id], ast.Load()), node.args, node.keywords)
    if isinstance(eier, ast.Raise | ast.Expr):
        return
    # Without what the call does to its only argument, or to the text it is a method of.
    if len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and hasattr(str, node.func.attr) and node.func.attr != "join":
        yield node.func.value


def _navnene(tre: ast.Module) -> dict[str, list[tuple[int, str]]]:
    """Of each function its names, in order, with the line that each has its value from."""
    ut: dict[str, list[tuple[int, str]]] = {}

    def gå(eier: ast.AST, sted: str) -> None:
        for node in ast.iter_child_nodes(eier):
            eget = sted
            match node:
                case ast.FunctionDef(name=navn, args=argumenter):
                    eget = f"{sted}.{navn}".lstrip(".")
                    ut[eget] = [(0, et.arg) for et in (*argumenter.args, *argumenter.kwonlyargs)]
                case ast.ClassDef(name=navn):
                    eget = f"{sted}.{navn}".lstrip(".")
                case ast.Name(id=navn, ctx=ast.Store()) if sted in ut and not isinstance(eier, ast.comprehension):
                    ut[sted].append((node.lineno, navn))
            gå(node, eget)

    gå(tre, "")
    return ut


def _felter(tre: ast.Module) -> dict[str, list[str]]:
    """What the module reads of each name («dag.tap»): one field is easily written for another."""
    ut: dict[str, list[str]] = {}
    kalt = {id(et.func) for et in ast.walk(tre) if isinstance(et, ast.Call)}
    for node in ast.walk(tre):
        match node:
            case ast.Attribute(value=ast.Name(id=navn), attr=felt, ctx=ast.Load()) if id(node) not in kalt:
                ut.setdefault(navn, []).append(felt)
    return {navn: list(dict.fromkeys(felt)) for navn, felt in ut.items()}


def _neste(verdi: str, alle: list[str]) -> list[str]:
    """The one after it, if there are others."""
    andre = list(dict.fromkeys(alle))
    return [] if verdi not in andre or len(andre) == 1 else [andre[(andre.index(verdi) + 1) % len(andre)]]


def _forvekslet(node: ast.AST, eier: ast.AST, navnene: list[tuple[int, str]], felter: dict) -> Iterator[ast.AST]:
    """Another name or field than the one meant; the first of a row passed over."""
    brukt_av = (ast.Call, "func"), (ast.Attribute, "value")  # there another name is mostly no name at all
    match node:
        case _ if any(isinstance(eier, slag) and getattr(eier, del_) is node for slag, del_ in brukt_av):
            pass
        case ast.Name(id=navn, ctx=ast.Load()):
            kjente = [et for linje, et in navnene if linje < node.lineno]
            yield from (ast.Name(ny, ast.Load()) for ny in _neste(navn, kjente))
        case ast.Attribute(value=ast.Name(id=navn) as av, attr=felt, ctx=ast.Load()):
            yield from (ast.Attribute(av, ny, ast.Load()) for ny in _neste(felt, felter.get(navn, [])))
    endeløs = isinstance(node, ast.Call) and ast.unparse(node.func) == "count"
    if isinstance(eier, ast.For | ast.comprehension) and node is eier.iter and not endeløs:
        alle = ast.List([ast.Starred(node, ast.Load())], ast.Load())
        yield ast.Subscript(alle, ast.Slice(ast.Constant(1)), ast.Load())


def _byttet(node: ast.AST, eier: ast.AST, felt: str, nr: int | None) -> Iterator[ast.AST]:
    """Two neighbours that have changed places, or one of them gone."""
    match node:
        case ast.Call(func=funksjon, args=argumenter, keywords=navngitte):
            if ast.unparse(funksjon) not in SYMMETRISK:
                yield from (ast.Call(funksjon, andre, navngitte) for andre in _ombyttet(argumenter))
            verdier = [et.value for et in navngitte]
            for andre in _ombyttet(verdier):
                nye = [ast.keyword(et.arg, verdi) for et, verdi in zip(navngitte, andre, strict=True)]
                yield ast.Call(funksjon, argumenter, nye)
        case ast.Dict(keys=nøkler, values=verdier):
            yield from (ast.Dict(nøkler, andre) for andre in _ombyttet(verdier))
            yield from (ast.Dict(_uten(nøkler, plass), _uten(verdier, plass)) for plass in range(len(nøkler)))
        case ast.Tuple(elts=ledd, ctx=ast.Load()) | ast.List(elts=ledd, ctx=ast.Load()):
            if not isinstance(eier, ast.Compare | ast.comprehension):  # there the order says nothing
                yield from (type(node)(andre, ast.Load()) for andre in _ombyttet(ledd))
            yield from (type(node)(_uten(ledd, plass), ast.Load()) for plass in range(len(ledd)))
        case ast.Expr(value=ast.Call(func=funksjon)) if nr is not None and nr + 1 < len(getattr(eier, felt)):
            match getattr(eier, felt)[nr + 1]:
                case ast.Expr(value=ast.Call(func=den_andre)) as neste if ast.dump(den_andre) == ast.dump(
                    funksjon
                ):
                    yield ast.Module([neste, node], [])


def _ombyttet(ledd: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for plass, (ett, neste) in enumerate(pairwise(ledd)):
        if ast.dump(ett) != ast.dump(neste) and not isinstance(ett, ast.Starred):
            yield [*ledd[:plass], neste, ett, *ledd[plass + 2 :]]


def _uten(ledd: list, plass: int) -> list:
    return [*ledd[:plass], *ledd[plass + 1 :]]


def _tekster(verdi: str, eier: ast.AST, nr: int | None, koder: list[str]) -> Iterator[str]:
    match eier:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=navn)) if navn in REGULÆR and nr == 0:
            yield from _mønstre(verdi)
            return
        case ast.Call(func=ast.Name(id="Decimal")):
            siste = Decimal(1).scaleb(Decimal(verdi).as_tuple().exponent)
            yield from (str(Decimal(verdi) + siste), str(Decimal(verdi) - siste))
            return
    if verdi in koder and not isinstance(eier, ast.JoinedStr):
        neste = koder[(koder.index(verdi) + 1) % len(koder)]
        yield neste if neste != verdi else verdi + "x"
    else:
        yield "" if verdi else "x"


_LEDD = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:P<\w+>|P=\w+\)|[:=!]|<[=!])|\{[0-9]*,?[0-9]*\}|.", re.DOTALL
)


def _mønstre(mønster: str) -> Iterator[str]:
    """The pattern with one bound moved, one repetition changed, or one anchor gone."""
    for treff in _LEDD.finditer(mønster):
        før, ledd, etter = mønster[: treff.start()], treff[0], mønster[treff.end() :]
        for nytt in _ledd(ledd):
            yield før + nytt + etter


def _ledd(ledd: str) -> Iterator[str]:
    if ledd.startswith("{"):
        grenser = ledd[1:-1].split(",")
        for plass, grense in enumerate(grenser):
            for ny in (int(grense) + 1, int(grense) - 1) if grense else ():
                flyttet = [*grenser[:plass], str(ny), *grenser[plass + 1 :]]
                if ny >= 0 and (len(flyttet) == 1 or not flyttet[1] or int(flyttet[0] or 0) <= int(flyttet[1])):
                    yield "{" + ",".join(flyttet) + "}"
    yield from {"?": ("",), "*": ("+",), "+": ("*",), "^": ("",), "$": ("",), r"\.": (".",)}.get(ledd, ())


# --- Data ---

_VERDI = re.compile(
    r'(?P<dag>\d{4}-\d\d-\d\d)|(?P<kl>\d\d:\d\d:\d\d)|(?P<tall>-?\d+(?:\.\d+)?)|(?P<bool>true|false)|"(?P<tekst>[^"]*)"'
)
ALLE = "*"
_PAR = re.compile(rf"(?P<felt>[\w-]+) = (?:{_VERDI.pattern})")


def i_data(sti: str, kilde: str) -> list[Mutant]:
    """Return every mutant of a TOML file of plain values: each value moved or taken from beside, each line gone.

    Knows values written on one line, which is how the data are written.
    """
    linjer = kilde.splitlines(keepends=True)
    par = [
        (nr, treff)
        for nr, linje in enumerate(linjer)
        if not linje.startswith("#")
        for treff in _PAR.finditer(linje)
    ]
    valg: dict[str, list[str]] = {}
    for _, treff in par:
        if treff["tekst"] is not None:
            # In a table from days to names the names stand in for each other, and so do all texts in the file.
            for slag in {_slag(treff), ALLE}:
                valg.setdefault(slag, []).append(treff["tekst"])
    ut, avsnitt, linjer_med = [], "", {}
    for nr, treff in par:
        linjer_med.setdefault(nr, []).append(treff)
    for nr, linje in enumerate(linjer):
        if linje.startswith("["):
            avsnitt = linje.strip()
        for treff in linjer_med.get(nr, []):
            rad = linje.strip() if "{" in linje else treff[0]
            hode = f"{avsnitt} {rad}".strip()
            for start, slutt, ny in _andre(treff, valg):
                endret = "".join([*linjer[:nr], linje[:start] + ny + linje[slutt:], *linjer[nr + 1 :]])
                navn = f"{hode}: {linje[start:slutt]} → {ny}"
                ut.append(Mutant(sti, nr + 1, navn, None, lambda tekst=endret: tekst))
        if nr in linjer_med:
            uten = "".join(linjer[:nr] + linjer[nr + 1 :])
            navn = f"{avsnitt} {linje.strip()} → (gone)".strip()
            ut.append(Mutant(sti, nr + 1, navn, None, lambda tekst=uten: tekst))
    return ut


def _slag(treff: re.Match) -> str:
    return "" if re.fullmatch(r"\d{4}-\d\d-\d\d", treff["felt"]) else treff["felt"]


def _andre(treff: re.Match, valg: dict[str, list[str]]) -> Iterator[tuple[int, int, str]]:
    if not _slag(treff):
        yield from ((*treff.span("felt"), ny) for ny in _dager(treff["felt"]))
    if treff["dag"]:
        yield from ((*treff.span("dag"), ny) for ny in _dager(treff["dag"]))
    elif treff["kl"]:
        når = datetime.fromisoformat(f"2000-01-02T{treff['kl']}")
        yield from ((*treff.span("kl"), f"{når + timedelta(minutes=flyttet):%H:%M:%S}") for flyttet in (1, -1))
    elif treff["tall"]:
        siste = Decimal(1).scaleb(Decimal(treff["tall"]).as_tuple().exponent)
        for ny in (Decimal(treff["tall"]) + siste, Decimal(treff["tall"]) - siste):
            yield (*treff.span("tall"), str(ny))
    elif treff["bool"]:
        yield (*treff.span("bool"), "false" if treff["bool"] == "true" else "true")
    else:
        neste = _neste(treff["tekst"], valg[_slag(treff)]) or _neste(treff["tekst"], valg[ALLE])
        yield (*treff.span("tekst"), neste[0] if neste else treff["tekst"] + "x")
        setninger = re.split(r"(?<=[.?]) ", treff["tekst"])
        if len(setninger) > 1:
            yield (*treff.span("tekst"), " ".join(setninger[:-1]))


def _dager(dag: str) -> list[str]:
    return [(date.fromisoformat(dag) + timedelta(days=flyttet)).isoformat() for flyttet in (1, -1)]
