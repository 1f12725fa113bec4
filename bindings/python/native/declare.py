# SPDX-License-Identifier: Apache-2.0
"""declare.py OUTPUT HEADER…: the C source of the module, by cffi, for what the public headers declare.

The headers are the only list there is: what they declare, Python can call.
"""

import os
import re
import sys

import cffi


def declarations(header: str) -> str:
    """A header without what cffi does not read: comments, directives, inline functions, attributes."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    text = re.sub(r"(?m)^[ \t]*#(?:.*\\\n)*.*$", "", text)
    text = re.sub(r"(?:ALMOST_MUST_CHECK\s+)?static inline [^;{]*\{.*?\n\}", "", text, flags=re.S)
    text = re.sub(r'extern "C" \{\s*\}?|^\}$', "", text, flags=re.M)
    text = re.sub(r"\bALMOST_(?:PUBLIC|MUST_CHECK)\b", "", text)
    return re.sub(r"UINT(?:32|64)_C\((\w+)\)", r"\1", text)


def in_order(headers: list[str]) -> list[str]:
    """The text of each header behind those that it includes."""
    texts = {}
    for path in headers:
        with open(path, encoding="utf-8") as file:
            texts[os.path.basename(path)] = file.read()
    ordered: list[str] = []

    def take(name: str) -> None:
        text = texts.pop(name, None)
        if text is not None:
            for included in re.findall(r"#include <almost/(\w+\.h)>", text):
                take(included)
            ordered.append(text)

    for name in sorted(texts, key=lambda name: name == "taking.h"):
        take(name)
    return ordered


def main(output: str, headers: list[str]) -> None:
    ffi = cffi.FFI()
    for text in in_order(headers):
        ffi.cdef(declarations(text))
    ffi.cdef(
        """
        extern "Python" {
            int go_on(void *context, const char *stage, double share);
            void tell(void *context, const char *name, almost_library_event event, const almost_error *error);
            int list_document(void *context, const almost_library_document *document);
        }
        """
    )
    ffi.set_source("almost._almost", '#include <almost/almost.h>\n#include "taking.h"\n')
    ffi.emit_c_code(output)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
