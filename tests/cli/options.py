#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How options are understood, refused and explained, and that the tables agree with the library."""
import json
import os
import re
import shutil
import subprocess
import zipfile

import command
from command import Command

COMMANDS = ("compare", "apply", "git-diff", "help")


class Options(Command):
    """A pair of texts and many ways to ask."""

    def setUp(self):
        super().setUp()
        self.write("happened.txt", "It was not seven.\n")
        self.write("told.txt", "it was Seven!\n")

    def ask(self, *arguments):
        return self.run_program(*arguments, "happened.txt", "told.txt")

    def assert_form(self, done, mention):
        self.assert_answers(done, 1)
        self.assertIn(mention, done.out)

    def test_command_may_be_left_out(self):
        self.assertEqual(self.ask("compare", "--json").out, self.ask("--json").out)

    def test_places_of_options(self):
        first = self.ask("--json").out
        self.assertEqual(self.run_program("happened.txt", "--json", "told.txt").out, first)
        self.assertEqual(self.run_program("happened.txt", "told.txt", "--json").out, first)

    def test_two_dashes_end_options(self):
        self.write("--json", "It was not seven.\n")
        done = self.run_program("--brief", "--", "--json", "told.txt")
        self.assert_answers(done, 1)

    def test_values(self):
        for arguments in (["--words", "space"], ["--words=space"], ["--wor=space"]):
            self.assert_answers(self.ask("--brief", *arguments), 1)
        for arguments in (["-o", "answer"], ["-oanswer"], ["--output=answer"]):
            done = self.ask("--brief", *arguments)
            self.assertEqual((done.status, done.err, done.out), (1, b"", b""))

    def test_beginnings(self):
        self.assert_form(self.ask("--js"), b"almost.comparison/1")
        self.assert_trouble(self.ask("--min"), "--minimal", "--min-bits")

    def test_unknown(self):
        self.assert_trouble(self.ask("--jsn"), "--jsn", "did you mean --json")
        self.assert_trouble(self.ask("--colour", "never"), "--color")
        self.assert_trouble(self.ask("--quite-another"), "--quite-another", "--help")
        self.assert_trouble(self.ask("--" + "x" * 10000))
        self.assert_trouble(self.ask("-x"), "-x")
        self.assert_trouble(self.ask("--js\non"), "--js\\non")
        self.assert_trouble(self.run_program("apply", "--json", "a.patch"), "--json")

    def test_bad_values(self):
        for option, value in (("--width", "ten"), ("--width", "5"), ("--width", ""), ("--units", "miles"),
                              ("--ignore", "case,"), ("--ignore", "weather"), ("--fail-under", "90"),
                              ("--fail-under", "1.1"), ("--fail-under", "%"), ("--fail-under", "nan"),
                              ("--fail-under", "1e-1"), ("--max-bytes", "0"), ("--max-bytes", "12X"),
                              ("--max-bytes", "8G"), ("--max-bytes", "4G"), ("--width", "1000001"),
                              ("--max-bytes", "99999999999999999999"), ("--threads", "-1"),
                              ("--min-bits", "-3"), ("--language", "tlh")):
            with self.subTest(option=option, value=value):
                self.assert_trouble(self.ask(option, value), option)
                self.assert_trouble(self.ask(f"{option}={value}"), option)

    def test_colour_alone(self):
        self.assert_trouble(self.ask("--color=sometimes"), "--color")
        for arguments in (["--color"], ["--color=always"], ["--color", "always"]):
            self.assertIn(b"\033[", self.ask(*arguments).out, arguments)
        self.assertIn(b"\033[", self.run_program("happened.txt", "told.txt", "--color").out)
        self.assertNotIn(b"\033[", self.ask("--color", "never").out)

    def test_letters_as_of_diff(self):
        self.write("happened.txt", "We cannot go to-day, he said.\n")
        self.write("told.txt", "We can not go today, He said.\n")
        self.assertEqual(self.ask("-q").out, self.ask("--brief").out)
        self.assertEqual(self.ask("-y").out, self.ask("--side").out)
        self.assertEqual(self.ask("-i").out, self.ask("--ignore", "case").out)
        self.assertEqual(self.ask("-w").out, self.ask("--ignore", "layout,hyphenation").out)
        self.assertEqual(self.ask("-q").status, 1)
        self.assertEqual(self.ask("-qw").status, 1)
        self.assertEqual(self.ask("-qi").status, 1)
        self.assertEqual(self.ask("-qiw").status, 0)

    def test_bad_ids(self):
        for ids in ("", "0", "x", "3-1", "1-", "-4", "1,,2", "1-99999999999", "99999999999999999999"):
            with self.subTest(ids=ids):
                self.assert_trouble(self.run_program("apply", f"--only={ids}", "a.patch"), "--only")

    def test_missing_and_needless_values(self):
        self.assert_trouble(self.run_program("a", "b", "--width"), "--width", "COLUMNS")
        self.assert_trouble(self.run_program("a", "b", "-o"), "--output", "FILE")
        self.assert_trouble(self.ask("--json=yes"), "--json takes no value")

    def test_two_forms(self):
        self.assert_trouble(self.ask("--json", "--side"), "--json", "--side")
        self.assert_form(self.ask("--json", "--json"), b"almost.comparison/1")

    def test_exact_and_ignore(self):
        self.assert_trouble(self.ask("--exact", "--ignore", "case"), "--exact", "--ignore")

    def test_number_of_texts(self):
        self.assert_trouble(self.run_program(), "ORIGINAL TELLING", "--help")
        self.assert_trouble(self.run_program("happened.txt"))
        self.assert_trouble(self.ask("third.txt"), "3 names")
        self.assert_trouble(self.run_program("happened.txt", ""), "telling", "empty")
        self.assert_trouble(self.run_program("", "happened.txt"), "original", "empty")
        self.assert_trouble(self.run_program("aply", "a", "b"), "almost apply")
        self.assert_trouble(self.run_program("apply"), "COMPARISON")
        self.assert_trouble(self.run_program("apply", "a", "b", "c"), "COMPARISON")

    def test_standard_input_once(self):
        self.assert_trouble(self.run_program("-", "-"), "standard input")
        self.assert_trouble(self.run_program("apply", "-"), "standard input")

    def test_ignore_adds_and_none_begins_anew(self):
        def touched(*arguments):
            answer = json.loads(self.ask("--json", *arguments).out)
            return {name for change in answer["changes"] for name in change.get("touches") or []}
        self.assertIn("case", touched())
        self.assertNotIn("case", touched("--ignore", "case"))
        self.assertNotIn("case", touched("--ignore=none,case"))
        self.assertIn("case", touched("--ignore", "case", "--ignore", "none"))

    def test_fail_under(self):
        self.write("happened.txt", "The ferry left at seven and it was raining on the grey water.\n\n"
                                   "Nobody spoke, because the captain had forbidden all songs.\n")
        self.write("told.txt", "The ferry left at seven and it was raining on the grey water.\n")
        for share in ("0", "0.0", ".0", "0%", "0.5%"):
            self.assertEqual(self.ask("--brief", "--fail-under", share).status, 0, share)
        for share in ("1", "1.0", "100%", "99.9%"):
            self.assertEqual(self.ask("--brief", f"--fail-under={share}").status, 1, share)


class Help(Command):
    """What the program says of itself."""

    def describe(self):
        done = self.run_program("--describe")
        self.assert_answers(done, 0)
        return json.loads(done.out)["commands"]

    def test_version(self):
        version = (command.ROOT / "VERSION").read_text().strip()
        for arguments in (["--version"], ["-V"], ["apply", "--version"]):
            done = self.run_program(*arguments)
            self.assertEqual((done.status, done.out.decode()), (0, f"almost {version}\n"))

    def test_overview_names_the_commands(self):
        done = self.run_program("--help", "--all")
        self.assert_answers(done, 0)
        for name in COMMANDS:
            self.assertRegex(done.out.decode(), rf"(?m)^  {name} ")
            self.assertRegex(self.run_program("--help").out.decode(), rf"(?m)^Commands: .*\b{name}\b")

    def test_one_screen(self):
        for name in COMMANDS:
            done = self.run_program(name, "--help")
            self.assert_answers(done, 0)
            lines = done.out.decode().splitlines()
            self.assertLess(len(lines), 24, name)
            self.assertLessEqual(max(map(len, lines[1:])), 80, name)
            self.assertEqual(lines[2], "Examples:", name)
            self.assertIn("--help --all", lines[-1], name)
        self.assertLess(len(self.run_program("--help").out.decode().splitlines()), 24)

    def test_help_is_a_command(self):
        self.assertEqual(self.run_program("help").out, self.run_program("--help").out)
        self.assertEqual(self.run_program("help", "--all").out, self.run_program("--help", "--all").out)
        self.assertEqual(self.run_program("help", "apply").out, self.run_program("apply", "--help").out)
        self.assert_trouble(self.run_program("help", "appyl"), "appyl", "almost help")
        self.assert_trouble(self.run_program("help", "apply", "compare"), "2 names")
        self.assert_trouble(self.run_program("--all", "a", "b"), "--all", "--help")

    def test_each_command_explains_its_options(self):
        for described in self.describe():
            done = self.run_program(described["name"], "--help", "--all")
            self.assert_answers(done, 0)
            text = done.out.decode()
            self.assertLessEqual(max(map(len, text.split("\n"))), 110)
            for group in described["groups"]:
                for option in group["options"]:
                    self.assertIn(f"--{option['name']}", text)
            self.assertIn(len(described["examples"]), range(3, 6))
            for example in described["examples"]:
                self.assertIn(example["line"], text)

    def test_examples_run(self):
        environment = {**os.environ, "HOME": str(self.folder), "GIT_CONFIG_NOSYSTEM": "1",
                       "PATH": f"{self.folder}:{os.environ['PATH']}", "BROWSER": ""}
        (self.folder / "almost").symlink_to(command.program)
        libraries = self.run_program("library", "create", "tried").status == 0  # see alone.py
        for described in self.describe():
            for example in described["examples"]:
                if example["line"].startswith("git") and not shutil.which("git"):
                    continue
                if "shelf" in example["line"] and not libraries:
                    continue
                for name, source in (("happened", "happened"), ("first", "happened"),
                                     ("third", "happened"), ("dreamed", "dreamed"),
                                     ("second", "dreamed"), ("base", "happened"), ("mine", "dreamed"),
                                     ("theirs", "happened")):
                    shutil.copy(command.ROOT / "examples" / f"{source}.txt",
                                self.folder / f"{name}.txt")
                self.write("people.txt", "Anna\nBen; Benjamin (m)\n")
                self.write("articles.jsonl", '{"id": 1, "text": "one of two"}\n{"id": 2, "text": "two of two"}\n')
                self.write("answers.jsonl", '{"id": 1, "path": "dreamed.txt"}\n')
                (self.folder / "books").mkdir(exist_ok=True)
                if "shelf" in example["line"] and " create " not in example["line"]:
                    self.make_shelf()
                script = ("almost --patch -o edits.patch first.txt second.txt; git init -q . && "
                          "git add first.txt && git -c user.name=a -c user.email=b commit -qm c "
                          "&& git -c user.name=a -c user.email=b commit -qm d --allow-empty; "
                          if example["line"].startswith("git") else
                          "almost --patch -o edits.patch first.txt second.txt; ")
                for name in re.findall(r"\b(?:draft|ann|ben)\.docx", example["line"]):
                    self.run_program("compare", "first.txt", "first.txt", "-o", name)
                # what is served goes on until nobody looks
                line = example["line"]
                if re.match(r"almost view .*first.txt second.txt$|almost watch .*--view", line):
                    line += " --idle 1"
                if "--follow" in line:  # nobody writes on
                    line = "timeout --preserve-status --signal INT 2 " + line
                done = subprocess.run(["bash", "-c", script + line], cwd=self.folder,
                                      env=environment, capture_output=True, timeout=command.TIMEOUT,
                                      stdin=subprocess.DEVNULL, check=False)
                with self.subTest(line=example["line"]):
                    said = re.sub(rb"^http://127\.0\.0\.1:\d+/\w+/\n", b"", done.stderr)  # where the page is
                    self.assertIn((done.returncode, said), ((0, b""), (1, b"")))

    def make_shelf(self):
        """What the examples of libraries are about."""
        (self.folder / "novels").mkdir(exist_ok=True)
        shutil.copy(self.folder / "happened.txt", self.folder / "novels" / "happened.txt")
        shutil.copy(self.folder / "dreamed.txt", self.folder / "essay.txt")
        self.write("quotes.jsonl", '{"id": 1, "text": "nothing but his grandfather\'s clock"}\n')
        with zipfile.ZipFile(self.folder / "letters.zip", "w") as letters:
            letters.writestr("first.txt", "Dear Anna, the train was late.\n")
        subprocess.run(["bash", "-c", "[ -d shelf ] || almost library create shelf"],
                       cwd=self.folder, check=True, capture_output=True, timeout=command.TIMEOUT,
                       env={**os.environ, "PATH": f"{self.folder}:{os.environ['PATH']}"})

    def test_help_wins(self):
        done = self.run_program("missing.txt", "-h")
        self.assert_answers(done, 0)
        self.assertIn(b"Usage:", done.out)

    def test_choices_are_those_of_the_header(self):
        folder = command.ROOT / "include/almost"
        options = {option["name"]: option for described in self.describe()
                   if described["name"] in ("compare", "apply")
                   for group in described["groups"] for option in group["options"]}
        for header, prefix, option in (("compare.h", "ALMOST_IGNORE_", "ignore"),
                                       ("comparison.h", "ALMOST_TOUCHES_", "touching")):
            names = re.findall(rf"{prefix}(\w+) = 1 << (\d+)", (folder / header).read_text())
            self.assertEqual(sorted(int(bit) for _, bit in names), list(range(len(names))))
            self.assertEqual([name.lower() for name, _ in names],
                             [name for name in options[option]["choices"] if name not in ("all", "none")])

    def test_what_is_tried_out_is_not_told(self):
        texts = [str(command.ROOT / "examples" / name) for name in ("happened.txt", "dreamed.txt")]
        self.assertIn(self.run_program("--one-kind", *texts).status, (0, 1))
        self.assertNotIn(b"one-kind", self.run_program("--help", "--all").out)
        self.assertNotIn(b"one-kind", self.run_program("--describe").out)
        self.assertNotIn(b"one-kind", self.run_program("--one-kinds", *texts).err.split(b"did you mean")[-1]
                         .replace(b"--one-kinds", b""))


if __name__ == "__main__":
    command.main()
