#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page that needs no installation, in Chromium: files are dropped on it, compared by its worker, shown by the viewer; and
nothing can leave it. Also the npm package as a page has it.

    offline.py PROGRAM PAGE PACKAGE     PAGE: the file of `make page`; PACKAGE: bindings/npm/dist
"""
import functools
import http.server
import json
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import pages
from pages import ROOT, SKIP, Pages

PAGE = PACKAGE = PROGRAM = None


def write(folder, name, content):
    path = pathlib.Path(folder) / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


class Offline(Pages):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="almost-offline-")
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.page = self.open(PAGE.as_uri(), 1200, 800)

    def drop(self, *paths):
        spot = self.page.run("(r => [r.x + r.width / 2, r.y + 20])(document.getElementById('drop').getBoundingClientRect())")
        for kind in ("dragEnter", "dragOver", "drop"):
            self.page.call("Input.dispatchDragEvent", type=kind, x=spot[0], y=spot[1],
                           data={"items": [], "files": list(paths), "dragOperationsMask": 1})
        self.page.wait(f"document.querySelectorAll('#list li').length >= {len(paths)}")

    def ask(self):
        self.page.run("document.getElementById('go').click()")

    def answered(self, seconds=pages.browser.WAIT):
        """The frame with the answer, which is a process of its own, once it is drawn; None: there was trouble."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.page.run("document.getElementById('trouble').textContent"):
                return None
            frame = self.frame() if self.page.run("!document.getElementById('shown').hidden") else None
            if frame and frame.run("document.documentElement?.dataset?.ready"):
                return frame
            time.sleep(0.05)
        return self.fail(f"no answer; said: {self.page.said}")

    def frame(self):
        address = self.page.run("document.getElementById('answer').src")
        for target in self.browser.call("Target.getTargets")["targetInfos"]:
            if target["type"] == "iframe" and target["url"] == address:
                session = self.browser.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
                return pages.browser.Page(self.browser, target["targetId"], session["sessionId"])
        return None

    def story(self):
        return [str(ROOT / "examples" / name) for name in ("happened.txt", "dreamed.txt")]

    def test_dropped_files_are_compared_and_shown(self):
        self.drop(*self.story())
        self.ask()
        frame = self.answered()
        command = subprocess.run([PROGRAM, "compare", "--brief", *self.story()], capture_output=True, text=True, check=False)
        self.assertEqual(frame.run("document.querySelector('h1').textContent"), command.stdout.strip())
        self.assertGreater(frame.run("document.querySelectorAll('del, ins').length"), 3)

    def test_a_document_and_a_book_are_read(self):
        text = "<p>The mill was not sold in 1831.</p><p>He came at nine.</p>"
        a = write(self.folder, "a.html", "<!DOCTYPE html><title>x</title>" + text)
        for form in ("docx", "odt"):
            made = str(pathlib.Path(self.folder) / f"a.{form}")
            subprocess.run([PROGRAM, "compare", f"--{form}", "--date", "2026-11-29", "-o", made, a, a], check=False,
                           capture_output=True)
            self.page.run("document.getElementById('again').click()")
            self.page.run("while (document.querySelector('#list li')) document.querySelector('#list li button:last-child').click()")
            self.drop(a, made)
            self.ask()
            frame = self.answered()
            self.assertEqual(self.page.run("document.getElementById('trouble').textContent"), "")
            self.assertTrue(frame.run("document.querySelector('h1').textContent").startswith("Yes"))

    def test_three_are_collated_and_quotations_checked(self):
        names = [write(self.folder, f"{n}.txt", f"The cat sat on the {m} and was {k}.")
                 for n, m, k in (("A", "mat", "happy"), ("B", "mat", "sad"), ("C", "rug", "happy"))]
        self.drop(*names)
        self.ask()
        self.assertEqual(self.answered().run("document.documentElement.dataset.page"), "collation")
        self.page.run("document.getElementById('again').click()")
        self.page.run("""const s = document.getElementById('call'); s.value = 'check';
                         s.dispatchEvent(new Event('change')); document.getElementById('go').click()""")
        self.assertEqual(self.answered().run("document.documentElement.dataset.page"), "quotations")

    def test_what_cannot_be_read_is_said(self):
        self.drop(write(self.folder, "a.docx", b"PK\x03\x04 no zip"), self.story()[0])
        self.ask()
        self.page.wait("document.getElementById('trouble').textContent")
        self.assertIn("a.docx", self.page.run("document.getElementById('trouble').textContent"))

    def test_work_is_told_and_cancelled(self):
        words = "".join(f"word{i * 7919 % 50021} and it was not so, " + ("\n\n" if i % 20 == 0 else "") for i in range(150000))
        other = words.replace("word1", "ward1").replace("was not", "was")
        self.drop(write(self.folder, "a.txt", words), write(self.folder, "b.txt", other))
        self.ask()
        self.page.wait("document.getElementById('bar').value > 0")
        self.page.run("document.getElementById('cancel').click()")
        self.assertTrue(self.page.run("document.getElementById('work').hidden"))
        self.page.run("while (document.querySelector('#list li')) document.querySelector('#list li button:last-child').click()")
        self.drop(*self.story())
        self.ask()
        self.assertIsNotNone(self.answered())

    def test_nothing_leaves_the_machine(self):
        heard = []

        class Listener(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                heard.append(self.path)
                self.send_response(204)
                self.end_headers()

            do_POST = do_GET

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        to = f"http://127.0.0.1:{server.server_port}"
        policy = self.page.run("document.querySelector('meta[http-equiv]').content")
        self.assertIn("connect-src 'none'", policy)
        for attempt in (f"fetch('{to}/fetch')", f"new Promise((a, b) => {{ const i = new Image(); i.onload = a; i.onerror = b; i.src = '{to}/image' }})",
                        f"new Promise((a, b) => {{ const s = new WebSocket('{to.replace('http', 'ws')}/socket'); s.onopen = a; s.onerror = b }})",
                        f"navigator.sendBeacon('{to}/beacon')",
                        "new Promise((a, b) => { const w = new Worker(URL.createObjectURL(new Blob([`fetch('" + to
                        + "/worker').then(() => postMessage(1), () => postMessage(0))`]))); w.onmessage = e => e.data ? a() : b() })"):
            self.page.run(f"Promise.resolve().then(() => {attempt}).then(() => 1, () => 0)")
        self.drop(*self.story())
        self.ask()
        self.answered().run(f"fetch('{to}/frame').then(() => 1, () => 0)")
        self.assertEqual(heard, [])
        self.page.said.clear()  # the browser has said what it refused

    def test_everybody_can_use_it(self):
        self.assert_accessible(self.page, "the start")
        self.drop(*self.story())
        self.assert_accessible(self.page, "with files")


class InAPage(Pages):
    """The package, fetched by a page of one's own."""

    def test_answers_are_those_of_the_command(self):
        handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(PACKAGE))
        handler.func.log_message = lambda *_: None
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        sys.path.insert(0, str(ROOT / "tests/npm"))
        import golden
        page = self.open(f"http://127.0.0.1:{server.server_port}/browser.js", script=False)
        page.call("Emulation.setScriptExecutionDisabled", value=False)
        page.said.clear()
        page.run("import('/browser.js').then(m => m.load()).then(a => { globalThis.almost = a })")
        jobs = [job for job in golden.golden_jobs() if job.needs != "CLD2"]
        with tempfile.TemporaryDirectory(prefix="almost-golden-") as name:
            folder = pathlib.Path(name)
            wrong = [job.title for job in jobs if golden.ask_command(PROGRAM, job, folder).decode("utf-8", "replace")
                     != page.run(self.question(golden, job))]
        page.said.clear()
        self.assertEqual(wrong, [], f"of {len(jobs)}")
        print(f"{len(jobs) - len(wrong)} of {len(jobs)} golden cases are the same to the byte")

    @staticmethod
    def question(golden, job):
        texts = [{"name": name, "content": list(content)} for name, content in job.texts.items()]
        return (f"new TextDecoder().decode(almost.write('compare', {json.dumps(texts)}"
                ".map(t => ({name: t.name, content: Uint8Array.from(t.content)})), "
                f"{{...{json.dumps(golden.options_of(job.arguments))}, form: 'json'}}))")


if __name__ == "__main__":
    PROGRAM, PAGE, PACKAGE = (pathlib.Path(path).resolve() for path in sys.argv[1:4])
    for path in (PAGE, PACKAGE / "almost.wasm"):
        if not path.exists():
            print(f"{path.name} is not built: make page needs emscripten and Node")
            sys.exit(SKIP)
    del sys.argv[2:4]
    pages.main()
