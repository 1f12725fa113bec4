# SPDX-License-Identifier: Apache-2.0
"""Texts: what is compared, from files of any format that the library reads, or from memory."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Union

from .native import Call, Limits, ffi, lib, number_of, text_of

if TYPE_CHECKING:
    from typing_extensions import TypeAlias

__all__ = ["Source", "Text"]


class Text:
    """One telling, decoded.

    ``source`` is a text (``str``), the bytes of a file (``bytes``), or the path of a file or folder (``Path``).
    Of a file its format and encoding are found out, unless they are named.

    >>> text = Text("He was at home.")
    >>> str(text), text.format
    ('He was at home.', 'text')
    """

    def __init__(
        self,
        source: str | bytes | os.PathLike[str],
        *,
        name: str | None = None,
        encoding: str | None = None,
        format: str | None = None,
        witness: str | None = None,
        revisions: str = "accepted",
        main_only: bool = False,
        repair: bool = False,
        as_written: bool = False,
        limits: Limits | None = None,
    ) -> None:
        given, call = isinstance(source, (str, bytes)), Call(limits)
        if isinstance(source, str):  # a lone surrogate stands for a byte that was not valid, as in names of files
            source = source.encode("utf-8", "surrogateescape")
            format = format or (None if encoding else "text")
        asked = call.options("almost_text_options", encoding=encoding, format=format, witness=witness)
        asked.name = call.kept(name or "text") if given or name else ffi.NULL
        asked.revisions = number_of(revisions, "almost_revisions")
        asked.main_only, asked.repair, asked.as_written = main_only, repair, as_written
        if isinstance(source, bytes):
            self._text = call.made("text", lib.almost_text_from_memory, source, len(source), asked)
        else:
            self._text = call.made("text", lib.almost_text_open, os.fsencode(source), asked)

    @classmethod
    def _of(cls, handle: object) -> Text:
        made = cls.__new__(cls)
        made._text = handle
        return made

    def __str__(self) -> str:
        """All of it; offsets count its characters. What was not valid is U+FFFD, one a sequence."""
        length = ffi.new("uint64_t *")
        start = lib.almost_text_bytes(self._text, length)
        return bytes(ffi.buffer(start, length[0])).decode("utf-8", "replace") if length[0] else ""

    def __repr__(self) -> str:
        return f"<almost.Text {self.name!r}, {self.format}>"

    def _code_points(self, places: Iterable[int]) -> list[int]:
        """Places in bytes as places in characters."""
        place, found = ffi.new("almost_place *"), []
        for byte in places:
            lib.almost_text_place_sized(self._text, byte, place, ffi.sizeof("almost_place"))
            found.append(place.code_point)
        return found

    @property
    def name(self) -> str:
        """What messages call it."""
        return text_of(lib.almost_text_name(self._text))

    @property
    def format(self) -> str:
        """The format that it was read as, such as ``docx``."""
        return text_of(lib.almost_text_format(self._text))

    @property
    def encoding(self) -> str:
        """The encoding of its source, such as ``UTF-8``."""
        return text_of(lib.almost_text_encoding(self._text))

    @property
    def hash(self) -> str:
        """A hash (XXH3, 128 bits) of the bytes of its source, in hexadecimal."""
        return text_of(lib.almost_text_hash(self._text))


#: A text, or what one is made of: a ``str`` is the text itself, a ``Path`` the name of a file.
Source: TypeAlias = Union[Text, str, bytes, "os.PathLike[str]"]


def text_from(call: Call, source: Source) -> Text:
    """A text, which lives as long as a call."""
    call.keep.append(source if isinstance(source, Text) else Text(source, limits=call.limits))
    made: Text = call.keep[-1]
    return made


def texts_from(call: Call, sources: Source | Iterable[Source]) -> tuple[Any, int]:
    """One text or several as C takes them: an array, which lives as long as a call, and how many there are."""
    single = isinstance(sources, (Text, str, bytes, os.PathLike))
    listed: Iterable[Source] = [sources] if single else sources  # type: ignore[list-item, assignment]
    call.keep.append(ffi.new("const almost_text *[]", [text_from(call, source)._text for source in listed]))
    return call.keep[-1], len(call.keep[-1])
