/* SPDX-License-Identifier: Apache-2.0 */
/* What all changes of a library have in common: commit.h. */
#include "library/commit.h"

#include "base/error.h"
#include "base/options.h"
#include "library/writer_lock.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

almost_status al_library_options_complete(const almost_library_options *given,
                                          almost_library_options *options,
                                          almost_environment *environment, almost_error *error)
{
    almost_library_options_init(options);
    almost_status status =
        al_options_complete(options, sizeof *options, given, "almost_library_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(environment, options->environment, error);
    options->environment = environment;
    return status;
}

void almost_library_options_init_sized(almost_library_options *options, size_t size)
{
    const almost_library_options defaults = {.size = size};
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* --- Opening ------------------------------------------------------------ */

almost_status al_writer_refresh(al_writer *writer, almost_error *error)
{
    almost_library *library = NULL;
    almost_status status =
        al_holdings_open(writer->allocator, writer->path, writer->catalogue, &library, error);
    if (status != ALMOST_OK)
        return status;
    bool *touched = al_allocate_zero(writer->allocator, library->n, sizeof *touched);
    uint32_t *documents = al_allocate(writer->allocator, library->n, sizeof *documents);
    for (uint32_t i = 0; documents != NULL && i < library->n; i++)
        documents[i] = library->holdings[i].segment->documents;
    if (documents != NULL)
        library->sources = al_sources_new(writer->allocator, documents, library->n);
    al_release(writer->allocator, documents);
    if (touched == NULL || library->sources == NULL) {
        al_release(writer->allocator, touched);
        almost_library_free(library);
        return al_fail_memory(error);
    }
    almost_library_free(writer->library);
    al_release(writer->allocator, writer->touched);
    writer->library = library;
    writer->touched = touched;
    return ALMOST_OK;
}

almost_status al_writer_open(const almost_allocator *allocator, const al_storage *storage,
                             const char *path, al_writer *out, almost_error *error)
{
    al_writer writer = {.allocator = allocator, .storage = storage, .path = path, .lock = -1};
    /* first, so that no lock is made in a folder that is no library */
    almost_status status = al_catalogue_open(allocator, path, true, &writer.catalogue, error);
    if (status == ALMOST_OK)
        status = al_writer_lock_take(path, &writer.lock, error);
    if (status == ALMOST_OK)
        status = al_writer_refresh(&writer, error);
    if (status == ALMOST_OK)
        status = al_writer_clean(&writer, error);
    if (status == ALMOST_OK)
        *out = writer;
    else
        al_writer_close(&writer);
    return status;
}

void al_writer_close(al_writer *writer)
{
    almost_library_free(writer->library);
    al_release(writer->allocator, writer->touched);
    al_catalogue_close(writer->catalogue);
    if (writer->lock >= 0)
        al_writer_lock_give(writer->lock);
}

/* --- Files -------------------------------------------------------------- */

static bool is_named(const almost_library *library, const char *file)
{
    char name[AL_SEGMENT_NAME];
    for (uint32_t i = 0; i < library->n; i++) {
        al_segment_file_name(library->holdings[i].number, name);
        if (strcmp(name, file) == 0)
            return true;
    }
    return false;
}

static almost_status remove_file(const al_writer *writer, const char *name, almost_error *error)
{
    const al_storage *storage = writer->storage;
    char *path = al_library_file(writer->allocator, writer->path, name);
    if (path == NULL)
        return al_fail_memory(error);
    int code = storage->remove(storage->context, path);
    almost_status status =
        code == 0 || code == ENOENT ? ALMOST_OK : al_storage_failed(path, code, error);
    al_release(writer->allocator, path);
    return status;
}

almost_status al_writer_clean(al_writer *writer, almost_error *error)
{
    DIR *folder = opendir(writer->path);
    almost_status status = ALMOST_OK;
    if (folder == NULL)
        return al_fail(error, ALMOST_ERROR_READ, writer->path, "cannot be read: system error %d",
                       errno);
    for (struct dirent *entry; status == ALMOST_OK && (entry = readdir(folder)) != NULL;)
        if (strncmp(entry->d_name, "segment-", 8) == 0 && !is_named(writer->library, entry->d_name))
            status = remove_file(writer, entry->d_name, error);
    closedir(folder);
    return status;
}

void al_new_segment_release(const al_writer *writer, al_new_segment *made)
{
    al_release(writer->allocator, made->temporary);
    al_release(writer->allocator, made->path);
}

almost_status al_new_segment_begin(al_writer *writer, al_new_segment *out, almost_error *error)
{
    al_new_segment made = {0};
    char name[AL_SEGMENT_NAME], temporary[AL_SEGMENT_NAME + 8];
    almost_status status = al_catalogue_next(writer->catalogue, &made.number, error);
    if (status != ALMOST_OK)
        return status;
    al_segment_file_name(made.number, name);
    snprintf(temporary, sizeof temporary, "%s.new", name);
    made.path = al_library_file(writer->allocator, writer->path, name);
    made.temporary = al_library_file(writer->allocator, writer->path, temporary);
    if (made.path == NULL || made.temporary == NULL) {
        al_new_segment_release(writer, &made);
        return al_fail_memory(error);
    }
    *out = made;
    return ALMOST_OK;
}

almost_status al_new_segment_place(al_writer *writer, const al_new_segment *made,
                                   almost_error *error)
{
    const al_storage *storage = writer->storage;
    int code = storage->rename(storage->context, made->temporary, made->path);
    if (code != 0) {
        (void)storage->remove(storage->context, made->temporary);
        return al_storage_failed(made->path, code, error);
    }
    code = storage->sync_folder(storage->context, writer->path);
    if (code == 0)
        return ALMOST_OK;
    al_new_segment_withdraw(writer, made);
    return al_storage_failed(writer->path, code, error);
}

void al_new_segment_withdraw(al_writer *writer, const al_new_segment *made)
{
    (void)writer->storage->remove(writer->storage->context, made->path);
}

/* --- Removals ----------------------------------------------------------- */

almost_status al_writer_mark_removed(al_writer *writer, uint64_t segment, uint64_t document,
                                     almost_error *error)
{
    almost_library *library = writer->library;
    uint32_t i = 0;
    while (i < library->n && library->holdings[i].number != segment)
        i++;
    if (i == library->n || document >= library->holdings[i].segment->documents)
        return al_fail(error, ALMOST_ERROR_FORMAT, writer->path,
                       "has a broken catalogue (a document is in no segment): create it anew and "
                       "add its sources again");
    al_holding *holding = &library->holdings[i];
    size_t wanted = (size_t)holding->segment->documents / 8 + 1;
    if (holding->removed_length < wanted) {
        unsigned char *grown =
            al_reallocate(writer->allocator, holding->removed, holding->removed_length, wanted, 1);
        if (grown == NULL)
            return al_fail_memory(error);
        memset(grown + holding->removed_length, 0, wanted - holding->removed_length);
        holding->removed = grown;
        holding->removed_length = wanted;
    }
    holding->removed[document / 8] |= (unsigned char)(1 << document % 8);
    writer->touched[i] = true;
    return ALMOST_OK;
}

static bool is_empty(const al_holding *holding)
{
    for (uint32_t i = 0; i < holding->segment->documents; i++)
        if (!al_holding_removed(holding, i))
            return false;
    return true;
}

almost_status al_writer_tell_removed(al_writer *writer, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; status == ALMOST_OK && i < writer->library->n; i++) {
        const al_holding *holding = &writer->library->holdings[i];
        al_segment_row row = {.number = holding->number,
                              .removed = (const char *)holding->removed,
                              .removed_length = holding->removed_length};
        if (!writer->touched[i])
            continue;
        status = is_empty(holding)
                     ? al_catalogue_drop_segment(writer->catalogue, holding->number, error)
                     : al_catalogue_set_removed(writer->catalogue, &row, error);
    }
    return status;
}
