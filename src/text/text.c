/* SPDX-License-Identifier: Apache-2.0 */
/* The public face of texts: asked and freed. They are made by build.h. */
#include "text/text.h"

#include "base/error.h"
#include "base/options.h"
#include "text/compared.h"
#include "text/decoding.h"
#include "text/layers.h"
#include "text/milestones.h"
#include "text/origin.h"
#include "text/parts.h"
#include "text/place.h"
#include "text/source.h"

void almost_text_options_init_sized(almost_text_options *options, size_t size)
{
    const almost_text_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

almost_status al_text_too_long(const char *name, uint64_t limit, almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_LIMIT, name,
                   "is longer than the limit of %llu bytes as UTF-8; raise the limit or split the "
                   "file",
                   (unsigned long long)limit);
}

void almost_text_free(almost_text *text)
{
    if (text == NULL)
        return;
    const almost_allocator *allocator = text->allocator;
    al_bytes source = {text->source, text->source_length, text->source_mapped};
    al_text_compared_free(text->compared);
    al_place_index_free(allocator, text->places);
    al_layers_free(text->layers);
    al_milestones_free(text->milestones);
    al_origin_free(text->origin);
    al_parts_free(text->parts);
    al_decoding_free(allocator, text->decoding);
    al_release(allocator, text->witnesses);
    al_release(allocator, text->witness_names);
    al_release(allocator, text->decoded);
    al_source_release(allocator, &source);
    al_release(allocator, text->name);
    al_release(allocator, text);
}

const char *almost_text_witness(const almost_text *text, size_t index)
{
    return index < text->n_witnesses ? text->witnesses[index] : NULL;
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

const char *almost_text_format(const almost_text *text)
{
    return text->format;
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
