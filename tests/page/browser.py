# SPDX-License-Identifier: Apache-2.0
"""A headless Chromium, spoken to by its own protocol over a pipe: nothing but Python's library is needed.

    with Browser() as browser:
        page = browser.open("file:///…/page.html", width=1440, height=900)
        page.run("document.title")

A page keeps what its console said and what went wrong in `page.said`.
"""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")
WAIT = 60  # seconds for an answer, on a machine that is busy


def find():
    """The path of the browser, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """The process."""

    def __init__(self, *arguments):
        self.folder = tempfile.mkdtemp(prefix="almost-browser-")
        into, self.into = os.pipe()
        self.out, out = os.pipe()
        # descriptors 3 and 4 are the protocol's
        script = 'exec 3<&%d 4>&%d; exec "$@"' % (into, out)
        self.process = subprocess.Popen(
            ["bash", "-c", script, "browser", find(), "--headless=new", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
             "--disable-component-update", "--force-color-profile=srgb", "--hide-scrollbars",
             "--font-render-hinting=none", f"--user-data-dir={self.folder}",
             "--remote-debugging-pipe", *arguments],
            pass_fds=(into, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        os.close(into)
        os.close(out)
        self.waiting, self.number, self.pages = b"", 0, {}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.call("Browser.close")
        except (OSError, RuntimeError):
            pass
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.into)
        os.close(self.out)
        shutil.rmtree(self.folder, ignore_errors=True)

    def call(self, method, session=None, **parameters):
        """The answer to a command; events that come before it are kept."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.into, json.dumps(message).encode() + b"\0")
        wanted = self.number
        while True:
            answer = self.receive()
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self.note(answer)

    def receive(self):
        while b"\0" not in self.waiting:
            more = os.read(self.out, 1 << 20)
            if not more:
                raise RuntimeError("the browser has ended")
            self.waiting += more
        message, self.waiting = self.waiting.split(b"\0", 1)
        return json.loads(message)

    def note(self, event):
        page = self.pages.get(event.get("sessionId"))
        if page is not None:
            page.note(event["method"], event["params"])

    def open(self, address, width=1440, height=900, media=(), script=True):
        """A page, once its script is ready."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = self.pages[session] = Page(self, target, session)
        for domain in ("Page", "Runtime", "Log"):
            page.call(f"{domain}.enable")
        page.size(width, height)
        page.media(*media)
        if not script:
            page.call("Emulation.setScriptExecutionDisabled", value=True)
        page.call("Page.navigate", url=address)
        if script:
            page.wait("document.documentElement?.dataset.ready || document.querySelector('.trouble')")
        else:
            time.sleep(0.5)
        return page


class Page:
    """A tab."""

    def __init__(self, browser, target, session):
        self.browser, self.target, self.session, self.said, self.dialogs = browser, target, session, [], 0

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def note(self, method, parameters):
        if method == "Runtime.consoleAPICalled":
            self.said.append(" ".join(str(a.get("value", a.get("description"))) for a in parameters["args"]))
        elif method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.said.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Log.entryAdded":
            self.said.append(parameters["entry"]["text"])
        elif method == "Page.javascriptDialogOpening":
            self.dialogs += 1
            self.said.append("a dialog: " + parameters["message"])

    def size(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, *features):
        self.call("Emulation.setEmulatedMedia", features=[{"name": name, "value": value} for name, value in features])

    def run(self, expression):
        """The value of an expression; promises are awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"].get("exception", {}).get("description", "?"))
        return answer["result"].get("value")

    def holds(self, expression):
        """Whether an expression is true now; it is not while the page loads anew."""
        try:
            return self.run(f"!!(document.documentElement && ({expression}))")
        except RuntimeError as error:
            if "navigated" in str(error):
                return False
            raise

    def wait(self, expression):
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            if self.holds(expression):
                return
            time.sleep(0.02)
        raise RuntimeError(f"never true: {expression}; said: {self.said}")

    def frame(self):
        """Wait until what was asked for is drawn."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def press(self, *keys):
        codes = {"Escape": 27, "Enter": 13, "Tab": 9, "ArrowDown": 40, "End": 35, "Home": 36}
        for key in keys:
            known = {"key": key, "windowsVirtualKeyCode": codes.get(key, ord(key[0].upper()))}
            self.call("Input.dispatchKeyEvent", type="keyDown", **known, **({"text": key} if len(key) == 1 else {}))
            self.call("Input.dispatchKeyEvent", type="keyUp", **known)
        self.frame()

    def picture(self, path):
        self.frame()
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def pdf(self):
        return base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"])

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)
