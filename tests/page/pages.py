# SPDX-License-Identifier: Apache-2.0
"""What the tests of pages share: a browser for all of a file, what each page is held to, and that they are skipped
where there is no Chromium.

Every test file is run as `FILE.py PROGRAM`. Accessibility is judged by axe where web/ has it installed.
"""
import pathlib
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]
import browser
import command
from command import ROOT

SKIP = 77
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
HOSTILE = ("<script>document.title='ran'</script></script><!-- <img src=x onerror=\"document.title='ran'\">\n\n"
           "<a href=\"javascript:document.title='ran'\">here</a> \u202egnp.exe \u2028 \u2029 \0 \x1b[2J \ud83d\n\n")


def main():
    """Run the tests of the calling file on the program that is named first."""
    if browser.find() is None:
        print("there is no Chromium")
        sys.exit(SKIP)
    command.main()


class Pages(unittest.TestCase):
    """One browser for all tests."""

    @classmethod
    def setUpClass(cls):
        cls.browser = browser.Browser()

    @classmethod
    def tearDownClass(cls):
        cls.browser.__exit__()

    def open(self, address, *size, **others):
        """A page, which may say nothing on the console and open no dialog."""
        page = self.browser.open(address, *size, **others)
        self.addCleanup(page.close)
        self.addCleanup(lambda: self.assertEqual((page.said, page.dialogs), ([], 0)))
        return page

    def assert_accessible(self, page, where):
        if not AXE.exists():
            return
        page.run(AXE.read_text(encoding="utf-8") + ";1")
        found = page.run("""axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
            'best-practice'], resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ': '
            + v.nodes.map(n => n.html.slice(0, 120) + ' ' + n.failureSummary).slice(0, 2)))""")
        self.assertEqual(found, [], where)
