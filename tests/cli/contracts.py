# SPDX-License-Identifier: Apache-2.0
"""The contracts in JSON: doc/*.schema.json, and which of them an answer has to keep.

A schema lists all members that this version writes and takes no other, so that a member that is new or gone
is found out here; programs that read the answers pass over what they do not know.
"""
import functools
import json
import pathlib

try:
    import jsonschema
except ImportError:
    jsonschema = None

DOC = pathlib.Path(__file__).resolve().parent.parent.parent / "doc"
KINDS = ("comparison", "quotations", "collation", "merge", "watch")  # that name themselves: almost.KIND/1
LINES = ("trace", "batch", "library", "reuse")                       # that a command writes a line each of


@functools.cache
def schema(kind):
    return json.loads((DOC / f"{kind}.schema.json").read_text(encoding="utf-8"))


@functools.cache
def validator(kind):
    """That of a kind, or None where Python's jsonschema is missing."""
    if jsonschema is None:
        return None
    jsonschema.Draft7Validator.check_schema(schema(kind))
    return jsonschema.Draft7Validator(schema(kind))


def answers(out):
    """The objects of JSON in what was written: one over several lines, or one a line. None where it is no JSON."""
    try:
        return [json.loads(out)]
    except ValueError:
        pass
    try:
        return [answer for answer in map(json.loads, out.splitlines()) if isinstance(answer, dict)]
    except ValueError:
        return []


def kind_of(answer):
    """What an answer says that it is; an error of a batch has nothing but its id and error."""
    name, _, version = str(answer.get("format", "")).rpartition("/")
    if name.startswith("almost.") and version == "1" and name[len("almost."):] in KINDS:
        return name[len("almost."):]
    return "batch" if set(answer) == {"id", "error"} else None


@functools.cache
def head():
    """Of a comparison at the end of watching: all but changes and groups, and of its texts what they are."""
    whole = json.loads(json.dumps(schema("comparison")))
    whole["required"].remove("changes")
    whole["definitions"]["source"]["required"] = ["name", "length", "words", "hash"]
    return jsonschema.Draft7Validator(whole)


def breach(answer, kind):
    """What an answer breaks of the contract of its kind, in one line; None where it keeps it."""
    if kind == "watch" and answer.get("comparison"):
        error = next(head().iter_errors(answer["comparison"]), None)
    else:
        error = None
    error = error or jsonschema.exceptions.best_match(validator(kind).iter_errors(answer))
    if error is None:
        return None
    place = "/".join(map(str, error.absolute_path))
    return f"{kind}.schema.json, {place or 'top'}: {error.message[:300]}"


def members(kind):
    """The names of all members that a schema lists, at any depth."""
    found = set()

    def walk(node):
        if isinstance(node, dict):
            if isinstance(node.get("properties"), dict):
                found.update(node["properties"])
            for each in node.values():
                walk(each)
        elif isinstance(node, list):
            for each in node:
                walk(each)
    walk(schema(kind))
    return found


def names(answer):
    """The names of all members that an answer has, at any depth."""
    if isinstance(answer, dict):
        return set(answer).union(*map(names, answer.values()))
    return set().union(*map(names, answer)) if isinstance(answer, list) else set()
