/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parsing by table, as getopt_long does it: long options with = or a blank,
 * unambiguous beginnings of their names, options and operands in any order,
 * and -- before operands that begin with a dash.
 */
#include "options.h"
#include "report.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* Longest name that a suggestion is looked for. */
#define LONGEST_NAME 40

/* Edit distance with swapped neighbours, of names up to LONGEST_NAME; a large number beyond. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST_NAME + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    size_t n_a = strlen(a), n_b = strlen(b);
    if (n_a > LONGEST_NAME || n_b > LONGEST_NAME)
        return LONGEST_NAME;
    for (size_t j = 0; j <= n_b; j++)
        above[j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *spare = before;

        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);

            best = above[j] + 1 < best ? above[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        before = above;
        above = row;
        row = spare;
    }
    return above[n_b];
}

const char *options_nearest(const char *word, const char *const *names)
{
    const char *nearest = NULL;
    size_t least = 1 + strlen(word) / 3; /* one letter wrong in three, and one more */
    for (; *names != NULL; names++) {
        size_t d = distance(word, *names);

        if (d <= least && d < strlen(*names)) {
            least = d - (d > 0);
            nearest = *names;
        }
    }
    return nearest;
}

/* The names of all options of a command, NULL at the end. */
static void list_names(const command *command, const char **names, size_t capacity)
{
    size_t count = 0;
    for (const option_group *const *group = command->groups; *group != NULL; group++)
        for (const option *option = (*group)->options; option->name != NULL; option++)
            if (count + 1 < capacity && option->help != NULL)
                names[count++] = option->name;
    names[count] = NULL;
}

/* Say that there is no such option, and which was likely meant. */
static void report_unknown(const command *command, const char *argument, const char *name)
{
    const char *names[96];
    const char *nearest;
    list_names(command, names, sizeof names / sizeof *names);
    nearest = options_nearest(name, names);
    if (nearest != NULL)
        report("there is no option %s; did you mean --%s?", argument, nearest);
    else
        report("there is no option %s; almost %s --help lists them", argument, command->name);
}

/* The option with the long name of `length` bytes or the only one that begins so, or NULL. */
static const option *find_long(const command *command, const char *argument, const char *name,
                               size_t length)
{
    const option *found = NULL;
    char word[LONGEST_NAME + 2];
    for (const option_group *const *group = command->groups; *group != NULL; group++) {
        for (const option *option = (*group)->options; option->name != NULL; option++) {
            if (length == 0 || strncmp(option->name, name, length) != 0)
                continue;
            if (option->name[length] == '\0')
                return option;
            if (found != NULL) {
                report("--%.*s may be --%s or --%s; give more of it", (int)length, name,
                       found->name, option->name);
                return NULL;
            }
            found = option;
        }
    }
    if (found == NULL) {
        snprintf(word, sizeof word, "%.*s", (int)(length > LONGEST_NAME ? LONGEST_NAME : length),
                 name);
        report_unknown(command, argument, word);
    }
    return found;
}

static const option *find_letter(const command *command, char letter)
{
    for (const option_group *const *group = command->groups; *group != NULL; group++)
        for (const option *option = (*group)->options; option->name != NULL; option++)
            if (option->letter == letter)
                return option;
    report("there is no option -%c; almost %s --help lists them", letter, command->name);
    return NULL;
}

/* Say what the value of an option must be. */
static void report_value(const option *option, const char *value)
{
    const char *choice;
    uint32_t number;
    char list[512];
    size_t used = 0;
    assert(option->wants != NULL || option->choice != NULL);
    if (option->wants != NULL) {
        report("--%s %s: wants %s", option->name, value, option->wants);
        return;
    }
    choice = option->choice(0, &number);
    for (int i = 0; choice != NULL && used < sizeof list; i++) {
        const char *next = option->choice(i + 1, &number);

        used += (size_t)snprintf(list + used, sizeof list - used, "%s%s",
                                 i == 0         ? ""
                                 : next == NULL ? " or "
                                                : ", ",
                                 choice);
        choice = next;
    }
    report("--%s %s: wants %s", option->name, value, list);
}

/* Store an option with its value, which is NULL when none was given. */
static bool take(const option *option, const char *value, settings *settings)
{
    if (option->value == NULL && value != NULL) {
        report("--%s takes no value", option->name);
        return false;
    }
    if (option->value != NULL && value == NULL) {
        report("--%s wants a value: %s", option->name, option->value);
        return false;
    }
    assert(option->field < sizeof *settings);
    if (!option->read(option, value, (char *)settings + option->field)) {
        report_value(option, value);
        return false;
    }
    return true;
}

/* Whether the next argument is one of the choices of an option that may also stand alone. */
static bool is_choice(const option *option, const char *argument)
{
    const char *choice;
    uint32_t number;
    for (int i = 0; (choice = option->choice(i, &number)) != NULL; i++)
        if (strcmp(choice, argument) == 0)
            return true;
    return false;
}

/* --name, --name=value or --name value; *used gets how many arguments that took. */
static bool take_long(const command *command, char **arguments, int left, settings *settings,
                      int *used)
{
    const char *name = arguments[0] + 2;
    size_t length = strcspn(name, "=");
    const option *option = find_long(command, arguments[0], name, length);
    *used = 1;
    if (option == NULL)
        return false;
    if (name[length] == '=')
        return take(option, name + length + 1, settings);
    if (option->alone != NULL && (left < 2 || !is_choice(option, arguments[1])))
        return take(option, option->alone, settings);
    if (option->value == NULL || left < 2)
        return take(option, NULL, settings);
    *used = 2;
    return take(option, arguments[1], settings);
}

/* -h, -oFILE or -o FILE, and letters without a value run together. */
static bool take_letters(const command *command, char **arguments, int left, settings *settings,
                         int *used)
{
    *used = 1;
    for (const char *at = arguments[0] + 1; *at != '\0'; at++) {
        const option *option = find_letter(command, *at);

        if (option == NULL)
            return false;
        if (option->value == NULL) {
            if (!take(option, NULL, settings))
                return false;
            continue;
        }
        if (at[1] != '\0')
            return take(option, at + 1, settings);
        *used = left < 2 ? 1 : 2;
        return take(option, left < 2 ? NULL : arguments[1], settings);
    }
    return true;
}

int options_parse(const command *command, int n_arguments, char **arguments, settings *settings)
{
    int n_operands = 0;
    int at = 0;
    while (at < n_arguments) {
        char *argument = arguments[at];
        int used = 1;
        bool taken = true;

        if (strcmp(argument, "--") == 0) {
            at++;
            break;
        }
        if (argument[0] == '-' && argument[1] == '-')
            taken = take_long(command, arguments + at, n_arguments - at, settings, &used);
        else if (argument[0] == '-' && argument[1] != '\0')
            taken = take_letters(command, arguments + at, n_arguments - at, settings, &used);
        else
            arguments[n_operands++] = argument;
        if (!taken)
            return -1;
        at += used;
    }
    while (at < n_arguments)
        arguments[n_operands++] = arguments[at++];
    return n_operands;
}
