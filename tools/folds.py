#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make src/words/fold_table.c: how characters of the basic plane fold.

    tools/folds.py > src/words/fold_table.c

The table is committed, so that a build gives the same folds whatever ICU there is. What it leaves
to tools/normal_forms.py (HARD) is what folds and is in none of the scripts of TABLED.
"""

import sys
import textwrap

import unicode_data as u

CANONICAL_CLASS, NFC_QUICK_CHECK, DEFAULT_IGNORABLE = 0x1002, 0x100E, 5

TABLED = [(0x00, 0x6FF), (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1D00, 0x218F), (0x2212, 0x2212),
          (0x2C60, 0x2C7F), (0x2E00, 0x2E5F), (0xA640, 0xA69F), (0xA720, 0xA7FF), (0xAB30, 0xAB6F),
          (0xFB00, 0xFB4F), (0xFE00, 0xFE6F), (0xFEFF, 0xFF60), (0xFFE0, 0xFFEF)]

# Marks on letters of Latin, Greek, Cyrillic, Hebrew and Arabic. Those of other scripts are vowels
# and say more than an accent does.
MARKS = [(0x300, 0x36F), (0x483, 0x487), (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2),
         (0x5C4, 0x5C5), (0x5C7, 0x5C7), (0x610, 0x61A), (0x64B, 0x65F), (0x670, 0x670),
         (0x6D6, 0x6DC), (0x6DF, 0x6E4), (0x6E7, 0x6E8), (0x6EA, 0x6ED), (0x1AB0, 0x1AFF),
         (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F)]

QUOTES = dict.fromkeys("\u0060\u00b4\u02bb\u02bc\u02bd\u2018\u2019\u201a\u201b\u2032\u2035"
                       "\u2039\u203a\uff07\uff40", "'")
QUOTES |= dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\u2036\u2e42\uff02", '"')
DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2e3a\u2e3b"
                       "\ufe58\ufe63\uff0d", "-")

# The stroke that draws Arabic words out to fill a line.
TATWEEL = "\u0640"

# Letters that Unicode does not take apart.
LETTERS = {"æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
           "ł": "l", "Ł": "L", "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i", "ß": "ss", "ẞ": "SS"}

NOT_EDGES = set("%&#@§¶†‡‰‱")
EDGE, MARK, COMPOSE, HARD = 1, 2, 4, 8


def within(point, ranges):
    return any(first <= point <= last for first, last in ranges)


def typography(char):
    if char in QUOTES:
        return QUOTES[char]
    if char in DASHES:
        return "-"
    if char == TATWEEL or u.has(ord(char), DEFAULT_IGNORABLE):
        return ""
    mapped = u.nfkc(char)
    if " " in mapped and len(mapped) > 1:  # spacing accents: a blank and a mark
        return char
    return "".join(QUOTES.get(c, DASHES.get(c, c)) for c in mapped
                   if c != TATWEEL and not u.has(ord(c), DEFAULT_IGNORABLE))


def case(char):
    return u.nfc(u.casefold(char))


def accents(char):
    if char in LETTERS:
        return LETTERS[char]
    plain = "".join(c for c in u.nfd(char) if not within(ord(c), MARKS))
    return "".join(LETTERS.get(c, c) for c in u.nfc(plain))


def combines(char):
    point = ord(char)
    return u.value(point, NFC_QUICK_CHECK) != "Y" or u.value(point, CANONICAL_CLASS) != "NR"


def flags(char, mapped):
    result = 0
    category = u.value(ord(char), u.GENERAL_CATEGORY)
    if (category[0] == "P" and char not in NOT_EDGES) or char in "`´":
        result |= EDGE
    if within(ord(char), MARKS):
        result |= MARK
    if combines(char) or (mapped and combines(mapped[0])):
        result |= COMPOSE
    return result


def record(point):
    """(typography, case, accents, flags): strings, or None where the character stays."""
    if 0xD800 <= point < 0xE000:
        return None, None, None, 0
    char = chr(point)
    folds = [fold(char) for fold in (typography, case, accents)]
    bits = flags(char, folds[0])
    if not within(point, TABLED):
        plain = all(fold == char for fold in folds) and not bits & COMPOSE
        return None, None, None, bits | (0 if plain else HARD)
    for fold in folds:
        if any(ord(c) > 0xFFFF for c in fold):
            sys.exit(f"U+{point:04X} folds beyond the basic plane")
    return tuple(None if fold == char else fold for fold in folds) + (bits,)


def rows(values):
    text = ",".join(str(value) for value in values) + ","
    return ("    " + line for line in textwrap.wrap(text.replace(",", ", "), 96))


def array(kind, name, values):
    print(f"\nconst {kind} {name}[{len(values)}] = {{")
    print("\n".join(rows(values)))
    print("};")


def main():
    pool, offsets = [0], {None: 0}
    records, numbers = [], {}
    entries = []
    for point in range(0x10000):
        found = record(point)
        if found not in numbers:
            numbers[found] = len(records)
            for fold in found[:3]:
                if fold not in offsets:
                    offsets[fold] = len(pool)
                    pool += [len(fold)] + [ord(c) for c in fold]
            records.append([offsets[fold] for fold in found[:3]] + [found[3]])
        entries.append(numbers[found])
    blocks, index = [], []
    for start in range(0, 0x10000, 64):
        block = entries[start:start + 64]
        if block not in blocks:
            blocks.append(block)
        index.append(blocks.index(block))
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    major, minor = u.unicode_version()
    print(f"/* Made by tools/folds.py from ICU {u.VERSION}, Unicode {major}.{minor}: do not edit. */")
    print('#include "words/fold_table.h"\n')
    print(f"const uint8_t al_fold_unicode[2] = {{{major}, {minor}}};")
    array("uint8_t", "al_fold_index", index)
    array("uint16_t", "al_fold_blocks", [entry for block in blocks for entry in block])
    array("uint16_t", "al_fold_records", [value for entry in records for value in entry])
    array("uint16_t", "al_fold_pool", pool)


main()
