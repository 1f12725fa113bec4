# SPDX-License-Identifier: Apache-2.0
"""Libraries of sources on disk, and where in them a quotation comes from."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .native import Call, Limits, ffi, lib
from .texts import Source, Text, text_from

__all__ = ["Document", "Library", "Told", "trace"]


class Told(NamedTuple):
    """What became of a source: ``added``, ``replaced``, ``unchanged``, ``removed``, or ``failed`` and why."""

    name: str
    event: str
    message: str | None


class Document(NamedTuple):
    """A document of a library. ``kept``: the library holds its text."""

    name: str
    path: str
    hash: str
    bytes: int
    words: int
    kept: bool


class Library:
    """A library in a folder; :meth:`create` makes one. It may be used by any number of threads."""

    def __init__(self, path: str | os.PathLike[str], *, limits: Limits | None = None) -> None:
        self.path, self._limits = os.fspath(path), limits
        self._lock = threading.Lock()
        self._open: Any = None
        self._tracers: dict[int, Any] = {}
        self._opened()

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, limits: Limits | None = None) -> Library:
        """Make an empty library in a folder that is not there, or empty."""
        call = Call(limits)
        call(lib.almost_library_create, os.fsencode(path), call.options("almost_library_options"))
        return cls(path, limits=limits)

    def _opened(self) -> Any:
        """The library as it was when it was opened, or last changed from here."""
        if self._open is None:
            call = Call(self._limits, lasting=True)
            self._open = call.made("library", lib.almost_library_open, os.fsencode(self.path), call.environment)
        return self._open

    def _changed(self, function: Any, *sources: str | os.PathLike[str], keep: bool = False) -> list[Told]:
        call = Call(self._limits)
        asked = call.options("almost_library_options", keep=keep, told=lib.tell, context=call.handle)
        named = () if function == lib.almost_library_verify else (call.strings(sources), len(sources))
        call(function, os.fsencode(self.path), *named, asked, ffi.NULL)
        self._reopen()
        return [Told(*told) for told in call.told]

    def _reopen(self) -> None:
        with self._lock:
            self._open, self._tracers = None, {}
            self._opened()

    def add(self, *sources: str | os.PathLike[str], keep: bool = False) -> list[Told]:
        """Add files, all files of folders, members of archives, lines of JSON Lines; says what became of each."""
        return self._changed(lib.almost_library_add, *sources, keep=keep)

    def remove(self, *sources: str | os.PathLike[str]) -> list[Told]:
        """Remove sources, named as they were added."""
        return self._changed(lib.almost_library_remove, *sources)

    def compact(self) -> None:
        """Make one segment of all."""
        call = Call(self._limits)
        call(lib.almost_library_compact, os.fsencode(self.path), call.options("almost_library_options"))
        self._reopen()

    def verify(self) -> list[Told]:
        """Check every byte; what is broken is raised, and sources that have changed are returned."""
        return self._changed(lib.almost_library_verify)

    def documents(self) -> list[Document]:
        """All documents."""
        call = Call(self._limits)
        lines = call.written(lib.almost_library_list_write, os.fsencode(self.path), call.environment).splitlines()
        return [Document(**json.loads(line)) for line in lines]

    def __len__(self) -> int:
        """How many documents there are."""
        return int(lib.almost_library_documents(self._opened()))

    def __repr__(self) -> str:
        return f"<almost.Library {self.path!r}: {len(self)} documents>"

    def _tracer(self, most: int) -> Any:
        if most not in self._tracers:
            call = Call(self._limits)
            asked = call.options("almost_trace_options", most=most)
            self._tracers[most] = call.made("tracer", lib.almost_tracer_new, self._opened(), asked)
        return self._tracers[most]

    def trace(self, quotation: str, *, most: int = 5) -> list[dict[str, Any]]:
        """Where a quotation comes from, the best first."""
        return next(iter(self.trace_all([quotation], most=most)))

    def trace_all(self, quotations: Iterable[str], *, most: int = 5) -> Iterator[list[dict[str, Any]]]:
        """The same for many, one answer each, in their order."""
        answer, query = ffi.new("almost_trace_answer *"), ffi.new("almost_trace_query *")
        name = ffi.new("char[]", b"query")
        for number, quotation in enumerate(quotations, 1):
            line = ffi.from_buffer(json.dumps({"id": number, "text": quotation}).encode())
            query.bytes, query.length, query.name, query.line = line, len(line), name, number
            with self._lock:  # a tracer is used by one thread at a time
                Call(self._limits)(lib.almost_trace_line, self._tracer(most), query, answer)
                found = bytes(ffi.buffer(answer.bytes, answer.length))
            yield json.loads(found)["sources"]

    def passages(self, text: Source, *, most: int = 5) -> dict[str, Any]:
        """The passages of a text that the library has, whether or not they are quoted."""
        call = Call(self._limits)
        of = text_from(call, text)._text
        with self._lock:
            return dict(json.loads(call.written(lib.almost_trace_write, self._tracer(most), of, behind=(ffi.NULL,))))

    def text(self, index: int) -> Text:
        """The document of a number, from 0."""
        call = Call(self._limits)
        return Text._of(
            call.made("text", lib.almost_library_text, self._opened(), index, call.options("almost_text_options"))
        )


def trace(quotation: str, library: Library | str | os.PathLike[str], *, most: int = 5) -> list[dict[str, Any]]:
    """Where in a library a quotation comes from, the best first; none is an answer."""
    return (library if isinstance(library, Library) else Library(library)).trace(quotation, most=most)
