# SPDX-License-Identifier: Apache-2.0
"""--by chapter: what became of each chapter, for people and in JSON, and the same with the texts turned."""
import json
import random

import command
from command import Command

WORDS = """harbour lantern ferry island storm window garden copper needle winter summer castle
bridge letter sailor cabinet thread yellow silver morning evening shadow mirror candle barrel anchor
meadow hollow timber pepper marble violet".""".replace('".', "").split()
TURNED = {"missing": "added", "added": "missing", "split": "joined", "joined": "split"}


def body(seed, sentences=14):
    """Sentences that no other seed has."""
    rng = random.Random(seed)
    return " ".join("The " + " ".join(rng.choice(WORDS) for _ in range(9)) + f" of {rng.choice(WORDS)}."
                    for _ in range(sentences))


def book(*chapters):
    return "\n\n".join(f"{title}\n\n{text}" for title, text in chapters) + "\n"


ONE, TWO, THREE, FOUR, FIVE, SIX = (body(seed) for seed in range(6))


class Chapters(Command):
    def rows(self, original, telling):
        self.write("a.txt", original)
        self.write("b.txt", telling)
        answers = []
        for names in (("a.txt", "b.txt"), ("b.txt", "a.txt")):
            done = self.run_program("--by", "chapter", "--json", *names)
            self.assertIn(done.status, (0, 1), done.err)
            answers.append(json.loads(done.out)["chapters"])
        self.assert_turned(*answers)
        return answers[0]

    def assert_turned(self, there, back):
        def shape(rows, turned):
            sides = ("telling", "original") if turned else ("original", "telling")
            return sorted((TURNED.get(row["kind"], row["kind"]) if turned else row["kind"],
                           *([chapter["start"] for chapter in row[side]] for side in sides)) for row in rows)
        self.assertEqual(shape(there, False), shape(back, True))

    def told(self, original, telling):
        """Rows as kind, titles of the original, titles of the telling."""
        return [(("moved " if row["moved"] else "") + row["kind"],
                 *("+".join(chapter["title"] or "" for chapter in row[side]) for side in ("original", "telling")))
                for row in self.rows(original, telling)]

    def test_same_changed_missing_added(self):
        original = book(("CHAPTER I", ONE), ("CHAPTER II", TWO), ("CHAPTER III", THREE))
        telling = book(("Chapter 1", ONE), ("Chapter 2", FOUR), ("Chapter 3", THREE + " It was not so."))
        self.assertEqual(self.told(original, telling),
                         [("same", "CHAPTER I", "Chapter 1"), ("missing", "CHAPTER II", ""),
                          ("added", "", "Chapter 2"), ("changed", "CHAPTER III", "Chapter 3")])

    def test_split_and_joined(self):
        parts = THREE.split(". ")
        halves = ". ".join(parts[:7]) + ".", ". ".join(parts[7:])
        original = book(("CHAPTER I", ONE), ("CHAPTER II", TWO), ("CHAPTER III", THREE))
        telling = book(("CHAPTER I", ONE + "\n\n" + TWO), ("CHAPTER II", halves[0]),
                       ("CHAPTER III", halves[1]))
        self.assertEqual(self.told(original, telling),
                         [("joined", "CHAPTER I+CHAPTER II", "CHAPTER I"),
                          ("split", "CHAPTER III", "CHAPTER II+CHAPTER III")])

    def test_moved(self):
        texts = [ONE, TWO, THREE, FOUR, FIVE, SIX]
        original = book(*((f"CHAPTER {i + 1}", text) for i, text in enumerate(texts)))
        telling = book(*((f"CHAPTER {i + 1}", text) for i, text in enumerate(texts[1:] + texts[:1])))
        told = self.told(original, telling)
        self.assertEqual([kind for kind, _, _ in told].count("moved same"), 1)
        self.assertIn(("moved same", "CHAPTER 1", "CHAPTER 6"), told)

    def test_spans_are_those_of_the_text(self):
        original = "By Änne.\n\n" + book(("CHAPTER I", ONE), ("CHAPTER II", TWO))
        rows = self.rows(original, original)
        self.assertEqual([row["kind"] for row in rows], ["same"] * 3)
        ends = 0
        for row in rows:
            chapter = row["telling"][0]
            self.assertEqual(chapter["start"], ends)
            ends = chapter["end"]
            if chapter["title"] is not None:
                self.assertTrue(original[chapter["start"]:].startswith(chapter["title"]))
        self.assertEqual(ends, len(original))

    def test_for_people(self):
        self.write("a.txt", book(("CHAPTER I", ONE), ("CHAPTER II", TWO), ("CHAPTER III", THREE)))
        self.write("b.txt", book(("CHAPTER I", ONE), ("CHAPTER II", THREE + " It was not so.")))
        done = self.run_program("--by", "chapter", "a.txt", "b.txt")
        lines = done.out.decode().split("\n\n", 1)[1].splitlines()
        self.assertEqual(done.status, 1)
        self.assertEqual(lines[0], "Chapter by chapter: 1 same, 1 changed, 1 missing")
        self.assertTrue(lines[1].startswith("  same      CHAPTER I  "), lines)
        self.assertTrue(lines[2].startswith("  missing   CHAPTER II  "), lines)
        self.assertTrue(lines[3].startswith("  changed   CHAPTER III → CHAPTER II  99 % is there, "), lines)
        self.assertEqual(len(lines), 4)

    def test_none(self):
        self.write("a.txt", ONE)
        self.write("b.txt", ONE + " It was so.")
        done = self.run_program("--by=chapter", "a.txt", "b.txt")
        self.assertTrue(done.out.endswith(b"\n\nNeither text has chapters that could be told.\n"))

    def test_only_where_it_is_asked_for(self):
        self.write("a.txt", book(("CHAPTER I", ONE), ("CHAPTER II", TWO)))
        done = self.run_program("--json", "a.txt", "a.txt")
        self.assertNotIn(b"chapter", done.out)
        for form in ("--side", "--stat", "--patch", "--brief"):
            self.assert_trouble(self.run_program("--by", "chapter", form, "a.txt", "a.txt"), form)

    def test_in_many_threads(self):
        """Chapters of shuffled books: the same bytes whatever the threads."""
        texts = [body(seed, 3) for seed in range(300)]
        self.write("a.txt", book(*((f"CHAPTER {i + 1}", text) for i, text in enumerate(texts))))
        random.Random(7).shuffle(texts)
        self.write("b.txt", book(*((f"CHAPTER {i + 1}", text) for i, text in enumerate(texts))))
        answers = [self.run_program("--by=chapter", "--json", f"--threads={n}", "a.txt", "b.txt").out
                   for n in (1, 4)]
        self.assertEqual(*answers)
        kinds = [row["kind"] for row in json.loads(answers[0])["chapters"]]
        self.assertGreater(len([kind for kind in kinds if kind in ("same", "changed")]), 270)


if __name__ == "__main__":
    command.main()
