/* SPDX-License-Identifier: Apache-2.0 */
/* --help, --version and the description of all commands for tools. */
#include "help.h"
#include "commands.h"
#include "target.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

enum { WIDTH = 80, TEXT_COLUMN = 30, ON_SCREEN = 3 /* examples */ };

/* Print words from column `column` on, in lines up to WIDTH that begin at TEXT_COLUMN. */
static int fill(target *target, const char *text, int column)
{
    while (*text != '\0') {
        int length = (int)strcspn(text, " ");

        if (column > TEXT_COLUMN && column + 1 + length > WIDTH) {
            target_format(target, "\n%*s", TEXT_COLUMN, "");
            column = TEXT_COLUMN;
        }
        if (column > TEXT_COLUMN) {
            target_text(target, " ");
            column++;
        }
        target_format(target, "%.*s", length, text);
        column += length;
        text += length;
        text += *text == ' ';
    }
    return column;
}

/* How an option is written, and blanks up to TEXT_COLUMN. */
static void print_name(target *target, const option *option)
{
    const char *value = option->value == NULL ? "" : option->value;
    char left[64], letter[8] = "   ";
    int column;
    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c,", option->letter);
    column = snprintf(left, sizeof left, "  %s --%s%s%s%s%s", letter, option->name,
                      option->alone != NULL ? "[" : "", option->value != NULL ? "=" : "", value,
                      option->alone != NULL ? "]" : "");
    target_text(target, left);
    target_format(target, column + 1 < TEXT_COLUMN ? "%*s" : "\n%*s",
                  column + 1 < TEXT_COLUMN ? TEXT_COLUMN - column : TEXT_COLUMN, "");
}

static void print_option(target *target, const option *option)
{
    char choices[256] = "";
    const char *choice;
    uint32_t number;
    int column;
    print_name(target, option);
    for (int i = 0; option->choice != NULL && (choice = option->choice(i, &number)) != NULL; i++) {
        size_t used = strlen(choices);

        snprintf(choices + used, sizeof choices - used, "%s%s", i == 0 ? "" : ", ", choice);
    }
    column = fill(target, option->help, TEXT_COLUMN);
    if (choices[0] != '\0') {
        target_text(target, ":");
        fill(target, choices, column + 1);
    }
    target_text(target, "\n");
}

static void print_usage(target *target, const command *command)
{
    bool plain = command == commands[0];
    target_format(target, "Usage: almost %s%s%s [OPTION]... %s\n\n", plain ? "[" : "",
                  command->name, plain ? "]" : "", command->operands);
}

static void print_commands(target *target)
{
    target_text(target, "\nCommands (almost help COMMAND says more):\n");
    for (const command *const *command = commands; *command != NULL; command++)
        target_format(target, "  %-27s %s\n", (*command)->name, (*command)->summary);
}

static void print_examples(target *target, const command *command, int most)
{
    target_text(target, "Examples:\n");
    for (const example *example = command->examples; example->line != NULL && most-- > 0; example++)
        target_format(target, "  %s\n      %s\n", example->line, example->does);
}

static void print_all(target *target, const command *command, bool overview)
{
    print_usage(target, command);
    target_format(target, "%s\n\n", command->description);
    print_examples(target, command, INT_MAX);
    if (overview)
        print_commands(target);
    for (const option_group *const *group = command->groups; *group != NULL; group++) {
        target_format(target, "\n%s:\n", (*group)->title);
        for (const option *option = (*group)->options; option->name != NULL; option++)
            if (option->help != NULL)
                print_option(target, option);
    }
}

/* The options that have half a line of help. */
static void print_needed(target *target, const command *command)
{
    int count = 0;
    for (const option_group *const *group = command->groups; *group != NULL; group++) {
        for (const option *option = (*group)->options; option->name != NULL; option++) {
            if (option->brief == NULL)
                continue;
            target_text(target, count++ == 0 ? "\nOptions:\n" : "");
            print_name(target, option);
            target_format(target, "%s\n", option->brief);
        }
    }
}

static void print_screen(target *target, const command *command, bool overview)
{
    print_usage(target, command);
    print_examples(target, command, ON_SCREEN);
    print_needed(target, command);
    if (overview) {
        target_text(target, "\nCommands:");
        for (const struct command *const *other = commands; *other != NULL; other++)
            target_format(target, "%s %s", other == commands ? "" : ",", (*other)->name);
        target_text(target, " (almost help COMMAND)\n");
    }
    target_format(target, "%sAll options: almost %s%s--help --all, or man almost\n",
                  overview ? "" : "\n", overview ? "" : command->name, overview ? "" : " ");
}

bool help_print(const command *command, bool overview, bool all)
{
    target target;
    if (!target_open(&target, NULL))
        return false;
    if (all)
        print_all(&target, command, overview);
    else
        print_screen(&target, command, overview);
    return target_close(&target);
}

bool help_version(void)
{
    target target;
    if (!target_open(&target, NULL))
        return false;
    target_format(&target, "almost %s\n", almost_version());
    return target_close(&target);
}

/* A string of JSON; the tables hold ASCII only. */
static void describe_string(target *target, const char *text)
{
    if (text == NULL) {
        target_text(target, "null");
        return;
    }
    target_text(target, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            target_text(target, "\\n");
        else
            target_format(target, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    }
    target_text(target, "\"");
}

static void describe_field(target *target, const char *name, const char *text)
{
    target_format(target, "\"%s\": ", name);
    describe_string(target, text);
    target_text(target, ", ");
}

static void describe_option(target *target, const option *option)
{
    char letter[2] = {option->letter, '\0'};
    const char *choice;
    uint32_t number;
    target_text(target, "{");
    describe_field(target, "letter", option->letter == 0 ? NULL : letter);
    describe_field(target, "name", option->name);
    describe_field(target, "value", option->value);
    describe_field(target, "alone", option->alone);
    describe_field(target, "help", option->help);
    target_text(target, "\"choices\": [");
    for (int i = 0; option->choice != NULL && (choice = option->choice(i, &number)) != NULL; i++) {
        target_text(target, i == 0 ? "" : ", ");
        describe_string(target, choice);
    }
    target_text(target, "]}");
}

static void describe_command(target *target, const command *command)
{
    target_text(target, " {");
    describe_field(target, "name", command->name);
    describe_field(target, "operands", command->operands);
    describe_field(target, "summary", command->summary);
    describe_field(target, "description", command->description);
    target_text(target, "\"groups\": [");
    for (const option_group *const *group = command->groups; *group != NULL; group++) {
        target_text(target, group == command->groups ? "\n  {" : ",\n  {");
        describe_field(target, "title", (*group)->title);
        target_text(target, "\"options\": [");
        for (const option *option = (*group)->options; option->name != NULL; option++) {
            if (option->help == NULL)
                continue;
            target_text(target, option == (*group)->options ? "\n   " : ",\n   ");
            describe_option(target, option);
        }
        target_text(target, "]}");
    }
    target_text(target, "],\n  \"examples\": [");
    for (const example *example = command->examples; example->line != NULL; example++) {
        target_text(target, example == command->examples ? "\n   {" : ",\n   {");
        describe_field(target, "does", example->does);
        target_text(target, "\"line\": ");
        describe_string(target, example->line);
        target_text(target, "}");
    }
    target_text(target, "]}");
}

bool help_describe(void)
{
    target target;
    if (!target_open(&target, NULL))
        return false;
    target_text(&target, "{\"program\": ");
    describe_string(&target, almost_version());
    target_text(&target, ", \"commands\": [\n");
    for (const command *const *command = commands; *command != NULL; command++) {
        target_text(&target, command == commands ? "" : ",\n");
        describe_command(&target, *command);
    }
    target_text(&target, "]}\n");
    return target_close(&target);
}
