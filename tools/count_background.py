#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count the stems of texts: a list for data/background, on standard output.

    ninja -C build tools/count-stems
    tools/count_background.py --counter build/tools/count-stems --language en --about ABOUT FILE...

FILEs are plain text (.txt, a sentence or paragraph a line), treebanks in CoNLL-U (.conllu) or TEI
(.xml). ABOUT is a text file that names source, size and licence; it becomes the head of the list.
FILEs of one folder are one kind of text, and the kinds weigh the same, however long each is. A line
that occurs again is not counted again: collections repeat themselves. A stem of the list has at
least the share LEAST, occurs at least FEWEST times, in so many FILES, and in two kinds where there
are several, so that no single work's names are in it.
"""

import argparse
import html
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

UNIT = 10_000_000  # shares are told in parts per ten million
LEAST = 200


def tei_text(source):
    """The running text of a TEI edition: no head, notes, speakers' names or other hands."""
    body = source[source.find("<body"):]
    body = re.sub(r"<!--.*?-->", " ", body, flags=re.S)
    for name in ("note", "speaker", "bibl", "del", "sic", "orig", "head", "castList", "foreign"):
        body = re.sub(rf"<{name}\b[^>]*/>|<{name}\b[^>]*>.*?</{name}>", " ", body, flags=re.S)
    body = re.sub(r"<(lb|pb|cb|milestone|gap)\b[^>]*break=.no.[^>]*/>", "", body)
    body = re.sub(r"</?(hi|supplied|add|corr|reg|expan|ex|unclear|q|quote|persName|placeName|name)"
                  r"\b[^>]*>", "", body)
    return html.unescape(re.sub(r"<[^>]*>", " ", body))


def lines_of(path):
    source = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".conllu":
        return re.findall(r"^# text = (.*)$", source, re.M)
    if path.suffix == ".xml":
        source = tei_text(source)
    return source.splitlines()


def stems_of(counter, language, lines):
    run = subprocess.run([counter, language], input="\n\n".join(lines).encode(), check=True,
                         capture_output=True)
    return Counter(run.stdout.decode("utf-8", errors="replace").splitlines())


def count(options):
    """Counts of stems by kind of text, and in how many files each stem is."""
    seen, kinds, files = set(), {}, Counter()
    for path in options.texts:
        lines = [line for line in dict.fromkeys(lines_of(path)) if line not in seen]
        seen.update(line for line in lines if len(line) > 20)
        stems = stems_of(options.counter, options.language, lines)
        kinds.setdefault(path.parent, Counter()).update(stems)
        files.update(stems.keys())
    return kinds, files


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counter", required=True)
    parser.add_argument("--language", required=True)
    parser.add_argument("--about", required=True, type=Path)
    parser.add_argument("--fewest", type=int, default=3)
    parser.add_argument("--files", type=int, default=1)
    parser.add_argument("texts", nargs="+", type=Path)
    options = parser.parse_args()
    kinds, files = count(options)
    counts = sum(kinds.values(), Counter())
    shares = {stem: sum(kind[stem] / kind.total() for kind in kinds.values()) / len(kinds)
              for stem in counts}
    for line in options.about.read_text(encoding="utf-8").splitlines():
        print("#", line)
    words = " + ".join(f"{kind.total():,}" for kind in kinds.values())
    print(f"# Counted: {words} words. Stem, and its share in parts per ten million.")
    written = 0
    for stem, share in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        share = round(share * UNIT)
        of_kinds = sum(kind[stem] > 0 for kind in kinds.values())
        if (stem and share >= LEAST and counts[stem] >= options.fewest
                and files[stem] >= options.files and of_kinds >= min(2, len(kinds))):
            print(stem, share)
            written += 1
    print(f"{options.language}: {words} words, {len(counts)} stems, {written} of them listed",
          file=sys.stderr)


if __name__ == "__main__":
    main()
