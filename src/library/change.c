/* SPDX-License-Identifier: Apache-2.0 */
/* Libraries that are made and changed: create, add, remove, compact. */
#include "library/intake.h"

#include "base/error.h"
#include "base/options.h"
#include "read/container.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- Create ------------------------------------------------------------- */

static bool is_empty(const char *path)
{
    DIR *folder = opendir(path);
    bool empty = folder != NULL;
    for (struct dirent *entry; empty && (entry = readdir(folder)) != NULL;)
        empty = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
    if (folder != NULL)
        closedir(folder);
    return empty;
}

almost_status almost_library_create(const char *path, const almost_library_options *given,
                                    almost_error *error)
{
    almost_library_options options;
    almost_environment environment;
    almost_status status = al_library_options_complete(given, &options, &environment, error);
    if (status != ALMOST_OK)
        return status;
    bool made = mkdir(path, 0777) == 0;
    if (!made && errno != EEXIST)
        return al_fail(error, ALMOST_ERROR_WRITE, path,
                       "cannot be made: system error %d; see that the folder above is there and "
                       "may be written to",
                       errno);
    if (!made && !is_empty(path))
        return al_fail(error, ALMOST_ERROR_WRITE, path,
                       "is there and not empty; choose another name for the library");
    status = al_catalogue_create(al_allocator_of(&environment), path, error);
    if (status != ALMOST_OK && made)
        (void)rmdir(path);
    return status;
}

/* --- Add ---------------------------------------------------------------- */

static uint64_t size_of(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISREG(about.st_mode) ? (uint64_t)about.st_size : 0;
}

static almost_status measure_found(void *context, const char *path)
{
    *(uint64_t *)context += size_of(path);
    return ALMOST_OK;
}

/* How much of the time adding so many bytes takes, and not the merging that follows. */
static double share_of_adding(const al_writer *writer, uint64_t bytes)
{
    double words = (double)bytes / 6, all = (double)writer->library->words + words;
    const double at_once = 1.3e8, by_text = 4e7, cheaper = .3; /* as intake.c and merge.c have it */
    bool merges = words >= at_once || (writer->library->n > 0 && 4 * words > all - words);
    return merges ? words / (words + all * (all > by_text ? cheaper : 1)) : 1;
}

/* The bytes of all files, for whoever watches: what cannot be read is told when it is added. */
static void measure(al_intake *intake, const char *const *sources, size_t n)
{
    almost_error ignored;
    for (size_t i = 0; i < n && intake->writer->pace.environment != NULL; i++)
        if (!al_folder_is(sources[i]))
            intake->bytes += size_of(sources[i]);
        else if (al_walk_folder(intake->writer->allocator, sources[i], measure_found,
                                &intake->bytes, &ignored) != ALMOST_OK)
            continue;
    intake->adding = share_of_adding(intake->writer, intake->bytes);
}

static almost_status add_found(void *context, const char *path)
{
    al_intake *intake = context;
    if (intake->bytes > 0)
        al_intake_step(intake, size_of(path));
    almost_status status = al_intake_file(intake, path, path);
    return status == ALMOST_OK ? al_pace_tell(&intake->writer->pace, 1, intake->error) : status;
}

static almost_status add_source(al_intake *intake, const char *source)
{
    almost_error why;
    if (!al_folder_is(source))
        return add_found(intake, source);
    char path[PATH_MAX];
    size_t length = strlen(source);
    while (length > 1 && source[length - 1] == '/')
        length--;
    if (length >= sizeof path) {
        (void)al_fail(&why, ALMOST_ERROR_READ, source, "has too long a name");
        al_intake_tell(intake, source, ALMOST_LIBRARY_FAILED, &why);
        return ALMOST_OK;
    }
    memcpy(path, source, length);
    path[length] = '\0';
    almost_status status = al_walk_folder(intake->writer->allocator, path, add_found, intake, &why);
    if (status == ALMOST_ERROR_READ || status == ALMOST_ERROR_LIMIT) {
        al_intake_tell(intake, source, ALMOST_LIBRARY_FAILED, &why);
        return ALMOST_OK;
    }
    return status == ALMOST_ERROR_MEMORY ? al_fail_memory(intake->error) : status;
}

/* What is done with the sources of a call, within the lock. */
typedef almost_status (*change_source)(al_intake *intake, const char *source);

typedef struct changing {
    void (*prepare)(al_intake *intake, const char *const *sources, size_t n); /* NULL: nothing */
    change_source change;
} changing;

static almost_status change_library(const changing *changing, al_intake *intake,
                                    const char *const *sources, size_t n)
{
    almost_status status = ALMOST_OK;
    if (changing->prepare != NULL)
        changing->prepare(intake, sources, n);
    for (size_t i = 0; status == ALMOST_OK && i < n; i++)
        status = changing->change(intake, sources[i]);
    if (status == ALMOST_OK)
        status = al_intake_commit(intake);
    if (status != ALMOST_OK)
        return status;
    status = al_writer_merge(intake->writer, false, intake->error);
    return status == ALMOST_ERROR_CANCELLED ? ALMOST_OK : status; /* the next writer merges */
}

/* The call around a change. */
typedef struct call {
    const al_storage *storage;
    const char *path;
    const char *const *sources;
    size_t n;
    const almost_library_options *given;
    almost_library_tally *tally;
    almost_error *error;
} call;

static almost_status run(const changing *changing, const call *call)
{
    almost_library_options options;
    almost_environment environment;
    al_writer writer;
    al_intake intake;
    almost_library_tally tally = {0};
    almost_status status =
        al_library_options_complete(call->given, &options, &environment, call->error);
    if (status == ALMOST_OK)
        status = al_writer_open(al_allocator_of(&environment), call->storage, call->path, &writer,
                                call->error);
    if (status != ALMOST_OK)
        return status;
    writer.pace = al_pace_of(&environment);
    al_intake_init(&intake, &writer, &options, &tally, call->error);
    status = change_library(changing, &intake, call->sources, call->n);
    al_intake_release(&intake);
    al_writer_close(&writer);
    if (status == ALMOST_OK && call->tally != NULL)
        *call->tally = tally;
    return status;
}

almost_status al_library_add(const al_storage *storage, const char *path,
                             const char *const *sources, size_t n,
                             const almost_library_options *options, almost_error *error)
{
    static const changing add = {measure, add_source};
    const call call = {storage, path, sources, n, options, NULL, error};
    return run(&add, &call);
}

almost_status almost_library_add(const char *path, const char *const *sources, size_t n,
                                 const almost_library_options *options, almost_library_tally *tally,
                                 almost_error *error)
{
    static const changing add = {measure, add_source};
    const call call = {&al_storage_system, path, sources, n, options, tally, error};
    return run(&add, &call);
}

/* --- Remove ------------------------------------------------------------- */

/* Documents that are to go: those of a source, and of a folder. */
typedef struct removing {
    al_intake *intake;
    const char *given;
    const char *path; /* where it is, or would be */
    uint64_t *places;
    size_t n, capacity;
} removing;

/* The name of a member has that of its source before it. */
static bool is_named(const al_document_row *row, const char *given)
{
    size_t length = strlen(given);
    return strncmp(row->name, given, length) == 0 &&
           (row->name[length] == '\0' || row->name[length] == '/' ||
            (row->name[length] == '#' && row->member[0] != '\0'));
}

static almost_status note_removed(void *context, const al_document_row *row)
{
    removing *removing = context;
    if (!al_grow(removing->intake->writer->allocator, (void **)&removing->places,
                 &removing->capacity, removing->n + 2, sizeof *removing->places))
        return al_fail_memory(removing->intake->error);
    removing->places[removing->n++] = row->segment;
    removing->places[removing->n++] = row->document;
    return ALMOST_OK;
}

static almost_status note_named(void *context, const al_document_row *row)
{
    removing *removing = context;
    return is_named(row, removing->given) ? note_removed(context, row) : ALMOST_OK;
}

/* By where it is, as a file and as a folder; else by its name, for which all are looked through. */
static almost_status find_documents(removing *removing)
{
    al_catalogue *catalogue = removing->intake->writer->catalogue;
    almost_error *error = removing->intake->error;
    almost_status status =
        al_catalogue_documents(catalogue, removing->path, note_removed, removing, error);
    if (status == ALMOST_OK)
        status = al_catalogue_folder(catalogue, removing->path, note_removed, removing, error);
    if (status == ALMOST_OK && removing->n == 0)
        status = al_catalogue_documents(catalogue, NULL, note_named, removing, error);
    return status;
}

/* Where a source is, also when it is gone: in its folder. */
static void find_path(const char *given, char path[PATH_MAX])
{
    char folder[PATH_MAX];
    const char *slash = strrchr(given, '/');
    size_t length = slash != NULL ? (size_t)(slash - given) : 0;
    if (realpath(given, path) != NULL)
        return;
    path[0] = '\0';
    if (length >= sizeof folder)
        return;
    memcpy(folder, slash != NULL ? given : ".", slash != NULL ? length : 1);
    folder[slash != NULL ? length : 1] = '\0';
    if (realpath(folder[0] != '\0' ? folder : "/", path) == NULL)
        path[0] = '\0';
    size_t used = strlen(path);
    int written = snprintf(path + used, PATH_MAX - used, "/%s", slash != NULL ? slash + 1 : given);
    if (written < 0 || (size_t)written >= PATH_MAX - used)
        path[0] = '\0';
}

static almost_status drop_places(removing *removing)
{
    al_writer *writer = removing->intake->writer;
    almost_error *error = removing->intake->error;
    almost_status status = al_catalogue_begin(writer->catalogue, error);
    for (size_t i = 0; status == ALMOST_OK && i < removing->n; i += 2) {
        const uint64_t *place = removing->places + i;
        status = al_writer_mark_removed(writer, place[0], place[1], error);
        if (status == ALMOST_OK)
            status = al_catalogue_drop_document(writer->catalogue, place[0], place[1], error);
    }
    if (status == ALMOST_OK)
        status = al_writer_tell_removed(writer, error);
    if (status == ALMOST_OK)
        status = al_catalogue_commit(writer->catalogue, error);
    return status == ALMOST_OK ? al_writer_refresh(writer, error) : status;
}

static almost_status remove_source(al_intake *intake, const char *source)
{
    char path[PATH_MAX];
    almost_error why;
    removing removing = {.intake = intake, .given = source, .path = path};
    find_path(source, path);
    almost_status status = find_documents(&removing);
    if (status == ALMOST_OK && removing.n > 0)
        status = drop_places(&removing);
    if (status == ALMOST_OK && removing.n > 0)
        al_intake_tell(intake, source, ALMOST_LIBRARY_REMOVED, NULL);
    al_release(intake->writer->allocator, removing.places);
    if (status != ALMOST_OK || removing.n > 0)
        return status;
    (void)al_fail(&why, ALMOST_ERROR_READ, source,
                  "is not in the library; almost library list tells what is");
    al_intake_tell(intake, source, ALMOST_LIBRARY_FAILED, &why);
    return ALMOST_OK;
}

almost_status almost_library_remove(const char *path, const char *const *sources, size_t n,
                                    const almost_library_options *options,
                                    almost_library_tally *tally, almost_error *error)
{
    static const changing removal = {NULL, remove_source};
    const call call = {&al_storage_system, path, sources, n, options, tally, error};
    return run(&removal, &call);
}

/* --- Compact ------------------------------------------------------------ */

almost_status almost_library_compact(const char *path, const almost_library_options *given,
                                     almost_error *error)
{
    almost_library_options options;
    almost_environment environment;
    al_writer writer;
    almost_status status = al_library_options_complete(given, &options, &environment, error);
    if (status == ALMOST_OK)
        status =
            al_writer_open(al_allocator_of(&environment), &al_storage_system, path, &writer, error);
    if (status != ALMOST_OK)
        return status;
    writer.pace = al_pace_of(&environment);
    status = al_writer_merge(&writer, true, error);
    al_writer_close(&writer);
    if (status == ALMOST_ERROR_MISMATCH)
        return al_fail(error, status, path,
                       "cannot be made one segment: its parts rank words in different ways, and "
                       "sources have changed or are gone; add or remove those first");
    return status;
}
