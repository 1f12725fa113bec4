#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What people asked other checkers of quotations for: each wish a test of almost check."""
import json

import command
from command import Command

RULE = """The use of force is not permitted in any case, unless the council has agreed to it beforehand.

The pilots waited at the northern harbour. Nobody doubted that the thaw would come before the herring did.
"""
PAPER = "Every harbour along the northern coast had been frozen since November, and no vessel could leave before the spring.\n"


class Asked(Command):
    def check(self, account, **sources):
        """The quotations of an account against sources by their names."""
        names = []
        for name, content in (sources or {"rule": RULE, "paper": PAPER}).items():
            names.append(self.write(name + ".txt", content))
        self.write("account.txt", account)
        done = self.run_program("check", "--json", "account.txt", "--against", *names)
        self.assertEqual(done.err, b"")
        self.status = done.status
        return json.loads(done.out)["quotations"]

    def statuses(self, account, **sources):
        return [quotation["status"] for quotation in self.check(account, **sources)]

    def changed(self, quotation):
        return [change["text"] for source in quotation["sources"] for change in source["changes"] if not change.get("honest")]

    def test_invented_and_misattributed_are_two(self):
        """"Quote not found" cannot distinguish a fabricated quote from a misattributed one."""
        self.assertEqual(self.statuses("“Every harbour along the northern coast had been frozen” (rule.txt).\n\n"
                                       "“A heron wandered over seven wintry islands in search of eels” (rule.txt).\n"),
                         ["misattributed", "not found"])

    def test_brackets_on_either_side(self):
        """Brackets that the source has are no reason to find nothing, with or without them in the quotation."""
        source = "They met the envoy [of Parma] on the bridge, and nobody spoke of it [see p. 4] again.\n"
        for quotation in ("They met the envoy [of Parma] on the bridge", "They met the envoy of Parma on the bridge",
                          "They [the pilots] met the envoy [of Parma] on the bridge"):
            with self.subTest(quotation=quotation):
                self.assertIn(self.statuses(f"“{quotation}”\n", notes=source)[0], ("verbatim", "typographic"))

    def test_ellipses_that_invert(self):
        """`is ... permitted` for `is not permitted`; halves turned round; pieces quilted from afar."""
        filler = "It was a quiet morning, and the mate counted barrels by the old customs house for an hour. " * 40
        far = RULE + filler + "The mayor alone kept the register of all vessels that entered after sunset.\n"
        for quotation in ("The use of force is ... permitted in any case",
                          "unless the council has agreed to it beforehand … The use of force is not permitted in any case",
                          "The use of force is not permitted in any case … The mayor alone kept the register of all vessels"):
            with self.subTest(quotation=quotation):
                self.assertEqual(self.statuses(f"“{quotation}”\n", far=far), ["spliced"])

    def test_paraphrases_in_marks(self):
        """A rule's own words, words that change its claim, those of another rule, and nobody's."""
        self.assertEqual(self.statuses("“The use of force is not permitted in any case” (rule).\n\n"
                                       "“The use of force is not recommended in any case” (rule).\n\n"
                                       "“no vessel could leave before the spring” (rule.txt, 2).\n\n"
                                       "“Servers should answer each request within a second or two” (rule).\n"),
                         ["verbatim", "altered", "misattributed", "not found"])

    def test_real_citations_and_no_real_quotation(self):
        """All citations are right, and no quotation stands anywhere: the job fails, and names each."""
        invented = ("Whoever crosses the ice forfeits his licence for a year", "Lanterns shall burn on both piers until dawn",
                    "A master keeps a log of every barrel that is landed")
        found = self.statuses("".join(f"“{words}” (rule.txt).\n\n" for words in invented))
        self.assertEqual((found, self.status), (["not found"] * 3, 1))

    def test_three_faults_are_three(self):
        """Invented, pieced together of two sources, and said elsewhere."""
        self.assertEqual(self.statuses("“A heron wandered over seven wintry islands in search of eels”\n\n"
                                       "“The pilots waited at the northern harbour and no vessel could leave before the spring”\n\n"
                                       "“no vessel could leave before the spring” (rule.txt)\n"),
                         ["not found", "spliced", "misattributed"])

    def test_what_pdf_does_to_words(self):
        """Ligatures, soft hyphens, words parted at line ends, odd blanks and long s."""
        source = ("The o\ufb03cer of the \ufb01rst \ufb02eet was satis\ufb01ed with his di\ufb00erent sta\ufb00, and a\u00adfter "
                  "con\u00adsidering the mat-\nter he wrote a\u00a0let\u200bter to the mo\u017ft hone\ufb06 man of the coast.\n")
        quotation = ("The officer of the first fleet was satisfied with his different staff, and after considering the matter he "
                     "wrote a letter to the most honest man of the coast")
        self.assertIn(self.statuses(f"“{quotation}”\n", scan=source)[0], ("verbatim", "typographic"))

    def test_words_are_no_letters(self):
        """Not `linus` in `chines`; not the first place that will do, but the best; over pages and notes."""
        source = ("Chines and machines are used on this coast since the old pier was built in May.\n\n"
                  "The pilots of the harbour waited for the later thaw and for their pay in the spring of the year.\n\n"
                  "The pilots of the harbour waited for the early thaw and\n\n34\n\nfor their pay [12] in the spring of the year.\n")
        self.assertEqual(self.statuses("“linus”\n\n“hin”\n", coast=source), ["not found", "not found"])
        found, = self.check("“The pilots of the harbour waited for the early thaw and for their pay in the spring of the year”\n",
                            coast=source)
        self.assertIn(found["status"], ("verbatim", "typographic"))
        self.assertEqual(found["sources"][0]["line"], 5)

    def test_long_quotations(self):
        """One word of thousands is told as that, and the match is not cut short."""
        words = [f"{'harbour pilot barrel lantern vessel mooring'.split()[n % 6]} {n * 7919 % 10007}" for n in range(2000)]
        source = " ".join(words) + ".\n"
        told = source.replace("lantern 1664", "lantern 1665", 1).strip(". \n")
        self.assertIn("lantern 1665", told)
        found, = self.check(f"“{told}”\n", long=source)
        self.assertEqual((found["status"], self.changed(found)), ("altered", [{"original": "1664", "telling": "1665"}]))
        self.assertEqual(found["sources"][0]["part"]["end"] - found["sources"][0]["part"]["start"], len(told))

    def test_translated(self):
        """In another language than every source it is said to be so, and nobody is accused."""
        for code, words in (("fr", "L'usage de la force n'est pas permis dans tous les cas, sauf si le conseil y a consenti avant."),
                            ("de", "Die Anwendung von Gewalt ist in keinem Fall erlaubt, wenn der Rat nicht vorher zugestimmt hat."),
                            ("es", "El uso de la fuerza no está permitido en ningún caso, a menos que el consejo lo haya aceptado.")):
            with self.subTest(code=code):
                found, = self.check(f"“{words}”\n")
                self.assertEqual((found["status"], found.get("language"), self.status), ("not checked", code, 0))

    def test_exact_text_shown(self):
        """What is checked is what a reader sees, entities and markup and all."""
        self.write("page.html", "<p>M&uuml;ller &amp; S&ouml;hne had <b>been</b>&nbsp;warned, <i>said</i> the clerk.</p>")
        self.write("account.html", "<p>It says: &ldquo;Müller &#38; Söhne had been warned&rdquo;.</p>")
        done = self.run_program("check", "--json", "account.html", "--against", "page.html")
        found, = json.loads(done.out)["quotations"]
        self.assertEqual((found["status"], found["text"]), ("verbatim", "Müller & Söhne had been warned"))


if __name__ == "__main__":
    command.main()
