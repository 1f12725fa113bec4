#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The three kinds of page in Firefox: that they are drawn, hold the texts, and follow the keyboard.

Firefox is spoken to by its own protocol (Marionette: a length, a colon, JSON). Skipped where there is none.
"""
import json
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]
import command

SKIP = 77
WAIT = 120
ROOT = HERE.parent.parent
NAMES = ("firefox-esr", "firefox")
PRESS = "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '%s', bubbles: true}))"


def find():
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """The process, with one window."""

    def __init__(self):
        self.profile = tempfile.TemporaryDirectory(prefix="almost-firefox-")
        pathlib.Path(self.profile.name, "user.js").write_text('user_pref("marionette.port", 0);\n')
        self.process = subprocess.Popen([find(), "--headless", "--marionette", "--no-remote", "--profile", self.profile.name],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = pathlib.Path(self.profile.name, "MarionetteActivePort")
        end = time.monotonic() + WAIT
        while not (port.exists() and port.read_text().strip()):
            if time.monotonic() > end or self.process.poll() is not None:
                raise RuntimeError("Firefox does not start")
            time.sleep(0.1)
        self.socket = socket.create_connection(("127.0.0.1", int(port.read_text())), timeout=WAIT)
        self.number, self.come = 0, b""
        self.receive()
        self.call("WebDriver:NewSession", {})

    def receive(self):
        while b":" not in self.come:
            self.come += self.socket.recv(65536)
        length, _, rest = self.come.partition(b":")
        while len(rest) < int(length):
            rest += self.socket.recv(65536)
        self.come = rest[int(length):]
        return json.loads(rest[:int(length)])

    def call(self, name, parameters):
        self.number += 1
        message = json.dumps([0, self.number, name, parameters]).encode()
        self.socket.sendall(str(len(message)).encode() + b":" + message)
        _, _, error, result = self.receive()
        if error:
            raise RuntimeError(f"{name}: {error['message']}")
        return result

    def open(self, address, width=1440, height=900):
        self.call("WebDriver:SetWindowRect", {"width": width, "height": height})
        self.call("WebDriver:Navigate", {"url": address})
        end = time.monotonic() + WAIT
        while not self.run("return document.documentElement.dataset.ready || document.querySelector('.trouble')?.textContent"):
            if time.monotonic() > end:
                raise RuntimeError("the page is never ready")
            time.sleep(0.05)

    def run(self, script):
        return self.call("WebDriver:ExecuteScript", {"script": script, "args": [], "sandbox": None})["value"]

    def close(self):
        try:
            self.call("Marionette:Quit", {"flags": ["eForceQuit"]})
        except (RuntimeError, OSError, ValueError):
            pass
        self.socket.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.profile.cleanup()


class Pages(command.Command):
    """One Firefox for all."""

    @classmethod
    def setUpClass(cls):
        cls.firefox = Firefox()

    @classmethod
    def tearDownClass(cls):
        cls.firefox.close()

    def make(self, *arguments):
        for name in ("happened.txt", "dreamed.txt"):
            self.write(name, (ROOT / "examples" / name).read_bytes())
        done = self.run_program(*arguments, "--html", "-o", "page.html")
        self.assertIn(done.status, (0, 1), done.err)
        self.firefox.open(f"file://{self.folder}/page.html")
        self.assertIsNone(self.firefox.run("return document.querySelector('.trouble')?.textContent ?? null"))

    def words(self, selector):
        return "".join(self.firefox.run(f"return [...document.querySelectorAll({selector!r})].map(p => p.textContent).join('')").split())

    def assert_steps(self):
        hashes = []
        for _ in range(3):
            self.firefox.run(PRESS % "j")
            hashes.append(self.firefox.run("return location.hash"))
        self.assertEqual(len(set(hashes)), 3)
        self.assertTrue(self.firefox.run("""const box = document.querySelector(location.hash).getBoundingClientRect();
            return box.top >= 0 && box.top < innerHeight"""))

    def test_comparison(self):
        self.make("happened.txt", "dreamed.txt")
        told = "".join((ROOT / "examples/dreamed.txt").read_text(encoding="utf-8").split())
        self.assertEqual(self.words(".row p.b"), told)
        self.assert_steps()
        for view in "231":
            self.firefox.run(PRESS % view)
        self.assertEqual(self.words(".row p.b"), told)

    def test_quotations(self):
        self.make("check", "dreamed.txt", "--against", "happened.txt")
        self.assertEqual(self.words(".row p.a"), "".join((ROOT / "examples/dreamed.txt").read_text(encoding="utf-8").split()))
        self.assert_steps()

    def test_collation(self):
        self.make("collate", "happened.txt", "dreamed.txt")
        self.assert_steps()
        for view in "2341":
            self.firefox.run(PRESS % view)
        self.assertGreater(self.firefox.run("return document.querySelectorAll('.heat').length"), 10)

    def test_a_long_comparison(self):
        lines = [f"This is paragraph {number}, in which {number * 7} boats came.\n\n" for number in range(4000)]
        self.write("a.txt", "".join(lines))
        self.write("b.txt", "".join(lines).replace("70 boats", "80 ships"))
        self.make("a.txt", "b.txt")
        self.assertLess(self.firefox.run("return document.querySelectorAll('.row').length"), 100)
        self.assert_steps()


if __name__ == "__main__":
    if find() is None:
        print("there is no Firefox")
        sys.exit(SKIP)
    command.program = str(pathlib.Path(sys.argv.pop(1)).resolve())
    unittest.main(verbosity=1)
