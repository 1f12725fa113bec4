/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes and characters of stretches, document by document. */
#include "reuse/located.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdlib.h>

/* A document that is read again. */
typedef struct reading {
    almost_reuse *reuse;
    almost_units units;
    char *text;
    uint8_t *letters;
    uint32_t *starts;
    size_t text_capacity, letters_capacity, starts_capacity;
} reading;

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

static almost_status read_document(reading *reading, uint32_t document, almost_error *error)
{
    const almost_allocator *allocator = reading->reuse->allocator;
    const al_reuse_document *about = &reading->reuse->documents[document];
    size_t length = about->text_length;
    if (!al_grow(allocator, (void **)&reading->text, &reading->text_capacity, length + 1, 1) ||
        !al_grow(allocator, (void **)&reading->letters, &reading->letters_capacity, length + 1,
                 1) ||
        !al_grow(allocator, (void **)&reading->starts, &reading->starts_capacity, length + 1,
                 sizeof *reading->starts))
        return al_fail_memory(error);
    almost_status status =
        al_scratch_read(&reading->reuse->texts, about->text, reading->text, length, error);
    if (status == ALMOST_OK)
        (void)al_letters_of(&reading->reuse->table, reading->text, length, reading->letters,
                            reading->starts);
    return status;
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

static int by_place(const void *a, const void *b)
{
    const al_located *first = *(al_located *const *)a, *second = *(al_located *const *)b;
    if (first->document != second->document)
        return first->document < second->document ? -1 : 1;
    return (first->start > second->start) - (first->start < second->start);
}

almost_status al_locate(almost_reuse *reuse, al_located *stretches, size_t n, almost_units units,
                        almost_error *error)
{
    reading reading = {.reuse = reuse, .units = units};
    al_located **order = al_allocate(reuse->allocator, n, sizeof *order);
    if (order == NULL)
        return al_fail_memory(error);
    for (size_t i = 0; i < n; i++)
        order[i] = &stretches[i];
    if (n > 0)
        qsort(order, n, sizeof *order, by_place);
    almost_status status = ALMOST_OK;
    for (size_t i = 0, end; i < n && status == ALMOST_OK; i = end) {
        for (end = i + 1; end < n && order[end]->document == order[i]->document;)
            end++;
        status = read_document(&reading, order[i]->document, error);
        const al_lettered document = {
            reading.text, reuse->documents[order[i]->document].text_length, reading.starts};
        if (status == ALMOST_OK)
            al_locate_in(&document, units, order + i, end - i);
    }
    al_release(reuse->allocator, order);
    al_release(reuse->allocator, reading.text);
    al_release(reuse->allocator, reading.letters);
    al_release(reuse->allocator, reading.starts);
    return status;
}
