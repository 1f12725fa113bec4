# SPDX-License-Identifier: Apache-2.0
"""Inputs made from texts, or from nothing, each with a seed of its own: always the same bytes."""
import random
import re

WORDS = 400_000  # a side, of the inputs that are made to be bad


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def one_line(text):
    return " ".join(text.split()) + "\n"


def wrapped(words, width=72):
    """Words in lines of at most `width` columns."""
    lines, line, length = [], [], 0
    for word in words:
        if line and length + len(word) + 1 > width:
            lines.append(" ".join(line))
            line, length = [], 0
        line.append(word)
        length += len(word) + 1
    return "\n".join(lines + [" ".join(line)]) + "\n"


def with_words_edited(text, count, seed):
    """`count` words, each replaced by another word of the text; the layout stays."""
    rng = random.Random(seed)
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    vocabulary = sorted(set(text.split()))
    pieces, at = [], 0
    for number in sorted(rng.sample(range(len(spans)), min(count, len(spans)))):
        start, end = spans[number]
        pieces += [text[at:start], rng.choice(vocabulary)]
        at = end
    return "".join(pieces) + text[at:]


def revised(text, share, seed):
    """A share of the words replaced, dropped, or given a neighbour, in equal parts."""
    rng = random.Random(seed)
    vocabulary = re.findall(r"\S+", text[:2_000_000])

    def edit(match):
        if rng.random() >= share:
            return match.group()
        kind = rng.randrange(3)
        return ("" if kind == 0 else rng.choice(vocabulary) if kind == 1
                else match.group() + " " + rng.choice(vocabulary))

    return re.sub(r"\S+", edit, text)


def ciphered(text, number):
    """The same sentences in other words: every word in small letters stands for another one."""
    vocabulary = sorted(set(re.findall(r"\b[a-z]+\b", text)))
    random.Random(number).shuffle(vocabulary)
    table = dict(zip(sorted(vocabulary), vocabulary))
    return re.sub(r"\b[a-z]+\b", lambda match: table[match.group()], text)


def in_a_row(texts, length):
    """At least `length` characters: the texts in a row, then again in other words, and so on."""
    whole, number = "\n".join(texts), 1
    pieces, total = [whole], len(whole)
    while total < length:
        pieces.append(ciphered(whole, number))
        total += len(whole)
        number += 1
    text = "\n".join(pieces)
    cut = text.find("\n", length)
    return text[:cut + 1] if cut >= 0 else text


def shuffled_blocks(text, count, seed):
    """The lines in `count` blocks, the blocks in another order."""
    lines = text.splitlines(keepends=True)
    size = max(1, -(-len(lines) // count))
    blocks = [lines[at:at + size] for at in range(0, len(lines), size)]
    random.Random(seed).shuffle(blocks)
    return "".join(line for block in blocks for line in block)


def periodic(period, shift=0):
    return wrapped(f"w{(at + shift) % period}" for at in range(WORDS))


def drawn(kinds, seed):
    rng = random.Random(seed)
    return wrapped(f"w{rng.randrange(kinds)}" for _ in range(WORDS))


def permuted(words, seed):
    words = list(words)
    random.Random(seed).shuffle(words)
    return wrapped(words)


def bad(words):
    """Name and makers of both sides; `words` are those of a real text, as many as wanted."""
    half = WORDS // 2
    distinct = [f"w{at}" for at in range(WORDS)]
    real = (words * (WORDS // max(1, len(words)) + 1))[:WORDS]
    paragraph = "It was the same day as the day before it.\n\n"
    return [
        ("one word repeated", lambda: wrapped(["no"] * WORDS),
         lambda: wrapped(["no"] * (WORDS * 27 // 40 + 1))),
        ("a^n b^n, b^n a^n", lambda: wrapped(["a"] * half + ["b"] * half),
         lambda: wrapped(["b"] * half + ["a"] * half)),
        ("permuted distinct words", lambda: wrapped(distinct), lambda: permuted(distinct, 1)),
        ("permuted real words", lambda: wrapped(real), lambda: permuted(real, 2)),
        ("real words reversed", lambda: wrapped(real), lambda: wrapped(real[::-1])),
        ("no word in common", lambda: wrapped(distinct),
         lambda: wrapped(f"v{at}" for at in range(WORDS))),
        ("period 3, period 4", lambda: periodic(3), lambda: periodic(4)),
        ("period 1000, 1001", lambda: periodic(1000), lambda: periodic(1001)),
        ("period 1000, shifted", lambda: periodic(1000), lambda: periodic(1000, 7)),
        ("random over 2 words", lambda: drawn(2, 3), lambda: drawn(2, 4)),
        ("random over 100 words", lambda: drawn(100, 5), lambda: drawn(100, 6)),
        ("all paragraphs equal", lambda: paragraph * (WORDS // 10),
         lambda: paragraph * (WORDS // 10 - 99)),
        ("real words, one a line", lambda: "\n".join(real) + "\n",
         lambda: "\n".join(real[7:] + real[:7]) + "\n"),
    ]


def quotations(texts, count, edits, seed):
    """Excerpts of 8 to 25 words, of each so many replaced by words from elsewhere."""
    chance = random.Random(seed)
    words = [text.split() for text in texts]
    for _ in range(count):
        source = chance.choice(words)
        size = chance.randint(8, 25)
        first = chance.randrange(len(source) - size)
        chosen = source[first:first + size]
        for place in chance.sample(range(1, size - 1), edits):
            chosen[place] = chance.choice(chance.choice(words))
        yield " ".join(chosen)
