# SPDX-License-Identifier: Apache-2.0
"""Quotations as column functions: where they come from, and whether they are what stands there."""

from __future__ import annotations

import atexit
import functools
import os
import pathlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from typing import Any

import almost
import pyarrow as pa  # type: ignore[import-untyped]
from pyspark import SparkFiles
from pyspark.sql import Column, SparkSession
from pyspark.sql.pandas.functions import arrow_udf
from pyspark.sql.pandas.types import from_arrow_type

__all__ = ["check", "share", "trace"]

SOURCE_FIELDS = [pa.field("as", pa.string()), pa.field("name", pa.string())]
SOURCE_FIELDS += [pa.field(name, pa.int32()) for name in ("begin", "end", "line")]
SOURCE_FIELDS += [pa.field("speaker", pa.string())]
SOURCE_FIELDS += [pa.field(name, pa.float64()) for name in ("likeness", "bits", "expected")]
ARROW_SOURCES = pa.list_(pa.struct(SOURCE_FIELDS))
QUOTATION_FIELDS = [pa.field(name, pa.int32()) for name in ("begin", "end")]
QUOTATION_FIELDS += [pa.field(name, pa.string()) for name in ("text", "kind", "status", "speaker")]
ARROW_QUOTATIONS = pa.list_(pa.struct([*QUOTATION_FIELDS, pa.field("sources", ARROW_SOURCES)]))
#: What stands before the name of a folder that share() sends to the workers.
SHARED = "shared:"
#: A task has a core of its own.
LIMITS = almost.Limits(threads=1)


def share(session: SparkSession, path: str | os.PathLike[str]) -> str:
    """Send a library, or a folder or file of sources, to all workers; what is returned names it there.

    A library has to keep its texts (``--keep``), as the files that it was made of stay behind. Where all workers see
    one file system the path itself will do.
    """
    path = os.path.abspath(path)
    name = os.path.basename(path)
    folder = tempfile.mkdtemp(prefix="almost-")  # workers fetch it when they begin, and some of them late
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    sent = re.sub(r"[^A-Za-z0-9.-]", "_", name)  # what it is called on its way is a part of an address
    made = shutil.make_archive(os.path.join(folder, sent), "zip", os.path.dirname(path), name)
    session.sparkContext.addArchive(f"{made}#{sent}")
    return f"{SHARED}{sent}/{name}"


def found(path: str) -> str:
    """A path on this worker."""
    return SparkFiles.get(path[len(SHARED) :]) if path.startswith(SHARED) else path


@functools.lru_cache(maxsize=8)
def opened(path: str) -> almost.Library:
    """A library is opened once by a worker."""
    return almost.Library(path, limits=LIMITS)


@functools.lru_cache(maxsize=8)
def read(paths: tuple[str, ...]) -> list[almost.Text]:
    """Sources are read once by a worker."""
    return [almost.Text(pathlib.Path(path), limits=LIMITS) for path in paths]


def source_of(entry: dict[str, Any]) -> dict[str, Any]:
    """A source as a row has it."""
    span = entry.get("span") or {}
    row = {field.name: entry.get(field.name) for field in SOURCE_FIELDS}
    return row | {"begin": span.get("start"), "end": span.get("end")}


def quotation_of(entry: dict[str, Any]) -> dict[str, Any]:
    row = {name: entry.get(name) for name in ("text", "kind", "status", "speaker")}
    sources = [source_of(source) for source in entry.get("sources", [])]
    return row | {"begin": entry["span"]["start"], "end": entry["span"]["end"], "sources": sources}


def trace(quotation: Column | str, library: str, *, most: int = 5) -> Column:
    """Where in a library each quotation comes from, the best first: an array of sources. None for null.

    ``library`` is a path that all workers see, or what :func:`share` returned.
    """

    def run(batches: Iterator[pa.Array]) -> Iterator[pa.Array]:
        shelf = opened(found(library))
        for batch in batches:
            asked = batch.to_pylist()
            answers = shelf.trace_all([one for one in asked if one is not None], most=most)
            rows = [None if one is None else list(map(source_of, next(answers))) for one in asked]
            yield pa.array(rows, ARROW_SOURCES)

    return column_of(run, ARROW_SOURCES, quotation)


def check(account: Column | str, against: str | Sequence[str], *, language: str | None = None) -> Column:
    """The quotations of each account, held against sources: an array with each one's status. None for null.

    ``against`` names files or folders that all workers see, or what :func:`share` returned. An account that cannot be
    read ends the job with what is wrong.
    """
    paths = (against,) if isinstance(against, str) else tuple(against)

    def run(batches: Iterator[pa.Array]) -> Iterator[pa.Array]:
        sources = read(tuple(map(found, paths)))
        for batch in batches:
            asked = batch.to_pylist()
            accounts = [one for one in asked if one is not None]
            answers = almost.check_all(accounts, sources, language=language, limits=LIMITS)
            rows = [None if one is None else checked(next(answers)) for one in asked]
            yield pa.array(rows, ARROW_QUOTATIONS)

    return column_of(run, ARROW_QUOTATIONS, account)


def checked(answer: dict[str, Any]) -> list[dict[str, Any]]:
    if "error" in answer:
        raise ValueError(f"an account cannot be checked: {answer['error']}")
    return [quotation_of(entry) for entry in answer["quotations"]]


def column_of(run: Any, kind: pa.DataType, column: Column | str) -> Column:
    make: Any = arrow_udf
    made: Column = make(run, from_arrow_type(kind))(column)
    return made
