#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost check: errors as people and language models make them, and what is none."""
import json

import command
from command import Command


class Misquoting(Command):
    def judge(self, source, quotation):
        """The entry of an account that quotes this of a source."""
        self.write("source.txt", source)
        self.write("account.txt", f"It was put then: “{quotation}” (source.txt).\n")
        done = self.run_program("check", "--json", "account.txt", "--against", "source.txt")
        self.assertEqual(done.err, b"")
        found = json.loads(done.out)["quotations"]
        self.assertEqual(len(found), 1, found)
        return found[0]

    def touches(self, found):
        return {touch for source in found["sources"] for change in source["changes"]
                if not change.get("honest") for touch in change["touches"]}

    def test_ellipsis_over_part_of_another_word(self):
        """A negation within a word with hyphens denies nothing of its clause, wherever the line ends."""
        source = ("He swore to yea-say both my yea-say and my nay-\nsay before the whole northern harbour, and lastly "
                  "the one thing that was hard.\n\nThere was a never-ending row of lamps along the wall of the harbour.\n\n"
                  "They learned that no-one had been waiting for the pilots at the southern pier.\n")
        for quotation, wanted in (("He swore to yea-say both … say before the whole northern harbour", "verbatim"),
                                  ("There was a … row of lamps along the wall of the harbour", "verbatim"),
                                  ("They learned that … had been waiting for the pilots", "spliced")):
            with self.subTest(quotation=quotation):
                self.assertEqual(self.judge(source, quotation)["status"], wanted)

    def test_ellipsis_over_who_did_nothing(self):
        """What nobody did is skipped with its subject; what is quoted of it is denied with it."""
        source = ("The work of the afternoon was done in the kitchen and nobody had ordered her to go to the northern harbour.\n\n"
                  "The boats were in and nobody asked for them before the winter at the southern pier.\n\n"
                  "The pilots knew that nobody had permitted the boats to leave the harbour by night.\n\n"
                  "He had scarce gone three steps before he saw a woman coming from the river.\n")
        for quotation, wanted in (("The work of the afternoon was done … her to go to the northern harbour", "verbatim"),
                                  ("The boats were in … before the winter at the southern pier", "verbatim"),
                                  ("The boats were in and … asked for them before the winter", "spliced"),
                                  ("The pilots knew that … permitted the boats to leave the harbour", "spliced"),
                                  ("The pilots knew that … to leave the harbour by night", "spliced"),
                                  ("He had … before he saw a woman coming from the river", "verbatim")):
            with self.subTest(quotation=quotation):
                self.assertEqual(self.judge(source, quotation)["status"], wanted)

    def test_bracket_that_has_common_words(self):
        """Words of the writer's own are no reason to leave the place that is quoted."""
        source = ("They were waving an oar with a handkerchief tied to it. And the boat in which they sat was sinking "
                  "farther and farther into the water.\n\n" + "The boats and the lamps lay in the harbour.\n" * 400)
        found = self.judge(source, "waving an oar with a handkerchief tied to [the person in question] And the")
        self.assertEqual(found["status"], "verbatim")
        self.assertEqual([change["text"]["original"] for change in found["sources"][0]["changes"]], ["it"])

    def test_sentence_left_out(self):
        """However often its last word comes, a sentence that is gone joins two passages."""
        source = ("They should have no reason for slight thoughts about him. The others must be made to respect him. Hence he "
                  "foresaw what his equals in the neighbourhood would think.\n")
        found = self.judge(source, "They should have no reason for slight thoughts about him. Hence he foresaw what his equals "
                                   "in the neighbourhood would think.")
        self.assertEqual(found["status"], "spliced")

    def test_two_speakers_behind_a_dash(self):
        """A line that breaks off is another speaker's, too, than the one behind it."""
        found = self.judge('“At first I was a pupil of theirs; but now -”\n\n“You were a pupil of theirs! What are you now?”\n',
                           "At first I was a pupil of theirs; but now You were a pupil of theirs! What are you now?")
        self.assertEqual((found["status"], self.touches(found) & {"speaker"}), ("spliced", {"speaker"}))

    def test_ordinal_of_an_idiom(self):
        found = self.judge("Astonished at first, then bewildered, the pilots left the harbour in the morning.\n",
                           "Astonished at second, then bewildered, the pilots left the harbour")
        self.assertEqual((found["status"], self.touches(found) & {"number"}), ("altered", {"number"}))

    def test_speakers_by_names_of_one(self):
        """Nobody is accused of a letter in a name, or of another name of the same person."""
        self.write("book.txt", "“The ferry left before the morning,” said Rachael.\n\n"
                               "“The rain is over at last, I think,” said Rachel.\n\n"
                               "“He has cleaned me out of all that I had,” said Tom.\n\n"
                               "“The lamps were lit in the harbour,” said Tom Chitling.\n\n"
                               "“I never lost a card to him in my life,” said Mr. Chitling.\n\n"
                               "“The pilots were asleep on the pier,” said Anna Bell.\n")
        for words, name, wanted in (("The ferry left before the morning", "Rachel", "verbatim"),
                                    ("He has cleaned me out of all that I had", "Mr. Chitling", "verbatim"),
                                    ("He has cleaned me out of all that I had", "Anna Bell", "misattributed"),
                                    ("The ferry left before the morning", "Tom", "misattributed")):
            with self.subTest(words=words, name=name):
                self.write("account.txt", f"“{words},” said {name}.\n")
                done = self.run_program("check", "--json", "account.txt", "--against", "book.txt")
                self.assertEqual(json.loads(done.out)["quotations"][0]["status"], wanted)


    def test_speakers_by_short_forms(self):
        """Nobody is accused by a short form, or by a last name that the text has with the first one; but a man is no woman."""
        self.write("book.txt", "“The ferry left before the morning,” said Lizzy.\n\n“The rain is over at last, I think,” said Elizabeth.\n\n"
                               "“The lamps were lit in the harbour,” said Emma.\n\n“It was late before they came,” said Mrs. Wood.\n\n"
                               "“The pilots were asleep on the pier,” said Mr. Wood.\n\nNobody saw Emma Wood on that day.\n")
        for words, name, wanted in (("The ferry left before the morning", "Elizabeth", "verbatim"),
                                    ("The lamps were lit in the harbour", "Mrs. Wood", "verbatim"),
                                    ("The lamps were lit in the harbour", "Mr. Wood", "misattributed"),
                                    ("The pilots were asleep on the pier", "Mrs. Wood", "misattributed"),
                                    ("The ferry left before the morning", "Emma", "misattributed")):
            with self.subTest(words=words, name=name):
                self.write("account.txt", f"“{words},” said {name}.\n")
                done = self.run_program("check", "--json", "account.txt", "--against", "book.txt")
                self.assertEqual(json.loads(done.out)["quotations"][0]["status"], wanted)


class Reported(Command):
    """check --indirect in German and French."""

    def judge(self, source, account):
        self.write("source.txt", source)
        self.write("account.txt", account)
        done = self.run_program("check", "--indirect", "--json", "account.txt", "--against", "source.txt")
        self.assertEqual(done.err, b"")
        return [(item["text"], item["status"], set(item["touches"])) for item in json.loads(done.out)["indirect"]]

    def test_german(self):
        source = ("Der Minister erklärte am Montag, die Brücke über die Elbe werde im nächsten Jahr für den Verkehr gesperrt. "
                  "Die Kosten betragen nach seinen Angaben vierzig Millionen Euro.\nDie Gewerkschaft lehnt den Vorschlag der "
                  "Arbeitgeber ab. Der Vorsitzende Müller sagte, man werde im Herbst nicht streiken.\nDer Hafen von Hamburg war "
                  "im Winter 1929 sechs Wochen lang zugefroren, und kein Schiff konnte auslaufen.\n")
        for account, clause, status, touches in (
                ("Der Minister sagte, dass die Brücke über die Elbe im nächsten Jahr für den Verkehr gesperrt wird.",
                 "die Brücke über die Elbe im nächsten Jahr für den Verkehr gesperrt wird", "supported", set()),
                ("Müller behauptete, dass man im Herbst streiken werde.", "man im Herbst streiken werde", "altered", {"negation"}),
                ("Der Minister sagte am Abend, die Brücke über die Elbe sei im nächsten Jahr für den Verkehr gesperrt.",
                 "die Brücke über die Elbe sei im nächsten Jahr für den Verkehr gesperrt", "supported", set()),
                ("Laut dem Minister der Stadt betragen die Kosten fünfzig Millionen Euro.", "betragen die Kosten fünfzig Millionen Euro",
                 "altered", {"number"}),
                ("Dem Bericht zufolge war der Hafen von Hamburg im Winter 1929 sechs Wochen zugefroren.",
                 "war der Hafen von Hamburg im Winter 1929 sechs Wochen zugefroren", "supported", set()),
                ("In der Zeitung stand, dass die Katzen von Rom gern im Theater schlafen.", "die Katzen von Rom gern im Theater schlafen",
                 "not found", set())):
            with self.subTest(account=account):
                self.assertEqual(self.judge(source, account + "\nUnd das war es, was man von der Sache wusste.\n"),
                                 [(clause, status, touches)])
        for account in ("Der Minister sagte, und das war gut, kein Wort dazu.", "Er rief, lachte und ging mit den Leuten.",
                        "Die Brücke ist laut dem Minister nicht die letzte."):
            self.assertEqual(self.judge(source, account + "\nUnd das war es, was man von der Sache wusste.\n"), [])

    def test_french(self):
        source = ("Le ministre a déclaré lundi que le pont sur la Loire serait fermé à la circulation l'année prochaine. Les "
                  "travaux coûteront quarante millions d'euros.\nLe syndicat rejette la proposition des patrons. Son président, "
                  "Dupont, ne veut pas faire grève en automne.\n")
        for account, clause, status, touches in (
                ("Le ministre a dit que le pont sur la Loire sera fermé à la circulation l'année prochaine.",
                 "le pont sur la Loire sera fermé à la circulation l'année prochaine", "supported", set()),
                ("Dupont a affirmé qu'il veut faire grève en automne.", "il veut faire grève en automne", "altered", {"negation"}),
                ("Selon le ministre, les travaux coûteront cinquante millions d'euros.", "les travaux coûteront cinquante millions d'euros",
                 "altered", {"number"}),
                ("D'après le syndicat, la proposition des patrons est rejetée.", "la proposition des patrons est rejetée", "supported",
                 set())):
            with self.subTest(account=account):
                self.assertEqual(self.judge(source, account + "\nEt les gens ne sont pas contents de lui dans la ville.\n"),
                                 [(clause, status, touches)])


class Linked(Command):
    """Notes that a link behind a quotation leads to, as web pages have them."""

    QUOTED = "every harbour along the northern coast had been frozen"

    def cited(self, page):
        """The source that is cited for each quotation of a page, and what is said of it."""
        self.write("law.txt", "Article 1. The use of force is not permitted in any case.\n")
        self.write("other.txt", "The committee was told that every harbour along the northern coast had been frozen.\n")
        self.write("page.html", page)
        done = self.run_program("check", "--json", "page.html", "--against", "law.txt", "other.txt")
        self.assertEqual(done.err, b"")
        return [(q.get("cited"), q["status"]) for q in json.loads(done.out)["quotations"]]

    def test_links(self):
        behind = "<p>More is told here.</p>"
        forms = (  # by hand, of pandoc, of Wikipedia, of Markdown, by names
            ('<a href="#n1">†</a>', '<p id="n1">† Law, 1899.</p>'),
            ('<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
             '<section class="footnotes" role="doc-endnotes"><hr/><ol><li id="fn1"><p>Law, 1899.<a href="#fnref1" '
             'class="footnote-back" role="doc-backlink">↩</a></p></li></ol></section>'),
            ('<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>',
             '<ol class="references"><li id="cite_note-1"><b><a href="#cite_ref-1">^</a></b> <span>Law, 1899.</span></li></ol>'),
            ('<sup class="footnote-ref"><a href="#fn2" id="r2">[2]</a></sup>',
             '<ol><li id="fn1">Other.</li><li id="fn2">Law, 1899.</li></ol>'),
            ('<a name="_r1" href="#_ftn1">[1]</a>', '<div><a name="_ftn1" href="#_r1">[1]</a> Law, 1899.</div>'))
        for link, note in forms:
            for before in ("", "."):
                with self.subTest(link=link, before=before):
                    page = f"<p>It was put so: “{self.QUOTED}”{before}{link} Nobody doubted it.</p>{behind}{note}{behind}"
                    self.assertEqual(self.cited(page), [("law.txt", "misattributed")])

    def test_each_has_its_own(self):
        page = (f"<p>It was put so: “{self.QUOTED}”<a href='#n1'>1</a>, and “not permitted in any case”"
                "<a href='#n2'>2</a><a href='#n3'>3</a>.</p><p id='n1'>Other, p. 3.</p><p id='n2'>A dictionary.</p>"
                "<p id='n3'>Law, p. 4.</p>")
        self.assertEqual(self.cited(page), [("other.txt", "verbatim"), ("law.txt", "verbatim")])

    def test_what_is_no_note(self):
        """A link farther on, one that leads nowhere, one at the front of the next paragraph."""
        for link in (" they say (<a href='#n1'>1</a>)", "<a href='#gone'>1</a>", "<a href='page.html#n1'>1</a>",
                     "<p><a class='footnote-ref' href='#n1'>1</a> It is.</p>"):
            with self.subTest(link=link):
                page = f"<p>It was put so: “{self.QUOTED}”{link}</p><p>Or so.</p><p id='n1'>Law, 1899.</p>"
                self.assertEqual(self.cited(page), [(None, "verbatim")])

    def test_many(self):
        """As many links and notes as there may be take linear time."""
        links = "".join(f"“x y”<a href='#n{i}'>†</a> " + "<a href='#n1'>†</a>" * 20 for i in range(4000))
        page = links + "".join(f"<p id='n{i}'>Law, 1899.</p>" for i in range(4000))
        self.assertEqual(len(self.cited(page)), 4000)


if __name__ == "__main__":
    command.main()
