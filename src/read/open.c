/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost_text_open() and almost_text_from_memory(): the bytes, the reader that knows what they
 * are, the text that it builds.
 */
#include "base/error.h"
#include "read/file.h"
#include "read/reader.h"

#include <assert.h>

static almost_status check_options(const almost_text_options *options, const char *name,
                                   almost_error *error)
{
    if (options != NULL && options->size < sizeof *options)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, name,
                       "the options are not filled by almost_text_options_init()");
    const almost_environment *environment = options != NULL ? options->environment : NULL;
    if (environment != NULL && environment->size < sizeof *environment)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, name,
                       "the environment is not filled by almost_environment_init()");
    return ALMOST_OK;
}

/* Takes over bytes->bytes, also on failure. */
static almost_status build(const almost_text_options *options, const al_read_source *source,
                           al_bytes *bytes, almost_text **out, almost_error *error)
{
    const almost_environment *environment = options != NULL ? options->environment : NULL;
    al_read_options how = {
        .encoding = options != NULL ? options->encoding : NULL,
        .limit = al_file_limit(environment),
    };
    al_builder builder;
    almost_status status = al_builder_init(&builder, al_allocator_of(environment), source->name,
                                           bytes, how.limit, error);
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
    almost_status status = check_options(options, path, error);
    if (status != ALMOST_OK)
        return status;
    const char *name = options != NULL && options->name != NULL ? options->name : path;
    const almost_environment *environment = options != NULL ? options->environment : NULL;
    al_bytes bytes;
    status = al_file_read(path, name, environment, &bytes, error);
    if (status != ALMOST_OK)
        return status;
    al_read_source source = {name, path, bytes.bytes, bytes.length};
    return build(options, &source, &bytes, out, error);
}

almost_status almost_text_from_memory(const char *bytes, size_t length,
                                      const almost_text_options *options, almost_text **out,
                                      almost_error *error)
{
    const char *name = options != NULL && options->size >= sizeof *options && options->name != NULL
                           ? options->name
                           : "(memory)";
    almost_status status = check_options(options, name, error);
    if (status != ALMOST_OK)
        return status;
    const almost_environment *environment = options != NULL ? options->environment : NULL;
    al_bytes copy;
    status = al_file_copy(bytes, length, name, environment, &copy, error);
    if (status != ALMOST_OK)
        return status;
    al_read_source source = {name, NULL, copy.bytes, copy.length};
    return build(options, &source, &copy, out, error);
}
