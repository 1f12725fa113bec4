# SPDX-License-Identifier: Apache-2.0
"""Two texts of many sentences of which one in a hundred is told in other words.

The vocabulary follows Zipf's law; a reworded sentence has its words in another order and a third of
them replaced. Always the same bytes for the same number of sentences.
"""
import bisect
import itertools
import os
import random

SYLLABLES = [a + b for a in "bdfgklmnprst" for b in ("a", "e", "i", "o", "u", "an", "er")]
FEWEST, MOST = 6, 22  # words of a sentence


def vocabulary(rng, size=60_000):
    """Words, the commonest first, and what their frequencies add up to."""
    words, seen = [], set()
    while len(words) < size:
        word = "".join(rng.choice(SYLLABLES) for _ in range(1 + (len(words) > 80) + (len(words) > 4000)
                                                            + rng.randrange(2)))
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words, list(itertools.accumulate(1 / (rank + 2.7) for rank in range(size)))


def reword(sentence, draw, rng):
    words = [draw() if rng.random() < 1 / 3 else word for word in sentence]
    rng.shuffle(words)
    return words


def write(folder, sentences):
    """The paths of both texts, written to the folder."""
    rng = random.Random(sentences)
    words, sums = vocabulary(rng)
    draw = lambda: words[bisect.bisect(sums, rng.random() * sums[-1])]
    paths = [os.path.join(folder, f"{name}{sentences}.txt") for name in ("original", "telling")]
    with open(paths[0], "w", encoding="utf-8") as original, \
            open(paths[1], "w", encoding="utf-8") as telling:
        for number in range(sentences):
            sentence = [draw() for _ in range(rng.randint(FEWEST, MOST))]
            end = ".\n\n" if number % 8 == 7 else ". "
            original.write(" ".join(sentence).capitalize() + end)
            told = reword(sentence, draw, rng) if rng.random() < .01 else sentence
            telling.write(" ".join(told).capitalize() + end)
    return paths
