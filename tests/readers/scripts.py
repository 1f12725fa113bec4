#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fountain, typed screenplays, printed plays: who speaks is a place, what nobody says stands apart."""
import packages
from packages import Reading


class Fountain(Reading):
    def fountain(self, text, *options):
        return self.read(text, *options, name="x.fountain")

    def lines(self, text):
        return [line for line in self.fountain(text, "--places").split("\n") if line]

    def test_by_name_only(self):
        self.assertEqual(self.read("ANN\nYes *I* do.", name="x.txt"), "ANN\nYes *I* do.")
        self.assertEqual(self.fountain("ANN\nYes *I* do."), "Yes I do.")
        self.assertEqual(self.read("ANN\nYes *I* do.", "--from", "fountain", name="x.txt"), "Yes I do.")

    def test_speeches(self):
        shown = self.lines("INT. HOUSE - DAY\n\nShe sits.\nAnd waits.\n\n   ANN (V.O.) ^\n(softly)\nYes.\nNo.\n\nÉVA\nWhy?\n")
        self.assertEqual(shown, ["[chapter INT. HOUSE - DAY] [paragraph 1] INT. HOUSE - DAY", "[paragraph 2] She sits.",
                                 "And waits.", "[paragraph 3] (softly)", "[paragraph 4] [speaker ANN] Yes.", "No.",
                                 "[paragraph 5] [speaker ÉVA] Why?"])

    def test_what_names_nobody(self):
        for text in ("ANN\n\nwaits.", "Ann\nwaits.", "42\nis it.", "AND ^ (x)\ny.", "(ANN)\nwaits.", "He\nANN\nwaits."):
            self.assertNotIn("[speaker", self.fountain(text, "--places"), text)
        for text in ("@ann\nYes.", "2ND COP\nYes.", "АННА\nДа.", "ANN (CONT'D) (O. S.)\nYes.", "DAVE #tag\nYes."):
            self.assertIn("[speaker", self.fountain(text, "--places"), text)

    def test_speech_goes_on_over_two_blanks(self):
        shown = self.lines("ANN\nOne.\n  \nTwo.\n\nShe goes.")
        self.assertEqual(shown[1:], ["[paragraph 2] Two.", "[paragraph 3] She goes."])

    def test_forced(self):
        text = ("!BANG\nBANG\n\n.SCENE\n\n...not one\n\n> BURN TO WHITE.\n\n> THE END <\n\nANN\n~La\n~la\n\n===\n\nEnd\n\n"
                "# Act\n\n## Part")
        self.assertEqual(self.fountain(text), "BANG\nBANG\n\nSCENE\n\n...not one\n\nBURN TO WHITE.\n\nTHE END\n\nLa\nla\n\n"
                                              "End\n\nAct\n\nPart")

    def test_scene_numbers(self):
        shown = self.lines("ext. street #1-A#\n\nEXT. ROAD #B2\n\nEXTRA people\n\nINT./EXT. CAR\n\nEST. TOWN")
        self.assertIn("[element scene 1-A] ext. street", shown[0])
        self.assertTrue(shown[1].endswith("EXT. ROAD #B2"))
        self.assertEqual(["[chapter" in line for line in shown], [True, True, False, True, True])

    def test_notes_and_boneyards(self):
        text = ("One [[a\nnote]] two.\n\n[[Alone.\n  \nStill.]]\n\n= Plan\n\nThree/* no\n\nno /* no */ */ four.\n\n"
                "[[open\n\nnot closed]] /* nor this\n")
        self.assertEqual(self.fountain(text), "One two.\n\na note\n\nAlone. Still.\n\nPlan\n\nThree four.\n\n[[open\n\n"
                                              "not closed]] /* nor this")

    def test_emphasis(self):
        cases = {"*a* **b** ***c*** _d_": "a b c d", "_x *y* z_": "x y z", "**\\*9765\\***": "*9765*",
                 "dialed *69 and *23, and": "dialed *69 and *23, and", "*69 and 23*": "69 and 23",
                 "_69 and 23 _": "_69 and 23 _", "*69 and 23\\*": "*69 and 23*", "**a *b***": "a b",
                 "file_name_x": "file_name_x", "****": "****", "* a *": "* a *"}
        for text, wanted in cases.items():
            with self.subTest(text):
                self.assertEqual(self.fountain(f"So {text} there"), f"So {wanted} there")

    def test_title_page(self):
        text = "Title:\n    _**BRICK**_\n    STEEL\nDraft date: 1/2/2012\nNo entry.\nStill: none."
        self.assertEqual(self.fountain(text), "BRICK\nSTEEL\n\n1/2/2012\n\nNo entry.\nStill: none.")
        self.assertEqual(self.fountain("FADE IN:\n\nA house."), "FADE IN:\n\nA house.")

    def test_same_as_what_is_said(self):
        self.write("a.fountain", "ANN\nI never said *that*.\n\nBOB (V.O.)\nYou did.")
        self.write("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nI never said that.\n\n2\n00:00:03,000 --> 00:00:04,000\n"
                            "You did.\n")
        self.assertEqual(self.run_program("compare", "a.fountain", "a.srt").status, 0)

    def test_other_encodings(self):
        text = "ÉVA\nWas *für* ein Tag."
        for encoding in ("utf-16", "utf-8-sig"):
            self.assertEqual(self.fountain(text.encode(encoding)), "Was für ein Tag.")

    def test_hostile(self):
        n = 30000
        for piece in ("[[", "/*", "*/", "/* */", "*", "_a", "*a", "**a ***b", "[[a]]", "(a)", "A\n", "A\nb\n\n", "#", "=",
                      "\n", "  \n", "@", ">", ".", "\\", "\0", "A (", "[[\n\n", "A: b\n", "\t"):
            for text in (piece * n, "A\n" + piece * n, "Title: " + piece * n, "/*" * 100 + piece * n + "*/" * 100):
                for format in ("fountain", "screenplay", "play"):
                    self.write("x", text)
                    self.assertEqual(self.run_program("text", "--from", format, "x").status, 0)


class Screenplay(Reading):
    TEXT = ("          FADE IN:\n\n12        INT. OFFICE - MORNING                         12\n\n"
            "          A MAN sits alone and waits\n          for *the* phone.\n\n"
            "                              MAN (V.O.)\n                         (passionately)\n"
            "                    I'm writing all\n                    the time.\n\n"
            "                              GIRL\n                    Why?\n                              (MORE)\n\n"
            "                                                      13.\n\n"
            "                              GIRL (CONT'D)\n                    Tell me.\n\n"
            "          SUDDENLY THE CAR\n          explodes.\n\nCONTINUED:\n\n          EXT. STREET - DAY\n")

    def test_layout(self):
        self.assertEqual(self.read(self.TEXT, "--from", "screenplay"),
                         "FADE IN:\n\nINT. OFFICE - MORNING\n\nA MAN sits alone and waits for *the* phone.\n\n"
                         "(passionately)\n\nI'm writing all the time.\n\nWhy?\n\nTell me.\n\nSUDDENLY THE CAR explodes.\n\n"
                         "EXT. STREET - DAY")

    def test_places(self):
        shown = self.read(self.TEXT, "--from", "screenplay", "--places")
        self.assertIn("[element scene 12] INT. OFFICE - MORNING", shown)
        self.assertIn("[page 13] [paragraph 7] [speaker GIRL] Tell me.", shown)
        self.assertNotIn("SUDDENLY THE CAR]", shown)

    def test_is_asked_for(self):
        self.assertEqual(self.read(self.TEXT, name="x.txt").split("\n"), self.TEXT.rstrip("\n").split("\n"))


class Play(Reading):
    TEXT = ("ACT I\n\nSCENE I. Elsinore.\n\nEnter Francisco, a\nsentinel.\n\nBARNARDO.\nWho’s there?\n\nFRANCISCO.\n"
            "Nay, answer me.\nFor this relief [_Exit._] much thanks.\n\nNORA (laughing). Yes. It is _very_ long,\nand wraps.\n\n"
            "MRS. LINDE. No [takes her hand]; never.\n\n_HELMER:_ And you?\n\n[_Exeunt._]\n\nIt ends. So.")

    def test_layout(self):
        self.assertEqual(self.read(self.TEXT, "--from", "play"),
                         "ACT I\n\nSCENE I. Elsinore.\n\nEnter Francisco, a sentinel.\n\nWho’s there?\n\nNay, answer me.\n"
                         "For this relief much thanks.\n\n[Exit.]\n\n(laughing)\n\nYes. It is very long, and wraps.\n\n"
                         "No; never.\n\n[takes her hand]\n\nAnd you?\n\n[Exeunt.]\n\nIt ends. So.")

    def test_speakers(self):
        shown = self.read(self.TEXT, "--from", "play", "--places")
        for name in ("BARNARDO", "FRANCISCO", "NORA", "MRS. LINDE", "HELMER"):
            self.assertIn(f"[speaker {name}]", shown)


if __name__ == "__main__":
    packages.main()
