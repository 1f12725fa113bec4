/* SPDX-License-Identifier: Apache-2.0 */
/* Sorting in files, by eight bits at a time. */
#include "reuse/spill.h"

#include "base/error.h"

#include <string.h>

enum { PARTS = 256, PART_BITS = 8, BLOCK = 1024 /* records: 16 KB */ };

/* One part: full blocks in the file, and one that is being filled. */
typedef struct part {
    uint64_t *blocks; /* where each begins in the file */
    size_t n_blocks, capacity;
    al_record *filling; /* NULL: nothing */
    size_t n_filling;
} part;

struct al_spill {
    const almost_allocator *allocator;
    al_scratch own;
    al_scratch *file; /* own, or that of the spill which this one deals again */
    al_spill_options options;
    uint64_t count;
    part parts[PARTS];
};

/* NULL when memory ends. */
static al_spill *make(const almost_allocator *allocator, const al_spill_options *options)
{
    al_spill *spill = al_allocate_zero(allocator, 1, sizeof *spill);
    if (spill == NULL)
        return NULL;
    spill->allocator = allocator;
    spill->own.descriptor = -1;
    spill->options = *options;
    return spill;
}

almost_status al_spill_new(const almost_allocator *allocator, const al_spill_options *options,
                           al_spill **out, almost_error *error)
{
    al_spill *spill = make(allocator, options);
    if (spill == NULL)
        return al_fail_memory(error);
    almost_status status = al_scratch_open(&spill->own, allocator, options->folder, error);
    if (status != ALMOST_OK) {
        al_spill_free(spill);
        return status;
    }
    spill->file = &spill->own;
    *out = spill;
    return ALMOST_OK;
}

static void part_release(const almost_allocator *allocator, part *part)
{
    al_release(allocator, part->blocks);
    al_release(allocator, part->filling);
    memset(part, 0, sizeof *part);
}

void al_spill_free(al_spill *spill)
{
    if (spill == NULL)
        return;
    for (int i = 0; i < PARTS; i++)
        part_release(spill->allocator, &spill->parts[i]);
    al_scratch_close(&spill->own);
    al_release(spill->allocator, spill);
}

uint64_t al_spill_count(const al_spill *spill)
{
    return spill->count;
}

/* Eight bits of a record from bit `from` on. */
static inline uint32_t bits_of(const al_record *record, int from)
{
    uint64_t word = record->high;
    if (from >= 64)
        word = record->low << (from - 64);
    else if (from > 0)
        word = record->high << from | record->low >> (64 - from);
    return (uint32_t)(word >> (64 - PART_BITS));
}

/* A full block goes into the file. */
static almost_status put_block(al_spill *spill, part *part, almost_error *error)
{
    if (!al_grow(spill->allocator, (void **)&part->blocks, &part->capacity, part->n_blocks + 1,
                 sizeof *part->blocks))
        return al_fail_memory(error);
    part->blocks[part->n_blocks] = spill->file->length;
    almost_status status =
        al_scratch_append(spill->file, part->filling, BLOCK * sizeof *part->filling, error);
    if (status == ALMOST_OK) {
        part->n_blocks++;
        part->n_filling = 0;
    }
    return status;
}

almost_status al_spill_add(al_spill *spill, al_record record, almost_error *error)
{
    part *part = &spill->parts[bits_of(&record, spill->options.first)];
    if (part->filling == NULL) {
        part->filling = al_allocate(spill->allocator, BLOCK, sizeof *part->filling);
        if (part->filling == NULL)
            return al_fail_memory(error);
    }
    if (part->n_filling == BLOCK) {
        almost_status status = put_block(spill, part, error);
        if (status != ALMOST_OK)
            return status;
    }
    part->filling[part->n_filling++] = record;
    spill->count++;
    return ALMOST_OK;
}

/*
 * Sort by the bits from `first` to `end`, eight at a time from the last ones on; passes in which
 * all records have the same bits are left out. Returns where the sorted records are: in one of the
 * two rows.
 */
static al_record *sort(al_record *records, al_record *other, size_t n, int first, int end)
{
    for (int from = end - PART_BITS; from > first - PART_BITS; from -= PART_BITS) {
        size_t starts[PARTS] = {0}, place = 0;
        int at = from < first ? first : from; /* some bits twice: that does no harm */
        for (size_t i = 0; i < n; i++)
            starts[bits_of(&records[i], at)]++;
        if (n > 0 && starts[bits_of(&records[0], at)] == n)
            continue;
        for (int k = 0; k < PARTS; k++) {
            size_t count = starts[k];
            starts[k] = place;
            place += count;
        }
        for (size_t i = 0; i < n; i++)
            other[starts[bits_of(&records[i], at)]++] = records[i];
        al_record *sorted = other;
        other = records;
        records = sorted;
    }
    return records;
}

static size_t part_size(const part *part)
{
    return part->n_blocks * BLOCK + part->n_filling;
}

/* Call `visit` with each block of a part, in the order in which they came. */
static almost_status visit_blocks(al_spill *spill, const part *part, al_spill_visit visit,
                                  void *context, almost_error *error)
{
    almost_status status = ALMOST_OK;
    al_record *block = al_allocate(spill->allocator, BLOCK, sizeof *block);
    if (block == NULL)
        return al_fail_memory(error);
    for (size_t i = 0; i < part->n_blocks && status == ALMOST_OK; i++) {
        status = al_scratch_read(spill->file, part->blocks[i], block, BLOCK * sizeof *block, error);
        if (status == ALMOST_OK)
            status = visit(context, block, BLOCK, error);
    }
    if (status == ALMOST_OK && part->n_filling > 0)
        status = visit(context, part->filling, part->n_filling, error);
    al_release(spill->allocator, block);
    return status;
}

/* Records on their way from a part into one row. */
static almost_status gather(void *context, const al_record *records, size_t n, almost_error *error)
{
    al_record **place = context;
    (void)error;
    memcpy(*place, records, n * sizeof *records);
    *place += n;
    return ALMOST_OK;
}

static almost_status visit_sorted(al_spill *spill, const part *part, al_spill_visit visit,
                                  void *context, almost_error *error)
{
    size_t n = part_size(part);
    al_record *rows = al_allocate(spill->allocator, n, 2 * sizeof *rows), *place = rows;
    if (rows == NULL)
        return al_fail_memory(error);
    almost_status status = visit_blocks(spill, part, gather, &place, error);
    if (status == ALMOST_OK)
        status = visit(
            context, sort(rows, rows + n, n, spill->options.first + PART_BITS, spill->options.end),
            n, error);
    al_release(spill->allocator, rows);
    return status;
}

static almost_status deal(void *context, const al_record *records, size_t n, almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++)
        status = al_spill_add(context, records[i], error);
    return status;
}

/* Deal a part again by its next bits. Each level takes eight of them: 16 at most. */
static almost_status visit_dealt(al_spill *spill, part *part, al_spill_visit visit, void *context,
                                 almost_error *error)
{
    al_spill_options next = spill->options;
    next.first += PART_BITS;
    al_spill *finer = make(spill->allocator, &next);
    if (finer == NULL)
        return al_fail_memory(error);
    finer->file = spill->file;
    almost_status status = visit_blocks(spill, part, deal, finer, error);
    part_release(spill->allocator, part);
    if (status == ALMOST_OK)
        status = al_spill_drain(finer, visit, context, error);
    al_spill_free(finer);
    return status;
}

almost_status al_spill_drain(al_spill *spill, al_spill_visit visit, void *context,
                             almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (int i = 0; i < PARTS && status == ALMOST_OK; i++) {
        part *part = &spill->parts[i];
        if (part_size(part) == 0)
            continue;
        if (spill->options.first + PART_BITS >= spill->options.end) /* one key: they are in order */
            status = visit_blocks(spill, part, visit, context, error);
        else if (part_size(part) <= spill->options.memory / (2 * sizeof(al_record)))
            status = visit_sorted(spill, part, visit, context, error);
        else
            status = visit_dealt(spill, part, visit, context, error);
        part_release(spill->allocator, part);
    }
    return status;
}
