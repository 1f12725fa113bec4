# SPDX-License-Identifier: Apache-2.0
"""Any number of witnesses of one text, word by word in one table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from .native import Call, Limits, Result, c_string, ffi, lib, options, text_of
from .texts import Source, text_from

__all__ = ["Collation", "collate"]

FORMS = {
    "table": 0,
    "json": 1,
    "csv": 2,
    "tsv": 3,
    "tei": 4,
    "graphml": 5,
    "dot": 6,
    "apparatus": 7,
    "latex": 8,
    "newick": 9,
    "matrix": 10,
    "summary": 11,
    "consensus": 12,
    "tree": 13,
    "tree-svg": 14,
    "html": 15,
    "decisions": 16,
}


class Collation(Result):
    """A table of places: in each row, of each witness, one word, several or none."""

    def __init__(self, handle: Any, keep: tuple[Any, ...]) -> None:
        self._collation = handle
        self._keep = keep

    def __len__(self) -> int:
        """How many rows there are."""
        return int(lib.almost_collation_rows(self._collation))

    @property
    def sigla(self) -> list[str]:
        """What the witnesses are called."""
        n = lib.almost_collation_witnesses(self._collation)
        return [text_of(lib.almost_collation_siglum(self._collation, i)) for i in range(n)]

    def row(self, index: int) -> dict[str, str]:
        """What each witness has in a row, with what follows up to its next word."""
        if not 0 <= index < len(self):
            raise IndexError("there is no such row")
        length, cells = ffi.new("uint64_t *"), {}
        for i, siglum in enumerate(self.sigla):
            start = lib.almost_collation_bytes(self._collation, i, length)
            cell = lib.almost_collation_cell(self._collation, index, i)
            piece = bytes(ffi.buffer(start + cell.start, cell.end - cell.start)) if cell.end > cell.start else b""
            cells[siglum] = piece.decode("utf-8", "replace")
        return cells

    def write(
        self,
        form: str = "table",
        *,
        by_witness: bool = False,
        significant: bool = False,
        positive: bool = False,
        invariant: bool = False,
        base: str | None = None,
        width: int = 0,
    ) -> str:
        """In one of the command's forms, such as ``table``, ``json``, ``tei``, ``apparatus``, ``newick``."""
        if form not in FORMS:
            raise ValueError(f"form is one of {', '.join(FORMS)}, and not {form!r}")
        call, asked, siglum = Call(None), options("almost_collation_options"), c_string(base)
        asked.form, asked.by_witness, asked.significant = FORMS[form], by_witness, significant
        asked.positive, asked.invariant, asked.base, asked.width = positive, invariant, siglum, width
        written = call.written(lib.almost_collation_write, self._collation, asked)
        return written.decode("utf-8", "surrogateescape")

    def json(self) -> bytes:
        """As the command writes it with ``--json``: CollateX's ``witnesses`` and ``table``, and more."""
        return self.write("json").encode("utf-8", "surrogateescape")

    def __repr__(self) -> str:
        return f"<almost.Collation: {len(self.sigla)} witnesses, {len(self)} rows>"


def collate(witnesses: Mapping[str, Source | Any] | dict[str, Any], *, limits: Limits | None = None) -> Collation:
    """Collate texts by their sigla, or what CollateX takes: ``{"witnesses": [{"id", "content"}, …]}``.

    >>> table = collate({"A": "the black cat", "B": "the white cat"})
    >>> table.row(1)
    {'A': 'black ', 'B': 'white '}
    """
    call = Call(limits)
    asked = options("almost_collate_options", call)
    listed = witnesses.get("witnesses")
    if len(witnesses) == 1 and isinstance(listed, Sequence) and not isinstance(listed, (str, bytes)):
        document = json.dumps(witnesses).encode()
        name = c_string("witnesses")
        handle = call.made("collation", lib.almost_collate_json, document, len(document), name, asked)
        return Collation(handle, ())
    texts = [text_from(source, limits) for source in witnesses.values()]
    names = [c_string(siglum) for siglum in witnesses]
    pointers = ffi.new("const almost_text *[]", [text._text for text in texts]), ffi.new("const char *[]", names)
    return Collation(call.made("collation", lib.almost_collate, *pointers, len(texts), asked), (texts,))
