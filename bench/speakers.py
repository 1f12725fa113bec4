#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Quotations of novels and who says them, beside what people found.

    bench/speakers.py [--cast] FOLDER PROGRAM

FOLDER has a folder a novel in the form of the Project Dialogism Novel Corpus: novel_text.txt,
quotation_info.csv, character_info.csv. Spans are matched as the corpus has them, to 90 %; a speaker is right when the
name is one that the corpus lists for the person. Shares are of all marked spans of a kind: named
beside the quotation, meant by a pronoun or a phrase, not named at all. Then what a margin is worth.
--cast gives the corpus's list of persons to the program: another task, not to be compared.
"""
import argparse
import ast
import collections
import csv
import json
import pathlib
import subprocess
import tempfile

KINDS = {"Explicit": "named", "Anaphoric": "pronoun", "Implicit": "unnamed"}
MARGINS = (0, 1, 2, 4, 6)


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def names_of(folder):
    """The names of each person."""
    return {row["Main Name"]: [row["Main Name"], *ast.literal_eval(row["Aliases"])]
            for row in rows(folder / "character_info.csv")}


def marked(folder):
    """Start, end, names in small letters, kind."""
    names = {name: {alias.casefold() for alias in all_of} for name, all_of in names_of(folder).items()}
    for row in rows(folder / "quotation_info.csv"):
        for start, end in ast.literal_eval(row["quoteByteSpans"]):
            yield start, end, names.get(row["speaker"], {row["speaker"].casefold()}), KINDS[row["quoteType"]]


def write_cast(folder, file):
    names = names_of(folder)
    for row in rows(folder / "character_info.csv"):
        name, gender = row["Main Name"], {"M": " (m)", "F": " (f)"}.get(row["Gender"], "")
        if not name.startswith("_"):
            print("; ".join(dict.fromkeys(names[name])) + gender, file=file)
    file.flush()


def find(program, folder, cast):
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as file:
        options = ["--cast", file.name] if cast else []
        if cast:
            write_cast(folder, file)
        done = subprocess.run([program, "check", "--json", *options, folder / "novel_text.txt"], stdout=subprocess.PIPE, check=True)
    return [quotation for quotation in json.loads(done.stdout)["quotations"] if quotation["kind"] == "speech"]


def agree(start, end, span):
    shared = min(end, span["end"]) - max(start, span["start"])
    return shared > 0 and shared >= 0.9 * max(end - start - 2, span["end"] - span["start"] - 2)


def count(folder, found):
    """What is counted in one novel."""
    counts, left = collections.Counter(found=len(found)), list(found)
    for start, end, names, kind in sorted(marked(folder), key=lambda gold: gold[:2]):
        while left and left[0]["span"]["end"] < start - 10000:
            left.pop(0)
        near = [quotation for quotation in left[:2000] if quotation["span"]["start"] < end
                and agree(start, end, quotation["span"])]
        counts.update(["marked", kind])
        if not near:
            continue
        quotation = near[-1]
        left.remove(quotation)
        right = (quotation["speaker"] or "").casefold() in names
        counts.update(["hit"])
        counts[kind, "right"] += right
        if quotation["speaker_by"] in ("pronoun", "turn"):
            margin = max(least for least in MARGINS if least <= quotation["margin"])
            counts[margin, quotation["speaker_by"]] += 1
            counts[margin, quotation["speaker_by"], "right"] += right
    return counts


def show(name, counts):
    precision, recall = counts["hit"] / max(counts["found"], 1), counts["hit"] / max(counts["marked"], 1)
    shares = [counts[kind, "right"] / max(counts[kind], 1) for kind in KINDS.values()]
    whole = sum(counts[kind, "right"] for kind in KINDS.values()) / max(counts["marked"], 1)
    figures = [precision, recall, 2 * precision * recall / max(precision + recall, 1e-9), *shares, whole]
    print(f"{name:30}", *(f"{figure:8.4f}" for figure in figures))


def main():
    parser = argparse.ArgumentParser(description="quotations of novels and who says them")
    parser.add_argument("--cast", action="store_true")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("program")
    options = parser.parse_args()
    total = collections.Counter()
    print(f"{'novel':30}", *(f"{head:>8}" for head in ("P", "R", "F1", *KINDS.values(), "all")))
    for folder in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        counts = count(folder, find(options.program, folder, options.cast))
        show(folder.name, counts)
        total += counts
    show("all", total)
    for by in ("pronoun", "turn"):
        print(f"by {by}, right by margin:", ", ".join(
            f"from {margin} {total[margin, by, 'right'] / max(total[margin, by], 1):.3f} of {total[margin, by]}"
            for margin in MARGINS))


if __name__ == "__main__":
    main()
