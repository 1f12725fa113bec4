#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_header_manual.py VERSION UMBRELLA HEADER...

Writes almost(3) to standard output from the public headers: the opening comment of the first, then
each heading, declaration and comment of the others in their order.
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


def opening(header):
    """The lines of the opening comment."""
    comment = header[header.index("/*\n"):]
    return comment_lines(comment[:comment.index("*/") + 2])


def declared(code):
    """Lines of code as one has to know them: without what only compilers want, and no bodies."""
    lines = [re.sub(r"^(?:ALMOST_PUBLIC |ALMOST_MUST_CHECK )+", "", line) for line in code]
    if not lines[0].startswith("static inline "):
        return lines
    lines = lines[:lines.index("{")]
    lines[0] = lines[0].removeprefix("static inline ")
    lines[-1] += ";"
    return lines


def parts(header):
    """("heading", text) or ("entry", comment lines, code lines)."""
    lines = header.split("\n")
    at = next(i for i, line in enumerate(lines) if HEADING.match(line))
    end = max(i for i, line in enumerate(lines) if line.startswith("#ifdef __cplusplus"))
    comment, code = [], []
    for line in [*lines[at:end], ""]:
        heading = HEADING.match(line)
        if heading:
            yield "heading", [heading[1]], []
        elif not line and not (len(code) > 1 and code[0].startswith("typedef") and "}" not in code[-1]):
            if code:
                yield "entry", comment_lines("\n".join(comment)), code
            comment, code = [], []
        elif not code and (line.startswith("/*") or (comment and not comment[-1].endswith("*/"))):
            comment.append(line)
        else:
            code.append(line)


def entries(headers):
    """The parts of all headers; an inline function stands with what is declared above it."""
    gathered = []
    for header in headers:
        for kind, text, code in parts(header):
            inline = bool(code) and "static inline " in code[0]
            if inline and not any(text):
                gathered[-1][2].extend(declared(code))
            else:
                gathered.append((kind, text, declared(code) if code else code))
    return gathered


def main():
    version, *paths = sys.argv[1:]
    headers = []
    for path in paths:
        with open(path, encoding="utf-8") as file:
            headers.append(file.read())
    text = opening(headers[0])
    title = text[0].split(": ", 1)
    body = [".SH NAME", f"{title[0]} \\- {roff.inline(title[1])}", ".SH SYNOPSIS", ".EX",
            "#include <almost/almost.h>", ".EE", ".PP",
            "Compile and link with \\fBcc $(pkg\\-config \\-\\-cflags \\-\\-libs almost)\\fR.",
            ".SH DESCRIPTION", *roff.blocks(text[1:])]
    for kind, text, code in entries(headers[1:]):
        if kind == "heading":
            body.append(f".SH {text[0].upper()}")
        else:
            body += roff.literal(code, indent=False)
            body += [".RS 4", *roff.blocks(text), ".RE"] if any(text) else []
    body += [".SH SEE ALSO", ".BR almost (1)"]
    sys.stdout.write(roff.page("almost", 3, version, "Library Functions", body))


if __name__ == "__main__":
    main()
