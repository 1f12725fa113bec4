#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ask the program for every golden case and compare, see README.md beside this file.

The expectations are written by hand. What must hold of any answer whatever (coverage, replay,
symmetry, units, the schema) is checked by answers.py on each case as well.
"""
import argparse
import concurrent.futures
import pathlib
import re
import shlex
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import answers  # noqa: E402

LONG = 64  # texts longer than this are written by their beginning and end
LIBRARIES = ("ICU", "CLD2", "libstemmer")  # what a case may need
KINDS = ("same", "moved", "different", "missing", "added")


class Malformed(Exception):
    """A case file that does not keep to the format."""


class Case:
    """One case: title, texts, options, and the lines of its answer with their line numbers."""

    def __init__(self, path, line, title):
        self.path, self.line, self.title = path, line, title
        self.texts = {}
        self.options = []
        self.needs = None
        self.answer = []
        self.answer_lines = [0, 0]  # half-open, 0-based lines of the file that hold the answer

    def place(self):
        return f"{self.path.name}:{self.line}: {self.title}"


# --- Escapes ---------------------------------------------------------------

ESCAPE = re.compile(r'\\(?:u\{([0-9A-Fa-f]{1,6})\}|x\{([0-9A-Fa-f]{2})\}|(.))')
PLAIN = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"'}


def unescape(text):
    """Resolve the escapes; raw bytes become lone surrogates, as Python has them."""
    def one(match):
        code, byte, letter = match.groups()
        if code:
            return chr(int(code, 16))
        if byte:
            return chr(0xDC00 + int(byte, 16)) if int(byte, 16) > 127 else chr(int(byte, 16))
        if letter not in PLAIN:
            raise Malformed(f"no escape is called \\{letter}")
        return PLAIN[letter]
    return ESCAPE.sub(one, text)


def escape(text):
    """The other way, so that nothing on the line is invisible."""
    out = []
    for letter in text:
        code = ord(letter)
        if letter in '\\"':
            out.append("\\" + letter)
        elif letter in "\n\r\t":
            out.append({"\n": "\\n", "\r": "\\r", "\t": "\\t"}[letter])
        elif 0xDC80 <= code <= 0xDCFF:
            out.append(f"\\x{{{code - 0xDC00:02X}}}")
        elif letter != " " and answers.invisible(letter):
            out.append(f"\\u{{{code:04X}}}")
        else:
            out.append(letter)
    return "".join(out)


# --- Reading cases ---------------------------------------------------------

def read_cases(path):
    """All cases of a file, in order."""
    lines = path.read_text(encoding="utf-8").split("\n")
    cases, case, field = [], None, None
    for number, line in enumerate(lines):
        try:
            if line.startswith("# "):
                case, field = Case(path, number + 1, line[2:].strip()), None
                cases.append(case)
            elif line.startswith(";") or not line.strip():
                continue
            elif case is None:
                raise Malformed("a case begins with # and its title")
            else:
                field = read_line(case, field, line, number)
        except Malformed as error:
            raise Malformed(f"{path.name}:{number + 1}: {error}") from None
    for case in cases:
        if set(case.texts) != {"original", "telling"} or not case.answer:
            raise Malformed(f"{case.place()}: a case has an original, a telling and an answer")
    return cases


def read_line(case, field, line, number):
    """One line of a case; returns the field that the next line may continue."""
    if line.startswith("|"):
        if field not in ("original", "telling"):
            raise Malformed("a line of text without a text")
        text = unescape(line[2:])
        case.texts[field] = text if case.texts[field] is None else case.texts[field] + "\n" + text
        return field
    if line.startswith("  "):
        if field != "answer":
            raise Malformed("an answer begins with the line answer")
        case.answer.append((number + 1, line.strip()))
        case.answer_lines[1] = number + 1
        return field
    word, _, rest = line.partition(" ")
    rest = rest.strip()
    if word in ("original", "telling"):
        if word in case.texts:
            raise Malformed(f"a second {word}")
        case.texts[word] = "" if rest == "(empty)" else unescape(rest) if rest else None
    elif word == "options":
        case.options = shlex.split(rest)
    elif word == "needs":
        if rest not in LIBRARIES:
            raise Malformed(f"a case may need ICU, CLD2 or libstemmer, and not {rest}")
        case.needs = rest
    elif word == "answer":
        case.answer_lines = [number + 1, number + 1]
    else:
        raise Malformed(f"no line of a case begins with {word}")
    return word


QUOTED = r'"((?:[^"\\]|\\.)*)"'
TEXT = rf'{QUOTED}(?:\s*\.\.\.\s*{QUOTED})?'
CHANGE = re.compile(rf'(\w+)\s+(\((?:moved|within)\)\s*)?{TEXT}(?:\s*/\s*{TEXT})?\s*(?::\s*(.*))?$')


def text_pattern(head, tail):
    if head is None:
        return None
    return (unescape(head), None if tail is None else unescape(tail))


def text_fits(pattern, text):
    """Whether a text is the one that the pattern gives, whole or by its beginning and end."""
    if pattern is None or text is None:
        return pattern is None and text is None
    head, tail = pattern
    if tail is None:
        return text == head
    return text.startswith(head) and text.endswith(tail) and len(text) >= len(head) + len(tail)


class Expected:
    """The line of one change, read."""

    def __init__(self, line):
        match = CHANGE.match(line)
        if not match or match.group(1) not in KINDS:
            raise Malformed(f"not a line of an answer: {line}")
        kind, moved, head, tail, head2, tail2, touches = match.groups()
        within = moved is not None and moved.startswith("(within)")
        if within and kind != "moved":
            raise Malformed(f"only what moved may have moved within its passage: {line}")
        self.kind, self.moved = kind, not within and (moved is not None or kind == "moved")
        first, second = text_pattern(head, tail), text_pattern(head2, tail2)
        if kind not in ("same", "moved") and (kind == "different") != (second is not None):
            raise Malformed(f"{kind} has one text too few or too many: {line}")
        self.alike = kind in ("same", "moved") and second is None
        self.original = None if kind == "added" else first
        self.telling = first if kind == "added" else None if kind == "missing" else second or first
        self.touches = [t.strip() for t in touches.split(",")] if touches else []

    def fits(self, change, moved):
        original, telling = change["text"]["original"], change["text"]["telling"]
        return (change["kind"] == self.kind and moved == self.moved
                and text_fits(self.original, original) and text_fits(self.telling, telling)
                and (not self.alike or original == telling)
                and change.get("touches", []) == self.touches)


# --- The answer as lines ---------------------------------------------------

def show_text(text):
    if len(text) <= LONG:
        return f'"{escape(text)}"'
    words = re.findall(r"\S+\s*", text)
    head, tail = "".join(words[:3])[:30], "".join(words[-3:])[-30:]
    return f'"{escape(head)}" ... "{escape(tail)}"'


def show_change(change, moved):
    """The line of one change, as read by Expected."""
    original, telling = change["text"]["original"], change["text"]["telling"]
    kind = change["kind"]
    if kind in ("same", "moved") and original == telling:
        texts = show_text(original)
    else:
        texts = " / ".join(show_text(t) for t in (original, telling) if t is not None)
    inside = "(moved) " if moved and kind != "moved" else "(within) " if kind == "moved" and not moved else ""
    touches = " : " + ", ".join(change["touches"]) if change.get("touches") else ""
    return f"  {kind:<10} {inside}{texts}{touches}"


def show_ending(answer):
    ending = answer.verdict["ending"]
    if ending["same"]:
        return "  ending     same"
    sides = [answer.before(side, ending[side]) for side in ("original", "telling")]
    return "  ending     after " + " / ".join(f'"{escape(side[-24:])}"' for side in sides)


def is_moved(answer, change):
    passage = answer.passages.get(change["passage"])
    return bool(passage and passage["moved"])


def show_answer(answer, case):
    """All lines of an answer, with those checks that the case already makes."""
    lines = [show_change(change, is_moved(answer, change)) for change in answer.changes]
    lines.append(f"  {'verdict':<10} {answer.verdict['answer']}")
    for _, line in case.answer:
        word = line.split()[0]
        if word == "ending":
            lines.append(show_ending(answer))
        elif word == "sentence":
            lines.append(f'  sentence   "{escape(answer.sentence)}"')
        elif word in ("kept", "told", "order"):
            lines.append(f"  {line}")
    return lines


# --- Judging ---------------------------------------------------------------

def check_ending(line, answer):
    ending = answer.verdict["ending"]
    rest = line[len("ending"):].strip()
    if rest == "same":
        return ending["same"]
    match = re.match(rf'after {QUOTED} / {QUOTED}$', rest)
    if not match:
        raise Malformed(f"not an ending: {line}")
    return not ending["same"] and all(
        answer.before(side, ending[side]).endswith(unescape(text))
        for side, text in zip(("original", "telling"), match.groups()))


def check_share(line, answer):
    match = re.match(r"(\w+)\s+([\d.]+)(?:\s+to\s+([\d.]+))?$", line)
    if not match:
        raise Malformed(f"not a share: {line}")
    word, low, high = match.groups()
    return float(low) - 5e-5 <= answer.verdict[word] <= float(high or low) + 5e-5


def judge(case, answer):
    """Complaints about an answer as against the expected one; none is well."""
    expected, wrong = [], []
    for number, line in case.answer:
        word = line.split()[0]
        if word == "verdict":
            if line.split()[1:] != [answer.verdict["answer"]]:
                wrong.append(f"line {number}: expected {line}, got {answer.verdict['answer']}")
        elif word == "ending":
            if not check_ending(line, answer):
                wrong.append(f"line {number}: expected {line}, got {show_ending(answer).strip()}")
        elif word == "sentence":
            if line.split(None, 1)[1:] != [f'"{escape(answer.sentence)}"']:
                wrong.append(f"line {number}: expected {line}, got {answer.sentence}")
        elif word in ("kept", "told", "order"):
            if not check_share(line, answer):
                wrong.append(f"line {number}: expected {line}, got {answer.verdict[word]}")
        else:
            expected.append((number, line, Expected(line)))
    fits = len(expected) == len(answer.changes) and all(
        want.fits(change, is_moved(answer, change))
        for (_, _, want), change in zip(expected, answer.changes))
    if not fits:
        wrong.append("expected")
        wrong += ["    " + line for _, line, _ in expected]
        wrong.append("got")
        wrong += ["  " + show_change(c, is_moved(answer, c)) for c in answer.changes]
    return wrong


def run_case(case, program, validator):
    """Returns complaints and the answer (None when there is none)."""
    with tempfile.TemporaryDirectory(prefix="almost-case-") as folder:
        try:
            texts = [case.texts[side].encode("utf-8", "surrogateescape")
                     for side in ("original", "telling")]
            answer = answers.ask_and_check(program, folder, texts, case.options, validator)
            return judge(case, answer), answer
        except answers.Wrong as error:
            return [str(error)], error.answer
        except Malformed as error:
            return [f"malformed case: {error}"], None


def accept(path, results):
    """Write what the program says into the file."""
    lines = path.read_text(encoding="utf-8").split("\n")
    for case, answer in reversed(results):
        if answer is not None:
            start, end = case.answer_lines
            lines[start:end] = show_answer(answer, case)
    path.write_text("\n".join(lines), encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="run the golden cases")
    parser.add_argument("program", help="the almost command")
    parser.add_argument("files", nargs="*", help="case files (default: all)")
    parser.add_argument("--only", default="", help="only cases whose title holds this")
    parser.add_argument("--accept", action="store_true", help="write what the program says")
    parser.add_argument("--without", action="append", default=[], choices=LIBRARIES,
                        help="the program does not find this library: leave out what needs it")
    parser.add_argument("--alone", dest="without", action="store_const", const=LIBRARIES,
                        help="it finds none of them")
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()

    program = str(pathlib.Path(arguments.program).resolve())
    validator = answers.load_validator()
    paths = [p if p.exists() else HERE / p.name for p in map(pathlib.Path, arguments.files)]
    paths = paths or sorted(HERE.glob("*.txt"))
    count = failed = 0
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for path in paths:
            cases = [c for c in read_cases(path)
                     if arguments.only in c.title and c.needs not in arguments.without]
            outcomes = list(pool.map(lambda case: run_case(case, program, validator), cases))
            for case, (wrong, _) in zip(cases, outcomes):
                count += 1
                if wrong:
                    failed += 1
                    print(case.place(), *("    " + line for line in wrong), "", sep="\n")
            if arguments.accept:
                accept(path, [(case, answer) for case, (_, answer) in zip(cases, outcomes)])
    print(f"{count} cases, {failed} wrong")
    return 1 if failed and not arguments.accept else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Malformed as problem:
        sys.exit(f"malformed: {problem}")
