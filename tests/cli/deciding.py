# SPDX-License-Identifier: Apache-2.0
"""almost collate --fix: what an editor has decided holds, in every order of the witnesses, also when one is added."""
import itertools
import json
import random

import command
from command import Command

ONE = {"A": "the white dog and the black cat and the red fox", "B": "the black cat and the dog and the red fox",
       "C": "the cat black and the white dog"}


class Deciding(Command):
    def files(self, texts):
        return [self.write(f"{siglum}.txt", text) for siglum, text in texts.items()]

    def collate(self, texts, *options):
        done = self.run_program("collate", "--json", *options, *self.files(texts))
        self.assertEqual((done.status, done.err), (0, b""))
        return json.loads(done.out)

    def decided(self, decisions):
        return "--fix", self.write("decisions", "\n".join(decisions) + "\n")

    @staticmethod
    def rows(answer):
        """The row of each word, by siglum and number; and the table without the order of its witnesses."""
        rows, count, table = {}, dict.fromkeys(answer["witnesses"], 0), []
        for number, cells in enumerate(answer["table"]):
            table.append({})
            for siglum, cell in zip(answer["witnesses"], cells):
                for token in cell or ():
                    count[siglum] += 1
                    rows[siglum, count[siglum]] = number
                    table[-1].setdefault(siglum, []).append(token["n"])
        return rows, table

    def test_together_and_apart(self):
        decisions = ["# one dog", "together A 3 dog  B 6 dog  C 7 \"dog\"", "", "apart A 1 the\tB 1 The,\r"]
        answer = self.collate(ONE, *self.decided(decisions))
        rows, table = self.rows(answer)
        self.assertEqual(len({rows["A", 3], rows["B", 6], rows["C", 7]}), 1)
        self.assertNotEqual(rows["A", 1], rows["B", 1])
        self.assertEqual(answer["decisions"], [decisions[1], decisions[3]])
        for order in itertools.permutations(ONE):
            mixed = self.collate({siglum: ONE[siglum] for siglum in order}, *self.decided(decisions[::-1]))
            self.assertEqual(self.rows(mixed)[1], table)

    def test_words_of_one_witness(self):
        texts = {"A": "he went in to it", "B": "he went over it", "C": "he went into it"}
        decisions = ["together A 3 in A 4 to B 3 over C 3 into"]
        _, table = self.rows(self.collate(texts, *self.decided(decisions)))
        self.assertEqual(table[2], {"A": ["in", "to"], "B": ["ouer"], "C": ["into"]})
        rows, _ = self.rows(self.collate({"A": texts["A"], "C": texts["C"]}, *self.decided(["apart A 3 in A 4 to"])))
        self.assertNotEqual(rows["A", 3], rows["A", 4])

    def test_kept_when_a_witness_is_added(self):
        first = {siglum: ONE[siglum] for siglum in "AB"}
        answer = self.collate(first, *self.decided(["together A 3 dog  B 6 dog"]))
        table = self.write("table.json", json.dumps(answer))
        new = self.files({"C": ONE["C"]})
        done = self.run_program("collate", "--json", "--add", *new, table)
        self.assertEqual(done.status, 0)
        rows, found = self.rows(json.loads(done.out))
        self.assertEqual(rows["A", 3], rows["B", 6])
        self.assertEqual(found, self.rows(self.collate(ONE, *self.decided(answer["decisions"])))[1])
        done = self.run_program("collate", "--json", *self.decided(["apart A 3 dog B 6 dog"]), "--add", *new, table)
        rows, _ = self.rows(json.loads(done.out))
        self.assertNotEqual(rows["A", 3], rows["B", 6])
        wrong = self.write("wrong.json", json.dumps({**answer, "decisions": ["together A 3 dog", 1]}))
        self.assert_trouble(self.run_program("collate", "--add", *new, wrong), "decisions[1] is no string")

    def test_decisions_are_what_fix_reads(self):
        texts = {"A b": "so \"he\" went in to the black cat", "#": "so he went into a white cat", "C\"": "he went in to the cat"}
        files = [self.write(f"{number}.txt", text) for number, text in enumerate(texts.values())]
        names = ("--sigla", ",".join(texts))
        plain = self.run_program("collate", "--tsv", *names, *files)
        decided = self.run_program("collate", "--decisions", *names, *files)
        self.assertIn(b'together  "A b" 2 """he"""  "#" 2 he  C" 1 he\n', decided.out)
        fix = self.write("decisions", decided.out)
        self.assertEqual(self.run_program("collate", "--tsv", *names, "--fix", fix, *files).out, plain.out)

    def test_wrong_decisions(self):
        files = self.files(ONE)
        for line, says in (("together A 2 whit B 7 and", "word 2 of A is white, and whit is none of its words"),
                           ("together A 2 fox B 7 and", "fox is its word 11"), ("join A 2 white B 7 and", "neither together nor apart"),
                           ("together A 2 white", "two words at least"), ("together", "two words at least"),
                           ("together A 2", "a number and a word are wanted"), ("together A x white B 1 the", "a number and a word"),
                           ("together X 2 white B 1 the", "no witness has the siglum X"), ("apart A 99999999999 the B 1 the", "A"),
                           ("together A 12 the B 1 the", "A has 11 words"), ("together A 1 the A 5 the", "do not follow each other"),
                           ("together A 1 \"the B 1 the", "a number and a word"), ("apart A 1 the A 1 the", "belong together"),
                           ("apart A 1 the B 1 the\ntogether A 1 the B 1 the", "belong together"),
                           ("together A 3 dog B 6 dog\ntogether A 6 black B 2 black", "contradicts line 2: their words would cross"),
                           ("together A 3 dog B 6 dog\ntogether B 2 black C 3 black\ntogether C 2 cat A 7 cat", "would cross"),
                           ("together A 3 dog B 6 dog\ntogether A 3 dog B 5 the B 8 the", "do not follow"),
                           ("\0", "is neither"), ("together \" A", "is not closed")):
            done = self.run_program("collate", *self.decided(["# decisions", *line.split("\n")]), *files)
            self.assert_trouble(done, says, "decisions")
        twins = self.files({"A": "one two one", "B": "one two one"})
        self.assert_trouble(self.run_program("collate", *self.decided(["together A 1 one B 3 one"]), *twins), "same words")
        self.assert_trouble(self.run_program("collate", *self.decided(["apart A 1 one B 1 one"]), *twins), "belong together")
        self.assert_trouble(self.run_program("collate", "--fix", "none", *files), "none")
        self.assert_trouble(self.run_program("collate", "--fix", files[0], "-o", files[0], files[1]), "is the file that is read")

    def tradition(self, rng):
        words = [rng.choice("abcdefgh") for _ in range(rng.randint(4, 14))]
        texts = {}
        for siglum in "PQRSTU"[:rng.randint(2, 6)]:
            mine = [word if rng.random() > .15 else rng.choice("abcdefgh") for word in words if rng.random() > .15]
            at = rng.randrange(len(mine) + 1)
            texts[siglum] = " ".join(mine[at:] + mine[:at] if rng.random() < .2 else mine) or "a"
        return texts

    def decide(self, rng, texts):
        """Random decisions, most of them of words that are alike."""
        decisions, asked = [], []
        for _ in range(rng.randint(1, 4)):
            kind = rng.choice(["together", "together", "apart"])
            words = []
            for siglum in rng.sample(sorted(texts), rng.randint(2, min(3, len(texts)))):
                mine = texts[siglum].split()
                number = rng.randrange(len(mine))
                words.append((siglum, number + 1, mine[number]))
            decisions.append(kind + "".join(f"  {siglum} {number} {word}" for siglum, number, word in words))
            asked.append((kind, [(siglum, number) for siglum, number, _ in words]))
        return decisions, asked

    def test_random_decisions_hold_or_are_refused(self):
        rng = random.Random(14)
        held = 0
        for _ in range(60):
            texts = self.tradition(rng)
            decisions, asked = self.decide(rng, texts)
            fix, files = self.decided(decisions), self.files(texts)
            done = self.run_program("collate", "--json", *fix, *files)
            if done.status:
                self.assert_trouble(done, "decisions")
                self.assertNotIn(b"defect", done.err)
                continue
            held += 1
            rows, table = self.rows(json.loads(done.out))
            for kind, words in asked:
                places = [rows[word] for word in words]
                self.assertEqual(len(set(places)), 1 if kind == "together" else len(words), (texts, decisions))
            rng.shuffle(decisions)
            order = {siglum: texts[siglum] for siglum in rng.sample(sorted(texts), len(texts))}
            self.assertEqual(self.rows(self.collate(order, *self.decided(decisions)))[1], table, (texts, decisions))
        self.assertGreater(held, 20)


if __name__ == "__main__":
    command.main()
