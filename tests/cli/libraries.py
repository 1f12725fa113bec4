# SPDX-License-Identifier: Apache-2.0
"""almost library and almost trace: what is added is found, what changed is said, what is bad is refused."""
import json
import os
import pathlib
import random
import resource
import signal
import sqlite3
import struct
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from command import Command, main  # noqa: E402

HARBOUR = """The harbour master counted eleven lamps along the northern wall.
He had never trusted the twelfth, which the widow Carrow lit for her drowned son.

Nobody rowed out that evening, because the fog had swallowed the breakwater.
"""
ORCHARD = """In the orchard behind the mill the children gathered fallen quinces.
Their grandmother boiled them with honey and a splinter of cinnamon bark.
"""


class Libraries(Command):
    """A shelf of two books."""

    def setUp(self):
        super().setUp()
        self.write("harbour.txt", HARBOUR)
        self.write("orchard.txt", ORCHARD)
        self.assertEqual(self.run_program("library", "create", "shelf").status, 0)

    def add(self, *paths, status=0):
        done = self.run_program("library", "add", "shelf", *paths)
        self.assertEqual(done.status, status, done.err)
        return done.out.decode()

    def trace(self, *texts, status=None, options=()):
        self.write("q.jsonl", "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(texts)))
        done = self.run_program("trace", "--in", "shelf", "--queries", "q.jsonl", "--json", *options)
        self.assertIn(done.status, (0, 1) if status is None else (status,), done.err)
        return [json.loads(line) for line in done.out.splitlines()]

    def listed(self):
        done = self.run_program("library", "list", "--json", "shelf")
        return [json.loads(line) for line in done.out.splitlines()]

    def assert_from(self, answer, name, excerpt=None, text=None):
        self.assertTrue(answer["sources"], answer)
        first = answer["sources"][0]
        self.assertEqual(os.path.basename(first["name"]), name)
        if excerpt is not None:
            span = first["span"]
            self.assertEqual(text[span["start"]:span["end"]], excerpt)

    def test_found(self):
        self.assertEqual(self.add("harbour.txt", "orchard.txt"), "2 added\n")
        words = "He had never trusted the twelfth, which the widow Carrow lit"
        altered = "He had never trusted the twelfth, that the widow Carow had lit"
        for answer in self.trace(words, altered, words.upper(), words.replace(" ", "\n  ")):
            self.assert_from(answer, "harbour.txt")
            self.assertEqual(answer["sources"][0]["line"], 2)
        self.assert_from(self.trace(words)[0], "harbour.txt", words, HARBOUR)
        self.assertEqual(self.trace("zebras never waltz on glaciers")[0]["sources"], [])

    def test_line_end_hyphens_and_marks(self):
        self.write("torn.txt", "The lighthouse keeper was an extraor-\ndinary _gambler_ who whis-\ntled to his canaries.\n")
        self.add("torn.txt", "orchard.txt")
        self.assert_from(self.trace("an extraordinary gambler who whistled to his canaries")[0], "torn.txt")

    def test_span_reaches_the_last_word(self):
        self.add("harbour.txt")
        passage = "Nobody rowed out that evening, because the fog had swallowed the"
        told = "Nobody rowed out that evening, because the fog quietly gulped up the"
        self.assert_from(self.trace(told)[0], "harbour.txt", passage, HARBOUR)

    def test_unchanged_replaced_removed(self):
        self.add("harbour.txt", "orchard.txt")
        self.assertEqual(self.add("harbour.txt", "orchard.txt"), "2 unchanged\n")
        self.assertEqual(self.add("harbour.txt", "./harbour.txt"), "2 unchanged\n")
        self.write("harbour.txt", HARBOUR.replace("fog", "smoke of the burning granary"))
        self.assertEqual(self.add("harbour.txt"), "1 replaced\n")
        self.assert_from(self.trace("because the smoke of the burning granary had swallowed")[0], "harbour.txt")
        self.assertEqual(len(self.listed()), 2)
        self.assertEqual(self.run_program("library", "remove", "shelf", "orchard.txt").out, b"1 removed\n")
        self.assertEqual(self.trace("the children gathered fallen quinces")[0]["sources"], [])
        gone = self.run_program("library", "remove", "shelf", "orchard.txt")
        self.assertEqual(gone.status, 1)
        self.assertIn(b"is not in the library", gone.err)

    def test_changed_since(self):
        self.add("harbour.txt", "orchard.txt")
        self.write("harbour.txt", HARBOUR.replace("eleven", "twelve"))
        done = self.run_program("trace", "--in", "shelf", "--quote", "the widow Carrow lit for her drowned son")
        self.assertEqual((done.status, done.out), (1, b"not found\n"))
        self.assertIn(b"shelf: of 2 sources 0 are gone and 1 changed (harbour.txt), and", done.err)
        self.assertIn(b"the other 1 answer", done.err)
        self.assertEqual(done.err.count(b"\n"), 1)
        done = self.run_program("library", "verify", "shelf")
        self.assertEqual(done.status, 1)
        self.assertIn(b"has changed since", done.err)
        os.remove(self.folder / "harbour.txt")
        done = self.run_program("library", "verify", "shelf")
        self.assertEqual(done.status, 1)
        self.assertIn(b"put it back there, or add it with --keep", done.err)

    def test_sources_gone(self):
        """Of many that are gone one line tells, what is kept answers, and who wants a text is told why there is none."""
        names = [f"notes/{i}.txt" for i in range(5)]
        os.makedirs(self.folder / "notes")
        for i, name in enumerate(names):
            self.write(name, HARBOUR.replace("eleven", f"eleven hundred and {i}"))
        self.add("notes")
        self.assertEqual(self.run_program("library", "add", "--keep", "shelf", "orchard.txt").status, 0)
        for name in names[1:]:
            os.remove(self.folder / name)
        self.write(names[0], "Something else.")
        done = self.run_program("trace", "--in", "shelf", "--quote", "the widow Carrow lit for her drowned son")
        self.assertEqual((done.status, done.out), (1, b"not found\n"))
        self.assertEqual(done.err.decode(), "almost: shelf: of 6 sources 4 are gone and 1 changed (notes/0.txt, "
                         "notes/1.txt, notes/2.txt, …), and the library does not keep their text: nothing is quoted from "
                         "them, the other 1 answer; put them back or add them again, with --keep to keep what they say\n")
        done = self.run_program("trace", "--in", "shelf", "--quote", "the children gathered fallen quinces")
        self.assertEqual((done.status, done.err), (0, b""))
        done = self.run_program("check", "harbour.txt", "--against", "shelf")
        self.assertEqual(done.status, 2)
        self.assertIn(b"has changed since it was added", done.err)

    def test_kept(self):
        self.assertEqual(self.run_program("library", "add", "--keep", "shelf", "harbour.txt").status, 0)
        os.remove(self.folder / "harbour.txt")
        words = "because the fog had swallowed the breakwater"
        self.assert_from(self.trace(words)[0], "harbour.txt", words, HARBOUR)
        self.assertEqual(self.run_program("library", "verify", "shelf").status, 0)

    def test_folders_and_lines(self):
        (self.folder / "books" / "old").mkdir(parents=True)
        self.write("books/a.txt", HARBOUR)
        self.write("books/old/b.txt", ORCHARD)
        self.write("posts.jsonl", json.dumps({"id": "x7", "text": "The magistrate forbade trumpets after midnight"}) + "\n" +
                   json.dumps({"id": "x8", "text": "Seventeen geese paraded through the chancellery"}) + "\n")
        self.assertEqual(self.add("books", "posts.jsonl"), "3 added\n")
        self.assert_from(self.trace("Seventeen geese paraded through the chancellery")[0], "posts.jsonl#x8")
        self.assertEqual(sorted(os.path.basename(d["name"]) for d in self.listed()),
                         ["a.txt", "b.txt", "posts.jsonl#x7", "posts.jsonl#x8"])
        self.assertEqual(self.run_program("library", "remove", "shelf", "books").out, b"1 removed\n")
        self.assertEqual(len(self.listed()), 2)

    def test_list(self):
        self.write("long.txt", "lamp and harbour " * 700)
        self.add("harbour.txt", "long.txt")
        self.assertEqual(self.run_program("library", "add", "--keep", "shelf", "orchard.txt").status, 0)
        done = self.run_program("library", "list", "shelf")
        lines = done.out.decode().splitlines()
        self.assertEqual((done.status, done.err, len(lines)), (0, b"", 4))
        self.assertEqual(lines[:3], ["          37 words  harbour.txt", "       2,100 words  long.txt",
                                     "          23 words  orchard.txt  (text kept)"])
        self.assertRegex(lines[3], r"^3 documents, 2,160 words, 13 kB of text; the index takes \d+ %, kept texts \d+ % of that$")

    def test_names_that_are_no_utf8(self):
        """JSON is UTF-8 whatever files are called."""
        os.mkdir(self.folder / "odd")
        with open(os.fsencode(self.folder) + b"/odd/caf\xe9 \x1b[1m.txt", "w") as file:
            file.write(HARBOUR)
        self.add("odd")
        done = self.run_program("library", "list", "--json", "shelf")
        self.assertEqual(json.loads(done.out.decode("utf-8"))["name"], "odd/caf\ufffd \x1b[1m.txt")
        self.assertNotIn(b"\x1b", done.out + self.run_program("library", "list", "shelf").out)

    def test_many_adds_merge(self):
        for number in range(12):
            name = self.write(f"n{number}.txt", f"Chapter {number}. " + HARBOUR.replace("eleven", f"nine{number}teen"))
            self.add(name)
        segments = [name for name in os.listdir(self.folder / "shelf") if name.startswith("segment-")]
        self.assertLess(len(segments), 6)
        self.assert_from(self.trace("counted nine7teen lamps along the northern wall")[0], "n7.txt")
        self.assertEqual(self.run_program("library", "compact", "shelf").status, 0)
        segments = [name for name in os.listdir(self.folder / "shelf") if name.startswith("segment-")]
        self.assertEqual(len(segments), 1)
        self.assert_from(self.trace("counted nine7teen lamps along the northern wall")[0], "n7.txt")
        self.assertEqual(self.run_program("library", "verify", "shelf").status, 0)

    def test_no_room(self):
        """Where nothing can be written, no half of a library is left that would be in the way of the next try."""
        def full():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        done = self.run_program("library", "create", "other", preexec_fn=full)
        self.assert_trouble(done, "other/catalogue.sqlite", "cannot be written")
        self.assertFalse((self.folder / "other").exists())
        os.makedirs(self.folder / "mine")
        self.assertEqual(self.run_program("library", "create", "mine", preexec_fn=full).status, 2)
        self.assertEqual(os.listdir(self.folder / "mine"), [])
        self.assertEqual(self.run_program("library", "create", "mine").status, 0)
        self.add("harbour.txt")
        done = self.run_program("library", "add", "shelf", "orchard.txt", preexec_fn=full)
        self.assert_trouble(done, "cannot be written")
        self.assertEqual(len(self.listed()), 1)
        self.assertEqual(self.add("orchard.txt"), "1 added\n")

    def test_links_and_fifos(self):
        """A lock that is a link has nothing written over; a segment that is none keeps nobody waiting."""
        self.add("harbour.txt")
        self.write("precious.txt", "mine")
        os.remove(self.folder / "shelf/lock")
        os.symlink("../precious.txt", self.folder / "shelf/lock")
        self.assert_trouble(self.run_program("library", "add", "shelf", "orchard.txt"), "shelf/lock", "remove it")
        self.assertEqual((self.folder / "precious.txt").read_text(), "mine")
        os.remove(self.folder / "shelf/lock")
        os.mkfifo(self.folder / "shelf/lock")
        self.assert_trouble(self.run_program("library", "add", "shelf", "orchard.txt"), "shelf/lock", "remove it")
        os.remove(self.folder / "shelf/lock")
        self.assertEqual(self.add("orchard.txt"), "1 added\n")
        segment = self.folder / "shelf" / sorted(n for n in os.listdir(self.folder / "shelf") if "segment" in n)[0]
        os.remove(segment)
        os.mkfifo(segment)
        self.assert_trouble(self.run_program("trace", "--in", "shelf", "--quote", "fallen quinces"), segment.name)
        os.remove(self.folder / "shelf/catalogue.sqlite")
        os.mkfifo(self.folder / "shelf/catalogue.sqlite")
        for arguments in (("trace", "--in", "shelf", "--quote", "fallen quinces"), ("library", "add", "shelf", "orchard.txt")):
            self.assert_trouble(self.run_program(*arguments), "shelf", "it has no catalogue")

    def test_said_twice(self):
        """A long text that says the same often has one place for it."""
        self.add("harbour.txt")
        chance = random.Random(3)
        words = " ".join(chance.choice("abcdefgh") * 9 + str(i) for i in range(60))
        passage = "He had never trusted the twelfth, which the widow Carrow lit for her drowned son"
        sources = self.trace(f"{words} {passage} {words} {passage} {words} {passage}")[0]["sources"]
        self.assertEqual([HARBOUR[s["span"]["start"]:s["span"]["end"]] for s in sources], [passage])

    def test_scripts_without_spaces(self):
        texts = {"zh.txt": "那天晚上港口的灯塔突然熄灭了，守塔的老人独自划船去了对岸的渔村。\n他把航海日志藏在桅杆下面的铜箱里。\n",
                 "ja.txt": "その夜、港の灯台の明かりが突然消え、老いた灯台守は一人で対岸の漁村へ舟を漕いだ。\n",
                 "th.txt": "คืนนั้นไฟประภาคารที่ท่าเรือดับลงอย่างกะทันหัน ชายชราพายเรือไปยังหมู่บ้านชาวประมง\n"}
        for name, text in texts.items():
            self.write(name, text)
        self.add(*texts)
        answers = self.trace("港口的灯塔突然熄灭了，守塔的老人独自划船", "老いた灯台守は一人で対岸の漁村へ",
                             "ชายชราพายเรือไปยังหมู่บ้านชาวประมง")
        for answer, (name, text) in zip(answers, texts.items()):
            self.assert_from(answer, name)
            span = answer["sources"][0]["span"]
            self.assertLess(span["end"], len(text))

    def test_ids_are_kept(self):
        self.add("harbour.txt")
        self.write("q.jsonl", '{"id": 1.10, "text": "nobody"}\n\n{"text": "the", "id": "\\u0041b"}\n{"text": ""}\n')
        done = self.run_program("trace", "--in", "shelf", "--queries", "q.jsonl")
        lines = done.out.split(b"\n")
        self.assertTrue(lines[0].startswith(b'{"id":1.10,'), lines)
        self.assertTrue(lines[1].startswith(b'{"id":"\\u0041b",'), lines)
        self.assertTrue(lines[2].startswith(b'{"id":4,'), lines)

    def test_no_query(self):
        self.add("harbour.txt")
        self.write("q.jsonl", '{"id": 1}\n{"id": 2, "text": "the drowned son of widow Carrow"}\nnonsense\n')
        done = self.run_program("trace", "--in", "shelf", "--queries", "q.jsonl")
        self.assertEqual(done.status, 2)
        answers = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [1, 2, 3])
        self.assertEqual([sorted(answer) for answer in answers],
                         [["error", "id", "sources"], ["id", "sources"], ["error", "id", "sources"]])
        self.assertEqual((answers[2]["error"]["file"], answers[2]["error"]["line"]), ("q.jsonl", 3))
        self.assertIn("JSON", answers[2]["error"]["message"])
        self.assertEqual(done.err, b"almost: 2 of 3 lines cannot be answered; their answers say why\n")

    def test_threads_make_no_difference(self):
        self.add("harbour.txt", "orchard.txt")
        words = (HARBOUR + ORCHARD).split()
        lines = [json.dumps({"id": i, "text": " ".join(words[i % 40:i % 40 + 3 + i % 17])}) if i % 50 else "no query"
                 for i in range(1500)]
        self.write("q.jsonl", "\n".join(lines))
        outcomes = set()
        for threads in ("1", "2", "8"):
            done = self.run_program("trace", "--in", "shelf", "--queries", "q.jsonl", "--threads", threads)
            outcomes.add((done.status, done.out, done.err))
        self.assertEqual(len(outcomes), 1)
        self.assertEqual(done.out.count(b"\n"), 1500)
        self.assertIn(b"30 of 1500", done.err)

    def test_timeout(self):
        self.add("harbour.txt")
        self.write("q.jsonl", '{"id": "a", "text": "nobody rowed out"}\n{"id": "b", "text": "eleven lamps"}\n')
        done = self.run_program("trace", "--in", "shelf", "--queries", "q.jsonl", "--timeout", "1e-9")
        self.assertEqual(done.status, 2)
        self.assertEqual([json.loads(line)["error"]["line"] for line in done.out.splitlines()], [1, 2])
        for what in (["--quote", "nobody rowed out"], ["harbour.txt"]):
            self.assert_trouble(self.run_program("trace", "--in", "shelf", *what, "--timeout", "1e-9"), "--timeout")

    def test_broken_segment(self):
        """Of a segment whose lists are none the library is refused, and no line of the queries is blamed."""
        self.add("harbour.txt", "orchard.txt")
        segment, = (self.folder / "shelf").glob("segment-*")
        data = bytearray(segment.read_bytes())
        at, length = struct.unpack_from("<QQ", data, 64 + 32 * 4 + 8)
        data[at:at + length] = bytes(length)
        segment.chmod(0o644)
        segment.write_bytes(data)
        self.write("q.jsonl", '{"id": 1, "text": "He had never trusted the widow, for the fog"}\n{"id": 2, "text": "the the"}\n')
        for what in (["--queries", "q.jsonl"], ["--quote", "the the"]):
            done = self.run_program("trace", "--in", "shelf", *what)
            self.assert_trouble(done, "segment-00000001", "create it anew")
            self.assertEqual(done.out, b"")
        self.assert_trouble(self.run_program("library", "verify", "shelf"), "segment-00000001", "create it anew")

    def test_one_word_and_many(self):
        self.add("harbour.txt", "orchard.txt")
        self.assert_from(self.trace("breakwater")[0], "harbour.txt")
        self.trace("the")
        self.assert_from(self.trace(HARBOUR)[0], "harbour.txt")
        long = " ".join(f"word{i % 977} and" for i in range(50000))
        self.trace(long)
        self.assert_from(self.trace(ORCHARD + long)[0], "orchard.txt")

    def test_text(self):
        self.add("harbour.txt", "orchard.txt")
        mine = "Cranes dance upon cold mornings. " * 20
        stolen = "He had never trusted the twelfth, which the widow Carrow lit for her drowned son"
        self.write("essay.txt", mine + stolen + ". " + mine)
        done = self.run_program("trace", "--in", "shelf", "--json", "essay.txt")
        self.assertEqual((done.status, done.err), (0, b""))
        answer = json.loads(done.out)
        self.assertEqual(answer["format"], "almost.quotations/1")
        self.assertEqual([entry["text"] for entry in answer["quotations"]], [stolen])
        self.assert_from(answer["quotations"][0], "harbour.txt", stolen, HARBOUR)
        done = self.run_program("trace", "--in", "shelf", "essay.txt")
        self.assertIn(b"harbour.txt, line 2", done.out)
        self.write("altered.txt", HARBOUR.replace("the ", "a ").replace("lamps", "torches"))
        done = self.run_program("trace", "--in", "shelf", "--json", "altered.txt")
        passage, = json.loads(done.out)["quotations"]
        self.assertLess(passage["sources"][0]["likeness"], .97)
        self.write("own.txt", mine)
        self.assertEqual(self.run_program("trace", "--in", "shelf", "own.txt").status, 1)

    def test_misread_words_do_not_hide_the_others(self):
        """Half of the words are unknown, and what they may be is rare and elsewhere; the others are common ones."""
        rng = random.Random(4)
        common = [a + b for a in ("ba", "del", "fo", "gar", "ki") for b in ("mo", "nel", "pa", "ros", "ti", "vu")]
        common += [word + end for word in common for end in ("da", "ler", "sim")]
        unknown = [a + b for a in ("quovun", "wezzol") for b in ("iry", "omm", "ubb", "yff")]
        rare = [word[:3] + letter + word[4:] for word in unknown for letter in "dkpt"]
        told = [rng.choice(rare) if rng.random() < .0005 else rng.choice(common) for _ in range(300000)]
        self.write("much.txt", "\n".join(" ".join(told[i:i + 12]) for i in range(0, len(told), 12)) + "\n")
        self.assertEqual(self.add("much.txt"), "1 added\n")
        offsets = [0]
        for word in told:
            offsets.append(offsets[-1] + len(word) + 1)
        starts = [s for s in rng.sample(range(len(told) - 14), 60) if not set(told[s:s + 14]) & set(rare)][:50]
        quotations = []
        for start in starts:
            quotation = told[start:start + 14]
            for at in (2, 5, 8, 11):
                quotation[at] = rng.choice(unknown)
            quotations.append(" ".join(quotation))
        missed = [start for start, answer in zip(starts, self.trace(*quotations))
                  if not answer["sources"] or not offsets[start] <= answer["sources"][0]["span"]["start"] < offsets[start + 14]]
        self.assertLessEqual(len(missed), 2)

    def test_units(self):
        self.write("wide.txt", "Señor Ybañez 𝄞 sang of the drowned cathedral of Ys.\n")
        self.add("wide.txt")
        text = "Señor Ybañez 𝄞 sang of the drowned cathedral of Ys."
        words = "sang of the drowned cathedral of Ys"
        for units, start in (("codepoints", text.index(words)), ("bytes", text.encode().index(words.encode())),
                             ("utf16", len(text[:text.index(words)].encode("utf-16-le")) // 2)):
            found = self.trace(words, options=["--units", units])[0]["sources"][0]
            self.assertEqual(found["span"]["start"], start, units)

    def test_trouble(self):
        self.assert_trouble(self.run_program("library", "add", "nowhere", "harbour.txt"), "nowhere")
        self.assert_trouble(self.run_program("trace", "--in", "nowhere", "--quote", "x"), "nowhere")
        os.mkdir(self.folder / "plain")
        self.assert_trouble(self.run_program("trace", "--in", "plain", "--quote", "x"), "plain", "is no library")
        self.assert_trouble(self.run_program("library", "create", "shelf"), "shelf", "not empty")
        self.assert_trouble(self.run_program("library", "crate", "shelf"), "create")
        self.assert_trouble(self.run_program("library", "add", "shelf"), "PATH")
        self.assert_trouble(self.run_program("trace", "--quote", "x"), "--in")
        self.assert_trouble(self.run_program("trace", "--in", "shelf"), "--quote")
        done = self.run_program("library", "add", "shelf", "nothing.txt", "harbour.txt")
        self.assertEqual((done.status, done.out), (1, b"1 added, 1 failed\n"))
        self.assertIn(b"nothing.txt", done.err)

    def test_newer_version(self):
        self.add("harbour.txt")
        with sqlite3.connect(self.folder / "shelf" / "catalogue.sqlite") as catalogue:
            catalogue.execute("PRAGMA user_version = 2")
        catalogue.close()
        self.assert_trouble(self.run_program("trace", "--in", "shelf", "--quote", "x"), "version 2", "newer")
        self.assert_trouble(self.run_program("library", "add", "shelf", "orchard.txt"), "version 2")

    def test_empty(self):
        self.assertEqual(self.run_program("library", "list", "shelf").out, b"")
        self.assertEqual(self.run_program("library", "compact", "shelf").status, 0)
        self.assertEqual(self.trace("anything at all")[0]["sources"], [])
        self.write("empty.txt", "")
        self.add("empty.txt")
        self.assertEqual(self.run_program("library", "verify", "shelf").status, 0)
        self.assertEqual(self.trace("anything at all")[0]["sources"], [])


if __name__ == "__main__":
    main()
