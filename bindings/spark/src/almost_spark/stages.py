# SPDX-License-Identifier: Apache-2.0
"""What workers do between two shuffles: functions for ``mapInArrow``, over ``almost.stages``.

Rows come in the order that the C header asks for, and in batches of any size: no answer depends on where a batch ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import almost.stages as native
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from almost import Error

Batches = Iterable[pa.RecordBatch]
Stage = Callable[[Batches], Iterator[pa.RecordBatch]]

LETTERS = "document long, letters binary"
COUNTS = "place int, count long"
SEEDS = "hash long, context long, document long, letter int"
HUBS = "hash long, document long, letter int, context long"
HITS = "first long, second long, first_letter int, second_letter int"
PASSAGES = "first long, second long, turn long, start int, end int, start2 int, end2 int, score float, linked boolean"
HEADS = "document long, start int, end int, number long, head long"

#: Places of the table of counts that hold the numbers of all words and letters.
ALL_WORDS, ALL_LETTERS = -1, -2
#: Letters on either side of a place that are looked at.
AROUND = native.AROUND
#: Bytes after which what has been made so far goes out.
ENOUGH = 1 << 22


def numbers(batch: pa.RecordBatch, name: str) -> Any:
    return batch.column(name).to_numpy(zero_copy_only=False)


def records(batch: pa.RecordBatch, dtype: Any, names: Iterable[str]) -> Any:
    """Columns as an array of the structures that C takes."""
    made = np.zeros(batch.num_rows, dtype)
    for name in names:
        made[name] = numbers(batch, name)
    return made


def columns(array: Any, **types: pa.DataType) -> pa.RecordBatch:
    """An array of structures as columns."""
    return pa.RecordBatch.from_arrays(
        [pa.array(np.ascontiguousarray(array[name]).astype(kind.to_pandas_dtype())) for name, kind in types.items()],
        names=list(types),
    )


def bytes_of(column: Any, row: int) -> Any:
    """The bytes of a string or a binary, without a copy."""
    return column[row].as_buffer()


# --- One document ------------------------------------------------------------


def fold(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The letters of texts."""
    reader = native.Reader()
    for batch in batches:
        documents, texts = batch.column("document"), batch.column("text")
        letters = []
        for row in range(batch.num_rows):
            if not texts[row].is_valid:
                raise ValueError(f"document {documents[row].as_py()} has no text: leave out rows whose text is null")
            letters.append(reader.letters(bytes_of(texts, row)))
        yield pa.RecordBatch.from_arrays([documents, pa.array(letters, pa.binary())], names=["document", "letters"])


def count(batches: Batches) -> Iterator[pa.RecordBatch]:
    """How often each word stands in the documents of a partition."""
    counts, words, letters = bytearray(native.WORDS_BYTES), 0, 0
    for batch in batches:
        column = batch.column("letters")
        for row in range(batch.num_rows):
            held = bytes_of(column, row)
            words += native.count_words(held, counts)
            letters += len(held)
    table = np.frombuffer(counts, "u4")
    places = np.flatnonzero(table)
    yield pa.RecordBatch.from_arrays(
        [
            pa.array(np.append(places, [ALL_WORDS, ALL_LETTERS]).astype("i4")),
            pa.array(np.append(table[places].astype("i8"), [words, letters])),
        ],
        names=["place", "count"],
    )


def seed(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The seeds of documents."""
    reader = native.Reader()
    for batch in batches:
        documents, letters = numbers(batch, "document"), batch.column("letters")
        waiting, size = [], 0
        for row in range(batch.num_rows):
            waiting.append(reader.seeds(int(documents[row]), bytes_of(letters, row)))
            size += len(waiting[-1])
            if size >= ENOUGH or row == batch.num_rows - 1:
                yield seeds_of(b"".join(waiting))
                waiting, size = [], 0


def seeds_of(seeds: bytes) -> pa.RecordBatch:
    array = np.frombuffer(seeds, native.SEED)
    return columns(array, hash=pa.int64(), context=pa.int64(), document=pa.int64(), letter=pa.int32())


# --- Pairs -------------------------------------------------------------------


def runs(keys: Any) -> Iterator[tuple[int, int]]:
    """Rows from, and up to, which a key is the same."""
    start = 0
    for end in np.append(np.flatnonzero(keys[1:] != keys[:-1]) + 1, len(keys)):
        if end > start:
            yield start, int(end)
        start = int(end)


def hits_of(hits: bytes) -> Iterator[pa.RecordBatch]:
    array = np.frombuffer(hits, native.HIT)
    if len(array):
        yield columns(array, first=pa.int64(), second=pa.int64(), first_letter=pa.int32(), second_letter=pa.int32())


def pair(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Hits among seeds, sorted by shard, hash, document and letter. Shards from 0 on have parts of large groups."""
    pairing, shard, last = native.Pairing(), -1, None
    for batch in batches:
        seeds = records(batch, native.SEED, ("hash", "context", "document", "letter"))
        shards = numbers(batch, "shard")
        if shards[-1] >= 0:  # a hub that is a part of its own shard, too, is there twice
            keys = seeds[["hash", "document", "letter"]]
            fresh = np.append(last is None or keys[0] != last, keys[1:] != keys[:-1])
            seeds, shards, last = seeds[fresh], shards[fresh], keys[-1]
        for start, end in runs(shards):
            if shards[start] != shard:
                yield from hits_of(pairing.take(b""))
                shard = shards[start]
                pairing = native.Pairing(large=True)
            yield from hits_of(pairing.take(seeds[start:end]))
    yield from hits_of(pairing.take(b""))


def choose_hubs(batches: Batches) -> Iterator[pa.RecordBatch]:
    """The hubs of large groups: of the first seed of each context, sorted by hash, document and letter."""
    waiting = [batch for batch in batches if batch.num_rows]
    if waiting:
        table = pa.Table.from_batches(waiting).combine_chunks().to_batches()[0]
        seeds = records(table, native.SEED, ("hash", "context", "document", "letter"))
        kept = [start + hub for start, end in runs(seeds["hash"]) for hub in native.hubs(seeds[start:end])]
        yield table.take(pa.array(kept, pa.int64())).select(["hash", "document", "letter", "context"])


def filter_alike(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Hits whose surroundings are alike."""
    for batch in batches:
        sides = []
        for side in ("first", "second"):
            window = batch.column(f"{side}_window")
            _, offsets, letters = window.buffers()
            held = np.frombuffer(offsets, "i4")[window.offset : window.offset + len(window) + 1]
            sides.append((letters or b"", held, numbers(batch, f"{side}_place").astype("u4")))
        keep = np.frombuffer(native.keep_alike(*sides), "?")
        names = ["first", "second", "first_letter", "second_letter"]
        yield batch.select(names).filter(pa.array(keep))


# --- Passages ----------------------------------------------------------------


def passages_of(passages: bytes, turn: int) -> Iterator[pa.RecordBatch]:
    array = np.frombuffer(passages, native.PASSAGE)
    if not len(array):
        return
    made = columns(array, first=pa.int64(), second=pa.int64(), start=pa.int32(), end=pa.int32(), start2=pa.int32())
    made = made.append_column("end2", pa.array(array["end2"].astype("i4")))
    made = made.append_column("score", pa.array(array["score"].copy()))
    made = made.append_column("linked", pa.array(array["linked"] != 0))
    turns = pa.array(np.arange(turn, turn + len(array)))
    yield made.append_column("turn", turns).select([part.split()[0] for part in PASSAGES.split(", ")])


class Align:
    """Passages: of each bucket first the documents, then the hits that name them, sorted."""

    def __init__(self, counts: bytes, words: int, letters: int, **options: Any) -> None:
        self.arguments, self.options = (counts, words, letters), options

    def take(self, aligner: native.Aligner, batch: pa.RecordBatch, kinds: Any) -> bytes:
        hits = int(np.searchsorted(kinds, 1))
        documents, letters = numbers(batch, "first"), batch.column("letters")
        for row in range(hits):
            aligner.add(int(documents[row]), bytes_of(letters, row))
        rest = batch.slice(hits)
        if not rest.num_rows:
            return b""
        return aligner.take(records(rest, native.HIT, ("first", "second", "first_letter", "second_letter")))

    def __call__(self, batches: Batches) -> Iterator[pa.RecordBatch]:
        aligner, bucket, turn = None, None, 0
        for batch in batches:
            buckets, kinds = numbers(batch, "bucket"), numbers(batch, "kind")
            for start, end in runs(buckets):
                found = b""
                if buckets[start] != bucket or aligner is None:
                    found = aligner.take(b"") if aligner is not None else b""
                    aligner, bucket = native.Aligner(*self.arguments, **self.options), buckets[start]
                found += self.take(aligner, batch.slice(start, end - start), kinds[start:end])
                yield from passages_of(found, turn)
                turn += len(found)
        if aligner is not None:
            yield from passages_of(aligner.take(b""), turn)


def unite(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Stretches, sorted by document, start, end and number, and the one of its document that each is one with."""
    waiting: pa.RecordBatch | None = None
    for batch in batches:
        if waiting is not None:
            batch = pa.Table.from_batches([waiting, batch]).combine_chunks().to_batches()[0]
        documents = numbers(batch, "document")
        whole = int(np.searchsorted(documents, documents[-1])) if len(documents) else 0
        yield united(batch.slice(0, whole))
        waiting = batch.slice(whole)
    if waiting is not None:
        yield united(waiting)


def united(batch: pa.RecordBatch) -> pa.RecordBatch:
    heads = np.frombuffer(native.unite(records(batch, native.STRETCH, ("document", "start", "end"))), "u4")
    return batch.append_column("head", pa.array(numbers(batch, "number")[heads].astype("i8")))


def locate(batches: Batches) -> Iterator[pa.RecordBatch]:
    """Stretches of documents, as begin and end in their texts, and what stands there."""
    reader = native.Reader()
    for batch in batches:
        texts, stretches = batch.column("text"), batch.column("stretches")
        others = batch.drop_columns(["text", "stretches"])
        for row in range(batch.num_rows):
            text, pairs = texts[row].as_py(), [(one["start"], one["end"]) for one in stretches[row].as_py()]
            try:
                places = reader.locate(text, pairs)
            except Error as error:
                raise ValueError(f"a document was another one when it was read again: {error}") from error
            begins, ends = zip(*places)
            made = others.take(pa.array([row] * len(pairs)))
            for name, values, kind in (
                ("start", [start for start, _ in pairs], pa.int32()),
                ("finish", [end for _, end in pairs], pa.int32()),
                ("begin", begins, pa.int32()),
                ("end", ends, pa.int32()),
                ("text", [text[begin:end] for begin, end in places], pa.string()),
            ):
                made = made.append_column(name, pa.array(values, kind))
            yield made
