#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""functions.py [--list] ROOT: how long functions and files are, and how much a function is told.

Counts what CONTRIBUTING.md asks for (short functions, few parameters, files of one idea) in the
library and the command, and fails where a count is above its ceiling below. A ceiling is what has
been reached: it is lowered when a change gets further, and not raised. What tools write is not
counted. `--list` names the functions and files that are.

A scanner of a page is enough for code that clang-format has set: at depth 0 of braces a `)` in
front of a `{` ends a function's head, and its parameters are what stands between the commas of
the last parentheses there.
"""
import pathlib
import re
import statistics
import sys

LONG = 50
MANY = 6
LONG_FILE = 800

CEILINGS = {
    "functions over 50 lines": 0,
    "functions with more than six parameters": 5,
    "lines of the median function": 10,
    "files over 800 lines": 0,
}

NOISE = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'"
                   r"|__attribute__\s*\(\(.*?\)\)|^[ \t]*#(?:\\\n|[^\n])*", re.DOTALL | re.MULTILINE)
HEAD = re.compile(r"(\w+)\s*\(([^{};]*)\)\s*$", re.DOTALL)


def blanked(source):
    """The source with comments, literals and directives as blanks; lines stay what they were."""
    return NOISE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)


def split_arguments(text):
    """How many parameters stand between the outer commas."""
    depth, count = 0, 1
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        count += letter == "," and depth == 0
    return 0 if text.strip() in ("", "void") else count


def functions(source):
    """The functions that a file defines: name, first line, lines, parameters."""
    code = blanked(source)
    depth, behind, found = 0, 0, None
    for match in re.finditer(r"[{};]", code):
        sign, at = match[0], match.start()
        if sign == "{":
            head = HEAD.search(code, behind, at) if depth == 0 else None
            if head:
                start = behind + re.match(r"\s*", code[behind:at]).end()
                found = (head[1], start, split_arguments(head[2]))
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0 and found:
                first = code.count("\n", 0, found[1]) + 1
                yield found[0], first, code.count("\n", 0, at) + 2 - first, found[2]
                found = None
        if depth == 0:
            behind = at + 1


def is_table(path):
    """Written by a tool: it says so at its head."""
    with open(path, encoding="utf-8") as file:
        return re.search(r"Made by tools/", file.read(600))


def main():
    arguments = sys.argv[1:]
    listing = "--list" in arguments
    root = pathlib.Path([a for a in arguments if a != "--list"][0])
    paths = [path for folder in ("src", "cli") for path in sorted((root / folder).rglob("*.[ch]"))]
    lengths, named = [], {name: [] for name in CEILINGS}
    for path in paths:
        source = path.read_text(encoding="utf-8")
        place = path.relative_to(root)
        if is_table(path):
            continue
        if source.count("\n") > LONG_FILE:
            named["files over 800 lines"].append(f"{place}: {source.count(chr(10))} lines")
        for name, line, length, parameters in functions(source):
            lengths.append(length)
            if length > LONG:
                named["functions over 50 lines"].append(f"{place}:{line}: {name}, {length} lines")
            if parameters > MANY:
                named["functions with more than six parameters"].append(
                    f"{place}:{line}: {name}, {parameters} parameters")
    counts = {name: len(places) for name, places in named.items()}
    counts["lines of the median function"] = int(statistics.median(lengths))
    failed = [name for name in CEILINGS if counts[name] > CEILINGS[name]]
    print(f"{len(lengths)} functions in {len(paths)} files")
    for name, ceiling in CEILINGS.items():
        print(f"{name}: {counts[name]} (at most {ceiling})")
        if listing or name in failed:
            print("".join(f"    {place}\n" for place in named[name]), end="")
    if failed:
        sys.exit("above the ceiling: " + ", ".join(failed))


if __name__ == "__main__":
    main()
