# SPDX-License-Identifier: Apache-2.0
"""What the tests of readers share: the command's own tests, and packages that are made for a test."""
import io
import pathlib
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))

import command  # noqa: E402
from command import Command  # noqa: E402

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
SPACES = (' xmlns:w="%s" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
          ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:v"')


def pack(parts, first=None):
    """A zip of parts by their names; `first` is a part that is stored as it is, before the others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if first is not None:
            archive.writestr(*first, compress_type=zipfile.ZIP_STORED)
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(kind, targets):
    """A part of relations: targets by type."""
    rows = "".join(f'<Relationship Id="r{i}" Type="{kind}{name}" Target="{target}"/>'
                   for i, (name, target) in enumerate(targets.items()))
    return ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{rows}</Relationships>")


def word_parts(body, strict=False, main="word/document.xml", **stories):
    """The parts of a Word document. Stories are the insides of footnotes, endnotes, styles."""
    space, office = (STRICT, STRICT_OFFICE) if strict else (WORD, OFFICE)
    folder, _, name = main.rpartition("/")
    types = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             f'<Override PartName="/{main}" ContentType="application/vnd.openxmlformats-officedocument'
             '.wordprocessingml.document.main+xml"/></Types>')
    parts = {"[Content_Types].xml": types,
             "_rels/.rels": relations(office, {"officeDocument": main}),
             main: f"<w:document{SPACES % space}><w:body>{body}</w:body></w:document>",
             f"{folder}/_rels/{name}.rels": relations(office, {story: f"{story}.xml" for story in stories})}
    for story, inside in stories.items():
        parts[f"{folder}/{story}.xml"] = f"<w:{story}{SPACES % space}>{inside}</w:{story}>"
    return parts


def word(body, **others):
    return pack(word_parts(body, **others))


class Reading(Command):
    """A test of what is read from a file."""

    def read(self, content, *options, name="a document"):
        """The text of a file of these bytes, without its last line end."""
        self.write(name, content)
        done = self.run_program("text", *options, name)
        self.assertEqual((done.status, done.err), (0, b""))
        return done.out.decode("utf-8").removesuffix("\n")

    def both(self, content):
        """What it became, and what it was."""
        return self.read(content), self.read(content, "--revisions", "original")

    def refuse(self, content, *mentions, name="a document"):
        self.write(name, content)
        self.assert_trouble(self.run_program("text", name), name, *mentions)


def main():
    command.main()
