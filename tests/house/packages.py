#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""packages.py [--accept] ROOT: Debian's packages, the RPM spec and the formula say the same, and what the build says.

What is compared: versions, names, what each says it is for, licences, what building takes, what is opened later, the
exported symbols, and which documents come along. With --accept debian/libalmost0.symbols gets what the headers declare and
it lacks, as of today's version; what is gone stays, and is said to be.
"""
import pathlib
import re
import sys

ACCEPT = "--accept" in sys.argv
ROOT = pathlib.Path([each for each in sys.argv[1:] if each != "--accept"][0])
# what Meson asks for, and what it is called in packages: Debian, the spec, Homebrew; None: not there
LIBRARIES = {
    "icu-uc": ("libicu-dev", "pkgconfig(icu-uc)", "icu4c"),
    "icu-i18n": ("libicu-dev", "pkgconfig(icu-i18n)", "icu4c"),
    "libxxhash": ("libxxhash-dev", "pkgconfig(libxxhash)", "xxhash"),
    "jansson": ("libjansson-dev", "pkgconfig(jansson)", "jansson"),
    "expat": ("libexpat1-dev", "pkgconfig(expat)", "expat"),
    "libarchive": ("libarchive-dev", "pkgconfig(libarchive)", "libarchive"),
    "md4c": ("libmd4c-dev", "pkgconfig(md4c)", "md4c"),
    "sqlite3": ("libsqlite3-dev", "pkgconfig(sqlite3)", "sqlite"),
    "libzstd": ("libzstd-dev", "pkgconfig(libzstd)", "zstd"),
    "zlib": ("zlib1g-dev", "pkgconfig(zlib)", "zlib"),
    "libmicrohttpd": ("libmicrohttpd-dev", "pkgconfig(libmicrohttpd)", "libmicrohttpd"),
    "cmocka": ("libcmocka-dev", "pkgconfig(cmocka)", "cmocka"),
    "stemmer": ("libstemmer-dev", "libstemmer-devel", "snowball"),
    "cld2": ("libcld2-dev", "cld2-devel", None),
}
PACKAGES = {"almost": "almost", "libalmost0": "libs", "libalmost-dev": "devel", "python3-almost": "-n python3-%{name}"}
wrong = []


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def need(condition, what):
    if not condition:
        wrong.append(what)


def same(a, b, what):
    need(a == b, f"{what}: {a} and {b}")


def control():
    """The paragraphs of debian/control, by package, as fields."""
    paragraphs = {}
    for paragraph in read("debian/control").strip().split("\n\n"):
        fields = {}
        for line in paragraph.split("\n"):
            if line[0] in " \t":
                fields[key] += "\n" + line.strip()
            else:
                key, _, value = line.partition(":")
                fields[key] = value.strip()
        paragraphs[fields.get("Package", "source")] = fields
    return paragraphs


def words(text):
    return " ".join(text.replace("\n.\n", "\n").split())


def names(field):
    """Packages of a field, without versions, profiles and substitutions."""
    return {part.split()[0] for part in field.replace("\n", " ").split(",") if part.strip() and "${" not in part}


def of_spec(spec, package, what):
    """A section of the spec: the head of a package, or what it says of itself, or its files."""
    name = PACKAGES[package]
    if what == "head":
        start = r"\A" if package == "almost" else rf"^%package {re.escape(name)}\n"
        return re.search(start + r"(.*?)^%", spec, re.M | re.S)[1]
    tail = "" if package == "almost" else " " + re.escape(name)
    return re.search(rf"^%{what}{tail}\n(.*?)(?=^%(?:package|prep|files|changelog|description))", spec, re.M | re.S)[1]


def check_versions(spec, formula):
    version = read("VERSION").strip()
    same(version, re.match(r"almost \((.*?)-\d+\)", read("debian/changelog"))[1], "versions of VERSION and debian/changelog")
    same(version, re.search(r"^Version:\s*(\S+)", spec, re.M)[1], "versions of VERSION and the spec")
    same([version], sorted(set(re.findall(r"almost-([\d.]+)\.tar\.gz", formula))), "versions of VERSION and the formula")
    need(f"* " in spec and f"- {version}-1" in spec[spec.index("%changelog"):], "the spec's changelog lacks the version")
    major = version.split(".")[0]
    need(f"libalmost.so.{major}\n" in spec, "the spec has another name of the library")
    need(f"libalmost{major}" in read("debian/control"), "debian/control has another name of the library")
    meson = re.search(r"meson_version: '>=([\d.]+)'", read("meson.build"))[1]
    for name, text in (("debian/control", read("debian/control")), ("the spec", spec)):
        need(f">= {meson}" in text, f"{name} asks for another Meson than meson.build, {meson}")


def check_texts(paragraphs, spec, formula):
    purpose = None
    for package in PACKAGES:
        head, *body = paragraphs[package]["Description"].split("\n")
        summary = re.search(r"^Summary:\s*(.*)", of_spec(spec, package, "head"), re.M)[1]
        same(head[0].upper() + head[1:], summary, f"{package}: what it is for")
        same(words("\n".join(body)), words(of_spec(spec, package, "description")), f"{package}: what it says")
        purpose = purpose or summary
    same(purpose, re.search(r'desc "(.*)"', formula)[1], "what the formula is for")
    same(set(re.search(r"^License:\s*(.*)", spec, re.M)[1].split(" AND ")) - {"LicenseRef-WordNet"},
         set(re.findall(r'"([^"]+)"', re.search(r"license all_of: \[(.*?)\]", formula)[1])), "licences")
    same(paragraphs["source"]["Homepage"], re.search(r"^URL:\s*(\S+)", spec, re.M)[1], "where it lives")
    same(paragraphs["source"]["Homepage"], re.search(r'homepage "(\S+)"', formula)[1], "where it lives")


def check_building(paragraphs, spec, formula):
    meson = read("meson.build") + read("tests/unit/meson.build")
    asked = set(re.findall(r"dependency\('([\w-]+)'", meson)) - {"threads"} | set(re.findall(r"find_library\('(stemmer)'", meson))
    tools = read("tools/install-dependencies")
    if "libcld2-dev" in tools:
        asked.add("cld2")
    same(asked, set(LIBRARIES), "what Meson asks for, and what this test knows")
    debian = names(paragraphs["source"]["Build-Depends"])
    rpm = set(re.findall(r"^BuildRequires:\s*(\S+)", spec, re.M))
    brew = set(re.findall(r'depends_on "([\w-]+)"', formula))
    for where, found, wanted, aside in (
            ("debian/control", debian, {each[0] for each in LIBRARIES.values()},
             {"debhelper-compat", "dh-python", "mandoc", "meson", "pkgconf", "python3-cffi", "python3-dev", "python3-jsonschema"}),
            ("the spec", rpm, {each[1] for each in LIBRARIES.values()},
             {"gcc", "meson", "python3-cffi", "python3-devel", "python3-jsonschema"}),
            ("the formula", brew, {each[2] for each in LIBRARIES.values()} - {None}, {"meson", "ninja", "pkgconf", "poppler"})):
        same(found - aside, wanted, f"libraries that {where} names, and that are asked for")
    for debian_name, *_ in LIBRARIES.values():
        need(debian_name in tools, f"tools/install-dependencies lacks {debian_name}")


def check_opened(spec):
    """What is opened later: each is found by debian/opened and recommended by the spec."""
    opened = set(re.search(r"^opened=\$\(owners (.*)\)", read("debian/opened"), re.M)[1].split())
    same(opened, {"icuuc", "stemmer", "cld2", "archive", "md4c", "sqlite3", "zstd", "z"}, "libraries that debian/opened looks for")
    for package, more in (("almost", {"less", "poppler-utils", "libmicrohttpd"}), ("libalmost0", set())):
        recommended = set(re.findall(r"^Recommends:\s*(\S+)", of_spec(spec, package, "head"), re.M))
        same(recommended - more, {"libicu", "libstemmer", "cld2", "libarchive", "md4c", "sqlite-libs", "libzstd", "zlib"},
             f"libraries that the spec recommends for {package}")
        need(more <= recommended, f"the spec lacks one of {more}")
    debian = control()["almost"]["Recommends"]
    same(names(debian), {"less", "poppler-utils"}, "programs that debian/control recommends")
    need("${almost:Opened}" in debian and "${almost:Served}" in debian, "debian/control does not recommend what is opened")
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.c")))
    for library in ("icu", "stemmer", "cld2", "archive", "md4c", "sqlite3", "zstd"):
        need(re.search(rf'"(?:lib)?{library}', source), f"nothing opens {library}")


def check_symbols():
    """debian/libalmost0.symbols has what the headers declare, all of it, and nothing else."""
    declared = set()
    for path in sorted((ROOT / "include" / "almost").glob("*.h")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        for declaration in re.findall(r"^ALMOST_PUBLIC\s([^;{]*);", text, re.M):
            declared.add(re.search(r"\b(almost_\w+)\(", declaration)[1])
    listed = dict(re.findall(r"^ (\w+)@Base (\S+)", read("debian/libalmost0.symbols"), re.M))
    if ACCEPT:
        version = read("VERSION").strip()
        listed.update({name: version for name in declared if name not in listed})
        lines = [line for line in read("debian/libalmost0.symbols").splitlines() if not line.startswith(" ")]
        lines += [f" {name}@Base {listed[name]}" for name in sorted(listed)]
        (ROOT / "debian" / "libalmost0.symbols").write_text("\n".join(lines) + "\n", encoding="utf-8")
    same(sorted(declared - set(listed)), [], "functions that debian/libalmost0.symbols lacks")
    same(sorted(set(listed) - declared), [], "symbols of debian/libalmost0.symbols that are gone")


def check_files(spec):
    """What is installed with the command and beside it is the same in Debian and the spec."""
    for package, name in (("almost", "almost.docs"), ("libalmost-dev", "libalmost-dev.examples")):
        documents = set(read(f"debian/{name}").split())
        listed = {each for line in re.findall(r"^%doc (.*)", of_spec(spec, package, "files"), re.M) for each in line.split()}
        same(documents, listed, f"documents of {package}")
        for each in documents:
            need(list(ROOT.glob(each)), f"{each}: there is no such document")


def main():
    spec, formula, paragraphs = read("packaging/rpm/almost.spec"), read("packaging/homebrew/almost.rb"), control()
    same(set(paragraphs) - {"source"}, set(PACKAGES), "Debian's packages, and what this test knows")
    check_versions(spec, formula)
    check_texts(paragraphs, spec, formula)
    check_building(paragraphs, spec, formula)
    check_opened(spec)
    check_symbols()
    check_files(spec)
    if wrong:
        sys.exit("\n".join(f"packages: {each}" for each in wrong))


if __name__ == "__main__":
    main()
