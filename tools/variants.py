#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn data/words/variants.tsv into a table in C.

    variants.py OUT.c variants.tsv en de fr ...

Each language has its rules one after another by kind, the longest first, those of all languages
among them; the first language of the table has no name and only those. The bytes of all rules stand in one block.
"""

import sys
import unicodedata
from pathlib import Path

from lexicon import Strings, numbers_of

PLACES = {"start": 1, "end": 2}
SPELLING = 4
MOST_RULES = 1000  # AL_REWRITE_MOST_RULES
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


def letters_of(letters):
    """Which bytes occur, as a set of their five lower bits, as rewrite.c makes of words."""
    return sum({1 << (byte & 31) for byte in letters})


def rows_of(rules, kind, strings):
    """The rules of one kind as rows of the table."""
    for a, b, (flags, before, behind, after_set, before_set) in rules:
        if flags & kind:
            sets = [strings.place(letters + b"\0") if letters else 0
                    for letters in (after_set, before_set)]
            yield (strings.place(a) if a else 0, strings.place(b) if b else 0, *sets,
                   len(a), len(b), before, behind, flags, letters_of(a), letters_of(b))


def main(out, path, languages):
    strings, rows, ranges, rules = Strings(), [], [], list(read(path))
    for language in ["", *languages]:
        mine = [rule for of, *rule in rules if "*" in of or language in of]
        firsts = [len(rows)]
        for kind in (SPELLING, *KINDS.values()):
            rows += sorted(rows_of(mine, kind, strings), key=lambda row: -max(row[4:6]))
            firsts.append(len(rows))
        if firsts[-1] - firsts[0] > MOST_RULES:
            sys.exit(f"{path}: {language}: more than {MOST_RULES} rules")
        ranges.append(f'{{"{language}", {{{", ".join(map(str, firsts))}}}}}')
    if len(strings.block) > 65535 or len(rows) > 65535:
        sys.exit("more than 16 bits can number")
    longest = max(max(row[4:6]) for row in rows if not row[8] & KINDS["except"])
    lines = ["/* Made by tools/variants.py from data/words/variants.tsv; do not edit. */",
             '#include "language/rewrite.h"\n',
             "const al_rewrite al_rewrites[] = {",
             ",\n".join("{%d,%d,%d,%d,%d,%d,%d,%d,%d,%d,%d}" % row for row in rows) + "};",
             "const char al_rewrite_letters[] = {" + numbers_of(strings.block) + "};",
             "const al_rewrites_of al_rewrite_languages[] = {\n" + ",\n".join(ranges) + "};",
             f"const uint32_t al_rewrite_languages_count = {len(ranges)};",
             f"const uint32_t al_rewrite_longest = {longest};"]
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
