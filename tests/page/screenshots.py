#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of the page of the shipped story, for README: `make screenshots`.

    screenshots.py PROGRAM FOLDER
"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from browser import Browser

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PICTURES = [  # name, width, height, theme, keys
    ("side-by-side", 1440, 900, "light", ""),
    ("inline-dark", 1440, 900, "dark", "2jj"),
    ("holes", 900, 800, "light", "3j"),
    ("phone", 360, 740, "light", "j"),
]


def main(program, folder):
    with tempfile.TemporaryDirectory() as temporary, Browser() as browser:
        page = pathlib.Path(temporary) / "page.html"
        subprocess.run([pathlib.Path(program).resolve(), "--html", "-o", page, "happened.txt", "dreamed.txt"],
                       cwd=ROOT / "examples", check=False)
        for name, width, height, theme, keys in PICTURES:
            shown = browser.open(f"file://{page}", width, height, media=[("prefers-color-scheme", theme)])
            shown.press(*keys)
            shown.picture(pathlib.Path(folder) / f"page-{name}.png")
            print(pathlib.Path(folder) / f"page-{name}.png")
            shown.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
