/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A checkpoint holds the counts up to the last code point that begins at or
 * before a multiple of CHUNK bytes, and where the line that it lies in begins.
 * All counts fit 32 bits: AL_TEXT_MOST_BYTES bounds the text.
 */
#include "text/place.h"

#include "base/options.h"
#include "base/utf8.h"
#include "text/compared.h"
#include "text/origin.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

enum { CHUNK = 1024 };

typedef struct checkpoint {
    uint32_t byte;
    uint32_t code_point;
    uint32_t utf16;
    uint32_t line;       /* 0-based */
    uint32_t line_start; /* byte */
} checkpoint;

struct al_place_index {
    size_t n;
    checkpoint checkpoints[];
};

/* Whether a line ends with the byte before `at`. A CR LF is one line end. */
static bool ends_line(const almost_text *text, uint64_t at)
{
    char last = text->bytes[at - 1];
    return last == '\n' || (last == '\r' && (at == text->length || text->bytes[at] != '\n'));
}

static void count_lines_closely(const almost_text *text, checkpoint *here, uint64_t end)
{
    for (uint64_t at = here->byte; at < end; at++) {
        if ((uint8_t)text->bytes[at] > '\r' || !ends_line(text, at + 1))
            continue;
        here->line++;
        here->line_start = (uint32_t)(at + 1);
    }
}

/* How often a byte stands in some others; in rows that a byte can count, so that many are at once.
 */
static uint32_t count_byte(const char *bytes, uint64_t n, char byte)
{
    uint32_t found = 0;
    for (uint64_t start = 0; start < n;) {
        uint32_t row = n - start < UINT8_MAX ? (uint32_t)(n - start) : UINT8_MAX;
        uint8_t here = 0;
        for (uint32_t i = 0; i < row; i++)
            here += bytes[start + i] == byte;
        found += here;
        start += row;
    }
    return found;
}

static void count_lines(const almost_text *text, checkpoint *here, uint64_t end)
{
    const char *bytes = text->bytes;
    uint32_t lines = count_byte(bytes + here->byte, end - here->byte, '\n');
    if (memchr(bytes + here->byte, '\r', end - here->byte) != NULL) {
        count_lines_closely(text, here, end);
        return;
    }
    if (lines == 0)
        return;
    here->line += lines;
    uint64_t start = end;
    while (bytes[start - 1] != '\n')
        start--;
    here->line_start = (uint32_t)start;
}

/* Code points in a text without invalid bytes, where every first byte is a character. */
static void advance_valid(const almost_text *text, checkpoint *here, uint64_t end)
{
    const char *bytes = text->bytes;
    while (end > here->byte && end < text->length && ((uint8_t)bytes[end] & 0xC0) == 0x80)
        end--;
    uint32_t code_points = 0, pairs = 0;
    for (uint64_t start = here->byte; start < end;) { /* rows as in count_byte() */
        uint32_t row = end - start < UINT8_MAX ? (uint32_t)(end - start) : UINT8_MAX;
        const uint8_t *from = (const uint8_t *)bytes + start;
        uint8_t first = 0, four = 0;
        for (uint32_t i = 0; i < row; i++) {
            first += (from[i] & 0xC0) != 0x80;
            four += from[i] >= 0xF0;
        }
        code_points += first;
        pairs += four;
        start += row;
    }
    here->byte = (uint32_t)end;
    here->code_point += code_points;
    here->utf16 += code_points + pairs;
}

static void advance_closely(const almost_text *text, checkpoint *here, uint64_t end)
{
    while (here->byte < end) {
        uint32_t size, point = al_decode(text->bytes, text->length, here->byte, &size);
        if (here->byte + size > end)
            break;
        here->byte += size;
        here->code_point++;
        here->utf16 += point != AL_INVALID && point > 0xFFFF ? 2 : 1;
    }
}

/* Go on to the code point that begins at `end`, or the last that begins before it. */
static void advance(const almost_text *text, checkpoint *here, uint64_t end)
{
    checkpoint next = *here;
    if (text->ascii) {
        next.byte = (uint32_t)end;
        next.code_point = next.utf16 = next.byte;
    } else if (text->invalid == 0) {
        advance_valid(text, &next, end);
    } else {
        advance_closely(text, &next, end);
    }
    count_lines(text, here, next.byte);
    next.line = here->line;
    next.line_start = here->line_start;
    *here = next;
}

static struct al_place_index *make_index(const almost_text *text)
{
    size_t n = (size_t)(text->length / CHUNK) + 1;
    struct al_place_index *index =
        al_allocate(text->allocator, 1, sizeof *index + n * sizeof index->checkpoints[0]);
    if (index == NULL)
        return NULL;
    checkpoint here = {0, 0, 0, 0, 0};
    index->n = n;
    for (size_t i = 0; i < n; i++) {
        advance(text, &here, (uint64_t)i * CHUNK);
        index->checkpoints[i] = here;
    }
    return index;
}

static const struct al_place_index *index_of(const almost_text *text)
{
    almost_text *owner =
        (almost_text *)(uintptr_t)text; /* every text is made by al_builder_init() */
    struct al_place_index *index = atomic_load_explicit(&owner->places, memory_order_acquire);
    if (index != NULL)
        return index;
    struct al_place_index *made = make_index(text);
    if (made == NULL || atomic_compare_exchange_strong(&owner->places, &index, made))
        return made;
    al_place_index_free(text->allocator, made);
    return index;
}

/* The last checkpoint that is not after `byte`. */
static checkpoint before(const struct al_place_index *index, uint64_t byte)
{
    if (index == NULL)
        return (checkpoint){0, 0, 0, 0, 0};
    assert(byte / CHUNK < index->n);
    return index->checkpoints[byte / CHUNK];
}

almost_place al_place_at(const almost_text *text, uint64_t byte)
{
    text = al_text_whole(text);
    if (byte > text->length)
        byte = text->length;
    const struct al_place_index *index = index_of(text);
    checkpoint here = before(index, byte);
    advance(text, &here, byte);
    uint64_t line_code_point = here.line_start;
    if (!text->ascii) {
        checkpoint line = before(index, here.line_start);
        advance(text, &line, here.line_start);
        line_code_point = line.code_point;
    }
    return (almost_place){.byte = byte,
                          .code_point = here.code_point,
                          .utf16 = here.utf16,
                          .line = (uint64_t)here.line + 1,
                          .column = here.code_point - line_code_point + 1};
}

void almost_text_place_sized(const almost_text *text, uint64_t byte, almost_place *place,
                             size_t size)
{
    almost_place found = al_place_at(text, byte);
    found.source_byte = al_origin_source_byte(text, &found);
    al_result_fill(place, size, &found, sizeof found);
}

void al_place_index_free(const almost_allocator *allocator, struct al_place_index *index)
{
    al_release(allocator, index);
}
