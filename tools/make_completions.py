#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_completions.py bash|zsh|fish DESCRIPTION

Writes the completions of one shell to standard output, from what `almost --describe` says of its
commands and options.
"""
import json
import sys

# Options whose value is several choices with commas between.
LISTS = ("fail-on", "allow", "ignore", "touching")


def flat(command):
    """All options of a command."""
    return [option for group in command["groups"] for option in group["options"]]


def single(text):
    """A word in single quotes, for sh and fish."""
    return "'" + text.replace("'", "'\\''") + "'"


def bash(commands):
    cases = []
    for command in commands:
        words = []
        for option in flat(command):
            words.append("--" + option["name"] + ("=" if option["value"] and not option["alone"] else ""))
            if option["letter"]:
                words.append("-" + option["letter"])
        cases.append(f"    {command['name']}) options='{' '.join(words)}' ;;")
    values = {}
    for command in commands:
        for option in flat(command):
            if option["value"] in ("FILE", "SOURCE"):
                generator = "compgen -f"
            elif option["choices"]:
                generator = f"compgen -W '{' '.join(option['choices'])}'"
            else:
                generator = None if option["value"] else ""
            if generator != "":
                values.setdefault(option["name"], {}).setdefault(generator, []).append(command["name"])
    patterns = []
    for name, generators in values.items():
        for generator, users in generators.items():
            # an option that takes other values in another command is told by its command
            before = [f'"{user} ' for user in users] if len(generators) > 1 else ['*" ']
            pattern = "|".join(f'{start}--{name}"' for start in before)
            if name == "output":
                pattern += '|*" -o"'
            if generator is None:
                patterns.append(f"    {pattern}) return ;;")
            elif name in LISTS:
                patterns.append(
                    f"    {pattern}) [[ $word == *,* ]] && before=${{word%,*}}, && word=${{word##*,}}\n"
                    f"        mapfile -t COMPREPLY < <({generator} -P \"$before\" -- \"$word\")\n"
                    f"        compopt -o nospace; return ;;")
            else:
                patterns.append(
                    f"    {pattern}) mapfile -t COMPREPLY < <({generator} -- \"$word\"); return ;;")
    names = " ".join(command["name"] for command in commands)
    lines = "\n".join
    return f"""# bash completion for almost
_almost() {{
    local word=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD-1]}}
    local command={commands[0]['name']} before= options
    case " {names} " in *" ${{COMP_WORDS[1]}} "*) ((COMP_CWORD > 1)) && command=${{COMP_WORDS[1]}} ;; esac
    # readline cuts --name=value at the =
    if [[ $word == = ]]; then word=; elif [[ $previous == = ]]; then previous=${{COMP_WORDS[COMP_CWORD-2]}}; fi
    case "$command $previous" in
{lines(patterns)}
    esac
    case $command in
{lines(cases)}
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        [[ ${{COMPREPLY[0]}} == *= ]] && compopt -o nospace
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        [[ $COMP_CWORD == 1 || $command == help ]] && mapfile -t -O "${{#COMPREPLY[@]}}" COMPREPLY < <(compgen -W '{names}' -- "$word")
    fi
}}
complete -o filenames -F _almost almost
"""


def zsh_argument(option):
    """One specification of _arguments."""
    text = option["help"].replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    text = text.replace(":", "\\:")
    value = ""
    if option["value"]:
        if option["value"] in ("FILE", "SOURCE"):
            action = "_files"
        elif option["name"] in LISTS:
            action = f"_values -s , {option['value'].lower()} {' '.join(option['choices'])}"
        else:
            action = f"({' '.join(option['choices'])})" if option["choices"] else ""
        value = f":{option['value'].lower()}:{action}"
        value = ":" + value if option["alone"] else value
    equals = "=-" if option["alone"] else "=" if option["value"] else ""
    name = "--" + option["name"]
    if option["letter"]:
        short = "-" + option["letter"]
        plus = "+" if option["value"] else ""
        return (f"'({short} {name})'{{{short}{plus},{name}{equals}}}" +
                single(f"[{text}]{value}"))
    return single(f"{name}{equals}[{text}]{value}")


def zsh(commands):
    cases = []
    names = " ".join(command["name"] for command in commands)
    for command in commands:
        arguments = " \\\n        ".join(zsh_argument(option) for option in flat(command))
        operands = f"1:command:({names})" if command["name"] == "help" else "*:file:_files"
        cases.append(f"    {command['name']})\n      _arguments -s -S \\\n        {arguments} \\\n"
                     f"        '{operands}' ;;")
    listed = "\n".join("    " + single(f"{command['name']}:{command['summary']}")
                       for command in commands)
    body = "\n".join(cases)
    return f"""#compdef almost
_almost() {{
  local command={commands[0]['name']}
  local -a listed
  listed=(
{listed}
  )
  if (( CURRENT > 2 )) && [[ " {names} " == *" $words[2] "* ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  elif (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command listed
  fi
  case $command in
{body}
  esac
}}
if [[ $funcstack[1] == _almost ]]; then _almost "$@"; else compdef _almost almost; fi
"""


def fish(commands):
    others = " ".join(command["name"] for command in commands[1:])
    lines = ["# fish completion for almost"]
    for command in commands:
        lines.append(f"complete -c almost -n __fish_use_subcommand -a {command['name']} "
                     f"-d {single(command['summary'])}")
    for index, command in enumerate(commands):
        condition = f"not __fish_seen_subcommand_from {others}" if index == 0 else \
            f"__fish_seen_subcommand_from {command['name']}"
        for option in flat(command):
            line = f"complete -c almost -n {single(condition)} -l {option['name']}"
            if option["letter"]:
                line += f" -s {option['letter']}"
            if option["value"] == "FILE":
                line += " -r -F"
            elif option["choices"] and option["name"] in LISTS:
                line += " -x -a " + single(f"(__fish_append , {' '.join(option['choices'])})")
            elif option["choices"]:
                line += (" -f -a " if option["alone"] else " -x -a ") + single(" ".join(option["choices"]))
            elif option["value"]:
                line += " -x"
            lines.append(line + f" -d {single(option['help'])}")
    lines.append("complete -c almost -n '__fish_seen_subcommand_from help' -f -a " +
                 single(" ".join(command["name"] for command in commands)))
    return "\n".join(lines) + "\n"


def main():
    shell, description = sys.argv[1:]
    with open(description, encoding="utf-8") as file:
        commands = json.load(file)["commands"]
    sys.stdout.write({"bash": bash, "zsh": zsh, "fish": fish}[shell](commands))


if __name__ == "__main__":
    main()
