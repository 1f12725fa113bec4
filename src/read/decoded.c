/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding for readers of markup, and what probes see of a source that is not decoded yet. */
#include "read/decoded.h"

#include "base/error.h"

#include <string.h>

/* What was decoded elsewhere becomes the one part of the source, with blanks behind. */
static almost_status keep(const al_document *document, al_builder *builder, al_decoded *out,
                          almost_error *error)
{
    al_parts *parts = al_parts_new(document->allocator);
    if (parts == NULL)
        return al_fail_memory(error);
    bool kept = al_parts_begin(parts, "");
    al_buffer_append(&parts->bytes, document->bytes, (size_t)document->length + AL_TEXT_PADDING);
    if (!kept || !al_parts_end(parts)) {
        al_parts_free(parts);
        return al_fail_memory(error);
    }
    parts->items[0].bytes.end = (uint32_t)document->length;
    *out = (al_decoded){parts->bytes.bytes, (uint32_t)document->length, 0};
    al_builder_parts(builder, parts);
    return ALMOST_OK;
}

almost_status al_decode_source(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, al_decoded *out, almost_error *error)
{
    al_document document = {
        .allocator = builder->text->allocator,
        .name = source->name,
        .source = source->bytes,
        .source_length = source->length,
    };
    almost_status status = al_document_decode(&document, options->encoding, options->limit, error);
    if (status != ALMOST_OK)
        return status;
    al_builder_encoding(builder, document.encoding);
    if (document.decoded != NULL)
        status = keep(&document, builder, out, error);
    else
        *out = (al_decoded){document.bytes, (uint32_t)document.length,
                            (uint32_t)(document.bytes - source->bytes)};
    al_document_release(&document);
    return status;
}

bool al_decoded_line(const al_decoded *decoded, uint32_t *at, al_read_line *line)
{
    if (*at >= decoded->length)
        return false;
    const char *start = decoded->bytes + *at, *end = decoded->bytes + decoded->length;
    const char *stop = start;
    while (stop < end && *stop != '\n' && *stop != '\r')
        stop++;
    *line = (al_read_line){start, (uint32_t)(stop - start)};
    if (stop < end)
        stop += *stop == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1;
    *at = (uint32_t)(stop - decoded->bytes);
    return true;
}

/* Every second byte is the letter where the other is zero. */
static uint32_t narrow(const al_read_source *source, int low, char *room)
{
    uint32_t n = 0;
    for (uint64_t at = 2; at + 2 <= source->length && n < AL_FRONT; at += 2)
        room[n++] =
            source->bytes[at + 1 - (uint64_t)low] == 0 ? source->bytes[at + (uint64_t)low] : '?';
    return n;
}

al_decoded al_source_front(const al_read_source *source, char *room)
{
    const char *bytes = source->bytes;
    uint64_t length = source->length, mark = 0;
    if (length >= 2 && memcmp(bytes, "\xFF\xFE", 2) == 0)
        return (al_decoded){room, narrow(source, 0, room), 0};
    if (length >= 2 && memcmp(bytes, "\xFE\xFF", 2) == 0)
        return (al_decoded){room, narrow(source, 1, room), 0};
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        mark = 3;
    length = length - mark < AL_FRONT ? length - mark : AL_FRONT;
    memcpy(room, bytes + mark, (size_t)length);
    return (al_decoded){room, (uint32_t)length, 0};
}

bool al_source_begins(const al_read_source *source, const char *sign)
{
    char room[AL_FRONT];
    al_decoded front = al_source_front(source, room);
    size_t length = strlen(sign);
    return front.length >= length && memcmp(front.bytes, sign, length) == 0;
}
