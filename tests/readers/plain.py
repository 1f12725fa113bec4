#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plain text: what belongs to the file is left out of a comparison and rebuilt, and nothing else is."""
import json

import packages

BODY = """LETTER I


You will rejoice to hear that no disaster has accompanied the
commencement of an enterprise which you have regarded with such evil
forebodings.

The end of the project was near, and what came of it
was not known.
"""

HEAD = """The Project Gutenberg EBook of Letters, by N. N.

This eBook is for the use of anyone anywhere at no cost.

Title: Letters

*** START OF {} PROJECT GUTENBERG EBOOK LETTERS ***
"""

CREDITS = """



Produced by A. Person, B. Person and the Online
Distributed Proofreading Team at http://www.pgdp.net

"""

TAIL = """

End of {} Letters, by N. N.

*** END OF THIS PROJECT GUTENBERG EBOOK LETTERS ***

Updated editions will replace the previous one.
START: FULL LICENSE
"""

SMALL_PRINT = """**The Project Gutenberg Etext of Letters, by N. N.**

***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***
You may keep it.
*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*

"""


class Plain(packages.Command):
    def compare(self, one, other, *options):
        """The comparison; its patch gives the other text, either way."""
        self.write("one.txt", one)
        self.write("other.txt", other)
        self.assert_applies("one.txt", "other.txt", *options)
        return self.compare_json("one.txt", "other.txt", *options)

    def same(self, one, other, *options):
        for pair in ((one, other), (other, one)):
            found = self.compare(*pair, *options)
            self.assertEqual(found["verdict"]["answer"], "yes", found["sentence"])
            self.assertEqual({change["kind"] for change in found["changes"]}, {"same"})
        return found

    def other(self, one, other):
        self.assertNotEqual(self.compare(one, other)["verdict"]["answer"], "yes")


class Gutenberg(Plain):
    def test_heads_and_tails(self):
        for head in (HEAD.format("THE"), HEAD.format("THIS"), HEAD.format("THE") + CREDITS, SMALL_PRINT,
                     SMALL_PRINT + HEAD.format("THE"), HEAD.format("THE").replace("*** START", "***START")):
            for tail in ("", TAIL.format("the Project Gutenberg EBook of"), TAIL.format("Project Gutenberg's"),
                         TAIL.format("The Project Gutenberg Etext of").replace("End of The", "End of the")):
                with self.subTest(head=head, tail=tail):
                    found = self.same(head + BODY + tail, BODY)
                    self.assertEqual(found["original"]["words"], found["telling"]["words"])

    def test_other_languages(self):
        for tail in ("Ende dieses Projekt Gutenberg-Etextes Briefe, von N. N.", "Ende des Project Gutenberg EBooks",
                     "Fin du Projet Gutenberg Ebook de Lettres", "Fin de Project Gutenberg's Lettres"):
            with self.subTest(tail=tail):
                self.same(HEAD.format("THE") + BODY + f"\n\n{tail}\n\nMehr darüber.\n", BODY)

    def test_line_ends(self):
        text = HEAD.format("THE") + CREDITS + BODY + TAIL.format("Project Gutenberg's")
        self.same(text.replace("\n", "\r\n"), BODY)

    def test_wrapped_title(self):
        head = HEAD.format("THE").replace("LETTERS ***", "LETTERS OF MANY\nPERSONS TO THEIR FRIENDS ***")
        self.same(head + BODY, BODY)

    def test_notes_of_the_transcriber(self):
        for note in ("[Transcriber's note: Spelling\nwas kept.\n\nSo was [this].]",
                     "Transcriber's Note: Spelling was kept, and so was punctuation.",
                     "Transcriber's Note\n\nSpelling was kept."):
            with self.subTest(note=note):
                self.same(HEAD.format("THE") + CREDITS + note + "\n\n" + BODY, BODY)

    def test_two_in_one_file(self):
        one = HEAD.format("THE") + BODY + TAIL.format("Project Gutenberg's")
        self.same(one + one.replace("LETTER I", "LETTER II"), BODY + BODY.replace("LETTER I", "LETTER II"))

    def test_exact(self):
        found = self.compare(HEAD.format("THE") + BODY, BODY, "--exact")
        self.assertNotEqual(found["verdict"]["answer"], "yes")
        self.assertGreater(found["original"]["words"], found["telling"]["words"])

    def test_changes_in_it_are_told(self):
        head, tail = HEAD.format("THE"), TAIL.format("Project Gutenberg's")
        found = self.compare(head + BODY + tail, BODY.replace("no disaster", "a disaster"))
        told = [change for change in found["changes"] if change["kind"] != "same"]
        self.assertEqual([change["text"] for change in told], [{"original": "no ", "telling": "a "}])
        self.assertEqual(told[0]["original"]["start"], (head + BODY).index("no disaster"))

    def test_what_is_none(self):
        self.other(BODY + "\nEnd of the project.\n", BODY)
        self.other("He read of Gutenberg.\n\n" + BODY, BODY)
        self.other("*** START OF THE DAY ***\n\n" + BODY, BODY)
        self.other("Project Gutenberg is named.\n\n" + BODY, BODY)

    def test_views_do_not_show_it(self):
        self.write("one.txt", HEAD.format("THE") + BODY)
        self.write("two.txt", BODY.replace("evil", "good"))
        for form in ([], ["--side"], ["--changes"], ["--passages"], ["--brief"], ["--stat"]):
            shown = self.run_program(*form, "one.txt", "two.txt").out.decode()
            told = [line for line in shown.split("\n") if not line.startswith("left out of ")]
            self.assertNotIn("gutenberg", "\n".join(told).lower())
            self.assertTrue(shown)

    def test_pairs(self):
        self.write("one.txt", HEAD.format("THE") + BODY)
        self.write("two.txt", BODY)
        line = json.dumps({"original": "one.txt", "telling": "two.txt"}).encode()
        for options in ([], ["--exact"]):
            done = self.run_program("--pairs", "-", *options, stdin=line)
            alone = self.compare_json("one.txt", "two.txt", *options)
            self.assertEqual(json.loads(done.out)["changes"], alone["changes"])
            self.assertEqual(json.loads(done.out)["sentence"], alone["sentence"])

    def test_many_heads(self):
        """Each with a paragraph behind it that goes on to the end of the file: it is not looked through for each."""
        text = "*** START OF THE PROJECT GUTENBERG EBOOK X ***\n*** END OF THE PROJECT GUTENBERG EBOOK X ***\n" * 40000
        self.write("a.txt", text)
        self.assertEqual(self.run_program("text", "a.txt").out.decode(), text)


class Emphasis(Plain):
    def test_pairs_of_underscores(self):
        for marked in ("It was _so_, and not _otherwise_.", "It was _so, and_ not otherwise.",
                       "It was “_so_,” and not (_otherwise_).", "It was so--_and_--not _other-\nwise_.",
                       "_It was so, and not otherwise._", "It was so, _and_ not otherwise."):
            with self.subTest(marked=marked):
                plain = marked.replace("_", "")
                self.same(marked + "\n", plain + "\n")

    def test_within_words(self):
        self.same("I think _he_'s here. C'est l'_homme_ qu'il faut, _she_’s gone.\n",
                  "I think he's here. C'est l'homme qu'il faut, she’s gone.\n")

    def test_a_change_is_told_without_them(self):
        found = self.compare("It was _so_ then, and for ever.\n", "It was _not_ then, and for ever.\n")
        told = [change for change in found["changes"] if change["kind"] != "same"]
        self.assertEqual(len(told), 1)
        self.assertIn("negation", told[0]["touches"])

    def test_what_is_none(self):
        for text in ("snake_case_name and other_name_ it", "__init__ is a name", "a _ b _ c", "_one is lone",
                     "_this\n\nparagraph_ ends", "see /usr/_lib_/x and a._b_", "_f_(x) is called", "____ and ____"):
            with self.subTest(text=text):
                other = text.replace("_", " ")
                self.other(f"He says {text}, and so on.\n", f"He says {other} x, and so on.\n")
                shown = self.compare(f"He says {text}, and so on.\n", f"He says {text} then, and so on.\n", "--exact")
                usual = self.compare(f"He says {text}, and so on.\n", f"He says {text} then, and so on.\n")
                self.assertEqual(shown["original"]["words"], usual["original"]["words"])

    def test_bold_in_gutenberg_texts_alone(self):
        head = HEAD.format("THE")
        self.same(head + BODY.replace("no disaster", "*no disaster*").replace("evil", "=evil="), BODY)
        self.other(BODY.replace("no disaster", "=no= =disaster=").replace("evil", "=evil="), BODY + "x y z")

    def test_endless(self):
        for piece in ("_a_ ", "_", "_a ", "[", "_\n\n"):
            self.write("a.txt", "Project Gutenberg\n*** START OF THE PROJECT GUTENBERG\n" + piece * 300000)
            self.assertEqual(self.run_program("text", "a.txt").status, 0)


def misread(text, encoding, times=1):
    """UTF-8 read as another encoding; bytes that it has not are controls."""
    for _ in range(times):
        text = "".join(bytes([byte]).decode(encoding, errors="ignore") or chr(byte) for byte in text.encode())
    return text


SAID = "He said: “It’s déjà vu, naïve café — über Straße” … Voilà, «à bientôt», œuvre. 5 €.\n"


class Repair(Plain):
    def repaired(self, content, *options):
        self.write("a.txt", content)
        done = self.run_program("text", "--repair", *options, "a.txt")
        self.assertEqual(done.status, 0)
        return done.out.decode(), done.err.decode()

    def test_misread(self):
        for encoding in ("cp1252", "latin-1", "mac_roman"):
            for times in (1, 2, 3) if encoding != "mac_roman" else (1,):
                with self.subTest(encoding=encoding, times=times):
                    text, err = self.repaired(misread(SAID, encoding, times))
                    self.assertEqual(text, SAID)
                    self.assertIn("18 places were mended", err)

    def test_other_scripts(self):
        for text in ("Привет, мир, как дела?\n", "Ελλάδα και ουρανός\n", "日本語の文章です。\n", "שלום עולם\n", "😀 👍\n"):
            self.assertEqual(self.repaired(misread(text, "cp1252"))[0], text)

    def test_what_is_meant(self):
        for text in (SAID, "CAFÉ» voilà\u00A0» „ÜBER Ü“ MANHÃ… NÃO Â É… ß“\n", "Привет\n", "日本語\n",
                     "The sign Ã© stands for é, and é, é, é are such signs.\n", "AT&amp;T &eacute; &copy; &amp;nothing; R&D\n"):
            with self.subTest(text=text):
                text_read, err = self.repaired(text)
                self.assertEqual((text_read, err), (text, ""))

    def test_entities(self):
        text, err = self.repaired("d&amp;eacute;j&amp;#224; v&amp;#xFB; &amp;amp;ldquo;so&amp;amp;rdquo;\n")
        self.assertEqual(text, "déjà vû “so”\n")
        self.assertIn("5 places were mended", err)

    def test_in_part(self):
        text = SAID * 8 + "\n" + misread(SAID, "cp1252") * 4
        self.assertEqual(self.repaired(text)[0], SAID * 8 + "\n" + SAID * 4)

    def test_places(self):
        """Origins of what is built from UTF-16 and from UTF-8: replay would not be exact otherwise."""
        self.assertEqual(self.repaired(misread(SAID, "cp1252").encode("utf-16"))[0], SAID)
        self.write("one.txt", misread(SAID, "cp1252"))
        self.write("two.txt", SAID)
        self.assertEqual(self.compare_json("two.txt", "two.txt", "--repair")["verdict"]["answer"], "yes")
        done = self.run_program("--json", "--repair", "one.txt", "two.txt")
        self.assertEqual(json.loads(done.out)["verdict"]["answer"], "yes")

    def test_hint(self):
        self.write("one.txt", misread(SAID, "cp1252") * 200)
        self.write("two.txt", SAID)
        done = self.run_program("one.txt", "two.txt")
        self.assertEqual(done.err.decode(), "almost: one.txt: 3,600 places look as if UTF-8 had been read as "
                         "Windows-1252; --repair mends them\n")
        self.assertEqual(self.run_program("two.txt", "two.txt").err, b"")

    def test_other_formats(self):
        """What a format is made of goes along: where words stand, and what they lie in."""
        broken = misread("Voilà, “déjà vu”.", "cp1252")
        self.write("page.html", f"<h1>{broken}</h1><p id=one>{broken} <em>{misread('é', 'cp1252')}</em></p><p id=two>Ende.")
        done = self.run_program("text", "--repair", "--places", "page.html")
        self.assertIn("[element one] Voilà, “déjà vu”. é\n\n[paragraph 3] [element two] Ende.\n", done.out.decode())
        self.assertEqual(done.err.decode(), "almost: page.html: 11 places were mended\n")
        halves = "caf</w:t></w:r><w:r><w:t>Ã</w:t></w:r><w:r><w:t>©"
        self.write("split.docx", packages.word(f"<w:p><w:r><w:t>Un {halves}</w:t></w:r></w:p><w:p><w:r><w:t>Fin.</w:t></w:r></w:p>"))
        done = self.run_program("text", "--repair", "split.docx")
        self.assertEqual(done.out.decode(), "Un café\n\nFin.\n")
        self.write("fine.txt", "Un café\n\nFin.\n")
        self.assertEqual(self.run_program("--repair", "-q", "split.docx", "fine.txt").status, 0)
        done = self.run_program("--repair", "-o", "out.docx", "split.docx", "fine.txt")
        self.assertEqual((done.status, done.err.count(b"\n")), (2, 2))
        self.assertIn(b"leave out --repair", done.err)
        self.assertEqual(self.run_program("-o", "out.docx", "split.docx", "fine.txt").status, 1)
        self.assertEqual(self.run_program("text", "out.docx").out.decode(), "Un café\n\nFin.\n")

    def test_endless(self):
        for piece in ("Ã", "Ã©", "&amp;", "&", "Ã\u0083Ã\u0082", "â€", "√", "é"):
            self.assertEqual(len(self.repaired(piece * 200000)[0]) > 0, True)


class Layout(Plain):
    def test_nothing_changes_there(self):
        wrapped = BODY
        unwrapped = "\n\n".join(" ".join(part.split("\n")) for part in BODY.strip().split("\n\n"))
        self.same(wrapped, unwrapped)
        verse = "Tyger Tyger, burning bright,\n  In the forests of the night;\n"
        self.same(verse, verse)


if __name__ == "__main__":
    packages.main()
