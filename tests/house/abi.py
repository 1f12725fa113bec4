#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""abi.py SONAME: programs built with the headers of the last release run with the library of today.

The last release is tests/house/interface.h, which tools/interface.py wrote then. Of it, and of today's headers, a
library of empty functions is built, in which there is nothing but what the headers promise; symbols.sh says that
the true one exports the same. abidiff compares the two. What a structure may do, grow at its end unless it is passed as
it is, it cannot be told, so that it passes over structures; they, and pointers to them, are compared here by what
abidw says of them. Where the name of the library has changed nothing is promised. CC names the compiler.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
INTERFACE = ROOT / "tests" / "house" / "interface.h"
NEVER = {"almost_error", "almost_span", "almost_allocator", "almost_source"}  # never grow, as their comments say
# what abidiff is not to count, because it is looked at here or allowed
CHANGES = """[suppress_type]
type_kind = struct
name_regexp = ^almost_
"""
REMOVED, CHANGED = 8, 4  # bits of abidiff's status


def stubs(interface):
    """The interface with a body for each public function."""
    return re.sub(r"^(ALMOST_PUBLIC\s[^;{]*);", r"\1 { __builtin_trap(); }", interface, flags=re.M)


def build(interface, folder, name, soname):
    """A library of empty functions."""
    source, library = folder / f"{name}.c", folder / f"{name}.so"
    source.write_text(stubs(interface), encoding="utf-8")
    done = subprocess.run([*os.environ.get("CC", "cc").split(), "-g", "-fno-eliminate-unused-debug-types", "-w", "-shared", "-fPIC",
                           f"-Wl,-soname,{soname}", "-o", library, source], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"abi: the interface does not build: {done.stderr[:2000]}")
    return library


def strip_versions(text):
    return re.sub(r" at \S+\.[ch]:\d+:\d+", "", text)


class Types:
    """What abidw says of a library's types."""

    def __init__(self, library):
        xml = subprocess.run(["abidw", "--load-all-types", "--no-show-locs", library], capture_output=True, check=True).stdout
        self.root = tree.fromstring(xml)
        self.by_id = {node.get("id"): node for node in self.root.iter() if node.get("id")}
        self.enums, self.structs = {}, {}
        for node in self.root.iter("typedef-decl"):
            target = self.by_id.get(node.get("type-id"))
            if target is not None and target.tag == "enum-decl":
                self.enums[node.get("name")] = {each.get("name"): each.get("value") for each in target.iter("enumerator")}
        for node in self.root.iter("class-decl"):
            if node.get("size-in-bits") and node.get("name"):
                self.structs[node.get("name")] = (int(node.get("size-in-bits")), self.members(node))
        self.functions = {node.get("name"): tuple(self.name(each.get("type-id")) for each in node)
                          for node in self.root.iter("function-decl")}
        self.enums.update({each.get("name"): {one.get("name"): one.get("value") for one in each.iter("enumerator")}
                           for each in self.root.iter("enum-decl") if each.get("name")})

    def members(self, node):
        return [(member.get("layout-offset-in-bits"), member.find("var-decl").get("name"),
                 self.name(member.find("var-decl").get("type-id"))) for member in node.findall("data-member")]

    def name(self, number):
        """A type in words, without what makes no difference to a caller's bytes."""
        node = self.by_id.get(number)
        if node is None:
            return "void"
        if node.tag in ("qualified-type-def", "pointer-type-def"):
            return ("*" if node.tag == "pointer-type-def" else "") + self.name(node.get("type-id"))
        if node.tag == "array-type-def":
            return f"{self.name(node.get('type-id'))}[{node.find('subrange').get('length')}]"
        if node.tag == "function-type":
            return "(" + ",".join(self.name(each.get("type-id")) for each in node) + ")"
        return node.get("name") if node.tag != "typedef-decl" or self.is_named(node) else self.name(node.get("type-id"))

    def is_named(self, node):
        """uint64_t and the like are what they are; typedefs of functions and pointers are looked into."""
        return self.by_id[node.get("type-id")].tag not in ("pointer-type-def", "function-type")

    def by_value(self):
        """Structures that a function takes or returns as they are."""
        found = set()
        for function in self.root.iter("function-decl"):
            for each in function:
                node = self.by_id.get(each.get("type-id"))
                while node is not None and node.tag in ("typedef-decl", "qualified-type-def"):
                    node = self.by_id.get(node.get("type-id"))
                if node is not None and node.tag == "class-decl":
                    found.add(node.get("name"))
        return found


def what_changed(old, new):
    """Lines that say which structures and enumerations are no longer what they were."""
    for name, types in old.functions.items():
        if new.functions.get(name) != types:
            yield f"{name}: {types} is now {new.functions.get(name)}"
    rigid = NEVER | old.by_value()
    for name, (size, members) in old.structs.items():
        if name not in new.structs:
            yield f"struct {name} is gone"
            continue
        size_now, members_now = new.structs[name]
        for i, (was, member, kind) in enumerate(members):
            if i >= len(members_now) or members_now[i] != (was, member, kind):
                yield f"{name}.{member} ({kind}, at bit {was}) is no longer there: {members_now[i:i + 1]}"
        if size_now < size or (name in rigid and size_now != size):
            yield f"struct {name} has {size_now // 8} bytes and had {size // 8}, and is passed as it is or never grows"
        if len(members_now) > len(members) and int(members_now[len(members)][0]) < size:
            yield f"{name}.{members_now[len(members)][1]} lies in what was padding"
    for name, values in old.enums.items():
        for value, number in values.items():
            if new.enums.get(name, {}).get(value) != number:
                yield f"{value} was {number} and is {new.enums.get(name, {}).get(value)}"


def breaks(old, types, new, folder):
    """What a program that was built with the old one, whose types are known, cannot rely on; empty where it runs."""
    (folder / "changes").write_text(CHANGES, encoding="utf-8")
    done = subprocess.run(["abidiff", "--no-added-syms", "--suppressions", folder / "changes", old, new], capture_output=True, text=True, check=False)
    if done.returncode & 3:
        sys.exit(f"abi: abidiff had trouble: {done.stderr[:1000]}")
    found = [strip_versions(done.stdout)] if done.returncode & (CHANGED | REMOVED) else []
    return found + list(what_changed(types, Types(new)))


# a change of the interface, and whether programs still run: that the test can fail
TRIALS = (
    ("nothing", r"\Z", "", True),
    ("a function more", r"\Z", "ALMOST_PUBLIC int almost_new(void);\n", True),
    ("a member at the end", r"(?<=    uint32_t mark_size;\n)", "    uint64_t more;\n", True),
    ("an enumerator more", r"(?<=ALMOST_ERROR_READ = -2,)", "ALMOST_ERROR_NEW = -99,", True),
    ("a function less", r"ALMOST_PUBLIC size_t almost_merge_notes\([^;]*;", "", False),
    ("a parameter more", r"(?<=almost_merge_notes\(const almost_merge \*merge)", ", int more", False),
    ("another structure pointed to", r"(?<=almost_merge_notes\(const )almost_merge(?= \*merge)", "almost_text", False),
    ("another type returned", r"ALMOST_PUBLIC size_t (?=almost_merge_notes)", "ALMOST_PUBLIC char ", False),
    ("a member between", r"(?=    almost_merge_form form;)", "    uint64_t more;\n", False),
    ("a member of another type", r"(?<=    )uint64_t(?= sides;)", "uint32_t", False),
    ("a member of another name", r"(?<=    uint64_t )sides(?=;)", "hands", False),
    ("a span that grows", r"(?<=    uint64_t end;\n)(?=} almost_span;)", "    uint64_t more;\n", False),
    ("another value", r"(?<=ALMOST_ERROR_READ = )-2", "-12", False),
    ("another bit", r"(?<=ALMOST_QUOTATION_GUESS = 1 << )3", "5", False),
)


def main():
    soname = sys.argv[1]
    for tool in ("abidiff", "abidw"):
        if shutil.which(tool) is None:
            print(f"abi: skipped, {tool} is missing; install abigail-tools", file=sys.stderr)
            sys.exit(77)
    old = INTERFACE.read_text(encoding="utf-8")
    version = re.search(r"interface of almost (\d+)", old).group(1)
    if soname != f"libalmost.so.{version}":
        print(f"abi: {soname} is another library than libalmost.so.{version}, of which nothing is promised")
        return
    new = subprocess.run([sys.executable, ROOT / "tools" / "interface.py"], capture_output=True, text=True, check=True).stdout
    with tempfile.TemporaryDirectory(prefix="almost-abi-") as name:
        folder = pathlib.Path(name)
        was = build(old, folder, "old", soname)
        types = Types(was)
        for line in breaks(was, types, build(new, folder, "new", soname), folder):
            sys.exit(f"abi: programs built with the last release do not run with this library: {line}\n"
                     "abi: if that is meant, the major version goes up, and CONTRIBUTING says what else")
        for what, pattern, put, runs in TRIALS:
            changed, n = re.subn(pattern, put, old, count=1)
            found = breaks(was, types, build(changed, folder, "changed", soname), folder)
            if n == 0 or bool(found) == runs:
                sys.exit(f"abi: {what} is judged wrongly: {found}")


if __name__ == "__main__":
    main()
