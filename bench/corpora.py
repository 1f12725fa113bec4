# SPDX-License-Identifier: Apache-2.0
"""Corpora in which it is known what is shared: documents cut from novels, with passages planted in other ones.

A passage of 20 to 200 words of one document is planted in another one: as it is, with 2, 5 or 10 % of its characters
misread, or with 10 or 20 % of its words replaced, dropped or put in.
"""
import json
import os
import random
import re

LENGTHS = (20, 30, 50, 100, 200)
KINDS = ("none", "misread 2", "misread 5", "misread 10", "words 10", "words 20")
LOOKALIKES = {"e": "c", "c": "e", "h": "b", "n": "u", "u": "n", "m": "rn", "l": "1", "i": "l", "o": "0", "t": "f",
              "f": "t", "a": "o", "s": "5", "r": "n", "d": "cl", "w": "vv", "y": "v", "g": "q", "b": "h"}


def misread(text, share, chance):
    """Characters as a scanner misreads them: look-alikes, other letters, some lost, some put in, blanks lost."""
    out = []
    for letter in text:
        what = chance.random()
        if chance.random() >= share:
            out.append(letter)
        elif letter == " ":
            out.append(chance.choice(["", "  ", " ."]))
        elif not letter.isalpha():
            out.append(chance.choice([letter, "", ","]))
        elif what < .6:
            out.append(LOOKALIKES.get(letter.lower(), chance.choice("aeiounrtls")))
        elif what < .8:
            out.append(chance.choice("abcdefghijklmnopqrstuvwxyz"))
        elif what > .9:
            out.append(letter + chance.choice(["'", "-", letter, " "]))
    return "".join(out)


def reword(text, share, words, chance):
    """Words replaced, dropped and put in, in equal parts; new ones are those of another place."""
    out = []
    for word in text.split(" "):
        if chance.random() >= share:
            out.append(word)
            continue
        what = chance.randrange(3)
        if what == 0:
            out.append(chance.choice(words))
        elif what == 1:
            out += [word, chance.choice(words)]
    return " ".join(out)


def disturb(text, kind, words, chance):
    name, _, percent = kind.partition(" ")
    if name == "misread":
        return misread(text, int(percent) / 100, chance)
    return reword(text, int(percent) / 100, words, chance) if name == "words" else text


def cut(folder, chance):
    """Documents of 300 to 3,000 words of all novels of a folder, as (name, text)."""
    documents = []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".txt"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
            words = re.sub(r"\s+", " ", file.read()).split(" ")
        start = number = 0
        while start < len(words):
            length = int(300 * 10 ** chance.random())
            documents.append((f"{name[:-4]}/{number}", " ".join(words[start:start + length])))
            start, number = start + length, number + 1
    return documents


def words_of(text):
    return [match.span() for match in re.finditer(r"\S+", text)]


def choose(documents, count, chance):
    """What is to be planted: stretches of documents, each with its kind and the document that it goes into."""
    planted = []
    for number in range(count):
        length, kind = LENGTHS[number % len(LENGTHS)], KINDS[number // len(LENGTHS) % len(KINDS)]
        source, into = chance.sample(range(len(documents)), 2)
        spans = words_of(documents[source][1])
        if len(spans) > length:
            first = chance.randrange(len(spans) - length)
            planted.append({"kind": kind, "length": length, "from": source, "start": spans[first][0],
                            "end": spans[first + length - 1][1], "into": into})
    return planted


def plant(documents, count, chance):
    """What stands where in which document, and what was planted; nothing within a stretch that is planted elsewhere."""
    planted = choose(documents, count, chance)
    inserts, taken = [[] for _ in documents], [[] for _ in documents]
    pool = documents[chance.randrange(len(documents))][1].split(" ")
    for one in planted:
        taken[one["from"]].append((one["start"], one["end"]))
    for number, one in enumerate(planted):
        text = disturb(documents[one["from"]][1][one["start"]:one["end"]], one["kind"], pool, chance)
        places = [start for start, _ in words_of(documents[one["into"]][1])
                  if not any(first < start < last for first, last in taken[one["into"]])]
        inserts[one["into"]].append((chance.choice(places), number, text))
    return inserts, planted


def write(documents, inserts, planted, path):
    """Write the corpus, and note where each passage stands in what is written, on both sides."""
    moved = []
    with open(path, "w", encoding="utf-8") as file:
        for index, (name, text) in enumerate(documents):
            out, last, shifts, size = [], 0, [], 0
            for place, number, piece in sorted(inserts[index]):
                out.append(text[last:place])
                size += place - last
                planted[number]["into_start"], planted[number]["into_end"] = size, size + len(piece)
                out.append(piece + " ")
                size += len(piece) + 1
                shifts.append((place, len(piece) + 1))
                last = place
            out.append(text[last:])
            moved.append(shifts)
            file.write(json.dumps({"id": name, "text": "".join(out)}) + "\n")
    for one in planted:
        shifts = moved[one["from"]]
        one["from_start"] = one["start"] + sum(size for place, size in shifts if place <= one["start"])
        one["from_end"] = one["end"] + sum(size for place, size in shifts if place < one["end"])


def make(folder, path, count=None, seed=1):
    """Write a corpus of a folder's novels to `path`; returns (names of documents, what was planted)."""
    chance = random.Random(seed)
    documents = cut(folder, chance)
    inserts, planted = plant(documents, count or len(documents), chance)
    write(documents, inserts, planted, path)
    return [name for name, _ in documents], planted


def covered(start, end, begin, stop):
    return max(0, min(end, stop) - max(start, begin)) / max(1, end - start)


def origins(planted):
    """For each document the stretches that stand elsewhere, too: (start, end, document they are from, its start, end)."""
    known = {}
    for one in planted:
        source = (one["from"], one["start"], one["end"])
        known.setdefault(one["from"], []).append((one["from_start"], one["from_end"], *source))
        known.setdefault(one["into"], []).append((one["into_start"], one["into_end"], *source))
    return known


def is_planted(sides, known):
    """Whether both sides have something that is from one place: planted, or planted twice."""
    touched = []
    for document, (begin, end) in sides:
        touched.append([source for start, stop, *source in known.get(document, ()) if start < end and begin < stop])
    return any(a[0] == b[0] and a[1] < b[2] and b[1] < a[2] for a in touched[0] for b in touched[1])


def score(names, planted, lines):
    """Recall by (length, kind), and how many reports overlap what was planted, of how many.

    A passage is found when reports cover half of it on both sides: what was planted in its midst may part it.
    """
    number = {name: index for index, name in enumerate(names)}
    between, hits, reported, overlapping = {}, {}, 0, 0
    for index, one in enumerate(planted):
        between.setdefault(frozenset((one["from"], one["into"])), []).append(index)
    shares, known = [[0, 0] for _ in planted], origins(planted)
    for line in lines:
        pair = json.loads(line)
        a, b = number[pair["id"]], number[pair["id2"]]
        sides = {a: (pair["begin"], pair["end"]), b: (pair["begin2"], pair["end2"])}
        reported += 1
        overlapping += is_planted(sides.items(), known)
        for index in between.get(frozenset((a, b)), ()):
            one = planted[index]
            here = [covered(one[side + "_start"], one[side + "_end"], *sides[one[side]]) for side in ("from", "into")]
            if min(here) > 0:
                shares[index] = [share + more for share, more in zip(shares[index], here)]
    for one, share in zip(planted, shares):
        counts = hits.setdefault((one["length"], one["kind"]), [0, 0])
        counts[0] += min(share) >= .5
        counts[1] += 1
    return hits, overlapping, reported
