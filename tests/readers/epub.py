#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""E-books: the spine's order, names, notes, what leads through the book, books that are broken."""
import packages
from packages import Reading, pack

CONTAINER = ('<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
             '<rootfile full-path="{}"/></rootfiles></container>')


def chapter(body, head=""):
    return (f'<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
            f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>no</title>{head}</head><body>{body}</body></html>')


def opf(items, spine, guide=""):
    manifest = "".join(f'<item id="{id}" href="{href}" {more}/>' for id, href, more in items)
    refs = "".join(f'<itemref idref="{id}"/>' for id in spine)
    return (f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{manifest}</manifest>'
            f"<spine>{refs}</spine><guide>{guide}</guide></package>")


def book(package, parts, root="OPS/a.opf", first=("mimetype", "application/epub+zip")):
    return pack({"META-INF/container.xml": CONTAINER.format(root), "OPS/a.opf": package,
                 **{f"OPS/{name}": content for name, content in parts.items()}}, first=first)


def of_one(body, **others):
    return book(opf([("a", "a.xhtml", "")], ["a"]), {"a.xhtml": chapter(body)}, **others)


class Text(Reading):
    def test_order_of_the_spine(self):
        package = opf([("a", "./t/../a.xhtml", ""), ("b", "t/b.html", ""), ("c", "../c.xhtml", ""),
                       ("x", "x.xhtml", "")], "bacb")
        parts = {"a.xhtml": chapter("<h1>A</h1><p>a"), "t/b.html": chapter("b<br/>b"), "x.xhtml": chapter("no")}
        self.refuse(book(package, parts), "reads “c.xhtml”")
        package = package.replace("../c.xhtml", "/OPS/a.xhtml")
        self.assertEqual(self.read(book(package, parts)), "b\nb\n\nA\n\na")
        shown = self.read(book(package, parts), "--places")
        self.assertIn("[part OPS/t/b.html] b", shown)
        self.assertIn("[chapter A] ", shown)

    def test_names(self):
        names = {"a b.xhtml": "a%20b.xhtml", "ä%c.xhtml": "%C3%A4%25c.xhtml", "ß&d.xhtml": "ß&amp;d.xhtml#top",
                 "E.XHTML": "e.xhtml"}
        items = [(f"i{i}", href, "") for i, href in enumerate(names.values())]
        parts = {name: chapter(str(i)) for i, name in enumerate(names)}
        self.assertEqual(self.read(book(opf(items, [id for id, _, _ in items]), parts)), "0\n\n1\n\n2\n\n3")

    def test_names_with_percent_signs(self):
        """Some programs name the parts themselves as they are referred to."""
        parts = {"a%20b.xhtml": chapter("a"), "c d.xhtml": chapter("c")}
        items = [("a", "a%20b.xhtml", ""), ("c", "c%20d.xhtml", "")]
        self.assertEqual(self.read(book(opf(items, "ac"), parts)), "a\n\nc")

    def test_fallbacks(self):
        """A part that is no page is shown as the one that it falls back to, and who leads in a circle as himself."""
        items = [("p", "p.pdf", 'media-type="application/pdf" fallback="q"'), ("q", "q.svg", 'media-type="image/svg+xml" fallback="a"'),
                 ("a", "a.xhtml", 'media-type="application/xhtml+xml" fallback="b"'), ("b", "b.xhtml", 'media-type="text/plain" fallback="c"'),
                 ("c", "c.jpg", 'media-type="image/jpeg" fallback="b"')]
        parts = {"p.pdf": "%PDF", "q.svg": "<svg/>", "a.xhtml": chapter("a"), "b.xhtml": chapter("b"), "c.jpg": "x"}
        self.assertEqual(self.read(book(opf(items, "pb"), parts)), "a\n\nb")

    def test_without_a_spine(self):
        """The pages in the order of the manifest, but for what leads through the book."""
        items = [("n", "n.xhtml", 'media-type="application/xhtml+xml" properties="nav"'), ("b", "b.xhtml", 'media-type="application/xhtml+xml"'),
                 ("p", "p.png", 'media-type="image/png"'), ("a", "a.xhtml", 'media-type="application/xhtml+xml"')]
        parts = {"n.xhtml": chapter("no"), "b.xhtml": chapter("b"), "p.png": b"\x89PNG", "a.xhtml": chapter("a")}
        self.assertEqual(self.read(book(opf(items, ""), parts)), "b\n\na")
        self.assertEqual(self.read(book(opf(items, "").replace("<spine></spine>", ""), parts)), "b\n\na")

    def test_parts_that_are_encrypted(self):
        """They are not left out in silence, as long as something can be read."""
        items = [("a", "a.xhtml", ""), ("b", "b.xhtml", "")]
        self.write("b.txt", "b\n")
        self.write("a.epub", book(opf(items, "ab"), {"a.xhtml": bytes(range(1, 200)), "b.xhtml": chapter("b")}))
        self.assertIn(b"left out of a.epub: parts of the book that cannot be read (encrypted, say)\n",
                      self.run_program("a.epub", "b.txt").out)

    def test_wrong_media_types(self):
        items = [("a", "a.xhtml", 'media-type="image/jpeg"'), ("b", "b", 'media-type="text/plain"'),
                 ("c", "c.jpg", 'media-type="application/xhtml+xml"'), ("d", "d.css", "")]
        parts = {"a.xhtml": chapter("a"), "b": chapter("b"), "c.jpg": b"\xff\xd8\xff", "d.css": "p {}"}
        self.assertEqual(self.read(book(opf(items, "abcd"), parts)), "a\n\nb")

    def test_what_leads_through_the_book(self):
        items = [("n", "n.xhtml", 'properties="scripted nav"'), ("t", "t.xhtml", ""), ("c", "c.xhtml", ""),
                 ("a", "a.xhtml", "")]
        guide = ('<reference type="toc" href="t.xhtml"/><reference type="cover" href="c.xhtml"/>'
                 '<reference type="text" href="a.xhtml"/><reference type="toc" href="a.xhtml#toc"/>')
        parts = {"n.xhtml": chapter("no"), "t.xhtml": chapter("no"), "c.xhtml": chapter("no"),
                 "a.xhtml": chapter('<nav epub:type="toc">no</nav>a')}
        self.assertEqual(self.read(book(opf(items, "cnta", guide), parts)), "a")
        self.assertEqual(self.read(book(opf(items[:1], "n"), {"n.xhtml": chapter("all there is")})), "all there is")

    def test_notes(self):
        body = ('<p>a<a epub:type="noteref" href="#n">1</a>b<aside epub:type="footnote" id="n"><p>A note.</p></aside>'
                'c.</p><p>d</p><section epub:type="rearnotes"><ol><li epub:type="rearnote">e</li></ol></section><p>f</p>')
        self.assertEqual(self.read(of_one(body)), "abc.\n\nA note.\n\nd\n\ne\n\nf")

    def test_pages(self):
        body = '<p>a<span epub:type="pagebreak" id="p5" title="5">5</span>b</p><div role="doc-pagebreak" aria-label="vi"/>c'
        shown = self.read(of_one(body), "--places")
        self.assertIn("[page 5] ", shown)
        self.assertTrue(shown.endswith("c"), shown)
        self.assertIn("[page vi] ", shown)
        self.assertTrue(self.read(of_one(body)).startswith("ab"))

    def test_encodings(self):
        package = opf([("a", "a.xhtml", ""), ("b", "b.xhtml", ""), ("c", "c.xhtml", "")], "abc")
        parts = {"a.xhtml": chapter("é").encode("utf-16"), "b.xhtml": chapter("é").encode("utf-8-sig"),
                 "c.xhtml": chapter("é").replace("utf-8", "iso-8859-1").encode("latin-1")}
        self.assertEqual(self.read(book(package, parts)), "é\n\né\n\né")

    def test_recognised_otherwise(self):
        self.assertEqual(self.read(of_one("a", first=None), name="a.epub"), "a")
        self.assertEqual(self.read(of_one("a", root="wrong.opf")), "a")

    def test_switch(self):
        body = ("<p>a</p><epub:switch><epub:case><p>no</p></epub:case><epub:default><p>b</p></epub:default>"
                "</epub:switch>")
        self.assertEqual(self.read(of_one(body)), "a\n\nb")

    def test_tags_close_themselves(self):
        self.assertEqual(self.read(of_one('<p>a<a id="x"/>b</p><p/><script/><p>c</p>')), "ab\n\nc")


class Broken(Reading):
    def test_missing(self):
        self.refuse(book(opf([("a", "a.xhtml", "")], "a"), {}), "OPS/a.xhtml", "not in it")
        self.refuse(book(opf([], "a"), {}), "“a”", "manifest")
        self.refuse(book(opf([], ""), {}), "without a text")
        self.refuse(book("<package>", {}), "a.opf", "not well-formed")
        self.refuse(pack({"a": "b"}, first=("mimetype", "application/epub+zip")), "package document")
        self.refuse(book(opf([("a", "a.xhtml", "")], "a"), {"a.xhtml": b"\x05\x06"}), "encrypted")

    def test_no_book(self):
        for content in (b"", b"text", b"PK"):
            self.refuse(content, "no e-book", name="a.epub")

    def test_cut_off_anywhere(self):
        whole = of_one("<p>One.</p>")
        for cut in range(0, len(whole), 41):
            self.write("cut.epub", whole[:cut])
            done = self.run_program("text", "cut.epub")
            self.assertIn(done.status, (0, 2), done.err)
            if done.status == 2:
                self.assert_trouble(done, "cut.epub")

    def test_many(self):
        n = 3000
        items = [(f"i{i}", f"p{i}.xhtml", "") for i in range(n)]
        parts = {f"p{i}.xhtml": chapter(str(i)) for i in range(n)}
        package = opf(items, [id for id, _, _ in items] * 3)
        self.assertEqual(self.read(book(package, parts)), "\n\n".join(map(str, range(n))))

    def test_nested_deeply(self):
        self.assertEqual(self.read(of_one("<div>" * 50000 + "a" + "</div>" * 50000)), "a")

    def test_laughs(self):
        declared = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
        lol = f'<!DOCTYPE package [<!ENTITY l0 "ha">{declared}]>'
        self.refuse(book(lol + "<package>&l9;</package>", {}), "a.opf")
        part = chapter("a&l9;").replace("<html", f"<!DOCTYPE html [{declared}]><html", 1)
        self.assertEqual(self.read(book(opf([("a", "a.xhtml", "")], "a"), {"a.xhtml": part})), "a&l9;")


if __name__ == "__main__":
    packages.main()
