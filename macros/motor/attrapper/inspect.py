"""Stands in for inspect in the browser's bundle: dataclasses and Pyodide's boot name these, and few wheels ask
what a function takes. All but what the boot needs says no, as `dataclasses` expects of what has no signature.
"""

from types import SimpleNamespace


class Parameter:
    empty = object()
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)

    def __init__(self, navn, slag):
        self.name, self.kind, self.default = navn, slag, self.empty


class Signature:
    pass


def _nei(*_, **__):
    raise ValueError("nothing is described in this bundle: see macros/motor/attrapper")


def signature(f, **_):
    """Only of `f(*args, **kwargs)`, from which Pyodide's boot makes its own standard signature."""
    kode = getattr(f, "__code__", None)
    if kode is None or kode.co_argcount or kode.co_kwonlyargcount or kode.co_flags & 0b1100 != 0b1100:
        _nei()
    args = Parameter(kode.co_varnames[0], Parameter.VAR_POSITIONAL)
    kwargs = Parameter(kode.co_varnames[1], Parameter.VAR_KEYWORD)
    return SimpleNamespace(parameters={args.name: args, kwargs.name: kwargs})


def iscoroutinefunction(f):
    return bool(f.__code__.co_flags & 0x80)


def unwrap(f):
    while hasattr(f, "__wrapped__"):
        f = f.__wrapped__
    return f


getattr_static = isclass = ismethod = _nei
