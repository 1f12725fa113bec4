/* SPDX-License-Identifier: Apache-2.0 */
/* Starting it as a process of its own, which nobody waits for. */
#include "browser.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>

extern char **environ;

/* The program that opens addresses, or NULL. */
static const char *choose(void)
{
    const char *command = getenv("BROWSER");
    if (command != NULL)
        return command[0] != '\0' ? command : NULL;
#ifdef __APPLE__
    return "open";
#else
    if (getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL)
        return NULL; /* a browser of the terminal would take it over */
    return "xdg-open";
#endif
}

/* In a group of its own, so that Ctrl-C does not end it, without the terminal, and with SIGPIPE,
 * which a server ignores and programs inherit. */
static void start(const char *command, const char *address, posix_spawn_file_actions_t *actions,
                  posix_spawnattr_t *attributes)
{
    char *const arguments[] = {(char *)command, (char *)address, NULL};
    sigset_t usual;
    pid_t child;
    sigemptyset(&usual);
    sigaddset(&usual, SIGPIPE);
    for (int descriptor = 0; descriptor <= 2; descriptor++)
        posix_spawn_file_actions_addopen(actions, descriptor, "/dev/null", O_RDWR, 0);
    posix_spawnattr_setsigdefault(attributes, &usual);
    posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(attributes, 0);
    (void)posix_spawnp(&child, command, actions, attributes, arguments, environ);
}

void browser_open(const char *address)
{
    const char *command = choose();
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    if (command == NULL || posix_spawn_file_actions_init(&actions) != 0)
        return;
    if (posix_spawnattr_init(&attributes) == 0) {
        start(command, address, &actions, &attributes);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
}
