#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What action.yml and .pre-commit-hooks.yaml run, in checkouts of git: what changed is looked at and nothing else."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import unittest

import command
from command import ROOT, Command

LAW = """The use of force is not permitted in any case.

The council shall meet twice a year in Geneva.
"""
TRUE = "It says “The council shall meet twice a year in Geneva.”\n"
FALSE = "It says “The council shall meet three times a year in Geneva.”\n"
CHECK = ROOT / "packaging" / "hooks" / "check-quotations"
COMPARE = ROOT / "packaging" / "hooks" / "compare-meaning"
RUN = ROOT / "packaging" / "action" / "run"


@unittest.skipIf(shutil.which("git") is None, "there is no git")
class Hooks(Command):
    def setUp(self):
        super().setUp()
        self.git("init", "-q", ".")
        os.makedirs(self.folder / "the sources")
        self.write("the sources/law.txt", LAW)
        self.write("true.md", TRUE)
        self.write("old.md", FALSE)
        self.write("law.txt", LAW)
        self.commit()

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=A", "-c", "user.email=a@b.invalid", *arguments], cwd=self.folder, check=True,
                       capture_output=True)

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "change")

    def script(self, path, *arguments, **environment):
        done = subprocess.run([path, *arguments], cwd=self.folder, capture_output=True, check=False, timeout=command.TIMEOUT,
                              env={**os.environ, "ALMOST": command.program, **environment})
        return command.Done(done.returncode, done.stdout, done.stderr)

    def test_quotations(self):
        self.assertEqual(self.script(CHECK, "--against", "the sources", "true.md").status, 0)
        done = self.script(CHECK, "--against=the sources", "true.md", "old.md")
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertTrue(done.out.startswith(b"old.md:\n"), done.out)
        self.assertIn("[-twice-] {+three times+}".encode(), done.out)
        self.assertNotIn(b"true.md", done.out)
        done = self.script(CHECK, "--against", "the sources", "--fail-on=not-found", "old.md")
        self.assertEqual((done.status, done.out), (0, b""))
        self.write("the sources/quotes.md", FALSE)
        self.assertEqual(self.script(CHECK, "--against", "the sources", "--", "the sources/quotes.md").status, 0, "it is a source")

    def test_baseline(self):
        done = self.run_program("check", "--json", "old.md", "--against", "the sources")
        self.write("known.json", done.out)
        self.assertEqual(self.script(CHECK, "--against", "the sources", "--baseline", "known.json", "old.md").status, 0)

    def test_odd_names(self):
        for name in ("a b.md", "-x.md", "*.md", "it's “so”.md", "q\n.md"):
            self.write(name, FALSE)
            self.assertEqual(self.script(CHECK, "--against", "the sources", "--", name).status, 1, name)

    def test_meaning(self):
        self.assertEqual(self.script(COMPARE, "law.txt", "true.md").status, 0)
        self.write("law.txt", LAW.replace("is not permitted", "is permitted").replace("shall meet", "shall  meet"))
        self.write("new.txt", "Nobody has seen this.\n")
        done = self.script(COMPARE, "law.txt", "new.txt")
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertRegex(done.out.decode(), r"\Alaw\.txt:1:\d+: .*negation")
        self.assertEqual(self.script(COMPARE, "--fail-on", "number", "law.txt").status, 0)
        self.commit()
        self.assertEqual(self.script(COMPARE, "law.txt").status, 0)
        self.assertEqual(self.script(COMPARE, "--since", "HEAD^", "law.txt").status, 1)

    def test_first_commit(self):
        os.makedirs(self.folder / "empty")
        self.write("empty/a.txt", LAW)
        subprocess.run(["git", "init", "-q", "."], cwd=self.folder / "empty", check=True)
        done = subprocess.run([COMPARE, "a.txt"], cwd=self.folder / "empty", check=False, capture_output=True,
                              env={**os.environ, "ALMOST": command.program})
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, b"", b""))

    def test_trouble(self):
        for script, arguments, mention in (
                (CHECK, ["true.md"], "--against"), (CHECK, ["--against"], "--against"), (CHECK, ["--nothing", "x"], "--nothing"),
                (CHECK, ["--against", "nowhere", "true.md"], "nowhere"), (CHECK, ["--against", "the sources", "none.md"], "none.md"),
                (COMPARE, ["--since", "nowhere", "law.txt"], "nowhere"), (COMPARE, ["--nothing", "law.txt"], "--nothing")):
            with self.subTest(arguments=arguments):
                self.assert_trouble(self.script(script, *arguments), mention)
        self.assert_trouble(self.script(CHECK, "--against", "the sources", "true.md", ALMOST="/nowhere/almost"), "/nowhere/almost")

    def change(self):
        self.write("new one.md", FALSE)
        self.write("true.md", TRUE + "And no more.\n")
        self.write("law.txt", LAW.replace("is not permitted", "is permitted"))
        self.commit()

    def action(self, **environment):
        return self.script(RUN, **{"AGAINST": "the sources\n", "SAME": "", "FILES": "", "FAIL_ON": "", "BASE": "HEAD^", **environment})

    def test_action(self):
        self.change()
        done = self.action()
        self.assertEqual((done.status, done.err), (1, b""))
        self.assertEqual(len(done.out.splitlines()), 1, done.out)
        self.assertTrue(done.out.startswith(b"::error file=new one.md,line=1,"), "what is old is not looked at")
        self.assertEqual(self.action(FILES="true*.md\n*.txt").status, 0)
        self.assertEqual(self.action(FAIL_ON="not-found").status, 0)
        self.assertEqual(self.action(BASE="0" * 40).status, 1, "of a new branch the last commit")
        self.assertEqual(self.action(BASE="HEAD").status, 0, "nothing has changed")

    def test_action_meaning(self):
        self.change()
        done = self.action(AGAINST="", SAME="law*.txt\nother.txt")
        self.assertEqual((done.status, done.err), (1, b""))
        first, *lines, last = done.out.decode().splitlines()
        matcher = pathlib.Path(first[len("::add-matcher::"):])
        self.assertEqual(last, "::remove-matcher owner=almost::")
        pattern = json.loads(matcher.read_text(encoding="utf-8"))["problemMatcher"][0]["pattern"][0]
        found = [re.match(pattern["regexp"], line) for line in lines]
        self.assertTrue(found and all(found), lines)
        self.assertEqual((found[0][pattern["file"]], found[0][pattern["line"]]), ("law.txt", "1"))
        self.assertIn("negation", found[0][pattern["message"]])
        self.assertEqual(self.action(SAME="law.txt").status, 1)

    def test_action_trouble(self):
        self.change()
        for environment, mention in (({"AGAINST": ""}, "against"), ({"BASE": "nowhere"}, "nowhere"), ({"AGAINST": "nowhere"}, "nowhere")):
            done = self.action(**environment)
            self.assertEqual(done.status, 2)
            self.assertIn(mention, (done.out + done.err).decode())
        self.assertEqual(self.action(AGAINST="nowhere", FILES="*.html").status, 0, "there is nothing to be checked")

    def test_files(self):
        """The files that users name say what is there to be run."""
        hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
        for entry in re.findall(r"entry: (\S+)", hooks):
            self.assertTrue(os.access(ROOT / entry, os.X_OK), entry)
        action = (ROOT / "action.yml").read_text(encoding="utf-8")
        self.assertIn("$ACTION/packaging/action/run", action)
        asked = set(re.findall(r"\$\{([A-Z_]+):-", RUN.read_text(encoding="utf-8")))
        given = set(re.findall(r"^        ([A-Z_]+): \$", action, re.M))
        self.assertEqual(asked, given - {"ACTION"})
        named = set(re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", action))
        self.assertEqual(named, set(re.findall(r"^  ([a-z-]+):\n    description", action, re.M)))


if __name__ == "__main__":
    command.main()
