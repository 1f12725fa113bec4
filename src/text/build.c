/* SPDX-License-Identifier: Apache-2.0 */
/* Texts are made here and nowhere else. */
#include "text/build.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/compared.h"
#include "text/origin.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static void hash_source(almost_text *text)
{
    XXH128_hash_t hash = XXH3_128bits(text->source, text->source_length);
    snprintf(text->hash, sizeof text->hash, "%016llx%016llx", (unsigned long long)hash.high64,
             (unsigned long long)hash.low64);
}

almost_status al_builder_init(al_builder *builder, const almost_allocator *allocator,
                              const char *name, al_bytes *source, uint64_t limit,
                              almost_error *error)
{
    assert(limit <= AL_TEXT_MOST_BYTES);
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
    if (text->name == NULL) {
        almost_text_free(text);
        return al_fail_memory(error);
    }
    memcpy(text->name, name, name_size);
    memcpy(text->encoding, "UTF-8", 6);
    text->format = "text";
    hash_source(text);
    *builder = (al_builder){.text = text, .limit = limit, .error = error};
    al_buffer_init(&builder->out, allocator);
    return ALMOST_OK;
}

void al_builder_release(al_builder *builder)
{
    almost_text_free(builder->text);
    builder->text = NULL;
    al_buffer_release(&builder->out);
}

bool al_builder_failed(const al_builder *builder)
{
    return builder->status != ALMOST_OK;
}

uint64_t al_builder_length(const al_builder *builder)
{
    return builder->taken ? builder->text->length : builder->out.length;
}

static void out_of_memory(al_builder *builder)
{
    builder->status = al_fail_memory(builder->error);
}

/* Whether `extra` further bytes are within the limit; if not, that is the failure. */
static bool within(al_builder *builder, uint64_t length, uint64_t extra)
{
    if (extra <= builder->limit && length <= builder->limit - extra)
        return true;
    builder->status = al_text_too_long(builder->text->name, builder->limit, builder->error);
    return false;
}

void al_builder_parts(al_builder *builder, al_parts *parts)
{
    assert(!builder->taken && builder->out.length == 0 && builder->text->parts == NULL);
    builder->text->parts = parts;
}

void al_builder_encoding(al_builder *builder, const char *encoding)
{
    snprintf(builder->text->encoding, sizeof builder->text->encoding, "%s", encoding);
}

/* Bytes that origins count in; asked by assertions only. */
static __attribute__((unused)) uint64_t origin_length(const almost_text *text)
{
    return text->parts != NULL ? text->parts->bytes.length : text->source_length;
}

void al_builder_append(al_builder *builder, const char *bytes, uint64_t length, al_range source)
{
    almost_text *text = builder->text;
    assert(!builder->taken && source.start <= source.end && source.end <= origin_length(text));
    if (al_builder_failed(builder) || length == 0 || !within(builder, builder->out.length, length))
        return;
    if (text->origin == NULL)
        text->origin = al_origin_new(text->allocator);
    al_buffer_append(&builder->out, bytes, (size_t)length);
    if (text->origin == NULL || builder->out.failed ||
        !al_origin_add(text->origin, (uint32_t)length, source))
        out_of_memory(builder);
}

void al_builder_take(al_builder *builder, al_document *document)
{
    almost_text *text = builder->text;
    assert(!builder->taken && builder->out.length == 0 && document->source == text->source);
    if (al_builder_failed(builder) || !within(builder, 0, document->length))
        return;
    text->bytes = document->bytes;
    text->length = document->length;
    text->ascii = document->ascii;
    text->invalid = document->invalid;
    memcpy(text->encoding, document->encoding, sizeof text->encoding);
    text->decoded = document->decoded;
    text->decoding = document->decoding;
    document->decoded = NULL;
    document->decoding = NULL;
    builder->taken = true;
}

void al_builder_milestone_at(al_builder *builder, al_milestone_kind kind, uint64_t at,
                             al_value value)
{
    almost_text *text = builder->text;
    if (al_builder_failed(builder))
        return;
    assert(at <= al_builder_length(builder));
    if (text->milestones == NULL)
        text->milestones = al_milestones_new(text->allocator);
    if (text->milestones == NULL) {
        out_of_memory(builder);
        return;
    }
    uint64_t extra = value.bytes != NULL ? value.number : 0;
    if (within(builder, al_milestones_value_bytes(text->milestones), extra) &&
        !al_milestones_add(text->milestones, kind, (uint32_t)at, value))
        out_of_memory(builder);
}

void al_builder_milestone(al_builder *builder, al_milestone_kind kind, al_value value)
{
    al_builder_milestone_at(builder, kind, al_builder_length(builder), value);
}

void al_builder_layer(al_builder *builder, al_layer_kind kind, al_range bytes, al_value value)
{
    almost_text *text = builder->text;
    if (al_builder_failed(builder))
        return;
    assert(bytes.end <= al_builder_length(builder));
    if (text->layers == NULL)
        text->layers = al_layers_new(text->allocator);
    if (text->layers == NULL) {
        out_of_memory(builder);
        return;
    }
    uint64_t extra = value.bytes != NULL ? value.number : 0;
    if (within(builder, al_layers_value_bytes(text->layers), extra) &&
        !al_layers_add(text->layers, kind, bytes, value))
        out_of_memory(builder);
}

void al_builder_leave_out(al_builder *builder, const char *what, uint64_t words)
{
    al_left_out_add(&builder->text->left_out, what, strlen(what), words);
}

/* What was appended becomes the text's, with blanks behind. An empty text has an origin, too. */
static bool give_bytes(al_builder *builder)
{
    almost_text *text = builder->text;
    char blanks[AL_TEXT_PADDING];
    uint64_t length = builder->out.length;
    memset(blanks, ' ', sizeof blanks);
    al_buffer_append(&builder->out, blanks, sizeof blanks);
    if (text->origin == NULL)
        text->origin = al_origin_new(text->allocator);
    if (builder->out.failed || text->origin == NULL)
        return false;
    assert(text->origin->end == length);
    al_units_count count;
    al_count_units(builder->out.bytes, length, &count);
    text->ascii = count.code_points == length && count.invalid == 0;
    text->invalid = count.invalid;
    text->bytes = text->decoded = builder->out.bytes;
    text->length = length;
    builder->out.bytes = NULL;
    return true;
}

almost_status al_builder_finish(al_builder *builder, almost_text **out)
{
    almost_text *text = builder->text;
    bool ready =
        !al_builder_failed(builder) && (builder->taken || give_bytes(builder)) &&
        (text->layers == NULL || (al_layers_complete(text->layers) && al_text_leave_out(text)));
    if (!ready && !al_builder_failed(builder))
        out_of_memory(builder);
    if (ready) {
        *out = text;
        builder->text = NULL;
    }
    al_builder_release(builder);
    return builder->status;
}
