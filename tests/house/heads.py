#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Each file of the library and the command begins with its licence and says what it is.

    heads.py ROOT

The first line is the SPDX line. The second one of a .c begins a comment of more than a few words:
what the file is, why, by which invariant or paper. Of a header the same is asked; a pair of files
may share one purpose, but not one text.
"""

import re
import sys
from pathlib import Path

HEAD = re.compile(r"/\* SPDX-License-Identifier: Apache-2\.0 \*/\n/\*(.*?)\*/", re.S)
LEAST_WORDS = 4


def words_of(comment):
    return re.findall(r"\w\S*", comment)


def complaint(path):
    head = HEAD.match(path.read_text(encoding="utf-8"))
    if head is None:
        return "does not begin with its SPDX line and a comment that says what it is"
    if len(words_of(head[1])) < LEAST_WORDS:
        return "says hardly anything of what it is"
    header = path.with_suffix(".h")
    if path.suffix == ".c" and header.exists():
        twin = HEAD.match(header.read_text(encoding="utf-8"))
        if twin is not None and words_of(twin[1]) == words_of(head[1]):
            return "says of itself what its header says; which of the two is it?"
    return None


def main():
    root = Path(sys.argv[1])
    files = sorted(path for place in ("src", "cli") for path in (root / place).rglob("*.[ch]"))
    wrong = [f"{path.relative_to(root)}: {why}" for path in files if (why := complaint(path))]
    print("\n".join(wrong) or f"{len(files)} files say what they are")
    return bool(wrong) or not files


if __name__ == "__main__":
    sys.exit(main())
