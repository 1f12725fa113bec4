# SPDX-License-Identifier: Apache-2.0
"""Text reuse on a real session beside the command: the same rows, however the work is dealt.

ALMOST names the command.
"""

from __future__ import annotations

import json
import os
import pathlib
import random
import subprocess
from collections.abc import Iterator
from typing import Any

import almost
import almost_spark
import pytest
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

COMMAND = os.environ["ALMOST"]
PAGE = (
    "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it, and the keeper"
    " wrote in his book that the night was calm, with a light wind from the east and no ship within sight of the bar"
)


@pytest.fixture(scope="session")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    settings = {
        "spark.ui.showConsoleProgress": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(tmp_path_factory.mktemp("local")),
        "spark.sql.warehouse.dir": str(tmp_path_factory.mktemp("warehouse")),
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.codegen.wholeStage": "false",  # compiling takes longer than so few rows
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    made = builder.getOrCreate()
    yield made
    made.stop()


def words(chance: random.Random, count: int) -> str:
    made = (chance.choice("bcdfgklmprst") + chance.choice("aeiou") for _ in range(count))
    return " ".join(f"{syllable}{chance.randrange(2000):x}" for syllable in made)


def corpus(count: int, pages: int) -> list[dict[str, Any]]:
    """Documents of which some share a passage in pairs, and some all one page, a little misread."""
    chance = random.Random(7)
    texts = [words(chance, chance.randint(60, 200)) for _ in range(count)]
    for i in range(0, count - 1, 3):
        start = chance.randrange(20)
        piece = " ".join(texts[i].split(" ")[start : start + 30])
        texts[i + 1] += " – 😀 " + piece.upper() + " " + words(chance, 9)
    for i in chance.sample(range(count), pages):
        letters = list(PAGE)
        for _ in range(i % 5):
            letters[chance.randrange(len(letters))] = chance.choice("abcdefghij")
        texts[i] += ". " + "".join(letters) + ". " + words(chance, 20)
    return [
        {"id": f"d{i % 17}/{i}", "text": text, "date": 1900 - i % 5, "paper": "x" * (i % 3), "place": i}
        for i, text in enumerate(texts)
    ]


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    return corpus(220, 150)


def plain(found: list[dict[str, Any]]) -> list[str]:
    """Rows that can be compared: members that are not there are null in Spark."""
    numbers = ({**row, "score": None if row.get("score") is None else float(row["score"])} for row in found)
    return sorted(repr(sorted((name, value) for name, value in row.items() if value is not None)) for row in numbers)


def by_command(rows: list[dict[str, Any]], folder: pathlib.Path, *options: str) -> list[str]:
    path = folder / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    done = subprocess.run([COMMAND, "reuse", *options, str(path)], capture_output=True, check=True)
    return plain([json.loads(line) for line in done.stdout.splitlines()])


def by_spark(session: SparkSession, rows: list[dict[str, Any]], spread: int, **options: Any) -> list[str]:
    frame = session.createDataFrame(rows).repartition(spread)
    return plain([row.asDict(True) for row in almost_spark.reuse(frame, **options).collect()])


def test_passages_are_the_commands(session: SparkSession, rows: list[dict[str, Any]], tmp_path: pathlib.Path) -> None:
    wanted = by_command(rows, tmp_path, "--passages")
    assert len(wanted) > 300
    assert any("linked" in row for row in wanted)
    session.conf.set("spark.sql.codegen.wholeStage", "true")
    assert by_spark(session, rows, 3, order="place", passages=True) == wanted
    session.conf.set("spark.sql.codegen.wholeStage", "false")


def test_clusters_are_the_commands_however_the_work_is_dealt(
    session: SparkSession, rows: list[dict[str, Any]], tmp_path: pathlib.Path
) -> None:
    wanted = by_command(rows, tmp_path, "--clusters")
    assert by_spark(session, rows, 5, order="place", partitions=3, hot=64) == wanted


def test_documents_are_taken_by_their_ids(session: SparkSession, tmp_path: pathlib.Path) -> None:
    rows = corpus(40, 20)
    wanted = by_command(sorted(rows, key=lambda row: str(row["id"]).encode()), tmp_path, "--passages")
    assert by_spark(session, rows, 4, partitions=1, passages=True) == wanted
    numbered = [{"id": 1000 - i, "text": row["text"]} for i, row in enumerate(rows)]
    wanted = by_command(sorted(numbered, key=lambda row: int(row["id"])), tmp_path, "--passages", "--least", "60")
    assert by_spark(session, numbered, 2, passages=True, least=60) == wanted


def test_nothing_is_shared(session: SparkSession) -> None:
    assert by_spark(session, [{"id": 1, "text": "one"}, {"id": 2, "text": ""}], 2) == []


@pytest.mark.parametrize(
    ("documents", "said"),
    [
        ([("a", "x"), ("a", "y")], "two documents have the same 'id'"),
        ([("a", "x"), ("b", None)], "has no text"),
        ([("a", "x"), (None, "y")], "has no 'id'"),
    ],
)
def test_what_is_bad_is_said(session: SparkSession, documents: list[Any], said: str) -> None:
    frame = session.createDataFrame(documents, "id string, text string")
    with pytest.raises(Exception, match=said):
        almost_spark.reuse(frame)
    with pytest.raises(ValueError, match="no column 'body'"):
        almost_spark.reuse(frame, text="body")


def test_column_functions(session: SparkSession, tmp_path: pathlib.Path) -> None:
    source = tmp_path / "the source.txt"
    source.write_text(PAGE + ".\n")
    library = almost.Library.create(tmp_path / "shelf")
    library.add(source, keep=True)
    texts = [f"He wrote: “the night was calm, with a light wind from the {side}”." for side in ("east", "west")]
    frame = session.createDataFrame([(texts[0],), (None,), (texts[1],)], "account string").coalesce(1)
    shared = almost_spark.share(session, source), almost_spark.share(session, tmp_path / "shelf")
    source.unlink()
    checked = frame.select(almost_spark.check("account", shared[0]).alias("found")).collect()
    assert [row.found and [one.status for one in row.found] for row in checked] == [["verbatim"], None, ["altered"]]
    assert checked[0].found[0].sources[0].name.endswith("the source.txt")
    quoted = frame.select(F.substring_index(F.substring_index("account", "”", 1), "“", -1).alias("quotation"))
    traced = quoted.select(almost_spark.trace("quotation", shared[1]).alias("sources")).collect()
    assert traced[0].sources[0].name.endswith("source.txt")
    assert PAGE[traced[0].sources[0].begin : traced[0].sources[0].end].startswith("the night was calm")
    assert traced[1].sources is None
