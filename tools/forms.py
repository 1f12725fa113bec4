#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pack lists of words as binary fuse filters, and turn the packed files into tables in C.

    forms.py pack OUT.fuse FORMS NAMES [NOUNS]   lists of tools/count_forms.py, a word a line
    forms.py table OUT.c en.fuse de.fuse ...     when the library is built

A filter answers whether a word is in its list: always rightly when it is, and in one case of 256
wrongly when it is not (T. M. Graf and D. Lemire, Binary Fuse Filters, 2022; three-wise, eight bits). A
packed file is `alforms1` and how many filters follow; each has a head of five numbers (32 bits, little
endian: seed, length of a segment, number of segments that a first place is in, keys, size) and then
its bytes. src/language/dictionary.c does the same arithmetic.
"""

import math
import struct
import sys
from pathlib import Path

from background import MASK, xxh64

MAGIC = b"alforms1"
KINDS = 3  # forms, names, nouns: AL_DICTIONARY_*


def mixed(key, seed):
    """The finalizer of MurmurHash3 over a word's hash and the filter's seed."""
    value = (key + seed * 0x9E3779B97F4A7C15) & MASK
    value = (value ^ value >> 33) * 0xFF51AFD7ED558CCD & MASK
    value = (value ^ value >> 33) * 0xC4CEB9FE1A85EC53 & MASK
    return value ^ value >> 33


def fingerprint(value):
    """Bits that no place is made of."""
    return value >> 29 & 0xFF


def places(value, length, segments):
    first = (value >> 32) * length * segments >> 32
    return (first, first + length ^ value >> 18 & length - 1, first + 2 * length ^ value & length - 1)


def sizes(count):
    """The paper's: as small as peeling nearly always succeeds for."""
    length = 1 << max(2, math.floor(math.log(count) / math.log(3.33) + 2.25))
    capacity = count * max(1.125, .875 + .25 * math.log(1e6) / math.log(count))
    return length, max(1, math.ceil(capacity / length) - 2)


def peel(values, length, segments):
    """Each value with the place that only it was left with, in the order of peeling, or None."""
    size = (segments + 2) * length
    counts, sums = [0] * size, [0] * size
    for value in values:
        for at in places(value, length, segments):
            counts[at] += 1
            sums[at] ^= value
    alone, order = [at for at in range(size) if counts[at] == 1], []
    while alone:
        at = alone.pop()
        if counts[at] != 1:
            continue
        value = sums[at]
        order.append((value, at))
        for other in places(value, length, segments):
            counts[other] -= 1
            sums[other] ^= value
            if counts[other] == 1:
                alone.append(other)
    return order if len(order) == len(values) else None


def fuse(words):
    keys = sorted({xxh64(word.encode()) for word in words})
    length, segments = sizes(max(len(keys), 8))
    for seed in range(1, 1000):
        order = peel([mixed(key, seed) for key in keys], length, segments)
        if order is not None:
            break
    else:
        sys.exit("no seed makes a filter")
    table = bytearray((segments + 2) * length)
    for value, at in reversed(order):
        table[at] = 0
        first, second, third = places(value, length, segments)
        table[at] = fingerprint(value) ^ table[first] ^ table[second] ^ table[third]
    return struct.pack("<5I", seed, length, segments, len(keys), len(table)) + bytes(table)


def pack(out, lists):
    filters = [fuse(path.read_text(encoding="utf-8").split()) for path in lists]
    Path(out).write_bytes(MAGIC + struct.pack("<I", len(filters)) + b"".join(filters))


def unpack(path):
    """The filters of a file: seed, length, segments, keys and bytes of each."""
    data = path.read_bytes()
    if data[:8] != MAGIC:
        sys.exit(f"{path}: no packed forms")
    at, filters = 12, []
    for _ in range(struct.unpack_from("<I", data, 8)[0]):
        seed, length, segments, keys, size = struct.unpack_from("<5I", data, at)
        filters.append((seed, length, segments, keys, data[at + 20:at + 20 + size]))
        at += 20 + size
    if at != len(data) or len(filters) > KINDS:
        sys.exit(f"{path}: broken off")
    return filters


def table(out, paths):
    lines = ["/* Made by tools/forms.py from data/forms; do not edit. */",
             '#include "language/dictionary.h"\n']
    rows = []
    for path in paths:
        filters = []
        for number, (seed, length, segments, keys, data) in enumerate(unpack(path)):
            name = f"{path.stem}_{number}"
            body = ",\n".join(",".join(map(str, data[at:at + 64])) for at in range(0, len(data), 64))
            lines.append(f"static const uint8_t {name}[{len(data)}] = {{\n{body}}};")
            filters.append(f"{{{name}, {seed}u, {length}u, {segments}u}}")
        rows.append(f'{{"{path.stem}", {{{", ".join(filters)}}}}}')
    lines.append("const al_dictionary al_dictionaries[] = {\n" + ",\n".join(rows) + "};")
    lines.append(f"const uint32_t al_dictionaries_count = {len(rows)};")
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


def apart(out, paths):
    """The table without the lists, and those of each language in a file beside it, for src/language/lists_apart.h."""
    lines = ["/* Made by tools/forms.py from data/forms; do not edit. */",
             '#include "language/dictionary.h"\n#include "language/lists_apart.h"\n']
    rows, parts = [], []
    for path in paths:
        filters, whole = [], b""
        for number, (seed, length, segments, keys, data) in enumerate(unpack(path)):
            name = f"{path.stem}_{number}"
            lines.append(f"static uint8_t {name}[{len(data)}];")
            filters.append(f"{{{name}, {seed}u, {length}u, {segments}u}}")
            parts.append(f'{{"{path.stem}", {name}, {len(data)}u}}')
            whole += bytes(data)
        rows.append(f'{{"{path.stem}", {{{", ".join(filters)}}}}}')
        (Path(out).parent / f"{path.stem}.forms").write_bytes(whole)
    lines.append("const al_dictionary al_dictionaries[] = {\n" + ",\n".join(rows) + "};")
    lines.append(f"const uint32_t al_dictionaries_count = {len(rows)};")
    lines.append("const al_list_part al_form_parts[] = {" + ",\n".join(parts) + "};")
    lines.append(f"const uint32_t al_form_parts_count = {len(parts)};")
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    run = {"pack": pack, "table": table, "apart": apart}[sys.argv[1]]
    run(sys.argv[2], [Path(path) for path in sys.argv[3:]])
