#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A reader of almost.patch/1 written from doc/patch-format.md alone, which it so proves right.

    patch_reader.py PATCH [--reverse] < TEXT > OTHER        (both UTF-8)
"""
import re
import sys

MARK = b"\xef\xbb\xbf"
KINDS = ("same", "different", "added", "missing", "moved")
TOUCHES = {"negation", "number", "name", "modal", "speaker", "unit", "quantity", "opposite",
           "condition", "hedge", "role", "wording", "spelling", "punctuation", "case", "spacing"}
FACTS = ("name", "length", "encoding", "mark", "hash", "blocks")
ESCAPES = dict(zip((b"n", b"t", b"r", b"\\"), (b"\n", b"\t", b"\r", b"\\")))
MOST = 4293918719


class Refused(Exception):
    pass


def need(holds, line, what):
    if not holds:
        raise Refused(f"line {line}: {what}")


def number(word, line, most=MOST):
    need(re.fullmatch(rb"0|[1-9][0-9]*", word) and int(word) <= most, line, "not a number")
    return int(word)


def span(word, length, line):
    parts = word.split(b"-")
    start, end = [number(part, line) for part in parts] if len(parts) == 2 else (1, 0)
    need(start <= end <= length, line, "not a span of its text")
    return start, end


def unescape(text, line):
    need(not re.search(rb"[\x00-\x1f\x7f]", text), line, "a control character")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"line {line}: no valid UTF-8") from None
    out = []
    for plain, escape in re.findall(rb"([^\\]+)|(\\(?:x[0-9a-f]{2}|[\x00-\xff])?)", text):
        known = plain or ESCAPES.get(escape[1:]) or (len(escape) == 4 and bytes.fromhex(
            escape[2:].decode()))
        need(known, line, "no such escape")
        out.append(known)
    return b"".join(out)


def read_header(lines):
    need(lines and lines[0] == b"almost.patch/1", 1, "not almost.patch/1")
    sides, blocks, at = {b"original": {}, b"telling": {}}, None, 0
    for at in range(1, len(lines)):
        word, _, value = lines[at].partition(b" ")
        if word.decode("latin-1") in KINDS or word == b"end":
            break
        if word == b"#":
            need(blocks is not None, at + 1, "hashes without blocks")
            need(all(re.fullmatch(rb"[0-9a-f]{16}", h) for h in value.split(b" ")), at + 1, "hash")
            blocks.extend(value.split(b" "))
            continue
        blocks, (side, _, fact) = None, word.partition(b"-")
        if side in sides and fact.decode("latin-1") in FACTS:
            need(fact not in sides[side], at + 1, "said twice")
            sides[side][fact] = value
            if fact == b"blocks":
                blocks = sides[side]["hashes"] = []
    for side in sides.values():
        need(len(side) == len(FACTS) + 1, at + 1, "a fact is missing")
        side["length"] = number(side[b"length"], 0)
        size = number(side[b"blocks"], 0)
        need(size > 0 and len(side["hashes"]) == -(-side["length"] // size), 0, "count of hashes")
    return [sides[b"original"], sides[b"telling"]], at


def read_changes(lines, at, sides):
    changes = []
    for line in range(at + 1, len(lines) + 1):
        words = lines[line - 1].split(b" ")
        if words[0] == b"end":
            need(len(words) in (2, 3) and number(words[1], line) == len(changes), line, "wrong count")
            need(len(words) == 2 or re.fullmatch(rb"[0-9a-f]{32}", words[2]), line, "checksum")
            need(not any(lines[line:]), line + 1, "something behind the end")
            return changes
        if words[0].decode("latin-1") in KINDS:
            need(len(words) in (5, 6), line, "not the words of a change")
            touches = set((words + [b""])[5].decode("latin-1").split(","))
            need(touches - {""} <= TOUCHES, line, "touches something unknown")
            spans = [span(words[3 + side], sides[side]["length"], line) for side in (0, 1)]
            changes.append({"id": number(words[1], line, 2**64 - 1), "spans": spans, "pieces": [],
                            "line": line, "kind": words[0]})
            need(number(words[2], line) or words[0] != b"moved", line, "moved without a passage")
            continue
        mark, text = lines[line - 1][:2], lines[line - 1][2:]
        need(changes and text and mark in (b"- ", b"+ ", b"= ", b": "), line, "no line of a text")
        value = number(text, line) if mark == b": " else unescape(text, line)
        need(value, line, "nothing")
        changes[-1]["pieces"].append((mark[:1], value))
    raise Refused("the end is missing")


def check(changes, sides):
    for change in changes:
        for side, marks in ((0, b"-=:"), (1, b"+=:")):
            sizes = [v if mark == b":" else len(v) for mark, v in change["pieces"] if mark in marks]
            start, end = change["spans"][side]
            need(sum(sizes) == end - start, change["line"], "lines that do not add up")
            empty = {b"added": 0, b"missing": 1}.get(change["kind"]) == side
            need(not empty or start == end, change["line"], "text where there must be none")
    for before, after in zip([{"id": 0}] + changes, changes):
        need(before["id"] < after["id"], after["line"], "ids that do not rise")
    for side in (0, 1):
        place = 0
        for change in changes if side else sorted(changes, key=lambda c: c["spans"][0]):
            need(change["spans"][side][0] == place, change["line"], "a gap or an overlap")
            place = change["spans"][side][1]
        need(place == sides[side]["length"], 0, "the changes do not reach the end")


def apply(patch, text, reverse=False):
    lines = [line[:-1] if line.endswith(b"\r") else line for line in patch.split(b"\n")]
    sides, at = read_header(lines)
    changes = read_changes(lines, at, sides)
    check(changes, sides)
    given, out = int(reverse), []
    text = text[len(MARK):] if text.startswith(MARK) else text
    need(len(text) == sides[given]["length"], 0, "another text than the one that was compared")
    for change in sorted(changes, key=lambda c: c["spans"][0]) if reverse else changes:
        place = change["spans"][given][0]
        for mark, value in change["pieces"]:
            shown = text[place:place + value] if mark == b":" else value
            if mark in (b"-=:", b"+=:")[given]:
                need(text[place:place + len(shown)] == shown, change["line"], "another text")
                place += len(shown)
            if mark in (b"-=:", b"+=:")[1 - given]:
                out.append(shown)
    return (MARK if sides[1 - given][b"mark"] == b"yes" else b"") + b"".join(out)


if __name__ == "__main__":
    try:
        with open(sys.argv[1], "rb") as file:
            patch = file.read()
        sys.stdout.buffer.write(apply(patch, sys.stdin.buffer.read(), "--reverse" in sys.argv))
    except Refused as refused:
        sys.exit(f"{sys.argv[1]}: {refused}")
