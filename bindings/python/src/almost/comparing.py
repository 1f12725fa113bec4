# SPDX-License-Identifier: Apache-2.0
"""Two texts, or many pairs of them: what is the same, different, added, missing and moved."""

from __future__ import annotations

import html
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypedDict, TypeVar, Union, overload

from .native import Call, Limits, Result, Span, batched, ffi, lib, row_of, text_of
from .texts import Source, Text, text_from

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .arrow import Stream

__all__ = ["Change", "Comparison", "PairResult", "Passage", "Span", "Verdict", "compare", "compare_pairs"]

Row = TypeVar("Row")


class Change(NamedTuple):
    """One piece of a comparison. All of them cover both texts without gap or overlap.

    ``kind`` is ``same``, ``different``, ``added``, ``missing`` or ``moved``; ``touches`` says how it differs, the
    loudest first; ``weight`` how much that matters. A side that has nothing has an empty span where it would be.
    """

    id: int
    passage: int
    kind: str
    touches: tuple[str, ...]
    original: Span
    telling: Span
    weight: float
    group: int


class Passage(NamedTuple):
    """A stretch of related text on both sides: ``same``, ``altered``, ``reworded`` or ``summary``."""

    id: int
    kind: str
    moved: bool
    original: Span
    telling: Span
    likeness: float
    bits: float
    expected: float


class Verdict(NamedTuple):
    """Is that what happened? ``yes``, ``almost``, ``partly`` or ``no``, with the shares behind it (0 to 1)."""

    answer: str
    kept: float
    told: float
    order: float
    same_ending: bool
    kept_verbatim: float
    told_verbatim: float


class Rows(Sequence[Row], Generic[Row]):
    """Rows of a comparison, which become objects when they are looked at."""

    def __init__(self, n: int, row: Callable[[int], Row]) -> None:
        self._numbers, self._row = range(n), row

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        found = self._numbers[index]
        return self._row(found) if isinstance(found, int) else list(map(self._row, found))


class Comparison(Result):
    """What was found between two texts."""

    def __init__(self, original: Text, telling: Text, handle: Any, call: Call) -> None:
        super().__init__(handle, call)
        self.original, self.telling = original, telling

    def __repr__(self) -> str:
        return f"<almost.Comparison: {self.sentence}>"

    @property
    def sentence(self) -> str:
        """The verdict as a person would say it."""
        return text_of(lib.almost_comparison_sentence(self._handle))

    @property
    def verdict(self) -> Verdict:
        """The verdict and the shares behind it."""
        verdict: Verdict = row_of(Verdict, lib.almost_comparison_verdict(self._handle))
        return verdict

    def _row(self, kind: type[Row], one: Any) -> Row:
        sides = (self.original, one.original), (self.telling, one.telling)
        spans = [Span(*text._code_points((span.start, span.end))) for text, span in sides]
        row: Row = row_of(kind, one, original=spans[0], telling=spans[1])
        return row

    def _change(self, index: int, change: Any) -> Any:
        lib.almost_comparison_change_sized(self._handle, index, change, ffi.sizeof("almost_change"))
        return change

    @property
    def changes(self) -> Sequence[Change]:
        """All changes, in the order of the telling."""
        n = lib.almost_comparison_changes(self._handle)
        return Rows(n, lambda index: self._row(Change, self._change(index, ffi.new("almost_change *"))))

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages, in the order of the telling."""
        n = lib.almost_comparison_passages(self._handle)
        return Rows(n, lambda index: self._row(Passage, lib.almost_comparison_passage(self._handle, index)))

    def write(self, form: str = "inline", *, full: bool = False, width: int = 0, colour: bool = False) -> str:
        """The answer in one of the command's forms, such as ``inline``, ``stat``, ``json``, ``html``, ``patch``."""
        written = self._written(form=form, full=full, width=width, colour=colour)
        return written.decode("utf-8", "surrogateescape")

    def json(self, *, full: bool = False) -> bytes:
        """As the command writes it with ``--json``, with ``full`` also the text of what is the same."""
        return self._written(form="json", full=full)

    def to_arrow(self, table: str = "changes") -> Stream:
        """``changes`` or ``passages`` for pyarrow, polars, pandas, DuckDB: an Arrow stream (needs nanoarrow)."""
        from . import arrow

        if table == "changes":
            changes = ffi.new("almost_change[]", lib.almost_comparison_changes(self._handle))
            for index in range(len(changes)):
                self._change(index, changes + index)
            return arrow.stream(self, Change, changes)
        if table == "passages":
            numbers = range(lib.almost_comparison_passages(self._handle))
            found = [lib.almost_comparison_passage(self._handle, index)[0] for index in numbers]
            return arrow.stream(self, Passage, ffi.new("almost_passage[]", found))
        raise ValueError(f"table is changes or passages, and not {table!r}")

    def _repr_html_(self) -> str:
        page = html.escape(self.write("html"), quote=True)
        return f'<iframe sandbox="allow-scripts" style="width:100%;height:40em;border:0" srcdoc="{page}"></iframe>'


class Comparing(TypedDict, total=False):
    """How texts are compared: ``almost_compare_options`` by name."""

    ignore: Iterable[str] | None
    exact: bool
    minimal: bool
    words: str
    min_bits: float
    expected: float
    language: str | None


def compare(
    original: Source,
    telling: Source,
    *,
    by_chapter: bool = False,
    limits: Limits | None = None,
    **options: Unpack[Comparing],
) -> Comparison:
    """Compare what was told with what happened.

    ``ignore`` is any of ``layout``, ``typography``, ``case``, ``punctuation``, ``accents``, ``spelling``,
    ``hyphenation`` and ``numbers``; ``words`` is ``unicode`` or ``space``; ``exact``, ``minimal``, ``min_bits``,
    ``expected`` and ``language`` are what the command has by these names.

    >>> found = compare("I will not be there.", "I shall be there to-day,")
    >>> found.changes[1].kind, found.changes[1].touches
    ('different', ('negation', 'modal'))
    """
    call = Call(limits)
    asked = call.options("almost_compare_options", by="chapter" if by_chapter else "nothing", **options)
    sides = text_from(call, original), text_from(call, telling)
    return Comparison(*sides, call.made("comparison", lib.almost_compare, *(one._text for one in sides), asked), call)


# --- Many pairs --------------------------------------------------------------

Side = Union[str, bytes, "os.PathLike[str]"]


class PairResult(Result):
    """What became of one pair: a line as the command writes it with ``--pairs``."""

    def __init__(self, line: bytes) -> None:
        self._line = line

    def json(self) -> bytes:
        """The line; its ``error`` says why there is no comparison."""
        return self._line

    def __repr__(self) -> str:
        return f"<almost.PairResult: {self._line[:60].decode('utf-8', 'replace')}…>"


def fill(source: Any, side: Side) -> Any:
    """Say what one text of a pair is; what is returned has to live while the pair is added."""
    if isinstance(side, os.PathLike):
        source.path = held = ffi.new("char[]", os.fsencode(side))
    else:
        held = ffi.from_buffer(side.encode("utf-8", "surrogateescape") if isinstance(side, str) else side)
        source.bytes, source.length = held, len(held)
    return held


def compare_pairs(
    pairs: Iterable[tuple[Side, Side]], *, full: bool = False, limits: Limits | None = None, **options: Unpack[Comparing]
) -> Iterator[PairResult]:
    """Compare pairs as they come; results come in their order. A pair that fails is a result with an ``error``.

    Options are those of :func:`compare`.

    >>> [found.to_dict()["verdict"]["answer"] for found in compare_pairs([("He did.", "He did."), ("Yes.", "No.")])]
    ['yes', 'no']
    """
    call = Call(limits, lasting=True)
    asked, comparing = call.options("almost_batch_options"), call.options("almost_compare_options", **options)
    lines = call.options("almost_write_options", form="json", full=full)
    comparing.environment, asked.compare, asked.lines = ffi.NULL, comparing, lines
    batch = call.made("batch", lib.almost_batch_new, asked)

    def add(sides: tuple[Side, Side]) -> None:
        pair = call.options("almost_pair")
        held = fill(pair.original, sides[0]), fill(pair.telling, sides[1])
        call(lib.almost_batch_add, batch, pair)
        del held

    yield from map(PairResult, batched("almost_batch", batch, pairs, add))
