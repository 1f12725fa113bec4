# SPDX-License-Identifier: Apache-2.0
"""CPU seconds and peak memory of whole processes: medians of runs that alternate."""
import os
import shutil
import statistics
import subprocess
import sys

LAUNCH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "launch.py")
SLOW = 2.0      # seconds: a command that takes longer is run three times at most
VERY_SLOW = 8.0  # and one that takes longer than this once


class Trouble(Exception):
    """A command that did not do what it was asked."""


class Run:
    """One command with a name, and what its runs took."""

    def __init__(self, name, arguments, statuses=(0, 1)):
        self.name, self.arguments, self.statuses = name, arguments, statuses
        self.cpu, self.memory = [], []
        self.stopped = None  # after so many seconds
        self.output = None

    def seconds(self):
        return statistics.median(self.cpu) if self.cpu else None

    def mebibytes(self):
        return max(self.memory) / 1024 if self.memory else None

    def enough(self, repeats):
        if self.stopped is not None or len(self.cpu) >= repeats:
            return True
        took = min(self.cpu, default=0)
        return bool(self.cpu) and (took > VERY_SLOW or took > SLOW and len(self.cpu) >= 3)


def run_once(run, output, limit):
    """Run it with its answer written to the file `output`; None when the time ran out."""
    answer = subprocess.run(
        [sys.executable, "-I", "-S", LAUNCH, output, output + ".errors", str(limit),
         *run.arguments],
        stdout=subprocess.PIPE, check=True, text=True).stdout.split()
    user, system, memory, _, code = map(float, answer)
    run.output = output
    if code == 124:
        run.stopped = limit
        return
    if int(code) not in run.statuses:
        with open(output + ".errors", encoding="utf-8", errors="replace") as file:
            raise Trouble(f"{' '.join(run.arguments)[:200]}: exit {int(code)}: "
                          f"{file.read()[:300].strip()}")
    run.cpu.append(user + system)
    run.memory.append(memory)


def race(runs, folder, repeats, limit):
    """Run all of them in turn until each has been run often enough."""
    while not all(run.enough(repeats) for run in runs):
        for place, run in enumerate(runs):
            if not run.enough(repeats):
                run_once(run, os.path.join(folder, f"answer{place}"), limit)
    return runs


def floor(folder):
    """The smallest peak, in MiB, that can be told from the launcher's own."""
    run = Run("true", ["true"])
    run_once(run, os.path.join(folder, "floor"), 10)
    return run.mebibytes()


def peers(original, telling, wanted=("git", "wdiff", "dwdiff")):
    """The word-level peers that are installed, as runs."""
    commands = {
        "git": ["git", "diff", "--no-index", "--no-color", "--word-diff=porcelain",
                original, telling],
        "wdiff": ["wdiff", "-s", "-123", original, telling],
        "dwdiff": ["dwdiff", "-s", "-123", original, telling],
    }
    return [Run(name, commands[name]) for name in wanted if shutil.which(name)]
