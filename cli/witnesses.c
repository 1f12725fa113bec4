/* SPDX-License-Identifier: Apache-2.0 */
/* From operands to texts with sigla. */
#include "witnesses.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool out_of_memory(void)
{
    report("out of memory");
    return false;
}

/* Take a path over; NULL: there was no memory for it. */
static bool add(witnesses *witnesses, char *path)
{
    if (witnesses->n == witnesses->room) {
        size_t room = witnesses->room < 16 ? 16 : 2 * witnesses->room;
        char **paths = realloc(witnesses->paths, room * sizeof *paths);

        if (paths == NULL) {
            free(path);
            return out_of_memory();
        }
        witnesses->paths = paths;
        witnesses->room = room;
    }
    if (path == NULL)
        return out_of_memory();
    witnesses->paths[witnesses->n++] = path;
    return true;
}

static int by_name(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* The files in a folder by name; what begins with a point is none, nor is a folder in it. */
static bool add_folder(witnesses *witnesses, const char *folder)
{
    DIR *open = opendir(folder);
    size_t first = witnesses->n;
    bool added = open != NULL;

    if (!added)
        report("%s: %s", folder, strerror(errno));
    for (struct dirent *entry; added && (entry = readdir(open)) != NULL;) {
        struct stat about;
        char *path;
        size_t size = strlen(folder) + strlen(entry->d_name) + 2;

        if (entry->d_name[0] == '.')
            continue;
        path = malloc(size);
        if (path != NULL)
            snprintf(path, size, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/",
                     entry->d_name);
        if (path != NULL && stat(path, &about) == 0 && !S_ISREG(about.st_mode))
            free(path);
        else
            added = add(witnesses, path);
    }
    if (open != NULL)
        closedir(open);
    if (added && witnesses->n > first)
        qsort(witnesses->paths + first, witnesses->n - first, sizeof *witnesses->paths, by_name);
    return added;
}

static bool gather_paths(witnesses *witnesses, int n_operands, char **operands)
{
    bool standard = false;

    for (int i = 0; i < n_operands; i++) {
        struct stat about;
        bool folder = stat(operands[i], &about) == 0 && S_ISDIR(about.st_mode);

        if (strcmp(operands[i], "-") == 0 && standard) {
            report("standard input can be only one witness; name files for the others");
            return false;
        }
        standard |= strcmp(operands[i], "-") == 0;
        if (folder ? !add_folder(witnesses, operands[i]) : !add(witnesses, strdup(operands[i])))
            return false;
    }
    return true;
}

/* --- Sigla -------------------------------------------------------------------------------------
 */

/* A path without folder and, if it is to go, without extension. */
static char *name_of(const char *path, bool with_extension)
{
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    const char *point = with_extension ? NULL : strrchr(name, '.');

    return point != NULL && point > name ? strndup(name, (size_t)(point - name)) : strdup(name);
}

static int by_siglum(const void *one, const void *other)
{
    return strcmp(*(const char *const *)one, *(const char *const *)other);
}

/* Whether two of them are the same; also when there is no memory to find out. */
static bool ambiguous(const witnesses *witnesses)
{
    char **sorted = malloc((witnesses->n + 1) * sizeof *sorted);
    bool same = sorted == NULL;

    for (size_t i = 0; !same && i < witnesses->n; i++)
        sorted[i] = witnesses->sigla[i];
    if (sorted != NULL)
        qsort(sorted, witnesses->n, sizeof *sorted, by_siglum);
    for (size_t i = 1; !same && i < witnesses->n; i++)
        same = strcmp(sorted[i - 1], sorted[i]) == 0;
    free(sorted);
    return same;
}

static void drop_sigla(witnesses *witnesses)
{
    for (size_t i = 0; witnesses->sigla != NULL && i < witnesses->n; i++) {
        free(witnesses->sigla[i]);
        witnesses->sigla[i] = NULL;
    }
}

/* The shortest names that tell all apart: without extension, with it, the whole path. */
static bool name_by_paths(witnesses *witnesses)
{
    for (int way = 0; way < 3; way++) {
        drop_sigla(witnesses);
        for (size_t i = 0; i < witnesses->n; i++) {
            const char *path = witnesses->paths[i];

            witnesses->sigla[i] = way < 2 ? name_of(path, way == 1) : strdup(path);
            if (witnesses->sigla[i] == NULL)
                return out_of_memory();
        }
        if (!ambiguous(witnesses))
            return true;
    }
    return true; /* the library says which of them is there twice */
}

/* As a list has them, with commas. */
static bool name_by_list(witnesses *witnesses, const char *list)
{
    size_t n = 0;

    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");

        if (length > 0 && n < witnesses->n && (witnesses->sigla[n] = strndup(at, length)) == NULL)
            return out_of_memory();
        n += length > 0;
        at += length;
        if (*at == '\0')
            break;
    }
    if (n == witnesses->n)
        return true;
    report("--sigla names %zu, and there are %zu witnesses; name each, with commas", n,
           witnesses->n);
    return false;
}

bool witnesses_gather(witnesses *witnesses, const settings *settings, int n_operands,
                      char **operands)
{
    memset(witnesses, 0, sizeof *witnesses);
    if (!gather_paths(witnesses, n_operands, operands))
        return false;
    if (witnesses->n == 0) {
        report("there is no witness: almost collate WITNESS... (almost collate --help says more)");
        return false;
    }
    witnesses->sigla = calloc(witnesses->n, sizeof *witnesses->sigla);
    if (witnesses->sigla == NULL)
        return out_of_memory();
    return settings->sigla != NULL ? name_by_list(witnesses, settings->sigla)
                                   : name_by_paths(witnesses);
}

bool witnesses_read(witnesses *witnesses, const settings *settings,
                    const almost_environment *environment)
{
    witnesses->texts = calloc(witnesses->n, sizeof *witnesses->texts);
    if (witnesses->texts == NULL)
        return out_of_memory();
    for (size_t i = 0; i < witnesses->n; i++) {
        almost_text_options options;
        almost_error error;

        settings_text_options(settings, &options);
        options.environment = environment;
        if (almost_text_open(witnesses->paths[i], &options, &witnesses->texts[i], &error) !=
            ALMOST_OK) {
            report_error(&error);
            return false;
        }
    }
    return true;
}

void witnesses_release(witnesses *witnesses)
{
    drop_sigla(witnesses);
    for (size_t i = 0; i < witnesses->n; i++) {
        free(witnesses->paths[i]);
        if (witnesses->texts != NULL)
            almost_text_free(witnesses->texts[i]);
    }
    free(witnesses->paths);
    free(witnesses->sigla);
    free(witnesses->texts);
}
