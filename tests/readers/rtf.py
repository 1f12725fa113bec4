#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rich Text Format: code pages, what is no text, tables, notes, tracked changes, files that lie."""
import packages
from packages import Reading

FONTS = (r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\fcharset161 Greek;}{\f2\fcharset128 {\*\falt no}Mincho;}"
         r"{\f3\fcharset2 Symbol;}{\f4\fcharset1 Any;}{\f5\fcharset0\cpg1251 Page;}}")


def rtf(body, head=r"\ansi\ansicpg1252\deff0", fonts=FONTS):
    return r"{\rtf1" + head + fonts + r"\uc1\pard " + body + "}"


class Characters(Reading):
    def expect(self, body, text, **others):
        self.assertEqual(self.read(rtf(body, **others)), text)

    def test_code_pages(self):
        self.expect(r"\'80\f1\'d9\f0\'e4", "€Ωä")
        self.expect(r"\f2\'82\'a8\'81A", "お、")
        self.expect(r"\f2\'82\'a8{\b \'82}\f0 x", "お\N{REPLACEMENT CHARACTER}x")
        self.expect(r"\f5\'c4\'e0", "Да")
        self.expect(r"\f4\'b9 \f0\'b9", "ą ¹", head=r"\ansi\ansicpg1250")
        self.expect(r"\'d5", "’", head=r"\mac\ansicpg10000")
        self.expect(r"\'84", "ä", head=r"\pc", fonts="")
        self.expect(r"\f99\'e4", "ä")

    def test_bytes_as_they_are(self):
        self.write("a document", rtf("J\0a: ").encode()[:-1] + b"\xe4\\f2 \x82\xa8}")
        self.assertEqual(self.run_program("text", "a document").out.decode(), "Ja: äお\n")

    def test_unicode(self):
        self.expect(r"\u8364?\u-2304?\u228\'e4!", "€\uf700ä!")
        self.expect(r"\uc2\u24180\'94\'4e abc{\uc0\u228 e}\u228 xyz", "年 abcäeäz")
        self.expect(r"\u-10240?\u-8398?", "𐌲")
        self.expect(r"\u-10240?x\u-8398?", "\N{REPLACEMENT CHARACTER}x\N{REPLACEMENT CHARACTER}")
        self.expect(r"\uc3\u228 a\b b}c", "äc", head=r"\ansi{")
        self.expect(r"{\upr{no}{\*\ud{yes}}}", "yes")

    def test_signs(self):
        self.expect(r"a\emdash b\endash\lquote c\rquote\ldblquote\rdblquote \bullet", "a—b–‘c’“”•")
        self.expect(r"\{a\~b\_c\-d\\\}", "{a\N{NO-BREAK SPACE}b\N{NON-BREAKING HYPHEN}c\N{SOFT HYPHEN}d\\}")
        self.expect(r"\f3 a\'b7\f0 a \f3\u-3998?", "α•a β")

    def test_labels_of_items(self):
        items = (r"\fi-360 1.\tx360\tab one\par\pard more\par\pard\fi-360 \bullet \tab two\par\fi-360 (iv)\tab three\par"
                 r"\pard\fi-360 Ann:\tab four\par\fi-360 12\tab five\par\fi-360 a)\par\pard 2.\tab six")
        self.expect(items, "one\n\nmore\n\ntwo\n\nthree\n\nAnn:\tfour\n\n12\tfive\n\na)\n\n2.\tsix")
        shown = self.read(rtf(items), "--places")
        self.assertIn("[element 1.] one", shown)
        self.assertIn("[element (iv)] three", shown)
        self.assertNotIn("element", shown[shown.index("four"):])

    def test_white_space(self):
        self.expect("one  two\r\n three\\tab four\tfive\\line six\\par\n\\par seven\\\neight\\par",
                    "one  two three\tfour\tfive\nsix\n\nseven\n\neight")


class Groups(Reading):
    def expect(self, body, text):
        self.assertEqual(self.read(rtf(body)), text)

    def test_what_is_no_text(self):
        for inside in (r"\colortbl;\red0;", r"\info{\title no}", r"\pict 0a0b", r"\*\unknown no {no}",
                       r"\header no\par", r"\footerl no", r"\listtext 1.\tab", r"\*\themedata 00",
                       r"\NeXTGraphic a.png \width6 \height4", r"\xe no", r"\*\bkmkstart no", r"\nonesttables no", r"\stylesheet{\s1 no;}"):
            self.expect(r"One {" + inside + "}word.", "One word.")
        self.expect("One \n{\n\\*\n\\unknown no}word{\\plain\\*\\cs7 , too}.", "One word, too.")
        self.expect(r"One {\bin6 }{\bin}word{\*\x\bin2 }}}.", "One word.")

    def test_fields_and_objects(self):
        self.expect(r'{\field{\*\fldinst HYPERLINK "no"}{\fldrslt{\ul link}}} {\object{\*\objdata 00}'
                    r"{\result text}}", "link text")

    def test_hidden(self):
        self.expect(r"a{\v no}b\v no\v0 c{\v no\plain d}", "abcd")

    def test_notes_and_boxes(self):
        self.expect(r"A sen{\super\chftn{\*\footnote\pard\plain\chftn  A note.\par Of two.}}tence"
                    r"{\shp{\*\shpinst{\sp{\sn no}{\sv no}}{\shptxt Box.\par}}{\shprslt no}}.\par Next.",
                    "A sentence.\n\nA note.\n\nOf two.\n\nBox.\n\nNext.")

    def test_headings(self):
        styles = r"{\stylesheet{\ql Normal;}{\s3 heading 2;}{\s4\outlinelevel0 Kopf;}{\*\cs5 heading 3;}}"
        shown = self.read(rtf(styles + r"\s4 First\par\pard text\par\pard\s3 Second\par\pard\outlinelevel2 Third\par"),
                          "--places")
        for name in ("First", "Second", "Third"):
            self.assertIn(f"[chapter {name}] ", shown)
        self.assertNotIn("[chapter text]", shown)

    def test_formula(self):
        self.expect(r"{\mmath{\*\moMath{\mf{\mfPr{\mtype no}{\mctrlPr no}}{\mr x=1}}}{\mmathPict no}}", "x=1")


class Tables(Reading):
    def test_cells(self):
        body = (r"x\par\trowd\cellx1\cellx2\intbl a\cell\cell c\par d\cell\row"
                r"\trowd\intbl\cell e\cell\row\pard y\par")
        self.assertEqual(self.read(rtf(body)), "x\n\na\tc\n\nd\ne\n\ny")
        shown = self.read(rtf(body), "--places")
        self.assertIn("[cell 2.2] e", shown)

    def test_nested(self):
        body = (r"\intbl a\par\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\nestrow}"
                r"{\nonesttables\par no}\pard\intbl d\cell e\cell\row\pard f")
        self.assertEqual(self.read(rtf(body)), "a\n\nb\tc\n\nd\te\n\nf")

    def test_note_in_a_cell(self):
        body = r"\intbl a{\footnote\pard\plain Note.}\cell b\cell\row\pard c"
        self.assertEqual(self.read(rtf(body)), "a\tb\n\nNote.\n\nc")


class Changes(Reading):
    def test_both_ways(self):
        body = (r"It was {\deleted\revauthdel1 seven}{\revised\revauth1 eight}.{\deleted\par} {\revised \par}Next "
                r"\deleted one\deleted0  two{\mvf  from}{\mvt  to}.")
        self.assertEqual(self.both(rtf(body)), ("It was eight.\n\nNext  two to.",
                                                "It was seven.\n\nNext one two from."))


class Broken(Reading):
    def test_cut_off_anywhere(self):
        whole = rtf(r"One{\b two}\par{\bin5 abcde}\'e4 \u228?{\footnote x}").encode()
        for cut in range(6, len(whole)):
            self.refuse(whole[:cut], "cut off")
        self.refuse("{\\rtf1 \\bin2147483647 x}", "cut off")

    def test_nested_deeply(self):
        self.refuse("{\\rtf1" + "{" * 100000 + "}" * 100000 + "}", "nest deeper")
        self.refuse("{\\rtf1{\\*\\x" + "{" * 100000 + "}" * 100000 + "}}", "nest deeper")

    def test_odd_signs(self):
        body = (r"\cell\row\nestcell\nestrow\itap99999\intbl a\itap-1 b\cell\'zz\f-1\f99999 \s-1\s99999 \u\uc-5 "
                r"c\u99999999999 d\par\row\itap3 e\nestcell\itap1 f" + "\\" + "x" * 100 + r"1 g\endash1 h\*\'")
        self.assertTrue(self.read(rtf(body)).endswith("g–h"))

    def test_empty(self):
        self.assertEqual(self.read("{\\rtf1}"), "")
        self.write("a document", "{\\rtx")
        self.assert_trouble(self.run_program("text", "--from", "rtf", "a document"), "a document", "no RTF")

    def test_linear(self):
        tables = "".join(rf"{{\f{i} x;}}" for i in range(20000))
        notes = r"{\footnote x}" * 20000
        cells = r"\intbl x\cell\row" * 20000
        self.assertIn("x", self.read(rtf(notes + cells, fonts=r"{\fonttbl" + tables + "}")))


if __name__ == "__main__":
    packages.main()
