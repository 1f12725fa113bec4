/* SPDX-License-Identifier: Apache-2.0 */
/* Reading sources, one text a file or document of a library. */
#include "sources.h"
#include "folders.h"
#include "inputs.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What is the same for all of them. */
typedef struct reading {
    source_list *list;
    const settings *settings;
    const almost_environment *environment;
    const progress *progress;
} reading;

/* The environment of what is read next. */
static almost_environment in_time(const reading *reading)
{
    almost_environment environment = *reading->environment;
    environment.timeout = progress_left(reading->progress, reading->settings->timeout);
    return environment;
}

static bool make_room(source_list *list, size_t more)
{
    almost_text **texts = realloc(list->texts, (list->count + more) * sizeof *texts);
    if (texts == NULL) {
        report("out of memory");
        return false;
    }
    list->texts = texts;
    return true;
}

static bool read_file(const reading *reading, const char *path)
{
    source_list *list = reading->list;
    almost_text_options options;
    almost_error error;
    if (!inputs_spared(reading->settings, path) || !make_room(list, 1))
        return false;
    almost_environment environment = in_time(reading);
    settings_text_options(reading->settings, &options);
    options.environment = &environment;
    if (almost_text_open(path, &options, &list->texts[list->count], &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    list->count++;
    return true;
}

bool sources_is_library(const char *folder)
{
    struct stat status;
    char *catalogue = folder_join(folder, "catalogue.sqlite");
    bool is = catalogue != NULL && stat(catalogue, &status) == 0;
    free(catalogue);
    return is;
}

/* All documents of a library are sources. */
static bool read_library(const reading *reading, const char *path)
{
    source_list *list = reading->list;
    almost_text_options options;
    almost_library *library = NULL;
    almost_error error;
    bool whole = almost_library_open(path, reading->environment, &library, &error) == ALMOST_OK;
    almost_environment environment = in_time(reading);
    settings_text_options(reading->settings, &options);
    options.environment = &environment;
    uint64_t documents = whole ? almost_library_documents(library) : 0;
    if (whole && !make_room(list, documents > 0 ? (size_t)documents : 1)) {
        almost_library_free(library);
        return false;
    }
    for (uint64_t i = 0; i < documents && whole; i++) {
        environment = in_time(reading);
        whole = almost_library_text(library, i, &options, &list->texts[list->count], &error) ==
                ALMOST_OK;
        list->count += whole;
    }
    almost_library_free(library);
    if (!whole)
        report_error(&error);
    return whole;
}

static bool read_path(void *context, const char *path, int depth)
{
    const reading *reading = context;
    struct stat status;
    if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
        return read_file(reading, path);
    if (sources_is_library(path))
        return inputs_library_spared(reading->settings, reading->environment, path) &&
               read_library(reading, path);
    return folder_visit(path, depth, read_path, context);
}

static bool read_named(reading *reading, const char *path)
{
    size_t before = reading->list->count;
    if (!read_path(reading, path, 0))
        return false;
    if (reading->list->count > before)
        return true;
    report("%s: there is nothing in this folder; name one that has sources", path);
    return false;
}

bool sources_read_all(source_list *list, const settings *settings,
                      const almost_environment *environment, const progress *progress,
                      char *const *operands, int n_operands)
{
    reading reading = {list, settings, environment, progress};
    for (size_t i = 0; i < settings->against.count; i++)
        if (!read_named(&reading, settings->against.paths[i]))
            return false;
    for (int i = 0; i < n_operands; i++)
        if (!read_named(&reading, operands[i]))
            return false;
    return true;
}

void sources_release(source_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        almost_text_free(list->texts[i]);
    free(list->texts);
}
