# SPDX-License-Identifier: Apache-2.0
"""What goes wrong, as an exception."""

from __future__ import annotations

__all__ = ["Error"]


class Error(Exception):
    """What the library refused, or could not do.

    ``str()`` is one line, with the file and the place where there is one. ``status`` is a few words such as
    ``"malformed"``; ``file``, ``line`` (from 1), ``column`` (from 1, in code points) and ``byte`` say where, and
    are empty or 0 where they mean nothing.
    """

    def __init__(self, message: str, status: str, code: int, file: str, line: int, column: int, byte: int) -> None:
        place = ":".join(str(part) for part in (file, line, column) if part)
        super().__init__(f"{place}: {message}" if place else message)
        self.message, self.status, self.code = message, status, code
        self.file, self.line, self.column, self.byte = file, line, column, byte
