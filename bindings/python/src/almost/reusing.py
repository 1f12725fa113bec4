# SPDX-License-Identifier: Apache-2.0
"""A corpus: every passage that two of its documents share."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from .native import Call, Limits, lib

if TYPE_CHECKING:
    from .arrow import Stream

__all__ = ["Reused", "reuse"]


class Reused(Iterator[dict[str, Any]]):
    """Rows, one after the other; the work is done when the first one is asked for."""

    def __init__(self, rows: Iterator[dict[str, Any]], form: str) -> None:
        self._rows, self._form = rows, form

    def __next__(self) -> dict[str, Any]:
        return next(self._rows)

    def to_arrow(self) -> Stream:
        """The rows that are left for pyarrow, polars, pandas, DuckDB: an Arrow stream (needs nanoarrow).

        A column a member; members of documents that are no text, number or truth value in all rows are JSON.
        """
        from . import arrow

        return arrow.of_rows(self, arrow.PASSAGES if self._form == "pairs" else arrow.CLUSTERS)


def reuse(
    documents: Iterable[Mapping[str, Any] | tuple[str, str]],
    *,
    passages: bool = False,
    date: str = "date",
    least: float = 0.0,
    cap: int = 0,
    memory: int = 0,
    temporary: str | os.PathLike[str] | None = None,
    limits: Limits | None = None,
) -> Reused:
    """What documents share, as rows with passim's members: clusters, or ``passages`` pair by pair.

    A document is ``{"id", "text", ...}``, whose other members come back with each row, or ``(id, text)``; they are read
    one after the other and kept in temporary files, so that a corpus may be larger than memory.

    >>> page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
    >>> rows = list(reuse([("a", "First. " + page), ("b", page.upper()), ("c", "something else")]))
    >>> [(row["id"], row["size"]) for row in rows]
    [('a', 2), ('b', 2)]
    """
    call = Call(limits)
    asked = call.options("almost_reuse_options", memory=memory, temporary=temporary, least=least, cap=cap)
    form = "pairs" if passages else "clusters"
    return Reused(rows_of(call, asked, documents, call.options("almost_reuse_write_options", form=form, date=date)), form)


def rows_of(call: Call, asked: Any, documents: Iterable[Any], writing: Any) -> Iterator[dict[str, Any]]:
    corpus, name = call.made("reuse", lib.almost_reuse_new, asked), call.kept("documents")
    for number, document in enumerate(documents, 1):
        row = document if isinstance(document, Mapping) else {"id": document[0], "text": document[1]}
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogateescape")
        call(lib.almost_reuse_add_line, corpus, line, len(line), name, number)
    call(lib.almost_reuse_find, corpus)
    yield from map(json.loads, call.written(lib.almost_reuse_write, corpus, writing).splitlines())
