#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the table of named characters of HTML for src/read/entities.c, when building.

    tools/entities.py OUTPUT

Python has the list of the standard, which is closed: no version of it differs. Names stand in one
string, in the order of bytes, each with what it stands for; an array says where each begins, so
that nothing has to be relocated when the program starts.
"""

import html.entities
import sys


def main(output):
    rows = sorted((name.encode(), text.encode()) for name, text in html.entities.html5.items())
    out = ["/* Made by tools/entities.py. */", '#include "read/entities.h"', ""]
    out.append("const char al_entity_letters[] = {")
    starts, at = [], 0
    for name, text in rows:
        starts.append(at)
        letters = name + b"\0" + text + b"\0"
        out.append("    %s," % ", ".join("'\\%03o'" % byte for byte in letters))
        at += len(name) + len(text) + 2
    out.append("};")
    out.append("const uint16_t al_entity_starts[] = {%s};" % ", ".join(map(str, starts)))
    out.append("const size_t al_n_entities = %d;" % len(rows))
    with open(output, "w", encoding="ascii") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
