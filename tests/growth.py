#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Inputs made to be bad give answers that can be replayed. Not a timed test: bench/ measures.

One word repeated, a^n b^n against b^n a^n, the same words in random order, no common word,
periodic text, all paragraphs equal, one long line: each is asked for in the default and in the
minimal mode, and the answer must cover, rebuild and mirror the texts.
"""
import argparse
import pathlib
import random
import sys
import tempfile
from itertools import chain

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "cases"))
import answers  # noqa: E402

COUNT = 30_000  # words a side


def inputs():
    """Name, original, telling."""
    chance = random.Random(11)
    different = [f"w{number}" for number in range(COUNT)]
    shuffled = chance.sample(different, COUNT)
    common = chance.choices(["the", "of", "and", "to", "a", "ferry", "rain"], k=COUNT)
    two = chance.choices("ab", k=COUNT)
    yield "one word", ["word"] * COUNT, ["word"] * (COUNT * 2 // 3)
    yield "a^n b^n", ["a"] * COUNT + ["b"] * COUNT, ["b"] * COUNT + ["a"] * COUNT
    yield "random order", different, shuffled
    yield "reversed", different, different[::-1]
    yield "few words in random order", common, chance.sample(common, COUNT)
    yield "two words", two, chance.choices("ab", k=COUNT)
    yield "no common word", different, [word.upper() + "x" for word in different]
    yield "periods of 3 and 4", (list("abc") * COUNT)[:COUNT], (list("abcd") * COUNT)[:COUNT]
    period = [f"p{number}" for number in range(1000)]
    yield "a long period, shifted", period * 30, (period * 31)[7:COUNT + 7]
    yield "eight copies", different[:4000], different[:4000] * 8
    paragraph = "the rain fell on the deck and nobody spoke\n\n".split(" ")
    yield "equal paragraphs", paragraph * 3000, paragraph * 2999
    rare = [("the", f"r{number}") for number in range(COUNT // 2)]
    mixed = chance.sample(rare, len(rare))
    yield "the and rare words in turn", list(chain(*rare)), list(chain(*mixed))
    yield "spellings", [f"watergate{number}" for number in range(3000)], [
        f"watergata{number}" for number in range(3000)]
    yield "marks only", list(".,;:!?" * 2000), list(",.;!:?" * 2000)
    line = chance.choices(different[:5000], k=330_000)
    yield "one line of 2 MB", line, line[:1000] + ["here"] + line[1001:200_000] + line[200_010:]


def main():
    parser = argparse.ArgumentParser(description="replay answers to inputs made to be bad")
    parser.add_argument("program")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    failed = 0
    for name, original, telling in inputs():
        if arguments.only not in name:
            continue
        for options in ([], ["--minimal"]):
            try:
                check(program, " ".join(original), " ".join(telling), options)
            except answers.Wrong as error:
                failed += 1
                print(f"{name} {' '.join(options)}: {error}"[:2000])
    print(f"{failed} wrong")
    return 1 if failed else 0


def check(program, original, telling, options):
    with tempfile.TemporaryDirectory(prefix="almost-growth-") as folder:
        paths = [pathlib.Path(folder) / side for side in answers.SIDES]
        texts = [original, telling]
        for path, text in zip(paths, texts):
            path.write_text(text, encoding="utf-8")
        answer = answers.ask(program, paths, options, texts)
        answers.check_shape(answer)
        answers.check_texts(answer)
        turned = answers.ask(program, paths[::-1], options, texts[::-1])
        answers.check_mirror(answer, turned)


if __name__ == "__main__":
    sys.exit(main())
