#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""retiming.py [--words N] [--seed N] PROGRAM TEXT...

Makes subtitles of the first N words of each TEXT as speech recognition would: cues of four to
fourteen words, misread words, words left out and put in, no marks, and sometimes a stretch that was
never said or is not in the script. Their times are shifted by a constant. `PROGRAM watch --retime`
puts these times to the right words; printed is by how many words cues drift from where they begin.
"""
import argparse
import os
import random
import re
import subprocess
import sys
import tempfile

KINDS = {"as it is": (0, 0, 0), "misread 5 %": (.05, .01, .01), "misread 15 %": (.15, .03, .03),
         "misread 30 %": (.30, .06, .06)}
SHIFT = 90.0


def stamp(seconds):
    ms = round(1000 * seconds)
    return f"{ms // 3600000:02}:{ms // 60000 % 60:02}:{ms // 1000 % 60:02},{ms % 1000:03}"


def misread(word, rng):
    letters = list(word)
    for _ in range(rng.randint(1, 3)):
        letters[rng.randrange(len(letters))] = rng.choice("aeioustrnl")
    return "".join(letters) if rng.random() < .7 else rng.choice(("and", "the", "you", "in", "there", "uh"))


def heard(words, rates, rng):
    wrong, lost, added = rates
    out = []
    for word in words:
        word = re.sub(r"[^\w'’]", "", word).lower()
        dice = rng.random()
        if not word or dice < lost:
            continue
        out.append(misread(word, rng) if dice < lost + wrong else word)
        if rng.random() < added:
            out.append(rng.choice(("uh", "well", "so", "and")))
    return out


def make(words, rates, rng):
    """The subtitles, and for the times of each cue the word of the script at which it begins."""
    at, number, cues, truth = 0, 0, [], {}
    while at < len(words):
        size = min(rng.randint(4, 14), len(words) - at)
        said = heard(words[at:at + size], rates, rng)
        start = SHIFT + at / 2.5
        if said:
            number += 1
            cues.append(f"{number}\n{stamp(start)} --> {stamp(start + size / 2.5 - .1)}\n{' '.join(said)}\n")
            truth[stamp(start)] = at
        at += size
    return "\n".join(cues), truth


def drifts(answer, truth):
    found, at, seen = [], 0, set()
    for block in answer.strip().split("\n\n"):
        _, times, *lines = block.split("\n")
        start = times.split(" --> ")[0]
        found.append(abs(at - truth[start]))
        seen.add(start)
        at += len(" ".join(lines).split())
    return found, len(truth) - len(seen), at


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--words", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("program")
    parser.add_argument("texts", nargs="+")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="almost-bench-") as folder:
        subtitles, script = os.path.join(folder, "heard.srt"), os.path.join(folder, "script.txt")
        for kind, rates in KINDS.items():
            rng, all_drifts, lost = random.Random(options.seed), [], 0
            for path in options.texts:
                with open(path, encoding="utf-8", errors="replace") as file:
                    words = file.read().split()[1000:1000 + options.words]
                made, truth = make(words, rates, rng)
                for name, content in ((subtitles, made), (script, " ".join(words) + "\n")):
                    with open(name, "w", encoding="utf-8") as file:
                        file.write(content)
                answer = subprocess.run([options.program, "watch", "--retime", subtitles, script], check=True,
                                        stdout=subprocess.PIPE).stdout.decode()
                found, missing, told = drifts(answer, truth)
                if told != len(words):
                    sys.exit(f"{path}: {len(words)} words became {told}")
                all_drifts += found
                lost += missing
            all_drifts.sort()
            share = sum(drift <= 3 for drift in all_drifts) / len(all_drifts)
            print(f"  {kind:<14} {len(all_drifts):6} cues  mean drift {sum(all_drifts) / len(all_drifts):.3f}  "
                  f"p99 {all_drifts[len(all_drifts) * 99 // 100]}  most {all_drifts[-1]}  at most 3: {share:.4f}  "
                  f"cues left out {lost}", flush=True)


if __name__ == "__main__":
    main()
