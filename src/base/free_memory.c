/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Linux says it in files: /proc/meminfo of the machine, and of each group that this process is in,
 * from its own up to the root, a limit and what is used of it. Of that, what was read from files
 * and not looked at lately (inactive_file) can be had back. A group that is not seen from within a
 * container is passed over; its root is what is seen then. Other systems count free pages.
 */
#include "base/free_memory.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_BYTES = 8192, PATH_BYTES = 1024 };

/* How a version of control groups calls things. */
typedef struct hierarchy {
    const char *root;
    const char *limit;
    const char *used;
} hierarchy;

static const hierarchy unified = {"/sys/fs/cgroup", "memory.max", "memory.current"};
static const hierarchy separate = {"/sys/fs/cgroup/memory", "memory.limit_in_bytes",
                                   "memory.usage_in_bytes"};

/* The beginning of a small file, with a NUL behind it. False when it cannot be read. */
static bool read_small(const char *path, char content[FILE_BYTES])
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    ssize_t got = read(descriptor, content, FILE_BYTES - 1);
    close(descriptor);
    content[got > 0 ? got : 0] = '\0';
    return got > 0;
}

/* The number behind a key that begins a line; `otherwise` where there is none. */
static uint64_t number_behind(const char *content, const char *key, uint64_t otherwise)
{
    size_t length = strlen(key);
    for (const char *line = content; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, key, length) != 0)
            continue;
        line += length + strspn(line + length, " \t");
        if (*line >= '0' && *line <= '9')
            return strtoull(line, NULL, 10);
    }
    return otherwise;
}

static uint64_t read_number(const char *folder, const char *name, const char *key,
                            uint64_t otherwise)
{
    char path[PATH_BYTES], content[FILE_BYTES];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof path || !read_small(path, content))
        return otherwise;
    return number_behind(content, key, otherwise);
}

/* What a group may still have. */
static uint64_t free_in(const hierarchy *files, const char *folder)
{
    uint64_t limit = read_number(folder, files->limit, "", UINT64_MAX);
    if (limit == UINT64_MAX)
        return UINT64_MAX;
    uint64_t used = read_number(folder, files->used, "", 0);
    uint64_t again = read_number(folder, "memory.stat", "inactive_file", 0);
    used -= again < used ? again : used;
    return used < limit ? limit - used : 0;
}

/* What the group of a path below the root may still have, and those that it is in. */
static uint64_t free_along(const hierarchy *files, const char *path, size_t length)
{
    char folder[PATH_BYTES];
    uint64_t least = UINT64_MAX;
    size_t root = strlen(files->root);
    if (root + length >= sizeof folder)
        return UINT64_MAX;
    memcpy(folder, files->root, root);
    memcpy(folder + root, path, length);
    folder[root + length] = '\0';
    for (char *end = folder + root + length; end >= folder + root; end--) {
        if (*end != '/' && *end != '\0')
            continue;
        *end = '\0';
        uint64_t here = free_in(files, folder);
        least = here < least ? here : least;
    }
    return least;
}

/* A line of /proc/self/cgroup: number, controllers (none: the unified hierarchy), path. */
static uint64_t free_of_line(const char *line, size_t length)
{
    const char *controllers = memchr(line, ':', length);
    if (controllers == NULL)
        return UINT64_MAX;
    const char *end = line + length;
    const char *path = memchr(controllers + 1, ':', (size_t)(end - controllers - 1));
    if (path == NULL)
        return UINT64_MAX;
    bool whole = path == controllers + 1;
    if (!whole && (path - controllers != 7 || memcmp(controllers, ":memory", 7) != 0))
        return UINT64_MAX;
    return free_along(whole ? &unified : &separate, path + 1, (size_t)(end - path - 1));
}

static uint64_t free_in_groups(void)
{
    char content[FILE_BYTES];
    uint64_t least = UINT64_MAX;
    if (!read_small("/proc/self/cgroup", content))
        return least;
    for (const char *line = content; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        uint64_t here = free_of_line(line, length);
        least = here < least ? here : least;
        line += length + (line[length] == '\n');
    }
    return least;
}

static uint64_t free_in_machine(void)
{
    uint64_t kilobytes = read_number("/proc", "meminfo", "MemAvailable:", UINT64_MAX);
    if (kilobytes != UINT64_MAX)
        return kilobytes * 1024;
#ifdef _SC_AVPHYS_PAGES
    long pages = sysconf(_SC_AVPHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    if (pages > 0 && size > 0)
        return (uint64_t)pages * (uint64_t)size;
#endif
    return UINT64_MAX;
}

uint64_t al_free_memory(void)
{
    uint64_t machine = free_in_machine(), groups = free_in_groups();
    return machine < groups ? machine : groups;
}
