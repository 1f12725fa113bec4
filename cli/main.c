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

const command *const commands[] = {&command_compare, &command_apply, &command_git_diff, NULL};

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

static const command *find_command(const char *name)
{
    for (const command *const *command = commands; *command != NULL; command++)
        if (strcmp((*command)->name, name) == 0)
            return *command;
    return NULL;
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
    named = n_arguments > 1 ? find_command(arguments[1]) : NULL;
    command = named != NULL ? named : commands[0];
    arguments += named != NULL ? 2 : 1;
    n_arguments -= named != NULL ? 2 : 1;
    settings_init(&settings);
    n_operands = options_parse(command, n_arguments < 0 ? 0 : n_arguments, arguments, &settings);
    if (n_operands < 0)
        status = command->trouble;
    else if (settings.help)
        status = help_print(command, named == NULL) ? EXIT_YES : EXIT_TROUBLE;
    else if (settings.version)
        status = help_version() ? EXIT_YES : EXIT_TROUBLE;
    else
        status = command->run(&settings, n_operands, arguments);
    settings_release(&settings);
    return status;
}
