#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the lists of data/background into tables in C.

    background.py OUT.c en.txt de.txt ...

A table holds the upper half of each stem's hash in order, with an index by its first ten bits and
the share as a small number with an exponent: six bytes a stem, and nothing to make at run time.
"""

import struct
import sys
from pathlib import Path

MASK = (1 << 64) - 1
PRIMES = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63,
          0x27D4EB2F165667C5)
BUCKETS = 1024


def turn(value, bits):
    return (value << bits | value >> (64 - bits)) & MASK


def round_of(state, lane):
    return turn((state + lane * PRIMES[1]) & MASK, 31) * PRIMES[0] & MASK


def xxh64(data):
    """XXH64 with seed 0, as in the published description of xxHash."""
    at, length = 0, len(data)
    value = PRIMES[4]
    if length >= 32:
        lanes = [(PRIMES[0] + PRIMES[1]) & MASK, PRIMES[1], 0, -PRIMES[0] & MASK]
        while length - at >= 32:
            words = struct.unpack_from("<4Q", data, at)
            lanes = [round_of(lane, word) for lane, word in zip(lanes, words)]
            at += 32
        value = sum(turn(lane, bits) for lane, bits in zip(lanes, (1, 7, 12, 18))) & MASK
        for lane in lanes:
            value = ((value ^ round_of(0, lane)) * PRIMES[0] + PRIMES[3]) & MASK
    value = (value + length) & MASK
    for at in range(at, length - 7, 8):
        value ^= round_of(0, struct.unpack_from("<Q", data, at)[0])
        value = (turn(value, 27) * PRIMES[0] + PRIMES[3]) & MASK
    at = length - length % 8
    if length - at >= 4:
        value ^= struct.unpack_from("<I", data, at)[0] * PRIMES[0] & MASK
        value = (turn(value, 23) * PRIMES[1] + PRIMES[2]) & MASK
        at += 4
    for byte in data[at:]:
        value = turn(value ^ byte * PRIMES[4] & MASK, 11) * PRIMES[0] & MASK
    for shift, prime in ((33, PRIMES[1]), (29, PRIMES[2])):
        value = (value ^ value >> shift) * prime & MASK
    return value ^ value >> 32


def packed(share):
    """Twelve bits of the share and four of its exponent; see al_background_share()."""
    exponent = max(share.bit_length() - 12, 0)
    return (share >> exponent) | exponent << 12


def read(path):
    """Shares by the upper half of the hash; of two stems that share one, the commoner."""
    shares = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        try:
            stem, share = line.split(" ")
            key = xxh64(stem.encode()) >> 32
            shares[key] = max(shares.get(key, 0), int(share))
        except ValueError as problem:
            sys.exit(f"{path}:{number}: {line}: {problem}")
    if len(shares) > 65535:
        sys.exit(f"{path}: more stems than 16 bits can number")
    return shares


def array(kind, name, values):
    rows = [",".join(map(str, values[at:at + 16])) for at in range(0, len(values), 16)]
    return f"static const {kind} {name}[] = {{\n" + ",\n".join(rows) + "};"


def apart(out, paths):
    """The table without the lists, and those of each language in a file beside it, for src/language/lists_apart.h."""
    lines = ["/* Made by tools/background.py from data/background; do not edit. */",
             '#include "language/background.h"\n#include "language/lists_apart.h"\n']
    tables, parts = [], []
    for path in paths:
        shares, code, whole = read(path), path.stem, b""
        keys = sorted(shares)
        starts = [sum(key >> 22 < bucket for key in keys) for bucket in range(BUCKETS + 1)]
        for kind, name, letter, values in (("uint32_t", "keys", "I", keys), ("uint16_t", "starts", "H", starts),
                                           ("uint16_t", "shares", "H", [packed(shares[key]) for key in keys])):
            data = struct.pack(f"<{len(values)}{letter}", *values)
            lines.append(f"static {kind} {code}_{name}[{len(values)}];")
            parts.append(f'{{"{code}", {code}_{name}, {len(data)}u}}')
            whole += data
        tables.append(f'{{"{code}", {code}_keys, {code}_shares, {code}_starts}}')
        (Path(out).parent / f"{code}.background").write_bytes(whole)
    lines.append("const al_background al_backgrounds[] = {\n" + ",\n".join(tables) + "};")
    lines.append(f"const uint32_t al_backgrounds_count = {len(tables)};")
    lines.append("const al_list_part al_background_parts[] = {" + ",\n".join(parts) + "};")
    lines.append(f"const uint32_t al_background_parts_count = {len(parts)};")
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


def main(out, paths):
    lines = ["/* Made by tools/background.py from data/background; do not edit. */",
             '#include "language/background.h"\n']
    tables = []
    for path in paths:
        shares, code = read(path), path.stem
        keys = sorted(shares)
        starts = [sum(key >> 22 < bucket for key in keys) for bucket in range(BUCKETS + 1)]
        lines.append(array("uint32_t", f"{code}_keys", [f"{key}u" for key in keys]))
        lines.append(array("uint16_t", f"{code}_shares", [packed(shares[key]) for key in keys]))
        lines.append(array("uint16_t", f"{code}_starts", starts))
        tables.append(f'{{"{code}", {code}_keys, {code}_shares, {code}_starts}}')
    lines.append("const al_background al_backgrounds[] = {\n" + ",\n".join(tables) + "};")
    lines.append(f"const uint32_t al_backgrounds_count = {len(tables)};")
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    run, given = (apart, sys.argv[2:]) if sys.argv[1] == "--apart" else (main, sys.argv[1:])
    run(given[0], [Path(path) for path in given[1:]])
