# SPDX-License-Identifier: Apache-2.0
"""What the makers of manual pages share: text and a little Markdown as man(7) macros."""
import re


def escape(text):
    """Text that roff prints as it is, at the beginning of a line, too."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq").replace("`", "\\(ga")
    text = text.replace("^", "\\(ha").replace("~", "\\(ti")
    return "\\&" + text if text.startswith(".") else text


def inline(text):
    """One paragraph's Markdown: `code` and **strong** in bold, *emphasis* in italics."""
    out = []
    for part in re.split(r"(`[^`]+`|\*\*[^*]+\*\*|(?<!\w)\*[^*\s][^*]*\*)", text):
        if part.startswith("`") and len(part) > 1:
            out.append("\\fB" + escape(part[1:-1]) + "\\fR")
        elif part.startswith("**"):
            out.append("\\fB" + escape(part[2:-2]) + "\\fR")
        elif part.startswith("*") and len(part) > 1:
            out.append("\\fI" + escape(part[1:-1]) + "\\fR")
        else:
            out.append(escape(part))
    line = "".join(out)
    return "\\&" + line if line.startswith((".", "\\(aq")) else line


def literal(lines, indent=True):
    """Lines as they are."""
    body = [escape(line) for line in lines]
    body = ["\\&" if not line else line for line in body]
    around = ([".RS 4"], [".RE"]) if indent else ([], [])
    return [".PP", *around[0], ".EX", *body, ".EE", *around[1]]


def sentences(text):
    """A paragraph as one line a sentence, as roff wants it."""
    return [inline(line) for line in re.split(r"(?<=[.!?]) +(?=[A-Z])", " ".join(text.split()))]


def blocks(lines, code_indent=4):
    """Paragraphs, lists (- item) and code (fenced, or indented by `code_indent`) as macros."""
    out, at = [], 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif line.startswith("```"):
            end = next(i for i in range(at + 1, len(lines)) if lines[i].startswith("```"))
            out += literal(lines[at + 1:end])
            at = end + 1
        elif line.startswith(" " * code_indent):
            end = at
            while end < len(lines) and (lines[end].startswith(" " * code_indent) or
                                        not lines[end].strip()):
                end += 1
            out += literal("\n".join(line[code_indent:] for line in lines[at:end]).rstrip().split("\n"))
            at = end
        else:
            item = line.startswith("- ")
            end = at + 1
            while end < len(lines) and lines[end].strip() and not lines[end].startswith(("- ", "```")):
                end += 1
            text = " ".join(lines[at:end])
            out += [".IP \\(bu 2", *sentences(text[2:])] if item else [".PP", *sentences(text)]
            at = end
    return out


def page(name, section, version, title, body):
    """A whole page; no date, so that building twice gives the same bytes."""
    body = [line for at, line in enumerate(body)
            if not (line == ".PP" and at > 0 and body[at - 1].startswith((".SH", ".SS", ".PP")))]
    return "\n".join([
        ".\\\" Generated; do not edit.",
        f".TH {name.upper()} {section} \"\" \"almost {version}\" \"{title}\"",
        *body]) + "\n"
