"""Stands in for typing in the browser's bundle: type hints are not read here, so a name is enough for most.

NamedTuple makes real tuples. What Python's own C code calls by name when a class is generic lets the class be.
"""

from _typing import Generic, ParamSpec, TypeVar, Union  # noqa: F401
from collections import namedtuple


class _Navn:
    """A hint that may be asked for anything and takes no part."""

    def __init__(self, navn):
        self.navn = navn

    def __repr__(self):
        return f"typing.{self.navn}"

    def __getitem__(self, _):
        return self

    def __or__(self, _):
        return self

    __ror__ = __or__


Any, ClassVar, IO, Literal, Self = map(_Navn, ("Any", "ClassVar", "IO", "Literal", "Self"))
TYPE_CHECKING = False


class Protocol:
    def __class_getitem__(cls, _):
        return cls


class _GenericAlias:
    """Nothing is one."""


class _AnnotatedAlias(_GenericAlias):
    pass


class _UnionGenericAlias(_GenericAlias):
    pass


def overload(f):
    return f


def get_origin(_):
    return None


def get_type_hints(ting, **_):
    return dict(ting.__annotations__)


def _generic_class_getitem(klasse, _):
    return klasse


def _generic_init_subclass(*_, **__):
    pass


_KLASSENS_EGNE = {
    *("__annotate_func__", "__annotate__", "__classdictcell__", "__doc__", "__firstlineno__", "__module__"),
    *("__qualname__", "__static_attributes__"),
}


class _NamedTupleMeta(type):
    def __new__(meta, navn, baser, rom):
        annotert = rom.get("__annotate_func__") or rom.get("__annotate__")
        felt = list(annotert(1)) if annotert else []
        standard = [rom[et] for et in felt if et in rom]
        klasse = namedtuple(navn, felt, defaults=standard, module=rom["__module__"])
        for et in sorted(rom.keys() - {*felt, *_KLASSENS_EGNE}):
            setattr(klasse, et, rom[et])
        return klasse


_mal = type.__new__(_NamedTupleMeta, "NamedTuple", (), {})


def NamedTuple(*_, **__):
    raise TypeError("write the tuple as a class: see macros/attrapper")


NamedTuple.__mro_entries__ = lambda _: (_mal,)
