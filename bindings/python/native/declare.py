# SPDX-License-Identifier: Apache-2.0
"""declare.py OUTPUT HEADER: the C source of the module, by cffi, for what the public header and those it includes declare.

The headers are the only list there is: what they declare, Python can call.
"""

import pathlib
import re
import sys

import cffi

#: What Python has for C to call.
CALLBACKS = """
extern "Python" {
    int go_on(void *context, const char *stage, double share);
    int take(void *context, const char *piece, size_t length);
    void tell(void *context, const char *name, almost_library_event event, const almost_error *error);
}
"""


def declarations(header: pathlib.Path, seen: set[str]) -> str:
    """Headers without what cffi does not read: comments, directives, inline functions, attributes."""
    seen.add(header.name)
    text = re.sub(r"/\*.*?\*/", "", header.read_text(encoding="utf-8"), flags=re.S)
    included = [name for name in re.findall(r"#include <almost/(\w+\.h)>", text) if name not in seen]
    before = "".join(declarations(header.with_name(name), seen) for name in included if name not in seen)
    text = re.sub(r"(?m)^[ \t]*#(?:.*\\\n)*.*$", "", text)
    text = re.sub(r"(?:ALMOST_MUST_CHECK\s+)?static inline [^;{]*\{.*?\n\}", "", text, flags=re.S)
    text = re.sub(r'extern "C" \{\s*\}?|^\}$|\bALMOST_(?:PUBLIC|MUST_CHECK)\b', "", text, flags=re.M)
    return before + re.sub(r"UINT(?:32|64)_C\((\w+)\)", r"\1", text)


def main(output: str, header: str) -> None:
    ffi = cffi.FFI()
    ffi.cdef(declarations(pathlib.Path(header), set()) + CALLBACKS)
    ffi.set_source("almost._almost", "#include <almost/almost.h>\n")
    ffi.emit_c_code(output)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
