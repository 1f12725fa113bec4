#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The npm package against the command: the same JSON to the byte, on every golden case and on what else is listed here.

    golden.py ALMOST PACKAGE [NODE]      PACKAGE: the built bindings/npm/dist

Cases that need what a browser has not (CLD2, which tells languages without lists of their own) are counted apart: they
are asked, too, and may differ.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cases"))
import run  # noqa: E402

FLAGS = {"--exact": "exact", "--minimal": "minimal", "--full": "full", "--indirect": "indirect", "--reverse": "reverse"}
VALUES = {"--words": "words", "--language": "language", "--by": "by", "--units": "units"}
NUMBERS = {"--min-bits": "minBits", "--expect": "expect"}
LISTS = {"--fail-on": "failOn", "--allow": "allow"}
USUAL = ["layout", "typography"]
ALL = USUAL + ["case", "punctuation", "accents", "spelling", "hyphenation", "numbers"]


def ignored(before, names):
    for name in names.split(","):
        before = [] if name == "none" else ALL if name == "all" else [*before, name]
    return before


def options_of(arguments):
    """The package's options for the command's, or None where it has not one of them."""
    options, rest = {}, list(arguments)
    while rest:
        word, _, value = rest.pop(0).partition("=")
        if word in FLAGS:
            options[FLAGS[word]] = True
            continue
        value = value or (rest.pop(0) if rest else "")
        if word == "--ignore":
            options["ignore"] = ignored(options.get("ignore", USUAL), value)
        elif word in VALUES:
            options[VALUES[word]] = value
        elif word in NUMBERS:
            options[NUMBERS[word]] = float(value)
        elif word in LISTS:
            options[LISTS[word]] = value.split(",")
        else:
            return None
    return options


class Job:
    """One question, for the command and for the package."""

    def __init__(self, title, call, texts, arguments, needs=None):
        self.title, self.call, self.texts, self.arguments, self.needs = title, call, texts, arguments, needs

    def command(self):
        names = list(self.texts)
        if self.call == "check":
            return ["check", names[0], *(word for name in names[1:] for word in ("--against", name)), "--json",
                    *self.arguments]
        if self.call == "apply":
            return ["apply", *self.arguments, *names]
        return [self.call, *names, "--json", *self.arguments]


def golden_jobs():
    for path in sorted((HERE.parent / "cases").glob("*.txt")):
        for case in run.read_cases(path):
            texts = {f"{side}.txt": case.texts[side].encode("utf-8", "surrogateescape")
                     for side in ("original", "telling")}
            yield Job(case.place(), "compare", texts, [*case.options], case.needs)


def more_jobs(program):
    """The shipped story in every call, other units, and encodings of a byte a character."""
    story = HERE.parent.parent / "examples"
    happened, dreamed = ((story / name).read_bytes() for name in ("happened.txt", "dreamed.txt"))
    texts = {"happened.txt": happened, "dreamed.txt": dreamed}
    for units in ("bytes", "utf16", "codepoints"):
        yield Job(f"the story in {units}", "compare", texts, ["--full", "--units", units])
    yield Job("the story by chapter", "compare", texts, ["--by", "chapter"])
    yield Job("the story checked", "check", {"dreamed.txt": dreamed, "happened.txt": happened}, [])
    yield Job("what is reported", "check", {"dreamed.txt": dreamed, "happened.txt": happened}, ["--indirect"])
    yield Job("the story collated", "collate", {**texts, "third.txt": dreamed.replace(b"the", b"ye")}, [])
    for form in ("--json", "--patch"):
        with tempfile.TemporaryDirectory(prefix="almost-npm-") as folder:
            for name, content in texts.items():
                (pathlib.Path(folder) / name).write_bytes(content)
            patch = subprocess.run([program, "compare", form, *(["--full"] if form == "--json" else []), *texts],
                                   cwd=folder, capture_output=True, check=False).stdout
        yield Job(f"applied from {form}", "apply", {"comparison": patch, "happened.txt": happened}, [])
        yield Job(f"applied backwards from {form}", "apply", {"comparison": patch, "dreamed.txt": dreamed}, ["--reverse"])
    markdown = b"# The mill\n\nIt was *not* sold.[^1]\n\n[^1]: A note.\n"
    yield Job("Markdown", "compare", {"a.md": markdown, "b.md": markdown.replace(b"*not* ", b"")}, ["--full"])
    page = "<!DOCTYPE html><title>x</title><p>Der M&uuml;ller schlief nicht.<p>Er kam um 9 Uhr."
    yield Job("a page", "compare", {"a.html": page.encode(), "b.html": page.replace("9", "10").encode()}, ["--full"])


def ask_command(program, job, folder):
    for name, content in job.texts.items():
        (folder / name).write_bytes(content)
    done = subprocess.run([program, *job.command()], cwd=folder, capture_output=True, check=False)
    return done.stdout if done.returncode < 2 else b"trouble: " + done.stderr


def ask_package(node, package, jobs, folders, folder):
    """One process answers all; the answers stand beside the texts."""
    asked = [{"call": job.call, "texts": [{"name": name, "path": str(where / name)} for name in job.texts],
              "options": options_of(job.arguments), "answer": str(where / "answer")}
             for job, where in zip(jobs, folders)]
    listed = folder / "jobs.json"
    listed.write_text(json.dumps(asked), encoding="utf-8")
    done = subprocess.run([node, HERE / "answer.mjs", package, listed], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"the package fails: {done.stderr}")
    return [(where / "answer").read_bytes() for where in folders]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("package")
    parser.add_argument("node", nargs="?", default="node")
    given = parser.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    jobs = [*golden_jobs(), *more_jobs(program)]
    same = {True: 0, False: 0}
    of = {True: 0, False: 0}
    with tempfile.TemporaryDirectory(prefix="almost-npm-") as name:
        folders = [pathlib.Path(name) / str(i) for i in range(len(jobs))]
        for folder in folders:
            folder.mkdir()
        wanted = [ask_command(program, job, folder) for job, folder in zip(jobs, folders)]
        for job, want, got in zip(jobs, wanted, ask_package(given.node, given.package, jobs, folders, folders[0].parent)):
            apart = job.needs == "CLD2"
            of[apart] += 1
            same[apart] += want == got
            if want != got and not apart:
                print(f"{job.title}: the package answers otherwise", want[:300], got[:300], sep="\n    ")
    print(f"{same[False]} of {of[False]} the same to the byte; of those that need CLD2 {same[True]} of {of[True]}")
    return 0 if same[False] == of[False] else 1


if __name__ == "__main__":
    sys.exit(main())
