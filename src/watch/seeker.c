/* SPDX-License-Identifier: Apache-2.0 */
/* Looking for sentences by the tracer, and reading around what it finds. */
#include "watch/seeker.h"

#include "base/error.h"
#include "quote/trace_tracer.h"

struct al_seeker {
    const almost_allocator *allocator;
    const almost_library *library;
    almost_tracer *tracer;
    almost_units units;
    al_window stretch; /* its bytes are lent */
    al_window place;   /* for saying where a byte stands */
};

almost_status al_seeker_new(const almost_library *library, const almost_environment *environment,
                            almost_units units, al_seeker **out, almost_error *error)
{
    almost_trace_options options;
    const almost_allocator *allocator = al_allocator_of(environment);
    al_seeker *seeker = al_allocate_zero(allocator, 1, sizeof *seeker);
    if (seeker == NULL)
        return al_fail_memory(error);
    seeker->allocator = allocator;
    seeker->library = library;
    seeker->units = units;
    al_window_init(&seeker->stretch, library, allocator);
    al_window_init(&seeker->place, library, allocator);
    almost_trace_options_init(&options);
    options.environment = environment;
    options.units = units;
    almost_status status = almost_tracer_new(library, &options, &seeker->tracer, error);
    if (status != ALMOST_OK)
        al_seeker_free(seeker);
    else
        *out = seeker;
    return status;
}

void al_seeker_free(al_seeker *seeker)
{
    if (seeker == NULL)
        return;
    almost_tracer_free(seeker->tracer);
    al_window_release(&seeker->stretch);
    al_window_release(&seeker->place);
    al_release(seeker->allocator, seeker);
}

almost_status al_seeker_find(al_seeker *seeker, const char *bytes, size_t length,
                             al_seeker_place *out, bool *found, almost_error *error)
{
    const almost_traced *places;
    size_t n = 0;
    almost_tracer *tracer = seeker->tracer;
    almost_status status = almost_trace(tracer, bytes, length, &places, &n, error);
    if (status != ALMOST_OK)
        return status;
    *found = n > 0;
    if (n == 0)
        return ALMOST_OK;
    bool long_one = tracer->n_tokens > AL_QUERY_WORDS;
    const al_found *at = long_one ? &tracer->passages[0].found : &tracer->found[0];
    *out = (al_seeker_place){.id = {at->segment, at->document},
                             .name = places->name,
                             .bytes = places->span,
                             .line = places->line,
                             .units = places->units,
                             .likeness = places->likeness,
                             .bits = places->said,
                             .expected = places->expected,
                             .judged = places->bits,
                             .margin = places[0].bits - (n > 1 ? places[1].bits : 0),
                             .sure = places->as == ALMOST_TRACED_SOURCE};
    return ALMOST_OK;
}

/* Say where a byte of a document lies, in units and lines. */
static almost_status say(al_seeker *seeker, const al_source_place *place, uint64_t byte,
                         uint64_t *unit, uint64_t *line, almost_error *error)
{
    al_document_place at;
    bool wide = seeker->units == ALMOST_UTF16;
    almost_status status = al_window_place(&seeker->place, place, byte, wide, &at, error);
    if (status != ALMOST_OK)
        return status;
    *unit = seeker->units == ALMOST_BYTES ? byte : wide ? at.utf16 : at.code_point;
    *line = at.line;
    return ALMOST_OK;
}

static almost_status document(const al_seeker *seeker, al_source_id id, al_document_record *record,
                              almost_error *error)
{
    const al_segment *segment = seeker->library->holdings[id.segment].segment;
    if (al_segment_document(segment, id.document, record))
        return ALMOST_OK;
    return al_segment_broken(segment, "a document lies where it cannot", error);
}

almost_status al_seeker_say(al_seeker *seeker, al_source_id id, uint64_t byte, uint64_t *unit,
                            uint64_t *line, almost_error *error)
{
    al_document_record record;
    almost_status status = document(seeker, id, &record, error);
    if (status != ALMOST_OK)
        return status;
    const al_source_place place = {id.segment, id.document, &record};
    return say(seeker, &place, byte < record.bytes ? byte : record.bytes, unit, line, error);
}

static bool is_white(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* A stretch begins between words, where there is such a place nearby. */
static void trim(al_document_part *stretch)
{
    enum { NEAR = 256 };
    uint32_t start = 0, end = stretch->length;
    if (stretch->start > 0)
        while (start < end && start < NEAR && !is_white(stretch->bytes[start]))
            start++;
    while (start < end && ((unsigned char)stretch->bytes[start] & 0xC0) == 0x80)
        start++;
    stretch->bytes += start;
    stretch->start += start;
    stretch->length -= start;
}

almost_status al_seeker_read(al_seeker *seeker, al_source_id id, uint64_t byte,
                             al_document_part *out, bool *there, almost_error *error)
{
    al_document_record record;
    almost_status status = document(seeker, id, &record, error);
    if (status != ALMOST_OK)
        return status;
    const al_source_place place = {id.segment, id.document, &record};
    uint64_t start = byte < AL_STRETCH_BYTES / 4 ? 0 : byte - AL_STRETCH_BYTES / 4;
    start = start < record.bytes ? start : record.bytes;
    uint64_t left = record.bytes - start;
    uint64_t end = start + (left < AL_STRETCH_BYTES ? left : AL_STRETCH_BYTES);
    status = al_window_bytes(&seeker->stretch, &place, start, end, there, error);
    if (status != ALMOST_OK || !*there)
        return status;
    al_document_part stretch = {.id = id,
                                .name = record.name,
                                .bytes = seeker->stretch.text.bytes,
                                .length = (uint32_t)seeker->stretch.text.length,
                                .start = start,
                                .whole = record.bytes};
    trim(&stretch);
    status = say(seeker, &place, stretch.start, &stretch.units, &stretch.line, error);
    if (status == ALMOST_OK)
        *out = stretch;
    return status;
}
