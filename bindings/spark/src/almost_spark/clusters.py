# SPDX-License-Identifier: Apache-2.0
"""Clusters: passages that have stretches in common, by Spark's own joins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyspark.sql import Column, DataFrame, Window
from pyspark.sql import functions as F

from . import stages

if TYPE_CHECKING:
    from .reusing import Corpus

#: Half of the 64 bits of a number that Spark gives out in order: which partition, and the row in it.
ROW_BITS = 33


def stretches_of(passages: DataFrame) -> DataFrame:
    """Both sides of each passage, with numbers in the order of the passages."""
    ordered = passages.sort("first", "second", "turn").withColumn("passage", F.monotonically_increasing_id())
    sides = F.array(
        F.struct(F.col("first").alias("document"), "start", "end", (F.col("passage") * 2).alias("number")),
        F.struct(
            F.col("second").alias("document"),
            F.col("start2").alias("start"),
            F.col("end2").alias("end"),
            (F.col("passage") * 2 + 1).alias("number"),
        ),
    )
    return ordered.select(F.explode(sides).alias("side")).select("side.*")


def star(edges: DataFrame, larger: Column, smaller: Column) -> DataFrame:
    return edges.select(larger.alias("a"), smaller.alias("b")).where("a > b").distinct()


def components(corpus: Corpus, edges: DataFrame) -> DataFrame:
    """Of each node ``a`` that has an edge, other than the smallest one, the smallest one ``b`` of its component.

    By turns every node sends its larger neighbours, and then its smaller ones, to the smallest of all: Kiveris et al.,
    Connected Components in MapReduce and Beyond, 2014.
    """
    edges = corpus.kept(star(edges, F.greatest("a", "b"), F.least("a", "b")), "clusters")
    while True:
        both = edges.unionByName(edges.select(F.col("b").alias("a"), F.col("a").alias("b")))
        least = both.groupBy("a").agg(F.least(F.min("b"), F.col("a")).alias("least"))
        large = star(both.join(least, "a"), F.col("b"), F.col("least"))
        least = large.groupBy("a").agg(F.min("b").alias("least"))
        joined = large.join(least, "a")
        small = star(joined, F.col("b"), F.col("least")).unionByName(star(least, F.col("a"), F.col("least")))
        then = corpus.kept(small.distinct(), "clusters")
        chained = then.join(then.select(F.col("b").alias("a")).distinct(), "a", "left_semi").limit(1).count()
        several = then.groupBy("a").count().where("count > 1").limit(1).count()
        edges = then
        if not chained and not several:
            return edges


def merged(rows: DataFrame) -> DataFrame:
    """Stretches of one cluster in one document that touch are one."""
    places = Window.partitionBy("root", "document").orderBy("start", "finish")
    before, upto = (places.rowsBetween(Window.unboundedPreceding, last) for last in (-1, 0))
    apart = F.coalesce(F.col("start") > F.max("finish").over(before), F.lit(True)).cast("int")
    pieces = rows.withColumn("apart", apart).withColumn("piece", F.sum("apart").over(upto))
    ends = F.min("start").alias("start"), F.max("finish").alias("finish")
    return pieces.groupBy("root", "document", "piece").agg(*ends)


def numbered(corpus: Corpus, members: DataFrame) -> DataFrame:
    """Clusters from 1, in the order of their roots."""
    ids = F.monotonically_increasing_id()
    roots = corpus.kept(members.select("root").distinct().sort("root").withColumn("at", ids), "clusters")
    part = F.shiftright("at", ROW_BITS)
    counts = roots.groupBy(part.alias("part")).agg(F.count("*").alias("n")).collect()
    offsets, total = [], 0
    for number, n in sorted((row.part, row.n) for row in counts):
        offsets.append((number, total))
        total += n
    if not offsets:
        return members.withColumn("cluster", F.lit(0).cast("long"))
    listed = F.broadcast(corpus.session.createDataFrame(offsets, "part long, offset long"))
    row = F.col("at").bitwiseAND(F.lit((1 << ROW_BITS) - 1))
    cluster = (row + F.col("offset") + 1).alias("cluster")
    clusters = roots.withColumn("part", part).join(listed, "part").select("root", cluster)
    return members.join(clusters, "root")


def described(rows: DataFrame, dated: bool) -> DataFrame:
    """Each cluster's size, its documents, and its first known witness where all say when they are from."""
    place = F.struct("document", "start")
    found = [F.count("*").alias("size"), F.countDistinct("document").alias("documents")]
    if dated:
        earliest = F.min(F.struct("when", "document", "start"))
        found += [F.when(F.count("when") == F.count("*"), earliest).alias("earliest")]
    joined = rows.join(rows.groupBy("cluster").agg(*found), "cluster")
    if not dated:
        return joined
    is_first = place == F.struct("earliest.document", "earliest.start")
    return joined.withColumn("first", F.when(is_first, F.lit(True)))


def of_clusters(corpus: Corpus) -> DataFrame:
    """One row a stretch of a cluster."""
    stretches = corpus.by(stretches_of(corpus.passages), ["document"], ["document", "start", "end", "number"])
    heads = corpus.kept(stretches.mapInArrow(stages.unite, stages.HEADS), "clusters")
    passage = F.shiftright("number", 1).alias("passage")
    edges = heads.groupBy(passage).agg(F.min("head").alias("b"), F.max("head").alias("a"))
    labels = components(corpus, edges).withColumnsRenamed({"a": "head", "b": "label"})
    labelled = heads.join(labels, "head", "left").withColumn("label", F.coalesce("label", "head"))
    roots = labelled.groupBy("label").agg(F.min("number").alias("root"))
    rows = labelled.join(roots, "label").select("root", "document", "start", F.col("end").alias("finish")).distinct()
    members = corpus.kept(numbered(corpus, merged(rows)), "clusters")
    places = members.select("document", "start", "finish")
    located = members.join(corpus.located(places), ["document", "start", "finish"])
    answer = described(corpus.kept(located, "rows"), corpus.dated)
    first = ["first"] if corpus.dated else []
    others = [F.col(f"rest.`{name}`") for name in corpus.others]
    names = ["cluster", "size", "documents", "uid", "id", "begin", "end", "text", *first]
    return answer.select(*names, *others)
