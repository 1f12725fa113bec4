#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the word lists of data/words into tables in C.

    lexicon.py OUT.c en.txt de.txt ...

Each language becomes an open-addressing hash table (FNV-1a, at most half full) of indexes into
one array of words; strings are offsets into one block, so that the tables hold hardly a pointer
and need no relocation when the library is loaded. Equal input gives equal output.
"""

import re
import sys
import unicodedata
from pathlib import Path

CLASSES = {"function": 1, "determiner": 1 | 2, "negation": 4, "negation opening": 8,
           "negation closing": 16, "negation closing near opening": 16 | 32,
           "weak negation": 64, "modal": 128, "number": 256, "whole": 512, "title": 1024}
ROLES = {"number": 1, "multiplier": 2, "score": 4, "joint": 8, "article one": 16,
         "ordinal": 32, "times": 64, "vague": 128}
OUTSIDE = 256
PROPERTIES = {"spaced": 1, "glued": 2, "reversed": 4, "ten": 8, "compound": 16, "nouns": 32}


def fold(word):
    """The same as al_fold_word with typography, case, accents and edges."""
    plain = unicodedata.normalize("NFKD", word.replace("\u2019", "'").casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"^\W+|\W+$", "", plain)


def expand(word):
    """stem(a|b) as [stema, stemb]."""
    match = re.fullmatch(r"([^(]*)\(([^)]*)\)(.*)", word)
    return [match[1] + ending + match[3] for ending in match[2].split("|")] if match else [word]


def fnv(letters):
    value = 0x811C9DC5
    for byte in letters:
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


class Strings:
    """Byte strings laid end to end, each once."""

    def __init__(self):
        self.block, self.places = bytearray(b"\0"), {}

    def place(self, data):
        if data not in self.places:
            self.places[data] = len(self.block)
            self.block += data
        return self.places[data]


class Language:
    """One file: words by folded letters and exact spelling (or None), with what they are."""

    def __init__(self, path):
        self.code, self.words, self.groups = path.stem, {}, []
        self.properties, self.signs = 0, {"decimal": ".", "thousands": ","}
        self.clitics, self.wholes, self.endings = [], [], []
        section = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = line.split("#")[0].strip()
            try:
                if line.startswith("["):
                    section = line.strip("[]")
                elif line:
                    self.take(section, line)
            except (KeyError, ValueError, IndexError) as problem:
                sys.exit(f"{path}:{number}: [{section}] {line}: {problem!r}")

    def take(self, section, line):
        if section == "properties":
            key, _, value = line.partition(" ")
            if key in self.signs:
                self.signs[key] = value.strip()
            elif key != "name":
                self.properties |= PROPERTIES[key]
        elif section in ("clitic begin", "clitic end", "whole"):
            text, _, words = line.partition("=")
            rows = self.wholes if section == "whole" else self.clitics
            rows.append((section, text.strip(), words.split()))
        elif section == "ordinal ending":
            self.endings += line.split()
        elif section.startswith("modal "):
            if section not in self.groups:
                self.groups.append(section)
            for entry in self.entries(line):
                entry["classes"] |= CLASSES["modal"]
                entry["modal"] = self.groups.index(section) + 1
        elif section in CLASSES and section != "number":
            for entry in self.entries(line):
                entry["classes"] |= CLASSES[section]
        else:
            self.take_number(section, line)

    def take_number(self, section, line):
        inside = section.startswith("inside ")
        kind = section.removeprefix("inside ")
        ordinal = kind.startswith("ordinal") and ROLES["ordinal"]
        base = kind.removeprefix("ordinal").strip() or "number"
        roles = ROLES[base] | ordinal | (0 if inside else OUTSIDE)
        value, room, words = {"joint": 0, "article one": 1}.get(kind), 0, line
        if value is None:
            head, _, words = line.partition(":")
            value, _, room = head.partition("/")
        for entry in self.entries(words):
            if entry["number"] and (kind != "joint") and entry["number"][0] != int(value):
                raise ValueError("two values for one word")
            old = entry["number"] or (0, 0, 0)
            entry["number"] = (int(value), old[1] | roles, int(room or old[2]))
            entry["classes"] |= CLASSES["number"]

    def add_parts(self):
        """What a contraction stands for has a place of its own, and so has the contraction."""
        for _, _, parts in self.wholes + self.clitics:
            for part in parts:
                self.entry(fold(part), None)
        for place, (_, text, _) in enumerate(self.wholes):
            whole = self.entry(fold(text), None)
            whole["classes"], whole["whole"] = CLASSES["whole"], place

    def entry(self, letters, exact):
        return self.words.setdefault((letters, exact), {"classes": 0, "modal": 0, "number": None})

    def entries(self, line):
        for word in line.split():
            for form in expand(word):
                exact = None
                if form.startswith("="):
                    form = form[1:]
                    exact = unicodedata.normalize("NFC", form.casefold())
                if not fold(form):
                    raise ValueError("an empty word")
                yield self.entry(fold(form), exact)


class Tables:
    """The words and numbers of all languages, and what each has of its own."""

    def __init__(self):
        self.strings, self.words, self.numbers, self.parts = Strings(), [], [(0, 0, 0)], []

    def add(self, language):
        """Words of one spelling stand before the others with their letters: C stops there."""
        first, index = len(self.words), {}
        if len(language.groups) > 31:
            sys.exit(f"{language.code}: more than 31 modals")
        language.add_parts()
        order = lambda item: (item[0][0], item[0][1] is None, item[0][1] or "")
        for (letters, exact), entry in sorted(language.words.items(), key=order):
            index.setdefault(letters, len(self.words))
            self.words.append(self.row(letters, exact or "", entry))
        self.parts.append((language, index, self.slots(first)))

    def row(self, letters, exact, entry):
        number = entry["number"]
        if number and number not in self.numbers:
            self.numbers.append(number)
        place = self.numbers.index(number) if number else entry.get("whole", 0)
        spelling = self.strings.place(exact.encode()) if exact else 0
        return (self.strings.place(letters.encode()), len(letters.encode()), entry["modal"],
                entry["classes"], place, spelling, len(exact.encode()))

    def slots(self, first):
        """The hash table of the words from `first` on: places + 1, 0 where there is none."""
        size = 1
        while size < 2 * (len(self.words) - first):
            size *= 2
        slots = [0] * size
        for number in range(first, len(self.words)):
            place, length = self.words[number][:2]
            at = fnv(self.strings.block[place:place + length]) & (size - 1)
            while slots[at]:
                at = (at + 1) & (size - 1)
            slots[at] = number + 1
        return slots


def language_rows(tables, language, index):
    """Clitics, whole words and endings of ordinals of one language, as rows of its C tables."""
    place, find = tables.strings.place, lambda word: index[fold(word)]
    mask = lambda parts: sum({1 << tables.words[find(p)][2] for p in parts})
    clitics = [(place(clitic_of(text)), len(clitic_of(text)), int(section == "clitic begin"),
                find(parts[0]), mask(parts)) for section, text, parts in language.clitics]
    wholes = [(find(parts[0]), find(parts[1])) for _, text, parts in language.wholes]
    endings = [(place(fold(e).encode()), len(fold(e).encode())) for e in language.endings]
    return {"clitic": clitics, "whole": wholes, "ending": endings}


def write_language(tables, language, index, slots, lines):
    """The tables of one language; returns its row in al_languages."""
    code, rows = language.code, language_rows(tables, language, index)
    numbers = ",".join(map(str, slots))
    lines.append(f"static const uint16_t {code}_slots[{len(slots)}] = {{{numbers}}};")
    for kind, table in rows.items():
        body = ",".join("{" + ",".join(map(str, row)) + "}" for row in table) or "{0}"
        lines.append(f"static const al_lexicon_{kind} {code}_{kind}s[] = {{{body}}};")
    decimal, thousands = language.signs["decimal"], language.signs["thousands"]
    return (f'{{"{code}", {code}_slots, {len(slots) - 1}u, {language.properties}u, '
            f"'{decimal}', '{thousands}', {code}_clitics, {len(rows['clitic'])}u, "
            f"{code}_wholes, {code}_endings, {len(rows['ending'])}u}}")


def write(out, languages):
    tables = Tables()
    for language in languages:
        tables.add(language)
    if len(tables.words) > 65534:
        sys.exit("more words than 16 bits can number")
    lines = ["/* Made by tools/lexicon.py from data/words; do not edit. */",
             '#include "language/lexicon.h"\n']
    rows = [write_language(tables, *part, lines) for part in tables.parts]
    words = ",\n".join("{%d,%d,%d,%d,%d,%d,%d}" % word for word in tables.words)
    numbers = ",".join("{INT64_C(%d),%d,%d}" % number for number in tables.numbers)
    lines.append("const al_lexicon_word al_lexicon_words[] = {" + words + "};")
    lines.append("const al_lexicon_number al_lexicon_numbers[] = {" + numbers + "};")
    lines.append("const char al_lexicon_strings[] = {" + numbers_of(tables.strings.block) + "};")
    lines.append("const al_language al_languages[] = {\n" + ",\n".join(rows) + "};")
    lines.append(f"const uint32_t al_languages_count = {len(languages)};")
    lines.append(f"const uint32_t al_lexicon_words_count = {len(tables.words)};")
    Path(out).write_text("\n".join(lines) + "\n", encoding="ascii")


def numbers_of(block):
    """Bytes as signed numbers: a string literal of this length is more than C promises."""
    values = [byte - 256 if byte > 127 else byte for byte in block]
    rows = [values[at:at + 32] for at in range(0, len(values), 32)]
    return ",\n".join(",".join(map(str, row)) for row in rows)


def clitic_of(text):
    """A clitic's letters: its apostrophe stays."""
    return text.replace("\u2019", "'").casefold().encode()


if __name__ == "__main__":
    write(sys.argv[1], [Language(Path(path)) for path in sys.argv[2:]])
