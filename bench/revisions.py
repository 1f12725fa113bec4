# SPDX-License-Identifier: Apache-2.0
"""Revisions of one text whose true merge is known, for bench/merge.

Stretches of a book are rewritten, words replaced, put in and left out, with new words from another book; each edit is
dealt to one side, 4 in 100 to two; a side may move blocks of paragraphs. Of edits that do not overlap, two kept words or
more stand between any two. A conflict is where edits of two sides that are not equal share a word or meet at a gap; it
reaches from the first word to the last that any of them touches.
"""
import textwrap
from typing import NamedTuple

CONFLICT = "\x01conflict"
CELL = 16  # paragraphs; what is moved and where it goes have one each, so that no two moves have to do with each other


class Case(NamedTuple):
    """A text, what several made of it, and what all of them together are."""
    base: str
    sides: list  # texts
    words: list  # [words of the base, words of each side]
    truth: list  # words, with one sign for each conflict
    edits: int
    conflicts: int
    apart: int  # blocks that two sides moved to different places


def edits_of(paragraphs, other, chance):
    """(paragraph, start, end, new words) with two kept words between any two."""
    edits = []
    for number, words in enumerate(paragraphs):
        at = 2
        while at < len(words) - 2:
            kind, end, count = chance.random(), at, 0
            if kind < .006:
                end, count = at + max(4, int(chance.expovariate(1 / 14))), max(2, int(chance.expovariate(1 / 12)))
            elif kind < .026:
                end, count = at + 1, 1
            elif kind < .036:
                count = 1
            elif kind < .044:
                end = at + 1
            elif kind < .047:
                count = chance.randint(3, 30)
            elif kind < .050:
                end = at + chance.randint(3, 30)
            else:
                at += 1
                continue
            end = min(end, len(words) - 2)
            place = chance.randrange(len(other) - count)
            edits.append((number, at, end, tuple(other[place:place + count])))
            at = end + 2 + chance.randrange(3)
    return edits


def dealt(edits, sides, chance):
    """The edits of each side."""
    hands = [[] for _ in range(sides)]
    for edit in edits:
        for number in chance.sample(range(sides), 2 if chance.random() < .04 else 1):
            hands[number].append(edit)
    return hands


def brought_together(hands):
    """(the edits of all sides, with one that puts in the sign in place of each conflict; conflicts)"""
    together, conflicts = [], 0
    for edit in sorted(set(edit for hand in hands for edit in hand)):
        number, start, end, _ = edit
        if together and together[-1][0] == number and start <= together[-1][2]:
            conflicts += together[-1][3] != (CONFLICT,)
            together[-1] = (number, together[-1][1], max(end, together[-1][2]), (CONFLICT,))
        else:
            together.append(edit)
    return together, conflicts


def made(paragraphs, edits):
    """The paragraphs with some edits done."""
    done = [list(words) for words in paragraphs]
    for number, start, end, new in sorted(edits, key=lambda edit: edit[:3], reverse=True):
        done[number][start:end] = new
    return done


def shuffled(count, chance):
    """Five blocks of 3 to 12 paragraphs at other places, wherever that is."""
    order = list(range(count))
    for _ in range(5):
        start, length = chance.randrange(count - 12), chance.randint(3, 12)
        block = order[start:start + length]
        del order[start:start + length]
        place = chance.randrange(len(order))
        order[place:place] = block
    return order


def moves_of(count, chance, blocks):
    """(first, end, paragraph that it comes behind) of blocks of 3 to 8 paragraphs that have nothing to do with each other."""
    cells = chance.sample(range(count // CELL), 2 * blocks)
    moves = []
    for block, target in zip(cells[:blocks], cells[blocks:]):
        start = block * CELL + chance.randint(2, 5)
        moves.append((start, start + chance.randint(3, 8), target * CELL + chance.randint(4, 10)))
    return moves


def order_of(count, moves):
    order = [number for number in range(count) if not any(first <= number < end for first, end, _ in moves)]
    for first, end, behind in moves:
        place = order.index(behind) + 1
        order[place:place] = range(first, end)
    return order


def orders_of(kind, count, sides, chance):
    """(the order of the paragraphs on each side, that of all together, blocks moved to different places)"""
    kept = list(range(count))
    orders, truth, apart = [kept] * sides, kept, 0
    if "same moves" in kind:
        truth = order_of(count, moves_of(count, chance, 5))
        orders = [truth] * sides
    elif "other moves" in kind:
        moves = moves_of(count, chance, 5 * sides)
        orders = [order_of(count, moves[5 * i:5 * i + 5]) for i in range(sides)]
        truth = order_of(count, moves)
    elif "moves apart" in kind:  # of two places the first in the book
        moves = moves_of(count, chance, 10)
        targets = [move[2] for move in moves]
        pairs = [(first, end, targets[i], targets[i + 5]) for i, (first, end, _) in enumerate(moves[:5])]
        orders = [order_of(count, [(*pair[:2], pair[2 + i]) for pair in pairs]) for i in (0, 1)]
        truth, apart = order_of(count, [(*pair[:2], min(pair[2:])) for pair in pairs]), 5
    elif "moved" in kind:
        truth = shuffled(count, chance)
        orders = [kept] * (sides - 1) + [truth]
    return orders, truth, apart


def text_of(paragraphs, width):
    return "\n\n".join(textwrap.fill(" ".join(words), width, break_long_words=False, break_on_hyphens=False)
                       for words in paragraphs) + "\n"


def joined(paragraphs):
    return [word for words in paragraphs for word in words]


def case_of(kind, paragraphs, other, chance):
    """A case of a kind: `moved`, `same moves`, `other moves`, `moves apart`, `wrapped`, `overlapping`, `three`, `five`."""
    sides = 3 if "three" in kind else 5 if "five" in kind else 2
    if "overlapping" in kind:
        hands = [edits_of(paragraphs, other, chance) for _ in range(sides)]
    else:
        hands = dealt(edits_of(paragraphs, other, chance), sides, chance)
    orders, order, apart = orders_of(kind, len(paragraphs), sides, chance)
    widths = [60, 80, 50, 66, 90] if "wrapped" in kind else [72] * sides
    together, conflicts = brought_together(hands)
    tellings = [paragraphs] + [[done[number] for number in order]
                               for done, order in ((made(paragraphs, hand), order) for hand, order in zip(hands, orders))]
    truth = made(paragraphs, together)
    return Case(text_of(paragraphs, 72), [text_of(telling, width) for telling, width in zip(tellings[1:], widths)],
                [joined(telling) for telling in tellings], joined(truth[number] for number in order),
                len(set(edit for hand in hands for edit in hand)), conflicts, apart)
