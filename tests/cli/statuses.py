#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Exit statuses, as diff and cmp have them: 0 for yes, 1 for any other verdict, 2 for trouble."""
import command
from command import FORMS, Command

FIRST = """The ferry left at seven in the rain. Only two passengers stood on the deck, and neither
of them spoke until the lights of the harbour had gone. """
SECOND = """Then the taller one took a parcel from his coat and dropped it over the rail. The other
watched it sink, nodded, and went below to sleep beside the warm engine."""
OTHER = """Bees sleep through winter inside hollow trees, packed close around their queen; a careful
farmer leaves some honey when he robs such nests."""
VERDICTS = (("yes", FIRST + SECOND, FIRST.replace(" ", "\n") + SECOND, 0),
            ("almost", FIRST + SECOND, (FIRST + SECOND).replace("seven", "eight"), 1),
            ("partly", FIRST + SECOND, FIRST, 1),
            ("no", FIRST, OTHER, 1))


class Statuses(Command):
    """What the program exits with."""

    def test_verdicts(self):
        for verdict, original, telling, status in VERDICTS:
            self.write("original.txt", original)
            self.write("telling.txt", telling)
            answer = self.compare_json("original.txt", "telling.txt")
            self.assertEqual(answer["verdict"]["answer"], verdict)
            for form in FORMS:
                with self.subTest(verdict=verdict, form=form):
                    self.assert_answers(self.run_program(*form, "original.txt", "telling.txt"),
                                        status)

    def test_compare_by_its_name(self):
        self.write("compare", FIRST)
        self.write("telling.txt", OTHER)
        plain = self.run_program("--brief", "telling.txt", "telling.txt")
        named = self.run_program("compare", "--brief", "telling.txt", "telling.txt")
        self.assertEqual((plain.status, plain.out), (named.status, named.out))
        done = self.run_program("compare", "--brief", "compare", "telling.txt")
        self.assert_answers(done, 1)

    def test_fail_under(self):
        for _, original, telling, _ in VERDICTS:
            self.write("original.txt", original)
            self.write("telling.txt", telling)
            kept = self.compare_json("original.txt", "telling.txt")["verdict"]["kept"]
            for share in ("0", "0.3", "0.9", "1", "50%"):
                with self.subTest(kept=kept, share=share):
                    least = 0.5 if share == "50%" else float(share)
                    done = self.run_program("--brief", "--fail-under", share, "original.txt",
                                            "telling.txt")
                    self.assert_answers(done, 0 if kept >= least else 1)

    def test_fail_under_with_trouble(self):
        self.write("telling.txt", OTHER)
        self.assert_trouble(self.run_program("--fail-under", "0", "missing.txt", "telling.txt"))

    def test_ignored_differences(self):
        self.write("original.txt", "The king came, and sang.")
        self.write("telling.txt", "The King came and sang!")
        self.assert_answers(self.run_program("--brief", "original.txt", "telling.txt"), 1)
        self.assert_answers(self.run_program("--brief", "--ignore", "case,punctuation",
                                             "original.txt", "telling.txt"), 0)

    def test_usage(self):
        self.write("a", FIRST)
        for options in ("--nonsense", "-z", "--units ells", "--words runes", "--ignore nonsense",
                        "--ignore case,nonsense", "--fail-under much", "--fail-under -1",
                        "--fail-under nan", "--threads -1", "--threads 99999999999999999999",
                        "--max-bytes x", "--json --patch", "--json=yes", "--encoding klingon",
                        "--language tlh", "--min-bits few", "--color sometimes"):
            with self.subTest(options=options):
                self.assert_trouble(self.run_program(*options.split(), "a", "a"))
        for arguments in ([], ["a"], ["a", "a", "a"], ["--units"], ["apply"], ["apply", "a"],
                          ["apply", "missing.patch"], ["apply", "--only", "0-", "a"],
                          ["apply", "--only", "x", "a"]):
            with self.subTest(arguments=arguments):
                self.assert_trouble(self.run_program(*arguments))

    def test_help_and_version(self):
        for arguments in (["--help"], ["-h"], ["--version"], ["-V"], ["compare", "--help"],
                          ["apply", "--help"]):
            with self.subTest(arguments=arguments):
                self.assert_answers(self.run_program(*arguments), 0)
        self.assertRegex(self.run_program("--version").out.decode(), r"\balmost \d+\.\d+\.\d+")

    def test_apply(self):
        self.write("original.txt", FIRST + SECOND)
        self.write("telling.txt", FIRST.replace("seven", "eight") + SECOND)
        done = self.run_program("--patch", "-o", "a.patch", "original.txt", "telling.txt")
        self.assertEqual(done.status, 1)
        done = self.run_program("apply", "a.patch", stdin=OTHER.encode())
        self.assert_trouble(done)
        done = self.run_program("apply", "a.patch", stdin=(FIRST + SECOND).encode())
        self.assertEqual((done.status, done.err), (0, b""))


if __name__ == "__main__":
    command.main()
