#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost watch --view in a browser: what is told appears as it comes, is judged anew and taken back.

Skipped where nothing is served, too.
"""
import re
import signal
import subprocess
import unittest

from pages import HOSTILE, ROOT, Pages, command, main

ROWS = "[...document.querySelectorAll('.row')].map(row => [row.id, row.querySelector('.head').textContent])"
STATE = "document.querySelector('.state').textContent"


class Watching(Pages, command.Command):
    """A telling on standard input, and its page."""

    def setUp(self):
        super().setUp()
        self.write("happened.txt", (ROOT / "examples/happened.txt").read_bytes())

    def watch(self, *options, against="happened.txt", size=(1440, 900), stream="-"):
        self.said = open(self.folder / "said", "w+b")  # a pipe would be full soon
        self.addCleanup(self.said.close)
        self.process = subprocess.Popen([command.program, "watch", "--view", "--no-browser", "--flush", "0.2", *options,
                                         "--against", against, stream], cwd=self.folder, stdin=subprocess.PIPE,
                                        stdout=self.said, stderr=subprocess.PIPE)
        self.addCleanup(self.process.communicate)
        self.addCleanup(self.process.kill)
        self.address = self.process.stderr.readline().decode().strip()
        if not re.fullmatch(r"http://127\.0\.0\.1:\d+/[0-9a-f]{32}/", self.address):
            raise unittest.SkipTest(self.address)
        self.page = self.open(self.address, *size)
        return self.page

    def tell(self, text, last=False):
        self.process.stdin.write(text if isinstance(text, bytes) else text.encode())
        self.process.stdin.flush()
        if last:
            self.process.stdin.close()
            self.process.stdin = None

    def end(self):
        """The exit status and what was written, once the user has ended what is served."""
        self.process.send_signal(signal.SIGINT)
        self.process.communicate(timeout=60)
        return self.process.returncode, (self.folder / "said").read_text(encoding="utf-8")

    def test_as_it_comes(self):
        page = self.watch()
        self.assertEqual(page.run(STATE), "waiting")
        self.tell("The train from the coast was twenty-three minutes late, and Marta had already eaten two of the three apples. ")
        page.wait("document.querySelectorAll('.row').length === 1")
        self.assertEqual(page.run(STATE), "live")
        self.assertIn("1 the same", page.run("document.querySelector('h1').textContent"))
        self.tell("When Jonas stepped down at last he carried nothing but his grandmother's clock. ")
        page.wait("document.querySelectorAll('.row.w-different').length === 1")
        self.assertIn("grandmother", page.run("document.querySelector('.row.w-different ins').textContent"))
        self.assertIn("grandfather", page.run("document.querySelector('.row.w-different .a').textContent"))
        self.tell("A dragon ate the whole of the station, roof and all. ")
        page.wait("document.querySelectorAll('.row.w-added').length === 1")
        self.assertTrue(page.run("document.querySelector('.row.w-added .nothing') !== null"))
        self.assertIn("at line", page.run("document.querySelector('.decide .where').textContent"))

    def test_all_of_it(self):
        """Left out, judged anew, the end, and the page of the whole."""
        page = self.watch()
        telling = (ROOT / "examples/dreamed.txt").read_text(encoding="utf-8")
        self.tell(telling, last=True)
        page.wait(f"{STATE} === 'all is told'")
        self.assertTrue(page.run("document.querySelector('h1').textContent").startswith("Almost:"))
        page.run("document.querySelector('.chips button[aria-pressed=false]')?.click()")
        told = self.run_program("watch", "--json", "--against", "happened.txt", self.write("dreamed.txt", telling))
        left = told.out.count(b'"event":"left out"')
        self.assertGreater(left, 1)
        self.assertRegex(page.run("document.querySelector('#list h2').textContent"), "^[0-9]+ passages$")  # not all are sentences
        page.press("j")
        self.assertRegex(page.run("location.hash"), "^#[sl][0-9]+$")
        self.assertTrue(page.run("document.querySelector('.row.picked').getBoundingClientRect().top >= 40"))
        self.assertEqual(page.run("document.querySelector('#tools button').getAttribute('aria-pressed')"), "false")
        page.press("f")
        self.assertEqual(page.run("document.querySelector('#tools button').getAttribute('aria-pressed')"), "true")
        page.press("/")
        page.call("Input.insertText", text="lantern")
        page.wait("document.querySelector('#list h2').textContent.includes('lantern')")
        page.press("Escape")
        whole = page.run("fetch('comparison').then(r => r.text()).then(t => t.includes('data-page=\"comparison\"'))")
        self.assertTrue(whole)
        status, out = self.end()
        self.assertEqual(status, 1)
        self.assertEqual(out.count("left out"), self.run_program("watch", "--against", "happened.txt", "dreamed.txt").out.decode().count("left out"))
        page.wait("document.querySelector('.decide .trouble').textContent.includes('has ended')")
        page.said.clear()

    def test_taken_back(self):
        self.write("told.txt", "The train from the coast was thirty minutes late, and Marta had already eaten two of the three apples.\n")
        page = self.watch("--follow", stream="told.txt")
        page.wait("document.querySelector('.row.w-different') !== null")
        self.write("told.txt", (self.folder / "told.txt").read_bytes().replace(b"thirty", b"twenty-three"))
        page.wait("document.querySelector('.row.w-withdrawn') !== null")
        page.wait("document.querySelector('.row.w-same') !== null")
        self.assertIn("withdrawn", page.run(ROWS)[0][1])

    def test_who_comes_late_sees_all(self):
        page = self.watch()
        self.tell("The train from the coast was twenty-three minutes late. ")
        page.wait("document.querySelectorAll('.row').length === 1")
        own = page.run("location.href")
        late = self.open(own)
        late.wait("document.querySelectorAll('.row').length === 1")
        self.tell("Nothing of that is true. ")
        for one in (page, late):
            one.wait("document.querySelectorAll('.row').length === 2")

    def test_hostile(self):
        text = HOSTILE.replace("\0", "").encode("utf-8", "surrogatepass")
        self.write("evil.txt", text)
        page = self.watch(against="evil.txt")
        self.tell(b"He said it. " + text.replace(b"\n\n", b" ") + b" And so on. ", last=True)
        page.wait(f"{STATE} === 'all is told'")
        page.press("j")
        self.assertFalse(page.run("document.title.includes('ran')"))
        self.assertEqual(page.run("document.querySelectorAll('#rows script, #rows img, #list img').length"), 0)

    def test_everywhere(self):
        page = self.watch()
        self.tell((ROOT / "examples/dreamed.txt").read_bytes(), last=True)
        page.wait(f"{STATE} === 'all is told'")
        for width in (1440, 900, 320):
            page.size(width, 800)
            page.press("j")
            self.assertLessEqual(page.run("document.documentElement.scrollWidth"), width)
            for theme in ("light", "dark"):
                page.media(("prefers-color-scheme", theme))
                page.frame()
                self.assert_accessible(page, (width, theme))
        self.assertTrue(page.pdf().startswith(b"%PDF"))

    def test_many(self):
        """Thousands of sentences, and what is in sight is all that is drawn."""
        page = self.watch()
        lines = (ROOT / "examples/happened.txt").read_bytes()
        for _ in range(60):
            self.tell(lines)
        self.tell(b"", last=True)
        page.wait(f"{STATE} === 'all is told'")
        self.assertLess(page.run("document.querySelectorAll('.row').length"), 60)
        self.assertGreater(page.run("scrollY"), 20000)

    def test_who_may_not_ask(self):
        page = self.watch()
        own = page.run("location.href")
        self.assertEqual(page.run("fetch('save', {method: 'POST', body: ''}).then(r => r.status)"), 404)
        self.assertEqual(page.run("fetch('comparison').then(r => r.status)"), 404)
        self.write("evil.html", "<!DOCTYPE html><title>x</title><script>document.documentElement.dataset.ready=1</script>")
        evil = self.browser.open(f"file://{self.folder}/evil.html")
        self.addCleanup(evil.close)
        self.assertEqual(evil.run(f"fetch({own!r} + 'told?from=0').then(r => r.text(), () => 'nothing')"), "nothing")
        page.said.clear()

    def test_interrupted_while_it_is_told(self):
        """The first Ctrl-C ends the telling, the next one the page."""
        page = self.watch()
        self.tell("The train from the coast was twenty-three minutes late. ")
        page.wait("document.querySelectorAll('.row').length === 1")
        self.process.send_signal(signal.SIGINT)
        page.wait(f"{STATE} === 'all is told'")
        self.assertIsNone(self.process.poll())
        self.assertEqual(self.end()[0], 1)
        page.said.clear()

    def test_terminated(self):
        """That ends both."""
        page = self.watch()
        self.tell("The train from the coast was twenty-three minutes late. ")
        page.wait("document.querySelectorAll('.row').length === 1")
        self.process.terminate()
        self.process.communicate(timeout=60)
        self.assertEqual(self.process.returncode, 1)
        page.said.clear()

    def test_idle(self):
        process = subprocess.run([command.program, "watch", "--view", "--no-browser", "--idle", "1", "--against", "happened.txt",
                                  "happened.txt"], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                                 check=False)
        if not process.stderr.startswith(b"http"):
            self.skipTest("nothing is served here")
        self.assertEqual(process.returncode, 0)
        self.assertIn(b"sentences", process.stdout)


if __name__ == "__main__":
    main()
