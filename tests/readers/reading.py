# SPDX-License-Identifier: Apache-2.0
"""What the tests of readers share: a file is written, `almost text` reads it, the answer is held."""
import os
import subprocess
import sys
import tempfile
import unittest


class Reading(unittest.TestCase):
    """A folder of its own for each test."""

    program = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def write(self, name, content):
        if isinstance(content, str):
            content = content.encode()
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def run_program(self, *arguments, timeout=60):
        done = subprocess.run([self.program, *arguments], cwd=self.folder, capture_output=True,
                              timeout=timeout, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def read(self, name, content, *options):
        """The text that is read from a file of this name and content."""
        self.write(name, content)
        status, out, err = self.run_program("text", *options, name)
        self.assertEqual((status, err), (0, ""))
        return out[:-1] if out.endswith("\n") else out

    def refused(self, name, content, *options):
        """The one line that says why it is not read; nothing else is written."""
        self.write(name, content)
        status, out, err = self.run_program("text", *options, name)
        self.assertEqual((status, out), (2, ""))
        self.assertEqual(err.count("\n"), 1, err)
        self.assertIn(name, err)
        return err

    def answer(self, *arguments):
        """The verdict's first word."""
        status, out, err = self.run_program("--brief", *arguments)
        self.assertEqual(err, "")
        return out.split()[0].rstrip(".,:;").lower()


def main():
    Reading.program = os.path.abspath(sys.argv.pop(1))
    unittest.main(argv=sys.argv)
