#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make src/words/word_table.c: the word break class of every code point of the basic plane.

    tools/word_classes.py > src/words/word_table.c

The table is committed, so that a build gives the same words whatever ICU there is.
"""

import textwrap

import unicode_data as u

PLAIN = {
    "LE": "LETTER", "NU": "DIGIT", "EX": "CONNECTOR", "ML": "MID_LETTER", "MN": "MID_NUMBER",
    "MB": "MID_BOTH", "SQ": "MID_BOTH", "Extend": "EXTEND", "FO": "EXTEND", "ZWJ": "JOINER",
    "HL": "HEBREW",
}
CLASSES = ["OTHER", "SPACE", "LETTER", "DIGIT", "CONNECTOR", "MID_LETTER", "MID_NUMBER",
           "MID_BOTH", "EXTEND", "JOINER", "HEBREW", "SYMBOL", "AT", "HARD"]
# Hangul syllables are parted from other letters by ICU, though they need no dictionary; their parts
# are composed before ICU sees them.
DICTIONARY = {"Hani", "Hira", "Kana", "Hrkt"}
HANGUL = [(0x1100, 0x11FF), (0xA960, 0xA97F), (0xAC00, 0xD7FF)]


def word_class(point):
    if 0xD800 <= point < 0xE000:
        return "HARD"
    if point == ord("@"):
        return "AT"
    if point in (0x3A, 0xFE55, 0xFF1A):  # colons: ICU's rules took them out of MidLetter
        return "OTHER"
    if u.has(point, u.WHITE_SPACE):  # U+202F among them, though UAX #29 makes it a connector
        return "SPACE"
    breaks = u.value(point, u.WORD_BREAK)
    if breaks == "Extend" and u.value(point, u.LINE_BREAK) != "SA":
        return "EXTEND"
    if (u.value(point, u.LINE_BREAK) == "SA" or u.value(point, u.SCRIPT) in DICTIONARY
            or breaks in ("KA", "RI") or any(a <= point <= b for a, b in HANGUL)):
        return "HARD"
    if breaks in PLAIN:
        return PLAIN[breaks]
    category = u.value(point, u.GENERAL_CATEGORY)
    if category == "So" or category[0] in "LN" or u.has(point, u.EXTENDED_PICTOGRAPHIC):
        return "SYMBOL"
    return "OTHER"


def rows(values):
    text = ",".join(str(value) for value in values) + ","
    return ("    " + line for line in textwrap.wrap(text.replace(",", ", "), 96))


def main():
    classes = [CLASSES.index(word_class(point)) for point in range(0x10000)]
    blocks, index = [], []
    for start in range(0, 0x10000, 64):
        block = classes[start:start + 64]
        if block not in blocks:
            blocks.append(block)
        index.append(blocks.index(block))
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    major, minor = u.unicode_version()
    print(f"/* Made by tools/word_classes.py from ICU {u.VERSION}, Unicode {major}.{minor}: do not edit. */")
    print('#include "words/word_table.h"\n')
    print(f"const uint8_t al_word_class_unicode[2] = {{{major}, {minor}}};\n")
    print("const uint8_t al_word_class_index[1024] = {")
    print("\n".join(rows(index)))
    print("};\n")
    print(f"const uint8_t al_word_class_blocks[{len(blocks)} * 64] = {{")
    print("\n".join(rows([value for block in blocks for value in block])))
    print("};")


main()
