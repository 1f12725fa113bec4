#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How a person reads what is told in other words: blocks, columns, lists, with colour and without.

What is expected stands in files beside this one, each named by its pair of texts and its options;
`--accept` as the last argument writes them anew, to be read before they are believed.
"""
import json
import os
import re
import sys
import unicodedata

import command
from command import Command, HERE, ROOT

FOLDER = HERE / "retold"
HAPPENED = (ROOT / "examples/happened.txt").read_bytes()
PAIRS = {
    "dream": (HAPPENED, (ROOT / "examples/dreamed.txt").read_bytes()),
    "summary": (HAPPENED, (FOLDER / "summary.txt").read_bytes()),
    "spelt-out": ((FOLDER / "summary.txt").read_bytes(), HAPPENED),
}
GOLDEN = (
    ("dream", "--passages"),
    ("dream", "--passages", "--width=50"),
    ("dream", "--passages", "--color=always"),
    ("dream", "--changes"),
    ("dream", "--changes", "--order=place", "--width=60"),
    ("dream", "--width=44", "--context=3"),
    ("dream", "--side", "--width=60"),
    ("summary",),
    ("summary", "--passages"),
    ("summary", "--side"),
    ("summary", "--width=30"),
    ("spelt-out",),
)
ACCEPT = "--accept" in sys.argv and not sys.argv.remove("--accept")
ESCAPE = re.compile("\033\\[[0-9;]*m")


def cells(line):
    """How many cells of a terminal a line takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else not unicodedata.combining(letter)
               for letter in ESCAPE.sub("", line))


class Retold(Command):
    """The shipped pair, and a summary of its original."""

    def show(self, pair, *options, **environment):
        for name, content in zip(("happened.txt", "told.txt"), PAIRS[pair]):
            self.write(name, content)
        done = self.run_program(*options, "happened.txt", "told.txt",
                                env={**os.environ, "COLUMNS": "80", **environment})
        self.assert_answers(done, 1)
        return done.out.decode()

    def test_golden(self):
        for pair, *options in GOLDEN:
            path = FOLDER / ("_".join([pair, *options]).replace("--", "") + ".out")
            shown = self.show(pair, *options)
            if ACCEPT:
                path.write_text(shown, encoding="utf-8")
            with self.subTest(pair=pair, options=options):
                self.assertEqual(shown, path.read_text(encoding="utf-8"))

    def test_claims(self):
        """What a summary says without a source is named, in the sentence, the list and the JSON."""
        summary = (FOLDER / "summary.txt").read_text(encoding="utf-8")
        for old, new, touches in (("eleven turns", "twelve turns", ["number"]),
                                  ("forty crowns", "forty pounds", ["number", "unit"]),
                                  ("brown dog, who", "brown dog Hector, who", ["name"])):
            self.assertEqual(summary.count(old), 1)
            self.write("happened.txt", HAPPENED)
            self.write("told.txt", summary.replace(old, new).encode())
            shown = self.run_program("happened.txt", "told.txt").out.decode()
            self.assertIn(" is not in the original, which touches the meaning", " ".join(shown.split()))
            self.assertIn("What is summed up without a source: 1 claim\n", shown)
            claim, = json.loads(self.run_program("--json", "happened.txt", "told.txt").out)["unsupported"]
            self.assertEqual(claim["touches"], touches)
            self.assertIn(claim["text"], new)
            self.assertEqual(claim["passage"], 1)
        self.assertNotIn("without a source", self.show("summary"))

    def test_width(self):
        """Blocks, columns and lists keep to the page."""
        for width in (24, 33, 49, 50, 51, 72, 120):
            for pair in PAIRS:
                lines = self.show(pair, f"--width={width}").splitlines()
                blocks = [line for line in lines if line.startswith(("┌", "│", "└"))]
                blocks += self.show(pair, "--side", f"--width={width}").splitlines()
                blocks += self.show(pair, "--passages", f"--width={width}").splitlines()
                self.assertLessEqual(max(map(cells, blocks)), width)

    def test_colour_takes_no_marks(self):
        """What agrees is bold; the text is the same but for the marks and labels."""
        for form in ([], ["--side"]):
            coloured = self.show("dream", *form, "--color=always")
            self.assertIn("\033[1mwooden chair", coloured)
            self.assertNotIn("_", ESCAPE.sub("", coloured))
            self.assertIn("_wooden", self.show("dream", *form))

    def test_no_colour(self):
        for form in ([], ["--side"], ["--passages"]):
            self.assertNotIn("\033", self.show("dream", *form, NO_COLOR="1"))
            self.assertIn("\033", self.show("dream", *form, "--color=always", NO_COLOR="1"))

    def test_negations_stay_loud(self):
        """In other words or not, what was turned into its contrary is told first."""
        head = self.show("dream").split("What is missing")[0]
        self.assertRegex(head, r"negation +….*raining, but no")

    def test_another_form_of_a_word_agrees(self):
        """What agrees is what the alignment paired by its stem, however short the word is."""
        texts = (ROOT / "tests/reworded/tense.txt").read_text(encoding="utf-8")
        for name, section in (("happened.txt", "school"), ("told.txt", "school/they")):
            self.write(name, texts.split(f"\n# {section}\n")[1].split("\n\n")[0] + "\n")
        shown = self.run_program("--width=1000", "happened.txt", "told.txt").out.decode()
        self.assertIn("_boy who eats chalk_", shown)
        self.assertIn("_eat chalk_", shown)

    def test_all_of_it(self):
        """With --full nothing of the long text of a summary is left out."""
        shown = " ".join(self.show("summary", "--full", "--width=1000").split())
        for word in HAPPENED.decode().split():
            self.assertIn(word.strip('".,'), shown)

    def test_every_word_of_the_telling_is_shown(self):
        shown = " ".join(self.show("dream", "--full", "--width=1000", "--color=always").split())
        shown = ESCAPE.sub("", shown)
        for word in PAIRS["dream"][1].decode().split():
            self.assertIn(word, shown)

    def test_no_passage(self):
        self.write("a.txt", "One, two, three.\n")
        self.write("b.txt", "Nothing of the kind was ever said.\n")
        done = self.run_program("--passages", "a.txt", "b.txt")
        self.assertEqual((done.status, done.out), (1, b"No passage is in both texts.\n"))

    def test_counted(self):
        """--stat counts passages by kind, with what they say."""
        self.assertRegex(self.show("dream", "--stat"), r"\n  reworded +1 +\d+ bits\n")
        shown = self.show("summary", "--stat")
        self.assertRegex(shown, r"\n  summary +1 +\d+ bits\n")
        self.assertRegex(shown, r"\nsummed up +100 %\n")


if __name__ == "__main__":
    command.main()
