#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost check ACCOUNT: the quotations of a text, listed and as JSON."""
import json

import command
from command import Command

TEXT = "“No,” said Anna, “never.”\n\nNobody spoke.\n\n“Why not, if I may ask?” said Ben.\n"


class Check(Command):
    def check(self, *arguments):
        done = self.run_program("check", *arguments)
        self.assert_answers(done, 0)
        return done.out.decode()

    def test_list(self):
        self.write("a.txt", TEXT)
        out = self.check("a.txt")
        self.assertTrue(out.startswith("3 quotations"), out)
        self.assertIn("“never.”", out)
        self.assertEqual(out.count("Why not"), 1)

    def test_json(self):
        self.write("a.txt", TEXT)
        answer = json.loads(self.check("--json", "a.txt"))
        self.assertEqual(answer["format"], "almost.quotations/1")
        self.assertEqual([q["text"] for q in answer["quotations"]],
                         ["No,", "never.", "Why not, if I may ask?"])
        self.assertEqual([q["saying"] for q in answer["quotations"]], [1, 1, 2])
        for quotation in answer["quotations"]:
            span = quotation["span"]
            self.assertEqual(TEXT[span["start"]:span["end"]], quotation["text"])
            self.assertEqual((quotation["status"], quotation["sources"]), ("not checked", []))
        self.assertEqual([q["line"] for q in answer["quotations"]], [1, 1, 5])

    def test_units(self):
        self.write("a.txt", TEXT)
        answer = json.loads(self.check("--json", "--units", "bytes", "a.txt"))
        for quotation in answer["quotations"]:
            span = quotation["span"]
            self.assertEqual(TEXT.encode()[span["start"]:span["end"]].decode(), quotation["text"])

    def test_none(self):
        for content in ("", "Nobody spoke.\n"):
            self.write("a.txt", content)
            self.assertEqual(self.check("a.txt"), "There are no quotations.\n")
            self.assertEqual(json.loads(self.check("--json", "a.txt"))["quotations"], [])

    def test_output(self):
        self.write("a.txt", TEXT)
        done = self.run_program("check", "-o", "out.json", "--json", "a.txt")
        self.assertEqual((done.status, done.out, done.err), (0, b"", b""))
        self.assertEqual(len(json.loads((self.folder / "out.json").read_text())["quotations"]), 3)
        self.assert_trouble(self.run_program("check", "-o", "a.txt", "a.txt"), "a.txt")

    def test_trouble(self):
        self.write("a.txt", TEXT)
        self.assert_trouble(self.run_program("check"), "one account")
        self.assert_trouble(self.run_program("check", "none.txt"), "none.txt")
        self.assert_trouble(self.run_program("check", "--language", "xx", "a.txt"), "xx")

    def test_threads(self):
        self.write("a.txt", TEXT * 100)
        self.assertEqual(self.check("--json", "--threads", "1", "a.txt"),
                         self.check("--json", "--threads", "4", "a.txt"))


if __name__ == "__main__":
    command.main()
