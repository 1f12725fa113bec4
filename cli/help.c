/* SPDX-License-Identifier: Apache-2.0 */
/* --help, --version and the description of all commands for tools. */
#include "help.h"
#include "commands.h"
#include "output.h"

#include <stdio.h>
#include <string.h>

enum { WIDTH = 80, TEXT_COLUMN = 30 };

/* Print words from column `column` on, in lines up to WIDTH that begin at TEXT_COLUMN. */
static int fill(output *output, const char *text, int column)
{
    while (*text != '\0') {
        int length = (int)strcspn(text, " ");

        if (column > TEXT_COLUMN && column + 1 + length > WIDTH) {
            output_format(output, "\n%*s", TEXT_COLUMN, "");
            column = TEXT_COLUMN;
        }
        if (column > TEXT_COLUMN) {
            output_text(output, " ");
            column++;
        }
        output_format(output, "%.*s", length, text);
        column += length;
        text += length;
        text += *text == ' ';
    }
    return column;
}

static void print_option(output *output, const option *option)
{
    char left[64], letter[8] = "   ", choices[256] = "";
    int column;

    if (option->letter != 0)
        snprintf(letter, sizeof letter, "-%c,", option->letter);
    column = snprintf(left, sizeof left, "  %s --%s%s%s", letter, option->name,
                      option->value == NULL ? "" : "=", option->value == NULL ? "" : option->value);
    output_text(output, left);
    output_format(output, column + 1 < TEXT_COLUMN ? "%*s" : "\n%*s",
                  column + 1 < TEXT_COLUMN ? TEXT_COLUMN - column : TEXT_COLUMN, "");
    for (int i = 0; option->choices != NULL && option->choices[i] != NULL; i++) {
        size_t used = strlen(choices);

        snprintf(choices + used, sizeof choices - used, "%s%s", i == 0 ? "" : ", ",
                 option->choices[i]);
    }
    column = fill(output, option->help, TEXT_COLUMN);
    if (choices[0] != '\0') {
        output_text(output, ":");
        fill(output, choices, column + 1);
    }
    output_text(output, "\n");
}

static void print_usage(output *output, const command *command)
{
    bool plain = command == commands[0];

    output_format(output, "Usage: almost %s%s%s [OPTION]... %s\n\n", plain ? "[" : "",
                  command->name, plain ? "]" : "", command->operands);
}

static void print_commands(output *output)
{
    output_text(output, "\nCommands (almost COMMAND --help says more):\n");
    for (const command *const *command = commands; *command != NULL; command++)
        output_format(output, "  %-27s %s\n", (*command)->name, (*command)->summary);
}

bool help_print(const command *command, bool overview)
{
    output output;

    if (!output_open(&output, NULL))
        return false;
    print_usage(&output, command);
    output_format(&output, "%s\n", command->description);
    if (overview)
        print_commands(&output);
    for (const option_group *const *group = command->groups; *group != NULL; group++) {
        output_format(&output, "\n%s:\n", (*group)->title);
        for (const option *option = (*group)->options; option->name != NULL; option++)
            if (option->help != NULL)
                print_option(&output, option);
    }
    output_text(&output, "\nExamples:\n");
    for (const example *example = command->examples; example->line != NULL; example++)
        output_format(&output, "  %s\n      %s\n", example->line, example->does);
    return output_close(&output);
}

bool help_version(void)
{
    output output;

    if (!output_open(&output, NULL))
        return false;
    output_format(&output, "almost %s\n", almost_version());
    return output_close(&output);
}

/* A string of JSON; the tables hold ASCII only. */
static void describe_string(output *output, const char *text)
{
    if (text == NULL) {
        output_text(output, "null");
        return;
    }
    output_text(output, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '\n')
            output_text(output, "\\n");
        else
            output_format(output, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    }
    output_text(output, "\"");
}

static void describe_field(output *output, const char *name, const char *text)
{
    output_format(output, "\"%s\": ", name);
    describe_string(output, text);
    output_text(output, ", ");
}

static void describe_option(output *output, const option *option)
{
    char letter[2] = {option->letter, '\0'};

    output_text(output, "{");
    describe_field(output, "letter", option->letter == 0 ? NULL : letter);
    describe_field(output, "name", option->name);
    describe_field(output, "value", option->value);
    describe_field(output, "help", option->help);
    output_text(output, "\"choices\": [");
    for (int i = 0; option->choices != NULL && option->choices[i] != NULL; i++) {
        output_text(output, i == 0 ? "" : ", ");
        describe_string(output, option->choices[i]);
    }
    output_text(output, "]}");
}

static void describe_command(output *output, const command *command)
{
    output_text(output, " {");
    describe_field(output, "name", command->name);
    describe_field(output, "operands", command->operands);
    describe_field(output, "summary", command->summary);
    describe_field(output, "description", command->description);
    output_text(output, "\"groups\": [");
    for (const option_group *const *group = command->groups; *group != NULL; group++) {
        output_text(output, group == command->groups ? "\n  {" : ",\n  {");
        describe_field(output, "title", (*group)->title);
        output_text(output, "\"options\": [");
        for (const option *option = (*group)->options; option->name != NULL; option++) {
            if (option->help == NULL)
                continue;
            output_text(output, option == (*group)->options ? "\n   " : ",\n   ");
            describe_option(output, option);
        }
        output_text(output, "]}");
    }
    output_text(output, "],\n  \"examples\": [");
    for (const example *example = command->examples; example->line != NULL; example++) {
        output_text(output, example == command->examples ? "\n   {" : ",\n   {");
        describe_field(output, "does", example->does);
        output_text(output, "\"line\": ");
        describe_string(output, example->line);
        output_text(output, "}");
    }
    output_text(output, "]}");
}

bool help_describe(void)
{
    output output;

    if (!output_open(&output, NULL))
        return false;
    output_text(&output, "{\"program\": ");
    describe_string(&output, almost_version());
    output_text(&output, ", \"commands\": [\n");
    for (const command *const *command = commands; *command != NULL; command++) {
        output_text(&output, command == commands ? "" : ",\n");
        describe_command(&output, *command);
    }
    output_text(&output, "]}\n");
    return output_close(&output);
}
