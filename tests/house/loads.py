#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bytes of text become numbers in base/load.h alone, which puts them in one order on every machine.

    loads.py ROOT

Elsewhere nothing is copied into or out of an integer of a fixed width, and no pointer to bytes is
read as one to such integers: what is hashed, masked or sorted would differ where the big end is first.
"""

import re
import sys
from pathlib import Path

HOME = "src/base/load.h"
INTEGER = r"u?int(?:16|32|64)_t"
DECLARED = re.compile(rf"\b{INTEGER} (\w+)(?: = [^;]*)?;")
COPIED = re.compile(r"\bmemcpy\((?:&(\w+), |[^,;]*, &(\w+),)")
READ_AS = re.compile(rf"\*\(const {INTEGER} \*\)\(?\w*bytes\b")


def complaints(source):
    """Lines, counted from 1, that take bytes for numbers."""
    for found in READ_AS.finditer(source):
        yield source.count("\n", 0, found.start()) + 1
    for function in re.finditer(r"^\{\n.*?^\}", source, re.M | re.S):
        head = source[source.rfind("\n\n", 0, function.start()) + 1:function.end()]
        integers = set(DECLARED.findall(head)) | set(re.findall(rf"\b{INTEGER} (\w+)[,)]", head))
        for copied in COPIED.finditer(function[0]):
            if (copied[1] or copied[2]) in integers:
                yield source.count("\n", 0, function.start() + copied.start()) + 1


def main():
    root = Path(sys.argv[1])
    files = sorted(path for place in ("src", "cli") for path in (root / place).rglob("*.[ch]"))
    wrong = [f"{name}:{line}: bytes of text as a number: see {HOME}"
             for path in files if (name := path.relative_to(root).as_posix()) != HOME
             for line in complaints(path.read_text(encoding="utf-8"))]
    print("\n".join(wrong) or f"{len(files)} files leave the order of bytes to {HOME}")
    return bool(wrong) or not files


if __name__ == "__main__":
    sys.exit(main())
