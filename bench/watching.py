#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""watching.py [--megabytes N] [--count N] [--rate N] [--seed N] PROGRAM NOVEL...

How long a sentence takes that is told to `PROGRAM watch` against a library of the NOVEL files, filled
up to N megabytes with stitched text: snippets of one to four words of them, so that words and pairs
have the frequencies of prose and any three words come again. Sentences are told in passages of one
to twelve, a third of them with words changed, and one in ten is from nowhere. Printed: wall-clock
milliseconds from when the sentence is written to when it is judged, at the median and the 99th
percentile, one after the other and at a rate, and how many were placed where they stand.
"""
import argparse
import json
import os
import random
import re
import select
import statistics
import subprocess
import sys
import tempfile
import threading
import time


def sentences_of(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    found = []
    for paragraph in re.split(r"\r?\n\s*\n", text):
        for match in re.finditer(r"[A-Z][^.!?]{20,300}[a-z]{3}\.(?=\s|$)", " ".join(paragraph.split())):
            found.append(match[0])
    return found


def stitched(snippets, size, rng):
    """Some megabytes of snippets in lines of four, a full stop behind every fourth line."""
    drawn = rng.choices(snippets, k=size // 12)
    lines = [" ".join(drawn[at:at + 4]) + ("." if at % 16 == 0 else "") for at in range(0, len(drawn), 4)]
    return "\n".join(lines)[:size] + "\n"


def make_library(options, folder):
    shelf = os.path.join(folder, "shelf")
    rng = random.Random(options.seed)
    size = sum(os.path.getsize(path) for path in options.novels)
    words = []
    for path in options.novels:
        with open(path, encoding="utf-8", errors="replace") as file:
            words += file.read().split()
    paths = list(options.novels)
    starts = (rng.randrange(len(words) - 4) for _ in range(400000))
    snippets = [" ".join(words[at:at + rng.randint(1, 4)]) for at in starts]
    while size < options.megabytes * 1000000:
        path = os.path.join(folder, f"filler{len(paths)}.txt")
        with open(path, "w", encoding="utf-8") as file:
            size += file.write(stitched(snippets, min(1000000, options.megabytes * 1000000 - size), rng))
        paths.append(path)
    for arguments in (["create", shelf], ["add", shelf, *paths]):
        subprocess.run([options.program, "library", *arguments], check=True, stdout=subprocess.DEVNULL)
    return shelf, size


def altered(sentence, rng, words):
    told = sentence.split()
    for _ in range(rng.randint(1, 3)):
        told[rng.randrange(1, len(told) - 1)] = rng.choice(words)
    return " ".join(told)


def tellings(options, rng):
    """(what is told, the file that it is from or None)."""
    told = []
    books = {path: sentences_of(path) for path in options.novels}
    words = [word for book in books.values() for word in rng.choice(book).split() if word.isalpha()]
    while len(told) < options.count:
        path = rng.choice(list(books))
        at = rng.randrange(len(books[path]) - 12)
        for sentence in books[path][at:at + rng.randint(1, 12)]:
            if rng.random() < .1:
                told.append((" ".join(rng.choices(words, k=14)).capitalize() + ".", None))
            told.append((altered(sentence, rng, words) if rng.random() < .33 else sentence, path))
    return told[:options.count]


class Watched:
    """A running program; `judged` are its sentences with when they came."""

    def __init__(self, options, shelf):
        self.process = subprocess.Popen([options.program, "watch", "--json", "--against", shelf],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.judged, self.waiting = [], b""

    def read(self, timeout):
        if not select.select([self.process.stdout], [], [], timeout)[0]:
            return False
        self.waiting += os.read(self.process.stdout.fileno(), 1 << 20)
        now = time.perf_counter()
        *lines, self.waiting = self.waiting.split(b"\n")
        for line in lines:
            event = json.loads(line)
            if event["event"] == "sentence" and event["revision"] == 0:
                self.judged.append((now, event))
        return bool(lines)

    def reached(self):
        """The code point up to which the telling was judged."""
        return self.judged[-1][1]["telling"]["end"] if self.judged else 0

    def tell(self, sentence):
        self.process.stdin.write(sentence.encode() + b"\n")
        self.process.stdin.flush()

    def end(self):
        self.process.stdin.close()
        while self.process.stdout.read(65536):
            pass
        self.process.wait()


def run(options, shelf, told, rate):
    watched, written, ends = Watched(options, shelf), [], []
    for sentence, _ in told:
        ends.append((ends[-1] + 1 if ends else 0) + len(sentence))

    def write():
        start = time.perf_counter()
        for i, (sentence, _) in enumerate(told):
            time.sleep(max(0, start + i / rate - time.perf_counter()))
            written.append(time.perf_counter())
            watched.tell(sentence)

    def wait(end):
        while watched.reached() < end:
            if not watched.read(20):
                sys.exit(f"what was told up to {end} was not judged")

    if rate:
        writer = threading.Thread(target=write)
        writer.start()
        wait(ends[-1])
        writer.join()
    else:
        for (sentence, _), end in zip(told, ends):
            written.append(time.perf_counter())
            watched.tell(sentence)
            wait(end)
    watched.end()
    return count(watched.judged, told, ends, written)


def count(judged, told, ends, written):
    """Of each sentence, which may be judged in several: when its last part was, and where it stands."""
    times, placed, wrong, at = [], 0, 0, 0
    for (_, path), end, told_at in zip(told, ends, written):
        names = set()
        while at < len(judged) and judged[at][1]["telling"]["end"] <= end:
            came, event = judged[at]
            names.add(event["source"] and event["moves"] and os.path.basename(event["source"]["name"]))
            at += 1
        times.append(1000 * (came - told_at))
        placed += path is not None and os.path.basename(path) in names
        wrong += any(name and (path is None or name != os.path.basename(path)) for name in names)
    return times, placed, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--rate", type=float, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program")
    parser.add_argument("novels", nargs="+")
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    told = tellings(options, random.Random(options.seed + 1))
    known = sum(path is not None for _, path in told)
    with tempfile.TemporaryDirectory(prefix="almost-bench-") as folder:
        shelf, size = make_library(options, folder)
        for name, rate in (("one after the other", 0), (f"{options.rate:g} a second", options.rate)):
            times, placed, wrong = run(options, shelf, told, rate)
            times.sort()
            print(f"  {size / 1e6:.0f} MB, {name:<22} median {statistics.median(times):6.2f} ms  "
                  f"p99 {times[len(times) * 99 // 100]:7.2f} ms  worst {times[-1]:7.2f} ms  "
                  f"placed {placed / known:.3f}  elsewhere {wrong / len(told):.4f}", flush=True)


if __name__ == "__main__":
    main()
