# SPDX-License-Identifier: Apache-2.0
"""Tables for Arrow, by its PyCapsule interface: no pyarrow is needed."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, Protocol

from .native import lib, text_of

if TYPE_CHECKING:
    from .comparing import Comparison


class Stream(Protocol):
    """What Arrow's readers take."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...


#: Columns: name, Arrow's type, place in the row of integers (or, below 0, of reals).
CHANGES = [
    ("id", "int64", 0),
    ("passage", "int64", 1),
    ("kind", "change_kind", 2),
    ("touches", "int64", 3),
    ("original_start", "int64", 4),
    ("original_end", "int64", 5),
    ("telling_start", "int64", 6),
    ("telling_end", "int64", 7),
    ("group", "int64", 8),
    ("weight", "float64", -1),
]
PASSAGES = [
    ("id", "int64", 0),
    ("kind", "passage_kind", 1),
    ("moved", "int64", 2),
    ("original_start", "int64", 3),
    ("original_end", "int64", 4),
    ("telling_start", "int64", 5),
    ("telling_end", "int64", 6),
    ("likeness", "float64", -1),
    ("bits", "float64", -2),
    ("expected", "float64", -3),
]


def strings(numbers: array[int], name: str) -> tuple[Any, ...]:
    """A column of words, as Arrow has it: where each begins, and their letters."""
    known: dict[int, bytes] = {}
    offsets, letters = array("i", [0]), bytearray()
    for number in numbers:
        if number not in known:
            known[number] = text_of(getattr(lib, f"almost_{name}_name")(number)).encode()
        letters += known[number]
        offsets.append(len(letters))
    return None, offsets, bytes(letters)


def stream(comparison: Comparison, table: str) -> Stream:
    import nanoarrow as na  # type: ignore[import-untyped]

    if table not in ("changes", "passages"):
        raise ValueError(f"table is changes or passages, and not {table!r}")
    columns = CHANGES if table == "changes" else PASSAGES
    rows: Any = getattr(comparison, table)
    reals = sum(place < 0 for _, _, place in columns)
    fields, children = {}, []
    for name, kind, place in columns:
        if place < 0:
            fields[name], buffers = na.float64(), (None, rows.reals[-1 - place :: reals])
        else:
            column = rows.integers[place :: rows.width]
            words = kind != "int64"
            fields[name] = na.string() if words else na.int64()
            buffers = strings(column, kind) if words else (None, column)
        children.append(na.c_array_from_buffers(fields[name], len(rows), buffers, null_count=0))
    made = na.c_array_from_buffers(na.struct(fields), len(rows), [None], null_count=0, children=children)
    stream: Stream = na.ArrayStream(made)
    return stream
