# SPDX-License-Identifier: Apache-2.0
"""The package beside the command: the same answers, and what Python adds to them.

ALMOST names the command; without it what needs it is skipped.
"""

from __future__ import annotations

import doctest
import importlib
import json
import os
import pathlib
import signal
import struct
import subprocess
import threading
from array import array

import almost
import pytest

COMMAND = os.environ.get("ALMOST")
HAPPENED = "He was not at home on the 3rd of May, said Anna. The door was open.\nNobody “came” — 😀 at all.\n"
TOLD = "He was at home on the 4th of May, said Anna. Nobody “came” — 😀 at all.\nThe door was open.\n"


@pytest.fixture
def files(tmp_path: pathlib.Path) -> tuple[pathlib.Path, pathlib.Path]:
    paths = tmp_path / "happened.txt", tmp_path / "told.txt"
    for path, text in zip(paths, (HAPPENED, TOLD)):
        path.write_text(text, encoding="utf-8")
    return paths


def command(*arguments: object) -> bytes:
    if COMMAND is None:
        pytest.skip("ALMOST does not name the command")
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


MODULES = ["comparing", "quoting", "collating", "merging", "reusing", "stages", "texts", "watching"]
MODULES += ["__init__"]


@pytest.mark.parametrize("name", MODULES)
def test_doctests(name: str) -> None:
    module = importlib.import_module("almost" if name == "__init__" else f"almost.{name}")
    assert doctest.testmod(module).failed == 0


def test_json_is_the_commands(files: tuple[pathlib.Path, pathlib.Path]) -> None:
    found = almost.compare(*files)
    assert found.json() == command("--json", *files)
    assert found.json(full=True) == command("--json", "--full", *files)
    assert found.to_dict() == json.loads(found.json())


def test_changes_cover_both_texts_in_characters() -> None:
    found = almost.compare(HAPPENED, TOLD)
    for side, whole in (("original", HAPPENED), ("telling", TOLD)):
        spans = sorted(getattr(change, side) for change in found.changes)
        assert "".join(whole[span.slice] for span in spans) == whole
    entries = found.to_dict()["changes"]
    assert len(entries) == len(found.changes)
    for entry, change in zip(entries, found.changes):
        assert (entry["id"], entry["kind"]) == (change.id, change.kind)
        assert entry["telling"] is None or entry["telling"] == change.telling._asdict()
        assert tuple(entry.get("touches", ())) == change.touches
    assert [passage["id"] for passage in found.to_dict()["passages"]] == [one.id for one in found.passages]
    assert found.changes[-1] == found.changes[len(found.changes) - 1]
    with pytest.raises(IndexError):
        found.changes[len(found.changes)]


def test_forms_and_options() -> None:
    assert "[-not-]" in almost.compare("He was not here.", "He was here.").write("markdown") or "~~" in almost.compare(
        "He was not here.", "He was here."
    ).write("markdown")
    assert almost.compare("A cat", "a cat", ignore=["case"]).verdict.answer == "yes"
    with pytest.raises(ValueError, match="ignore is one of"):
        almost.compare("", "", ignore=["kase"])
    with pytest.raises(ValueError, match="collation form is one of table, json, .*, tree-svg, html"):
        almost.collate({"A": "a", "B": "b"}).write("docx")
    with pytest.raises(TypeError, match="there is no option 'ignored'"):
        almost.compare("", "", ignored=["case"])  # type: ignore[call-arg]
    gated = almost.check("“the dog sat on the mat”", "the cat sat on the mat").write("github", fail_on=["altered"])
    assert gated.startswith("::error")
    assert "<iframe" in almost.compare("a b", "a c")._repr_html_()


def test_errors_have_a_place(tmp_path: pathlib.Path) -> None:
    with pytest.raises(almost.Error) as raised:
        almost.compare(tmp_path / "missing.txt", "x")
    assert raised.value.file.endswith("missing.txt")
    assert raised.value.status
    with pytest.raises(almost.Error, match="long"):
        almost.Text("x" * 100, limits=almost.Limits(max_bytes=10))


def test_bytes_that_are_not_valid_are_kept() -> None:
    found = almost.compare(b"one \xff two", b"one \xfe two")
    assert [change.kind for change in found.changes] != []
    found.to_dict()


def test_texts_outlive_what_uses_them() -> None:
    found = almost.compare(almost.Text("a b c"), almost.Text("a d c"))
    assert found.write("stat")
    made = almost.check("He said “a b c d e f g”.", [almost.Text("a b c d e f g h i")])
    assert made[0].status in ("verbatim", "typographic")


def test_check(tmp_path: pathlib.Path, files: tuple[pathlib.Path, pathlib.Path]) -> None:
    account = tmp_path / "account.txt"
    account.write_text("Anna says “He was at home on the 3rd of May”.\n", encoding="utf-8")
    made = almost.check(account, files[0])
    assert [one.status for one in made] == ["altered"]
    assert made.json() == command("check", "--json", account, "--against", files[0])
    assert "altered" in made.write("list")
    baseline = made.json()
    known = almost.check(account, files[0], baseline=baseline)
    assert "known" in known.json().decode()


def test_check_all_is_the_commands(tmp_path: pathlib.Path, files: tuple[pathlib.Path, pathlib.Path]) -> None:
    accounts = ["Anna says “He was at home on the 3rd of May”.", "She said “The door was open”. No “came”."] * 40
    lines = tmp_path / "accounts.jsonl"
    lines.write_text("".join(json.dumps({"id": i, "text": one}) + "\n" for i, one in enumerate(accounts, 1)))
    told = command("check", "--batch", lines, "--against", files[0])
    assert list(almost.check_all(accounts, files[0])) == [json.loads(line) for line in told.splitlines()]
    answers = list(almost.check_all([tmp_path / "no.txt", accounts[0]], files[0]))
    assert "error" in answers[0]
    assert answers[1]["quotations"][0]["status"] == "altered"


def test_what_is_reported_without_marks() -> None:
    law = "Smoking is not permitted in any public building of the city."
    account = "He said that smoking is permitted in any public building."
    made = almost.check(account, law, indirect=True)
    assert [(one.status, one.touches) for one in made.indirect] == [("altered", ("negation",))]
    assert account[made.indirect[0].span.slice] == made.indirect[0].text
    assert [one.status for one in almost.quotations(account, indirect=True).indirect] == ["not checked"]
    assert almost.check(account, law).indirect == []


def test_merge(tmp_path: pathlib.Path) -> None:
    paths = [tmp_path / name for name in ("base.txt", "mine.txt", "theirs.txt")]
    texts = "He was not at home.\n", "He was never at home.\n", "He was seldom at home.\n"
    for path, text in zip(paths, texts):
        path.write_text(text)
    made = almost.merge(paths[0], paths[1:])
    assert made.conflicts == 1
    assert made.write("diff3") == command("merge", "--marks", "diff3", *paths)
    assert made.json() == command("merge", "--json", *paths)


def test_watch(tmp_path: pathlib.Path) -> None:
    told = list(almost.watch([TOLD[i : i + 7] for i in range(0, len(TOLD), 7)], HAPPENED))
    sentences = [one for one in told if one.kind == "sentence"]
    assert sentences[0].status == "different"
    assert ("3rd", "4th") in [(one.source, one.telling) for one in sentences[0].differences]
    assert all(one.source is None or HAPPENED[one.span.slice] for one in sentences)
    library = almost.Library.create(tmp_path / "shelf")
    source = tmp_path / "source.txt"
    source.write_text(HAPPENED)
    library.add(source)
    assert [one.status for one in almost.watch([TOLD], library) if one.kind == "sentence"][0] == "different"


def test_library_and_trace(tmp_path: pathlib.Path, files: tuple[pathlib.Path, pathlib.Path]) -> None:
    library = almost.Library.create(tmp_path / "shelf")
    assert [told.event for told in library.add(files[0])] == ["added"]
    assert [told.event for told in library.add(files[0])] == ["unchanged"]
    assert len(library) == 1
    assert library.documents()[0].name.endswith("happened.txt")
    assert library.trace("not at home on the 3rd of May said Anna")[0]["name"].endswith("happened.txt")
    assert library.trace("wholly other words that nobody wrote") == []
    assert str(library.text(0)) == HAPPENED
    assert library.verify() == []
    library.passages(HAPPENED)
    assert [told.event for told in library.remove(files[0])] == ["removed"]
    with pytest.raises(almost.Error):
        almost.Library(tmp_path)


def test_collate_by_chapter_and_expanded() -> None:
    chapters = {"one": "the ferry came late over the black water", "two": "nobody at the inn had seen a lantern"}
    texts = {name: "".join(f"CHAPTER {i}.\n\n{chapters[k]}\n\n" for i, k in zip(("I", "II"), order))
             for name, order in {"A": ("one", "two"), "B": ("two", "one")}.items()}
    answer = almost.collate(texts, by_chapter=True).to_dict()
    assert [len(chapter["witnesses"]) for chapter in answer["chapters"]] == [2, 2]
    assert "chapters" not in almost.collate(texts).to_dict()
    forms = almost.collate({"A": "pater & filius", "B": "pater et filius"}, expand=True).to_dict()["table"][1]
    assert [cell[0]["n"] for cell in forms] == ["et", "et"]


def test_collate() -> None:
    table = almost.collate({"A": "the black cat sat", "B": "the white cat sat", "C": "the cat sat"})
    assert table.sigla == ["A", "B", "C"]
    for siglum, text in {"A": "the black cat sat", "C": "the cat sat"}.items():
        assert "".join(table.row(i)[siglum] for i in range(len(table))) == text
    assert table.to_dict()["witnesses"] == ["A", "B", "C"]
    given = {"witnesses": [{"id": "A", "content": "the cat"}, {"id": "B", "content": "a cat"}]}
    assert almost.collate(given).to_dict()["witnesses"] == ["A", "B"]
    assert "<TEI" in table.write("tei")


def test_pairs_in_order_and_by_lines(files: tuple[pathlib.Path, pathlib.Path]) -> None:
    pairs = [(f"text number {i} of many", f"text number {i + i % 2} of many") for i in range(500)]
    answers = [found.to_dict()["verdict"]["answer"] for found in almost.compare_pairs(pairs)]
    assert answers == ["almost" if i % 2 else "yes" for i in range(500)]
    bad = list(almost.compare_pairs([(files[0], files[0].with_name("no.txt")), files]))
    assert "error" in bad[0].to_dict()
    assert "verdict" in bad[1].to_dict()


def test_reuse_is_the_commands(tmp_path: pathlib.Path) -> None:
    page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
    rows = [{"id": i, "text": f"document {i}. {page} – 😀 {i * 7919}", "date": 1900 - i, "paper": "x"} for i in range(9)]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    for passages, option in ((False, "--clusters"), (True, "--passages")):
        found = list(almost.reuse(rows, passages=passages))
        assert found == [json.loads(line) for line in command("reuse", option, path).splitlines()]
        assert all(row["text"] == rows[row["id"]]["text"][row["begin"] : row["end"]] for row in found)
    with pytest.raises(almost.Error) as raised:
        list(almost.reuse([{"id": 1}]))
    assert raised.value.line == 1


def test_arrow() -> None:
    pytest.importorskip("nanoarrow")
    import nanoarrow as na

    found = almost.compare(HAPPENED, TOLD)
    for table in ("changes", "passages"):
        assert len(na.ArrayStream(found.to_arrow(table)).read_all()) == len(getattr(found, table))
    for table in ("changes", "passages"):
        rows = na.ArrayStream(found.to_arrow(table)).read_all().to_pylist()
        for row, one in zip(rows, getattr(found, table)):
            told = one._asdict()
            for side in ("original", "telling"):
                told[f"{side}_start"], told[f"{side}_end"] = told.pop(side)
            assert row == told | ({"touches": " ".join(one.touches)} if table == "changes" else {})
    with pytest.raises(ValueError, match="changes or passages"):
        found.to_arrow("claims")
    assert len(na.ArrayStream(almost.compare("", "").to_arrow()).read_all()) == 0


def test_reuse_in_arrow(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("nanoarrow")
    import nanoarrow as na
    from nanoarrow.ipc import InputStream, StreamWriter

    page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
    rows = [{"id": f"é{i}", "text": f"{i} {page} {i * 7919}", "date": 1900 - i} for i in range(5)]
    rows[0]["tags"], rows[1]["tags"], rows[2]["share"], rows[3]["share"] = ["a", 1], None, 1, 0.5
    for passages in (False, True):
        path, found = tmp_path / "shared.arrows", list(almost.reuse(rows, passages=passages))
        with StreamWriter.from_path(path) as writer:
            writer.write_stream(almost.reuse(rows, passages=passages).to_arrow())
        with InputStream.from_path(path) as stream:
            table = na.ArrayStream(stream).read_all()
        names = [field.name for field in table.schema.fields]
        assert names[:3] == (["uid", "id", "begin"] if passages else ["cluster", "size", "documents"])
        for row, one in zip(table.to_pylist(), found, strict=True):
            tags = one.get("tags")
            assert row.get("tags") == (None if tags is None else json.dumps(tags))
            assert {name: row[name] for name in one if name != "tags"} == {k: v for k, v in one.items() if k != "tags"}
    none = na.ArrayStream(almost.reuse([("a", "one"), ("b", "two")]).to_arrow()).read_all()
    assert len(none) == 0 and [field.name for field in none.schema.fields][:2] == ["cluster", "size"]


def test_stages_take_arrays() -> None:
    from almost import stages

    page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
    reader = stages.Reader()
    assert reader.locate("— " + page, [(0, 6), (6, 9)]) == [(2, 8), (9, 12)]
    letters = bytes(reader.letters(page)[: 2 * stages.AROUND])
    offsets, places = array("i", [0, len(letters)]), array("I", [stages.AROUND])
    other = bytes(reader.letters("a keeper wrote in his book that the night was calm with a light wind " * 2))
    windows = [(one[: len(letters)], offsets, places) for one in (letters, letters, other)]
    assert (stages.keep_alike(*windows[:2]), stages.keep_alike(*windows[1:])) == (b"\1", b"\0")
    seeds = reader.seeds(0, reader.letters(page))
    assert stages.hubs(seeds[:32]) == [0]
    stretches = struct.pack("=qIIqIIqII", 0, 5, 50, 0, 6, 51, 1, 5, 50)
    assert list(memoryview(stages.unite(stretches)).cast("I")) == [0, 0, 2]
    with pytest.raises(ValueError, match="a table of words has"):
        stages.count_words(letters, bytearray(5))


def test_threads_share_texts_and_a_library(tmp_path: pathlib.Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text("".join(f"sentence number {i} speaks of thing {i * 7919 % 1009}. " for i in range(300)))
    library = almost.Library.create(tmp_path / "shelf")
    library.add(source)
    text, failures = almost.Text(source), []

    def work() -> None:
        try:
            for i in range(20):
                assert almost.compare(text, text).verdict.answer == "yes"
                assert library.trace(f"sentence number {i} speaks of thing {i * 7919 % 1009}")
        except BaseException as raised:  # noqa: BLE001 - of a thread it would be lost
            failures.append(raised)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_threads_merge_watch_check_and_reuse() -> None:
    page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
    failures: list[BaseException] = []

    def work() -> None:
        try:
            for _ in range(5):
                rows = [(str(i), f"{i} {page} {i * 7919}") for i in range(20)]
                assert len(list(almost.reuse(rows, passages=True))) == 190
                assert almost.merge("The cat sat.", ["The black cat sat.", "The cat sat down."]).conflicts == 0
                assert [one.status for one in almost.watch([page + "."], page + ".")] == ["same"]
                assert len(list(almost.check_all([f"“{page}”"] * 8, page))) == 8
        except BaseException as raised:  # noqa: BLE001 - of a thread it would be lost
            failures.append(raised)

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_signal_ends_a_call() -> None:
    words = [str(i * 2654435761 % 50021) for i in range(400_000)]
    original, telling = almost.Text(" ".join(words)), almost.Text(" ".join(reversed(words)))
    before = signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(KeyboardInterrupt):
            for _ in range(1000):
                almost.compare(original, telling)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
