#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Word documents: what is text and what is not, tracked changes both ways, files that lie."""
import packages
from packages import Reading, pack, word, word_parts


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text):
    return f'<w:del w:id="1"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def inserted(text):
    return f'<w:ins w:id="2">{run(text)}</w:ins>'


def paragraph(inside, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def mark(change):
    """Properties of a paragraph whose mark was changed."""
    return f'<w:rPr><w:{change} w:id="3"/></w:rPr>'


def cell(inside, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def plain_cells(*texts):
    return [cell(paragraph(run(text))) for text in texts]


class Text(Reading):
    def test_paragraphs_and_runs(self):
        body = (paragraph(run("One ") + run("w", "<w:b/>") + run("ord.") + "<w:proofErr/>")
                + paragraph("") + paragraph(run("Two") + "<w:r><w:tab/></w:r>" + run("tabs")
                                            + "<w:r><w:br/></w:r>" + run("and a line.")))
        self.assertEqual(self.read(word(body)), "One word.\n\nTwo\ttabs\nand a line.")

    def test_white_space(self):
        text = paragraph("<w:r><w:t>\n  One </w:t></w:r>" + run("two   blanks ") + run(" three"))
        self.assertEqual(self.read(word(text)), "One two   blanks  three")

    def test_signs(self):
        body = paragraph(run("a") + "<w:r><w:noBreakHyphen/></w:r>" + run("b&amp;c")
                         + "<w:r><w:softHyphen/></w:r>" + run("d")
                         + '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'
                         + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
                         + '<w:r><w:sym w:font="Unknown" w:char="263A"/><w:sym w:char="D800"/></w:r>'
                         + "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")
        self.assertEqual(self.read(word(body)), "a‑b&c\u00addα☑☺x=1")

    def test_hidden(self):
        styles = ('<w:style w:type="character" w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
                  '<w:style w:type="character" w:styleId="Child"><w:basedOn w:val="Base"/></w:style>')
        body = paragraph(run("seen") + run("hidden", "<w:vanish/>") + run(" too", '<w:vanish w:val="0"/>')
                         + run("hidden", '<w:rStyle w:val="Child"/>')
                         + run("!", '<w:rStyle w:val="Child"/><w:vanish w:val="false"/>'))
        self.assertEqual(self.read(word(body, styles=styles)), "seen too!")

    def test_fields(self):
        def char(kind):
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
        body = paragraph(run("p. ") + char("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>"
                         + char("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + char("separate")
                         + run("no text") + char("end") + char("separate") + run("7") + char("end") + run(" of ")
                         + '<w:fldSimple w:instr="NUMPAGES">' + run("9") + "</w:fldSimple>"
                         + char("begin")) + paragraph(run("still there"))
        self.assertEqual(self.read(word(body)), "p. 7 of 9\n\nstill there")

    def test_wrappers(self):
        body = ("<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent>"
                + paragraph("<w:hyperlink>" + run("a link") + "</w:hyperlink>"
                            + "<w:smartTag>" + run(" here") + "</w:smartTag>")
                + "</w:sdtContent></w:sdt>")
        self.assertEqual(self.read(word(body)), "a link here")

    def test_ruby(self):
        body = paragraph("<w:r><w:ruby><w:rt>" + run("kan") + "</w:rt><w:rubyBase>" + run("漢")
                         + "</w:rubyBase></w:ruby></w:r>")
        self.assertEqual(self.read(word(body)), "漢")

    def test_text_boxes_once_and_behind(self):
        box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
        both = (f"<w:r><mc:AlternateContent><mc:Choice Requires='v'>{box}</mc:Choice>"
                f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>")
        body = paragraph(run("Before and") + both + run(" after.")) + paragraph(run("Next."))
        self.assertEqual(self.read(word(body)), "Before and after.\n\nIn the box.\n\nNext.")

    def test_headings(self):
        styles = ('<w:style w:styleId="H"><w:name w:val="heading 2"/></w:style>'
                  '<w:style w:styleId="Mine"><w:basedOn w:val="H"/></w:style>')
        body = (paragraph(run("First"), '<w:pStyle w:val="Mine"/>') + paragraph(run("text"))
                + paragraph(run("Second"), '<w:outlineLvl w:val="0"/>') + paragraph(run("more")))
        shown = self.read(word(body, styles=styles), "--places")
        self.assertIn("[chapter First] ", shown)
        self.assertIn("[chapter Second] ", shown)
        self.assertNotIn("[chapter text]", shown)

    def test_strict_and_named_otherwise(self):
        body = paragraph(run("Strict."))
        self.assertEqual(self.read(word(body, strict=True)), "Strict.")
        self.assertEqual(self.read(word(body, main="other/names/text.xml")), "Strict.")
        parts = word_parts(body, main="other/text.xml")
        del parts["_rels/.rels"]
        self.assertEqual(self.read(pack(parts)), "Strict.")


class Numbers(Reading):
    """Numbers of lists are places."""

    @staticmethod
    def level(number, form, text, more=""):
        return (f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
                f'<w:lvlText w:val="{text}"/></w:lvl>')

    def numbering(self):
        return ('<w:abstractNum w:abstractNumId="0">' + self.level(0, "decimal", "%1.", '<w:pStyle w:val="L"/>')
                + self.level(1, "lowerLetter", "(%2)") + self.level(2, "upperRoman", "%1.%3") + "</w:abstractNum>"
                '<w:abstractNum w:abstractNumId="1">' + self.level(0, "bullet", "*") + "</w:abstractNum>"
                '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
                '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/>'
                '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
                '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
                + self.level(0, "upperLetter", "%1)") + "</w:lvlOverride></w:num>")

    @staticmethod
    def item(text, number, level=0, change=""):
        return paragraph(run(text) if text else "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
                         f"{change}</w:numPr>")

    def places(self, body, *options):
        styles = '<w:style w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        shown = self.read(word(body, numbering=self.numbering(), styles=styles), "--places", *options)
        lines = [line for line in shown.splitlines() if line]
        return [(line.partition("[element ")[2].partition("]")[0], line.rpartition("] ")[2]) for line in lines]

    def test_counted(self):
        item = self.item
        body = (item("a", 1) + item("b", 1, 1) + item("c", 1, 1) + item("d", 1, 2) + item("", 1) + item("e", 1, 1)
                + item("f", 1) + item("g", 2) + item("h", 4) + item("i", 3) + item("j", 9)
                + paragraph(run("k"), '<w:pStyle w:val="L"/>') + paragraph(run("l")))
        self.assertEqual(self.places(body), [("1.", "a"), ("(a)", "b"), ("(b)", "c"), ("1.I", "d"), ("(a)", "e"),
                                             ("3.", "f"), ("7.", "g"), ("H)", "h"), ("", "i"), ("", "j"), ("9.", "k"),
                                             ("", "l")])

    def test_odd_levels(self):
        numbering = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimalZero"/>'
                     '<w:lvlText w:val="%1"/></w:lvl>' + self.level(1, "lowerRoman", "%1-%2", '<w:lvlRestart w:val="0"/>')
                     + self.level(2, "lowerLetter", "%2/%3", "<w:isLgl/>") + self.level(3, "decimal", "%4" * 40)
                     + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
        body = "".join(self.item(str(level), 1, level) for level in (0, 1, 0, 1, 2, 3))
        shown = self.read(word(body, numbering=numbering), "--places")
        for place in ("[element 00] 0", "[element 00-i] 1", "[element 01] 0", "[element 01-ii] 1", "[element 2/1] 2"):
            self.assertIn(place, shown)
        self.assertTrue(shown.endswith("[paragraph 6] 3"), shown)

    def test_changes(self):
        gone = paragraph(deleted("x"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + mark("del"))
        body = self.item("a", 1) + gone + self.item("b", 1, 0, "<w:ins/>") + self.item("c", 1)
        self.assertEqual(self.places(body), [("1.", "a"), ("2.", "b"), ("3.", "c")])
        self.assertEqual(self.places(body, "--revisions", "original"),
                         [("1.", "a"), ("2.", "x"), ("", "b"), ("3.", "c")])


class Notes(Reading):
    NOTES = ('<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>___</w:t></w:r></w:p></w:footnote>'
             '<w:footnote w:id="2">' + paragraph("<w:r><w:footnoteRef/></w:r>" + run(" A note."))
             + "</w:footnote>")

    def test_behind_the_paragraph(self):
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        end = '<w:r><w:endnoteReference w:id="2"/></w:r>'
        body = paragraph(run("A sen") + reference + run("tence") + end + ".") + paragraph(run("Next."))
        endnotes = '<w:endnote w:id="2">' + paragraph(run("At the end.")) + "</w:endnote>"
        self.assertEqual(self.read(word(body, footnotes=self.NOTES, endnotes=endnotes)),
                         "A sentence\n\nA note.\n\nAt the end.\n\nNext.")

    def test_told_once(self):
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        body = paragraph(run("One") + reference + reference + '<w:r><w:footnoteReference w:id="7"/></w:r>')
        self.assertEqual(self.read(word(body, footnotes=self.NOTES)), "One\n\nA note.")

    def test_behind_the_table(self):
        reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
        body = table(row(cell(paragraph(run("a") + reference)), *plain_cells("b")))
        self.assertEqual(self.read(word(body, footnotes=self.NOTES)), "a\tb\n\nA note.")


class Tables(Reading):
    def test_cells(self):
        body = (paragraph(run("Before.")) + table(row(*plain_cells("a", "b")), row(*plain_cells("", "d")))
                + paragraph(run("After.")))
        document = word(body)
        self.assertEqual(self.read(document), "Before.\n\na\tb\nd\n\nAfter.")
        self.assertIn("[cell 2.2] d", self.read(document, "--places"))

    def test_nested_and_spanning(self):
        inner = table(row(*plain_cells("x", "y")))
        body = table(row(cell(inner + paragraph(run("behind")), '<w:gridSpan w:val="2"/>'),
                         cell(paragraph(run("one")) + paragraph(run("two")))))
        document = word(body)
        self.assertEqual(self.read(document), "x\ty\n\nbehind\tone\n\ntwo")
        self.assertIn("[cell 1.3] behind\tone", self.read(document, "--places"))


class Changes(Reading):
    def test_runs_and_moves(self):
        body = paragraph(run("It was ") + deleted("seven") + inserted("eight") + run(".")
                         + "<w:moveFrom>" + run(" Away.") + "</w:moveFrom>"
                         + "<w:moveTo>" + run(" Here.") + "</w:moveTo>"
                         + "<w:ins>" + deleted(" Never.") + "</w:ins>")
        self.assertEqual(self.both(word(body)), ("It was eight. Here.", "It was seven. Away."))

    def test_paragraph_marks(self):
        body = (paragraph(run("One"), mark("del")) + paragraph(run(" two."))
                + paragraph(run("Three"), mark("ins")) + paragraph(run(" four.")))
        self.assertEqual(self.both(word(body)),
                         ("One two.\n\nThree\n\nfour.", "One\n\ntwo.\n\nThree four."))

    def test_whole_paragraph(self):
        body = (paragraph(run("One.")) + paragraph(deleted("Two."), mark("del"))
                + paragraph(inserted("Three."), mark("ins")) + paragraph(run("Four.")))
        self.assertEqual(self.both(word(body)), ("One.\n\nThree.\n\nFour.", "One.\n\nTwo.\n\nFour."))

    def test_empty_paragraphs_in_cells(self):
        """They part nothing where no text follows in the cell; two paragraphs of one cell are two."""
        a, b, empty = paragraph(run("a")), paragraph(run("b")), paragraph("")
        inner = table(row(cell(a + empty), cell(b + empty))) + empty
        self.assertEqual(self.read(word(table(row(cell(a + empty), cell(empty + b + empty)), row(cell(a + empty + b), cell(a))))),
                         "a\tb\na\n\nb\ta")
        self.assertEqual(self.read(word(table(row(cell(a + inner), cell(b))))), "a\n\na\tb\tb")

    def test_rows_and_cells(self):
        body = table(row(*plain_cells("a", "b")), row(*plain_cells("c"), properties="<w:del/>"),
                     row(*plain_cells("d"), properties="<w:ins/>"),
                     row(*plain_cells("e"), cell(paragraph(run("f")), "<w:cellIns/>"),
                         cell(paragraph(run("g")), "<w:cellDel/>")))
        self.assertEqual(self.both(word(body)), ("a\tb\nd\ne\tf", "a\tb\nc\ne\tg"))

    def test_properties_as_they_were(self):
        body = (paragraph(run("seen", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>") + run("!"),
                          '<w:numPr><w:ins/></w:numPr><w:pPrChange><w:pPr/></w:pPrChange>')
                + paragraph(run("next")))
        self.assertEqual(self.both(word(body)), ("seen!\n\nnext", "!\n\nnext"))


class Broken(Reading):
    def test_no_document(self):
        parts = word_parts("")
        del parts["word/document.xml"]
        self.refuse(pack(parts), "no part that is a Word document")

    def test_not_well_formed(self):
        parts = word_parts("")
        parts["word/document.xml"] = "<w:document>"
        self.refuse(pack(parts), "word/document.xml", "not well-formed")
        parts = word_parts("", styles="<w:style>")
        self.refuse(pack(parts), "word/styles.xml")

    def test_cut_off_anywhere(self):
        whole = word(paragraph(run("One.")))
        for cut in range(0, len(whole), 37):
            self.write("cut.docx", whole[:cut])
            done = self.run_program("text", "cut.docx")
            self.assertIn(done.status, (0, 2), done.err)
            if done.status == 2:
                self.assert_trouble(done, "cut.docx")

    def test_nested_deeply(self):
        body = "<w:sdt><w:sdtContent>" * 50000 + "</w:sdtContent></w:sdt>" * 50000
        self.refuse(word(body), "nest deeper")
        box = "<w:p><w:r><w:txbxContent>"
        body = box * 100 + paragraph(run("deep")) + "</w:txbxContent></w:r></w:p>" * 100
        self.assertEqual(self.read(word(body)), "deep")

    def test_open_fields_without_end(self):
        field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
        self.assertEqual(self.read(word(field * 200000 + paragraph(run("text")))), "text")

    def test_other_encodings(self):
        parts = word_parts(paragraph(run("Élan é – x")))
        for encoding in ("utf-16", "iso-8859-15"):
            name = "word/document.xml"
            text = parts[name].replace("–", "-") if isinstance(parts[name], str) else text
            parts[name] = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
            self.assertEqual(self.read(pack(parts)), "Élan é - x")

    def test_bomb(self):
        self.refuse(word(paragraph(run("a" * 40_000_000))), "unpacks to more than 200 times its length")

    def test_cyclic_styles(self):
        styles = "".join(f'<w:style w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
                         for one, other in ("ab", "ba", "cc"))
        body = paragraph(run("text", '<w:rStyle w:val="c"/>'), '<w:pStyle w:val="a"/>')
        self.assertEqual(self.read(word(body, styles=styles)), "text")

    def test_odd_markup(self):
        body = ("<w:r><w:t>no paragraph</w:t></w:r><w:tc><w:p/></w:tc><w:tr/><w:tbl><w:p/></w:tbl>"
                '<w:tbl><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tbl><mc:Choice/>'
                '<w:r><w:fldChar w:fldCharType="end"/><w:fldChar/><w:sym/><w:footnoteReference/></w:r>'
                "<w:del/><w:ins><w:p/></w:ins><w:footnote w:id='1'><w:p/></w:footnote>")
        self.assertIn("no paragraph", self.read(word(body)))

    def test_text_of_it_compares(self):
        self.write("a.docx", word(paragraph(run("The ferry left at seven.")) + paragraph(run("Nobody spoke."))))
        self.write("a.txt", "The ferry left at seven.\n\nNobody spoke.\n")
        done = self.run_program("--brief", "a.docx", "a.txt")
        self.assertEqual((done.status, done.err), (0, b""))


if __name__ == "__main__":
    packages.main()
