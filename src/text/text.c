/* SPDX-License-Identifier: Apache-2.0 */
/* The public face of texts: made from a file or from memory, asked, freed. */
#include "text/text.h"

#include "base/error.h"
#include "base/options.h"
#include "text/decode.h"
#include "text/place.h"
#include "text/source.h"

#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

void almost_text_options_init_sized(almost_text_options *options, size_t size)
{
    const almost_text_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

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

static void hash_source(almost_text *text)
{
    XXH128_hash_t hash = XXH3_128bits(text->source, text->source_length);
    snprintf(text->hash, sizeof text->hash, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

/* Takes over source->bytes, also on failure. */
static almost_status text_new(const almost_text_options *options, const char *name,
                              al_bytes *source, almost_text **out, almost_error *error)
{
    const almost_allocator *allocator = al_allocator_of(options->environment);
    almost_text *text = al_allocate_zero(allocator, 1, sizeof *text);
    if (text == NULL) {
        al_source_release(allocator, source);
        return al_fail_memory(error);
    }
    text->allocator = allocator;
    text->source = source->bytes;
    text->source_length = source->length;
    text->source_mapped = source->mapped;
    size_t name_size = strlen(name) + 1;
    text->name = al_allocate(allocator, name_size, 1);
    almost_status status = ALMOST_OK;
    if (text->name == NULL) {
        status = al_fail_memory(error);
    } else {
        memcpy(text->name, name, name_size);
        hash_source(text);
        status =
            al_decode_text(text, options->encoding, al_source_limit(options->environment), error);
    }
    if (status != ALMOST_OK)
        almost_text_free(text);
    else
        *out = text;
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
    al_bytes source;
    status = al_source_read(path, name, &environment, &source, error);
    if (status != ALMOST_OK)
        return status;
    return text_new(&complete, name, &source, out, error);
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
    al_bytes source;
    status = al_source_copy(bytes, length, name, &environment, &source, error);
    if (status != ALMOST_OK)
        return status;
    return text_new(&complete, name, &source, out, error);
}

void almost_text_free(almost_text *text)
{
    if (text == NULL)
        return;
    const almost_allocator *allocator = text->allocator;
    al_bytes source = {text->source, text->source_length, text->source_mapped};
    al_place_index_free(allocator, text->places);
    al_decoding_free(allocator, text->decoding);
    al_release(allocator, text->decoded);
    al_source_release(allocator, &source);
    al_release(allocator, text->name);
    al_release(allocator, text);
}

const char *almost_text_name(const almost_text *text)
{
    return text->name;
}

const char *almost_text_bytes(const almost_text *text, uint64_t *length)
{
    if (length != NULL)
        *length = text->length;
    return text->bytes;
}

const char *almost_text_encoding(const almost_text *text)
{
    return text->encoding;
}

uint64_t almost_text_invalid(const almost_text *text)
{
    return text->invalid;
}

const char *almost_text_hash(const almost_text *text)
{
    return text->hash;
}
