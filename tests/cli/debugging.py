#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--debug: what the stages of a comparison find, for whoever tunes it; hidden, and no part of the answer."""
import command
from command import Command

STAGES = ("seeds", "chains", "moves", "gaps", "passages")
HEAD = ["stage", "what", "original", "end", "telling", "end", "value"]

FIRST = """The ferry left at seven in the rain. Only two passengers stood on the deck, and neither of
them spoke until the lights of the harbour had gone.
"""
SECOND = """Then the taller one took a parcel from his coat and dropped it over the rail. The other
watched it sink, nodded, and went below to sleep beside the warm engine.
"""


class Debugging(Command):
    """A telling that puts the second half first, and changes three words."""

    def setUp(self):
        super().setUp()
        self.write("happened.txt", FIRST + SECOND)
        self.write("told.txt", SECOND + FIRST.replace("seven", "eight").replace("the deck", "some bridge"))

    def lines(self, stages):
        done = self.run_program("compare", "--brief", "--debug", stages, "happened.txt", "told.txt")
        self.assertEqual(done.status, 1)
        rows = [line.split("\t") for line in done.err.decode().splitlines()]
        self.assertEqual(rows[0], HEAD)
        for row in rows[1:]:
            self.assertEqual(len(row), len(HEAD))
            self.assertLessEqual(int(row[2]), int(row[3]))
            self.assertLessEqual(int(row[4]), int(row[5]))
            float(row[6])
        return rows[1:]

    def test_each_stage(self):
        for stage in STAGES:
            with self.subTest(stage=stage):
                rows = self.lines(stage)
                self.assertEqual({row[0] for row in rows}, {stage})
        self.assertEqual({row[0] for row in self.lines(",".join(STAGES))}, set(STAGES))

    def test_words_are_those_of_original_and_telling(self):
        moves = [row for row in self.lines("moves") if row[1] == "move"]
        self.assertEqual(len(moves), 1)
        first = len(FIRST.split())
        starts = {int(moves[0][2]) < first, int(moves[0][4]) < len(SECOND.split())}
        self.assertEqual(len(starts), 2)  # it stands first in the one text and last in the other
        self.write("happened.txt", SECOND + FIRST)
        self.write("told.txt", SECOND)
        self.assertEqual([row[2:6] for row in self.lines("passages") if row[1] == "passage"],
                         [["0", str(len(SECOND.split()))] * 2])

    def test_answer_is_the_same(self):
        plain = self.run_program("--json", "happened.txt", "told.txt")
        debug = self.run_program("--json", "--debug", "seeds", "happened.txt", "told.txt")
        self.assertEqual((debug.out, debug.status), (plain.out, plain.status))
        self.assertEqual(plain.err, b"")

    def test_hidden(self):
        self.assertNotIn(b"debug", self.run_program("compare", "--help", "--all").out)
        self.assertNotIn(b"debug", self.run_program("--describe").out)

    def test_bad(self):
        for stages in ("", "seed", "seeds,", "seeds,,gaps", "all"):
            with self.subTest(stages=stages):
                self.assert_trouble(self.run_program("--debug", stages, "happened.txt", "told.txt"), "--debug")
        self.write("pairs.jsonl", "")
        self.assert_trouble(self.run_program("--debug", "seeds", "--pairs", "pairs.jsonl"), "--debug")


if __name__ == "__main__":
    command.main()
