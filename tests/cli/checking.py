#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost check ACCOUNT: the quotations of a text, listed and as JSON."""
import json

import command
from command import Command

TEXT = "“No,” said Anna, “never.”\n\nNobody spoke.\n\n“Why not, if I may ask?” said Ben.\n"


class Check(Command):
    def check(self, *arguments):
        done = self.run_program("check", *arguments)
        self.assert_answers(done, 0)
        return done.out.decode()

    def test_list(self):
        self.write("a.txt", TEXT)
        out = self.check("a.txt")
        self.assertTrue(out.startswith("3 quotations"), out)
        self.assertIn("“never.”", out)
        self.assertEqual(out.count("Why not"), 1)

    def test_json(self):
        self.write("a.txt", TEXT)
        answer = json.loads(self.check("--json", "a.txt"))
        self.assertEqual(answer["format"], "almost.quotations/1")
        self.assertEqual([q["text"] for q in answer["quotations"]],
                         ["No,", "never.", "Why not, if I may ask?"])
        self.assertEqual([q["saying"] for q in answer["quotations"]], [1, 1, 2])
        for quotation in answer["quotations"]:
            span = quotation["span"]
            self.assertEqual(TEXT[span["start"]:span["end"]], quotation["text"])
            self.assertEqual((quotation["status"], quotation["sources"]), ("not checked", []))
        self.assertEqual([q["line"] for q in answer["quotations"]], [1, 1, 5])

    def test_two_conventions(self):
        self.write("a.txt", "She said: “The dog came home.” He said: \"The train was late.\" An inch is 1\".\n\n"
                            "“Is it ‘late’?” said «nobody» at all, and \"left\n\nthe room.\n")
        answer = json.loads(self.check("--json", "a.txt"))
        self.assertEqual([q["text"] for q in answer["quotations"]],
                         ["The dog came home.", "The train was late.", "Is it ‘late’?"])

    def test_units(self):
        self.write("a.txt", TEXT)
        answer = json.loads(self.check("--json", "--units", "bytes", "a.txt"))
        for quotation in answer["quotations"]:
            span = quotation["span"]
            self.assertEqual(TEXT.encode()[span["start"]:span["end"]].decode(), quotation["text"])

    def test_none(self):
        for content in ("", "Nobody spoke.\n"):
            self.write("a.txt", content)
            self.assertEqual(self.check("a.txt"), "There are no quotations.\n")
            self.assertEqual(json.loads(self.check("--json", "a.txt"))["quotations"], [])

    def test_output(self):
        self.write("a.txt", TEXT)
        done = self.run_program("check", "-o", "out.json", "--json", "a.txt")
        self.assertEqual((done.status, done.out, done.err), (0, b"", b""))
        self.assertEqual(len(json.loads((self.folder / "out.json").read_text())["quotations"]), 3)
        self.assert_trouble(self.run_program("check", "-o", "a.txt", "a.txt"), "a.txt")

    def test_trouble(self):
        self.write("a.txt", TEXT)
        self.assert_trouble(self.run_program("check"), "one account")
        self.assert_trouble(self.run_program("check", "none.txt"), "none.txt")
        self.assert_trouble(self.run_program("check", "--language", "xx", "a.txt"), "xx")

    def test_cast(self):
        self.write("a.txt", "“Nobody saw it,” said the captain.\n\n“Who did?” asked Ben.\n")
        self.write("cast.txt", "# on board\nAnna Hill; the captain (f)\n\nBenjamin; Ben (m)\nNobody Else\n")
        answer = json.loads(self.check("--json", "--cast", "cast.txt", "a.txt"))
        self.assertEqual([q["speaker"] for q in answer["quotations"]], ["Anna Hill", "Benjamin"])
        self.write("bad.txt", "Anna\nBen (x)\n")
        self.assert_trouble(self.run_program("check", "--cast", "bad.txt", "a.txt"), "bad.txt:2", "(m)")
        self.assert_trouble(self.run_program("check", "--cast", "none.txt", "a.txt"), "none.txt")
        self.assert_trouble(self.run_program("check", "-o", "cast.txt", "--cast", "cast.txt", "a.txt"))

    def test_documents_are_no_speakers(self):
        """What an article or a treaty says nobody says, and nobody is guessed for it."""
        for text, speakers in (
                ("Article 2 says: “The council meets.” Nobody doubted it.\n\nSection 7 adds: “The court decides.”\n", [None] * 2),
                ("“I know Article 2,” said Anna Bell.\n\nThe report says: “Nobody came.” Article 12 of the Treaty says: “Nobody is held.”\n\n"
                 "“So it does,” said Ben.\n", ["Anna Bell", None, None, "Ben"]),
                ("Rule 4(b) says “No talking.” Anna Bell says: “I know it.” Amendment II declares: “All may.” The Act states: “All must.”\n",
                 [None, "Anna Bell", None, None]),
                ("“Nobody leaves,” says Article 9. “The committee meets,” says Annex B.\n", [None] * 2),
                ("The law student said: “I read it.” So it was.\n", ["The law student"]),
                ("Artikel 2 sagt: „Sie ist frei.“ Und das ist gut. Der Bericht sagt: „Es war kalt.“ Und so war es auch.\n", [None] * 2),
                ("L’article 2 dit : « La loi est la même. » Et le rapport dit : « Il pleut dans la ville. »\n", [None] * 2)):
            with self.subTest(text=text):
                self.write("a.txt", text)
                answer = json.loads(self.check("--json", "a.txt"))
                self.assertEqual([q["speaker"] for q in answer["quotations"]], speakers)

    def test_scripts(self):
        self.write("a.fountain", "INT. HOUSE\n\nANNA\nDid you lock it?\n\nBEN\n(smiling)\nI did.\n")
        answer = json.loads(self.check("--json", "a.fountain"))
        self.assertEqual([(q["speaker"], q["speaker_by"], q["text"]) for q in answer["quotations"]],
                         [("ANNA", "script", "Did you lock it?"), ("BEN", "script", "I did.")])

    def test_blocks(self):
        self.write("a.html", "<p>He wrote:</p><blockquote><p>The ferry left at “seven”.</p></blockquote>"
                             "<p>So it is.</p>")
        answer = json.loads(self.check("--json", "a.html"))
        self.assertEqual([(q["kind"], q["text"]) for q in answer["quotations"]],
                         [("block", "The ferry left at “seven”.")])

    def test_letters_are_no_quotations(self):
        self.write("a.eml", "From: ann@example.org\nSubject: x\n\nThe ferry left. “Never,” said Ben.\n")
        answer = json.loads(self.check("--json", "a.eml"))
        self.assertEqual([(q["speaker"], q["text"]) for q in answer["quotations"]], [("Ben", "Never,")])

    def test_controls(self):
        self.write("a.txt", "“No\x1b[31m \u202e way, \x07 it is,” said Ben.\n")
        out = self.check("a.txt")
        self.assertNotIn("\x1b", out)
        self.assertNotIn("\u202e", out)

    def test_made_to_be_slow(self):
        """What takes more than linear time would not come back."""
        for piece in ('"a" ', '"', "“", "“a\n\n", "“a,” said Tom Hill. ", "— a, dit B. — c\n\n",
                      "“Tom, Ann, Bob, Sam,” ", "'a' 'tis b' ", "“a (smiling (", "> a\n", "“a,” he said.\n\n",
                      "“a,” said I.\n\n“Tom!”\n\n", "“a «b» \"c\" ‘d’ „f“ ", "““””", "“a\n\nb\n\n", "Mr. A B, "):
            with self.subTest(piece=piece):
                self.write("a.txt", piece * (400_000 // len(piece.encode())))
                self.assertEqual(json.loads(self.check("--json", "--from", "text", "a.txt"))["format"],
                                 "almost.quotations/1")

    def test_threads(self):
        self.write("a.txt", TEXT * 100)
        self.assertEqual(self.check("--json", "--threads", "1", "a.txt"),
                         self.check("--json", "--threads", "4", "a.txt"))


class SaidBySomeoneElse(Command):
    """What comparing tells of a line that another person says."""

    def compare(self, original, telling, name="a.txt"):
        self.write("original-" + name, original)
        self.write("telling-" + name, telling)
        return self.compare_json("original-" + name, "telling-" + name)

    def speakers(self, answer):
        return [(change["speaker"]["original"], change["speaker"]["telling"])
                for change in answer["changes"] if "speaker" in change]

    def test_names(self):
        answer = self.compare(TEXT, TEXT.replace("Anna", "Carl"))
        self.assertEqual(self.speakers(answer), [("Anna", "Carl")])
        self.assertEqual(answer["statistics"]["touching"]["speaker"], 1)
        self.assertIn("said by someone else", answer["sentence"])

    def test_pronouns(self):
        original = "Anna and Ben came in. “It was late, you know,” she said.\n"
        answer = self.compare(original, original.replace("she", "he"))
        self.assertEqual(self.speakers(answer), [("she", "he")])

    def test_one_by_two_names(self):
        answer = self.compare(TEXT.replace("Anna", "Anna Hill"), TEXT.replace("Anna", "Miss Hill"))
        self.assertEqual(self.speakers(answer), [])

    def test_names_that_say_nothing(self):
        original = "“It was late,” said Anna. Ben had gone to the pier with Carl.\n"
        answer = self.compare(original, original.replace("Carl", "Dora"))
        self.assertEqual(self.speakers(answer), [])

    def test_scripts(self):
        script = "INT. HOUSE\n\nANNA\nDid you lock it?\n\nBEN\nI did, as always.\n\nANNA\nGood.\n"
        answer = self.compare(script, script.replace("BEN", "CARL"), "a.fountain")
        self.assertEqual(self.speakers(answer), [("BEN", "CARL")])
        self.assertEqual([(c["touches"], c["text"]["telling"]) for c in answer["changes"] if c["kind"] == "different"],
                         [(["speaker"], "I did, as always.")])
        self.assertEqual(answer["verdict"]["answer"], "almost")
        self.assertIn("said by someone else (CARL, not BEN)", answer["sentence"])
        shown = self.run_program("original-a.fountain", "telling-a.fountain").out.decode()
        self.assertIn("BEN:[-I did, as always.-] CARL:{+I did, as always.+}", shown)
        self.assertEqual(self.speakers(self.compare(script, script, "a.fountain")), [])

    def test_mirror(self):
        for original, telling, name in ((TEXT, TEXT.replace("Anna", "Carl"), "a.txt"),
                                        ("INT. X\n\nANN\nNo, never.\n\nBEN\nSo.\n",
                                         "INT. X\n\nBEN\nNo, never.\n\nANN\nSo.\n", "a.fountain")):
            there = self.speakers(self.compare(original, telling, name))
            back = self.speakers(self.compare(telling, original, name))
            self.assertTrue(there)
            self.assertEqual(there, [pair[::-1] for pair in back])


if __name__ == "__main__":
    command.main()
