#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Turn the word lists of data/speech into tables in C.

    speech.py OUT.c short-forms.txt en.txt de.txt ...

A word has, for each language that lists it, a set of classes (src/speech/lists.h). Words lie in one
open-addressing hash table (FNV-1a, at most half full); strings are offsets into one block. Equal
input gives equal output. The names
of short-forms.txt are one string, a line a set.
"""

import sys
from pathlib import Path

from lexicon import Strings, expand, fnv, fold

# In the order of al_speech_class in src/speech/lists.h.
CLASSES = ["verb", "weak verb", "man's title", "woman's title", "title", "man's name", "woman's name",
           "man", "woman", "person", "speech noun", "never a name", "contraction", "he", "she", "i",
           "they", "determiner", "possessive", "preposition", "conjunction", "present", "past",
           "adverb", "mentioning", "vocative man", "vocative woman", "relative", "particle", "talking",
           "function", "generic", "place", "reflexive", "his", "hers",
           "infinitive", "definite", "subordinate", "elder", "younger", "indefinite",
           "reporting", "informing", "complement", "according", "verb second", "subjunctive",
           "document"]


def read(path, words):
    """Add the words of one file: letters to languages to classes."""
    bit = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = line.split("#")[0].strip()
        if line.startswith("["):
            names = [name.strip() for name in line.strip("[]").split(",")]
            unknown = [name for name in names if name not in CLASSES]
            if unknown:
                sys.exit(f"{path}:{number}: there is no class {unknown[0]}")
            bit = sum(1 << CLASSES.index(name) for name in names)
            continue
        for word in line.split():
            for form in expand(word):
                letters = form.casefold().replace("_", "-").encode()
                of = words.setdefault(letters, {})
                of[path.stem] = of.get(path.stem, 0) | bit


def short_forms(path):
    """The names of each line as names are compared, a blank behind each."""
    rows = (line.split("#")[0].split() for line in path.read_text(encoding="utf-8").splitlines())
    return "".join("".join(fold(name) + " " for name in row) + "\n" for row in rows if row)


def chars(data):
    return [str(byte - 256 if byte > 127 else byte) for byte in data]


def numbers(name, kind, values):
    rows = [", ".join(values[i:i + 12]) for i in range(0, len(values), 12)]
    return f"const {kind} {name}[] = {{\n    " + ",\n    ".join(rows) + ",\n};\n"


def main():
    out, short, *paths = map(Path, sys.argv[1:])
    words, languages = {}, [path.stem for path in paths]
    for path in paths:
        read(path, words)
    strings, items, uses = Strings(), [], []
    for letters in sorted(words):
        items.append(f"{{{strings.place(letters)}, {len(uses)}, {len(letters)}, {len(words[letters])}}}")
        uses += [f"{{UINT64_C({bits:#x}), {languages.index(code)}}}"
                 for code, bits in sorted(words[letters].items(), key=lambda use: languages.index(use[0]))]
    size = 1
    while size < 2 * len(items):
        size *= 2
    slots = [0] * size
    for number, letters in enumerate(sorted(words), 1):
        at = fnv(letters) & size - 1
        while slots[at]:
            at = at + 1 & size - 1
        slots[at] = number
    with open(out, "w", encoding="utf-8") as file:
        file.write("/* Made by tools/speech.py; do not edit. */\n#include \"speech/lists.h\"\n\n")
        file.write("const char *const al_speech_languages[] = {"
                   + ", ".join(f'"{code}"' for code in languages) + "};\n")
        file.write(f"const uint32_t al_speech_languages_count = {len(languages)};\n")
        file.write(f"const uint32_t al_speech_mask = {size - 1};\n")
        file.write(numbers("al_speech_short_forms", "char", chars(short_forms(short).encode() + b"\0")))
        file.write(numbers("al_speech_slots", "uint16_t", [str(slot) for slot in slots]))
        file.write(numbers("al_speech_words", "al_speech_word", items))
        file.write(numbers("al_speech_uses", "al_speech_use", uses))
        file.write(numbers("al_speech_strings", "char", chars(strings.block)))


if __name__ == "__main__":
    main()
