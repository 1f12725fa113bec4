# SPDX-License-Identifier: Apache-2.0
"""Unicode properties and mappings as the installed ICU has them, through ctypes."""

import ctypes
import ctypes.util
import re

EAST_ASIAN_WIDTH, GENERAL_CATEGORY, LINE_BREAK, SCRIPT, WORD_BREAK = 0x1004, 0x1005, 0x1008, 0x100A, 0x1014
WHITE_SPACE, EXTENDED_PICTOGRAPHIC = 31, 64

_name = ctypes.util.find_library("icuuc")
_library = ctypes.CDLL(_name)
VERSION = re.search(r"\d+", _name.split("icuuc")[1]).group()


def function(name, result=ctypes.c_int32):
    """A function of ICU, whose exported names end with its version."""
    found = getattr(_library, f"{name}_{VERSION}")
    found.restype = result
    return found


_property = function("u_getIntPropertyValue")
_property_name = function("u_getPropertyValueName", ctypes.c_char_p)


def value(point, which):
    """The short name of a property's value."""
    return _property_name(which, _property(point, which), 0).decode()


def has(point, which):
    """Whether a binary property holds."""
    return bool(_property(point, which))


def _units(text):
    raw = text.encode("utf-16-le", "surrogatepass")
    return ctypes.create_string_buffer(raw, len(raw) + 2), len(raw) // 2


def _mapped(call, text):
    source, length = _units(text)
    room = 64 + length * 32
    target = ctypes.create_string_buffer(room * 2)
    error = ctypes.c_int(0)
    size = call(source, length, target, room, ctypes.byref(error))
    if error.value > 0:
        raise RuntimeError(f"ICU error {error.value}")
    return target.raw[: size * 2].decode("utf-16-le", "surrogatepass")


def _normalizer(form):
    error = ctypes.c_int(0)
    instance = function(f"unorm2_get{form}Instance", ctypes.c_void_p)(ctypes.byref(error))
    normalize = function("unorm2_normalize")

    def call(source, length, target, room, status):
        return normalize(ctypes.c_void_p(instance), source, length, target, room, status)

    return lambda text: _mapped(call, text)


nfc, nfd, nfkc, nfkc_casefold = map(_normalizer, ("NFC", "NFD", "NFKC", "NFKCCasefold"))

_fold = function("u_strFoldCase")


def casefold(text):
    return _mapped(lambda s, n, t, room, e: _fold(t, room, s, n, 0, e), text)


def unicode_version():
    """Major and minor number of the Unicode version that ICU knows."""
    version = (ctypes.c_uint8 * 4)()
    function("u_getUnicodeVersion", None)(version)
    return version[0], version[1]
