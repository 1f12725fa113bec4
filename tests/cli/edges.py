#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Where answers go and texts come from when things are not as they should be.

Full and closed outputs, readers that quit, files that are missing, folders, FIFOs, odd names,
empty texts, limits, and the target of -o, which is complete or untouched.
"""
import os
import threading
import unittest

import command
from command import FORMS, Command

HAPPENED = "The ferry left at seven. It was raining. Nobody spoke.\n"
TOLD = "The ferry left at eight. It was raining. Nobody spoke.\n"


class Texts(Command):
    """A test with a pair of texts."""

    def setUp(self):
        super().setUp()
        self.write("happened.txt", HAPPENED)
        self.write("told.txt", TOLD)


class Outputs(Texts):
    """Where the answer goes."""

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full here")
    def test_full_device(self):
        for form in FORMS:
            with self.subTest(form=form), open("/dev/full", "wb") as full:
                done = self.run_program(*form, "happened.txt", "told.txt", stdout=full)
                self.assertEqual(done.status, 2)
                self.assert_one_line(done.err)

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full here")
    def test_full_device_by_name(self):
        done = self.run_program("--json", "-o", "/dev/full", "happened.txt", "told.txt")
        self.assert_trouble(done, "/dev/full")

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full here")
    def test_help_on_a_full_device(self):
        with open("/dev/full", "wb") as full:
            done = self.run_program("--help", stdout=full)
        self.assertEqual(done.status, 2)
        self.assert_one_line(done.err)

    def test_closed_output(self):
        for form in FORMS:
            with self.subTest(form=form):
                done = self.run_shell('"$0" "$@" >&-', *form, "happened.txt", "told.txt")
                self.assert_trouble(done)
        self.assertEqual((self.folder / "happened.txt").read_text(), HAPPENED)
        self.assertEqual((self.folder / "told.txt").read_text(), TOLD)

    def test_closed_output_is_no_matter_with_a_file(self):
        done = self.run_shell('"$0" --json -o answer.json happened.txt told.txt >&-')
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertGreater((self.folder / "answer.json").stat().st_size, 100)

    def test_closed_input(self):
        done = self.run_shell('"$0" --brief happened.txt told.txt <&-')
        self.assertEqual((done.status, done.err), (1, b""))
        self.assert_trouble(self.run_shell('"$0" --brief - told.txt <&-'))

    def test_all_closed(self):
        done = self.run_shell('"$0" --json happened.txt told.txt <&- >&- 2>&-')
        self.assertEqual(done.status, 2)
        self.assertEqual((self.folder / "told.txt").read_text(), TOLD)

    def test_trouble_with_errors_closed(self):
        self.assertEqual(self.run_shell('"$0" missing.txt told.txt 2>&-').status, 2)

    def test_reader_quits(self):
        lines = "".join(f"Line {i} of the log says {i * i}.\n" for i in range(20000))
        self.write("long.txt", lines)
        self.write("other.txt", lines.replace("7", "8"))
        for form in ([], ["--side"], ["--json", "--full"], ["--patch"]):
            with self.subTest(form=form):
                done = self.run_shell('"$0" "$@" | head -c 10 >/dev/null; echo ${PIPESTATUS[0]}',
                                      *form, "long.txt", "other.txt")
                status = int(done.out)
                self.assertIn(status, (128 + 13, 2, 1))
                self.assertLessEqual(done.err.count(b"\n"), 1, done.err)

    def test_target_is_written(self):
        for form in FORMS:
            with self.subTest(form=form):
                shown = self.run_program(*form, "happened.txt", "told.txt")
                done = self.run_program(*form, "-o", "answer", "happened.txt", "told.txt")
                self.assertEqual((done.status, done.out, done.err), (1, b"", b""))
                self.assertEqual((self.folder / "answer").read_bytes(), shown.out)

    def test_target_untouched_by_trouble(self):
        self.write("answer", "what was there before")
        for arguments in (["missing.txt", "told.txt"], ["happened.txt", "nowhere/"],
                          ["--max-bytes", "10", "happened.txt", "told.txt"],
                          ["--encoding", "klingon", "happened.txt", "told.txt"]):
            with self.subTest(arguments=arguments):
                self.assert_trouble(self.run_program("--json", "-o", "answer", *arguments))
                self.assertEqual((self.folder / "answer").read_text(), "what was there before")
        self.assertEqual(self.names(), [b"answer", b"happened.txt", b"told.txt"])

    def test_target_absent_after_trouble(self):
        self.assert_trouble(self.run_program("--json", "-o", "answer", "missing.txt", "told.txt"))
        self.assertEqual(self.names(), [b"happened.txt", b"told.txt"])

    def test_target_too_large(self):
        lines = "".join(f"Line {i} of the log says {i * i}.\n" for i in range(2000))
        self.write("long.txt", lines)
        self.write("answer", "what was there before")
        done = self.run_shell('trap "" XFSZ; ulimit -f 8; '
                              '"$0" --json --full -o answer long.txt told.txt')
        self.assert_trouble(done, "answer")
        self.assertEqual((self.folder / "answer").read_text(), "what was there before")
        self.assertEqual(len(self.names()), 4)

    def test_target_in_a_missing_folder(self):
        done = self.run_program("--json", "-o", "nowhere/answer", "happened.txt", "told.txt")
        self.assert_trouble(done, "nowhere")

    def test_target_is_a_folder(self):
        (self.folder / "folder").mkdir()
        self.assert_trouble(self.run_program("-o", "folder", "happened.txt", "told.txt"), "folder")


class Inputs(Texts):
    """Where texts come from."""

    def test_missing(self):
        self.assert_trouble(self.run_program("missing.txt", "told.txt"), "missing.txt")
        self.assert_trouble(self.run_program("happened.txt", "missing.txt"), "missing.txt")
        self.assert_trouble(self.run_program("nowhere/happened.txt", "told.txt"), "nowhere")
        self.assert_trouble(self.run_program("happened.txt/x", "told.txt"), "happened.txt/x")
        self.assert_trouble(self.run_program("", "told.txt"))

    @unittest.skipIf(os.geteuid() == 0, "root reads everything")
    def test_unreadable(self):
        os.chmod(self.folder / "told.txt", 0)
        self.assert_trouble(self.run_program("happened.txt", "told.txt"), "told.txt")

    def test_folder(self):
        (self.folder / "folder").mkdir()
        self.assert_trouble(self.run_program("folder", "told.txt"), "folder")
        self.assert_trouble(self.run_program("happened.txt", "folder"), "folder")

    def test_fifo(self):
        fifo = self.folder / "fifo"
        os.mkfifo(fifo)
        writer = threading.Thread(target=lambda: fifo.write_bytes(TOLD.encode()))
        writer.start()
        done = self.run_program("--brief", "happened.txt", "fifo")
        writer.join(command.TIMEOUT)
        self.assert_answers(done, 1)

    def test_process_substitution(self):
        done = self.run_shell('"$0" --brief <(cat happened.txt) <(cat told.txt)')
        self.assert_answers(done, 1)
        done = self.run_shell('"$0" --brief <(cat happened.txt) <(cat happened.txt)')
        self.assert_answers(done, 0)

    def test_standard_input(self):
        told = TOLD.encode()
        self.assert_answers(self.run_program("--brief", "happened.txt", "-", stdin=told), 1)
        self.assert_answers(self.run_program("--brief", "-", "told.txt", stdin=told), 0)
        done = self.run_shell('"$0" --brief - told.txt <happened.txt')
        self.assert_answers(done, 1)

    def test_standard_input_twice(self):
        done = self.run_program("--brief", "-", "-", stdin=TOLD.encode())
        self.assert_trouble(done)

    def test_empty(self):
        self.write("empty.txt", "")
        self.write("other.txt", "")
        for form in FORMS:
            with self.subTest(form=form):
                both = self.run_program(*form, "empty.txt", "other.txt")
                self.assertEqual((both.status, both.err), (0, b""))
                self.assert_answers(self.run_program(*form, "empty.txt", "told.txt"), 1)
                self.assert_answers(self.run_program(*form, "happened.txt", "empty.txt"), 1)
        self.assert_applies("empty.txt", "told.txt")
        self.assert_applies("happened.txt", "empty.txt")
        done = self.run_program("--brief", "/dev/null", "/dev/null")
        self.assertEqual((done.status, done.err), (0, b""))

    def test_same_file_twice(self):
        for form in FORMS:
            with self.subTest(form=form):
                done = self.run_program(*form, "happened.txt", "happened.txt")
                self.assertEqual((done.status, done.err), (0, b""))

    def test_linked_file(self):
        os.symlink("happened.txt", self.folder / "link.txt")
        self.assert_answers(self.run_program("--brief", "link.txt", "told.txt"), 1)
        os.symlink("nowhere.txt", self.folder / "broken.txt")
        self.assert_trouble(self.run_program("broken.txt", "told.txt"), "broken.txt")
        os.symlink("loop.txt", self.folder / "loop.txt")
        self.assert_trouble(self.run_program("loop.txt", "told.txt"), "loop.txt")

    def test_shifted_offset_of_standard_input(self):
        done = self.run_shell('{ read -r line; "$0" --brief - told.txt; } '
                              '< <(echo skipped; cat told.txt)')
        self.assert_answers(done, 0)

    def test_too_long(self):
        done = self.run_program("--max-bytes", "10", "happened.txt", "told.txt")
        self.assert_trouble(done, "happened.txt", "limit")

    @unittest.skipUnless(os.path.exists("/dev/zero"), "no /dev/zero here")
    def test_endless(self):
        self.assert_trouble(self.run_program("--max-bytes", "1M", "/dev/zero", "told.txt"),
                            "/dev/zero")

    @unittest.skipUnless(os.path.exists("/dev/zero"), "no /dev/zero here")
    def test_endless_comparison(self):
        self.assert_trouble(self.run_program("apply", "/dev/zero", "told.txt"), "/dev/zero", "neither a patch")
        done = self.run_shell('yes "" | "$0" apply --max-bytes 1M - told.txt')
        self.assert_trouble(done, "standard input", "--max-bytes")
        os.mkfifo(self.folder / "fifo")
        done = self.run_program("apply", "--timeout", "0.2", "fifo", "told.txt")
        self.assert_trouble(done, "fifo", "--timeout")

    def test_too_long_on_standard_input(self):
        done = self.run_program("--max-bytes", "10", "-", "/dev/null", stdin=TOLD.encode())
        self.assert_trouble(done, "limit")


class Bounds(Texts):
    """Time and memory."""

    def test_timeout(self):
        os.mkfifo(self.folder / "fifo")
        for texts in (("fifo", "told.txt"), ("happened.txt", "fifo")):
            done = self.run_program("--timeout", "0.2", *texts)
            self.assert_trouble(done, "fifo", "in time", "--timeout")
        done = self.run_shell('exec 3<> fifo; "$0" --timeout 0.2 - told.txt <&3')
        self.assert_trouble(done, "in time")
        self.assert_answers(self.run_program("--timeout", "60", "--brief", "happened.txt", "told.txt"), 1)
        for value in ("0", "-1", "x", "", "1e", "nan", "inf"):
            self.assert_trouble(self.run_program(f"--timeout={value}", "happened.txt", "told.txt"), "--timeout")

    def test_timeout_of_a_writer_in_time(self):
        os.mkfifo(self.folder / "fifo")
        done = self.run_shell('{ sleep 0.2; cat told.txt; } > fifo & "$0" --timeout 60 --brief told.txt fifo')
        self.assert_answers(done, 0)

    def test_timeout_of_comparing(self):
        self.write("long.txt", "".join(f"{i} {i * i % 977} words\n" for i in range(300000)))
        self.write("longer.txt", "".join(f"{i} {i * i % 971} words\n" for i in range(300000)))
        done = self.run_program("--timeout", "0.05", "--brief", "long.txt", "longer.txt")
        self.assert_trouble(done, "in time", "--timeout")

    def test_memory(self):
        done = self.run_program("--memory", "10K", "--brief", "happened.txt", "told.txt")
        self.assert_answers(done, 1)
        self.write("long.txt", HAPPENED * 100)
        self.assert_trouble(self.run_program("--memory", "1K", "long.txt", "told.txt"), "memory", "1 KiB")
        self.assert_answers(self.run_program("--memory", "1T", "--brief", "long.txt", "long.txt"), 0)


class Names(Texts):
    """Names that a shell or a terminal may stumble over."""

    ODD = ("two\nlines.txt", "-dash.txt", "--json", "with blank.txt", "quo\"te.txt", "bell\a.txt",
           b"not \xff utf-8.txt", "\u202egnol.txt", "x" * 250, "\\n.txt", "%s%n.txt")

    def test_odd_names(self):
        for name in self.ODD:
            with self.subTest(name=name):
                self.write(name, HAPPENED)
                for form in FORMS:
                    self.assert_answers(self.run_program(*form, "--", name, "told.txt"), 1)
                answer = self.compare_json(name, "told.txt")
                if isinstance(name, str):
                    self.assertEqual(answer["original"]["name"], name)
                self.assert_applies(os.fsdecode(name), "told.txt")

    def test_odd_names_of_missing_files(self):
        for name in self.ODD:
            with self.subTest(name=name):
                done = self.run_program("--", name, "told.txt")
                self.assert_trouble(done)
                self.assertNotIn(b"\a", done.err)
                self.assertNotIn("\u202e".encode(), done.err)

    def test_dash_in_front(self):
        self.write("-dash.txt", HAPPENED)
        self.assert_answers(self.run_program("--brief", "./-dash.txt", "told.txt"), 1)
        self.assert_trouble(self.run_program("--brief", "-dash.txt", "told.txt"))

    def test_a_name_on_the_terminal_is_harmless(self):
        self.write("\x1b[31mred.txt", HAPPENED)
        for form in ([], ["--side"], ["--brief"], ["--stat"]):
            done = self.run_program(*form, "--", "\x1b[31mred.txt", "told.txt")
            self.assertNotIn(b"\x1b", done.out)

    def test_a_very_long_name(self):
        self.assert_trouble(self.run_program("y" * 5000, "told.txt"))


if __name__ == "__main__":
    command.main()
