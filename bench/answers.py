# SPDX-License-Identifier: Apache-2.0
"""What an answer in JSON says, counted; and the true minimum, computed apart."""
import json

SMALL = {"spelling", "punctuation", "case", "spacing"}


def read(path):
    with open(path, encoding="utf-8", errors="surrogateescape") as file:
        return json.load(file)


def sides(change):
    text = change.get("text") or {}
    return (text.get("original") or ""), (text.get("telling") or "")


def is_small(change):
    touches = set(change.get("touches") or ())
    return change["kind"] == "different" and bool(touches) and touches <= SMALL


def words_missing(answer):
    """Words of the original that are gone: missing, or replaced by other words."""
    return sum(len(sides(change)[0].split()) for change in answer["changes"]
               if change["kind"] in ("missing", "different") and not is_small(change))


def words_changed(answer):
    """Words of either side that stand in changes."""
    changed = [sides(change) for change in answer["changes"]
               if change["kind"] not in ("same", "moved")]
    return sum(len(a.split()) for a, _ in changed), sum(len(b.split()) for _, b in changed)


def changes_without_layout(answer):
    """All changes in order, white space apart: equal for two layouts of one text."""
    return [(change["kind"], *(tuple(side.split()) for side in sides(change)))
            for change in answer["changes"] if change["kind"] not in ("same", "moved")]


def common_words(original, telling):
    """Length of the longest common subsequence of words, by bit-parallel rows (Hyyro 2004)."""
    a, b = original.split(), telling.split()
    masks = {}
    for at, word in enumerate(a):
        masks[word] = masks.get(word, 0) | 1 << at
    every = (1 << len(a)) - 1
    row = every
    for word in b:
        mask = masks.get(word)
        if mask is not None:
            kept = row & mask
            row = (row + kept | row - kept) & every
    return len(a) - bin(row).count("1")
