#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A text as long as a novel, as other programs write it in each format: each says the same as the text.

    novel.py PROGRAM EXAMPLES [TEXT...]     without a TEXT: chapters made of the shipped story

Skipped, with a line that says so, where pandoc is missing; LibreOffice is asked where it is there.
"""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape  # a test beside this one is named html

FORMATS = {"epub": "epub3", "docx": "docx", "odt": "odt", "rtf": "rtf"}
CHAPTERS, PARAGRAPHS = 40, 30


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, timeout=900, stdin=subprocess.DEVNULL, check=False)


def made_of(story):
    """Chapters whose paragraphs are sentences of a story in a new order."""
    chance = random.Random(7)
    sentences = [one.strip() for one in re.findall(r"[^.!?]+[.!?]+[\"”]?", " ".join(story.split()))]
    chapters = []
    for number in range(1, CHAPTERS + 1):
        paragraphs = [" ".join(chance.sample(sentences, chance.randrange(2, 9))) for _ in range(PARAGRAPHS)]
        chapters.append(f"CHAPTER {number}\n\n" + "\n\n".join(paragraphs))
    return "\n\n".join(chapters) + "\n"


def web_page(text):
    paragraphs = [part.strip("\n") for part in re.split(r"\n[ \t]*\n\s*", text) if part.strip()]
    inside = "\n".join("<p>" + "<br>".join(escape(line) for line in part.split("\n")) + "</p>"
                       for part in paragraphs)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{inside}</body></html>'


def written(text, folder):
    """The files of a text by their names."""
    (folder / "novel.txt").write_text(text, encoding="utf-8")
    page = folder / "novel.html"
    page.write_text(web_page(text), encoding="utf-8")
    made = [page]
    for ending, writer in FORMATS.items():
        made.append(folder / f"novel.{ending}")
        run("pandoc", "--standalone", "--from", "html", "--to", writer, "--metadata", "title= ", "--output",
            str(made[-1]), str(page))
    if shutil.which("soffice") is not None:
        office = folder / "office"
        for ending in ("odt", "rtf", "fodt"):
            run("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", ending,
                "--outdir", str(office), str(folder / "novel.docx"))
            made.append(office / f"novel.{ending}")
    return made


def main():
    program, examples = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    if shutil.which("pandoc") is None:
        print("novel: pandoc is missing, so that no file of another program is read (apt-get install pandoc)")
        return 77
    texts = [pathlib.Path(path).read_text(encoding="utf-8") for path in sys.argv[3:]]
    failed = 0
    for text in texts or [made_of((examples / "happened.txt").read_text(encoding="utf-8"))]:
        with tempfile.TemporaryDirectory() as folder:
            for path in written(text, pathlib.Path(folder)):
                done = run(program, "--brief", f"{folder}/novel.txt", str(path))
                if done.returncode == 0 and not done.stderr:
                    print(f"{path.relative_to(folder)} says the same")
                else:
                    failed += 1
                    print(f"not the same: {path.relative_to(folder)}: {done.stdout}{done.stderr}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
