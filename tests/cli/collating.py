# SPDX-License-Identifier: Apache-2.0
"""almost collate: nothing lost, the same table in every order, CollateX's JSON in and out, odd witnesses."""
import csv
import io
import itertools
import json
import os
import random
import shutil
import subprocess
import unittest
from xml.etree import ElementTree

import command
from command import Command

FOX = ["The quick brown fox leaps over the dog.", "The brown fox leaps over the dog.",
       "The brown fox is leaping over the lazy dog.", "That quick brown foxe leapeth over the dogge."]


def by_siglum(answer):
    """The table without the order of its witnesses: rows of siglum and what stands there."""
    return [{siglum: "".join(token["t"] for token in cell) for siglum, cell in zip(answer["witnesses"], row) if cell}
            for row in answer["table"]]


class Collating(Command):
    def collate(self, *arguments):
        done = self.run_program("collate", "--json", *arguments)
        self.assertEqual((done.status, done.err), (0, b""))
        return json.loads(done.out)

    def files(self, texts):
        return [self.write(f"{siglum}.txt", text) for siglum, text in texts.items()]

    def table(self, texts):
        """Collate texts by their sigla; each has to come back to the byte."""
        answer = self.collate(*self.files(texts))
        self.assertEqual(answer["witnesses"], list(texts))
        rows = by_siglum(answer)
        for siglum, text in texts.items():
            self.assertEqual("".join(row.get(siglum, "") for row in rows), text)
        return rows

    def words(self, texts, *sigla):
        """Of each row the words of these witnesses, a dash for none."""
        return [" ".join(row.get(siglum, "-").strip() for siglum in sigla) for row in self.table(texts)]

    def test_variants_share_a_row(self):
        texts = dict(zip("ABCD", FOX))
        self.assertEqual(self.words(texts, *"ABCD"),
                         ["The The The That", "quick - - quick", "brown brown brown brown", "fox fox fox foxe",
                          "- - is -", "leaps leaps leaping leapeth", "over over over over", "the the the the",
                          "- - lazy -", "dog. dog. dog. dogge."])

    def test_every_order_gives_the_same(self):
        texts = dict(zip("ABCD", FOX))
        first = self.table(texts)
        for order in itertools.permutations(texts):
            self.assertEqual(self.table({siglum: texts[siglum] for siglum in order}), first)

    def test_orders_of_a_longer_text(self):
        rng = random.Random(14)
        names = "alder beech cedar elder hazel larch maple olive poplar rowan willow yew and of the in".split()
        first = [rng.choice(names) for _ in range(200)]
        texts = {}
        for siglum in "ABCDEFG":
            words = [word for word in first if rng.random() > .05]
            texts[siglum] = " ".join(word if rng.random() > .1 else rng.choice(names) + "s" for word in words) + "\n"
        wanted = self.table(texts)
        for _ in range(20):
            order = rng.sample(sorted(texts), len(texts))
            self.assertEqual(self.table({siglum: texts[siglum] for siglum in order}), wanted)

    def test_threads(self):
        files = self.files({str(i): text for i, text in enumerate(FOX)})
        one = self.collate("--threads", "1", *files)
        self.assertEqual(self.collate("--threads", "4", *files), one)

    def test_odd_witnesses(self):
        for texts in ({"A": ""}, {"A": "", "B": ""}, {"A": "one"}, {"A": "", "B": "one"}, {"A": "x", "B": "y"},
                      {"A": " \n", "B": "..."}, {"A": "a b c\n", "B": "a b c\n", "C": "A, b; C!\n"},
                      {"A": "\u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd abc", "B": "\u05e9\u05dc\u05d5\u05dd abc"},
                      {"A": "\n\n  leading and trailing \n\n", "B": "leading -- and & trailing"}):
            self.table(texts)

    def test_short_beside_long(self):
        rng = random.Random(7)
        words = [f"w{rng.randrange(3000)}" for _ in range(20000)]
        rows = self.table({"A": " ".join(words), "B": " ".join(words[9000:9100]), "C": "w1"})
        self.assertEqual(sum("A" in row and "B" in row for row in rows), 100)

    def test_lacuna(self):
        words = [f"word{i}" for i in range(300)]
        rows = self.table({"A": " ".join(words), "B": " ".join(words[:100] + words[200:]), "C": " ".join(words)})
        self.assertEqual(len(rows), 300)

    def test_unrelated_texts_are_set_apart(self):
        rng = random.Random(2)
        first = [f"word{rng.randrange(900)}" for _ in range(200)]
        texts = {f"A{i}": " ".join(word for word in first if rng.random() > .05) for i in range(8)}
        texts.update({f"B{i}": " ".join(f"other{i}x{rng.randrange(900)}" for _ in range(200)) for i in range(2)})
        done = self.run_program("collate", "--json", *self.files(texts))
        self.assertEqual(done.status, 0)
        self.assertEqual([line.split(b":")[1] for line in done.err.splitlines()], [b" B0", b" B1"])
        rows = by_siglum(json.loads(done.out))
        self.assertLess(sum("B0" in row and len(row) > 1 for row in rows), 20)

    def test_moved_words_are_linked(self):
        words = [f"word{i}" for i in range(60)]
        texts = {"A": " ".join(words), "B": " ".join(words[:10] + words[14:40] + words[10:14] + words[40:]), "C": " ".join(words)}
        answer = self.collate(*self.files(texts))
        self.assertEqual([(link["words"], sorted(link["witnesses"])) for link in answer["moved"]], [(4, ["A", "B"])])
        link = answer["moved"][0]
        rows = by_siglum(answer)
        a, b = link["witnesses"]
        self.assertEqual(rows[link["from"]][a].strip(), rows[link["to"]][b].strip())

    def moved(self, *texts):
        """Of each link of moved words what the one has and what the other has."""
        answer = self.collate(*self.files({f"W{i:02}": text for i, text in enumerate(texts)}))
        rows = by_siglum(answer)
        return sorted((rows[link["from"]][link["witnesses"][0]].strip(), rows[link["to"]][link["witnesses"][1]].strip())
                      for link in answer["moved"])

    def test_a_moved_word_that_one_respells_is_linked(self):
        """Two words of two rows may both have moved; and each of twelve has `of` in one place, of two witnesses anybody."""
        words = [f"word{i}" for i in range(40)]
        swapped = " ".join(words[:20] + ["evermore", "af"] + words[20:])
        usual = " ".join(words[:20] + ["of", "evermore"] + words[20:])
        self.assertEqual(self.moved(swapped, *[usual] * 11), [("evermore", "evermore"), ("of", "af")])
        self.assertIn(("of", "af"), self.moved(swapped, *[usual.replace("word7", f"word{i}x") for i in range(11)]))
        self.assertNotIn(("of", "af"), self.moved(swapped, usual))

    def test_spellings_of_one_row_are_one_word(self):
        """`his` stands in a row with what is a spelling of it, and so has not moved out of that row; a long word is no contraction."""
        words = [f"word{i}" for i in range(30)]
        for one, other in ((["his", "wits"], ["hys", "wits"]), (["had", "housemaid"], ["small", "housemaid"])):
            texts = [" ".join(words[:15] + (one if i < 5 else other) + words[15:]) for i in range(8)]
            self.assertEqual(self.moved(*texts), [])

    def test_abbreviations_are_spellings(self):
        texts = {"A": "pater et filius dominus sanctus", "B": "pater & filius dns scs", "C": "pater \u204a filius dominus sanctus"}
        answer = self.collate(*self.files(texts))
        self.assertEqual(len(answer["table"]), 5)
        self.assertEqual({reading["class"] for place in answer["variants"] for reading in place["readings"]}, {"main", "orthographic"})

    def test_word_division(self):
        """What one divides and another does not is one place; what only looks so is none."""
        for one, other, words in (("in to the", "into the", ["in to into", "the the"]),
                                  ("so in as much as he", "so inasmuch as he", ["so so", "in as much inasmuch", "as as", "he he"]),
                                  ("he sat vn till noon", "he sat vntil noon", ["he he", "sat sat", "vn till vntil", "noon noon"]),
                                  ("was loved and a king there", "was beloved and king there",
                                   ["was was", "loved beloved", "and and", "a -", "king king", "there there"]),
                                  ("saw the grey hound run", "saw greyhound run", ["saw saw", "the -", "grey hound greyhound", "run run"])):
            self.assertEqual(self.words({"A": one, "B": other}, "A", "B"), words)
        texts = {"A": "went in to it", "B": "went into it", "C": "went in- to it"}
        answer = self.collate(*self.files(texts))
        cell = answer["table"][1]
        self.assertEqual([[token["n"] for token in tokens] for tokens in cell], [["in", "to"], ["into"], ["in", "to"]])
        self.assertEqual({reading["class"] for reading in answer["variants"][0]["readings"]}, {"main", "punctuation", "orthographic"})
        for order in itertools.permutations(texts):
            self.assertEqual(self.table({siglum: texts[siglum] for siglum in order}), self.table(texts))
        many = {f"A{i}": f"will you then {'this' if i else 'that'} do" for i in range(9)}
        self.assertEqual(len(self.table({**many, "B": "will youthen this do"})), 5)  # one scribe's is no place of its own

    def test_signs_travel_with_words(self):
        self.assertEqual(self.words({"A": "yes , he said", "B": "yes he said ."}, "A", "B"),
                         ["yes , yes", "he he", "said said ."])

    def test_letters_that_scribes_do_not_tell_apart(self):
        self.assertEqual(self.words({"A": "\u03b9\u03c2 u\u00e6 jam", "B": "\u1f38\u03a3 vae iam"}, "A", "B"),
                         ["\u03b9\u03c2 \u1f38\u03a3", "u\u00e6 vae", "jam iam"])

    def test_sigla(self):
        files = self.files({"one": "a b", "two": "a c"})
        self.assertEqual(self.collate("--sigla", "P,Q", *files)["witnesses"], ["P", "Q"])
        self.assert_trouble(self.run_program("collate", "--sigla", "P", *files), "--sigla names 1")
        self.assert_trouble(self.run_program("collate", "--sigla", "P,P", *files), "two witnesses have the siglum P")

    EDITION = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader>%s</teiHeader><text><body><p>The <app>
        <lem wit="#A #B">quick</lem><rdg wit="#C">swift</rdg></app> fox <app><lem wit="#A">leaps</lem><rdg wit="#B #C">jumps</rdg></app>
        over <subst><del>a</del><add>the</add></subst> dog</p></body></text></TEI>"""

    def test_edition_has_its_witnesses(self):
        listed = "<listWit><witness n='C'/><witness xml:id='A'/><witness xml:id='B'/></listWit>"
        for head, sigla in (("", "ABC"), (listed, "CAB")):
            edition = self.write("edition.xml", self.EDITION % head)
            answer = self.collate(edition)
            self.assertEqual(answer["witnesses"], list(sigla))
            texts = {siglum: " ".join(row[siglum].strip() for row in by_siglum(answer)) for siglum in sigla}
            self.assertEqual(texts, {"A": "The quick fox leaps over the dog", "B": "The quick fox jumps over the dog",
                                     "C": "The swift fox jumps over the dog"})
            self.assertEqual(self.collate("--sigla", "C,A", edition)["witnesses"], ["C", "A"])
        self.assertEqual(self.collate("--witness", "B", edition)["witnesses"], ["edition"])
        self.assertEqual(self.collate(edition, self.write("z.txt", "a"))["witnesses"], ["edition", "z"])
        self.assert_trouble(self.run_program("collate", "--sigla", "A,X", edition), "no witness X; it has C, A, B")
        self.assert_trouble(self.run_program("collate", "-", stdin=(self.EDITION % "").encode()), "save it as a file")

    def test_hands_agree_or_not(self):
        edition = self.write("edition.xml", self.EDITION % "")
        done = self.run_program("collate", "--hands", "--sigla", "A,C", "--apparatus=positive", edition)
        self.assertEqual(done.out.decode().splitlines()[1:],
                         ["\t1 quick ] A : swift C", "\t1 jumps ] C : leaps A", "\t1 a ] A* C* : the A1 C1"])

    def test_hands(self):
        edition = self.write("edition.xml", self.EDITION % "")
        answer = self.collate("--hands", "--sigla", "A,C", edition)
        self.assertEqual(answer["witnesses"], ["A*", "A1", "C*", "C1"])
        self.assertIn({"A*": "a ", "A1": "the ", "C*": "a ", "C1": "the "}, by_siglum(answer))
        plain = self.write("plain.txt", "over the dog")
        self.assertEqual(self.collate("--hands", plain)["witnesses"], ["plain"])
        self.assert_trouble(self.run_program("collate", "--hands", "--revisions", "original", plain), "leave out")
        self.assert_trouble(self.run_program("collate", "--hands", "-", plain, stdin=b"x"), "standard input", "save it")

    def test_folder(self):
        (self.folder / "wit").mkdir()
        self.files({"wit/b": "x y", "wit/a": "x z"})
        self.assertEqual(self.collate("wit")["witnesses"], ["a", "b"])

    def test_table_for_people(self):
        files = self.files({"A": FOX[0], "B": FOX[1], "C": FOX[1]})
        done = self.run_program("collate", "--width", "60", *files)
        self.assertEqual(done.out.decode(), """\
3 witnesses, 8 places, 1 of them with variants

       1
A      The  quick  brown  fox  leaps  over  the  dog.
B C    The  -      brown  fox  leaps  over  the  dog.
""")

    def test_table_wraps(self):
        files = self.files({"A": "alpha beta gamma delta", "B": "alpha beta gamma delta"})
        done = self.run_program("collate", "--width", "20", *files)
        self.assertTrue(all(len(line) <= 20 for line in done.out.splitlines()[1:]), done.out)


class Expanding(Command):
    """Abbreviations as the words they stand for."""

    SHORT = "Dñs dixit & tãtũ cū ōībus atq; ꝓ d̅n̅i̅ ihs θ̅ς̅ yᵗ."
    FULL = "Dominus dixit et tantum cum omnibus atque pro domini iesus θεὸς that."

    def answer(self, *arguments, texts=(SHORT, FULL)):
        files = [self.write(f"{siglum}.txt", text) for siglum, text in zip("ABC", texts)]
        done = self.run_program("collate", "--json", *arguments, *files)
        self.assertEqual((done.status, done.err), (0, b""))
        return json.loads(done.out)

    def forms(self, answer):
        return [" ".join(cell[0]["n"] if cell else "-" for cell in row) for row in answer["table"]]

    def test_golden(self):
        answer = self.answer("--expand")
        self.assertEqual(self.forms(answer),
                         ["dominus dominus", "dixit dixit", "et et", "tantum tantum", "cum cum", "omnibus omnibus", "atque atque",
                          "pro pro", "domini domini", "iesus iesus", "θεοσ θεοσ", "that that"])
        self.assertEqual([reading["class"] for variant in answer["variants"] for reading in variant["readings"]].count("orthographic"), 11)
        for i, text in enumerate((self.SHORT, self.FULL)):
            self.assertEqual("".join(row[i][0]["t"] for row in answer["table"]), text)
        self.assertIn("tatu tantum", self.forms(self.answer()))

    def test_what_is_written_in_full_decides(self):
        self.assertEqual(self.forms(self.answer("--expand", texts=("he & she", "he and she"))), ["he he", "and and", "she she"])
        self.assertEqual(self.forms(self.answer("--expand", texts=("er & sie", "er unnd sie")))[1], "& unnd")
        self.assertEqual(self.forms(self.answer("--expand", texts=("er & sie", "er und sie")))[1], "und und")
        self.assertEqual(self.forms(self.answer("--expand", texts=("mēnsa dns", "mensa dns"))), ["mensa mensa", "dns dns"])
        # the Tironian et is no other sign for a comma
        signs = self.answer("--expand", texts=("he & she", "he ⁊ she", "he and she"))["variants"][0]["readings"]
        self.assertEqual(sorted(reading["class"] for reading in signs), ["main", "orthographic", "orthographic"])

    def test_what_is_given_stays(self):
        tokens = [{"t": "xps ", "n": "xps"}, {"t": "dixit "}, {"t": "xpi", "x": 1}]
        given = self.write("in.json", json.dumps({"witnesses": [{"id": "A", "tokens": tokens},
                                                                {"id": "B", "content": "christus dixit christi"}]}))
        answer = json.loads(self.run_program("collate", "--expand", "--collatex-json", given, "--json").out)
        self.assertEqual([token for row in answer["table"] for token in row[0] or []], tokens)
        classes = {reading["text"]: reading["class"] for variant in answer["variants"] for reading in variant["readings"]}
        self.assertIn("orthographic", (classes["xpi"], classes["christi"]))
        self.assertNotIn("orthographic", (classes.get("xps"), classes.get("christus")))

    def test_decisions_name_what_is_written(self):
        fix = self.write("fix.txt", "apart A 1 dns B 1 dominus\n")
        table = self.answer("--expand", "--fix", fix, texts=("dns dixit", "dominus dixit ei"))["table"]
        self.assertEqual([cell is None for cell in table[0]].count(True), 1)

    def test_every_order_gives_the_same(self):
        texts = {"A": self.SHORT, "B": self.FULL, "C": self.SHORT.replace("&", "⁊")}
        files = {siglum: self.write(f"{siglum}.txt", text) for siglum, text in texts.items()}
        wanted = None
        for order in itertools.permutations(files):
            rows = by_siglum(json.loads(self.run_program("collate", "--expand", "--json", *(files[s] for s in order)).out))
            wanted = wanted or rows
            self.assertEqual(rows, wanted)


class Forms(Command):
    """What a collation is written as, beside a table."""

    def setUp(self):
        super().setUp()
        self.texts = {"A": "Sing, goddess, the wrath of Achilles, son of Peleus & <co>",
                      "B": "Sing goddess the anger of Achilles the sonne of Peleus & <co>",
                      "C": "Synge, O goddesse, the wrathe of Achilles, Peleus & <co> his sonne", "D": "Sing, goddess, the anger of"}
        self.files = [self.write(f"{siglum}.txt", text) for siglum, text in self.texts.items()]

    def form(self, *arguments):
        done = self.run_program("collate", *arguments, *self.files)
        self.assert_answers(done, 0)
        return done.out.decode()

    def test_csv_and_tsv(self):
        rows = list(csv.reader(io.StringIO(self.form("--csv"), newline="")))
        self.assertEqual(rows[0], list("ABCD"))
        self.assertEqual(rows, [line.split("\t") for line in self.form("--tsv").splitlines()])
        for column, siglum in enumerate("ABCD"):
            self.assertEqual([row[column] for row in rows[1:] if row[column]], self.texts[siglum].split())

    def test_tei_has_each_witness(self):
        root = ElementTree.fromstring(self.form("--tei"))
        tei = "{http://www.tei-c.org/ns/1.0}"
        for siglum, text in self.texts.items():
            words = []
            paragraph = root.find(f".//{tei}p[{tei}app]")
            words += (paragraph.text or "").split()
            for app in paragraph:
                for reading in app:
                    if f"#{siglum}" in reading.get("wit").split():
                        words += (reading.text or "").split()
                words += (app.tail or "").split()
            self.assertEqual(words, text.split(), siglum)

    def test_graph_has_each_witness_as_a_path(self):
        graph = "{http://graphml.graphdrawing.org/xmlns}"
        root = ElementTree.fromstring(self.form("--graphml"))
        words = {node.get("id"): node[1].text or "" for node in root.iter(f"{graph}node")}
        for siglum, text in self.texts.items():
            steps = {edge.get("source"): edge.get("target") for edge in root.iter(f"{graph}edge")
                     if edge[1].text == "path" and siglum in edge[2].text.split(", ")}
            at, path = "n0", []
            while at in steps:
                at = steps[at]
                path.append(words[at])
            self.assertEqual(" ".join(path).split(), text.split())
        self.assertEqual(self.form("--dot").count("->"), len(list(root.iter(f"{graph}edge"))))

    def test_transpositions(self):
        words = [f"word{i}x" for i in range(30)]
        other = [*words[:10], *words[12:20], *words[10:12], *words[20:]]
        self.files = [self.write(f"{name}.txt", " ".join(text)) for name, text in zip("ABC", (words, words, other))]
        variants = json.loads(self.form("--json"))["variants"]
        moved = [(what["text"], what["class"]) for variant in variants for what in variant["readings"] if what["class"] != "main"]
        self.assertEqual(moved, [(None, "transposition")] * 2 + [(word, "transposition") for word in words[10:12]])
        self.assertEqual(self.form("--tei").count('type="transposition"'), 4)
        graph = "{http://graphml.graphdrawing.org/xmlns}"
        root = ElementTree.fromstring(self.form("--graphml"))
        text = {node.get("id"): node[1].text for node in root.iter(f"{graph}node")}
        edges = [edge for edge in root.iter(f"{graph}edge") if edge[1].text == "transposition"]
        self.assertEqual([(text[edge.get("source")], text[edge.get("target")]) for edge in edges],
                         [(word, word) for word in words[10:12]])
        self.assertEqual(self.form("--dot").count('style = "dashed"'), 2)

    @unittest.skipUnless(os.environ.get("ALMOST_TEI_SCHEMA") and shutil.which("jing"), "needs jing, and tei_all.rng in ALMOST_TEI_SCHEMA")
    def test_tei_is_valid(self):
        self.files.append(self.write("1 & <x>.txt", "Sing goddess"))
        for number, more in enumerate(([], ["--group", "Y=A,B"], ["--base", "A"])):
            path = self.write(f"{number}.xml", self.form("--tei", *more))
            done = subprocess.run(["jing", os.environ["ALMOST_TEI_SCHEMA"], path], cwd=self.folder, capture_output=True,
                                  timeout=command.TIMEOUT)
            self.assertEqual((done.returncode, done.stdout), (0, b""))

    def test_apparatus_names_who_breaks_off(self):
        """Else a negative apparatus says that such a witness has the lemma."""
        words = "one two three four five six seven eight nine ten".split()
        texts = {"A": words, "B": [*words[:4], "fyve", *words[5:]], "C": words[:5], "D": words[:5], "E": [*words[:8], "or", *words[8:]]}
        files = [self.write(f"{siglum}.txt", " ".join(text) + "\n") for siglum, text in texts.items()]
        for form in ("--apparatus", "--apparatus=positive"):
            self.assertIn("\t1 six … ten ] lac. C D\n", self.run_program("collate", form, *files).out.decode())
        self.assertIn("\t1 six … ten ] lac. Y\n", self.run_program("collate", "--apparatus", "--group", "Y=C,D", *files).out.decode())
        latex = self.run_program("collate", "--latex", *files).out.decode()
        self.assertIn("\\edtext{six}{\\lemma{six \\dots{} ten}\\Afootnote{\\textit{lac.} C D}}\n", latex)
        self.assertIn("\\edtext{}{\\lemma{\\textit{post} eight}\\Afootnote{\\textit{add.} or E}}\n", latex)

    def test_apparatus(self):
        answer = self.form("--apparatus")
        self.assertIn("1 son ] sonne B : om. C\n", answer)
        self.assertIn("1 post Sing, ] add. O C\n", answer)
        self.assertIn("1 anger ] wrath A : wrathe C\n", answer)
        entries = [line for line in answer.splitlines() if "D" in line]  # it breaks off, which is said once
        self.assertEqual(entries, ["\t1 Achilles, … <co> ] lac. D"])
        self.assertIn("1 anger ] B D : wrath A : wrathe C\n", self.form("--apparatus=positive"))
        self.assertIn("1 wrath ] anger B D : wrathe C\n", self.form("--apparatus", "--base", "A"))
        self.assertNotIn("goddess ]", self.form("--apparatus", "--base", "A", "--significant"))
        self.assertIn("\\edtext{son}{\\Afootnote{sonne B; \\textit{om.} C}}", self.form("--latex"))
        self.assert_trouble(self.run_program("collate", "--apparatus", "--base", "X", *self.files), "siglum X")
        self.files = [self.write("A.txt", "two three six"), self.write("B.txt", "one two three four five six")]
        entries = [line.strip() for line in self.form("--apparatus", "--base", "A").splitlines()[1:]]
        self.assertEqual(entries, ["1 post initium ] add. one B", "1 post three ] add. four B", "1 post three ] add. five B"])

    def test_by_witness(self):
        rows, columns = (json.loads(self.form("--json", *more)) for more in ((), ("--by-witness",)))
        self.assertEqual([list(row) for row in zip(*columns["table"])], rows["table"])

    def test_groups(self):
        self.texts = {"A": "one two three", "B": "one two four", "C": "one two three", "D": "one six three"}
        self.files = [self.write(f"{siglum}.txt", text) for siglum, text in self.texts.items()]
        group = ("--group", "Y=A,B,C")
        self.assertEqual(self.form("--apparatus=positive", *group).splitlines()[1:],
                         ["\t1 two ] Y : six D", "\t1 three ] A C D : four B"])
        self.assertIn("\\edtext{six}{\\Afootnote{two Y}}", self.form("--latex", "--base", "D", *group))
        table = self.form("--width", "60", *group, "--group=Z=D").splitlines()
        self.assertEqual([line.split() for line in table[3:]],
                         [["A", "C", "one", "two", "three"], ["B", "one", "two", "four"], ["Z", "one", "six", "three"]])
        self.assertEqual(self.form("--width", "60", "--group", "Y=A,C").splitlines()[3].split(), ["Y", "one", "two", "three"])
        self.assertIn('label = "Y, D"', self.form("--dot", *group))
        self.assertIn(">Y, D<", self.form("--graphml", *group))
        answer = json.loads(self.form("--json", *group))
        self.assertEqual(answer["groups"], {"Y": ["A", "B", "C"]})
        self.assertEqual([(what["sigla"], what["witnesses"]) for what in answer["variants"][0]["readings"]],
                         [(["Y"], ["A", "B", "C"]), (["D"], ["D"])])
        self.assertNotIn("groups", json.loads(self.form("--json")))
        edition = self.write("edition.xml", self.form("--tei", *group))
        self.assertIn('wit="#Y"', self.form("--tei", *group))
        again = self.run_program("collate", "--csv", "--sigla", "A,B,C,D", edition)
        self.assertEqual(again.out.decode(), self.form("--csv"))
        for wrong, says in (("Y", "is no group"), ("=A", "is no group"), ("Y=", "is no group"), ("Y=A,X", "siglum X"),
                            ("Y=A,A", "already"), ("A=B,C", "another siglum"), ("Y=A,,B", "no witness")):
            self.assert_trouble(self.run_program("collate", "--group", wrong, *self.files), says)
        self.assert_trouble(self.run_program("collate", "--group=Y=A", "--group=Y=B", *self.files), "two groups")

    def test_invariant(self):
        words = [f"w{i}" for i in range(1, 41)]
        other = [*words[:20], "other", *words[21:]]
        self.files = [self.write(f"{name}.txt", " ".join(text)) for name, text in zip("ABC", (words, words, other))]
        answer = self.form("--invariant").splitlines()
        self.assertEqual([line.strip() for line in answer if "alike" in line],
                         ["1 to 20, all alike: w1 ... w20", "22 to 40, all alike: w22 ... w40"])
        self.assertEqual(answer[0], "3 witnesses, 40 places, 1 of them with variants")
        self.assertEqual([line.split() for line in answer if line[:1] in "AC" and line], [["A", "B", "w21"], ["C", "other"]])
        self.assertNotIn("alike", self.form())
        self.files = [self.write(f"{name}.txt", "one two three four five six seven") for name in "AB"]
        self.assertNotIn("alike", self.form("--invariant"))  # too short to be worth it

    def test_consensus(self):
        self.assertEqual(self.form("--consensus"), "Sing, goddess, the anger of Achilles, son of Peleus & <co>\n")
        parts = {"A": "One two\n\nthree four", "B": "one TWO\n\nthree five", "C": "one two three\nfive six"}
        files = [self.write(f"{siglum}.txt", text) for siglum, text in parts.items()]
        for order in itertools.permutations(files):
            done = self.run_program("collate", "--consensus", *order)
            self.assertEqual(done.out.decode(), "one two\n\nthree five\n")

    def test_ties_do_not_depend_on_the_order(self):
        files = [self.write(f"{siglum}.txt", f"a {word} z") for siglum, word in zip("ABCD", ("", "pear", "apple", ""))]
        for order in itertools.permutations(files):
            self.assertEqual(self.run_program("collate", "--consensus", *order).out, b"a apple z\n")

    def test_spelling_of_a_reading(self):
        words = ("Vnder, tree", "under tree", "under bush", "over bush", "Ouer bush")
        files = [self.write(f"{siglum}.txt", f"a {word} z") for siglum, word in zip("ABCDE", words)]
        for order in itertools.permutations(files):
            answer = json.loads(self.run_program("collate", "--json", "--significant", *order).out)
            texts = [sorted(what["text"] for what in variant["readings"]) for variant in answer["variants"]]
            self.assertEqual(texts, [["Ouer", "under"], ["bush", "tree"]])

    def test_variants(self):
        answer = json.loads(self.form("--consensus", "--json"))
        variants = {variant["row"]: variant for variant in answer["variants"]}
        cells = lambda row: [cell and "".join(token["t"] for token in cell).strip() for cell in row]
        for row, cell in enumerate(answer["table"]):
            self.assertEqual(row in variants, len(set(cells(cell[:3 if row > 5 else 4]))) > 1, cell)
        son = next(one for one in variants.values() if any(what["text"] == "sonne" for what in one["readings"]))
        self.assertEqual((son["consensus"], round(son["share"], 3)), ("son", .333))
        self.assertEqual(son["readings"], [
            {"text": "son", "class": "main", "singular": True, "witnesses": ["A"]},
            {"text": "sonne", "class": "orthographic", "singular": True, "witnesses": ["B"]},
            {"text": None, "class": "omission", "singular": True, "witnesses": ["C"]},
            {"text": None, "class": "lacuna", "witnesses": ["D"]}])
        anger = next(one for one in variants.values() if one["consensus"] == "anger")
        self.assertEqual([(what["class"], what["singular"]) for what in anger["readings"]],
                         [("substitution", True), ("main", False), ("substitution", True)])
        formal = json.loads(self.form("--json", "--significant"))
        self.assertLess(len(formal["variants"]), len(variants))

    def test_significant_leaves_spellings_out(self):
        """Spellings and signs are one reading in every form, as most write it; whoever has them keeps the other words."""
        self.files = [self.write(f"{siglum}.txt", text) for siglum, text in
                      {"A": "the honour of kings, now", "B": "the honor of kynges now", "C": "the honor of old kings, now"}.items()]
        self.assertEqual(self.form("--csv", "--significant").split(), ["A,B,C", "the,the,the", "honor,honor,honor", "of,of,of", ",,old",
                                                                       '"kings,","kings,","kings,"', "now,now,now"])
        tei = self.form("--tei", "--significant")
        self.assertEqual((tei.count("<app>"), tei.count("honour"), tei.count("addition")), (1, 0, 1))
        self.assertEqual(self.form("--apparatus", "--significant").count(" ] "), 1)
        self.assertEqual(self.form("--latex", "--significant").count("footnote"), 1)
        self.assertEqual([place["row"] for place in json.loads(self.form("--json", "--significant"))["variants"]], [3])
        self.assertIn("1 of them with variants", self.form("--significant"))
        self.assertIn("A B    the  honor  of  -    kings,  now", self.form("--significant"))
        self.assertNotIn("honour", self.form("--dot", "--significant"))

    def test_words_that_look_alike_are_two(self):
        """`could` and `would` stand in many places, each by itself; `colour` stands where another has `color`."""
        words = [word for i in range(9) for word in (f"x{i}", "could", f"y{i}", "would", f"z{i}", "colour")]
        other = [word.replace("colour", "color") for word in words]
        other[7] = "would"
        self.files = [self.write(f"{siglum}.txt", " ".join(text)) for siglum, text in {"A": words, "B": other, "C": words}.items()]
        classes = {reading["text"]: reading["class"] for place in json.loads(self.form("--json"))["variants"] for reading in place["readings"]}
        self.assertEqual((classes["would"], classes["color"]), ("substitution", "orthographic"))
        self.assertEqual([place["row"] for place in json.loads(self.form("--json", "--significant"))["variants"]], [7])

    def test_relations(self):
        self.assertTrue(self.form("--newick").endswith(";\n"))
        matrix = [line.split("\t") for line in self.form("--matrix").splitlines()]
        self.assertEqual(matrix[0], ["", *"ABCD"])
        self.assertTrue(all(row[index + 1] == "1" for index, row in enumerate(matrix[1:])))
        summary = self.form("--summary").splitlines()
        verdicts = {one["witness"]: one for one in json.loads(self.form("--json"))["verdicts"]}
        self.assertEqual(list(verdicts), list("ABCD"))
        self.assertEqual({siglum: verdicts[siglum]["only_it_has"] for siglum in "ABCD"}, {"A": 2, "B": 2, "C": 6, "D": 0})
        self.assertGreater(verdicts["D"]["gap"], 0)
        for line, one in zip(summary, verdicts.values()):
            self.assertIn("nearest to " + one["nearest"], line)
            self.assertEqual(f"parts from them at place {one.get('parts_at', -2) + 1}" in line, "parts_at" in one)
        self.assertEqual(len(summary), 4)
        self.assertIn("places where it has a gap", summary[3])
        self.assertNotIn("gap", summary[0])

    def test_tree_finds_families(self):
        rng = random.Random(3)
        first = [f"word{rng.randrange(900)}x" for _ in range(300)]
        def change(words):
            return [word if rng.random() > .08 else f"other{rng.randrange(10000)}" for word in words]
        left, right = change(first), change(first)
        self.files = [self.write(f"{name}.txt", " ".join(change(side)))
                      for name, side in (("L1", left), ("R1", right), ("L2", left), ("R2", right), ("L3", left))]
        tree = self.form("--newick")
        self.assertRegex(tree, r"\(R[12]:[0-9.]+,R[12]:[0-9.]+\)1:")
        drawn = self.form("--tree", "--width", "60").splitlines()
        self.assertIn("not a stemma", drawn[0])
        self.assertTrue(all(len(line) <= 60 for line in drawn[1:]))
        names = [line.split()[-1] for line in drawn[2:] if line[-1].isdigit()]
        self.assertEqual(sorted(names), ["L1", "L2", "L3", "R1", "R2"])
        self.assertEqual(abs(names.index("R1") - names.index("R2")), 1)
        self.assertTrue(any("100" in line for line in drawn[2:]))
        picture = ElementTree.fromstring(self.form("--tree-svg"))
        self.assertEqual(sorted(text.text for text in picture if text.tag.endswith("text") and text.text[0] in "LR"), sorted(names))
        alone = self.run_program("collate", "--tree", self.files[0])
        self.assertEqual((alone.status, alone.out.decode().split()[-1]), (0, "L1"))

    def test_tree_of_equal_witnesses(self):
        files = [self.write(f"{name}.txt", "the same words") for name in "XYZ"]
        files.append(self.write("Q.txt", "another word"))
        lines = self.run_program("collate", "--tree", *files).out.decode().splitlines()[2:]
        self.assertEqual(sorted(line.split()[-1] for line in lines if line[-1] in "QXYZ"), ["Q", "X", "Y", "Z"])

    def test_one_form(self):
        self.assert_trouble(self.run_program("collate", "--tei", "--csv", *self.files), "two forms")


class Adding(Command):
    """A witness that is added to an earlier answer."""

    def collate(self, *arguments):
        done = self.run_program("collate", "--json", *arguments)
        self.assertEqual(done.status, 0, done.err)
        return done

    def test_as_if_all_at_once(self):
        texts = {**dict(zip("ABCD", FOX)), "E": "\n -- The \"brown\" fox,\\ \u00e9tait\tover\r\nthe _lazy_ dog --\n", "F": ""}
        files = [self.write(f"{siglum}.txt", text) for siglum, text in texts.items()]
        for n in (1, 3, 5):
            earlier = self.write("table.json", self.collate(*files[:n]).out)
            done = self.collate(*(f"--add={name}" for name in files[n:]), earlier)
            self.assertEqual(done.out, self.collate(*files).out)
            self.assert_one_line(done.err)
            self.assertIn(b"collated anew", done.err)
        marked = self.write("marked.json", "\ufeff" + self.collate(*files[:3]).out.decode())
        self.assertEqual(self.collate(*(f"--add={name}" for name in files[3:]), marked).out, self.collate(*files).out)
        self.assertEqual(self.collate("--add", files[0], "--sigla", "Q", earlier).out,
                         self.collate("--sigla", "A,B,C,D,E,Q", *files[:5], files[0]).out)

    def test_tokens_stay(self):
        tokens = '[{"t":"a ","big":1234567890.1230},{"t":"b","n":"c"}]'
        given = self.write("in.json", '{"witnesses":[{"id":"A","tokens":' + tokens + '},{"id":"B","content":"a c"}]}')
        earlier = self.write("table.json", self.collate("--collatex-json", given).out)
        done = self.collate("--add", self.write("C.txt", "a c d"), earlier)
        self.assertIn(b'{"t":"a ","big":1234567890.1230}', done.out)
        answer = json.loads(done.out)
        self.assertEqual((answer["witnesses"], answer["given"]), (list("ABC"), ["tokens", "content", "content"]))

    def test_added_to_groups(self):
        files = [self.write(f"{siglum}.txt", text) for siglum, text in (("A", "one two"), ("B", "one two"), ("C", "one six"))]
        earlier = self.collate("--group", "Y=A,B", *files).out
        table = self.write("table.json", earlier)
        new = self.write("D.txt", "one six")

        def groups(*options):
            return json.loads(self.collate(*options, "--add", new, table).out)["groups"]
        self.assertEqual(groups(), {"Y": ["A", "B"]})
        self.assertEqual(groups("--group", "Z=C,D"), {"Z": ["C", "D"], "Y": ["A", "B"]})
        self.assertEqual(groups("--group", "Z=B,D"), {"Z": ["B", "D"]})
        self.assertEqual(groups("--group", "Y=A,B,C"), {"Y": ["A", "B", "C"]})
        wrong = self.write("wrong.json", earlier.replace(b'{"Y":["A","B"]}', b'{"Y":["A",1]}'))
        self.assert_trouble(self.run_program("collate", "--add", new, wrong), "groups.Y[1] is no string")

    def test_no_earlier_answer(self):
        text = self.write("C.txt", "a c d")
        other = self.write("B.txt", "a b")
        earlier = self.write("table.json", self.collate(text).out)
        columns = self.write("columns.json", self.collate("--by-witness", text, other).out)
        head = '{"witnesses":["A"],"given":["content"],"table":'
        for document, says in (("[]", "is no collation"), ("{", "no valid JSON"), ("", "no valid JSON"), (head + "[3]}", "table[0]"),
                               (head + "[[3]]}", "table[0][0]"), (head + "[[[{}]]]}", "table[0][0][0].t"),
                               (head.replace('["A"]', "[1]") + "[]}", "witnesses[0]"),
                               (head.replace("content", "x") + "[]}", "given[0]")):
            self.assert_trouble(self.run_program("collate", "--add", text, self.write("bad.json", document)), says)
        self.assert_trouble(self.run_program("collate", "--add", other, columns), "--by-witness")
        self.assert_trouble(self.run_program("collate", "--add", text, earlier), "siglum C")
        self.assert_trouble(self.run_program("collate", "--add", text, text, earlier), "--add takes")
        self.assert_trouble(self.run_program("collate", "--add", other, "-o", earlier, earlier), "is read")


class CollateX(Command):
    """The JSON of CollateX: what its web service is sent, and what it answers."""

    def collate(self, document, *arguments):
        if not isinstance(document, str):
            document = json.dumps(document, ensure_ascii=False)
        done = self.run_program("collate", "--collatex-json", self.write("in.json", document), "--json", *arguments)
        self.assertEqual((done.status, done.err), (0, b""))
        return json.loads(done.out)

    def test_contents(self):
        answer = self.collate({"witnesses": [{"id": "A", "content": "A black cat in a basket"},
                                             {"id": "B", "content": "A white cat in a basket"}]})
        self.assertEqual(answer["witnesses"], ["A", "B"])
        self.assertEqual([[cell[0]["t"].strip() for cell in row] for row in answer["table"]],
                         [["A", "A"], ["black", "white"], ["cat", "cat"], ["in", "in"], ["a", "a"],
                          ["basket", "basket"]])

    def test_tokens_pass_through(self):
        tokens = [[{"t": "A", "ref": 123}, {"t": "black", "adj": True}, {"t": "cat", "id": "xyz"}],
                  [{"t": "A"}, {"t": "white", "adj": False}, {"t": "kitten.", "n": "cat"}]]
        answer = self.collate({"witnesses": [{"id": "A", "tokens": tokens[0]}, {"id": "B", "tokens": tokens[1]}]})
        self.assertEqual(answer["table"], [[[one], [other]] for one, other in zip(*tokens)])

    def test_tokens_keep_their_bytes(self):
        token = '{ "t":"x\\u00e9 ",\n "big":12345678901234567890.10, "t2" : [1.0,{"a":"]}"}] }'
        done = self.run_program("collate", "--json", "--collatex-json", self.write(
            "in.json", '{"witnesses":[{"tokens":[' + token + '],"id":"A"}]}'))
        self.assertIn(token.encode(), done.out)

    def test_byte_order_mark(self):
        answer = self.collate('\ufeff{"witnesses": [{"id": "A", "tokens": [{"t": "x", "y": 1}]}]}')
        self.assertEqual(answer["table"], [[[{"t": "x", "y": 1}]]])

    def test_words_are_compared_by_n(self):
        answer = self.collate({"witnesses": [{"id": "A", "tokens": [{"t": "here"}, {"t": "is"}, {"t": "one", "n": "1"}]},
                                             {"id": "B", "tokens": [{"t": "here"}, {"t": "uno", "n": "1"}]}]})
        self.assertIn([[{"t": "one", "n": "1"}], [{"t": "uno", "n": "1"}]], answer["table"])

    def columns(self, texts):
        """The table as CollateX's documentation shows it: a line a witness, a dash for nothing."""
        answer = self.collate({"witnesses": [{"id": siglum, "content" if isinstance(text, str) else "tokens": text}
                                             for siglum, text in texts.items()]})
        return [" | ".join("".join(token["t"] for token in cell).strip() if cell else "-" for cell in column)
                for column in zip(*answer["table"])]

    def test_examples_of_the_python_port(self):
        # https://github.com/interedition/collatex/blob/master/docs/pythonport.md, with segmentation=False; a full stop
        # stands with its word here, unless tokens say otherwise. Spellings are near matches in any case.
        self.assertEqual(self.columns({"A": "The quick brown fox jumps over the dog.",
                                       "B": "The brown fox jumps over the lazy dog."}),
                         ["The | quick | brown | fox | jumps | over | the | - | dog.",
                          "The | - | brown | fox | jumps | over | the | lazy | dog."])
        tokens = [[{"t": word + " ", "n": word} for word in text.split()] for text in
                  ("The quick brown fox jumps over the dog .", "The brown fox jumps over the lazy dog .")]
        self.assertEqual(self.columns(dict(zip("AB", tokens))),
                         ["The | quick | brown | fox | jumps | over | the | - | dog | .",
                          "The | - | brown | fox | jumps | over | the | lazy | dog | ."])
        self.assertEqual(self.columns({"A": "The gray koala", "B": "The brown koala"}),
                         ["The | gray | koala", "The | brown | koala"])
        self.assertEqual(self.columns({"A": "The big gray koala", "B": "The grey koala"}),
                         ["The | big | gray | koala", "The | - | grey | koala"])

    def test_examples_of_the_web_service(self):
        # http://gregor.middell.net/collatex/api/collate, which shows what is sent
        self.assertEqual(self.columns({"A": "A black cat in a black basket", "B": "A black cat in a black basket",
                                       "C": "A striped cat in a black basket", "D": "A striped cat in a white basket"}),
                         ["A | black | cat | in | a | black | basket"] * 2 +
                         ["A | striped | cat | in | a | black | basket", "A | striped | cat | in | a | white | basket"])
        self.assertEqual(self.columns({"A": [{"t": "A"}, {"t": "black"}, {"t": "cat"}],
                                       "B": [{"t": "A"}, {"t": "white"}, {"t": "kitten.", "n": "cat"}]}),
                         ["A | black | cat", "A | white | kitten."])

    def test_no_tokens(self):
        answer = self.collate({"witnesses": [{"id": "A", "tokens": []}, {"id": "B", "tokens": [{"t": "", "n": ""}]}]})
        self.assertEqual(answer["table"], [[None, [{"t": "", "n": ""}]]])

    def test_bad_documents(self):
        for document, says in (
                ("[]", "the document is no object"), ("{}", "witnesses is no array"),
                ('{"witnesses": []}', "witnesses is empty"), ('{"witnesses": [3]}', "witnesses[0] is no object"),
                ('{"witnesses": [{"content": "x"}]}', "witnesses[0].id is no string"),
                ('{"witnesses": [{"id": "A"}]}', "witnesses[0] has neither tokens nor a content"),
                ('{"witnesses": [{"id": "A", "content": 1}]}', "witnesses[0] has neither"),
                ('{"witnesses": [{"id": "A", "tokens": {}}]}', "witnesses[0].tokens is no array"),
                ('{"witnesses": [{"id": "A", "tokens": [4]}]}', "witnesses[0].tokens[0] is no object"),
                ('{"witnesses": [{"id": "A", "tokens": [{"t": "a"}, {"t": 5}]}]}', "witnesses[0].tokens[1].t is no"),
                ('{"witnesses": [{"id": "A", "tokens": [{"t": "a", "n": null}]}]}', "witnesses[0].tokens[0].n is no"),
                ('{"witnesses": [{"id": "A", "content": "x"}', "in.json:1:"),
                ('{"witnesses": [{"id": "A", "content": "x"}, {"id": "A", "content": "x"}]}', "siglum A")):
            self.assert_trouble(self.run_program("collate", "--collatex-json", self.write("in.json", document)), says)


if __name__ == "__main__":
    command.main()
