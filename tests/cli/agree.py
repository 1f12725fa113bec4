#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is counted is counted alike: sentence, heading, --stat, --changes, --passages and --json agree.

The pairs are the shipped story, texts made here, and the golden cases whose words are counted.
"""
import json
import re

import command
from command import Command, HERE, ROOT
import run as cases

HAPPENED = (ROOT / "examples/happened.txt").read_text(encoding="utf-8")
DREAMED = (ROOT / "examples/dreamed.txt").read_text(encoding="utf-8")
MEANING = ("negation", "number", "name", "modal", "speaker", "unit", "quantity", "opposite", "condition", "hedge",
           "role")
WORDS = {"missing": "missing", "added": "added", "replaced": "different", "in other spelling": "other spelling",
         "moved": "moved"}
BESIDE = """She was not to open the third letter before 12 March, he wrote, and Mr. Harrow must never learn of it,
because he had paid 400 crowns to the notary in Vienna, and nobody but Anna knew that not one of the seven witnesses
had seen the house, or the garden, or the well behind it, and that no one would ever ask them to. """
LINES = HAPPENED.split("\n")
PAIRS = [
    (HAPPENED, DREAMED), (DREAMED, HAPPENED), (HAPPENED, HAPPENED),
    ("\n".join(LINES[9:29]), HAPPENED), (HAPPENED, "\n".join(LINES[9:29]).replace(" not ", " ")),
    (HAPPENED, BESIDE + HAPPENED.replace(" not ", " ", 1)), (HAPPENED, "Nothing of this."), ("", HAPPENED),
    (HAPPENED.replace("\n", " "), DREAMED.replace("\n", " ")),
    (HAPPENED, (HAPPENED.replace(BESIDE, "") + BESIDE)[200:]),
    (BESIDE + HAPPENED, HAPPENED.replace("crowns", "dollars") + BESIDE.replace("never", "soon")),
    ("One two three four.\n", "One two four.\n"),
]


def number(text):
    return int(text.replace(",", ""))


def is_percent(said, share):
    """Whether a share is said so; what lies half way may be rounded either way."""
    value = float(said.removesuffix(" %"))
    return abs(value - 100 * share) <= (0.5001 if "." not in said else 0.1001)


def unwrapped(answer, sentence):
    """The lines of an answer, each of its head on one line: the sentence, the words, the headings."""
    first, *blocks = answer.split("\n\n")
    first = first.replace("\n", " ")
    lines = [sentence, first[len(sentence):]] if first.startswith(sentence) else [first]
    for block in blocks:
        heading, *listed = re.split(r"\n(?=  )", block) if block.startswith("What ") else block.split("\n")
        lines += [heading.replace("\n", " "), *listed, ""]
    return lines


class Agree(Command):
    def ask(self, *options):
        done = self.run_program(*options, "a.txt", "b.txt")
        self.assertIn(done.status, (0, 1), done.err)
        return done.out.decode("utf-8", "replace")

    def check(self, original, telling):
        self.write("a.txt", original)
        self.write("b.txt", telling)
        found, stat = json.loads(self.ask("--json")), self.ask("--stat")
        shown = unwrapped(self.ask("--width=400"), found["sentence"])
        self.check_sentence(found, shown[0], stat)
        self.check_words(found, shown, stat)
        self.check_touches(found, shown, stat)
        self.check_passages(found, shown, stat)
        for text in ("\n".join(shown[:40]), stat):
            self.assertIsNone(re.search(r"(?<![\d,.])1 (words|changes|passages|times|places|claims)\b", text), text)

    def check_sentence(self, found, shown, stat):
        sentence, verdict = found["sentence"], found["verdict"]
        self.assertEqual((shown, stat.split("\n")[0], self.ask("--brief")[:-1]), (sentence,) * 3)
        shares = re.search(r"([\d.]+ %|all) of it is there in some wording, ([\d.]+ %|nothing) word for word", sentence)
        if shares:
            self.assertTrue(is_percent(shares[1].replace("all", "100 %"), verdict["kept"]), sentence)
            self.assertTrue(is_percent(shares[2].replace("nothing", "0 %"), verdict["kept_verbatim"]), sentence)
        for label, one, two in (("there in some wording", "kept", "told"),
                                ("there word for word", "kept_verbatim", "told_verbatim")):
            row = re.search(rf"^{label} +([\d.]+ %) +([\d.]+ %)$", stat, re.M)
            self.assertTrue(is_percent(row[1], verdict[one]) and is_percent(row[2], verdict[two]), row[0])
        if verdict["answer"] == "no":
            self.assertNotIn("in order", "\n".join((sentence, shown, stat)))

    def check_words(self, found, shown, stat):
        counted = found["statistics"]
        line = next((line for line in shown[1:2] if "words: " in line), "words: ").split("words: ")[1]
        there = {WORDS[what]: number(count) for count, what in re.findall(r"([\d,]+) ([a-z ]+)", line)}
        for label, key in (("missing", "missing"), ("added", "added"), ("moved", "moved"),
                           ("other spelling", "respelt")):
            row = re.search(rf"^{label} +([\d,]+)", stat, re.M)
            self.assertEqual(number(row[1]), counted[key], label)
            self.assertEqual(there.get(label, 0), counted[key] if found["verdict"]["answer"] != "yes" else 0, label)
        row = re.search(r"^different +([\d,]+) .* ([\d,]+) +[\d.]+ %$", stat, re.M)
        self.assertEqual([number(count) for count in row.groups()],
                         [counted["different"]["original"], counted["different"]["telling"]])
        self.assertEqual(there.get("different", 0), counted["different"]["original"])

    def check_touches(self, found, shown, stat):
        changes = [change for change in found["changes"] if change["kind"] not in ("same", "moved")]
        self.assertEqual(found["statistics"]["changes"], len(changes))
        self.assertEqual(number(re.search(r"^changes +([\d,]+)$", stat, re.M)[1]), len(changes))
        touching = {}
        for change in changes:
            for name in change["touches"]:
                touching[name] = touching.get(name, 0) + 1
        self.assertEqual({k: v for k, v in found["statistics"]["touching"].items() if v}, touching)
        table = stat.split("\nchanges")[1].split("\npassages")[0]
        self.assertEqual({name: number(count) for name, count in re.findall(r"^  (\w+) +([\d,]+)$", table, re.M)},
                         touching)
        self.check_heading(changes, touching, found["sentence"], shown)
        listed = self.ask("--changes", "--width=400")
        lines = {("group", change["group"]) if change["group"] is not None else ("edit", change.get("edit", change["id"]))
                 for change in changes}
        self.assertEqual(len(listed.splitlines()), max(len(lines), 1))

    def check_heading(self, changes, touching, sentence, shown):
        heading = next((line for line in shown if line.startswith("What touches the meaning: ")), None)
        said = re.search(r"([\d,]+) changes? touch(?:es)? the meaning", sentence)
        if heading is None:
            self.assertIsNone(said)
            return
        total, whole, names = re.fullmatch(r"What touches the meaning: ([\d,]+) changes?(?:, and ([\d,]+) in long "
                                           r"passages)?(?: \((.*)\))?(?:, by .*)?", heading).groups()
        loud = sum(bool(set(MEANING) & set(change["touches"])) for change in changes)
        self.assertEqual(number(total) + number(whole or "0"), loud)
        if said:
            self.assertEqual(said[1], total)
        if names:
            self.assertEqual({name: number(count) for name, count in (item.split(" ") for item in names.split(", "))},
                             {name: count for name, count in touching.items() if name in MEANING})

    def check_passages(self, found, shown, stat):
        passages = found["passages"]
        table = stat.split("\npassages")[1].split("\n\n")[0]
        self.assertEqual(number(re.match(r" +([\d,]+)", table)[1]), len(passages))
        kinds = dict(re.findall(r"^  (\w+) +([\d,]+)", table, re.M))
        for heading, kind, holds in (("What moved", "moved", lambda one: one["moved"]),
                                     ("What is told in other words", "reworded",
                                      lambda one: one["kind"] == "reworded"),
                                     ("What is summed up or spelt out", "summary",
                                      lambda one: one["kind"] == "summary")):
            count = sum(map(holds, passages))
            line = next((line for line in shown if line.startswith(heading + ": ")), None)
            self.assertEqual(number(kinds.get(kind, "0")), count, kind)
            self.assertEqual(number(line.split(": ")[1].split(" ")[0]) if line else 0, count, heading)
        moved = shown[shown.index(line):] if (line := next(
            (line for line in shown if line.startswith("What moved: ")), None)) else [""]
        for line in moved[:moved.index("")]:
            self.assertNotRegex(line, r"^  line ([\d,]+) → \1,")
        lines = self.ask("--passages", "--width=400").splitlines()
        self.assertEqual(len(lines) - 1, len(passages))
        for line in lines[1:]:
            if "moved" in line:
                self.assertNotRegex(line, r"moved +([\d,]+) → \1 ")

    def test_pairs(self):
        for at, (original, telling) in enumerate(PAIRS):
            with self.subTest(pair=at):
                self.check(original, telling)

    def test_cases(self):
        for name in ("reports", "sentences", "verdicts", "moved", "meaning"):
            for case in cases.read_cases(HERE.parent / "cases" / f"{name}.txt"):
                if case.options or case.needs:
                    continue
                with self.subTest(case=case.place()):
                    self.check(*(case.texts[side].encode("utf-8", "surrogateescape")
                                 for side in ("original", "telling")))


if __name__ == "__main__":
    command.main()
