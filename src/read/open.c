/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_text_open() and almost_text_from_memory(): the bytes, the reader that knows what they
 * are, the text that it builds.
 */
#include "base/error.h"
#include "base/options.h"
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

/* Takes over bytes->bytes, also on failure. */
static almost_status build(const almost_text_options *options, const al_read_source *source,
                           al_bytes *bytes, almost_text **out, almost_error *error)
{
    al_read_options how = {
        .encoding = options->encoding,
        .limit = al_file_limit(options->environment),
    };
    al_builder builder;
    almost_status status = al_builder_init(&builder, al_allocator_of(options->environment),
                                           source->name, bytes, how.limit, error);
    if (status != ALMOST_OK)
        return status;
    const al_reader *reader = al_reader_choose(al_readers, source);
    assert(reader != NULL); /* plain text takes whatever no other does */
    status = reader->read(source, &how, &builder, error);
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
    al_read_source source = {name, NULL, copy.bytes, copy.length};
    return build(&complete, &source, &copy, out, error);
}
