#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What must make no difference: the number of threads, and where lines are wrapped."""
import random
import re
import textwrap

import command
from command import FORMS, ROOT, Command


def chapters(seed, count):
    """Paragraphs of made words, the same for the same seed."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("bcdfglmnprst", k=1)[0] + chance.choice("aeiou")
                     for _ in range(chance.randint(1, 4))) for _ in range(4000)]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    out = []
    for _ in range(count):
        sentences = [" ".join(chance.choices(words, weights, k=chance.randint(5, 20)))
                     for _ in range(chance.randint(2, 6))]
        out.append(". ".join(s.capitalize() for s in sentences) + ".")
    return out


def retold(paragraphs, seed):
    """The same, with words changed, letters misread, paragraphs moved, missing and added."""
    chance = random.Random(seed)
    out = []
    for paragraph in paragraphs:
        words = paragraph.split(" ")
        for at, word in enumerate(words):
            lot = chance.random()
            if lot < 0.02:
                words[at] = "other"
            elif lot < 0.04 and len(word) > 4:
                words[at] = word[:2] + "x" + word[3:]
            elif lot < 0.05:
                words[at] = word + ","
        if chance.random() > 0.02:
            out.append(" ".join(words))
    for _ in range(len(out) // 40):
        out.insert(chance.randrange(len(out)), out.pop(chance.randrange(len(out))))
    return out


class Threads(Command):
    """The same bytes at any number of threads."""

    def test_same_bytes(self):
        original = chapters(1, 1200)
        self.write("original.txt", "\n\n".join(original))
        self.write("telling.txt", "\n\n".join(retold(original, 2)))
        for options in ([], ["--minimal"], ["--exact", "--words", "space"]):
            for form in FORMS:
                with self.subTest(form=form, options=options):
                    outcomes = []
                    for threads in ("1", "2", "8"):
                        done = self.run_program(*form, *options, "--threads", threads,
                                                "original.txt", "telling.txt")
                        self.assert_answers(done, 1)
                        outcomes.append(done.out)
                    self.assertTrue(outcomes[0] == outcomes[1] == outcomes[2], "other bytes")

    def test_same_bytes_again(self):
        original = chapters(3, 300)
        self.write("original.txt", "\n\n".join(original))
        self.write("telling.txt", "\n\n".join(retold(original, 4)))
        outcomes = {self.run_program("--json", "original.txt", "telling.txt").out for _ in range(3)}
        self.assertEqual(len(outcomes), 1)


class Wrapping(Command):
    """The same changes however the lines are wrapped."""

    @staticmethod
    def wrapped(text, width):
        paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", text)]
        if width:
            paragraphs = [textwrap.fill(p, width, break_on_hyphens=False, break_long_words=False)
                          for p in paragraphs]
        return ("\n\n" if width else " ").join(paragraphs)

    def words_of_changes(self, *options):
        """Kind, words and touches of each change, without white space."""
        answer = self.compare_json("original.txt", "telling.txt", "--full", *options)
        changes = [(change["kind"], "".join((change["text"]["original"] or "").split()),
                    "".join((change["text"]["telling"] or "").split()),
                    tuple(change.get("touches", ()))) for change in answer["changes"]]
        return [change for change in changes if change[1] or change[2]]

    def check(self, original, telling):
        for options in ([], ["--minimal"], ["--words", "space"]):
            self.write("telling.txt", telling)
            self.write("original.txt", original)
            expected = self.words_of_changes(*options)
            for width in (72, 40, 0):
                with self.subTest(options=options, width=width):
                    self.write("original.txt", self.wrapped(original, width))
                    self.assertEqual(self.words_of_changes(*options), expected)

    def test_examples(self):
        paths = sorted((ROOT / "examples").glob("*.txt"))
        if len(paths) < 2:
            self.skipTest("no examples are here")
        texts = [path.read_text(encoding="utf-8") for path in paths[:2]]
        self.check(*texts)

    def test_made_text(self):
        original = chapters(5, 60)
        self.check("\n\n".join(original), "\n\n".join(retold(original, 6)))


if __name__ == "__main__":
    command.main()
