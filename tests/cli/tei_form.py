#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--tei: valid, and either text is read back from it as a witness, to the byte but for runs of white space."""
import os
import random
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import command
from command import ROOT, Command

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# What TEI all allows within each of the elements that are written, of those that are written.
INSIDE = {"body": {"p"}, "p": {"app", "lb", "milestone"}, "app": {"lem", "rdg"}, "lem": {"lb", "milestone"},
          "rdg": {"lb", "milestone"}, "lb": set(), "milestone": set()}


def settled(text):
    """White space by its kind, as TEI keeps it: a blank, a line, a paragraph."""
    def kind(match):
        line_ends = len(re.findall("\r\n|\r|\n", match[0]))
        return " " if line_ends == 0 else "\n" * min(line_ends, 2)
    return re.sub(r"[ \t\n\v\f\r]+", kind, text).strip(" \n")


class Apparatus(Command):
    """Both texts of one document."""

    def write_tei(self, original, telling, *options):
        self.write("original.txt", original)
        self.write("telling.txt", telling)
        done = self.run_program("--tei", *options, "-o", "both.xml", "original.txt", "telling.txt")
        self.assertEqual(done.err, b"")
        return (self.folder / "both.xml").read_text(encoding="utf-8")

    def witness(self, siglum):
        done = self.run_program("text", "--witness", siglum, "both.xml")
        self.assertEqual((done.status, done.err), (0, b""))
        return done.out.decode().removesuffix("\n")

    def assert_structure(self, document):
        root = ElementTree.fromstring(document)
        body = root.find(f"{TEI}text/{TEI}body")
        for parent in body.iter():
            names = {child.tag.removeprefix(TEI) for child in parent}
            self.assertLessEqual(names, INSIDE[parent.tag.removeprefix(TEI)], parent.tag)
        for app in body.iter(f"{TEI}app"):
            self.assertEqual([(reading.tag.removeprefix(TEI), reading.get("wit")) for reading in app],
                             [("lem", "#original"), ("rdg", "#telling")])
        ids = [element.get(XML_ID) for element in root.iter() if element.get(XML_ID)]
        self.assertEqual(len(ids), len(set(ids)), ids)
        pointers = {element.get("corresp") for element in body.iter() if element.get("corresp")}
        self.assertLessEqual({pointer.removeprefix("#") for pointer in pointers}, set(ids))

    def assert_reads_back(self, original, telling, *options):
        document = self.write_tei(original, telling, *options)
        self.assert_structure(document)
        for siglum, text in (("original", original), ("telling", telling)):
            with self.subTest(siglum, document=document):
                self.assertEqual(self.witness(siglum), settled(text))
        return document

    def test_one_change(self):
        document = self.assert_reads_back("I will not be there.\n", "I shall be there.\n")
        self.assertIn('<p>I <app><lem wit="#original">will not</lem><rdg wit="#telling">shall</rdg></app> be there.</p>',
                      document)
        self.assertIn('<witness xml:id="telling">telling.txt</witness>', document)

    def test_what_one_has_alone(self):
        document = self.assert_reads_back("One two ; three.\n", "One two or so ; three.\n")
        self.assertIn('two<app><lem wit="#original"/><rdg wit="#telling"> or so</rdg></app> ; three.', document)

    def test_lines_and_paragraphs_are_told_by_whose_they_are(self):
        document = self.assert_reads_back("One two\nthree four.\n\nFive.\n", "One two three\nfour.\nFive.\n")
        self.assertIn('two <lb edRef="#original"/>three <lb edRef="#telling"/>four. '
                      '<milestone unit="paragraph" edRef="#original"/><lb edRef="#telling"/>Five.', document)
        self.assertNotIn("<app>", document)

    def test_what_is_ignored_is_an_entry(self):
        self.assert_reads_back("“One,” he said, to-\nday.\n", "\"One,\" he said, today.\n")

    def test_characters(self):
        self.assert_reads_back("A < B & \"C\" ]]> 'd' «é» 𝄞.\n", "A > B & \"C\" ]]> 'd' «ê» 𝄞.\n")
        self.write_tei(b"One \x1b[1m\x00two \xff\xef\xbf\xbe three\x0cfour.\n", b"One five.\n")
        self.assertEqual(self.witness("original"), "One �[1m�two �� three four.")

    def test_odd_texts(self):
        for original, telling in (("", ""), ("", "One.\n"), ("One.\n", ""), (" \n\n", "\n One"), ("One", "One \n\n "),
                                  ("- One -\n-\n", "One - -\n"), ("foot-\nnote\n", "foot- note\n"),
                                  ("to day ,", "today,"), ("a\r\n\r\nb\rc\n", "a b\r\nc")):
            with self.subTest(original=original, telling=telling):
                self.assert_reads_back(original, telling)

    def test_marks_of_emphasis_are_left_out(self):
        self.write_tei("He saw the _word_, and “_then_” he left.\n", "He saw a _word_, and “_then_” he left.\n")
        self.assertEqual(self.witness("telling"), "He saw a word, and “then” he left.")

    def test_examples_both_ways(self):
        happened, dreamed = ((ROOT / "examples" / name).read_text(encoding="utf-8")
                             for name in ("happened.txt", "dreamed.txt"))
        half = happened[len(happened) // 2:] + happened[:len(happened) // 2]
        document = self.assert_reads_back(happened, half)
        self.assertRegex(document, r'type="moved" xml:id="from-(\d+)" corresp="#to-\1"')
        self.assert_reads_back(dreamed, happened)
        self.assert_valid(self.assert_reads_back(happened, dreamed))

    def test_random_pairs(self):
        chance = random.Random(12)
        pieces = ["one", "two", "“two”", '"two"', "to-", "day", "today", ";", ",", "-", "¬", "&", "x" * 40, "é", " ", "\n",
                  "\n\n", "  ", " \n", "\r\n", "the", "The", "_", "not", ".", "…"]
        for turn in range(60):
            words = [chance.choice(pieces) + chance.choice(["", " ", " ", "\n"]) for _ in range(chance.randrange(60))]
            other = [chance.choice(pieces) + " " if chance.random() < .2 else word for word in words
                     if chance.random() > .1]
            if turn % 3 == 0:
                half = len(other) // 2
                other = other[half:] + other[:half]
            if not any("_" in word for word in words + other):
                self.assert_reads_back("".join(words), "".join(other), *[["--exact"], [], []][turn % 3])

    def assert_valid(self, document):
        """By jing, where it and the schema of TEI all are at hand: TEI_ALL is the latter's path."""
        schema = os.environ.get("TEI_ALL")
        if shutil.which("jing") is None or schema is None:
            return
        self.write("valid.xml", document)
        done = subprocess.run(["jing", schema, str(self.folder / "valid.xml")], capture_output=True, text=True,
                              timeout=100, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, ""))


if __name__ == "__main__":
    command.main()
