#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost check ACCOUNT --against SOURCE…: statuses and their evidence, forms, exit statuses."""
import json
import re

import command
from command import Command

LAW = """Article 1. The use of force is not permitted in any case, unless the council has agreed to it beforehand.

Article 2. The council shall meet twice a year in Geneva. A member who does not attend may be replaced by the president.

“No,” said Anna Bell, “I shall never agree to it, whatever the ministers say.”

“Then you must leave us at once,” answered the old president.
"""
OTHER = """The committee was told that every harbour along the northern coast had been frozen since November.
The pilots waited. Nobody doubted that the thaw would come before the herring did, and it came.
"""


class Quoting(Command):
    def judge(self, *quotations, marks="“”", sources=("law.txt", "other.txt")):
        """The entries of an account that has these quotations, a paragraph each."""
        self.write("law.txt", LAW)
        self.write("other.txt", OTHER)
        lines = [quotation if marks[0] in quotation else marks[0] + quotation + marks[1]
                 for quotation in quotations]
        self.write("account.txt", "\n\n".join("It says: " + line for line in lines) + "\n")
        done = self.run_program("check", "--json", "account.txt", "--against", *sources)
        self.assertEqual(done.err, b"")
        answer = json.loads(done.out)
        self.assertEqual(len(answer["quotations"]), len(quotations), answer["quotations"])
        return answer["quotations"]

    def assert_status(self, wanted, quotation, **others):
        found = self.judge(quotation, **others)[0]
        self.assertEqual(found["status"], wanted, found)
        return found

    def touches(self, found):
        return {touch for source in found["sources"] for change in source["changes"]
                if not change.get("honest") for touch in change["touches"]}

    def test_span_has_its_changes(self):
        """A source goes from its first to its last word, whether or not the quotation has these."""
        text = ("The harbour master counted eleven lamps along the northern wall. He had never trusted the twelfth, which "
                "the widow Carrow lit for her drowned son.\n")
        self.write("lamps.txt", text)
        last = "The harbour master counted eleven lamps along the northern wall"
        first = "He had never trusted the twelfth, which the widow Carrow lit for her drowned son"
        quotations = [last.replace("wall", "shore"), first.replace("He had", "Peter had")]
        self.write("said.txt", "".join(f"The book says “{q}” somewhere.\n" for q in quotations))
        done = self.run_program("check", "--json", "said.txt", "--against", "lamps.txt")
        places = [item["sources"][0] for item in json.loads(done.out)["quotations"]]
        self.assertEqual([place["text"] for place in places], [last, first])
        self.assertEqual([text[p["span"]["start"]:p["span"]["end"]] for p in places], [last, first])

    def test_true(self):
        for quotation in ("The council shall meet twice a year in Geneva.",
                          "the thaw would come before the herring did"):
            found = self.assert_status("verbatim", quotation)
            self.assertEqual((found["sources"][0]["as"], found["sources"][0]["changes"]), ("source", []))

    def test_evidence(self):
        found = self.assert_status("altered", "The council shall meet three times a year in Geneva.")
        source = found["sources"][0]
        self.assertEqual((source["name"], source["line"]), ("law.txt", 3))
        span = source["span"]
        self.assertIn("shall meet twice a year in Geneva", LAW[span["start"]:span["end"]])
        change = source["changes"][0]
        self.assertEqual(change["text"], {"original": "twice", "telling": "three times"})
        self.assertEqual(LAW[change["original"]["start"]:change["original"]["end"]], "twice")
        self.assertEqual(change["touches"][0], "number")

    def test_lost_negation(self):
        for quotation in ("The use of force is permitted in any case", "is permitted"):
            found = self.assert_status("altered", quotation)
            self.assertEqual(self.touches(found) - {"wording"}, {"negation"})

    def test_loudest_line(self):
        self.judge("The council must meet three times a year in Geneva.", "It is nowhere to be seen, that fox of yours.",
                   "is permitted", "A member who may be replaced by the president")
        out = self.run_program("check", "account.txt", "--against", "law.txt").out.decode()
        first = out.split("\n\n")[1]
        self.assertIn("altered: negation", first)
        self.assertIn("[-not-]", first)
        self.assertEqual(out.count("nowhere to be seen"), 1)

    def test_ellipsis(self):
        self.assert_status("verbatim", "The use of force is not permitted … unless the council has agreed to it")
        self.assert_status("verbatim", "I shall never agree to it ... whatever the ministers say")
        found = self.assert_status("spliced", "The use of force is … permitted in any case")
        self.assertEqual(self.touches(found), {"negation"})
        self.assertEqual(found["sources"][0]["changes"][0]["text"]["original"], "not")
        found = self.assert_status("spliced", "A member who […] may be replaced by the president")
        self.assertIn("negation", self.touches(found))

    def test_ellipsis_over_another_clause(self):
        found = self.assert_status("verbatim", "The council shall meet … A member who does not attend may be replaced")
        self.assertFalse(self.touches(found))

    def test_ellipsis_over_what_is_denied_there(self):
        """Only a negation of what is quoted turns the sense; one whose verb is left out with it does not."""
        self.write("minutes.txt", "The chairman, who did not keep the letters of his late brother in the house, sold it in May.\n\n"
                                  "The council did not really intend in those years to permit the new bridge over the river.\n\n"
                                  "They see the ferry as they cannot possibly afford a longer way around the whole northern bay.\n\n"
                                  "No member of the northern committee was ever permitted to speak of it in the open harbour.\n")
        for quotation, wanted in (
                ("The chairman, who … of his late brother in the house, sold it in May", "verbatim"),
                ("They see the ferry as … around the whole northern bay", "verbatim"),
                ("The council … to permit the new bridge over the river", "spliced"),
                ("The council … permit the new bridge over the river", "spliced"),
                ("… was ever permitted to speak of it in the open harbour", "verbatim"),
                ("They see the ferry as … possibly afford a longer way around", "spliced")):
            with self.subTest(quotation=quotation):
                self.assert_status(wanted, quotation, sources=("minutes.txt",))

    def test_ellipsis_over_a_condition(self):
        self.write("law.txt", LAW)
        self.write("terms.txt", "The tenant may leave the house, if the owner agrees in writing, before the end of June.\n")
        found = self.assert_status("spliced", "The tenant may leave the house … before the end of June.",
                                   sources=("terms.txt",))
        self.assertIn("condition", self.touches(found))

    def test_brackets(self):
        self.assert_status("verbatim", "[T]he council shall meet twice a year in Geneva")
        self.assert_status("verbatim", "A [delegate] who does not attend may be replaced by the president")
        found = self.assert_status("spliced", "The use of force [is] permitted in any case")
        self.assertIn("negation", self.touches(found))

    def test_brackets_that_touch_letters(self):
        self.write("morning.txt", "They wake at seven and walked along the northern harbour until the pilots came.\n")
        quotation = "They wake at seven and {} along the northern harbour"
        for word, wanted in (("walk[ed]", "verbatim"), ("walk[s]", "verbatim"), ("walk[]", "verbatim"),
                             ("[W]alked", "verbatim"), ("w[a]lked", "verbatim"), ("wake[s]", "altered"),
                             ("talk[ed]", "altered"), ("[stalk]ed", "verbatim"), ("walke[r]s", "altered")):
            with self.subTest(word=word):
                found = self.assert_status(wanted, quotation.format(word), sources=("morning.txt",))
                changes = [change["text"] for change in found["sources"][0]["changes"]]
                self.assertEqual(changes, [] if wanted == "verbatim" else [{"original": "walked", "telling": word}])
        self.write("russian.txt", "Он говорил тихо и гуляла она долго у самого моря вечером.\n")
        for word, wanted in (("гуля[ет]", "verbatim"), ("гула[ет]", "altered")):
            self.assert_status(wanted, f"Он говорил тихо и {word} она долго у самого моря", sources=("russian.txt",))

    def test_differences_keep_what_the_account_has(self):
        """But for what is struck out, what is shown is the account's text to the sign."""
        self.write("bridge.txt", "The café’s owners walked over the bridge, and naïvely walked on into the rain, until "
                                 "seven o'clock (or eight).\n")
        for quotation, shown in (
                ("owners, walked over the bridge and naïvely walked – on", "owners{+,+} walked over the bridge[-,-] and "
                                                                         "naïvely walked {+–+} on"),
                ("owners walked over the «bridge»,and naïvely walked", "owners walked over the {+«+}bridge{+»+},and naïvely walked"),
                ("The cafe[s], owners run over the bridge", "The {+cafe[s],+} owners [-walked-] {+run+} over the bridge"),
                ("over the bridge, and walked on into the rain", "over the bridge, and [-naïvely-] walked on into the rain")):
            with self.subTest(quotation=quotation):
                self.judge(quotation, sources=("bridge.txt",))
                out = self.run_program("check", "account.txt", "--against", "bridge.txt").out.decode()
                out = " ".join(out.split())
                if "[s]" not in quotation:
                    self.assertIn("“" + shown + "”", out)
                kept = re.sub(r"\{\+|\+\}", "", re.sub(r"\[-.*?-\]", "", out))
                self.assertIn("".join(quotation.split()), "".join(kept.split()))

    def test_long_differences_are_cut_between_characters(self):
        """In scripts without blanks too."""
        for words, letters in (("第一条当事人一方不履行合同义务的应当承担继续履行采取补救措施或者赔偿损失等违约责任" * 4, 3),
                               ("é" * 500, 2), ("no blank at all, " * 40, 1)):
            self.write("account.txt", "“" + words + "”\n")
            self.write("other.txt", OTHER)
            for form in ([], ["--github"], ["--sarif"], ["--json"]):
                out = self.run_program("check", *form, "account.txt", "--against", "other.txt").out
                out.decode("utf-8")
                self.assertNotIn(b"\\ufffd", out)

    def test_brackets_of_the_source(self):
        self.write("notes.txt", "They met the envoy [of Parma] on the bridge, and nobody spoke of it again.\n")
        self.assert_status("verbatim", "They met the envoy [of Parma] on the bridge", sources=("notes.txt",))

    def test_typographic(self):
        self.write("print.txt", "The of\ufb01cer didn't co-\noperate to-day; he waited.\n")
        for quotation, wanted in (("The officer didn’t cooperate to-day; he waited", "typographic"),
                                  ("The of\ufb01cer didn't cooperate to-day; he waited", "verbatim"),
                                  ("the officer didn't cooperate today, he waited", "typographic")):
            found = self.assert_status(wanted, quotation, sources=("print.txt",))
            self.assertEqual(bool(found["sources"][0]["changes"]), wanted == "typographic")

    def test_question_is_no_comma(self):
        found = self.assert_status("altered", "The pilots waited? Nobody doubted that the thaw would come")
        self.assertEqual(self.touches(found), {"punctuation"})

    def test_parts_of_one_saying(self):
        found = self.assert_status("typographic", "No, I shall never agree to it, whatever the ministers say.")
        self.assertEqual(found["sources"][0]["changes"][0]["reason"], "narration")

    def test_two_speakers(self):
        found = self.assert_status("spliced", "whatever the ministers say. Then you must leave us at once")
        self.assertIn("speaker", self.touches(found))

    def test_two_places(self):
        found = self.assert_status("spliced", "The council shall meet twice a year in Geneva "
                                              "before the herring did, and it came")
        self.assertEqual([source["name"] for source in found["sources"]], ["law.txt", "other.txt"])
        for source in found["sources"]:
            self.assertLess(source["part"]["start"], source["part"]["end"])

    def test_misattributed(self):
        found = self.assert_status("misattributed", "“every harbour along the northern coast had been frozen” (law.txt)")
        self.assertEqual((found["cited"], found["sources"][0]["name"]), ("law.txt", "other.txt"))
        self.assertIn("elsewhere", found["notes"])

    def test_citations(self):
        words = "“every harbour along the northern coast had been frozen”"
        for citation in ("(Law, ch. 3)", "{{cite book|title=Law}}", "<https://example.org/law.html>", "[3]\n\n[3] Law, 1899.",
                         "(law.txt)", "(see: texts/law.txt, line 3)", "[Law]", "(https://example.org/a/law.txt#x)",
                         "— Law, 1899", "({{sfn|Law|1899|p=3}})"):
            with self.subTest(citation=citation):
                found = self.assert_status("misattributed", f"{words} {citation}")
                self.assertEqual(found["cited"], "law.txt")

    def test_short_words_misread(self):
        """In a scan `iu` is no other word than `in`; in a clean text it is, and so is `on` in a scan."""
        page = "The pilots waited in the harbour and the mate stood on deck in the rain of the early morning. " * 30
        line = "Barrels were counted {} the customs house before the herring came to the northern coast.\n"
        quotation = "Barrels were counted in the customs house before the herring came"
        for scan, word, wanted in ((True, "iu", "typographic"), (False, "of", "altered"), (True, "on", "altered"),
                                   (True, "by", "altered")):
            with self.subTest(scan=scan, word=word):
                self.write("scan.txt", page + ("Thi5 w0rd and th4t l1ne. " * 2 if scan else "") + line.format(word))
                found = self.assert_status(wanted, quotation, sources=("scan.txt",))
                reasons = [change.get("reason") for change in found["sources"][0]["changes"]]
                self.assertEqual("misreading" in reasons, wanted == "typographic")

    def test_line_ends(self):
        """A paragraph ends at an empty line, whatever its line ends are: what it names is not this one's source."""
        words = "“every harbour along the northern coast had been frozen”"
        for end in ("\n", "\r\n"):
            self.write("law.txt", LAW)
            self.write("other.txt", OTHER)
            self.write("account.txt", f"See law.txt, 1899.{end}{end}It says: {words}{end}{end}And law.txt says more.{end}")
            done = self.run_program("check", "--json", "account.txt", "--against", "law.txt", "other.txt")
            found, = json.loads(done.out)["quotations"]
            self.assertEqual((found["status"], found.get("cited")), ("verbatim", None))

    def test_notes(self):
        words = "“every harbour along the northern coast had been frozen”"
        for reference, note in (("[^1]", "[^1]: Law, 1899."), ("[12]", "[12] Law, 1899."), ("¹²", "¹² Law, 1899."),
                                (".¹²", "12. Law, 1899."), (" [a]", "[a] law.txt, p. 3")):
            with self.subTest(note=note):
                self.assert_misattributed(f"{words}{reference}\n\nMore.\n\n1. Other.\n{note}\n2. Other.\n", "account.txt")
        self.assert_misattributed(f"{words}[^x] is so.\n\n[^x]: Law, 1899.\n", "account.md")

    def assert_misattributed(self, account, name):
        self.write("law.txt", LAW)
        self.write("other.txt", OTHER)
        self.write(name, account)
        done = self.run_program("check", "--json", name, "--against", "law.txt", "other.txt")
        found, = json.loads(done.out)["quotations"]
        self.assertEqual((found["status"], found.get("cited")), ("misattributed", "law.txt"))

    def test_made_to_be_slow(self):
        """Notes and names that are looked for from each quotation again would not come back."""
        (self.folder / "shelf").mkdir()
        for number in range(2000):
            self.write(f"shelf/the old harbour {number}.txt", f"The harbour {number} was frozen in November, he said.\n")
        count = 20_000
        quotations = "".join(f"“It was frozen”[{n}] (the old harbour, the old harbour, {n}) the old harbour.\n\n"
                             for n in range(count))
        notes = "".join(f"[{n}] The old harbour, the old harbour {n % 2000}\n" for n in range(count))
        self.write("account.txt", quotations + notes)
        done = self.run_program("check", "--json", "account.txt", "--against", "shelf")
        self.assertEqual(len(json.loads(done.out)["quotations"]), count)

    def test_timeout(self):
        self.judge("The pilots waited.")
        done = self.run_program("check", "--timeout", "0.000001", "account.txt", "--against", "law.txt")
        self.assert_trouble(done, "--timeout")

    ARTICLES = """Article 1. The use of force is not permitted in any case, unless the council has agreed to it.

Article 2. The council shall meet twice a year in Geneva. A member may be replaced.

Article 3a. The harbour master keeps a register of all vessels that enter between sunset and sunrise.

§ 12 Nobody may moor at the eastern pier without a written permit of the harbour master.

§ 13 Permits are valid for one year. As in
chapter 5 of the older law, they may be renewed.
"""
    MEET = "The council shall meet twice a year in Geneva"

    def test_parts_of_a_source(self):
        """What is cited by number is looked in first, and what stands in another part says so."""
        for account, wanted, cited, within in (
                (f"“{self.MEET}” (Articles, art. 2).", "verbatim", "art. 2", "Article 2"),
                (f"“{self.MEET}” (Article II).", "verbatim", "Article II", "Article 2"),
                (f"“{self.MEET}”[1]\n\n[1] Articles, Article 2", "verbatim", "Article 2", "Article 2"),
                (f"“{self.MEET}” (Articles, Article 1).", "misattributed", "Article 1", "Article 2"),
                (f"As Article one has it: “{self.MEET}”", "misattributed", "Article one", "Article 2"),
                (f"Article 3a:\n\n“{self.MEET}”", "misattributed", "Article 3a", "Article 2"),
                (f"It is in Article 1. He said, “{self.MEET}”", "verbatim", None, None),
                (f"“{self.MEET}” (Article 99)", "verbatim", None, "Article 2"),
                (f"“{self.MEET}” (ch. 5)", "verbatim", None, None),
                ("§ 13: “Nobody may moor at the western pier without a written permit”", "misattributed", "§ 13", "§ 12"),
                ("sec. 12: “Nobody may moor at the western pier without a written permit”", "altered", "sec. 12", "§ 12")):
            with self.subTest(account=account):
                self.write("articles.txt", self.ARTICLES)
                self.write("account.txt", account + "\n")
                out = self.run_program("check", "--json", "account.txt", "--against", "articles.txt").out
                found, = json.loads(out)["quotations"]
                self.assertEqual((found["status"], found.get("cited_part"), found["sources"][0].get("within")),
                                 (wanted, cited, within))
                self.assertEqual("part" in found.get("notes", ()), wanted == "misattributed")
        out = self.run_program("check", "account.txt", "--against", "articles.txt").out.decode()
        self.assertIn("in articles.txt, line 7, § 12\n", out)
        self.write("other.txt", "Nothing of the kind was ever said by anybody in the town.\n")
        self.write("account.txt", f"“{self.MEET}” (Article 1).\n\n“{self.MEET}” (Articles, Article 1).\n")
        out = self.run_program("check", "--json", "account.txt", "--against", "articles.txt", "other.txt").out
        self.assertEqual([found["sources"][0].get("within") for found in json.loads(out)["quotations"]], ["Article 2"] * 2,
                         "where it stands is said whatever was asked before")
        self.write("account.txt", f"“{self.MEET}” (Articles, Article 1).")
        out = self.run_program("check", "account.txt", "--against", "articles.txt").out.decode()
        self.assertIn("Article 2, and not in Article 1\n", out)
        out = self.run_program("check", "--github", "account.txt", "--against", "articles.txt").out.decode()
        self.assertIn("“Article 2” and not “Article 1”", out)
        self.write("articles.txt", "The harbour was opened in the reign of the last queen.\n\n" + self.ARTICLES)
        self.write("account.txt", "“The harbour was opened in the reign of the last queen” (Articles, Article 1).")
        out = self.run_program("check", "--github", "account.txt", "--against", "articles.txt").out.decode()
        self.assertIn("articles.txt, line 1, and not in “Article 1”", out)

    def test_chapters_of_a_source(self):
        """By words, by numbers alone, in each volume, and in Chinese."""
        words = ("the herring came before the thaw had begun", "every harbour had been frozen since November")
        for labels, cited, wanted in (
                (("CHAPTER I", "CHAPTER II"), "ch. 2", "verbatim"), (("CHAPTER I", "CHAPTER II"), "Chapter One", "misattributed"),
                (("I", "II"), "ch. ii", "verbatim"), (("I", "II"), "chapter 1", "misattributed"),
                (("CHAPTER THE FIRST", "CHAPTER THE SECOND"), "chapter 2", "verbatim"),
                (("第一章", "第二章"), "第2章", "verbatim"), (("第一章", "第二章"), "第 一 章", "misattributed")):
            with self.subTest(labels=labels, cited=cited):
                text = "".join(f"{label}\n\nIt was said then that {said}, and nobody doubted it.\n\n"
                               for label, said in zip(labels, words))
                self.write("north.txt", text)
                self.write("account.txt", f"“{words[1]}” (North, {cited}).\n")
                out = self.run_program("check", "--json", "account.txt", "--against", "north.txt").out
                self.assertEqual(json.loads(out)["quotations"][0]["status"], wanted)

    def test_other_speaker(self):
        self.write("scene.txt", "“I shall never sign that paper,” said Anna Bell.\n\n“Then we shall have to wait until the "
                                "spring,” said Mr. Corder.\n\n“As you like,” said Anna Bell.\n")
        claim = "“I shall never sign that paper,” said {}.\n"
        for name, wanted in (("Anna", "verbatim"), ("Miss Bell", "verbatim"), ("Corder", "misattributed"), ("Eliza", "verbatim")):
            with self.subTest(name=name):
                self.write("account.txt", claim.format(name))
                done = self.run_program("check", "--json", "account.txt", "--against", "scene.txt")
                found, = json.loads(done.out)["quotations"]
                self.assertEqual((found["status"], found["speaker"]), (wanted, name))
                self.assertEqual(found["sources"][0]["speaker"], "Anna Bell")
                self.assertEqual("speaker" in found.get("notes", ()), wanted == "misattributed")

    def test_not_found(self):
        found = self.assert_status("not found", "the heron wandered over seven wintry islands in search of eels")
        self.assertTrue(all(source["as"] != "source" for source in found["sources"]))

    def test_one_short_source(self):
        story = str(command.ROOT / "examples" / "happened.txt")
        found = self.assert_status("altered", "The spring is not sound,", sources=(story,))
        self.assertIn("negation", self.touches(found))
        self.assert_status("not found", "the ferry was seldom late", sources=("other.txt",))

    def test_words_within_words(self):
        self.write("chines.txt", "The chines of this coast are deep, and no machines are used there.\n")
        for word in ("linus", "hin", "chine", "achines are us"):
            self.assert_status("not found", word, sources=("chines.txt",))

    def test_too_common(self):
        self.write("long.txt", "It was one of the things of the world, and of the sea. " * 400)
        found = self.assert_status("verbatim", "of the", sources=("long.txt",))
        self.assertIn("common", found["notes"])
        self.assertGreater(found["sources"][0]["expected"], 1)
        self.assertEqual(found["sources"][0]["as"], "occurs in")

    def test_rare_and_short(self):
        found = self.assert_status("verbatim", "northern coast")
        self.assertNotIn("notes", found)

    def test_other_language(self):
        found = self.assert_status("not checked", "Le conseil se réunit deux fois par an, et les membres qui ne sont pas là "
                                                  "sont remplacés par le président.")
        self.assertEqual(found["language"], "fr")

    def test_name_and_modal(self):
        found = self.assert_status("altered", "The council may meet twice a year in Geneva.")
        self.assertIn("modal", self.touches(found))
        found = self.assert_status("altered", "The council shall meet twice a year in Lisbon.")
        self.assertIn("name", self.touches(found))

    def test_entities(self):
        self.write("page.html", "<p>Müller &amp; Söhne had been warned, said the clerk of the town.</p>")
        found = self.judge("Müller & Söhne had been warned", sources=("page.html",))[0]
        self.assertEqual(found["status"], "verbatim")

    def test_without_blanks(self):
        self.write("zh.txt", "第一条 当事人一方不履行合同义务的，应当承担继续履行、采取补救措施或者赔偿损失等违约责任。\n")
        self.assert_status("verbatim", "当事人一方不履行合同义务的，应当承担继续履行", sources=("zh.txt",))
        found = self.assert_status("altered", "当事人一方履行合同义务的，应当承担继续履行", sources=("zh.txt",))
        self.assertTrue(found["sources"][0]["changes"])

    def test_statuses(self):
        self.write("law.txt", LAW)
        self.write("good.txt", "“The council shall meet twice a year in Geneva.”\n")
        self.write("bad.txt", "“The council shall meet three times a year in Geneva.”\n")
        for arguments, wanted in ((["good.txt", "--against", "law.txt"], 0), (["bad.txt", "--against", "law.txt"], 1),
                                  (["bad.txt", "--against", "law.txt", "--fail-on", "spliced,not-found"], 0),
                                  (["bad.txt", "--against", "law.txt", "--fail-on", "altered"], 1), (["bad.txt"], 0)):
            with self.subTest(arguments=arguments):
                done = self.run_program("check", *arguments)
                self.assertEqual((done.status, done.err), (wanted, b""))

    def test_baseline(self):
        self.judge("The council shall meet three times a year in Geneva.")
        known = self.run_program("check", "--json", "account.txt", "--against", "law.txt").out
        self.write("known.json", known)
        done = self.run_program("check", "account.txt", "--against", "law.txt", "--baseline", "known.json")
        self.assertEqual(done.status, 0, done.out)
        self.write("account.txt", "New: “The council must meet twice a year in Geneva.” “The council shall meet three  times "
                                  "a year in Geneva.”\n")
        done = self.run_program("check", "--github", "account.txt", "--against", "law.txt", "--baseline", "known.json")
        self.assertEqual((done.status, done.out.count(b"::error ")), (1, 1), done.out)
        self.write("wrong.json", "{}")
        self.assert_trouble(self.run_program("check", "account.txt", "--against", "law.txt", "--baseline", "wrong.json"),
                            "wrong.json")

    def test_folder(self):
        self.write("law.txt", LAW)
        (self.folder / "sources" / "more").mkdir(parents=True)
        (self.folder / "sources" / "more" / "other.txt").write_text(OTHER)
        (self.folder / "sources" / ".hidden").write_text("x")
        self.write("account.txt", "“the thaw would come before the herring did”\n")
        done = self.run_program("check", "--json", "account.txt", "--against", "sources", "law.txt")
        answer = json.loads(done.out)
        self.assertEqual([text["name"] for text in answer["against"]], ["sources/more/other.txt", "law.txt"])
        self.assertEqual(answer["quotations"][0]["sources"][0]["name"], "sources/more/other.txt")
        (self.folder / "empty").mkdir()
        self.assert_trouble(self.run_program("check", "account.txt", "--against", "empty"), "empty")
        self.assert_trouble(self.run_program("check", "account.txt", "--against", "none.txt"), "none.txt")

    def test_library(self):
        self.write("law.txt", LAW)
        self.write("other.txt", OTHER)
        self.write("account.txt", "“the thaw would come before the herring did”\n")
        self.run_program("library", "create", "shelf")
        self.run_program("library", "add", "shelf", "law.txt", "other.txt")
        done = self.run_program("check", "--json", "account.txt", "--against", "shelf")
        answer = json.loads(done.out)
        self.assertEqual({text["name"] for text in answer["against"]}, {"law.txt", "other.txt"})
        self.assertEqual(answer["quotations"][0]["sources"][0]["name"], "other.txt")
        self.write("other.txt", OTHER + "And more.")
        self.assert_trouble(self.run_program("check", "account.txt", "--against", "shelf"), "other.txt")

    def test_empty(self):
        self.write("law.txt", LAW)
        for content in ("", "Nobody quotes anything here.\n"):
            self.write("account.txt", content)
            done = self.run_program("check", "account.txt", "--against", "law.txt")
            self.assertEqual((done.status, done.out), (0, b"There are no quotations.\n"))
        self.write("account.txt", "“Something that was said in the morning”\n")
        self.write("empty.txt", "")
        self.assertEqual(self.run_program("check", "account.txt", "--against", "empty.txt").status, 1)

    def test_github(self):
        self.judge("The use of force is permitted in any case")
        out = self.run_program("check", "--github", "account.txt", "--against", "law.txt").out.decode()
        self.assertTrue(out.startswith("::error file=account.txt,line=1,endLine=1,col=11,endColumn=52::altered (negation"), out)
        self.assertEqual(out.count("\n"), 1)

    def assert_valid_sarif(self, sarif):
        schema = json.loads((command.ROOT / "tests" / "schemas" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
        try:
            import jsonschema
        except ImportError:
            self.skipTest("Python's jsonschema is missing")
        jsonschema.Draft7Validator.check_schema(schema)
        validator = jsonschema.Draft7Validator(schema)
        self.assertEqual([error.message for error in validator.iter_errors(sarif)], [])
        self.assertTrue(list(validator.iter_errors({**sarif, "version": "2.0.0"})), "the schema takes anything")

    def test_sarif_of_odd_names_and_texts(self):
        """Valid whatever the account is called and quotes, with none to tell, and of pieces from two sources."""
        self.write("law.txt", LAW)
        self.write("other.txt", OTHER)
        self.write("odd äß%20&.txt", "“The council may meet \x01 twice\t a year in Geneva <b> \\ before the herring did, and it came”\r\n"
                                     "“😀 the thaw would never come before the herring did”\n")
        self.write("none.txt", "Nobody spoke.\n")
        for name in ("odd äß%20&.txt", "none.txt"):
            out = self.run_program("check", "--sarif", name, "--against", "law.txt", "other.txt").out
            self.assert_valid_sarif(json.loads(out))

    def test_sarif(self):
        self.judge("The use of force is permitted in any case", "A lion was nowhere near the eighty houses of the port",
                   "The pilots waited.")
        done = self.run_program("check", "--sarif", "account.txt", "--against", "law.txt", "other.txt")
        sarif = json.loads(done.out)
        self.assert_valid_sarif(sarif)
        self.assertEqual(sarif["version"], "2.1.0")
        run, = sarif["runs"]
        rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
        self.assertEqual([result["ruleId"] for result in run["results"]], ["altered", "not-found"])
        account = (self.folder / "account.txt").read_text()
        for result in run["results"]:
            self.assertIn(result["ruleId"], rules)
            self.assertIn(result["level"], ("error", "note"))
            self.assertTrue(result["message"]["text"])
            place = result["locations"][0]["physicalLocation"]
            self.assertEqual(place["artifactLocation"], {"uri": "account.txt"})
            region = place["region"]
            line = account.split("\n")[region["startLine"] - 1]
            words = line[region["startColumn"] - 1:region["endColumn"] - 1]
            self.assertEqual(words, account[region["charOffset"]:region["charOffset"] + region["charLength"]])
            self.assertIn(words, ("The use of force is permitted in any case",
                                  "A lion was nowhere near the eighty houses of the port"))

    def test_speaker_without_a_name(self):
        self.write("scene.txt", "“I shall never sign that paper,” said the old gentleman.\n\n“As you like,” said Mr. "
                                "Brown.\n\n“Then go,” said Anna Bell.\n")
        self.write("account.txt", "“I shall never sign that paper,” said Mr. Brown.\n")
        found = json.loads(self.run_program("check", "--json", "account.txt", "--against", "scene.txt").out)["quotations"][0]
        self.assertEqual(found["status"], "verbatim")  # he may be the old gentleman

    def test_speakers_of_formats(self):
        tei = ("<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/><text><body><p><said who='#anna'>Is it far?</said> "
               "<q who='#ben'>No, not at all.</q> He went. <q>Nobody knows.</q></p>"
               "<sp who='#carl'><speaker>Carl</speaker><p>Let us go.</p></sp></body></text></TEI>")
        for name, content, wanted in (
                ("a.xml", tei, ["anna", "ben", None, "Carl"]),
                ("a.srt", "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{line}\n\n" for n, line in enumerate(
                    ("ANNA: Is it far?", "BEN: Not at all.", "ANNA: Then come.", "BEN: I come."), 1)),
                 ["ANNA", "BEN", "ANNA", "BEN"]),
                ("a.fountain", "INT. HOUSE - DAY\n\nANNA\nIs it far?\n\nBEN\nNot at all.\n", ["ANNA", "BEN"]),
                ("chat.txt", "[1/2/24, 9:00:00 AM] Anna Lee: Is it far?\n[1/2/24, 9:01:00 AM] Ben: Not at all.\n",
                 ["Anna Lee", "Ben"])):
            with self.subTest(name):
                self.write(name, content)
                found = json.loads(self.run_program("check", "--json", name).out)["quotations"]
                self.assertEqual([quotation["speaker"] for quotation in found], wanted)
                self.assertEqual({quotation["speaker_by"] for quotation in found if quotation["speaker"]}, {"script"})

    def test_threads(self):
        self.judge("The use of force is permitted in any case", "The pilots waited.")
        first = self.run_program("check", "--json", "--threads", "1", "account.txt", "--against", "law.txt").out
        self.assertEqual(first, self.run_program("check", "--json", "--threads", "4", "account.txt", "--against",
                                                 "law.txt").out)

    def test_hostile(self):
        self.write("law.txt", LAW)
        for content in ("“" * 2000, "“" + "a " * 60000 + "”", "“…”", "“[]]][[…...”", "“\0\x01\ufeff”", "“" + "[" * 500 + "x”",
                        "“the the the the the the the the the the”", "“\U0001f600”"):
            self.write("account.txt", content)
            done = self.run_program("check", "--json", "account.txt", "--against", "law.txt")
            self.assertIn(done.status, (0, 1), done.err)
            json.loads(done.out)


class Batch(Command):
    """check --batch: many accounts in, a line for each in their order, and the bad ones among them."""
    def batch(self, *lines, options=(), status=0):
        given = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
        done = self.run_program("check", "--batch", "-", *options, "--against", "law.txt", "other.txt", stdin=given)
        self.assertEqual(done.status, status, done.err)
        return done

    def setUp(self):
        super().setUp()
        self.write("law.txt", LAW)
        self.write("other.txt", OTHER)
        self.write("true.txt", "It says: “The council shall meet twice a year in Geneva.”\n")
        self.write("false.txt", "(law.txt, Article 1) “The use of force is permitted in any case”. “I shall never agree to it,” said the "
                                "old president.\n")

    def test_as_json_says_it(self):
        """A line has what the answer for one account has, but for the list of sources."""
        for path, status in (("true.txt", 0), ("false.txt", 1)):
            for options in ([], ["--units", "bytes"], ["--fail-on", "not-found"]):
                alone = self.run_program("check", "--json", *options, path, "--against", "law.txt", "other.txt")
                done = self.batch({"id": 1.5, "path": path}, options=options, status=alone.status)
                wanted = json.loads(alone.out)
                del wanted["against"]
                found = json.loads(done.out)
                self.assertEqual(list(found)[0], "id")
                self.assertEqual(found.pop("id"), 1.5)
                self.assertEqual(found, wanted)
            self.assertEqual(self.batch({"path": path}, status=status).out.count(b"\n"), 1)

    def test_statuses(self):
        done = self.batch({"text": "“is permitted”"}, {"text": "“is not permitted”", "name": "second"}, b"", {"text": ""}, status=1)
        answers = [json.loads(line) for line in done.out.splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [1, 2, 4])
        self.assertEqual([[quotation["status"] for quotation in answer["quotations"]] for answer in answers],
                         [["altered"], ["verbatim"], []])
        self.assertEqual(answers[1]["account"]["name"], "second")

    def test_bad_lines(self):
        good = {"id": "good", "path": "true.txt"}
        for bad, mention in ((b'{"id": "bad"', "is not JSON"), ({"id": "bad"}, "path"), (["x"], "no JSON object"),
                             ({"id": "bad", "path": "a", "text": "b"}, "either"), ({"id": [], "text": "b"}, "number"),
                             ({"id": "bad", "path": "lost.txt"}, "no such file"), ({"id": "bad", "path": ""}, "empty"),
                             ({"id": "bad", "path": "/dev/stdin"}, "accounts are read from"),
                             ({"id": "bad", "text": 7}, "string")):
            with self.subTest(bad=bad):
                done = self.batch(good, bad, good, status=2)
                self.assert_one_line(done.err)
                self.assertIn(b"1 of 3 accounts", done.err)
                first, line, last = done.out.splitlines()
                self.assertEqual(first, last)
                answer = json.loads(line)
                self.assertEqual(list(answer), ["id", "error"])
                self.assertIn(mention, answer["error"]["message"])

    def test_threads_change_nothing(self):
        quotations = ["“Nobody doubted that the thaw would come”", "“No, I shall never agree to it,” said the old president.",
                      "(other.txt) “A member who does not attend may be replaced” (Article 2)", "“every harbor had been frozen”"]
        lines = [{"id": i, "text": " ".join(quotations[j % 4] for j in range(i % 7))} for i in range(200)]
        one, four = (self.batch(*lines, options=["--threads", n], status=1).out for n in ("1", "4"))
        self.assertEqual(one, four)
        self.assertEqual([json.loads(line)["id"] for line in one.splitlines()], list(range(200)))

    def test_what_does_not_go_with_it(self):
        self.write("lines.jsonl", json.dumps({"path": "true.txt"}) + "\n")
        for options in (["--sarif"], ["--github"], ["--html"], ["--full"], ["--baseline", "b.json"], ["-o", "lines.jsonl"], ["-o", "law.txt"]):
            with self.subTest(options=options):
                done = self.run_program("check", "--batch", "lines.jsonl", *options, "--against", "law.txt")
                self.assertEqual((done.status, done.out), (2, b""))
                self.assert_one_line(done.err)
        done = self.run_program("check", "--batch", "lines.jsonl")
        self.assertEqual(done.status, 2)
        self.assertEqual(self.run_program("check", "--batch", "lines.jsonl", "-o", "true.txt", "--against", "law.txt").status, 2)
        self.assertIn("It says", (self.folder / "true.txt").read_text())


class Indirect(Command):
    """check --indirect: what is reported without marks, apart from what is quoted."""
    SOURCE = """The harbour was closed in November. I will never agree to the sale of the northern lighthouse, said Anna Bell,
whatever the ministers of the council decide about the money.

The committee counted fourteen broken windows in the customs house. The use of the old ferry is not permitted after sunset.
The pilots of the eastern channel waited for the thaw, and the herring came before it did.
"""

    def indirect(self, account, *options, status=None, source=SOURCE):
        self.write("source.txt", source)
        self.write("account.txt", account)
        done = self.run_program("check", "--indirect", "--json", *options, "account.txt", "--against", "source.txt")
        self.assertEqual(done.err, b"")
        if status is not None:
            self.assertEqual(done.status, status)
        answer = json.loads(done.out)
        for item in answer["indirect"]:
            self.assertEqual(account[item["span"]["start"]:item["span"]["end"]], item["text"])
            if item["source"]:
                self.assertEqual(source[item["source"]["span"]["start"]:item["source"]["span"]["end"]], item["source"]["text"])
        return answer

    def test_clauses(self):
        account = ("Anna Bell said that she would never agree to the sale. The man that said so left early yesterday.\n\n"
                   "According to the committee, fourteen windows were broken there. “He said that nothing was ever broken,” said Ben. "
                   "Ben told the pilots that the herring would come. The pilots waited long in the channel, according to Ben.\n")
        found = self.indirect(account)["indirect"]
        self.assertEqual([(account[item["said"]["start"]:item["said"]["end"]], item["text"]) for item in found],
                         [("said that", "she would never agree to the sale"), ("According", "fourteen windows were broken there"),
                          ("told the pilots that", "the herring would come"),
                          ("according", "The pilots waited long in the channel")])

    def test_other_languages(self):
        self.indirect("De minister zei dat de brug over de rivier volgend jaar gesloten wordt.\n", status=0)
        self.assertRegex(self.run_program("check", "--indirect", "account.txt", "--against", "source.txt").out.decode(),
                         r"Nothing is reported without marks, by the words of --language [a-z]+\.\n")
        for account, clause in (("Der Minister sagte gestern, dass er dem Verkauf niemals zustimmen werde. Und die Leute waren mit ihm nicht zufrieden.\n",
                                 "er dem Verkauf niemals zustimmen werde"),
                                ("Le ministre a dit qu’il ne vendrait jamais la maison. Et les gens ne sont pas contents de lui dans la ville.\n",
                                 "il ne vendrait jamais la maison")):
            self.assertEqual([item["text"] for item in self.indirect(account)["indirect"]], [clause])

    def test_statuses(self):
        for clause, status, touches in (
                ("she would never agree to the sale of the northern lighthouse", "supported", set()),
                ("she would agree to the sale of the northern lighthouse", "altered", {"negation"}),
                ("the committee had counted forty broken windows in the customs house", "altered", {"number"}),
                ("the committee had counted fourteen broken windows in the customs house", "supported", set()),
                ("the use of the old ferry was permitted after sunset", "altered", {"negation"}),
                ("the museum would buy a second elephant for the children", "not found", set())):
            with self.subTest(clause=clause):
                answer = self.indirect(f"The report said that {clause}. It was printed in the spring.\n")
                item = answer["indirect"][0]
                self.assertEqual((item["status"], set(item["touches"])), (status, touches), item)
                self.assertEqual(answer["quotations"], [])

    def test_apart_from_quotations(self):
        """Neither list has what is in the other, and --fail-on is of quotations."""
        account = ("It says: “The harbour was closed in November.” The report said that the old ferry was permitted after sunset.\n")
        answer = self.indirect(account, status=1)
        self.assertEqual([item["status"] for item in answer["quotations"]], ["verbatim"])
        self.assertEqual([item["status"] for item in answer["indirect"]], ["altered"])
        self.assertEqual(self.indirect(account.replace("was permitted", "was not permitted"), status=0)["indirect"][0]["status"], "supported")
        self.assertEqual(self.indirect("The report said that the museum had bought a second elephant.\n", status=0)["indirect"][0]["status"],
                         "not found")
        plain = json.loads(self.run_program("check", "--json", "account.txt", "--against", "source.txt").out)
        self.assertNotIn("indirect", plain)

    def test_without_sources(self):
        self.write("account.txt", "The report said that the old ferry was permitted after sunset.\n")
        done = self.run_program("check", "--indirect", "--json", "account.txt")
        item = json.loads(done.out)["indirect"][0]
        self.assertEqual((done.status, item["status"], item["source"]), (0, "not checked", None))
        self.assertIn(b"the old ferry was permitted", self.run_program("check", "--indirect", "account.txt").out)

    def test_forms(self):
        self.indirect("The report said that the old ferry was permitted after sunset. The mayor said that the museum had bought a second "
                      "elephant.\n", status=1)
        arguments = ("check", "--indirect", "account.txt", "--against", "source.txt")
        listed = self.run_program(*arguments).out.decode()
        self.assertIn("2 reported without marks: 1 altered, 1 not found", listed)
        self.assertIn("altered: negation", listed)
        self.assertIn("in source.txt, line 4", listed)
        results = json.loads(self.run_program(*arguments, "--sarif").out)["runs"][0]["results"]
        self.assertEqual([(result["ruleId"], result["level"]) for result in results],
                         [("indirect-altered", "error"), ("indirect-not-found", "note")])
        github = self.run_program(*arguments, "--github").out.decode().splitlines()
        self.assertEqual([line.split(" ")[0] for line in github], ["::error", "::notice"])
        said = "<b>Not all:</b> of 0 quotations; of 2 reported without marks 1 is altered, 1 is not found."
        self.assertIn(said, self.run_program(*arguments, "--html").out.decode())
        self.assertEqual(self.run_program(*arguments, "--json", "--full", "-o", "answer.json").status, 1)
        self.assertEqual(self.run_program("view", "answer.json", "-o", "page.html").status, 0)
        self.assertIn(said, (self.folder / "page.html").read_text(encoding="utf-8"))

    def test_batch(self):
        self.write("source.txt", self.SOURCE)
        lines = "".join(json.dumps({"text": f"The report said that the old ferry was {negation}permitted after sunset."}) + "\n"
                        for negation in ("", "not ") * 20)
        self.write("lines.jsonl", lines)
        one, two = (self.run_program("check", "--batch", "lines.jsonl", "--indirect", "--threads", n, "--against", "source.txt")
                    for n in ("1", "3"))
        self.assertEqual((one.status, one.out), (1, two.out))
        self.assertEqual([json.loads(line)["indirect"][0]["status"] for line in one.out.splitlines()], ["altered", "supported"] * 20)


if __name__ == "__main__":
    command.main()
