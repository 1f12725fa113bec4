#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make src/words/stand_in_table.c: characters of which not every ICU knows the same.

    tools/stand_ins.py list > OLD        under the oldest ICU at hand
    tools/stand_ins.py table OLD > src/words/stand_in_table.c     under the newest

ICU before FLOOR is not thought of. What came later, what two versions do not say the same of, and what is
not assigned at all, is shown to ICU as another character, of which all say what the newest says of this
one; how such a character folds stands in the table. What is not assigned has no stand-in unless it is
kept free for emoji, so that an ICU to come makes no difference either.
"""

import ctypes
import sys
import textwrap

import unicode_data as u

FLOOR = (13, 0)
NFC_INERT, DEFAULT_IGNORABLE, HANGUL = 39, 5, "Hang"
DICTIONARY = {"Hani", "Hira", "Kana", "Hrkt"}
MARKS = {"Mn", "Me", "Mc"}
UNKNOWN = ("XX", False, "", False, False)  # no word, joins nothing

_age = u.function("u_charAge", None)


def age(point):
    found = (ctypes.c_uint8 * 4)()
    _age(ctypes.c_int32(point), found)
    return tuple(found[:2])


def points():
    return (point for point in range(0x110000) if not 0xD800 <= point < 0xE000)


def properties(point):
    """What words depend on: how it breaks, by whose dictionary, and whether it makes a word."""
    breaks, dictionary = u.value(point, u.WORD_BREAK), u.value(point, u.LINE_BREAK) == "SA"
    script, category = u.value(point, u.SCRIPT), u.value(point, u.GENERAL_CATEGORY)
    of_script = script if dictionary or script in DICTIONARY or script == HANGUL else ""
    return (breaks, dictionary, of_script, category[0] in "LN" or category == "So",
            u.has(point, u.EXTENDED_PICTOGRAPHIC))


def listed():
    for point in points():
        print(f"{point:X}", *properties(point), sep="\t")


def read_list(path):
    with open(path, encoding="ascii") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {int(row[0], 16): tuple(row[1:]) for row in rows}


def stand_ins(old):
    """Of each character in question its stand-in, 0 for none."""
    first_of, asked = {UNKNOWN: 0}, []
    for point in points():
        has = properties(point)
        known = not is_late(point) and old[point] == tuple(map(str, has))
        if not known:
            asked.append((point, has))
        elif u.has(point, NFC_INERT) and (point > 0xFFFF or has not in first_of):
            if first_of.get(has, 0) <= 0xFFFF and has != UNKNOWN:
                first_of[has] = point
    missing = {has for _, has in asked} - set(first_of)
    if missing:
        print("no stand-in for", missing, file=sys.stderr)
    return {point: first_of.get(has, 0) for point, has in asked}


def is_late(point):
    return not (0, 0) < age(point) <= FLOOR


def ranges(found):
    rows = []
    for point, stand_in in found.items():
        late = int(is_late(point))
        if rows and rows[-1][1:] == [point - 1, stand_in, late]:
            rows[-1][1] = point
        else:
            rows.append([point, point, stand_in, late])
    return rows


def folded(point):
    """By typography, case and accents, each one character; what folds to more stays as it is.
    0 where typography leaves nothing of it."""
    char = chr(point)
    if u.has(point, DEFAULT_IGNORABLE):
        return [0, point, point]
    plain = "".join(c for c in u.nfd(char) if u.value(ord(c), u.GENERAL_CATEGORY) not in MARKS)
    folds = [u.nfkc(char), u.nfc(u.casefold(char)), plain]
    return [ord(fold) if len(fold) == 1 else point for fold in folds]


def table(path):
    found = stand_ins(read_list(path))
    folds = [(point, *folded(point)) for point in found if is_late(point) and age(point) != (0, 0)]
    folds = [row for row in folds if any(to != row[0] for to in row[1:])]
    major, minor = u.unicode_version()
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print(f"/* Made by tools/stand_ins.py from ICU {u.VERSION}, Unicode {major}.{minor}: do not edit. */")
    print('#include "words/stand_in.h"\n')
    for name, rows in (("al_stand_in al_stand_ins", ranges(found)), ("al_late_fold al_late_folds", folds)):
        print(f"const {name}[] = {{")
        text = " ".join("{" + ",".join(f"0x{number:X}" for number in row) + "}," for row in rows)
        print("\n".join("    " + line for line in textwrap.wrap(text, 96)))
        print("};")
        print(f"const size_t {name.split()[1]}_count = {len(rows)};\n")


if __name__ == "__main__":
    if sys.argv[1] == "list":
        listed()
    else:
        table(sys.argv[2])
