# SPDX-License-Identifier: Apache-2.0
"""A corpus of passages that are told again: its pairs and gold, and batches of comparisons.

The corpus is laid out as PAN 2013 text alignment is: src/, susp/ and one folder for each kind of
pair with a gold XML per pair. How it is read and scored is not said here but in evaluate/plagdet.py
beside it, so that a figure of the bench is one of that script.
"""
import importlib.util
import json
import os
import random
import re
import subprocess
import tempfile

from measure import Trouble

SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])")


def beside(root, name):
    """What lies in ../shared beside the repository."""
    return os.path.join(os.path.dirname(root), "shared", name)


def arguments(parser, root):
    """The options that say where things are."""
    parser.add_argument("--corpus", default=beside(root, "pan13-training"),
                        help="default: ../shared/pan13-training beside the repository")
    parser.add_argument("--scorer", default=beside(root, os.path.join("evaluate", "plagdet.py")),
                        help="default: ../shared/evaluate/plagdet.py")
    parser.add_argument("--texts", default=beside(root, "texts"),
                        help="a folder with novels/; default: ../shared/texts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("binary", nargs="?", default=os.path.join(root, "build", "almost"),
                        help="the program to measure; default: build/almost")


def scorer(path):
    """evaluate/plagdet.py as a module."""
    if not os.path.exists(path):
        raise FileNotFoundError(path)
    spec = importlib.util.spec_from_file_location("plagdet", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Pair:
    """One pair of the corpus, by the paths of its texts and of its gold."""

    def __init__(self, corpus, kind, name):
        suspicious, source = name[:-4].split("-source-")
        self.kind, self.gold = kind[:2], os.path.join(corpus, kind, name)
        self.original = os.path.join(corpus, "src", f"source-{source}.txt")
        self.telling = os.path.join(corpus, "susp", f"{suspicious}.txt")


def pairs(corpus, kinds=("01", "02", "03", "04", "05")):
    """All pairs of some kinds, in the order of their names."""
    if not os.path.isdir(corpus):
        raise FileNotFoundError(corpus)
    return [Pair(corpus, kind, name) for kind in sorted(os.listdir(corpus)) if kind[:2] in kinds
            for name in sorted(os.listdir(os.path.join(corpus, kind))) if name.endswith(".xml")]


def unrelated(corpus, count, seed):
    """Paths of sources and suspicious documents that are no pair of the corpus."""
    known = {(pair.original, pair.telling) for pair in pairs(corpus)}
    sides = [[os.path.join(corpus, folder, name)
              for name in sorted(os.listdir(os.path.join(corpus, folder)))]
             for folder in ("src", "susp")]
    rng, made = random.Random(seed), []
    while len(made) < count:
        pair = tuple(rng.choice(side) for side in sides)
        if pair not in known:
            known.add(pair)
            made.append(pair)
    return made


def read(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def sentence_starts(text):
    return [match.end() for match in SENTENCE_END.finditer(text)]


def compare_all(binary, texts, *options):
    """The answers to many pairs, in order; a side is a path or {"text": …}."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        for number, (original, telling) in enumerate(texts):
            file.write(json.dumps({"id": number, "original": original, "telling": telling}) + "\n")
        file.flush()
        file.seek(0)
        with subprocess.Popen([binary, "compare", "--pairs", "-", *options], stdin=file,
                              stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                answer = json.loads(line)
                if "passages" not in answer:
                    raise Trouble(line.decode(errors="replace")[:300])
                yield answer
    if process.returncode not in (0, 1):
        raise Trouble(f"{binary} compare --pairs: exit {process.returncode}")


def spans(answer):
    """The passages of an answer in the form of the scorer's gold."""
    return sorted({tuple((passage[side]["start"], passage[side]["end"])
                         for side in ("original", "telling")) for passage in answer["passages"]})
