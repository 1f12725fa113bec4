#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--html, without a browser: the page has both texts and all changes, and nothing of them is markup.

What src/write/html_pack.c packs is unpacked by another hand and held against the JSON.
"""
import base64
import hashlib
import html.parser
import json
import pathlib
import random
import re
import sys
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
import command
from command import ROOT, Command

KINDS = ["same", "different", "added", "missing", "moved"]
TOUCHES = ["negation", "number", "name", "modal", "speaker", "unit", "quantity", "opposite", "condition", "hedge",
           "role", "wording", "spelling", "punctuation", "case", "spacing"]
HOSTILE = ("<script>alert(1)</script></script><!-- --><img src=x onerror=alert(2)>\n\n"
           "</style><a href=\"javascript:alert(3)\">here</a> \u202egnp.exe \u2028 \u2029 \0 \x1b[2J & &amp; ]]>\n\n")


class Parsed(html.parser.HTMLParser):
    """The elements of a page, and what stands in those whose text is no markup."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.attributes, self.raw, self.inside = [], [], {}, None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append(tag)
        self.attributes += attributes
        if tag in ("script", "style"):
            self.inside = dict(attributes).get("id") or tag
            self.raw[self.inside] = ""

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside is not None:
            self.raw[self.inside] += data


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at


def turned(value):
    return value // 2 if value % 2 == 0 else -(value + 1) // 2


def columns_of(data):
    columns, at = [], 0
    while at < len(data):
        length, at = varint(data, at)
        column, end = [], at + length
        while at < end:
            value, at = varint(data, at)
            column.append(value)
        columns.append(iter(column))
    return columns


def units(text):
    return text.encode("utf-16-le", "surrogatepass")


class Packed:
    """What a page has packed."""

    def __init__(self, page):
        def unpack(name):
            return zlib.decompress(base64.b85decode(page.raw[f"almost-{name}"].replace(",", "<")), -15)
        self.head = json.loads(unpack("head"))
        self.original = units(unpack("original").decode())
        own, at = units(unpack("telling").decode()), 0
        kinds, originals, tellings, touches, weights, jumps, passages = columns_of(unpack("columns"))
        self.changes, told, place, passage = [], b"", 0, 0
        jump, passing = next(jumps, -1), next(passages, -1)
        for index, bits in enumerate(kinds):
            kind, change = KINDS[bits & 7], {}
            length = None
            if kind != "added":
                if jump == index:
                    place += turned(next(jumps))
                    jump = index + next(jumps, -index - 1)
                length = next(originals)
                change["original"] = {"start": place, "end": place + length}
                place += length
            if kind != "missing":
                size = length + turned(next(tellings)) if kind in ("same", "moved") else next(tellings)
                text = own[2 * at:2 * (at + size)] if bits & 8 else \
                    self.original[2 * (place - length):2 * place]
                at += size if bits & 8 else 0
                change["telling"] = {"start": len(told) // 2, "end": len(told) // 2 + size}
                told += text
            if kind not in ("same", "moved"):
                mask = next(touches)
                change["touches"] = [name for rank, name in enumerate(TOUCHES) if mask >> rank & 1]
                change["weight"] = next(weights) / 100
            if passing == index:
                passage += turned(next(passages))
                passing = index + next(passages, -index - 1)
            change.update(kind=kind, passage=passage or None, label=bool(bits & 16))
            self.changes.append(change)
        self.telling = told


class Page(Command):
    """Pages from outside."""

    def page_of(self, original, telling, *options):
        self.write("original", original)
        self.write("telling", telling)
        done = self.run_program("--html", *options, "original", "telling")
        self.assertIn(done.status, (0, 1), done.err)
        self.assertEqual(done.err, b"")
        return done.out.decode()

    def assert_whole(self, original, telling, *options):
        page = Parsed(self.page_of(original, telling, *options))
        packed = Packed(page)
        answer = self.compare_json("original", "telling", "--full", "--units", "utf16", *options)
        for name in ("verdict", "sentence", "statistics", "passages", "approximate"):
            self.assertEqual(packed.head[name], answer[name])
        texts = {"original": "", "telling": ""}
        order = sorted((c for c in answer["changes"] if c["original"]), key=lambda c: c["original"]["start"])
        texts["original"] = "".join(c["text"]["original"] for c in order)
        texts["telling"] = "".join(c["text"]["telling"] or "" for c in answer["changes"])
        self.assertEqual(packed.original, units(texts["original"]))
        self.assertEqual(packed.telling, units(texts["telling"]))
        self.assertEqual(len(packed.changes), len(answer["changes"]))
        for mine, wanted in zip(packed.changes, answer["changes"]):
            self.assertEqual(mine["kind"], wanted["kind"])
            self.assertEqual(mine["passage"], wanted["passage"])
            self.assertEqual(mine["label"], wanted.get("label", False))
            for side in ("original", "telling"):
                self.assertEqual(mine.get(side), wanted[side], wanted)
            if "touches" in mine:
                self.assertEqual(mine["touches"], wanted["touches"])
                self.assertAlmostEqual(mine["weight"], wanted["weight"])
        return page

    def assert_quiet(self, text):
        """Nothing of a text is an element, an attribute, or more than the one script that the policy names."""
        page = Parsed(text)
        self.assertLessEqual(set(page.elements), {
            "html", "head", "meta", "title", "style", "body", "header", "p", "bdi", "h1", "b", "dl", "div", "dt",
            "dd", "svg", "rect", "main", "section", "h2", "ol", "li", "span", "br", "del", "ins", "script"})
        self.assertEqual(page.elements.count("script"), 5)
        names = {name for name, _ in page.attributes}
        self.assertFalse({name for name in names if name.startswith("on")} | names & {"href", "src"})
        policy = re.search('Content-Security-Policy" content="([^"]*)"', text)[1]
        for element in ("script", "style"):
            digest = base64.b64encode(hashlib.sha256(page.raw[element].encode()).digest()).decode()
            self.assertIn(f"{element}-src 'sha256-{digest}'", policy)
        for sign in "\0\x1b\u202e":
            self.assertNotIn(sign, text.replace(page.raw["script"], ""))

    def test_story(self):
        story = [(ROOT / "examples" / name).read_bytes() for name in ("happened.txt", "dreamed.txt")]
        self.assert_whole(*story)
        self.assert_quiet(self.page_of(*story))

    def test_odd_texts(self):
        for original, telling in (("", ""), ("", "One.\n"), ("One.\n", ""), ("One.\n", "One.\n"),
                                  ("\ufeffOne 🙂 two.\n", "One 🙃 two.\n"), ("e\u0301te\r\nwas", "été\nwas not")):
            self.assert_whole(original, telling)

    def test_broken_encodings(self):
        self.page_of(b"One \xff\xfe two \xf1\x80\x80 three.\n", b"One \xff two \x80 three \xf1\x80\x80\x80.\n")
        page = Parsed(self.page_of(b"One \xff two three.\n", b"One \xff two four.\n", "--encoding", "utf-8"))
        self.assertEqual(Packed(page).telling, units("One \ufffd two four.\n"))

    def test_names(self):
        """Files are called by so much of their paths as tells them apart."""
        for first, second, called in (("a/old.txt", "a/new.txt", ("old.txt", "new.txt")),
                                      ("a/b/text", "c/b/text", ("a/b/text", "c/b/text")),
                                      ("a/b/text", "a/c/text", ("b/text", "c/text")),
                                      ("text", "a/text", ("text", "a/text")), ("my/text", "a/y/text", ("my/text", "y/text")),
                                      ("text", "text", ("text", "text"))):
            for name, text in ((first, "One two.\n"), (second, "One three.\n")):
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                self.write(name, text)
            page = self.run_program("--html", self.folder / first, self.folder / second).out.decode()
            if first == "text" and second == "a/text":
                called = (f"{self.folder.name}/text", "a/text")
            self.assertIn(f"<title>{called[0]}, told as {called[1]}</title>", page)
            self.assertIn(f"<bdi>{called[0]}</bdi>", page)
            self.assertNotIn(str(self.folder), page)

    def test_hostile_text(self):
        text = self.page_of(HOSTILE + "He said yes.\n", HOSTILE.replace("here", "there") + "He said <b>no</b>.\n")
        self.assert_quiet(text)
        self.write('<b onclick="x">&.txt', HOSTILE)
        self.write("telling", "Nothing of it.\n")
        done = self.run_program("--html", '<b onclick="x">&.txt', "telling")
        self.assert_quiet(done.out.decode())

    def test_random_texts(self):
        chance = random.Random(15)
        words = "the a not ferry seven 7 blue Jonas said, “yes” must may 🙂 été\n \n\n".split(" ")
        for _ in range(12):
            first = [chance.choice(words) for _ in range(chance.randrange(400))]
            second = list(first)
            for _ in range(chance.randrange(30)):
                at = chance.randrange(len(second) + 1)
                second[at:at + chance.randrange(9)] = [chance.choice(words) for _ in range(chance.randrange(5))]
            self.assert_whole(" ".join(first), " ".join(second))

    def test_view(self):
        """A page of an earlier result is the page that there was; units do not matter."""
        story = [(ROOT / "examples" / name).read_bytes() for name in ("happened.txt", "dreamed.txt")]
        for first, second in (story, ("\ufeffOne 🙂 two.\n\nAnd not.\n", "And not.\n\nOne 🙃 twoo.\n"), ("", "One.\n")):
            page = self.page_of(first, second)
            for choice in ("codepoints", "bytes", "utf16"):
                self.run_program("--json", "--full", "--units", choice, "-o", "result.json", "original", "telling")
                done = self.run_program("view", "-o", "page.html", "result.json")
                self.assertEqual((done.status, done.out, done.err), (0, b"", b""))
                self.assertEqual((self.folder / "page.html").read_text(encoding="utf-8"), page)
            self.assertEqual(self.run_program("view", "-", stdin=(self.folder / "result.json").read_bytes()).out.decode(), page)

    def test_view_refuses(self):
        self.write("original", "One two.\n")
        self.write("telling", "One three.\n")
        self.run_program("--json", "-o", "short.json", "original", "telling")
        self.run_program("--json", "--full", "-o", "result.json", "original", "telling")
        self.assert_trouble(self.run_program("view", "short.json"), "short.json", "--full")
        self.assert_trouble(self.run_program("view", "original"), "original")
        self.assert_trouble(self.run_program("view", "-o", "result.json", "result.json"), "choose another file")
        self.assert_trouble(self.run_program("view", "lost.json"), "lost.json")
        self.assert_trouble(self.run_program("view"), "RESULT.json")
        result = json.loads((self.folder / "result.json").read_text())
        del result["checksum"]
        for name in ("verdict", "sentence"):
            self.write("broken.json", json.dumps({key: value for key, value in result.items() if key != name}))
            self.assert_trouble(self.run_program("view", "broken.json"), "broken.json", "write the comparison again")
        result["passages"] = [{"id": 7}]
        self.write("broken.json", json.dumps(result))
        self.assert_trouble(self.run_program("view", "broken.json"), "broken.json", "passage")

    def test_by_name(self):
        self.write("original", "One two.\n")
        self.write("telling", "One three.\n")
        self.assertEqual(self.run_program("original", "telling", "-o", "page.html").err, b"")
        self.assertTrue((self.folder / "page.html").read_text().startswith("<!DOCTYPE html>"))


if __name__ == "__main__":
    command.main()
