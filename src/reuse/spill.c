/* SPDX-License-Identifier: Apache-2.0 */
/* Sorting in files, by eight bits at a time. */
#include "reuse/spill.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

enum { PARTS = AL_SPILL_PARTS, PART_BITS = AL_SPILL_PART_BITS, BLOCK = 1024 /* records: 16 KB */ };

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
    al_scratch order; /* of the blocks of a file that is kept: the part of each, a byte */
    bool draining;
    uint64_t length, sum; /* of a file that is kept, before parts were dealt again into it */
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
    spill->own.descriptor = spill->order.descriptor = -1;
    spill->options = *options;
    return spill;
}

static almost_status open_files(al_spill *spill, almost_error *error)
{
    const al_spill_options *options = &spill->options;
    char parts[64];
    if (options->name == NULL)
        return al_scratch_open(&spill->own, spill->allocator, options->folder, error);
    snprintf(parts, sizeof parts, "%s-parts", options->name);
    almost_status status =
        al_scratch_open_kept(&spill->own, spill->allocator, options->folder, options->name, error);
    if (status == ALMOST_OK)
        status =
            al_scratch_open_kept(&spill->order, spill->allocator, options->folder, parts, error);
    return status;
}

almost_status al_spill_new(const almost_allocator *allocator, const al_spill_options *options,
                           al_spill **out, almost_error *error)
{
    al_spill *spill = make(allocator, options);
    if (spill == NULL)
        return al_fail_memory(error);
    almost_status status = open_files(spill, error);
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
    al_scratch_close(&spill->order);
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

/* Note where a block of a part stands. */
static almost_status note_block(al_spill *spill, part *part, uint64_t at, almost_error *error)
{
    if (!al_grow(spill->allocator, (void **)&part->blocks, &part->capacity, part->n_blocks + 1,
                 sizeof *part->blocks))
        return al_fail_memory(error);
    part->blocks[part->n_blocks++] = at;
    return ALMOST_OK;
}

/* A full block goes into the file. */
static almost_status put_block(al_spill *spill, part *part, almost_error *error)
{
    uint64_t at = spill->file->length;
    uint8_t number = (uint8_t)(part - spill->parts);
    almost_status status =
        al_scratch_append(spill->file, part->filling, BLOCK * sizeof *part->filling, error);
    if (status == ALMOST_OK && spill->options.name != NULL && spill->file == &spill->own)
        status = al_scratch_append(&spill->order, &number, 1, error);
    if (status == ALMOST_OK)
        status = note_block(spill, part, at, error);
    if (status == ALMOST_OK)
        part->n_filling = 0;
    return status;
}

static bool make_filling(const al_spill *spill, part *part)
{
    if (part->filling == NULL)
        part->filling = al_allocate(spill->allocator, BLOCK, sizeof *part->filling);
    return part->filling != NULL;
}

almost_status al_spill_add(al_spill *spill, al_record record, almost_error *error)
{
    part *part = &spill->parts[bits_of(&record, spill->options.first)];
    if (!make_filling(spill, part))
        return al_fail_memory(error);
    if (part->n_filling == BLOCK) {
        almost_status status = put_block(spill, part, error);
        if (status != ALMOST_OK)
            return status;
    }
    part->filling[part->n_filling++] = record;
    spill->count++;
    return ALMOST_OK;
}

/* Eight bits at a time from the last ones on; passes in which all have the same are left out. */
al_record *al_records_sort(al_record *records, al_record *other, size_t n, int first, int end)
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
        status = visit(context,
                       al_records_sort(rows, rows + n, n, spill->options.first + PART_BITS,
                                       spill->options.end),
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

/* All records of one part. */
static almost_status visit_part(al_spill *spill, part *part, al_spill_visit visit, void *context,
                                almost_error *error)
{
    almost_status status;
    if (spill->options.first + PART_BITS >= spill->options.end) /* one key: they are in order */
        status = visit_blocks(spill, part, visit, context, error);
    else if (part_size(part) <= spill->options.memory / (2 * sizeof(al_record)))
        status = visit_sorted(spill, part, visit, context, error);
    else
        status = visit_dealt(spill, part, visit, context, error);
    part_release(spill->allocator, part);
    return status;
}

/* From now on parts are dealt again into the file: what a later run needs of it ends here. */
static void begin_draining(al_spill *spill)
{
    if (spill->draining)
        return;
    spill->draining = true;
    spill->length = spill->own.length;
    spill->sum = spill->own.kept ? al_scratch_sum(&spill->own) : 0;
}

size_t al_spill_part_size(const al_spill *spill, uint32_t part)
{
    return part_size(&spill->parts[part]);
}

almost_status al_spill_gather(al_spill *spill, uint32_t part, al_record *row, almost_error *error)
{
    begin_draining(spill);
    almost_status status = visit_blocks(spill, &spill->parts[part], gather, &row, error);
    part_release(spill->allocator, &spill->parts[part]);
    return status;
}

almost_status al_spill_drain_part(al_spill *spill, uint32_t part, al_spill_visit visit,
                                  void *context, almost_error *error)
{
    begin_draining(spill);
    return visit_part(spill, &spill->parts[part], visit, context, error);
}

almost_status al_spill_drain_from(al_spill *spill, uint32_t part, al_spill_visit visit,
                                  al_spill_parted parted, void *context, almost_error *error)
{
    almost_status status = ALMOST_OK;
    begin_draining(spill);
    for (uint32_t i = part; i < PARTS && status == ALMOST_OK; i++) {
        if (part_size(&spill->parts[i]) == 0)
            continue;
        status = visit_part(spill, &spill->parts[i], visit, context, error);
        if (status == ALMOST_OK && parted != NULL)
            status = parted(context, i + 1, error);
    }
    return status;
}

almost_status al_spill_drain(al_spill *spill, al_spill_visit visit, void *context,
                             almost_error *error)
{
    return al_spill_drain_from(spill, 0, visit, NULL, context, error);
}

/* --- For a later run ------------------------------------------------------ */

/* What stands in a state before the records that are in no block yet. */
typedef struct saved {
    uint64_t count, length, sum, blocks, order;
    uint64_t filling[PARTS];
} saved;

almost_status al_spill_save(al_spill *spill, al_scratch *state, almost_error *error)
{
    saved saved = {.count = spill->count,
                   .length = spill->draining ? spill->length : spill->own.length,
                   .sum = spill->draining ? spill->sum : al_scratch_sum(&spill->own),
                   .blocks = spill->order.length,
                   .order = al_scratch_sum(&spill->order)};
    for (int i = 0; i < PARTS; i++)
        saved.filling[i] = spill->parts[i].n_filling;
    almost_status status = al_scratch_sync(&spill->own, error);
    if (status == ALMOST_OK)
        status = al_scratch_sync(&spill->order, error);
    if (status == ALMOST_OK)
        status = al_scratch_append(state, &saved, sizeof saved, error);
    for (int i = 0; i < PARTS && status == ALMOST_OK; i++)
        status = al_scratch_append(state, spill->parts[i].filling,
                                   spill->parts[i].n_filling * sizeof(al_record), error);
    return status;
}

/* Where the blocks of a file are. */
static almost_status read_order(al_spill *spill, uint64_t blocks, almost_error *error)
{
    uint8_t parts[BLOCK];
    almost_status status = ALMOST_OK;
    for (uint64_t done = 0; done < blocks && status == ALMOST_OK;) {
        size_t n = blocks - done < BLOCK ? (size_t)(blocks - done) : BLOCK;
        status = al_scratch_read(&spill->order, done, parts, n, error);
        for (size_t k = 0; k < n && status == ALMOST_OK; k++, done++)
            status =
                note_block(spill, &spill->parts[parts[k]], done * BLOCK * sizeof(al_record), error);
    }
    return status;
}

static almost_status read_filling(al_spill *spill, part *part, uint64_t n, al_scratch *state,
                                  uint64_t *at, almost_error *error)
{
    if (n == 0)
        return ALMOST_OK;
    if (!make_filling(spill, part))
        return al_fail_memory(error);
    part->n_filling = n <= BLOCK ? (size_t)n : BLOCK;
    almost_status status =
        al_scratch_read(state, *at, part->filling, part->n_filling * sizeof(al_record), error);
    *at += part->n_filling * sizeof(al_record);
    return status;
}

almost_status al_spill_go_on(al_spill *spill, al_scratch *state, uint64_t *at, almost_error *error)
{
    saved saved;
    almost_status status = al_scratch_read(state, *at, &saved, sizeof saved, error);
    *at += sizeof saved;
    if (status == ALMOST_OK)
        status = al_scratch_go_on(&spill->own, saved.length, saved.sum, error);
    if (status == ALMOST_OK)
        status = al_scratch_go_on(&spill->order, saved.blocks, saved.order, error);
    if (status == ALMOST_OK)
        status = read_order(spill, saved.blocks, error);
    for (int i = 0; i < PARTS && status == ALMOST_OK; i++)
        status = read_filling(spill, &spill->parts[i], saved.filling[i], state, at, error);
    if (status == ALMOST_OK)
        spill->count = saved.count;
    return status;
}

void al_spill_empty(al_spill *spill)
{
    for (int i = 0; i < PARTS; i++)
        part_release(spill->allocator, &spill->parts[i]);
    al_scratch_empty(&spill->own);
    al_scratch_empty(&spill->order);
    spill->count = 0;
}
