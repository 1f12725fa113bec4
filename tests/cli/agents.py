# SPDX-License-Identifier: Apache-2.0
"""almost mcp: what agents ask is answered in both kinds of revisions, and nothing they send does harm."""
import json
import os
import pathlib
import re
import subprocess
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import command  # noqa: E402
from command import ROOT, TIMEOUT, Command, main  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

MODERN = "2026-07-28"
META = {"io.modelcontextprotocol/protocolVersion": MODERN, "io.modelcontextprotocol/clientCapabilities": {}}
SOURCE = """The harbour master counted eleven lamps along the northern wall.
He had never trusted the twelfth, which the widow Carrow lit for her drowned son.

Nobody rowed out that evening, because the fog had swallowed the breakwater.
The harbour master said: “The fog will not lift before noon on Thursday.”
"""
ACCOUNT = """The harbour master counted twelve lamps along the northern wall.
He had never trusted the last, which the widow Carrow lit for her drowned son.

The harbour master said: “The fog will lift before noon on Thursday.”
Somebody wrote that “nobody rowed out that evening, because the fog had swallowed the breakwater”.
"""


def request(method, identity=1, **params):
    return {"jsonrpc": "2.0", "id": identity, "method": method, "params": {"_meta": META, **params}}


def call(tool, identity=1, meta=None, **arguments):
    message = request("tools/call", identity, name=tool, arguments=arguments)
    message["params"]["_meta"] = {**META, **(meta or {})}
    return message


def encode(message):
    return message if isinstance(message, bytes) else json.dumps(message).encode()


class Agents(Command):
    def setUp(self):
        super().setUp()
        os.mkdir(self.folder / "drafts")
        self.write("drafts/source.txt", SOURCE)
        self.write("drafts/account.txt", ACCOUNT)
        self.write("secret.txt", "The password is swordfish.")

    def ask(self, *messages, options=("--root", "drafts")):
        """Every message that comes back, each judged as a message."""
        done = self.run_program("mcp", *options, stdin=b"".join(encode(m) + b"\n" for m in messages))
        self.assertEqual((done.status, done.err), (0, b""))
        answers = [json.loads(line) for line in done.out.decode("utf-8").splitlines()]
        for answer in answers:
            self.assertEqual(answer["jsonrpc"], "2.0")
        return answers

    def one(self, message, **others):
        answers = self.ask(message, **others)
        self.assertEqual(len(answers), 1, answers)
        return answers[0]

    def use(self, tool, options=("--root", "drafts"), **arguments):
        """The structured answer of a tool, which its schema describes."""
        listed, answer = sorted(self.ask(request("tools/list", 1), call(tool, 2, **arguments), options=options),
                                key=lambda answer: answer["id"])
        result = answer["result"]
        self.assertFalse(result["isError"], result)
        self.assertEqual(json.loads(result["content"][0]["text"]), result["structuredContent"])
        schemas = {each["name"]: each for each in listed["result"]["tools"]}[tool]
        if jsonschema is not None:
            jsonschema.validate(arguments, schemas["inputSchema"])
            jsonschema.validate(result["structuredContent"], schemas["outputSchema"])
        return result["structuredContent"]

    def refused(self, tool, mention, options=("--root", "drafts"), **arguments):
        result = self.one(call(tool, **arguments), options=options)["result"]
        self.assertTrue(result["isError"], result)
        self.assertIn(mention, result["content"][0]["text"])
        self.assertNotIn("swordfish", json.dumps(result))

    def error(self, message, code, **others):
        answer = self.one(message, **others)
        self.assertEqual(answer["error"]["code"], code, answer)
        return answer


class Protocol(Agents):
    def test_modern(self):
        """Each request says what it is of; results say who answers and that they are complete."""
        result = self.one(request("server/discover"))["result"]
        self.assertEqual((result["supportedVersions"], result["resultType"]), ([MODERN], "complete"))
        self.assertEqual(result["_meta"]["io.modelcontextprotocol/serverInfo"]["name"], "almost")
        for method in ("tools/list", "resources/list", "resources/templates/list"):
            result = self.one(request(method))["result"]
            self.assertIn("ttlMs", result)
            self.assertIn("cacheScope", result)

    def test_instructions(self):
        """The model is told what the folders are called."""
        self.assertIn("Roots: drafts.", self.one(request("server/discover"))["result"]["instructions"])
        self.assertNotIn("Roots", self.one(request("server/discover"), options=())["result"]["instructions"])

    def test_unknown_revision(self):
        message = request("tools/list")
        message["params"]["_meta"] = {**META, "io.modelcontextprotocol/protocolVersion": "1900-01-01"}
        data = self.error(message, -32022)["error"]["data"]
        self.assertEqual(data, {"supported": [MODERN], "requested": "1900-01-01"})

    def test_handshake(self):
        """The revisions before: what is asked for where it is spoken, else the newest of them."""
        for asked, spoken in (("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25")):
            hello = {"jsonrpc": "2.0", "id": "h", "method": "initialize", "params": {"protocolVersion": asked}}
            answers = self.ask(hello, {"jsonrpc": "2.0", "method": "notifications/initialized"},
                               {"jsonrpc": "2.0", "id": 2, "method": "ping"},
                               {"jsonrpc": "2.0", "id": 3, "method": "tools/list"})
            self.assertEqual([answer["id"] for answer in answers], ["h", 2, 3])
            self.assertEqual(answers[0]["result"]["protocolVersion"], spoken)
            self.assertEqual(len(answers[2]["result"]["tools"]), 4)
            self.assertNotIn("resultType", answers[2]["result"])

    def test_neither(self):
        self.error({"jsonrpc": "2.0", "id": 1, "method": "tools/list"}, -32602)
        self.error(request("ping"), -32601)
        self.error(request("prompts/list"), -32601)
        self.error(request("tools/call", name="rm", arguments={}), -32602)

    def test_no_options(self):
        self.assert_trouble(self.run_program("mcp", "here"), "--root")
        self.assert_trouble(self.run_program("mcp", "--root", "nowhere"), "nowhere")
        self.assert_trouble(self.run_program("mcp", "--library", "drafts"), "is no library")
        self.assert_trouble(self.run_program("mcp", "--root", "drafts", "--root", "drafts"), "drafts")


class Hostile(Agents):
    def test_messages(self):
        """What is no request is an error, and the next request is answered."""
        for wrong, code in ((b"not json", -32700), (b"\xff\xfe", -32700), (b'{"jsonrpc":"2.0"', -32700),
                            (b"[" * 100000, -32700), (b'{"a":' * 100000, -32700), (b"[]", -32600), (b"[1]", -32600),
                            (json.dumps([request("ping")]).encode(), -32600), (b"{}", -32600), (b'{"id":1,"id":2}', -32700),
                            (b'{"jsonrpc":"2.0","id":1e400,"method":"ping"}', -32700),
                            (b'{"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"}', -32700),
                            (b"\x00", -32700), (b'{"jsonrpc":"2.0","id":1,"method":"tools/list","params":[]}', -32602)):
            first, second = self.ask(wrong, request("tools/list", 7))
            self.assertEqual(first["error"]["code"], code, (wrong[:80], first))
            self.assertEqual((second["id"], "result" in second), (7, True))

    def test_ids(self):
        for identity in (0, -1, 2**63 - 1, "", "a\u0000b", "ü" * 1000, "1"):
            self.assertEqual(self.one(request("tools/list", identity))["id"], identity)
        for identity in (None, 1.5, True, [], {}):
            self.assertNotIn("id", self.error(request("tools/list", identity), -32600))

    def test_silent(self):
        """Notifications and answers are not answered."""
        self.assertEqual(self.ask({"jsonrpc": "2.0", "method": "nonsense"}, {"jsonrpc": "2.0", "id": 1, "result": {}}, b"",
                                  b"   ", {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": []}},
                                  {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": 3}), [])

    def test_long_line(self):
        """A line that is too long is passed over in bounded memory, and said to be."""
        answers = self.ask(b"[" + b"1," * (50 << 20) + b"1]", request("tools/list", 2))
        self.assertIn("--max-message", answers[0]["error"]["message"])
        self.assertEqual(answers[1]["id"], 2)

    def test_paths(self):
        """Nothing outside of a root is read, by whatever name."""
        os.symlink("../secret.txt", self.folder / "drafts/link.txt")
        os.symlink("..", self.folder / "drafts/up")
        os.symlink("account.txt", self.folder / "drafts/inside.txt")
        os.mkfifo(self.folder / "drafts/fifo")
        os.mkdir(self.folder / "drafts-beside")
        self.write("drafts-beside/b.txt", "swordfish")
        self.write("drafts/.hidden", "swordfish")
        source = {"path": "source.txt"}
        for path in ("../secret.txt", "./../secret.txt", str(self.folder / "secret.txt"), "/etc/passwd", "link.txt",
                     "up/secret.txt", "up/drafts-beside/b.txt", "../drafts-beside/b.txt", ".hidden",
                     "fifo", "", ".", "drafts", "source.txt/", "source.txt/x", "x" * 100000, "a/" * 5000, "-"):
            self.refused("compare", "there is no such file", original={"path": path}, telling=source)
        self.refused("compare", "NUL", original={"path": "source.txt\u0000.png"}, telling=source)
        self.assertEqual(self.use("compare", original={"path": "inside.txt"}, telling={"path": "account.txt"})["verdict"],
                         "yes")
        names = {each["name"] for each in self.one(request("resources/list"))["result"]["resources"]}
        self.assertEqual(names, {"source.txt", "account.txt", "inside.txt"})

    def test_arguments(self):
        text = {"text": SOURCE}
        for wrong, mention in (({"original": text}, "telling"), ({"original": 3, "telling": text}, "original"),
                               ({"original": {"text": 3}, "telling": text}, "strings"),
                               ({"original": {}, "telling": text}, "one of"),
                               ({"original": {"text": "a", "path": "b"}, "telling": text}, "one of"),
                               ({"original": text, "telling": text, "limit": 0}, "limit"),
                               ({"original": text, "telling": text, "limit": 1e9}, "limit"),
                               ({"original": text, "telling": text, "cursor": "-1"}, "cursor"),
                               ({"original": text, "telling": text, "cursor": "9" * 50}, "cursor"),
                               ({"original": text, "telling": text, "ignore": ["all"]}, "ignore"),
                               ({"original": text, "telling": text, "language": 3}, "language"),
                               ({"original": text, "telling": text, "more": 1}, "more"),
                               ({"original": {"text": "a", "format": "x"}, "telling": text}, "x")):
            self.refused("compare", mention, **wrong)
        self.refused("trace", "--library", quote="eleven lamps")
        roots = ("--root", "drafts", "--root", str(self.folder))
        self.refused("compare", "say which of the 2", roots, original={"path": "source.txt"}, telling=text)
        self.refused("compare", "none of the 2", roots, original={"path": "source.txt", "root": "x"}, telling=text)
        self.refused("check", "sources", account=text, sources=[])
        self.refused("collate", "witnesses", witnesses=[text])

    def test_limits(self):
        self.refused("compare", "--max-bytes", options=("--root", "drafts", "--max-bytes", "100"),
                     original={"path": "source.txt"}, telling={"text": "a"})
        self.refused("compare", "--timeout", options=("--timeout", "0.000001"), original={"text": SOURCE * 100},
                     telling={"text": ACCOUNT * 100})
        self.error(request("resources/read", uri="almost://root/drafts/source.txt"), -32602,
                   options=("--root", "drafts", "--max-resource", "10"))


class Tools(Agents):
    def test_compare(self):
        found = self.use("compare", original={"path": "source.txt"}, telling={"path": "account.txt"})
        self.assertNotEqual(found["verdict"], "yes")
        touched = [touch for change in found["changes"] for touch in change["touches"]]
        self.assertIn("negation", touched)
        self.assertIn("number", touched)
        weights = [change["weight"] for change in found["changes"]]
        self.assertEqual(weights, sorted(weights, reverse=True))
        meaning = self.use("compare", original={"path": "source.txt"}, telling={"path": "account.txt"}, touching=["negation"])
        self.assertTrue(all("negation" in change["touches"] for change in meaning["changes"]))

    def test_pages(self):
        """The pages of a list are the list."""
        texts = {"original": {"text": SOURCE}, "telling": {"text": ACCOUNT}}
        whole, pages, cursor = self.use("compare", **texts), [], {}
        while True:
            page = self.use("compare", limit=1, **cursor, **texts)
            self.assertEqual(page["total"], whole["total"])
            pages += page["changes"]
            if "nextCursor" not in page:
                break
            cursor = {"cursor": page["nextCursor"]}
        self.assertEqual(pages, whole["changes"])

    def test_check(self):
        found = self.use("check", account={"path": "account.txt"}, sources=[{"path": "source.txt"}])
        self.assertEqual((found["verdict"], found["failing"], found["total"]), ("no", 1, 2))
        worst = found["quotations"][0]
        self.assertEqual((worst["status"], worst["line"], worst["source"]["line"], worst["source"]["name"]),
                         ("altered", 4, 5, "source.txt"))
        self.assertIn("negation", worst["changes"][0]["touches"])
        listed = self.use("check", account={"path": "account.txt"}, sources=[{"path": "source.txt"}],
                          statuses=["verbatim", "typographic"])
        self.assertEqual([each["line"] for each in listed["quotations"]], [5])

    def test_collate(self):
        found = self.use("collate", witnesses=[{"text": "the old dog barked"}, {"text": "the dog barked"},
                                               {"text": "the old cat barked"}], sigla=["A", "B", "C"])
        readings = [{reading["text"]: reading["witnesses"] for reading in place["readings"]} for place in found["places"]]
        self.assertEqual(readings, [{"old": ["A", "C"], "": ["B"]}, {"dog": ["A", "B"], "cat": ["C"]}])

        texts = [{"text": "pater et filius " * 8}, {"text": "pater & filius " * 8}]
        alike = [self.use("collate", witnesses=texts, expand=expand)["witnesses"][0]["related"] for expand in (False, True)]
        self.assertLess(alike[0], 1)
        self.assertEqual(alike[1], 1)

    def test_library(self):
        """A library is traced in, its documents are resources, and all of it is a source."""
        self.assertEqual(self.run_program("library", "create", "books").status, 0)
        self.assertEqual(self.run_program("library", "add", "books", "drafts/source.txt").status, 0)
        options = ("--library", "books")
        found = self.use("trace", options, quote="He had never trusted the twelfth, which the widow Carrow lit")
        self.assertTrue(found["found"])
        self.assertEqual(found["places"][0]["line"], 2)
        self.assertIn("never trusted", found["places"][0]["text"])
        passages = self.use("trace", options, text={"text": SOURCE})
        self.assertEqual(passages["places"][0]["passage"]["line"], 1)
        self.refused("trace", "none of the 1", options, quote="twelfth", library="drafts")
        checked = self.use("check", options, account={"text": ACCOUNT}, sources=[{"library": "books"}])
        self.assertEqual(checked["failing"], 1)
        resource = self.one(request("resources/list"), options=options)["result"]["resources"][0]
        text = self.one(request("resources/read", uri=resource["uri"]), options=options)["result"]["contents"][0]["text"]
        self.assertEqual(text, SOURCE)

    def test_resources(self):
        self.write("drafts/a b#ü.txt", "hello")
        listed = self.one(request("resources/list"))["result"]["resources"]
        uri = {each["name"]: each["uri"] for each in listed}["a b#ü.txt"]
        self.assertEqual(uri, "almost://root/drafts/a%20b%23%C3%BC.txt")
        self.assertEqual(self.one(request("resources/read", uri=uri))["result"]["contents"][0]["text"], "hello")
        for wrong in ("almost://root/drafts/../secret.txt", "file:///etc/passwd", "almost://root/drafts/%2e%2e/secret.txt"):
            self.error(request("resources/read", uri=wrong), -32602)

    def test_pages_of_resources(self):
        for i in range(45):
            self.write(f"drafts/f{i:02}.txt", "x")
        names, cursor = [], {}
        while True:
            result = self.one(request("resources/list", **cursor))["result"]
            names += [each["name"] for each in result["resources"]]
            if "nextCursor" not in result:
                break
            cursor = {"cursor": result["nextCursor"]}
        self.assertEqual((len(names), names), (47, sorted(set(names))))

    def test_bytes(self):
        """Bytes that are no UTF-8 come back as U+FFFD."""
        self.write("drafts/bad.txt", "Grüße und schöne Träume für müde Bären. ".encode() * 20 + b"\xff end")
        text = self.one(request("resources/read", uri="almost://root/drafts/bad.txt"))["result"]["contents"][0]["text"]
        self.assertIn("\ufffd", text)


class Document(Agents):
    def assert_within(self, shown, answered):
        """What is shown is in the answer: members of objects, the first items of lists."""
        if isinstance(shown, dict):
            for name, value in shown.items():
                self.assert_within(value, answered[name])
        elif isinstance(shown, list):
            self.assertGreaterEqual(len(answered), len(shown))
            for one, other in zip(shown, answered):
                self.assert_within(one, other)
        else:
            self.assertEqual(shown, answered)

    def test_conversation(self):
        """doc/agents.md shows what is answered."""
        page = (ROOT / "doc" / "agents.md").read_text(encoding="utf-8")
        page = page[page.index("## A conversation"):]
        files = re.findall(r"`(\w+\.txt)`:\n\n```text\n(.*?)```", page, re.S)
        for name, text in files:
            self.write(f"drafts/{name}", text)
        shown = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.S)]
        self.assertEqual((len(files), len(shown)), (2, 4))
        for tool, arguments, answer in zip(("compare", "check"), shown[::2], shown[1::2]):
            self.assert_within(answer, self.use(tool, **arguments))


class Together(Agents):
    """What goes on at once, with a server that stays."""

    def start(self, *options):
        process = subprocess.Popen([command.program, "mcp", *options], cwd=self.folder, stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        watchdog = threading.Timer(TIMEOUT, process.kill)
        watchdog.start()
        self.addCleanup(watchdog.cancel)
        return process

    def send(self, process, message):
        process.stdin.write(encode(message) + b"\n")
        process.stdin.flush()

    def next(self, process):
        line = process.stdout.readline()
        self.assertTrue(line, "the server has ended")
        return json.loads(line)

    def long(self, identity, meta=None):
        """A comparison that takes seconds."""
        words = " ".join(f"word{i * 7919 % 10007}" for i in range(400000))
        return call("compare", identity, meta, original={"text": words}, telling={"text": words[::-1]})

    def test_progress_and_cancelling(self):
        process = self.start()
        self.send(process, self.long("long", {"progressToken": "token"}))
        told = self.next(process)
        self.assertEqual((told["method"], told["params"]["progressToken"]), ("notifications/progress", "token"))
        self.send(process, call("compare", "short", original={"text": "a b c"}, telling={"text": "a b d"}))
        progress, answer = told["params"]["progress"], self.next(process)
        while "method" in answer:
            self.assertGreater(answer["params"]["progress"], progress)
            progress, answer = answer["params"]["progress"], self.next(process)
        self.assertEqual(answer["id"], "short", "a long request starved a short one")
        self.send(process, {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "long"}})
        self.send(process, request("tools/list", "last"))
        process.stdin.close()
        rest = [json.loads(line) for line in process.stdout]
        self.assertEqual([each["id"] for each in rest if "id" in each], ["last"])
        self.assertEqual(process.wait(), 0)

    def test_one_worker(self):
        """With one worker the others wait, those that were cancelled go, and an id is used once."""
        process = self.start("--workers", "1")
        self.send(process, self.long(1, {"progressToken": 5}))
        self.next(process)
        self.send(process, call("compare", 2, original={"text": "a"}, telling={"text": "a"}))
        self.send(process, call("compare", 2, original={"text": "a"}, telling={"text": "a"}))
        self.send(process, {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}})
        process.stdin.close()
        answers = [json.loads(line) for line in process.stdout]
        answers = [each for each in answers if "id" in each]
        self.assertEqual(sorted((each["id"], "error" in each) for each in answers), [(2, False), (2, True)])

    def test_many(self):
        """More than may wait are told so; every request has one answer."""
        answers = self.ask(*(call("compare", i, original={"text": SOURCE}, telling={"text": ACCOUNT}) for i in range(500)))
        self.assertEqual(sorted(each["id"] for each in answers), list(range(500)))


if __name__ == "__main__":
    main()
