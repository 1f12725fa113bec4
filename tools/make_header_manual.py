#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_header_manual.py HEADER VERSION

Writes almost(3) to standard output from the public header: its opening comment, then each heading,
declaration and comment in the header's order.
"""
import re
import sys

import roff

HEADING = re.compile(r"/\* --- (.+?) -+ \*/$")


def comment_lines(text):
    """The lines of a comment without its signs."""
    text = text.strip()
    text = text[2:] if text.startswith("/*") else text
    text = text[:-2] if text.endswith("*/") else text
    return [re.sub(r"^ ?\* ?", "", line).rstrip() for line in text.strip("\n").split("\n")]


def parts(header):
    """The opening comment's lines, then ("heading", text) or ("entry", comment lines, code lines)."""
    lines = header.split("\n")
    opening = header[header.index("/*\n"):]
    yield "opening", comment_lines(opening[:opening.index("*/") + 2]), []
    at = next(i for i, line in enumerate(lines) if HEADING.match(line))
    end = max(i for i, line in enumerate(lines) if line.startswith("#ifdef __cplusplus"))
    comment, code = [], []
    for line in [*lines[at:end], ""]:
        heading = HEADING.match(line)
        if heading:
            yield "heading", [heading[1]], []
        elif not line and not (code and code[0].startswith("typedef") and "}" not in code[-1]):
            if code:
                yield "entry", comment_lines("\n".join(comment)), code
            comment, code = [], []
        elif not code and (line.startswith("/*") or (comment and not comment[-1].endswith("*/"))):
            comment.append(line)
        else:
            code.append(re.sub(r"^ALMOST_PUBLIC ", "", line))


def main():
    path, version = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        header = file.read()
    body = []
    for kind, text, code in parts(header):
        if kind == "opening":
            title = text[0].split(": ", 1)
            body += [".SH NAME", f"{title[0]} \\- {roff.inline(title[1])}", ".SH SYNOPSIS", ".EX",
                     "#include <almost/almost.h>", ".EE", ".PP",
                     "Compile and link with \\fBcc $(pkg\\-config \\-\\-cflags \\-\\-libs almost)\\fR.",
                     ".SH DESCRIPTION", *roff.blocks(text[1:])]
        elif kind == "heading":
            body.append(f".SH {text[0].upper()}")
        else:
            body += roff.literal(code, indent=False)
            body += [".RS 4", *roff.blocks(text), ".RE"] if any(text) else []
    body += [".SH SEE ALSO", ".BR almost (1)"]
    sys.stdout.write(roff.page("almost", 3, version, "Library Functions", body))


if __name__ == "__main__":
    main()
