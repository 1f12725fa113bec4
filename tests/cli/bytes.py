#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Texts of bytes that no writer wrote: NULs, broken UTF-8 and UTF-16, binaries, endless lines.

Whatever they are, the answer is valid JSON in UTF-8, and a patch rebuilds either text to the byte.
ALMOST_TEST_LARGE=1 adds a binary of 300 MB.
"""
import os
import random
import resource

import command
from command import FORMS, Command

PLAIN = "The ferry left at seven. It was raining. Nobody spoke to us on the deck.\n"


class Bytes(Command):
    """Every form answers, and patches rebuild."""

    def check_pair(self, original, telling, *options):
        self.write("original", original)
        self.write("telling", telling)
        for form in FORMS:
            done = self.run_program(*form, *options, "original", "telling")
            self.assertIn(done.status, (0, 1), done.err)
            self.assertEqual(done.err, b"")
            done.out.decode("utf-8")
        self.assert_applies("original", "telling", *options)
        answer = self.compare_json("original", "telling", *options)
        self.check_spans(answer)
        return answer

    def check_spans(self, answer):
        """Each side is covered from 0 to its length."""
        for side in ("original", "telling"):
            last = 0
            for start, end in sorted((change[side]["start"], change[side]["end"])
                                     for change in answer["changes"] if change[side]):
                self.assertEqual(start, last)
                last = end
            self.assertEqual(last, answer[side]["length"])

    def test_nul(self):
        answer = self.check_pair(PLAIN.replace(" ", "\0", 3), PLAIN)
        self.assertEqual(answer["verdict"]["answer"] == "no", False)
        self.check_pair("\0", "\0\0")
        self.check_pair("\0" * 1000, PLAIN)

    def test_invalid_utf8(self):
        broken = PLAIN.encode()
        for bad in (b"\xff", b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xed\xa0\x80", b"\xc0\xaf",
                    b"\xf4\x90\x80\x80", b"\x80\x80\x80"):
            with self.subTest(bad=bad):
                self.check_pair(broken.replace(b"ing", bad + b"ing"), broken)
                self.check_pair(broken, broken + bad)
                self.check_pair(bad + broken, broken)
                self.check_pair(bad, bad + bad)

    def test_invalid_bytes_are_told_apart(self):
        answer = self.check_pair(b"The f\xffrry left at seven and nobody spoke.",
                                 b"The f\xferry left at seven and nobody spoke.",
                                 "--encoding", "utf-8")
        self.assertNotEqual(answer["verdict"]["answer"], "yes")

    def test_truncated_at_every_byte(self):
        text = "Ὁ βίος βραχύς, ἡ δὲ 🎉 τέχνη μακρή."
        whole = text.encode()
        self.write("whole", whole)
        for end in range(1, len(whole), 5):
            self.write("part", whole[:end])
            self.assert_applies("whole", "part")

    def test_encodings(self):
        text = "“Naïve” café — the ferry left at seven, 🎉 and nobody spoke.\n"
        self.write("utf8", text)
        for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
                               ("utf-32-le", b"\xff\xfe\0\0"), ("utf-32-be", b"\0\0\xfe\xff"),
                               ("utf-8", b"\xef\xbb\xbf")):
            with self.subTest(encoding=encoding):
                self.write("other", mark + text.encode(encoding))
                answer = self.compare_json("utf8", "other")
                self.assertEqual(answer["verdict"]["answer"], "yes")
                self.assertEqual(answer["telling"]["length"], len(text))
        self.write("other", "Le café était fermé.".encode("windows-1252"))
        self.write("utf8", "Le café était fermé.")
        answer = self.compare_json("utf8", "other", "--telling-encoding", "windows-1252")
        self.assertEqual(answer["verdict"]["answer"], "yes")

    def test_two_encodings(self):
        """Either text comes back in its own, also when it is not the one that would be guessed."""
        text = "Le café était fermé, et Noël passé.\n" * 3
        told = text.replace("fermé", "ouvert")
        mark = b"\xff\xfe"
        for original, telling in ((text.encode("windows-1252"), told),
                                  (mark + text.encode("utf-16-le"), told.encode("windows-1252")),
                                  (text, b"\xef\xbb\xbf" + told.encode())):
            self.check_pair(original, telling)
        self.write("original", text.encode("koi8-r", "ignore") + b"\xc1\xc2")
        self.write("telling", told)
        self.assert_applies("original", "telling", "--original-encoding", "iso-8859-7")

    def test_converted_since(self):
        """A text that was converted since is the same, and stays what it is now."""
        self.write("original", "Le café était fermé.\n")
        self.write("telling", "Le café était ouvert.\n")
        done = self.run_program("--patch", "-o", "a.patch", "original", "telling")
        self.assertEqual(done.status, 1)
        done = self.run_program("apply", "a.patch",
                                stdin=b"\xff\xfe" + "Le café était fermé.\n".encode("utf-16-le"))
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertEqual(done.out, b"\xff\xfe" + "Le café était ouvert.\n".encode("utf-16-le"))

    def test_marks_in_full_json(self):
        """A comparison in JSON rebuilds either text, with its mark or without, in any encoding."""
        text = "Le café était fermé, et Noël passé.\n"
        for encoding, mark in (("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"),
                               ("utf-16-be", b"\xfe\xff"), ("utf-32-le", b"\xff\xfe\0\0")):
            for marks in (b"", mark), (mark, b""), (mark, mark), (b"", b""):
                with self.subTest(encoding=encoding, marks=marks):
                    both = [before + what.encode(encoding) for before, what in
                            zip(marks, (text, text.replace("fermé", "ouvert")))]
                    for name, content in zip(("original", "telling"), both):
                        self.write(name, content)
                    done = self.run_program("--encoding", encoding, "--json", "--full", "-o", "a.json",
                                            "original", "telling")
                    self.assertEqual((done.status, done.err), (1, b""))
                    for arguments, (given, wanted) in (([], both), (["--reverse"], both[::-1])):
                        done = self.run_program("apply", *arguments, "a.json", stdin=given)
                        self.assertEqual((done.status, done.err, done.out), (0, b"", wanted))

    def test_what_does_not_come_back(self):
        """Of bytes that no encoder writes no patch is written that could not be applied."""
        good = "The 家 is 白 and old.\n"
        for encoding, bad in (("Shift_JIS", "The ".encode() + b"\xed\xe2 is old.\n"),
                              ("UTF-7", b"The +AGEA- is old.\n"),
                              ("HZ", b"The ~{<R~}~{<R~} is old.\n"),
                              ("ISO-2022-JP", b"The \x1b$B2H\x1b(B\x1b$B2H\x1b(J is old.\n")):
            self.write("original", b"The is old.\n")
            self.write("telling", bad)
            for pair in ("original", "telling"), ("telling", "original"):
                with self.subTest(encoding=encoding, pair=pair):
                    done = self.run_program("--encoding", encoding, "--patch", "-o", "a.patch", *pair)
                    self.assert_trouble(done, ": its characters in ", encoding, "convert it to UTF-8")
                    self.assertFalse((self.folder / "a.patch").exists())
                    self.assertIn(self.run_program("--encoding", encoding, *pair).status, (0, 1))
        for encoding in ("shift_jis", "euc-jp", "gb18030", "big5hkscs"):
            self.write("original", good.encode(encoding))
            self.write("telling", good.replace("old", "new").encode(encoding))
            self.assert_applies("original", "telling", "--encoding", encoding)

    def test_lone_surrogates(self):
        def encoded(text):
            return b"\xff\xfe" + text.encode("utf-16-le", "surrogatepass")
        good = encoded(PLAIN)
        for bad in ("\ud800", "\udc00", "\udc00\ud800", "\ud800\ud800\udc00"):
            with self.subTest(bad=bad.encode("utf-16-be", "surrogatepass")):
                self.check_pair(encoded(PLAIN.replace("rain", "ra" + bad + "in")), good)
                self.check_pair(good, encoded(PLAIN + bad))
        self.check_pair(good + b"x", good)  # half a unit at the end

    def test_marks_alone(self):
        for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
            with self.subTest(mark=mark):
                self.check_pair(mark, PLAIN)
                self.check_pair(mark, mark)

    def test_binary(self):
        size = 300_000_000 if os.environ.get("ALMOST_TEST_LARGE") else 5_000_000
        noise = random.Random(7).randbytes(min(size, 5_000_000))
        noise *= size // len(noise)
        edited = noise[:1000] + b"here" + noise[1010:]
        self.write("original", noise)
        self.write("telling", edited)
        done = self.run_program("--stat", "--encoding", "utf-8", "original", "telling")
        self.assertIn(done.status, (1, 2), done.err)
        if done.status == 2:
            self.assert_trouble(done)

    def test_small_binary(self):
        noise = random.Random(8).randbytes(20_000)
        self.check_pair(noise, noise[:500] + noise[600:] + noise[:50], "--encoding", "utf-8")
        done = self.run_program("original", "telling")
        self.assertEqual(done.status, 2)  # unless it is named, that is no text
        self.assert_trouble(done)

    def test_one_long_line(self):
        chance = random.Random(9)
        words = ["".join(chance.choices("abcdefghij", k=chance.randint(2, 9))) for _ in range(3000)]
        line = chance.choices(words, k=1_700_000)
        edited = list(line)
        for at in range(1000, len(edited), 5000):
            edited[at] = "changed"
        self.write("original", " ".join(line))
        self.write("telling", " ".join(edited))
        self.assertGreater((self.folder / "original").stat().st_size, 10_000_000)
        self.check_spans(self.compare_json("original", "telling"))
        self.assert_applies("original", "telling")

    def test_one_long_word(self):
        word = "".join(random.Random(10).choices("abcdefghij", k=1_000_000))
        self.check_pair(word, word[:500_000] + "x" + word[500_001:])
        self.check_pair(word, word[::-1])
        self.check_pair("." * 200_000, "." * 200_001)
        self.check_pair("e\u0301" + "\u0301" * 100_000, "e")
        self.check_pair(" " * 300_000, "\n" * 200_000)

    def test_little_memory(self):
        """With too little memory there is one line of trouble, or an answer."""
        self.need_little_memory()
        text = " ".join(f"word{i}" for i in range(60_000))
        self.write("original", text)
        self.write("telling", text.replace("7", "8"))
        for megabytes in (24, 32, 48):
            limit = megabytes * 1_000_000
            done = self.run_program("--json", "--threads", "1", "original", "telling",
                                    preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS,
                                                                          (limit, limit)))
            if done.status == 2:
                self.assert_trouble(done)
            elif done.status != 127:  # too little even to load the program
                self.assert_answers(done, 1)


if __name__ == "__main__":
    command.main()
