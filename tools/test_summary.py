#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The suite's closing line, `N passed, N failed[, N skipped]`, from Meson's log of a run.

A test that says `ok` and `not ok` itself (TAP) counts by those lines, and one of Python's unittest
or the golden cases by their closing words; any other test counts as one.
"""
import json
import re
import sys

PASSED, FAILED, SKIPPED = range(3)
TAP = re.compile(r"^\s*(not )?ok\b[^#\n]*(#\s*skip)?", re.IGNORECASE | re.MULTILINE)
UNITTEST = re.compile(r"^Ran (?P<cases>\d+) tests? in .*\n\n(?:OK|FAILED)(?: \((?P<parts>.*)\))?$",
                      re.MULTILINE)
GOLDEN = re.compile(r"^(\d+) cases, (\d+) wrong", re.MULTILINE)
UNITTEST_PARTS = re.compile(r"\b(failures|errors|skipped)=(\d+)")


def count(entry):
    """Passed, failed and skipped cases of one test of Meson's."""
    output = (entry.get("stdout") or "") + "\n" + (entry.get("stderr") or "")
    counts = [0, 0, 0]
    ran = UNITTEST.search(output)
    if ran:
        parts = {name: int(n) for name, n in UNITTEST_PARTS.findall(ran["parts"] or "")}
        counts[FAILED] = parts.get("failures", 0) + parts.get("errors", 0)
        counts[SKIPPED] = parts.get("skipped", 0)
        counts[PASSED] = max(0, int(ran["cases"]) - counts[FAILED] - counts[SKIPPED])
    elif golden := GOLDEN.search(output):
        counts[FAILED] = int(golden[2])
        counts[PASSED] = int(golden[1]) - counts[FAILED]
    else:
        for bad, skip in TAP.findall(output):
            counts[FAILED if bad else SKIPPED if skip else PASSED] += 1
    bad = entry["result"] in ("FAIL", "ERROR", "TIMEOUT", "INTERRUPT", "UNEXPECTEDPASS")
    if bad and counts[FAILED] == 0:
        counts[FAILED] = 1
    elif entry["result"] == "SKIP":
        counts = [0, 0, max(1, sum(counts))]
    elif sum(counts) == 0:
        counts[PASSED] = 1
    return counts


def main():
    totals = [0, 0, 0]
    try:
        with open(sys.argv[1], encoding="utf-8") as log:
            for line in log:
                totals = [a + b for a, b in zip(totals, count(json.loads(line)))]
    except OSError as error:
        print(f"almost: {error.filename}: {error.strerror}; nothing was run", file=sys.stderr)
        totals[FAILED] += 1
    closing = f"{totals[PASSED]} passed, {totals[FAILED]} failed"
    print(closing + (f", {totals[SKIPPED]} skipped" if totals[SKIPPED] else ""))
    return totals[FAILED] > 0


if __name__ == "__main__":
    sys.exit(main())
