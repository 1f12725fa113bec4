# SPDX-License-Identifier: Apache-2.0
"""A telling that is held against its sources while it is told, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .native import Call, Limits, Span, ffi, lib, row_of, words_of
from .texts import Source, texts_from
from .tracing import Library

__all__ = ["Difference", "Watched", "watch"]


class Difference(NamedTuple):
    """One difference within a sentence: ``different``, ``added`` or ``missing``."""

    kind: str
    touches: tuple[str, ...]
    source: str
    telling: str


class Watched(NamedTuple):
    """What is told of: a ``sentence`` that is the ``same``, ``different`` or ``added``; something that was
    ``left out``; a sentence that is ``withdrawn``. With a ``revision`` above 0 it was told before and is judged anew.
    """

    kind: str
    status: str
    id: int
    revision: int
    text: str
    telling: Span
    source: str | None
    span: Span
    line: int
    likeness: float
    differences: list[Difference]


def text_at(pointer: Any, length: int) -> str:
    return bytes(ffi.buffer(pointer, length)).decode("utf-8", "replace") if length else ""


def difference(one: Any) -> Difference:
    sides = text_at(one.source_text, one.source_length), text_at(one.telling_text, one.telling_length)
    made: Difference = row_of(Difference, one, source=sides[0], telling=sides[1])
    return made


def watched(one: Any) -> Watched:
    status = list(words_of("almost_watched_as"))[getattr(one, "as")]
    differences = list(map(difference, one.changes[0 : one.n_changes] if one.n_changes else ()))
    made: Watched = row_of(Watched, one, status=status, text=text_at(one.text, one.length), differences=differences)
    return made


def watch(
    telling: Iterable[str | bytes], against: Source | Library | Sequence[Source], *, limits: Limits | None = None
) -> Iterator[Watched]:
    """Hold a telling against sources, or a library, while it comes, in pieces of any size.

    >>> source = "The lamp on the mole went out. Nobody saw it that night. The keeper slept in his chair."
    >>> told = ["The lamp on the mo", "le went out. The keeper did not sl", "eep in his chair."]
    >>> [one.status for one in watch(told, source) if one.kind == "sentence"]
    ['same', 'different']
    """
    call = Call(limits, lasting=True)
    asked = call.options("almost_watch_options")
    if isinstance(against, Library):
        held = against._opened()
        handle = call.made("watch", lib.almost_watch_open_library, held, asked)
    else:
        held = texts_from(call, against)
        handle = call.made("watch", lib.almost_watch_open, *held, asked)
    for piece in telling:
        read = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
        call(lib.almost_watch_feed, handle, read, len(read))
        yield from told_now(call, handle)
    lib.almost_watch_end(handle)
    yield from told_now(call, handle)
    del held


def told_now(call: Call, handle: Any) -> Iterator[Watched]:
    """All that there is to tell for now."""
    out = ffi.new("const almost_watched **")
    call(lib.almost_watch_next, handle, out)
    while out[0] != ffi.NULL:
        yield watched(out[0])
        call(lib.almost_watch_next, handle, out)
