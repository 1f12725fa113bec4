#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost watch --view: whoever asks the server whatever, while something is told, changes nothing of what is told.

What the page makes of it is tested in a browser (tests/page/watching.py).
"""
import concurrent.futures
import http.client
import json
import random
import re
import signal
import socket
import subprocess
import time
import unittest

import command
from command import ROOT, Command
from serving import WAIT, Server, until

TOLD = (ROOT / "examples/dreamed.txt").read_text(encoding="utf-8")
HALF = TOLD.index("\n\n", len(TOLD) // 2)


class Watched(Server):
    """The command at work; its address is on standard error, because the answer is on standard output."""

    def __init__(self, folder):
        self.out = open(folder / "said", "w+b")  # a pipe would be full soon
        self.process = subprocess.Popen([command.program, "watch", "--view", "--no-browser", "--json", "--against", "happened.txt"],
                                        cwd=folder, stdin=subprocess.PIPE, stdout=self.out, stderr=subprocess.PIPE)
        found = re.fullmatch(rb"http://127\.0\.0\.1:(\d+)/([0-9a-f]{32})/\n", self.process.stderr.readline())
        if found is None:
            self.process.kill()
            raise unittest.SkipTest(self.process.communicate()[1].decode())
        self.port, self.first, self.session = int(found[1]), found[2].decode(), None

    def tell(self, text, last=False):
        self.process.stdin.write(text.encode())
        self.process.stdin.flush()
        if last:
            self.process.stdin.close()

    def told(self, start=0):
        """The number of the first line, and lines as they are."""
        status, _, body = self.ask(f"{self.session}told?from={start}")
        assert status == 200, status
        first, *lines = body.decode().split("\n")
        return int(first), [json.loads(line) for line in lines if line]

    def stop(self):
        if self.process.stdin and not self.process.stdin.closed:
            self.process.stdin.close()
        self.process.stdin = None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        _, err = self.process.communicate(timeout=WAIT)
        self.out.close()
        return self.process.returncode, err


class WatchServing(Command):
    """One telling a test; half of it is told before anybody asks, and the rest behind."""

    def setUp(self):
        super().setUp()
        self.write("happened.txt", (ROOT / "examples/happened.txt").read_bytes())
        self.server = Watched(self.folder)
        self.addCleanup(self.server.stop)
        self.server.visit()
        self.server.tell(TOLD[:HALF])

    def assert_all_is_told(self):
        """The rest is told, and the answer and what a page gets are those of a telling that nobody looked at."""
        server = self.server
        server.tell(TOLD[HALF:], last=True)
        end = time.monotonic() + WAIT
        while time.monotonic() < end and not any(line["event"] == "end" for line in server.told()[1]):
            time.sleep(0.05)
        lines = server.told()[1]
        self.assertEqual(server.ask(server.session + "comparison")[0], 200)
        status, err = server.stop()
        plain = self.run_program("watch", "--json", "--against", "happened.txt", stdin=TOLD.encode())
        self.assertEqual((status, err), (plain.status, b""))
        said = (self.folder / "said").read_bytes()
        self.assertEqual(self.timeless(said), self.timeless(plain.out))
        self.assertEqual([line["event"] for line in lines], [line["event"] for line in self.timeless(said) if line["event"] != "open"][-len(lines):])
        self.assertEqual(sorted(self.names()), [b"happened.txt", b"said"])

    @staticmethod
    def timeless(lines):
        return [json.loads(line) for line in lines.splitlines()]

    def test_who_may_not_ask(self):
        server = self.server
        page, port = server.session, server.port
        for status, path, others in (
                (403, "/", {}), (403, "/" + "0" * 32 + "/", {}), (403, "/" + "0" * 32 + "/told", {}),
                (403, f"/{server.first}/", {}), (403, f"/{server.first}/told", {}), (403, page[:-2] + "x/told", {}),
                (421, page, {"Host": "example.com"}), (421, page + "told", {"Host": f"example.com:{port}"}),
                (421, page + "events", {"Host": f"127.0.0.1:{port + 1}"}), (421, page + "comparison", {"Host": ""}),
                (403, page + "told", {"Origin": "http://example.com"}), (403, page + "told", {"Origin": "null"}),
                (403, page + "events", {"Origin": f"https://127.0.0.1:{port}"}),
                (403, page + "told", {"Sec_Fetch_Site": "cross-site"}), (403, page + "events", {"Sec_Fetch_Site": "same-site"}),
                (404, page + "comparison", {}), (404, page + "save", {}), (404, page + "../../etc/passwd", {}), (404, page + "told/", {}),
                (200, page, {}), (200, page + "told", {"Host": f"localhost:{port}"}),
                (200, page + "told", {"Sec_Fetch_Site": "same-origin", "Origin": f"http://localhost:{port}"})):
            with self.subTest(path=path, others=others):
                got, headers, body = server.ask(path, **others)
                self.assertEqual(got, status)
                self.assertFalse([name for name in headers if name.startswith("Access-Control")])
                if status != 200:
                    self.assertNotIn(b"Marta", body)
        for method in ("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "NONSENSE"):
            self.assertEqual(server.ask(page + "told", method)[0], 405, method)
        for path in ("", "told", "events", "save"):  # nothing can be handed in
            self.assertEqual(server.ask(page + path, "POST", b"x")[0], 403)
            self.assertEqual(server.ask(page + path, "POST", b"x", Origin=f"http://127.0.0.1:{port}")[0], 404)
        self.assert_all_is_told()

    def test_numbers_that_are_none(self):
        server = self.server
        with server.listen() as asking:
            until(asking, b"event: told\ndata: ")
        n = len(server.told()[1])
        for number in ("", "-1", "x", "1x", "9" * 40, "0x10", "%00", "1%202", str(2**63), str(2**64 - 1), str(n + 7)):
            first, lines = server.told(number)
            self.assertTrue(lines == [] or first + len(lines) >= n, number)
        for query in ("told", "told?", "told?from", "told?from=&from=3", "told?" + "from=1&" * 200, "told?to=3"):
            self.assertIn(server.ask(server.session + query)[0], (200, 400, 413, 414, 431), query)
        self.assert_all_is_told()

    def test_malformed_ones(self):
        chance = random.Random(3)
        server = self.server
        good = [f"GET {server.session}{path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: http://127.0.0.1:{server.port}\r\n"
                f"Connection: close\r\n\r\n".encode() for path in ("", "told?from=2", "events", "comparison")]
        for number in range(120):
            request = bytearray(chance.randbytes(300) if number % 10 == 0 else good[number % len(good)])
            for _ in range(1 + number % 8):
                at = chance.randrange(len(request))
                request[at:at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
            with socket.create_connection(("127.0.0.1", server.port), timeout=0.1) as asking:
                try:
                    asking.sendall(bytes(request))
                    asking.shutdown(socket.SHUT_WR)
                    while asking.recv(65536):
                        pass
                except OSError:
                    pass
        self.assert_all_is_told()

    def test_too_much_and_too_slow(self):
        server = self.server
        ours = f"http://127.0.0.1:{server.port}"
        for path, body in (("/" + "a" * 100000, None), (server.session + "told?from=" + "1" * 60000, None), (server.session + "told", b"x" * (3 << 20))):
            try:
                status = server.ask(path, "POST" if body else "GET", body, Origin=ours)[0]
                self.assertGreaterEqual(status, 400)
            except (OSError, http.client.HTTPException):
                pass  # it does not wait for the rest
        slow = []
        self.addCleanup(lambda: [one.close() for one in slow])
        for number in range(40):
            slow.append(socket.create_connection(("127.0.0.1", server.port), timeout=WAIT))
            slow[-1].sendall(f"GET {server.session}told HTTP/1.1\r\nHost: 127".encode()[:20 + number])
        start = time.monotonic()
        self.assertEqual(server.ask(server.session)[0], 200)
        self.assertLess(time.monotonic() - start, 5)
        self.assert_all_is_told()

    def test_many_at_once(self):
        """Some listen and never take what comes, others ask for all of it again and again."""
        server = self.server
        deaf = [server.listen() for _ in range(8)]
        self.addCleanup(lambda: [one.close() for one in deaf])
        with concurrent.futures.ThreadPoolExecutor(12) as pool:
            answers = pool.map(lambda number: server.told(number % 5)[0], range(96))
            self.assertEqual([first for number, first in enumerate(answers) if first > number % 5], [])
        self.assert_all_is_told()


if __name__ == "__main__":
    command.main()
