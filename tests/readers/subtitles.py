#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Subtitles: SubRip, SubViewer, WebVTT, SubStation Alpha, TTML."""

import reading

SRT = """1
00:00:01,000 --> 00:00:02,500
<i>The ferry</i> left
at seven.

2
00:00:03,000 --> 00:00:05,000
- Was it raining?
- It was.

3
00:00:05,100 --> 00:00:06,000
(thunder)

4
00:00:20,000 --> 00:00:22,000
ANNA: Nobody spoke
to us {\\an8}on the deck.
"""
WORDS = "The ferry left at seven.\nWas it raining?\nIt was.\n(thunder)\n\nNobody spoke to us on the deck."


class Formats(reading.Reading):
    """The same words from each of them."""

    def test_srt(self):
        self.assertEqual(self.read_as("a.srt", SRT), WORDS)
        self.assertEqual(self.read_as("b.srt", "\ufeff" + SRT.replace("\n", "\r\n")), WORDS)
        self.assertEqual(self.read_as("c", SRT.encode("utf-16")), WORDS.replace("\n\n", "\n\n"))

    def test_srt_places(self):
        places = self.read_as("a.srt", SRT, "--places").split("\n")
        self.assertEqual(places[0], "[paragraph 1] [time 1000] The ferry left at seven.")
        self.assertEqual(places[-1],
                         "[paragraph 2] [time 20000] [speaker ANNA] Nobody spoke to us on the deck.")

    def test_srt_that_is_broken(self):
        text = self.read_as("a.srt", "00:00:01,000 --> 00:00:02,000\nOne.\n\n"
                                  "00:0x:01,000 --> 00:00:02,000\nTwo.\n\n"
                                  "9\n00:00:00,500 --> 00:00:00,100\nThree is < 4.\n\nAnd five.")
        self.assertEqual(text, "One.\nTwo.\nThree is < 4. And five.")

    def test_times_that_are_none(self):
        """They are no words: what stands below them is said, at the times of the cue before."""
        for times in ("-00:00:03,000 --> 00:00:04,000", "00:75:00,000 --> 00:76:00,000", "00:00:0x,1 --> 00:00:04"):
            text = self.read_as("a.srt", f"1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n{times}\nTwo --> three.\n")
            self.assertEqual(text, "One.\nTwo --> three.", times)
        text = self.read_as("a.sbv", "0:00:01.000,0:00:02.000\nOne.\n\n0:00:13.f8,0:00:15.489\nAt 10:30:00, two.\n")
        self.assertEqual(text, "One.\nAt 10:30:00, two.")

    def test_times_that_are_missing(self):
        """The number that the next cue would have is none that is said; any other is."""
        said = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n{}\nTwo.\n\n4\n00:00:05,000 --> 00:00:06,000\n5\n"
        self.assertEqual(self.read_as("a.srt", said.format("2")), "One.\nTwo.\n5")
        self.assertEqual(self.read_as("a.srt", said.format("3")), "One. 3 Two.\n5")

    def test_sbv(self):
        self.assertEqual(self.read_as("a.sbv", "0:00:01.000,0:00:02.000\nThe ferry left\nat seven.\n\n"
                                            "0:00:02.000,0:00:03.000\nIt rained."),
                         "The ferry left at seven.\nIt rained.")

    def test_vtt(self):
        text = self.read_as("a.vtt", "WEBVTT - a title\nKind: captions\n\nNOTE\nnot this\n\n"
                                  "STYLE\n::cue { color: red }\n\n"
                                  "one\n00:01.000 --> 00:02.000 align:start\n"
                                  "<v Anna>The <b>ferry</b> &amp; the boat</v>\n\n"
                                  "00:02.000 --> 00:03.000\n<v Ben>left &notit;\n\n"
                                  "00:3.000 --> 00:04.000\nno time\n\n"
                                  "00:04.000 --> 00:05.000\nat seven\n00:06.000 --> 00:07.000\nso")
        self.assertEqual(text, "The ferry & the boat\n\nleft \u00acit;\n\nat seven\nso")

    def test_vtt_with_times_that_no_browser_takes(self):
        self.assertEqual(self.read_as("a.vtt", "WEBVTT\n\n00:01 --> 00:02,5\nThe ferry"), "The ferry")

    def test_captions_that_roll(self):
        text = self.read_as("a.vtt", """WEBVTT

00:00:01.000 --> 00:00:02.000
the ferry<00:00:01.500><c> left</c>

00:00:02.000 --> 00:00:02.010
the ferry left

00:00:02.010 --> 00:00:04.000
the ferry left
at<00:00:03.000><c> seven</c>

00:00:04.000 --> 00:00:05.000
at seven
no no
""")
        self.assertEqual(text, "the ferry left\nat seven\nno no")

    def test_captions_that_roll_without_times_of_words(self):
        """Few cues, too: one that flashes up with what was there before is no one's."""
        text = self.read_as("a.srt", "".join(
            f"{i}\n00:00:0{start} --> 00:00:0{end}\n{words}\n\n" for i, (start, end, words) in enumerate([
                ("1,000", "2,389", " \nthe ferry left"), ("2,389", "2,399", "the ferry left\n "),
                ("2,399", "5,030", "the ferry left\nat seven"), ("5,030", "5,040", "at seven\n ")], 1)))
        self.assertEqual(text, "the ferry left\nat seven")

    def test_numbers_apart_from_their_times(self):
        text = self.read_as("a.srt", "1\n\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n\n00:00:02,000 --> 00:00:03,000\n"
                                     "It was\n1984\n\n00:00:04,000 --> 00:00:05,000\nTwo\n")
        self.assertEqual(text, "One\nIt was 1984\nTwo")

    def test_vtt_ruby(self):
        text = self.read_as("a.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>漢<rt>かん</rt>字<rt>じ</ruby>だ\n\n"
                                     "00:02.000 --> 00:03.000\n<ruby>a<rt>b\n\n00:03.000 --> 00:04.000\nc")
        self.assertEqual(text, "漢字だ\na\nc")

    def test_what_is_said_twice(self):
        text = self.read_as("a.srt", "".join(
            "%d\n00:00:%02d,000 --> 00:00:%02d,900\n%s\n\n" % (i, i, i, words)
            for i, words in enumerate(["No.", "No.", "Why?", "Why?", "No."])))
        self.assertEqual(text, "No.\nNo.\nWhy?\nWhy?\nNo.")

    def test_ass(self):
        text = self.read_as("a.ass", """[Script Info]
Title: not this

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not this
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Anna,0,0,0,,{\\i1}The ferry,{\\i0} left\\Nat\\hseven.
Dialogue: 0,0:00:02.50,0:00:03.50,Default,Anna,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}It rained.
""")
        self.assertEqual(text, "The ferry, left at seven.\nIt rained.")

    def test_ttml(self):
        text = self.read_as("a.xml", """<?xml version="1.0"?>
<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><head><x>not this</x></head>
<body><div begin="1s"><p begin="0.5s" end="2s">The <span>ferry</span><br/>left
   at seven.</p><p begin="00:00:02">It rained.</p></div></body></tt>""", "--places")
        self.assertEqual(text, "[paragraph 1] [time 1500] The ferry left at seven.\n"
                               "[time 3000] It rained.")
        said = ('<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"><body><div>'
                '<p begin="1s"><metadata><p>no</p><x/></metadata>One<ttm:desc>no<br/></ttm:desc> two.</p></div></body></tt>')
        self.assertEqual(self.read_as("a.ttml", said), "One two.")

    def test_ttml_without_namespace(self):
        body = '<tt><head/><body><div><p xml:id="1" begin="00:00:01.000"><span>One<br/>two</span></p></div></body></tt>'
        self.assertEqual(self.read_as("a.ttml", body, "--places"), "[paragraph 1] [time 1000] One two")
        self.assertEqual(self.read_as("a.xml", "<tt>code</tt>"), "<tt>code</tt>")


class Hostile(reading.Reading):
    """What is broken ends in one line, or is read as far as it goes."""

    def test_ttml_cut_off(self):
        err = self.refused("a.ttml", '<tt xmlns="http://www.w3.org/ns/ttml"><body><p>The ferry')
        self.assertIn("not well-formed XML", err)

    def test_depth(self):
        nest = "<div>" * 100000 + "</div>" * 100000
        err = self.refused("a.ttml", '<tt xmlns="http://www.w3.org/ns/ttml">' + nest + "</tt>")
        self.assertIn("--max-depth", err)

    def test_nothing_said(self):
        self.assertEqual(self.read_as("a.vtt", "WEBVTT"), "")
        self.assertEqual(self.read_as("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n\n"), "")

    def test_the_file_itself_is_no_answer(self):
        self.write("a.srt", SRT)
        status, _, err = self.run_text("text", "-o", "a.srt", "a.srt")
        self.assertEqual((status, err.count("\n")), (2, 1))
        self.assertEqual(self.read_as("a.srt", SRT), WORDS)

    def test_many_cues(self):
        cue = "1\n00:00:01,000 --> 00:00:02,000\n<i>word\n\n"
        self.assertEqual(self.read_as("a.srt", cue * 20000).count("word"), 20000)
        self.read_as("b.vtt", "WEBVTT\n\n" + "00:00 --> " * 100000)


if __name__ == "__main__":
    reading.main()
