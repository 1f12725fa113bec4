# SPDX-License-Identifier: Apache-2.0
"""What the tests of redlines share: two files, a redline of them, and what has to hold of each."""
import io
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "readers"))

import packages  # noqa: E402
from packages import Reading, pack, word, word_parts  # noqa: E402,F401

DATE = "2026-11-29T20:15:00Z"
W = "{%s}" % packages.WORD


class Redline(Reading):
    """A redline of two files: `form` is the format of what comes out."""

    form = "docx"

    def text_of(self, name, *options):
        done = self.run_program("text", *options, name)
        self.assertEqual((done.status, done.err), (0, b""))
        return done.out.decode("utf-8")

    def redline(self, original, telling, *options, names=("original", "telling")):
        """The bytes of the redline, whose readings are the two texts."""
        self.write(names[0], original)
        self.write(names[1], telling)
        out = f"out.{self.form}"
        done = self.run_program("--author", "A & B", "--date", DATE, "-o", out, *options, *names)
        self.assertIn(done.status, (0, 1), done.err)
        self.said = done.err.decode()
        self.assert_readings(names, out)
        return (self.folder / out).read_bytes()

    def assert_readings(self, names, out):
        self.assertEqual(self.text_of(out), self.text_of(names[1]))
        self.assertEqual(self.text_of(out, "--revisions", "original"),
                         self.text_of(names[0], "--revisions", "original"))

    def refuse_redline(self, original, telling, *mentions, options=()):
        self.write("original", original)
        self.write("telling", telling)
        done = self.run_program("-o", f"out.{self.form}", *options, "original", "telling")
        self.assertEqual(done.status, 2)
        self.assertEqual(done.err.count(b"\n"), 1, done.err)
        for mention in mentions:
            self.assertIn(mention.encode(), done.err)
        self.assertFalse((self.folder / f"out.{self.form}").exists())


def members(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def body_of(content, name="word/document.xml"):
    """What is in the body, as it is written, without what says who and when."""
    text = members(content)[name].decode()
    text = re.sub(r' w:id="\d+" w:author="A &amp; B" w:date="[^"]*"', "", text)
    return text.partition("<w:body>")[2].partition("</w:body>")[0]


main = packages.main
