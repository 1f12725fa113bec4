#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the C file of a page's script and style for src/write/web.h, when building.

    tools/web.py OUTPUT SCRIPT STYLE

They stand in a page as they are, so that nothing in them may end an element or begin a comment; and
the page's policy names them by their hash.
"""

import base64
import hashlib
import re
import sys
from pathlib import Path

ROW = 24


def literal_of(name, path):
    content = Path(path).read_bytes()
    if re.search(rb"</(script|style)|<!--", content, re.IGNORECASE):
        sys.exit(f"{path}: has an end tag or a comment of HTML, which would end it within a page")
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    rows = [content[at:at + ROW] for at in range(0, len(content), ROW)]
    numbers = ",\n".join(",".join(str(byte if byte < 128 else byte - 256) for byte in row) for row in rows)
    return (f"static const char {name}_bytes[] = {{\n{numbers}}};\n"
            f"const al_web_file al_web_{name} = {{{name}_bytes, {len(content)}, \"'sha256-{digest}'\"}};\n")


def main(output, script, style):
    Path(output).write_text('/* Made by tools/web.py from web/built. */\n#include "write/web.h"\n\n'
                            + literal_of("script", script) + literal_of("style", style), encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
