#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_manual.py SOURCE DESCRIPTION

Writes almost(1) to standard output: the prose of SOURCE (Markdown) with {{commands}} replaced by the
commands, options and examples of DESCRIPTION, which is what `almost --describe` says.
"""
import json
import sys

import roff


def option_lines(option):
    value = f"=\\fI{roff.escape(option['value'])}\\fR" if option["value"] else ""
    value = f"[{value}]" if option["alone"] else value
    short = f"\\fB\\-{option['letter']}\\fR, " if option["letter"] else ""
    text = option["help"] + "."
    if option["choices"]:
        text += f" {option['value']}: " + ", ".join(f"`{name}`" for name in option["choices"]) + "."
    text = text[0].upper() + text[1:]
    return [".TP", f"{short}\\fB{roff.escape('--' + option['name'])}\\fR{value}",
            *roff.sentences(text)]


def command_lines(command, first, shown):
    name = f"[{command['name']}]" if first else command["name"]
    operands = roff.escape(command["operands"])
    lines = [f".SS almost {roff.escape(name)} [\\fIoption\\fR]... \\fI{operands}\\fR"]
    lines += roff.blocks(command["description"].split("\n"))
    again = []
    for group in command["groups"]:
        if group["title"] in shown:
            again.append(group["title"])
            continue
        shown.add(group["title"])
        lines += [".PP", f"\\fI{roff.escape(group['title'])}\\fR"]
        for option in group["options"]:
            lines += option_lines(option)
    if again:
        lines += [".PP", "The options under " + ", ".join(f"\\fI{roff.escape(title)}\\fR" for title in again) +
                  " above work here as well."]
    lines += [".PP", "Examples:"]
    for example in command["examples"]:
        lines += [".PP", ".RS 4", ".EX", roff.escape(example["line"]), ".EE", ".RE", ".RS 8",
                  *roff.sentences(example["does"][0].upper() + example["does"][1:] + "."), ".RE"]
    return lines


def main():
    source, description = sys.argv[1:]
    with open(description, encoding="utf-8") as file:
        program = json.load(file)
    with open(source, encoding="utf-8") as file:
        lines = file.read().split("\n")
    body, part = [], []
    for line in [*lines, "# "]:
        if line.startswith("<!--"):
            continue
        if line.startswith("# ") or line == "{{commands}}":
            body += roff.blocks(part)
            part = []
        if line == "{{commands}}":
            shown = set()
            for index, command in enumerate(program["commands"]):
                body += command_lines(command, index == 0, shown)
        elif line.startswith("# "):
            body += [f".SH {line[2:]}"] if line[2:] else []
        else:
            part.append(line)
    sys.stdout.write(roff.page("almost", 1, program["program"], "User Commands", body))


if __name__ == "__main__":
    main()
