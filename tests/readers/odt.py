#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""OpenDocument texts: what is text and what is not, tracked changes both ways, files that lie."""
import packages
from packages import Reading, pack

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = "".join(f' xmlns:{prefix}="{SPACE}{name}:1.0"' for prefix, name in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
    ("svg", "svg-compatible")))
TYPE = "application/vnd.oasis.opendocument.text"
MANIFEST = "<manifest/>"


def document(body, styles="", root="document-content", kind="text"):
    return (f"<office:{root}{SPACES}><office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:{root}>")


def odt(body, styles="", mimetype=TYPE, content="content.xml"):
    return pack({content: document(body, styles), "META-INF/manifest.xml": MANIFEST}, first=("mimetype", mimetype))


def style(name, family, hidden=None, parent=""):
    display = f'<style:text-properties text:display="{hidden}"/>' if hidden else ""
    return (f'<style:style style:name="{name}" style:family="{family}" style:parent-style-name="{parent}">'
            f"{display}</style:style>")


def region(name, inside):
    return f'<text:changed-region text:id="{name}">{inside}</text:changed-region>'


def deletion(name, *paragraphs):
    return region(name, "<text:deletion>" + "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
                  + "</text:deletion>")


def changes(*regions):
    return f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"


def cell(*paragraphs, attributes="", name="table-cell"):
    inside = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    return f"<table:{name} {attributes}>{inside}</table:{name}>"


class Text(Reading):
    def test_paragraphs_and_white_space(self):
        body = ('<text:p> One\n  <text:span text:style-name="x">w</text:span>ord.</text:p><text:p/>'
                '<text:p>two<text:s text:c="3"/>blanks <text:s/>three<text:tab/>tabs<text:line-break/> line</text:p>')
        self.assertEqual(self.read(odt(body)), "One word.\n\ntwo   blanks  three\ttabs\nline")

    def test_flat(self):
        self.assertEqual(self.read("<?xml version='1.0'?>" + document("<text:p>Flat.</text:p>", root="document")),
                         "Flat.")

    def test_recognised_without_type(self):
        self.assertEqual(self.read(odt("<text:p>Text.</text:p>", mimetype="nonsense")), "Text.")

    def test_lists_have_no_numbers(self):
        body = ("<text:list><text:list-item><text:number>1.</text:number><text:p>One</text:p></text:list-item>"
                "<text:list-item><text:p>Two</text:p></text:list-item></text:list>")
        self.assertEqual(self.read(odt(body)), "One\n\nTwo")

    def test_headings(self):
        body = '<text:h text:outline-level="2">First</text:h><text:p>text</text:p>'
        shown = self.read(odt(body), "--places")
        self.assertIn("[chapter First] ", shown)
        self.assertTrue(shown.endswith("text"))
        body = '<text:p text:style-name="Title">Named</text:p><text:p text:style-name="P1">Automatic</text:p>'
        styles = style("P1", "paragraph", parent="Title")
        shown = self.read(odt(body, styles), "--places")
        self.assertIn("[chapter Named] ", shown)
        self.assertIn("[chapter Automatic] ", shown)

    def test_hidden(self):
        styles = (style("Base", "text", "none") + style("Child", "text", parent="Base")
                  + style("Shown", "text", "true", parent="Base") + style("P", "paragraph", "none")
                  + style("A", "text", parent="B") + style("B", "text", parent="A"))
        body = ('<text:p>seen<text:span text:style-name="Child">hidden<text:span text:style-name="Shown">, too'
                '</text:span></text:span><text:span text:style-name="Shown">!</text:span>'
                '<text:span text:style-name="A">?</text:span></text:p>'
                '<text:p text:style-name="P">hidden</text:p>'
                '<text:section text:display="none"><text:p>hidden</text:p></text:section>')
        self.assertEqual(self.read(odt(body, styles)), "seen!?")

    def test_notes_boxes_and_comments(self):
        body = ("<text:p>A sen<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                "<text:p>A note.</text:p></text:note-body></text:note>tence<office:annotation><text:p>no</text:p>"
                "</office:annotation><draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box>"
                "<svg:desc>no</svg:desc></draw:frame>.</text:p><text:p>Next.</text:p>"
                "<draw:rect><text:p>Alone.</text:p></draw:rect>")
        self.assertEqual(self.read(odt(body)), "A sentence.\n\nA note.\n\nIn the box.\n\nNext.\n\nAlone.")

    def test_index(self):
        body = ("<text:table-of-content><text:table-of-content-source><text:index-title-template>no"
                "</text:index-title-template></text:table-of-content-source><text:index-body><text:p>Contents</text:p>"
                "</text:index-body></text:table-of-content>")
        self.assertEqual(self.read(odt(body)), "Contents")


class Tables(Reading):
    def test_cells(self):
        body = ("<text:p>Before.</text:p><table:table><table:table-header-rows><table:table-row>"
                + cell("a", attributes='table:number-columns-spanned="2"') + cell("no", name="covered-table-cell")
                + cell("c", "d") + "</table:table-row></table:table-header-rows>"
                '<table:table-row table:number-rows-repeated="2">'
                + cell("", attributes='table:number-columns-repeated="3"') + cell("e")
                + "</table:table-row></table:table><text:p>After.</text:p>")
        shown = self.read(odt(body))
        self.assertEqual(shown, "Before.\n\na\tc\n\nd\ne\n\nAfter.")
        self.assertIn("[cell 3.4] e", self.read(odt(body), "--places"))


class Changes(Reading):
    def test_within_a_paragraph(self):
        body = (changes(deletion("d", "seven"), region("i", "<text:insertion/>"),
                        region("f", "<text:format-change/>"))
                + '<text:p>It was <text:change text:change-id="d"/><text:change-start text:change-id="i"/>eight'
                '<text:change-end text:change-id="i"/><text:change-start text:change-id="f"/>.'
                '<text:change-end text:change-id="f"/></text:p>')
        self.assertEqual(self.both(odt(body)), ("It was eight.", "It was seven."))

    def test_across_paragraphs(self):
        body = (changes(deletion("d", " two.", "Three.", "Fo"), region("i", "<text:insertion/>"))
                + '<text:p>One<text:change text:change-id="d"/>ur.</text:p><text:p>Five'
                '<text:change-start text:change-id="i"/> new.</text:p><text:p>New.</text:p><text:p>New'
                '<text:change-end text:change-id="i"/> six.</text:p>')
        self.assertEqual(self.both(odt(body)), ("Oneur.\n\nFive new.\n\nNew.\n\nNew six.",
                                                "One two.\n\nThree.\n\nFour.\n\nFive six."))

    def test_deleted_end(self):
        body = changes(deletion("d", "", "")) + '<text:p>One<text:change text:change-id="d"/>two</text:p>'
        self.assertEqual(self.both(odt(body)), ("Onetwo", "One\n\ntwo"))


class Lists(Reading):
    STYLES = ('<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
              'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" '
              'style:num-suffix=")"/><text:list-level-style-number text:level="3" style:num-format="I" '
              'text:display-levels="3" text:start-value="4"/><text:list-level-style-bullet text:level="4"/></text:list-style>'
              '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="I"/>'
              '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>')

    @staticmethod
    def items(*inside, attributes='text:style-name="L"'):
        return f"<text:list {attributes}>" + "".join(f"<text:list-item>{text}</text:list-item>" for text in inside) + "</text:list>"

    def places(self, body, *options):
        shown = self.read(odt(body, self.STYLES), "--places", *options)
        lines = [line for line in shown.splitlines() if line]
        return [(line.partition("[element ")[2].partition("]")[0], line.rpartition("] ")[2]) for line in lines]

    def test_counted(self):
        deep = self.items("<text:p>d</text:p>" + self.items("<text:p>bullet</text:p>", attributes=""), attributes="")
        inner = self.items("<text:p>b</text:p>", "<text:p>c</text:p>" + deep, attributes="")
        body = (self.items("<text:p>a</text:p>" + inner + "<text:p>still a</text:p>", "<text:p>e</text:p>")
                + "<text:p>between</text:p>"
                + self.items("<text:p>f</text:p>", attributes='text:style-name="L" text:continue-numbering="true"')
                + '<text:list text:style-name="L"><text:list-header><text:p>head</text:p></text:list-header>'
                  '<text:list-item text:start-value="9"><text:p>g</text:p></text:list-item></text:list>'
                + self.items("<text:p>h</text:p>", attributes='text:style-name="none"'))
        self.assertEqual(self.places(body), [("1.", "a"), ("(a)", "b"), ("(b)", "c"), ("1.b.IV", "d"), ("", "bullet"),
                                             ("", "still a"), ("2.", "e"), ("", "between"), ("3.", "f"), ("", "head"),
                                             ("9.", "g"), ("", "h")])

    def test_long_lists(self):
        body = self.items(*(f"<text:p>{i}</text:p>" for i in range(1)), attributes='text:style-name="M"')
        styles = ('<text:list-style style:name="M"><text:list-level-style-number text:level="1" style:num-format="a" '
                  'text:start-value="{}" style:num-letter-sync="{}"/></text:list-style>')
        for start, alike, shown in ((26, "false", "z"), (27, "false", "aa"), (28, "false", "ab"), (28, "true", "bb")):
            text = self.read(odt(body, styles.format(start, alike)), "--places")
            self.assertIn(f"[element {shown}] 0", text)

    def test_headings(self):
        def heading(level, text, more=""):
            return f'<text:h text:outline-level="{level}" {more}>{text}</text:h>'
        body = (heading(1, "one") + heading(2, "two") + "<text:p>text</text:p>" + heading(2, "three") + heading(3, "deep")
                + heading(1, "plain", 'text:is-list-header="true"') + heading(1, "four"))
        self.assertEqual(self.places(body), [("I", "one"), ("I.1", "two"), ("", "text"), ("I.2", "three"), ("", "deep"),
                                             ("", "plain"), ("II", "four")])

    def test_changes(self):
        """An item that came is none of the list as it was."""
        body = (changes(region("i", "<text:insertion/>"))
                + self.items('<text:p>a<text:change-start text:change-id="i"/></text:p>',
                             '<text:p>new<text:change-end text:change-id="i"/></text:p>', "<text:p>b</text:p>"))
        self.assertEqual(self.places(body), [("1.", "a"), ("2.", "new"), ("3.", "b")])
        self.assertEqual(self.places(body, "--revisions", "original"), [("1.", "a"), ("2.", "b")])


class Broken(Reading):
    def test_a_change_is_told_once(self):
        """However often the text refers to it."""
        mark = '<text:change text:change-id="a"/>'
        body = changes(deletion("a", "gone " * 20000)) + f"<text:p>{mark * 20000}</text:p>"
        self.assertEqual(len(self.read(odt(body), "--revisions", "original", "--max-ratio", "100000").split()), 20000)


    def test_no_text(self):
        self.refuse(odt("", content="text.xml"), "holds no content.xml")
        self.refuse(pack({"content.xml": document("", kind="drawing"), "META-INF/manifest.xml": MANIFEST}),
                    "without a text")
        self.refuse(odt("<text:p>"), "content.xml", "not well-formed")
        encrypted = {"content.xml": b"\x01\x02", "META-INF/manifest.xml": "<a><manifest:encryption-data/></a>"}
        self.refuse(pack(encrypted, first=("mimetype", TYPE)), "encrypted")

    def test_cut_off_anywhere(self):
        whole = odt("<text:p>One.</text:p>")
        for cut in range(0, len(whole), 37):
            self.write("cut.odt", whole[:cut])
            done = self.run_program("text", "cut.odt")
            self.assertIn(done.status, (0, 2), done.err)
            if done.status == 2:
                self.assert_trouble(done, "cut.odt")

    def test_nested_deeply(self):
        self.refuse(odt("<text:section>" * 50000 + "</text:section>" * 50000), "nest deeper")

    def test_odd_markup(self):
        body = ('<text:p>One</text:p><table:table-cell/><table:covered-table-cell/><table:table><text:p>Two</text:p>'
                '</table:table><text:change/><text:change-end text:change-id="x"/><text:deletion/><text:note-body/>'
                '<text:s/><text:p><text:s text:c="-1"/><text:s text:c="99999999999999999999"/></text:p>'
                "<text:insertion/><draw:text-box/>" + changes("<text:deletion/>", region("a", "<text:p>no</text:p>")))
        for text in self.both(odt(body)):
            self.assertTrue(text.startswith("One\n\nTwo"))


if __name__ == "__main__":
    packages.main()
