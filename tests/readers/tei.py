#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""TEI: which of its many texts is read, what stands apart, where each thing stands, files that lie."""
import packages
from packages import Reading

SPACE = "http://www.tei-c.org/ns/1.0"

WITNESSES = ("<listWit xml:id='alpha'><witness xml:id='A'/><witness n='B'/></listWit>"
             "<listWit><witness xml:id='C'><abbr type='siglum'>Cod.</abbr></witness></listWit>")


def tei(body, header="", front="", space=f' xmlns="{SPACE}"', root="TEI"):
    return (f"<?xml version='1.0'?><{root}{space}><teiHeader><p>No.</p>{header}</teiHeader><text>{front}"
            f"<body>{body}</body></text></{root}>")


def app(*readings):
    """An apparatus entry; of each reading its witnesses, or None for the lemma, and its text."""
    inside = "".join(f"<lem>{text}</lem>\n" if who is None else f'<rdg wit="{who}">{text}</rdg>\n'
                     for who, text in readings)
    return f"<app>\n{inside}</app>"


class Text(Reading):
    def body(self, body, *options, **others):
        return self.read(tei(body, **others), *options)

    def test_blocks(self):
        body = ("<div><head>A <hi>head</hi>ing</head><p>One\n  <name>w</name>ord &amp; &#233;.</p><p/>"
                "<list><head>Things</head><item>one</item><item><p>two</p></item></list>"
                "<quote><p>Quoted.</p></quote>Loose <hi>text</hi></div>")
        self.assertEqual(self.body(body),
                         "A heading\n\nOne word & é.\n\nThings\n\none\n\ntwo\n\nQuoted.\n\nLoose text")

    def test_front_and_header(self):
        front = "<front><titlePage><docTitle><titlePart>Title</titlePart></docTitle></titlePage></front>"
        self.assertEqual(self.body("<p>Text.</p>", front=front), "Title\n\nText.")

    def test_without_namespace(self):
        self.assertEqual(self.body("<p>Old.</p>", space="", root="TEI.2"), "Old.")
        self.assertEqual(self.body('<p>In <x xmlns="urn:x">another</x>.</p>'), "In another.")

    def test_entities_of_a_dtd_that_is_not_read(self):
        """Those of HTML and of ISO's sets are known; another stays as it is written, and nothing is lost."""
        older = '<!DOCTYPE TEI.2 SYSTEM "teixlite.dtd" [<!ENTITY own "his own">]>'
        text = tei("<p>caf&eacute; &mdash; &own; &thorn;e &hellip; &unknown.sign;<hi>&amp;</hi>.</p>", space="", root="TEI.2")
        self.assertEqual(self.read(text.replace("<TEI.2>", older + "<TEI.2>", 1)), "café — his own þe … &unknown.sign;&.")
        self.refuse(tei("<p>caf&eacute;</p>"), "undefined entity")

    def test_skipped(self):
        body = ("<p>One<fw>running head</fw> <gap><desc>no</desc></gap><figure><figDesc>no</figDesc></figure>"
                "<index><term>no</term></index>two.</p>")
        self.assertEqual(self.body(body), "One two.")

    def test_numbers_of_items_are_no_text(self):
        body = "<list><label>iv.</label><item>one</item><label>term</label><item>two</item></list>"
        self.assertEqual(self.body(body), "one\n\nterm\n\ntwo")

    def test_tables(self):
        body = ("<p>Before.</p><table><head>Table</head><row><cell cols='2'>a</cell><cell><p>c</p><p>d</p></cell></row>"
                "<row><cell/><cell>e</cell></row></table><p>After.</p>")
        self.assertEqual(self.body(body), "Before.\n\nTable\n\na\tc\n\nd\ne\n\nAfter.")
        self.assertIn("[cell 2.2] e", self.body(body, "--places"))

    def test_notes_stand_behind_their_block(self):
        body = "<p>A sen<note><p>One.</p><p>Two.</p></note>tence.</p><note>Alone.</note><p>Next.</p>"
        self.assertEqual(self.body(body), "A sentence.\n\nOne.\n\nTwo.\n\nAlone.\n\nNext.")

    def test_words_that_break(self):
        cases = {"foot<lb break='no'/>note": "footnote", "foot-\n <lb break='no'/>note": "footnote",
                 "foot<pc force='weak'>-</pc><lb break='no'/>note": "footnote",
                 "foot<pc force='strong'>-</pc><lb break='no'/>note": "foot-note",
                 "foot¬<pb n='2' break='no'/><lb/>note": "footnote", "one-<pb n='2'/><lb break='no'/>two": "onetwo",
                 "joint-<lb break='maybe'/>stock": "joint-stock", "one - <lb/>two": "one -\ntwo",
                 "<w>wo<lb/>rd</w>": "word", "one<lb/>two": "one\ntwo", "end-": "end-"}
        for inside, wanted in cases.items():
            with self.subTest(inside):
                self.assertEqual(self.body(f"<p>{inside}</p>"), wanted)

    def test_words_without_blanks(self):
        body = "<ab><w>one</w><w>two</w>\n<pc>,</pc>\n<w part='I'>thr</w><w part='F'>ee</w>(<w>four</w>)</ab>"
        self.assertEqual(self.body(body), "one two, three(four)")

    def test_verse(self):
        body = "<lg><head>Song</head><lg><l>One,</l>\n<l>two.</l></lg><lg><l>Three.</l></lg></lg>"
        self.assertEqual(self.body(body), "Song\n\nOne,\ntwo.\n\nThree.")

    def test_transcription(self):
        document = (f'<TEI xmlns="{SPACE}"><teiHeader/><sourceDoc><surface><zone><line>One</line><line>two</line></zone>'
                    "</surface></sourceDoc></TEI>")
        self.assertEqual(self.read(document), "One\ntwo")


class Places(Reading):
    def places(self, body):
        return self.read(tei(body), "--places")

    def test_pages_and_columns(self):
        shown = self.places("<p><pb n='7'/><cb n='b'/>One.</p><p>Two <pb n='8v'/>three.</p>")
        self.assertIn("[page 7] [paragraph 1] [element column b] One.", shown)
        self.assertIn("[page 8v] [paragraph 2] ", shown)

    def test_divisions(self):
        shown = self.places("<div n='urn:x:y'><div n='2'><div n='3'><p>One.</p></div><div type='verse' n='4'><p>Two.</p>"
                            "</div></div><div><head>Named</head><p xml:id='x'>Three.</p><p>Four.</p></div></div>")
        self.assertIn("[chapter 2.3] [paragraph 1] One.", shown)
        self.assertIn("[element 2.4] Two.", shown)
        self.assertIn("[chapter Named] [paragraph 3]", shown)
        self.assertIn("[element x] Three.", shown)

    def test_lines(self):
        shown = self.places("<lg><l n='5'>One</l><l>two</l></lg><lb n='9'/><l>three</l>")
        self.assertIn("[line 5] One\ntwo", shown)
        self.assertIn("[line 9] three", shown)


class Speech(Reading):
    PLAY = ("<stage>Night.</stage><sp who='#ham'><speaker>Ham<lb/>let.</speaker><stage>aside</stage>"
            "<p><stage>Sighs.</stage>To be <stage>Turns.</stage>or not.</p><l>So.</l></sp>"
            "<sp who='x.xml#h r'><p>My lord?</p></sp><stage>Exeunt.</stage>")

    def test_apart(self):
        self.assertEqual(self.read(tei(self.PLAY)),
                         "Night.\n\naside\n\nSighs.\n\nTo be or not.\n\nTurns.\n\nSo.\n\nMy lord?\n\nExeunt.")

    def test_speakers(self):
        lines = [line for line in self.read(tei(self.PLAY), "--places").split("\n") if line]
        self.assertEqual([("Ham let" in line, "[speaker h]" in line) for line in lines],
                         [(False, False), (False, False), (False, False), (True, False), (False, False), (True, False),
                          (False, True), (False, False)])


class Witnesses(Reading):
    BODY = ("<p>The " + app((None, "quick"), ("#A", "slow"), ("#alpha", "lame"), ("e.xml#C", "sly"))
            + " fox" + app((None, ""), ("#Cod.", " twice")) + " ran<app><rdg wit='#C #A'>.</rdg><note>no</note></app></p>")

    def witness(self, siglum, body=BODY):
        return self.read(tei(body, header=WITNESSES), "--witness", siglum)

    def test_breaks_of_other_witnesses(self):
        body = "<p>One<lb edRef='#A'/> two <lb ed='C'/>three <milestone unit='paragraph' edRef='#C'/>fo<lb ed='C' break='no'/>ur."
        self.assertEqual(self.witness("A", body + "</p>"), "One\ntwo three four.")
        self.assertEqual(self.witness("C", body + "</p>"), "One two\nthree\n\nfour.")
        self.assertEqual(self.witness("A", "<p>One<lb ed='1674'/>two</p>"), "One\ntwo")

    def test_blanks_before_points(self):
        self.assertEqual(self.witness("A", "<p>" + app((None, "x"), ("#A", "slow")) + " ; and "
                                      + app((None, "x"), ("#A", "so")) + "\n  , he " + app((None, "x"), ("#A", "y"))
                                      + "\n<lb/>.</p>"), "slow ; and so, he y\n.")

    def test_lemma(self):
        self.assertEqual(self.read(tei(self.BODY, header=WITNESSES)), "The quick fox ran.")

    def test_by_whatever_name(self):
        self.assertEqual(self.witness("A"), "The slow fox ran.")
        self.assertEqual(self.witness("#A"), "The slow fox ran.")
        self.assertEqual(self.witness("B"), "The lame fox ran")
        for name in ("C", "Cod."):
            self.assertEqual(self.witness(name), "The sly fox twice ran.")

    def test_nested_and_grouped(self):
        body = ("<p>" + app((None, "one " + app((None, "two"), ("#B", "2"))), ("#A", "none"))
                + "<app><rdgGrp><rdg wit='#A'> a</rdg></rdgGrp><rdgGrp><lem> b</lem></rdgGrp></app></p>")
        self.assertEqual([self.witness(name, body) for name in "ABC"], ["none a", "one 2 b", "one two b"])

    def test_hands(self):
        body = "<p>" + "<app><rdg wit='#A' varSeq='2'>late</rdg><rdg wit='#A' varSeq='1'>early</rdg></app></p>"
        document = tei(body, header=WITNESSES)
        self.assertEqual(self.read(document, "--witness", "A"), "late")
        self.assertEqual(self.read(document, "--witness", "A", "--revisions", "original"), "early")

    def test_lacunae(self):
        body = ("<p>One <app><rdg wit='#A'>two<lacunaStart/></rdg></app> three " + app((None, "four"), ("#B", "4"))
                + " five <app><rdg wit='#A'><lacunaEnd/>six</rdg><lem>6</lem></app>"
                + " seven<app><rdg wit='#C'><witStart/></rdg></app> eight<app><rdg wit='#B'><witEnd/></rdg></app> nine</p>")
        self.assertEqual([self.witness(name, body) for name in "ABC"],
                         ["One two six seven eight nine", "One two three 4 five 6 seven eight", "eight nine"])
        self.assertEqual(self.read(tei(body)), "One two three four five 6 seven eight nine")

    def test_unknown(self):
        self.write("x.xml", tei(self.BODY, header=WITNESSES))
        self.assert_trouble(self.run_program("text", "--witness", "Q", "x.xml"), "x.xml", "no witness Q", "A, B, C")
        self.write("x.xml", tei("<p>x</p>"))
        self.assert_trouble(self.run_program("text", "--witness", "Q", "x.xml"), "has no witnesses")

    def test_apparatus_apart(self):
        apart = WITNESSES + "<variantEncoding method='double-end-point' location='external'/>"
        self.write("x.xml", tei(self.BODY, header=apart))
        self.assert_trouble(self.run_program("text", "--witness", "A", "x.xml"), "apart from its text")
        body = "<p>Text.</p><listApp>" + app((None, "no"), ("#A", "no")) + "</listApp>"
        self.assertEqual(self.read(tei(body)), "Text.")


class States(Reading):
    def test_choice(self):
        body = ("<p><choice>\n<sic>teh</sic>\n<corr>the</corr>\n</choice> <choice><orig>olde</orig><reg>old</reg></choice>"
                " <choice><abbr>Mr</abbr><expan>M<ex>iste</ex>r</expan></choice> <choice><seg>a</seg><seg>b</seg></choice>"
                " <sic>alone</sic></p>")
        self.assertEqual(self.read(tei(body)), "the old Mister a alone")
        self.assertEqual(self.read(tei(body), "--as-written"), "teh olde Mr a alone")

    def test_what_an_editor_supplies(self):
        body = "<p>a<supplied>b</supplied><surplus>c</surplus> <expan><abbr>D<am>.</am></abbr><ex>ominus</ex></expan></p>"
        self.assertEqual(self.read(tei(body)), "ab Dominus")
        self.assertEqual(self.read(tei(body), "--as-written"), "abc D.")

    def test_additions_and_deletions(self):
        body = ("<p>It <subst>\n<del>was</del>\n<add>is</add>\n</subst> <del>very </del>good<add>!</add> "
                "<restore><del>Yes.</del></restore></p>")
        self.assertEqual(self.both(tei(body)), ("It is good! Yes.", "It was very good Yes."))

    def test_spans(self):
        body = ("<p>One <delSpan spanTo='#e'/>two</p><p>three<anchor xml:id='e'/> four <delSpan spanTo='#none'/>five "
                "<addSpan spanTo='#f'/>six <seg xml:id='f'>seven</seg> eight</p>")
        self.assertEqual(self.both(tei(body)), ("One\n\nfour five six seven eight", "One two\n\nthree four five eight"))


class Broken(Reading):
    def test_no_text(self):
        self.refuse(f'<TEI xmlns="{SPACE}"><teiHeader/></TEI>', "without a text")
        self.refuse(tei("<p>"), "not well-formed", name="x.xml")

    def test_cut_off_anywhere(self):
        whole = tei(Speech.PLAY + Witnesses.BODY, header=WITNESSES)
        for cut in range(80, len(whole) - 1, 41):
            with self.subTest(cut):
                self.refuse(whole[:cut], "well-formed", name="cut.tei")

    def test_nested_deeply(self):
        self.refuse(tei("<app><lem>" * 50000 + "</lem></app>" * 50000), "nest deeper")

    def test_odd_markup(self):
        body = ("<rdg>a</rdg><lem/><cell>b</cell><row/><l/><label/><speaker>x</speaker><stage/><note><note/></note>"
                "<choice/><app/><sp><sp><speaker/></sp></sp><head><head/></head><delSpan/><witEnd/><lacunaStart wit=''/>"
                "<table><cell/><p>c</p><table><row><row/></row></table></table><lb break='no'/><w/><pc/><text/><div n=''/>"
                "<app><app><rdg/></app><choice><rdg/></choice></app><said who='#'/><w part='F'/>")
        self.assertEqual(self.read(tei(body)).split(), ["a", "b", "c"])

    def test_many_of_all(self):
        n = 20000
        for inside in ("<app><rdg wit='A'/></app>", "<delSpan spanTo='#a'/><s xml:id='a'/>", "<note>n</note>", "<lb n='1'/>",
                       "<pb n='1'/>", "<said who='a'>a</said>", "<delSpan spanTo='#z'/>"):
            text = self.read(tei(f"<p>{inside * n}</p>"))
            self.assertLess(len(text), 5 * n)


if __name__ == "__main__":
    packages.main()
