#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Markdown without its markup: blocks, code, front matter, HTML within, places of its words."""
import packages
from packages import Reading


class Text(Reading):
    def shown(self, text, *options, name="a.md"):
        return self.read(text, *options, name=name)

    def test_by_name_only(self):
        self.assertEqual(self.shown("*a*", name="a.txt"), "*a*")
        self.assertEqual(self.shown("*a*", name="a.markdown"), "a")
        self.assertEqual(self.shown("*a*", "--from", "markdown", name="a"), "a")

    def test_lines(self):
        self.assertEqual(self.shown("# A *b*\n\nc\nd _e_ **f**__g__  \nh\\\ni\n\n\n>j\nk\n\nL\n---\nm"),
                         "A b\n\nc d e fg\nh\ni\n\nj k\n\nL\n\nm")

    def test_spans(self):
        text = "[a *b*](http://x \"no\") ![c](no.png) <http://y.z> `d  *e*` ~~f~~ [g][h] \\*i\\*\n\n[h]: no 'no'"
        self.assertEqual(self.shown(text), "a b c http://y.z d *e* f g *i*")

    def test_references(self):
        self.assertEqual(self.shown("&eacute;&lt;&#65; &nosuch; & \0"), "é<A &nosuch; & \ufffd")

    def test_lists(self):
        text = "3. a\n4. b\n   - c\n5. d\n\ne\n\n* f\n\n  g"
        self.assertEqual(self.shown(text), "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng")
        shown = self.shown(text, "--places")
        for place in ("[element 3.] a", "[element 4.] b", "[element 5.] d"):
            self.assertIn(place, shown)
        self.assertNotIn("element", shown[shown.index("] e"):])

    def test_code(self):
        text = "a\n\n```c\nint  *x*;\n\n\n\t  y &amp;\n\n```\n\n      b\n    c\n"
        self.assertEqual(self.shown(text), "a\n\nint  *x*;\n\n\n      y &amp;\n\n  b\nc")

    def test_tables(self):
        text = "a\n\n| b | *c* |\n|---|:-:|\n| d \\| e | f |\n\ng"
        self.assertEqual(self.shown(text), "a\n\nb\tc\nd | e\tf\n\ng")
        self.assertIn("[cell 2.2]", self.shown(text, "--places"))

    def test_headings(self):
        self.assertIn("[chapter A b] ", self.shown("## A *b* ##\n\nc", "--places"))

    def test_html(self):
        text = ("<div align=center>\n<h1>A</h1> <!-- no -->\n</div>\n\nb <i class=x>c</i><br/>d<!-- no -->\n\n"
                "<script>\nno\n</script>\n\n<!-- no\n\nno -->\n\ne")
        self.assertEqual(self.shown(text), "A\n\nb c\nd\n\ne")

    def test_front_matter(self):
        for text in ("---\ntitle: no\n---\nyes\n", "+++\ntitle = 'no'\n+++\n\nyes\n", "---\n# no\nx: y\n...\nyes\n"):
            with self.subTest(text):
                self.write("a.md", text)
                self.write("b.txt", "Yes, it is.\n")
                shown = self.shown(text)
                self.assertTrue(shown.endswith("\n\nyes"), shown)
                self.assertTrue(shown.startswith(text[:8]), shown)
        for text, read in (("---\nA line.\n---\n", "A line."), ("---\na: b\n", "a: b"), ("a\n\n---\nb: c\n---\n",
                           "a\n\nb: c")):
            self.assertEqual(self.shown(text), read)

    def test_footnotes(self):
        text = ("One[^1] *two*[^a] three[^none] `no[^1]`.\n\n[^1]: The *first*\ngoes on.\n\n    And on.\n\n        code\n\n"
                "[^a]: Word\n[^b]: Alone.\n\nFour[^1].\n\n```\n[^1]: code\n```\n")
        self.assertEqual(self.shown(text),
                         "One two three[^none] no[^1].\n\nThe first goes on.\n\nAnd on.\n\ncode\n\nWord\n\nFour.\n\n"
                         "[^1]: code\n\nAlone.")
        self.assertEqual(self.shown("_One_[^x].\n\n[^x]: [^x] x\n"), "One.\n\n[^x] x")
        self.assertEqual(self.shown("- a[^1]\n- b\n\n| c[^1] | g |\n|---|---|\n| d[^2] | h |\n\n[^1]: e\n[^2]: f"), "a\n\ne\n\nb\n\nc\tg\nd\th\n\nf")

    def test_encodings(self):
        self.assertEqual(self.shown("# é *ü*".encode("utf-16")), "é ü")
        self.assertEqual(self.shown("# é *ü*".encode("utf-8-sig")), "é ü")


class Hostile(Reading):
    def test_cut_off_anywhere(self):
        whole = "---\na: b\n---\n# A\n\n1. [b](c) `d`\n   > e\n\n|f|\n|-|\n|g|\n\n```\nh\n\n<div>\n<b>i</div>\n\n&amp; ~~j~~"
        for cut in range(len(whole)):
            self.write("cut.md", whole[:cut])
            self.assertEqual(self.run_program("text", "cut.md").status, 0)

    def test_many(self):
        n = 50000
        for text in ("[" * n, "*a **b " * n, ">" * n + "a", "- " * n + "a", "a <!--" * n, "[a](" * n, "***" * n + "a",
                     "[^1]" * n + "\n\n[^1]: x", "[^1]: x\n" * n + "[^1]",
                     "".join(f"[^{i}]\n\n[^{i}]: x\n\n" for i in range(n)), "|" * n + "\n" + "|-" * n + "|\n" + "|\n" * n, "```\n" * n, "    \n" * n + "    a", "&" * n):
            with self.subTest(text[:8]):
                self.write("many.md", text)
                self.assertEqual(self.run_program("text", "many.md").status, 0)


if __name__ == "__main__":
    packages.main()
