# SPDX-License-Identifier: Apache-2.0
"""Artificial traditions whose truth is known: copies of copies down a random tree.

Every word has an identity that its copies keep, however they spell or replace it; so two words belong
in one row when they have one identity. A copy is made of a random earlier one, and most copies are
lost. What a scribe does is told in shares of words: respell, replace, leave out (a word, or with a
lower share a line), add, and move (swap two neighbours, or put a phrase somewhere else nearby).
"""
import random
import re

CAREFUL = {"respell": .02, "replace": .006, "omit": .004, "line": .0002, "add": .003, "swap": .001, "move": .0002}
RESPELT = {"respell": .12, "replace": .01, "omit": .006, "line": .0003, "add": .005, "swap": .0015, "move": .0003}
DIALECT = {"respell": .45, "replace": .01, "omit": .006, "line": .0003, "add": .005, "swap": .0015, "move": .0003}
NOISY = {"respell": .25, "replace": .035, "omit": .03, "line": .0005, "add": .02, "swap": .004, "move": .0005}

VOWELS = {"a": "ao", "e": "eiy", "i": "iye", "o": "oua", "u": "uvo", "y": "yi", "v": "vu", "c": "ck", "k": "kc", "s": "sz",
          "t": "td", "d": "dt", "w": "wu", "f": "fv"}


def words_of(path, seed, n):
    """n words of a book, from some place in it."""
    with open(path, encoding="utf-8", errors="replace") as file:
        words = re.findall(r"[A-Za-z][A-Za-z'-]*", file.read())
    start = random.Random(f"place {seed}").randrange(max(1, len(words) - n))
    return words[start:start + n]


def respell(rng, word):
    """One letter otherwise, doubled, dropped or swapped, or an e at the end."""
    if len(word) < 2:
        return word
    at = rng.randrange(len(word))
    way = rng.randrange(5)
    letter = word[at]
    if way < 2:
        other = rng.choice(VOWELS.get(letter.lower(), letter))
        return word[:at] + (other.upper() if letter.isupper() else other) + word[at + 1:]
    if way == 2:
        return word[:at] + letter + word[at:]
    if way == 3 and len(word) > 2:
        return word[:at] + word[at + 1:]
    return word[:-1] if word.endswith("e") and len(word) > 2 else word + "e"


class Scribe:
    """Copies rows of (identity, word), and knows which identities were moved."""

    def __init__(self, rng, shares, vocabulary, first_identity):
        self.rng, self.shares, self.vocabulary = rng, shares, vocabulary
        self.next = first_identity
        self.moved = set()

    def happens(self, what):
        return self.rng.random() < self.shares[what]

    def copy(self, row):
        done, skip = [], 0
        for identity, word in row:
            skip -= skip > 0
            if self.happens("line"):
                skip = self.rng.randint(3, 9)
            if skip > 0 or self.happens("omit"):
                continue
            if self.happens("replace"):
                word = self.rng.choice(self.vocabulary)
            elif self.happens("respell"):
                word = respell(self.rng, word)
            done.append((identity, word))
            if self.happens("add"):
                done.append((self.next, self.rng.choice(self.vocabulary)))
                self.next += 1
        return self.rearrange(done)

    def rearrange(self, row):
        at = 0
        while at + 1 < len(row):
            if self.happens("swap"):
                row[at], row[at + 1] = row[at + 1], row[at]
                self.moved.update((row[at][0], row[at + 1][0]))
                at += 1
            if self.happens("move"):
                n, to = self.rng.randint(2, 5), self.rng.randint(4, 20)
                phrase, rest = row[at:at + n], row[at + n:]
                row = row[:at] + rest[:to] + phrase + rest[to:]
                self.moved.update(identity for identity, _ in phrase)
                at += n
            at += 1
        return row


class Tradition:
    """`n` of the copies of `words`, with the tree that they stand in."""

    def __init__(self, words, n, shares, seed):
        rng = random.Random(f"tradition {seed}")
        scribe = Scribe(rng, shares, words, len(words))
        copies, self.parents = [list(enumerate(words))], [None]
        while len(copies) < 2 * n + 1:
            parent = rng.randrange(len(copies))
            copies.append(scribe.copy(copies[parent]))
            self.parents.append(parent)
        self.kept = sorted(rng.sample(range(1, len(copies)), n))
        self.rows = [copies[i] for i in self.kept]
        self.moved = scribe.moved

    def texts(self):
        return [" ".join(word for _, word in row) + "\n" for row in self.rows]

    def splits(self):
        """The splits of the kept witnesses that the tree makes: each as the side without witness 0."""
        found = set()
        for edge in range(1, len(self.parents)):
            below = {i for i, copy in enumerate(self.kept) if self.is_below(copy, edge)}
            if 0 in below:
                below = set(range(len(self.kept))) - below
            if 1 < len(below) < len(self.kept) - 1:
                found.add(frozenset(below))
        return found

    def is_below(self, copy, edge):
        while copy is not None and copy != edge:
            copy = self.parents[copy]
        return copy == edge


def pairs(rows):
    """Pairs of (witness, word) that share a row, rows being lists of lists of (witness, word)."""
    found = set()
    for row in rows:
        found.update((a, b) for i, a in enumerate(row) for b in row[i + 1:] if a[0] != b[0])
    return found


def gold(tradition):
    places = {}
    for witness, row in enumerate(tradition.rows):
        for number, (identity, _) in enumerate(row):
            places.setdefault(identity, []).append((witness, number))
    return pairs(sorted(place) for place in places.values())


def table(answer):
    """The same of an answer; the words of each witness are numbered as they come."""
    count = [0] * len(answer["witnesses"])
    rows = []
    for cells in answer["table"]:
        row = []
        for witness, cell in enumerate(cells):
            for _ in cell or ():
                row.append((witness, count[witness]))
                count[witness] += 1
        rows.append(row)
    return pairs(rows)


def score(tradition, answer):
    want, got = gold(tradition), table(answer)
    return 2 * len(want & got) / (len(want) + len(got)) if want or got else 1.0


def links(tradition, answer):
    """Of moved words how many are linked, of how many; of links how many join one identity, of how many."""
    at = [[None] * len(answer["witnesses"]) for _ in answer["table"]]
    count = [0] * len(answer["witnesses"])
    for row, cells in zip(at, answer["table"]):
        for witness, cell in enumerate(cells):
            if cell:
                row[witness] = tradition.rows[witness][count[witness]][0]
                count[witness] += 1
    rows_of = {}
    for number, row in enumerate(at):
        for identity in row:
            if identity is not None:
                rows_of.setdefault(identity, set()).add(number)
    apart = {identity for identity in tradition.moved if len(rows_of.get(identity, ())) > 1}
    linked, true, names = set(), 0, answer["witnesses"]
    for link in answer["moved"]:
        a, b = (names.index(siglum) for siglum in link["witnesses"])
        ours, theirs = at[link["from"]][a], at[link["to"]][b]
        true += ours == theirs
        if ours == theirs:
            mine = [row[a] for row in at[link["from"]:] if row[a] is not None][:link["words"]]
            linked.update(mine)
    return len(linked & apart), len(apart), true, len(answer["moved"])


def newick_splits(text, names):
    """The partings of a tree with their support: {side without witness 0: support}."""
    found, at = {}, 0

    def node():
        nonlocal at
        below = set()
        if text[at] == "(":
            while text[at] in "(,":
                at += 1
                below |= node()
            at += 1
            label = re.match(r"[0-9.]*", text[at:])[0]
            at += len(label)
            side = frozenset(set(range(len(names))) - below if 0 in below else below)
            if 1 < len(side) < len(names) - 1:
                found[side] = float(label or 0)
        else:
            name = re.match(r"[^:,()]*", text[at:])[0]
            at += len(name)
            below.add(names.index(name))
        length = re.match(r":[0-9.e-]*", text[at:])
        at += len(length[0]) if length else 0
        return below

    node()
    return found
