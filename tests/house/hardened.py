#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""hardened.py READELF fortified|plain PROGRAM LIBRARY: both are built as Debian hardens what it builds.

Position independent; relocations bound at the start and read-only from then on; no stack that can
be executed; stacks that are guarded; and, with optimisation, calls of the C library that are checked.
"""
import subprocess
import sys


def main():
    readelf, fortified, *files = sys.argv[1:]
    wrong = []
    for file in files:
        told = subprocess.run([readelf, "-W", "-h", "-l", "-d", "--dyn-syms", file], check=True,
                              capture_output=True, text=True).stdout
        stack = next((line for line in told.splitlines() if "GNU_STACK" in line), "RWE")
        has = {"position independent code": "DYN (" in told,
               "relocations that are read-only": "GNU_RELRO" in told,
               "binding at the start": "BIND_NOW" in told or "Flags: NOW" in told,
               "a stack that is not executed": "RWE" not in stack,
               "guarded stacks": "__stack_chk_" in told,
               "checked calls": fortified == "plain" or "_chk@" in told.replace("__stack_chk_", "")}
        wrong += [f"{file}: there is no sign of {what}" for what, there in has.items() if not there]
    print("\n".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
