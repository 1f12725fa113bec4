#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Gates: --fail-on, --allow and --github, from outside."""
import json
import os
import unittest

import command
from command import FORMS, Command
import answers  # command has told where it lies

ORIGINAL = """The ferry left at seven in the rain, and nobody would not wave to it.
Only two passengers stood on the deck. Each passenger must show a ticket.
The lamp by the gangway was blue; the rope beside it was new.
"""
TELLING = """The ferry left at eight in the rain, and nobody would wave to it.
Only two passengers stood on the deck. Each passenger may show a ticket.
The lamp by the gangway was green, the Rope beside it was new.
"""
TOUCHED = {"number", "negation", "modal", "wording", "punctuation", "case"}


class Gates(Command):
    """Which changes fail, and how that is told."""

    def setUp(self):
        super().setUp()
        self.write("a.txt", ORIGINAL)
        self.write("b.txt", TELLING)

    def gate(self, *options, original="a.txt", telling="b.txt"):
        return self.run_program(*options, original, telling)

    def names(self):
        """All names that a gate knows, as the program describes its options."""
        described = json.loads(self.run_program("--describe").out)
        for group in described["commands"][0]["groups"]:
            for option in group["options"]:
                if option["name"] == "fail-on":
                    return option["choices"]
        return self.fail("--fail-on is not described")

    def test_each_name(self):
        touched = {touch for change in self.compare_json("a.txt", "b.txt")["changes"]
                   for touch in change["touches"]}
        self.assertEqual(touched, TOUCHED)
        for name in self.names():
            with self.subTest(name=name):
                done = self.gate("--fail-on", name)
                fails = name in touched or name in ("meaning", "all")
                self.assertEqual((done.status, done.err), (1 if fails else 0, b""))
                self.assertEqual(bool(done.out), fails)

    def test_all_fails_as_the_verdict_does(self):
        self.write("c.txt", ORIGINAL.replace(" ", "\n"))
        self.write("d.txt", "Bees sleep through winter in hollow trees.")
        for telling in ("a.txt", "b.txt", "c.txt", "d.txt"):
            with self.subTest(telling=telling):
                plain = self.gate("--brief", telling=telling)
                gated = self.gate("--fail-on", "all", telling=telling)
                self.assertEqual(plain.status, gated.status)
                self.assertEqual(self.gate("--allow", "all", telling=telling).status, 0)

    def test_lines(self):
        done = self.gate("--fail-on", "number,modal")
        self.assertEqual(done.status, 1)
        self.assertEqual(done.out.decode(), "b.txt:1:19: different: “seven” → “eight” (number)\n"
                                            "b.txt:2:55: different: “must” → “may” (modal)\n")

    def test_allowing(self):
        done = self.gate("--allow", "wording,punctuation,case")
        self.assertEqual(len(done.out.decode().splitlines()), 3)
        self.assertEqual(done.status, 1)
        done = self.gate("--allow", "wording,punctuation,case,meaning")
        self.assertEqual((done.status, done.out), (0, b""))
        done = self.gate("--fail-on", "meaning", "--allow", "number,modal")
        self.assertIn(b"negation", done.out)
        self.assertEqual(done.out.count(b"\n"), 1)
        done = self.gate("--fail-on", "number", "--allow", "number")
        self.assertEqual((done.status, done.out), (0, b""))

    def test_lists_add_up(self):
        once = self.gate("--fail-on", "number,modal")
        twice = self.gate("--fail-on", "number", "--fail-on", "modal")
        self.assertEqual((once.status, once.out), (twice.status, twice.out))

    def test_missing_added_moved(self):
        lines = ["The lamp by the gangway was blue, and the rope beside it was new that year.\n",
                 "Seven crates of tin plates stood unopened behind the door of the chapel.\n",
                 "Nobody in the whole house had seen the ferry come in that evening.\n"]
        self.write("three.txt", "".join(lines))
        self.write("two.txt", "".join(lines[:2]))
        self.write("moved.txt", "".join([lines[1], lines[0], lines[2]]))
        for telling, original, kind in (("two.txt", "three.txt", "missing"),
                                        ("three.txt", "two.txt", "added"),
                                        ("moved.txt", "three.txt", "moved")):
            for name in ("missing", "added", "moved"):
                with self.subTest(kind=kind, name=name):
                    done = self.gate("--fail-on", name, original=original, telling=telling)
                    self.assertEqual(done.status, 1 if name == kind else 0)
            with self.subTest(kind=kind):
                done = self.gate("--allow", "wording,punctuation", original=original,
                                 telling=telling)
                self.assertEqual(done.status, 1)
                self.assertIn(kind.encode(), done.out)
                done = self.gate("--allow", f"{kind},punctuation", original=original,
                                 telling=telling)
                self.assertEqual((done.status, done.out), (0, b""))

    def test_an_answer_without_a_gate_is_as_ever(self):
        plain = self.gate("--json")
        self.assertNotIn(b'"findings"', plain.out)
        self.assertNotIn(b'"fail_on"', plain.out)

    def test_other_forms_stay_as_they_are(self):
        for form in FORMS[1:]:
            if "--json" in form:
                continue
            with self.subTest(form=form):
                plain = self.gate(*form)
                gated = self.gate(*form, "--fail-on", "name")
                self.assertEqual((gated.status, gated.out, gated.err), (0, plain.out, b""))

    def test_json(self):
        for options in ([], ["--full"]):
            done = self.gate("--json", "--fail-on", "meaning", "--allow", "number", *options)
            self.assertEqual(done.status, 1)
            answer = json.loads(done.out)
            validator = answers.load_validator()
            if validator is not None:
                validator.validate(answer)
            self.assertIn("negation", answer["options"]["fail_on"])
            self.assertNotIn("wording", answer["options"]["fail_on"])
            self.assertEqual(answer["options"]["allow"], ["number"])
            changes = {change["id"]: change for change in answer["changes"]}
            self.assertEqual([changes[finding["change"]]["touches"][0] for finding in
                              answer["findings"]], ["negation", "modal"])
            self.assertEqual([finding["fails"] for finding in answer["findings"]],
                             [["negation"], ["modal"]])
            self.assertEqual([finding["line"] for finding in answer["findings"]], [1, 2])

    def test_github(self):
        self.write("odd, name:100%.txt", TELLING)
        done = self.gate("--fail-on", "modal", "--github", telling="odd, name:100%.txt")
        self.assertEqual(done.status, 1)
        self.assertEqual(done.out.decode(),
                         "::error file=odd%2C name%3A100%25.txt,line=2,col=55::"
                         "different: “must” → “may” (modal)\n")
        done = self.gate("--fail-on", "name", "--github")
        self.assertEqual((done.status, done.out), (0, b""))
        done = self.gate("--github")
        self.assertEqual(done.status, 1)
        self.assertEqual(len(done.out.splitlines()), 6)
        self.assert_trouble(self.gate("--github", "--json"), "--github", "--json")

    def test_a_name_with_a_line_break(self):
        self.write("b\nc.txt", TELLING)
        done = self.gate("--fail-on", "modal", telling="b\nc.txt")
        self.assertEqual(done.out.count(b"\n"), 1)
        done = self.gate("--fail-on", "modal", "--github", telling="b\nc.txt")
        self.assertIn(b"file=b%0Ac.txt,", done.out)
        self.assertEqual(done.out.count(b"\n"), 1)

    def test_with_fail_under(self):
        self.assertEqual(self.gate("--fail-under", "10%", "--fail-on", "name").status, 0)
        self.assertEqual(self.gate("--fail-under", "10%", "--fail-on", "modal").status, 1)
        self.write("short.txt", ORIGINAL[:70])
        done = self.gate("--fail-under", "90%", "--fail-on", "modal", telling="short.txt")
        self.assertEqual(done.status, 1)

    def test_with_ignore(self):
        done = self.gate("--ignore", "punctuation,case", "--fail-on", "punctuation,case")
        self.assertEqual((done.status, done.out), (0, b""))
        done = self.gate("--ignore", "spelling,case,punctuation", "--fail-on", "meaning")
        self.assertEqual(len(done.out.splitlines()), 3)

    def test_pairs(self):
        pairs = [{"id": 1, "original": "a.txt", "telling": "b.txt"},
                 {"id": 2, "original": "a.txt", "telling": "a.txt"}]
        self.write("pairs.jsonl", "".join(json.dumps(pair) + "\n" for pair in pairs))
        self.write("second.jsonl", json.dumps(pairs[1]) + "\n")
        done = self.run_program("--pairs", "pairs.jsonl", "--fail-on", "modal")
        self.assertEqual((done.status, done.err), (1, b""))
        lines = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual([len(line["findings"]) for line in lines], [1, 0])
        done = self.run_program("--pairs", "pairs.jsonl", "--fail-on", "name")
        self.assertEqual((done.status, done.err), (0, b""))
        done = self.run_program("--pairs", "second.jsonl", "--allow", "case")
        self.assertEqual((done.status, done.err), (0, b""))
        done = self.run_program("--pairs", "pairs.jsonl", "--fail-on", "modal", "--github")
        self.assert_trouble(done, "--pairs")

    def test_trouble(self):
        for options in (["--fail-on", "noise"], ["--fail-on", ""], ["--fail-on", "name,"],
                        ["--fail-on", ",name"], ["--allow", "names"], ["--allow="],
                        ["--fail-on", "Name"], ["--fail-on", "name modal"], ["--github=yes"]):
            with self.subTest(options=options):
                self.assert_trouble(self.gate(*options), options[0].split("=")[0])
        self.assert_trouble(self.run_program("a.txt", "b.txt", "--fail-on"), "--fail-on")
        self.assert_trouble(self.gate("--fail-on", "name", telling="lost.txt"), "lost.txt")
        self.assert_trouble(self.run_program("apply", "--fail-on", "name", "a.txt"), "--fail-on")

    def test_output(self):
        done = self.gate("--fail-on", "modal", "-o", "found.txt")
        self.assertEqual((done.status, done.out), (1, b""))
        self.assertIn("may", (self.folder / "found.txt").read_text(encoding="utf-8"))
        done = self.gate("--fail-on", "name", "-o", "found.txt")
        self.assertEqual(done.status, 0)
        self.assertEqual((self.folder / "found.txt").read_bytes(), b"")

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full here")
    def test_full_device(self):
        for options in ([], ["--github"], ["--json"]):
            with self.subTest(options=options), open("/dev/full", "wb") as full:
                done = self.run_program("--fail-on", "modal", *options, "a.txt", "b.txt",
                                        stdout=full)
                self.assertEqual(done.status, 2)
                self.assert_one_line(done.err)

    def test_standard_input(self):
        done = self.run_program("--fail-on", "modal", "a.txt", "-", stdin=TELLING.encode())
        self.assertEqual(done.status, 1)
        self.assertRegex(done.out.decode(), r"^[^:\n]+:2:55: ")


if __name__ == "__main__":
    command.main()
