# SPDX-License-Identifier: Apache-2.0
"""Cases of planted passages: how their files are read, and what documents they make.

See README.md beside this file.
"""
import pathlib
import re
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
SIDES = ("original", "telling")
KINDS = ("same", "altered", "reworded", "summary")


class Malformed(Exception):
    """A file that does not keep to the format."""


def need(holds, message):
    if not holds:
        raise Malformed(message)


class Planted:
    """A passage that must be found: its kinds, and its span on either side."""

    def __init__(self, kinds, names, spans):
        self.kinds, self.names, self.spans = kinds, names, spans


class Case:
    """Two documents, and what is planted in them."""

    def __init__(self, place, title):
        self.place, self.title = place, title
        self.options, self.answer, self.changes = [], [], []
        self.parts = {side: None for side in SIDES}  # paragraphs of names
        self.wrap = {}
        self.texts = {}
        self.spans = {side: {} for side in SIDES}  # of each name
        self.planted, self.inside, self.moved, self.any = [], [], 0, False


def read_texts(lines, texts):
    """The named texts of a file, up to its cases; returns the lines that are left."""
    name, paragraphs = None, []
    for number, line in enumerate(lines):
        if line.startswith("## cases"):
            return lines[number + 1:], number + 1
        if line.startswith("# "):
            name = line[2:].strip()
            need(name not in texts, f"a second text {name}")
            texts[name] = paragraphs = []
        elif line.strip() and not line.startswith(";"):
            need(name is not None, f"line {number + 1} is before the first name")
            if not paragraphs or not lines[number - 1].strip():
                paragraphs.append(line.strip())
            else:
                paragraphs[-1] += "\n" + line.strip()
    return [], len(lines)


def read(path):
    """All cases of a file, which may have texts of its own beside those of texts.txt."""
    texts = {}
    read_texts((HERE / "texts.txt").read_text(encoding="utf-8").split("\n"), texts)
    lines = path.read_text(encoding="utf-8").split("\n")
    first = 0
    if "## cases" in lines:
        lines, first = read_texts(lines, texts)
    cases = []
    for number, line in enumerate(lines):
        where = f"{path.name}:{first + number + 1}"
        try:
            if line.startswith("# "):
                cases.append(Case(where, line[2:].strip()))
            elif line.strip() and not line.startswith(";"):
                need(cases, "a case begins with # and its title")
                read_line(cases[-1], line)
        except Malformed as error:
            raise Malformed(f"{where}: {error}") from None
    for case in cases:
        try:
            build(case, texts)
        except Malformed as error:
            raise Malformed(f"{case.place}: {case.title}: {error}") from None
    return cases


def read_line(case, line):
    word, _, rest = line.strip().partition(" ")
    rest = rest.strip()
    if line.startswith("  "):
        case.answer.append(line.strip())
    elif word in SIDES:
        case.parts[word] = [[name.strip() for name in paragraph.split("+")]
                            for paragraph in rest.split(",")]
    elif word == "change":
        match = re.match(r'(original|telling) "(.*)" to "(.*)"$', rest)
        need(match, f"not a change: {rest}")
        case.changes.append(match.groups())
    elif word == "wrap":
        side, width = rest.split()
        case.wrap[side] = int(width)
    elif word == "options":
        case.options = rest.split()
    else:
        need(word == "answer" and not rest, f"no line of a case begins with {word}")


def build(case, texts):
    for side in SIDES:
        need(case.parts[side], f"no {side}")
        text = ""
        for paragraph in case.parts[side]:
            for index, name in enumerate(paragraph):
                need(name in texts, f"no text is called {name}")
                text += " " if index else "\n\n" if text else ""
                start = len(text)
                text += render(case, side, texts[name])
                case.spans[side][name] = (start, len(text))
        case.texts[side] = text + "\n"
    for side, old, _ in case.changes:
        need(any(old in "\n\n".join(texts[name]) for names in case.parts[side] for name in names),
             f"the {side} has no {old!r}")
    for line in case.answer:
        read_answer(case, line)


def render(case, side, paragraphs):
    out = []
    for paragraph in paragraphs:
        for where, old, new in case.changes:
            if where == side:
                paragraph = paragraph.replace(old, new)
        if side in case.wrap:
            paragraph = textwrap.fill(paragraph, case.wrap[side])
        out.append(paragraph)
    return "\n\n".join(out)


def span_of(case, side, names):
    """From the beginning of the first text to the end of the last."""
    for name in names:
        need(name in case.spans[side], f"the {side} has no {name}")
    return case.spans[side][names[0]][0], case.spans[side][names[-1]][1]


def read_answer(case, line):
    word, rest = line.split(" ", 1)
    if line == "one moved":
        case.moved = 1
        return
    if line == "any passages":
        case.any = True
        return
    if word == "inside":
        match = re.match(r'\s*(\w+) "(.*)"$', rest)
        need(match, f"not a touch: {line}")
        case.inside.append(match.groups())
        return
    match = re.match(r"(\w+(?: or \w+)*)\s+(\S.*)$", line)
    need(match, f"not a line of an answer: {line}")
    kinds = match.group(1).split(" or ")
    need(all(kind in KINDS for kind in kinds), f"not a kind: {match.group(1)}")
    original, _, telling = match.group(2).partition(">")
    names = [[name.strip() for name in part.split(",")] for part in (original, telling or original)]
    spans = [span_of(case, side, part) for side, part in zip(SIDES, names)]
    case.planted.append(Planted(kinds, match.group(2), spans))
