#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of pages of the shipped story, for README: `make screenshots`.

    screenshots.py PROGRAM FOLDER
"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from browser import Browser

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STORY, QUOTATIONS, COLLATION, REUSE = "comparison", "quotations", "collation", "reuse"
PICTURES = [  # name, page, width, height, theme, keys
    ("side-by-side", STORY, 1440, 900, "light", ""),
    ("inline-dark", STORY, 1440, 900, "dark", "2jj"),
    ("holes", STORY, 900, 800, "light", "3j"),
    ("phone", STORY, 360, 740, "light", "j"),
    ("quotations", QUOTATIONS, 1440, 900, "light", "jjj"),
    ("collation", COLLATION, 1440, 900, "light", "j"),
    ("tree", COLLATION, 1440, 900, "light", "3"),
    ("reuse", REUSE, 1440, 900, "light", "j"),
]


def pages(program, folder):
    """The four kinds of page from a file; the witnesses, which are the corpus, too, are the story as three scribes have it."""
    story = (ROOT / "examples/happened.txt").read_text(encoding="utf-8")
    for name, changes in (("A", ()), ("B", (("clock", "bell"), ("three", "two"))), ("C", (("clock", "clocke"), ("already ", ""))),
                          ("D", (("clock", "bell"), ("river", "wide river"), ("letter", "note")))):
        text = story
        for old, new in changes:
            text = text.replace(old, new)
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    witnesses = [folder / f"{name}.txt" for name in "ABCD"]
    for kind, arguments in ((STORY, ["happened.txt", "dreamed.txt"]), (QUOTATIONS, ["dreamed.txt", "--against", "happened.txt"]),
                            (COLLATION, witnesses), (REUSE, [path.name for path in witnesses])):
        command = {STORY: [], QUOTATIONS: ["check"], COLLATION: ["collate"], REUSE: ["reuse"]}[kind]
        subprocess.run([pathlib.Path(program).resolve(), *command, "--html", "-o", folder / f"{kind}.html", *arguments],
                       cwd=folder if kind == REUSE else ROOT / "examples", check=False)


def watched(program, browser, path):
    """The page of a telling, of which three quarters are told."""
    told = (ROOT / "examples/dreamed.txt").read_bytes()
    with subprocess.Popen([pathlib.Path(program).resolve(), "watch", "--view", "--no-browser", "--against", "happened.txt"],
                          cwd=ROOT / "examples", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        shown = browser.open(process.stderr.readline().decode().strip(), 1440, 900)
        process.stdin.write(told[:told.rindex(b"\n\n", 0, len(told) * 3 // 4)])
        process.stdin.flush()
        shown.wait("document.querySelectorAll('.row.w-left-out').length > 0 && document.querySelectorAll('.row').length > 10")
        shown.picture(path)
        shown.close()
        process.terminate()


def main(program, folder):
    with tempfile.TemporaryDirectory() as temporary, Browser() as browser:
        pages(program, pathlib.Path(temporary))
        for name, kind, width, height, theme, keys in PICTURES:
            shown = browser.open(f"file://{temporary}/{kind}.html", width, height, media=[("prefers-color-scheme", theme)])
            shown.press(*keys)
            shown.picture(pathlib.Path(folder) / f"page-{name}.png")
            print(pathlib.Path(folder) / f"page-{name}.png")
            shown.close()
        watched(program, browser, pathlib.Path(folder) / "page-watch.png")
        print(pathlib.Path(folder) / "page-watch.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
