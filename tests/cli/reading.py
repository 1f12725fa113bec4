#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a person at a terminal meets: colour, width and the pager, on a terminal made for the test."""
import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import unittest

import command
from command import Command

COLOUR = b"\033["


class Terminal(Command):
    """The program with a terminal for its standard output."""

    def setUp(self):
        super().setUp()
        self.write("happened.txt", "The ferry left at seven. It was raining. Nobody spoke.\n")
        self.write("told.txt", "The ferry left at eight. It was raining. Nobody spoke.\n")
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ("NO_COLOR", "PAGER", "ALMOST_PAGER", "LESS", "COLUMNS")}
        self.environment.update(TERM="xterm", PATH=os.environ["PATH"])

    def on_terminal(self, *arguments, columns=80, **environment):
        """Run on a terminal; returns the status and what it showed."""
        try:
            ours, theirs = pty.openpty()
        except OSError as error:  # a root without /dev/pts, say
            self.skipTest(f"the system has no terminal to give: {error}")
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen([command.program, *arguments, "happened.txt", "told.txt"],
                                   cwd=self.folder, stdin=subprocess.DEVNULL, stdout=theirs,
                                   stderr=subprocess.PIPE, env={**self.environment, **environment})
        os.close(theirs)
        shown = []

        def read():
            try:
                while chunk := os.read(ours, 65536):
                    shown.append(chunk)
            except OSError:
                pass  # the terminal is gone when its last user has left
        reader = threading.Thread(target=read)
        reader.start()
        self.err = process.communicate(timeout=command.TIMEOUT)[1]
        reader.join(command.TIMEOUT)
        os.close(ours)
        return process.returncode, b"".join(shown)

    def piped(self, *arguments, **environment):
        return self.run_program(*arguments, "happened.txt", "told.txt",
                                env={**self.environment, **environment}).out


class Colour(Terminal):
    """When there is colour."""

    def test_terminal(self):
        self.assertIn(COLOUR, self.on_terminal("--no-pager")[1])

    def test_no_terminal(self):
        self.assertNotIn(COLOUR, self.piped())

    def test_no_color(self):
        self.assertNotIn(COLOUR, self.on_terminal("--no-pager", NO_COLOR="1")[1])
        self.assertIn(COLOUR, self.on_terminal("--no-pager", NO_COLOR="")[1])
        self.assertIn(COLOUR, self.piped("--color=always", NO_COLOR="1"))

    def test_dumb(self):
        self.assertNotIn(COLOUR, self.on_terminal("--no-pager", TERM="dumb")[1])

    def test_asked_for(self):
        self.assertIn(COLOUR, self.piped("--color", "always"))
        self.assertNotIn(COLOUR, self.on_terminal("--no-pager", "--color", "never")[1])
        self.assertNotIn(COLOUR, self.piped("--color", "auto"))


class Width(Terminal):
    """How wide lines are."""

    def longest(self, shown):
        return max(len(line.decode().rstrip()) for line in shown.splitlines())

    def setUp(self):
        super().setUp()
        text = "The ferry left at seven and nobody on the deck said anything about it. " * 6
        self.write("happened.txt", text)
        self.write("told.txt", text.replace("seven", "eight"))

    def test_width(self):
        self.assertLessEqual(self.longest(self.piped("--side")), 80)
        self.assertLessEqual(self.longest(self.piped("--side", "--width", "60")), 60)
        self.assertLessEqual(self.longest(self.piped("--side", COLUMNS="50")), 50)
        self.assertGreater(self.longest(self.piped("--side", COLUMNS="160")), 100)
        self.assertGreater(self.longest(self.piped("--side", "--width=160", COLUMNS="50")), 100)

    def test_nonsense_columns(self):
        for columns in ("", "0", "-7", "wide", "99999999999999999999"):
            self.assertEqual(self.piped("--side", COLUMNS=columns), self.piped("--side"))

    def test_terminal(self):
        plain = ("--side", "--no-pager", "--color", "never")
        self.assertLessEqual(self.longest(self.on_terminal(*plain, columns=60)[1]), 60)
        self.assertGreater(self.longest(self.on_terminal(*plain, columns=150)[1]), 100)


class Pager(Terminal):
    """When and how a pager is started."""

    def setUp(self):
        super().setUp()
        self.write("pager", '#!/bin/sh\nprintf "LESS=%s\\n" "$LESS" >paged\ncat >>paged\n')
        (self.folder / "pager").chmod(0o755)
        self.pager = str(self.folder / "pager")

    def paged(self):
        path = self.folder / "paged"
        content = path.read_bytes() if path.exists() else None
        path.unlink(missing_ok=True)
        return content

    def test_reading_forms_are_paged(self):
        for form in ([], ["--side"]):
            status, shown = self.on_terminal(*form, ALMOST_PAGER=self.pager)
            content = self.paged()
            self.assertEqual((status, shown, self.err), (1, b"", b""))
            self.assertTrue(content.startswith(b"LESS=FRX\n"))
            self.assertIn(COLOUR, content)

    def test_other_forms_are_not(self):
        for form in ("--brief", "--stat", "--json", "--patch"):
            self.on_terminal(form, ALMOST_PAGER=self.pager)
            self.assertIsNone(self.paged(), form)
            self.on_terminal("--pager", form, ALMOST_PAGER=self.pager)
            self.assertIsNotNone(self.paged(), form)

    def test_no_pager(self):
        for arguments, environment in ((["--no-pager"], {"ALMOST_PAGER": self.pager}),
                                       ([], {"ALMOST_PAGER": "", "PAGER": self.pager}),
                                       ([], {"ALMOST_PAGER": "cat"}),
                                       (["-o", "answer"], {"ALMOST_PAGER": self.pager})):
            self.assertEqual(self.on_terminal(*arguments, **environment)[0], 1)
            self.assertIsNone(self.paged())

    def test_no_terminal(self):
        self.piped("--pager", ALMOST_PAGER=self.pager)
        self.assertIsNone(self.paged())

    def test_which(self):
        self.on_terminal(PAGER=self.pager)
        self.assertIsNotNone(self.paged())
        self.on_terminal(PAGER="false", ALMOST_PAGER=self.pager)
        self.assertIsNotNone(self.paged())
        self.on_terminal(PAGER=self.pager, LESS="i -M")
        self.assertTrue(self.paged().startswith(b"LESS=-R i -M\n"))

    def test_options_of_the_pager(self):
        self.on_terminal(PAGER=f"env THIS=that {self.pager}")
        self.assertIsNotNone(self.paged())

    def test_reader_quits(self):
        lines = "".join(f"Line {i} of the log says {i * i}.\n" for i in range(20000))
        self.write("happened.txt", lines)
        self.write("told.txt", lines.replace("7", "8"))
        status, _ = self.on_terminal("--context", "1000", ALMOST_PAGER="head -1 >/dev/null")
        self.assertEqual((status, self.err), (1, b""))

    def test_missing_pager(self):
        status, _ = self.on_terminal(ALMOST_PAGER="there-is-no-such-pager 2>/dev/null")
        self.assertEqual(status, 2)
        self.assertIn(b"almost: ", self.err.splitlines()[-1])

    @unittest.skipUnless(os.path.exists("/usr/bin/less"), "no less here")
    def test_less(self):
        status, shown = self.on_terminal()
        self.assertEqual((status, self.err), (1, b""))
        self.assertIn(b"ferry", shown)

    @unittest.skipUnless(os.path.exists("/usr/bin/less"), "no less here")
    def test_less_shows_colours(self):
        for less in ("FX", "-F -X", "-F -X -Pa prompt", "--quit-if-one-screen --no-init"):
            _, shown = self.on_terminal(LESS=less)
            self.assertIn(b"seven", shown, less)
            self.assertIn(COLOUR, shown, less)


NOTES = """# Notes

> A quotation that goes on for some while in the way that mails have them, so
> that lines are full.

    int main(void) {
        return 0;
    }

* one item that is rather long and is followed by another item of the same
* kind

This is a paragraph of prose that is wrapped at some seventy columns, so that
it is filled again, and goes on and on for a while with nothing much to be
said in it at all, and ends here.

| a | b |
| 1 | 2 |
"""


class Lines(Command):
    """Which lines are filled, how wide they become, and where what is shown ends."""

    def ask(self, original, telling, *arguments):
        self.write("happened.txt", original)
        self.write("told.txt", telling)
        done = self.run_program(*arguments, "happened.txt", "told.txt")
        self.assert_answers(done, 1)
        return done.out.decode()

    @staticmethod
    def without_margin(shown, told):
        """The lines of the text without their numbers."""
        cells = len(str(told.count("\n") + 1)) + 2
        return "\n".join(line[cells:] for line in shown.split("\n"))

    def test_what_is_no_prose_stays(self):
        told = NOTES.replace("mails", "letters").replace("return 0", "return 1").replace("| 2", "| 3")
        for width in (80, 200):
            shown = self.without_margin(self.ask(NOTES, told, "--full", f"--width={width}"), told).split("\n\n")
            for kept in ("> that lines are full.", "    int main(void) {\n        return [-0-] {+1+};\n    }",
                         "of the same\n* kind", "| a | b |\n| 1 | [-2-] {+3+} |"):
                self.assertTrue(any(kept in part for part in shown), (width, kept, shown))

    def test_prose_is_no_wider_than_a_page(self):
        prose = "The lamp was lit and nobody said a word of it for the whole of the evening. " * 12
        shown = self.ask(prose + "So it was.\n", prose + "So it is.\n", "--full", "--width=300")
        widths = [len(line) for line in self.without_margin(shown, ".\n").splitlines()]
        self.assertLessEqual(max(widths), 100)
        self.assertGreater(max(widths), 80)
        for gap in range(1, 40):  # wherever in a long line what is shown begins
            before = "a" * gap + " " + "b -  > c " * 60
            shown = self.ask(before + "He was here. " + prose, before + "She was here. " + prose, "--full", "--width=300")
            self.assertLessEqual(max(map(len, self.without_margin(shown.split("\n\n")[-1], ".").splitlines())), 100, gap)
        shown = self.ask(prose + "So it was.\n", prose + "So it is.\n", "--full", "--side", "--width=300")
        self.assertLessEqual(max(len(line) for line in shown.splitlines()[3:]), 203)

    def test_context_is_sentences(self):
        before = "".join(f"Nobody in the town of number {i} spoke of it. " for i in "abcdefgh")
        text = before + "Mr. Pohl lit the {} lantern in the evening, as he did. " + before
        shown = self.ask(text.format("old"), text.format("new"), "--width=100")
        body = self.without_margin(shown, ".\n").split(" …\n\n")[1].split("\n\n…")[0].replace("\n", " ")
        self.assertRegex(body, r"^(Nobody .*)?Mr\. Pohl lit the \[-old-\] \{\+new\+\} lantern in the evening, as he did\.$")

    def test_sides_have_names(self):
        texts = [(command.ROOT / "examples" / name).read_text() for name in ("happened.txt", "dreamed.txt")]
        shown = self.ask(*texts)
        self.assertRegex(shown, r"moved to here from line \d+ of happened\.txt")
        self.assertRegex(shown, r"moved from here to line \d+ of told\.txt")
        self.assertIn("(lines of happened.txt → told.txt)", shown)
        self.assertIn("lines of told.txt", shown.replace("\n", " "))
        (self.folder / "sub").mkdir()
        self.write("sub/happened.txt", texts[1])
        shown = self.run_program("happened.txt", "sub/happened.txt").out.decode()
        self.assertIn("(lines of the original → the telling)", shown)


class Choosing(Command):
    """Changes that are shown alone, and their ids."""

    def setUp(self):
        super().setUp()
        for name in ("happened.txt", "dreamed.txt"):
            self.write(name, (command.ROOT / "examples" / name).read_bytes())

    def ask(self, *arguments):
        done = self.run_program(*arguments, "happened.txt", "dreamed.txt")
        self.assert_answers(done, 1)
        return done.out.decode()

    def changes(self):
        answer = json.loads(self.ask("--json"))
        return {change["id"]: change for change in answer["changes"]
                if change["kind"] not in ("same", "moved")}

    def test_touching_shows_these_alone(self):
        for form in ([], ["--side"], ["--changes"]):
            shown = self.ask("--touching", "name", *form)
            self.assertIn("Marta+}", shown, form)
            body = shown[shown.index("for good"):] if not form else shown
            self.assertEqual(body.count("{+"), 1, form)
            self.assertNotIn("[-twice-]", shown)
        self.assertIn("[-twice-]", self.ask("--touching", "number,name"))
        self.assertIn("There are no changes", self.ask("--changes", "--touching", "unit"))

    def test_touching_is_for_reading(self):
        for form in ("--json", "--patch", "--stat", "--brief", "--passages"):
            self.assert_trouble(self.run_program(form, "--touching=name", "happened.txt", "dreamed.txt"),
                                "--touching", form)

    def test_ids_of_the_list_are_those_of_json(self):
        changes = self.changes()
        listed = re.findall(r"(?m)^ *[\d,]+  #(\d+) ", self.ask("--changes", "--ids"))
        self.assertEqual(sorted(map(int, listed)), sorted(changes))

    def test_ids_of_the_view_can_be_applied(self):
        changes = self.changes()
        self.run_program("--patch", "-o", "a.patch", "happened.txt", "dreamed.txt")
        for form in ([], ["--side", "--width=160"]):
            shown = self.ask("--ids", *form)
            number = re.search(r"#(\d+):(\[-|\{\+)(eleven|seven)", shown).group(1)
            self.assertEqual(changes[int(number)]["text"]["telling"].strip(), "seven")
            done = self.run_program("apply", "--only", number, "a.patch", "happened.txt")
            self.assertEqual(done.status, 0, done.err)
            original = (self.folder / "happened.txt").read_text()
            self.assertEqual(done.out.decode(), original.replace("eleven. Nobody", "seven. Nobody"))
            for ids in re.findall(r"#([\d,]+):", shown):
                self.assertTrue(set(map(int, ids.split(","))) <= set(changes), ids)

    def test_lines_have_numbers(self):
        shown = self.ask()
        self.assertRegex(shown, r"(?m)^27  \[-tonight-\]")
        lines = (self.folder / "dreamed.txt").read_text().split("\n")
        for number, word in re.findall(r"(?m)^ ?(\d+)  (\w+)", shown[shown.index("for good"):shown.index("spoons rang")]):
            self.assertIn(word, lines[int(number) - 1])
        full = self.ask("--full")
        numbers = list(map(int, re.findall(r"(?m)^ ?(\d+)  ", full[full.index("for good"):])))
        self.assertEqual(numbers, sorted(set(numbers)))  # each once
        side = self.ask("--side", "--width=120")
        self.assertRegex(side, r"(?m)^40  On the bridge .* ~ 12  On the bridge")
        self.assertNotRegex(self.ask("--width=40"), r"(?m)^27  ")

    def test_a_long_line_has_its_number_once(self):
        sentence = "The lamp was lit in the hall and nobody said a word about it. "
        lost = "Then a heron knocked at the window, laid a key on the sill and asked for the time. " * 3
        self.write("happened.txt", sentence * 3 + lost + sentence * 2)
        self.write("dreamed.txt", sentence * 5)
        shown = self.ask("--full")
        self.assertEqual(len(re.findall(r"(?m)^1  ", shown)), 1, shown)


if __name__ == "__main__":
    command.main()
