#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Formatting is not compared; that it differs is said, and in how many places, whatever styles it comes from."""
import json

import packages
from packages import Reading, pack, word

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = "".join(f' xmlns:{prefix}="{SPACE}{name}:1.0"' for prefix, name in (
    ("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible")))
STYLES = ('<w:style w:styleId="Loud"><w:rPr><w:b/><w:i/></w:rPr></w:style>'
          '<w:style w:styleId="Louder"><w:basedOn w:val="Loud"/><w:rPr><w:i w:val="0"/></w:rPr></w:style>')


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def docx(*runs, style=""):
    of = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return word(f"<w:p>{of}{''.join(runs)}</w:p>", styles=STYLES)


def odt(body, styles=""):
    content = (f'<office:document-content{SPACES} office:version="1.2"><office:automatic-styles>{styles}'
               f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>")
    return pack({"content.xml": content}, first=("mimetype", "application/vnd.oasis.opendocument.text"))


def style(name, properties, family="text", parent=""):
    of = f' style:parent-style-name="{parent}"' if parent else ""
    return (f'<style:style style:name="{name}" style:family="{family}"{of}>'
            f"<style:text-properties {properties}/></style:style>")


class Looks(Reading):
    PLAIN = docx(run("One two three four five."))

    def differ(self, one, other, places):
        """Both ways round: the view, the summary and JSON say it, or none does."""
        line = (f"formatting (bold, italic and the like) is not compared; it differs in {places} "
                f"place{'s' if places > 1 else ''}")
        for a, b in ((one, other), (other, one)):
            self.write("a", a)
            self.write("b", b)
            for options in ((), ("--stat",)):
                done = self.run_program(*options, "a", "b")
                self.assertEqual((done.status, done.err), (0, b""))
                self.assertEqual(line.encode() in done.out, places > 0)
            counted = json.loads(self.run_program("--json", "a", "b").out)["statistics"]
            self.assertEqual(counted.get("formatting", 0), places)

    def test_word(self):
        two = docx(run("One "), run("two", "<w:b/>"), run(" three "), run("four", '<w:u w:val="single"/>'), run(" five."))
        self.differ(self.PLAIN, two, 2)
        self.differ(two, two, 0)
        self.differ(two, docx(run("One "), run("two", "<w:b/>"), run(" three "), run("four", '<w:u w:val="wave"/>'), run(" five.")), 1)

    def test_one_place_is_one(self):
        """Runs and blanks do not part it, and another look does."""
        self.differ(self.PLAIN, docx(run("One t", "<w:b/>"), run("wo three ", "<w:b/>"), run("four"), run(" five.")), 1)
        self.differ(self.PLAIN, docx(run("One ", "<w:b/>"), run("two", "<w:i/>"), run(" three four five.")), 2)

    def test_none(self):
        for properties in ("", '<w:b w:val="0"/>', '<w:u w:val="none"/>', '<w:vertAlign w:val="baseline"/>', "<w:sz/>"):
            with self.subTest(properties):
                self.differ(self.PLAIN, docx(run("One two three four five.", properties)), 0)

    def test_styles(self):
        """What a style says counts as if the run did, up to what it is based on; two styles turn each other over."""
        text = "One two three four five."
        bold, both = docx(run(text, "<w:b/>")), docx(run(text, "<w:b/><w:i/>"))
        self.differ(both, docx(run(text), style="Loud"), 0)
        self.differ(bold, docx(run(text), style="Louder"), 0)
        self.differ(bold, docx(run(text, '<w:rStyle w:val="Louder"/>')), 0)
        self.differ(self.PLAIN, docx(run(text, '<w:rStyle w:val="Loud"/>'), style="Loud"), 0)
        self.differ(bold, docx(run(text, '<w:rStyle w:val="Loud"/><w:b/>'), style="Loud"), 0)
        self.differ(self.PLAIN, docx(run(text), style="Loud"), 1)

    def test_opendocument(self):
        styles = (style("B", 'fo:font-weight="bold"') + style("N", 'fo:font-weight="normal"')
                  + style("P", 'fo:font-weight="bold"', "paragraph") + style("Q", 'fo:font-style="italic"', "paragraph", "P"))
        plain = odt("<text:p>One two three.</text:p>")
        bold = odt('<text:p>One <text:span text:style-name="B">two</text:span> three.</text:p>', styles)
        self.differ(plain, bold, 1)
        self.differ(plain, odt('<text:p text:style-name="Q">One two three.</text:p>', styles), 1)
        self.differ(bold, odt('<text:p text:style-name="P"><text:span text:style-name="N">One </text:span>two'
                              '<text:span text:style-name="N"> three.</text:span></text:p>', styles), 0)
        self.differ(plain, odt('<text:p><text:span text:style-name="B"><text:span text:style-name="N">One two three.'
                               "</text:span></text:span></text:p>", styles), 0)

    def test_one_as_the_other(self):
        """The same look has the same name in both formats."""
        pairs = (("<w:b/>", 'fo:font-weight="700"'), ("<w:i/>", 'fo:font-style="italic"'), ("<w:caps/>", 'fo:text-transform="uppercase"'),
                 ("<w:smallCaps/>", 'fo:font-variant="small-caps"'), ("<w:strike/>", 'style:text-line-through-style="solid"'),
                 ('<w:u w:val="single"/>', 'style:text-underline-style="solid"'), ('<w:u w:val="wave"/>', 'style:text-underline-style="wave"'),
                 ('<w:u w:val="double"/>', 'style:text-underline-style="solid" style:text-underline-type="double"'),
                 ('<w:vertAlign w:val="superscript"/>', 'style:text-position="super 58%"'),
                 ('<w:vertAlign w:val="subscript"/>', 'style:text-position="-33% 58%"'), ('<w:highlight w:val="yellow"/>', 'fo:background-color="#ffff00"'))
        for word_has, other_has in pairs:
            with self.subTest(word_has):
                one = docx(run("One "), run("two", word_has), run(" three."))
                body = '<text:p>One <text:span text:style-name="S">two</text:span> three.</text:p>'
                self.differ(one, odt(body, style("S", other_has)), 0)
                self.differ(one, odt(body), 1)

    def test_what_cannot_know(self):
        bold = docx(run("One two three four five.", "<w:b/>"))
        self.differ(bold, "One two three four five.\n", 0)

    def test_notes_look_for_themselves(self):
        """A note in bold words is not bold by that."""
        styles = style("B", 'fo:font-weight="bold"')
        note = ('<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
                "<text:p>Below.</text:p></text:note-body></text:note>")
        one = odt(f'<text:p><text:span text:style-name="B">One two{note}</text:span> three.</text:p>', styles)
        self.differ(one, odt(f'<text:p><text:span text:style-name="B">One two</text:span>{note} three.</text:p>', styles), 0)

    def test_where_words_changed(self):
        one = docx(run("One two three four five six seven eight nine ten."))
        other = docx(run("One two "), run("three", "<w:i/>"), run(" four five six seven eight nine eleven.", ""))
        self.write("a", one)
        self.write("b", other)
        self.assertEqual(json.loads(self.run_program("--json", "a", "b").out)["statistics"]["formatting"], 1)


if __name__ == "__main__":
    packages.main()
