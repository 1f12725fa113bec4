# SPDX-License-Identifier: Apache-2.0
"""Several revisions of one text, brought together."""

from __future__ import annotations

from collections.abc import Sequence

from .native import Call, Limits, Result, lib
from .texts import Source, text_from, texts_from

__all__ = ["Merge", "merge"]


class Merge(Result):
    """What several revisions made of one text, in one. ``conflicts`` says how many places are left to decide."""

    _writes = "almost_merge_write", "almost_merge_write_options"

    @property
    def conflicts(self) -> int:
        return int(lib.almost_merge_conflicts(self._handle))

    def write(self, marks: str = "git") -> bytes:
        """The text, conflicts between marks as git has them: ``git``, ``diff3`` or ``zdiff3``."""
        return self._written(form="text", marks=marks)

    def __repr__(self) -> str:
        return f"<almost.Merge: {self.conflicts} conflicts>"


def merge(base: Source, sides: Sequence[Source], *, limits: Limits | None = None) -> Merge:
    """Merge revisions of a text by words and passages.

    >>> made = merge("The cat sat on the mat.", ["The black cat sat on the mat.", "The cat sat on the red mat."])
    >>> made.conflicts, made.write()
    (0, b'The black cat sat on the red mat.')
    """
    call = Call(limits)
    asked, texts = call.options("almost_merge_options"), (text_from(call, base)._text, *texts_from(call, sides))
    return Merge(call.made("merge", lib.almost_merge_new, *texts, asked), call)
