#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost lsp: what an editor sends and gets, message by message; hostile messages; limits."""
import json
import os
import pathlib
import select
import subprocess
import unittest

import command
from command import Command

LAW = """Article 1. The use of force is not permitted in any case, unless the council has agreed to it beforehand.

Article 2. The council shall meet twice a year in Geneva. A member who does not attend may be replaced by the president.
"""
DRAFT = """# Draft 🚢

It says “The council shall meet three times a year in Geneva.” That is so.

“Nobody may moor at the western pier without a permit,” it says, too.

> The use of force is not permitted in any case, unless the council has agreed to it beforehand.
"""
URI = "file:///draft.md"


def frame(message):
    body = message if isinstance(message, bytes) else json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


class Client:
    """The other end of a server, which reads as it comes."""

    def __init__(self, folder, *arguments, **capabilities):
        self.process = subprocess.Popen([command.program, "lsp", *arguments], cwd=folder, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.rest, self.number, self.told = b"", 0, []
        self.capabilities = capabilities

    def send(self, method, params=None, **others):
        self.raw(frame({"jsonrpc": "2.0", "method": method, "params": params or {}, **others}))

    def raw(self, content):
        self.process.stdin.write(content)
        self.process.stdin.flush()

    def read(self):
        """The next message."""
        while True:
            head, found, behind = self.rest.partition(b"\r\n\r\n")
            if found:
                length = int(head.split(b":")[1])
                if len(behind) >= length:
                    self.rest = behind[length:]
                    return json.loads(behind[:length])
            if not select.select([self.process.stdout], [], [], command.TIMEOUT)[0]:
                raise AssertionError("nothing came")
            more = os.read(self.process.stdout.fileno(), 1 << 16)
            if not more:
                raise AssertionError(f"it ended: {self.process.stderr.read()}")
            self.rest += more

    def request(self, method, params=None):
        """The answer to a request; what is told before it is kept."""
        self.number += 1
        self.send(method, params, id=self.number)
        return self.answer(self.number)

    def answer(self, number):
        while True:
            message = self.read()
            if message.get("id") == number and "method" not in message:
                return message
            self.told.append(message)

    def marks(self, version=None):
        """What is marked, of a version."""
        while True:
            message = self.told.pop(0) if self.told else self.read()
            if message.get("method") == "textDocument/publishDiagnostics" and \
                    (version is None or message["params"].get("version") == version):
                return message["params"]["diagnostics"]

    def start(self, options=None, root=None):
        answer = self.request("initialize", {"processId": None, "rootUri": root, "capabilities": self.capabilities,
                                             **({"initializationOptions": options} if options is not None else {})})
        if "result" in answer:
            self.send("initialized")
        return answer

    def open(self, text, language="markdown", version=1, uri=URI):
        self.send("textDocument/didOpen",
                  {"textDocument": {"uri": uri, "languageId": language, "version": version, "text": text}})

    def change(self, version, *changes, uri=URI):
        self.send("textDocument/didChange", {"textDocument": {"uri": uri, "version": version},
                                             "contentChanges": [self.edit(*change) for change in changes]})

    @staticmethod
    def edit(text, start=None, end=None):
        place = {"line": start[0], "character": start[1]} if start else None
        return {"text": text, **({"range": {"start": place, "end": {"line": end[0], "character": end[1]}}} if start else {})}

    def end(self):
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        status = self.process.wait(timeout=command.TIMEOUT)
        err = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        return status, err


def units(text):
    """The length of a text in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def put(text, edits, of=units):
    """A text with edits of the protocol."""
    lines = text.split("\n")

    def offset(place):
        line = lines[place["line"]]
        n = next(i for i in range(len(line) + 1) if of(line[:i]) == place["character"])
        return sum(len(each) + 1 for each in lines[:place["line"]]) + n
    for edit in sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True):
        text = text[:offset(edit["range"]["start"])] + edit["newText"] + text[offset(edit["range"]["end"]):]
    return text


class Editing(Command):
    def client(self, *arguments, started=True, **capabilities):
        self.write("law.txt", LAW)
        client = Client(self.folder, *(arguments or ["--against", "law.txt"]), **capabilities)

        def kill():
            if client.process.poll() is None:
                client.process.kill()
            if not client.process.stdout.closed:
                client.end()
        self.addCleanup(kill)
        if started:
            self.assertIn("result", client.start())
        return client

    def test_marks(self):
        client = self.client()
        client.open(DRAFT)
        first, second = client.marks(1)
        self.assertEqual((first["code"], first["severity"], first["source"]), ("altered", 1, "almost"))
        self.assertEqual(first["message"], "altered: number; “twice” told as “three times” (law.txt, line 3)")
        self.assertEqual(first["range"], {"start": {"line": 2, "character": 9}, "end": {"line": 2, "character": 61}})
        place, = first["relatedInformation"]
        self.assertEqual(place["location"]["uri"], (self.folder / "law.txt").resolve().as_uri())
        self.assertEqual(place["location"]["range"]["start"]["line"], 2)
        self.assertEqual((second["code"], second["severity"]), ("not found", 2))

    def test_typed(self):
        """Each change is followed at its place, whatever stands before it, and what it makes true is no longer marked."""
        client = self.client()
        client.open("🚢🚢 “The council shall meet a year in Geneva.”\r\nNext.\rLast.\n", "plaintext")
        self.assertEqual([each["code"] for each in client.marks(1)], ["altered"])
        client.change(2, ("twice ", (0, 29), (0, 29)))
        self.assertEqual(client.marks(2), [])
        client.change(3, ("X", (2, 4), (2, 4)), ("“The use of force is permitted in any case.”\n", (3, 0), (3, 0)))
        mark, = client.marks(3)
        self.assertEqual(mark["message"][:17], "altered: negation")
        self.assertEqual(mark["range"]["start"], {"line": 3, "character": 1})
        client.change(4, ("All of it is new.",))
        self.assertEqual(client.marks(4), [])
        client.change(5, (" “No law says this to anybody.”", (0, 4000), (7, 1)))
        mark, = client.marks(5)
        self.assertEqual(mark["range"]["start"], {"line": 0, "character": 19})

    def test_hover(self):
        for kind in ("markdown", "plaintext"):
            client = self.client(textDocument={"hover": {"contentFormat": [kind]}})
            client.open(DRAFT)
            answer = client.request("textDocument/hover",
                                    {"textDocument": {"uri": URI}, "position": {"line": 2, "character": 12}})["result"]
            self.assertEqual(answer["contents"]["kind"], kind)
            told = answer["contents"]["value"].replace("\\", "")
            self.assertIn("law.txt, line 3", told)
            self.assertIn("> The council shall meet twice a year in Geneva", told)
            self.assertIn("~~twice~~ **three times** (number, wording)" if kind == "markdown" else "[-twice-] {+three times+} (number, wording)", told)
            self.assertEqual(answer["range"]["start"], {"line": 2, "character": 9})
            nowhere = client.request("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 1}})
            self.assertIsNone(nowhere["result"])
            self.assertIsNone(client.request("textDocument/hover", {"textDocument": {"uri": "file:///other"},
                                                                    "position": {"line": 0, "character": 1}})["result"])

    def mend(self, text, language="markdown", of=units, **capabilities):
        """A text with all offers taken."""
        client = self.client(**capabilities)
        client.open(text, language)
        actions = client.request("textDocument/codeAction",
                                 {"textDocument": {"uri": URI}, "context": {"diagnostics": []},
                                  "range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}})["result"]
        edits = []
        for action in actions:
            self.assertEqual((action["kind"], action["title"]), ("quickfix", "Put in the source's words"))
            if "changes" in action["edit"]:
                edits += action["edit"]["changes"][URI]
            else:
                change, = action["edit"]["documentChanges"]
                self.assertEqual(change["textDocument"], {"uri": URI, "version": 1})
                edits += change["edits"]
        return put(text, edits, of)

    def test_mending(self):
        for told, wanted in (
                ("🚢 “The council shall meet three times a year in Geneva.”", "🚢 “The council shall meet twice a year in Geneva.”"),
                ("“The use of force is permitted in any case”", "“The use of force is not permitted in any case”"),
                ("“The use of raw force is not ever permitted in any case”", "“The use of force is not permitted in any case”"),
                ("“The council [of five] shall meet thrice … in Geneva”", "“The council [of five] shall meet twice … in Geneva”"),
                ("“A member who attends may be replaced by the president.”",
                 "“A member who does not attend may be replaced by the president.”"),
                ("“The council *shall* meet three times a year in Geneva.”", "“The council *shall* meet twice a year in Geneva.”"),
                ("“Unless the council has then agreed to it”", "“Unless the council has agreed to it”"),
                ("“Unless the council has agreed to it”", "“Unless the council has agreed to it”"),
                ("“agreed to it and beforehand”", "“agreed to it beforehand”"),
                ("“in any case, if the council”", "“in any case, unless the council”"),
                ("“in any case the council has”", "“in any case, unless the council has”"),
                ("“Nobody may moor at the western pier without a permit”", "“Nobody may moor at the western pier without a permit”")):
            with self.subTest(told=told):
                self.assertEqual(self.mend(told + "\n"), wanted + "\n")
        told = "🚢 “The council shall meet three times a year in Geneva.”\n"
        versions = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
        self.assertEqual(self.mend(told, "plaintext", **versions), told.replace("three times", "twice"))
        bytes_ = {"general": {"positionEncodings": ["utf-8", "utf-16"]}}
        self.assertEqual(self.mend(told, of=lambda text: len(text.encode()), **bytes_), told.replace("three times", "twice"))

    def test_agreed(self):
        for asked, wanted in ((None, "utf-16"), (["utf-16", "utf-8"], "utf-16"), (["utf-8", "utf-16"], "utf-8"), (["utf-32"], "utf-16")):
            client = self.client(started=False, **({"general": {"positionEncodings": asked}} if asked else {}))
            result = client.start()["result"]["capabilities"]
            self.assertEqual((result["positionEncoding"], result["textDocumentSync"]["change"]), (wanted, 2))

    def test_options(self):
        """Sources and statuses that the editor names."""
        self.write("sources.txt", LAW)
        client = self.client("--timeout", "50", started=False)
        os.mkdir(self.folder / "a b")
        self.write("a b/law.txt", LAW)
        self.assertIn("result", client.start({"against": ["law.txt"], "mark": ["verbatim", "not-found"], "language": "en"},
                                             (self.folder / "a b").resolve().as_uri()))
        client.open(DRAFT)
        self.assertEqual([each["code"] for each in client.marks(1)], ["not found", "verbatim"])
        for options in ({"against": "law.txt"}, {"against": ["nowhere.txt"]}, {"against": [7]}, {"mark": ["wrong"]}, {"language": 3}):
            client = self.client("--timeout", "50", started=False)
            answer = client.start(options)
            self.assertIn(next(iter(options)) if options != {"against": ["nowhere.txt"]} else "nowhere.txt", answer["error"]["message"])
            self.assertIn("result", client.start({"against": ["law.txt"]}), "it may try again")

    def test_sources_change(self):
        client = self.client()
        client.open(DRAFT)
        self.assertEqual(len(client.marks(1)), 2)
        self.write("law.txt", LAW + "\nNobody may moor at the western pier without a permit.\n")
        client.send("workspace/didChangeWatchedFiles", {"changes": []})
        self.assertEqual([each["code"] for each in client.marks(1)], ["altered"])
        os.remove(self.folder / "law.txt")
        client.send("workspace/didChangeWatchedFiles", {"changes": []})
        while True:
            message = client.read()
            if message["method"] == "window/showMessage":
                break
        self.assertIn("law.txt", message["params"]["message"])
        client.change(2, (DRAFT,))
        self.assertEqual([each["code"] for each in client.marks(2)], ["altered"], "what was read before stands")

    def test_closed(self):
        client = self.client()
        client.open(DRAFT)
        self.assertEqual(len(client.marks()), 2)
        client.send("textDocument/didClose", {"textDocument": {"uri": URI}})
        self.assertEqual(client.marks(), [])
        client.open(DRAFT, version=7)
        self.assertEqual(len(client.marks(7)), 2)

    def test_life(self):
        client = self.client(started=False)
        self.assertEqual(client.request("textDocument/hover")["error"]["code"], -32002)
        client.start()
        self.assertEqual(client.start()["error"]["code"], -32600)
        self.assertEqual(client.request("textDocument/rename")["error"]["code"], -32601)
        client.send("$/whatever")
        client.raw(frame({"jsonrpc": "2.0", "id": 4, "result": None}))
        self.assertIsNone(client.request("shutdown")["result"])
        self.assertEqual(client.request("textDocument/hover")["error"]["code"], -32600)
        client.send("exit")
        self.assertEqual(client.end(), (0, b""))
        self.assertEqual(self.client().end(), (1, b""))

    def test_cancelled(self):
        """A request that waits ends with the code for it, once."""
        client = self.client()
        client.open("“The council shall meet three times a year in Geneva.” " * 400, "plaintext")
        place = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 3}}
        for number in (901, 902):
            client.send("textDocument/hover", place, id=number)
        client.send("$/cancelRequest", {"id": 902})
        self.assertIn("result", client.answer(901))
        answer = client.answer(902)
        if "error" in answer:  # it was not answered before
            self.assertEqual(answer["error"]["code"], -32800)

    def test_hostile(self):
        """Each is told or passed over, and what comes behind is answered as ever."""
        client = self.client()
        for message in (b"", b"{", b"[]", b"7", b'{"jsonrpc":"2.0"}', b'{"jsonrpc":"1.0","id":1,"method":"x"}', b"\xff\xfe", b"[" * 5000,
                        b'{"jsonrpc":"2.0","id":{},"method":"x"}', b'{"jsonrpc":"2.0","id":1,"id":2,"method":"x"}'):
            client.raw(frame(message))
            self.assertIn(client.read()["error"]["code"], (-32700, -32600), message)
        for method in ("textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "$/cancelRequest"):
            for params in (None, [], 7, {}, {"textDocument": 7}, {"textDocument": {"uri": 7}}, {"textDocument": {"uri": URI}},
                           {"textDocument": {"uri": URI, "text": 4}}, {"id": {}}):
                client.raw(frame({"jsonrpc": "2.0", "method": method, "params": params}))
        for params in (None, [], {"textDocument": {"uri": URI}}, {"textDocument": {"uri": URI}, "position": {"line": -1, "character": 0}}):
            for method in ("textDocument/hover", "textDocument/codeAction"):
                client.number += 1
                client.raw(frame({"jsonrpc": "2.0", "method": method, "id": client.number, "params": params}))
                self.assertIn("result", client.answer(client.number))
        client.open(DRAFT)
        self.assertEqual(len(client.marks(1)), 2)
        client.change(2, ("x", (3, 0), (2, 0)))
        while client.read()["method"] != "window/showMessage":
            pass
        client.raw(frame(json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": {
            "uri": URI, "languageId": "markdown", "version": 9, "text": "a lone \ud83d “The use of force is permitted in any case” and \\ud83d \ud83d\ude80"}}}).encode()))
        mark, = client.marks(9)
        self.assertEqual(mark["range"]["start"], {"line": 0, "character": 10})

    def test_framing(self):
        """What is no message ends it, with a line."""
        for content, mention in ((b"hello\r\n\r\n", "Content-Length"), (b"Content-Length: -4\r\n\r\n", "Content-Length"),
                                 (b"Content-Length: 4x\r\n\r\n{}", "Content-Length"), (b"Content-Length: 99\r\n\r\n{}", "ends within"),
                                 (b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", "Content-Length"),
                                 (b"Content-Length: 9" + b"9" * 40 + b"\r\n\r\n", "Content-Length"), (b"a" * 9000, "does not end"),
                                 (b"Content-Length: 2\r\n", "ends within"), (b"x: y\r\n" * 100, "Content-Length")):
            with self.subTest(content=content[:40]):
                client = self.client(started=False)
                client.raw(content)
                status, err = client.end()
                self.assertEqual(status, 2, err)
                self.assert_one_line(err)
                self.assertIn(mention, err.decode())

    def test_limits(self):
        client = self.client("--against", "law.txt", "--max-message", "4K")
        client.open("“The use of force is permitted in any case” " * 300)
        self.assertEqual(client.read()["error"]["code"], -32600)
        client.open("x" * 3000)
        client.marks(1)
        for version in (2, 3):
            client.change(version, ("y" * 3000, (0, 0), (0, 0)))
        while client.read()["method"] != "window/showMessage":
            pass
        client.open("“The use of force is permitted in any case”", version=4)
        self.assertEqual(len(client.marks(4)), 1)

    def test_too_much(self):
        """What could not be checked is said to be so."""
        self.write("law.txt", LAW)
        client = self.client("--against", "law.txt", "--max-bytes", "2K")
        client.open("“The use of force is permitted in any case” " * 60)
        mark, = client.marks(1)
        self.assertEqual(mark["code"], "not checked")
        self.assertIn("2048", mark["message"])
        client.change(2, ("“The use of force is permitted in any case”",))
        self.assertEqual([each["code"] for each in client.marks(2)], ["altered"])

    def test_operands(self):
        self.assert_trouble(self.run_program("lsp", "draft.md"), "--against")


if __name__ == "__main__":
    command.main()
