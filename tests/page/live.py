#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost view ORIGINAL TELLING in a browser: accepting, rejecting, saving, and files that change meanwhile.

Skipped where nothing is served, too.
"""
from pages import ROOT, Pages, command, main
from serving import Server


class Live(Pages, command.Command):
    """A server and a page for each test."""

    def setUp(self):
        super().setUp()
        for name in ("happened.txt", "dreamed.txt"):
            self.write(name, (ROOT / "examples" / name).read_bytes())

    def serve(self, original="happened.txt", telling="dreamed.txt"):
        self.server = Server(self.folder, original, telling)
        self.addCleanup(self.server.stop)
        self.page = self.open(self.server.address, 1440, 900)
        return self.page

    def count(self):
        return self.page.run("document.querySelector('.count').textContent")

    def save(self, name, as_patch=False, as_told=False, presses=1):
        """What the dialog says after saving."""
        self.page.press("s")
        for chosen, group in ((as_patch, "as"), (as_told, "open")):
            self.page.run(f"document.querySelectorAll('input[name={group}]')[{int(chosen)}].click()")
        self.page.run(f"(i => {{ i.value = {name!r}; i.dispatchEvent(new Event('input')); }})(document.querySelector('#save-name'))")
        said = "document.querySelector('dialog [role=status]').textContent"
        for _ in range(presses):
            self.page.run(said.replace(".textContent", ".textContent = ''"))
            self.page.run("document.querySelector('dialog[open] .buttons button').click()")
            self.page.wait(said)
        answer = self.page.run(said)
        self.page.run("document.querySelector('dialog[open]').close()")
        self.page.frame()
        return answer

    def test_one_by_one(self):
        page = self.serve()
        page.press("j")
        first = page.run("location.hash")
        page.press("a")
        self.assertNotEqual(page.run("location.hash"), first)
        self.assertTrue(page.run(f"document.querySelector('{first}').classList.contains('accepted')"))
        page.press("r")
        self.assertTrue(self.count().startswith("1 accepted, 1 rejected, "), self.count())
        self.assertIn("✓ accepted", page.run("document.querySelector('#list li').textContent"))
        page.press("k", "k", "u")
        page.press("k")
        self.assertRegex(self.count(), "^[01] accepted, [01] rejected")
        self.assert_accessible(page, "decided")

    def test_what_is_saved(self):
        page = self.serve()
        original, telling = ((self.folder / name).read_text() for name in ("happened.txt", "dreamed.txt"))
        self.assertIn("Saved", self.save("none.txt"))
        self.assertEqual((self.folder / "none.txt").read_text(), original)
        self.assertIn("Saved", self.save("all.txt", as_told=True))
        # line ends and shapes of quotation marks are no changes, and stay
        self.assertEqual(self.run_program("all.txt", "dreamed.txt").status, 0)
        page.press("j", "a")
        self.assertIn("Saved", self.save("one.txt"))
        one = (self.folder / "one.txt").read_text()
        self.assertNotIn(one, (original, telling))
        self.assertIn("Saved", self.save("one.patch", as_patch=True))
        self.assertEqual(self.run_program("apply", "one.patch", "happened.txt").out.decode(), one)
        self.assertIn("is there already. Replace it?", self.save("none.txt"))
        self.assertEqual((self.folder / "none.txt").read_text(), original)
        self.assertIn("Saved", self.save("none.txt", presses=2))
        self.assertEqual((self.folder / "none.txt").read_text(), one)
        page.said.clear()  # the browser tells of each answer that refuses

    def test_what_has_moved(self):
        page = self.serve()
        page.run("document.querySelector('[data-passage][data-decision=\"2\"]').click()")
        self.assertIn("0 accepted, 1 rejected", self.count())
        self.assertEqual(page.run("document.activeElement.getAttribute('aria-pressed')"), "true")
        self.assertIn("Saved", self.save("stays.txt", as_told=True))
        saved = (self.folder / "stays.txt").read_text()
        self.assertNotIn(saved, [(self.folder / name).read_text() for name in ("happened.txt", "dreamed.txt")])

    def test_over_an_input_when_asked(self):
        self.serve()
        self.assertIn("happened.txt is the original itself. Replace it?", self.save("happened.txt", as_told=True))
        self.page.said.clear()
        self.assertIn("Saved", self.save("happened.txt", as_told=True, presses=2))
        self.page.said.clear()
        self.assertEqual(self.run_program("happened.txt", "dreamed.txt").status, 0)

    def test_files_that_change(self):
        paragraphs = [f"This is paragraph {number}, in which {number * 7} boats came.\n\n" for number in range(400)]
        self.write("a.txt", "".join(paragraphs))
        for number in range(0, 400, 10):
            paragraphs[number] = paragraphs[number].replace("boats", "ships")
        self.write("b.txt", "".join(paragraphs))
        page = self.serve("a.txt", "b.txt")
        page.press("2", "j", "j", "j", "j", "j", "a", "k", "r")
        page.frame()
        row = """[...document.querySelectorAll('.row p')].find(p => p.getBoundingClientRect().bottom > 170).textContent"""
        before, decided = page.run(row), self.count()
        self.write("b.txt", "Now it begins otherwise.\n\n" + "".join(paragraphs))
        page.wait("document.documentElement.dataset.version === '2' && document.documentElement.dataset.ready")
        page.wait("scrollY > 100")
        page.frame()
        self.assertEqual(page.run(row), before)
        self.assertEqual(page.run("document.querySelector('.views [aria-pressed=true]').textContent"), "Inline")
        self.assertEqual(self.count().split(",")[:2], decided.split(",")[:2])
        (self.folder / "b.txt").unlink()
        page.wait("document.querySelector('.decide .trouble').textContent.includes('b.txt')")

    def test_it_ends(self):
        page = self.serve()
        self.server.stop()
        page.wait("document.querySelector('.decide .trouble').textContent.includes('has ended')")
        page.said.clear()

    def test_narrow(self):
        page = self.serve()
        page.size(320, 700)
        page.press("j")
        self.assertLessEqual(page.run("document.documentElement.scrollWidth"), 320)
        page.press("s")
        self.assertLessEqual(page.run("document.documentElement.scrollWidth"), 320)
        self.assert_accessible(page, "the dialog")

    def test_another_site_reads_nothing(self):
        page = self.serve()
        own = page.run("location.href")
        (self.folder / "evil.html").write_text("<!DOCTYPE html><title>x</title><script>document.documentElement.dataset.ready=1</script>")
        evil = self.browser.open(f"file://{self.folder}/evil.html")
        self.addCleanup(evil.close)
        for way in (f"fetch({own!r}).then(r => r.text(), () => 'nothing')",
                    f"fetch({own!r} + 'save?version=1&as=text&name=evil.txt', {{method: 'POST', body: ''}}).then(r => r.text(), () => 'nothing')",
                    f"fetch({own!r}, {{mode: 'no-cors'}}).then(r => r.text() || 'nothing', () => 'nothing').then(t => t || 'nothing')"):
            self.assertEqual(evil.run(way), "nothing")
        self.assertFalse((self.folder / "evil.txt").exists())
        framed = evil.run(f"""new Promise(done => {{ const f = document.createElement('iframe'); f.src = {own!r};
            f.onload = () => {{ let seen = 'nothing'; try {{ seen = f.contentDocument.body.textContent }} catch {{}} done(seen) }};
            document.body.append(f); }})""")
        self.assertIn(framed, ("nothing", ""))


if __name__ == "__main__":
    main()
