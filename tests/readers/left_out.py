#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is read and not compared is said, in the views and in --stat, and never in silence."""
import packages
from packages import Reading, word_parts, pack

HEAD = ("The Project Gutenberg EBook of Letters, by N. N.\n\n*** START OF THE PROJECT GUTENBERG EBOOK LETTERS ***\n\n")
BODY = "You will rejoice to hear that no disaster came.\n\nThe end of the project was near.\n"
TAIL = "\nEnd of Project Gutenberg's Letters\n\n*** END OF THE PROJECT GUTENBERG EBOOK LETTERS ***\n\nIts licence.\n"


class LeftOut(Reading):
    """Two texts, and the lines that tell of it."""

    def lines(self, *arguments):
        done = self.run_program(*arguments)
        self.assertEqual(done.err, b"")
        return [line for line in done.out.decode().split("\n") if line.startswith("left out")]

    def test_licence(self):
        self.write("whole.txt", HEAD + BODY + TAIL)
        self.write("body.txt", BODY.replace("near", "far"))
        said = ["left out of whole.txt: head and licence of Project Gutenberg (34 words)"]
        self.assertEqual(self.lines("whole.txt", "body.txt"), said)
        self.assertEqual(self.lines("--side", "body.txt", "whole.txt"), said)
        self.assertEqual(self.lines("--stat", "whole.txt", "body.txt"),
                         [said[0].replace("whole.txt", "the original")])
        self.assertEqual(self.lines("whole.txt", "whole.txt"), [said[0].replace("whole.txt", "both")])
        self.assertEqual(self.lines("--exact", "whole.txt", "body.txt"), [])
        self.assertEqual(self.lines("body.txt", "body.txt"), [])
        self.assertEqual(self.lines("--brief", "whole.txt", "body.txt"), [])

    def test_emphasis_is_no_matter(self):
        self.write("one.txt", "It was _so_ and _so_.\n")
        self.write("other.txt", "It was so and not.\n")
        self.assertEqual(self.lines("one.txt", "other.txt"), [])

    def test_by_format(self):
        header = "<w:hdr xmlns:w='%s'><w:p><w:r><w:t>Head</w:t></w:r></w:p></w:hdr>" % packages.WORD
        parts = word_parts("<w:p><w:r><w:t>Body.</w:t></w:r></w:p>")
        types = parts["[Content_Types].xml"]
        override = '<Override PartName="/word/%s.xml" ContentType="application/vnd.openxmlformats-officedocument.%s+xml"/>'
        more = "".join(override % (name, f"wordprocessingml.{name}") for name in ("header", "comments"))
        parts["[Content_Types].xml"] = types.replace("</Types>", more + "</Types>")
        parts["word/header.xml"] = header
        parts["word/comments.xml"] = header.replace("hdr", "comments").replace("<w:p>", "<w:comment><w:p>").replace(
            "</w:p>", "</w:p></w:comment>")
        cases = {"a.md": ("---\ntitle: x y\n---\n\nBody.\n", "front matter (5 words)"),
                 "a.rtf": ("{\\rtf1{\\header Head}Body.}", "headers and footers"),
                 "a.srt": ("1\n00:00:01,000 --> 00:00:02,000\n[door slams]\nBody.\n", "sounds (2 words)"),
                 "a.fountain": ("Title: X\nAuthor: A. B.\n\nINT. HOUSE\n\nBody.\n", "data of the title page (2 words)"),
                 "a.docx": (pack(parts), "headers and comments")}
        self.write("b.txt", "Body.\n")
        for name, (content, said) in cases.items():
            with self.subTest(name):
                self.write(name, content)
                self.assertEqual(self.lines(name, "b.txt"), [f"left out of {name}: {said}"])

    def test_broken_header_is_no_trouble(self):
        parts = word_parts("<w:p><w:r><w:t>Body.</w:t></w:r></w:p>")
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            "</Types>", '<Override PartName="/word/h.xml" ContentType="x.header+xml"/></Types>')
        parts["word/h.xml"] = "<w:hdr><broken"
        self.assertEqual(self.read(pack(parts)), "Body.")


if __name__ == "__main__":
    packages.main()
