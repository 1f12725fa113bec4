#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pages in a browser: each view, the keyboard, filters, addresses, dark, print, narrow windows, hostile texts."""
import pathlib
import random
import subprocess
import tempfile

from pages import HOSTILE, ROOT, Pages, command, main

NAMES = "Ann Ben Cleo Dan Eve Fay Gus Hal Ida Jo".split()


def long_texts(paragraphs, chance):
    """Two texts of many paragraphs, with a change in most of them."""
    first, second = [], []
    for number in range(paragraphs):
        name, other = chance.sample(NAMES, 2)
        words = [f"{chance.choice(NAMES)} saw {chance.randrange(999)} boats near pier {number}" for _ in range(4)]
        first.append(f"{name} came in year {number}. " + ". ".join(words) + ".")
        second.append(first[-1].replace(name, other, 1) if number % 3 else first[-1])
    return "\n\n".join(first) + "\n", "\n\n".join(second) + "\n"


class Viewing(Pages):
    """Two pages for all tests that read only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.temporary = tempfile.TemporaryDirectory(prefix="almost-test-")
        cls.folder = pathlib.Path(cls.temporary.name)
        cls.story = cls.make("story", *((ROOT / "examples" / name).read_bytes()
                                        for name in ("happened.txt", "dreamed.txt")))
        chance = random.Random(7)
        cls.long = cls.make("long", *(text.encode() for text in long_texts(2000, chance)))

    @classmethod
    def tearDownClass(cls):
        super().tearDownClass()
        cls.temporary.cleanup()

    @classmethod
    def make(cls, name, original, telling):
        for end, content in (("original", original), ("telling", telling)):
            (cls.folder / f"{name}.{end}").write_bytes(content)
        subprocess.run([command.program, "--html", "-o", f"{name}.html", f"{name}.original", f"{name}.telling"],
                       cwd=cls.folder, check=False)
        return f"file://{cls.folder}/{name}.html"

    def in_sight(self, page, selector):
        box = page.run(f"(b => b && [b.top, b.bottom, innerHeight])(document.querySelector('{selector}')"
                       "?.getBoundingClientRect())")
        self.assertIsNotNone(box, selector)
        self.assertGreaterEqual(box[0], 40)
        self.assertLess(box[0], box[2])

    def texts(self, page, side):
        """What the columns of all rows say, as they stand."""
        return page.run(f"""[...document.querySelectorAll('.row p.{side}')].map(cell => [...cell.childNodes]
            .map(node => node.textContent).join('')).join('')""")

    def test_columns_are_the_texts(self):
        page = self.open(self.story)
        flat = "".join((ROOT / "examples/dreamed.txt").read_text(encoding="utf-8").split())
        self.assertEqual("".join(self.texts(page, "b").split()), flat)

    def test_views(self):
        page = self.open(self.story)
        self.assertGreater(page.run("document.querySelectorAll('.row.side p.a').length"), 10)
        page.press("2")
        self.assertEqual(page.run("document.querySelectorAll('p.a').length"), 0)
        self.assertGreater(page.run("document.querySelectorAll('.row.inline del').length"), 10)
        page.press("3")
        holes = page.run("document.querySelectorAll('.hole').length")
        self.assertGreater(holes, 5)
        page.run("document.querySelector('.hole').click()")
        self.assertEqual(page.run("document.querySelectorAll('.hole').length"), holes - 1)
        self.assertEqual(page.run("document.activeElement.className"), "close")
        page.run("document.activeElement.click()")
        self.assertEqual(page.run("document.querySelectorAll('.hole').length"), holes)
        folds = page.run("document.querySelectorAll('.fold').length")
        page.run("document.querySelector('.fold button').click()")
        self.assertEqual(page.run("document.querySelectorAll('.fold').length"), folds - 1)
        page.press("1")
        self.assertGreater(page.run("document.querySelectorAll('.row.side p.a').length"), 10)

    def test_keyboard(self):
        for address in (self.story, self.long):
            page = self.open(address)
            visited = []
            for _ in range(6):
                page.press("j")
                visited.append(page.run("location.hash"))
                self.in_sight(page, visited[-1])
                self.in_sight(page, ".current")
            self.assertEqual(len(set(visited)), 6)
            page.press("k")
            self.assertEqual(page.run("location.hash"), visited[-2])
            self.assertIn("line", page.run("document.querySelector('.live').textContent.toLowerCase()"))
            page.run("history.back()")
            page.wait(f"location.hash === '{visited[-1]}'")
            page.frame()
            self.in_sight(page, visited[-1])
            page.press("?")
            self.assertTrue(page.run("document.querySelector('dialog').open"))

    def test_a_change_is_seen_below_the_tools(self):
        """Rows above it that the browser has not drawn yet get their heights later, and it stays in sight."""
        chance = random.Random(2)
        first = [" ".join(["house"] + chance.choices(["MMMWWW"] if number % 2 else ["ill", "lit"], k=chance.randrange(30, 90))) + ".\n\n" for number in range(500)]
        second = [text.replace("house", f"{number} ships", 1) if number % 60 == 59 else text for number, text in enumerate(first)]
        address = self.make("heights", "".join(first).encode(), "".join(second).encode())
        for width, height in ((320, 640), (1440, 900)):
            page = self.open(address, width, height)
            for key in "kjkjjj":
                page.press(key)
                for _ in range(8):
                    page.frame()
                edge, top, bottom = page.run("(mark => [document.querySelector('#tools').getBoundingClientRect().bottom, mark.top, mark.bottom])"
                                             "(document.querySelector('.current').getBoundingClientRect())")
                self.assertGreaterEqual(top, edge - 1, (width, page.run("location.hash")))
                self.assertLessEqual(bottom, height, (width, page.run("location.hash")))

    def test_filters_and_order(self):
        page = self.open(self.story)
        def count():
            return int(page.run("document.querySelector('#list h2').textContent.split(' ')[0]"))
        loud = count()
        page.run("[...document.querySelectorAll('.chips button')].find(b => b.textContent.startsWith('wording')).click()")
        self.assertGreater(count(), loud)
        for chip in range(page.run("document.querySelectorAll('.chips [aria-pressed=true]').length")):
            page.run("document.querySelector('.chips [aria-pressed=true]').click()")
        self.assertEqual(count(), 0)
        page.run("document.querySelector('.chips button').click()")
        page.run("(s => { s.value = 'place'; s.dispatchEvent(new Event('change')); })(document.querySelector('.sort select'))")
        lines = page.run("[...document.querySelectorAll('#list .line')].map(l => +l.textContent)")
        self.assertEqual(lines, sorted(lines))
        self.assertGreater(len(lines), 1)

    def test_search(self):
        page = self.open(self.long)
        page.press("/")
        page.call("Input.insertText", text="PIER 1234")
        page.wait("document.querySelector('#list mark')")
        texts = [(self.folder / f"long.{side}").read_text() for side in ("original", "telling")]
        wanted = sum(text.lower().count("pier 1234") for text in texts)
        self.assertTrue(page.run("document.querySelector('#list h2').textContent").startswith(f"{wanted} places"))
        page.press("Enter")
        page.frame()
        self.assertTrue(page.run("document.querySelector('#rows').textContent.includes('pier 1234')"))
        self.assertGreater(page.run("CSS.highlights.get('found').size"), 0)
        page.press("Escape")
        self.assertIn("change", page.run("document.querySelector('#list h2').textContent"))

    def test_search_keeps_places(self):
        """A letter that has no small one of its length moves nothing that stands behind it."""
        first = "\u0130stanbul and \u0130zmir and \u0391\u0398\u0397\u039d\u0391\u03a3.\n\nThe boat came in.\n"
        page = self.open(self.make("capitals", first.encode(), first.replace("boat", "ship").encode()))
        for asked, wanted in (("CAME IN", ["came in"] * 2), ("istanbul", ["\u0130stanbul"] * 2),
                              ("\u03b1\u03b8\u03b7\u03bd\u03b1\u03c3", ["\u0391\u0398\u0397\u039d\u0391\u03a3"] * 2)):
            page.press("/")
            page.run("document.activeElement.select()")
            page.call("Input.insertText", text=asked)
            page.wait(f"document.querySelector('#list h2').textContent.includes('“{asked}”')")
            self.assertEqual(page.run("[...document.querySelectorAll('#list mark')].map(m => m.textContent)"), wanted)
            self.assertEqual(page.run("CSS.highlights.get('found').size"), 2)
            page.press("Escape")
            page.press("Escape")

    def test_equal_changes_are_counted(self):
        first = "".join(f"Item {number} is {'colour' if number < 4 else 'grey'} in the list.\n\n" for number in range(6))
        second = first.replace("colour", "color").replace("5 is grey", "5 is green")
        page = self.open(self.make("equal-changes", first.encode(), second.encode()))
        page.run("document.querySelectorAll('.chips [aria-pressed=false]').forEach(chip => chip.click())")
        self.assertEqual(page.run("document.querySelector('#list h2').textContent"),
                         "2 changes, equal ones once; 5 in all")
        page.run("(s => { s.value = 'place'; s.dispatchEvent(new Event('change')); })(document.querySelector('.sort select'))")
        self.assertEqual(page.run("document.querySelector('#list h2').textContent"), "5 changes")

    def test_equal_changes_whatever_is_around_them(self):
        """Blanks and line ends beside a word make no other change of it, and letters within do."""
        first = "".join(f"Item {number} is {word}{end} in the list.\r\n\r\n" for number, (word, end) in enumerate(
            (("colour", ""), ("colour", "\r\n"), ("colour", "  "), ("c o l o u r", ""))))
        second = first.replace("colour", "color").replace("c o l o u r", "c o l o r")
        page = self.open(self.make("blanks", first.encode(), second.encode()))
        page.run("document.querySelectorAll('.chips [aria-pressed=false]').forEach(chip => chip.click())")
        self.assertEqual(page.run("document.querySelector('#list .equals').textContent"), "× 3")
        lines = sorted(page.run("[...document.querySelectorAll('#list .line')].map(l => +l.textContent)"))
        self.assertEqual(lines, [1, 8])

    def test_addresses(self):
        for address, sign in ((self.story, "#p"), (self.story, "#o")):
            page = self.open(address)
            link = page.run(f"document.querySelector('a[href^=\"{sign}\"]').getAttribute('href')")
            page.run(f"document.querySelector('a[href=\"{link}\"]').click()")
            page.frame()
            page.frame()
            self.in_sight(page, link)
        changes = self.open(self.long).run("document.querySelectorAll('#list li').length")
        self.assertGreater(changes, 3)
        page = self.open(self.long + "#c900")
        page.frame()
        self.assertEqual(page.run("document.querySelectorAll('.row').length > 0"), True)
        self.assertLess(page.run("document.querySelectorAll('.row').length"), 60)
        self.assertGreater(page.run("scrollY"), 5000)

    def test_nothing_moves(self):
        """Rows of unknown height come from above, and what is read stays where it was."""
        page = self.open(self.long + "#c2500")
        page.frame()
        worst = page.run("""(async () => {
            let worst = 0;
            const frame = () => new Promise(requestAnimationFrame);
            await frame(); await frame();
            for (let i = 0; i < 40; i++) {
                const rows = [...document.querySelectorAll('.row')];
                const row = rows.find(r => r.getBoundingClientRect().top > 120);
                const before = row.getBoundingClientRect().top;
                scrollBy(0, -120);
                await frame(); await frame();
                if (row.isConnected) worst = Math.max(worst, Math.abs(row.getBoundingClientRect().top - before - 120));
            }
            return worst;
        })()""")
        self.assertLessEqual(worst, 1.5)

    def test_a_change_of_the_window_keeps_the_row(self):
        page = self.open(self.long + "#c2500")
        page.frame()
        def row():
            return page.run("+[...document.querySelectorAll('.row')].find(r => r.getBoundingClientRect().bottom > 160).dataset.row")
        before = row()
        for width in (900, 1300):
            page.size(width, 800)
            page.frame()
            page.frame()
            self.assertLess(abs(row() - before), 4)
        page.press("2")
        self.assertLess(abs(row() - before), 4)

    def test_overview(self):
        page = self.open(self.long)
        self.assertIn("telling line", page.run("document.querySelector('.slider').getAttribute('aria-valuetext')"))
        page.run("document.querySelector('.slider').focus()")
        page.press("End")
        page.frame()
        self.assertGreater(page.run("scrollY"), 20000)
        page.press("Home")
        page.frame()
        self.assertLess(page.run("scrollY"), 400)
        box = page.run("(b => [b.left + b.width * .9, b.top + b.height / 2])(document.querySelector('.slider').getBoundingClientRect())")
        for kind in ("mousePressed", "mouseReleased"):
            page.call("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], button="left", clickCount=1)
        page.frame()
        self.assertGreater(page.run("scrollY"), 10000)

    def test_sizes_and_themes(self):
        for width in (1440, 900, 320):
            page = self.open(self.story, width, 800)
            for view in "321":
                page.press(view)
                self.assertLessEqual(page.run("document.documentElement.scrollWidth"), width, (width, view))
            for theme in ("light", "dark"):
                page.media(("prefers-color-scheme", theme))
                page.frame()
                dark = page.run("getComputedStyle(document.documentElement).backgroundColor") == "rgb(23, 25, 28)"
                self.assertEqual(dark, theme == "dark")
                self.assert_accessible(page, (width, theme))

    def test_numbers_of_many_lines(self):
        """They have room before the text; and what is only spoken leaves nothing at the end of a line."""
        lines = [f"Line {n} has words that reach over the edge of a small window.\n" for n in range(12000)]
        told = [line.replace("words", "terms and other words") if n > 11990 else line for n, line in enumerate(lines)]
        address = self.make("lines", *("".join(text).encode() for text in (lines, told)))
        for width in (320, 1440):
            page = self.open(address + "#c9", width, 700)
            self.assertEqual(page.run("[...document.querySelectorAll('.row .n')].filter(n => n.scrollWidth > n.clientWidth).length"), 0)
            self.assertEqual(page.run("""[...document.querySelectorAll('.row ins, .row del')].filter(e => e.textContent.split(' ').length < 2
                && e.getClientRects().length > 1).length"""), 0)

    def test_overview_follows_the_theme(self):
        page = self.open(self.story)
        picture = "document.querySelector('canvas').toDataURL()"
        drawn = {}
        for theme in ("light", "dark"):
            page.media(("prefers-color-scheme", theme))
            page.frame()
            drawn[theme] = page.run(picture)
        self.assertNotEqual(drawn["light"], drawn["dark"])
        page.run("[...document.querySelectorAll('#tools button')].find(b => b.textContent === '◐').click()")
        page.frame()
        self.assertEqual(page.run(picture), drawn["light"])

    def test_drawer(self):
        page = self.open(self.story, 600, 800)
        page.run("document.querySelector('.open-list').click()")
        page.frame()
        self.assertEqual(page.run("getComputedStyle(document.querySelector('#list')).visibility"), "visible")
        page.press("Escape")
        self.assertEqual(page.run("getComputedStyle(document.querySelector('#list')).visibility"), "hidden")

    def test_print(self):
        self.assertGreater(len(self.open(self.story).pdf()), 10000)
        page = self.open(self.long)
        self.assertTrue(page.pdf().startswith(b"%PDF"))
        page.frame()
        self.assertLess(page.run("document.querySelectorAll('.row').length"), 100)
        # of texts that are too long the list, on white paper, an item below the other
        page.media(("prefers-color-scheme", "dark"))
        page.run("document.body.classList.add('long'); dispatchEvent(new Event('beforeprint')); 1")
        page.call("Emulation.setEmulatedMedia", media="print")
        boxes = page.run("[...document.querySelectorAll('#list li')].map(li => li.getBoundingClientRect()).map(b => [b.top, b.bottom])")
        self.assertEqual(len(boxes), int(page.run("document.querySelector('#list li').getAttribute('aria-setsize')")))
        self.assertTrue(all(one[1] <= other[0] + 1 for one, other in zip(boxes, boxes[1:])))
        self.assertEqual(page.run("getComputedStyle(document.documentElement).backgroundColor"), "rgb(255, 255, 255)")
        page.run("dispatchEvent(new Event('afterprint')); 1")
        self.assertLess(page.run("document.querySelectorAll('#list li').length"), len(boxes))

    def test_hostile_texts(self):
        marks = ("e" + "\u0301" * 100000 + "\n\n").encode()
        for name, more in (("hostile", b""), ("marks", marks)):
            text = HOSTILE.encode("utf-8", "surrogatepass") + more
            page = self.open(self.make(name, text + b"It was so.\n", text.replace(b"here", b"there") + b"It was not so.\n"))
            for view in "123":
                page.press(view)
            self.assertEqual(page.run("document.title.includes('ran')"), False)
            self.assertEqual((page.dialogs, page.run("document.querySelectorAll('#rows script, #rows img').length")), (0, 0))
            self.assertLess(page.run("Math.max(...[...document.querySelectorAll('.row')].map(r => r.offsetHeight))"), 5000)

    def test_plain_cases(self):
        for name, original, telling in (("empty", b"", b""), ("equal", b"One.\n", b"One.\n"), ("gone", b"One.\n", b"")):
            page = self.open(self.make(name, original, telling))
            for view in "123":
                page.press(view)
            page.press("j")

    def test_without_script(self):
        page = self.open(self.story, script=False)
        said = page.call("DOM.getDocument")
        self.assertTrue(said)
        node = page.call("DOM.querySelector", nodeId=said["root"]["nodeId"], selector="#first li")
        self.assertIn("negation", page.call("DOM.getOuterHTML", nodeId=node["nodeId"])["outerHTML"])


if __name__ == "__main__":
    main()
