# SPDX-License-Identifier: Apache-2.0
"""almost apply from outside, and the patch format through the eyes of a stranger: the reader in
tests/patch_reader.py, which was written from the description alone, gives the same bytes.
"""
import random
import sys

import command
from command import Command

sys.path.insert(0, str(command.ROOT / "tests"))
import patch_reader  # noqa: E402

EXAMPLES = [(command.ROOT / "examples" / name).read_bytes() for name in ("happened.txt",
                                                                          "dreamed.txt")]


def edited(text, seed, pieces=(b" not ", b"\r\n", b"\xff", b"", b"\0", "é—".encode(), b"\t\\")):
    """A copy with a few places changed and two parts exchanged; some bytes are no text."""
    rng = random.Random(seed)
    out = bytearray(text)
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(out))
        out[at:at + rng.randrange(6)] = rng.choice(pieces)
    if seed % 2:
        at = rng.randrange(len(out))
        out = out[at:] + out[:at]
    return bytes(out)


class Apply(Command):
    def patch(self, original, telling, *options):
        self.write("original", original)
        self.write("telling", telling)
        done = self.run_program("--patch", "--encoding=utf-8", *options, "original", "telling")
        self.assertIn(done.status, (0, 1), done.err)
        self.write("a.patch", done.out)
        return done.out

    def assert_agree(self, original, telling, *options):
        patch = self.patch(original, telling, *options)
        for arguments, given, wanted in (([], original, telling),
                                         (["--reverse"], telling, original)):
            done = self.run_program("apply", "--encoding=utf-8", *arguments, "a.patch", stdin=given)
            self.assertEqual((done.status, done.err), (0, b""))
            self.assertEqual(done.out, wanted)
            self.assertEqual(patch_reader.apply(patch, given, bool(arguments)), wanted)

    def test_stranger_reads_the_same(self):
        self.assert_agree(*EXAMPLES)
        self.assert_agree(*EXAMPLES, "--exact")
        self.assert_agree(*EXAMPLES, "--ignore=case,punctuation,layout,typography,spelling")
        self.assert_agree(b"", EXAMPLES[0])
        self.assert_agree(b"\xef\xbb\xbf" + EXAMPLES[0], EXAMPLES[0].replace(b"\n", b"\r\n"))

    def test_stranger_reads_edits(self):
        for seed in range(30):
            with self.subTest(seed=seed):
                self.assert_agree(EXAMPLES[seed % 2], edited(EXAMPLES[seed // 2 % 2], seed))

    def test_stranger_refuses_cuts(self):
        patch = self.patch(b"One, two, three.\n", b"One, too, three.\n")
        whole = len(patch) - len(" 954eb35231e65e16954eb35231e65e16\n")  # all but its checksum
        for length in range(len(patch) - 1):
            if length == whole:
                continue
            with self.assertRaises(patch_reader.Refused):
                patch_reader.apply(patch[:length], b"One, two, three.\n")

    def test_description_shows_a_patch(self):
        text = (command.ROOT / "doc" / "patch-format.md").read_text("utf-8")
        shown = text.split("```\n")[1].encode()
        original, telling = b"I will not be there.\n", b"I shall be there to-day,\n"
        self.write("a.patch", shown)
        self.assertEqual(patch_reader.apply(shown, original), telling)
        done = self.run_program("apply", "a.patch", stdin=original)
        self.assertEqual((done.status, done.out), (0, telling), done.err)

    def test_choice(self):
        self.patch(b"He must not go, he said.\n", b"He must go; he said!\n")
        done = self.run_program("apply", "a.patch", "--touching=negation",
                                stdin=b"He must not go, he said.\n")
        self.assertEqual((done.status, done.out), (0, b"He must go, he said.\n"))
        done = self.run_program("apply", "a.patch", "--reverse", "--touching=punctuation",
                                stdin=b"He must go; he said!\n")
        self.assertEqual((done.status, done.out), (0, b"He must go, he said.\n"))

    def test_other_text(self):
        self.patch(*EXAMPLES)
        other = EXAMPLES[0].replace(b"grandfather", b"grandmother", 1)
        line = EXAMPLES[0][:EXAMPLES[0].index(b"grandfather")].count(b"\n") + 1
        self.write("other.txt", other)
        done = self.run_program("apply", "a.patch", "other.txt")
        self.assert_trouble(done, f"other.txt:{line}:")
        done = self.run_program("apply", "--fuzzy", "a.patch", "other.txt")
        self.assertIn(done.status, (0, 1), done.err)
        self.assertIn(b"grandmother", done.out)
        self.assert_trouble(self.run_program("apply", "a.patch", stdin=EXAMPLES[1]), "in reverse")


if __name__ == "__main__":
    command.main()
