# SPDX-License-Identifier: Apache-2.0
"""A library whose writer is killed at each thing that it does to the disk, SQLite's among them."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import command  # noqa: E402
from command import Command, main  # noqa: E402

FIRST = "The harbour master counted eleven lamps along the northern wall, where the fog had swallowed the breakwater.\n"
SECOND = "In the orchard behind the mill the children gathered fallen quinces for their grandmother.\n"
THIRD = "The magistrate forbade trumpets after midnight, and seventeen geese paraded through the chancellery.\n"
WORDS = ("harbour master counted eleven lamps along the northern wall", "children gathered fallen quinces for their grandmother",
         "seventeen geese paraded through the chancellery")


class Killed(Command):
    """Three books; the third stays, whatever becomes of the change."""

    def setUp(self):
        super().setUp()
        for name, text in (("first.txt", FIRST), ("second.txt", SECOND), ("third.txt", THIRD)):
            self.write(name, text)
        self.write("q.jsonl", "".join(json.dumps({"id": i, "text": words}) + "\n" for i, words in enumerate(WORDS)))

    def found(self):
        """Which of the books the library has; it is whole."""
        checked = self.run_program("library", "verify", "shelf")
        self.assertEqual((checked.status, checked.err), (0, b""))
        done = self.run_program("trace", "--in", "shelf", "--queries", "q.jsonl")
        answers = [json.loads(line)["sources"] for line in done.out.splitlines()]
        listed = self.run_program("library", "list", "--json", "shelf").out.splitlines()
        names = sorted(json.loads(line)["name"] for line in listed)
        self.assertEqual(names, sorted({source["name"] for sources in answers for source in sources}))
        return names

    def do(self, action, *paths):
        return self.run_program("library", action, "shelf", *paths)

    def every_instant(self, made, change, after):
        """Kill the change at each instant: the library is as before or as after, and can be changed again."""
        self.do("create")
        for action in made:
            self.assertEqual(self.do(*action).status, 0)
        before = self.found()
        shutil.copytree(self.folder / "shelf", self.folder / "whole")
        for instant in range(400):
            shutil.rmtree(self.folder / "shelf")
            shutil.copytree(self.folder / "whole", self.folder / "shelf")
            environment = dict(os.environ, LD_PRELOAD=os.environ["ALMOST_DIES"], DIES_AT=str(instant))
            done = subprocess.run([command.program, "library", change[0], "shelf", *change[1:]], cwd=self.folder,
                                  env=environment, capture_output=True, timeout=command.TIMEOUT)
            with self.subTest(instant=instant):
                self.assertIn(self.found(), (before, after))
                if done.returncode == 0:
                    self.assertEqual(self.found(), after)
                    return
                self.assertEqual(done.returncode, -9, done.stderr)
                self.assertIn(self.do(*change).status, (0, 1))
                self.assertEqual(self.found(), after)
                left = [name for name in os.listdir(self.folder / "shelf") if name.endswith((".new", "-journal"))]
                self.assertEqual(left, [])
        self.fail("it never ends")

    def test_add(self):
        self.every_instant([["add", "third.txt"]], ["add", "first.txt", "second.txt"], ["first.txt", "second.txt", "third.txt"])

    def test_remove(self):
        self.every_instant([["add", "first.txt", "third.txt"]], ["remove", "first.txt"], ["third.txt"])

    def test_compact(self):
        self.every_instant([["add", "first.txt", "second.txt", "third.txt"], ["remove", "first.txt"]], ["compact"],
                           ["second.txt", "third.txt"])


if __name__ == "__main__":
    main()
