#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""manual.py HEADER PAGE LIBRARY-FLAGS...: the program at the head of almost.h does what it says.

The indented program of the header's opening comment, which almost(3) shows, must stand in the
page, and is built and run on the shipped texts. CC names the compiler.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def example(header):
    """The indented lines of the opening comment."""
    opening = header[header.index("/*\n"):]
    opening = opening[:opening.index("*/")]
    lines = [line[3:] for line in opening.split("\n")]
    return textwrap.dedent("\n".join(line for line in lines if line.startswith("    ")))


def main():
    header, page, *flags = sys.argv[1:]
    code = example(pathlib.Path(header).read_text(encoding="utf-8"))
    signs = {"e": "\\", "(aq": "'", "(ga": "`", "(ha": "^", "(ti": "~", "&": ""}
    shown = re.sub(r"\\(\(..|.)", lambda match: signs.get(match[1], match[1]),
                   pathlib.Path(page).read_text(encoding="utf-8"))
    if "almost_compare" not in code or code.strip() not in shown:
        sys.exit("almost(3) does not show the program of the header")
    with tempfile.TemporaryDirectory(prefix="almost-test-") as name:
        folder = pathlib.Path(name)
        shutil.copy(ROOT / "examples/happened.txt", folder)
        shutil.copy(ROOT / "examples/dreamed.txt", folder / "told.txt")
        (folder / "example.c").write_text("#include <almost/almost.h>\n#include <stdio.h>\n"
                                          f"int main(void)\n{{\n{code}\nreturn 0;\n}}\n")
        compiler = os.environ.get("CC", "cc").split()
        subprocess.run([*compiler, "-o", folder / "example", folder / "example.c",
                        f"-I{ROOT / 'include'}", *flags], check=True)
        said = subprocess.run([folder / "example"], cwd=folder, check=True, timeout=60,
                              stdout=subprocess.PIPE).stdout
    if not said.strip():
        sys.exit("the program of the header says nothing")


if __name__ == "__main__":
    main()
