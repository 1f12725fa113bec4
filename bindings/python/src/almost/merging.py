# SPDX-License-Identifier: Apache-2.0
"""Several revisions of one text, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .native import Call, Limits, Result, ffi, lib, number_of, options
from .texts import Source, text_from

__all__ = ["Merge", "merge"]


class Merge(Result):
    """What several revisions made of one text, in one. ``conflicts`` says how many places are left to decide."""

    def __init__(self, handle: Any, keep: tuple[Any, ...]) -> None:
        self._merge = handle
        self._keep = keep

    @property
    def conflicts(self) -> int:
        return int(lib.almost_merge_conflicts(self._merge))

    def _written(self, form: int, marks: str) -> bytes:
        asked = options("almost_merge_write_options")
        asked.form, asked.marks = form, number_of(marks, "merge_marks")
        return Call(None).written(lib.almost_merge_write, self._merge, asked)

    def write(self, marks: str = "git") -> bytes:
        """The text, conflicts between marks as git has them: ``git``, ``diff3`` or ``zdiff3``."""
        return self._written(lib.ALMOST_MERGE_TEXT, marks)

    def json(self) -> bytes:
        """As the command writes it with ``--json``."""
        return self._written(lib.ALMOST_MERGE_JSON, "git")

    def __repr__(self) -> str:
        return f"<almost.Merge: {self.conflicts} conflicts>"


def merge(base: Source, sides: Sequence[Source], *, limits: Limits | None = None) -> Merge:
    """Merge revisions of a text by words and passages.

    >>> made = merge("The cat sat on the mat.", ["The black cat sat on the mat.", "The cat sat on the red mat."])
    >>> made.conflicts, made.write()
    (0, b'The black cat sat on the red mat.')
    """
    call = Call(limits)
    asked, texts = options("almost_merge_options", call), [text_from(source, limits) for source in (base, *sides)]
    array = ffi.new("const almost_text *[]", [one._text for one in texts[1:]])
    handle = call.made("merge", lib.almost_merge_new, texts[0]._text, array, len(texts) - 1, asked)
    return Merge(handle, (texts,))
