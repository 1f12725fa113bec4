#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Redlines as Word documents: what is marked, what stays byte for byte, what Word would refuse."""
import re
import xml.etree.ElementTree

import redlines
from redlines import DATE, W, Redline, body_of, members, pack, word, word_parts


def run(text, properties=""):
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs, properties=""):
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def paragraphs(*texts):
    return "".join(paragraph(run(text)) for text in texts)


def row(*cells):
    return "<w:tr>" + "".join(f"<w:tc>{paragraphs(text) if text else '<w:p/>'}</w:tc>" for text in cells) + "</w:tr>"


def table(*rows):
    return "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(rows) + "</w:tbl>"


def note(number, text):
    return f'<w:footnote w:id="{number}">{paragraphs(text)}</w:footnote>'


def reference(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def character(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


BOLD = "<w:rPr><w:b/></w:rPr>"
LONG = ("The seller shall deliver forty barrels of herring to the harbour at Bergen.",
        "The buyer pays two hundred crowns in silver upon receipt of the goods at the quay.",
        "Disputes are settled by the court of Lubeck, whose judgement both sides accept as final.",
        "This contract ends when all barrels are delivered and all crowns are paid.")


class Marked(Redline):
    """What Word refuses is never there, whatever is marked."""

    def redline(self, *arguments, **others):
        content = super().redline(*arguments, **others)
        for name, part in members(content).items():
            if name.endswith((".xml", ".rels")):
                self.check(xml.etree.ElementTree.fromstring(part))
        return content

    def check(self, root):
        parents = {child: parent for parent in root.iter() for child in parent}
        numbers, ranges = [], {}
        for element in root.iter():
            kind = element.tag.removeprefix(W)
            if kind in ("ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart", "tblGridChange") or (
                    kind in ("cellIns", "cellDel") and element.get(W + "author") != "Bob"):
                numbers.append(element.get(W + "id"))
            if kind == "delText":
                self.assertIn(W + "del", self.ancestors(parents, element))
            if kind in ("t", "instrText"):
                self.assertNotIn(W + "del", self.ancestors(parents, element))
            if kind.endswith("RangeStart") and kind.startswith("move"):
                ranges[element.get(W + "id")] = (kind, element.get(W + "name"))
            if kind.endswith("RangeEnd") and kind.startswith("move"):
                self.assertEqual(ranges[element.get(W + "id")][0], kind.replace("End", "Start"))
        self.assertEqual(len(numbers), len(set(numbers)), numbers)
        names = sorted(ranges.values())
        self.assertEqual([name for kind, name in names if kind == "moveFromRangeStart"],
                         [name for kind, name in names if kind == "moveToRangeStart"])

    @staticmethod
    def ancestors(parents, element):
        found = []
        while element in parents:
            element = parents[element]
            found.append(element.tag)
        return found


class Words(Marked):
    def test_one_word(self):
        body = body_of(self.redline(word(paragraph(run("I will not go.", BOLD))), word(paragraphs("I shall go."))))
        self.assertEqual(body, "<w:p>" + run("I ", BOLD)
                         + f'<w:del><w:r>{BOLD}<w:delText xml:space="preserve">will not</w:delText></w:r></w:del>'
                         + f"<w:ins>{run('shall', BOLD)}</w:ins>" + run(" go.", BOLD) + "</w:p>")

    def test_who_and_when(self):
        content = self.redline(word(paragraphs("One two.")), word(paragraphs("One three.")))
        self.assertIn(f'<w:ins w:id="2" w:author="A &amp; B" w:date="{DATE}">',
                      members(content)["word/document.xml"].decode())

    def test_all_else_stays(self):
        styles = '<w:style w:type="character" w:styleId="S"/>'
        parts = word_parts(paragraphs("Kept here.", "I will go.") + "<w:sectPr/>", styles=styles)
        parts["word/media/image1.png"] = bytes(range(256)) * 9
        parts["docProps/app.xml"] = "<Properties/>"
        original = pack(parts)
        content = self.redline(original, word(paragraphs("Kept here.", "I shall go.")))
        self.assertEqual(list(members(content)), list(parts))
        for name, part in members(original).items():
            if name != "word/document.xml":
                self.assertEqual(members(content)[name], part, name)
        body = members(content)["word/document.xml"].decode()
        front, _, rest = members(original)["word/document.xml"].decode().partition(run("I will go."))
        self.assertTrue(body.startswith(front) and body.endswith(rest))

    def test_same_bytes(self):
        pair = (word(paragraphs(*LONG)), word(paragraphs(*LONG[::-1])))
        self.assertEqual(self.redline(*pair), self.redline(*pair))

    def test_nothing_differs(self):
        original = word(paragraphs(*LONG))
        self.assertEqual(members(self.redline(original, original)), members(original))

    def test_entities_signs_and_blanks(self):
        one = paragraph(run("a &lt; b &amp; c"), "<w:r><w:noBreakHyphen/></w:r>", run("d  e"), "<w:r><w:tab/></w:r>",
                        run("f"), "<w:r><w:br/></w:r>", run("g"))
        two = paragraph(run("a &gt; b &amp; x d e"), "<w:r><w:br/></w:r>", run("f"), "<w:r><w:tab/></w:r>", run("g h"))
        self.redline(word(one), word(two))
        self.redline(word(two), word(one))

    def test_split_runs(self):
        original = paragraph(run("de"), "<w:proofErr/>", run("liver", BOLD), run("y of goods"))
        body = body_of(self.redline(word(original), word(paragraphs("receipt of goods"))))
        self.assertEqual(body.count("<w:delText"), 3)
        self.assertIn("<w:proofErr/>", body)

    def test_control_characters_are_refused(self):
        self.refuse_redline(word(paragraphs("One two.")), "One \x01 two.\n", "telling", "character")


class Paragraphs(Marked):
    def test_put_in_and_taken_out(self):
        for one, two in ((LONG, LONG[:1] + LONG[2:]), (LONG, LONG[:3]), (LONG, LONG[1:]), (LONG, LONG[2:3])):
            self.redline(word(paragraphs(*one)), word(paragraphs(*two)))
            self.redline(word(paragraphs(*two)), word(paragraphs(*one)))

    def test_whole_paragraphs_are_marked_as_such(self):
        content = self.redline(word(paragraphs(*LONG)), word(paragraphs(LONG[0], *LONG[2:])))
        self.assertIn("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>", body_of(content))
        content = self.redline(word(paragraphs(LONG[0], *LONG[2:])), word(paragraphs(*LONG)))
        self.assertIn("<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:ins>", body_of(content))

    def test_split_and_joined(self):
        one = paragraph(run("One sentence. "), run("Another one.", BOLD),
                        properties='<w:pPr><w:jc w:val="center"/><w:rPr><w:i/></w:rPr></w:pPr>')
        two = paragraphs("One sentence.", "Another one.")
        body = body_of(self.redline(word(one), word(two)))
        self.assertIn('<w:p><w:pPr><w:jc w:val="center"/><w:rPr><w:ins/><w:i/></w:rPr></w:pPr>', body)
        body = body_of(self.redline(word(two), word(one)))
        self.assertIn("<w:rPr><w:del/></w:rPr>", body)

    def test_split_in_the_middle_of_several(self):
        self.redline(word(paragraphs(" ".join(LONG))), word(paragraphs(*LONG)))
        self.redline(word(paragraphs(*LONG)), word(paragraphs(" ".join(LONG))))
        self.redline(word(paragraphs(" ".join(LONG))), word(paragraphs(LONG[0], "New.", "Newer. " + " ".join(LONG[1:]))))

    def test_sections_stay(self):
        section = "<w:pPr><w:sectPr><w:cols/></w:sectPr></w:pPr>"
        original = paragraph(run(LONG[0]), properties=section) + paragraphs(*LONG[1:])
        for telling in ((LONG[0] + " More.",) + LONG[1:], LONG[1:], ("New.",) + LONG):
            body = body_of(self.redline(word(original), word(paragraphs(*telling))))
            self.assertEqual(body.count("<w:sectPr>"), 1)

    def test_everything_and_nothing(self):
        self.redline(word(paragraphs(*LONG)), word(""))
        self.redline(word(""), word(paragraphs(*LONG)))
        self.redline(word(paragraphs(*LONG)), word(paragraphs("Wholly other words stand here now.")))

    def test_list_items(self):
        def item(text):
            return paragraph(run(text), properties='<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')
        numbering = ('<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
                     '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
        one = word("".join(map(item, LONG)), numbering=numbering)
        moved = word("".join(map(item, (LONG[1], LONG[2], LONG[0], LONG[3]))), numbering=numbering)
        more = word("".join(map(item, LONG + ("A fifth item of the list.",))), numbering=numbering)
        self.assertIn("<w:moveFrom>", body_of(self.redline(one, moved)))
        body = body_of(self.redline(one, more))
        self.assertEqual(body.count("<w:numPr>"), 5)


class Moves(Marked):
    ONE, TWO = LONG, (LONG[2], LONG[0].replace("forty", "fifty"), LONG[1], LONG[3])

    def test_native(self):
        body = body_of(self.redline(word(paragraphs(*self.ONE)), word(paragraphs(*self.TWO))))
        for name in ("moveFrom", "moveTo"):
            self.assertEqual(body.count(f"<w:{name}RangeStart"), 1, body)
            self.assertEqual(body.count(f"<w:{name}RangeEnd"), 1)
        self.assertNotIn("<w:delText xml:space=\"preserve\">Disputes", body)

    def test_deleted(self):
        content = self.redline(word(paragraphs(*self.ONE)), word(paragraphs(*self.TWO)), "--moves", "deleted")
        self.assertNotIn("move", body_of(content))

    def test_edit_inside(self):
        two = (LONG[2].replace("both sides", "all three sides"), LONG[0], LONG[1], LONG[3])
        body = body_of(self.redline(word(paragraphs(*LONG)), word(paragraphs(*two))))
        moved = body.partition("<w:moveToRangeStart")[2].partition("<w:moveToRangeEnd")[0]
        self.assertIn("<w:ins>", moved)
        self.assertIn("<w:moveTo>", moved)

    def test_several(self):
        sentences = [f"Sentence number {word} is about {thing} and nothing else at all." for word, thing in zip(
            "one two three four five six seven eight".split(), "ships herring silver ropes sails tar salt corn".split())]
        order = [5, 0, 3, 1, 7, 2, 6, 4]
        self.redline(word(paragraphs(*sentences)), word(paragraphs(*(sentences[i] for i in order))))
        self.redline(word(paragraphs(" ".join(sentences))), word(paragraphs(" ".join(sentences[i] for i in order))))


class Tables(Marked):
    ROWS = (("Port", "Goods", "Price"), ("Bergen", "herring in barrels", "two hundred"),
            ("Lubeck", "salt in sacks", "ninety"), ("Visby", "wool and tallow", "sixty"))

    def document(self, *rows):
        return word(paragraphs(LONG[0]) + table(*(row(*cells) for cells in rows)) + paragraphs(LONG[1]))

    def test_cells(self):
        changed = tuple((a, b.replace("barrels", "casks"), c.replace("ninety", "eighty-five")) for a, b, c in self.ROWS)
        body = body_of(self.redline(self.document(*self.ROWS), self.document(*changed)))
        self.assertEqual(body.count("<w:tr>"), 4)
        self.assertIn("casks", body)

    def test_rows(self):
        for left in ((0, 1, 3), (0, 1, 2), (1, 2, 3), (0, 3)):
            fewer = [self.ROWS[i] for i in left]
            body = body_of(self.redline(self.document(*self.ROWS), self.document(*fewer)))
            self.assertEqual(body.count("<w:trPr><w:del/></w:trPr>"), 4 - len(left))
            body = body_of(self.redline(self.document(*fewer), self.document(*self.ROWS)))
            self.assertEqual(body.count("<w:trPr><w:ins/></w:trPr>"), 4 - len(left))

    def test_emptied_and_filled_cells(self):
        emptied = [self.ROWS[0], ("Bergen", "", "two hundred"), self.ROWS[2], ("", "wool and tallow", "sixty")]
        body = body_of(self.redline(self.document(*self.ROWS), self.document(*emptied)))
        self.assertNotIn("<w:trPr>", body)
        self.redline(self.document(*emptied), self.document(*self.ROWS))

    def test_tables_come_and_go(self):
        self.redline(self.document(*self.ROWS), word(paragraphs(*LONG[:2])))
        body = body_of(self.redline(word(paragraphs(*LONG[:2])), self.document(*self.ROWS)))
        self.assertEqual(body.count("<w:trPr><w:ins/></w:trPr>"), 4)

    def test_around_a_table(self):
        inside = table(*(row(*cells) for cells in self.ROWS))
        self.redline(word(paragraphs(LONG[0]) + inside + paragraphs(LONG[1])), word(inside + paragraphs(*LONG[1:])))
        self.redline(word(inside + paragraphs(LONG[1])), word(paragraphs(LONG[0]) + inside + paragraphs(LONG[1])))

    def test_cells_that_came_or_go(self):
        """Cells that others track stay; a new row has no such marks, nor is it merged with the row above."""
        def cells(*pairs):
            return "<w:tr>" + "".join(f"<w:tc><w:tcPr>{marks}</w:tcPr>{paragraphs(text)}</w:tc>" for text, marks in pairs) + "</w:tr>"
        came, goes = '<w:cellIns w:id="7" w:author="Bob"/>', '<w:cellDel w:id="8" w:author="Bob"/>'
        one = word(paragraphs(LONG[0]) + table(cells(("Port", ""), ("Goods", came), ("Price", goes)),
                                               cells(("Bergen", "<w:vMerge/>"), ("herring", came), ("ninety", goes))))
        def plain(*rows):
            return word(paragraphs(LONG[0]) + table(*(row(*texts) for texts in rows)))
        body = body_of(self.redline(one, plain(("Port", "Goods"), ("Bergen", "salted herring"))))
        self.assertIn(">salted ", body)
        body = body_of(self.redline(one, plain(("Port", "Goods"), ("Bergen", "herring"), ("Visby", "wool and tallow"))))
        self.assertEqual(body.count("<w:trPr><w:ins/></w:trPr>"), 1)
        self.assertEqual((body.count("<w:cellIns"), body.count("<w:cellDel"), body.count("<w:vMerge/>")), (2, 2, 1))

    def test_a_cell_less(self):
        self.redline(self.document(*self.ROWS), self.document(*(cells[:2] for cells in self.ROWS)))
        self.redline(self.document(*(cells[:2] for cells in self.ROWS)), self.document(*self.ROWS))


class Columns(Marked):
    """Columns that come and go are cells that do, in every row that stays."""
    ROWS = tuple((a, b, c) for a, b, c in Tables.ROWS)

    def document(self, *rows, columns=3):
        grid = "<w:tblGrid>" + '<w:gridCol w:w="900"/>' * columns + "</w:tblGrid>"
        return word(paragraphs(LONG[0]) + table(*(row(*cells) for cells in rows)).replace("<w:tblGrid/>", grid) + paragraphs(LONG[1]))

    def changed(self, original, telling, columns=3):
        body = body_of(self.redline(self.document(*original, columns=columns), self.document(*telling)))
        self.assertEqual(body.count("<w:tbl>"), 1)
        return body

    def with_column(self, at, texts):
        return tuple((*cells[:at], text, *cells[at:]) for cells, text in zip(self.ROWS, texts))

    def test_put_in(self):
        for at in range(4):
            more = self.with_column(at, ("Ship", "Maria", "", "Gertrud of Visby"))
            body = self.changed(self.ROWS, more)
            self.assertEqual((body.count("<w:cellIns/>"), body.count("<w:cellDel/>"), body.count("<w:trPr>")), (4, 0, 0))
            self.assertNotIn("<w:del>", body)
            self.assertEqual(body.count("<w:gridCol "), 4 + 3)
            self.assertRegex(body, '<w:tblGridChange w:id="[0-9]+"><w:tblGrid>(<w:gridCol w:w="900"/>){3}</w:tblGrid></w:tblGridChange></w:tblGrid>')

    def test_taken_out(self):
        for at in range(3):
            less = tuple((*cells[:at], *cells[at + 1:]) for cells in self.ROWS)
            body = self.changed(self.ROWS, less)
            self.assertEqual((body.count("<w:cellIns/>"), body.count("<w:cellDel/>"), body.count("<w:trPr>")), (0, 4, 0))
            self.assertNotIn("<w:ins>", body)
            self.assertNotIn("tblGridChange", body)

    def test_one_for_another_and_words(self):
        telling = (("Port", "Price", "Ship"), ("Bergen", "two hundred", "Maria"), ("Lubeck", "eighty", "Gertrud"),
                   ("Visby", "sixty", "Anna"))
        body = self.changed(self.ROWS, telling)
        self.assertEqual((body.count("<w:cellIns/>"), body.count("<w:cellDel/>"), body.count("<w:trPr>")), (4, 4, 0))
        self.assertIn(">eighty</w:t>", body)

    def test_rows_too(self):
        more = self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud"))
        body = self.changed(self.ROWS[:3], more)
        self.assertEqual((body.count("<w:cellIns/>"), body.count("<w:trPr><w:ins/></w:trPr>")), (3, 1))
        body = self.changed(self.ROWS, (more[0], more[1], more[3]))
        self.assertEqual((body.count("<w:cellIns/>"), body.count("<w:trPr><w:del/></w:trPr>")), (3, 1))

    def test_several_paragraphs_and_empty_cells(self):
        body = self.changed(self.ROWS, self.with_column(2, ("Ship", "", "", "")))
        self.assertEqual(body.count("<w:cellIns/>"), 4)
        def cells(*texts):
            return "<w:tr>" + "".join(f"<w:tc>{text}</w:tc>" for text in map(lambda text: paragraphs(*text.split("|")), texts)) + "</w:tr>"
        several = self.with_column(2, ("Ship", "Maria|her mate is Anna", "Anna|and|Gertrud", "none"))
        body = body_of(self.redline(word(table(*(cells(*each) for each in self.ROWS))), word(table(*(cells(*each) for each in several)))))
        self.assertEqual((body.count("<w:tbl>"), body.count("<w:cellIns/>")), (1, 4))
        emptied = [("", *self.ROWS[0][1:]), *self.ROWS[1:]]
        body = self.changed(emptied, self.with_column(0, ("", "first", "second", "third")))
        self.assertEqual(body.count("<w:cellIns/>"), 4)

    def test_spanning_cell(self):
        """A cell across all columns stays one, and what comes beside it is empty."""
        head = f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="@"/></w:tcPr>{paragraphs("What the ships carry")}</w:tc></w:tr>'
        def document(columns, rows):
            return word(table(head.replace("@", str(columns)), *(row(*cells) for cells in rows)))
        body = body_of(self.redline(document(3, self.ROWS), document(4, self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud")))))
        self.assertEqual((body.count("<w:tbl>"), body.count("<w:cellIns/>"), body.count("<w:gridSpan")), (1, 4, 1))

    def test_what_is_copied(self):
        """A new cell looks like the one beside it, but is neither merged nor spanning, nor has it others' marks."""
        looks = '<w:tcPr><w:tcW w:w="900" w:type="dxa"/>{}<w:shd w:val="clear" w:fill="EEEEEE"/></w:tcPr>'
        def document(rows, merged=""):
            cells = ("".join(f"<w:tc>{looks.format(merged)}{paragraphs(text)}</w:tc>" for text in texts) for texts in rows)
            return word(table(*(f"<w:tr>{each}</w:tr>" for each in cells)))
        more = self.with_column(3, ("Ship", "Maria", "Anna", "Gertrud"))
        body = body_of(self.redline(document(self.ROWS), document(more)))
        self.assertEqual(body.count('<w:shd w:val="clear" w:fill="EEEEEE"/><w:cellIns/></w:tcPr>'), 4)
        body = body_of(self.redline(document(self.ROWS, "<w:vMerge/>"), document(more)))
        self.assertEqual(body.count('<w:tcPr><w:tcW w:w="0" w:type="auto"/><w:cellIns/></w:tcPr>'), 4)

    def test_cells_that_end_with_an_empty_paragraph(self):
        """As Word leaves them where someone pressed Enter once too often: rows and columns come all the same."""
        def document(*rows):
            return word(table(*(row(*cells).replace("</w:tc>", "<w:p/></w:tc>") for cells in rows)))
        body = body_of(self.redline(document(*self.ROWS[1:]), document(*self.ROWS)))
        self.assertEqual(body.count("<w:trPr><w:ins/></w:trPr>"), 1)
        body = body_of(self.redline(document(*self.ROWS), document(*self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud")))))
        self.assertEqual((body.count("<w:tbl>"), body.count("<w:cellIns/>")), (1, 4))

    def test_a_row_beside_a_table_in_a_cell(self):
        """Word ends such a cell with a paragraph behind the table."""
        def document(*rows):
            inside = "wool and tallow" + "</w:t></w:r></w:p>" + table(row("one herring", "two crowns")) + "<w:p/></w:tc>"
            made = "".join(row(*cells) for cells in rows).replace("wool and tallow</w:t></w:r></w:p></w:tc>", inside)
            return word(paragraphs(LONG[0]) + table(made))
        for at in (1, 2):
            body = body_of(self.redline(document(*self.ROWS[:at], *self.ROWS[at + 1:]), document(*self.ROWS)))
            self.assertEqual((body.count("<w:trPr><w:ins/></w:trPr>"), body.count("<w:tbl>")), (1, 2))

    def test_a_table_in_a_cell(self):
        inside = table(row("one herring", "two crowns"))
        def document(*rows):
            return word(paragraphs(LONG[0]) + table(*(row(*cells).replace("<w:tc>", f"<w:tc>{inside}", 1) for cells in rows)))
        more = self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud"))
        self.refuse_redline(document(*self.ROWS), document(*more), "cannot be marked so that")
        body = body_of(self.redline(document(*more), document(*self.ROWS)))
        self.assertEqual((body.count("<w:cellDel/>"), body.count("<w:del><w:r>")), (0, 4), "of a column that goes the words do")


class Notes(Marked):
    def test_changed(self):
        body = paragraph(run(LONG[0]), reference(2)) + paragraphs(LONG[1])
        content = self.redline(word(body, footnotes=note(2, "A note on herring.")),
                               word(body, footnotes=note(2, "A note on salted herring.")))
        self.assertNotIn("<w:ins", body_of(content))
        self.assertIn("salted", members(content)["word/footnotes.xml"].decode())

    def test_gone(self):
        body = paragraph(run(LONG[0]), reference(2)) + paragraphs(LONG[1])
        content = self.redline(word(body, footnotes=note(2, "A note on herring.")), word(paragraphs(*LONG[:2])))
        self.assertIn('<w:del><w:r><w:footnoteReference w:id="2"/></w:r></w:del>', body_of(content))

    def test_new(self):
        body = paragraph(run(LONG[0]), reference(2)) + paragraph(run(LONG[1]), reference(3))
        both = word(body, footnotes=note(2, "A note on herring.") + note(3, "Another one, on silver."))
        one = word(paragraph(run(LONG[0]), reference(2)) + paragraphs(LONG[1]), footnotes=note(2, "A note on herring."))
        self.assertIn('<w:footnoteReference w:id="3"/>', body_of(self.redline(one, both)))
        content = self.redline(word(paragraphs(*LONG[:2])), both)
        self.assertIn("footnotes.xml", members(content)["word/_rels/document.xml.rels"].decode())
        self.assertIn("/word/footnotes.xml", members(content)["[Content_Types].xml"].decode())


class Inside(Marked):
    """Links, fields, content controls."""

    def test_hyperlink(self):
        def link(text):
            return f'<w:hyperlink w:anchor="x">{run(text)}</w:hyperlink>'
        one = word(paragraph(run("See "), link("the old page"), run(" for more.")))
        body = body_of(self.redline(one, word(paragraphs("See the new page for more."))))
        self.assertIn('<w:hyperlink w:anchor="x">' + run("the "), body)
        self.assertIn("new</w:t></w:r></w:ins>" + run(" page") + "</w:hyperlink>", body)
        body = body_of(self.redline(one, word(paragraphs("See the old page here for more."))))
        self.assertTrue(body.index("</w:hyperlink>") < body.index("here"))
        self.redline(one, word(paragraphs("See the old", "page for more.")))

    def test_field(self):
        field = (character("begin") + "<w:r><w:instrText>REF x</w:instrText></w:r>" + character("separate")
                 + run("article nine") + character("end"))
        one = word(paragraph(run("As "), field, run(" says.")))
        body = body_of(self.redline(one, word(paragraphs("As article ten says."))))
        self.assertIn("<w:instrText>REF x</w:instrText>", body)
        self.redline(one, word(paragraphs("As article nine", "says.")))
        body = body_of(self.redline(one, word(paragraphs("As he says."))))
        self.assertNotIn("<w:instrText>", body)
        self.assertIn('<w:delInstrText xml:space="preserve">REF x</w:delInstrText>', body)
        self.redline(one, word(paragraphs("Wholly other words.")))

    def test_field_within_another(self):
        inner = (character("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + character("separate") + run("seven")
                 + character("end"))
        outer = (character("begin") + "<w:r><w:instrText>QUOTE </w:instrText></w:r>" + character("separate") + run("page ")
                 + inner + run(" of nine") + character("end"))
        one = word(paragraph(run("See "), outer, run(" for all of it.")))
        body = body_of(self.redline(one, word(paragraphs("See page of nine for all of it."))))
        self.assertEqual(re.findall("<w:(?:del)?[iI]nstrText[^>]*>(.*?)<", body), ["QUOTE ", "PAGE"])
        self.assertIn(">PAGE</w:delInstrText>", body)
        body = body_of(self.redline(one, word(paragraphs("See it for all of it."))))
        self.assertEqual(body.count("<w:delInstrText"), 2)
        self.assertEqual(body.count("<w:fldChar"), 6)

    def test_simple_field(self):
        one = word(paragraph(run("Page "), f'<w:fldSimple w:instr="PAGE">{run("seven")}</w:fldSimple>', run(" of nine")))
        self.redline(one, word(paragraphs("Page eight of nine")))

    def test_content_control(self):
        def control(inside):
            return f"<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        one = word(paragraph(run("Name: "), control(run("John Smith")), run(", sailor")))
        body = body_of(self.redline(one, word(paragraphs("Name: John Miller, sailor"))))
        self.assertEqual(body.count("<w:sdt>"), 1)
        self.redline(one, word(paragraphs("Name: John", "Smith, sailor")))
        one = word(control(paragraphs(*LONG[:2])) + paragraphs(*LONG[2:]))
        self.redline(one, word(paragraphs(LONG[0], "Put in between.", *LONG[1:])))
        self.redline(one, word(paragraphs(*LONG[1:])))

    def test_text_box(self):
        box = f"<w:r><w:pict><w:txbxContent>{paragraphs('In the box.')}</w:txbxContent></w:pict></w:r>"
        other = box.replace("In the", "Beside the")
        self.redline(word(paragraph(run(LONG[0]), box)), word(paragraph(run(LONG[0].replace("forty", "fifty")), other)))

    def test_text_box_with_fallback(self):
        """What is drawn and what older programs show say the same, with marks of their own numbers."""
        def boxes(drawn, other):
            return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
                    + "".join(f"<w:txbxContent>{text}</w:txbxContent>" for text in drawn)
                    + "</w:drawing></mc:Choice><mc:Fallback><w:pict>"
                    + "".join(f"<w:txbxContent>{text}</w:txbxContent>" for text in other)
                    + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>")
        def inside(document, name):
            part = document.partition(f"<mc:{name}")[2].partition(f"</mc:{name}>")[0]
            return re.findall("<w:txbxContent>.*?</w:txbxContent>", part)
        one, two = paragraphs("In the box.", "And more of it."), paragraphs("Second box.")
        front, end = paragraph(run(LONG[0])), paragraphs(LONG[1])
        for changed in (paragraphs("Beside the box.", "And more of it."), paragraphs("In the box."),
                        paragraphs("In the box.", "A new line.", "And more of it.")):
            original = word(front + paragraph(boxes((one, two), (one, two))) + end)
            telling = word(front + paragraph(boxes((changed, two), (changed, two))) + end)
            body = body_of(self.redline(original, telling))
            self.assertEqual(inside(body, "Choice"), inside(body, "Fallback"))
            self.assertRegex(inside(body, "Fallback")[0], "<w:(ins|del)[> /]")
        body = body_of(self.redline(word(front + paragraph(boxes((one,), (one, two))) + end),
                                    word(front + paragraph(boxes((two,), (two, two))) + end)))
        self.assertNotIn("Fallback", body)
        body = body_of(self.redline(word(front + paragraph(boxes((one,), (two,)))), word(end + paragraph(boxes((one,), (two,))))))
        self.assertEqual(inside(body, "Fallback"), [f"<w:txbxContent>{two}</w:txbxContent>"])
        both = [paragraphs(LONG[2]), paragraphs(*LONG[2:])]
        self.redline(word(paragraph(run(LONG[0]), boxes(both[1:], both[1:])) + end),
                     word(paragraph(run(LONG[0]), boxes(both[:1], both[:1])) + end + paragraphs(LONG[3])))

    def test_mathematics(self):
        math = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
        self.redline(word(paragraph(run("Let "), math, run(" hold."))), word(paragraphs("Let y=2 hold.")))


class Earlier(Marked):
    """Changes that were there before."""

    OLD = (run("One ") + f'<w:ins w:id="7" w:author="Bob" w:date="2020-01-01T00:00:00Z">{run("two three ")}</w:ins>'
           + '<w:del w:id="8" w:author="Bob"><w:r><w:delText xml:space="preserve">four </w:delText></w:r></w:del>'
           + run("five."))

    def test_kept(self):
        for telling in ("One two five.", "One two new three five.", "One two three.", "One three five six.", "None."):
            body = body_of(self.redline(word(paragraph(self.OLD)), word(paragraphs(telling))))
            self.assertIn('<w:del w:id="8" w:author="Bob">', body)
            self.assertIn('w:author="Bob" w:date="2020-01-01T00:00:00Z"', body)

    def test_split_insertion(self):
        body = body_of(self.redline(word(paragraph(self.OLD)), word(paragraphs("One two new three five."))))
        self.assertEqual(body.count('w:author="Bob" w:date'), 2, body)

    def test_read_as_it_was(self):
        self.refuse_redline(word(paragraph(self.OLD)), word(paragraphs("One five.")), "accept or reject them first",
                            options=("--revisions", "original"))


class Others(Marked):
    """Originals that are no Word documents, and what is said beside."""

    def test_plain_texts(self):
        one, two = "\n\n".join(LONG) + "\n", "\n\n".join((LONG[0], *LONG[2:], "The end & more.")) + "\n"
        self.write("one.txt", one)
        self.write("two.txt", two)
        done = self.run_program("-o", "out.docx", "one.txt", "two.txt")
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertEqual(self.text_of("out.docx"), two)
        self.assertEqual(self.text_of("out.docx", "--revisions", "original"), one)

    def test_shapes(self):
        """Quotation marks and dashes are tracked, or stay on demand, with whatever else changes."""
        one = ("\"I saw it,\" he said--\"twice...\"", "\"And you?\" \"Not I, it's late,\" said the other, and sat.")
        two = ("“I saw it,” he said—“thrice…”", "“And you?” “Not I, it’s late,” said the other, and sat.")
        original, telling = word(paragraphs(*one)), word(paragraphs(*two))
        body = body_of(self.redline(original, telling))
        self.assertIn("<w:ins><w:r><w:t xml:space=\"preserve\">“</w:t></w:r></w:ins>", body)
        self.assertEqual(self.said, "almost: telling: 11 signs or words are tracked that differ in shape alone, such as "
                                    "“ and \"; --keep-shapes leaves them as they are\n")
        done = self.run_program("--keep-shapes", "-o", "kept.docx", "original", "telling")
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertEqual(self.text_of("kept.docx"), "\n\n".join(one).replace("twice", "thrice") + "\n")
        self.assertEqual(self.text_of("kept.docx", "--revisions", "original"), "\n\n".join(one) + "\n")
        marks = re.findall("<w:(?:ins|del) ", body_of((self.folder / "kept.docx").read_bytes()))
        self.assertEqual(len(marks), 2)

    def test_wrapped_telling(self):
        self.write("one.docx", word(paragraphs(*LONG[:2])))
        self.write("two.txt", LONG[0].replace(" of ", "\nof ") + "\n\n" + LONG[1].replace(" in ", "\nin ") + "\n")
        done = self.run_program("-o", "out.docx", "one.docx", "two.txt")
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertEqual(members((self.folder / "out.docx").read_bytes()), members(word(paragraphs(*LONG[:2]))))

    def test_left_out(self):
        parts = word_parts(paragraphs("One two."))
        parts["word/header1.xml"] = f'<w:hdr xmlns:w="{redlines.packages.WORD}"><w:p><w:r><w:t>Top</w:t></w:r></w:p></w:hdr>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            "</Types>", '<Override PartName="/word/header1.xml" ContentType="a.header+xml"/></Types>')
        self.redline(pack(parts), word(paragraphs("One three.")))
        self.assertIn("headers (word/header1.xml) are not compared", self.said)

    def test_formatting(self):
        """It is named where words that both have look otherwise, and where that is known."""
        def document(properties):
            marked = run("two", f"<w:rPr>{properties}</w:rPr>" if properties else "")
            return word(paragraph(run("One "), marked, run(" three.")))
        said = "almost: original: differences in formatting (bold, italic and the like) are not compared and stay as they are\n"
        for one, other, named in (("", "<w:b/>", said), ("<w:i/>", "", said), ('<w:u w:val="single"/>', '<w:u w:val="wave"/>', said),
                                  ("<w:b/>", '<w:b w:val="true"/>', ""), ("", '<w:i w:val="0"/>', ""),
                                  ("<w:b/>", '<w:rStyle w:val="Strong"/><w:b/>', ""), ("<w:b/>", "<w:b/>", "")):
            with self.subTest(one=one, other=other):
                self.redline(document(one), document(other))
                self.assertEqual(self.said, named)
        self.write("plain.txt", "One two three four.")
        self.write("bold.docx", document("<w:b/>"))
        self.assertEqual(self.run_program("-o", "plain.docx", "plain.txt", "bold.docx").err, b"")

    def test_applied(self):
        changed = (LONG[0].replace("forty", "fifty"), LONG[1].replace("silver", "gold"), *LONG[2:])
        self.write("one.docx", word(paragraphs(*LONG)))
        self.write("two.docx", word(paragraphs(*changed)))
        self.run_program("--json", "--full", "-o", "all.json", "one.docx", "two.docx")
        for options, text in (((), changed), (("--only", "2"), (changed[0], *LONG[1:]))):
            done = self.run_program("apply", *options, "-o", "out.docx", "all.json", "one.docx")
            self.assertEqual((done.status, done.err), (0, b""))
            self.assertEqual(self.text_of("out.docx"), "\n\n".join(text) + "\n")
            self.assertEqual(self.text_of("out.docx", "--revisions", "original"), "\n\n".join(LONG) + "\n")

    def test_options(self):
        self.write("a", "One.\n")
        self.write("b", "Two.\n")
        self.assert_trouble(self.run_program("--docx", "--date", "2026-02-30", "-o", "c", "a", "b"), "2026-02-30")
        self.assert_trouble(self.run_program("--docx", "--json", "a", "b"), "two forms")
        self.assert_trouble(self.run_program("--docx", "--by", "chapter", "-o", "c", "a", "b"), "--docx")


if __name__ == "__main__":
    redlines.main()
