#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page of a merge: what each revision changed, conflicts that are decided, the outcome as the browser saves it."""
import json
import time

from pages import HOSTILE, Pages, command, main

BASE = ("The ferry left at seven in the morning. It was raining, and nobody spoke to us.\n\n"
        "We sat on the deck all day. The sea was grey and wide, and the coast was far away.\n\n"
        "In the evening the lights of the harbour came up, one after another.\n\n"
        "Nobody waited for us there, and so we walked along the quay until midnight.\n")
MINE = BASE.replace("seven", "eight").replace("grey and wide", "green").replace("far away", "near us")
THEIRS = BASE.replace("seven", "nine").replace("We sat", "We slept").replace(" until midnight", "")
PLACE = "document.querySelector('[data-place]').textContent.trim()"
COUNT = "document.querySelector('.count').textContent"


class Merging(Pages, command.Command):
    def merge(self, *texts, options=("--html",), name="page.html"):
        for number, text in enumerate(texts):
            self.write(f"{number}.txt", text)
        done = self.run_program("merge", *options, "-o", name, *(f"{number}.txt" for number in range(len(texts))))
        self.assertIn(done.status, (0, 1), done.err)
        return name

    def open(self, name, *size):
        page = super().open(f"file://{self.folder}/{name}", *size)
        self.assertIsNone(page.run("document.querySelector('.trouble')?.textContent"))
        return page

    def save(self, page):
        """What the browser saves."""
        page.browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.folder))
        page.press("s")
        name = page.run("document.querySelector('#save-name').value")
        page.run("[...document.querySelectorAll('dialog[open] button')].find(b => b.textContent === 'Save').click()")
        file = self.folder / name
        for _ in range(500):
            if file.exists() and not list(self.folder.glob("*.crdownload")):
                break
            time.sleep(0.02)
        said = file.read_bytes().decode()
        file.unlink()
        self.await_keys(page)
        return said

    def await_keys(self, page):
        """For a moment after it has saved the browser drops keys."""
        page.run("(window.heard = false, addEventListener('keydown', () => (window.heard = true), {once: true}))")
        for _ in range(500):
            page.press("F8")
            if page.run("window.heard"):
                return
            time.sleep(0.02)
        self.fail("no key comes to the page")

    def test_deciding(self):
        page = self.open(self.merge(BASE, MINE, THEIRS))
        self.assertIn("To decide: 1 place; 4 changes of 2 revisions are merged", page.run("document.querySelector('h1').textContent"))
        marked = self.run_program("merge", "0.txt", "1.txt", "2.txt").out.decode()
        self.assertEqual(self.save(page), marked)
        page.press("j")
        page.wait("location.hash === '#c1'")
        self.assertIn('eight | nine', page.run("document.querySelector('#list').textContent"))
        ready = THEIRS.replace("grey and wide", "green").replace("far away", "near us")
        for key, words in (("1", "eight"), ("2", "nine"), ("b", "eight nine"), ("o", "seven")):
            page.press(key)
            self.assertEqual(page.run(PLACE), words)
            self.assertIn("0 of 1 conflict", page.run(COUNT))
            self.assertEqual(self.save(page), ready.replace("nine", words), key)
        page.press("w")
        page.call("Input.insertText", text="ten")
        page.press("Escape")
        self.assertEqual(self.save(page), ready.replace("nine", "ten"))
        page.press("u")
        self.assertIn("1 of 1 conflict", page.run(COUNT))
        self.assertEqual(self.save(page), marked)

    def test_what_each_changed(self):
        page = self.open(self.merge(BASE, MINE, THEIRS))
        said = page.run("[...document.querySelectorAll('.edit')].map(e => [...e.children].map(c => c.tagName + ':' + c.textContent).join(' '))")
        self.assertEqual(said, ["DEL:sat INS:slept SUP:2", "DEL:grey and wide, INS:green, SUP:1", "DEL:far away. INS:near us. SUP:1",
                                "DEL:quay until midnight. INS:quay. SUP:2"])
        page.run("[...document.querySelectorAll('.chips button')].find(b => b.textContent.startsWith('2 2.txt')).click()")
        self.assertEqual(page.run("document.querySelectorAll('#list li').length"), 3)
        page.run("location.hash = 'e4'")
        page.wait("document.querySelector('.current')?.id === 'e4'")
        page.run("[...document.querySelectorAll('.views button')][1].click()")
        self.assertEqual(page.run("getComputedStyle(document.querySelector('.edit del')).display"), "none")
        page.press("/")
        page.call("Input.insertText", text="QUAY")
        page.wait("document.querySelectorAll('#list li').length === 1")
        page.press("Escape")

    def test_moved_to_different_places(self):
        told = BASE.strip().split("\n\n")
        order = lambda *numbers: "\n\n".join(told[n] for n in numbers) + "\n"
        self.merge(BASE, order(1, 0, 2, 3), order(1, 2, 3, 0), options=("--json", "--full"), name="result.json")
        page = self.open(self.merge(order(0, 1, 2, 3), order(2, 0, 1, 3), order(0, 1, 3, 2)))
        self.assertIn("1 place", page.run("document.querySelector('h1').textContent"))
        here = self.save(page)
        page.run("document.querySelector('.label button').click()")
        there = self.save(page)
        self.assertEqual({here, there}, {order(2, 0, 1, 3), order(0, 1, 3, 2)})
        page.run("document.querySelector('.label button').click()")
        self.assertEqual(self.save(page), here)

    def test_a_merge_made_earlier(self):
        self.merge(BASE, MINE, THEIRS)
        self.merge(BASE, MINE, THEIRS, options=("--json", "--full"), name="result.json")
        self.assertEqual(self.run_program("view", "-o", "viewed.html", "result.json").status, 0)
        self.assertEqual((self.folder / "viewed.html").read_bytes(), (self.folder / "page.html").read_bytes())
        answer = json.loads((self.folder / "result.json").read_text())
        self.merge(BASE, MINE, THEIRS, options=("--json",), name="short.json")
        self.assert_trouble(self.run_program("view", "short.json"), "--full")
        for broken in ({**answer, "pieces": []}, {**answer, "sides": []}, {**answer, "pieces": [{"text": "", "sides": [7]}]}):
            self.write("broken.json", json.dumps(broken))
            self.assert_trouble(self.run_program("view", "broken.json"), "write it again")

    def test_everywhere(self):
        name = self.merge(BASE, MINE, THEIRS, BASE.replace("one after another", "all at once").replace("seven", "six"))
        for width in (1440, 900, 320):
            page = self.open(name, width, 800)
            for key in "j1?":
                page.press(key)
                self.assertLessEqual(page.run("document.documentElement.scrollWidth"), width, (width, key))
                for theme in ("light", "dark"):
                    page.media(("prefers-color-scheme", theme))
                    page.frame()
                    self.assert_accessible(page, (width, key, theme))
            self.assertTrue(page.pdf().startswith(b"%PDF"))

    def test_hostile(self):
        text = HOSTILE.encode("utf-8", "surrogatepass").replace(b"\0", b"")
        for texts in ((text, text.replace(b"ran", b"run"), text.replace(b"ran", b"rang")), (b"", b"", b""), (b"a", b"", b"b")):
            page = self.open(self.merge(*texts))
            page.press("j", "1", "b")
            self.assertFalse(page.run("document.title.includes('ran')"))
            self.assertEqual(page.run("document.querySelectorAll('#rows script, #rows img, #list img').length"), 0)


if __name__ == "__main__":
    main()
