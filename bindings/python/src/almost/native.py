# SPDX-License-Identifier: Apache-2.0
"""Calls of the C library, by what its headers say: limits, options and words by name, errors as exceptions."""

from __future__ import annotations

import functools
import itertools
import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from . import _almost
from .errors import Error

ffi = _almost.ffi
lib: Any = _almost.lib


@dataclass(frozen=True)
class Limits:
    """How much a call may take.

    ``threads``: 0 is one a core, and the answer is the same at any number. ``timeout`` in seconds, 0: none.
    ``max_bytes``: of one text, 0: 1 GiB. ``max_memory`` in bytes, 0: what the system says is free.
    """

    threads: int = 0
    timeout: float = 0.0
    max_bytes: int = 0
    max_memory: int = 0


class Span(NamedTuple):
    """A half-open range of characters of a text: ``text[span.start:span.end]``."""

    start: int
    end: int

    @property
    def slice(self) -> slice:
        """For ``str(text)[span.slice]``."""
        return slice(self.start, self.end)


# --- Words for numbers -------------------------------------------------------

#: Options that are numbers in C, and whose bits, or whose bits by number, have words.
BITS = {"ignore": ("almost_ignore", False), "fail_on": ("almost_quotation_status", True)}


def text_of(pointer: Any) -> str:
    """A string of C, whose bytes may be of any encoding."""
    return str(ffi.string(pointer), "utf-8", "replace")


@functools.lru_cache(maxsize=None)
def words_of(kind: str) -> dict[str, int]:
    """The words of an enumeration, such as ``json``: those of the library, or else what the header calls them."""
    names, named = ffi.typeof(kind).elements, getattr(lib, f"{kind}_name", lambda _: None)
    prefix = len(os.path.commonprefix(list(names.values())))
    known = {}
    for number, name in sorted(names.items()):
        pointer = named(number)
        known[text_of(pointer) if pointer else name[prefix:].lower().replace("_", "-")] = number
    return known


def number_of(word: str, kind: str) -> int:
    """The number that an enumeration has a word for."""
    known = words_of(kind)
    if word not in known:
        raise ValueError(f"{kind[7:].replace('_', ' ')} is one of {', '.join(known)}, and not {word!r}")
    return known[word]


@functools.lru_cache(maxsize=None)
def touches_of(bits: int) -> tuple[str, ...]:
    """What a change touches, the loudest first."""
    ranked = itertools.takewhile(bool, map(lib.almost_touch_at, itertools.count()))
    return tuple(text_of(lib.almost_touch_name(bit)) for bit in ranked if bits & bit)


def row_of(kind: Callable[..., Any], one: Any, **given: Any) -> Any:
    """A structure of C as a named tuple with members of the same names, but for those that are given."""
    row, fields = dict(given), members_of(ffi.typeof(one))
    for name in kind._fields:  # type: ignore[attr-defined]
        if name not in given:
            row[name] = fields[name](getattr(one, name))
    return kind(**row)


@functools.lru_cache(maxsize=None)
def members_of(structure: Any) -> dict[str, Callable[[Any], Any]]:
    """How the members of a structure become Python's."""
    structure = structure.item if structure.kind == "pointer" else structure
    return {name: member_of(name, field.type) for name, field in structure.fields}


def member_of(name: str, kind: Any) -> Callable[[Any], Any]:
    if name == "touches":
        return touches_of
    if kind.kind == "enum":
        words = {number: word for word, number in words_of(kind.cname.removeprefix("enum ")).items()}
        return words.__getitem__
    if kind.kind == "pointer":
        return lambda pointer: text_of(pointer) if pointer else None
    if kind.cname == "struct almost_span":
        return lambda span: Span(span.start, span.end)
    return bool if kind.cname == "int" else lambda number: number


# --- Calls -------------------------------------------------------------------

#: The call that this thread is in.
WORKING = threading.local()


class Call:
    """An environment for one call, which a signal such as Ctrl-C ends, and what has to live as long."""

    def __init__(self, limits: Limits | None = None, lasting: bool = False) -> None:
        self.limits, self.interrupted = limits or Limits(), None
        self.told: list[tuple[str, str, str | None]] = []
        self.keep: list[Any] = []
        self.handle = ffi.new_handle(self)
        self.environment = self.options("almost_environment", **vars(self.limits))
        if not lasting:  # what keeps the environment would call back when this object is gone
            self.environment.progress = lib.go_on

    def __call__(self, function: Callable[..., int], *arguments: Any) -> None:
        """Call a function whose last parameter is an almost_error; raise what it says."""
        error = ffi.new("almost_error *")
        outer, WORKING.call = getattr(WORKING, "call", None), self
        try:
            status = function(*arguments, error)
        finally:
            WORKING.call = outer
        if self.interrupted is not None:
            raise self.interrupted
        if status != 0:
            raise made_error(status, error)

    def made(self, kind: str, function: Callable[..., int], *arguments: Any) -> Any:
        """Call a function that makes an object of a kind, such as ``text``; it is freed with what is returned."""
        out = ffi.new(f"almost_{kind} **")
        self(function, *arguments, out)
        return ffi.gc(out[0], getattr(lib, f"almost_{kind}_free"))

    def written(self, function: Callable[..., int], *arguments: Any, behind: tuple[Any, ...] = ()) -> bytes:
        """Call a function that writes to a sink, and return what it wrote."""
        taken = bytearray()
        handle = ffi.new_handle(taken)
        self(function, *arguments, lib.take, handle, *behind)
        return bytes(taken)

    def options(self, kind: str, **given: Any) -> Any:
        """A structure of options: defaults, and what is given and not None, by the names of the header."""
        made, fields = ffi.new(f"{kind} *"), dict(ffi.typeof(kind).fields)
        getattr(lib, f"{kind}_init_sized")(made, ffi.sizeof(kind))
        if "environment" in fields:
            made.environment = self.environment
        for name, value in given.items():
            if name not in fields:
                raise TypeError(f"there is no option {name!r}")
            if value is not None:
                setattr(made, name, self.option(name, fields[name].type, value))
        return made

    def option(self, name: str, kind: Any, value: Any) -> Any:
        if name in BITS:
            known, by_number = BITS[name]
            numbers = {number_of(word, known) for word in value}
            return sum(1 << number for number in numbers) if by_number else sum(numbers)
        if kind.kind == "enum":
            return number_of(value, kind.cname.removeprefix("enum "))
        return self.kept(value) if isinstance(value, (str, os.PathLike)) else value

    def kept(self, text: str | os.PathLike[str]) -> Any:
        """A string for C, which lives as long as this call."""
        made = ffi.new("char[]", os.fspath(text).encode("utf-8", "surrogateescape"))
        self.keep.append(made)
        return made

    def strings(self, texts: Iterable[str | os.PathLike[str]]) -> Any:
        """An array of strings for C."""
        return ffi.new("const char *[]", [self.kept(text) for text in texts])


def made_error(status: int, error: Any) -> Exception:
    message = text_of(error.message)
    if status == lib.ALMOST_ERROR_MEMORY and not message:
        return MemoryError()
    words = text_of(lib.almost_status_text(status))
    return Error(message or words, words, status, text_of(error.file), error.line, error.column, error.byte)


def batched(kind: str, batch: Any, items: Iterable[Any], add: Callable[[Any], None]) -> Iterator[bytes]:
    """The lines that come out of a batch, in order, while what goes in is added as there is room."""
    room, following = getattr(lib, f"{kind}_room"), getattr(lib, f"{kind}_next")
    waiting = iter(items)
    while True:
        for item in itertools.islice(waiting, room(batch)):
            add(item)
        result = following(batch)
        if result == ffi.NULL:
            return
        if result.line == ffi.NULL:
            raise MemoryError
        yield bytes(ffi.buffer(result.line, result.line_length))


class Result:
    """What was found, which can be written in several forms."""

    #: The function that writes it, and its options.
    _writes = "almost_write", "almost_write_options"

    def __init__(self, handle: Any, call: Call) -> None:
        self._handle, self._call = handle, call

    def _written(self, **options: Any) -> bytes:
        call, (function, kind) = Call(), self._writes
        return call.written(getattr(lib, function), self._handle, call.options(kind, **options))

    def json(self) -> bytes:
        """The answer as JSON, as the command writes it with ``--json``."""
        return self._written(form="json")

    def to_dict(self) -> Any:
        """The same as dictionaries and lists."""
        return json.loads(self.json())


# --- What C calls ------------------------------------------------------------


def keep_interruption(_kind: Any, raised: BaseException, _traceback: Any) -> None:
    """Keep what a signal raised, for where the call ends."""
    WORKING.call.interrupted = raised


@ffi.def_extern(error=1, onerror=keep_interruption)  # type: ignore[untyped-decorator]
def go_on(_context: Any, _stage: Any, _share: float) -> int:
    """Called now and then while C works: here Python looks for signals, which may raise."""
    return 0


@ffi.def_extern(error=1, onerror=keep_interruption)  # type: ignore[untyped-decorator]
def take(context: Any, piece: Any, length: int) -> int:
    """Called with what is written, piece by piece."""
    ffi.from_handle(context).extend(ffi.buffer(piece, length))
    return 0


@ffi.def_extern()  # type: ignore[untyped-decorator]
def tell(context: Any, name: Any, event: int, error: Any) -> None:
    """Called with each source of a library."""
    message = None if error == ffi.NULL else text_of(error.message)
    ffi.from_handle(context).told.append((text_of(name), text_of(lib.almost_library_event_name(event)), message))
