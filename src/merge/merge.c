/* SPDX-License-Identifier: Apache-2.0 */
/* From texts to a merge: what each side kept, the order, the clusters, and what is to be noted. */
#include "merge/merge.h"

#include "base/options.h"
#include "merge/islands.h"
#include "merge/leading.h"
#include "merge/notes.h"
#include "merge/order.h"

#include <stdlib.h>

void almost_merge_options_init_sized(almost_merge_options *options, size_t size)
{
    const almost_merge_options defaults = {.size = sizeof defaults};
    al_options_init(options, size, &defaults, sizeof defaults);
}

void almost_merge_free(almost_merge *merge)
{
    if (merge == NULL)
        return;
    const almost_allocator *allocator = merge->allocator;
    for (uint32_t i = 0; merge->sides != NULL && i < merge->n; i++)
        al_revision_release(&merge->sides[i], allocator);
    al_merge_atoms_release(&merge->base, allocator);
    al_merge_blocks_release(&merge->blocks, allocator);
    al_release(allocator, merge->sides);
    al_release(allocator, merge->given);
    al_release(allocator, merge->number);
    al_release(allocator, merge->order);
    al_release(allocator, merge->tokens);
    al_release(allocator, merge->readings);
    al_release(allocator, merge->alternatives);
    al_release(allocator, merge->conflicts);
    al_release(allocator, merge->edits);
    al_release(allocator, merge->notes);
    al_release(allocator, merge);
}

/* --- The order of the sides --------------------------------------------------------------------
 */

typedef struct given_side {
    const almost_text *text;
    uint32_t given;
} given_side;

/* By their bytes; which of two that are equal comes first makes no difference but in names. */
static int by_bytes(const void *one, const void *other)
{
    const given_side *a = one, *b = other;
    if (a->text->length != b->text->length)
        return a->text->length < b->text->length ? -1 : 1;
    int order = memcmp(a->text->bytes, b->text->bytes, a->text->length);
    return order != 0 ? order : a->given < b->given ? -1 : 1;
}

static void set_sides(almost_merge *merge, const almost_text *const *texts)
{
    given_side sides[AL_MERGE_MOST_SIDES];
    for (uint32_t i = 0; i < merge->n; i++)
        sides[i] = (given_side){texts[i], i};
    qsort(sides, merge->n, sizeof *sides, by_bytes);
    for (uint32_t i = 0; i < merge->n; i++) {
        merge->sides[i].text = sides[i].text;
        merge->given[i] = sides[i].given;
        merge->number[sides[i].given] = i;
    }
}

uint64_t al_merge_sides_given(const almost_merge *merge, uint64_t sides)
{
    uint64_t given = 0;
    for (uint32_t i = 0; i < merge->n; i++)
        if ((sides >> i & 1) != 0)
            given |= UINT64_C(1) << merge->given[i];
    return given;
}

/* --- Making ------------------------------------------------------------------------------------
 */

static almost_merge *make_room(const almost_allocator *allocator, const almost_text *base,
                               const almost_text *const *texts, uint32_t n)
{
    almost_merge *merge = al_allocate_zero(allocator, 1, sizeof *merge);
    if (merge == NULL)
        return NULL;
    merge->allocator = allocator;
    merge->text = base;
    merge->n = n;
    merge->sides = al_allocate_zero(allocator, n, sizeof *merge->sides);
    merge->given = al_allocate(allocator, n, sizeof *merge->given);
    merge->number = al_allocate(allocator, n, sizeof *merge->number);
    if (merge->sides != NULL && merge->given != NULL && merge->number != NULL &&
        al_merge_atoms_cut(&merge->base, allocator, base)) {
        set_sides(merge, texts);
        return merge;
    }
    almost_merge_free(merge);
    return NULL;
}

static almost_status read_sides(almost_merge *merge, almost_error *error)
{
    almost_compare_options options;
    almost_status status = ALMOST_OK;
    almost_compare_options_init(&options);
    options.environment = &merge->environment;
    for (uint32_t i = 0; i < merge->n && status == ALMOST_OK; i++)
        status = al_revision_make(&merge->sides[i], merge->allocator, merge->text, &merge->base,
                                  &options, error);
    return status;
}

static bool bring_together(almost_merge *merge)
{
    bool whole = true;
    for (uint32_t i = 0; whole && i < merge->n; i++)
        whole = al_merge_blocks_find(&merge->blocks, merge->allocator, &merge->base,
                                     &merge->sides[i], i);
    if (merge->blocks.n > 0)
        whole = whole && al_merge_leading_settle(merge);
    whole = whole && al_merge_blocks_settle(&merge->blocks, merge->allocator);
    if (whole)
        merge->order = al_merge_order_make(merge->allocator, &merge->blocks, merge->base.n);
    return whole && merge->order != NULL && al_merge_islands_make(merge) &&
           al_merge_notes_make(merge);
}

almost_status almost_merge_new(const almost_text *base, const almost_text *const *sides, size_t n,
                               const almost_merge_options *given, almost_merge **out,
                               almost_error *error)
{
    almost_merge_options options;
    almost_environment environment;
    almost_merge_options_init(&options);
    almost_status status =
        al_options_complete(&options, sizeof options, given, "almost_merge_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(&environment, options.environment, error);
    if (status != ALMOST_OK)
        return status;
    if (n < 1 || n > AL_MERGE_MOST_SIDES)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "from 1 to %d revisions can be merged",
                       (int)AL_MERGE_MOST_SIDES);
    almost_merge *merge = make_room(al_allocator_of(&environment), base, sides, (uint32_t)n);
    if (merge == NULL)
        return al_fail_memory(error);
    merge->environment = environment;
    status = read_sides(merge, error);
    if (status == ALMOST_OK && !bring_together(merge))
        status = al_fail_memory(error);
    if (status == ALMOST_OK)
        *out = merge;
    else
        almost_merge_free(merge);
    return status;
}

/* --- What is in it -----------------------------------------------------------------------------
 */

const al_merge_reading *al_merge_reading_of(const almost_merge *merge,
                                            const al_merge_conflict *conflict, uint32_t side)
{
    for (size_t i = 0; side != AL_FROM_BASE && i < conflict->n; i++) {
        const al_merge_reading *reading = &merge->alternatives[conflict->first + i];
        if ((reading->sides >> side & 1) != 0)
            return reading;
    }
    return NULL;
}

size_t almost_merge_conflicts(const almost_merge *merge)
{
    return merge->n_conflicts + merge->blocks.n_apart;
}

size_t almost_merge_notes(const almost_merge *merge)
{
    return merge->n_notes;
}

const almost_merge_note *almost_merge_note_at(const almost_merge *merge, size_t index)
{
    return index < merge->n_notes ? &merge->notes[index] : NULL;
}
