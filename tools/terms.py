#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the lists of data/meaning into tables in C.

    terms.py OUT.c LIST.tsv... WORDS.txt...

A term is a word or a phrase of one language that has a class (negation, quantity, unit ...) and in it
a group: terms of one group say the same. A phrase is cut as src/meaning/token.c cuts a text: words,
and every other sign by itself. Words of all languages are numbered together and found by one hash table
(FNV-1a, at most half full); the terms of a language are sorted by their first word, longest first, and each
word has a list for each language that has terms which begin with it.
Equal input gives equal output. data/meaning/README.md says how the lists are written.
"""

import re
import sys
import unicodedata
from fractions import Fraction
from pathlib import Path

CLASSES = ["none", "negation", "idiom", "quantity", "condition", "hedge", "modal", "title", "multiple",
           "fraction", "decade", "century", "group", "clock", "same", "unit", "month", "weekday", "name",
           "dayperiod", "opposite", "marker", "clockpart", "scale", "prefix", "set",
           "clockstart"]
NUMERIC = {"multiple", "fraction", "decade", "century", "group", "clock", "month", "weekday", "scale"}
TITLE = CLASSES.index("title")  # behind an equal term of another class: Cllr is Councillor
RELATIONS = {"affix", "affixnot"}  # of two words to each other: tools/affixes.py
FAINT, SECOND, SHORT, DOUBTFUL, BEFORE_NUMBER = 1, 2, 4, 8, 16
SIX = ["en", "de", "fr", "es", "it", "la"]
MARKS = "".join(chr(c) for c in range(0x300, 0x1000) if unicodedata.category(chr(c))[0] == "M")  # vowel signs
LETTERS = r"(?:[^\W_]|[" + MARKS + "])+"
WORD = re.compile(LETTERS + r"(?:[.'\u2019:\u00B7]" + LETTERS + ")*", re.UNICODE)


def fold(word):
    """The same as al_fold_word with typography, case and edges."""
    return unicodedata.normalize("NFKC", word.replace("\u2019", "'").casefold())


WHOLE = {"cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "shall not"}


def part(word):
    """What stands for two words is two: couldn't, n'est."""
    if word in WHOLE:
        return WHOLE[word].split()
    if word.endswith("n't"):
        return [word[:-3], "not"]
    if word.startswith("n'") and len(word) > 2:
        return ["ne", word[2:]]
    return [word]


def cut(phrase):
    """The words and signs of a phrase."""
    tokens, at = [], 0
    phrase = fold(phrase)
    while at < len(phrase):
        match = WORD.match(phrase, at)
        if match:
            tokens += part(match[0])
            at = match.end()
            while at < len(phrase) and unicodedata.combining(phrase[at]):  # a mark that folds into no letter
                tokens[-1] += phrase[at]
                at += 1
        else:
            if phrase[at] not in "_ ":
                tokens.append(phrase[at])
            at += 1
    return tuple(tokens)


def expand(form, paradigms={}):
    """stem(a|b)rest as [stemarest, stembrest]; stem(+ar) with each ending of a paradigm."""
    match = re.match(r"([^(]*)\(([^)]*)\)(.*)", form)
    if not match:
        return [form]
    endings = paradigms[match[2][1:]] if match[2].startswith("+") else match[2].split("|")
    return [match[1] + ending + rest for ending in endings for rest in expand(match[3], paradigms)]


def fnv(letters):
    value = 0x811C9DC5
    for byte in letters:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


class Tables:
    """Words and groups of all lists, and the terms of each language."""

    def __init__(self):
        self.words, self.groups, self.terms, self.paradigms = {}, {}, {}, {}

    def word(self, letters):
        return self.words.setdefault(letters, len(self.words) + 1)

    def group(self, kind, text):
        return self.groups.setdefault((kind, text), len(self.groups))

    def add(self, language, kind, text, forms, note, flags=0):
        if kind not in CLASSES:
            raise ValueError(f"no class {kind}")
        before = "before a number" in note
        only = set(re.findall("`([^`]+)`", note))  # those that the note is about, else all
        flags |= FAINT if note.startswith("faint") or "`one` faint" in note else 0
        flags |= SHORT if note.startswith("short") else DOUBTFUL if note.startswith("doubtful") else 0
        for form in forms.split():
            for phrase in expand(form, self.paradigms.get(language, {})):
                words = cut(phrase)
                if words:
                    name = phrase if text == "-" and kind == "name" else text
                    row = (tuple(self.word(w) for w in words), CLASSES.index(kind), self.group(kind, name),
                           flags | (BEFORE_NUMBER if before and (not only or phrase.replace("_", " ") in only) else 0))
                    self.terms.setdefault(language, set()).add(row)

    def add_opposites(self, language, text, forms, note):
        for side, part in enumerate(forms.split(" / ")):
            self.add(language, "opposite", text, part, note, SECOND if side else 0)


def read(tables, path):
    """One list; other.tsv and the like begin a row with the language, units.tsv, kinds.tsv and names.tsv have one class."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if line.startswith("#") or not line.strip():
            continue
        try:
            if path.stem == "units":
                group, languages, forms = cells[:3]
                for language in languages.split():
                    tables.add(language, "unit", group, forms, "")
                continue
            if path.stem == "kinds":  # a column a language
                for language, forms in zip(SIX, cells[1:]):
                    tables.add(language, "set", cells[0], "" if forms == "#" else forms, "")
                continue
            if path.stem == "names":
                genitives = [form + "'s" for form in cells[1].split()]
                tables.add("*", "name", cells[0], " ".join([cells[1], *genitives]), "")
                continue
            language = path.stem
            if not re.fullmatch("[a-z]{2}", language):
                language, cells = cells[0], cells[1:]
            kind, group, forms = cells[:3]
            note = cells[3] if len(cells) > 3 else ""
            for code in language.split():
                if kind == "paradigm":
                    tables.paradigms.setdefault(code, {})[group] = forms.split()
                elif kind == "opposite":
                    tables.add_opposites(code, group, forms, note)
                elif kind not in RELATIONS:
                    tables.add(code, kind, group, forms, note)
        except (ValueError, IndexError) as problem:
            sys.exit(f"{path}:{number}: {line}: {problem!r}")


def read_modals(tables, path):
    """The modals of a word list, as terms of groups of the same names, where the list of terms has them in none."""
    language, group = path.stem, None
    known = {words[0] for words, kind, _, _ in tables.terms[language] if len(words) == 1 and kind == CLASSES.index("modal")}
    names = list(tables.words)
    known = {names[number - 1] for number in known}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0]
        if line.startswith("["):
            group = line[7:].split("]")[0] if line.startswith("[modal ") else None
        elif group:
            forms = [form for entry in line.split() for form in expand(entry.lstrip("="))]
            forms = [form for form in forms if cut(form) and cut(form)[0] not in known and "-" not in form]
            tables.add(language, "modal", group, " ".join(forms), "")


def slots_of(words):
    size = 1
    while size < 2 * len(words):
        size *= 2
    slots = [0] * size
    for letters, number in words.items():
        at = fnv(letters.encode()) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = number
    return slots


def rows(values, per=24):
    values = list(values)
    return ",\n".join(",".join(map(str, values[at:at + per])) for at in range(0, len(values), per))


def value_of(kind, text):
    if kind not in NUMERIC:
        return (0, 1)
    value = Fraction(text)
    return (value.numerator, value.denominator)


def lists_of(terms, languages, count):
    """For each word the lists of terms that begin with it, and the place of the first of these."""
    lists = {}
    for number, (language, first, n) in enumerate(languages):
        for at in range(first, first + n):
            row = lists.setdefault(terms[at][0], {}).setdefault(number, [at, 0, 0])
            row[1] += 1
            row[2] |= 1 << terms[at][4]
    places, found = [], []
    for word in range(count + 1):
        places.append(len(found))
        found += [(row[0], row[1], number, row[2]) for number, row in sorted(lists.get(word, {}).items())]
    if len(found) > 65535 or len(terms) > 65535 or any(row[1] > 255 for row in found):
        sys.exit("more terms than their numbers have room for")
    return places, found


def columns(places, n_slots, n_starts, terms, languages):
    """The terms for src/meaning/terms_made.c, which makes the tables of them."""
    steps = []
    for _, first, n in languages:
        before = 0
        for term in terms[first:first + n]:
            steps.append(term[0] - before)
            before = term[0]
    lines = [f"uint16_t al_term_slots[{n_slots}];", f"al_term_word al_term_words[{len(places) + 1}];",
             f"al_term_start al_term_starts[{n_starts}];", f"al_term al_terms[{len(terms)}];",
             f"const uint32_t al_terms_count = {len(terms)};"]
    for kind, name, values in (("uint8_t", "lengths", (length for _, length in places)),
                               ("uint16_t", "first_steps", steps), ("uint16_t", "rest_places", (t[1] for t in terms)),
                               ("uint16_t", "group_numbers", (t[2] for t in terms)),
                               ("uint8_t", "sizes", (t[3] for t in terms)),
                               ("uint8_t", "class_numbers", (t[4] for t in terms)),
                               ("uint8_t", "flag_bits", (t[5] for t in terms))):
        lines.append(f"const {kind} al_term_{name}[] = {{{rows(values)}}};")
    return lines


def write(out, tables, made):
    block, places = bytearray(b"\0"), [(0, 0)]
    for letters in tables.words:
        data = letters.encode()
        places.append((len(block), len(data)))
        block += data
    if len(tables.words) > 65000 or len(block) > 0xFFFFFF:
        sys.exit("more words than 16 bits can number")
    slots = slots_of(tables.words)
    lines = ["/* Made by tools/terms.py from data/meaning; do not edit. */", '#include "meaning/terms_made.h"\n' if made else '#include "meaning/terms.h"\n',
             f"const uint32_t al_term_mask = {len(slots) - 1}u;",
             f"const uint32_t al_term_words_count = {len(places)};"]
    rest, offsets, languages, terms = [], {}, [], []
    for language in sorted(tables.terms):
        first = len(terms)
        for words, kind, group, flags in sorted(tables.terms[language],
                                                 key=lambda r: (r[0][0], -len(r[0]), r[0], r[1] == TITLE, not r[3] & BEFORE_NUMBER, r[1:3], -(r[3] & DOUBTFUL), r[3])):
            tail = words[1:]
            if tail not in offsets:
                offsets[tail] = len(rest)
                rest += tail
            terms.append((words[0], offsets[tail], group, len(words), kind, flags))
        languages.append((language, first, len(terms) - first))
    lists, found = lists_of(terms, languages, len(places))
    lines.append("const uint16_t al_term_rest[] = {" + rows(rest or [0]) + "};")
    if made:
        lines += columns(places, len(slots), len(found), terms, languages)
    else:
        lines.append(f"const uint16_t al_term_slots[{len(slots)}] = {{{rows(slots)}}};")
        words = [place + (first,) for place, first in zip(places + [(0, 0)], lists)]
        lines.append("const al_term_word al_term_words[] = {" + rows("{%du,%d,%d}" % word for word in words) + "};")
        lines.append("const al_term_start al_term_starts[] = {" + rows("{%d,%d,%d,0x%xu}" % row for row in found) + "};")
        lines.append("const al_term al_terms[] = {" + rows(("{%d,%d,%d,%d,%d,%d}" % t for t in terms), 8) + "};")
    names = bytearray(b"")
    group_rows = []
    for kind, text in tables.groups:
        data = text.encode() + b"\0"
        group_rows.append((len(names),) + value_of(kind, text))
        names += data
    lines.append("const al_term_group al_term_groups[] = {" + rows(("{%du,%d,%d}" % g for g in group_rows), 10) + "};")
    signed = lambda data: rows((b - 256 if b > 127 else b for b in data), 32)
    lines.append("const char al_term_strings[] = {" + signed(block) + "};")
    lines.append("const char al_term_group_names[] = {" + signed(names) + "};")
    lines.append("const al_term_language al_term_languages[] = {" +
                 rows(('{"%s",%du,%du}' % row for row in languages), 6) + "};")
    lines.append(f"const uint32_t al_term_languages_count = {len(languages)};")
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    TABLES = Tables()
    MADE = sys.argv[2] == "--made"
    for name in sys.argv[3 if MADE else 2:]:
        if name.endswith(".txt"):
            read_modals(TABLES, Path(name))
        else:
            read(TABLES, Path(name))
    write(sys.argv[1], TABLES, MADE)
