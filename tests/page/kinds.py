#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pages of quotations, of collations and of what documents share: what they hold, and in a browser how they look and behave."""
import base64
import json
import random
import re
import zlib

from pages import HOSTILE, ROOT, Pages, command, main

PRESSED = "document.querySelector('.views [aria-pressed=true]').textContent"


class Kinds(Pages, command.Command):
    """A page of either kind in a folder of its own."""

    def open(self, name, *size):
        page = super().open(f"file://{self.folder}/{name}", *size)
        self.assertIsNone(page.run("document.querySelector('.trouble')?.textContent"))
        return page

    def stream(self, name, stream):
        """What a page has packed."""
        packed = re.search(rf'id="almost-{stream}">([^<]*)<', (self.folder / name).read_text())[1]
        return zlib.decompress(base64.b85decode(packed.replace(",", "<")), -15).decode()

    def check(self, account=None, *options):
        self.write("happened.txt", (ROOT / "examples/happened.txt").read_bytes())
        self.write("account.txt", account or (ROOT / "examples/dreamed.txt").read_bytes()
                   + "\nHe wrote: \u201cThe moon is a lantern \U0001f319 that nobody lit.\u201d\n".encode())
        done = self.run_program("check", "--html", "-o", "check.html", *options, "account.txt", "--against", "happened.txt")
        self.assertIn(done.status, (0, 1), done.err)
        return "check.html"

    def collate(self, **texts):
        for name, text in texts.items():
            self.write(f"{name}.txt", text)
        done = self.run_program("collate", "--html", "-o", "collation.html", *(f"{name}.txt" for name in texts))
        self.assertEqual(done.status, 0, done.err)
        return "collation.html"

    def witnesses(self):
        text = (ROOT / "examples/happened.txt").read_text(encoding="utf-8")
        return self.collate(A=text, B=text.replace("clock", "bell").replace("three", "two"),
                            C=text.replace("clock", "clocke").replace("already ", ""),
                            D=text.replace("river", "wide river").replace("clock", "bell"))

    def assert_everywhere(self, name, keys):
        for width, themes in ((1440, ("light", "dark")), (900, ("light",)), (320, ("dark",))):
            page = self.open(name, width, 800)
            for key in keys:
                page.press(key)
                self.assertLessEqual(page.run("document.documentElement.scrollWidth"), width, (width, key))
                for theme in themes:
                    page.media(("prefers-color-scheme", theme))
                    page.frame()
                    self.assert_accessible(page, (width, key, theme))
            self.assertTrue(page.pdf().startswith(b"%PDF"))

    # --- Quotations ---

    def test_overview_of_very_many(self):
        """Where several stand on one pixel, each has its share of it: a few that are wrong do not paint over the others."""
        story = (ROOT / "examples/happened.txt").read_text(encoding="utf-8")
        true = next(line for line in story.split(". ") if len(line) > 40 and "\u201c" not in line).strip().replace("\n", " ")
        said = [true if number % 8 else "The moon is a lantern that nobody lit at all, and it was number %d." % number for number in range(600)]
        self.check("".join(f"He wrote: \u201c{text}\u201d That was it.\n\n" for text in said).encode())
        page = self.open("check.html", 1440, 900)
        page.frame()
        shares = page.run("""(canvas => {
            const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const counts = {};
            for (let i = 0; i < data.length; i += 4) { const key = [data[i], data[i + 1], data[i + 2]].join(); counts[key] = (counts[key] || 0) + 4 / data.length; }
            return [...document.querySelectorAll('.key .swatch')].map(s => [s.parentElement.textContent,
                counts[(getComputedStyle(s).backgroundColor.match(/\\d+/g) || []).join()] || 0]);
        })(document.querySelector('#overview canvas'))""")
        shares = dict(shares)
        self.assertGreater(shares.get("verbatim", shares.get("typographic", 0)), 0.6, shares)
        self.assertGreater(shares["not found"], 0.05, shares)

    def test_what_a_page_of_quotations_holds(self):
        name = self.check()
        data = json.loads(self.stream(name, "quotations"))
        self.assertEqual(data["account"]["text"].encode(), (self.folder / "account.txt").read_bytes())
        text = data["account"]["text"].encode("utf-16-le")
        for quotation in data["quotations"]:
            span = quotation["span"]
            self.assertEqual(text[2 * span["start"]:2 * span["end"]].decode("utf-16-le"), quotation["text"])
        said = (self.folder / name).read_text()
        self.assertIn("<b>Not all:</b> of ", said)
        self.assertIn("<b>altered</b>", said)

    def test_quotations_and_their_evidence(self):
        page = self.open(self.check())
        flat = "".join((self.folder / "account.txt").read_text(encoding="utf-8").split())
        columns = "[...document.querySelectorAll('.row p.a')].map(p => p.textContent).join('')"
        self.assertEqual("".join(page.run(columns).split()), flat)
        self.assertEqual(page.run("document.querySelectorAll('mark.q').length"), page.run("document.querySelectorAll('.card').length"))
        self.assertIn("eleven", page.run("document.querySelector('.card.q-altered del').textContent + [...document.querySelectorAll('.card del')].map(d => d.textContent)"))
        page.press("j")
        first = page.run("location.hash")
        self.assertTrue(page.run("document.querySelector('mark.current').classList.contains('q-altered')"))
        page.press("j")
        self.assertNotEqual(page.run("location.hash"), first)
        page.run("history.back()")
        page.wait(f"location.hash === '{first}'")
        loud = page.run("document.querySelectorAll('#list li').length")
        page.run("[...document.querySelectorAll('.chips button')].find(b => b.textContent.startsWith('verbatim')).click()")
        self.assertGreater(page.run("document.querySelectorAll('#list li').length"), loud)
        page.press("/")
        page.call("Input.insertText", text="LANTERN")
        page.wait("document.querySelector('#list h2').textContent.includes('LANTERN')")
        self.assertEqual(page.run("document.querySelectorAll('#list li').length"), 1)
        page.press("Escape")

    def test_a_result_made_earlier(self):
        """In whatever units it counts, the page is the same."""
        self.check()
        shown = {}
        for units in ("codepoints", "bytes", "utf16"):
            self.write("result.json", self.run_program("check", "--json", "--full", "--units", units, "account.txt", "--against", "happened.txt").out)
            done = self.run_program("view", "-o", "viewed.html", "result.json")
            self.assertEqual((done.status, done.err), (0, b""))
            page = self.open("viewed.html")
            shown[units] = page.run("[...document.querySelectorAll('mark.q, .card')].map(m => m.textContent).join('|')")
            self.assertIn("Not all", page.run("document.querySelector('h1').textContent"))
        self.assertEqual(len(set(shown.values())), 1)
        self.write("result.json", self.run_program("check", "--json", "account.txt", "--against", "happened.txt").out)
        self.assert_trouble(self.run_program("view", "result.json"), "--full")
        self.write("result.json", '{"format": "almost.quotations/1", "account": {"text": ""}, "quotations": [{"status": "odd"}]}')
        self.assert_trouble(self.run_program("view", "result.json"), "status")

    def test_quotations_everywhere(self):
        self.assert_everywhere(self.check(), "j")

    def test_hostile_quotations(self):
        text = HOSTILE.encode("utf-8", "surrogatepass")
        for account in (text + b'"' + text.replace(b"\n\n", b" ") + b'" said Ann.\n', b"", b"Nothing is quoted here.\n"):
            page = self.open(self.check(account or b" "))
            page.press("j")
            self.assertFalse(page.run("document.title.includes('ran')"))
            self.assertEqual(page.run("document.querySelectorAll('#rows script, #rows img').length"), 0)

    # --- Collations ---

    def test_very_many_witnesses(self):
        """Of those who have a reading the first are named, and the others when they are asked for."""
        text = "The boat came in at nine and nobody was there.\n"
        page = self.open(self.collate(**{f"w{number:02}": text.replace("nine", "ten") if number == 7 else text for number in range(50)}))
        page.press("j")
        named, rest = page.run("[document.querySelector('.apparatus bdi').textContent, document.querySelector('.apparatus summary').textContent]")
        self.assertEqual((len(named.split()), rest), (20, "and 29 more"))
        page.run("document.querySelector('.apparatus summary').click()")
        self.assertEqual(page.run("document.querySelector('.apparatus details bdi').textContent").split()[-1], "w49")
        self.assert_accessible(page, "apparatus")

    def test_heat_and_apparatus(self):
        page = self.open(self.witnesses())
        self.assertGreater(page.run("document.querySelectorAll('.heat').length"), 8)
        page.press("j")
        said = page.run("document.querySelector('.apparatus').textContent")
        self.assertIn("the text", said)
        self.assertEqual(page.run("document.querySelectorAll('.heat[aria-expanded=true]').length"), 1)
        page.run("document.querySelector('.heat[aria-expanded=true]').click()")
        self.assertEqual(page.run("document.querySelectorAll('.apparatus').length"), 0)
        page.run("[...document.querySelectorAll('.heat')].find(h => h.textContent === 'bell' || h.textContent === 'clock').click()")
        said = page.run("document.querySelector('.apparatus').textContent")
        for wanted in ("bell", "clock", "B D"):
            self.assertIn(wanted, said)
        # the text of a witness is its words
        page.run("(s => { s.value = '1'; s.dispatchEvent(new Event('change')); })(document.querySelector('.decide select'))")
        words = "[...document.querySelectorAll('.row p.b')].map(p => [...p.childNodes].map(n => /^\\+\\d*$/.test(n.textContent) ? '' : n.textContent).join('')).join('')"
        self.assertEqual("".join(page.run(words).split()), "".join((self.folder / "B.txt").read_text(encoding="utf-8").split()))

    def test_a_run_of_places(self):
        """Words that most have not are one place to open, with all that others have there."""
        text = "The boat came in at nine. {}Nobody was there to meet it.\n"
        more = "Its lamp had been out for an hour, they said. "
        page = self.open(self.collate(A=text.format(""), B=text.format(""), C=text.format(more)))
        words = "[...document.querySelectorAll('.heat')].map(h => h.textContent).join()"
        self.assertEqual(page.run(words), "+10")
        page.press("j", "j", "j")
        self.assertIn(more.strip(), page.run("[...document.querySelectorAll('.apparatus dt')].map(t => t.textContent).join()"))
        self.assertEqual(page.run("document.querySelector(location.hash).textContent"), "+10")
        page.run("document.querySelector('.heat').click()")
        self.assertEqual(page.run("document.querySelectorAll('.apparatus').length"), 0)
        self.assertEqual(page.run("document.activeElement.textContent"), "+10")

    def test_table_tree_and_pair(self):
        page = self.open(self.witnesses())
        data = json.loads(self.stream("collation.html", "collation"))
        page.press("2")
        self.assertEqual(page.run("document.querySelectorAll('.place').length"), len(data["variants"]))
        page.press("3")
        self.assertEqual(page.run("[...document.querySelectorAll('.tree text:not(.support)')].map(t => t.textContent).sort().join('')"), "ABCD")
        page.run("[...document.querySelectorAll('.agreement button')].find(b => b.title.startsWith('A and C')).click()")
        self.assertEqual(page.run(PRESSED), "Two")
        for side, siglum in (("a", "A"), ("b", "C")):
            words = page.run(f"[...document.querySelectorAll('.row p.{side}')].map(p => p.textContent).join('')")
            self.assertEqual("".join(words.split()), "".join((self.folder / f"{siglum}.txt").read_text(encoding="utf-8").split()))
        self.assertGreater(page.run("document.querySelectorAll('.row del').length"), 0)
        page.press("3", "j")
        self.assertEqual(page.run(PRESSED), "Text")

    def test_collations_everywhere(self):
        self.assert_everywhere(self.witnesses(), ["1", "j", "2", "3", "4"])

    def test_a_long_collation(self):
        lines = [f"This is line {number} of the poem, and {number * 7} birds sing.\n\n" for number in range(3000)]
        page = self.open(self.collate(A="".join(lines), B="".join(lines).replace("77 birds", "88 birds")))
        self.assertLess(page.run("document.querySelectorAll('.row').length"), 200)
        page.press("j", "j")
        self.assertTrue(page.run("document.querySelector('.heat[aria-expanded=true]').getBoundingClientRect().top > 60"))
        page.run("document.querySelector('.slider').focus()")
        page.press("End")
        page.frame()
        self.assertGreater(page.run("scrollY"), 10000)

    def test_hostile_witnesses(self):
        text = HOSTILE.encode("utf-8", "surrogatepass")
        page = self.open(self.collate(A=text, B=text.replace(b"here", b"there"), C=b"\n"))
        for key in "1234j":
            page.press(key)
        self.assertFalse(page.run("document.title.includes('ran')"))
        self.assertEqual(page.run("document.querySelectorAll('#rows script, #rows img').length"), 0)

    def test_a_collation_made_earlier(self):
        """The same page; of a table that somebody has changed what is in it, and no tree."""
        self.witnesses()
        names = [f"{name}.txt" for name in "ABCD"]
        self.write("table.json", self.run_program("collate", "--json", *names).out)
        done = self.run_program("view", "-o", "viewed.html", "table.json")
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertEqual((self.folder / "viewed.html").read_bytes(), (self.folder / "collation.html").read_bytes())
        table = json.loads((self.folder / "table.json").read_text())
        at = next(row for row, cells in enumerate(table["table"]) if len({cell and cell[0]["n"] for cell in cells}) > 1 and None not in cells)
        cells = table["table"][at]
        table["table"][at:at + 1] = [[cells[0], None, *cells[2:]], [None, cells[1], *[None] * (len(cells) - 2)]]
        for variant in table["variants"]:
            variant["row"] += variant["row"] > at
        self.write("changed.json", json.dumps(table))
        done = self.run_program("view", "-o", "changed.html", "changed.json")
        self.assertEqual((done.status, done.err), (0, b""))
        page = self.open("changed.html")
        page.press("3")
        self.assertIn("no tree", page.run("document.querySelector('.decide').textContent"))
        self.assertEqual(page.run("document.querySelectorAll('.tree').length"), 0)
        page.press("2", "1", "j")
        for wrong in ('{"witnesses": ["A"], "table": [[[{"t": 1}]]]}', '{"witnesses": [], "table": [], "given": [], "variants": []}'):
            self.write("wrong.json", wrong)
            self.assert_trouble(self.run_program("view", "wrong.json"), "wrong.json")

    # --- What documents share ---

    def corpus(self):
        """Three passages that are handed on, in eight documents with dates."""
        shared = ["The harbour master wrote that no ship had left before the tide, and that the lamp was out all night.",
                  "A clock that stood still for eleven years was heard to strike on Sunday by all who passed the mill.",
                  "Nobody asked the ferryman whose dog it was, and so it stayed with him through the whole of the winter."]
        lines = []
        for number in range(8):
            own = " ".join(f"word{number}x{i}" for i in range(40))
            text = [shared[number % 3], own, shared[(number + 1) % 3].replace("eleven", "twelve" if number > 4 else "eleven")]
            lines.append(json.dumps({"id": f"paper-{number}", "date": f"{1850 + 3 * number}-05-01", "text": "\n\n".join(text)}))
        self.write("papers.jsonl", "\n".join(lines) + "\n")

    def reuse(self):
        self.corpus()
        done = self.run_program("reuse", "--html", "-o", "reuse.html", "papers.jsonl")
        self.assertEqual(done.status, 0, done.err)
        return "reuse.html"

    def test_clusters(self):
        page = self.open(self.reuse())
        lines = [json.loads(line) for line in self.stream("reuse.html", "reuse").splitlines()]
        clusters = {line["cluster"] for line in lines}
        self.assertEqual(page.run("document.querySelectorAll('.cluster').length"), len(clusters))
        self.assertIn(f"{len(lines)} passages in {len(clusters)} clusters", page.run("document.querySelector('h1').textContent"))
        page.press("j")
        first = page.run("location.hash")
        page.press("j")
        self.assertNotEqual(page.run("location.hash"), first)
        page.run("history.back()")
        page.wait(f"location.hash === '{first}' && document.querySelector('.cluster.picked').id === '{first[1:]}'")
        self.assertIn("twelve", page.run("[...document.querySelectorAll('.passage ins')].map(i => i.textContent).join()"))
        page.press("/")
        page.call("Input.insertText", text="FERRYMAN")
        page.wait("document.querySelector('#list h2').textContent.includes('FERRYMAN')")
        self.assertLess(page.run("document.querySelectorAll('.cluster').length"), len(clusters))
        page.press("Escape")

    def test_long_passages(self):
        """They are marked, too, wherever they differ, and are shown at their whole length when that is asked for."""
        chance = random.Random(15)
        words = ["".join(chance.choice("abdegiklmnoprstu") for _ in range(6)) for _ in range(1600)]
        other = [f"new{word}" if at in (20, 800, 1580) else word for at, word in enumerate(words)]
        self.write("papers.jsonl", "".join(json.dumps({"id": name, "text": " ".join(text)}) + "\n"
                                           for name, text in (("a/one.txt", words), ("b/one.txt", other))))
        self.assertEqual(self.run_program("reuse", "--html", "-o", "reuse.html", "papers.jsonl").status, 0)
        page = self.open("reuse.html")
        marks = "[...document.querySelectorAll('#rows ins')].map(i => i.textContent).join()"
        self.assertEqual(page.run(marks), other[20])
        page.run("document.querySelector('.passage .b .more').click()")
        page.wait("!document.querySelector('.passage .b .more')")
        self.assertEqual(page.run(marks), ",".join(other[at] for at in (20, 800, 1580)))
        page.press("4")
        self.assertEqual(page.run(marks), ",".join(other[at] for at in (20, 800, 1580)))
        self.assertEqual(page.run("[...document.querySelectorAll('.columns bdi')].map(b => b.textContent).join()"), "a/one.txt,b/one.txt")

    def test_matrix_time_and_two(self):
        page = self.open(self.reuse())
        page.press("2")
        page.run("document.querySelector('.matrix').focus()")
        page.press("ArrowDown", "ArrowUp")
        self.assertRegex(page.run("document.querySelector('.says').textContent"), r"^paper-\d and paper-\d: \d passage")
        page.press("Enter")
        self.assertEqual(page.run(PRESSED), "Two")
        self.assertGreater(page.run("document.querySelectorAll('.row.side').length"), 0)
        page.press("3")
        self.assertGreater(page.run("document.querySelectorAll('.timeline circle').length"), 8)
        page.run("document.querySelector('.timeline li button').click()")
        page.frame()
        self.assertEqual(page.run(PRESSED), "Clusters")
        self.assertEqual(page.run("document.querySelectorAll('.cluster.picked').length"), 1)

    def test_what_is_shared_made_earlier(self):
        self.reuse()
        self.write("shared.jsonl", self.run_program("reuse", "papers.jsonl").out)
        done = self.run_program("view", "-o", "viewed.html", "shared.jsonl")
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertEqual((self.folder / "viewed.html").read_bytes(), (self.folder / "reuse.html").read_bytes())
        pairs = self.run_program("reuse", "--passages", "papers.jsonl").out
        self.write("pairs.jsonl", pairs)
        self.assertEqual(self.run_program("view", "-o", "pairs.html", "pairs.jsonl").status, 0)
        page = self.open("pairs.html")
        self.assertIn(f"{pairs.count(10)} passages", page.run("document.querySelector('h1').textContent"))
        for wrong in (pairs + b"{}\n", pairs[:-20], pairs + self.run_program("reuse", "papers.jsonl").out):
            self.write("wrong.jsonl", wrong)
            self.assert_trouble(self.run_program("view", "wrong.jsonl"), "line ")

    def test_what_is_shared_everywhere(self):
        self.assert_everywhere(self.reuse(), ["1", "j", "2", "3", "4"])

    def test_hostile_corpora(self):
        text = HOSTILE.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        self.write("papers.jsonl", "".join(json.dumps({"id": f"<img src=x onerror=alert({i})>{i}", "date": ["1850", 1e300, None][i], "text": text * 3}) + "\n" for i in range(3)))
        self.assertEqual(self.run_program("reuse", "--html", "-o", "reuse.html", "papers.jsonl").status, 0)
        self.write("none.jsonl", '{"id": "a", "text": "Nothing"}\n{"id": "b", "text": ""}\n')
        self.assertEqual(self.run_program("reuse", "--html", "-o", "none.html", "none.jsonl").status, 0)
        for name in ("reuse.html", "none.html"):
            page = self.open(name)
            for key in "1234j":
                page.press(key)
            self.assertFalse(page.run("document.title.includes('ran')"))
            self.assertEqual(page.run("document.querySelectorAll('#rows script, #rows img, #list img').length"), 0)


if __name__ == "__main__":
    main()
