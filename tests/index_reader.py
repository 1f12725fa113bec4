# SPDX-License-Identifier: Apache-2.0
"""Reads a library by doc/index-format.md alone: the second opinion of tests/cli/index.py.

Nothing here is taken from the program: a byte that the document does not explain cannot be read. XXH3 is by its own
specification (xxHash 0.8), without a seed.
"""
import ctypes
import ctypes.util
import pathlib
import sqlite3
import struct

M64 = (1 << 64) - 1
SECRET = bytes.fromhex(
    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221b8084674f743248e"
    "e03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8a8fa763fe39c343ff9dcbbc7c70b4f1d"
    "8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc"
    "8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e")
P32 = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)
P64 = (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)


def u32(data, at):
    return struct.unpack_from("<I", data, at)[0]


def u64(data, at):
    return struct.unpack_from("<Q", data, at)[0]


def fold(a, b):
    product = a * b
    return (product & M64) ^ (product >> 64)


def avalanche(h):
    h = (h ^ h >> 37) * 0x165667919E3779F9 & M64
    return h ^ h >> 32


def avalanche_64(h):
    h = (h ^ h >> 33) * P64[1] & M64
    h = (h ^ h >> 29) * P64[2] & M64
    return h ^ h >> 32


def rotated(h, by):
    return (h << by | h >> (64 - by)) & M64


def mix_16(data, at, secret):
    return fold(u64(data, at) ^ u64(SECRET, secret), u64(data, at + 8) ^ u64(SECRET, secret + 8))


def short(data):
    n = len(data)
    if n > 8:
        low = u64(data, 0) ^ u64(SECRET, 24) ^ u64(SECRET, 32)
        high = u64(data, n - 8) ^ u64(SECRET, 40) ^ u64(SECRET, 48)
        return avalanche(n + int.from_bytes(low.to_bytes(8, "little"), "big") + high + fold(low, high) & M64)
    if n >= 4:
        h = (u32(data, n - 4) + (u32(data, 0) << 32)) ^ u64(SECRET, 8) ^ u64(SECRET, 16)
        h = (h ^ rotated(h, 49) ^ rotated(h, 24)) * 0x9FB21C651E98DF25 & M64
        h = (h ^ (h >> 35) + n) * 0x9FB21C651E98DF25 & M64
        return h ^ h >> 28
    if n == 0:
        return avalanche_64(u64(SECRET, 56) ^ u64(SECRET, 64))
    combined = data[0] << 16 | data[n >> 1] << 24 | data[n - 1] | n << 8
    return avalanche_64(combined ^ u32(SECRET, 0) ^ u32(SECRET, 4))


def middle(data):
    n = len(data)
    total = n * P64[0]
    if n <= 128:
        for i in range((n - 1) // 32, -1, -1):
            total += mix_16(data, 16 * i, 32 * i) + mix_16(data, n - 16 * (i + 1), 32 * i + 16)
        return avalanche(total & M64)
    for i in range(8):
        total += mix_16(data, 16 * i, 16 * i)
    total = avalanche(total & M64)
    for i in range(8, n // 16):
        total += mix_16(data, 16 * i, 16 * (i - 8) + 3)
    return avalanche(total + mix_16(data, n - 16, 136 - 17) & M64)


def stripe(sums, data, at, secret):
    for i, (value, key) in enumerate(zip(struct.unpack_from("<8Q", data, at), struct.unpack_from("<8Q", SECRET, secret))):
        key ^= value
        sums[i ^ 1] = sums[i ^ 1] + value & M64
        sums[i] = sums[i] + (key & 0xFFFFFFFF) * (key >> 32) & M64


def xxh3(data):
    """XXH3-64 with seed 0."""
    n = len(data)
    if n <= 240:
        return short(data) if n <= 16 else middle(data)
    sums = [P32[2], P64[0], P64[1], P64[2], P64[3], P32[1], P64[4], P32[0]]
    stripes = (n - 1) // 64
    for i in range(stripes):
        stripe(sums, data, 64 * i, 8 * (i % 16))
        if i % 16 == 15:
            for k, key in enumerate(struct.unpack_from("<8Q", SECRET, 128)):
                sums[k] = (sums[k] ^ sums[k] >> 47 ^ key) * P32[0] & M64
    stripe(sums, data, n - 64, 192 - 64 - 7)
    total = n * P64[0]
    for i in range(4):
        total += fold(sums[2 * i] ^ u64(SECRET, 11 + 16 * i), sums[2 * i + 1] ^ u64(SECRET, 19 + 16 * i))
    return avalanche(total & M64)


def word_key(form):
    return xxh3(form.encode("utf-8")) >> 12


def pair_key(a, b):
    m = a * 0x9E3779B97F4A7C15 + b & M64
    m = (m ^ m >> 29) * 0xBF58476D1CE4E5B9 & M64
    return ((m ^ m >> 32) * 0x94D049BB133111EB & M64) >> 12


class Bits:
    """Bits of some bytes, the lowest first."""

    def __init__(self, data, at):
        self.data, self.at = data, at * 8

    def take(self, n):
        first, last = self.at // 8, (self.at + n + 7) // 8
        value = int.from_bytes(self.data[first:last], "little") >> self.at % 8 & ((1 << n) - 1)
        self.at += n
        return value

    def zeros(self):
        n = 0
        while self.take(1) == 0:
            n += 1
        return n


def unpacked(data, length):
    """A packed text, by the library that its document names."""
    zstd = ctypes.CDLL(ctypes.util.find_library("zstd"))
    zstd.ZSTD_decompress.restype = ctypes.c_size_t
    zstd.ZSTD_decompress.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    blocks, text, start = -(-length // 16384), b"", 0
    ends = struct.unpack(f"<{blocks}I", data[len(data) - 4 * blocks:])
    for number, end in enumerate(ends):
        wanted = min(16384, length - 16384 * number)
        room = ctypes.create_string_buffer(wanted)
        if end - start == wanted:
            text += data[start:end]
        else:
            assert zstd.ZSTD_decompress(room, wanted, data[start:end], end - start) == wanted
            text += room.raw
        start = end
    assert start == len(data) - 4 * blocks
    return text


class Document:
    """A row of the documents."""

    def __init__(self, segment, number):
        row = segment.section(7)[128 * number:128 * number + 128]
        (self.first, self.words, self.bytes, text, self.source_length) = struct.unpack_from("<5Q", row)
        self.hash = row[40:56].hex()
        name, path, self.outside, self.n_outside, self.skip, self.lines = struct.unpack_from("<6I", row, 80)
        self.name, self.path = (segment.string(at) for at in (name, path))
        packed = struct.unpack_from("<Q", row, 104)[0]
        self.kept, self.packed = text != M64, packed > 0
        if self.packed:
            self.text = unpacked(segment.section(11)[text:text + packed], self.bytes)
        elif self.kept:
            self.text = segment.section(11)[text:text + self.bytes]
        else:
            self.text = pathlib.Path(self.path).read_bytes()[self.skip:self.skip + self.bytes]


class Segment:
    """One segment, all of it checked."""

    def __init__(self, path):
        self.data = data = pathlib.Path(path).read_bytes()
        assert data[:8] == b"ALMTRC01" and u32(data, 8) == 1
        assert u64(data, len(data) - 16) == len(data) and data[-8:] == data[:8]
        assert xxh3(data[:448]) == u64(data, 448)
        self.checksum = u64(data, 448)
        self.bucket_bits = u32(data, 12)
        self.words, self.positions, n_documents, self.n_keys, self.forms = struct.unpack_from("<5Q", data, 16)
        self.functions, self.paired = struct.unpack_from("<2I", data, 56)
        self.table = [struct.unpack_from("<IIQQQ", data, 64 + 32 * i) for i in range(12)]
        for i, (kind, zero, offset, length, total) in enumerate(self.table):
            assert kind == i and zero == 0 and offset % 64 == 0
            assert xxh3(data[offset:offset + length]) == total
        self.documents = [Document(self, i) for i in range(n_documents)]
        self.keys = dict(self.read_keys())
        assert len(self.keys) == self.n_keys

    def section(self, kind):
        _, _, offset, length, _ = self.table[kind]
        return self.data[offset:offset + length]

    def string(self, at):
        names = self.section(9)
        return names[at:names.index(b"\0", at)].decode("utf-8", "surrogateescape")

    def read_keys(self):
        buckets, keys, more = self.section(0), self.section(1), self.section(2)
        rest_bits = 20 - self.bucket_bits
        size = (rest_bits + 7) // 8
        for bucket in range(1 << self.bucket_bits):
            for i in range(u32(buckets, 4 * bucket), u32(buckets, 4 * bucket + 4)):
                tag, count, place = struct.unpack_from("<3I", keys, 12 * i)
                rest = int.from_bytes(more[size * i:size * i + size], "little")
                yield (bucket << 32 | tag) << rest_bits | rest, (count & 0x1FFFFFFF, count >> 29, place)

    def may_have(self, key):
        words = self.section(3)
        word = u64(words, 8 * ((key >> 12) * (len(words) // 8) >> 40))
        return word >> (key & 63) & word >> (key >> 6 & 63) & 1 == 1

    def positions_of(self, key):
        """All positions of a key; None for a function word."""
        n, flags, place = self.keys.get(key, (0, 0, 0))
        if flags & 4:
            return None
        return [place] if n == 1 else self.read_list(place, n)

    def read_list(self, at, n):
        lists, out, behind = self.section(4), [], at
        for i in range(n // 128):
            first, where = struct.unpack_from("<2I", lists, at + 8 * i)
            bits = Bits(lists, at + (where & 0x3FFFFFF))
            out.append(first)
            for _ in range(127):
                out.append(out[-1] + 1 + bits.take(where >> 26))
            behind = (bits.at + 7) // 8
        if n % 128:
            bits = Bits(lists, behind)
            k = bits.take(5)
            for _ in range(n % 128):
                zeros = bits.zeros()
                gap = zeros << k | bits.take(k)
                out.append(out[-1] + 1 + gap if out else gap)
        return out

    def checkpoint(self, position):
        return struct.unpack_from("<2I", self.section(5), position // 64 * 8)

    def line(self, document, word):
        """Line ends before word 0, 1024, … of a document."""
        return u32(self.section(6), 4 * (document.lines + word // 1024))


class Library:
    """A folder: the segments that its catalogue names, without what is removed."""

    def __init__(self, folder):
        folder = pathlib.Path(folder)
        catalogue = sqlite3.connect(f"file:{folder / 'catalogue.sqlite'}?mode=ro", uri=True)
        assert catalogue.execute("PRAGMA application_id").fetchone()[0] == 1095521363
        assert catalogue.execute("PRAGMA user_version").fetchone()[0] == 1
        self.segments, self.removed = {}, {}
        for number, length, checksum, words, documents, removed in catalogue.execute("SELECT * FROM segments"):
            segment = Segment(folder / f"segment-{number:08}")
            assert (len(segment.data), segment.checksum, segment.words, len(segment.documents)) == \
                (length, checksum & M64, words, documents)
            self.segments[number] = segment
            self.removed[number] = {i for i in range(documents) if i // 8 < len(removed) and removed[i // 8] >> i % 8 & 1}
        self.rows = list(catalogue.execute("SELECT segment, document, path, name, hash, bytes, words, kept FROM documents"))
        catalogue.close()

    def documents(self):
        for number, segment in self.segments.items():
            for i, document in enumerate(segment.documents):
                if i not in self.removed[number]:
                    yield segment, i, document
