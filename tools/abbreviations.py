#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn data/words/abbreviations.tsv into a table in C.

    abbreviations.py OUT.c abbreviations.tsv

Whole words come first, then signs, the longest first, each composed and decomposed, small and capital. What an
abbreviation may stand for are strings one behind the other, each with a NUL. All bytes stand in one block.
"""

import sys
import unicodedata
from pathlib import Path

from lexicon import Strings, numbers_of

WORD, MARKED, SIGN = 0, 1, 2  # AL_ABBREVIATED_*
KINDS = {"word": WORD, "marked": MARKED, "sign": SIGN}
MARKS = "\u0303\u0304\u0305"  # tilde, macron, overline


def read(path):
    """Kind, abbreviation and what it may stand for."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#") or not line:
            continue
        try:
            kind, rules = line.split("\t")
            if kind == "vowel":
                for vowel in rules:
                    for mark in MARKS:
                        yield SIGN, vowel + mark, [vowel + "m", vowel + "n", vowel]
                continue
            for rule in rules.split(" "):
                short, full = rule.split("=")
                yield KINDS[kind], short, full.split("/")
        except (KeyError, ValueError) as problem:
            sys.exit(f"{path}:{number}: {line}: {problem!r}")


def written(kind, short):
    """The ways in which an abbreviation is written; words are compared by their form."""
    if kind != SIGN:
        return {short.encode()}
    return {unicodedata.normalize(form, letters).encode() for form in ("NFC", "NFD") for letters in (short, short.upper(), short.title())}


def main(out, path):
    strings, rows = Strings(), {}
    for kind, short, full in read(Path(path)):
        place = strings.place(b"".join(word.encode() + b"\0" for word in full))
        for letters in written(kind, short):
            if (kind == SIGN, letters) in rows:
                sys.exit(f"{path}: {short} stands there twice")
            rows[kind == SIGN, letters] = (strings.place(letters), place, len(letters), len(full), kind)
    table = [row for _, row in sorted(rows.items(), key=lambda item: (item[0][0], -len(item[0][1]), item[0][1]))]
    if len(strings.block) > 65535:
        sys.exit("more than 16 bits can number")
    lines = ["/* Made by tools/abbreviations.py from data/words/abbreviations.tsv; do not edit. */",
             '#include "collate/expand.h"\n',
             "const al_abbreviation al_abbreviations[] = {",
             ",\n".join("{%d,%d,%d,%d,%d}" % row for row in table) + "};",
             "const char al_abbreviation_letters[] = {" + numbers_of(strings.block) + "};",
             f"const uint32_t al_abbreviations_words = {sum(row[4] != SIGN for row in table)};",
             f"const uint32_t al_abbreviations_count = {len(table)};"]
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
