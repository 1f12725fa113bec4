# SPDX-License-Identifier: Apache-2.0
"""The stages of text reuse, one by one, for engines that sort and group by themselves, such as Apache Spark.

What each does, and in which order its input has to be, stands in ``almost/reuse_stages.h``. Arrays of structures are
bytes here, or anything with the buffer interface; ``SEED``, ``HIT``, ``PASSAGE``, ``STRETCH`` and ``PLACE`` say what
they hold, as ``numpy.dtype`` takes it.

>>> page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
>>> reader = Reader()
>>> letters = [reader.letters(text) for text in ("First. " + page, page.upper())]
>>> counts = bytearray(WORDS_BYTES)
>>> words = sum(count_words(one, counts) for one in letters)
>>> seeds = b"".join(reader.seeds(number, one) for number, one in enumerate(letters))
>>> size = struct.calcsize("@QQqII")
>>> seeds = b"".join(sorted((seeds[i : i + size] for i in range(0, len(seeds), size)), key=seed_key))
>>> pairing = Pairing()
>>> hits = pairing.take(seeds) + pairing.take(b"")
>>> hits = b"".join(struct.pack("@qqII", *hit) for hit in sorted(struct.iter_unpack("@qqII", hits)))
>>> aligner = Aligner(counts, words, sum(map(len, letters)))
>>> for number, one in enumerate(letters):
...     aligner.add(number, one)
>>> passages = aligner.take(hits) + aligner.take(b"")
>>> [passage[:6] for passage in struct.iter_unpack("@qqIIIIfI", passages)]
[(0, 1, 5, 0, 82, 77)]
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Sequence
from typing import Any

from .native import Call, Limits, ffi, lib

__all__ = ["Aligner", "Pairing", "Reader", "count_words", "hubs", "keep_alike", "unite"]

SEED = [("hash", "u8"), ("context", "u8"), ("document", "i8"), ("letter", "u4"), ("zero", "u4")]
HIT = [("first", "i8"), ("second", "i8"), ("first_letter", "u4"), ("second_letter", "u4")]
PASSAGE = [("first", "i8"), ("second", "i8"), ("start", "u4"), ("start2", "u4"), ("end", "u4"), ("end2", "u4")]
PASSAGE += [("score", "f4"), ("linked", "u4")]
STRETCH = [("document", "i8"), ("start", "u4"), ("end", "u4")]
PLACE = [("start", "u4"), ("end", "u4"), ("byte", "u4", (2,)), ("code_point", "u4", (2,))]
WORDS_BYTES = 4 * lib.ALMOST_REUSE_WORDS
AROUND, SMALL = lib.ALMOST_REUSE_AROUND, lib.ALMOST_REUSE_SMALL


def seed_key(seed: bytes) -> tuple[int, int, int]:
    """What seeds are sorted by: hash, document, letter."""
    hash_, _, document, letter, _ = struct.unpack("@QQqII", seed)
    return hash_, document, letter


def items(kind: str, buffer: Any) -> tuple[Any, int]:
    """An array of structures that something with the buffer interface holds, and how many they are."""
    held = ffi.from_buffer(f"almost_reuse_{kind}[]", buffer)
    return held, len(held)


def words_table(counts: Any, writable: bool = False) -> Any:
    table = ffi.from_buffer("uint32_t[]", counts, require_writable=writable)
    if ffi.sizeof(table) != WORDS_BYTES:
        raise ValueError(f"a table of words has {WORDS_BYTES} bytes")
    return table


def utf8_of(text: Any) -> Any:
    return ffi.from_buffer("char[]", text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text)


def taken(kind: str, call: Call, function: Any, *arguments: Any) -> bytes:
    """What a function gives out, as bytes."""
    out, n = ffi.new(f"const {kind} **"), ffi.new("size_t *")
    call(function, *arguments, out, n)
    return bytes(ffi.buffer(out[0], n[0] * ffi.sizeof(kind))) if n[0] else b""


class Reader:
    """Documents as letters, their seeds, and what stands where."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._call = Call(limits, lasting=True)
        self._reader = self._call.made("reuse_reader", lib.almost_reuse_reader_new, self._call.environment)

    def letters(self, text: Any) -> bytes:
        """The letters of a text, or of UTF-8."""
        read = utf8_of(text)
        return taken("uint8_t", self._call, lib.almost_reuse_letters, self._reader, read, len(read))

    def seeds(self, document: int, letters: Any) -> bytes:
        """The seeds of a document."""
        letters = ffi.from_buffer("uint8_t[]", letters)
        out, n = ffi.new("almost_reuse_seed **"), ffi.new("size_t *")
        self._call(lib.almost_reuse_seeds, self._reader, letters, len(letters), out, n)
        seeds = bytearray(ffi.buffer(out[0], n[0] * ffi.sizeof("almost_reuse_seed"))) if n[0] else bytearray()
        memoryview(seeds).cast("q")[2::4] = array("q", [document]) * n[0]
        return bytes(seeds)

    def locate(self, text: Any, stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Where stretches of letters, by ascending starts, begin and end in a text, in characters."""
        read = utf8_of(text)
        places = ffi.new("almost_reuse_place[]", [{"start": start, "end": end} for start, end in stretches])
        self._call(lib.almost_reuse_locate, self._reader, read, len(read), places, len(places))
        return [(place.code_point[0], place.code_point[1]) for place in places]


def count_words(letters: Any, counts: bytearray) -> int:
    """Count words in a table of ``WORDS_BYTES`` bytes; returns how many they are."""
    held = ffi.from_buffer("uint8_t[]", letters)
    return int(lib.almost_reuse_count_words(held, len(held), words_table(counts, writable=True)))


class Pairing:
    """Seeds, sorted by hash, document and letter, and the hits among them."""

    def __init__(self, large: bool = False, limits: Limits | None = None) -> None:
        self._call = Call(limits, lasting=True)
        how = self._call.environment, large
        self._pairing = self._call.made("reuse_pairing", lib.almost_reuse_pairing_new, *how)

    def take(self, seeds: Any) -> bytes:
        """The hits that are known now; without seeds, the rest."""
        array = items("seed", seeds)
        return taken("almost_reuse_hit", self._call, lib.almost_reuse_pairing_take, self._pairing, *array)


def hubs(seeds: Any) -> list[int]:
    """Which seeds of one hash the others are held against."""
    found = ffi.new("uint64_t[]", lib.ALMOST_REUSE_HUBS)
    return list(found[0 : lib.almost_reuse_hubs(*items("seed", seeds), found)])


def keep_alike(first: tuple[Any, Any, Any], second: tuple[Any, Any, Any]) -> bytearray:
    """Which hits are alike around them. Each side is letters, offsets and places, as Arrow has such columns."""
    kinds = {"letters": "uint8_t[]", "offsets": "int32_t[]", "places": "uint32_t[]"}
    held = [dict(zip(kinds, map(ffi.from_buffer, kinds.values(), side))) for side in (first, second)]
    sides, keep = ffi.new("almost_reuse_windows[2]", held), bytearray(len(held[0]["places"]))
    lib.almost_reuse_filter(sides, sides + 1, len(keep), ffi.from_buffer("uint8_t[]", keep))
    return keep


class Aligner:
    """Documents that hits name, and the passages that these share."""

    def __init__(
        self,
        counts: Any,
        words: int,
        letters: int,
        *,
        least: float = 0.0,
        cap: int = 0,
        temporary: str | os.PathLike[str] | None = None,
        limits: Limits | None = None,
    ) -> None:
        self._call = Call(limits, lasting=True)
        asked = self._call.options("almost_reuse_options", least=least, cap=cap, temporary=temporary)
        known = ffi.new("almost_reuse_words *", {"counts": words_table(counts), "words": words, "letters": letters})
        self._aligner = self._call.made("reuse_aligner", lib.almost_reuse_aligner_new, asked, known)

    def add(self, document: int, letters: Any) -> None:
        """Add a document, by ascending numbers and before any hits."""
        held = ffi.from_buffer("uint8_t[]", letters)
        self._call(lib.almost_reuse_aligner_add, self._aligner, document, held, len(held))

    def take(self, hits: Any) -> bytes:
        """The passages that are known now; without hits, the rest."""
        array = items("hit", hits)
        return taken("almost_reuse_passage", self._call, lib.almost_reuse_aligner_take, self._aligner, *array)


def unite(stretches: Any) -> bytearray:
    """Of each stretch the number of the first one that it is one with, as ``u4``."""
    array, n = items("stretch", stretches)
    heads = bytearray(4 * n)
    Call()(lib.almost_reuse_unite, array, n, ffi.from_buffer("uint32_t[]", heads), ffi.NULL)
    return heads
