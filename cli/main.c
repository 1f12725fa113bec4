/* SPDX-License-Identifier: Apache-2.0 */
/* The command `almost`: finds the command that is asked for, parses its options and runs it. */
#include "commands.h"
#include "heap.h"
#include "help.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

const command *const commands[] = {&command_compare,
                                   &command_apply,
                                   &command_check,
                                   &command_collate,
                                   &command_git_diff,
                                   &command_text,
                                   &command_library,
                                   &command_trace,
                                   &command_reuse,
                                   &command_watch,
                                   &command_lsp,
                                   &command_mcp,
                                   &command_merge,
                                   &command_git_merge,
                                   &command_view,
                                   &command_help,
                                   NULL};

/*
 * Give a closed standard stream a descriptor that cannot be used in its
 * direction, so that no file opened later takes its number.
 */
static void hold_standard_streams(void)
{
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
            (void)!open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY);
}

const command *command_find(const char *name)
{
    for (const command *const *command = commands; *command != NULL; command++)
        if (strcmp((*command)->name, name) == 0)
            return *command;
    return NULL;
}

/* What the options ask for: what is told of the command, or what it does. */
static int run(const command *command, bool named, settings *settings, int n_operands,
               char **operands)
{
    if (settings->help)
        return help_print(command, !named, settings->all != 0) ? EXIT_YES : EXIT_TROUBLE;
    if (settings->version)
        return help_version() ? EXIT_YES : EXIT_TROUBLE;
    if (settings->all && command != &command_help) {
        report("--all goes with --help");
        return command->trouble;
    }
    return command->run(settings, n_operands, operands);
}

int main(int n_arguments, char **arguments)
{
    const command *named, *command;
    settings settings;
    int n_operands, status;
    heap_prepare();
    hold_standard_streams();
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_IGN); /* a write that goes too far then fails, which is said */
    if (n_arguments == 2 && strcmp(arguments[1], "--describe") == 0)
        return help_describe() ? EXIT_YES : EXIT_TROUBLE;
    named = n_arguments > 1 ? command_find(arguments[1]) : NULL;
    command = named != NULL ? named : commands[0];
    arguments += named != NULL ? 2 : 1;
    n_arguments -= named != NULL ? 2 : 1;
    settings_init(&settings);
    n_operands = options_parse(command, n_arguments < 0 ? 0 : n_arguments, arguments, &settings);
    status = n_operands < 0 ? command->trouble
                            : run(command, named != NULL, &settings, n_operands, arguments);
    settings_release(&settings);
    return status;
}
