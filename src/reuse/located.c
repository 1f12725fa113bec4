/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes and characters of stretches, document by document. */
#include "reuse/located.h"

#include "base/error.h"
#include "base/utf8.h"
#include "reuse/marks.h"

#include <string.h>

/* A piece of a document that is read again. */
typedef struct piece {
    uint32_t document;
    size_t number; /* SIZE_MAX: none */
    al_mark before;
    size_t at, length; /* bytes of the document */
    char text[AL_PIECE_ROOM];
    uint8_t letters[AL_PIECE_ROOM];
    uint32_t starts[AL_PIECE_ROOM];
} piece;

/* What is known of the document at hand. */
typedef struct reading {
    almost_reuse *reuse;
    almost_units units;
    uint32_t document; /* UINT32_MAX: none */
    al_mark *marks;
    size_t marks_capacity, n_marks;
    piece first, last; /* pieces in which a stretch begins and ends; many do at one place */
} reading;

static almost_status read_marks(reading *reading, uint32_t document, almost_error *error)
{
    const al_reuse_document *about = &reading->reuse->documents[document];
    if (reading->document == document)
        return ALMOST_OK;
    reading->n_marks = al_pieces_of(about->text_length);
    if (!al_grow(reading->reuse->allocator, (void **)&reading->marks, &reading->marks_capacity,
                 reading->n_marks + 1, sizeof *reading->marks))
        return al_fail_memory(error);
    reading->document = document;
    return al_scratch_read(&reading->reuse->marks, about->marks, reading->marks,
                           reading->n_marks * sizeof *reading->marks, error);
}

/* The piece in which a letter stands: the last one with no more letters before it. */
static size_t piece_of(const reading *reading, uint32_t letter)
{
    size_t low = 0, high = reading->n_marks;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (reading->marks[middle].letters <= letter)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static almost_status read_piece(const reading *reading, size_t number, piece *piece,
                                almost_error *error)
{
    const al_reuse_document *about = &reading->reuse->documents[reading->document];
    char bytes[AL_PIECE_ROOM];
    uint8_t begins = 0;
    if (piece->number == number && piece->document == reading->document)
        return ALMOST_OK;
    size_t from = number * AL_PIECE, n = about->text_length - from;
    n = n < AL_PIECE + 3 ? n : AL_PIECE + 3;
    almost_status status =
        al_scratch_read(&reading->reuse->texts, about->text + from, bytes, n, error);
    if (status != ALMOST_OK)
        return status;
    size_t start = number > 0 ? al_piece_shift(bytes, n) : 0, end = n;
    if (n > AL_PIECE)
        end = AL_PIECE + al_piece_shift(bytes + AL_PIECE, n - AL_PIECE);
    piece->document = reading->document;
    piece->number = number;
    piece->before = reading->marks[number];
    piece->at = from + start;
    piece->length = end - start;
    memcpy(piece->text, bytes + start, piece->length);
    (void)al_letters_of(&reading->reuse->table, piece->text, piece->length, &begins, piece->letters,
                        piece->starts);
    return ALMOST_OK;
}

/* Units of the document before a byte of a piece. */
static uint32_t units_before(const reading *reading, const piece *piece, size_t byte)
{
    al_mark mark = piece->before;
    al_mark_pass(&mark, piece->text, byte - piece->at, 0);
    switch (reading->units) {
    case ALMOST_BYTES: return (uint32_t)byte;
    case ALMOST_UTF16: return mark.points + mark.pairs;
    case ALMOST_CODE_POINTS: break;
    }
    return mark.points;
}

static almost_status locate(reading *reading, al_located *stretch, almost_error *error)
{
    piece *first = &reading->first, *last = &reading->last;
    almost_status status = read_marks(reading, stretch->document, error);
    if (status == ALMOST_OK)
        status = read_piece(reading, piece_of(reading, stretch->start), first, error);
    if (status == ALMOST_OK)
        status = read_piece(reading, piece_of(reading, stretch->end - 1), last, error);
    if (status != ALMOST_OK)
        return status;
    size_t start = first->starts[stretch->start - first->before.letters];
    size_t end = last->starts[stretch->end - 1 - last->before.letters];
    uint32_t size;
    (void)al_decode(last->text, last->length, end, &size);
    stretch->bytes[0] = (uint32_t)(first->at + start);
    stretch->bytes[1] = (uint32_t)(last->at + end + size);
    stretch->units[0] = units_before(reading, first, stretch->bytes[0]);
    stretch->units[1] = units_before(reading, last, stretch->bytes[1]);
    return ALMOST_OK;
}

/* By document and start. */
static al_record *in_order(const al_located *stretches, size_t n, al_record *rows)
{
    for (size_t i = 0; i < n; i++)
        rows[i] = (al_record){(uint64_t)stretches[i].document << 32 | stretches[i].start, i};
    return al_records_sort(rows, rows + n, n, 0, 64);
}

almost_status al_locate(almost_reuse *reuse, al_located *stretches, size_t n, almost_units units,
                        almost_error *error)
{
    reading reading = {.reuse = reuse,
                       .units = units,
                       .document = UINT32_MAX,
                       .first.number = SIZE_MAX,
                       .last.number = SIZE_MAX};
    al_record *rows = al_allocate(reuse->allocator, n, 2 * sizeof *rows);
    if (rows == NULL)
        return al_fail_memory(error);
    const al_record *order = in_order(stretches, n, rows);
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++)
        status = locate(&reading, &stretches[order[i].low], error);
    al_release(reuse->allocator, rows);
    al_release(reuse->allocator, reading.marks);
    return status;
}

/* --- A document at hand --------------------------------------------------- */

static uint32_t count_units(const char *text, almost_units units, uint32_t start, uint32_t end)
{
    const char *bytes = text + start;
    switch (units) {
    case ALMOST_BYTES: return end - start;
    case ALMOST_UTF16: return (uint32_t)al_count_utf16(bytes, end - start);
    case ALMOST_CODE_POINTS: break;
    }
    return (uint32_t)al_count_code_points(bytes, end - start);
}

void al_locate_in(const al_lettered *document, almost_units units, al_located *const *stretches,
                  size_t n)
{
    uint32_t byte = 0, unit = 0;
    for (size_t i = 0; i < n; i++) {
        al_located *stretch = stretches[i];
        uint32_t start = document->starts[stretch->start];
        uint32_t last = document->starts[stretch->end - 1], size;
        (void)al_decode(document->text, document->length, last, &size);
        unit += count_units(document->text, units, byte, start);
        byte = start;
        stretch->bytes[0] = start;
        stretch->bytes[1] = last + size;
        stretch->units[0] = unit;
        stretch->units[1] = unit + count_units(document->text, units, start, last + size);
    }
}
