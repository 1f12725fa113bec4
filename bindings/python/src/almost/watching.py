# SPDX-License-Identifier: Apache-2.0
"""A telling that is held against its sources while it is told, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from .comparing import Span, touches_of
from .native import Call, Limits, c_string, ffi, lib, options, text_of
from .quoting import listed
from .texts import Source, text_from
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


def words_of(pointer: Any, length: int) -> str:
    return bytes(ffi.buffer(pointer, length)).decode("utf-8", "replace") if length else ""


def watched(one: Any) -> Watched:
    differences = []
    for i in range(one.n_changes):
        change = one.changes[i]
        kind = text_of(lib.almost_change_kind_name(change.kind))
        sides = words_of(change.source_text, change.source_length), words_of(change.telling_text, change.telling_length)
        differences.append(Difference(kind, touches_of(change.touches), *sides))
    names = text_of(lib.almost_watched_kind_name(one.kind)), text_of(lib.almost_watched_as_name(getattr(one, "as")))
    source = None if one.source == ffi.NULL else text_of(one.source)
    spans = Span(one.telling.start, one.telling.end), Span(one.span.start, one.span.end)
    text = words_of(one.text, one.length)
    return Watched(*names, one.id, one.revision, text, spans[0], source, spans[1], one.line, one.likeness, differences)


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
    asked = options("almost_watch_options", call)
    if isinstance(against, Library):
        keep: Any = against._opened()
        handle = call.made("watch", lib.almost_watch_open_library, keep, asked)
    else:
        keep = [text_from(source, limits) for source in listed(against)]
        array = ffi.new("const almost_text *[]", [one._text for one in keep])
        handle = call.made("watch", lib.almost_watch_open, array, len(keep), asked)
    pieces, out = iter(telling), ffi.new("const almost_watched **")
    for piece in pieces:
        read = piece.encode("utf-8", "surrogateescape") if isinstance(piece, str) else piece
        call(lib.almost_watch_feed, handle, read, len(read))
        yield from told_now(call, handle, out)
    lib.almost_watch_end(handle)
    yield from told_now(call, handle, out)
    del keep


def told_now(call: Call, handle: Any, out: Any) -> Iterator[Watched]:
    """All that there is to tell for now."""
    while True:
        call(lib.almost_watch_next, handle, out)
        if out[0] == ffi.NULL:
            return
        yield watched(out[0])
