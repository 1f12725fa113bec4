# SPDX-License-Identifier: Apache-2.0
"""Many pairs of texts, on all cores."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, Union

from .comparing import comparing_options
from .native import Call, Limits, Result, ffi, lib, options

__all__ = ["PairResult", "compare_pairs"]

Side = Union[str, bytes, "os.PathLike[str]"]


class PairResult(Result):
    """What became of one pair: a line as the command writes it with ``--pairs``."""

    def __init__(self, line: bytes) -> None:
        self._line = line

    def json(self) -> bytes:
        """The line; its ``error`` says why there is no comparison."""
        return self._line

    def __repr__(self) -> str:
        return f"<almost.PairResult: {self._line[:60].decode('utf-8', 'replace')}…>"


def fill(source: Any, side: Side) -> Any:
    """Say what one text of a pair is; what is returned has to live while the pair is added."""
    if isinstance(side, (str, bytes)):
        taken = side.encode("utf-8", "surrogateescape") if isinstance(side, str) else side
        held = ffi.from_buffer(taken)
        source.bytes, source.length = held, len(taken)
    else:
        held = ffi.new("char[]", os.fsencode(side))
        source.path = held
    return held


def compare_pairs(
    pairs: Iterable[tuple[Side, Side]],
    *,
    ignore: Iterable[str] | None = None,
    exact: bool = False,
    minimal: bool = False,
    words: str = "unicode",
    min_bits: float = 0.0,
    expected: float = 0.0,
    full: bool = False,
    limits: Limits | None = None,
) -> Iterator[PairResult]:
    """Compare pairs as they come; results come in their order. A pair that fails is a result with an ``error``.

    >>> [found.to_dict()["verdict"]["answer"] for found in compare_pairs([("He did.", "He did."), ("Yes.", "No.")])]
    ['yes', 'no']
    """
    call = Call(limits, lasting=True)
    comparing = comparing_options(None, ignore, exact, minimal, words, min_bits, expected)
    lines = options("almost_write_options")
    lines.form, lines.full = lib.ALMOST_FORM_JSON, full
    asked = options("almost_batch_options", call)
    asked.compare, asked.lines = comparing, lines
    batch = call.made("batch", lib.almost_batch_new, asked)
    waiting = iter(pairs)
    pair = options("almost_pair")
    done = False
    while True:
        while not done and lib.almost_batch_room(batch) > 0:
            try:
                original, telling = next(waiting)
            except StopIteration:
                done = True
                break
            lib.almost_pair_init_sized(pair, ffi.sizeof("almost_pair"))
            held = fill(pair.original, original), fill(pair.telling, telling)
            call(lib.almost_batch_add, batch, pair)
            del held
        result = lib.almost_batch_next(batch)
        if result == ffi.NULL:
            return
        yield PairResult(bytes(ffi.buffer(result.line, result.line_length)))
