# SPDX-License-Identifier: Apache-2.0
"""The same paragraphs as documents of each format, with the markup that programs write around them."""
import zipfile
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MANIFEST = ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
            'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>')
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def paragraphs(text):
    """A verse or a line each."""
    return [line for line in text.split("\n") if line.strip()]


def html(texts):
    inside = "\n".join(f"<p>{escape(text)}</p>" for text in texts)
    return f"<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>x</title></head><body>\n{inside}\n</body></html>\n"


def tei(texts):
    inside = "\n".join(f"<p>{escape(text)}</p>" for text in texts)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body>\n'
            f"{inside}\n</body></text></TEI>\n")


def rtf(texts):
    def letters(text):
        return "".join(c if c < "\x80" else f"\\u{ord(c)}?" for c in text.replace("\\", "\\\\"))
    inside = "\n".join(f"{{\\pard \\ql \\f0 \\sa180 \\li0 \\fi0 {letters(text)}\\par}}" for text in texts)
    return f"{{\\rtf1\\ansi\\deff0{{\\fonttbl{{\\f0 Times;}}}}\n{inside}\n}}\n"


def package(path, parts, first=None):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        if first is not None:
            archive.writestr(*first, compress_type=zipfile.ZIP_STORED)
        for name, content in parts:
            archive.writestr(name, content)


def docx(path, texts, heavy=False):
    """Runs as pandoc writes them, or, `heavy`, as Word does: one for every three words, with properties."""
    properties = ('<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
                  '<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-GB"/></w:rPr>')

    def runs(text):
        if not heavy:
            return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
        words = text.split(" ")
        return "".join(f'<w:r w:rsidRPr="00A77B3E">{properties}<w:t xml:space="preserve">'
                       f'{escape(" ".join(words[at:at + 3]))} </w:t></w:r>' for at in range(0, len(words), 3))

    start = '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E">' if heavy else "<w:p>"
    inside = "".join(f'{start}<w:pPr><w:pStyle w:val="BodyText"/></w:pPr>{runs(text)}</w:p>' for text in texts)
    package(path, [
        ("[Content_Types].xml",
         f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats'
         '-officedocument.wordprocessingml.document.main+xml"/></Types>'),
        ("_rels/.rels", f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}" '
                        'Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f'<?xml version="1.0"?><w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>')])


def epub(path, texts):
    """Chapters of some two hundred paragraphs."""
    chapters = [texts[at:at + 200] for at in range(0, len(texts), 200)]
    items = "".join(f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>' for at in range(len(chapters)))
    spine = "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    head = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    parts = [("META-INF/container.xml",
              '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles><rootfile '
              'full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
             ("book.opf", '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
                          'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>x</dc:title></metadata>'
                          f"<manifest>{items}</manifest>"
                          f"<spine>{spine}</spine></package>")]
    for at, chapter in enumerate(chapters):
        inside = "".join(f"<p>{escape(text)}</p>\n" for text in chapter)
        parts.append((f"c{at}.xhtml", f"{head}{inside}</body></html>"))
    package(path, parts, ("mimetype", "application/epub+zip"))


def odt(path, texts):
    inside = "".join(f'<text:p text:style-name="P1">{escape(text)}</text:p>' for text in texts)
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    package(path, [("content.xml", f'<?xml version="1.0"?><office:document-content xmlns:office="{office}" '
                                   'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
                                   f"{inside}</office:text></office:body></office:document-content>"),
                   ("styles.xml", f'<office:document-styles xmlns:office="{office}"><office:font-face-decls/><office:styles/>'
                                  "<office:automatic-styles/></office:document-styles>"),
                   ("META-INF/manifest.xml", MANIFEST)],
            ("mimetype", "application/vnd.oasis.opendocument.text"))
