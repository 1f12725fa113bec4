/* SPDX-License-Identifier: Apache-2.0 */
/* Runs ascend in the text without gap, so that the one of a byte is found by halving. */
#include "text/origin.h"

#include "base/search.h"
#include "text/decoding.h"
#include "text/parts.h"

#include <assert.h>

al_origin *al_origin_new(const almost_allocator *allocator)
{
    al_origin *origin = al_allocate(allocator, 1, sizeof *origin);
    if (origin != NULL)
        *origin = (al_origin){.allocator = allocator};
    return origin;
}

void al_origin_free(al_origin *origin)
{
    if (origin == NULL)
        return;
    al_release(origin->allocator, origin->runs);
    al_release(origin->allocator, origin);
}

/* Whether the text and the source have as many bytes, which are then the same. */
static bool byte_for_byte(uint32_t length, al_range source)
{
    return source.end - source.start == length;
}

bool al_origin_add(al_origin *origin, uint32_t length, al_range source)
{
    assert(source.start <= source.end && length <= UINT32_MAX - origin->end);
    if (length == 0)
        return true;
    al_origin_run *last = origin->n > 0 ? &origin->runs[origin->n - 1] : NULL;
    if (last != NULL && last->source.end == source.start && byte_for_byte(length, source) &&
        byte_for_byte(origin->end - last->start, last->source)) {
        last->source.end = source.end;
        origin->end += length;
        return true;
    }
    if (!al_grow(origin->allocator, (void **)&origin->runs, &origin->capacity, origin->n + 1,
                 sizeof *origin->runs))
        return false;
    origin->runs[origin->n++] = (al_origin_run){origin->end, source};
    origin->end += length;
    return true;
}

/* The last run that does not begin behind a byte of the text. There is one. */
static const al_origin_run *run_of(const al_origin *origin, uint32_t byte)
{
    size_t behind = AL_FIRST_FROM(al_origin_run, origin->runs, 0, origin->n, start, byte + 1);
    return &origin->runs[behind > 0 ? behind - 1 : 0];
}

static uint64_t by_runs(const al_origin *origin, uint32_t byte)
{
    if (origin->n == 0)
        return 0;
    if (byte >= origin->end)
        return origin->runs[origin->n - 1].source.end;
    const al_origin_run *run = run_of(origin, byte);
    uint32_t end = run + 1 < origin->runs + origin->n ? run[1].start : origin->end;
    assert(run->start <= byte && byte < end);
    bool each = byte_for_byte(end - run->start, run->source);
    return run->source.start + (each ? byte - run->start : 0);
}

uint64_t al_origin_source_byte(const almost_text *text, const almost_place *place)
{
    uint64_t byte;
    if (text->origin != NULL)
        byte = by_runs(text->origin, (uint32_t)place->byte);
    else if (text->decoding != NULL)
        byte = al_decoding_source_byte(text->decoding, place->code_point, place->utf16);
    else
        byte = place->byte + (text->source_length - text->length);
    uint64_t length = text->parts != NULL ? text->parts->bytes.length : text->source_length;
    return byte < length ? byte : length;
}
