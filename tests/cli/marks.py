#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How changes are drawn: one edit as one pair, what was deleted first, and no word run into another."""
import json
import re
import unittest

import command
from command import Command

MARK = r"(?:\[-(?:(?!-\]).)*-\]|\{\+(?:(?!\+\}).)*\+\})"


class Marks(Command):
    def drawn(self, original, telling, *options):
        self.write("happened.txt", original)
        self.write("told.txt", telling)
        return self.run_program("--full", "--width", "200", *options, "happened.txt",
                                "told.txt").out.decode()

    def draws(self, original, telling, wanted, *options):
        drawn = self.drawn(original, telling, *options)
        self.assertIn(wanted, drawn)
        for marks in re.findall(rf"{MARK}(?: ?{MARK})+", drawn):
            kinds = [mark[0] for mark in re.findall(MARK, marks)]
            self.assertEqual(kinds, ["[", "{"], f"{marks} is not one pair")

    def test_one_pair(self):
        self.draws("Version 2, June 1991, is a licence.\n", "Version 3, 29 June 1991, is a licence.\n",
                   "Version [-2,-]{+3, 29+} June")
        self.draws("She passes the lamp, shall trim the wick, and shall sleep.\n",
                   "She passes the lamp; (b) shall trim the wick; and shall sleep.\n",
                   "lamp[-,-]{+; (b)+} shall trim the wick[-,-]{+;+} and")
        self.draws("And the lamp was lit in the evening.\n", "The lamp was lit in the evening.\n",
                   "[-And the-] {+The+} lamp was")
        self.draws("The lamp, which stood on the table, was lit.\n",
                   "The lamps; which stood on the table, was lit.\n", "[-lamp,-]{+lamps;+} which")

    def test_lists_quote_all_of_an_edit(self):
        original = "Version 2, June 1991, is a licence.\n"
        telling = "Version 3, 29 June 1991, is a licence.\n"
        self.assertIn("Version [-2,-] {+3, 29+} June", self.drawn(original, telling, "--changes"))
        self.assertIn("Version [-2,-] {+3, 29+} June", self.drawn(original, telling).split("\n\n")[1])
        found = json.loads(self.drawn(original, telling, "--json"))["changes"]
        edits = [change.get("edit") for change in found]
        self.assertEqual(edits, [None, 2, 2, None])
        found = json.loads(self.drawn("One two.\n", "One three.\n", "--json"))["changes"]
        self.assertEqual([change for change in found if "edit" in change], [])

    def test_right_to_left_stands_apart(self):
        """Each piece in an isolate, for the eye alone, and none that is open at the end of a line."""
        original = "שלום עולם טוב מאוד לכולם היום כאן ועוד\nYonder he said nothing at all.\n"
        telling = "שלום חברים טוב מאוד לכולם היום כאן ועוד\nYonder he said אחת more thing at all.\n"
        old, new = "\u2068עולם\u2069", "\u2068חברים\u2069"
        self.draws(original, telling, f"שלום [-{old}-] {{+{new}+}} טוב")
        self.assertRegex(self.drawn(original, telling, "--color=always"),
                         f"{old}\x1b\\[0m \x1b\\[[0-9;]*m{new}")
        for form in ("--side", "--changes"):
            drawn = self.drawn(original, telling, form)
            self.assertIn(f"[-{old}-]", drawn)
            self.assertIn(f"{{+{new}+}}", drawn)
        self.assertIn("“\u2068שלום", self.drawn(original, telling, "--passages"))
        for form in ([], *command.FORMS):
            for width in ("20", "33"):
                drawn = self.drawn(original * 3, telling * 3, "--width", width, *form)
                for line in drawn.split("\n"):
                    self.assertEqual(line.count("\u2068"), line.count("\u2069"), line)
                if form and form[0] in ("--json", "--patch"):
                    self.assertNotIn("\u2068", drawn)
        self.assertNotIn("\u2068", self.drawn("He came.\n", "He went.\n"))

    def test_lines_of_a_list_are_edits(self):
        drawn = self.drawn("The lamp, which was lit, stood on the table all night long.\n",
                           "The lamp; that was lit, stood on the table all night long.\n", "--changes")
        self.assertEqual(drawn.count("\n"), 1, drawn)

    def test_letters_beside_a_word(self):
        self.draws("It was the colour of an old coat in the rain.\n",
                   "It was the color in an old coat in the rain.\n",
                   "colo[-u-]r [-of-] {+in+} an old")

    def test_words_where_letters_are_unreadable(self):
        self.draws("There were many others in the boat that day.\n",
                   "There were many 0thers in the boat that day.\n", "many [-others-] {+0thers+} in")
        self.draws("It was the grey coat that he wore in the rain.\n",
                   "It was the gray coat that he wore in the rain.\n", "the gr[-e-]{+a+}y coat")

    def test_more_than_colour(self):
        drawn = self.drawn("She drank tea at the window.\n", "She drank milk at the window.\n", "--color")
        self.assertIn("\033[31;9mtea", drawn)  # struck through
        self.assertIn("\033[4;32mmilk", drawn)  # underlined

    def test_markers_beside_colour(self):
        texts = ("She drank tea at the window of the inn.\n", "She drank milk at the window of the inn.\n")
        for form in ([], ["--side"], ["--changes"]):
            plain = self.drawn(*texts, *form)
            drawn = self.drawn(*texts, "--color", "--markers", *form)
            self.assertIn("\033[", drawn)
            self.assertEqual(re.sub(r"\033\[[\d;]*m", "", drawn), plain, form)
            self.assertNotIn("{+", self.drawn(*texts, "--color", *form))

    def test_lines_stay_apart(self):
        drawn = self.drawn("Bring a lamp,\nBring a rope.\nBring some bread.\n",
                           "Bring a lamp.\nFetch a rope.\nBring some bread.\n")
        self.assertIn("lamp[-,-]{+.+}\n2  [-Bring-] {+Fetch+} a rope", drawn)

    def test_blanks(self):
        self.draws("She went home, and slept well until noon.\n",
                   "She went home and slept well until noon.\n", "home[-,-] and slept")
        self.draws("The ferry left at nine and nobody was late.\n",
                   "The ferry left and nobody was late.\n", "left [-at nine-] and")
        self.draws("He drank “tea” at the window of the inn.\n",
                   "He drank “milk” at the window of the inn.\n", "“[-tea-] {+milk+}” at")

    def test_colour_parts_words(self):
        drawn = self.drawn("Version 2, June 1991, is a licence.\n",
                           "Version 3, 29 June 1991, is a licence.\n", "--color=always")
        self.assertIn("2, 3, 29 June", re.sub(r"\033\[[\d;]*m", "", drawn))

    def test_side(self):
        drawn = self.drawn("She passes the lamp, shall trim the wick.\n",
                           "She passes the lamp; (b) shall trim the wick.\n", "--side")
        self.assertIn("the lamp[-,-] shall", drawn)
        self.assertIn("the lamp{+; (b)+} shall", drawn)


if __name__ == "__main__":
    command.main()
