# SPDX-License-Identifier: Apache-2.0
"""almost on Apache Spark: what the documents of a corpus share, and quotations as column functions.

Spark sorts, groups and joins; what is done with a text is done by the package ``almost``, which every worker needs.
"""

from .columns import check, share, trace
from .reusing import reuse

__all__ = ["check", "reuse", "share", "trace"]
