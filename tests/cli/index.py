# SPDX-License-Identifier: Apache-2.0
"""The index as doc/index-format.md has it: a reader written from that document finds in it what is in the texts."""
import json
import pathlib
import random
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from command import Command, main  # noqa: E402
import index_reader  # noqa: E402

WORD = re.compile(rb"[A-Za-z]+")


class Index(Command):
    """A library of made-up texts, of plain words only, so that a regular expression finds them."""

    def setUp(self):
        super().setUp()
        chance = random.Random(7)
        letters = "abcdefghijklmnopqrstuvwxyz"
        rare = ["".join(chance.choices(letters, k=chance.randint(3, 19))) for _ in range(400)]
        common = ["the", "of", "and", "to", "a", "in", "he", "was", "that", "it"]
        for number, size in enumerate((9000, 3000, 70, 6000)):
            words = [chance.choice(common) if chance.random() < .5 else chance.choice(rare) for _ in range(size)]
            lines = [" ".join(words[i:i + 11]).capitalize() + "." for i in range(0, size, 11)]
            self.write(f"{number}.txt", "\n".join(lines) + "\n")
        self.run_program("library", "create", "shelf")
        self.assertEqual(self.run_program("library", "add", "shelf", "0.txt", "1.txt").status, 0)
        self.assertEqual(self.run_program("library", "add", "--keep", "shelf", "2.txt", "3.txt").status, 0)
        self.library = index_reader.Library(self.folder / "shelf")

    def occurrences(self, segment):
        """Positions by key, as the texts have them."""
        found = {}
        ranks = [index_reader.u64(segment.section(10), 8 * i) for i in range(segment.paired)]
        paired = set(ranks)
        for document in segment.documents:
            before = None
            for number, match in enumerate(WORD.finditer(document.text)):
                key = index_reader.word_key(match[0].decode().lower())
                found.setdefault(key, []).append(document.first + number)
                if before in paired and key in paired:
                    found.setdefault(index_reader.pair_key(before, key), []).append(document.first + number - 1)
                before = key
            self.assertEqual(document.words, len(WORD.findall(document.text)))
        return found, set(ranks[:segment.functions]), paired

    def test_lists_are_those_of_the_texts(self):
        documents = [document for _, _, document in self.library.documents()]
        self.assertEqual([(document.kept, document.packed) for document in sorted(documents, key=lambda d: d.name)],
                         [(False, False), (False, False), (True, True), (True, True)])
        for segment in self.library.segments.values():
            found, functions, paired = self.occurrences(segment)
            self.assertEqual(set(found), set(segment.keys))
            for key, positions in found.items():
                count, flags, _ = segment.keys[key]
                self.assertEqual(count, len(positions))
                self.assertEqual(bool(flags & 4), key in functions)
                self.assertEqual(bool(flags & 2), key in paired)
                self.assertEqual(segment.positions_of(key), None if key in functions else positions)
                self.assertTrue(flags & 1 or segment.may_have(key))
            self.assertTrue(any(flags & 1 for _, flags, _ in segment.keys.values()) or segment.paired == 0)
            self.assertLess(sum(segment.may_have(key * 7919 % (1 << 52)) for key in found), len(found) // 4)

    def test_checkpoints_and_lines(self):
        for segment in self.library.segments.values():
            for document in segment.documents:
                starts = [match.start() for match in WORD.finditer(document.text)]
                for word in range(0, document.words, 64):
                    self.assertEqual(segment.checkpoint(document.first + word), (starts[word], 0))
                for word in range(0, document.words, 1024):
                    self.assertEqual(segment.line(document, word), document.text[:starts[word]].count(b"\n"))

    def test_both_readers_answer_the_same(self):
        chance = random.Random(3)
        queries, wanted = [], []
        for segment, _, document in self.library.documents():
            spans = [match.span() for match in WORD.finditer(document.text)]
            for _ in range(40):
                first = chance.randrange(len(spans) - 12)
                start, end = spans[first][0], spans[first + 11][1]
                queries.append(document.text[start:end].decode())
                wanted.append(self.look_up(queries[-1]))
        self.write("q.jsonl", "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(queries)))
        done = self.run_program("trace", "--in", "shelf", "--queries", "q.jsonl")
        for answer, (name, start, end) in zip(map(json.loads, done.out.splitlines()), wanted):
            first = answer["sources"][0]
            self.assertEqual((first["name"], first["span"]), (name, {"start": start, "end": end}))
            self.assertEqual(first["likeness"], 1)

    def look_up(self, text):
        """The place of a quotation: where the lists of its words meet and its words stand, function words among them."""
        words = [word.lower() for word in re.findall("[A-Za-z]+", text)]
        keys = [index_reader.word_key(word) for word in words]
        for segment in self.library.segments.values():
            places = None
            for offset, key in enumerate(keys):
                positions = segment.positions_of(key)
                if positions is not None:
                    here = {position - offset for position in positions}
                    places = here if places is None else places & here
            for place in sorted(places or ()):
                for document in segment.documents:
                    if document.first <= place < document.first + document.words:
                        spans = [match.span() for match in WORD.finditer(document.text)]
                        number = place - document.first
                        stands = [document.text[a:b].decode().lower() for a, b in spans[number:number + len(words)]]
                        if stands != words:
                            continue
                        return document.name, spans[number][0], spans[number + len(keys) - 1][1]
        raise AssertionError(text)


if __name__ == "__main__":
    main()
