#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make src/text/cluster_table.h: code points that join others, or do not take one cell.

    tools/clusters.py > src/text/cluster_table.h

The table is committed, so that a build gives the same answer whatever ICU there is.
"""

import sys

import unicode_data as u

# Format characters that join what they stand in; all other ones are shown as escapes.
JOINING = {0x200C, 0xE0001} | set(range(0xE0020, 0xE0080)) | set(range(0x1F3FB, 0x1F400))
# Category Mc or Lo, yet by UAX #29 part of the cluster before.
SPACING = {0x0E33, 0x0EB3}


def pictographic(point, category):
    blocks = 0x2190 <= point < 0x2C00 or 0x3030 <= point < 0x32A0 or point >= 0x1F000
    return category == "So" and blocks


def is_wide(point, category):
    if category == "Cn":  # kept free for ideographs and emoji, which are wide
        return 0x20000 <= point < 0x3FFFE or 0x1F900 <= point < 0x1FB00
    return u.value(point, u.EAST_ASIAN_WIDTH) in "WF"


def entry(point):
    category = u.value(point, u.GENERAL_CATEGORY)
    cells = 2 if is_wide(point, category) else 1
    if 0x1F1E6 <= point < 0x1F200:
        return "REGIONAL", 1
    if point == 0x200D:
        return "JOINER", 0
    if point in JOINING or category in ("Mn", "Me"):
        return "EXTEND", 0
    if category == "Mc" or point in SPACING:
        return "EXTEND", 1
    if category in ("Cc", "Cf", "Zl", "Zp", "Cs"):
        return "CONTROL", 1
    if 0x1100 <= point < 0x1160 or 0xA960 <= point < 0xA980:
        return "LEADING", 2
    if 0x1160 <= point < 0x11A8 or 0xD7B0 <= point < 0xD7C7:
        return "VOWEL", 0
    if 0x11A8 <= point < 0x1200 or 0xD7CB <= point < 0xD800:
        return "TRAILING", 0
    if 0xAC00 <= point < 0xD7A4:
        return "SYLLABLE", 2
    if pictographic(point, category):
        return "PICTURE", cells
    return "OTHER", cells


def main():
    ranges, last = [], None
    for point in range(0x110000):
        found = entry(point)
        if found == last:
            ranges[-1][1] = point
        else:
            ranges.append([point, point, *found])
            last = found
    ranges = [r for r in ranges if r[2:] != ["OTHER", 1]]
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    major, minor = u.unicode_version()
    print(f"/* Made by tools/clusters.py from ICU {u.VERSION}, Unicode {major}.{minor}: do not edit. */")
    print("static const struct cluster_range ranges[] = {")
    for start, end, kind, cells in ranges:
        print(f"    {{0x{start:X}, 0x{end:X}, {kind}, {cells}}},")
    print("};")


if __name__ == "__main__":
    sys.exit(main())
