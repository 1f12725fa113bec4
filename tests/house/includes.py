#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Includes run downwards only, as the table "The law of dependence" in CONTRIBUTING.md has it.

    includes.py ROOT

A folder may include its own headers, those of the folders that its row names, and what these know
in turn; a row names rows above it only, so that there are no rings. Everyone may include almost.h;
a row that knows `almost.h` alone, as the command does, may include nothing else of the library.
"""

import re
import sys
from pathlib import Path

ROW = re.compile(r"^\| `(?P<folder>[\w/]+)/` \|[^|]*\| (?P<knows>[^|]*) \|$", re.M)
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]((?:\w+/)*\w+\.h)[>"]', re.M)
PUBLIC = "almost"

# What still runs upwards, by file and header.
EXCEPTIONS = set()


def read_table(text):
    """What each folder may include, itself among them, by the name that includes begin with."""
    section = text.split("## The law of dependence", 1)[1].split("\n## ", 1)[0]
    table, wrong = {}, []
    for row in ROW.finditer(section):
        name = row["folder"].removeprefix("src/")
        allowed = {name, PUBLIC}
        for known in re.findall(r"[\w.]+", row["knows"]):
            if known in ("nothing", "almost.h"):
                continue
            if known not in table:
                wrong.append(f"CONTRIBUTING.md: {name} knows {known}, which is no row above it")
            allowed |= table.get(known, set())
        table[name] = allowed
    return table, wrong


def files_of(root):
    return sorted(path for place in ("src", "cli", "examples")
                  for path in (root / place).rglob("*.[ch]"))


def check(root, table, path, used):
    """Complaints about one file's includes of the library's folders."""
    relative = path.relative_to(root).as_posix()
    folder = relative.split("/")[1 if relative.startswith("src/") else 0]
    if folder not in table:
        yield f"{relative}: CONTRIBUTING.md has no row for its folder"
        return
    source = path.read_text(encoding="utf-8")
    for found in INCLUDE.finditer(source):
        target = found[1].split("/")[0] if "/" in found[1] else folder
        if target in table[folder] or (target not in table and target != PUBLIC):
            continue
        if (relative, found[1]) in EXCEPTIONS:
            used.add((relative, found[1]))
            continue
        line = source.count("\n", 0, found.start(1)) + 1
        yield f"{relative}:{line}: includes {found[1]}, but {folder} does not know {target}"


def main():
    root = Path(sys.argv[1])
    table, wrong = read_table((root / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    used = set()
    files = files_of(root)
    for path in files:
        wrong += check(root, table, path, used)
    wrong += [f"{file}: no longer includes {header}: take the exception out of includes.py"
              for file, header in sorted(EXCEPTIONS - used)]
    if len(table) < 2 or not files:
        wrong.append("there is no table in CONTRIBUTING.md, or there are no files")
    print("\n".join(wrong) or f"{len(files)} files include downwards only")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
