# SPDX-License-Identifier: Apache-2.0
"""Corpora in which it is known what is shared: documents cut from novels, with passages planted in other ones.

A passage of 20 to 200 words of one document is planted in another one: as it is, with 2, 5 or 10 % of its characters
misread, or with 10 or 20 % of its words replaced, dropped or put in.
"""
import collections
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


def write(documents, inserts, planted, path, mode="w"):
    """Write the corpus, and note where each passage stands in what is written, on both sides."""
    moved = []
    with open(path, mode, encoding="utf-8") as file:
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


def exchange(documents, number, chance):
    """The same documents in other words: each word is another one that is about as frequent, everywhere the same one.

    So texts can be had of any length that share no more with each other than chance would have it.
    """
    counts = collections.Counter(word for _, text in documents for word in text.split(" "))
    ranked, other = [word for word, _ in counts.most_common()], {}
    for first in range(0, len(ranked), 20):
        words = ranked[first:first + 20]
        other.update(zip(words, chance.sample(words, len(words))))
    return [(f"{number}/{name}", " ".join([other[word] for word in text.split(" ")])) for name, text in documents]


def put_page(documents, page, count, kind, inserts, planted, chance):
    """A page into so many of the documents, disturbed each time in another way; returns which these are."""
    words, these = page.split(" "), chance.sample(range(len(documents)), count)
    for index in these:
        place = chance.choice(words_of(documents[index][1]))[0]
        inserts[index].append((place, len(planted), disturb(page, kind, words, chance)))
        planted.append({"from": index, "start": 0, "end": 0})
    return {documents[index][0] for index in these}


def make_large(folder, path, size=0, page=None, seed=1):
    """Write a corpus of at least `size` bytes, and as many as a page of 300 words, (count, kind), is to stand in.

    Returns how many documents it has, and the names of those with the page.
    """
    chance = random.Random(seed)
    documents, number, paged = cut(folder, chance), 0, set()
    text = " ".join(next(text for _, text in documents if text.count(" ") > 600).split(" ")[200:500])
    open(path, "w", encoding="utf-8").close()
    while os.path.getsize(path) < size or (page and len(paged) < page[0]):
        copy = exchange(documents, number, chance) if number else documents
        inserts, planted = plant(copy, len(copy), chance)
        if page:
            count = min(len(copy), page[0] - len(paged))
            paged |= put_page(copy, text, count, page[1], inserts, planted, chance)
        write(copy, inserts, planted, path, "a")
        number += 1
    return number * len(documents), paged


def telegram(text, words, chance):
    """An article as another paper prints it: cut from its end and in its midst, set anew, misread, with a line of its own."""
    pieces = re.findall(r"[^.!?]+[.!?]*", text)
    pieces = pieces[:max(3, int(len(pieces) * chance.uniform(.4, 1)))]
    if len(pieces) > 6 and chance.random() < .3:
        first = chance.randrange(1, len(pieces) - 3)
        del pieces[first:first + 2]
    told = reword(" ".join(" ".join(pieces).split()), chance.choice((0, 0, .03, .08)), words, chance)
    return f"{' '.join(chance.sample(words, chance.randint(2, 12)))} -- {misread(told, chance.uniform(.01, .1), chance)}"


def make_news(folder, path, count=4000, seed=1):
    """Articles of 80 to 500 words, of which a part goes through many papers, a few with a notice of 25 words in common that makes
    them no copies of each other; returns the article that each is a printing of.
    """
    chance = random.Random(seed)
    documents = cut(folder, chance)
    chance.shuffle(documents)
    pool = documents[0][1].split(" ")
    notice = " ".join(documents[1][1].split(" ")[:25])
    lines, articles = [], []
    for article, (_, text) in enumerate(documents[2:]):
        text = " ".join(text.split(" ")[:int(80 * 6 ** chance.random())])
        copies = 1 if chance.random() < .6 else min(40, 2 + int(chance.expovariate(.35)))
        for _ in range(copies):
            extra = f" {misread(notice, .03, chance)}" if chance.random() < .03 else ""
            lines.append(telegram(text, pool, chance) + extra)
            articles.append(article)
        if len(lines) >= count:
            break
    order = chance.sample(range(len(lines)), len(lines))
    with open(path, "w", encoding="utf-8") as file:
        for number, index in enumerate(order):
            file.write(json.dumps({"id": number, "text": lines[index]}) + "\n")
    return [articles[index] for index in order]


def rand_index(wanted, found):
    """The adjusted Rand index of two ways to part the same things (Hubert and Arabie, Journal of Classification 1985)."""
    def pairs(counts):
        return sum(n * (n - 1) // 2 for n in counts)
    both = pairs(collections.Counter(zip(wanted, found)).values())
    one, other = pairs(collections.Counter(wanted).values()), pairs(collections.Counter(found).values())
    chance = one * other / pairs([len(wanted)])
    return (both - chance) / ((one + other) / 2 - chance)


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


def sides_of(number, pair):
    """Where a reported pair stands, by the numbers of documents."""
    spans = (pair["begin"], pair["end"]), (pair["begin2"], pair["end2"])
    return dict(zip((number[pair["id"]], number[pair["id2"]]), spans))


def others_of(names, planted, lines):
    """Reports that overlap nothing that was planted."""
    number, known = {name: index for index, name in enumerate(names)}, origins(planted)
    pairs = map(json.loads, lines)
    return [pair for pair in pairs if not is_planted(sides_of(number, pair).items(), known)]


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
        sides = sides_of(number, pair)
        reported += 1
        overlapping += is_planted(sides.items(), known)
        for index in between.get(frozenset(sides), ()):
            one = planted[index]
            here = [covered(one[side + "_start"], one[side + "_end"], *sides[one[side]]) for side in ("from", "into")]
            if min(here) > 0:
                shares[index] = [share + more for share, more in zip(shares[index], here)]
    for one, share in zip(planted, shares):
        counts = hits.setdefault((one["length"], one["kind"]), [0, 0])
        counts[0] += min(share) >= .5
        counts[1] += 1
    return hits, overlapping, reported
