#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Places in the terms of a format: in JSON, in what is for people, and what apply says of it."""
import json

import reading

CUES = [("00:00:01,000 --> 00:00:02,500", "The ferry left at seven."),
        ("00:12:33,000 --> 00:12:35,000", "It was not raining on the deck, and nobody spoke."),
        ("01:00:10,250 --> 01:00:10,700", "ANNA: We came to the island at nine in the morning."),
        ("01:00:10,800 --> 01:00:16,000", "BEN: The house stood where it had always stood.")]


def srt(cues):
    return "".join(f"{i}\n{time}\n{words}\n\n" for i, (time, words) in enumerate(cues, 1))


ORIGINAL = srt(CUES)
TELLING = ORIGINAL.replace("was not raining", "was raining").replace("at nine", "at ten")
PLAIN = "The ferry left at seven.\n\nIt was raining on the deck.\n"


class Places(reading.Reading):
    def json(self, *arguments):
        status, out, err = self.run_text("--json", *arguments)
        self.assertIn(status, (0, 1), err)
        return json.loads(out)

    def test_changes_and_passages(self):
        self.write("a.srt", ORIGINAL)
        self.write("b.srt", TELLING)
        answer = self.json("a.srt", "b.srt")
        self.assertEqual([answer[side]["format"] for side in ("original", "telling")], ["srt"] * 2)
        self.assertEqual(answer["passages"][0]["place"]["telling"], {"paragraph": 1, "time": 1000})
        lost = [change for change in answer["changes"] if change["kind"] == "missing"]
        self.assertEqual([change["place"] for change in lost],
                         [{"original": {"paragraph": 2, "time": 753000}}])
        other = [change for change in answer["changes"] if change["kind"] == "different"]
        where = {"paragraph": 3, "time": 3610250, "speaker": "ANNA"}
        self.assertEqual([change["place"] for change in other],
                         [{"original": where, "telling": where}])

    def test_one_side_alone_has_marks(self):
        self.write("a.srt", ORIGINAL)
        self.write("b.txt", PLAIN)
        answer = self.json("a.srt", "b.txt")
        places = [item["place"] for item in answer["passages"] + answer["changes"]
                  if "place" in item]
        self.assertTrue(places)
        self.assertTrue(all(list(place) == ["original"] for place in places))
        self.assertEqual(answer["telling"]["format"], "text")

    def test_plain_text_has_none(self):
        self.write("a.txt", PLAIN)
        self.write("b.txt", PLAIN.replace("was", "was not"))
        self.assertNotIn("place", json.dumps(self.json("a.txt", "b.txt")))

    def test_pairs(self):
        self.write("a.srt", ORIGINAL)
        self.write("b.srt", TELLING)
        self.write("pairs", '{"original": "a.srt", "telling": "b.srt"}\n')
        status, out, err = self.run_text("--pairs", "pairs")
        self.assertEqual((status, err), (1, ""))
        alone = self.json("a.srt", "b.srt")
        pair = json.loads(out)
        del pair["id"]
        self.assertEqual(pair, alone)

    def shown(self, *options):
        self.write("a.srt", ORIGINAL)
        self.write("b.srt", TELLING)
        status, out, err = self.run_text(*options, "a.srt", "b.srt")
        self.assertEqual((status, err), (1, ""))
        return out

    def test_for_people(self):
        answer = self.shown()
        self.assertIn("a lost “not” at 0:12:33 and “nine” told as “ten” at 1:00:10.250.", answer)
        self.assertIn("\n    0:12:33  It was [-not-] raining", answer)
        self.assertIn(", by places in b.srt", answer.replace("\n", " "))
        self.assertNotIn("line", answer)
        self.assertIn("      0:12:33  negation ", self.shown("--changes"))
        self.assertIn("\n  1:00:10.250  number ", self.shown("--changes"))
        self.assertIn("place  words", self.shown("--passages"))

    def test_findings(self):
        self.assertEqual(self.shown("--fail-on", "number"),
                         "b.srt: 1:00:10.250: different: “nine” → “ten” (number)\n")
        self.assertEqual(self.shown("--fail-on", "number", "--github"),
                         "::error file=b.srt::1:00:10.250: different: “nine” → “ten” (number)\n")

    def test_moved(self):
        long = [(time, words + " Nobody of us had seen anything like it in all those years.")
                for time, words in CUES]
        told = [(CUES[i][0], long[(i + 1) % 4][1]) for i in range(4)]
        self.write("c.srt", srt(long))
        self.write("d.srt", srt(told))
        answer = self.run_text("c.srt", "d.srt")[1]
        self.assertIn("0:00:01 → 1:00:10.800", answer)
        self.assertIn("moved to here from 0:00:01 of c.srt", answer)

    def test_apply_writes_plain_text(self):
        self.write("a.srt", ORIGINAL)
        self.write("b.srt", TELLING)
        self.write("full", self.run_text("--json", "--full", "a.srt", "b.srt")[1])
        status, out, err = self.run_text("apply", "full", "a.srt")
        self.assertEqual((status, out), (2, ""))
        self.assertEqual(err, "almost: a.srt: is read as srt, and what is applied is written as plain "
                              "text, docx or odt only; write both texts out with almost text, compare "
                              "these, and apply that\n")
        status, out, err = self.run_text("--patch", "a.srt", "b.srt")
        self.assertEqual((status, out), (2, ""))
        self.assertEqual(err, "almost: a.srt: is read as srt, and a patch is of plain text only; "
                              "write it out with almost text and compare that\n")

    def test_the_remedy_of_apply(self):
        for name, content in (("a", ORIGINAL), ("b", TELLING)):
            self.write(name + ".srt", content)
            self.assertEqual(self.run_text("text", "-o", name + ".txt", name + ".srt")[0], 0)
        self.write("patch", self.run_text("--patch", "a.txt", "b.txt")[1])
        status, out, err = self.run_text("apply", "patch", "a.txt")
        self.assertEqual((status, err), (0, ""))
        self.assertEqual(out, self.run_text("text", "b.srt")[1])


if __name__ == "__main__":
    reading.main()
