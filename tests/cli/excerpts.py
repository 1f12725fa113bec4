#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs of ten words and more of a text are found in it, whole, also without a “not”; in another they are not."""
import json
import re

import command
from command import Command, ROOT

HAPPENED = (ROOT / "examples/happened.txt").read_text(encoding="utf-8")
OTHER = (ROOT / "LICENSE").read_text(encoding="utf-8")
WORDS = list(re.finditer(r"\S+", HAPPENED))
WHOLE = "all of the telling is in the original"


def run(start, size):
    return HAPPENED[WORDS[start].start():WORDS[start + size - 1].end()]


class Excerpts(Command):
    def sentences(self, original, tellings):
        self.write("original.txt", original.encode())
        lines = "".join(json.dumps({"id": i, "original": "original.txt", "telling": {"text": telling}}) + "\n"
                        for i, telling in enumerate(tellings))
        done = self.run_program("compare", "--pairs", "-", stdin=lines.encode())
        answers = [json.loads(line) for line in done.out.decode().splitlines()]
        self.assertEqual(len(answers), len(tellings))
        return [answer["sentence"] for answer in answers]

    def test_runs(self):
        runs = [run(start, size) for size in (10, 14, 25) for start in range(7, len(WORDS) - 40, 19)]
        for telling, sentence in zip(runs, self.sentences(HAPPENED, runs)):
            self.assertIn(f"{WHOLE}, word for word, in line", sentence, telling)
        for telling, sentence in zip(runs, self.sentences(OTHER, runs)):
            self.assertNotIn("is in the original", sentence, telling)

    def test_lost_not(self):
        """The loss is said, and the rest is found."""
        places = [i for i, word in enumerate(WORDS) if word.group() == "not" and 8 < i < len(WORDS) - 8]
        self.assertGreater(len(places), 2)
        tellings = [" ".join((run(i - 7, 7), run(i + 1, 7))) for i in places]
        for telling, sentence in zip(tellings, self.sentences(HAPPENED, tellings)):
            self.assertIn(WHOLE, sentence, telling)
            self.assertIn("touches the meaning: a lost “not”", sentence, telling)


if __name__ == "__main__":
    command.main()
