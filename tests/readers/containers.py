#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compressed files, archives and folders: what is in them, in which order, and what is left out."""
import bz2
import gzip
import io
import lzma
import os
import tarfile

import packages
from packages import Reading, pack, word

WORDS = "One.\n\nTwo ä.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def tar(members, kind="w"):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=kind) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            content = content.encode() if isinstance(content, str) else content
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


class Compressed(Reading):
    def test_looked_through(self):
        self.write("plain.txt", WORDS)
        for name, compress in (("a.txt.gz", gzip.compress), ("a.bz2", bz2.compress), ("a.xz", lzma.compress)):
            self.write(name, compress(WORDS.encode()))
            self.assertEqual(self.run_program("text", "--places", name).out.decode(), WORDS)
            self.assertIn(b"Yes", self.run_program("--brief", "plain.txt", name).out)

    def test_kind_within(self):
        self.assertEqual(self.read(gzip.compress(word("<w:p><w:r><w:t>Text.</w:t></w:r></w:p>"))), "Text.")
        self.assertEqual(self.read(gzip.compress(b"Subject: x\n\nText."), name="a.eml.gz"), "Text.")
        self.assertEqual(self.read(gzip.compress("Gr\u00fc\u00dfe, schöne".encode("utf-16"))), "Gr\u00fc\u00dfe, schöne")
        self.assertEqual(self.read(gzip.compress(b"Gr\xfc\xdfe"), "--encoding", "iso-8859-1"), "Grüße")

    def test_broken(self):
        whole = gzip.compress(os.urandom(2000).hex().encode())
        self.refuse(whole[:500], "cut off")
        self.refuse(whole[:4], "cut off")
        self.refuse(gzip.compress(PNG), "no text")
        self.refuse(gzip.compress(b"word " * (1 << 23)), "--max-ratio")
        self.refuse(gzip.compress(bytes(1 << 25)), "holds nothing")  # a tar that ends at once
        self.assertEqual(self.read(gzip.compress(gzip.compress(b"x"))), "x")


class Archives(Reading):
    members = {"b.txt": "Two.", "a/z.txt": "One.\n", "c.docx": word("<w:p><w:r><w:t>Three.</w:t></w:r></w:p>"),
               "d.mbox": "From - \nSubject: s\n\nFour.\n", "p.png": PNG, "n.bin": b"\1\0\2" * 99 + b"\0",
               "__MACOSX/b.txt": "no", ".hidden": "no", "e/empty.txt": ""}

    def test_order_and_marks(self):
        for content in (pack(self.members), tar(self.members), tar(self.members, "w:gz")):
            self.assertEqual(self.read(content), "One.\n\nTwo.\n\nThree.\n\nFour.")
            shown = self.read(content, "--places")
            for line in ("[part a/z.txt] One.", "[part b.txt] Two.", "[part c.docx] Three.", "[part d.mbox/s] Four."):
                self.assertIn(line, shown)

    def test_within(self):
        inner = tar({"x.txt": "Inner.", "y.txt": "Last."}, "w:gz")
        shown = self.read(pack({"a.txt": "Outer.", "b.tgz": inner}), "--places")
        self.assertIn("[part b.tgz/x.txt] Inner.", shown)
        self.refuse(pack({"b.zip": pack({"c.tgz": inner})}), "b.zip: c.tgz", "unpack it")
        self.refuse(pack({"b.docx": word("x")[:200]}), "b.docx")

    def test_names_lead_nowhere(self):
        self.assertEqual(self.read(tar({"../../x": "a", "/etc/y": "b"})), "a\n\nb")
        out = io.BytesIO()
        with tarfile.open(fileobj=out, mode="w") as archive:
            link = tarfile.TarInfo("link")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
            archive.addfile(link)
        self.refuse(out.getvalue(), "holds nothing")

    def test_no_text(self):
        self.refuse(pack({"a.png": PNG, "b.png": PNG}), "2 other files")

    def test_nothing_in_it(self):
        """An archive without members is none of text; a file of none of the bytes that its name is for is cut off."""
        self.refuse(pack({}), "holds nothing")
        for ending in ("docx", "dotm", "odt", "epub", "pdf", "zip", "tar", "gz"):
            self.refuse(b"", name=f"a.{ending}")
        for ending in ("txt", "md", "html"):
            self.assertEqual(self.read(b"", name=f"a.{ending}"), "")

    def test_encrypted(self):
        content = bytearray(pack({}, first=("a.txt", "x" * 40)))
        for at in (6, content.index(b"PK\1\2") + 8):
            content[at] |= 1
        self.refuse(bytes(content), "is encrypted", "password")

    def test_cut_off_anywhere(self):
        whole = pack({"a.txt": WORDS * 20, "b.txt": "x"})
        for cut in range(4, len(whole), 7):
            self.write("a.zip", whole[:cut])
            self.assertIn(self.run_program("text", "a.zip").status, (0, 2))


class Folders(Reading):
    def make(self):
        for name, content in Archives.members.items():
            os.makedirs((self.folder / "book" / name).parent, exist_ok=True)
            self.write(f"book/{name}", content)

    def test_as_an_archive(self):
        self.make()
        os.symlink("/etc/passwd", self.folder / "book" / "link")
        os.symlink("..", self.folder / "book" / "loop")
        os.mkfifo(self.folder / "book" / "fifo")
        done = self.run_program("text", "book")
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertTrue(done.out.startswith(b"no\n\nOne.\n\nTwo.\n\nThree.\n\nFour."), done.out)
        os.rename(self.folder / "book" / "__MACOSX", self.folder / "book" / ".no")
        self.write("book.zip", pack(Archives.members))
        self.assertIn(b"Yes", self.run_program("--brief", "book", "book.zip").out)

    def test_refused(self):
        os.makedirs(self.folder / "none")
        self.assert_trouble(self.run_program("text", "none"), "none", "no file")
        os.makedirs(self.folder / "/".join(["deep"] * 40))
        self.assert_trouble(self.run_program("text", "deep"), "deep", "nest deeper")
        self.write("none/a.png", PNG)
        self.assert_trouble(self.run_program("text", "none"), "none", "no text")
        self.write("none/a.txt", "x" * 2000)
        self.assert_trouble(self.run_program("text", "--max-bytes", "1000", "none"), "none", "limit")


if __name__ == "__main__":
    packages.main()
