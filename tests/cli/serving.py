#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""almost view ORIGINAL TELLING: who may ask the server, what it answers, and what is saved.

What the page makes of it is tested in a browser (tests/page/live.py).
"""
import concurrent.futures
import http.client
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import time
import unittest

import command
from command import Command

FIRST = "I will not be there.\n\nThe boat came in at nine.\n\nAll was well.\n"
SECOND = "I shall be there.\n\nThe boat came in at ten.\n\nAll was well.\n"
WAIT = 30


class Server:
    """The command at work, and what is known of it."""

    def __init__(self, folder, *arguments, environment=None):
        self.process = subprocess.Popen([command.program, "view", "--no-browser", *arguments], cwd=folder,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        env=environment)
        self.address = self.process.stdout.readline().decode().strip()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/([0-9a-f]{32})/", self.address)
        if found is None:
            raise unittest.SkipTest(self.process.communicate()[1].decode())
        self.port, self.first = int(found[1]), found[2]
        self.session = None

    def visit(self):
        """From the address that is printed to the page's own."""
        status, headers, _ = self.ask(f"/{self.first}/")
        assert status == 303, status
        self.session = headers["Location"]

    def ask(self, path, method="GET", body=None, **headers):
        """Status, headers and body; names of headers have _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            connection.request(method, path, body, named)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def page(self):
        return self.ask(self.session)

    def save(self, ids, **arguments):
        query = "&".join(f"{name}={value}" for name, value in ({"version": 1, "as": "text"} | arguments).items())
        status, _, body = self.ask(f"{self.session}save?{query}", "POST", ids, Origin=f"http://127.0.0.1:{self.port}")
        return status, body.decode()

    def listen(self):
        """A socket on which events come, and what has come of them."""
        asking = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT)
        asking.sendall(f"GET {self.session}events HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        return asking

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=WAIT)
        return self.process.returncode, out, err


def until(asking, wanted, come=b""):
    """What comes until `wanted` is in it."""
    while wanted not in come:
        more = asking.recv(65536)
        if not more:
            raise AssertionError(f"{wanted} does not come after {come}")
        come += more
    return come


class Serving(Command):
    """One server a test."""

    def setUp(self):
        super().setUp()
        self.write("first.txt", FIRST)
        self.write("second.txt", SECOND)

    def serve(self, *arguments):
        server = Server(self.folder, *(arguments or ("first.txt", "second.txt")))
        self.addCleanup(server.stop)
        server.visit()
        return server

    def assert_alive(self, server):
        status, _, body = server.page()
        self.assertEqual(status, 200)
        self.assertIn(b"data-version=", body)

    def test_an_address_is_good_for_one_visit(self):
        server = self.serve()
        self.assertNotEqual(server.session, f"/{server.first}/")
        self.assertEqual(server.ask(f"/{server.first}/")[0], 403)
        self.assert_alive(server)

    def test_what_is_sent_with_a_page(self):
        _, headers, body = self.serve().page()
        policy = headers["Content-Security-Policy"]
        self.assertIn(b'content="' + policy.encode() + b'"', body)
        for rule in ("default-src 'none'", "script-src 'sha256-", "connect-src 'self'"):
            self.assertIn(rule, policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotIn("Set-Cookie", headers)
        for name, value in (("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
                            ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"),
                            ("Cross-Origin-Resource-Policy", "same-origin")):
            self.assertEqual(headers[name], value)
        self.assertFalse([name for name in headers if name.startswith("Access-Control")])

    def test_who_may_not_ask(self):
        server = self.serve()
        page, port = server.session, server.port
        for status, path, others in (
                (403, "/", {}), (403, "/" + "0" * 32 + "/", {}), (403, page[:-1], {}), (403, page[:-2] + "x/", {}),
                (403, "//", {}), (403, f"/{server.first}/save", {}),
                (421, page, {"Host": "example.com"}), (421, page, {"Host": f"example.com:{port}"}),
                (421, page, {"Host": "127.0.0.1"}), (421, page, {"Host": f"127.0.0.1:{port}.example.com"}),
                (421, page, {"Host": f"127.0.0.1:{port + 1}"}), (421, page, {"Host": ""}),
                (403, page, {"Origin": "http://example.com"}), (403, page, {"Origin": "null"}),
                (403, page, {"Origin": f"https://127.0.0.1:{port}"}), (403, page, {"Sec_Fetch_Site": "cross-site"}),
                (403, page + "events", {"Sec_Fetch_Site": "same-site"}),
                (404, page + "nothing", {}), (404, page + "../../etc/passwd", {}), (404, page + "save", {}),
                (200, page, {"Host": f"localhost:{port}"}),
                (200, page, {"Sec_Fetch_Site": "same-origin", "Origin": f"http://localhost:{port}"}),
                (200, page, {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"})):
            with self.subTest(path=path, others=others):
                got, _, body = server.ask(path, **others)
                self.assertEqual(got, status)
                if status != 200:
                    self.assertNotIn(b"boat", body)

    def test_methods(self):
        server = self.serve()
        for method in ("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "NONSENSE"):
            self.assertEqual(server.ask(server.session, method)[0], 405, method)
        # handing something in takes an Origin, which no other site can name
        self.assertEqual(server.ask(server.session + "save?version=1&as=text&name=x", "POST", b"1")[0], 403)
        self.assertEqual(sorted(self.names()), [b"first.txt", b"second.txt"])

    def test_the_first_visit_is_no_other_method(self):
        server = Server(self.folder, "first.txt", "second.txt")
        self.addCleanup(server.stop)
        self.assertEqual(server.ask(f"/{server.first}/", "HEAD")[0], 405)
        self.assertEqual(server.ask(f"/{server.first}/", "POST", b"", Origin=f"http://127.0.0.1:{server.port}")[0], 403)
        server.visit()
        self.assert_alive(server)

    def test_only_the_loopback(self):
        server = self.serve()
        listening = [line.split()[1] for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()
                     if line.split()[3] == "0A"]
        self.assertIn(f"0100007F:{server.port:04X}", listening)
        self.assertNotIn(f"00000000:{server.port:04X}", listening)

    def test_too_much(self):
        server = self.serve()
        ours = f"http://127.0.0.1:{server.port}"
        path = server.session + "save?version=1&as=text&name=x"
        big = b"1," * (9 << 20)
        try:
            self.assertEqual(server.ask(path, "POST", big, Origin=ours)[0], 413)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it does not wait for the rest
        try:
            self.assertGreaterEqual(server.ask(path, "POST", iter([big]), Origin=ours)[0], 400)
        except (OSError, http.client.HTTPException):
            pass
        try:
            self.assertGreaterEqual(server.ask("/" + "a" * 100000)[0], 400)
        except (OSError, http.client.HTTPException):
            pass
        self.assert_alive(server)
        self.assertEqual(sorted(self.names()), [b"first.txt", b"second.txt"])

    def test_slow_ones_hold_up_nobody(self):
        server = self.serve()
        slow = []
        self.addCleanup(lambda: [one.close() for one in slow])
        for _ in range(40):
            slow.append(socket.create_connection(("127.0.0.1", server.port), timeout=WAIT))
            slow[-1].sendall(b"GET / HTTP/1.1\r\nHost: 127")
        start = time.monotonic()
        self.assert_alive(server)
        self.assertLess(time.monotonic() - start, 5)
        for one in slow:
            one.sendall(b".0.0.1")
        self.assert_alive(server)

    def test_malformed_ones(self):
        chance = random.Random(1)
        server = self.serve()
        good = (f"POST {server.session}save?version=1&as=text&name=x HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                f"Origin: http://127.0.0.1:{server.port}\r\nContent-Length: 3\r\n\r\n1,x").encode()
        for number in range(150):
            request = bytearray(good)
            for _ in range(1 + number % 8):
                at = chance.randrange(len(request))
                request[at:at + chance.randrange(3)] = chance.randbytes(chance.randrange(4))
            if number % 10 == 0:
                request = bytearray(chance.randbytes(300))
            with socket.create_connection(("127.0.0.1", server.port), timeout=0.1) as asking:
                try:
                    asking.sendall(bytes(request))
                    asking.shutdown(socket.SHUT_WR)
                    while asking.recv(65536):
                        pass
                except OSError:
                    pass
        self.assert_alive(server)
        self.assertEqual([(self.folder / name).read_text() for name in ("first.txt", "second.txt")], [FIRST, SECOND])

    def test_many_at_once(self):
        server = self.serve()
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            answers = list(pool.map(lambda _: server.page(), range(64)))
        self.assertEqual({(status, len(body)) for status, _, body in answers}, {(200, len(answers[0][2]))})

    def test_files_that_change(self):
        server = self.serve()
        asking = server.listen()
        self.addCleanup(asking.close)
        until(asking, b"event: version\ndata: 1\n")
        self.write("second.txt", SECOND.replace("ten", "eleven"))
        until(asking, b"event: version\ndata: 2\n")
        self.assertIn(b'data-version="2"', server.page()[2])
        os.remove(self.folder / "second.txt")
        until(asking, b"event: trouble\ndata: second.txt: ")
        self.assertIn(b'data-version="2"', server.page()[2])
        self.write("second.txt", SECOND)
        until(asking, b"event: version\ndata: 3\n")
        # who was too late to see what was saved saves nothing
        self.assertEqual(server.save(b"1", version=2, name="late.txt")[0], 409)
        self.assertEqual(server.save(b"2", version=3, name="now.txt")[0], 200)
        server.process.send_signal(signal.SIGTERM)
        until(asking, b"event: end\n")
        self.assertIn(b"second.txt: ", server.stop()[2])

    def test_a_page_that_comes_late_hears_of_the_newest(self):
        server = self.serve()
        with server.listen() as asking:
            until(asking, b"data: 1\n")
            self.write("first.txt", FIRST + "More.\n")
            until(asking, b"data: 2\n")
        with server.listen() as asking:
            until(asking, b"event: version\ndata: 2\n")

    def changed_ids(self):
        return {change["id"]: change for change in self.compare_json("first.txt", "second.txt", "--full")["changes"]
                if change["kind"] not in ("same", "moved")}

    def test_saving(self):
        server = self.serve()
        changes = self.changed_ids()
        nine = next(str(number) for number, change in changes.items() if change["text"]["telling"].strip(" .\n") == "ten")
        status, said = server.save(nine.encode(), name="outcome.txt")
        self.assertEqual((status, said), (200, f"{self.folder.resolve()}/outcome.txt"))
        self.assertEqual((self.folder / "outcome.txt").read_text(), FIRST.replace("nine", "ten"))
        self.assertEqual(server.save(",".join(map(str, changes)).encode(), name="all.txt")[0], 200)
        self.assertEqual((self.folder / "all.txt").read_text(), SECOND)
        self.assertEqual(server.save(b"", name="none.txt")[0], 200)
        self.assertEqual((self.folder / "none.txt").read_text(), FIRST)
        self.assertEqual(server.save(nine.encode(), name="one.patch", **{"as": "patch"})[0], 200)
        done = self.run_program("apply", "one.patch", "first.txt")
        self.assertEqual((done.status, done.out.decode()), (0, FIRST.replace("nine", "ten")))

    def test_nothing_is_replaced_unasked(self):
        server = self.serve()
        self.write("there.txt", "Mine.\n")
        os.symlink("there.txt", self.folder / "link.txt")
        os.link(self.folder / "first.txt", self.folder / "same.txt")
        for name, replace, says in (("there.txt", "", "file there.txt is there"), ("link.txt", "", "file link.txt"),
                                    ("first.txt", "", "input first.txt is the original"),
                                    ("second.txt", "file", "input second.txt is the telling"),
                                    ("same.txt", "file", "input same.txt is the original")):
            status, said = server.save(b"", name=name, replace=replace)
            self.assertEqual(status, 409)
            self.assertTrue(said.startswith(says), said)
        self.assertEqual((self.folder / "there.txt").read_text(), "Mine.\n")
        self.assertEqual((self.folder / "first.txt").read_text(), FIRST)
        self.assertEqual((self.folder / "second.txt").read_text(), SECOND)
        self.assertEqual(server.save(b"", name="there.txt", replace="file")[0], 200)
        self.assertEqual((self.folder / "there.txt").read_text(), FIRST)
        everything = ",".join(map(str, self.changed_ids())).encode()
        self.assertEqual(server.save(everything, name="first.txt", replace="input")[0], 200)
        self.assertEqual((self.folder / "first.txt").read_text(), SECOND)

    def test_what_is_not_shown_yet_is_not_replaced(self):
        newer = FIRST + "More.\n"
        server = self.serve()
        self.write("first.txt", newer)  # and the server has not looked yet
        self.assertEqual(server.save(b"", name="first.txt", replace="input")[0], 409)
        self.assertEqual((self.folder / "first.txt").read_text(), newer)

    def test_what_cannot_be_shown_is_not_replaced(self):
        newer = FIRST + "More.\n"
        server = self.serve()
        asking = server.listen()
        self.addCleanup(asking.close)
        until(asking, b"data: 1\n")
        os.remove(self.folder / "second.txt")
        self.write("first.txt", newer)
        until(asking, b"event: trouble\n")
        status, said = server.save(b"", name="first.txt", replace="input")
        self.assertEqual((status, "another name" in said), (409, True))
        self.assertEqual((self.folder / "first.txt").read_text(), newer)
        self.assertEqual(server.save(b"", name="rescued.txt")[0], 200)  # what is shown is not lost
        self.assertEqual((self.folder / "rescued.txt").read_text(), FIRST)

    def test_names_and_ids_that_are_none(self):
        server = self.serve()
        for name in ("", "..", ".hidden", "-o", "/tmp/x", "folder/x", "a%0Ab", "x" * 300):
            self.assertEqual(server.save(b"", name=name)[0], 400, name)
        for ids in (b"x", b"1,,2", b"0", b"4-2", b"1-18446744073709551615", b"1\x002", b"-"):
            self.assertEqual(server.save(ids, name="x.txt")[0], 400, ids)
        self.assertEqual(server.save(b"99", name="x.txt")[0], 500)
        self.assertEqual(server.save(b"1", name="x.txt", **{"as": "html"})[0], 400)
        self.assertEqual(sorted(self.names()), [b"first.txt", b"second.txt"])

    def test_a_folder_that_nobody_may_write(self):
        if os.geteuid() == 0:
            self.skipTest("root may write everywhere")
        server = self.serve()
        os.chmod(self.folder, 0o500)
        self.addCleanup(os.chmod, self.folder, 0o700)
        self.assertEqual(server.save(b"", name="x.txt")[0], 500)

    def test_how_it_ends(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            server = self.serve()
            with server.listen() as asking:
                until(asking, b"data: 1\n")
                server.process.send_signal(number)
                until(asking, b"event: end\n")
                self.assertEqual(server.stop()[::2], (0, b""))
        server = self.serve("--idle", "1", "first.txt", "second.txt")
        with server.listen() as asking:
            until(asking, b"data: 1\n")
            time.sleep(1.5)
            self.assertIsNone(server.process.poll())
        self.assertEqual(server.process.wait(WAIT), 0)

    def test_the_browser_is_opened(self):
        script = self.folder / "browser"
        script.write_text('#!/bin/sh\ngrep SigIgn /proc/self/status > ignored\necho "$1" > opened\n')
        script.chmod(0o755)
        process = subprocess.Popen([command.program, "view", "first.txt", "second.txt"], cwd=self.folder,
                                   env=os.environ | {"BROWSER": str(script)}, stdout=subprocess.PIPE)
        self.addCleanup(process.communicate)
        self.addCleanup(process.terminate)
        address = process.stdout.readline()
        if not address:
            self.skipTest("nothing is served here")
        end = time.monotonic() + WAIT
        while time.monotonic() < end and not (self.folder / "opened").exists():
            time.sleep(0.05)
        time.sleep(0.1)
        self.assertEqual((self.folder / "opened").read_bytes(), address)
        ignored = int((self.folder / "ignored").read_text().split()[1], 16)
        self.assertFalse(ignored >> (signal.SIGPIPE - 1) & 1, "what the browser starts never ends at a closed pipe")

    def test_what_cannot_be_shown(self):
        for arguments, says in ((("first.txt", "missing.txt"), "missing.txt"), (("-", "first.txt"), "standard input"),
                                (("first.txt", "second.txt", "third.txt"), "two texts"),
                                (("-o", "page.html", "first.txt", "second.txt"), "--html"),
                                (("--idle", "0", "first.txt", "second.txt"), "idle")):
            self.assert_trouble(self.run_program("view", "--no-browser", *arguments), says)


if __name__ == "__main__":
    command.main()
