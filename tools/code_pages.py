#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make src/text/code_pages.c: encodings of a byte a character, as ICU has them, for builds without ICU.

    tools/code_pages.py > src/text/code_pages.c

The lower half of each is ASCII. A name is looked up without its signs, in capital letters.
"""

import ctypes
import re
import textwrap

import unicode_data as u

NAMES = ([f"windows-{n}" for n in (*range(1250, 1259), 874)]
         + [f"ISO-8859-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15)]
         + ["KOI8-R", "KOI8-U", "macintosh", "x-mac-cyrillic", "x-mac-greek", "x-mac-centraleurroman", "x-mac-turkish"]
         + [f"ibm-{n}" for n in (437, 720, 737, 775, 850, 852, 855, 857, 858, 860, 861, 862, 863, 865, 866, 869)])

_open = u.function("ucnv_open", ctypes.c_void_p)
_decode = u.function("ucnv_toUChars")
_standard = u.function("ucnv_getStandardName", ctypes.c_char_p)
_count = u.function("ucnv_countAliases", ctypes.c_uint16)
_alias = u.function("ucnv_getAlias", ctypes.c_char_p)


def units_of(converter, byte):
    error, target = ctypes.c_int(0), ctypes.create_string_buffer(16)
    size = _decode(ctypes.c_void_p(converter), target, 8, bytes([byte]), 1, ctypes.byref(error))
    return [int.from_bytes(target.raw[at:at + 2], "little") for at in range(0, 2 * size, 2)]


def page_of(name):
    error = ctypes.c_int(0)
    converter = _open(name.encode(), ctypes.byref(error))
    units = [units_of(converter, byte) for byte in range(256)]
    assert all(units[byte] == [byte] for byte in range(0x20, 0x7F)), name
    return [0 if row in ([0xFFFD], [0x1A]) or len(row) != 1 else row[0] for row in units[128:]]


def standard_name(name):
    for standard in (b"MIME", b"IANA"):
        found = _standard(name.encode(), standard, ctypes.byref(ctypes.c_int(0)))
        if found:
            return found.decode()
    return name


def aliases(name):
    error = ctypes.c_int(0)
    found = [_alias(name.encode(), at, ctypes.byref(error)).decode()
             for at in range(_count(name.encode(), ctypes.byref(error)))]
    simple = {re.sub("[^A-Z0-9]", "", alias.upper()) for alias in [name, *found] if "," not in alias}
    return sorted(alias for alias in simple if len(alias) < 24)


def main():
    names, pages, rows = {}, [], []
    for at, name in enumerate(NAMES):
        pages.append(page_of(name))
        rows.append(standard_name(name))
        for alias in aliases(name):
            names.setdefault(alias, at)
    print("/* SPDX-License-Identifier: Apache-2.0 */")
    print(f"/* Made by tools/code_pages.py from ICU {u.VERSION}: do not edit. */")
    print('#include "text/code_pages.h"\n')
    print("const al_code_page al_code_pages[] = {")
    for name, page in zip(rows, pages):
        print(f'    {{"{name}", {{')
        print("\n".join("     " + line for line in textwrap.wrap(", ".join(map(str, page)), 92)) + "}},")
    print("};\n\nconst al_code_page_name al_code_page_names[] = {")
    text = " ".join(f'{{"{name}",{at}}},' for name, at in sorted(names.items()))
    print("\n".join("    " + line for line in textwrap.wrap(text, 96)))
    print(f"}};\nconst size_t al_code_page_names_count = {len(names)};")


main()
