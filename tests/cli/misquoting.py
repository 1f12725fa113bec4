#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost check: errors as people and language models make them, and what is none."""
import json

import command
from command import Command


class Misquoting(Command):
    def judge(self, source, quotation):
        """The entry of an account that quotes this of a source."""
        self.write("source.txt", source)
        self.write("account.txt", f"It was put then: “{quotation}” (source.txt).\n")
        done = self.run_program("check", "--json", "account.txt", "--against", "source.txt")
        self.assertEqual(done.err, b"")
        found = json.loads(done.out)["quotations"]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def touches(self, found):
        return {touch for source in found["sources"] for change in source["changes"]
                if not change.get("honest") for touch in change["touches"]}

    def test_ellipsis_over_part_of_another_word(self):
        """A negation within a word with hyphens denies nothing of its clause, wherever the line ends."""
        source = ("He swore to yea-say both my yea-say and my nay-\nsay before the whole northern harbour, and lastly "
                  "the one thing that was hard.\n\nThere was a never-ending row of lamps along the wall of the harbour.\n\n"
                  "They learned that no-one had been waiting for the pilots at the southern pier.\n")
        for quotation, wanted in (("He swore to yea-say both … say before the whole northern harbour", "verbatim"),
                                  ("There was a … row of lamps along the wall of the harbour", "verbatim"),
                                  ("They learned that … had been waiting for the pilots", "spliced")):
            with self.subTest(quotation=quotation):
                self.assertEqual(self.judge(source, quotation)["status"], wanted)

    def test_ellipsis_over_who_did_nothing(self):
        """What nobody did is skipped with its subject; what is quoted of it is denied with it."""
        source = ("The work of the afternoon was done in the kitchen and nobody had ordered her to go to the northern harbour.\n\n"
                  "The boats were in and nobody asked for them before the winter at the southern pier.\n\n"
                  "The pilots knew that nobody had permitted the boats to leave the harbour by night.\n\n"
                  "He had scarce gone three steps before he saw a woman coming from the river.\n")
        for quotation, wanted in (("The work of the afternoon was done … her to go to the northern harbour", "verbatim"),
                                  ("The boats were in … before the winter at the southern pier", "verbatim"),
                                  ("The boats were in and … asked for them before the winter", "spliced"),
                                  ("The pilots knew that … permitted the boats to leave the harbour", "spliced"),
                                  ("The pilots knew that … to leave the harbour by night", "spliced"),
                                  ("He had … before he saw a woman coming from the river", "verbatim")):
            with self.subTest(quotation=quotation):
                self.assertEqual(self.judge(source, quotation)["status"], wanted)

    def test_bracket_that_has_common_words(self):
        """Words of the writer's own are no reason to leave the place that is quoted."""
        source = ("They were waving an oar with a handkerchief tied to it. And the boat in which they sat was sinking "
                  "farther and farther into the water.\n\n" + "The boats and the lamps lay in the harbour.\n" * 400)
        found = self.judge(source, "waving an oar with a handkerchief tied to [the person in question] And the")
        self.assertEqual(found["status"], "verbatim")
        self.assertEqual([change["text"]["original"] for change in found["sources"][0]["changes"]], ["it"])

    def test_sentence_left_out(self):
        """However often its last word comes, a sentence that is gone joins two passages."""
        source = ("They should have no reason for slight thoughts about him. The others must be made to respect him. Hence he "
                  "foresaw what his equals in the neighbourhood would think.\n")
        found = self.judge(source, "They should have no reason for slight thoughts about him. Hence he foresaw what his equals "
                                   "in the neighbourhood would think.")
        self.assertEqual(found["status"], "spliced")

    def test_ordinal_of_an_idiom(self):
        found = self.judge("Astonished at first, then bewildered, the pilots left the harbour in the morning.\n",
                           "Astonished at second, then bewildered, the pilots left the harbour")
        self.assertEqual((found["status"], self.touches(found) & {"number"}), ("altered", {"number"}))

    def test_speakers_by_names_of_one(self):
        """Nobody is accused of a letter in a name, or of another name of the same person."""
        self.write("book.txt", "“The ferry left before the morning,” said Rachael.\n\n"
                               "“The rain is over at last, I think,” said Rachel.\n\n"
                               "“He has cleaned me out of all that I had,” said Tom.\n\n"
                               "“The lamps were lit in the harbour,” said Tom Chitling.\n\n"
                               "“I never lost a card to him in my life,” said Mr. Chitling.\n\n"
                               "“The pilots were asleep on the pier,” said Anna Bell.\n")
        for words, name, wanted in (("The ferry left before the morning", "Rachel", "verbatim"),
                                    ("He has cleaned me out of all that I had", "Mr. Chitling", "verbatim"),
                                    ("He has cleaned me out of all that I had", "Anna Bell", "misattributed"),
                                    ("The ferry left before the morning", "Tom", "misattributed")):
            with self.subTest(words=words, name=name):
                self.write("account.txt", f"“{words},” said {name}.\n")
                done = self.run_program("check", "--json", "account.txt", "--against", "book.txt")
                self.assertEqual(json.loads(done.out)["quotations"][0]["status"], wanted)


if __name__ == "__main__":
    command.main()
