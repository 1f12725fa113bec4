#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--markdown: both texts can be read off it, and its marks hug what they are around."""
import re

import command
from command import ROOT, Command

DELETED, ADDED = re.compile(r"~~(.*?)~~", re.S), re.compile(r"\*\*(.*?)\*\*", re.S)


def words(text):
    return re.findall(r"\w+", text)


class Markdown(Command):
    """What is deleted and added."""

    def markdown(self, original, telling, *options):
        self.write("original.txt", original)
        self.write("telling.txt", telling)
        done = self.run_program("--markdown", *options, "original.txt", "telling.txt")
        self.assertEqual(done.err, b"")
        return done.out.decode()

    def assert_reads(self, original, telling):
        text = self.markdown(original, telling).split("\n\n", 1)[1]
        self.assertEqual(words(ADDED.sub("", text).replace("~~", "")), words(original))
        self.assertEqual(words(DELETED.sub("", text).replace("**", "")), words(telling))

    def test_one_change(self):
        text = self.markdown("I will not be there.\n", "I shall be there.\n")
        self.assertRegex(text, r"^> Almost: [^\n]*\n\n")
        self.assertTrue(text.endswith("\n\nI ~~will not~~ **shall** be there.\n"), text)

    def test_signs_of_markdown(self):
        text = self.markdown("Take *two* a_b.\n", "Take *three* a_b.\n")
        self.assertIn("Take \\*~~two~~**three**\\* a\\_b.", text)

    def test_nothing_commands_a_terminal(self):
        text = self.markdown("One \x1b[31mtwo\x9b three.\n", "One four.\n")
        self.assertIsNone(re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text), text)

    def test_marks_of_emphasis_are_left_out(self):
        self.assertIn("saw ~~the~~ **a** word, and then",
                      self.markdown("I saw the _word_, and then.\n", "I saw a _word_, and then.\n"))

    def test_shapes_that_are_ignored(self):
        self.assertIn('"One," he said, ~~twice~~**once**.',
                      self.markdown('"One," he said, twice.\n', "“One,” he said, once.\n"))

    def test_paragraphs_have_marks_of_their_own(self):
        text = self.markdown("Kept is this.\n", "Kept is this.\n\nNew one here.\n\nNew two there.\n")
        self.assertTrue(text.endswith("**New one here.**\n\n**New two there.**\n"), text)

    def test_both_texts(self):
        examples = ROOT / "examples"
        happened, dreamed = ((examples / name).read_text(encoding="utf-8")
                             for name in ("happened.txt", "dreamed.txt"))
        self.assert_reads(happened, dreamed)
        self.assert_reads(dreamed, happened)
        half = happened[len(happened) // 2:] + happened[:len(happened) // 2]
        self.assert_reads(happened, half)  # what has moved is deleted and added

    def test_form_by_name(self):
        self.write("a", "One two.\n")
        self.write("b", "One three.\n")
        for name, begin in (("c.md", b"> "), ("c.json", b"{"), ("c.patch", b"almost.patch/1")):
            done = self.run_program("-o", name, "a", "b")
            self.assertEqual((done.status, done.err), (1, b""))
            self.assertTrue((self.folder / name).read_bytes().startswith(begin), name)
        done = self.run_program("-o", "c.HTM", "a", "b")
        self.assertTrue((self.folder / "c.HTM").read_bytes().startswith(b"<!DOCTYPE html>"))
        for name in ("c.rtf", "c.pdf", "c.epub", "c.DOC"):
            self.assert_trouble(self.run_program("-o", name, "a", "b"), f"{name}: no answer is written in that format")
            self.assertFalse((self.folder / name).exists())
            self.assertEqual(self.run_program("--stat", "-o", name, "a", "b").status, 1)  # who says so may have it
        self.run_program("--stat", "-o", "c.md", "a", "b")
        self.assertFalse((self.folder / "c.md").read_bytes().startswith(b"> "))


if __name__ == "__main__":
    command.main()
