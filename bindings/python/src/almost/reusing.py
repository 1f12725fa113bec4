# SPDX-License-Identifier: Apache-2.0
"""A corpus: every passage that two of its documents share."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .native import Call, Limits, c_string, lib, options

__all__ = ["reuse"]


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
) -> Iterator[dict[str, Any]]:
    """What documents share, as rows with passim's members: clusters, or ``passages`` pair by pair.

    A document is ``{"id", "text", ...}``, whose other members come back with each row, or ``(id, text)``; they are read
    one after the other and kept in temporary files, so that a corpus may be larger than memory.

    >>> page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
    >>> rows = list(reuse([("a", "First. " + page), ("b", page.upper()), ("c", "something else")]))
    >>> [(row["id"], row["size"]) for row in rows]
    [('a', 2), ('b', 2)]
    """
    call = Call(limits)
    asked = options("almost_reuse_options", call)
    folder = c_string(None if temporary is None else os.fspath(temporary))
    asked.memory, asked.temporary, asked.least, asked.cap = memory, folder, least, cap
    corpus = call.made("reuse", lib.almost_reuse_new, asked)
    name = c_string("documents")
    for number, document in enumerate(documents, 1):
        row = document if isinstance(document, Mapping) else {"id": document[0], "text": document[1]}
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogateescape")
        call(lib.almost_reuse_add_line, corpus, line, len(line), name, number)
    call(lib.almost_reuse_find, corpus)
    writing = options("almost_reuse_write_options")
    member = c_string(date)
    writing.form, writing.date = int(passages), member
    for line in call.written(lib.almost_reuse_write, corpus, writing).splitlines():
        yield json.loads(line)
