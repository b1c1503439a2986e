"""Stands in for ast in the browser's bundle: the tree itself is C, and of the rest Pyodide's boot takes two."""

from _ast import *  # noqa: F403


def parse(kilde, filnavn="<unknown>", måte="exec"):
    return compile(kilde, filnavn, måte, PyCF_ONLY_AST)  # noqa: F405


def fix_missing_locations(node, linje=1):
    """Only for the little that runPython puts in: its own value is told apart as the last line."""
    for et in ("lineno", "end_lineno"):
        if et in node._attributes:
            linje = getattr(node, et, None) or linje
            setattr(node, et, linje)
    for et in ("col_offset", "end_col_offset"):
        if et in node._attributes and getattr(node, et, None) is None:
            setattr(node, et, 0)
    for felt in node._fields:
        verdi = getattr(node, felt, None)
        for barn in verdi if isinstance(verdi, list) else [verdi]:
            if isinstance(barn, AST):  # noqa: F405
                fix_missing_locations(barn, linje)
    return node
