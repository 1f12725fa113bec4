#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""hardened.py READELF fortified|plain PROGRAM LIBRARY: both are built as Debian hardens what it builds.

Position independent; relocations bound at the start and read-only from then on; no stack that can
be executed; stacks that are guarded; with optimisation, calls of the C library that are checked; on
x86-64, functions that say they may be jumped to (-fcf-protection). And what either opens at run time it
names by a soname: no path, and no name that leads to whichever version is there for building.
"""
import re
import subprocess
import sys

ENDBR64 = b"\xf3\x0f\x1e\xfa"
SEGMENT = re.compile(r"^ +LOAD +(0x\w+) (0x\w+) 0x\w+ (0x\w+) ", re.MULTILINE)
FUNCTION = re.compile(r"^ +\d+: (\w+) +\d+ FUNC +GLOBAL +DEFAULT +\d+ almost_\w+", re.MULTILINE)
SHARED_OBJECT = re.compile(rb"(?<=\0)(?:[^\0]*/)?lib[\w+-]+\.so[^\0]*(?=\0)")
SONAME = re.compile(rb"lib[\w+-]+\.so(?:\.\w+)+")


def unguarded(told, code):
    """Functions of the library, or the program's as a whole, without a mark where they begin."""
    if "X86-64" not in told:
        return False
    segments = [tuple(int(number, 16) for number in found) for found in SEGMENT.findall(told)]
    functions = [int(value, 16) for value in FUNCTION.findall(told)]
    offsets = [value - address + offset for value in functions
               for offset, address, size in segments if address <= value < address + size]
    if not functions:
        return code.count(ENDBR64) < 100
    return len(offsets) != len(functions) or any(code[at:at + 4] != ENDBR64 for at in offsets)


def main():
    readelf, fortified, *files = sys.argv[1:]
    wrong = []
    for file in files:
        told = subprocess.run([readelf, "-W", "-h", "-l", "-d", "--dyn-syms", file], check=True,
                              capture_output=True, text=True).stdout
        with open(file, "rb") as opened:
            code = opened.read()
        stack = next((line for line in told.splitlines() if "GNU_STACK" in line), "RWE")
        has = {"position independent code": "DYN (" in told,
               "relocations that are read-only": "GNU_RELRO" in told,
               "binding at the start": "BIND_NOW" in told or "Flags: NOW" in told,
               "a stack that is not executed": "RWE" not in stack,
               "guarded stacks": "__stack_chk_" in told,
               "checked calls": fortified == "plain" or "_chk@" in told.replace("__stack_chk_", ""),
               "guarded jumps": not unguarded(told, code)}
        wrong += [f"{file}: there is no sign of {what}" for what, there in has.items() if not there]
        opened = {name for name in SHARED_OBJECT.findall(code) if not SONAME.fullmatch(name)}
        wrong += [f"{file}: {name.decode(errors='replace')} is no soname" for name in sorted(opened)]
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
