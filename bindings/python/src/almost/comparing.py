# SPDX-License-Identifier: Apache-2.0
"""Two texts: what is the same, different, added, missing and moved."""

from __future__ import annotations

import html
from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from .native import Call, Limits, Result, c_string, ffi, lib, number_of, options, text_of
from .texts import Source, Text, text_from

if TYPE_CHECKING:
    from .arrow import Stream

__all__ = ["Change", "Comparison", "Passage", "Span", "Verdict", "compare"]


class Span(NamedTuple):
    """A half-open range of characters of a text: ``text[span.start:span.end]``."""

    start: int
    end: int

    @property
    def slice(self) -> slice:
        """For ``str(text)[span.slice]``."""
        return slice(self.start, self.end)


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


#: The bits of what a change touches, the loudest first; 0 behind the last.
TOUCHES = [bit for bit in map(lib.almost_touch_at, range(32)) if bit != 0]


def touches_of(bits: int) -> tuple[str, ...]:
    return tuple(text_of(lib.almost_touch_name(bit)) for bit in TOUCHES if bits & bit)


class Table(Sequence[Any]):
    """Rows of a comparison, which become objects when they are looked at."""

    def __init__(self, n: int, width: int, integers: array[int], reals: array[float]) -> None:
        self.n, self.width, self.integers, self.reals = n, width, integers, reals

    def __len__(self) -> int:
        return self.n

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> list[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, slice):
            return [self.row(i) for i in range(*index.indices(self.n))]
        if not -self.n <= index < self.n:
            raise IndexError("there is none of that number")
        return self.row(index % self.n)

    def row(self, i: int) -> Any:
        raise NotImplementedError


class Changes(Table):
    def row(self, i: int) -> Change:
        row = self.integers[self.width * i : self.width * (i + 1)]
        kind = text_of(lib.almost_change_kind_name(row[2]))
        spans = Span(row[4], row[5]), Span(row[6], row[7])
        return Change(row[0], row[1], kind, touches_of(row[3]), *spans, self.reals[i], row[8])


class Passages(Table):
    def row(self, i: int) -> Passage:
        row = self.integers[self.width * i : self.width * (i + 1)]
        kind = text_of(lib.almost_passage_kind_name(row[1]))
        spans = Span(row[3], row[4]), Span(row[5], row[6])
        return Passage(row[0], kind, bool(row[2]), *spans, *self.reals[3 * i : 3 * i + 3])


class Comparison(Result):
    """What was found between two texts."""

    def __init__(self, original: Text, telling: Text, handle: Any) -> None:
        self.original = original
        self.telling = telling
        self._comparison = handle

    def __repr__(self) -> str:
        return f"<almost.Comparison: {self.sentence}>"

    @property
    def sentence(self) -> str:
        """The verdict as a person would say it."""
        return text_of(lib.almost_comparison_sentence(self._comparison))

    @property
    def verdict(self) -> Verdict:
        """The verdict and the shares behind it."""
        found = lib.almost_comparison_verdict(self._comparison)
        answer = text_of(lib.almost_answer_name(found.answer))
        shares = found.kept, found.told, found.order
        return Verdict(answer, *shares, bool(found.same_ending), found.kept_verbatim, found.told_verbatim)

    def _rows(self, n: int, width: int, reals: int, fill: Any) -> tuple[array[int], array[float]]:
        integers, values = array("q", bytes(8 * n * width)), array("d", bytes(8 * n * reals))
        filled = ffi.from_buffer("int64_t[]", integers), ffi.from_buffer("double[]", values)
        fill(self._comparison, self.original._text, self.telling._text, *filled)
        return integers, values

    @property
    def changes(self) -> Sequence[Change]:
        """All changes, in the order of the telling."""
        n = lib.almost_comparison_changes(self._comparison)
        return Changes(n, 9, *self._rows(n, 9, 1, lib.taking_changes))

    @property
    def passages(self) -> Sequence[Passage]:
        """All passages, in the order of the telling."""
        n = lib.almost_comparison_passages(self._comparison)
        return Passages(n, 7, *self._rows(n, 7, 3, lib.taking_passages))

    def write(self, form: str = "inline", *, full: bool = False, width: int = 0, colour: bool = False) -> str:
        """The answer in one of the command's forms, such as ``inline``, ``stat``, ``json``, ``html``, ``patch``."""
        call, asked = Call(None), options("almost_write_options")
        asked.form, asked.full, asked.width, asked.colour = number_of(form, "form"), full, width, colour
        written = call.written(lib.almost_write, self._comparison, asked)
        return written.decode("utf-8", "surrogateescape")

    def json(self, *, full: bool = False) -> bytes:
        """As the command writes it with ``--json``, with ``full`` also the text of what is the same."""
        return self.write("json", full=full).encode("utf-8", "surrogateescape")

    def to_arrow(self, table: str = "changes") -> Stream:
        """``changes`` or ``passages`` for pyarrow, polars, pandas, DuckDB: an Arrow stream (needs nanoarrow)."""
        from . import arrow

        return arrow.stream(self, table)

    def _repr_html_(self) -> str:
        page = html.escape(self.write("html"), quote=True)
        return f'<iframe sandbox="allow-scripts" style="width:100%;height:40em;border:0" srcdoc="{page}"></iframe>'


def comparing_options(
    call: Call | None,
    ignore: Iterable[str] | None,
    exact: bool,
    minimal: bool,
    words: str,
    min_bits: float,
    expected: float,
) -> Any:
    asked = options("almost_compare_options", call)
    if ignore is not None:
        asked.ignore = sum({number_of(name, "ignore", bits=True) for name in ignore})
    asked.exact, asked.minimal, asked.words = exact, minimal, number_of(words, "words")
    asked.min_bits, asked.expected = min_bits, expected
    return asked


def compare(
    original: Source,
    telling: Source,
    *,
    ignore: Iterable[str] | None = None,
    exact: bool = False,
    minimal: bool = False,
    words: str = "unicode",
    min_bits: float = 0.0,
    expected: float = 0.0,
    language: str | None = None,
    by_chapter: bool = False,
    limits: Limits | None = None,
) -> Comparison:
    """Compare what was told with what happened.

    >>> found = compare("I will not be there.", "I shall be there to-day,")
    >>> found.changes[1].kind, found.changes[1].touches
    ('different', ('negation', 'modal'))
    """
    call = Call(limits)
    asked = comparing_options(call, ignore, exact, minimal, words, min_bits, expected)
    code = c_string(language)  # lives as long as this call
    asked.language = code
    asked.by = lib.ALMOST_BY_CHAPTER if by_chapter else lib.ALMOST_BY_NOTHING
    sides = text_from(original, limits), text_from(telling, limits)
    handle = call.made("comparison", lib.almost_compare, sides[0]._text, sides[1]._text, asked)
    return Comparison(*sides, handle)
