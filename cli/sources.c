/* SPDX-License-Identifier: Apache-2.0 */
/* Reading sources, one text a file. */
#include "sources.h"
#include "report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_DEPTH = 64 /* of folders: a link may lead back */ };

/* What is the same for all of them. */
typedef struct reading {
    source_list *list;
    const settings *settings;
    const almost_environment *environment;
} reading;

static bool read_file(const reading *reading, const char *path)
{
    source_list *list = reading->list;
    almost_text **texts = realloc(list->texts, (list->count + 1) * sizeof *texts);
    almost_text_options options;
    almost_error error;

    if (texts == NULL) {
        report("out of memory");
        return false;
    }
    list->texts = texts;
    settings_text_options(reading->settings, &options);
    options.environment = reading->environment;
    if (almost_text_open(path, &options, &list->texts[list->count], &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    list->count++;
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void release_names(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}

/* FOLDER/NAME; NULL when memory ends. */
static char *join(const char *folder, const char *name)
{
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = malloc(length);

    if (path != NULL)
        snprintf(path, length, "%s%s%s", folder, folder[strlen(folder) - 1] == '/' ? "" : "/",
                 name);
    return path;
}

/* The paths of what is in a folder, in order. False after saying what is wrong. */
static bool list_folder(const char *path, char ***names, size_t *count)
{
    DIR *folder = opendir(path);
    bool whole = folder != NULL;

    if (folder == NULL)
        report("%s: %s", path, strerror(errno));
    for (struct dirent *entry; whole && (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        char **more = realloc(*names, (*count + 1) * sizeof *more);
        char *name = join(path, entry->d_name);

        *names = more != NULL ? more : *names;
        whole = more != NULL && name != NULL;
        if (whole)
            (*names)[(*count)++] = name;
        else
            free(name);
        if (!whole)
            report("out of memory");
    }
    if (folder != NULL)
        closedir(folder);
    if (whole && *count > 0)
        qsort(*names, *count, sizeof **names, by_name);
    return whole;
}

static bool read_path(const reading *reading, const char *path, int depth)
{
    struct stat status;
    char **names = NULL;
    size_t count = 0;

    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return read_file(reading, path);
    if (depth == MOST_DEPTH) {
        report("%s: folders lie deeper in one another than %d", path, MOST_DEPTH);
        return false;
    }
    bool whole = list_folder(path, &names, &count);
    for (size_t i = 0; i < count && whole; i++)
        whole = read_path(reading, names[i], depth + 1);
    release_names(names, count);
    return whole;
}

bool sources_read(source_list *list, const settings *settings,
                  const almost_environment *environment, const char *path)
{
    const reading reading = {list, settings, environment};
    size_t before = list->count;

    if (!read_path(&reading, path, 0))
        return false;
    if (list->count > before)
        return true;
    report("%s: there is no file in this folder; name one that has sources", path);
    return false;
}

void sources_release(source_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        almost_text_free(list->texts[i]);
    free(list->texts);
}
