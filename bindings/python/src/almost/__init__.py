# SPDX-License-Identifier: Apache-2.0
"""almost: compares tellings of the same thing.

A ``str`` is a text, a ``Path`` the name of a file; offsets count the characters of ``str(text)``.

>>> import almost
>>> print(almost.compare("He was not at home.", "He was at home.").verdict.answer)
almost
"""

from . import collating, comparing, merging, quoting, reusing, texts, tracing, watching
from .collating import *
from .comparing import *
from .errors import Error
from .merging import *
from .native import Limits, lib, text_of
from .quoting import *
from .reusing import *
from .texts import *
from .tracing import *
from .watching import *

__version__ = text_of(lib.almost_version())

__all__ = ["Error", "Limits"]
__all__ += collating.__all__ + comparing.__all__ + merging.__all__ + quoting.__all__
__all__ += reusing.__all__ + texts.__all__ + tracing.__all__ + watching.__all__
