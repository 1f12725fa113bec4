#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What -o leaves behind: the mode, the link and the name of the file, and nothing when interrupted."""
import os
import signal
import stat
import subprocess
import time

import command
from command import Command

BEFORE = "what was there before\n"


class Targets(Command):
    """A pair of texts and a target."""

    def setUp(self):
        super().setUp()
        self.write("happened.txt", "The ferry left at seven. It was raining.\n")
        self.write("told.txt", "The ferry left at eight. It was raining.\n")

    def answer(self, target="answer"):
        done = self.run_program("--json", "-o", target, "happened.txt", "told.txt")
        self.assertEqual((done.status, done.out, done.err), (1, b"", b""))

    def mode(self, name):
        return stat.S_IMODE(os.lstat(self.folder / name).st_mode)

    def test_mode_of_a_new_file(self):
        mask = os.umask(0o027)
        self.addCleanup(os.umask, mask)
        self.answer()
        self.assertEqual(self.mode("answer"), 0o640)

    def test_mode_is_kept(self):
        for mode in (0o600, 0o664, 0o755):
            self.write("answer", BEFORE)
            (self.folder / "answer").chmod(mode)
            self.answer()
            self.assertEqual(self.mode("answer"), mode)
            self.assertIn(b"almost.comparison/1", (self.folder / "answer").read_bytes())

    def test_link_is_kept(self):
        (self.folder / "far").mkdir()
        self.write("far/answer", BEFORE)
        (self.folder / "link").symlink_to("far/answer")
        self.answer("link")
        self.assertTrue((self.folder / "link").is_symlink())
        self.assertIn(b"almost.comparison/1", (self.folder / "far/answer").read_bytes())
        self.assertEqual(os.listdir(self.folder / "far"), ["answer"])

    def test_link_to_nothing_is_kept(self):
        """What it leads to is made, through as many links as there are."""
        (self.folder / "far").mkdir()
        (self.folder / "link").symlink_to("far/second")
        (self.folder / "far" / "second").symlink_to("answer")
        self.answer("link")
        self.assertTrue((self.folder / "link").is_symlink())
        self.assertTrue((self.folder / "far/second").is_symlink())
        self.assertIn(b"almost.comparison/1", (self.folder / "far/answer").read_bytes())
        (self.folder / "round").symlink_to("round")
        done = self.run_program("--json", "-o", "round", "happened.txt", "told.txt")
        self.assert_trouble(done, "round")

    def test_file_that_grows_too_large(self):
        """A limit of the shell's is a write that failed: one line, and no part of the answer."""
        self.write("long.txt", "The ferry left at seven, and nobody spoke to us on the deck.\n" * 9000)
        before = self.names()
        for target in ("-o answer", "> answer"):
            done = self.run_shell(f'ulimit -f 50; "$0" --json --full {target} happened.txt long.txt')
            self.assert_trouble(done, "File too large")
            (self.folder / "answer").unlink(missing_ok=True)
            self.assertEqual(self.names(), before)

    def test_what_killed_runs_left(self):
        """Old files of processes that are gone are removed, and no others."""
        gone = subprocess.Popen(["true"])
        gone.wait()
        old = [f".almost-{gone.pid}-0", f".almost-{gone.pid}-17"]
        others = [f".almost-{os.getpid()}-0", f".almost-{gone.pid}-", ".almost-0-0", ".almost-x-0",
                  f".almost-{gone.pid}-0.txt", f"almost-{gone.pid}-0"]
        for name in old + others:
            self.write(name, "x")
            os.utime(self.folder / name, (time.time() - 90000,) * 2)
        new = self.write(f".almost-{gone.pid}-1", "x")
        self.answer()
        left = {os.fsdecode(name) for name in self.names()}
        self.assertEqual(left, {"answer", "happened.txt", "told.txt", new, *others})

    def test_readers_of_the_old_file_keep_it(self):
        self.write("answer", BEFORE)
        with open(self.folder / "answer", encoding="utf-8") as old:
            self.answer()
            self.assertEqual(old.read(), BEFORE)

    def test_standard_output_by_name(self):
        for name in ("-", "/dev/stdout"):
            done = self.run_program("--brief", "-o", name, "happened.txt", "told.txt")
            self.assert_answers(done, 1)

    def test_fifo(self):
        os.mkfifo(self.folder / "pipe")
        with subprocess.Popen(["cat", "pipe"], cwd=self.folder, stdout=subprocess.PIPE) as reader:
            self.answer("pipe")
            self.assertIn(b"almost.comparison/1", reader.communicate(timeout=command.TIMEOUT)[0])
        self.assertTrue(stat.S_ISFIFO(os.lstat(self.folder / "pipe").st_mode))

    def test_apply_in_place(self):
        self.assertEqual(self.run_program("--patch", "-o", "a.patch", "happened.txt", "told.txt").status, 1)
        done = self.run_program("apply", "-o", "happened.txt", "a.patch", "happened.txt")
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertEqual((self.folder / "happened.txt").read_bytes(),
                         (self.folder / "told.txt").read_bytes())

    def contents(self):
        return {path: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}

    def refuse(self, message, *arguments, **options):
        """One line, status 2, and every file as it was."""
        before = self.contents()
        done = self.run_program(*arguments, **options)
        self.assertEqual((done.status, done.out, done.err.decode()), (2, b"", f"almost: {message}\n"))
        self.assertEqual(self.contents(), before)

    def test_texts_are_not_written_over(self):
        """By none of their names."""
        os.link(self.folder / "told.txt", self.folder / "hard")
        (self.folder / "soft").symlink_to("happened.txt")
        for target in ("happened.txt", "told.txt", "./told.txt", "hard", "soft"):
            self.refuse(f"{target}: is one of the texts compared; choose another file",
                        "--patch", "-o", target, "happened.txt", "told.txt")

    def test_files_of_folders_are_not_written_over(self):
        (self.folder / "drafts" / "old").mkdir(parents=True)
        for name in ("drafts/one.txt", "drafts/old/two.txt"):
            self.write(name, "One of the drafts.\n")
            for arguments in (["happened.txt", "drafts"], ["drafts", "happened.txt"]):
                self.refuse(f"{name}: is one of the texts compared; choose another file", "-o", name, *arguments)
            self.refuse(f"{name}: is the file that is read; choose another file", "text", "-o", name, "drafts")
        self.assertEqual(self.run_program("text", "-o", "drafts/new.txt", "drafts").status, 0)

    def test_standard_input_is_not_written_over(self):
        with open(self.folder / "told.txt", "rb") as told:
            done = subprocess.run([command.program, "-o", "told.txt", "happened.txt", "-"], stdin=told,
                                  cwd=self.folder, capture_output=True, timeout=command.TIMEOUT)
        self.assertEqual((done.returncode, done.stdout, done.stderr),
                         (2, b"", b"almost: told.txt: is one of the texts compared; "
                                  b"choose another file\n"))

    def test_comparisons_are_not_written_over(self):
        self.run_program("--patch", "-o", "a.patch", "happened.txt", "told.txt")
        self.refuse("a.patch: is the comparison to be applied; choose another file",
                    "apply", "-o", "a.patch", "a.patch", "happened.txt")

    def test_nothing_that_is_read_is_written_over(self):
        """In folders and libraries too, and by none of their names."""
        (self.folder / "shelf" / "more").mkdir(parents=True)
        for name in ("shelf/a.txt", "shelf/more/b.txt", "other.txt"):
            self.write(name, BEFORE)
        (self.folder / "link.txt").symlink_to("shelf/more/b.txt")
        os.link(self.folder / "shelf" / "a.txt", self.folder / "hard.txt")
        self.run_program("library", "create", "library")
        self.assertEqual(self.run_program("library", "add", "library", "other.txt", "shelf").status, 0)
        segment = next(str(path.relative_to(self.folder)) for path in (self.folder / "library").iterdir()
                       if path.name != "catalogue.sqlite")
        self.write("told.jsonl", '{"original": "other.txt", "telling": "told.txt"}\n')
        read, quoted = "is a file that is read", "is a source of the library"
        check = ["check", "told.txt", "--against"]
        for target, why, arguments in (
                ("shelf/more/b.txt", read, [*check, "shelf"]), ("link.txt", read, [*check, "shelf"]),
                ("hard.txt", read, [*check, "shelf"]), ("other.txt", read, [*check, "shelf", "other.txt"]),
                ("told.txt", read, [*check, "shelf"]), (segment, read, [*check, "library"]),
                ("other.txt", quoted, [*check, "library"]), ("hard.txt", quoted, [*check, "library"]),
                ("told.txt", read, ["trace", "--in", "library", "told.txt"]),
                ("other.txt", quoted, ["trace", "--in", "library", "told.txt"]),
                (segment, read, ["trace", "--in", "library", "--quote", "what was there"]),
                ("told.jsonl", read, ["trace", "--in", "library", "--queries", "told.jsonl"]),
                ("link.txt", "is one of the texts compared", ["shelf", "told.txt"]),
                ("hard.txt", "is one of the witnesses", ["collate", "shelf", "told.txt"]),
                ("told.jsonl", "holds the pairs", ["--pairs", "told.jsonl"]),
                ("link.txt", "is the file that is read", ["text", "shelf"])):
            with self.subTest(target=target, arguments=arguments):
                self.refuse(f"{target}: {why}; choose another file", *arguments, "-o", target)
        self.refuse("other.txt: is a text that is read; write the results to another file",
                    "--pairs", "told.jsonl", "-o", "other.txt")
        self.write("folders.jsonl", '{"original": "shelf", "telling": "told.txt"}\n')
        for target in ("shelf/more/b.txt", "link.txt", "hard.txt"):
            with self.subTest(target=target):
                self.refuse("shelf: is a text that is read; write the results to another file",
                            "--pairs", "folders.jsonl", "-o", target)
        beside = self.run_program("--pairs", "folders.jsonl", "-o", "shelf/more/.new")
        self.assertIn(beside.status, (0, 1), beside.err)

    def test_write_protected(self):
        self.run_program("--patch", "-o", "a.patch", "happened.txt", "told.txt")
        self.write("answer", BEFORE)
        (self.folder / "answer").chmod(0o444)
        for arguments in (("--json", "-o", "answer", "happened.txt", "told.txt"),
                          ("apply", "-o", "answer", "a.patch", "happened.txt")):
            self.refuse("answer: is write-protected; choose another file", *arguments)
        self.assertEqual(self.mode("answer"), 0o444)

    def start_waiting(self, number, handling):
        """A run that has begun its answer and waits for a text, with this handling of a signal."""
        before = self.names()
        process = subprocess.Popen([command.program, "--json", "-o", "answer", "pipe", "told.txt"],
                                   cwd=self.folder, stderr=subprocess.PIPE,
                                   preexec_fn=lambda: signal.signal(number, handling))
        end = time.monotonic() + command.TIMEOUT
        while self.names() == before and time.monotonic() < end:
            time.sleep(0.005)
        self.assertNotEqual(self.names(), before, "nothing was begun")
        return process

    def test_interrupted(self):
        """While it waits for its text, the answer has begun; a signal leaves nothing of it."""
        self.skip_with("tsan", because="ThreadSanitizer keeps signals back while a FIFO is opened")
        self.write("answer", BEFORE)
        os.mkfifo(self.folder / "pipe")
        before = self.names()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT,
                       signal.SIGXCPU):
            process = self.start_waiting(number, signal.SIG_DFL)  # nohup has the last one ignored
            process.send_signal(number)
            _, err = process.communicate(timeout=command.TIMEOUT)
            self.assertEqual((process.returncode, err), (-number, b""))
            self.assertEqual(self.names(), before)
            self.assertEqual((self.folder / "answer").read_text(), BEFORE)

    def test_hangup_under_nohup(self):
        """What was told to be ignored is."""
        os.mkfifo(self.folder / "pipe")
        process = self.start_waiting(signal.SIGHUP, signal.SIG_IGN)
        process.send_signal(signal.SIGHUP)
        (self.folder / "pipe").write_bytes((self.folder / "happened.txt").read_bytes())
        _, err = process.communicate(timeout=command.TIMEOUT)
        self.assertEqual((process.returncode, err), (1, b""))
        self.assertIn(b"almost.comparison/1", (self.folder / "answer").read_bytes())


if __name__ == "__main__":
    command.main()
