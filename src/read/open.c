/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_text_open() and almost_text_from_memory(): the bytes, the reader that knows what they
 * are, the text that it builds.
 */
#include "base/error.h"
#include "base/names.h"
#include "base/options.h"
#include "read/container.h"
#include "read/file.h"
#include "read/reader.h"

#include <assert.h>

/* The caller's options and environment over the defaults; `complete` points to `environment`. */
static almost_status complete_options(const almost_text_options *options,
                                      almost_text_options *complete,
                                      almost_environment *environment, almost_error *error)
{
    almost_text_options_init(complete);
    almost_status status =
        al_options_complete(complete, sizeof *complete, options, "almost_text_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(environment, complete->environment, error);
    complete->environment = environment;
    return status;
}

/* Where no limit is given. */
enum {
    DEPTH = 512, /* as browsers nest elements */
    MEMBERS = 65536,
    RATIO = 200, /* prose packs to a third, the markup of a word processor to a thirtieth */
    SECONDS = 120
};

static uint32_t or_usual(uint32_t given, uint32_t usual)
{
    return given != 0 ? given : usual;
}

static void fill_reading(const almost_text_options *options, al_read_options *how)
{
    *how = (al_read_options){
        .encoding = options->encoding,
        .limit = al_file_limit(options->environment),
        .witness = options->witness,
        .revisions = (almost_revisions)options->revisions,
        .main_only = options->main_only != 0,
        .as_written = options->as_written != 0,
        .repair = options->repair != 0,
        .depth = or_usual(options->max_depth, DEPTH),
        .members = or_usual(options->max_members, MEMBERS),
        .ratio = or_usual(options->max_ratio, RATIO),
        .seconds = or_usual(options->max_seconds, SECONDS),
    };
}

/* How the source is read and by whom. Errors: ARGUMENT. */
static almost_status complete_reading(const almost_text_options *options,
                                      const al_read_source *source, al_read_options *how,
                                      const al_reader **reader, almost_error *error)
{
    if (options->revisions >= AL_N_REVISIONS)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, source->name,
                       "revisions are accepted (0) or original (1), and not %u",
                       options->revisions);
    fill_reading(options, how);
    if (options->format == NULL) {
        *reader = al_reader_choose(al_readers, source);
        assert(*reader != NULL); /* plain text takes whatever no other does */
        return ALMOST_OK;
    }
    *reader = al_reader_named(al_readers, options->format);
    if (*reader == NULL)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, source->name,
                       "cannot be read as %s: there is no such format", options->format);
    return ALMOST_OK;
}

/* How many formats come before one by their names: the table's order is one of choice. */
static size_t rank_of(const al_reader *reader)
{
    size_t rank = 0;
    for (const al_reader *const *other = al_readers; *other != NULL; other++)
        rank += *other != &al_reader_foreign && strcmp((*other)->name, reader->name) < 0;
    return rank;
}

const char *almost_format_at(size_t index)
{
    for (const al_reader *const *reader = al_readers; *reader != NULL; reader++)
        if (*reader != &al_reader_foreign && rank_of(*reader) == index)
            return (*reader)->name;
    return NULL;
}

/* Takes over bytes->bytes, also on failure. */
static almost_status build(const almost_text_options *options, const al_read_source *source,
                           al_bytes *bytes, almost_text **out, almost_error *error)
{
    al_read_options how;
    const al_reader *reader;
    almost_status status = complete_reading(options, source, &how, &reader, error);
    if (status != ALMOST_OK) {
        al_source_release(al_allocator_of(options->environment), bytes);
        return status;
    }
    al_builder builder;
    status = al_builder_init(&builder, al_allocator_of(options->environment), source->name, bytes,
                             how.limit, error);
    if (status != ALMOST_OK)
        return status;
    builder.text->format = reader->name;
    status = al_reader_read(reader, source, &how, &builder, error);
    if (status == ALMOST_OK)
        return al_builder_finish(&builder, out);
    al_builder_release(&builder);
    return status;
}

almost_status al_read_memory(const al_reader *reader, const al_read_source *given,
                             const al_read_options *options, const almost_allocator *allocator,
                             almost_text **out, almost_error *error)
{
    const almost_environment environment = {
        .size = sizeof environment, .allocator = allocator, .max_bytes = AL_TEXT_MOST_BYTES};
    al_bytes copy;
    al_builder builder;
    almost_status status =
        al_file_copy(given->bytes, (size_t)given->length, given->name, &environment, &copy, error);
    if (status != ALMOST_OK)
        return status;
    al_read_source source = {given->name, NULL, copy.bytes, copy.length};
    status = al_builder_init(&builder, allocator, given->name, &copy, options->limit, error);
    if (status != ALMOST_OK)
        return status;
    builder.text->format = reader->name;
    status = al_reader_read(reader, &source, options, &builder, error);
    if (status == ALMOST_OK)
        return al_builder_finish(&builder, out);
    al_builder_release(&builder);
    return status;
}

/* The files of a folder, one behind the other; what it is read from has no bytes of its own. */
static almost_status open_folder(const char *path, const char *name,
                                 const almost_text_options *options, almost_text **out,
                                 almost_error *error)
{
    al_bytes none;
    al_read_options how;
    al_builder builder;
    const almost_allocator *allocator = al_allocator_of(options->environment);
    al_parts *parts = al_parts_new(allocator);
    if (parts == NULL)
        return al_fail_memory(error);
    fill_reading(options, &how);
    almost_status status = al_folder_collect(path, name, &how, parts, error);
    if (status == ALMOST_OK)
        status = al_file_copy("", 0, name, options->environment, &none, error);
    if (status == ALMOST_OK)
        status = al_builder_init(&builder, allocator, name, &none, how.limit, error);
    if (status != ALMOST_OK) {
        al_parts_free(parts);
        return status;
    }
    builder.text->format = al_reader_packed.name;
    status = al_container_read(parts, name, &how, &builder, error);
    if (status == ALMOST_OK)
        return al_builder_finish(&builder, out);
    al_builder_release(&builder);
    return status;
}

almost_status almost_text_open(const char *path, const almost_text_options *options,
                               almost_text **out, almost_error *error)
{
    almost_text_options complete;
    almost_environment environment;
    almost_status status = complete_options(options, &complete, &environment, error);
    if (status != ALMOST_OK)
        return status;
    const char *name = complete.name != NULL ? complete.name : path;
    al_bytes bytes;
    if (al_folder_is(path))
        return open_folder(path, name, &complete, out, error);
    status = al_file_read(path, name, &environment, &bytes, error);
    if (status != ALMOST_OK)
        return status;
    al_read_source source = {name, path, bytes.bytes, bytes.length};
    return build(&complete, &source, &bytes, out, error);
}

almost_status almost_text_from_memory(const char *bytes, size_t length,
                                      const almost_text_options *options, almost_text **out,
                                      almost_error *error)
{
    almost_text_options complete;
    almost_environment environment;
    almost_status status = complete_options(options, &complete, &environment, error);
    if (status != ALMOST_OK)
        return status;
    const char *name = complete.name != NULL ? complete.name : "(memory)";
    al_bytes copy;
    status = al_file_copy(bytes, length, name, &environment, &copy, error);
    if (status != ALMOST_OK)
        return status;
    al_read_source source = {name, complete.path, copy.bytes, copy.length};
    return build(&complete, &source, &copy, out, error);
}
