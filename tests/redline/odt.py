#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Redlines as OpenDocument texts: what is marked, what stays, and that regions and marks are paired."""
import re
import xml.etree.ElementTree

import redlines
from redlines import DATE, Redline, members, pack, word

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = "".join(f' xmlns:{prefix}="{SPACE}{prefix}:1.0"' for prefix in ("office", "text", "table", "style"))
TEXT = "{%stext:1.0}" % SPACE
LONG = ("The seller shall deliver forty barrels of herring to the harbour at Bergen.",
        "The buyer pays two hundred crowns in silver upon receipt of the goods at the quay.",
        "Disputes are settled by the court of Lubeck, whose judgement both sides accept as final.",
        "This contract ends when all barrels are delivered and all crowns are paid.")


TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = (f'<manifest:manifest xmlns:manifest="{SPACE}manifest:1.0" manifest:version="1.2">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{TYPE}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>')


def odt(body, **parts):
    content = (f'<office:document-content{SPACES} office:version="1.2"><office:automatic-styles/>'
               f"<office:body><office:text>{body}"
               "</office:text></office:body></office:document-content>")
    return pack({"content.xml": content, "META-INF/manifest.xml": MANIFEST, **parts}, first=("mimetype", TYPE))


def paragraphs(*texts, style="P1"):
    return "".join(f'<text:p text:style-name="{style}">{text}</text:p>' for text in texts)


def span(text, style="T1"):
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def table(*rows):
    def cell(text):
        return f"<table:table-cell>{paragraphs(text) if text else '<text:p/>'}</table:table-cell>"
    return ('<table:table><table:table-column/>' + "".join(
        f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows) + "</table:table>")


def note(text):
    return ('<text:note text:id="ftn0" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            f"<text:note-body>{paragraphs(text)}</text:note-body></text:note>")


def content_of(content):
    return members(content)["content.xml"].decode()


class Marked(Redline):
    form = "odt"

    def redline(self, *arguments, **others):
        content = super().redline(*arguments, **others)
        root = xml.etree.ElementTree.fromstring(members(content)["content.xml"])
        regions = {region.get(TEXT + "id"): [child.tag.removeprefix(TEXT) for child in region]
                   for region in root.iter(TEXT + "changed-region")}
        marks = {}
        for kind in ("change", "change-start", "change-end"):
            for mark in root.iter(TEXT + kind):
                marks.setdefault(mark.get(TEXT + "change-id"), []).append(kind)
        self.assertEqual({name: ["change"] if kinds == ["deletion"] else ["change-start", "change-end"]
                          for name, kinds in regions.items()}, marks)
        self.assertEqual(next(iter(members(content))), "mimetype")
        return content


class Words(Marked):
    def test_one_word(self):
        content = content_of(self.redline(odt(paragraphs("I " + span("will not") + " go.")), odt(paragraphs("I shall go."))))
        self.assertIn('<text:deletion><office:change-info><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">A &amp; B'
                      f'</dc:creator><dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">{DATE[:-1]}</dc:date>'
                      '</office:change-info><text:p text:style-name="P1">' + span("will not") + "</text:p></text:deletion>",
                      content)
        self.assertRegex(content, r'<text:p text:style-name="P1">I <text:span text:style-name="T1"><text:change [^>]*/>'
                                  r'<text:change-start [^>]*/>shall<text:change-end [^>]*/></text:span> go\.</text:p>')

    def test_all_else_stays(self):
        original = odt(paragraphs(*LONG), **{"Pictures/a.png": bytes(range(256)) * 9, "styles.xml": "<s/>"})
        content = self.redline(original, odt(paragraphs(LONG[0], LONG[1].replace("silver", "gold"), *LONG[2:])))
        for name, part in members(original).items():
            if name != "content.xml":
                self.assertEqual(members(content)[name], part, name)
        self.assertTrue(content_of(content).endswith(content_of(original).partition(" upon receipt")[2]))

    def test_blanks_tabs_lines(self):
        one = paragraphs("a &lt; b<text:s/>  c<text:tab/>d<text:line-break/>e")
        two = paragraphs("a &gt; b c<text:line-break/>d<text:tab/>e<text:s text:c='3'/>f")
        self.redline(odt(one), odt(two))
        self.redline(odt(two), odt(one))

    def test_white_space_of_the_file(self):
        one = paragraphs("\n  One\n  " + span(" two ") + "\n three\n")
        for two in ("One two", "One three", "two three", "Onetwo three", "One two new three"):
            self.redline(odt(one), odt(paragraphs(two)))

    def test_field_link_and_bookmark(self):
        one = ("See <text:a xlink:href='x' xmlns:xlink='l'>the old page</text:a> on <text:date>the first of May</text:date>"
               "<text:bookmark text:name='b'/> for more.")
        for two in ("See the new page on the first of May for more.", "See the old page now on the first of May for more.",
                    "See the old page on the second of May for more.", "See the old page", "Other words."):
            self.redline(odt(paragraphs(one)), odt(paragraphs(two)))


class Paragraphs(Marked):
    def test_put_in_and_taken_out(self):
        for one, two in ((LONG, LONG[:1] + LONG[2:]), (LONG, LONG[:3]), (LONG, LONG[1:]), (LONG, LONG[2:3])):
            self.redline(odt(paragraphs(*one)), odt(paragraphs(*two)))
            self.redline(odt(paragraphs(*two)), odt(paragraphs(*one)))

    def test_what_is_behind_keeps_its_style(self):
        original = odt(paragraphs(LONG[0], style="A") + paragraphs(LONG[1], style="B") + paragraphs(LONG[2], style="C"))
        content = content_of(self.redline(original, odt(paragraphs(LONG[0], LONG[2]))))
        body = content.partition("</text:tracked-changes>")[2]
        self.assertEqual(re.findall(r'<text:p text:style-name="(.)">', body), ["A", "C"])

    def test_split_and_joined(self):
        self.redline(odt(paragraphs("One sentence. " + span("Another one."))), odt(paragraphs("One sentence.", "Another one.")))
        self.redline(odt(paragraphs("One sentence.", span("Another one."))), odt(paragraphs("One sentence. Another one.")))
        self.redline(odt(paragraphs(" ".join(LONG))), odt(paragraphs(*LONG)))
        self.redline(odt(paragraphs(*LONG)), odt(paragraphs(" ".join(LONG))))

    def test_everything_and_nothing(self):
        self.redline(odt(paragraphs(*LONG)), odt(""))
        self.redline(odt(""), odt(paragraphs(*LONG)))
        self.redline(odt(paragraphs(*LONG)), odt(paragraphs("Wholly other words stand here now.")))

    def test_headings(self):
        heading = '<text:h text:outline-level="1">The Treaty</text:h>'
        self.redline(odt(heading + paragraphs(*LONG)), odt(paragraphs(*LONG)))
        self.redline(odt(paragraphs(*LONG)), odt(heading + paragraphs(*LONG)))
        self.redline(odt(heading + paragraphs(*LONG)), odt(heading.replace("Treaty", "Contract") + paragraphs(*LONG[1:])))

    def test_list_items(self):
        def listed(*items):
            return "<text:list>" + "".join(f"<text:list-item>{paragraphs(item)}</text:list-item>" for item in items) + "</text:list>"
        for two in (LONG[1:], LONG[:2] + ("A new item.",) + LONG[2:], (LONG[2], LONG[0], LONG[1], LONG[3]), LONG + ("Last.",)):
            self.redline(odt(listed(*LONG)), odt(listed(*two)))


class Tables(Marked):
    ROWS = (("Port", "Goods", "Price"), ("Bergen", "herring in barrels", "two hundred"),
            ("Lubeck", "salt in sacks", "ninety"), ("Visby", "wool and tallow", "sixty"))

    def document(self, *rows):
        return odt(paragraphs(LONG[0]) + table(*rows) + paragraphs(LONG[1]))

    def test_cells(self):
        changed = [(a, b.replace("barrels", "casks"), c.replace("ninety", "eighty-five")) for a, b, c in self.ROWS]
        self.redline(self.document(*self.ROWS), self.document(*changed))

    def test_rows(self):
        for left in ((0, 1, 3), (0, 1, 2), (1, 2, 3), (0, 3)):
            fewer = [self.ROWS[i] for i in left]
            self.redline(self.document(*self.ROWS), self.document(*fewer))
            self.redline(self.document(*fewer), self.document(*self.ROWS))

    def test_rows_as_libreoffice_tracks_them(self):
        """A row of which all comes or goes has a style that says so, and is otherwise like the one that it had, or is like."""
        styles = ('<style:style style:name="R" style:family="table-row"><style:table-row-properties style:row-height="1cm"/></style:style>'
                  '<style:style style:name="R" style:family="table-cell"/>')
        def document(rows):
            content = members(odt(table(*rows).replace("<table:table-row>", '<table:table-row table:style-name="R">')))
            content["content.xml"] = content["content.xml"].replace(
                b"<office:automatic-styles/>", f"<office:automatic-styles>{styles}</office:automatic-styles>".encode())
            return pack(content)
        fewer = (self.ROWS[0], self.ROWS[3])
        for one, two in ((self.ROWS, fewer), (fewer, self.ROWS)):
            content = content_of(self.redline(document(one), document(two)))
            self.assertRegex(content, 'style:name="almost-row1-1" style:family="table-row"><style:table-row-properties style:row-height="1cm"'
                                      ' loext:text-changes-only="false">')
            self.assertEqual(content.count("text-changes-only"), 1)
            body = content.partition("</text:tracked-changes>")[2]
            self.assertEqual(re.findall('<table:table-row table:style-name="([^"]*)">', body), ["R", "almost-row1-1", "almost-row1-1", "R"])
        changed = [self.ROWS[0], ("Bergen", "", ""), ("Lubeck", "new words", ""), self.ROWS[3]]
        content = content_of(self.redline(self.document(*self.ROWS), self.document(*changed)))
        self.assertNotIn("text-changes-only", content, "a row in which something stays, or comes, does not go")
        bare = {name: part.replace(b"<office:automatic-styles/>", b"") for name, part in members(self.document(*self.ROWS)).items()}
        content = content_of(self.redline(pack(bare), self.document(*fewer)))
        self.assertNotIn("almost-row", content, "there is no place for a style")

    def test_a_row_wider_than_any(self):
        """Its columns are not written one by one."""
        wide = ('<table:table-row><table:table-cell table:number-columns-repeated="2000000000"/><table:table-cell>'
                + paragraphs("far out") + "</table:table-cell></table:table-row>")
        one = odt(paragraphs(LONG[0]) + table(("Bergen", "herring")) + paragraphs(LONG[1]))
        two = odt(paragraphs(LONG[0]) + table(("Bergen", "herring")).replace("</table:table>", wide + "</table:table>")
                  + paragraphs(LONG[1]))
        self.write("one.odt", one)
        self.write("two.odt", two)
        done = self.run_program("-o", "out.odt", "one.odt", "two.odt")
        self.assertIn(done.status, (1, 2), done.err)

    def test_emptied_and_filled_cells(self):
        emptied = [self.ROWS[0], ("Bergen", "", "two hundred"), self.ROWS[2], ("", "wool and tallow", "sixty")]
        self.redline(self.document(*self.ROWS), self.document(*emptied))
        self.redline(self.document(*emptied), self.document(*self.ROWS))

    def test_tables_come_and_go(self):
        self.redline(self.document(*self.ROWS), odt(paragraphs(*LONG[:2])))
        self.redline(odt(paragraphs(*LONG[:2])), self.document(*self.ROWS))


class Columns(Marked):
    """Columns that come are cells in every row, whose words are tracked; of those that go the words are."""
    ROWS = Tables.ROWS

    def document(self, *rows, columns=None):
        grid = columns or f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
        return odt(paragraphs(LONG[0]) + table(*rows).replace("<table:table-column/>", grid) + paragraphs(LONG[1]))

    def changed(self, original, telling, **others):
        """What comes out behind the regions, and how many regions there are of either kind."""
        return self.changed_in(self.document(*original, **others), self.document(*telling))

    def changed_in(self, original, telling):
        content = content_of(self.redline(original, telling))
        body = content.partition("</text:tracked-changes>")[2]
        self.assertEqual(body.count("<table:table>"), 1)
        return body, (content.count("<text:insertion>"), content.count("<text:deletion>"))

    def with_column(self, at, texts):
        return tuple((*cells[:at], text, *cells[at:]) for cells, text in zip(self.ROWS, texts))

    def test_put_in(self):
        for at in range(4):
            body, kinds = self.changed(self.ROWS, self.with_column(at, ("Ship", "Maria", "", "Gertrud of Visby")))
            self.assertEqual(kinds, (3, 0))
            self.assertEqual(body.count("<table:table-cell>"), 16)
            self.assertIn('<table:table-column table:number-columns-repeated="4"/>', body)

    def test_grid(self):
        """A column that comes is as wide as the one before it."""
        columns = "".join(f'<table:table-column table:style-name="{name}"/>' for name in "ABC")
        more = self.with_column(2, ("Ship", "Maria", "", "Gertrud of Visby"))
        body, _ = self.changed(self.ROWS, more, columns=columns)
        self.assertIn('"A"/><table:table-column table:style-name="B" table:number-columns-repeated="2"/><table:table-column table:style-name="C"/>', body)
        body, _ = self.changed(self.ROWS, self.with_column(0, ("Ship", "Maria", "", "Anna")), columns=columns)
        self.assertIn('table:style-name="A" table:number-columns-repeated="2"/>', body)

    def test_taken_out(self):
        for at in range(3):
            body, kinds = self.changed(self.ROWS, tuple((*cells[:at], *cells[at + 1:]) for cells in self.ROWS))
            self.assertEqual(kinds, (0, 4))
            self.assertEqual(body.count("<table:table-cell>"), 12)

    def test_one_for_another_and_words(self):
        telling = (("Port", "Price", "Ship"), ("Bergen", "two hundred", "Maria"), ("Lubeck", "eighty", "Gertrud"),
                   ("Visby", "sixty", "Anna"))
        body, kinds = self.changed(self.ROWS, telling)
        self.assertEqual(kinds, (5, 5))
        self.assertEqual(body.count("<table:table-cell>"), 16)

    def test_rows_too(self):
        """A row that comes has a cell for each column, also for one that goes."""
        more = self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud"))
        body, _ = self.changed(self.ROWS[:3], more)
        self.assertEqual(body.count("<table:table-cell>"), 16)
        body, _ = self.changed(self.ROWS, (more[0], more[1], more[3]))
        self.assertEqual(body.count("<table:table-cell>"), 16)
        self.assertEqual(re.findall("<table:table-row([^>]*)>", body).count(' table:style-name="almost-row1-1"'), 1)
        less = tuple(cells[1:] for cells in self.ROWS)
        body, _ = self.changed(self.ROWS[:3], less)
        self.assertEqual([row.count("<table:table-cell>") for row in body.split("<table:table-row")[1:]], [3, 3, 3, 3])

    def test_several_paragraphs_and_empty_cells(self):
        several = self.with_column(2, ("Ship", "Maria</text:p><text:p>her mate is Anna", "", "none"))
        self.changed(self.ROWS, several)
        self.changed([("", *self.ROWS[0][1:]), *self.ROWS[1:]], self.with_column(0, ("", "first", "second", "third")))

    def test_spanning_cell(self):
        """One across all columns is so after them, too; what would stand within another is one."""
        def document(columns, rows):
            head = (f'<table:table-row><table:table-cell table:number-columns-spanned="{columns}">{paragraphs("What ships carry")}'
                    f"</table:table-cell>{'<table:covered-table-cell/>' * (columns - 1)}</table:table-row>")
            return odt(table(*rows).replace("<table:table-row>", head + "<table:table-row>", 1))
        more = document(4, self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud")))
        body = content_of(self.redline(document(3, self.ROWS), more)).partition("</text:tracked-changes>")[2]
        self.assertEqual(body.count("<table:table>"), 1)
        self.assertIn('<table:table-cell table:number-columns-spanned="4">', body)
        self.assertEqual(body.count("<table:covered-table-cell/>"), 3)

    def test_what_is_copied(self):
        def document(rows):
            return odt(table(*rows).replace("<table:table-cell>", '<table:table-cell table:style-name="C1" table:protected="true">'))
        more = self.with_column(3, ("Ship", "Maria", "Anna", "Gertrud"))
        body = content_of(self.redline(document(self.ROWS), document(more))).partition("</text:tracked-changes>")[2]
        self.assertEqual(body.count('<table:table-cell table:style-name="C1"><text:p text:style-name="P1"><text:change-start'), 4)

    def test_cells_that_end_with_an_empty_paragraph(self):
        def document(*rows):
            return self.document(*(tuple(f"{text}</text:p><text:p>" for text in cells) for cells in rows))
        body, _ = self.changed_in(document(*self.ROWS[1:]), document(*self.ROWS))
        self.assertEqual(body.count("<table:table-row"), 4)
        body, _ = self.changed_in(document(*self.ROWS), document(*self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud"))))
        self.assertEqual(body.count("<table:table-cell>"), 16)

    def test_a_table_in_a_cell(self):
        def document(rows):
            inside = table(("one herring", "two crowns"))
            return odt(paragraphs(LONG[0]) + table(*rows).replace("<table:table-cell>", f"<table:table-cell>{inside}", 1))
        more = self.with_column(1, ("Ship", "Maria", "Anna", "Gertrud"))
        content = content_of(self.redline(document(self.ROWS), document(more))).partition("</text:tracked-changes>")[2]
        self.assertGreater(content.count("<table:table>"), 2, "it is written anew")


class Notes(Marked):
    def test_notes(self):
        one = odt(paragraphs(LONG[0] + note("A note on herring."), LONG[1]))
        self.redline(one, odt(paragraphs(LONG[0] + note("A note on salted herring."), LONG[1])))
        self.redline(one, odt(paragraphs(*LONG[:2])))
        self.redline(odt(paragraphs(*LONG[:2])), one)


class Others(Marked):
    def test_formatting(self):
        said = "almost: original: differences in formatting (bold, italic and the like) are not compared and stay as they are\n"
        style = ('<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"'
                 f' xmlns:fo="{SPACE}xsl-fo-compatible:1.0"/></style:style>')
        def document(*inside):
            content = members(odt(paragraphs("".join(inside))))
            content["content.xml"] = content["content.xml"].replace(b"<office:automatic-styles/>",
                f"<office:automatic-styles>{style}</office:automatic-styles>".encode())
            return pack(content)
        self.redline(document("One two three."), document("One ", span("two"), " three."))
        self.assertEqual(self.said, said)
        self.redline(document("One ", span("two"), " three."), document("One ", span("two"), " four."))
        self.assertEqual(self.said, "")

    def test_plain_texts(self):
        one, two = "\n\n".join(LONG) + "\n", "\n\n".join((LONG[0], *LONG[2:], "The end & more.")) + "\n"
        self.write("one.txt", one)
        self.write("two.txt", two)
        done = self.run_program("-o", "out.odt", "one.txt", "two.txt")
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertEqual(self.text_of("out.odt"), two)
        self.assertEqual(self.text_of("out.odt", "--revisions", "original"), one)

    def test_word_and_opendocument(self):
        def run(text):
            return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        docx = word("".join(map(run, LONG)))
        self.redline(docx, odt(paragraphs(*LONG[1:])))
        self.redline(odt(paragraphs(*LONG[1:])), docx)

    def test_earlier_changes(self):
        old = ('<text:tracked-changes><text:changed-region text:id="o1"><text:insertion/></text:changed-region>'
               '<text:changed-region text:id="o2"><text:deletion><text:p>four </text:p></text:deletion></text:changed-region>'
               '</text:tracked-changes>')
        body = paragraphs('One <text:change-start text:change-id="o1"/>two three <text:change-end text:change-id="o1"/>'
                          '<text:change text:change-id="o2"/>five.')
        for two in ("One two five.", "One two new three five.", "None."):
            self.write("original", odt(old + body))
            self.write("telling", odt(paragraphs(two)))
            done = self.run_program("-o", "out.odt", "original", "telling")
            self.assertIn(done.status, (0, 1), done.err)
            self.assertEqual(self.text_of("out.odt"), two + "\n")
            self.assertEqual(content_of((self.folder / "out.odt").read_bytes()).count('text:change-id="o2"'), 1)


if __name__ == "__main__":
    redlines.main()
