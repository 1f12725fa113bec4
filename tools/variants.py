#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn data/words/variants.tsv into a table in C.

    variants.py OUT.c variants.tsv en de fr ...

Each language has its rules one after another, those of all languages among them; the first
language of the table has no name and only those. The bytes of all rules stand in one block.
"""

import sys
import unicodedata
from pathlib import Path

from lexicon import Strings, numbers_of

PLACES = {"start": 1, "end": 2}
SPELLING = 4
KINDS = {"loose": 8, "form": 16, "affix": 32, "look": 64, "except": 128}  # AL_REWRITE_*


def folded(letters):
    """As words are folded: case and composition; the sharp s is two."""
    return unicodedata.normalize("NFC", letters.casefold()).encode()


def where_of(text):
    """Flags, bytes before and behind at least, and letters right before and behind."""
    places, kind, least, sets = 0, SPELLING, [0, 0], {"after": "", "before": ""}
    for token in text.split():
        name, equals, letters = token.partition("=")
        if token in PLACES:
            places |= PLACES[token]
        elif token in KINDS:
            kind = max(kind, KINDS[token])
        elif equals:
            sets[name] += letters  # KeyError: a misspelt condition
        elif token.startswith("-"):
            least[1] = int(token[1:])
        elif token.endswith("-"):
            least[0] = int(token[:-1])
        else:
            raise ValueError(token)
    return (places | kind, least[0], least[1], sets["after"].encode("ascii"),
            sets["before"].encode("ascii"))


def read(path):
    """Rows of languages, a, b and where."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        try:
            languages, rules, where = (line.split("\t") + [""])[:3]
            for rule in rules.split():
                a, b = rule.split("=")
                yield languages.split(","), folded(a), folded(b), where_of(where)
        except (KeyError, ValueError) as problem:
            sys.exit(f"{path}:{number}: {line}: {problem!r}")


def main(out, path, languages):
    strings, rows, ranges, rules = Strings(), [], [], list(read(path))
    for language in ["", *languages]:
        first = len(rows)
        for of, a, b, (flags, before, behind, after_set, before_set) in rules:
            if "*" not in of and language not in of:
                continue
            rows.append((strings.place(a) if a else 0, strings.place(b) if b else 0,
                         strings.place(after_set + b"\0") if after_set else 0,
                         strings.place(before_set + b"\0") if before_set else 0,
                         len(a), len(b), before, behind, flags))
        ranges.append(f'{{"{language}", {first}u, {len(rows) - first}u}}')
    if len(strings.block) > 65535:
        sys.exit("more bytes than 16 bits can number")
    lines = ["/* Made by tools/variants.py from data/words/variants.tsv; do not edit. */",
             '#include "language/rewrite.h"\n',
             "const al_rewrite al_rewrites[] = {",
             ",\n".join("{%d,%d,%d,%d,%d,%d,%d,%d,%d}" % row for row in rows) + "};",
             "const char al_rewrite_letters[] = {" + numbers_of(strings.block) + "};",
             "const al_rewrites_of al_rewrite_languages[] = {\n" + ",\n".join(ranges) + "};",
             f"const uint32_t al_rewrite_languages_count = {len(ranges)};"]
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
