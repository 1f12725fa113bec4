#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Redlines as LibreOffice has them: all accepted has the words of the telling, all rejected those of the original.

    libreoffice.py PROGRAM EXAMPLES [ORIGINAL TELLING]...     without pairs: the shipped story and documents made here

Skipped, with a line that says so, where LibreOffice is missing. It is one witness and not the judge: it knows no moves
of OpenDocument texts, and drops changes that others enclose. Notes are left out, which it puts elsewhere.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

from redlines import word

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))  # before the readers' tests of the same names

import docx as words_of_word  # noqa: E402
import odt as words_of_odt  # noqa: E402

SKIPPED = 77
SETTLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle(list As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim filter(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  filter(0).Name = "FilterName" : filter(0).Value = "writer8"
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  number = FreeFile
  Open list For Input As #number
  Do While Not EOF(number)
    Line Input #number, row
    If row &lt;&gt; "" Then
      parts = Split(row, Chr(9))
      document = StarDesktop.loadComponentFromURL(ConvertToURL(parts(1)), "_blank", 0, hidden())
      If Not IsNull(document) Then
        command = ".uno:" &amp; parts(0) &amp; "AllTrackedChanges"
        dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
        document.storeToURL(ConvertToURL(parts(2)), filter())
        document.close(True)
      End If
    End If
  Loop
  Close #number
  StarDesktop.terminate()
End Sub
</script:module>
"""


class Office:
    """LibreOffice with a profile of its own, and a macro in it that accepts or rejects all changes of documents."""

    def __init__(self, folder):
        self.profile = folder / "profile"
        self.run("--terminate_after_init")
        module = self.profile / "user" / "basic" / "Standard" / "Module1.xba"
        module.write_text(SETTLE)

    def run(self, *arguments, timeout=300):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{self.profile}", "--headless", "--norestore",
                        *arguments], capture_output=True, timeout=timeout, stdin=subprocess.DEVNULL, check=False)

    def settle(self, folder, rows):
        """Rows of what is to be done, a document and what comes out."""
        names = folder / "list"
        names.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows))
        self.run(f'macro:///Standard.Module1.Settle("{names}")', timeout=60 + 30 * len(rows))


def documents(folder, examples):
    """Pairs to be compared, by their names: the story, and what tests beside this one mark."""
    pairs = []

    def add(name, ending, original, telling):
        paths = folder / f"{name}-a.{ending}", folder / f"{name}-b.{ending}"
        for path, content in zip(paths, (original, telling)):
            path.write_bytes(content)
        pairs.append((*paths, ending))

    long = words_of_word.LONG
    paragraphs, table, row = words_of_word.paragraphs, words_of_word.table, words_of_word.row
    rows = words_of_word.Tables.ROWS
    add("words", "docx", word(paragraphs(*long)), word(paragraphs(long[0].replace("forty", "fifty"), *long[1:])))
    add("whole", "docx", word(paragraphs(*long)), word(paragraphs(long[0], long[3])))
    add("come", "docx", word(paragraphs(long[0], long[3])), word(paragraphs(*long)))
    add("split", "docx", word(paragraphs(" ".join(long))), word(paragraphs(*long)))
    add("joined", "docx", word(paragraphs(*long)), word(paragraphs(" ".join(long))))
    add("moved", "docx", word(paragraphs(*long)), word(paragraphs(long[2], long[0], long[1], long[3])))
    add("rows", "docx", word(paragraphs(long[0]) + table(*(row(*cells) for cells in rows)) + paragraphs(long[1])),
        word(paragraphs(long[0]) + table(*(row(*rows[i]) for i in (0, 1, 3))) + paragraphs(long[1])))
    odt, lines = words_of_odt.odt, words_of_odt.paragraphs
    add("words", "odt", odt(lines(*long)), odt(lines(long[0].replace("forty", "fifty"), *long[1:])))
    add("whole", "odt", odt(lines(*long)), odt(lines(long[0], long[3])))
    add("come", "odt", odt(lines(long[0], long[3])), odt(lines(*long)))
    add("split", "odt", odt(lines(" ".join(long))), odt(lines(*long)))
    add("joined", "odt", odt(lines(*long)), odt(lines(" ".join(long))))
    columns = words_of_odt.Columns()
    three, rest = columns.document(*rows), [cells[1:] for cells in rows]
    add("row-goes", "odt", three, columns.document(*(rows[i] for i in (0, 1, 3))))
    add("rows-come", "odt", columns.document(rows[0], rows[3]), three)
    add("table-comes", "odt", odt(lines(*long[:2])), three)
    add("column-comes", "odt", columns.document(*rest), three)
    add("column-goes", "odt", three, columns.document(*rest))
    for ending in ("docx", "odt"):
        pairs.append((examples / "happened.txt", examples / "dreamed.txt", ending))
    return pairs


def words_in(program, path, *options):
    """The words of a text without its notes."""
    done = subprocess.run([program, "text", *options, str(path)], capture_output=True, timeout=120, check=False)
    return re.findall(r"\w+", done.stdout.decode("utf-8", "replace")) if done.returncode == 0 else None


def first_unlike(one, other):
    at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"{' '.join(one[max(0, at - 3):at + 6])!r}, and LibreOffice has {' '.join(other[max(0, at - 3):at + 6])!r}"


def rows_in(path):
    """Of tables in an OpenDocument text."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("content.xml").count(b"<table:table-row")


def hold(program, office, folder, pairs):
    """What LibreOffice has otherwise, a line each."""
    faults, rows, made, tables = [], [], [], []
    for i, (original, telling, ending) in enumerate(pairs):
        name = f"{original.name} and {telling.name} as {ending}"
        redline = folder / f"redline-{i}.{ending}"
        done = subprocess.run([program, "-o", str(redline), str(original), str(telling)], capture_output=True,
                              text=True, timeout=600, check=False)
        if not redline.exists():
            faults.append(f"{name}: no redline: {done.stderr.strip()}")
            continue
        answers = folder / f"accepted-{i}.odt", folder / f"rejected-{i}.odt"
        rows += [("Accept", redline, answers[0]), ("Reject", redline, answers[1])]
        made.append((name, redline, answers))
        if original.suffix == telling.suffix == ".odt":
            tables += zip(answers, (telling, original))
    office.settle(folder, rows)
    for name, redline, answers in made:
        for answer, what, options in zip(answers, ("accepted", "rejected"), ((), ("--revisions", "original"))):
            ours = words_in(program, redline, *options)
            theirs = words_in(program, answer) if answer.exists() else None
            if theirs is None:
                faults.append(f"{name}, {what}: LibreOffice has written nothing that can be read")
            elif ours != theirs:
                faults.append(f"{name}, {what}: {first_unlike(ours, theirs)}")
    faults += [f"{answer.name}: {rows_in(answer)} rows of tables, and {of.name} has {rows_in(of)}"
               for answer, of in tables if answer.exists() and rows_in(answer) != rows_in(of)]
    return faults


def main():
    if len(sys.argv) < 3 or len(sys.argv) % 2 == 0:
        sys.exit(__doc__)
    if shutil.which("soffice") is None:
        print("skipped: soffice (LibreOffice Writer) is not installed")
        sys.exit(SKIPPED)
    program = os.path.abspath(sys.argv[1])
    named = [pathlib.Path(name).resolve() for name in sys.argv[3:]]
    with tempfile.TemporaryDirectory(prefix="almost-office-") as name:
        folder = pathlib.Path(name)
        pairs = [(a, b, a.suffix[1:].replace("fodt", "odt")) for a, b in zip(named[::2], named[1::2])]
        pairs = pairs or documents(folder, pathlib.Path(sys.argv[2]).resolve())
        faults = hold(program, Office(folder), folder, pairs)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(pairs)} redlines, {len(faults)} readings of them that LibreOffice has otherwise")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
