#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whether planted passages are found, each as what it is and where it is, and nothing else.

Whatever must hold of any answer (coverage, replay both ways, the mirror image, units, the schema)
is checked as well, by answers.py of the golden cases. With --table nothing is judged but that: the
files are measured, and a table says how well each was found.
"""
import argparse
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "cases"))
import answers  # noqa: E402
import sets  # noqa: E402

SLACK = 8  # words by which either end of a passage may miss its place


def words_between(text, one, other):
    return len(re.findall(r"\w+", text[min(one, other):max(one, other)]))


def common(one, other):
    """Length of what two spans have in common."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def span(passage, side):
    return passage[side]["start"], passage[side]["end"]


def show(passage, texts):
    parts = []
    for side in sets.SIDES:
        text = texts[side][slice(*span(passage, side))].split()
        parts.append(" ".join(text[:4] + ["…"] + text[-4:]))
    moved = " (moved)" if passage["moved"] else ""
    return f"{passage['kind']}{moved} {parts[0]} / {parts[1]}"


def fits(passage, planted, texts):
    """What is wrong with a passage that was found in the place of a planted one."""
    wrong = []
    if passage["kind"] not in planted.kinds:
        wrong.append(f"{planted.names}: {passage['kind']}, not {' or '.join(planted.kinds)}")
    for side, wanted in zip(sets.SIDES, planted.spans):
        for end, (found, place) in enumerate(zip(span(passage, side), wanted)):
            off = words_between(texts[side], found, place)
            if off > SLACK:
                wrong.append(f"{planted.names}: {'end' if end else 'start'} in the {side} is "
                             f"{off} words off")
    return wrong


def judge(case, answer):
    """Complaints; none is well."""
    wrong, left = [], list(answer.parsed["passages"])
    for planted in case.planted:
        near = [p for p in left if all(common(span(p, side), wanted) > 0
                                       for side, wanted in zip(sets.SIDES, planted.spans))]
        if not near:
            wrong.append(f"{planted.names}: not found")
            continue
        best = max(near, key=lambda p: sum(common(span(p, side), wanted) for side, wanted
                                           in zip(sets.SIDES, planted.spans)))
        left.remove(best)
        wrong += fits(best, planted, case.texts)
    wrong += judge_inside(case, answer)
    if case.any:
        return wrong
    wrong += [f"found as well: {show(passage, case.texts)}" for passage in left]
    if case.moved != sum(passage["moved"] for passage in answer.parsed["passages"]):
        wrong.append(f"not {case.moved} passages are moved")
    return wrong


def judge_inside(case, answer):
    return [f"no change inside a passage touches {touch} by {text!r}" for touch, text in case.inside
            if not any(touch in change["touches"] and change.get("passage")
                       and any(text in (change["text"][side] or "") for side in sets.SIDES)
                       for change in answer.changes)]


class Tally:
    """Code points of planted passages, of those that were found, and of what both have."""

    def __init__(self):
        self.planted = self.reported = self.recalled = self.right = 0
        self.cases = self.found = self.others = 0
        self.kinds = {kind: 0 for kind in sets.KINDS}

    def add(self, case, answer):
        passages = answer.parsed["passages"]
        matched = set()
        for planted in case.planted:
            self.cases += 1
            hit = False
            for side, wanted in zip(sets.SIDES, planted.spans):
                self.planted += wanted[1] - wanted[0]
            for index, passage in enumerate(passages):
                both = [common(span(passage, side), wanted)
                        for side, wanted in zip(sets.SIDES, planted.spans)]
                if min(both) == 0:
                    continue
                hit = True
                self.recalled += sum(both)
                if index not in matched:
                    self.kinds[passage["kind"]] += 1
                matched.add(index)
            self.found += hit
        self.right = self.recalled
        self.reported += sum(span(p, side)[1] - span(p, side)[0]
                             for p in passages for side in sets.SIDES)
        self.others += len(passages) - len(matched)

    def line(self, name):
        recall = self.recalled / self.planted if self.planted else 1
        precision = self.right / self.reported if self.reported else 1
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.kinds.items() if count)
        return (f"| {name} | {self.cases} | {self.found} | {self.others} | {recall:.2f} | "
                f"{precision:.2f} | {kinds} |")


def ask(case, program, validator):
    with tempfile.TemporaryDirectory(prefix="almost-reworded-") as folder:
        texts = [case.texts[side].encode("utf-8") for side in sets.SIDES]
        return answers.ask_and_check(program, folder, texts, case.options, validator)


def run(path, program, validator, only, tally):
    """Returns the number of cases and of those that are wrong."""
    n, failed = 0, 0
    for case in sets.read(path):
        if only not in case.title:
            continue
        n += 1
        try:
            answer = ask(case, program, validator)
            wrong = judge(case, answer) if tally is None else []
            if tally is not None and not case.any:
                tally.add(case, answer)
        except answers.Wrong as error:
            wrong = [str(error)]
        if wrong:
            failed += 1
            print(f"{case.place}: {case.title}", *wrong, sep="\n    ")
    return n, failed


def main():
    parser = argparse.ArgumentParser(description="find planted passages")
    parser.add_argument("program")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    parser.add_argument("--only", default="", help="cases whose title holds this")
    parser.add_argument("--table", action="store_true", help="measure instead of judging")
    arguments = parser.parse_args()
    program = str(pathlib.Path(arguments.program).resolve())
    files = arguments.files or sorted(path for path in HERE.glob("*.txt") if path.name != "texts.txt")
    validator = answers.load_validator()
    n, failed = 0, 0
    if arguments.table:
        print("| set | passages | found | others | recall | precision | kinds |")
        print("|---|---|---|---|---|---|---|")
    for path in files:
        tally = Tally() if arguments.table else None
        some, wrong = run(path, program, validator, arguments.only, tally)
        n, failed = n + some, failed + wrong
        if tally is not None:
            print(tally.line(path.stem))
    if not arguments.table:
        print(f"{n - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
