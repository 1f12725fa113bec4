#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Chats: WhatsApp's forms of dates, what Telegram writes out, JSON Lines; broken ones."""
import json

import packages
from packages import Reading

STAMPS = ("1/31/24, 9:02 PM - ", "31.01.24, 21:02 - ", "31/01/2024 à 21:02 - ", "31/1/24 9:02 p. m. - ",
          "31-01-2024 21:02 - ", "2024-01-31, 9:02 p.m. - ", "2024/01/31 21:02 - ", "2024/1/31 下午9:02 - ",
          "2024. 1. 31. 오후 9:02 - ", "31.1.2024 klo 21.02 - ", "٣١‏/١‏/٢٠٢٤، ٩:٠٢ م - ", "31/01/24 21:02 - ",
          "[31.01.24, 21:02:05] ", "\u200e[1/31/24, 9:02:05\u202fPM] ", "[2024-01-31, 9:02:05 p.m.] ",
          "[31/01/24 21:02:05] ", "[31/1/24, 21.02.05] ", "31.01.24, 21:02 – ",
          "2024年1月31日 下午9:02 - ", "[2024年1月31日 21:02:05] ",
          "2024년 1월 31일 오후 9:02 - ", "[2024년 1월 31일 오후 9:02:05] ", "৩১/১/২৪, ৯:০২ PM - ", "௩௧/௧/௨௪, ௯:௦௨ - ",
          "31.01.24 г., 21:02 ч. - ")


class WhatsApp(Reading):
    def test_stamps(self):
        for stamp in STAMPS:
            with self.subTest(stamp):
                chat = f"{stamp}Ann Lee: One: two\nthree\n\nfour\n{stamp}Bo: five\n"
                self.assertEqual(self.read(chat), "One: two\nthree\n\nfour\n\nfive")
                shown = self.read(chat, "--places")
                self.assertIn("[speaker Ann Lee] One", shown)
                self.assertIn(stamp.strip("\u200e[] -\u2013") + "]", shown)

    def test_what_is_no_message(self):
        stamp = "31.01.24, 21:02 - "
        chat = (f"{stamp}Messages are encrypted.\n{stamp}Ann changed the subject from “a” to “b: c”\n"
                f"{stamp}Ann: <Media omitted>\n{stamp}Ann: \u200eimage omitted\n{stamp}Ann: 1/2/24, 9:00 - so\n"
                f"{stamp}\u202a+00 001\u202c: x\n{stamp}Ann:\n")
        shown = self.read(chat, "--places")
        self.assertNotIn("subject from]", shown)
        self.assertIn("[speaker Ann] image omitted", shown)
        self.assertIn("[speaker Ann] 1/2/24, 9:00 - so", shown)
        self.assertTrue(shown.endswith("x"))

    def test_that_it_was_edited(self):
        stamp = "31.01.24, 21:02 - "
        for notice in ("\u200e<Diese Nachricht wurde bearbeitet.>", "<This message was edited>"):
            self.write("a.txt", f"{stamp}Ann: One\nand two. {notice}\n{stamp}Bo: x <b>\n")
            self.write("b.txt", f"{stamp}Ann: One\nand two.\n{stamp}Bo: x <b>\n")
            self.assertIn(b"Yes", self.run_program("--brief", "a.txt", "b.txt").out)
        self.write("a.txt", f"{stamp}Ann: a <b> c <d e>\n{stamp}Bo: x\n")
        self.write("b.txt", f"{stamp}Ann: a <b> c\n{stamp}Bo: x\n")
        self.assertIn(b"Almost", self.run_program("--brief", "a.txt", "b.txt").out)

    def test_what_is_no_chat(self):
        for text in ("31.01.24, 21:02 - Ann: x\nand\nno more\n", "He said: 1/2/24\n", "12.5.1900. 3 - 4\n12.5.1900\n"):
            self.assertEqual(self.read(text), text.removesuffix("\n"))

    def test_line_ends_and_encodings(self):
        chat = "31.01.24, 21:02 - Ann: ä\r\nb\r\n31.01.24, 21:03 - Bo: c"
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            self.assertEqual(self.read(chat.encode(encoding)), "ä\nb\n\nc")

    def test_same_as_lines(self):
        self.write("a.txt", "31.01.24, 21:02 - Ann: One.\n31.01.24, 21:02 - Bo: Two\nthree.\n")
        self.write("b.jsonl", '{"id": 1, "text": "One."}\n\n{"id": "b", "speaker": "Bo", "text": "Two\\nthree."}\n')
        self.assertIn(b"Yes", self.run_program("--brief", "a.txt", "b.jsonl").out)


class Telegram(Reading):
    def chat(self, *messages):
        return {"name": "x", "type": "personal_chat", "messages": list(messages)}

    def test_messages(self):
        chat = self.chat({"id": 1, "type": "service", "text": ""},
                         {"id": 2, "type": "message", "from": "Ann", "date": "2025-01-01T00:00:00", "text": "One"},
                         {"id": 3, "type": "message", "from": None, "text": ["a ", {"type": "bold", "text": "b"}, 3, "\nc"]},
                         {"id": 4, "type": "message", "from": "Ann", "text": ""}, 5, {"text": {"text": "no"}})
        self.assertEqual(self.read(json.dumps(chat, indent=1)), "One\n\na b\nc")
        self.assertEqual(self.read(json.dumps({"chats": {"list": [chat, chat]}}), "--from", "telegram"),
                         "One\n\na b\nc\n\nOne\n\na b\nc")
        self.assertIn("[time 2025-01-01T00:00:00] [speaker Ann] [part 2] One",
                      self.read(json.dumps(chat), "--places"))

    def test_what_another_program_wrote(self):
        """What has no texts where these have them is not read as if nothing were said in it."""
        other = json.dumps({"messages": [{"id": "1", "type": "Default", "content": "Hello", "author": {"name": "Ann"}}]})
        self.assertEqual(self.read(other), other)

    def test_broken(self):
        whole = json.dumps(self.chat({"type": "message", "text": "x"}))
        self.refuse(whole[:-3], "no JSON", "whole copy")
        self.write("a document", '{"a": 1}')
        self.assert_trouble(self.run_program("text", "--from", "telegram", "a document"), "messages")
        self.refuse(whole.replace('"text": "x"', '"text": ' + "[" * 100000), "no JSON")


class Lines(Reading):
    def test_lines(self):
        lines = '{"id": 7, "text": "a\\u00e4\\n\\nb", "speaker": "Ann", "time": 3}\n\n{"text": "", "id": 8}\r\n{"text": "c"}'
        self.assertEqual(self.read(lines), "aä\n\nb\n\nc")
        self.assertIn("[time 3] [speaker Ann] [part 7] aä", self.read(lines, "--places"))
        self.assertNotIn("[part 8]", self.read(lines, "--places"))

    def test_broken(self):
        first = '{"text": "a"}\n'
        self.refuse(first + '{"text": "b"\n', "2:", "no JSON")
        self.refuse(first + '{"id": 1}\n', "2:", '"text"')
        self.refuse(first + "[1]\n", "2:")
        self.refuse(first + '{"text": "\\ud800"}\n', "2:", "no JSON")

    def test_nothing(self):
        self.assertEqual(self.read('{"text": ""}'), "")


if __name__ == "__main__":
    packages.main()
