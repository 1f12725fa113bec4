# SPDX-License-Identifier: Apache-2.0
"""Every passage that two documents of a corpus share, as ``almost reuse`` finds them, on many machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import IntegralType, StructType
from pyspark.storagelevel import StorageLevel

from . import stages
from .clusters import of_clusters

__all__ = ["reuse"]

#: Members that rows have of their own; a document's columns by these names are left out, as the command does.
OWN = ("id", "text", "uid", "cluster", "size", "begin", "end", "first", "documents")
HIT = ("first", "second", "first_letter", "second_letter")


class Corpus:
    """Documents on their way to passages."""

    def __init__(self, frame: DataFrame, partitions: int | None, checkpoint: bool) -> None:
        self.session = frame.sparkSession
        self.partitions = partitions or int(self.session.conf.get("spark.sql.shuffle.partitions") or 200)
        self.checkpoint = checkpoint

    def begin(self, stage: str) -> None:
        """What Spark's own pages call the jobs that come now."""
        try:
            self.session.sparkContext.setJobDescription(f"almost: {stage}")
        except PySparkException:
            pass  # a session of Spark Connect has no such thing

    def kept(self, frame: DataFrame, stage: str) -> DataFrame:
        """What is used several times, or takes long, is made now and kept on disk; how it was made is forgotten, as
        plans that grow with each stage take longer than their work."""
        self.begin(stage)
        return frame.checkpoint() if self.checkpoint else frame.localCheckpoint(True, StorageLevel.DISK_ONLY)

    def by(self, frame: DataFrame, keys: Sequence[str], order: Sequence[str]) -> DataFrame:
        """Rows with the same keys in one partition, in order."""
        return frame.repartition(self.partitions, *keys).sortWithinPartitions(*order)

    # --- Documents -------------------------------------------------------

    def number(self, frame: DataFrame, id: str, text: str, order: str | None, date: str) -> None:
        """Documents with a number each, in their order: integers are their own numbers, others are sorted."""
        key = order or id
        others = [name for name in frame.columns if name not in (*OWN, id, text)]
        base = frame.select(
            F.col(f"`{key}`").alias("order"),
            F.col(f"`{id}`").alias("id"),
            F.xxhash64(F.col(f"`{id}`").cast("string")).alias("uid"),
            F.col(f"`{text}`").alias("text"),
            *([F.col(f"`{date}`").alias("when")] if date in others else []),
            *([F.struct(*(F.col(f"`{name}`") for name in others)).alias("rest")] if others else []),
        )
        if isinstance(frame.schema[key].dataType, IntegralType):
            self.documents = base.withColumn("document", F.col("order").cast("long")).drop("order")
        else:
            keys = base.select("order").sort("order").withColumn("document", F.monotonically_increasing_id())
            self.documents = self.kept(base.join(self.kept(keys, "numbers"), "order").drop("order"), "numbers")
        self.others = others
        self.dated = date in others
        if frame.where(F.col(f"`{key}`").isNull()).limit(1).count():
            raise ValueError(f"a document has no {key!r}: it says which document it is, and where it stands")

    def read(self, key: str) -> None:
        """The letters of all documents, and how often words stand in them."""
        folded = self.documents.select("document", "text").mapInArrow(stages.fold, stages.LETTERS)
        self.letters = self.kept(folded.repartition(self.partitions, "document"), "letters")
        twice = self.letters.groupBy("document").count().where("count > 1").limit(1).collect()
        if twice:
            raise ValueError(f"two documents have the same {key!r}; name another column by order=")
        self.begin("words")
        counted = self.letters.mapInArrow(stages.count, stages.COUNTS).groupBy("place").agg(F.sum("count").alias("n"))
        table, totals = np.zeros(1 << 20, "u4"), {stages.ALL_WORDS: 0, stages.ALL_LETTERS: 0}
        for row in counted.toLocalIterator():
            if row.place < 0:
                totals[row.place] = row.n
            else:
                table[row.place] = min(row.n, 2**32 - 1)
        self.words = table.tobytes(), totals[stages.ALL_WORDS], totals[stages.ALL_LETTERS]

    # --- Pairs -----------------------------------------------------------

    def common(self, seeds: DataFrame, hot: int) -> list[int]:
        """Hashes that more than about so many seeds have, of a sample of the documents. The outcome does not depend
        on which these are."""
        sample = max(1, min(64, hot // 64))
        if self.words[2] // 4 <= hot:  # one letter in four has a seed
            return []
        self.begin("common seeds")
        some = seeds.where(F.pmod(F.xxhash64("document"), F.lit(sample)) == 0)
        return [row.hash for row in some.groupBy("hash").count().where(F.col("count") > hot // sample).collect()]

    def sharded(self, seeds: DataFrame, hot: int) -> DataFrame:
        """Seeds with the shard that each goes to: -1, or a part of a group that is too large for one worker."""
        hashes = self.common(seeds, hot)
        if not hashes:
            return seeds.withColumn("shard", F.lit(-1))
        listed = F.broadcast(self.session.createDataFrame([(one,) for one in hashes], "hash long"))
        large = seeds.join(listed, "hash")
        first = large.groupBy("hash", "context").agg(F.min(F.struct("document", "letter")).alias("at"))
        contexts = first.select("hash", "context", "at.document", "at.letter")
        hubs = self.by(contexts, ["hash"], ["hash", "document", "letter"]).mapInArrow(stages.choose_hubs, stages.HUBS)
        everywhere = hubs.withColumn("shard", F.explode(F.sequence(F.lit(0), F.lit(self.partitions - 1))))
        marked = seeds.join(listed.withColumn("large", F.lit(True)), "hash", "left")
        part = F.pmod(F.xxhash64("document"), F.lit(self.partitions)).cast("int")
        marked = marked.withColumn("shard", F.when(F.col("large"), part).otherwise(-1))
        return marked.select("hash", "context", "document", "letter", "shard").unionByName(everywhere)

    def windowed(self, hits: DataFrame, side: str) -> DataFrame:
        """Hits with the letters around them in one of their documents."""
        letters = self.letters.select(F.col("document").alias(side), "letters")
        at = F.col(f"{side}_letter")
        start = F.greatest(at - stages.AROUND, F.lit(0))
        window = F.substring("letters", start + 1, at - start + stages.AROUND)
        return (
            hits.join(letters, side)
            .withColumn(f"{side}_window", window)
            .withColumn(f"{side}_place", at - start)
            .drop("letters")
        )

    def pair(self, hot: int) -> None:
        """Hits whose surroundings are alike."""
        seeds = self.letters.mapInArrow(stages.seed, stages.SEEDS)
        seeds = self.by(self.sharded(seeds, hot), ["shard", "hash"], ["shard", "hash", "document", "letter"])
        hits = seeds.mapInArrow(stages.pair, stages.HITS)
        windows = self.windowed(self.windowed(hits, "first"), "second")
        self.hits = self.kept(windows.mapInArrow(stages.filter_alike, stages.HITS), "pairs")

    # --- Passages --------------------------------------------------------

    def align(self, **options: Any) -> None:
        """Passages. Hits of one first document go to one bucket, with each document that they name once."""
        bucket = F.pmod(F.xxhash64("first"), F.lit(self.partitions)).cast("int").alias("bucket")
        named = [self.hits.select(bucket, F.col(side).alias("document")) for side in ("first", "second")]
        documents = named[0].unionByName(named[1]).distinct().join(self.letters, "document")
        none, zero = F.lit(None), F.lit(0)
        first = documents.select(
            "bucket",
            zero.alias("kind"),
            F.col("document").alias("first"),
            zero.cast("long").alias("second"),
            zero.alias("first_letter"),
            zero.alias("second_letter"),
            "letters",
        )
        then = self.hits.select(bucket, F.lit(1).alias("kind"), *HIT, none.cast("binary").alias("letters"))
        sorted_rows = self.by(first.unionByName(then), ["bucket"], ["bucket", "kind", *HIT])
        align = stages.Align(*self.words, **options)
        self.passages = self.kept(sorted_rows.mapInArrow(align, stages.PASSAGES), "passages")

    def located(self, stretches: DataFrame) -> DataFrame:
        """Stretches with begin, end and text, and all that is known of their documents."""
        grouped = stretches.groupBy("document").agg(
            F.sort_array(F.collect_set(F.struct("start", F.col("finish").alias("end")))).alias("stretches")
        )
        rows = self.documents.join(grouped, "document")
        kept = [field for field in rows.schema.fields if field.name not in ("text", "stretches")]
        made = StructType(kept)
        for name in ("start", "finish", "begin", "end"):
            made = made.add(name, "integer")
        return rows.mapInArrow(stages.locate, made.add("text", "string"))


def of_passages(corpus: Corpus) -> DataFrame:
    """One row a passage, with both of its stretches."""
    found = corpus.passages
    sides = [
        found.select(F.col("first").alias("document"), "start", F.col("end").alias("finish")),
        found.select(F.col("second").alias("document"), F.col("start2").alias("start"), F.col("end2").alias("finish")),
    ]
    located = corpus.kept(corpus.located(sides[0].unionByName(sides[1])), "rows")
    rows = found.withColumnsRenamed({"end": "finish", "end2": "finish2"})
    for document, number in (("first", ""), ("second", "2")):
        names = {"document": document, "start": f"start{number}", "finish": f"finish{number}"}
        names |= {name: name + number for name in ("uid", "id", "begin", "end", "text")} if number else {}
        side = located.select(*("document", "start", "finish", "uid", "id", "begin", "end", "text"))
        rows = rows.join(side.withColumnsRenamed(names), [document, f"start{number}", f"finish{number}"])
    linked = F.when(F.col("linked"), True).alias("linked")
    score = F.when(~F.col("linked"), F.floor(F.col("score").cast("double") * 10 + 0.5) / 10).alias("score")
    named = [name + number for number in ("", "2") for name in ("uid", "id", "begin", "end", "text")]
    return rows.select(*named, linked, score)


def reuse(
    documents: DataFrame,
    *,
    id: str = "id",
    text: str = "text",
    order: str | None = None,
    passages: bool = False,
    date: str = "date",
    least: float = 0.0,
    cap: int = 0,
    hot: int = 1_000_000,
    partitions: int | None = None,
    temporary: str | None = None,
    checkpoint: bool = False,
) -> DataFrame:
    """What documents share, with the members that ``almost reuse`` writes: clusters, or ``passages`` pair by pair.

    The rows are those of the command on the same documents in the order of ``order``, a column that says where each
    stands (default: ``id``); no two documents have the same. ``begin`` and ``end`` count characters of ``text``; other
    columns come back with each stretch of a cluster. ``date`` names the column that says when a document is from.

    ``least`` and ``cap`` are the command's ``--least`` and ``--cap``. What more than about ``hot`` places have in
    common is dealt to several workers. ``partitions`` of the shuffles (default ``spark.sql.shuffle.partitions``),
    ``hot`` and the partitions of the input change nothing in the outcome. ``temporary`` is a folder on each worker.
    With ``checkpoint`` what stages leave is written to the folder of ``SparkContext.setCheckpointDir``, so that it
    outlives a worker; without, it is kept on the workers' disks.

    Stages run when this is called, up to the passages; the rows are made when they are asked for.
    """
    for name in (id, text, *([order] if order else [])):
        if name not in documents.columns:
            raise ValueError(f"there is no column {name!r}: name those of the documents by id= and text=")
    corpus = Corpus(documents, partitions, checkpoint)
    corpus.number(documents, id, text, order, date)
    corpus.read(order or id)
    corpus.pair(hot)
    corpus.align(least=least, cap=cap, temporary=temporary)
    return of_passages(corpus) if passages else of_clusters(corpus)
