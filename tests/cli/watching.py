# SPDX-License-Identifier: Apache-2.0
"""almost watch: sentences are told while they come, from files, pipes and sockets, and what ends it is said."""
import json
import os
import pathlib
import select
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import command  # noqa: E402
from command import ROOT, Command, main  # noqa: E402

try:
    import jsonschema
except ImportError:
    jsonschema = None

HARBOUR = """The harbour master counted eleven lamps along the northern wall.
He had never trusted the twelfth, which the widow Carrow lit for her drowned son.

Nobody rowed out that evening, because the fog had swallowed the breakwater.
A lantern moved behind the customs house and went out.
"""
ORCHARD = """In the orchard behind the mill the children gathered fallen quinces.
Their grandmother boiled them with honey and a splinter of cinnamon bark.
"""
FIRST = "The harbour master counted eleven lamps along the northern wall. "
SECOND = "He had never trusted the twelfth, which the widow Carrow lit for her drowned son. "
THIRD = "Nobody rowed out that evening, because the fog had swallowed the breakwater. "
PATIENCE = 30


class Watching(Command):
    def setUp(self):
        super().setUp()
        self.write("harbour.txt", HARBOUR)
        self.write("orchard.txt", ORCHARD)

    def start(self, *arguments, **others):
        process = subprocess.Popen([command.program, "watch", "--json", "--against", "harbour.txt", *arguments],
                                   cwd=self.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **others)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.waiting = b""
        return process

    def next_event(self, process):
        """The next line, which has to come although the telling goes on."""
        end = time.monotonic() + PATIENCE
        while b"\n" not in self.waiting:
            ready = select.select([process.stdout], [], [], max(0, end - time.monotonic()))[0]
            self.assertTrue(ready, "nothing was told")
            more = os.read(process.stdout.fileno(), 65536)
            self.assertTrue(more, "the answer has ended")
            self.waiting += more
        line, self.waiting = self.waiting.split(b"\n", 1)
        return json.loads(line)

    def rest(self, process):
        out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual(err, b"")
        return [json.loads(line) for line in (self.waiting + out).splitlines()]

    def events(self, *arguments, status=None, stdin=b""):
        done = self.run_program("watch", "--json", *arguments, stdin=stdin)
        self.assertIn(done.status, (0, 1) if status is None else (status,), done.err)
        self.assertEqual(done.err, b"")
        events = [json.loads(line) for line in done.out.splitlines()]
        if jsonschema is not None:
            schema = json.loads((ROOT / "doc" / "watch.schema.json").read_text(encoding="utf-8"))
            for event in events:
                jsonschema.validate(event, schema)
        return events

    def assert_like_compare(self, end, original, telling, *options):
        whole = self.compare_json(original, telling, *options)
        for member in ("verdict", "passages", "statistics"):
            self.assertEqual(end["comparison"][member], whole[member])

    def test_told_while_it_comes(self):
        process = self.start(stdin=subprocess.PIPE)
        for words in (FIRST, SECOND):
            process.stdin.write(words.encode())
        process.stdin.flush()
        event = self.next_event(process)
        self.assertEqual((event["is"], event["source"]["line"], event["text"]), ("same", 1, FIRST.strip()))
        process.stdin.write(b"\nNobody rowed out that morning, because the fog had swallowed the breakwater.\n")
        process.stdin.flush()
        self.assertEqual(self.next_event(process)["text"], SECOND.strip())
        event = self.next_event(process)
        self.assertEqual(event["is"], "different")
        self.assertEqual(event["changes"][0]["text"], {"source": "evening", "telling": "morning"})
        events = self.rest(process)
        self.assertEqual([event["event"] for event in events], ["left out", "end"])
        self.assertEqual(process.returncode, 1)

    def test_pause(self):
        process = self.start("--flush", "0.2", stdin=subprocess.PIPE)
        process.stdin.write(FIRST.strip(" .").encode())
        process.stdin.flush()
        self.assertEqual(self.next_event(process)["is"], "same")
        self.rest(process)

    def test_interrupted(self):
        process = self.start(stdin=subprocess.PIPE)
        process.stdin.write((FIRST + SECOND).encode())
        process.stdin.flush()
        self.next_event(process)
        process.send_signal(signal.SIGINT)
        events = self.rest(process)
        self.assertEqual(events[0]["text"], SECOND.strip())
        self.assertEqual(events[-1]["event"], "end")
        self.assertEqual(process.returncode, 1)

    def test_same_as_compare(self):
        story = ROOT / "examples"
        for original, telling in (("happened.txt", "dreamed.txt"), ("happened.txt", "happened.txt"),
                                  ("dreamed.txt", "happened.txt")):
            first, second = str(story / original), str(story / telling)
            content = pathlib.Path(second).read_bytes()
            status = 0 if original == telling else 1
            for operands, stdin in (([second], b""), ([], content)):
                end = self.events("--against", first, *operands, stdin=stdin, status=status)[-1]
                self.assert_like_compare(end, first, second)

    def test_pieces_do_not_matter(self):
        content = (ROOT / "examples" / "dreamed.txt").read_bytes()
        whole = self.events("--against", str(ROOT / "examples" / "happened.txt"), stdin=content)
        process = subprocess.Popen([command.program, "watch", "--json", "--against",
                                    str(ROOT / "examples" / "happened.txt")],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for at in range(0, len(content), 1):
            process.stdin.write(content[at:at + 1])
            if at % 97 == 0:
                process.stdin.flush()
        out = process.communicate(timeout=PATIENCE)[0]
        self.assertEqual([json.loads(line) for line in out.splitlines()], whole)

    def test_several(self):
        words = FIRST + ORCHARD + "Then all of them went to sleep in the boat. "
        self.write("told.txt", words)
        for against in (["harbour.txt", "told.txt", "orchard.txt"], ["."]):
            if against == ["."]:
                os.remove(self.folder / "told.txt")
                events = self.events("--against", ".", stdin=words.encode(), status=1)
            else:
                events = self.events("--against", against[0], *against[1:], status=1)
            self.assertEqual([e["is"] for e in events[:-1]], ["same", "same", "same", "added"])
            end = events[-1]
            self.assertIsNone(end["comparison"])
            self.assertEqual([os.path.basename(s["name"]) for s in end["sources"]], ["orchard.txt", "harbour.txt"])
            self.assertEqual([os.path.basename(p["source"]) for p in end["passages"]],
                             ["harbour.txt", "orchard.txt"])
        self.assertEqual(len(self.events("--against", ".", stdin=FIRST.encode(), status=0)), 2)

    def test_library(self):
        self.run_program("library", "create", "shelf")
        self.run_program("library", "add", "shelf", "harbour.txt", "orchard.txt")
        words = "Their grandmother boiled them with sugar and a splinter of cinnamon bark. " + THIRD
        events = self.events("--against", "shelf", stdin=words.encode(), status=1)
        self.assertEqual([(e["is"], os.path.basename(e["source"]["name"]), e["source"]["line"])
                          for e in events[:2]], [("different", "orchard.txt", 2), ("same", "harbour.txt", 4)])
        for event in events[:2]:
            source = HARBOUR if "harbour" in event["source"]["name"] else ORCHARD
            span = event["source"]["span"]
            self.assertIn(source[span["start"]:span["end"]].split()[0], event["text"])
        self.assertEqual([os.path.basename(s["name"]) for s in events[-1]["sources"]],
                         ["harbour.txt", "orchard.txt"])
        self.assert_trouble(self.run_program("watch", "--against", "shelf", "-o", "harbour.txt", stdin=b"a"), "harbour.txt")
        self.assertEqual((self.folder / "harbour.txt").read_text(), HARBOUR)

    def test_subtitles(self):
        cues = ("1\n00:00:01,000 --> 00:00:03,000\nThe harbour master counted eleven\n\n"
                "2\n00:00:03,500 --> 00:00:06,000\nlamps along the northern wall.\n"
                "He had never trusted the twelfth,\n\n"
                "3\n00:00:07,000 --> 00:00:09,000\nwhich the widow Carrow lit\nfor her drowned son.\n\n")
        self.write("told.srt", cues)
        self.write("told.vtt", "WEBVTT\n\n" + cues.replace(",000", ".000").replace(",500", ".500"))
        for operands, stdin in ((["told.srt"], b""), ([], cues.encode()), (["told.vtt"], b""),
                                ([], (self.folder / "told.vtt").read_bytes())):
            events = self.events("--against", "harbour.txt", *operands, stdin=stdin, status=1)
            self.assertEqual([(e["is"], e["time"]) for e in events[:2]],
                             [("same", "0:00:01.000"), ("same", "0:00:03.500")])
            self.assert_like_compare(events[-1], "harbour.txt", "told.srt")

    def test_chat(self):
        chat = ("[28.11.23, 18:40:05] Anna: The harbour master counted eleven lamps along the northern wall\n"
                "[28.11.23, 18:41:17] Bob: He had never trusted the twelfth,\nwhich the widow Carrow lit\n")
        self.write("chat.txt", chat)
        for operands, stdin in ((["chat.txt"], b""), ([], chat.encode())):
            events = self.events("--against", "harbour.txt", *operands, stdin=stdin, status=1)
            self.assertEqual([(e["is"], e["time"], e["speaker"]) for e in events if e["event"] == "sentence"],
                             [("same", "28.11.23, 18:40:05", "Anna"), ("same", "28.11.23, 18:41:17", "Bob")])

    def test_follow(self):
        self.write("notes.txt", "")
        process = self.start("--follow", "--flush", "0.3", "notes.txt")
        with open(self.folder / "notes.txt", "ab", buffering=0) as notes:
            notes.write(FIRST.encode() + b"He had never trusted the twelve.\n")
            self.assertEqual(self.next_event(process)["text"], FIRST.strip())
            wrong = self.next_event(process)
            self.assertEqual(wrong["is"], "different")
        self.write("notes.new", FIRST + SECOND + THIRD)
        with open(self.folder / "notes.txt", "r+b", buffering=0) as notes:
            notes.write((FIRST + SECOND + THIRD).encode())
        event = self.next_event(process)
        self.assertEqual((event["event"], event["id"]), ("withdrawn", wrong["id"]))
        self.assertEqual(self.next_event(process)["text"], SECOND.strip())
        process.send_signal(signal.SIGINT)
        events = self.rest(process)
        self.assertEqual(events[0]["text"], THIRD.strip())
        self.assert_like_compare(events[-1], "harbour.txt", "notes.new")

    def test_lines_written_anew(self):
        """As speech recognition does on a terminal: the line is begun again until it is right."""
        self.write("told.txt", FIRST + "\n" + SECOND + "\n" + THIRD)
        process = self.start(stdin=subprocess.PIPE)
        process.stdin.write(FIRST.encode() + b"\n\x1b[2K\rHe had never\x1b[2K\rHe had never rusted. Or so")
        process.stdin.flush()
        self.assertEqual(self.next_event(process)["text"], FIRST.strip())
        wrong = self.next_event(process)
        self.assertEqual(wrong["text"], "He had never rusted.")
        for piece in (b" it is.\x1b", b"[2", b"K\r", SECOND.encode(), b"\r\n" + THIRD.encode()):
            process.stdin.write(piece)
            process.stdin.flush()
        events = self.rest(process)
        self.assertEqual((events[0]["event"], events[0]["id"]), ("withdrawn", wrong["id"]))
        self.assertEqual(events[-1]["sentences"], {"same": 3, "different": 0, "added": 0})
        self.assert_like_compare(events[-1], "harbour.txt", "told.txt")

    def test_sockets(self):
        path = str(self.folder / "telling")
        unix = socket.socket(socket.AF_UNIX)
        unix.bind(path)
        tcp = socket.socket()
        tcp.bind(("127.0.0.1", 0))
        for listener, name in ((unix, "telling"), (tcp, f"tcp://127.0.0.1:{tcp.getsockname()[1]}")):
            listener.listen()
            self.addCleanup(listener.close)
            process = self.start(name)
            with listener.accept()[0] as teller:
                teller.sendall((FIRST + SECOND).encode())
                self.assertEqual(self.next_event(process)["text"], FIRST.strip())
            self.assertEqual(self.rest(process)[-1]["event"], "end")
        unix.close()
        self.assert_trouble(self.run_program("watch", "--against", "harbour.txt", "telling"), "telling")
        self.assert_trouble(self.run_program("watch", "--against", "harbour.txt", "tcp://nowhere"), "tcp://nowhere")

    def test_lines_for_reading(self):
        done = self.run_program("watch", "--against", "harbour.txt", stdin=(
            "The harbour master counted seven lamps along the northern wall. \x1b[31mBoo\x07 said the owl! " +
            THIRD).encode())
        self.assertEqual(done.status, 1)
        text = done.out.decode()
        self.assertIn("line 1       The harbour master counted [-eleven-] {+seven+} lamps along", text)
        self.assertIn("15 words: “He had never trusted the twelfth,", text)
        self.assertNotIn("\x07", text)
        self.assertNotIn("\x1b", text)
        self.assertIn("sentences: ", text.splitlines()[-1])

    def test_broken_bytes(self):
        said = b"\xF8\xFE? " + FIRST.encode()[:30] + b"\xC3" + FIRST.encode()[30:] + b"\xE2\x80"
        self.write("told.txt", said)
        end = self.events("--against", "harbour.txt", stdin=said, status=1)[-1]
        self.assert_like_compare(end, "harbour.txt", "told.txt", "--encoding", "UTF-8")

    def test_broken_pipe(self):
        done = self.run_shell("set -o pipefail; yes 'The harbour master counted eleven lamps.' | head -50000 | "
                              "\"$0\" watch --against harbour.txt | head -1")
        self.assertEqual(done.err, b"")
        self.assertEqual(done.out.count(b"\n"), 1)

    def test_endless_cues(self):
        """A cue without end, and subtitles without end."""
        self.need_little_memory()
        watch = " | (ulimit -v 300000; \"$0\" watch --max-bytes 1M --against harbour.txt) | tail -1"
        done = self.run_shell("(printf '1\\n00:00:01,000 --> 00:00:02,000\\n'; yes 'eleven lamps' | head -c 9000000)" + watch)
        self.assert_one_line(done.err)
        self.assertIn(b"--from text", done.err)
        done = self.run_shell("yes $'1\\n00:00:01,000 --> 00:00:02,000\\neleven lamps along the wall\\n' | head -c 5000000" + watch)
        self.assertEqual(done.err, b"")
        self.assertIn(b"--max-bytes", done.out)

    def test_endless(self):
        """Neither a sentence without end nor a telling that is too long is a matter of memory."""
        self.need_little_memory()
        done = self.run_shell("head -c 50000000 /dev/zero | tr '\\0' x | (ulimit -v 400000; "
                              "\"$0\" watch --max-bytes 1M --against harbour.txt) | tail -1")
        self.assertEqual(done.err, b"")
        self.assertIn(b"--max-bytes", done.out)

    def test_retime(self):
        heard = ("WEBVTT\n\n00:01.000 --> 00:03.500\nthe harbor master counted a leven\n\n"
                 "00:03.600 --> 00:06.000\nlamps a long the northern wall\n\n"
                 "00:06.100 --> 00:07.000\n[music]\n\n"
                 "01:00:07.000 --> 01:00:09.250\nhe had never rusted the twelve\n\n"
                 "01:00:09.300 --> 01:00:12.000\nwhich the window carol lit for her drowned sun\n")
        self.write("heard.vtt", heard)
        self.write("script.txt", FIRST + "\n\n" + SECOND)
        done = self.run_program("watch", "--retime", "heard.vtt", "script.txt")
        self.assertEqual((done.status, done.err), (0, b""))
        self.assertEqual(done.out.decode(), (
            "1\n00:00:01,000 --> 00:00:03,500\nThe harbour master counted eleven\n\n"
            "2\n00:00:03,600 --> 00:00:06,000\nlamps along the northern wall.\n\n"
            "3\n01:00:07,000 --> 01:00:09,250\nHe had never trusted the twelfth,\n\n"
            "4\n01:00:09,300 --> 01:00:12,000\nwhich the widow Carrow\nlit for her drowned son.\n\n"))
        self.assert_trouble(self.run_program("watch", "--retime", "script.txt", "script.txt"), "no times")
        self.assert_trouble(self.run_program("watch", "--retime", "heard.vtt"), "--retime")
        self.assert_trouble(self.run_program("watch", "--retime", "heard.vtt", "script.txt", "-o", "heard.vtt"),
                            "heard.vtt")

    def test_trouble(self):
        watch = ("watch", "--against", "harbour.txt")
        self.assert_trouble(self.run_program("watch", "harbour.txt"), "--against")
        self.assert_trouble(self.run_program(*watch, "nothing.txt"), "nothing.txt")
        self.assert_trouble(self.run_program(*watch, "--longest", "65", stdin=b"a"), "64")
        self.assert_trouble(self.run_program(*watch, stdin=b"a\0b\0"), "zero bytes")
        self.assert_trouble(self.run_program(*watch, "-o", "harbour.txt", stdin=b"a"), "harbour.txt")
        self.assert_trouble(self.run_program(*watch, "--follow", "."), "no stream")
        self.write("told.txt", FIRST)
        done = self.run_shell("\"$0\" watch --against harbour.txt -o told.txt < told.txt")
        self.assertEqual(done.status, 2)
        self.assert_one_line(done.err)
        self.assertEqual((self.folder / "told.txt").read_text(), FIRST)
        self.assertEqual((self.folder / "harbour.txt").read_text(), HARBOUR)

    def test_output(self):
        done = self.run_program("watch", "--against", "harbour.txt", "-o", "out.txt", stdin=FIRST.encode())
        self.assertEqual((done.status, done.out, done.err), (1, b"", b""))
        self.assertIn("line 1", (self.folder / "out.txt").read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
