/* SPDX-License-Identifier: Apache-2.0 */
/* Some words of a document: window.h. */
#include "library/window.h"

#include "base/error.h"
#include "base/utf8.h"
#include "library/line_ends.h"

#include <assert.h>
#include <string.h>

/*
 * A scan may begin behind white space. Where none stands right before a checkpoint, as in scripts
 * that have none, so many bytes are looked through for it: as many as ICU is shown at once.
 */
enum { NEAR = 64, FAR = 8192 };

void al_window_init(al_window *window, const almost_library *library,
                    const almost_allocator *allocator)
{
    *window = (al_window){.library = library, .allocator = allocator};
}

void al_window_release(al_window *window)
{
    al_index_words_free(window->scanner);
    al_unpacker_release(&window->unpacker);
    al_release(window->allocator, window->bytes);
}

almost_status al_window_bytes(al_window *window, const al_source_place *place, uint64_t start,
                              uint64_t end, bool *there, almost_error *error)
{
    uint64_t length = end - start;
    almost_status status = ALMOST_OK;
    assert(start <= end && end <= place->record->bytes);
    if (!al_grow(window->allocator, (void **)&window->bytes, &window->capacity,
                 length + AL_TEXT_PADDING, 1))
        return al_fail_memory(error);
    *there = true;
    if (place->record->text == NULL)
        *there = al_sources_read(window->library->sources, place, start, end, window->bytes);
    else
        status =
            al_segment_text(window->library->holdings[place->segment].segment, place->record,
                            &window->unpacker, (almost_span){start, end}, window->bytes, error);
    if (status != ALMOST_OK)
        return status;
    memset(window->bytes + length, ' ', AL_TEXT_PADDING);
    window->start = start;
    window->text = (almost_text){.allocator = window->allocator,
                                 .name = (char *)(uintptr_t)place->record->name,
                                 .bytes = window->bytes,
                                 .length = length};
    return ALMOST_OK;
}

/* The byte and the continuation bytes before it of checkpoint i of a document; its end behind the
   last. */
static uint64_t checkpoint_byte(const al_window *window, const al_source_place *place, uint64_t i,
                                uint32_t *continuation)
{
    uint32_t byte = 0;
    const al_document_record *record = place->record;
    *continuation = 0;
    if (i * AL_CHECKPOINT >= record->words)
        return record->bytes;
    al_segment_checkpoint(window->library->holdings[place->segment].segment,
                          record->first / AL_CHECKPOINT + i, &byte, continuation);
    return byte < record->bytes ? byte : record->bytes;
}

/* Where in the window a scan for words from byte `wanted` of it may begin; UINT32_MAX: nowhere. */
static uint32_t scan_start(const al_window *window, uint32_t wanted)
{
    uint32_t at = wanted;
    while (at > 0 && (uint8_t)window->bytes[at - 1] > ' ')
        at--;
    return at > 0 || window->start == 0 ? at : UINT32_MAX;
}

/* Read the bytes of some words and what is around them; *from is where a scan may begin. */
static almost_status read_around(al_window *window, const al_source_place *place, almost_span span,
                                 uint32_t *from, bool *there, almost_error *error)
{
    const uint64_t byte = span.start, end = span.end;
    almost_status status = ALMOST_OK;
    *from = UINT32_MAX;
    *there = true;
    for (uint64_t before = NEAR; status == ALMOST_OK && *there; before = FAR) {
        uint64_t start = byte > before ? byte - before : 0;
        status = al_window_bytes(window, place, start, end, there, error);
        if (status != ALMOST_OK || !*there)
            break;
        *from = scan_start(window, (uint32_t)(byte - start));
        if (*from != UINT32_MAX)
            break;
        *from = 0;
        if (before == FAR)
            break;
    }
    return status;
}

/* Whether a word lies where none are counted. */
static bool is_outside(const al_window *window, const al_source_place *place,
                       const al_index_word *token)
{
    const al_document_record *record = place->record;
    const char *ranges =
        window->library->holdings[place->segment].segment->sections[AL_SECTION_OUTSIDE].bytes;
    for (uint32_t i = 0; i < record->n_outside; i++) {
        const char *range = ranges + ((uint64_t)record->outside + i) * AL_OUTSIDE_SIZE;
        if (al_load_four(range) < window->start + token->end &&
            window->start + token->start < al_load_four(range + 4))
            return true;
    }
    return false;
}

/* What is asked of a scan. */
typedef struct scan {
    uint32_t from;   /* byte of the window */
    uint32_t byte;   /* likewise: where the word at the checkpoint begins */
    uint32_t passed; /* words to leave out from there */
    uint32_t n;      /* words to keep */
} scan;

static almost_status scan_words(al_window *window, const al_source_place *place, const scan *scan,
                                almost_error *error)
{
    enum { BATCH = 64 };
    al_index_word batch[BATCH];
    size_t got = 1;
    uint32_t seen = 0;
    const al_slice slice = {&window->text, scan->from, (uint32_t)window->text.length};
    almost_status status = ALMOST_OK;
    if (window->scanner == NULL)
        status = al_index_words_new(&slice, &window->scanner, error);
    else
        al_index_words_begin(window->scanner, &slice);
    while (status == ALMOST_OK && got > 0 && window->n < scan->n) {
        status = al_index_words_next(window->scanner, batch, BATCH, &got, error);
        for (size_t i = 0; status == ALMOST_OK && i < got && window->n < scan->n; i++) {
            if (batch[i].start < scan->byte ||
                (place->record->n_outside > 0 && is_outside(window, place, &batch[i])))
                continue;
            if (seen++ >= scan->passed)
                window->tokens[window->n++] = batch[i];
        }
    }
    return status;
}

almost_status al_window_read(al_window *window, const al_source_place *place, uint64_t first,
                             uint32_t n, bool *there, almost_error *error)
{
    uint32_t ignored;
    const al_document_record *record = place->record;
    assert(n <= AL_WINDOW_WORDS);
    window->first = first;
    window->n = 0;
    *there = true;
    if (first >= record->words)
        return ALMOST_OK;
    if (n > record->words - first)
        n = (uint32_t)(record->words - first);
    uint64_t i = first / AL_CHECKPOINT;
    uint64_t byte = checkpoint_byte(window, place, i, &ignored);
    uint64_t end = checkpoint_byte(window, place, (first + n - 1) / AL_CHECKPOINT + 1, &ignored);
    /* the first bytes of the word behind, which may be parted from the last by a hyphen */
    end = record->bytes - end > NEAR ? end + NEAR : record->bytes;
    const uint64_t most = UINT64_C(1) << 26; /* words are not that long, but a file may say so */
    if (end < byte || end - byte > most)
        end = record->bytes - byte > most ? byte + most : record->bytes;
    scan scan = {.passed = (uint32_t)(first % AL_CHECKPOINT), .n = n};
    almost_status status =
        read_around(window, place, (almost_span){byte, end}, &scan.from, there, error);
    if (status != ALMOST_OK || !*there)
        return status;
    scan.byte = (uint32_t)(byte - window->start);
    return scan_words(window, place, &scan, error);
}

/* The last checkpoint of a document at or before a byte. */
static uint64_t checkpoint_before(const al_window *window, const al_source_place *place,
                                  uint64_t byte)
{
    uint32_t ignored;
    uint64_t low = 0, high = (place->record->words + AL_CHECKPOINT - 1) / AL_CHECKPOINT;
    while (high > low + 1) {
        uint64_t middle = low + (high - low) / 2;
        if (checkpoint_byte(window, place, middle, &ignored) <= byte)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static almost_status count_utf16(al_window *window, const al_source_place *place, uint64_t byte,
                                 al_document_place *out, almost_error *error)
{
    bool there;
    almost_status status = al_window_bytes(window, place, 0, byte, &there, error);
    if (status == ALMOST_OK && there)
        out->utf16 = al_count_utf16(window->bytes, byte);
    return status;
}

almost_status al_window_place(al_window *window, const al_source_place *place, uint64_t byte,
                              bool wide, al_document_place *out, almost_error *error)
{
    bool there;
    uint32_t continuation, ignored;
    const al_segment *segment = window->library->holdings[place->segment].segment;
    *out = (al_document_place){0};
    if (place->record->words == 0 || !al_sources_still(window->library->sources, place))
        return ALMOST_OK;
    uint64_t i = checkpoint_before(window, place, byte), k = i - i % AL_LINES_CHECKPOINT;
    uint64_t from = checkpoint_byte(window, place, i, &continuation);
    uint64_t start = checkpoint_byte(window, place, k, &ignored);
    if (start > byte || from > byte || from < start)
        return ALMOST_OK; /* a broken segment, of which verifying tells */
    almost_status status = al_window_bytes(window, place, start, byte, &there, error);
    if (status != ALMOST_OK || !there)
        return status;
    const char *lines = segment->sections[AL_SECTION_LINES].bytes +
                        (place->record->lines + k / AL_LINES_CHECKPOINT) * 4;
    out->code_point =
        from - continuation + al_count_code_points(window->bytes + (from - start), byte - from);
    out->line = al_load_four(lines) + al_count_line_ends(window->bytes, byte - start) + UINT64_C(1);
    return wide ? count_utf16(window, place, byte, out, error) : ALMOST_OK;
}

almost_status al_window_go_on(al_window *window, const al_source_place *place, almost_span span,
                              al_document_place *at, almost_error *error)
{
    bool there;
    al_units_count count;
    almost_status status = al_window_bytes(window, place, span.start, span.end, &there, error);
    if (status != ALMOST_OK)
        return status;
    if (!there) {
        *at = (al_document_place){0};
        return ALMOST_OK;
    }
    al_count_units(window->bytes, span.end - span.start, &count);
    at->code_point += count.code_points;
    at->utf16 += count.utf16;
    at->line += al_count_line_ends(window->bytes, span.end - span.start);
    return ALMOST_OK;
}
