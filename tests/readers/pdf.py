#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PDF: what is text and what is furniture of pages, and programs that are missing, late or lie."""
import os
import shutil
import stat
import unittest

import packages
from packages import Reading

WIDTH = 46  # signs of a line in a column of a page
MISSING = shutil.which("pdftotext") is None


def pdf(pages, trailer="", more=""):
    """Pages of lines (x, y from the top, size, text), in Times, as a file; what is between ^ is raised."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "",
               "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        drawn = "".join(f"BT {x} {800 - y} Td {draw(size, text)}ET\n" for x, y, size, text in lines)
        objects.append(f"<< /Length {len(drawn.encode('cp1252'))} >>\nstream\n{drawn}endstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {len(objects)} 0 R "
                       f"/Resources << /Font << /F 3 0 R >> >> {more} >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    out, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{inside}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = (f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} "
           f"/Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n")
    return out + end.encode()


def draw(size, text):
    parts = enumerate(text.split("^"))
    return "".join(f"/F {size * 0.6 if i % 2 else size} Tf {size * 0.4 if i % 2 else 0} Ts ({escape(part)}) Tj "
                   for i, part in parts if part)


def escape(text):
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(text, x=60, y=100, size=12, step=15, indent=0):
    """A text set in lines of a column."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) + 1 > WIDTH:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    return [(x + (indent if i == 0 else 0), y + i * step, size, line) for i, line in enumerate(lines)]


WORDS = ("the morning came over the hills and nobody in the village had slept because the river had risen "
         "all night long while the old bridge was groaning under the weight of water and wood").split()


def prose(n, first="It"):
    """A sentence of n words, which are others with another first."""
    step = 1 + sum(map(ord, first)) % 7 * 2
    return first + " " + " ".join(WORDS[i * step % len(WORDS)] for i in range(n - 1)) + "."


def flat(text):
    """Paragraphs, each in one line."""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


@unittest.skipIf(MISSING, "there is no pdftotext")
class Text(Reading):
    def paragraphs(self, pages, *options):
        return flat(self.read(pdf(pages), *options, name="a.pdf"))

    def test_words(self):
        self.assertEqual(self.paragraphs([[(60, 100, 12, "A line (of) words & more: \xe4\xdf\u2013.")]]),
                         ["A line (of) words & more: \xe4\xdf\u2013."])

    def test_paragraphs_by_indentation_and_by_gap(self):
        one, two, three = prose(30, "One"), prose(28, "Two"), prose(26, "Three")
        lines = column(one, indent=20)
        lines += column(two, y=lines[-1][1] + 15, indent=20)
        lines += column(three, y=lines[-1][1] + 30)
        self.assertEqual(self.paragraphs([lines]), [one, two, three])

    def test_heads_and_numbers_of_pages(self):
        texts = [prose(40, f"Page{i}") for i in range(6)]
        pages = []
        for i, text in enumerate(texts):
            head = "THE RIVER STORY" if i % 2 else "BY A. WRITER"
            pages.append([(200, 40, 10, head)] + column(text) + [(290, 760, 10, str(i + 7))])
        self.assertEqual(self.paragraphs(pages), texts)
        shown = self.read(pdf(pages), "--places", name="a.pdf")
        self.assertIn("[page 3] ", shown)
        self.assertIn("[line 2] ", shown)

    def test_heads_with_numbers_and_chapters(self):
        pages = [[(60, 40, 10, f"{i + 11}   Chapter {'one' if i < 3 else 'two'}")] + column(prose(40, f"Page{i}"))
                 for i in range(6)]
        self.assertEqual(self.paragraphs(pages), [prose(40, f"Page{i}") for i in range(6)])

    def test_roman_numbers(self):
        pages = [column(prose(40, f"Page{i}")) + [(290, 760, 10, f"- {number} -")]
                 for i, number in enumerate(("ix", "x", "xi"))]
        self.assertEqual(self.paragraphs(pages), [prose(40, f"Page{i}") for i in range(3)])

    def test_what_begins_pages_is_no_head(self):
        pages = [[(60, 85, 12, "ROMEO.")] + column(prose(40, f"Page{i}")) for i in range(2)]
        self.assertEqual(self.read(pdf(pages), name="a.pdf").count("ROMEO."), 2)

    def test_a_table_is_no_page_number(self):
        lines = [(60 + 100 * j, 100 + 40 * i, 12, str(3 * i + j + 1)) for i in range(3) for j in range(3)]
        self.assertEqual(sorted(self.read(pdf([lines]), name="a.pdf").split()), [str(i + 1) for i in range(9)])

    def test_a_paragraph_over_a_page(self):
        whole = prose(60, "Whole")
        lines = column(whole)
        first, second = lines[:4], [(x, y - 60, size, text) for x, y, size, text in lines[4:]]
        pages = [[(200, 40, 10, "Running head")] + first + [(290, 760, 10, "1")],
                 [(200, 40, 10, "Running head")] + second + [(290, 760, 10, "2")]]
        self.assertEqual(self.paragraphs(pages), [whole])

    def test_two_columns(self):
        one, two = prose(60, "One"), prose(60, "Two")
        lines = column(one, x=40, size=10) + column(two, x=320, size=10)
        mixed = sorted(lines, key=lambda line: (line[1], line[0]))
        self.assertEqual(self.paragraphs([mixed]), [one, two])

    def test_footnotes(self):
        whole, after = prose(80, "Whole"), prose(20, "After")
        lines = column(whole)
        first, second = lines[:6], [(x, y - 90, size, text) for x, y, size, text in lines[6:]]
        first[1:3] = [(*first[i][:3], first[i][3] + f"^{mark}^") for i, mark in ((1, 1), (2, "*"))]
        pages = [first + [(60, 700, 9, "1 The note of the first page,"), (60, 711, 9, "which has two lines."),
                          (60, 722, 9, "* Another note.")],
                 second + column(after, y=second[-1][1] + 30)]
        self.assertEqual(self.paragraphs(pages), [whole, "The note of the first page, which has two lines.",
                                                  "Another note.", after])

    def test_hyphens(self):
        lines = [(60, 100, 12, "There was a word that was broken at the end of a li-"),
                 (60, 115, 12, "ne, and that was all that there was to it, my friend.")]
        self.assertIn("li-\nne,", self.read(pdf([lines]), name="a.pdf"))
        self.write("b.txt", "There was a word that was broken at the end of a line, and that was all that there was "
                            "to it, my friend.\n")
        self.write("a.pdf", pdf([lines]))
        self.assertEqual(self.run_program("a.pdf", "b.txt").status, 0)

    def test_exponents_stay(self):
        self.assertEqual(self.paragraphs([column(prose(40)) + [(60, 300, 12, "It has 12 m^2^ of it.")]])[-1],
                         "It has 12 m2 of it.")

    def test_fonts_change_within_words(self):
        self.assertEqual(self.paragraphs([[(60, 100, 12, "W"), (71.3, 100, 10, "ords")]]), ["Words"])

    def test_bullets(self):
        lines = [(60, 100 + 15 * i, 12, "\u2022 " + text) for i, text in enumerate(("One item", "another"))]
        lines += [(60, 130, 12, "\u2022"), (80, 130, 12, "and a third.")]
        self.assertEqual(self.paragraphs([lines]), ["One item", "another", "and a third."])

    def test_hanging_paragraphs(self):
        texts = [prose(24, "One"), prose(23, "Two"), prose(22, "Three")]
        lines, y = [], 100
        for text in texts:
            set_ = column(text, y=y)
            lines += set_[:1] + [(x + 20, *rest) for x, *rest in set_[1:]]
            y = lines[-1][1] + 15
        self.assertEqual(self.paragraphs([lines]), texts)

    def test_quotations(self):
        one, two, three = prose(30, "One"), prose(33, "Two"), prose(26, "Three")
        lines = column(one, step=15)
        lines += [(100, y, 12, text) for _, y, _, text in column(two, y=lines[-1][1] + 15)]
        lines += column(three, y=lines[-1][1] + 15)
        self.assertEqual(self.paragraphs([lines]), [one, two, three])

    def test_headings(self):
        lines = [(60, 60, 20, "The First Chapter")] + column(prose(60))
        shown = self.read(pdf([lines]), "--places", name="a.pdf")
        self.assertIn("[chapter The First Chapter]", shown)
        self.assertEqual(self.paragraphs([lines]), ["The First Chapter", prose(60)])

    def test_standard_input(self):
        done = self.run_program("text", "-", stdin=pdf([[(60, 100, 12, "From a pipe.")]]))
        self.assertEqual((done.status, done.out), (0, b"From a pipe.\n"))


@unittest.skipIf(MISSING, "there is no pdftotext")
class Broken(Reading):
    def test_no_text(self):
        self.refuse(pdf([[]]), "run OCR first", name="a.pdf")
        self.refuse(pdf([]), name="a.pdf")

    def test_broken(self):
        self.refuse(b"%PDF-1.4\nnothing\nstartxref\n0\n%%EOF\n", "a.pdf", "broken", name="a.pdf")
        self.refuse(b"%PDF-1.4\n", "cut off", name="a.pdf")

    def test_encrypted(self):
        crypt = ("/Encrypt << /Filter /Standard /V 1 /R 2 /O (" + "o" * 32 + ") /U (" + "u" * 32 + ") /P -44 >> "
                 "/ID [(1) (1)]")
        self.refuse(pdf([[(60, 100, 12, "Secret")]], trailer=crypt), "encrypted", name="a.pdf")

    def test_cut_off_anywhere(self):
        whole = pdf([column(prose(30))])
        for cut in range(0, len(whole) - 30, 67):
            self.write("cut.pdf", whole[:cut])
            done = self.run_program("text", "--from", "pdf", "cut.pdf")
            self.assert_trouble(done, "cut.pdf")


class Program(Reading):
    """What stands for pdftotext here does what a broken one might."""

    def play(self, script, *options, path=None):
        os.makedirs(self.folder / "bin", exist_ok=True)
        self.write("bin/pdftotext", "#!/bin/sh\n" + script)
        os.chmod(self.folder / "bin/pdftotext", stat.S_IRWXU)
        self.write("a.pdf", pdf([[(60, 100, 12, "Text")]]))
        environment = {"PATH": path if path is not None else str(self.folder / "bin") + ":" + os.environ["PATH"]}
        return self.run_program("text", *options, "a.pdf", env=environment)

    def test_missing(self):
        os.makedirs(str(self.folder / "empty"), exist_ok=True)
        self.assert_trouble(self.play("", path=str(self.folder / "empty")), "install poppler-utils")

    def test_late(self):
        self.assert_trouble(self.play("exec sleep 60\n", "--max-seconds", "1"), "a.pdf", "1 seconds")
        self.assert_trouble(self.play("exec >&-\nexec sleep 60\n", "--max-seconds", "1"), "a.pdf", "1 seconds")

    def test_endless(self):
        self.assert_trouble(self.play("exec cat /dev/zero\n", "--max-bytes", "1000"), "a.pdf", "raise the limit")

    def test_nonsense(self):
        self.assert_trouble(self.play("echo nonsense\n"), "no whole document")
        self.assert_trouble(self.play("echo '<doc><page></doc>'\n"), "not well-formed")
        self.assert_trouble(self.play("echo nonsense >&2; exit 3\n"), "a.pdf", "broken")
        self.assert_trouble(self.play("kill -9 $$\n"), "a.pdf", "broken")

    def test_controls(self):
        done = self.play("printf '<doc><page><word>a\\001b\\377c</word><word xMin=\"nan\" yMax=\"inf\">d</word></page></doc>'\n")
        self.assertEqual((done.status, done.out), (0, b"a b c d\n"))

    def test_columns_in_another_order(self):
        def told(x, y, *lines):
            words = [[f'<word xMin="{x + 30 * i}" yMin="{y + 12 * j}" xMax="{x + 28 + 30 * i}" yMax="{y + 12 * j + 10}">'
                      f"{word}</word>" for i, word in enumerate(line.split())] for j, line in enumerate(lines)]
            return "<block>" + "".join(f"<line>{''.join(line)}</line>" for line in words) + "</block>"
        wide = "this goes over all of the page from left to right"
        blocks = [told(0, 0, wide), told(0, 60, "four more and lower words", "five of them are here"),
                  told(170, 20, "six at the right hand", "seven of them are here", "and eight, the last one"),
                  told(0, 20, "one at the left hand", "two of them are here", "and three, not the last"),
                  told(0, 100, wide)]
        done = self.play(f"echo '<doc><page>{''.join(blocks)}</page></doc>'\n")
        text = done.out.decode()
        places = [text.index(word) for word in ("this", "one at", "two", "three", "four", "five", "six", "seven", "eight")]
        self.assertEqual(places, sorted(places), text)
        self.assertTrue(text.strip().endswith(wide), text)

    def test_its_standard_error_is_its_own(self):
        done = self.play("echo trouble >&2\necho '<doc><page><word>a</word></page></doc>'\n")
        self.assertEqual((done.status, done.out, done.err), (0, b"a\n", b""))

    def test_no_descriptors_are_handed_on(self):
        script = "for d in 3 4 5 6 7 8 9; do if true 2>/dev/null >&$d; then echo open; fi; done > seen\n"
        self.play(script + "echo '<doc></doc>'\n")
        with open(self.folder / "seen", encoding="utf-8") as seen:
            self.assertEqual(seen.read(), "")


if __name__ == "__main__":
    packages.main()
