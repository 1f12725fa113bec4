# SPDX-License-Identifier: Apache-2.0
"""What must hold of the answer to any pair of texts, whatever they are.

An answer is `almost compare --json --full`. It is asked for once in each unit and once with the
texts swapped; coverage, replay either way, the mirror image and the schema are checked here, and
`almost apply` must rebuild each text from the other.
"""
import json
import re
import pathlib
import subprocess
import sys
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SIDES = ("original", "telling")
MIRRORED = {"missing": "added", "added": "missing"}
IGNORABLE = ("same", "moved")  # these may be empty on one side: a line break, an ignored mark
TOUCHES = ["negation", "number", "name", "modal", "speaker", "unit", "quantity", "opposite",
           "condition", "hedge", "role", "wording", "spelling", "punctuation", "case", "spacing"]


class Wrong(Exception):
    """Something that must hold does not. `answer` is what was said, where it could be read."""

    def __init__(self, message, answer=None):
        super().__init__(message)
        self.answer = answer


def need(holds, message, answer=None):
    if not holds:
        raise Wrong(message, answer)


def invisible(letter):
    """Characters that an editor shows as nothing, or as a blank, or on the letter before."""
    category = unicodedata.category(letter)
    return category in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cs", "Co", "Cn") or category[0] == "M"


def load_validator():
    """The schema's validator, or None, said loudly, where Python's jsonschema is missing."""
    schema = ROOT / "doc" / "comparison.schema.json"
    try:
        import jsonschema
    except ImportError:
        print("SKIPPED: answers are not validated, Python's jsonschema is missing", file=sys.stderr)
        return None
    if not schema.exists():
        print(f"SKIPPED: answers are not validated, {schema.name} is missing", file=sys.stderr)
        return None
    definition = json.loads(schema.read_text(encoding="utf-8"))
    kind = jsonschema.validators.validator_for(definition)
    kind.check_schema(definition)
    validator = kind(definition)
    try:  # the references of a schema are looked up when they are first needed
        list(validator.iter_errors({"original": {"name": ""}}))
    except Exception as error:  # pylint: disable=broad-except
        sys.exit(f"{schema.name} cannot be used by Python's jsonschema: {error}")
    return validator


class Answer:
    """A comparison as the program gave it, beside the two texts as Python decodes them."""

    def __init__(self, parsed, texts):
        self.parsed = parsed
        self.texts = dict(zip(SIDES, texts))
        self.changes = parsed["changes"]
        self.passages = {passage["id"]: passage for passage in parsed["passages"]}
        self.verdict = parsed["verdict"]
        self.sentence = parsed["sentence"]

    def before(self, side, offset):
        return self.texts[side][:offset]


def run(program, arguments, stdin=None, folder=None):
    """The finished process; output as bytes."""
    return subprocess.run([program, *arguments], input=stdin if stdin is not None else b"",
                          capture_output=True, cwd=folder, timeout=120, check=False)


def ask(program, paths, options, texts, folder=None):
    """One comparison, with what the process must do checked."""
    done = run(program, ["compare", "--json", "--full", *options, "--", *map(str, paths)],
               folder=folder)
    need(done.returncode in (0, 1),
         f"exit status {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    need(not done.stderr, f"said on standard error: {done.stderr.decode(errors='replace')!r}")
    try:
        answer = Answer(json.loads(done.stdout.decode("utf-8")), texts)
    except (ValueError, KeyError) as error:
        raise Wrong(f"the answer cannot be read: {error!r}") from None
    if not any(option.startswith("--fail-under") for option in options):
        need((done.returncode == 0) == (answer.verdict["answer"] == "yes"),
             f"exit status {done.returncode} with the verdict {answer.verdict['answer']}", answer)
    return answer


# --- One answer ------------------------------------------------------------

def check_shape(answer, units="codepoints"):
    """Kinds, ids, spans and touches are what the contract says, whatever the texts are."""
    parsed = answer.parsed
    need(parsed["format"] == "almost.comparison/1", "the format is another one", answer)
    last = 0
    for index, change in enumerate(answer.changes):
        where = f"change {index + 1}"
        need(change["id"] == index + 1, f"{where}: its id is {change['id']}", answer)
        kind, original, telling = change["kind"], change["original"], change["telling"]
        need((original is None) == (kind == "added") and (telling is None) == (kind == "missing"),
             f"{where}: {kind}, original {original}, telling {telling}", answer)
        touches = change.get("touches", [])
        need(touches == [t for t in TOUCHES if t in touches], f"{where}: touches {touches}", answer)
        need(bool(touches) == (kind in ("different", "missing", "added")),
             f"{where}: {kind} touches {touches}", answer)
        passage = change.get("passage")
        need(not passage or passage in answer.passages, f"{where}: no passage {passage}", answer)
        if kind == "moved":
            inside = passage and answer.passages[passage]
            need(inside and (inside["moved"] or inside["kind"] in ("altered", "reworded")),
                 f"{where}: neither in a moved passage nor displaced in one", answer)
        if telling is not None:
            need(telling["start"] == last, f"{where}: the telling has a gap or overlap at {last}",
                 answer)
            need(telling["end"] > telling["start"] or kind in IGNORABLE,
                 f"{where}: {kind}, but empty in the telling", answer)
            last = telling["end"]
    need(last == length_in(answer.texts["telling"], units), "the telling is not covered", answer)
    last = 0
    for start, end, kind in sorted((c["original"]["start"], c["original"]["end"], c["kind"])
                                   for c in answer.changes if c["original"] is not None):
        need(start == last, f"the original has a gap or overlap at {last}", answer)
        need(end > start or kind in IGNORABLE, f"{kind}, but empty in the original", answer)
        last = end
    need(last == length_in(answer.texts["original"], units), "the original is not covered", answer)
    check_verdict(answer)


def check_verdict(answer):
    verdict = answer.verdict
    for share in ("kept", "told", "order"):
        need(0 <= verdict[share] <= 1, f"{share} is {verdict[share]}", answer)
    changed = any(change["kind"] != "same" for change in answer.changes)
    need((verdict["answer"] == "yes") == (not changed),
         f"verdict {verdict['answer']} with {'some' if changed else 'no'} changes", answer)


def length_in(text, units):
    if units == "codepoints":
        return len(text)
    if units == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogateescape"))


def check_texts(answer):
    """The texts in the answer are those of its spans, and rebuild both sides."""
    rebuilt = {}
    for side in SIDES:
        pieces = []
        for change in answer.changes:
            span, text = change[side], change["text"][side]
            where = f"change {change['id']}: {side}"
            need((span is None) == (text is None), f"{where}: text without span", answer)
            if span is not None:
                slice_ = answer.texts[side][span["start"]:span["end"]]
                need(text == slice_, f"{where} {text!r} is {slice_!r}", answer)
                pieces.append((span["start"], text))
        rebuilt[side] = "".join(text for _, text in sorted(pieces))
        need(rebuilt[side] == answer.texts[side], f"the {side} is not rebuilt", answer)


QUOTATION = "「」『』‘’‚‛“”„‟«»‹›\"`\u00b4\u2032\u2033\u02bc"
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ac\u2e17"
TATWEEL = "\u0640"
SHAPES = {chr(point) for point in range(0xFE00, 0xFE10)}  # variation selectors
MARKS = {**dict.fromkeys(map(ord, QUOTATION), "'"), **dict.fromkeys(map(ord, DASHES + TATWEEL))}


def folded(text):
    """What is left when layout and typography are taken away, by Python's own tables."""
    text = re.sub(r"(?<=[^\W\d])=\s*\n\s*(?=[^\W\d])", "", text)  # a hyphen of old prints
    # Marks before compatibility forms: some of them decompose into a blank and a mark.
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFC", text).translate(MARKS))
    text = text.replace("''", "'")
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf" and c not in SHAPES)


def check_same(answer):
    """What is called the same is so by another reckoning. Only for the default options."""
    for change in answer.changes:
        if change["kind"] in ("same", "moved"):
            original, telling = change["text"]["original"], change["text"]["telling"]
            need(folded(original) == folded(telling),
                 f"change {change['id']}: {original!r} and {telling!r} are not the same", answer)


# --- Two answers -----------------------------------------------------------

def facts(answer, swapped):
    """The changes without their order, as seen from one side."""
    first, second = SIDES if not swapped else SIDES[::-1]
    out = []
    for change in answer.changes:
        kind = MIRRORED.get(change["kind"], change["kind"]) if swapped else change["kind"]
        spans = [None if change[side] is None else (change[side]["start"], change[side]["end"])
                 for side in (first, second)]
        out.append((kind, *spans, tuple(change.get("touches", []))))
    return sorted(out, key=repr)


def passage_facts(answer, swapped):
    """The passages without their order, as seen from one side."""
    first, second = SIDES if not swapped else SIDES[::-1]
    return sorted((passage["kind"], passage["moved"], passage[first]["start"], passage[first]["end"],
                   passage[second]["start"], passage[second]["end"], passage["likeness"],
                   passage["bits"]) for passage in answer.parsed["passages"])


def check_mirror(answer, turned):
    """Swapping the texts gives the mirror image."""
    here, there = facts(answer, False), facts(turned, True)
    if here != there:
        differ = [fact for fact in here if fact not in there][:2]
        others = [fact for fact in there if fact not in here][:2]
        raise Wrong(f"swapping the texts gives another answer: {differ} / {others}", answer)
    need(passage_facts(answer, False) == passage_facts(turned, True),
         "swapping the texts gives other passages", answer)
    one, other = answer.verdict, turned.verdict
    need(one["answer"] == other["answer"], "swapping the texts gives another verdict", answer)
    if "summary" not in (passage["kind"] for passage in answer.passages.values()):
        need(abs(one["kept"] - other["told"]) < 1e-6 and abs(one["told"] - other["kept"]) < 1e-6,
             "kept and told are not turned with the texts", answer)
    need(one["ending"]["same"] == other["ending"]["same"]
         and one["ending"]["original"] == other["ending"]["telling"]
         and one["ending"]["telling"] == other["ending"]["original"],
         "the ending is not turned with the texts", answer)


def check_units(answer, other, units):
    """The same spans in another unit."""
    tables = {}
    for side in SIDES:
        table, total = [0], 0
        for letter in answer.texts[side]:
            total += length_in(letter, units)
            table.append(total)
        tables[side] = table
    need(len(answer.changes) == len(other.changes), f"other changes in {units}", answer)
    for one, two in zip(answer.changes, other.changes):
        for side in SIDES:
            span = one[side]
            want = None if span is None else {"start": tables[side][span["start"]],
                                              "end": tables[side][span["end"]]}
            need(two[side] == want,
                 f"change {one['id']}: {side} in {units} is {two[side]}, not {want}", answer)


def check_apply(program, folder, texts, result, answer):
    """`almost apply` rebuilds each text from the other."""
    for arguments, given, wanted in (([], texts[0], texts[1]), (["--reverse"], texts[1], texts[0])):
        done = run(program, ["apply", *arguments, str(result)], stdin=given, folder=folder)
        need(done.returncode == 0 and done.stdout == wanted,
             f"apply {' '.join(arguments)} does not rebuild the text: status {done.returncode}, "
             f"{done.stderr.decode(errors='replace').strip()!r}", answer)


def ask_and_check(program, folder, texts, options=(), validator=None):
    """Ask about two texts (bytes) and check all that must hold. Returns the answer."""
    folder = pathlib.Path(folder)
    paths = [folder / "original.txt", folder / "telling.txt"]
    for path, text in zip(paths, texts):
        path.write_bytes(text)
    decoded = [text.decode("utf-8", "surrogateescape") for text in texts]
    valid = all(not any(0xDC80 <= ord(c) <= 0xDCFF for c in text) for text in decoded)
    answer = ask(program, paths, options, decoded)
    if validator is not None:
        error = next(validator.iter_errors(answer.parsed), None)
        need(error is None, f"the schema is not kept: {error and error.message}", answer)
    if valid:  # an invalid byte has no place in JSON and is several in Python: see tests/cli
        check_shape(answer)
        check_texts(answer)
        plain = not any(option.startswith(("--ignore", "--exact")) for option in options)
        if plain:
            check_same(answer)
        for units in ("bytes", "utf16"):
            other = ask(program, paths, [*options, "--units", units], decoded)
            check_shape(other, units)
            check_units(answer, other, units)
    turned = ask(program, paths[::-1], options, decoded[::-1])
    check_mirror(answer, turned)
    result = folder / "answer.json"
    result.write_text(json.dumps(answer.parsed), encoding="utf-8")
    if valid:
        check_apply(program, folder, texts, result, answer)
    return answer
