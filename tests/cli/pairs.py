#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""compare --pairs: many pairs in, a line for each in their order, and the bad ones among them."""
import json
import os
import subprocess
import time

import command
from command import ROOT, Command

ORIGINAL = "The old house stood at the end of the road, and nobody had lived there for years.\n"
TELLING = "The old house stood at the end of the lane, and nobody had ever lived there.\n"


class Pairs(Command):
    def setUp(self):
        super().setUp()
        self.write("original.txt", ORIGINAL)
        self.write("telling.txt", TELLING)

    def pairs(self, *lines, options=(), **others):
        """Run with these lines, objects or bytes, on standard input."""
        given = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n"
                         for line in lines)
        return self.run_program("compare", *options, "--pairs", "-", stdin=given, **others)

    def answers(self, done):
        self.assertTrue(done.out.endswith(b"\n"), done.out[-100:])
        return [json.loads(line) for line in done.out.decode().splitlines()]

    def assert_bad(self, line, *mentions, number=1):
        """One bad line between two good ones: an error line, and the others go on."""
        good = {"id": "good", "original": "original.txt", "telling": "telling.txt"}
        done = self.pairs(good, line, good)
        self.assertEqual(done.status, 2, done.err)
        self.assert_one_line(done.err)
        first, bad, last = self.answers(done)
        self.assertEqual(first, last)
        self.assertEqual(list(bad), ["id", "error"])
        self.assertEqual(list(bad["error"]), ["message", "file", "line"])
        for mention in mentions:
            self.assertIn(mention, json.dumps(bad, ensure_ascii=False))
        return bad


class Answers(Pairs):
    def test_as_json_says_it(self):
        for options in ([], ["--full"], ["--exact"], ["--units", "bytes"], ["--minimal"],
                        ["--ignore", "case"], ["--words", "space"], ["--language", "de"],
                        ["--min-bits", "500"]):
            with self.subTest(options=options):
                alone = self.run_program("--json", *options, "original.txt", "telling.txt")
                done = self.pairs({"id": 7, "original": "original.txt", "telling": "telling.txt"},
                                  options=options)
                self.assertEqual((done.status, done.err), (alone.status, b""))
                self.assertEqual(done.out, b'{"id":7,' + alone.out.replace(b"\n", b"")[1:] + b"\n")

    def test_statuses(self):
        same = {"original": "original.txt", "telling": "original.txt"}
        other = {"original": "original.txt", "telling": "telling.txt"}
        for lines, options, status in (([same, same], [], 0), ([same, other], [], 1), ([], [], 0),
                                       ([same, other], ["--fail-under", "10%"], 0),
                                       ([same, other], ["--fail-under", "99%"], 1)):
            with self.subTest(lines=lines, options=options):
                self.assertEqual(self.pairs(*lines, options=options).status, status)

    def test_texts(self):
        inline = {"original": {"text": ORIGINAL, "name": "first"}, "telling": {"text": TELLING}}
        files = {"original": {"path": "original.txt", "encoding": "UTF-8"},
                 "telling": "telling.txt"}
        one, two = self.answers(self.pairs(inline, files))
        self.assertEqual([one["original"]["name"], one["telling"]["name"]], ["first", "telling"])
        for answer in (one, two):
            del answer["id"], answer["original"]["name"], answer["telling"]["name"]
        self.assertEqual(one, two)

    def test_nul_and_empty_texts(self):
        odd = [{"original": {"text": "a\0b c"}, "telling": {"text": "a\0b c"}},
               {"original": {"text": ""}, "telling": {"text": ""}},
               {"original": {"text": ""}, "telling": {"text": "\U0001f600 é"}}]
        done = self.pairs(*odd)
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertEqual([answer["verdict"]["answer"] for answer in self.answers(done)],
                         ["yes", "yes", "no"])

    def test_ids(self):
        pair = {"original": "original.txt", "telling": "telling.txt"}
        ids = ["a", "", "ä\0\"", 0, -5, 9223372036854775807, 0.1, 1e300, "a"]
        done = self.pairs(*({"id": each, **pair} for each in ids), pair)
        answers = self.answers(done)
        self.assertEqual([answer["id"] for answer in answers], ids + [len(ids) + 1])
        self.assertIn(b'{"id":0.1,', done.out)
        for answer in answers:
            del answer["id"]
        self.assertTrue(all(answer == answers[0] for answer in answers))

    def test_bytes_of_ids(self):
        """As they were given: to whoever looks them up 1.10 is not 1.1."""
        rest = b', "original": {"text": "a \\"id\\": 1"}, "telling": {"text": "b", "id": 2}}'
        ids = [b"1.10", b"1E5", b"-0", b"12345678901234567890", b"0.12345678901234567890", b"1e-400",
               b'"\\u0041\\/"', b'"a\\"b\\\\"', "\"é\"".encode(), b"7"]
        lines = [b'{"x": [{"id": 3}, "id"], "y": "id",\t"id"' + blank + b":" + blank + each + blank + rest
                 for each in ids for blank in (b"", b" ")]
        lines += [b'{"\\u0069d": 5' + rest]
        done = self.pairs(*lines)
        self.assertEqual((done.status, done.err), (1, b""))
        wanted = [each for each in ids for _ in range(2)] + [b"5"]
        for line, each in zip(done.out.splitlines(), wanted):
            self.assertTrue(line.startswith(b'{"id":' + each + b',"format"'), line[:60])

    def test_lines(self):
        pair = b'{"original": "original.txt", "telling": "telling.txt"}'
        done = self.run_program("--pairs", "-", stdin=b"\xef\xbb\xbf" + pair + b"\r\n\r\n \n" + pair)
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertEqual([answer["id"] for answer in self.answers(done)], [1, 4])
        self.assertEqual(self.run_program("--pairs", "/dev/null").status, 0)

    def test_from_and_to_files(self):
        self.write("pairs.jsonl", '{"id":1,"original":"original.txt","telling":"telling.txt"}\n')
        shown = self.run_program("--pairs", "pairs.jsonl")
        done = self.run_program("--pairs", "pairs.jsonl", "-o", "answers.jsonl")
        self.assertEqual((done.status, done.out, done.err), (1, b"", b""))
        self.assertEqual((self.folder / "answers.jsonl").read_bytes(), shown.out)


class Bad(Pairs):
    def test_lines(self):
        for line in (b"{", b"nonsense", b"[1, 2]", b"7", b"null", b'{"id": 1}', b"{\"id\": \xff}",
                     b'{"id": 1, "original": "original.txt"}', b"\0", b'{"a": "\\ud800"}',
                     b"[" * 100000, b'{"original": 1, "telling": 2}', b'{"id": 1e999}',
                     b'{"original": {}, "telling": {}}', b'{"id": 99999999999999999999}',
                     b'{"original": {"text": 5}, "telling": "telling.txt"}',
                     b'{"original": {"text": "a", "path": "b"}, "telling": "telling.txt"}',
                     b'{"original": {"text": "a", "encoding": "latin1"}, "telling": "telling.txt"}',
                     b'{"original": "original.txt\\u0000", "telling": "telling.txt"}',
                     b'{"id": 1, "id": 2, "original": "original.txt", "telling": "telling.txt"}',
                     b'{"original": "missing", "original": "original.txt", "telling": "telling.txt"}',
                     b'{"original": "", "telling": "telling.txt"}',
                     b'{"original": "-", "telling": "telling.txt"}'):
            with self.subTest(line=line[:60]):
                bad = self.assert_bad(line, "standard input")
                self.assertEqual(bad["error"]["line"], 2)

    def test_ids(self):
        pair = {"original": "original.txt", "telling": "telling.txt"}
        for each in (None, True, [], {}):
            with self.subTest(id=each):
                bad = self.assert_bad({"id": each, **pair}, "id")
                self.assertEqual(bad["id"], 2)

    def test_texts(self):
        self.write("empty.txt", "")
        (self.folder / "bare").mkdir()
        for source, mention in (("missing.txt", "no such file"), ("bare", "folder"),
                                ({"path": "telling.txt", "encoding": "klingon"}, "klingon"),
                                ({"path": "bare", "name": "here"}, "folder")):
            with self.subTest(source=source):
                bad = self.assert_bad({"id": "bad", "original": "original.txt",
                                       "telling": source}, mention)
                name = source if isinstance(source, str) else source.get("name", "telling.txt")
                self.assertEqual((bad["id"], bad["error"]["file"]), ("bad", name))
        done = self.pairs({"original": "empty.txt", "telling": "empty.txt"})
        self.assertEqual((done.status, self.answers(done)[0]["verdict"]["answer"]), (0, "yes"))

    def test_how_texts_are_read(self):
        """Options of reading are for all pairs, and a text within the list is a text."""
        page = "<!DOCTYPE html><p>One <ins>two</ins><del>three</del></p>"
        self.write("page", page)
        both = {"original": "page", "telling": "page"}
        for options, original, telling in (([], "One two", "One two"),
                                           (["--revisions", "original"], "One three", "One three"),
                                           (["--revisions", "both"], "One three", "One two"),
                                           (["--telling-from", "text"], "One two", page)):
            with self.subTest(options=options):
                answer, = self.answers(self.pairs(both, options=options))
                self.assertEqual([answer[side]["length"] for side in ("original", "telling")],
                                 [len(original), len(telling)])
        answer, = self.answers(self.pairs({"original": {"text": page}, "telling": {"text": page}}))
        self.assertEqual((answer["original"]["format"], answer["original"]["length"]),
                         ("text", len(page)))

    def test_the_list_itself(self):
        """By none of its paths is it a text, from which the pairs that follow would be missing."""
        good = {"original": "original.txt", "telling": "original.txt"}
        paths = [path for path in ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0") if os.path.exists(path)]
        for side in ("original", "telling"):
            lines = [good] * 3000
            for at, path in enumerate(paths):
                lines[10 + 1000 * at] = {**good, side: path}
            answers = self.answers(self.pairs(*lines))
            self.assertEqual(len(answers), 3000)
            refused = [answer for answer in answers if "error" in answer]
            self.assertEqual([answer["error"]["file"] for answer in refused], paths)
            for answer in refused:
                self.assertIn("pairs are read from", answer["error"]["message"])
        pairs = "".join(json.dumps({**good, "telling": name}) + "\n" for name in ("./pipe", "telling.txt"))
        os.mkfifo(self.folder / "pipe")
        done = self.run_shell('printf %s "$1" > pipe & "$0" --pairs pipe', pairs)
        self.assertEqual(["error" in answer for answer in self.answers(done)], [True, False])

    def test_timeout(self):
        """A FIFO that nobody writes to is an error of its pairs; the others go on."""
        os.mkfifo(self.folder / "never")
        good = {"original": "original.txt", "telling": "original.txt"}
        lines = [good] * 200
        lines[10] = {**good, "telling": "never"}
        lines[20] = {"original": "never", "telling": "never"}
        for threads in ("1", "2"):
            done = self.pairs(*lines, options=["--timeout", "0.3", "--threads", threads])
            answers = self.answers(done)
            self.assertEqual(done.status, 2)
            self.assertEqual([i for i, answer in enumerate(answers) if "error" in answer], [10, 20])
            self.assertEqual(len(answers), 200)
            for at in (10, 20):
                self.assertEqual(answers[at]["error"]["file"], "never")
                self.assertIn("in time", answers[at]["error"]["message"])

    def test_limits(self):
        line = {"id": 1, "original": {"text": "x" * 200}, "telling": "original.txt"}
        done = self.pairs(line, options=["--max-bytes", "100"])
        self.assertIn("limit", self.answers(done)[0]["error"]["message"])
        long = self.assert_bad(b'{"id": "' + b"x" * 100000000 + b'"}', "limit")
        self.assertEqual((long["id"], long["error"]["line"]), (2, 2))

    def test_trouble(self):
        self.write("pairs.jsonl", "")
        for arguments, mention in ((["--pairs", "missing.jsonl"], "missing.jsonl"),
                                   (["--pairs", "."], "directory"),
                                   (["--pairs", "pairs.jsonl", "original.txt"], "operands"),
                                   (["--pairs", "pairs.jsonl", "--stat"], "JSON"),
                                   (["--pairs", "pairs.jsonl", "--brief"], "JSON"),
                                   (["--pairs", "pairs.jsonl", "--patch"], "JSON"),
                                   (["--pairs", "pairs.jsonl", "-o", "pairs.jsonl"], "pairs.jsonl"),
                                   (["--pairs", "pairs.jsonl", "--exact", "--ignore", "case"],
                                    "--exact")):
            with self.subTest(arguments=arguments):
                self.assert_trouble(self.run_program(*arguments), mention)

    def test_outputs(self):
        pair = {"original": "original.txt", "telling": "telling.txt"}
        with open("/dev/full", "wb") as full:
            done = self.pairs(*[pair] * 100, stdout=full)
        self.assertEqual(done.status, 2)
        self.assert_one_line(done.err)
        self.write("pairs.jsonl", (json.dumps(pair) + "\n") * 5000)
        closed = self.run_shell('"$0" --pairs pairs.jsonl >&-')
        self.assertEqual(closed.status, 2)
        self.assert_one_line(closed.err)
        left = self.run_shell('"$0" --pairs pairs.jsonl | head -n 3 | wc -l')
        self.assertEqual((left.out.strip(), left.err), (b"3", b""))


class Many(Pairs):
    """Threads, the cache and whoever reads slowly make no difference."""

    def make(self, count):
        texts = sorted(str(path) for path in (ROOT / "examples").glob("*.txt"))
        lines = []
        for number in range(count):
            one, two = texts[number % len(texts)], texts[number * 7 % len(texts)]
            lines.append({"id": number, "original": one, "telling": two})
            if number % 10 == 3:
                lines.append({"id": number, "original": {"text": f"{ORIGINAL} {number} times."},
                              "telling": {"text": TELLING * (number % 5)}})
            if number % 10 == 7:
                lines.append({"id": number, "original": "missing", "telling": one})
        return lines

    def test_same_bytes(self):
        lines = self.make(120)
        first = None
        for options in (["--threads", "1"], ["--threads", "2"], ["--threads", "8"],
                        ["--cache", "1"], ["--threads", "8", "--cache", "20K"], []):
            with self.subTest(options=options):
                done = self.pairs(*lines, options=options)
                self.assertEqual(done.status, 2)
                first = first or done.out
                self.assertEqual(done.out, first)
        self.assertEqual([answer["id"] for answer in self.answers(done)],
                         [line["id"] for line in lines])

    def test_alone_or_among_others(self):
        lines = self.make(30)
        for line, among in zip(lines, self.pairs(*lines).out.splitlines()):
            alone = self.pairs(line).out.splitlines()[0]
            self.assertEqual(alone, among)

    def test_bounded_memory(self):
        """Ten times the pairs, read by somebody slow, take no more memory."""
        pair = json.dumps({"original": {"text": ORIGINAL * 60}, "telling": {"text": TELLING * 60}})
        most = []
        for count in (300, 3000):
            self.write("pairs.jsonl", (pair + "\n") * count)
            with subprocess.Popen([command.program, "--pairs", "pairs.jsonl", "--threads", "4",
                                   "--full"], cwd=self.folder, stdout=subprocess.PIPE) as process:
                time.sleep(1)
                lines = sum(1 for _ in process.stdout)
                _, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
            self.assertEqual((process.returncode, lines), (1, count))
            most.append(used.ru_maxrss)
        if "ASAN_OPTIONS" not in os.environ:  # which keeps what was freed
            self.assertLess(most[1], most[0] * 1.3 + 8192)


if __name__ == "__main__":
    command.main()
