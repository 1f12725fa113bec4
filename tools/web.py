#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the C file of a page's script and style for src/html/web.h, when building.

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


# What a page may do: run and look as it does here, and nothing else; a page that is served also asks its server.
POLICY = ("default-src 'none'; script-src {}; style-src {}; img-src data:; {}base-uri 'none'; form-action 'none'; "
          "require-trusted-types-for 'script'")


def digest_of(path):
    return f"'sha256-{base64.b64encode(hashlib.sha256(Path(path).read_bytes()).digest()).decode()}'"


def literal_of(name, path):
    content = Path(path).read_bytes()
    if re.search(rb"</(script|style)|<!--", content, re.IGNORECASE):
        sys.exit(f"{path}: has an end tag or a comment of HTML, which would end it within a page")
    rows = [content[at:at + ROW] for at in range(0, len(content), ROW)]
    numbers = ",\n".join(",".join(str(byte if byte < 128 else byte - 256) for byte in row) for row in rows)
    return (f"static const char {name}_bytes[] = {{\n{numbers}}};\n"
            f"const al_web_file al_web_{name} = {{{name}_bytes, {len(content)}}};\n")


def policy_of(name, script, style, more):
    return f'const char {name}[] = "{POLICY.format(digest_of(script), digest_of(style), more)}";\n'


def main(output, script, style):
    policies = policy_of("al_web_policy", script, style, "") + \
        policy_of("al_web_policy_served", script, style, "connect-src 'self'; ")
    Path(output).write_text('/* Made by tools/web.py from web/built. */\n#include "html/web.h"\n\n'
                            + literal_of("script", script) + literal_of("style", style)
                            + policies, encoding="ascii")


if __name__ == "__main__":
    main(*sys.argv[1:])
