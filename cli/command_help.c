/* SPDX-License-Identifier: Apache-2.0 */
/* almost help [COMMAND]: the same as --help of that command. */
#include "commands.h"
#include "help.h"
#include "report.h"

static int run(settings *settings, int n_operands, char **operands)
{
    const command *command = n_operands == 1 ? command_find(operands[0]) : commands[0];
    if (n_operands > 1) {
        report("help is about one command, and here are %d names", n_operands);
        return EXIT_TROUBLE;
    }
    if (command == NULL) {
        report("there is no command %s; almost help lists them", operands[0]);
        return EXIT_TROUBLE;
    }
    return help_print(command, n_operands == 0, settings->all != 0) ? EXIT_YES : EXIT_TROUBLE;
}

static const option_group *const groups[] = {&options_general, NULL};

static const example examples[] = {{"almost help", "what is needed most, on one screen"},
                                   {"almost help apply", "the same of another command"},
                                   {"almost help --all", "every option"},
                                   {NULL, NULL}};

const command command_help = {
    .name = "help",
    .operands = "[COMMAND]",
    .summary = "say how a command is used",
    .description = "Print what is needed most of COMMAND, or of almost compare, on one screen;\n"
                   "with --all, all of it.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
