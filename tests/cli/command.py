# SPDX-License-Identifier: Apache-2.0
"""What the tests of the command share: the program, a folder for each test, and how it may fail.

Every test file is run as `FILE.py PROGRAM`. A test class inherits from Command, whose methods start
the program and judge its exit status and standard error: trouble is status 2 and one line that
names what is wrong. Whatever a test asks for, answers in JSON keep their contract (contracts.py).
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent / "cases"))
sys.path.insert(0, str(HERE))
import contracts  # noqa: E402, found there wherever a test was started

FORMS = ([], ["--side"], ["--passages"], ["--changes"], ["--brief"], ["--stat"], ["--json"], ["--json", "--full"],
         ["--patch"])
TIMEOUT = int(os.environ.get("ALMOST_TEST_TIMEOUT", "60"))  # seconds; more under sanitizers
SHORT = 20_000  # bytes: what is longer takes a validator longer than almost
program = None


def main():
    """Run the tests of the calling file on the program that is named first."""
    global program
    if len(sys.argv) < 2:
        sys.exit(f"usage: {sys.argv[0]} PROGRAM [TEST…]")
    program = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(module="__main__", verbosity=1)


class Done:
    """A process that has ended."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


class Command(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="almost-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def skip_with(self, *sanitizers, because):
        """Leave a test out where the program was built with one of these, as in "tsan"."""
        content = pathlib.Path(program).read_bytes()
        if any(f"__{name}_init".encode() in content for name in sanitizers):
            self.skipTest(because)

    def need_little_memory(self):
        """Leave out what limits the memory of a program with a sanitizer in it, which ends without a word."""
        self.skip_with("asan", "tsan", because="a sanitizer needs more memory than that")

    def write(self, name, content):
        """A file in the folder, from bytes or text; returns its name there."""
        if isinstance(content, str):
            content = content.encode("utf-8")
        path = os.path.join(os.fsencode(self.folder), os.fsencode(name))
        with open(path, "wb") as file:
            file.write(content)
        return name

    def names(self):
        return sorted(os.listdir(os.fsencode(self.folder)))

    def run_program(self, *arguments, stdin=b"", stdout=subprocess.PIPE, **others):
        done = subprocess.run([program, *arguments], cwd=self.folder, input=stdin, stdout=stdout,
                              stderr=subprocess.PIPE, timeout=TIMEOUT, check=False, **others)
        self.assert_contracts(done.stdout or b"")
        return Done(done.returncode, done.stdout, done.stderr)

    def assert_contracts(self, out):
        """What is on standard output keeps its contract, where it is short and says which one that is."""
        if not out.startswith(b"{") or len(out) > SHORT or contracts.jsonschema is None:
            return
        for answer in contracts.answers(out):
            kind = contracts.kind_of(answer)
            if kind is not None:
                self.assertIsNone(contracts.breach(answer, kind), json.dumps(answer)[:2000])

    def run_shell(self, script, *arguments):
        """A bash script in which $0 is the program and $1… are the arguments."""
        done = subprocess.run(["bash", "-c", script, program, *arguments], cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT,
                              check=False)
        return Done(done.returncode, done.stdout, done.stderr)

    def assert_trouble(self, done, *mentions):
        """Status 2, one line on standard error that mentions these, nothing on standard output."""
        self.assertEqual(done.status, 2, done.err)
        self.assert_one_line(done.err)
        self.assertFalse(done.out, "an answer in spite of trouble")
        for mention in mentions:
            self.assertIn(mention.encode() if isinstance(mention, str) else mention, done.err)

    def assert_one_line(self, err):
        self.assertTrue(err.endswith(b"\n"), err)
        self.assertEqual(err.count(b"\n"), 1, err)
        self.assertGreater(len(err.strip()), 10, err)

    def assert_answers(self, done, status):
        """This status, an answer, and nothing on standard error."""
        self.assertEqual((done.status, done.err), (status, b""))
        self.assertTrue(done.out is None or done.out)

    def compare_json(self, original, telling, *options):
        """The parsed answer of two files in the folder."""
        done = self.run_program("--json", *options, "--", original, telling)
        self.assertIn(done.status, (0, 1), done.err)
        self.assertEqual(done.err, b"")
        return json.loads(done.out.decode("utf-8"))

    def assert_applies(self, original, telling, *options):
        """A patch between two files rebuilds each from the other, byte for byte."""
        done = self.run_program("--patch", *options, "-o", "a.patch", "--", original, telling)
        self.assertIn(done.status, (0, 1), done.err)
        both = [(self.folder / name).read_bytes() for name in (original, telling)]
        for arguments, (given, wanted) in (([], both), (["--reverse"], both[::-1])):
            done = self.run_program("apply", *arguments, "a.patch", stdin=given)
            self.assertEqual((done.status, done.err), (0, b""))
            self.assertTrue(done.out == wanted, f"{arguments}: the text is not rebuilt")
