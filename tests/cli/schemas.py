#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Answers of every command that writes JSON, held against doc/*.schema.json; and no schema lists what none has."""
import json
import os
import re
import unittest

import command
import contracts
from command import ROOT, Command

BASE = """# The harbour

The pilots met on Monday, the 3rd of May. They did not agree on anything, and forty boats stayed outside.

“We shall never open the gate,” said Anna Bell, “whatever the ministers say.”

# The thaw

Every harbour along the northern coast had been frozen since November. Nobody doubted that the thaw would come
before the herring did, and it came. The wall cost 48,000 crowns, and the breakwater was inspected twice.
"""
MINE = BASE.replace("forty boats", "fifty small boats").replace("frozen since", "closed since")
THEIRS = BASE.replace("forty boats", "sixty boats").replace("northern coast", "whole coast").replace("Monday", "Tuesday")
SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
FLAT = (f'<office:document xmlns:office="{SPACE}office:1.0" xmlns:text="{SPACE}text:1.0" xmlns:style="{SPACE}style:1.0"'
        f' xmlns:fo="{SPACE}xsl-fo-compatible:1.0" office:mimetype="application/vnd.oasis.opendocument.text">'
        '<office:automatic-styles><style:style style:name="P" style:family="paragraph"><style:text-properties fo:font-weight="%s"/>'
        '</style:style></office:automatic-styles><office:body><office:text><text:p text:style-name="P">The boats stayed.</text:p>'
        '</office:text></office:body></office:document>')
ACCOUNT = """Anna Bell said: “We shall never open the gate.” In law.txt it says: “They did agree on anything […] and forty
boats stayed outside, at least for a while.” “Nobody doubted that the thaw would come,” said Paul Gray; “before the
herring did,” he added.

He said that the wall had cost 84,000 crowns. “It is nowhere to be seen,” said Carl Wood, “that fox of yours.”
“that the” “Sie haben sich am Montag getroffen und waren sich über nichts einig geworden, wie immer.”
"""
LAW = """Article 1. The use of force is not permitted in any case, unless the council has agreed to it beforehand.

Article 2. The council shall meet twice a year in Geneva. A member who does not attend may be replaced by the president.

“Then you must leave us at once,” answered the old president.
"""
PARTS = """Article 2 says: “The council shall meet twice a year in Geneva.”

He said that the council should meet three times a year in Geneva. She said that the president may replace a member who does not attend.

“The council shall meet twice a [whole] year in Geneva,” it says. “Then you must leave us at once,” he answered. “I shall not,” she said. “You will.” “Never.”

“The use of force is not permitted in any case
"""
SCRIPT = """1
00:00:01,000 --> 00:00:03,000
Every harbour along the northern coast had been frozen since November.

2
00:00:04,000 --> 00:00:06,000
The wall cost 84,000 crowns, and the breakwater was inspected twice.
"""


@unittest.skipIf(contracts.jsonschema is None, "Python's jsonschema is missing")
class Schemas(Command):
    def setUp(self):
        super().setUp()
        self.seen = set()
        for name, text in (("base.txt", BASE), ("base.md", BASE), ("mine.txt", MINE), ("mine.md", MINE),
                           ("theirs.txt", THEIRS), ("law.txt", LAW), ("account.txt", ACCOUNT), ("parts.txt", PARTS), ("told.srt", SCRIPT)):
            self.write(name, text)

    def lines(self, *arguments, stdin=b"", statuses=(0, 1)):
        """The lines of JSON that a command writes."""
        done = self.run_program(*arguments, stdin=stdin)
        self.assertIn(done.status, statuses, done.err)
        return [json.loads(line) for line in done.out.decode("utf-8").splitlines()]

    def answer(self, *arguments, stdin=b""):
        """The one answer of a command, over however many lines."""
        done = self.run_program(*arguments, stdin=stdin)
        self.assertIn(done.status, (0, 1), done.err)
        return json.loads(done.out)

    def keep(self, kind, *answers):
        """They keep the contract; remember which members they have."""
        self.assertTrue(answers)
        for answer in answers:
            self.assertIsNone(contracts.breach(answer, kind), json.dumps(answer)[:2000])
            self.assertEqual(contracts.kind_of(answer), kind if kind in contracts.KINDS + ("batch",) else None)
            self.seen |= contracts.names(answer)

    def assert_all_seen(self, kind, rare=frozenset()):
        """Each member that the schema lists stands in an answer, but for these."""
        self.assertEqual(contracts.members(kind) - self.seen - rare, set())

    def test_comparison(self):
        for options in ([], ["--full"], ["--exact", "--units", "utf16"], ["--by", "chapter"], ["--language", "en"],
                        ["--fail-on", "meaning", "--allow", "name"], ["--ignore", "case"], ["--min-bits", "10"],
                        ["--expect", "1", "--units", "bytes"], ["--minimal"]):
            self.keep("comparison", self.answer("--json", *options, "base.md", "mine.md"))
            self.keep("comparison", self.answer("--json", *options, "base.txt", "theirs.txt"))
        for name in ("happened", "dreamed"):
            self.write(name, (ROOT / "examples" / f"{name}.txt").read_bytes())
        self.keep("comparison", self.answer("--json", "happened", "dreamed"), self.answer("--json", "told.srt", "base.txt"))
        retold = ROOT / "tests" / "cli" / "retold"
        self.write("summary.txt", (retold / "summary.txt").read_text(encoding="utf-8").replace("eleven turns", "twelve turns"))
        self.keep("comparison", self.answer("--json", "happened", "summary.txt"))
        self.write("a.txt", "1. The wall is old.\n\n2. The gate was never painted by anybody.\n\n3. So it is.\n")
        self.write("b.txt", "1. The wall is old.\n\n3. The gate was never painted by anybody.\n\n4. So it is.\n")
        self.keep("comparison", self.answer("--json", "a.txt", "b.txt"))
        for name, weight in (("thin.fodt", "normal"), ("thick.fodt", "bold")):
            self.write(name, FLAT % weight)
        self.keep("comparison", self.answer("--json", "thin.fodt", "thick.fodt"))
        definitions = contracts.schema("comparison")["definitions"]  # of each touch and each mark it is one member
        self.assert_all_seen("comparison", {*definitions["touch"]["enum"], *definitions["marks"]["properties"]})

    def test_pairs(self):
        pairs = [{"id": 7, "original": {"path": "base.txt"}, "telling": {"text": MINE}},
                 {"id": "lost", "original": {"path": "nowhere.txt"}, "telling": {"path": "mine.txt"}}, {"id": 3}]
        given = "".join(json.dumps(pair) + "\n" for pair in pairs) + "no JSON\n"
        lines = self.lines("--pairs", "-", stdin=given.encode(), statuses=(2,))
        self.assertEqual(len(lines), 4)
        self.keep("comparison", lines[0])
        self.keep("batch", *lines[1:])
        self.assert_all_seen("batch")

    def test_quotations(self):
        against = ["--against", "law.txt", "base.txt"]
        for options in ([], against, ["--full", *against], ["--indirect", *against], ["--units", "utf16", *against]):
            for account in ("account.txt", "parts.txt"):
                self.keep("quotations", self.answer("check", "--json", account, *options))
        self.keep("quotations", self.answer("check", "--json", "parts.txt", "--against", "law.txt"))
        lines = [{"id": "a", "text": ACCOUNT}, {"id": 2, "path": "account.txt"}, {"id": 3, "path": "nowhere"}]
        given = "".join(json.dumps(line) + "\n" for line in lines)
        lines = self.lines("check", "--batch", "-", *against, stdin=given.encode(), statuses=(2,))
        self.keep("quotations", *lines[:2])
        self.keep("batch", lines[2])
        self.trace_copied()
        self.assert_all_seen("quotations", {"guess"})

    def library(self):
        for arguments in (["create", "shelf"], ["add", "shelf", "base.txt", "told.srt"]):
            done = self.run_program("library", *arguments)
            self.assertEqual(done.status, 0, done.err)

    def test_library(self):
        self.library()
        self.keep("library", *self.lines("library", "list", "--json", "shelf"))
        self.assert_all_seen("library")

    def trace_copied(self):
        self.library()
        self.write("copied.txt", "He wrote this.\n\n" + BASE[-280:])
        self.keep("quotations", self.answer("trace", "--in", "shelf", "--json", "copied.txt"))

    def test_trace(self):
        self.library()
        queries = [{"id": "a", "text": "had been frozen since November. Nobody doubted that the thaw"}, {"id": 4}, {"text": "no"}]
        given = "".join(json.dumps(query) + "\n" for query in queries)
        lines = self.lines("trace", "--in", "shelf", "--queries", "-", stdin=given.encode(), statuses=(2,))
        self.keep("trace", *lines)
        self.assert_all_seen("trace")

    def test_watch(self):
        for options in (["base.txt"], ["base.txt", "law.txt"]):
            self.keep("watch", *self.lines("watch", "--json", "--against", options[0], "told.srt", *options[1:]))
        told = BASE.split("\n\n")
        self.write("late.txt", "\n\n".join([told[0], told[3], told[4], told[1]]))
        self.keep("watch", *self.lines("watch", "--json", "--against", "base.txt", "late.txt"))
        given = b"They did not agree on anything, and forty boats.\rThey did not agree on anything at all. So it was.\n"
        self.keep("watch", *self.lines("watch", "--json", "--against", "base.txt", stdin=given))
        self.assert_all_seen("watch")

    def test_reuse(self):
        documents = [{"id": "a", "text": BASE, "date": "1901", "title": "One"}, {"id": 2, "text": MINE, "date": "1902"},
                     {"id": "c", "text": THEIRS, "date": "1903"}]
        given = "".join(json.dumps(document) + "\n" for document in documents).encode()
        for options in (["--clusters"], ["--passages"], ["--passages", "--cap", "1"]):
            self.keep("reuse", *self.lines("reuse", *options, "-", stdin=given))
        self.assert_all_seen("reuse")

    def test_collation(self):
        texts = ["base.txt", "mine.txt", "theirs.txt"]
        for options in ([], ["--by-witness"], ["--group", "Y=base,mine"]):
            self.keep("collation", self.answer("collate", "--json", *options, *texts))
        given = {"witnesses": [{"id": name, "tokens": [{"t": word, "page": 4} for word in words.split()]}
                               for name, words in (("A", "a quick fox ran"), ("B", "the quick brown fox"), ("C", "a quick fox"))]}
        self.keep("collation", self.answer("collate", "--json", "--collatex-json", "-", stdin=json.dumps(given).encode()))
        far = " ".join(f"word{n} of mine" for n in range(40))
        self.write("moved.txt", BASE[200:] + far + BASE[:200])
        self.write("still.txt", BASE + far)
        self.keep("collation", self.answer("collate", "--json", "still.txt", "moved.txt"))
        self.write("parted.txt", "CHAPTER I\n\n" + BASE + "\n\nCHAPTER II\n\n" + far)
        self.write("turned.txt", "CHAPTER I\n\n" + far + "\n\nCHAPTER II\n\n" + BASE)
        self.write("short.txt", BASE)
        self.keep("collation", self.answer("collate", "--json", "--by", "chapter", "parted.txt", "turned.txt", "short.txt"))
        self.write("one.txt", "the white dog")
        self.write("two.txt", "the black dog")
        self.write("decided", "together one 2 white  two 2 black\n")
        self.keep("collation", self.answer("collate", "--json", "--fix", "decided", "one.txt", "two.txt"))
        self.assert_all_seen("collation")

    def test_merge(self):
        self.keep("merge", self.answer("merge", "--json", "base.txt", "mine.txt", "theirs.txt"))
        told = BASE.split("\n\n")
        for name, order in (("front.txt", (2, 0, 1, 3, 4)), ("end.txt", (0, 1, 3, 4, 2)), ("gone.txt", (0, 1, 3, 4))):
            self.write(name, "\n\n".join(told[i].strip() for i in order) + "\n")
        self.keep("merge", self.answer("merge", "--json", "base.txt", "front.txt", "end.txt", "mine.txt"),
                  self.answer("merge", "--json", "base.txt", "front.txt", "gone.txt"),
                  self.answer("merge", "--json", "--full", "base.txt", "front.txt", "mine.txt", "theirs.txt"))
        self.assert_all_seen("merge")

    def test_what_is_not_listed(self):
        """A member that is new, gone or of another kind breaks each contract."""
        answer = self.answer("merge", "--json", "base.txt", "mine.txt", "theirs.txt")
        for broken in ({**answer, "new": 1}, {**answer, "merged": "yes"}, {k: v for k, v in answer.items() if k != "pieces"}):
            self.assertIsNotNone(contracts.breach(broken, "merge"))

    def test_every_schema(self):
        """Each names its kind, is of use to a validator, and is told of in the design."""
        design = (ROOT / "doc" / "design.md").read_text(encoding="utf-8")
        kinds = sorted(path.name[:-len(".schema.json")] for path in contracts.DOC.glob("*.schema.json"))
        self.assertEqual(kinds, sorted(contracts.KINDS + contracts.LINES))
        for kind in kinds:
            self.assertEqual(contracts.validator(kind).schema["$id"], f"urn:almost:{kind}:1")
            self.assertTrue(f"{kind}.schema.json" in design, f"doc/design.md does not tell of {kind}.schema.json")

    def test_every_format(self):
        """What the sources write as almost.KIND/1 has a schema, or, of a patch, a page."""
        written = set()
        for folder, _, files in os.walk(ROOT / "src"):
            for name in files:
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    written |= set(re.findall(r'almost\.([a-z]+)/1\\?"', file.read()))
        self.assertEqual(written - {"patch"}, set(contracts.KINDS))


if __name__ == "__main__":
    command.main()
