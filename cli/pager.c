/* SPDX-License-Identifier: Apache-2.0 */
/* Starting the reader's pager and waiting for its end. */
#include "pager.h"
#include "report.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the shell exits with when there is no such command. */
enum { NO_SUCH_COMMAND = 127 };

static const char *choose(void)
{
    const char *command = getenv("ALMOST_PAGER");
    if (command == NULL)
        command = getenv("PAGER");
    if (command == NULL)
        command = "less";
    return command[0] == '\0' || strcmp(command, "cat") == 0 ? NULL : command;
}

/*
 * Have less show colours as such, whatever else LESS asks of it: -R stands first, so that no value
 * of an option that ends LESS takes it in.
 */
static void prepare_less(void)
{
    const char *asked = getenv("LESS");
    size_t size = asked == NULL ? 0 : strlen(asked) + sizeof "-R ";
    char *together = asked == NULL ? NULL : malloc(size);
    if (together == NULL) {
        setenv("LESS", "FRX", 0);
        return;
    }
    snprintf(together, size, "-R %s", asked);
    setenv("LESS", together, 1);
    free(together);
}

/* In the child: become the pager, reading from `descriptor`. */
static void become(const char *command, int descriptor)
{
    prepare_less();
    setenv("LV", "-c", 0);
    if (dup2(descriptor, STDIN_FILENO) >= 0) {
        close(descriptor);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    }
    _exit(NO_SUCH_COMMAND);
}

void pager_start(pager *pager, target *target)
{
    int ends[2];
    pager->process = 0;
    pager->command = choose();
    if (pager->command == NULL || pipe(ends) != 0)
        return;
    pager->process = fork();
    if (pager->process == 0) {
        close(ends[1]);
        become(pager->command, ends[0]);
    }
    close(ends[0]);
    if (pager->process < 0) {
        close(ends[1]);
        pager->process = 0;
        return;
    }
    /* a reader who quits, or interrupts the pager, is no trouble of ours */
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN);
    target->descriptor = ends[1];
    target->name = pager->command;
    target->reader_may_quit = true;
}

bool pager_wait(pager *pager)
{
    int status = 0;
    if (pager->process == 0)
        return true;
    while (waitpid(pager->process, &status, 0) < 0)
        if (errno != EINTR)
            return true;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_SUCH_COMMAND) {
        report("the pager %s cannot be run; set PAGER to another one or use --no-pager",
               pager->command);
        return false;
    }
    return true;
}
