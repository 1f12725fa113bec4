#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scanned pages: hOCR, ALTO, PAGE-XML. One level of text, order, words that lines part, files that lie."""
import packages
from packages import Reading

ALTO = '<alto xmlns="http://www.loc.gov/standards/alto/ns-v%s#"><Layout>%s</Layout></alto>'
PAGE = ('<?xml version="1.0"?><PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15">%s'
        '</PcGts>')
HOCR = ("<html><head><title>no</title><script>if (a < b) x = \"<span class='ocr_line'>\";</script></head>"
        "<body>no<div class='ocr_page' title='image \"a;b\"; bbox 0 0 600 800; ppageno 4'>%s</div></body></html>")


def box(x, y, width, height):
    return f'HPOS="{x}" VPOS="{y}" WIDTH="{width}" HEIGHT="{height}"'


def string(content, more='WC="0.9"', x=0, y=0):
    return f'<String CONTENT="{content}" {more} {box(x, y, 10 * len(content), 20)}/>'


def alto_line(*strings, y=0, end=""):
    return "<TextLine>" + "<SP/>".join(string(word, y=y) for word in strings) + end + "</TextLine>"


def alto(inside, version="3", margins=""):
    return ALTO % (version, f'<Page PHYSICAL_IMG_NR="3">{margins}<PrintSpace>{inside}</PrintSpace></Page>')


def block(*lines):
    return f"<TextBlock>{''.join(lines)}</TextBlock>"


def equiv(text, more=""):
    return f"<TextEquiv {more}><Unicode>{text}</Unicode></TextEquiv>"


def region(name, *lines, more="", text=None, inside=""):
    rows = "".join(f"<TextLine>{line if line.startswith('<') else equiv(line)}</TextLine>" for line in lines)
    return (f'<TextRegion id="{name}" {more}>{inside}<Coords points="0,0 5,5"/>{rows}'
            f"{equiv(text) if text else ''}</TextRegion>")


def word(bytes_, more=""):
    return f"<Word>{equiv(bytes_, more)}<Glyph>{equiv('no')}</Glyph></Word>"


def hocr_word(text, confidence=90, bounds="1 2 30 20"):
    return f"<span class='ocrx_word' title='bbox {bounds}; x_wconf {confidence}'>{text}</span>"


def hocr_line(*words, name="ocr_line"):
    return f"<span class='{name}' title=\"bbox 1 2 300 20\">{' '.join(map(hocr_word, words))}\n</span>"


class Doubts(Reading):
    """A word that the scanner is not sure of is held to be misread where a sure one would be another word."""

    TEXT = "The ferry left at seven in the rain and nobody stood on the deck of it but the old man."

    def touches(self, word, read, confidence):
        words = "".join(hocr_word(read if one == word else one, confidence if one == word else 95) + " "
                        for one in self.TEXT.split())
        self.write("page.hocr", HOCR % f"<span class='ocr_line'>{words}</span>")
        self.write("page.txt", self.TEXT)
        there, back = (self.compare_json(*pair)["changes"]
                       for pair in (("page.txt", "page.hocr"), ("page.hocr", "page.txt")))
        changed = [change["touches"] for change in there if change["kind"] != "same"]
        self.assertEqual(changed, [change["touches"] for change in back if change["kind"] != "same"])
        return changed

    def test_misread(self):
        for word, read, sure in (("stood", "slod", "wording"), ("nobody", "nolxdv", "negation")):
            self.assertEqual(self.touches(word, read, 30), [["spelling"]])
            self.assertIn(sure, self.touches(word, read, 90)[0])

    def test_another_word(self):
        self.assertIn("wording", self.touches("ferry", "engine", 30)[0])


class Alto(Reading):
    def test_words_and_places(self):
        text = alto(block(alto_line("One", "&amp;", y=0), alto_line("two.", y=25)) + block(alto_line("Three.", y=90)))
        self.assertEqual(self.read(text), "One &\ntwo.\n\nThree.")
        self.assertEqual(self.read(text, "--places"),
                         "[page 3] [paragraph 1] [line 1] One &\n[line 2] two.\n\n[paragraph 2] [line 3] Three.")

    def test_every_version(self):
        for version in "1234":
            self.assertEqual(self.read(alto(block(alto_line("One")), version)), "One")

    def test_hyphens(self):
        pair = 'SUBS_TYPE="HypPart%d" SUBS_CONTENT="whole"'
        first = f"<TextLine>{string('a')}<SP/>{string('who', pair % 1)}<HYP CONTENT='-'/></TextLine>"
        second = f"<TextLine>{string('le', pair % 2)}<SP/>{string('word')}</TextLine>"
        self.assertEqual(self.read(alto(block(first, second))), "a whole\nword")
        self.assertEqual(self.read(alto(block(first) + block(second))), "a whole\nword")
        self.assertEqual(self.read(alto(block(second))), "le word")
        unsure = f"<TextLine>{string('li')}<HYP CONTENT='-'/></TextLine>"
        self.assertEqual(self.read(alto(block(unsure, alto_line("ne")))), "li-\nne")
        twice = f"<TextLine>{string('li-')}<HYP CONTENT='-'/></TextLine>"
        self.assertEqual(self.read(alto(block(twice, alto_line("ne")))), "li-\nne")

    def test_margins(self):
        margins = (f"<TopMargin>{block(alto_line('12', 'Head'))}</TopMargin><LeftMargin>{block(alto_line('Aside.'))}"
                   f"</LeftMargin><BottomMargin>{block(alto_line('A3'))}</BottomMargin>")
        self.assertEqual(self.read(alto(block(alto_line("Text.")), margins=margins)), "Text.\n\nAside.")

    def test_unspaced(self):
        line = "<TextLine>" + "".join(map(string, "\u7fa9\u79ae")) + string("ab") + string("cd") + "</TextLine>"
        self.assertEqual(self.read(alto(block(line))), "\u7fa9\u79ae ab cd")

    def test_broken(self):
        self.refuse("<alto><Description/></alto>", "no Layout")
        self.refuse(alto(block(alto_line("One")))[:-30], "not well-formed")
        self.refuse("<alto><Layout>" + "<a>" * 1000, "nest deeper")
        self.assertEqual(self.read("<alto><Layout/></alto>"), "")
        odd = f'<TextLine><String CONTENT="One" HPOS="nan" VPOS="1e300" WIDTH="-inf" WC="x"/></TextLine>'
        self.assertEqual(self.read(alto(block(odd, odd))), "One\nOne")


class Page(Reading):
    def test_order(self):
        regions = region("a", "Three.") + region("b", "One.") + region("c", "Four.") + region("d", "Two.")
        order = ('<ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="d"/>'
                 '<RegionRefIndexed index="0" regionRef="b"/><UnorderedGroupIndexed index="2"><RegionRef '
                 'regionRef="a"/></UnorderedGroupIndexed></OrderedGroup></ReadingOrder>')
        self.assertEqual(self.read(PAGE % f"<Page>{order}{regions}</Page>"), "One.\n\nTwo.\n\nThree.\n\nFour.")
        self.assertEqual(self.read(PAGE % f"<Page>{regions}</Page>"), "Three.\n\nOne.\n\nFour.\n\nTwo.")

    def test_one_level(self):
        words = word("One") + word("two", 'conf="0.3"')
        self.assertEqual(self.read(PAGE % f"<Page>{region('a', words + equiv('One two'), text='no')}</Page>"), "One two")
        self.assertEqual(self.read(PAGE % f"<Page>{region('a', words + equiv('One, two'), text='no')}</Page>"), "One, two")
        self.assertEqual(self.read(PAGE % f"<Page>{region('a', words, text='no')}</Page>"), "One two")
        self.assertEqual(self.read(PAGE % f"<Page>{region('a', text='One' + chr(10) + 'two')}</Page>"), "One\ntwo")

    def test_readings(self):
        line = equiv("no", 'index="1"') + equiv("yes", 'index="0"') + equiv("no", 'index="2"')
        self.assertEqual(self.read(PAGE % f"<Page>{region('a', line)}</Page>"), "yes")

    def test_types(self):
        regions = (region("a", "12", more='type="page-number"') + region("b", "Head", more='type="header"')
                   + region("n", "A note.", more='type="footnote"') + region("c", "Title", more='type="heading"')
                   + region("d", "Text.", more='custom="readingOrder {index:0;} structure {type:paragraph;}"')
                   + region("e", "No", more='custom="structure {type:catch-word;}"'))
        second = f"<Page>{region('a', 'More.')}</Page>"
        self.assertEqual(self.read(PAGE % f"<Page>{regions}</Page>{second}"), "Title\n\nText.\n\nA note.\n\nMore.")
        self.assertIn("[chapter Title]", self.read(PAGE % f"<Page>{regions}</Page>", "--places"))

    def test_tables(self):
        def cell(row, column, *lines):
            roles = f'<Roles><TableCellRole rowIndex="{row}" columnIndex="{column}"/></Roles>'
            return region(f"r{row}{column}", *lines, inside=roles)
        cells = cell(1, 0, "c") + cell(0, 1, "b", "bb") + cell(0, 0, "a") + cell(1, 1, "d")
        text = PAGE % f"<Page>{region('x', 'Before.')}<TableRegion id='t'>{cells}</TableRegion>{region('y', 'After.')}</Page>"
        self.assertEqual(self.read(text), "Before.\n\na\tb bb\nc\td\n\nAfter.")

    def test_broken(self):
        self.refuse(PAGE % "<Metadata/>", "no Page")
        self.refuse((PAGE % f"<Page>{region('a', 'One')}</Page>")[:-40], "not well-formed")
        deep = "<TextRegion>" * 400 + "<TextLine>" + equiv("deep") + "</TextLine>" + "</TextRegion>" * 400
        self.assertEqual(self.read(PAGE % f"<Page>{deep}</Page>"), "deep")


class Hocr(Reading):
    def test_words(self):
        text = HOCR % ("<div class='ocr_carea'><p class='ocr_par'>" + hocr_line("One", "<em>&amp;</em>")
                       + hocr_line("t&#x77;o&#46;") + "</p><p class='ocr_par'>" + hocr_line("Three.") + "</p></div>")
        self.assertEqual(self.read(text), "One &\ntwo.\n\nThree.")
        self.assertTrue(self.read(text, "--places").startswith("[page 5] [paragraph 1] [line 1] One"))

    def test_lines_without_words(self):
        self.assertEqual(self.read(HOCR % '<span class="x ocr_line" title="bbox 1 2 3 4">One  <b>t</b>wo</span>'), "One two")

    def test_text_without_lines(self):
        self.assertEqual(self.read(HOCR % "Only text."), "Only text.")

    def test_running_heads(self):
        self.assertEqual(self.read(HOCR % (hocr_line("12", name="ocr_pageno") + hocr_line("Text."))), "Text.")

    def test_loose_markup(self):
        text = ("<!DOCTYPE html><!-- <span class='ocr_line'>no --><DIV CLASS=ocr_page><p class=ocr_par>"
                "<span class=ocr_line>One < two & three &nosuch; <br></i></span><img src=a><p class=ocr_par>"
                "<span class=ocr_line>End")
        self.assertEqual(self.read(text), "One < two & three &nosuch;\n\nEnd")

    def test_other_encodings(self):
        self.assertEqual(self.read((HOCR % hocr_line("\xfcber", "Stra\xdfen", "gro\xdfer", "St\xe4dte")).encode("cp1252")),
                         "\xfcber Stra\xdfen gro\xdfer St\xe4dte")

    def test_broken(self):
        self.write("a.hocr", "<html>nothing</html>")
        self.assert_trouble(self.run_program("text", "--from", "hocr", "a.hocr"), "no ocr_page")
        self.refuse("<div class='ocr_page'>" + "<b>" * 100000, "nest deeper")
        whole = HOCR % hocr_line("One", "two")
        for cut in range(0, len(whole), 7):
            self.write("cut.hocr", whole[:cut])
            done = self.run_program("text", "--from", "hocr", "cut.hocr")
            self.assertIn(done.status, (0, 2), done.err)


class Together(Reading):
    """The same page in any of the three says the same."""

    def test_equal(self):
        words = "Nobody in the village had slept".split()
        self.write("a.xml", alto(block(alto_line(*words))))
        self.write("b.xml", PAGE % f"<Page>{region('a', ' '.join(words))}</Page>")
        self.write("c.html", HOCR % hocr_line(*words))
        self.write("d.txt", " ".join(words) + "\n")
        for one in ("a.xml", "b.xml", "c.html"):
            self.assertEqual(self.run_program(one, "d.txt").status, 0)


if __name__ == "__main__":
    packages.main()
