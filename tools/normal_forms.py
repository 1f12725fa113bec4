#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make src/words/normal_table.c: how characters are taken apart, put together and folded.

    tools/normal_forms.py > src/words/normal_table.c

The table is committed, so that neither building nor folding takes ICU. It has the characters up to Unicode 13,
of which normal forms are promised never to change; for later ones see tools/stand_ins.py.
"""

import ctypes
import textwrap

import unicode_data as u

FLOOR = (13, 0)
DEFAULT_IGNORABLE, CANONICAL_CLASS = 5, 0x1002
HANGUL = range(0xAC00, 0xD7A4)  # worked out, not looked up
DICTIONARY = {"Hani", "Hira", "Kana", "Hrkt"}

_age = u.function("u_charAge", None)
_class = u.function("u_getCombiningClass", ctypes.c_uint8)


def is_early(point):
    found = (ctypes.c_uint8 * 4)()
    _age(ctypes.c_int32(point), found)
    return (0, 0) < tuple(found[:2]) <= FLOOR


POINTS = [point for point in range(0x110000) if not 0xD800 <= point < 0xE000 and is_early(point)]


def nfkd(char):
    return u.nfd(u.nfkc(u.nfd(char)))


def decompositions():
    for point in POINTS:
        char = chr(point)
        apart = u.nfd(char), nfkd(char)
        if point not in HANGUL and apart != (char, char):
            yield point, *(None if text == char else text for text in apart)


def compositions():
    """Pairs that NFC makes one character of, by what each composite is made of last."""
    for point in POINTS:
        char = chr(point)
        apart = u.nfd(char)
        if point in HANGUL or apart == char or u.nfc(apart) != char:
            continue
        first = u.nfc(apart[:-1])
        if len(first) == 1:
            yield ord(first), ord(apart[-1]), point


def ranges(values):
    """Runs of points that have one value, other than None."""
    rows = []
    for point, value in values:
        if value is None:
            continue
        if rows and rows[-1][1] == point - 1 and rows[-1][2] == value:
            rows[-1][1] = point
        else:
            rows.append([point, point, value])
    return rows


def case_step(point):
    char = chr(point)
    folded = u.casefold(char)
    return None if folded == char or len(folded) > 1 else ord(folded) - point


def makes_word(point):
    category = u.value(point, u.GENERAL_CATEGORY)
    return (category == "So" or category[0] in "LN" or u.value(point, u.WORD_BREAK) == "KA"
            or u.has(point, u.EXTENDED_PICTOGRAPHIC))


def units(text):
    raw = text.encode("utf-16-le")
    return [int.from_bytes(raw[at:at + 2], "little") for at in range(0, len(raw), 2)]


def array(declared, rows):
    print(f"\nconst {declared}[] = {{")
    cells = ["{" + ",".join(map(str, row)) + "}," if isinstance(row, (list, tuple)) else f"{row},"
             for row in rows]
    print("\n".join("    " + line for line in textwrap.wrap(" ".join(cells), 96)))
    print("};")
    print(f"const size_t {declared.split()[1]}_count = {len(rows)};")


def main():
    pool, offsets, apart = [0], {None: 0}, []
    for point, *texts in decompositions():
        for text in texts:
            if text not in offsets:
                offsets[text] = len(pool)
                pool += [len(units(text)), *units(text)]
        apart.append((point, *(offsets[text] for text in texts)))
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print(f"/* Made by tools/normal_forms.py from ICU {u.VERSION}, up to Unicode {FLOOR[0]}.{FLOOR[1]}: do not edit. */")
    print('#include "words/normal_table.h"')
    array("al_apart al_aparts", apart)
    array("uint16_t al_apart_pool", pool)
    pairs = sorted(compositions())
    seconds = {second for _, second, _ in pairs}
    array("al_composition al_compositions", pairs)
    array("al_point_range al_seconds", ranges((p, 1 if p in seconds else None) for p in POINTS))
    array("al_point_range al_mark_classes", ranges((p, _class(ctypes.c_int32(p)) or None) for p in POINTS))
    array("al_point_range al_case_steps", ranges((p, case_step(p)) for p in POINTS))
    array("al_point_range al_invisibles", ranges((p, 1 if u.has(p, DEFAULT_IGNORABLE) else None) for p in POINTS))
    array("al_point_range al_word_makers", ranges((p, 1 if makes_word(p) else None) for p in POINTS))


main()
