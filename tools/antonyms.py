#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The antonyms of WordNet as a list, and the list as a table in C.

    antonyms.py list FOLDER > data/words/antonyms-en.tsv   FOLDER has data.adj, data.noun, ... of WordNet 3.0
    antonyms.py table OUT.c antonyms-en.tsv                when the library is built

Two words stand in a row when a sense of the one has a sense of the other for its antonym, each pair
once, in order. Struck out are words that other classes know better (pronouns, quantifiers, auxiliaries:
no/all, never/ever), kin and kinds of people whose exchange is one of names or roles (man/woman), what a
prefix or suffix of negation makes (able/unable), and phrases, which no single word stands for.

The table has the words end to end in order, for each word the numbers of its antonyms, and a hash table by
which a word is found (FNV-1a, at most half full).
"""

import re
import sys
from pathlib import Path

from lexicon import Strings, numbers_of
from terms import rows as lines_of, slots_of

HEAD = """\
# Antonyms of English: lemmas, a pair a line. Made by tools/antonyms.py of WordNet 3.0; see README.md for
# its licence, whose notice follows and stays with every copy.
#
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
#
# This software and database is being provided to you, the LICENSEE, by Princeton University under the
# following license. By obtaining, using and/or copying this software and database, you agree that you
# have read, understood, and will comply with these terms and conditions.:
#
# Permission to use, copy, modify and distribute this software and database and its documentation for any
# purpose and without fee or royalty is hereby granted, provided that you agree to comply with the
# following copyright notice and statements, including the disclaimer, and that the same appear on ALL
# copies of the software, database and documentation, including modifications that you make for internal
# use or for distribution.
#
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
#
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR
# WARRANTIES, EXPRESS OR IMPLIED. BY WAY OF EXAMPLE, BUT NOT LIMITATION, PRINCETON UNIVERSITY MAKES NO
# REPRESENTATIONS OR WARRANTIES OF MERCHANTABILITY OR FITNESS FOR ANY PARTICULAR PURPOSE OR THAT THE USE
# OF THE LICENSED SOFTWARE, DATABASE OR DOCUMENTATION WILL NOT INFRINGE ANY THIRD PARTY PATENTS,
# COPYRIGHTS, TRADEMARKS OR OTHER RIGHTS.
#
# The name of Princeton University or Princeton may not be used in advertising or publicity pertaining to
# distribution of the software and/or database. Title to copyright in this software, database and any
# associated documentation shall at all times remain with Princeton University and LICENSEE agrees to
# preserve same."""

STRUCK = set("""
    i you he she it we they me him her us them this that these those
    no not none never ever all every each any some few many much more less most least several both either
    neither always sometimes seldom rarely often hardly scarcely nothing something anything everything nobody
    somebody everybody one two first second last only half whole
    be is are was were have has had do does did will would shall should can could may might must need want
    and or but if unless here there now then yes yea nay
    so too very well as on in off out up down
    """.split())
PEOPLE = set("""
    man woman boy girl male female men women father mother son daughter brother sister husband wife uncle aunt
    nephew niece king queen prince princess lord lady gentleman mister sir madam actor actress host hostess
    hero heroine bride bridegroom groom widow widower grandfather grandmother grandson granddaughter stepfather
    stepmother stepson stepdaughter stepbrother stepsister godfather godmother baron baroness duke duchess
    waiter waitress steward stewardess poet poetess heir heiress boyfriend girlfriend masculine feminine
    maternal paternal fraternal sororal brotherly sisterly fatherly motherly
    """.split())
LEAST_HOST = 4  # letters beside an affix: less are too few for the rules of affixes


def parted_by_affix(a, b):
    """What the classes of negation say already: lawful/unlawful, painful/painless."""
    for one, other in ((a, b), (b, a)):
        if len(one) < LEAST_HOST:
            continue
        if re.fullmatch(r"(un|in|im|il|ir|dis|non|non-)" + re.escape(one), other):
            return True
        if one.endswith("less") and len(one) - 4 >= LEAST_HOST and other in (one[:-4], one[:-4] + "ful"):
            return True
    return False


def pairs_of(path):
    """The pairs of a data file: a lexical pointer `!` goes from a word of a synset to one of another."""
    words, pointers = {}, []
    for line in path.read_text(encoding="ascii").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        synset, count = fields[0], int(fields[3], 16)
        words[synset] = [re.sub(r"\(.*\)$", "", word) for word in fields[4:4 + 2 * count:2]]
        at = 4 + 2 * count
        for pointer in range(int(fields[at])):
            symbol, target, _, numbers = fields[at + 1 + 4 * pointer:at + 5 + 4 * pointer]
            if symbol == "!":
                pointers.append((synset, int(numbers[:2], 16), target, int(numbers[2:], 16)))
    for synset, source, target, aim in pointers:
        yield words[synset][source - 1], words[target][aim - 1]


def is_wanted(a, b):
    return (re.fullmatch(r"[a-z]{2,}", a) and re.fullmatch(r"[a-z]{2,}", b) and a != b
            and not {a, b} & (STRUCK | PEOPLE) and not parted_by_affix(a, b))


def write_list(folder):
    pairs = {tuple(sorted(pair)) for part in ("adj", "adv", "noun", "verb")
             for pair in pairs_of(Path(folder) / f"data.{part}") if is_wanted(*pair)}
    print(HEAD)
    for a, b in sorted(pairs):
        print(f"{a}\t{b}")


def write_table(out, path):
    opposites = {}
    for line in Path(path).read_text(encoding="ascii").splitlines():
        if not line.startswith("#"):
            a, b = line.split("\t")
            opposites.setdefault(a, set()).add(b)
            opposites.setdefault(b, set()).add(a)
    lemmas = sorted(opposites)
    numbers, strings, rows, lists = {w: n for n, w in enumerate(lemmas)}, Strings(), [], []
    for lemma in lemmas:
        found = sorted(numbers[other] for other in opposites[lemma])
        rows.append((strings.place(lemma.encode()), len(lemma), len(found), len(lists)))
        lists += found
    if max(len(strings.block), len(lists), len(lemmas)) > 65535 or max(map(len, lemmas)) > 255:
        sys.exit("more than 16 bits can number")
    slots = slots_of({lemma: n + 1 for lemma, n in numbers.items()})
    lines = ["/* Made by tools/antonyms.py from data/words/antonyms-en.tsv; do not edit. */",
             '#include "language/antonyms.h"\n',
             "const al_antonym_lemma al_antonym_lemmas[] = {",
             ",\n".join("{%d,%d,%d,%d}" % row for row in rows) + "};",
             "const uint16_t al_antonym_numbers[] = {" + ",".join(map(str, lists)) + "};",
             "const char al_antonym_letters[] = {" + numbers_of(strings.block) + "};",
             f"const uint16_t al_antonym_slots[{len(slots)}] = {{{lines_of(slots)}}};",
             f"const uint32_t al_antonym_mask = {len(slots) - 1}u;",
             f"const uint32_t al_antonym_lemmas_count = {len(rows)};"]
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    if sys.argv[1] == "list":
        write_list(sys.argv[2])
    else:
        write_table(sys.argv[2], sys.argv[3])
