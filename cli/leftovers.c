/* SPDX-License-Identifier: Apache-2.0 */
/* What killed runs left behind; leftovers.h says what that is. */
#include "leftovers.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char prefix[] = ".almost-";

enum { A_DAY = 24 * 60 * 60 };

void leftovers_name(char *name, size_t size, unsigned attempt)
{
    snprintf(name, size, "%s%ld-%u", prefix, (long)getpid(), attempt);
}

/* Whether a name is one of ours, of a process that is gone. */
static bool is_orphan(const char *name)
{
    const char *number = name + strlen(prefix);
    char *end;
    long process;
    if (strncmp(name, prefix, strlen(prefix)) != 0 || !isdigit((unsigned char)*number))
        return false;
    errno = 0;
    process = strtol(number, &end, 10);
    if (errno != 0 || process <= 0 || (pid_t)process != process || *end != '-' || end[1] == '\0' ||
        end[1 + strspn(end + 1, "0123456789")] != '\0')
        return false;
    return kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

static bool is_old(int folder, const char *name)
{
    struct stat about;
    return fstatat(folder, name, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(about.st_mode) &&
           about.st_mtime < time(NULL) - A_DAY;
}

void leftovers_remove(const char *folder)
{
    DIR *entries = opendir(folder);
    const struct dirent *entry;
    if (entries == NULL)
        return;
    while ((entry = readdir(entries)) != NULL)
        if (is_orphan(entry->d_name) && is_old(dirfd(entries), entry->d_name))
            unlinkat(dirfd(entries), entry->d_name, 0);
    closedir(entries);
}
