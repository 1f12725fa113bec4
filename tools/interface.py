#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""interface.py: what the public headers promise, without comments, in one file.

The outcome is kept as tests/house/interface.h, that of the last release, and tests/house/abi.py holds the headers
of today against it. A release writes it anew; nothing else does.
"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent


def order(name, seen):
    """The headers that one includes, and it, in the order in which they are read."""
    if name not in seen:
        content = (ROOT / "include" / "almost" / name).read_text(encoding="utf-8")
        for other in re.findall(r"#include <almost/(\w+\.h)>", content):
            order(other, seen)
        seen[name] = content
    return seen


def bare(content):
    """A header without comments, what guards it, other headers of ours, and what is for C++."""
    content = re.sub(r"/\*.*?\*/", "", content, flags=re.S)
    content = re.sub(r"#ifdef __cplusplus\n.*?#endif\n", "", content, flags=re.S)
    content = re.sub(r"\A\s*#ifndef (\w+)\n#define \1\n(.*)#endif\s*\Z", r"\2", content, flags=re.S)
    lines = (line.rstrip() for line in content.splitlines() if not line.startswith("#include <almost/"))
    return "\n".join(line for line in lines if line) + "\n"


def main():
    version = (ROOT / "VERSION").read_text(encoding="utf-8").strip()
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print(f"/* The interface of almost {version}. Made by tools/interface.py. */")
    for name, content in order("almost.h", {}).items():
        lines = bare(content)
        if lines.strip():
            print(f"\n/* {name} */\n{lines}", end="")


if __name__ == "__main__":
    main()
