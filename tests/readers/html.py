#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Web pages as a browser shows them: blocks, what is hidden, tables, `pre`, the article; hostile ones."""
import packages
from packages import Reading


def page(body, head="<title>Not shown</title>"):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


class Text(Reading):
    def shown(self, body, *options):
        return self.read(page(body), *options)

    def test_blocks_and_white_space(self):
        self.assertEqual(self.shown("<p>One\n  <b>w</b>ord. </p>\n<div>two <div>three</div>four</div>"),
                         "One word.\n\ntwo\n\nthree\n\nfour")

    def test_ends_that_are_left_out(self):
        self.assertEqual(self.shown("<p>a<p>b<ul><li>c<li>d<ol><li>e</ol></ul><dl><dt>f<dd>g</dl>"),
                         "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\ng")

    def test_no_tags_of_the_page(self):
        self.assertEqual(self.read("<!-- a --><head><title>no</title><p>a<b>b</p>c", name="a.html"), "ab\n\nc")
        self.assertEqual(self.read("a <i>b</i> &lt;c", name="a.htm"), "a b <c")

    def test_line_breaks(self):
        self.assertEqual(self.shown("<p>a<br>b <br/> c<br><br>d</p><br><p>e</br>f"), "a\nb\nc\n\nd\n\ne\nf")

    def test_references(self):
        self.assertEqual(self.shown("&eacute;&amp;lt; &#x41;&#66; &#150; &copy 1 &nosuch; & a&b &notit; x&#0;"),
                         "é&lt; AB – © 1 &nosuch; & a&b ¬it; x\ufffd")

    def test_pre(self):
        body = "<p>a</p><pre>\n  code\r\n\tmore <b> </b>\n\n\n   <i>x</i>  y\n\n</pre>b <textarea> c\n d</textarea>"
        self.assertEqual(self.shown(body), "a\n\n  code\n\tmore\n\n\n   x  y\n\nb  c\n d")

    def test_hidden(self):
        body = ("a<script>if (1 < 2) '<p>no</p>'; <!-- <script> </script> --></script><style>no</style>"
                "<template><p>no</template><span hidden>no<span>no</span>no</span>"
                "<i style='color:red; DISPLAY : none !important'>no</i><i style='display:inline'>b</i>"
                "<div style=visibility:hidden>no</div>c<dialog>no</dialog><iframe><p>no</iframe>"
                "<select><option>no</select><svg><title/><text>no</text></svg><video>no</video>d"
                "<!-- no --><!no><?no?></ no><![CDATA[no]]>")
        self.assertEqual(self.shown(body), "ab\n\nc\n\nd")

    def test_signs_of_notes(self):
        """Raised links to a place of no more than a sign; what else is raised or is a link is text."""
        for sign in ("1", "[12]", "a", "*", "†‡", "(3)", " 4\n"):
            for link in (f'<sup><a href="#n1">{sign}</a></sup>', f'<a href="notes.html#n1"><sup>{sign}</sup></a>',
                         f'<sup class="x">\n<a id=r href="#n1"><span>{sign}</span></a></sup>'.replace("\n", "")):
                with self.subTest(link=link):
                    self.assertEqual(self.shown(f"<p>It was so{link} then.</p>"), "It was so then.")
        for link in ('<a href="#n1">1</a>', "<sup>2</sup>", '<sup><a href="page.html">3</a></sup>', '<sup><a href="#">4</a></sup>',
                     '<sup><a href="#n">12345</a></sup>', '<sup><a href="#n">th</a></sup>', '<sup>2</sup><a href="#n">5</a>',
                     '<sup><a href="#n">6', '<sup><a href="#n"></a></sup>'):
            with self.subTest(link=link):
                text = "".join(part.split(">")[-1] for part in link.split("<"))
                self.assertEqual(self.shown(f"<p>It was so{link}</p>"), "It was so" + text)

    def test_without_scripts(self):
        self.assertEqual(self.shown("<p>a</p><noscript><p>b</p></noscript>"), "a\n\nb")

    def test_hidden_paragraph_ends_where_none_is_said(self):
        self.assertEqual(self.shown("<p hidden>no<p>a<li hidden>no<li>b"), "a\n\nb")

    def test_quotations(self):
        self.assertEqual(self.shown("<p>He said <q>yes</q>."), "He said “yes”.")

    def test_tables(self):
        body = ("a<table><caption>All</caption><tr><td>x<td><p>y</p><p>z</p><tr><th colspan=2>w<br></th><td>q"
                "<table><tr><td>in</table></table>b<table><td>c</table>")
        self.assertEqual(self.shown(body), "a\n\nAll\nx\ty\n\nz\nw\tq\n\nin\n\nb\n\nc")
        shown = self.shown(body, "--places")
        self.assertIn("[cell 2.3] w", shown)
        self.assertNotIn("[cell 0", shown)

    def test_misnested(self):
        self.assertEqual(self.shown("<b><p>a</b>b</p><div><span>c</div></span>d<h1>e</h2>f<table><tr></div><td>g"
                                    "</table>h"), "ab\n\nc\n\nd\n\ne\n\nf\n\ng\n\nh")

    def test_headings_and_names(self):
        shown = self.shown("<h2 id=first>A <i>head</i>ing</h2><p>a</p><a name='x&y'></a><p>b", "--places")
        self.assertIn("[chapter A heading] ", shown)
        self.assertIn("[element first] A heading", shown)
        self.assertIn("[element x&y] b", shown)

    def test_headings_in_headings(self):
        self.assertEqual(self.shown("<h1>a<div><h2>b</h2></div>c</h1>d<h3>e", "--places"),
                         "[chapter a  b  c] [paragraph 1] a\n\n[paragraph 2] b\n\n[paragraph 3] c\n\n"
                         "[paragraph 4] d\n\n[chapter e] [paragraph 5] e")

    def test_notes(self):
        body = ('<p>a<a role="doc-noteref" href="#n">1</a>b</p><aside role="doc-footnote" id=n>note '
                '<a role="doc-backlink">back</a></aside><p>c</p>')
        self.assertEqual(self.shown(body), "ab\n\nnote\n\nc")

    def test_revisions(self):
        body = "<p>It was <del>seven</del><ins>eight</ins>.</p><del><p>Old.</p></del><p>End.</p>"
        self.assertEqual(self.both(page(body)), ("It was eight.\n\nEnd.", "It was seven.\n\nOld.\n\nEnd."))


class Main(Reading):
    TEXT = "Words of an article, at some length and with no links among them. " * 5

    def main(self, body):
        return self.read(page(body), "--main")

    def test_marked(self):
        around = "<header>no</header><nav>no</nav>{}<aside>no</aside><footer>no</footer>"
        for inside in ("<main>yes</main>", "<article>yes</article>", "<div role=main>yes</div>"):
            with self.subTest(inside):
                self.assertEqual(self.main(around.format(inside)), "yes")
        inside = "<main><header>title</header>yes<nav>no</nav><footer>no</footer></main>"
        self.assertEqual(self.main(around.format(inside)), "title\n\nyes")

    def test_densest(self):
        links = "<li><a href=x>One of so many links of a page</a>" * 40
        body = f"<ul>{links}</ul><div><div><h1>Title</h1><p>{self.TEXT}</p><p>{self.TEXT}</p></div></div><div>no</div>"
        text = self.main(body)
        self.assertTrue(text.startswith("Title\n\nWords"), text)
        self.assertNotIn("links of a", text)
        self.assertNotIn("no\n", text + "\n")

    def test_all_without_it(self):
        self.assertIn("One of", self.read(page("<nav>One of</nav><p>b")))


class Encodings(Reading):
    def test_declared(self):
        meta = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
        self.assertEqual(self.read(page("<p>\u201cé\u201d", meta).encode("cp1252")), "“é”")
        self.assertEqual(self.read(page("<p>жук", "<meta charset='koi8-r'>").encode("koi8-r")), "жук")
        self.assertEqual(self.read('<?xml version="1.0" encoding="koi8-r"?><html><p>жук</p></html>'.encode("koi8-r")),
                         "жук")

    def test_marks_and_lies(self):
        self.assertEqual(self.read(page("<p>é", "<meta charset=koi8-r>").encode("utf-16")), "é")
        self.assertEqual(self.read(page("<p>é", "<meta charset=koi8-r>").encode("utf-8-sig")), "é")
        self.assertEqual(self.read(page("<p>é", "<meta charset=nonsense>")), "é")
        self.assertEqual(self.read(page("<p>é", "<meta charset=utf-16>")), "é")


class Xhtml(Reading):
    def test_tags_close_themselves(self):
        text = ('<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x "y>">]><html xmlns="http://www.w3.org/1999/xhtml">'
                '<head><title/><script/></head><body><p/><p>a<a id="x"/><![CDATA[<b>]]></p><div hidden="hidden"/>'
                "<p>c</p></body></html>")
        self.assertEqual(self.read(text), "a<b>\n\nc")


class Hostile(Reading):
    def test_kinds_of_file(self):
        self.assertEqual(self.read("1 < 2 <b>", name="a.txt"), "1 < 2 <b>")
        self.write("a", page("<p>a"))
        done = self.run_program("text", "--from", "text", "a")
        self.assertIn(b"<p>a", done.out)

    def test_cut_off_anywhere(self):
        whole = page("<p id='a'>a &amp; b</p><!-- x --><pre>\nx</pre><table><tr><td>1</table><script>x</script>")
        for cut in range(len(whole)):
            self.write("cut.html", whole[:cut])
            self.assertEqual(self.run_program("text", "cut.html").status, 0)

    def test_nested_deeply(self):
        for tag in ("div", "b id=x", "table><tr><td", "ul><li", "aside role=doc-footnote", "span hidden", "x"):
            with self.subTest(tag):
                self.write("deep.html", page(f"<{tag}>" * 100000 + "text"))
                self.assertEqual(self.run_program("text", "deep.html").status, 0)
        deep = page("<div>" * 100000 + "<p>a" + "</div>" * 100000 + "<p>b")
        self.assertEqual(self.read(deep), "a\n\nb")

    def test_zero_in_a_name(self):
        self.assertEqual(self.read(page("<p>a<tr\0xyz>b</p\0>c<em\0>d")), "abcd")

    def test_many_of_all(self):
        for text in ("&" * 300000, "<" * 300000, "<p " + "a " * 200000 + ">x", "<a name=x>" * 100000 + "x",
                     "<table>" + "<br>" * 100000, "<!--" * 100000, "</p>" * 100000, "<pre>" + "\n" * 300000 + "x"):
            with self.subTest(text[:8]):
                self.write("many.html", page(text))
                self.assertEqual(self.run_program("text", "many.html").status, 0)


if __name__ == "__main__":
    packages.main()
