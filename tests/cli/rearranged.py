#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Changes cover both texts whatever was moved, cut, capitalised, and whatever marks stand at the seams."""
import json
import random
import subprocess
import sys
import tempfile

WORDS = ("the may Jonas 7 yes must blue seven died Fathy planner people build published in as for third "
         "cairo november architecture").split()
MARKS = ["(", ")", "“", "”", "[", "]", "* ", "1. ", "– ", "—", "«", "»", "'", '"', ",", ".", "!", ";", "\n", "\n\n",
         "\u00a0", "\n\u00a0\n", "  ", "\t", "| "]
PAIRS = 6000


def word(chance):
    made = chance.choice(WORDS)
    return made.capitalize() if chance.random() < .2 else made.upper() if chance.random() < .1 else made


def happened(chance):
    pieces = []
    for _ in range(chance.randint(5, 70)):
        for piece in (chance.choice(MARKS), word(chance), chance.choice(MARKS)):
            if piece not in MARKS or chance.random() < .25:
                pieces.append(piece)
        pieces.append(chance.choice([" ", " ", " ", "\n"]))
    return pieces


def told(pieces, chance):
    pieces = list(pieces)
    for _ in range(chance.randint(0, 4)):
        start = chance.randrange(len(pieces))
        end = start + chance.randint(1, 24)
        moved, pieces[start:end] = pieces[start:end], []
        to = chance.randrange(len(pieces) + 1)
        pieces[to:to] = moved
    for _ in range(chance.randint(0, 6)):
        at, what = chance.randrange(len(pieces)), chance.random()
        pieces[at:at + 1] = ([] if what < .3 and len(pieces) > 1 else [pieces[at].swapcase()] if what < .6 else
                             [pieces[at], word(chance) + " "] if what < .8 else [pieces[at], chance.choice(MARKS)])
    return pieces


def covered(answer, side, text):
    """Whether the spans of one side, in order, are all of the text, each once."""
    spans = sorted((change[side]["start"], change[side]["end"]) for change in answer["changes"] if change[side])
    place = 0
    for start, end in spans:
        if start != place:
            return False
        place = end
    return place == len(text)


def main():
    chance, pairs = random.Random(20260), []
    for _ in range(PAIRS):
        pieces = happened(chance)
        pairs.append(("".join(pieces), "".join(told(pieces, chance))))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for original, telling in pairs:
            file.write(json.dumps({"original": {"text": original}, "telling": {"text": telling}}) + "\n")
        file.flush()
        done = subprocess.run([sys.argv[1], "--pairs", file.name, "--json"], capture_output=True, check=False)
    lines = done.stdout.splitlines()
    assert len(lines) == PAIRS, done.stderr
    for line, (original, telling) in zip(lines, pairs):
        answer = json.loads(line)
        if not covered(answer, "original", original) or not covered(answer, "telling", telling):
            sys.exit(f"not covered: {original!r} told as {telling!r}")
    print(f"{PAIRS} rearranged texts are covered")


if __name__ == "__main__":
    main()
