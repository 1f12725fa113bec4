# SPDX-License-Identifier: Apache-2.0
"""Any number of witnesses of one text, word by word in one table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypedDict

from .native import Call, Limits, Result, ffi, lib, text_of
from .texts import Source, texts_from

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = ["Collation", "collate"]


class Writing(TypedDict, total=False):
    """How a table is written, as the command has it."""

    by_witness: bool
    significant: bool
    positive: bool
    invariant: bool
    base: str | None
    width: int


class Collation(Result):
    """A table of places: in each row, of each witness, one word, several or none."""

    _writes = "almost_collation_write", "almost_collation_options"

    def __len__(self) -> int:
        """How many rows there are."""
        return int(lib.almost_collation_rows(self._handle))

    @property
    def sigla(self) -> list[str]:
        """What the witnesses are called."""
        n = lib.almost_collation_witnesses(self._handle)
        return [text_of(lib.almost_collation_siglum(self._handle, i)) for i in range(n)]

    def row(self, index: int) -> dict[str, str]:
        """What each witness has in a row, with what follows up to its next word."""
        if not 0 <= index < len(self):
            raise IndexError("there is no such row")
        length, cells = ffi.new("uint64_t *"), {}
        for i, siglum in enumerate(self.sigla):
            start = lib.almost_collation_bytes(self._handle, i, length)
            cell = lib.almost_collation_cell(self._handle, index, i)
            piece = bytes(ffi.buffer(start + cell.start, cell.end - cell.start)) if cell.end > cell.start else b""
            cells[siglum] = piece.decode("utf-8", "replace")
        return cells

    def write(self, form: str = "table", **options: Unpack[Writing]) -> str:
        """In one of the command's forms, such as ``table``, ``json``, ``tei``, ``apparatus``, ``newick``.

        ``by_witness``, ``significant``, ``positive``, ``invariant``, ``base`` and ``width`` are its options, too.
        """
        return self._written(form=form, **options).decode("utf-8", "surrogateescape")

    def __repr__(self) -> str:
        return f"<almost.Collation: {len(self.sigla)} witnesses, {len(self)} rows>"


def collate(
    witnesses: Mapping[str, Source | Any] | dict[str, Any],
    *,
    by_chapter: bool = False,
    expand: bool = False,
    limits: Limits | None = None,
) -> Collation:
    """Collate texts by their sigla, or what CollateX takes: ``{"witnesses": [{"id", "content"}, …]}``.

    >>> table = collate({"A": "the black cat", "B": "the white cat"})
    >>> table.row(1)
    {'A': 'black ', 'B': 'white '}

    ``by_chapter`` collates each chapter by itself, wherever a witness has it; ``expand`` takes an abbreviation and
    its word in full for one.
    """
    call = Call(limits)
    asked = call.options("almost_collate_options", by_chapter=by_chapter, expand=expand)
    listed = witnesses.get("witnesses")
    if len(witnesses) == 1 and isinstance(listed, Sequence) and not isinstance(listed, (str, bytes)):
        document = json.dumps(witnesses).encode()
        given: tuple[Any, ...] = document, len(document), call.kept("witnesses")
        return Collation(call.made("collation", lib.almost_collate_json, *given, asked), call)
    texts, n = texts_from(call, witnesses.values())
    return Collation(call.made("collation", lib.almost_collate, texts, call.strings(witnesses), n, asked), call)
