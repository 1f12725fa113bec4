#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files that are made to do harm: bombs, files that lie, names that lead outside. Each ends in one line, or is read."""
import bz2
import gzip
import io
import lzma
import os
import struct
import time
import zipfile

import packages
from packages import Reading, pack, word, word_parts

EXTERNAL = '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY p PUBLIC "a" "http://127.0.0.1:9/">]>\n'
LAUGHS = ('<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY e0 "laughing out loud">'
          + "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 10)) + "]>\n")
TEI = "<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><p>{}</p></body></text></TEI>"
TTML = "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='1s'>{}</p></div></body></tt>"
ALTO = ("<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'><Layout><Page><PrintSpace><TextBlock><TextLine>"
        "<String CONTENT='{}'/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>")
PAGE = ("<PcGts xmlns='http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15'><Page><TextRegion><TextLine>"
        "<TextEquiv><Unicode>{}</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>")
FODT = ("<office:document xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' xmlns:text='urn:oasis:names:tc:"
        "opendocument:xmlns:text:1.0' office:mimetype='application/vnd.oasis.opendocument.text'><office:body><office:text>"
        "<text:p>{}</text:p></office:text></office:body></office:document>")
OF_XML = {"tei": TEI, "ttml": TTML, "page": PAGE, "odt": FODT}


def document(body, front):
    """A Word document whose main part begins with this."""
    parts = word_parts(f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>")
    parts["word/document.xml"] = front + parts["word/document.xml"]
    return pack(parts)


class Bombs(Reading):
    def quickly(self, *arguments, most=20):
        """Run it: it takes no more than some CPU seconds, whatever else the machine does."""
        before = os.times()
        done = self.run_program(*arguments)
        after = os.times()
        self.assertLess(after.children_user + after.children_system - before.children_user - before.children_system, most)
        return done

    def test_compressed_files(self):
        much = b"It was so. " * (1 << 18)
        for name, packed in (("a.gz", gzip.compress(much)), ("a.bz2", bz2.compress(much)), ("a.xz", lzma.compress(much))):
            with self.subTest(name):
                self.write(name, packed)
                self.assert_trouble(self.quickly("text", "--max-bytes", "100000", name), name, "limit")

    def test_packed_more_than_once(self):
        inner = gzip.compress(b"a" * (1 << 24))
        for _ in range(3):
            inner = gzip.compress(inner)
        self.write("a.gz", inner)
        self.assertIn(self.quickly("text", "--max-bytes", "1000000", "a.gz").status, (0, 2))
        nested = pack({"a.txt": "x"})
        for _ in range(40):
            nested = pack({"a.zip": nested})
        self.write("a.zip", nested)
        self.assert_trouble(self.quickly("text", "a.zip"), "a.zip")

    def test_expansion(self):
        """A part that unfolds to thousands of times its bytes."""
        parts = word_parts("")
        parts["word/document.xml"] = "<w:document>" + " " * (1 << 26)
        self.write("a.docx", pack(parts))
        self.assert_trouble(self.quickly("text", "--max-bytes", "10000000", "a.docx"), "a.docx", "limit")

    def test_members_that_overlap(self):
        """Many names for the same packed bytes, as in the bombs of one layer."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", "a" * (1 << 20))
        whole = out.getvalue()
        at = whole.index(b"PK\1\2")
        end = whole.index(b"PK\5\6")
        entry = whole[at:end]
        many = b"".join(entry.replace(b"a.txt", b"%05d" % number) for number in range(2000))
        tail = bytearray(whole[end:])
        struct.pack_into("<HHLL", tail, 8, 2000, 2000, len(many), at)
        self.write("a.zip", whole[:at] + many + bytes(tail))
        done = self.quickly("text", "--max-bytes", "20000000", "a.zip")
        self.assertIn(done.status, (0, 2))
        self.assertLessEqual(len(done.out), 20000000)

    def test_many_members(self):
        self.write("a.zip", pack({f"{number}.txt": "" for number in range(70000)}))
        done = self.quickly("text", "a.zip")
        self.assertEqual(done.status, 2)
        self.assert_one_line(done.err)

    def test_laughs(self):
        for name, template in OF_XML.items():
            with self.subTest(name):
                self.write("a", LAUGHS + template.format("&e9;"))
                self.assert_trouble(self.quickly("text", "--from", name, "a"), "a")
        self.write("a.docx", document("&e9;", LAUGHS))
        self.assert_trouble(self.quickly("text", "a.docx"), "a.docx")

    def test_elements_in_elements(self):
        n = 100000
        for name, template in OF_XML.items():
            with self.subTest(name):
                inside = "<x>" * n + "a" + "</x>" * n
                self.write("a", template.format(inside))
                self.assert_trouble(self.quickly("text", "--from", name, "a"), "a", "nest deeper")
        self.write("a.html", "<div>" * n + "a")
        self.assertEqual(self.quickly("text", "a.html").out, b"a\n")
        self.write("a.rtf", "{\\rtf1" + "{" * n + "a" + "}" * n + "}")
        self.assert_trouble(self.quickly("text", "a.rtf"), "a.rtf", "nest deeper")
        self.write("a.jsonl", '{"text": "a", "x": ' + "[" * n + "]" * n + "}\n")
        self.assertIn(self.quickly("text", "a.jsonl").status, (0, 2))


class Lies(Reading):
    def test_nothing_outside_is_read(self):
        for name, template in OF_XML.items():
            with self.subTest(name):
                self.write("a", EXTERNAL + template.format("a&e;&p;b"))
                done = self.run_program("text", "--from", name, "a")
                self.assertNotIn(b"root:", done.out + done.err)
                self.assertIn(done.status, (0, 2))
        self.write("a.docx", document("a&e;b", EXTERNAL))
        self.assertNotIn(b"root:", self.run_program("text", "a.docx").out)

    def test_sizes_that_lie(self):
        whole = bytearray(pack({"a.txt": "It was so. " * 99}))
        central = whole.index(b"PK\1\2")
        for at, values in ((central + 20, (0, 1, 0xFFFFFFF0)), (central + 24, (0, 7, 0xFFFFFFF0)),
                           (central + 42, (1, 0xFFFFFFF0)), (18, (0, 0xFFFFFFF0)), (22, (0, 0xFFFFFFF0))):
            for value in values:
                with self.subTest(at=at, value=value):
                    lying = bytearray(whole)
                    struct.pack_into("<L", lying, at, value)
                    self.write("a.zip", bytes(lying))
                    done = self.run_program("text", "a.zip")
                    self.assertIn(done.status, (0, 2))
                    if done.status == 2:
                        self.assertEqual(done.out, b"")
                        self.assert_one_line(done.err)

    def test_bytes_that_are_not_what_they_sum_up_to(self):
        whole = bytearray(word("<w:p><w:r><w:t>It was so, and so it was.</w:t></w:r></w:p>" * 9))
        self.write("a.docx", bytes(whole))
        good = self.run_program("text", "a.docx").out
        for at in range(0, len(whole), 13):
            broken = bytearray(whole)
            broken[at] ^= 0x55
            self.write("a.docx", bytes(broken))
            done = self.run_program("text", "--from", "docx", "a.docx")
            with self.subTest(at):
                self.assertTrue(done.status == 2 or done.out == good, done.out)

    def test_spine_without_files(self):
        opf = ("<package xmlns='http://www.idpf.org/2007/opf'><manifest><item id='a' href='a.xhtml' media-type='application/"
               "xhtml+xml'/><item id='b' href='../../etc/passwd' media-type='application/xhtml+xml'/></manifest>"
               "<spine><itemref idref='{}'/></spine></package>")
        container = ("<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles><rootfile "
                     "full-path='b.opf'/></rootfiles></container>")
        for item in ("a", "b", "c"):
            self.write("a.epub", pack({"META-INF/container.xml": container, "b.opf": opf.format(item)},
                                      ("mimetype", "application/epub+zip")))
            self.assert_trouble(self.run_program("text", "a.epub"), "a.epub")

    def test_styles_in_circles(self):
        styles = "".join(f"<style:style style:name='s{i}' style:family='paragraph' style:parent-style-name='s{(i + 1) % 5}'/>"
                         for i in range(5))
        office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
        space = "urn:oasis:names:tc:opendocument:xmlns:"
        content = (f"<office:document-content xmlns:office='{office}' xmlns:style='{space}style:1.0' xmlns:text='{space}text:1.0'>"
                   f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
                   "<text:p text:style-name='s1'>Read.</text:p></office:text></office:body></office:document-content>")
        self.assertEqual(self.read(pack({"content.xml": content}, ("mimetype", "application/vnd.oasis.opendocument.text"))),
                         "Read.")

    def test_no_pdf(self):
        for content in (b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF\n", b"%PDF-1.4\n1 0 obj\n<< /Length 99999999 >>\nstream\n" + b"\0" * 999):
            self.write("a.pdf", content)
            done = self.run_program("text", "a.pdf")
            self.assertEqual((done.status, done.out), (2, b""))
            self.assert_one_line(done.err)

    def test_times_that_run_backwards(self):
        cues = "".join(f"{i}\n00:01:{50 - i:02},000 --> 00:00:{50 - i:02},000\nLine {i}.\n\n" for i in range(1, 40))
        self.write("a.srt", cues)
        done = self.run_program("text", "a.srt")
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertEqual(sorted(done.out.split()), sorted(" ".join(f"Line {i}." for i in range(1, 40)).encode().split()))
        self.write("b.vtt", "WEBVTT\n\n00:10.000 --> 00:05.000\nOne.\n\n00:01.000 --> 99:99.000\nTwo.\n\n-1 --> x\nno\n")
        self.assertEqual(self.run_program("text", "b.vtt").status, 0)

    def test_half_characters(self):
        self.write("a.jsonl", '{"text": "One \\ud800 two \\udc00."}\n')
        done = self.run_program("text", "a.jsonl")
        self.assertIn(done.status, (0, 2))
        done.out.decode("utf-8")
        self.write("a.html", "<p>One &#xD800; two &#xDFFF; &#x110000;.</p>")
        self.assertEqual(self.run_program("text", "a.html").out.decode(), "One \ufffd two \ufffd \ufffd.\n")

    def test_nul_everywhere(self):
        cases = {"a.srt": "1\n00:00:01,000 --> 00:00:02,000\nO\0ne.\n", "a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nO\0ne.\n",
                 "a.fountain": "INT. \0HOUSE\n\nANN\nO\0ne.\n", "a.eml": "From: a\nSubject: \0b\nMessage-ID: c\n\nO\0ne.\n",
                 "a.jsonl": '{"text": "O\\u0000ne."}\n', "a.xml": TEI.format("O\0ne."), "a.rtf": "{\\rtf1 O\0ne.}", "a.txt": "O\0ne.\n"}
        for name, content in cases.items():
            with self.subTest(name):
                self.write(name, content)
                done = self.run_program("text", name)
                self.assertIn(done.status, (0, 2))
                if done.status == 2:
                    self.assert_one_line(done.err)

    def test_line_without_end(self):
        """Two gigabytes that are one line, in a file of holes: refused before it is read."""
        with open(self.folder / "line.txt", "wb") as file:
            file.truncate((1 << 31) + 5)
        started = time.monotonic()
        done = self.run_program("text", "line.txt")
        self.assert_trouble(done, "line.txt", "limit")
        self.assertLess(time.monotonic() - started, 60)


if __name__ == "__main__":
    packages.main()
