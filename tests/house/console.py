#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""console.py [--accept] PROGRAM FILE...: run the commands that a document shows.

In blocks that are fenced as ```console, lines that begin with `$ ` are commands, and go on in lines
that begin with `> `. bash runs them one after the other in one folder with the shipped texts; lines below a command are what it prints, and
a line of `...` stands for any lines. A command that is shown without output may print anything, and
none may come to trouble (status 2 or above). --accept writes what is printed into the document,
where there is no `...`.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MARK = "=== status "


def blocks(lines):
    """Half-open ranges of lines inside console fences."""
    start = None
    for at, line in enumerate(lines):
        if start is None and line.strip() == "```console":
            start = at + 1
        elif start is not None and line.strip() == "```":
            yield start, at
            start = None


def commands(lines, start, end):
    """(command, line where its output begins, line where that ends); lines with `> ` go on."""
    at = start
    while at < end:
        if not lines[at].startswith("$ "):
            at += 1
            continue
        text = lines[at][2:]
        at += 1
        while at < end and lines[at].startswith("> "):
            text += "\n" + lines[at][2:]
            at += 1
        output = at
        while at < end and not lines[at].startswith("$ "):
            at += 1
        yield text, output, at


def run(texts, folder, environment):
    """Run commands in one shell; returns (status, output) of each."""
    script = "set -o pipefail\n" + "".join(f"{text}\nstatus=$?; echo; echo '{MARK}'$status\n" for text in texts)
    done = subprocess.run(["bash", "-c", script], cwd=folder, env=environment, timeout=60,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    parts = re.split(rf"\n{MARK}(\d+)\n", done.stdout.decode())
    return [(int(status), output.rstrip("\n")) for output, status in zip(parts[::2], parts[1::2])]


def agrees(wanted, output):
    """Whether what was printed is what is shown, where ... stands for any lines."""
    pattern = ".*".join(re.escape(part) for part in re.split(r"(?m)^\.\.\.$\n?", wanted + "\n"))
    return re.fullmatch(pattern, output + "\n", re.DOTALL) is not None


def prepare(folder, program):
    """A folder with the shipped texts where `almost` is the program."""
    (folder / "bin").mkdir()
    (folder / "bin/almost").symlink_to(program)
    work = folder / "work"
    work.mkdir()
    for name in ("happened.txt", "dreamed.txt"):
        shutil.copy(ROOT / "examples" / name, work)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment.update(PATH=f"{folder / 'bin'}:{os.environ['PATH']}", HOME=str(folder), LC_ALL="C.UTF-8",
                       GIT_CONFIG_NOSYSTEM="1", NO_COLOR="1", COLUMNS="80")
    return work, environment


def check(path, program, accept):
    """The number of commands that do not do what the document shows."""
    lines = path.read_text(encoding="utf-8").split("\n")
    shown = [item for start, end in blocks(lines) for item in commands(lines, start, end)]
    wrong, edits = 0, []
    with tempfile.TemporaryDirectory(prefix="almost-test-") as folder:
        work, environment = prepare(pathlib.Path(folder), program)
        results = run([text for text, _, _ in shown], work, environment)
    results += [(2, "was not reached")] * (len(shown) - len(results))
    for (text, start, end), (status, output) in zip(shown, results):
        wanted = "\n".join(lines[start:end]).rstrip("\n")
        good = status < 2 and (not wanted or agrees(wanted, output))
        print(f"{'ok' if good else 'not ok'} - {path.name}: {text.splitlines()[0]}")
        if not good:
            wrong += 1
            print(f"status {status}, printed:\n{output}\n", file=sys.stderr)
        if wanted and "..." not in wanted.split("\n"):
            edits.append((start, end, output.split("\n")))
    if accept:
        for start, end, output in reversed(edits):
            lines[start:end] = output
        path.write_text("\n".join(lines), encoding="utf-8")
    return wrong, len(shown)


def main():
    arguments = sys.argv[1:]
    accept = "--accept" in arguments
    program, *files = [argument for argument in arguments if argument != "--accept"]
    results = [check(pathlib.Path(name), pathlib.Path(program).resolve(), accept) for name in files]
    print(f"1..{sum(count for _, count in results)}")
    return any(wrong for wrong, _ in results) and not accept


if __name__ == "__main__":
    sys.exit(main())
