# SPDX-License-Identifier: Apache-2.0
"""Tables for Arrow, by its PyCapsule interface: no pyarrow is needed."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from .native import ffi, member_of

if TYPE_CHECKING:
    from .comparing import Comparison

Column = tuple[str, str, tuple[Any, ...]]
#: How integers and reals of C are read, and what Arrow calls them.
NUMBERS = {"uint64_t": ("Q", "int64"), "uint32_t": ("I", "int64"), "int": ("i", "int64"), "double": ("d", "float64")}


class Stream(Protocol):
    """What Arrow's readers take."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


def values_of(held: Any, code: str, offset: int) -> list[Any]:
    """A member of an array of structures, by where it is in each."""
    whole: Any = memoryview(ffi.buffer(held)).cast("B")
    view = whole.cast(code)
    values: list[Any] = view[offset // view.itemsize :: ffi.sizeof(ffi.typeof(held).item) // view.itemsize].tolist()
    return values


def columns_of(comparison: Comparison, held: Any, name: str, field: Any) -> Iterator[Column]:
    """A member of an array of structures as columns: name, type and buffers."""
    kind = field.type.cname
    if kind == "struct almost_span":
        for half, offset in (("start", 0), ("end", 8)):
            places = getattr(comparison, name)._code_points(values_of(held, "Q", field.offset + offset))
            yield f"{name}_{half}", "int64", (None, array("q", places))
    elif name == "touches" or field.type.kind == "enum":
        word = member_of(name, field.type)
        words = [" ".join(word(n)) if name == "touches" else word(n) for n in values_of(held, "I", field.offset)]
        letters = [one.encode() for one in words]
        yield name, "string", (None, array("i", accumulate(map(len, letters), initial=0)), b"".join(letters))
    else:
        code, named = NUMBERS[kind]
        yield name, named, (None, array("d" if code == "d" else "q", values_of(held, code, field.offset)))


def stream(comparison: Comparison, kind: Any, held: Any) -> Stream:
    """An array of structures as a table, with the members of a named tuple."""
    import nanoarrow as na  # type: ignore[import-untyped]

    fields, n = dict(ffi.typeof(held).item.fields), len(held)
    columns = [one for name in kind._fields for one in columns_of(comparison, held, name, fields[name])]
    types = {name: getattr(na, named)() for name, named, _ in columns}
    children = [na.c_array_from_buffers(types[name], n, buffers, null_count=0) for name, _, buffers in columns]
    made: Stream = na.ArrayStream(na.c_array_from_buffers(na.struct(types), n, [None], null_count=0, children=children))
    return made


#: What rows of text reuse have, though there be none: of clusters, and of passages.
CLUSTERS = ("cluster", "size", "documents", "uid", "id", "begin", "end", "text")
PASSAGES = ("uid", "id", "begin", "end", "text", "uid2", "id2", "begin2", "end2", "text2", "score")
TEXTS = {"id", "text", "id2", "text2"}


def typed(name: str, values: list[Any]) -> tuple[str, list[Any]]:
    """What Arrow calls the values of a member, of which some may be None; values of several types are JSON."""
    kinds = {type(value) for value in values if value is not None} or {str if name in TEXTS else int}
    for kind, named in ((bool, "bool_"), (int, "int64"), (float, "float64")):
        if kinds <= ({int, float} if kind is float else {kind}):
            return named, values
    if kinds != {str}:
        values = [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
    return "string", values


def of_rows(rows: Iterable[Mapping[str, Any]], members: Iterable[str]) -> Stream:
    """Dictionaries as a table with a column a member, of these first."""
    import nanoarrow as na

    held = list(rows)
    names = dict.fromkeys([*members, *(name for row in held for name in row)])
    types, children = {}, []
    for name in names:
        named, values = typed(name, [row.get(name) for row in held])
        types[name] = getattr(na, named)()
        children.append(na.c_array(values, types[name]))
    made: Stream = na.ArrayStream(
        na.c_array_from_buffers(na.struct(types), len(held), [None], null_count=0, children=children)
    )
    return made
