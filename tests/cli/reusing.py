# SPDX-License-Identifier: Apache-2.0
"""almost reuse: what documents share is found where it stands, whatever the memory; what is bad is said."""
import bz2
import gzip
import itertools
import json
import lzma
import os
import pathlib
import pty
import random
import re
import resource
import sqlite3
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "bench"))
sys.dont_write_bytecode = True
import arrow_stream  # noqa: E402
import corpora  # noqa: E402
import command  # noqa: E402
from command import Command, main  # noqa: E402


def vocabulary(chance):
    """Words of a made language, and how often each is used."""
    words = ["".join(chance.choice(("bcdfghlmnprstvw", "aeiou")[i % 2]) for i in range(chance.randint(3, 8)))
             for _ in range(4000)]
    return words, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))


WORDS, WEIGHTS = vocabulary(random.Random(0))


def made_words(chance, count):
    return " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=count))


class Reusing(Command):

    def corpus(self, documents, name="corpus.jsonl"):
        """Lines of (id, text) or of whole objects."""
        rows = [row if isinstance(row, dict) else {"id": row[0], "text": row[1]} for row in documents]
        return self.write(name, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))

    def reuse(self, *arguments, status=0):
        done = self.run_program("reuse", *arguments)
        self.assertEqual(done.status, status, done.err.decode())
        return [json.loads(line) for line in done.out.splitlines()]

    def test_what_is_planted_is_found(self):
        chance = random.Random(1)
        documents = [(f"d{i}", made_words(chance, chance.randint(300, 900))) for i in range(120)]
        inserts, planted = corpora.plant(documents, 120, chance)
        corpora.write(documents, inserts, planted, str(self.folder / "corpus.jsonl"))
        done = self.run_program("reuse", "--passages", "corpus.jsonl")
        lines = done.out.decode().splitlines()
        hits, overlapping, reported = corpora.score([name for name, _ in documents], planted, lines)
        for (length, kind), (found, count) in hits.items():
            if length >= 50 and kind != "words 20":
                self.assertEqual(found, count, (length, kind))
        edited = [hits[length, "words 20"] for length in (50, 100, 200)]
        self.assertGreaterEqual(sum(found for found, _ in edited) / sum(count for _, count in edited), .9, edited)
        self.assertGreater(overlapping / reported, .95)

    def test_begin_and_end_slice_the_text_in_each_unit(self):
        page = "Übrigens 😀 ging die alte Laterne „am Hafen“ in jener Nacht zum ersten Mal aus, und niemand hat es gesehen"
        texts = {"a": "Zuvor 😀😀. " + page + ". Danach.", "b": "x " + page.replace("Laterne", "Latcrne") + " y"}
        self.corpus(texts.items())
        for unit, encode in (("codepoints", None), ("utf16", "utf-16-le"), ("bytes", "utf-8")):
            rows = self.reuse("--units", unit, "corpus.jsonl")
            self.assertEqual({row["id"] for row in rows}, {"a", "b"})
            for row in rows:
                text = texts[row["id"]]
                if encode is None:
                    piece = text[row["begin"]:row["end"]]
                else:
                    width = 2 if unit == "utf16" else 1
                    piece = text.encode(encode)[width * row["begin"]:width * row["end"]].decode(encode)
                self.assertEqual(piece, row["text"])
                self.assertIn("zum ersten Mal aus, und niemand", piece)

    def test_memory_changes_nothing(self):
        chance = random.Random(2)
        page = made_words(chance, 150)
        self.corpus((f"d{i}", made_words(chance, 300) + " " + page + " " + made_words(chance, 100)) for i in range(300))
        for form in ("--passages", "--clusters"):
            answers = {self.run_program("reuse", form, "--memory", size, "corpus.jsonl").out for size in ("16M", "2G")}
            self.assertEqual(len(answers), 1)

    def test_threads_change_nothing(self):
        chance = random.Random(9)
        page, other = made_words(chance, 300), made_words(chance, 150)
        documents = [" ".join(page + " " + made_words(chance, 40) for _ in range(150)) for _ in range(2)]
        documents += [f"{made_words(chance, 200)} {corpora.misread(other, .05, chance)}" for _ in range(150)]
        self.corpus((f"d{i}", text) for i, text in enumerate(documents))
        answers = {self.run_program("reuse", "--passages", "--threads", threads, "corpus.jsonl").out
                   for threads in ("1", "2", "5")}
        self.assertEqual(len(answers), 1)
        self.assertGreater(len(answers.pop().splitlines()), 500)

    def test_a_page_that_stands_everywhere_is_one_cluster_and_the_cap_is_said(self):
        chance = random.Random(3)
        page = made_words(chance, 200)
        self.corpus((f"d{i}", f"{made_words(chance, 40)} {corpora.misread(page, .05, chance)} {made_words(chance, 40)}")
                    for i in range(200))
        done = self.run_program("reuse", "corpus.jsonl")
        rows = [json.loads(line) for line in done.out.splitlines()]
        largest = [row for row in rows if row["documents"] == 200]
        self.assertEqual({row["id"] for row in largest}, {f"d{i}" for i in range(200)})
        self.assertIn("without being aligned; --cap aligns more", done.err.decode())

    def test_pages_that_overlap_by_a_third_are_not_chained(self):
        chance = random.Random(4)
        parts = [made_words(chance, 60) for _ in range(9)]
        pages = [" ".join(parts[i:i + 3]) for i in range(7)]  # each shares two thirds, and the next but one a third
        documents = []
        for number, page in enumerate(pages[::2]):
            documents += [(f"{number}a", page), (f"{number}b", "before " + page)]
        self.corpus(documents)
        clusters = {}
        for row in self.reuse("corpus.jsonl"):
            clusters.setdefault(row["cluster"], set()).add(row["id"][0])
        self.assertTrue(all(len(numbers) <= 2 for numbers in clusters.values()), clusters)

    def test_what_stands_many_times_in_both_is_found_once_at_each_place(self):
        chance = random.Random(5)
        page = made_words(chance, 120)
        documents = [" ".join(page + " " + made_words(chance, 60) for _ in range(24)) for _ in range(2)]
        self.corpus(zip("ab", documents))
        rows = self.reuse("--passages", "corpus.jsonl")
        whole = {(row["begin"], row["begin2"]) for row in rows if len(row["text"]) > .9 * len(page)}
        self.assertGreater(len(whole), .95 * 24 * 24)
        self.assertLess(len(rows), 1.2 * 24 * 24)

    def test_a_disk_that_is_full_is_one_line_and_nothing_is_left(self):
        chance = random.Random(6)
        self.corpus((f"d{i}", made_words(chance, 20000)) for i in range(3))
        (self.folder / "room").mkdir()
        for form in ("--passages", "--clusters"):
            done = self.run_program("reuse", form, "--temporary", "room", "-o", "answer.jsonl", "corpus.jsonl",
                                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)))
            self.assertEqual(done.status, 2)
            self.assertEqual(done.err.decode().count("\n"), 1, done.err)
            self.assertIn("room: cannot write a temporary file here", done.err.decode())
            self.assertEqual(list((self.folder / "room").iterdir()), [])
            self.assertFalse((self.folder / "answer.jsonl").exists())

    def test_time_runs_out_while_documents_are_read_too(self):
        chance = random.Random(7)
        self.corpus((f"d{i}", made_words(chance, 2000)) for i in range(20))
        done = self.run_program("reuse", "--timeout", "0.000001", "corpus.jsonl")
        self.assertEqual(done.status, 2)
        self.assertIn("the corpus was not done in time", done.err.decode())

    def test_members_of_a_line_are_kept_and_the_earliest_is_first(self):
        page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
        self.corpus([{"id": 7.10, "text": "1 " + page, "date": "1900-01-01", "paper": "Gazette", "size": 3},
                     {"id": "x", "text": page + " 2", "date": "1899-12-31", "paper": {"name": "Courier"}}])
        rows = self.reuse("corpus.jsonl")
        self.assertEqual([row.get("first") for row in rows], [None, True])
        self.assertEqual([row["paper"] for row in rows], ["Gazette", {"name": "Courier"}])
        self.assertEqual([row["size"] for row in rows], [2, 2])

    def test_what_is_asked_of_passim_in_sql_can_be_asked_of_it(self):
        """Queries as they are put to passim's answer: by cluster, uid, begin and end."""
        chance = random.Random(8)
        pages = [made_words(chance, 60) for _ in range(4)]
        documents = [{"id": f"p{i:02}", "date": f"{1880 + i % 7}-01-{i + 1:02}", "series": f"s{i % 5}",
                      "text": " ".join([made_words(chance, 50), corpora.misread(pages[i % 4], .03, chance),
                                        made_words(chance, 50), pages[(i + 1) % 4], made_words(chance, 30)])}
                     for i in range(24)]
        self.corpus(documents)
        base = sqlite3.connect(":memory:")
        base.execute("create table docs (id text primary key, date text, series text, text text)")
        base.execute('create table out (cluster, size, uid, id, "begin", "end", date, series, text)')
        base.executemany("insert into docs values (:id, :date, :series, :text)", documents)
        base.executemany("insert into out values (:cluster, :size, :uid, :id, :begin, :end, :date, :series, :text)",
                         self.reuse("corpus.jsonl"))

        def ask(query):
            return base.execute(query).fetchall()

        self.assertEqual(ask("select cluster from out group by cluster having count(*) != max(size)"), [])
        self.assertEqual(ask("select id from out group by id having count(distinct uid) != 1"), [])
        self.assertEqual(ask("select uid from out group by uid having count(distinct id) != 1"), [])
        self.assertEqual(ask('select out.id from out join docs using (id) '
                             'where substr(docs.text, "begin" + 1, "end" - "begin") != out.text'), [])
        self.assertEqual(ask("select out.id from out join docs using (id) "
                             "where docs.date != out.date or docs.series != out.series"), [])
        # no two stretches of one cluster in one document overlap
        self.assertEqual(ask('select a.id from out a join out b on a.cluster = b.cluster and a.uid = b.uid '
                             'and a."begin" < b."begin" and b."begin" < a."end"'), [])
        # each page is one cluster, in 12 documents, and was handed on from the earliest one to all later ones
        self.assertEqual(ask("select count(distinct uid) from out group by cluster"), [(12,)] * 4)
        edges = ask("select a.cluster, a.id, b.id from out a join out b on a.cluster = b.cluster and a.date < b.date "
                    "where a.date = (select min(date) from out c where c.cluster = a.cluster)")
        self.assertEqual(len(edges), 4 * 11)

    def test_a_stream_of_arrow_has_what_the_lines_have(self):
        page = " ".join("nobody saw the lamp on the northern mole go out for the first time in forty years".split()[:14])
        lines = [{"id": 7, "text": f"{page}, “it” was \0 said", "date": "1818", "tags": ["ä", None]},
                 {"id": "b", "text": page.upper()}, {"id": "c", "text": f"Again: {page}. {page} once more"}]
        pathlib.Path(self.folder, "lines.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
        known = {"clusters": [], "passages": []}
        for form, rows in known.items():
            for line in self.reuse(f"--{form}", "lines.jsonl"):
                rows.append(line)
            done = self.run_program("reuse", f"--{form}", "--format", "arrow", "lines.jsonl")
            columns, found = arrow_stream.rows_of(done.out)
            self.assertEqual(len(found), len(rows))
            for row, line in zip(found, rows):
                rest = {name: line.pop(name) for name in list(line) if name not in columns}
                self.assertEqual(json.loads(row.pop("members", None) or "{}"), rest)
                self.assertEqual({name: value for name, value in row.items() if value is not None and value is not False},
                                 line | {name: str(line[name]) for name in ("id", "id2") if name in line})
        both = self.run_program("reuse", "--both", "lines.jsonl").out
        apart = [self.run_program("reuse", f"--{form}", "lines.jsonl").out for form in ("passages", "clusters")]
        self.assertEqual(both, b"".join(apart))
        for form in ("--html", "--both", "--like=passim"):
            self.assert_trouble(self.run_program("reuse", form, "--format", "arrow", "lines.jsonl"), "Arrow has one table")
        empty = self.run_program("reuse", "--format", "arrow", "-", stdin=b"")
        self.assertEqual(arrow_stream.rows_of(empty.out)[1], [])

    def test_a_run_that_is_killed_is_gone_on_with(self):
        chance = random.Random(11)
        page = made_words(chance, 120)
        self.corpus((f"d{i}", f"{made_words(chance, 400)} {corpora.misread(page, .05, chance)} {made_words(chance, 400)}")
                    for i in range(600))
        wanted = self.run_program("reuse", "--passages", "corpus.jsonl").out
        (self.folder / "room").mkdir()
        going = ["reuse", "--passages", "--memory", "16M", "--resume", "--temporary", "room", "-o", "answer.jsonl"]
        for number in range(6):
            run = subprocess.Popen([command.program, *going, "corpus.jsonl"], cwd=self.folder, stderr=subprocess.DEVNULL)
            try:
                run.wait(timeout=chance.uniform(.02, .4) * (number + 1))
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
        self.assertEqual(self.run_program(*going, "corpus.jsonl").status, 0)
        self.assertEqual((self.folder / "answer.jsonl").read_bytes(), wanted)
        self.assertEqual(list((self.folder / "room").iterdir()), [])

    def test_what_was_begun_is_gone_on_with_only_as_it_was(self):
        page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
        self.corpus([("a", "one " + page), ("b", page + " two"), ("c", "three")])
        self.assertEqual(self.run_program("reuse", "--resume", "corpus.jsonl").status, 2)
        (self.folder / "room").mkdir()
        going = ["reuse", "--resume", "--temporary", "room"]
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.run_program(*going, "corpus.jsonl", stdout=full).status, 2)
        self.assert_trouble(self.run_program(*going, "--least", "80", "corpus.jsonl"), "a least score of 90")
        self.corpus([("a", "one " + page), ("b", page + " too"), ("c", "three")])
        self.assert_trouble(self.run_program(*going, "corpus.jsonl"), '"b": the corpus is not the one',
                            "remove room/almost-reuse")
        self.corpus([("a", "one " + page), ("b", page + " two"), ("c", "three")])
        self.assertEqual(len(self.reuse("--resume", "--temporary", "room", "corpus.jsonl")), 2)
        self.assertEqual(list((self.folder / "room").iterdir()), [])

    def test_options_of_passim_are_taken_where_they_mean_the_same_and_else_refused(self):
        chance = random.Random(13)
        pages = [made_words(chance, 60) for _ in range(2)]
        self.corpus({"id": f"d{i}", "date": "1900", "documents": 7,
                     "text": f"{made_words(chance, 30)} {pages[i > 1]} {made_words(chance, 30)} {pages[1] if i == 5 else ''}"}
                    for i in range(6))
        rows = self.reuse("--like", "passim", "--all-pairs", "--output-format", "json", "corpus.jsonl")
        self.assertEqual([row["size"] for row in rows], [4] * 5 + [2] * 2)  # d5 has the page twice
        self.assertEqual({tuple(row) for row in rows},
                         {("cluster", "size", "uid", "id", "begin", "end", "text", "date")})
        for refused in (["-n", "25"], ["--gap", "600"], ["--pairwise"], ["-i", "name"], ["--link-model", "x"]):
            self.assert_trouble(self.run_program("reuse", *refused, "corpus.jsonl"), "is an option of passim")
        self.assert_trouble(self.run_program("reuse", "--output-format", "parquet", "corpus.jsonl"), "wants json")

    def test_bad_lines_are_said_and_the_others_go_on(self):
        page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
        self.write("corpus.jsonl", f'{{"id": 1, "text": "{page}"}}\n{{"id": 2}}\nnonsense\n\n{{"id": 3, "text": "{page}"}}\n')
        done = self.run_program("reuse", "corpus.jsonl")
        self.assertEqual(done.status, 1)
        self.assertEqual(len(done.out.splitlines()), 2)
        self.assertEqual([line.split(": ")[1] for line in done.err.decode().splitlines()], ["corpus.jsonl:2", "corpus.jsonl:3"])

    def test_files_folders_and_archives_are_corpora(self):
        page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
        (self.folder / "books").mkdir()
        self.write("books/one.txt", "one " + page)
        self.write("books/two.html", f"<p>two</p><p>{page.upper()}</p>")
        with zipfile.ZipFile(self.folder / "books" / "more.zip", "w") as archive:
            archive.writestr("three.txt", page.replace("lamp", "larnp"))
        rows = self.reuse("books")
        self.assertEqual(len(rows), 3)
        self.assertTrue(any(row["id"].endswith("more.zip#three.txt") for row in rows), rows)

    def test_compressed_lines_are_as_lines(self):
        page = "nobody saw the lamp on the northern mole go out for the first time in forty years of watching it"
        lines = "".join(json.dumps({"id": name, "text": f"{name} {page}", "date": date, "paper": {"name": name}}) + "\n"
                        for name, date in (("a", "1900-01-02"), ("b", "1900-01-01"))) + "nonsense"
        self.write("corpus.jsonl", lines)
        wanted = self.run_program("reuse", "corpus.jsonl")
        for ending, pack in ((".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)):
            (self.folder / ("corpus.jsonl" + ending)).write_bytes(pack(lines.encode()))
            done = self.run_program("reuse", "corpus.jsonl" + ending)
            self.assertEqual((done.status, done.out), (1, wanted.out))
            self.assertIn(f"corpus.jsonl{ending}:3: is not JSON".encode(), done.err)
        (self.folder / "cut.jsonl.gz").write_bytes(gzip.compress(lines.encode())[:-20])
        done = self.run_program("reuse", "cut.jsonl.gz")
        self.assertEqual(done.status, 1)
        self.assertIn(b"cut.jsonl.gz: cannot be unpacked", done.err)

    def test_two_documents_share_what_their_comparison_shares(self):
        chance = random.Random(12)
        page = made_words(chance, 150)
        told = corpora.reword(corpora.misread(page, .02, chance), .05, WORDS, chance)
        texts = {"a.txt": f"{made_words(chance, 80)} {page} {made_words(chance, 60)}",
                 "b.txt": f"{made_words(chance, 40)} {told} {made_words(chance, 120)}"}
        for name, text in texts.items():
            self.write(name, text)
        row, = self.reuse("--passages", "a.txt", "b.txt")
        compared = json.loads(self.run_program("compare", "--json", "a.txt", "b.txt").out)
        spans = [[min(passage[side]["start"] for passage in compared["passages"]),
                  max(passage[side]["end"] for passage in compared["passages"])] for side in ("original", "telling")]
        for (begin, end), (start, stop) in zip(((row["begin"], row["end"]), (row["begin2"], row["end2"])), spans):
            self.assertGreater(min(end, stop) - max(begin, start), .9 * (max(end, stop) - min(begin, start)))

    def test_nothing_is_shared_and_nothing_is_there(self):
        self.corpus([("a", "one two three"), ("b", "four five six")])
        self.assertEqual(self.reuse("corpus.jsonl"), [])
        self.write("empty.jsonl", "")
        self.assertEqual(self.reuse("empty.jsonl"), [])

    def test_trouble_is_one_line(self):
        self.corpus([("a", "one")])
        self.assertEqual(self.run_program("reuse").status, 2)
        self.assertEqual(self.run_program("reuse", "-o", "corpus.jsonl", "corpus.jsonl").status, 2)
        self.assertEqual(self.run_program("reuse", "corpus.jsonl", "missing.txt").status, 2)
        done = self.run_program("reuse", "--temporary", "nowhere", "corpus.jsonl")
        self.assertEqual(done.status, 2)
        self.assertIn("nowhere: cannot make a temporary file here", done.err.decode())
        self.assertEqual(len(done.err.splitlines()), 1)


    def shown(self, *arguments, late=None):
        """What a run shows on a terminal; `late` is a pipe by that name, which is closed after some time."""
        terminal, end = pty.openpty()
        environment = {**os.environ, "TERM": "xterm"}
        run = subprocess.Popen([command.program, "reuse", *arguments], cwd=self.folder, env=environment,
                               stdout=subprocess.DEVNULL, stderr=end)
        os.close(end)
        if late is not None:
            with open(self.folder / late, "w", encoding="utf-8") as pipe:
                time.sleep(1.5)
                pipe.write(json.dumps({"id": "late", "text": "it came late"}) + "\n")
        told = b""
        try:
            while piece := os.read(terminal, 65536):
                told += piece
        except OSError:  # the other end is closed
            pass
        os.close(terminal)
        self.assertEqual(run.wait(), 0)
        return told.decode()

    def test_what_time_is_left(self):
        chance = random.Random(9)
        self.corpus([(f"d{i}", made_words(chance, 2000)) for i in range(400)], "a.jsonl")
        folder = self.folder / "books"
        folder.mkdir()
        (self.folder / "a.jsonl").rename(folder / "a.jsonl")
        os.mkfifo(folder / "b.jsonl")
        told = self.shown("books", late="books/b.jsonl")
        shares = [int(share) for share in re.findall(r"(\d+) %  |(\d+)%  ", told) for share in share if share]
        self.assertEqual(shares, sorted(shares))
        self.assertGreater(shares[-1], 54)
        self.assertRegex(told, r"(pairing places|aligning passages), about \d+ (s|min) left")
        os.mkfifo(self.folder / "c.jsonl")
        self.assertNotIn("left", self.shown("books/a.jsonl", "c.jsonl", late="c.jsonl"))  # nobody knows its size


if __name__ == "__main__":
    main()
