# SPDX-License-Identifier: Apache-2.0
"""Texts: what is compared, from files of any format that the library reads, or from memory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Union

from .native import Call, Limits, c_string, ffi, lib, number_of, options, text_of

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
        call = Call(limits)
        asked = options("almost_text_options", call)
        strings = [c_string(part) for part in (name, encoding, format, witness)]
        asked.name, asked.encoding, asked.format, asked.witness = strings
        asked.revisions = number_of(revisions, "revisions")
        asked.main_only, asked.repair, asked.as_written = main_only, repair, as_written
        if isinstance(source, (str, bytes)):
            if isinstance(source, str):
                # a lone surrogate stands for a byte that was not valid, as Python's own file names have it
                source = source.encode("utf-8", "surrogateescape")
                if encoding is None and format is None:
                    strings.append(c_string("text"))
                    asked.format = strings[-1]
            if name is None:
                strings.append(c_string("text"))
                asked.name = strings[-1]
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


def text_from(source: Source, limits: Limits | None) -> Text:
    return source if isinstance(source, Text) else Text(source, limits=limits)
