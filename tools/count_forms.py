#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Count the forms of words of one language: lists for tools/pack_forms.py.

    tools/count_forms.py --language de --out FOLDER
        [--documents 3 --git REPOSITORY:PREFIX[:SUFFIX]]...    words in so many documents
        [--no-names]    what is only in the repository that follows is no name: lists of goods in statutes
        [--occurrences 2 --git REPOSITORY:PREFIX[:SUFFIX]]...  words that occur so often in all
        [--column FILE.csv]... [--words FILE]... [--names FILE]...

REPOSITORY is a git directory; the newest commit's files under PREFIX that end in SUFFIX are read, TEI
(.xml) or plain text. --words and --names are lists of one word a line (SCOWL, in Latin-1), --column a
table whose first column is a word. Written are FOLDER/LANGUAGE.forms, .names and, for German,
.nouns: folded as AL_FOLD_TYPOGRAPHY and AL_FOLD_CASE fold, accents kept, sorted.

What is read is split at apostrophes, so that what an elision joins is counted apart. A form counts
where it is written small; only in German, which gives all nouns a capital, anywhere. A name is what
stands with a capital within sentences, nearly never small, and (German) hardly ever behind an article.
"""

import argparse
import html
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

WORD = re.compile(r"[^\W\d_]+")
# a word, and right behind it, at most a comma between them, one with a capital: within a sentence
INSIDE = re.compile(r"\b([^\W\d_]+),? (?=([^\W\d_a-zà-öø-ÿ][^\W\d_]*))")
SKIPPED = ("note", "speaker", "bibl", "head", "foreign", "teiHeader", "figure")
ARTICLES = set("""der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner
    meines dein deine deinen deinem deiner deines sein seine seinen seinem seiner seines ihr ihre ihren
    ihrem ihrer ihres unser unsere unseren unserem unserer unseres unsern unserm euer eure euren eurem
    eurer eures kein keine keinen keinem keiner keines dieser diese dieses diesen diesem jener jene
    jenes jenen jenem jeder jede jedes jeden jedem zum zur im am vom beim ins ans""".split())
MEASURES = set("euro euros cent dollar prozent grad uhr".split())  # figures precede them, not articles
NOUN_SHARE, NOUN_TIMES = .10, 2   # of the capitalised: behind an article or possessive
NAME_SHARE, NAME_TIMES = .06, 6
LETTERS = {"en": "aio", "fr": "aàyô", "es": "aáeoóuy", "it": "aeèioò", "la": "aeio"}  # that are words
CARELESS_SHARE = .02
SMALL_SHARE = .02                 # a name is hardly ever small


def fold(word):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())


def tei_text(source):
    """The running text of a TEI edition; what ends a block ends a sentence."""
    start = source.find("<body")
    body = re.sub(r"<!--.*?-->", " ", source[start if start >= 0 else 0:], flags=re.S)
    for name in SKIPPED:
        body = re.sub(rf"<{name}\b[^>]*/>|<{name}\b[^>]*>.*?</{name}>", " . ", body, flags=re.S)
    body = re.sub(r"<(lb|pb|cb|milestone|gap)\b[^>]*>", "", body)
    body = re.sub(r"</?(hi|emph|q|quote|persName|placeName|name|title|corr|reg)\b[^>]*>", "", body)
    return html.unescape(re.sub(r"<[^>]*>", " . ", body))


def documents(where):
    """The texts of the newest commit's files under a prefix."""
    repository, prefix, suffix = (where + "::").split(":")[:3]
    git = ["git", f"--git-dir={repository}"]
    tree = subprocess.run(git + ["ls-tree", "-r", "-z", "HEAD"], check=True, capture_output=True)
    names = {}
    for row in filter(None, tree.stdout.decode().split("\0")):
        head, name = row.split("\t")
        if name.startswith(prefix) and name.endswith(suffix):
            names[head.split()[2]] = name
    feed = "\n".join(names) + "\n"
    run = subprocess.run(git + ["cat-file", "--batch"], input=feed.encode(), capture_output=True)
    at = 0
    while at < len(run.stdout):
        end = run.stdout.index(b"\n", at)
        head = run.stdout[at:end].split()
        at = end + 1
        if head[1] != b"blob":
            continue  # a blob that the snapshot does not have
        size = int(head[2])
        text = run.stdout[at:at + size].decode("utf-8", errors="replace")
        at += size + 1
        yield tei_text(text) if names[head[0].decode()].endswith(".xml") else text


class Counts:
    """Occurrences by folded form: all, small, with a capital inside a sentence, and behind what."""

    def __init__(self):
        self.all, self.small, self.documents, self.small_documents = (Counter() for _ in range(4))
        self.inside, self.articled, self.inside_documents = Counter(), Counter(), Counter()

    def add(self, text, names=True):
        text = unicodedata.normalize("NFC", text).replace("\u00ad", "").replace("\u2019", "'")
        forms, small, inside = set(), set(), set()
        for word, times in Counter(WORD.findall(text)).items():
            form = fold(word)
            self.all[form] += times
            forms.add(form)
            if word[0].islower():
                self.small[form] += times
                small.add(form)
        pairs = INSIDE.findall(re.sub(r"[ \t]*\n[ \t]*(?=\S)|[ \t]+", " ", text))
        for (before, word), times in Counter(pairs).items():
            if word.isupper() and len(word) > 1:
                continue
            form = fold(word)
            self.inside[form] += times
            inside.add(form)
            if before in ARTICLES:
                self.articled[form] += times
        for counter, found in ((self.documents, forms), (self.small_documents, small),
                               (self.inside_documents, inside if names else ())):
            counter.update(found)

    def total(self, other):
        for name, counter in vars(self).items():
            counter.update(getattr(other, name))


def is_name(counts, form, german):
    inside = counts.inside[form]
    if german:
        return (form not in MEASURES and inside >= NAME_TIMES and counts.articled[form] < NAME_SHARE * inside
                and counts.inside_documents[form] >= 2 and counts.small[form] < SMALL_SHARE * counts.all[form])
    return (inside >= NAME_TIMES and counts.inside_documents[form] >= 3
            and counts.small[form] < SMALL_SHARE * counts.all[form])


def plain(form):
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))


def carelessly_written(forms, times):
    """Forms whose accents were left out: rare beside the form that has them, as perche beside perché."""
    accented = {}
    for form in forms:
        if plain(form) != form:
            accented[plain(form)] = accented.get(plain(form), 0) + times[form]
    return {form for form in forms if times[form] < CARELESS_SHARE * accented.get(form, 0)}


def gather(options):
    """The forms that their source is sure of, and what was counted in all."""
    german, counts, forms = options.language == "de", Counts(), set()
    for (least, by_documents), names, where in options.sources:
        source = Counts()
        for text in documents(where):
            source.add(text, names)
        if by_documents:
            kept = source.documents if german else source.small_documents
        else:
            kept = source.all if german else source.small
        forms |= {form for form, times in kept.items() if times >= least}
        print(f"{where}: {source.all.total():,} words, {len(forms):,} forms so far", file=sys.stderr)
        counts.total(source)
    return counts, forms


def listed(paths):
    """Words of lists: without possessives, which are taken apart when they are looked up."""
    for path in paths:
        for line in path.read_text(encoding="latin-1").splitlines():
            if line and not line.endswith("'s"):
                yield line


class Source(argparse.Action):
    """Each --git is read by the threshold that stands before it."""

    def __call__(self, parser, options, value, name=None):
        if name == "--git":
            options.sources.append((options.threshold, options.names_follow, value))
            options.names_follow = True
        else:
            options.threshold = (int(value), name == "--documents")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.set_defaults(sources=[], threshold=(3, True), names_follow=True)
    parser.add_argument("--language", required=True)
    parser.add_argument("--out", required=True, type=Path)
    for name in ("--documents", "--occurrences", "--git"):
        parser.add_argument(name, action=Source)
    parser.add_argument("--no-names", dest="names_follow", action="store_false")
    for name in ("--column", "--words", "--names"):
        parser.add_argument(name, action="append", default=[], type=Path)
    options = parser.parse_args()
    german = options.language == "de"
    counts, forms = gather(options)
    names = {form for form in counts.inside if is_name(counts, form, german)}
    forms -= names | carelessly_written(forms, counts.all)
    for path in options.column:
        words = {line.split(",")[0] for line in path.read_text(encoding="utf-8").splitlines()[1:]}
        forms |= {fold(part) for word in words for part in WORD.findall(word)
                  if word[0].islower() or german and fold(part) not in names}
    for word in listed(options.words):
        forms.add(fold(word))
    names |= {fold(word) for word in listed(options.names)}
    lists = {"forms": forms, "names": names - forms}
    if german:
        lists["nouns"] = {form for form in forms & counts.inside.keys() if counts.articled[form] >= NOUN_TIMES
                          and counts.articled[form] >= NOUN_SHARE * counts.inside[form]}
    for kind, words in lists.items():
        kept = sorted(word for word in words
                      if len(word) > 1 or kind == "forms" and word in LETTERS.get(options.language, ""))
        print(f"{options.language} {kind}: {len(kept):,}", file=sys.stderr)
        (options.out / f"{options.language}.{kind}").write_text("\n".join(kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
