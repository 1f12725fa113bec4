#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""With real git: as external diff, as driver of .gitattributes and as difftool."""
import os
import shlex
import shutil
import subprocess
import unittest

import command
from command import Command

STORY = "The ferry left at seven. It was raining. Nobody spoke to us.\n"


@unittest.skipUnless(shutil.which("git"), "no git here")
class Git(Command):
    """A repository with one commit."""

    def setUp(self):
        super().setUp()
        self.environment = {name: value for name, value in os.environ.items()
                            if not name.startswith("GIT_") and name not in ("NO_COLOR", "COLUMNS")}
        self.environment.update(HOME=str(self.folder), GIT_CONFIG_NOSYSTEM="1", LC_ALL="C")
        self.git("init", "-q", ".")
        self.git("config", "user.name", "A. Tester")
        self.git("config", "user.email", "tester@example.org")
        self.write("story.txt", STORY)
        self.write("other.txt", "Nothing happens here at all, and it happens slowly.\n")
        self.git("add", "story.txt", "other.txt")
        self.git("commit", "-q", "-m", "begin")
        self.almost = shlex.quote(command.program)

    def git(self, *arguments, status=0, **environment):
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True,
                              timeout=command.TIMEOUT, check=False,
                              env={**self.environment, **environment})
        self.assertEqual(done.returncode, status, done.stderr)
        self.err = done.stderr.decode()
        return done.stdout.decode()

    def external(self, *options):
        self.git("config", "diff.external", " ".join([self.almost, "git-diff", *options]))

    def test_changed(self):
        self.external()
        self.write("story.txt", STORY.replace("seven", "eight"))
        shown = self.git("diff")
        self.assertTrue(shown.startswith("diff --almost a/story.txt b/story.txt\n"), shown)
        self.assertIn("seven", shown)
        self.assertIn("eight", shown)
        self.assertNotIn("/dev/null", shown)
        self.assertNotIn("other.txt", shown)
        self.assertEqual(self.err, "")

    def test_several(self):
        self.external("--brief")
        self.write("story.txt", STORY.replace("seven", "eight"))
        self.write("other.txt", "Everything happens here.\n")
        self.assertEqual(self.git("diff").count("diff --almost"), 2)

    def test_nothing_but_layout(self):
        self.external()
        self.write("story.txt", STORY.replace(" It", "\nIt"))
        self.assertIn("diff --almost", self.git("diff"))

    def test_added_and_deleted(self):
        self.external()
        self.write("new.txt", "A third one.\n")
        (self.folder / "other.txt").unlink()
        self.git("add", "-A")
        shown = self.git("diff", "--cached")
        self.assertIn("diff --almost a/new.txt b/new.txt\nnew file mode 100644\n", shown)
        self.assertIn("diff --almost a/other.txt b/other.txt\ndeleted file mode 100644\n", shown)
        self.assertIn("third", shown)
        self.assertIn("New: 3 words\n", shown)
        self.assertIn("Deleted: 9 words\n", shown)
        self.assertNotIn("No:", shown)
        self.external("--brief")
        shown = self.git("diff", "--cached")
        self.assertIn("New: 3 words\n", shown)
        self.assertNotIn("third", shown)

    def test_renamed(self):
        self.external()
        self.write("story.txt", "".join(f"The ferry left at {i} o'clock.\n" for i in range(20)) + STORY)
        self.git("commit", "-q", "-a", "-m", "longer")
        self.git("mv", "story.txt", "tale.txt")
        tale = self.folder / "tale.txt"
        tale.write_text(tale.read_text().replace("seven", "eight"))
        self.git("add", "-A")
        shown = self.git("diff", "--cached", "-M")
        self.assertIn("diff --almost a/story.txt b/tale.txt\n", shown)
        self.assertIn("rename from story.txt\n", shown)
        self.assertIn("eight", shown)

    def test_mode(self):
        self.external()
        (self.folder / "story.txt").chmod(0o755)
        self.write("story.txt", STORY + "And then?\n")
        self.assertIn("old mode 100644\nnew mode 100755\n", self.git("diff"))

    def test_binary(self):
        self.external()
        self.write("story.txt", b"\x7fELF\0\0\0\1\2\3")
        self.assertIn("Binary files a/story.txt and b/story.txt differ\n", self.git("diff"))

    def test_documents_are_binary(self):
        self.external()
        self.write("story.txt", b"%PDF-1.7 and so on")
        self.assertIn("Binary files a/story.txt and b/story.txt differ\n", self.git("diff"))
        self.assertEqual(self.err, "")

    def test_reader_quits(self):
        """Neither git nor we say a word when nobody reads on."""
        self.external()
        long = "".join(f"Line {i} of the log says {i * i}.\n" for i in range(20000))
        for name in ("story.txt", "other.txt"):
            self.write(name, long)
        self.git("commit", "-q", "-a", "-m", "long")
        for name in ("story.txt", "other.txt"):
            self.write(name, long.replace("7", "8"))
        done = subprocess.run(["bash", "-c", "git diff | head -1"], cwd=self.folder, capture_output=True,
                              timeout=command.TIMEOUT, check=False, env=self.environment)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        self.assertTrue(done.stdout.startswith(b"diff --almost"))

    def test_odd_name(self):
        self.external("--brief")
        name = "a \033[31mred\nname'$(x).txt"
        self.write(name, STORY)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "odd")
        self.write(name, STORY.replace("seven", "eight"))
        shown = self.git("diff")
        self.assertNotIn("\033[31m", shown)
        self.assertIn("a/a \\x1b[31mred\\nname'$(x).txt", shown)

    def test_unmerged(self):
        self.external()
        self.git("checkout", "-q", "-b", "side")
        self.write("story.txt", STORY.replace("seven", "eight"))
        self.git("commit", "-q", "-a", "-m", "eight")
        self.git("checkout", "-q", "-")
        self.write("story.txt", STORY.replace("seven", "nine"))
        self.git("commit", "-q", "-a", "-m", "nine")
        self.git("merge", "-q", "side", status=1)
        self.assertIn("* Unmerged path story.txt\n", self.git("diff", "--base"))

    def test_trouble_does_not_stop_git(self):
        self.external("--max-bytes", "10")
        self.write("story.txt", STORY.replace("seven", "eight"))
        self.git("diff")
        self.assertTrue(self.err.startswith("almost: "), self.err)
        self.external("--no-such-option")
        self.git("diff")
        self.assertIn("--no-such-option", self.err)

    def test_log(self):
        self.external()
        self.write("story.txt", STORY.replace("seven", "eight"))
        self.git("commit", "-q", "-a", "-m", "eight")
        shown = self.git("log", "-p", "--ext-diff", "-1")
        self.assertIn("diff --almost a/story.txt b/story.txt", shown)

    def test_colour_in_gits_pager(self):
        self.external()
        self.write("story.txt", STORY.replace("seven", "eight"))
        self.assertNotIn("\033[", self.git("diff"))
        self.assertIn("\033[", self.git("diff", GIT_PAGER_IN_USE="true", TERM="xterm"))
        self.assertNotIn("\033[", self.git("diff", GIT_PAGER_IN_USE="true", NO_COLOR="1"))

    def test_driver(self):
        self.write(".gitattributes", "*.txt diff=prose\n")
        self.write("notes.md", "One.\n")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "attributes")
        self.git("config", "diff.prose.command", f"{self.almost} git-diff")
        self.write("story.txt", STORY.replace("seven", "eight"))
        self.write("notes.md", "Two.\n")
        shown = self.git("diff")
        self.assertIn("diff --almost a/story.txt", shown)
        self.assertIn("diff --git a/notes.md", shown)

    def test_difftool(self):
        self.git("config", "diff.tool", "almost")
        self.git("config", "difftool.prompt", "false")
        self.git("config", "difftool.almost.cmd", f'{self.almost} "$LOCAL" "$REMOTE"')
        self.write("story.txt", STORY.replace("seven", "eight"))
        shown = self.git("difftool")
        self.assertIn("eight", shown)


if __name__ == "__main__":
    command.main()
