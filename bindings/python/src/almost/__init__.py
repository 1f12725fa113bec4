# SPDX-License-Identifier: Apache-2.0
"""almost: compares tellings of the same thing.

A ``str`` is a text, a ``Path`` the name of a file; offsets count the characters of ``str(text)``.

>>> import almost
>>> print(almost.compare("He was not at home.", "He was at home.").verdict.answer)
almost
"""

from .collating import Collation, collate
from .comparing import Change, Comparison, Passage, Span, Verdict, compare
from .errors import Error
from .merging import Merge, merge
from .native import Limits, lib, text_of
from .pairs import PairResult, compare_pairs
from .quoting import Quotation, Quotations, Reported, check, check_all, quotations
from .reusing import reuse
from .texts import Source, Text
from .tracing import Document, Library, Told, trace
from .watching import Difference, Watched, watch

__version__ = text_of(lib.almost_version())

__all__ = [
    "Change",
    "Collation",
    "Comparison",
    "Difference",
    "Document",
    "Error",
    "Library",
    "Limits",
    "Merge",
    "PairResult",
    "Passage",
    "Quotation",
    "Quotations",
    "Reported",
    "Source",
    "Span",
    "Text",
    "Told",
    "Verdict",
    "Watched",
    "check",
    "check_all",
    "collate",
    "compare",
    "compare_pairs",
    "merge",
    "quotations",
    "reuse",
    "trace",
    "watch",
]
