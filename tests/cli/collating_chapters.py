# SPDX-License-Identifier: Apache-2.0
"""almost collate --by chapter: who has which chapter, nothing lost, references, the same in every order."""
import csv
import io
import json
import random
from xml.etree import ElementTree

import command
from collating import by_siglum
from command import Command


class ByChapter(Command):
    """Chapters are matched over the witnesses, and each is collated by itself."""

    TITLES = {1: "The Ferry", 2: "A Storm", 3: "The Inn", 4: "Home", 5: "An Extra"}
    ORDERS = {"A": [1, 2, 3, 4], "B": [1, 3, 2, 4], "C": [1, 2, 4], "D": [1, 2, 3, 5, 4], "E": [1, 2, 3, 4]}

    def setUp(self):
        super().setUp()
        rng = random.Random(3)
        names = "alder beech cedar elder hazel larch maple olive poplar rowan willow yew and of the in".split()
        told = {k: [rng.choice(names) + (str(rng.randrange(60)) if rng.random() < .5 else "") for _ in range(60 if k == 2 else 90)] for k in self.TITLES}

        def chapter(number, k):
            words = [word if rng.random() > .03 else word + "e" for word in told[k] if rng.random() > .03]
            return f"CHAPTER {'I II III IV V'.split()[number]}. {self.TITLES[k]}\n\n{' '.join(words)}\n"

        self.texts = {siglum: "\n".join(chapter(number, k) for number, k in enumerate(order)) for siglum, order in self.ORDERS.items()}
        self.files = [self.write(f"{siglum}.txt", text) for siglum, text in self.texts.items()]

    def form(self, *arguments):
        done = self.run_program("collate", "--by", "chapter", *arguments, *self.files)
        self.assert_answers(done, 0)
        return done.out.decode()

    def test_who_has_what(self):
        chapters = json.loads(self.form("--json"))["chapters"]
        title = {k: [part["title"].split(". ")[1] for part in chapter["witnesses"]] for k, chapter in enumerate(chapters)}
        self.assertEqual([set(title[k]) for k in range(5)], [{"The Ferry"}, {"A Storm"}, {"The Inn"}, {"An Extra"}, {"Home"}])
        self.assertEqual([chapter["lacking"] for chapter in chapters], [[], [], ["C"], ["A", "B", "C", "E"], []])
        self.assertEqual([(k, part["witness"]) for k, chapter in enumerate(chapters) for part in chapter["witnesses"] if part["moved"]],
                         [(1, "B")])
        heads = [line for line in self.form().splitlines() if line.startswith("Chapter ")]
        self.assertEqual(heads[1:4], ["Chapter 2: CHAPTER II. A Storm; elsewhere in B", "Chapter 3: CHAPTER III. The Inn; not in C",
                                      "Chapter 4: CHAPTER IV. An Extra; not in A B C E"])

    def test_nothing_is_lost(self):
        """The chapters of each witness, in the order of its own, are its text to the byte."""
        answer = json.loads(self.form("--json"))
        rows = by_siglum(answer)
        for siglum, text in self.texts.items():
            parts = sorted((part["number"], chapter["start"], chapter["end"]) for chapter in answer["chapters"]
                           for part in chapter["witnesses"] if part["witness"] == siglum)
            self.assertEqual("".join(row.get(siglum, "") for _, start, end in parts for row in rows[start:end]), text)

    def test_words_meet_their_own(self):
        """What moved with its chapter stands in the rows of the others, and not in rows of its own."""
        answer = json.loads(self.form("--json"))
        storm = answer["chapters"][1]
        alone = sum(len(row) == 1 for row in by_siglum(answer)[storm["start"]:storm["end"]])
        self.assertLess(alone, 8)
        self.assertEqual(answer["moved"], [])

    def test_orders(self):
        def table(order):
            self.files = [self.write(f"{siglum}.txt", self.texts[siglum]) for siglum in order]
            answer = json.loads(self.form("--json"))
            for chapter in answer["chapters"]:
                chapter["witnesses"].sort(key=lambda part: part["witness"])
                chapter["lacking"].sort()
            return by_siglum(answer), answer["chapters"]

        first = table("ABCDE")
        for order in ("EDCBA", "CABED", "BDACE"):
            self.assertEqual(table(order), first)

    def test_split_and_joined(self):
        """A chapter that one has in two is collated with both."""
        text = self.texts["A"].split()
        middle = text.index("IV.") + 45
        self.files.append(self.write("F.txt", self.texts["A"].split("CHAPTER IV")[0] + "CHAPTER IV. Home\n\n" + " ".join(text[middle - 42:middle])
                                     + "\n\nCHAPTER V. More\n\n" + " ".join(text[middle:]) + "\n"))
        last = json.loads(self.form("--json"))["chapters"][-1]
        self.assertEqual([part["number"] for part in last["witnesses"] if part["witness"] == "F"], [3, 4])

    def test_references(self):
        apparatus = self.form("--apparatus")
        self.assertIn("\n2.1\tCHAPTER II. A Storm", apparatus)
        self.assertIn("\n\t2.1 ", apparatus)
        rows = list(csv.reader(io.StringIO(self.form("--csv"), newline="")))
        self.assertEqual((rows[0], {row[0] for row in rows[1:]}), (["chapter", *"ABCDE"], set("12345")))
        root = ElementTree.fromstring(self.form("--tei"))
        divisions = root.findall(".//{http://www.tei-c.org/ns/1.0}div")
        self.assertEqual([(division.get("type"), division.get("n")) for division in divisions], [("chapter", str(n)) for n in range(1, 6)])
        self.assertIn("\\textbf{2}", self.form("--latex"))

    def test_without_chapters(self):
        self.files = [self.write("G.txt", "one two three"), self.write("H.txt", "one two four")]
        self.assertNotIn("chapters", json.loads(self.form("--json")))

    def test_refused(self):
        fix = self.write("fix", "together A 1 CHAPTER B 1 CHAPTER\n")
        self.assert_trouble(self.run_program("collate", "--by", "chapter", "--fix", fix, *self.files), "without decisions")
        self.assert_trouble(self.run_program("collate", "--by", "chapter", "--decisions", *self.files), "collate the whole")
        table = self.write("table.json", self.form("--json"))
        self.assert_trouble(self.run_program("collate", "--add", self.write("F.txt", "x"), table), "by chapter")


class Editions(Command):
    """Six editions of a chapter without headings, each revised from the one before: sections that belong together do."""

    def setUp(self):
        super().setUp()
        rng = random.Random(1859)
        words = [f"{a}{b}" for a in "al ber cor dun el far gan hol".split() for b in "ine ow ter ang ust ery".split()] + "the of and in to a".split() * 4

        def section():
            return [rng.choice(words) for _ in range(rng.randrange(60, 140))]

        def revised(text):
            kept = [word for word in text if rng.random() > .04]
            return [rng.choice(words) if rng.random() < .05 else word for word in kept]

        edition = {number: section() for number in range(12)}
        self.editions = {}
        for year in ("1859", "1860", "1861", "1866", "1869", "1872"):
            if year == "1869":  # new sections between those that there were
                edition = dict(sorted({**edition, 2.5: section(), 7.5: section()}.items()))
                del edition[9]
            edition = {number: revised(text) for number, text in edition.items()}
            self.editions[year] = edition

    def test_sections_that_belong_together_meet(self):
        files = [self.write(f"{year}.txt", "\n\n".join(" ".join(text) for text in edition.values()) + "\n") for year, edition in self.editions.items()]
        answer = json.loads(self.run_program("collate", "--json", *files).out)
        sections = {year: iter([number for number, text in edition.items() for _ in text]) for year, edition in self.editions.items()}
        same = pairs = 0
        for row in answer["table"]:
            here = [next(sections[year]) for year, cell in zip(answer["witnesses"], row) for _ in cell or ()]
            pairs += len(here) * (len(here) - 1)
            same += sum(a == b for a in here for b in here) - len(here)
        self.assertGreater(same / pairs, .99)
        wanted = sum(min(len(one[number]), len(other[number])) for one in self.editions.values() for other in self.editions.values()
                     if one is not other for number in one if number in other)
        self.assertGreater(same / wanted, .9)


if __name__ == "__main__":
    command.main()
