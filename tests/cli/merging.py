#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost merge: what was changed in one way is taken, what in two is marked as git does; its laws; git's driver."""
import itertools
import json
import os
import random
import re
import shlex
import shutil
import subprocess
import unittest
import zipfile

import command
from command import Command

BASE = ("The ferry left at seven in the morning. It was raining, and nobody spoke to us.\n\n"
        "We sat on the deck all day. The sea was grey and wide.\n\n"
        "In the evening the lights of the harbour came up, one after another.\n")
WORDS = ("harbour lantern evening garden window river letter doctor winter market silver bridge captain candle "
         "orchard village thunder pocket mirror shadow meadow kitchen stranger piano ladder blanket").split()


def wrapped(text, width):
    """The same words in lines of another width."""
    paragraphs = []
    for paragraph in text.split("\n\n"):
        lines, line = [], ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        paragraphs.append("\n".join([*lines, line]))
    return "\n\n".join(paragraphs) + "\n"


class Made:
    """A text of paragraphs of words that are hardly ever alike, and what a side makes of it."""

    def __init__(self, chance):
        self.chance = chance
        self.count = 0
        self.base = [[self.word() for _ in range(chance.randint(25, 60))] for _ in range(chance.randint(5, 9))]

    def word(self):
        self.count += 1
        return f"{self.chance.choice(WORDS)}{self.count}"

    def side(self, places, letter, moves):
        """Words replaced, left out and put in at some places (paragraph, word), a paragraph moved; and what is new."""
        paragraphs = [list(paragraph) for paragraph in self.base]
        new = []
        for paragraph, word in sorted(places, reverse=True):
            what = self.chance.randrange(3)
            fresh = [f"{letter}{self.word()}" for _ in range(self.chance.randint(1, 3))] if what < 2 else []
            new += fresh
            paragraphs[paragraph][word:word + (what != 1)] = fresh
        for _ in range(moves):
            paragraph = paragraphs.pop(self.chance.randrange(len(paragraphs)))
            paragraphs.insert(self.chance.randrange(len(paragraphs) + 1), paragraph)
        return text_of(paragraphs), new

    def places(self):
        """Places with three kept words or more between any two."""
        return [(i, k) for i, paragraph in enumerate(self.base) for k in range(2, len(paragraph) - 2, 5)]


def text_of(paragraphs):
    return wrapped("\n\n".join(" ".join(paragraph) for paragraph in paragraphs), 72)


def common_words():
    """Paragraphs of words that say nothing."""
    chance = random.Random(1)
    return "".join(" ".join(chance.choice("it was and wished to rouse the of a in he who".split()) for _ in range(60))
                   + ".\n\n" for _ in range(100))


class Merging(Command):

    def merge(self, base, *sides, options=(), status=0):
        names = [self.write(f"{name}.txt", text) for name, text in zip(["base", "mine", "theirs", "third", "fourth"],
                                                                       [base, *sides])]
        done = self.run_program("merge", *options, *names)
        if status is not None:
            self.assertEqual(done.status, status, done.err.decode())
        self.said = done.err.decode()
        return done.out.decode()

    def test_both_are_done(self):
        merged = self.merge(BASE, BASE.replace("seven", "eight"), BASE.replace("grey", "green"))
        self.assertEqual(merged, BASE.replace("seven", "eight").replace("grey", "green"))
        self.assertEqual(self.said, "")

    def test_both_in_one_sentence_is_named(self):
        mine, theirs = BASE.replace("raining", "snowing"), BASE.replace("spoke", "sang")
        self.assertIn("It was snowing, and nobody sang to us.", self.merge(BASE, mine, theirs))
        self.assertIn("base.txt:1: different changes to one sentence of mine.txt, theirs.txt: It was raining", self.said)
        self.merge(BASE, BASE.replace("raining", "not raining"), BASE.replace("nobody spoke", "nobody never spoke"))
        self.assertIn("look at this", self.said)
        self.merge(BASE, BASE.replace("ferry", "boat"), BASE.replace("spoke", "sang"))
        self.assertEqual(self.said, "", "two sentences")

    def test_sentences_of_their_own(self):
        """What is put in as a sentence or a paragraph changes no sentence of the base."""
        for new in (BASE.replace("In the evening", "Then it was night.\n\nIn the evening"), BASE.replace("morning. It", "morning. Ann slept. It"),
                    "Ann slept.\n\n" + BASE, BASE + "\nThen it was night.\n"):
            for word in ("harbour", "seven", "raining"):
                self.merge(BASE, BASE.replace(word, "other"), new)
                self.assertEqual(self.said, "", (word, new))
        self.merge(BASE, BASE.replace("lights", "lamps"), BASE.replace("In the evening", "Then in the evening"))
        self.assertIn("one sentence", self.said)

    def test_moved_and_wrapped(self):
        one, two, three = BASE.rstrip("\n").split("\n\n")
        mine = wrapped("\n\n".join((one, three, two)), 40)
        theirs = BASE.replace("all day", "all the day").replace("came up", "went out")
        merged = self.merge(BASE, mine, theirs)
        self.assertEqual(merged.split(), "\n\n".join((one, three, two)).replace("all day", "all the day")
                         .replace("came up", "went out").split())
        self.assertEqual(merged.count("\n\n"), 2)
        self.assertEqual(self.said, "")

    def test_marks(self):
        mine, theirs = BASE.replace("seven", "eight"), BASE.replace("seven", "nine").replace("grey", "green")
        first, rest = BASE.replace("grey", "green").split("\n", 1)
        eight, nine = first.replace("seven", "eight"), first.replace("seven", "nine")
        self.assertEqual(self.merge(BASE, mine, theirs, status=1),
                         f"<<<<<<< mine.txt\n{eight}\n=======\n{nine}\n>>>>>>> theirs.txt\n{rest}")
        for marks in ("diff3", "zdiff3"):
            self.assertEqual(self.merge(BASE, mine, theirs, options=["--marks", marks], status=1),
                             f"<<<<<<< mine.txt\n{eight}\n||||||| base.txt\n{first}\n=======\n{nine}\n"
                             f">>>>>>> theirs.txt\n{rest}")
        self.assertIn("conflict of mine.txt, theirs.txt: seven", self.said)
        three = self.merge(BASE, mine, theirs, BASE.replace("seven", "ten"), options=["--mark-size", "9"], status=1)
        self.assertEqual([line for line in three.splitlines() if line[:1] in list("<=>")],
                         ["<" * 9 + " mine.txt", "=" * 9 + " theirs.txt", "=" * 9, ">" * 9 + " third.txt"])

    def test_marks_of_windows_and_without_an_end(self):
        merged = self.merge("one two\r\nthree four", "one 2\r\nthree four", "one zwei\r\nthree four", status=1)
        self.assertEqual(merged, "<<<<<<< mine.txt\r\none 2\r\n=======\r\none zwei\r\n>>>>>>> theirs.txt\r\nthree four")

    def test_json(self):
        mine, theirs = BASE.replace("seven", "eight"), BASE.replace("seven", "nine").replace("grey", "green")
        answer = json.loads(self.merge(BASE, mine, theirs, options=["--json"], status=1))
        self.assertEqual((answer["format"], answer["merged"]), ("almost.merge/1", False))
        conflict, = answer["conflicts"]
        self.assertEqual(conflict["base"], {"start": 18, "end": 23, "line": 1, "text": "seven"})
        self.assertEqual([reading["sides"] for reading in conflict["readings"]], [[0], [1]])
        for side, word in ((0, "eight"), (1, "nine")):
            text = "".join(piece["text"] if "text" in piece else conflict["readings"][side]["text"]
                           for piece in answer["pieces"])
            self.assertEqual(text, BASE.replace("seven", word).replace("grey", "green"))

    def test_json_in_full(self):
        """Pieces say whose they are, cover the text of the others, and the base where they are not moved."""
        for seed in range(8):
            made = Made(random.Random(seed))
            base = text_of(made.base)
            sides = [made.side([(0, 3), (1, 5), (1, 9 + n), (2, 4 + 3 * n)], letter, seed % 3 * (1 - n))[0] for n, letter in enumerate("xy")]
            short, full = (json.loads(self.merge(base, *sides, options=["--json", *more], status=None)) for more in ([], ["--full"]))
            flat = ["".join(piece.get("text", f"\0{piece.get('conflict')}\0") for piece in answer["pieces"]) for answer in (short, full)]
            self.assertEqual(flat[0], flat[1])
            for piece in full["pieces"]:
                if "sides" in piece:
                    self.assertEqual(base[piece["base"]["start"]:piece["base"]["end"]], piece["unchanged"])
                elif "conflict" not in piece:
                    self.assertEqual(base[piece["base"]["start"]:piece["base"]["end"]].split(), piece["text"].split())

    def test_a_paragraph_a_line(self):
        """An edit at the beginning of a paragraph goes along with it, also where no blank line says where that is."""
        rows = [" ".join(f"{name}{i}" for i in range(50)) for name in ("one", "two", "three", "four")]
        mine = "\n".join(rows[i] for i in (0, 2, 3, 1)) + "\n"
        theirs = "\n".join(rows).replace("two0 ", "Then two0 ").replace("three0", "Later") + "\n"
        self.assertEqual(self.merge("\n".join(rows) + "\n", mine, theirs),
                         mine.replace("two0 ", "Then two0 ").replace("three0", "Later"))

    def test_a_word_beside_its_like(self):
        """Both put in the same word, or leave it out, and which of two it is hangs on what else they changed."""
        twice = BASE.replace("seven", "seven seven")
        for base, told in ((BASE, twice), (twice, BASE)):
            mine, theirs = told.replace("in the morning", "in a morning"), told.replace("ferry left", "ferry sailed")
            self.assertEqual(self.merge(base, mine, theirs), mine.replace("ferry left", "ferry sailed"))

    def test_few_words_between_two_edits(self):
        """What a side kept between two of its edits keeps apart what both left out from what one did."""
        before = "In a few minutes I heard the creaking of my door, as if some one endeavoured to open it softly. I "
        gone, kept = "trembled from head to foot; I felt a presentiment of who ", "it was, and wished "
        both = ("to rouse one of the peasants who dwelt in a cottage not far from mine; but I was overcome by the sensation of "
                "helplessness, so often felt in frightful dreams, ")
        behind = "when you in vain endeavour to fly from a danger.\n"
        before = common_words() + before  # in a text that has these words everywhere
        self.assertEqual(self.merge(before + gone + kept + both + behind, before + kept + behind, before + gone + kept + behind),
                         before + kept + behind)

    def test_words_of_two_rewritings(self):
        """Both write a sentence anew, one of them in words that another sentence of the base had: no passage was moved."""
        before = ("I covered every crevice by which I might be perceived with stones and wood, yet in such a manner that I might move "
                  "them on occasion to pass out: all the light I enjoyed came through the stye, and that was sufficient for me.\n\n")
        letter = ("One of the men brought me a packet; it contained letters from Geneva, and one from Clerval, entreating me to join "
                  "him. He said that nearly a year had elapsed since we had quitted Switzerland, and France was yet unvisited.\n")
        written = letter.replace("to join him. He said that nearly a year had elapsed since we", "he would hide that face in the tenderness of her arms. But")
        mine = before.replace("on occasion to pass out: all the light I", "which Garth had heard her sing, was a thing of the past. "
                              "Nearly a year had elapsed since")
        self.assertEqual(self.merge(before + letter, before + written, mine + written), mine + written)

    def test_moved_to_different_places(self):
        paragraphs = [f"Paragraph {name} has {' '.join(name * 3 + str(i) for i in range(30))}." for name in "abcdef"]
        for order, other in (("bcadef", "bcdefa"), ):
            sides = ["\n\n".join(paragraphs["abcdef".index(name)] for name in row) + "\n" for row in (order, other)]
            merged = self.merge("\n\n".join(paragraphs) + "\n", *sides, status=1)
            self.assertEqual(sorted(merged.split()), sorted(" ".join(paragraphs).split()))
            self.assertIn("moved to different places", self.said)

    def test_laws(self):
        for seed in range(12):
            chance = random.Random(seed)
            made = Made(chance)
            base = text_of(made.base)
            places = made.places()
            chance.shuffle(places)
            mine, new = made.side(places[:8], "m", chance.randrange(3))
            theirs, others = made.side(places[8:16], "t", 0)
            for sides in ((mine, base), (base, mine), (mine, mine), (mine, base, mine)):
                self.assertEqual(self.merge(base, *sides), mine, (seed, len(sides)))
            merged = self.merge(base, mine, wrapped(theirs, 50))
            self.assertEqual(self.merge(base, wrapped(theirs, 50), mine), merged, "another order of the sides")
            words = merged.split()
            for word in new + others:
                self.assertEqual(words.count(word), 1, (seed, word))
            self.assertEqual(sorted(words), sorted(new + others + list(
                (set(base.split()) & set(mine.split())) & set(theirs.split()))), seed)
            self.assertEqual(self.merge(base, merged, mine).split(), words, seed)
            self.assertEqual(self.merge(base, merged, theirs).split(), words, seed)

    def test_white_space_in_any_order(self):
        """Sides that were wrapped, indented and set apart in other ways give the same bytes in any order."""
        for seed in range(10):
            made = Made(random.Random(seed))
            places = made.places()
            made.chance.shuffle(places)
            texts = [made.side(places[4 * i:4 * i + 4], "xyz"[i], 0)[0] for i in range(3)]
            texts = [wrapped(texts[0], 40), wrapped(texts[1], 90).replace("\n\n", "\n\n\n  "), texts[2].replace(" ", "  ", 30)]
            merged = [self.merge(text_of(made.base), *(texts[i] for i in order)) for order in itertools.permutations(range(3))]
            self.assertEqual(set(merged), {merged[0]}, seed)

    def test_a_finished_merge(self):
        """What the other side would have done is in it, also where both moved paragraphs past one another."""
        others = []
        for seed in range(40, 80):
            made = Made(random.Random(seed))
            base, places = text_of(made.base), made.places()
            made.chance.shuffle(places)
            sides = [made.side(places[:8], "m", made.chance.randrange(3))[0], made.side(places[8:16], "t", made.chance.randrange(3))[0]]
            names = [self.write(name, text) for name, text in zip(("base", "mine", "theirs"), (base, *sides))]
            done = self.run_program("merge", *names)
            if done.status != 0:
                continue
            self.write("merged", done.out.decode())
            others += [seed for name in names[1:] if self.run_program("merge", "base", "merged", name).out != done.out]
        self.assertLessEqual(len(others), 1, others)

    def test_order_of_conflicting_sides(self):
        for seed in range(8):
            made = Made(random.Random(seed))
            places = made.places()
            sides = [made.side(places[:6] + places[10 + 4 * i:13 + 4 * i], "xyz"[i], i % 2)[0] for i in range(3)]
            texts = []
            for order in ((0, 1, 2), (2, 1, 0), (1, 0, 2)):
                done = json.loads(self.merge(text_of(made.base), *(sides[i] for i in order), options=["--json"], status=1))
                texts.append([piece.get("text", piece.get("conflict")) for piece in done["pieces"]])
            self.assertEqual(texts[0], texts[1])
            self.assertEqual(texts[0], texts[2])

    def done(self, *arguments, status):
        done = self.run_program(*arguments)
        self.assertEqual(done.status, status, done.err)
        return done

    def document(self, name, revisions=()):
        """The words of a document, and who tracks changes in it."""
        text = self.run_program("text", *revisions, name).out.decode()
        with zipfile.ZipFile(self.folder / name) as packed:
            body = packed.read("word/document.xml" if name.endswith(".docx") else "content.xml").decode()
        return text, re.findall(r'w:author="([^"]*)"|<dc:creator>([^<]*)<', body)

    def test_documents_by_author(self):
        """The base with all rejected, the union of all sides with all accepted; each change is its author's."""
        self.write("base.txt", BASE)
        self.done("compare", "base.txt", "base.txt", "-o", "base.docx", status=0)
        sides = [self.write("ann.txt", BASE.replace("seven", "eight").replace("grey", "black")),
                 self.write("ben.txt", BASE.replace("grey", "green").replace("harbour", "port").replace("seven", "eight")),
                 self.write("cy.txt", "\n\n".join(BASE.rstrip("\n").split("\n\n")[i] for i in (1, 0, 2)) + " Home.\n")]
        union = self.done("merge", "--marks", "union", "base.txt", *sides, status=1).out.decode()
        self.assertIn("The sea was black green and wide.", union)
        for base in ("base.txt", "base.docx"):
            for answer in ("all.docx", "all.odt"):
                if base == "base.docx" and answer == "all.odt":
                    continue
                with self.subTest(base=base, answer=answer):
                    done = self.done("merge", base, *sides, "-o", answer, status=1)
                    self.assertIn("conflict of ann.txt, ben.txt", done.err.decode())
                    accepted, authors = self.document(answer)
                    self.assertEqual(accepted, union)
                    self.assertEqual(self.document(answer, ["--revisions", "original"])[0], BASE)
                    self.assertEqual({"".join(author) for author in authors}, {"ann", "ben", "cy"})

    def test_authors(self):
        names = [self.write("base.txt", BASE), self.write("mine.v2.txt", BASE.replace("seven", "eight")),
                 self.write("theirs", BASE.replace("wide", "calm"))]
        for options, expected in (((), {"mine.v2", "theirs"}), (("--authors", "Ann, Ben Nash"), {"Ann", "Ben Nash"})):
            self.done("merge", "--docx", *options, *names, "-o", "out", status=0)
            (self.folder / "out").rename(self.folder / "out.docx")
            authors = self.document("out.docx")[1]
            self.assertEqual({"".join(author) for author in authors}, expected)
        (self.folder / "out.docx").unlink()
        for wrong in ("Ann", "Ann,", ",Ben", "Ann, ,", "Ann,Ben,Cy"):
            self.assert_trouble(self.run_program("merge", *names, "--authors", wrong, "-o", "out.docx"), "--authors",
                                "2 revisions")
        self.assert_trouble(self.run_program("merge", "--docx", "--odt", *names, "-o", "out.docx"), "ask for one")
        self.assert_trouble(self.run_program("merge", "--docx", "--json", *names, "-o", "out.docx"), "ask for one")
        self.assertFalse((self.folder / "out.docx").exists())

    def test_documents_of_texts_in_old_encodings(self):
        base = "Ça a été très loin. Le café était fermé.\n"
        sides = base.replace("très", "trop"), base.replace("fermé", "rénové à grands frais")
        names = [self.write(name, text.encode("windows-1252")) for name, text in zip("bxy", (base, *sides))]
        self.done("merge", "--encoding", "windows-1252", *names, "-o", "out.docx", status=0)
        self.assertEqual(self.document("out.docx")[0], sides[1].replace("très", "trop"))

    def test_bad(self):
        self.write("a", "a\n")
        with zipfile.ZipFile(self.folder / "a.docx", "w") as packed:
            packed.writestr("word/document.xml", "<w:document/>" * 20)
        self.assert_trouble(self.run_program("merge", "a", "a"), "BASE MINE THEIRS")
        self.assert_trouble(self.run_program("merge", "a", "a", "missing"), "missing")
        self.assert_trouble(self.run_program("merge", "a", "-", "-"), "standard input")
        self.assert_trouble(self.run_program("merge", "a", "a", "a.docx"), "a.docx", "is a document", "-o FILE.docx")
        self.assert_trouble(self.run_program("merge", "--marks", "svn", "a", "a", "a"), "--marks", "zdiff3")
        for place in range(3):
            names = ["a", "a", "a"]
            names[place] = self.write("out", "out\n")
            self.assert_trouble(self.run_program("merge", "-o", "out", *names), "out")
            self.assertEqual((self.folder / "out").read_text(), "out\n")

    def test_encodings(self):
        for encoding in ("latin-1", "utf-16", "utf-8-sig"):
            names = [self.write(name, BASE.replace("grey", "grau, weiß").replace(*change).encode(encoding))
                     for name, change in (("base", ("", "")), ("mine", ("seven", "acht")), ("theirs", ("wide", "groß")))]
            done = self.run_program("merge", *(["--encoding", "windows-1252"] if encoding == "latin-1" else []), *names)
            self.assertEqual(done.out.decode(encoding), BASE.replace("grey", "grau, weiß").replace("seven", "acht")
                             .replace("wide", "groß"), encoding)


@unittest.skipUnless(shutil.which("git"), "no git here")
class Git(Command):

    def git(self, *arguments, status=0):
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment.update(HOME=str(self.folder), GIT_CONFIG_NOSYSTEM="1", LC_ALL="C")
        done = subprocess.run(["git", *arguments], cwd=self.folder, capture_output=True, timeout=command.TIMEOUT,
                              check=False, env=environment)
        self.assertEqual(done.returncode, status, done.stderr + done.stdout)
        return done

    def commit(self, text):
        self.write("story.txt", text)
        self.git("commit", "-qam", "a change")

    def branches(self, mine, theirs):
        self.git("init", "-q", "-b", "main", ".")
        self.git("config", "user.name", "A. Tester")
        self.git("config", "user.email", "tester@example.org")
        self.git("config", "merge.prose.driver", f"{shlex.quote(command.program)} git-merge %O %A %B %P")
        self.write(".gitattributes", "*.txt merge=prose\n")
        self.write("story.txt", BASE)
        self.git("add", ".")
        self.git("commit", "-qm", "begin")
        self.git("checkout", "-qb", "other")
        self.commit(theirs)
        self.git("checkout", "-q", "main")
        self.commit(mine)

    def test_merged(self):
        mine, theirs = BASE.replace("seven", "eight"), wrapped(BASE.replace("spoke", "sang"), 40)
        self.branches(mine, theirs)
        self.git("merge", "-q", "-m", "merge", "other")
        self.assertEqual((self.folder / "story.txt").read_text(), theirs.replace("seven", "eight"))
        self.assertEqual(self.git("status", "--porcelain").stdout, b"")

    def test_conflict(self):
        self.branches(BASE.replace("seven", "eight"), BASE.replace("seven", "nine"))
        done = self.git("merge", "-m", "merge", "other", status=1)
        self.assertIn(b"story.txt:1: conflict of ours, theirs: seven", done.stderr)
        text = (self.folder / "story.txt").read_text()
        self.assertIn("<<<<<<< ours\nThe ferry left at eight", text)
        self.assertIn(">>>>>>> theirs\n", text)
        self.assertIn(b"UU story.txt", self.git("status", "--porcelain").stdout)

    def test_trouble_leaves_ours(self):
        for name in ("base", "ours"):
            self.write(name, "ours\n")
        done = self.run_program("git-merge", "base", "ours", "missing", "story.txt")
        self.assertEqual(done.status, 2)
        self.assertIn(b"story.txt: is not merged", done.err)
        self.assertEqual((self.folder / "ours").read_text(), "ours\n")
        self.assert_trouble(self.run_program("git-merge", "base"), "merge.prose.driver")


if __name__ == "__main__":
    command.main()
