# SPDX-License-Identifier: Apache-2.0
"""Calls of the C library: limits, errors as exceptions, what is written as bytes."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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


#: The call that this thread is in.
WORKING = threading.local()


class Call:
    """An environment for one call, which a signal such as Ctrl-C ends."""

    def __init__(self, limits: Limits | None, lasting: bool = False) -> None:
        limits = limits or Limits()
        self.interrupted: BaseException | None = None
        self.told: list[tuple[str, str, str | None]] = []
        self._handle = ffi.new_handle(self)
        self.environment = ffi.new("almost_environment *")
        lib.almost_environment_init_sized(self.environment, ffi.sizeof("almost_environment"))
        self.environment.threads = limits.threads
        self.environment.timeout = limits.timeout
        self.environment.max_bytes = limits.max_bytes
        self.environment.max_memory = limits.max_memory
        if not lasting:  # what keeps the environment would call back when this object is gone
            self.environment.progress = lib.go_on

    @property
    def handle(self) -> Any:
        """What C passes back to the functions below."""
        return self._handle

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
        taken = ffi.new("taking *")
        try:
            self(function, *arguments, ffi.addressof(lib, "taking_sink"), taken, *behind)
            return bytes(ffi.buffer(taken.bytes, taken.length)) if taken.length else b""
        finally:
            lib.taking_free(taken)


def made_error(status: int, error: Any) -> Exception:
    message = text_of(error.message)
    if status == lib.ALMOST_ERROR_MEMORY and not message:
        return MemoryError()
    words = text_of(lib.almost_status_text(status))
    return Error(message or words, words, status, text_of(error.file), error.line, error.column, error.byte)


def text_of(pointer: Any) -> str:
    """A string of C, whose bytes may be of any encoding."""
    return str(ffi.string(pointer), "utf-8", "replace")


def options(kind: str, call: Call | None = None) -> Any:
    """A structure of options, filled with defaults."""
    made = ffi.new(f"{kind} *")
    getattr(lib, f"{kind}_init_sized")(made, ffi.sizeof(kind))
    if call is not None:
        made.environment = call.environment
    return made


def c_string(text: str | None) -> Any:
    """A string for C, or NULL. It lives as long as what is returned."""
    return ffi.NULL if text is None else ffi.new("char[]", text.encode("utf-8", "surrogateescape"))


def number_of(word: str, name: str, bits: bool = False) -> int:
    """The number, or bit, that the library has a word for, such as ``json`` in ``form``."""
    known = {}
    for i in range(32):
        number = 1 << i if bits else i
        found = getattr(lib, f"almost_{name}_name")(number)
        if found != ffi.NULL:
            known[text_of(found)] = number
    if word not in known:
        raise ValueError(f"{name.replace('_', ' ')} is one of {', '.join(known)}, and not {word!r}")
    return known[word]


class Result:
    """What was found, which can be written in several forms."""

    def json(self) -> bytes:
        """The answer as JSON, as the command writes it with ``--json``."""
        raise NotImplementedError

    def to_dict(self) -> Any:
        """The same as dictionaries and lists."""
        return json.loads(self.json())


def keep_interruption(_kind: Any, raised: BaseException, _traceback: Any) -> None:
    """Keep what a signal raised, for where the call ends."""
    WORKING.call.interrupted = raised


@ffi.def_extern(error=1, onerror=keep_interruption)  # type: ignore[untyped-decorator]
def go_on(_context: Any, _stage: Any, _share: float) -> int:
    """Called now and then while C works: here Python looks for signals, which may raise."""
    return 0


@ffi.def_extern()  # type: ignore[untyped-decorator]
def tell(context: Any, name: Any, event: int, error: Any) -> None:
    """Called with each source of a library."""
    message = None if error == ffi.NULL else text_of(error.message)
    ffi.from_handle(context).told.append((text_of(name), text_of(lib.almost_library_event_name(event)), message))


@ffi.def_extern(error=1)  # type: ignore[untyped-decorator]
def list_document(context: Any, document: Any) -> int:
    """Called with each document of a library."""
    ffi.from_handle(context).append(
        (
            text_of(document.name),
            text_of(document.path),
            text_of(document.hash),
            document.bytes,
            document.words,
            bool(document.kept),
        )
    )
    return 0
