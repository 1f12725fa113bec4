/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks and what they take; see retold.h. */
#include "write/retold.h"

#include <assert.h>
#include <stdlib.h>

/* An altered passage that keeps less, and is no longer than that, reads better as two texts. */
static const double least_likeness = .5;
enum { MOST_ALTERED = 1500 /* bytes */ };

int al_retold_short_side(const almost_passage *summary)
{
    return summary->original.end - summary->original.start <
                   summary->telling.end - summary->telling.start
               ? AL_ORIGINAL
               : AL_TELLING;
}

static bool is_rewritten(const almost_passage *passage)
{
    return passage->kind == ALMOST_PASSAGE_ALTERED && passage->likeness < least_likeness &&
           passage->original.end - passage->original.start <= MOST_ALTERED &&
           passage->telling.end - passage->telling.start <= MOST_ALTERED;
}

static bool is_block(const almost_comparison *comparison, size_t i)
{
    const almost_passage *passage = &comparison->passages[i];
    if (passage->kind == ALMOST_PASSAGE_SUMMARY || passage->kind == ALMOST_PASSAGE_REWORDED)
        return true;
    bool encloses =
        i + 1 < comparison->n_passages && passage[1].telling.start < passage->telling.end;
    return is_rewritten(passage) && !encloses;
}

/* The bytes of a passage on a side, with all up to the next word. */
static al_range bytes_of(const almost_comparison *comparison, const almost_passage *passage,
                         int side)
{
    return comparison->taken[passage - comparison->passages].bytes[side];
}

static void add_block(al_retold *retold, const almost_passage *passage)
{
    al_block *block = &retold->blocks[retold->n_blocks];
    *block = (al_block){
        .passage = passage,
        .taken = {bytes_of(retold->comparison, passage, AL_ORIGINAL),
                  bytes_of(retold->comparison, passage, AL_TELLING)},
    };
    if (passage->kind == ALMOST_PASSAGE_SUMMARY) {
        int other = !al_retold_short_side(passage);
        block->taken[other].end = block->taken[other].start;
        retold->summed[other][retold->n_summed[other]++] = passage;
    }
    assert(block->taken[AL_ORIGINAL].start <= block->taken[AL_ORIGINAL].end &&
           block->taken[AL_TELLING].start <= block->taken[AL_TELLING].end);
    size_t last = retold->n_taken[AL_TELLING];
    if (last > 0 && retold->taken[AL_TELLING][last - 1].end > block->taken[AL_TELLING].start &&
        block->taken[AL_TELLING].start < block->taken[AL_TELLING].end)
        return; /* shown by the block before it */
    for (int side = 0; side < 2; side++)
        if (block->taken[side].start < block->taken[side].end)
            retold->taken[side][retold->n_taken[side]++] = block->taken[side];
    retold->n_blocks++;
}

static int by_place(const void *a, const void *b)
{
    const al_range *left = a, *right = b;
    if (left->start != right->start)
        return left->start < right->start ? -1 : 1;
    return left->end < right->end ? -1 : left->end > right->end;
}

static int by_original(const void *a, const void *b)
{
    const almost_passage *const *left = a, *const *right = b;
    if ((*left)->original.start != (*right)->original.start)
        return (*left)->original.start < (*right)->original.start ? -1 : 1;
    return 0;
}

/* Order what is taken of the original and make one of what overlaps. */
static void merge_taken(al_retold *retold)
{
    al_range *taken = retold->taken[AL_ORIGINAL];
    size_t n = retold->n_taken[AL_ORIGINAL], kept = 0;
    if (n > 1)
        qsort(taken, n, sizeof *taken, by_place);
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && taken[i].start <= taken[kept - 1].end) {
            if (taken[i].end > taken[kept - 1].end)
                taken[kept - 1].end = taken[i].end;
        } else {
            taken[kept++] = taken[i];
        }
    }
    retold->n_taken[AL_ORIGINAL] = kept;
}

bool al_retold_init(al_retold *retold, const almost_comparison *comparison)
{
    *retold = (al_retold){.allocator = comparison->allocator, .comparison = comparison};
    size_t n = 0;
    for (size_t i = 0; i < comparison->n_passages; i++)
        n += is_block(comparison, i);
    if (n == 0)
        return true;
    bool whole = true;
    retold->blocks = al_allocate(retold->allocator, n, sizeof *retold->blocks);
    for (int side = 0; side < 2; side++) {
        retold->taken[side] = al_allocate(retold->allocator, n, sizeof *retold->taken[side]);
        retold->summed[side] = al_allocate(retold->allocator, n, sizeof *retold->summed[side]);
        whole = whole && retold->taken[side] != NULL && retold->summed[side] != NULL;
    }
    if (!whole || retold->blocks == NULL) {
        al_retold_release(retold);
        return false;
    }
    for (size_t i = 0; i < comparison->n_passages; i++)
        if (is_block(comparison, i))
            add_block(retold, &comparison->passages[i]);
    merge_taken(retold);
    if (retold->n_summed[AL_ORIGINAL] > 1)
        qsort(retold->summed[AL_ORIGINAL], retold->n_summed[AL_ORIGINAL],
              sizeof *retold->summed[AL_ORIGINAL], by_original);
    return true;
}

void al_retold_release(al_retold *retold)
{
    al_release(retold->allocator, retold->blocks);
    for (int side = 0; side < 2; side++) {
        al_release(retold->allocator, retold->taken[side]);
        al_release(retold->allocator, retold->summed[side]);
    }
    *retold = (al_retold){.allocator = retold->allocator};
}

void al_retold_drop_blocks(al_retold *retold)
{
    retold->n_blocks = 0;
    retold->n_taken[AL_ORIGINAL] = retold->n_taken[AL_TELLING] = 0;
}

const almost_passage *al_retold_summary(const al_retold *retold, int side, almost_span span)
{
    size_t low = 0, high = retold->n_summed[side];
    uint64_t middle = span.start + (span.end - span.start) / 2;
    while (low < high) { /* the last that begins at or before the middle */
        size_t at = low + (high - low) / 2;
        if (bytes_of(retold->comparison, retold->summed[side][at], side).start <= middle)
            low = at + 1;
        else
            high = at;
    }
    if (low == 0)
        return NULL;
    const almost_passage *summary = retold->summed[side][low - 1];
    return bytes_of(retold->comparison, summary, side).end > middle ? summary : NULL;
}

/* --- What is left of changes ---------------------------------------------- */

/* Cut the first piece that no block takes from the front of `rest`. False when there is none. */
static bool cut_outside(const al_retold *retold, int side, al_range *rest, al_range *piece)
{
    const al_range *taken = retold->taken[side];
    size_t low = 0, high = retold->n_taken[side];
    while (low < high) { /* the first that ends behind the start */
        size_t at = low + (high - low) / 2;
        if (taken[at].end <= rest->start)
            low = at + 1;
        else
            high = at;
    }
    for (; low < retold->n_taken[side] && taken[low].start <= rest->start; low++)
        rest->start = taken[low].end < rest->end ? taken[low].end : rest->end;
    *piece = *rest;
    if (rest->start < rest->end && low < retold->n_taken[side] && taken[low].start < piece->end)
        piece->end = taken[low].start;
    rest->start = piece->end;
    return piece->start < piece->end;
}

/* Where the next block begins in the telling; the end of all bytes when there is none. */
static uint32_t next_place(const al_retold_walk *walk)
{
    return walk->block < walk->retold->n_blocks
               ? walk->retold->blocks[walk->block].taken[AL_TELLING].start
               : UINT32_MAX;
}

static bool has_words(const almost_text *text, al_range range)
{
    for (uint32_t at = range.start; at < range.end; at++)
        if (al_reading_is_wordy(text->bytes[at]))
            return true;
    return false;
}

/* Take the piece up to byte `until` of the telling; false when nothing of it is left to show. */
static bool take_piece(const al_retold_walk *walk, al_change *rest, al_change *piece,
                       uint32_t until)
{
    bool told = rest->telling.start < until;
    *piece = *rest;
    piece->telling.end = until;
    rest->telling.start = until;
    if (al_retold_is_same(rest)) {
        bool stood = walk->untold &&
                     cut_outside(walk->retold, AL_ORIGINAL, &rest->original, &piece->original);
        rest->original.start = rest->original.end;
        return told || stood;
    }
    bool stood = cut_outside(walk->retold, AL_ORIGINAL, &rest->original, &piece->original);
    if (!stood || !told)
        piece->kind = stood ? ALMOST_MISSING : ALMOST_ADDED;
    if (rest->summed && !has_words(walk->retold->comparison->original, piece->original) &&
        !has_words(walk->retold->comparison->telling, piece->telling))
        return false; /* the full stop of what is told shortly */
    return told || stood;
}

/* Deal out the next block, or piece of what is left of the run; false at the end of the run. */
static bool deal(al_retold_walk *walk, al_retold_step *step)
{
    al_change *rest = &walk->rest;
    step->block = NULL;
    if (rest->telling.start < walk->shown)
        rest->telling.start = walk->shown < rest->telling.end ? walk->shown : rest->telling.end;
    uint32_t place = next_place(walk);
    bool begins = place < rest->telling.end;
    uint32_t until = begins ? place : rest->telling.end;
    if (until < rest->telling.start)
        until = rest->telling.start;
    if (take_piece(walk, rest, &step->piece, until))
        return true;
    if (!begins)
        return false;
    step->block = &walk->retold->blocks[walk->block++];
    if (step->block->taken[AL_TELLING].end > walk->shown)
        walk->shown = step->block->taken[AL_TELLING].end;
    return true;
}

/* Where the changes end that continue `first`, an unchanged stretch, on both sides. */
static size_t run_end(const al_retold_walk *walk, size_t first)
{
    const almost_comparison *comparison = walk->retold->comparison;
    const al_change *changes = comparison->changes;
    uint32_t place = next_place(walk);
    size_t end = first + 1;
    while (al_retold_is_same(&changes[first]) && end < comparison->n_changes &&
           changes[end].kind == changes[first].kind &&
           changes[end].original.start == changes[end - 1].original.end &&
           changes[end].telling.start < place &&
           (changes[first].kind == ALMOST_SAME || changes[end].passage == changes[first].passage))
        end++;
    return end;
}

/* Go on to the next change, or run of changes. */
static void begin_run(al_retold_walk *walk)
{
    const al_change *changes = walk->retold->comparison->changes;
    size_t end = run_end(walk, walk->next);
    assert(walk->next < end && end <= walk->retold->comparison->n_changes);
    walk->opening = walk->next == 0;
    walk->rest = changes[walk->next];
    walk->rest.original.end = changes[end - 1].original.end;
    walk->rest.telling.end = changes[end - 1].telling.end;
    walk->untold = walk->rest.telling.start == walk->rest.telling.end;
    walk->next = end;
    walk->in_run = true;
}

void al_retold_walk_init(al_retold_walk *walk, const al_retold *retold)
{
    *walk = (al_retold_walk){.retold = retold};
}

bool al_retold_next(al_retold_walk *walk, al_retold_step *step)
{
    size_t count = walk->retold->comparison->n_changes;
    while (walk->in_run || walk->next < count) {
        if (!walk->in_run)
            begin_run(walk);
        if (deal(walk, step)) {
            step->id = al_retold_is_same(&step->piece) ? 0 : walk->next;
            step->first = walk->opening;
            step->last = walk->next == count;
            return true;
        }
        walk->in_run = false;
    }
    return false;
}
