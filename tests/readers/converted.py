#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The shipped story as other programs write it: each format says the same as the text, and as each other.

    converted.py PROGRAM EXAMPLES       skipped, with a line that says so, where pandoc is missing
"""
import itertools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

FORMATS = {"docx": "docx", "epub": "epub3", "epub2.epub": "epub2", "fb2": "fb2", "html": "html5", "html4.html": "html4",
           "xhtml": "html5", "md": "markdown", "commonmark.md": "commonmark", "gfm.markdown": "gfm", "odt": "odt",
           "rtf": "rtf", "tei.xml": "tei"}
KNOWN = {"docx": "docx", "epub": "epub", "fb2": "fb2", "html": "html", "xhtml": "html", "md": "markdown",
         "markdown": "markdown", "odt": "odt", "rtf": "rtf", "xml": "tei"}


def run(*arguments, **others):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=100, stdin=subprocess.DEVNULL, **others)


def formats_of(program):
    """Those that the program reads, as it names them where it knows none of a name."""
    refused = run(program, "text", "--from", "no such format", os.devnull).stderr
    return set(re.findall(r"[a-z0-9]+", refused.partition(" wants ")[2])) & set(KNOWN.values())


# What formats say in their own ways: a text file would have other numbers of items, and lines of a table.
PARTS = """# A heading

A paragraph with *emphasis*, **more of it**, `code`, a [link](http://example.org), “quotes” – and an ellipsis…

1. One of these
2. Two of those

   and more of two

- A bullet
- Another

> A quotation
> of two lines.

| Left | Right |
|------|-------|
| a    | b c   |
| d    | e     |

The last one.
"""


def convert(story, folder, known, text=True):
    """The files of a story that pandoc writes, by the names of their formats."""
    made = {"text": story} if text else {}
    for ending, writer in FORMATS.items():
        if KNOWN[ending.rsplit(".", 1)[-1]] not in known:
            continue
        out = folder / f"{story.stem}.{ending}"
        done = run("pandoc", "--standalone", "--from", "markdown-smart", "--to", writer, "--output", str(out),
                   str(story))
        if done.returncode == 0:
            made[ending] = out
    return made


def compare_all(program, made):
    """How many pairs do not say the same."""
    failed = passed = 0
    for (one, first), (other, second) in itertools.combinations(made.items(), 2):
        done = run(program, "--brief", str(first), str(second))
        if done.returncode == 0 and not done.stderr:
            passed += 1
            continue
        failed += 1
        print(f"not the same: {one} and {other}: {done.stdout}{done.stderr}")
    print(f"{passed} pairs of {len(made)} formats say the same, {failed} do not: {', '.join(made)}")
    return failed


def main():
    program, examples = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    if shutil.which("pandoc") is None:
        print("converted: pandoc is missing, so that no file of another program is read (apt-get install pandoc)")
        return 77
    known = formats_of(program)
    with tempfile.TemporaryDirectory() as folder:
        parts = pathlib.Path(folder) / "parts.markdown"
        parts.write_text(PARTS, encoding="utf-8")
        failed = compare_all(program, convert(examples / "happened.txt", pathlib.Path(folder), known))
        failed += compare_all(program, convert(parts, pathlib.Path(folder), known, text=False))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
