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
from .native import Limits, lib, text_of
from .pairs import PairResult, compare_pairs
from .quoting import Quotation, Quotations, check, quotations
from .reusing import reuse
from .texts import Source, Text
from .tracing import Document, Library, Told, trace

__version__ = text_of(lib.almost_version())

__all__ = [
    "Change",
    "Collation",
    "Comparison",
    "Document",
    "Error",
    "Library",
    "Limits",
    "PairResult",
    "Passage",
    "Quotation",
    "Quotations",
    "Source",
    "Span",
    "Text",
    "Told",
    "Verdict",
    "check",
    "collate",
    "compare",
    "compare_pairs",
    "quotations",
    "reuse",
    "trace",
]
