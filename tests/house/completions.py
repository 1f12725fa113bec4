#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""completions.py BASH ZSH FISH: each shell reads its file, and completes as the tables say."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

FILES = {}

CASES = (  # what is typed, and what must and must not be offered
    (["almost", "--ign"], {"--ignore"}, {"--json"}),
    (["almost", "apply", "--to"], {"--touching"}, {"--json"}),
    (["almost", "apply", "--"], {"--only", "--reverse"}, {"--json", "--ignore"}),
    (["almost", "git-diff", "--"], {"--side", "--ignore"}, {"--fail-under", "--reverse"}),
    (["almost", "git-diff", "--col"], {"--color"}, set()),
    (["almost", "help", "a"], {"apply"}, {"compare"}),
    (["almost", "--units", "b"], {"bytes"}, {"codepoints"}),
    (["almost", "--ignore", "layout,ca"], {"layout,case"}, {"case"}),
    (["almost", "--fail-on", "number,neg"], {"number,negation"}, {"negation"}),
    (["almost", "check", "--fail-on", "altered,spl"], {"altered,spliced"}, {"spliced"}),
    (["almost", "ap"], {"apply"}, {"compare"}),
    (["almost", "sto"], {"story.txt"}, set()),
    (["almost", "--brief", "sto"], {"story.txt"}, set()),
    (["almost", "-o", "sto"], {"story.txt"}, set()),
)

BASH = '''source "$1"; shift; compopt() { :; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _almost; printf '%s\\n' "${COMPREPLY[@]}"'''


class Completions(unittest.TestCase):
    """One test a shell."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="almost-test-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        (pathlib.Path(self.folder) / "story.txt").write_text("Once.\n")

    def ask(self, *arguments):
        done = subprocess.run(arguments, cwd=self.folder, capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, ""), arguments)
        return done.stdout.splitlines()

    def check(self, complete):
        for words, wanted, unwanted in CASES:
            with self.subTest(words=words):
                offered = {line.rstrip("= ") for line in complete(words)}
                self.assertLessEqual(wanted, offered)
                self.assertFalse(unwanted & offered)

    def test_bash(self):
        self.ask("bash", "-n", FILES["bash"])
        self.check(lambda words: self.ask("bash", "-c", BASH, "bash", FILES["bash"], *words))

    @unittest.skipUnless(shutil.which("fish"), "no fish here")
    def test_fish(self):
        self.ask("fish", "-n", FILES["fish"])
        script = f"source {FILES['fish']}; complete -C "
        self.check(lambda words: [line.split("\t")[0] for line in
                                  self.ask("fish", "-c", script + f"'{' '.join(words)}'")])

    @unittest.skipUnless(shutil.which("zsh"), "no zsh here")
    def test_zsh(self):
        self.ask("zsh", "-n", FILES["zsh"])


if __name__ == "__main__":
    FILES.update(zip(("bash", "zsh", "fish"), [str(pathlib.Path(p).resolve()) for p in sys.argv[1:4]]))
    unittest.main(argv=sys.argv[:1])
