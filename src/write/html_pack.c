/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns: numbers that are like each other stand together, which halves what DEFLATE leaves of
 * them. Each column is a row of varints (7 bits a byte, the lowest first), behind a varint with its
 * length in bytes:
 *
 * - kind: almost_change_kind, 8 where the telling's text is its own, 16 where it is a label;
 * - original: units of the original, of what has any;
 * - telling: units of the telling, of what has any; of same and moved how many more than in the
 *   original (turned: 0, -1, 1, -2 are 0, 1, 2, 3);
 * - touches: bits by rank, of changes;
 * - weight: hundredths, of changes;
 * - jumps: where a change does not begin in the original where the last one ended: how many changes
 *   since the last jump, and how far, turned;
 * - passages: where the number of the passage is another: likewise.
 */
#include "write/html_pack.h"

#include "base/buffer.h"
#include "html/stream.h"
#include "text/compared.h"
#include "write/units.h"
#include "write/writer.h"

enum { OWN_TEXT = 8, LABEL = 16 };

typedef enum column {
    COLUMN_KIND,
    COLUMN_ORIGINAL,
    COLUMN_TELLING,
    COLUMN_TOUCHES,
    COLUMN_WEIGHT,
    COLUMN_JUMPS,
    COLUMN_PASSAGES,
    N_COLUMNS
} column;

/* --- Streams --------------------------------------------------------------- */

typedef struct packing {
    const almost_comparison *comparison;
    const almost_text *texts[2]; /* whole */
    al_output *output;
    al_html_stream stream;
} packing;

static bool begin(packing *packing, const char *name)
{
    return al_html_stream_begin(&packing->stream, packing->comparison->allocator, name,
                                packing->output);
}

static bool put_head(packing *packing)
{
    al_output head;
    if (!begin(packing, "head"))
        return false;
    bool there = al_output_init(&head, packing->comparison->allocator, al_html_stream_sink,
                                &packing->stream);
    if (there) {
        al_write_json_head(packing->comparison, ALMOST_UTF16, &head);
        al_output_flush(&head);
        al_output_release(&head);
    }
    al_html_stream_end(&packing->stream);
    return there;
}

static bool put_original(packing *packing)
{
    if (!begin(packing, "original"))
        return false;
    al_html_stream_text(&packing->stream, packing->texts[AL_ORIGINAL], 0,
                        packing->texts[AL_ORIGINAL]->length);
    al_html_stream_end(&packing->stream);
    return true;
}

static bool has_original(const al_change *change)
{
    return change->kind != ALMOST_ADDED;
}

static bool has_telling(const al_change *change)
{
    return change->kind != ALMOST_MISSING;
}

/* Whether the telling's bytes are not the original's. */
static bool has_own_text(const packing *packing, const al_change *change)
{
    if (!has_telling(change))
        return false;
    uint32_t length = change->telling.end - change->telling.start;
    return !has_original(change) || length != change->original.end - change->original.start ||
           memcmp(packing->texts[AL_ORIGINAL]->bytes + change->original.start,
                  packing->texts[AL_TELLING]->bytes + change->telling.start, length) != 0;
}

static bool put_telling(packing *packing)
{
    const almost_comparison *comparison = packing->comparison;
    if (!begin(packing, "telling"))
        return false;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (has_own_text(packing, change))
            al_html_stream_text(&packing->stream, packing->texts[AL_TELLING], change->telling.start,
                                change->telling.end);
    }
    al_html_stream_end(&packing->stream);
    return true;
}

/* --- Columns ------------------------------------------------------------- */

typedef struct columns {
    al_buffer buffers[N_COLUMNS];
    al_unit_walker walkers[2];
    uint64_t place; /* unit of the original where the next change is expected */
    uint32_t passage;
    size_t jumped; /* number of the last change of which something was said */
    size_t passed;
} columns;

enum { VARINT_BYTES = 10 };

/* How many bytes were written. */
static size_t put_varint(char bytes[VARINT_BYTES], uint64_t number)
{
    size_t n = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[n++] = (char)(number | 0x80);
    bytes[n++] = (char)number;
    return n;
}

static void add(columns *columns, column column, uint64_t number)
{
    char bytes[VARINT_BYTES];
    al_buffer_append(&columns->buffers[column], bytes, put_varint(bytes, number));
}

/* A difference as a number that is small where it is near zero. */
static uint64_t turned(uint64_t to, uint64_t from)
{
    return to >= from ? (to - from) << 1 : ((from - to) << 1) - 1;
}

static void add_original(columns *columns, size_t index, uint64_t start, uint64_t last)
{
    if (start != columns->place) {
        add(columns, COLUMN_JUMPS, index - columns->jumped);
        add(columns, COLUMN_JUMPS, turned(start, columns->place));
        columns->jumped = index;
    }
    add(columns, COLUMN_ORIGINAL, last - start);
    columns->place = last;
}

static void add_change(columns *columns, const packing *packing, size_t index)
{
    const al_change *change = &packing->comparison->changes[index];
    bool kept = change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED;
    uint64_t original = 0;
    add(columns, COLUMN_KIND,
        change->kind | (has_own_text(packing, change) ? OWN_TEXT : 0) |
            (change->label ? LABEL : 0));
    if (has_original(change)) {
        uint64_t start = al_unit_at(&columns->walkers[AL_ORIGINAL], change->original.start);
        add_original(columns, index, start,
                     al_unit_at(&columns->walkers[AL_ORIGINAL], change->original.end));
        original = columns->place - start;
    }
    if (has_telling(change)) {
        uint64_t start = al_unit_at(&columns->walkers[AL_TELLING], change->telling.start);
        uint64_t length = al_unit_at(&columns->walkers[AL_TELLING], change->telling.end) - start;
        add(columns, COLUMN_TELLING, kept ? turned(length, original) : length);
    }
    if (!kept) {
        add(columns, COLUMN_TOUCHES, al_touches_ranked(change->touches));
        add(columns, COLUMN_WEIGHT, change->weight);
    }
    if (change->passage != columns->passage) {
        add(columns, COLUMN_PASSAGES, index - columns->passed);
        add(columns, COLUMN_PASSAGES, turned(change->passage, columns->passage));
        columns->passed = index;
        columns->passage = change->passage;
    }
}

static void gather(columns *columns, const packing *packing)
{
    *columns = (struct columns){.place = 0};
    for (int i = 0; i < N_COLUMNS; i++)
        al_buffer_init(&columns->buffers[i], packing->comparison->allocator);
    for (int side = 0; side < 2; side++)
        al_unit_walker_init(&columns->walkers[side], packing->texts[side], ALMOST_UTF16);
    for (size_t i = 0; i < packing->comparison->n_changes; i++)
        add_change(columns, packing, i);
}

static bool send(columns *columns, packing *packing)
{
    if (!begin(packing, "columns"))
        return false;
    for (int i = 0; i < N_COLUMNS; i++) {
        const al_buffer *buffer = &columns->buffers[i];
        char length[VARINT_BYTES];
        al_html_stream_bytes(&packing->stream, length, put_varint(length, buffer->length));
        al_html_stream_bytes(&packing->stream, buffer->bytes, buffer->length);
    }
    al_html_stream_end(&packing->stream);
    return true;
}

static bool put_columns(packing *packing)
{
    columns columns;
    gather(&columns, packing);
    bool whole = true;
    for (int i = 0; i < N_COLUMNS; i++)
        whole = whole && !columns.buffers[i].failed;
    whole = whole && send(&columns, packing);
    for (int i = 0; i < N_COLUMNS; i++)
        al_buffer_release(&columns.buffers[i]);
    return whole;
}

bool al_html_pack(const almost_comparison *comparison, al_output *output)
{
    packing packing = {
        .comparison = comparison,
        .texts = {al_text_whole(comparison->original), al_text_whole(comparison->telling)},
        .output = output};
    return put_head(&packing) && put_original(&packing) && put_telling(&packing) &&
           put_columns(&packing);
}
